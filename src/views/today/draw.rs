//! How today's list is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Figure, MINUTES_A_CONTACT, SIDE, Today, reason_key};
use crate::domain::Day;
use crate::domain::value::lookalike::lift;
use crate::domain::work::today::{TodayItem, TodayReason};
use crate::ui::Look;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::{pad_left, pad_right, width};

impl Today {
    pub(super) fn heading(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        if self.typing || !self.filter.is_empty() {
            let label = format!(" {} / ", look.t("today-filter"));
            look.put(frame, area, Span::styled(label.clone(), look.theme.dim));
            let x = area.x + width(&label) as u16;
            let field = Rect { x, width: area.width.saturating_sub(x - area.x + 24), ..area };
            self.filter.draw(frame, field, look.theme.field, self.typing);
            let all = self.list.as_ref().map_or(0, |list| list.items.len());
            let right = match &self.trouble {
                Some(trouble) => Span::styled(format!("{trouble} "), look.theme.bad),
                None => Span::styled(
                    format!(
                        "{} ",
                        look.tf("today-of", &[("n", self.shown.len().into()), ("all", all.into())])
                    ),
                    look.theme.dim,
                ),
            };
            look.put_right(frame, area, right);
            return;
        }
        let Some(list) = &self.list else {
            look.put(frame, area, Span::styled(format!(" {}", look.t("today-reading")), look.theme.dim));
            return;
        };
        let greeting = match self.hour {
            0..6 | 21.. => "today-good-evening",
            6..14 => "today-good-morning",
            _ => "today-good-afternoon",
        };
        let n = list.items.len();
        let text = if area.width >= 96 {
            let greeting = look.tf(
                greeting,
                &[("name", self.user.as_str().into()), ("known", i64::from(!self.user.is_empty()).into())],
            );
            let heading = look.tf("today-heading", &[("n", n.into()), ("length", length(n, look).into())]);
            format!(" {greeting}  {heading}")
        } else {
            let parts: Vec<String> = list
                .by_reason
                .iter()
                .filter(|(_, count)| *count > 0)
                .map(|(reason, count)| {
                    look.tf(&format!("{}-brief", reason_key(*reason)), &[("n", (*count).into())])
                })
                .collect();
            let heading = look.tf("today-heading-brief", &[("n", n.into())]);
            let room = usize::from(area.width).saturating_sub(1);
            // The least urgent ones together where there is no room for each: the sum stays right.
            let counts: Vec<usize> = list.by_reason.iter().map(|(_, n)| *n).filter(|n| *n > 0).collect();
            let fewer = (1..parts.len()).rev().map(|kept| {
                let rest: usize = counts[kept..].iter().sum();
                let more = look.tf("today-more-brief", &[("n", rest.into())]);
                format!(" {} · {more}", parts[..kept].join(" · "))
            });
            let all = parts.join(" · ");
            [format!(" {heading}  {all}"), format!(" {all}")]
                .into_iter()
                .chain(fewer)
                .find(|line| n > 0 && width(line) <= room)
                .unwrap_or_else(|| {
                    format!(
                        " {}",
                        look.tf("today-heading", &[("n", n.into()), ("length", length(n, look).into())])
                    )
                })
        };
        look.put(frame, area, Span::raw(text));
    }

    pub(super) fn queue(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let title = look.tf("today-queue", &[("n", self.shown.len().into())]);
        let place = if self.shown.is_empty() {
            String::new()
        } else {
            look.tf(
                "list-position",
                &[("at", (self.state.cursor + 1).into()), ("all", self.shown.len().into())],
            )
        };
        let inner = Panel::new(title)
            .right(Span::styled(look.t("today-order"), look.theme.dim))
            .bottom(place)
            .focused(!self.on_side)
            .draw(frame, area, look);
        let Some(list) = &self.list else { return };
        if self.shown.is_empty() {
            let key = match (list.items.is_empty(), self.filter.is_empty()) {
                (true, _) if self.nobody => "today-nobody",
                (true, _) => "today-empty",
                (false, _) => "today-none-found",
            };
            let lines =
                crate::ui::visible::wrap(&look.t(key), usize::from(inner.width.saturating_sub(8)).max(1));
            let top = inner.height.saturating_sub(lines.len() as u16) / 3;
            let body = Rect { y: inner.y + top, height: inner.height - top, ..inner };
            look.put_lines(
                frame,
                body,
                lines.into_iter().map(|l| Line::from(Span::styled(format!("    {l}"), look.theme.dim))),
            );
            return;
        }
        let Some(today) = self.day else { return };
        let columns = [
            Column::wide(look.t("today-column-customer"), 22),
            Column::fixed(look.t("today-column-stage"), 5).drop(2),
            Column::fixed(look.t("today-column-why"), 22),
            Column::fixed(look.t("today-column-phone"), 12).drop(3),
            Column::fixed(
                look.tf("today-column-stake", &[("currency", look.format.currency.symbol.as_str().into())]),
                9,
            )
            .right()
            .drop(1),
        ];
        let table = Table { focused: !self.on_side, marks: true, ..Table::new(&columns, &self.state, 0) };
        let window = table.window(inner);
        let rows: Vec<Row<'_>> = self.shown[window]
            .iter()
            .map(|item| {
                let row = self.rows.get(&item.customer);
                let stage =
                    row.map_or_else(String::new, |r| look.t(&format!("stage-{}-code", r.facts.stage.key())));
                let why_style = match item.reason {
                    TodayReason::Overdue | TodayReason::AtRisk => look.theme.warn,
                    TodayReason::Promised => look.theme.accent,
                    TodayReason::DueByRhythm if item.best && item.late => look.theme.warn,
                    _ => look.theme.text,
                };
                Row::new([
                    Line::from(row.map_or("…", |r| r.name.as_str())),
                    Line::from(stage),
                    Line::from(Span::styled(why(item, today, look), why_style)),
                    Line::from(row.map_or("", |r| r.phone.as_str())),
                    Line::from(look.format.amount_whole(item.at_stake)),
                ])
                .marked(self.marks.contains(&item.customer))
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    pub(super) fn side_panels(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let Some(list) = &self.list else {
            Panel::new(look.t("today-sources")).draw(frame, area, look);
            return;
        };
        let figures = self.figures();
        let reasons = figures.iter().filter(|f| matches!(f, Figure::Reason(_))).count() as u16;
        let mut excluded: Vec<String> = list
            .excluded
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(why, n)| {
                look.tf(&format!("today-excluded-{}", why.replace('_', "-")), &[("n", (*n).into())])
            })
            .collect();
        let alerts = figures.iter().filter(|f| matches!(f, Figure::OverdueA | Figure::LateA)).count() as u16;
        // Borders, rule and total above; borders, five figures and tomorrow below.
        let least = reasons + 4 + 8 + alerts;
        let airy = area.height >= least + excluded.len() as u16 + 3;
        if excluded.len() > 1 && area.height < least + excluded.len() as u16 {
            let n: usize = list.excluded.iter().map(|(_, n)| n).sum();
            excluded = vec![look.tf("today-excluded-all", &[("n", n.into())])];
        }
        let gap = u16::from(airy);
        let upper =
            (reasons + 4 + gap * u16::from(!excluded.is_empty()) + excluded.len() as u16).min(area.height);
        let top = Rect { height: upper, ..area };
        let inner = Panel::new(look.t("today-sources")).focused(self.on_side).draw(frame, top, look);
        let mut y = inner.y;
        let line = |frame: &mut Frame<'_>,
                    hits: &mut Hits,
                    y: &mut u16,
                    bottom: u16,
                    number: usize,
                    label: String,
                    value: String| {
            if *y < bottom {
                let row = Rect::new(inner.x, *y, inner.width, 1);
                let here = self.on_side && self.side.cursor == number;
                let style = if here { look.theme.cursor } else { look.theme.text };
                let room = usize::from(inner.width).saturating_sub(3);
                let value = pad_left(&value, width(&value));
                let text = format!(
                    "{} {}{value} ",
                    if here { "▶" } else { " " },
                    pad_right(&label, room.saturating_sub(width(&value)))
                );
                look.put(frame, row, Span::styled(text, style));
                hits.add(row, SIDE + number);
                *y += 1;
            }
        };
        for (number, figure) in figures.iter().enumerate() {
            let Figure::Reason(reason) = figure else { continue };
            let n = list.by_reason.iter().find(|(r, _)| r == reason).map_or(0, |(_, n)| *n);
            line(
                frame,
                hits,
                &mut y,
                inner.bottom(),
                number,
                look.t(&reason_key(*reason)),
                look.format.int(n as i64),
            );
        }
        if y < inner.bottom() {
            crate::ui::panel::rule(frame, inner, y, look);
            y += 1;
        }
        let all = figures.iter().position(|f| *f == Figure::All).unwrap_or(0);
        line(
            frame,
            hits,
            &mut y,
            inner.bottom(),
            all,
            look.t("today-total"),
            look.format.int(list.items.len() as i64),
        );
        if !excluded.is_empty() {
            y += gap;
            for text in excluded {
                if y < inner.bottom() {
                    look.put(
                        frame,
                        Rect::new(inner.x + 2, y, inner.width.saturating_sub(2), 1),
                        Span::styled(text, look.theme.dim),
                    );
                    y += 1;
                }
            }
        }
        let below = Rect { y: area.y + upper, height: area.height - upper, ..area };
        if below.height < 4 {
            return;
        }
        let month =
            self.day.map_or_else(String::new, |d| look.format.month_name(d.month().ym().1).to_owned());
        let inner = Panel::new(look.t("today-month"))
            .right(Span::styled(month, look.theme.dim))
            .focused(self.on_side)
            .draw(frame, below, look);
        let mut y = inner.y;
        let plain = |frame: &mut Frame<'_>, y: &mut u16, label: String, value: String| {
            if *y < inner.bottom() {
                let room = usize::from(inner.width).saturating_sub(3 + width(&value));
                let text = format!("  {}{value} ", pad_right(&label, room));
                look.put(frame, Rect::new(inner.x, *y, inner.width, 1), Span::raw(text));
                *y += 1;
            }
        };
        plain(frame, &mut y, look.t("today-month-revenue"), look.format.money_whole(list.month_revenue));
        plain(frame, &mut y, look.t("today-month-contacts"), look.format.int(i64::from(list.month_contacts)));
        for (figure, key, n) in [
            (Figure::New, "today-month-new", list.month_new),
            (Figure::Recovered, "today-month-recovered", list.month_recovered),
            (Figure::Lost, "today-month-lost", list.month_lost),
        ] {
            let number = figures.iter().position(|f| *f == figure).unwrap_or(0);
            line(frame, hits, &mut y, inner.bottom(), number, look.t(key), look.format.int(i64::from(n)));
        }
        y += gap;
        plain(frame, &mut y, look.t("today-tomorrow"), look.format.int(i64::from(list.tomorrow)));
        y += gap;
        for (figure, label, n) in [
            (
                Figure::OverdueA,
                look.tf("today-overdue-a", &[("days", i64::from(list.cadence_a).into())]),
                list.overdue_a,
            ),
            (Figure::LateA, look.t("today-late-a"), list.late_a),
        ] {
            if let Some(number) = figures.iter().position(|f| *f == figure) {
                line(frame, hits, &mut y, inner.bottom(), number, label, look.format.int(i64::from(n)));
            }
        }
    }
}

/// How long so many contacts take: minutes up to two hours, then hours.
fn length(contacts: usize, look: &Look) -> String {
    let minutes = (contacts * MINUTES_A_CONTACT) as i64;
    let (key, n) =
        if minutes < 120 { ("today-minutes", minutes) } else { ("today-hours", (minutes + 30) / 60) };
    look.tf(key, &[("n", n.into())])
}

/// Why this row stands here, in words.
pub(super) fn why(item: &TodayItem, today: Day, look: &Look) -> String {
    let days = i64::from(item.days);
    let best_key = match item.reason {
        TodayReason::Overdue if item.best => Some("today-why-overdue-best"),
        TodayReason::DueByRhythm | TodayReason::AtRisk if item.best && item.late => {
            Some("today-why-late-best")
        }
        _ => None,
    };
    if let Some(key) = best_key {
        return look.tf(key, &[("days", days.into())]);
    }
    match (item.reason, item.minute) {
        (TodayReason::Promised, Some(minute)) => {
            let at = format!("{}:{:02}", minute / 60, minute % 60);
            look.tf("today-why-promised-at", &[("at", at.into())])
        }
        (TodayReason::Promised, None) => look.t("today-why-promised"),
        (TodayReason::Winback, _) if item.due.is_some_and(|due| due <= today) && item.days == 0 => {
            look.t("today-why-winback-now")
        }
        (TodayReason::OfferExpiring, _) => look.tf("today-why-offer-expiring", &[("days", (-days).into())]),
        (TodayReason::Prospect, _) if item.likeness > 0 => look
            .tf("today-why-prospect-like", &[("lift", look.format.decimal(lift(item.likeness), 1).into())]),
        (reason, _) => {
            look.tf(&format!("today-why-{}", reason.key().replace('_', "-")), &[("days", days.into())])
        }
    }
}
