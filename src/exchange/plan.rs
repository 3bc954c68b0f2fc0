//! From a path to a stream of records: the first reading gathers evidence over the whole file, the second one types.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::assemble::Assembler;
use super::assemble::tables::Between;
use super::columns::credits;
use super::columns::field::{Field, Kind};
use super::columns::kinds::Kinds;
use super::columns::preset::{self, Match, Meaning, Preset};
use super::columns::shapes::Shapes;
use super::columns::{Columns, NoSales};
use super::error::{ImportError, Question};
use super::figures::parted::Parted;
use super::figures::taxed::Inside;
use super::file::rows::{Row, Rows};
use super::file::sniff::{Sniffed, sniff};
use super::record::{Outcome, Progress, Record, Reject};
use super::values::date::{self, DateOrder};
use super::values::number::{self, Mark};
use crate::domain::base::Currency;

/// Examples kept of what is open.
const EXAMPLES: usize = 5;

/// What the person who imports says beforehand.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Name of a preset; the best match where `None`.
    pub preset: Option<String>,
    /// `COLUMN=FIELD` pairs (see [`parse_map`](super::parse_map)). Without a preset a map that says enough stands alone.
    pub map: Vec<(String, String)>,
    /// Decimal mark; by evidence where `None`.
    pub decimal: Option<Mark>,
    /// Order of day and month; by evidence where `None`.
    pub date_order: Option<DateOrder>,
    /// Codes and numbers are unique within this name; the preset's product where `None`.
    pub source: Option<String>,
    /// Sheet of a workbook; the one that is meant most likely where `None`.
    pub sheet: Option<String>,
    /// The portfolio's currency.
    pub currency: Currency,
}

/// One column of the file and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its header; may be blank.
    pub header: String,
    /// What it is; nothing where it is not imported.
    pub fields: Vec<Field>,
    /// The first value that is not empty.
    pub example: String,
}

/// A file understood: everything that can be said about it before anything is imported.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The file.
    pub path: PathBuf,
    /// Encoding, delimiter, header.
    pub sniffed: Sniffed,
    /// Preset used; `None` where a map stands alone.
    pub preset: Option<&'static Preset>,
    /// Presets that fit, best first.
    pub matches: Vec<Match>,
    /// Codes and numbers are unique within this name.
    pub source: String,
    /// Columns in the order of the file.
    pub columns: Vec<Column>,
    /// Rows make documents (true) or only customers.
    pub documents: bool,
    /// Decimal mark of the file.
    pub decimal: Mark,
    /// Order of the dates of the file.
    pub date_order: DateOrder,
    /// What a person must settle before records can be read.
    pub questions: Vec<Question>,
    /// What the columns do not say yet; only [`Plan::look`] gives a plan that lacks something.
    pub unmapped: Option<Unmapped>,
    /// Rows below the header, blank ones not counted.
    pub rows: u64,
    /// The portfolio's currency.
    pub currency: Currency,
    pub(super) resolved: Columns,
    pub(super) marks: BTreeMap<usize, Mark>,
    pub(super) orders: BTreeMap<usize, DateOrder>,
    /// Hashes of document numbers whose rows do not stand together.
    pub(super) scattered: HashSet<u64>,
    /// Amounts of lines are before their discount.
    pub(super) undiscounted: bool,
    /// The amount of a document stands on each of its rows, though they have no prices.
    pub(super) whole: bool,
    /// Numbers come back on other days: they begin anew.
    pub(super) anew: bool,
    /// The first row of a document is worth what the others are.
    pub(super) headed: bool,
    /// There are invoices among the documents: delivery notes are no sales of their own.
    pub(super) invoiced: bool,
    /// Corrections of the file carry a sign.
    pub(super) signed: bool,
    /// Amounts that hold a tax of which only the rate is written.
    pub(super) inside: Option<Inside>,
    /// Column of the sign of the amounts.
    pub(super) sign: Option<usize>,
    /// Kinds of documents by the codes of a tax office.
    pub(super) kinds: Option<Kinds>,
    /// Titles above a header that comes again: sheet and line.
    pub(super) titles: HashSet<(usize, u64)>,
    /// Column of kinds of transactions among which payments are no sales.
    pub(super) booked: Option<usize>,
    /// Tax is of each line, also where the amount is the document's.
    pub(super) line_tax: bool,
    /// Tax stands again in each row of a document, and is taken off once.
    pub(super) tax_once: bool,
    /// Columns of numbers of which each says by itself what its mark is.
    pub(super) each: Vec<usize>,
    /// Hardly any number comes back on another day.
    pub(super) steady: bool,
    /// Per cents off are written with any sign.
    pub(super) signless: bool,
    /// There are invoices by the letters before their numbers: notes of credit are told the same way.
    pub(super) lettered: bool,
    /// A column names the document that another one takes back.
    pub(super) corrects: bool,
    /// Hashes of numbers of documents without a minus that take another one back in full.
    pub(super) taken_back: HashSet<u64>,
    /// Sales stand once for each way in which they were paid.
    pub(super) parted: Option<Parted>,
}

/// What must be said of the columns before records can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmapped {
    /// Whom a row is about: no column is known.
    Everything,
    /// Which column this field is: a purchase needs it.
    Field(&'static str),
}

/// The first records of a file with what a whole reading found.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Figures of the whole file.
    pub outcome: Outcome,
    /// The first customers and documents.
    pub records: Vec<Record>,
    /// The first rejects.
    pub rejects: Vec<Reject>,
}

/// What a column says about its values.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    points: u64,
    commas: u64,
    dmy: u64,
    mdy: u64,
    ymd: u64,
    same: u64,
    either: Vec<(u64, String)>,
    /// The first day of each order.
    clear: Vec<(u64, String)>,
}

impl Evidence {
    /// The order that the days of the column have. One in twenty written the other way round is a slip; more is a mixture
    /// that a person must judge.
    pub(super) fn order(&self) -> Option<DateOrder> {
        match (self.dmy, self.mdy) {
            (0, 0) => None,
            (dmy, mdy) if dmy >= 20 * mdy => Some(DateOrder::Dmy),
            (dmy, mdy) if mdy >= 20 * dmy => Some(DateOrder::Mdy),
            _ => None,
        }
    }

    /// Whether there are days that are others in another order.
    pub(super) fn is_open(&self) -> bool {
        self.dmy + self.mdy > 0 || !self.either.is_empty()
    }
}

impl Plan {
    /// Reads the whole file once and understands it. Nothing is typed: a refusal here is about the file as such.
    pub fn open(path: &Path, options: Options) -> Result<Self, ImportError> {
        let plan = Self::look(path, options)?;
        match plan.unmapped {
            None => Ok(plan),
            Some(Unmapped::Field(field)) => {
                Err(ImportError::FieldNeeded { field, candidates: plan.candidates(field) })
            }
            Some(Unmapped::Everything) if plan.sniffed.is_nameless() => {
                let first = plan.columns.into_iter().map(|c| c.example).collect();
                Err(ImportError::NoHeader { first })
            }
            Some(Unmapped::Everything) => {
                Err(ImportError::UnknownColumns { headers: plan.resolved.names().to_vec() })
            }
        }
    }

    /// The same of a file whose columns nobody knows, so that somebody can say what they are.
    pub fn look(path: &Path, options: Options) -> Result<Self, ImportError> {
        let sniffed = sniff(path, options.sheet.as_deref())?;
        let matches = preset::matches(&sniffed);
        let preset = match &options.preset {
            Some(name) => Some(preset::named(name)?),
            None if stands_alone(&sniffed, &options.map) => None,
            None => Some(preset::named(matches.first().map_or("generic", |m| m.preset))?),
        };
        if let Some(preset) = preset {
            let missing = preset.missing(&sniffed);
            if options.preset.is_some() && !missing.is_empty() {
                return Err(ImportError::PresetMismatch { preset: preset.name.to_owned(), missing });
            }
        }
        let names = match preset {
            Some(preset) if sniffed.header.is_empty() => preset.columns.clone(),
            _ if sniffed.header.is_empty() => (1..=5).map(|n| n.to_string()).collect(),
            _ => sniffed.header.clone(),
        };
        let generic = preset.is_some_and(|p| p.name == "generic");
        let shapes = if generic { Some(Shapes::of(path, &sniffed)?) } else { None };
        let resolved = Columns::resolve(&names, preset, &options.map, shapes.as_ref())?;
        // Deals without a day are offers all the same.
        let deals = preset.is_some_and(|p| p.deals);
        let said = options.map.is_empty() && generic;
        if said && let Some(column) = resolved.ledger() {
            return Err(ImportError::NoSales { what: NoSales::Ledger, column: column.to_owned() });
        }
        let nameless = shapes.as_ref().filter(|_| said && !resolved.somebody());
        let nameless = nameless.is_some_and(|shapes| resolved.has_unknown_names(shapes));
        let (documents, unmapped) = match resolved.documents() {
            // Nobody would be known of any sale, and somebody is named.
            Ok(true) if nameless => (false, Some(Unmapped::Field(Field::Name.name()))),
            Ok(documents) if deals || documents || resolved.somebody() => (deals || documents, None),
            Ok(_) => (false, Some(Unmapped::Everything)),
            Err(_) if deals => (true, None),
            Err(field) => (false, Some(Unmapped::Field(field.name()))),
        };
        if documents
            && options.map.is_empty()
            && preset.is_some_and(|p| p.name == "generic")
            && let Some((what, column)) = resolved
                .books()
                .or_else(|| resolved.no_sales())
                .or_else(|| Some((NoSales::Goods, resolved.stock()?)))
        {
            return Err(ImportError::NoSales { what, column: column.to_owned() });
        }
        if !documents
            && unmapped.is_none()
            && options.map.is_empty()
            && preset.is_some_and(|p| p.name == "generic")
            && let Some(column) = resolved.goods()
        {
            return Err(ImportError::NoSales { what: NoSales::Goods, column: column.to_owned() });
        }
        // What somebody bought in a month is no sale: it has neither a day nor a number.
        if !resolved.has(Field::Date)
            && options.map.is_empty()
            && preset.is_some_and(|p| p.name == "generic")
            && let Some(shapes) = &shapes
            && let Some(column) = resolved.months(shapes)
        {
            return Err(ImportError::NoSales { what: NoSales::Months, column: column.to_owned() });
        }
        let source = options.source.filter(|s| !s.trim().is_empty());
        let mut plan = Self {
            path: path.to_owned(),
            preset,
            matches,
            source: source
                .unwrap_or_else(|| preset.map_or_else(|| "generic".to_owned(), |p| p.product.clone())),
            columns: names
                .iter()
                .enumerate()
                .map(|(i, header)| Column {
                    header: header.clone(),
                    fields: resolved.fields_of(i),
                    example: String::new(),
                })
                .collect(),
            documents,
            decimal: Mark::Point,
            date_order: DateOrder::Ymd,
            questions: Vec::new(),
            unmapped,
            rows: 0,
            currency: options.currency,
            resolved,
            marks: BTreeMap::new(),
            orders: BTreeMap::new(),
            scattered: HashSet::new(),
            undiscounted: false,
            whole: false,
            anew: false,
            headed: false,
            invoiced: false,
            signed: false,
            inside: None,
            sign: None,
            kinds: None,
            titles: HashSet::new(),
            booked: None,
            line_tax: false,
            tax_once: false,
            each: Vec::new(),
            steady: false,
            signless: false,
            lettered: false,
            corrects: false,
            taken_back: HashSet::new(),
            parted: None,
            sniffed,
        };
        if plan.unmapped.is_none() && preset.is_some_and(|p| matches!(p.name, "generic" | "factura_es")) {
            plan.settle_kinds()?;
        }
        let evidence = plan.survey()?;
        if plan.rows == 0 {
            return Err(ImportError::NoRows);
        }
        plan.settle_decimals(&evidence, options.decimal);
        plan.settle_dates(&evidence, options.date_order);
        plan.settle_births(&evidence, options.date_order);
        plan.settle_inclusive();
        if plan.documents && preset.is_some_and(|p| p.goods_alone) {
            plan.settle_goods()?;
        }
        // The programs of invoices of a country write what their users want, like people.
        let own = preset.is_some_and(|p| p.name == "generic");
        if plan.unmapped.is_none() && preset.is_some_and(|p| p.product == "generic") {
            let said =
                |fields: &[Field]| options.map.iter().any(|(_, f)| fields.iter().any(|x| x.name() == f));
            plan.settle_sign()?;
            if own && documents && options.map.is_empty() {
                plan.settle_payments()?;
                plan.refuse_statement()?;
            }
            if !said(&[Field::Amount, Field::LineAmount]) {
                if own {
                    plan.settle_sums()?;
                }
                plan.settle_amount()?;
            }
            if own && !said(&[Field::Tax]) {
                plan.settle_inner_tax()?;
                plan.settle_tax()?;
                plan.settle_line_tax()?;
            }
            if own {
                plan.settle_cost()?;
                plan.settle_parted()?;
            }
            plan.settle_heads()?;
            plan.settle_taken_back()?;
        } else if plan.unmapped.is_none() && preset.is_some_and(|p| p.row_extras) {
            plan.settle_tax()?;
        } else if plan.unmapped.is_none() {
            plan.settle_collected()?;
        }
        Ok(plan)
    }

    /// The rows below the header.
    pub(super) fn data(&self) -> Result<(Rows, u64), ImportError> {
        let mut rows = Rows::open(&self.path, self.sniffed.dialect)?;
        rows.expect(self.columns.len());
        Ok((rows, self.sniffed.header_line))
    }

    /// Gives the rows among the first `count` of the file that stand below its header.
    pub(super) fn first_rows(&self, count: u32, see: &mut dyn FnMut(&Row)) -> Result<(), ImportError> {
        let (mut rows, header_line) = self.data()?;
        let mut row = Row::default();
        for _ in 0..count {
            if !rows.read(&mut row)? {
                break;
            }
            if row.line > header_line {
                see(&row);
            }
        }
        Ok(())
    }

    /// Columns that go nowhere and hold what a field would, by their first values.
    fn candidates(&self, field: &str) -> Vec<String> {
        let is = |value: &str| match Field::parse(field).map(Field::kind) {
            Some(Kind::Number) => {
                let marks = [Mark::Point, Mark::Comma];
                marks.into_iter().any(|mark| number::parse(value.as_bytes(), mark).is_some())
            }
            Some(Kind::Date) => date::evidence(value.as_bytes()) != date::Evidence::None,
            _ => value.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count() > 1,
        };
        let unused = self.columns.iter().filter(|c| c.fields.is_empty() && !c.header.trim().is_empty());
        unused.filter(|c| !c.example.is_empty() && is(&c.example)).map(|c| c.header.clone()).collect()
    }

    /// Leaves out the columns of a field.
    pub(super) fn leave_out(&mut self, field: Field) {
        self.resolved.forget(field);
        self.columns.iter_mut().for_each(|column| column.fields.retain(|of| *of != field));
    }

    /// The first reading: structure, evidence, currency, documents whose rows do not stand together.
    pub(super) fn survey(&mut self) -> Result<BTreeMap<usize, Evidence>, ImportError> {
        let (mut rows, header_line) = self.data()?;
        let of_kind = |kind| -> Vec<usize> {
            (0..self.columns.len())
                .filter(|i| self.columns[*i].fields.iter().any(|f| f.kind() == kind))
                .collect()
        };
        let (numbers, mut dates) = (of_kind(Kind::Number), of_kind(Kind::Date));
        dates.extend(self.resolved.all(Field::BirthYear));
        let currency = self.resolved.first(Field::Currency).filter(|_| self.documents);
        let numbered = self.documents && self.resolved.has(Field::Number);
        let mut numbers_of: Vec<Evidence> = vec![Evidence::default(); numbers.len()];
        let mut dates_of: Vec<Evidence> = vec![Evidence::default(); dates.len()];
        let positive_credits = self.documents && self.preset.is_some_and(|p| p.negate_credits);
        let mut seen = super::assemble::seen::Seen::default();
        let (mut last, mut key) = (0_u64, Vec::new());
        let mut days = super::assemble::seen::Returns::default();
        let day_column = self.resolved.first(Field::Date).filter(|_| numbered);
        let mut without_example = self.columns.len();
        let mut row = Row::default();
        let mut between = Between::default();
        while rows.read(&mut row)? {
            if row.line <= header_line {
                continue;
            }
            between.see(self, &row)?;
            if row.is_blank() {
                continue;
            }
            self.rows += 1;
            if without_example > 0 && self.rows < 500 {
                for (i, column) in self.columns.iter_mut().enumerate().filter(|(_, c)| c.example.is_empty()) {
                    column.example = row.text(i).chars().take(60).collect();
                    without_example -= usize::from(!column.example.is_empty());
                }
            }
            for (found, &column) in numbers_of.iter_mut().zip(&numbers) {
                match if row.is_number(column) {
                    number::Evidence::None
                } else {
                    number::evidence(row.cell(column))
                } {
                    number::Evidence::None => {}
                    number::Evidence::Only(Mark::Point) => found.points += 1,
                    number::Evidence::Only(Mark::Comma) => found.commas += 1,
                    number::Evidence::Either => found.keep(&row, column),
                }
            }
            for (found, &column) in dates_of.iter_mut().zip(&dates) {
                match date::evidence(row.cell(column)) {
                    date::Evidence::None => {}
                    date::Evidence::YearFirst => found.ymd += 1,
                    date::Evidence::Only(order) => {
                        let count = if order == DateOrder::Dmy { &mut found.dmy } else { &mut found.mdy };
                        *count += 1;
                        if *count == 1 {
                            found.clear.push((row.line, row.text(column).chars().take(40).collect()));
                        }
                    }
                    date::Evidence::Either => found.keep(&row, column),
                    date::Evidence::Same => found.same += 1,
                }
            }
            if let Some(column) = currency {
                self.check_currency(&row, column)?;
            }
            if numbered {
                super::values::cells::document_number(&self.resolved, &row, &mut key);
                if key.is_empty() {
                    continue;
                }
                self.lettered |= positive_credits && credits::prefix(&key) == Some(credits::Prefix::Invoice);
                let hash = super::assemble::seen::hash(&key);
                if hash != last && !seen.insert(&key, hash) {
                    self.scattered.insert(hash);
                }
                if hash != last
                    && let Some(column) = day_column
                {
                    days.note(hash, row.cell(column));
                }
                last = hash;
            }
            if self.documents && !self.invoiced {
                let is = |c: &usize| {
                    let cell = row.cell(*c);
                    // Nearly every status is told by this.
                    matches!(cell.first(), Some(b'f' | b'F' | b'i' | b'I'))
                        && preset::is_invoice(&String::from_utf8_lossy(cell))
                };
                self.invoiced = self.resolved.all(Field::Status).iter().any(is);
            }
            if positive_credits && !self.signed {
                self.signed = self.is_signed_correction(&row);
            }
        }
        self.anew = days.mostly_on_others();
        self.titles = between.found;
        self.steady = days.are_steady();
        Ok(numbers.into_iter().zip(numbers_of).chain(dates.into_iter().zip(dates_of)).collect())
    }

    /// Columns with a name that go nowhere, where the words of people are all there is to know them by.
    pub fn unused(&self) -> Vec<String> {
        let unused = self.columns.iter().filter(|c| c.fields.is_empty() && !c.header.trim().is_empty());
        let said = |c: &&Column| match self.preset {
            Some(preset) if !matches!(preset.name, "generic" | "factura_es") => {
                // What a list of people holds beside what its program is known to write; our own has what follows from
                // sales.
                let label = [" - label", " - type"].iter().any(|end| c.header.to_lowercase().ends_with(end));
                // So has a list of deals: whoever they are with may stand there.
                let theirs = preset.is_of_people() && preset.product != "portfolio" || preset.deals;
                theirs && !c.example.is_empty() && !label && !preset.leaves_out(&c.header)
            }
            _ => true,
        };
        unused.filter(said).map(|c| c.header.clone()).collect()
    }

    /// Whether a row is the header once more.
    pub(super) fn repeats_header(&self, row: &Row) -> bool {
        let names = self.resolved.names();
        let whole = || {
            row.cell(0) == names.first().map_or(&b""[..], |n| n.as_bytes())
                && names.iter().enumerate().all(|(i, n)| row.cell(i) == n.as_bytes())
        };
        !self.sniffed.header.is_empty()
            && (whole() || !self.documents && super::assemble::margins::holds_header(names, row))
    }

    /// Whether a row corrects a document by a negative amount.
    fn is_signed_correction(&self, row: &Row) -> bool {
        let is = |text: &[u8]| {
            // Nearly every status is told by this.
            text.iter().any(|b| matches!(b, b'r' | b'R'))
                && preset::common_meaning(&String::from_utf8_lossy(text)) == Some(Meaning::Correction)
        };
        let corrects = self.is_coded_correction(row)
            || self.resolved.all(Field::Status).iter().any(|c| is(row.cell(*c)));
        let mut amounts = [Field::Amount, Field::LineAmount, Field::Quantity].into_iter();
        corrects
            && amounts.any(|f| {
                self.resolved.all(f).iter().any(|c| row.cell(*c).iter().any(|b| *b == b'-' || *b == b'('))
            })
    }

    fn check_currency(&self, row: &Row, column: usize) -> Result<(), ImportError> {
        if super::values::coins::may_be(row.cell(column), &self.currency.code) {
            return Ok(());
        }
        Err(ImportError::OtherCurrency {
            row: row.line,
            column: self.resolved.name(column).to_owned(),
            found: row.text(column),
            expected: self.currency.code.clone(),
        })
    }

    /// A mark for each column of numbers: its own evidence, else that of the other columns, else the preset's.
    fn settle_decimals(&mut self, evidence: &BTreeMap<usize, Evidence>, given: Option<Mark>) {
        let numeric =
            |plan: &Self, i: &usize| plan.columns[*i].fields.iter().any(|f| f.kind() == Kind::Number);
        let columns: Vec<(usize, &Evidence)> =
            evidence.iter().filter(|(i, _)| numeric(self, i)).map(|(i, e)| (*i, e)).collect();
        let own = |e: &Evidence| match (e.points, e.commas) {
            (0, 0) => None,
            (points, commas) if points >= 20 * commas => Some(Mark::Point),
            (points, commas) if commas >= 20 * points => Some(Mark::Comma),
            _ => None,
        };
        let (points, commas) = columns.iter().fold((0, 0), |sum, (_, e)| match own(e) {
            Some(Mark::Point) => (sum.0 + 1, sum.1),
            Some(Mark::Comma) => (sum.0, sum.1 + 1),
            None => sum,
        });
        let file = match (points, commas) {
            (1.., 0) => Some(Mark::Point),
            (0, 1..) => Some(Mark::Comma),
            _ => None,
        };
        let stated = self.preset.and_then(|p| p.decimal);
        self.decimal = given.or(file).or(stated).unwrap_or(Mark::Point);
        for (column, found) in columns {
            let mixed = own(found).is_none() && (found.points > 0 || found.commas > 0);
            let settled = given.or_else(|| own(found)).or(if mixed { None } else { file.or(stated) });
            if settled.is_none() && mixed && found.either.is_empty() {
                // Both marks in one column, and each cell says which one is its own.
                self.each.push(column);
            } else if settled.is_none() && (mixed || !found.either.is_empty()) {
                let (column, examples) = (self.resolved.name(column).to_owned(), found.either.clone());
                self.questions.push(Question::Decimal { column, examples });
            }
            self.marks.insert(column, settled.unwrap_or(self.decimal));
        }
    }

    /// An order for each column of dates, likewise.
    fn settle_dates(&mut self, evidence: &BTreeMap<usize, Evidence>, given: Option<DateOrder>) {
        let dated = |plan: &Self, i: &usize| plan.columns[*i].fields.iter().any(|f| f.kind() == Kind::Date);
        let columns: Vec<(usize, &Evidence)> =
            evidence.iter().filter(|(i, _)| dated(self, i)).map(|(i, e)| (*i, e)).collect();
        let file: HashSet<DateOrder> = columns.iter().filter_map(|(_, e)| e.order()).collect();
        let file = if file.len() == 1 { file.into_iter().next() } else { None };
        let stated = self.preset.and_then(|p| p.date_order);
        for (column, found) in columns {
            let open = found.is_open();
            let mixed = found.order().is_none() && found.dmy + found.mdy > 0;
            let settled = given.or_else(|| found.order()).or(if mixed { None } else { file.or(stated) });
            let order = match settled {
                Some(order) => order,
                // The fifth of May is that in either order: only the year must be in its place.
                None if !open && found.same > 0 => DateOrder::Dmy,
                None if !open => DateOrder::Ymd,
                None => {
                    let examples = if found.either.is_empty() { &found.clear } else { &found.either };
                    let (column, examples) = (self.resolved.name(column).to_owned(), examples.clone());
                    self.questions.push(Question::DateOrder { column, examples });
                    DateOrder::Dmy
                }
            };
            self.orders.insert(column, order);
            let first = self.resolved.first(Field::Date).or_else(|| self.resolved.first(Field::Since));
            if Some(column) == first {
                let by_year = found.ymd > found.same && !open;
                self.date_order = if by_year && given.is_none() { DateOrder::Ymd } else { order };
            }
        }
    }

    /// Reads the file a second time and gives every record to `sink`, in the order of the file. Either call stops
    /// the reading by `Break`; then `stopped` is set and what has been sent is not the whole file.
    pub fn for_each(
        &self,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
        sink: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<Outcome, ImportError> {
        if let Some(question) = self.questions.first() {
            return Err(ImportError::Undecided(question.clone()));
        }
        debug_assert!(self.unmapped.is_none(), "the columns are said before the records are read");
        let total = std::fs::metadata(&self.path).map_or(0, |m| m.len());
        let (mut rows, header_line) = self.data()?;
        let mut assembler = Assembler::new(self, sink);
        let mut row = Row::default();
        let mut count = 0;
        while rows.read(&mut row)? {
            if row.line <= header_line || row.is_blank() {
                continue;
            }
            count += 1;
            if count % 4096 == 0 {
                let now = Progress { done: rows.bytes_done().min(total), total, rows: count };
                if progress(now).is_break() {
                    return Ok(assembler.stop(rows.replaced()));
                }
            }
            if assembler.row(&row)?.is_break() {
                return Ok(assembler.stop(rows.replaced()));
            }
        }
        let _ = progress(Progress { done: total, total, rows: count });
        Ok(assembler.finish(rows.replaced()))
    }

    /// The first `count` customers and documents and the first rejects, with the figures of the whole file.
    pub fn preview(&self, count: usize) -> Result<Preview, ImportError> {
        let mut preview = Preview::default();
        preview.outcome = {
            let (records, rejects) = (&mut preview.records, &mut preview.rejects);
            self.for_each(&mut |_| ControlFlow::Continue(()), &mut |record| {
                match record {
                    Record::Rejected(reject) if rejects.len() < count => rejects.push(*reject),
                    Record::Rejected(_) => {}
                    record if records.len() < count => records.push(record),
                    _ => {}
                }
                ControlFlow::Continue(())
            })?
        };
        Ok(preview)
    }
}

/// Whether a map says all that has to be said of a file: else the rest is as it is without one.
fn stands_alone(sniffed: &Sniffed, map: &[(String, String)]) -> bool {
    let sales = || {
        let generic = preset::named("generic").ok();
        Columns::resolve(&sniffed.header, generic, &[], None).is_ok_and(|c| c.documents() == Ok(true))
    };
    let whole = |columns: &Columns| match columns.documents() {
        // A map of people alone says nothing of the sales that a file has.
        Ok(documents) => documents || columns.somebody() && !sales(),
        Err(_) => false,
    };
    // What is wrong with the map is told where it is read.
    !map.is_empty()
        && (sniffed.header.is_empty()
            || Columns::resolve(&sniffed.header, None, map, None).as_ref().map_or(true, whole))
}

impl Evidence {
    fn keep(&mut self, row: &Row, column: usize) {
        if self.either.len() < EXAMPLES {
            self.either.push((row.line, row.text(column).chars().take(40).collect()));
        }
    }
}
