use std::path::Path;

use rusqlite::Connection;
use rust_decimal::Decimal;

use super::*;
use crate::domain::Day;
use crate::domain::intake::{CustomerRecord, DocumentRecord};
use crate::domain::people::{Consent, CustomerDraft};
use crate::domain::trade::{Line, Status};
use crate::store::schema::{connect, migrate};

mod whose;

struct File {
    customers: Vec<CustomerRecord>,
    documents: Vec<DocumentRecord>,
}

fn portfolio() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let connection = open(&folder.path().join("a.db"));
    (folder, connection)
}

fn open(path: &Path) -> Connection {
    let mut connection = connect(path, true, true).unwrap();
    migrate(&mut connection).unwrap();
    connection
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn options(source: &str) -> IntakeOptions {
    IntakeOptions {
        source: source.into(),
        file: "sales.csv".into(),
        preset: "generic".into(),
        stamp: Stamp { now: day("2026-11-20").date().and_hms_opt(9, 30, 0).unwrap(), author: "Marta".into() },
        rules: LifecycleRules::default(),
        own: false,
        undoable: true,
        copied: false,
    }
}

fn customer(code: &str, name: &str) -> CustomerRecord {
    CustomerRecord {
        code: code.into(),
        draft: CustomerDraft { code: code.into(), name: name.into(), ..CustomerDraft::default() },
        ..CustomerRecord::default()
    }
}

fn line(code: &str, quantity: &str, price: &str) -> Line {
    let (quantity, unit_price): (Decimal, Decimal) = (quantity.parse().unwrap(), price.parse().unwrap());
    Line {
        code: code.into(),
        product: format!("Product {code}"),
        category: String::new(),
        quantity,
        unit_price,
        discount: Decimal::ZERO,
        amount: Money::of_line(quantity, unit_price, Decimal::ZERO, 2).unwrap(),
        cost: None,
    }
}

fn document(number: &str, customer: Option<&str>, on: &str, lines: Vec<Line>) -> DocumentRecord {
    let amount: Money = lines.iter().map(|l| l.amount).sum();
    DocumentRecord {
        row: 2,
        number: number.into(),
        derived: false,
        repeated: false,
        anew: false,
        customer: customer.map(Into::into),
        day: day(on),
        status: if amount >= Money::ZERO { Status::Valid } else { Status::Credit },
        rows: lines.len().max(1) as u32,
        amount,
        lines,
        channel: String::new(),
        seller: String::new(),
        reverses: String::new(),
        note: String::new(),
    }
}

fn intake(connection: &Connection, source: &str, file: &File, ending: Ending) -> IntakeReport {
    let mut intake = Intake::begin(connection, options(source)).unwrap();
    file.customers.iter().for_each(|c| intake.customer(c).unwrap());
    file.documents.iter().for_each(|d| intake.document(d).unwrap());
    let report = intake.finish(ending, &|| false, &|_| "{}".into()).unwrap();
    let broken: Vec<String> = connection
        .prepare("PRAGMA foreign_key_check")
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(broken, Vec::<String>::new());
    assert_eq!(crate::store::facts::wrong(connection, 5).unwrap(), Vec::<i64>::new());
    report
}

fn count(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |r| r.get(0)).unwrap()
}

fn shop() -> File {
    let mut ana = customer("1", "Ana Núñez");
    ana.tags = vec!["VIP".into(), "Mayorista".into()];
    ana.notes = "Prefers mornings".into();
    ana.draft.consent_email = Consent::Yes;
    File {
        customers: vec![ana, customer("2", "Bar El Rincón")],
        documents: vec![
            document("A1", Some("1"), "2026-01-10", vec![line("p", "3", "9.99"), line("q", "1.5", "2.005")]),
            document("A2", Some("2"), "2026-02-11", vec![line("p", "1", "9.99")]),
            document("C3", Some("2"), "2026-02-12", vec![line("p", "-2", "1.00")]),
            document("A4", None, "2026-02-13", vec![line("q", "2", "0.50"), line("r", "1", "4")]),
        ],
    }
}

#[test]
fn a_file_comes_in_with_its_totals_to_the_cent() {
    let (_folder, connection) = portfolio();
    let report = intake(&connection, "generic", &shop(), Ending::Keep);
    assert_eq!(report.customers, Counts { new: 2, ..Counts::default() });
    assert_eq!(report.purchases, Counts { new: 3, cancelled: 1, ..Counts::default() });
    assert_eq!(report.lines, 6);
    assert_eq!((report.anonymous_lines, report.anonymous_amount), (2, Money(500)));
    // 29.97 + 3.01 (3.0075 rounded half up) + 9.99 − 2.00 + 5.00
    assert_eq!(report.total, Money(4597));
    assert_eq!(count(&connection, "SELECT sum(amount) FROM line"), 4597);
    assert_eq!(count(&connection, "SELECT revenue FROM fact WHERE customer_id = 1"), 3298);
    assert_eq!(count(&connection, "SELECT days FROM fact WHERE customer_id = 2"), 1);
    assert_eq!(count(&connection, "SELECT count(*) FROM purchase WHERE customer_id IS NULL"), 1);
    let decimal: String = connection
        .query_row("SELECT unit_price FROM line WHERE n = 2 AND purchase_id = 1", [], |r| r.get(0))
        .unwrap();
    assert_eq!(decimal, "2.005");
    let codes: Vec<String> = connection
        .prepare("SELECT code FROM label ORDER BY rank")
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(codes, ["V", "M"]);
}

#[test]
fn indexes_that_were_put_off_are_all_there_afterwards() {
    let (_folder, connection) = portfolio();
    let names = |c: &Connection| -> Vec<String> {
        let mut all = c.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name").unwrap();
        all.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let before = names(&connection);
    intake(&connection, "generic", &shop(), Ending::Keep);
    assert_eq!(names(&connection), before);
    assert!(connection.pragma_query_value(None, "foreign_keys", |r| r.get::<_, bool>(0)).unwrap());
}

#[test]
fn the_same_file_again_changes_nothing_at_all() {
    let (_folder, connection) = portfolio();
    intake(&connection, "generic", &shop(), Ending::Keep);
    let before = count(&connection, "SELECT total_changes()");
    let pages = count(&connection, "PRAGMA data_version");
    let report = intake(&connection, "generic", &shop(), Ending::Keep);
    assert_eq!(report.customers, Counts { unchanged: 2, ..Counts::default() });
    assert_eq!(report.purchases, Counts { unchanged: 4, ..Counts::default() });
    assert_eq!((report.import, report.change), (None, None));
    assert_eq!(report.total, Money(4597));
    assert!(before > 0);
    assert_eq!(count(&connection, "PRAGMA data_version"), pages);
    assert_eq!(count(&connection, "SELECT count(*) FROM change"), 1);
    assert_eq!(count(&connection, "SELECT count(*) FROM import"), 1);
    assert_eq!(count(&connection, "SELECT count(*) FROM note"), 1);
}

#[test]
fn a_rehearsal_and_a_stopped_import_leave_nothing() {
    let (_folder, connection) = portfolio();
    let report = intake(&connection, "generic", &shop(), Ending::Rehearse);
    assert_eq!(report.customers.new, 2);
    assert_eq!(count(&connection, "SELECT count(*) FROM customer"), 0);
    let mut begun = Intake::begin(&connection, options("generic")).unwrap();
    begun.customer(&customer("9", "Gone")).unwrap();
    drop(begun);
    let stopped =
        Intake::begin(&connection, options("generic"))
            .unwrap()
            .finish(Ending::Keep, &|| true, &|_| "{}".into());
    assert!(matches!(stopped, Err(IntakeError::Stopped)));
    assert_eq!(
        count(&connection, "SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM source)"),
        0
    );
    assert_eq!(count(&connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'purchase_history'"), 1);
}

#[test]
fn only_what_the_file_says_is_overwritten() {
    let (_folder, connection) = portfolio();
    let mut file = shop();
    file.customers[1].draft.phone = "947 206 118".into();
    intake(&connection, "generic", &file, Ending::Keep);
    let mut again = shop();
    again.customers[1] = customer("2", "");
    again.customers[1].draft.city = "Burgos".into();
    again.documents[1] = document("A2", Some("2"), "2026-02-11", vec![line("p", "2", "9.99")]);
    let report = intake(&connection, "generic", &again, Ending::Keep);
    assert_eq!(report.customers, Counts { updated: 1, unchanged: 1, ..Counts::default() });
    assert_eq!(report.purchases, Counts { updated: 1, unchanged: 3, ..Counts::default() });
    let row: (String, String, String) = connection
        .query_row("SELECT name, phone, city FROM customer WHERE code = '2'", [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })
        .unwrap();
    assert_eq!(row, ("Bar El Rincón".into(), "947 206 118".into(), "Burgos".into()));
    assert_eq!(count(&connection, "SELECT revenue FROM fact WHERE customer_id = 2"), 1998 - 200);
    assert_eq!(count(&connection, "SELECT count(*) FROM change_customer"), 1);
}

#[test]
fn a_birthday_comes_in_and_another_year_leaves_nothing_of_it() {
    let (_folder, connection) = portfolio();
    let born = |connection: &Connection| -> (Option<i32>, Option<i32>) {
        let sql = "SELECT birth_year, birth_day FROM customer WHERE code = '1'";
        connection.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
    };
    let list = |year: i32, on: Option<&str>| {
        let mut ana = customer("1", "Ana Gil");
        ana.draft.birth_year = Some(year);
        ana.draft.birth_day = on.map(day);
        File { customers: vec![ana], documents: Vec::new() }
    };
    let known = (Some(1990), Some(day("1990-04-05").0));
    intake(&connection, "generic", &list(1990, Some("1990-04-05")), Ending::Keep);
    assert_eq!(born(&connection), known);
    // The year alone says nothing else.
    for again in [list(1990, None), list(1990, Some("1990-04-05"))] {
        let report = intake(&connection, "generic", &again, Ending::Keep);
        assert_eq!((report.customers.updated, report.change), (0, None));
        assert_eq!(born(&connection), known);
    }
    intake(&connection, "generic", &list(1985, None), Ending::Keep);
    assert_eq!(born(&connection), (Some(1985), None));
}

#[test]
fn codes_of_two_sources_are_never_the_same_customer() {
    let (_folder, connection) = portfolio();
    intake(&connection, "generic", &shop(), Ending::Keep);
    let report = intake(&connection, "shopify", &shop(), Ending::Keep);
    assert_eq!((report.customers.new, report.purchases.new), (2, 3));
    assert_eq!(count(&connection, "SELECT count(*) FROM label"), 2);
}

#[test]
fn a_made_up_code_is_the_same_person_by_tax_id_or_e_mail() {
    let (_folder, connection) = portfolio();
    let mut known = customer("7", "Talleres Ibáñez");
    (known.draft.tax_id, known.draft.email) = ("B-09123456".into(), "Taller@ibanez.example".into());
    let mut by_tax = customer("b09123456", "Talleres Ibáñez");
    (by_tax.derived, by_tax.draft.tax_id) = (true, "B09123456".into());
    let mut by_mail = customer("taller@ibanez.example", "Talleres Ibáñez");
    (by_mail.derived, by_mail.draft.email) = (true, "taller@IBANEZ.example".into());
    let mut other = customer("x", "Otro");
    (other.derived, other.draft.email, other.draft.tax_id) =
        (true, "taller@ibanez.example".into(), "A1".into());
    intake(&connection, "generic", &File { customers: vec![known], documents: vec![] }, Ending::Keep);
    let documents =
        vec![document("A1", Some("taller@ibanez.example"), "2026-01-10", vec![line("p", "1", "1")])];
    let file = File { customers: vec![by_tax, by_mail, other], documents };
    let report = intake(&connection, "generic", &file, Ending::Keep);
    assert_eq!(report.customers.new, 1);
    assert_eq!(count(&connection, "SELECT customer_id FROM purchase"), 1);
}

#[test]
fn a_customer_named_by_code_alone_is_called_by_it_until_a_name_comes() {
    let (_folder, connection) = portfolio();
    let file = File {
        customers: vec![customer("5", "")],
        documents: vec![
            document("A1", Some("5"), "2026-01-10", vec![]),
            document("A2", Some("6"), "2026-01-10", vec![]),
        ],
    };
    let report = intake(&connection, "generic", &file, Ending::Keep);
    assert_eq!(report.customers.new, 2);
    let name = |c: &Connection| -> String {
        c.query_row("SELECT name FROM customer WHERE code = '5'", [], |r| r.get(0)).unwrap()
    };
    assert_eq!(name(&connection), "5");
    let names = File { customers: vec![customer("5", "Ana")], documents: vec![] };
    assert_eq!(intake(&connection, "generic", &names, Ending::Keep).customers.updated, 1);
    assert_eq!(name(&connection), "Ana");
    // The code alone says nothing about the name.
    assert_eq!(intake(&connection, "generic", &file, Ending::Keep).change, None);
    assert_eq!(name(&connection), "Ana");
}

fn reversal() -> (DocumentRecord, DocumentRecord) {
    let invoice = document("A1", Some("1"), "2026-01-10", vec![line("p", "3", "10")]);
    let mut credit = document("R1", Some("1"), "2026-01-20", vec![line("p", "-3", "10")]);
    credit.reverses = "A1".into();
    (invoice, credit)
}

#[test]
fn a_credit_note_takes_its_invoice_back_whichever_comes_first() {
    let (invoice, credit) = reversal();
    for order in [[&invoice, &credit], [&credit, &invoice]] {
        for at_once in [true, false] {
            let (_folder, connection) = portfolio();
            let files: Vec<Vec<DocumentRecord>> = if at_once {
                vec![order.iter().map(|d| (*d).clone()).collect()]
            } else {
                order.iter().map(|d| vec![(*d).clone()]).collect()
            };
            for documents in files {
                let file = File { customers: vec![customer("1", "Ana")], documents };
                intake(&connection, "generic", &file, Ending::Keep);
            }
            let on = count(&connection, "SELECT reversed_on FROM purchase WHERE number = 'A1'");
            assert_eq!(Day(on as i32), credit.day);
            assert_eq!(count(&connection, "SELECT count(*) FROM fact"), 0);
        }
    }
}

#[test]
fn a_credit_note_for_a_part_leaves_the_invoice_a_purchase() {
    let (invoice, mut credit) = reversal();
    credit.amount = Money(-500);
    credit.lines.clear();
    let (_folder, connection) = portfolio();
    let file = File { customers: vec![customer("1", "Ana")], documents: vec![invoice, credit] };
    intake(&connection, "generic", &file, Ending::Keep);
    assert_eq!(count(&connection, "SELECT reversed_on IS NULL FROM purchase WHERE number = 'A1'"), 1);
    assert_eq!(count(&connection, "SELECT revenue FROM fact"), 2500);
}

#[test]
fn voided_documents_count_for_nothing() {
    let (_folder, connection) = portfolio();
    let mut file = shop();
    file.documents[0].status = Status::Void;
    let report = intake(&connection, "generic", &file, Ending::Keep);
    assert_eq!(report.purchases, Counts { new: 2, cancelled: 2, ..Counts::default() });
    assert_eq!(report.total, Money(4597 - 3298));
    assert_eq!(count(&connection, "SELECT count(*) FROM fact WHERE customer_id = 1"), 0);
}

#[test]
fn who_buys_again_after_being_lost_has_come_back() {
    let (_folder, connection) = portfolio();
    let first = File {
        customers: vec![customer("1", "Ana"), customer("2", "Bar"), customer("3", "Late")],
        documents: vec![
            document("A1", Some("1"), "2024-01-10", vec![line("p", "1", "10")]),
            document("A2", Some("2"), "2026-01-10", vec![line("p", "1", "10")]),
        ],
    };
    intake(&connection, "generic", &first, Ending::Keep);
    let second = File {
        customers: vec![],
        documents: vec![
            document("B1", Some("1"), "2026-02-10", vec![line("p", "1", "10")]),
            document("B2", Some("2"), "2026-02-10", vec![line("p", "1", "10")]),
            document("B3", Some("3"), "2026-02-10", vec![line("p", "1", "10")]),
        ],
    };
    let report = intake(&connection, "generic", &second, Ending::Keep);
    assert_eq!(report.recovered, [1]);
    assert_eq!(report.touched, Some(vec![1, 2, 3]));
}

#[test]
fn every_record_made_is_named_after_the_commit() {
    let (_folder, connection) = portfolio();
    let report = intake(&connection, "generic", &shop(), Ending::Keep);
    let mut named = Vec::new();
    made_by_import(&connection, report.import.unwrap(), |code| named.push(code.to_owned())).unwrap();
    assert_eq!(named, ["1", "2", "1", "2", "2", "A4"]);
}

#[test]
fn facts_summed_in_one_pass_are_those_summed_one_by_one() {
    let (_folder, connection) = portfolio();
    let many = 6000;
    let file = File {
        customers: (0..many).map(|n| customer(&n.to_string(), "Somebody")).collect(),
        documents: (0..many * 2)
            .map(|n| {
                let on = Day(20_000 + n % 700).to_string();
                document(
                    &n.to_string(),
                    Some(&(n % (many - 10)).to_string()),
                    &on,
                    vec![line("p", "1", "10")],
                )
            })
            .collect(),
    };
    // `intake` compares every fact with the definition.
    let report = intake(&connection, "generic", &file, Ending::Keep);
    assert_eq!(report.touched, None);
    assert_eq!(count(&connection, "SELECT count(*) FROM fact"), i64::from(many - 10));
    // As many again who bought nothing: `intake` compares them too.
    let more = (many..many * 2).map(|n| customer(&n.to_string(), "Somebody")).collect();
    let report = intake(&connection, "generic", &File { customers: more, documents: vec![] }, Ending::Keep);
    assert_eq!((report.customers.new, report.touched), (6000, None));
    assert_eq!(count(&connection, "SELECT count(*) FROM fact"), i64::from(many - 10));
}

#[test]
fn facts_summed_while_documents_come_in_are_those_of_the_definition() {
    let people: Vec<CustomerRecord> = (0..6000).map(|n| customer(&n.to_string(), "Somebody")).collect();
    // The days of four purchases of each: forwards, backwards, the same, in no order.
    for days in [[1, 2, 2, 9], [9, 4, 4, 1], [3, 3, 3, 3], [5, 9, 7, 7]] {
        // Everybody in no order is more than are summed one by one.
        for part in [7, 1] {
            let (_folder, connection) = portfolio();
            let mut documents = Vec::new();
            for (round, day) in days.into_iter().enumerate() {
                for n in (0..6000).step_by(part) {
                    let (number, on) = (format!("{n}-{round}"), Day(20_000 + day).to_string());
                    let mut made = document(&number, Some(&n.to_string()), &on, vec![line("p", "1", "10")]);
                    match n % 5 {
                        0 if round == 1 => made.status = Status::Void,
                        1 if round == 3 => made.reverses = format!("{n}-2"),
                        _ => {}
                    }
                    if !made.reverses.is_empty() {
                        (made.status, made.amount) = (Status::Credit, -made.amount);
                        made.lines.clear();
                    }
                    documents.push(made);
                }
            }
            // `intake` compares every fact with the definition.
            let report =
                intake(&connection, "a", &File { customers: people.clone(), documents }, Ending::Keep);
            assert_eq!(report.purchases.updated, 0);
            assert_eq!(count(&connection, "SELECT count(*) FROM fact"), 6000_usize.div_ceil(part) as i64);
        }
    }
}

fn feed(file: &File) -> impl FnMut(&mut Intake<'_>) -> Result<(), IntakeError> {
    |intake| {
        file.customers.iter().try_for_each(|c| intake.customer(c))?;
        file.documents.iter().try_for_each(|d| intake.document(d))
    }
}

#[test]
fn an_import_is_taken_back_and_made_again_to_the_last_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = Db::create(&folder.path().join("a.db"), &crate::store::db::NewSettings::default()).unwrap();
    let stamp = options("generic").stamp;
    let take = |db: &mut Db, source: &str, file: &File| {
        db.intake(options(source), Ending::Keep, &mut feed(file), &|| false, &|_| "{}".into()).unwrap()
    };
    let empty = db.fingerprint().unwrap();
    let (invoice, credit) = reversal();
    let mut first = shop();
    first.documents.push(DocumentRecord { number: "A9".into(), ..invoice.clone() });
    take(&mut db, "shop", &first);
    let one = db.fingerprint().unwrap();
    // Everything an import can do to what is known: words, label, note, lines, customer, status, reversal, product.
    let mut second = shop();
    second.customers[0].draft.name = "Ana Núñez Ávila".into();
    second.customers[1].tags = vec!["VIP".into(), "Nueva".into()];
    second.customers[1].notes = "Closed on Mondays".into();
    second.customers.push(customer("3", "Third"));
    second.documents[0] = document(
        "A1",
        Some("2"),
        "2026-01-10",
        vec![line("p", "1", "9.99"), line("z", "1", "1"), line("q", "1", "1")],
    );
    second.documents[1].status = Status::Void;
    second.documents.push(DocumentRecord { number: "R9".into(), reverses: "A9".into(), ..credit });
    second.documents.push(document("A10", Some("3"), "2026-03-01", vec![line("y", "1", "1")]));
    let report = take(&mut db, "shop", &second);
    assert_eq!(report.customers, Counts { new: 1, updated: 2, ..Counts::default() });
    assert_eq!(report.purchases, Counts { new: 1, updated: 2, unchanged: 2, cancelled: 1 });
    let two = db.fingerprint().unwrap();
    assert!(empty != one && one != two);
    for _ in 0..2 {
        db.undo(&stamp).unwrap().unwrap();
        assert_eq!(db.fingerprint().unwrap(), one);
        db.undo(&stamp).unwrap().unwrap();
        assert_eq!(db.fingerprint().unwrap(), empty);
        assert_eq!(db.verify().unwrap(), vec![]);
        db.redo(&stamp).unwrap().unwrap();
        db.redo(&stamp).unwrap().unwrap();
        assert_eq!(db.fingerprint().unwrap(), two);
        assert_eq!(db.verify().unwrap(), vec![]);
    }
}
