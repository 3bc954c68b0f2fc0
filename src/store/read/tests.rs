//! Answers over small portfolios: figures and the lists behind them agree, rows agree with the roster, and every
//! first page and window comes from an index.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::domain::change::{Change, Stamp, WinbackStep};
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::recovery::{Finding, LossReason};
use crate::domain::people::customer::NextContact;
use crate::domain::people::{Channel, ContactDraft, CustomerDraft, Direction, LabelId, Outcome as Held};
use crate::domain::roster::{Scope, Sort, SortBy, WinbackState};
use crate::domain::trade::PurchaseDraft;
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
        prop_assert_eq!(cycle.funnel.stages.iter().map(|(n, _)| n).sum::<u64>(), all.len() as u64);
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
    for by in [SortBy::Name, SortBy::LastPurchase, SortBy::RevenueTotal] {
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
                        SortBy::LastPurchase => {
                            format!(
                                "{:?}",
                                reader.board.as_ref().unwrap().roster.row(*id).unwrap().facts.last
                            )
                        }
                        _ => format!(
                            "{:?}",
                            reader.board.as_ref().unwrap().roster.row(*id).unwrap().facts.revenue_total
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
    for by in [SortBy::Name, SortBy::LastPurchase, SortBy::RevenueTotal] {
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

/// Hands changes to the writing half, as the program does.
struct Shop {
    sample: Sample,
    db: Db,
}

impl Shop {
    fn new(fill: impl FnOnce(&Sample)) -> Self {
        let sample = Sample::new();
        fill(&sample);
        facts::rebuild(&sample.db).unwrap();
        let db = Db::open(&sample.path(), Mode::Write).unwrap();
        Self { sample, db }
    }

    fn change(&mut self, change: Change) -> crate::store::ask::Applied {
        let now = TODAY.date().and_hms_opt(9, 30, 0).unwrap();
        self.db.apply(&change, &Stamp { now, author: "Marta".into() }).unwrap()
    }

    fn contact(&mut self, customer: CustomerId, ago: i32, outcome: Held) {
        let at = TODAY.plus(-ago).date().and_hms_opt(11, 0, 0).unwrap();
        self.change(Change::LogContact(ContactDraft {
            customer,
            at,
            channel: Channel::Phone,
            direction: Direction::Outbound,
            outcome,
            note: String::new(),
            author: "Marta".into(),
            next: None,
        }));
    }

    fn winback(&mut self, customer: CustomerId, step: WinbackStep) {
        self.change(Change::Winback { customer, step });
    }

    fn reader(&self) -> Reader {
        Reader::open(&self.sample.path(), TODAY).unwrap()
    }
}

/// A customer of some years who bought every thirty days until so many days ago.
fn regular(sample: &Sample, name: &str, ago: i32) -> CustomerId {
    let id = sample.customer(name);
    (0..20).for_each(|n| sample.buys(Some(id), TODAY.plus(-ago - 30 * n), 10_000, 0, None));
    id
}

#[test]
fn winning_back_goes_from_unverified_to_recovered() {
    let mut shop = Shop::new(|s| {
        for n in ["Ana", "Berta", "Carla", "Dora", "Eva"] {
            regular(s, n, 300);
        }
    });
    shop.winback(
        2,
        WinbackStep::Verify { finding: Finding::TrulyLost, on: TODAY.plus(-9), note: "llamé".into() },
    );
    shop.winback(
        3,
        WinbackStep::Verify { finding: Finding::Duplicate, on: TODAY.plus(-9), note: String::new() },
    );
    let reason = WinbackStep::Reason { reason: LossReason::Price, detail: "más caro".into(), back_on: None };
    shop.winback(2, reason.clone());
    shop.winback(4, reason);
    shop.winback(4, WinbackStep::Definitive { on: TODAY.plus(-5) });
    shop.contact(2, 8, Held::Interested);
    shop.contact(5, 40, Held::NoAnswer);
    shop.contact(5, 20, Held::Interested);
    // Eva comes back ten days ago, twenty days after the last call.
    shop.sample.buys(Some(5), TODAY.plus(-10), 4_500, 0, None);
    let mut reader = shop.reader();
    let Answer::Winback(summary) = reader.answer(Question::Winback).unwrap() else { panic!() };
    assert_eq!(summary.states.map(|(n, _)| n), [1, 1, 1, 1]);
    assert_eq!(summary.states[0].1, Money(130_000), "thirteen purchases in the year up to the last");
    assert_eq!(summary.reasons, [(LossReason::Price, 2, Money(260_000))]);
    assert_eq!(summary.recovered, [(5, TODAY.plus(-10), Money(4_500), true)]);
    assert_eq!((summary.attempts_90d, summary.contacted_90d), (3, 2));
    for (state, id) in [
        (WinbackState::Unverified, 1),
        (WinbackState::Verified, 2),
        (WinbackState::Explained, 3),
        (WinbackState::Definitive, 4),
    ] {
        assert_eq!(scope(&mut reader, Scope::Winback(Some(state))), [id]);
    }
    assert_eq!(scope(&mut reader, Scope::LostFor(LossReason::Price)), [2, 4]);

    let Answer::Card(Some(berta)) = reader.answer(Question::Card(2)).unwrap() else { panic!() };
    assert_eq!(berta.winback.state, WinbackState::Verified);
    assert_eq!(
        berta.winback.finding,
        Some((Finding::TrulyLost, TODAY.plus(-9), "Marta".into(), "llamé".into()))
    );
    assert_eq!((berta.winback.attempts.len(), berta.winback.recovered), (1, None));
    let Answer::Card(Some(eva)) = reader.answer(Question::Card(5)).unwrap() else { panic!() };
    assert_eq!(eva.winback.recovered, Some((TODAY.plus(-10), Money(4_500), true)));
    assert_eq!(eva.winback.attempts.len(), 2, "those of the loss that ended");
    assert_eq!(eva.winback.attempts[0].draft.outcome, Held::NoAnswer, "oldest first");

    // What was found before a customer came back says nothing about a later loss.
    shop.sample.buys(Some(2), TODAY.plus(-7), 1_000, 0, None);
    let mut later = shop.reader();
    later.set_as_of(TODAY.plus(400));
    let Answer::Rows(rows) = later.answer(Question::Rows(vec![2])).unwrap() else { panic!() };
    assert_eq!(
        (rows[0].facts.stage, rows[0].winback, rows[0].reason),
        (Stage::Lost, WinbackState::Unverified, None)
    );
}

#[test]
fn today_lists_each_customer_once_and_counts_who_is_left_out() {
    let mut shop = Shop::new(|s| {
        for n in ["Ana", "Berta", "Carla", "Dora", "Eva"] {
            regular(s, n, 35);
        }
        regular(s, "Perdida", 300);
    });
    let next = |ahead: i32, minute| Some(NextContact { day: TODAY.plus(ahead), minute, note: String::new() });
    shop.change(Change::SetNext { customers: vec![1], next: next(0, Some(570)) });
    shop.change(Change::SetNext { customers: vec![2], next: next(-2, None) });
    shop.change(Change::SetNext { customers: vec![3], next: next(1, None) });
    shop.change(Change::Archive { customers: vec![4], archived: true });
    shop.change(Change::DoNotCall { customer: 5, since: Some(TODAY) });
    let mut reader = shop.reader();
    let Answer::Today(today) = reader.answer(Question::Today).unwrap() else { panic!() };
    let listed: Vec<_> = today.items.iter().map(|i| (i.customer, i.reason)).collect();
    assert_eq!(listed, [(1, TodayReason::Promised), (2, TodayReason::Overdue), (6, TodayReason::Winback)]);
    assert_eq!(today.excluded, [("archived".to_owned(), 1), ("do_not_call".to_owned(), 1)]);
    assert_eq!(today.tomorrow, 1);
    assert_eq!(scope(&mut reader, Scope::Today(Some(TodayReason::Overdue))), [2]);
    let Answer::Portfolio(info) = reader.answer(Question::Portfolio).unwrap() else { panic!() };
    assert_eq!((info.to_contact, info.to_verify, info.customers), (Some(3), Some(1), 5));
    assert_eq!(info.data_until, Some(TODAY.plus(-35)));
}

#[test]
fn a_page_shows_twelve_months_documents_products_and_changes() {
    let mut shop = Shop::new(|s| {
        regular(s, "Ana", 10);
    });
    let line = |product: &str, units: i64| crate::domain::trade::Line {
        code: String::new(),
        product: product.into(),
        category: String::new(),
        quantity: units.into(),
        unit_price: "2.50".parse().unwrap(),
        discount: 0.into(),
        amount: Money(250 * units),
        cost: None,
    };
    let bought = shop.change(Change::AddPurchase(PurchaseDraft {
        customer: Some(1),
        number: String::new(),
        day: TODAY,
        amount: Money(1_250),
        lines: vec![line("Tornillos", 4), line("Cola", 1)],
        channel: String::new(),
        seller: String::new(),
        note: String::new(),
    }));
    let mut reader = shop.reader();
    let Answer::Card(Some(card)) = reader.answer(Question::Card(1)).unwrap() else { panic!() };
    assert_eq!(card.months.iter().copied().sum::<Money>(), Money(10_000 * 12 + 1_250));
    assert_eq!(card.months[11], Money(10_000 * i64::from(TODAY.plus(-10).month() == TODAY.month()) + 1_250));
    assert_eq!((card.orders_12m, card.counts.purchases, card.counts.changes), (13, 21, 1));
    assert_eq!(card.revenue_previous_12m, Money(80_000));
    assert_eq!(card.products[0].product, "Tornillos");
    assert_eq!((card.purchases.len(), card.purchases[0].line_count), (5, 2));
    assert_eq!(card.purchases[0].summary, "Tornillos, Cola");
    let Answer::Document(Some(document)) = reader.answer(Question::Document(bought.created[0])).unwrap()
    else {
        panic!()
    };
    assert_eq!(document.1, [line("Tornillos", 4), line("Cola", 1)]);
    let Answer::Journal(journal) = reader.answer(Question::CustomerJournal(1)).unwrap() else { panic!() };
    assert_eq!((journal.len(), journal[0].author.as_str(), journal[0].undone), (1, "Marta", false));
    reader.set_as_of(TODAY.plus(-1));
    let Answer::Purchases(_, documents) = reader.answer(Question::Purchases(1)).unwrap() else { panic!() };
    assert_eq!(documents.len(), 20, "tomorrow's document is not known today");
}

#[test]
fn the_palette_finds_names_that_begin_with_the_text_first() {
    let sample = Sample::new();
    for n in ["Talleres Ana", "Mariana", "Ana Güell", "Susana"] {
        sample.customer(n);
    }
    let mut reader = sample.ready();
    let found = |reader: &mut Reader, text: &str, limit| -> Vec<String> {
        let question = Question::Find { text: text.into(), limit };
        let Answer::Found(rows) = reader.answer(question).unwrap() else { panic!() };
        rows.into_iter().map(|r| r.name).collect()
    };
    assert_eq!(found(&mut reader, "ANA", 9), ["Ana Güell", "Talleres Ana", "Mariana", "Susana"]);
    assert_eq!(found(&mut reader, "ana guell", 9), ["Ana Güell"]);
    assert_eq!(found(&mut reader, "ana", 1), ["Ana Güell"]);
    assert_eq!(found(&mut reader, " ", 9), [""; 0]);
}

#[test]
fn the_same_person_is_recognised_by_tax_id_phone_mail_and_name() {
    let sample = Sample::new();
    for n in ["Ana", "Berta", "Carla", "Dora Núñez", "Eva"] {
        sample.customer(n);
    }
    sample.db.execute("UPDATE customer SET tax_id = '12345678Z' WHERE id = 1", []).unwrap();
    sample.db.execute("UPDATE customer SET mobile = '600 11 22 33' WHERE id = 2", []).unwrap();
    sample.db.execute("UPDATE customer SET email = 'carla@example.com' WHERE id = 3", []).unwrap();
    let mut reader = sample.ready();
    let mut similar = |draft: CustomerDraft| -> Vec<CustomerId> {
        let Answer::Found(rows) = reader.answer(Question::Similar(Box::new(draft))).unwrap() else {
            panic!()
        };
        rows.into_iter().map(|r| r.id).collect()
    };
    let empty = CustomerDraft::default;
    assert_eq!(similar(CustomerDraft { tax_id: "12.345.678-z".into(), ..empty() }), [1]);
    assert_eq!(similar(CustomerDraft { phone: "+34 600112233".into(), ..empty() }), [2]);
    assert_eq!(similar(CustomerDraft { email: "Carla@Example.com".into(), ..empty() }), [3]);
    assert_eq!(similar(CustomerDraft { email: "arla@example.com".into(), ..empty() }), [0; 0]);
    assert_eq!(similar(CustomerDraft { name: "dora nunez".into(), ..empty() }), [4]);
    assert_eq!(similar(CustomerDraft { name: "Dora".into(), ..empty() }), [0; 0]);
}

#[test]
fn other_limits_move_as_many_customers_as_their_preview_says() {
    let mut shop = Shop::new(|s| {
        for n in 0..60 {
            regular(s, &format!("C{n}"), n * 3);
        }
    });
    let rules = LifecycleRules { lost_tenths: 15, ..LifecycleRules::default() };
    let mut reader = shop.reader();
    let Answer::RulesPreview(preview) = reader.answer(Question::RulesPreview(rules)).unwrap() else {
        panic!()
    };
    let before = cycle(&mut reader, Span::Month, 0);
    assert_eq!(preview.proposed_prior_gap, Some(30));
    let moved: u64 = preview.moved.iter().map(|(.., n)| n).sum();
    let lost = Stage::Lost as usize;
    assert!(moved > 0);
    assert_eq!(preview.funnel.stages[lost].0 - before.funnel.stages[lost].0, moved);
    let value = serde_json::to_string(&rules).unwrap();
    shop.change(Change::Setting { key: setting::LIFECYCLE.into(), value: Some(value) });
    let after = cycle(&mut reader, Span::Month, 0);
    assert_eq!((after.rules, &after.funnel), (rules, &preview.funnel));
    assert_eq!(scope(&mut reader, Scope::Stage(Stage::Lost)).len() as u64, after.funnel.stages[lost].0);
}

#[test]
fn a_label_is_counted_shown_and_filtered_by() {
    let mut shop = Shop::new(|s| {
        for n in ["Ana", "Berta", "Carla"] {
            s.customer(n);
        }
    });
    let label = |name: &str, code: &str| crate::domain::people::Label {
        id: 0,
        name: name.into(),
        code: code.into(),
        colour: None,
        rank: 0,
    };
    let vip: LabelId = shop.change(Change::SaveLabel(label("VIP", "V"))).created[0];
    let late: LabelId = shop.change(Change::SaveLabel(label("Moroso", "M"))).created[0];
    shop.change(Change::Tag { customers: vec![1, 3], add: vec![vip], remove: vec![] });
    let mut reader = shop.reader();
    let Answer::LabelCounts(counts) = reader.answer(Question::LabelCounts(vec![1, 2])).unwrap() else {
        panic!()
    };
    assert_eq!(counts, [(vip, 1), (late, 0)]);
    let Answer::Labels(labels) = reader.answer(Question::Labels).unwrap() else { panic!() };
    assert_eq!(
        labels.iter().map(|(l, n)| (l.name.as_str(), *n)).collect::<Vec<_>>(),
        [("VIP", 2), ("Moroso", 0)]
    );
    let Answer::Vocabulary(words) = reader.answer(Question::Vocabulary).unwrap() else { panic!() };
    assert_eq!(words.labels, [("VIP".to_owned(), 2)]);
    assert_eq!(words.stages, [(Stage::Prospect, 3)]);
}

#[test]
fn a_file_that_is_not_there_is_said_in_words() {
    let Err(words) = Reader::open(Path::new("/nowhere/a.db"), TODAY) else { panic!() };
    assert_eq!(words.key, "error-read");
}

#[test]
fn the_journal_tells_each_field_before_and_after_also_when_taken_back() {
    let mut shop = Shop::new(|s| {
        s.customer("Ana");
    });
    let draft = |phone: &str, since| CustomerDraft {
        code: "c0".into(),
        name: "Ana".into(),
        phone: phone.into(),
        since,
        ..CustomerDraft::default()
    };
    let edit = |draft| Change::EditCustomer { id: 1, draft, labels: vec![] };
    shop.change(edit(draft("111", None)));
    shop.change(edit(draft("222", Some(Day(20_000)))));
    shop.change(edit(draft("333", Some(Day(20_000)))));
    let stamp = Stamp { now: TODAY.date().and_hms_opt(9, 30, 0).unwrap(), author: "Marta".into() };
    for undone in 0..3 {
        let fields: Vec<_> = [Question::Journal { limit: 9 }, Question::CustomerJournal(1)]
            .into_iter()
            .map(|question| {
                let Answer::Journal(entries) = shop.reader().answer(question).unwrap() else { panic!() };
                assert_eq!(entries.iter().filter(|e| e.undone).count(), undone);
                entries.into_iter().map(|e| e.fields).collect::<Vec<_>>()
            })
            .collect();
        let field =
            |name: &str, from: &str, to: &str| (format!("customer.{name}"), from.to_owned(), to.to_owned());
        let mut second = fields[0][1].clone();
        second.sort();
        assert_eq!(fields[0][0], [field("phone", "222", "333")]);
        assert_eq!(second, [field("phone", "111", "222"), field("since", "", &Day(20_000).to_string())]);
        assert_eq!(fields[0][2], [field("phone", "", "111")]);
        assert_eq!(fields[0], fields[1]);
        shop.db.undo(&stamp).unwrap().unwrap();
    }
}
