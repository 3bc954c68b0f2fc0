//! Filtering and ordering a list of 200,000 customers against the naive way: a row of text each, folded and searched
//! one by one, and sorted by name as text. Both in one run, medians of interleaved rounds; the ratio is what counts.

use std::hint::black_box;
use std::time::{Duration, Instant};

use cartera::domain::base::names::fold;
use cartera::domain::base::{Day, Money};
use cartera::domain::lifecycle::{Facts, Stage};
use cartera::domain::query::{ParseContext, Query, parse};
use cartera::domain::roster::{Member, Roster, Scope, Sort, SortBy, WinbackState};

const CUSTOMERS: i64 = 200_000;
const ROUNDS: usize = 9;
const TODAY: Day = Day(20_777);
const GIVEN: [&str; 8] = ["Ana", "José Luis", "María", "Iñaki", "Carmen", "Jon", "Begoña", "Pilar"];
const FAMILY: [&str; 7] = ["Muñoz", "García", "Etxebarria", "Fernández", "Zubizarreta", "Ruiz", "Peña"];

fn main() {
    let mut roster = Roster::new(TODAY, CUSTOMERS as usize);
    let mut rows: Vec<(String, String, i64)> = Vec::new();
    for id in 1..=CUSTOMERS {
        let dice = id.wrapping_mul(0x9e37_79b9) as usize >> 7;
        let name = format!(
            "{} {} {}",
            GIVEN[dice % 8],
            FAMILY[dice / 8 % FAMILY.len()],
            FAMILY[dice / 64 % FAMILY.len()]
        );
        let (email, phone) = (format!("c{id}@post.example"), format!("6{:08}", dice % 100_000_000));
        let revenue = Money((dice % 1_000_003) as i64);
        roster.put(&member(id, &name, &email, &phone, revenue));
        rows.push((name, format!("{email} {phone}"), revenue.0));
    }
    let context = ParseContext { today: TODAY, month_first: false, decimals: 2 };
    for text in ["z", "mu", "munoz", "612345"] {
        let query = parse(text, &context).unwrap_or_default();
        let find = || roster.select(&Scope::All, &query, Sort::default(), &|| false).map(|s| s.order.len());
        let naive =
            || rows.iter().filter(|(name, rest, _)| fold(name).contains(text) || rest.contains(text)).count();
        race(&format!("filter {text}"), &|| _ = black_box(find()), &|| _ = black_box(naive()));
    }
    let all = Query::default();
    let ordered = |by, descending| {
        drop(black_box(roster.select(&Scope::All, &all, Sort { by, descending }, &|| false)));
    };
    let sorted = |key: &dyn Fn(&u32, &u32) -> std::cmp::Ordering| {
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        order.sort_by(key);
        drop(black_box(order));
    };
    let row = |at: &u32| &rows[*at as usize];
    race("order name", &|| ordered(SortBy::Name, false), &|| sorted(&|a, b| row(a).0.cmp(&row(b).0)));
    race("order revenue", &|| ordered(SortBy::Revenue12m, true), &|| sorted(&|a, b| row(b).2.cmp(&row(a).2)));
}

/// Prints how many times as long the naive way takes.
fn race(what: &str, ours: &dyn Fn(), naive: &dyn Fn()) {
    let time = |work: &dyn Fn()| {
        let begin = Instant::now();
        work();
        begin.elapsed()
    };
    let (mut mine, mut theirs): (Vec<Duration>, Vec<Duration>) =
        (0..ROUNDS).map(|_| (time(ours), time(naive))).unzip();
    mine.sort_unstable();
    theirs.sort_unstable();
    let ratio = theirs[ROUNDS / 2].as_secs_f64() / mine[ROUNDS / 2].as_secs_f64();
    println!("list: {what}: naive takes {ratio:.1} times as long");
}

fn member<'a>(id: i64, name: &'a str, email: &'a str, phone: &'a str, revenue: Money) -> Member<'a> {
    let mut head = [0; 8];
    let len = name.len().min(8);
    head[..len].copy_from_slice(&name.as_bytes()[..len]);
    Member {
        id,
        name,
        name_key: u64::from_be_bytes(head),
        company: "",
        contact: "",
        phones: phone,
        email,
        code: "",
        zone: "Norte",
        owner: "Amaia",
        source: "web",
        labels: &[],
        archived: false,
        do_not_call: false,
        facts: Facts {
            stage: Stage::ALL[id as usize % 6],
            rhythm: None,
            first: Some(Day(TODAY.0 - 900)),
            last: Some(Day(TODAY.0 - (id % 900) as i32)),
            days: 10,
            orders: 10,
            revenue_12m: revenue,
            revenue_total: revenue,
            lost_gap: 180,
            lost_on: None,
            mean_gap_tenths: 700,
        },
        turnover: cartera::domain::value::Turnover::default(),
        next: None,
        last_contact: None,
        winback: WinbackState::Unverified,
        reason: None,
        at_stake: Money::ZERO,
    }
}
