//! `point`: further ways to reach a customer.

use serde_json::json;

use super::args::{Assignment, PointArgs, PointWhat};
use super::book::Book;
use super::change::{Desk, say};
use super::context::Context;
use super::fields::{bad_value, unknown_field};
use super::out::{Failure, Out, Outcome, Table};
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::domain::people::point::{Point, PointDraft, PointId, PointKind};
use crate::store::ask::{Answer, Question};
use crate::ui::format::Format;

/// `point`
pub(super) fn point(cx: &Context, args: &PointArgs) -> Outcome {
    let change = match &args.what {
        PointWhat::List { customer, json } => return list(cx, customer, *json),
        PointWhat::Remove { id } => Change::DeletePoint(*id),
        PointWhat::Add { customer, fields } => {
            let mut desk = Desk::open(cx)?;
            let customer = desk.book().one(customer)?;
            let (draft, works) = read(cx, PointDraft { customer, ..PointDraft::default() }, fields)?;
            if draft.value.is_empty() {
                return Err(Failure::refused("cli-error-field-missing", &[("field", "value")]));
            }
            let done = desk.apply(&Change::SavePoint { id: None, draft, works })?;
            say(cx, &done);
            return Ok(());
        }
        PointWhat::Edit { id, fields } => edit(cx, *id, fields)?,
        PointWhat::Verify { id, source } => {
            // Compared again, today: what is known of an earlier time gives way.
            let with = source.clone().unwrap_or_default();
            let fields = [("verified", "yes".to_owned()), ("valid", "yes".to_owned()), ("source", with)];
            edit(cx, *id, &fields.map(|(field, value)| Assignment(field.to_owned(), value)))?
        }
        PointWhat::Invalid { id } => edit(cx, *id, &[Assignment("valid".to_owned(), "no".to_owned())])?,
        PointWhat::Prefer { id } => edit(cx, *id, &[Assignment("preferred".to_owned(), "yes".to_owned())])?,
    };
    let mut desk = Desk::open(cx)?;
    let done = desk.apply(&change)?;
    say(cx, &done);
    Ok(())
}

fn edit(cx: &Context, id: PointId, fields: &[Assignment]) -> Outcome<Change> {
    let mut book = Book::open(cx)?;
    let point = book.ask(Question::Point(id), |a| match a {
        Answer::Point(point) => Some(point),
        _ => None,
    })?;
    let Some(point) = point else {
        return Err(Failure::refused("error-unknown-point", &[("id", &id.to_string())]));
    };
    let (draft, works) = read(cx, point.draft, fields)?;
    Ok(Change::SavePoint { id: Some(id), draft, works })
}

/// What the fields make of a contact point, and whether they say that it works.
fn read(cx: &Context, mut draft: PointDraft, fields: &[Assignment]) -> Outcome<(PointDraft, bool)> {
    let mut works = false;
    let today = cx.now.date().into();
    for Assignment(field, value) in fields {
        let text = value.trim();
        let yes = || match text {
            "yes" | "true" | "1" => Ok(true),
            "no" | "false" | "0" => Ok(false),
            _ => Err(bad_value(field, text)),
        };
        match field.as_str() {
            "kind" => draft.kind = PointKind::from_code(text).ok_or_else(|| bad_value(field, text))?,
            "value" => text.clone_into(&mut draft.value),
            "label" => text.clone_into(&mut draft.label),
            "hours" => text.clone_into(&mut draft.hours),
            "preferred" => draft.preferred = yes()?,
            "valid" => {
                works = yes()?;
                draft.invalid_on = if works { None } else { draft.invalid_on.or(Some(today)) };
            }
            "verified" => draft.verified_on = yes()?.then_some(today),
            "source" => {
                text.clone_into(&mut draft.verified_with);
                draft.verified_on = draft.verified_on.or(Some(today));
            }
            _ => return Err(unknown_field(field)),
        }
    }
    Ok((draft, works))
}

fn list(cx: &Context, customer: &str, as_json: bool) -> Outcome {
    let mut book = Book::open(cx)?;
    let id: CustomerId = book.one(customer)?;
    let points: Vec<Point> = book.ask(Question::Points(id), |a| match a {
        Answer::Points(points) => Some(points),
        _ => None,
    })?;
    let mut out = Out::new();
    if as_json {
        let told: Vec<_> = points.iter().map(super::json::point).collect();
        out.json(&json!({ "count": points.len(), "points": told }))?;
        return out.end();
    }
    let format = cx.format_of(&book);
    let mut table = Table::new([
        ("#".to_owned(), true),
        (cx.t("point-c-kind"), false),
        (cx.t("point-c-value"), false),
        (cx.t("point-c-label"), false),
        (cx.t("point-c-hours"), false),
        (cx.t("point-c-state"), false),
    ]);
    for point in points {
        let (id, draft) = (point.id, point.told());
        let state = state(cx, &draft, &format);
        let kind = cx.t(&format!("point-{}", draft.kind.code()));
        table.row(vec![id.to_string(), kind, draft.value, draft.label, draft.hours, state]);
    }
    table.print(&mut out)?;
    out.end()
}

/// Whether it is the one to use first, works and was verified, in words.
fn state(cx: &Context, draft: &PointDraft, format: &Format) -> String {
    let on = |key, day: Option<_>| day.map(|day| cx.tf(key, &[("day", format.day(day).into())]));
    let preferred = draft.preferred.then(|| cx.t("point-preferred"));
    let all = [preferred, on("point-invalid", draft.invalid_on), on("point-verified", draft.verified_on)];
    all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A contact point in a line: what it is, whose or what for, when, how it stands.
pub fn line(cx: &Context, point: &Point, format: &Format) -> String {
    let draft = point.told();
    let kind = cx.t(&format!("point-{}", draft.kind.code()));
    let state = state(cx, &draft, format);
    let rest = [draft.value, draft.label, draft.hours, state];
    let rest = rest.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    format!("{kind}: {rest}")
}
