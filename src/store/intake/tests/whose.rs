//! Who is who between several files.

use super::*;

/// Somebody of a list without codes, called by what they are.
fn derived(code: &str, change: impl FnOnce(&mut CustomerDraft)) -> CustomerRecord {
    let mut record = customer(code, "");
    record.derived = true;
    change(&mut record.draft);
    record
}

fn coded(code: &str, name: &str, change: impl FnOnce(&mut CustomerDraft)) -> CustomerRecord {
    let mut record = customer(code, name);
    change(&mut record.draft);
    record
}

fn bring(connection: &Connection, source: &str, customers: Vec<CustomerRecord>) -> IntakeReport {
    intake(connection, source, &File { customers, documents: Vec::new() }, Ending::Keep)
}

fn master() -> Vec<CustomerRecord> {
    vec![
        coded("17", "Bar Pepe, S.L.", |d| d.tax_id = "B12345674".into()),
        coded("18", "Ana García López", |d| d.email = "ana@x.example".into()),
        coded("19", "Luis Paz", |d| d.phone = "600 11 22 33".into()),
        coded("20", "Eva Gil", |_| ()),
        coded("21", "Eva Gil", |_| ()),
    ]
}

#[test]
fn sales_without_codes_are_of_whom_the_list_with_codes_names() {
    let (_folder, connection) = portfolio();
    bring(&connection, "generic", master());
    let sales = || {
        vec![
            derived("B12345674", |d| {
                (d.name, d.tax_id) = ("BAR PEPE".into(), "ES-B12345674".into());
            }),
            derived("ana@x.example", |d| {
                (d.name, d.email) = ("Ana García".into(), "ANA@x.example".into());
            }),
            derived("luis paz", |d| d.name = "PAZ, Luis".into()),
        ]
    };
    for _ in 0..2 {
        let report = bring(&connection, "generic", sales());
        assert_eq!((report.customers.new, report.customers.updated), (0, 0));
        assert_eq!((report.customers.unchanged, report.by_name), (3, 1));
    }
    let names =
        "SELECT count(*) FROM customer WHERE name IN ('Bar Pepe, S.L.', 'Ana García López', 'Luis Paz')";
    assert_eq!(count(&connection, names), 3);
}

#[test]
fn a_name_of_two_or_of_somebody_with_another_phone_is_nobody_known() {
    let (_folder, connection) = portfolio();
    bring(&connection, "generic", master());
    let sales = vec![
        derived("eva gil", |d| d.name = "Eva Gil".into()),
        derived("luis paz", |d| (d.name, d.phone) = ("Luis Paz".into(), "699887766".into())),
    ];
    let report = bring(&connection, "generic", sales);
    assert_eq!((report.customers.new, report.by_name), (2, 0));
    // Another source has its own customers.
    let report = bring(&connection, "shop", vec![derived("bar pepe", |d| d.name = "Bar Pepe".into())]);
    assert_eq!((report.customers.new, report.by_name), (1, 0));
}

#[test]
fn whoever_bought_before_the_list_came_gets_their_code() {
    let (_folder, connection) = portfolio();
    let sales = || {
        vec![
            derived("B12345674", |d| (d.name, d.tax_id) = ("Bar Pepe".into(), "B12345674".into())),
            derived("luis paz", |d| d.name = "Luis Paz".into()),
            derived("ana@x.example", |d| (d.name, d.email) = ("Rosa Sanz".into(), "ana@x.example".into())),
        ]
    };
    bring(&connection, "generic", sales());
    let report = bring(&connection, "generic", master());
    // Rosa is not Ana, and of two by the name of Eva each is new.
    assert_eq!((report.customers.new, report.customers.updated), (3, 2));
    assert_eq!(count(&connection, "SELECT id FROM customer WHERE code = '17'"), 1);
    assert_eq!(count(&connection, "SELECT id FROM customer WHERE code = '19'"), 2);
    for file in [sales(), master()] {
        let report = bring(&connection, "generic", file);
        assert_eq!((report.customers.new, report.customers.updated), (0, 0), "{report:?}");
    }
}

#[test]
fn a_code_is_the_same_with_the_zeros_that_a_spreadsheet_took() {
    let (_folder, connection) = portfolio();
    bring(&connection, "generic", vec![customer("00017", "Bar Pepe"), customer("9", "Luis Paz")]);
    let report = bring(
        &connection,
        "generic",
        vec![customer("17", ""), customer("0009", "Luis Paz"), customer("017", "Ana Gil")],
    );
    // Ana is somebody else.
    assert_eq!((report.customers.new, report.customers.updated), (1, 0));
    assert_eq!(count(&connection, "SELECT count(*) FROM customer"), 3);
}

#[test]
fn a_no_is_of_the_address_whichever_file_says_it() {
    let (_folder, connection) = portfolio();
    let no =
        |consent: &str| count(&connection, &format!("SELECT count(*) FROM customer WHERE {consent} = 2"));
    let said = || {
        vec![coded("1", "Ana Gil", |d| {
            (d.email, d.phone) = ("ana@x.example".into(), "+34 600 11 22 33".into());
            d.consent_email = Consent::No;
        })]
    };
    bring(&connection, "shop", said());
    bring(
        &connection,
        "generic",
        vec![
            derived("ana@x.example", |d| {
                (d.name, d.email, d.consent_email) = ("Ana".into(), "Ana@X.example".into(), Consent::Yes);
            }),
            derived("600112233", |d| (d.name, d.phone) = ("Ana Gil".into(), "600112233".into())),
        ],
    );
    // Her phone was never said no to, and by it nothing is known of her e-mail.
    assert_eq!((no("consent_email"), no("consent_phone")), (2, 0));
    // A no that comes later reaches who was there, and nothing changes the second time.
    let later = || {
        vec![coded("1", "Ana Gil", |d| {
            (d.email, d.phone) = ("ana@x.example".into(), "600112233".into());
            (d.consent_email, d.consent_phone) = (Consent::No, Consent::No);
        })]
    };
    bring(&connection, "shop", later());
    assert_eq!((no("consent_email"), no("consent_phone")), (2, 2));
    let again = bring(&connection, "shop", later());
    assert_eq!((again.import, again.customers.unchanged), (None, 1));
}

#[test]
fn new_customers_who_look_like_others_are_counted() {
    let (_folder, connection) = portfolio();
    bring(&connection, "generic", master());
    let report = bring(
        &connection,
        "shop",
        vec![
            coded("1", "Pepe", |d| d.tax_id = "ES B12345674".into()),
            coded("2", "Ana", |d| d.email = "ANA@x.example".into()),
            coded("3", "Luis", |d| d.mobile = "+34600112233".into()),
            coded("4", "Eva Gil", |_| ()),
            coded("5", "Sol", |d| d.email = "info@x.example".into()),
        ],
    );
    assert_eq!((report.customers.new, report.alike), (5, 3));
    assert_eq!(bring(&connection, "shop", vec![customer("1", "")]).alike, 0);
}

#[test]
fn a_code_with_another_name_is_told_unless_something_else_is_theirs() {
    let (_folder, connection) = portfolio();
    bring(&connection, "generic", master());
    let report = bring(
        &connection,
        "generic",
        vec![
            coded("17", "Taberna Sol", |d| d.tax_id = "ESB12345674".into()),
            coded("18", "Ana García", |_| ()),
            coded("20", "Mihaela Nogales", |_| ()),
        ],
    );
    assert_eq!((report.customers.updated, report.renamed), (3, 1));
}

#[test]
fn two_shops_number_their_tickets_each_for_itself() {
    let (_folder, connection) = portfolio();
    let ticket = |shop: &str, on: &str, price: &str| {
        let mut ticket = document("1", Some("9"), on, vec![line("p", "1", price)]);
        ticket.channel = shop.into();
        ticket
    };
    let bring = |shop: &str, on: &str, price: &str| {
        let file = File { customers: Vec::new(), documents: vec![ticket(shop, on, price)] };
        intake(&connection, "generic", &file, Ending::Keep)
    };
    assert_eq!(bring("Centro", "2026-01-10", "10").purchases.new, 1);
    assert_eq!(bring("Playa", "2026-01-12", "12").purchases.new, 1);
    for (shop, on, price) in [("Centro", "2026-01-10", "10"), ("Playa", "2026-01-12", "12")] {
        assert_eq!(bring(shop, on, price).purchases.unchanged, 1);
    }
    // A shop that corrects its own ticket, and a ticket that a person gave another channel.
    assert_eq!(bring("Playa", "2026-01-12", "13").purchases.updated, 1);
    connection.execute("UPDATE purchase SET channel = 'Web' WHERE channel = 'Centro'", []).unwrap();
    assert_eq!(bring("Centro", "2026-01-10", "10").purchases.updated, 1);
    assert_eq!(count(&connection, "SELECT count(*) FROM purchase"), 2);
}

#[test]
fn whoever_is_never_to_be_contacted_stays_so_wherever_the_list_goes() {
    let (_folder, connection) = portfolio();
    let never = |on: &str| {
        let mut record = customer("1", "Ana Gil");
        record.never = Some(day(on));
        vec![record]
    };
    bring(&connection, "generic", never("2026-03-01"));
    assert_eq!(bring(&connection, "generic", never("2026-04-01")).customers.unchanged, 1);
    assert_eq!(bring(&connection, "generic", vec![customer("1", "Ana Gil")]).customers.unchanged, 1);
    connection.execute("UPDATE customer SET do_not_call = NULL, next_day = 5", []).unwrap();
    assert_eq!(bring(&connection, "generic", never("2026-03-01")).customers.updated, 1);
    let is = format!(
        "SELECT count(*) FROM customer WHERE do_not_call = {} AND next_day IS NULL",
        day("2026-03-01").0
    );
    assert_eq!(count(&connection, &is), 1);
}

#[test]
fn whoever_has_died_is_never_contacted_from_the_import_on() {
    let (_folder, connection) = portfolio();
    let gone = || {
        let mut record = customer("1", "Ana Gil");
        record.gone = true;
        vec![record]
    };
    let today: Day = options("generic").stamp.now.date().into();
    bring(&connection, "generic", gone());
    let is = format!("SELECT count(*) FROM customer WHERE do_not_call = {}", today.0);
    assert_eq!(count(&connection, &is), 1);
    assert_eq!(bring(&connection, "generic", gone()).customers.unchanged, 1);
    // A file that comes later moves the day no more than one that came before.
    connection.execute("UPDATE customer SET do_not_call = do_not_call - 9", []).unwrap();
    assert_eq!(bring(&connection, "generic", gone()).customers.unchanged, 1);
}

#[test]
fn codes_given_and_noes_spread_are_taken_back_and_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = Db::create(&folder.path().join("a.db"), &crate::store::db::NewSettings::default()).unwrap();
    let stamp = options("generic").stamp;
    let mut take = |source: &str, customers: Vec<CustomerRecord>| {
        let file = File { customers, documents: Vec::new() };
        let ending = db.intake(options(source), Ending::Keep, &mut feed(&file), &|| false, &|_| "{}".into());
        (ending.unwrap(), db.fingerprint().unwrap())
    };
    let (_, one) = take(
        "generic",
        vec![
            derived("bar pepe", |d| d.name = "Bar Pepe".into()),
            derived("ana@x.example", |d| d.email = "ana@x.example".into()),
        ],
    );
    let mut never = coded("8", "Luis Paz", |_| ());
    never.never = Some(day("2026-03-01"));
    let (report, two) = take(
        "generic",
        vec![
            coded("7", "Bar Pepe", |d| d.tax_id = "B12345674".into()),
            never,
            coded("9", "Ana Gil", |d| {
                (d.email, d.consent_email) = ("ana@x.example".into(), Consent::No);
            }),
        ],
    );
    assert_eq!((report.customers.new, report.customers.updated), (1, 2));
    let (_, three) = take(
        "shop",
        vec![coded("1", "Otra Ana", |d| {
            (d.email, d.phone, d.consent_phone) = ("ana@x.example".into(), "600112233".into(), Consent::No);
        })],
    );
    for _ in 0..2 {
        db.undo(&stamp).unwrap().unwrap();
        assert_eq!(db.fingerprint().unwrap(), two);
        db.undo(&stamp).unwrap().unwrap();
        assert_eq!(db.fingerprint().unwrap(), one);
        db.redo(&stamp).unwrap().unwrap();
        db.redo(&stamp).unwrap().unwrap();
        assert_eq!(db.fingerprint().unwrap(), three);
        assert_eq!(db.verify().unwrap(), vec![]);
    }
}
