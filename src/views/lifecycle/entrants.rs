//! How good those are who came in: heads, what their first 90 days bring, how many buy again, where they come from.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw::TARGETS;
use super::{Lifecycle, Panel as Focus};
use crate::domain::lifecycle::entrants::FIRST_DAYS;
use crate::store::ask::Cycle;
use crate::ui::Look;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::visible::{fit, pad_left, pad_right};

/// Sources named before the rest is summed up.
const SOURCES: usize = 4;

/// The panel.
pub(super) fn draw(
    view: &Lifecycle,
    cycle: &Cycle,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    let focused = view.panel == Focus::Entrants;
    let area = Rect { height: area.height.min(6), ..area };
    let inner = Panel::new(look.t("lifecycle-entrants"))
        .right(Span::styled("w", look.theme.dim))
        .focused(focused)
        .draw(frame, area, look);
    let known = &cycle.entrants;
    let share = |n: u64, all: u64| {
        if all == 0 { String::new() } else { look.format.percent(n as f64 / all as f64) }
    };
    let of = |n: u64, all: u64| {
        look.tf(
            "lifecycle-conversion-of",
            &[("n", look.format.int(n).into()), ("all", look.format.int(all).into())],
        )
    };
    // What cannot be known yet is left blank and said, not shown as nothing.
    let first_value = match known.mean_first_value() {
        Some(mean) => (look.format.money_whole(mean), of(known.ripe, known.heads)),
        None => {
            (String::new(), look.tf("lifecycle-entrants-unripe", &[("days", i64::from(FIRST_DAYS).into())]))
        }
    };
    let rows = [
        ("lifecycle-entrants-heads", (look.format.int(known.heads), String::new())),
        ("lifecycle-entrants-value", first_value),
        ("lifecycle-entrants-again", (share(known.again, known.heads), of(known.again, known.heads))),
        ("lifecycle-entrants-sources", (String::new(), sources(cycle, look))),
    ];
    let columns = usize::from(inner.width);
    for (number, (row, (key, (figure, words)))) in inner.rows().zip(rows).enumerate() {
        let here = focused && number == 0;
        let style = if here { look.theme.cursor } else { look.theme.text };
        let name = pad_right(&look.t(key), 30);
        let figure = if key == "lifecycle-entrants-sources" { String::new() } else { pad_left(&figure, 10) };
        let room = columns.saturating_sub(30 + figure.len() + 4);
        frame.buffer_mut().set_style(row, style);
        look.put(
            frame,
            row,
            Line::from(vec![
                Span::styled(if here { "▶" } else { " " }, style),
                Span::styled(name, style),
                Span::styled(figure, style),
                Span::styled(format!("  {}", fit(&words, room)), style.patch(look.theme.dim)),
            ]),
        );
        hits.add(row, 10 * TARGETS);
    }
}

/// `referido 40 % · feria 25 % · …`
fn sources(cycle: &Cycle, look: &Look) -> String {
    let all = cycle.entrants.heads;
    let part = |n: u64| look.format.percent(n as f64 / all.max(1) as f64);
    let name = |source: &str| {
        if source.is_empty() { look.t("lifecycle-entrants-unknown") } else { source.to_owned() }
    };
    let mut parts: Vec<String> = cycle
        .sources
        .iter()
        .take(SOURCES)
        .map(|(source, n)| format!("{} {}", name(source), part(*n)))
        .collect();
    let rest: u64 = cycle.sources.iter().skip(SOURCES).map(|(_, n)| n).sum();
    if rest > 0 {
        parts.push(look.tf("lifecycle-entrants-others", &[("share", part(rest).into())]));
    }
    parts.join(" · ")
}
