//! Rows as customers: who is meant, whether they have been met, and what the row says about them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::cells;
use super::columns::Columns;
use super::date::{self, DateOrder};
use super::field::Field;
use super::preset::{Preset, is_among, words};
use super::record::{CustomerRecord, Notes, Reason};
use super::rows::Row;
use super::seen::{ByHash, Met, hash};
use crate::domain::base::names::{digits, fold};
use crate::domain::people::{Consent, CustomerDraft};

/// A value that does not come in: its column and why.
pub type Bad = (usize, Reason);

/// Who a row is about.
#[derive(Debug, PartialEq)]
pub enum Who {
    /// Nobody: an anonymous sale.
    Nobody,
    /// Somebody met before.
    Known(String),
    /// Somebody new.
    New(Box<CustomerRecord>),
}

/// The customers of one reading.
pub struct People<'a> {
    columns: &'a Columns,
    /// Order of the dates in the column of "customer since".
    since: DateOrder,
    /// Only a code is known of each: nothing else needs to be read.
    code_only: bool,
    /// A cell may hold several codes; the first counts.
    several_codes: bool,
    /// The code of whoever has no account.
    no_account: &'a [u8],
    /// Of a list: hash of the code → line of the first mention and hash of what it said.
    met: HashMap<u64, (u64, u64), ByHash>,
    /// Codes that documents have named.
    named: Met,
}

impl<'a> People<'a> {
    /// Nobody met yet.
    pub fn new(columns: &'a Columns, since: DateOrder, preset: Option<&'a Preset>) -> Self {
        let several_codes = preset.is_some_and(|p| p.deals);
        let no_account = preset.map_or(&b""[..], |p| p.no_account.as_bytes());
        let code_only = columns.has(Field::Code)
            && Field::ALL.iter().all(|f| !f.is_customer() || *f == Field::Code || !columns.has(*f));
        let (met, named) = (HashMap::default(), Met::default());
        Self { columns, since, code_only, several_codes, no_account, met, named }
    }

    /// The customer of a row of a document. The first mention counts, later ones are not compared.
    pub fn on_document(&mut self, row: &Row, notes: &mut Notes, bad: &mut Vec<Bad>) -> Who {
        if let Some(column) = self.columns.first(Field::Code) {
            let cell = self.code_cell(row, column);
            if !cell.is_empty() {
                let plain = cell.is_ascii() && cell[0] != b'\'' && !cell.contains(&0);
                let known = plain && self.named.contains(cell);
                if known || (plain && self.code_only) {
                    let code = String::from_utf8_lossy(cell).into_owned();
                    if known {
                        return Who::Known(code);
                    }
                    self.named.insert(cell);
                    let draft = CustomerDraft { code: code.clone(), ..CustomerDraft::default() };
                    return Who::New(Box::new(CustomerRecord {
                        row: row.line,
                        code,
                        draft,
                        ..Default::default()
                    }));
                }
            } else if self.code_only {
                return Who::Nobody;
            }
        }
        let mut faults = Vec::new();
        let record = self.read(row, notes, &mut faults);
        let named =
            [&record.draft.name, &record.draft.company].into_iter().any(|n| is_among(&words().anonymous, n));
        if record.code.is_empty() || named {
            return Who::Nobody;
        }
        if self.named.contains(record.code.as_bytes()) {
            return Who::Known(record.code);
        }
        self.named.insert(record.code.as_bytes());
        bad.append(&mut faults);
        Who::New(record)
    }

    /// The customer of a row of a list; an error where the row cannot come in.
    pub fn on_list(
        &mut self,
        row: &Row,
        notes: &mut Notes,
        bad: &mut Vec<Bad>,
    ) -> Result<Option<Box<CustomerRecord>>, Bad> {
        let mut record = self.read(row, notes, bad);
        // What could have told who it is, the name first: a column that is filled lacks nothing.
        let named = [
            Field::Name,
            Field::FirstName,
            Field::LastName,
            Field::Company,
            Field::Email,
            Field::Phone,
            Field::Mobile,
        ];
        let name_column = named.into_iter().find_map(|f| self.columns.first(f)).unwrap_or(0);
        if record.draft.name.is_empty() {
            // Somebody without a name can still be called or written to; nobody can be neither.
            let reach = [&record.draft.email, &record.draft.phone, &record.draft.mobile];
            let Some(name) = reach.into_iter().find(|t| !t.is_empty()).cloned() else {
                return Err((name_column, Reason::Missing));
            };
            record.draft.name = name;
        }
        let said = content(&record);
        let mut key = hash(record.code.as_bytes());
        if record.derived && self.met.get(&key).is_some_and(|(_, before)| *before != said) {
            // Two people behind one address are told apart by their names.
            let code = format!("{}/{}", record.code, fold(&record.draft.name));
            record.draft.code.clone_from(&code);
            record.code = code;
            key = hash(record.code.as_bytes());
        }
        match self.met.get(&key) {
            None => {
                self.met.insert(key, (row.line, said));
                Ok(Some(record))
            }
            Some((_, before)) if *before == said => {
                notes.same_customers += 1;
                Ok(None)
            }
            Some(_) if record.derived => {
                notes.conflicts += 1;
                Ok(None)
            }
            Some((first, _)) => {
                Err((self.columns.first(Field::Code).unwrap_or(0), Reason::CodeTwice { first: *first }))
            }
        }
    }

    /// The cell of the code, without what a spreadsheet or a second code adds to it.
    fn code_cell<'r>(&self, row: &'r Row, column: usize) -> &'r [u8] {
        let cell = row.cell(column);
        let first = cell.split(|b| *b == b';').next().unwrap_or(cell).trim_ascii();
        let code = cells::without_point_zero(if self.several_codes { first } else { cell });
        if code == self.no_account { &[] } else { code }
    }

    /// Everything that a row says about a customer; `code` is empty where it says nothing that identifies.
    fn read(&self, row: &Row, notes: &mut Notes, bad: &mut Vec<Bad>) -> Box<CustomerRecord> {
        let mut record = Box::new(CustomerRecord { row: row.line, ..Default::default() });
        let draft = &mut record.draft;
        // Texts of several columns are joined, in the order of the file.
        let of = |columns: &[usize], by: &str, notes: &mut Notes, bad: &mut Vec<Bad>| -> String {
            let mut whole = String::new();
            for &column in columns {
                let cell = row.cell(column);
                if cell.is_empty() {
                    continue;
                }
                match cells::text(cell, notes) {
                    Ok(part) if whole.is_empty() => whole = part,
                    Ok(part) if !part.is_empty() => {
                        whole.push_str(by);
                        whole.push_str(&part);
                    }
                    Ok(_) => {}
                    Err(reason) => bad.push((column, reason)),
                }
            }
            whole
        };
        let joined = |field: Field, by: &str, notes: &mut Notes, bad: &mut Vec<Bad>| -> String {
            of(self.columns.all(field), by, notes, bad)
        };
        draft.name = joined(Field::Name, " ", notes, bad);
        draft.company = joined(Field::Company, " ", notes, bad);
        if draft.name.is_empty() {
            let first = joined(Field::FirstName, " ", notes, bad);
            let last = joined(Field::LastName, " ", notes, bad);
            draft.name = [first, last].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
        }
        // A dash is nobody.
        if !draft.name.chars().any(char::is_alphanumeric) {
            draft.name.clear();
        }
        if draft.name.is_empty() {
            draft.name = of(self.columns.spare(Field::FirstName), " ", notes, bad);
        }
        if draft.name.is_empty() {
            draft.name = std::mem::take(&mut draft.company);
        }
        draft.contact = joined(Field::Contact, " ", notes, bad);
        draft.tax_id = joined(Field::TaxId, " ", notes, bad);
        draft.address = joined(Field::Address, ", ", notes, bad);
        draft.city = joined(Field::City, " ", notes, bad);
        draft.region = joined(Field::Region, " ", notes, bad);
        draft.country = joined(Field::Country, " ", notes, bad);
        // The address at home counts where there is none at work, as a whole: half of each would be nobody's.
        let spare = |field: Field| self.columns.spare(field);
        if [&draft.address, &draft.city, &draft.region, &draft.country].iter().all(|t| t.is_empty()) {
            draft.address = of(spare(Field::Address), ", ", notes, bad);
            draft.city = of(spare(Field::City), " ", notes, bad);
            draft.region = of(spare(Field::Region), " ", notes, bad);
            draft.country = of(spare(Field::Country), " ", notes, bad);
            draft.postal_code = of(spare(Field::PostalCode), " ", notes, bad);
        }
        draft.income = joined(Field::Income, " ", notes, bad);
        draft.zone = joined(Field::Zone, " ", notes, bad);
        draft.occasion = joined(Field::Occasion, " ", notes, bad);
        draft.benefit = joined(Field::Benefit, " ", notes, bad);
        draft.activity = joined(Field::Activity, " ", notes, bad);
        draft.owner = joined(Field::Owner, " ", notes, bad);
        draft.source = joined(Field::Source, " ", notes, bad);
        let postal_code = joined(Field::PostalCode, " ", notes, bad);
        if !postal_code.is_empty() {
            draft.postal_code = postal_code;
        }
        record.notes = joined(Field::Notes, "\n", notes, bad);
        let labels = joined(Field::Tags, ";", notes, bad);
        cells::tags(&labels, &mut record.tags);
        let postal_code = std::mem::take(&mut draft.postal_code);
        draft.postal_code =
            cells::postal_code(postal_code, &draft.country, [&draft.region, &draft.city], notes);
        self.reach(row, draft, notes, bad);
        for (field, slot) in [
            (Field::ConsentEmail, &mut draft.consent_email),
            (Field::ConsentPhone, &mut draft.consent_phone),
            (Field::ConsentSms, &mut draft.consent_sms),
            (Field::ConsentPost, &mut draft.consent_post),
        ] {
            *slot = self.one(row, field, notes, bad, cells::consent).unwrap_or(Consent::Unknown);
        }
        draft.birth_year = self.one(row, Field::BirthYear, notes, bad, cells::birth_year).flatten();
        if let Some(column) = self.columns.first(Field::Since) {
            match date::parse(row.cell(column), self.since) {
                Ok(day) => draft.since = day,
                Err(fault) => bad.push((column, fault.into())),
            }
        }
        let code = self.columns.first(Field::Code).map(|c| cells::text(self.code_cell(row, c), notes));
        match code {
            Some(Ok(code)) if !code.is_empty() => record.code = code,
            _ => {
                record.code = derived_code(draft);
                record.derived = true;
            }
        }
        record.draft.code.clone_from(&record.code);
        record
    }

    /// Phones and e-mail.
    fn reach(&self, row: &Row, draft: &mut CustomerDraft, notes: &mut Notes, bad: &mut Vec<Bad>) {
        let mut numbers: Vec<String> = Vec::new();
        for field in [Field::Phone, Field::Mobile] {
            for &column in self.columns.all(field) {
                if row.cell(column).is_empty() {
                    continue;
                }
                match cells::text(row.cell(column), notes).and_then(|t| cells::phones(&t)) {
                    Ok(found) => numbers.extend(found),
                    Err(reason) => bad.push((column, reason)),
                }
            }
            let slot = if field == Field::Phone { &mut draft.phone } else { &mut draft.mobile };
            if slot.is_empty() && !numbers.is_empty() {
                *slot = numbers.remove(0);
            }
        }
        // What is left over fills what is empty; the same number twice is one number.
        numbers.retain(|n| digits(n) != digits(&draft.phone) && digits(n) != digits(&draft.mobile));
        if !draft.mobile.is_empty() && digits(&draft.phone) == digits(&draft.mobile) {
            draft.mobile.clear();
        }
        if draft.mobile.is_empty() && !numbers.is_empty() {
            draft.mobile = numbers.remove(0);
        }
        draft.email = self.one(row, Field::Email, notes, bad, cells::email).unwrap_or_default();
        draft.fax = self.one(row, Field::Fax, notes, bad, |t| Ok(t.to_owned())).unwrap_or_default();
    }

    /// The first filled column of a field, read by `how`.
    fn one<T>(
        &self,
        row: &Row,
        field: Field,
        notes: &mut Notes,
        bad: &mut Vec<Bad>,
        how: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        let column = self.columns.all(field).iter().copied().find(|c| !row.cell(*c).is_empty())?;
        match cells::text(row.cell(column), notes).and_then(|t| how(&t)) {
            Ok(value) => Some(value),
            Err(reason) => {
                bad.push((column, reason));
                None
            }
        }
    }
}

/// Identity of somebody without a code: tax id, else e-mail, else name and company, else phone.
fn derived_code(draft: &CustomerDraft) -> String {
    let tax: String =
        draft.tax_id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let name = fold(&draft.name);
    [tax, draft.email.to_lowercase(), name, digits(&draft.phone), digits(&draft.mobile)]
        .into_iter()
        .find(|key| !key.is_empty())
        .map(|key| key.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect())
        .unwrap_or_default()
}

/// Hash of everything a record says but its code.
fn content(record: &CustomerRecord) -> u64 {
    let CustomerRecord { draft: d, tags, notes, .. } = record;
    let texts = [
        &d.name,
        &d.contact,
        &d.company,
        &d.tax_id,
        &d.phone,
        &d.mobile,
        &d.fax,
        &d.email,
        &d.address,
        &d.city,
        &d.region,
        &d.postal_code,
        &d.country,
        &d.zone,
        &d.income,
        &d.occasion,
        &d.benefit,
        &d.activity,
        &d.owner,
        &d.source,
        notes,
    ];
    let mut content = DefaultHasher::new();
    // Most texts are empty: a place before each of the others costs less than all of them.
    for said in texts.into_iter().chain(tags).enumerate().filter(|(_, text)| !text.is_empty()) {
        said.hash(&mut content);
    }
    let consents = [d.consent_phone, d.consent_email, d.consent_sms, d.consent_post].map(|c| c as u8);
    (d.birth_year, d.since, consents).hash(&mut content);
    content.finish()
}

impl From<date::Fault> for Reason {
    fn from(fault: date::Fault) -> Self {
        match fault {
            date::Fault::Impossible => Self::ImpossibleDate,
            date::Fault::Form => Self::NotADate,
        }
    }
}
