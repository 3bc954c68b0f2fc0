//! What an export needs and no screen asks for: everybody in an order of their own, whole records, and who may be
//! written to by post.

use super::{At, Outcome, Reader, card};
use crate::domain::people::{Channel, Customer, CustomerId};
use crate::domain::work::reach::Bar;
use crate::store::ask::ChangeWords;
use crate::store::reach::{Address, complains, person_of};

/// Everybody, by source and code.
const EVERYBODY: &str =
    "SELECT c.id FROM customer c JOIN source s ON s.id = c.source_id ORDER BY s.name, c.code";

impl Reader {
    /// Every customer, archived ones too, by source and code.
    pub fn everybody(&mut self) -> Result<Vec<CustomerId>, ChangeWords> {
        let read = self.transaction(|reader| {
            let at = reader.at();
            let mut select = at.db.prepare(EVERYBODY)?;
            let all = select.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(all)
        });
        read.map_err(ChangeWords::from)
    }

    /// Whole records in this order; who is not there is left out.
    pub fn records(&mut self, ids: &[CustomerId]) -> Result<Vec<Customer>, ChangeWords> {
        let read = self.transaction(|reader| {
            let at = reader.at();
            let mut found = Vec::with_capacity(ids.len());
            for &id in ids {
                found.extend(card::record(&at, id)?);
            }
            Ok(found)
        });
        read.map_err(ChangeWords::from)
    }

    /// For each of these customers what stands against a letter of advertising; `None` where nothing does. A planned
    /// contact is no basis for one: it was agreed on by other words.
    pub fn bars_by_post(&mut self, customers: &[Customer]) -> Result<Vec<Option<Bar>>, ChangeWords> {
        let read = self.transaction(|reader| {
            let at = reader.at();
            customers.iter().map(|customer| bar_by_post(&at, customer)).collect()
        });
        read.map_err(ChangeWords::from)
    }
}

fn bar_by_post(at: &At<'_>, customer: &Customer) -> Outcome<Option<Bar>> {
    if customer.do_not_call.is_some() {
        return Ok(Some(Bar::DoNotCall));
    }
    if complains(at, customer.id)? {
        return Ok(Some(Bar::Complaint));
    }
    let (robinson, bought): (Option<i32>, bool) = at
        .db
        .prepare_cached(
            "SELECT c.robinson, coalesce(f.first_day <= ?2, 0) FROM customer c \
             LEFT JOIN fact f ON f.customer_id = c.id WHERE c.id = ?1",
        )?
        .query_row((customer.id, at.day().0), |r| Ok((r.get(0)?, r.get(1)?)))?;
    let draft = &customer.draft;
    let address = Address {
        name: &draft.name,
        company: &draft.company,
        tax_id: &draft.tax_id,
        phones: &[draft.phone.as_str(), draft.mobile.as_str()],
        email: &draft.email,
        street: &draft.address,
        city: &draft.city,
        region: &draft.region,
        postal_code: &draft.postal_code,
        country: &draft.country,
        zone: &draft.timezone,
        robinson: robinson.is_some_and(|since| since <= at.day().0),
        consents: [draft.consent_phone, draft.consent_email, draft.consent_post],
    };
    Ok(person_of(at, customer.id, &address, (bought, false), true)?.bar_of(Channel::Post))
}
