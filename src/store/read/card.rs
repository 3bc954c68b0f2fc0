//! The overview of one customer.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row};

use super::rows::{history_of, labels_of, next_contact};
use super::{At, Outcome, WinbackRow, archive, history, profile};
use crate::domain::lifecycle::history::{proposed_seasonal, revenue_between};
use crate::domain::lifecycle::recovery::{Recovery, recovered};
use crate::domain::lifecycle::{Entry, Facts, Stage};
use crate::domain::people::{Consent, Contact, Customer, CustomerDraft, CustomerId, Direction, IncomeSource};
use crate::domain::roster::WinbackState;
use crate::domain::{Day, Money, Month};
use crate::store::ask::{Card, CardCounts, ProductUse, WinbackCase};

/// Contacts, documents and products shown at most.
const SHOWN: u32 = 5;

const CUSTOMER: &str = "SELECT c.id, s.name, c.code, c.name, c.contact, c.company, c.tax_id, c.phone, c.mobile, \
     c.fax, c.email, c.address, c.city, c.region, c.postal_code, c.country, c.zone, c.birth_year, c.income, \
     c.occasion, c.benefit, c.owner, c.origin, c.since, c.consent_phone, c.consent_email, c.consent_sms, \
     c.consent_post, c.archived, c.do_not_call, c.seasonal, c.next_day, c.next_minute, c.next_note, \
     coalesce(i.file, ''), c.language, c.timezone, c.birth_day, c.income_source, c.income_on, c.turnover, \
     c.employees, c.activity, c.wallet, c.wallet_on \
     FROM customer c JOIN source s ON s.id = c.source_id LEFT JOIN import i ON i.id = c.import_id WHERE c.id = ?1";

pub(super) const PRODUCTS: &str = "SELECT pr.name, count(DISTINCT CASE WHEN p.status = 0 THEN p.id END), \
     sum(l.amount), max(p.day) \
     FROM purchase p JOIN line l ON l.purchase_id = p.id JOIN product pr ON pr.id = l.product_id \
     WHERE p.customer_id = ?1 AND p.status < 2 AND p.day <= ?2 \
     AND pr.name <> '' GROUP BY pr.id ORDER BY 2 DESC, 3 DESC, pr.name LIMIT ?3";

const WINBACK: &str = "SELECT finding, verified_on, reason, definitive_on, dormant_on, review_on, verified_by, finding_note, detail, back_on \
     FROM winback WHERE customer_id = ?1";

const COUNTS: &str = "SELECT (SELECT count(*) FROM purchase WHERE customer_id = ?1 AND day <= ?2), \
     (SELECT count(*) FROM contact WHERE customer_id = ?1 AND at < ?3), \
     (SELECT count(*) FROM note WHERE customer_id = ?1 AND at < ?3)";

const CONTACT_DAYS: &str = "SELECT day FROM contact WHERE customer_id = ?1 AND at < ?2 AND direction = 'outbound' \
     ORDER BY at";

/// Everything of the overview; `None` where there is no such customer.
pub(super) fn card(at: &At<'_>, id: CustomerId) -> Outcome<Option<Card>> {
    let Some(customer) = record(at, id)? else { return Ok(None) };
    let mut history = Vec::new();
    history_of(at, id, &mut history)?;
    let facts = Facts::of(&history, &at.cut, customer.seasonal, &at.rules);
    let orders_12m = history
        .iter()
        .filter(|e| e.day > at.cut.year_ago && e.day <= at.day() && e.is_purchase(at.day()))
        .count();
    let seasonal_proposal =
        if customer.seasonal.is_some() { None } else { proposed_seasonal(&history, at.day()) };
    Ok(Some(Card {
        facts,
        revenue_previous_12m: revenue_between(&history, at.cut.two_years_ago, at.cut.year_ago),
        orders_12m: orders_12m as u32,
        months: months(&history, at.day()),
        products: products(at, id)?,
        contacts: archive::contacts(at, id, Some(SHOWN))?,
        purchases: archive::purchases(at, id, Some(SHOWN))?,
        counts: counts(at, id)?,
        winback: winback_case(at, &customer, &history, &facts)?,
        seasonal_proposal,
        customer,
    }))
}

/// A customer with labels and the values of their own fields; `None` where there is none.
pub(super) fn record(at: &At<'_>, id: CustomerId) -> Outcome<Option<Customer>> {
    let Some(mut customer) = at.db.prepare_cached(CUSTOMER)?.query_row([id], customer).optional()? else {
        return Ok(None);
    };
    customer.labels = labels_of(at, id)?;
    customer.draft.custom = profile::values_of(at, id)?;
    Ok(Some(customer))
}

fn customer(row: &Row<'_>) -> rusqlite::Result<Customer> {
    let consent = |column| {
        Ok::<_, rusqlite::Error>(match row.get::<_, u8>(column)? {
            1 => Consent::Yes,
            2 => Consent::No,
            _ => Consent::Unknown,
        })
    };
    let day = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(column)?.map(Day));
    Ok(Customer {
        id: row.get(0)?,
        code_source: row.get(1)?,
        draft: CustomerDraft {
            code: row.get(2)?,
            name: row.get(3)?,
            contact: row.get(4)?,
            company: row.get(5)?,
            tax_id: row.get(6)?,
            phone: row.get(7)?,
            mobile: row.get(8)?,
            fax: row.get(9)?,
            email: row.get(10)?,
            address: row.get(11)?,
            city: row.get(12)?,
            region: row.get(13)?,
            postal_code: row.get(14)?,
            country: row.get(15)?,
            zone: row.get(16)?,
            birth_year: row.get(17)?,
            income: row.get(18)?,
            occasion: row.get(19)?,
            benefit: row.get(20)?,
            owner: row.get(21)?,
            source: row.get(22)?,
            since: day(23)?,
            consent_phone: consent(24)?,
            consent_email: consent(25)?,
            consent_sms: consent(26)?,
            consent_post: consent(27)?,
            language: row.get(35)?,
            timezone: row.get(36)?,
            birth_day: day(37)?,
            income_source: IncomeSource::ALL
                .get(usize::from(row.get::<_, u8>(38)?))
                .copied()
                .unwrap_or_default(),
            income_on: day(39)?,
            turnover: row.get::<_, Option<i64>>(40)?.map(Money),
            employees: row.get(41)?,
            activity: row.get(42)?,
            wallet: row.get::<_, Option<i64>>(43)?.map(Money),
            wallet_on: day(44)?,
            custom: BTreeMap::new(),
        },
        labels: Vec::new(),
        archived: row.get(28)?,
        do_not_call: day(29)?,
        seasonal: day(30)?,
        next: next_contact(row, 31)?,
        provenance: row.get(34)?,
    })
}

/// Net revenue of each of the twelve calendar months up to `day`, oldest first; the present one up to `day`.
fn months(history: &[Entry], day: Day) -> [Money; 12] {
    let present = day.month();
    std::array::from_fn(|i| {
        let month = Month(present.0 - 11 + i as i32);
        revenue_between(history, month.first().plus(-1), month.last().min(day))
    })
}

fn products(at: &At<'_>, id: CustomerId) -> Outcome<Vec<ProductUse>> {
    let mut statement = at.db.prepare_cached(PRODUCTS)?;
    let found = statement
        .query_map((id, at.day().0, SHOWN), |r| {
            Ok(ProductUse {
                product: r.get(0)?,
                orders: r.get(1)?,
                revenue: Money(r.get(2)?),
                last: Day(r.get(3)?),
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found)
}

fn counts(at: &At<'_>, id: CustomerId) -> Outcome<CardCounts> {
    let before = at.day().plus(1).to_string();
    let changes = history::count_of_customer(at, id)?;
    Ok(at.db.prepare_cached(COUNTS)?.query_row((id, at.day().0, before), |r| {
        Ok(CardCounts { purchases: r.get(0)?, contacts: r.get(1)?, notes: r.get(2)?, changes })
    })?)
}

/// Days of the contacts we began, in order.
pub(super) fn contact_days(at: &At<'_>, id: CustomerId) -> Outcome<Vec<Day>> {
    let mut statement = at.db.prepare_cached(CONTACT_DAYS)?;
    let before = at.day().plus(1).to_string();
    let days = statement.query_map((id, before), |r| r.get(0).map(Day))?.collect::<rusqlite::Result<_>>()?;
    Ok(days)
}

/// The last return of a customer with the amount bought on that day.
pub(super) fn last_return(
    at: &At<'_>,
    id: CustomerId,
    history: &[Entry],
    seasonal: Option<Day>,
) -> Outcome<Option<(Recovery, Money)>> {
    let contacts = contact_days(at, id)?;
    let back = recovered(history, &contacts, at.day(), seasonal, &at.rules);
    Ok(back.map(|back| (back, bought_on(history, back.day, at.day()))))
}

/// Amount of the purchases of a day, as known on another.
pub(in crate::store) fn bought_on(history: &[Entry], day: Day, known_on: Day) -> Money {
    history.iter().filter(|e| e.day == day && e.is_purchase(known_on)).map(|e| e.amount).sum()
}

/// Where winning back stands. The attempts are those of the present loss or, for somebody who came back, of the loss
/// that ended then.
fn winback_case(at: &At<'_>, customer: &Customer, history: &[Entry], facts: &Facts) -> Outcome<WinbackCase> {
    let written = at
        .db
        .prepare_cached(WINBACK)?
        .query_row([customer.id], |r| {
            let row = WinbackRow::read(r, 0)?;
            let (by, note, detail): (String, String, String) = (r.get(6)?, r.get(7)?, r.get(8)?);
            Ok((row, by, note, detail, r.get::<_, Option<i32>>(9)?.map(Day)))
        })
        .optional()?;
    let back = last_return(at, customer.id, history, customer.seasonal)?;
    let mut case = WinbackCase {
        recovered: back.map(|(back, amount)| (back.day, amount, back.is_winback())),
        ..WinbackCase::default()
    };
    let lost = facts.stage == Stage::Lost;
    let since = if lost { facts.lost_on } else { back.map(|(back, _)| back.lost_on) };
    let until = if lost { at.day() } else { back.map_or(at.day(), |(back, _)| back.day) };
    if let Some(since) = since {
        case.attempts = attempts_between(at, customer.id, since, until)?;
    }
    if let Some((row, by, note, detail, back_on)) = written {
        case.state = row.standing(facts, at.day()).0;
        case.finding = row.finding.zip(row.verified_on).map(|(finding, on)| (finding, on, by, note));
        case.reason = row.reason.map(|reason| (reason, detail));
        case.back_on = back_on;
        case.definitive_on = row.definitive_on;
        case.review_on = row.review_on.filter(|_| case.state == WinbackState::Dormant);
    }
    Ok(case)
}

/// Contacts we began within days, oldest first.
fn attempts_between(at: &At<'_>, id: CustomerId, first: Day, last: Day) -> Outcome<Vec<Contact>> {
    let mut all = archive::contacts(at, id, None)?;
    all.retain(|c| {
        let held = Day::from(c.draft.at.date());
        c.draft.direction == Direction::Outbound && first <= held && held <= last
    });
    all.reverse();
    Ok(all)
}
