//! Whose a sale is and which document, where several columns could say it; and tables that are no sales.

use cartera::domain::trade::Status;
use cartera::exchange::Options;

use super::support::{currency, mapped, read, read_bytes};

fn refused(text: &str) -> &'static str {
    match read_bytes(text.as_bytes(), Options::default()) {
        Err(error) => error.key(),
        Ok(reading) => panic!("read: {:?}", reading.outcome),
    }
}

#[test]
fn a_code_called_after_the_customer_is_theirs_and_a_bare_one_is_not() {
    let r = read(
        "id,numero,cliente_id,total,fecha\n101,F-1,7,100.00,2026-01-15\n102,F-2,7,50.00,2026-02-15\n\
         103,F-3,9,30.00,2026-02-20\n",
    );
    assert_eq!((r.customers.len(), r.document("F-2").customer.as_deref()), (2, Some("7")));
    // Without a number the bare one is that of the sale.
    let r = read("id,customer_id,amount,date\n101,7,100.00,2026-01-15\n102,7,50.00,2026-02-15\n");
    assert_eq!((r.customers.len(), r.document("102").customer.as_deref()), (1, Some("7")));
    // A bare code that changes inside a document is of what was sold.
    let r = read(
        "Factura,Fecha,Cliente,Nombre_Cliente,Codigo,Quantity,Total\n1,2026-08-12,C02,HOTEL SOL,687,1,100\n\
         1,2026-08-12,C02,HOTEL SOL,697,2,50\n2,2026-08-13,C08,HOTEL MAR,687,1,70\n",
    );
    assert_eq!((r.customers.len(), r.document("1").customer.as_deref()), (2, Some("C02")));
    assert_eq!(
        (r.document("1").lines[1].code.as_str(), r.customer("C02").draft.name.as_str()),
        ("697", "HOTEL SOL")
    );
}

#[test]
fn whoever_is_called_third_party_or_receiver_is_the_customer() {
    let r = read(
        "Factura;Fecha;Tercero;Nombre tercero;Base;IVA;Total\nFV-1;05/01/2026;900123456;FERRETERIA SOL;100.00;19.00;119.00\n\
         FV-2;15/01/2026;52345678;MARIA LOPEZ;200.00;38.00;238.00\n",
    );
    assert_eq!((r.customers.len(), r.total().as_str()), (2, "300.00"));
    assert_eq!(r.customer("900123456").draft.name, "FERRETERIA SOL");
    let r = read(
        "RFC Emisor,Nombre o Razón Social del Emisor,RFC Receptor,Nombre o Razón Social del Receptor,Fecha de Emisión,Total\n\
         AAA010101AAA,PROPIA SA,BBB010101BB1,UNO SA,2026-06-08,100.00\n\
         AAA010101AAA,PROPIA SA,CCC010101CC2,DOS SA,2026-06-09,50.00\n",
    );
    let names: Vec<&str> = r.customers.iter().map(|c| c.draft.name.as_str()).collect();
    assert_eq!(names, ["UNO SA", "DOS SA"]);
}

#[test]
fn a_column_without_values_says_nothing() {
    let r = read("Factura;Fecha;nombre;cliente;Importe\n1;05/01/2026;;Ana;100\n2;15/01/2026;;Bea;50\n");
    let names: Vec<&str> = r.customers.iter().map(|c| c.draft.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Bea"]);
}

#[test]
fn the_invoice_numbers_the_sale_and_not_its_order() {
    for (order, invoice) in
        [("N° Commande", "N° Facture"), ("Pedido", "Nº Factura"), ("Order ID", "Invoice No")]
    {
        let r = read(&format!(
            "{order};{invoice};Date;Client;Total\nC1;F1;2026-01-05;Ana;10.50\nC2;F2;2026-01-06;Bea;5.25\n"
        ));
        assert_eq!(r.documents[0].number, "F1", "{order}");
    }
    // Where most orders have no invoice yet they are known by their own number.
    let r = read(
        "N° Commande;N° Facture;Date;Client;Total\nC1;F1;2026-01-05;Ana;10.50\nC2;;2026-01-06;Bea;5.25\n",
    );
    assert_eq!(r.documents[1].number, "C2");
}

#[test]
fn a_book_of_what_comes_and_goes_is_no_list_of_sales() {
    for text in [
        "DATA;DESCRIZIONE;USCITE;ENTRATE\n19/08/2026;Energia;342,25;\n20/08/2026;Vendita;;12,50\n",
        "Fecha;Concepto;Salidas;Entradas\n19/08/2026;Luz;342,25;\n20/08/2026;Venta;;12,50\n",
        "Date;Libellé;Débit;Crédit\n19/08/2026;Loyer;342,25;\n20/08/2026;Vente;;12,50\n",
    ] {
        assert_eq!(refused(text), "import-error-ledger", "{text}");
    }
}

#[test]
fn another_currency_in_words_is_another_currency() {
    let text = "NUMERO;FECHA;CLIENTE;MONEDA;TOTAL\n1;27/06/2026;Ana;Soles;900.00\n";
    assert_eq!(refused(text), "import-error-other-currency");
    assert_eq!(read_bytes(text.as_bytes(), currency("PEN")).unwrap().total(), "900.00");
}

#[test]
fn letters_or_words_of_a_note_of_credit_take_the_sale_back() {
    let r = read(
        "Documento;Fecha;Cliente;Total\nFT 1;05/01/2026;Ana;100\nNC 1;15/01/2026;Ana;40\nFT 2;16/01/2026;Bea;60\n",
    );
    assert_eq!((r.document("NC 1").status, r.total().as_str()), (Status::Credit, "120.00"));
    // Without invoices beside them letters say nothing.
    let r = read("Documento;Fecha;Cliente;Total\nAB 1;05/01/2026;Ana;100\nAV 1;15/01/2026;Ana;40\n");
    assert_eq!(r.total(), "140.00");
    let r = read(
        "Nombre Doc;Numero;Fecha;Cliente;Total\nF.VTA AFECTA;1;05/01/2026;Ana;100\nN.C. AFECTA VTA;1;15/01/2026;Ana;40\n\
         F.VTA AFECTA;2;16/01/2026;Bea;60\n",
    );
    assert_eq!((r.documents.len(), r.total().as_str()), (3, "120.00"));
}

#[test]
fn other_goods_in_other_numbers_with_the_same_three_sums_are_one_document() {
    let head = "Folio;Fecha;Cliente;Producto;Cantidad;Neto;IVA;Total\n";
    let r = read(&format!(
        "{head}101;2026-03-02;Sol;Harina;250;300000;57000;357000\n101;2026-03-02;Sol;Afrecho;40;300000;57000;357000\n\
         102;2026-03-15;Luna;Harina;500;560000;106400;666400\n"
    ));
    assert_eq!(r.total(), "860000.00");
    // One of each at one price are two lines.
    let r = read(&format!(
        "{head}101;2026-03-02;Sol;Harina;1;100;19;119\n101;2026-03-02;Sol;Afrecho;1;100;19;119\n\
         102;2026-03-15;Luna;Harina;5;500;95;595\n"
    ));
    assert_eq!(r.total(), "700.00");
}

#[test]
fn names_that_nobody_knows_are_asked_about_and_tills_are_not() {
    let text = "Factura;Fecha;Quien;Total\n1;05/01/2026;Ana Gil;10,50\n2;15/01/2026;Luis Paz;5,25\n\
                3;16/01/2026;Bar Sol;7,00\n4;17/01/2026;Eva Mas;7,10\n5;18/01/2026;Ana Gil;7,20\n";
    let error = read_bytes(text.as_bytes(), Options::default()).map(|r| r.outcome).unwrap_err();
    assert_eq!(error.key(), "import-error-name-candidates");
    assert!(error.args().contains(&("candidates", "Quien".to_owned())), "{:?}", error.args());
    // A map of that column alone keeps what was known already.
    let r = read_bytes(text.as_bytes(), mapped("Quien=customer.name")).unwrap();
    assert_eq!(
        (r.customers.len(), r.document("5").customer.is_some(), r.total().as_str()),
        (4, true, "37.05")
    );
    // Who sells, what is eaten and how it is paid are nobody's.
    let till = "Ticket;Fecha;Camarero;Plato;Forma de pago;Total\n1;05/01/2026;Ana Gil;Pan Tomate;Tarjeta;10,50\n\
                2;15/01/2026;Ana Gil;Sopa Fría;Efectivo;5,25\n3;16/01/2026;Eva Mas;Arroz Negro;Tarjeta;7,00\n\
                4;17/01/2026;Eva Mas;Café Solo;Tarjeta;7,10\n5;18/01/2026;Eva Mas;Pan Tomate;Tarjeta;7,20\n";
    assert_eq!(read(till).customers.len(), 0);
}

#[test]
fn what_could_be_the_amount_is_named() {
    let text = "cliente;fecha;esto;lo otro\nAna;14/03/2026;12,50;3,20\nLuis;20/03/2026;7,25;1,10\n";
    let error = read_bytes(text.as_bytes(), Options::default()).map(|r| r.outcome).unwrap_err();
    assert_eq!(error.key(), "import-error-field-candidates");
    assert!(error.args().contains(&("candidates", "esto, lo otro".to_owned())), "{:?}", error.args());
}

#[test]
fn a_contato_is_a_phone_or_somebody() {
    let of = |contact: &str| {
        let text = format!("numero;data;cliente;contato;total\n1;2026-01-05;Loja Um;{contact};10.50\n");
        read(&text).customers[0].draft.clone()
    };
    assert_eq!(of("11999990000").phone.replace(' ', ""), "11999990000");
    assert_eq!((of("Maria Lima").contact.as_str(), of("Maria Lima").phone.as_str()), ("Maria Lima", ""));
}
