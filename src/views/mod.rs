//! One screen each: its state, what keys do to it, how answers change it, how it is drawn.
//!
//! A view never does input or output: it asks the store and the program through [`Cx`], and what it asked comes back
//! through [`View::receive`]. Everything it needs to draw is in its state and in [`Look`].

pub mod bundling;
pub mod calls;
pub mod conflicts;
pub mod customer;
pub mod customers;
pub mod duplicates;
pub mod explain;
pub mod exporting;
pub mod exports;
pub mod filter;
pub mod first_run;
pub mod forms;
pub mod importing;
pub mod labels;
pub mod lifecycle;
pub mod line;
pub mod manage;
pub mod portfolio;
pub mod products;
pub mod profile;
pub mod segments;
pub mod today;
pub mod value;
pub mod winback;

use std::path::PathBuf;

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::change::{Change, Stamp};
use crate::domain::people::Label;
use crate::domain::work::campaign::{CampaignDraft, Sheet};
use crate::domain::{Currency, Day};
use crate::store::ask::{Answer, Applied, ChangeWords, Mailing, Order, PortfolioInfo, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::text_input::TextKey;

/// A wish of a view, carried out by the program after `update`.
#[derive(Debug)]
pub enum Effect {
    /// Ask the store.
    Ask(Ticket, Question),
    /// Have the store write.
    Order(Ticket, Order),
    /// Put text on the clipboard.
    Copy(String),
    /// Keep a preference (language, theme, mouse, ascii) in the user's configuration.
    Prefer {
        /// Key.
        key: &'static str,
        /// Value.
        value: String,
    },
    /// Go on with another portfolio file (made where missing, when `create` is set).
    OpenPortfolio {
        /// File; `None` is the user's own one.
        path: Option<PathBuf>,
        /// Settings of a new one: name of the business, of the user, currency code.
        create: Option<NewPortfolio>,
    },
    /// Go on with the sample portfolio.
    OpenSample,
    /// Put a backup in the place of the portfolio (the present file is kept beside it).
    Restore(PathBuf),
    /// Read a file for import and say what is in it → [`Answer`] comes as [`FileNews`].
    Preview(Ticket, ImportRequest),
    /// Import it.
    Import(Ticket, ImportRequest),
    /// Write what a screen shows to a file → [`FileNews::Exported`].
    Export(Ticket, Box<exports::ExportRequest>),
    /// Make the tables of a report, named as on the command line → [`FileNews::Tables`].
    Tables(Ticket, Vec<String>),
    /// Read a colleague's bundle and say what it changes; with `true`, bring it in → [`FileNews::Bundle`].
    Bundle(Ticket, PathBuf, bool),
    /// Stop the import or export that is running; nothing of it stays.
    CancelImport,
    /// List a folder (for choosing files) → [`FileNews::Folder`].
    Folder(Ticket, PathBuf),
    /// Write letters, labels or e-mails of a campaign to a file → [`FileNews::Written`].
    WriteSheet(Ticket, Box<SheetRequest>),
    /// Leave.
    Quit,
}

/// Letters, labels or e-mails to be written.
#[derive(Clone, Debug)]
pub struct SheetRequest {
    /// File; beside the program's own folder where it names none.
    pub path: PathBuf,
    /// What.
    pub sheet: Sheet,
    /// Of which campaign.
    pub campaign: CampaignDraft,
    /// For whom.
    pub people: Vec<Mailing>,
    /// Name of the business.
    pub business: String,
    /// Words for the columns.
    pub headings: Vec<String>,
}

/// Settings of a new portfolio.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPortfolio {
    /// Name of the business.
    pub business: String,
    /// Who works here.
    pub user: String,
    /// ISO currency code.
    pub currency: String,
    /// What to go on with.
    pub then: Then,
}

/// What follows a new portfolio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    #[default]
    Look,
    /// The choice of a file to import.
    Import,
    /// The form of the first customer.
    FirstCustomer,
}

/// What to import and how; empty fields are proposed by the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportRequest {
    /// File.
    pub path: PathBuf,
    /// Preset.
    pub preset: Option<String>,
    /// Column → field, where the user changed the map.
    pub map: Vec<(String, String)>,
    /// Decimal mark.
    pub decimal: Option<char>,
    /// `dmy`, `mdy` or `ymd`.
    pub date_order: Option<String>,
    /// Sheet of a workbook, where another one is meant than is proposed.
    pub sheet: Option<String>,
    /// Whose codes and numbers the file has, where it is another source than its preset says.
    pub source: Option<String>,
    /// Leave bad rows out instead of refusing the file.
    pub skip_bad: bool,
}

/// What a file holds, or what became of it. Texts are ready to be shown.
#[derive(Clone, Debug)]
pub enum FileNews {
    /// What [`Effect::Folder`] found: folder, and entries (name, is a folder, bytes), folders first.
    Folder(PathBuf, Vec<(String, bool, u64)>),
    /// What the file holds.
    Preview(Box<ImportPreview>),
    /// How far the import is: bytes done, bytes in all, rows so far.
    Progress(u64, u64, u64),
    /// What a bundle would change, or changed.
    Bundle(Box<bundling::BundleNews>),
    /// It is in.
    Imported(Box<ImportSummary>),
    /// A file was written; a sentence.
    Written(ChangeWords),
    /// It is written: file, records, who was left out by the key of the reason.
    Exported {
        /// Which file.
        path: PathBuf,
        /// How many records it holds.
        records: u64,
        /// Who was left out.
        left_out: Vec<(&'static str, u64)>,
    },
    /// The tables of a report.
    Tables(Vec<exports::Grid>),
    /// It cannot be read or written, or was stopped; nothing came in or out. A sentence.
    Failed(ChangeWords),
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportPreview {
    /// Whether a verified backup is made before it comes in.
    pub backed_up: bool,
    /// What was asked.
    pub request: ImportRequest,
    /// Preset used, and every preset's name.
    pub preset: String,
    /// Encoding, delimiter, decimal mark, date order as found.
    pub encoding: String,
    /// Delimiter.
    pub delimiter: String,
    /// Decimal mark.
    pub decimal: String,
    /// Date order.
    pub date_order: String,
    /// Rows of data.
    pub rows: u64,
    /// Columns: header, first examples, field it goes to (`customer.name`; empty = left out).
    pub columns: Vec<(String, Vec<String>, String)>,
    /// Customers (distinct), documents, lines without a customer.
    pub customers: u64,
    /// Documents.
    pub purchases: u64,
    /// Offers.
    pub offers: u64,
    /// Lines without a customer.
    pub anonymous_lines: u64,
    /// Total of the file, ready to be shown.
    pub total: String,
    /// Open question that stops the import (decimal or dates), a sentence.
    pub question: Option<ChangeWords>,
    /// The columns do not say yet what a row is about: the field that needs one (`purchase.date`), or `None` where
    /// none is known.
    pub unmapped: Option<Option<String>>,
    /// Bad values: row, column, value, reason; the first hundred.
    pub rejected: Vec<(u64, String, String, ChangeWords)>,
    /// Bad values in all.
    pub rejected_count: u64,
    /// Every preset there is, for choosing another.
    pub presets: Vec<String>,
    /// Sheets of the workbook that are read, and others that hold a table.
    pub sheets: (Vec<String>, Vec<String>),
    /// Whose codes and numbers it has.
    pub source: String,
    /// Sources that the portfolio has customers or purchases of.
    pub sources: Vec<String>,
    /// Every field a column can go to (`customer.name`…).
    pub fields: Vec<String>,
}

/// Whether what a page tells the result of was taken back. `own`: the change is the page's own, which it remembers.
pub(crate) fn result_is_gone(applied: &Applied, own: bool, change: &mut i64) -> bool {
    if own && !applied.undone {
        *change = applied.change;
    }
    applied.undone && applied.change == *change
}

/// What came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// Rows read.
    pub rows: u64,
    /// Customers new, updated, unchanged.
    pub customers: (u64, u64, u64),
    /// Purchases new, updated, unchanged, cancelled.
    pub purchases: (u64, u64, u64, u64),
    /// Offers new, updated, unchanged.
    pub offers: (u64, u64, u64),
    /// Lines without a customer, and their amount ready to be shown.
    pub anonymous: (u64, String),
    /// Bad values.
    pub rejected: u64,
    /// Total of the file, and of what came in, ready to be shown.
    pub totals: (String, String),
    /// Of the total what was rejected, and what else did not come in, ready to be shown; empty where it is nothing.
    pub left_out: (String, String),
    /// Lost customers who came back.
    pub recovered: u64,
    /// Sheets of the workbook that hold a table and were not read.
    pub other_sheets: Vec<String>,
    /// New customers who look like somebody who was there before.
    pub alike: u64,
    /// Customers who have another name now, and only their code in common with whom they were.
    pub renamed: u64,
    /// Codes that stand beside two people's names in the file; the first counts.
    pub two_names: u64,
    /// Documents that came again with the same number, customer and amount, and count once.
    pub copies: u64,
}

impl ImportSummary {
    /// How many customers, purchases and offers are not what they were.
    pub const fn changes(&self) -> u64 {
        let (customers, purchases, offers) = (self.customers, self.purchases, self.offers);
        customers.0 + customers.1 + purchases.0 + purchases.1 + offers.0 + offers.1
    }
}

/// Which main view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViewId {
    /// Who to contact today.
    Today,
    /// The list.
    Customers,
    /// Lifecycle.
    Lifecycle,
    /// Win-back.
    Winback,
    /// Value.
    Value,
    /// Offers, campaigns, sellers.
    Manage,
}

/// What becomes of the stack of layers after an action.
pub enum Go {
    /// To a main view; layers above are closed.
    View(ViewId),
    /// To the list of customers, showing exactly this scope under this heading.
    List(crate::store::ask::ListSpec, String),
    /// A layer on top: page, form, dialog, menu.
    Push(Box<dyn View>),
    /// The top layer goes.
    Pop,
    /// The top layer goes, then this action is done by what lies below.
    PopThen(Action),
}

/// A sentence in the status line; stays until the next action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// Good news, neutral or trouble.
    pub kind: ToastKind,
    /// Whether `u` takes it back.
    pub undoable: bool,
}

/// Tone of a [`Toast`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// Done.
    Done,
    /// Just said.
    Note,
    /// Something did not work.
    Trouble,
}

/// What a view may know and ask while it acts.
pub struct Cx<'a> {
    /// How things look and read: texts, formats, theme.
    pub look: &'a Look,
    /// The as-of day.
    pub today: Day,
    /// Local time, as of the last event.
    pub now: NaiveDateTime,
    /// The portfolio's facts; `None` until the store has answered, and on the first-run card.
    pub portfolio: Option<&'a PortfolioInfo>,
    /// Labels in the user's order.
    pub labels: &'a [Label],
    next_ticket: &'a mut Ticket,
    effects: &'a mut Vec<Effect>,
    go: &'a mut Vec<Go>,
    toast: &'a mut Option<Toast>,
}

/// A screen or a layer over one.
pub trait View {
    /// Scopes of keys that hold now, innermost first; [`KeyScope::Global`] is added by the program.
    fn scopes(&self) -> Vec<KeyScope>;

    /// Whether it has to be answered before anything else can be done: a form, a dialog, a menu. A page that merely has
    /// the keys of dialogs says no.
    fn is_asking(&self) -> bool {
        self.scopes().iter().any(|scope| matches!(scope, KeyScope::Dialog | KeyScope::Form))
    }

    /// Whether letters are text now (a field has the focus).
    fn is_typing(&self) -> bool {
        false
    }

    /// Shown, or shown again after a layer above went, or after the portfolio changed: ask for what is needed.
    fn refresh(&mut self, cx: &mut Cx<'_>);

    /// The clock goes on while nobody presses a key.
    fn tick(&mut self, _cx: &mut Cx<'_>) {}

    /// Whether an action can be done now; what cannot is left out of footer and palette.
    fn can(&self, action: Action) -> bool;

    /// Does an action; false where it means nothing here.
    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool;

    /// A plain character while not typing, before any binding is asked: for menus whose entries have letters of their
    /// own. True where it was one of them.
    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let _ = (c, cx);
        false
    }

    /// Shows exactly this list under this heading ([`Go::List`]); false where the view is no list of customers.
    fn show_list(&mut self, spec: &crate::store::ask::ListSpec, heading: &str, cx: &mut Cx<'_>) -> bool {
        let _ = (spec, heading, cx);
        false
    }

    /// Whether it shows figures that are only as new as the data.
    fn is_dashboard(&self) -> bool {
        false
    }

    /// Words for the left of the status line (marks, where the data come from), where there are any.
    fn status(&self, look: &Look) -> Option<String> {
        let _ = look;
        None
    }

    /// What is shown and can be exported, where there is any.
    fn export(&self, look: &Look) -> Option<exports::Offer> {
        let _ = look;
        None
    }

    /// What is copied as tables, where that is not what is exported.
    fn sheet(&self, look: &Look) -> Option<exports::Offer> {
        self.export(look)
    }

    /// A key while [`View::is_typing`].
    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let _ = (key, cx);
    }

    /// A click (or double click) on a region the view registered in [`Hits`] while drawing.
    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let _ = (target, double, cx);
    }

    /// An answer of the store; tickets of others are to be ignored.
    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        let _ = (ticket, answer, cx);
    }

    /// News about a file.
    fn file_news(&mut self, ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) {
        let _ = (ticket, news, cx);
    }

    /// A question or order that failed.
    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        let _ = (ticket, why, cx);
    }

    /// Draws into `area` (the whole screen less tab bar and footer for main views and pages; popups centre
    /// themselves in it).
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits);

    /// Whether the layer leaves what lies below visible (a popup) or covers it (a page).
    fn is_popup(&self) -> bool {
        false
    }

    /// The same beside what is said of the last change, where there is little room.
    fn status_short(&self, look: &Look) -> Option<String> {
        self.status(look)
    }

    /// Actions to show in the footer, most useful first; those that fit are shown with their keys.
    fn footer(&self) -> Vec<Action>;

    /// Text key of what an action is called in this view's footer, where its own name would say too little.
    fn footer_word(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Text key of what an action is called here: the view's own word; what waits for an answer is answered by Enter.
    fn key_word(&self, action: Action) -> Option<&'static str> {
        let answers = action == Action::Open && self.is_asking();
        self.footer_word(action).or_else(|| answers.then_some("key-choose"))
    }

    /// Unsaved content worth keeping: key and JSON. Asked for every two seconds or twenty keys.
    fn draft(&self) -> Option<(String, String)> {
        None
    }
}

impl<'a> Cx<'a> {
    /// For the program: a context over its parts.
    #[expect(clippy::too_many_arguments, reason = "assembled in one place only")]
    pub fn new(
        look: &'a Look,
        today: Day,
        now: NaiveDateTime,
        portfolio: Option<&'a PortfolioInfo>,
        labels: &'a [Label],
        next_ticket: &'a mut Ticket,
        effects: &'a mut Vec<Effect>,
        go: &'a mut Vec<Go>,
        toast: &'a mut Option<Toast>,
    ) -> Self {
        Self { look, today, now, portfolio, labels, next_ticket, effects, go, toast }
    }

    /// A fresh ticket.
    pub fn ticket(&mut self) -> Ticket {
        *self.next_ticket += 1;
        *self.next_ticket
    }

    /// Asks the store.
    pub fn ask(&mut self, question: Question) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Ask(ticket, question));
        ticket
    }

    /// Has the store make a change, stamped now.
    pub fn change(&mut self, change: Change) -> Ticket {
        let stamp = self.stamp();
        self.order(Order::Change(Box::new(change), stamp))
    }

    /// Has the store carry out an order.
    pub fn order(&mut self, order: Order) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Order(ticket, order));
        ticket
    }

    /// Any other wish.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Goes somewhere.
    pub fn go(&mut self, go: Go) {
        self.go.push(go);
    }

    /// Says something in the status line.
    pub fn toast(&mut self, kind: ToastKind, text: String) {
        *self.toast = Some(Toast { text, kind, undoable: false });
    }

    /// Now, and who.
    pub fn stamp(&self) -> Stamp {
        Stamp { now: self.now, author: self.portfolio.map(|p| p.user.clone()).unwrap_or_default() }
    }

    /// The portfolio's currency.
    pub fn currency(&self) -> Currency {
        self.portfolio.map(|p| p.currency.clone()).unwrap_or_default()
    }
}
