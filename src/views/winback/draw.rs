//! How the queue, the reasons and the returned are drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::{self, Figure, SITUATION, reason_key, state_key};
use super::{Panel as Focus, TABS, Tab, Which, Winback, detail};
use crate::domain::lifecycle::recovery::{LossReason, Side};
use crate::domain::roster::WinbackState;
use crate::domain::{Day, Money};
use crate::store::ask::WinbackSummary;
use crate::ui::Look;
use crate::ui::chart::{bar, tabs};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, rule};
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::{fit, pad_left, pad_right, width, wrap};

/// Clickable regions of one kind start here times the kind.
pub const TARGETS: usize = 1 << 40;
/// Rows of the list.
const ON_LIST: usize = 0;
/// Sub-tabs.
pub const ON_TABS: usize = 1;
/// Lines of the states.
pub const ON_SITUATION: usize = 2;
/// Lines of the reasons.
pub const ON_REASONS: usize = 3;
/// Rows of the corrective actions.
pub const ON_ACTIONS: usize = 4;
/// Columns from which lists have their details beside them.
const BESIDE: u16 = 96;

/// The whole screen.
pub fn screen(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    if area.height < 5 {
        return;
    }
    heading(view, frame, Rect { height: 1, ..area }, look, hits);
    let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let foot = Rect { y: below.bottom() - 1, height: 1, ..below };
    let body = Rect { height: below.height - 1, ..below };
    match view.tab {
        Tab::Queue => queue_page(view, frame, body, look, hits),
        Tab::Reasons => reasons_page(view, frame, body, look, hits),
        Tab::Actions => super::actions::page(view, frame, body, look, hits),
        Tab::Returned => returned_page(view, frame, body, look, hits),
    }
    let words = foot_words(view, area.width, look);
    look.put(frame, foot, Span::styled(format!(" {words}"), look.theme.dim));
}

/// The longest sentence that fits under the panels.
fn foot_words(view: &Winback, columns: u16, look: &Look) -> String {
    let rules = view.rules;
    let rule = [
        ("k", look.format.decimal(f64::from(rules.lost_tenths) / 10.0, 1).into()),
        ("lo", i64::from(rules.lost_min).into()),
        ("hi", i64::from(rules.lost_max).into()),
    ];
    let mut lines = Vec::new();
    if columns >= BESIDE || view.tab != Tab::Queue {
        lines.push(look.tf("winback-foot-rule", &rule));
    }
    if let Some(summary) = &view.summary {
        let n = |figure| look.format.int(figures::value(summary, figure).0 as i64);
        let args = [
            ("unverified", n(Figure::State(WinbackState::Unverified)).into()),
            ("verified", n(Figure::State(WinbackState::Verified)).into()),
            ("explained", n(Figure::State(WinbackState::Explained)).into()),
            ("definitive", n(Figure::State(WinbackState::Definitive)).into()),
            ("dormant", n(Figure::State(WinbackState::Dormant)).into()),
            ("all", n(Figure::Total).into()),
        ];
        lines.push(look.tf("winback-foot-states", &args));
    }
    lines.push(look.tf("winback-foot-rule-short", &rule));
    lines.into_iter().find(|line| width(line) + 2 <= usize::from(columns)).unwrap_or_default()
}

fn heading(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let count = |n: Option<u64>| n.map_or_else(String::new, |n| format!(" {}", look.format.int(n as i64)));
    let summary = view.summary.as_ref();
    let titles: Vec<String> = TABS
        .iter()
        .map(|tab| match tab {
            Tab::Queue => {
                let n = summary.map(|s| figures::value(s, Figure::Open).0);
                format!("{}{}", look.t("winback-tab-queue"), count(n))
            }
            Tab::Reasons => look.t("winback-tab-reasons"),
            Tab::Actions => {
                let open = summary.map(|s| s.actions.iter().filter(|a| a.done_on.is_none()).count() as u64);
                format!("{}{}", look.t("winback-tab-actions"), count(open.filter(|n| *n > 0)))
            }
            Tab::Returned => {
                let n = summary.map(|s| s.recovered.len() as u64);
                format!("{}{}", look.t("winback-tab-returned"), count(n))
            }
        })
        .collect();
    let active = TABS.iter().position(|t| *t == view.tab).unwrap_or(0);
    let x = tabs(frame, area, &titles, active, look, hits, ON_TABS * TARGETS) + 1;
    if view.tab != Tab::Queue || x >= area.right() {
        return;
    }
    let rest = Rect { x, width: area.right() - x, ..area };
    if view.typing || !view.filter.is_empty() {
        let label = format!("{} / ", look.t("winback-filter"));
        let right = match &view.trouble {
            Some(trouble) => Span::styled(format!("{trouble} "), look.theme.bad),
            None => Span::styled(
                format!(
                    "{} ",
                    look.tf("winback-of", &[("n", view.ids().len().into()), ("all", view.total.into())])
                ),
                look.theme.dim,
            ),
        };
        let start = width(&label) as u16;
        let tail = width(&right.content) as u16 + 1;
        look.put(frame, rest, Span::styled(label, look.theme.dim));
        let field = Rect { x: rest.x + start, width: rest.width.saturating_sub(start + tail), ..rest };
        view.filter.draw(frame, field, look.theme.field, view.typing);
        look.put_right(frame, rest, right);
    } else if view.which != Which::Open {
        let words = match view.which {
            Which::State(state) => figures::name(Figure::State(state), look),
            _ => figures::name(Figure::Total, look),
        };
        let text = look.tf("winback-only", &[("state", words.into())]);
        look.put_right(frame, rest, Span::styled(format!("{text} "), look.theme.heading));
    }
}

fn queue_page(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    if area.width >= BESIDE {
        let mut body = area;
        if area.height >= 18 {
            let high = SITUATION.len() as u16 + 2;
            let left = area.width / 2;
            situation(view, frame, Rect { width: left, height: high, ..area }, look, hits);
            let right = Rect { x: area.x + left, width: area.width - left, height: high, ..area };
            reasons_panel(view, frame, right, look, hits);
            body = Rect { y: area.y + high, height: area.height - high, ..area };
        } else if view.panel != Focus::Queue {
            return figures_only(view, frame, area, look, hits);
        }
        let side = 35.max(area.width / 3).min(48);
        queue(view, frame, Rect { width: body.width - side, ..body }, look, hits);
        let right = Rect { x: body.right() - side, width: side, ..body };
        detail::panel(view, frame, right, look);
    } else if view.panel != Focus::Queue {
        figures_only(view, frame, area, look, hits);
    } else {
        let high = if area.height >= 15 { 7 } else { 0 };
        queue(view, frame, Rect { height: area.height - high, ..area }, look, hits);
        if high > 0 {
            let below = Rect { y: area.bottom() - high, height: high, ..area };
            detail::strip(view, frame, below, look);
        }
    }
}

/// The panels of figures where they do not stand beside the queue.
fn figures_only(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let high = (SITUATION.len() as u16 + 2).min(area.height);
    let rest = Rect { y: area.y + high, height: area.height - high, ..area };
    if rest.height >= 4 {
        situation(view, frame, Rect { height: high, ..area }, look, hits);
        reasons_panel(view, frame, rest, look, hits);
    } else if view.panel == Focus::Reasons {
        reasons_panel(view, frame, area, look, hits);
    } else {
        situation(view, frame, area, look, hits);
    }
}

fn situation(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let focused = view.tab == Tab::Queue && view.panel == Focus::Situation;
    let symbol = look.format.currency.symbol.as_str();
    let right = look.tf("winback-situation-right", &[("currency", symbol.into())]);
    let inner = Panel::new(look.t("winback-situation"))
        .right(Span::styled(right, look.theme.dim))
        .focused(focused)
        .draw(frame, area, look);
    let Some(summary) = &view.summary else { return };
    let most = figures::value(summary, Figure::Total).0.max(1);
    let names: Vec<String> = SITUATION.iter().map(|f| figures::name(*f, look)).collect();
    let name_room = names.iter().map(|n| width(n)).max().unwrap_or(0);
    let heads_room = look.format.int(most as i64).len().max(4);
    let money_room = 9;
    let fixed = 2 + name_room + 1 + heads_room + 2 + 1 + money_room + 1;
    let bar_room = usize::from(inner.width).saturating_sub(fixed).min(30);
    let window = view.situation.window(usize::from(inner.height));
    for (y, number) in (inner.y..inner.bottom()).zip(window) {
        let figure = SITUATION[number];
        let (heads, money) = figures::value(summary, figure);
        let row = Rect::new(inner.x, y, inner.width, 1);
        let here = number == view.situation.cursor;
        let style = if here && focused { look.theme.cursor } else { look.theme.text };
        frame.buffer_mut().set_style(row, style);
        let name = pad_right(&names[number], name_room);
        let heads_text = pad_left(&look.format.int(heads as i64), heads_room);
        let middle = if figure == Figure::Recovered {
            let won = figures::won_back(summary) as f64 / f64::from(summary.contacted_90d);
            let share = if summary.contacted_90d == 0 { look.t("none") } else { look.format.percent(won) };
            let long = look.tf(
                "winback-rate",
                &[
                    ("won", figures::won_back(summary).into()),
                    ("contacted", summary.contacted_90d.into()),
                    ("share", share.as_str().into()),
                ],
            );
            let short = look.tf("winback-rate-short", &[("share", share.into())]);
            if width(&long) <= bar_room {
                long
            } else if width(&short) <= bar_room {
                short
            } else {
                String::new()
            }
        } else if matches!(figure, Figure::State(_)) {
            bar(heads as f64 / most as f64, bar_room)
        } else {
            String::new()
        };
        let money = pad_left(&short_money(money, money_room, look), money_room);
        let pointer = if here && focused { "▶ " } else { "  " };
        let line = Line::from(vec![
            Span::styled(format!("{pointer}{name} {heads_text}  "), style),
            Span::styled(pad_right(&middle, bar_room), style.patch(look.theme.dim)),
            Span::styled(format!(" {money}"), style),
        ]);
        look.put(frame, row, line);
        hits.add(row, ON_SITUATION * TARGETS + number);
    }
}

/// Whole units, or shortened where they would not fit.
fn short_money(amount: Money, columns: usize, look: &Look) -> String {
    let whole = look.format.amount_whole(amount);
    if width(&whole) <= columns { whole } else { look.format.amount_short(amount) }
}

fn reasons_panel(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let focused = view.tab == Tab::Queue && view.panel == Focus::Reasons;
    let told = view.summary.as_ref().map_or(0, answered);
    let right = look.tf("winback-answered", &[("n", told.into())]);
    let inner = Panel::new(look.t("winback-why"))
        .right(Span::styled(right, look.theme.dim))
        .focused(focused)
        .draw(frame, area, look);
    let Some(summary) = &view.summary else { return };
    if summary.reasons.is_empty() {
        return say(frame, inner, &look.t("winback-no-reasons"), look);
    }
    let names: Vec<String> = summary.reasons.iter().map(|(r, ..)| look.t(&reason_key(*r))).collect();
    let name_room = names.iter().map(|n| width(n)).max().unwrap_or(0);
    let most = summary.reasons.iter().map(|(_, n, _)| *n).max().unwrap_or(1).max(1);
    let side_room = 4;
    let fixed = 2 + name_room + 1 + side_room + 1 + 1 + 5 + 1 + 5 + 1;
    let bar_room = usize::from(inner.width).saturating_sub(fixed).min(24);
    let window = view.reasons.window(usize::from(inner.height));
    for (y, number) in (inner.y..inner.bottom()).zip(window) {
        let (reason, heads, _) = summary.reasons[number];
        let row = Rect::new(inner.x, y, inner.width, 1);
        let here = focused && number == view.reasons.cursor;
        let style = if here { look.theme.cursor } else { look.theme.text };
        frame.buffer_mut().set_style(row, style);
        let share = look.format.percent_with(heads as f64 / told.max(1) as f64, 0);
        let side = look.t(&format!("winback-side-code-{}", reason.side().key()));
        let line = Line::from(vec![
            Span::styled(if here { "▶ " } else { "  " }, style),
            Span::styled(format!("{} ", pad_right(&names[number], name_room)), style),
            Span::styled(format!("{} ", pad_right(&side, side_room)), style.patch(look.theme.dim)),
            Span::styled(bar(heads as f64 / most as f64, bar_room), style.patch(look.theme.accent)),
            Span::styled(
                format!(" {} {}", pad_left(&look.format.int(heads as i64), 5), pad_left(&share, 5)),
                style,
            ),
        ]);
        look.put(frame, row, line);
        hits.add(row, ON_REASONS * TARGETS + number);
    }
}

/// Lost customers whose reason was noted.
fn answered(summary: &WinbackSummary) -> u64 {
    summary.reasons.iter().map(|(_, n, _)| n).sum()
}

fn say(frame: &mut Frame<'_>, inner: Rect, text: &str, look: &Look) {
    let lines = wrap(text, usize::from(inner.width.saturating_sub(6)).max(1));
    let top = inner.height.saturating_sub(lines.len() as u16) / 3;
    let body = Rect {
        x: inner.x + 3,
        y: inner.y + top,
        width: inner.width.saturating_sub(3),
        height: inner.height - top,
    };
    look.put_lines(frame, body, lines.into_iter().map(|l| Line::from(Span::styled(l, look.theme.dim))));
}

/// The letter of a state, as in the key under the queue.
pub fn code(state: WinbackState, look: &Look) -> String {
    look.t(&state_key(state).replace("-state-", "-code-"))
}

/// When somebody is contacted next, in eight columns.
pub fn next_day(day: Day, today: Day, look: &Look) -> String {
    let far = (day.0 - today.0).abs() > 300;
    if day == today || (day > today && day.month() == today.month()) {
        look.format.day_near(day, today)
    } else if far {
        let (year, month, _) = day.ymd();
        format!("{} {year}", look.format.month_short(month))
    } else {
        look.format.day_month(day)
    }
}

fn short_reason(reason: Option<LossReason>, look: &Look) -> String {
    reason.map_or_else(|| look.t("none"), |r| look.t(&format!("winback-short-{}", r.key().replace('_', "-"))))
}

fn queue(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let ids = view.ids();
    let bottom = if ids.is_empty() {
        String::new()
    } else {
        look.tf("list-position", &[("at", (view.queue.cursor + 1).into()), ("all", ids.len().into())])
    };
    let title = match view.which {
        Which::Open => look.t("winback-queue"),
        Which::State(state) => figures::name(Figure::State(state), look),
        Which::Everybody => look.t("winback-queue-all"),
    };
    let money = look.format.money_whole(view.at_stake);
    let inner = Panel::new(title)
        .right(Span::styled(look.t("winback-order"), look.theme.dim))
        .bottom(bottom)
        .bottom_right(if ids.is_empty() {
            String::new()
        } else {
            look.tf("winback-at-stake", &[("money", money.into())])
        })
        .focused(view.on_queue())
        .draw(frame, area, look);
    let (Some(_), Some(today)) = (&view.order, view.today) else {
        return say(frame, inner, &look.t("winback-reading"), look);
    };
    if ids.is_empty() {
        let key = match (view.filter.is_empty(), view.which) {
            (false, _) => "winback-none-found",
            (true, Which::Open | Which::Everybody) => "winback-empty",
            (true, Which::State(_)) => "winback-empty-state",
        };
        return say(frame, inner, &look.t(key), look);
    }
    let symbol = look.format.currency.symbol.as_str();
    let columns = [
        Column::fixed("", 1),
        Column::wide(look.t("winback-column-customer"), if inner.width >= 72 { 24 } else { 14 }),
        Column::fixed(look.t("winback-column-silence"), 8).right().drop(1),
        Column::fixed(look.tf("winback-column-stake", &[("currency", symbol.into())]), 8).right(),
        Column::fixed(look.t("winback-column-reason"), 12),
        Column::fixed(look.t("winback-column-attempts"), 3).right().drop(3),
        Column::fixed(look.t("winback-column-next"), 8).drop(2),
        Column::fixed(look.t("winback-column-state"), 13).drop(4),
    ];
    let foot = u16::from(inner.height >= 8 && inner.width < 88);
    let table_area = Rect { height: inner.height - foot, ..inner };
    let table = Table { focused: view.on_queue(), marks: true, ..Table::new(&columns, &view.queue, ON_LIST) };
    let window = table.window(table_area);
    let rows: Vec<Row<'_>> = ids[window]
        .iter()
        .map(|id| {
            let Some(row) = view.rows.get(id) else {
                return Row::new([Line::default(), Line::from("…")]).marked(view.marks.contains(id));
            };
            let silence = row
                .facts
                .last
                .map_or_else(String::new, |last| look.format.days(i64::from(today.0) - i64::from(last.0)));
            let state_style = match row.winback {
                WinbackState::Unverified => look.theme.warn,
                WinbackState::Verified => look.theme.text,
                WinbackState::Explained | WinbackState::Definitive | WinbackState::Dormant => look.theme.dim,
            };
            let next = row.next.as_ref().map(|next| next.day);
            let next_style =
                if next.is_some_and(|day| day <= today) { look.theme.accent } else { look.theme.text };
            Row::new([
                Line::from(Span::styled(code(row.winback, look), state_style)),
                Line::from(row.name.as_str()),
                Line::from(silence),
                Line::from(short_money(row.at_stake, 8, look)),
                Line::from(short_reason(row.reason, look)),
                Line::from(look.format.int(i64::from(row.attempts))),
                Line::from(Span::styled(
                    next.map_or_else(|| look.t("none"), |day| next_day(day, today, look)),
                    next_style,
                )),
                Line::from(Span::styled(look.t(state_key(row.winback)), state_style)),
            ])
            .marked(view.marks.contains(id))
            .dim(row.winback == WinbackState::Definitive || row.do_not_call)
        })
        .collect();
    table.draw(frame, table_area, &rows, look, hits);
    if foot > 0 {
        let key = if inner.width >= 72 { "winback-legend" } else { "winback-legend-short" };
        let legend = look.t(key);
        let place =
            Rect { x: inner.x + 1, y: inner.bottom() - 1, width: inner.width.saturating_sub(2), height: 1 };
        look.put(frame, place, Span::styled(fit(&legend, usize::from(place.width)), look.theme.dim));
    }
}

fn reasons_page(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let Some(summary) = &view.summary else {
        let inner = Panel::new(look.t("winback-why")).focused(true).draw(frame, area, look);
        return say(frame, inner, &look.t("winback-reading"), look);
    };
    let side_rows = Side::ALL.len() as u16 + 2;
    let high = if area.height >= side_rows + 8 { area.height - side_rows } else { area.height };
    reasons_table(view, summary, frame, Rect { height: high, ..area }, look, hits);
    if high < area.height {
        sides(summary, frame, Rect { y: area.y + high, height: area.height - high, ..area }, look);
    }
}

fn reasons_table(
    view: &Winback,
    summary: &WinbackSummary,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    let told = answered(summary);
    let all = figures::value(summary, Figure::Total).0;
    let inner = Panel::new(look.t("winback-why"))
        .right(Span::styled(
            look.tf("winback-answered-of", &[("n", told.into()), ("all", all.into())]),
            look.theme.dim,
        ))
        .focused(true)
        .draw(frame, area, look);
    if summary.reasons.is_empty() {
        return say(frame, inner, &look.t("winback-no-reasons"), look);
    }
    let money: Money = summary.reasons.iter().map(|(.., m)| *m).sum();
    let most = summary.reasons.iter().map(|(.., m)| m.0).max().unwrap_or(0).max(1);
    let symbol = look.format.currency.symbol.as_str();
    let columns = [
        Column::wide(look.t("winback-column-reason"), 18),
        Column::fixed(look.t("winback-column-side"), 12).drop(2),
        Column::fixed(look.t("winback-column-heads"), 8).right(),
        Column::fixed("%", 6).right().drop(1),
        Column::fixed(look.tf("winback-column-stake", &[("currency", symbol.into())]), 11).right(),
        Column::fixed("%", 6).right().drop(1),
        Column::wide("", 8).drop(3),
    ];
    let table = Table::new(&columns, &view.reasons, ON_REASONS * TARGETS);
    let window = table.window(inner);
    // As wide as the last column is: what the fixed ones leave is shared by two.
    let bar_room = usize::from(inner.width.saturating_sub(1 + 12 + 8 + 6 + 11 + 6 + 6 + 28) / 2 + 8);
    let share = |part: f64, whole: f64| look.format.percent_with(part / whole, 0);
    let rows: Vec<Row<'_>> = summary.reasons[window]
        .iter()
        .map(|(reason, heads, amount)| {
            Row::new([
                Line::from(look.t(&reason_key(*reason))),
                Line::from(look.t(&format!("side-{}", reason.side().key()))),
                Line::from(look.format.int(*heads as i64)),
                Line::from(share(*heads as f64, told as f64)),
                Line::from(short_money(*amount, 11, look)),
                Line::from(if money.0 == 0 {
                    look.t("none")
                } else {
                    share(amount.0 as f64, money.0 as f64)
                }),
                Line::from(Span::styled(bar(amount.0 as f64 / most as f64, bar_room), look.theme.accent)),
            ])
        })
        .collect();
    table.draw(frame, inner, &rows, look, hits);
}

/// Heads and money by whose doing it was.
fn sides(summary: &WinbackSummary, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let inner = Panel::new(look.t("winback-sides")).draw(frame, area, look);
    let told = answered(summary).max(1);
    for (y, side) in (inner.y..inner.bottom()).zip(Side::ALL) {
        let of = summary.reasons.iter().filter(|(reason, ..)| reason.side() == side);
        let (heads, money) = of.fold((0, Money::ZERO), |(n, m), (_, heads, money)| (n + heads, m + *money));
        let share = look.format.percent_with(heads as f64 / told as f64, 0);
        let name = look.t(&format!("winback-side-{}", side.key()));
        let text = format!(
            "  {} {} {}  {}",
            pad_right(&name, 26),
            pad_left(&look.format.int(heads as i64), 7),
            pad_left(&share, 6),
            pad_left(&look.format.money_whole(money), 14)
        );
        look.put(frame, Rect::new(inner.x, y, inner.width, 1), Span::raw(text));
    }
}

fn returned_page(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let back = view.back();
    let total: Money = back.iter().map(|(.., amount, _)| *amount).sum();
    let right = look.tf("winback-returned-right", &[("money", look.format.money_whole(total).into())]);
    let inner = Panel::new(look.t("winback-returned"))
        .right(Span::styled(right, look.theme.dim))
        .bottom(if back.is_empty() {
            String::new()
        } else {
            look.tf("list-position", &[("at", (view.returned.cursor + 1).into()), ("all", back.len().into())])
        })
        .focused(true)
        .draw(frame, area, look);
    let (Some(summary), Some(today)) = (&view.summary, view.today) else {
        return say(frame, inner, &look.t("winback-reading"), look);
    };
    if back.is_empty() {
        return say(frame, inner, &look.t("winback-none-returned"), look);
    }
    let symbol = look.format.currency.symbol.as_str();
    let columns = [
        Column::wide(look.t("winback-column-customer"), 18),
        Column::fixed(look.t("winback-column-back"), 16),
        Column::fixed(look.tf("winback-column-amount", &[("currency", symbol.into())]), 12).right(),
        Column::fixed(look.t("winback-column-how"), 22).drop(1),
    ];
    let notes = figures::aftermath(summary, look);
    let foot = if inner.height >= notes.len() as u16 + 6 { notes.len() as u16 + 1 } else { 0 };
    let table_area = Rect { height: inner.height.saturating_sub(foot), ..inner };
    let table = Table::new(&columns, &view.returned, ON_LIST);
    let window = table.window(table_area);
    let rows: Vec<Row<'_>> = back[window]
        .iter()
        .map(|(id, day, amount, ours)| {
            let how = if *ours { "winback-how-contact" } else { "winback-how-alone" };
            let style = if *ours { look.theme.good } else { look.theme.text };
            Row::new([
                Line::from(view.rows.get(id).map_or("…", |row| row.name.as_str())),
                Line::from(look.format.day_told(*day, today)),
                Line::from(look.format.amount(*amount)),
                Line::from(Span::styled(look.t(how), style)),
            ])
        })
        .collect();
    table.draw(frame, table_area, &rows, look, hits);
    if foot > 0 {
        rule(frame, inner, inner.bottom() - foot, look);
        let text = Rect {
            x: inner.x + 1,
            y: inner.bottom() - foot + 1,
            width: inner.width.saturating_sub(2),
            height: foot - 1,
        };
        let room = usize::from(text.width);
        let lines = notes.into_iter().map(|note| Line::styled(fit(&note, room), look.theme.dim));
        look.put_lines(frame, text, lines);
    }
}
