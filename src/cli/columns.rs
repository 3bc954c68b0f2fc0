//! What a list can show of a customer, one column each, and what it can be ordered by. Names are those of the JSON.

use clap::ValueEnum;

use super::book::Names;
use crate::domain::roster::{Sort, SortBy};
use crate::domain::value::Worth;
use crate::store::ask::CustomerRow;
use crate::ui::format::Format;

/// A column of `list`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Column {
    /// Row id.
    Id,
    /// Code.
    Code,
    /// Name.
    Name,
    /// Stage.
    Stage,
    /// Rhythm.
    Rhythm,
    /// Labels.
    Tags,
    /// Last purchase.
    LastPurchase,
    /// Purchase documents.
    Orders,
    /// Revenue of 12 months.
    #[value(name = "revenue_12m")]
    Revenue12m,
    /// Revenue of all time.
    RevenueTotal,
    /// Next contact.
    NextContact,
    /// Last contact.
    LastContact,
    /// Phone.
    Phone,
    /// Owner.
    Owner,
    /// Zone.
    Zone,
    /// Money at stake.
    AtStake,
    /// State of winning back.
    Winback,
    /// Reason of the loss.
    Reason,
    /// Scores of recency, frequency and money.
    Rfm,
    /// Segment of the scores.
    Segment,
    /// Pareto class.
    Pareto,
    /// Chance that the customer is still one.
    PAlive,
    /// Value to come within 12 months.
    #[value(name = "clv_12m")]
    Clv12m,
    /// Value to come within the horizon of the settings.
    Clv,
    /// Class by value to come.
    Class,
}

/// Columns of a table where none are asked for.
pub const USUAL: [Column; 7] = [
    Column::Code,
    Column::Name,
    Column::Stage,
    Column::Tags,
    Column::LastPurchase,
    Column::Revenue12m,
    Column::Zone,
];

impl Column {
    /// Key of the heading.
    pub fn heading(self) -> String {
        match self {
            Self::Clv12m => "cli-column-clv".to_owned(),
            Self::Clv => "cli-column-clv-horizon".to_owned(),
            _ => format!("cli-column-{}", self.name().replace('_', "-")),
        }
    }

    /// Name on the command line, in CSV and JSON.
    pub fn name(self) -> String {
        self.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default()
    }

    /// Whether it holds figures.
    pub const fn is_figure(self) -> bool {
        matches!(
            self,
            Self::Id
                | Self::Orders
                | Self::Revenue12m
                | Self::RevenueTotal
                | Self::AtStake
                | Self::PAlive
                | Self::Clv12m
                | Self::Clv
        )
    }

    /// Whether it is computed from the whole portfolio.
    pub const fn needs_worth(self) -> bool {
        matches!(
            self,
            Self::Rfm | Self::Segment | Self::Pareto | Self::PAlive | Self::Clv12m | Self::Clv | Self::Class
        )
    }

    /// The value for programs: plain money, ISO days, keys.
    pub fn plain(self, row: &CustomerRow, worth: &Worth, names: &Names, decimals: u32) -> String {
        let day = |day: Option<crate::domain::Day>| day.map(|d| d.to_string()).unwrap_or_default();
        match self {
            Self::Id => row.id.to_string(),
            Self::Code => row.code.clone(),
            Self::Name => row.name.clone(),
            Self::Stage => row.facts.stage.key().to_owned(),
            Self::Rhythm => row.facts.rhythm.map(|r| r.key().to_owned()).unwrap_or_default(),
            Self::Tags => names.labels(&row.labels).join(";"),
            Self::LastPurchase => day(row.facts.last),
            Self::Orders => row.facts.orders.to_string(),
            Self::Revenue12m => row.facts.revenue_12m.plain(decimals),
            Self::RevenueTotal => row.facts.revenue_total.plain(decimals),
            Self::NextContact => day(row.next.as_ref().map(|n| n.day)),
            Self::LastContact => day(row.last_contact),
            Self::Phone => row.phone.clone(),
            Self::Owner => row.owner.clone(),
            Self::Zone => row.zone.clone(),
            Self::AtStake => row.at_stake.plain(decimals),
            Self::Winback => super::json::winback_state(row.winback).to_owned(),
            Self::Reason => row.reason.map(|r| r.key().to_owned()).unwrap_or_default(),
            Self::Rfm => worth.rfm.map(|rfm| rfm.to_string()).unwrap_or_default(),
            Self::Segment => worth.segment.map(|s| s.key().to_owned()).unwrap_or_default(),
            Self::Pareto => worth.pareto.map(|place| place.class.key().to_owned()).unwrap_or_default(),
            Self::PAlive => worth.outlook.map(|o| format!("{:.4}", o.p_alive)).unwrap_or_default(),
            Self::Clv12m => worth.outlook.map(|o| o.clv_12m.plain(decimals)).unwrap_or_default(),
            Self::Clv => worth.outlook.map(|o| o.clv.plain(decimals)).unwrap_or_default(),
            Self::Class => worth.class.map(|c| c.key().to_owned()).unwrap_or_default(),
        }
    }

    /// The value for people.
    pub fn shown(self, row: &CustomerRow, worth: &Worth, names: &Names, format: &Format) -> String {
        let day = |day: Option<crate::domain::Day>| day.map(|d| format.day(d)).unwrap_or_default();
        match self {
            Self::Stage => names.word("stage", row.facts.stage.key()),
            Self::Rhythm => row.facts.rhythm.map(|r| names.word("rhythm", r.key())).unwrap_or_default(),
            Self::Tags => names.labels(&row.labels).join(", "),
            Self::LastPurchase => day(row.facts.last),
            Self::Revenue12m => format.money(row.facts.revenue_12m),
            Self::RevenueTotal => format.money(row.facts.revenue_total),
            Self::NextContact => day(row.next.as_ref().map(|n| n.day)),
            Self::LastContact => day(row.last_contact),
            Self::AtStake => format.money(row.at_stake),
            Self::Winback => names.word("winback", super::json::winback_state(row.winback)),
            Self::Reason => row.reason.map(|r| names.word("reason", r.key())).unwrap_or_default(),
            Self::PAlive => worth.outlook.map(|o| format.percent(o.p_alive)).unwrap_or_default(),
            Self::Clv12m => worth.outlook.map(|o| format.money(o.clv_12m)).unwrap_or_default(),
            Self::Clv => worth.outlook.map(|o| format.money(o.clv)).unwrap_or_default(),
            _ => self.plain(row, worth, names, 0),
        }
    }
}

/// Reads `FIELD[:desc]`. Fields are called as columns are, or as conditions of a filter are.
pub fn sort(text: &str) -> Result<Sort, String> {
    let (field, direction) = text.split_once(':').unwrap_or((text, "asc"));
    let by = match field {
        "name" => SortBy::Name,
        "stage" => SortBy::Stage,
        "last" | "last_purchase" => SortBy::LastPurchase,
        "spent" | "revenue_12m" => SortBy::Revenue12m,
        "total" | "revenue_total" => SortBy::RevenueTotal,
        "orders" => SortBy::Orders,
        "contact" | "last_contact" => SortBy::LastContact,
        "next" | "next_contact" => SortBy::Next,
        "stake" | "at_stake" => SortBy::AtStake,
        "silence" => SortBy::Silence,
        "due" => SortBy::Due,
        "age" => SortBy::Age,
        "rfm" => SortBy::Rfm,
        "pareto" => SortBy::Pareto,
        "p_alive" => SortBy::PAlive,
        "clv" => SortBy::Clv,
        _ => {
            return Err("order by name, stage, last, spent, total, orders, contact, next, due, age, stake, \
                 silence, rfm, pareto, p_alive or clv"
                .into());
        }
    };
    match direction {
        "asc" => Ok(Sort { by, descending: false }),
        "desc" => Ok(Sort { by, descending: true }),
        _ => Err("after the colon comes asc or desc".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_a_field_and_a_direction() {
        assert_eq!(sort("revenue_12m:desc"), Ok(Sort { by: SortBy::Revenue12m, descending: true }));
        assert_eq!(sort("name"), Ok(Sort { by: SortBy::Name, descending: false }));
        assert!(sort("colour").is_err());
        assert!(sort("name:up").is_err());
    }
}
