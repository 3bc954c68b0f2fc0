//! `offer`, `campaign`, `handover`: what becomes of offers and campaigns, and customers that change hands.

use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::args::{CampaignArgs, CampaignWhat, HandoverArgs, OfferArgs, OfferStepName};
use super::book::Book;
use super::change::{Desk, say};
use super::context::Context;
use super::fields::NewOffer;
use super::out::{Failure, Out, Outcome, Table, UNWRITABLE};
use crate::domain::change::{Change, Stamp};
use crate::domain::people::CustomerId;
use crate::domain::query::Query;
use crate::domain::roster::{Sort, SortBy};
use crate::domain::trade::offer::{OfferLoss, OfferStep};
use crate::domain::work::campaign::{CampaignDraft, CampaignId, CampaignStep, Response, Sheet};
use crate::domain::{Day, base::names::fold};
use crate::exchange::mailing::write_sheet;
use crate::store::ask::{Answer, CampaignPage, CampaignRow, Question};

/// The change that makes an offer and takes it as far as it got.
pub(super) fn new_offer(book: &mut Book, new: NewOffer) -> Outcome<Change> {
    let mut draft = new.draft;
    draft.customer = book.one(&new.customer)?;
    let save = Change::SaveOffer { id: None, draft: Box::new(draft) };
    if new.steps.is_empty() {
        return Ok(save);
    }
    let steps = new.steps.into_iter().map(|step| Change::StepOffer { id: 0, step });
    Ok(Change::Batch(std::iter::once(save).chain(steps).collect()))
}

/// The change that begins a campaign with whom a filter finds now.
pub(super) fn new_campaign(
    book: &mut Book,
    (query, draft): (String, CampaignDraft),
    stamp: &Stamp,
) -> Outcome<Change> {
    let parsed = if query.is_empty() { Query::default() } else { book.query(&query)? };
    let order = book.list(parsed, Sort { by: SortBy::Name, descending: false })?.order;
    let customers: Vec<CustomerId> = order.to_vec();
    let channel = draft.channel;
    let audience = book.ask(Question::Audience { customers, channel }, |a| match a {
        Answer::Audience(audience) => Some(*audience),
        _ => None,
    })?;
    let seed = stamp.now.and_utc().timestamp() as u64;
    let members = audience.members(draft.control, seed);
    Ok(Change::BeginCampaign { draft: Box::new(draft), members })
}

/// `offer`
pub fn offer(cx: &Context, args: &OfferArgs) -> Outcome {
    let mut desk = Desk::open(cx)?;
    let board = desk.book().ask(Question::OfferBoard { from: Day(i32::MIN / 2) }, |a| match a {
        Answer::OfferBoard(board) => Some(*board),
        _ => None,
    })?;
    let wanted = fold(&args.number);
    let found = board.rows.iter().find(|row| fold(&row.offer.draft.number) == wanted);
    let id = found
        .map(|row| row.offer.id)
        .ok_or_else(|| Failure::refused("cli-error-no-offer", &[("number", &args.number)]))?;
    let on = args.on.unwrap_or_else(|| cx.now.date().into());
    let step = match args.step {
        OfferStepName::Send => OfferStep::Send(on),
        OfferStepName::Accept => OfferStep::Accept(on),
        OfferStepName::Invoice => OfferStep::Invoice(on),
        OfferStepName::Reopen => OfferStep::Reopen,
        OfferStepName::Lose => {
            let why = args.reason.as_deref().and_then(OfferLoss::from_key);
            let why = why.ok_or_else(|| Failure::refused("cli-error-offer-reason", &[]))?;
            OfferStep::Lose { on, why, detail: args.note.clone() }
        }
    };
    let done = desk.apply(&Change::StepOffer { id, step })?;
    say(cx, &done);
    Ok(())
}

/// `handover`
pub fn handover(cx: &Context, args: &HandoverArgs) -> Outcome {
    let mut desk = Desk::open(cx)?;
    let customers = desk.book().matching(&args.whom)?;
    if customers.is_empty() {
        return Err(Failure::refused("cli-error-no-customer", &[("text", &args.whom)]));
    }
    if customers.len() > 1 && !args.yes {
        desk.confirm(customers.len())?;
    }
    let done = desk.apply(&Change::Handover { customers, owner: args.to.clone() })?;
    say(cx, &done);
    Ok(())
}

/// `campaign`
pub fn campaign(cx: &Context, args: &CampaignArgs) -> Outcome {
    let change = match &args.what {
        CampaignWhat::Members { json } => return members(cx, &args.name, *json),
        CampaignWhat::Labels { out } => return sheet(cx, &args.name, Sheet::Labels, out),
        CampaignWhat::Letters { out } => return sheet(cx, &args.name, Sheet::Letters, out),
        CampaignWhat::Emails { out } => return sheet(cx, &args.name, Sheet::Emails, out),
        change => change,
    };
    let mut desk = Desk::open(cx)?;
    let id = named(desk.book(), &args.name)?.id;
    let on: Day = cx.now.date().into();
    let change = match change {
        CampaignWhat::Send => {
            let page = page(desk.book(), id)?;
            let customers = page.mailing.iter().map(|m| m.id).collect();
            Change::StepCampaign { id, step: CampaignStep::Send { on, customers } }
        }
        CampaignWhat::Respond { customer, response } => {
            let customer = desk.book().one(customer)?;
            let response = match response.as_str() {
                "-" | "none" => None,
                code => Some(Response::from_key(code).ok_or_else(|| {
                    Failure::refused("cli-error-value", &[("field", "response"), ("value", code)])
                })?),
            };
            Change::StepCampaign { id, step: CampaignStep::Respond { customer, response, on } }
        }
        CampaignWhat::Close { verdict } => {
            Change::StepCampaign { id, step: CampaignStep::Close { on, verdict: verdict.clone() } }
        }
        CampaignWhat::Reopen => Change::StepCampaign { id, step: CampaignStep::Reopen },
        _ => Change::DeleteCampaign(id),
    };
    let done = desk.apply(&change)?;
    say(cx, &done);
    Ok(())
}

fn named(book: &mut Book, name: &str) -> Outcome<CampaignRow> {
    let all = book.ask(Question::Campaigns, |a| match a {
        Answer::Campaigns(all) => Some(all),
        _ => None,
    })?;
    all.into_iter()
        .find(|campaign| fold(&campaign.draft.name) == fold(name))
        .ok_or_else(|| Failure::refused("cli-error-no-campaign", &[("name", name)]))
}

fn page(book: &mut Book, id: CampaignId) -> Outcome<CampaignPage> {
    book.ask(Question::CampaignPage(id), |a| match a {
        Answer::CampaignPage(page) => page.map(|page| *page),
        _ => None,
    })
}

fn members(cx: &Context, name: &str, as_json: bool) -> Outcome {
    let mut book = Book::open(cx)?;
    let id = named(&mut book, name)?.id;
    let page = page(&mut book, id)?;
    let mut out = Out::new();
    if as_json {
        let rows: Vec<_> = page
            .members
            .iter()
            .map(|m| {
                json!({
                    "customer": m.name,
                    "code": m.code,
                    "part": m.part.key(),
                    "why": m.why,
                    "contacted": m.contacted,
                    "response": m.response.map(Response::key),
                })
            })
            .collect();
        out.json(&json!({ "name": page.draft.name, "members": rows }))?;
        return out.end();
    }
    let mut table = Table::new([
        (cx.t("cli-column-code"), false),
        (cx.t("cli-column-customer"), false),
        (cx.t("cli-campaign-part"), false),
        (cx.t("cli-campaign-why"), false),
        (cx.t("cli-campaign-response"), false),
    ]);
    for m in &page.members {
        let why = if m.why.is_empty() { String::new() } else { cx.t(&why_key(&m.why)) };
        let response = m.response.map_or_else(String::new, |r| cx.t(&format!("response-{}", r.key())));
        let part = cx.t(&format!("campaign-part-{}", m.part.key().replace('_', "-")));
        table.row(vec![m.code.clone(), m.name.clone(), part, why, response]);
    }
    table.print(&mut out)?;
    out.end()
}

/// Text key of why somebody is left out.
pub(super) fn why_key(why: &str) -> String {
    format!("left-out-{}", why.replace('_', "-"))
}

/// Writes letters, labels or e-mails, whole or not at all.
fn sheet(cx: &Context, name: &str, sheet: Sheet, path: &Path) -> Outcome {
    let mut book = Book::open(cx)?;
    let id = named(&mut book, name)?.id;
    let page = page(&mut book, id)?;
    let business = book.info().business.clone();
    let headings: Vec<String> = sheet.headings().iter().map(|key| cx.t(&format!("sheet-{key}"))).collect();
    let people: Vec<_> = page.mailing.iter().map(super::super::app::mailing::addressee).collect();
    let mut bytes = Vec::new();
    write_sheet(&mut bytes, sheet, &page.draft, &people, &business, &headings)
        .map_err(|place| Failure::refused("error-script-place", &[("place", &place)]))?;
    whole_file(path, &bytes)?;
    let count = people.len().to_string();
    let left: u64 = page.members.iter().filter(|m| !m.why.is_empty()).count() as u64;
    let file = path.display().to_string();
    super::out::message(
        &cx.tf("cli-campaign-written", &[("n", count.into()), ("left", left.into()), ("file", file.into())]),
    );
    Ok(())
}

fn whole_file(path: &Path, bytes: &[u8]) -> Outcome {
    crate::app::mailing::write_whole(path, |file| file.write_all(bytes)).map_err(|error| {
        let file = path.display().to_string();
        Failure::new(UNWRITABLE, "cli-error-file", &[("file", &file), ("what", &error.to_string())])
    })
}
