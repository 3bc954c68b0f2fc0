//! The real world behind the screen: the store's threads over one portfolio at a time, the importer, folders.
//!
//! Nothing here blocks: what takes long runs in a thread of its own and comes back as a message.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use chrono::NaiveDateTime;

use super::backend::Backend;
use super::bundling;
use super::choices;
use super::demo;
use super::exporting;
use super::importing::{self, Failure, Job};
use super::mailing;
use super::msg::{Msg, Opened};
use crate::domain::change::Stamp;
use crate::domain::{Currency, Day, Money};
use crate::store::ask::{Answer, ChangeWords, Order, Question, Reply, Ticket};
use crate::store::backup;
use crate::store::db::{Db, Mode, NewSettings};
use crate::store::error::OpenError;
use crate::store::keeper::Keeper;
use crate::store::lanes::{Store, Writer, Written};
use crate::ui::format::NumberStyle;
use crate::ui::texts::{Lang, Texts};
use crate::views::bundling::BundleNews;
use crate::views::exports::ExportRequest;
use crate::views::{FileNews, ImportRequest, NewPortfolio, SheetRequest};

/// Where things lie and what day it is.
#[derive(Clone, Debug)]
pub struct Places {
    /// The portfolio to open first, which is also the one to come back to from the sample.
    pub portfolio: PathBuf,
    /// The sample's file.
    pub sample: PathBuf,
    /// Begin with the sample.
    pub sample_first: bool,
    /// A day in the past to look from.
    pub as_of: Option<Day>,
    /// Never write.
    pub read_only: bool,
    /// Language for sentences in files of rejects.
    pub lang: Lang,
    /// What time it is: [`super::clock::now`], or a moment that stands still in tests.
    pub clock: fn() -> NaiveDateTime,
}

/// Carries out orders on the open portfolio.
struct Pen {
    db: Db,
}

impl Writer for Pen {
    fn carry_out(&mut self, order: Order, _progress: &mut dyn FnMut(u64, u64)) -> Written {
        self.db.carry_out(order).map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "an order was not carried out");
            error.words()
        })
    }
}

/// The world.
pub struct World {
    out: Sender<Msg>,
    places: Places,
    store: Option<Store<Pen>>,
    keeper: Option<Keeper>,
    path: Option<PathBuf>,
    currency: Currency,
    stop: Arc<AtomicBool>,
}

impl World {
    /// A world whose messages go to `out`. Opens nothing yet.
    pub fn new(out: Sender<Msg>, places: Places) -> Self {
        Self {
            out,
            places,
            store: None,
            keeper: None,
            path: None,
            currency: Currency::default(),
            stop: Arc::new(AtomicBool::new(false)),
        }
    }

    /// Opens the portfolio, or says that there is none; refusals of the file come back at once, before any screen is
    /// taken.
    pub fn begin(&mut self) -> Result<(), OpenError> {
        if self.places.sample_first {
            self.open_sample();
            return Ok(());
        }
        if !self.places.portfolio.exists() {
            self.say(Msg::Opened(Opened::Nothing));
            return Ok(());
        }
        let path = self.places.portfolio.clone();
        let (db, why) = open(&path, self.places.read_only)?;
        self.start(&path, db, why.as_ref());
        Ok(())
    }

    fn say(&self, msg: Msg) {
        // Nobody listens any more only when the program is ending.
        let _ = self.out.send(msg);
    }

    /// Goes on with this portfolio. The one before is closed first.
    fn start(&mut self, path: &Path, db: Db, why: Option<&ChangeWords>) {
        self.close();
        self.currency = db.currency().unwrap_or_default();
        let now = (self.places.clock)();
        let as_of = self.places.as_of.unwrap_or_else(|| now.date().into());
        let writable = why.is_none();
        match Store::start(path, as_of, why, Pen { db }) {
            Ok(mut store) => {
                let (replies, out) = (store.take_replies(), self.out.clone());
                let pump = move || {
                    for reply in replies {
                        if out.send(Msg::Reply(reply)).is_err() {
                            return;
                        }
                    }
                };
                if let Err(error) = thread::Builder::new().name("replies".into()).spawn(pump) {
                    self.fail(&error.to_string());
                    return;
                }
                // The sample is made anew every day: a copy of it would be worth nothing.
                let due = writable && *path != self.places.sample && backup::needs_daily(path, now);
                let out = self.out.clone();
                let say = move |result| {
                    let _ = out.send(Msg::Reply(Reply { ticket: 0, result }));
                };
                match Keeper::start(path, due.then_some(now), say) {
                    Ok(keeper) => self.keeper = Some(keeper),
                    Err(error) => tracing::warn!(%error, "nobody looks after the file"),
                }
                self.store = Some(store);
                self.path = Some(path.to_owned());
                self.say(Msg::Opened(Opened::Portfolio));
            }
            Err(error) => self.fail(&error.to_string()),
        }
    }

    fn fail(&self, what: &str) {
        let words = ChangeWords { key: "error-threads".into(), args: vec![("what".into(), what.to_owned())] };
        self.say(Msg::Opened(Opened::Failed(words)));
    }

    /// Stops the threads; orders already given are carried out first.
    fn close(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.keeper = None;
        self.store = None;
        self.stop = Arc::new(AtomicBool::new(false));
    }

    fn try_open(&mut self, path: &Path, create: Option<&NewPortfolio>) -> Result<(), OpenError> {
        if self.path.as_deref() == Some(path) {
            // It is open already, and must not be touched by a second connection of this process.
            self.close();
            self.path = None;
        }
        let made = match create {
            Some(new) if !path.exists() => {
                let currency = Currency::from_code(&new.currency).unwrap_or_default();
                let settings = NewSettings {
                    business: new.business.clone(),
                    user: new.user.clone(),
                    currency,
                    is_sample: false,
                };
                (Db::create(path, &settings)?, None)
            }
            _ => open(path, self.places.read_only)?,
        };
        self.start(path, made.0, made.1.as_ref());
        Ok(())
    }

    fn file_news(&self, ticket: Ticket, news: FileNews) {
        self.say(Msg::FileNews(ticket, news));
    }
}

/// Opens for writing, or for reading where that is wanted or nothing else can be had, with the reason.
fn open(path: &Path, read_only: bool) -> Result<(Db, Option<ChangeWords>), OpenError> {
    if read_only {
        let db = Db::open(path, crate::store::db::Mode::Read)?;
        return Ok((db, Some(ChangeWords { key: "error-read-only-wanted".into(), args: Vec::new() })));
    }
    let (db, why) = Db::open_or_read(path)?;
    Ok((db, why.map(|why| why.words())))
}

/// The newest change, where there is one.
fn newest(db: &Db) -> Option<crate::store::ask::Applied> {
    db.newest_change().ok().flatten()
}

/// Who works here; nobody where that is not known.
fn user_of(db: &Db) -> String {
    match db.setting("user") {
        Ok(Some(serde_json::Value::String(user))) => user,
        _ => String::new(),
    }
}

/// Why a bundle did not come in.
fn bundle_words(error: &exporting::Failure) -> ChangeWords {
    match error {
        exporting::Failure::Stopped => ChangeWords { key: "bundling-stopped".to_owned(), args: Vec::new() },
        other => other.words(),
    }
}

/// Money as plain text with the currency's sign behind it: in sentences that cross threads.
fn money_words(currency: &Currency, lang: Lang) -> impl Fn(Money) -> String + use<> {
    let (symbol, decimals, style) = (currency.symbol.clone(), currency.decimals, NumberStyle::of_lang(lang));
    move |money: Money| style.money(money.0, decimals, &symbol)
}

impl Backend for World {
    fn ask(&mut self, ticket: Ticket, question: Question) {
        if let Some(store) = &self.store {
            store.ask(ticket, question);
        }
    }

    fn order(&mut self, ticket: Ticket, order: Order) {
        if let Some(store) = &self.store {
            store.order(ticket, order);
        }
    }

    fn preview(&mut self, ticket: Ticket, request: ImportRequest) {
        let (out, currency, lang) = (self.out.clone(), self.currency.clone(), self.places.lang);
        let path = self.path.clone();
        let work = move || {
            let say = money_words(&currency, lang);
            // Where the portfolio cannot be read, nothing is remembered.
            let db = path.and_then(|path| Db::open(&path, Mode::Read).ok());
            let sources = db.as_ref().and_then(|db| db.sources().ok()).unwrap_or_default();
            let request = db.map_or_else(|| request.clone(), |db| choices::recalled(&db, &request));
            let news = match importing::preview(&request, &currency, &say) {
                Ok(mut preview) => {
                    preview.sources = sources;
                    FileNews::Preview(Box::new(preview))
                }
                Err(error) => FileNews::Failed(error.words(&request.path)),
            };
            let _ = out.send(Msg::FileNews(ticket, news));
        };
        if let Err(error) = thread::Builder::new().name("preview".into()).spawn(work) {
            self.fail(&error.to_string());
        }
    }

    fn import(&mut self, ticket: Ticket, request: ImportRequest) {
        let Some(store) = &self.store else { return };
        self.stop = Arc::new(AtomicBool::new(false));
        let (out, stop, lang) = (self.out.clone(), Arc::clone(&self.stop), self.places.lang);
        let (currency, now) = (self.currency.clone(), (self.places.clock)());
        store.run(
            ticket,
            Box::new(move |pen: &mut Pen, _| {
                let texts = Texts::new(lang, &NumberStyle::of_lang(lang));
                let say = |words: &ChangeWords| texts.words(&words.key, &words.args);
                let path = request.path.clone();
                let stamp = Stamp { now, author: user_of(&pen.db) };
                let job = Job { request, dry_run: false, rejects: None, stamp };
                let before = newest(&pen.db);
                let mut told = std::time::Instant::now();
                let mut progress = |p: crate::exchange::Progress| {
                    if told.elapsed() >= Duration::from_millis(50) {
                        told = std::time::Instant::now();
                        let news = FileNews::Progress(p.done, p.total, p.rows);
                        let _ = out.send(Msg::FileNews(ticket, news));
                    }
                    if stop.load(Ordering::Relaxed) {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                };
                let news = match importing::run(&mut pen.db, &job, &say, &mut progress) {
                    Ok(report) => {
                        let money = money_words(&currency, lang);
                        FileNews::Imported(Box::new(report.summary(&currency, &money)))
                    }
                    Err(error) => {
                        if !matches!(error, Failure::Stopped) {
                            tracing::warn!(error = &error as &dyn std::error::Error, "an import failed");
                        }
                        FileNews::Failed(error.words(&path))
                    }
                };
                let applied = newest(&pen.db).filter(|now| Some(now.change) != before.map(|b| b.change));
                let _ = out.send(Msg::FileNews(ticket, news));
                Ok(applied.map(|applied| Answer::Done(Box::new(applied))))
            }),
        );
    }

    fn export(&mut self, ticket: Ticket, request: ExportRequest) {
        let Some(path) = self.path.clone() else { return };
        self.stop = Arc::new(AtomicBool::new(false));
        let (out, stop) = (self.out.clone(), Arc::clone(&self.stop));
        let day = self.places.as_of.unwrap_or_else(|| (self.places.clock)().date().into());
        let (decimals, now) = (self.currency.decimals, (self.places.clock)());
        let work = move || {
            let mut told = std::time::Instant::now();
            let mut progress = |now: exporting::Progress| {
                if told.elapsed() >= Duration::from_millis(50) {
                    told = std::time::Instant::now();
                    let news = FileNews::Progress(now.done, now.total, now.done);
                    let _ = out.send(Msg::FileNews(ticket, news));
                }
                if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let news = match exporting::shown(&path, (day, decimals, now), &request, &mut progress) {
                Ok(report) => FileNews::Exported {
                    path: request.to.clone(),
                    records: report.records,
                    left_out: report.left_out.into_iter().collect(),
                },
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "an export failed");
                    FileNews::Failed(error.words())
                }
            };
            let _ = out.send(Msg::FileNews(ticket, news));
        };
        if let Err(error) = thread::Builder::new().name("export".into()).spawn(work) {
            self.fail(&error.to_string());
        }
    }

    fn tables(&mut self, ticket: Ticket, line: Vec<String>) {
        let Some(path) = self.path.clone() else { return };
        let out = self.out.clone();
        let day = self.places.as_of.unwrap_or_else(|| (self.places.clock)().date().into());
        let lang = self.places.lang;
        let work = move || {
            let news = match crate::cli::report_grids(&path, day, lang, &line) {
                Ok(grids) => FileNews::Tables(grids),
                Err(why) => FileNews::Failed(why),
            };
            let _ = out.send(Msg::FileNews(ticket, news));
        };
        if let Err(error) = thread::Builder::new().name("tables".into()).spawn(work) {
            self.fail(&error.to_string());
        }
    }

    fn bundle(&mut self, ticket: Ticket, path: PathBuf, write: bool) {
        let Some(store) = &self.store else { return };
        self.stop = Arc::new(AtomicBool::new(false));
        let (out, stop, now) = (self.out.clone(), Arc::clone(&self.stop), (self.places.clock)());
        store.run(
            ticket,
            Box::new(move |pen: &mut Pen, _| {
                let stamp = Stamp { now, author: user_of(&pen.db) };
                let mut told = std::time::Instant::now();
                let mut progress = |now: exporting::Progress| {
                    if told.elapsed() >= Duration::from_millis(50) {
                        told = std::time::Instant::now();
                        let _ = out
                            .send(Msg::FileNews(ticket, FileNews::Progress(now.done, now.total, now.done)));
                    }
                    if stop.load(Ordering::Relaxed) {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                };
                let done = if write {
                    bundling::import(&mut pen.db, &path, &stamp, &mut progress)
                        .map(|(origin, merged, applied)| (origin, merged, Some(applied)))
                } else {
                    bundling::preview(&mut pen.db, &path, &stamp, &mut progress)
                        .map(|(origin, merged)| (origin, merged, None))
                };
                let (news, applied) = match done {
                    Ok((origin, merged, applied)) => {
                        let bundling::Origin { author, made_at, since } = origin;
                        (FileNews::Bundle(Box::new(BundleNews { author, made_at, since, merged })), applied)
                    }
                    Err(error) => {
                        if !matches!(error, exporting::Failure::Stopped) {
                            tracing::warn!(error = &error as &dyn std::error::Error, "a bundle was refused");
                        }
                        (FileNews::Failed(bundle_words(&error)), None)
                    }
                };
                let _ = out.send(Msg::FileNews(ticket, news));
                Ok(applied.map(|applied| Answer::Done(Box::new(applied))))
            }),
        );
    }

    fn cancel_import(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn folder(&mut self, ticket: Ticket, path: PathBuf) {
        self.file_news(ticket, list(&path));
    }

    fn write_sheet(&mut self, ticket: Ticket, request: SheetRequest) {
        let SheetRequest { path, sheet, campaign, people, business, headings } = request;
        let written = mailing::write(&path, sheet, &campaign, &people, &business, &headings);
        self.file_news(
            ticket,
            match written {
                Ok(()) => FileNews::Written(ChangeWords {
                    key: "campaign-sheet-written".into(),
                    args: vec![
                        ("file".into(), path.display().to_string()),
                        ("n".into(), people.len().to_string()),
                    ],
                }),
                Err(why) => FileNews::Failed(why),
            },
        );
    }

    fn open(&mut self, path: Option<PathBuf>, create: Option<NewPortfolio>) {
        let path = path.unwrap_or_else(|| self.places.portfolio.clone());
        if !path.exists() && create.is_none() {
            self.say(Msg::Opened(Opened::Nothing));
            self.close();
            self.path = None;
            return;
        }
        if let Err(error) = self.try_open(&path, create.as_ref()) {
            tracing::warn!(error = &error as &dyn std::error::Error, "a portfolio was refused");
            self.say(Msg::Opened(Opened::Failed(error.words())));
        }
    }

    fn open_sample(&mut self) {
        let (out, path) = (self.out.clone(), self.places.sample.clone());
        if self.path.as_ref() == Some(&path) {
            return;
        }
        let now = (self.places.clock)();
        let work = move || {
            let stamp = Stamp { now, author: String::new() };
            let msg = match demo::prepare(&path, now.date().into(), &stamp) {
                Ok(()) => Msg::Ready(path),
                Err(error) => Msg::Opened(Opened::Failed(error.words())),
            };
            let _ = out.send(msg);
        };
        if let Err(error) = thread::Builder::new().name("sample".into()).spawn(work) {
            self.fail(&error.to_string());
        }
    }

    fn restore(&mut self, from: PathBuf) {
        let Some(path) = self.path.take() else { return };
        let open = (self.store.take(), self.keeper.take());
        let (out, now) = (self.out.clone(), (self.places.clock)());
        self.stop.store(true, Ordering::Relaxed);
        let work = move || {
            // Every connection must be gone before the file changes under it.
            drop(open);
            let restored = backup::restore(&path, &from, now);
            if let Err(error) = restored {
                let _ = out.send(Msg::Opened(Opened::Failed(error.words())));
            }
            let _ = out.send(Msg::Ready(path));
        };
        if let Err(error) = thread::Builder::new().name("restore".into()).spawn(work) {
            self.fail(&error.to_string());
        }
    }

    fn settle(&mut self, within: Duration) -> bool {
        let Some(store) = self.store.take() else { return true };
        self.keeper = None;
        self.stop.store(true, Ordering::Relaxed);
        let (done, wait) = channel();
        let finish = move || {
            drop(store);
            let _ = done.send(());
        };
        match thread::Builder::new().name("settle".into()).spawn(finish) {
            Ok(_) => wait.recv_timeout(within).is_ok(),
            Err(_) => false,
        }
    }

    fn file(&self) -> Option<PathBuf> {
        self.path.clone()
    }
}

/// What is in a folder: folders first, then files, each by name; hidden ones left out.
fn list(path: &Path) -> FileNews {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            let args = vec![("path".into(), path.display().to_string()), ("cause".into(), error.to_string())];
            return FileNews::Failed(ChangeWords { key: "import-error-io".into(), args });
        }
    };
    let mut found: Vec<(String, bool, u64)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let meta = std::fs::metadata(entry.path()).ok()?;
            (!name.starts_with('.')).then(|| (name, meta.is_dir(), meta.len()))
        })
        .collect();
    found.sort_by_key(|(name, is_folder, _)| (!is_folder, crate::domain::base::names::fold(name)));
    FileNews::Folder(path.to_owned(), found)
}
