//! The roster against a naive filter, and by example.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::domain::base::names::digits;
use crate::domain::query::{Condition, Expr, Op, ParseContext, Query, Value, parse};

const TODAY: Day = Day(20_777);

/// A customer who owns their words.
#[derive(Clone, Debug)]
struct Person {
    id: CustomerId,
    name: String,
    phones: String,
    zone: String,
    labels: Vec<LabelId>,
    archived: bool,
    stage: Stage,
    last: Option<i32>,
    revenue: i64,
    orders: u32,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            id: 1,
            name: "Ana".into(),
            phones: String::new(),
            zone: String::new(),
            labels: Vec::new(),
            archived: false,
            stage: Stage::Mature,
            last: Some(20_700),
            revenue: 100,
            orders: 1,
        }
    }
}

impl Person {
    fn called(id: CustomerId, name: &str) -> Self {
        Self { id, name: name.into(), ..Self::default() }
    }

    fn member(&self) -> Member<'_> {
        let mut key = [0; 8];
        for (to, from) in key.iter_mut().zip(fold(&self.name).bytes()) {
            *to = from;
        }
        Member {
            id: self.id,
            name: &self.name,
            name_key: u64::from_be_bytes(key),
            company: "",
            contact: "",
            phones: &self.phones,
            email: "",
            code: "",
            zone: &self.zone,
            owner: "",
            source: "",
            labels: &self.labels,
            archived: self.archived,
            do_not_call: false,
            facts: Facts {
                stage: self.stage,
                rhythm: (self.stage != Stage::Prospect).then_some(Rhythm::Late),
                first: self.last.map(|d| Day(d - 1000)),
                last: self.last.map(Day),
                days: self.orders,
                orders: self.orders,
                revenue_12m: Money(self.revenue),
                revenue_total: Money(self.revenue * 2),
                lost_gap: 130,
                lost_on: self.last.map(|d| Day(d + 131)),
                mean_gap_tenths: 520,
            },
            next: None,
            last_contact: None,
            winback: WinbackState::Verified,
            reason: Some(LossReason::Price),
            at_stake: Money(self.revenue),
        }
    }
}

fn roster(people: &[Person]) -> Roster {
    let mut roster = Roster::new(TODAY, people.len());
    roster.set_labels(vec![(1, "VIP".into(), "V".into()), (2, "Mayorista grande".into(), "M".into())]);
    for person in people {
        roster.put(&person.member());
    }
    roster
}

fn query(text: &str) -> Query {
    parse(text, &ParseContext { today: TODAY, month_first: false, decimals: 2 }).unwrap()
}

fn pick(roster: &Roster, text: &str) -> Vec<CustomerId> {
    roster.select(&Scope::All, &query(text), Sort::default(), &|| false).unwrap().order
}

fn sorted(roster: &Roster, by: SortBy, descending: bool) -> Vec<CustomerId> {
    roster.select(&Scope::All, &Query::default(), Sort { by, descending }, &|| false).unwrap().order
}

#[test]
fn munoz_is_found_however_the_name_and_the_word_are_written() {
    let all = roster(&[
        Person::called(1, "Muñoz"),
        Person::called(2, "Mun\u{303}oz"),
        Person::called(3, "MUÑOZ e hijos"),
        Person::called(4, "Munárriz"),
    ]);
    for word in ["muñ", "MUN", "mun\u{303}"] {
        assert_eq!(pick(&all, word), [4, 1, 2, 3], "{word}");
    }
    assert_eq!(pick(&all, "munoz"), [1, 2, 3]);
    assert_eq!(pick(&all, "z"), [4, 1, 2, 3]);
    assert_eq!(pick(&all, "oz hijos"), [3]);
}

#[test]
fn a_phone_is_found_with_and_without_spaces_and_prefix() {
    let all = roster(&[
        Person { phones: "600 11 22 33 944556677".into(), ..Person::called(1, "A") },
        Person { phones: "+34 600112244".into(), ..Person::called(2, "B") },
    ]);
    for word in
        ["600112233", "600 11 22 33", "\"600 112 233\"", "+34600112233", "0034 600 112 233", "944 55 66 77"]
    {
        assert_eq!(pick(&all, word), [1], "{word}");
    }
    for word in ["600112244", "+34 600 11 22 44", "112244"] {
        assert_eq!(pick(&all, word), [2], "{word}");
    }
    assert_eq!(pick(&all, "6001122"), [1, 2]);
    // The end of one number and the beginning of the next are not a number.
    assert_eq!(pick(&all, "2233944"), [0; 0]);
}

#[test]
fn labels_are_found_by_code_name_and_beginning() {
    let all = roster(&[
        Person { labels: vec![1], ..Person::called(1, "A") },
        Person { labels: vec![1, 2], ..Person::called(2, "B") },
        Person::called(3, "C"),
    ]);
    assert_eq!(pick(&all, "tag:v"), [1, 2]);
    assert_eq!(pick(&all, "tag:VIP"), [1, 2]);
    assert_eq!(pick(&all, "etiqueta:gran"), [2]);
    assert_eq!(pick(&all, "tag:-"), [3]);
    assert_eq!(pick(&all, "tag:*"), [1, 2]);
    assert_eq!(pick(&all, "-tag:mayorista"), [1, 3]);
    assert_eq!(pick(&all, "tag!=m"), [1, 3]);
    assert_eq!(pick(&all, "tag:nada"), [0; 0]);
    assert_eq!(all.tally_values(Field::Tag), [("VIP".to_owned(), 2), ("Mayorista grande".to_owned(), 1)]);
}

#[test]
fn archived_customers_are_out_of_everything_but_their_own_lists() {
    let all = roster(&[Person::called(1, "A"), Person { archived: true, ..Person::called(2, "B") }]);
    let of = |scope: &Scope, text: &str| {
        all.select(scope, &query(text), Sort::default(), &|| false).map(|s| (s.order, s.total)).unwrap()
    };
    assert_eq!(of(&Scope::All, ""), (vec![1], 1));
    assert_eq!(of(&Scope::Stage(Stage::Mature), ""), (vec![1], 1));
    assert_eq!(of(&Scope::Archived, ""), (vec![2], 1));
    assert_eq!(of(&Scope::All, "state:archived"), (vec![2], 2));
    assert_eq!(of(&Scope::All, "-state:archived"), (vec![1], 1));
    assert_eq!(of(&Scope::Ids(vec![2, 1, 2, 9]), ""), (vec![1, 2], 2));
    assert_eq!(all.funnel().stages[3], (1, Money(100)));
    assert_eq!(all.funnel().rhythm, [0, 0, 1, 0]);
    assert_eq!(all.len(), 2);
}

#[test]
fn ages_and_dates_of_the_last_purchase_select() {
    let at = |id, last| Person { last, ..Person::called(id, "A") };
    let all =
        roster(&[at(1, Some(TODAY.0 - 89)), at(2, Some(TODAY.0 - 90)), at(3, None), at(4, Some(TODAY.0))]);
    assert_eq!(pick(&all, "last<90d"), [1, 4]);
    assert_eq!(pick(&all, "last<=90d"), [1, 2, 4]);
    assert_eq!(pick(&all, "last:90d"), [1, 2, 4]);
    assert_eq!(pick(&all, "last>89d"), [2]);
    assert_eq!(pick(&all, "last:hoy"), [4]);
    assert_eq!(pick(&all, "last:-"), [3]);
    assert_eq!(pick(&all, "last:*"), [1, 2, 4]);
    assert_eq!(pick(&all, "-last<90d"), [2, 3]);
    assert_eq!(pick(&all, "last:89d..90d"), [1, 2]);
    assert_eq!(pick(&all, &format!("last>{}", Day(TODAY.0 - 90))), [1, 4]);
    assert_eq!(pick(&all, &format!("last<={}", Day(TODAY.0 - 89))), [1, 2]);
}

#[test]
fn amounts_and_counts_select() {
    let at = |id, revenue, orders| Person { revenue, orders, ..Person::called(id, "A") };
    let all = roster(&[at(1, 50_000, 1), at(2, 50_001, 70_000), at(3, 9_000_000_000_000, 3)]);
    assert_eq!(pick(&all, "spent>500"), [2, 3]);
    assert_eq!(pick(&all, "spent>=500"), [1, 2, 3]);
    assert_eq!(pick(&all, "spent:100..500"), [1]);
    assert_eq!(pick(&all, "total>1000"), [2, 3]);
    assert_eq!(pick(&all, "orders:1,3"), [1, 3]);
    assert_eq!(pick(&all, "orders>=3"), [2, 3]);
    assert_eq!(all.row(3).unwrap().facts.revenue_total, Money(18_000_000_000_000));
}

#[test]
fn unknown_values_come_last_either_way() {
    let at = |id, last| Person { last, ..Person::called(id, "A") };
    let all = roster(&[at(1, None), at(2, Some(5)), at(3, Some(90_000)), at(4, Some(5))]);
    assert_eq!(sorted(&all, SortBy::LastPurchase, false), [2, 4, 3, 1]);
    assert_eq!(sorted(&all, SortBy::LastPurchase, true), [3, 2, 4, 1]);
    assert_eq!(sorted(&all, SortBy::Silence, true), [2, 4, 3, 1]);
}

#[test]
fn stages_are_in_order_and_names_inside_them() {
    let at = |id, name, stage| Person { stage, ..Person::called(id, name) };
    let all = roster(&[
        at(1, "B", Stage::Lost),
        at(2, "B", Stage::New),
        at(3, "A", Stage::Lost),
        at(4, "A", Stage::New),
    ]);
    assert_eq!(sorted(&all, SortBy::Stage, false), [4, 2, 3, 1]);
    assert_eq!(sorted(&all, SortBy::Stage, true), [3, 1, 4, 2]);
    let given = Scope::Ids(vec![3, 1, 4]);
    let as_given = Sort { by: SortBy::Given, descending: false };
    assert_eq!(all.select(&given, &Query::default(), as_given, &|| false).unwrap().order, [3, 1, 4]);
}

#[test]
fn names_that_begin_alike_are_told_apart_by_the_rest() {
    let all = roster(&[
        Person::called(3, "Construcciones Zuazo"),
        Person::called(1, "Construcciones Álava"),
        Person::called(2, "Construcciones Alava"),
    ]);
    assert_eq!(sorted(&all, SortBy::Name, false), [1, 2, 3]);
    assert_eq!(sorted(&all, SortBy::Name, true), [3, 2, 1]);
}

#[test]
fn zones_are_found_by_the_beginning_of_any_word_and_counted() {
    let at = |id, zone: &str| Person { zone: zone.into(), ..Person::called(id, "A") };
    let all = roster(&[at(1, "País Vasco"), at(2, "Pamplona"), at(3, ""), at(4, "País Vasco")]);
    assert_eq!(pick(&all, "zona:vas"), [1, 4]);
    assert_eq!(pick(&all, "zona:asco"), [0; 0]);
    assert_eq!(pick(&all, "zona:\"pais v\",pam"), [1, 2, 4]);
    assert_eq!(pick(&all, "zona:-"), [3]);
    assert_eq!(all.tally_values(Field::Zone), [("País Vasco".to_owned(), 2), ("Pamplona".to_owned(), 1)]);
    assert_eq!(all.tally_values(Field::Stage), [("mature".to_owned(), 4)]);
}

#[test]
fn an_empty_result_says_what_each_condition_does() {
    let at = |id, name: &str, zone: &str| Person { zone: zone.into(), ..Person::called(id, name) };
    let all = roster(&[at(1, "Ana", "Norte"), at(2, "Eva", "Norte"), at(3, "Ana", "Sur")]);
    let found =
        all.select(&Scope::All, &query("ana zona:norte spent>500"), Sort::default(), &|| false).unwrap();
    let counts: Vec<(&str, usize, usize)> =
        found.conditions.iter().map(|c| (c.text.as_str(), c.alone, c.without)).collect();
    assert_eq!(counts, [("ana", 2, 0), ("zona:norte", 2, 0), ("spent>500", 0, 1)]);
    assert_eq!(found.total, 3);
}

#[test]
fn few_of_many_are_in_order_too() {
    let mut people: Vec<Person> =
        (1..=2000).map(|id| Person::called(id, &format!("Zoe {}", 5000 - id))).collect();
    people[7].name = "Ñaki".into();
    people[900].name = "Iñaki".into();
    let all = roster(&people);
    assert_eq!(pick(&all, "naki"), [901, 8]);
    let backwards = Sort { by: SortBy::Name, descending: true };
    assert_eq!(all.select(&Scope::All, &query("naki"), backwards, &|| false).unwrap().order, [8, 901]);
}

#[test]
fn ids_out_of_order_and_beyond_four_bytes_are_known() {
    let mut all = roster(&[Person::called(-5, "A"), Person::called(1 << 40, "B"), Person::called(3, "C")]);
    let known = |all: &Roster, ids: [i64; 5]| ids.map(|id| all.row(id).is_some());
    assert_eq!(known(&all, [-5, 1 << 40, 3, 0, 2]), [true, true, true, false, false]);
    all.put(&Person::called(2, "D").member());
    all.remove(3);
    assert_eq!(known(&all, [-5, 1 << 40, 3, 0, 2]), [true, true, false, false, true]);
    assert_eq!(sorted(&all, SortBy::Given, false), [-5, 2, 1 << 40]);
}

#[test]
fn a_search_nobody_waits_for_stops() {
    let all = roster(&[Person::default()]);
    assert_eq!(all.select(&Scope::All, &query("a"), Sort::default(), &|| true), None);
}

#[test]
fn what_goes_in_comes_out() {
    let person = Person { labels: vec![2], zone: "Norte".into(), ..Person::default() };
    let all = roster(std::slice::from_ref(&person));
    let view = all.row(1).unwrap();
    let member = person.member();
    assert_eq!(view.facts, member.facts);
    assert_eq!((view.labels, view.zone, view.winback), (&[2][..], "Norte", WinbackState::Verified));
    assert_eq!((view.reason, view.at_stake, view.next), (Some(LossReason::Price), Money(100), None));
    assert_eq!(all.row(2), None);
}

#[test]
fn a_customer_takes_at_most_60_bytes_besides_the_text() {
    let people: Vec<Person> = (1..=2000)
        .map(|id| Person {
            name: format!("Construcciones Hermanos Etxebarria {id:04}, S.L. — Vitoria-Gasteiz"),
            phones: "600112233".into(),
            zone: format!("Zona {}", id % 50),
            labels: vec![id % 2 + 1],
            revenue: id * 10_000,
            ..Person::called(id, "")
        })
        .collect();
    let all = roster(&people);
    let bytes = (all.bytes() - all.texts.bytes()) as f64 / people.len() as f64;
    assert!(bytes <= 60.0, "{bytes}");
}

fn person() -> impl Strategy<Value = Person> {
    let words = prop::sample::select(vec![
        "Ana",
        "Muñoz",
        "ANA",
        "Berta Ñ",
        "Construcciones Zuazo",
        "Construcciones Ábaco",
        "",
    ]);
    let zones = prop::sample::select(vec!["", "Norte", "Sur Este"]);
    let ids = prop_oneof![4 => 1_i64..40, 1 => (1_i64 << 33)..(1 << 33) + 4];
    let last = prop::option::of(prop_oneof![20_000..20_800_i32, Just(-40_000)]);
    (ids, words, "[0-9 ]{0,12}", zones, 0..4_u8, any::<bool>(), 0..6_usize, last, -500..90_000_i64, 0..9_u32)
        .prop_map(|(id, name, phones, zone, labels, archived, stage, last, revenue, orders)| Person {
            id,
            name: format!("{name}{}", "x".repeat(orders as usize * 3)),
            phones,
            zone: zone.into(),
            labels: [1, 2].into_iter().filter(|l| labels & *l as u8 != 0).collect(),
            archived: archived && labels == 0,
            stage: Stage::ALL[stage],
            last,
            revenue,
            orders,
        })
}

/// The filter as a reader would do it by hand.
fn holds(person: &Person, expr: &Expr) -> bool {
    let one = |c: &Condition, v: &Value| match (c.field, v) {
        (Field::Tag, Value::Word(w)) => person.labels.contains(if w == "vip" { &1 } else { &2 }),
        (Field::Zone, Value::Word(w)) => fold(&person.zone).split(' ').any(|z| z.starts_with(w.as_str())),
        (Field::Stage, Value::Word(w)) => person.stage.key() == w,
        (Field::State, Value::Word(_)) => person.archived,
        (Field::Spent, Value::Number(n)) => match c.op {
            Op::Greater => person.revenue > *n,
            _ => person.revenue <= *n,
        },
        (Field::Last, Value::Days(n)) => person.last.is_some_and(|last| match c.op {
            Op::Less => TODAY.0 - last < *n,
            _ => TODAY.0 - last > *n,
        }),
        (Field::Last, Value::Empty) => person.last.is_none(),
        other => panic!("{other:?}"),
    };
    match expr {
        Expr::All => true,
        Expr::And(parts) => parts.iter().all(|p| holds(person, p)),
        Expr::Or(parts) => parts.iter().any(|p| holds(person, p)),
        Expr::Not(inner) => !holds(person, inner),
        Expr::Text(word) => {
            fold(&person.name).contains(word.as_str())
                || word.bytes().all(|b| b.is_ascii_digit())
                    && text::split_phones(&person.phones).iter().any(|n| n.contains(&digits(word)))
        }
        Expr::Is(condition) => condition.values.iter().any(|v| one(condition, v)),
    }
}

fn naive(people: &BTreeMap<CustomerId, Person>, query: &Query) -> Vec<CustomerId> {
    let archived_too = query.text == "state:archived";
    let kept = people.values().filter(|p| (!p.archived || archived_too) && holds(p, &query.expr));
    let mut found: Vec<&Person> = kept.collect();
    found.sort_by_key(|p| (p.member().name_key, fold(&p.name), p.id));
    found.into_iter().map(|p| p.id).collect()
}

const QUERIES: [&str; 14] = [
    "",
    "a",
    "munoz",
    "xx",
    "1",
    "12",
    "-ana",
    "tag:vip zona:este",
    "stage:new,lost o tag:mayorista",
    "no (zona:norte o spent>300)",
    "last<200d construcciones",
    "last>1a o last:-",
    "state:archived",
    "spent<=100 -tag:vip",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_selection_is_what_a_naive_filter_finds_after_any_changes(
        changes in prop::collection::vec((person(), 0..6_u8), 1..120),
    ) {
        let mut people = BTreeMap::new();
        let mut all = roster(&[]);
        for (index, (person, kind)) in changes.into_iter().enumerate() {
            if kind == 0 {
                people.remove(&person.id);
                all.remove(person.id);
            } else {
                all.put(&person.member());
                people.insert(person.id, person);
            }
            if index % 16 == 3 {
                prop_assert_eq!(pick(&all, ""), naive(&people, &query("")));
            }
            if index % 50 == 49 {
                all.compact();
            }
        }
        prop_assert_eq!(all.len(), people.len());
        for text in QUERIES {
            let query = query(text);
            prop_assert_eq!(pick(&all, text), naive(&people, &query), "{}", text);
        }
        for person in people.values() {
            prop_assert_eq!(all.row(person.id).unwrap().facts, person.member().facts);
        }
    }

    #[test]
    fn the_order_does_not_depend_on_who_came_first(people in prop::collection::vec(person(), 1..40), by in 0..8_usize) {
        let distinct: BTreeMap<CustomerId, Person> = people.iter().map(|p| (p.id, p.clone())).collect();
        let mut backwards: Vec<Person> = distinct.values().cloned().collect();
        let forwards = roster(&backwards);
        backwards.reverse();
        let backwards = roster(&backwards);
        let by = [SortBy::Name, SortBy::Stage, SortBy::LastPurchase, SortBy::Revenue12m, SortBy::Orders,
            SortBy::AtStake, SortBy::Silence, SortBy::Given][by];
        for descending in [false, true] {
            let order = sorted(&forwards, by, descending);
            prop_assert_eq!(&order, &sorted(&backwards, by, descending));
            if matches!(by, SortBy::Orders) {
                let counts: Vec<u32> = order.iter().map(|id| distinct[id].orders).collect();
                let expected = if descending { counts.is_sorted_by(|a, b| a >= b) } else { counts.is_sorted() };
                prop_assert!(expected);
            }
        }
    }
}
