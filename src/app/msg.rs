//! What can happen to the program.

use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::store::ask::{ChangeWords, Reply, Ticket};
use crate::ui::keymap::Pressed;
use crate::views::FileNews;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key, and when.
    Key(Pressed, NaiveDateTime),
    /// Pasted text.
    Paste(String),
    /// A click: column, row, whether it is the second of a double click.
    Click(u16, u16, bool),
    /// The wheel over a cell: column, row, rows down (negative: up).
    Wheel(u16, u16, i8),
    /// The terminal has this size now.
    Resize(u16, u16),
    /// The store answered.
    Reply(Reply),
    /// News about a file.
    FileNews(Ticket, FileNews),
    /// A portfolio was opened (also another one, the sample, or one restored).
    Opened(Opened),
    /// A portfolio's file is ready to be opened.
    Ready(PathBuf),
    /// Time goes on.
    Tick(NaiveDateTime),
    /// Told from outside to leave with this exit code, drafts kept.
    Leave(u8),
    /// The terminal is ours again after it was stopped: everything is to be drawn anew.
    Resumed,
}

/// What became of opening a portfolio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It is open; the store will tell its facts.
    Portfolio,
    /// There is none yet: the first-run card.
    Nothing,
    /// It could not be opened; the one before stays. A sentence.
    Failed(ChangeWords),
}
