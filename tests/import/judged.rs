//! What the whole column decides, what it leaves open, and what a map says.

use cartera::domain::base::Money;
use cartera::domain::trade::Status;
use cartera::exchange::columns::NoSales;
use cartera::exchange::{DateOrder, ImportError, Mark, Options, Question, Reason};

use super::support::{Reading, mapped, read, read_bytes};

fn refused(text: &str, options: Options) -> ImportError {
    match read_bytes(text.as_bytes(), options) {
        Err(error) => error,
        Ok(reading) => panic!("read: {:?}", reading.outcome),
    }
}

fn with(text: &str, decimal: Option<Mark>, date_order: Option<DateOrder>) -> Reading {
    read_bytes(text.as_bytes(), Options { decimal, date_order, ..Options::default() }).unwrap()
}

#[test]
fn a_thousand_or_one_is_asked_and_answered() {
    let text = "cliente;fecha;importe\nA;2026-01-02;1.000\nB;2026-01-03;2.500\n";
    let error = refused(text, Options::default());
    let ImportError::Undecided(Question::Decimal { column, examples }) = error else { panic!("{error}") };
    assert_eq!((column.as_str(), &examples[0]), ("importe", &(2, "1.000".to_owned())));
    assert_eq!(with(text, Some(Mark::Comma), None).total(), "3500.00");
    assert_eq!(with(text, Some(Mark::Point), None).total(), "3.50");
}

#[test]
fn one_clear_amount_settles_the_whole_file() {
    let r = read("cliente;fecha;importe\nA;2026-01-02;1.000\nB;2026-01-03;\"1.234,56\"\n");
    assert_eq!((r.plan.decimal.as_char(), r.total().as_str()), (',', "2234.56"));
    // 1,12 is never 112.
    assert_eq!(read("cliente;fecha;importe\nA;2026-01-02;1,12\n").total(), "1.12");
}

#[test]
fn one_day_over_twelve_settles_the_column_and_none_is_asked() {
    let open = "cliente;fecha;importe\nA;02/03/2026;1\nB;04/05/2026;2\n";
    let error = refused(open, Options::default());
    assert!(
        matches!(&error, ImportError::Undecided(Question::DateOrder { column, .. }) if column == "fecha"),
        "{error}"
    );
    assert_eq!(with(open, None, Some(DateOrder::Mdy)).documents[0].day.to_string(), "2026-02-03");
    let settled = read("cliente;fecha;importe\nA;02/03/2026;1\nB;25/05/2026;2\n");
    assert_eq!(
        (settled.documents[0].day.to_string().as_str(), settled.plan.date_order),
        ("2026-03-02", DateOrder::Dmy)
    );
    let american = read(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
                         1,A,x,1,12/1/2010 8:26,2.55,17850.0,UK\n2,A,x,1,12/13/2010 8:26,2.55,17850.0,UK\n",
    );
    assert_eq!(
        (american.documents[0].day.to_string().as_str(), american.customers[0].code.as_str()),
        ("2010-12-01", "17850")
    );
}

#[test]
fn a_map_says_what_no_preset_knows() {
    let text = "quien|cuando|cuanto|de cuanto\nA|2026-01-02|12.10|2.10\n";
    let error = refused(text, Options::default());
    assert!(matches!(error, ImportError::UnknownColumns { .. }), "{error}");
    let map = "quien=customer.name,cuando=purchase.date,cuanto=purchase.amount,de cuanto=purchase.tax";
    let r = read_bytes(text.as_bytes(), mapped(map)).unwrap();
    assert_eq!(
        (r.total().as_str(), r.plan.source.as_str(), r.plan.preset.is_none()),
        ("10.00", "generic", true)
    );
    let error = refused(text, mapped("quien=customer.nmae"));
    assert!(matches!(error, ImportError::UnknownField { nearest, .. } if nearest == "customer.name"));
    let error = refused(text, mapped("cuanto=purchase.amount"));
    assert!(matches!(error, ImportError::FieldNeeded { field: "purchase.date", .. }), "{error}");
}

#[test]
fn discounts_in_three_dresses_come_to_the_same() {
    for (field, value) in
        [("line.discount", "0.1"), ("line.discount_percent", "10"), ("line.discount_amount", "2")]
    {
        let text = format!("n,d,c,q,p,x\n1,2026-01-02,A,2,10.00,{value}\n");
        let map = format!(
            "n=purchase.number,d=purchase.date,c=customer.code,q=line.quantity,p=line.unit_price,x={field}"
        );
        let r = read_bytes(text.as_bytes(), mapped(&map)).unwrap();
        assert_eq!(r.documents[0].amount, Money(1800), "{field}");
    }
}

#[test]
fn rows_of_a_document_that_stand_apart_come_together() {
    let r = read(
        "invoice,date,customer,product,quantity,unit price\n\
                  1,2026-01-02,A,x,1,1.50\n2,2026-01-02,B,y,1,2.50\n1,2026-01-02,A,z,1,3.50\n3,2026-01-02,B,y,1,1\n",
    );
    assert_eq!(r.documents.len(), 3);
    assert_eq!(
        (r.document("1").lines.len(), r.document("1").amount, r.document("1").row),
        (2, Money(500), 2)
    );
}

#[test]
fn equal_rows_without_a_number_are_different_sales_with_lasting_names() {
    let text = "cliente;fecha;importe\nA;2026-01-02;5\nA;2026-01-02;5\nB;2026-01-02;5\n";
    let (r, again) = (read(text), read(text));
    let names = |r: &Reading| r.documents.iter().map(|d| d.number.clone()).collect::<Vec<_>>();
    assert_eq!(names(&r), names(&again));
    assert_eq!(names(&r).into_iter().collect::<std::collections::HashSet<_>>().len(), 3);
    assert_eq!(r.total(), "15.00");
}

#[test]
fn status_words_are_understood_in_both_languages() {
    let r = read(
        "factura;fecha;cliente;importe;estado\n1;2026-01-02;A;10;emitida\n2;2026-01-02;A;20;Anulada\n\
                  3;2026-01-02;A;-5;Abono\n4;2026-01-02;A;7;borrador\n;2026-01-02;A;7;borrador\n",
    );
    let status = |n: &str| r.document(n).status;
    assert_eq!(
        (status("1"), status("2"), status("3"), status("4")),
        (Status::Valid, Status::Void, Status::Credit, Status::Void)
    );
    assert_eq!((r.total().as_str(), r.outcome.notes.drafts_skipped), ("5.00", 1));
}

#[test]
fn another_currency_is_refused_and_a_symbol_is_not() {
    let text = "cliente,fecha,importe,moneda\nA,2026-01-02,$10.00,USD\n";
    let error = refused(text, Options::default());
    assert!(matches!(&error, ImportError::OtherCurrency { row: 2, found, .. } if found == "USD"), "{error}");
    assert_eq!(read("cliente,fecha,importe,moneda\nA,2026-01-02,$10.00,€\n").total(), "10.00");
}

#[test]
fn rejects_carry_their_line_and_their_amount() {
    let r = read(
        "cliente;fecha;importe\nA;2026-01-02;5\n\n\"B\nC\";2026-02-30;7\nD;2026-01-05;abc\nE;;3\nF;2026-01-06;1;x\n",
    );
    let found: Vec<_> = r.rejects.iter().map(|x| (x.row, x.column.as_str(), &x.reason, x.amount)).collect();
    assert_eq!(
        found,
        [
            (4, "fecha", &Reason::ImpossibleDate, Money(700)),
            (6, "importe", &Reason::NotANumber, Money(0)),
            (7, "fecha", &Reason::Missing, Money(300)),
            (8, "", &Reason::ExtraCells { cells: 4, columns: 3 }, Money(0)),
        ]
    );
    assert_eq!(
        (r.total().as_str(), r.outcome.totals.imported, r.rejects[0].cells[0].as_str()),
        ("15.00", Money(500), "B\nC")
    );
}

#[test]
fn a_line_with_a_fault_is_missed_by_what_can_be_read_of_it() {
    let reading = read(
        "Factura;Fecha;Cliente;Producto;Cantidad;Precio;Importe\nF-1;20/10/2026;Ana;Café;2;5,00;10,00\n\
         F-4;20/10/2026;Eva;Té;uno;15,00;15,00\nF-5;20/10/2026;Eva;Té;1;x;7,00\nF-6;20/10/2026;Eva;Té;1;2,50;zz\n",
    );
    let totals = reading.outcome.totals;
    assert_eq!((totals.in_file, totals.imported, totals.rejected), (Money(3450), Money(1000), Money(2450)));
}

#[test]
fn one_code_for_two_people_is_rejected_and_the_same_row_twice_is_not() {
    let r = read("codigo;nombre;telefono\n1;Ana;600111222\n1;Ana;600111222\n1;Eva;600333444\n");
    assert_eq!((r.customers.len(), r.outcome.notes.same_customers), (1, 1));
    assert_eq!((r.rejects[0].row, &r.rejects[0].reason), (4, &Reason::CodeTwice { first: 2 }));
    let r = read("nombre;email\nAna;casa@example.es\nEva;casa@example.es\n");
    assert_eq!(r.customers.len(), 2, "two people behind one address");
}

#[test]
fn a_preview_shows_the_first_and_counts_all() {
    let r = read("cliente;fecha;importe\nA;2026-01-02;5\nB;2026-01-03;6\nC;2026-02-30;7\n");
    let preview = r.plan.preview(2).unwrap_err();
    assert!(matches!(preview, ImportError::Io { .. }), "the file is gone by now: {preview}");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "cliente;fecha;importe\nA;2026-01-02;5\nB;2026-01-03;6\nC;2026-02-30;7\n")
        .unwrap();
    let plan = cartera::exchange::Plan::open(file.path(), Options::default()).unwrap();
    let preview = plan.preview(2).unwrap();
    assert_eq!((preview.records.len(), preview.rejects.len(), preview.outcome.purchases), (2, 1, 2));
    assert_eq!((plan.rows, plan.columns[0].example.as_str()), (3, "A"));
}

#[test]
fn an_accent_that_comes_late_still_tells_the_encoding() {
    let mut bytes = "nombre;telefono\n".to_owned() + &"Ana;600111222\n".repeat(25_000);
    bytes.push_str("Nuria;600333444\n");
    let mut bytes = bytes.into_bytes();
    bytes.extend(b"Mu\xF1oz;600555666\n");
    let r = read_bytes(&bytes, Options::default()).unwrap();
    assert_eq!((r.plan.sniffed.encoding().as_str(), r.outcome.notes.replaced), ("windows-1252", 0));
    assert!(r.customers.iter().any(|c| c.draft.name == "Muñoz"));
}

#[test]
fn the_amount_beside_quantity_and_price_is_that_of_the_line() {
    let r = read(
        "Factura;Fecha;Cliente;Artículo;Cantidad;Precio;Importe\n\
                  7;13/01/2026;Ana;Silla;2;10,50;21,00\n7;13/01/2026;Ana;Mesa;1;30,00;30,00\n",
    );
    assert_eq!((r.document("7").amount, r.document("7").lines.len()), (Money(5100), 2));
}

#[test]
fn the_same_words_mean_other_things_for_customers_and_for_sales() {
    let sales = read("id,customer,date,total\n41,Ana,2026-01-13,10.50\n");
    assert_eq!((sales.documents[0].number.as_str(), sales.customers[0].draft.name.as_str()), ("41", "Ana"));
    let people = read("Cliente;Nombre;Comercial\n0042;Ana;Luis\n");
    assert_eq!(
        (people.customers[0].code.as_str(), people.customers[0].draft.owner.as_str()),
        ("0042", "Luis")
    );
}

#[test]
fn somebody_who_has_not_bought_is_no_second_person() {
    let r = read(
        "nombre;email;fecha;importe\nAna;ana@example.es;13/01/2026;10,50\nAna;ana@example.es;;\nEva;eva@example.es;;\n;;;\n",
    );
    assert_eq!((r.customers.len(), r.documents.len(), r.rejects.len()), (2, 1, 0));
}

#[test]
fn bills_of_utilities_with_quoted_commas_are_read() {
    let r =
        read("FECHA;Nº FACTURA;CLIENTE;IMPORTE\n13/01/2026;F/1;Ana;'23,09'\n14/01/2026;F/2;Ana;1.000,10 €\n");
    assert_eq!((r.document("F/1").amount, r.total().as_str()), (Money(2309), "1023.19"));
}

#[test]
fn taxes_of_the_canaries_are_left_out() {
    let r = read(
        "Número;Fecha;Cliente;DNI;Base Imponible;% IGIC;Cuota IGIC;Total\n1;13/01/2026;Ana;12345678Z;100,00;7;7,00;107,00\n",
    );
    assert_eq!((r.total().as_str(), r.customers[0].code.as_str()), ("100.00", "12345678Z"));
}

#[test]
fn a_row_that_names_nobody_is_told_so_and_not_that_its_code_is_missing() {
    let r = read("cliente_id;nombre;pais\nCLI-1;;España\nCLI-2;Ana;España\n");
    assert_eq!(
        (r.rejects[0].reason.key(), r.rejects[0].column.as_str()),
        ("import-reject-missing", "nombre")
    );
    let text = b"cliente_id;pais\nCLI-1;Burgos\n";
    let r = read_bytes(text, mapped("cliente_id=customer.code")).unwrap();
    assert_eq!((r.rejects[0].reason.key(), r.rejects[0].column.as_str()), ("import-reject-nameless", ""));
    let orders = "Order,Name,Kind,Gateway,Created At,Status,Amount\n1,#1,sale,visa,2026-05-02,success,9.00\n";
    assert!(matches!(read_bytes(orders.as_bytes(), Options::default()), Err(ImportError::NoSales { .. })));
}

#[test]
fn what_holds_no_sales_to_anybody_is_refused_with_a_sentence() {
    for text in [
        "Nº Factura;Fecha;Proveedor;NIF;Base;IVA;Total\nF1;2026-05-02;Makro SA;A12345674;10;2.1;12.1\n",
        "Fecha;Proveedor;Concepto;Importe\n2026-05-02;Makro SA;Luz;10\n",
        "Deal Name,Amount,Stage,Close Date,Account Name\nBig,1900,Open,2026-05-02,Bar Sol\n",
        "id,nombre,categoria,precio,stock\n1,Monstera,Plantas,9.90,3\n",
        "Producto;Stock;Precio;Fecha actualización\nTaza;3;9,90;02/05/2026\nPlato;1;4,90;13/05/2026\n",
        "Fecha;Concepto;Importe;Saldo\n2026-05-02;Transferencia;10;110\n",
    ] {
        let read = read_bytes(text.as_bytes(), Options::default());
        assert!(matches!(read, Err(ImportError::NoSales { .. })), "{text}");
    }
    // A balance beside the number of an invoice is what is left to be paid.
    let r = read("Factura;Fecha;Cliente;Total;Saldo\nF1;2026-05-02;Ana;12.50;2.50\n");
    assert_eq!((r.documents.len(), r.total().as_str()), (1, "12.50"));
}

#[test]
fn a_list_of_people_with_days_and_sums_of_theirs_asks_nothing() {
    let r = read(
        "Nombre;NIF;Teléfono;Email;Ult. compra;Total\nAna Gil;12345678Z;600112233;ana@x.example;2026-05-02;120\n",
    );
    assert_eq!((r.customers.len(), r.documents.len()), (1, 0));
}

#[test]
fn an_email_alone_joins_nobody_whom_another_column_tells_apart() {
    let text = "Email;Cuenta ERP\nfacturas@gas.example;Gas Norte\nfacturas@gas.example;Gas Sur\nfacturas@gas.example;Gas Sur\n";
    let r = read(text);
    assert_eq!((r.customers.len(), r.outcome.notes.same_customers), (2, 1));
    assert_eq!(r.customers[1].code, "facturas@gas.example/gas sur");
}

#[test]
fn a_row_is_repeated_word_for_word_where_all_its_cells_are() {
    let r = read("nombre;telefono;visita\nAna;600111222;lunes\nAna;600111222;lunes\nAna;600111222;martes\n");
    let notes = r.outcome.notes;
    assert_eq!((r.customers.len(), notes.same_customers, notes.conflicts), (1, 1, 1));
}

#[test]
fn one_name_and_one_phone_in_a_file_are_one_customer_unless_something_contradicts() {
    let r = read(
        "nombre;telefono;ciudad;cp\nÓptica Sol;947) 25-54-58;;09001\nÓptica Sol;(947) 255458;Burgos;\n\
         Óptica Sol;947255458;Soria;42001\nÓptica Sol;947000111;;\n",
    );
    let codes: Vec<_> = r.customers.iter().map(|c| (c.code.as_str(), c.again)).collect();
    assert_eq!(
        codes,
        [
            ("optica sol", false),
            ("optica sol", true),
            ("optica sol/947255458", false),
            ("optica sol/947000111", false)
        ]
    );
}

#[test]
fn what_was_paid_or_booked_is_refused_and_says_what_it_is() {
    for (text, is) in [
        (
            "Payment Number,Mode,Date,Customer Name,Amount,Invoice Number,Amount Applied to Invoice\n\
             1,Cash,2026-06-10,Ada,885.4,INV-2,885.4\n2,Cash,2026-06-12,Bo,1000,INV-1,819.2\n",
            NoSales::Payments,
        ),
        (
            "Date,Transaction type,Transaction number,Name,Amount\n2026-05-20,Payment,,Ada,500.00\n",
            NoSales::Payments,
        ),
        (
            ",Transaction date,Transaction type,Num,Name,Account Name,Debit,Credit\n\
             ,2026-04-13,Invoice,51,Ada,Accounts Receivable,500.00,\n,2026-04-13,Invoice,51,Ada,Revenue,,500.00\n",
            NoSales::Journal,
        ),
        (
            "Date,Time,Name,Type,Status,Amount,Balance\n2026-01-01,11:24,Shop Inc,Payment,Completed,-353.97,-353.97\n\
             2026-01-01,11:25,,General Card Deposit,Completed,353.97,0.00\n2026-01-02,9:00,Cab,Payment,Completed,-9.90,-9.90\n",
            NoSales::Account,
        ),
    ] {
        let error = refused(text, Options::default());
        assert!(matches!(&error, ImportError::NoSales { what, .. } if *what == is), "{text}: {error}");
    }
    // Somebody who sells by transactions called so, each with a number, lists sales.
    let sold = "Date,Transaction type,Transaction ID,Name,Amount\n2026-05-20,Payment,t1,Ada,500.00\n";
    assert_eq!(read(sold).total(), "500.00");
    // What customers owe is no statement.
    let owed = "Invoice No,Date,Customer,Total,Balance\n1,2026-05-20,Ada,50.00,50.00\n2,2026-05-21,Bo,-5.00,0.00\n3,2026-05-22,Bo,7.00,0.00\n";
    assert_eq!(read(owed).total(), "52.00");
}

#[test]
fn people_who_come_again_beside_days_and_sums_are_asked_about() {
    let text = "Email,Pickup Date,Cart Order,Cart Total,Ordered at\n\
                a@x.example,02/25 Tues,1x Loaf,12.00,2026-02-23\na@x.example,02/25 Tues,1x Loaf,14.00,2026-02-24\n\
                b@x.example,02/27 Thurs,2x Loaf,12.50,2026-02-24\n";
    assert!(matches!(refused(text, Options::default()), ImportError::FieldNeeded { .. }));
    let text = "transfer_id,transfer_date,full_name,mobile,credit\n137,2026-01-03,Ada Lo,252630000001,6500.0\n\
                138,2026-01-03,Bo Li,252630000002,650.0\n139,2026-01-04,Ada Lo,252630000001,10.5\n";
    assert!(matches!(refused(text, Options::default()), ImportError::FieldNeeded { .. }));
}

#[test]
fn a_column_of_percentages_is_no_money() {
    let text = "order_id;client_id;order_date;KUPON\n1;77;29.06.2026;15%\n2;78;15.08.2026;10%\n";
    assert!(matches!(refused(text, Options::default()), ImportError::FieldNeeded { .. }));
}

#[test]
fn of_a_price_for_shops_and_one_for_people_it_is_asked_which_was_paid() {
    let text = "Order Number,Order Date,Customer,Product Name,Quantity,Wholesale Price,Retail Price\n\
                1,2026-09-13,Ada,Mug,6,19.00,38.00\n";
    let error = refused(text, Options::default());
    assert!(matches!(error, ImportError::FieldNeeded { field: "line.unit_price", .. }), "{error}");
}

#[test]
fn days_of_both_orders_are_asked_about_with_examples() {
    let error = refused("cliente,fecha,importe\nA,13/01/2026,5\nB,01/14/2026,6\n", Options::default());
    let ImportError::Undecided(Question::DateOrder { examples, .. }) = error else { panic!("{error}") };
    assert_eq!(examples, [(2, "13/01/2026".to_owned()), (3, "01/14/2026".to_owned())]);
}

#[test]
fn an_instalment_weeks_later_is_no_copy() {
    let text = "Nº factura;Fecha;Cliente;Importe\n7;2026-01-13;Ada;50.00\n8;2026-01-14;Bo;5.00\n";
    let (later, soon) =
        (format!("{text}7;2026-02-13;Ada;50.00\n"), format!("{text}7;2026-01-15;Ada;50.00\n"));
    assert_eq!((read(&later).total().as_str(), read(&later).outcome.notes.copies), ("105.00", 0));
    assert_eq!((read(&soon).total().as_str(), read(&soon).outcome.notes.copies), ("55.00", 1));
    // Another amount or another person is no copy either.
    let other = format!("{text}7;2026-01-15;Ada;51.00\n7;2026-01-15;Bo;50.00\n");
    assert_eq!((read(&other).total().as_str(), read(&other).outcome.notes.copies), ("156.00", 0));
}

#[test]
fn a_currency_is_known_however_it_is_spelled() {
    for name in ["Waehrung", "Währung", "Munt", "Waluta", "Měna", "Currency Code"] {
        let text = format!("Rechnungsnr;Kunde;Betrag;Datum;{name}\n1;Ada;5.00;2026-01-13;USD\n");
        let error = refused(&text, Options::default());
        assert!(matches!(error, ImportError::OtherCurrency { .. }), "{name}: {error}");
    }
}

#[test]
fn a_sum_in_two_currencies_is_that_of_the_shop() {
    let text = "Invoice Number,Date,Customer,Total (EUR),Total (INR)\n1,2026-01-13,Ada,10.00,900.00\n";
    assert_eq!(read(text).total(), "10.00");
    let text = "Invoice Number,Date,Customer,Total (INR)\n1,2026-01-13,Ada,900.00\n";
    assert_eq!(read(text).total(), "900.00");
}

#[test]
fn a_heading_with_a_long_name_is_no_remark() {
    let text = "Cliente;Fecha;Nº factura;Importe\nAsociación de Vecinos del Barrio de San Juan S.L.;;;\n\
                ;2026-01-13;1;5.00\nNota: la lista no incluye lo cobrado en mano.;;;\n";
    let r = read(text);
    assert_eq!((r.customers.len(), r.outcome.notes.total_rows, r.total().as_str()), (1, 1, "5.00"));
}

#[test]
fn what_goes_back_to_a_bank_is_a_refund_where_it_says_so() {
    let text = "Date,Name,Type,Gross,Fee,Net,Transaction ID\n2026-01-13,Ada,Sale,50.00,-1.00,49.00,a\n\
                2026-01-14,Ada,Refund,-5.00,0.00,-5.00,b\n2026-01-15,,Transfer to bank account,-40.00,0.00,-40.00,c\n";
    let r = read(text);
    assert_eq!((r.total().as_str(), r.outcome.notes.payments), ("45.00", 1));
}

#[test]
fn an_amount_that_a_map_names_makes_sales_of_a_table_with_days() {
    let text = "Número,Check-in,Nome completo,E-mail,Referência,Preço final de tudo\n\
                90001484,2026-07-18,Francieli Schmitt,f@example.com,Airbnb,1288.00\n\
                90009083,2026-07-19,Claudete Monteiro,c@example.com,direct,1395.00\n\
                90009159,2026-07-20,Claudete Monteiro,c@example.com,direct,1395.00\n";
    let r = read_bytes(text.as_bytes(), mapped("Preço final de tudo=purchase.amount")).unwrap();
    let numbers: Vec<&str> = r.documents.iter().map(|d| d.number.as_str()).collect();
    // The reference comes again; the number is the document's.
    assert_eq!(
        (numbers.as_slice(), r.total().as_str()),
        (&["90001484", "90009083", "90009159"][..], "4078.00")
    );
}
