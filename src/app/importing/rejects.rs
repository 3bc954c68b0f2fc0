//! What is left out of an import: listed for the report, and the rows themselves with the reason in a file of their own,
//! to be corrected and imported.

use std::collections::HashMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::{Failure, Rejected, options, reason_args, words};
use crate::domain::Currency;
use crate::exchange::{Plan, Progress, Record, Reject};
use crate::store::ask::ChangeWords;
use crate::views::ImportRequest;

/// Rejected values that a report lists; all are counted, and all stand in the file of rejects.
const LISTED: usize = 1000;

/// Writes the rows in which something is rejected to a file of their own, as an import with [`super::Job::rejects`] does: how
/// many.
pub fn write_rejects(
    request: &ImportRequest,
    currency: &Currency,
    to: &Path,
    say: &dyn Fn(&ChangeWords) -> String,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<u64, Failure> {
    let plan = Plan::open(&request.path, options(request, currency))?;
    let mut rejects = Rejects::new(&plan, Some(to), say)?;
    let (mut spoiled, mut stopped) = (Ok(()), false);
    plan.for_each(
        &mut |now| {
            let flow = progress(now);
            stopped |= flow.is_break();
            flow
        },
        &mut |record| {
            if let Record::Rejected(reject) = record {
                spoiled = rejects.put(&reject);
            }
            if spoiled.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    )?;
    spoiled?;
    if stopped {
        return Err(Failure::Stopped);
    }
    rejects.file.take().map_or(Ok(0), |file| file.finish(&plan))
}

/// Rejected values: the first for the report, all of them for a file with the original columns and the reason.
pub(super) struct Rejects<'a> {
    say: &'a dyn Fn(&ChangeWords) -> String,
    listed: Vec<Rejected>,
    pub(super) count: u64,
    file: Option<RejectsFile>,
}

struct RejectsFile {
    path: PathBuf,
    out: csv::Writer<tempfile::NamedTempFile>,
    /// The row that is being collected, with its reasons: one row may have several bad values.
    present: Option<(Reject, Vec<String>)>,
    columns: usize,
    /// Sheet and line of each row that was written.
    written: Vec<(String, u64)>,
    /// What is said of a row that is right and stands beside one that is not.
    beside: String,
}

impl<'a> Rejects<'a> {
    pub(super) fn new(
        plan: &Plan,
        path: Option<&Path>,
        say: &'a dyn Fn(&ChangeWords) -> String,
    ) -> Result<Self, Failure> {
        let file = match path {
            Some(path) => Some(RejectsFile::begin(plan, path, say).map_err(failed(path))?),
            None => None,
        };
        Ok(Self { say, listed: Vec::new(), count: 0, file })
    }

    pub(super) fn put(&mut self, reject: &Reject) -> Result<(), Failure> {
        self.count += 1;
        if self.listed.len() >= LISTED && self.file.is_none() {
            return Ok(());
        }
        let reason = (self.say)(&words(reject.reason.key(), reason_args(reject)));
        if let Some(file) = &mut self.file {
            file.put(reject, &reason).map_err(failed(&file.path))?;
        }
        if self.listed.len() < LISTED {
            let (column, value) = (reject.column.clone(), reject.value.clone());
            let sheet = reject.sheet.clone();
            self.listed.push(Rejected { sheet, row: reject.row, column, value, reason });
        }
        Ok(())
    }

    pub(super) fn finish(self, plan: &Plan) -> Result<Vec<Rejected>, Failure> {
        if let Some(file) = self.file {
            file.finish(plan)?;
        }
        Ok(self.listed)
    }
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> Failure + use<> {
    let path = path.to_owned();
    move |source| Failure::Rejects { path: path.clone(), source }
}

impl RejectsFile {
    fn begin(plan: &Plan, path: &Path, say: &dyn Fn(&ChangeWords) -> String) -> std::io::Result<Self> {
        let headers: Vec<&str> = plan.columns.iter().map(|c| c.header.as_str()).collect();
        let reason = say(&words("import-rejects-reason", Vec::new()));
        let mut out = Self::writer(plan, path)?;
        out.write_record(headers.iter().copied().chain([reason.as_str()])).map_err(std::io::Error::other)?;
        Ok(Self {
            path: path.to_owned(),
            out,
            present: None,
            columns: headers.len(),
            written: Vec::new(),
            beside: say(&words("import-rejects-beside", Vec::new())),
        })
    }

    /// A file without its name yet, beside where it will be.
    fn writer(plan: &Plan, path: &Path) -> std::io::Result<csv::Writer<tempfile::NamedTempFile>> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(csv::WriterBuilder::new()
            .delimiter(delimiter(plan))
            .flexible(true)
            .from_writer(tempfile::NamedTempFile::new_in(folder)?))
    }

    fn put(&mut self, reject: &Reject, reason: &str) -> std::io::Result<()> {
        match &mut self.present {
            Some((present, reasons)) if (&present.sheet, present.row) == (&reject.sheet, reject.row) => {
                reasons.push(reason.to_owned());
            }
            _ => {
                self.flush()?;
                self.present = Some((reject.clone(), vec![reason.to_owned()]));
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let Some((Reject { mut cells, sheet, row, .. }, reasons)) = self.present.take() else {
            return Ok(());
        };
        if cells.len() < self.columns {
            cells.resize(self.columns, String::new());
        }
        cells.push(reasons.join(" "));
        self.written.push((sheet, row));
        self.out.write_record(&cells).map_err(std::io::Error::other)
    }

    /// The whole file under its name, or no file: how many rows it has.
    fn finish(mut self, plan: &Plan) -> Result<u64, Failure> {
        let failed = failed(&self.path);
        self.flush().map_err(&failed)?;
        let path = std::mem::take(&mut self.path);
        let (file, rows) = self.completed(plan, &path)?;
        file.as_file().sync_all().map_err(&failed)?;
        file.persist(&path).map_err(|e| failed(e.error))?;
        Ok(rows)
    }

    /// The same with the other rows of each document of which one is rejected, at their places.
    fn completed(self, plan: &Plan, path: &Path) -> Result<(tempfile::NamedTempFile, u64), Failure> {
        let failed = failed(path);
        let places = self.written.iter().enumerate().map(|(i, (sheet, row))| ((sheet.as_str(), *row), i));
        let places: HashMap<(&str, u64), usize> = places.collect();
        let place = |sheet: &str, row: u64| places.get(&(sheet, row)).copied();
        let all = self.written.len();
        let mut file = self.out.into_inner().map_err(|e| failed(std::io::Error::other(e.to_string())))?;
        file.flush().map_err(&failed)?;
        if all == 0 || !plan.documents {
            return Ok((file, all as u64));
        }
        let mut said = csv::ReaderBuilder::new()
            .delimiter(delimiter(plan))
            .has_headers(false)
            .flexible(true)
            .from_reader(file.reopen().map_err(&failed)?)
            .into_records();
        let mut out = Self::writer(plan, path).map_err(&failed)?;
        let (mut rows, mut found, mut in_order) = (0, 0, true);
        let mut next = |out: &mut csv::Writer<_>| match said.next() {
            Some(record) => {
                record.and_then(|record| out.write_record(&record)).map_err(std::io::Error::other)
            }
            None => Ok(()),
        };
        next(&mut out).map_err(&failed)?;
        plan.rows_of_rejected(&place, &mut |cells, place| {
            rows += 1;
            if let Some(place) = place {
                in_order &= place == found;
                found += 1;
                return next(&mut out);
            }
            let blanks = self.columns.saturating_sub(cells.len());
            let cells = cells.iter().map(String::as_str).chain(std::iter::repeat_n("", blanks));
            out.write_record(cells.chain([self.beside.as_str()])).map_err(std::io::Error::other)
        })?;
        if !in_order || found != all {
            // Rows that cannot be found again in their order stand alone.
            return Ok((file, all as u64));
        }
        let file = out.into_inner().map_err(|e| failed(std::io::Error::other(e.to_string())))?;
        Ok((file, rows))
    }
}

/// What separates the cells, as in the file.
fn delimiter(plan: &Plan) -> u8 {
    match u8::try_from(plan.sniffed.delimiter()) {
        Ok(b' ') | Err(_) => b',',
        Ok(other) => other,
    }
}
