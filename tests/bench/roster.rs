//! The portfolio in memory at a million customers: filling, filtering per character, sorting.

use cartera::domain::base::{Day, Money};
use cartera::domain::lifecycle::{Facts, Rhythm, Stage};
use cartera::domain::query::{ParseContext, Query, parse};
use cartera::domain::roster::{Member, Roster, Scope, Sort, SortBy, WinbackState};
use divan::Bencher;

const CUSTOMERS: i64 = 1_000_000;
const TODAY: Day = Day(20_777);

fn main() {
    let roster = portfolio();
    println!("{} bytes a customer", roster.bytes() as i64 / CUSTOMERS);
    divan::main();
}

/// A number that looks like chance and is the same every time.
fn mixed(n: i64, salt: u64) -> u64 {
    let mut x = (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt;
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ x >> 32
}

fn portfolio() -> Roster {
    const GIVEN: [&str; 8] = ["Ana", "José Luis", "María", "Iñaki", "Carmen", "Jon", "Begoña", "Pilar"];
    const FAMILY: [&str; 10] = [
        "Muñoz",
        "García",
        "Etxebarria",
        "Fernández",
        "López",
        "Ibáñez",
        "Zubizarreta",
        "Ruiz",
        "Peña",
        "Ortiz",
    ];
    let mut roster = Roster::new(TODAY, CUSTOMERS as usize);
    roster.set_labels((1..=12).map(|id| (id, format!("Label {id}"), format!("L{id}"))).collect());
    for id in 1..=CUSTOMERS {
        let dice = mixed(id, 7);
        let pick = |shift: u32, n: usize| (dice >> shift) as usize % n;
        let name = format!("{} {} {}", GIVEN[pick(0, 8)], FAMILY[pick(8, 10)], FAMILY[pick(16, 10)]);
        let email = format!("c{id}@{}.example", ["post", "mail", "tienda"][pick(24, 3)]);
        let phone = format!("6{:08}", mixed(id, 3) % 100_000_000);
        let last = Day(TODAY.0 - pick(28, 1500) as i32);
        let labels = [pick(40, 12) as i64 + 1];
        roster.put(&Member {
            id,
            name: &name,
            name_key: mixed(pick(0, 8) as i64 * 100 + pick(8, 10) as i64 * 10 + pick(16, 10) as i64, 5),
            company: "",
            contact: "",
            phones: &phone,
            email: &email,
            code: "",
            zone: ["Norte", "Sur", "Este", "Oeste"][pick(44, 4)],
            owner: ["Amaia", "Luis"][pick(46, 2)],
            source: "web",
            labels: if pick(48, 4) == 0 { &labels } else { &[] },
            archived: false,
            do_not_call: false,
            facts: Facts {
                stage: Stage::ALL[pick(50, 6)],
                rhythm: Some(Rhythm::Due),
                first: Some(Day(last.0 - 900)),
                last: Some(last),
                days: 10,
                orders: 10,
                revenue_12m: Money((mixed(id, 9) % 1_000_000) as i64),
                revenue_total: Money((mixed(id, 9) % 9_000_000) as i64),
                lost_gap: 180,
                lost_on: Some(Day(last.0 + 181)),
                mean_gap_tenths: 700,
            },
            turnover: cartera::domain::value::Turnover::default(),
            next: None,
            last_contact: None,
            winback: WinbackState::Unverified,
            reason: None,
            at_stake: Money::ZERO,
        });
    }
    roster
}

fn query(text: &str) -> Query {
    let context = ParseContext { today: TODAY, month_first: false, decimals: 2 };
    parse(text, &context).unwrap_or_default()
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn fill() -> Roster {
    portfolio()
}

#[divan::bench(args = ["a", "z", "mu", "munoz", "zubiza", "612345", "zona:norte spent>500", "tag:l3 -ana"], sample_count = 20, sample_size = 1)]
fn filter(bencher: Bencher<'_, '_>, text: &str) {
    let roster = portfolio();
    let query = query(text);
    roster.select(&Scope::All, &Query::default(), Sort::default(), &|| false);
    bencher.bench_local(|| roster.select(&Scope::All, &query, Sort::default(), &|| false));
}

#[divan::bench(args = [SortBy::Name, SortBy::Stage, SortBy::Revenue12m, SortBy::LastPurchase], sample_count = 10, sample_size = 1)]
fn order(bencher: Bencher<'_, '_>, by: SortBy) {
    let roster = portfolio();
    let sort = Sort { by, descending: true };
    bencher.bench_local(|| roster.select(&Scope::All, &Query::default(), sort, &|| false));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn first_order_of_names(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(portfolio).bench_local_values(|roster| {
        roster.select(&Scope::All, &Query::default(), Sort::default(), &|| false)
    });
}
