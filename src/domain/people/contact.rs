//! One contact with a customer: channel, direction, how it went, what was said.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::CustomerId;
use super::customer::NextContact;
use crate::domain::work::calls::Refusal;

/// By what means. The text keys are those of the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Telephone.
    #[default]
    Phone,
    /// E-mail.
    Email,
    /// Letter.
    Post,
    /// A visit, or the customer at the counter.
    Visit,
    /// The web site or a portal.
    Web,
    /// Text message.
    Sms,
    /// Fax.
    Fax,
    /// A social network.
    Social,
    /// A survey.
    Survey,
}

/// Who began it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// We did.
    #[default]
    Outbound,
    /// The customer did.
    Inbound,
}

/// How it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody answered.
    NoAnswer,
    /// Line busy.
    Busy,
    /// Message left.
    Message,
    /// Not this customer's number.
    WrongNumber,
    /// Interested.
    #[default]
    Interested,
    /// Bought.
    Sale,
    /// Asked to be contacted later.
    Postpone,
    /// Refused.
    Refused,
    /// Complained of a fault.
    Fault,
    /// Asked never to be contacted again.
    Never,
}

/// What is written about a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactDraft {
    /// With whom.
    pub customer: CustomerId,
    /// When it happened, local time.
    pub at: NaiveDateTime,
    /// By what means.
    pub channel: Channel,
    /// Who began it.
    pub direction: Direction,
    /// How it went.
    pub outcome: Outcome,
    /// What was said.
    pub note: String,
    /// Who of us it was.
    pub author: String,
    /// Why they refused, where they did and it was said.
    #[serde(default)]
    pub reason: Option<Refusal>,
    /// What to do next: `None` leaves the customer's next contact as it is.
    pub next: Option<NextStep>,
}

/// What a logged contact does to the customer's next contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextStep {
    /// Nothing more is planned.
    Clear,
    /// Contact again.
    On(NextContact),
}

/// A contact as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Row id.
    pub id: i64,
    /// What was written.
    #[serde(flatten)]
    pub draft: ContactDraft,
}

impl Outcome {
    /// Every outcome, in the order forms and reports use.
    pub const ALL: [Self; 10] = [
        Self::NoAnswer,
        Self::Busy,
        Self::Message,
        Self::WrongNumber,
        Self::Interested,
        Self::Sale,
        Self::Postpone,
        Self::Refused,
        Self::Fault,
        Self::Never,
    ];

    /// The code of the command line and the file (`no_answer`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::Message => "message",
            Self::WrongNumber => "wrong_number",
            Self::Interested => "interested",
            Self::Sale => "sale",
            Self::Postpone => "postpone",
            Self::Refused => "refused",
            Self::Fault => "fault",
            Self::Never => "never",
        }
    }

    /// The outcome with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }

    /// Whether somebody was spoken to.
    pub const fn is_conversation(self) -> bool {
        !matches!(self, Self::NoAnswer | Self::Busy | Self::Message | Self::WrongNumber)
    }
}

impl Channel {
    /// Every channel, in the order forms use.
    pub const ALL: [Self; 9] = [
        Self::Phone,
        Self::Email,
        Self::Post,
        Self::Visit,
        Self::Web,
        Self::Sms,
        Self::Fax,
        Self::Social,
        Self::Survey,
    ];

    /// The code of the command line and the file (`phone`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Post => "post",
            Self::Visit => "visit",
            Self::Web => "web",
            Self::Sms => "sms",
            Self::Fax => "fax",
            Self::Social => "social",
            Self::Survey => "survey",
        }
    }

    /// The channel with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

impl Direction {
    /// `outbound` or `inbound`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Outbound => "outbound",
            Self::Inbound => "inbound",
        }
    }

    /// The direction with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Outbound, Self::Inbound].into_iter().find(|d| d.code() == code)
    }
}
