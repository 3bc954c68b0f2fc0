//! Import on screen: choose the file, see what is proposed, confirm. Nothing is written before that.

pub mod chooser;
mod draw;

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::exports::Offer;
use super::{
    Cx, Effect, FileNews, Go, ImportPreview, ImportRequest, ImportSummary, ToastKind, View, ViewId,
    result_is_gone,
};
use crate::store::ask::{Answer, ChangeWords, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{DialogEvent, Menu, MenuEntry};
use crate::ui::hits::Hits;
use crate::ui::table::ListState;
use crate::ui::text_input::TextKey;
use chooser::{Chooser, Chosen};

/// Files that can be tables.
const ENDINGS: &[&str] = &[".csv", ".tsv", ".txt", ".gz", ".xlsx", ".xlsm", ".vcf"];

/// Begins with the choice of a file in `folder`.
pub fn view(folder: PathBuf) -> Box<dyn View> {
    Box::new(Importing {
        step: Step::File,
        chooser: Chooser::new(folder, ENDINGS),
        request: ImportRequest::default(),
        preview: None,
        why: None,
        columns: ListState::default(),
        menu: None,
        progress: (0, 0, 0),
        summary: None,
        asked: 0,
        change: 0,
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    File,
    Preview,
    Running,
    Done,
}

/// What an open menu changes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    /// Where a column goes, by its place.
    Field(usize),
    Preset,
    Decimal,
    DateOrder,
    Sheet,
    Source,
}

struct Importing {
    step: Step,
    chooser: Chooser,
    request: ImportRequest,
    preview: Option<Box<ImportPreview>>,
    why: Option<ChangeWords>,
    /// Rows: the options, then the columns of the file.
    columns: ListState,
    menu: Option<(Wanted, Vec<String>, Menu)>,
    progress: (u64, u64, u64),
    summary: Option<Box<ImportSummary>>,
    asked: Ticket,
    /// What brought it in, for the day it is taken back; 0 until it is known.
    change: i64,
}

/// Lines above the columns: preset, decimal mark, order of dates, bad rows.
const OPTIONS: usize = 4;

/// The lines that follow where they matter: the sheet of a workbook with other tables; whose codes they are, where some
/// are known already.
fn extras(preview: &ImportPreview) -> Vec<Wanted> {
    let sheets = preview.request.sheet.is_some() || !preview.sheets.1.is_empty();
    // What this program wrote goes back to where it came from.
    let codes = !preview.sources.is_empty() && !preview.preset.starts_with("portfolio_");
    let extras = [(sheets, Wanted::Sheet), (codes, Wanted::Source)];
    extras.into_iter().filter(|(matters, _)| *matters).map(|(_, wanted)| wanted).collect()
}

/// How many lines stand above the columns.
fn options(preview: &ImportPreview) -> usize {
    OPTIONS + extras(preview).len()
}

/// The sources a file can be of: its own, those that are known, and a new one called like the file.
fn sources(preview: &ImportPreview) -> Vec<String> {
    let stem = preview.request.path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    let mut sources = vec![preview.source.clone()];
    for source in preview.sources.iter().cloned().chain(stem) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

impl Importing {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.asked = cx.ticket();
        cx.effect(Effect::Preview(self.asked, self.request.clone()));
    }

    fn choose_file(&mut self, chosen: Chosen, cx: &mut Cx<'_>) {
        match chosen {
            Chosen::None => {}
            Chosen::Cancelled => cx.go(Go::Pop),
            Chosen::File(path) => {
                self.request = ImportRequest { path, ..ImportRequest::default() };
                (self.preview, self.why) = (None, None);
                self.columns = ListState::default();
                self.step = Step::Preview;
                self.ask(cx);
            }
        }
    }

    /// Whether the import that is done left something to be taken back.
    fn brought(&self) -> bool {
        self.change != 0 || self.summary.as_ref().is_some_and(|summary| summary.changes() > 0)
    }

    /// Values that cannot be read, where that is known: those of the file, then those that were left out.
    fn rejected(&self) -> u64 {
        match self.step {
            Step::Preview => self.preview.as_ref().map_or(0, |preview| preview.rejected_count),
            Step::Done => self.summary.as_ref().map_or(0, |summary| summary.rejected),
            Step::File | Step::Running => 0,
        }
    }

    /// Why it cannot be imported as it stands; `None` where it can.
    fn hindrance(&self) -> Option<&'static str> {
        let Some(preview) = &self.preview else {
            return Some(if self.why.is_some() { "importing-another-file" } else { "importing-wait" });
        };
        if preview.unmapped.is_some() {
            Some("importing-map-first")
        } else if preview.question.is_some() {
            Some("importing-answer-first")
        } else if preview.rejected_count > 0 && !self.request.skip_bad {
            Some("importing-bad-first")
        } else if preview.rows == 0 {
            Some("importing-no-rows")
        } else {
            None
        }
    }

    fn import(&mut self, cx: &mut Cx<'_>) {
        if let Some(key) = self.hindrance() {
            cx.toast(ToastKind::Note, cx.look.t(key));
            return;
        }
        self.step = Step::Running;
        self.progress = (0, 0, 0);
        self.asked = cx.ticket();
        cx.effect(Effect::Import(self.asked, self.request.clone()));
    }

    /// Opens what the line under the cursor offers.
    fn open_line(&mut self, cx: &mut Cx<'_>) {
        let Some(preview) = &self.preview else { return };
        let look = cx.look;
        let (wanted, values, title, current) = match self.columns.cursor {
            0 => {
                (Wanted::Preset, preview.presets.clone(), look.t("importing-preset"), preview.preset.clone())
            }
            1 => {
                // First the mark this portfolio writes.
                let own = proposed(look);
                let marks = vec![own.to_owned(), if own == "," { "." } else { "," }.to_owned()];
                (Wanted::Decimal, marks, look.t("importing-decimal"), preview.decimal.clone())
            }
            2 => {
                let orders = ["dmy", "mdy", "ymd"].map(str::to_owned).to_vec();
                (Wanted::DateOrder, orders, look.t("importing-dates"), preview.date_order.clone())
            }
            3 => {
                self.request.skip_bad = !self.request.skip_bad;
                return;
            }
            row if extras(preview).get(row - OPTIONS) == Some(&Wanted::Source) => {
                let current = preview.source.clone();
                (Wanted::Source, sources(preview), look.t("importing-source"), current)
            }
            row if extras(preview).get(row - OPTIONS) == Some(&Wanted::Sheet) => {
                let (read, others) = &preview.sheets;
                let current = read.join(", ");
                let mut sheets = vec![current.clone()];
                sheets.extend(others.iter().cloned());
                (Wanted::Sheet, sheets, look.t("importing-sheet"), current)
            }
            row => {
                let column = row - options(preview);
                let Some((header, _, field)) = preview.columns.get(column) else { return };
                let mut fields = vec![String::new()];
                fields.extend(preview.fields.iter().cloned());
                let title = draw::column_words(preview, header, look);
                (Wanted::Field(column), fields, title, field.clone())
            }
        };
        if values.len() < 2 {
            return;
        }
        let entries =
            values.iter().map(|value| MenuEntry::new(draw::value_words(&wanted, value, look))).collect();
        let mut menu = Menu::new(title, entries);
        menu.state.select(values.iter().position(|v| *v == current).unwrap_or(0));
        self.menu = Some((wanted, values, menu));
    }

    /// Sends a column to a field, or nowhere; the others stay where they are.
    fn map(&mut self, column: usize, field: String) {
        let Some(preview) = &self.preview else { return };
        let Some((header, ..)) = preview.columns.get(column) else { return };
        // A name that several columns have means the first of them: the others are called by their places.
        let is_own =
            !header.is_empty() && preview.columns.iter().filter(|(name, ..)| name == header).count() == 1;
        let name = if is_own { header.clone() } else { (column + 1).to_string() };
        if !preview.preset.is_empty() {
            self.request.preset = Some(preview.preset.clone());
        }
        let map = &mut self.request.map;
        map.retain(|(column, _)| *column != name);
        // Whatever it was, it is no longer.
        map.push((name.clone(), String::new()));
        if !field.is_empty() {
            map.push((name, field));
        }
    }

    fn picked(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Cancelled => self.menu = None,
            DialogEvent::Chosen(entry) => {
                let Some((wanted, values, _)) = self.menu.take() else { return };
                let Some(value) = values.get(entry).cloned() else { return };
                match wanted {
                    Wanted::Preset => {
                        // Another preset has its own map.
                        self.request.map.clear();
                        self.request.preset = Some(value);
                    }
                    Wanted::Decimal => self.request.decimal = value.chars().next(),
                    Wanted::DateOrder => self.request.date_order = Some(value),
                    Wanted::Field(column) => self.map(column, value),
                    Wanted::Source => self.request.source = Some(value),
                    Wanted::Sheet if entry == 0 => {}
                    Wanted::Sheet => {
                        // Another table has columns of its own.
                        let ImportRequest { path, skip_bad, source, .. } = std::mem::take(&mut self.request);
                        let sheet = Some(value);
                        self.request =
                            ImportRequest { path, sheet, source, skip_bad, ..ImportRequest::default() };
                    }
                }
                self.ask(cx);
            }
            DialogEvent::Changed | DialogEvent::None => {}
        }
    }
}

/// The decimal mark of a number that can be read both ways, as this portfolio writes numbers.
fn proposed(look: &Look) -> &'static str {
    if look.format.numbers.decimal_mark() == ',' { "," } else { "." }
}

impl View for Importing {
    fn scopes(&self) -> Vec<KeyScope> {
        let inner = if self.step == Step::File { KeyScope::Text } else { KeyScope::Dialog };
        vec![inner, KeyScope::Form]
    }

    fn is_asking(&self) -> bool {
        self.step != Step::Done
    }

    fn is_typing(&self) -> bool {
        self.step == Step::File
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        if self.step == Step::File {
            self.chooser.ask(cx);
        }
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Save => self.step == Step::Preview && self.hindrance().is_none(),
            Action::Open | Action::Back | Action::Quit => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some((_, _, menu)) = &mut self.menu {
            let event = menu.act(action);
            self.picked(event, cx);
            return true;
        }
        match (self.step, action) {
            (_, Action::Help | Action::Redraw | Action::Language) => return false,
            (Step::File, action) => return self.chooser.act(action),
            (Step::Preview, Action::Save) => self.import(cx),
            (Step::Preview, Action::Open | Action::Choose) => self.open_line(cx),
            (Step::Preview, Action::Back | Action::Quit) => {
                self.step = Step::File;
                self.chooser.ask(cx);
            }
            (Step::Preview, action) => return self.columns.act(action),
            (Step::Running, Action::Back | Action::Quit) => cx.effect(Effect::CancelImport),
            // Leaving the screen would not stop the import: it has to be stopped or awaited.
            (Step::Running, _) => {}
            (Step::Done, Action::Open) => {
                cx.go(Go::Pop);
                cx.go(Go::View(ViewId::Customers));
            }
            (Step::Done, Action::Back | Action::Quit) => cx.go(Go::Pop),
            (Step::Done, _) => return false,
        }
        true
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let Some((_, _, menu)) = &mut self.menu else { return false };
        let (event, known) = menu.press(c);
        self.picked(event, cx);
        known
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let chosen = self.chooser.key(key, cx);
        self.choose_file(chosen, cx);
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if let Some((_, _, menu)) = &mut self.menu {
            let event = menu.click(target);
            self.picked(event, cx);
        } else if self.step == Step::File {
            let chosen = self.chooser.click(target, double, cx);
            self.choose_file(chosen, cx);
        } else if self.step == Step::Preview && self.columns.select(target) && double {
            self.open_line(cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        let Answer::Done(applied) = answer else { return };
        if self.step != Step::Done {
            return;
        }
        if result_is_gone(applied, ticket == self.asked, &mut self.change) {
            cx.go(Go::Pop);
        }
    }

    fn file_news(&mut self, ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) {
        let chosen = self.chooser.news(ticket, news, cx);
        self.choose_file(chosen, cx);
        if ticket != self.asked {
            return;
        }
        match news {
            FileNews::Preview(preview) => {
                let mut preview = preview.clone();
                // What only a person can say is proposed as this portfolio writes it, and asked all the same.
                if preview.question.as_ref().is_some_and(|question| draw::answering(question) == 1) {
                    proposed(cx.look).clone_into(&mut preview.decimal);
                }
                let is_first = self.preview.is_none();
                self.columns.set_len(options(&preview) + preview.columns.len());
                // What was settled about this kind of file before is there to be changed.
                self.request = ImportRequest { skip_bad: self.request.skip_bad, ..preview.request.clone() };
                self.why = None;
                // Whoever is saying what the columns are goes on with that.
                if is_first || self.columns.cursor < OPTIONS {
                    if preview.unmapped.is_some() {
                        self.columns.cursor = options(&preview);
                    } else if let Some(question) = &preview.question {
                        self.columns.cursor = draw::answering(question);
                    }
                }
                self.preview = Some(preview);
            }
            FileNews::Progress(done, all, rows) => self.progress = (*done, *all, *rows),
            FileNews::Imported(summary) => {
                self.summary = Some(summary.clone());
                self.step = Step::Done;
            }
            FileNews::Failed(why) => {
                self.why = Some(why.clone());
                if self.step == Step::Running {
                    self.step = Step::Preview;
                }
            }
            FileNews::Folder(..)
            | FileNews::Written(_)
            | FileNews::Bundle(_)
            | FileNews::Tables(_)
            | FileNews::Exported { .. } => {}
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        draw::screen(self, frame, area, look, hits);
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        let values = self.rejected();
        if values == 0 || self.menu.is_some() {
            return None;
        }
        let file = self.request.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let title = look.tf("export-name-rejects", &[("file", file.unwrap_or_default().into())]);
        Some(Offer::Rejects { title, request: Box::new(self.request.clone()), values })
    }

    fn footer(&self) -> Vec<Action> {
        let footer = match self.step {
            Step::Preview if self.preview.is_none() => vec![Action::Back],
            Step::Preview if self.menu.is_some() => vec![Action::Open, Action::Back],
            Step::Preview => vec![Action::Save, Action::Open, Action::Export, Action::Back],
            Step::Running => vec![Action::Back],
            Step::Done => vec![Action::Open, Action::Export, Action::Undo, Action::Back],
            Step::File => vec![Action::Open, Action::Back],
        };
        let offered = |action: &Action| match action {
            Action::Export => self.rejected() > 0,
            Action::Undo => self.brought(),
            _ => true,
        };
        footer.into_iter().filter(offered).collect()
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match (self.step, action) {
            (Step::File, Action::Open) => Some("action-open"),
            (Step::Preview, Action::Save) => Some("importing-do"),
            (Step::Preview, Action::Open) if self.menu.is_none() => Some("importing-change"),
            (Step::Running, Action::Back) => Some("importing-stop"),
            (Step::Done, Action::Open) => Some("importing-go-on-word"),
            (_, Action::Export) => Some("importing-save-bad"),
            _ => None,
        }
    }
}
