//! A form: fields one below the other with hint, echo and error beside them, then buttons. Values are text; what they
//! mean is for the caller to say, who sets errors and echoes. Knows nothing of what is saved where.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use serde::{Deserialize, Serialize};

use super::Look;
use super::action::Action;
use super::dialog::{buttons_width, draw_buttons};
pub use super::field::{Field, FieldKind};
use super::hits::Hits;
use super::panel::{Panel, centred};
use super::text_input::TextKey;
use super::visible::{pad_right, visible, width};

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
            let room = usize::from(row.width).saturating_sub(buttons_width(&labels) + 3);
            let words = look.t(more);
            // Where the buttons need the room, the arrow alone.
            let shown = if width(&words) <= room { words } else { words.chars().take(room.min(1)).collect() };
            look.put(frame, row, Span::styled(shown, look.theme.dim));
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
