//! `report offers`, `report campaigns`, `report team`.

use serde_json::{Map, Value, json};

use super::super::args::Report;
use super::super::book::Book;
use super::super::context::Context;
use super::super::json::offer;
use super::super::out::{Outcome, Table};
use crate::domain::trade::offer::OfferState;
use crate::domain::{Day, Money, Month};
use crate::store::ask::{Answer, CampaignRow, OfferBoard, OfferRow, Question, RANK_FROM, SellerRow};

/// First and last day of a report; from the first there is where nothing is said.
fn days(book: &Book, args: &Report) -> (Day, Day) {
    let from = args.from.map_or(Day(i32::MIN / 2), Month::first);
    let to = args.to.map_or(book.info().as_of, |month| month.last().min(book.info().as_of));
    (from, to)
}

fn percent(cx: &Context, book: &Book, share: Option<f64>) -> String {
    share.map_or_else(|| "—".to_owned(), |share| cx.format_of(book).percent(share))
}

/// `report offers`
pub(super) fn offers(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let (from, _) = days(book, args);
    let board = book.ask(Question::OfferBoard { from }, |a| match a {
        Answer::OfferBoard(board) => Some(*board),
        _ => None,
    })?;
    let mut out = cx.out();
    let as_of = book.info().as_of;
    if args.json {
        out.json(&offers_json(&board, as_of, book.decimals()))?;
        return out.end();
    }
    let format = cx.format_of(book);
    let figures = &board.figures;
    out.text(&cx.tf(
        "cli-offers-summary",
        &[
            ("open", figures.heap(OfferState::Sent).count.into()),
            ("money", format.money(figures.heap(OfferState::Sent).amount).into()),
            ("won", figures.won().count.into()),
            ("lost", figures.lost().count.into()),
            ("rate", percent(cx, book, figures.win_rate()).into()),
            ("amount", percent(cx, book, figures.win_rate_amount()).into()),
            ("forecast", format.money(figures.forecast).into()),
            ("expiring", figures.expiring.count.into()),
        ],
    ))?;
    let mut table = Table::new([
        (cx.t("cli-offers-number"), false),
        (cx.t("cli-column-customer"), false),
        (cx.t("cli-offers-state"), false),
        (cx.t("cli-offers-amount"), true),
        (cx.t("cli-offers-until"), true),
    ]);
    for OfferRow { offer, customer, .. } in &board.rows {
        table.row(vec![
            offer.draft.number.clone(),
            customer.clone(),
            cx.t(&format!("offer-state-{}", offer.state(as_of).key())),
            format.money(offer.draft.amount),
            offer.draft.valid_until.map_or_else(String::new, |day| day.to_string()),
        ]);
    }
    table.print(&mut out)?;
    out.end()
}

fn offers_json(board: &OfferBoard, as_of: Day, decimals: u32) -> Value {
    let figures = &board.figures;
    let count = |state| figures.heap(state).count;
    let rows: Vec<Value> = board.rows.iter().map(|row| offer_json(row, as_of, decimals)).collect();
    let losses: Vec<Value> = figures
        .losses
        .iter()
        .map(|(why, heap)| json!({ "reason": why.key(), "count": heap.count, "amount": heap.amount.plain(decimals) }))
        .collect();
    let ages: Map<String, Value> = ["0-7", "8-30", "31-60", "61+"]
        .into_iter()
        .zip(figures.ages)
        .map(|(age, heap)| {
            (age.to_owned(), json!({ "count": heap.count, "amount": heap.amount.plain(decimals) }))
        })
        .collect();
    json!({
        "open": count(OfferState::Draft) + count(OfferState::Sent),
        "sent": count(OfferState::Sent),
        "won": figures.won().count,
        "lost": figures.lost().count,
        "expired": count(OfferState::Expired),
        "win_rate": figures.win_rate(),
        "win_rate_amount": figures.win_rate_amount(),
        "forecast": figures.forecast.plain(decimals),
        "median_days": figures.median_days,
        "expiring_7d": figures.expiring.count,
        "ageing": ages,
        "losses": losses,
        "rows": rows,
    })
}

fn offer_json(row: &OfferRow, as_of: Day, decimals: u32) -> Value {
    let mut all = offer(&row.offer, as_of, decimals);
    all["customer"] = json!(row.customer);
    all["code"] = json!(row.code);
    all
}

/// `report campaigns`
pub(super) fn campaigns(cx: &Context, book: &mut Book, as_json: bool) -> Outcome {
    let all = book.ask(Question::Campaigns, |a| match a {
        Answer::Campaigns(all) => Some(all),
        _ => None,
    })?;
    let mut out = cx.out();
    if as_json {
        let rows: Vec<Value> = all.iter().map(|c| campaign_json(c, book.decimals())).collect();
        out.json(&json!({ "campaigns": rows }))?;
        return out.end();
    }
    let format = cx.format_of(book);
    let mut table = Table::new([
        (cx.t("cli-campaign-name"), false),
        (cx.t("cli-campaign-channel"), false),
        (cx.t("cli-campaign-treated"), true),
        (cx.t("cli-campaign-control"), true),
        (cx.t("cli-campaign-contacted"), true),
        (cx.t("cli-campaign-rate"), true),
        (cx.t("cli-campaign-incremental"), true),
        (cx.t("cli-campaign-roi"), true),
    ]);
    for campaign in &all {
        let figures = &campaign.figures;
        table.row(vec![
            campaign.draft.name.clone(),
            cx.t(&format!("channel-{}", campaign.draft.channel.code())),
            format.int(figures.treated.n),
            format.int(figures.control.n),
            format.int(figures.contacted),
            percent(cx, book, figures.response_rate()),
            figures.incremental().map_or_else(|| "—".to_owned(), |money| format.money(money)),
            percent(cx, book, figures.roi()),
        ]);
    }
    table.print(&mut out)?;
    out.end()
}

fn campaign_json(campaign: &CampaignRow, decimals: u32) -> Value {
    let figures = &campaign.figures;
    let excluded: Map<String, Value> =
        campaign.excluded.iter().map(|(why, n)| (why.clone(), json!(n))).collect();
    let money = |money: Money| money.plain(decimals);
    let [treated, control] = figures.moved_on();
    json!({
        "name": campaign.draft.name,
        "channel": campaign.draft.channel.code(),
        "stage": campaign.draft.stage.map(crate::domain::lifecycle::Stage::key),
        "made_on": campaign.made_on,
        "sent_on": campaign.sent_on,
        "closed_on": campaign.closed.as_ref().map(|(day, _)| day),
        "audience": campaign.audience,
        "excluded": excluded,
        "treated": figures.treated.n,
        "control": figures.control.n,
        "contacted": figures.contacted,
        "responses": figures.responses,
        "response_rate": figures.response_rate(),
        "cost": money(figures.cost),
        "revenue_treated": money(figures.treated.revenue),
        "revenue_control": money(figures.control.revenue),
        "incremental": figures.incremental().map(money),
        "roi": figures.roi(),
        "moved": campaign.draft.stage.map(|_| json!({ "treated": treated, "control": control })),
        "verdict": campaign.closed.as_ref().map(|(_, verdict)| verdict),
    })
}

/// `report team`
pub(super) fn team(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let (from, to) = days(book, args);
    // With nothing said, the last twelve months: retention needs a day to begin on.
    let from = if args.from.is_some() { from } else { book.info().as_of.plus(-365).plus(1) };
    let board = book.ask(Question::Team { from, to }, |a| match a {
        Answer::Team(board) => Some(*board),
        _ => None,
    })?;
    let mut out = cx.out();
    if args.json {
        let sellers: Vec<Value> = board.sellers.iter().map(|s| seller_json(s, book.decimals())).collect();
        let handovers: Vec<Value> = board
            .handovers
            .iter()
            .map(|(day, [customer, before, after, author])| {
                json!({ "day": day, "customer": customer, "from": before, "to": after, "by": author })
            })
            .collect();
        out.json(&json!({ "from": from, "to": to, "sellers": sellers, "handovers": handovers }))?;
        return out.end();
    }
    let format = cx.format_of(book);
    let mut table = Table::new([
        (cx.t("cli-team-seller"), false),
        (cx.t("cli-team-n"), true),
        (cx.t("cli-calls-dials"), true),
        (cx.t("cli-calls-contacts"), true),
        (cx.t("cli-team-offers"), true),
        (cx.t("cli-team-won"), true),
        (cx.t("cli-calls-revenue"), true),
        (cx.t("cli-team-ticket"), true),
        (cx.t("cli-team-cycle"), true),
        (cx.t("cli-team-punctuality"), true),
        (cx.t("cli-team-retention"), true),
    ]);
    for seller in &board.sellers {
        let of = |share: Option<f64>, n: u64| match share {
            Some(share) => format!("{} (n {})", format.percent(share), format.int(n)),
            None => "—".to_owned(),
        };
        table.row(vec![
            if seller.name.is_empty() { cx.t("team-nobody") } else { seller.name.clone() },
            format.int(seller.n),
            format.int(seller.calls.dials),
            format.int(seller.calls.contacts),
            format.int(seller.offers),
            of(seller.win_rate(), seller.won + seller.lost),
            format.money(seller.revenue),
            seller.ticket().map_or_else(|| "—".to_owned(), |money| format.money(money)),
            seller.cycle_days.map_or_else(|| "—".to_owned(), |days| format.decimal(days, 1)),
            of(seller.punctuality(), seller.calls.followups.0),
            of(seller.retention(), seller.kept.0),
        ]);
    }
    table.print(&mut out)?;
    out.end()
}

fn seller_json(seller: &SellerRow, decimals: u32) -> Value {
    json!({
        "name": seller.name,
        "n": seller.n,
        "dials": seller.calls.dials,
        "contacts": seller.calls.contacts,
        "contact_rate": (seller.calls.dials > 0)
            .then(|| seller.calls.contacts as f64 / seller.calls.dials as f64),
        "offers": seller.offers,
        "won": seller.won,
        "lost": seller.lost,
        "win_rate": seller.win_rate(),
        "revenue": seller.revenue.plain(decimals),
        "revenue_new": seller.new_revenue.plain(decimals),
        "orders": seller.orders,
        "ticket": seller.ticket().map(|money| money.plain(decimals)),
        "cycle_days": seller.cycle_days,
        "punctuality": seller.punctuality(),
        "followups_due": seller.calls.followups.0,
        "retention": seller.retention(),
        "retention_n": seller.kept.0,
        "ranked": seller.n.max(seller.calls.dials) >= RANK_FROM,
    })
}
