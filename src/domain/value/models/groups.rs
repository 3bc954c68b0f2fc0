//! Customers with the same (x, t_x, T) are one row with a count. Rows are sorted, so that neither the order nor the
//! grouping of the input changes a bit of a fit.

use crate::domain::base::Day;
use crate::domain::value::buyer::{Buyer, WEEK};

/// Bits of a packed row: x above t_x above T.
const BITS: u32 = 21;
const MASK: u64 = (1 << BITS) - 1;

/// Customers with one (t_x, T), in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// t_x in days.
    pub t_x: u32,
    /// T in days.
    pub age: u32,
    /// Customers.
    pub n: u32,
}

/// All rows with one x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Repeat transactions.
    pub x: u32,
    /// Customers.
    pub n: u64,
    /// First row.
    pub from: usize,
    /// Row after the last.
    pub to: usize,
}

/// Customers and their repeat transactions with one T.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// T in days.
    pub age: u32,
    /// Customers.
    pub n: u64,
    /// Sum of x.
    pub x: u64,
}

/// Everybody, grouped.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// Rows by x, t_x, T.
    pub rows: Vec<Row>,
    /// Runs of equal x, ascending.
    pub runs: Vec<Run>,
    /// By T, ascending.
    pub ages: Vec<Age>,
    /// Customers.
    pub customers: u64,
    /// Repeat transactions.
    pub repeats: u64,
}

/// (x, t_x, T) of a customer in one number whose order is theirs. Spans beyond 5,700 years are cut off there.
pub fn pack(buyer: &Buyer, at: Day) -> u64 {
    let fit = |n: u32| u64::from(n).min(MASK);
    (fit(buyer.x()) << (2 * BITS)) | (fit(buyer.t_x_days()) << BITS) | fit(buyer.age_days(at))
}

impl Groups {
    /// From what [`pack`] gave, in any order.
    pub fn of(mut packed: Vec<u64>) -> Self {
        packed.sort_unstable();
        let mut groups = Self::default();
        let mut i = 0;
        while i < packed.len() {
            let key = packed[i];
            let n = packed[i..].iter().take_while(|k| **k == key).count();
            groups.put(
                (key >> (2 * BITS)) as u32,
                ((key >> BITS) & MASK) as u32,
                (key & MASK) as u32,
                n as u32,
            );
            i += n;
        }
        groups.sum_ages();
        groups
    }

    fn put(&mut self, x: u32, t_x: u32, age: u32, n: u32) {
        let at = self.rows.len();
        self.rows.push(Row { t_x, age, n });
        match self.runs.last_mut() {
            Some(run) if run.x == x => {
                run.n += u64::from(n);
                run.to = at + 1;
            }
            _ => self.runs.push(Run { x, n: u64::from(n), from: at, to: at + 1 }),
        }
        self.customers += u64::from(n);
        self.repeats += u64::from(n) * u64::from(x);
    }

    fn sum_ages(&mut self) {
        let last = self.rows.iter().map(|r| r.age).max().map_or(0, |age| age as usize + 1);
        let mut sums = vec![(0_u64, 0_u64); last];
        for run in &self.runs {
            for row in &self.rows[run.from..run.to] {
                let sum = &mut sums[row.age as usize];
                sum.0 += u64::from(row.n);
                sum.1 += u64::from(row.n) * u64::from(run.x);
            }
        }
        self.ages = sums
            .into_iter()
            .enumerate()
            .filter(|(_, (n, _))| *n > 0)
            .map(|(age, (n, x))| Age { age: age as u32, n, x })
            .collect();
    }

    /// Every `step`-th row, with its count: a part that looks like the whole, for finding where to begin.
    #[must_use]
    pub fn part(&self, step: usize) -> Self {
        let mut part = Self::default();
        for run in &self.runs {
            for i in (run.from..run.to).filter(|i| i % step == 0) {
                let row = self.rows[i];
                part.put(run.x, row.t_x, row.age, row.n);
            }
        }
        part.sum_ages();
        part
    }

    /// Customers with at least one repeat transaction.
    pub fn repeat_buyers(&self) -> u64 {
        self.runs.iter().filter(|r| r.x > 0).map(|r| r.n).sum()
    }

    /// Longest T in days.
    pub fn oldest(&self) -> u32 {
        self.ages.last().map_or(0, |a| a.age)
    }

    /// Greatest x.
    pub fn max_x(&self) -> u32 {
        self.runs.last().map_or(0, |r| r.x)
    }

    /// Repeat transactions a week of those who could be observed at all; 0 where nobody was.
    pub fn mean_rate(&self) -> f64 {
        let weeks: f64 = self.ages.iter().map(|a| a.n as f64 * f64::from(a.age) / WEEK).sum();
        if weeks > 0.0 { self.repeats as f64 / weeks } else { 0.0 }
    }

    /// Median over the repeat buyers of their mean gap t_x/x, in days; `None` where there is none.
    pub fn median_gap(&self) -> Option<f64> {
        let mut gaps: Vec<(f64, u64)> = Vec::new();
        for run in self.runs.iter().filter(|r| r.x > 0) {
            let rows = &self.rows[run.from..run.to];
            gaps.extend(rows.iter().map(|r| (f64::from(r.t_x) / f64::from(run.x), u64::from(r.n))));
        }
        gaps.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let half = self.repeat_buyers().div_ceil(2);
        let mut seen = 0;
        gaps.into_iter().find_map(|(gap, n)| {
            seen += n;
            (seen >= half).then_some(gap)
        })
    }
}

/// ln(α + d/7) and 1/(α + d/7) for each whole day d up to the oldest.
pub struct Logs {
    /// ln(α + d/7).
    pub ln: Vec<f64>,
    /// 1/(α + d/7).
    pub inverse: Vec<f64>,
}

impl Logs {
    /// An empty table.
    pub const fn new() -> Self {
        Self { ln: Vec::new(), inverse: Vec::new() }
    }

    /// Fills it for one α.
    pub fn fill(&mut self, alpha: f64, oldest: u32) {
        self.ln.clear();
        self.inverse.clear();
        for day in 0..=oldest {
            let t = alpha + f64::from(day) / WEEK;
            self.ln.push(t.ln());
            self.inverse.push(1.0 / t);
        }
    }
}

impl Default for Logs {
    fn default() -> Self {
        Self::new()
    }
}
