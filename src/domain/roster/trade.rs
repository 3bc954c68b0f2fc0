//! Windows of turnover by row: what the figures of value are computed from without reading a purchase again.

use super::columns::Column;
use crate::domain::base::Money;
use crate::domain::value::Turnover;

/// [`Turnover`] of every row.
#[derive(Debug)]
pub(super) struct TradeColumns {
    days_12m: Column,
    days_24m: Column,
    revenue_24m: Column,
    repeat_spend: Column,
    returned_12m: Column,
}

impl TradeColumns {
    /// Room for `capacity` rows.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            days_12m: Column::narrow(capacity),
            days_24m: Column::narrow(capacity),
            revenue_24m: Column::medium(capacity),
            repeat_spend: Column::medium(capacity),
            returned_12m: Column::narrow(capacity),
        }
    }

    /// Another turnover of a row, or the one of the row after the last.
    pub fn put(&mut self, row: usize, turnover: &Turnover) {
        self.days_12m.put(row, Some(i64::from(turnover.days_12m)));
        self.days_24m.put(row, Some(i64::from(turnover.days_24m)));
        self.revenue_24m.put(row, Some(turnover.revenue_24m.0));
        self.repeat_spend.put(row, Some(turnover.repeat_spend.0));
        self.returned_12m.put(row, Some(turnover.returned_12m.0));
    }

    /// Turnover of a row.
    pub fn get(&self, row: usize) -> Turnover {
        Turnover {
            days_12m: self.days_12m.or_zero(row) as u32,
            days_24m: self.days_24m.or_zero(row) as u32,
            revenue_24m: Money(self.revenue_24m.or_zero(row)),
            repeat_spend: Money(self.repeat_spend.or_zero(row)),
            returned_12m: Money(self.returned_12m.or_zero(row)),
        }
    }

    /// Only these rows, in this order.
    pub fn keep(&mut self, rows: &[u32]) {
        self.columns_mut().into_iter().for_each(|column| column.keep(rows));
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        [&self.days_12m, &self.days_24m, &self.revenue_24m, &self.repeat_spend, &self.returned_12m]
            .into_iter()
            .map(Column::bytes)
            .sum()
    }

    fn columns_mut(&mut self) -> [&mut Column; 5] {
        [
            &mut self.days_12m,
            &mut self.days_24m,
            &mut self.revenue_24m,
            &mut self.repeat_spend,
            &mut self.returned_12m,
        ]
    }
}
