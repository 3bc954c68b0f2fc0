//! Real files end to end: from the file into the portfolio, with the totals that their publishers give.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use cartera::app::importing::{Job, Report, run};
use cartera::domain::change::Stamp;
use cartera::domain::{Currency, Day};
use cartera::store::db::{Db, NewSettings};
use cartera::views::ImportRequest;

/// Real data in the shared folder beside the project, or in the one that `CARTERA_SHARED` names.
fn data(name: &str) -> PathBuf {
    let shared = std::env::var_os("CARTERA_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    shared.join("data").join(name)
}

fn portfolio(folder: &Path, currency: &str) -> Db {
    let new = NewSettings { currency: Currency::from_code(currency).unwrap(), ..NewSettings::default() };
    Db::create(&folder.join("a.db"), &new).unwrap()
}

fn stamp() -> Stamp {
    let now = Day::parse_iso("2026-11-20").unwrap().date().and_hms_opt(9, 30, 0).unwrap();
    Stamp { now, author: "Marta".into() }
}

fn import(db: &mut Db, path: &Path) -> Report {
    let request = ImportRequest { path: path.to_owned(), skip_bad: true, ..ImportRequest::default() };
    let job = Job { request, dry_run: false, rejects: None, stamp: stamp() };
    run(db, &job, &|words| words.key.clone(), &mut |_| ControlFlow::Continue(())).unwrap()
}

#[test]
#[cfg_attr(not(has_online_retail), ignore = "needs ../shared/data/online_retail")]
fn online_retail_comes_in_to_the_cent_and_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = portfolio(folder.path(), "GBP");
    let empty = db.fingerprint().unwrap();
    let path = data("online_retail/online_retail.csv.gz");
    let report = import(&mut db, &path);
    assert_eq!((report.rows, report.customers.new, report.anonymous.lines), (541_909, 4_372, 135_080));
    assert_eq!((report.total_in_file.as_str(), report.total_imported.as_str()), ("9747747.93", "9747747.93"));
    let full = db.fingerprint().unwrap();
    let again = import(&mut db, &path);
    assert_eq!((again.batch, again.customers.unchanged), (None, 4_372));
    assert_eq!((again.purchases.new, again.purchases.updated, again.purchases.cancelled), (0, 0, 0));
    assert_eq!(db.fingerprint().unwrap(), full);
    assert_eq!(db.verify().unwrap(), vec![]);
    db.undo(&stamp()).unwrap().unwrap();
    assert_eq!(db.fingerprint().unwrap(), empty);
    db.redo(&stamp()).unwrap().unwrap();
    assert_eq!(db.fingerprint().unwrap(), full);
}

#[test]
#[cfg_attr(not(has_online_retail), ignore = "needs ../shared/data")]
fn the_smaller_sets_come_in_whole_and_only_once() {
    for (file, currency, customers) in [
        ("chinook/chinook_invoice_lines.csv", "USD", 59),
        ("northwind/northwind_order_lines.csv", "USD", 89),
        ("cdnow/CDNOW_sample.txt", "USD", 2_357),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut db = portfolio(folder.path(), currency);
        let report = import(&mut db, &data(file));
        assert_eq!((report.customers.new, report.rejected_count), (customers, 0), "{file}");
        assert_eq!(report.total_in_file, report.total_imported);
        assert_eq!(import(&mut db, &data(file)).batch, None, "{file}");
        assert_eq!(db.verify().unwrap(), vec![]);
    }
}

/// Count, state and number of the offers of a portfolio.
fn offers(db: &Db) -> Vec<(String, i64, Option<bool>, bool)> {
    rusqlite::Connection::open(db.path())
        .unwrap()
        .prepare("SELECT number, amount, won, purchase_id IS NOT NULL FROM offer ORDER BY number")
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn deals_are_offers_until_they_are_won_and_undo_takes_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = portfolio(folder.path(), "EUR");
    let header =
        "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Contact IDs";
    let file = |name: &str, rows: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("{header}\n{rows}")).unwrap();
        path
    };
    let first = file(
        "a.csv",
        "1,Caldera,Appointment scheduled,1200.50,,2026-03-12 09:14,Marta,9001;9002\n\
         2,Bomba,Closed won,300,2026-05-20 10:00,2026-04-01 09:00,Marta,9001\n\
         3,Radiador,closedlost,80,2026-06-13 10:00,2026-05-01 09:00,Luis,9003\n",
    );
    let empty = db.fingerprint().unwrap();
    let report = import(&mut db, &first);
    assert_eq!((report.preset.as_str(), report.purchases.new, report.offers.new), ("hubspot_deals", 1, 2));
    assert_eq!((report.total_imported.as_str(), report.offers.amount.as_str()), ("300.00", "1280.50"));
    assert_eq!(
        offers(&db),
        [("hubspot-1".into(), 120_050, None, false), ("hubspot-3".into(), 8_000, Some(false), false)]
    );
    let full = db.fingerprint().unwrap();
    let again = import(&mut db, &first);
    assert_eq!((again.batch, again.offers.unchanged, again.offers.updated), (None, 2, 0));
    assert_eq!(db.fingerprint().unwrap(), full);
    let second =
        file("b.csv", "1,Caldera,closedwon,1100,2026-06-20 10:00,2026-03-12 09:14,Marta,9001;9002\n");
    let won = import(&mut db, &second);
    assert_eq!((won.purchases.new, won.offers.updated), (1, 1));
    assert_eq!(offers(&db)[0], ("hubspot-1".into(), 110_000, Some(true), true));
    assert_eq!(import(&mut db, &second).batch, None);
    assert_eq!(db.verify().unwrap(), vec![]);
    db.undo(&stamp()).unwrap().unwrap();
    assert_eq!(db.fingerprint().unwrap(), full);
    db.undo(&stamp()).unwrap().unwrap();
    assert_eq!(db.fingerprint().unwrap(), empty);
    assert!(offers(&db).is_empty());
    db.redo(&stamp()).unwrap().unwrap();
    assert_eq!(db.fingerprint().unwrap(), full);
}

#[test]
fn a_period_exported_again_brings_what_is_new_and_shows_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = portfolio(folder.path(), "EUR");
    let file = |name: &str, rows: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("factura;fecha;cliente;importe\n{rows}")).unwrap();
        path
    };
    import(
        &mut db,
        &file("marzo.csv", "1;13/03/2026;Ana;10,50\n2;14/03/2026;Luis;20,00\n3;31/03/2026;Ana;5,00\n"),
    );
    let march = db.fingerprint().unwrap();
    let april = file("abril.csv", "2;14/03/2026;Luis;22,00\n3;31/03/2026;Ana;5,00\n4;02/04/2026;Ana;7,00\n");
    let report = import(&mut db, &april);
    let p = report.purchases;
    assert_eq!((p.new, p.updated, p.unchanged), (1, 1, 1));
    assert_eq!(report.total_imported, "34.00");
    assert_eq!(import(&mut db, &april).batch, None);
    db.undo(&stamp()).unwrap().unwrap();
    assert_eq!(db.fingerprint().unwrap(), march);
}

/// Number, day and amount of the purchases of a portfolio.
fn purchases(db: &Db) -> Vec<(String, String, i64)> {
    rusqlite::Connection::open(db.path())
        .unwrap()
        .prepare(
            "SELECT number, date('1970-01-01', day || ' days'), amount FROM purchase ORDER BY day, number",
        )
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn numbers_that_begin_anew_each_year_take_nothing_away_in_whatever_files_they_come() {
    let rows_of = |year: i32, sign: i32| {
        format!(
            "1;05/01/{year};Ana Gil;{}\n2;15/01/{year};Bar Sol;{}\n1;08/03/{year};Bar Sol;7\n",
            100 + sign,
            200 + sign
        )
    };
    // Of three years, and the same number twice in one; each alone, then all of them, and the other way round.
    let years: Vec<String> = (2023..2026).map(|year| rows_of(year, year - 2020)).collect();
    let whole = years.concat();
    let orders: [&[&str]; 3] =
        [&[&years[0], &years[1], &years[2], &whole], &[&whole, &years[1]], &[&years[2], &years[0], &whole]];
    for order in orders {
        let folder = tempfile::tempdir().unwrap();
        let mut db = portfolio(folder.path(), "EUR");
        let empty = db.fingerprint().unwrap();
        let mut changes = 0;
        for (n, rows) in order.iter().enumerate() {
            let path = folder.path().join(format!("{n}.csv"));
            std::fs::write(&path, format!("Factura;Fecha;Cliente;Importe\n{rows}")).unwrap();
            let report = import(&mut db, &path);
            assert_eq!(report.purchases.updated, 0, "{order:?}: {n}");
            changes += i32::from(report.batch.is_some());
            assert_eq!(import(&mut db, &path).batch, None, "{order:?}: {n}");
        }
        let found = purchases(&db);
        assert_eq!(found.len(), 9, "{found:?}");
        let amounts: i64 = found.iter().map(|(.., amount)| amount).sum();
        assert_eq!(amounts, (3 * 307 + 2 * (3 + 4 + 5)) * 100, "{found:?}");
        assert_eq!(db.verify().unwrap(), vec![]);
        for _ in 0..changes {
            db.undo(&stamp()).unwrap().unwrap();
        }
        assert_eq!(db.fingerprint().unwrap(), empty);
    }
}

#[test]
fn a_year_stands_behind_a_number_only_where_the_years_differ() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = portfolio(folder.path(), "EUR");
    let path = folder.path().join("a.csv");
    let rows = "1;05/01/2025;Ana Gil;10\n1;20/01/2025;Bar Sol;20\n1;25/01/2026;Bar Sol;30\n2;26/01/2026;Bar Sol;40\n";
    std::fs::write(&path, format!("Factura;Fecha;Cliente;Importe\n{rows}")).unwrap();
    import(&mut db, &path);
    let numbers: Vec<String> = purchases(&db).into_iter().map(|(number, ..)| number).collect();
    assert_eq!(numbers, ["1", "1 (2025-01-20)", "1 (2026)", "2"]);
    assert_eq!(import(&mut db, &path).batch, None);
    // What an earlier version called by the year stays called so.
    let sql = "UPDATE purchase SET number = '1 (2025)' WHERE number = '1 (2025-01-20)'";
    rusqlite::Connection::open(db.path()).unwrap().execute(sql, []).unwrap();
    assert_eq!(import(&mut db, &path).batch, None);
}

#[test]
fn the_same_person_twice_in_a_list_fills_in_what_was_missing_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = portfolio(folder.path(), "EUR");
    let path = folder.path().join("a.csv");
    let rows = "Nombre,Email,Teléfono,Ciudad,Email opt out\nAna Gil,ana@x.example,600111222,,\n\
                ANA GIL PÉREZ,ana@x.example,600111223,Burgos,yes\nAna Gil,ana@x.example,600111224,León,no\n";
    std::fs::write(&path, rows).unwrap();
    let report = import(&mut db, &path);
    assert_eq!((report.customers.new, report.notes.conflicts), (1, 2));
    let of = |db: &Db| -> (String, String, String, String, i64) {
        let sql = "SELECT name, phone, mobile, city, consent_email FROM customer";
        let read = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?));
        rusqlite::Connection::open(db.path()).unwrap().query_row(sql, [], read).unwrap()
    };
    let wanted =
        ("Ana Gil".to_owned(), "600111222".to_owned(), "600111223".to_owned(), "Burgos".to_owned(), 2);
    assert_eq!(of(&db), wanted);
    assert_eq!(import(&mut db, &path).batch, None);
    assert_eq!(of(&db), wanted);
}

#[test]
fn a_no_reaches_everybody_with_the_address_and_no_later_file_takes_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = portfolio(folder.path(), "EUR");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let people = file(
        "a.csv",
        "Código,Nombre,Email,Teléfono\n1,Ana Gil,ana@x.example,600111222\n2,Bar Sol,ANA@x.example,600111333\n\
         3,Luis Paz,luis@x.example,600111444\n",
    );
    import(&mut db, &people);
    let before = db.fingerprint().unwrap();
    let of = |db: &Db| -> Vec<(String, i64, i64)> {
        let connection = rusqlite::Connection::open(db.path()).unwrap();
        let mut all = connection
            .prepare("SELECT name, consent_email, consent_phone FROM customer ORDER BY name")
            .unwrap();
        let read = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?));
        all.query_map([], read).unwrap().collect::<Result<_, _>>().unwrap()
    };
    // Addresses alone: whoever has them is meant, nobody is added and nobody loses their name.
    let mails = file("b.csv", "Email,Unsubscribed\nana@x.example,2026-01-05\n");
    let phones = file("c.csv", "Teléfono;No llamar\n+34 600 111 444;Sí\n");
    for path in [&mails, &phones] {
        let report = import(&mut db, path);
        assert_eq!(report.customers.new, 0);
        assert!(report.batch.is_some());
        assert_eq!(import(&mut db, path).batch, None);
    }
    let wanted =
        [("Ana Gil", 2, 0), ("Bar Sol", 2, 0), ("Luis Paz", 0, 2)].map(|(n, e, p)| (n.to_owned(), e, p));
    assert_eq!(of(&db), wanted);
    // A yes in a later file does not take a no back.
    let later = file("d.csv", "Código,Nombre,Acepta email\n1,Ana Gil,Sí\n3,Luis Paz,Sí\n");
    import(&mut db, &later);
    assert_eq!(of(&db)[0], wanted[0]);
    assert_eq!(of(&db)[2], ("Luis Paz".to_owned(), 1, 2));
    for _ in 0..3 {
        db.undo(&stamp()).unwrap().unwrap();
    }
    assert_eq!(db.fingerprint().unwrap(), before);
    assert_eq!(db.verify().unwrap(), vec![]);
}

#[test]
fn sales_without_numbers_are_the_same_however_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = portfolio(folder.path(), "EUR");
    for (n, text) in [
        "Fecha;Cliente;Importe\n13/01/2026;Ana;10,00\n13/01/2026;Ana;10,00\n14/01/2026;Luis;20,50\n",
        "Fecha;Cliente;Importe;Notas\n13/01/26;ANA;10;x\n13/01/26;Ana;10;\n14/01/26;Luis;20,5;\n",
        "Cliente;Importe;Fecha\nLuis;20,50;2026-01-14\nAna;10,00;2026-01-13\nAna;10,00;2026-01-13\n",
    ]
    .into_iter()
    .enumerate()
    {
        let path = folder.path().join(format!("{n}.csv"));
        std::fs::write(&path, text).unwrap();
        let report = import(&mut db, &path);
        let found = (report.purchases.new, report.purchases.updated, report.purchases.unchanged);
        assert_eq!(found, if n == 0 { (3, 0, 0) } else { (0, 0, 3) }, "{n}");
    }
}

#[test]
fn an_export_that_was_edited_comes_back_to_where_it_was_from() {
    let folder = tempfile::tempdir().unwrap();
    let mut db = portfolio(folder.path(), "EUR");
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "Código,Nombre,Email\n1,Ana Gil,ana@x.example\n2,Bar Sol,sol@x.example\n").unwrap();
    import(&mut db, &path);
    let header = "id,name,contact,company,email,phone,mobile,address,postal_code,city,region,country,birth_year,source,tags,\
                  consent_email,consent_phone,consent_sms,consent_post,created";
    let rows =
        "1,Ana Gil,,,ana@x.example,600111222,,,,,,,,,,,,,,\n2,Bar Sol,,,sol@x.example,,,,,,,,,,,,,,,\n";
    let edited = folder.path().join("b.csv");
    std::fs::write(&edited, format!("{header}\n{rows}")).unwrap();
    let report = import(&mut db, &edited);
    assert_eq!(report.preset, "portfolio_customers");
    let found = (report.customers.new, report.customers.updated, report.customers.unchanged);
    assert_eq!(found, (0, 1, 1));
}
