//! Rows as customers: who is meant, whether they have been met, and what the row says about them.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::quality::FixedState;

use crate::domain::base::names::{NameWords, fold, phone_key};
use crate::domain::intake::made_codes;
use crate::domain::people::CustomerDraft;
use crate::exchange::assemble::namesakes::Marks;
use crate::exchange::assemble::seen::{ByHash, Met, hash};
use crate::exchange::columns::Columns;
use crate::exchange::columns::consents::{self, Leaving};
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{Preset, is_among, words};
use crate::exchange::file::rows::Row;
use crate::exchange::record::{CustomerRecord, Notes, Reason};
use crate::exchange::values::cells;
use crate::exchange::values::date::{self, DateOrder};

/// A value that does not come in: its column and why.
pub type Bad = (usize, Reason);

/// Makes the hashes by which two rows of one reading are compared; none of them is kept.
const MARK: FixedState = FixedState::with_seed(0);

/// People for whom there is room before they come: twenty-five bytes each.
const MOST_EXPECTED: usize = 1 << 20;

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

/// The first row of a list about somebody.
#[derive(Clone, Copy, Debug)]
struct First {
    /// Hash of what was read of it.
    said: u64,
    line: u32,
    /// Half a hash of all its cells.
    whole: u32,
}

/// The customers of one reading.
pub struct People<'a> {
    pub(in crate::exchange) columns: &'a Columns,
    /// Order of the dates in the column of "customer since".
    since: DateOrder,
    /// Order of the birthdays; none where it is not certain.
    pub(in crate::exchange) births: Option<DateOrder>,
    /// Only a code is known of each: nothing else needs to be read.
    code_only: bool,
    /// A cell may hold several codes; the first counts.
    several_codes: bool,
    /// The code of whoever has no account.
    no_account: &'a [u8],
    /// The column of an amount: where it is negative the row names who was paid, in the columns that count otherwise.
    pub(in crate::exchange) paid: Option<usize>,
    /// Columns of phones with a label beside them, and where that is.
    pub(in crate::exchange) labels: Vec<(usize, usize)>,
    /// Of a list: hash of the code → its first mention.
    met: HashMap<u64, First, ByHash>,
    /// Columns that say who left.
    pub(in crate::exchange) leaving: Vec<Leaving>,
    /// Each row is an address, and somebody may have several.
    of_addresses: bool,
    /// The column that says that an address is there no more.
    deleted: Option<usize>,
    /// Of those called by their names: hash of the code → what else is known.
    named_by: HashMap<u64, Marks, ByHash>,
    /// The file is one of ours: what stands in it is as it is.
    own: bool,
    /// Columns that go nowhere and whose names are of a code or a name: they tell apart who has nothing but an e-mail.
    telling: Vec<usize>,
    /// Codes that documents have named.
    named: Met,
    /// Who is called by an e-mail: hash of it → their name.
    mails: HashMap<u64, NameWords, ByHash>,
    /// Hash of a code that documents have named → the name beside it; none once another one was told of.
    names: HashMap<u64, Option<Named>, ByHash>,
}

/// A name as it was met: hash of its cell, so that the same one costs nothing, and its words.
#[derive(Clone, Copy, Debug)]
struct Named {
    cell: u64,
    words: NameWords,
}

impl<'a> People<'a> {
    /// Nobody met yet.
    pub fn new(
        columns: &'a Columns,
        orders: &BTreeMap<usize, DateOrder>,
        preset: Option<&'a Preset>,
    ) -> Self {
        let order = |field| columns.first(field).and_then(|column| orders.get(&column).copied());
        let (since, births) = (order(Field::Since).unwrap_or(DateOrder::Ymd), order(Field::BirthYear));
        let several_codes = preset.is_some_and(|p| p.deals);
        let no_account = preset.map_or(&b""[..], |p| p.no_account.as_bytes());
        let code_only = columns.has(Field::Code)
            && Field::ALL.iter().all(|f| !f.is_customer() || *f == Field::Code || !columns.has(*f));
        let paid = columns.first(Field::Amount).filter(|_| preset.is_some_and(|p| p.outgoing));
        let of_addresses = columns.is_of_addresses();
        let deleted = columns.deleted().filter(|_| of_addresses);
        Self {
            columns,
            since,
            births,
            code_only,
            several_codes,
            no_account,
            paid,
            of_addresses,
            deleted,
            labels: columns.labels_of_phones(),
            leaving: consents::leaving(columns),
            names: HashMap::default(),
            met: HashMap::default(),
            named_by: HashMap::default(),
            own: preset.is_some_and(|p| p.product == "portfolio"),
            telling: columns.telling(),
            named: Met::default(),
            mails: HashMap::default(),
        }
    }

    /// Makes room for a list of so many.
    pub fn expect(&mut self, rows: u64) {
        self.met.reserve(usize::try_from(rows).unwrap_or(0).min(MOST_EXPECTED));
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
                        self.compare_names(&code, row, notes);
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
            self.compare_names(&record.code, row, notes);
            return Who::Known(record.code);
        }
        self.named.insert(record.code.as_bytes());
        self.compare_names(&record.code, row, notes);
        bad.append(&mut faults);
        Who::New(record)
    }

    /// Notes the name beside a code, and counts a code once that stands beside another person's name further down.
    fn compare_names(&mut self, code: &str, row: &Row, notes: &mut Notes) {
        let named = [Field::Name, Field::Company].into_iter().flat_map(|field| self.columns.all(field));
        let Some(name) = named.map(|c| row.cell(*c)).find(|cell| !cell.is_empty()) else { return };
        let (key, cell) = (hash(code.as_bytes()), hash(name));
        let words = || NameWords::of(&String::from_utf8_lossy(name));
        match self.names.get_mut(&key) {
            None => drop(self.names.insert(key, Some(Named { cell, words: words() }))),
            Some(Some(first)) if first.cell != cell && !first.words.may_be(words()) => {
                notes.two_names += 1;
                self.names.insert(key, None);
            }
            Some(_) => {}
        }
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
        if self.deleted.is_some_and(|column| is_among(&words().yes, &row.text(column))) {
            notes.deleted += 1;
            return Ok(None);
        }
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
        let (said, whole) = (content(&record), whole(row));
        if let Some((key, words)) = self.tell_apart(&mut record) {
            self.mails.entry(key).or_insert(words);
        }
        let mut key = hash(record.code.as_bytes());
        let before = self.met.get(&key).filter(|_| record.derived);
        let by_name = record.derived && record.code == fold(&record.draft.name);
        let by_name = by_name && record.draft.email.is_empty();
        let other = match before {
            // Two people of one name are told apart by their phones.
            Some(first) if first.said != said && by_name => {
                let marks = Marks::of(&record.draft);
                let one = self.named_by.get(&key).is_some_and(|first| first.is_one(marks));
                let draft = &record.draft;
                let other = [phone_key(&draft.phone), phone_key(&draft.mobile), draft.postal_code.clone()];
                other.into_iter().find(|t| !one && !t.is_empty())
            }
            // And who has nothing but an e-mail by what another program calls them.
            Some(first) if first.whole != whole && record.draft.name == record.draft.email => {
                self.telling.iter().map(|c| fold(row.text(*c).trim())).find(|t| !t.is_empty())
            }
            _ => None,
        };
        if let Some(other) = other {
            call(&mut record, &other);
            key = hash(record.code.as_bytes());
        }
        match self.met.get(&key) {
            None => {
                self.met
                    .insert(key, First { said, line: u32::try_from(row.line).unwrap_or(u32::MAX), whole });
                if by_name {
                    self.named_by.insert(key, Marks::of(&record.draft));
                }
                Ok(Some(record))
            }
            Some(first) if first.said == said => {
                // Word for word is the whole row; what goes nowhere may differ.
                notes.same_customers += u64::from(first.whole == whole);
                notes.conflicts += u64::from(first.whole != whole);
                Ok(None)
            }
            Some(_) if record.derived => {
                notes.conflicts += 1;
                record.again = true;
                Ok(Some(record))
            }
            Some(_) if self.of_addresses => {
                // One address is kept, and half of each would be nobody's; a further phone or a tax id is theirs.
                notes.further_addresses += 1;
                let draft = &mut record.draft;
                for place in [
                    &mut draft.address,
                    &mut draft.city,
                    &mut draft.region,
                    &mut draft.postal_code,
                    &mut draft.country,
                ] {
                    place.clear();
                }
                record.again = true;
                Ok(Some(record))
            }
            Some(first) => Err((
                self.columns.first(Field::Code).unwrap_or(0),
                Reason::CodeTwice { first: first.line.into() },
            )),
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
        let of = |columns: &[usize], by: &str, notes: &mut Notes, bad: &mut Vec<Bad>| -> String {
            texts(row, columns.iter(), by, notes, bad)
        };
        let joined = |field: Field, by: &str, notes: &mut Notes, bad: &mut Vec<Bad>| -> String {
            of(self.columns.all(field), by, notes, bad)
        };
        let is_placed = |column: &&usize| cells::is_place(row.cell(**column));
        let mut person = String::new();
        draft.name = joined(Field::Name, " ", notes, bad);
        if cells::is_no_name(&draft.name) {
            draft.name.clear();
        }
        if self.columns.surname_first
            && let Some(name) = cells::given_first(&draft.name)
        {
            draft.name = name;
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
        if !self.own {
            cells::unmark(&mut draft.name);
            cells::unmark(&mut draft.company);
        }
        draft.contact = joined(Field::Contact, " ", notes, bad);
        // Beside the name of a company somebody else is named: whom to speak to.
        if draft.contact.is_empty()
            && person.chars().any(char::is_alphabetic)
            && cells::is_other_name(&draft.name, &person)
        {
            draft.contact = person;
        }
        draft.address =
            texts(row, self.columns.all(Field::Address).iter().filter(is_placed), ", ", notes, bad);
        if let Some(texts) = cells::serialized(&draft.address) {
            draft.address = texts;
        }
        if self.columns.all(Field::Address).len() > 1 {
            draft.address = said_once(&draft.address);
        }
        // The same place under two names is one place: the first column that has it counts.
        let first = |field: Field, notes: &mut Notes, bad: &mut Vec<Bad>| -> String {
            let filled = self.columns.all(field).iter().find(is_placed);
            of(filled.map(std::slice::from_ref).unwrap_or_default(), " ", notes, bad)
        };
        cells::whole_number(&first(Field::TaxId, notes, bad)).clone_into(&mut draft.tax_id);
        if cells::is_nothing(&draft.tax_id) {
            draft.tax_id.clear();
        }
        let column_of =
            |field: Field| self.columns.all(field).iter().find(|c| !row.cell(**c).is_empty()).copied();
        if !cells::may_be_tax_id(&draft.tax_id) {
            bad.extend(column_of(Field::TaxId).map(|column| (column, Reason::NotATaxId)));
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
        let postal_code = cells::whole_number(&std::mem::take(&mut draft.postal_code)).to_owned();
        draft.postal_code =
            cells::postal_code(postal_code, &draft.country, [&draft.region, &draft.city], notes);
        let figured = draft.postal_code.is_empty() || draft.postal_code.bytes().any(|b| b.is_ascii_digit());
        if !figured && let Some(column) = column_of(Field::PostalCode) {
            if !cells::is_nothing(&draft.postal_code) {
                bad.push((column, Reason::NotAPostalCode));
            }
            draft.postal_code.clear();
        }
        let further = self.reach(row, draft, notes, bad);
        if !further.is_empty() {
            if !record.notes.is_empty() {
                record.notes.push('\n');
            }
            record.notes.push_str(&further.join(", "));
        }
        self.consents(row, draft, notes, bad);
        record.gone = self.standing(row, draft, &mut record.tags);
        self.born(row, draft, notes, bad);
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
    pub(in crate::exchange) fn one<T>(
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

/// The texts of several columns, joined in the order of the file.
fn texts<'c>(
    row: &Row,
    columns: impl Iterator<Item = &'c usize>,
    by: &str,
    notes: &mut Notes,
    bad: &mut Vec<Bad>,
) -> String {
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

/// Half a hash of all cells of a row.
pub(in crate::exchange) fn whole(row: &Row) -> u32 {
    let mut whole = MARK.build_hasher();
    for (i, cell) in (0..row.len()).map(|i| (i, row.cell(i))).filter(|(_, cell)| !cell.is_empty()) {
        (i, cell).hash(&mut whole);
    }
    (whole.finish() >> 32) as u32
}

/// Hash of everything a record says but its code.
fn content(record: &CustomerRecord) -> u64 {
    let CustomerRecord { draft: d, never, gone, tags, notes, .. } = record;
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
    let mut content = MARK.build_hasher();
    // Most texts are empty: a place before each of the others costs less than all of them.
    for said in texts.into_iter().chain(tags).enumerate().filter(|(_, text)| !text.is_empty()) {
        said.hash(&mut content);
    }
    let consents = [d.consent_phone, d.consent_email, d.consent_sms, d.consent_post].map(|c| c as u8);
    (d.birth_year, d.birth_day, d.since, never, gone, consents).hash(&mut content);
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
