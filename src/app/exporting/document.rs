//! The whole portfolio, or a part of it, as one JSON document. Sorted and without row ids, journal, audit log or change
//! times, so that equal portfolios give equal bytes.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Failure;
use crate::domain::people::IncomeSource;
use crate::domain::people::point::PointDraft;
use crate::domain::{Day, Money};
use crate::store::whole::{Whole, WholeCustomer, WholePurchase};
use crate::ui::json::{moment, object, write_json};

/// Shape of the document; a reader may refuse what it does not know.
const FORMAT: u32 = 1;

/// Everything; `step` is asked after each record whether to go on.
pub fn whole(
    whole: &Whole,
    decimals: u32,
    out: &mut dyn Write,
    step: &mut dyn FnMut() -> Result<(), Failure>,
) -> Result<(), Failure> {
    write!(out, "{{\"cartera\":{FORMAT},\"customers\":[")?;
    let mut comma = Comma::default();
    whole.customers(|customer| {
        step()?;
        comma.before(out)?;
        Ok::<(), Failure>(write_json(&mut *out, &customer_json(customer, decimals))?)
    })?;
    write!(out, "\n],\"fields\":[")?;
    let mut comma = Comma::default();
    for [key, name, kind, choices] in whole.fields()? {
        comma.before(out)?;
        let choices = parsed(choices);
        write_json(&mut *out, &json!({ "key": key, "name": name, "kind": kind, "choices": choices }))?;
    }
    write!(out, "\n],\"labels\":[")?;
    let mut comma = Comma::default();
    for (name, code, colour) in whole.labels()? {
        comma.before(out)?;
        write_json(&mut *out, &json!({ "name": name, "code": code, "colour": colour }))?;
    }
    write!(out, "\n],\"purchases\":[")?;
    let mut comma = Comma::default();
    whole.purchases(|purchase| {
        step()?;
        comma.before(out)?;
        Ok::<(), Failure>(write_json(&mut *out, &purchase_json(purchase, decimals))?)
    })?;
    write!(out, "\n],\"segments\":[")?;
    let mut comma = Comma::default();
    for segment in whole.segments()? {
        comma.before(out)?;
        let members = segment.members.map(|all| {
            all.into_iter()
                .map(|(source, code)| json!({ "source": source, "code": code }))
                .collect::<Vec<_>>()
        });
        let mut record = object(json!({
            "name": segment.name,
            "query": segment.query,
            "month_first": segment.month_first,
            "created": segment.created,
            "author": segment.author,
            "kind": if members.is_some() { "frozen" } else { "living" },
        }));
        if let Some(members) = members {
            record.insert("members".to_owned(), members.into());
        }
        write_json(&mut *out, &record)?;
    }
    write!(out, "\n],\"actions\":[")?;
    let mut comma = Comma::default();
    for ([reason, what, owner, author], [made_on, due, done_on]) in whole.actions()? {
        comma.before(out)?;
        let action = json!({
            "reason": reason,
            "what": what,
            "owner": owner,
            "author": author,
            "made_on": made_on,
            "due": due,
            "done_on": done_on,
        });
        write_json(&mut *out, &action)?;
    }
    for (name, records) in [
        ("offers", whole.offers(decimals)?),
        ("campaigns", whole.campaigns(decimals)?),
        ("handovers", whole.handovers()?),
        ("merged", whole.merged()?),
        ("different", whole.different()?),
        ("checks", whole.checks()?),
        ("erased", whole.erased()?),
    ] {
        write!(out, "\n],\"{name}\":[")?;
        let mut comma = Comma::default();
        for record in records {
            comma.before(out)?;
            write_json(&mut *out, &record)?;
        }
    }
    write!(out, "\n],\"scales\":[")?;
    let mut comma = Comma::default();
    for (name, version, day, author, body) in whole.scales()? {
        comma.before(out)?;
        let scale = json!({
            "name": name,
            "version": version,
            "day": day,
            "author": author,
            "scale": parsed(body),
        });
        write_json(&mut *out, &scale)?;
    }
    write!(out, "\n],\"settings\":")?;
    let settings: Map<String, Value> =
        whole.settings()?.into_iter().map(|(key, value)| (key, parsed(value))).collect();
    write_json(&mut *out, &settings)?;
    writeln!(out, "}}")?;
    Ok(())
}

/// JSON the file keeps as text.
fn parsed(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

/// One record a line, commas between them.
#[derive(Default)]
pub struct Comma(bool);

impl Comma {
    /// What comes before the next record.
    pub fn before(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if std::mem::replace(&mut self.0, true) { b",\n" } else { b"\n" })
    }
}

/// A customer with everything that hangs on them.
pub fn customer_json(customer: WholeCustomer, decimals: u32) -> Value {
    const CONSENTS: [&str; 4] = ["consent_phone", "consent_email", "consent_sms", "consent_post"];
    let mut all = object(json!({ "source": customer.source, "code": customer.code }));
    for (field, text) in customer.texts {
        all.insert(field.to_owned(), text.into());
    }
    let mut put = |key: &str, value: Value| {
        let is_nothing = value.is_null() || value == json!(false) || value == json!([]) || value == json!("");
        if !is_nothing {
            all.insert(key.to_owned(), value);
        }
    };
    for (name, consent) in CONSENTS.iter().zip(customer.consents) {
        put(
            name,
            match consent {
                1 => json!("yes"),
                2 => json!("no"),
                _ => Value::Null,
            },
        );
    }
    put("birth_year", json!(customer.birth_year));
    let [birth_day, income_on, wallet_on] = customer.days;
    put("birth_day", json!(birth_day));
    put("income_on", json!(income_on));
    put("wallet_on", json!(wallet_on));
    let source = IncomeSource::ALL.get(usize::from(customer.income_source)).copied().unwrap_or_default();
    put("income_source", if source == IncomeSource::Unknown { Value::Null } else { json!(source.code()) });
    let [turnover, wallet] = customer.amounts.map(|m| m.map(|m| m.plain(decimals)));
    put("turnover", json!(turnover));
    put("wallet", json!(wallet));
    put("employees", json!(customer.employees));
    let custom: Map<String, Value> = customer.custom.into_iter().map(|(k, v)| (k, v.into())).collect();
    put("custom", if custom.is_empty() { Value::Null } else { Value::Object(custom) });
    let statements: Vec<Value> = customer
        .statements
        .into_iter()
        .map(|s| {
            let [kind, text, source, author, note, contact] = s.texts;
            json!({
                "kind": kind,
                "text": text,
                "source": source,
                "day": s.day,
                "author": author,
                "note_of": note,
                "contact_of": contact,
            })
        })
        .collect();
    put("facts", json!(statements));
    let points: Vec<Value> = customer.points.iter().map(point).collect();
    put("points", json!(points));
    put("since", json!(customer.since));
    put("archived", json!(customer.archived));
    put("do_not_call", json!(customer.do_not_call));
    put("seasonal", json!(customer.seasonal));
    put("provenance", json!(customer.provenance));
    put("labels", json!(customer.labels));
    put(
        "next",
        json!(customer.next.map(|(day, minute, note)| json!({
            "day": day,
            "minute": minute,
            "note": note,
        }))),
    );
    let contacts: Vec<Value> = customer
        .contacts
        .into_iter()
        .map(|(at, [channel, direction, outcome, note, author, reason], next_day)| {
            let mut contact = json!({
                "at": moment(at),
                "channel": channel,
                "direction": direction,
                "outcome": outcome,
                "note": note,
                "author": author,
            });
            if !reason.is_empty() {
                contact["reason"] = reason.into();
            }
            if let Some(day) = next_day {
                contact["next_day"] = json!(day);
            }
            contact
        })
        .collect();
    put("contacts", json!(contacts));
    put("robinson", json!(customer.robinson));
    let wrong: Vec<Value> = customer
        .wrong_phones
        .into_iter()
        .map(|(phone, since)| json!({ "phone": phone, "since": since }))
        .collect();
    put("wrong_phones", json!(wrong));
    let cases: Vec<Value> = customer
        .cases
        .into_iter()
        .map(|case| {
            let [channel, text, author, resolution] = case.texts;
            json!({
                "opened_at": moment(case.opened_at),
                "channel": channel,
                "text": text,
                "author": author,
                "resolved_on": case.resolved_on,
                "resolution": resolution,
            })
        })
        .collect();
    put("cases", json!(cases));
    let notes: Vec<Value> = customer
        .notes
        .into_iter()
        .map(|(at, author, text)| json!({ "at": moment(at), "author": author, "text": text }))
        .collect();
    put("notes", json!(notes));
    put(
        "winback",
        json!(customer.winback.map(|w| json!({
            "finding": w.finding,
            "verified_on": w.verified_on,
            "verified_by": w.verified_by,
            "finding_note": w.finding_note,
            "reason": w.reason,
            "detail": w.detail,
            "back_on": w.back_on,
            "definitive_on": w.definitive_on,
            "dormant_on": w.dormant_on,
            "review_on": w.review_on,
        }))),
    );
    let plans: Vec<Value> = customer
        .plans
        .into_iter()
        .map(|p| {
            json!({
                "made_on": p.made_on,
                "author": p.author,
                "target": p.target.plain(decimals),
                "base": p.base.plain(decimals),
                "deadline": p.deadline,
                "owner": p.owner,
                "note": p.note,
                "closed_on": p.closed_on,
                "outcome": p.outcome,
            })
        })
        .collect();
    put("lift_plans", json!(plans));
    let decisions: Vec<Value> = customer
        .decisions
        .into_iter()
        .map(|d| {
            json!({
                "made_on": d.made_on,
                "author": d.author,
                "kind": d.kind,
                "target": d.target.map(|t| t.plain(decimals)),
                "review_on": d.review_on,
                "note": d.note,
                "closed_on": d.closed_on,
                "outcome": d.outcome,
            })
        })
        .collect();
    put("value_decisions", json!(decisions));
    Value::Object(all)
}

/// A document with its lines.
pub fn purchase_json(purchase: WholePurchase, decimals: u32) -> Value {
    let money = |m: Money| m.plain(decimals);
    let [reverses, channel, seller, note, provenance, occasion] = purchase.texts;
    let lines: Vec<Value> = purchase
        .lines
        .into_iter()
        .map(|line| {
            let [code, product, category] = line.product;
            json!({
                "code": code,
                "product": product,
                "category": category,
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "discount": line.discount,
                "amount": money(line.amount),
                "cost": line.cost.map(money),
            })
        })
        .collect();
    json!({
        "source": purchase.source,
        "number": purchase.number,
        "customer": purchase.customer.map(|(source, code)| json!({ "source": source, "code": code })),
        "date": Day(purchase.day),
        "amount": money(purchase.amount),
        "status": purchase.status,
        "voided_from": purchase.voided_from,
        "reversed_on": purchase.reversed_on,
        "reverses": reverses,
        "channel": channel,
        "seller": seller,
        "note": note,
        "occasion": occasion,
        "provenance": provenance,
        "lines": lines,
    })
}

/// A contact point; what it does not say is left out.
fn point(point: &PointDraft) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    let mut all = json!({
        "kind": point.kind.code(),
        "value": point.value,
        "label": text(&point.label),
        "hours": text(&point.hours),
        "preferred": point.preferred.then_some(true),
        "invalid_on": point.invalid_on,
        "verified_on": point.verified_on,
        "verified_with": text(&point.verified_with),
    });
    if let Some(all) = all.as_object_mut() {
        all.retain(|_, value| !value.is_null());
    }
    all
}
