//! What is said of a customer who is called: why now, the last time, what to mind, by which clock.

use chrono::NaiveDateTime;

use crate::domain::base::names::phone_key;
use crate::domain::people::Outcome;
use crate::domain::people::point::PointDraft;
use crate::domain::value::lookalike::{Attribute, lift};
use crate::domain::work::calls::{BANDS, best_band};
use crate::domain::work::hours::Closed;
use crate::domain::work::reach::Bar;
use crate::domain::work::today::TodayReason;
use crate::domain::{Day, Money};
use crate::store::ask::{CallCard, CallItem, LikenessRow};
use crate::ui::Look;
use crate::views::forms::values::clock;

pub(super) fn name(card: &CallCard) -> &str {
    &card.card.customer.draft.name
}

/// Text key of why somebody may not be sought out.
pub(super) fn bar_key(bar: Bar) -> String {
    format!("calls-bar-{}", bar.key().replace('_', "-"))
}

/// `Interesado`.
pub(super) fn outcome(outcome: Outcome, look: &Look) -> String {
    look.t(&format!("outcome-{}", outcome.code().replace('_', "-")))
}

/// The short reason of a row: `9:30`, `venc.`, `toca`.
pub(super) fn tag(item: &CallItem, look: &Look) -> String {
    match (item.reason, item.minute) {
        (Some(TodayReason::Promised | TodayReason::Overdue), Some(minute)) => clock(minute),
        (Some(reason), _) => look.t(&format!("calls-tag-{}", reason.key().replace('_', "-"))),
        (None, _) => String::new(),
    }
}

/// Why this customer is called now: the reason, and what was planned to be spoken about.
pub(super) fn why(item: &CallItem, card: &CallCard, likeness: Option<&LikenessRow>, look: &Look) -> String {
    let days = [("days", i64::from(item.days).into())];
    let reason = match (item.reason, item.minute) {
        (Some(TodayReason::Promised), Some(minute)) => {
            Some(look.tf("today-why-promised-at", &[("at", clock(minute).into())]))
        }
        (Some(TodayReason::Promised), None) => Some(look.t("today-why-promised")),
        (Some(TodayReason::OfferExpiring), _) => {
            Some(look.tf("today-why-offer-expiring", &[("days", (-i64::from(item.days)).into())]))
        }
        (Some(TodayReason::Winback), _) if item.days == 0 => Some(look.t("today-why-winback-now")),
        (Some(TodayReason::Prospect), _) if likeness.is_some_and(|like| !like.why.is_empty()) => likeness
            .map(|like| {
                let lift = look.format.decimal(lift(like.score), 1);
                look.tf("calls-why-prospect", &[("lift", lift.into()), ("what", traits(like, look).into())])
            }),
        (Some(reason), _) => Some(look.tf(&format!("today-why-{}", reason.key().replace('_', "-")), &days)),
        (None, _) => None,
    };
    let note = card.card.customer.next.as_ref().map(|next| next.note.clone()).filter(|note| !note.is_empty());
    let parts: Vec<String> = reason.into_iter().chain(note).collect();
    if parts.is_empty() { look.t("calls-why-list") } else { parts.join(": ") }
}

/// What makes a prospect like the best customers: `ferretería, Burgos`.
fn traits(likeness: &LikenessRow, look: &Look) -> String {
    let word = |(attribute, value): &(Attribute, String)| match attribute {
        Attribute::Generation => {
            let name = look.t(&format!("filter-value-generation-{value}"));
            look.tf("profile-generation", &[("name", name.into())])
        }
        _ => value.clone(),
    };
    likeness.why.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Person to speak to, best hour, language.
pub(super) fn person(card: &CallCard, look: &Look) -> String {
    let draft = &card.card.customer.draft;
    let best = best_band(&card.bands).map(|band| {
        let (from, to, _) = BANDS[band];
        look.tf(
            "calls-best-hour",
            &[("from", (i64::from(from) / 60).into()), ("to", (i64::from(to) / 60).into())],
        )
    });
    // Whose the number is that is dialled, and when it may be.
    let point = card
        .points
        .iter()
        .map(|point| &point.draft)
        .find(|point| point.kind.is_dialled() && phone_key(&point.value) == phone_key(card.phone()));
    let said = |text: fn(&PointDraft) -> &String| point.map(text).filter(|text| !text.is_empty()).cloned();
    let parts: Vec<String> = [
        Some(draft.contact.clone()).filter(|t| !t.is_empty()),
        said(|point| &point.label),
        said(|point| &point.hours),
        best,
        Some(draft.language.clone()).filter(|t| !t.is_empty()),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.join(" · ")
}

/// The last contact: when and how, and what was said.
pub(super) fn last(card: &CallCard, today: Day, look: &Look) -> Option<(String, String)> {
    let contact = &card.card.contacts.first()?.draft;
    let day: Day = contact.at.date().into();
    let mut parts = vec![
        format!("{} ({})", look.format.day_short(day, today), look.format.ago(day, today)),
        look.t(&format!("channel-{}", contact.channel.code())),
        outcome(contact.outcome, look),
    ];
    if !contact.author.is_empty() {
        parts.push(contact.author.clone());
    }
    let said = if contact.note.is_empty() {
        String::new()
    } else {
        look.tf("calls-quote", &[("text", contact.note.as_str().into())])
    };
    Some((parts.join(" · "), said))
}

/// What is promised: the next contact, where it is not today's.
pub(super) fn promise(card: &CallCard, today: Day, look: &Look) -> Option<String> {
    let next = card.card.customer.next.as_ref().filter(|next| next.day > today)?;
    Some(crate::views::customer::words::next(next, today, look))
}

/// The offer that waits for their answer: number, amount, until when; how many more.
pub(super) fn offer(card: &CallCard, today: Day, look: &Look) -> Option<String> {
    let first = card.offers.first()?;
    let money = look.format.money(first.draft.amount);
    let mut parts = vec![format!("{} · {money}", first.draft.number)];
    if let Some(last) = first.draft.valid_until {
        parts.push(look.tf("calls-offer-until", &[("day", look.format.day_short(last, today).into())]));
    }
    if card.offers.len() > 1 {
        parts.push(look.tf("calls-offer-more", &[("n", (card.offers.len() - 1).into())]));
    }
    Some(parts.join(" · "))
}

/// What they are worth: revenue of the year with its change, value to come, documents.
pub(super) fn value(card: &CallCard, clv: Option<Money>, look: &Look) -> String {
    let facts = &card.card.facts;
    let revenue = look.tf("calls-year", &[("amount", look.format.money_whole(facts.revenue_12m).into())]);
    let change =
        crate::views::customer::words::change(facts.revenue_12m, card.card.revenue_previous_12m, look);
    let revenue = change.map_or(revenue.clone(), |change| format!("{revenue} {change}"));
    let clv = clv.map(|clv| look.tf("calls-clv", &[("amount", look.format.money_whole(clv).into())]));
    let orders = look.tf("calls-orders", &[("n", i64::from(card.card.orders_12m).into())]);
    [Some(revenue), clv, Some(orders)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What to mind, most important first.
pub(super) fn warnings(
    card: &CallCard,
    closed: Option<&Closed>,
    begun: Option<NaiveDateTime>,
    sharing: &[String],
    today: Day,
    look: &Look,
) -> Vec<String> {
    let mut all = Vec::new();
    if let Err(bar) = card.channel {
        all.push(look.t(&bar_key(bar)));
    }
    if let Some(closed) = closed {
        all.push(look.t(&format!("calls-closed-{}", closed.key())));
    }
    if let Some((_, day, text)) = card.cases.first() {
        let args = [("day", look.format.day_short(*day, today).into()), ("text", text.as_str().into())];
        all.push(look.tf("calls-case", &args));
    }
    let since = begun.map(|at| Day::from(at.date()));
    if since.is_some() && card.card.facts.last.is_some_and(|last| Some(last) >= since) {
        all.push(look.t("calls-bought-since"));
    }
    let wrong: Vec<&str> = card.phones.iter().filter(|(_, wrong)| *wrong).map(|(p, _)| p.as_str()).collect();
    if !wrong.is_empty() {
        all.push(look.tf("calls-wrong-phone", &[("phones", wrong.join(", ").into())]));
    }
    if card.phones.is_empty() {
        all.push(look.t("calls-no-phone"));
    }
    if !sharing.is_empty() {
        all.push(look.tf("calls-shared", &[("names", sharing.join(", ").into())]));
    }
    if card.unanswered > 0 {
        all.push(look.tf("calls-unanswered", &[("n", i64::from(card.unanswered).into())]));
    }
    all
}

/// Their clock where it is another one, and whether they may be called.
pub(super) fn hours(card: &CallCard, look: &Look) -> String {
    let hours = &card.rules.hours;
    if card.business {
        return look.t("calls-w-hours-business");
    }
    look.tf(
        "calls-w-hours-text",
        &[
            ("from", clock(hours.from).into()),
            ("until", clock(hours.until).into()),
            ("zone", card.home.zone.name().into()),
        ],
    )
}
