//! The journal of a bookkeeping program as sales: entries whose customer account (43…) stands against an account of sales
//! (70…, 75…) become rows of documents, payments are named as such, and everything else is the bookkeeper's. A plan of
//! accounts becomes its customers. Account groups: Plan General de Contabilidad (RD 1514/2007).
//!
//! Amounts and days pass as they are written, so that their marks and orders are judged by the whole column.

use std::path::Path;

use rust_decimal::Decimal;

use crate::exchange::columns::preset::header_key;
use crate::exchange::error::ImportError;
use crate::exchange::file::fixed;
use crate::exchange::file::pipe::{Lines, Stop, stopped};
use crate::exchange::file::rows::{Dialect, Form, Row, Rows};
use crate::exchange::values::number::{self, Mark};

/// What a file of a bookkeeping program holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Entries of the journal.
    Entries,
    /// Accounts with their names.
    Accounts,
}

/// Columns of the documents that come out of a journal.
pub const DOCUMENTS: [&str; 9] = [
    "Cuenta contable",
    "Titulo de la cuenta",
    "NIF",
    "Documento contable",
    "Fecha",
    "Ventas",
    "Impuesto incluido",
    "Clase de apunte",
    "Concepto",
];

/// Columns of the customers that come out of a plan of accounts.
pub const ACCOUNTS: [&str; 9] = [
    "Cuenta contable",
    "Titulo de la cuenta",
    "NIF",
    "Domicilio",
    "Poblacion",
    "Provincia",
    "Codigo postal",
    "Telefono",
    "Email",
];

/// Accounts of customers, of sales and of the taxes that customers pay.
const CUSTOMERS: [&str; 6] = ["430", "431", "433", "434", "435", "436"];
const SALES: [&str; 2] = ["70", "75"];
const TAXES: [&str; 1] = ["477"];
/// Rows that an entry may have before it is taken as it is.
const LONGEST: usize = 20_000;
/// Rates of taxes: a column that holds nothing else holds no amounts.
const RATES: [&str; 16] =
    ["0", "3", "4", "5", "7", "9.5", "10", "13.5", "15", "16", "18", "20", "21", "7.5", "2", "0.5"];

/// Which column says what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Columns {
    entry: Option<usize>,
    date: Option<usize>,
    account: Option<usize>,
    counter: Option<usize>,
    debit: Option<usize>,
    credit: Option<usize>,
    amount: Option<usize>,
    side: Option<usize>,
    tax: Option<usize>,
    concept: Option<usize>,
    title: Option<usize>,
    tax_id: Option<usize>,
    series: Option<usize>,
    numbers: Vec<usize>,
    address: [Option<usize>; 6],
    /// The header speaks of accounts.
    is_plan: bool,
}

impl Columns {
    fn of(header: &[String]) -> Self {
        let keys: Vec<String> = header.iter().map(|name| header_key(name)).collect();
        let find = |names: &[&str]| names.iter().find_map(|name| keys.iter().position(|key| key == name));
        Self {
            entry: find(&[
                "asien",
                "asiento",
                "n asiento",
                "no asiento",
                "num asiento",
                "num. asiento",
                "numero asiento",
            ]),
            date: find(&["fecha", "fecha asiento", "date"]),
            account: find(&["subcta", "subcuenta", "cuenta", "cta", "codigo cuenta", "cod. cuenta", "cod"]),
            counter: find(&["contra", "contrapartida", "cuenta contrapartida"]),
            debit: find(&["eurodebe", "debe", "importe debe", "ptadebe"]),
            credit: find(&["eurohaber", "haber", "importe haber", "ptahaber"]),
            amount: find(&["importe"]),
            side: find(&["d/h", "dh", "debe/haber", "debe / haber", "signo"]),
            tax: find(&["cuota iva", "iva", "cuota", "igic"]),
            concept: find(&["concepto", "descripcion", "comentario"]),
            title: find(&[
                "titulo",
                "nombre cuenta",
                "titulo cuenta",
                "descripcion cuenta",
                "nombre",
                "razon social",
            ]),
            tax_id: find(&["nif", "cif", "nif/cif", "cif/nif"]),
            series: find(&["serie"]),
            numbers: [
                "factura",
                "n factura",
                "no factura",
                "num factura",
                "documento",
                "n documento",
                "ref",
                "ref.",
                "referencia",
            ]
            .iter()
            .filter_map(|name| keys.iter().position(|key| key == name))
            .collect(),
            is_plan: find(&[
                "subcta",
                "subcuenta",
                "cuenta",
                "cta",
                "codigo cuenta",
                "titulo",
                "titulo cuenta",
            ])
            .is_some(),
            address: [
                find(&["domicilio", "direccion"]),
                find(&["poblacion", "localidad"]),
                find(&["provincia"]),
                find(&["codpostal", "cod. postal", "codigo postal", "cp"]),
                find(&["telefono", "tfno", "telef01"]),
                find(&["email", "e-mail", "correo"]),
            ],
        }
    }

    fn kind(&self) -> Option<Kind> {
        let both = self.debit.is_some() && self.credit.is_some();
        let one = self.amount.is_some() && (self.counter.is_some() || self.side.is_some());
        if self.account.is_some() && self.date.is_some() && (both || one) {
            return Some(Kind::Entries);
        }
        let plan = self.account.is_some() && self.title.is_some() && self.tax_id.is_some();
        (plan && self.date.is_none() && self.numbers.is_empty() && self.amount.is_none())
            .then_some(Kind::Accounts)
    }
}

/// What a table with this header and these rows is, where it is of a bookkeeping program: its accounts are numbers, and some are
/// of customers.
pub fn kind(header: &[String], rows: &[(u64, Vec<String>)]) -> Option<Kind> {
    let columns = Columns::of(header);
    let kind = columns.kind()?;
    let cell = |row: &[String], at: Option<usize>| {
        at.and_then(|at| row.get(at)).map(|cell| cell.trim().to_owned()).unwrap_or_default()
    };
    let accounts: Vec<String> = rows
        .iter()
        .flat_map(|(_, row)| [cell(row, columns.account), cell(row, columns.counter)])
        .filter(|account| !account.is_empty())
        .collect();
    let numbers = accounts.iter().filter(|a| is_account(a)).count();
    let customers = accounts.iter().any(|a| is_account(a) && is_of(a, &CUSTOMERS));
    // A list of customers has codes and names as well: accounts are long, and of one length.
    let first = accounts.first().map_or(0, String::len);
    let plan = kind == Kind::Entries
        || first >= 6
            && accounts.iter().all(|a| a.len() == first)
            && (columns.is_plan || accounts.iter().all(|a| is_of(a, &CUSTOMERS)));
    (customers && plan && numbers * 10 >= accounts.len() * 8).then_some(kind)
}

fn is_account(text: &str) -> bool {
    (3..=15).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

fn is_of(account: &str, groups: &[&str]) -> bool {
    groups.iter().any(|group| account.trim().starts_with(group))
}

/// The tax inside an amount.
#[derive(Clone, Copy)]
enum Tax<'a> {
    None,
    /// As the file has it.
    Written(&'a str),
    /// Worked out.
    Share(Decimal),
}

/// A row of the file.
#[derive(Clone, Debug, Default)]
struct Entry {
    line: u64,
    cells: Vec<String>,
}

/// Writes the documents or customers of a file as lines.
pub fn convert(
    path: &Path,
    dialect: Dialect,
    (kind, skip): (Kind, u64),
    lines: &mut Lines,
) -> Result<(), ImportError> {
    let columns = Columns::of(&header(path, dialect, kind, skip)?);
    let rates = kind == Kind::Entries && holds_rates(path, dialect, skip, &columns)?;
    let journal = Journal { columns: &columns, rates };
    let mut group: Vec<Entry> = Vec::new();
    let mut open = Decimal::ZERO;
    let written = rows(path, dialect, (kind, skip), &mut |entry| {
        if kind == Kind::Accounts {
            return journal.customer(&entry, lines);
        }
        let ends =
            group.last().is_some_and(|last| !journal.is_same(last, &entry, open)) || group.len() >= LONGEST;
        if ends {
            journal.write(&group, lines)?;
            group.clear();
            open = Decimal::ZERO;
        }
        open += journal.balance(&entry);
        group.push(entry);
        Ok(())
    })?;
    let written = written.and_then(|()| journal.write(&group, lines));
    written.or_else(|stop| stopped(&stop))
}

/// Names of the columns.
fn header(path: &Path, dialect: Dialect, kind: Kind, line: u64) -> Result<Vec<String>, ImportError> {
    if dialect.delimiter.is_none() {
        return Ok(fixed::header(kind));
    }
    let mut header = Vec::new();
    let _ = rows(path, dialect, (kind, line.saturating_sub(1)), &mut |entry| {
        header = entry.cells;
        Err(Stop::Unread)
    })?;
    Ok(header)
}

/// Every row after the header.
fn rows(
    path: &Path,
    dialect: Dialect,
    (kind, skip): (Kind, u64),
    each: &mut dyn FnMut(Entry) -> Result<(), Stop>,
) -> Result<Result<(), Stop>, ImportError> {
    let is_fixed = dialect.delimiter.is_none();
    // A byte that no text holds: a record is one cell.
    let delimiter = dialect.delimiter.or(Some(0x1F));
    let mut reader = Rows::open(path, Dialect { form: Form::Text, delimiter, ..dialect })?;
    let mut row = Row::default();
    while reader.read(&mut row)? {
        if row.line <= skip {
            continue;
        }
        let cells = if is_fixed {
            fixed::fields(kind, &row.untrimmed(0))
        } else {
            (0..row.len()).map(|at| row.text(at)).collect()
        };
        if let Err(stop) = each(Entry { line: row.line, cells }) {
            return Ok(Err(stop));
        }
    }
    Ok(Ok(()))
}

/// Whether the column of the tax holds rates and no amounts.
fn holds_rates(path: &Path, dialect: Dialect, skip: u64, columns: &Columns) -> Result<bool, ImportError> {
    if columns.tax.is_none() {
        return Ok(false);
    }
    let mut rates = true;
    let _ = rows(path, dialect, (Kind::Entries, skip), &mut |entry| {
        let value = loose(cell(&entry, columns.tax)).map(|v| v.normalize().to_string());
        rates &= value.is_none_or(|value| RATES.contains(&value.as_str()));
        if rates { Ok(()) } else { Err(Stop::Unread) }
    })?;
    Ok(rates)
}

fn cell(entry: &Entry, at: Option<usize>) -> &str {
    at.and_then(|at| entry.cells.get(at)).map_or("", |cell| cell.trim())
}

/// A number whose mark nobody has settled: good for telling nothing from something, and for sums that must come to nothing.
fn loose(text: &str) -> Option<Decimal> {
    let by = |mark| number::parse(text.as_bytes(), mark);
    let comma = text.rfind(',') > text.rfind('.');
    if comma {
        by(Mark::Comma).or_else(|| by(Mark::Point))
    } else {
        by(Mark::Point).or_else(|| by(Mark::Comma))
    }
}

struct Journal<'c> {
    columns: &'c Columns,
    rates: bool,
}

impl Journal<'_> {
    /// Debit less credit of a row.
    fn balance(&self, entry: &Entry) -> Decimal {
        let of = |at| loose(cell(entry, at)).unwrap_or_default();
        let balance = if self.columns.debit.is_some() && self.columns.credit.is_some() {
            of(self.columns.debit).checked_sub(of(self.columns.credit))
        } else {
            self.columns.side.map(|_| {
                if self.is_debit(entry) { of(self.columns.amount) } else { -of(self.columns.amount) }
            })
        };
        balance.unwrap_or_default()
    }

    /// Whether a row belongs to the entry of the one before: by its number, else until the entry comes to nothing.
    fn is_same(&self, last: &Entry, entry: &Entry, open: Decimal) -> bool {
        if self.columns.entry.is_some() {
            return cell(last, self.columns.entry) == cell(entry, self.columns.entry)
                && cell(last, self.columns.date) == cell(entry, self.columns.date);
        }
        if self.columns.amount.is_some() && self.columns.counter.is_some() && self.columns.debit.is_none() {
            return false;
        }
        !open.is_zero() && cell(last, self.columns.date) == cell(entry, self.columns.date)
    }

    fn is_debit(&self, entry: &Entry) -> bool {
        let side = cell(entry, self.columns.side).to_ascii_lowercase();
        side.starts_with('d') || side == "+"
    }

    /// What stands on a side of a row, as it is written; nothing for no amount.
    fn side<'e>(&self, entry: &'e Entry, debit: bool) -> Option<&'e str> {
        let text = if self.columns.debit.is_some() && self.columns.credit.is_some() {
            cell(entry, if debit { self.columns.debit } else { self.columns.credit })
        } else if self.is_debit(entry) == debit {
            cell(entry, self.columns.amount)
        } else {
            ""
        };
        loose(text).is_some_and(|value| !value.is_zero()).then_some(text)
    }

    /// The documents of an entry.
    fn write(&self, group: &[Entry], lines: &mut Lines) -> Result<(), Stop> {
        let of = |groups: &'static [&'static str]| {
            move |entry: &&Entry| is_of(cell(entry, self.columns.account), groups)
        };
        if self.columns.amount.is_some() && self.columns.debit.is_none() && self.columns.counter.is_some() {
            for entry in group {
                self.one_line(entry, lines)?;
            }
            return Ok(());
        }
        let customers: Vec<&Entry> = group.iter().filter(of(&CUSTOMERS)).collect();
        let sales: Vec<&Entry> = group.iter().filter(of(&SALES)).collect();
        let taxed: Decimal = group.iter().filter(of(&TAXES)).map(|e| self.balance(e)).sum();
        let sold: Decimal = sales.iter().map(|e| self.balance(e)).sum();
        for customer in &customers {
            let counter = is_of(cell(customer, self.columns.counter), &SALES);
            if sales.is_empty() && !counter {
                self.payment(customer, lines)?;
                continue;
            }
            let owes = self.side(customer, true).is_some();
            // One customer: what was sold, line by line, and no tax in it.
            if customers.len() == 1 && !sales.is_empty() {
                for sale in &sales {
                    let (amount, sign) = match (self.side(sale, false), self.side(sale, true)) {
                        (Some(amount), _) => (amount, owes),
                        (_, Some(amount)) => (amount, !owes),
                        _ => continue,
                    };
                    // A discount booked beside the sale, or the other way round.
                    let amount = if sign { amount.to_owned() } else { turned(amount) };
                    let what = if owes { "" } else { "abono" };
                    self.document(customer, (&amount, Tax::None), what, lines)?;
                }
                continue;
            }
            let Some(amount) = self.side(customer, owes) else { continue };
            let whole = sold + taxed;
            let share = match loose(amount) {
                Some(value) if !whole.is_zero() && !taxed.is_zero() => {
                    value.checked_mul(taxed).and_then(|v| v.checked_div(whole)).map(|v| v.round_dp(2))
                }
                _ => None,
            };
            let tax = share.map_or(Tax::None, Tax::Share);
            self.document(customer, (amount, tax), if owes { "" } else { "abono" }, lines)?;
        }
        Ok(())
    }

    /// A row that names both accounts.
    fn one_line(&self, entry: &Entry, lines: &mut Lines) -> Result<(), Stop> {
        let (account, counter) = (cell(entry, self.columns.account), cell(entry, self.columns.counter));
        let customer = [account, counter].into_iter().find(|a| is_of(a, &CUSTOMERS));
        let Some(customer) = customer else { return Ok(()) };
        let other = if customer == account { counter } else { account };
        let amount = cell(entry, self.columns.amount);
        if loose(amount).is_none_or(|value| value.is_zero()) {
            return Ok(());
        }
        if !is_of(other, &SALES) {
            return self.put(entry, customer, (amount, Tax::None), "cobro", lines);
        }
        let tax = if self.rates { Tax::None } else { Tax::Written(cell(entry, self.columns.tax)) };
        self.put(entry, customer, (amount, tax), "", lines)
    }

    fn payment(&self, entry: &Entry, lines: &mut Lines) -> Result<(), Stop> {
        match self.side(entry, false).or_else(|| self.side(entry, true)) {
            Some(amount) => self.document(entry, (amount, Tax::None), "cobro", lines),
            None => Ok(()),
        }
    }

    fn document(
        &self,
        entry: &Entry,
        amounts: (&str, Tax<'_>),
        what: &str,
        lines: &mut Lines,
    ) -> Result<(), Stop> {
        self.put(entry, cell(entry, self.columns.account), amounts, what, lines)
    }

    fn put(
        &self,
        entry: &Entry,
        customer: &str,
        (amount, tax): (&str, Tax<'_>),
        what: &str,
        lines: &mut Lines,
    ) -> Result<(), Stop> {
        lines.begin(entry.line);
        lines.text(customer);
        lines.text(cell(entry, self.columns.title.filter(|_| cell(entry, self.columns.account) == customer)));
        lines.text(cell(entry, self.columns.tax_id));
        lines.text(&self.number(entry));
        lines.text(cell(entry, self.columns.date));
        lines.text(amount);
        match tax {
            Tax::None => lines.text(""),
            Tax::Written(text) => lines.text(text),
            Tax::Share(value) => lines.number(&value.to_string()),
        }
        lines.text(what);
        lines.text(cell(entry, self.columns.concept));
        lines.end()
    }

    /// The number of the invoice, else of the entry; with the year, for both begin again with it.
    fn number(&self, entry: &Entry) -> String {
        let said = |text: &&str| !text.is_empty() && text.bytes().any(|b| b != b'0');
        let invoice = self.columns.numbers.iter().map(|at| cell(entry, Some(*at))).find(said);
        let series = cell(entry, self.columns.series);
        let number = match (invoice, cell(entry, self.columns.entry)) {
            (Some(number), _) if series.is_empty() => number.to_owned(),
            (Some(number), _) => format!("{series}-{number}"),
            (None, "") => return String::new(),
            (None, entry) => format!("A{entry}"),
        };
        match year(cell(entry, self.columns.date)) {
            Some(year) if !number.contains(&year) => format!("{year}/{number}"),
            _ => number,
        }
    }

    /// A customer of a plan of accounts.
    fn customer(&self, entry: &Entry, lines: &mut Lines) -> Result<(), Stop> {
        let account = cell(entry, self.columns.account);
        if !is_of(account, &CUSTOMERS) || !is_account(account) || cell(entry, self.columns.title).is_empty() {
            return Ok(());
        }
        lines.begin(entry.line);
        lines.text(account);
        lines.text(cell(entry, self.columns.title));
        lines.text(cell(entry, self.columns.tax_id));
        for at in self.columns.address {
            lines.text(cell(entry, at));
        }
        lines.end()
    }
}

/// The same amount with the other sign.
fn turned(amount: &str) -> String {
    match amount.strip_prefix('-') {
        Some(rest) => rest.to_owned(),
        None => format!("-{amount}"),
    }
}

/// Four digits of a day that can be a year.
fn year(day: &str) -> Option<String> {
    let digits: Vec<&str> = day.split(|c: char| !c.is_ascii_digit()).collect();
    let whole = digits.iter().find(|part| part.len() == 4 || part.len() == 8)?;
    let year = &whole[..4];
    if ("1980"..="2199").contains(&year) {
        return Some(year.to_owned());
    }
    // 31122025
    whole.get(4..).filter(|year| ("1980"..="2199").contains(year)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Option<Kind> {
        let mut rows = text.lines().map(|line| line.split(';').map(str::to_owned).collect::<Vec<_>>());
        let header = rows.next().unwrap();
        let rows: Vec<(u64, Vec<String>)> = rows.enumerate().map(|(n, row)| (n as u64 + 2, row)).collect();
        kind(&header, &rows)
    }

    #[test]
    fn a_journal_is_told_by_its_columns_and_its_accounts() {
        let entries = "Fecha;Concepto;Debe;Haber;Cuenta\n01/02/2026;Fra 1;10;;430000001\n01/02/2026;Fra 1;;10;700000000";
        assert_eq!(table(entries), Some(Kind::Entries));
        // Of a bank, and of suppliers alone.
        assert_eq!(table(&entries.replace("43000", "ES21 ").replace("70000", "ES22 ")), None);
        assert_eq!(table(&entries.replace("430000001", "400000001").replace("700000000", "600000000")), None);
        assert_eq!(table("Fecha;Concepto;Importe;Saldo;Cuenta\n01/02/2026;x;10;20;430000001"), None);
    }

    #[test]
    fn a_plan_of_accounts_is_no_list_of_customers() {
        let plan = "Cod;Titulo;NIF\n43000001;Ana;12345678Z\n57200001;Banco;\n";
        assert_eq!(table(plan), Some(Kind::Accounts));
        assert_eq!(table("Cod;Nombre;NIF\n430;Ana;12345678Z\n431;Bea;\n572;Carlos;\n"), None);
        assert_eq!(table("Cod;Nombre;NIF\n430001;Ana;12345678Z\n572001;Carlos;\n"), None);
        assert_eq!(table("Cod;Nombre;NIF\n430001;Ana;12345678Z\n430002;Carlos;\n"), Some(Kind::Accounts));
    }

    #[test]
    fn a_year_is_found_in_days_of_every_form() {
        for (day, found) in [
            ("31/12/2025", Some("2025")),
            ("2025-12-31", Some("2025")),
            ("20251231", Some("2025")),
            ("31122025", Some("2025")),
            ("31/12/25", None),
            ("", None),
        ] {
            assert_eq!(year(day).as_deref(), found, "{day}");
        }
    }

    #[test]
    fn sums_come_to_nothing_whatever_the_mark() {
        for (text, value) in [("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("12", "12")] {
            assert_eq!(loose(text).unwrap().to_string(), value);
        }
        assert_eq!(loose(""), None);
        assert_eq!((turned("1,00"), turned("-1,00")), ("-1,00".to_owned(), "1,00".to_owned()));
    }
}
