//! The chart of what a customer spent in each of twelve months.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::{Money, Month};
use crate::ui::Look;
use crate::ui::visible::{pad_left, pad_right, width};

/// Twelve bars with an axis: the largest month and nothing at its ends, initials of the months below.
pub(super) fn draw_months(
    frame: &mut Frame<'_>,
    area: Rect,
    months: &[Money; 12],
    present: Month,
    focused: bool,
    look: &Look,
) {
    const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let most = months.iter().max().copied().unwrap_or_default().max(Money(1));
    let labels = [look.format.amount_short(most), "0".to_owned()];
    let lead = labels.iter().map(|l| width(l)).max().unwrap_or(1);
    let rows = area.height.saturating_sub(2);
    let step = ((usize::from(area.width)).saturating_sub(lead + 5) / 12).clamp(1, 4);
    let thick = step.saturating_sub(1).clamp(1, 2);
    for row in 0..rows {
        let y = area.y + row;
        let label = if row == 0 { labels[0].as_str() } else { "" };
        let mut spans = vec![
            Span::styled(
                format!("{}{} ", if focused && row == 0 { "▶" } else { " " }, pad_left(label, lead)),
                look.theme.dim,
            ),
            Span::styled(if row == 0 { "┤" } else { "│" }, look.theme.border),
        ];
        for amount in months {
            // Eighths of the bar that stand in this row, counted from below.
            let from_below = i128::from(rows - 1 - row) * 8;
            let tall = i128::from(amount.0.max(0)) * i128::from(rows) * 8 / i128::from(most.0);
            // A month with a little revenue still shows.
            let tall = if amount.0 > 0 { tall.max(1) } else { tall };
            let here = (tall - from_below).clamp(0, 8) as usize;
            let (symbol, style) = if amount.0 < 0 && row + 1 == rows {
                ("-", look.theme.bad)
            } else {
                (EIGHTHS[here], look.theme.accent)
            };
            spans.push(Span::styled(symbol.repeat(thick), style));
            spans.push(Span::raw(" ".repeat(step - thick)));
        }
        look.put(frame, Rect { y, height: 1, ..area }, Line::from(spans));
    }
    let axis = format!(" {} └{}", pad_left(&labels[1], lead), "─".repeat(12 * step));
    look.put(frame, Rect { y: area.y + rows, height: 1, ..area }, Span::styled(axis, look.theme.border));
    let mut names = " ".repeat(lead + 3);
    for back in (0..12).rev() {
        let month = Month(present.0 - back);
        let letters = if step > 3 { 3 } else { thick };
        let initial: String = look.format.month_short(month.ym().1).chars().take(letters).collect();
        names.push_str(&pad_right(&initial, step));
    }
    let year = present.ym().0.to_string();
    if width(names.trim_end()) + 1 + year.len() <= usize::from(area.width) {
        names = format!("{} {year}", names.trim_end());
    }
    look.put(frame, Rect { y: area.y + rows + 1, height: 1, ..area }, Span::styled(names, look.theme.dim));
}
