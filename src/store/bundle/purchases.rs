//! Documents of a bundle: one register each, with their lines.

use serde_json::Value as Json;

use super::apply;
use super::clock::purchase_identity;
use super::local;
use super::merge::{Merge, Side, side};
use super::rules::is_conflict;
use super::wire::{Document, Identity, Register};
use crate::store::error::StoreError;
use crate::store::journal::{Table, Tx};
use crate::store::write::erase::is_erased;

impl Merge {
    /// Takes in a document.
    pub(super) fn purchase(
        &mut self,
        tx: &mut Tx<'_>,
        identity: &Identity,
        provenance: &str,
        register: Register,
    ) -> Result<(), StoreError> {
        let theirs = side(&register);
        let mut document: Document =
            serde_json::from_value(register.value).map_err(|_| apply::unfit("purchase"))?;
        if let Some(customer) = &mut document.customer {
            self.meant(customer);
        }
        if let Some(customer) = &document.customer
            && let Some(row) = local::erased(tx.connection(), customer)?
            && let Some(found) = local::by_id(tx.connection(), row)?
        {
            document.customer = Some(found.identity);
            document.texts[3].clear();
        } else if let Some(customer) = &document.customer {
            let held = self.known(tx.connection(), Table::Customer, customer, &[])?;
            let held = held.ok_or_else(|| apply::unfit("customer"))?;
            document.customer = local::by_id(tx.connection(), held)?.map(|found| found.identity);
        }
        let field = format!("purchase:{}", identity.key());
        let Some(id) = self.known(tx.connection(), Table::Purchase, identity, &[])? else {
            let id = apply::document(tx, None, identity, provenance, &document)?;
            self.purchases += 1;
            self.count(tx, id)?;
            return Self::remember(tx, 0, &field, &self.mine(0, &field, Json::Null), &theirs);
        };
        apply::adopt(tx, Table::Purchase, id, identity)?;
        let (held, _) = local::document(tx.connection(), id)?;
        let own = purchase_identity(tx.connection(), id)?.ok_or_else(|| apply::unfit("purchase"))?;
        let mine = self.mine(0, &field, canonical(&own.code, &held));
        let theirs = Side { value: canonical(&identity.code, &document), ..theirs };
        if mine.value != theirs.value {
            if is_conflict(&field, &mine, &theirs)
                && let Some(customer) = owner(tx, id)?
                // Of somebody whose data were erased there is nothing to be chosen.
                && !is_erased(tx.connection(), customer)?
            {
                let wrap = |id: &Identity, document: &Document| serde_json::json!({ "id": id, "document": document });
                let (mine, theirs) = (
                    Side {
                        value: wrap(&Identity { code: own.code.clone(), ..identity.clone() }, &held),
                        ..mine.clone()
                    },
                    Side { value: wrap(identity, &document), ..theirs.clone() },
                );
                self.keep_conflict(tx, customer, &format!("purchase:{}", own.code), &mine, &theirs)?;
            }
            if theirs.beats(&mine) {
                apply::document(tx, Some(id), identity, provenance, &document)?;
                self.purchases += 1;
                self.count(tx, id)?;
            }
        }
        Self::remember(tx, 0, &field, &mine, &theirs)
    }

    /// The customer of a document counts as changed.
    fn count(&mut self, tx: &Tx<'_>, purchase: i64) -> Result<(), StoreError> {
        if let Some(customer) = owner(tx, purchase)? {
            self.changed(customer);
        }
        Ok(())
    }
}

fn owner(tx: &Tx<'_>, purchase: i64) -> Result<Option<i64>, StoreError> {
    let mut query = tx.connection().prepare_cached("SELECT customer_id FROM purchase WHERE id = ?1")?;
    Ok(query.query_row([purchase], |r| r.get(0))?)
}

/// A document as it is compared: its number, and a customer by what they are on every laptop.
fn canonical(number: &str, document: &Document) -> Json {
    let mut document = document.clone();
    document.customer =
        document.customer.map(|identity| Identity { uid: identity.key(), ..Identity::default() });
    // What a product is called is no matter of the document.
    for line in &mut document.lines {
        line.product[2..].fill_with(String::new);
    }
    let mut all = serde_json::to_value(document).unwrap_or_default();
    all["number"] = number.into();
    all
}
