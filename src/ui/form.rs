//! A form: fields one below the other with hint, echo and error beside them, then buttons. Values are text; what they
//! mean is for the caller to say, who sets errors and echoes. Knows nothing of what is saved where.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui_textarea::{CursorMove, TextArea};
use serde::{Deserialize, Serialize};

use super::Look;
use super::action::Action;
use super::dialog::draw_buttons;
use super::hits::Hits;
use super::panel::{Panel, centred};
use super::text_input::{LONGEST, TextField, TextKey};
use super::visible::{pad_right, visible, width};
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

/// What a key did to a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormEvent {
    /// Nothing to be told.
    None,
    /// The value of this field changed.
    Changed(String),
    /// Save.
    Save,
    /// Save, and begin another.
    SaveAnother,
    /// Leave without saving.
    Cancel,
    /// Enter on the notice.
    Notice,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Draft {
    values: Vec<(String, String)>,
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

    fn height(&self) -> u16 {
        if let FieldKind::Note(rows) = self.kind { rows.max(1) } else { 1 }
    }

    /// What is typed into a field of labels and not yet taken.
    fn proposal(&self) -> Option<(String, String)> {
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
    fn key(&mut self, key: &TextKey) -> Option<bool> {
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

/// A form.
#[derive(Debug)]
pub struct Form {
    /// Heading.
    pub title: String,
    /// Fields.
    pub fields: Vec<Field>,
    /// Lines under the fields (possible duplicates); where there are any, Tab reaches them and Enter gives
    /// [`FormEvent::Notice`].
    pub notice: Vec<Line<'static>>,
    /// Whether there is a button for saving and beginning another.
    pub another: bool,
    focus: usize,
    first_values: Vec<String>,
    top: std::cell::Cell<u16>,
}

impl Form {
    /// A form, focus on its first field.
    pub fn new(title: impl Into<String>, fields: Vec<Field>) -> Self {
        let first_values = fields.iter().map(Field::get).collect();
        Self {
            title: title.into(),
            fields,
            notice: Vec::new(),
            another: false,
            focus: 0,
            first_values,
            top: std::cell::Cell::new(0),
        }
    }

    /// With a button for saving and beginning another.
    #[must_use]
    pub const fn with_another(mut self) -> Self {
        self.another = true;
        self
    }

    /// Value of a field; empty where there is no such field.
    pub fn get(&self, key: &str) -> String {
        self.fields.iter().find(|f| f.key == key).map(Field::get).unwrap_or_default()
    }

    /// Puts a value into a field.
    pub fn set(&mut self, key: &str, value: &str) {
        if let Some(field) = self.field_mut(key) {
            field.set(value);
        }
    }

    /// A field.
    pub fn field_mut(&mut self, key: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|f| f.key == key)
    }

    /// Says what is wrong with a field, or that nothing is.
    pub fn set_error(&mut self, key: &str, error: Option<String>) {
        if let Some(field) = self.field_mut(key) {
            field.error = error;
        }
    }

    /// Says how a value was understood.
    pub fn set_echo(&mut self, key: &str, echo: impl Into<String>) {
        if let Some(field) = self.field_mut(key) {
            field.echo = echo.into();
        }
    }

    /// Puts the focus on the first field with an error; true where there is one.
    pub fn focus_error(&mut self) -> bool {
        let wrong = self.fields.iter().position(|f| f.error.is_some());
        if let Some(at) = wrong {
            self.focus = at;
        }
        wrong.is_some()
    }

    /// Puts the focus on a field.
    pub fn focus_on(&mut self, key: &str) {
        if let Some(at) = self.fields.iter().position(|f| f.key == key) {
            self.focus = at;
        }
    }

    /// Field in focus; `None` on the notice and the buttons.
    pub fn focused(&self) -> Option<&str> {
        self.fields.get(self.focus).map(|f| f.key.as_str())
    }

    /// Whether something differs from how it began.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().map(Field::get).ne(self.first_values.iter().cloned())
    }

    /// All values as JSON, for a draft.
    pub fn to_json(&self) -> String {
        let values = self.fields.iter().map(|f| (f.key.clone(), f.get())).collect();
        serde_json::to_string(&Draft { values }).unwrap_or_default()
    }

    /// Puts the values of a draft into the fields of the same name; false where it is no draft.
    pub fn restore(&mut self, json: &str) -> bool {
        let Ok(draft) = serde_json::from_str::<Draft>(json) else { return false };
        for (key, value) in &draft.values {
            self.set(key, value);
        }
        true
    }

    /// A key; a view with a form is always typing.
    pub fn key(&mut self, key: &TextKey) -> FormEvent {
        if let Some(field) = self.fields.get_mut(self.focus) {
            match field.key(key) {
                Some(true) => {
                    field.error = None;
                    return FormEvent::Changed(field.key.clone());
                }
                Some(false) => return FormEvent::None,
                None => {}
            }
        }
        let button = self.button();
        match key {
            TextKey::BackTab | TextKey::Up => self.step(-1),
            TextKey::Right if button.is_some() => self.step(1),
            TextKey::Left if button.is_some() => self.step(-1),
            TextKey::Enter | TextKey::Char(' ') if self.focus >= self.fields.len() => return self.pressed(),
            TextKey::Tab | TextKey::Down | TextKey::Enter => self.step(1),
            TextKey::Esc => return FormEvent::Cancel,
            _ => {}
        }
        FormEvent::None
    }

    /// An action bound to a key that is no text (Ctrl+S).
    pub fn act(&mut self, action: Action) -> FormEvent {
        match action {
            Action::Save => FormEvent::Save,
            Action::Back => FormEvent::Cancel,
            Action::NextPanel => {
                self.step(1);
                FormEvent::None
            }
            Action::PreviousPanel => {
                self.step(-1);
                FormEvent::None
            }
            _ => FormEvent::None,
        }
    }

    /// A click on target `base` + n as registered by [`Form::draw`].
    pub fn click(&mut self, target: usize) -> FormEvent {
        if target >= self.places() {
            return FormEvent::None;
        }
        self.focus = target;
        if target >= self.fields.len() { self.pressed() } else { FormEvent::None }
    }

    /// Targets of clicks it uses, from `base`.
    pub fn places(&self) -> usize {
        self.fields.len() + 1 + self.buttons().len()
    }

    /// Draws in the middle of `area`, in a panel; scrolled to the focus where it is taller than the area.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits, base: usize) {
        let fields: u16 = self.fields.iter().map(Field::height).sum();
        let notice = if self.notice.is_empty() { 0 } else { self.notice.len() as u16 + 1 };
        let room_above = area.height > fields + notice + 6;
        let wanted = fields + notice + 3 + 2 * u16::from(room_above);
        let columns = if area.width >= 96 { 80.min(area.width) } else { area.width.min(80) };
        let outside = centred(area, columns, wanted);
        let required = self.fields.iter().any(|f| f.required);
        let right = if required { look.t("required-mark") } else { String::new() };
        let inner = Panel::new(self.title.clone()).right(right).popup().draw(frame, outside, look);
        if inner.height < 2 {
            return;
        }
        let pad = u16::from(room_above);
        let body_height = inner.height.saturating_sub(1 + notice + 2 * pad).max(1);
        let body = Rect::new(inner.x, inner.y + pad, inner.width, body_height);
        self.scroll(body.height);
        let top = self.top.get();
        let label =
            self.fields.iter().map(|f| width(&f.label) + 2 * usize::from(f.required)).max().unwrap_or(0) + 2;
        let mut line = 0;
        for (number, field) in self.fields.iter().enumerate() {
            let height = field.height();
            if line >= top && line + height <= top + body.height {
                let place = Rect::new(body.x, body.y + line - top, body.width, height);
                self.draw_field(frame, place, number, label, look);
                hits.add(place, base + number);
            }
            line += height;
        }
        if notice > 0 && inner.height > notice + 1 {
            let y = inner.bottom() - 1 - notice - pad;
            super::panel::rule(frame, inner, y, look);
            let place = Rect::new(inner.x + 1, y + 1, inner.width.saturating_sub(2), notice - 1);
            let here = self.focus == self.fields.len();
            look.put(frame, Rect { height: 1, ..place }, Span::raw(if here { "▶" } else { " " }));
            let text = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place };
            look.put_lines(frame, text, self.notice.iter().cloned());
            hits.add(place, base + self.fields.len());
        }
        let row = Rect::new(inner.x + 1, inner.bottom() - 1, inner.width.saturating_sub(2), 1);
        let labels: Vec<String> = self.buttons().iter().map(|key| look.t(key)).collect();
        if line > body.height {
            let more = if top > 0 { "form-more-above" } else { "form-more-below" };
            look.put(frame, row, Span::styled(look.t(more), look.theme.dim));
        }
        draw_buttons(frame, row, &labels, self.button(), look, hits, base + self.fields.len() + 1);
    }

    fn draw_field(&self, frame: &mut Frame<'_>, area: Rect, number: usize, label: usize, look: &Look) {
        let field = &self.fields[number];
        let here = number == self.focus;
        let style = if here { look.theme.heading } else { look.theme.text };
        let star = if field.required { " *" } else { "" };
        let pointer = if here { " ▶" } else { "  " };
        let row = Rect { height: 1, ..area };
        look.put(
            frame,
            row,
            Span::styled(format!("{pointer}{}", pad_right(&format!("{}{star}", field.label), label)), style),
        );
        let x = area.x + 2 + label as u16;
        let rest = area.right().saturating_sub(x + 1);
        let aside = match (&field.error, field.proposal()) {
            (Some(error), _) => Span::styled(format!("! {}", visible(error)), look.theme.bad),
            (None, Some((_, words))) if here => Span::styled(format!("› {words}"), look.theme.accent),
            _ if !field.echo.is_empty() => Span::styled(field.echo.clone(), look.theme.good),
            _ => Span::styled(field.hint.clone(), look.theme.dim),
        };
        // Ticks and texts of several lines need the whole width.
        let alone = matches!(field.kind, FieldKind::Note(_) | FieldKind::Multi(_));
        let beside = if alone { 0 } else { (width(&aside.content) as u16).min(rest / 2) };
        let room =
            if alone { rest } else { rest.saturating_sub(beside + 2).min(rest * 3 / 5).max(rest.min(8)) };
        let place = Rect { x, width: room, ..area };
        field.draw_value(frame, place, here, look);
        if beside > 0 {
            let x = x + rest.saturating_sub(beside).max(room + 2).min(rest * 3 / 5 + 2);
            look.put(frame, Rect { x, width: area.right().saturating_sub(x), height: 1, ..area }, aside);
        }
    }
}

impl Field {
    fn draw_value(&self, frame: &mut Frame<'_>, place: Rect, here: bool, look: &Look) {
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
                let words =
                    options.iter().find(|(key, _)| Some(key) == field.picked.first()).map_or("", |(_, w)| w);
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

impl Form {
    fn scroll(&self, rows: u16) {
        let before: u16 = self.fields.iter().take(self.focus).map(Field::height).sum();
        let here = self.fields.get(self.focus).map_or(0, Field::height);
        let all: u16 = self.fields.iter().map(Field::height).sum();
        let mut top = self.top.get().min(all.saturating_sub(rows));
        if before < top {
            top = before;
        } else if before + here > top + rows {
            top = (before + here).saturating_sub(rows);
        }
        self.top.set(top);
    }

    fn buttons(&self) -> Vec<&'static str> {
        if self.another { vec!["save", "save-another", "cancel"] } else { vec!["save", "cancel"] }
    }

    /// Button in focus.
    fn button(&self) -> Option<usize> {
        self.focus.checked_sub(self.fields.len() + 1)
    }

    fn step(&mut self, by: isize) {
        let places = self.places() as isize;
        let mut focus = (self.focus as isize + by).rem_euclid(places) as usize;
        if focus == self.fields.len() && self.notice.is_empty() {
            focus = (focus as isize + by).rem_euclid(places) as usize;
        }
        self.focus = focus;
    }

    fn pressed(&self) -> FormEvent {
        match self.button().and_then(|b| self.buttons().get(b).copied()) {
            Some("save") => FormEvent::Save,
            Some("save-another") => FormEvent::SaveAnother,
            Some(_) => FormEvent::Cancel,
            None => FormEvent::Notice,
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
