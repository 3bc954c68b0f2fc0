//! Names of columns that say whom they are about beside what they hold: `Billing First Name`, `First Name (Billing)`,
//! `_billing_first_name`, `Customer Billing Email`, `Nombre (facturación)`. Whoever writes an export puts these words
//! where they like; without them the name is one that everybody knows.

use crate::exchange::columns::Columns;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::Preset;
use crate::exchange::columns::spelled;

/// Whoever a bill is made out to.
const BILLED: [&str; 11] = [
    "billing",
    "bill",
    "billed",
    "billto",
    "facturacion",
    "facturado",
    "fatturazione",
    "facturation",
    "faturacao",
    "faturamento",
    "rechnungsadresse",
];
/// Whoever buys.
const BUYS: [&str; 7] = ["customer", "client", "cliente", "buyer", "comprador", "purchaser", "acheteur"];
/// The paper itself: beside a part of an address it is whoever stands on it, beside a name it may be anything.
const PAPER: &str = "invoice";
/// Where goods go: another place, and often somebody else.
const ELSEWHERE: [&str; 12] = [
    "shipping",
    "ship",
    "shipto",
    "delivery",
    "envio",
    "entrega",
    "recipient",
    "spedizione",
    "livraison",
    "same",
    "type",
    "ip",
];
/// Words between the others that say nothing more.
const LINKS: [&str; 12] =
    ["to", "of", "the", "de", "del", "la", "user", "order", "meta", "details", "datos", "data"];
/// What stands before the parts of an address and is one where nothing follows.
const PLACES: [&str; 4] = ["address", "direccion", "adresse", "indirizzo"];
/// What stands behind a part and says how it is written.
const WRITTEN: [&str; 6] = ["code", "name", "full", "nombre", "codigo", "complete"];

/// The field of a column that names whom it is about; `None` where it names nobody or holds nothing of theirs.
pub fn field(generic: &Preset, header: &str) -> Option<Field> {
    if header.len() > 60 {
        return None;
    }
    let words = spelled::words_of(header);
    let has = |of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
    let (buyer, paper) = (has(&BILLED) || has(&BUYS), has(&[PAPER]));
    if !(buyer || paper) || has(&ELSEWHERE) {
        return None;
    }
    let about =
        |word: &&str| BILLED.contains(word) || BUYS.contains(word) || LINKS.contains(word) || *word == PAPER;
    let rest: Vec<&str> = words.iter().map(String::as_str).filter(|word| !about(word)).collect();
    let found = readings(&rest).into_iter().find_map(|name| known(generic, &name))?;
    let fits = buyer || !matches!(found, Field::Name | Field::Company | Field::Email | Field::TaxId);
    fits.then_some(found)
}

/// The names that what is left may be known by, the longest first.
fn readings(rest: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |words: &[&str]| {
        if !words.is_empty() {
            names.push(words.join(" "));
        }
    };
    add(rest);
    if let [first, inner @ ..] = rest
        && PLACES.contains(first)
    {
        add(inner);
    }
    if let [inner @ .., last] = rest
        && WRITTEN.contains(last)
    {
        add(inner);
    }
    // Both lines of an address in one cell.
    let counted = |word: &&str| {
        !word.bytes().all(|b| b.is_ascii_digit()) && !["y", "and", "lines", "lineas", "linea"].contains(word)
    };
    let whole: Vec<&str> = rest.iter().copied().filter(counted).collect();
    if let [only] = whole.as_slice()
        && PLACES.contains(only)
    {
        add(&whole);
    }
    names
}

fn known(generic: &Preset, name: &str) -> Option<Field> {
    use Field::{
        Address, City, Company, Country, Email, FirstName, LastName, Mobile, Name, Phone, PostalCode, Region,
        TaxId,
    };
    let fields = [
        Name, FirstName, LastName, Company, Email, Phone, Mobile, Address, City, Region, PostalCode, Country,
        TaxId,
    ];
    generic.listed(name).iter().copied().find(|field| fields.contains(field))
}

impl Columns {
    /// Gives the columns that go nowhere and name whoever buys to what they hold, where nothing else says it.
    pub(in crate::exchange) fn take_billed(&mut self, generic: &Preset) {
        let of = |column: usize| field(generic, self.name(column)).filter(|field| !self.has(*field));
        let unused = (0..self.names().len()).filter(|column| self.is_unused(*column));
        let found: Vec<(usize, Field)> = unused.filter_map(|c| Some((c, of(c)?))).collect();
        let family = self.has(Field::LastName) || found.iter().any(|(_, field)| *field == Field::LastName);
        let given = self.has(Field::FirstName) || found.iter().any(|(_, field)| *field == Field::FirstName);
        for (column, field) in found {
            // Beside family names «Nombre» is the given name.
            let is_given = field == Field::Name && family && !given;
            self.give(column, if is_given { Field::FirstName } else { field });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::columns::preset::named;

    #[test]
    fn whoever_is_billed_may_be_named_before_or_behind() {
        let generic = named("generic").unwrap();
        for (header, is) in [
            ("Billing First Name", Some(Field::FirstName)),
            ("First Name (Billing)", Some(Field::FirstName)),
            ("_billing_first_name", Some(Field::FirstName)),
            ("billingFirstName", Some(Field::FirstName)),
            ("Customer Billing First Name", Some(Field::FirstName)),
            ("Billing: Last Name", Some(Field::LastName)),
            ("Apellidos (facturación)", Some(Field::LastName)),
            ("Nombre (facturación)", Some(Field::Name)),
            ("Correo electrónico (facturación)", Some(Field::Email)),
            ("Billing Email Address", Some(Field::Email)),
            ("Billing Phone Number", Some(Field::Phone)),
            ("Billing Address", Some(Field::Address)),
            ("Billing Address Line 2", Some(Field::Address)),
            ("Dirección líneas 1 y 2 (facturación)", Some(Field::Address)),
            ("billing_address.city", Some(Field::City)),
            ("Billing Post Code / ZIP", Some(Field::PostalCode)),
            ("State Code (Billing)", Some(Field::Region)),
            ("Billing State / County", Some(Field::Region)),
            ("Country Name (Billing)", Some(Field::Country)),
            ("Billing VAT Number", Some(Field::TaxId)),
            ("invoice_postcode", Some(Field::PostalCode)),
            ("Invoice Company", None),
            ("Shipping First Name", None),
            ("Billing same as shipping", None),
            ("Customer Note", None),
            ("Customer IP Address", None),
            ("Billing Cycle", None),
            ("Customer", None),
            ("First Name", None),
        ] {
            assert_eq!(field(generic, header), is, "{header}");
        }
    }
}
