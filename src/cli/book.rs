//! The portfolio as commands read it: who is meant by a code, a number or a filter, and questions whose answers have
//! the right shape. Writing is `change`'s work.

use std::collections::HashSet;
use std::path::Path;

use super::context::Context;
use super::out::{Failure, Outcome, words};
use crate::domain::base::names::fold;
use crate::domain::lifecycle::flow::MonthFlow;
use crate::domain::lifecycle::health::Verdict;
use crate::domain::people::{CustomerId, Label, LabelId};
use crate::domain::query::{self, ParseContext, Query, QueryError};
use crate::domain::roster::{Scope, Sort};
use crate::domain::value::Buyer;
use crate::domain::value::backtest::Case;
use crate::domain::work::followup::DateOrder;
use crate::domain::{Day, Month};
use crate::store::ask::{Answer, ChangeWords, CustomerRow, ListSpec, Listing, PortfolioInfo, Question};
use crate::store::db::{Db, Mode};
use crate::store::read::Reader;
use crate::store::whole::Whole;
use crate::ui::texts::Texts;

/// How many of several candidates are named in a message.
const NAMED: usize = 20;

/// A portfolio opened for reading.
pub struct Book {
    reader: Reader,
    whole: Whole,
    info: PortfolioInfo,
    labels: Vec<Label>,
    date_order: DateOrder,
}

/// Words for keys and labels for ids.
pub struct Names<'a> {
    texts: &'a Texts,
    labels: &'a [Label],
}

impl Names<'_> {
    /// Names of labels, in the user's order.
    pub fn labels(&self, ids: &[LabelId]) -> Vec<String> {
        self.labels.iter().filter(|l| ids.contains(&l.id)).map(|l| l.name.clone()).collect()
    }

    /// What a key of a kind (`stage`, `rhythm`, `reason`…) is called.
    pub fn word(&self, kind: &str, key: &str) -> String {
        self.texts.t(&format!("cli-{kind}-{}", key.replace('_', "-")))
    }
}

impl Book {
    /// Opens the portfolio for reading, after a look at the file.
    pub fn open(cx: &Context) -> Outcome<Self> {
        let path = cx.db_path()?;
        Self::open_at(cx, &path)
    }

    /// The same, of a file that is known.
    pub fn open_at(cx: &Context, path: &Path) -> Outcome<Self> {
        // Of an earlier version it is brought to this one first.
        drop(Db::open(path, Mode::Read)?);
        let mut reader = Reader::open(path, cx.as_of()).map_err(unreadable)?;
        let info = take(reader.answer(Question::Portfolio), |a| match a {
            Answer::Portfolio(info) => Some(*info),
            _ => None,
        })?;
        let mut book =
            Self { reader, whole: Whole::open(path)?, info, labels: Vec::new(), date_order: cx.date_order() };
        book.renew_labels()?;
        Ok(book)
    }

    /// Facts of the portfolio, as of when it was opened.
    pub const fn info(&self) -> &PortfolioInfo {
        &self.info
    }

    /// Decimals of the currency.
    pub const fn decimals(&self) -> u32 {
        self.info.currency.decimals
    }

    /// The reader itself, for those who read much.
    pub const fn reader(&mut self) -> &mut Reader {
        &mut self.reader
    }

    /// What can be read without a question: for exports and codes.
    pub const fn whole(&self) -> &Whole {
        &self.whole
    }

    /// Labels in the user's order.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// Reads the labels anew, after one was made.
    pub fn renew_labels(&mut self) -> Outcome {
        let counted = self.ask(Question::Labels, |a| match a {
            Answer::Labels(labels) => Some(labels),
            _ => None,
        })?;
        self.labels = counted.into_iter().map(|(label, _)| label).collect();
        Ok(())
    }

    /// Words for keys and labels.
    pub fn names<'a>(&'a self, texts: &'a Texts) -> Names<'a> {
        Names { texts, labels: &self.labels }
    }

    /// The label with this name or code, accents and capitals aside.
    pub fn label(&self, name: &str) -> Option<&Label> {
        let wanted = fold(name);
        self.labels
            .iter()
            .find(|l| fold(&l.name) == wanted)
            .or_else(|| self.labels.iter().find(|l| l.code == name))
    }

    /// Asks, and takes the answer's content.
    pub fn ask<T>(&mut self, question: Question, content: impl FnOnce(Answer) -> Option<T>) -> Outcome<T> {
        take(self.reader.answer(question), content)
    }

    /// Flow and verdict of each month; see [`Reader::flow_months`].
    pub fn flow_months(&mut self, from: Option<Month>, to: Month) -> Outcome<Vec<(MonthFlow, Vec<Verdict>)>> {
        self.reader.flow_months(from, to).map_err(unreadable)
    }

    /// Reads what has no question of its own.
    pub fn read<T>(&mut self, read: impl FnOnce(&mut Reader) -> Result<T, ChangeWords>) -> Outcome<T> {
        read(&mut self.reader).map_err(unreadable)
    }

    /// Everybody who has bought by the end of a day; see [`Reader::buyers`].
    pub fn buyers(&mut self, at: Day) -> Outcome<Vec<(CustomerId, Buyer)>> {
        self.reader.buyers(at).map_err(unreadable)
    }

    /// Everybody known at the end of a calibration with what came after; see [`Reader::backtest_cases`].
    pub fn backtest_cases(&mut self, calibration_end: Day, holdout_end: Day) -> Outcome<Vec<Case>> {
        self.reader.backtest_cases(calibration_end, holdout_end).map_err(unreadable)
    }

    /// Who would stand on today's list but for a reason.
    pub fn today_excluded(&mut self) -> Outcome<Vec<(CustomerId, &'static str)>> {
        self.reader.today_excluded().map_err(unreadable)
    }

    /// Whose phone, e-mail or tax id is one of these keys.
    pub fn excluded_by(&mut self, keys: &HashSet<String>) -> Outcome<Vec<CustomerId>> {
        self.reader.excluded_by(keys).map_err(unreadable)
    }

    /// Reads a filter.
    pub fn query(&self, text: &str) -> Outcome<Query> {
        let cx = ParseContext {
            today: self.info.as_of,
            month_first: self.date_order == DateOrder::MonthFirst,
            decimals: self.decimals(),
        };
        query::parse(text, &cx).map_err(|e| Failure::Said(super::out::REFUSED, query_words(&e)))
    }

    /// Who matches a filter, in order.
    pub fn list(&mut self, query: Query, sort: Sort) -> Outcome<Listing> {
        self.listing(ListSpec { scope: Scope::All, query, sort })
    }

    /// A list.
    pub fn listing(&mut self, spec: ListSpec) -> Outcome<Listing> {
        self.ask(Question::List(spec), |a| match a {
            Answer::Listing(listing) => Some(*listing),
            _ => None,
        })
    }

    /// Rows of customers, in this order; who is not there is left out.
    pub fn rows(&mut self, ids: &[CustomerId]) -> Outcome<Vec<CustomerRow>> {
        self.ask(Question::Rows(ids.to_vec()), |a| match a {
            Answer::Rows(rows) => Some(rows),
            _ => None,
        })
    }

    /// The one customer meant by a code, `#id` or a filter.
    pub fn one(&mut self, text: &str) -> Outcome<CustomerId> {
        let found = self.matching(text)?;
        match found.as_slice() {
            [id] => Ok(*id),
            [] => Err(Failure::refused("cli-error-no-customer", &[("text", text)])),
            many => {
                let rows = self.rows(&many[..many.len().min(NAMED)])?;
                let mut lines: Vec<String> =
                    rows.iter().map(|r| format!("  #{}  {}  {}", r.id, r.code, r.name)).collect();
                if many.len() > NAMED {
                    lines.push("  …".into());
                }
                let words = words("cli-error-several", &[("text", text), ("count", &many.len().to_string())]);
                Err(Failure::Listed(super::out::REFUSED, words, lines))
            }
        }
    }

    /// Everybody meant by a code, `#id` or a filter. A code is looked for before a filter is.
    pub fn matching(&mut self, text: &str) -> Outcome<Vec<CustomerId>> {
        let text = text.trim();
        if let Some(id) = text.strip_prefix('#').and_then(|n| n.parse::<CustomerId>().ok()) {
            return Ok(self.rows(&[id])?.iter().map(|r| r.id).collect());
        }
        let coded = self.whole.by_code(text)?;
        if !coded.is_empty() {
            return Ok(coded);
        }
        let query = self.query(text)?;
        Ok(self.list(query, Sort::default())?.order.to_vec())
    }
}

fn take<T>(answer: Result<Answer, ChangeWords>, content: impl FnOnce(Answer) -> Option<T>) -> Outcome<T> {
    let answer = answer.map_err(unreadable)?;
    content(answer).ok_or_else(|| Failure::new(super::out::DAMAGED, "cli-error-answer", &[]))
}

/// A file that a question could not be answered from.
fn unreadable(words: ChangeWords) -> Failure {
    // A segment that is not there is a word of the user's, not a fault of the file's.
    let refused = words.key.starts_with("error-segment-");
    Failure::Said(if refused { super::out::REFUSED } else { super::out::DAMAGED }, words)
}

/// Why a filter cannot be read, in words.
fn query_words(error: &QueryError) -> ChangeWords {
    let value = |value: &str, suggestion: Option<&str>| {
        words("cli-query-value", &[("value", value), ("suggestion", suggestion.unwrap_or("none"))])
    };
    match error {
        QueryError::UnknownField { name, suggestion, .. } => {
            words("cli-query-field", &[("name", name), ("suggestion", suggestion.unwrap_or("none"))])
        }
        QueryError::UnknownValue { value: text, suggestion, .. } => value(text, *suggestion),
        QueryError::NotANumber { value, .. } => words("cli-query-number", &[("value", value)]),
        QueryError::NotADate { value, .. } => words("cli-query-date", &[("value", value)]),
        QueryError::NoSuchDay { day, month, .. } => {
            words("cli-query-day", &[("day", &day.to_string()), ("month", &month.to_string())])
        }
        QueryError::MissingValue { .. } => words("cli-query-missing", &[]),
        QueryError::NotComparable { .. } => words("cli-query-compare", &[]),
        QueryError::TooDeep { .. } | QueryError::TooLong { .. } => words("cli-query-long", &[]),
    }
}
