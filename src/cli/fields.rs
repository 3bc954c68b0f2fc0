//! `FIELD=VALUE` as forms have them: what `add` understands. Values are read here, and checked again by the store.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::args::Assignment;
use super::context::Context;
use super::out::{Failure, Outcome};
use crate::domain::base::names::fold;
use crate::domain::lifecycle::Stage;
use crate::domain::people::contact::NextStep;
use crate::domain::people::custom::several;
use crate::domain::people::customer::NextContact;
use crate::domain::people::{
    Channel, Consent, CustomerDraft, Direction, FieldDef, FieldType, IncomeSource, Outcome as ContactOutcome,
    StatementDraft, StatementKind,
};
use crate::domain::trade::offer::{OfferDraft, OfferLoss, OfferStep, VALID_DAYS};
use crate::domain::trade::{Line, PurchaseDraft};
use crate::domain::work::calls::Refusal;
use crate::domain::work::campaign::{CHANNELS, CampaignDraft, USUAL_DAYS};
use crate::domain::work::followup::{WhenError, parse_day, parse_when};
use crate::domain::{Currency, Day, Money};

/// A customer as written, with the names of labels and a next contact.
#[derive(Clone, Debug, Default)]
pub struct NewCustomer {
    /// Fields.
    pub draft: CustomerDraft,
    /// Names of labels.
    pub tags: Vec<String>,
    /// Next contact.
    pub next: Option<NextContact>,
    /// A first note.
    pub note: String,
}

/// A contact as written; `customer` is still text.
#[derive(Clone, Debug)]
pub struct NewContact {
    /// Code, `#id` or filter.
    pub customer: String,
    /// When it happened.
    pub at: NaiveDateTime,
    /// By what means.
    pub channel: Channel,
    /// Who began it.
    pub direction: Direction,
    /// How it went.
    pub outcome: ContactOutcome,
    /// What was said.
    pub note: String,
    /// Why they refused.
    pub reason: Option<Refusal>,
    /// What comes next.
    pub next: Option<NextStep>,
}

/// Reads the fields of a customer.
pub fn customer(cx: &Context, fields: &[Assignment], currency: &Currency) -> Outcome<NewCustomer> {
    let mut new = NewCustomer::default();
    let mut next_note = String::new();
    for Assignment(field, value) in fields {
        if let Some(text) = text_field(&mut new.draft, field) {
            value.trim().clone_into(text);
            continue;
        }
        match field.as_str() {
            "birth_year" => {
                let year = value.trim().parse::<i32>().ok().filter(|y| (1850..=2200).contains(y));
                new.draft.birth_year = Some(year.ok_or_else(|| bad_value(field, value))?);
            }
            "birth_day" => new.draft.birth_day = Some(day(cx, value)?),
            "since" => new.draft.since = Some(day(cx, value)?),
            "income_source" => {
                let source = IncomeSource::from_code(value.trim());
                new.draft.income_source = source.ok_or_else(|| bad_value(field, value))?;
            }
            "income_on" => new.draft.income_on = Some(day(cx, value)?),
            "wallet_on" => new.draft.wallet_on = Some(day(cx, value)?),
            "wallet" => new.draft.wallet = Some(positive(field, value, currency)?),
            "turnover" => new.draft.turnover = Some(positive(field, value, currency)?),
            "employees" => {
                let count = value.trim().parse().map_err(|_| bad_value(field, value))?;
                new.draft.employees = Some(count);
            }
            "consent_phone" => new.draft.consent_phone = consent(field, value)?,
            "consent_email" => new.draft.consent_email = consent(field, value)?,
            "consent_sms" => new.draft.consent_sms = consent(field, value)?,
            "consent_post" => new.draft.consent_post = consent(field, value)?,
            "tags" => new
                .tags
                .extend(value.split([',', ';']).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)),
            "note" | "notes" => value.trim().clone_into(&mut new.note),
            "next" => {
                new.next = match next_step(cx, value, "")? {
                    Some(NextStep::On(next)) => Some(next),
                    _ => None,
                }
            }
            "next_note" => value.trim().clone_into(&mut next_note),
            _ => match field.strip_prefix("custom.") {
                Some(key) => {
                    new.draft.custom.insert(key.to_owned(), value.trim().to_owned());
                }
                None => return Err(unknown_field(field)),
            },
        }
    }
    if let Some(next) = &mut new.next {
        next.note = next_note;
    }
    Ok(new)
}

/// The text field of a customer with this name.
fn text_field<'a>(draft: &'a mut CustomerDraft, field: &str) -> Option<&'a mut String> {
    Some(match field {
        "code" => &mut draft.code,
        "name" => &mut draft.name,
        "contact" => &mut draft.contact,
        "company" => &mut draft.company,
        "tax_id" => &mut draft.tax_id,
        "phone" => &mut draft.phone,
        "mobile" => &mut draft.mobile,
        "fax" => &mut draft.fax,
        "email" => &mut draft.email,
        "address" => &mut draft.address,
        "city" => &mut draft.city,
        "region" => &mut draft.region,
        "postal_code" => &mut draft.postal_code,
        "country" => &mut draft.country,
        "zone" => &mut draft.zone,
        "income" => &mut draft.income,
        "occasion" => &mut draft.occasion,
        "benefit" => &mut draft.benefit,
        "owner" => &mut draft.owner,
        "source" => &mut draft.source,
        "language" => &mut draft.language,
        "timezone" => &mut draft.timezone,
        "activity" => &mut draft.activity,
        _ => return None,
    })
}

/// Reads the fields of a purchase; the customer is given as text beside it, empty for an anonymous sale. Each
/// `product=` begins a line.
pub fn purchase(
    cx: &Context,
    fields: &[Assignment],
    currency: &Currency,
) -> Outcome<(String, PurchaseDraft)> {
    let mut customer = String::new();
    let mut draft = PurchaseDraft {
        customer: None,
        number: String::new(),
        day: cx.now.date().into(),
        amount: Money::ZERO,
        lines: Vec::new(),
        channel: String::new(),
        seller: String::new(),
        note: String::new(),
        occasion: String::new(),
    };
    let mut amount = None;
    for Assignment(field, value) in fields {
        let text = value.trim();
        match field.as_str() {
            "customer" => text.clone_into(&mut customer),
            "number" => text.clone_into(&mut draft.number),
            "date" => draft.day = day(cx, text)?,
            "amount" => amount = Some(money(field, text, currency)?),
            "channel" => text.clone_into(&mut draft.channel),
            "seller" | "sales_rep" => text.clone_into(&mut draft.seller),
            "note" => text.clone_into(&mut draft.note),
            "occasion" => text.clone_into(&mut draft.occasion),
            field if line_field(&mut draft.lines, field, value, currency)? => {}
            _ => return Err(unknown_field(field)),
        }
    }
    draft.amount = total(&mut draft.lines, amount, currency)?;
    Ok((customer, draft))
}

/// Reads a field of a line (`product=` begins one) into `lines`; false where it is none.
fn line_field(lines: &mut Vec<Line>, field: &str, value: &str, currency: &Currency) -> Outcome<bool> {
    let text = value.trim();
    if field == "product" {
        lines.push(Line {
            code: String::new(),
            product: text.to_owned(),
            category: String::new(),
            quantity: Decimal::ONE,
            unit_price: Decimal::ZERO,
            discount: Decimal::ZERO,
            amount: Money::ZERO,
            cost: None,
        });
        return Ok(true);
    }
    if !matches!(field, "quantity" | "unit_price" | "discount" | "code" | "category" | "cost") {
        return Ok(false);
    }
    let line =
        lines.last_mut().ok_or_else(|| Failure::refused("cli-error-line-first", &[("field", field)]))?;
    match field {
        "quantity" => line.quantity = number(field, text)?,
        "unit_price" => line.unit_price = number(field, text)?,
        "discount" => {
            line.discount = number(field, text)?;
            if !(Decimal::ZERO..=Decimal::ONE).contains(&line.discount) {
                return Err(bad_value(field, value));
            }
        }
        "code" => text.clone_into(&mut line.code),
        "category" => text.clone_into(&mut line.category),
        _ => line.cost = Some(money(field, text, currency)?),
    }
    Ok(true)
}

/// The sum of the lines, each reckoned; refused where another amount was named.
fn total(lines: &mut [Line], amount: Option<Money>, currency: &Currency) -> Outcome<Money> {
    for line in &mut *lines {
        line.amount = Money::of_line(line.quantity, line.unit_price, line.discount, currency.decimals)
            .ok_or_else(|| bad_value("unit_price", &line.unit_price.to_string()))?;
    }
    let of_lines: Money = lines.iter().map(|l| l.amount).sum();
    match amount {
        None if lines.is_empty() => Err(Failure::refused("cli-error-no-amount", &[])),
        None => Ok(of_lines),
        Some(amount) if lines.is_empty() || amount == of_lines => Ok(amount),
        Some(amount) => Err(Failure::refused(
            "cli-error-amounts",
            &[("amount", &amount.plain(currency.decimals)), ("lines", &of_lines.plain(currency.decimals))],
        )),
    }
}

/// What `add offer` reads: whose it is and what became of it besides the draft.
pub struct NewOffer {
    /// Customer as named.
    pub customer: String,
    /// The offer.
    pub draft: OfferDraft,
    /// Steps it has taken since.
    pub steps: Vec<OfferStep>,
}

/// Reads the fields of an offer.
pub fn offer(cx: &Context, fields: &[Assignment], currency: &Currency) -> Outcome<NewOffer> {
    let today: Day = cx.now.date().into();
    let mut new = NewOffer {
        customer: String::new(),
        draft: OfferDraft {
            customer: 0,
            number: String::new(),
            amount: Money::ZERO,
            lines: Vec::new(),
            valid_until: Some(today.plus(VALID_DAYS)),
            chance: None,
            seller: String::new(),
            note: String::new(),
            winback: false,
        },
        steps: Vec::new(),
    };
    let (mut amount, mut state, mut sent, mut decided) = (None, "draft".to_owned(), None, None);
    let (mut why, mut detail) = (None, String::new());
    for Assignment(field, value) in fields {
        let text = value.trim();
        match field.as_str() {
            "customer" => text.clone_into(&mut new.customer),
            "number" => text.clone_into(&mut new.draft.number),
            "amount" => amount = Some(money(field, text, currency)?),
            "valid_until" => {
                new.draft.valid_until = if matches!(text, "" | "-") { None } else { Some(day(cx, text)?) };
            }
            "chance" => {
                let chance = text.trim_end_matches('%').trim().parse::<u8>().ok().filter(|c| *c <= 100);
                new.draft.chance = Some(chance.ok_or_else(|| bad_value(field, value))?);
            }
            "seller" | "sales_rep" => text.clone_into(&mut new.draft.seller),
            "note" => text.clone_into(&mut new.draft.note),
            "winback" => new.draft.winback = matches!(text, "true" | "yes" | "1" | "sí" | "si"),
            "state" | "status" => text.clone_into(&mut state),
            "sent" => sent = Some(day(cx, text)?),
            "decided" => decided = Some(day(cx, text)?),
            "reason" => why = Some(OfferLoss::from_key(text).ok_or_else(|| bad_value(field, value))?),
            "detail" => text.clone_into(&mut detail),
            field if line_field(&mut new.draft.lines, field, value, currency)? => {}
            _ => return Err(unknown_field(field)),
        }
    }
    new.draft.amount = total(&mut new.draft.lines, amount, currency)?;
    let on = decided.or(sent).unwrap_or(today);
    if state != "draft" || sent.is_some() {
        new.steps.push(OfferStep::Send(sent.unwrap_or(on)));
    }
    match state.as_str() {
        "draft" | "sent" => {}
        "accepted" | "won" => new.steps.push(OfferStep::Accept(on)),
        "lost" => {
            let why = why.ok_or_else(|| Failure::refused("cli-error-offer-reason", &[]))?;
            new.steps.push(OfferStep::Lose { on, why, detail });
        }
        _ => return Err(bad_value("state", &state)),
    }
    Ok(new)
}

/// Reads the fields of a campaign: the filter its audience comes from, and what is written about it.
pub fn campaign(fields: &[Assignment], currency: &Currency) -> Outcome<(String, CampaignDraft)> {
    let mut query = String::new();
    let mut draft = CampaignDraft {
        name: String::new(),
        channel: Channel::Phone,
        audience: String::new(),
        stage: None,
        offer: String::new(),
        script: String::new(),
        control: 0,
        cost: Money::ZERO,
        days: USUAL_DAYS,
    };
    for Assignment(field, value) in fields {
        let text = value.trim();
        match field.as_str() {
            "name" => text.clone_into(&mut draft.name),
            "channel" => {
                draft.channel = channel(text)?;
                if !CHANNELS.contains(&draft.channel) {
                    return Err(bad_value(field, value));
                }
            }
            "query" => text.clone_into(&mut query),
            "stage" => draft.stage = Some(Stage::from_key(text).ok_or_else(|| bad_value(field, value))?),
            "offer" => text.clone_into(&mut draft.offer),
            "script" => text.clone_into(&mut draft.script),
            "control" => {
                let percent = text.trim_end_matches('%').trim().parse::<u8>().ok().filter(|p| *p <= 50);
                draft.control = percent.ok_or_else(|| bad_value(field, value))?;
            }
            "cost" => draft.cost = money(field, text, currency)?,
            "days" => {
                let days = text.parse::<i32>().ok().filter(|d| (1..=3650).contains(d));
                draft.days = days.ok_or_else(|| bad_value(field, value))?;
            }
            _ => return Err(unknown_field(field)),
        }
    }
    draft.audience.clone_from(&query);
    Ok((query, draft))
}

/// Reads the fields of a contact.
pub fn contact(cx: &Context, fields: &[Assignment]) -> Outcome<NewContact> {
    let mut new = NewContact {
        customer: String::new(),
        at: cx.now,
        channel: Channel::default(),
        direction: Direction::default(),
        outcome: ContactOutcome::default(),
        note: String::new(),
        reason: None,
        next: None,
    };
    let (mut next, mut next_note, mut has_outcome) = (String::new(), String::new(), false);
    for Assignment(field, value) in fields {
        let text = value.trim();
        match field.as_str() {
            "customer" => text.clone_into(&mut new.customer),
            "date" => {
                let on = day(cx, text)?;
                new.at =
                    if on == Day::from(cx.now.date()) { cx.now } else { on.date().and_time(cx.now.time()) };
            }
            "channel" => new.channel = channel(text)?,
            "direction" => {
                new.direction = Direction::from_code(text).ok_or_else(|| bad_value(field, text))?;
            }
            "outcome" => {
                new.outcome = outcome(text)?;
                has_outcome = true;
            }
            "note" => text.clone_into(&mut new.note),
            "reason" => new.reason = Some(Refusal::from_key(text).ok_or_else(|| bad_value(field, text))?),
            "next" => text.clone_into(&mut next),
            "next_note" => text.clone_into(&mut next_note),
            _ => return Err(unknown_field(field)),
        }
    }
    if new.customer.is_empty() {
        return Err(Failure::refused("cli-error-field-missing", &[("field", "customer")]));
    }
    if !has_outcome {
        return Err(Failure::refused("cli-error-field-missing", &[("field", "outcome")]));
    }
    new.next = next_step(cx, &next, &next_note)?;
    Ok(new)
}

/// Reads a channel's code.
pub fn channel(text: &str) -> Outcome<Channel> {
    Channel::from_code(text).ok_or_else(|| bad_value("channel", text))
}

/// Reads an outcome's code.
pub fn outcome(text: &str) -> Outcome<ContactOutcome> {
    ContactOutcome::from_code(text).ok_or_else(|| bad_value("outcome", text))
}

/// Reads when to contact somebody again: nothing leaves the plan as it is, `-` clears it.
pub fn next_step(cx: &Context, text: &str, note: &str) -> Outcome<Option<NextStep>> {
    match parse_when(text, cx.now, cx.date_order()) {
        Ok(None) => Ok(Some(NextStep::Clear)),
        Ok(Some(when)) => {
            Ok(Some(NextStep::On(NextContact { day: when.day, minute: when.minute, note: note.to_owned() })))
        }
        Err(WhenError::Empty) => Ok(None),
        Err(error) => Err(when_failure(&error, text)),
    }
}

fn day(cx: &Context, text: &str) -> Outcome<Day> {
    parse_day(text, cx.now.date().into(), cx.date_order()).map_err(|e| when_failure(&e, text))
}

fn when_failure(error: &WhenError, text: &str) -> Failure {
    match error {
        WhenError::NoSuchDay { day, month, .. } => {
            Failure::refused("cli-query-day", &[("day", &day.to_string()), ("month", &month.to_string())])
        }
        WhenError::Past { day } => Failure::refused("cli-error-past", &[("day", &day.to_string())]),
        _ => Failure::refused("cli-query-date", &[("value", text)]),
    }
}

fn consent(field: &str, text: &str) -> Outcome<Consent> {
    match fold(text.trim()).as_str() {
        "yes" | "si" | "s" | "y" | "1" | "true" => Ok(Consent::Yes),
        "no" | "n" | "0" | "false" => Ok(Consent::No),
        "" | "unknown" | "-" => Ok(Consent::Unknown),
        _ => Err(bad_value(field, text)),
    }
}

/// A plain decimal with a point or a comma, no grouping.
fn number(field: &str, text: &str) -> Outcome<Decimal> {
    let plain = if text.contains('.') { text.to_owned() } else { text.replace(',', ".") };
    plain.parse().map_err(|_| bad_value(field, text))
}

/// An amount in major units with no more decimals than the currency has.
fn money(field: &str, text: &str, currency: &Currency) -> Outcome<Money> {
    let exact = number(field, text)?;
    if exact.normalize().scale() > currency.decimals {
        return Err(bad_value(field, text));
    }
    Money::from_decimal(exact, currency.decimals).ok_or_else(|| bad_value(field, text))
}

/// An amount of zero or more.
fn positive(field: &str, text: &str, currency: &Currency) -> Outcome<Money> {
    money(field, text, currency)
        .and_then(|m| if m < Money::ZERO { Err(bad_value(field, text)) } else { Ok(m) })
}

/// Reads a fact, a benefit or a file; whose it is comes as text beside it.
pub fn statement(cx: &Context, fields: &[Assignment]) -> Outcome<(String, StatementDraft)> {
    let mut customer = String::new();
    let mut draft = StatementDraft {
        customer: 0,
        kind: StatementKind::default(),
        text: String::new(),
        source: String::new(),
        note: None,
        contact: None,
        day: cx.now.date().into(),
    };
    for Assignment(field, value) in fields {
        let text = value.trim();
        match field.as_str() {
            "customer" => text.clone_into(&mut customer),
            "kind" => draft.kind = StatementKind::from_code(text).ok_or_else(|| bad_value(field, text))?,
            "text" => text.clone_into(&mut draft.text),
            "source" => text.clone_into(&mut draft.source),
            "date" => draft.day = day(cx, text)?,
            _ => return Err(unknown_field(field)),
        }
    }
    if customer.is_empty() {
        return Err(Failure::refused("cli-error-field-missing", &[("field", "customer")]));
    }
    Ok((customer, draft))
}

/// Reads the definition of a field of the user's own.
pub fn field(fields: &[Assignment]) -> Outcome<FieldDef> {
    let mut new = FieldDef::default();
    for Assignment(field, value) in fields {
        let text = value.trim();
        match field.as_str() {
            "name" => text.clone_into(&mut new.name),
            "key" => text.clone_into(&mut new.key),
            "kind" => new.kind = FieldType::from_code(text).ok_or_else(|| bad_value(field, text))?,
            "choices" => new.choices = several(text),
            _ => return Err(unknown_field(field)),
        }
    }
    Ok(new)
}

pub(super) fn unknown_field(field: &str) -> Failure {
    Failure::refused("cli-error-field", &[("field", field)])
}

pub(super) fn bad_value(field: &str, value: &str) -> Failure {
    Failure::refused("cli-error-value", &[("field", field), ("value", value)])
}
