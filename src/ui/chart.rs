//! Small drawings of figures: bars, sparklines, lines of tabs.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::Look;
use super::hits::Hits;
use super::visible::width;

/// A bar of exactly `columns` columns: `█████░░░`. `share` of 1; anything but nothing shows at least one block.
pub fn bar(share: f64, columns: usize) -> String {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let full = (share * columns as f64).round() as usize;
    let full = if share > 0.0 { full.clamp(1.min(columns), columns) } else { 0 };
    "█".repeat(full) + &"░".repeat(columns - full)
}

/// One block per value, from the largest of them: `▂▃▁▅`; values of zero or less are blank.
pub fn spark(values: &[i64]) -> String {
    const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    values
        .iter()
        .map(|value| match *value {
            ..=0 => ' ',
            value => STEPS[((i128::from(value) * 8 - 1) / i128::from(most)).clamp(0, 7) as usize],
        })
        .collect()
}

/// A line of sub-tabs: `▐Resumen▌  Embudo   Flujo`. Targets are `base` + number of the tab. Gives back the column
/// after the last.
pub fn tabs(
    frame: &mut Frame<'_>,
    area: Rect,
    titles: &[String],
    active: usize,
    look: &Look,
    hits: &mut Hits,
    base: usize,
) -> u16 {
    let mut x = area.x + 1;
    for (number, title) in titles.iter().enumerate() {
        let columns = width(title) as u16 + 2;
        if x + columns > area.right() {
            break;
        }
        let (text, style) = if number == active {
            (format!("▐{title}▌"), look.theme.selected)
        } else {
            (format!(" {title} "), look.theme.text)
        };
        look.put(frame, Rect::new(x, area.y, columns, 1), Span::styled(text, style));
        hits.add(Rect::new(x, area.y, columns, 1), base + number);
        x += columns + 1;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_asked_and_show_the_little() {
        assert_eq!(bar(0.5, 8), "████░░░░");
        assert_eq!(bar(0.001, 4), "█░░░");
        assert_eq!(bar(f64::NAN, 3), "░░░");
        assert_eq!(bar(7.0, 3), "███");
        assert_eq!(bar(0.3, 0), "");
    }

    #[test]
    fn sparks_grow_with_the_value() {
        assert_eq!(spark(&[0, 1, 4, 8]), " ▁▄█");
        assert_eq!(spark(&[-5, i64::MAX]), " █");
        assert_eq!(spark(&[]), "");
    }
}
