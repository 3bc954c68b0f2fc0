//! A forecast held against what came: fitted to what was known on one day, compared with the purchase days up to a
//! later one.

use super::buyer::{Buyer, WEEK};
use super::forecast::{Forecast, Terms};
use crate::domain::base::Day;

/// From this x on all are one class.
pub const MANY: u32 = 7;

/// A customer known at the end of the calibration, and their purchase days in the holdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// As known at the end of the calibration.
    pub buyer: Buyer,
    /// Distinct purchase days in the holdout.
    pub actual: u32,
}

/// Customers with one x at the end of the calibration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// x; [`MANY`] stands for that and more.
    pub x: u32,
    /// Customers.
    pub n: u64,
    /// Mean of the purchase days that came; `None` where there is nobody.
    pub actual: Option<f64>,
    /// Mean of the purchase days expected; `None` where there is nobody or no forecast.
    pub expected: Option<f64>,
}

/// Longest holdout of a portfolio's own test: 39 weeks, as in the published ones.
const LONGEST: i32 = 39 * 7;
/// Shortest: in less than two weeks hardly anybody comes back.
const SHORTEST: i32 = 14;

/// Where a portfolio's own history is cut for a test: the last day that the model may know, so that the last third of
/// the days since the first purchase, 39 weeks at most, is left to compare with. `None` where that is too little.
pub fn own_cut(first: Day, at: Day) -> Option<Day> {
    let holdout = (at.0.saturating_sub(first.0) / 3).min(LONGEST);
    (holdout >= SHORTEST).then(|| at.plus(-holdout))
}

/// What came against what was expected.
#[derive(Debug)]
pub struct Backtest {
    /// The forecast at the end of the calibration.
    pub forecast: Forecast,
    /// Purchase days in the holdout, of customers known at the end of the calibration.
    pub actual_total: u64,
    /// Purchase days expected; `None` where nothing could be fitted.
    pub expected_total: Option<f64>,
    /// By x: 0 to 6, and 7 or more.
    pub by_frequency: Vec<Class>,
    /// How well P₀ over the holdout ranks those repeat buyers first who then bought nothing: the area under the ROC
    /// curve. `None` where all or none of them bought, or there is no forecast.
    pub auc_no_purchase: Option<f64>,
    /// The same for the days since the last purchase.
    pub auc_recency: Option<f64>,
}

/// Fits the model of `terms` to everybody as known at the end of `calibration_end` and compares. The horizon is the
/// holdout's length, (calibration end, holdout end]. The order of `cases` changes nothing.
pub fn backtest(mut cases: Vec<Case>, calibration_end: Day, holdout_end: Day, terms: Terms) -> Backtest {
    let days = (i64::from(holdout_end.0) - i64::from(calibration_end.0)).max(0);
    let terms = Terms { horizon_weeks: days as f64 / WEEK, ..terms };
    let forecast = Forecast::fit(cases.iter().map(|c| c.buyer), calibration_end, terms);
    cases.sort_unstable_by_key(|c| {
        (c.buyer.x(), c.buyer.t_x_days(), c.buyer.age_days(calibration_end), c.actual, c.buyer.repeat_spend)
    });
    let mut sums = [(0_u64, 0_u64, 0.0_f64); MANY as usize + 1];
    let (mut by_chance, mut by_recency) = (Vec::new(), Vec::new());
    let mut is_fitted = true;
    for case in &cases {
        let buyer = &case.buyer;
        let sum = &mut sums[buyer.x().min(MANY) as usize];
        sum.0 += 1;
        sum.1 += u64::from(case.actual);
        match forecast.outlook(buyer) {
            Some(outlook) => {
                sum.2 += outlook.expected;
                if buyer.x() > 0 {
                    by_chance.push((outlook.p_no_purchase, case.actual == 0));
                }
            }
            None => is_fitted = false,
        }
        if buyer.x() > 0 {
            let silence = buyer.age_days(calibration_end) - buyer.t_x_days();
            by_recency.push((f64::from(silence), case.actual == 0));
        }
    }
    let by_frequency = (0..)
        .zip(sums)
        .map(|(x, (n, actual, expected))| Class {
            x,
            n,
            actual: (n > 0).then(|| actual as f64 / n as f64),
            expected: (n > 0 && is_fitted).then(|| expected / n as f64),
        })
        .collect();
    Backtest {
        actual_total: sums.iter().map(|s| s.1).sum(),
        expected_total: is_fitted.then(|| sums.iter().map(|s| s.2).sum()),
        by_frequency,
        auc_no_purchase: if is_fitted { auc(by_chance) } else { None },
        auc_recency: auc(by_recency),
        forecast,
    }
}

/// Area under the ROC curve: the share of pairs of one that did happen and one that did not in which the first has the
/// higher score, ties counted half. Counted in integers, twice; `None` where one of the two kinds is missing.
pub fn auc(mut scored: Vec<(f64, bool)>) -> Option<f64> {
    scored.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut twice, mut below, mut happened) = (0_u128, 0_u128, 0_u128);
    for tie in scored.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let yes = tie.iter().filter(|(_, did)| *did).count() as u128;
        let no = tie.len() as u128 - yes;
        twice += yes * (2 * below + no);
        below += no;
        happened += yes;
    }
    let pairs = happened * below;
    (pairs > 0).then(|| twice as f64 / (2 * pairs) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_count_half() {
        assert_eq!(auc(vec![(1.0, false), (2.0, true)]), Some(1.0));
        assert_eq!(auc(vec![(1.0, true), (2.0, false)]), Some(0.0));
        assert_eq!(auc(vec![(1.0, true), (1.0, false)]), Some(0.5));
        assert_eq!(auc(vec![(3.0, true), (1.0, false), (2.0, true), (2.0, false)]), Some(0.875));
        assert_eq!(auc(vec![(3.0, true)]), None);
        assert_eq!(auc(Vec::new()), None);
    }
}
