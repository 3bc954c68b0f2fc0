//! What filters mean.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::lifecycle::LifecycleRules;

fn context() -> ParseContext {
    ParseContext { today: Day::parse_iso("2026-11-20").unwrap(), month_first: false, decimals: 2 }
}

fn read(text: &str) -> Query {
    parse(text, &context()).unwrap()
}

fn refused(text: &str) -> QueryError {
    parse(text, &context()).unwrap_err()
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn word(text: &str) -> Value {
    Value::Word(text.into())
}

fn only(text: &str) -> (Field, Op, Vec<Value>) {
    match read(text).expr {
        Expr::Is(condition) => (condition.field, condition.op, condition.values),
        other => panic!("{text} is {other:?}"),
    }
}

fn text(word: &str) -> Expr {
    Expr::Text(word.into())
}

#[rstest]
#[case("tag:vip", Field::Tag, Op::Equal, word("vip"))]
#[case("ETIQUETA:Vip", Field::Tag, Op::Equal, word("vip"))]
#[case("stage:lost", Field::Stage, Op::Equal, word("lost"))]
#[case("etapa:perdidos", Field::Stage, Op::Equal, word("lost"))]
#[case("etapa!=nuevo", Field::Stage, Op::NotEqual, word("new"))]
#[case("ritmo:\"al día\"", Field::Rhythm, Op::Equal, word("on_time"))]
#[case("estado:archivado", Field::State, Op::Equal, word("archived"))]
#[case("zona:\"País Vasco\"", Field::Zone, Op::Equal, word("pais vasco"))]
#[case("responsable:*", Field::Owner, Op::Equal, Value::Any)]
#[case("origen:-", Field::Source, Op::Equal, Value::Empty)]
#[case("origen:vacío", Field::Source, Op::Equal, Value::Empty)]
#[case("razón:precio", Field::Reason, Op::Equal, word("price"))]
#[case("último<90d", Field::Last, Op::Less, Value::Days(90))]
#[case("última<90d", Field::Last, Op::Less, Value::Days(90))]
#[case("u\u{301}ltima<90d", Field::Last, Op::Less, Value::Days(90))]
#[case("last:<90d", Field::Last, Op::Less, Value::Days(90))]
#[case("last > 2s", Field::Last, Op::Greater, Value::Days(14))]
#[case("last>2w", Field::Last, Op::Greater, Value::Days(14))]
#[case("last>6m", Field::Last, Op::Greater, Value::Days(184))]
#[case("alta>=1a", Field::Since, Op::AtLeast, Value::Days(365))]
#[case("since>=1y", Field::Since, Op::AtLeast, Value::Days(365))]
#[case("last:hoy", Field::Last, Op::Equal, Value::Day(day("2026-11-20")))]
#[case("last:ayer", Field::Last, Op::Equal, Value::Day(day("2026-11-19")))]
#[case("next:mañana", Field::Next, Op::Equal, Value::Day(day("2026-11-21")))]
#[case("next:lun", Field::Next, Op::Equal, Value::Day(day("2026-11-23")))]
#[case("last:lun", Field::Last, Op::Equal, Value::Day(day("2026-11-16")))]
#[case("last:3/4", Field::Last, Op::Equal, Value::Day(day("2026-04-03")))]
#[case("last:3/4/25", Field::Last, Op::Equal, Value::Day(day("2025-04-03")))]
#[case("last:2026-05", Field::Last, Op::Equal, Value::DayRange(day("2026-05-01"), day("2026-05-31")))]
#[case("last:mes", Field::Last, Op::Equal, Value::DayRange(day("2026-11-01"), day("2026-11-30")))]
#[case(
    "last:2026-01..2026-03",
    Field::Last,
    Op::Equal,
    Value::DayRange(day("2026-01-01"), day("2026-03-31"))
)]
#[case("last:30d..90d", Field::Last, Op::Equal, Value::DayRange(day("2026-08-22"), day("2026-10-21")))]
#[case("last>2026-01-01", Field::Last, Op::Greater, Value::Day(day("2026-01-01")))]
#[case("gasto>500", Field::Spent, Op::Greater, Value::Number(50_000))]
#[case("gasto>1.000,50", Field::Spent, Op::Greater, Value::Number(100_050))]
#[case("spent>1,000.50", Field::Spent, Op::Greater, Value::Number(100_050))]
#[case("spent>1,000", Field::Spent, Op::Greater, Value::Number(100_000))]
#[case("spent>1.000", Field::Spent, Op::Greater, Value::Number(100_000))]
#[case("spent>12,5", Field::Spent, Op::Greater, Value::Number(1250))]
#[case("spent:1.000,50", Field::Spent, Op::Equal, Value::Number(100_050))]
#[case("total:100..1.500€", Field::Total, Op::Equal, Value::Numbers(10_000, 150_000))]
#[case("total:..500", Field::Total, Op::Equal, Value::Numbers(i64::MIN, 50_000))]
#[case("pedidos>=3", Field::Orders, Op::AtLeast, Value::Number(3))]
fn a_condition_is_read(#[case] text: &str, #[case] field: Field, #[case] op: Op, #[case] value: Value) {
    assert_eq!(only(text), (field, op, vec![value]));
}

#[test]
fn a_comma_is_or() {
    assert_eq!(only("zone:norte,\"sur este\",este").2, [word("norte"), word("sur este"), word("este")]);
    assert_eq!(only("orders:1,2,3").2, [Value::Number(1), Value::Number(2), Value::Number(3)]);
    assert_eq!(only("stage:new,lost").2, [word("new"), word("lost")]);
    assert_eq!(only("stage:activos").2.len(), 4);
}

#[test]
fn the_example_of_the_manual_is_read_whole() {
    let query = read("tag:vip stage:lost zone:norte spent>500 last<90d \"free text\"");
    let Expr::And(parts) = &query.expr else { panic!("{query:?}") };
    assert_eq!(parts.len(), 6);
    assert_eq!(parts[5], text("free text"));
    assert_eq!(query.conditions().len(), 6);
    assert_eq!(query.condition_text(3), "spent>500");
    assert_eq!(query.without(3), "tag:vip stage:lost zone:norte last<90d \"free text\"");
}

#[test]
fn alternatives_negations_and_groups_nest() {
    let a_or_b = Expr::Or(vec![text("a"), text("b")]);
    for written in ["a o b", "a or b", "a | b", "a|b", "a OR b"] {
        assert_eq!(read(written).expr, a_or_b, "{written}");
    }
    assert_eq!(read("(a o b) c").expr, Expr::And(vec![a_or_b.clone(), text("c")]));
    assert_eq!(read("a b o c").expr, Expr::Or(vec![Expr::And(vec![text("a"), text("b")]), text("c")]));
    for written in ["-(a o b)", "!(a o b)", "no (a o b)", "NO (a o b)"] {
        assert_eq!(read(written).expr, Expr::Not(Box::new(a_or_b.clone())), "{written}");
    }
    let Expr::Not(inner) = read("-tag:vip").expr else { panic!() };
    assert!(matches!(*inner, Expr::Is(_)));
}

#[test]
fn what_is_not_an_operator_is_text() {
    for plain in ["-", "no", "o", "12:30", "https://example.org", "c&a", "600112233", "100%"] {
        assert_eq!(read(plain).expr, text(plain), "{plain}");
    }
    assert_eq!(read("muñoz o").expr, Expr::And(vec![text("munoz"), text("o")]));
    assert_eq!(read("- a").expr, Expr::And(vec![text("-"), text("a")]));
    assert_eq!(read("").expr, Expr::All);
    assert_eq!(read("()").expr, Expr::All);
}

#[test]
fn what_is_still_being_typed_is_read_as_far_as_it_goes() {
    assert_eq!(read("\"casa az").expr, text("casa az"));
    assert_eq!(read("(a o b").expr, Expr::Or(vec![text("a"), text("b")]));
    assert_eq!(only("zone:norte,").2, [word("norte")]);
    assert_eq!(only("stage:ado").2, [word("adolescent")]);
}

#[test]
fn groups_of_a_phone_number_are_one_text() {
    assert_eq!(read("+34 600 11 22 33").expr, text("+34 600 11 22 33"));
    assert_eq!(read("600-11-22-33 ana").expr, Expr::And(vec![text("600-11-22-33"), text("ana")]));
    assert_eq!(read("12 34").expr, Expr::And(vec![text("12"), text("34")]));
}

#[test]
fn a_bad_filter_says_what_is_wrong_and_where() {
    let unknown = |name: &str, at, suggestion| QueryError::UnknownField { name: name.into(), at, suggestion };
    assert_eq!(refused("ana etpaa:nuevo"), unknown("etpaa", 4, Some("etapa")));
    assert_eq!(refused("xyzzy:1"), unknown("xyzzy", 0, None));
    assert_eq!(refused("stage:"), QueryError::MissingValue { field: Field::Stage, at: 6 });
    assert_eq!(refused("tag: vip"), QueryError::MissingValue { field: Field::Tag, at: 4 });
    assert_eq!(refused("zona>norte"), QueryError::NotComparable { field: Field::Zone, at: 4 });
    assert_eq!(
        refused("stage:lots"),
        QueryError::UnknownValue {
            field: Field::Stage,
            value: "lots".into(),
            at: 6,
            suggestion: Some("lost")
        }
    );
    assert!(matches!(refused("spent>mucho"), QueryError::NotANumber { at: 6, .. }));
    assert!(matches!(refused("last<nunca"), QueryError::NotADate { at: 5, .. }));
    assert_eq!(refused("last:31/02"), QueryError::NoSuchDay { day: 31, month: 2, last: 28, at: 5 });
    assert!(matches!(refused(&"(".repeat(500)), QueryError::TooDeep { .. }));
    assert!(matches!(refused(&"no ".repeat(500)), QueryError::TooDeep { .. }));
    assert!(matches!(refused(&"a".repeat(5000)), QueryError::TooLong { .. }));
}

#[test]
fn the_order_of_day_and_month_is_the_readers() {
    let american = ParseContext { month_first: true, ..context() };
    let Expr::Is(condition) = parse("last:3/4", &american).unwrap().expr else { panic!() };
    assert_eq!(condition.values, [Value::Day(day("2026-03-04"))]);
}

#[test]
fn a_filter_is_said_in_pieces() {
    let query = read("tag:vip (a o -\"b c\")");
    let pieces = query.sentence();
    assert!(matches!(pieces[0], Piece::Condition(c) if c.text == "tag:vip"));
    assert_eq!(
        pieces[1..],
        [Piece::Open, Piece::Text("a"), Piece::Or, Piece::Not, Piece::Text("b c"), Piece::Close]
    );
}

#[test]
fn alternatives_and_groups_are_one_chip() {
    let query = read("a b o c");
    assert_eq!(query.conditions().len(), 1);
    assert_eq!((query.condition_text(0), query.without(0).as_str()), ("a b o c", ""));
    let query = read("(tag:vip ana)");
    assert_eq!((query.conditions().len(), query.condition_text(0)), (1, "(tag:vip ana)"));
    let query = read("-x  (a | b)   stage:new");
    assert_eq!(query.without(1), "-x stage:new");
}

#[test]
fn contradictions_are_named() {
    let rules = LifecycleRules::default();
    let named = |text: &str| contradictions(&read(text), &rules);
    let lost = |first: &str, second: &str| Contradiction::LostButRecent {
        first: first.into(),
        second: second.into(),
        lost_after: 60,
    };
    assert_eq!(named("stage:lost last<60d"), [lost("stage:lost", "last<60d")]);
    assert_eq!(named("last<30d muñoz etapa:perdido"), [lost("etapa:perdido", "last<30d")]);
    assert_eq!(named("stage:lost last<90d"), []);
    assert_eq!(named("stage:lost last<61d").len(), 1);
    assert_eq!(named("stage:lost last<62d"), []);
    assert_eq!(named("stage:lost o last<30d"), []);
    assert!(matches!(
        &named("stage:new etapa:perdido")[..],
        [Contradiction::Disjoint { field: Field::Stage, .. }]
    ));
    assert_eq!(named("stage:new,lost stage:lost"), []);
    let empty = |text: &str, field| {
        assert!(
            matches!(&named(text)[..], [Contradiction::EmptyRange { field: f, .. }] if *f == field),
            "{text}: {:?}",
            named(text)
        );
    };
    empty("spent>100 spent<50", Field::Spent);
    empty("spent:100..50", Field::Spent);
    empty("last<30d last>90d", Field::Last);
    empty("last<2026-01-01 last>2026-03-01", Field::Last);
    assert_eq!(named("spent>50 spent<100"), []);
    assert_eq!(named("spent>50 total<10"), []);
    assert!(matches!(&named("stage:prospect last<30d")[..], [Contradiction::ProspectBought { .. }]));
    assert!(matches!(&named("stage:lost ritmo:toca")[..], [Contradiction::Disjoint { .. }]));
    assert_eq!(named("stage:lost ritmo:perdido"), []);
}

#[rstest]
#[case("color:rojo", Field::Color, Op::Equal, word("1"))]
#[case("edad>=40", Field::Age, Op::AtLeast, Value::Number(40))]
#[case("age:30..45", Field::Age, Op::Equal, Value::Numbers(30, 45))]
#[case("ingresos:\"Nivel A\"", Field::Income, Op::Equal, word("nivel a"))]
#[case("ocasión:regalo", Field::Occasion, Op::Equal, word("regalo"))]
#[case("beneficio:precio", Field::Benefit, Op::Equal, word("precio"))]
#[case("uso:intensivo", Field::Usage, Op::Equal, word("intensive"))]
#[case("loyalty:exclusive", Field::Loyalty, Op::Equal, word("exclusive"))]
#[case("toca<7d", Field::Due, Op::Less, Value::Days(7))]
#[case("due:mañana", Field::Due, Op::Equal, Value::Day(day("2026-11-21")))]
#[case("rfm>=44*", Field::Rfm, Op::AtLeast, Value::Cell([4, 4, 0]))]
#[case("rfm:5*5", Field::Rfm, Op::Equal, Value::Cell([5, 0, 5]))]
#[case("rfm:5", Field::Rfm, Op::Equal, Value::Cell([5, 0, 0]))]
#[case("r>=4", Field::R, Op::AtLeast, Value::Number(4))]
#[case("M < 3", Field::M, Op::Less, Value::Number(3))]
#[case("pareto:a", Field::Pareto, Op::Equal, word("A"))]
#[case("pareto:none", Field::Pareto, Op::Equal, Value::Empty)]
#[case("clv>1.000,50", Field::Clv, Op::Greater, Value::Number(100_050))]
#[case("clase:bajo_cero", Field::Class, Op::Equal, word("below_zero"))]
#[case("class:high_potential", Field::Class, Op::Equal, word("high_potential"))]
#[case("segmento:campeones", Field::Segment, Op::Equal, word("champions"))]
#[case("segment:at_risk", Field::Segment, Op::Equal, word("at_risk"))]
#[case("segmento:\"casi perdidos\"", Field::Segment, Op::Equal, word("almost_lost"))]
#[case("generación:millennial", Field::Generation, Op::Equal, word("millennial"))]
#[case("provincia=28", Field::Province, Op::Equal, word("28"))]
#[case("province:madrid", Field::Province, Op::Equal, word("madrid"))]
#[case("ciudad:\"San Sebastián\"", Field::City, Op::Equal, word("san sebastian"))]
#[case("intentos=0", Field::Tries, Op::Equal, Value::Number(0))]
#[case("p_vivo>0,35", Field::PAlive, Op::Greater, Value::Number(3500))]
#[case("p_alive<=.125", Field::PAlive, Op::AtMost, Value::Number(1250))]
#[case("p_alive<50%", Field::PAlive, Op::Less, Value::Number(5000))]
#[case("consent.phone=no", Field::Consent, Op::Equal, word("phone.no"))]
#[case("permiso:tel", Field::Consent, Op::Equal, word("phone.yes"))]
#[case("permiso.correo:desconocido", Field::Consent, Op::Equal, word("email.unknown"))]
#[case("last_contact>60d", Field::Contact, Op::Greater, Value::Days(60))]
#[case("campaña:verano", Field::Campaign, Op::Equal, word("verano"))]
#[case("sim>0.8", Field::Sim, Op::Greater, Value::Number(8000))]
#[case("contactos>2", Field::Contacts, Op::Greater, Value::Number(2))]
#[case("last:mes actual", Field::Last, Op::Equal, Value::DayRange(day("2026-11-01"), day("2026-11-30")))]
#[case("last:semana", Field::Last, Op::Equal, Value::DayRange(day("2026-11-16"), day("2026-11-22")))]
#[case("last:last year", Field::Last, Op::Equal, Value::DayRange(day("2025-01-01"), day("2025-12-31")))]
#[case("last:quarter", Field::Last, Op::Equal, Value::DayRange(day("2026-10-01"), day("2026-12-31")))]
fn a_condition_of_the_whole_language_is_read(
    #[case] text: &str,
    #[case] field: Field,
    #[case] op: Op,
    #[case] value: Value,
) {
    assert_eq!(only(text), (field, op, vec![value]));
}

#[test]
fn the_example_of_the_mission_is_read_whole() {
    let query = read("rfm>=44* and province=28 and not consent.phone=no and last_contact>60d");
    let Expr::And(parts) = &query.expr else { panic!("{query:?}") };
    assert_eq!(parts.len(), 4);
    assert!(
        matches!(&parts[2], Expr::Not(inner) if matches!(&**inner, Expr::Is(c) if c.field == Field::Consent))
    );
    assert!(query.needs_worth());
    assert_eq!(query.without(1), "rfm>=44* not consent.phone=no last_contact>60d");
    assert_eq!(read("zona:norte y no tag:vip").expr, read("zona:norte -tag:vip").expr);
    assert!(!read("zona:norte").needs_worth());
}

#[test]
fn fields_of_the_business_are_named_after_a_dot() {
    let Expr::Is(size) = read("campo.Talla:\"muy grande\"").expr else { panic!() };
    assert_eq!(
        (size.field, size.key.as_str(), &size.values[..]),
        (Field::Custom, "talla", &[word("muy grande")][..])
    );
    let Expr::Is(points) = read("score.\"riesgo de pago\">5").expr else { panic!() };
    assert_eq!((points.field, points.key.as_str()), (Field::Score, "riesgo de pago"));
    assert_eq!(points.values, [Value::Number(50_000)], "in ten-thousandths: points have decimals");
    assert!(matches!(refused("campo:x"), QueryError::MissingValue { field: Field::Custom, .. }));
    assert!(matches!(refused("consent.fax=no"), QueryError::UnknownValue { field: Field::Consent, .. }));
    assert!(matches!(refused("rfm:678"), QueryError::NotANumber { .. }));
}

#[test]
fn a_saved_segment_is_named_with_an_at_sign() {
    let query = read("@buenos -@\"de viaje\" (@a o zona:norte)");
    assert_eq!(query.saved(), ["buenos", "de viaje", "a"]);
    let places: Vec<&str> = mentions(&query.text).into_iter().map(|(place, _)| &query.text[place]).collect();
    assert_eq!(places, ["@buenos", "@\"de viaje\"", "@a"]);
    // The end of an address is looked for as it stands.
    assert_eq!(read("@gmail.com").expr, text("@gmail.com"));
    assert_eq!(read("@").expr, Expr::All);
    let mut query = query;
    query.expand::<()>(&mut |name| Ok(Expr::Text(name.to_owned()))).unwrap();
    assert_eq!(query.expr, read("buenos -\"de viaje\" (a o zona:norte)").expr);
}

#[test]
fn what_the_roster_does_not_hold_is_looked_up_and_denied_as_a_whole() {
    let mut query = read("tornillo producto:taladro falta!=broca zona:norte");
    assert_eq!(query.lookups().len(), 3);
    query
        .resolve::<()>(&mut |lookup| {
            Ok(match lookup {
                Lookup::Words(_) => None,
                Lookup::Condition(condition) if condition.field == Field::Bought => Some(vec![1]),
                Lookup::Condition(condition) => {
                    assert_eq!(condition.op, Op::Equal);
                    Some(vec![2])
                }
            })
        })
        .unwrap();
    let Expr::And(parts) = query.expr else { panic!() };
    assert_eq!(parts[..3], [text("tornillo"), Expr::Ids(vec![1]), Expr::Not(Box::new(Expr::Ids(vec![2])))]);
}

#[rstest]
#[case("pareto:A etapa:prospecto")]
#[case("orders=0 stage:active")]
#[case("orders:0 etapa:nuevo,perdido")]
#[case("last:- stage:mature")]
#[case("stage:lost due<7d")]
#[case("tag:vip -tag:vip")]
#[case("zona:norte zona!=norte")]
#[case("r>5")]
#[case("r:0")]
#[case("p_alive>1")]
#[case("rfm:5** r<3")]
#[case("rfm>=44* rfm:3**")]
#[case("pareto:A pareto:C")]
#[case("segmento:campeones segmento:dormidos")]
#[case("consent.phone=yes consent.phone=no")]
#[case("edad>50 edad<40")]
#[case("stage:prospect rfm:5**")]
#[case("spent>500 spent<100")]
fn what_nobody_can_meet_is_named(#[case] text: &str) {
    assert!(!contradictions(&read(text), &LifecycleRules::default()).is_empty(), "{text}");
}

#[rstest]
#[case("pareto:A stage:active")]
#[case("orders=0 stage:prospect")]
#[case("orders>=0 stage:active")]
#[case("consent.phone=yes consent.email=no")]
#[case("color:rojo color:azul")]
#[case("rfm:5** f<3")]
#[case("p_alive>0.9")]
#[case("tag:vip -tag:moroso")]
#[case("pareto:A,B pareto:B")]
fn what_somebody_can_meet_is_not_called_impossible(#[case] text: &str) {
    assert_eq!(contradictions(&read(text), &LifecycleRules::default()), [], "{text}");
}

#[test]
fn completion_offers_fields_then_values_with_counts() {
    let vocabulary = Vocabulary {
        values: vec![(
            Field::Tag,
            vec![("mayorista".into(), Some(112)), ("VIP".into(), Some(34)), ("muy grande".into(), Some(3))],
        )],
        marks: vec![(Field::Spent, vec![("120".into(), Mark::Median)])],
        segments: vec![("Buenos clientes".into(), "tag:vip".into())],
        recent: vec!["zona:norte".into()],
        customers: vec!["Ana Ruiz".into()],
        consents: vec![("phone.no".into(), 7)],
        keys: vec![(Field::Custom, "talla".into())],
        spanish: true,
    };
    let inserts = |text: &str| -> Vec<String> {
        complete(text, text.len(), &vocabulary).into_iter().map(|s| s.insert).collect()
    };
    assert_eq!(inserts("etap"), ["etapa:"]);
    assert_eq!(inserts("x -etiq"), ["etiqueta:"]);
    assert_eq!(inserts("gast"), ["gasto"]);
    assert_eq!(inserts("tag:"), ["mayorista", "VIP", "\"muy grande\""]);
    assert_eq!(inserts("tag:vip,m"), ["mayorista", "\"muy grande\""]);
    assert_eq!(inserts("tag:\"muy g"), ["\"muy grande\""]);
    assert_eq!(inserts("gasto>"), ["120"]);
    assert_eq!(inserts("uso:"), ["ocasional", "medio", "intensivo"]);
    assert_eq!(inserts("campo."), ["campo.talla:"]);
    assert_eq!(inserts("permiso.t"), ["permiso.tel:"]);
    assert_eq!(inserts("permiso.tel:"), ["si", "no", "desconocido"]);
    assert_eq!(inserts("a @bue"), ["@\"Buenos clientes\""]);
    assert_eq!(inserts("rui"), ["\"Ana Ruiz\""]);
    assert_eq!(inserts(""), ["zona:norte", "@\"Buenos clientes\""]);
    let first = &complete("a (tag:V", 8, &vocabulary)[0];
    assert_eq!(first.replace, 7..8);
    assert_eq!(first.kind, SuggestionKind::Value { field: Field::Tag, count: Some(34) });
}

proptest! {
    #[test]
    fn nothing_typed_can_bring_it_down(
        any in "\\PC{0,40}",
        near in "(tag|last|gasto|next|stage|rfm|consent|campo|p_vivo|mes actual|y|@|no|o|-|!|\\(|\\)|\"|:|<|>=|,|\\.\\.|[0-9]{1,6}|d|m|a| |\\*|/|ñ|é){0,20}",
        cursor in 0_usize..60,
    ) {
        for text in [any, near] {
            for month_first in [false, true] {
                if let Ok(query) = parse(&text, &ParseContext { month_first, ..context() }) {
                    let _ = query.sentence();
                    prop_assert_eq!(mentions(&text).is_empty(), query.saved().is_empty());
                    let _ = contradictions(&query, &LifecycleRules::default());
                    for index in 0..query.conditions().len() {
                        prop_assert!(!query.condition_text(index).is_empty());
                        let _ = query.without(index);
                    }
                }
            }
            for suggestion in complete(&text, cursor, &Vocabulary::default()) {
                prop_assert!(text.get(suggestion.replace).is_some());
            }
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them(minor in 0_i64..1_000_000_000) {
        let (whole, cents) = (minor / 100, minor % 100);
        prop_assert_eq!(super::values::number(&format!("{whole},{cents:02}"), 2), Some(minor));
        prop_assert_eq!(super::values::number(&format!("{whole}.{cents:02}"), 2), Some(minor));
    }
}

/// The word with an accent on every vowel, in capitals, and both.
fn written_otherwise(word: &str) -> [String; 4] {
    let accented = |accent: char| -> String {
        word.chars().flat_map(|c| [Some(c), "aeioun".contains(c).then_some(accent)]).flatten().collect()
    };
    // Combining acute accents and tildes are what some keyboards and systems write.
    [word.to_uppercase(), accented('\u{301}'), accented('\u{303}').to_uppercase(), {
        let letters = [('a', 'á'), ('e', 'é'), ('i', 'í'), ('o', 'ó'), ('u', 'ü'), ('n', 'ñ')];
        word.chars().map(|c| letters.iter().find(|(plain, _)| *plain == c).map_or(c, |(_, l)| *l)).collect()
    }]
}

#[test]
fn every_word_of_a_filter_is_understood_without_its_accents_and_in_capitals() {
    let mut words: Vec<(String, String)> = Vec::new();
    let of = |field: &str, all: &[&str]| -> Vec<(String, String)> {
        all.iter().map(|word| (format!("{field}:"), (*word).to_owned())).collect()
    };
    for field in Field::ALL {
        let name = words::field_name(field, true);
        let fixed = words::names(field).map(str::to_owned);
        let own = values::own_names(field).into_iter().map(|(_, name)| name.to_owned());
        words.extend(fixed.chain(own).map(|word| (format!("{name}:"), word)));
    }
    assert!(words.len() > 150, "{}", words.len());
    for word in values::consent_words("") {
        words.push(("permiso:".to_owned(), word.to_owned()));
    }
    for word in values::consent_words("phone") {
        words.push(("permiso.telefono:".to_owned(), word.to_owned()));
        words.push(("consent.PHONE:".to_owned(), word.to_owned()));
    }
    for (names, ..) in values::PERIODS {
        words.extend(of("ultima", names));
    }
    words.extend(of("origen", &["vacio", "none", "empty", "ninguno", "ninguna"]));
    let days =
        "hoy ayer today yesterday lunes martes miercoles jueves viernes sabado domingo monday wednesday";
    words.extend(of("ultima", &days.split(' ').collect::<Vec<_>>()));
    words.extend(of("proximo", &["manana", "pasado manana", "tomorrow", "sabado", "mie", "+3d", "15 mar"]));
    words.extend(of("ultima", &["90d", "2s", "6m", "1a", "1y", "15 mar"]));
    let value = |field: &str, word: &str| {
        // Words between quotes are never *any* or *empty*.
        let quoted = if word.contains(' ') { format!("\"{word}\"") } else { word.to_owned() };
        only(&format!("{field}{quoted}")).2
    };
    for (field, word) in words {
        let plain = value(&field, &word);
        for other in written_otherwise(&word) {
            assert_eq!(value(&field, &other), plain, "{field}{other}");
        }
    }
}

#[test]
fn what_is_no_value_of_quality_or_offers_is_said_with_the_nearest_one() {
    assert_eq!(only("calidad:inv").2, [word("invalid")]);
    assert_eq!(only("calidad:in").2, [word("invalid"), word("incomplete")]);
    assert_eq!(only("oferta:ganada").2, [word("accepted"), word("invoiced")]);
    assert_eq!(only("offer:Sent").2, [word("sent")]);
    for (text, near) in [("calidad:invaldo", "invalido"), ("oferta:enbiada", "enviada")] {
        let error = refused(text);
        assert!(
            matches!(&error, QueryError::UnknownValue { suggestion: Some(s), .. } if *s == near),
            "{error:?}"
        );
    }
    assert!(matches!(refused("quality>mucho"), QueryError::NotANumber { .. }));
}
