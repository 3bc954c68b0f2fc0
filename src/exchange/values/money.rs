//! Amounts of lines and documents in exact decimals.

use rust_decimal::Decimal;

use crate::domain::base::Money;
use crate::domain::trade::Line;
use crate::exchange::record::Reason;

/// Largest number that a cell may hold, and largest amount in minor units of a line: ten million of them still add up
/// within the money type.
const LARGEST: u64 = 1_000_000_000_000;

/// Whether two amounts differ by no more than two cents: each may have been rounded.
pub fn near(a: Decimal, b: Decimal) -> bool {
    (a - b).abs() <= Decimal::new(2, 2)
}

/// Whether a number is larger than a cell may hold.
pub fn is_too_large(value: Decimal) -> bool {
    // Decimals only make a number smaller than its figures.
    value.mantissa().unsigned_abs() > u128::from(LARGEST) && value.abs() > Decimal::from(LARGEST)
}

/// `quantity × unit price × (1 − discount)` rounded half up, in whole numbers where they are small enough (nearly
/// always), else by [`Money::of_line`].
pub fn of_line(quantity: Decimal, price: Decimal, discount: Decimal, decimals: u32) -> Result<Money, Reason> {
    quick(quantity, price, discount, decimals)
        .or_else(|| Money::of_line(quantity, price, discount, decimals))
        .filter(|amount| amount.0.unsigned_abs() <= LARGEST)
        .ok_or(Reason::AmountTooLarge)
}

fn quick(quantity: Decimal, price: Decimal, discount: Decimal, decimals: u32) -> Option<Money> {
    let mut value =
        i64::try_from(quantity.mantissa()).ok()?.checked_mul(i64::try_from(price.mantissa()).ok()?)?;
    let mut scale = quantity.scale() + price.scale();
    if !discount.is_zero() {
        let kept = Decimal::ONE - discount;
        value = value.checked_mul(i64::try_from(kept.mantissa()).ok()?)?;
        scale += kept.scale();
    }
    if scale <= decimals {
        return value.checked_mul(10_i64.checked_pow(decimals - scale)?).map(Money);
    }
    let unit = 10_i64.checked_pow(scale - decimals)?;
    let (whole, rest) = (value / unit, value % unit);
    let up = i64::from(rest.unsigned_abs() * 2 >= unit.unsigned_abs()) * value.signum();
    Some(Money(whole + up))
}

/// A decimal amount in minor units.
pub fn of(amount: Decimal, decimals: u32) -> Result<Money, Reason> {
    of_line(amount, Decimal::ONE, Decimal::ZERO, decimals)
}

/// Minor units as a decimal.
pub fn decimal(amount: Money, decimals: u32) -> Decimal {
    Decimal::new(amount.0, decimals)
}

/// A line that is no product: what makes the lines add up to the document (shipping, discount, money given back).
pub fn adjustment(amount: Money, decimals: u32) -> Line {
    let quantity = if amount < Money::ZERO { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    Line {
        code: String::new(),
        product: String::new(),
        category: String::new(),
        quantity,
        unit_price: decimal(amount, decimals).abs(),
        discount: Decimal::ZERO,
        amount,
        cost: None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_largest_amount_is_a_million_millions() {
        for (text, is) in [
            ("1000000000000", false),
            ("-1000000000000", false),
            ("1000000000001", true),
            ("-1000000000000.01", true),
            ("999999999999.999999", false),
        ] {
            assert_eq!(is_too_large(text.parse().unwrap()), is, "{text}");
        }
        assert_eq!(of(Decimal::from(1_000_000_000_000_i64), 2), Err(Reason::AmountTooLarge));
    }

    proptest! {
        #[test]
        fn the_quick_way_gives_what_exact_decimals_give(
            q in -100_000_i64..100_000, qs in 0_u32..4, p in -10_000_000_i64..10_000_000, ps in 0_u32..5,
            d in 0_i64..=100, decimals in 0_u32..4,
        ) {
            let (q, p, d) = (Decimal::new(q, qs), Decimal::new(p, ps), Decimal::new(d, 2));
            let exact = Money::of_line(q, p, d, decimals).filter(|m| m.0.unsigned_abs() <= LARGEST);
            prop_assert_eq!(of_line(q, p, d, decimals).ok(), exact);
        }
    }
}
