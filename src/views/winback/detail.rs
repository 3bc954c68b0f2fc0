//! The customer under the cursor: what they were worth, how late they are, what was found, what was tried.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Winback;
use super::draw::{code, next_day};
use super::figures::{reason_key, state_key};
use crate::domain::Day;
use crate::domain::people::customer::Consent;
use crate::store::ask::{Card, CustomerRow};
use crate::ui::Look;
use crate::ui::panel::Panel;
use crate::ui::visible::{fit, wrap};

/// Beside the queue.
pub fn panel(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let Some((row, card, today)) = here(view) else {
        Panel::new(look.t("winback-detail")).draw(frame, area, look);
        return;
    };
    let inner = Panel::new(row.name.clone())
        .right(Span::styled(code(row.winback, look), look.theme.dim))
        .draw(frame, area, look);
    let room = usize::from(inner.width.saturating_sub(2)).max(1);
    let body = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let Some(card) = card else {
        look.put(frame, body, Span::styled("…", look.theme.dim));
        return;
    };
    let label =
        look.t("winback-label-reason").chars().count().max(look.t("winback-label-next").chars().count());
    let label = label.max(look.t("winback-label-phone").chars().count()) + 1;
    let mut lines: Vec<Line<'static>> = Vec::new();
    lines.extend(plain(&worth(row, card, today, look), room));
    lines.extend(plain(&last_purchase(card, today, look), room));
    lines.extend(plain(&rhythm(card, today, look), room));
    lines.push(Line::default());
    lines.extend(plain(&verified(card, today, look), room));
    if let Some((_, _, _, note)) = card.winback.finding.as_ref().filter(|(.., note)| !note.is_empty()) {
        lines.extend(
            plain(&look.tf("winback-quote", &[("text", note.as_str().into())]), room).into_iter().take(2),
        );
    }
    lines.push(look.pair(
        &look.t("winback-label-reason"),
        &fit(&reason(card, look), room - label.min(room)),
        label,
    ));
    if let Some((_, detail)) = card.winback.reason.as_ref().filter(|(_, detail)| !detail.is_empty()) {
        lines.extend(
            plain(&look.tf("winback-quote", &[("text", detail.as_str().into())]), room).into_iter().take(2),
        );
    }
    if let Some(day) = card.winback.back_on {
        lines.extend(plain(&look.tf("winback-back-about", &[("day", look.format.day(day).into())]), room));
    }
    if let Some(day) = card.winback.definitive_on {
        lines.extend(plain(&look.tf("winback-definitive-on", &[("day", look.format.day(day).into())]), room));
    }
    let next = fit(&next(card, today, look), room.saturating_sub(label));
    lines.push(look.pair(&look.t("winback-label-next"), &next, label));
    let phone = fit(&phone(row, look), room.saturating_sub(label));
    lines.push(look.pair(&look.t("winback-label-phone"), &phone, label));
    if let Some(day) = card.customer.do_not_call {
        let text = look.tf("winback-never", &[("day", look.format.day(day).into())]);
        lines.push(Line::from(Span::styled(fit(&text, room), look.theme.bad)));
    } else {
        lines.push(Line::from(Span::styled(fit(&consent(card, look), room), look.theme.dim)));
    }
    let attempts = attempts(card, today, look);
    let head = look.tf("winback-attempts", &[("n", attempts.len().into())]);
    // The newest attempts where not all fit.
    let free = usize::from(body.height).saturating_sub(lines.len() + 1);
    if free > attempts.len() {
        lines.push(Line::default());
    }
    lines.push(Line::from(Span::styled(head, look.theme.heading)));
    let skip = attempts.len().saturating_sub(free.max(1));
    lines.extend(attempts.into_iter().skip(skip).map(|text| Line::from(fit(&text, room))));
    look.put_lines(frame, body, lines);
}

/// Under the queue, in five lines.
pub fn strip(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let Some((row, card, today)) = here(view) else {
        Panel::new(look.t("winback-detail")).draw(frame, area, look);
        return;
    };
    let inner = Panel::new(row.name.clone())
        .right(Span::styled(look.t(state_key(row.winback)), look.theme.dim))
        .draw(frame, area, look);
    let body = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let room = usize::from(body.width).max(1);
    let Some(card) = card else {
        look.put(frame, body, Span::styled("…", look.theme.dim));
        return;
    };
    let label = [
        "winback-label-worth",
        "winback-label-reason",
        "winback-label-attempts",
        "winback-label-next",
        "winback-label-phone",
    ]
    .map(|key| look.t(key).chars().count())
    .into_iter()
    .max()
    .unwrap_or(0)
        + 2;
    let pair = |key: &str, text: &str| look.pair(&look.t(key), &fit(text, room.saturating_sub(label)), label);
    let worth = format!("{} · {}", worth(row, card, today, look), rhythm(card, today, look));
    let mut why = format!("{} · {}", reason(card, look), verified(card, today, look));
    if let Some((_, detail)) = card.winback.reason.as_ref().filter(|(_, detail)| !detail.is_empty()) {
        why = format!(
            "{} {}",
            reason(card, look),
            look.tf("winback-quote", &[("text", detail.as_str().into())])
        );
    }
    if let Some(day) = card.winback.definitive_on {
        why =
            format!("{why} · {}", look.tf("winback-definitive-on", &[("day", look.format.day(day).into())]));
    }
    let tried = attempts(card, today, look);
    let tried = if tried.is_empty() {
        look.t("winback-no-attempts")
    } else {
        tried
            .iter()
            .rev()
            .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let reach = match card.customer.do_not_call {
        Some(day) => look.tf("winback-never", &[("day", look.format.day(day).into())]),
        None => consent(card, look),
    };
    let lines = [
        pair("winback-label-worth", &worth),
        pair("winback-label-reason", &why),
        pair("winback-label-attempts", &tried),
        pair("winback-label-next", &next(card, today, look)),
        pair("winback-label-phone", &format!("{} · {reach}", phone(row, look))),
    ];
    look.put_lines(frame, body, lines);
}

/// The row under the cursor, and its card where that is known.
fn here(view: &Winback) -> Option<(&CustomerRow, Option<&Card>, Day)> {
    let id = view.current()?;
    let row = view.rows.get(&id)?;
    let card = view.card.as_deref().filter(|card| card.customer.id == id);
    Some((row, card, view.today?))
}

fn plain(text: &str, room: usize) -> Vec<Line<'static>> {
    wrap(text, room).into_iter().map(Line::from).collect()
}

fn worth(row: &CustomerRow, card: &Card, today: Day, look: &Look) -> String {
    let money = look.format.money_whole(row.at_stake);
    let years = card.facts.first.map_or(0, |first| (today.0 - first.0) / 365);
    look.tf("winback-worth", &[("money", money.into()), ("years", years.into())])
}

fn last_purchase(card: &Card, today: Day, look: &Look) -> String {
    let Some(last) = card.facts.last else { return String::new() };
    look.tf(
        "winback-last",
        &[("day", look.format.day(last).into()), ("days", look.format.ago(last, today).into())],
    )
}

/// Own rhythm, and how many times it the silence is.
fn rhythm(card: &Card, today: Day, look: &Look) -> String {
    let tenths = card.facts.mean_gap_tenths;
    let Some(last) = card.facts.last.filter(|_| tenths > 0) else { return String::new() };
    let silence = f64::from(today.0 - last.0);
    let times = silence * 10.0 / f64::from(tenths);
    let gap = i64::from((tenths + 5) / 10);
    look.tf(
        "winback-rhythm",
        &[
            ("gap", gap.into()),
            ("times", look.format.decimal(times, 1).into()),
            ("silence", (silence as i64).into()),
        ],
    )
}

fn verified(card: &Card, today: Day, look: &Look) -> String {
    match &card.winback.finding {
        None => look.t("winback-not-verified"),
        Some((finding, day, who, _)) => look.tf(
            "winback-verified",
            &[
                ("finding", look.t(&format!("finding-{}", finding.key().replace('_', "-"))).into()),
                ("day", look.format.day_short(*day, today).into()),
                ("who", who.as_str().into()),
                ("known", i64::from(!who.is_empty()).into()),
            ],
        ),
    }
}

fn reason(card: &Card, look: &Look) -> String {
    match &card.winback.reason {
        None => look.t("winback-no-reason"),
        Some((reason, _)) => {
            let side = look.t(&format!("side-{}", reason.side().key()));
            format!("{} ({side})", look.t(&reason_key(*reason)))
        }
    }
}

/// One line each, oldest first.
fn attempts(card: &Card, today: Day, look: &Look) -> Vec<String> {
    card.winback
        .attempts
        .iter()
        .enumerate()
        .map(|(number, contact)| {
            let day = look.format.day_short(Day::from(contact.draft.at.date()), today);
            let channel = look.t(&format!("channel-{}", contact.draft.channel.code()));
            let outcome = look.t(&format!("outcome-{}", contact.draft.outcome.code().replace('_', "-")));
            format!("{}  {day:<7} {channel:<8} {outcome}", number + 1)
        })
        .collect()
}

fn next(card: &Card, today: Day, look: &Look) -> String {
    match &card.customer.next {
        None => look.t("winback-no-next"),
        Some(next) if next.note.is_empty() => next_day(next.day, today, look),
        Some(next) => format!("{} · {}", next_day(next.day, today, look), next.note),
    }
}

fn phone(row: &CustomerRow, look: &Look) -> String {
    if row.phone.is_empty() { look.t("winback-no-phone-short") } else { row.phone.clone() }
}

fn consent(card: &Card, look: &Look) -> String {
    let say = |consent: Consent| {
        look.t(match consent {
            Consent::Yes => "yes",
            Consent::No => "no",
            Consent::Unknown => "none",
        })
    };
    look.tf(
        "winback-consent",
        &[
            ("phone", say(card.customer.draft.consent_phone).into()),
            ("email", say(card.customer.draft.consent_email).into()),
        ],
    )
}
