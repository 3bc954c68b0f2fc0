//! An import from end to end: the file is read in one thread and written in another; a checked backup first, and a
//! report that accounts for every cent.
//!
//! Joins `exchange` (what a file says) and the store's intake (what is new about it). Knows neither screen nor command
//! line: words come out as text keys or are said by the caller.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use serde::Serialize;

use super::choices;
use crate::domain::change::Stamp;
use crate::domain::{Currency, Money};
use crate::exchange::{
    DateOrder, Field, ImportError, Mark, Options, Outcome, Plan, Progress, Record, Reject, Unmapped,
};
use crate::store::ask::ChangeWords;
use crate::store::db::Db;
use crate::store::error::StoreError;
use crate::store::file::may_replace;
use crate::store::intake::{CARDS, Ending, Intake, IntakeError, IntakeOptions, IntakeReport};
use crate::views::{ImportPreview, ImportRequest, ImportSummary};

mod rejects;

use rejects::Rejects;
pub use rejects::write_rejects;

/// An import of more rows than this is preceded by a backup.
const BACKUP_ROWS: u64 = 100;

/// Records that pass from the reading to the writing thread at once.
const BATCH: usize = 512;

/// How an import is to be made.
#[derive(Clone, Debug)]
pub struct Job {
    /// What to import.
    pub request: ImportRequest,
    /// Only say what would come in.
    pub dry_run: bool,
    /// File for rejected rows: the original columns and the reason.
    pub rejects: Option<PathBuf>,
    /// When, and by whom.
    pub stamp: Stamp,
}

/// Why nothing came in.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] ImportError),
    /// The portfolio cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file of rejects cannot be written.
    #[error("cannot write {path}: {source}")]
    Rejects {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Somebody stopped it.
    #[error("stopped")]
    Stopped,
}

/// What an import answers; its JSON is a contract. Money is decimal text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Name of the file.
    pub file: String,
    /// Preset; empty where a map stood alone.
    pub preset: String,
    /// Encoding.
    pub encoding: String,
    /// Character between cells.
    pub delimiter: String,
    /// Decimal mark.
    pub decimal: String,
    /// `dmy`, `mdy` or `ymd`.
    pub date_order: String,
    /// Rows read.
    pub rows: u64,
    /// Row id of the import; none where nothing was written.
    pub batch: Option<i64>,
    /// Customers.
    pub customers: CustomerCounts,
    /// Documents.
    pub purchases: PurchaseCounts,
    /// Offers.
    pub offers: OfferCounts,
    /// Lines.
    pub lines: u64,
    /// What has no customer.
    pub anonymous: Anonymous,
    /// Rejected values, the first thousand.
    pub rejected: Vec<Rejected>,
    /// Rejected values in all.
    pub rejected_count: u64,
    /// Money of the file.
    pub total_in_file: String,
    /// Money that is in the portfolio now.
    pub total_imported: String,
    /// Where the difference of the two went.
    pub difference: Difference,
    /// Lost customers who came back.
    pub recovered: u64,
    /// Repairs and rows left out for good reasons.
    pub notes: Notes,
    /// Nothing came in because something was rejected.
    pub refused: bool,
    /// Only tried.
    pub dry_run: bool,
    /// Sheets of the workbook that hold a table and were not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_sheets: Vec<String>,
    /// Columns that went nowhere, of a file that no preset of its own knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unused_columns: Vec<String>,
}

/// Customers by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CustomerCounts {
    /// Not known before.
    pub new: u64,
    /// Known, with other words now.
    pub updated: u64,
    /// Known, and the same.
    pub unchanged: u64,
}

/// Documents by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PurchaseCounts {
    /// Valid and not known before.
    pub new: u64,
    /// Known, and other ones now.
    pub updated: u64,
    /// Known, and the same.
    pub unchanged: u64,
    /// Not known before, and no purchase.
    pub cancelled: u64,
}

/// Offers by what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OfferCounts {
    /// Not known before.
    pub new: u64,
    /// Known, and other ones now: changed, lost, or bought.
    pub updated: u64,
    /// Known, and the same.
    pub unchanged: u64,
    /// Money of all of them in the file.
    pub amount: String,
}

/// What has no customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Anonymous {
    /// Rows of the file.
    pub lines: u64,
    /// Money.
    pub amount: String,
}

/// A value that was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Sheet of the workbook; empty where one alone is read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// Line of the file, header included.
    pub row: u64,
    /// Header of the column.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why, as a sentence.
    pub reason: String,
}

/// Money of the file that is not in the portfolio.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// In rows that were rejected.
    pub rejected: String,
    /// In rows that were fit, but nothing came in.
    pub refused: String,
}

/// What was repaired or left out on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Notes {
    /// Bytes that were no text.
    pub replaced: u64,
    /// Postal codes that got their zero back.
    pub postal_codes: u64,
    /// Drafts without a number.
    pub drafts_skipped: u64,
    /// Payments of a journal.
    pub payments: u64,
    /// Rows of totals.
    pub total_rows: u64,
    /// Repeated headers.
    pub repeated_headers: u64,
    /// Customers listed twice alike.
    pub same_customers: u64,
    /// Rows that contradict the first row of their document.
    pub conflicts: u64,
    /// Documents that stand twice on days close by.
    pub copies: u64,
    /// Rows with missing cells.
    pub short_rows: u64,
    /// Codes of customers that stand beside two people's names in the file; the first counts.
    pub two_names: u64,
    /// Customers without a code who were known by their name.
    pub by_name: u64,
    /// New customers who look like somebody who was there before.
    pub alike: u64,
    /// Customers who have another name now, and only their code in common with whom they were.
    pub renamed: u64,
}

/// What the reading thread says to the writing one.
enum Passed {
    Records(Vec<Record>),
    Progress(Progress),
}

impl Failure {
    /// Exit code of the command line.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::File(ImportError::Io { cause, .. }) if cause.kind() == std::io::ErrorKind::NotFound => 3,
            Self::File(_) | Self::Stopped => 1,
            Self::Store(error) => error.exit_code(),
            Self::Rejects { .. } => 8,
        }
    }

    /// The sentence: a text key with arguments. `file` is what is imported.
    pub fn words(&self, file: &Path) -> ChangeWords {
        match self {
            Self::File(error) => error_words(error, file),
            Self::Store(error) => error.words(),
            Self::Rejects { path, source } => {
                words("error-io", vec![("file", path.display().to_string()), ("what", source.to_string())])
            }
            Self::Stopped => words("import-stopped", vec![("file", name_of(file))]),
        }
    }
}

impl From<IntakeError> for Failure {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::Stopped => Self::Stopped,
            IntakeError::Store(error) => Self::Store(error),
        }
    }
}

impl Report {
    /// For a screen; `say` writes money.
    pub fn summary(&self, currency: &Currency, say: &dyn Fn(Money) -> String) -> ImportSummary {
        let money = |text: &str| {
            let amount = text.parse().ok().and_then(|d| Money::from_decimal(d, currency.decimals));
            say(amount.unwrap_or_default())
        };
        let some = |text: &str| if is_nothing(text) { String::new() } else { money(text) };
        let (c, p) = (self.customers, self.purchases);
        ImportSummary {
            rows: self.rows,
            customers: (c.new, c.updated, c.unchanged),
            purchases: (p.new, p.updated, p.unchanged, p.cancelled),
            offers: (self.offers.new, self.offers.updated, self.offers.unchanged),
            anonymous: (self.anonymous.lines, money(&self.anonymous.amount)),
            rejected: self.rejected_count,
            totals: (money(&self.total_in_file), money(&self.total_imported)),
            left_out: (some(&self.difference.rejected), some(&self.difference.refused)),
            recovered: self.recovered,
            other_sheets: self.other_sheets.clone(),
            alike: self.notes.alike,
            renamed: self.notes.renamed,
            two_names: self.notes.two_names,
            copies: self.notes.copies,
        }
    }
}

/// Reads a file and says what it holds; writes nothing. `say` writes money.
pub fn preview(
    request: &ImportRequest,
    currency: &Currency,
    say: &dyn Fn(Money) -> String,
) -> Result<ImportPreview, Failure> {
    let plan = Plan::look(&request.path, options(request, currency))?;
    let mut preview = ImportPreview {
        request: request.clone(),
        preset: preset_of(&plan),
        encoding: plan.sniffed.encoding(),
        delimiter: plan.sniffed.delimiter().to_string(),
        decimal: plan.decimal.as_char().to_string(),
        date_order: plan.date_order.code().to_owned(),
        rows: plan.rows,
        backed_up: plan.rows > BACKUP_ROWS,
        columns: plan
            .columns
            .iter()
            .map(|c| {
                let examples = if c.example.is_empty() { Vec::new() } else { vec![c.example.clone()] };
                let fields: Vec<&str> = c.fields.iter().map(|f| f.name()).collect();
                (c.header.clone(), examples, fields.join(", "))
            })
            .collect(),
        presets: crate::exchange::presets().iter().map(|p| p.name.to_owned()).collect(),
        fields: Field::ALL.iter().map(|f| f.name().to_owned()).collect(),
        sheets: (plan.sniffed.sheets.clone(), plan.sniffed.other_sheets.clone()),
        source: plan.source.clone(),
        question: plan.questions.first().map(|q| words(q.key(), q.args())),
        unmapped: plan.unmapped.map(|lacking| match lacking {
            Unmapped::Everything => None,
            Unmapped::Field(field) => Some(field.to_owned()),
        }),
        ..ImportPreview::default()
    };
    if preview.question.is_some() || preview.unmapped.is_some() {
        return Ok(preview);
    }
    let found = plan.preview(100)?;
    preview.customers = found.outcome.customers;
    preview.purchases = found.outcome.purchases + found.outcome.cancelled;
    preview.offers = found.outcome.offers;
    preview.anonymous_lines = found.outcome.anonymous_lines;
    preview.total = say(found.outcome.totals.in_file);
    preview.rejected_count = found.outcome.rejected;
    preview.rejected = found
        .rejects
        .into_iter()
        .map(|r| {
            let why = words(r.reason.key(), reason_args(&r));
            (r.row, r.column, r.value, why)
        })
        .collect();
    Ok(preview)
}

/// Imports. Where something is rejected and [`ImportRequest::skip_bad`] is not set, nothing comes in and the report is
/// marked `refused`. `say` makes a sentence of a text key; `progress` stops the import by `Break`, then nothing of it
/// stays.
pub fn run(
    db: &mut Db,
    job: &Job,
    say: &dyn Fn(&ChangeWords) -> String,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Report, Failure> {
    let currency = db.currency()?;
    if let Some(rejects) = &job.rejects {
        may_replace(rejects, &[db.path(), &job.request.path]).map_err(StoreError::from)?;
    }
    let request = choices::recalled(db, &job.request);
    let mut plan = Plan::open(&request.path, options(&request, &currency))?;
    // What this program wrote goes back to where it came from.
    let mut own = request.source.is_none() && preset_of(&plan).starts_with("portfolio_");
    if own
        && preset_of(&plan) != CARDS
        && let Some(source) = db.only_source()?
    {
        plan.source = source;
        own = false;
    }
    if let Some(question) = plan.questions.first() {
        return Err(ImportError::Undecided(question.clone()).into());
    }
    let mut rejects = Rejects::new(&plan, job.rejects.as_deref(), say)?;
    let options = IntakeOptions {
        source: plan.source.clone(),
        file: name_of(&plan.path),
        preset: preset_of(&plan),
        stamp: job.stamp.clone(),
        rules: db.rules()?,
        own,
        undoable: true,
        copied: plan.rows > BACKUP_ROWS,
    };
    let stop = AtomicBool::new(false);
    let mut read: Result<Outcome, ImportError> = Ok(Outcome::default());
    let mut spoiled: Result<(), Failure> = Ok(());
    let written = {
        let mut feed = |intake: &mut Intake<'_>| -> Result<(), IntakeError> {
            read = std::thread::scope(|scope| {
                let (send, receive) = sync_channel(8);
                let (give_back, used) = channel();
                let reader = scope.spawn({
                    let (plan, stop) = (&plan, &stop);
                    // Owned by the reader, so that the writer sees when there is no more.
                    move || read_all(plan, &send, &used, stop)
                });
                let taken = take_all(
                    receive,
                    &give_back,
                    intake,
                    &mut rejects,
                    job.request.skip_bad,
                    progress,
                    &mut spoiled,
                );
                if taken.is_err() {
                    stop.store(true, Ordering::Relaxed);
                }
                let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                taken.map(|()| read)
            })?;
            let refused = !job.request.skip_bad && rejects.count > 0;
            if refused || read.is_err() { Err(IntakeError::Stopped) } else { Ok(()) }
        };
        let ending = if job.dry_run { Ending::Rehearse } else { Ending::Keep };
        let remark = |report: &IntakeReport| {
            serde_json::json!({
                "rows": plan.rows,
                "customers": report.customers.new,
                "purchases": report.purchases.new,
                "total": report.total.plain(currency.decimals),
            })
            .to_string()
        };
        db.intake(options, ending, &mut feed, &|| stop.load(Ordering::Relaxed), &remark)
    };
    spoiled?;
    let outcome = read?;
    let refused = !job.request.skip_bad && rejects.count > 0;
    let intake = match written {
        Err(IntakeError::Stopped) if refused && !stop.load(Ordering::Relaxed) => IntakeReport::default(),
        other => other?,
    };
    let mut report = describe(&plan, &outcome, &intake, refused);
    report.dry_run = job.dry_run;
    report.rejected_count = rejects.count;
    report.rejected = rejects.finish(&plan)?;
    if report.batch.is_some() && !job.dry_run {
        choices::remember(db, &request, job.stamp.now)?;
    }
    Ok(report)
}

/// Whether a plain amount of a report is zero.
pub fn is_nothing(amount: &str) -> bool {
    !amount.chars().any(|c| ('1'..='9').contains(&c))
}

/// What the request says of the file.
fn options(request: &ImportRequest, currency: &Currency) -> Options {
    Options {
        preset: request.preset.clone(),
        map: request.map.clone(),
        decimal: request.decimal.and_then(|c| Mark::parse(c.encode_utf8(&mut [0; 4]))),
        date_order: request.date_order.as_deref().and_then(DateOrder::parse),
        source: request.source.clone(),
        sheet: request.sheet.clone(),
        currency: currency.clone(),
    }
}

/// The reading thread. Records come back in `used` to be freed where they were made: memory freed by another thread
/// costs several times as much.
fn read_all(
    plan: &Plan,
    send: &SyncSender<Passed>,
    used: &Receiver<Vec<Record>>,
    stop: &AtomicBool,
) -> Result<Outcome, ImportError> {
    let mut batch = Vec::with_capacity(BATCH);
    let goes_on = |sent: bool| {
        if sent && !stop.load(Ordering::Relaxed) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let outcome = plan.for_each(&mut |p| goes_on(send.send(Passed::Progress(p)).is_ok()), &mut |record| {
        batch.push(record);
        if batch.len() < BATCH {
            return ControlFlow::Continue(());
        }
        let mut next = used.try_iter().last().unwrap_or_default();
        next.clear();
        goes_on(send.send(Passed::Records(std::mem::replace(&mut batch, next))).is_ok())
    })?;
    // Nobody listens any more only where the import was stopped.
    let _ = send.send(Passed::Records(batch));
    Ok(outcome)
}

/// The writing thread: takes in what comes until there is no more.
fn take_all(
    receive: Receiver<Passed>,
    give_back: &Sender<Vec<Record>>,
    intake: &mut Intake<'_>,
    rejects: &mut Rejects<'_>,
    skip_bad: bool,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    spoiled: &mut Result<(), Failure>,
) -> Result<(), IntakeError> {
    for passed in receive {
        let records = match passed {
            Passed::Records(records) => records,
            Passed::Progress(now) => {
                if progress(now).is_break() {
                    return Err(IntakeError::Stopped);
                }
                continue;
            }
        };
        for record in &records {
            // After the first reject of a file that must be whole only the other rejects are of interest.
            let wanted = skip_bad || rejects.count == 0;
            match record {
                Record::Rejected(reject) => {
                    if let Err(failure) = rejects.put(reject) {
                        *spoiled = Err(failure);
                        return Err(IntakeError::Stopped);
                    }
                }
                Record::Customer(customer) if wanted => intake.customer(customer)?,
                Record::Document(document) if wanted => intake.document(document)?,
                Record::Offer(offer) if wanted => intake.offer(offer)?,
                _ => {}
            }
        }
        // The reader may be done.
        let _ = give_back.send(records);
    }
    Ok(())
}

fn describe(plan: &Plan, outcome: &Outcome, intake: &IntakeReport, refused: bool) -> Report {
    let money = |amount: Money| amount.plain(plan.currency.decimals);
    let (c, p, n) = (intake.customers, intake.purchases, outcome.notes);
    Report {
        file: name_of(&plan.path),
        other_sheets: plan.sniffed.other_sheets.clone(),
        unused_columns: plan.unused(),
        preset: preset_of(plan),
        encoding: plan.sniffed.encoding(),
        delimiter: plan.sniffed.delimiter().to_string(),
        decimal: plan.decimal.as_char().to_string(),
        date_order: plan.date_order.code().to_owned(),
        rows: outcome.rows,
        batch: intake.import,
        customers: CustomerCounts { new: c.new, updated: c.updated, unchanged: c.unchanged },
        purchases: PurchaseCounts {
            new: p.new,
            updated: p.updated,
            unchanged: p.unchanged,
            cancelled: p.cancelled,
        },
        offers: OfferCounts {
            new: intake.offers.new,
            updated: intake.offers.updated,
            unchanged: intake.offers.unchanged,
            amount: money(intake.offered),
        },
        lines: if refused { 0 } else { outcome.lines },
        anonymous: Anonymous { lines: intake.anonymous_lines, amount: money(intake.anonymous_amount) },
        total_in_file: money(outcome.totals.in_file),
        total_imported: money(intake.total),
        difference: Difference {
            rejected: money(outcome.totals.rejected),
            refused: money(outcome.totals.imported - intake.total),
        },
        recovered: intake.recovered.len() as u64,
        notes: Notes {
            replaced: n.replaced,
            postal_codes: n.postal_codes,
            drafts_skipped: n.drafts_skipped,
            payments: n.payments,
            total_rows: n.total_rows,
            repeated_headers: n.repeated_headers,
            same_customers: n.same_customers,
            conflicts: n.conflicts,
            copies: n.copies,
            short_rows: n.short_rows,
            two_names: n.two_names,
            by_name: intake.by_name,
            alike: intake.alike,
            renamed: intake.renamed,
        },
        refused,
        ..Report::default()
    }
}

fn preset_of(plan: &Plan) -> String {
    plan.preset.map_or_else(String::new, |p| p.name.to_owned())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn words(key: &str, args: Vec<(&'static str, String)>) -> ChangeWords {
    ChangeWords { key: key.to_owned(), args: args.into_iter().map(|(n, v)| (n.to_owned(), v)).collect() }
}

fn error_words(error: &ImportError, file: &Path) -> ChangeWords {
    let mut said = words(error.key(), error.args());
    said.args.push(("file".to_owned(), name_of(file)));
    said
}

fn reason_args(reject: &Reject) -> Vec<(&'static str, String)> {
    let mut args = reject.reason.args();
    let row = if reject.sheet.is_empty() {
        reject.row.to_string()
    } else {
        format!("{} ({})", reject.row, reject.sheet)
    };
    args.extend([("row", row), ("column", reject.column.clone()), ("value", reject.value.clone())]);
    args
}

#[cfg(test)]
mod tests;
