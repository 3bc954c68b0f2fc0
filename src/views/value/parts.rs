//! What the pages of growth, lifting and effort have in common: a panel of figures with a cursor on a cell, the box of
//! where a figure comes from, and going to the list behind it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::PAGE;
use crate::domain::query::Query;
use crate::domain::roster::{Scope, Sort, SortBy};
use crate::domain::value::Priority;
use crate::store::ask::ListSpec;
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::views::{Cx, Go};

/// Clickable regions of one panel start here times its number.
pub const PANEL: usize = 1 << 12;

/// Where the cursor stands in a panel: row, and cell where it is a grid.
#[derive(Debug, Default)]
pub struct Place {
    /// Row.
    pub row: ListState,
    /// Cell, from 0.
    pub cell: usize,
    /// Cells of a row; 0 where rows have none of their own.
    pub cells: usize,
}

impl Place {
    /// A panel of so many rows with so many cells each.
    pub fn new(rows: usize, cells: usize) -> Self {
        Self { row: ListState::new(rows), cell: 0, cells }
    }

    /// Moves the cursor; true where the action means something here.
    pub fn act(&mut self, action: Action) -> bool {
        match action {
            Action::Right if self.cells > 0 => self.cell = (self.cell + 1).min(self.cells - 1),
            Action::Left if self.cells > 0 => self.cell = self.cell.saturating_sub(1),
            other => return self.row.act(other),
        }
        true
    }
}

/// A panel of figures: its title and what stands at the right of it, its columns and rows.
pub struct Figures<'a> {
    /// Title.
    pub title: String,
    /// At the right of the title.
    pub right: String,
    /// At the lower left.
    pub bottom: String,
    /// Columns; the first is the name of the row.
    pub columns: &'a [Column],
    /// What is said where there is no row.
    pub empty: String,
}

impl Figures<'_> {
    /// Draws the panel of this number. `rows` gives name and cells; a cell that stands under the cursor is marked.
    pub fn draw(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        (place, number, focused): (&Place, usize, bool),
        rows: Vec<Vec<Span<'static>>>,
        look: &Look,
        hits: &mut Hits,
    ) {
        let inner = Panel::new(self.title.clone())
            .right(Span::styled(self.right.clone(), look.theme.dim))
            .bottom(self.bottom.clone())
            .focused(focused)
            .draw(frame, area, look);
        if rows.is_empty() {
            let room = usize::from(inner.width.saturating_sub(2)).max(1);
            let lines = crate::ui::visible::wrap(&self.empty, room);
            let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            look.put_lines(
                frame,
                text,
                lines.into_iter().map(|l| Line::from(Span::styled(l, look.theme.dim))),
            );
            return;
        }
        let base = PAGE + number * PANEL;
        let grid = place.cells > 0;
        let table = Table { focused: focused && !grid, ..Table::new(self.columns, &place.row, base) };
        let window = table.window(inner);
        let shown: Vec<Row<'_>> = rows
            .into_iter()
            .enumerate()
            .skip(window.start)
            .take(window.len())
            .map(|(at, cells)| {
                let here = focused && grid && at == place.row.cursor;
                Row::new(cells.into_iter().enumerate().map(|(column, span)| {
                    let at_cursor = here && column == place.cell + 1;
                    Line::from(if at_cursor {
                        Span::styled(format!("▶{}", span.content), look.theme.cursor)
                    } else {
                        span
                    })
                }))
            })
            .collect();
        table.draw(frame, inner, &shown, look, hits);
    }
}

/// Panels of these heights one below the other. Where there is no room for all of them, those before the one in use go
/// until it fits; the last one takes what is left.
pub fn stack(area: Rect, heights: &[u16], in_use: usize) -> Vec<(usize, Rect)> {
    let mut start = 0;
    while start < in_use && heights[start..=in_use].iter().sum::<u16>() > area.height {
        start += 1;
    }
    let mut spots = Vec::new();
    let mut y = area.y;
    for (number, high) in heights.iter().enumerate().skip(start) {
        let rest = area.bottom().saturating_sub(y);
        if rest < 4 && number != in_use {
            break;
        }
        let last = number + 1 == heights.len();
        let height = if last { rest } else { (*high).min(rest) };
        spots.push((number, Rect { y, height, ..area }));
        y += height;
    }
    spots
}

/// The list behind a figure.
pub fn list(figure: Priority, heading: String, cx: &mut Cx<'_>) {
    let sort = Sort { by: SortBy::Given, descending: false };
    cx.go(Go::List(ListSpec { scope: Scope::Priority(figure), query: Query::default(), sort }, heading));
}

/// Where a figure comes from: formula, period and what is left out, each a text.
pub fn explain(title: String, formula: &str, period: String, left_out: &str, cx: &mut Cx<'_>) {
    let look = cx.look;
    let rows = vec![
        (look.t("growth-explain-formula"), look.t(formula)),
        (look.t("growth-explain-inputs"), look.t("growth-explain-inputs-text")),
        (look.t("growth-explain-period"), period),
        (look.t("growth-explain-left-out"), look.t(left_out)),
        (look.t("growth-explain-rows"), look.t("growth-explain-rows-text")),
    ];
    cx.go(Go::Push(crate::views::explain::of_figure(title, rows)));
}

/// A plain cell.
pub fn cell(text: impl Into<String>) -> Span<'static> {
    Span::raw(text.into())
}
