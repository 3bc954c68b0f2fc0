//! Offers: written, sent, decided, invoiced. A sent one that is changed becomes its next version; what was sent is kept.

use rusqlite::OptionalExtension;

use super::erase::is_erased;
use super::purchases::decimal;
use super::{day, int, name_of, purchases, settings, text};
use crate::domain::base::names::tidy;
use crate::domain::trade::offer::{OfferDraft, OfferId, OfferStep};
use crate::domain::trade::{Line, PurchaseDraft};
use crate::domain::{Day, Money};
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, Value};

/// An offer as it stands in the file.
struct Stored {
    customer: i64,
    number: String,
    version: i64,
    amount: i64,
    valid_until: Option<i32>,
    sent_on: Option<i32>,
    decided_on: Option<i32>,
    won: bool,
    seller: String,
    note: String,
    invoiced: bool,
}

pub(super) fn save(
    tx: &mut Tx<'_>,
    id: Option<OfferId>,
    draft: &OfferDraft,
) -> Result<ChangeWords, StoreError> {
    name_of(tx, draft.customer)?;
    if is_erased(tx.connection(), draft.customer)? {
        return Err(refused("error-erased", [("id", draft.customer.to_string())]));
    }
    let amount = amount_of(draft)?;
    let number = tidy(&draft.number);
    if !number.is_empty() {
        let taken = tx
            .connection()
            .prepare_cached("SELECT 1 FROM offer WHERE number = ?1 AND id <> ?2")?
            .exists((&number, id.unwrap_or(0)))?;
        if taken {
            return Err(refused("error-offer-number-taken", [("number", number)]));
        }
    }
    let mut columns = vec![
        ("customer_id", int(draft.customer)),
        ("amount", int(amount.0)),
        ("valid_until", day(draft.valid_until)),
        ("chance", draft.chance.map_or(Value::Null, |c| int(c.min(100)))),
        ("seller", text(tidy(&draft.seller))),
        ("note", text(tidy(&draft.note))),
        ("winback", int(draft.winback)),
    ];
    let Some(id) = id else {
        let number = if number.is_empty() { free_number(tx, "number", "O-")? } else { number };
        let today = tx.stamp().today();
        columns.extend([("number", text(number.as_str())), ("made_on", day(Some(today)))]);
        let id = tx.insert(Table::Offer, &columns)?;
        tx.created.push(id);
        write_lines(tx, id, 1, &draft.lines)?;
        return said(tx, "change-offer-new", draft.customer, &number, amount);
    };
    let stored = stored(tx, id)?;
    if stored.decided_on.is_some() {
        return Err(refused("error-offer-decided", [("number", stored.number)]));
    }
    let mut version = stored.version;
    if let Some(sent_on) = stored.sent_on {
        let before = [
            ("offer_id", int(id)),
            ("version", int(version)),
            ("amount", int(stored.amount)),
            ("valid_until", day(stored.valid_until.map(Day))),
            ("sent_on", day(Some(Day(sent_on)))),
        ];
        tx.insert(Table::OfferVersion, &before)?;
        version += 1;
        columns.extend([("version", int(version)), ("sent_on", Value::Null)]);
    }
    if !number.is_empty() {
        columns.push(("number", text(number.as_str())));
    }
    tx.update(Table::Offer, &[int(id)], &columns)?;
    write_lines(tx, id, version, &draft.lines)?;
    let number = if number.is_empty() { stored.number } else { number };
    said(tx, "change-offer-edit", draft.customer, &number, amount)
}

pub(super) fn step(tx: &mut Tx<'_>, id: OfferId, step: &OfferStep) -> Result<ChangeWords, StoreError> {
    // In a batch: the offer made just before.
    let id = if id == 0 { tx.created.last().copied().unwrap_or_default() } else { id };
    let stored = stored(tx, id)?;
    let amount = Money(stored.amount);
    let undecided = |stored: &Stored| match stored.decided_on {
        Some(_) => Err(refused("error-offer-decided", [("number", stored.number.clone())])),
        None => Ok(()),
    };
    let (key, columns) = match step {
        OfferStep::Send(on) => {
            undecided(&stored)?;
            ("change-offer-send", vec![("sent_on", day(Some(*on)))])
        }
        OfferStep::Accept(on) => {
            undecided(&stored)?;
            let order = free_number(tx, "order_number", "P-")?;
            let mut columns =
                vec![("decided_on", day(Some(*on))), ("won", int(true)), ("order_number", text(order))];
            // What was accepted was sent, though nobody wrote it down.
            if stored.sent_on.is_none() {
                columns.push(("sent_on", day(Some(*on))));
            }
            ("change-offer-accept", columns)
        }
        OfferStep::Lose { on, why, detail } => {
            undecided(&stored)?;
            // Of somebody whose data were erased only figures are written.
            let erased = is_erased(tx.connection(), stored.customer)?;
            let columns = vec![
                ("decided_on", day(Some(*on))),
                ("won", int(false)),
                ("loss", text(why.key())),
                ("detail", text(if erased { String::new() } else { tidy(detail) })),
            ];
            ("change-offer-lose", columns)
        }
        OfferStep::Invoice(on) => {
            if !stored.won {
                return Err(refused("error-offer-not-won", [("number", stored.number)]));
            }
            if stored.invoiced {
                return Err(refused("error-offer-invoiced", [("number", stored.number)]));
            }
            let lines = lines(tx, id, stored.version)?;
            purchases::add(
                tx,
                &PurchaseDraft {
                    customer: Some(stored.customer),
                    number: String::new(),
                    day: *on,
                    amount,
                    lines,
                    channel: String::new(),
                    seller: stored.seller.clone(),
                    note: stored.note.clone(),
                    occasion: String::new(),
                },
            )?;
            let purchase = tx.created.last().copied().unwrap_or_default();
            ("change-offer-invoice", vec![("purchase_id", int(purchase))])
        }
        OfferStep::Reopen => {
            if stored.invoiced {
                return Err(refused("error-offer-invoiced", [("number", stored.number)]));
            }
            let columns = vec![
                ("decided_on", Value::Null),
                ("won", Value::Null),
                ("loss", text("")),
                ("detail", text("")),
                ("order_number", text("")),
            ];
            ("change-offer-reopen", columns)
        }
    };
    tx.update(Table::Offer, &[int(id)], &columns)?;
    said(tx, key, stored.customer, &stored.number, amount)
}

fn stored(tx: &Tx<'_>, id: OfferId) -> Result<Stored, StoreError> {
    tx.connection()
        .prepare_cached(
            "SELECT customer_id, number, version, amount, valid_until, sent_on, decided_on, coalesce(won, 0), seller, \
             note, purchase_id IS NOT NULL FROM offer WHERE id = ?1",
        )?
        .query_row([id], |r| {
            Ok(Stored {
                customer: r.get(0)?,
                number: r.get(1)?,
                version: r.get(2)?,
                amount: r.get(3)?,
                valid_until: r.get(4)?,
                sent_on: r.get(5)?,
                decided_on: r.get(6)?,
                won: r.get(7)?,
                seller: r.get(8)?,
                note: r.get(9)?,
                invoiced: r.get(10)?,
            })
        })
        .optional()?
        .ok_or_else(|| refused("error-unknown-offer", [("id", id.to_string())]))
}

/// The offer's amount: the sum of its lines where it has lines.
fn amount_of(draft: &OfferDraft) -> Result<Money, StoreError> {
    let amount = if draft.lines.is_empty() {
        Some(draft.amount)
    } else {
        draft.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.amount.0)).map(Money)
    };
    match amount {
        None => Err(refused("error-amount-too-large", [])),
        Some(amount) if amount < Money::ZERO => Err(refused("error-offer-negative", [])),
        Some(amount) => Ok(amount),
    }
}

/// Makes the lines of a version these.
fn write_lines(tx: &mut Tx<'_>, id: OfferId, version: i64, lines: &[Line]) -> Result<(), StoreError> {
    let present: i64 = tx.connection().query_row(
        "SELECT count(*) FROM offer_line WHERE offer_id = ?1 AND version = ?2",
        (id, version),
        |r| r.get(0),
    )?;
    for (n, line) in (1_i64..).zip(lines) {
        let product = tidy(&line.product);
        if product.is_empty() {
            return Err(refused("error-line-product", []));
        }
        let mut columns = vec![
            ("code", text(tidy(&line.code))),
            ("product", text(product)),
            ("category", text(tidy(&line.category))),
            ("quantity", decimal(line.quantity)),
            ("unit_price", decimal(line.unit_price)),
            ("discount", decimal(line.discount)),
            ("amount", int(line.amount.0)),
            ("cost", line.cost.map_or(Value::Null, |m| int(m.0))),
        ];
        let key = [int(id), int(version), int(n)];
        if n <= present {
            tx.update(Table::OfferLine, &key, &columns)?;
        } else {
            columns.extend([("offer_id", int(id)), ("version", int(version)), ("n", int(n))]);
            tx.insert(Table::OfferLine, &columns)?;
        }
    }
    for n in lines.len() as i64 + 1..=present {
        tx.delete(Table::OfferLine, &[int(id), int(version), int(n)])?;
    }
    Ok(())
}

fn lines(tx: &Tx<'_>, id: OfferId, version: i64) -> Result<Vec<Line>, StoreError> {
    let lines = tx
        .connection()
        .prepare_cached(crate::store::read::OFFER_LINES)?
        .query_map((id, version), crate::store::read::offer_line)?
        .collect::<Result<_, _>>()?;
    Ok(lines)
}

/// The next number of the form `<prefix>0001`.
fn free_number(tx: &Tx<'_>, column: &str, prefix: &str) -> Result<String, StoreError> {
    let greatest: Option<i64> = tx.connection().query_row(
        &format!(
            "SELECT max(CAST(substr({column}, 3) AS INTEGER)) FROM offer
             WHERE {column} GLOB ?1 || '[0-9]*' AND length({column}) < 15"
        ),
        [prefix],
        |r| r.get(0),
    )?;
    let mut n = greatest.unwrap_or(0) + 1;
    // `O-12a` counts as 12 above and takes no number; what a person typed may.
    let sql = format!("SELECT 1 FROM offer WHERE {column} = ?1");
    while tx.connection().prepare_cached(&sql)?.exists([format!("{prefix}{n:04}")])? {
        n += 1;
    }
    Ok(format!("{prefix}{n:04}"))
}

fn said(
    tx: &Tx<'_>,
    key: &str,
    customer: i64,
    number: &str,
    amount: Money,
) -> Result<ChangeWords, StoreError> {
    let currency = settings::currency(tx.connection())?;
    Ok(words(
        key,
        [
            ("name", name_of(tx, customer)?),
            ("number", number.to_owned()),
            ("amount", amount.plain(currency.decimals)),
            ("currency", currency.symbol),
        ],
    ))
}
