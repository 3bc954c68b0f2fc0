//! How often each product is bought, by one customer and by all: the gap between purchases, when the next one is
//! expected, and what is due to be replenished (mission row 24). Pure over pairs of product and day.

use crate::domain::base::Day;

/// Fewer distinct purchase days than this tell no rhythm.
pub const FEWEST_DAYS: u32 = 3;
/// A product is taken as given up after so many times its longer gap (p75) without a purchase.
pub const ENDED_AFTER: i32 = 3;

/// Gaps between purchase days in whole days: quartiles of the observed gaps with linear interpolation (Hyndman & Fan
/// 1996, type 7), the lower rounded down, the upper up, the median half up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// A quarter of the gaps is this or shorter.
    pub p25: i32,
    /// The median gap.
    pub median: i32,
    /// Three quarters are this or shorter.
    pub p75: i32,
}

impl Gaps {
    /// Quartiles of gaps, put in order; `None` of none.
    pub fn of(gaps: &mut [i32]) -> Option<Self> {
        if gaps.is_empty() {
            return None;
        }
        gaps.sort_unstable();
        let last = gaps.len() - 1;
        // Four times the quartile: at (n − 1)·q/4, between two neighbours by quarters.
        let quarters = |q: usize| {
            let (place, part) = (last * q / 4, (last * q % 4) as i64);
            let (low, high) = (i64::from(gaps[place]), i64::from(gaps[(place + 1).min(last)]));
            4 * low + (high - low) * part
        };
        Some(Self {
            p25: quarters(1).div_euclid(4) as i32,
            median: (quarters(2) + 2).div_euclid(4) as i32,
            p75: (quarters(3) + 3).div_euclid(4) as i32,
        })
    }
}

/// Where the next purchase of a product stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Next {
    /// The expected window is over for so many days.
    Late(u32),
    /// Within the expected window.
    Due,
    /// The window opens in so many days.
    In(u32),
    /// Nothing for so long that it is no longer expected.
    Ended,
}

/// A customer's rhythm with one product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductRhythm {
    /// Number of the product.
    pub product: u32,
    /// Distinct purchase days.
    pub days: u32,
    /// First purchase day.
    pub first: Day,
    /// Last purchase day.
    pub last: Day,
    /// The gaps; `None` for fewer than [`FEWEST_DAYS`].
    pub gaps: Option<Gaps>,
    /// First day, most likely day and last day of the next purchase; `None` without gaps.
    pub window: Option<(Day, Day, Day)>,
    /// Where that stands; `None` without gaps.
    pub next: Option<Next>,
}

/// The rhythm of each product a customer bought, by product. `bought` are pairs of product and purchase day in any
/// order; days after `at` are not known yet.
pub fn of_customer(bought: &[(u32, Day)], at: Day) -> Vec<ProductRhythm> {
    let mut pairs: Vec<(u32, Day)> = bought.iter().filter(|(_, day)| *day <= at).copied().collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.chunk_by(|x, y| x.0 == y.0).filter_map(|days| of_product(days, at)).collect()
}

fn of_product(days: &[(u32, Day)], at: Day) -> Option<ProductRhythm> {
    let (&(product, first), &(_, last)) = (days.first()?, days.last()?);
    let mut steps: Vec<i32> = days.windows(2).map(|w| w[1].1.0 - w[0].1.0).collect();
    let gaps = if days.len() < FEWEST_DAYS as usize { None } else { Gaps::of(&mut steps) };
    let window = gaps.map(|g| (last.plus(g.p25), last.plus(g.median), last.plus(g.p75)));
    let next = gaps.zip(window).map(|(g, (from, _, to))| {
        let silence = i64::from(at.0) - i64::from(last.0);
        if silence > i64::from(ENDED_AFTER) * i64::from(g.p75) {
            Next::Ended
        } else if at > to {
            Next::Late((at.0 - to.0) as u32)
        } else if at >= from {
            Next::Due
        } else {
            Next::In((from.0 - at.0) as u32)
        }
    });
    Some(ProductRhythm { product, days: days.len() as u32, first, last, gaps, window, next })
}

/// What is due to be replenished: late products first, the latest first, then those due, by most likely day; then by
/// product.
pub fn replenishment(rhythms: &[ProductRhythm]) -> Vec<ProductRhythm> {
    let mut due: Vec<ProductRhythm> =
        rhythms.iter().filter(|r| matches!(r.next, Some(Next::Late(_) | Next::Due))).copied().collect();
    due.sort_by_key(|r| {
        let late = if let Some(Next::Late(days)) = r.next { days } else { 0 };
        (std::cmp::Reverse(late), r.window.map(|w| w.1), r.product)
    });
    due
}

/// A product in the whole portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductUse {
    /// Number of the product.
    pub product: u32,
    /// Customers who bought it.
    pub customers: u32,
    /// Customers who bought it on more than one day.
    pub repeaters: u32,
    /// Purchase days of all customers.
    pub days: u32,
    /// Purchase days by calendar month, January first: when in the year it is bought.
    pub months: [u32; 12],
    /// Gaps of all customers together; `None` where nobody bought it twice.
    pub gaps: Option<Gaps>,
    /// Last purchase day of anybody.
    pub last: Day,
}

/// The rhythm of each product over all customers, most purchase days first, then by product. `bought` are customer,
/// product and purchase day in any order; days after `at` are not known yet.
pub fn of_portfolio(bought: &[(i64, u32, Day)], at: Day) -> Vec<ProductUse> {
    let mut all: Vec<(u32, i64, Day)> = bought
        .iter()
        .filter(|(.., day)| *day <= at)
        .map(|(customer, product, day)| (*product, *customer, *day))
        .collect();
    all.sort_unstable();
    all.dedup();
    let mut uses: Vec<ProductUse> = all
        .chunk_by(|x, y| x.0 == y.0)
        .map(|rows| {
            let (mut customers, mut repeaters, mut steps, mut months) = (0, 0, Vec::new(), [0; 12]);
            for days in rows.chunk_by(|x, y| x.1 == y.1) {
                customers += 1;
                repeaters += u32::from(days.len() > 1);
                steps.extend(days.windows(2).map(|w| w[1].2.0 - w[0].2.0));
            }
            let mut last = Day(i32::MIN);
            for (.., day) in rows {
                months[(day.ymd().1 - 1) as usize] += 1;
                last = last.max(*day);
            }
            let gaps = Gaps::of(&mut steps);
            ProductUse {
                product: rows[0].0,
                customers,
                repeaters,
                days: rows.len() as u32,
                months,
                gaps,
                last,
            }
        })
        .collect();
    uses.sort_by_key(|u| (std::cmp::Reverse(u.days), u.product));
    uses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(product: u32, days: &[i32]) -> Vec<(u32, Day)> {
        days.iter().map(|d| (product, Day(*d))).collect()
    }

    #[test]
    fn quartiles_of_gaps_are_those_of_linear_interpolation() {
        assert_eq!(Gaps::of(&mut [30, 10, 20, 40]), Some(Gaps { p25: 17, median: 25, p75: 33 }));
        assert_eq!(Gaps::of(&mut [28]), Some(Gaps { p25: 28, median: 28, p75: 28 }));
        assert_eq!(Gaps::of(&mut [10, 13]), Some(Gaps { p25: 10, median: 12, p75: 13 }));
        assert_eq!(Gaps::of(&mut []), None);
    }

    #[test]
    fn a_product_is_due_within_its_window_and_late_after_it() {
        let bought = every(7, &[0, 28, 60, 90]);
        let on = |day| of_customer(&bought, Day(day))[0];
        assert_eq!(on(100).window, Some((Day(119), Day(120), Day(121))));
        assert_eq!(on(100).next, Some(Next::In(19)));
        assert_eq!((on(119).next, on(121).next), (Some(Next::Due), Some(Next::Due)));
        assert_eq!(on(125).next, Some(Next::Late(4)));
        assert_eq!((on(183).next, on(184).next), (Some(Next::Late(62)), Some(Next::Ended)));
    }

    #[test]
    fn two_purchase_days_tell_no_rhythm_and_the_future_is_not_known() {
        let bought = every(7, &[0, 28, 28, 60]);
        assert_eq!(of_customer(&bought, Day(59))[0].gaps, None);
        assert_eq!(of_customer(&bought, Day(60))[0].days, 3);
        assert_eq!(of_customer(&bought, Day(-1)), []);
    }

    #[test]
    fn the_replenishment_list_begins_with_the_latest() {
        let mut bought = every(1, &[0, 30, 60]);
        bought.extend(every(2, &[0, 20, 40, 60]));
        bought.extend(every(3, &[0, 100, 200]));
        bought.reverse();
        let due = replenishment(&of_customer(&bought, Day(91)));
        assert_eq!(
            due.iter().map(|r| (r.product, r.next)).collect::<Vec<_>>(),
            [(2, Some(Next::Late(11))), (1, Some(Next::Late(1))),]
        );
    }

    #[test]
    fn the_portfolio_knows_when_in_the_year_a_product_is_bought_and_by_whom() {
        let day = |text| Day::parse_iso(text).unwrap();
        let bought = [
            (1, 5, day("2024-01-10")),
            (1, 5, day("2024-02-09")),
            (1, 5, day("2024-02-09")),
            (2, 5, day("2024-01-11")),
            (2, 4, day("2024-01-11")),
        ];
        let uses = of_portfolio(&bought, day("2024-12-31"));
        assert_eq!(uses.iter().map(|u| u.product).collect::<Vec<_>>(), [5, 4]);
        assert_eq!((uses[0].customers, uses[0].repeaters, uses[0].days), (2, 1, 3));
        assert_eq!((uses[0].months[0], uses[0].months[1]), (2, 1));
        assert_eq!((uses[0].gaps.map(|g| g.median), uses[1].gaps), (Some(30), None));
    }
}
