//! The whole portfolio, record after record in an order that does not depend on row ids: what an export is made of;
//! and customers by their code. Reads only, one record in memory at a time. The journal, drafts and row ids are no
//! part of it, so that equal portfolios are read equal.

mod manage;

use std::collections::HashSet;
use std::path::Path;

use chrono::NaiveDateTime;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::error::StoreError;
use super::schema::connect;
use crate::domain::people::CustomerId;
use crate::domain::people::point::PointDraft;
use crate::domain::{Day, Money};
use crate::store::read::points_of;
pub use manage::WholeRecord;

/// A connection for reading everything.
pub struct Whole {
    db: Connection,
}

/// A label: name, code, colour.
pub type WholeLabel = (String, String, Option<u8>);

/// A contact: when; channel, direction, outcome, note, author, reason of a refusal; the follow-up it planned.
pub type WholeContact = (NaiveDateTime, [String; 6], Option<Day>);

/// A corrective action: reason, what, owner, author; made on, due, done on.
pub type WholeAction = ([String; 4], [Option<Day>; 3]);

/// A saved segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeSegment {
    /// Name.
    pub name: String,
    /// Filter as typed.
    pub query: String,
    /// Whether `3/4` in it is the fourth of March.
    pub month_first: bool,
    /// When it was saved first.
    pub created: Day,
    /// By whom.
    pub author: String,
    /// Source and code of each member of a frozen one; `None` is living.
    pub members: Option<Vec<(String, String)>>,
}

/// A customer with what hangs on them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WholeCustomer {
    /// Name of the code's source.
    pub source: String,
    /// Code.
    pub code: String,
    /// Text fields by their name in the file, unknown ones left out.
    pub texts: Vec<(&'static str, String)>,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Known since.
    pub since: Option<Day>,
    /// Consent for phone, e-mail, text message, letter: 0 unknown, 1 yes, 2 no.
    pub consents: [u8; 4],
    /// Out of every list.
    pub archived: bool,
    /// Never to be contacted, since.
    pub do_not_call: Option<Day>,
    /// Marked seasonal, since.
    pub seasonal: Option<Day>,
    /// Next contact: day, minute, note.
    pub next: Option<(Day, Option<u16>, String)>,
    /// File they first came from.
    pub provenance: String,
    /// Names of labels, sorted.
    pub labels: Vec<String>,
    /// Contacts: when, channel, direction, outcome, note, author, reason of a refusal; the follow-up it planned;
    /// oldest first.
    pub contacts: Vec<WholeContact>,
    /// Figures of phone numbers that are not theirs, and since when, sorted.
    pub wrong_phones: Vec<(String, Day)>,
    /// Found on a list of exclusion, on this day.
    pub robinson: Option<Day>,
    /// Complaints, oldest first.
    pub cases: Vec<WholeCase>,
    /// Notes: when, author, text; oldest first.
    pub notes: Vec<(NaiveDateTime, String, String)>,
    /// Where winning back stands.
    pub winback: Option<WholeWinback>,
    /// Plans to make them one of the best, oldest first.
    pub plans: Vec<WholePlan>,
    /// Decisions about their value, oldest first.
    pub decisions: Vec<WholeDecision>,
    /// Day of birth, and days since which income and yearly spend are known.
    pub days: [Option<Day>; 3],
    /// How the income is known: 0 unknown, 1 declared, 2 estimated.
    pub income_source: u8,
    /// Turnover and yearly spend.
    pub amounts: [Option<Money>; 2],
    /// Employees.
    pub employees: Option<u32>,
    /// Values of the user's own fields by key, sorted.
    pub custom: Vec<(String, String)>,
    /// Statements, oldest first.
    pub statements: Vec<WholeStatement>,
    /// Further ways to reach them, by kind and value.
    pub points: Vec<PointDraft>,
}

/// A complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeCase {
    /// When it came.
    pub opened_at: NaiveDateTime,
    /// Channel, what it is about, who took it, how it was settled.
    pub texts: [String; 4],
    /// Settled on.
    pub resolved_on: Option<Day>,
}

/// A plan to make somebody one of the best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholePlan {
    /// First day.
    pub made_on: Day,
    /// Who made it.
    pub author: String,
    /// Net revenue wanted from the first day to the last.
    pub target: Money,
    /// Net revenue of the twelve months before.
    pub base: Money,
    /// Last day.
    pub deadline: Day,
    /// Who sees to it.
    pub owner: String,
    /// What to do.
    pub note: String,
    /// Closed on.
    pub closed_on: Option<Day>,
    /// Why, in words.
    pub outcome: String,
}

/// A decision about somebody's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeDecision {
    /// When.
    pub made_on: Day,
    /// Who decided.
    pub author: String,
    /// `incentive` or `passive`.
    pub kind: String,
    /// Net revenue of twelve months wanted.
    pub target: Option<Money>,
    /// Looked at again on.
    pub review_on: Option<Day>,
    /// In words.
    pub note: String,
    /// Closed on.
    pub closed_on: Option<Day>,
    /// What became of it, in words.
    pub outcome: String,
}

/// A fact, a benefit or a file with its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WholeStatement {
    /// Since when.
    pub day: Option<Day>,
    /// Kind, text, source, author; when the note or contact it cites was written, empty where it cites none.
    pub texts: [String; 6],
}

/// A field of the user's own: key, name, kind, choices as JSON.
pub type WholeField = [String; 4];

/// A version of a scale: name, version, day, author, body as JSON.
pub type WholeScale = (String, i64, Day, String, String);

/// Where winning back a customer stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WholeWinback {
    /// Key of the finding, day, by whom, in words.
    pub finding: Option<String>,
    /// Day of the look.
    pub verified_on: Option<Day>,
    /// Who looked.
    pub verified_by: String,
    /// What was seen.
    pub finding_note: String,
    /// Key of the reason.
    pub reason: Option<String>,
    /// Reason in words.
    pub detail: String,
    /// Expected back on.
    pub back_on: Option<Day>,
    /// Given up on.
    pub definitive_on: Option<Day>,
    /// Sleeps since.
    pub dormant_on: Option<Day>,
    /// Looked at again on.
    pub review_on: Option<Day>,
}

/// A document with its lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WholePurchase {
    /// Name of the number's source.
    pub source: String,
    /// Number.
    pub number: String,
    /// Source and code of the customer; `None` is an anonymous sale.
    pub customer: Option<(String, String)>,
    /// Day since 1970-01-01.
    pub day: i32,
    /// Net amount.
    pub amount: Money,
    /// `valid`, `credit` or `void`.
    pub status: &'static str,
    /// Status before a person voided it.
    pub voided_from: Option<&'static str>,
    /// Day of the credit note that takes it back in full.
    pub reversed_on: Option<Day>,
    /// Document it reverses, channel, seller, note, file it came from, occasions.
    pub texts: [String; 6],
    /// Lines in their order.
    pub lines: Vec<WholeLine>,
}

/// A line of a document. Decimals as plain text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WholeLine {
    /// Product code, name, category.
    pub product: [String; 3],
    /// Units.
    pub quantity: String,
    /// Price of one unit.
    pub unit_price: String,
    /// Fraction taken off.
    pub discount: String,
    /// Amount.
    pub amount: Money,
    /// Cost.
    pub cost: Option<Money>,
}

/// Text columns of a customer: name in the export and in the file.
const TEXTS: [(&str, &str); 23] = [
    ("name", "name"),
    ("contact", "contact"),
    ("company", "company"),
    ("tax_id", "tax_id"),
    ("phone", "phone"),
    ("mobile", "mobile"),
    ("fax", "fax"),
    ("email", "email"),
    ("address", "address"),
    ("city", "city"),
    ("region", "region"),
    ("postal_code", "postal_code"),
    ("country", "country"),
    ("zone", "zone"),
    ("income", "income"),
    ("occasion", "occasion"),
    ("benefit", "benefit"),
    ("owner", "owner"),
    ("origin", "origin"),
    ("language", "language"),
    ("timezone", "timezone"),
    ("activity", "activity"),
    ("provenance", "(SELECT file FROM import WHERE import.id = c.import_id)"),
];

impl Whole {
    /// Opens a portfolio that was looked at before.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let db = connect(path, false, false)?;
        // One snapshot for everything that is read, however long it takes, would hold the log open for as long; an
        // export asks for it with `begin`.
        Ok(Self { db })
    }

    /// From here on everything belongs together, whatever others write meanwhile.
    pub fn begin(&self) -> Result<(), StoreError> {
        Ok(self.db.execute_batch("BEGIN")?)
    }

    /// The opposite of [`Whole::begin`].
    pub fn end(&self) -> Result<(), StoreError> {
        Ok(self.db.execute_batch("ROLLBACK")?)
    }

    /// Customers with exactly this code, in any source; a code of somebody who was joined to another means the other.
    pub fn by_code(&self, code: &str) -> Result<Vec<CustomerId>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT c.id FROM source s JOIN customer c ON c.source_id = s.id AND c.code = ?1 \
             UNION SELECT m.keep_id FROM source s JOIN merged m ON m.source_id = s.id AND m.code = ?1 ORDER BY 1",
        )?;
        Ok(query.query_map([code], |r| r.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Codes of customers that more than one source has.
    pub fn shared_codes(&self) -> Result<HashSet<String>, StoreError> {
        self.shared("SELECT code FROM customer GROUP BY code HAVING count(*) > 1")
    }

    /// Numbers of documents that more than one source has.
    pub fn shared_numbers(&self) -> Result<HashSet<String>, StoreError> {
        self.shared("SELECT number FROM purchase GROUP BY number HAVING count(*) > 1")
    }

    fn shared(&self, sql: &str) -> Result<HashSet<String>, StoreError> {
        // Where there is one source alone nothing is shared, and nothing has to be sorted.
        let sources: i64 = self.db.query_row("SELECT count(*) FROM source", [], |r| r.get(0))?;
        if sources < 2 {
            return Ok(HashSet::new());
        }
        let mut query = self.db.prepare(sql)?;
        Ok(query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
    }

    /// How many customers and documents there are.
    pub fn counts(&self) -> Result<(u64, u64), StoreError> {
        let count = |table: &str| {
            self.db.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get::<_, i64>(0))
        };
        Ok((count("customer")?.unsigned_abs(), count("purchase")?.unsigned_abs()))
    }

    /// Number of a document.
    pub fn purchase_number(&self, id: i64) -> Result<String, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT number FROM purchase WHERE id = ?1")?
            .query_row([id], |r| r.get(0))?)
    }

    /// Code of a customer.
    pub fn code(&self, id: CustomerId) -> Result<String, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT code FROM customer WHERE id = ?1")?
            .query_row([id], |r| r.get(0))?)
    }

    /// Settings by key, values as JSON.
    pub fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut query = self.db.prepare("SELECT key, value FROM setting ORDER BY key")?;
        Ok(query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// Labels in the user's order.
    pub fn labels(&self) -> Result<Vec<WholeLabel>, StoreError> {
        let mut query = self.db.prepare("SELECT name, code, colour FROM label ORDER BY rank, folded")?;
        Ok(query.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<_, _>>()?)
    }

    /// Saved segments by name; members of frozen ones by source and code.
    pub fn segments(&self) -> Result<Vec<WholeSegment>, StoreError> {
        let mut query = self.db.prepare(
            "SELECT id, name, query, month_first, frozen, created, author FROM segment ORDER BY folded",
        )?;
        let mut members = self.db.prepare(
            "SELECT s.name, c.code FROM segment_member m JOIN customer c ON c.id = m.customer_id \
             JOIN source s ON s.id = c.source_id WHERE m.segment_id = ?1 ORDER BY s.name, c.code",
        )?;
        let mut rows = query.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let frozen: bool = row.get(4)?;
            let held = members.query_map([id], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
            all.push(WholeSegment {
                name: row.get(1)?,
                query: row.get(2)?,
                month_first: row.get(3)?,
                created: Day(row.get(5)?),
                author: row.get(6)?,
                members: frozen.then_some(held),
            });
        }
        Ok(all)
    }

    /// Corrective actions: reason, what, owner, author; made on, due, done on.
    pub fn actions(&self) -> Result<Vec<WholeAction>, StoreError> {
        let mut query = self.db.prepare(
            "SELECT reason, what, owner, author, made_on, due, done_on FROM corrective_action \
             ORDER BY made_on, reason, what, owner, author, due, done_on",
        )?;
        let found = query
            .query_map([], |r| {
                Ok(([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?], [day(r, 4)?, day(r, 5)?, day(r, 6)?]))
            })?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// Every customer, by source and code; `each` ends it with its own error.
    pub fn customers<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(WholeCustomer) -> Result<(), E>,
    ) -> Result<(), E> {
        let columns: Vec<&str> = TEXTS.iter().map(|(_, column)| *column).collect();
        let mut query = sql(self.db.prepare(&format!(
            "SELECT c.id, s.name, c.code, c.birth_year, c.since, c.consent_phone, c.consent_email, c.consent_sms, \
             c.consent_post, c.archived, c.do_not_call, c.seasonal, c.next_day, c.next_minute, c.next_note, \
             c.birth_day, c.income_on, c.wallet_on, c.income_source, c.turnover, c.wallet, c.employees, {} \
             FROM customer c JOIN source s ON s.id = c.source_id ORDER BY s.name, c.code",
            columns.iter().map(|c| if c.starts_with('(') { (*c).to_owned() } else { format!("c.{c}") }).collect::<Vec<_>>().join(", ")
        )))?;
        let mut rows = sql(query.query([]))?;
        while let Some(row) = sql(rows.next())? {
            each(self.customer(row)?)?;
        }
        Ok(())
    }

    fn customer(&self, row: &Row<'_>) -> Result<WholeCustomer, StoreError> {
        let id: CustomerId = row.get(0)?;
        let mut texts = Vec::new();
        let mut provenance = String::new();
        for (i, (name, _)) in TEXTS.iter().enumerate() {
            let text: Option<String> = row.get(22 + i)?;
            match text {
                Some(text) if *name == "provenance" => provenance = text,
                Some(text) if !text.is_empty() => texts.push((*name, text)),
                _ => {}
            }
        }
        let next_day: Option<i32> = row.get(12)?;
        let (minute, note): (Option<u16>, String) = (row.get(13)?, row.get(14)?);
        Ok(WholeCustomer {
            source: row.get(1)?,
            code: row.get(2)?,
            texts,
            birth_year: row.get(3)?,
            since: day(row, 4)?,
            consents: [row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?],
            archived: row.get(9)?,
            do_not_call: day(row, 10)?,
            seasonal: day(row, 11)?,
            next: next_day.map(|d| (Day(d), minute, note)),
            provenance,
            labels: self.labels_of(id)?,
            contacts: self.contacts_of(id)?,
            wrong_phones: self.wrong_phones_of(id)?,
            robinson: self.robinson_of(id)?,
            cases: self.cases_of(id)?,
            notes: self.notes_of(id)?,
            winback: self.winback_of(id)?,
            plans: self.plans_of(id)?,
            decisions: self.decisions_of(id)?,
            days: [day(row, 15)?, day(row, 16)?, day(row, 17)?],
            income_source: row.get(18)?,
            amounts: [row.get::<_, Option<i64>>(19)?.map(Money), row.get::<_, Option<i64>>(20)?.map(Money)],
            employees: row.get(21)?,
            custom: self.custom_of(id)?,
            statements: self.statements_of(id)?,
            points: self.points_of(id)?,
        })
    }

    fn custom_of(&self, id: CustomerId) -> Result<Vec<(String, String)>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT f.key, v.value FROM field_value v JOIN field f ON f.id = v.field_id WHERE v.customer_id = ?1 \
             ORDER BY f.key",
        )?;
        Ok(query.query_map([id], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    fn points_of(&self, id: CustomerId) -> Result<Vec<PointDraft>, StoreError> {
        let mut all: Vec<PointDraft> =
            points_of(&self.db, id)?.into_iter().map(|point| point.draft).collect();
        // Row ids are no part of an export.
        let key = |p: &PointDraft| {
            let texts = [&p.value, &p.label, &p.hours, &p.verified_with].map(String::clone);
            (p.kind, texts, p.preferred, p.invalid_on, p.verified_on)
        };
        all.sort_by_key(key);
        Ok(all)
    }

    fn statements_of(&self, id: CustomerId) -> Result<Vec<WholeStatement>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT s.day, s.kind, s.text, s.source, s.author, coalesce(n.at, ''), coalesce(c.at, '') \
             FROM statement s LEFT JOIN note n ON n.id = s.note_id LEFT JOIN contact c ON c.id = s.contact_id \
             WHERE s.customer_id = ?1 ORDER BY 1, 2, 3, 4, 5, 6, 7",
        )?;
        let found = query
            .query_map([id], |r| {
                let texts = [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?];
                Ok(WholeStatement { day: day(r, 0)?, texts })
            })?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// Fields of the user's own, in their order.
    pub fn fields(&self) -> Result<Vec<WholeField>, StoreError> {
        let mut query = self.db.prepare("SELECT key, name, kind, choices FROM field ORDER BY rank, key")?;
        Ok(query
            .query_map([], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?]))?
            .collect::<Result<_, _>>()?)
    }

    /// Every version of every scale, by name and version.
    pub fn scales(&self) -> Result<Vec<WholeScale>, StoreError> {
        let mut query =
            self.db.prepare("SELECT name, version, day, author, body FROM scale ORDER BY name, version")?;
        let found = query
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?, Day(r.get(2)?), r.get(3)?, r.get(4)?)))?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    fn labels_of(&self, id: CustomerId) -> Result<Vec<String>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT l.name FROM customer_label cl JOIN label l ON l.id = cl.label_id WHERE cl.customer_id = ?1 \
             ORDER BY l.folded",
        )?;
        Ok(query.query_map([id], |r| r.get(0))?.collect::<Result<_, _>>()?)
    }

    fn contacts_of(&self, id: CustomerId) -> Result<Vec<WholeContact>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT at, channel, direction, outcome, note, author, reason, next_day FROM contact WHERE customer_id = ?1 \
             ORDER BY at, channel, direction, outcome, note, author, reason, next_day",
        )?;
        let found = query
            .query_map([id], |r| {
                Ok((
                    moment(r, 0)?,
                    [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?],
                    day(r, 7)?,
                ))
            })?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    fn wrong_phones_of(&self, id: CustomerId) -> Result<Vec<(String, Day)>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT phone, day FROM wrong_phone WHERE customer_id = ?1 ORDER BY phone")?;
        let found = query.query_map([id], |r| Ok((r.get(0)?, Day(r.get(1)?))))?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    fn robinson_of(&self, id: CustomerId) -> Result<Option<Day>, StoreError> {
        let mut query = self.db.prepare_cached("SELECT robinson FROM customer WHERE id = ?1")?;
        Ok(query.query_row([id], |r| day(r, 0))?)
    }

    fn cases_of(&self, id: CustomerId) -> Result<Vec<WholeCase>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT opened_at, channel, text, author, resolution, resolved_on FROM support_case \
             WHERE customer_id = ?1 ORDER BY opened_at, channel, text, author, resolution, resolved_on",
        )?;
        let found = query
            .query_map([id], |r| {
                Ok(WholeCase {
                    opened_at: moment(r, 0)?,
                    texts: [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?],
                    resolved_on: day(r, 5)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    fn notes_of(&self, id: CustomerId) -> Result<Vec<(NaiveDateTime, String, String)>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT at, author, text FROM note WHERE customer_id = ?1 ORDER BY at, author, text",
        )?;
        let found = query
            .query_map([id], |r| Ok((moment(r, 0)?, r.get(1)?, r.get(2)?)))?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    fn winback_of(&self, id: CustomerId) -> Result<Option<WholeWinback>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT finding, verified_on, verified_by, finding_note, reason, detail, back_on, definitive_on, dormant_on, \
             review_on \
             FROM winback WHERE customer_id = ?1",
        )?;
        let mut rows = query.query([id])?;
        let Some(r) = rows.next()? else { return Ok(None) };
        let found = WholeWinback {
            finding: r.get(0)?,
            verified_on: day(r, 1)?,
            verified_by: r.get(2)?,
            finding_note: r.get(3)?,
            reason: r.get(4)?,
            detail: r.get(5)?,
            back_on: day(r, 6)?,
            definitive_on: day(r, 7)?,
            dormant_on: day(r, 8)?,
            review_on: day(r, 9)?,
        };
        // A row left over from steps that were all taken back says nothing.
        Ok((found != WholeWinback::default()).then_some(found))
    }

    fn plans_of(&self, id: CustomerId) -> Result<Vec<WholePlan>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT made_on, author, target, base, deadline, owner, note, closed_on, outcome FROM lift_plan \
             WHERE customer_id = ?1 ORDER BY made_on, deadline, target, author, owner, note, closed_on, outcome",
        )?;
        let read = |r: &Row<'_>| {
            Ok(WholePlan {
                made_on: Day(r.get(0)?),
                author: r.get(1)?,
                target: Money(r.get(2)?),
                base: Money(r.get(3)?),
                deadline: Day(r.get(4)?),
                owner: r.get(5)?,
                note: r.get(6)?,
                closed_on: day(r, 7)?,
                outcome: r.get(8)?,
            })
        };
        Ok(query.query_map([id], read)?.collect::<Result<_, _>>()?)
    }

    fn decisions_of(&self, id: CustomerId) -> Result<Vec<WholeDecision>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT made_on, author, kind, target, review_on, note, closed_on, outcome FROM value_decision \
             WHERE customer_id = ?1 ORDER BY made_on, kind, target, review_on, author, note, closed_on, outcome",
        )?;
        let read = |r: &Row<'_>| {
            Ok(WholeDecision {
                made_on: Day(r.get(0)?),
                author: r.get(1)?,
                kind: r.get(2)?,
                target: r.get::<_, Option<i64>>(3)?.map(Money),
                review_on: day(r, 4)?,
                note: r.get(5)?,
                closed_on: day(r, 6)?,
                outcome: r.get(7)?,
            })
        };
        Ok(query.query_map([id], read)?.collect::<Result<_, _>>()?)
    }

    /// Every document with its lines, by source and number; `each` ends it with its own error.
    pub fn purchases<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(WholePurchase) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut query = sql(self.db.prepare(
            "SELECT p.id, s.name, p.number, cs.name, c.code, p.day, p.amount, p.status, p.voided_from, p.reversed_on, \
             p.reverses, p.channel, p.seller, p.note, coalesce((SELECT file FROM import WHERE id = p.import_id), ''), \
             p.occasion FROM purchase p JOIN source s ON s.id = p.source_id \
             LEFT JOIN customer c ON c.id = p.customer_id LEFT JOIN source cs ON cs.id = c.source_id \
             ORDER BY s.name, p.number",
        ))?;
        let mut rows = sql(query.query([]))?;
        while let Some(row) = sql(rows.next())? {
            each(self.purchase(row)?)?;
        }
        Ok(())
    }

    fn purchase(&self, row: &Row<'_>) -> Result<WholePurchase, StoreError> {
        let (source, code): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
        let voided_from: Option<u8> = row.get(8)?;
        Ok(WholePurchase {
            source: row.get(1)?,
            number: row.get(2)?,
            customer: source.zip(code),
            day: row.get(5)?,
            amount: Money(row.get(6)?),
            status: status(row.get(7)?),
            voided_from: voided_from.map(status),
            reversed_on: day(row, 9)?,
            texts: [row.get(10)?, row.get(11)?, row.get(12)?, row.get(13)?, row.get(14)?, row.get(15)?],
            lines: self.lines_of(row.get(0)?)?,
        })
    }

    fn lines_of(&self, id: i64) -> Result<Vec<WholeLine>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT p.code, p.name, p.category, l.quantity, l.unit_price, l.discount, l.amount, l.cost \
             FROM line l JOIN product p ON p.id = l.product_id WHERE l.purchase_id = ?1 ORDER BY l.n",
        )?;
        let found = query
            .query_map([id], |r| {
                Ok(WholeLine {
                    product: [r.get(0)?, r.get(1)?, r.get(2)?],
                    quantity: decimal(r, 3)?,
                    unit_price: decimal(r, 4)?,
                    discount: decimal(r, 5)?,
                    amount: Money(r.get(6)?),
                    cost: r.get::<_, Option<i64>>(7)?.map(Money),
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }
}

fn sql<T>(result: rusqlite::Result<T>) -> Result<T, StoreError> {
    result.map_err(StoreError::from)
}

fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Day>> {
    Ok(row.get::<_, Option<i32>>(column)?.map(Day))
}

fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<NaiveDateTime> {
    let text: String = row.get(column)?;
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S").map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
    })
}

/// A decimal stored whole or as text.
fn decimal(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    match row.get_ref(column)? {
        ValueRef::Integer(n) => Ok(n.to_string()),
        ValueRef::Text(text) => Ok(String::from_utf8_lossy(text).into_owned()),
        other => Err(rusqlite::Error::InvalidColumnType(column, "decimal".into(), other.data_type())),
    }
}

const fn status(number: u8) -> &'static str {
    match number {
        0 => "valid",
        1 => "credit",
        _ => "void",
    }
}
