//! Customers of a file: who is known already, what is new about them, their labels and notes.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, Statement, params};

mod update;

use super::batch::{Batch, Twice};
use super::home::Coded;
use super::known::{self, Marks, Otherwise, Twin};
use super::nos::{self, Nos};
use super::said::{CONSENTS, NUMBERS, TEXTS, numbers, objections, texts};
use super::{Book, FirstIds, IntakeOptions, IntakeReport};
use update::By;

use crate::domain::base::names::{NameWords, fold, stable_hash};
use crate::domain::intake::{CustomerRecord, made_codes};
use crate::domain::people::label::{COLOUR_ORDER, choose_code};
use crate::domain::people::{CustomerDraft, CustomerId, Label, LabelId};
use crate::store::collate::name_key;
use crate::store::journal::{Table, time_text};
use crate::store::origin;
use crate::store::write::erase::row_of;

/// How a record is about somebody who is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    /// It is theirs.
    Same,
    /// It is theirs by tax id, e-mail or name, whatever their code.
    Twin,
    /// It is theirs, who had a code that was made of what is known of them, and have one of the source's now.
    Coded,
    /// It is of somebody who was joined to them.
    Joined,
    /// Their data were erased.
    Erased,
}

/// Codes looked up one by one before all of the source are read at once.
const LOOKED_UP: u32 = 20_000;

/// Writes customers.
pub(super) struct People<'c> {
    /// The source had customers before: a code that was not met yet may still be known.
    known: bool,
    /// Somebody was joined to another, or erased: a code may lead to somebody who has another one.
    aliases: bool,
    looked_up: u32,
    next: CustomerId,
    next_note: i64,
    next_label: LabelId,
    insert: Batch<'c>,
    insert_label: Batch<'c>,
    /// Whose codes they are, by name.
    source: String,
    find: Statement<'c>,
    read: Statement<'c>,
    put_label: Statement<'c>,
    put_note: Statement<'c>,
    labels: Option<HashMap<String, LabelId>>,
    nos: Nos,
    /// Customers of the source by tax id, e-mail and name; read when the first derived code comes.
    marks: Option<Marks>,
    /// Codes of the source that begin with zeros; read when the first number comes that is no code.
    otherwise: Option<Otherwise>,
}

impl<'c> People<'c> {
    pub fn new(
        connection: &'c Connection,
        source: &str,
        known: bool,
        first: &FirstIds,
        fixed: &[(&str, i64)],
    ) -> rusqlite::Result<Self> {
        let columns = [TEXTS.as_slice(), NUMBERS.as_slice()].concat();
        let written = [["id", "code", "name_key"].as_slice(), &columns].concat();
        let columns = columns.join(", ");
        Ok(Self {
            known,
            source: source.to_owned(),
            aliases: connection
                .prepare("SELECT 1 FROM (SELECT 1 FROM erased UNION ALL SELECT 1 FROM merged) LIMIT 1")?
                .exists([])?,
            looked_up: 0,
            next: first.customer,
            next_note: first.note,
            next_label: first.label,
            insert: Batch::new(connection, "customer", &written, &TEXTS, fixed, Twice::Refused)?,
            // Two labels of a file may be one label.
            insert_label: Batch::new(
                connection,
                "customer_label",
                &["customer_id", "label_id"],
                &[],
                &[],
                Twice::Passed,
            )?,
            find: connection.prepare(
                "SELECT id, 0 FROM customer WHERE source_id = ?1 AND code = ?2
                 UNION ALL SELECT keep_id, 1 FROM merged WHERE source_id = ?1 AND code = ?2",
            )?,
            read: connection.prepare(&format!("SELECT {columns} FROM customer WHERE id = ?1"))?,
            put_label: connection
                .prepare("INSERT OR IGNORE INTO customer_label(customer_id, label_id) VALUES (?1, ?2)")?,
            put_note: connection.prepare(
                "INSERT INTO note(id, customer_id, at, author, text, uid)
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6
                 WHERE NOT EXISTS (SELECT 1 FROM note WHERE customer_id = ?2 AND text = ?5)",
            )?,
            labels: None,
            marks: None,
            otherwise: None,
            nos: Nos::default(),
        })
    }

    /// Ids given to new customers: first, and one past the last.
    pub fn given(&self) -> CustomerId {
        self.next
    }

    /// The customer a document names; one nobody spoke of before is made, called by the code.
    pub fn known(
        &mut self,
        book: &mut Book<'c>,
        report: &mut IntakeReport,
        code: &str,
    ) -> rusqlite::Result<CustomerId> {
        if let Some(id) = book.codes.get(code) {
            return Ok(id);
        }
        if let Some((id, _)) = self.look_up(book, code)? {
            book.codes.put(code, id);
            self.read_codes(book)?;
            return Ok(id);
        }
        report.customers.new += 1;
        self.add(book, code, &CustomerDraft::default())
    }

    /// Of a list of addresses that say no, everybody known before who has one of them objects. The first of those.
    fn object(&mut self, book: &mut Book<'c>, draft: &CustomerDraft) -> rusqlite::Result<Option<CustomerId>> {
        let said = objections(draft);
        if numbers(&said).iter().all(Option::is_none) {
            return Ok(None);
        }
        let same = self.nos.reached(book, draft)?;
        for id in &same {
            self.say_no(book, *id, &said)?;
        }
        Ok(same.first().copied())
    }

    /// A no that was not known reaches whoever else has the address it is of.
    fn spread(&mut self, book: &mut Book<'c>, draft: &CustomerDraft) -> rusqlite::Result<()> {
        for (id, said) in self.nos.who_else(book, draft)? {
            self.say_no(book, id, &said)?;
        }
        Ok(())
    }

    fn say_no(&mut self, book: &mut Book<'c>, id: CustomerId, said: &CustomerDraft) -> rusqlite::Result<()> {
        if self.update(book, id, said)? {
            book.journal.about(id)?;
            book.changed = true;
        }
        Ok(())
    }

    /// Takes in a customer.
    pub fn take(
        &mut self,
        book: &mut Book<'c>,
        report: &mut IntakeReport,
        options: &IntakeOptions,
        record: &CustomerRecord,
    ) -> rusqlite::Result<()> {
        // A mailbox is no name for somebody who has one.
        let nameless = record.derived && record.draft.is_called_by_reach();
        let met = self.meet(book, report, record)?;
        // Only a list of addresses speaks of everybody who has one: a list of people says of each what they want.
        let objecting = if nameless { self.object(book, &record.draft)? } else { None };
        if let (None, Some(id)) = (met, objecting) {
            // A list of addresses that nobody may write to says nothing else of them.
            book.codes.put(&record.code, id);
            report.customers.unchanged += 1;
            return Ok(());
        }
        let news = !nameless && self.is_news(book, met.map(|(id, _)| id), &record.draft)?;
        let (id, changed) = match met {
            // Two records of one person would change their words to and fro with every import.
            Some((id, Met::Joined)) => (id, self.update(book, id, &objections(&record.draft))?),
            Some((_, Met::Erased)) => {
                // Nothing of them comes back.
                report.customers.unchanged += 1;
                return Ok(());
            }
            // Who has no code here knows less of them than who gave them one.
            Some((id, met)) if met == Met::Twin || record.again => {
                let missing = self.missing(id, &record.draft)?;
                (id, self.update(book, id, &missing)?)
            }
            Some((id, _)) if nameless => {
                let draft = CustomerDraft { name: String::new(), ..record.draft.clone() };
                (id, self.update(book, id, &draft)?)
            }
            Some((id, Met::Same | Met::Twin)) => {
                let by = if record.derived { By::Words } else { By::Code };
                let written = self.write(book, id, &record.draft, by)?;
                report.renamed += u64::from(written.renamed && id < book.first.customer);
                (id, written.changed)
            }
            Some((id, Met::Coded)) => {
                Self::give_code(book, id, &record.code)?;
                self.update(book, id, &record.draft)?;
                (id, true)
            }
            None => {
                let code = self.free_code(book, record)?;
                let id = match self.nos.said_before(book, &record.draft)? {
                    Some(nos) => self.add(book, &code, &nos::with(&record.draft, &nos))?,
                    None => self.add(book, &code, &record.draft)?,
                };
                book.codes.put(&record.code, id);
                (id, false)
            }
        };
        if let Some(marks) = self.marks.as_mut().filter(|_| record.derived) {
            marks.put(id, &record.draft);
        }
        if news {
            self.spread(book, &record.draft)?;
        }
        let day_of_import = record.gone.then(|| options.stamp.now.date().into());
        let changed = self.never(book, id, record.never.or(day_of_import))? || changed;
        let tagged = self.tag(book, id, &record.tags)?;
        let noted = self.note(book, id, options, &record.notes)?;
        match met.map(|(id, _)| id) {
            None => report.customers.new += 1,
            // Two records of the file that are one person: the person was counted with the first.
            Some(id) if id >= book.first.customer => {}
            Some(id) if changed || tagged || noted => {
                report.customers.updated += 1;
                book.journal.about(id)?;
                book.changed = true;
            }
            Some(_) => report.customers.unchanged += 1,
        }
        Ok(())
    }

    /// Puts into the file what waits to be written.
    pub fn flush(&mut self) -> rusqlite::Result<()> {
        self.insert.flush()?;
        self.insert_label.flush()
    }

    /// Notes the ids given, for undo.
    pub fn record_ranges(&self, book: &mut Book<'c>) -> rusqlite::Result<()> {
        let first = book.first;
        book.journal.range("label", first.label, self.next_label - 1)?;
        book.journal.range("customer", first.customer, self.next - 1)?;
        book.journal.range("customer_label", first.customer, self.next - 1)?;
        book.journal.range("note", first.note, self.next_note - 1)
    }

    /// The customer this record is about, where known, and how.
    fn meet(
        &mut self,
        book: &mut Book<'c>,
        report: &mut IntakeReport,
        record: &CustomerRecord,
    ) -> rusqlite::Result<Option<(CustomerId, Met)>> {
        if let Some(id) = book.codes.get(&record.code) {
            // Every code comes once: a document or a twin brought it, or it was known before.
            let other = if self.aliases {
                self.look_up(book, &record.code)?.filter(|(_, met)| *met != Met::Same)
            } else {
                None
            };
            return Ok(Some(other.unwrap_or((id, Met::Same))));
        }
        let mut met = self.look_up(book, &record.code)?;
        if let Some((id, Met::Same)) = met
            && is_called_by_mail(record)
            && !Self::may_be(book, id, &record.draft)?
        {
            // Somebody else has the e-mail: who was told apart from them before, or nobody yet.
            met = self.look_up(book, &told_apart(record))?;
        } else if met.is_none() && record.derived {
            let twin = self.twin(book, record)?;
            report.by_name += u64::from(matches!(twin, Some(Twin::Named(_))));
            met = twin.map(|twin| (twin.id(), Met::Twin));
        } else if met.is_none() {
            met = self.before(book, record)?;
        }
        if let Some((id, _)) = met {
            book.codes.put(&record.code, id);
            self.read_codes(book)?;
        }
        Ok(met)
    }

    /// Who has this code, or has become of whom it was the code.
    fn look_up(&mut self, book: &Book<'c>, code: &str) -> rusqlite::Result<Option<(CustomerId, Met)>> {
        if !self.known && !self.aliases {
            return Ok(None);
        }
        let read = |r: &Row<'_>| Ok((r.get(0)?, if r.get(1)? { Met::Joined } else { Met::Same }));
        let (source, code) = book.home(Coded::Customer, code)?;
        let code = code.as_ref();
        let found = self.find.query_row(params![source, code], read).optional()?;
        if found.is_some() || !self.aliases {
            return Ok(found);
        }
        Ok(row_of(book.connection, &self.source, code)?.map(|id| (id, Met::Erased)))
    }

    /// Reads all codes of the source, once so many were looked up that one pass over the index costs less.
    fn read_codes(&mut self, book: &mut Book<'c>) -> rusqlite::Result<()> {
        self.looked_up += 1;
        if !self.known || self.looked_up < LOOKED_UP || book.homes.is_some() {
            return Ok(());
        }
        self.known = false;
        let mut all =
            book.connection.prepare("SELECT code, id FROM customer WHERE source_id = ?1 AND id < ?2")?;
        let mut rows = all.query([book.source, book.first.customer])?;
        while let Some(row) = rows.next()? {
            book.codes.put(row.get_ref(0)?.as_str()?, row.get(1)?);
        }
        Ok(())
    }

    /// Whether a record may be of somebody who is called by its e-mail: by the name, or because the name is another one
    /// since they came in.
    fn may_be(book: &Book<'c>, id: CustomerId, draft: &CustomerDraft) -> rusqlite::Result<bool> {
        let name: String = book
            .connection
            .prepare_cached("SELECT name FROM customer WHERE id = ?1")?
            .query_row([id], |r| r.get(0))?;
        if NameWords::of(known::own_name(&name)).may_be(NameWords::of(&draft.name)) {
            return Ok(true);
        }
        let changes = crate::store::journal::fields_of(book.connection, id).unwrap_or_default();
        Ok(changes.values().flatten().any(|(column, ..)| column == "name"))
    }

    /// The code of somebody new: that of the record, unless somebody else is called by its e-mail.
    fn free_code(&mut self, book: &Book<'c>, record: &CustomerRecord) -> rusqlite::Result<String> {
        let taken = is_called_by_mail(record) && self.look_up(book, &record.code)?.is_some();
        Ok(if taken { told_apart(record) } else { record.code.clone() })
    }

    /// Somebody of the source whom a record without a code is about.
    fn twin(&mut self, book: &Book<'c>, record: &CustomerRecord) -> rusqlite::Result<Option<Twin>> {
        if self.marks.is_none() {
            self.insert.flush()?;
            self.marks = Some(Marks::read(book.connection, book.source)?);
        }
        let Some(marks) = &self.marks else { return Ok(None) };
        // Whom the file tells apart from somebody with the same e-mail is not them.
        let mail = record.draft.email.to_lowercase();
        let apart = record.code.strip_prefix(&mail).is_some_and(|behind| behind.starts_with('/'));
        let by_mail = mail.is_empty() || !apart;
        let twin = marks.twin(&record.draft, by_mail);
        let Some(Twin::Named(id)) = twin else { return Ok(twin) };
        let by_name = by_mail && !record.code.contains('/');
        self.flush()?;
        Ok(twin.filter(|_| by_name).filter(|_| known::says_the_same(book.connection, id, &record.draft)))
    }

    /// Somebody who was known before, under a code that was made of what this record says, or of their own written with
    /// other zeros.
    fn before(
        &mut self,
        book: &Book<'c>,
        record: &CustomerRecord,
    ) -> rusqlite::Result<Option<(CustomerId, Met)>> {
        if !book.known {
            return Ok(None);
        }
        let (draft, first) = (&record.draft, book.first.customer);
        let written = self.otherwise.get_or_insert_with(Otherwise::default);
        for code in written.of(book.connection, book.source, &record.code)? {
            if let Some(id) = self.under(book, &code)?.filter(|id| *id < first)
                && Self::may_be(book, id, draft)?
            {
                return Ok(Some((id, Met::Same)));
            }
        }
        for code in made_codes(draft, false) {
            if let Some(id) = self.under(book, &code)?.filter(|id| *id < first)
                && known::says_the_same(book.connection, id, draft)
            {
                return Ok(Some((id, Met::Coded)));
            }
        }
        Ok(None)
    }

    /// Gives somebody known before the code that the source has for them; their uid stays.
    fn give_code(book: &mut Book<'c>, id: CustomerId, code: &str) -> rusqlite::Result<()> {
        book.journal.keep_columns("customer", id, &["code", "uid"])?;
        let uid = origin::kept(book.connection, Table::Customer, id, code)?;
        let mut write = book.connection.prepare_cached("UPDATE customer SET code = ?2 WHERE id = ?1")?;
        write.execute(params![id, code])?;
        if let Some((column, uid)) = uid {
            let sql = format!("UPDATE customer SET {column} = ?2 WHERE id = ?1");
            book.connection.prepare_cached(&sql)?.execute(params![id, uid])?;
        }
        Ok(())
    }

    /// Who has this code, in this file or before.
    fn under(&mut self, book: &Book<'c>, code: &str) -> rusqlite::Result<Option<CustomerId>> {
        if let Some(id) = book.codes.get(code) {
            return Ok(Some(id));
        }
        Ok(self.look_up(book, code)?.filter(|(_, met)| *met == Met::Same).map(|(id, _)| id))
    }

    fn add(
        &mut self,
        book: &mut Book<'c>,
        code: &str,
        draft: &CustomerDraft,
    ) -> rusqlite::Result<CustomerId> {
        let id = self.next;
        self.next += 1;
        let mut texts = texts(draft);
        if texts[0].is_empty() {
            texts[0] = code;
        }
        let key = name_key(texts[0]);
        let insert = &mut self.insert;
        insert.cell(id)?;
        insert.cell(code)?;
        insert.cell(key)?;
        for text in texts {
            insert.word(text)?;
        }
        for (n, number) in numbers(draft).into_iter().enumerate() {
            // Consents are never null: 0 is "nothing said".
            insert.cell(if n < CONSENTS { number } else { Some(number.unwrap_or(0)) })?;
        }
        insert.end()?;
        book.codes.put(code, id);
        book.changed = true;
        Ok(id)
    }

    /// Puts labels on, made where there are none of that name; whether somebody known before lacked one.
    fn tag(&mut self, book: &mut Book<'c>, id: CustomerId, tags: &[String]) -> rusqlite::Result<bool> {
        let mut missing = false;
        for tag in tags {
            let label = self.label(book, tag)?;
            if id >= book.first.customer {
                self.insert_label.cell(id)?;
                self.insert_label.cell(label)?;
                self.insert_label.end()?;
            } else if self.put_label.execute([id, label])? > 0 {
                missing = true;
                book.journal.insert_row("customer_label", &[id, label])?;
            }
        }
        Ok(missing)
    }

    fn label(&mut self, book: &mut Book<'c>, name: &str) -> rusqlite::Result<LabelId> {
        let folded = fold(name);
        if let Some(id) = self.labels(book)?.get(&folded) {
            return Ok(*id);
        }
        let taken: Vec<String> = book
            .connection
            .prepare("SELECT code FROM label")?
            .query_map([], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        let rank =
            book.connection.query_row("SELECT coalesce(max(rank) + 1, 0) FROM label", [], |r| r.get(0))?;
        let label = Label {
            id: 0,
            name: name.to_owned(),
            code: choose_code(name, &taken),
            colour: COLOUR_ORDER.get(taken.len()).copied(),
            rank,
        };
        self.add_label(book, &label, &folded)
    }

    /// Makes a label; `folded` is its name made comparable, and no label has it yet.
    pub fn add_label(
        &mut self,
        book: &mut Book<'c>,
        label: &Label,
        folded: &str,
    ) -> rusqlite::Result<LabelId> {
        let id = self.next_label;
        self.next_label += 1;
        book.connection.execute(
            "INSERT INTO label(id, name, folded, code, colour, rank) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, label.name, folded, label.code, label.colour, label.rank],
        )?;
        self.labels(book)?.insert(folded.to_owned(), id);
        book.changed = true;
        Ok(id)
    }

    /// Labels by folded name; read when first needed.
    fn labels(&mut self, book: &Book<'c>) -> rusqlite::Result<&mut HashMap<String, LabelId>> {
        match &mut self.labels {
            Some(labels) => Ok(labels),
            none => {
                let mut all = book.connection.prepare("SELECT folded, id FROM label")?;
                Ok(none.insert(all.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?))
            }
        }
    }

    /// Keeps a note; whether it is a new one.
    fn note(
        &mut self,
        book: &mut Book<'c>,
        id: CustomerId,
        options: &IntakeOptions,
        text: &str,
    ) -> rusqlite::Result<bool> {
        if text.is_empty() {
            return Ok(false);
        }
        let at = time_text(options.stamp.now);
        // By its words, so that two laptops that import the same file have the same note.
        let uid = format!("i{:016x}", stable_hash(text));
        let new =
            self.put_note.execute(params![self.next_note, id, at, options.stamp.author, text, uid])? > 0;
        if new {
            self.next_note += 1;
            book.changed = true;
        }
        Ok(new)
    }
}

/// Whether the e-mail stands for the code.
fn is_called_by_mail(record: &CustomerRecord) -> bool {
    record.derived && !record.draft.email.is_empty() && record.code == record.draft.email.to_lowercase()
}

/// The code of whoever shares their e-mail with somebody of another name.
fn told_apart(record: &CustomerRecord) -> String {
    format!("{}/{}", record.draft.email.to_lowercase(), fold(&record.draft.name))
}
