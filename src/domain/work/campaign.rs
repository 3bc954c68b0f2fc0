//! Campaigns (mission rows 7, 51): whom one reaches, who is kept apart as control, and what it brought beside what
//! would have come anyway.

use serde::{Deserialize, Serialize};

use crate::domain::base::{Day, Money};
use crate::domain::lifecycle::Stage;
use crate::domain::people::{Channel, CustomerId};

/// Row id of a campaign.
pub type CampaignId = i64;

/// Channels a campaign may use.
pub const CHANNELS: [Channel; 3] = [Channel::Phone, Channel::Email, Channel::Post];

/// Days after it began that count, where nothing else is said.
pub const USUAL_DAYS: i32 = 90;

/// What a customer is in a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Contacted.
    Treated,
    /// Kept apart to compare with.
    Control,
    /// Left out.
    LeftOut,
}

impl Part {
    /// By its number in the file.
    pub const fn from_number(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::Treated),
            1 => Some(Self::Control),
            2 => Some(Self::LeftOut),
            _ => None,
        }
    }

    /// Key in texts and JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Treated => "treated",
            Self::Control => "control",
            Self::LeftOut => "left_out",
        }
    }
}

/// How somebody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// Asked for more.
    Interested,
    /// Bought.
    Bought,
    /// Said no.
    Refused,
    /// Came back undelivered.
    Returned,
}

impl Response {
    /// All, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Interested, Self::Bought, Self::Refused, Self::Returned];

    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Interested => "interested",
            Self::Bought => "bought",
            Self::Refused => "refused",
            Self::Returned => "returned",
        }
    }

    /// The response with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|response| response.key() == key)
    }

    /// Whether it counts as a response wanted.
    pub const fn is_wanted(self) -> bool {
        matches!(self, Self::Interested | Self::Bought)
    }
}

/// A customer of a campaign, frozen when it was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberDraft {
    /// Who.
    pub customer: CustomerId,
    /// What they are in it.
    pub part: Part,
    /// Why they were left out; empty where they were not.
    pub why: String,
    /// Where they stood.
    pub stage: Stage,
}

/// What is written about a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignDraft {
    /// Name.
    pub name: String,
    /// Channel: one of [`CHANNELS`].
    pub channel: Channel,
    /// Whom it was made from, in words.
    pub audience: String,
    /// Stage it is to move customers out of, where it is about one.
    pub stage: Option<Stage>,
    /// What is offered.
    pub offer: String,
    /// What is said or written.
    pub script: String,
    /// Share kept apart, in percent.
    pub control: u8,
    /// What it costs.
    pub cost: Money,
    /// Days that count.
    pub days: i32,
}

/// A step in the life of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CampaignStep {
    /// Letters or e-mails went out: a contact with everybody treated who may still be contacted.
    Send {
        /// On which day.
        on: Day,
        /// To whom.
        customers: Vec<CustomerId>,
    },
    /// Somebody answered; `None` takes it back.
    Respond {
        /// Who.
        customer: CustomerId,
        /// How.
        response: Option<Response>,
        /// On which day.
        on: Day,
    },
    /// Ended, with what was learned.
    Close {
        /// On which day.
        on: Day,
        /// Keep, change or drop, in words.
        verdict: String,
    },
    /// Goes on.
    Reopen,
}

/// Splits those who are contacted and those kept apart: exactly ⌊n·`percent`/100 + ½⌋ are kept, but one at least where
/// any shall be and there are two. Who is decided by `seed` alone, so that it is by chance and can be told again.
/// Answers, for each of `customers`, whether they are kept apart.
pub fn split(customers: &[CustomerId], percent: u8, seed: u64) -> Vec<bool> {
    let n = customers.len();
    let mut kept = (n * usize::from(percent) + 50) / 100;
    if percent > 0 && n >= 2 {
        kept = kept.clamp(1, n - 1);
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_unstable_by_key(|at| (mix(seed ^ mix(customers[*at] as u64)), customers[*at]));
    let mut apart = vec![false; n];
    for at in order.into_iter().take(kept) {
        apart[at] = true;
    }
    apart
}

/// One step of `SplitMix64` (Steele, Lea, Flood 2014, figure 12): equal numbers give equal ones, near ones do not.
const fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What one member did in the days that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Did {
    /// What they are in the campaign.
    pub part: Part,
    /// We reached out to them by its channel.
    pub contacted: bool,
    /// They answered as was wanted.
    pub responded: bool,
    /// They bought.
    pub bought: bool,
    /// Net revenue.
    pub revenue: Money,
    /// They left the stage the campaign is about for the next one, and are not lost.
    pub moved: bool,
}

/// What came of those treated, or of the control group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arm {
    /// Customers.
    pub n: u64,
    /// Who bought.
    pub buyers: u64,
    /// Net revenue.
    pub revenue: Money,
    /// Who moved on to the next stage.
    pub moved: u64,
}

/// Figures of a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CampaignFigures {
    /// Those treated.
    pub treated: Arm,
    /// Those kept apart.
    pub control: Arm,
    /// Treated whom we reached out to.
    pub contacted: u64,
    /// Treated who answered as was wanted.
    pub responses: u64,
    /// What it cost.
    pub cost: Money,
}

impl CampaignFigures {
    /// Adds everybody up.
    pub fn of(members: impl Iterator<Item = Did>, cost: Money) -> Self {
        let mut figures = Self { cost, ..Self::default() };
        for did in members {
            let arm = match did.part {
                Part::Treated => {
                    figures.contacted += u64::from(did.contacted);
                    figures.responses += u64::from(did.responded);
                    &mut figures.treated
                }
                Part::Control => &mut figures.control,
                Part::LeftOut => continue,
            };
            arm.n += 1;
            arm.buyers += u64::from(did.bought);
            arm.moved += u64::from(did.moved);
            arm.revenue = Money(arm.revenue.0.saturating_add(did.revenue.0));
        }
        figures
    }

    /// Responses of those contacted; `None` where nobody was.
    pub fn response_rate(&self) -> Option<f64> {
        (self.contacted > 0).then(|| self.responses as f64 / self.contacted as f64)
    }

    /// Revenue that would not have come without it: treated − control·(nₜ/n꜀), rounded to the cent; `None` without a
    /// control group.
    pub fn incremental(&self) -> Option<Money> {
        if self.control.n == 0 {
            return None;
        }
        let (n, apart) = (i128::from(self.treated.n), i128::from(self.control.n));
        let anyway = i128::from(self.control.revenue.0) * n;
        let rounded = (2 * anyway + apart).div_euclid(2 * apart);
        Some(Money((i128::from(self.treated.revenue.0) - rounded) as i64))
    }

    /// (incremental − cost) / cost; `None` without a control group or a cost.
    pub fn roi(&self) -> Option<f64> {
        let incremental = self.incremental()?;
        (self.cost > Money::ZERO).then(|| (incremental.0 - self.cost.0) as f64 / self.cost.0 as f64)
    }

    /// Share that moved on to the next stage, of those treated and of those kept apart.
    pub fn moved_on(&self) -> [Option<f64>; 2] {
        [self.treated, self.control].map(|arm| (arm.n > 0).then(|| arm.moved as f64 / arm.n as f64))
    }
}

/// What can be written for those whom a campaign contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sheet {
    /// A line of CSV for every envelope.
    Labels,
    /// The script as a letter to each, in Markdown, parted by lines.
    Letters,
    /// A line of CSV for every e-mail: address, name, subject, text.
    Emails,
}

impl Sheet {
    /// Key in texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Labels => "labels",
            Self::Letters => "letters",
            Self::Emails => "emails",
        }
    }

    /// End of the name of its file.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Letters => "md",
            Self::Labels | Self::Emails => "csv",
        }
    }

    /// Text keys of its columns, without `sheet-`; none for letters.
    pub const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Labels => {
                &["code", "name", "contact", "company", "address", "postal-code", "city", "region", "country"]
            }
            Self::Letters => &[],
            Self::Emails => &["code", "name", "email", "subject", "text"],
        }
    }
}

/// Places in a script that stand for something of the customer.
pub const PLACES: [&str; 7] = ["name", "contact", "company", "city", "offer", "seller", "business"];

/// Puts what `value` knows into the places of a script: `{name}`. An unknown place is answered as the error.
pub fn fill(script: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let Some(end) = from.find('}') else {
            out.push_str(from);
            return Ok(out);
        };
        let place = from[1..end].trim();
        let key = known_place(place).ok_or_else(|| place.to_owned())?;
        out.push_str(&value(key).ok_or_else(|| place.to_owned())?);
        rest = &from[end + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

/// The place meant, in either language.
fn known_place(place: &str) -> Option<&'static str> {
    let folded = crate::domain::base::names::fold(place);
    let key = match folded.as_str() {
        "nombre" => "name",
        "contacto" => "contact",
        "empresa" => "company",
        "ciudad" | "poblacion" => "city",
        "oferta" => "offer",
        "vendedor" | "comercial" => "seller",
        "negocio" | "nosotros" => "business",
        other => other,
    };
    PLACES.into_iter().find(|known| *known == key)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn did(part: Part, revenue: i64) -> Did {
        Did {
            part,
            contacted: part == Part::Treated,
            responded: false,
            bought: revenue > 0,
            revenue: Money(revenue),
            moved: false,
        }
    }

    #[test]
    fn what_it_brought_is_told_beside_what_came_anyway() {
        let mut all = vec![did(Part::Treated, 1_000); 8];
        all.extend([did(Part::Control, 500), did(Part::Control, 0), did(Part::LeftOut, 99_999)]);
        all[0].responded = true;
        let figures = CampaignFigures::of(all.into_iter(), Money(2_000));
        assert_eq!((figures.treated.n, figures.control.n, figures.contacted), (8, 2, 8));
        assert_eq!(figures.response_rate(), Some(0.125));
        assert_eq!(figures.incremental(), Some(Money(8_000 - 500 * 8 / 2)));
        assert_eq!(figures.roi(), Some(2.0));
        let alone = CampaignFigures::of([did(Part::Treated, 10)].into_iter(), Money::ZERO);
        assert_eq!((alone.incremental(), alone.roi()), (None, None));
    }

    #[test]
    fn half_a_cent_is_rounded_up_in_what_came_anyway() {
        let figures = CampaignFigures {
            treated: Arm { n: 1, ..Arm::default() },
            control: Arm { n: 2, revenue: Money(1), ..Arm::default() },
            ..CampaignFigures::default()
        };
        assert_eq!(figures.incremental(), Some(Money(-1)));
    }

    #[test]
    fn a_script_is_filled_in_either_language_and_an_unknown_place_is_named() {
        let value = |key: &str| (key == "name").then(|| "Ana {x}".to_owned());
        assert_eq!(fill("Hola, {nombre}: {name}.", value).unwrap(), "Hola, Ana {x}: Ana {x}.");
        assert_eq!(fill("{apodo}", value), Err("apodo".into()));
        assert_eq!(fill("50 % { sin cerrar", value).unwrap(), "50 % { sin cerrar");
    }

    proptest! {
        #[test]
        fn the_control_group_has_its_size_and_is_the_same_again(n in 0_usize..400, percent in 0_u8..=50, seed: u64) {
            let ids: Vec<CustomerId> = (1..=n as i64).collect();
            let apart = split(&ids, percent, seed);
            let kept = apart.iter().filter(|kept| **kept).count();
            if percent == 0 || n < 2 {
                prop_assert!(kept <= n * usize::from(percent) / 50);
            } else {
                prop_assert!((1..n).contains(&kept));
                prop_assert!((kept as i64 * 100 - n as i64 * i64::from(percent)).abs() <= 100);
            }
            prop_assert_eq!(&apart, &split(&ids, percent, seed));
        }

        #[test]
        fn chance_does_not_follow_the_order_of_customers(seed: u64) {
            let ids: Vec<CustomerId> = (1..=1000).collect();
            let apart = split(&ids, 50, seed);
            let first = apart[..500].iter().filter(|kept| **kept).count();
            prop_assert!((180..320).contains(&first), "{first}");
        }
    }
}
