//! What every command stands on: where the file is, which day it is, in which language answers are given.

use std::cell::RefCell;
use std::path::PathBuf;

use chrono::NaiveDateTime;
use directories::ProjectDirs;

use super::args::Global;
use super::book::Book;
use super::out::{Failure, LOCKED, Out, Outcome, Style, USAGE, message};
use crate::app::clock;
use crate::config::Config;
use crate::domain::change::Stamp;
use crate::domain::work::followup;
use crate::domain::{Currency, Day};
use crate::store::db::{Db, Mode};
use crate::ui::Look;
use crate::ui::format::{DateOrder, Format, Manner, NumberStyle};
use crate::ui::keymap::Keymap;
use crate::ui::texts::{Lang, TextArg, Texts};
use crate::ui::theme::{ColourDepth, ThemeName};

/// File name of a portfolio where none is given.
const FILE: &str = "cartera.db";
/// File name of the sample portfolio.
const SAMPLE_FILE: &str = "sample.db";

/// What every command stands on.
pub struct Context {
    /// Options that hold for every command.
    pub global: Global,
    /// The user's configuration over the defaults.
    pub config: Config,
    /// Local time when the command began.
    pub now: NaiveDateTime,
    /// Texts in the chosen language.
    pub texts: Texts,
    numbers: NumberStyle,
    style: RefCell<Style>,
}

impl Context {
    /// Reads configuration and clock. A mistake in the configuration is told, and the default stands in.
    pub fn new(global: Global) -> Result<Self, Box<(Texts, Failure)>> {
        let (config, mistakes) = Config::load(config_path(&global).as_deref());
        let wanted = global.lang.as_deref().or(config.language.as_deref()).and_then(Lang::parse);
        let lang = wanted.or_else(system_language).unwrap_or_default();
        let numbers = match &config.numbers {
            Some(locale) => NumberStyle::of(locale),
            None => NumberStyle::of_lang(lang),
        };
        let texts = Texts::new(lang, &numbers);
        if !mistakes.is_empty() {
            message(&texts.tf("cli-config-mistakes", &[("count", mistakes.len().into())]));
        }
        if let Some(text) = clock::unreadable() {
            return Err(Box::new((texts, Failure::new(USAGE, "cli-error-clock", &[("text", &text)]))));
        }
        Ok(Self { global, config, now: clock::now(), texts, numbers, style: RefCell::default() })
    }

    /// The day everything is seen as of.
    pub fn as_of(&self) -> Day {
        self.global.as_of.unwrap_or_else(|| self.now.date().into())
    }

    /// The portfolio's file: as given, else the user's own.
    pub fn db_path(&self) -> Outcome<PathBuf> {
        match &self.global.db {
            Some(path) => Ok(path.clone()),
            None => Ok(data_folder()?.join(FILE)),
        }
    }

    /// The user's own portfolio, as the program on the screen needs it: `--db` names it unless the sample was asked for.
    pub fn own_path(&self, sample: bool) -> Outcome<PathBuf> {
        if sample { Ok(data_folder()?.join(FILE)) } else { self.db_path() }
    }

    /// The sample portfolio's file: a file of its own, or what `--db` names where the sample was asked for.
    pub fn sample_path(&self, sample: bool) -> Outcome<PathBuf> {
        match &self.global.db {
            Some(path) if sample => Ok(path.clone()),
            _ => Ok(data_folder()?.join(SAMPLE_FILE)),
        }
    }

    /// The configuration's file, which need not exist.
    pub fn config_path(&self) -> Option<PathBuf> {
        config_path(&self.global)
    }

    /// Opens the portfolio for writing.
    pub fn open_to_write(&self) -> Outcome<Db> {
        self.may_write()?;
        Ok(Db::open(&self.db_path()?, Mode::Write)?)
    }

    /// Refuses what would write where `--read-only` was given.
    pub fn may_write(&self) -> Outcome {
        if self.global.read_only {
            return Err(Failure::new(LOCKED, "cli-error-read-only", &[]));
        }
        Ok(())
    }

    /// Now, and who works here.
    pub fn stamp(&self, user: &str) -> Stamp {
        Stamp { now: self.now, author: user.to_owned() }
    }

    /// What `3/4` means here.
    pub fn date_order(&self) -> followup::DateOrder {
        match self.figures() {
            DateOrder::Mdy => followup::DateOrder::MonthFirst,
            DateOrder::Dmy | DateOrder::Ymd => followup::DateOrder::DayFirst,
        }
    }

    /// Order of dates in figures.
    fn figures(&self) -> DateOrder {
        DateOrder::parse(&self.config.dates).unwrap_or(DateOrder::Dmy)
    }

    /// How what people read is written.
    pub fn manner(&self) -> Manner {
        let numbers = Some(self.numbers.locale().to_owned());
        Manner { lang: self.texts.lang(), dates: self.figures(), numbers }
    }

    /// Answers look like this from here on.
    pub fn set_style(&self, style: Style) {
        *self.style.borrow_mut() = style;
    }

    /// Where answers go.
    pub fn out(&self) -> Out {
        Out::styled(self.style.borrow().clone())
    }

    /// A remark beside an answer, on stderr; none beside an answer kept for a file, for a screen may be there.
    pub fn remark(&self, text: &str) {
        if !matches!(*self.style.borrow(), Style::Grids(_) | Style::Kept(_)) {
            super::out::message(text);
        }
    }

    /// Writes figures for people; in tables kept for a file, as programs write them.
    pub fn format(&self, currency: &Currency) -> Format {
        let whole = matches!(*self.style.borrow(), Style::Grids(_));
        let numbers = if whole { NumberStyle::of("en-US") } else { self.numbers.clone() };
        let mut format = Format::new(&self.texts, numbers, self.figures(), currency.clone());
        format.whole = whole;
        format
    }

    /// As screens write it, without their colours.
    pub fn look(&self, currency: &Currency) -> Look {
        let numbers = Some(self.numbers.locale());
        let (theme, depth) = (ThemeName::Mono, ColourDepth::None);
        let lang = self.texts.lang();
        let mut look = Look::new(lang, numbers, self.figures(), theme, depth, false, Keymap::default());
        look.format = self.format(currency);
        look
    }

    /// Writes figures for people, in the currency of an open portfolio.
    pub fn format_of(&self, book: &Book) -> Format {
        self.format(&book.info().currency)
    }

    /// A text.
    pub fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    /// A text with arguments.
    pub fn tf(&self, key: &str, args: &[(&str, TextArg)]) -> String {
        self.texts.tf(key, args)
    }
}

/// Where the log goes: a folder made once there is something to log. `None` where nobody has a place for data.
pub fn log_folder() -> Option<PathBuf> {
    Some(data_folder().ok()?.join("log"))
}

/// The system's language, where it is one of ours.
fn system_language() -> Option<Lang> {
    sys_locale::get_locale().as_deref().and_then(Lang::parse)
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "cartera")
}

/// The folder of this user's data.
fn data_folder() -> Outcome<PathBuf> {
    project().map(|p| p.data_dir().to_owned()).ok_or_else(|| Failure::refused("cli-error-no-home", &[]))
}

fn config_path(global: &Global) -> Option<PathBuf> {
    global.config.clone().or_else(Config::user_path)
}
