//! The grid of recency and frequency: a number and a shade in each cell, sums at the edges. Every cell opens.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures;
use crate::domain::roster::ValueFigure;
use crate::store::ask::ValueBoard;
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::rule;
use crate::ui::visible::{pad_left, pad_right, width};

/// Rows and columns: five scores and the sum.
const SIDE: usize = 6;
/// Clickable regions: row times this plus column.
const ROW: usize = 8;

/// Where the cursor stands: row 0 is R5, row 5 the sum; column 0 is F1, column 5 the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    row: usize,
    column: usize,
}

impl Default for At {
    /// On the best: R5 F5.
    fn default() -> Self {
        Self { row: 0, column: 4 }
    }
}

impl At {
    /// Scores under the cursor; 0 for a sum.
    pub fn scores(self) -> (u8, u8) {
        let r = if self.row < 5 { 5 - self.row as u8 } else { 0 };
        let f = if self.column < 5 { self.column as u8 + 1 } else { 0 };
        (r, f)
    }

    /// The figure under the cursor.
    pub fn figure(self) -> ValueFigure {
        let (r, f) = self.scores();
        ValueFigure::Cells { r, f, m: 0 }
    }

    /// Moves; false where it is no move in a grid.
    pub fn act(&mut self, action: Action) -> bool {
        match action {
            Action::Up => self.row = self.row.saturating_sub(1),
            Action::Down => self.row = (self.row + 1).min(SIDE - 1),
            Action::Left => self.column = self.column.saturating_sub(1),
            Action::Right => self.column = (self.column + 1).min(SIDE - 1),
            Action::First => (self.row, self.column) = (0, 0),
            Action::Last => (self.row, self.column) = (SIDE - 1, SIDE - 1),
            _ => return false,
        }
        true
    }

    /// Goes to a clicked cell.
    pub fn click(&mut self, target: usize) {
        (self.row, self.column) = ((target / ROW).min(SIDE - 1), (target % ROW).min(SIDE - 1));
    }
}

/// Lines that [`draw`] takes: heading, five rows, a rule where there is room, sums.
pub const HEIGHT: u16 = 8;

#[expect(clippy::too_many_arguments, reason = "what every drawing needs, and the cursor")]
/// Draws the grid into the upper lines of `inner`. Clicks are `base` plus what [`At::click`] takes.
pub fn draw(
    board: &ValueBoard,
    at: At,
    focused: bool,
    frame: &mut Frame<'_>,
    inner: Rect,
    look: &Look,
    hits: &mut Hits,
    base: usize,
) {
    let columns = usize::from(inner.width);
    let words = columns >= 70;
    let label = if words { 13 } else { 3 };
    let cell_room = ((columns.saturating_sub(label + 1)) / SIDE).clamp(4, 11);
    let shade = match cell_room {
        ..=6 => 1,
        7..=8 => 2,
        _ => 3,
    };
    let most = (1..=5)
        .flat_map(|r| (1..=5).map(move |f| (r, f)))
        .map(|(r, f)| count(board, r, f))
        .max()
        .unwrap_or(0)
        .max(1);
    let lines: Vec<u16> =
        if inner.height >= HEIGHT { vec![0, 1, 2, 3, 4, 5, 7] } else { vec![0, 1, 2, 3, 4, 5, 6] };
    if inner.height >= HEIGHT {
        rule(frame, inner, inner.y + 6, look);
    }
    let mut head = " ".repeat(label);
    for f in 1..=6_u8 {
        let name = match f {
            6 => "Σ".to_owned(),
            1 if words => look.t("value-grid-f1"),
            5 if words => look.t("value-grid-f5"),
            f => format!("F{f}"),
        };
        let over_number = format!("{name}{}", " ".repeat(shade_room(f, shade)));
        let text = if width(&over_number) < cell_room { over_number } else { name };
        head += &pad_left(&text, cell_room - 1);
        head.push(' ');
    }
    look.put(frame, Rect { height: 1.min(inner.height), ..inner }, Span::styled(head, look.theme.heading));
    for row in 0..SIDE {
        let y = inner.y + lines[row + 1];
        if y >= inner.bottom() {
            break;
        }
        let r = if row < 5 { 5 - row as u8 } else { 0 };
        let name = match r {
            0 => "Σ".to_owned(),
            5 if words => look.t("value-grid-r5"),
            1 if words => look.t("value-grid-r1"),
            r => format!("R{r}"),
        };
        let mut spans = vec![Span::styled(pad_right(&format!(" {name}"), label), look.theme.heading)];
        for column in 0..SIDE {
            let f = if column < 5 { column as u8 + 1 } else { 0 };
            let n = count(board, r, f);
            let is_sum = r == 0 || f == 0;
            let number = look.format.int(n as i64);
            let blocks = if is_sum {
                " ".repeat(shade_room(f, shade))
            } else {
                format!(" {}", shade_of(n, most).to_string().repeat(shade))
            };
            // Where a number leaves no room, its shade goes first.
            let fits = width(&number) + width(&blocks) + 2 <= cell_room;
            let text = if fits { format!("{number}{blocks}") } else { number };
            let here = (row, column) == (at.row, at.column);
            let (lead, tail) = if here { ("▐", "▌") } else { ("", " ") };
            let text = format!("{lead}{text}{tail}");
            let style = match (here, is_sum) {
                (true, _) if focused => look.theme.cursor,
                (_, true) => look.theme.dim,
                _ => look.theme.text,
            };
            spans.push(Span::raw(" ".repeat(cell_room.saturating_sub(width(&text)))));
            spans.push(Span::styled(text, style));
            let x = inner.x + (label + column * cell_room) as u16;
            hits.add(Rect::new(x, y, cell_room as u16, 1).intersection(inner), base + row * ROW + column);
        }
        look.put(frame, Rect { y, height: 1, ..inner }, Line::from(spans));
    }
}

/// Blanks where a cell of that column has its shade.
const fn shade_room(f: u8, shade: usize) -> usize {
    if f == 6 || f == 0 { 0 } else { shade + 1 }
}

fn count(board: &ValueBoard, r: u8, f: u8) -> u64 {
    figures::cells(board, r, f).map(|cell| cell.count).sum()
}

/// `·` for nobody, then four shades by share of the fullest cell.
fn shade_of(n: u64, most: u64) -> char {
    match (n * 4).div_ceil(most) {
        0 => '·',
        1 => '░',
        2 => '▒',
        3 => '▓',
        _ => '█',
    }
}
