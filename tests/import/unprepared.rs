//! Files that nobody prepared: users of a till, statuses of people, codes of tax offices, one code for two people, several
//! tables in one file, months as columns.

use cartera::domain::people::Consent;
use cartera::exchange::{ImportError, Options};

use super::support::{Reading, mapped, read, read_bytes};

#[test]
fn who_works_there_buys_nothing_and_users_of_a_shop_do() {
    let sales = |head: &str| {
        let names = ["marta", "luis"];
        let row = |n: usize| format!("{n};{:02}/03/2026;{};{},50\n", n + 12, names[n % 2], n);
        read(&(format!("{head}\n") + &(1..=8).map(row).collect::<String>()))
    };
    let till = sales("Ticket;Fecha;Usuario;Total");
    assert_eq!((till.customers.len(), till.documents[0].seller.as_str()), (0, "luis"));
    let till = sales("Recibo;Fecha;User;Total");
    assert_eq!((till.customers.len(), till.documents[0].seller.as_str()), (0, "luis"));
    // What is ordered, what members pay, and where nothing tells, are theirs.
    for head in ["Pedido;Fecha;Usuario;Total", "Cuota;Fecha;Usuario;Total", "Factura;Fecha;Usuario;Total"] {
        assert_eq!(sales(head).customers.len(), 2, "{head}");
    }
    // Somebody else on each ticket buys.
    let others = read(
        "Ticket;Fecha;Usuario;Total\n1;13/03/2026;Ana;1,50\n2;13/03/2026;Eva;2,50\n3;13/03/2026;Rut;3,50\n\
         4;13/03/2026;Sol;1,50\n5;13/03/2026;Paz;2,50\n6;13/03/2026;Luz;3,50\n",
    );
    assert_eq!(others.customers.len(), 6);
    for head in ["Mesero", "Nombre del mesero", "Atendido por", "Cajero/a", "Cod. cajero"] {
        let sold =
            read(&format!("Ticket;Fecha;{head};Total\n1;13/03/2026;Ana;1,50\n2;13/03/2026;Ana;2,50\n"));
        assert_eq!((sold.customers.len(), sold.documents[0].seller.as_str()), (0, "Ana"), "{head}");
    }
}

#[test]
fn a_status_is_of_somebody_or_of_what_they_subscribed_to() {
    let refuses = |r: &Reading| {
        let d = &r.customers[0].draft;
        [d.consent_email, d.consent_phone, d.consent_post].map(|c| c == Consent::No)
    };
    let of = |head: &str, status: &str| {
        read(&format!("Nombre;Email;Teléfono;{head}\nAna;a@x.es;600111222;{status}\n"))
    };
    assert_eq!(refuses(&of("Situación", "Bloqueado")), [true; 3]);
    assert_eq!(refuses(&of("Estado suscripción", "Bloqueado")), [true, false, false]);
    assert_eq!(refuses(&of("Estado del cliente", "Do not contact")), [true; 3]);
    assert!(of("Estado suscripción", "Baja").customers[0].tags.is_empty());
    assert_eq!(of("Estado cliente", "Inactivo").customers[0].tags, ["Inactivo"]);
    let gone = of("Status", "Deceased");
    assert!(gone.customers[0].gone && refuses(&gone) == [false; 3]);
    // Somebody who bought, too.
    let sales = "Factura;Fecha;Cliente;Estado cliente;Total\n1;13/03/2026;Ana Gil;Fallecida;1,50\n";
    let r = read(sales);
    assert!(r.customers[0].gone && r.total() == "1.50");
}

#[test]
fn small_numbers_are_kinds_of_documents_only_where_everything_agrees() {
    let total = |head: &str, first: &str, second: &str| {
        read(&format!(
            "{head}\n{first};1;13/03/2026;20123456789;Ana;10,00\n{second};2;14/03/2026;20123456789;Ana;4,00\n"
        ))
        .total()
    };
    let numbered = |kind: &str, id: &str| format!("{kind};Número;Fecha;{id};Cliente;Total");
    assert_eq!(total(&numbered("Tipo", "CUIT"), "1", "3"), "6.00");
    assert_eq!(total(&numbered("Tipo", "RUC"), "01", "07"), "6.00");
    assert_eq!(total(&numbered("Tipo de comprobante", "RUC"), "1", "7"), "6.00");
    // No tax id of the country, a code of no table, or papers of people.
    assert_eq!(total(&numbered("Tipo", "Teléfono"), "1", "3"), "14.00");
    assert_eq!(total(&numbered("Tipo", "CUIT"), "5", "3"), "14.00");
    assert_eq!(total(&numbered("Tipo", "RUC"), "1", "7"), "14.00");
    let papers = "Factura;Fecha;Tipo documento;CUIT;Cliente;Total\n1;13/03/2026;1;30111;Ana;10,00\n2;14/03/2026;3;30111;Ana;4,00\n";
    assert_eq!(read(papers).total(), "14.00");
}

#[test]
fn one_code_with_the_names_of_two_people_is_counted() {
    let sales = |second: &str| {
        let text = format!(
            "Factura;Fecha;Código cliente;Cliente;Total\n1;13/03/2026;7;Ana Gil;1,50\n2;14/03/2026;7;{second};2,50\n\
             3;15/03/2026;7;{second};2,50\n4;15/03/2026;7;Ana Gil;2,50\n5;16/03/2026;8;Eva Mas;2,50\n"
        );
        let r = read(&text);
        assert_eq!((r.customers.len(), r.customer("7").draft.name.as_str()), (2, "Ana Gil"));
        r.outcome.notes.two_names
    };
    assert_eq!(sales("Luis Paz"), 1);
    for same in ["Ana Gil", "GIL, ANA", "Ana Gil Mora", ""] {
        assert_eq!(sales(same), 0, "{same}");
    }
}

#[test]
fn another_table_below_is_refused_with_its_line() {
    let text = "Nombre;Teléfono;Población\nAna Gil;600111222;Soria\n\nFacturas;;\nFactura;Fecha;Cliente;Total\n1;13/03/2026;Ana;5,00\n";
    let error = read_bytes(text.as_bytes(), Options::default()).err();
    assert!(
        matches!(&error, Some(ImportError::SecondTable { row: 5, headers }) if headers[0] == "Factura"),
        "{error:?}"
    );
    // Sums by rate below a list are no records, and words are no header.
    for foot in [
        "Base;IVA;Total;\n10,00;2,10;12,10;\n",
        "Firma;Fecha;Sello;\n",
        "Pan;Sal;Leche;Vino\n9;13/03/2026;Ana;5,00\n",
    ] {
        let text = format!("Factura;Fecha;Cliente;Total\n1;13/03/2026;Ana;5,00\n\n{foot}");
        let read = read_bytes(text.as_bytes(), Options::default());
        assert!(read.is_ok(), "{foot}: {:?}", read.err());
    }
}

#[test]
fn a_column_for_each_month_is_no_list_of_people() {
    for head in [
        "Enero;Febrero;Marzo",
        "ene-26;feb-26;mar-26",
        "2026-01;2026-02;2026-03",
        "Ventas oct;Ventas nov;Ventas dic",
    ] {
        let text = format!(
            "Cliente;Teléfono;{head}\nAna Gil;600111222;10,50;0;3,20\nEva Mas;600111223;1,00;2,00;0\n"
        );
        let error = read_bytes(text.as_bytes(), Options::default()).err();
        assert!(matches!(&error, Some(ImportError::NoSales { .. })), "{head}: {error:?}");
        assert_eq!(error.unwrap().key(), "import-error-months");
        let people =
            read_bytes(text.as_bytes(), mapped("Cliente=customer.name,Teléfono=customer.phone")).unwrap();
        assert_eq!(people.customers.len(), 2);
    }
    // Who paid in which month is a list of people all the same.
    let marks = "Nombre;Teléfono;Ene;Feb;Mar\nAna Gil;600111222;x;x;\nEva Mas;600111223;x;;x\n";
    assert_eq!(read(marks).customers.len(), 2);
}

#[test]
fn a_row_of_totals_is_told_by_its_label_wherever_that_stands() {
    let table = |label: &str, at: usize| {
        let mut cells = ["", "", "", "", "", "180,00"];
        cells[at] = label;
        read(&format!(
            "Fecha;Cliente;Ref.;Producto;Cantidad;Importe\n13/01/2026;Ana;A;Té;1;100,00\n\
             20/01/2026;Luis;B;Café;2;80,00\n{}\n",
            cells.join(";")
        ))
    };
    for (label, at) in [
        ("TOTAL", 2),
        ("TOTAL €", 3),
        ("Total enero", 3),
        ("Importe total", 3),
        ("Total facturado", 3),
        ("Suma y sigue", 3),
        ("Total IVA", 3),
        ("Totales", 0),
    ] {
        let r = table(label, at);
        assert_eq!((r.total().as_str(), r.outcome.notes.total_rows), ("180.00", 1), "{label}");
    }
    // What is sold may begin like one.
    assert_eq!(table("Total Care champú", 3).total(), "360.00");
    let sold =
        "Fecha;Cliente;Ref.;Producto;Importe\n13/01/2026;Ana;SUM;Bolsa;5,00\n14/01/2026;Ana;A;Té;1,00\n";
    assert_eq!(read(sold).total(), "6.00");
}

#[test]
fn an_invoice_word_for_word_further_down_is_a_copy_and_lines_alike_are_not() {
    let head = "Nº Factura;Fecha;Cliente;Base imponible;Total\n";
    let (one, two) = ("F1;13/01/2026;Ana;100,00;121,00\n", "F2;14/01/2026;Luis;5,00;6,05\n");
    let r = read(&format!("{head}{one}{two}{one}"));
    assert_eq!((r.total().as_str(), r.outcome.notes.copies), ("105.00", 1));
    // Rows that stand together are lines of one invoice.
    let r = read(&format!("{head}{one}{one}{two}"));
    assert_eq!((r.total().as_str(), r.outcome.notes.copies), ("205.00", 0));
    let lines = "Factura;Fecha;Cliente;Producto;Precio\nF1;13/01/2026;Ana;Té;2,00\nF2;13/01/2026;Eva;Té;2,00\n\
                 F1;13/01/2026;Ana;Té;2,00\n";
    assert_eq!(read(lines).total(), "6.00");
}

#[test]
fn a_year_with_a_figure_too_few_is_no_year_and_a_series_is_one_in_any_order() {
    let r = read(
        "Factura;Fecha;Cliente;Importe\nF1;13/01/0026;Ana;10,00\nF2;15/01/202;Ana;10,00\nF3;16/01/2026;Ana;1,00\n",
    );
    assert_eq!((r.documents.len(), r.rejects.len()), (1, 2));
    let number = |text: &str| read(text).documents[0].number.clone();
    let one = number("Emp;Serie;Fra;Fecha;Cliente;B.Impon\n1;A;10;13/01/2026;Ana;1,00\n");
    let other = number("Serie;Emp;Fra;Fecha;Cliente;B.Impon\nA;1;10;13/01/2026;Ana;1,00\n");
    assert_eq!((one.as_str(), other.as_str()), ("1-A-10", "1-A-10"));
}

#[test]
fn an_email_comes_out_of_what_programs_put_around_it() {
    let r = read("Nombre;Email\nEva;mailto:eva@x.es\nLuis;<luis@x.es>\nSol;Sol Paz <sol@x.es>\n");
    let mails: Vec<&str> = r.customers.iter().map(|c| c.draft.email.as_str()).collect();
    assert_eq!(mails, ["eva@x.es", "luis@x.es", "sol@x.es"]);
}

#[test]
fn what_was_sold_and_what_was_called_off_is_known_in_six_languages() {
    for (head, product) in [
        ("Facture;Date;Client;Désignation;Quantité;Prix unitaire", "Désignation"),
        ("Fatura;Data;Cliente;Artigo;Quantidade;Preço unitário", "Artigo"),
    ] {
        let r = read(&format!("{head}\n1;13/01/2026;Ana;Café;1;10,00\n;;;Thé;2;3,00\n"));
        assert_eq!(
            (r.total().as_str(), r.documents[0].lines[1].product.as_str()),
            ("16.00", "Thé"),
            "{product}"
        );
        assert!(r.customers[0].draft.activity.is_empty(), "{product}");
    }
    let people = read("Nom;Téléphone;Désignation;Kategorie\nAna;600111222;Café;Getränke\n");
    assert_eq!((people.customers[0].draft.activity.as_str(), people.customers[0].tags.len()), ("Café", 1));
    for (head, yes, no) in [
        ("Storniert", "ja", "nein"),
        ("Annullata", "si", "no"),
        ("Annulée", "oui", "non"),
        ("Stato", "Stornata", "Pagata"),
        ("Status", "Abgebrochen", "Bezahlt"),
    ] {
        let text = format!(
            "Rechnungsnummer;Datum;Kunde;Netto;{head}\n1;13.01.2026;Ana;100,00;{yes}\n2;14.01.2026;Luis;50,00;{no}\n"
        );
        assert_eq!(read(&text).total(), "50.00", "{head}");
    }
    for nobody in ["Laufkundschaft", "Cliente occasionale", "Client de passage", "Vente au comptoir"] {
        let r = read(&format!("Factura;Fecha;Cliente;Importe\n1;13/01/2026;{nobody};5,00\n"));
        assert!(r.customers.is_empty(), "{nobody}");
    }
}
