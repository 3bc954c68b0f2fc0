//! `today` and `report`: figures asked for, one file per family of reports. The rules are the domain's, the shapes are
//! the contract's.

mod backtest;
mod calls;
mod growth;
mod lifecycle;
mod manage;
mod tables;
mod today;
mod value;
mod winback;

use std::collections::HashMap;

use super::args::{Report, ReportName};
use super::book::Book;
use super::context::Context;
use super::out::Outcome;
use crate::domain::people::CustomerId;
use crate::store::ask::CustomerRow;

pub use today::today;

/// `report`
pub fn report(cx: &Context, args: &Report) -> Outcome {
    let mut book = Book::open(cx)?;
    match args.name {
        ReportName::Lifecycle => lifecycle::lifecycle(cx, &mut book, args.json),
        ReportName::Flow => lifecycle::flow(cx, &mut book, args),
        ReportName::Calls => calls::calls(cx, &mut book, args),
        ReportName::Offers => manage::offers(cx, &mut book, args),
        ReportName::Campaigns => manage::campaigns(cx, &mut book, args.json),
        ReportName::Team => manage::team(cx, &mut book, args),
        ReportName::Segments => super::segments::report(cx, &mut book, args.json),
        ReportName::Winback => winback::winback(cx, &mut book, args.json),
        ReportName::Cohorts => tables::cohorts(cx, &mut book, args.json),
        ReportName::Rfm => tables::rfm(cx, &mut book, args),
        ReportName::Pareto => tables::pareto(cx, &mut book, args),
        ReportName::Rules => tables::rules(cx, &mut book, args),
        ReportName::Value => value::value(cx, &mut book, args),
        ReportName::Growth => growth::growth(cx, &mut book, args),
        ReportName::Backtest => backtest::backtest(cx, &mut book, args),
    }
}

/// Rows of some customers by their id.
fn by_id(book: &mut Book, ids: &[CustomerId]) -> Outcome<HashMap<CustomerId, CustomerRow>> {
    Ok(book.rows(ids)?.into_iter().map(|row| (row.id, row)).collect())
}
