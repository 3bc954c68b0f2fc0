//! What people have done with customers that come in: contacts, promises, steps of winning back, labels of one's own.

use rusqlite::params;

use super::{Intake, IntakeError};
use crate::domain::base::names::fold;
use crate::domain::change::WinbackStep;
use crate::domain::intake::CustomerWork;
use crate::domain::people::{CustomerId, Label};
use crate::store::error::StoreError;
use crate::store::journal::time_text;

impl Intake<'_> {
    /// Makes labels as they are given, before any customer that has one.
    pub fn labels(&mut self, labels: &[Label]) -> Result<(), IntakeError> {
        for label in labels {
            self.people.add_label(&mut self.book, label, &fold(&label.name))?;
        }
        Ok(())
    }

    /// Takes in what was done with the customer of this code, who came in before with this import. Not for imports
    /// that can be taken back.
    pub fn work(&mut self, code: &str, work: &CustomerWork) -> Result<(), IntakeError> {
        let known = self.book.codes.get(code).filter(|id| *id >= self.book.first.customer);
        let (Some(id), false) = (known, self.options.undoable) else {
            return Err(StoreError::Journal(format!("work of {code}, whom this import did not bring")).into());
        };
        self.people.flush()?;
        self.book.dealt |= !work.contacts.is_empty();
        for contact in &work.contacts {
            let day: crate::domain::Day = contact.at.date().into();
            self.connection
                .prepare_cached(
                    "INSERT INTO contact(customer_id, at, day, channel, direction, outcome, note, author)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    id,
                    time_text(contact.at),
                    day.0,
                    contact.channel.code(),
                    contact.direction.code(),
                    contact.outcome.code(),
                    contact.note,
                    contact.author,
                ])?;
        }
        let next = work.next.as_ref();
        self.connection
            .prepare_cached(
                "UPDATE customer SET archived = ?2, do_not_call = ?3, seasonal = ?4, next_day = ?5, next_minute = ?6,
                        next_note = ?7
                 WHERE id = ?1",
            )?
            .execute(params![
                id,
                work.archived,
                work.do_not_call.map(|d| d.0),
                work.seasonal.map(|d| d.0),
                next.map(|n| n.day.0),
                next.and_then(|n| n.minute),
                next.map_or("", |n| n.note.as_str()),
            ])?;
        work.winback.iter().try_for_each(|(author, step)| self.winback(id, author, step))
    }

    /// Gives the portfolio a setting (JSON) that is no change of anybody's.
    pub fn setting(&mut self, key: &str, value: &str) -> Result<(), IntakeError> {
        self.connection
            .execute("INSERT OR REPLACE INTO setting(key, value) VALUES (?1, ?2)", [key, value])?;
        Ok(())
    }

    fn winback(&self, id: CustomerId, author: &str, step: &WinbackStep) -> Result<(), IntakeError> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO winback(customer_id) VALUES (?1)")?
            .execute([id])?;
        match step {
            WinbackStep::Verify { finding, on, note } => self
                .connection
                .prepare_cached(
                    "UPDATE winback SET finding = ?2, verified_on = ?3, verified_by = ?4, finding_note = ?5
                     WHERE customer_id = ?1",
                )?
                .execute(params![id, finding.key(), on.0, author, note])?,
            WinbackStep::Unverify => self
                .connection
                .prepare_cached(
                    "UPDATE winback SET finding = NULL, verified_on = NULL, verified_by = '', finding_note = ''
                     WHERE customer_id = ?1",
                )?
                .execute([id])?,
            WinbackStep::Reason { reason, detail, back_on } => self
                .connection
                .prepare_cached("UPDATE winback SET reason = ?2, detail = ?3, back_on = ?4 WHERE customer_id = ?1")?
                .execute(params![id, reason.key(), detail, back_on.map(|d| d.0)])?,
            WinbackStep::Definitive { on } => self
                .connection
                .prepare_cached("UPDATE winback SET definitive_on = ?2 WHERE customer_id = ?1")?
                .execute([id, i64::from(on.0)])?,
            WinbackStep::Dormant { on, review } => self
                .connection
                .prepare_cached("UPDATE winback SET dormant_on = ?2, review_on = ?3 WHERE customer_id = ?1")?
                .execute([id, i64::from(on.0), i64::from(review.0)])?,
            WinbackStep::Reopen => self
                .connection
                .prepare_cached("UPDATE winback SET definitive_on = NULL WHERE customer_id = ?1")?
                .execute([id])?,
        };
        Ok(())
    }
}
