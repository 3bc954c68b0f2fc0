//! Where does this figure come from: formula, inputs, period, exclusions, rows.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::exports::{GridCell, Offer};
use super::{Cx, Go, View};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::visible::{pad_right, width, wrap};

/// A box with a heading and pairs of label and text.
pub fn view(title: String, rows: Vec<(String, String)>) -> Box<dyn View> {
    Box::new(Explain { title, rows, scroll: 0, lists: false })
}

/// The same, of a figure that opens: Enter goes on to the customers behind it.
pub fn of_figure(title: String, rows: Vec<(String, String)>) -> Box<dyn View> {
    Box::new(Explain { title, rows, scroll: 0, lists: true })
}

struct Explain {
    title: String,
    rows: Vec<(String, String)>,
    scroll: usize,
    /// Whether Enter opens the figure in the view below.
    lists: bool,
}

impl Explain {
    /// Every line of the box when its inside is `columns` wide: each text wrapped beside its label.
    fn lines(&self, columns: usize, look: &Look) -> Vec<Line<'static>> {
        let label = self.rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(columns / 3);
        let room = columns.saturating_sub(label + 2).max(1);
        let mut lines = Vec::new();
        for (number, (name, text)) in self.rows.iter().enumerate() {
            if number > 0 {
                lines.push(Line::default());
            }
            for (row, part) in wrap(text, room).into_iter().enumerate() {
                let head = pad_right(if row == 0 { name } else { "" }, label + 2);
                lines.push(Line::from(vec![Span::styled(head, look.theme.dim), Span::raw(part)]));
            }
        }
        lines
    }
}

impl View for Explain {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Back | Action::Quit | Action::Open | Action::Up | Action::Down)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Open if self.lists => cx.go(Go::PopThen(Action::Open)),
            Action::Back | Action::Quit | Action::Open | Action::Explain => cx.go(Go::Pop),
            Action::Up | Action::PageUp => self.scroll = self.scroll.saturating_sub(1),
            Action::Down | Action::PageDown => self.scroll += 1,
            _ => return false,
        }
        true
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        let columns = area.width.saturating_sub(4).clamp(20, 84);
        let inside = usize::from(columns.saturating_sub(4));
        let mut lines = self.lines(inside, look);
        // The blank lines between are the first to go where the box is higher than the screen.
        if lines.len() + 4 > usize::from(area.height) {
            lines.retain(|line| line.width() > 0);
        }
        let rows = (lines.len() as u16 + 4).min(area.height);
        let most = lines.len().saturating_sub(usize::from(rows).saturating_sub(4));
        let more = if self.scroll < most { look.t("form-more-below") } else { String::new() };
        let panel = Panel::new(self.title.clone()).right(look.t("key-esc")).bottom(more).popup();
        let inner = panel.draw(frame, centred(area, columns, rows), look);
        let body = Rect::new(
            inner.x + 1,
            inner.y + 1,
            inner.width.saturating_sub(2),
            inner.height.saturating_sub(2),
        );
        look.put_lines(frame, body, lines.into_iter().skip(self.scroll.min(most)));
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        let row = |(label, text): &(String, String)| vec![GridCell::text(label), GridCell::text(text)];
        let headings = ["export-column-figure", "export-column-words"].map(|key| look.t(key)).to_vec();
        Offer::table(self.title.clone(), headings, self.rows.iter().map(row).collect())
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        if self.lists { vec![Action::Open, Action::Back] } else { vec![Action::Back] }
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open).then_some("action-open")
    }
}
