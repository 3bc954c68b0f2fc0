//! Answers every [`Question`] from one read-only connection. Knows nothing of threads: the lanes of
//! [`Store`](super::lanes::Store) and the command line call the same [`Reader`].
//!
//! Each answer is made inside one read transaction, so its parts belong together. What follows from purchases is
//! always computed by [`Facts::of`](crate::domain::lifecycle::Facts::of) from the covering index, for the roster as
//! for a row, so a list and a page cannot disagree. Documents, contacts and notes after the as-of day are not shown.

mod archive;
mod baskets;
mod calls;
mod campaigns;
mod card;
mod cycle;
mod duplicates;
mod export;
mod fields;
mod find;
mod habits;
mod history;
mod listing;
mod lookups;
mod months;
mod offers;
mod own;
mod points;
mod portfolio;
mod profile;
mod quality;
mod rows;
mod sales;
mod scan;
mod segmentation;
mod segments;
mod tables;
mod team;
mod today;
mod value;
mod vocabulary;
mod winback;

#[cfg(test)]
pub(super) mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, ErrorCode, OptionalExtension};

use super::ask::{Answer, Applied, ChangeWords, KindOf, ListSpec, Listing, PortfolioInfo, Question};
use super::roster_load::Board;
use super::{backup, decisions, kinds, priority, schema, worth};
use crate::domain::Day;
use crate::domain::lifecycle::LifecycleRules;
use crate::domain::lifecycle::history::Cut;
use crate::domain::people::CustomerId;

pub(super) use card::bought_on;
pub(in crate::store) use points::{ALL_NUMBERS, numbers_of, points_of};
pub(super) use profile::{fields_defined, words_in_notes};
pub(super) use rows::{WinbackRow, history_of, last_contact, money_at_stake, shown_zone};
pub(super) use sales::{OFFER_LINES, expiring, offer_line};
pub(super) use scan::{ALL_HISTORIES, Cursor, anonymous_revenue, each_history, entry};
pub(super) use winback::aftermath_of;

/// Keys of the settings that the store itself reads. Values are JSON.
pub mod setting {
    /// Name of the business: text.
    pub const BUSINESS: &str = "business";
    /// Who works at this machine: text.
    pub const USER: &str = "user";
    /// ISO code of the currency: text.
    pub const CURRENCY: &str = "currency";
    /// Whether this is the sample portfolio: true or false.
    pub const SAMPLE: &str = "sample";
    /// Limits of the lifecycle: [`LifecycleRules`](crate::domain::lifecycle::LifecycleRules).
    pub const LIFECYCLE: &str = "lifecycle";
    /// Generations: an array of [`Generation`](crate::domain::people::age::Generation).
    pub const GENERATIONS: &str = "generations";
    /// Frequency of use: [`UsageRule`](crate::domain::people::habits::UsageRule).
    pub const USAGE: &str = "usage";
    /// Holidays written down: an array of [`LocalHoliday`](crate::domain::people::holidays::LocalHoliday).
    pub const HOLIDAYS: &str = "holidays";
    /// Thresholds of the verdict: [`HealthRules`](crate::domain::lifecycle::health::HealthRules).
    pub const HEALTH: &str = "health";
    /// Limits of today's list: [`TodayRules`](crate::domain::work::today::TodayRules).
    pub const TODAY: &str = "today";
    /// Settings of calls: [`CallRules`](crate::domain::work::calls::CallRules).
    pub const CALLS: &str = "calls";
    /// Settings of the figures of value: [`ValueRules`](crate::domain::value::ValueRules).
    pub const VALUE: &str = "value";
    /// Settings of effort: [`EffortRules`](crate::domain::value::EffortRules).
    pub const EFFORT: &str = "effort";
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Fault {
    /// The file cannot be read, or holds what this version does not know.
    Sql(rusqlite::Error),
    /// Told to stop: a newer question has come.
    Stopped,
    /// The question cannot be answered, for a reason a person can mend.
    Said(ChangeWords),
}

pub(super) type Outcome<T> = Result<T, Fault>;

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => Self::Stopped,
            _ => Self::Sql(error),
        }
    }
}

impl From<Fault> for ChangeWords {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Sql(error) => {
                let damaged = matches!(
                    error.sqlite_error_code(),
                    Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
                );
                let key = if damaged { "error-damaged" } else { "error-read" };
                Self { key: key.into(), args: vec![("what".into(), error.to_string())] }
            }
            Fault::Stopped => Self { key: "error-stopped".into(), args: Vec::new() },
            Fault::Said(why) => why,
        }
    }
}

/// The file as seen at the end of a day under certain limits.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// Connection.
    pub db: &'a Connection,
    /// As-of day and the windows that follow from it.
    pub cut: Cut,
    /// Limits of the lifecycle.
    pub rules: LifecycleRules,
    /// Raised when the answer is no longer wanted.
    pub halt: &'a AtomicBool,
}

impl At<'_> {
    /// The as-of day.
    pub fn day(&self) -> Day {
        self.cut.at
    }

    /// Whether the answer is no longer wanted.
    pub fn is_stopped(&self) -> bool {
        self.halt.load(Ordering::Relaxed)
    }
}

/// Reads a portfolio. The roster is read when a question first needs it, and kept.
pub struct Reader {
    db: Connection,
    path: PathBuf,
    as_of: Day,
    rules: LifecycleRules,
    read_only: Option<ChangeWords>,
    halt: Arc<AtomicBool>,
    board: Option<Board>,
    cycles: cycle::Cache,
    shelf: Option<offers::Shelf>,
    /// Whether changes made through other connections are looked for. The lanes are told of them instead.
    watch: bool,
    version: i64,
    /// Newest change, and newest that stands, when products and purchases were looked at last.
    changes: (i64, i64),
}

impl Reader {
    /// Opens a portfolio for reading, as of a day. It sees what others write to the file from question to question.
    pub fn open(path: &Path, as_of: Day) -> Result<Self, ChangeWords> {
        Self::open_stoppable(path, as_of, Arc::new(AtomicBool::new(false))).map_err(ChangeWords::from)
    }

    /// The same; work stops with [`Fault::Stopped`] while `halt` is raised.
    pub(super) fn open_stoppable(path: &Path, as_of: Day, halt: Arc<AtomicBool>) -> Outcome<Self> {
        let mut db = schema::connect(path, false, false)?;
        if schema::version(&db).is_err() {
            // In a folder that cannot be written SQLite cannot share memory; but then nobody writes the file either.
            db = schema::connect_unchanging(path)?;
        }
        let flag = Arc::clone(&halt);
        db.progress_handler(1000, Some(move || flag.load(Ordering::Relaxed)))?;
        let mut reader = Self {
            db,
            path: path.to_owned(),
            as_of,
            rules: LifecycleRules::default(),
            read_only: None,
            halt,
            board: None,
            cycles: cycle::Cache::default(),
            shelf: None,
            watch: true,
            version: 0,
            changes: (0, 0),
        };
        reader.look()?;
        Ok(reader)
    }

    /// The same; only what [`Reader::changed`] tells is read anew.
    pub fn open_told(path: &Path, as_of: Day) -> Result<Self, ChangeWords> {
        let mut reader = Self::open(path, as_of)?;
        reader.be_told();
        Ok(reader)
    }

    /// From now on only what [`Reader::changed`] tells is read anew.
    pub(super) fn be_told(&mut self) {
        self.watch = false;
    }

    /// Why nothing can be written, for [`PortfolioInfo::read_only`].
    pub fn set_read_only(&mut self, why: Option<ChangeWords>) {
        self.read_only = why;
    }

    /// Another as-of day.
    pub fn set_as_of(&mut self, day: Day) {
        if self.as_of != day {
            self.as_of = day;
            self.board = None;
        }
    }

    /// Whether the roster is in memory.
    pub(super) fn has_board(&self) -> bool {
        self.board.is_some()
    }

    /// Forgets the roster.
    pub(super) fn drop_board(&mut self) {
        self.board = None;
    }

    /// Reads these customers anew after a change; everybody where `many` is set.
    pub fn changed(&mut self, customers: &[CustomerId], many: bool) -> Result<(), ChangeWords> {
        self.renew(customers, many).map_err(ChangeWords::from)
    }

    /// The same after an order. A change that names no customers has touched too many to name, or none: its journal
    /// says which.
    pub(super) fn renew_after(&mut self, applied: &Applied) -> Outcome<()> {
        if applied.change == 0 {
            return Ok(());
        }
        let many = applied.customers.is_empty()
            && self
                .db
                .prepare_cached(history::TOUCHES_CUSTOMERS)?
                .query_row([applied.change], |r| r.get(0))?;
        self.renew(&applied.customers, many)
    }

    pub(super) fn renew(&mut self, customers: &[CustomerId], many: bool) -> Outcome<()> {
        self.transaction(|reader| {
            reader.look()?;
            if many {
                reader.board = None;
            }
            let (at, board, _) = reader.parts();
            let Some(board) = board else { return Ok(()) };
            let result = board.is_stale(&at).and_then(|stale| {
                if stale { Ok(true) } else { board.refresh(&at, customers).map(|()| false) }
            });
            if !matches!(result, Ok(false)) {
                // Half of it may be new: read it all again rather than answer from a mixture.
                reader.board = None;
            }
            result.map(|_| ())
        })
    }

    /// Answers a question.
    pub fn answer(&mut self, question: Question) -> Result<Answer, ChangeWords> {
        self.respond(question).map_err(ChangeWords::from)
    }

    pub(super) fn respond(&mut self, question: Question) -> Outcome<Answer> {
        self.transaction(|reader| {
            reader.look()?;
            reader.route(question)
        })
    }

    fn route(&mut self, question: Question) -> Outcome<Answer> {
        if needs_board(&question) {
            self.ensure_board(&mut |_| true)?;
        }
        if let Some(answer) = self.about_products(&question)? {
            return Ok(answer);
        }
        let info = matches!(question, Question::Portfolio).then(|| self.portfolio()).transpose()?;
        let (at, mut board, cycles) = self.parts();
        if let Some(board) = &mut board
            && wants_worth(&at, board, &question)?
        {
            worth::members::ensure(&at, board)?;
        }
        Ok(match question {
            Question::Rows(ids) => Answer::Rows(rows::rows(&at, &ids)?),
            Question::Card(id) => Answer::Card(card::card(&at, id)?.map(Box::new)),
            Question::Pair(ids) => Answer::Pair(duplicates::pair(&at, ids)?),
            Question::CallRun(source) => Answer::CallRun(calls::run(&at, &source)?.map(Box::new)),
            Question::CallsSince(begun) => Answer::CallsSince(calls::since(&at, begun)?),
            Question::CallCards(ids) => Answer::CallCards(calls::cards(&at, &ids)?),
            Question::CallStats { from, to, by } => {
                Answer::CallStats(Box::new(calls::stats(&at, from, to, by)?))
            }
            Question::OfferBoard { from } => Answer::OfferBoard(Box::new(sales::board(&at, from)?)),
            Question::OffersOf(id) => Answer::OffersOf(id, sales::of_customer(&at, id)?),
            Question::Backtest => Answer::Backtest(value::backtest(&at)?.map(Box::new)),
            Question::Profile(id) => Answer::Profile(profile::profile(&at, id)?.map(Box::new)),
            Question::Segmentation => Answer::Segmentation(Box::new(segmentation::segmentation(&at)?)),
            Question::Said { text, limit } => Answer::Said(profile::said(&at, &text, limit)?),
            Question::Purchases(id) => Answer::Purchases(id, archive::purchases(&at, id, None)?),
            Question::Document(id) => Answer::Document(archive::document(&at, id)?.map(Box::new)),
            Question::Contacts(id) => Answer::Contacts(id, archive::contacts(&at, id, None)?),
            Question::Notes(id) => Answer::Notes(id, archive::notes(&at, id)?),
            Question::CustomerJournal(id) => Answer::Journal(history::of_customer(&at, id)?),
            Question::Conflicts => Answer::Conflicts(crate::store::bundle::conflicts(at.db)?),
            Question::Journal { limit } => Answer::Journal(history::newest(&at, limit)?),
            Question::Decisions(ids) => Answer::Decisions(decisions::of(&at, &ids)?),
            Question::Kind(KindOf::Customer(id, window)) => {
                Answer::Kind(Box::new(kinds::of_customer(&at, id, window)?))
            }
            Question::Duplicates => Answer::Duplicates(duplicates::duplicates(&at)?),
            Question::Joined(keep) => Answer::Joined(duplicates::joined(&at, keep)?),
            Question::Points(id) => Answer::Points(points::points_told(&at, id)?),
            Question::Point(id) => Answer::Point(points::point(at.db, id)?),
            Question::Quality => Answer::Quality(Box::new(quality::quality(&at)?)),
            Question::Labels => Answer::Labels(vocabulary::labels(&at)?),
            Question::LabelCounts(ids) => Answer::LabelCounts(vocabulary::label_counts(&at, &ids)?),
            Question::Never(ids) => Answer::Never(vocabulary::never(&at, &ids)?),
            Question::Backups => Answer::Backups(backup::list(&self.path)),
            Question::Drafts => Answer::Drafts(portfolio::drafts(&at)?),
            Question::Cycle(period) => Answer::Cycle(Box::new(cycle::cycle(&at, period, cycles)?)),
            Question::Cohorts(period, grain) => {
                Answer::Cohorts(Box::new(cycle::cohorts(&at, period, grain, cycles)?))
            }
            Question::RulesPreview(rules) => Answer::RulesPreview(Box::new(cycle::preview(&at, rules)?)),
            Question::Portfolio => match info {
                Some(info) => Answer::Portfolio(Box::new(info)),
                None => return Err(Fault::Stopped),
            },
            // Answered above.
            Question::Offers(_)
            | Question::Habits(_)
            | Question::Replenishment
            | Question::Products
            | Question::Launch(_) => return Err(Fault::Stopped),
            Question::List(_)
            | Question::Find { .. }
            | Question::WithNumber(_)
            | Question::Similar(_)
            | Question::Likeness(_)
            | Question::Today
            | Question::Arrivals(_)
            | Question::Winback
            | Question::Segments
            | Question::Worth(_)
            | Question::ToCome(_)
            | Question::WorthIn(..)
            | Question::Value(_)
            | Question::ValuePreview(_)
            | Question::Kind(KindOf::Figure(..))
            | Question::Growth(_)
            | Question::Effort(_)
            | Question::Lift
            | Question::Audience { .. }
            | Question::Campaigns
            | Question::CampaignPage(_)
            | Question::OfferPage(_)
            | Question::Ceiling(_)
            | Question::Team { .. }
            | Question::Vocabulary => {
                let Some(board) = board else { return Err(Fault::Stopped) };
                match question {
                    Question::List(spec) => {
                        Answer::Listing(Box::new(listing::listing(&at, board, spec, cycles)?))
                    }
                    Question::Find { text, limit } => Answer::Found(find::find(&at, board, &text, limit)?),
                    Question::WithNumber(text) => Answer::Found(find::find(&at, board, &text, 4)?),
                    Question::Similar(draft) => Answer::Found(find::similar(&at, board, &draft)?),
                    Question::Likeness(ids) => Answer::Likeness(today::likeness(board, &ids)),
                    Question::Today => Answer::Today(Box::new(today::today(&at, board)?)),
                    Question::Arrivals(called) => Answer::Arrivals(today::arrivals(&at, board, &called)),
                    Question::ToCome(ids) => Answer::ToCome(worth::to_come(&at, board, &ids)?),
                    Question::Worth(ids) => Answer::Worth(worth::worths(&at, board, None, &ids)?),
                    Question::WorthIn(window, ids) => {
                        Answer::Worth(worth::worths(&at, board, Some(window), &ids)?)
                    }
                    Question::ValuePreview(rules) => {
                        Answer::ValuePreview(Box::new(worth::preview(&at, board, rules)?))
                    }
                    Question::Kind(KindOf::Figure(window, figure)) => {
                        Answer::Kind(Box::new(kinds::of_figure(&at, board, window, figure)?))
                    }
                    Question::Value(window) => Answer::Value(Box::new(worth::dashboard(&at, board, window)?)),
                    Question::Growth(period) => {
                        Answer::Growth(Box::new(priority::growth(&at, board, period)?))
                    }
                    Question::Effort(axis) => Answer::Effort(Box::new(priority::effort(&at, board, axis)?)),
                    Question::Lift => Answer::Lift(Box::new(priority::lift(&at, board)?)),
                    Question::Winback => Answer::Winback(Box::new(winback::winback(&at, board)?)),
                    Question::Audience { customers, channel } => {
                        let found = campaigns::audience(&at, board, &customers, channel)?;
                        Answer::Audience(Box::new(found))
                    }
                    Question::OfferPage(id) => {
                        let mut page = sales::page(&at, id)?;
                        if let Some(page) = &mut page {
                            page.ceiling = worth::ceiling(&at, board, page.row.offer.draft.customer)?;
                        }
                        Answer::OfferPage(page.map(Box::new))
                    }
                    Question::Ceiling(id) => Answer::Ceiling(id, worth::ceiling(&at, board, id)?),
                    Question::CampaignPage(id) => {
                        Answer::CampaignPage(campaigns::page(&at, board, id)?.map(Box::new))
                    }
                    Question::Campaigns => Answer::Campaigns(campaigns::all(&at, board)?),
                    Question::Team { from, to } => Answer::Team(Box::new(team::team(&at, board, from, to)?)),
                    Question::Segments => Answer::Segments(segments::segments(&at, board)?),
                    _ => Answer::Vocabulary(Box::new(vocabulary::vocabulary(&at, board)?)),
                }
            }
        })
    }

    /// The first page of a list that an index gives at once; `None` where the roster is needed.
    pub(super) fn first_page(&mut self, spec: &ListSpec) -> Outcome<Option<Listing>> {
        self.transaction(|reader| {
            reader.look()?;
            listing::first_page(&reader.at(), spec)
        })
    }

    /// Reads the roster unless it is there. `tick` is called again and again meanwhile and stops it with `false`;
    /// it may ask [`first_page`](listing::first_page) of what it is given.
    pub(super) fn load(&mut self, tick: &mut dyn FnMut(&Interlude<'_>) -> bool) -> Outcome<()> {
        self.transaction(|reader| {
            reader.look()?;
            reader.ensure_board(tick)
        })
    }

    fn ensure_board(&mut self, tick: &mut dyn FnMut(&Interlude<'_>) -> bool) -> Outcome<()> {
        if self.board.is_none() {
            let board = Board::load(&self.at(), tick)?;
            self.board = Some(board);
        }
        Ok(())
    }

    /// Customers to contact today and lost ones nobody looked at, once the roster is there.
    pub(super) fn badges(&self) -> (Option<u64>, Option<u64>) {
        self.board.as_ref().map(Board::badges).unzip()
    }

    /// Facts of the portfolio; figures that need the roster are there once it is.
    pub(super) fn portfolio_now(&mut self) -> Outcome<PortfolioInfo> {
        self.transaction(|reader| {
            reader.look()?;
            reader.portfolio()
        })
    }

    fn portfolio(&self) -> Outcome<PortfolioInfo> {
        let mut info = portfolio::portfolio(&self.at(), &self.path)?;
        info.read_only.clone_from(&self.read_only);
        (info.to_contact, info.to_verify) = self.badges();
        Ok(info)
    }

    fn at(&self) -> At<'_> {
        At { db: &self.db, cut: Cut::new(self.as_of), rules: self.rules, halt: &self.halt }
    }

    fn parts(&mut self) -> (At<'_>, Option<&mut Board>, &mut cycle::Cache) {
        let at = At { db: &self.db, cut: Cut::new(self.as_of), rules: self.rules, halt: &self.halt };
        (at, self.board.as_mut(), &mut self.cycles)
    }

    /// Settings in force and, where nobody tells, whether the file changed.
    fn look(&mut self) -> Outcome<()> {
        let rules = setting_value::<LifecycleRules>(&self.db, setting::LIFECYCLE)?.unwrap_or_default();
        if rules != self.rules {
            self.rules = rules;
            self.board = None;
        }
        let version: i64 = self.db.pragma_query_value(None, "data_version", |r| r.get(0))?;
        if version != self.version {
            self.version = version;
            self.cycles.clear();
            if self.trade_changed()? {
                self.shelf = None;
            }
            if self.watch {
                self.board = None;
            }
        }
        Ok(())
    }

    /// Whether products or purchases may be others than when it was asked last: by the changes made since. What was taken
    /// back or made again is not looked into.
    fn trade_changed(&mut self) -> Outcome<bool> {
        let newest: i64 = self.db.query_row("SELECT coalesce(max(id), 0) FROM change", [], |r| r.get(0))?;
        let standing = super::journal::last_done(&self.db)?.unwrap_or(0);
        let before = std::mem::replace(&mut self.changes, (newest, standing));
        if newest != standing || before.0 != before.1 || newest < before.0 {
            return Ok(true);
        }
        let sql = "SELECT 1 FROM change_row WHERE change_id > ?1 \
                   AND tbl IN ('purchase', 'line', 'product', 'import', 'setting')";
        Ok(self.db.prepare_cached(sql)?.exists([before.0])?)
    }

    /// Runs `work` inside one read transaction, so that all it reads belongs together.
    fn transaction<T>(&mut self, work: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        self.db.execute_batch("BEGIN")?;
        let result = work(self);
        // Nothing was written; a transaction that cannot be ended is reported by the next BEGIN.
        let _ = self.db.execute_batch("ROLLBACK");
        result
    }
}

/// What a lane may do while the roster is being read.
pub(super) struct Interlude<'a> {
    at: At<'a>,
}

impl<'a> Interlude<'a> {
    pub(super) fn new(at: At<'a>) -> Self {
        Self { at }
    }

    /// The first page of a list, as [`Reader::first_page`].
    pub(super) fn first_page(&self, spec: &ListSpec) -> Outcome<Option<Listing>> {
        listing::first_page(&self.at, spec)
    }
}

/// Whether a question is answered from the roster.
pub(super) fn needs_board(question: &Question) -> bool {
    matches!(
        question,
        Question::List(_)
            | Question::Find { .. }
            | Question::WithNumber(_)
            | Question::Similar(_)
            | Question::Likeness(_)
            | Question::Today
            | Question::Arrivals(_)
            | Question::Winback
            | Question::Segments
            | Question::Worth(_)
            | Question::ToCome(_)
            | Question::WorthIn(..)
            | Question::Value(_)
            | Question::ValuePreview(_)
            | Question::Kind(KindOf::Figure(..))
            | Question::Growth(_)
            | Question::Effort(_)
            | Question::Lift
            | Question::Audience { .. }
            | Question::Campaigns
            | Question::CampaignPage(_)
            | Question::OfferPage(_)
            | Question::Ceiling(_)
            | Question::Team { .. }
            | Question::Vocabulary
    )
}

/// The portfolio's currency.
pub(super) fn currency(at: &At<'_>) -> Outcome<crate::domain::Currency> {
    portfolio::currency(at.db)
}

/// Customers up to whom completion proposes the values of value, too: making them costs a pass over everybody.
const APPRAISED_FOR_COMPLETION: usize = 20_000;

/// Whether a question is about figures of the whole portfolio.
fn wants_worth(at: &At<'_>, board: &Board, question: &Question) -> Outcome<bool> {
    match question {
        _ if board.roster.has_worth() => Ok(false),
        Question::List(spec) => lookups::needs_worth(at, &spec.query, spec.sort),
        Question::Segments => segments::need_worth(at),
        Question::Vocabulary => Ok(board.roster.len() <= APPRAISED_FOR_COMPLETION),
        _ => Ok(false),
    }
}

/// A number that cannot be negative, as `count(*)` gives it.
pub(super) fn count(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(row.get::<_, i64>(column)?.max(0) as usize)
}

/// A setting read from its JSON; `None` where it is not set or of another form, so that the default holds.
pub(super) fn setting_value<T: serde::de::DeserializeOwned>(
    db: &Connection,
    key: &str,
) -> Outcome<Option<T>> {
    let text: Option<String> = db
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |r| r.get(0))
        .optional()?;
    Ok(text.and_then(|t| serde_json::from_str(&t).ok()))
}
