//! The form of a contact held: how, how it went, what was said, what comes next.

use chrono::Timelike;
use serde::{Deserialize, Serialize};

use super::values::{clock, next_words, read_clock, read_day, read_when};
use super::{Sheet, coded, judge, text};
use crate::domain::Day;
use crate::domain::change::Change;
use crate::domain::people::contact::NextStep;
use crate::domain::people::{Channel, Contact, ContactDraft, CustomerId, Direction, Outcome};
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// With whom, and which contact where it is known already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ContactSheet {
    customer: CustomerId,
    name: String,
    existing: Option<Contact>,
    /// The customer began it.
    #[serde(default)]
    inbound: bool,
}

impl ContactSheet {
    pub(super) fn new(customer: CustomerId, name: &str, existing: Option<Contact>) -> Self {
        Self { customer, name: name.to_owned(), existing, inbound: false }
    }

    pub(super) fn inbound(customer: CustomerId, name: &str) -> Self {
        Self { inbound: true, ..Self::new(customer, name, None) }
    }

    fn typed(&self, form: &Form, cx: &Cx<'_>) -> Option<ContactDraft> {
        let day = read_day(&form.get("day"), cx.today, cx.look).ok()?;
        let minute = read_clock(&form.get("time"), cx.look).ok()?;
        let old = self.existing.as_ref().map(|c| &c.draft);
        let mut at = day.date().and_hms_opt(u32::from(minute) / 60, u32::from(minute) % 60, 0)?;
        // Seconds are not shown, and not lost where the minute stays.
        if let Some(known) = old.map(|o| o.at).filter(|known| known.with_second(0) == Some(at)) {
            at = known;
        }
        let next = match form.get("next") {
            typed if typed.is_empty() => None,
            typed => match read_when(&typed, cx.now, &form.get("next_note"), cx.look).ok()? {
                Some(next) => Some(NextStep::On(next)),
                None => Some(NextStep::Clear),
            },
        };
        Some(ContactDraft {
            customer: self.customer,
            at,
            channel: Channel::from_code(&form.get("channel")).unwrap_or_default(),
            direction: Direction::from_code(&form.get("direction")).unwrap_or_default(),
            outcome: Outcome::from_code(&form.get("outcome")).unwrap_or_default(),
            note: form.get("note"),
            author: old.map_or_else(|| cx.stamp().author, |o| o.author.clone()),
            reason: old.and_then(|o| o.reason),
            next: if old.is_some() { None } else { next },
        })
    }
}

impl Sheet for ContactSheet {
    fn key(&self) -> String {
        match &self.existing {
            Some(contact) => format!("form:contact:{}:{}", self.customer, contact.id),
            None => format!("form:contact:{}", self.customer),
        }
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let old = self.existing.as_ref().map(|c| &c.draft);
        let at = old.map_or(cx.now, |o| o.at);
        let minute = (at.hour() * 60 + at.minute()) as u16;
        let day = match old {
            Some(_) => Day::from(at.date()).to_string(),
            None => look.t("date-today"),
        };
        let directions = [Direction::Outbound, Direction::Inbound];
        let channel = old.map_or(Channel::Phone, |o| o.channel);
        let begun = if self.inbound { Direction::Inbound } else { Direction::Outbound };
        let direction = old.map_or(begun, |o| o.direction);
        let outcome = old.map_or(Outcome::Interested, |o| o.outcome);
        let choose = look.t("form-hint-choose");
        let mut fields = vec![
            coded("channel", look, &Channel::ALL, Channel::code, "channel", channel).hint(choose),
            coded("direction", look, &directions, Direction::code, "page-direction", direction),
            coded("outcome", look, &Outcome::ALL, Outcome::code, "outcome", outcome),
            Field::of("note", look.t("form-f-said"), FieldKind::Note(4))
                .value(old.map_or("", |o| o.note.as_str())),
        ];
        if old.is_none() {
            fields.push(text("next", look).hint(look.t("form-hint-next")));
            fields.push(text("next_note", look).hint(look.t("form-hint-next-note")));
        }
        fields.push(text("day", look).required().hint(look.t("form-hint-since")).value(&day));
        fields.push(text("time", look).required().value(&clock(minute)));
        let title = if old.is_some() { "form-contact-edit" } else { "form-contact-new" };
        Form::new(format!("{} · {}", look.t(title), self.name), fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        let never = form.get("outcome") == Outcome::Never.code() && self.existing.is_none();
        form.set_echo("outcome", if never { look.t("form-echo-never") } else { String::new() });
        let day = read_day(&form.get("day"), cx.today, look);
        let verdict = match day {
            Ok(day) if day > cx.today => Err(look.t("form-not-yet")),
            other => other.map(|day| format!("→ {}", look.format.day_words(day))),
        };
        judge(form, "day", all, verdict);
        let verdict = read_clock(&form.get("time"), look).map(clock);
        judge(form, "time", all, verdict.map(|_| String::new()));
        if self.existing.is_some() {
            return;
        }
        let next = form.get("next");
        let verdict = if next.is_empty() {
            Ok(String::new())
        } else {
            read_when(&next, cx.now, "", look).map(|next| {
                next.map_or_else(|| look.t("form-next-none"), |n| format!("→ {}", next_words(&n, look)))
            })
        };
        judge(form, "next", all, verdict);
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let draft = self.typed(form, cx)?;
        match &self.existing {
            Some(contact)
                if ContactDraft { next: contact.draft.next.clone(), ..draft.clone() } == contact.draft =>
            {
                None
            }
            Some(contact) => Some(Change::EditContact { id: contact.id, draft }),
            // The store marks who asked never to be contacted again in the same change.
            None => Some(Change::LogContact(draft)),
        }
    }
}
