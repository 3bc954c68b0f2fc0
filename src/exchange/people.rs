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
use crate::domain::base::names::{NameWords, fold, phone_key};
use crate::domain::intake::made_codes;
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
    pub(super) columns: &'a Columns,
    /// Order of the dates in the column of "customer since".
    since: DateOrder,
    /// Only a code is known of each: nothing else needs to be read.
    code_only: bool,
    /// A cell may hold several codes; the first counts.
    several_codes: bool,
    /// The code of whoever has no account.
    no_account: &'a [u8],
    /// The column of an amount: where it is negative the row names who was paid, in the columns that count otherwise.
    pub(super) paid: Option<usize>,
    /// Of a list: hash of the code → line of the first mention and hash of what it said.
    met: HashMap<u64, (u64, u64), ByHash>,
    /// Codes that documents have named.
    named: Met,
    /// Who is called by an e-mail: hash of it → their name.
    mails: HashMap<u64, NameWords, ByHash>,
}

impl<'a> People<'a> {
    /// Nobody met yet.
    pub fn new(columns: &'a Columns, since: DateOrder, preset: Option<&'a Preset>) -> Self {
        let several_codes = preset.is_some_and(|p| p.deals);
        let no_account = preset.map_or(&b""[..], |p| p.no_account.as_bytes());
        let code_only = columns.has(Field::Code)
            && Field::ALL.iter().all(|f| !f.is_customer() || *f == Field::Code || !columns.has(*f));
        let paid = columns.first(Field::Amount).filter(|_| preset.is_some_and(|p| p.outgoing));
        let (met, named) = (HashMap::default(), Met::default());
        let mails = HashMap::default();
        Self { columns, since, code_only, several_codes, no_account, paid, met, named, mails }
    }

    /// The customer of a row of a document. The first mention counts, later ones are not compared.
    pub fn on_document(&mut self, row: &Row, notes: &mut Notes, bad: &mut Vec<Bad>) -> Who {
        if let Some(column) = self.code_column(row) {
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
        let mut record = self.read(row, notes, &mut faults);
        if let Some((key, words)) = self.tell_apart(&mut record) {
            self.mails.entry(key).or_insert(words);
        }
        if record.code.is_empty() || is_anonymous(&record) {
            return Who::Nobody;
        }
        if self.named.contains(record.code.as_bytes()) {
            return Who::Known(record.code);
        }
        self.named.insert(record.code.as_bytes());
        bad.append(&mut faults);
        Who::New(record)
    }

    /// The code of whoever a row of a document is about; empty for nobody.
    pub fn code_of(&self, row: &Row) -> String {
        let mut record = self.read(row, &mut Notes::default(), &mut Vec::new());
        self.tell_apart(&mut record);
        if is_anonymous(&record) { String::new() } else { record.code }
    }

    /// Whether whoever a row is about was named before.
    pub fn is_known(&self, row: &Row) -> bool {
        self.named.contains(self.code_of(row).as_bytes())
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
        let name_column = named.into_iter().find_map(|f| self.columns.first(f));
        if record.draft.name.is_empty() {
            // Somebody without a name can still be called or written to; nobody can be neither.
            let reach = [&record.draft.email, &record.draft.phone, &record.draft.mobile];
            let Some(name) = reach.into_iter().find(|t| !t.is_empty()).cloned() else {
                return Err(name_column.map_or((usize::MAX, Reason::Nameless), |c| (c, Reason::Missing)));
            };
            record.draft.name = name;
        }
        let said = content(&record);
        if let Some((key, words)) = self.tell_apart(&mut record) {
            self.mails.entry(key).or_insert(words);
        }
        let mut key = hash(record.code.as_bytes());
        if record.derived && self.met.get(&key).is_some_and(|(_, before)| *before != said) {
            // Two people of one name are told apart by their phones.
            let draft = &record.draft;
            let by_name = record.code == fold(&draft.name) && draft.email.is_empty();
            let other = [phone_key(&draft.phone), phone_key(&draft.mobile), draft.postal_code.clone()];
            let other = other.into_iter().find(|t| by_name && !t.is_empty());
            if let Some(other) = other {
                call(&mut record, &other);
                key = hash(record.code.as_bytes());
            }
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
                record.again = true;
                Ok(Some(record))
            }
            Some((first, _)) => {
                Err((self.columns.first(Field::Code).unwrap_or(0), Reason::CodeTwice { first: *first }))
            }
        }
    }

    /// Two people behind one e-mail are told apart by their names: the second one's is put behind the code. What has to
    /// be noted of the first.
    fn tell_apart(&self, record: &mut CustomerRecord) -> Option<(u64, NameWords)> {
        if !record.derived
            || record.draft.email.is_empty()
            || record.code != record.draft.email.to_lowercase()
        {
            return None;
        }
        let (key, words) = (hash(record.code.as_bytes()), NameWords::of(&record.draft.name));
        if self.mails.get(&key).is_some_and(|first| !first.may_be(words)) {
            let name = fold(&record.draft.name);
            call(record, &name);
            return None;
        }
        Some((key, words))
    }

    /// The first column of codes that has one, else the first of all.
    fn code_column(&self, row: &Row) -> Option<usize> {
        let all = self.columns.all(Field::Code);
        all.iter().find(|c| !row.cell(**c).is_empty()).or(all.first()).copied()
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
        let mut person = String::new();
        draft.name = joined(Field::Name, " ", notes, bad);
        if cells::is_no_name(&draft.name) {
            draft.name.clear();
        }
        // Of several the first is the one it signs by; the next what its shop is called.
        let companies = self.columns.all(Field::Company);
        let filled = |companies: &[usize]| companies.iter().position(|c| !row.cell(*c).is_empty());
        let first_company = filled(companies);
        draft.company = first_company.map_or_else(String::new, |i| of(&companies[i..=i], " ", notes, bad));
        if draft.name.is_empty() || self.columns.has(Field::FirstName) {
            let of = [Field::FirstName, Field::LastName].map(|field| joined(field, " ", notes, bad));
            let named = |t: &String| !t.is_empty() && !cells::is_no_name(t);
            person = of.into_iter().filter(named).collect::<Vec<_>>().join(" ");
        }
        if draft.name.is_empty() {
            draft.name = std::mem::take(&mut person);
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
            let rest = first_company.map_or(&companies[..0], |i| &companies[i + 1..]);
            if let Some(i) = filled(rest) {
                draft.company = of(&rest[i..=i], " ", notes, bad);
            }
            if draft.company == draft.name {
                draft.company.clear();
            }
        }
        draft.contact = joined(Field::Contact, " ", notes, bad);
        // Beside the name of a company somebody else is named: whom to speak to.
        if draft.contact.is_empty()
            && person.chars().any(char::is_alphabetic)
            && cells::is_other_name(&draft.name, &person)
        {
            draft.contact = person;
        }
        draft.address = joined(Field::Address, ", ", notes, bad);
        if let Some(texts) = cells::serialized(&draft.address) {
            draft.address = texts;
        }
        if self.columns.all(Field::Address).len() > 1 {
            draft.address = said_once(&draft.address);
        }
        // The same place under two names is one place: the first column that has it counts.
        let first = |field: Field, notes: &mut Notes, bad: &mut Vec<Bad>| -> String {
            let filled = self.columns.all(field).iter().find(|c| !row.cell(**c).is_empty());
            of(filled.map(std::slice::from_ref).unwrap_or_default(), " ", notes, bad)
        };
        draft.tax_id = first(Field::TaxId, notes, bad);
        if cells::is_nothing(&draft.tax_id) {
            draft.tax_id.clear();
        }
        draft.city = first(Field::City, notes, bad);
        draft.region = first(Field::Region, notes, bad);
        draft.country = first(Field::Country, notes, bad);
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
        let further = self.reach(row, draft, notes, bad);
        if !further.is_empty() {
            if !record.notes.is_empty() {
                record.notes.push('\n');
            }
            record.notes.push_str(&further.join(", "));
        }
        for (field, slot) in [
            (Field::ConsentEmail, &mut draft.consent_email),
            (Field::ConsentPhone, &mut draft.consent_phone),
            (Field::ConsentSms, &mut draft.consent_sms),
            (Field::ConsentPost, &mut draft.consent_post),
        ] {
            *slot = self.one(row, field, notes, bad, cells::consent).unwrap_or(Consent::Unknown);
        }
        if draft.consent_email == Consent::Unknown {
            let said = self.one(row, Field::Subscription, notes, bad, |t| Ok(cells::subscription(t)));
            draft.consent_email = said.unwrap_or(Consent::Unknown);
        }
        for (field, slot) in [
            (Field::ObjectsEmail, &mut draft.consent_email),
            (Field::ObjectsPhone, &mut draft.consent_phone),
            (Field::ObjectsSms, &mut draft.consent_sms),
            (Field::ObjectsPost, &mut draft.consent_post),
        ] {
            // Whoever objects anywhere objects.
            if self.columns.all(field).iter().any(|c| cells::objection(&row.text(*c)) == Consent::No) {
                *slot = Consent::No;
            }
        }
        draft.birth_year = self.one(row, Field::BirthYear, notes, bad, cells::birth_year).flatten();
        if let Some(column) = self.columns.first(Field::Since) {
            match date::parse(row.cell(column), self.since) {
                Ok(day) => draft.since = day,
                Err(fault) => bad.push((column, fault.into())),
            }
        }
        if let Some(column) = self.columns.first(Field::DoNotCall) {
            match date::parse(row.cell(column), DateOrder::Ymd) {
                Ok(day) => record.never = day,
                Err(fault) => bad.push((column, fault.into())),
            }
        }
        let draft = &mut record.draft;
        let code = self.code_column(row).map(|c| cells::text(self.code_cell(row, c), notes));
        match code {
            // Shops call a guest 0.
            Some(Ok(code))
                if !code.is_empty() && (code != "0" || draft.email.is_empty() && draft.name.is_empty()) =>
            {
                record.code = code;
            }
            _ => {
                record.code = made_codes(draft, true).next().unwrap_or_default();
                record.derived = true;
            }
        }
        record.draft.code.clone_from(&record.code);
        record
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
        Self::one_of(row, self.columns.all(field), notes, bad, how)
    }

    /// The first filled of these columns, read by `how`.
    fn one_of<T>(
        row: &Row,
        columns: &[usize],
        notes: &mut Notes,
        bad: &mut Vec<Bad>,
        how: impl Fn(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        let column = columns.iter().copied().find(|c| !row.cell(*c).is_empty())?;
        match cells::text(row.cell(column), notes).and_then(|t| how(&t)) {
            Ok(value) => Some(value),
            Err(reason) => {
                bad.push((column, reason));
                None
            }
        }
    }
}

/// An address of several columns, of which one may hold the whole and others its parts.
fn said_once(address: &str) -> String {
    let mut said: Vec<&str> = Vec::new();
    for part in address.split(", ") {
        if !said.contains(&part) {
            said.push(part);
        }
    }
    said.join(", ")
}

/// Puts something behind a code that is of somebody else alone.
fn call(record: &mut CustomerRecord, behind: &str) {
    record.code = format!("{}/{behind}", record.code);
    record.draft.code.clone_from(&record.code);
}

/// Whether a name stands for nobody.
fn is_anonymous(record: &CustomerRecord) -> bool {
    [&record.draft.name, &record.draft.company]
        .into_iter()
        .any(|n| is_among(&words().anonymous, n.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// Hash of everything a record says but its code.
fn content(record: &CustomerRecord) -> u64 {
    let CustomerRecord { draft: d, never, tags, notes, .. } = record;
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
    (d.birth_year, d.since, never, consents).hash(&mut content);
    content.finish()
}

impl From<date::Fault> for Reason {
    fn from(fault: date::Fault) -> Self {
        match fault {
            date::Fault::Impossible => Self::ImpossibleDate,
            date::Fault::Month => Self::MonthAlone,
            date::Fault::Form => Self::NotADate,
        }
    }
}
