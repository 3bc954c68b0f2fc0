//! Who to contact today and why (mission rows 24, 26, 61, 67): each customer once, under the most urgent reason.
//!
//! A rule on one customer's facts; it knows no store and no other customer. What depends on the whole portfolio (the
//! usual gap between a first and a second purchase) comes in as a figure, and how many win-back rows are enough for a
//! day is for the caller to say.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::domain::base::{Day, Money};
use crate::domain::lifecycle::history::Facts;
use crate::domain::lifecycle::{Entry, Rhythm, Stage};
use crate::domain::people::{Channel, CustomerId};
use crate::domain::roster::WinbackState;

/// Why a customer is on today's list, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TodayReason {
    /// A contact was promised for today.
    Promised,
    /// A promised contact is overdue.
    Overdue,
    /// Due to buy by their own rhythm.
    DueByRhythm,
    /// At risk by their own rhythm.
    AtRisk,
    /// Bought once and did not come back.
    BoughtOnce,
    /// A lost customer whose next step is due, or who waits to be verified.
    Winback,
    /// An offer that was sent runs out within days.
    OfferExpiring,
    /// Has not bought yet, may be sought out, and rests: the most like the best customers first.
    Prospect,
}

impl TodayReason {
    /// Every reason, most urgent first.
    pub const ALL: [Self; 8] = [
        Self::Promised,
        Self::Overdue,
        Self::DueByRhythm,
        Self::AtRisk,
        Self::BoughtOnce,
        Self::Winback,
        Self::OfferExpiring,
        Self::Prospect,
    ];

    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Promised => "promised",
            Self::Overdue => "overdue",
            Self::DueByRhythm => "due_by_rhythm",
            Self::AtRisk => "at_risk",
            Self::BoughtOnce => "bought_once",
            Self::Winback => "winback",
            Self::OfferExpiring => "offer_expiring",
            Self::Prospect => "prospect",
        }
    }
}

/// Limits of today's list. Settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct TodayRules {
    /// Nobody is listed for their rhythm within so many days of a contact held.
    pub rest_days: u32,
    /// Bought once: silent for more than this many days, or than the portfolio's usual second gap if that is longer.
    pub once_days: u32,
    /// Somebody marked seasonal is due after this many days of silence: their season came round without them.
    pub seasonal_days: u32,
}

impl Default for TodayRules {
    fn default() -> Self {
        Self { rest_days: 14, once_days: 60, seasonal_days: 365 }
    }
}

/// What the rule looks at of one customer.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Row id.
    pub customer: CustomerId,
    /// What follows from purchases at the day of the list.
    pub facts: &'a Facts,
    /// Next contact planned: its day, and the minute of the day where a time was agreed.
    pub next: Option<(Day, Option<u16>)>,
    /// Last contact held.
    pub last_contact: Option<Day>,
    /// Out of every list.
    pub archived: bool,
    /// Never to be contacted.
    pub do_not_call: bool,
    /// Marked seasonal on or before the day of the list.
    pub seasonal: bool,
    /// State of winning back.
    pub winback: WinbackState,
    /// Money at stake: revenue of the 12 months up to the last purchase.
    pub at_stake: Money,
    /// Of Pareto class A.
    pub best: bool,
    /// Passive contact only: it was decided to invest no more in them.
    pub passive: bool,
    /// Last day of the first of their offers that run out soon, and the money of all of those.
    pub expiring: Option<(Day, Money)>,
    /// Of somebody who has not bought: how like the best customers they are, in hundredths of the logarithm of the lift
    /// ([`Likeness`](crate::domain::value::lookalike::Likeness)).
    pub likeness: i16,
    /// By which channel they may be sought out; nothing here follows from it.
    pub channel: Channel,
}

/// A row of today's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TodayItem {
    /// Who.
    pub customer: CustomerId,
    /// Why.
    pub reason: TodayReason,
    /// The day it was due: the planned contact, the first day past the limit, the day of the loss; of an offer the last
    /// day on which it holds.
    pub due: Option<Day>,
    /// The minute of that day, where a time was agreed.
    pub minute: Option<u16>,
    /// Money at stake; of an offer its amount.
    pub at_stake: Money,
    /// Days since `due`, 0 on the day itself, below 0 before it.
    pub days: i32,
    /// Last contact held.
    pub last_contact: Option<Day>,
    /// Of Pareto class A.
    pub best: bool,
    /// Late or at risk by their own rhythm.
    pub late: bool,
    /// Of a prospect: how like the best customers they are, as in [`Candidate`]; 0 of anybody else.
    pub likeness: i16,
    /// By which channel they may be sought out.
    pub channel: Channel,
}

/// The most urgent reason to contact this customer on `today`; `None` where there is none. `once_gap` is the
/// portfolio's 80th percentile of days between first and second purchase ([`usual_second_gap`]).
///
/// - Never: archived, not to be contacted, given up for good.
/// - *Promised*, *overdue*: a contact planned for today or before. A lost customer's is the next step of winning
///   back, unless a time of day was agreed: that is a promise to a person.
/// - *Due by rhythm*, *at risk*, *bought once*: active, nothing planned for later, no contact within the rest, not
///   passive. Whoever bought on one day only has no rhythm of their own and is judged by *bought once* alone.
/// - *Win-back*: lost, next step due; or nothing planned, not looked at yet, and money at stake.
/// - *Offer*: none of these, nothing planned for later, and an offer runs out soon.
/// - *Prospect*: has not bought, none of these, nothing planned for later, no contact within the rest, not passive.
pub fn reason_for(
    candidate: &Candidate<'_>,
    today: Day,
    once_gap: Option<u32>,
    rules: &TodayRules,
) -> Option<TodayReason> {
    judge(candidate, today, once_gap, rules).map(|(reason, _)| reason)
}

/// The row of today's list for this customer; `None` where there is no reason. See [`reason_for`].
pub fn item_for(
    candidate: &Candidate<'_>,
    today: Day,
    once_gap: Option<u32>,
    rules: &TodayRules,
) -> Option<TodayItem> {
    let (reason, due) = judge(candidate, today, once_gap, rules)?;
    Some(TodayItem {
        customer: candidate.customer,
        reason,
        due,
        minute: candidate.next.filter(|(day, _)| Some(*day) == due).and_then(|(_, minute)| minute),
        at_stake: match candidate.expiring {
            Some((_, money)) if reason == TodayReason::OfferExpiring => money,
            _ => candidate.at_stake,
        },
        days: due.map_or(0, |due| today.0.saturating_sub(due.0)),
        last_contact: candidate.last_contact,
        best: candidate.best,
        channel: candidate.channel,
        likeness: if reason == TodayReason::Prospect { candidate.likeness } else { 0 },
        late: matches!(candidate.facts.rhythm, Some(Rhythm::Late | Rhythm::AtRisk)),
    })
}

/// The reason, and since when it holds.
fn judge(
    candidate: &Candidate<'_>,
    today: Day,
    once_gap: Option<u32>,
    rules: &TodayRules,
) -> Option<(TodayReason, Option<Day>)> {
    if candidate.archived || candidate.do_not_call || candidate.winback == WinbackState::Definitive {
        return None;
    }
    let planned = candidate.next.is_some_and(|(day, _)| day > today);
    let expiring =
        candidate.expiring.filter(|_| !planned).map(|(last, _)| (TodayReason::OfferExpiring, Some(last)));
    by_history(candidate, today, once_gap, rules).or(expiring).or_else(|| {
        let open = candidate.facts.stage == Stage::Prospect && !planned && !candidate.passive;
        (open && is_rested(candidate, today, rules)).then_some((TodayReason::Prospect, None))
    })
}

/// Whether the last contact held is longer ago than the rest.
fn is_rested(candidate: &Candidate<'_>, today: Day, rules: &TodayRules) -> bool {
    let rest = i32::try_from(rules.rest_days).unwrap_or(i32::MAX);
    candidate.last_contact.is_none_or(|held| today.0.saturating_sub(held.0) > rest)
}

/// The same without offers.
fn by_history(
    candidate: &Candidate<'_>,
    today: Day,
    once_gap: Option<u32>,
    rules: &TodayRules,
) -> Option<(TodayReason, Option<Day>)> {
    let facts = candidate.facts;
    let lost = facts.stage == Stage::Lost;
    if let Some((day, minute)) = candidate.next {
        return if day > today {
            None
        } else if lost && minute.is_none() {
            Some((TodayReason::Winback, Some(day)))
        } else if day == today {
            Some((TodayReason::Promised, Some(day)))
        } else {
            Some((TodayReason::Overdue, Some(day)))
        };
    }
    if lost {
        let waiting = candidate.winback == WinbackState::Unverified && candidate.at_stake > Money::ZERO;
        return waiting.then_some((TodayReason::Winback, facts.lost_on));
    }
    if candidate.passive {
        return None;
    }
    let last = facts.last?;
    if !is_rested(candidate, today, rules) {
        return None;
    }
    let first_day_past = |limit: u32| last.plus(i32::try_from(limit).unwrap_or(i32::MAX)).plus(1);
    let past = |limit: u32, reason| {
        let due = first_day_past(limit);
        (due <= today).then_some((reason, Some(due)))
    };
    if candidate.seasonal {
        return past(rules.seasonal_days, TodayReason::DueByRhythm);
    }
    if facts.days == 1 {
        return past(rules.once_days.max(once_gap.unwrap_or(0)), TodayReason::BoughtOnce);
    }
    match facts.rhythm? {
        // Since the first day of silence longer than the mean gap, or than twice that.
        Rhythm::Due | Rhythm::Late => {
            Some((TodayReason::DueByRhythm, Some(first_day_past(facts.mean_gap_tenths / 10))))
        }
        Rhythm::AtRisk => Some((TodayReason::AtRisk, Some(first_day_past(2 * facts.mean_gap_tenths / 10)))),
        Rhythm::OnTime | Rhythm::Lost => None,
    }
}

/// Puts the list in order: by reason; promises with a time by that time, the others after them, overdue contacts of
/// class A before those of anybody else, prospects most like the best first; then most money at stake, then the oldest contact (never contacted before all), then id.
pub fn order(items: &mut [TodayItem]) {
    items.sort_unstable_by_key(|item| {
        let time = match item.reason {
            TodayReason::Promised => item.minute.unwrap_or(u16::MAX),
            _ => 0,
        };
        let rest = item.reason == TodayReason::Overdue && !item.best;
        let worth = Reverse((item.likeness, item.at_stake));
        (item.reason, time, rest, worth, item.last_contact, item.customer)
    });
}

/// Days between the first and the second purchase day of a customer, as known at the end of `at`.
pub fn second_gap(history: &[Entry], at: Day) -> Option<u32> {
    let mut purchases =
        history.iter().take_while(|e| e.day <= at).filter(|e| e.is_purchase(at)).map(|e| e.day);
    let first = purchases.next()?;
    let second = purchases.find(|day| *day != first)?;
    u32::try_from(second.0 - first.0).ok()
}

/// The 80th percentile of the second gaps of a portfolio by nearest rank: the ⌈0.8·N⌉-th smallest. `None` where there
/// is none. Reorders `gaps`.
pub fn usual_second_gap(gaps: &mut [u32]) -> Option<u32> {
    let rank = (gaps.len() * 8).div_ceil(10).checked_sub(1)?;
    Some(*gaps.select_nth_unstable(rank).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lifecycle::LifecycleRules;

    const TODAY: Day = Day(20_000);

    /// Purchases so many days before today.
    fn bought(ago: &[i32]) -> Facts {
        let history: Vec<Entry> = ago
            .iter()
            .map(|n| Entry { day: TODAY.plus(-n), amount: Money(1000), valid: true, reversed_on: None })
            .collect();
        Facts::at(&history, TODAY, None, &LifecycleRules::default())
    }

    fn candidate(facts: &Facts) -> Candidate<'_> {
        Candidate {
            customer: 1,
            facts,
            next: None,
            last_contact: None,
            archived: false,
            do_not_call: false,
            seasonal: false,
            winback: WinbackState::Unverified,
            at_stake: Money(1000),
            best: false,
            passive: false,
            expiring: None,
            likeness: 0,
            channel: Channel::Phone,
        }
    }

    fn item(candidate: &Candidate<'_>) -> Option<TodayItem> {
        item_for(candidate, TODAY, None, &TodayRules::default())
    }

    fn reason(candidate: &Candidate<'_>) -> Option<TodayReason> {
        reason_for(candidate, TODAY, None, &TodayRules::default())
    }

    /// Buys every 30 days; the last time `silence` days ago. g = (270 + 52) / 10 = 32.2.
    fn monthly(silence: i32) -> Facts {
        bought(&(0..10).map(|i| silence + 30 * (9 - i)).collect::<Vec<_>>())
    }

    #[test]
    fn whoever_is_passive_is_not_sought_out_by_rhythm_and_keeps_what_was_promised() {
        let facts = bought(&[100, 70, 40]);
        let active = candidate(&facts);
        assert!(item(&active).is_some());
        assert_eq!(item(&Candidate { passive: true, ..active }), None);
        let promised = Candidate { passive: true, next: Some((TODAY, None)), ..active };
        assert_eq!(item(&promised).map(|i| i.reason), Some(TodayReason::Promised));
    }

    #[test]
    fn a_contact_planned_for_today_is_promised_and_one_before_is_overdue() {
        for facts in [monthly(1), monthly(50), Facts::prospect()] {
            let on = |day| Candidate { next: Some((day, Some(600))), ..candidate(&facts) };
            let today = item(&on(TODAY)).unwrap();
            assert_eq!((today.reason, today.minute, today.days), (TodayReason::Promised, Some(600), 0));
            let late = item(&on(TODAY.plus(-3))).unwrap();
            assert_eq!((late.reason, late.due, late.days), (TodayReason::Overdue, Some(TODAY.plus(-3)), 3));
            assert_eq!(reason(&on(TODAY.plus(1))), None, "planned for later");
        }
    }

    #[test]
    fn an_offer_that_runs_out_lists_whom_nothing_else_does() {
        let facts = monthly(1);
        let expiring = Some((TODAY.plus(3), Money(500)));
        let with = Candidate { expiring, last_contact: Some(TODAY), ..candidate(&facts) };
        let listed = item(&with).unwrap();
        assert_eq!((listed.reason, listed.at_stake), (TodayReason::OfferExpiring, Money(500)));
        assert_eq!((listed.due, listed.days), (Some(TODAY.plus(3)), -3));
        let prospect = Facts::prospect();
        assert!(item(&Candidate { expiring, ..candidate(&prospect) }).is_some());
        assert_eq!(
            reason(&Candidate { next: Some((TODAY.plus(1), None)), ..with }),
            None,
            "planned for later"
        );
        let due = monthly(40);
        let more = Candidate { expiring, ..candidate(&due) };
        assert_eq!(reason(&more), Some(TodayReason::DueByRhythm), "the more urgent reason stands");
        assert_eq!(reason(&Candidate { do_not_call: true, ..with }), None);
    }

    #[test]
    fn a_prospect_who_rests_is_listed_by_likeness_after_everybody_else() {
        let facts = Facts::prospect();
        let new = Candidate { likeness: 90, ..candidate(&facts) };
        let listed = item(&new).unwrap();
        assert_eq!((listed.reason, listed.likeness, listed.due), (TodayReason::Prospect, 90, None));
        assert_eq!(reason(&Candidate { last_contact: Some(TODAY.plus(-14)), ..new }), None);
        assert!(reason(&Candidate { last_contact: Some(TODAY.plus(-15)), ..new }).is_some());
        assert_eq!(reason(&Candidate { next: Some((TODAY.plus(1), None)), ..new }), None);
        assert_eq!(reason(&Candidate { passive: true, ..new }), None);
        let customer = monthly(40);
        let mut items = [
            item(&Candidate { customer: 2, likeness: -5, ..new }).unwrap(),
            item(&Candidate { customer: 3, ..new }).unwrap(),
            item(&Candidate { likeness: 500, ..candidate(&customer) }).unwrap(),
        ];
        assert_eq!(items[2].likeness, 0, "who bought is judged by what they bought");
        order(&mut items);
        assert_eq!(items.map(|i| i.customer), [1, 3, 2]);
    }

    #[test]
    fn the_own_rhythm_decides_between_nothing_due_and_at_risk() {
        let reasons = [32, 33, 64, 65].map(|silence| reason(&candidate(&monthly(silence))));
        let due = Some(TodayReason::DueByRhythm);
        assert_eq!(reasons, [None, due, due, Some(TodayReason::AtRisk)]);
        let facts = monthly(40);
        let due = item(&candidate(&facts)).unwrap();
        assert_eq!((due.due, due.days), (Some(TODAY.plus(-7)), 7), "since day 33 of silence");
        let facts = monthly(70);
        assert_eq!(item(&candidate(&facts)).unwrap().days, 5, "at risk since day 65");
    }

    #[test]
    fn the_day_something_became_due_is_the_first_day_past_the_limit() {
        let mut seen = [0; 2];
        for (ago, gap) in (1..200).flat_map(|ago| [3, 7, 10, 31, 50].map(|gap| (ago, gap))) {
            let facts = bought(&[ago + 2 * gap + 1, ago + gap, ago]);
            let Some(item) = item(&candidate(&facts)) else { continue };
            assert!(item.days >= 0, "{item:?}");
            let yesterday = bought(&[ago + 2 * gap, ago + gap - 1, ago - 1]).rhythm;
            match item.reason {
                TodayReason::DueByRhythm => {
                    assert_eq!(item.days == 0, yesterday == Some(Rhythm::OnTime), "{item:?}");
                    seen[0] += 1;
                }
                TodayReason::AtRisk => {
                    assert_eq!(item.days == 0, yesterday == Some(Rhythm::Late), "{item:?}");
                    seen[1] += 1;
                }
                _ => {}
            }
        }
        assert!(seen.iter().all(|n| *n > 20), "{seen:?}");
    }

    #[test]
    fn a_contact_held_lately_lets_the_rhythm_rest() {
        let facts = monthly(40);
        let held = |ago: i32| Candidate { last_contact: Some(TODAY.plus(-ago)), ..candidate(&facts) };
        assert_eq!(reason(&held(14)), None);
        assert_eq!(reason(&held(15)), Some(TodayReason::DueByRhythm));
        let promised = Candidate { next: Some((TODAY, None)), ..held(1) };
        assert_eq!(reason(&promised), Some(TodayReason::Promised), "a promise is kept all the same");
    }

    #[test]
    fn one_purchase_is_judged_by_the_usual_second_gap_and_by_nothing_else() {
        let once =
            |silence, gap| reason_for(&candidate(&bought(&[silence])), TODAY, gap, &TodayRules::default());
        assert_eq!(once(60, None), None);
        assert_eq!(once(61, None), Some(TodayReason::BoughtOnce));
        assert_eq!(once(61, Some(20)), Some(TodayReason::BoughtOnce));
        assert_eq!(once(90, Some(90)), None);
        assert_eq!(once(91, Some(90)), Some(TodayReason::BoughtOnce));
        assert_eq!(once(131, None), Some(TodayReason::Winback), "lost by then");
    }

    #[test]
    fn a_lost_customer_is_listed_until_somebody_has_looked_and_then_when_a_step_is_due() {
        let facts = bought(&[300]);
        let lost = candidate(&facts);
        let item = item(&lost).unwrap();
        assert_eq!((item.reason, item.due, item.days), (TodayReason::Winback, facts.lost_on, 169));
        assert_eq!(reason(&Candidate { at_stake: Money::ZERO, ..lost }), None);
        for state in [WinbackState::Verified, WinbackState::Explained] {
            let seen = Candidate { winback: state, ..lost };
            assert_eq!(reason(&seen), None);
            let step = Candidate { next: Some((TODAY.plus(-2), None)), ..seen };
            assert_eq!(reason(&step), Some(TodayReason::Winback));
            assert_eq!(reason(&Candidate { next: Some((TODAY.plus(2), None)), ..seen }), None);
        }
        let at_ten = Candidate { next: Some((TODAY, Some(600))), ..lost };
        assert_eq!(reason(&at_ten), Some(TodayReason::Promised), "a time was agreed with them");
    }

    #[test]
    fn archived_unwilling_and_given_up_customers_are_never_listed() {
        for facts in [monthly(40), bought(&[300]), Facts::prospect()] {
            let due = Candidate { next: Some((TODAY, None)), ..candidate(&facts) };
            assert!(reason(&due).is_some());
            assert_eq!(reason(&Candidate { archived: true, ..due }), None);
            assert_eq!(reason(&Candidate { do_not_call: true, ..due }), None);
            assert_eq!(reason(&Candidate { winback: WinbackState::Definitive, ..due }), None);
        }
    }

    #[test]
    fn a_seasonal_customer_is_due_only_when_the_season_has_come_round() {
        let mut facts = bought(&[740, 735, 730, 375, 370, 366]);
        facts.stage = Stage::Mature;
        facts.rhythm = Some(Rhythm::AtRisk);
        assert_eq!(
            reason(&Candidate { seasonal: true, ..candidate(&facts) }),
            Some(TodayReason::DueByRhythm)
        );
        facts.last = Some(TODAY.plus(-200));
        assert_eq!(reason(&Candidate { seasonal: true, ..candidate(&facts) }), None);
        assert_eq!(reason(&candidate(&facts)), Some(TodayReason::AtRisk));
    }

    #[test]
    fn the_list_is_ordered_by_reason_time_money_oldest_contact_and_id() {
        let row = |customer, reason, minute, stake, contact: Option<i32>| TodayItem {
            customer,
            reason,
            due: Some(TODAY),
            minute,
            at_stake: Money(stake),
            days: 0,
            last_contact: contact.map(Day),
            best: false,
            likeness: 0,
            channel: Channel::Phone,
            late: false,
        };
        let expected = [
            row(9, TodayReason::Promised, Some(540), 1, None),
            row(8, TodayReason::Promised, Some(600), 900, None),
            row(7, TodayReason::Promised, None, 9_999, None),
            row(6, TodayReason::Overdue, None, 500, Some(5)),
            row(5, TodayReason::Overdue, Some(10), 400, None),
            row(4, TodayReason::DueByRhythm, None, 300, None),
            row(3, TodayReason::DueByRhythm, None, 300, Some(7)),
            row(1, TodayReason::DueByRhythm, None, 300, Some(8)),
            row(2, TodayReason::DueByRhythm, None, 300, Some(8)),
            row(10, TodayReason::Winback, None, 99_999, None),
        ];
        let mut shuffled = expected;
        shuffled.reverse();
        shuffled.swap(1, 6);
        order(&mut shuffled);
        assert_eq!(shuffled, expected);
    }

    #[test]
    fn the_usual_second_gap_is_the_eightieth_percentile_by_nearest_rank() {
        assert_eq!(usual_second_gap(&mut []), None);
        assert_eq!(usual_second_gap(&mut [7]), Some(7));
        assert_eq!(usual_second_gap(&mut [50, 10, 40, 20, 30]), Some(40));
        assert_eq!(usual_second_gap(&mut [6, 5, 4, 3, 2, 1]), Some(5));
    }

    #[test]
    fn the_second_gap_runs_between_the_first_two_purchase_days_that_stand() {
        let entry =
            |ago: i32, valid| Entry { day: TODAY.plus(-ago), amount: Money(1), valid, reversed_on: None };
        let mut history =
            [entry(100, true), entry(100, true), entry(90, false), entry(80, true), entry(50, true)];
        assert_eq!(second_gap(&history, TODAY), Some(20));
        assert_eq!(second_gap(&history, TODAY.plus(-81)), None);
        history[3].reversed_on = Some(TODAY);
        assert_eq!(second_gap(&history, TODAY), Some(50));
    }
}
