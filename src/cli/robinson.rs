//! `robinson import`: a list of people who want no advertising, matched by phone, e-mail and tax id.

use std::collections::HashSet;
use std::path::Path;

use super::args::{Robinson, RobinsonWhat};
use super::change::{Desk, say};
use super::context::Context;
use super::out::{Failure, Outcome};
use crate::domain::change::Change;
use crate::domain::work::reach::exclusion_key;

/// Largest file that is read.
const LARGEST: u64 = 256 * 1024 * 1024;

/// `robinson`
pub fn robinson(cx: &Context, args: &Robinson) -> Outcome {
    let RobinsonWhat::Import { file } = &args.what;
    let keys = keys_of(file)?;
    let mut desk = Desk::open(cx)?;
    let customers = desk.book().excluded_by(&keys)?;
    let on = cx.now.date().into();
    let done = desk.apply(&Change::Robinson { customers, on })?;
    say(cx, &done);
    Ok(())
}

/// Every phone, e-mail and tax id of a file, one or several a line.
fn keys_of(file: &Path) -> Outcome<HashSet<String>> {
    let name = file.display().to_string();
    let unreadable =
        |why: String| Failure::refused("cli-error-robinson-read", &[("file", &name), ("why", &why)]);
    let size = std::fs::metadata(file).map_err(|e| unreadable(e.to_string()))?.len();
    if size > LARGEST {
        return Err(Failure::refused("cli-error-robinson-large", &[("file", &name)]));
    }
    let bytes = std::fs::read(file).map_err(|e| unreadable(e.to_string()))?;
    // Figures, letters of tax ids and e-mails are ASCII in every encoding there is.
    let text = String::from_utf8_lossy(&bytes);
    let cells = text.split(|c: char| c.is_control() || matches!(c, ',' | ';' | '|' | '"'));
    let keys: HashSet<String> = cells.filter_map(exclusion_key).collect();
    if keys.is_empty() {
        return Err(Failure::refused("cli-error-robinson-empty", &[("file", &name)]));
    }
    Ok(keys)
}
