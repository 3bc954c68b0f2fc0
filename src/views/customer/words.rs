//! What stages, rhythms, channels and documents are called, in the user's language.

use crate::domain::lifecycle::{Rhythm, Stage};
use crate::domain::people::Label;
use crate::domain::people::contact::ContactDraft;
use crate::domain::people::customer::NextContact;
use crate::domain::trade::{Purchase, Status};
use crate::domain::{Day, Money};
use crate::ui::Look;
use crate::ui::visible::{visible, width};

fn coded(prefix: &str, code: &str, look: &Look) -> String {
    look.t(&format!("{prefix}-{}", code.replace('_', "-")))
}

/// `MADURO`.
pub(super) fn stage(stage: Stage, look: &Look) -> String {
    coded("stage", stage.key(), look).to_uppercase()
}

/// `a su hora`.
pub(super) fn rhythm(rhythm: Rhythm, look: &Look) -> String {
    coded("rhythm", rhythm.key(), look)
}

/// `Teléfono saliente`.
pub(super) fn channel(contact: &ContactDraft, look: &Look) -> String {
    let direction = coded("direction", contact.direction.code(), look);
    format!("{} {direction}", coded("channel", contact.channel.code(), look))
}

/// `Interesado`.
pub(super) fn outcome(contact: &ContactDraft, look: &Look) -> String {
    coded("outcome", contact.outcome.code(), look)
}

/// An amount with what the document is, where it is no plain purchase: `-24,00 abono`.
pub(super) fn document_state(purchase: &Purchase, look: &Look) -> Option<String> {
    match purchase.status {
        Status::Void => Some(look.t("page-void")),
        Status::Credit => Some(look.t("page-credit")),
        Status::Valid if purchase.reversed_on.is_some() => Some(look.t("page-reversed")),
        Status::Valid => None,
    }
}

/// Day and time of a next contact, with what about: `lun 23 nov 10:00 · pide precio`.
pub(in crate::views) fn next(next: &NextContact, today: Day, look: &Look) -> String {
    let mut words = look.format.day_told(next.day, today);
    if let Some(minute) = next.minute {
        words.push(' ');
        words.push_str(&crate::views::forms::values::clock(minute));
    }
    if !next.note.is_empty() {
        words.push_str(" · ");
        words.push_str(&next.note);
    }
    words
}

/// Change against an earlier sum: `▲ 9 %`; nothing where there was nothing.
pub(in crate::views) fn change(now: Money, before: Money, look: &Look) -> Option<String> {
    if before <= Money::ZERO {
        return None;
    }
    let share = (now.0 - before.0) as f64 / before.0 as f64;
    let percent = look.format.percent(share.abs());
    Some(match now.cmp(&before) {
        std::cmp::Ordering::Greater => format!("▲ {percent}"),
        std::cmp::Ordering::Less => format!("▼ {percent}"),
        std::cmp::Ordering::Equal => "=".to_owned(),
    })
}

/// Labels of these ids, in the user's order.
pub(in crate::views) fn labels_of<'a>(
    ids: &'a [i64],
    labels: &'a [Label],
) -> impl Iterator<Item = &'a Label> {
    labels.iter().filter(|l| ids.contains(&l.id))
}

/// Words joined by ` · `, as many as fit into `columns`; what does not fit is left out whole.
pub(super) fn joined<'a>(parts: impl IntoIterator<Item = &'a str>, columns: usize) -> String {
    let mut line = String::new();
    for part in parts.into_iter().filter(|p| !p.is_empty()) {
        let part = visible(part);
        let lead = if line.is_empty() { "" } else { " · " };
        if !line.is_empty() && width(&line) + width(lead) + width(&part) > columns {
            break;
        }
        line.push_str(lead);
        line.push_str(&part);
    }
    line
}

/// First line of a text, for one row.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
