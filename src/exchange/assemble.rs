//! Rows as documents: lines of one number together, amounts without tax, statuses, and the account of what is left
//! out. Each document is sent once; rows of one document that do not stand together wait until the end.

pub(super) mod born;
pub(super) mod deals;
pub(super) mod lines;
pub(super) mod margins;
pub(super) mod namesakes;
pub(super) mod open;
pub(super) mod packed;
pub(super) mod people;
pub(super) mod reach;
mod rejecting;
pub(super) mod seen;
pub(super) mod tables;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use super::columns::field::Field;
use super::columns::preset::{Meaning, Preset};
use super::error::ImportError;
use super::file::rows::Row;
use super::plan::Plan;
use super::record::{DocumentRecord, Outcome, Reason, Record};
use super::values::cells;
use super::values::money;
use crate::domain::base::names::NameWords;
use crate::domain::base::{Day, Money};
use crate::domain::trade::Status;
use deals::Stage;
use lines::{Lines, Said};
use open::{Belongs, Group, Open};
use people::{Bad, People, Who};
use seen::{ByHash, hash};

/// Rows that may wait for the rest of their document.
const WAITING: usize = 200_000;

/// Turns rows into records.
pub struct Assembler<'p, 's> {
    plan: &'p Plan,
    sink: &'s mut dyn FnMut(Record) -> ControlFlow<()>,
    people: People<'p>,
    outcome: Outcome,
    /// The documents of the number at hand.
    open: Group,
    /// Those of numbers that come back further down, by number.
    waiting: BTreeMap<Vec<u8>, Group>,
    waiting_rows: usize,
    /// Every day so far was the one before it or a later one.
    ascending: bool,
    last_day: Option<Day>,
    /// The number of the row before, and whether the row at hand has the same.
    before: Vec<u8>,
    adjacent: bool,
    /// Numbers and days of documents that waited and are sent.
    sent: HashSet<u64, ByHash>,
    /// How often rows of the same content have come, in a source without numbers.
    equal: HashMap<u64, u32, ByHash>,
    number: Vec<u8>,
    /// Number of the document whose row was rejected last.
    rejected_number: Vec<u8>,
    in_skipped_draft: bool,
    /// What the last row said beside how it was paid, where sales stand once for each way.
    unpaid: u64,
    /// Code of the customer whose name stands above the rows at hand, in a table of groups.
    heading: Option<String>,
    bad: Vec<Bad>,
    lines: Lines<'p>,
}

impl<'p, 's> Assembler<'p, 's> {
    /// Nothing read yet.
    pub fn new(plan: &'p Plan, sink: &'s mut dyn FnMut(Record) -> ControlFlow<()>) -> Self {
        let mut people = People::new(&plan.resolved, &plan.orders, plan.preset);
        if !plan.documents {
            people.expect(plan.rows);
        }
        Self {
            plan,
            sink,
            people,
            outcome: Outcome::default(),
            open: Group::new(plan.anew),
            waiting: BTreeMap::new(),
            waiting_rows: 0,
            ascending: true,
            last_day: None,
            before: Vec::new(),
            adjacent: false,
            sent: HashSet::default(),
            equal: HashMap::default(),
            number: Vec::new(),
            rejected_number: Vec::new(),
            in_skipped_draft: false,
            unpaid: 0,
            heading: None,
            bad: Vec::new(),
            lines: Lines::new(plan),
        }
    }

    /// One more row.
    pub fn row(&mut self, row: &Row) -> Result<ControlFlow<()>, ImportError> {
        self.outcome.rows += 1;
        let columns = self.plan.resolved.names().len();
        if row.len() < columns {
            self.outcome.notes.short_rows += u64::from(row.may_be_cut());
        } else if row.len() > columns && (columns..row.len()).any(|i| !row.cell(i).is_empty()) {
            // Everything after the surplus cell stands under the wrong header.
            let reason = Reason::ExtraCells { cells: row.len(), columns };
            return Ok(self.reject_row(row, None, reason));
        }
        if self.plan.repeats_header(row) {
            self.outcome.notes.repeated_headers += 1;
            return Ok(ControlFlow::Continue(()));
        }
        if !self.plan.titles.is_empty() && self.plan.titles.contains(&(row.sheet, row.line)) {
            return Ok(self.pass_over());
        }
        if !self.plan.documents {
            return Ok(self.list_row(row));
        }
        self.document_row(row)
    }

    /// The last document is complete, and so are those that waited.
    pub fn finish(mut self, replaced: u64) -> Outcome {
        let mut flow = self.flush();
        for (_, mut group) in std::mem::take(&mut self.waiting) {
            if flow.is_break() {
                break;
            }
            let several = group.is_several();
            flow = self.send_group(&mut group, several);
        }
        self.outcome.stopped = flow.is_break();
        self.outcome.notes.replaced += replaced;
        self.outcome
    }

    /// Stopped in the middle.
    pub fn stop(mut self, replaced: u64) -> Outcome {
        self.outcome.stopped = true;
        self.outcome.notes.replaced += replaced;
        self.outcome
    }

    /// A row that is no record; whoever headed the rows above it heads those below no longer.
    fn pass_over(&mut self) -> ControlFlow<()> {
        self.heading = None;
        self.outcome.notes.total_rows += 1;
        ControlFlow::Continue(())
    }

    fn list_row(&mut self, row: &Row) -> ControlFlow<()> {
        if margins::is_total_of_list(row) || margins::is_lone_remark(row) {
            return self.pass_over();
        }
        let mut bad = std::mem::take(&mut self.bad);
        let found = self.people.on_list(row, &mut self.outcome.notes, &mut bad);
        let flow = match found {
            Ok(Some(record)) => {
                let flow = self.reject_values(row, &mut bad);
                self.outcome.customers += 1;
                if flow.is_break() { flow } else { (self.sink)(Record::Customer(record)) }
            }
            Ok(None) => ControlFlow::Continue(()),
            Err(_) if margins::is_total(row) || margins::is_remark(&self.plan.resolved, row) => {
                self.pass_over()
            }
            Err((column, reason)) => self.reject_row(row, Some(column), reason),
        };
        bad.clear();
        self.bad = bad;
        flow
    }

    /// A row of a table of documents that holds a customer and no document.
    fn somebody_row(&mut self, row: &Row) -> ControlFlow<()> {
        if margins::is_imprint(row) || margins::is_sentence(row) {
            return self.pass_over();
        }
        let mut bad = std::mem::take(&mut self.bad);
        let who = self.people.on_document(row, &mut self.outcome.notes, &mut bad);
        let flow = self.reject_values(row, &mut bad);
        self.bad = bad;
        self.heading = match &who {
            Who::New(record) => Some(record.code.clone()),
            Who::Known(code) => Some(code.clone()),
            Who::Nobody => None,
        };
        match who {
            Who::New(record) if flow.is_continue() => {
                self.outcome.customers += 1;
                (self.sink)(Record::Customer(record))
            }
            Who::Nobody if flow.is_continue() && margins::is_remark(&self.plan.resolved, row) => {
                self.pass_over()
            }
            Who::Nobody if flow.is_continue() => {
                self.reject_row(row, self.plan.resolved.first(Field::Date), Reason::Missing)
            }
            _ => flow,
        }
    }

    /// The sum at the foot of a table without a word, or a remark that stands where numbers do.
    fn is_foot(&self, row: &Row, number: &[u8], said: &Said) -> bool {
        let sum = said.stated.map(|stated| stated - said.extras[0]);
        let sum = sum.and_then(|sum| money::of(sum, self.lines.decimals).ok());
        let sum = sum.or(said.line.as_ref().map(|line| line.amount));
        let adds_up = number.is_empty()
            && sum.is_some_and(|sum| sum == self.outcome.totals.in_file && sum != Money::ZERO)
            && (margins::has_figures_alone(row) || self.is_unknown(row));
        adds_up || sum.is_none() && margins::is_remark(&self.plan.resolved, row)
    }

    /// Whether the label of a total stands where the day does.
    fn is_total_for_day(&self, row: &Row) -> bool {
        let day = self.plan.resolved.first(Field::Date);
        day.is_some_and(|column| margins::is_total_label(row.cell(column)))
    }

    /// Whether a row without a number names nobody who was named before.
    fn is_unknown(&self, row: &Row) -> bool {
        let columns = &self.plan.resolved;
        columns.has(Field::Number) && !self.people.is_known(row)
    }

    fn document_row(&mut self, row: &Row) -> Result<ControlFlow<()>, ImportError> {
        let plan = self.plan;
        if plan.preset.is_some_and(|p| p.deals) {
            let stage = deals::stage(plan, row);
            if stage != Stage::Won {
                return Ok(self.offer_row(row, stage));
            }
        }
        if margins::is_dated_total(&plan.resolved, row) {
            return Ok(self.pass_over());
        }
        if let Some(parted) = plan.parted {
            let rest = parted.rest(row);
            if std::mem::replace(&mut self.unpaid, rest) == rest {
                self.outcome.notes.payments += 1;
                return Ok(ControlFlow::Continue(()));
            }
        }
        let mut number = std::mem::take(&mut self.number);
        cells::document_number(&plan.resolved, row, &mut number);
        self.adjacent = self.before == number;
        let flow = self.numbered_row(row, &number);
        self.before.clone_from(&number);
        self.number = number;
        flow
    }

    /// A deal that is not won.
    fn offer_row(&mut self, row: &Row, stage: Stage) -> ControlFlow<()> {
        if self.flush().is_break() {
            return ControlFlow::Break(());
        }
        let mut bad = std::mem::take(&mut self.bad);
        let who = self.people.on_document(row, &mut self.outcome.notes, &mut bad);
        let mut flow = self.reject_values(row, &mut bad);
        self.bad = bad;
        let code = match who {
            Who::Nobody => {
                let mut of = [Field::Code, Field::Name, Field::Company].into_iter();
                let column = of.find_map(|f| self.plan.resolved.first(f));
                return self.reject_with(row, column, Reason::Missing, Money::ZERO);
            }
            Who::Known(code) => code,
            Who::New(record) => {
                self.outcome.customers += 1;
                let code = record.code.clone();
                flow = if flow.is_continue() { (self.sink)(Record::Customer(record)) } else { flow };
                code
            }
        };
        if flow.is_break() {
            return flow;
        }
        match deals::offer(self.plan, &self.lines, row, stage, code, &mut self.outcome.notes) {
            Ok(record) => {
                self.outcome.offers += 1;
                (self.sink)(Record::Offer(Box::new(record)))
            }
            Err((column, reason)) => self.reject_with(row, Some(column), reason, Money::ZERO),
        }
    }

    fn numbered_row(&mut self, row: &Row, number: &[u8]) -> Result<ControlFlow<()>, ImportError> {
        let plan = self.plan;
        let said = match self.lines.read_row(row, number, &mut self.outcome.notes) {
            Ok(said) => said,
            Err((column, reason)) => {
                if margins::is_total(row)
                    && row.cell(plan.resolved.first(Field::Date).unwrap_or(0)).is_empty()
                {
                    return Ok(self.pass_over());
                }
                return Ok(self.reject_row(row, Some(column), reason));
            }
        };
        if said.meaning == Some(Meaning::Payment) {
            self.outcome.notes.payments += 1;
            return Ok(ControlFlow::Continue(()));
        }
        let credit =
            matches!(said.meaning, Some(Meaning::Credit | Meaning::Correction)) && !number.is_empty();
        let suffix = if credit { plan.preset.map_or("", |p| &p.credit_suffix) } else { "" };
        let undated = plan.resolved.first(Field::Date).is_none_or(|c| row.cell(c).is_empty());
        let unbought = plan.preset.is_some_and(|p| p.unnumbered_drafts) && said.line.is_some();
        let draft = said.meaning == Some(Meaning::Draft) || number.is_empty() && unbought;
        let below =
            |p: &Preset| p.continuation || p.name == "generic" && self.lines.is_line_alone(row, &said);
        let follows = number.is_empty() && undated && !draft && plan.preset.is_some_and(below);
        if follows && self.in_skipped_draft {
            return Ok(ControlFlow::Continue(()));
        }
        self.in_skipped_draft = false;
        let suffix = suffix.as_bytes();
        let at_hand = if follows { !self.open.is_empty() } else { self.open.is_of(number, suffix) };
        if at_hand {
            let mut group = std::mem::take(&mut self.open);
            let copy = !follows && self.is_copy(&group, row, &said);
            let at = if follows { group.last() } else { self.place(&mut group, row, &said) };
            if copy || at.is_some() {
                if let Some(at) = at.filter(|_| !copy) {
                    self.join(group.at(at), row, said);
                }
                self.open = group;
                return Ok(ControlFlow::Continue(()));
            }
            // Another document of the same number.
            self.open = group;
        } else if self.flush().is_break() {
            return Ok(ControlFlow::Break(()));
        }
        // A draft has no number yet, or `/` in its place and no day.
        if draft && (number.is_empty() || undated) {
            self.outcome.notes.drafts_skipped += 1;
            self.in_skipped_draft = true;
            return Ok(ControlFlow::Continue(()));
        }
        let name = [number, suffix].concat();
        let scattered = !number.is_empty() && plan.scattered.contains(&hash(number));
        if scattered && let Some(mut group) = self.waiting.remove(&name) {
            if self.is_copy(&group, row, &said) {
                self.waiting.insert(name, group);
                return Ok(ControlFlow::Continue(()));
            }
            if let Some(at) = self.place(&mut group, row, &said) {
                self.join(group.at(at), row, said);
                self.waiting.insert(name, group);
                self.waiting_rows += 1;
                return self.waits(row);
            }
            self.waiting.insert(name.clone(), group);
        }
        let day = match self.lines.day(row) {
            Ok(Some(day)) => day,
            Ok(None) if margins::is_total(row) => {
                return Ok(self.pass_over());
            }
            Ok(None)
                if number.is_empty()
                    && said.line.is_none()
                    && said.stated.is_none()
                    && plan.resolved.somebody() =>
            {
                // Somebody who has not bought yet, in a table of customers with their last purchase.
                return Ok(self.somebody_row(row));
            }
            Ok(None) if self.is_foot(row, number, &said) => {
                return Ok(self.pass_over());
            }
            Ok(None) => return Ok(self.reject_amount(row, Field::Date, Reason::Missing, &said)),
            Err(_) if number.is_empty() && (margins::is_total(row) || self.is_total_for_day(row)) => {
                return Ok(self.pass_over());
            }
            Err(reason) => return Ok(self.reject_amount(row, Field::Date, reason, &said)),
        };
        if said.line.is_none() && said.stated.is_none() {
            let field = [Field::Amount, Field::LineAmount, Field::UnitPrice]
                .into_iter()
                .find(|f| plan.resolved.has(*f));
            return Ok(self.reject_row(row, field.and_then(|f| plan.resolved.first(f)), Reason::Missing));
        }
        self.ascending &= self.last_day.is_none_or(|last| last <= day);
        self.last_day = Some(day);
        let (mut flow, mut open) = self.start(row, &name, number, day, said);
        if !scattered {
            self.open.push(&name, open);
            return Ok(flow);
        }
        open.whole = Some(people::whole(row));
        let key = hash(&[&name, &day.0.to_be_bytes()[..]].concat());
        if self.sent.contains(&key) {
            return Err(ImportError::Scattered { row: row.line });
        }
        // In a large file in the order of its days, numbers that begin anew leave nothing to wait for.
        let group = self.waiting.entry(name.clone()).or_insert_with(|| Group::new(plan.anew));
        let done = if self.ascending && self.waiting_rows > WAITING / 2 && !open.takes_back() {
            group.take_before(day)
        } else {
            Vec::new()
        };
        group.push(&name, open);
        self.waiting_rows += 1;
        for done in done {
            self.waiting_rows = self.waiting_rows.saturating_sub(done.record.rows as usize);
            self.sent.insert(hash(&[&name, &done.record.day.0.to_be_bytes()[..]].concat()));
            if flow.is_continue() {
                flow = self.send(done, true);
            }
        }
        if flow.is_break() { Ok(flow) } else { self.waits(row) }
    }

    /// An error where more rows wait than can be kept.
    fn waits(&self, row: &Row) -> Result<ControlFlow<()>, ImportError> {
        if self.waiting_rows > WAITING {
            return Err(ImportError::Scattered { row: row.line });
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The document of a group that a row belongs to; `None` where it is of another one with the same number.
    fn place(&mut self, group: &mut Group, row: &Row, said: &Said) -> Option<usize> {
        let day = self.lines.day(row).ok().flatten();
        let (people, plan) = (&self.people, self.plan);
        // Whose a row is matters, and is read, only where the days differ.
        let mut whose = None;
        let shop = plan.resolved.first(Field::Channel).map_or_else(String::new, |c| row.text(c));
        let name = || name_in(plan, row);
        group.find(day, said, self.adjacent, shop.trim(), &name, &mut |open| {
            let row_is_of = whose.get_or_insert_with(|| {
                let named = !margins::names_nobody(&plan.resolved, row);
                if named { people.code_of(row) } else { String::new() }
            });
            Belongs::to(open, row_is_of)
        })
    }

    /// Whether a row says once more what a document of its number says: on a day close by, or word for word further down;
    /// it is counted.
    fn is_copy(&mut self, group: &Group, row: &Row, said: &Said) -> bool {
        let day = self.lines.day(row).ok().flatten().filter(|_| self.plan.steady && said.line.is_none());
        let (Some(day), Some(_)) = (day, said.stated) else { return false };
        let people = &self.people;
        let whole = (!self.adjacent).then(|| people::whole(row));
        let copy = group.has_copy(day, said, whole, &mut || people.code_of(row));
        self.outcome.notes.copies += u64::from(copy);
        copy
    }

    /// The first row of a document.
    fn start(
        &mut self,
        row: &Row,
        base: &[u8],
        number: &[u8],
        day: Day,
        said: Said,
    ) -> (ControlFlow<()>, Open) {
        let plan = self.plan;
        let name = String::from_utf8_lossy(base).into_owned();
        let mut bad = std::mem::take(&mut self.bad);
        let who = self.people.on_document(row, &mut self.outcome.notes, &mut bad);
        let mut flow = self.reject_values(row, &mut bad);
        self.bad = bad;
        let customer = match who {
            // Under the heading of a customer stand their documents.
            Who::Nobody if self.heading.is_some() && margins::names_nobody(&plan.resolved, row) => {
                self.heading.clone()
            }
            Who::Nobody => None,
            Who::Known(code) => {
                self.heading = None;
                Some(code)
            }
            Who::New(record) => {
                self.heading = None;
                self.outcome.customers += 1;
                let code = record.code.clone();
                if flow.is_continue() {
                    flow = (self.sink)(Record::Customer(record));
                }
                Some(code)
            }
        };
        let derived = name.is_empty();
        let name = if derived { self.name_by_content(day, customer.as_deref(), &said) } else { name };
        let notes = &mut self.outcome.notes;
        let mut text = |field: Field| -> String {
            let column = plan.resolved.all(field).iter().find(|c| !row.cell(**c).is_empty());
            column.and_then(|c| cells::text(row.cell(*c), notes).ok()).unwrap_or_default()
        };
        let mut reverses = text(Field::Reverses);
        if plan.resolved.has(Field::Series) {
            reverses = cells::with_series(&reverses);
        }
        if name.len() > number.len() && !derived && reverses.is_empty() {
            reverses = String::from_utf8_lossy(number).into_owned();
        }
        let record = DocumentRecord {
            row: row.line,
            number: name,
            derived,
            repeated: false,
            anew: false,
            customer,
            day,
            status: Status::Valid,
            lines: Vec::new(),
            amount: Money::ZERO,
            channel: text(Field::Channel),
            seller: text(Field::SalesRep),
            reverses,
            note: text(Field::DocumentNote),
            rows: 0,
        };
        let mut open = Open::new(record);
        if !number.is_empty() {
            open.name = name_in(plan, row);
        }
        open.add(said, self.lines.apart(), self.heads());
        (flow, open)
    }

    /// Decimals of the currency, where the first row of a document says what the others do.
    fn heads(&self) -> Option<u32> {
        self.plan.headed.then_some(self.lines.decimals)
    }

    /// A further row of a document.
    fn join(&mut self, open: &mut Open, row: &Row, said: Said) {
        if !matches!(self.lines.day(row), Ok(None) | Err(_))
            && self.lines.day(row) != Ok(Some(open.record.day))
        {
            self.outcome.notes.conflicts += 1;
        }
        open.add(said, self.lines.apart(), self.heads());
    }

    /// A number for a document of a source that has none: its day, whose it is and what was bought, and how often the same
    /// came before. However the row is written, the same sale has the same number.
    fn name_by_content(&mut self, day: Day, customer: Option<&str>, said: &Said) -> String {
        let mut content = customer.unwrap_or_default().as_bytes().to_vec();
        let mut put = |part: &str| {
            content.push(0x1F);
            content.extend_from_slice(part.as_bytes());
        };
        put(&said.stated.map_or_else(String::new, |amount| amount.normalize().to_string()));
        if let Some(line) = &said.line {
            put(&line.code);
            // A category that stands in for the product has never been part of the number.
            let named = !line.code.is_empty() || line.product != line.category;
            put(if named { &line.product } else { "" });
            put(&line.quantity.normalize().to_string());
            put(&line.amount.0.to_string());
        }
        put(&day.0.to_string());
        let key = hash(&content);
        let count = self.equal.entry(key).or_insert(0);
        *count += 1;
        let (year, month, day) = day.ymd();
        let name = format!("{year:04}{month:02}{day:02}-{:012x}", key >> 16);
        if *count == 1 { name } else { format!("{name}-{count}") }
    }

    /// Sends the documents at hand.
    fn flush(&mut self) -> ControlFlow<()> {
        if self.open.is_empty() {
            return ControlFlow::Continue(());
        }
        let mut group = std::mem::take(&mut self.open);
        let several = group.is_several();
        let flow = self.send_group(&mut group, several);
        // Its room is for the next one.
        self.open = group;
        flow
    }

    fn send_group(&mut self, group: &mut Group, repeated: bool) -> ControlFlow<()> {
        for open in group.drain() {
            self.send(open, repeated)?;
        }
        ControlFlow::Continue(())
    }

    /// Sends a document; `repeated` where others of the file may have its number.
    fn send(&mut self, open: Open, repeated: bool) -> ControlFlow<()> {
        let (mut record, product_lines) = open.close(self.lines.decimals, self.plan);
        record.repeated = repeated;
        record.anew = self.plan.anew && !record.derived;
        self.count(&record, product_lines);
        (self.sink)(Record::Document(record))
    }

    fn count(&mut self, record: &DocumentRecord, product_lines: usize) {
        let outcome = &mut self.outcome;
        outcome.lines += product_lines.max(1) as u64;
        match record.status {
            Status::Valid => outcome.purchases += 1,
            Status::Credit | Status::Void => outcome.cancelled += 1,
        }
        if record.status != Status::Void {
            outcome.totals.imported += record.amount;
            outcome.totals.in_file += record.amount;
        }
        if record.customer.is_none() {
            outcome.anonymous_lines += u64::from(record.rows);
            if record.status != Status::Void {
                outcome.anonymous_amount += record.amount;
            }
        }
    }
}

/// Who is named in a row.
fn name_in(plan: &Plan, row: &Row) -> NameWords {
    let column = plan.resolved.first(Field::Name);
    column.map_or_else(NameWords::default, |c| NameWords::of(&String::from_utf8_lossy(row.cell(c))))
}
