//! Documents whose rows are still coming: what each row adds, which of several with the same number a row belongs to, and
//! what is left when no more will come.

use rust_decimal::Decimal;

use crate::domain::base::names::NameWords;
use crate::domain::base::{Day, Money};
use crate::domain::intake::YEAR_APART;
use crate::domain::trade::{Line, Status};
use crate::exchange::assemble::lines::Said;
use crate::exchange::columns::preset::Meaning;
use crate::exchange::figures::headed;
use crate::exchange::plan::Plan;
use crate::exchange::record::DocumentRecord;
use crate::exchange::values::money;

/// What stands behind the number of a refund that carries the number of its sale.
const REFUND: &str = "-R";

/// Days within which a document that stands once more was written twice, and not paid in two parts.
const COPIED: i32 = 15;

/// A document whose rows are still coming.
#[derive(Debug)]
pub struct Open {
    /// What is known of it so far.
    pub record: DocumentRecord,
    /// Name of the customer as its first row says it.
    pub name: NameWords,
    /// Hash of its first row, where another may be the same word for word.
    pub whole: Option<u32>,
    stated: Option<Decimal>,
    tax: Decimal,
    refunded: Decimal,
    shipping: Decimal,
    discount: Decimal,
    meaning: Option<Meaning>,
    /// A row had a status, whatever it meant.
    has_status: bool,
    /// What its first row says of the whole, where that names no product: amount, worth, tax.
    head: Option<(Option<Decimal>, Decimal, Decimal)>,
    /// What the others come to, without tax.
    below: Decimal,
}

/// How a row with another day goes with a document of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// Same customer.
    Theirs,
    /// One of both says nobody.
    Unsaid,
    /// Another customer, or nobody on either.
    Others,
}

/// Documents of one number.
#[derive(Debug, Default)]
pub struct Group {
    name: Vec<u8>,
    documents: Vec<Open>,
    last: usize,
    /// Numbers of the file begin anew: another day is another document.
    anew: bool,
}

impl Belongs {
    /// Compares whose document it is with whose a row is: a code, empty for nobody.
    pub fn to(open: &Open, row: &str) -> Self {
        match open.record.customer.as_deref() {
            None if row.is_empty() => Self::Others,
            Some(code) if code == row => Self::Theirs,
            Some(_) if !row.is_empty() => Self::Others,
            _ => Self::Unsaid,
        }
    }
}

impl Group {
    /// None of a number yet; `anew` where numbers of the file begin anew.
    pub fn new(anew: bool) -> Self {
        Self { anew, ..Self::default() }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Whether the number stands for more than one document.
    pub fn is_several(&self) -> bool {
        self.documents.len() > 1
    }

    /// Whether it is that of this number with this behind it.
    pub fn is_of(&self, number: &[u8], suffix: &[u8]) -> bool {
        let rest = self.name.strip_prefix(number).filter(|_| !number.is_empty() && !self.is_empty());
        rest == Some(suffix)
    }

    /// Where the document stands that the last row belonged to.
    pub fn last(&self) -> Option<usize> {
        (!self.is_empty()).then_some(self.last)
    }

    /// The document at a place that [`Group::find`] or [`Group::last`] gave.
    pub fn at(&mut self, at: usize) -> &mut Open {
        self.last = at;
        &mut self.documents[at]
    }

    /// One more document of the number.
    pub fn push(&mut self, name: &[u8], mut open: Open) {
        // A refund that carries the number of its sale is a document of its own, whichever comes first.
        let sale = self.documents.iter_mut().find(|other| other.is_other_side(&open));
        if let Some(other) = sale {
            if open.takes_back() {
                open.name_as_refund();
            } else {
                other.name_as_refund();
            }
        }
        self.name.clear();
        self.name.extend_from_slice(name);
        self.last = self.documents.len();
        self.documents.push(open);
    }

    /// The document that a row of this day belongs to; `adjacent` where the row before has the same number; `shop` is where it
    /// says it was sold, `name` who is named. `whose` compares customers.
    pub fn find(
        &mut self,
        day: Option<Day>,
        said: &Said,
        adjacent: bool,
        shop: &str,
        name: &dyn Fn() -> NameWords,
        whose: &mut dyn FnMut(&Open) -> Belongs,
    ) -> Option<usize> {
        let mut fits = |at: usize, open: &Open| -> bool {
            if open.has_status && said.has_status && open.takes_back() != takes_back(said.meaning) {
                return false;
            }
            let other_shop =
                !shop.is_empty() && !open.record.channel.is_empty() && open.record.channel != shop;
            if other_shop {
                return false;
            }
            let Some(day) = day.filter(|day| *day != open.record.day) else {
                // Of one day: two people with names that cannot be one have two tickets of two tills.
                return day.is_none() || open.name.may_be(name());
            };
            let near = (day.0 - open.record.day.0).abs() < YEAR_APART;
            near && !self.anew
                && match whose(open) {
                    Belongs::Theirs => true,
                    // A line with a day of its own and no customer goes on with the row before.
                    Belongs::Unsaid => adjacent && at == self.last,
                    Belongs::Others => false,
                }
        };
        // The one of the row before goes first: rows of a document mostly stand together.
        let mut places = std::iter::once(self.last).chain(0..self.documents.len());
        places.find(|at| self.documents.get(*at).is_some_and(|open| fits(*at, open)))
    }

    /// Whether a document of these has one row without lines, another day close by, and the amount and customer of this one;
    /// or the day and every word of it, `whole`.
    pub fn has_copy(
        &self,
        day: Day,
        said: &Said,
        whole: Option<u32>,
        whose: &mut dyn FnMut() -> String,
    ) -> bool {
        let alike = |open: &&Open| {
            let apart = (open.record.day.0 - day.0).abs();
            ((1..COPIED).contains(&apart) || whole.is_some() && whole == open.whole)
                && open.record.rows == 1
                && open.record.lines.is_empty()
                && open.stated == said.stated
                && open.meaning == said.meaning
                && open.record.day.ymd().0 == day.ymd().0
        };
        let open = self.documents.iter().find(alike).and_then(|open| open.record.customer.as_deref());
        open.is_some_and(|customer| customer == whose())
    }

    /// Takes out what is of days before this one.
    pub fn take_before(&mut self, day: Day) -> Vec<Open> {
        self.last = 0;
        self.documents.extract_if(.., |open| open.record.day < day).collect()
    }

    /// Takes out everything.
    pub fn drain(&mut self) -> std::vec::Drain<'_, Open> {
        self.last = 0;
        self.documents.drain(..)
    }
}

impl Open {
    /// A document to which no row was added yet.
    pub fn new(record: DocumentRecord) -> Self {
        let zero = Decimal::ZERO;
        Self {
            record,
            name: NameWords::default(),
            whole: None,
            stated: None,
            tax: zero,
            refunded: zero,
            shipping: zero,
            discount: zero,
            meaning: None,
            has_status: false,
            head: None,
            below: zero,
        }
    }

    /// Whether its rows say that it takes something back.
    pub fn takes_back(&self) -> bool {
        takes_back(self.meaning)
    }

    /// Whether one sells what the other takes back.
    fn is_other_side(&self, other: &Self) -> bool {
        let apart = (self.record.day.0 - other.record.day.0).abs();
        let near = apart < if self.record.customer.is_some() { YEAR_APART } else { 1 };
        let same = self.record.customer == other.record.customer;
        let said = self.has_status && other.has_status;
        said && near && same && self.takes_back() != other.takes_back() && self.record.reverses.is_empty()
    }

    /// A head and the lines below it are the same money.
    fn count_head_once(&mut self) {
        let Some((stated, worth, tax)) = self.head else { return };
        if self.record.rows < 2 || !money::near(worth, self.below) {
            return;
        }
        if stated.is_some() {
            (self.stated, self.tax) = (stated, tax);
        }
        if self.record.lines.first().is_some_and(|line| line.product.is_empty() && line.code.is_empty()) {
            self.record.lines.remove(0);
        }
    }

    fn name_as_refund(&mut self) {
        if self.record.reverses.is_empty() {
            self.record.reverses = self.record.number.clone();
            self.record.number.push_str(REFUND);
        }
    }

    /// Adds what a row says. With priced lines the document's amount stands on each row (or on the first alone) and
    /// counts once; without, the rows of a document are its parts. `heads`: decimals of the currency, where documents
    /// begin with a row that says what the others do.
    pub fn add(&mut self, said: Said, (priced, summed): (bool, [bool; 4]), heads: Option<u32>) {
        self.record.rows += 1;
        if self.has_status && said.has_status {
            let void = |meaning: Option<Meaning>| meaning == Some(Meaning::Void);
            match (void(self.meaning), void(said.meaning)) {
                // A line that was cancelled is no part of the rest.
                (false, true) => return,
                (true, false) => {
                    let rows = self.record.rows;
                    let record = DocumentRecord { lines: Vec::new(), ..self.record.clone() };
                    *self = Self { name: self.name, ..Self::new(record) };
                    self.record.rows = rows;
                }
                _ => {}
            }
        }
        let first = self.record.rows == 1;
        self.has_status |= said.has_status;
        if let Some(decimals) = heads {
            let worth = headed::worth(&said, decimals).unwrap_or_default();
            if first && headed::is_bare(&said) {
                self.head = Some((said.stated, worth, said.extras[0]));
            } else {
                self.below += worth;
            }
        }
        self.record.lines.extend(said.line);
        self.record.lines.extend(said.articles);
        self.meaning = self.meaning.or(said.meaning);
        match (self.stated, said.stated) {
            (Some(sum), Some(part)) if !priced => self.stated = Some(sum + part),
            (None, Some(part)) => self.stated = Some(part),
            _ => {}
        }
        for (slot, value, summed) in
            [&mut self.tax, &mut self.refunded, &mut self.shipping, &mut self.discount]
                .into_iter()
                .zip(said.extras)
                .zip(summed)
                .map(|((slot, value), summed)| (slot, value, summed))
        {
            if summed {
                *slot += value;
            } else if first || slot.is_zero() {
                *slot = value;
            }
        }
    }

    /// The document as it comes in, and how many of its lines are of products. `signed`: corrections of the file are
    /// negative where they give money back.
    pub fn close(mut self, decimals: u32, plan: &Plan) -> (DocumentRecord, usize) {
        let (preset, signed) = (plan.preset, plan.signed);
        self.count_head_once();
        let Self { mut record, stated, tax, refunded, shipping, discount, meaning, .. } = self;
        let mut sum: Money = record.lines.iter().map(|l| l.amount).sum();
        // A sum of parts that each fit fits for any real file; otherwise the document counts what its lines say.
        let net = move |amount: Decimal| money::of(amount, decimals).unwrap_or(sum);
        let goods = match stated {
            Some(stated) => net(stated - tax),
            None => net(money::decimal(sum, decimals) + shipping - discount.abs() - tax),
        };
        if goods < Money::ZERO && sum > Money::ZERO && stated.is_some() {
            // The document is negative and its lines are written as they were sold.
            record.lines.iter_mut().for_each(turn);
            sum = -sum;
        }
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
        let positive = |l: &Line| l.quantity > Decimal::ZERO && l.unit_price > Decimal::ZERO;
        let products = &record.lines[..product_lines];
        let bought =
            if products.is_empty() { record.amount >= Money::ZERO } else { products.iter().any(positive) };
        record.status = match if fully { Some(Meaning::Void) } else { meaning } {
            Some(Meaning::Void | Meaning::Draft | Meaning::Payment) => Status::Void,
            Some(Meaning::Delivery) | None if bought => Status::Valid,
            Some(Meaning::Correction) if signed && record.amount > Money::ZERO => Status::Valid,
            Some(Meaning::Credit | Meaning::Correction | Meaning::Delivery) | None => Status::Credit,
        };
        let positive = record.status == Status::Credit && record.amount > Money::ZERO;
        if positive && preset.is_some_and(|p| p.negate_credits) {
            record.amount = -record.amount;
            record.lines.iter_mut().for_each(turn);
        }
        (record, product_lines)
    }
}

/// A line given back instead of sold.
fn turn(line: &mut Line) {
    line.quantity = -line.quantity;
    line.amount = -line.amount;
}

fn takes_back(meaning: Option<Meaning>) -> bool {
    matches!(meaning, Some(Meaning::Credit | Meaning::Correction))
}
