//! The threads of the store. Questions go to one of three reading lanes, orders to the writer; all answers come back
//! through one channel. Knows nothing of how a question is answered ([`Reader`]) or an order carried out ([`Writer`]).
//!
//! - *quick*: rows, one customer, labels, the portfolio. Never waits for the roster.
//! - *list*: everything that needs the roster, which this lane owns.
//! - *slow*: the dashboards, and backups, which are opened one by one.
//!
//! A lane holds at most one waiting question of each kind: a newer one takes its place, and stops the older one
//! where that is being worked on, unless it is making what the newer one needs too. What was dropped is never answered. While the roster is being read, a list that an
//! index can begin is answered twice under its ticket: a first page, then the whole.
//!
//! After a change the lanes are told before its answer is sent, so that whoever asks on [`Answer::Done`] gets the new
//! state. When the figures of the tabs are known or have changed, [`Answer::Portfolio`] comes with ticket 0.

use std::collections::VecDeque;
use std::mem::{Discriminant, discriminant};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::ask::{Answer, Applied, ChangeWords, ListSpec, Order, Question, Reply, Ticket};
use super::read::{Fault, Reader, needs_board};
use crate::domain::Day;
use crate::domain::people::CustomerId;

/// How long the roster waits for a first question, so that reading it does not delay the first page.
const FIRST_WAIT: Duration = Duration::from_millis(100);

/// What became of an order: an answer, none where there is none to give, or what went wrong.
pub type Written = Result<Option<Answer>, ChangeWords>;

/// Carries out orders, one after another, in its own thread.
pub trait Writer: Send + 'static {
    /// Carries out an order; `progress` says how far long work is (done, total).
    fn carry_out(&mut self, order: Order, progress: &mut dyn FnMut(u64, u64)) -> Written;
}

/// Work for the writer that is no [`Order`], such as an import.
pub type WriterWork<W> = Box<dyn FnOnce(&mut W, &mut dyn FnMut(u64, u64)) -> Written + Send>;

enum Job<W> {
    Order(Ticket, Order),
    Run(Ticket, WriterWork<W>),
}

/// The store at work. Dropped, it stops the questions, finishes the orders, and waits for its threads.
pub struct Store<W: Writer> {
    lanes: Arc<Lanes>,
    jobs: Option<Sender<Job<W>>>,
    replies: Receiver<Reply>,
    own_replies: Sender<Reply>,
    threads: Vec<JoinHandle<()>>,
}

impl<W: Writer> Store<W> {
    /// Starts the threads over an existing portfolio. `read_only` is passed on in the portfolio's facts; the writer
    /// is expected to refuse by itself. A file that cannot be read is said in the answer to each question.
    pub fn start(
        path: &Path,
        as_of: Day,
        read_only: Option<&ChangeWords>,
        writer: W,
    ) -> std::io::Result<Self> {
        let (own_replies, replies) = channel();
        let (jobs, waiting) = channel();
        let lanes = Arc::new(Lanes::default());
        let mut store = Self { lanes, jobs: Some(jobs), replies, own_replies, threads: Vec::new() };
        for kind in [Kind::List, Kind::Quick, Kind::Slow] {
            let worker = Worker {
                kind,
                lanes: Arc::clone(&store.lanes),
                replies: store.own_replies.clone(),
                path: path.to_owned(),
                as_of,
                read_only: read_only.cloned(),
            };
            store.spawn(kind.name(), move || worker.run())?;
        }
        let (lanes, replies) = (Arc::clone(&store.lanes), store.own_replies.clone());
        store.spawn("writer", move || write(writer, &waiting, &lanes, &replies))?;
        Ok(store)
    }

    fn spawn(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
        self.threads.push(std::thread::Builder::new().name(name.to_owned()).spawn(work)?);
        Ok(())
    }

    /// Asks. A waiting or running question of the same kind is dropped.
    pub fn ask(&self, ticket: Ticket, question: Question) {
        self.lanes.of(Kind::of(&question)).ask(ticket, question);
    }

    /// Has something written. Never dropped.
    pub fn order(&self, ticket: Ticket, order: Order) {
        self.send(ticket, Job::Order(ticket, order));
    }

    /// Has the writer do work of another kind, in turn with the orders. Answered under the ticket; where it answers
    /// [`Answer::Done`] the lanes are told.
    pub fn run(&self, ticket: Ticket, work: WriterWork<W>) {
        self.send(ticket, Job::Run(ticket, work));
    }

    fn send(&self, ticket: Ticket, job: Job<W>) {
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok());
        if !sent {
            let why = ChangeWords { key: "error-writer-gone".into(), args: Vec::new() };
            // The receiver is our own field: it is there.
            let _ = self.own_replies.send(Reply { ticket, result: Err(why) });
        }
    }

    /// Where answers arrive.
    pub fn replies(&self) -> &Receiver<Reply> {
        &self.replies
    }

    /// The place where answers arrive, for a thread of its own; [`Store::replies`] stays silent from then on.
    pub fn take_replies(&mut self) -> Receiver<Reply> {
        std::mem::replace(&mut self.replies, channel().1)
    }

    /// Another as-of day. Questions asked from now on are answered as of it.
    pub fn set_as_of(&self, day: Day) {
        self.lanes.tell(&News::AsOf(day));
    }

    /// From now on nothing can be written, or everything again.
    pub fn set_read_only(&self, why: Option<ChangeWords>) {
        self.lanes.tell(&News::ReadOnly(why));
    }

    /// Says that these customers were changed other than through an order; everybody where `many` is set.
    pub fn changed(&self, customers: &[CustomerId], many: bool) {
        self.lanes.tell(&News::Changed { customers: customers.into(), many });
    }
}

impl<W: Writer> Drop for Store<W> {
    fn drop(&mut self) {
        self.lanes.quit();
        // The writer ends when all it was ordered is done.
        self.jobs = None;
        for thread in self.threads.drain(..) {
            // A panic was reported by the hook already.
            let _ = thread.join();
        }
    }
}

fn write<W: Writer>(mut writer: W, jobs: &Receiver<Job<W>>, lanes: &Lanes, replies: &Sender<Reply>) {
    while let Ok(job) = jobs.recv() {
        let (Job::Order(ticket, _) | Job::Run(ticket, _)) = job;
        let mut progress = |done, total| {
            let _ = replies.send(Reply { ticket, result: Ok(Answer::Progress { done, total }) });
        };
        let written = match job {
            Job::Order(_, order) => writer.carry_out(order, &mut progress),
            Job::Run(_, work) => work(&mut writer, &mut progress),
        };
        if let Ok(Some(Answer::Done(applied))) = &written {
            lanes.tell(&News::Applied(Arc::new((**applied).clone())));
        }
        if let Some(result) = written.transpose() {
            let _ = replies.send(Reply { ticket, result });
        }
    }
}

/// What a lane must know besides questions.
#[derive(Clone, Debug)]
enum News {
    AsOf(Day),
    ReadOnly(Option<ChangeWords>),
    Changed { customers: Arc<[CustomerId]>, many: bool },
    Applied(Arc<Applied>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Quick,
    List,
    Slow,
}

impl Kind {
    fn of(question: &Question) -> Self {
        match question {
            Question::Cycle(_)
            | Question::Cohorts(..)
            | Question::RulesPreview(_)
            | Question::Offers(_)
            | Question::Replenishment
            | Question::Products
            | Question::Launch(_)
            | Question::Segmentation
            | Question::Backtest
            | Question::Duplicates
            | Question::Joined(None)
            | Question::Quality
            | Question::CallStats { .. }
            | Question::Backups => Self::Slow,
            other if needs_board(other) => Self::List,
            _ => Self::Quick,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::List => "list",
            Self::Slow => "slow",
        }
    }
}

/// Whether the first question of the kind makes, for seconds, what the next ones only look at: the shelf of products,
/// the forecast. Stopped for every customer that is looked at, it would never be there.
const fn makes_what_is_shared(question: &Question) -> bool {
    matches!(question, Question::Offers(_) | Question::ToCome(_))
}

/// The lanes, and what they share: the figures of the tabs, which the list lane knows and the quick lane tells.
#[derive(Default)]
struct Lanes {
    quick: Lane,
    list: Lane,
    slow: Lane,
    badges: Mutex<(Option<u64>, Option<u64>)>,
}

impl Lanes {
    fn of(&self, kind: Kind) -> &Lane {
        match kind {
            Kind::Quick => &self.quick,
            Kind::List => &self.list,
            Kind::Slow => &self.slow,
        }
    }

    fn tell(&self, news: &News) {
        for lane in [&self.quick, &self.list, &self.slow] {
            lane.inbox().news.push_back(news.clone());
            lane.bell.notify_one();
        }
    }

    fn quit(&self) {
        for lane in [&self.quick, &self.list, &self.slow] {
            let mut inbox = lane.inbox();
            inbox.quit = true;
            lane.halt.store(true, Ordering::Relaxed);
            lane.bell.notify_one();
        }
    }
}

/// One lane's waiting questions. `halt` is only written under the lock of the inbox, so that it always belongs to the
/// question that is running.
#[derive(Default)]
struct Lane {
    inbox: Mutex<Inbox>,
    bell: Condvar,
    halt: Arc<AtomicBool>,
}

#[derive(Default)]
struct Inbox {
    slots: VecDeque<Slot>,
    news: VecDeque<News>,
    running: Option<Discriminant<Question>>,
    /// The roster is wanted: something was asked, or nothing was for a while.
    wanted: bool,
    /// That while is over; it comes once.
    waited: bool,
    quit: bool,
}

struct Slot {
    ticket: Ticket,
    question: Question,
    /// Its first page was tried already.
    paged: bool,
}

enum Task {
    Quit,
    News(News),
    Page(Ticket, ListSpec),
    Load,
    Answer(Slot),
}

impl Lane {
    /// A panic of a lane leaves its inbox whole: every change of it is one step.
    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask(&self, ticket: Ticket, question: Question) {
        let mut inbox = self.inbox();
        let kind = discriminant(&question);
        inbox.slots.retain(|slot| discriminant(&slot.question) != kind);
        if inbox.running == Some(kind) && !makes_what_is_shared(&question) {
            self.halt.store(true, Ordering::Relaxed);
        }
        inbox.slots.push_back(Slot { ticket, question, paged: false });
        inbox.wanted = true;
        inbox.waited = true;
        self.bell.notify_one();
    }

    /// What to do next, news first. `roster` is whether there is one, `None` for lanes without.
    fn next(&self, roster: Option<bool>) -> Task {
        let mut inbox = self.inbox();
        loop {
            if inbox.quit {
                return Task::Quit;
            }
            if let Some(news) = inbox.news.pop_front() {
                return Task::News(news);
            }
            if roster == Some(false) {
                if let Some((ticket, spec)) = inbox.page() {
                    return Task::Page(ticket, spec);
                }
                if inbox.wanted {
                    return Task::Load;
                }
                if !inbox.waited {
                    let wait =
                        self.bell.wait_timeout(inbox, FIRST_WAIT).unwrap_or_else(PoisonError::into_inner);
                    inbox = wait.0;
                    if wait.1.timed_out() {
                        inbox.wanted = true;
                        inbox.waited = true;
                    }
                    continue;
                }
            } else if let Some(slot) = inbox.slots.pop_front() {
                inbox.running = Some(discriminant(&slot.question));
                self.halt.store(false, Ordering::Relaxed);
                return Task::Answer(slot);
            }
            inbox = self.bell.wait(inbox).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The running question is over; whether its answer is still wanted.
    fn finish(&self) -> bool {
        let mut inbox = self.inbox();
        inbox.running = None;
        let wanted = !self.halt.load(Ordering::Relaxed);
        if !inbox.quit {
            self.halt.store(false, Ordering::Relaxed);
        }
        wanted
    }
}

impl Inbox {
    /// A waiting list whose first page was not tried yet.
    fn page(&mut self) -> Option<(Ticket, ListSpec)> {
        self.slots.iter_mut().filter(|slot| !slot.paged).find_map(|slot| {
            let Question::List(spec) = &slot.question else { return None };
            slot.paged = true;
            Some((slot.ticket, spec.clone()))
        })
    }

    /// Whether reading the roster now would be in vain.
    fn spoils_roster(&self) -> bool {
        self.quit
            || self.news.iter().any(|news| matches!(news, News::AsOf(_) | News::Changed { many: true, .. }))
    }
}

/// The thread of a lane.
struct Worker {
    kind: Kind,
    lanes: Arc<Lanes>,
    replies: Sender<Reply>,
    path: PathBuf,
    as_of: Day,
    read_only: Option<ChangeWords>,
}

impl Worker {
    fn lane(&self) -> &Lane {
        self.lanes.of(self.kind)
    }

    fn send(&self, ticket: Ticket, result: Result<Answer, ChangeWords>) {
        // Nobody listens any more while the store is being dropped.
        let _ = self.replies.send(Reply { ticket, result });
    }

    fn run(&self) {
        let reader = Reader::open_stoppable(&self.path, self.as_of, Arc::clone(&self.lane().halt));
        match reader {
            Ok(mut reader) => {
                reader.be_told();
                reader.set_read_only(self.read_only.clone());
                self.serve(&mut reader);
            }
            Err(fault) => self.refuse(&ChangeWords::from(fault)),
        }
    }

    /// Answers every question with what is wrong with the file.
    fn refuse(&self, why: &ChangeWords) {
        loop {
            match self.lane().next(None) {
                Task::Quit => return,
                Task::Answer(slot) => {
                    self.lane().finish();
                    self.send(slot.ticket, Err(why.clone()));
                }
                Task::News(_) | Task::Page(..) | Task::Load => {}
            }
        }
    }

    fn serve(&self, reader: &mut Reader) {
        loop {
            let roster = (self.kind == Kind::List).then(|| reader.has_board());
            match self.lane().next(roster) {
                Task::Quit => return,
                Task::News(news) => self.hear(reader, news),
                Task::Page(ticket, spec) => self.page(ticket, reader.first_page(&spec)),
                Task::Load => self.load(reader),
                Task::Answer(slot) => self.answer(reader, slot),
            }
        }
    }

    /// Sends a first page, where there is one. A fault will be met again, and said, when the whole is read.
    fn page(&self, ticket: Ticket, page: Result<Option<super::ask::Listing>, Fault>) {
        if let Ok(Some(listing)) = page {
            self.send(ticket, Ok(Answer::Listing(Box::new(listing))));
        }
    }

    fn load(&self, reader: &mut Reader) {
        let loaded = reader.load(&mut |interlude| {
            // The lock is not held while a page is read: asking never waits.
            let page = self.lane().inbox().page();
            if let Some((ticket, spec)) = page {
                self.page(ticket, interlude.first_page(&spec));
            }
            !self.lane().inbox().spoils_roster()
        });
        match loaded {
            Ok(()) => self.tell_badges(reader),
            Err(Fault::Stopped) => {}
            Err(fault) => {
                let why = ChangeWords::from(fault);
                let mut inbox = self.lane().inbox();
                inbox.wanted = false;
                for slot in inbox.slots.drain(..) {
                    self.send(slot.ticket, Err(why.clone()));
                }
            }
        }
    }

    fn answer(&self, reader: &mut Reader, slot: Slot) {
        let mut result = reader.respond(slot.question);
        if let (Kind::Quick, Ok(Answer::Portfolio(info))) = (self.kind, &mut result) {
            (info.to_contact, info.to_verify) = *self.badges();
        }
        if self.lane().finish() {
            self.send(slot.ticket, result.map_err(ChangeWords::from));
        }
    }

    fn hear(&self, reader: &mut Reader, news: News) {
        let list = self.kind == Kind::List;
        let heard = match news {
            News::AsOf(day) => {
                reader.set_as_of(day);
                Ok(())
            }
            News::ReadOnly(why) => {
                reader.set_read_only(why);
                Ok(())
            }
            // Only the list lane keeps anything of a customer.
            News::Changed { customers, many } if list => reader.renew(&customers, many),
            News::Applied(applied) if list => reader.renew_after(&applied),
            News::Changed { .. } | News::Applied(_) => Ok(()),
        };
        if heard.is_err() {
            reader.drop_board();
        }
        if list {
            self.tell_badges(reader);
        }
    }

    fn badges(&self) -> MutexGuard<'_, (Option<u64>, Option<u64>)> {
        self.lanes.badges.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the figures of the tabs where they are others than before.
    fn tell_badges(&self, reader: &mut Reader) {
        let now = reader.badges();
        if *self.badges() == now {
            return;
        }
        *self.badges() = now;
        if now.0.is_some()
            && let Ok(info) = reader.portfolio_now()
        {
            self.send(0, Ok(Answer::Portfolio(Box::new(info))));
        }
    }
}

#[cfg(test)]
#[path = "lanes_tests.rs"]
mod tests;
