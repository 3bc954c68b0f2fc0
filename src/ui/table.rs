//! Lists of any length: a cursor that moves over them, and a table that draws the rows in sight.

use std::cell::Cell;
use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Look;
use super::action::Action;
use super::hits::Hits;
use super::visible::{fit, pad_left, pad_right, visible, width};

/// Where the cursor stands in a list and what part of it is in sight. Drawing tells it how many rows there are room
/// for, so that paging and keeping the cursor in sight need no one else.
#[derive(Clone, Debug, Default)]
pub struct ListState {
    /// Row of the cursor, from 0.
    pub cursor: usize,
    /// Rows in all.
    pub len: usize,
    offset: Cell<usize>,
    page: Cell<usize>,
}

impl ListState {
    /// A list of so many rows, cursor on the first.
    pub fn new(len: usize) -> Self {
        Self { len, ..Self::default() }
    }

    /// The list has another length now; the cursor stays, or goes to the last row.
    pub fn set_len(&mut self, len: usize) {
        self.len = len;
        self.cursor = self.cursor.min(len.saturating_sub(1));
    }

    /// Puts the cursor on the row where `item` is now, if it is still there: the cursor follows the record, not the
    /// row number. Linear in the length.
    pub fn follow<T: PartialEq>(&mut self, item: Option<&T>, items: &[T]) {
        self.set_len(items.len());
        if let Some(at) = item.and_then(|item| items.iter().position(|other| other == item)) {
            self.cursor = at;
        }
    }

    /// Moves as the action says; true where it is an action of lists.
    pub fn act(&mut self, action: Action) -> bool {
        let last = self.len.saturating_sub(1);
        let page = self.page.get().max(2) - 1;
        self.cursor = match action {
            Action::Up | Action::MarkUp => self.cursor.saturating_sub(1),
            Action::Down | Action::MarkDown => (self.cursor + 1).min(last),
            Action::PageUp => self.cursor.saturating_sub(page),
            Action::PageDown => (self.cursor + page).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        true
    }

    /// The cursor on this row; false where there is none.
    pub fn select(&mut self, row: usize) -> bool {
        let there = row < self.len;
        if there {
            self.cursor = row;
        }
        there
    }

    /// Rows in sight when there is room for `rows` of them, scrolled just as far as the cursor needs.
    pub fn window(&self, rows: usize) -> Range<usize> {
        self.page.set(rows);
        let mut offset = self.offset.get().min(self.len.saturating_sub(rows));
        if self.cursor < offset {
            offset = self.cursor;
        } else if rows > 0 && self.cursor >= offset + rows {
            offset = self.cursor + 1 - rows;
        }
        self.offset.set(offset);
        offset..(offset + rows).min(self.len)
    }

    /// Rows there was room for in the last drawing.
    pub fn page(&self) -> usize {
        self.page.get()
    }
}

/// Width of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// So many columns.
    Fixed(u16),
    /// At least so many, and a share of what is left over.
    Min(u16),
}

/// Side on which a column's cells stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Left.
    #[default]
    Left,
    /// Right: figures.
    Right,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Width.
    pub width: Columns,
    /// Side.
    pub align: Align,
    /// 0 stays always; of the others the highest goes first where there is little room.
    pub drop: u8,
}

impl Column {
    /// A column of fixed width, left, always there.
    pub fn fixed(title: impl Into<String>, width: u16) -> Self {
        Self { title: title.into(), width: Columns::Fixed(width), align: Align::Left, drop: 0 }
    }

    /// A column that takes what is left over.
    pub fn wide(title: impl Into<String>, least: u16) -> Self {
        Self { title: title.into(), width: Columns::Min(least), align: Align::Left, drop: 0 }
    }

    /// With its cells at the right.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// Left out where there is little room; the highest number goes first.
    #[must_use]
    pub const fn drop(mut self, drop: u8) -> Self {
        self.drop = drop;
        self
    }
}

/// A row of a table: one cell per column (of all columns, dropped ones included).
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    /// Cells.
    pub cells: Vec<Line<'a>>,
    /// Marked.
    pub marked: bool,
    /// Less important (archived, taken back).
    pub dim: bool,
}

impl<'a> Row<'a> {
    /// A row of cells.
    pub fn new(cells: impl IntoIterator<Item = impl Into<Line<'a>>>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), marked: false, dim: false }
    }

    /// Marked or not.
    #[must_use]
    pub const fn marked(mut self, marked: bool) -> Self {
        self.marked = marked;
        self
    }

    /// Less important or not.
    #[must_use]
    pub const fn dim(mut self, dim: bool) -> Self {
        self.dim = dim;
        self
    }
}

/// A table inside a panel: heading, rule, rows, cursor `▶`, marks `●`, scrollbar `█` on the panel's right line.
#[derive(Debug)]
pub struct Table<'a> {
    /// Columns.
    pub columns: &'a [Column],
    /// Where the cursor stands.
    pub state: &'a ListState,
    /// Whether it has the focus (the cursor row is drawn so).
    pub focused: bool,
    /// Whether rows can be marked (one column more for `●`).
    pub marks: bool,
    /// Targets of clicks are `base` + number of the row in the whole list; headings are `base_heading` + column.
    pub base: usize,
    /// Targets of headings, where they can be clicked.
    pub base_heading: Option<usize>,
}

impl<'a> Table<'a> {
    /// A table with focus and without marks, rows clickable from `base`.
    pub const fn new(columns: &'a [Column], state: &'a ListState, base: usize) -> Self {
        Self { columns, state, focused: true, marks: false, base, base_heading: None }
    }

    /// Rows to hand to [`Table::draw`] for this area (the inside of a panel).
    pub fn window(&self, inner: Rect) -> Range<usize> {
        self.state.window(usize::from(inner.height.saturating_sub(self.head())))
    }

    /// Draws the rows of [`Table::window`].
    pub fn draw(&self, frame: &mut Frame<'_>, inner: Rect, rows: &[Row<'_>], look: &Look, hits: &mut Hits) {
        let inner = inner.intersection(frame.area());
        if inner.is_empty() {
            return;
        }
        let lead = 1 + u16::from(self.marks);
        let widths = self.widths(inner.width.saturating_sub(lead));
        let head = self.head();
        if head > 0 {
            self.heading(frame, inner, lead, &widths, look, hits);
        }
        let window = self.window(inner);
        for (at, row) in rows.iter().enumerate().take(window.len()) {
            let y = inner.y + head + at as u16;
            let number = window.start + at;
            let area = Rect::new(inner.x, y, inner.width, 1);
            let here = number == self.state.cursor;
            let base = match (here && self.focused, row.dim) {
                (true, _) => look.theme.cursor,
                (false, true) => look.theme.dim,
                (false, false) => look.theme.text,
            };
            frame.buffer_mut().set_style(area, base);
            let pointer = if here { "▶" } else { " " };
            look.put(frame, area, Span::styled(pointer, if self.focused { base } else { look.theme.dim }));
            if self.marks && row.marked {
                look.put(
                    frame,
                    Rect { x: inner.x + 1, width: 1, ..area },
                    Span::styled("●", base.patch(look.theme.mark)),
                );
            }
            let mut x = inner.x + lead;
            for ((column, columns), cell) in self.columns.iter().zip(&widths).zip(&row.cells) {
                let Some(columns) = *columns else { continue };
                draw_cell(frame, Rect::new(x, y, columns, 1), cell, column.align, base);
                x += columns + 1;
            }
            hits.add(area, self.base + number);
        }
        self.scrollbar(frame, inner, head, &window, look);
    }

    fn head(&self) -> u16 {
        if self.columns.iter().all(|c| c.title.is_empty()) { 0 } else { 2 }
    }

    fn heading(
        &self,
        frame: &mut Frame<'_>,
        inner: Rect,
        lead: u16,
        widths: &[Option<u16>],
        look: &Look,
        hits: &mut Hits,
    ) {
        let mut x = inner.x + lead;
        for (number, (column, columns)) in self.columns.iter().zip(widths).enumerate() {
            let Some(columns) = *columns else { continue };
            let area = Rect::new(x, inner.y, columns, 1);
            let title = match column.align {
                Align::Left => pad_right(&column.title, usize::from(columns)),
                Align::Right => pad_left(&column.title, usize::from(columns)),
            };
            look.put(frame, area, Span::styled(title, look.theme.heading));
            if let Some(base) = self.base_heading {
                hits.add(area, base + number);
            }
            x += columns + 1;
        }
        if inner.height > 1 {
            super::panel::rule(frame, inner, inner.y + 1, look);
        }
    }

    fn scrollbar(&self, frame: &mut Frame<'_>, inner: Rect, head: u16, window: &Range<usize>, look: &Look) {
        let room = usize::from(inner.height.saturating_sub(head));
        if self.state.len <= room || room == 0 || inner.right() >= frame.area().right() {
            return;
        }
        let travel = self.state.len - room;
        let place = (window.start * (room - 1) + travel / 2) / travel.max(1);
        let y = inner.y + head + place.min(room - 1) as u16;
        frame.buffer_mut()[(inner.right(), y)].set_symbol("█").set_style(look.theme.border_focus);
    }

    /// Width of each column; `None` for those left out.
    fn widths(&self, room: u16) -> Vec<Option<u16>> {
        let least = |c: &Column| match c.width {
            Columns::Fixed(n) | Columns::Min(n) => n,
        };
        let mut kept = vec![true; self.columns.len()];
        let needed = |kept: &[bool]| -> u16 {
            self.columns.iter().zip(kept).filter(|(_, k)| **k).map(|(c, _)| least(c) + 1).sum::<u16>()
        };
        while needed(&kept) > room + 1 {
            let Some((at, _)) = self
                .columns
                .iter()
                .enumerate()
                .filter(|(at, c)| kept[*at] && c.drop > 0)
                .max_by_key(|(_, c)| c.drop)
            else {
                break;
            };
            kept[at] = false;
        }
        let mut spare = (room + 1).saturating_sub(needed(&kept));
        let mut flexible =
            self.columns.iter().zip(&kept).filter(|(c, k)| **k && matches!(c.width, Columns::Min(_))).count()
                as u16;
        let mut left = room;
        self.columns
            .iter()
            .zip(kept)
            .map(|(column, kept)| {
                if !kept {
                    return None;
                }
                let mut columns = least(column);
                if matches!(column.width, Columns::Min(_)) {
                    let share = spare / flexible.max(1);
                    columns += share;
                    spare -= share;
                    flexible -= 1;
                }
                let columns = columns.min(left);
                left = left.saturating_sub(columns + 1);
                Some(columns)
            })
            .collect()
    }
}

/// Draws a cell's spans into exactly its columns. Chips keep their own style on the cursor row.
fn draw_cell(frame: &mut Frame<'_>, area: Rect, cell: &Line<'_>, align: Align, base: Style) {
    let room = usize::from(area.width);
    let needed: usize = cell.spans.iter().map(|s| width(&s.content)).sum();
    let buffer = frame.buffer_mut();
    let mut x = match align {
        Align::Left => area.x,
        Align::Right => area.x + room.saturating_sub(needed) as u16,
    };
    for (at, span) in cell.spans.iter().enumerate() {
        let free = usize::from(area.right().saturating_sub(x));
        let last = at + 1 == cell.spans.len();
        let text = if last || width(&span.content) > free {
            fit(&span.content, free)
        } else {
            visible(&span.content).into_owned()
        };
        // A colour of its own under reverse video would turn the chip inside out.
        let own = cell.style.patch(span.style);
        let style = if own.bg.is_some() { own } else { base.patch(own) };
        if own.bg.is_some() {
            buffer.set_style(Rect::new(x, area.y, width(&text) as u16, 1), Style::reset());
        }
        (x, _) = buffer.set_stringn(x, area.y, &text, free, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        vec![
            Column::wide("Name", 10),
            Column::fixed("Stage", 5).drop(1),
            Column::fixed("RFM", 5).right().drop(2),
        ]
    }

    #[test]
    fn what_matters_least_goes_first_where_there_is_little_room() {
        let (columns, state) = (columns(), ListState::new(0));
        let table = Table::new(&columns, &state, 0);
        assert_eq!(table.widths(30), [Some(18), Some(5), Some(5)]);
        assert_eq!(table.widths(20), [Some(14), Some(5), None]);
        assert_eq!(table.widths(12), [Some(12), None, None]);
        assert_eq!(table.widths(3), [Some(3), None, None]);
    }

    #[test]
    fn the_cursor_stays_in_sight_and_follows_its_record() {
        let mut state = ListState::new(100);
        assert_eq!(state.window(10), 0..10);
        state.act(Action::PageDown);
        state.act(Action::PageDown);
        assert_eq!((state.cursor, state.window(10)), (18, 9..19));
        state.act(Action::Last);
        assert_eq!(state.window(10), 90..100);
        state.follow(Some(&7), &[1, 7, 3]);
        assert_eq!((state.cursor, state.window(10)), (1, 0..3));
        state.follow(Some(&9), &[]);
        assert_eq!((state.cursor, state.window(10)), (0, 0..0));
    }
}
