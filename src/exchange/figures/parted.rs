//! A sale that stands once for each way in which it was paid: rows that follow each other and say the same of everything but
//! how and how much was paid. Two equal lines of a document are two lines; these are told by what was paid in them, which
//! comes to an amount that each of them repeats.

use rust_decimal::Decimal;

use crate::exchange::assemble::seen::hash;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::numbered::says_paid;
use crate::exchange::columns::preset::column_key;
use crate::exchange::error::ImportError;
use crate::exchange::file::rows::Row;
use crate::exchange::plan::Plan;
use crate::exchange::values::money::near;

/// Rows that are looked at.
const LOOK: u32 = 2000;

/// Parts of names of the way in which something is paid.
const WAYS: [&str; 9] = [
    "paymentmethod",
    "paymenttype",
    "tender",
    "metododepago",
    "mediodepago",
    "formadepago",
    "metodopago",
    "formapago",
    "zahlungsart",
];

/// Columns that differ where one sale was paid in several ways.
#[derive(Clone, Copy, Debug)]
pub struct Parted {
    way: usize,
    paid: usize,
}

impl Parted {
    /// What a row says beside how it was paid.
    pub fn rest(self, row: &Row) -> u64 {
        let mut all = Vec::new();
        for column in (0..row.len()).filter(|c| *c != self.way && *c != self.paid) {
            all.extend_from_slice(row.cell(column));
            all.push(0);
        }
        hash(&all)
    }
}

/// What rows that follow each other were paid.
#[derive(Debug, Default)]
struct Run {
    rest: u64,
    rows: u32,
    paid: Decimal,
    amounts: Vec<Decimal>,
}

impl Run {
    /// Whether several rows were paid what each of them says.
    fn adds_up(&self) -> bool {
        self.amounts.iter().any(|amount| !amount.is_zero() && near(*amount, self.paid))
    }
}

impl Plan {
    /// Finds whether sales stand once for each way in which they were paid.
    pub(in crate::exchange) fn settle_parted(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        if !self.documents || !self.questions.is_empty() || !columns.has(Field::Number) {
            return Ok(());
        }
        let free = |named: &dyn Fn(&str) -> bool| {
            (0..self.columns.len()).find(|c| columns.is_unused(*c) && named(columns.name(*c)))
        };
        let is_way = |name: &str| WAYS.iter().any(|way| column_key(name).starts_with(way));
        let (Some(way), Some(paid)) = (free(&is_way), free(&|name| says_paid(name) && !is_way(name))) else {
            return Ok(());
        };
        let parted = Parted { way, paid };
        let (mut run, mut fits, mut others) = (Run::default(), 0_u32, 0_u32);
        let mut close = |run: &Run| {
            if run.rows > 1 {
                fits += u32::from(run.adds_up());
                others += u32::from(!run.adds_up());
            }
        };
        self.first_rows(LOOK, &mut |row| {
            let rest = parted.rest(row);
            let amount = self.figure(row, paid).unwrap_or_default();
            if run.rows > 0 && run.rest == rest {
                run.rows += 1;
                run.paid += amount;
                return;
            }
            close(&run);
            let numbers = (0..row.len()).filter(|c| *c != paid).filter_map(|c| self.figure(row, c));
            run = Run { rest, rows: 1, paid: amount, amounts: numbers.collect() };
        })?;
        close(&run);
        self.parted = Some(parted).filter(|_| fits > 0 && others == 0);
        Ok(())
    }
}
