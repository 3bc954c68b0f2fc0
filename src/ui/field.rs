//! One field of a form: what it takes, what keys do to it, how its value is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui_textarea::{CursorMove, TextArea};

use super::Look;
use super::text_input::{LONGEST, TextField, TextKey};
use super::visible::width;
use crate::domain::base::names::fold;
use crate::domain::people::Label;

/// What a field takes.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// Free text of one line (phones, e-mails, numbers, money and days too: the caller says what is wrong).
    Text,
    /// One of a list; free text too where `free`.
    Choice {
        /// Values: key kept, words shown.
        options: Vec<(String, String)>,
        /// Whether something else may be typed.
        free: bool,
    },
    /// Ticks; the value is the keys ticked, parted by commas.
    Multi(Vec<(String, String)>),
    /// Text of several lines, of this height.
    Note(u16),
    /// Labels, by their names; the value is their ids, parted by commas.
    Labels(Vec<Label>),
}

/// A field.
#[derive(Debug)]
pub struct Field {
    /// Name of the field for the caller and in drafts.
    pub key: String,
    /// Words before it.
    pub label: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// Words after it while nothing else is to be said.
    pub hint: String,
    /// How the value was understood, after it.
    pub echo: String,
    /// What is wrong, in the place of the echo.
    pub error: Option<String>,
    text: TextField,
    note: TextArea<'static>,
    /// Chosen keys of `Multi` and `Labels`; chosen option of a strict `Choice`.
    picked: Vec<String>,
    at: usize,
}

impl Field {
    /// A field of free text.
    pub fn text(key: &str, label: impl Into<String>) -> Self {
        Self::of(key, label, FieldKind::Text)
    }

    /// A field of another kind.
    pub fn of(key: &str, label: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            key: key.to_owned(),
            label: label.into(),
            kind,
            required: false,
            hint: String::new(),
            echo: String::new(),
            error: None,
            text: TextField::default(),
            note: TextArea::default(),
            picked: Vec::new(),
            at: 0,
        }
    }

    /// With a value.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        self.set(value);
        self
    }

    /// Must be filled in.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// With words after it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Its value as text.
    pub fn get(&self) -> String {
        match &self.kind {
            FieldKind::Text => self.text.text().trim().to_owned(),
            FieldKind::Choice { options, free: true } => {
                let typed = self.text.text().trim();
                // Words of an option mean its key.
                let named = options.iter().find(|(_, words)| fold(words) == fold(typed));
                named.map_or_else(|| typed.to_owned(), |(key, _)| key.clone())
            }
            FieldKind::Choice { .. } => self.picked.first().cloned().unwrap_or_default(),
            FieldKind::Multi(_) | FieldKind::Labels(_) => self.picked.join(","),
            FieldKind::Note(_) => self.note.lines().join("\n").trim_end().to_owned(),
        }
    }

    /// Its value in the words that are shown.
    pub fn told(&self) -> String {
        let value = self.get();
        let named = |options: &[(String, String)], key: &str| {
            options.iter().find(|(k, _)| k == key).map_or_else(|| key.to_owned(), |(_, words)| words.clone())
        };
        match &self.kind {
            FieldKind::Choice { options, .. } => named(options, &value),
            FieldKind::Multi(options) => {
                let ticked: Vec<String> = self.picked.iter().map(|key| named(options, key)).collect();
                ticked.join(", ")
            }
            FieldKind::Labels(all) => {
                let picked = |label: &&Label| self.picked.contains(&label.id.to_string());
                all.iter().filter(picked).map(|label| label.name.clone()).collect::<Vec<_>>().join(", ")
            }
            FieldKind::Text | FieldKind::Note(_) => value,
        }
    }

    /// Puts another value in its place.
    pub fn set(&mut self, value: &str) {
        match &self.kind {
            FieldKind::Text => self.text.set(value),
            FieldKind::Choice { options, free: true } => {
                let words = options.iter().find(|(key, _)| key == value).map_or(value, |(_, words)| words);
                self.text.set(words);
            }
            FieldKind::Choice { .. } => self.picked = vec![value.to_owned()],
            FieldKind::Multi(_) | FieldKind::Labels(_) => {
                self.picked = value.split(',').filter(|v| !v.is_empty()).map(str::to_owned).collect();
            }
            FieldKind::Note(_) => {
                self.note = TextArea::new(value.split('\n').map(str::to_owned).collect());
                self.note.move_cursor(CursorMove::Bottom);
                self.note.move_cursor(CursorMove::End);
            }
        }
    }

    pub(super) fn height(&self) -> u16 {
        if let FieldKind::Note(rows) = self.kind { rows.max(1) } else { 1 }
    }

    /// What is typed into a field of labels and not yet taken.
    pub(super) fn proposal(&self) -> Option<(String, String)> {
        let typed = fold(self.text.text().trim());
        if typed.is_empty() {
            return None;
        }
        match &self.kind {
            FieldKind::Labels(labels) => labels
                .iter()
                .filter(|l| !self.picked.contains(&l.id.to_string()))
                .find(|l| fold(&l.name).starts_with(&typed) || fold(&l.code) == typed)
                .map(|l| (l.id.to_string(), l.name.clone())),
            FieldKind::Choice { options, free: true } => options
                .iter()
                .find(|(_, words)| fold(words).starts_with(&typed) && fold(words) != typed)
                .cloned(),
            _ => None,
        }
    }

    /// Takes what is proposed; true where there was something.
    fn take(&mut self) -> bool {
        let Some((key, words)) = self.proposal() else { return false };
        if matches!(self.kind, FieldKind::Labels(_)) {
            self.picked.push(key);
            self.text.set("");
        } else {
            self.text.set(&words);
        }
        true
    }

    /// A key inside the field; `None` where the form has to look at it, else whether the value changed.
    pub(super) fn key(&mut self, key: &TextKey) -> Option<bool> {
        match &self.kind {
            FieldKind::Note(_) => return note_key(&mut self.note, key),
            FieldKind::Choice { options, free: false } => {
                let here = options.iter().position(|(k, _)| Some(k) == self.picked.first());
                let count = options.len();
                let next = match key {
                    _ if count == 0 => return None,
                    TextKey::Right | TextKey::Char(' ') => here.map_or(0, |h| (h + 1) % count),
                    TextKey::Left => here.map_or(count - 1, |h| (h + count - 1) % count),
                    TextKey::Home => 0,
                    TextKey::End => count - 1,
                    TextKey::Char(c) => {
                        let wanted = fold(&c.to_string());
                        let from = here.map_or(0, |h| h + 1);
                        (0..count)
                            .map(|n| (from + n) % count)
                            .find(|n| fold(&options[*n].1).starts_with(&wanted))?
                    }
                    _ => return None,
                };
                let chosen = options[next].0.clone();
                self.picked = vec![chosen];
                return Some(true);
            }
            FieldKind::Multi(options) => {
                match key {
                    TextKey::Left => self.at = self.at.saturating_sub(1),
                    TextKey::Right => self.at = (self.at + 1).min(options.len().saturating_sub(1)),
                    TextKey::Char(' ' | 'x' | 'X') => {
                        let (key, _) = options.get(self.at)?.clone();
                        match self.picked.iter().position(|k| *k == key) {
                            Some(at) => drop(self.picked.remove(at)),
                            None => self.picked.push(key),
                        }
                        return Some(true);
                    }
                    _ => return None,
                }
                return Some(false);
            }
            FieldKind::Labels(_) => match key {
                TextKey::Char(',' | ' ') if self.take() => return Some(true),
                TextKey::Enter if !self.text.is_empty() => return Some(self.take()),
                TextKey::Backspace if self.text.is_empty() => return Some(self.picked.pop().is_some()),
                _ => {}
            },
            FieldKind::Choice { options, free: true } => match key {
                TextKey::Right if self.text.at_end() => return Some(self.take()),
                // A blank in an empty field, or after an option: the next option.
                TextKey::Char(' ') => {
                    let here = options.iter().position(|(_, words)| words == self.text.text());
                    if !options.is_empty() && (self.text.is_empty() || here.is_some()) {
                        let next = here.map_or(0, |h| (h + 1) % options.len());
                        let words = options[next].1.clone();
                        self.text.set(&words);
                        return Some(true);
                    }
                }
                _ => {}
            },
            FieldKind::Text => {}
        }
        match key {
            TextKey::Enter | TextKey::Tab | TextKey::BackTab | TextKey::Up | TextKey::Down | TextKey::Esc => {
                None
            }
            key => Some(self.text.key(key)),
        }
    }
}

fn note_key(note: &mut TextArea<'static>, key: &TextKey) -> Option<bool> {
    let row = note.cursor().0;
    let full = note.lines().iter().map(String::len).sum::<usize>() >= LONGEST;
    match key {
        TextKey::Char(c) if !full => note.insert_char(*c),
        TextKey::Enter if !full => note.insert_newline(),
        TextKey::Paste(text) if !full => {
            let end = (0..=text.len().min(LONGEST)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            note.insert_str(text[..end].replace("\r\n", "\n").replace('\r', "\n"));
        }
        TextKey::Backspace => return Some(note.delete_char()),
        TextKey::Delete => return Some(note.delete_next_char()),
        TextKey::KillWord => return Some(note.delete_word()),
        TextKey::KillToEnd => return Some(note.delete_line_by_end()),
        TextKey::KillToStart => return Some(note.delete_line_by_head()),
        other => {
            let step = match other {
                TextKey::Up if row > 0 => CursorMove::Up,
                TextKey::Down if row + 1 < note.lines().len() => CursorMove::Down,
                TextKey::Left => CursorMove::Back,
                TextKey::Right => CursorMove::Forward,
                TextKey::WordLeft => CursorMove::WordBack,
                TextKey::WordRight => CursorMove::WordForward,
                TextKey::Home => CursorMove::Head,
                TextKey::End => CursorMove::End,
                _ => return None,
            };
            note.move_cursor(step);
            return Some(false);
        }
    }
    Some(true)
}

impl Field {
    pub(super) fn draw_value(&self, frame: &mut Frame<'_>, place: Rect, here: bool, look: &Look) {
        let field = self;
        let style = if here { look.theme.field } else { look.theme.text };
        match &field.kind {
            FieldKind::Text => field.text.draw(frame, place, style, here),
            FieldKind::Note(_) => draw_note(frame, place, &field.note, style, here),
            FieldKind::Choice { free: true, .. } => {
                let text = Rect { width: place.width.saturating_sub(2), ..place };
                field.text.draw(frame, text, style, here);
                look.put(
                    frame,
                    Rect { x: text.right(), width: 2, height: 1, ..place },
                    Span::styled(" ▾", look.theme.dim),
                );
            }
            FieldKind::Choice { options, .. } => {
                let value = field.picked.first().map_or("", String::as_str);
                let words = options.iter().find(|(key, _)| key == value).map_or("", |(_, w)| w);
                frame.buffer_mut().set_style(Rect { height: 1, ..place }, style);
                look.put(frame, place, Span::styled(format!("{words} ▾"), style));
            }
            FieldKind::Multi(options) => {
                let mut spans = Vec::new();
                for (at, (key, words)) in options.iter().enumerate() {
                    let tick = if field.picked.contains(key) { "x" } else { " " };
                    let style = if here && at == field.at { look.theme.selected } else { look.theme.text };
                    spans.push(Span::styled(format!("[{tick}] {words}"), style));
                    spans.push(Span::raw("  "));
                }
                look.put(frame, place, Line::from(spans));
            }
            FieldKind::Labels(labels) => {
                let mut spans = Vec::new();
                for label in labels.iter().filter(|l| field.picked.contains(&l.id.to_string())) {
                    spans.push(look.theme.chip_full(label));
                    spans.push(Span::raw(" "));
                }
                let used: usize = spans.iter().map(|s| width(&s.content)).sum();
                look.put(frame, place, Line::from(spans));
                let used = (used as u16).min(place.width.saturating_sub(6));
                let text = Rect { x: place.x + used, width: place.width - used, ..place };
                field.text.draw(frame, text, style, here);
            }
        }
    }
}

/// Draws a text of several lines, scrolled to its cursor.
fn draw_note(
    frame: &mut Frame<'_>,
    place: Rect,
    note: &TextArea<'static>,
    style: ratatui::style::Style,
    here: bool,
) {
    let cursor = note.cursor();
    let top = (cursor.0 + 1).saturating_sub(usize::from(place.height));
    for (row, line) in place.rows().zip(note.lines().iter().enumerate().skip(top)) {
        let mut field = TextField::new(line.1);
        if here && line.0 == cursor.0 {
            field.key(&TextKey::Home);
            for _ in 0..cursor.1 {
                field.key(&TextKey::Right);
            }
        }
        field.draw(frame, row, style, here && line.0 == cursor.0);
    }
}
