//! Name, colour and code of one label, with how it will look.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::picker::colour_name;
use super::proposed;
use crate::domain::base::names::{fold, tidy};
use crate::domain::people::Label;
use crate::ui::Look;
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::text_input::{TextField, TextKey};
use crate::ui::visible::{fit, pad_right, width};
use unicode_segmentation::UnicodeSegmentation;

/// Colours there are; 0 is none.
const COLOURS: u8 = 12;
/// Columns of the words before the fields.
const WORDS: usize = 14;

/// What a key did to the editor.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Edited {
    Nothing,
    Save(Label),
    Cancel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    Name,
    Colour,
    Code,
}

/// A label being written.
#[derive(Debug)]
pub(super) struct Editor {
    label: Label,
    /// As it was when the editor was opened; `None` where it comes from a draft, which is unsaved in any case.
    first: Option<Label>,
    name: TextField,
    code: TextField,
    /// The code follows the name until somebody types another.
    own_code: bool,
    focus: Focus,
    error: Option<String>,
}

impl Editor {
    /// For a label there is, or a new one.
    pub fn new(existing: Option<&Label>, labels: &[Label]) -> Self {
        let label = existing.cloned().unwrap_or_else(|| proposed("", labels));
        let code = if existing.is_some() { label.code.as_str() } else { "" };
        let mut editor = Self {
            name: TextField::new(&label.name),
            code: TextField::new(code),
            own_code: existing.is_some(),
            focus: Focus::Name,
            error: None,
            first: None,
            label,
        };
        editor.first = Some(editor.written());
        editor
    }

    /// As a draft left it.
    pub fn restored(label: Label) -> Self {
        Self {
            name: TextField::new(&label.name),
            code: TextField::new(&label.code),
            own_code: true,
            focus: Focus::Name,
            error: None,
            first: None,
            label,
        }
    }

    /// What is written and not saved: the key of its draft, and the label as JSON.
    pub fn draft(&self) -> Option<(String, String)> {
        let now = self.written();
        if self.first.as_ref() == Some(&now) {
            return None;
        }
        serde_json::to_string(&now).ok().map(|content| (self.key_of_draft(), content))
    }

    /// Where its draft is kept.
    pub fn key_of_draft(&self) -> String {
        match self.label.id {
            0 => "form:label:new".to_owned(),
            id => format!("form:label:{id}"),
        }
    }

    /// A key; `labels` are those there are.
    pub fn key(&mut self, key: &TextKey, labels: &[Label], look: &Look) -> Edited {
        match key {
            TextKey::Esc => return Edited::Cancel,
            TextKey::Enter => return self.save(labels, look),
            TextKey::Tab | TextKey::Down => self.go(true),
            TextKey::BackTab | TextKey::Up => self.go(false),
            TextKey::Right | TextKey::Char(' ') if self.focus == Focus::Colour => self.colour(1),
            TextKey::Left if self.focus == Focus::Colour => self.colour(COLOURS),
            key => {
                let changed = match self.focus {
                    Focus::Name => self.name.key(key),
                    Focus::Code => self.code.key(key),
                    Focus::Colour => false,
                };
                if changed {
                    self.error = None;
                    self.own_code |= self.focus == Focus::Code;
                    self.propose(labels);
                }
            }
        }
        Edited::Nothing
    }

    fn propose(&mut self, labels: &[Label]) {
        if !self.own_code {
            let name = tidy(self.name.text());
            self.code.set(&if name.is_empty() { String::new() } else { proposed(&name, labels).code });
        }
    }

    const fn go(&mut self, on: bool) {
        self.focus = match (self.focus, on) {
            (Focus::Name, true) | (Focus::Code, false) => Focus::Colour,
            (Focus::Colour, true) | (Focus::Name, false) => Focus::Code,
            (Focus::Code, true) | (Focus::Colour, false) => Focus::Name,
        };
    }

    fn colour(&mut self, step: u8) {
        let next = (self.label.colour.unwrap_or(0) + step) % (COLOURS + 1);
        self.label.colour = (next > 0).then_some(next);
    }

    /// As it would be saved.
    fn written(&self) -> Label {
        let code = tidy(self.code.text()).to_uppercase();
        Label { name: tidy(self.name.text()), code, ..self.label.clone() }
    }

    fn save(&mut self, labels: &[Label], look: &Look) -> Edited {
        let mut label = self.written();
        if label.code.is_empty() {
            label.code = proposed(&label.name, labels).code;
        }
        let mut others = labels.iter().filter(|other| other.id != label.id);
        let letters = label.code.graphemes(true).count();
        let (error, focus) = if label.name.is_empty() {
            (look.t("label-error-no-name"), Focus::Name)
        } else if others.clone().any(|other| fold(&other.name) == fold(&label.name)) {
            (look.t("label-error-name-taken"), Focus::Name)
        } else if letters > 2 || width(&label.code) > 2 {
            (look.t("label-error-code-long"), Focus::Code)
        } else if let Some(other) = others.find(|other| other.code == label.code) {
            let name = fit(&other.name, 24);
            (look.tf("label-error-code-taken", &[("label", name.into())]), Focus::Code)
        } else {
            return Edited::Save(label);
        };
        self.error = Some(error);
        self.focus = focus;
        Edited::Nothing
    }

    /// A click on a colour.
    pub fn click(&mut self, colour: usize) {
        if let Ok(colour) = u8::try_from(colour)
            && colour <= COLOURS
        {
            self.label.colour = (colour > 0).then_some(colour);
            self.focus = Focus::Colour;
        }
    }

    /// Draws in the middle of `area`; colours are targets from `base`.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits, base: usize) {
        let title = if self.label.id == 0 {
            look.t("label-editor-new")
        } else {
            look.tf("label-editor-edit", &[("label", fit(&self.label.name, 24).into())])
        };
        let panel = Panel::new(title).right(look.t("key-esc")).bottom(look.t("label-editor-keys")).popup();
        let inner = panel.draw(frame, centred(area, 74, 11), look);
        if inner.height < 8 {
            return;
        }
        let line = |at: u16| Rect {
            x: inner.x + 2,
            y: inner.y + at,
            width: inner.width.saturating_sub(4),
            height: 1,
        };
        let word = |frame: &mut Frame<'_>, at: u16, key: &str, focus: Option<Focus>| {
            let here = focus == Some(self.focus);
            let pointer = if here { "▶ " } else { "  " };
            let words = pad_right(&format!("{pointer}{}", look.t(key)), WORDS);
            let style = if here { look.theme.heading } else { look.theme.dim };
            look.put(frame, line(at), Span::styled(words, style));
        };
        let field = |at: u16, columns: u16| {
            let row = line(at);
            let x = row.x + WORDS as u16;
            Rect { x, width: columns.min(row.right().saturating_sub(x)), ..row }
        };
        word(frame, 1, "label-editor-name", Some(Focus::Name));
        self.name.draw(frame, field(1, 50), look.theme.field, self.focus == Focus::Name);
        word(frame, 3, "label-editor-colour", Some(Focus::Colour));
        let name = colour_name(&self.label, look);
        let hint =
            if self.focus == Focus::Colour { look.t("label-editor-colour-hint") } else { String::new() };
        look.put(
            frame,
            field(3, 50),
            Line::from(vec![
                Span::raw(format!("◀ {} ▶  ", pad_right(&name, 10))),
                Span::styled(hint, look.theme.dim),
            ]),
        );
        self.draw_swatches(frame, field(4, 54), look, hits, base);
        word(frame, 6, "label-editor-code", Some(Focus::Code));
        self.code.draw(frame, field(6, 4), look.theme.field, self.focus == Focus::Code);
        let after = Rect { x: field(6, 4).right() + 2, width: 44, ..field(6, 50) };
        look.put(
            frame,
            after.intersection(inner),
            Span::styled(look.t("label-editor-code-hint"), look.theme.dim),
        );
        if let Some(error) = &self.error {
            look.put(frame, line(8), Span::styled(format!("! {error}"), look.theme.bad));
        } else {
            word(frame, 8, "label-editor-sample", None);
            let sample = self.written();
            let mut full = look.theme.chip_full(&sample);
            full.content = fit(&full.content, 40).into();
            let line = Line::from(vec![look.theme.chip(&sample), Span::raw("   "), full]);
            look.put(frame, field(8, 50), line);
        }
    }

    /// The colours side by side, the chosen one pointed at; their numbers where there is no colour to be seen.
    fn draw_swatches(&self, frame: &mut Frame<'_>, row: Rect, look: &Look, hits: &mut Hits, base: usize) {
        let mut x = row.x;
        let step = if row.width < 4 * (u16::from(COLOURS) + 1) - 1 { 3 } else { 4 };
        for colour in 0..=COLOURS {
            let chosen = self.label.colour.unwrap_or(0) == colour;
            let code = if chosen { "●".to_owned() } else { "·".to_owned() };
            let swatch = Label { code, colour: (colour > 0).then_some(colour), ..self.label.clone() };
            let place = Rect { x, width: 3, ..row }.intersection(row);
            look.put(frame, place, look.theme.chip(&swatch));
            hits.add(place, base + usize::from(colour));
            x += step;
        }
    }
}
