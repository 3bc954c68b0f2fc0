//! How somebody is reached: phones, fax and e-mails of a row.

use crate::domain::base::names::fold;
use crate::domain::people::CustomerDraft;
use crate::exchange::assemble::people::{Bad, People};
use crate::exchange::columns::Columns;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::header_key;
use crate::exchange::file::rows::Row;
use crate::exchange::record::Notes;
use crate::exchange::values::cells;

impl People<'_> {
    /// Phones and e-mail. Returns the ways to reach somebody for which there is no place: they are kept in the note.
    pub(in crate::exchange) fn reach(
        &self,
        row: &Row,
        draft: &mut CustomerDraft,
        notes: &mut Notes,
        bad: &mut Vec<Bad>,
    ) -> Vec<String> {
        let (mut phones, mut mobiles, mut faxes) = (Vec::new(), Vec::new(), Vec::new());
        let mut labelled = false;
        for field in [Field::Phone, Field::Mobile] {
            for &column in self.columns.all(field) {
                if row.cell(column).is_empty() {
                    continue;
                }
                let mixed = self.columns.all(Field::Email).contains(&column);
                let found = cells::text(row.cell(column), notes).and_then(|text| {
                    if mixed { cells::phones(&without_mails(&text)) } else { cells::phones(&text) }
                });
                match found {
                    Ok(found) => match self.kind_of_phone(row, column) {
                        Some(Field::Fax) => faxes.extend(found),
                        Some(Field::Mobile) => {
                            labelled = true;
                            mobiles.extend(found);
                        }
                        None if field == Field::Mobile => mobiles.extend(found),
                        _ => phones.extend(found),
                    },
                    Err(reason) => bad.push((column, reason)),
                }
            }
        }
        if labelled && phones.is_empty() {
            // In a book of contacts the first number is the first, whatever its label.
            std::mem::swap(&mut phones, &mut mobiles);
        }
        let first = |numbers: &mut Vec<String>, slot: &mut String| {
            if !numbers.is_empty() {
                *slot = numbers.remove(0);
            }
        };
        first(&mut phones, &mut draft.phone);
        first(&mut mobiles, &mut draft.mobile);
        if !draft.mobile.is_empty() && cells::is_one_number(&draft.phone, &draft.mobile) {
            draft.mobile.clear();
        }
        // What is left over fills what is empty; the same number twice is one number.
        let mut further: Vec<String> = Vec::new();
        for number in phones.into_iter().chain(mobiles) {
            let known = [&draft.phone, &draft.mobile].into_iter().chain(&further);
            if known.into_iter().any(|known| cells::is_one_number(known, &number)) {
                continue;
            }
            if draft.mobile.is_empty() {
                draft.mobile = number;
            } else if draft.phone.is_empty() {
                draft.phone = number;
            } else {
                further.push(number);
            }
        }
        if self.columns.has(Field::Fax) {
            let mut of_columns = Vec::new();
            for &column in self.columns.all(Field::Fax) {
                match cells::text(row.cell(column), notes) {
                    Ok(text) => {
                        let parts = text.split(":::").map(str::trim).filter(|part| !cells::is_nothing(part));
                        of_columns.extend(parts.map(|part| cells::whole_number(part).to_owned()));
                    }
                    Err(reason) => bad.push((column, reason)),
                }
            }
            faxes.splice(0..0, of_columns);
        }
        for fax in faxes {
            if draft.fax.is_empty() {
                draft.fax = fax;
            } else if !further.iter().chain([&draft.fax]).any(|known| cells::is_one_number(known, &fax)) {
                further.push(fax);
            }
        }
        let (first, others) = self.mails(row, notes, bad);
        draft.email = first;
        further.extend(others);
        further
    }

    /// The first e-mail and the others. One that is none counts where no other is there.
    fn mails(&self, row: &Row, notes: &mut Notes, bad: &mut Vec<Bad>) -> (String, Vec<String>) {
        let paid = self.paid.is_some_and(|c| row.cell(c).contains(&b'-'));
        let mixed = |c: &usize| self.columns.all(Field::Phone).contains(c) && !row.cell(*c).contains(&b'@');
        let columns = if paid { self.columns.spare(Field::Email) } else { self.columns.all(Field::Email) };
        let (mut email, mut others, mut wrong) = (String::new(), Vec::new(), None);
        for column in columns.iter().copied().filter(|c| !row.cell(*c).is_empty() && !mixed(c)) {
            match cells::text(row.cell(column), notes).and_then(|text| cells::emails(&text)) {
                Ok((first, further)) => {
                    for mail in std::iter::once(first).chain(further).filter(|mail| !mail.is_empty()) {
                        if email.is_empty() {
                            email = mail;
                        } else if !others.iter().chain([&email]).any(|m| m.eq_ignore_ascii_case(&mail)) {
                            others.push(mail);
                        }
                    }
                }
                Err(reason) => wrong = wrong.or(Some((column, reason))),
            }
        }
        if email.is_empty() {
            bad.extend(wrong);
        }
        (email, others)
    }

    /// What the label beside a phone says it is.
    fn kind_of_phone(&self, row: &Row, column: usize) -> Option<Field> {
        let (_, label) = *self.labels.iter().find(|(value, _)| *value == column)?;
        let text = fold(&row.text(label));
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        match () {
            () if says(&["fax"]) => Some(Field::Fax),
            () if says(&["mobile", "movil", "cell", "celular", "iphone"]) => Some(Field::Mobile),
            () if text.is_empty() => None,
            () => Some(Field::Phone),
        }
    }
}

impl Columns {
    /// Columns of phones with a label beside them (`Phone 2 - Label` beside `Phone 2 - Value`), and where that is.
    pub(in crate::exchange) fn labels_of_phones(&self) -> Vec<(usize, usize)> {
        let stem = |index: usize, ends: &[&str]| {
            let key = header_key(self.name(index));
            ends.iter().find_map(|end| key.strip_suffix(end).map(str::to_owned))
        };
        let phones = [Field::Phone, Field::Mobile].into_iter().flat_map(|field| self.all(field));
        let pairs = phones.filter_map(|value| Some((*value, value.checked_sub(1)?)));
        let labelled = |(value, label): &(usize, usize)| {
            let named = stem(*label, &[" - label", " - type"]);
            named.is_some() && stem(*value, &[" - value"]) == named
        };
        pairs.filter(labelled).collect()
    }
}

/// A cell of several ways to reach somebody without its e-mails.
fn without_mails(text: &str) -> String {
    text.split([',', ';', ' ']).filter(|part| !part.contains('@')).collect::<Vec<_>>().join(" ")
}
