//! The customer under the cursor, beside the list.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Customers;
use crate::domain::lifecycle::{Rhythm, Stage};
use crate::domain::value::Worth;
use crate::domain::value::pareto::Class;
use crate::domain::{Day, Money};
use crate::store::ask::Card;
use crate::ui::Look;
use crate::ui::chart::spark;
use crate::ui::panel::Panel;
use crate::ui::visible::{fit, pad_right, visible, width, wrap};

/// Columns of the labels.
const LABEL: usize = 12;

impl Customers {
    pub(super) fn draw_preview(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let id = self.current();
        // The card of another customer is no preview of this one; its row already says who it is.
        let card = self.card.as_ref().filter(|card| Some(card.customer.id) == id);
        let row = self.current_row();
        let name = card.map(|c| c.customer.draft.name.as_str()).or(row.map(|r| r.name.as_str()));
        let stage = card.map(|c| c.facts.stage).or(row.map(|r| r.facts.stage));
        let stage = stage.map(|s| look.t(&format!("stage-{}-code", s.key()))).unwrap_or_default();
        let name = fit(name.unwrap_or("…"), usize::from(area.width).saturating_sub(14));
        let inner = Panel::new(name).right(Span::styled(stage, look.theme.heading)).draw(frame, area, look);
        let body = Rect { x: inner.x + 2, width: inner.width.saturating_sub(2), ..inner };
        let Some(card) = card else {
            let row = Rect { y: body.y + 1, ..body };
            look.put(frame, row, Span::styled(look.t("customers-preview-waiting"), look.theme.dim));
            return;
        };
        let Some(today) = self.today else { return };
        let blocks = self.blocks(card, today, usize::from(body.width), look);
        look.put_lines(frame, body, fold_blocks(blocks, usize::from(body.height)));
    }

    /// The preview in blocks, each of lines that stay together.
    fn blocks(&self, card: &Card, today: Day, room: usize, look: &Look) -> Vec<Vec<Line<'static>>> {
        let mut blocks = Vec::new();
        let labels = self.label_lines(card, room, look);
        if !labels.is_empty() {
            blocks.push(labels);
        }
        blocks.push(who(card, today, room, look));
        let mut lines = trade(card, today, room, look);
        if let Some((_, worth)) = self.worth.as_ref().filter(|(id, _)| *id == card.customer.id) {
            lines.extend(worth_lines(card, worth, room, look));
        }
        blocks.push(lines);
        blocks.push(months(card, today, look));
        blocks.push(next(card, today, room, look));
        blocks.push(contact(card, today, room, look));
        blocks
    }

    fn label_lines(&self, card: &Card, room: usize, look: &Look) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        let mut spans: Vec<Span<'static>> = Vec::new();
        let mut used = 0;
        for id in &card.customer.labels {
            let Some(label) = self.labels.iter().find(|label| label.id == *id) else { continue };
            let mut chip = look.theme.chip_full(label);
            if width(&chip.content) > room {
                chip.content = fit(&chip.content, room).into();
            }
            let columns = width(&chip.content);
            if used > 0 && used + 1 + columns > room {
                lines.push(Line::from(std::mem::take(&mut spans)));
                used = 0;
            }
            if used > 0 {
                spans.push(Span::raw(" "));
                used += 1;
            }
            spans.push(chip);
            used += columns;
        }
        if !spans.is_empty() {
            lines.push(Line::from(spans));
        }
        lines
    }
}

/// Blocks with an empty line between them where there is room; from the bottom up what does not fit goes.
fn fold_blocks(mut blocks: Vec<Vec<Line<'static>>>, height: usize) -> Vec<Line<'static>> {
    let lines = |blocks: &[Vec<Line<'_>>]| blocks.iter().map(Vec::len).sum::<usize>();
    // Without the empty lines first, then without the last blocks.
    let spaced = lines(&blocks) + blocks.len().saturating_sub(1) <= height;
    while lines(&blocks) > height && blocks.len() > 1 {
        blocks.pop();
    }
    let mut spare = height.saturating_sub(lines(&blocks));
    let mut all = Vec::new();
    for block in blocks {
        if !all.is_empty() && (spaced || spare > 0) {
            all.push(Line::default());
            spare = spare.saturating_sub(1);
        }
        all.extend(block);
    }
    all
}

fn pair(label: &str, value: &str, room: usize, look: &Look) -> Line<'static> {
    styled(label, value, Style::new(), room, look)
}

fn styled(label: &str, value: &str, style: Style, room: usize, look: &Look) -> Line<'static> {
    Line::from(vec![
        Span::styled(pad_right(&look.t(label), LABEL), look.theme.dim),
        Span::styled(fit(value, room.saturating_sub(LABEL)), style),
    ])
}

fn who(card: &Card, today: Day, room: usize, look: &Look) -> Vec<Line<'static>> {
    let draft = &card.customer.draft;
    let none = look.t("none");
    let or_none = |text: &str| if text.is_empty() { none.clone() } else { text.to_owned() };
    let phone = if draft.phone.is_empty() { &draft.mobile } else { &draft.phone };
    let mut lines = Vec::new();
    if card.customer.archived {
        lines.push(Line::from(Span::styled(look.t("customers-archived"), look.theme.warn)));
    }
    if card.customer.do_not_call.is_some() {
        lines.push(Line::from(Span::styled(look.t("customers-do-not-call"), look.theme.bad)));
    }
    let since = match card.facts.first.into_iter().chain(draft.since).min() {
        Some(first) => {
            let (year, month, _) = first.ymd();
            let month = format!("{} {year}", look.format.month_short(month));
            look.tf(
                "customers-preview-since-value",
                &[("month", month.into()), ("tenure", tenure(first, today, look).into())],
            )
        }
        None => look.t("customers-preview-never"),
    };
    lines.push(pair("customers-preview-since", &since, room, look));
    lines.push(pair("customers-preview-zone", &or_none(draft.shown_zone()), room, look));
    lines.push(pair("customers-preview-phone", &or_none(phone), room, look));
    lines.push(pair("customers-preview-owner", &or_none(&draft.owner), room, look));
    lines
}

/// Whole years and months since.
fn tenure(first: Day, today: Day, look: &Look) -> String {
    let mut months = today.month().0 - first.month().0;
    if first.plus_months(months) > today {
        months -= 1;
    }
    let (years, months) = (months.max(0) / 12, months.max(0) % 12);
    let key = match (years, months) {
        (0, 0) => "customers-preview-tenure-days",
        (0, _) => "customers-preview-tenure-months",
        (_, 0) => "customers-preview-tenure-years",
        _ => "customers-preview-tenure-both",
    };
    look.tf(key, &[("years", years.into()), ("n", months.into())])
}

fn trade(card: &Card, today: Day, room: usize, look: &Look) -> Vec<Line<'static>> {
    let facts = &card.facts;
    let (now, then) = (facts.revenue_12m, card.revenue_previous_12m);
    let mut revenue = look.format.money_whole(now);
    let mut style = Style::new();
    if then > Money::ZERO {
        let change = (now.0 - then.0) as f64 / then.0 as f64;
        let (arrow, role) = match now.cmp(&then) {
            std::cmp::Ordering::Greater => ("▲", look.theme.good),
            std::cmp::Ordering::Less => ("▼", look.theme.warn),
            std::cmp::Ordering::Equal => ("=", look.theme.text),
        };
        style = role;
        revenue = format!("{revenue}  {arrow} {}", look.format.percent(change.abs()));
    }
    let orders = if card.orders_12m == 0 {
        look.t("customers-preview-orders-none")
    } else {
        let mean = Money(now.0 / i64::from(card.orders_12m));
        look.tf(
            "customers-preview-orders-value",
            &[("n", look.format.int(card.orders_12m).into()), ("mean", look.format.money_whole(mean).into())],
        )
    };
    let last = match facts.last {
        None => look.t("none"),
        Some(last) if last == today => look.t("customers-preview-last-today"),
        Some(last) => look.tf(
            "customers-preview-last-value",
            &[
                ("day", look.format.day_short(last, today).into()),
                ("days", look.format.int(today.0 - last.0).into()),
            ],
        ),
    };
    let mut lines = vec![
        styled("customers-preview-revenue", &revenue, style, room, look),
        pair("customers-preview-orders", &orders, room, look),
        pair("customers-preview-last", &last, room, look),
    ];
    if let Some(rhythm) = facts.rhythm {
        let words = look.t(&format!("rhythm-{}", rhythm.key().replace('_', "-")));
        let days = (facts.mean_gap_tenths + 5) / 10;
        let value = look.tf(
            "customers-preview-rhythm-value",
            &[("days", look.format.int(days).into()), ("words", words.into())],
        );
        let role = match rhythm {
            Rhythm::OnTime => Style::new(),
            Rhythm::Due => look.theme.accent,
            Rhythm::Late => look.theme.warn,
            Rhythm::AtRisk | Rhythm::Lost => look.theme.bad,
        };
        lines.push(styled("customers-preview-rhythm", &value, role, room, look));
    }
    lines
}

/// Scores with their segment, place by revenue, value to come; what is not known is left out.
fn worth_lines(card: &Card, worth: &Worth, room: usize, look: &Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let (Some(rfm), Some(segment)) = (worth.rfm, worth.segment) {
        let name = look.quoted(&look.t(&format!("segment-{}", segment.key().replace('_', "-"))));
        lines.push(pair("page-v-rfm", &format!("{}-{}-{} {name}", rfm.r, rfm.f, rfm.m), room, look));
    }
    if let Some(place) = worth.pareto.filter(|place| place.class != Class::None) {
        let rank = look.tf(
            "page-v-place",
            &[("rank", look.format.int(place.rank).into()), ("all", look.format.int(worth.ranked).into())],
        );
        lines.push(pair("page-v-pareto", &format!("{} · {rank}", place.class.key()), room, look));
    }
    // A model in which nobody leaves knows nothing of somebody who has left.
    let told = worth.outlook.filter(|o| card.facts.stage != Stage::Lost || o.p_alive < 1.0);
    if let Some(outlook) = told {
        let class = worth.class.map(|c| look.t(&format!("page-class-{}", c.key().replace('_', "-"))));
        let value = look.format.money_whole(outlook.clv);
        let words = class.map_or_else(|| value.clone(), |class| format!("{value} · {class}"));
        lines.push(pair("customers-preview-clv", &words, room, look));
    }
    lines
}

fn months(card: &Card, today: Day, look: &Look) -> Vec<Line<'static>> {
    let values: Vec<i64> = card.months.iter().map(|m| m.0).collect();
    let (_, this, _) = today.ymd();
    let initials: String = (0..12)
        .map(|at| {
            let month = (this + at) % 12 + 1;
            look.format.month_short(month).chars().next().unwrap_or(' ').to_uppercase().to_string()
        })
        .collect();
    vec![
        Line::from(vec![
            Span::styled(pad_right(&look.t("customers-preview-months"), LABEL), look.theme.dim),
            Span::styled(spark(&values), look.theme.accent),
        ]),
        Line::from(vec![Span::raw(" ".repeat(LABEL)), Span::styled(initials, look.theme.dim)]),
    ]
}

fn next(card: &Card, today: Day, room: usize, look: &Look) -> Vec<Line<'static>> {
    let mut lines = vec![Line::from(Span::styled(look.t("customers-preview-next"), look.theme.dim))];
    match &card.customer.next {
        None => lines.push(Line::from(look.t("customers-preview-next-none"))),
        Some(next) => {
            let mut when = look.format.day_told(next.day, today);
            if let Some(minute) = next.minute {
                when = format!("{when} {}:{:02}", minute / 60, minute % 60);
            }
            let style = if next.day < today { look.theme.warn } else { Style::new() };
            lines.push(Line::from(Span::styled(when, style)));
            lines.extend(quoted(&next.note, room, look));
        }
    }
    lines
}

fn contact(card: &Card, today: Day, room: usize, look: &Look) -> Vec<Line<'static>> {
    let mut lines = vec![Line::from(Span::styled(look.t("customers-preview-contact"), look.theme.dim))];
    match card.contacts.first() {
        None => lines.push(Line::from(look.t("customers-preview-contact-none"))),
        Some(contact) => {
            let draft = &contact.draft;
            let words = format!(
                "{} · {} · {}",
                look.format.day_short(draft.at.date().into(), today),
                look.t(&format!("channel-{}", draft.channel.code())),
                look.t(&format!("outcome-{}", draft.outcome.code().replace('_', "-"))),
            );
            lines.push(Line::from(fit(&words, room)));
            lines.extend(quoted(&draft.note, room, look));
        }
    }
    lines
}

/// In quotes, on at most two lines.
fn quoted(text: &str, room: usize, look: &Look) -> Vec<Line<'static>> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = look.quoted(&visible(&one_line));
    let mut lines = wrap(&whole, room);
    if lines.len() > 2 {
        let rest = lines[1..].join(" ");
        lines.truncate(1);
        let end = whole.chars().last().unwrap_or_default();
        lines.push(format!("{}{end}", fit(&rest, room.saturating_sub(1))));
    }
    lines.into_iter().map(Line::from).collect()
}
