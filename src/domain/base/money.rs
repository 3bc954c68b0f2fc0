//! Amounts of money as whole minor units (cents). Never a float: sums over ten million lines are exact.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// An amount in minor units of the portfolio's one currency (12.34 € = `Money(1234)`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

/// The portfolio's currency: ISO 4217 code and the number of decimals of its minor unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Currency {
    /// ISO 4217 code, three capitals.
    pub code: String,
    /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for TND.
    pub decimals: u32,
    /// What is written beside amounts: `€`, `$`, or the code.
    pub symbol: String,
}

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// `quantity × unit price × (1 − discount)` in exact decimals, rounded half up (away from zero) to the
    /// minor unit. `None` where the result does not fit.
    pub fn of_line(quantity: Decimal, unit_price: Decimal, discount: Decimal, decimals: u32) -> Option<Self> {
        let exact = quantity.checked_mul(unit_price)?.checked_mul(Decimal::ONE - discount)?;
        Self::from_decimal(exact, decimals)
    }

    /// A decimal amount in major units, rounded half up (away from zero) to the minor unit.
    pub fn from_decimal(amount: Decimal, decimals: u32) -> Option<Self> {
        let rounded = amount.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        let scaled = rounded.checked_mul(Decimal::from(10_i64.checked_pow(decimals)?))?;
        i64::try_from(scaled.trunc().mantissa() / 10_i128.pow(scaled.trunc().scale())).ok().map(Self)
    }

    /// Plain decimal text with a point and no grouping, as JSON and CSV carry it: `-1234.50`.
    pub fn plain(self, decimals: u32) -> String {
        let scale = 10_u64.pow(decimals);
        let (sign, value) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        if decimals == 0 {
            return format!("{sign}{value}");
        }
        format!("{sign}{}.{:0width$}", value / scale, value % scale, width = decimals as usize)
    }
}

impl Currency {
    /// The currency with this ISO code; `None` for anything that is not three letters.
    /// Currencies not listed here have two decimals and their code as symbol.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let decimals = match code.as_str() {
            "JPY" | "CLP" | "KRW" | "PYG" | "ISK" | "VND" | "XAF" | "XOF" | "XPF" | "UGX" | "RWF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        };
        let symbol = match code.as_str() {
            "EUR" => "€",
            "USD" | "MXN" | "ARS" | "COP" | "CLP" | "CAD" | "AUD" => "$",
            "GBP" => "£",
            "JPY" => "¥",
            other => other,
        }
        .to_owned();
        Some(Self { code, decimals, symbol })
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self { code: "EUR".into(), decimals: 2, symbol: "€".into() }
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_line_is_rounded_half_up_to_the_minor_unit() {
        assert_eq!(Money::of_line(dec("1"), dec("0.125"), dec("0"), 2), Some(Money(13)));
        assert_eq!(Money::of_line(dec("-1"), dec("0.125"), dec("0"), 2), Some(Money(-13)));
        assert_eq!(Money::of_line(dec("3"), dec("9.8"), dec("0.15"), 2), Some(Money(2499)));
        assert_eq!(Money::of_line(dec("2"), dec("10.5"), dec("0"), 0), Some(Money(21)));
    }

    #[test]
    fn plain_text_has_a_point_and_no_groups() {
        assert_eq!(Money(-123_450).plain(2), "-1234.50");
        assert_eq!(Money(5).plain(2), "0.05");
        assert_eq!(Money(1234).plain(0), "1234");
        assert_eq!(Money(1234).plain(3), "1.234");
    }
}
