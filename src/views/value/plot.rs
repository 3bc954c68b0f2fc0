//! The Pareto curve as a plot of blocks: share of the customers to the right, share of the revenue upwards, the line
//! of equality for comparison. Readable without colour and in ASCII.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::domain::value::pareto::Concentration;
use crate::ui::Look;
use crate::ui::visible::pad_left;

/// Columns of the numbers at the left.
const AXIS: u16 = 6;

/// Points of the curve that are known exactly, by share of the customers: the tenths, the first and the first five
/// percent, and the fewest that bring a half and four fifths.
fn points(c: &Concentration) -> Vec<(f64, f64)> {
    let n = c.customers as f64;
    let mut points = vec![(0.0, 0.0)];
    if n == 0.0 {
        return points;
    }
    let counts = [(c.customers.div_ceil(100), c.top1_share), (c.customers.div_ceil(20), c.top5_share)];
    points.extend(counts.iter().filter_map(|(count, share)| Some((*count as f64 / n, (*share)?))));
    points.extend(c.curve.iter().filter_map(|step| Some((step.customers as f64 / n, step.share?))));
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.dedup_by(|a, b| (a.0 - b.0).abs() < 1e-12);
    points
}

/// The curve at a share of the customers: straight between the points.
fn at(points: &[(f64, f64)], x: f64) -> f64 {
    let after = points.partition_point(|(at, _)| *at < x);
    match (after.checked_sub(1).and_then(|before| points.get(before)), points.get(after)) {
        (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        (_, Some((_, y))) | (Some((_, y)), None) => *y,
        (None, None) => 0.0,
    }
}

/// Draws the plot; the tenth under the cursor, from 0, stands out.
pub fn draw(c: &Concentration, tenth: usize, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    if area.height < 5 || area.width < AXIS + 12 {
        return;
    }
    let rows = area.height - 2;
    let columns = area.width - AXIS - 1;
    let points = points(c);
    let plot = Rect { x: area.x + AXIS, width: columns, height: rows, ..area };
    // Net revenue can pass the whole before those who brought less than nothing take it back.
    let halves = |share: f64| (share.clamp(0.0, 1.0) * f64::from(2 * rows)).round() as u16;
    let mark = (((tenth + 1) as f64 * f64::from(columns) / 10.0).round() as u16).saturating_sub(1);
    for column in 0..columns {
        let right = f64::from(column + 1) / f64::from(columns);
        let top = halves(at(&points, right));
        let equal = (right * f64::from(rows)).ceil() as u16;
        for row in 0..rows {
            let below = rows - 1 - row;
            let (symbol, style) = if top == 2 * below + 2 {
                ("█", look.theme.accent)
            } else if top == 2 * below + 1 {
                ("▄", look.theme.accent)
            } else if top < 2 * below + 1 {
                (" ", look.theme.text)
            } else if column == mark {
                ("│", look.theme.heading)
            } else if equal == below + 1 {
                ("+", look.theme.dim)
            } else {
                ("░", look.theme.dim)
            };
            look.put(frame, Rect::new(plot.x + column, plot.y + row, 1, 1), Span::styled(symbol, style));
        }
    }
    for row in 0..rows {
        let axis = Rect::new(area.x + AXIS - 1, area.y + row, 1, 1);
        look.put(frame, axis, Span::styled("│", look.theme.border));
    }
    // Numbers at the left where a row is the top of a fifth, all of them only where there is room.
    let fifths: &[u16] = if rows >= 10 { &[100, 80, 60, 40, 20] } else { &[100, 80, 50] };
    for percent in fifths {
        let row = ((1.0 - f64::from(*percent) / 100.0) * f64::from(rows)).round() as u16;
        let text = look.format.percent(f64::from(*percent) / 100.0);
        let line = Rect::new(area.x, area.y + row.min(rows - 1), AXIS - 1, 1);
        look.put(frame, line, Span::styled(pad_left(&text, usize::from(AXIS) - 1), look.theme.dim));
        look.put(frame, Rect { x: line.right(), width: 1, ..line }, Span::styled("┤", look.theme.border));
    }
    let foot = area.y + rows;
    let line = format!("└{}", "─".repeat(usize::from(columns)));
    look.put(
        frame,
        Rect::new(area.x + AXIS - 1, foot, columns + 1, 1),
        Span::styled(line, look.theme.border),
    );
    let step = if columns >= 50 { 1 } else { 2 };
    for tenth in (step..=10).step_by(step) {
        let text = (tenth * 10).to_string();
        let end = f64::from(columns) * tenth as f64 / 10.0;
        let x = (area.x + AXIS + end.round() as u16).saturating_sub(text.chars().count() as u16);
        let room = area.right().saturating_sub(x);
        look.put(frame, Rect::new(x, foot + 1, room, 1), Span::styled(text, look.theme.dim));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::pareto::{Holder, rank};
    use crate::domain::{Day, Money};

    #[test]
    fn the_curve_goes_through_its_exact_points() {
        let revenues = [500, 200, 100, 60, 40, 30, 25, 20, 15, 10];
        let holders: Vec<Holder> = revenues
            .iter()
            .zip(1..)
            .map(|(r, id)| Holder { id, first: Day(0), revenue: Money(*r) })
            .collect();
        let points = points(&rank(&holders).concentration);
        assert!((at(&points, 0.1) - 0.5).abs() < 1e-9);
        assert!((at(&points, 0.15) - 0.6).abs() < 1e-9);
        assert!((at(&points, 0.2) - 0.7).abs() < 1e-9);
        assert!((at(&points, 1.0) - 1.0).abs() < 1e-9);
        assert!(at(&[(0.0, 0.0)], 0.5).abs() < 1e-9);
    }
}
