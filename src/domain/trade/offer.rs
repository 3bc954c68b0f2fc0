//! Offers and what becomes of them (mission row 9): draft, sent, accepted or lost, expired; the order an accepted one
//! is, and the invoice that closes it. Whether an offer is expired, or a customer won, is never stored: both follow
//! from days.

use serde::{Deserialize, Serialize};

use super::{Line, PurchaseId};
use crate::domain::base::{Day, Money};
use crate::domain::people::CustomerId;

/// Row id of an offer.
pub type OfferId = i64;

/// Days ahead in which an offer that runs out calls for a call.
pub const EXPIRES_SOON: i32 = 7;

/// Days an offer holds where nothing else is said.
pub const VALID_DAYS: i32 = 30;

/// Where an offer stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    /// Being written.
    Draft,
    /// Sent, and the customer thinks about it.
    Sent,
    /// Sent, not answered, and no longer valid.
    Expired,
    /// Accepted: an order.
    Accepted,
    /// Accepted and invoiced.
    Invoiced,
    /// Lost.
    Lost,
}

impl OfferState {
    /// All, in the order of a life.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Sent, Self::Expired, Self::Accepted, Self::Invoiced, Self::Lost];

    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Expired => "expired",
            Self::Accepted => "accepted",
            Self::Invoiced => "invoiced",
            Self::Lost => "lost",
        }
    }

    /// Words of a filter, folded: the first is Spanish, the second English. *Won* is both kinds of yes.
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Draft => &["borrador", "draft", "borradores", "drafts"],
            Self::Sent => {
                &["enviada", "sent", "enviadas", "espera", "waiting", "abierta", "abiertas", "open"]
            }
            Self::Expired => &["caducada", "expired", "caducadas"],
            Self::Accepted => &[
                "aceptada",
                "accepted",
                "aceptadas",
                "pedido",
                "pedidos",
                "order",
                "ganada",
                "ganadas",
                "won",
            ],
            Self::Invoiced => &["facturada", "invoiced", "facturadas", "ganada", "ganadas", "won"],
            Self::Lost => &["perdida", "lost", "perdidas", "rechazada", "rejected"],
        }
    }

    /// Whether the customer said yes.
    pub const fn is_won(self) -> bool {
        matches!(self, Self::Accepted | Self::Invoiced)
    }

    /// Whether something can still become of it without being opened again.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Sent)
    }
}

/// Why an offer was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferLoss {
    /// Too dear.
    Price,
    /// Somebody else was chosen.
    Competitor,
    /// Not now.
    Timing,
    /// No need after all.
    NoNeed,
    /// We do not have or do not make it.
    Product,
    /// They never answered.
    Silence,
    /// Something else, told in words.
    Other,
}

impl OfferLoss {
    /// All, in the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::Price,
        Self::Competitor,
        Self::Timing,
        Self::NoNeed,
        Self::Product,
        Self::Silence,
        Self::Other,
    ];

    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Competitor => "competitor",
            Self::Timing => "timing",
            Self::NoNeed => "no_need",
            Self::Product => "product",
            Self::Silence => "silence",
            Self::Other => "other",
        }
    }

    /// The reason with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|loss| loss.key() == key)
    }
}

/// What is written about an offer. `amount` is the sum of the lines where there are lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferDraft {
    /// To whom.
    pub customer: CustomerId,
    /// Its number; given by the program where empty.
    pub number: String,
    /// Net amount.
    pub amount: Money,
    /// The lines; empty where only the total is known.
    pub lines: Vec<Line>,
    /// Last day on which it holds.
    pub valid_until: Option<Day>,
    /// Chance that it is accepted, in percent; `None` takes the share of offers won so far.
    pub chance: Option<u8>,
    /// Who makes it.
    pub seller: String,
    /// Free text.
    pub note: String,
    /// Made to win somebody back.
    pub winback: bool,
}

/// A step in the life of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OfferStep {
    /// Sent to the customer.
    Send(Day),
    /// Accepted: it is an order from now on.
    Accept(Day),
    /// Lost.
    Lose {
        /// On which day.
        on: Day,
        /// Why.
        why: OfferLoss,
        /// In words: who the competitor is, what they asked for.
        detail: String,
    },
    /// Invoiced: the purchase is made of its lines.
    Invoice(Day),
    /// Undecided again.
    Reopen,
}

/// An offer as listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Row id.
    pub id: OfferId,
    /// Version, from 1.
    pub version: u32,
    /// What is written; its lines are left out in lists.
    pub draft: OfferDraft,
    /// When it was made.
    pub made_on: Day,
    /// When its present version was sent.
    pub sent_on: Option<Day>,
    /// When it was accepted (true) or lost.
    pub decided: Option<(Day, bool)>,
    /// Why it was lost, and in words.
    pub loss: Option<(OfferLoss, String)>,
    /// Number of the order it became; empty where it is none.
    pub order: String,
    /// The invoice: its row and number.
    pub invoice: Option<(PurchaseId, String)>,
}

impl Offer {
    /// Where it stands at the end of a day, as known then.
    pub fn state(&self, at: Day) -> OfferState {
        match self.decided.filter(|(day, _)| *day <= at) {
            Some((_, true)) if self.invoice.is_some() => OfferState::Invoiced,
            Some((_, true)) => OfferState::Accepted,
            Some((_, false)) => OfferState::Lost,
            None if self.sent_on.is_none_or(|day| day > at) => OfferState::Draft,
            None if self.draft.valid_until.is_some_and(|last| last < at) => OfferState::Expired,
            None => OfferState::Sent,
        }
    }

    /// Whether it runs out within [`EXPIRES_SOON`] days, today included.
    pub fn expires_soon(&self, at: Day) -> bool {
        self.state(at) == OfferState::Sent && self.draft.valid_until.is_some_and(|last| soon(last, at))
    }

    /// Days from sending to the decision.
    pub fn days_to_close(&self) -> Option<i32> {
        let ((decided, _), sent) = (self.decided?, self.sent_on.unwrap_or(self.made_on));
        Some(decided.0.saturating_sub(sent.0).max(0))
    }
}

/// Whether a last day of validity lies within [`EXPIRES_SOON`] days of `at`, that day included.
pub const fn soon(last: Day, at: Day) -> bool {
    last.0 >= at.0 && last.0.saturating_sub(at.0) <= EXPIRES_SOON
}

/// Offers and their money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heap {
    /// How many.
    pub count: u64,
    /// Σ amounts.
    pub amount: Money,
}

impl Heap {
    fn put(&mut self, amount: Money) {
        self.count += 1;
        self.amount = Money(self.amount.0.saturating_add(amount.0));
    }
}

/// Days since sending, by which open offers are told apart: up to 7, 30, 60, more.
pub const AGES: [i32; 3] = [7, 30, 60];

/// Figures of the offers of a portfolio.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfferFigures {
    /// By state, as [`OfferState::ALL`] counts; won and lost of the period only.
    pub states: [Heap; 6],
    /// Expected of those sent: Σ amount × chance, in minor units rounded half up.
    pub forecast: Money,
    /// Chance taken where an offer names none: (won + 1) / (won + lost + 2).
    pub usual_chance: f64,
    /// Median days from sending to decision, of those decided in the period.
    pub median_days: Option<f64>,
    /// Sent ones that run out within 7 days.
    pub expiring: Heap,
    /// Sent ones by days since they were sent, as [`AGES`] parts them.
    pub ages: [Heap; 4],
    /// Why offers of the period were lost, most money first.
    pub losses: Vec<(OfferLoss, Heap)>,
}

impl OfferFigures {
    /// Figures at the end of `at`; what was won and lost counts where it was decided within `from`..=`at`.
    pub fn of(offers: &[Offer], from: Day, at: Day) -> Self {
        let mut figures = Self::default();
        let mut days = Vec::new();
        let mut losses: Vec<(OfferLoss, Heap)> =
            OfferLoss::ALL.iter().map(|loss| (*loss, Heap::default())).collect();
        for offer in offers {
            let (state, amount) = (offer.state(at), offer.draft.amount);
            if matches!(state, OfferState::Accepted | OfferState::Invoiced | OfferState::Lost) {
                if offer.decided.is_none_or(|(day, _)| day < from) {
                    continue;
                }
                days.extend(offer.days_to_close());
            }
            figures.states[state as usize].put(amount);
            if state == OfferState::Lost {
                let why = offer.loss.as_ref().map_or(OfferLoss::Other, |(why, _)| *why);
                losses[why as usize].1.put(amount);
            }
            if state == OfferState::Sent {
                let age = at.0.saturating_sub(offer.sent_on.unwrap_or(offer.made_on).0);
                let slot = AGES.iter().position(|limit| age <= *limit).unwrap_or(AGES.len());
                figures.ages[slot].put(amount);
                if offer.expires_soon(at) {
                    figures.expiring.put(amount);
                }
            }
        }
        let (won, lost) = (figures.won().count as f64, figures.lost().count as f64);
        figures.usual_chance = (won + 1.0) / (won + lost + 2.0);
        let expected: f64 = offers
            .iter()
            .filter(|offer| offer.state(at) == OfferState::Sent)
            .map(|offer| {
                let chance = offer.draft.chance.map_or(figures.usual_chance, |c| f64::from(c) / 100.0);
                offer.draft.amount.0 as f64 * chance
            })
            .sum();
        figures.forecast = Money((expected + 0.5).floor() as i64);
        figures.median_days = median(&mut days);
        losses.retain(|(_, heap)| heap.count > 0);
        losses.sort_by_key(|(why, heap)| (std::cmp::Reverse((heap.amount, heap.count)), *why));
        figures.losses = losses;
        figures
    }

    /// Those in a state.
    pub const fn heap(&self, state: OfferState) -> Heap {
        self.states[state as usize]
    }

    /// Accepted ones, invoiced or not.
    pub const fn won(&self) -> Heap {
        let (a, b) = (self.heap(OfferState::Accepted), self.heap(OfferState::Invoiced));
        Heap { count: a.count + b.count, amount: Money(a.amount.0.saturating_add(b.amount.0)) }
    }

    /// Lost ones.
    pub const fn lost(&self) -> Heap {
        self.heap(OfferState::Lost)
    }

    /// Won / (won + lost) by count; `None` where nothing was decided.
    pub fn win_rate(&self) -> Option<f64> {
        let (won, lost) = (self.won().count, self.lost().count);
        (won + lost > 0).then(|| won as f64 / (won + lost) as f64)
    }

    /// Won / (won + lost) by money; `None` where no money was decided about.
    pub fn win_rate_amount(&self) -> Option<f64> {
        let (won, lost) = (self.won().amount.0, self.lost().amount.0);
        (won.saturating_add(lost) > 0).then(|| won as f64 / (won.saturating_add(lost)) as f64)
    }
}

/// The median; of an even number the mean of the two in the middle. Sorts `values`.
pub fn median(values: &mut [i32]) -> Option<f64> {
    values.sort_unstable();
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => Some(f64::from(values[middle])),
        _ => Some(f64::midpoint(f64::from(values[middle - 1]), f64::from(values[middle]))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AT: Day = Day(20_000);

    fn offer(amount: i64) -> Offer {
        Offer {
            id: 1,
            version: 1,
            draft: OfferDraft {
                customer: 1,
                number: String::new(),
                amount: Money(amount),
                lines: Vec::new(),
                valid_until: Some(AT.plus(20)),
                chance: None,
                seller: String::new(),
                note: String::new(),
                winback: false,
            },
            made_on: AT.plus(-10),
            sent_on: None,
            decided: None,
            loss: None,
            order: String::new(),
            invoice: None,
        }
    }

    fn sent(amount: i64, ago: i32) -> Offer {
        Offer { sent_on: Some(AT.plus(-ago)), ..offer(amount) }
    }

    fn decided(amount: i64, ago: i32, won: bool) -> Offer {
        let loss = (!won).then(|| (OfferLoss::Price, String::new()));
        Offer { decided: Some((AT.plus(-ago), won)), loss, ..sent(amount, ago + 4) }
    }

    #[test]
    fn an_offer_stands_where_its_days_say() {
        assert_eq!(offer(1).state(AT), OfferState::Draft);
        let waiting = sent(1, 3);
        assert_eq!(waiting.state(AT), OfferState::Sent);
        assert_eq!(waiting.state(AT.plus(-4)), OfferState::Draft, "not sent yet");
        assert_eq!(waiting.state(AT.plus(20)), OfferState::Sent, "its last day still holds");
        assert_eq!(waiting.state(AT.plus(21)), OfferState::Expired);
        assert_eq!(decided(1, 1, true).state(AT), OfferState::Accepted);
        assert_eq!(decided(1, 1, true).state(AT.plus(-2)), OfferState::Sent, "not decided yet");
        let invoiced = Offer { invoice: Some((1, "F1".into())), ..decided(1, 1, true) };
        assert_eq!(invoiced.state(AT), OfferState::Invoiced);
        assert_eq!(decided(1, 1, false).state(AT.plus(50)), OfferState::Lost, "lost stays lost");
    }

    #[test]
    fn an_offer_runs_out_soon_from_seven_days_before_its_last_day() {
        let at = |days: i32| {
            let mut offer = sent(1, 1);
            offer.draft.valid_until = Some(AT.plus(days));
            offer.expires_soon(AT)
        };
        assert_eq!([-1, 0, 7, 8].map(at), [false, true, true, false]);
    }

    #[test]
    fn rates_count_only_what_was_decided_and_the_forecast_only_what_was_sent() {
        let mut named = sent(40_000, 40);
        named.draft.chance = Some(25);
        let offers = [
            offer(99_900),
            sent(10_000, 2),
            named,
            decided(30_000, 5, true),
            decided(10_000, 6, false),
            decided(5_000, 400, false),
        ];
        let figures = OfferFigures::of(&offers, AT.plus(-365), AT);
        assert_eq!((figures.win_rate(), figures.win_rate_amount()), (Some(0.5), Some(0.75)));
        assert!((figures.usual_chance - 0.5).abs() < 1e-12, "(1 + 1) / (1 + 1 + 2)");
        assert_eq!(figures.forecast, Money(5_000 + 10_000));
        assert_eq!(figures.median_days, Some(4.0));
        assert_eq!(figures.ages.map(|heap| heap.count), [1, 0, 1, 0]);
        assert_eq!(figures.losses, [(OfferLoss::Price, Heap { count: 1, amount: Money(10_000) })]);
        let none = OfferFigures::of(&[], AT, AT);
        assert_eq!((none.win_rate(), none.median_days, none.forecast), (None, None, Money::ZERO));
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert_eq!(median(&mut [9, 1, 4]), Some(4.0));
        assert_eq!(median(&mut [9, 1, 4, 5]), Some(4.5));
        assert_eq!(median(&mut []), None);
    }

    proptest! {
        #[test]
        fn every_offer_is_counted_once(
            made in prop::collection::vec((1_i64..1000, 0_i32..90, 0..4_u8), 0..40)
        ) {
            let offers: Vec<Offer> = made
                .iter()
                .map(|(amount, ago, kind)| match kind {
                    0 => offer(*amount),
                    1 => sent(*amount, *ago),
                    2 => decided(*amount, *ago, true),
                    _ => decided(*amount, *ago, false),
                })
                .collect();
            let figures = OfferFigures::of(&offers, AT.plus(-365), AT);
            let counted: u64 = figures.states.iter().map(|heap| heap.count).sum();
            prop_assert_eq!(counted, offers.len() as u64);
            let open: u64 = figures.ages.iter().map(|heap| heap.count).sum();
            prop_assert_eq!(open, figures.heap(OfferState::Sent).count);
            let sent = figures.heap(OfferState::Sent).amount;
            prop_assert!(figures.forecast <= sent && figures.forecast >= Money::ZERO);
        }
    }
}
