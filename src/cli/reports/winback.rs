//! `report winback`: who left, why, and who came back.

use serde_json::{Value, json};

use super::super::book::{Book, Names};
use super::super::context::Context;
use super::super::json::{day_text, winback_state};
use super::super::out::{Out, Outcome, Table};
use crate::domain::Day;
use crate::domain::lifecycle::recovery::LossReason;
use crate::domain::query::Query;
use crate::domain::roster::{Scope, Sort, SortBy, WinbackState};
use crate::store::ask::{Answer, CustomerRow, ListSpec, Question, WinbackAction};
use crate::ui::format::Format;

/// `report winback`
pub(super) fn winback(cx: &Context, book: &mut Book, as_json: bool) -> Outcome {
    let summary = book.ask(Question::Winback, |a| match a {
        Answer::Winback(summary) => Some(*summary),
        _ => None,
    })?;
    let sort = Sort { by: SortBy::AtStake, descending: true };
    let listing = book.listing(ListSpec { scope: Scope::Winback(None), query: Query::default(), sort })?;
    let rows: Vec<CustomerRow> = book
        .rows(&listing.order)?
        .into_iter()
        .filter(|r| matches!(r.winback, WinbackState::Unverified | WinbackState::Verified))
        .collect();
    let heads = |state: WinbackState| summary.states[state as usize].0;
    let detected: u64 = summary.states.iter().map(|(n, _)| n).sum();
    let after_contact = summary.recovered.iter().filter(|(.., contacted)| *contacted).count();
    let rate = (summary.contacted_90d > 0).then(|| after_contact as f64 / f64::from(summary.contacted_90d));
    let mut out = cx.out();
    if as_json {
        let decimals = book.decimals();
        let reasons: Vec<Value> = summary
            .reasons
            .iter()
            .map(|(reason, count, revenue)| {
                json!({
                    "reason": reason.key(),
                    "side": reason.side().key(),
                    "count": count,
                    "revenue": revenue.plain(decimals),
                })
            })
            .collect();
        let queue: Vec<Value> = rows
            .iter()
            .map(|r| {
                json!({
                    "customer": r.name,
                    "id": r.id,
                    "code": r.code,
                    "state": winback_state(r.winback),
                    "at_stake": r.at_stake.plain(decimals),
                    "last_purchase": r.facts.last,
                    "lost_on": r.facts.lost_on,
                    "reason": r.reason.map(LossReason::key),
                    "attempts": r.attempts,
                    "next_contact": r.next.as_ref().map(|n| n.day),
                    "phone": r.phone,
                })
            })
            .collect();
        out.json(&json!({
            "as_of": book.info().as_of,
            "detected": detected,
            "verified": heads(WinbackState::Verified),
            "explained": heads(WinbackState::Explained),
            "definitive": heads(WinbackState::Definitive),
            "dormant": heads(WinbackState::Dormant),
            "recovered": summary.recovered.len(),
            "recovered_after_contact": after_contact,
            "attempts": summary.attempts_90d,
            "contacted": summary.contacted_90d,
            "rate": rate,
            "precision": (summary.checked.1 > 0).then(|| summary.checked.0 as f64 / summary.checked.1 as f64),
            "second_order_rate": summary.aftermath.second_rate(),
            "rechurn_180d": summary.aftermath.relapse_rate(),
            "cost": (summary.aftermath.cost + summary.aftermath.given).plain(decimals),
            "cac": summary.aftermath.cost_each().map(|money| money.plain(decimals)),
            "proposal": summary.proposal.map(|p| json!({
                "lost_multiple": f64::from(p.lost_tenths) / 10.0,
                "false_alarms": p.alarms,
                "spared": p.spared,
            })),
            "reasons": reasons,
            "actions": actions(&summary.actions),
            "queue": queue,
        }))?;
        return out.end();
    }
    let (format, names) = (cx.format_of(book), book.names(&cx.texts));
    out.text(&cx.tf(
        "cli-winback-summary",
        &[
            ("detected", detected.into()),
            ("verified", heads(WinbackState::Verified).into()),
            ("definitive", heads(WinbackState::Definitive).into()),
            ("recovered", summary.recovered.len().into()),
            ("attempts", summary.attempts_90d.into()),
        ],
    ))?;
    for (reason, count, revenue) in &summary.reasons {
        out.text(&format!(
            "  {}  {}  {}",
            names.word("reason", reason.key()),
            format.int(*count),
            format.money(*revenue)
        ))?;
    }
    print_queue(cx, &names, &format, &rows, book.info().as_of, &mut out)?;
    out.end()
}

fn print_queue(
    cx: &Context,
    names: &Names<'_>,
    format: &Format,
    rows: &[CustomerRow],
    today: Day,
    out: &mut Out,
) -> Outcome {
    let mut table = Table::new([
        (cx.t("cli-column-code"), false),
        (cx.t("cli-column-name"), false),
        (cx.t("cli-column-at-stake"), true),
        (cx.t("cli-column-last-purchase"), false),
        (cx.t("cli-column-winback"), false),
        (cx.t("cli-column-reason"), false),
        (cx.t("cli-column-next-contact"), false),
    ]);
    for r in rows {
        table.row(vec![
            r.code.clone(),
            r.name.clone(),
            format.money(r.at_stake),
            r.facts.last.map(|d| format.day_short(d, today)).unwrap_or_default(),
            names.word("winback", winback_state(r.winback)),
            r.reason.map(|reason| names.word("reason", reason.key())).unwrap_or_default(),
            day_text(r.next.as_ref().map(|n| n.day)),
        ]);
    }
    table.print(out)
}

/// Corrective actions with the loss rates a year before and after.
fn actions(all: &[WinbackAction]) -> Vec<Value> {
    all.iter()
        .map(|action| {
            json!({
                "reason": action.draft.reason.key(),
                "action": action.draft.what,
                "owner": action.draft.owner,
                "due": action.draft.due,
                "done": action.done_on,
                "before": action.before.a_year(),
                "after": action.after.and_then(|rate| rate.a_year()),
            })
        })
        .collect()
}
