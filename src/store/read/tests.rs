//! Answers over small portfolios: figures and the lists behind them agree, rows agree with the roster, and every
//! first page and window comes from an index.

mod calls;
mod offers;
mod priorities;
mod quality;
mod scenes;
mod values;
mod worth;

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::domain::lifecycle::flow::Grain;
use crate::domain::lifecycle::{Rhythm, Stage};
use crate::domain::roster::{Scope, Sort, SortBy};
use crate::domain::work::today::TodayReason;
use crate::domain::{Money, Month};
use crate::store::ask::{Cycle, Period, Span};
use crate::store::collate::name_key;
use crate::store::db::{Db, Mode, NewSettings};
use crate::store::{facts, schema};

pub(in crate::store) struct Sample {
    folder: TempDir,
    pub db: Connection,
}

impl Sample {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let currency = crate::domain::Currency::default();
        let new = NewSettings { business: String::new(), user: "Marta".into(), currency, is_sample: false };
        drop(Db::create(&path, &new).unwrap());
        let db = schema::connect(&path, true, false).unwrap();
        // A test's file need not outlive a power cut.
        db.pragma_update(None, "synchronous", "off").unwrap();
        db.execute("INSERT OR IGNORE INTO source (id, name) VALUES (1, 'generic')", []).unwrap();
        Self { folder, db }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("a.db")
    }

    pub fn customer(&self, name: &str) -> CustomerId {
        self.db
            .execute(
                "INSERT INTO customer (source_id, code, name, name_key) VALUES (1, 'c' || (SELECT count(*) FROM customer), ?1, ?2)",
                (name, name_key(name)),
            )
            .unwrap();
        self.db.last_insert_rowid()
    }

    pub fn buys(
        &self,
        customer: Option<CustomerId>,
        day: Day,
        amount: i64,
        status: u8,
        reversed: Option<Day>,
    ) {
        self.db
            .execute(
                "INSERT INTO purchase (customer_id, source_id, number, day, amount, status, reversed_on) \
                 VALUES (?1, 1, 'n' || (SELECT count(*) FROM purchase), ?2, ?3, ?4, ?5)",
                (customer, day.0, amount, status, reversed.map(|d| d.0)),
            )
            .unwrap();
    }

    pub fn ready(&self) -> Reader {
        facts::rebuild(&self.db).unwrap();
        Reader::open(&self.path(), TODAY).unwrap()
    }
}

pub(in crate::store) const TODAY: Day = Day(20_400);

fn list(reader: &mut Reader, spec: ListSpec) -> Listing {
    match reader.answer(Question::List(spec)).unwrap() {
        Answer::Listing(listing) => *listing,
        other => panic!("{other:?}"),
    }
}

fn scope(reader: &mut Reader, scope: Scope) -> Vec<CustomerId> {
    list(reader, ListSpec { scope, ..ListSpec::default() }).order.to_vec()
}

fn cycle(reader: &mut Reader, span: Span, back: u32) -> Cycle {
    match reader.answer(Question::Cycle(Period { span, back })).unwrap() {
        Answer::Cycle(cycle) => *cycle,
        other => panic!("{other:?}"),
    }
}

/// Customers with documents so many days before today: (days ago, amount, status, days until taken back).
type History = Vec<(i32, i64, u8, Option<i32>)>;

fn histories() -> impl Strategy<Value = Vec<History>> {
    let document = (0..1200_i32, 0..9000_i64, 0..10_u8, proptest::option::weighted(0.05, 0..90_i32));
    proptest::collection::vec(proptest::collection::vec(document, 0..9), 1..25)
}

fn portfolio_of(histories: &[History]) -> Sample {
    let sample = Sample::new();
    for (n, history) in histories.iter().enumerate() {
        let id = sample.customer(&format!("Cliente {n:03}"));
        for &(ago, amount, kind, back) in history {
            let day = TODAY.plus(-ago);
            match kind {
                8 => sample.buys(Some(id), day, -amount, 1, None),
                9 => sample.buys(Some(id), day, amount, 2, None),
                _ => sample.buys(Some(id), day, amount, 0, back.map(|b| day.plus(b))),
            }
        }
    }
    sample
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_figure_of_the_cycle_lists_exactly_its_customers(all in histories(), span in 0..3_usize, back in 0..4_u32) {
        let sample = portfolio_of(&all);
        let mut reader = sample.ready();
        let span = [Span::Month, Span::Quarter, Span::Year][span];
        let cycle = cycle(&mut reader, span, back);
        let (opening, closing) = (cycle.days.0.plus(-1), cycle.days.1);
        for (stage, flow) in &cycle.flow.stages {
            let stock = |day| Scope::StageOn { day, stage: *stage };
            let moved = |from, to| Scope::MovedBetween { opening, closing, from, to };
            let mut count = |s| scope(&mut reader, s).len() as u64;
            prop_assert_eq!(count(stock(opening)), flow.opening);
            prop_assert_eq!(count(stock(closing)), flow.closing);
            prop_assert_eq!(count(moved(None, Some(*stage))), flow.entered);
            prop_assert_eq!(count(moved(Some(Some(*stage)), None)), flow.left);
        }
        for ((from, to), heads) in &cycle.flow.transitions {
            let moved = Scope::MovedBetween { opening, closing, from: Some(*from), to: Some(*to) };
            prop_assert_eq!(scope(&mut reader, moved).len() as u64, *heads);
        }
        for stage in Stage::ALL {
            let (heads, money) = cycle.funnel.stages[stage as usize];
            let behind = scope(&mut reader, Scope::StageOn { day: closing, stage });
            prop_assert_eq!(behind.len() as u64, heads, "{:?}", stage);
            if let Some(flow) = cycle.flow.stages.get(&stage) {
                prop_assert_eq!((heads, money), (flow.closing, flow.value_closing));
            }
        }
        for rhythm in [Rhythm::OnTime, Rhythm::Due, Rhythm::Late, Rhythm::AtRisk] {
            let behind = scope(&mut reader, Scope::RhythmOn { day: closing, rhythm });
            prop_assert_eq!(behind.len() as u64, cycle.funnel.rhythm[rhythm as usize], "{:?}", rhythm);
        }
        prop_assert_eq!(cycle.funnel.stages.iter().map(|(n, _)| n).sum::<u64>(), all.len() as u64);
    }

    #[test]
    fn every_cell_of_the_matrix_and_of_the_cohorts_lists_exactly_its_customers(
        all in histories(), span in 0..3_usize, back in 0..4_u32,
    ) {
        let sample = portfolio_of(&all);
        let mut reader = sample.ready();
        let span = [Span::Month, Span::Quarter, Span::Year][span];
        let cycle = cycle(&mut reader, span, back);
        let (opening, closing) = (cycle.days.0.plus(-1), cycle.days.1);
        for (stage, flow) in &cycle.flow.stages {
            let moves = vec![(Some(*stage), *stage)];
            let stayed = scope(&mut reader, Scope::Moves { opening, closing, moves }).len() as u64;
            prop_assert_eq!(stayed, flow.opening - flow.left, "{:?}", stage);
        }
        let entered: u64 =
            cycle.flow.transitions.iter().filter(|((from, _), _)| from.is_none()).map(|(_, n)| n).sum();
        prop_assert!(cycle.entrants.heads >= cycle.entrants.again.max(cycle.entrants.ripe));
        prop_assert_eq!(cycle.sources.iter().map(|(_, n)| n).sum::<u64>(), cycle.entrants.heads);
        prop_assert!(entered <= all.len() as u64);
        for grain in [Grain::Month, Grain::Quarter, Grain::Year] {
            let Answer::Cohorts(grid) = reader.answer(Question::Cohorts(Period { span, back }, grain)).unwrap()
            else { unreachable!() };
            prop_assert_eq!(grid.day, closing);
            let customers: u64 = cycle.flow.stages.values().map(|flow| flow.closing).sum();
            prop_assert_eq!(grid.rows.iter().map(|row| row.size).sum::<u64>(), customers);
            // Of each cohort the whole, the first and the last cell: all of them would be thousands of lists.
            for row in &grid.rows {
                let mut cell = |offset| {
                    let day = grid.day;
                    scope(&mut reader, Scope::Cohort { first: row.first, grain, offset, day }).len() as u64
                };
                prop_assert_eq!(cell(None), row.size);
                prop_assert_eq!(cell(Some(0)), row.active[0]);
                let last = row.active.len() - 1;
                prop_assert_eq!(cell(Some(last as u32)), row.active[last]);
            }
        }
    }

    #[test]
    fn a_month_named_lists_the_same_as_its_days(all in histories(), back in 0..4) {
        let sample = portfolio_of(&all);
        let mut reader = sample.ready();
        let month = Month(TODAY.month().0 - back);
        let flow = cycle(&mut reader, Span::Month, back as u32).flow;
        prop_assert_eq!(flow.month, Some(month));
        for (stage, figures) in &flow.stages {
            for (opening, heads) in [(true, figures.opening), (false, figures.closing)] {
                let behind = scope(&mut reader, Scope::FlowStock { month, stage: *stage, opening });
                prop_assert_eq!(behind.len() as u64, heads);
            }
        }
        for ((from, to), heads) in &flow.transitions {
            let behind = scope(&mut reader, Scope::FlowMoved { month, from: Some(*from), to: Some(*to) });
            prop_assert_eq!(behind.len() as u64, *heads);
        }
    }

    #[test]
    fn rows_say_what_the_roster_says(all in histories()) {
        let sample = portfolio_of(&all);
        let mut reader = sample.ready();
        let ids = scope(&mut reader, Scope::All);
        prop_assert_eq!(ids.len(), all.len());
        let Answer::Rows(rows) = reader.answer(Question::Rows(ids)).unwrap() else { panic!() };
        let board = reader.board.as_ref().unwrap();
        for row in rows {
            let member = board.roster.row(row.id).unwrap();
            prop_assert_eq!(member.facts, row.facts);
            prop_assert_eq!((member.at_stake, member.winback, member.reason), (row.at_stake, row.winback, row.reason));
            let Answer::Card(Some(card)) = reader.respond_for_test(Question::Card(row.id)) else { panic!() };
            prop_assert_eq!(card.facts, row.facts);
        }
    }

    #[test]
    fn what_is_read_anew_after_a_change_is_what_a_fresh_reader_reads(all in histories(), extra in histories()) {
        let sample = portfolio_of(&all);
        let mut reader = sample.ready();
        reader.be_told();
        reader.answer(Question::Today).unwrap();
        let mut touched = Vec::new();
        for (n, history) in extra.iter().take(all.len()).enumerate() {
            let id = n as CustomerId + 1;
            touched.push(id);
            for &(ago, amount, ..) in history {
                sample.buys(Some(id), TODAY.plus(-ago), amount, 0, None);
            }
        }
        let mut fresh = sample.ready();
        reader.changed(&touched, false).unwrap();
        for question in [Question::Winback, Question::List(ListSpec::default())] {
            let (old, new) = (reader.answer(question.clone()).unwrap(), fresh.answer(question).unwrap());
            prop_assert_eq!(format!("{old:?}"), format!("{new:?}"));
        }
        let Answer::Today(old) = reader.answer(Question::Today).unwrap() else { panic!() };
        let Answer::Today(new) = fresh.answer(Question::Today).unwrap() else { panic!() };
        let month = |t: &crate::store::ask::TodayList| (t.month_revenue, t.month_new, t.month_lost, t.month_recovered);
        prop_assert_eq!(month(&old), month(&new));
        // The portfolio's usual second gap is taken when the roster is read whole; the other reasons depend on
        // nothing but the customer.
        let certain = |t: &crate::store::ask::TodayList| {
            t.items.iter().filter(|i| i.reason != TodayReason::BoughtOnce).copied().collect::<Vec<_>>()
        };
        prop_assert_eq!(certain(&old), certain(&new));
    }

    #[test]
    fn the_month_on_today_is_the_month_of_the_cycle(all in histories(), anonymous in 0..9000_i64) {
        let sample = portfolio_of(&all);
        sample.buys(None, TODAY, anonymous, 0, None);
        let mut reader = sample.ready();
        let flow = cycle(&mut reader, Span::Month, 0).flow;
        let Answer::Today(today) = reader.answer(Question::Today).unwrap() else { panic!() };
        let moved = |from: &dyn Fn(Option<Stage>) -> bool, to: &dyn Fn(Stage) -> bool| -> u32 {
            flow.transitions.iter().filter(|((f, t), _)| from(*f) && to(*t)).map(|(_, n)| *n as u32).sum()
        };
        prop_assert_eq!(today.month_new, moved(&|f| f.is_none(), &|t| t != Stage::Prospect));
        prop_assert_eq!(today.month_lost, moved(&|_| true, &|t| t == Stage::Lost));
        prop_assert_eq!(today.month_recovered, moved(&|f| f == Some(Stage::Lost), &|t| t != Stage::Prospect));
        let total = flow.stages.values().map(|s| s.revenue).sum::<Money>() + flow.unassigned + flow.anonymous;
        prop_assert_eq!(today.month_revenue, total);
    }
}

impl Reader {
    fn respond_for_test(&self, question: Question) -> Answer {
        Reader::open(&self.path, self.as_of).unwrap().answer(question).unwrap()
    }
}

#[test]
fn who_is_lost_because_a_purchase_was_taken_back_is_lost_in_the_month_of_today_too() {
    let sample = portfolio_of(&[vec![(18, 0, 0, Some(11)), (139, 0, 0, None)]]);
    let mut reader = sample.ready();
    let flow = cycle(&mut reader, Span::Month, 0).flow;
    let Answer::Today(today) = reader.answer(Question::Today).unwrap() else { panic!() };
    let lost: u64 = flow.transitions.iter().filter(|((_, to), _)| *to == Stage::Lost).map(|(_, n)| n).sum();
    assert_eq!((u64::from(today.month_lost), lost), (1, 1));
}

fn names(sample: &Sample, ids: &[CustomerId]) -> Vec<String> {
    ids.iter()
        .map(|id| sample.db.query_row("SELECT name FROM customer WHERE id = ?1", [id], |r| r.get(0)).unwrap())
        .collect()
}

#[test]
fn the_first_page_is_the_beginning_of_the_whole_list() {
    let sample = Sample::new();
    for n in 0..300 {
        let id = sample.customer(&format!("{} {n}", ["Zoë", "Ana", "Íñigo", "Muñoz"][n % 4]));
        if n % 3 > 0 {
            sample.buys(Some(id), TODAY.plus(-(n as i32 * 7 % 900)), 100 + (n as i64 * 37 % 5000), 0, None);
        }
    }
    sample.db.execute("UPDATE customer SET archived = 1 WHERE id % 10 = 0", []).unwrap();
    let mut reader = sample.ready();
    for by in [SortBy::Name, SortBy::LastPurchase] {
        for descending in [false, true] {
            let spec = ListSpec { sort: Sort { by, descending }, ..ListSpec::default() };
            let page = reader.first_page(&spec).unwrap().unwrap();
            let whole = list(&mut reader, spec);
            assert!(!page.complete && whole.complete);
            assert_eq!((page.total, whole.total), (270, 270));
            let values = |ids: &[CustomerId]| -> Vec<String> {
                ids.iter()
                    .map(|id| match by {
                        SortBy::Name => names(&sample, &[*id]).remove(0),
                        _ => format!(
                            "{:?}",
                            reader.board.as_ref().unwrap().roster.row(*id).unwrap().facts.last
                        ),
                    })
                    .collect()
            };
            let (page, whole) = (values(&page.order), values(&whole.order));
            assert_eq!(page[..], whole[..page.len()], "{by:?} {descending}");
        }
    }
}

#[test]
fn a_first_page_by_purchases_is_not_shown_as_of_an_earlier_day() {
    let sample = Sample::new();
    let id = sample.customer("Ana");
    sample.buys(Some(id), TODAY, 100, 0, None);
    let mut reader = sample.ready();
    reader.set_as_of(TODAY.plus(-1));
    let sort = Sort { by: SortBy::LastPurchase, descending: true };
    assert_eq!(reader.first_page(&ListSpec { sort, ..ListSpec::default() }).unwrap(), None);
    assert_eq!(scope(&mut reader, Scope::Stage(Stage::Prospect)), [id]);
    reader.set_as_of(TODAY);
    assert_eq!(scope(&mut reader, Scope::Stage(Stage::New)), [id]);
}

fn plan(db: &Connection, sql: &str) -> String {
    let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let params: Vec<i64> = vec![1; statement.parameter_count()];
    let lines = statement
        .query_map(rusqlite::params_from_iter(params), |r| r.get::<_, String>(3))
        .unwrap()
        .collect::<rusqlite::Result<Vec<_>>>()
        .unwrap();
    lines.join("\n")
}

#[test]
fn first_pages_and_windows_come_from_indexes() {
    let sample = Sample::new();
    let mut searched = vec![
        rows::HISTORY.to_owned(),
        rows::ROW.to_owned(),
        rows::LABELS_OF.to_owned(),
        rows::LAST_CONTACT.to_owned(),
        rows::ATTEMPTS.to_owned(),
        archive::purchases_sql(),
        archive::CONTACTS.to_owned(),
        archive::NOTES.to_owned(),
        card::PRODUCTS.to_owned(),
        scan::ANONYMOUS.to_owned(),
        today::TOMORROW.to_owned(),
        today::MONTH_CONTACTS.to_owned(),
        winback::RECENT_CONTACTS.to_owned(),
        find::SAME_TAX_ID.to_owned(),
        portfolio::NEWEST[1].to_owned(),
    ];
    for by in [SortBy::Name, SortBy::LastPurchase] {
        for descending in [false, true] {
            let sql = listing::first_page_sql(by, descending).unwrap();
            let plan = plan(&sample.db, &sql);
            assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
            // Facts are walked along their index, which the plan calls a scan.
            assert!(!plan.contains("SCAN c") && plan.contains("INDEX"), "{sql}\n{plan}");
            if by == SortBy::Name {
                searched.push(sql);
            }
        }
    }
    for sql in &searched {
        let plan = plan(&sample.db, sql);
        assert!(!plan.contains("SCAN"), "{sql}\n{plan}");
    }
    // The journal has no index of times; it is never long.
    let journal = plan(&sample.db, history::OF_CUSTOMER);
    assert!(journal.lines().all(|l| !l.contains("SCAN") || l.contains("SCAN c")), "{journal}");
    let histories = plan(&sample.db, ALL_HISTORIES);
    assert!(
        histories.contains("COVERING INDEX purchase_history") && !histories.contains("TEMP"),
        "{histories}"
    );
    let sql = "SELECT id, seasonal FROM customer WHERE seasonal IS NOT NULL";
    assert!(plan(&sample.db, sql).contains("customer_seasonal"));
    assert!(
        plan(&sample.db, listing::COUNT).lines().all(|l| !l.contains("SCAN customer") || l.contains("INDEX"))
    );
}
