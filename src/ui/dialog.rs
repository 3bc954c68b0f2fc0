//! Popups: a question with buttons, a menu, a line to type. Each is a value a view holds; it says what was chosen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Look;
use super::action::Action;
use super::hits::Hits;
use super::panel::{Panel, centred};
use super::table::ListState;
use super::text_input::{TextField, TextKey};
use super::visible::{pad_left, pad_right, visible, width};
use crate::domain::base::names::fold;

/// Entries that a menu has digits for; in a longer one letters lead to the others.
const DIGITS: usize = 9;

/// What a key did to a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogEvent {
    /// Nothing to be told.
    None,
    /// Button or entry of this number, from 0.
    Chosen(usize),
    /// What is typed changed.
    Changed,
    /// Left without a choice.
    Cancelled,
}

/// A question: lines, then buttons. Also a message, with one button.
#[derive(Clone, Debug, Default)]
pub struct Confirm {
    title: String,
    lines: Vec<Line<'static>>,
    buttons: Vec<String>,
    focus: usize,
}

impl Confirm {
    /// A question with its buttons, focus on the first. The last button is the one that cancels; with one button it
    /// is a message.
    pub fn new(title: impl Into<String>, lines: Vec<Line<'static>>, buttons: Vec<String>) -> Self {
        Self { title: title.into(), lines, buttons, focus: 0 }
    }

    /// Focus on another button: for what cannot be undone, on the one that cancels.
    #[must_use]
    pub fn focus(mut self, button: usize) -> Self {
        self.focus = button.min(self.buttons.len().saturating_sub(1));
        self
    }

    /// Other lines under the same question.
    pub fn set_lines(&mut self, lines: Vec<Line<'static>>) {
        self.lines = lines;
    }

    /// Does an action.
    pub fn act(&mut self, action: Action) -> DialogEvent {
        let count = self.buttons.len().max(1);
        match action {
            Action::Left | Action::Up | Action::PreviousPanel => {
                self.focus = (self.focus + count - 1) % count;
            }
            Action::Right | Action::Down | Action::NextPanel => self.focus = (self.focus + 1) % count,
            Action::Open | Action::Choose => return self.pressed(self.focus),
            Action::Back | Action::Quit => return DialogEvent::Cancelled,
            _ => {}
        }
        DialogEvent::None
    }

    /// A click on a target registered from `base`.
    pub fn click(&mut self, button: usize) -> DialogEvent {
        self.pressed(button)
    }

    /// Draws in the middle of `area`.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits, base: usize) {
        let buttons = buttons_width(&self.buttons);
        let widest =
            self.lines.iter().map(|l| l.spans.iter().map(|s| width(&s.content)).sum()).max().unwrap_or(0);
        let columns = widest.max(buttons + 2).max(width(&self.title) + 4).max(40) + 6;
        let rows = self.lines.len() + 5;
        let inner = Panel::new(self.title.clone()).popup().draw(
            frame,
            centred(area, columns as u16, rows as u16),
            look,
        );
        let room = inner.height.saturating_sub(3);
        let body = Rect::new(inner.x + 2, inner.y + 1, inner.width.saturating_sub(4), room);
        look.put_lines(frame, body, self.lines.iter().cloned());
        let row = Rect::new(inner.x + 1, inner.bottom().saturating_sub(1), inner.width.saturating_sub(2), 1);
        if inner.height > 0 {
            draw_buttons(frame, row, &self.buttons, Some(self.focus), look, hits, base);
        }
    }

    fn pressed(&self, button: usize) -> DialogEvent {
        if self.buttons.len() > 1 && button + 1 == self.buttons.len() {
            DialogEvent::Cancelled
        } else {
            DialogEvent::Chosen(button)
        }
    }
}

/// An entry of a [`Menu`].
#[derive(Clone, Debug, Default)]
pub struct MenuEntry {
    /// Its own key; `None` for the next free digit or none.
    pub key: Option<char>,
    /// What it is.
    pub label: String,
    /// A word more at the right.
    pub note: String,
    /// Whether it can be chosen now; otherwise `note` says why not.
    pub enabled: bool,
}

impl MenuEntry {
    /// An entry without key.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), enabled: true, ..Self::default() }
    }

    /// With its own key.
    #[must_use]
    pub const fn key(mut self, key: char) -> Self {
        self.key = Some(key);
        self
    }

    /// With a note at the right.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Whether it can be chosen.
    #[must_use]
    pub const fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }
}

/// A list to choose from, by arrows, by its keys or by digits.
#[derive(Clone, Debug, Default)]
pub struct Menu {
    title: String,
    entries: Vec<MenuEntry>,
    /// Where the cursor stands.
    pub state: ListState,
}

impl Menu {
    /// A menu; entries without a key get the digits 1 to 9 in order.
    pub fn new(title: impl Into<String>, mut entries: Vec<MenuEntry>) -> Self {
        let mut digits =
            ('1'..='9').filter(|d| entries.iter().all(|e| e.key != Some(*d))).collect::<Vec<_>>().into_iter();
        for entry in entries.iter_mut().filter(|e| e.key.is_none()) {
            entry.key = digits.next();
        }
        let state = ListState::new(entries.len());
        Self { title: title.into(), entries, state }
    }

    /// Entries.
    pub fn entries(&self) -> &[MenuEntry] {
        &self.entries
    }

    /// A plain character: an entry's key, or else the letter with which the next entry in a long menu begins. True in the
    /// second place where it meant something.
    pub fn press(&mut self, c: char) -> (DialogEvent, bool) {
        if let Some(at) = self.entries.iter().position(|entry| entry.key == Some(c)) {
            return (self.pressed(at), true);
        }
        let letter = fold(&c.to_string());
        let count = self.entries.len();
        let begins = |at: &usize| c.is_alphabetic() && fold(&self.entries[*at].label).starts_with(&letter);
        let next = (1..=count).map(|step| (self.state.cursor + step) % count).find(begins);
        match next.filter(|_| count > DIGITS) {
            Some(at) => {
                self.state.select(at);
                (DialogEvent::None, true)
            }
            None => (DialogEvent::None, false),
        }
    }

    /// Does an action.
    pub fn act(&mut self, action: Action) -> DialogEvent {
        match action {
            Action::Open | Action::Choose => self.pressed(self.state.cursor),
            Action::Back | Action::Quit => DialogEvent::Cancelled,
            other => {
                self.state.act(other);
                DialogEvent::None
            }
        }
    }

    /// A click on an entry.
    pub fn click(&mut self, entry: usize) -> DialogEvent {
        self.pressed(entry)
    }

    /// Draws in the middle of `area`; targets are `base` + entry.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits, base: usize) {
        let label = self.entries.iter().map(|e| width(&e.label)).max().unwrap_or(0);
        let note = self.entries.iter().map(|e| width(&e.note)).max().unwrap_or(0);
        let columns = (label + note + 12).max(width(&self.title) + 14).max(36);
        let rows = self.entries.len() + 2;
        let place = centred(area, columns as u16, rows as u16);
        let window = self.state.window(usize::from(place.height.saturating_sub(2)));
        // A menu that is longer than the screen says so.
        let above = if window.start > 0 { look.t("menu-more-above") } else { String::new() };
        let below = if window.end < self.entries.len() { look.t("menu-more-below") } else { String::new() };
        let popup = Panel::new(self.title.clone()).right(look.t("key-esc")).popup();
        let inner = popup.bottom(above).bottom_right(below).draw(frame, place, look);
        for (row, number) in inner.rows().zip(window) {
            let entry = &self.entries[number];
            let here = number == self.state.cursor;
            let style = match (here, entry.enabled) {
                (true, _) => look.theme.cursor,
                (false, false) => look.theme.dim,
                (false, true) => look.theme.text,
            };
            let room = usize::from(row.width).saturating_sub(7 + width(&entry.note));
            frame.buffer_mut().set_style(row, style);
            look.put(
                frame,
                row,
                Line::from(vec![
                    Span::styled(if here { "▶ " } else { "  " }, style),
                    Span::styled(format!("{}  ", entry.key.unwrap_or(' ')), style.patch(look.theme.accent)),
                    Span::styled(pad_right(&entry.label, room), style),
                    Span::styled(
                        format!(" {}", pad_left(&entry.note, width(&entry.note))),
                        style.patch(look.theme.dim),
                    ),
                ]),
            );
            hits.add(row, base + number);
        }
    }

    fn pressed(&mut self, entry: usize) -> DialogEvent {
        match self.entries.get(entry) {
            Some(found) => {
                self.state.cursor = entry;
                if found.enabled { DialogEvent::Chosen(entry) } else { DialogEvent::None }
            }
            None => DialogEvent::None,
        }
    }
}

/// One line to type. [`DialogEvent::Chosen`] of 0 is Enter.
#[derive(Clone, Debug, Default)]
pub struct Prompt {
    title: String,
    label: String,
    /// What is typed.
    pub field: TextField,
    /// How it was understood, under the field.
    pub echo: String,
    /// What is wrong with it, in the place of the echo.
    pub error: Option<String>,
}

impl Prompt {
    /// A line to type, with a text already in it.
    pub fn new(title: impl Into<String>, label: impl Into<String>, text: &str) -> Self {
        Self { title: title.into(), label: label.into(), field: TextField::new(text), ..Self::default() }
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// A key; the view is typing while a prompt is open.
    pub fn key(&mut self, key: &TextKey) -> DialogEvent {
        match key {
            TextKey::Enter => DialogEvent::Chosen(0),
            TextKey::Esc => DialogEvent::Cancelled,
            key if self.field.key(key) => {
                self.error = None;
                DialogEvent::Changed
            }
            _ => DialogEvent::None,
        }
    }

    /// Draws in the middle of `area`.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let columns = 60.max(width(&self.title) + 8).max(width(&self.label) + 34);
        let popup = Panel::new(self.title.clone()).right(look.t("key-esc")).popup();
        let inner = popup.draw(frame, centred(area, columns as u16, 6), look);
        if inner.height < 3 {
            return;
        }
        let label = width(&self.label) as u16;
        let row = Rect::new(inner.x + 2, inner.y + 1, inner.width.saturating_sub(4), 1);
        look.put(frame, row, Span::raw(self.label.clone()));
        let field = Rect { x: row.x + label + 1, width: row.width.saturating_sub(label + 1), ..row };
        self.field.draw(frame, field, look.theme.field, true);
        let below = Rect { y: row.y + 1, ..row };
        match &self.error {
            Some(error) => {
                look.put(frame, below, Span::styled(format!("! {}", visible(error)), look.theme.bad));
            }
            None => look.put(frame, below, Span::styled(self.echo.clone(), look.theme.dim)),
        }
    }
}

/// Columns a row of buttons takes.
pub fn buttons_width(buttons: &[String]) -> usize {
    buttons.iter().map(|b| width(b) + 4).sum::<usize>() + 3 * buttons.len().saturating_sub(1)
}

/// A row of buttons at the right of `area`: `▐ Guardar ▌   [ Cancelar ]`. Targets are `base` + button.
pub fn draw_buttons(
    frame: &mut Frame<'_>,
    area: Rect,
    buttons: &[String],
    focus: Option<usize>,
    look: &Look,
    hits: &mut Hits,
    base: usize,
) {
    let needed = buttons_width(buttons) as u16;
    // Where they do not fit, blanks between them go first, then the last buttons.
    let gap = if needed > area.width { 1 } else { 3 };
    let mut x = area.right().saturating_sub(needed + 1).max(area.x);
    for (number, label) in buttons.iter().enumerate() {
        let columns = width(label) as u16 + 4;
        if x + columns > area.right() {
            break;
        }
        let (text, style) = if focus == Some(number) {
            (format!("▐ {} ▌", visible(label)), look.theme.selected)
        } else {
            (format!("[ {} ]", visible(label)), look.theme.text)
        };
        let place = Rect::new(x, area.y, columns, 1);
        look.put(frame, place, Span::styled(text, style));
        hits.add(place, base + number);
        x += columns + gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_button_cancels_and_esc_does_too() {
        let mut dialog = Confirm::new("?", Vec::new(), vec!["Yes".into(), "No".into()]);
        assert_eq!(dialog.act(Action::Open), DialogEvent::Chosen(0));
        dialog.act(Action::Right);
        assert_eq!(dialog.act(Action::Open), DialogEvent::Cancelled);
        assert_eq!(dialog.act(Action::Back), DialogEvent::Cancelled);
    }

    #[test]
    fn entries_are_chosen_by_letter_and_by_digit() {
        let mut menu = Menu::new(
            "g",
            vec![MenuEntry::new("a").key('x'), MenuEntry::new("b"), MenuEntry::new("c").enabled(false)],
        );
        assert_eq!(menu.press('x'), (DialogEvent::Chosen(0), true));
        assert_eq!(menu.press('1'), (DialogEvent::Chosen(1), true));
        assert_eq!(menu.press('2'), (DialogEvent::None, true));
        assert_eq!(menu.press('q'), (DialogEvent::None, false));
    }

    #[test]
    fn in_a_long_menu_a_letter_leads_to_the_next_entry_that_begins_with_it() {
        let names =
            ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "Élite", "cien"];
        let mut menu = Menu::new("g", names.map(MenuEntry::new).into());
        for (letter, place) in [('c', 3), ('c', 4), ('c', 10), ('c', 3), ('e', 9)] {
            assert_eq!(menu.press(letter), (DialogEvent::None, true));
            assert_eq!(menu.state.cursor, place);
        }
        assert_eq!(menu.press('z'), (DialogEvent::None, false));
        assert_eq!(menu.state.cursor, 9);
    }
}
