//! What the models of value to come are made from: everybody's purchases, each history read once.

use super::scan::each_history;
use super::{At, Outcome, Reader};
use crate::domain::Day;
use crate::domain::lifecycle::Entry;
use crate::domain::people::CustomerId;
use crate::domain::value::Terms;
use crate::domain::value::backtest::{self, Case, own_cut};
use crate::domain::value::buyer::{Buyer, purchase_days};
use crate::store::ask::{BacktestBoard, ChangeWords};

/// The forecast of a past day against what came up to the as-of day.
pub(super) fn backtest(at: &At<'_>) -> Outcome<Option<BacktestBoard>> {
    let mut first: Option<Day> = None;
    each_history(at, |_, history, _| {
        let begun = history.iter().find(|e| e.is_purchase(at.day())).map(|e| e.day);
        first = first.into_iter().chain(begun).min();
    })?;
    let Some(cut) = first.and_then(|first| own_cut(first, at.day())) else { return Ok(None) };
    let mut cases = Vec::new();
    each_history(at, |_, history, _| cases.extend(case(history, cut, at.day())))?;
    let terms = Terms { decimals: super::currency(at)?.decimals, ..Terms::default() };
    let test = backtest::backtest(cases, cut, at.day(), terms);
    Ok(Some(BacktestBoard {
        days: (cut, at.day()),
        model: test.forecast.used(),
        totals: (test.actual_total, test.expected_total),
        by_frequency: test.by_frequency,
        auc: (test.auc_no_purchase, test.auc_recency),
        caveats: test.forecast.caveats().to_vec(),
    }))
}

fn case(history: &[Entry], calibration_end: Day, holdout_end: Day) -> Option<Case> {
    let buyer = Buyer::of(history, calibration_end)?;
    Some(Case { buyer, actual: purchase_days(history, calibration_end, holdout_end) })
}

impl Reader {
    /// Everybody who has bought by the end of `at`, by id; nothing after `at` is known. That `at` is no later than the
    /// as-of day is the caller's care.
    pub fn buyers(&mut self, at: Day) -> Result<Vec<(CustomerId, Buyer)>, ChangeWords> {
        let read = self.transaction(|reader| {
            reader.look()?;
            let mut buyers = Vec::new();
            each_history(&reader.at(), |id, history, _| {
                buyers.extend(Buyer::of(history, at).map(|buyer| (id, buyer)));
            })?;
            Ok(buyers)
        });
        read.map_err(ChangeWords::from)
    }

    /// Everybody who has bought by the end of `calibration_end`, with their purchase days after it up to
    /// `holdout_end`.
    pub fn backtest_cases(
        &mut self,
        calibration_end: Day,
        holdout_end: Day,
    ) -> Result<Vec<Case>, ChangeWords> {
        let read: Outcome<Vec<Case>> = self.transaction(|reader| {
            reader.look()?;
            let mut cases = Vec::new();
            each_history(&reader.at(), |_, history, _| {
                cases.extend(case(history, calibration_end, holdout_end));
            })?;
            Ok(cases)
        });
        read.map_err(ChangeWords::from)
    }
}
