//! The world behind the screen as it really is: the store's threads, imports, the sample, folders. Owns which portfolio
//! is open. Decides nothing; what comes of a wish goes back as a [`Msg`].

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use super::backend::Backend;
use super::importing::{self, Job, Report};
use super::msg::{Msg, Opened};
use super::{clock, demo};
use crate::domain::change::Stamp;
use crate::domain::{Currency, Day};
use crate::store::ask::{Answer, Applied, ChangeWords, Order, Question, Ticket};
use crate::store::backup;
use crate::store::db::{Db, Mode, NewSettings};
use crate::store::error::OpenError;
use crate::store::lanes::{Store, Writer, Written};
use crate::ui::format::Format;
use crate::ui::texts::Texts;
use crate::views::{FileNews, ImportRequest, NewPortfolio};

/// What the world is made of.
pub struct Place {
    /// The user's own portfolio, which need not exist yet.
    pub own: PathBuf,
    /// The sample portfolio's file.
    pub sample: PathBuf,
    /// Begin with the sample.
    pub begin_with_sample: bool,
    /// The day everything is seen as of; today, whichever that is, where `None`.
    pub as_of: Option<Day>,
    /// Nothing is to be written.
    pub read_only: bool,
    /// Texts for what imports have to say.
    pub texts: Arc<Texts>,
    /// How money is written in a currency.
    pub format: Arc<dyn Fn(&Currency) -> Format + Send + Sync>,
}

/// Writes for the store's threads.
struct Clerk {
    db: Db,
}

impl Writer for Clerk {
    fn carry_out(&mut self, order: Order, _: &mut dyn FnMut(u64, u64)) -> Written {
        let done = |applied: Applied| Some(Answer::Done(Box::new(applied)));
        let moved = |applied: Option<Applied>| applied.map_or(Some(Answer::NothingToUndo), done);
        let result = match order {
            Order::Change(change, stamp) => self.db.apply(&change, &stamp).map(done),
            Order::Undo(stamp) => self.db.undo(&stamp).map(moved),
            Order::Redo(stamp) => self.db.redo(&stamp).map(moved),
            Order::Backup { to, stamp } => {
                self.db.backup(to.as_deref(), stamp.now).map(|made| Some(Answer::BackedUp(made)))
            }
            Order::SaveDraft { key, content } => self.db.save_draft(&key, &content).map(|()| None),
            Order::DropDraft { key } => self.db.drop_draft(&key).map(|()| None),
        };
        result.map_err(|error| {
            tracing::error!(?error, "an order was not carried out");
            error.words()
        })
    }
}

/// A portfolio that is open.
struct Desk {
    store: Store<Clerk>,
    path: PathBuf,
    currency: Currency,
    user: String,
    as_of: Day,
}

/// The world behind the screen.
pub struct World {
    out: Sender<Msg>,
    place: Place,
    desk: Option<Desk>,
    cancel: Arc<AtomicBool>,
}

impl World {
    /// Opens the portfolio, or finds that there is none, and says so.
    pub fn new(place: Place, out: Sender<Msg>) -> Self {
        let mut world = Self { out, place, desk: None, cancel: Arc::default() };
        if world.place.begin_with_sample {
            world.open_sample();
        } else {
            world.open(None, None);
        }
        world
    }

    fn tell(&self, opened: Opened) {
        // The receiver is gone only where the program is being left.
        let _ = self.out.send(Msg::Opened(opened));
    }

    fn as_of(&self) -> Day {
        self.place.as_of.unwrap_or_else(|| clock::now().date().into())
    }

    fn is_open(&self, path: &Path) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.path == path)
    }

    /// Opens a file that is there; the portfolio before it stays open where that fails.
    fn enter(&mut self, path: &Path) -> Result<(), ChangeWords> {
        if self.is_open(path) {
            self.desk = None;
        }
        let (db, held) = if self.place.read_only {
            (Db::open(path, Mode::Read).map_err(|e| e.words())?, Some(words("cli-error-read-only")))
        } else {
            let (db, held) = Db::open_or_read(path).map_err(|e| e.words())?;
            (db, held.map(|e| e.words()))
        };
        let currency = db.currency().map_err(|e| e.words())?;
        let user = db.setting("user").ok().flatten().and_then(|v| v.as_str().map(str::to_owned));
        let as_of = self.as_of();
        let writes = held.is_none();
        let mut store =
            Store::start(path, as_of, held.as_ref(), Clerk { db }).map_err(|e| thread_words(&e))?;
        let replies = store.take_replies();
        let out = self.out.clone();
        spawn("replies", move || {
            for reply in replies {
                if out.send(Msg::Reply(reply)).is_err() {
                    break;
                }
            }
        });
        if writes {
            back_up_daily(path.to_owned());
        }
        let path = path.to_owned();
        self.desk = Some(Desk { store, path, currency, user: user.unwrap_or_default(), as_of });
        Ok(())
    }

    fn enter_and_tell(&mut self, path: &Path) {
        match self.enter(path) {
            Ok(()) => self.tell(Opened::Portfolio),
            Err(why) => self.tell(Opened::Failed(why)),
        }
    }
}

impl Backend for World {
    fn ask(&mut self, ticket: Ticket, question: Question) {
        let today = self.as_of();
        let Some(desk) = &mut self.desk else { return };
        if desk.as_of != today {
            // Midnight went by.
            desk.as_of = today;
            desk.store.set_as_of(today);
        }
        desk.store.ask(ticket, question);
    }

    fn order(&mut self, ticket: Ticket, order: Order) {
        if let Some(desk) = &self.desk {
            desk.store.order(ticket, order);
        }
    }

    fn preview(&mut self, ticket: Ticket, request: ImportRequest) {
        let currency = self.desk.as_ref().map(|d| d.currency.clone()).unwrap_or_default();
        let (out, format) = (self.out.clone(), Arc::clone(&self.place.format));
        spawn("preview", move || {
            let format = format(&currency);
            let news = match importing::preview(&request, &currency, &|m| format.money(m)) {
                Ok(preview) => FileNews::Preview(Box::new(preview)),
                Err(error) => FileNews::Failed(error.words(&request.path)),
            };
            let _ = out.send(Msg::FileNews(ticket, news));
        });
    }

    fn import(&mut self, ticket: Ticket, request: ImportRequest) {
        let Some(desk) = &self.desk else { return };
        self.cancel = Arc::default();
        let (out, cancel) = (self.out.clone(), Arc::clone(&self.cancel));
        let (texts, currency) = (Arc::clone(&self.place.texts), desk.currency.clone());
        let format = Arc::clone(&self.place.format);
        let stamp = Stamp { now: clock::now(), author: desk.user.clone() };
        let path = request.path.clone();
        let job = Job { request, source: None, dry_run: false, rejects: None, stamp };
        desk.store.run(
            ticket,
            Box::new(move |clerk, _| {
                let format = format(&currency);
                let say = |w: &ChangeWords| texts.words(&w.key, &w.args);
                let done = importing::run(&mut clerk.db, &job, &say, &mut |now| {
                    let _ =
                        out.send(Msg::FileNews(ticket, FileNews::Progress(now.done, now.total, now.rows)));
                    if cancel.load(Ordering::Relaxed) {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                });
                let (news, applied) = match done {
                    Ok(report) if report.refused => {
                        let args = vec![
                            ("file".into(), report.file.clone()),
                            ("count".into(), report.rejected_count.to_string()),
                        ];
                        (FileNews::Failed(ChangeWords { key: "import-refused".into(), args }), None)
                    }
                    Ok(report) => {
                        let summary = report.summary(&currency, &|m| format.money(m));
                        (FileNews::Imported(Box::new(summary)), applied(&report))
                    }
                    Err(error) => {
                        tracing::error!(?error, "an import did not come in");
                        (FileNews::Failed(error.words(&path)), None)
                    }
                };
                let _ = out.send(Msg::FileNews(ticket, news));
                Ok(applied.map(|a| Answer::Done(Box::new(a))))
            }),
        );
    }

    fn cancel_import(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    fn folder(&mut self, ticket: Ticket, path: PathBuf) {
        let out = self.out.clone();
        spawn("folder", move || {
            let news = match entries(&path) {
                Ok(found) => FileNews::Folder(path, found),
                Err(error) => FileNews::Failed(ChangeWords {
                    key: "error-io".into(),
                    args: vec![
                        ("file".into(), path.display().to_string()),
                        ("what".into(), error.to_string()),
                    ],
                }),
            };
            let _ = out.send(Msg::FileNews(ticket, news));
        });
    }

    fn open(&mut self, path: Option<PathBuf>, create: Option<NewPortfolio>) {
        let is_own = path.is_none();
        let path = path.unwrap_or_else(|| self.place.own.clone());
        if let Some(new) = create {
            let settings = NewSettings {
                business: new.business,
                user: new.user,
                currency: Currency::from_code(&new.currency).unwrap_or_default(),
                is_sample: false,
            };
            // Dropped at once: the lock is taken again by whoever writes.
            if let Err(error) = Db::create(&path, &settings) {
                return self.tell(Opened::Failed(error.words()));
            }
        } else if is_own && !path.exists() {
            self.desk = None;
            return self.tell(Opened::Nothing);
        }
        self.enter_and_tell(&path);
    }

    fn open_sample(&mut self) {
        let path = self.place.sample.clone();
        if self.is_open(&path) {
            self.desk = None;
        }
        let now = clock::now();
        match demo::prepare(&path, now.date().into(), &Stamp { now, author: String::new() }) {
            Ok(()) => self.enter_and_tell(&path),
            Err(error) => {
                tracing::error!(?error, "the sample could not be made");
                let why = match error {
                    demo::DemoError::Store(error) => error.words(),
                    demo::DemoError::Words(_) => words("cli-error-sample"),
                };
                self.tell(Opened::Failed(why));
                if self.desk.is_none() {
                    self.open(None, None);
                }
            }
        }
    }

    fn restore(&mut self, from: PathBuf) {
        let path = self.desk.as_ref().map_or_else(|| self.place.own.clone(), |desk| desk.path.clone());
        // The writer must be gone before the file is changed for another.
        self.desk = None;
        let restored = backup::restore(&path, &from, clock::now());
        self.enter_and_tell(&path);
        if let Err(error) = restored {
            tracing::error!(?error, "a backup could not be restored");
            self.tell(Opened::Failed(error.words()));
        }
    }

    fn settle(&mut self, within: Duration) -> bool {
        let Some(desk) = &self.desk else { return true };
        let (done, waiting) = channel();
        desk.store.run(
            0,
            Box::new(move |_, _| {
                let _ = done.send(());
                Ok(None)
            }),
        );
        waiting.recv_timeout(within).is_ok()
    }

    fn file(&self) -> Option<PathBuf> {
        Some(self.desk.as_ref().map_or_else(|| self.place.own.clone(), |desk| desk.path.clone()))
    }
}

/// An import as a change that touched too many to name, so that the lanes read everybody anew.
fn applied(report: &Report) -> Option<Applied> {
    let (c, p) = (report.customers, report.purchases);
    let args = [
        ("file", report.file.clone()),
        ("customers", (c.new + c.updated).to_string()),
        ("purchases", (p.new + p.updated + p.cancelled).to_string()),
    ];
    let what = ChangeWords {
        key: "change-import".into(),
        args: args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    };
    report.change.map(|change| Applied { change, what, ..Applied::default() })
}

/// A copy a day, in a thread of its own: it reads, and keeps nobody from writing.
fn back_up_daily(path: PathBuf) {
    let now = clock::now();
    if !backup::needs_daily(&path, now) {
        return;
    }
    spawn("backup", move || {
        let made = Db::open(&path, Mode::Read).map_err(Into::into).and_then(|db| db.backup(None, now));
        if let Err(error) = made {
            tracing::error!(?error, "the daily backup was not made");
        }
    });
}

/// A thread that nobody waits for. Where the system has none left, its work is not done, and the log says so.
fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(work) {
        tracing::error!(%error, name, "no thread");
    }
}

/// What is in a folder: name, whether it is a folder, bytes; folders first, hidden ones left out.
fn entries(folder: &Path) -> std::io::Result<Vec<(String, bool, u64)>> {
    let mut found: Vec<(String, bool, u64)> = std::fs::read_dir(folder)?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok().filter(|n| !n.starts_with('.'))?;
            let meta = std::fs::metadata(entry.path()).ok()?;
            Some((name, meta.is_dir(), meta.len()))
        })
        .collect();
    found.sort_by_cached_key(|(name, is_folder, _)| (!is_folder, crate::domain::base::names::fold(name)));
    Ok(found)
}

fn words(key: &str) -> ChangeWords {
    ChangeWords { key: key.to_owned(), args: Vec::new() }
}

fn thread_words(error: &std::io::Error) -> ChangeWords {
    ChangeWords { key: "cli-error-threads".into(), args: vec![("what".into(), error.to_string())] }
}

/// Whether a file that is to be opened at the start is fit to be: the program is not begun on one that is not.
pub fn check(path: &Path) -> Result<(), OpenError> {
    if path.exists() { crate::store::file::look(path).map(|_| ()) } else { Ok(()) }
}
