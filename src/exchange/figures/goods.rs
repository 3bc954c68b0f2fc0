//! Orders of a marketplace whose total holds taxes that it collects for others: what counts is what the lines and the
//! shipping come to. Whether a price beside units is that of one or of all of them, the totals say.

use rust_decimal::Decimal;

use crate::exchange::assemble::lines::Lines;
use crate::exchange::columns::field::Field;
use crate::exchange::error::ImportError;
use crate::exchange::plan::Plan;
use crate::exchange::values::money::near;

/// Rows that are looked at.
const LOOK: u32 = 2000;

/// Whether the price of a row is that of all its units; `None` where its total fits neither, or both.
fn is_of_all(
    price: Decimal,
    units: Decimal,
    beside: Decimal,
    taxes: Decimal,
    total: Decimal,
) -> Option<bool> {
    let fits = |goods: Decimal| near(goods + beside, total) || near(goods + beside + taxes, total);
    match (fits(price), price.checked_mul(units).is_some_and(fits)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

impl Plan {
    /// Counts lines and shipping instead of the total.
    pub(in crate::exchange) fn settle_goods(&mut self) -> Result<(), ImportError> {
        let Some(price) = self.resolved.first(Field::UnitPrice) else { return Ok(()) };
        let (mut one, mut all) = (0, 0);
        let lines = Lines::new(self);
        self.first_rows(LOOK, &mut |row| {
            let number = |field| lines.number(row, field).ok().flatten();
            let units = number(Field::Quantity).filter(|units| *units > Decimal::ONE);
            let (Some(units), Some(price), Some(total)) =
                (units, number(Field::UnitPrice), number(Field::Amount))
            else {
                return;
            };
            let [shipping, taxes] = [Field::Shipping, Field::Tax].map(|f| number(f).unwrap_or_default());
            match is_of_all(price, units, shipping, taxes, total).filter(|_| !lines.is_whole(row)) {
                Some(true) => all += 1,
                Some(false) => one += 1,
                None => {}
            }
        })?;
        if all > one {
            self.rename(price, Field::UnitPrice, Field::LineAmount);
        }
        self.leave_out(Field::Amount);
        self.leave_out(Field::Tax);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_says_whether_a_price_is_of_one_unit_or_of_all() {
        let of = |price: i64, total: i64| is_of_all(price.into(), 2.into(), 5.into(), 3.into(), total.into());
        assert_eq!(of(10, 25), Some(false));
        assert_eq!(of(10, 28), Some(false), "with taxes on top");
        assert_eq!(of(20, 25), Some(true));
        assert_eq!(of(10, 99), None);
    }
}
