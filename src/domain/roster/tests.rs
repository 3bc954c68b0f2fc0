//! Who is selected: sets, profile, worth, orders.

use proptest::prelude::*;

use super::*;
use crate::domain::lifecycle::LifecycleRules;
use crate::domain::people::Consent;
use crate::domain::query::{ParseContext, contradictions, parse};

const TODAY: Day = Day(20_777);

fn member<'a>(id: CustomerId, name: &'a str, zone: &'a str, facts: Facts) -> Member<'a> {
    Member {
        id,
        name,
        name_key: id as u64,
        company: "",
        contact: "",
        phones: "",
        email: "",
        code: "",
        zone,
        owner: "",
        source: "",
        labels: &[],
        archived: false,
        do_not_call: false,
        facts,
        turnover: Turnover::default(),
        profile: MemberProfile::default(),
        next: None,
        last_contact: None,
        winback: WinbackState::Unverified,
        reason: None,
        at_stake: Money::ZERO,
    }
}

fn found(roster: &Roster, text: &str) -> Vec<CustomerId> {
    let context = ParseContext { today: TODAY, month_first: false, decimals: 2 };
    let query = parse(text, &context).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    roster.select(&Scope::All, &query, Sort::default(), &|| false).unwrap().order
}

/// Ana of Madrid, born 1980, no calls; Bea of Bilbao, born 1999, calls and e-mail; Carla of whom nothing is known.
fn three() -> Roster {
    let mut roster = Roster::new(TODAY, 3);
    let mut ana = member(1, "Ana", "", Facts::prospect());
    ana.profile = MemberProfile {
        city: "Madrid",
        postal_code: "28013",
        income: "Alto",
        occasion: "Regalo",
        benefit: "Precio",
        birth_year: Some(1980),
        consents: [Consent::No, Consent::Unknown, Consent::Unknown, Consent::Unknown],
        ..MemberProfile::default()
    };
    let mut bea = member(2, "Bea", "", Facts::prospect());
    bea.profile = MemberProfile {
        city: "Bilbao",
        region: "Bizkaia",
        birth_year: Some(1999),
        consents: [Consent::Yes, Consent::Yes, Consent::Unknown, Consent::No],
        ..MemberProfile::default()
    };
    roster.put(&ana);
    roster.put(&bea);
    roster.put(&member(3, "Carla", "", Facts::prospect()));
    roster
}

#[test]
fn who_they_are_is_a_condition() {
    let roster = three();
    for (text, expected) in [
        ("province=28", &[1][..]),
        ("provincia:madrid", &[1]),
        ("provincia:bizkaia", &[2]),
        ("provincia:vizcaya,28", &[1, 2]),
        ("provincia:-", &[3]),
        ("ciudad:bil", &[2]),
        ("ingresos:alto", &[1]),
        ("ocasion:* beneficio:precio", &[1]),
        ("ingresos:-", &[2, 3]),
        // The year of the day is 2026.
        ("edad=46", &[1]),
        ("edad<40", &[2]),
        ("edad:-", &[3]),
        ("generacion:x", &[1]),
        ("generacion:z", &[2]),
        ("generacion:-", &[3]),
        ("consent.phone=no", &[1]),
        ("not consent.phone=no", &[2, 3]),
        ("permiso:correo", &[2]),
        ("permiso.carta:no", &[2]),
        ("permiso.tel:desconocido", &[3]),
        ("permiso:no", &[1, 2]),
        ("campaña:*", &[]),
        ("parecido:-", &[1, 2, 3]),
        ("premio:oro", &[]),
        ("producto:taladro", &[]),
        ("@nobody", &[]),
    ] {
        assert_eq!(found(&roster, text), expected, "{text}");
    }
    assert_eq!(roster.tally_values(Field::City), [("Bilbao".to_owned(), 1), ("Madrid".to_owned(), 1)]);
    assert_eq!(roster.tally_values(Field::Province), [("28".to_owned(), 1), ("48".to_owned(), 1)]);
    assert_eq!(roster.marks(Field::Age), Some([27, 27, 27, 46, 46]));
}

use crate::domain::query::Field;

#[test]
fn what_the_portfolio_says_of_a_member_is_a_condition_once_it_is_set() {
    let mut roster = three();
    assert_eq!(found(&roster, "rfm>=44*"), [0; 0]);
    assert!(!roster.has_worth());
    let best = MemberWorth {
        rfm: Some([5, 4, 1]),
        segment: 2,
        pareto: 1,
        p_alive: Some(0.876_54),
        clv: Some(Money(123_456)),
        class: 1,
    };
    let poor =
        MemberWorth { rfm: Some([1, 1, 5]), segment: 11, pareto: 4, class: 3, ..MemberWorth::default() };
    roster.set_worth([(1, best), (2, poor)]);
    for (text, expected) in [
        ("rfm>=44*", &[1][..]),
        ("rfm:5*1", &[1]),
        ("rfm:1**,54*", &[1, 2]),
        ("rfm<=2*5", &[2]),
        ("rfm:-", &[3]),
        ("rfm!=541", &[2, 3]),
        ("m>=4", &[2]),
        ("r:1..4", &[2]),
        ("segmento:fieles", &[1]),
        ("segment:lost_cause", &[2]),
        ("pareto:A", &[1]),
        ("pareto:none", &[2, 3]),
        ("pareto:*", &[1]),
        ("p_vivo>87%", &[1]),
        ("p_alive:-", &[2, 3]),
        ("clv>1234", &[1]),
        ("clase:alto_rendimiento", &[1]),
        ("clase:bajo_cero", &[2]),
        ("clase:-", &[3]),
    ] {
        assert_eq!(found(&roster, text), expected, "{text}");
    }
    let worth = roster.row(1).unwrap().worth;
    assert_eq!((worth.rfm_text().as_deref(), worth.pareto_key()), (Some("541"), Some("A")));
    assert!((worth.p_alive.unwrap() - 0.8765).abs() < 1e-6);
    assert_eq!(roster.row(3).unwrap().worth, MemberWorth::default());
    // Somebody new has nothing until it is computed again; who goes takes theirs along.
    roster.put(&member(4, "Dora", "", Facts::prospect()));
    roster.remove(1);
    assert_eq!(found(&roster, "rfm:-"), [3, 4]);
    roster.compact();
    assert_eq!(found(&roster, "pareto:none"), [2, 3, 4]);
    assert_eq!(found(&roster, "edad<40"), [2]);
    let by = |by| {
        roster.select(
            &Scope::All,
            &crate::domain::query::Query::default(),
            Sort { by, descending: true },
            &|| false,
        )
    };
    assert_eq!(by(SortBy::Rfm).unwrap().order, [2, 3, 4]);
    roster.drop_worth();
    assert_eq!(found(&roster, "rfm:*"), [0; 0]);
}

#[test]
fn keys_of_segments_and_classes_are_those_of_the_figures() {
    use crate::domain::value::pareto::Class;
    use crate::domain::value::{Segment, ValueClass};
    assert_eq!(Segment::ALL.map(Segment::key), worth::SEGMENT_KEYS);
    assert_eq!(Class::ALL[..3].iter().map(|c| c.key()).collect::<Vec<_>>(), worth::PARETO_KEYS);
    let classes =
        [ValueClass::HighYield, ValueClass::HighPotential, ValueClass::BelowZero, ValueClass::Steady];
    assert_eq!(classes.map(ValueClass::key), worth::CLASS_KEYS);
}

#[test]
fn who_is_due_is_so_by_the_rhythm() {
    let mut roster = Roster::new(TODAY, 2);
    // Last bought 30 days ago, every 30 days: due from tomorrow on.
    let facts = Facts {
        stage: Stage::New,
        rhythm: Some(Rhythm::OnTime),
        first: Some(TODAY.plus(-90)),
        last: Some(TODAY.plus(-30)),
        days: 3,
        orders: 3,
        mean_gap_tenths: 309,
        lost_gap: 75,
        ..Facts::prospect()
    };
    roster.put(&member(1, "Ana", "", facts));
    roster.put(&member(2, "Bea", "", Facts { stage: Stage::Lost, ..facts }));
    roster.put(&member(3, "Carla", "", Facts::prospect()));
    assert_eq!(found(&roster, "toca<=1d"), [1]);
    assert_eq!(found(&roster, "toca:hoy"), [0; 0]);
    assert_eq!(found(&roster, "toca:mañana"), [1]);
    assert_eq!(found(&roster, "toca:-"), [2, 3]);
}

fn conditions() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("zona:norte".to_owned()),
        Just("zona:-".to_owned()),
        Just("gasto>10".to_owned()),
        (0_i64..40).prop_map(|n| format!("gasto<{n}")),
        (0_u32..5).prop_map(|n| format!("pedidos:{n}")),
        Just("etapa:nuevo".to_owned()),
        Just("ana".to_owned()),
        (1_u8..6).prop_map(|n| format!("r>={n}")),
        (1_u8..6, 1_u8..6).prop_map(|(r, m)| format!("rfm:{r}*{m}")),
        Just("edad>30".to_owned()),
        Just("permiso:tel".to_owned()),
        Just("pareto:A,B".to_owned()),
        Just("ultima<30d".to_owned()),
    ]
}

fn rosters() -> impl Strategy<Value = Roster> {
    let one = (0_usize..3, 0_i64..4000, 0_u32..5, 0_u8..3, 0_i32..60, 0_u8..6, 0_u8..5);
    prop::collection::vec(one, 1..60).prop_map(|people| {
        let mut roster = Roster::new(TODAY, people.len());
        let mut worth = Vec::new();
        for (n, (zone, spent, orders, consent, age, score, pareto)) in people.into_iter().enumerate() {
            let id = n as CustomerId + 1;
            let facts = Facts {
                stage: if orders > 0 { Stage::New } else { Stage::Prospect },
                last: (orders > 0).then(|| TODAY.plus(-age)),
                orders,
                revenue_12m: Money(spent),
                ..Facts::prospect()
            };
            let mut one = member(id, ["Ana", "Bea", "Ananda"][n % 3], ["Norte", "", "Sur"][zone], facts);
            one.profile.birth_year = (age % 2 == 0).then_some(2026 - age);
            one.profile.consents[0] = [Consent::Unknown, Consent::Yes, Consent::No][usize::from(consent)];
            roster.put(&one);
            let rfm = (score > 0).then_some([score, 6 - score, score]);
            worth.push((id, MemberWorth { rfm, pareto, ..MemberWorth::default() }));
        }
        roster.set_worth(worth);
        roster
    })
}

proptest! {
    #[test]
    fn filters_combine_as_sets_do(roster in rosters(), a in conditions(), b in conditions()) {
        let select = |text: &str| -> std::collections::BTreeSet<CustomerId> {
            found(&roster, text).into_iter().collect()
        };
        let (one, other, all) = (select(&a), select(&b), select(""));
        prop_assert_eq!(select(&format!("{a} {b}")), &one & &other);
        prop_assert_eq!(select(&format!("{a} y {b}")), &one & &other);
        prop_assert_eq!(select(&format!("{a} o {b}")), &one | &other);
        prop_assert_eq!(select(&format!("no {a}")), &all - &one);
        prop_assert_eq!(select(&format!("{a} -({b})")), &one - &other);
        // De Morgan, both ways.
        prop_assert_eq!(select(&format!("-({a} o {b})")), select(&format!("-({a}) -({b})")));
        prop_assert_eq!(select(&format!("-({a} {b})")), select(&format!("-({a}) | -({b})")));
    }

    #[test]
    fn what_is_called_a_contradiction_is_met_by_nobody(roster in rosters(), a in conditions(), b in conditions()) {
        let context = ParseContext { today: TODAY, month_first: false, decimals: 2 };
        let text = format!("{a} {b}");
        let query = parse(&text, &context).unwrap();
        if !contradictions(&query, &LifecycleRules::default()).is_empty() {
            prop_assert_eq!(found(&roster, &text), [0; 0]);
        }
    }
}
