//! What the models of value to come are made from: everybody's purchases, each history read once.

use super::scan::each_history;
use super::{Outcome, Reader};
use crate::domain::Day;
use crate::domain::people::CustomerId;
use crate::domain::value::backtest::Case;
use crate::domain::value::buyer::{Buyer, purchase_days};
use crate::store::ask::ChangeWords;

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
                cases.extend(Buyer::of(history, calibration_end).map(|buyer| Case {
                    buyer,
                    actual: purchase_days(history, calibration_end, holdout_end),
                }));
            })?;
            Ok(cases)
        });
        read.map_err(ChangeWords::from)
    }
}
