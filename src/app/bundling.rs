//! Bundles from end to end: what a portfolio holds goes into a sealed file, and a colleague's file is merged. Knows neither
//! screen nor command line: words come out as text keys.

use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::Path;

use super::exporting::{Failure, Progress, whole_file};
use crate::domain::Day;
use crate::domain::change::Stamp;
use crate::exchange::bundle::{Fault, Header, Reader, VERSION, Writer};
use crate::store::ask::{Applied, ChangeWords};
use crate::store::bundle::Merged;
use crate::store::bundle::wire::Item;
use crate::store::db::Db;
use crate::store::error::StoreError;
use crate::store::file::may_replace;

/// Writes a bundle of everything, or of what was touched since a day; answers how many records it holds.
pub fn export(
    db: &Db,
    to: &Path,
    since: Option<Day>,
    stamp: &Stamp,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<u64, Failure> {
    may_replace(to, &[db.path()])?;
    let header = Header {
        cartera_bundle: VERSION,
        portfolio: db.replica()?,
        currency: db.currency()?.code,
        author: stamp.author.clone(),
        made_at: stamp.now.format("%Y-%m-%dT%H:%M:%S").to_string(),
        since: since.map(|day| day.to_string()).unwrap_or_default(),
        settings: db.figure_settings()?,
    };
    whole_file(to, |file, _| {
        let mut writer = Writer::new(BufWriter::new(file), &header)?;
        let mut done = 0;
        db.bundle(since, |item| {
            done += 1;
            if done % 256 == 0 && progress(Progress { done, total: 0 }).is_break() {
                return Err(Failure::Stopped);
            }
            Ok(writer.line(item)?)
        })?;
        let (lines, out) = writer.finish()?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(lines)
    })
}

/// Who made a bundle, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Whose it is.
    pub author: String,
    /// When it was made.
    pub made_at: String,
    /// The day since which it holds what was touched; empty where it holds everything.
    pub since: String,
}

/// What hands over the records of a bundle, one after another.
type Feed<'a> = &'a mut dyn FnMut(&mut dyn FnMut(Item) -> Result<(), StoreError>) -> Result<(), StoreError>;

/// Merges a bundle: all of it in one change, or nothing. What it holds is looked at whole before.
pub fn import(
    db: &mut Db,
    from: &Path,
    stamp: &Stamp,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(Origin, Merged, Applied), Failure> {
    let merge = |db: &mut Db, author: &str, feed: Feed<'_>| db.merge(author, stamp, |take| feed(take));
    let (origin, beside, (merged, applied)) = read(db, from, progress, merge)?;
    Ok((origin, beside.told(merged), applied))
}

/// What a bundle would change; nothing of it stays.
pub fn preview(
    db: &mut Db,
    from: &Path,
    stamp: &Stamp,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(Origin, Merged), Failure> {
    let foresee = |db: &mut Db, author: &str, feed: Feed<'_>| db.foresee(author, stamp, |take| feed(take));
    let (origin, beside, merged) = read(db, from, progress, foresee)?;
    Ok((origin, beside.told(merged)))
}

/// What is to be said of a bundle beside what it brings.
struct Beside {
    settings: Vec<String>,
    apart: bool,
}

impl Beside {
    fn read(db: &Db, header: &Header) -> Result<Self, StoreError> {
        let own = db.figure_settings()?;
        let other =
            |(key, value): &(&String, &serde_json::Value)| own.get(*key).is_some_and(|own| own != *value);
        let settings = header.settings.iter().filter(other).map(|(key, _)| key.clone()).collect();
        Ok(Self { settings, apart: header.portfolio != db.replica()? })
    }

    fn told(self, merged: Merged) -> Merged {
        Merged { settings: self.settings, apart: self.apart, ..merged }
    }
}

/// Opens a bundle and hands its records to `merge`, which gets the author and the feed.
fn read<T>(
    db: &mut Db,
    from: &Path,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    merge: impl FnOnce(&mut Db, &str, Feed<'_>) -> Result<T, StoreError>,
) -> Result<(Origin, Beside, T), Failure> {
    let mut reader = Reader::open(from).map_err(|fault| failed(fault, from))?;
    let own = db.currency()?.code;
    if reader.header.currency != own {
        let args = [("file", name(from)), ("theirs", reader.header.currency.clone()), ("mine", own)];
        return Err(refused("bundle-error-currency", args).into());
    }
    let beside = Beside::read(db, &reader.header)?;
    let total = reader.lines;
    let origin = Origin {
        author: reader.header.author.clone(),
        made_at: reader.header.made_at.clone(),
        since: reader.header.since.clone(),
    };
    let mut stopped = false;
    let mut feed = |take: &mut dyn FnMut(Item) -> Result<(), StoreError>| {
        let mut done = 0;
        loop {
            let line = reader.next_line().map_err(|fault| in_words(&fault, from))?;
            let Some(line) = line else { return Ok(()) };
            let item: Item = serde_json::from_slice(line).map_err(|error| {
                refused("bundle-error-damaged", [("file", name(from)), ("what", error.to_string())])
            })?;
            done += 1;
            if done % 256 == 0 && progress(Progress { done, total }).is_break() {
                stopped = true;
                return Err(refused("export-stopped", []));
            }
            take(item)?;
        }
    };
    let merged = merge(db, &origin.author, &mut feed);
    if stopped { Err(Failure::Stopped) } else { Ok((origin, beside, merged?)) }
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn failed(fault: Fault, path: &Path) -> Failure {
    match fault {
        Fault::Io(cause) => Failure::Missing { path: path.to_owned(), cause },
        other => in_words(&other, path).into(),
    }
}

fn in_words(fault: &Fault, path: &Path) -> StoreError {
    let file = ("file", name(path));
    match fault {
        Fault::Io(cause) => refused("bundle-error-damaged", [file, ("what", cause.to_string())]),
        Fault::NotABundle => refused("bundle-error-not", [file]),
        Fault::Newer(version) => refused("bundle-error-newer", [file, ("version", version.to_string())]),
        Fault::Damaged(what) => refused("bundle-error-damaged", [file, ("what", (*what).to_owned())]),
        Fault::TooLarge(megabytes) => {
            refused("bundle-error-large", [file, ("megabytes", megabytes.to_string())])
        }
    }
}

/// Input that cannot be accepted: a text key with arguments.
fn refused<const N: usize>(key: &str, args: [(&str, String); N]) -> StoreError {
    let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    StoreError::Refused(ChangeWords { key: key.to_owned(), args })
}
