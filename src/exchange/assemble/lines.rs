//! What one row says about its document: day, status, amounts, a line.

use rust_decimal::Decimal;

use crate::domain::base::{Day, Money};
use crate::domain::trade::Line;
use crate::exchange::assemble::margins;
use crate::exchange::assemble::packed;
use crate::exchange::assemble::people::Bad;
use crate::exchange::columns::credits::{self, Prefix};
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{Meaning, is_among, words};
use crate::exchange::columns::receipts;
use crate::exchange::figures::{sign, taken_back};
use crate::exchange::file::rows::Row;
use crate::exchange::plan::Plan;
use crate::exchange::record::{Notes, Reason};
use crate::exchange::values::cells;
use crate::exchange::values::date::{self, DateOrder};
use crate::exchange::values::money;
use crate::exchange::values::number;

/// What one row says about its document.
#[derive(Debug, Default)]
pub struct Said {
    /// What the status says.
    pub meaning: Option<Meaning>,
    /// There is a status, whatever it says.
    pub has_status: bool,
    /// The line, where the row has one.
    pub line: Option<Line>,
    /// The amount of the document.
    pub stated: Option<Decimal>,
    /// Tax, money given back, shipping, discount on the whole.
    pub extras: [Decimal; 4],
    /// The lines of a cell that holds all of them.
    pub articles: Vec<Line>,
}

/// Reads rows by the columns, marks and orders of a plan.
#[derive(Clone, Copy)]
pub struct Lines<'p> {
    plan: &'p Plan,
    /// Lines have their own prices: a document's amount is then a check, not a part.
    pub priced: bool,
    /// Decimals of the minor unit.
    pub decimals: u32,
}

impl<'p> Lines<'p> {
    /// A reader of rows.
    pub fn new(plan: &'p Plan) -> Self {
        let columns = &plan.resolved;
        let priced =
            [Field::UnitPrice, Field::LineAmount, Field::Articles].into_iter().any(|f| columns.has(f));
        Self { plan, priced, decimals: plan.currency.decimals }
    }

    /// How the amounts of the rows of a document come together: whether lines have their own prices, and whether tax,
    /// shipping and the like are added up or stand once for the document.
    pub fn apart(&self) -> (bool, [bool; 4]) {
        let once = self.priced || self.plan.whole;
        let summed = !once || self.plan.preset.is_some_and(|p| p.row_extras);
        let taxes = summed && !self.plan.tax_once || self.plan.line_tax;
        (once, [taxes, summed, summed, summed])
    }

    /// Whether a row is a priced line and nothing else: it names a product and nobody, and belongs to the document above.
    pub fn is_line_alone(&self, row: &Row, said: &Said) -> bool {
        let line = said.line.as_ref().filter(|_| self.priced && said.stated.is_none());
        line.is_some_and(|line| !line.product.is_empty() || !line.code.is_empty())
            && margins::names_nobody(&self.plan.resolved, row)
    }

    /// The day of a row; `Ok(None)` where it has none.
    pub fn day(&self, row: &Row) -> Result<Option<Day>, Reason> {
        let column = self.plan.resolved.first(Field::Date).unwrap_or(usize::MAX);
        let order = self.plan.orders.get(&column).copied().unwrap_or(DateOrder::Ymd);
        date::parse(row.cell(column), order).map_err(Reason::from)
    }

    /// A number cell: `Ok(None)` where it is blank.
    pub fn number(&self, row: &Row, field: Field) -> Result<Option<Decimal>, Bad> {
        if self.plan.sign.is_some() {
            let value = self.unsigned(row, field)?;
            return Ok(value.map(|value| sign::signed(row, self.plan.sign, field, value)));
        }
        self.unsigned(row, field)
    }

    /// The same as it stands in its cell.
    fn unsigned(&self, row: &Row, field: Field) -> Result<Option<Decimal>, Bad> {
        let columns = self.plan.resolved.all(field);
        if columns.len() < 2 || !self.plan.resolved.is_sum(field) {
            return self.first_number(row, columns);
        }
        let mut sum = None;
        for column in columns {
            if let Some(part) = self.first_number(row, std::slice::from_ref(column))? {
                sum = Some(sum.unwrap_or_default() + part);
            }
        }
        Ok(sum)
    }

    fn first_number(&self, row: &Row, columns: &[usize]) -> Result<Option<Decimal>, Bad> {
        for &column in columns {
            let cell = row.cell(column);
            if cell.is_empty() {
                continue;
            }
            let mark = self.plan.marks.get(&column).copied().unwrap_or(self.plan.decimal);
            let mark = if row.is_number(column) {
                number::Mark::Point
            } else if self.plan.each.contains(&column)
                && let number::Evidence::Only(own) = number::evidence(cell)
            {
                own
            } else {
                mark
            };
            let Some(value) = number::parse(cell, mark) else {
                if number::is_dash(cell) {
                    continue;
                }
                return Err((column, Reason::NotANumber));
            };
            let value = match &self.plan.inside {
                Some(inside) => inside.without(row, column, value, self.plan.decimal),
                None => value,
            };
            // So that no sum of a whole file can leave the range of the money type.
            return if money::is_too_large(value) {
                Err((column, Reason::AmountTooLarge))
            } else {
                Ok(Some(value))
            };
        }
        Ok(None)
    }

    /// The column of a field that says something in this row, where it has several.
    fn filled(&self, row: &Row, field: Field) -> usize {
        let columns = self.plan.resolved.all(field);
        columns.iter().find(|column| !row.cell(**column).is_empty()).or(columns.first()).copied().unwrap_or(0)
    }

    /// Numbers and status of a row; an error where the row cannot come in.
    pub fn read_row(&self, row: &Row, number: &[u8], notes: &mut Notes) -> Result<Said, Bad> {
        let filled = |field| self.plan.resolved.all(field).iter().any(|c| !row.cell(*c).is_empty());
        let has_status = filled(Field::Status) || filled(Field::CancelledAt);
        let mut said = Said { meaning: self.meaning(row, number), has_status, ..Said::default() };
        said.stated = self.number(row, Field::Amount)?;
        if let Some(amount) = said.stated {
            money::of(amount, self.decimals).map_err(|r| (self.filled(row, Field::Amount), r))?;
        }
        let out = said.stated.is_some_and(|amount| amount.is_sign_negative() && !amount.is_zero());
        if out && said.meaning.is_none() && self.plan.preset.is_some_and(|p| p.outgoing) {
            said.meaning = Some(Meaning::Payment);
        }
        if out
            && said.meaning.is_none()
            && self.plan.resolved.all(Field::Status).iter().any(|c| receipts::is_to_bank(row.cell(*c)))
        {
            said.meaning = Some(Meaning::Payment);
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
        if let Some(withheld) = self.number(row, Field::Withheld)? {
            // What the customer kept back for the treasury is missing in the amount.
            said.extras[0] -= withheld.abs();
        }
        let left = self.number(row, Field::Adjusted)?.filter(|left| *left > Decimal::ZERO);
        if let (Some(left), Some(amount)) = (left, said.stated) {
            said.extras[1] = amount - left;
        }
        let line = if self.priced {
            self.priced_line(row, notes)
        } else {
            let part = said.stated.filter(|_| !self.plan.whole);
            self.part(row, part, notes)
        };
        said.line = match line {
            // What was cancelled may have lost its price.
            Err((_, Reason::Missing)) if said.meaning == Some(Meaning::Void) => {
                said.stated = said.stated.or(Some(Decimal::ZERO));
                None
            }
            line => line?,
        };
        match self.is_head(row) {
            Some(true) => {
                let price = self.number(row, Field::UnitPrice)?.or(self.number(row, Field::LineAmount)?);
                said.stated = said.stated.or(price.map(|goods| goods + said.extras[2]));
                said.line = None;
            }
            // Beside such rows a line says nothing of the whole.
            Some(false) => (said.stated, said.extras) = (None, Default::default()),
            None => {}
        }
        if let Some(column) = self.plan.resolved.first(Field::Articles) {
            said.articles = packed::lines(&row.text(column), self.plan.decimal, self.decimals);
        }
        let unsaid = said.line.is_none() && said.stated.is_none();
        if unsaid && said.meaning == Some(Meaning::Void) && !number.is_empty() {
            said.stated = Some(Decimal::ZERO);
        }
        Ok(said)
    }

    /// Whether a row speaks of the whole document and of none of its lines.
    pub fn is_whole(&self, row: &Row) -> bool {
        self.is_head(row) == Some(true)
    }

    /// Whether a row speaks of the whole document and holds none of its lines; `None` where the source leaves it open.
    fn is_head(&self, row: &Row) -> Option<bool> {
        let preset = self.plan.preset?;
        let columns = &self.plan.resolved;
        let filled = |field: &Field| columns.all(*field).iter().any(|c| !row.cell(*c).is_empty());
        if preset.bare_heads {
            return (![Field::Product, Field::LineCode].iter().any(filled)).then_some(true);
        }
        let is = |c: &usize| is_among(&preset.heads, &row.text(*c));
        (!preset.heads.is_empty()).then(|| columns.all(Field::Status).iter().any(is))
    }

    /// What the status, the date of cancellation and the number say the document is.
    pub fn meaning(&self, row: &Row, number: &[u8]) -> Option<Meaning> {
        let columns = &self.plan.resolved;
        let preset = self.plan.preset;
        let mut found = None;
        for &column in columns.all(Field::Status) {
            let cell = row.cell(column);
            if cell.is_empty() || cell.len() > 60 {
                continue;
            }
            if self.plan.booked == Some(column) && receipts::is_booked(cell) {
                return Some(Meaning::Payment);
            }
            let text = String::from_utf8_lossy(cell);
            let meaning = credits::effect(columns.name(column), &text).or_else(|| match preset {
                Some(preset) => preset.meaning(&text),
                None => crate::exchange::columns::preset::common_meaning(&text),
            });
            let meaning = self.plan.kinds.and_then(|kinds| kinds.meaning(column, cell)).or(meaning);
            let meaning = match meaning {
                Some(Meaning::Delivery) => self.plan.invoiced.then_some(Meaning::Draft),
                other => other,
            };
            // Voided beats anything another column says.
            if meaning == Some(Meaning::Void) || found.is_none() {
                found = meaning;
            }
        }
        // «ANULADA» in the place of whose it was.
        if found.is_none() && columns.first(Field::Name).is_some_and(|c| says_void(row.cell(c))) {
            return Some(Meaning::Void);
        }
        // A day of cancellation, or a yes.
        let cancelled = |cell: &[u8]| {
            let says_no = || is_among(&words().no, &String::from_utf8_lossy(cell));
            !cell.is_empty() && (cell.len() > 8 || !says_no())
        };
        if columns.all(Field::CancelledAt).iter().any(|c| cancelled(row.cell(*c))) {
            return Some(Meaning::Void);
        }
        let prefix = preset.map_or("", |p| &p.credit_prefix).as_bytes();
        let credited = !prefix.is_empty()
            && number.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
            && number.get(prefix.len()).is_some_and(u8::is_ascii_digit);
        let lettered = match credits::prefix(number).filter(|_| self.plan.lettered) {
            Some(Prefix::Credit) => Some(Meaning::Credit),
            Some(Prefix::Correction) => Some(Meaning::Correction),
            _ => None,
        };
        let found = found.or(credited.then_some(Meaning::Credit));
        found.or_else(|| taken_back::meaning(self.plan, row, number)).or(lettered)
    }

    /// A line with a price or an amount of its own; `None` where all its cells are blank.
    pub fn priced_line(&self, row: &Row, notes: &mut Notes) -> Result<Option<Line>, Bad> {
        let columns = &self.plan.resolved;
        let (quantity, price) = (self.number(row, Field::Quantity)?, self.number(row, Field::UnitPrice)?);
        let amount = self.number(row, Field::LineAmount)?;
        if quantity.is_none() && price.is_none() && amount.is_none() {
            return Ok(None);
        }
        // Units given back beside an amount without a sign.
        let given_back = price.is_none() && quantity.is_some_and(|q| q.is_sign_negative());
        let amount = amount.map(|a| if given_back { -a.abs() } else { a });
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
            // Units given back at a price with a sign of its own.
            (Some(price), Some(amount)) if quantity.is_sign_negative() && amount.is_sign_negative() => {
                price.abs()
            }
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
            Some(amount) if self.plan.undiscounted && !discount.is_zero() => {
                let left = amount.checked_mul(Decimal::ONE - discount).unwrap_or(amount);
                money::of(left, self.decimals).map_err(|r| (at(Field::LineAmount), r))?
            }
            Some(amount) => money::of(amount, self.decimals).map_err(|r| (at(Field::LineAmount), r))?,
            None => {
                money::of_line(quantity, price, discount, self.decimals).map_err(|r| (at(price_field), r))?
            }
        };
        self.line(row, notes, quantity, price, discount, amount).map(Some)
    }

    /// Whether the amount of a line and of its row say that the discount of the line is still to be taken off: `None` where
    /// the row has none.
    pub fn is_undiscounted(&self, row: &Row) -> Option<bool> {
        let number = |field| self.number(row, field).ok().flatten();
        let line = number(Field::LineAmount)?;
        let off = number(Field::DiscountAmount).filter(|off| !off.is_zero())?.abs();
        if !self.plan.resolved.has(Field::Amount) {
            // What quantity and price come to is before it.
            let full = number(Field::Quantity)?.checked_mul(number(Field::UnitPrice)?)?;
            return Some(money::near(full, line));
        }
        let total = number(Field::Amount)?;
        let tax = number(Field::Tax).unwrap_or_default();
        Some(money::near(line - off + tax, total) && !money::near(line + tax, total))
    }

    /// What quantity, price and discount of a row come to; `None` where it has no price.
    pub fn worth(&self, row: &Row) -> Option<Decimal> {
        let price = self.number(row, Field::UnitPrice).ok()??;
        let quantity = self.number(row, Field::Quantity).ok()?.unwrap_or(Decimal::ONE);
        let off = Decimal::ONE - self.discount(row, quantity, price).ok()?;
        quantity.checked_mul(price)?.checked_mul(off)
    }

    /// The fraction taken off.
    fn discount(&self, row: &Row, quantity: Decimal, price: Decimal) -> Result<Decimal, Bad> {
        let columns = &self.plan.resolved;
        // `10 %` says itself what it is, whatever the column is taken for.
        let percent = |field: Field| {
            columns
                .all(field)
                .iter()
                .find(|c| !row.cell(**c).is_empty())
                .is_some_and(|c| row.cell(*c).contains(&b'%'))
        };
        let (field, fraction) = if let Some(fraction) = self.number(row, Field::Discount)? {
            let hundred = if percent(Field::Discount) { Decimal::ONE_HUNDRED } else { Decimal::ONE };
            (Field::Discount, fraction / hundred)
        } else if percent(Field::DiscountAmount)
            && let Some(percent) = self.number(row, Field::DiscountAmount)?
        {
            (Field::DiscountAmount, percent.abs() / Decimal::ONE_HUNDRED)
        } else if let Some(percent) = self.number(row, Field::DiscountPercent)? {
            let percent = if self.plan.signless { percent.abs() } else { percent };
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
    fn part(&self, row: &Row, stated: Option<Decimal>, notes: &mut Notes) -> Result<Option<Line>, Bad> {
        let columns = &self.plan.resolved;
        let named = [Field::Product, Field::LineCode, Field::Category]
            .into_iter()
            .flat_map(|f| columns.all(f))
            .any(|c| !row.cell(*c).is_empty());
        let Some(stated) = stated.filter(|_| named) else { return Ok(None) };
        // A tax of the whole document is no line's.
        let tax = if self.plan.tax_once { None } else { self.number(row, Field::Tax)? };
        let net = stated - tax.unwrap_or_default();
        let sign = if net.is_sign_negative() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        let quantity =
            self.number(row, Field::Quantity)?.filter(|q| !q.is_zero()).map_or(sign, |q| q.abs() * sign);
        let price = net.checked_div(quantity).map_or(Decimal::ZERO, |p| p.round_dp(6));
        let at = columns.first(Field::Amount).unwrap_or(0);
        let amount = money::of(net, self.decimals).map_err(|r| (at, r))?;
        self.line(row, notes, quantity, price, Decimal::ZERO, amount).map(Some)
    }

    fn line(
        &self,
        row: &Row,
        notes: &mut Notes,
        quantity: Decimal,
        unit_price: Decimal,
        discount: Decimal,
        amount: Money,
    ) -> Result<Line, Bad> {
        let cost = self.cost(row, quantity)?;
        let columns = &self.plan.resolved;
        let mut text = |field: Field| match columns.first(field) {
            Some(column) => cells::text(row.cell(column), notes).map_err(|r| (column, r)),
            None => Ok(String::new()),
        };
        let (mut code, mut product, category) =
            (text(Field::LineCode)?, text(Field::Product)?, text(Field::Category)?);
        if code.is_empty()
            && let Some(column) = columns.spare(Field::LineCode).first()
        {
            code = cells::text(row.cell(*column), notes).map_err(|r| (*column, r))?;
        }
        // A category belongs to a product: where nothing else says what was sold it is what was sold.
        if product.is_empty() && code.is_empty() {
            product.clone_from(&category);
        }
        Ok(Line { code, product, category, quantity, unit_price, discount, amount, cost })
    }
}

/// Whether what stands in the place of a name says that there is no sale.
fn says_void(name: &[u8]) -> bool {
    ["anulada", "anulado"].iter().any(|word| name.trim_ascii().eq_ignore_ascii_case(word.as_bytes()))
}
