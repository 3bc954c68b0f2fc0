//! All figures of value from nothing against one scan of the purchases, and what one new purchase costs afterwards
//! (`speed.md`: at most 2× one scan; after a purchase no rescan, at most 1 ms besides the commit).
//!
//! `CARTERA_BENCH_CUSTOMERS` sets how many customers, with ten purchases each; 100,000 where it is not set.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::time::{Duration, Instant};

use cartera::domain::change::{Change, Stamp};
use cartera::domain::people::CustomerId;
use cartera::domain::trade::PurchaseDraft;
use cartera::domain::value::Window;
use cartera::domain::{Currency, Day, Money};
use cartera::store::ask::{Answer, Question};
use cartera::store::db::{Db, Mode, NewSettings};
use cartera::store::read::Reader;
use rusqlite::Connection;

const TODAY: Day = Day(20_777);
const ROUNDS: usize = 3;

fn main() {
    let customers: i64 =
        std::env::var("CARTERA_BENCH_CUSTOMERS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    fill(&path, customers);
    let (mut scans, mut loads, mut figures, mut buys, mut lists) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut db = Db::open(&path, Mode::Write).unwrap();
    for round in 0..ROUNDS {
        scans.push(timed(|| scan(&path)));
        let mut reader = Reader::open(&path, TODAY).unwrap();
        // What a list needs before any figure: the roster.
        loads.push(timed(|| list(&mut reader)));
        figures.push(timed(|| all_figures(&mut reader)));
        drop(reader);
        let mut reader = told(&path);
        all_figures(&mut reader);
        let applied = db.apply(&buy(1 + round as CustomerId), &stamp()).unwrap();
        buys.push(timed(|| reader.changed(&applied.customers, false).unwrap()));
        lists.push(timed(|| all_figures(&mut reader)));
    }
    let [scan, load, figure, buy, again] = [scans, loads, figures, buys, lists].map(median);
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    println!("recompute: {customers} customers, {} purchases", customers * 10);
    println!("  one scan of the purchases             {scan:>10.1?}");
    println!("  everybody into memory                 {load:>10.1?}   {:.2}× the scan", ratio(load, scan));
    println!(
        "  all figures of value, from memory     {figure:>10.1?}   {:.2}× the scan",
        ratio(figure, scan)
    );
    println!("  one purchase taken in, besides commit {buy:>10.1?}   {:.5}× the scan", ratio(buy, scan));
    println!("  all figures again, from memory        {again:>10.1?}   {:.2}× the scan", ratio(again, scan));
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all[all.len() / 2]
}

/// A reader that waits to be told of changes, as the lanes of the program do.
fn told(path: &Path) -> Reader {
    Reader::open_told(path, TODAY).unwrap()
}

fn list(reader: &mut Reader) {
    let Answer::Vocabulary(words) = reader.answer(Question::Vocabulary).unwrap() else { return };
    std::hint::black_box(words.zones.len());
}

fn all_figures(reader: &mut Reader) -> u64 {
    let mut customers = 0;
    for window in Window::ALL {
        if let Answer::Value(board) = reader.answer(Question::Value(window)).unwrap() {
            customers += board.concentration.customers;
        }
    }
    customers
}

fn scan(path: &Path) -> i64 {
    let db = Connection::open(path).unwrap();
    let mut all = db
        .prepare("SELECT customer_id, day, status, amount FROM purchase WHERE customer_id > 0 ORDER BY customer_id, day")
        .unwrap();
    let mut rows = all.query([]).unwrap();
    let mut sum = 0_i64;
    while let Some(row) = rows.next().unwrap() {
        let (who, day, status, amount): (i64, i64, i64, i64) =
            (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap(), row.get(3).unwrap());
        sum = sum.wrapping_add(who ^ day ^ status).wrapping_add(amount);
    }
    sum
}

fn stamp() -> Stamp {
    Stamp { now: TODAY.date().and_hms_opt(9, 30, 0).unwrap(), author: String::new() }
}

fn buy(customer: CustomerId) -> Change {
    Change::AddPurchase(PurchaseDraft {
        customer: Some(customer),
        number: String::new(),
        day: TODAY,
        amount: Money(12_345),
        lines: Vec::new(),
        channel: String::new(),
        seller: String::new(),
        occasion: String::new(),
        note: String::new(),
    })
}

/// A number that looks like chance and is the same every time.
fn mixed(n: i64) -> u64 {
    let mut x = (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ x >> 32
}

fn fill(path: &Path, customers: i64) {
    let new = NewSettings {
        business: String::new(),
        user: String::new(),
        currency: Currency::default(),
        is_sample: false,
    };
    drop(Db::create(path, &new).unwrap());
    let mut db = Connection::open(path).unwrap();
    db.pragma_update(None, "synchronous", "off").unwrap();
    let tx = db.transaction().unwrap();
    {
        let mut customer = tx
            .prepare("INSERT INTO customer (id, source_id, code, name, name_key) VALUES (?1, 1, 'c' || ?1, 'Cliente ' || ?1, x'00')")
            .unwrap();
        let mut fact = tx
            .prepare("INSERT INTO fact (customer_id, first_day, last_day, days, orders, revenue) VALUES (?1, 1, 1, 10, 10, 0)")
            .unwrap();
        let mut purchase = tx
            .prepare("INSERT INTO purchase (customer_id, source_id, number, day, amount, status) VALUES (?1, 1, ?1 || '-' || ?2, ?3, ?4, 0)")
            .unwrap();
        for id in 1..=customers {
            customer.execute([id]).unwrap();
            fact.execute([id]).unwrap();
            // Each buys every so many days, and some stop long before today.
            let gap = 5 + mixed(id) % 90;
            let stopped = (mixed(id + 7) % 900) as i32;
            for n in 0..10 {
                let ago = stopped + (n * gap + mixed(id * 16 + n as i64) % 5) as i32;
                let amount = 500 + mixed(id * 31 + n as i64) % 20_000;
                purchase.execute((id, n as i64, TODAY.0 - ago, amount as i64)).unwrap();
            }
        }
    }
    tx.commit().unwrap();
}
