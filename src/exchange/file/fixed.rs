//! Records of fixed width, as `ContaPlus` hands over its journal (`XDIARIO.TXT`) and its plan of accounts (`XSUBCTA.TXT`): no
//! header, every field at its place. Widths are those of the program's published structure of both files; what newer
//! versions put behind is not looked at. Places count characters: the files are in one of the old one-byte encodings.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::exchange::file::ledger::Kind;
use crate::exchange::values::number::{self, Mark};

/// Fields of a record of the journal, with their widths. Amounts are in pesetas or in euros, each in fields of their own.
const ENTRY: [(&str, usize); 30] = [
    ("Asien", 6),
    ("Fecha", 8),
    ("SubCta", 12),
    ("Contra", 12),
    ("PtaDebe", 16),
    ("Concepto", 25),
    ("PtaHaber", 16),
    ("Factura", 8),
    ("BaseImpo", 16),
    ("IVA", 5),
    ("RecEquiv", 5),
    ("Documento", 10),
    ("Departa", 3),
    ("Clave", 6),
    ("Estado", 1),
    ("NCasado", 6),
    ("TCasado", 1),
    ("Trans", 6),
    ("Cambio", 16),
    ("DebeME", 16),
    ("HaberME", 16),
    ("Auxiliar", 1),
    ("Serie", 1),
    ("Sucursal", 4),
    ("CodDivisa", 5),
    ("ImpAuxME", 16),
    ("MonedaUso", 1),
    ("EuroDebe", 16),
    ("EuroHaber", 16),
    ("BaseEuro", 16),
];

/// Fields of an account.
const ACCOUNT: [(&str, usize); 21] = [
    ("Cod", 12),
    ("Titulo", 40),
    ("NIF", 15),
    ("Domicilio", 35),
    ("Poblacion", 25),
    ("Provincia", 20),
    ("CodPostal", 5),
    ("Divisa", 1),
    ("CodDivisa", 5),
    ("ConDocumento", 1),
    ("AjustaME", 1),
    ("TipoIVA", 1),
    ("Proye", 9),
    ("SubEquiv", 12),
    ("SubCierre", 12),
    ("LInterrump", 1),
    ("Segmento", 12),
    ("TPC", 5),
    ("RecEquiv", 5),
    ("Fax01", 15),
    ("Email", 50),
];

/// Places of debit and credit in pesetas and in euros, and of what the record says its money is (`2`: euros).
const PESETAS: (usize, usize) = (4, 6);
const EURO: (usize, usize) = (27, 28);
const CURRENCY: usize = 26;
/// Pesetas of a euro.
const RATE: Decimal = Decimal::from_parts(166_386, 0, 0, false, 3);

/// Characters up to where a record says enough: the credit of an entry, the tax id of an account. Editors cut blanks at
/// the end.
const ENTRY_LEAST: usize = 95;
const ACCOUNT_LEAST: usize = 53;

/// Names of the fields.
pub fn header(kind: Kind) -> Vec<String> {
    let of = |fields: &[(&str, usize)]| fields.iter().map(|(name, _)| (*name).to_owned()).collect();
    match kind {
        Kind::Entries => of(&ENTRY),
        Kind::Accounts => of(&ACCOUNT),
    }
}

/// The fields of a record; empty where it ends before.
pub fn fields(kind: Kind, record: &str) -> Vec<String> {
    let widths: &[(&str, usize)] = match kind {
        Kind::Entries => &ENTRY,
        Kind::Accounts => &ACCOUNT,
    };
    let mut rest = record.chars();
    let cut = |(_, width): &(&str, usize)| {
        let field: String = rest.by_ref().take(*width).collect();
        field.trim().to_owned()
    };
    let mut fields: Vec<String> = widths.iter().map(cut).collect();
    if kind == Kind::Entries {
        in_euros(&mut fields);
    }
    fields
}

/// Amounts that stand in the columns of pesetas alone. From 2002 on, and where the record says that its money is the euro,
/// they are euros; before, pesetas, of which 166.386 are a euro (Regulation (EC) 2866/98).
fn in_euros(fields: &mut [String]) {
    let amount = |fields: &[String], at: usize| {
        number::parse(fields[at].as_bytes(), Mark::Point).filter(|amount| !amount.is_zero())
    };
    if [EURO.0, EURO.1].into_iter().any(|at| amount(fields, at).is_some()) {
        return;
    }
    let is_euro = fields[CURRENCY] == "2" || fields[1].as_str() >= "20020101";
    for (from, to) in [(PESETAS.0, EURO.0), (PESETAS.1, EURO.1)] {
        if is_euro {
            let amount = fields[from].clone();
            fields[to] = amount;
        } else if let Some(amount) = amount(fields, from) {
            let euros = amount.checked_div(RATE).unwrap_or_default();
            fields[to] = euros.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).to_string();
        }
    }
}

/// What the records of a text are, where every one of them is of the one or the other shape.
pub fn kind(text: &str) -> Option<Kind> {
    let records: Vec<&str> =
        text.lines().filter(|line| !line.trim_matches(['\u{1A}', ' ']).is_empty()).collect();
    let all = |kind, shaped: fn(&str, &[String]) -> bool| {
        !records.is_empty() && records.iter().all(|record| shaped(record, &fields(kind, record)))
    };
    if all(Kind::Entries, is_entry) {
        return Some(Kind::Entries);
    }
    let length = |record: &str| fields(Kind::Accounts, record)[0].len();
    let lengths_agree = || records.windows(2).all(|pair| length(pair[0]) == length(pair[1]));
    (all(Kind::Accounts, is_account) && lengths_agree()).then_some(Kind::Accounts)
}

fn is_entry(record: &str, fields: &[String]) -> bool {
    let number = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && !text.bytes().all(|b| b == b'0')
    };
    let amount = |text: &str| {
        text.is_empty()
            || text.bytes().any(|b| b.is_ascii_digit())
                && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'))
    };
    let [entry, date, account, counter, debit, _, credit, ..] = fields else { return false };
    record.chars().count() >= ENTRY_LEAST
        && number(entry)
        && is_day(date)
        && account.len() >= 3
        && number(account)
        && (counter.is_empty() || number(counter))
        && amount(debit)
        && amount(credit)
        && !(debit.is_empty() && credit.is_empty() && record.chars().count() < 270)
}

/// `20261231`.
fn is_day(text: &str) -> bool {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    text.len() == 8
        && text.bytes().all(|b| b.is_ascii_digit())
        && part(0, 4).is_some_and(|year| (1980..2200).contains(&year))
        && part(4, 6).is_some_and(|month| (1..=12).contains(&month))
        && part(6, 8).is_some_and(|day| (1..=31).contains(&day))
}

fn is_account(record: &str, fields: &[String]) -> bool {
    let [code, title, tax_id, _, _, _, postal, ..] = fields else { return false };
    // A delimiter would stand somewhere in the blanks between name and tax id.
    let apart = record.chars().skip(code.len()).take(12 - code.len().min(12)).all(|c| c == ' ');
    record.chars().count() >= ACCOUNT_LEAST
        && code.len() >= 3
        && code.bytes().all(|b| b.is_ascii_digit())
        && apart
        && title.chars().any(char::is_alphabetic)
        && tax_id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | ' '))
        && (postal.is_empty() || postal.len() <= 5 && postal.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(account: &str, debit: &str, credit: &str) -> String {
        format!(
            "{:>6}20260131{account:<12}{:<12}{debit:>16}{:<25}{credit:>16}{:>8}",
            12, "", "Fra 12 a Muñoz", 12
        )
    }

    #[test]
    fn an_entry_is_cut_at_its_places_whatever_its_letters() {
        let record = entry("43000001", "0.00", "121.00");
        let fields = fields(Kind::Entries, &record);
        assert_eq!(fields[..8], ["12", "20260131", "43000001", "", "0.00", "Fra 12 a Muñoz", "121.00", "12"]);
        // After 2001 there are no pesetas.
        assert_eq!((fields[27].as_str(), fields[28].as_str()), ("0.00", "121.00"));
        assert_eq!(kind(&format!("{record}\r\n{record}\r\n\u{1A}")), Some(Kind::Entries));
    }

    #[test]
    fn pesetas_become_euros_at_the_rate_of_the_law() {
        let euros = |record: &str| fields(Kind::Entries, record)[27..29].to_vec();
        let old = entry("43000001", "16639", "0").replace("20260131", "19990131");
        assert_eq!(euros(&old), ["100.00", ""]);
        assert_eq!(euros(&old.replace("16639", "-8319")), ["-50.00", ""]);
        // Both are there: the euros stand.
        let both = format!("{old:<238}{:>16}{:>16}", "99.99", "0.00");
        assert_eq!(euros(&both), ["99.99", "0.00"]);
    }

    #[test]
    fn whatever_else_has_long_lines_is_no_journal() {
        let record = entry("43000001", "121.00", "0.00");
        for other in [
            record.replace("20260131", "20261331"),
            record.replace("121.00", "121,00"),
            record.replace("43000001", "4300000X"),
            "un texto cualquiera que sigue y sigue hasta pasar de las noventa y cinco letras que hacen falta aquí".into(),
            String::new(),
        ] {
            assert_eq!(kind(&other), None, "{other}");
            assert_eq!(kind(&format!("{record}\n{other} x\n")), None, "one line is enough");
        }
    }

    #[test]
    fn a_plan_has_accounts_of_one_length() {
        let account =
            |code: &str| format!("{code:<12}{:<40}{:<15}{:<35}", "Bar Sol, S. L.", "B09123456", "C/ Sol, 3");
        assert_eq!(
            kind(&format!("{}\n{}\n", account("43000001"), account("57200001"))),
            Some(Kind::Accounts)
        );
        assert_eq!(kind(&format!("{}\n{}\n", account("43000001"), account("572001"))), None);
        assert_eq!(
            fields(Kind::Accounts, &account("43000001"))[..4],
            ["43000001", "Bar Sol, S. L.", "B09123456", "C/ Sol, 3"]
        );
    }
}
