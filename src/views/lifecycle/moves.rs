//! The tab of the funnel: how far each age is filled, who went from which to which, and how many grow up.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::draw::{self, Grid, TARGETS};
use super::figures::{self, FROM, TO};
use super::{Lifecycle, Panel as Focus};
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::health::HealthRule;
use crate::store::ask::Cycle;
use crate::ui::Look;
use crate::ui::chart::bar;
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, rule};
use crate::ui::visible::{fit, pad_left, pad_right, width};

/// Conversions shown, in order.
pub(super) const CONVERSIONS: [HealthRule; 2] = [HealthRule::NewToAdolescent, HealthRule::AdolescentToMature];
/// Lines of the panel of ways: the conversions, then a stage each.
pub(super) const WAYS: usize = CONVERSIONS.len() + FROM.len() - 1;

/// The whole tab.
pub(super) fn page(
    view: &Lifecycle,
    cycle: &Cycle,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    if area.width >= 96 && area.height >= 20 {
        let left = area.width.saturating_sub(54).clamp(46, 70);
        draw::funnel(view, cycle, frame, Rect { width: left, height: 9, ..area }, look, hits);
        let right = Rect { x: area.x + left, width: area.width - left, height: 9, ..area };
        ways(view, cycle, frame, right, look, hits);
        let rest = Rect { y: area.y + 9, height: area.height - 9, ..area };
        let high = 11.min(rest.height);
        matrix(view, cycle, frame, Rect { height: high, ..rest }, look, hits);
        let last = Rect { y: rest.y + high, height: rest.height - high, ..rest };
        if last.height >= 4 {
            draw::rhythm(view, cycle, frame, Rect { height: 4, ..last }, look, hits);
        }
        return;
    }
    // Little room: the matrix and the panel in use, or that one alone.
    let high = 10.min(area.height);
    let rest = Rect { y: area.y + high, height: area.height - high, ..area };
    let below = if rest.height >= 8 { rest } else { area };
    if below == rest || view.panel == Focus::Matrix {
        matrix(view, cycle, frame, Rect { height: high, ..area }, look, hits);
    }
    match view.panel {
        Focus::Matrix if below != rest => {}
        Focus::Funnel => draw::funnel(view, cycle, frame, below, look, hits),
        Focus::Rhythm => draw::rhythm(view, cycle, frame, Rect { height: 4, ..below }, look, hits),
        _ => ways(view, cycle, frame, below, look, hits),
    }
}

/// Conversions, and of each stage how many stayed and where the others went.
fn ways(view: &Lifecycle, cycle: &Cycle, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let focused = view.panel == Focus::Ways;
    let inner = Panel::new(look.t("lifecycle-ways"))
        .right(Span::styled("w", look.theme.dim))
        .focused(focused)
        .draw(frame, area, look);
    let columns = usize::from(inner.width).saturating_sub(1);
    // Bars of one length, as long as the longest words leave room for.
    let words: Vec<String> = (1..FROM.len()).map(|from| way_words(cycle, from, look)).collect();
    let longest = words.iter().map(|text| width(text)).max().unwrap_or(0);
    let bars = columns.saturating_sub(WAY_HEAD + 3 + longest).min(24);
    for (number, row) in inner.rows().enumerate().take(WAYS) {
        let here = focused && view.way == number;
        let style = if here { look.theme.cursor } else { look.theme.text };
        let mut spans = vec![Span::styled(if here { "▶" } else { " " }, style)];
        if let Some(rule) = CONVERSIONS.get(number) {
            spans.extend(conversion(cycle, *rule, columns - 1, style, look));
        } else {
            let from = number - CONVERSIONS.len() + 1;
            spans.extend(way(cycle, from, (columns - 1, bars), &words[from - 1], style, look));
        }
        frame.buffer_mut().set_style(row, style);
        look.put(frame, row, Line::from(spans));
        hits.add(row, 6 * TARGETS + number);
    }
}

/// `Nuevo → adolescente   68 %  41 de 60  ███████░░░`. Where no cohort is old enough yet there is no figure.
fn conversion(
    cycle: &Cycle,
    rule: HealthRule,
    columns: usize,
    style: Style,
    look: &Look,
) -> Vec<Span<'static>> {
    let name = pad_right(&look.t(&format!("lifecycle-conversion-{}", rule.key().replace('_', "-"))), 25);
    let verdict = cycle.verdicts.iter().find(|v| v.rule == rule);
    let Some((verdict, share)) = verdict.and_then(|v| v.value.map(|share| (v, share))) else {
        return vec![Span::styled(name, style), Span::styled(look.t("lifecycle-conversion-none"), style)];
    };
    let of = look.tf(
        "lifecycle-conversion-of",
        &[
            ("n", look.format.int(verdict.numerator).into()),
            ("all", look.format.int(verdict.denominator).into()),
        ],
    );
    let figures =
        format!("{} {}", pad_left(&look.format.percent(share), 6), pad_right(&format!(" {of}"), 12));
    let room = columns.saturating_sub(width(&name) + width(&figures) + 1).min(20);
    vec![
        Span::styled(name, style),
        Span::styled(figures, style),
        Span::styled(
            if room >= 5 { bar(share, room) } else { String::new() },
            style.patch(look.theme.accent),
        ),
    ]
}

/// Columns of name and heads of a stage.
const WAY_HEAD: usize = 18;

/// `siguen 193 · ADO 9 · PER 4`.
fn way_words(cycle: &Cycle, from: usize, look: &Look) -> String {
    let mut parts = Vec::new();
    for (column, to) in TO.iter().enumerate() {
        let n = figures::matrix_heads(cycle, from, column);
        if FROM[from] == Some(*to) {
            parts.insert(0, look.tf("lifecycle-ways-stay", &[("n", look.format.int(n).into())]));
        } else if n > 0 {
            let code = look.t(&format!("stage-{}-code", to.key()));
            parts.push(format!("{code} {}", look.format.int(n)));
        }
    }
    parts.join(" · ")
}

/// `Nuevos 208 █████████▓░ siguen 193 · ADO 9 · PER 4`: full where they stayed, lighter where they went on, lightest
/// where they were lost.
fn way(
    cycle: &Cycle,
    from: usize,
    (columns, bars): (usize, usize),
    words: &str,
    style: Style,
    look: &Look,
) -> Vec<Span<'static>> {
    let name = pad_right(&figures::matrix_name(FROM[from], look), WAY_HEAD - 6);
    let opening = figures::matrix_heads(cycle, from, TO.len());
    let head = format!("{name}{}", pad_left(&look.format.int(opening), 6));
    let cell = |to: Option<Stage>| {
        TO.iter().position(|t| Some(*t) == to).map_or(0, |column| figures::matrix_heads(cycle, from, column))
    };
    let stayed = cell(FROM[from]);
    let lost = if FROM[from] == Some(Stage::Lost) { 0 } else { cell(Some(Stage::Lost)) };
    let bar = if bars >= 4 { format!(" {}", split(opening, stayed, lost, bars)) } else { String::new() };
    let words = fit(words, columns.saturating_sub(WAY_HEAD + width(&bar) + 1));
    vec![
        Span::styled(head, style),
        Span::styled(bar, style.patch(look.theme.accent)),
        Span::styled(format!(" {words}"), style),
    ]
}

/// A bar in three shades; whoever moved or was lost has at least one block.
fn split(all: u64, stayed: u64, lost: u64, columns: usize) -> String {
    if all == 0 {
        return " ".repeat(columns);
    }
    let moved = all.saturating_sub(stayed + lost);
    let blocks = |n: u64| {
        let share = (n as f64 / all as f64 * columns as f64).round() as usize;
        if n == 0 { 0 } else { share.max(1) }
    };
    let gone = blocks(lost).min(columns);
    let went = blocks(moved).min(columns - gone);
    format!("{}{}{}", "█".repeat(columns - gone - went), "▓".repeat(went), "░".repeat(gone))
}

/// Where everybody stood at the opening, by where they stand at the closing.
fn matrix(view: &Lifecycle, cycle: &Cycle, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let focused = view.panel == Focus::Matrix;
    let right = if area.width >= 96 { look.t("lifecycle-matrix-right") } else { String::new() };
    let inner = Panel::new(look.t("lifecycle-matrix"))
        .right(Span::styled(right, look.theme.dim))
        .focused(focused)
        .draw(frame, area, look);
    if inner.height == 0 {
        return;
    }
    let narrow = inner.width < 72;
    let name_room = if narrow { 6 } else { 15 };
    let cell_room = (usize::from(inner.width).saturating_sub(name_room + 1) / 7).clamp(6, 11);
    let focus = focused.then_some(view.matrix_cell);
    let grid = Grid { name_room, cell_room, focus, base: 7 * TARGETS, look };
    let short = |stage: Stage| look.t(&format!("stage-{}-code", stage.key()));
    // Codes of the stages: their names are at the left of the rows.
    let mut titles: Vec<String> = TO
        .iter()
        .map(|stage| match stage {
            Stage::Prospect if cell_room > 10 => figures::matrix_name(None, look),
            Stage::Prospect => "—".into(),
            stage => short(*stage),
        })
        .collect();
    titles.push(look.t("lifecycle-matrix-opening"));
    grid.head(frame, Rect { height: 1, ..inner }, &titles);
    let mut y = inner.y + 1;
    for row in 0..=FROM.len() {
        if row == FROM.len() && area.height >= 11 {
            if y < inner.bottom() {
                rule(frame, inner, y, look);
            }
            y += 1;
        }
        if y >= inner.bottom() {
            return;
        }
        let cells: Vec<(String, Style)> = (0..=TO.len())
            .map(|column| {
                let n = figures::matrix_heads(cycle, row, column);
                let sum = row == FROM.len() || column == TO.len();
                let stayed = FROM.get(row).is_some_and(|from| *from == TO.get(column).copied());
                // Nobody can go from no purchase to none: that is no figure.
                let none = row == 0 && TO.get(column) == Some(&Stage::Prospect);
                match n {
                    0 if none => (String::new(), look.theme.dim),
                    0 => ("·".into(), look.theme.dim),
                    n if sum || stayed => (look.format.int(n as i64), look.theme.heading),
                    n => (look.format.int(n as i64), look.theme.text),
                }
            })
            .collect();
        let name = match FROM.get(row) {
            Some(Some(stage)) if narrow => short(*stage),
            Some(None) if narrow => "—".into(),
            Some(from) => figures::matrix_name(*from, look),
            None => look.t("lifecycle-matrix-closing"),
        };
        grid.row(frame, Rect::new(inner.x, y, inner.width, 1), row, &name, &cells, hits);
        y += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_in_three_shades_is_as_long_as_asked_and_shows_the_little() {
        assert_eq!(split(100, 99, 1, 10), "█████████░");
        assert_eq!(split(100, 50, 25, 8), "████▓▓░░");
        assert_eq!(split(1000, 998, 1, 4), "██▓░");
        assert_eq!(split(0, 0, 0, 3), "   ");
    }
}
