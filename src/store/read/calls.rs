//! The list somebody calls down, what they have before them of each customer, and how calls went.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDateTime;
use rusqlite::OptionalExtension;

use super::archive::moment;
use super::{At, Outcome, card, points_of, sales};
use crate::domain::base::names::phone_key;
use crate::domain::lifecycle::Stage;
use crate::domain::people::holidays::LocalHoliday;
use crate::domain::people::point::dial_order;
use crate::domain::people::{Channel, Customer, CustomerId, Outcome as Held};
use crate::domain::trade::offer::{Offer, OfferState};
use crate::domain::work::calls::{BandCounts, band, is_pressed};
use crate::domain::work::hours::Home;
use crate::domain::work::reach::{Bar, is_business};
use crate::domain::work::today::TodayReason;
use crate::domain::{Day, Money};
use crate::store::ask::{CallCard, CallDone, CallFigures, CallItem, CallRun, CallStats, CallsBy};
use crate::store::reach::{Address, CallSettings, knows_ways, person_of, tries_of, wrong_of};

const RUN: &str = "SELECT id, title, at, cursor FROM call_run WHERE source = ?1";

const ITEMS: &str = "SELECT i.customer_id, i.reason, i.due, i.minute, i.days, i.at_stake, i.best FROM call_item i \
     JOIN customer c ON c.id = i.customer_id AND c.archived = 0 WHERE i.run_id = ?1 ORDER BY i.n";

const SINCE: &str = "SELECT customer_id, id, at, outcome FROM contact WHERE day >= ?1 AND at >= ?2 AND day <= ?3 \
     ORDER BY at, id";

const AGAIN: &str = "SELECT next_minute FROM customer WHERE id = ?1 AND next_day = ?2";

const SOLD: &str = "SELECT coalesce(sum(amount), 0) FROM purchase WHERE customer_id = ?1 AND day = ?2 AND status < 2 \
     AND source_id = 1";

const DIALLED: &str = "SELECT substr(at, 12, 5), outcome FROM contact WHERE customer_id = ?1 AND day <= ?2 \
     AND channel = 'phone' AND direction = 'outbound'";

const CASES: &str = "SELECT id, day, text FROM support_case WHERE customer_id = ?1 AND day <= ?2 \
     AND (resolved_on IS NULL OR resolved_on > ?2) ORDER BY day, id";

const BASKETS: &str = "SELECT amount FROM purchase WHERE customer_id = ?1 AND status = 0 AND day <= ?2 \
     AND (reversed_on IS NULL OR reversed_on > ?2) ORDER BY day DESC, id DESC LIMIT 12";

const CALLS: &str = "SELECT customer_id, at, outcome, author, day FROM contact WHERE day >= ?1 AND day <= ?2 \
     AND channel = 'phone' AND direction = 'outbound' ORDER BY at, id";

/// The run made from a source, where there is one.
pub(super) fn run(at: &At<'_>, source: &str) -> Outcome<Option<CallRun>> {
    let head = at
        .db
        .prepare_cached(RUN)?
        .query_row([source], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, moment(r, 2)?, r.get(3)?)))
        .optional()?;
    let Some((id, title, begun, cursor)) = head else { return Ok(None) };
    let mut statement = at.db.prepare_cached(ITEMS)?;
    let items: Vec<CallItem> = statement
        .query_map([id], |r| {
            let reason = r.get_ref(1)?.as_str()?;
            Ok(CallItem {
                customer: r.get(0)?,
                reason: TodayReason::ALL.into_iter().find(|known| known.key() == reason),
                due: r.get::<_, Option<i32>>(2)?.map(Day),
                minute: r.get(3)?,
                days: r.get(4)?,
                at_stake: Money(r.get(5)?),
                best: r.get(6)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let done = since(at, begun)?;
    Ok(Some(CallRun { source: source.to_owned(), title, at: begun, cursor, items: Arc::new(items), done }))
}

/// The last contact of each customer who had one since a moment.
pub(super) fn since(at: &At<'_>, begun: NaiveDateTime) -> Outcome<BTreeMap<CustomerId, CallDone>> {
    let mut done: BTreeMap<CustomerId, CallDone> = BTreeMap::new();
    let day: Day = begun.date().into();
    let mut statement = at.db.prepare_cached(SINCE)?;
    let mut rows = statement.query((day.0, begun.format("%Y-%m-%dT%H:%M:%S").to_string(), at.day().0))?;
    while let Some(row) = rows.next()? {
        let Some(outcome) = Held::from_code(&row.get::<_, String>(3)?) else { continue };
        let at = moment(row, 2)?;
        done.insert(
            row.get(0)?,
            CallDone { contact: row.get(1)?, at, outcome, sale: Money::ZERO, again: None },
        );
    }
    for (id, done) in &mut done {
        let day: Day = done.at.date().into();
        if done.outcome == Held::Busy {
            let again = at.db.prepare_cached(AGAIN)?.query_row((id, day.0), |r| r.get(0)).optional()?;
            done.again = again.flatten();
        }
        if done.outcome == Held::Sale {
            done.sale = Money(at.db.prepare_cached(SOLD)?.query_row((id, day.0), |r| r.get(0))?);
        }
    }
    Ok(done)
}

/// What somebody who calls these customers has before them; who is gone is left out.
pub(super) fn cards(at: &At<'_>, ids: &[CustomerId]) -> Outcome<Vec<CallCard>> {
    let settings = CallSettings::read(at.db)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(call_card(at, *id, &settings)?);
    }
    Ok(found)
}

fn call_card(at: &At<'_>, id: CustomerId, settings: &CallSettings) -> Outcome<Option<CallCard>> {
    let Some(card) = card::card(at, id)? else { return Ok(None) };
    let today = at.day();
    let draft = &card.customer.draft;
    let place = (draft.country.as_str(), draft.postal_code.as_str(), draft.region.as_str());
    let home = Home::of(place, &draft.zone, &draft.timezone, settings.own);
    let wrong = wrong_of(at, id)?;
    let points = points_of(at.db, id)?;
    let phones: Vec<(String, bool)> = dial_order([&draft.phone, &draft.mobile], &points)
        .into_iter()
        .map(|phone| (phone.to_owned(), wrong.contains(&phone_key(phone))))
        .collect();
    let numbers: Vec<&str> = phones.iter().map(|(phone, _)| phone.as_str()).collect();
    let mut statement = at.db.prepare_cached(CASES)?;
    let cases: Vec<(i64, Day, String)> = statement
        .query_map((id, today.0), |r| Ok((r.get(0)?, Day(r.get(1)?), r.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let tries = tries_of(at, id, settings)?;
    let asked = card.customer.next.as_ref().is_some_and(|next| next.day <= today);
    let waiting = sales::of_customer(at, id)?.into_iter().filter(|o| o.state(today) == OfferState::Sent);
    let offers: Vec<Offer> = waiting.collect();
    let bought = card.facts.stage != Stage::Prospect || offers.iter().any(|o| o.expires_soon(today));
    let pressed = !asked && is_pressed(&tries, today, &settings.rules);
    let channel = if card.customer.do_not_call.is_some_and(|since| since <= today) {
        Err(Bar::DoNotCall)
    } else if !asked && !cases.is_empty() {
        Err(Bar::Complaint)
    } else if pressed {
        Err(Bar::Pressure)
    } else {
        channel(at, &card.customer, (bought, asked), &numbers, &home, &settings.local)?
    };
    let unanswered =
        tries.iter().rev().take_while(|(_, _, how)| !how.is_conversation()).filter(|t| t.1).count() as u32;
    let after = today.plus(-i32::try_from(settings.rules.pressure_days).unwrap_or(i32::MAX));
    let reached = tries
        .iter()
        .filter(|(day, ours, how)| *ours && *day > after && (how.is_conversation() || *how == Held::Message))
        .count() as u32;
    Ok(Some(CallCard {
        offers,
        business: is_business(&draft.name, &draft.company, &draft.tax_id),
        phones,
        points,
        channel,
        home,
        own: settings.own,
        rules: settings.rules.clone(),
        local: settings.local.clone(),
        bands: bands(at, id)?,
        cases,
        unanswered,
        reached,
        basket: basket(at, id)?,
        card,
    }))
}

fn channel(
    at: &At<'_>,
    customer: &Customer,
    (bought, asked): (bool, bool),
    numbers: &[&str],
    home: &Home,
    local: &[LocalHoliday],
) -> Outcome<Result<Channel, Bar>> {
    let draft = &customer.draft;
    let robinson: Option<i32> = at
        .db
        .prepare_cached("SELECT robinson FROM customer WHERE id = ?1")?
        .query_row([customer.id], |r| r.get(0))?;
    let address = Address {
        name: &draft.name,
        company: &draft.company,
        tax_id: &draft.tax_id,
        phones: numbers,
        email: &draft.email,
        street: &draft.address,
        city: &draft.city,
        region: &draft.region,
        postal_code: &draft.postal_code,
        country: &draft.country,
        zone: &draft.zone,
        robinson: robinson.is_some_and(|found| found <= at.day().0),
        consents: [draft.consent_phone, draft.consent_email, draft.consent_post],
    };
    let calling_day = home.closed_day(at.day(), local).is_none();
    let person = person_of(at, customer.id, &address, (bought, asked), calling_day)?;
    Ok(match person.channel() {
        Err(Bar::Unreachable) if !knows_ways(at)? => Ok(Channel::Visit),
        found => found,
    })
}

fn bands(at: &At<'_>, id: CustomerId) -> Outcome<BandCounts> {
    let mut counts = BandCounts::default();
    let mut statement = at.db.prepare_cached(DIALLED)?;
    let mut rows = statement.query((id, at.day().0))?;
    while let Some(row) = rows.next()? {
        let (clock, how): (String, String) = (row.get(0)?, row.get(1)?);
        let minute = clock
            .split_once(':')
            .and_then(|(h, m)| Some(h.parse::<u16>().ok()? * 60 + m.parse::<u16>().ok()?));
        if let (Some(minute), Some(how)) = (minute, Held::from_code(&how)) {
            let (dialled, answered) = &mut counts[band(minute)];
            *dialled += 1;
            *answered += u32::from(how.is_conversation());
        }
    }
    Ok(counts)
}

/// Median of the last twelve documents; of an even number the lower one.
fn basket(at: &At<'_>, id: CustomerId) -> Outcome<Option<Money>> {
    let mut statement = at.db.prepare_cached(BASKETS)?;
    let mut amounts: Vec<i64> =
        statement.query_map((id, at.day().0), |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    amounts.sort_unstable();
    Ok(amounts.get(amounts.len().saturating_sub(1) / 2).copied().map(Money))
}

/// How calls went from one day to another, both included.
pub(super) fn stats(at: &At<'_>, from: Day, to: Day, by: CallsBy) -> Outcome<CallStats> {
    let to = to.min(at.day());
    let mut all = Tally::default();
    let mut rows_by: BTreeMap<String, Tally> = BTreeMap::new();
    let mut statement = at.db.prepare_cached(CALLS)?;
    let mut rows = statement.query((from.0, to.0))?;
    while let Some(row) = rows.next()? {
        let Some(how) = Held::from_code(&row.get::<_, String>(2)?) else { continue };
        let call = Call {
            customer: row.get(0)?,
            minute: moment(row, 1)?.and_utc().timestamp() / 60,
            how,
            author: row.get(3)?,
            day: Day(row.get(4)?),
        };
        all.add(&call);
        rows_by.entry(key(by, call.day, &call.author)).or_default().add(&call);
    }
    for ((day, author), (due, kept)) in followups(at, from, to)? {
        for tally in [&mut all, rows_by.entry(key(by, day, &author)).or_default()] {
            tally.figures.followups.0 += due;
            tally.figures.followups.1 += kept;
        }
    }
    let mut stats = CallStats { all: all.finish(at)?, rows: Vec::new() };
    for (key, tally) in rows_by {
        stats.rows.push((key, tally.finish(at)?));
    }
    Ok(stats)
}

fn key(by: CallsBy, day: Day, author: &str) -> String {
    match by {
        CallsBy::Day => day.to_string(),
        CallsBy::Week => day.plus(-(day.weekday().num_days_from_monday() as i32)).to_string(),
        CallsBy::Seller => author.to_owned(),
    }
}

struct Call {
    customer: CustomerId,
    minute: i64,
    how: Held,
    author: String,
    day: Day,
}

#[derive(Default)]
struct Tally {
    figures: CallFigures,
    sold: HashSet<(CustomerId, Day)>,
    /// First and last minute of each day and caller.
    spans: HashMap<(Day, String), (i64, i64)>,
}

impl Tally {
    fn add(&mut self, call: &Call) {
        self.figures.dials += 1;
        self.figures.contacts += u64::from(call.how.is_conversation());
        *self.figures.outcomes.entry(call.how.code()).or_default() += 1;
        if call.how == Held::Sale {
            self.sold.insert((call.customer, call.day));
        }
        let span = self.spans.entry((call.day, call.author.clone())).or_insert((call.minute, call.minute));
        span.0 = span.0.min(call.minute);
        span.1 = span.1.max(call.minute);
    }

    fn finish(mut self, at: &At<'_>) -> Outcome<CallFigures> {
        let mut statement = at.db.prepare_cached(
            "SELECT count(*), coalesce(sum(amount), 0) FROM purchase WHERE customer_id = ?1 AND day = ?2 AND status = 0",
        )?;
        for (customer, day) in &self.sold {
            let (orders, money): (u64, i64) =
                statement.query_row((customer, day.0), |r| Ok((super::count(r, 0)? as u64, r.get(1)?)))?;
            self.figures.orders += orders;
            self.figures.revenue += Money(money);
        }
        self.figures.minutes = self.spans.values().map(|(first, last)| (last - first).max(0) as u64).sum();
        Ok(self.figures)
    }
}

/// Follow-ups that came due in the days, and how many were kept: a later contact by the day after at the latest.
fn followups(at: &At<'_>, from: Day, to: Day) -> Outcome<BTreeMap<(Day, String), (u64, u64)>> {
    let mut statement = at.db.prepare_cached(
        "SELECT p.next_day, p.author, EXISTS (SELECT 1 FROM contact c WHERE c.customer_id = p.customer_id \
             AND (c.at > p.at OR c.at = p.at AND c.id > p.id) AND c.day <= min(p.next_day + 1, ?3)) \
         FROM contact p WHERE p.next_day >= ?1 AND p.next_day <= ?2 AND p.day <= ?3",
    )?;
    let mut rows = statement.query((from.0, to.0, at.day().0))?;
    let mut found: BTreeMap<(Day, String), (u64, u64)> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let count = found.entry((Day(row.get(0)?), row.get(1)?)).or_default();
        count.0 += 1;
        count.1 += u64::from(row.get::<_, bool>(2)?);
    }
    Ok(found)
}
