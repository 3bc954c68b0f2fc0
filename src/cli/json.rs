//! The shapes of JSON answers, in one place: keys are English and kept, money is decimal text, days are `YYYY-MM-DD`.

use serde_json::{Map, Value, json};

use super::book::Names;
use super::worth;
use crate::domain::lifecycle::Facts;
use crate::domain::people::habits::{LoyaltyClass, Usage};
use crate::domain::people::holidays::HolidayName;
use crate::domain::people::point::Point;
use crate::domain::people::{Consent, Contact, Customer, CustomerDraft};
use crate::domain::roster::WinbackState;
use crate::domain::trade::offer::Offer as SalesOffer;
use crate::domain::trade::{Line, Purchase, Status};
use crate::domain::value::Worth;
use crate::domain::value::significance::is_significant;
use crate::domain::work::calls::Refusal;
use crate::domain::{Day, Money};
use crate::store::ask::{Card, CustomerRow, JournalEntry, Note, Offers, Profile, WinbackCase};
pub use crate::ui::json::{moment, object};

/// Key of a state of winning back.
pub const fn winback_state(state: WinbackState) -> &'static str {
    match state {
        WinbackState::Unverified => "unverified",
        WinbackState::Verified => "verified",
        WinbackState::Explained => "explained",
        WinbackState::Definitive => "definitive",
        WinbackState::Dormant => "dormant",
    }
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Valid => "valid",
        Status::Credit => "credit",
        Status::Void => "void",
    }
}

const fn consent(consent: Consent) -> Option<bool> {
    match consent {
        Consent::Unknown => None,
        Consent::Yes => Some(true),
        Consent::No => Some(false),
    }
}

/// One customer of `list`.
pub fn row(row: &CustomerRow, names: &Names<'_>, decimals: u32) -> Map<String, Value> {
    let facts = facts(&row.facts, decimals);
    let mut all = object(json!({
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "tags": names.labels(&row.labels),
        "next_contact": row.next.as_ref().map(|n| n.day),
        "last_contact": row.last_contact,
        "owner": row.owner,
        "zone": row.zone,
        "phone": row.phone,
        "at_stake": row.at_stake.plain(decimals),
        "winback": winback_state(row.winback),
        "reason": row.reason.map(crate::domain::lifecycle::recovery::LossReason::key),
        "attempts": row.attempts,
        "archived": row.archived,
        "do_not_call": row.do_not_call,
    }));
    all.extend(facts);
    all
}

/// What follows from purchases.
fn facts(facts: &Facts, decimals: u32) -> Map<String, Value> {
    object(json!({
        "stage": facts.stage.key(),
        "rhythm": facts.rhythm.map(crate::domain::lifecycle::Rhythm::key),
        "first_purchase": facts.first,
        "last_purchase": facts.last,
        "purchase_days": facts.days,
        "orders": facts.orders,
        "revenue_12m": facts.revenue_12m.plain(decimals),
        "revenue_total": facts.revenue_total.plain(decimals),
        "lost_gap": facts.lost_gap,
        "lost_on": facts.lost_on,
    }))
}

/// Everything that hangs on a customer, for `show`.
pub struct Hanging {
    /// What follows from what is known of them.
    pub profile: Profile,
    /// All documents, newest first, with their lines.
    pub purchases: Vec<(Purchase, Vec<Line>)>,
    /// All contacts, newest first.
    pub contacts: Vec<Contact>,
    /// All notes, newest first.
    pub notes: Vec<Note>,
    /// What they are worth.
    pub worth: Worth,
    /// What to offer.
    pub offers: Offers,
    /// Offers made to them, newest first.
    pub sales_offers: Vec<SalesOffer>,
    /// The as-of day.
    pub as_of: Day,
    /// All changes, newest first, with their sentences.
    pub history: Vec<(JournalEntry, String)>,
}

/// The whole card of a customer.
pub fn card(card: &Card, hanging: &Hanging, names: &Names<'_>, decimals: u32) -> Value {
    let money = |m: Money| m.plain(decimals);
    let customer = &card.customer;
    let mut all = person(customer, names);
    all.extend(written(&customer.draft, decimals));
    all.extend(facts(&card.facts, decimals));
    let mut values = object(json!({
        "revenue_12m": money(card.facts.revenue_12m),
        "revenue_previous_12m": money(card.revenue_previous_12m),
        "revenue_total": money(card.facts.revenue_total),
        "orders_12m": card.orders_12m,
        "mean_gap_days": f64::from(card.facts.mean_gap_tenths) / 10.0,
        "months": card.months.iter().map(|m| money(*m)).collect::<Vec<_>>(),
    }));
    values.extend(worth::values(&hanging.worth, decimals));
    all.extend(object(json!({
        "values": values,
        "products": card.products.iter().map(|p| json!({
            "product": p.product,
            "orders": p.orders,
            "revenue": money(p.revenue),
            "last": p.last,
        })).collect::<Vec<_>>(),
        "cross_sell": hanging.offers.offers.iter().map(|offer| json!({
            "product": offer.product,
            "code": offer.code,
            "because": offer.because,
            "n_ab": offer.rule.n_ab,
            "n_a": offer.rule.n_a,
            "n_b": offer.rule.n_b,
            "n": offer.rule.n,
            "confidence": offer.rule.confidence(),
            "lift": offer.rule.lift(),
            "significant": is_significant(&offer.rule),
            "margin": offer.margin,
        })).collect::<Vec<_>>(),
        "offers": hanging.sales_offers.iter().map(|o| offer(o, hanging.as_of, decimals)).collect::<Vec<_>>(),
        "winback": winback(&card.winback, decimals),
        "profile": profile(&hanging.profile, decimals),
        "seasonal_proposal": card.seasonal_proposal,
        "purchases": hanging.purchases.iter().map(|(p, lines)| purchase(p, lines, decimals)).collect::<Vec<_>>(),
        "contacts": hanging.contacts.iter().map(contact).collect::<Vec<_>>(),
        "notes": hanging.notes.iter().map(|n| json!({
            "at": moment(n.at),
            "author": n.author,
            "text": n.text,
        })).collect::<Vec<_>>(),
        "history": hanging.history.iter().map(|(entry, text)| journal(entry, text)).collect::<Vec<_>>(),
    })));
    Value::Object(all)
}

/// An offer as reports and a customer's page tell it.
pub fn offer(offer: &SalesOffer, as_of: Day, decimals: u32) -> Value {
    json!({
        "id": offer.id,
        "number": offer.draft.number,
        "version": offer.version,
        "state": offer.state(as_of).key(),
        "amount": offer.draft.amount.plain(decimals),
        "made_on": offer.made_on,
        "sent_on": offer.sent_on,
        "valid_until": offer.draft.valid_until,
        "decided_on": offer.decided.map(|(day, _)| day),
        "reason": offer.loss.as_ref().map(|(why, _)| why.key()),
        "order": (!offer.order.is_empty()).then_some(&offer.order),
        "invoice": offer.invoice.as_ref().map(|(_, number)| number),
        "chance": offer.draft.chance.map(|c| f64::from(c) / 100.0),
        "seller": offer.draft.seller,
    })
}

fn person(customer: &Customer, names: &Names<'_>) -> Map<String, Value> {
    let draft = &customer.draft;
    object(json!({
        "id": customer.id,
        "code": draft.code,
        "code_source": customer.code_source,
        "name": draft.name,
        "contact": draft.contact,
        "company": draft.company,
        "tax_id": draft.tax_id,
        "phone": draft.phone,
        "mobile": draft.mobile,
        "fax": draft.fax,
        "email": draft.email,
        "address": draft.address,
        "city": draft.city,
        "region": draft.region,
        "postal_code": draft.postal_code,
        "country": draft.country,
        "zone": draft.shown_zone(),
        "birth_year": draft.birth_year,
        "income": draft.income,
        "occasion": draft.occasion,
        "benefit": draft.benefit,
        "owner": draft.owner,
        "source": draft.source,
        "since": draft.since,
        "tags": names.labels(&customer.labels),
        "archived": customer.archived,
        "do_not_call": customer.do_not_call,
        "seasonal": customer.seasonal,
        "next_contact": customer.next.as_ref().map(|n| n.day),
        "next": customer.next.as_ref().map(|n| json!({
            "day": n.day,
            "time": n.minute.map(|m| format!("{:02}:{:02}", m / 60, m % 60)),
            "note": n.note,
        })),
        "provenance": customer.provenance,
        "consents": {
            "phone": consent(draft.consent_phone),
            "email": consent(draft.consent_email),
            "sms": consent(draft.consent_sms),
            "post": consent(draft.consent_post),
        },
    }))
}

/// What is written of a person beside the first fields.
fn written(draft: &CustomerDraft, decimals: u32) -> Map<String, Value> {
    object(json!({
        "birth_day": draft.birth_day,
        "language": draft.language,
        "income_source": draft.income_source.code(),
        "income_on": draft.income_on,
        "turnover": draft.turnover.map(|m| m.plain(decimals)),
        "employees": draft.employees,
        "activity": draft.activity,
        "wallet": draft.wallet.map(|m| m.plain(decimals)),
        "wallet_on": draft.wallet_on,
        "custom": draft.custom,
    }))
}

/// What follows from what is known: thousandths as fractions, scores in points.
fn profile(profile: &Profile, decimals: u32) -> Value {
    let part = |thousandths: Option<u32>| thousandths.map(|t| f64::from(t) / 1000.0);
    let loyalty = &profile.loyalty;
    json!({
        "province": profile.province.map(|p| json!({ "code": format!("{:02}", p.code), "name": p.name })),
        "time_zone": profile.time_zone,
        "holiday": profile.holiday.as_ref().map(|h| json!({
            "day": h.day,
            "name": match &h.name {
                HolidayName::National(key) => key,
                HolidayName::Local(name) => name.as_str(),
            },
        })),
        "age": profile.age,
        "generation": profile.generation,
        "birthday": profile.birthday,
        "usage": {
            "orders_12m": profile.orders_12m,
            "class": profile.usage.map(Usage::key),
            "medium_from": profile.cuts.medium,
            "intensive_from": profile.cuts.intensive,
            "terciles": profile.terciles,
        },
        "loyalty": {
            "class": loyalty.class.map(LoyaltyClass::key),
            "index": part(loyalty.index),
            "breadth": part(loyalty.breadth),
            "regularity": part(loyalty.regularity),
            "share": part(loyalty.share),
            "categories": profile.loyalty_input.categories,
            "categories_sold": profile.loyalty_input.sold,
            "wallet": profile.loyalty_input.wallet.map(|m| m.plain(decimals)),
        },
        "season": profile.season.map(|s| s.shares.map(|t| f64::from(t) / 1000.0)),
        "occasions": profile.occasions.iter().map(|(name, n)| json!({
            "occasion": name,
            "purchases": n,
        })).collect::<Vec<_>>(),
        "benefits": profile.benefits.iter().map(|(name, n)| json!({
            "benefit": name,
            "evidence": n,
        })).collect::<Vec<_>>(),
        "facts": profile.statements.iter().map(|s| json!({
            "kind": s.draft.kind.code(),
            "text": s.draft.text,
            "source": s.draft.source,
            "date": s.draft.day,
            "author": s.author,
        })).collect::<Vec<_>>(),
        "points": profile.points.iter().map(point).collect::<Vec<_>>(),
        "verified": profile.checks.iter().map(|check| json!({
            "field": check.field.key(),
            "date": check.day,
            "source": check.source,
            "author": check.author,
        })).collect::<Vec<_>>(),
        "scores": profile.scores.iter().map(|named| json!({
            "scale": named.name,
            "version": named.version,
            "score": named.score.as_ref().map(|s| f64::from(s.tenths) / 10.0),
            "parts": named.score.iter().flat_map(|s| &s.parts).map(|p| json!({
                "field": p.field,
                "value": p.value,
                "points": p.points.map(|t| f64::from(t) / 10.0),
                "weight": p.weight,
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn winback(case: &WinbackCase, decimals: u32) -> Value {
    json!({
        "state": winback_state(case.state),
        "finding": case.finding.as_ref().map(|(finding, day, by, note)| json!({
            "finding": finding.key(),
            "day": day,
            "by": by,
            "note": note,
        })),
        "reason": case.reason.as_ref().map(|(reason, _)| reason.key()),
        "side": case.reason.as_ref().map(|(reason, _)| reason.side().key()),
        "detail": case.reason.as_ref().map(|(_, detail)| detail),
        "back_on": case.back_on,
        "definitive_on": case.definitive_on,
        "review_on": case.review_on,
        "attempts": case.attempts.len(),
        "recovered": case.recovered.map(|(day, amount, after_contact)| json!({
            "day": day,
            "amount": amount.plain(decimals),
            "after_contact": after_contact,
        })),
    })
}

/// A document with its lines.
fn purchase(purchase: &Purchase, lines: &[Line], decimals: u32) -> Value {
    json!({
        "id": purchase.id,
        "number": purchase.number,
        "source": purchase.source,
        "date": purchase.day,
        "amount": purchase.amount.plain(decimals),
        "status": status(purchase.status),
        "reversed_on": purchase.reversed_on,
        "reverses": purchase.reverses,
        "channel": purchase.channel,
        "seller": purchase.seller,
        "note": purchase.note,
        "occasion": purchase.occasion,
        "lines": lines.iter().map(|l| json!({
            "code": l.code,
            "product": l.product,
            "category": l.category,
            "quantity": l.quantity.normalize().to_string(),
            "unit_price": l.unit_price.normalize().to_string(),
            "discount": l.discount.normalize().to_string(),
            "amount": l.amount.plain(decimals),
            "cost": l.cost.map(|c| c.plain(decimals)),
        })).collect::<Vec<_>>(),
    })
}

fn contact(contact: &Contact) -> Value {
    let draft = &contact.draft;
    json!({
        "id": contact.id,
        "at": moment(draft.at),
        "channel": draft.channel.code(),
        "direction": draft.direction.code(),
        "outcome": draft.outcome.code(),
        "note": draft.note,
        "author": draft.author,
        "reason": draft.reason.map(Refusal::key),
    })
}

/// A change as remembered, with its sentence.
pub fn journal(entry: &JournalEntry, text: &str) -> Value {
    json!({
        "id": entry.id,
        "at": moment(entry.at),
        "author": entry.author,
        "key": entry.what.key,
        "text": text,
        "undone": entry.undone,
        "fields": entry.fields.iter().map(|(field, before, after)| json!({
            "field": field,
            "before": before,
            "after": after,
        })).collect::<Vec<_>>(),
    })
}

/// A day as text, empty where there is none.
pub fn day_text(day: Option<Day>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}

/// A further way to reach a customer.
pub fn point(point: &Point) -> Value {
    let draft = point.told();
    json!({
        "id": point.id,
        "kind": draft.kind.code(),
        "value": draft.value,
        "label": draft.label,
        "hours": draft.hours,
        "preferred": draft.preferred,
        "valid": draft.invalid_on.is_none(),
        "invalid_on": draft.invalid_on,
        "verified_on": draft.verified_on,
        "verified_with": draft.verified_with,
    })
}
