//! `segment` and `report segments`: filters saved under a name.

use serde_json::{Value, json};

use super::args::{Segment, SegmentWhat};
use super::book::Book;
use super::change::{Desk, say};
use super::context::Context;
use super::out::{Failure, Outcome, Table};
use crate::domain::base::names::fold;
use crate::domain::change::{Change, SegmentDraft};
use crate::domain::roster::Sort;
use crate::domain::work::followup::DateOrder;
use crate::store::ask::{Answer, Question, SegmentInfo};

/// `segment`
pub fn segment(cx: &Context, args: &Segment) -> Outcome {
    let mut desk = Desk::open(cx)?;
    let change = match &args.what {
        SegmentWhat::Save { name, query, frozen } => {
            let text = query.join(" ");
            let query = desk.book().query(&text)?;
            // What cannot be listed cannot be saved either.
            let listing = desk.book().list(query, Sort::default())?;
            Change::SaveSegment(SegmentDraft {
                id: 0,
                name: name.clone(),
                query: text,
                month_first: cx.date_order() == DateOrder::MonthFirst,
                members: frozen.then(|| listing.order.to_vec()),
            })
        }
        SegmentWhat::Delete { name } => {
            let wanted = fold(name.trim().trim_start_matches('@'));
            let all = all(desk.book())?;
            let found = all.iter().find(|segment| fold(&segment.name) == wanted);
            let id = found.map(|segment| segment.id);
            Change::DeleteSegment(
                id.ok_or_else(|| Failure::refused("error-segment-unknown", &[("name", name)]))?,
            )
        }
    };
    let done = desk.apply(&change)?;
    say(cx, &done);
    Ok(())
}

fn all(book: &mut Book) -> Outcome<Vec<SegmentInfo>> {
    book.ask(Question::Segments, |answer| match answer {
        Answer::Segments(all) => Some(all),
        _ => None,
    })
}

/// `report segments`
pub fn report(cx: &Context, book: &mut Book, as_json: bool) -> Outcome {
    let all = all(book)?;
    let mut out = cx.out();
    if as_json {
        let segments: Vec<Value> = all
            .iter()
            .map(|segment| {
                json!({
                    "name": segment.name,
                    "query": segment.query,
                    "kind": if segment.frozen { "frozen" } else { "living" },
                    "count": segment.count.as_ref().ok(),
                    "created": segment.created,
                    "author": segment.author,
                    "history": segment.history.iter().map(|(day, n)| json!({ "day": day, "count": n })).collect::<Vec<_>>(),
                })
            })
            .collect();
        out.json(&json!({ "segments": segments }))?;
        return out.end();
    }
    let format = cx.format_of(book);
    let mut table = Table::new([
        (cx.t("cli-column-name"), false),
        (cx.t("cli-column-kind"), false),
        (cx.t("cli-column-customers"), true),
        (cx.t("cli-column-query"), false),
    ]);
    for segment in &all {
        let kind = if segment.frozen { "segment-kind-frozen-short" } else { "segment-kind-living-short" };
        let count = match &segment.count {
            Ok(n) => format.int(*n as i64),
            Err(why) => cx.texts.words(&why.key, &why.args),
        };
        table.row(vec![segment.name.clone(), cx.t(kind), count, segment.query.clone()]);
    }
    table.print(&mut out)?;
    out.end()
}
