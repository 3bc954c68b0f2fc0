//! The tables of an export: customers, purchases and contacts by their columns, cards, letters. The columns of customers
//! and purchases are those of the presets `portfolio_customers` and `portfolio_purchases`, so that what goes out can
//! come in.

use std::collections::{HashMap, HashSet};
use std::io::Write;

use rust_decimal::Decimal;

use super::document::{Comma, customer_json, purchase_json};
use super::{Failure, Job, Report, Source, document};
use crate::domain::base::names::fold;
use crate::domain::people::{Consent, Customer, CustomerDraft, CustomerId};
use crate::domain::work::reach::{Bar, is_business};
use crate::domain::{Day, Money};
use crate::exchange::out::letters::Template;
use crate::exchange::out::vcard::{self, Person};
use crate::exchange::out::{Cell, Tables};
use crate::store::ask::{Answer, CustomerRow, Question};
use crate::store::whole::{WholeLine, WholePurchase};
use crate::ui::json::write_json;
use crate::ui::texts::Texts;
use crate::views::exports::ExportWhat;

/// Customers are read this many at a time, so that memory does not grow with the list.
const CHUNK: usize = 1_000;

const CUSTOMERS: [&str; 35] = [
    "id",
    "name",
    "company",
    "contact",
    "tax_id",
    "email",
    "phone",
    "mobile",
    "fax",
    "address",
    "postal_code",
    "city",
    "region",
    "country",
    "zone",
    "birth_year",
    "income",
    "occasion",
    "benefit",
    "activity",
    "source",
    "tags",
    "consent_email",
    "consent_sms",
    "consent_phone",
    "consent_post",
    "owner",
    "created",
    "do_not_call",
    "next_contact",
    "stage",
    "last_purchase",
    "orders",
    "revenue_12m",
    "revenue_total",
];

const PURCHASES: [&str; 18] = [
    "id",
    "customer_id",
    "date",
    "sku",
    "product",
    "category",
    "quantity",
    "unit_price",
    "discount",
    "amount",
    "cost",
    "total",
    "status",
    "channel",
    "seller",
    "reverses",
    "occasion",
    "note",
];

const CONTACTS: [&str; 10] = [
    "customer_id",
    "customer",
    "at",
    "channel",
    "direction",
    "outcome",
    "reason",
    "note",
    "author",
    "next_day",
];

const LABELS: [&str; 8] =
    ["name", "company", "contact", "address", "postal_code", "city", "region", "country"];

/// The tables asked for, one after the other.
pub fn tables(source: &mut Source<'_>, job: &Job, out: &mut dyn Tables) -> Result<Report, Failure> {
    match job.what {
        ExportWhat::Customers => customers(source, job, out),
        ExportWhat::Purchases => purchases(source, job, out),
        ExportWhat::Contacts => contacts(source, job, out),
        ExportWhat::Labels => labels(source, job, out),
        ExportWhat::All | ExportWhat::Letters => {
            let mut report = Report::default();
            for what in [ExportWhat::Customers, ExportWhat::Purchases, ExportWhat::Contacts] {
                let part = Job { what, everyone: true, ..job.clone() };
                report.records += tables(source, &part, out)?.records;
            }
            Ok(report)
        }
    }
}

/// Shows each customer who is asked for, whole; who is never to be contacted is left out unless everyone is wanted.
fn each_customer(
    source: &mut Source<'_>,
    job: &Job,
    report: &mut Report,
    each: &mut dyn FnMut(&mut Source<'_>, &Customer) -> Result<bool, Failure>,
) -> Result<(), Failure> {
    let ids = match &job.whom {
        Some(ids) => ids.clone(),
        None => source.reader.everybody()?,
    };
    for chunk in ids.chunks(CHUNK) {
        for customer in source.reader.records(chunk)? {
            source.step()?;
            if customer.do_not_call.is_some() && !job.everyone {
                *report.left_out.entry(Bar::DoNotCall.key()).or_default() += 1;
            } else if each(source, &customer)? {
                report.records += 1;
            }
        }
    }
    Ok(())
}

/// Codes and numbers told apart by their source where two sources have the same one.
struct Codes(HashSet<String>);

impl Codes {
    fn told(&self, source: &str, code: &str) -> String {
        if self.0.contains(code) { format!("{source}:{code}") } else { code.to_owned() }
    }
}

fn head(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|c| (*c).to_owned()).collect()
}

fn customers(source: &mut Source<'_>, job: &Job, out: &mut dyn Tables) -> Result<Report, Failure> {
    let mut report = Report::default();
    let codes = Codes(source.whole.shared_codes()?);
    let labels = label_names(source)?;
    let mut columns = head(&CUSTOMERS);
    columns.extend(job.because.iter().map(|because| because.column.to_owned()));
    out.table(ExportWhat::Customers.key(), &columns)?;
    let decimals = source.decimals;
    each_customer(source, job, &mut report, &mut |source, customer| {
        let row = source.reader.answer(Question::Rows(vec![customer.id]))?;
        let row = match &row {
            Answer::Rows(rows) => rows.first(),
            _ => None,
        };
        let mut cells = customer_cells(customer, row, &codes, &labels, decimals);
        let why = job.because.iter().map(|why| why.words.get(&customer.id));
        cells.extend(why.map(|words| words.map_or(Cell::Empty, Cell::text)));
        out.row(&cells)?;
        Ok(true)
    })?;
    Ok(report)
}

fn label_names(source: &mut Source<'_>) -> Result<HashMap<i64, String>, Failure> {
    let Answer::Labels(labels) = source.reader.answer(Question::Labels)? else { return Ok(HashMap::new()) };
    Ok(labels.into_iter().map(|(label, _)| (label.id, label.name)).collect())
}

/// Names of labels for one cell. A name that holds what parts them is put in quotes.
fn tags(customer: &Customer, labels: &HashMap<i64, String>) -> String {
    // By name, as in JSON: the order of the labels is the user's, and not the file's.
    let mut names: Vec<&String> = customer.labels.iter().filter_map(|id| labels.get(id)).collect();
    names.sort_by_cached_key(|name| fold(name));
    let quoted = |name: &String| {
        let parts = name.contains([';', ',', '|', '"']) || name.contains(":::") || name.starts_with("* ");
        if parts { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.clone() }
    };
    names.into_iter().map(quoted).collect::<Vec<_>>().join(";")
}

fn customer_cells(
    customer: &Customer,
    row: Option<&CustomerRow>,
    codes: &Codes,
    labels: &HashMap<i64, String>,
    decimals: u32,
) -> Vec<Cell> {
    let d = &customer.draft;
    let said = |consent: Consent| match consent {
        Consent::Unknown => Cell::Empty,
        Consent::Yes => Cell::text("yes"),
        Consent::No => Cell::text("no"),
    };
    let facts = row.map(|row| &row.facts);
    let money = |amount: Option<Money>| amount.map_or(Cell::Empty, |m| Cell::Decimal(m.plain(decimals)));
    vec![
        Cell::text(codes.told(&customer.code_source, &d.code)),
        Cell::text(&d.name),
        Cell::text(&d.company),
        Cell::text(&d.contact),
        Cell::text(&d.tax_id),
        Cell::text(&d.email),
        Cell::text(&d.phone),
        Cell::text(&d.mobile),
        Cell::text(&d.fax),
        Cell::text(&d.address),
        Cell::text(&d.postal_code),
        Cell::text(&d.city),
        Cell::text(&d.region),
        Cell::text(&d.country),
        Cell::text(&d.zone),
        d.birth_year.map_or(Cell::Empty, |year| Cell::Int(i64::from(year))),
        Cell::text(&d.income),
        Cell::text(&d.occasion),
        Cell::text(&d.benefit),
        Cell::text(&d.activity),
        Cell::text(&d.source),
        Cell::text(tags(customer, labels)),
        said(d.consent_email),
        said(d.consent_sms),
        said(d.consent_phone),
        said(d.consent_post),
        Cell::text(&d.owner),
        Cell::day(d.since),
        Cell::day(customer.do_not_call),
        Cell::day(customer.next.as_ref().map(|next| next.day)),
        facts.map_or(Cell::Empty, |facts| Cell::text(facts.stage.key())),
        Cell::day(facts.and_then(|facts| facts.last)),
        facts.map_or(Cell::Empty, |facts| Cell::Int(i64::from(facts.orders))),
        money(facts.map(|facts| facts.revenue_12m)),
        money(facts.map(|facts| facts.revenue_total)),
    ]
}

/// Customers by source and code, each with their place in the list.
type Wanted = HashMap<(String, String), (usize, CustomerId)>;

/// The customers asked for; `None` is everybody, and sales to nobody known.
fn wanted(source: &mut Source<'_>, job: &Job) -> Result<Option<Wanted>, Failure> {
    let Some(ids) = &job.whom else { return Ok(None) };
    let mut wanted = Wanted::new();
    for chunk in ids.chunks(CHUNK) {
        for customer in source.reader.records(chunk)? {
            let place = wanted.len();
            wanted.insert((customer.code_source, customer.draft.code), (place, customer.id));
        }
    }
    Ok(Some(wanted))
}

fn purchases(source: &mut Source<'_>, job: &Job, out: &mut dyn Tables) -> Result<Report, Failure> {
    let wanted = wanted(source, job)?;
    let codes = Codes(source.whole.shared_codes()?);
    let numbers = Codes(source.whole.shared_numbers()?);
    out.table(ExportWhat::Purchases.key(), &head(&PURCHASES))?;
    let mut report = Report::default();
    let decimals = source.decimals;
    let (whole, mut step) = source.apart();
    whole.purchases(|purchase| {
        step()?;
        let is_wanted = match (&wanted, &purchase.customer) {
            (None, _) => true,
            (Some(wanted), Some(customer)) => wanted.contains_key(customer),
            (Some(_), None) => false,
        };
        if is_wanted {
            report.records += 1;
            purchase_rows(&purchase, &codes, &numbers, decimals, &mut |cells| Ok(out.row(cells)?))?;
        }
        Ok::<(), Failure>(())
    })?;
    Ok(report)
}

/// A row for each line, or one for a document of which only the total is known.
fn purchase_rows(
    purchase: &WholePurchase,
    codes: &Codes,
    numbers: &Codes,
    decimals: u32,
    row: &mut dyn FnMut(&[Cell]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let customer = purchase.customer.as_ref().map_or(Cell::Empty, |(s, c)| Cell::text(codes.told(s, c)));
    let [reverses, channel, seller, note, _, occasion] = &purchase.texts;
    let reverses = if reverses.is_empty() { String::new() } else { numbers.told(&purchase.source, reverses) };
    let status = if purchase.status == "valid" { "" } else { purchase.status };
    let document = |line: [Cell; 8]| {
        let [sku, product, category, quantity, price, discount, amount, cost] = line;
        [
            Cell::text(numbers.told(&purchase.source, &purchase.number)),
            customer.clone(),
            Cell::Day(Day(purchase.day)),
            sku,
            product,
            category,
            quantity,
            price,
            discount,
            amount,
            cost,
            Cell::Decimal(purchase.amount.plain(decimals)),
            Cell::text(status),
            Cell::text(channel),
            Cell::text(seller),
            Cell::text(&reverses),
            Cell::text(occasion),
            Cell::text(note),
        ]
    };
    if purchase.lines.is_empty() {
        return row(&document(std::array::from_fn(|_| Cell::Empty)));
    }
    purchase.lines.iter().try_for_each(|line| row(&document(line_cells(line, decimals))))
}

fn line_cells(line: &WholeLine, decimals: u32) -> [Cell; 8] {
    let [code, product, category] = &line.product;
    // Where the source has no code the name stands in its place.
    let code = if code == product { "" } else { code };
    [
        Cell::text(code),
        Cell::text(product),
        Cell::text(category),
        Cell::Decimal(line.quantity.clone()),
        Cell::Decimal(line.unit_price.clone()),
        percent(&line.discount),
        Cell::Decimal(line.amount.plain(decimals)),
        line.cost.map_or(Cell::Empty, |cost| unit_cost(cost, &line.quantity, decimals)),
    ]
}

/// A fraction in per cent, exactly.
fn percent(fraction: &str) -> Cell {
    match fraction.parse::<Decimal>().ok().and_then(|f| f.checked_mul(Decimal::ONE_HUNDRED)) {
        Some(percent) => Cell::Decimal(percent.normalize().to_string()),
        None => Cell::Empty,
    }
}

/// The cost of one unit, with decimals enough to give the cost of the line back.
fn unit_cost(cost: Money, quantity: &str, decimals: u32) -> Cell {
    let whole = cost.plain(decimals).parse::<Decimal>().ok();
    let units = quantity.parse::<Decimal>().ok().filter(|units| !units.is_zero());
    match whole.zip(units).and_then(|(whole, units)| whole.checked_div(units)) {
        Some(one) => Cell::Decimal(one.round_dp(10).normalize().to_string()),
        None => Cell::Empty,
    }
}

fn contacts(source: &mut Source<'_>, job: &Job, out: &mut dyn Tables) -> Result<Report, Failure> {
    let wanted = wanted(source, job)?;
    let codes = Codes(source.whole.shared_codes()?);
    out.table(ExportWhat::Contacts.key(), &head(&CONTACTS))?;
    let mut report = Report::default();
    let (whole, mut step) = source.apart();
    whole.customers(|customer| {
        step()?;
        let key = (customer.source, customer.code);
        if wanted.as_ref().is_some_and(|wanted| !wanted.contains_key(&key)) {
            return Ok(());
        }
        let name = customer.texts.iter().find(|(field, _)| *field == "name").map(|(_, name)| name.clone());
        for (at, [channel, direction, outcome, note, author, why], next) in customer.contacts {
            report.records += 1;
            out.row(&[
                Cell::text(codes.told(&key.0, &key.1)),
                Cell::text(name.clone().unwrap_or_default()),
                Cell::Moment(at),
                Cell::text(channel),
                Cell::text(direction),
                Cell::text(outcome),
                Cell::text(why),
                Cell::text(note),
                Cell::text(author),
                Cell::day(next),
            ])?;
        }
        Ok::<(), Failure>(())
    })?;
    Ok(report)
}

/// Cards of people.
pub fn cards(source: &mut Source<'_>, job: &Job, out: &mut dyn Write) -> Result<Report, Failure> {
    let mut report = Report::default();
    let labels = label_names(source)?;
    // Phones and mail programs show the note of a card, and no column of ours.
    let texts = Texts::new(job.manner.lang, &job.manner.numbers());
    let note = |id: &CustomerId| {
        let why = job.because.as_ref()?;
        let heading = texts.t(&why.text_key());
        why.words.get(id).map(|words| format!("{heading}: {words}"))
    };
    each_customer(source, job, &mut report, &mut |_, customer| {
        let d = &customer.draft;
        let names: Vec<String> = customer.labels.iter().filter_map(|id| labels.get(id)).cloned().collect();
        let business = is_business(&d.name, &d.company, &d.tax_id);
        let note = note(&customer.id).unwrap_or_default();
        let person =
            Person { source: &customer.code_source, draft: d, labels: &names, business, note: &note };
        vcard::write(out, &person, job.vcard)?;
        Ok(true)
    })?;
    Ok(report)
}

/// Shows each customer who may be written to; the others are counted by the reason.
fn each_by_post(
    source: &mut Source<'_>,
    job: &Job,
    each: &mut dyn FnMut(&CustomerDraft) -> Result<(), Failure>,
) -> Result<Report, Failure> {
    let mut report = Report::default();
    let ids = match &job.whom {
        Some(ids) => ids.clone(),
        None => source.reader.everybody()?,
    };
    for chunk in ids.chunks(CHUNK) {
        let customers = source.reader.records(chunk)?;
        let bars = source.reader.bars_by_post(&customers)?;
        for (customer, bar) in customers.iter().zip(bars) {
            source.step()?;
            if let Some(bar) = bar {
                *report.left_out.entry(bar.key()).or_default() += 1;
            } else {
                each(&customer.draft)?;
                report.records += 1;
            }
        }
    }
    Ok(report)
}

fn labels(source: &mut Source<'_>, job: &Job, out: &mut dyn Tables) -> Result<Report, Failure> {
    out.table(ExportWhat::Labels.key(), &head(&LABELS))?;
    each_by_post(source, job, &mut |d| {
        let texts =
            [&d.name, &d.company, &d.contact, &d.address, &d.postal_code, &d.city, &d.region, &d.country];
        Ok(out.row(&texts.map(Cell::text))?)
    })
}

/// A page for each customer who may be written to.
pub fn letters(
    source: &mut Source<'_>,
    job: &Job,
    (template, in_markdown): (&Template, bool),
    out: &mut dyn Write,
) -> Result<Report, Failure> {
    let mut first = true;
    each_by_post(source, job, &mut |draft| {
        if !std::mem::take(&mut first) {
            // A form feed is a new page for every printer; Markdown knows none of its own.
            let page =
                if in_markdown { "\n<div style=\"page-break-after: always\"></div>\n\n" } else { "\u{c}" };
            out.write_all(page.as_bytes())?;
        }
        let text = template.fill(draft, &job.date, in_markdown);
        out.write_all(text.as_bytes())?;
        if !text.ends_with('\n') {
            out.write_all(b"\n")?;
        }
        Ok(())
    })
}

/// JSON: the whole document, or the records asked for.
pub fn json(source: &mut Source<'_>, job: &Job, out: &mut dyn Write) -> Result<Report, Failure> {
    let decimals = source.decimals;
    if job.what == ExportWhat::All {
        let (whole, mut step) = source.apart();
        let mut records = 0;
        document::whole(whole, decimals, out, &mut || {
            records += 1;
            step()
        })?;
        return Ok(Report { records, ..Report::default() });
    }
    let wanted = wanted(source, job)?;
    let is_wanted = |key: &(String, String)| wanted.as_ref().is_none_or(|wanted| wanted.contains_key(key));
    let why = |key: &(String, String)| {
        let because = job.because.as_ref()?;
        let (place, id) = wanted.as_ref()?.get(key)?;
        Some((*place, because.column, because.words.get(id)?.as_str()))
    };
    // A list that says why each is on it is one to be worked down: it keeps its order. Others are read in that of the
    // codes, so that none of them is held in memory.
    let mut in_order: Vec<(usize, serde_json::Value)> = Vec::new();
    let mut report = Report::default();
    let mut comma = Comma::default();
    write!(out, "{{\"cartera\":1,\"{}\":[", job.what.key())?;
    let (whole, mut step) = source.apart();
    match job.what {
        ExportWhat::Purchases => whole.purchases(|purchase| {
            step()?;
            let here = purchase.customer.as_ref().map_or(wanted.is_none(), is_wanted);
            if here {
                report.records += 1;
                comma.before(out)?;
                write_json(&mut *out, &purchase_json(purchase, decimals))?;
            }
            Ok::<(), Failure>(())
        })?,
        what => whole.customers(|customer| {
            step()?;
            let key = (customer.source.clone(), customer.code.clone());
            if !is_wanted(&key) {
                return Ok(());
            }
            if what == ExportWhat::Customers && customer.do_not_call.is_some() && !job.everyone {
                *report.left_out.entry(Bar::DoNotCall.key()).or_default() += 1;
                return Ok(());
            }
            let mut record = customer_json(customer, decimals);
            if what == ExportWhat::Customers {
                report.records += 1;
                if let Some((place, column, words)) = why(&key) {
                    record[column] = words.into();
                    in_order.push((place, record));
                    return Ok(());
                }
                comma.before(out)?;
                write_json(&mut *out, &record)?;
                return Ok(());
            }
            let held = record.get_mut("contacts").map(serde_json::Value::take);
            for mut contact in held.into_iter().flat_map(|all| all.as_array().cloned().unwrap_or_default()) {
                report.records += 1;
                comma.before(out)?;
                contact["customer"] = serde_json::json!({ "source": key.0, "code": key.1 });
                write_json(&mut *out, &contact)?;
            }
            Ok::<(), Failure>(())
        })?,
    }
    in_order.sort_by_key(|(place, _)| *place);
    for (_, record) in &in_order {
        comma.before(out)?;
        write_json(&mut *out, record)?;
    }
    writeln!(out, "\n]}}")?;
    Ok(report)
}

impl Source<'_> {
    /// What is read record after record, and the step after each.
    fn apart(&mut self) -> (&crate::store::whole::Whole, impl FnMut() -> Result<(), Failure>) {
        let Self { whole, done, total, progress, .. } = self;
        let step = move || {
            *done += 1;
            if *done % 256 == 1 && progress(super::Progress { done: *done, total: *total }).is_break() {
                return Err(Failure::Stopped);
            }
            Ok(())
        };
        (whole, step)
    }
}
