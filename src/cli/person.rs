//! `person`: what somebody may ask for as a person.

use super::args::{Person, PersonWhat};
use super::change::Desk;
use super::context::Context;
use super::out::{Failure, Out, Outcome};
use crate::store::backup;

/// `person`
pub(super) fn person(cx: &Context, args: &Person) -> Outcome {
    let PersonWhat::Erase { customer, yes } = &args.what;
    let mut desk = Desk::open(cx)?;
    let id = desk.book().one(customer)?;
    let name = desk.book().rows(&[id])?.pop().map(|row| row.name).unwrap_or_default();
    if !yes {
        return Err(Failure::refused("cli-error-erase-yes", &[("name", &name)]));
    }
    let portfolio = desk.path().to_owned();
    desk.erase(id)?;
    let mut out = Out::new();
    out.text(&cx.tf("change-erase", &[("name", name.into())]))?;
    let copies = backup::list(&portfolio).len();
    if copies > 0 {
        out.text(&cx.tf("cli-erase-backups", &[("count", copies.into())]))?;
    }
    out.end()
}
