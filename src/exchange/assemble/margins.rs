//! What stands in a table and is none of its records: totals, headings of a group, remarks at the foot.

use crate::exchange::columns::Columns;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{header_key, words};
use crate::exchange::file::rows::Row;
use crate::exchange::values::date::{self, DateOrder};
use crate::exchange::values::months::month;

/// Bytes that the label of a total has at most.
const LABEL: usize = 60;

/// Whether a word of a total may begin here: nearly every cell is told by that, before its accents are looked at.
fn may_begin(word: &[u8]) -> bool {
    let Some(&[a, b, c]) = word.first_chunk::<3>() else { return false };
    match [a | 0x20, b | 0x20, c | 0x20] {
        [b't', b'o', b't']
        | [b's', b'u', b'm' | b'b']
        | [b's', b'o', b'm' | b'u']
        | [b'g', b'r', b'a']
        | [b'g', b'e', b's']
        | [b'z', b'w', b'i']
        | [b'r', b'a', b'z']
        | [b'o', b'g', b'o']
        | [b'c', b'e', b'l']
        | [b'm', b'e', b'z'] => true,
        // `Ogółem` is the only one with an accent so early.
        [b'o', b'g', _] => !c.is_ascii(),
        _ => false,
    }
}

/// A row of totals: its first words say so (`Total`, `Total Ana Gil`, `Subtotal:`).
pub fn is_total(row: &Row) -> bool {
    let first = (0..row.len()).map(|i| row.cell(i)).find(|c| !c.is_empty());
    let Some(label) = first.filter(|c| c.len() < LABEL) else { return false };
    let start = label.iter().position(|b| b.is_ascii_alphanumeric() || !b.is_ascii()).unwrap_or(0);
    if !may_begin(&label[start..]) {
        return false;
    }
    let key = header_key(&String::from_utf8_lossy(label));
    let word = key.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    words().totals.iter().any(|total| *total == key || total == word)
}

/// What stands beside the word of a total in its label: of which time, of what, in which money.
const BESIDE: [&str; 74] = [
    "dia",
    "diario",
    "del",
    "de",
    "la",
    "el",
    "los",
    "semana",
    "mes",
    "mensual",
    "general",
    "day",
    "daily",
    "week",
    "month",
    "of",
    "the",
    "grand",
    "sum",
    "caja",
    "ventas",
    "sales",
    "y",
    "sigue",
    "anterior",
    "ano",
    "anual",
    "year",
    "trimestre",
    "quarter",
    "facturas",
    "factura",
    "facturado",
    "facturacion",
    "invoices",
    "clientes",
    "customers",
    "pedidos",
    "orders",
    "tickets",
    "importe",
    "importes",
    "amount",
    "base",
    "bases",
    "imponible",
    "iva",
    "igic",
    "vat",
    "tax",
    "taxes",
    "impuestos",
    "bruto",
    "neto",
    "net",
    "gross",
    "geral",
    "generale",
    "faturas",
    "fatture",
    "factures",
    "facture",
    "ventes",
    "vendite",
    "vendas",
    "report",
    "eur",
    "euros",
    "usd",
    "con",
    "sin",
    "incl",
    "ht",
    "ttc",
];

/// Whether a cell is the label of a total and nothing else: `TOTAL`, `Total día`, `Total 13/01/2026`, `Suma del día`,
/// `Total enero`, `Importe total`.
pub fn is_total_label(cell: &[u8]) -> bool {
    let starts = |i: usize| i == 0 || cell[i - 1].is_ascii() && !cell[i - 1].is_ascii_alphanumeric();
    if cell.len() >= LABEL || !(0..cell.len()).any(|i| starts(i) && may_begin(&cell[i..])) {
        return false;
    }
    let key = header_key(&String::from_utf8_lossy(cell));
    // `GESAMT (eingegangen)`: what stands in brackets says of what.
    let key = key.split(" (").next().unwrap_or_default();
    let total = |word: &str| words().totals.iter().any(|t| t == word);
    let mut words = key.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    let mut found = words.peek().is_some();
    let mut has_total = false;
    for word in words {
        has_total |= total(word);
        let said =
            BESIDE.contains(&word) || word.bytes().all(|b| b.is_ascii_digit()) || month(word).is_some();
        found &= total(word) || said;
    }
    found && has_total
}

/// Whether a row of documents is a total though it has a day or a number: a total stands where the customer, the product or
/// the number does.
pub fn is_dated_total(columns: &Columns, row: &Row) -> bool {
    [Field::Name, Field::Product, Field::Number]
        .into_iter()
        .filter_map(|field| columns.first(field))
        .any(|column| is_total_label(row.cell(column)))
        || columns.first(Field::LineCode).is_some_and(|code| {
            // A code may be anything where a product stands beside it.
            let bare = columns.first(Field::Product).is_none_or(|product| row.cell(product).is_empty());
            bare && is_total_label(row.cell(code))
        })
}

/// A total of a list of customers: `Total` beside figures, or `Total clientes: 25` alone. Somebody may be called so: a name
/// with anything else beside it is one.
pub fn is_total_of_list(row: &Row) -> bool {
    let mut filled = (0..row.len()).map(|i| row.cell(i)).filter(|c| !c.is_empty());
    let Some(label) = filled.next() else { return false };
    if !is_total(row) {
        return false;
    }
    let key = header_key(&String::from_utf8_lossy(label));
    let exact = words().totals.contains(&key);
    let counts = label.iter().any(|b| b.is_ascii_digit() || *b == b':');
    let figures = |cell: &[u8]| !cell.iter().any(u8::is_ascii_alphabetic);
    if exact { filled.all(figures) } else { counts && filled.next().is_none() }
}

/// Whether a row of a list is the header that somebody pasted into it: two words at least, and each is its column's name.
/// A number before it, or the day on which it was pasted, makes nobody of it.
pub fn holds_header(names: &[String], row: &Row) -> bool {
    let mut found = 0;
    for (index, name) in names.iter().enumerate() {
        let cell = row.cell(index).trim_ascii();
        let word = !cell.iter().any(u8::is_ascii_digit)
            && cell.iter().any(|b| b.is_ascii_alphabetic() || !b.is_ascii());
        if word && !cell.eq_ignore_ascii_case(name.trim().as_bytes()) {
            return false;
        }
        found += u32::from(word);
    }
    found > 1
}

/// What a program writes below what it exports: who made it and when.
pub fn is_imprint(row: &Row) -> bool {
    let says = |cell: &[u8]| {
        let key = header_key(&String::from_utf8_lossy(&cell[..cell.len().min(2 * LABEL)]));
        words().remarks.iter().any(|remark| key.starts_with(remark) || key.ends_with(remark))
    };
    let mut filled = (0..row.len()).map(|i| row.cell(i)).filter(|c| !c.is_empty());
    match (filled.next(), filled.next()) {
        (Some(only), None) => says(only) || matches!(date::parse(only, DateOrder::Ymd), Ok(Some(_))),
        _ => (0..row.len().min(3)).any(|i| says(row.cell(i))),
    }
}

/// A remark alone in a row of a list of people: `Notas: llamar por la tarde`.
pub fn is_lone_remark(row: &Row) -> bool {
    let mut filled = (0..row.len()).map(|i| row.cell(i)).filter(|c| !c.is_empty());
    // Nearly every row is told by its second cell.
    let (Some(only), None) = (filled.next(), filled.next()) else { return false };
    only.contains(&b':') && {
        let key = header_key(&String::from_utf8_lossy(&only[..only.len().min(2 * LABEL)]));
        words().remarks.iter().any(|remark| remark.ends_with(':') && key.starts_with(remark))
    }
}

/// A sentence alone in a row: nobody has so long a name.
pub fn is_sentence(row: &Row) -> bool {
    let mut filled = (0..row.len()).map(|i| row.cell(i)).filter(|c| !c.is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return false };
    let mut words = only.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let count = words.clone().count();
    let told = words.any(|word| word.ends_with(b":"));
    // «… S. L.» ends in a full stop too.
    let last = only.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
    let ended = last.len() > 4 && last.ends_with(b".") && !last[..last.len() - 1].contains(&b'.');
    count > 4 && told || count > 7 && ended
}

/// A remark: one cell of several words in a table of several columns, where nobody and no document is called so; or an
/// imprint.
pub fn is_remark(columns: &Columns, row: &Row) -> bool {
    let mut filled = (0..row.len()).filter(|i| !row.cell(*i).is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return is_imprint(row) };
    let cell = row.cell(only);
    is_imprint(row)
        || columns.names().len() > 2
            && cell.iter().any(u8::is_ascii_alphabetic)
            && cell.iter().any(u8::is_ascii_whitespace)
            && !columns.all(Field::Code).contains(&only)
}

/// Whether no cell of a row has a letter in it.
pub fn has_figures_alone(row: &Row) -> bool {
    !(0..row.len()).any(|i| row.cell(i).iter().any(|b| b.is_ascii_alphabetic() || !b.is_ascii()))
}

/// Whether a row says nothing of a customer: the heading above its group does.
pub fn names_nobody(columns: &Columns, row: &Row) -> bool {
    let said = |field: &Field| columns.all(*field).iter().any(|c| !row.cell(*c).is_empty());
    !Field::ALL.iter().filter(|f| f.is_customer()).any(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_total_begins_as_such_words_do() {
        for total in &words().totals {
            assert!(may_begin(total.as_bytes()), "{total}");
        }
        assert!(!may_begin(b"tornillo") && !may_begin(b"to") && may_begin("ogółem".as_bytes()));
    }
}
