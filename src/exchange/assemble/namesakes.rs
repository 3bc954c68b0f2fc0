//! Rows of a list that name somebody in the same words: one customer where they share a phone and nothing contradicts.

use crate::domain::base::names::{fold, phone_key, tax_identity};
use crate::domain::people::CustomerDraft;
use crate::domain::people::duplicate::e164;
use crate::exchange::assemble::seen::hash;
use crate::exchange::columns::Columns;
use crate::exchange::columns::spelled::words_of;

/// What is known of somebody besides their name, each as 16 bits of its hash; 0 is nothing. Two values that are taken for
/// one by chance (one pair in 65,536) are so only where name and phone are the same already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct Marks([u16; 8]);

/// How many of the marks are phones; they come first.
const PHONES: usize = 2;

impl Marks {
    /// Of what a row says.
    pub fn of(draft: &CustomerDraft) -> Self {
        let phone = |text: &str| e164(text, &draft.country).unwrap_or_else(|| phone_key(text));
        let [phone, mobile] = [phone(&draft.phone), phone(&draft.mobile)];
        let texts = [
            phone,
            mobile,
            tax_identity(&draft.tax_id),
            fold(&draft.address),
            fold(&draft.city),
            fold(&draft.postal_code),
            fold(&draft.company),
            fold(&draft.contact),
        ];
        Self(texts.map(|text| if text.is_empty() { 0 } else { (hash(text.as_bytes()) as u16).max(1) }))
    }

    /// Whether somebody of the same name is the same: a phone of both, and nothing that both say otherwise.
    pub fn is_one(self, other: Self) -> bool {
        let (phones, rest) = self.0.split_at(PHONES);
        let (theirs, others) = other.0.split_at(PHONES);
        let called = phones.iter().any(|phone| *phone != 0 && theirs.contains(phone));
        called && rest.iter().zip(others).all(|(a, b)| *a == 0 || *b == 0 || a == b)
    }
}

impl Columns {
    /// Columns that go nowhere and whose names are of a code or a name.
    pub(in crate::exchange) fn telling(&self) -> Vec<usize> {
        const TELLING: [&str; 16] = [
            "id",
            "uid",
            "uuid",
            "guid",
            "code",
            "codigo",
            "cod",
            "key",
            "clave",
            "name",
            "nombre",
            "apellidos",
            "account",
            "cuenta",
            "company",
            "empresa",
        ];
        let is = |name: &str| {
            let words = words_of(name);
            let ends = [words.first(), words.last()].into_iter().flatten();
            ends.into_iter().any(|word| TELLING.contains(&word.as_str()))
        };
        (0..self.names().len()).filter(|c| self.fields_of(*c).is_empty() && is(self.name(*c))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(phone: &str, city: &str) -> Marks {
        Marks::of(&CustomerDraft { phone: phone.into(), city: city.into(), ..CustomerDraft::default() })
    }

    #[test]
    fn one_name_and_one_phone_are_one_unless_something_contradicts() {
        assert!(marks("600 111 222", "Burgos").is_one(marks("+34 600111222", "")));
        assert!(marks("416) 252-5458", "").is_one(marks("(416) 252-5458", "Etobicoke")));
        assert!(!marks("600 111 222", "Burgos").is_one(marks("600111222", "Soria")));
        assert!(!marks("600 111 222", "").is_one(marks("600 111 333", "")));
        assert!(!marks("", "Burgos").is_one(marks("", "Burgos")));
    }
}
