//! The tables of value: one pass over all histories for RFM, Pareto and cohorts, one over all lines for the lift
//! plan's breadth. The rules are the domain's; nothing is kept.

use std::collections::{BTreeSet, HashMap};

use super::baskets::{self, Items};
use super::scan::each_history;
use super::{At, Outcome, Reader};
use crate::domain::Money;
use crate::domain::lifecycle::cohort::{CohortFold, Cohorts};
use crate::domain::lifecycle::history::revenue_between;
use crate::domain::people::CustomerId;
use crate::domain::value::lift_plan::{self, LiftList};
use crate::domain::value::pareto::{self, Holder};
use crate::domain::value::{ValueTable, Window};
use crate::store::ask::ChangeWords;

const CODES: &str =
    "SELECT c.id, c.code, s.name FROM customer c JOIN source s ON s.id = c.source_id ORDER BY c.id";

impl Reader {
    /// Everybody with a purchase in the period that ends on the as-of day, in the order of ids.
    pub fn value_table(&mut self, window: Window) -> Result<ValueTable, ChangeWords> {
        self.read_tables(|at| value_table(at, window))
    }

    /// Cohorts as of the day.
    pub fn cohorts(&mut self) -> Result<Cohorts, ChangeWords> {
        self.read_tables(cohorts)
    }

    /// Who is almost A in the period, nearest first, at most `most`.
    pub fn lift_list(&mut self, window: Window, most: usize) -> Result<LiftList, ChangeWords> {
        self.read_tables(|at| lift_list(at, window, most))
    }

    /// Code of each member of a table, in its order. Where two sources know the same code, `source:code`.
    pub fn codes_of(&mut self, table: &ValueTable) -> Result<Vec<String>, ChangeWords> {
        self.read_tables(|at| codes_of(at, table))
    }

    pub(super) fn read_tables<T>(
        &mut self,
        read: impl FnOnce(&At<'_>) -> Outcome<T>,
    ) -> Result<T, ChangeWords> {
        let answer = self.transaction(|reader| {
            reader.look()?;
            read(&reader.at())
        });
        answer.map_err(ChangeWords::from)
    }
}

pub(super) fn value_table(at: &At<'_>, window: Window) -> Outcome<ValueTable> {
    let mut table = ValueTable::new(at.day(), window);
    each_history(at, |id, history, _| table.add(id, history))?;
    Ok(table.finish())
}

pub(super) fn cohorts(at: &At<'_>) -> Outcome<Cohorts> {
    let mut fold = CohortFold::new(at.day());
    each_history(at, |_, history, _| fold.add(history))?;
    Ok(fold.finish())
}

pub(super) fn lift_list(at: &At<'_>, window: Window, most: usize) -> Outcome<LiftList> {
    let mut table = ValueTable::new(at.day(), window);
    let mut years: Vec<(Money, Money)> = Vec::new();
    each_history(at, |id, history, _| {
        table.add(id, history);
        if table.members.len() > years.len() {
            years.push((
                revenue_between(history, at.cut.year_ago, at.day()),
                revenue_between(history, at.cut.two_years_ago, at.cut.year_ago),
            ));
        }
    })?;
    let table = table.finish();
    let holders: Vec<Holder> = table.members.iter().map(Holder::from).collect();
    let ranking = pareto::rank(&holders);
    let bought = categories(at, window)?;
    let breadth: Vec<u32> =
        table.members.iter().map(|m| bought.get(&m.id).copied().unwrap_or_default()).collect();
    let standings = lift_plan::standings(&table, &ranking.places, &years, &breadth);
    Ok(lift_plan::candidates(&standings, most))
}

/// How many categories each customer bought of in the period; the empty one is none.
fn categories(at: &At<'_>, window: Window) -> Outcome<HashMap<CustomerId, u32>> {
    let items = Items::all(at)?;
    let names: BTreeSet<&str> = items.catalogue.products.iter().map(|p| p.category.as_str()).collect();
    let numbers: HashMap<&str, u32> = names.into_iter().zip(0..).collect();
    let of_item: Vec<Option<u32>> = items
        .catalogue
        .products
        .iter()
        .map(|p| if p.category.is_empty() { None } else { numbers.get(p.category.as_str()).copied() })
        .collect();
    let mut pairs: Vec<(CustomerId, u32)> = Vec::new();
    baskets::each_line(at, window, |line| {
        if let Some(category) = items.number(line.product).and_then(|item| of_item[item as usize]) {
            pairs.push((line.customer, category));
        }
    })?;
    pairs.sort_unstable();
    pairs.dedup();
    Ok(pairs.chunk_by(|x, y| x.0 == y.0).map(|all| (all[0].0, all.len() as u32)).collect())
}

fn codes_of(at: &At<'_>, table: &ValueTable) -> Outcome<Vec<String>> {
    let mut members = table.members.iter().map(|m| m.id).peekable();
    let mut found: Vec<(String, String)> = Vec::with_capacity(table.members.len());
    let mut statement = at.db.prepare_cached(CODES)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if members.next_if_eq(&row.get::<_, CustomerId>(0)?).is_some() {
            found.push((row.get(1)?, row.get(2)?));
        }
    }
    let mut times: HashMap<&str, u32> = HashMap::new();
    for (code, _) in &found {
        *times.entry(code).or_default() += 1;
    }
    let code_of = |(code, source): &(String, String)| {
        if times[code.as_str()] > 1 { format!("{source}:{code}") } else { code.clone() }
    };
    Ok(found.iter().map(code_of).collect())
}
