//! The heat map of cohorts: who of those who began in a period still buys, period by period.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::figures::{self, Figure};
use super::{Lifecycle, Panel as Focus};
use crate::domain::lifecycle::flow::Grain;
use crate::domain::lifecycle::retention::CohortRow;
use crate::store::ask::CohortGrid;
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::visible::{pad_left, pad_right, wrap};

/// Columns of the name of a cohort, of its size, and of a cell with the gap before it.
const NAME: usize = 11;
const SIZE: usize = 8;
const CELL: usize = 8;
/// Cells a row can have in the numbering of clicks.
const ACROSS: usize = 4096;

/// Where the cursor stands: rows counted from the newest, column 0 the size, then the periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    pub back: usize,
    pub column: usize,
}

impl Spot {
    fn row<'a>(&self, grid: &'a CohortGrid) -> Option<&'a CohortRow> {
        grid.rows.len().checked_sub(self.back + 1).and_then(|at| grid.rows.get(at))
    }

    /// The spot within what there is.
    pub fn within(mut self, grid: &CohortGrid) -> Self {
        self.back = self.back.min(grid.rows.len().saturating_sub(1));
        let cells = self.row(grid).map_or(0, |row| row.active.len());
        self.column = self.column.min(cells);
        self
    }

    /// The figure here.
    pub fn figure(&self, grid: &CohortGrid) -> Option<Figure> {
        let row = self.row(grid)?;
        Some(Figure::Cohort(row.first, self.column.checked_sub(1).map(|k| k as u32)))
    }

    /// Customers the figure counts.
    pub fn heads(&self, grid: &CohortGrid) -> u64 {
        let Some(row) = self.row(grid) else { return 0 };
        match self.column.checked_sub(1) {
            Some(k) => row.active.get(k).copied().unwrap_or(0),
            None => row.size,
        }
    }

    /// Moves; whether the action is one of moving.
    pub fn act(&mut self, action: Action, grid: &CohortGrid) -> bool {
        match action {
            Action::Up => self.back += 1,
            Action::Down => self.back = self.back.saturating_sub(1),
            Action::PageUp => self.back += 10,
            Action::PageDown => self.back = self.back.saturating_sub(10),
            Action::First => self.back = usize::MAX / 2,
            Action::Last => self.back = 0,
            Action::Left => self.column = self.column.saturating_sub(1),
            Action::Right => self.column += 1,
            _ => return false,
        }
        *self = self.within(grid);
        true
    }

    /// From the number of a click.
    pub fn of_click(number: usize, grid: &CohortGrid) -> Self {
        Self { back: number / ACROSS, column: number % ACROSS }.within(grid)
    }
}

/// The shade of a share of 100: readable without colour, and as `#`, `+`, `:`, `.` in ASCII.
const fn shade(percent: u64) -> &'static str {
    match percent {
        80.. => "██",
        60.. => "▓▓",
        40.. => "▒▒",
        20.. => "░░",
        _ => "  ",
    }
}

/// Share of the cohort in whole per cent, half up.
const fn percent(part: u64, whole: u64) -> u64 {
    if whole == 0 { 0 } else { (part * 200 + whole) / (2 * whole) }
}

/// The panel with the heat map.
pub(super) fn draw(
    view: &Lifecycle,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
    base: usize,
) {
    let focused = view.panel == Focus::Cohorts;
    let grain = view.grain;
    let key = match grain {
        Grain::Month => "lifecycle-cohorts-month",
        Grain::Quarter => "lifecycle-cohorts-quarter",
        Grain::Year => "lifecycle-cohorts-year",
    };
    let right = if area.width >= 96 { look.t(key) } else { look.t(&format!("{key}-brief")) };
    let inner = Panel::new(look.t("lifecycle-cohorts"))
        .right(Span::styled(right, look.theme.dim))
        .bottom(look.t("lifecycle-cohorts-legend"))
        .focused(focused)
        .draw(frame, area, look);
    if inner.height < 2 {
        return;
    }
    let Some(grid) = &view.cohorts else {
        look.put(frame, inner, Span::styled(format!(" {}", look.t("lifecycle-reading")), look.theme.dim));
        return;
    };
    if grid.rows.is_empty() {
        let lines =
            wrap(&look.t("lifecycle-cohorts-none"), usize::from(inner.width).saturating_sub(2).max(1));
        let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        look.put_lines(frame, text, lines.into_iter().map(|l| Line::styled(l, look.theme.dim)));
        return;
    }
    let spot = view.cohort.within(grid);
    let across = (usize::from(inner.width).saturating_sub(NAME + SIZE + 1) / CELL).max(1);
    let from = if focused { spot.column.saturating_sub(across) } else { 0 };
    let mut head = format!(" {}", pad_right(&look.t("lifecycle-cohort-began"), NAME - 1));
    head += &pad_left(&look.t("lifecycle-cohort-size"), SIZE);
    let widest = grid.rows.iter().map(|row| row.active.len()).max().unwrap_or(0);
    for k in from..(from + across).min(widest) {
        head += &pad_left(&figures::cohort_step(k as u32, grid.grain, look), CELL);
    }
    look.put(frame, Rect { height: 1, ..inner }, Span::styled(head, look.theme.heading));
    let down = usize::from(inner.height) - 1;
    // The newest stand at the bottom; the window follows the cursor up.
    let newest = if focused { (spot.back + 1).saturating_sub(down) } else { 0 };
    let end = grid.rows.len() - newest;
    let shown = &grid.rows[end.saturating_sub(down)..end];
    for (line, (number, row)) in inner.rows().skip(1).zip(shown.iter().enumerate()) {
        let back = grid.rows.len() - 1 - (end.saturating_sub(down) + number);
        let here = |column: usize| focused && spot == Spot { back, column };
        let name = figures::cohort_name(row.first, grid.grain, look);
        let mut spans = vec![Span::raw(format!(" {}", pad_right(&name, NAME - 1)))];
        let mut cell = |column: usize, room: usize, text: String, style: Style, x: u16| {
            let mark = if here(column) { "▶" } else { " " };
            let style = if here(column) { look.theme.cursor } else { style };
            let text = format!("{mark}{}", pad_left(&text, room - 2));
            spans.push(Span::raw(" "));
            spans.push(Span::styled(text, style));
            let place = Rect::new(x, line.y, room as u16, 1).intersection(line);
            hits.add(place, base + back * ACROSS + column);
        };
        cell(0, SIZE, look.format.int(row.size), look.theme.text, line.x + NAME as u16);
        for (place, k) in (from..row.active.len().min(from + across)).enumerate() {
            let share = percent(row.active[k], row.size);
            let text = format!("{share:>3} {}", shade(share));
            let x = line.x + (NAME + SIZE + place * CELL) as u16;
            cell(k + 1, CELL, text, look.theme.text, x);
        }
        look.put(frame, line, Line::from(spans));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_half_up_and_shaded_by_fifths() {
        assert_eq!(
            [percent(1, 8), percent(1, 3), percent(0, 5), percent(5, 5), percent(3, 0)],
            [13, 33, 0, 100, 0]
        );
        assert_eq!([shade(19), shade(20), shade(59), shade(60), shade(100)], ["  ", "░░", "▒▒", "▓▓", "██"]);
    }
}
