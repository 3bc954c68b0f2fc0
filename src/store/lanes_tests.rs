use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Instant;

use super::*;
use crate::domain::change::{Change, Stamp};
use crate::domain::roster::{Scope, Sort, SortBy};
use crate::store::ask::{Listing, Period, Span};
use crate::store::db::{Db, Mode};
use crate::store::facts;
use crate::store::read::tests::{Sample, TODAY};

/// Carries out changes; a backup order only waits until it is let go.
struct Clerk {
    db: Db,
    gate: Option<Receiver<()>>,
}

impl Writer for Clerk {
    fn carry_out(&mut self, order: Order, progress: &mut dyn FnMut(u64, u64)) -> Written {
        match order {
            Order::Change(change, stamp) => self
                .db
                .apply(&change, &stamp)
                .map(|applied| Some(Answer::Done(Box::new(applied))))
                .map_err(|error| error.words()),
            Order::Backup { .. } => {
                progress(1, 2);
                if let Some(gate) = &self.gate {
                    let _ = gate.recv();
                }
                Ok(Some(Answer::NothingToUndo))
            }
            _ => Ok(None),
        }
    }
}

fn shop(customers: usize) -> (Sample, Store<Clerk>, Sender<()>) {
    let sample = Sample::new();
    sample.db.execute_batch("BEGIN").unwrap();
    for n in 0..customers {
        let id = sample.customer(&format!("Cliente {n:05}"));
        sample.buys(Some(id), TODAY.plus(-(n as i32 % 900)), 1000, 0, None);
    }
    facts::rebuild(&sample.db).unwrap();
    sample.db.execute_batch("COMMIT").unwrap();
    let db = Db::open(&sample.path(), Mode::Write).unwrap();
    let (open, gate) = channel();
    let store = Store::start(&sample.path(), TODAY, None, Clerk { db, gate: Some(gate) }).unwrap();
    (sample, store, open)
}

fn stamp() -> Stamp {
    Stamp { now: TODAY.date().and_hms_opt(9, 0, 0).unwrap(), author: "Marta".into() }
}

/// The next reply under this ticket.
fn wait(store: &Store<Clerk>, ticket: Ticket) -> Answer {
    loop {
        let reply = store.replies().recv_timeout(Duration::from_secs(60)).expect("an answer");
        if reply.ticket == ticket {
            return reply.result.unwrap();
        }
    }
}

fn listing(answer: Answer) -> Listing {
    let Answer::Listing(listing) = answer else { panic!("{answer:?}") };
    *listing
}

#[test]
fn a_first_page_comes_before_the_whole_list() {
    let (_sample, store, _) = shop(3000);
    store.ask(1, Question::List(ListSpec::default()));
    let page = listing(wait(&store, 1));
    assert_eq!((page.complete, page.order.len(), page.total), (false, 200, 3000));
    let whole = listing(wait(&store, 1));
    assert_eq!((whole.complete, whole.order.len(), whole.total), (true, 3000, 3000));
    assert_eq!(page.order[..], whole.order[..200]);
    store.ask(2, Question::List(ListSpec::default()));
    assert!(listing(wait(&store, 2)).complete, "once the roster is there the whole comes at once");
}

#[test]
fn only_the_newest_list_is_answered_whole_and_the_last_asked_is_never_lost() {
    let (_sample, store, _) = shop(4000);
    let last = 400;
    for ticket in 1..=last {
        let by = if ticket % 2 == 0 { SortBy::Name } else { SortBy::Silence };
        store.ask(
            ticket,
            Question::List(ListSpec { sort: Sort { by, descending: false }, ..ListSpec::default() }),
        );
    }
    let mut answered = Vec::new();
    loop {
        let reply = store.replies().recv_timeout(Duration::from_secs(60)).expect("the last one");
        if let Ok(Answer::Listing(listing)) = reply.result
            && listing.complete
        {
            answered.push(reply.ticket);
            if reply.ticket == last {
                break;
            }
        }
    }
    assert!(answered.len() < 50, "{} of {last} were worked out", answered.len());
    assert!(answered.is_sorted());
}

#[test]
fn questions_of_other_kinds_do_not_drop_each_other() {
    let (_sample, store, _) = shop(50);
    store.ask(1, Question::Rows(vec![1, 2]));
    store.ask(2, Question::Card(1));
    store.ask(3, Question::Portfolio);
    store.ask(4, Question::Cycle(Period { span: Span::Month, back: 0 }));
    store.ask(5, Question::Today);
    store.ask(6, Question::Winback);
    let mut left: Vec<Ticket> = (1..=6).collect();
    while !left.is_empty() {
        let reply = store.replies().recv_timeout(Duration::from_secs(60)).expect("an answer");
        reply.result.unwrap();
        left.retain(|t| *t != reply.ticket);
    }
}

#[test]
fn a_running_question_is_stopped_by_a_newer_one_of_its_kind() {
    let lane = Lane::default();
    lane.ask(1, Question::Today);
    let Task::Answer(slot) = lane.next(None) else { panic!() };
    assert_eq!(slot.ticket, 1);
    lane.ask(2, Question::Winback);
    assert!(!lane.halt.load(Ordering::Relaxed), "another kind");
    lane.ask(3, Question::Today);
    assert!(lane.halt.load(Ordering::Relaxed));
    assert!(!lane.finish(), "its answer is not wanted any more");
    let Task::Answer(slot) = lane.next(None) else { panic!() };
    assert_eq!(slot.ticket, 2);
    assert!(!lane.halt.load(Ordering::Relaxed) && lane.finish());
}

#[test]
fn a_raised_halt_interrupts_sql() {
    let (sample, store, _) = shop(3000);
    drop(store);
    let halt = Arc::new(AtomicBool::new(false));
    let mut reader = Reader::open_stoppable(&sample.path(), TODAY, Arc::clone(&halt)).unwrap();
    halt.store(true, Ordering::Relaxed);
    let stopped = reader.respond(Question::Cycle(Period { span: Span::Month, back: 0 }));
    assert!(matches!(stopped, Err(Fault::Stopped)));
    halt.store(false, Ordering::Relaxed);
    assert!(reader.respond(Question::Cycle(Period { span: Span::Month, back: 0 })).is_ok());
}

#[test]
fn after_a_change_is_done_every_question_sees_it() {
    let (_sample, store, _) = shop(300);
    store.ask(1, Question::Today);
    wait(&store, 1);
    for n in 0..20_u64 {
        let id = n as CustomerId + 1;
        let change = Change::Archive { customers: vec![id], archived: true };
        store.order(100 + n, Order::Change(Box::new(change), stamp()));
        wait(&store, 100 + n);
        store.ask(200 + n, Question::List(ListSpec::default()));
        assert_eq!(listing(wait(&store, 200 + n)).total, 299 - n as usize);
        let spec = ListSpec { scope: Scope::Archived, ..ListSpec::default() };
        store.ask(300 + n, Question::List(spec));
        assert_eq!(listing(wait(&store, 300 + n)).order.len(), n as usize + 1);
    }
}

#[test]
fn the_figures_of_the_tabs_come_unasked_and_go_into_the_portfolios_facts() {
    let (_sample, store, _) = shop(300);
    let Answer::Portfolio(news) = wait(&store, 0) else { panic!() };
    assert!(news.to_verify.is_some_and(|n| n > 0));
    store.ask(1, Question::Portfolio);
    let Answer::Portfolio(info) = wait(&store, 1) else { panic!() };
    assert_eq!((info.to_contact, info.to_verify), (news.to_contact, news.to_verify));
}

#[test]
fn another_day_is_another_portfolio() {
    let (_sample, store, _) = shop(300);
    store.ask(1, Question::Today);
    wait(&store, 1);
    store.set_as_of(TODAY.plus(-900));
    store.ask(2, Question::Portfolio);
    let Answer::Portfolio(info) = wait(&store, 2) else { panic!() };
    assert_eq!(info.as_of, TODAY.plus(-900));
    let spec = ListSpec { scope: Scope::Active, ..ListSpec::default() };
    store.ask(3, Question::List(spec));
    assert_eq!(listing(wait(&store, 3)).order.len(), 0);
}

#[test]
fn an_order_in_work_says_how_far_it_is_and_delays_no_question() {
    let (_sample, store, open) = shop(20);
    store.order(1, Order::Backup { to: None, stamp: stamp() });
    assert!(matches!(wait(&store, 1), Answer::Progress { done: 1, total: 2 }));
    store.ask(2, Question::Rows(vec![1]));
    assert!(matches!(wait(&store, 2), Answer::Rows(_)));
    assert_eq!(
        store
            .replies()
            .recv_timeout(Duration::from_millis(1))
            .err()
            .filter(|e| *e == RecvTimeoutError::Disconnected),
        None
    );
    open.send(()).unwrap();
    assert!(matches!(wait(&store, 1), Answer::NothingToUndo));
}

#[test]
fn a_dropped_store_finishes_its_orders_and_ends_its_threads() {
    let (sample, store, open) = shop(2000);
    drop(open);
    for n in 0..10 {
        store.ask(n, Question::Cycle(Period { span: Span::Year, back: n as u32 }));
        store.ask(n, Question::List(ListSpec::default()));
        let change = Change::Archive { customers: vec![n as CustomerId + 1], archived: true };
        store.order(100 + n, Order::Change(Box::new(change), stamp()));
    }
    let begin = Instant::now();
    drop(store);
    assert!(begin.elapsed() < Duration::from_secs(30), "it hangs");
    let archived: i64 =
        sample.db.query_row("SELECT count(*) FROM customer WHERE archived = 1", [], |r| r.get(0)).unwrap();
    assert_eq!(archived, 10);
}

#[test]
fn a_file_that_cannot_be_read_is_said_to_each_question() {
    let (sample, store, _) = shop(1);
    drop(store);
    let db = Db::open(&sample.path(), Mode::Write).unwrap();
    let nowhere = sample.path().with_file_name("nowhere.db");
    let store = Store::start(&nowhere, TODAY, None, Clerk { db, gate: None }).unwrap();
    for (ticket, question) in [(1, Question::Portfolio), (2, Question::Today), (3, Question::Backups)] {
        store.ask(ticket, question);
        let reply = store.replies().recv_timeout(Duration::from_secs(60)).expect("an answer");
        assert_eq!((reply.ticket, reply.result.err().map(|w| w.key)), (ticket, Some("error-read".into())));
    }
}
