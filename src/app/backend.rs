//! What the program needs of the world behind it. The store and the importer stand behind this; tests put something
//! simple in their place.

use std::path::PathBuf;
use std::time::Duration;

use crate::store::ask::{Order, Question, Ticket};
use crate::views::exports::ExportRequest;
use crate::views::{ImportRequest, NewPortfolio, SheetRequest};

/// The world behind the screen. Every call returns at once; what comes of it arrives as a [`super::msg::Msg`].
pub trait Backend {
    /// Asks the store → [`super::msg::Msg::Reply`].
    fn ask(&mut self, ticket: Ticket, question: Question);
    /// Has the store write → [`super::msg::Msg::Reply`].
    fn order(&mut self, ticket: Ticket, order: Order);
    /// Says what a file holds → [`super::msg::Msg::FileNews`].
    fn preview(&mut self, ticket: Ticket, request: ImportRequest);
    /// Imports a file → [`super::msg::Msg::FileNews`] with progress, then the summary or the failure.
    fn import(&mut self, ticket: Ticket, request: ImportRequest);
    /// Writes what a screen shows to a file → [`super::msg::Msg::FileNews`] with progress, then the end.
    fn export(&mut self, ticket: Ticket, request: ExportRequest) {
        let _ = (ticket, request);
    }
    /// Makes the tables of a report, named as on the command line → [`super::msg::Msg::FileNews`].
    fn tables(&mut self, ticket: Ticket, line: Vec<String>) {
        let _ = (ticket, line);
    }
    /// Says what a colleague's bundle changes; with `write`, brings it in → [`super::msg::Msg::FileNews`] with progress.
    fn bundle(&mut self, ticket: Ticket, path: PathBuf, write: bool) {
        let _ = (ticket, path, write);
    }
    /// Stops the import or export that is running.
    fn cancel_import(&mut self);
    /// Lists a folder → [`super::msg::Msg::FileNews`].
    fn folder(&mut self, ticket: Ticket, path: PathBuf);
    /// Writes letters, labels or e-mails of a campaign → [`super::msg::Msg::FileNews`]. A world without files writes none.
    fn write_sheet(&mut self, ticket: Ticket, request: SheetRequest) {
        let _ = (ticket, request);
    }
    /// Goes on with another portfolio → [`super::msg::Msg::Opened`].
    fn open(&mut self, path: Option<PathBuf>, create: Option<NewPortfolio>);
    /// Goes on with the sample → [`super::msg::Msg::Opened`].
    fn open_sample(&mut self);
    /// Puts a backup in the place of the portfolio → [`super::msg::Msg::Opened`].
    fn restore(&mut self, path: PathBuf);
    /// Waits until every order given so far is durable, at most this long; false where it was not enough.
    fn settle(&mut self, within: Duration) -> bool;
    /// The portfolio's file, for words about it.
    fn file(&self) -> Option<PathBuf>;
}
