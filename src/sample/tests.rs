use std::collections::{HashMap, HashSet};

use super::*;
use crate::domain::Money;
use crate::domain::change::WinbackStep;
use crate::domain::lifecycle::{Entry, Facts};
use crate::domain::trade::Status;

const TODAY: &str = "2026-11-20";

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn sample(today: &str) -> Sample {
    generate(day(today).plus(-1)).unwrap()
}

/// Facts of each customer by code, with the credit notes' effect on their invoices.
fn facts(sample: &Sample, today: Day) -> HashMap<String, Facts> {
    let reversed: HashMap<&str, (Day, Money)> = sample
        .documents
        .iter()
        .filter(|d| !d.reverses.is_empty())
        .map(|d| (d.reverses.as_str(), (d.day, d.amount)))
        .collect();
    let mut histories: HashMap<&str, Vec<Entry>> = HashMap::new();
    for d in sample.documents.iter().filter(|d| d.status != Status::Void) {
        let Some(code) = &d.customer else { continue };
        let back =
            reversed.get(d.number.as_str()).filter(|(_, amount)| *amount == -d.amount).map(|(on, _)| *on);
        let entry =
            Entry { day: d.day, amount: d.amount, valid: d.status == Status::Valid, reversed_on: back };
        histories.entry(code).or_default().push(entry);
    }
    let rules = LifecycleRules::default();
    let none = Vec::new();
    sample
        .customers
        .iter()
        .map(|c| {
            let history = histories.get(c.record.code.as_str()).unwrap_or(&none);
            (c.record.code.clone(), Facts::at(history, today, c.work.seasonal, &rules))
        })
        .collect()
}

#[test]
fn every_stage_is_there_in_proportion_whatever_the_day() {
    for today in [TODAY, "2027-02-28", "2028-02-29", "2026-08-17", "2029-01-01"] {
        let sample = sample(today);
        let facts = facts(&sample, day(today));
        let count = |stage| {
            sample
                .customers
                .iter()
                .filter(|c| !c.work.archived && facts[&c.record.code].stage == stage)
                .count()
        };
        for (stage, expected) in STAGES {
            assert_eq!(count(stage), expected, "{stage:?} on {today}");
        }
        assert_eq!(count(Stage::Prospect), PROSPECTS);
        assert_eq!(sample.customers.iter().filter(|c| c.work.archived).count(), ARCHIVED);
    }
}

#[test]
fn the_same_day_makes_the_same_sample() {
    assert!(sample(TODAY) == sample(TODAY));
    assert!(sample(TODAY) != sample("2026-11-21"));
}

#[test]
fn purchases_span_five_years_and_end_yesterday() {
    let sample = sample(TODAY);
    let days: Vec<Day> = sample.documents.iter().map(|d| d.day).collect();
    assert!(days.is_sorted());
    assert_eq!(*days.last().unwrap(), day("2026-11-19"));
    assert!(days[0] < day("2021-11-20") && days[0] > day("2021-07-01"));
    let newest = sample.customers.iter().flat_map(|c| &c.work.contacts).map(|c| c.at.date()).max().unwrap();
    assert!(Day::from(newest) < day(TODAY));
}

#[test]
fn documents_add_up_and_no_number_or_code_or_name_comes_twice() {
    let sample = sample(TODAY);
    for d in &sample.documents {
        assert_eq!(d.lines.iter().map(|l| l.amount).sum::<Money>(), d.amount);
        assert!(!d.lines.is_empty());
    }
    let numbers: HashSet<_> = sample.documents.iter().map(|d| &d.number).collect();
    assert_eq!(numbers.len(), sample.documents.len());
    let names: HashSet<_> = sample.customers.iter().map(|c| &c.record.draft.name).collect();
    assert_eq!(names.len(), sample.customers.len());
    let codes: HashSet<_> = sample.customers.iter().map(|c| &c.record.code).collect();
    assert_eq!(codes.len(), sample.customers.len());
    assert!(sample.documents.iter().all(|d| d.customer.as_ref().is_none_or(|c| codes.contains(c))));
    for status in [Status::Credit, Status::Void] {
        assert!(sample.documents.iter().any(|d| d.status == status));
    }
}

#[test]
fn nobody_in_it_can_be_written_to() {
    let sample = sample(TODAY);
    let mails: Vec<&str> =
        sample.customers.iter().map(|c| c.record.draft.email.as_str()).filter(|m| !m.is_empty()).collect();
    assert!(mails.len() > 500);
    assert!(
        mails.iter().all(|m| m.ends_with(".example") && m.matches('@').count() == 1 && m.is_ascii()),
        "{mails:?}"
    );
}

#[test]
fn a_fifth_of_the_customers_brings_most_of_the_money() {
    let sample = sample(TODAY);
    let facts = facts(&sample, day(TODAY));
    let mut revenue: Vec<i64> = facts.values().map(|f| f.revenue_total.0).filter(|r| *r > 0).collect();
    revenue.sort_unstable_by(|a, b| b.cmp(a));
    let (all, top): (i64, i64) = (revenue.iter().sum(), revenue[..revenue.len() / 5].iter().sum());
    let share = 100 * top / all;
    assert!((60..90).contains(&share), "{share} %");
    let months = all / 100 / 62;
    assert!((20_000..120_000).contains(&months), "{months} a month");
}

#[test]
fn there_is_work_for_today() {
    let sample = sample(TODAY);
    let due = |days: i32| {
        let on = day(TODAY).plus(days);
        sample.customers.iter().filter_map(|c| c.work.next.as_ref()).filter(|n| n.day == on).count()
    };
    assert!((8..20).contains(&due(0)), "{}", due(0));
    assert!(due(-1) > 0 && due(1) > 5);
    assert_eq!(
        sample
            .customers
            .iter()
            .filter_map(|c| c.work.next.as_ref())
            .filter(|n| n.minute == Some(570))
            .count(),
        1
    );
    assert!(sample.customers.iter().any(|c| c.work.do_not_call.is_some()));
    assert!(sample.customers.iter().filter(|c| c.work.seasonal.is_some()).count() > 4);
}

#[test]
fn lost_customers_stand_at_every_step_of_winning_back() {
    let sample = sample(TODAY);
    let facts = facts(&sample, day(TODAY));
    let lost: Vec<_> = sample
        .customers
        .iter()
        .filter(|c| facts[&c.record.code].stage == Stage::Lost && !c.work.archived)
        .collect();
    let has = |c: &&&Invented, want: fn(&WinbackStep) -> bool| c.work.winback.iter().any(|(_, s)| want(s));
    let unverified = lost.iter().filter(|c| c.work.winback.is_empty()).count();
    let definitive = lost.iter().filter(|c| has(c, |s| matches!(s, WinbackStep::Definitive { .. }))).count();
    let reasons = lost.iter().filter(|c| has(c, |s| matches!(s, WinbackStep::Reason { .. }))).count();
    assert!((70..125).contains(&unverified), "{unverified}");
    assert!((25..80).contains(&definitive), "{definitive}");
    assert!((100..190).contains(&reasons), "{reasons}");
    assert!(lost.iter().filter(|c| !c.work.contacts.is_empty()).count() > 60);
    // Every step is in the past, and only lost customers have any.
    assert!(
        sample
            .customers
            .iter()
            .all(|c| c.work.winback.is_empty() || facts[&c.record.code].stage == Stage::Lost)
    );
}
