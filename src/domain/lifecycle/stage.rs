//! The lifecycle state machine and the rhythm inside the active states.

use serde::{Deserialize, Serialize};

/// Age of a customer, in the order of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Stage {
    /// No purchase yet.
    Prospect,
    /// First purchase less than a year ago.
    New,
    /// Between one and two years.
    Adolescent,
    /// Two years or more, neither declining nor five years old.
    Mature,
    /// Five years or more, or buying on half as many days as the year before.
    Veteran,
    /// Silent for longer than the lost gap.
    Lost,
}

/// How a customer's silence compares with their own rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Rhythm {
    /// Within the mean gap.
    OnTime,
    /// More than one mean gap.
    Due,
    /// More than one and a half.
    Late,
    /// More than two.
    AtRisk,
    /// Lost by the rule.
    Lost,
}

/// Limits of the state machine. Settings, with the defaults of the published values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct LifecycleRules {
    /// Lost after this many tenths of the mean gap (25 = 2.5).
    pub lost_tenths: u32,
    /// Imagined gap in days that every customer starts with (μ).
    pub prior_gap: u32,
    /// Never lost before this many days of silence.
    pub lost_min: u32,
    /// Always lost after this many days of silence.
    pub lost_max: u32,
    /// Adolescent from this many years on.
    pub adolescent_years: u32,
    /// Mature from this many years on.
    pub mature_years: u32,
    /// Veteran from this many years on.
    pub veteran_years: u32,
    /// Lost gap in days of a customer marked seasonal.
    pub seasonal_gap: u32,
}

impl Default for LifecycleRules {
    fn default() -> Self {
        Self {
            lost_tenths: 25,
            prior_gap: 52,
            lost_min: 60,
            lost_max: 365,
            adolescent_years: 1,
            mature_years: 2,
            veteran_years: 5,
            seasonal_gap: 425,
        }
    }
}

impl Stage {
    /// Every stage, prospects first.
    pub const ALL: [Self; 6] =
        [Self::Prospect, Self::New, Self::Adolescent, Self::Mature, Self::Veteran, Self::Lost];

    /// The key used in JSON, filters and text keys.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Prospect => "prospect",
            Self::New => "new",
            Self::Adolescent => "adolescent",
            Self::Mature => "mature",
            Self::Veteran => "veteran",
            Self::Lost => "lost",
        }
    }

    /// The stage with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key)
    }

    /// Buying at present: new, adolescent, mature or veteran.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::New | Self::Adolescent | Self::Mature | Self::Veteran)
    }
}

impl Rhythm {
    /// The key used in JSON, filters and text keys.
    pub const fn key(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Due => "due",
            Self::Late => "late",
            Self::AtRisk => "at_risk",
            Self::Lost => "lost",
        }
    }
}
