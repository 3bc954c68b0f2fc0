//! Winning back lost customers: what a person found out about a loss, and the two-level catalogue of reasons
//! (mission rows 58, 59, 61).

use serde::{Deserialize, Serialize};

/// What looking closer showed about somebody the rule calls lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Really gone.
    TrulyLost,
    /// The same person stands in the portfolio twice.
    Duplicate,
    /// Buys in one season only.
    Seasonal,
    /// Closed, moved away or died.
    Closed,
    /// Buys under another name or tax id.
    OtherName,
}

/// First level of a reason: whose doing it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Ours: can be mended.
    Ours,
    /// A competitor's.
    Competitor,
    /// Nobody's: closed, moved, no longer needed.
    External,
    /// Not known.
    Unknown,
}

/// Second level: why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossReason {
    /// Too dear.
    Price,
    /// Quality of the goods.
    Quality,
    /// Late deliveries.
    Delay,
    /// How they were treated.
    Service,
    /// Out of stock.
    Stock,
    /// A mistake of ours: wrong goods, wrong invoice.
    Error,
    /// A competitor is cheaper.
    CompetitorPrice,
    /// A competitor has a better offer or range.
    CompetitorOffer,
    /// A competitor is nearer.
    CompetitorNearer,
    /// Closed down or retired.
    ClosedDown,
    /// Moved away.
    Moved,
    /// No longer needs it.
    NoNeed,
    /// Asked, and still not known.
    Unknown,
}

impl Finding {
    /// Every finding, in the order of the checklist.
    pub const ALL: [Self; 5] =
        [Self::TrulyLost, Self::Duplicate, Self::Seasonal, Self::Closed, Self::OtherName];

    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TrulyLost => "truly_lost",
            Self::Duplicate => "duplicate",
            Self::Seasonal => "seasonal",
            Self::Closed => "closed",
            Self::OtherName => "other_name",
        }
    }

    /// The finding with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.key() == key)
    }
}

impl Side {
    /// Every side, ours first.
    pub const ALL: [Self; 4] = [Self::Ours, Self::Competitor, Self::External, Self::Unknown];

    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Competitor => "competitor",
            Self::External => "external",
            Self::Unknown => "unknown",
        }
    }
}

impl LossReason {
    /// Every reason, by side.
    pub const ALL: [Self; 13] = [
        Self::Price,
        Self::Quality,
        Self::Delay,
        Self::Service,
        Self::Stock,
        Self::Error,
        Self::CompetitorPrice,
        Self::CompetitorOffer,
        Self::CompetitorNearer,
        Self::ClosedDown,
        Self::Moved,
        Self::NoNeed,
        Self::Unknown,
    ];

    /// Key in the file, JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Quality => "quality",
            Self::Delay => "delay",
            Self::Service => "service",
            Self::Stock => "stock",
            Self::Error => "error",
            Self::CompetitorPrice => "competitor_price",
            Self::CompetitorOffer => "competitor_offer",
            Self::CompetitorNearer => "competitor_nearer",
            Self::ClosedDown => "closed_down",
            Self::Moved => "moved",
            Self::NoNeed => "no_need",
            Self::Unknown => "unknown",
        }
    }

    /// The reason with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }

    /// Whose doing it was.
    pub const fn side(self) -> Side {
        match self {
            Self::Price | Self::Quality | Self::Delay | Self::Service | Self::Stock | Self::Error => Side::Ours,
            Self::CompetitorPrice | Self::CompetitorOffer | Self::CompetitorNearer => Side::Competitor,
            Self::ClosedDown | Self::Moved | Self::NoNeed => Side::External,
            Self::Unknown => Side::Unknown,
        }
    }

    /// Gone for good by its nature: nobody wins back a business that closed.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::ClosedDown | Self::Moved)
    }
}
