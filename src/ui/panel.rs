//! A box with its title inside the upper line: `┌─ Clientes 418 ──── orden: último contacto ↓ ─┐`.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::Look;
use super::visible::{fit, width};

/// A panel; draws its lines and gives back what is inside.
#[derive(Clone, Debug, Default)]
pub struct Panel<'a> {
    title: String,
    right: Line<'a>,
    bottom: String,
    bottom_right: String,
    focused: bool,
    clear: bool,
}

impl<'a> Panel<'a> {
    /// With this title at the upper left.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Text at the upper right.
    #[must_use]
    pub fn right(mut self, right: impl Into<Line<'a>>) -> Self {
        self.right = right.into();
        self
    }

    /// Text at the lower left.
    #[must_use]
    pub fn bottom(mut self, bottom: impl Into<String>) -> Self {
        self.bottom = bottom.into();
        self
    }

    /// Text at the lower right.
    #[must_use]
    pub fn bottom_right(mut self, bottom: impl Into<String>) -> Self {
        self.bottom_right = bottom.into();
        self
    }

    /// Whether it has the focus.
    #[must_use]
    pub const fn focused(mut self, focused: bool) -> Self {
        self.focused = focused;
        self
    }

    /// Wipes what lies below: for popups.
    #[must_use]
    pub const fn popup(mut self) -> Self {
        self.clear = true;
        self.focused = true;
        self
    }

    /// Draws, and gives back the area inside (empty where there is no room).
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) -> Rect {
        let area = area.intersection(frame.area());
        if area.width < 2 || area.height < 2 {
            return Rect::default();
        }
        if self.clear {
            frame.render_widget(Clear, area);
        }
        let style = if self.focused { look.theme.border_focus } else { look.theme.border };
        let buffer = frame.buffer_mut();
        let (left, right) = (area.left(), area.right() - 1);
        let (top, bottom) = (area.top(), area.bottom() - 1);
        for x in left + 1..right {
            buffer[(x, top)].set_symbol("─").set_style(style);
            buffer[(x, bottom)].set_symbol("─").set_style(style);
        }
        for y in top + 1..bottom {
            buffer[(left, y)].set_symbol("│").set_style(style);
            buffer[(right, y)].set_symbol("│").set_style(style);
        }
        for (x, y, corner) in [(left, top, "┌"), (right, top, "┐"), (left, bottom, "└"), (right, bottom, "┘")]
        {
            buffer[(x, y)].set_symbol(corner).set_style(style);
        }
        let bottom_right = Line::from(Span::styled(self.bottom_right.clone(), look.theme.dim));
        edge(buffer, area, top, &Span::styled(self.title.clone(), look.theme.heading), &self.right);
        edge(buffer, area, bottom, &Span::styled(self.bottom.clone(), look.theme.dim), &bottom_right);
        Rect::new(left + 1, top + 1, area.width - 2, area.height - 2)
    }
}

/// Titles in a line of the box; the left one goes first where there is little room.
fn edge(buffer: &mut Buffer, area: Rect, y: u16, left: &Span<'_>, right: &Line<'_>) {
    let room = usize::from(area.width).saturating_sub(6);
    let mut used = 0;
    if !left.content.is_empty() && room > 2 {
        let text = format!(" {} ", fit(&left.content, room));
        used = width(&text);
        buffer.set_stringn(area.left() + 2, y, &text, usize::from(area.width) - 4, left.style);
    }
    let spans: Vec<(String, _)> = right
        .spans
        .iter()
        .map(|s| (super::visible::visible(&s.content).into_owned(), right.style.patch(s.style)))
        .collect();
    let needed: usize = spans.iter().map(|(text, _)| width(text)).sum();
    if needed == 0 || used + needed + 2 > room + 2 {
        return;
    }
    let mut x = area.right() - 4 - needed as u16;
    buffer.set_stringn(x, y, " ", 1, right.style);
    x += 1;
    for (text, style) in &spans {
        (x, _) = buffer.set_stringn(x, y, text, needed, *style);
    }
    buffer.set_stringn(x, y, " ", 1, right.style);
}

/// A rule across a panel, tied to its sides: `│────│`.
pub fn rule(frame: &mut Frame<'_>, inner: Rect, y: u16, look: &Look) {
    let buffer = frame.buffer_mut();
    for x in inner.left()..inner.right() {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol("─").set_style(look.theme.border);
        }
    }
}

/// A rectangle of this size in the middle of `area`, or as much of it as there is.
pub fn centred(area: Rect, columns: u16, rows: u16) -> Rect {
    let (columns, rows) = (columns.min(area.width), rows.min(area.height));
    Rect::new(area.x + (area.width - columns) / 2, area.y + (area.height - rows) / 2, columns, rows)
}
