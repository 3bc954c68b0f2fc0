//! What is bought on each day: invoices with their lines, credit notes, voided documents, sales over the counter.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::Draft;
use super::days::open_day;
use super::people::STAFF;
use super::rng::Rng;
use super::words::{Category, Words};
use crate::domain::intake::DocumentRecord;
use crate::domain::trade::{Line, Status};
use crate::domain::{Day, Money};

/// Decimals of the currency.
const DECIMALS: u32 = 2;

/// All documents, by day, numbered as they were written; for one day, in the order of the customers.
pub(super) fn documents(
    drafts: &mut [Draft],
    words: &Words,
    rng: &mut Rng,
    yesterday: Day,
) -> Vec<DocumentRecord> {
    let mut made: Vec<(Option<usize>, DocumentRecord)> = Vec::new();
    for draft in drafts.iter_mut() {
        let code = draft.invented.record.code.clone();
        let count = draft.days.len();
        for (n, day) in draft.days.clone().into_iter().enumerate() {
            let lines = basket(
                &mut draft.rng,
                words,
                &draft.person.kind,
                draft.person.basket,
                draft.person.discount,
                day,
                yesterday,
            );
            let invoice = made.len();
            let mut document = blank("", day, lines);
            document.customer = Some(code.clone());
            document.seller = draft.person.owner.into();
            document.channel = ["Mostrador", "Mostrador", "Teléfono", "Web"][draft.rng.below(4)].into();
            // Never the first or last: no stage may hang on a document that is taken back.
            let inner = n > 1 && n + 2 < count;
            let fate = draft.rng.below(1000);
            let later = open_day(day.plus(draft.rng.between(2, 9)));
            let void = (fate < 4).then(|| DocumentRecord {
                status: Status::Void,
                note: "Duplicada".into(),
                ..document.clone()
            });
            let credit = (inner && (4..14).contains(&fate) && later > day && later <= yesterday).then(|| {
                let whole = fate < 8;
                let back: Vec<Line> = document
                    .lines
                    .iter()
                    .take(if whole { usize::MAX } else { 1 })
                    .map(|l| Line { quantity: -l.quantity, amount: -l.amount, ..l.clone() })
                    .collect();
                let mut credit = DocumentRecord { status: Status::Credit, ..blank("", later, back) };
                credit.customer = Some(code.clone());
                credit.seller.clone_from(&document.seller);
                credit.channel.clone_from(&document.channel);
                credit.note = "Devolución".into();
                credit
            });
            made.push((None, document));
            made.extend(void.map(|v| (None, v)));
            made.extend(credit.map(|c| (Some(invoice), c)));
        }
    }
    let first = made.iter().map(|(_, d)| d.day).min().unwrap_or(yesterday);
    for day in (first.0..=yesterday.0).map(Day).filter(|d| open_day(*d) == *d) {
        // Sales over the counter that nobody's name stands on.
        for _ in 0..rng.below(3) {
            let mut document = blank("", day, basket(rng, words, "", 1_600.0, 0, day, yesterday));
            document.channel = "Mostrador".into();
            document.seller = STAFF[rng.below(3)].into();
            made.push((None, document));
        }
    }
    number(made)
}

/// Numbers documents by year and series in the order of their days; credit notes name their invoice.
fn number(made: Vec<(Option<usize>, DocumentRecord)>) -> Vec<DocumentRecord> {
    let mut order: Vec<usize> = (0..made.len()).collect();
    order.sort_by_key(|n| (made[*n].1.day, *n));
    let mut counters: HashMap<(&str, i32), u32> = HashMap::new();
    let mut numbers = vec![String::new(); made.len()];
    for n in &order {
        let document = &made[*n].1;
        let series = match (document.status, &document.customer) {
            (Status::Credit, _) => "R",
            (_, None) => "T",
            _ => "F",
        };
        let year = document.day.ymd().0;
        let counter = counters.entry((series, year)).or_default();
        *counter += 1;
        numbers[*n] = format!("{series}{:02}/{counter:05}", year % 100);
    }
    let mut slots: Vec<Option<(Option<usize>, DocumentRecord)>> = made.into_iter().map(Some).collect();
    let mut all = Vec::with_capacity(slots.len());
    for (row, n) in order.into_iter().enumerate() {
        if let Some((of, mut document)) = slots[n].take() {
            document.number.clone_from(&numbers[n]);
            document.row = row as u64 + 2;
            if let Some(invoice) = of {
                document.reverses.clone_from(&numbers[invoice]);
            }
            all.push(document);
        }
    }
    all
}

fn blank(number: &str, day: Day, lines: Vec<Line>) -> DocumentRecord {
    DocumentRecord {
        row: 0,
        number: number.into(),
        derived: false,
        repeated: false,
        anew: false,
        customer: None,
        day,
        status: Status::Valid,
        amount: lines.iter().map(|l| l.amount).sum(),
        rows: lines.len() as u32,
        lines,
        channel: String::new(),
        seller: String::new(),
        reverses: String::new(),
        note: String::new(),
    }
}

/// Lines worth about `target` cents, of things that this kind of customer buys in this month.
fn basket(
    rng: &mut Rng,
    words: &Words,
    kind: &str,
    target: f64,
    discount: i64,
    day: Day,
    yesterday: Day,
) -> Vec<Line> {
    let (_, month, _) = day.ymd();
    let in_season = |c: &&Category| c.season.is_empty() || c.season.contains(&month);
    let shelf: Vec<&Category> = words.categories.iter().filter(in_season).collect();
    let liked: Vec<&Category> =
        shelf.iter().copied().filter(|c| c.buyers.iter().any(|b| b == kind)).collect();
    let target = target * (0.45 + 1.1 * rng.unit());
    let wanted = 1 + rng.below(4);
    // Prices were 2 % lower each year before.
    let years = (yesterday.0 - day.0) / 365;
    let mut lines: Vec<Line> = Vec::new();
    for _ in 0..wanted {
        let from = if rng.percent(75) && !liked.is_empty() { &liked } else { &shelf };
        let Some((category, (code, name, price))) =
            rng.choose(from).and_then(|c| Some((*c, rng.choose(&c.products)?)))
        else {
            continue;
        };
        if lines.iter().any(|l| l.code == *code) {
            continue;
        }
        let listed = *price;
        let price = price - price * i64::from(2 * years) / 100;
        let share = target / wanted as f64;
        if price as f64 > share * 4.0 && !lines.is_empty() {
            continue;
        }
        let units = ((share / price as f64) as i64).clamp(1, 60);
        let (quantity, unit_price, off) =
            (Decimal::from(units), Decimal::new(price, DECIMALS), Decimal::new(discount, 2));
        lines.push(Line {
            code: code.clone(),
            product: name.clone(),
            category: category.name.clone(),
            quantity,
            unit_price,
            discount: off,
            amount: Money::of_line(quantity, unit_price, off, DECIMALS).unwrap_or_default(),
            // What the shop itself paid, by article: 58 to 76 % of the list price.
            cost: Money::of_line(
                quantity,
                unit_price,
                Decimal::new(24 + 2 * (listed / 10 % 10), 2),
                DECIMALS,
            ),
        });
    }
    lines
}
