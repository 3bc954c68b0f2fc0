//! The fields a condition can look at: what kind of values each has, and where the values come from.

use serde::{Deserialize, Serialize};

/// What a condition looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Label name or code.
    Tag,
    /// Colour of a label.
    Color,
    /// Stage.
    Stage,
    /// Rhythm.
    Rhythm,
    /// Archived, do-not-call, definitive.
    State,
    /// Zone.
    Zone,
    /// Spanish province by its two digits or its name; elsewhere the region as written.
    Province,
    /// Town.
    City,
    /// Age in years: the year of the as-of day less the year of birth.
    Age,
    /// Generation by year of birth.
    Generation,
    /// Language they speak; nothing says it yet.
    Language,
    /// Income band.
    Income,
    /// Occasion of use.
    Occasion,
    /// Benefit sought.
    Benefit,
    /// How often they use what is sold.
    Usage,
    /// Loyalty: breadth, regularity and share.
    Loyalty,
    /// Owner.
    Owner,
    /// Source.
    Source,
    /// Age of the last purchase, or its date.
    Last,
    /// Age of the first purchase, or its date.
    Since,
    /// Age of the last contact, or its date.
    Contact,
    /// Contacts held.
    Contacts,
    /// Date of the next contact.
    Next,
    /// The first day on which their own rhythm makes them due; the lost have none.
    Due,
    /// Revenue of 12 months.
    Spent,
    /// Revenue of all time.
    Total,
    /// Purchase documents.
    Orders,
    /// Score of recency, 1 to 5.
    R,
    /// Score of frequency, 1 to 5.
    F,
    /// Score of money, 1 to 5.
    M,
    /// The three scores together.
    Rfm,
    /// Segment of the RFM cells.
    Segment,
    /// Pareto class.
    Pareto,
    /// Probability of still being a customer.
    PAlive,
    /// Value to come within the horizon.
    Clv,
    /// Class by value to come.
    Class,
    /// Reward tier; there are none yet.
    Tier,
    /// A product bought, by name, code or category.
    Bought,
    /// A product not bought by somebody who has what is bought with it.
    Missing,
    /// Reason of the loss.
    Reason,
    /// Contacts we began since they were lost.
    Tries,
    /// Consent by channel.
    Consent,
    /// Quality of what is known of them: a score in percent, or what is to be done about it.
    Quality,
    /// Offers made to them, by their state.
    Offer,
    /// Campaigns that contact them, by a word of their name.
    Campaign,
    /// Likeness to others; not measured yet.
    Sim,
    /// A field of the business's own, by its key after a dot.
    Custom,
    /// Points of a scorecard, by its key after a dot.
    Score,
}

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free words: the beginning of a word is enough.
    Words,
    /// One of a fixed set, by name in either language.
    Fixed,
    /// A whole number.
    Count,
    /// An amount.
    Money,
    /// A probability from 0 to 1, kept in ten-thousandths.
    Share,
    /// A date, or a length of time from the as-of day.
    Date,
    /// Three scores, each 1 to 5 or any.
    Cell,
    /// A channel and an answer.
    Consent,
    /// Whatever the business keeps in it: words with `:`, numbers (in ten-thousandths) or dates where compared.
    Own,
}

impl Field {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 48] = [
        Self::Tag,
        Self::Color,
        Self::Stage,
        Self::Rhythm,
        Self::State,
        Self::Zone,
        Self::Province,
        Self::City,
        Self::Age,
        Self::Generation,
        Self::Language,
        Self::Income,
        Self::Occasion,
        Self::Benefit,
        Self::Usage,
        Self::Loyalty,
        Self::Owner,
        Self::Source,
        Self::Last,
        Self::Since,
        Self::Contact,
        Self::Contacts,
        Self::Next,
        Self::Due,
        Self::Spent,
        Self::Total,
        Self::Orders,
        Self::R,
        Self::F,
        Self::M,
        Self::Rfm,
        Self::Segment,
        Self::Pareto,
        Self::PAlive,
        Self::Clv,
        Self::Class,
        Self::Tier,
        Self::Bought,
        Self::Missing,
        Self::Reason,
        Self::Tries,
        Self::Consent,
        Self::Quality,
        Self::Offer,
        Self::Campaign,
        Self::Sim,
        Self::Custom,
        Self::Score,
    ];

    /// What its values are.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Tag
            | Self::Zone
            | Self::Province
            | Self::City
            | Self::Income
            | Self::Occasion
            | Self::Benefit
            | Self::Owner
            | Self::Source
            | Self::Bought
            | Self::Missing => Kind::Words,
            Self::Color
            | Self::Stage
            | Self::Rhythm
            | Self::State
            | Self::Generation
            | Self::Usage
            | Self::Loyalty
            | Self::Segment
            | Self::Pareto
            | Self::Class
            | Self::Reason => Kind::Fixed,
            Self::Age | Self::Contacts | Self::Orders | Self::R | Self::F | Self::M | Self::Tries => {
                Kind::Count
            }
            Self::Spent | Self::Total | Self::Clv => Kind::Money,
            Self::PAlive => Kind::Share,
            Self::Last | Self::Since | Self::Contact | Self::Next | Self::Due => Kind::Date,
            Self::Rfm => Kind::Cell,
            Self::Consent => Kind::Consent,
            Self::Language
            | Self::Tier
            | Self::Quality
            | Self::Offer
            | Self::Campaign
            | Self::Sim
            | Self::Score
            | Self::Custom => Kind::Own,
        }
    }

    /// Amounts, counts and probabilities.
    pub const fn is_number(self) -> bool {
        matches!(self.kind(), Kind::Count | Kind::Money | Kind::Share)
    }

    /// Dates and ages.
    pub const fn is_date(self) -> bool {
        matches!(self.kind(), Kind::Date)
    }

    /// Dates that lie ahead: a length of time counts from the as-of day on, not back.
    pub const fn is_ahead(self) -> bool {
        matches!(self, Self::Next | Self::Due)
    }

    /// Whether values can be greater or less than others.
    pub const fn is_comparable(self) -> bool {
        !matches!(self.kind(), Kind::Words | Kind::Fixed | Kind::Consent)
    }

    /// Computed from the whole portfolio: unknown until the roster was told ([`Roster::set_worth`]).
    ///
    /// [`Roster::set_worth`]: crate::domain::roster::Roster::set_worth
    pub const fn needs_worth(self) -> bool {
        matches!(
            self,
            Self::R
                | Self::F
                | Self::M
                | Self::Rfm
                | Self::Segment
                | Self::Pareto
                | Self::PAlive
                | Self::Clv
                | Self::Class
        )
    }

    /// Not in the roster: whoever has the file finds who meets the condition.
    pub const fn is_looked_up(self) -> bool {
        matches!(
            self,
            Self::Bought
                | Self::Missing
                | Self::Tries
                | Self::Contacts
                | Self::Custom
                | Self::Score
                | Self::Language
                | Self::Usage
                | Self::Loyalty
                | Self::Quality
                | Self::Offer
                | Self::Campaign
        )
    }

    /// What it looks at is not in this version at all: nobody has one.
    pub const fn is_to_come(self) -> bool {
        matches!(self, Self::Tier | Self::Sim)
    }

    /// A name after a dot says which: `campo.talla`, `consent.phone`.
    pub const fn has_key(self) -> bool {
        matches!(self, Self::Custom | Self::Score | Self::Consent)
    }

    /// Without that name it says nothing.
    pub const fn needs_key(self) -> bool {
        matches!(self, Self::Custom | Self::Score)
    }

    /// Whether a customer has one value of it at most.
    pub const fn is_single(self) -> bool {
        matches!(self.kind(), Kind::Fixed) && !matches!(self, Self::Color | Self::State | Self::Reason)
    }

    /// The least and the greatest number there can be, where that is fixed.
    pub const fn bounds(self) -> Option<(i64, i64)> {
        match self {
            Self::R | Self::F | Self::M => Some((1, 5)),
            Self::PAlive => Some((0, 10_000)),
            Self::Age | Self::Orders | Self::Contacts | Self::Tries => Some((0, i64::MAX)),
            _ => None,
        }
    }
}
