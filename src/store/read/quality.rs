//! How good what is known of customers is: one pass over everybody who is not archived.

use std::collections::{HashMap, HashSet};

use rusqlite::Row;

use super::{At, Fault, Outcome, rows, scan};
use crate::domain::base::names::phone_key;
use crate::domain::people::quality::{Check, Datum, Examined, Lag, Problem, Record, Share, ToDo, examine};
use crate::domain::people::{CustomerDraft, CustomerId};
use crate::domain::query::{Condition, Op, Value};
use crate::domain::{Day, Money};
use crate::store::ask::{LISTED, QualityBoard, QualityRow};
use crate::store::journal::{RowKey, Value as Stored};

const PEOPLE: &str = "SELECT c.id, c.name, c.company, c.tax_id, c.phone, c.mobile, c.email, c.address, c.postal_code, \
     c.city, c.region, c.country, c.birth_year, c.income || c.activity, c.occasion, c.benefit, \
     c.consent_phone > 0 OR f.first_day <= ?1, c.code, c.archived \
     FROM customer c LEFT JOIN fact f ON f.customer_id = c.id";
/// Newest document without a customer.
const ANONYMOUS: &str = "SELECT max(day) FROM purchase WHERE customer_id IS NULL AND day <= ?1";
const CHECKS: &str = "SELECT customer_id, field, value, day FROM field_check WHERE day <= ?1";
const CHECKS_OF: &str =
    "SELECT field, value, day, source, author FROM field_check WHERE customer_id = ?1 AND day <= ?2";
const WRONG: &str = "SELECT customer_id, phone FROM wrong_phone WHERE day <= ?1";
/// What came in with a file: happened, written down.
const IMPORTED: &str = "SELECT p.day, i.at FROM purchase p JOIN import i ON i.id = p.import_id \
     WHERE p.day > ?1 AND p.day <= ?2";
/// What was typed, by the journal.
const TYPED: &str = "SELECT r.tbl, r.row_key, c.at FROM change c JOIN change_row r ON r.change_id = c.id \
     WHERE c.at >= ?1 AND c.undone = 0 AND c.key <> 'change-import' AND r.image IS NULL \
     AND r.tbl IN ('contact', 'purchase')";

/// What stands beside a customer's row: values confirmed, numbers that are not theirs.
struct Beside {
    checks: HashMap<CustomerId, Vec<(Datum, String, Day)>>,
    wrong: HashMap<CustomerId, HashSet<String>>,
}

impl Beside {
    fn read(at: &At<'_>) -> Outcome<Self> {
        let (mut checks, mut wrong): (HashMap<_, Vec<_>>, HashMap<_, HashSet<String>>) = Default::default();
        let mut statement = at.db.prepare_cached(CHECKS)?;
        let mut found = statement.query([at.day().0])?;
        while let Some(row) = found.next()? {
            if let Some(datum) = Datum::from_key(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) {
                checks.entry(row.get(0)?).or_default().push((datum, row.get(2)?, Day(row.get(3)?)));
            }
        }
        let mut statement = at.db.prepare_cached(WRONG)?;
        let mut found = statement.query([at.day().0])?;
        while let Some(row) = found.next()? {
            wrong.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
        Ok(Self { checks, wrong })
    }

    /// A row of [`PEOPLE`].
    fn record<'r>(&self, row: &'r Row<'_>) -> Outcome<Record<'r>> {
        let text = |at: usize| row.get_ref(at).and_then(|v| Ok(v.as_str()?));
        let mut record = Record {
            id: row.get(0)?,
            name: text(1)?,
            company: text(2)?,
            tax_id: text(3)?,
            phone: text(4)?,
            mobile: text(5)?,
            email: text(6)?,
            address: text(7)?,
            postal_code: text(8)?,
            city: text(9)?,
            region: text(10)?,
            country: text(11)?,
            birth_year: row.get(12)?,
            means: text(13)?,
            occasion: text(14)?,
            benefit: text(15)?,
            has_basis: row.get::<_, Option<bool>>(16)?.unwrap_or_default(),
            ..Record::default()
        };
        if let Some(theirs) = self.wrong.get(&record.id) {
            record.wrong = [record.phone, record.mobile].map(|phone| theirs.contains(&phone_key(phone)));
        }
        for (datum, value, day) in self.checks.get(&record.id).into_iter().flatten() {
            // It was the value then; another one has to be confirmed anew.
            if record.value(*datum) == value.as_str() {
                record.confirmed[*datum as usize] = Some(*day);
            }
        }
        Ok(record)
    }
}

/// Fields of a customer whose present value was confirmed.
pub(super) fn checks_of(at: &At<'_>, id: CustomerId, draft: &CustomerDraft) -> Outcome<Vec<Check>> {
    let record = Record::from(draft);
    let mut statement = at.db.prepare_cached(CHECKS_OF)?;
    let mut rows = statement.query((id, at.day().0))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let field = Datum::from_key(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?);
        if let Some(field) = field.filter(|field| row.get(1).is_ok_and(|v: String| record.value(*field) == v))
        {
            found.push(Check { field, day: Day(row.get(2)?), source: row.get(3)?, author: row.get(4)? });
        }
    }
    found.sort_by_key(|check| check.field);
    Ok(found)
}

/// Looks at every customer, archived ones too, in the order of row ids.
fn each(at: &At<'_>, mut visit: impl FnMut(&Record<'_>, Examined, &Row<'_>) -> Outcome<()>) -> Outcome<()> {
    let beside = Beside::read(at)?;
    let mut statement = at.db.prepare_cached(PEOPLE)?;
    let mut people = statement.query([at.day().0])?;
    while let Some(row) = people.next()? {
        if at.is_stopped() {
            return Err(Fault::Stopped);
        }
        let record = beside.record(row)?;
        visit(&record, examine(&record, at.day()), row)?;
    }
    Ok(())
}

/// Measures and queues.
pub(super) fn quality(at: &At<'_>) -> Outcome<QualityBoard> {
    let mut stakes: HashMap<CustomerId, Money> = HashMap::new();
    let anonymous =
        at.db.prepare_cached(ANONYMOUS)?.query_row([at.day().0], |r| r.get::<_, Option<i32>>(0))?;
    let mut data_until = anonymous.map(Day);
    scan::each_history(at, |id, history, _| {
        data_until = data_until.max(history.iter().rev().map(|e| e.day).find(|day| *day <= at.day()));
        let money = rows::money_at_stake(history, at.day());
        if money != Money::ZERO {
            stakes.insert(id, money);
        }
    })?;
    let mut board =
        QualityBoard { lag: lag(at)?, data_until, last_import: last_import(at)?, ..QualityBoard::default() };
    let (mut missing, mut to_confirm) = (Shortlist::default(), Shortlist::default());
    each(at, |record, found, row| {
        if row.get(18)? {
            return Ok(());
        }
        board.customers += 1;
        board.measures += found.measures;
        let code = row.get_ref(17)?.as_str().map_err(rusqlite::Error::from)?;
        let at_stake = stakes.get(&record.id).copied().unwrap_or_default();
        let one = |field: Datum, problem: Option<Problem>, expected: String| QualityRow {
            id: record.id,
            code: code.to_owned(),
            name: record.name.to_owned(),
            field,
            value: record.value(field).into_owned(),
            problem,
            expected,
            at_stake,
            confirmed: record.confirmed[field as usize],
        };
        for ((valid, confirmed), verdicts) in
            board.fields.iter_mut().zip(found.valid.into_iter().zip(found.contrasted))
        {
            for (share, verdict) in [(valid, verdicts.0), (confirmed, verdicts.1)] {
                if let Some(good) = verdict {
                    *share += Share { met: u64::from(good), of: 1 };
                }
            }
        }
        board.wrong += found.wrong.len() as u64;
        for (datum, (problem, expected)) in found.wrong {
            board.to_fix.push(one(datum, Some(problem), expected));
        }
        for datum in found.missing {
            missing.offer((at_stake, code), || one(datum, Some(Problem::Missing), String::new()));
        }
        for datum in found.unconfirmed {
            to_confirm.offer((at_stake, code), || one(datum, None, String::new()));
        }
        Ok(())
    })?;
    (board.missing, board.unconfirmed) = (missing.offered, to_confirm.offered);
    board.to_fix.extend(missing.finish());
    sort(&mut board.to_fix);
    board.to_confirm = to_confirm.finish();
    Ok(board)
}

/// Most money first, then by code; of one customer what is wrong before what is missing.
fn sort(rows: &mut [QualityRow]) {
    let missing = |row: &QualityRow| row.problem == Some(Problem::Missing);
    rows.sort_by(|a, b| {
        let by_money = b.at_stake.cmp(&a.at_stake).then_with(|| a.code.cmp(&b.code));
        by_money.then_with(|| (a.id, missing(a), a.field).cmp(&(b.id, missing(b), b.field)))
    });
}

/// The first [`LISTED`] of many rows, most money first.
#[derive(Default)]
struct Shortlist {
    rows: Vec<QualityRow>,
    /// Money and code of the last one that stands; what comes after it is no longer asked for.
    least: Option<(Money, String)>,
    offered: u64,
}

impl Shortlist {
    fn offer(&mut self, (at_stake, code): (Money, &str), row: impl FnOnce() -> QualityRow) {
        self.offered += 1;
        let later =
            |(money, last): &(Money, String)| at_stake < *money || at_stake == *money && code > last.as_str();
        if self.least.as_ref().is_some_and(later) {
            return;
        }
        self.rows.push(row());
        if self.rows.len() >= 2 * LISTED {
            self.cut();
        }
    }

    fn cut(&mut self) {
        sort(&mut self.rows);
        self.rows.truncate(LISTED);
        if self.rows.len() == LISTED {
            self.least = self.rows.last().map(|row| (row.at_stake, row.code.clone()));
        }
    }

    fn finish(mut self) -> Vec<QualityRow> {
        self.cut();
        self.rows
    }
}

fn last_import(at: &At<'_>) -> Outcome<Option<Day>> {
    let newest: Option<String> = at
        .db
        .prepare_cached("SELECT max(at) FROM import WHERE at < ?1")?
        .query_row([at.day().plus(1).to_string()], |r| r.get(0))?;
    Ok(newest.and_then(|text| Day::parse_iso(text.get(..10)?)))
}

/// From what happened in the twelve months up to the as-of day to its being written down: purchases of files by the moment
/// of the import, typed purchases and contacts by the journal.
fn lag(at: &At<'_>) -> Outcome<Option<Lag>> {
    let (after, until) = (at.day().plus_years(-1), at.day());
    let mut days = Vec::new();
    let mut note = |happened: i32, written: &str| {
        if let Some(written) = written.get(..10).and_then(Day::parse_iso) {
            days.push(written.0.saturating_sub(happened));
        }
    };
    let mut statement = at.db.prepare_cached(IMPORTED)?;
    let mut rows = statement.query([after.0, until.0])?;
    while let Some(row) = rows.next()? {
        note(row.get(0)?, row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?);
    }
    let mut contact = at.db.prepare_cached("SELECT day FROM contact WHERE id BETWEEN ?1 AND ?2")?;
    let mut purchase =
        at.db.prepare_cached("SELECT day FROM purchase WHERE id BETWEEN ?1 AND ?2 AND import_id IS NULL")?;
    let mut statement = at.db.prepare_cached(TYPED)?;
    let mut rows = statement.query([after.to_string()])?;
    while let Some(row) = rows.next()? {
        // A row of the journal that cannot be read is `verify`'s to tell.
        let (from, to) = match RowKey::decode(&row.get::<_, Vec<u8>>(1)?) {
            Ok(RowKey::One(key)) => match key.first() {
                Some(Stored::Integer(id)) => (*id, *id),
                _ => continue,
            },
            Ok(RowKey::Range(from, to)) => (from, to),
            Err(_) => continue,
        };
        let is_contact = row.get_ref(0)?.as_str().is_ok_and(|table| table == "contact");
        let written: String = row.get(2)?;
        let happened = if is_contact { &mut contact } else { &mut purchase };
        let mut happened = happened.query([from, to])?;
        while let Some(row) = happened.next()? {
            let day: i32 = row.get(0)?;
            if after.0 < day && day <= until.0 {
                note(day, &written);
            }
        }
    }
    Ok(Lag::of(&mut days))
}

/// Who meets a condition on quality: the score in percent, or what there is to do ([`ToDo`]).
pub(super) fn met(at: &At<'_>, condition: &Condition) -> Outcome<Vec<CustomerId>> {
    let op = if condition.op == Op::NotEqual { Op::Equal } else { condition.op };
    let mut ids = Vec::new();
    each(at, |record, found, _| {
        // In ten-thousandths, as numbers of such fields are kept.
        let score = found.measures.score().map(|score| (score * 1e6).round() as i64);
        let meets = |value: &Value| match value {
            Value::Word(word) => match ToDo::from_key(word) {
                Some(todo) => found.asks(todo),
                // A whole percent that is named: up to the next one.
                None => word.parse::<i64>().is_ok_and(|n| score.is_some_and(|s| s / 10_000 == n)),
            },
            Value::Any => score.is_some(),
            Value::Empty => score.is_none(),
            value => {
                score.zip(op.numbers(value)).is_some_and(|(score, (low, high))| low <= score && score <= high)
            }
        };
        if condition.values.iter().any(meets) {
            ids.push(record.id);
        }
        Ok(())
    })?;
    ids.sort_unstable();
    Ok(ids)
}
