//! Figures of value: each lists exactly whom it counts, a change costs no second reading of the purchases, and what is
//! known on a day depends on nothing after it.

use std::cell::Cell;

use rusqlite::trace::{TraceEvent, TraceEventCodes};

use super::*;
use crate::domain::change::{Change, Stamp};
use crate::domain::roster::ValueFigure;
use crate::domain::trade::PurchaseDraft;
use crate::domain::value::pareto::Class;
use crate::domain::value::rfm::Cell as RfmCell;
use crate::domain::value::{Segment, ValueClass, Window, Worth};
use crate::store::ask::ValueBoard;

fn board(reader: &mut Reader, window: Window) -> ValueBoard {
    match reader.answer(Question::Value(window)).unwrap() {
        Answer::Value(board) => *board,
        other => panic!("{other:?}"),
    }
}

fn worths(reader: &mut Reader, ids: &[CustomerId]) -> Vec<(CustomerId, Worth)> {
    match reader.answer(Question::Worth(ids.to_vec())).unwrap() {
        Answer::Worth(worths) => worths,
        other => panic!("{other:?}"),
    }
}

fn buy(customer: CustomerId, day: Day, amount: i64) -> Change {
    Change::AddPurchase(PurchaseDraft {
        customer: Some(customer),
        number: String::new(),
        day,
        amount: Money(amount),
        lines: Vec::new(),
        channel: String::new(),
        seller: String::new(),
        occasion: String::new(),
        note: String::new(),
    })
}

fn stamp() -> Stamp {
    Stamp { now: TODAY.date().and_hms_opt(9, 30, 0).unwrap(), author: "Marta".into() }
}

/// Visits so many days ago, and decisions (incentive or passive) reviewed so many days from today.
fn serve(sample: &Sample, people: i64, calls: &[(i64, i32)], decided: &[(i64, usize, i32)]) {
    for (who, ago) in calls {
        let day = TODAY.plus(-ago);
        sample
            .db
            .execute(
                "INSERT INTO contact (customer_id, at, day, channel, direction, outcome) \
                 VALUES (?1, ?2, ?3, 'visit', 'outbound', 'spoke')",
                (1 + who % people, format!("{day}T09:00:00"), day.0),
            )
            .unwrap();
    }
    for (who, kind, review) in decided {
        sample
            .db
            .execute(
                "INSERT INTO value_decision (customer_id, made_on, kind, target, review_on) VALUES (?1, ?2, ?3, 1, ?4)",
                (1 + who % people, TODAY.0 - 40, ["incentive", "passive"][*kind], TODAY.plus(*review).0),
            )
            .unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_figure_of_value_lists_exactly_its_customers(
        all in histories(),
        window in 0..3_usize,
        calls in proptest::collection::vec((0..25_i64, 0..400_i32), 0..30),
        decided in proptest::collection::vec((0..25_i64, 0..2_usize, -30..30_i32), 0..8),
    ) {
        let sample = portfolio_of(&all);
        serve(&sample, all.len() as i64, &calls, &decided);
        let mut reader = sample.ready();
        let window = Window::ALL[window];
        let board = board(&mut reader, window);
        let mut behind = |figure| scope(&mut reader, Scope::Value(window, figure));
        let spread = &board.concentration;
        prop_assert_eq!(behind(ValueFigure::Base).len() as u64, spread.customers);
        prop_assert_eq!(behind(ValueFigure::Top(20)).len() as u64, spread.top20_count);
        prop_assert_eq!(behind(ValueFigure::To80).len() as u64, spread.customers_to_80);
        for (class, (heads, _)) in Class::ALL.into_iter().zip(spread.classes) {
            prop_assert_eq!(behind(ValueFigure::Pareto(class)).len() as u64, heads);
        }
        for (tenth, step) in (1_u8..).zip(&spread.curve) {
            prop_assert_eq!(behind(ValueFigure::Top(tenth * 10)).len() as u64, step.customers);
        }
        for cell in &board.cells {
            let figure = ValueFigure::Cells { r: cell.rfm.r, f: cell.rfm.f, m: cell.rfm.m };
            prop_assert_eq!(behind(figure).len() as u64, cell.count);
        }
        let scored: u64 = board.cells.iter().map(|c| c.count).sum();
        let paid: i64 = board.cells.iter().map(|c| c.revenue.0).sum();
        prop_assert_eq!((scored, paid), (spread.customers, spread.total.0));
        for (segment, heads, _) in &board.segments {
            prop_assert_eq!(behind(ValueFigure::Segment(*segment)).len() as u64, *heads);
        }
        prop_assert_eq!(board.segments.len(), Segment::ALL.len());
        let active = behind(ValueFigure::Active).len() as u64;
        prop_assert_eq!(board.classes.iter().map(|c| c.customers).sum::<u64>(), active);
        for figures in &board.classes {
            prop_assert_eq!(behind(ValueFigure::Class(figures.class)).len() as u64, figures.customers);
        }
        for r in 0..=5 {
            for f in 0..=5 {
                let fits = |c: &&RfmCell| (r == 0 || c.rfm.r == r) && (f == 0 || c.rfm.f == f);
                let heads: u64 = board.cells.iter().filter(fits).map(|c| c.count).sum();
                prop_assert_eq!(behind(ValueFigure::Cells { r, f, m: 0 }).len() as u64, heads);
            }
        }
        prop_assert_eq!(behind(ValueFigure::Rest(20)).len() as u64, spread.customers - spread.top20_count);
        prop_assert_eq!(behind(ValueFigure::Leaving).len() as u64, board.leaving.0);
        let decided = board.decided;
        prop_assert_eq!(behind(ValueFigure::Undecided).len() as u64, decided.undecided);
        prop_assert_eq!(behind(ValueFigure::ReviewDue).len() as u64, decided.due);
        let below = behind(ValueFigure::Class(ValueClass::BelowZero)).len() as u64;
        prop_assert_eq!(decided.incentive + decided.passive + decided.undecided, below);
        let almost = behind(ValueFigure::AlmostA);
        let mut named: Vec<CustomerId> = board.almost_a.iter().map(|a| a.customer).collect();
        named.sort_unstable();
        prop_assert_eq!(almost, named, "in the order of names, which is that of ids here");
    }

    #[test]
    fn after_a_purchase_the_figures_are_those_of_a_fresh_reading(
        all in histories(),
        bought in proptest::collection::vec((0..30_i64, 0..900_i32, 1..9000_i64), 1..4),
    ) {
        let sample = portfolio_of(&all);
        facts::rebuild(&sample.db).unwrap();
        let mut db = Db::open(&sample.path(), Mode::Write).unwrap();
        let mut reader = Reader::open(&sample.path(), TODAY).unwrap();
        reader.be_told();
        let everybody: Vec<CustomerId> = (1..=all.len() as i64).collect();
        let before = worths(&mut reader, &everybody);
        for (who, ago, amount) in bought {
            let customer = 1 + who % all.len() as i64;
            let applied = db.apply(&buy(customer, TODAY.plus(-ago), amount), &stamp()).unwrap();
            reader.changed(&applied.customers, false).unwrap();
        }
        let mut fresh = Reader::open(&sample.path(), TODAY).unwrap();
        let after = worths(&mut fresh, &everybody);
        prop_assert_ne!(&before, &after, "a purchase changes something");
        prop_assert_eq!(worths(&mut reader, &everybody), after);
        for window in Window::ALL {
            prop_assert_eq!(board(&mut reader, window), board(&mut fresh, window));
        }
        // And taken back, they are what they were.
        while let Ok(Some(undone)) = db.undo(&stamp()) {
            reader.changed(&undone.customers, false).unwrap();
        }
        prop_assert_eq!(worths(&mut reader, &everybody), before);
    }

    #[test]
    fn after_calls_between_purchases_the_figures_are_those_of_a_fresh_reading(
        all in histories(),
        steps in proptest::collection::vec((0..30_i64, 0..900_i32, 1..9000_i64, proptest::bool::weighted(0.7)), 1..6),
    ) {
        let sample = portfolio_of(&all);
        facts::rebuild(&sample.db).unwrap();
        let mut reader = Reader::open(&sample.path(), TODAY).unwrap();
        reader.be_told();
        let people = all.len() as i64;
        let everybody: Vec<CustomerId> = (1..=people).collect();
        for (who, ago, amount, called) in steps {
            worths(&mut reader, &everybody);
            let customer = 1 + who % people;
            if called {
                serve(&sample, people, &[(who, ago)], &[]);
            } else {
                sample.buys(Some(customer), TODAY.plus(-ago), amount, 0, None);
            }
            reader.changed(&[customer], false).unwrap();
            let mut fresh = Reader::open(&sample.path(), TODAY).unwrap();
            prop_assert_eq!(worths(&mut reader, &everybody), worths(&mut fresh, &everybody));
            for window in Window::ALL {
                prop_assert_eq!(board(&mut reader, window), board(&mut fresh, window));
            }
        }
    }

    #[test]
    fn what_is_known_on_a_day_depends_on_nothing_after_it(all in histories(), ago in 1..900_i32) {
        let day = TODAY.plus(-ago);
        let known: Vec<History> = all
            .iter()
            .map(|h| {
                let mut until: History = h.iter().filter(|d| d.0 >= ago).copied().collect();
                for document in &mut until {
                    document.3 = document.3.filter(|back| document.0 - back >= ago);
                }
                until
            })
            .collect();
        let (whole, part) = (portfolio_of(&all), portfolio_of(&known));
        let (mut whole, mut part) = (whole.ready(), part.ready());
        whole.set_as_of(day);
        part.set_as_of(day);
        let everybody: Vec<CustomerId> = (1..=all.len() as i64).collect();
        prop_assert_eq!(worths(&mut whole, &everybody), worths(&mut part, &everybody));
        for window in Window::ALL {
            prop_assert_eq!(board(&mut whole, window), board(&mut part, window));
        }
    }
}

thread_local! {
    static SCANS: Cell<u32> = const { Cell::new(0) };
}

#[expect(clippy::needless_pass_by_value, reason = "the form that SQLite calls")]
fn count_scans(event: TraceEvent<'_>) {
    if let TraceEvent::Stmt(_, sql) = event
        && sql.contains("FROM purchase WHERE customer_id > 0")
    {
        SCANS.with(|scans| scans.set(scans.get() + 1));
    }
}

#[test]
fn after_one_new_purchase_nothing_is_read_again_but_that_customer() {
    let sample = Sample::new();
    for n in 0..60 {
        let id = sample.customer(&format!("Cliente {n:02}"));
        (0..6)
            .for_each(|k| sample.buys(Some(id), TODAY.plus(-20 * k - n), 1000 + 37 * i64::from(n), 0, None));
    }
    facts::rebuild(&sample.db).unwrap();
    let mut db = Db::open(&sample.path(), Mode::Write).unwrap();
    let mut reader = Reader::open(&sample.path(), TODAY).unwrap();
    reader.be_told();
    reader.db.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(count_scans)).unwrap();
    let ask_all = |reader: &mut Reader| {
        worths(reader, &[1, 2, 3]);
        Window::ALL.map(|window| board(reader, window))
    };
    let before = ask_all(&mut reader);
    assert_eq!(SCANS.with(Cell::get), 1, "one pass over all purchases, for everything");
    let applied = db.apply(&buy(7, TODAY, 500_000), &stamp()).unwrap();
    reader.changed(&applied.customers, false).unwrap();
    let after = ask_all(&mut reader);
    assert_ne!(before, after);
    assert_eq!(SCANS.with(Cell::get), 1, "and none after a purchase");
}

#[test]
fn without_anybody_or_anything_bought_there_are_figures_and_no_fault() {
    for fill in [
        (|_| {}) as fn(&Sample),
        |s| {
            s.customer("Nadie");
        },
        |s| {
            let id = s.customer("Una");
            s.buys(Some(id), TODAY, 0, 0, None);
        },
        |s| {
            for n in 0..30 {
                let id = s.customer(&format!("Cliente {n}"));
                s.buys(Some(id), TODAY.plus(-3000), 100, 0, None);
            }
        },
        |s| {
            let id = s.customer("Cien Años");
            (0..100).for_each(|year| s.buys(Some(id), TODAY.plus(-365 * year), 10_000, 0, None));
            let other = s.customer("Abonos");
            s.buys(Some(other), TODAY.plus(-9), -5000, 1, None);
        },
    ] {
        let sample = Sample::new();
        fill(&sample);
        let mut reader = sample.ready();
        for window in Window::ALL {
            let board = board(&mut reader, window);
            assert_eq!(board.classes.len(), ValueClass::ALL.len());
            let shares =
                [board.concentration.gini, board.concentration.top20_share, board.forecast.retention];
            assert!(shares.iter().flatten().all(|share| share.is_finite()), "{board:?}");
            assert!(board.forecast.alive.is_finite() && board.forecast.expected.is_finite());
        }
        let ids: Vec<CustomerId> = (1..=40).collect();
        for (_, worth) in worths(&mut reader, &ids) {
            assert!(worth.margin.is_finite(), "{worth:?}");
            assert!(worth.outlook.is_none(), "no personal figure from so little: {worth:?}");
        }
    }
}
