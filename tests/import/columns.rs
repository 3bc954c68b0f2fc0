//! What a column means is seen from its cells where its name says nothing, and asked where two could be meant.

use cartera::exchange::{ImportError, Options};

use super::support::{mapped, read, read_bytes};

fn asked(text: &str) -> &'static str {
    match read_bytes(text.as_bytes(), Options::default()) {
        Err(ImportError::FieldNeeded { field, .. }) => field,
        other => panic!("{:?}", other.map(|r| r.outcome)),
    }
}

#[test]
fn what_could_be_several_columns_is_asked() {
    // Two days, two sums.
    assert_eq!(
        asked("cliente;uno;dos;suma\nAna;14/03/2026;15/03/2026;12,50\nLuis;20/03/2026;21/03/2026;7,25\n"),
        "purchase.date"
    );
    assert_eq!(
        asked("cliente;fecha;esto;lo otro\nAna;14/03/2026;12,50;3,20\nLuis;20/03/2026;7,25;1,10\n"),
        "purchase.amount"
    );
    // Beside units a sum may be the price of one or of all.
    assert_eq!(
        asked("factura;fecha;cliente;unidades;lo otro\n1;14/03/2026;Ana;2;12,50\n2;20/03/2026;Luis;3;7,25\n"),
        "purchase.amount"
    );
    // What somebody bought, and neither when nor for how much.
    assert_eq!(
        asked("Member_number,Date,itemDescription\n18,21-07-2026,fruit\n25,05-01-2026,milk\n"),
        "purchase.amount"
    );
    assert_eq!(asked("Customer ID,Product,Total\n18,fruit,3.50\n25,milk,1.20\n"), "purchase.date");
}

#[test]
fn days_and_sums_of_people_are_no_sales() {
    for text in [
        "nombre;ultima compra;saldo\nAna Gil;14/03/2026;12,50\nLuis Paz;20/03/2026;7,25\n",
        "nombre;telefono;fecha nacim;cuota\nAna Gil;600112233;14/03/1980;12,50\nLuis Paz;600112244;20/03/1981;7,25\n",
    ] {
        let r = read(text);
        assert_eq!((r.customers.len(), r.documents.len()), (2, 0), "{text}");
    }
}

#[test]
fn a_list_without_names_is_asked_who_they_are() {
    let names = "wie;correo\nAna Gil;ana@example.es\nLuis Paz;luis@example.es\n";
    assert_eq!(asked(names), "customer.name");
    assert_eq!(asked("cliente_id,pais\nC1,España\nC2,Francia\n"), "customer.name");
    // Addresses of e-mail alone are somebody.
    assert_eq!(read("correo\nana@example.es\nluis@example.es\n").customers.len(), 2);
}

#[test]
fn a_file_without_a_header_keeps_its_first_row() {
    let text = "12345678Z;Ana Gil;600112233\n87654321X;Luis Paz;600112244\n";
    let error = read_bytes(text.as_bytes(), Options::default()).err();
    assert!(matches!(&error, Some(ImportError::NoHeader { first }) if first[1] == "Ana Gil"), "{error:?}");
    let r =
        read_bytes(text.as_bytes(), mapped("1=customer.tax_id,2=customer.name,3=customer.mobile")).unwrap();
    assert_eq!((r.customers.len(), r.customers[0].draft.name.as_str()), (2, "Ana Gil"));
}

#[test]
fn of_a_list_of_people_what_is_of_sales_is_told_as_unused() {
    let r = read(
        "Nombre;Correo;Plan;Estado;Tienda\nAna;a@x.es;Oro;Sevilla;Centro\nEva;e@x.es;Oro;Madrid (ES);Centro\n",
    );
    assert_eq!(r.customers[0].draft.region, "Sevilla");
    assert_eq!(r.plan.unused(), ["Plan", "Tienda"]);
    // A currency refuses no list of people.
    assert_eq!(read("Nombre,Correo,Moneda\nAna,a@x.es,USD\n").customers.len(), 1);
}

#[test]
fn columns_of_a_program_that_say_something_of_people_are_told() {
    let r =
        read("Record ID,First Name,Last Name,Email,Fax Number,Lead Status\n1,Ana,Gil,a@x.es,953000000,New\n");
    assert_eq!(r.customers[0].draft.fax, "953000000");
    assert_eq!(r.plan.unused(), ["Lead Status"]);
}

#[test]
fn a_refund_that_is_signed_is_no_sale_taken_back() {
    let r =
        read("pedido,fecha,cliente,total,is_refund\n1,2026-03-14,Ana,20.00,0\n2,2026-03-15,Ana,-5.00,1\n");
    assert_eq!((r.documents.len(), r.total().as_str()), (2, "15.00"));
    let r =
        read("pedido,fecha,cliente,total,Returned\n1,2026-03-14,Ana,20.00,No\n2,2026-03-15,Ana,5.00,Yes\n");
    assert_eq!((r.documents.len(), r.total().as_str()), (2, "20.00"));
}

#[test]
fn what_was_asked_is_answered_beside_the_words() {
    let text = "cliente;uno;dos;importe\nAna;14/03/2026;15/03/2026;12,50\nLuis;20/03/2026;21/03/2026;7,25\n";
    assert_eq!(asked(text), "purchase.date");
    let options = Options { preset: Some("generic".into()), ..mapped("dos=purchase.date") };
    let r = read_bytes(text.as_bytes(), options).unwrap();
    assert_eq!((r.total().as_str(), r.documents[0].day.to_string().as_str()), ("19.75", "2026-03-15"));
    // A price beside counts that nobody knows.
    let text =
        "fecha,cliente,producto,precio,wie viele\n2026-03-14,Ana,Pan,5.00,2\n2026-03-15,Luis,Sal,1.50,3\n";
    assert_eq!(asked(text), "line.quantity");
}
