//! An export from end to end: what is asked for is read piece by piece from one snapshot and written into a file that
//! appears whole or not at all. Joins the store and `exchange::out`. Knows neither screen nor command line: words come
//! out as text keys.

mod document;
mod file;
mod tables;
mod words;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use crate::domain::change::Stamp;
use crate::domain::people::CustomerId;
use crate::domain::{Currency, Day};
use crate::exchange::out::csv::{Csv, disarmed};
use crate::exchange::out::letters::{self, Fault, Template};
use crate::exchange::out::markdown::Markdown;
use crate::exchange::out::vcard::Version;
use crate::exchange::out::xlsx::Xlsx;
use crate::exchange::out::{Cell, Tables};
use crate::store::ask::ChangeWords;
use crate::store::db::{Db, Mode};
use crate::store::error::{OpenError, StoreError};
use crate::store::file::may_replace;
use crate::store::read::Reader;
use crate::store::whole::Whole;
use crate::ui::format::Manner;
use crate::ui::texts::Texts;
use crate::views::ImportRequest;
use crate::views::exports::{Because, ExportFormat, ExportRequest, ExportWhat, Grid, GridCell, Offer};

use super::importing;
pub use file::whole_file;
use words::{Shown, Worded};

/// An export to be made.
#[derive(Clone, Debug)]
pub struct Job {
    /// What, and in which form.
    pub what: ExportWhat,
    /// In which form.
    pub format: ExportFormat,
    /// Where to.
    pub to: PathBuf,
    /// Of whom: these, in this order; `None` is everything there is.
    pub whom: Option<Vec<CustomerId>>,
    /// Who is never to be contacted belongs to it too.
    pub everyone: bool,
    /// Which vCard.
    pub vcard: Version,
    /// The template of letters or labels.
    pub template: Option<PathBuf>,
    /// What `{date}` stands for.
    pub date: String,
    /// How what people read is written.
    pub manner: Manner,
    /// Why each is on the list, where the list says so.
    pub because: Option<Because>,
}

/// What an export answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Records written: customers, documents, contacts, letters.
    pub records: u64,
    /// Who was left out, by the key of the reason.
    pub left_out: BTreeMap<&'static str, u64>,
}

/// How far an export is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Records written.
    pub done: u64,
    /// Records there are, where that is known before.
    pub total: u64,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The portfolio cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A question could not be answered.
    #[error("{0:?}")]
    Asked(ChangeWords),
    /// What is asked for cannot be: text key with arguments.
    #[error("{0:?}")]
    Refused(ChangeWords),
    /// What was being written could not be.
    #[error(transparent)]
    Out(#[from] io::Error),
    /// The file cannot be read or written.
    #[error("{path}: {cause}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// There is no file to read.
    #[error("{path}: {cause}")]
    Missing {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Somebody stopped it.
    #[error("stopped")]
    Stopped,
}

impl Failure {
    /// A file that cannot be read or written.
    pub fn file(path: &Path, cause: io::Error) -> Self {
        Self::File { path: path.to_owned(), cause }
    }

    fn refused(key: &str, args: &[(&str, &str)]) -> Self {
        Self::Refused(words(key, args))
    }

    /// Exit code of the command line.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Store(error) => error.exit_code(),
            Self::Asked(_) => 4,
            Self::Refused(_) | Self::Stopped => 1,
            Self::Missing { .. } => 3,
            Self::Out(_) | Self::File { .. } => 8,
        }
    }

    /// The sentence: a text key with arguments.
    pub fn words(&self) -> ChangeWords {
        match self {
            Self::Store(error) => error.words(),
            Self::Asked(words) | Self::Refused(words) => words.clone(),
            Self::Out(cause) => words("error-io", &[("file", ""), ("what", &cause.to_string())]),
            Self::File { path, cause } | Self::Missing { path, cause } => {
                words("error-io", &[("file", &path.display().to_string()), ("what", &cause.to_string())])
            }
            Self::Stopped => words("export-stopped", &[]),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::Store(StoreError::Open(error))
    }
}

impl From<ChangeWords> for Failure {
    fn from(words: ChangeWords) -> Self {
        Self::Asked(words)
    }
}

fn words(key: &str, args: &[(&str, &str)]) -> ChangeWords {
    ChangeWords {
        key: key.to_owned(),
        args: args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    }
}

/// Refuses a form that a thing has not got.
pub fn check(what: ExportWhat, format: ExportFormat) -> Result<(), Failure> {
    if what.formats().contains(&format) {
        return Ok(());
    }
    let can: Vec<&str> = what.formats().iter().map(|f| f.key()).collect();
    Err(Failure::refused(
        "export-error-pair",
        &[("what", what.key()), ("format", format.key()), ("can", &can.join(", "))],
    ))
}

/// What an export reads from, and whom it tells how far it is.
struct Source<'a> {
    reader: &'a mut Reader,
    whole: Whole,
    decimals: u32,
    done: u64,
    total: u64,
    progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

impl Source<'_> {
    /// One more record; an error where somebody stopped it.
    fn step(&mut self) -> Result<(), Failure> {
        self.done += 1;
        if self.done % 256 == 1 && (self.progress)(Progress { done: self.done, total: self.total }).is_break()
        {
            return Err(Failure::Stopped);
        }
        Ok(())
    }
}

/// Exports from the portfolio at `path`, which `reader` has open.
pub fn run(
    reader: &mut Reader,
    path: &Path,
    decimals: u32,
    job: &Job,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Report, Failure> {
    check(job.what, job.format)?;
    may_replace(&job.to, &[path])?;
    let template = job.template.as_deref().map(template).transpose()?;
    if job.what == ExportWhat::Letters && template.is_none() {
        return Err(Failure::refused("export-error-template", &[]));
    }
    let whole = Whole::open(path)?;
    let (customers, purchases) = whole.counts()?;
    let everybody = job.whom.as_ref().map_or(customers, |ids| ids.len() as u64);
    let total = match job.what {
        ExportWhat::Purchases if job.whom.is_none() => purchases,
        ExportWhat::All => customers + purchases,
        _ => everybody,
    };
    let mut source = Source { reader, whole, decimals, done: 0, total, progress };
    source.whole.begin()?;
    let report = whole_file(&job.to, |file, folder| match job.format {
        ExportFormat::Json => {
            let mut out = BufWriter::new(file);
            let report = tables::json(&mut source, job, &mut out)?;
            out.flush()?;
            Ok(report)
        }
        ExportFormat::Vcf => {
            let mut out = BufWriter::new(file);
            let report = tables::cards(&mut source, job, &mut out)?;
            out.flush()?;
            Ok(report)
        }
        ExportFormat::Xlsx => {
            let mut book = Xlsx::new(folder)?;
            let report = tables::tables(&mut source, job, &mut book)?;
            book.finish(file)?;
            Ok(report)
        }
        ExportFormat::Markdown => {
            let mut out = Worded::new(Markdown::new(BufWriter::new(file)), &job.manner);
            let report = tables::tables(&mut source, job, &mut out)?;
            out.inside().finish()?;
            Ok(report)
        }
        ExportFormat::Csv if job.what == ExportWhat::All => archive(&mut source, job, file),
        ExportFormat::Csv => {
            let mut out = Csv::new(BufWriter::new(file));
            let report = tables::tables(&mut source, job, &mut out)?;
            out.finish()?;
            Ok(report)
        }
        // A bundle is no table: `check` let none of it come here.
        ExportFormat::Bundle => Err(Failure::refused("bundle-error-not", &[("file", job.what.key())])),
        ExportFormat::Text => {
            let mut out = BufWriter::new(file);
            let in_markdown = job.to.extension().is_some_and(|e| e.eq_ignore_ascii_case("md"));
            let filled = template.as_ref().ok_or_else(|| Failure::refused("export-error-template", &[]))?;
            let report = tables::letters(&mut source, job, (filled, in_markdown), &mut out)?;
            out.flush()?;
            Ok(report)
        }
    });
    source.whole.end()?;
    report
}

/// Writes what a screen shows. A file that is there is replaced only where that was asked.
pub fn shown(
    path: &Path,
    (day, decimals, now): (Day, u32, NaiveDateTime),
    request: &ExportRequest,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Report, Failure> {
    if !request.replace && request.to.exists() {
        let file = request.to.display().to_string();
        return Err(Failure::refused("export-exists", &[("file", &file)]));
    }
    let (mut because, manner, lang) = (None, &request.manner, request.manner.lang);
    let (what, whom) = match &request.offer {
        Offer::Report { line, .. } => {
            let grids = crate::cli::report_grids(path, day, lang, line)?;
            if request.format == ExportFormat::Json {
                let rows = grids.iter().map(|grid| grid.rows.len() as u64).sum();
                return document(&crate::cli::report_json(path, day, lang, line)?, rows, &request.to, path);
            }
            return self::grids(&grids, request.format, manner, &request.to, path);
        }
        Offer::Table(grid) => {
            let grid = std::slice::from_ref(grid.as_ref());
            return self::grids(grid, request.format, manner, &request.to, path);
        }
        Offer::Tables { grids, .. } => return self::grids(grids, request.format, manner, &request.to, path),
        Offer::List { whom, because: why, .. } => {
            because.clone_from(why);
            (ExportWhat::Customers, Some(whom.to_vec()))
        }
        Offer::Statement { customer, .. } => (ExportWhat::Purchases, Some(vec![*customer])),
        Offer::All => (ExportWhat::All, None),
        Offer::Rejects { request: import, .. } => {
            let currency = Db::open(path, Mode::Read)?.currency()?;
            return rejects(import, &currency, (manner, &request.to, path), progress);
        }
        Offer::Bundle => {
            let db = Db::open(path, Mode::Read)?;
            let author = db.setting("user")?.and_then(|user| user.as_str().map(str::to_owned));
            let stamp = Stamp { now, author: author.unwrap_or_default() };
            let records = super::bundling::export(&db, &request.to, None, &stamp, progress)?;
            return Ok(Report { records, ..Report::default() });
        }
    };
    let job = Job {
        what,
        format: request.format,
        to: request.to.clone(),
        everyone: what == ExportWhat::All,
        whom,
        vcard: Version::V4,
        template: None,
        date: day.to_string(),
        manner: manner.clone(),
        because,
    };
    let mut reader = Reader::open(path, day)?;
    run(&mut reader, path, decimals, &job, progress)
}

/// The rows of a file that cannot be read as they stand.
fn rejects(
    import: &ImportRequest,
    currency: &Currency,
    (manner, to, never): (&Manner, &Path, &Path),
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Report, Failure> {
    may_replace(to, &[never, &import.path])?;
    let texts = Texts::new(manner.lang, &manner.numbers());
    let say = |words: &ChangeWords| texts.words(&words.key, &words.args);
    let mut step = |now: crate::exchange::Progress| progress(Progress { done: now.done, total: now.total });
    match importing::write_rejects(import, currency, to, &say, &mut step) {
        Ok(records) => Ok(Report { records, ..Report::default() }),
        Err(importing::Failure::Stopped) => Err(Failure::Stopped),
        Err(error) => Err(Failure::Refused(error.words(&import.path))),
    }
}

/// The tables as CSV and the whole as JSON, in one archive: the same portfolio gives the same bytes.
fn archive(source: &mut Source<'_>, job: &Job, file: &mut File) -> Result<Report, Failure> {
    use zip::write::SimpleFileOptions;
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o600)
        // A table of many purchases may be larger than a plain archive holds.
        .large_file(true);
    let failed = |error: zip::result::ZipError| Failure::Out(io::Error::other(error));
    let mut archive = zip::ZipWriter::new(BufWriter::new(file));
    let mut report = Report::default();
    for what in [ExportWhat::Customers, ExportWhat::Purchases, ExportWhat::Contacts] {
        archive.start_file(format!("{}.csv", what.key()), options).map_err(failed)?;
        let part = Job { what, everyone: true, ..job.clone() };
        let mut out = Csv::new(&mut archive);
        report.records += tables::tables(source, &part, &mut out)?.records;
        out.finish()?;
    }
    archive.start_file("portfolio.json", options).map_err(failed)?;
    tables::json(source, job, &mut archive)?;
    archive.finish().map_err(failed)?.flush()?;
    Ok(report)
}

/// Reads a template.
fn template(path: &Path) -> Result<Template, Failure> {
    let unreadable = |cause: io::Error| {
        Failure::refused(
            "export-error-template-file",
            &[("file", &path.display().to_string()), ("what", &cause.to_string())],
        )
    };
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > letters::LIMIT as u64 {
        return Err(unreadable(io::Error::other(format!("{size} > {} B", letters::LIMIT))));
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    Template::parse(text.trim_start_matches('\u{feff}')).map_err(|fault| {
        let file = path.display().to_string();
        match fault {
            Fault::Unknown { line, name } => Failure::refused(
                "export-error-placeholder",
                &[
                    ("file", &file),
                    ("line", &line.to_string()),
                    ("name", &name),
                    ("known", &letters::PLACEHOLDERS.join(", ")),
                ],
            ),
            Fault::Brace { line } => {
                Failure::refused("export-error-brace", &[("file", &file), ("line", &line.to_string())])
            }
        }
    })
}

/// Writes tables of a screen or of a report.
pub fn grids(
    all: &[Grid],
    format: ExportFormat,
    manner: &Manner,
    to: &Path,
    never: &Path,
) -> Result<Report, Failure> {
    may_replace(to, &[never])?;
    let each = |out: &mut dyn Tables| all.iter().try_for_each(|grid| fill(grid, out));
    whole_file(to, |file, folder| {
        match format {
            ExportFormat::Json => {
                let mut out = BufWriter::new(file);
                // One table is the document; several are a list of them.
                let document = match all {
                    [one] => as_json(one),
                    several => several.iter().map(as_json).collect(),
                };
                crate::ui::json::write_json(&mut out, &document)?;
                out.write_all(b"\n")?;
                out.flush()?;
            }
            ExportFormat::Xlsx => {
                let mut book = Xlsx::new(folder)?;
                each(&mut book)?;
                book.finish(file)?;
            }
            ExportFormat::Csv => {
                let mut out = Csv::new(BufWriter::new(file));
                each(&mut out)?;
                out.finish()?;
            }
            _ => {
                let mut out = Shown::new(Markdown::new(BufWriter::new(file)), manner);
                each(&mut out)?;
                out.inside().finish()?;
            }
        }
        Ok(Report { records: all.iter().map(|grid| grid.rows.len() as u64).sum(), ..Report::default() })
    })
}

/// Writes a document that is there whole, of so many rows.
pub fn document(bytes: &[u8], rows: u64, to: &Path, never: &Path) -> Result<Report, Failure> {
    may_replace(to, &[never])?;
    whole_file(to, |file, _| {
        file.write_all(bytes)?;
        Ok(Report { records: rows, ..Report::default() })
    })
}

/// A table as JSON: its title, and its rows as objects by heading, in the order of the columns.
fn as_json(grid: &Grid) -> serde_json::Value {
    use serde_json::{Value, json};
    let value = |cell: &GridCell| match cell {
        GridCell::Text(text) | GridCell::Decimal(text) => Value::from(text.as_str()),
        GridCell::Int(number) => Value::from(*number),
        GridCell::Day(day) => json!(day),
        GridCell::Moment(at) => json!(crate::ui::json::moment(*at)),
    };
    // Two columns of one name would be one key.
    let mut keys: Vec<String> = Vec::with_capacity(grid.headings.len());
    for heading in &grid.headings {
        let again = (2..).map(|n| format!("{heading} {n}"));
        let key = std::iter::once(heading.clone()).chain(again).find(|key| !keys.contains(key));
        keys.extend(key);
    }
    let rows: Vec<Value> = grid
        .rows
        .iter()
        .map(|row| keys.iter().cloned().zip(row.iter().map(value)).collect::<serde_json::Map<_, _>>().into())
        .collect();
    json!({ "title": grid.title, "rows": rows })
}

/// A table for the clipboard: tabs between cells, a row a line; no cell is a formula where it is pasted.
pub fn as_text(grid: &Grid) -> String {
    let flat = |text: &str| -> String {
        disarmed(text).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
    };
    let row = |cells: Vec<String>| cells.join("\t") + "\n";
    let cells = |cells: &Vec<GridCell>| {
        cells
            .iter()
            .map(|one| match one {
                GridCell::Text(text) => flat(text),
                other => cell(other).plain(),
            })
            .collect()
    };
    let head = row(grid.headings.iter().map(|heading| flat(heading)).collect());
    grid.rows.iter().map(cells).map(row).fold(head, |all, line| all + &line)
}

fn fill(grid: &Grid, out: &mut dyn Tables) -> io::Result<()> {
    out.table(&grid.title, &grid.headings)?;
    grid.rows.iter().try_for_each(|row| {
        let cells: Vec<Cell> = row.iter().map(cell).collect();
        out.row(&cells)
    })
}

fn cell(cell: &GridCell) -> Cell {
    match cell {
        GridCell::Text(text) => Cell::text(text),
        GridCell::Int(number) => Cell::Int(*number),
        GridCell::Decimal(number) => Cell::Decimal(number.clone()),
        GridCell::Day(day) => Cell::Day(*day),
        GridCell::Moment(at) => Cell::Moment(*at),
    }
}
