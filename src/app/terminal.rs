//! The terminal itself: taken once, given back exactly once, whatever happens. Reads its events; knows no view.

use std::io::{self, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event, MouseButton,
    MouseEventKind,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::model::{LARGEST, Model};
use super::msg::Msg;
use super::{clock, draw};
use crate::ui::keymap::Pressed;

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// What is said after a panic.
static LAST_WORDS: Mutex<String> = Mutex::new(String::new());

/// Rows the wheel moves.
const WHEEL: i8 = 3;

/// Two clicks on a cell within this time are a double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// The terminal while it is ours; gives it back when dropped.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    mouse: bool,
}

/// Whether the terminal's background is light; asked before it is taken, dark where it does not say in time.
pub fn is_light() -> bool {
    use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return false;
    }
    let mut options = QueryOptions::default();
    options.timeout = Duration::from_millis(120);
    matches!(theme_mode(options), Ok(ThemeMode::Light))
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, mouse where wanted.
    pub fn take(mouse: bool) -> io::Result<Self> {
        enter(mouse)?;
        let (columns, rows) = size();
        let terminal = terminal(capped(columns, rows)).inspect_err(|_| give_back())?;
        Ok(Self { terminal, mouse })
    }

    /// Draws the model, in one piece for terminals that can (mode 2026).
    pub fn draw(&mut self, model: &mut Model) -> io::Result<()> {
        if self.mouse != model.look.mouse {
            self.mouse = model.look.mouse;
            mouse(self.mouse)?;
        }
        queue!(io::stdout(), BeginSynchronizedUpdate)?;
        let area = capped(model.size.0, model.size.1);
        if std::mem::take(&mut model.redraw) || area != self.terminal.get_frame().area() {
            queue!(io::stdout(), Clear(ClearType::All))?;
            self.terminal = terminal(area)?;
        }
        self.terminal.draw(|frame| draw::draw(model, frame))?;
        execute!(io::stdout(), EndSynchronizedUpdate)
    }

    /// Puts text on the clipboard of the terminal's own machine.
    pub fn copy(text: &str) -> io::Result<()> {
        execute!(io::stdout(), crossterm::clipboard::CopyToClipboard::to_clipboard_from(text))
    }

    /// Takes the terminal again after the program was stopped and goes on; the next drawing has to draw all of it.
    pub fn take_again(&mut self) -> io::Result<()> {
        enter(self.mouse)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// A frame of this size with nothing drawn yet. Made anew where all has to be drawn: ratatui's own way to clear a frame
/// asks the terminal where the cursor is, and the answer would go to the thread that reads the keys.
fn terminal(area: Rect) -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    let viewport = Viewport::Fixed(area);
    Terminal::with_options(CrosstermBackend::new(io::stdout()), TerminalOptions { viewport })
}

fn enter(with_mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let entered = enable_raw_mode()
        .and_then(|()| execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide))
        .and_then(|()| if with_mouse { mouse(true) } else { Ok(()) });
    if entered.is_err() {
        give_back();
    }
    entered
}

fn mouse(on: bool) -> io::Result<()> {
    if on { execute!(io::stdout(), EnableMouseCapture) } else { execute!(io::stdout(), DisableMouseCapture) }
}

/// Gives the terminal back as it was; the second time does nothing. Errors have nowhere to go: the terminal may be
/// gone.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(
            out,
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
        let _ = out.flush();
    }
}

/// Chooses what is said when the program panics: where the data are.
pub fn last_words(text: String) {
    *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner) = text;
}

/// Has a panic of this thread give the terminal back before anything is printed, then say the [`last_words`] and the
/// place in the source. The panic's own text is left out, for it may hold what was typed or imported; it is printed
/// where `RUST_BACKTRACE` asks for it. A panic of another thread is for the log: the screen goes on.
pub fn hook_panics() {
    let before = std::panic::take_hook();
    let this = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        if std::thread::current().id() != this {
            tracing::error!(place, "a thread panicked");
            return;
        }
        give_back();
        tracing::error!(place, "the program panicked");
        if std::env::var_os("RUST_BACKTRACE").is_some_and(|wanted| wanted != "0") {
            before(info);
        }
        let words = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
        // Stderr may be closed; then there is nobody to tell.
        let _ = writeln!(io::stderr(), "{words}\n(cartera {}, {place})", env!("CARGO_PKG_VERSION"));
    }));
}

/// The terminal's size; 80×24 where it does not say.
pub fn size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or((80, 24))
}

fn capped(columns: u16, rows: u16) -> Rect {
    Rect::new(0, 0, columns.min(LARGEST.0), rows.min(LARGEST.1))
}

/// Reads events until the terminal is gone or nobody listens. Blocks without waking up; a thread of its own.
pub fn read_events(to: &Sender<Msg>) {
    let mut last: Option<(Instant, u16, u16)> = None;
    loop {
        // The watchdog ends the program where the terminal is gone.
        let Ok(event) = crossterm::event::read() else { return };
        let msg = match event {
            Event::Key(key) => Pressed::read(&key).map(|pressed| Msg::Key(pressed, clock::now())),
            Event::Paste(text) => Some(Msg::Paste(text)),
            Event::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
            Event::Mouse(mouse) => match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => {
                    let double = last.is_some_and(|(at, column, row)| {
                        at.elapsed() < DOUBLE && (column, row) == (mouse.column, mouse.row)
                    });
                    last = (!double).then(|| (Instant::now(), mouse.column, mouse.row));
                    Some(Msg::Click(mouse.column, mouse.row, double))
                }
                MouseEventKind::ScrollUp => Some(Msg::Wheel(mouse.column, mouse.row, -WHEEL)),
                MouseEventKind::ScrollDown => Some(Msg::Wheel(mouse.column, mouse.row, WHEEL)),
                _ => None,
            },
            Event::FocusGained | Event::FocusLost => None,
        };
        if let Some(msg) = msg
            && to.send(msg).is_err()
        {
            return;
        }
    }
}
