//! Keys while text is typed, and a field of one line.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::visible::{visible, width};

/// A key for a text field. Made from terminal events by [`super::keymap`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextKey {
    /// A character.
    Char(char),
    /// Take away the character before.
    Backspace,
    /// Take away the character after.
    Delete,
    /// One left.
    Left,
    /// One right.
    Right,
    /// One word left.
    WordLeft,
    /// One word right.
    WordRight,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// Take away all after the cursor.
    KillToEnd,
    /// Take away all before the cursor.
    KillToStart,
    /// Take away the word before.
    KillWord,
    /// Pasted text, line feeds included.
    Paste(String),
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Esc.
    Esc,
}

/// Longest text a field takes, in bytes; a 10 MB paste ends here.
pub const LONGEST: usize = 64 * 1024;

/// A field of one line.
#[derive(Clone, Debug, Default)]
pub struct TextField {
    input: Input,
}

impl TextField {
    /// With a text, cursor at its end.
    pub fn new(text: &str) -> Self {
        Self { input: Input::new(one_line(text)) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Puts another text in its place, cursor at the end.
    pub fn set(&mut self, text: &str) {
        self.input = Input::new(one_line(text));
    }

    /// Whether the cursor stands at the end.
    pub fn at_end(&self) -> bool {
        self.input.cursor() >= self.text().chars().count()
    }

    /// Edits; true where the text changed. Enter, Tab, Esc and arrows up and down are the caller's.
    pub fn key(&mut self, key: &TextKey) -> bool {
        let request = match key {
            TextKey::Char(c) if self.text().len() < LONGEST => InputRequest::InsertChar(*c),
            TextKey::Backspace => InputRequest::DeletePrevChar,
            TextKey::Delete => InputRequest::DeleteNextChar,
            TextKey::Left => InputRequest::GoToPrevChar,
            TextKey::Right => InputRequest::GoToNextChar,
            TextKey::WordLeft => InputRequest::GoToPrevWord,
            TextKey::WordRight => InputRequest::GoToNextWord,
            TextKey::Home => InputRequest::GoToStart,
            TextKey::End => InputRequest::GoToEnd,
            TextKey::KillToEnd => InputRequest::DeleteTillEnd,
            TextKey::KillToStart => InputRequest::DeleteFromStart,
            TextKey::KillWord => InputRequest::DeletePrevWord,
            TextKey::Paste(text) => return self.insert(text),
            _ => return false,
        };
        self.input.handle(request).is_some_and(|changed| changed.value)
    }

    /// Draws the text, scrolled so that the cursor is seen; shows the terminal's cursor where `focused`.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, style: Style, focused: bool) {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return;
        }
        let room = usize::from(area.width);
        let cursor = self.input.cursor();
        let byte = self.text().char_indices().nth(cursor).map_or(self.text().len(), |(at, _)| at);
        let before = width(&self.text()[..byte]);
        let mut skip = if focused { (before + 1).saturating_sub(room) } else { 0 };
        let scrolled = skip;
        let mut shown = String::new();
        for grapheme in visible(self.text()).graphemes(true) {
            let columns = width(grapheme);
            if skip >= columns {
                skip -= columns;
            } else if skip > 0 {
                // Half of a wide letter: blanks keep the columns.
                shown.extend(std::iter::repeat_n(' ', columns - skip));
                skip = 0;
            } else {
                shown.push_str(grapheme);
            }
        }
        let buffer = frame.buffer_mut();
        buffer.set_style(Rect { height: 1, ..area }, style);
        buffer.set_stringn(area.x, area.y, &shown, room, style);
        if focused {
            let x = area.x + (before - scrolled).min(room - 1) as u16;
            frame.set_cursor_position((x, area.y));
        }
    }

    fn insert(&mut self, text: &str) -> bool {
        let room = LONGEST.saturating_sub(self.text().len());
        let mut pasted = one_line(text);
        if pasted.len() > room {
            let end = (0..=room).rev().find(|at| pasted.is_char_boundary(*at)).unwrap_or(0);
            pasted.truncate(end);
        }
        if pasted.is_empty() {
            return false;
        }
        // One go, not key by key: a long paste stays linear.
        let cursor = self.input.cursor();
        let byte = self.text().char_indices().nth(cursor).map_or(self.text().len(), |(at, _)| at);
        let mut value = self.text().to_owned();
        value.insert_str(byte, &pasted);
        self.input = Input::new(value).with_cursor(cursor + pasted.chars().count());
        true
    }
}

/// The first lines of a text as one: line feeds and tabs become blanks, at the end they go.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(LONGEST));
    for c in text.trim_end_matches(['\r', '\n']).chars() {
        if line.len() >= LONGEST {
            break;
        }
        match c {
            '\n' | '\t' => line.push(' '),
            '\r' => {}
            c => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_of_lines_becomes_one_line() {
        let mut field = TextField::new("ab");
        field.key(&TextKey::Left);
        assert!(field.key(&TextKey::Paste("dq3\nx\n".into())));
        assert_eq!(field.text(), "adq3 xb");
        assert!(field.key(&TextKey::Char('!')));
        assert_eq!(field.text(), "adq3 x!b");
    }

    #[test]
    fn a_huge_paste_ends_at_the_limit() {
        let mut field = TextField::default();
        field.key(&TextKey::Paste("ñ".repeat(5_000_000)));
        assert!(field.text().len() <= LONGEST);
    }
}
