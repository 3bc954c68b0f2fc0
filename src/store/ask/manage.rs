//! What is answered about offers, campaigns and sellers.

use std::collections::BTreeMap;

use super::CallFigures;
use crate::domain::lifecycle::Stage;
use crate::domain::people::{Channel, CustomerId};
use crate::domain::trade::offer::{Offer, OfferFigures};
use crate::domain::work::campaign::{
    CampaignDraft, CampaignFigures, CampaignId, MemberDraft, Part, Response,
};
use crate::domain::{Day, Money};

/// An offer in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferRow {
    /// The offer; its lines are left out.
    pub offer: Offer,
    /// Name of the customer.
    pub customer: String,
    /// Their code.
    pub code: String,
}

/// Answer to [`Question::OfferBoard`](super::Question::OfferBoard).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfferBoard {
    /// Offers: those waiting by their last day, drafts, orders, then what is over, newest first.
    pub rows: Vec<OfferRow>,
    /// Figures.
    pub figures: OfferFigures,
}

/// Answer to [`Question::OfferPage`](super::Question::OfferPage).
#[derive(Clone, Debug, PartialEq)]
pub struct OfferPage {
    /// The offer with its lines.
    pub row: OfferRow,
    /// Versions before: version, amount, last day, sent on.
    pub versions: Vec<(u32, Money, Option<Day>, Option<Day>)>,
    /// What the customer would bring if they came back (lifetime value by the simple model, of their last active
    /// year's margin): the most a discount may cost. `None` where nothing is known.
    pub ceiling: Option<Money>,
}

/// Answer to [`Question::Audience`](super::Question::Audience).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// By which channel.
    pub channel: Channel,
    /// Who can be reached: id and stage.
    pub reached: Vec<(CustomerId, Stage)>,
    /// Who is left out: id, stage, why.
    pub left_out: Vec<(CustomerId, Stage, &'static str)>,
}

impl Audience {
    /// How many are left out, by reason.
    pub fn reasons(&self) -> BTreeMap<&'static str, usize> {
        let mut reasons = BTreeMap::new();
        for (.., why) in &self.left_out {
            *reasons.entry(*why).or_default() += 1;
        }
        reasons
    }

    /// The frozen members, `percent` of those reached kept apart by chance.
    pub fn members(&self, percent: u8, seed: u64) -> Vec<MemberDraft> {
        let ids: Vec<CustomerId> = self.reached.iter().map(|(id, _)| *id).collect();
        let apart = crate::domain::work::campaign::split(&ids, percent, seed);
        let reached = self.reached.iter().zip(apart).map(|((customer, stage), apart)| MemberDraft {
            customer: *customer,
            part: if apart { Part::Control } else { Part::Treated },
            why: String::new(),
            stage: *stage,
        });
        let left_out = self.left_out.iter().map(|(customer, stage, why)| MemberDraft {
            customer: *customer,
            part: Part::LeftOut,
            why: (*why).to_owned(),
            stage: *stage,
        });
        reached.chain(left_out).collect()
    }
}

/// A campaign in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignRow {
    /// Row id.
    pub id: CampaignId,
    /// What is written about it.
    pub draft: CampaignDraft,
    /// When it was begun.
    pub made_on: Day,
    /// When letters or e-mails went out.
    pub sent_on: Option<Day>,
    /// When it was ended, and what was learned.
    pub closed: Option<(Day, String)>,
    /// Everybody it was made from.
    pub audience: u64,
    /// Who was left out, by reason.
    pub excluded: Vec<(String, u64)>,
    /// Figures.
    pub figures: CampaignFigures,
}

/// A customer of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignMember {
    /// Who.
    pub id: CustomerId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// What they are in it.
    pub part: Part,
    /// Why they were left out, or may not be contacted any more; empty where they may.
    pub why: String,
    /// Contacted by its channel since it began.
    pub contacted: Option<Day>,
    /// How they answered.
    pub response: Option<Response>,
}

/// Answer to [`Question::CampaignPage`](super::Question::CampaignPage).
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignPage {
    /// Which.
    pub id: CampaignId,
    /// What is written about it.
    pub draft: CampaignDraft,
    /// Its customers: those treated, those kept apart, those left out, each by name.
    pub members: Vec<CampaignMember>,
    /// What letters and labels say of those treated who may still be contacted.
    pub mailing: Vec<Mailing>,
}

/// What a letter, a label or an e-mail needs to know of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailing {
    /// Row id.
    pub id: CustomerId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Person to talk to.
    pub contact: String,
    /// Company.
    pub company: String,
    /// Street.
    pub address: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Region.
    pub region: String,
    /// Country.
    pub country: String,
    /// E-mail.
    pub email: String,
    /// Who looks after them.
    pub owner: String,
}

/// What a seller did in a span of days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SellerRow {
    /// Who; empty is nobody in particular.
    pub name: String,
    /// Customers they look after at the end.
    pub n: u64,
    /// Calls.
    pub calls: CallFigures,
    /// Offers sent.
    pub offers: u64,
    /// Offers won and lost, and what was won.
    pub won: u64,
    /// Lost.
    pub lost: u64,
    /// Net revenue of the offers won.
    pub won_amount: Money,
    /// Net revenue.
    pub revenue: Money,
    /// Purchase documents.
    pub orders: u64,
    /// Of the revenue, that of customers who first bought in the span.
    pub new_revenue: Money,
    /// Median days from sending to decision.
    pub cycle_days: Option<f64>,
    /// Customers of theirs who were active before the span, and those of them still active at its end.
    pub kept: (u64, u64),
}

impl SellerRow {
    /// Mean net revenue of a purchase document.
    pub fn ticket(&self) -> Option<Money> {
        (self.orders > 0).then(|| Money(self.revenue.0 / self.orders as i64))
    }

    /// Follow-ups kept of those due.
    pub fn punctuality(&self) -> Option<f64> {
        let (due, kept) = self.calls.followups;
        (due > 0).then(|| kept as f64 / due as f64)
    }

    /// Share of their active customers that stayed.
    pub fn retention(&self) -> Option<f64> {
        (self.kept.0 > 0).then(|| self.kept.1 as f64 / self.kept.0 as f64)
    }

    /// Offers won of those decided.
    pub fn win_rate(&self) -> Option<f64> {
        let decided = self.won + self.lost;
        (decided > 0).then(|| self.won as f64 / decided as f64)
    }
}

/// Fewest cases from which sellers are ranked: with less it is chance.
pub const RANK_FROM: u64 = 20;

/// A customer handed from one seller to another: day; customer, from whom, to whom, by whom.
pub type Handover = (Day, [String; 4]);

/// Answer to [`Question::Team`](super::Question::Team).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TeamBoard {
    /// Sellers: most revenue first, those of too few customers and calls to be ranked after them by name.
    pub sellers: Vec<SellerRow>,
    /// The newest handovers.
    pub handovers: Vec<Handover>,
}
