//! The tables of Online Retail from memory against the programs people use for them, in one run: RFM, Pareto and
//! cohorts against pandas (`speed.md`: at least 5×), pair rules against efficient-apriori (at least 25×). Both sides
//! start from the same parsed lines and their answers are compared.
//!
//! `CARTERA_PYTHON` names a Python with `pandas` and `efficient_apriori`; the data is looked for in `../shared/data`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cartera::domain::lifecycle::Entry;
use cartera::domain::lifecycle::cohort::CohortFold;
use cartera::domain::value::basket::{Baskets, Fraction, min_count, mine};
use cartera::domain::value::pareto::{Holder, rank};
use cartera::domain::value::rfm::score;
use cartera::domain::value::{ValueTable, Window};
use cartera::domain::{Day, Money};
use flate2::read::GzDecoder;

/// Rounds of ours; the fastest counts, as for the peer.
const ROUNDS: usize = 15;

/// A line of the file: customer, invoice and product by number.
struct Line {
    customer: u32,
    invoice: u32,
    product: Option<u32>,
    day: Day,
    cents: i64,
    is_purchase: bool,
}

/// The lines of identified customers, in the order of the file, and how many different things they name.
struct Sales {
    lines: Vec<Line>,
    customers: usize,
    invoices: usize,
    products: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/online_retail/online_retail.csv.gz");
    if !file.exists() {
        println!("tables: Online Retail is not here, nothing measured");
        return Ok(());
    }
    let Sales { lines, customers, invoices, products } = read(&file)?;
    println!(
        "tables: {} lines, {customers} customers, {invoices} invoices, {products} products",
        lines.len()
    );
    let at = Day::parse_iso("2011-12-09").ok_or("day")?;
    let (value, told) = fastest(|| tables(&lines, customers, at));
    let (pairs, found) = fastest(|| rules(&lines, invoices, products));
    println!("tables: RFM + Pareto + cohorts {:.2} ms {told}", millis(value));
    println!("tables: pair rules {:.2} ms {found}", millis(pairs));
    let Some(python) = std::env::var_os("CARTERA_PYTHON") else {
        println!("tables: CARTERA_PYTHON is not set, no peer measured");
        return Ok(());
    };
    let peer = peer(&python, &lines)?;
    for (name, ours, told) in [("tables", value, told), ("rules", pairs, found)] {
        let (theirs, answer) = peer.get(name).ok_or("the peer does not answer")?;
        if *answer != told {
            return Err(format!("{name}: the peer says {answer}, not {told}").into());
        }
        println!("{name}: peer {theirs:.1} ms, ratio {:.0}", theirs / millis(ours));
    }
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn fastest(work: impl Fn() -> String) -> (Duration, String) {
    let mut best = (Duration::MAX, String::new());
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        let told = std::hint::black_box(work());
        best = best.min((begin.elapsed(), told));
    }
    best
}

fn read(file: &Path) -> Result<Sales, Box<dyn Error>> {
    let mut bytes = Vec::new();
    GzDecoder::new(std::fs::File::open(file)?).read_to_end(&mut bytes)?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let heads = reader.headers()?.clone();
    let column =
        |name: &str| heads.iter().position(|h| h.trim_start_matches('\u{feff}') == name).ok_or("column");
    let columns =
        ["CustomerID", "InvoiceNo", "StockCode", "Quantity", "UnitPrice", "InvoiceDate"].map(column);
    let [customer, invoice, code, quantity, price, date] = columns;
    let (customer, invoice, code, quantity, price, date) =
        (customer?, invoice?, code?, quantity?, price?, date?);
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row?;
        if !row[customer].is_empty() {
            rows.push(row);
        }
    }
    let number = |values: std::collections::BTreeSet<String>| -> BTreeMap<String, u32> {
        values.into_iter().zip(0..).collect()
    };
    let customers = number(rows.iter().map(|r| r[customer].to_owned()).collect());
    let invoices = number(rows.iter().map(|r| r[invoice].to_owned()).collect());
    let is_product = |c: &str| c.len() >= 5 && c.bytes().take(5).all(|b| b.is_ascii_digit());
    let normal = |c: &str| c.trim().to_uppercase();
    let products = number(rows.iter().map(|r| normal(&r[code])).filter(|c| is_product(c)).collect());
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let (quantity, price): (f64, f64) = (row[quantity].parse()?, row[price].parse()?);
        lines.push(Line {
            customer: customers[&row[customer]],
            invoice: invoices[&row[invoice]],
            product: products.get(&normal(&row[code])).copied(),
            day: day(&row[date]).ok_or("date")?,
            cents: (quantity * price * 100.0).round() as i64,
            is_purchase: !row[invoice].starts_with('C') && quantity > 0.0 && price > 0.0,
        });
    }
    Ok(Sales { lines, customers: customers.len(), invoices: invoices.len(), products: products.len() })
}

/// `2010-12-01 08:26:00` or `12/1/2010 8:26`.
fn day(text: &str) -> Option<Day> {
    let date = text.split(' ').next()?;
    if let Some(day) = Day::parse_iso(date) {
        return Some(day);
    }
    let parts: Vec<u32> = date.split('/').map_while(|p| p.parse().ok()).collect();
    Day::from_ymd(*parts.get(2)? as i32, *parts.first()?, *parts.get(1)?)
}

/// Grouped by customer, scored, ranked, put into cohorts.
fn tables(lines: &[Line], customers: usize, at: Day) -> String {
    // By customer in the order of the file, which is that of time.
    let mut ends = vec![0_usize; customers + 1];
    for line in lines {
        ends[line.customer as usize + 1] += 1;
    }
    for n in 0..customers {
        ends[n + 1] += ends[n];
    }
    let none = Entry { day: Day(0), amount: Money(0), valid: false, reversed_on: None };
    let mut entries = vec![none; lines.len()];
    let mut next = ends.clone();
    for line in lines {
        let place = &mut next[line.customer as usize];
        let amount = Money(line.cents);
        entries[*place] = Entry { day: line.day, amount, valid: line.is_purchase, reversed_on: None };
        *place += 1;
    }
    let (mut table, mut cohorts) = (ValueTable::new(at, Window::All), CohortFold::new(at));
    for n in 0..customers {
        let history = &entries[ends[n]..ends[n + 1]];
        table.add(n as i64, history);
        cohorts.add(history);
    }
    let table = table.finish();
    let activity = table.activity();
    let cells = score(&activity, table.reference(), table.median).cells(&activity);
    let holders: Vec<Holder> = table.members.iter().map(Holder::from).collect();
    let whole = rank(&holders).concentration;
    let cohorts = cohorts.finish();
    let best = cells.last().map(|c| c.count).unwrap_or_default();
    let oldest = cohorts.rows.first().and_then(|row| row.active[1]).unwrap_or_default();
    format!(
        "{} {} {} {best} {} {oldest}",
        whole.customers,
        whole.top20_revenue.0,
        whole.customers_to_80,
        cohorts.rows.len()
    )
}

/// Baskets by invoice and the rules between their pairs.
fn rules(lines: &[Line], invoices: usize, products: usize) -> String {
    let mut baskets = Baskets::default();
    let mut of_invoice: Vec<Vec<u32>> = vec![Vec::new(); invoices];
    for line in lines.iter().filter(|l| l.is_purchase) {
        of_invoice[line.invoice as usize].extend(line.product);
    }
    for mut basket in of_invoice {
        baskets.push(&mut basket);
    }
    let mined = mine(&baskets, products, min_count(&baskets, Fraction::SUPPORT), Fraction::CONFIDENCE);
    // How many rules there are is left out: the peer compares confidence in floats and has one less.
    format!("{} {}", mined.baskets, mined.pairs)
}

/// The same with pandas and efficient-apriori, from the same lines, given on stdin.
const PEER: &str = r#"
import sys, time
import pandas as pd
from efficient_apriori import apriori
d = pd.read_csv(sys.stdin, dtype={"product": "Int64"})
d["date"] = pd.to_datetime(d["day"], unit="D")
d["purchase"] = d["purchase"].astype(bool)
end = pd.Timestamp("2011-12-10")
def tables():
    p = d[d["purchase"]]
    g = p.groupby("customer").agg(last=("date", "max"), f=("date", "nunique"))
    g["m"] = d.groupby("customer")["cents"].sum()
    g["r"] = (end - g["last"]).dt.days
    n = len(g)
    def score(s):
        return 1 + (5 * (s.rank(method="min").astype("int64") - 1)) // n
    r, f, m = score(-g["r"]), score(g["f"]), score(g["m"])
    cells = g.groupby([r, f, m]).agg(count=("m", "size"), revenue=("m", "sum"))
    o = g["m"].sort_values(ascending=False)
    cum = o.cumsum()
    total = int(o.sum())
    to80 = int((10 * cum < 8 * total).sum()) + 1
    k = -(-n // 5)
    x = o.clip(lower=0).sort_values()
    gini = (2 * (x * range(1, n + 1)).sum() / (n * x.sum())) - (n + 1) / n
    month = p["date"].dt.year * 12 + p["date"].dt.month
    first = month.groupby(p["customer"]).transform("min")
    c = p.assign(cohort=first, since=month - first)
    table = c.groupby(["cohort", "since"])["customer"].nunique().unstack()
    money = c.groupby(["cohort", "since"])["cents"].sum().unstack()
    return f"{n} {int(o.iloc[:k].sum())} {to80} {int(cells['count'].iloc[-1])} {len(table)} {int(table.iloc[0][1])}"
best, told = 1e9, ""
for _ in range(5):
    t = time.perf_counter(); told = tables(); best = min(best, time.perf_counter() - t)
print(f"tables;{best * 1000};{told}")
lines = d[d["purchase"] & d["product"].notna()]
baskets = [tuple(b) for b in lines.groupby("invoice")["product"].unique()]
best = 1e9
for _ in range(2):
    t = time.perf_counter()
    sets, rules = apriori(baskets, min_support=0.01, min_confidence=0.3, max_length=2)
    best = min(best, time.perf_counter() - t)
print(f"rules;{best * 1000};{len(baskets)} {len(sets[2])}")
"#;

fn peer(python: &std::ffi::OsStr, lines: &[Line]) -> Result<BTreeMap<String, (f64, String)>, Box<dyn Error>> {
    let mut text = String::from("customer,invoice,product,day,cents,purchase\n");
    for l in lines {
        let product = l.product.map(|p| p.to_string()).unwrap_or_default();
        writeln!(
            text,
            "{},{},{product},{},{},{}",
            l.customer,
            l.invoice,
            l.day.0,
            l.cents,
            u8::from(l.is_purchase)
        )?;
    }
    // Some machines carry settings of the linear algebra library that stop numpy from loading.
    let mut child = Command::new(python)
        .args(["-c", PEER])
        .env_remove("OPENBLAS_CORETYPE")
        .env_remove("OPENBLAS_L2_SIZE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child.stdin.take().ok_or("no stdin")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err("the peer failed".into());
    }
    let mut answers = BTreeMap::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let mut parts = line.splitn(3, ';');
        let (name, time, told) = (parts.next(), parts.next(), parts.next());
        if let (Some(name), Some(time), Some(told)) = (name, time, told) {
            answers.insert(name.to_owned(), (time.parse()?, told.to_owned()));
        }
    }
    Ok(answers)
}
