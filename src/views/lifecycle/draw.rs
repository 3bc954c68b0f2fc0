//! How the lifecycle dashboards are drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::figures::{self, COLUMNS, FlowColumn, FlowRow, RHYTHMS, ROWS, STAGES};
use super::{FUNNEL, Lifecycle, Panel as Focus, TABS, Tab, cohorts, entrants, moves, stage_of, targets};
use crate::domain::Money;
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::flow::StageFlow;
use crate::domain::lifecycle::health::{HealthRule, Verdict};
use crate::store::ask::Cycle;
use crate::ui::Look;
use crate::ui::chart::{bar, tabs};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, rule};
use crate::ui::visible::{fit, pad_left, pad_right, width, wrap};

/// Clickable regions of one kind start here times the kind: tabs, funnel, rules, flow, money.
pub const TARGETS: usize = 1 << 16;

/// The whole dashboard.
pub fn dashboard(view: &Lifecycle, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    if area.height < 4 {
        return;
    }
    heading(view, frame, Rect { height: 1, ..area }, look, hits);
    let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let foot = Rect { y: below.bottom() - 1, height: 1, ..below };
    let body = Rect { height: below.height - 1, ..below };
    let Some(cycle) = &view.cycle else {
        let inner = Panel::new(look.t("lifecycle-funnel")).draw(frame, body, look);
        look.put(frame, inner, Span::styled(format!(" {}", look.t("lifecycle-reading")), look.theme.dim));
        return;
    };
    if view.tab != Tab::Rules && cycle.funnel.stages.iter().skip(1).all(|(n, _)| *n == 0) {
        let inner = Panel::new(look.t("lifecycle-funnel")).draw(frame, body, look);
        let text = Rect {
            x: inner.x + 2,
            y: inner.y + inner.height / 4,
            width: inner.width.saturating_sub(4),
            height: inner.height - inner.height / 4,
        };
        let lines = wrap(&look.t("lifecycle-empty"), usize::from(text.width).max(1));
        look.put_lines(frame, text, lines.into_iter().map(|l| Line::from(Span::styled(l, look.theme.dim))));
        return;
    }
    match view.tab {
        Tab::Summary => summary(view, cycle, frame, body, look, hits),
        Tab::Funnel => moves::page(view, cycle, frame, body, look, hits),
        Tab::Flow => flow_page(view, cycle, frame, body, look, hits),
        Tab::Cohorts => cohorts::draw(view, frame, body, look, hits, 8 * TARGETS),
        Tab::Rules => targets::page(view, cycle, frame, body, look, hits),
    }
    let active = figures::heads(cycle, FlowRow::Active, FlowColumn::Closing);
    let lost = figures::heads(cycle, FlowRow::Stage(Stage::Lost), FlowColumn::Closing);
    let text = look.tf(
        "lifecycle-foot",
        &[
            ("active", active.into()),
            ("lost", lost.into()),
            ("all", (active + lost).into()),
            ("day", look.format.day(cycle.days.1).into()),
        ],
    );
    let text = if width(&text) + 2 > usize::from(foot.width) {
        look.tf("lifecycle-foot-brief", &[("day", look.format.day(cycle.days.1).into())])
    } else {
        text
    };
    look.put(frame, foot, Span::styled(format!(" {text}"), look.theme.dim));
}

fn heading(view: &Lifecycle, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let titles: Vec<String> = TABS
        .iter()
        .map(|tab| match tab {
            Tab::Summary => look.t("lifecycle-tab-summary"),
            Tab::Funnel => look.t("lifecycle-funnel"),
            Tab::Flow => look.t("lifecycle-tab-flow"),
            Tab::Cohorts => look.t("lifecycle-tab-cohorts"),
            Tab::Rules => look.t("lifecycle-tab-rules"),
        })
        .collect();
    let active = TABS.iter().position(|t| *t == view.tab).unwrap_or(0);
    tabs(frame, area, &titles, active, look, hits, 0);
    if let Some(cycle) = &view.cycle {
        let name = figures::period_name(cycle.period, cycle.days, look);
        let days = cycle.days.1.0 - cycle.days.0.0 + 1;
        let unfinished = if cycle.period.back == 0 {
            look.tf("lifecycle-so-far", &[("days", i64::from(days).into())])
        } else {
            String::new()
        };
        let waiting = if view.waiting { " …" } else { "" };
        let text = format!("‹ {name}{unfinished} ›{waiting} ");
        look.put_right(frame, area, Span::styled(text, look.theme.heading));
    }
}

fn summary(view: &Lifecycle, cycle: &Cycle, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    if area.width >= 96 {
        let left = area.width.saturating_sub(54).clamp(46, 70);
        // As high as the sentences of the verdict need; the cohorts have what is left.
        let room = usize::from(area.width - left).saturating_sub(8).max(1);
        let needed: usize = cycle.verdicts.iter().map(|v| rule_lines(v, room, look).len()).sum();
        let high = (needed as u16 + 2).clamp(9, 12).min(area.height);
        funnel(view, cycle, frame, Rect { width: left, height: high, ..area }, look, hits);
        let right = Rect { x: area.x + left, width: area.width - left, height: high, ..area };
        health(view, cycle, frame, right, look, hits);
        let rest = Rect { y: area.y + high, height: area.height - high, ..area };
        let flow_high = if area.height >= 30 { 10 } else { 9 }.min(rest.height);
        flow_table(view, cycle, frame, Rect { height: flow_high, ..rest }, look, hits);
        let last = Rect { y: rest.y + flow_high, height: rest.height - flow_high, ..rest };
        if last.height >= 4 {
            cohorts::draw(view, frame, last, look, hits, 8 * TARGETS);
        }
    } else {
        let high = 9.min(area.height);
        let rest = Rect { y: area.y + high, height: area.height - high, ..area };
        // Where there is no room for two, the panel in use has it all.
        let below = if rest.height >= 4 { rest } else { area };
        if below == rest || view.panel == Focus::Funnel {
            funnel(view, cycle, frame, Rect { height: high, ..area }, look, hits);
        }
        match view.panel {
            Focus::Funnel if below != rest => {}
            Focus::Flow => flow_table(view, cycle, frame, below, look, hits),
            Focus::Cohorts => cohorts::draw(view, frame, below, look, hits, 8 * TARGETS),
            _ => health(view, cycle, frame, below, look, hits),
        }
    }
}

pub(super) fn funnel(
    view: &Lifecycle,
    cycle: &Cycle,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    let symbol = look.format.currency.symbol.clone();
    let right = look.tf("lifecycle-funnel-right", &[("currency", symbol.into())]);
    let focused = view.panel == Focus::Funnel;
    let inner = Panel::new(look.t("lifecycle-funnel"))
        .right(Span::styled(right, look.theme.dim))
        .focused(focused)
        .draw(frame, area, look);
    let (heads, money): (Vec<u64>, Vec<Money>) = FUNNEL.iter().map(|row| of_funnel(cycle, *row)).unzip();
    let active = heads[4];
    let most = STAGES.iter().map(|s| cycle.funnel.stages[*s as usize].0).max().unwrap_or(0).max(1);
    let name_room = 13;
    let tail = 5 + 1 + 6 + 1 + 8;
    let bar_room = usize::from(inner.width).saturating_sub(2 + name_room + 1 + tail + 1);
    let mut y = inner.y;
    for (number, row) in FUNNEL.iter().enumerate() {
        if *row == FlowRow::Active {
            if y < inner.bottom() {
                rule(frame, inner, y, look);
            }
            y += 1;
        }
        if y >= inner.bottom() {
            break;
        }
        let line = Rect::new(inner.x, y, inner.width, 1);
        let here = focused && view.funnel_row == number;
        let style = if here { look.theme.cursor } else { look.theme.text };
        let share = heads[number] as f64 / most as f64;
        let bars = if *row == FlowRow::Active { " ".repeat(bar_room) } else { bar(share, bar_room) };
        let percent = match row {
            FlowRow::Stage(Stage::Lost) | FlowRow::Active => String::new(),
            FlowRow::Stage(_) if active > 0 => look.format.percent(heads[number] as f64 / active as f64),
            FlowRow::Stage(_) => String::new(),
        };
        let bar_style = match stage_of(*row) {
            Some(Stage::Lost) => look.theme.dim,
            _ => look.theme.accent,
        };
        frame.buffer_mut().set_style(line, style);
        look.put(
            frame,
            line,
            Line::from(vec![
                Span::styled(if here { "▶" } else { " " }, style),
                Span::styled(pad_right(&look.t(&row.key()), name_room), style),
                Span::styled(format!("{bars} "), style.patch(bar_style)),
                Span::styled(pad_left(&look.format.int(heads[number] as i64), 6), style),
                Span::styled(pad_left(&percent, 6), style),
                Span::styled(pad_left(&look.format.amount_short(money[number]), 9), style),
            ]),
        );
        hits.add(line, TARGETS + number);
        y += 1;
    }
}

/// Heads and 12-month revenue of a bar of the funnel.
fn of_funnel(cycle: &Cycle, row: FlowRow) -> (u64, Money) {
    match row {
        FlowRow::Stage(stage) => cycle.funnel.stages[stage as usize],
        FlowRow::Active => figures::ACTIVE
            .iter()
            .map(|s| cycle.funnel.stages[*s as usize])
            .fold((0, Money::ZERO), |(n, m), (heads, money)| (n + heads, m + money)),
    }
}

/// What a rule says, and in a few words what would mend it, in lines of so many columns.
fn rule_lines(verdict: &Verdict, room: usize, look: &Look) -> Vec<String> {
    let (mut words, _) = figures::verdict_words(verdict, look);
    if let Some(brief) = figures::mend_brief(verdict, look) {
        words = format!("{words} {brief}");
    }
    wrap(&words, room)
}

fn health(view: &Lifecycle, cycle: &Cycle, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let failing = cycle.verdicts.iter().filter(|v| v.ok == Some(false)).count();
    let judged = cycle.verdicts.iter().any(|v| v.ok.is_some());
    let title = if judged {
        look.tf("lifecycle-health", &[("warnings", failing.into())])
    } else {
        look.t("lifecycle-health-unknown")
    };
    let focused = view.panel == Focus::Health;
    let inner =
        Panel::new(title).right(Span::styled("w", look.theme.dim)).focused(focused).draw(frame, area, look);
    let room = usize::from(inner.width).saturating_sub(6).max(1);
    let mut y = inner.y;
    let mut mends = Vec::new();
    for (number, kind) in HealthRule::ALL.iter().enumerate() {
        let Some(verdict) = cycle.verdicts.iter().find(|v| v.rule == *kind) else { continue };
        let (_, mend) = figures::verdict_words(verdict, look);
        let (mark, tone) = match verdict.ok {
            Some(true) => ("OK", look.theme.good),
            Some(false) => ("!!", look.theme.bad),
            None => ("··", look.theme.dim),
        };
        let here = focused && view.rule_row == number;
        let style = if here { look.theme.cursor } else { look.theme.text };
        for (part, text) in rule_lines(verdict, room, look).into_iter().enumerate() {
            if y >= inner.bottom() {
                break;
            }
            let line = Rect::new(inner.x, y, inner.width, 1);
            frame.buffer_mut().set_style(line, style);
            let lead = if part == 0 { mark } else { "  " };
            look.put(
                frame,
                line,
                Line::from(vec![
                    Span::styled(if here && part == 0 { "▶" } else { " " }, style),
                    Span::styled(format!("{lead}  "), style.patch(tone)),
                    Span::styled(text, style),
                ]),
            );
            hits.add(line, 2 * TARGETS + number);
            y += 1;
        }
        mends.extend(mend);
    }
    // The whole sentences only where they fit whole; `w` has them too.
    y += 1;
    for mend in mends {
        let lines = wrap(&mend, room);
        if usize::from(y) + lines.len() > usize::from(inner.bottom()) {
            continue;
        }
        for (part, text) in lines.into_iter().enumerate() {
            let lead = if part == 0 { "→" } else { " " };
            let line = Rect::new(inner.x + 1, y, inner.width.saturating_sub(1), 1);
            look.put(frame, line, Span::styled(format!("{lead}   {text}"), look.theme.dim));
            y += 1;
        }
    }
}

/// A grid of figures: row names, then cells; the cell under the cursor is reversed.
pub(super) struct Grid<'a> {
    pub name_room: usize,
    pub cell_room: usize,
    pub focus: Option<(usize, usize)>,
    pub base: usize,
    pub look: &'a Look,
}

impl Grid<'_> {
    pub fn head(&self, frame: &mut Frame<'_>, line: Rect, titles: &[String]) {
        let name = if self.name_room > 8 { self.look.t("lifecycle-stage") } else { String::new() };
        let mut text = pad_right(&format!(" {name}"), self.name_room);
        for title in titles {
            text += &pad_left(&fit(title, self.cell_room - 1), self.cell_room);
        }
        self.look.put(frame, line, Span::styled(text, self.look.theme.heading));
    }

    pub fn row(
        &self,
        frame: &mut Frame<'_>,
        line: Rect,
        number: usize,
        name: &str,
        cells: &[(String, Style)],
        hits: &mut Hits,
    ) {
        let mut spans = vec![Span::raw(pad_right(&format!(" {name}"), self.name_room))];
        for (column, (cell, style)) in cells.iter().enumerate() {
            let here = self.focus == Some((number, column));
            let style = if here { self.look.theme.cursor } else { *style };
            let shown = if here { format!("▶{cell}") } else { cell.clone() };
            let blank = self.cell_room.saturating_sub(width(&shown));
            spans.push(Span::raw(" ".repeat(blank)));
            spans.push(Span::styled(shown, style));
            let x = line.x + (self.name_room + column * self.cell_room) as u16;
            hits.add(
                Rect::new(x, line.y, self.cell_room as u16, 1).intersection(line),
                self.base + number * 16 + column,
            );
        }
        self.look.put(frame, line, Line::from(spans));
    }
}

fn flow_table(
    view: &Lifecycle,
    cycle: &Cycle,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    let focused = view.panel == Focus::Flow;
    let ok = figures::balances(cycle);
    let title = look.t(if ok { "lifecycle-flow-balances" } else { "lifecycle-flow-broken" });
    let memo = if cycle.flow.round_trips > 0 && area.width >= 96 {
        look.tf("lifecycle-round-trips", &[("n", (cycle.flow.round_trips as i64).into())])
    } else {
        String::new()
    };
    let inner = Panel::new(title).focused(focused).bottom(memo).draw(frame, area, look);
    // Codes of the stages where their names would push the last figures off the edge.
    let narrow = inner.width < 72;
    let name_room = if narrow { 5 } else { 15 };
    let least = if narrow { 6 } else { 7 };
    let cell_room = (usize::from(inner.width).saturating_sub(name_room + 1) / 8).clamp(least, 11);
    let grid =
        Grid { name_room, cell_room, focus: focused.then_some(view.flow_cell), base: 3 * TARGETS, look };
    let brief = match cell_room {
        ..=6 => "-tiny",
        7..=9 => "-brief",
        _ => "",
    };
    let mut titles: Vec<String> =
        COLUMNS.iter().map(|c| look.t(&format!("lifecycle-flow-{}{brief}", c.key()))).collect();
    titles.push("Δ".into());
    if inner.height == 0 {
        return;
    }
    grid.head(frame, Rect { height: 1, ..inner }, &titles);
    let mut y = inner.y + 1;
    for (number, row) in ROWS.iter().enumerate() {
        if *row == FlowRow::Active && area.height >= 10 {
            if y < inner.bottom() {
                rule(frame, inner, y, look);
            }
            y += 1;
        }
        if y >= inner.bottom() {
            break;
        }
        let mut cells: Vec<(String, Style)> = COLUMNS
            .iter()
            .map(|column| {
                let n = figures::heads(cycle, *row, *column);
                let lost_row = *row == FlowRow::Stage(Stage::Lost);
                let text = match (n, column) {
                    (0, FlowColumn::Opening | FlowColumn::Closing) => "0".into(),
                    (0, _) => "·".into(),
                    (n, FlowColumn::Recovered | FlowColumn::Lost) if lost_row => look.format.signed(n),
                    (n, _) => look.format.int(n),
                };
                (text, if n == 0 { look.theme.dim } else { look.theme.text })
            })
            .collect();
        let delta = figures::heads(cycle, *row, FlowColumn::Closing)
            - figures::heads(cycle, *row, FlowColumn::Opening);
        cells.push((if delta == 0 { "=".into() } else { look.format.signed(delta) }, look.theme.heading));
        let name = match (narrow, row) {
            (false, row) => look.t(&row.key()),
            (true, FlowRow::Stage(stage)) => look.t(&format!("stage-{}-code", stage.key())),
            (true, FlowRow::Active) => look.t("lifecycle-active-code"),
        };
        grid.row(frame, Rect::new(inner.x, y, inner.width, 1), number, &name, &cells, hits);
        y += 1;
    }
}

fn flow_page(
    view: &Lifecycle,
    cycle: &Cycle,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    let high = 10.min(area.height);
    let rest = Rect { y: area.y + high, height: area.height - high, ..area };
    // Where there is no room for both whole, the money has it all while it is in use.
    if view.panel == Focus::Money && rest.height < 12 {
        return money_table(view, cycle, frame, area, look, hits);
    }
    flow_table(view, cycle, frame, Rect { height: high, ..area }, look, hits);
    if view.panel == Focus::Entrants {
        return entrants::draw(view, cycle, frame, rest, look, hits);
    }
    let money_high = if rest.height >= 12 + 5 { 12 } else { rest.height };
    if rest.height >= 4 {
        money_table(view, cycle, frame, Rect { height: money_high, ..rest }, look, hits);
    }
    let last = Rect { y: rest.y + money_high, height: rest.height - money_high, ..rest };
    if last.height >= 5 {
        entrants::draw(view, cycle, frame, last, look, hits);
    }
}

fn money_table(
    view: &Lifecycle,
    cycle: &Cycle,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    let focused = view.panel == Focus::Money;
    let inner = Panel::new(look.t("lifecycle-money"))
        .right(Span::styled(look.format.currency.symbol.clone(), look.theme.dim))
        .focused(focused)
        .draw(frame, Rect { height: area.height.min(13), ..area }, look);
    if inner.height == 0 {
        return;
    }
    let name_room = 15;
    let cell_room = (usize::from(inner.width).saturating_sub(name_room + 1) / 6).clamp(9, 14);
    let short = cell_room < 13;
    let amount = |m: Money| if short { look.format.amount_whole(m) } else { look.format.amount(m) };
    let grid =
        Grid { name_room, cell_room, focus: focused.then_some(view.money_cell), base: 4 * TARGETS, look };
    let titles: Vec<String> = ["opening", "in", "out", "change", "closing", "revenue"]
        .iter()
        .map(|c| look.t(&format!("lifecycle-money-{c}")))
        .collect();
    grid.head(frame, Rect { height: 1, ..inner }, &titles);
    let mut y = inner.y + 1;
    let mut total = Money::ZERO;
    for (number, stage) in STAGES.iter().enumerate() {
        if y >= inner.bottom() {
            return;
        }
        let flow: StageFlow = cycle.flow.stages.get(stage).copied().unwrap_or_default();
        total += flow.revenue;
        let cells: Vec<(String, Style)> = [
            flow.value_opening,
            flow.value_in,
            -flow.value_out,
            flow.value_change,
            flow.value_closing,
            flow.revenue,
        ]
        .into_iter()
        .map(|m| if m == Money::ZERO { ("·".into(), look.theme.dim) } else { (amount(m), look.theme.text) })
        .collect();
        let name = look.t(&format!("stages-{}", stage.key()));
        grid.row(frame, Rect::new(inner.x, y, inner.width, 1), number, &name, &cells, hits);
        y += 1;
    }
    let lines = [
        ("lifecycle-money-unassigned", cycle.flow.unassigned),
        ("lifecycle-money-anonymous", cycle.flow.anonymous),
        ("lifecycle-money-total", total + cycle.flow.unassigned + cycle.flow.anonymous),
    ];
    if y < inner.bottom() {
        rule(frame, inner, y, look);
        y += 1;
    }
    for (key, money) in lines {
        if y >= inner.bottom() {
            return;
        }
        let room = (name_room + 6 * cell_room).min(usize::from(inner.width));
        let value = amount(money);
        let text = format!(" {}{value}", pad_right(&look.t(key), room.saturating_sub(1 + width(&value))));
        look.put(frame, Rect::new(inner.x, y, inner.width, 1), Span::styled(text, look.theme.dim));
        y += 1;
    }
}

pub(super) fn rhythm(
    view: &Lifecycle,
    cycle: &Cycle,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    let focused = view.panel == Focus::Rhythm;
    let inner = Panel::new(look.t("lifecycle-rhythm")).focused(focused).draw(frame, area, look);
    let all: u64 = cycle.funnel.rhythm.iter().sum();
    let room = usize::from(inner.width) / RHYTHMS.len();
    for (number, (rhythm, n)) in RHYTHMS.iter().zip(cycle.funnel.rhythm).enumerate() {
        let here = focused && view.rhythm == number;
        let style = if here { look.theme.cursor } else { look.theme.text };
        let share = if all > 0 { n as f64 / all as f64 } else { 0.0 };
        let percent = if all > 0 { look.format.percent(share) } else { String::new() };
        let words = look.t(figures::rhythm_key(*rhythm));
        let mark = if here { "▶" } else { " " };
        let text = format!("{mark}{words}  {}  {percent}", look.format.int(n as i64));
        let x = inner.x + (number * room) as u16;
        let cell = Rect { x, width: room as u16, height: inner.height.min(2), ..inner };
        look.put(
            frame,
            Rect { height: cell.height.min(1), ..cell },
            Span::styled(fit(&text, room - 1), style),
        );
        if cell.height > 1 {
            let below = Rect { y: cell.y + 1, height: 1, ..cell };
            let bars = format!(" {}", bar(share, room.saturating_sub(3)));
            look.put(frame, below, Span::styled(bars, look.theme.accent));
        }
        hits.add(cell, 5 * TARGETS + number);
    }
}
