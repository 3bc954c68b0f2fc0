//! `list` and `show`: customers asked for.

use std::collections::HashMap;

use serde_json::Value;

use super::args::{List, Show};
use super::book::Book;
use super::columns::{Column, USUAL};
use super::context::Context;
use super::json::{self, Hanging};
use super::out::{Failure, Out, Outcome, Table, csv_cell};
use super::worth;
use crate::domain::people::CustomerId;
use crate::domain::value::Worth;
use crate::store::ask::{Answer, Card, CustomerRow, JournalEntry, Offers, Question};

/// Rows are read this many at a time, so that memory does not grow with the list.
const CHUNK: usize = 2_000;

/// `list`
pub fn list(cx: &Context, args: &List) -> Outcome {
    let mut book = Book::open(cx)?;
    let query = book.query(&args.query.join(" "))?;
    let listing = book.list(query, args.sort.unwrap_or_default())?;
    let shown = args.limit.unwrap_or(usize::MAX).min(listing.order.len());
    let ids = &listing.order[..shown];
    let mut out = Out::new();
    if args.json {
        out.raw(format!("{{\"count\":{},\"customers\":[", listing.order.len()).as_bytes())?;
        let mut first = true;
        each_row(&mut book, ids, true, &mut |book, row, worth| {
            if !std::mem::take(&mut first) {
                out.raw(b",")?;
            }
            let mut all = json::row(row, &book.names(&cx.texts), book.decimals());
            all.extend(worth::row(worth, book.decimals()));
            out.json_part(&Value::Object(all))
        })?;
        out.raw(b"]}\n")?;
    } else if args.csv {
        let columns = if args.columns.is_empty() { USUAL.to_vec() } else { args.columns.clone() };
        let heads: Vec<String> = columns.iter().map(|c| c.name()).collect();
        out.csv_line(&heads)?;
        each_row(&mut book, ids, needs_worth(&columns), &mut |book, row, worth| {
            let names = book.names(&cx.texts);
            let plain = |c: &Column| csv_cell(&c.plain(row, worth, &names, book.decimals()));
            let cells: Vec<String> = columns.iter().map(plain).collect();
            out.csv_line(&cells)
        })?;
    } else {
        let columns = if args.columns.is_empty() { USUAL.to_vec() } else { args.columns.clone() };
        let format = cx.format_of(&book);
        let mut table = Table::new(columns.iter().map(|c| (cx.t(&c.heading()), c.is_figure())));
        each_row(&mut book, ids, needs_worth(&columns), &mut |book, row, worth| {
            let names = book.names(&cx.texts);
            table.row(columns.iter().map(|c| c.shown(row, worth, &names, &format)).collect());
            Ok(())
        })?;
        if shown > 0 {
            table.print(&mut out)?;
        }
        out.text(&cx.tf(
            "cli-list-count",
            &[
                ("shown", shown.into()),
                ("count", listing.order.len().into()),
                ("total", listing.total.into()),
            ],
        ))?;
    }
    out.end()
}

fn needs_worth(columns: &[Column]) -> bool {
    columns.iter().any(|column| column.needs_worth())
}

/// Shows each customer with what they are worth; nothing of it where it is not wanted.
fn each_row(
    book: &mut Book,
    ids: &[CustomerId],
    with_worth: bool,
    each: &mut dyn FnMut(&Book, &CustomerRow, &Worth) -> Outcome,
) -> Outcome {
    for chunk in ids.chunks(CHUNK) {
        let rows = book.rows(chunk)?;
        let worths: HashMap<CustomerId, Worth> = if with_worth {
            let worths = book.ask(Question::Worth(chunk.to_vec()), |a| match a {
                Answer::Worth(all) => Some(all),
                _ => None,
            })?;
            worths.into_iter().collect()
        } else {
            HashMap::new()
        };
        let nothing = Worth::default();
        for row in &rows {
            each(book, row, worths.get(&row.id).unwrap_or(&nothing))?;
        }
    }
    Ok(())
}

/// `show`
pub fn show(cx: &Context, args: &Show) -> Outcome {
    let mut book = Book::open(cx)?;
    let id = book.one(&args.customer)?;
    let card = book
        .ask(Question::Card(id), |a| match a {
            Answer::Card(card) => Some(card),
            _ => None,
        })?
        .ok_or_else(|| Failure::refused("cli-error-no-customer", &[("text", &args.customer)]))?;
    let hanging = hanging(cx, &mut book, id, args.json)?;
    let mut out = Out::new();
    if args.json {
        out.json(&json::card(&card, &hanging, &book.names(&cx.texts), book.decimals()))?;
    } else {
        print_card(cx, &book, &card, &hanging, &mut out)?;
    }
    out.end()
}

fn hanging(cx: &Context, book: &mut Book, id: CustomerId, whole: bool) -> Outcome<Hanging> {
    let profile = book.ask(Question::Profile(id), |a| match a {
        Answer::Profile(profile) => profile.map(|p| *p),
        _ => None,
    })?;
    let documents = book.ask(Question::Purchases(id), |a| match a {
        Answer::Purchases(_, all) => Some(all),
        _ => None,
    })?;
    let mut purchases = Vec::with_capacity(documents.len());
    for purchase in documents {
        let lines = book.ask(Question::Document(purchase.id), |a| match a {
            Answer::Document(document) => Some(document.map(|d| d.1).unwrap_or_default()),
            _ => None,
        })?;
        purchases.push((purchase, lines));
    }
    let contacts = book.ask(Question::Contacts(id), |a| match a {
        Answer::Contacts(_, all) => Some(all),
        _ => None,
    })?;
    let notes = book.ask(Question::Notes(id), |a| match a {
        Answer::Notes(_, all) => Some(all),
        _ => None,
    })?;
    // The rules of the whole portfolio are found anew for it: only where it is told.
    let offers = if whole {
        book.ask(Question::Offers(id), |a| match a {
            Answer::Offers(offers) => Some(*offers),
            _ => None,
        })?
    } else {
        Offers::default()
    };
    let journal = book.ask(Question::CustomerJournal(id), |a| match a {
        Answer::Journal(all) => Some(all),
        _ => None,
    })?;
    let history = journal.into_iter().map(|e| (sentence(cx, &e), e)).map(|(text, e)| (e, text)).collect();
    let worth = book.ask(Question::Worth(vec![id]), |a| match a {
        Answer::Worth(all) => Some(all),
        _ => None,
    })?;
    let worth = worth.first().map(|(_, worth)| *worth).unwrap_or_default();
    let sales_offers = book.ask(Question::OffersOf(id), |a| match a {
        Answer::OffersOf(_, all) => Some(all),
        _ => None,
    })?;
    Ok(Hanging {
        profile,
        purchases,
        contacts,
        notes,
        worth,
        offers,
        sales_offers,
        as_of: book.info().as_of,
        history,
    })
}

/// What a change was, in words.
pub fn sentence(cx: &Context, entry: &JournalEntry) -> String {
    cx.texts.words(&entry.what.key, &entry.what.args)
}

fn print_card(cx: &Context, book: &Book, card: &Card, hanging: &Hanging, out: &mut Out) -> Outcome {
    let names = book.names(&cx.texts);
    let format = cx.format_of(book);
    let customer = &card.customer;
    let draft = &customer.draft;
    let facts = &card.facts;
    let today = book.info().as_of;
    let stage = names.word("stage", facts.stage.key());
    // Who is lost is lost by rhythm too: said once.
    let rhythm = facts.rhythm.map(|r| names.word("rhythm", r.key())).filter(|r| *r != stage);
    out.text(&cx.tf(
        "cli-show-title",
        &[
            ("name", (&draft.name).into()),
            ("code", (&draft.code).into()),
            ("id", customer.id.into()),
            ("stage", stage.into()),
            ("rhythm", rhythm.unwrap_or_default().into()),
        ],
    ))?;
    let labels = names.labels(&customer.labels).join(", ");
    let place = [&draft.address, &draft.postal_code, &draft.city, &draft.region, &draft.country]
        .into_iter()
        .filter(|t| !t.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let phones = [&draft.phone, &draft.mobile]
        .into_iter()
        .filter(|t| !t.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>();
    let next =
        customer.next.as_ref().map(|n| format!("{} {}", format.day_words(n.day), n.note)).unwrap_or_default();
    for (key, value) in [
        ("cli-show-company", draft.company.as_str()),
        ("cli-show-contact", draft.contact.as_str()),
        ("cli-show-phone", &phones.join(" · ")),
        ("cli-show-email", draft.email.as_str()),
        ("cli-show-address", &place),
        ("cli-show-labels", &labels),
        ("cli-show-owner", draft.owner.as_str()),
        ("cli-show-next", next.trim()),
    ] {
        if !value.is_empty() {
            out.text(&format!("  {}: {value}", cx.t(key)))?;
        }
    }
    for point in &hanging.profile.points {
        out.text(&format!("  {}", super::point::line(cx, point, &format)))?;
    }
    if let Some(last) = facts.last {
        out.text(&cx.tf(
            "cli-show-purchases",
            &[
                ("orders", facts.orders.into()),
                ("last", format.day_told(last, today).into()),
                ("year", format.money(facts.revenue_12m).into()),
                ("total", format.money(facts.revenue_total).into()),
            ],
        ))?;
    } else {
        out.text(&cx.t("cli-show-no-purchases"))?;
    }
    for line in worth::words(cx, &hanging.worth, &format) {
        out.text(&line)?;
    }
    let mut table = Table::new([
        (cx.t("cli-column-date"), false),
        (cx.t("cli-column-number"), false),
        (cx.t("cli-column-amount"), true),
        (cx.t("cli-column-state"), false),
        (cx.t("cli-column-products"), false),
    ]);
    for (purchase, _) in &hanging.purchases {
        let state = match purchase.status {
            crate::domain::trade::Status::Valid if purchase.reversed_on.is_some() => {
                cx.t("cli-status-reversed")
            }
            crate::domain::trade::Status::Valid => String::new(),
            crate::domain::trade::Status::Credit => cx.t("cli-status-credit"),
            crate::domain::trade::Status::Void => cx.t("cli-status-void"),
        };
        table.row(vec![
            format.day(purchase.day),
            purchase.number.clone(),
            format.money(purchase.amount),
            state,
            purchase.summary.clone(),
        ]);
    }
    if !hanging.purchases.is_empty() {
        table.print(out)?;
    }
    for contact in &hanging.contacts {
        let draft = &contact.draft;
        out.text(&format!(
            "{}  {}  {}  {}",
            format.moment(draft.at, today),
            names.word("channel", draft.channel.code()),
            names.word("outcome", draft.outcome.code()),
            draft.note
        ))?;
    }
    for note in &hanging.notes {
        out.text(&format!("{}  {}", format.moment(note.at, today), note.text))?;
    }
    Ok(())
}
