//! What a column of tax means beside an amount: tax inside it, tax on top of it, or a rate. Words cannot tell («IVA» is
//! all three); the figures of the first rows do.

use rust_decimal::Decimal;

use crate::exchange::assemble::lines::Lines;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::column_key;
use crate::exchange::columns::taxless::{says_gross, says_rate};
use crate::exchange::error::ImportError;
use crate::exchange::file::rows::Row;
use crate::exchange::plan::Plan;
use crate::exchange::values::money::near;
use crate::exchange::values::number::{self, Mark};

/// Rows that are looked at.
const LOOK: u32 = 300;
/// Rates of tax in tenths of a per cent: IVA, IGIC and IPSI, those that Spanish accounts knew before, and of neighbours.
const RATES: [i64; 18] = [30, 40, 50, 65, 70, 75, 80, 95, 100, 150, 160, 180, 190, 200, 210, 220, 230, 250];

/// What the figures say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tax {
    /// The amount holds it: it is taken off.
    Inside,
    /// The amount is without it.
    OnTop,
    /// It is a rate and no money.
    Rate,
}

/// What one row can be; several at once where the figures leave it open.
fn readings(amount: Decimal, tax: Decimal) -> [bool; 3] {
    let (amount, tax) = (amount.abs(), tax.abs());
    let thousand = Decimal::ONE_THOUSAND;
    let rates = || RATES.into_iter().map(Decimal::from);
    // A tax is written to the cent.
    let rounded = |tax: Decimal, rate: Decimal, whole: Decimal| {
        (tax * whole - amount * rate).abs() <= whole * Decimal::new(6, 3)
    };
    let inside = rates().any(|r| rounded(tax, r, thousand + r));
    let on_top = rates().any(|r| rounded(tax, r, thousand));
    let rate = rates().any(|r| tax * Decimal::TEN == r);
    [inside, on_top, rate]
}

/// Whether an amount is what goods are worth with tax at a usual rate on top, and not without.
pub fn is_on_top(worth: Decimal, amount: Decimal) -> bool {
    let (worth, amount) = (worth.abs(), amount.abs());
    let with = |rate: i64| worth * Decimal::from(1000 + rate) / Decimal::ONE_THOUSAND;
    !near(worth, amount) && amount > worth && RATES.into_iter().any(|rate| near(with(rate), amount))
}

/// Whether a tax is money at a usual rate of an amount, inside it or on top.
pub fn fits_money(amount: Decimal, tax: Decimal) -> bool {
    let [inside, on_top, _] = readings(amount, tax);
    inside || on_top
}

/// What the column of tax is, where most of the rows agree. A fifth is 20 % on top or 25 % inside: of what is called a `total`
/// it is inside.
pub fn read(rows: impl Iterator<Item = (Decimal, Decimal)>, total: bool) -> Option<Tax> {
    let (mut counts, mut all, mut fifths) = ([0_u32; 3], 0, 0);
    for (amount, tax) in rows.filter(|(amount, tax)| !amount.is_zero() && !tax.is_zero()) {
        all += 1;
        let of_five = (tax.abs() * Decimal::from(5) - amount.abs()).abs() <= Decimal::new(3, 2);
        fifths += u32::from(of_five && amount.abs() > Decimal::ONE);
        for (count, can_be) in counts.iter_mut().zip(readings(amount, tax)) {
            *count += u32::from(can_be);
        }
    }
    let [inside, on_top, rate] = counts;
    match () {
        () if fifths > 0 && fifths == all && !total => Some(Tax::OnTop),
        () if all == 0 || inside * 2 > all => Some(Tax::Inside),
        () if on_top * 2 > all => Some(Tax::OnTop),
        // One row alone may be chance.
        () if rate * 10 >= all * 9 && all > 1 => Some(Tax::Rate),
        () => None,
    }
}

/// Whether every tax is money at a usual rate of its amount: then it is no rate itself.
fn inside_all(pairs: &[(Decimal, Decimal)]) -> bool {
    let mut some = pairs.iter().filter(|(amount, tax)| !amount.is_zero() && !tax.is_zero()).peekable();
    some.peek().is_some() && some.all(|(amount, tax)| readings(*amount, *tax)[0])
}

/// Amounts that hold a tax, and where its rate stands.
#[derive(Clone, Debug)]
pub struct Inside {
    /// Column of the rate: `21`, `21 %` or `0,21`.
    rate: usize,
    /// Columns of the amounts.
    amounts: Vec<usize>,
    /// Column that says in each row whether they hold it.
    said: Option<usize>,
}

impl Inside {
    /// The number of a column without the tax that it holds.
    pub fn without(&self, row: &Row, column: usize, value: Decimal, mark: Mark) -> Decimal {
        if !self.amounts.contains(&column) {
            return value;
        }
        let yes = |column: usize| matches!(row.cell(column).first(), Some(b't' | b'T' | b'y' | b'Y' | b'1'));
        if self.said.is_some_and(|column| !yes(column)) {
            return value;
        }
        let Some(rate) = fraction(row.cell(self.rate), mark) else { return value };
        value.checked_div(Decimal::ONE + rate).map_or(value, |net| net.round_dp(6))
    }
}

/// A rate of tax as a fraction; `None` where it is no rate.
fn fraction(cell: &[u8], mark: Mark) -> Option<Decimal> {
    let other = if mark == Mark::Point { Mark::Comma } else { Mark::Point };
    let value = number::parse(cell, mark).or_else(|| number::parse(cell, other))?;
    let part = if value < Decimal::ONE { value } else { value / Decimal::ONE_HUNDRED };
    (!value.is_sign_negative() && part < Decimal::ONE).then_some(part)
}

/// The same where it is one that exists.
fn rate(cell: &[u8], mark: Mark) -> Option<Decimal> {
    fraction(cell, mark).filter(|part| {
        let tenths = part * Decimal::ONE_THOUSAND;
        tenths.is_zero() || RATES.into_iter().any(|r| Decimal::from(r) == tenths)
    })
}

/// Whether the name of an amount says that it holds the tax: `Total (IVA incl.)`, `Importe con IVA`, `Total TTC`.
fn says_inside(header: &str) -> bool {
    let key = column_key(header);
    let taxes = ["iva", "igic", "tax", "vat", "impuesto", "gst", "ipsi"];
    let taxed = taxes.iter().any(|tax| key.contains(tax));
    let with = ["incl", "con", "with", "inc"].iter().any(|word| key.contains(word));
    let without =
        ["sin", "exc", "without", "before", "antes", "noincl"].iter().any(|word| key.contains(word));
    (taxed && with && !without) || key.ends_with("ttc") || key.ends_with("civa") || says_gross(header)
}

/// Whether an amount is called the total of something, or with its tax.
fn is_total(header: &str) -> bool {
    column_key(header).contains("tot") || says_inside(header) || says_gross(header)
}

/// Whether a column is named after a rate of tax.
fn is_rate(header: &str) -> bool {
    const NAMES: [&str; 16] = [
        "%iva",
        "%igic",
        "%tax",
        "%vat",
        "%impuesto",
        "%impuestos",
        "%ipsi",
        "%gst",
        "tipoiva",
        "tipodeiva",
        "tipoigic",
        "tipoimpositivo",
        "taxrate",
        "vatrate",
        "gstrate",
        "ivatipo",
    ];
    NAMES.contains(&column_key(header).as_str()) || says_rate(header)
}

impl Plan {
    /// Takes the tax out of amounts that say that they hold it, where a rate beside them is all that is written of it.
    pub(in crate::exchange) fn settle_inside(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let amount = [Field::Amount, Field::LineAmount].into_iter().find_map(|f| columns.first(f));
        let Some(amount) = amount.filter(|i| says_inside(columns.name(*i))) else { return Ok(()) };
        let tax = columns.first(Field::Tax);
        let named = (0..columns.names().len()).find(|i| is_rate(columns.name(*i)));
        let Some(column) = tax.or(named).filter(|_| self.questions.is_empty()) else { return Ok(()) };
        let lines = Lines::new(self);
        let field =
            if columns.first(Field::Amount) == Some(amount) { Field::Amount } else { Field::LineAmount };
        let (mut all, mut rates, mut priced, mut worths) = (0, 0, 0, 0);
        let mut pairs = Vec::new();
        self.first_rows(LOOK, &mut |row| {
            if row.cell(column).is_empty() {
                return;
            }
            all += 1;
            rates += u32::from(rate(row.cell(column), self.decimal).is_some());
            if let Ok(Some(amount)) = lines.number(row, field) {
                pairs.extend(number::parse(row.cell(column), self.decimal).map(|tax| (amount, tax)));
                if let Some(worth) = lines.worth(row) {
                    priced += 1;
                    worths += u32::from(near(worth.abs(), amount.abs()));
                }
            }
        })?;
        let money = tax == Some(column) && inside_all(&pairs);
        if all == 0 || rates * 10 < all * 9 || money {
            return Ok(());
        }
        let mut amounts = vec![amount];
        if worths * 2 > priced {
            // Prices hold it as well.
            amounts.extend(self.resolved.first(Field::UnitPrice));
        }
        self.leave_out(Field::Tax);
        self.inside = Some(Inside { rate: column, amounts, said: None });
        Ok(())
    }

    /// The same where a column says of each line whether its amount holds the tax.
    pub(in crate::exchange) fn settle_inclusive(&mut self) {
        let columns = &self.resolved;
        let find = |is: &dyn Fn(&str) -> bool| (0..columns.names().len()).find(|i| is(columns.name(*i)));
        let said = find(&|name| column_key(name) == "isinclusivetax");
        let (Some(_), Some(rate)) = (said, find(&|name| column_key(name) == "%itemtax")) else { return };
        let amounts =
            [Field::LineAmount, Field::UnitPrice].into_iter().filter_map(|f| columns.first(f)).collect();
        self.inside = Some(Inside { rate, amounts, said });
    }

    /// Of a source that writes sales, taxes and what was collected: taxes that were added are none of the sales, those that
    /// what was collected does not add to them are inside, in each line.
    pub(in crate::exchange) fn settle_collected(&mut self) -> Result<(), ImportError> {
        let Some(names) = self.preset.map(|p| &p.collected).filter(|names| !names[0].is_empty()) else {
            return Ok(());
        };
        let columns = &self.resolved;
        let whole = columns.names().iter().position(|name| names.contains(&column_key(name)));
        let sales = [Field::Amount, Field::LineAmount].into_iter().find_map(|f| columns.first(f));
        let (mut rows, mut inside) = (0, 0);
        if let (Some(whole), Some(sales), Some(tax)) = (whole, sales, columns.first(Field::Tax)) {
            self.first_rows(LOOK, &mut |row| {
                let read = |column: usize| self.figure(row, column);
                let (Some(whole), Some(sales)) = (read(whole), read(sales)) else { return };
                if read(tax).is_some_and(|tax| !tax.is_zero()) {
                    rows += 1;
                    inside += u32::from(near(sales, whole));
                }
            })?;
        }
        self.line_tax = inside * 2 > rows;
        if !self.line_tax {
            self.leave_out(Field::Tax);
        }
        Ok(())
    }

    /// Leaves a column of tax out where the amount does not hold it. Only for words that mean several things.
    pub(in crate::exchange) fn settle_tax(&mut self) -> Result<(), ImportError> {
        let stated = self.resolved.has(Field::Amount);
        let of_line = !stated && self.resolved.has(Field::LineAmount);
        let judges = stated || of_line || self.resolved.has(Field::UnitPrice);
        let shipped = self.resolved.has(Field::Shipping) && self.resolved.is_sum(Field::Tax);
        if !self.resolved.has(Field::Tax) || !judges || !self.questions.is_empty() {
            return Ok(());
        }
        let (lines, mut pairs, mut percent) = (Lines::new(self), Vec::new(), 0_usize);
        self.first_rows(LOOK, &mut |row| {
            // Without a total it is held against what the line is worth.
            let amount = match () {
                () if stated => lines.number(row, Field::Amount),
                () if of_line => lines.number(row, Field::LineAmount),
                () => Ok(lines.worth(row)),
            };
            let shipping = lines.number(row, Field::Shipping).ok().flatten().filter(|_| shipped);
            let amount = amount.map(|amount| amount.map(|amount| amount + shipping.unwrap_or_default()));
            let numbers = (amount, lines.number(row, Field::Tax));
            if let (Ok(Some(amount)), Ok(Some(tax))) = numbers {
                pairs.push((amount, tax));
                let column = self.resolved.first(Field::Tax).unwrap_or_default();
                percent += usize::from(row.cell(column).contains(&b'%'));
            }
        })?;
        let rate = percent > 0 && percent * 2 > pairs.len();
        let total = self.resolved.first(Field::Amount).is_some_and(|c| is_total(self.resolved.name(c)));
        let by_row = if rate { Some(Tax::Rate) } else { read(pairs.into_iter(), total) };
        self.apply_tax(by_row, total)
    }

    /// Takes the tax for what rows say that it is; where they say nothing, for what the sums of documents do; else it is tax
    /// that the amount holds.
    fn apply_tax(&mut self, by_row: Option<Tax>, total: bool) -> Result<(), ImportError> {
        let found = self.judge_documents(total)?;
        let by_document = found.and_then(|found| found.tax);
        if by_row.or(by_document).is_some_and(|tax| tax != Tax::Inside) {
            self.leave_out(Field::Tax);
        }
        self.tax_once = found.is_some_and(|found| found.once);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rows: &[(&str, &str)]) -> Option<Tax> {
        read(rows.iter().map(|(amount, tax)| (amount.parse().unwrap(), tax.parse().unwrap())), true)
    }

    #[test]
    fn a_rate_is_one_that_exists() {
        let read = |cell: &str| rate(cell.as_bytes(), Mark::Comma).map(|r| r.normalize().to_string());
        for cell in ["21", "21%", "21,00 %", "0,21", "0.21"] {
            assert_eq!(read(cell).as_deref(), Some("0.21"), "{cell}");
        }
        assert_eq!(read("0").as_deref(), Some("0"));
        assert_eq!(read("35,20"), None);
        for (header, is) in [
            ("Total (IVA incl.)", true),
            ("Importe con IVA", true),
            ("Total incl. tax", true),
            ("Total TTC", true),
            ("Total c/IVA", true),
            ("Total sin IVA", false),
            ("Total", false),
            ("Total excl. tax", false),
        ] {
            assert_eq!(says_inside(header), is, "{header}");
        }
    }

    #[test]
    fn figures_say_what_a_column_of_tax_is() {
        assert_eq!(said(&[("121.00", "21.00"), ("55.00", "5.00")]), Some(Tax::Inside));
        assert_eq!(said(&[("100.00", "21.00"), ("50.00", "5.00"), ("-10.00", "-2.10")]), Some(Tax::OnTop));
        assert_eq!(said(&[("35.90", "21"), ("12.10", "21"), ("7.15", "10")]), Some(Tax::Rate));
        // A fifth of what is no total is on top of it.
        let fifths = [(100, 20), (55, 11)].map(|(amount, tax)| (Decimal::from(amount), Decimal::from(tax)));
        assert_eq!(read(fifths.into_iter(), false), Some(Tax::OnTop));
        assert_eq!(read(fifths.into_iter(), true), Some(Tax::Inside));
        // A fee of a gymnasium: each month the same, and the tax looks like a rate.
        assert_eq!(said(&[("121.00", "21"), ("121.00", "21")]), Some(Tax::Inside));
        // Several rates in one document: nothing fits.
        assert_eq!(said(&[("81.10", "9.23")]), None);
        assert_eq!(said(&[]), Some(Tax::Inside));
    }
}
