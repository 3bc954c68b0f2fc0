//! The list of what could stand next in a filter.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::base::names::fold;
use crate::domain::query::{Mark, SuggestionKind, Vocabulary, complete};
use crate::ui::Look;
use crate::ui::panel::Panel;
use crate::ui::table::ListState;
use crate::ui::visible::{fit, pad_left, pad_right, width};

/// At most so many are proposed.
const MOST: usize = 50;
/// At most so many are in sight.
const ROWS: u16 = 8;
/// From so many letters on customers are proposed, and at most so many: the list below shows them all.
const NAME_LETTERS: usize = 3;
const CUSTOMERS: usize = 3;
/// Columns of a proposal.
const SHOWN: usize = 48;
/// Columns of a filter shown beside its name.
const NOTE: usize = 34;
/// From so many letters on fields are proposed: one letter is more often a name.
const LETTERS: usize = 2;

#[derive(Debug)]
struct Entry {
    insert: String,
    replace: Range<usize>,
    /// What it means, or how many customers have it.
    note: String,
    /// The note is a figure.
    right: bool,
    /// The condition is whole once it stands there.
    whole: bool,
}

impl Entry {
    /// As it is called: quotes around a value are the language's business.
    fn shown(&self) -> String {
        let bare = self.insert.trim_matches('"');
        fit(if bare.contains('"') { &self.insert } else { bare }, SHOWN)
    }
}

/// Suggestions under the field.
#[derive(Debug, Default)]
pub(super) struct Completion {
    entries: Vec<Entry>,
    state: ListState,
    chosen: bool,
}

impl Completion {
    /// Whether there is anything to choose.
    pub const fn is_open(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Whether one was chosen with the arrows.
    pub const fn is_chosen(&self) -> bool {
        self.chosen && self.is_open()
    }

    /// Byte of the text where a suggestion would begin.
    pub fn begins(&self) -> usize {
        self.entries.first().map_or(0, |entry| entry.replace.start)
    }

    /// Nothing to choose any more.
    pub fn close(&mut self) {
        self.entries.clear();
        self.chosen = false;
    }

    /// One down or up; the first arrow chooses the first (or the last) entry.
    pub fn step(&mut self, down: bool) {
        let last = self.entries.len().saturating_sub(1);
        self.state.cursor = match (self.chosen, down) {
            (false, true) => 0,
            (false, false) => last,
            (true, true) => (self.state.cursor + 1).min(last),
            (true, false) => self.state.cursor.saturating_sub(1),
        };
        self.chosen = true;
    }

    /// What the chosen (or first) suggestion puts where, and whether a condition is whole with it.
    pub fn accepted(&self) -> Option<(Range<usize>, String, bool)> {
        let at = if self.chosen { self.state.cursor } else { 0 };
        self.entries.get(at).map(|entry| (entry.replace.clone(), entry.insert.clone(), entry.whole))
    }

    /// Proposes for a text whose cursor stands at its end.
    pub fn propose(&mut self, text: &str, vocabulary: &Vocabulary, look: &Look) {
        self.close();
        let mut customers = 0;
        for found in complete(text, text.len(), vocabulary).into_iter().take(MOST) {
            let typed = text.get(found.replace.clone()).unwrap_or_default();
            let letters = typed.chars().count();
            let mut right = false;
            let (note, whole) = match &found.kind {
                SuggestionKind::Field(_) if letters < LETTERS => continue,
                SuggestionKind::Field(field) => (look.t(&super::say::key("filter-meaning", *field)), false),
                SuggestionKind::Value { count, .. } => {
                    right = true;
                    (count.map(|n| look.format.int(n as i64)).unwrap_or_default(), true)
                }
                SuggestionKind::Number(Mark::Median) => (look.t("filter-mark-median"), true),
                SuggestionKind::Number(Mark::Share(share)) => {
                    (look.tf("filter-mark-share", &[("share", i64::from(*share).into())]), true)
                }
                SuggestionKind::Segment(query) => (fit(query, NOTE), true),
                SuggestionKind::Recent => (look.t("filter-meaning-recent"), false),
                SuggestionKind::Customer if letters < NAME_LETTERS || customers == CUSTOMERS => continue,
                SuggestionKind::Customer => {
                    customers += 1;
                    (look.t("filter-meaning-customer"), true)
                }
            };
            // What is written already need not be proposed.
            if fold(&found.insert) != fold(typed) {
                let entry = Entry { insert: found.insert, replace: found.replace, note, right, whole };
                self.entries.push(entry);
            }
        }
        self.state = ListState::new(self.entries.len());
    }

    /// Draws the list in `area` (what lies below the field from where the word begins), kept inside `screen`.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, screen: Rect, look: &Look) {
        if !self.is_open() || area.height < 3 {
            return;
        }
        let words = self.entries.iter().map(|e| width(&e.shown())).max().unwrap_or(0);
        let notes = self.entries.iter().map(|e| width(&e.note)).max().unwrap_or(0);
        let hint = look.t("filter-completion-hint");
        let columns = (words + notes + 7).max(width(&hint) + 6).min(usize::from(screen.width)) as u16;
        let x = area.x.min(screen.right().saturating_sub(columns));
        let height = (self.entries.len() as u16).min(ROWS).min(area.height - 2) + 2;
        let panel = Panel::default().bottom(hint).popup();
        let inner = panel.draw(frame, Rect { x, width: columns, height, ..area }, look);
        let window = self.state.window(usize::from(inner.height));
        let room = usize::from(inner.width).saturating_sub(notes + 4);
        for (row, at) in inner.rows().zip(window) {
            let entry = &self.entries[at];
            let here = self.chosen && at == self.state.cursor;
            let base = if here { look.theme.cursor } else { look.theme.text };
            frame.buffer_mut().set_style(row, base);
            let note = if entry.right { pad_left(&entry.note, notes) } else { pad_right(&entry.note, notes) };
            look.put(
                frame,
                row,
                Line::from(vec![
                    Span::styled(if here { "▶" } else { " " }, base),
                    Span::styled(pad_right(&entry.shown(), room), base),
                    Span::styled(format!("  {note}"), base.patch(look.theme.dim)),
                ]),
            );
        }
    }
}
