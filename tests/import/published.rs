//! The published sets, to the cent.

use cartera::domain::base::{Day, Money};
use cartera::domain::trade::Status;
use cartera::exchange::Options;

use super::support::{Reading, currency, published, read_path};

fn reading(file: &str, preset: &str) -> Option<Reading> {
    let reading = read_path(&published(file)?, currency("USD")).unwrap();
    assert_eq!(reading.plan.preset.map(|p| p.name), Some(preset));
    assert!(reading.rejects.is_empty(), "{:?}", reading.rejects.first());
    let numbers: std::collections::HashSet<_> = reading.documents.iter().map(|d| &d.number).collect();
    assert_eq!(numbers.len(), reading.documents.len(), "each document comes once");
    Some(reading)
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

#[test]
fn online_retail_is_read_to_the_cent() {
    let Some(r) = reading("online_retail/online_retail.csv.gz", "online_retail") else { return };
    let o = &r.outcome;
    assert_eq!((o.rows, o.customers, o.lines), (541_909, 4_372, 541_909));
    assert_eq!((o.anonymous_lines, o.anonymous_amount), (135_080, Money(144_768_212)));
    assert_eq!((r.total().as_str(), o.totals.rejected), ("9747747.93", Money(0)));
    assert_eq!(r.documents.len(), 25_900);
    assert_eq!(r.customer("17850").draft.country, "United Kingdom");
    let first = r.document("536365");
    assert_eq!((first.lines.len(), first.amount, first.status), (7, Money(13_912), Status::Valid));
    assert_eq!((first.day, first.customer.as_deref(), first.row), (day("2010-12-01"), Some("17850"), 2));
    let credit = r.document("C536379");
    assert_eq!((credit.amount, credit.status), (Money(-2750), Status::Credit));
    let identified =
        |d: &&cartera::exchange::DocumentRecord| d.number.starts_with('C') && d.customer.is_some();
    assert_eq!(r.documents.iter().filter(identified).map(|d| d.lines.len()).sum::<usize>(), 8_905);
}

#[test]
fn chinook_is_read_to_the_cent() {
    let Some(r) = reading("chinook/chinook_invoice_lines.csv", "chinook") else { return };
    assert_eq!((r.outcome.rows, r.documents.len(), r.customers.len()), (2_240, 412, 59));
    assert_eq!((r.total().as_str(), r.outcome.purchases), ("2328.60", 412));
    let leonie = &r.customer("2").draft;
    assert_eq!(
        (leonie.name.as_str(), leonie.country.as_str(), leonie.owner.as_str()),
        ("Leonie Köhler", "Germany", "Steve Johnson")
    );
    assert_eq!(r.document("1").seller, "Steve Johnson");
}

#[test]
fn northwind_is_read_to_the_cent() {
    let Some(r) = reading("northwind/northwind_order_lines.csv", "northwind") else { return };
    assert_eq!((r.outcome.rows, r.documents.len(), r.customers.len()), (2_155, 830, 89));
    assert_eq!(r.total(), "1265793.29");
    let vinet = &r.customer("VINET").draft;
    assert_eq!((vinet.name.as_str(), vinet.contact.as_str()), ("Vins et alcools Chevalier", "Paul Henriot"));
    assert_eq!((vinet.region.as_str(), vinet.fax.as_str()), ("Western Europe", "26.47.15.11"));
    assert_eq!(r.document("10248").amount, Money(44_000));
    assert!(r.documents.iter().flat_map(|d| &d.lines).any(|l| l.discount.to_string() == "0.15"));
}

#[test]
fn cdnow_is_read_to_the_cent() {
    let Some(r) = reading("cdnow/CDNOW_sample.txt", "cdnow") else { return };
    assert_eq!((r.outcome.rows, r.documents.len(), r.customers.len()), (6_919, 6_919, 2_357));
    assert_eq!((r.total().as_str(), r.outcome.purchases), ("244091.94", 6_919));
    let of_first: Vec<_> = r.documents.iter().filter(|d| d.customer.as_deref() == Some("0001")).collect();
    assert_eq!(of_first.len(), 4);
    assert_eq!((of_first[0].day, of_first[0].amount, of_first[0].row), (day("1997-01-01"), Money(2933), 1));
    assert_eq!(r.documents.iter().filter(|d| d.amount == Money(0)).count(), 8);
}

#[test]
fn a_second_reading_gives_the_same_records() {
    let Some(path) = published("cdnow/CDNOW_sample.txt") else { return };
    let read = || read_path(&path, Options::default()).unwrap();
    let (first, second) = (read(), read());
    assert_eq!(first.documents, second.documents);
    assert_eq!(first.customers, second.customers);
}
