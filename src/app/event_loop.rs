//! The loop: waits for messages, lets them change the model, carries out effects, draws when nothing is waiting.
//! Idle means idle: no wake-up but the minute of the clock, no byte written.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use chrono::NaiveDateTime;

use super::backend::Backend;
use super::model::Model;
use super::msg::Msg;
use super::terminal::{self, Screen};
use super::{clock, update, watchdog};
use crate::config;
use crate::store::ask::Order;
use crate::ui::Look;
use crate::ui::keymap::Keymap;
use crate::ui::visible::visible;
use crate::views::{Effect, Toast, ToastKind};

/// How long the end of the program waits for what was ordered.
const SETTLE: Duration = Duration::from_millis(600);

/// Makes the world behind the screen, given where its messages go.
pub type MakeBackend = Box<dyn FnOnce(Sender<Msg>) -> color_eyre::Result<Box<dyn Backend>>>;

/// What the program is started with.
pub struct AppOptions {
    /// Settings, already read.
    pub config: config::Config,
    /// Bindings, already read from them.
    pub keymap: Keymap,
    /// Where preferences are kept; nowhere where `None`.
    pub config_path: Option<PathBuf>,
    /// `--ascii`.
    pub ascii: bool,
    /// Makes the world behind the screen; it opens the portfolio and says so with [`Msg::Opened`].
    pub backend: MakeBackend,
}

/// Runs the program on the terminal until it is left; the exit code is that of the way it was left.
pub fn run(options: AppOptions) -> color_eyre::Result<ExitCode> {
    run_to_code(options).map(ExitCode::from)
}

/// [`run`] with the exit code as a number: 0 left by the user, 101 after a panic, 128 + n for signal n.
pub fn run_to_code(options: AppOptions) -> color_eyre::Result<u8> {
    let var = |name: &str| std::env::var(name).ok();
    let light = options.config.theme == "auto" && terminal::is_light();
    let system = sys_locale::get_locale().unwrap_or_default();
    let mut look = Look::of(&options.config, options.keymap, &system, light, var);
    look.ascii |= options.ascii;
    let (out, incoming) = mpsc::channel();
    let backend = (options.backend)(out.clone())?;
    let now = clock::now();
    let mut model = Model::new(look, update::main_views(), now, terminal::size());
    model.planted_panic = var("CARTERA_PANIC").as_deref() == Some("view");
    model.home =
        directories::BaseDirs::new().map_or_else(|| PathBuf::from("."), |dirs| dirs.home_dir().to_owned());
    say_where(&model, backend.as_ref());
    terminal::hook_panics();
    watchdog::start(&out)?;
    let screen = Screen::take(model.look.mouse)?;
    let mut runner = Runner { backend, screen: Some(screen), config_path: options.config_path };
    // The input thread ends with the process: a read cannot be interrupted.
    thread::Builder::new().name("input".into()).spawn(move || terminal::read_events(&out))?;
    let ended = catch_unwind(AssertUnwindSafe(|| runner.run(&mut model, &incoming)));
    let code = if let Ok(result) = ended {
        result
    } else {
        runner.rescue(&model);
        Ok(101)
    };
    runner.screen = None;
    runner.backend.settle(SETTLE);
    code
}

/// Carries out effects.
pub struct Runner {
    /// The world behind the screen.
    pub backend: Box<dyn Backend>,
    screen: Option<Screen>,
    config_path: Option<PathBuf>,
}

impl Runner {
    /// Without a terminal: for tests.
    pub fn headless(backend: Box<dyn Backend>) -> Self {
        Self { backend, screen: None, config_path: None }
    }

    fn run(&mut self, model: &mut Model, incoming: &Receiver<Msg>) -> color_eyre::Result<u8> {
        let mut minute = None;
        let mut dirty = true;
        loop {
            if model.leaving.is_none() && dirty {
                if let Some(screen) = &mut self.screen
                    && let Err(error) = screen.draw(model)
                {
                    // The terminal is gone, perhaps before anybody said so: what is being written is kept first.
                    self.step(model, Msg::Leave(0));
                    return Err(error.into());
                }
                dirty = false;
            }
            let wait = model.next_wake(clock::now());
            let first = match incoming.recv_timeout(wait) {
                Ok(msg) => Some(msg),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            };
            let now = clock::now();
            if let Some(msg) = first {
                self.step(model, msg);
                // Everything that waits already is taken in before drawing once.
                for msg in incoming.try_iter() {
                    self.step(model, msg);
                }
                dirty = true;
            }
            self.step(model, Msg::Tick(now));
            let shown = minute_of(now);
            dirty |= minute.replace(shown).is_some_and(|before| before != shown);
            if let Some(code) = model.leaving {
                return Ok(code);
            }
        }
    }

    /// One message and what follows from it.
    pub fn step(&mut self, model: &mut Model, msg: Msg) {
        if matches!(msg, Msg::Resumed)
            && let Some(screen) = &mut self.screen
            && let Err(error) = screen.take_again()
        {
            tracing::error!(%error, "the terminal could not be taken again");
        }
        let opened = matches!(msg, Msg::Opened(_));
        for effect in update::update(model, msg) {
            self.carry_out(model, effect);
        }
        if opened {
            say_where(model, self.backend.as_ref());
        }
    }

    /// Carries out one effect.
    pub fn carry_out(&mut self, model: &mut Model, effect: Effect) {
        match effect {
            Effect::Ask(ticket, question) => self.backend.ask(ticket, question),
            Effect::Order(ticket, order) => self.backend.order(ticket, order),
            Effect::Copy(text) => {
                if self.screen.is_some()
                    && let Err(error) = Screen::copy(&text)
                {
                    tracing::warn!(%error, "the clipboard could not be reached");
                }
                // A table is not said again, only how many rows there are below headings; tables stand apart by a line.
                let tables = text.split("\n\n").map(|table| table.lines().count());
                let text = match tables.map(|lines| lines.saturating_sub(1)).sum::<usize>() {
                    0 => model.look.tf("toast-copied", &[("text", text.into())]),
                    n => model.look.tf("toast-copied-rows", &[("n", n.into())]),
                };
                model.toast = Some(Toast { text, kind: ToastKind::Done, undoable: false });
            }
            Effect::Prefer { key, value } => {
                model.apply_preference(key, &value);
                self.prefer(key, &value);
            }
            Effect::OpenPortfolio { path, create } => {
                model.then = create.as_ref().map(|new| new.then).unwrap_or_default();
                self.backend.open(path.map(|path| of_home(&model.home, path)), create);
            }
            Effect::OpenSample => self.backend.open_sample(),
            Effect::Restore(path) => self.backend.restore(path),
            Effect::Preview(ticket, mut request) => {
                request.path = of_home(&model.home, request.path);
                self.backend.preview(ticket, request);
            }
            Effect::Import(ticket, mut request) => {
                request.path = of_home(&model.home, request.path);
                self.backend.import(ticket, request);
            }
            Effect::Export(ticket, mut request) => {
                request.to = of_home(&model.home, request.to);
                self.backend.export(ticket, *request);
            }
            Effect::Tables(ticket, line) => self.backend.tables(ticket, line),
            Effect::Bundle(ticket, path, write) => {
                self.backend.bundle(ticket, of_home(&model.home, path), write);
            }
            Effect::CancelImport => self.backend.cancel_import(),
            Effect::Folder(ticket, path) => self.backend.folder(ticket, of_home(&model.home, path)),
            Effect::WriteSheet(ticket, mut request) => {
                request.path = model.home.join(&request.path);
                self.backend.write_sheet(ticket, *request);
            }
            Effect::Quit => model.leaving = Some(0),
        }
    }

    /// Keeps a preference; where that fails it holds for this session, and the log says why.
    fn prefer(&self, key: &str, value: &str) {
        let Some(path) = &self.config_path else { return };
        if let Err(error) = keep(path, key, value) {
            tracing::warn!(%error, key, "the preference could not be kept");
        }
    }

    /// After a panic: keeps what the forms hold.
    fn rescue(&mut self, model: &Model) {
        self.screen = None;
        let draft =
            catch_unwind(AssertUnwindSafe(|| model.layers.iter().rev().find_map(|layer| layer.draft())));
        if let Ok(Some((key, content))) = draft {
            self.backend.order(0, Order::SaveDraft { key, content });
        }
    }
}

/// Has a panic say which file the data are in.
fn say_where(model: &Model, backend: &dyn Backend) {
    terminal::last_words(match backend.file() {
        Some(path) => model
            .look
            .tf("panic-message", &[("file", visible(&path.display().to_string()).into_owned().into())]),
        None => model.look.t("panic-message-no-file"),
    });
}

/// Changes one setting of the user's file: written beside it, made durable, then put in its place.
fn keep(path: &std::path::Path, key: &str, value: &str) -> std::io::Result<()> {
    use std::io::Write;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
    std::fs::create_dir_all(folder)?;
    let before = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(config::with_setting(&before, key, value).as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    std::fs::File::open(folder)?.sync_all()
}

/// A path in which `~` is the user's own folder.
fn of_home(home: &std::path::Path, path: PathBuf) -> PathBuf {
    match path.strip_prefix("~") {
        Ok(rest) => home.join(rest),
        Err(_) => path,
    }
}

fn minute_of(now: NaiveDateTime) -> i64 {
    now.and_utc().timestamp() / 60
}
