//! Rows as documents: lines of one number together, amounts without tax, statuses, and the account of what is left
//! out. Each document is sent once; rows of one document that do not stand together wait until the end.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use rust_decimal::Decimal;

use super::cells;
use super::date::{self, DateOrder};
use super::error::ImportError;
use super::field::Field;
use super::money;
use super::number;
use super::people::{Bad, People, Who};
use super::plan::Plan;
use super::preset::{Meaning, header_key, words};
use super::record::{DocumentRecord, Notes, Outcome, Reason, Record, Reject};
use super::rows::Row;
use super::seen::{ByHash, hash};
use crate::domain::base::{Day, Money};
use crate::domain::trade::{Line, Status};

/// Rows that may wait for the rest of their document.
const WAITING: usize = 200_000;
/// Characters of a value or cell that a reject keeps.
const SHOWN: usize = 200;
const KEPT: usize = 4096;

/// A document whose rows are still coming.
#[derive(Debug)]
struct Open {
    record: DocumentRecord,
    stated: Option<Decimal>,
    tax: Decimal,
    refunded: Decimal,
    shipping: Decimal,
    discount: Decimal,
    meaning: Option<Meaning>,
}

/// What one row says about its document.
#[derive(Debug, Default)]
struct Said {
    meaning: Option<Meaning>,
    line: Option<Line>,
    stated: Option<Decimal>,
    extras: [Decimal; 4],
}

/// Turns rows into records.
pub struct Assembler<'p, 's> {
    plan: &'p Plan,
    sink: &'s mut dyn FnMut(Record) -> ControlFlow<()>,
    people: People<'p>,
    outcome: Outcome,
    open: Option<Open>,
    waiting: BTreeMap<String, Open>,
    waiting_rows: usize,
    /// How often rows of the same content have come, in a source without numbers.
    equal: HashMap<u64, u32, ByHash>,
    number: Vec<u8>,
    bad: Vec<Bad>,
    /// Lines have their own prices: a document's amount is then a check, not a part.
    priced: bool,
    decimals: u32,
}

impl<'p, 's> Assembler<'p, 's> {
    /// Nothing read yet.
    pub fn new(plan: &'p Plan, sink: &'s mut dyn FnMut(Record) -> ControlFlow<()>) -> Self {
        let columns = &plan.resolved;
        let since = columns.first(Field::Since).and_then(|c| plan.orders.get(&c).copied());
        Self {
            plan,
            sink,
            people: People::new(columns, since.unwrap_or(DateOrder::Ymd)),
            outcome: Outcome::default(),
            open: None,
            waiting: BTreeMap::new(),
            waiting_rows: 0,
            equal: HashMap::default(),
            number: Vec::new(),
            bad: Vec::new(),
            priced: columns.has(Field::UnitPrice) || columns.has(Field::LineAmount),
            decimals: plan.currency.decimals,
        }
    }

    /// One more row.
    pub fn row(&mut self, row: &Row) -> Result<ControlFlow<()>, ImportError> {
        self.outcome.rows += 1;
        let columns = self.plan.resolved.names().len();
        if row.len() < columns {
            self.outcome.notes.short_rows += 1;
        } else if row.len() > columns && (columns..row.len()).any(|i| !row.cell(i).is_empty()) {
            // Everything after the surplus cell stands under the wrong header.
            let reason = Reason::ExtraCells { cells: row.len(), columns };
            return Ok(self.reject_row(row, None, reason));
        }
        if self.repeats_header(row) {
            self.outcome.notes.repeated_headers += 1;
            return Ok(ControlFlow::Continue(()));
        }
        if !self.plan.documents {
            return Ok(self.list_row(row));
        }
        self.document_row(row)
    }

    /// The last document is complete, and so are those that waited.
    pub fn finish(mut self, replaced: u64) -> Outcome {
        let mut flow = self.flush();
        for (_, open) in std::mem::take(&mut self.waiting) {
            if flow.is_break() {
                break;
            }
            flow = self.send(open);
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

    fn repeats_header(&self, row: &Row) -> bool {
        let names = self.plan.resolved.names();
        !self.plan.sniffed.header.is_empty()
            && row.cell(0) == names.first().map_or(&b""[..], |n| n.as_bytes())
            && names.iter().enumerate().all(|(i, n)| row.cell(i) == n.as_bytes())
    }

    /// A row of totals at the foot of a table: its first words say so.
    fn is_total(row: &Row) -> bool {
        let first = (0..row.len()).map(|i| row.cell(i)).find(|c| !c.is_empty());
        first.is_some_and(|c| {
            c.len() < 30 && words().totals.contains(&header_key(&String::from_utf8_lossy(c)))
        })
    }

    fn list_row(&mut self, row: &Row) -> ControlFlow<()> {
        let mut bad = std::mem::take(&mut self.bad);
        let found = self.people.on_list(row, &mut self.outcome.notes, &mut bad);
        let flow = match found {
            Ok(Some(record)) => {
                let flow = self.reject_values(row, &mut bad);
                self.outcome.customers += 1;
                if flow.is_break() { flow } else { (self.sink)(Record::Customer(Box::new(record))) }
            }
            Ok(None) => ControlFlow::Continue(()),
            Err(_) if Self::is_total(row) => {
                self.outcome.notes.total_rows += 1;
                ControlFlow::Continue(())
            }
            Err((column, reason)) => self.reject_row(row, Some(column), reason),
        };
        bad.clear();
        self.bad = bad;
        flow
    }

    fn document_row(&mut self, row: &Row) -> Result<ControlFlow<()>, ImportError> {
        let plan = self.plan;
        let mut number = std::mem::take(&mut self.number);
        cells::document_number(&plan.resolved, row, &mut number);
        let flow = self.numbered_row(row, &number);
        self.number = number;
        flow
    }

    fn numbered_row(&mut self, row: &Row, number: &[u8]) -> Result<ControlFlow<()>, ImportError> {
        let plan = self.plan;
        let said = match self.read_row(row, number) {
            Ok(said) => said,
            Err((column, reason)) => {
                if Self::is_total(row) && row.cell(plan.resolved.first(Field::Date).unwrap_or(0)).is_empty() {
                    self.outcome.notes.total_rows += 1;
                    return Ok(ControlFlow::Continue(()));
                }
                return Ok(self.reject_row(row, Some(column), reason));
            }
        };
        let credit = said.meaning == Some(Meaning::Credit) && !number.is_empty();
        let suffix = if credit { plan.preset.map_or("", |p| &p.credit_suffix) } else { "" };
        let follows = number.is_empty() && plan.preset.is_some_and(|p| p.continuation);
        if let Some(open) = &mut self.open {
            let same = if follows {
                true
            } else {
                let name = open.record.number.as_bytes();
                !number.is_empty() && name.strip_prefix(number).is_some_and(|rest| rest == suffix.as_bytes())
            };
            if same {
                let mut open = self.open.take();
                if let Some(open) = &mut open {
                    self.join(open, row, said);
                }
                self.open = open;
                return Ok(ControlFlow::Continue(()));
            }
        }
        if self.flush().is_break() {
            return Ok(ControlFlow::Break(()));
        }
        if number.is_empty() && said.meaning == Some(Meaning::Draft) {
            self.outcome.notes.drafts_skipped += 1;
            return Ok(ControlFlow::Continue(()));
        }
        let mut name = String::from_utf8_lossy(number).into_owned();
        name.push_str(suffix);
        let scattered = !number.is_empty() && plan.scattered.contains(&hash(number));
        if scattered && let Some(mut open) = self.waiting.remove(&name) {
            self.join(&mut open, row, said);
            self.waiting_rows += 1;
            self.waiting.insert(name, open);
            return if self.waiting_rows > WAITING {
                Err(ImportError::Scattered { row: row.line })
            } else {
                Ok(ControlFlow::Continue(()))
            };
        }
        let day = match self.day(row) {
            Ok(Some(day)) => day,
            Ok(None) if Self::is_total(row) => {
                self.outcome.notes.total_rows += 1;
                return Ok(ControlFlow::Continue(()));
            }
            Ok(None)
                if number.is_empty()
                    && said.line.is_none()
                    && said.stated.is_none()
                    && plan.resolved.somebody() =>
            {
                // Somebody who has not bought yet, in a table of customers with their last purchase.
                return Ok(self.list_row(row));
            }
            Ok(None) => return Ok(self.reject_amount(row, Field::Date, Reason::Missing, &said)),
            Err(reason) => return Ok(self.reject_amount(row, Field::Date, reason, &said)),
        };
        if said.line.is_none() && said.stated.is_none() {
            let field = [Field::Amount, Field::LineAmount, Field::UnitPrice]
                .into_iter()
                .find(|f| plan.resolved.has(*f));
            return Ok(self.reject_row(row, field.and_then(|f| plan.resolved.first(f)), Reason::Missing));
        }
        let (flow, open) = self.start(row, name, number, day, said);
        if scattered {
            self.waiting_rows += 1;
            self.waiting.insert(open.record.number.clone(), open);
        } else {
            self.open = Some(open);
        }
        Ok(flow)
    }

    /// The first row of a document.
    fn start(
        &mut self,
        row: &Row,
        name: String,
        number: &[u8],
        day: Day,
        said: Said,
    ) -> (ControlFlow<()>, Open) {
        let plan = self.plan;
        let mut bad = std::mem::take(&mut self.bad);
        let who = self.people.on_document(row, &mut self.outcome.notes, &mut bad);
        let mut flow = self.reject_values(row, &mut bad);
        self.bad = bad;
        let customer = match who {
            Who::Nobody => None,
            Who::Known(code) => Some(code),
            Who::New(record) => {
                self.outcome.customers += 1;
                let code = record.code.clone();
                if flow.is_continue() {
                    flow = (self.sink)(Record::Customer(record));
                }
                Some(code)
            }
        };
        let derived = name.is_empty();
        let name = if derived { self.name_by_content(row, day) } else { name };
        let notes = &mut self.outcome.notes;
        let mut text = |field: Field| -> String {
            let column = plan.resolved.all(field).iter().find(|c| !row.cell(**c).is_empty());
            column.and_then(|c| cells::text(row.cell(*c), notes).ok()).unwrap_or_default()
        };
        let mut reverses = text(Field::Reverses);
        if name.len() > number.len() && !derived && reverses.is_empty() {
            reverses = String::from_utf8_lossy(number).into_owned();
        }
        let record = DocumentRecord {
            row: row.line,
            number: name,
            derived,
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
        let zero = Decimal::ZERO;
        let mut open = Open {
            record,
            stated: None,
            tax: zero,
            refunded: zero,
            shipping: zero,
            discount: zero,
            meaning: None,
        };
        Self::add(&mut open, said, self.priced);
        (flow, open)
    }

    /// A further row of a document.
    fn join(&mut self, open: &mut Open, row: &Row, said: Said) {
        if !matches!(self.day(row), Ok(None) | Err(_)) && self.day(row) != Ok(Some(open.record.day)) {
            self.outcome.notes.conflicts += 1;
        }
        Self::add(open, said, self.priced);
    }

    /// Adds what a row says. With priced lines the document's amount stands on each row (or on the first alone) and
    /// counts once; without, the rows of a document are its parts.
    fn add(open: &mut Open, said: Said, priced: bool) {
        open.record.rows += 1;
        open.record.lines.extend(said.line);
        open.meaning = open.meaning.or(said.meaning);
        let first = open.record.rows == 1;
        match (open.stated, said.stated) {
            (Some(sum), Some(part)) if !priced => open.stated = Some(sum + part),
            (None, Some(part)) => open.stated = Some(part),
            _ => {}
        }
        for (slot, value) in [&mut open.tax, &mut open.refunded, &mut open.shipping, &mut open.discount]
            .into_iter()
            .zip(said.extras)
        {
            if !priced || first || slot.is_zero() {
                *slot = if priced { value } else { *slot + value };
            }
        }
    }

    /// A number for a document of a source that has none: its day and content, and how often equal rows came before,
    /// so that the same file gives the same numbers for ever.
    fn name_by_content(&mut self, row: &Row, day: Day) -> String {
        let mut content = Vec::new();
        for column in 0..self.plan.resolved.names().len() {
            content.extend_from_slice(row.cell(column));
            content.push(0x1F);
        }
        let key = hash(&content);
        let count = self.equal.entry(key).or_insert(0);
        *count += 1;
        let (year, month, day) = day.ymd();
        let name = format!("{year:04}{month:02}{day:02}-{:012x}", key >> 16);
        if *count == 1 { name } else { format!("{name}-{count}") }
    }

    fn day(&self, row: &Row) -> Result<Option<Day>, Reason> {
        let column = self.plan.resolved.first(Field::Date).unwrap_or(usize::MAX);
        let order = self.plan.orders.get(&column).copied().unwrap_or(DateOrder::Ymd);
        date::parse(row.cell(column), order).map_err(Reason::from)
    }

    /// A number cell: `Ok(None)` where it is blank.
    fn number(&self, row: &Row, field: Field) -> Result<Option<Decimal>, Bad> {
        for &column in self.plan.resolved.all(field) {
            let cell = row.cell(column);
            if cell.is_empty() {
                continue;
            }
            let mark = self.plan.marks.get(&column).copied().unwrap_or(self.plan.decimal);
            let value = number::parse(cell, mark).ok_or((column, Reason::NotANumber))?;
            // So that no sum of a whole file can leave the range of the money type.
            return if value.abs() > money::LARGEST {
                Err((column, Reason::AmountTooLarge))
            } else {
                Ok(Some(value))
            };
        }
        Ok(None)
    }

    /// Numbers and status of a row; an error where the row cannot come in.
    fn read_row(&mut self, row: &Row, number: &[u8]) -> Result<Said, Bad> {
        let mut said = Said { meaning: self.meaning(row, number), ..Said::default() };
        said.stated = self.number(row, Field::Amount)?;
        if let Some(amount) = said.stated {
            money::of(amount, self.decimals)
                .map_err(|r| (self.plan.resolved.first(Field::Amount).unwrap_or(0), r))?;
        }
        for (slot, field) in said.extras.iter_mut().zip([
            Field::Tax,
            Field::Refunded,
            Field::Shipping,
            Field::DocumentDiscount,
        ]) {
            if let Some(value) = self.number(row, field)? {
                *slot = value;
            }
        }
        said.line = if self.priced { self.priced_line(row)? } else { self.part(row, said.stated)? };
        Ok(said)
    }

    fn meaning(&self, row: &Row, number: &[u8]) -> Option<Meaning> {
        let columns = &self.plan.resolved;
        let preset = self.plan.preset;
        let mut found = None;
        for &column in columns.all(Field::Status) {
            let cell = row.cell(column);
            if cell.is_empty() || cell.len() > 60 {
                continue;
            }
            let text = String::from_utf8_lossy(cell);
            let meaning = match preset {
                Some(preset) => preset.meaning(&text),
                None => super::preset::common_meaning(&text),
            };
            // Voided beats anything another column says.
            if meaning == Some(Meaning::Void) || found.is_none() {
                found = meaning;
            }
        }
        if columns.all(Field::CancelledAt).iter().any(|c| !row.cell(*c).is_empty()) {
            return Some(Meaning::Void);
        }
        let prefix = preset.map_or("", |p| &p.credit_prefix).as_bytes();
        let credited = !prefix.is_empty()
            && number.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
            && number.get(prefix.len()).is_some_and(u8::is_ascii_digit);
        found.or(credited.then_some(Meaning::Credit))
    }

    /// A line with a price or an amount of its own; `None` where all its cells are blank.
    fn priced_line(&mut self, row: &Row) -> Result<Option<Line>, Bad> {
        let columns = &self.plan.resolved;
        let (quantity, price) = (self.number(row, Field::Quantity)?, self.number(row, Field::UnitPrice)?);
        let amount = self.number(row, Field::LineAmount)?;
        if quantity.is_none() && price.is_none() && amount.is_none() {
            return Ok(None);
        }
        let at = |field: Field| columns.first(field).unwrap_or(0);
        let price_field = if columns.has(Field::UnitPrice) { Field::UnitPrice } else { Field::LineAmount };
        let sign =
            if amount.is_some_and(|a| a.is_sign_negative()) { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        let mut quantity = match quantity {
            // Refunds of items are written with a negative amount or a negative quantity.
            Some(quantity) if price.is_none() && !quantity.is_zero() => quantity.abs() * sign,
            Some(quantity) => quantity,
            None => sign,
        };
        let price = match (price, amount) {
            (Some(price), _) => price,
            (None, Some(amount)) if quantity.is_zero() => {
                quantity = sign;
                amount.abs()
            }
            (None, Some(amount)) => amount.checked_div(quantity).map_or(Decimal::ZERO, |p| p.round_dp(6)),
            (None, None) => return Err((at(price_field), Reason::Missing)),
        };
        let discount = self.discount(row, quantity, price)?;
        let amount = match amount {
            Some(amount) => money::of(amount, self.decimals).map_err(|r| (at(Field::LineAmount), r))?,
            None => {
                money::of_line(quantity, price, discount, self.decimals).map_err(|r| (at(price_field), r))?
            }
        };
        let cost = self.cost(row, quantity)?;
        self.line(row, quantity, price, discount, amount, cost).map(Some)
    }

    /// The fraction taken off.
    fn discount(&self, row: &Row, quantity: Decimal, price: Decimal) -> Result<Decimal, Bad> {
        let columns = &self.plan.resolved;
        let (field, fraction) = if let Some(fraction) = self.number(row, Field::Discount)? {
            (Field::Discount, fraction)
        } else if let Some(percent) = self.number(row, Field::DiscountPercent)? {
            (Field::DiscountPercent, percent / Decimal::ONE_HUNDRED)
        } else if let Some(off) = self.number(row, Field::DiscountAmount)? {
            let full = quantity.checked_mul(price).unwrap_or_default();
            let fraction = if full.is_zero() {
                Decimal::ZERO
            } else {
                off.abs().checked_div(full.abs()).unwrap_or_default()
            };
            (Field::DiscountAmount, fraction)
        } else {
            return Ok(Decimal::ZERO);
        };
        if fraction.is_sign_negative() && !fraction.is_zero() || fraction > Decimal::ONE {
            return Err((columns.first(field).unwrap_or(0), Reason::DiscountRange));
        }
        Ok(fraction)
    }

    fn cost(&self, row: &Row, quantity: Decimal) -> Result<Option<Money>, Bad> {
        let Some(cost) = self.number(row, Field::Cost)? else { return Ok(None) };
        let units = if self.plan.preset.is_some_and(|p| p.cost_per_unit) { quantity } else { Decimal::ONE };
        let at = self.plan.resolved.first(Field::Cost).unwrap_or(0);
        money::of_line(units, cost, Decimal::ZERO, self.decimals).map(Some).map_err(|r| (at, r))
    }

    /// A line of a document of which only amounts are known: its product, where one is named.
    fn part(&mut self, row: &Row, stated: Option<Decimal>) -> Result<Option<Line>, Bad> {
        let columns = &self.plan.resolved;
        let named = [Field::Product, Field::LineCode, Field::Category]
            .into_iter()
            .flat_map(|f| columns.all(f))
            .any(|c| !row.cell(*c).is_empty());
        let Some(stated) = stated.filter(|_| named) else { return Ok(None) };
        let tax = self.number(row, Field::Tax)?.unwrap_or_default();
        let net = stated - tax;
        let sign = if net.is_sign_negative() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        let quantity =
            self.number(row, Field::Quantity)?.filter(|q| !q.is_zero()).map_or(sign, |q| q.abs() * sign);
        let price = net.checked_div(quantity).map_or(Decimal::ZERO, |p| p.round_dp(6));
        let at = columns.first(Field::Amount).unwrap_or(0);
        let amount = money::of(net, self.decimals).map_err(|r| (at, r))?;
        let cost = self.cost(row, quantity)?;
        self.line(row, quantity, price, Decimal::ZERO, amount, cost).map(Some)
    }

    fn line(
        &mut self,
        row: &Row,
        quantity: Decimal,
        unit_price: Decimal,
        discount: Decimal,
        amount: Money,
        cost: Option<Money>,
    ) -> Result<Line, Bad> {
        let columns = &self.plan.resolved;
        let notes = &mut self.outcome.notes;
        let mut text = |field: Field| match columns.first(field) {
            Some(column) => cells::text(row.cell(column), notes).map_err(|r| (column, r)),
            None => Ok(String::new()),
        };
        let (code, product, category) =
            (text(Field::LineCode)?, text(Field::Product)?, text(Field::Category)?);
        Ok(Line { code, product, category, quantity, unit_price, discount, amount, cost })
    }

    /// Sends the document at hand.
    fn flush(&mut self) -> ControlFlow<()> {
        match self.open.take() {
            Some(open) => self.send(open),
            None => ControlFlow::Continue(()),
        }
    }

    fn send(&mut self, open: Open) -> ControlFlow<()> {
        let decimals = self.decimals;
        let Open { mut record, stated, tax, refunded, shipping, discount, meaning } = open;
        let sum: Money = record.lines.iter().map(|l| l.amount).sum();
        // A sum of parts that each fit fits for any real file; otherwise the document counts what its lines say.
        let net = |amount: Decimal| money::of(amount, decimals).unwrap_or(sum);
        let goods = match stated {
            Some(stated) => net(stated - tax),
            None => net(money::decimal(sum, decimals) + shipping - discount.abs() - tax),
        };
        let mut given_back = Money::ZERO;
        let mut fully = false;
        if !refunded.is_zero() {
            // What was given back holds the same share of tax as the document.
            let whole = stated.unwrap_or_else(|| money::decimal(goods, decimals) + tax);
            fully = refunded.abs() >= whole && whole > Decimal::ZERO;
            let share = refunded.abs().checked_mul(money::decimal(goods, decimals));
            let share = share.and_then(|s| s.checked_div(whole)).unwrap_or(refunded.abs());
            given_back = net(share);
        }
        record.amount = goods - given_back;
        let product_lines = record.lines.len();
        if product_lines > 0 {
            let adjustments = [goods - sum, -given_back].into_iter().filter(|a| *a != Money::ZERO);
            record.lines.extend(adjustments.map(|a| money::adjustment(a, decimals)));
        }
        record.status = match meaning {
            Some(Meaning::Void | Meaning::Draft) => Status::Void,
            _ if fully => Status::Void,
            Some(Meaning::Credit) => Status::Credit,
            None if product_lines == 0 && record.amount >= Money::ZERO => Status::Valid,
            None if record.lines[..product_lines]
                .iter()
                .any(|l| l.quantity > Decimal::ZERO && l.unit_price > Decimal::ZERO) =>
            {
                Status::Valid
            }
            None => Status::Credit,
        };
        if record.status == Status::Credit
            && record.amount > Money::ZERO
            && self.plan.preset.is_some_and(|p| p.negate_credits)
        {
            record.amount = -record.amount;
            for line in &mut record.lines {
                line.quantity = -line.quantity;
                line.amount = -line.amount;
            }
        }
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

    /// Says which values of a row do not come in though the row does.
    fn reject_values(&mut self, row: &Row, bad: &mut Vec<Bad>) -> ControlFlow<()> {
        for (column, reason) in bad.drain(..) {
            let reject = self.rejected(row, Some(column), reason, false, Money::ZERO);
            if (self.sink)(Record::Rejected(Box::new(reject))).is_break() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    /// A row does not come in; its amount is counted where it can be read.
    fn reject_row(&mut self, row: &Row, column: Option<usize>, reason: Reason) -> ControlFlow<()> {
        let mut amount = Money::ZERO;
        if self.plan.documents
            && !matches!(reason, Reason::ExtraCells { .. })
            && self.meaning(row, &[]) != Some(Meaning::Void)
        {
            let line =
                if self.priced { self.priced_line(row).ok().flatten().map(|l| l.amount) } else { None };
            let stated = self.number(row, Field::Amount).ok().flatten();
            let tax = self.number(row, Field::Tax).ok().flatten().unwrap_or_default();
            let stated = stated.and_then(|s| money::of(s - tax, self.decimals).ok());
            amount = line.or(stated).unwrap_or_default();
        }
        self.reject_with(row, column, reason, amount)
    }

    /// A row whose numbers have been read does not come in.
    fn reject_amount(&mut self, row: &Row, field: Field, reason: Reason, said: &Said) -> ControlFlow<()> {
        let net = |s: Decimal| money::of(s - said.extras[0], self.decimals).unwrap_or_default();
        let mut amount = said.stated.map(net).or(said.line.as_ref().map(|l| l.amount)).unwrap_or_default();
        if matches!(said.meaning, Some(Meaning::Void | Meaning::Draft)) {
            amount = Money::ZERO;
        }
        self.reject_with(row, self.plan.resolved.first(field), reason, amount)
    }

    fn reject_with(
        &mut self,
        row: &Row,
        column: Option<usize>,
        reason: Reason,
        amount: Money,
    ) -> ControlFlow<()> {
        self.outcome.totals.rejected += amount;
        self.outcome.totals.in_file += amount;
        let reject = self.rejected(row, column, reason, true, amount);
        (self.sink)(Record::Rejected(Box::new(reject)))
    }

    fn rejected(
        &mut self,
        row: &Row,
        column: Option<usize>,
        reason: Reason,
        whole_row: bool,
        amount: Money,
    ) -> Reject {
        self.outcome.rejected += 1;
        let shown = |cell: &[u8], most: usize| -> String {
            let head = &cell[..cell.len().min(most * 4)];
            String::from_utf8_lossy(head).chars().take(most).collect()
        };
        let mut reason = reason;
        if let Some(column) = column
            && row.cell(column).is_empty()
            && reason != Reason::Missing
            && !matches!(reason, Reason::CodeTwice { .. })
        {
            reason = Reason::Missing;
        }
        Reject {
            row: row.line,
            column: column.map_or_else(String::new, |c| self.plan.resolved.name(c).to_owned()),
            value: column.map_or_else(String::new, |c| shown(row.cell(c), SHOWN)),
            reason,
            whole_row,
            amount,
            cells: (0..row.len()).map(|i| shown(row.cell(i), KEPT)).collect(),
        }
    }
}

impl Notes {
    /// Every count that is not zero, with the key of its sentence.
    pub fn said(&self) -> Vec<(&'static str, u64)> {
        [
            ("import-note-replaced", self.replaced),
            ("import-note-postal-codes", self.postal_codes),
            ("import-note-drafts-skipped", self.drafts_skipped),
            ("import-note-total-rows", self.total_rows),
            ("import-note-repeated-headers", self.repeated_headers),
            ("import-note-same-customers", self.same_customers),
            ("import-note-conflicts", self.conflicts),
            ("import-note-short-rows", self.short_rows),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect()
    }
}
