//! The lifecycle against published figures, and its laws for any history.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, and says where")]

use std::collections::BTreeMap;

use cartera::domain::base::{Day, Money, Month};
use cartera::domain::lifecycle::flow::{
    FlowFold, MonthFlow, StageFlow, days_of_month, passage, stages_in_month,
};
use cartera::domain::lifecycle::health::{HealthFold, HealthRules};
use cartera::domain::lifecycle::history::{Cut, stage_at};
use cartera::domain::lifecycle::transition::transitions;
use cartera::domain::lifecycle::{Entry, Facts, LifecycleRules, Stage};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;

type Histories = BTreeMap<String, Vec<Entry>>;
type Move = (Option<Stage>, Stage);
type Way = (Option<Stage>, Option<Stage>, Money, Money);

fn data(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

/// Documents by customer, read with the column names of one source.
fn histories(file: &str, document: &str, date: &str, discount: Option<&str>) -> Histories {
    let mut reader = csv::Reader::from_path(data(file)).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (document, date, customer) = (column(document), column(date), column("customer_id"));
    let (quantity, price, discount) = (column("quantity"), column("unit_price"), discount.map(column));
    let mut documents: BTreeMap<(String, Day, String), (Money, bool)> = BTreeMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        let number = |i: usize| row[i].parse::<Decimal>().unwrap();
        let (quantity, price) = (number(quantity), number(price));
        let amount = Money::of_line(quantity, price, discount.map_or(Decimal::ZERO, number), 2).unwrap();
        let key = (row[customer].to_owned(), day(&row[date]), row[document].to_owned());
        let (sum, valid) = documents.entry(key).or_insert((Money::ZERO, false));
        *sum += amount;
        *valid |= quantity > Decimal::ZERO && price > Decimal::ZERO;
    }
    let mut histories = Histories::new();
    for ((customer, day, _), (amount, valid)) in documents {
        histories.entry(customer).or_default().push(Entry { day, amount, valid, reversed_on: None });
    }
    histories
}

fn flow(histories: &Histories, from: &str, to: &str) -> Vec<MonthFlow> {
    let (from, to) = (Month::parse(from).unwrap(), Month::parse(to).unwrap());
    let mut fold = FlowFold::new(from, to, to.last(), LifecycleRules::default());
    for history in histories.values() {
        fold.add(history, None);
    }
    fold.finish()
}

fn stage_json(s: &StageFlow) -> Value {
    serde_json::json!({
        "opening": s.opening, "in": s.entered, "out": s.left, "closing": s.closing,
        "revenue": s.revenue.plain(2),
        "value": {
            "opening": s.value_opening.plain(2), "in": s.value_in.plain(2), "out": s.value_out.plain(2),
            "change": s.value_change.plain(2), "closing": s.value_closing.plain(2),
        },
    })
}

fn month_json(flow: &MonthFlow) -> Value {
    let mut month = serde_json::Map::new();
    month.insert("month".into(), flow.month.unwrap().to_string().into());
    for (stage, cell) in &flow.stages {
        month.insert(stage.key().into(), stage_json(cell));
    }
    let moves = flow
        .transitions
        .iter()
        .map(|((from, to), n)| (format!("{}>{}", from.map_or("none", Stage::key), to.key()), (*n).into()))
        .collect::<serde_json::Map<_, _>>();
    month.insert("transitions".into(), moves.into());
    month.into()
}

/// Compares every month with the published ones and returns how many there were.
fn compare(golden: &str, histories: &Histories) -> usize {
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(data(golden)).unwrap()).unwrap();
    let months = golden["months"].as_array().unwrap();
    let ends = [&months[0], &months[months.len() - 1]].map(|m| m["month"].as_str().unwrap());
    let ours = flow(histories, ends[0], ends[1]);
    assert_eq!(ours.len(), months.len());
    for (ours, published) in ours.iter().zip(months) {
        assert_eq!(&month_json(ours), published, "{}", published["month"]);
    }
    months.len()
}

fn chinook() -> Histories {
    histories("chinook_invoice_lines.csv", "invoice", "date", None)
}

fn northwind() -> Histories {
    histories("northwind_order_lines.csv", "order_id", "order_date", Some("discount"))
}

#[test]
fn chinook_flows_as_published_in_every_month() {
    let histories = chinook();
    assert_eq!(histories.len(), 59);
    assert_eq!(compare("lifecycle_chinook.json", &histories), 60);
}

#[test]
fn northwind_flows_as_published_in_every_month() {
    let histories = northwind();
    assert_eq!(histories.len(), 89);
    assert_eq!(compare("lifecycle_northwind.json", &histories), 22);
}

#[test]
fn the_same_customer_is_new_at_one_date_and_adolescent_a_year_later_with_no_edit_between() {
    let history: Vec<Entry> = (0..20)
        .map(|i| Entry {
            day: day("2024-06-01").plus(i * 30),
            amount: Money(100),
            valid: true,
            reversed_on: None,
        })
        .collect();
    let rules = LifecycleRules::default();
    assert_eq!(Facts::at(&history, day("2025-01-01"), None, &rules).stage, Stage::New);
    assert_eq!(Facts::at(&history, day("2026-01-01"), None, &rules).stage, Stage::Adolescent);
}

#[test]
fn a_quarter_adds_up_the_revenue_of_its_months_and_joins_their_ends() {
    let histories = chinook();
    let months = flow(&histories, "2023-01", "2023-03");
    let mut fold = FlowFold::over(
        vec![(day("2022-12-31"), day("2023-03-31"))],
        day("2030-01-01"),
        LifecycleRules::default(),
    );
    for history in histories.values() {
        fold.add(history, None);
    }
    let quarter = &fold.finish()[0];
    let revenue = |m: &MonthFlow| m.stages.values().map(|s| s.revenue).sum::<Money>() + m.unassigned;
    assert_eq!(revenue(quarter), months.iter().map(revenue).sum());
    for stage in &Stage::ALL[1..] {
        assert_eq!(quarter.stages[stage].opening, months[0].stages[stage].opening);
        assert_eq!(quarter.stages[stage].closing, months[2].stages[stage].closing);
        assert_eq!(quarter.stages[stage].value_closing, months[2].stages[stage].value_closing);
    }
}

#[test]
fn periods_with_a_gap_between_them_are_each_like_the_month_alone() {
    let histories = chinook();
    let as_of = day("2030-01-01");
    let spring = [Month::new(2023, 2), Month::new(2023, 5)];
    let days = spring.map(|month| days_of_month(month, as_of)).to_vec();
    let mut fold = FlowFold::over(days, as_of, LifecycleRules::default());
    for history in histories.values() {
        fold.add(history, None);
    }
    for (period, month) in fold.finish().into_iter().zip(["2023-02", "2023-05"]) {
        let alone = flow(&histories, month, month).remove(0);
        assert_eq!(MonthFlow { month: alone.month, ..period }, alone);
    }
}

#[test]
fn a_month_that_has_not_ended_closes_on_the_as_of_day_and_a_later_one_does_not_move() {
    let histories = chinook();
    let rules = LifecycleRules::default();
    let as_of = day("2023-03-15");
    let mut fold = FlowFold::new(Month::new(2023, 3), Month::new(2023, 4), as_of, rules);
    for history in histories.values() {
        fold.add(history, None);
    }
    let months = fold.finish();
    assert_eq!(months[0].days, Some((day("2023-02-28"), as_of)));
    let revenue: Money = months[0].stages.values().map(|s| s.revenue).sum();
    let expected: Money = histories
        .values()
        .flatten()
        .filter(|e| e.day > day("2023-02-28") && e.day <= as_of)
        .map(|e| e.amount)
        .sum();
    assert_eq!(revenue, expected);
    assert!(months[1].transitions.is_empty());
}

#[test]
fn anonymous_documents_count_in_their_month_alone() {
    let mut fold =
        FlowFold::new(Month::new(2025, 1), Month::new(2025, 3), day("2025-03-20"), LifecycleRules::default());
    for (on, amount) in
        [("2024-12-31", 1), ("2025-01-31", 2), ("2025-02-01", 4), ("2025-03-20", 8), ("2025-03-21", 16)]
    {
        fold.add_anonymous(day(on), Money(amount));
    }
    assert_eq!(fold.finish().iter().map(|m| m.anonymous.0).collect::<Vec<_>>(), [2, 4, 8]);
}

#[test]
fn somebody_lost_and_back_within_a_month_is_a_round_trip_and_no_transition() {
    // One purchase on 1 January is lost on 12 May (131 days); the next purchase comes on 20 May.
    let buy = |on| Entry { day: day(on), amount: Money(100), valid: true, reversed_on: None };
    let rules = LifecycleRules::default();
    let history = [buy("2025-01-01"), buy("2025-05-20")];
    let p = passage(&history, None, days_of_month(Month::new(2025, 5), day("2025-12-31")), &rules);
    assert_eq!((p.from, p.to, p.round_trip), (Some(Stage::New), Some(Stage::New), true));
    let prompt = [buy("2025-01-01"), buy("2025-05-12")];
    let p = passage(&prompt, None, days_of_month(Month::new(2025, 5), day("2025-12-31")), &rules);
    assert_eq!((p.from, p.to, p.round_trip), (Some(Stage::New), Some(Stage::New), false));
}

#[test]
fn nobody_at_all_gives_months_of_zeros() {
    let months = flow(&Histories::new(), "2025-01", "2025-02");
    assert_eq!(months.len(), 2);
    assert!(months.iter().all(|m| m.transitions.is_empty() && m.stages.len() == 5));
}

// Laws.

const START: i32 = 18_000;

prop_compose! {
    fn an_entry()(offset in 0..1500_i32, amount in -5_000..20_000_i64, kind in 0..10, back in 0..200_i32) -> Entry {
        let day = Day(START + offset);
        let valid = kind > 1;
        let reversed_on = (kind == 2).then(|| day.plus(back));
        Entry { day, amount: Money(if valid { amount.abs() } else { -amount.abs() }), valid, reversed_on }
    }
}

fn a_history() -> impl Strategy<Value = (Vec<Entry>, Option<Day>)> {
    (prop::collection::vec(an_entry(), 0..14), prop::option::weighted(0.2, 0..1500_i32)).prop_map(
        |(mut history, seasonal)| {
            history.sort_by_key(|e| e.day);
            (history, seasonal.map(|d| Day(START + d)))
        },
    )
}

/// The state machine written out day by day from its definition, with no thought of speed.
fn by_definition(history: &[Entry], at: Day, seasonal: Option<Day>) -> Option<Stage> {
    let mut days: Vec<Day> = history
        .iter()
        .filter(|e| e.valid && e.day <= at && e.reversed_on.is_none_or(|r| r > at))
        .map(|e| e.day)
        .collect();
    days.dedup();
    let (first, last) = (*days.first()?, *days.last()?);
    let gap = (f64::from(last.0 - first.0) + 52.0) / days.len() as f64;
    let mut lost = ((2.5 * gap - 1e-9).ceil() as i32).clamp(60, 365);
    if seasonal.is_some_and(|s| s <= at) {
        lost = 425;
    }
    let within = |from: Day, to: Day| days.iter().filter(|d| **d > from && **d <= to).count();
    let recent = within(at.plus_years(-1), at);
    let before = within(at.plus_years(-2), at.plus_years(-1));
    Some(if at.0 - last.0 > lost {
        Stage::Lost
    } else if at < first.plus_years(1) {
        Stage::New
    } else if at < first.plus_years(2) {
        Stage::Adolescent
    } else if at >= first.plus_years(5) || (before >= 2 && 2 * recent <= before) {
        Stage::Veteran
    } else {
        Stage::Mature
    })
}

fn months() -> (Month, Month, Day) {
    let as_of = Day(START + 1300);
    (Day(START).month(), Month(as_of.month().0 + 1), as_of)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_flow_balances_in_heads_and_in_money(people in prop::collection::vec(a_history(), 0..8)) {
        let (from, to, as_of) = months();
        let mut fold = FlowFold::new(from, to, as_of, LifecycleRules::default());
        for (history, seasonal) in &people {
            fold.add(history, *seasonal);
        }
        let flows = fold.finish();
        for (i, month) in flows.iter().enumerate() {
            for (stage, s) in &month.stages {
                prop_assert_eq!(s.opening + s.entered - s.left, s.closing);
                prop_assert_eq!(s.value_opening + s.value_in - s.value_out + s.value_change, s.value_closing);
                let moved = |f: &dyn Fn(&Move) -> bool| {
                    month.transitions.iter().filter(|(k, _)| f(k)).map(|(_, n)| n).sum::<u64>()
                };
                prop_assert_eq!(moved(&|k| k.1 == *stage), s.entered);
                prop_assert_eq!(moved(&|k| k.0 == Some(*stage)), s.left);
                if i > 0 {
                    prop_assert_eq!(flows[i - 1].stages[stage].closing, s.opening);
                    prop_assert_eq!(flows[i - 1].stages[stage].value_closing, s.value_opening);
                }
            }
            let (opening, closing) = month.days.unwrap();
            let total: Money = people.iter().flat_map(|(h, _)| h)
                .filter(|e| e.day > opening && e.day <= closing).map(|e| e.amount).sum();
            let shown: Money = month.stages.values().map(|s| s.revenue).sum();
            prop_assert_eq!(shown + month.unassigned, total);
        }
    }

    #[test]
    fn the_state_is_the_one_of_the_definition((history, seasonal) in a_history(), offset in 0..1800_i32) {
        let at = Day(START + offset);
        let rules = LifecycleRules::default();
        let expected = by_definition(&history, at, seasonal).unwrap_or(Stage::Prospect);
        prop_assert_eq!(Facts::at(&history, at, seasonal, &rules).stage, expected);
        prop_assert_eq!(stage_at(&history, &Cut::new(at), seasonal, &rules), expected);
    }

    #[test]
    fn the_state_at_a_day_depends_on_nothing_after_it((history, seasonal) in a_history(), offset in 0..1500_i32) {
        let at = Day(START + offset);
        let rules = LifecycleRules::default();
        let mut known: Vec<Entry> = history.iter().copied().filter(|e| e.day <= at).collect();
        for entry in &mut known {
            entry.reversed_on = entry.reversed_on.filter(|r| *r <= at);
        }
        prop_assert_eq!(
            Facts::at(&history, at, seasonal, &rules),
            Facts::at(&known, at, seasonal.filter(|s| *s <= at), &rules)
        );
    }

    #[test]
    fn the_order_of_documents_of_one_day_changes_nothing(
        (mut history, seasonal) in a_history(), offset in 0..1500_i32, twins in prop::collection::vec(an_entry(), 0..6)
    ) {
        let Some(on) = history.first().map(|e| e.day) else { return Ok(()) };
        history.extend(twins.into_iter().map(|e| Entry { day: on, ..e }));
        history.sort_by_key(|e| e.day);
        let mut turned = history.clone();
        turned.sort_by_key(|e| (e.day, e.amount, e.valid, e.reversed_on));
        let mut back = history.clone();
        back.reverse();
        back.sort_by_key(|e| e.day);
        let rules = LifecycleRules::default();
        let at = Day(START + offset);
        let facts = Facts::at(&history, at, seasonal, &rules);
        prop_assert_eq!(facts, Facts::at(&turned, at, seasonal, &rules));
        prop_assert_eq!(facts, Facts::at(&back, at, seasonal, &rules));
        let days = (Day(START + offset - 31), at);
        prop_assert_eq!(passage(&history, seasonal, days, &rules), passage(&back, seasonal, days, &rules));
    }

    #[test]
    fn the_people_behind_a_figure_add_up_to_it(people in prop::collection::vec(a_history(), 0..8)) {
        let (from, to, as_of) = months();
        let rules = LifecycleRules::default();
        let mut fold = FlowFold::new(from, to, as_of, rules);
        for (history, seasonal) in &people {
            fold.add(history, *seasonal);
        }
        for month in fold.finish() {
            let ways: Vec<_> = people.iter()
                .map(|(h, s)| stages_in_month(h, *s, month.month.unwrap(), as_of, &rules)).collect();
            for (stage, cell) in &month.stages {
                let heads = |f: &dyn Fn(&Way) -> bool| {
                    ways.iter().filter(|w| f(w)).count() as u64
                };
                prop_assert_eq!(heads(&|w| w.0 == Some(*stage)), cell.opening);
                prop_assert_eq!(heads(&|w| w.1 == Some(*stage)), cell.closing);
                prop_assert_eq!(heads(&|w| w.1 == Some(*stage) && w.0 != w.1), cell.entered);
                let value: Money = ways.iter().filter(|w| w.1 == Some(*stage)).map(|w| w.3).sum();
                prop_assert_eq!(value, cell.value_closing);
            }
            let (opening, closing) = month.days.unwrap();
            for ((h, s), way) in people.iter().zip(&ways) {
                prop_assert_eq!(way.0, by_definition(h, opening, *s));
                prop_assert_eq!(way.1, by_definition(h, closing, *s));
            }
        }
    }

    #[test]
    fn the_verdict_counts_the_heads_and_the_money_that_the_flow_moves(
        people in prop::collection::vec(a_history(), 0..10), offset in 0..45_i32
    ) {
        let (rules, as_of) = (LifecycleRules::default(), Day(START + 1300));
        let month = Month(Day(START).month().0 + offset);
        let mut flow = FlowFold::new(month, month, as_of, rules);
        let mut health = HealthFold::for_month(month, as_of, rules, HealthRules::default());
        for (history, seasonal) in &people {
            flow.add(history, *seasonal);
            health.add(history, *seasonal);
        }
        let (flow, health) = (flow.finish().remove(0), health.finish());
        let heads = |f: &dyn Fn(&Move) -> bool| {
            flow.transitions.iter().filter(|(k, _)| f(k)).map(|(_, n)| n).sum::<u64>()
        };
        prop_assert_eq!(health.entered, heads(&|k| k.0.is_none() && k.1.is_active()));
        prop_assert_eq!(health.recovered, heads(&|k| k.0 == Some(Stage::Lost) && k.1.is_active()));
        let leaves = |k: &Move| k.0.is_some_and(Stage::is_active) && k.1 == Stage::Lost;
        prop_assert_eq!(health.lost, heads(&leaves));
        let value: Money = flow.transition_value.iter().filter(|(k, _)| leaves(k)).map(|(_, v)| *v).sum();
        prop_assert_eq!(health.leavers_value, value);
        for verdict in &health.verdicts {
            prop_assert!(verdict.value.is_none_or(f64::is_finite));
            prop_assert_eq!(verdict.mend.is_some(), verdict.ok == Some(false));
        }
    }

    #[test]
    fn the_transitions_are_what_walking_day_by_day_sees((history, seasonal) in a_history()) {
        let end = Day(START + 3700);
        let mut from = Stage::Prospect;
        let mut walked = Vec::new();
        for day in (START - 1..=end.0).map(Day) {
            let to = by_definition(&history, day, seasonal).unwrap_or(Stage::Prospect);
            if to != from {
                walked.push((day, from, to));
                from = to;
            }
        }
        let told: Vec<_> = transitions(&history, end, seasonal, &LifecycleRules::default())
            .iter().map(|t| (t.day, t.from, t.to)).collect();
        prop_assert_eq!(told, walked);
    }

    #[test]
    fn a_round_trip_is_what_walking_day_by_day_sees(
        (history, seasonal) in a_history(), offset in 0..1400_i32, length in 1..370_i32
    ) {
        let (opening, closing) = (Day(START + offset), Day(START + offset + length));
        let walked: Vec<_> =
            (opening.0..=closing.0).map(|d| by_definition(&history, Day(d), seasonal)).collect();
        let lost = |s: &Option<Stage>| *s == Some(Stage::Lost);
        let (from, to) = (walked[0], walked[walked.len() - 1]);
        let between = if lost(&to) { walked.iter().any(|s| s.is_some_and(Stage::is_active)) } else { walked.iter().any(lost) };
        let expected = lost(&from) == lost(&to) && to.is_some() && between;
        let p = passage(&history, seasonal, (opening, closing), &LifecycleRules::default());
        prop_assert_eq!(p.round_trip, expected);
    }
}
