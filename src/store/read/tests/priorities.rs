//! Growth, effort and lifting: each figure lists exactly whom it counts, and a period that is over says the same whether
//! it is remembered or read.

use super::*;
use crate::domain::change::{Change, LiftDraft, Stamp, ValueDraft, ValueKind};
use crate::domain::value::Priority;
use crate::domain::value::budget::{Balance, EffortAxis};
use crate::domain::value::growth::{Movement, Stretch};
use crate::domain::value::lift_plan::Outcome as Went;
use crate::domain::value::pareto::Class;
use crate::domain::value::priority::{Buyers, Flow, GrowthPeriod};
use crate::store::ask::{EffortBoard, GrowthBoard, LiftBoard};

fn growth(reader: &mut Reader, period: GrowthPeriod) -> GrowthBoard {
    match reader.answer(Question::Growth(period)).unwrap() {
        Answer::Growth(board) => *board,
        other => panic!("{other:?}"),
    }
}

fn effort(reader: &mut Reader, axis: EffortAxis) -> EffortBoard {
    match reader.answer(Question::Effort(axis)).unwrap() {
        Answer::Effort(board) => *board,
        other => panic!("{other:?}"),
    }
}

fn lift(reader: &mut Reader) -> LiftBoard {
    match reader.answer(Question::Lift).unwrap() {
        Answer::Lift(board) => *board,
        other => panic!("{other:?}"),
    }
}

/// Some calls with every third customer.
fn called(sample: &Sample, customers: usize) {
    for id in (1..=customers as CustomerId).step_by(3) {
        for n in 0..id % 5 {
            let day = TODAY.plus(-(20 * n as i32 + id as i32));
            sample
                .db
                .execute(
                    "INSERT INTO contact (customer_id, at, day, channel, direction, outcome, note, author) \
                     VALUES (?1, ?2, ?3, 'phone', 'outbound', 'interested', '', '')",
                    (id, format!("{day}T10:00:00"), day.0),
                )
                .unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_figure_of_growth_lists_exactly_its_customers(
        all in histories(), stretch in 0..4_usize, back in 0..3_u32,
    ) {
        let sample = portfolio_of(&all);
        let mut reader = sample.ready();
        let period = GrowthPeriod { stretch: Stretch::ALL[stretch], back };
        let board = growth(&mut reader, period);
        let mut count = |figure| scope(&mut reader, Scope::Priority(figure)).len() as u64;
        let (before, now) = (board.bridge.before.customers, board.bridge.now.customers);
        prop_assert_eq!(count(Priority::Bridge(period, Buyers::Before)), before);
        prop_assert_eq!(count(Priority::Bridge(period, Buyers::Now)), now);
        let both = count(Priority::Bridge(period, Buyers::Both));
        prop_assert_eq!(both, board.both);
        prop_assert_eq!(count(Priority::Bridge(period, Buyers::One)), before + now - 2 * both);
        prop_assert_eq!(count(Priority::Bridge(period, Buyers::Either)), before + now - both);
        let accounting = board.accounting;
        prop_assert!(accounting.balances());
        prop_assert_eq!(count(Priority::Growth(period, Flow::Opening)), accounting.opening.0);
        prop_assert_eq!(count(Priority::Growth(period, Flow::Closing)), accounting.closing.0);
        for movement in Movement::ALL {
            let behind = count(Priority::Growth(period, Flow::Moved(movement)));
            prop_assert_eq!(behind, accounting.of(movement).0, "{:?}", movement);
        }
    }

    #[test]
    fn a_year_that_is_over_is_the_same_remembered_and_read(all in histories()) {
        let sample = portfolio_of(&all);
        let mut now = sample.ready();
        let mut then = Reader::open(&sample.path(), TODAY.plus_years(-1)).unwrap();
        let read = growth(&mut now, GrowthPeriod { stretch: Stretch::TwelveMonths, back: 1 });
        let remembered = growth(&mut then, GrowthPeriod::default());
        prop_assert_eq!(read.windows, remembered.windows);
        prop_assert_eq!(read.bridge, remembered.bridge);
        prop_assert_eq!(read.accounting, remembered.accounting);
    }

    #[test]
    fn every_figure_of_effort_and_lifting_lists_exactly_its_customers(all in histories()) {
        let sample = portfolio_of(&all);
        called(&sample, all.len());
        let mut reader = sample.ready();
        for axis in [EffortAxis::Pareto, EffortAxis::Value] {
            let board = effort(&mut reader, axis);
            prop_assert_eq!(board.classes.iter().map(|c| c.customers).sum::<u64>(), board.all.customers);
            prop_assert_eq!(board.classes.iter().map(|c| c.minutes).sum::<u64>(), board.all.minutes);
            for (class, effort) in board.classes.iter().enumerate() {
                let behind = scope(&mut reader, Scope::Priority(Priority::Effort(axis, class as u8)));
                prop_assert_eq!(behind.len() as u64, effort.customers, "{:?} {}", axis, class);
            }
        }
        let board = effort(&mut reader, EffortAxis::Pareto);
        let mut count = |figure| scope(&mut reader, Scope::Priority(figure)).len() as u64;
        prop_assert_eq!(count(Priority::Balance(Balance::Under)), board.out_of_balance.0);
        prop_assert_eq!(count(Priority::Balance(Balance::Over)), board.out_of_balance.1);
        for (coverage, class) in board.coverage.iter().zip(Class::ALL) {
            prop_assert_eq!(count(Priority::Cadence(class, None)), coverage.customers);
            prop_assert_eq!(count(Priority::Cadence(class, Some(true))), coverage.within);
            prop_assert_eq!(count(Priority::Cadence(class, Some(false))), coverage.overdue());
        }
        prop_assert_eq!(count(Priority::LateA), board.late_a);
        let Answer::Today(today) = reader.answer(Question::Today).unwrap() else { panic!() };
        let alerts = (u64::from(today.overdue_a), u64::from(today.late_a));
        prop_assert_eq!(alerts, (board.coverage[0].overdue(), board.late_a));
        let board = lift(&mut reader);
        let mut count = |figure| scope(&mut reader, Scope::Priority(figure)).len() as u64;
        prop_assert_eq!(count(Priority::AlmostA), board.below.min(50));
        for quarter in &board.quarters {
            let behind = count(Priority::Promoted(quarter.days.0.plus(-1), quarter.days.1));
            prop_assert_eq!(behind, quarter.promoted);
        }
        let variety = board.variety;
        prop_assert_eq!(count(Priority::Churned(true)), variety.gone.0);
        prop_assert_eq!(count(Priority::Churned(false)), variety.stayed);
        prop_assert_eq!(count(Priority::Varied(true)), variety.at_goal);
        prop_assert_eq!(count(Priority::Varied(false)), variety.active - variety.at_goal);
    }
}

#[test]
fn an_empty_portfolio_has_no_figures_and_no_trouble() {
    let sample = Sample::new();
    let mut reader = sample.ready();
    let board = growth(&mut reader, GrowthPeriod::default());
    assert_eq!((board.bridge.difference(), board.accounting.net_retention()), (Money::ZERO, None));
    assert_eq!(effort(&mut reader, EffortAxis::Value).all.customers, 0);
    let board = lift(&mut reader);
    assert_eq!((board.threshold, board.candidates.len(), board.plans.len()), (None, 0, 0));
    assert_eq!(board.quarters.iter().map(|q| q.below).sum::<u64>(), 0);
}

#[test]
fn plans_and_decisions_are_kept_refused_without_sense_and_taken_back_whole() {
    let sample = Sample::new();
    let ana = sample.customer("Ana");
    sample.buys(Some(ana), TODAY.plus(-3), 5_000, 0, None);
    facts::rebuild(&sample.db).unwrap();
    let mut db = Db::open(&sample.path(), Mode::Write).unwrap();
    let now = TODAY.plus(-10).date().and_hms_opt(9, 30, 0).unwrap();
    let stamp = Stamp { now, author: "Marta".into() };
    let draft = |target: i64, deadline: i32| LiftDraft {
        customer: ana,
        target: Money(target),
        base: Money(1_000),
        deadline: TODAY.plus(deadline),
        owner: "Luis".into(),
        note: "visita".into(),
    };
    for wrong in [draft(0, 20), draft(5_000, -11)] {
        assert!(db.apply(&Change::PlanLift { id: None, draft: wrong }, &stamp).is_err());
    }
    let plan = Change::PlanLift { id: None, draft: draft(20_000, 19) };
    let made = db.apply(&plan, &stamp).unwrap();
    assert_eq!(made.customers, [ana]);
    let row = |db: &Db| {
        let _ = db;
        lift(&mut Reader::open(&sample.path(), TODAY).unwrap()).plans
    };
    let plans = row(&db);
    // 50.00 of 200.00 after 11 of 30 days, where 73.34 were due.
    assert_eq!((plans.len(), plans[0].revenue, plans[0].outcome), (1, Money(5_000), Went::Behind));
    assert_eq!(
        (plans[0].plan.owner.as_str(), plans[0].note.as_str(), plans[0].author.as_str()),
        ("Luis", "visita", "Marta")
    );
    let before = Reader::open(&sample.path(), TODAY.plus(-11)).map(|mut r| lift(&mut r).plans.len()).unwrap();
    assert_eq!(before, 0, "not yet made on the day before");
    db.apply(&Change::CloseLift { id: plans[0].id, on: Some(TODAY), outcome: "missed".into() }, &stamp)
        .unwrap();
    assert_eq!(row(&db)[0].closed, Some((TODAY, "missed".to_owned())));
    db.undo(&stamp).unwrap();
    db.undo(&stamp).unwrap();
    assert!(row(&db).is_empty());

    let decide = |kind, target, review_on| {
        Change::DecideValue(ValueDraft { customer: ana, kind, target, review_on, note: String::new() })
    };
    let later = Some(TODAY.plus(30));
    assert!(db.apply(&decide(ValueKind::Incentive, None, later), &stamp).is_err());
    assert!(db.apply(&decide(ValueKind::Incentive, Some(Money(9_000)), None), &stamp).is_err());
    let first = db.apply(&decide(ValueKind::Incentive, Some(Money(9_000)), later), &stamp).unwrap();
    let second = db.apply(&decide(ValueKind::Passive, None, None), &stamp).unwrap();
    let open = |db: &Db| -> Vec<i64> {
        let mut all =
            db.connection().prepare("SELECT id FROM value_decision WHERE closed_on IS NULL").unwrap();
        all.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(open(&db), second.created, "a decision takes the place of the one before");
    db.apply(
        &Change::ReviewValue { id: second.created[0], on: Some(TODAY), outcome: "igual".into() },
        &stamp,
    )
    .unwrap();
    assert!(open(&db).is_empty());
    db.undo(&stamp).unwrap();
    db.undo(&stamp).unwrap();
    assert_eq!(open(&db), first.created);
    db.undo(&stamp).unwrap();
    assert!(open(&db).is_empty());
}
