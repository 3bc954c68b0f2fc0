//! Every preset on a small file with the header of its source and the traps that source is known for.

use cartera::domain::base::Money;
use cartera::domain::people::Consent;
use cartera::domain::trade::Status;
use cartera::exchange::{Reason, Record};

use super::support::{Reading, currency, read, read_bytes};

fn of_preset(text: &str, preset: &str) -> Reading {
    let reading = read_bytes(text.as_bytes(), currency("EUR")).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(reading.plan.preset.map(|p| p.name), Some(preset));
    reading
}

#[test]
fn shopify_orders_take_blank_fields_from_the_first_row_and_tax_off_the_total() {
    let r = of_preset(
        "Name,Email,Financial Status,Paid at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing City,Billing Zip,Billing Country,Cancelled at,Refunded Amount,Phone\n\
         #1001,eva@example.es,paid,2026-05-01 10:00:00 +0200,yes,EUR,100.00,5.00,18.22,105.00,0.00,2026-05-01 10:00:00 +0200,2,Maceta,30.00,M1,Eva Gil,Girona,'17001,ES,,0.00,'+34600111222\n\
         #1001,,,,,,,,,,,,1,Silla,40.00,S1,,,,,,,\n\
         #1002,ana@example.es,voided,,no,EUR,50.00,0.00,8.68,50.00,0.00,2026-05-02 09:00:00 +0200,1,Lámpara,50.00,L1,Ana Ros,Vigo,'36201,ES,,0.00,\n\
         #1003,ana@example.es,partially_refunded,,no,EUR,121.00,0.00,21.00,121.00,0.00,2026-05-03 09:00:00 +0200,1,Mesa,121.00,T1,Ana Ros,Vigo,'36201,ES,,60.50,\n\
         #1004,,refunded,,no,EUR,10.00,0.00,0.00,10.00,0.00,2026-05-04 09:00:00 +0200,1,Taza,10.00,Z1,,,,,,10.00,\n",
        "shopify_orders",
    );
    assert_eq!(
        (r.customers.len(), r.documents.len(), r.outcome.purchases, r.outcome.cancelled),
        (2, 4, 2, 2)
    );
    assert_eq!(r.total(), "136.78");
    let first = r.document("#1001");
    assert_eq!((first.amount, first.customer.as_deref()), (Money(8678), Some("eva@example.es")));
    assert_eq!(first.lines.len(), 3, "two products and what shipping and tax make of them");
    assert_eq!((first.lines[2].product.as_str(), first.lines[2].amount), ("", Money(-1322)));
    assert_eq!(first.lines.iter().map(|l| l.amount).sum::<Money>(), first.amount);
    assert_eq!(r.document("#1002").status, Status::Void);
    assert_eq!((r.document("#1003").amount, r.document("#1003").status), (Money(5000), Status::Valid));
    assert_eq!((r.document("#1004").status, r.document("#1004").customer.clone()), (Status::Void, None));
    let eva = &r.customer("eva@example.es").draft;
    assert_eq!(
        (eva.postal_code.as_str(), eva.phone.as_str(), eva.consent_email),
        ("17001", "+34600111222", Consent::Yes)
    );
}

#[test]
fn shopify_customers_lose_their_apostrophes() {
    let r = of_preset(
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Zip,Phone,Tags\n\
         '9001,Eva,Gil,eva@example.es,yes,,Carrer Nou 1,Girona,'17001,'+31612345678,\"vip, local\"\n\
         '9002,,,tienda@example.es,no,Bar Sol SL,,Vigo,'36201,,\n",
        "shopify_customers",
    );
    assert_eq!((r.customers.len(), r.plan.source.as_str()), (2, "shopify"));
    let eva = r.customer("9001");
    assert_eq!((eva.draft.name.as_str(), eva.draft.phone.as_str()), ("Eva Gil", "+31612345678"));
    assert_eq!((eva.tags.clone(), eva.derived), (vec!["vip".to_owned(), "local".to_owned()], false));
    assert_eq!(r.customer("9002").draft.name, "Bar Sol SL");
}

#[test]
fn woocommerce_orders_leave_cancelled_ones_out() {
    let r = of_preset(
        "\"Order Number\",\"Order Status\",\"Order Date\",\"First Name (Billing)\",\"Last Name (Billing)\",\"Company (Billing)\",\"City (Billing)\",\"Postcode (Billing)\",\"Country Code (Billing)\",\"Email (Billing)\",\"Phone (Billing)\",\"Item #\",SKU,Name,Quantity,\"Item Cost\",\"Order Line (w/o tax)\",\"Order Line Tax\"\n\
         701,Completed,2026-03-01 10:00,Luz,Pons,,Palma,07001,ES,luz@example.es,600111222,1,A1,Cable,3,4.50,13.50,2.84\n\
         701,Completed,2026-03-01 10:00,Luz,Pons,,Palma,07001,ES,luz@example.es,600111222,2,B1,Enchufe,1,6.00,6.00,1.26\n\
         702,Cancelled,2026-03-02 10:00,Juan,Rey,,Lugo,27001,ES,juan@example.es,,1,A1,Cable,1,4.50,4.50,0.95\n",
        "woocommerce_orders",
    );
    assert_eq!(
        (r.documents.len(), r.outcome.purchases, r.outcome.cancelled, r.total()),
        (2, 1, 1, "19.50".to_owned())
    );
    assert_eq!((r.document("701").lines.len(), r.document("701").amount), (2, Money(1950)));
    assert_eq!(r.customer("luz@example.es").draft.name, "Luz Pons");
}

#[test]
fn odoo_refunds_are_negative_and_line_rows_are_blank() {
    let r = of_preset(
        "Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Untaxed Amount Signed,Total Signed,Currency,Payment Status,Status,Salesperson,Invoice lines/Product,Invoice lines/Quantity,Invoice lines/Unit Price,Invoice lines/Total\n\
         INV/2026/00001,Bar Sol,2026-01-15,2026-02-15,100.00,121.00,EUR,Paid,Posted,Ana,Silla,2,50.00,121.00\n\
         INV/2026/00002,Hotel Mar,2026-01-20,2026-02-20,80.00,96.80,EUR,Not Paid,Posted,Ana,Mesa,1,60.00,72.60\n\
         ,,,,,,,,,,Funda,2,10.00,24.20\n\
         RINV/2026/00001,Bar Sol,2026-01-31,2026-02-28,-50.00,-60.50,EUR,Paid,Posted,Ana,,,,\n\
         ,Bar Sol,2026-02-01,,10.00,12.10,EUR,Not Paid,Draft,Ana,,,,\n",
        "odoo_invoices",
    );
    assert_eq!((r.documents.len(), r.customers.len(), r.total()), (3, 2, "130.00".to_owned()));
    let second = r.document("INV/2026/00002");
    assert_eq!((second.amount, second.rows), (Money(8000), 2));
    assert_eq!(r.document("RINV/2026/00001").status, Status::Credit);
    assert_eq!((r.outcome.notes.drafts_skipped, r.document("INV/2026/00001").seller.as_str()), (1, "Ana"));
}

#[test]
fn square_refunds_name_what_they_take_back() {
    let r = read_bytes(
        "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Tax,Tip,Total Collected,Transaction ID,Payment ID,Staff Name,Event Type,Location,Customer ID,Customer Name\n\
         03/15/26,10:00:00,Madrid,\"$1,234.50\",$0.00,\"$1,234.50\",$0.00,$0.00,\"$1,234.50\",T1,P1,Ben,Payment,Centro,C1,Eva Gil\n\
         03/16/26,10:00:00,Madrid,\"-$45.00\",$0.00,\"-$45.00\",$0.00,$0.00,\"-$45.00\",T1,P2,Ben,Refund,Centro,C1,Eva Gil\n\
         03/17/26,10:00:00,Madrid,$20.00,$0.00,$20.00,$0.00,$2.00,$22.00,T3,P3,Ben,Payment,Centro,,\n"
            .as_bytes(),
        currency("USD"),
    )
    .unwrap();
    assert_eq!((r.plan.preset.unwrap().name, r.plan.date_order.code()), ("square", "mdy"));
    assert_eq!((r.documents.len(), r.total()), (3, "1209.50".to_owned()));
    let refund = r.document("T1-R");
    assert_eq!(
        (refund.status, refund.reverses.as_str(), refund.amount),
        (Status::Credit, "T1", Money(-4500))
    );
    assert_eq!((r.outcome.anonymous_lines, r.outcome.anonymous_amount), (1, Money(2000)));
    assert_eq!(r.customer("C1").draft.name, "Eva Gil");
}

#[test]
fn loyverse_keeps_anonymous_receipts_and_leaves_cancelled_ones_out() {
    let r = of_preset(
        "\u{FEFF}Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,Total collected,Cost of goods,Gross profit,Payment type,Description,Dining option,POS,Store,Cashier name,Customer name,Customer contacts,Status\n\
         7/28/26 1:33 PM,1-1001,Sale,20.00,0.00,20.00,4.20,24.20,8.00,12.00,Cash,,,POS 1,Centro,Ana,,,Closed\n\
         7/29/26 9:05 AM,1-1002,Sale,30.00,5.00,25.00,5.25,30.25,9.00,16.00,Card,,,POS 1,Centro,Ana,Eva Gil,eva@example.es,Closed\n\
         7/29/26 9:10 AM,1-1003,Refund,-10.00,0.00,-10.00,-2.10,-12.10,-4.00,-6.00,Cash,,,POS 1,Centro,Ana,,,Closed\n\
         7/29/26 9:20 AM,1-1004,Sale,99.00,0.00,99.00,20.79,119.79,50.00,49.00,Cash,,,POS 1,Centro,Ana,,,Cancelled\n",
        "loyverse",
    );
    assert_eq!((r.documents.len(), r.customers.len(), r.total()), (4, 1, "35.00".to_owned()));
    assert_eq!((r.outcome.purchases, r.outcome.cancelled), (2, 2));
    assert_eq!((r.document("1-1003").status, r.document("1-1004").status), (Status::Credit, Status::Void));
    assert_eq!((r.outcome.anonymous_lines, r.outcome.anonymous_amount), (3, Money(1000)));
    assert_eq!(r.document("1-1002").day.to_string(), "2026-07-29");
    assert!(r.plan.sniffed.dialect.bom == 3);
}

#[test]
fn spanish_invoices_are_known_by_series_and_number_and_an_impossible_day_is_rejected() {
    let r = of_preset(
        "Emp;Serie;Fra;Fecha;Cliente;Bruto;Dtos;B.Impon;%IVA;Imp.IVA;%REQ;Imp.Req;Importe\n\
         1;A;17;06/10/2026;Panadería Molina;1.100,00;100,00;1.000,00;21;210,00;5,2;52,00;1.262,00\n\
         1;B;17;13/10/2026;Clientes varios;20,50;0,00;20,50;21;4,31;0;0,00;24,81\n\
         1;A;18;31/02/2026;Bar Sol;88,10;0,00;88,10;21;18,50;0;0,00;106,60\n\
         1;R;1;14/10/2026;Panadería Molina;-50,00;0,00;-50,00;21;-10,50;0;0,00;-60,50\n\
         ;;;;TOTALES;1.158,60;100,00;1.058,60;;222,31;;52,00;1.332,91\n",
        "factura_es",
    );
    assert_eq!((r.documents.len(), r.customers.len(), r.total()), (3, 1, "1058.60".to_owned()));
    assert_eq!(r.document("1-A-17").amount, Money(100_000));
    assert_eq!((r.document("1-B-17").customer.clone(), r.outcome.anonymous_amount), (None, Money(2050)));
    assert_eq!(r.document("1-R-1").status, Status::Credit);
    let reject = &r.rejects[0];
    assert_eq!((reject.row, reject.column.as_str(), reject.value.as_str()), (4, "Fecha", "31/02/2026"));
    assert_eq!(
        (&reject.reason, reject.whole_row, reject.amount),
        (&Reason::ImpossibleDate, true, Money(8810))
    );
    assert_eq!(
        (r.outcome.notes.total_rows, r.plan.date_order.code(), r.plan.decimal.as_char()),
        (1, "dmy", ',')
    );
}

#[test]
fn spanish_invoices_with_a_concept_have_a_line() {
    let r = of_preset(
        "Nº Factura;Fecha;Cliente;NIF;Concepto;Categoría;Base imponible;% IVA;Total;Cobrada\n\
         F-1;20/01/2026;Hotel Mar;B12345674;Lámpara;Luz;\"1.000,00\";21;1.210,00;sí\n\
         F-2;21/01/2026;Hotel Mar;B12345674;Montaje;Servicio;50,25;21;60,80;no\n",
        "factura_es",
    );
    assert_eq!((r.documents.len(), r.customers.len(), r.total()), (2, 1, "1050.25".to_owned()));
    let line = &r.document("F-1").lines[0];
    assert_eq!(
        (line.product.as_str(), line.category.as_str(), line.amount),
        ("Lámpara", "Luz", Money(100_000))
    );
    assert_eq!(r.customers[0].code, "B12345674");
}

#[test]
fn google_contacts_take_the_first_phones_and_leave_the_program_s_labels() {
    let r = of_preset(
        "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,File As,Organization Name,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\n\
         José,Luis,Núñez,,,,Óptica Vallés,1980-05-17,llamar tardes,* myContacts ::: Clientes,Work,jose@example.es,Mobile,600 111 222 ::: 911 222 333\n\
         ,,,,,,Bar Sol,,,* myContacts,,,Work,986 111 222\n",
        "google_contacts",
    );
    assert_eq!((r.customers.len(), r.outcome.rows), (2, 2));
    let jose = r.customer("jose@example.es");
    assert_eq!((jose.draft.name.as_str(), jose.draft.company.as_str()), ("José Luis Núñez", "Óptica Vallés"));
    assert_eq!((jose.draft.phone.as_str(), jose.draft.mobile.as_str()), ("911 222 333", "600 111 222"));
    assert_eq!(
        (jose.draft.birth_year, jose.tags.clone(), jose.notes.as_str()),
        (Some(1980), vec!["Clientes".to_owned()], "llamar tardes")
    );
    assert_eq!(r.customer("bar sol").draft.name, "Bar Sol");
}

#[test]
fn old_google_contacts_are_told_from_new_ones() {
    let r = of_preset(
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name\n\
         Ana Ros,Ana,,Ros,,* Friends ::: * My Contacts,* Home,ana@example.es,Mobile,600111222,Café Ros\n",
        "google_contacts_old",
    );
    let ana = r.customer("ana@example.es");
    assert_eq!(
        (ana.draft.name.as_str(), ana.draft.company.as_str(), ana.tags.clone()),
        ("Ana Ros", "Café Ros", vec!["Friends".to_owned()])
    );
}

#[test]
fn outlook_is_read_in_both_languages_and_in_windows_letters() {
    let (spanish, _, _) = encoding_rs::WINDOWS_1252.encode(
        "Nombre,Segundo nombre,Apellidos,Empresa,Teléfono del trabajo,Teléfono móvil,Dirección de correo electrónico,Cumpleaños\n\
         Begoña,,Peña,Distribuciones Ibáñez,947 206 118,600 111 222,bego@example.es,0/0/00\n",
    );
    let r = read_bytes(&spanish, currency("EUR")).unwrap();
    assert_eq!(
        (r.plan.preset.unwrap().name, r.plan.sniffed.encoding().as_str()),
        ("outlook", "windows-1252")
    );
    let bego = r.customer("bego@example.es");
    assert_eq!(
        (bego.draft.name.as_str(), bego.draft.company.as_str()),
        ("Begoña Peña", "Distribuciones Ibáñez")
    );
    assert_eq!((bego.draft.mobile.as_str(), bego.draft.birth_year), ("600 111 222", None));
    let r = of_preset(
        "First Name,Middle Name,Last Name,Title,Suffix,Birthday,Notes,E-mail Address,Primary Phone,Home Phone,Mobile Phone,Company,Business Street,Categories\n\
         Eva,,Gil,,,0/0/00,,eva@example.es,,,600111222,Gil SL,Calle Mayor 1,Cliente\n",
        "outlook",
    );
    assert_eq!(r.customer("eva@example.es").draft.address, "Calle Mayor 1");
}

#[test]
fn hubspot_contacts_with_only_an_id_are_rejected_and_mixed_dates_are_read() {
    let r = of_preset(
        "Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Create Date,Associated Company,Country/Region,Contact owner\n\
         9001,Eva,Gil,eva@example.es,+34600111222,New,2024-03-12 09:14,Gil SL,Spain,Ana\n\
         9002,,,,,,,,,\n\
         9003,Luz,Pons,luz@example.es,6.28123E+12,Open,3/15/2024 2:30 PM,,Spain,Ana\n",
        "hubspot_contacts",
    );
    assert_eq!((r.customers.len(), r.plan.source.as_str()), (2, "hubspot"));
    assert_eq!(r.customer("9001").draft.since.unwrap().to_string(), "2024-03-12");
    assert_eq!(r.customer("9003").draft.since.unwrap().to_string(), "2024-03-15");
    assert_eq!((r.rejects[0].row, &r.rejects[0].reason, r.rejects[0].whole_row), (3, &Reason::Missing, true));
    let phone = &r.rejects[1];
    assert_eq!(
        (phone.row, phone.column.as_str(), &phone.reason),
        (4, "Phone Number", &Reason::PhoneScientific)
    );
    assert!(!phone.whole_row, "the row is kept without its phone");
}

#[test]
fn pipedrive_people_come_with_their_organisation() {
    let r = of_preset(
        "Person - Name,Person - Phone,Person - Email (Work),Organization - Name,Organization - Address,Deal - Title,Deal - Value\n\
         Iker Etxebarría,944 111 222,iker@example.eus,Talleres Iker,Gran Vía 1,Pedido,100\n",
        "pipedrive",
    );
    let iker = r.customer("iker@example.eus");
    assert_eq!((iker.draft.company.as_str(), iker.draft.address.as_str()), ("Talleres Iker", "Gran Vía 1"));
}

#[test]
fn the_generated_portfolio_is_one_source_of_two_files() {
    let customers = of_preset(
        "id,name,company,email,phone,city,region,birth_year,source,tags,consent_email,consent_sms,consent_phone,owner,created\n\
         1,Mónica Sánchez Sanz,,monica@example.es,+34 624 495 491,Sevilla,Andalucía,,referral,vip;wholesale,1,0,1,ana,2024-01-14\n",
        "portfolio_customers",
    );
    let purchases = of_preset(
        "id,customer_id,date,sku,product,category,quantity,unit_price,discount,cost,channel\n\
         1,1,2019-01-08,SKU0001,Lámpara básico,Eléctrico,4,11.00,0,7.01,shop\n\
         2,1,2019-01-09,SKU0239,\"Manta, 2 uds.\",Iluminación,1,27.25,10,12.66,field\n",
        "portfolio_purchases",
    );
    assert_eq!((customers.plan.source.as_str(), purchases.plan.source.as_str()), ("portfolio", "portfolio"));
    let monica = customers.customer("1");
    assert_eq!((monica.draft.consent_email, monica.draft.consent_sms), (Consent::Yes, Consent::No));
    assert_eq!((monica.tags.len(), monica.draft.since.unwrap().to_string()), (2, "2024-01-14".to_owned()));
    assert_eq!(purchases.customers[0].draft.name, "", "a file that gives a code alone blanks no name");
    let second = purchases.document("2");
    assert_eq!(
        (second.amount, second.lines[0].cost, second.channel.as_str()),
        (Money(2453), Some(Money(1266)), "field")
    );
    assert_eq!(purchases.document("1").lines[0].cost, Some(Money(2804)));
}

#[test]
fn any_table_with_spanish_or_english_headers_is_understood() {
    let r = of_preset(
        "CLIENTE;TFNO;MAIL;F_ALTA;ZONA;IMPORTE;FECHA_ULT;GRUPO;OBS;COD2\n\
         Panadería Molina;947-20-61-18;molina@example.es;14/03/2023;N;1.240,50;09/11/26;MAYOR;llamar tardes;00417\n\
         Hotel Mirasol;947300220;;02/09/2016;S;;;;;00418\n",
        "generic",
    );
    assert_eq!((r.customers.len(), r.documents.len(), r.total()), (2, 1, "1240.50".to_owned()));
    let bakery = r.customer("molina@example.es");
    assert_eq!((bakery.draft.zone.as_str(), bakery.tags.clone()), ("N", vec!["MAYOR".to_owned()]));
    assert_eq!(r.documents[0].day.to_string(), "2026-11-09");
    assert!(r.documents[0].derived);
    let r = read(
        "customer,invoice,date,product,quantity,unit price\nAcme,7,2026-01-02,Bolt,3,0.125\nAcme,7,2026-01-02,Nut,1,1\n",
    );
    assert_eq!((r.documents.len(), r.document("7").amount), (1, Money(138)));
}

#[test]
fn customers_come_before_the_documents_that_name_them() {
    let mut known = std::collections::HashSet::new();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(
        file.path(),
        "customer,invoice,date,total\nA,1,2026-01-02,1\nB,2,2026-01-02,1\nA,3,2026-01-02,1\n",
    )
    .unwrap();
    let plan = cartera::exchange::Plan::open(file.path(), currency("EUR")).unwrap();
    plan.for_each(&mut |_| std::ops::ControlFlow::Continue(()), &mut |record| {
        match record {
            Record::Customer(customer) => assert!(known.insert(customer.code)),
            Record::Document(document) => assert!(known.contains(&document.customer.unwrap())),
            other => panic!("{other:?}"),
        }
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(known.len(), 2);
}

#[test]
fn a_journal_with_amounts_in_the_old_columns_alone_counts_them() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/files/contaplus_xdiario.txt");
    let mut bytes = std::fs::read(path).unwrap();
    // Debit and credit in euros, where each record has them.
    for line in bytes.split_mut(|b| *b == b'\n').filter(|line| line.len() > 270) {
        for (at, byte) in line[238..270].iter_mut().enumerate() {
            *byte = if at % 16 == 15 { b'0' } else { b' ' };
        }
    }
    let r = read_bytes(&bytes, currency("EUR")).unwrap();
    assert_eq!((r.documents.len(), r.document("2026/1").amount), (1, Money(1_663_900)));
}
