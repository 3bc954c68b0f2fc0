//! Kind of purchase, the fourth dimension beside recency, frequency and money: what somebody buys, at full price or
//! in promotion, with what margin, and where. Computed from the customer's lines; pure.

use std::collections::BTreeMap;

use crate::domain::base::Money;

/// A line of a purchase, as this needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindLine<'a> {
    /// Category of the product; may be empty.
    pub category: &'a str,
    /// Sales channel of the document; may be empty.
    pub channel: &'a str,
    /// Amount of the line after discount.
    pub amount: Money,
    /// Whether something was taken off the price.
    pub promoted: bool,
    /// Cost of the whole line, where known.
    pub cost: Option<Money>,
}

/// What somebody's purchases are like. Rates are from 0 to 1 of money; margin may be negative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PurchaseKind {
    /// Money by category, most first, then by name; lines without a category are left out.
    pub categories: Vec<(String, Money)>,
    /// Share of money bought at full price; `None` where there is no money.
    pub full_price: Option<f64>,
    /// Margin of the lines whose cost is known; `None` where none is.
    pub margin: Option<f64>,
    /// Share of money whose cost is known; `None` where there is no money.
    pub costed: Option<f64>,
    /// Channel with most money, by name where equal; `None` where no document names one.
    pub channel: Option<String>,
}

impl PurchaseKind {
    /// What these purchase lines are like.
    pub fn of(lines: &[KindLine<'_>]) -> Self {
        Self {
            categories: mix(lines, |l| l.category),
            full_price: full_price_share(lines),
            margin: margin_share(lines),
            costed: part(lines, |l| l.cost.is_some()),
            channel: mix(lines, |l| l.channel).into_iter().next().map(|(name, _)| name),
        }
    }

    /// Different categories bought: the breadth of the customer.
    pub fn breadth(&self) -> u32 {
        self.categories.len() as u32
    }
}

/// Money by what `of` says, most first, then by name; the empty name is left out.
fn mix<'a>(lines: &[KindLine<'a>], of: impl Fn(&KindLine<'a>) -> &'a str) -> Vec<(String, Money)> {
    let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
    for line in lines.iter().filter(|l| !of(l).is_empty()) {
        *sums.entry(of(line)).or_default() += line.amount;
    }
    let mut mix: Vec<_> = sums.into_iter().map(|(name, sum)| (name.to_owned(), sum)).collect();
    mix.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    mix
}

fn part(lines: &[KindLine<'_>], counts: impl Fn(&KindLine<'_>) -> bool) -> Option<f64> {
    let whole: Money = lines.iter().map(|l| l.amount).sum();
    let part: Money = lines.iter().filter(|l| counts(l)).map(|l| l.amount).sum();
    (whole > Money::ZERO).then(|| part.0 as f64 / whole.0 as f64)
}

/// Share of money bought without any discount; `None` where there is no money.
pub fn full_price_share(lines: &[KindLine<'_>]) -> Option<f64> {
    part(lines, |l| !l.promoted)
}

/// (amount − cost) / amount over the lines whose cost is known; `None` where none is, or they brought no money.
pub fn margin_share(lines: &[KindLine<'_>]) -> Option<f64> {
    let (mut amount, mut cost) = (0_i64, 0_i64);
    for (line, known) in lines.iter().filter_map(|l| l.cost.map(|c| (l, c))) {
        amount += line.amount.0;
        cost += known.0;
    }
    (amount > 0).then(|| (amount - cost) as f64 / amount as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(category: &'static str, amount: i64, promoted: bool, cost: Option<i64>) -> KindLine<'static> {
        KindLine { category, channel: "", amount: Money(amount), promoted, cost: cost.map(Money) }
    }

    #[test]
    fn the_kind_of_purchase_is_told_in_shares_of_money() {
        let lines = [
            line("tools", 6000, false, Some(3000)),
            line("paint", 3000, true, None),
            line("", 1000, true, Some(1200)),
        ];
        let kind = PurchaseKind::of(&lines);
        assert_eq!(kind.categories, [("tools".to_owned(), Money(6000)), ("paint".to_owned(), Money(3000))]);
        assert_eq!((kind.full_price, kind.costed, kind.breadth()), (Some(0.6), Some(0.7), 2));
        assert_eq!(kind.margin, Some(2800.0 / 7000.0));
    }

    #[test]
    fn the_main_channel_is_the_one_with_most_money_and_the_first_by_name_where_equal() {
        let on = |channel, amount| KindLine { channel, ..line("", amount, false, None) };
        let kind = PurchaseKind::of(&[on("web", 500), on("shop", 300), on("shop", 200), on("", 9000)]);
        assert_eq!(kind.channel.as_deref(), Some("shop"));
    }

    #[test]
    fn where_nothing_was_bought_no_share_is_told() {
        assert_eq!(PurchaseKind::of(&[]), PurchaseKind::default());
        assert_eq!(full_price_share(&[line("", 0, false, None)]), None);
    }
}
