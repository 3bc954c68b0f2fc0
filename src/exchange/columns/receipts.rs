//! Lists of what was paid and what was booked: they have days, names and amounts, and their rows are no sales.

use crate::exchange::assemble::lines::Lines;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{column_key, header_key, is_invoice};
use crate::exchange::columns::{Columns, NoSales};
use crate::exchange::error::ImportError;
use crate::exchange::plan::Plan;
use crate::exchange::values::money::near;
use crate::exchange::values::number;

/// Columns that name an account of the books.
const ACCOUNTS: [&str; 12] = [
    "account",
    "accountname",
    "accountfullname",
    "accountcode",
    "accountnumber",
    "cuenta",
    "nombrecuenta",
    "nombredelacuenta",
    "cuentacontable",
    "konto",
    "compte",
    "conto",
];
const DEBITS: [&str; 6] = ["debit", "debits", "debe", "soll", "debitamount", "dare"];
const CREDITS: [&str; 6] = ["credit", "credits", "haber", "haben", "creditamount", "avere"];

/// Columns that number payments.
const PAYMENTS: [&str; 12] = [
    "paymentnumber",
    "paymentno",
    "paymentnum",
    "numerodepago",
    "numeropago",
    "nopago",
    "nopagamento",
    "numerodecobro",
    "numerocobro",
    "nocobro",
    "zahlungsnummer",
    "numeropaiement",
];
/// And those that say which invoice they are of.
const INVOICES: [&str; 9] = [
    "invoicenumber",
    "invoiceno",
    "invoicenum",
    "numerodefactura",
    "numerofactura",
    "nofactura",
    "factura",
    "rechnungsnummer",
    "numerofacture",
];

/// Columns in which accounting programs say what was booked.
const KINDS: [&str; 3] = ["transactiontype", "tipodetransaccion", "tipotransaccion"];
/// What they book that is no sale.
const BOOKED: [&str; 19] = [
    "payment",
    "received payment",
    "pago",
    "cobro",
    "deposit",
    "deposito",
    "bill",
    "bill payment",
    "bill payment (check)",
    "bill payment (credit card)",
    "expense",
    "gasto",
    "check",
    "cheque",
    "journal entry",
    "asiento",
    "transfer",
    "transferencia",
    "credit card payment",
];

/// Where money goes that leaves an account for the owner's own.
const OWN_BANK: [&str; 8] = [
    "conta bancaria",
    "cuenta bancaria",
    "compte bancaire",
    "conto bancario",
    "bank account",
    "bankkonto",
    "bankrekening",
    "to bank",
];

/// Columns with what is left after each row.
const BALANCES: [&str; 6] = ["balance", "runningbalance", "saldo", "solde", "guthaben", "kontostand"];

/// Columns of a statement or of a journal.
const STATEMENT: [&str; 5] = ["saldo", "balance", "runningbalance", "contrapartida", "gegenkonto"];

/// What goes out and what comes in, as the columns of a book are called.
const LEDGER: [(&str, &str); 14] = [
    ("uscite", "entrate"),
    ("saidas", "entradas"),
    ("salidas", "entradas"),
    ("gastos", "ingresos"),
    ("gasto", "ingreso"),
    ("egresos", "ingresos"),
    ("egreso", "ingreso"),
    ("debit", "credit"),
    ("debito", "credito"),
    ("debe", "haber"),
    ("cargo", "abono"),
    ("cargos", "abonos"),
    ("sorties", "entrees"),
    ("dare", "avere"),
];

/// Rows that are looked at for a balance.
const LOOK: u32 = 300;

/// Whether a kind of transaction is no sale.
pub fn is_booked(cell: &[u8]) -> bool {
    cell.len() < 40 && BOOKED.contains(&header_key(&String::from_utf8_lossy(cell)).as_str())
}

/// Whether what is said of money that goes out is that it goes to the bank.
pub fn is_to_bank(cell: &[u8]) -> bool {
    let said = || header_key(&String::from_utf8_lossy(cell));
    (7..120).contains(&cell.len()) && {
        let said = said();
        OWN_BANK.iter().any(|words| said.contains(words))
    }
}

impl Columns {
    /// Of a table with days and amounts that holds no sales: what it is, and the column that says so. Bills of suppliers say
    /// who sells and neither who buys nor what; statements of a bank have a balance; quotes have a number of their own.
    pub fn no_sales(&self) -> Option<(NoSales, &str)> {
        let has = |fields: &[Field]| fields.iter().any(|f| self.has(*f));
        let named = |is: &dyn Fn(&str) -> bool| self.names().iter().find(|name| is(&column_key(name)));
        let goods = has(&[Field::LineCode, Field::Quantity, Field::UnitPrice]);
        let nobody = !self.somebody();
        let suppliers =
            |key: &str| ["proveedor", "supplier", "vendor", "acreedor"].iter().any(|w| key.contains(w));
        let quotes = |key: &str| {
            let bare =
                ["no", "n", "num", "numero", "numerode", "id"].iter().find_map(|p| key.strip_prefix(p));
            let back = ["no", "number", "num", "id"].iter().find_map(|p| key.strip_suffix(p));
            let words = ["presupuesto", "quote", "estimate", "proforma", "cotizacion", "quotation"];
            [Some(key), bare, back].into_iter().flatten().any(|k| words.contains(&k))
        };
        // The tax id beside them is theirs, and the concept what was bought.
        let buyer = [Field::Name, Field::FirstName, Field::Company, Field::Email, Field::Code];
        let bought = |c: &usize| {
            ["concepto", "descripcion", "concept", "description", "memo"]
                .contains(&column_key(self.name(*c)).as_str())
        };
        if !has(&buyer)
            && !goods
            && self.all(Field::Product).iter().all(bought)
            && let Some(name) = named(&suppliers)
        {
            return Some((NoSales::Suppliers, name));
        }
        // What a shop was paid, order by order: the orders say for what.
        if !goods
            && !self.has(Field::Email)
            && named(&|key| key == "kind").is_some()
            && let Some(name) = named(&|key| key == "gateway")
        {
            return Some((NoSales::Statement, name));
        }
        let papers =
            ["factura", "fra", "ticket", "pedido", "recibo", "albaran", "invoice", "order", "receipt"];
        let numbered = self.first(Field::Number).map(|c| column_key(self.name(c)));
        let of_sales = numbered.is_some_and(|key| papers.iter().any(|paper| key.contains(paper)));
        if nobody
            && !goods
            && !of_sales
            && let Some(name) = named(&|key| STATEMENT.contains(&key))
        {
            return Some((NoSales::Statement, name));
        }
        // What may be sold one day, and stages on the way there.
        let deals =
            |key: &str| ["dealname", "opportunityname", "oportunidad", "nombreoportunidad"].contains(&key);
        let stages = ["stage", "dealstage", "etapa", "probability", "probabilidad", "fase"];
        if named(&|key| stages.contains(&key)).is_some()
            && let Some(name) = named(&deals)
        {
            return Some((NoSales::Quotes, name));
        }
        if !self.has(Field::Number)
            && let Some(name) = named(&quotes)
        {
            return Some((NoSales::Quotes, name));
        }
        None
    }

    /// Of a table that has what goes out beside what comes in (a book of cash or of accounts) the column of the first.
    pub fn ledger(&self) -> Option<&str> {
        let column = |key: &str| (0..self.names().len()).find(|c| column_key(self.name(*c)) == key);
        let whole = |out: usize, into: usize| {
            let sums = [Field::Amount, Field::LineAmount, Field::UnitPrice];
            sums.into_iter().flat_map(|f| self.all(f)).any(|c| *c != out && *c != into)
        };
        let pair = LEDGER.into_iter().find_map(|(out, into)| Some((column(out)?, column(into)?)));
        let (out, into) = pair.filter(|_| self.has(Field::Date))?;
        let journal = || self.books().is_some_and(|(what, _)| what == NoSales::Journal);
        (!whole(out, into) && !journal()).then(|| self.name(out))
    }

    /// Of a table of payments or of a journal of accounts: what it is, and the column that says so.
    pub(in crate::exchange) fn books(&self) -> Option<(NoSales, &str)> {
        let find = |keys: &[&str]| self.names().iter().find(|n| keys.contains(&column_key(n).as_str()));
        if let (Some(name), Some(_), Some(_)) = (find(&ACCOUNTS), find(&DEBITS), find(&CREDITS)) {
            return Some((NoSales::Journal, name));
        }
        let goods = [Field::Product, Field::LineCode, Field::Quantity, Field::UnitPrice, Field::LineAmount];
        if goods.into_iter().any(|field| self.has(field)) {
            return None;
        }
        let of_invoice = find(&INVOICES).is_some();
        find(&PAYMENTS).filter(|_| of_invoice).map(|name| (NoSales::Payments, name.as_str()))
    }
}

impl Plan {
    /// In a list of transactions payments are no sales where the invoices stand beside them, or where the list is one of an
    /// accounting program: its first column has no name, or its payments no number. A list of payments alone is refused.
    pub(in crate::exchange) fn settle_payments(&mut self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let is_kind = |c: &usize| KINDS.contains(&column_key(columns.name(*c)).as_str());
        let Some(kind) = columns.all(Field::Status).iter().copied().find(is_kind) else { return Ok(()) };
        let mut number = Vec::new();
        let (mut paid, mut numbered, mut others, mut invoiced) = (0_u64, 0_u64, 0_u64, false);
        self.first_rows(u32::MAX, &mut |row| {
            if row.cell(kind).is_empty() {
            } else if is_booked(row.cell(kind)) {
                crate::exchange::values::cells::document_number(columns, row, &mut number);
                paid += 1;
                numbered += u64::from(!number.is_empty());
            } else {
                others += 1;
                invoiced |= is_invoice(&String::from_utf8_lossy(row.cell(kind)));
            }
        })?;
        let grouped = columns.name(0).trim().is_empty();
        let unnumbered = columns.has(Field::Number) && numbered == 0;
        if paid == 0 || !(invoiced || grouped || unnumbered) {
            return Ok(());
        }
        if others == 0 {
            let column = columns.name(kind).to_owned();
            return Err(ImportError::NoSales { what: NoSales::Payments, column });
        }
        self.booked = Some(kind);
        Ok(())
    }

    /// Refuses the statement of an account: money comes and goes, and what is left is told after each row. A platform that
    /// tells what it keeps of each sale lists sales.
    pub(in crate::exchange) fn refuse_statement(&self) -> Result<(), ImportError> {
        let columns = &self.resolved;
        let named = |c: &usize| BALANCES.contains(&column_key(columns.name(*c)).as_str());
        let goods = [Field::Quantity, Field::UnitPrice, Field::LineAmount];
        if goods.into_iter().any(|field| columns.has(field))
            || columns.names().iter().any(|n| crate::exchange::figures::fees::is_fee(n))
        {
            return Ok(());
        }
        let Some(balance) = (0..columns.names().len()).find(named) else { return Ok(()) };
        let lines = Lines::new(self);
        let (mut before, mut rows, mut running) = (None, 0_u32, 0_u32);
        let (mut incoming, mut outgoing) = (false, false);
        self.first_rows(LOOK, &mut |row| {
            let left = number::parse(row.cell(balance), self.decimal);
            let (Ok(Some(amount)), Some(left)) = (lines.number(row, Field::Amount), left) else { return };
            incoming |= amount.is_sign_positive() && !amount.is_zero();
            outgoing |= amount.is_sign_negative() && !amount.is_zero();
            if let Some((was_left, was)) = before {
                rows += 1;
                // From the oldest down, or from the newest.
                running += u32::from(near(was_left + amount, left) || near(left + was, was_left));
            }
            before = Some((left, amount));
        })?;
        if incoming && outgoing && rows > 1 && running * 10 >= rows * 8 {
            let column = columns.name(balance).to_owned();
            return Err(ImportError::NoSales { what: NoSales::Account, column });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_to_the_bank_is_told_by_words() {
        assert!(is_to_bank("Recursos transferidos para sua conta bancária".as_bytes()));
        assert!(is_to_bank(b"Transfer to bank"));
        assert!(!is_to_bank(b"Payment refund") && !is_to_bank(b"Bank"));
        assert!(is_booked(b"Bill Payment (Check)") && is_booked(b"Payment") && !is_booked(b"Sales Receipt"));
    }
}
