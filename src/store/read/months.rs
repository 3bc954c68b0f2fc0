//! Many months of flow with their verdicts, each history read once.

use rusqlite::OptionalExtension;

use super::scan::{each_anonymous, each_history};
use super::{At, Outcome, Reader, setting, setting_value};
use crate::domain::lifecycle::flow::{FlowFold, MonthFlow, days_of_month};
use crate::domain::lifecycle::health::{HealthFold, Verdict};
use crate::domain::{Day, Month};
use crate::store::ask::ChangeWords;

impl Reader {
    /// Flow and verdict of each month from `from` (that of the first document where `None`) to `to` (at most that of
    /// the as-of day). Empty where there is no document, or `from` is later than `to`.
    pub fn flow_months(
        &mut self,
        from: Option<Month>,
        to: Month,
    ) -> Result<Vec<(MonthFlow, Vec<Verdict>)>, ChangeWords> {
        let read = self.transaction(|reader| {
            reader.look()?;
            months(&reader.at(), from, to)
        });
        read.map_err(ChangeWords::from)
    }
}

fn months(at: &At<'_>, from: Option<Month>, to: Month) -> Outcome<Vec<(MonthFlow, Vec<Verdict>)>> {
    let first: Option<i32> = at
        .db
        .query_row("SELECT min(day) FROM purchase WHERE day <= ?1", [at.day().0], |r| r.get(0))
        .optional()?
        .flatten();
    let to = to.min(at.day().month());
    let Some(from) = from.or(first.map(|day| Day(day).month())).filter(|from| *from <= to) else {
        return Ok(Vec::new());
    };
    let health_rules = setting_value(at.db, setting::HEALTH)?.unwrap_or_default();
    let mut flow = FlowFold::new(from, to, at.day(), at.rules);
    let mut health: Vec<HealthFold> = (from.0..=to.0)
        .map(|month| HealthFold::for_month(Month(month), at.day(), at.rules, health_rules))
        .collect();
    each_history(at, |_, history, seasonal| {
        flow.add(history, seasonal);
        for month in &mut health {
            month.add(history, seasonal);
        }
    })?;
    let after = days_of_month(from, at.day()).0;
    let until = days_of_month(to, at.day()).1;
    each_anonymous(at, (after, until), |day, amount| flow.add_anonymous(day, amount))?;
    Ok(flow.finish().into_iter().zip(health.into_iter().map(|h| h.finish().verdicts)).collect())
}
