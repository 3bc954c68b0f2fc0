//! What is answered to somebody who calls down a list, and what they ask to be kept of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;
use chrono_tz::Tz;

use super::Card;
use crate::domain::people::holidays::LocalHoliday;
use crate::domain::people::point::Point;
use crate::domain::people::{Channel, CustomerId, Outcome};
use crate::domain::trade::offer::Offer;
use crate::domain::work::calls::{BandCounts, CallRules, Plan};
use crate::domain::work::hours::Home;
use crate::domain::work::reach::Bar;
use crate::domain::work::today::{TodayItem, TodayReason};
use crate::domain::{Day, Money};

/// A customer of a list that is called down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallItem {
    /// Who.
    pub customer: CustomerId,
    /// Why they stood on today's list; `None` where the list was another one.
    pub reason: Option<TodayReason>,
    /// Since when.
    pub due: Option<Day>,
    /// Minute of that day, where a time was agreed.
    pub minute: Option<u16>,
    /// Days since it was due, when the list was begun.
    pub days: i32,
    /// Money at stake.
    pub at_stake: Money,
    /// Of Pareto class A.
    pub best: bool,
}

impl From<&TodayItem> for CallItem {
    fn from(item: &TodayItem) -> Self {
        Self {
            customer: item.customer,
            reason: Some(item.reason),
            due: item.due,
            minute: item.minute,
            days: item.days,
            at_stake: item.at_stake,
            best: item.best,
        }
    }
}

/// A list somebody calls down, as it was when they began.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRun {
    /// What it was made from; there is one run each.
    pub source: String,
    /// What it is called.
    pub title: String,
    /// When it was begun.
    pub at: NaiveDateTime,
    /// Where it stands.
    pub cursor: Option<CustomerId>,
    /// Who is on it, in order; who is gone since is left out.
    pub items: Arc<Vec<CallItem>>,
    /// The last contact since it was begun, of each customer who had one.
    pub done: BTreeMap<CustomerId, CallDone>,
}

/// What became of a customer of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallDone {
    /// Row id of the contact.
    pub contact: i64,
    /// When.
    pub at: NaiveDateTime,
    /// How it went.
    pub outcome: Outcome,
    /// Net revenue of their purchases typed since, for a sale.
    pub sale: Money,
    /// To be called again on the day of the contact, at this minute.
    pub again: Option<u16>,
}

/// What somebody who calls a customer has before them.
#[derive(Clone, Debug, PartialEq)]
pub struct CallCard {
    /// The customer.
    pub card: Card,
    /// Their numbers, first the one to dial, each with whether it is known to be wrong.
    pub phones: Vec<(String, bool)>,
    /// Further ways to reach them, by kind.
    pub points: Vec<Point>,
    /// By which channel they may be sought out today, or why by none.
    pub channel: Result<Channel, Bar>,
    /// Whether they are a business, which has no hours of calls.
    pub business: bool,
    /// Where they live.
    pub home: Home,
    /// The user's time zone.
    pub own: Tz,
    /// Settings.
    pub rules: CallRules,
    /// Holidays of one's own.
    pub local: Vec<LocalHoliday>,
    /// Calls made and answered by band of the day.
    pub bands: BandCounts,
    /// Offers that wait for their answer, newest first.
    pub offers: Vec<Offer>,
    /// Complaints that wait: row id, since, what about.
    pub cases: Vec<(i64, Day, String)>,
    /// Calls of ours in a row that nobody answered, the newest ones.
    pub unanswered: u32,
    /// Contacts of ours that reached them within the days of the cap.
    pub reached: u32,
    /// What they usually spend: median of the last twelve documents.
    pub basket: Option<Money>,
}

impl CallCard {
    /// When this customer is called again, and where calls may not be made.
    pub fn plan(&self) -> Plan<'_> {
        Plan { home: &self.home, own: self.own, rules: &self.rules, local: &self.local, bands: self.bands }
    }

    /// The number to dial; empty where there is none that works.
    pub fn phone(&self) -> &str {
        self.phones.iter().find(|(_, wrong)| !wrong).map_or("", |(phone, _)| phone.as_str())
    }
}

/// What calls are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CallsBy {
    /// Calendar day.
    #[default]
    Day,
    /// Calendar week, by its Monday.
    Week,
    /// Who called.
    Seller,
}

impl CallsBy {
    /// `day`, `week` or `seller`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Seller => "seller",
        }
    }
}

/// Figures of calls.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallFigures {
    /// Calls of ours.
    pub dials: u64,
    /// Of them, how many somebody answered.
    pub contacts: u64,
    /// Calls by how they went.
    pub outcomes: BTreeMap<&'static str, u64>,
    /// Orders on a day on which the customer was called with a sale.
    pub orders: u64,
    /// Their money.
    pub revenue: Money,
    /// Hours between the first and the last call of each day and caller, in minutes.
    pub minutes: u64,
    /// Follow-ups whose day came, and of those how many were kept: a contact on that day or the day after.
    pub followups: (u64, u64),
}

/// Calls of a span of days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallStats {
    /// All.
    pub all: CallFigures,
    /// By day, week or seller, in that order; the key as ISO day or name.
    pub rows: Vec<(String, CallFigures)>,
}
