//! Saved segments: saving the present filter, and the list of those there are.

mod manager;
mod sheet;

use super::{Cx, View};
use crate::domain::people::CustomerId;
use crate::domain::query::{ParseContext, parse, quoted};
use crate::domain::roster::{Scope, Sort};
use crate::store::ask::{ListSpec, SegmentInfo};

/// What is to be saved of a list.
#[derive(Clone, Debug, Default)]
pub struct Present {
    /// Its filter as typed.
    pub query: String,
    /// Who is in it.
    pub members: Vec<CustomerId>,
    /// Whether it starts from everybody: what starts from a figure can only be frozen.
    pub from_everybody: bool,
}

/// Saves the present list as a segment.
pub fn save(present: Present) -> Box<dyn View> {
    Box::new(sheet::Sheet::save(present))
}

/// Other words for a segment.
pub(crate) fn edit(segment: SegmentInfo) -> Box<dyn View> {
    Box::new(sheet::Sheet::edit(segment))
}

/// The list of a segment's customers.
pub fn listed(name: &str, cx: &Cx<'_>) -> Option<ListSpec> {
    let context = ParseContext { today: cx.today, month_first: false, decimals: 0 };
    let plain = !name.contains(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
    let text = if plain { format!("@{name}") } else { format!("@{}", quoted(name)) };
    let query = parse(&text, &context).ok()?;
    Some(ListSpec { scope: Scope::All, query, sort: Sort::default() })
}

/// The segments there are.
pub fn manager() -> Box<dyn View> {
    Box::new(manager::Manager::default())
}
