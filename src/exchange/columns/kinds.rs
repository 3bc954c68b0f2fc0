//! Kinds of documents that tax offices number or call by letters: which country's they are, and what each means. A bare `3` may
//! be a credit note, an identity card or anything else: the codes count where the column is named after documents, every cell
//! is of one country's table, and the table has that country's tax id beside it.

use crate::exchange::assemble::margins;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{Meaning, column_key, header_key};
use crate::exchange::error::ImportError;
use crate::exchange::file::rows::Row;
use crate::exchange::plan::Plan;
use crate::exchange::values::cells;

/// Rows that are looked at.
const LOOK: u32 = 2000;

/// Whose codes they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// Chile, the electronic documents of the SII.
    Chile,
    /// Argentina, the vouchers of ARCA (before: AFIP).
    Argentina,
    /// Peru, the kinds of payment vouchers of SUNAT.
    Peru,
    /// Spain, the kinds of invoices of the AEAT.
    Spain,
    /// Portugal, the kinds of documents of SAF-T.
    Portugal,
    /// Mexico, `TipoDeComprobante` of the CFDI.
    Mexico,
}

/// A column of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    column: usize,
    office: Office,
}

/// What a code is in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sale,
    Means(Meaning),
}

/// Names of columns of kinds of documents, and those that leave no doubt.
const NAMED: [&str; 16] = [
    "tipo",
    "tipodoc",
    "tipodedoc",
    "tipodocumento",
    "tipodedocumento",
    "tipodte",
    "tipodedte",
    "dte",
    "tipofactura",
    "tipodefactura",
    "clase",
    "clasedocumento",
    "clasededocumento",
    "codigotipo",
    "tipofra",
    "doctype",
];
const CERTAIN: [&str; 7] = [
    "tipocomprobante",
    "tipodecomprobante",
    "tipocbte",
    "tipocpe",
    "codigocomprobante",
    "tipocomp",
    "tipodecbte",
];

/// What each code is, without zeros in front.
const TABLE: [(Office, Kind, &str); 17] = [
    (Office::Chile, Kind::Sale, "33 34 39 41 43 55 56 101 103 110 111"),
    (Office::Chile, Kind::Means(Meaning::Credit), "60 61 112"),
    // What a client keeps, and papers that go with goods.
    (Office::Chile, Kind::Means(Meaning::Void), "46 50 52"),
    (
        Office::Argentina,
        Kind::Sale,
        "1 2 4 6 7 9 11 12 15 19 20 51 52 54 81 82 83 109 111 115 116 117 118 201 202 206 207 211 212",
    ),
    (Office::Argentina, Kind::Means(Meaning::Credit), "3 8 13 21 53 110 112 113 114 119 203 208 213"),
    (Office::Peru, Kind::Sale, "1 2 3 8 12 14"),
    (Office::Peru, Kind::Means(Meaning::Credit), "7"),
    (Office::Spain, Kind::Sale, "F1 F2 F3 F4"),
    (Office::Spain, Kind::Means(Meaning::Correction), "R1 R2 R3 R4 R5"),
    (Office::Portugal, Kind::Sale, "FT FR FS VD ND TV TD"),
    (Office::Portugal, Kind::Means(Meaning::Credit), "NC"),
    (Office::Portugal, Kind::Means(Meaning::Payment), "RC RG"),
    (Office::Portugal, Kind::Means(Meaning::Void), "GT GR GA GC GD"),
    (Office::Portugal, Kind::Means(Meaning::Draft), "OR PF NE"),
    (Office::Mexico, Kind::Sale, "I"),
    (Office::Mexico, Kind::Means(Meaning::Credit), "E"),
    (Office::Mexico, Kind::Means(Meaning::Payment), "P N T"),
];

impl Office {
    const ALL: [Self; 6] =
        [Self::Chile, Self::Argentina, Self::Peru, Self::Spain, Self::Portugal, Self::Mexico];

    /// What a code means here; `None` where the table has none of that name.
    fn kind(self, code: &str) -> Option<Kind> {
        let plain = code.trim_start_matches('0');
        let found = TABLE
            .iter()
            .find(|(office, _, codes)| *office == self && codes.split(' ').any(|listed| listed == plain));
        found.map(|(_, kind, _)| *kind)
    }

    /// Words of names of columns that only tables of this country have.
    const fn beside(self) -> &'static [&'static str] {
        match self {
            Self::Chile => &["rut"],
            Self::Argentina => &["cuit", "cuil", "cae"],
            Self::Peru => &["ruc"],
            Self::Spain => &["nif", "cif"],
            Self::Portugal => &["nif", "nipc", "contribuinte"],
            Self::Mexico => &["rfc", "uuid"],
        }
    }

    /// The money that is only theirs; the euro says nothing.
    fn is_of_money(self, currency: &str) -> bool {
        let of = match self {
            Self::Chile => "CLP",
            Self::Argentina => "ARS",
            Self::Peru => "PEN",
            Self::Mexico => "MXN",
            Self::Spain | Self::Portugal => return false,
        };
        of == currency
    }
}

/// A cell that is a code and nothing else: `33`, `033`, `33.0`, `r1`.
fn code_of(cell: &[u8]) -> Option<String> {
    let code = cells::without_point_zero(cell);
    let short = (1..=3).contains(&code.len()) && code.iter().all(u8::is_ascii_alphanumeric);
    short.then(|| String::from_utf8_lossy(code).to_ascii_uppercase())
}

impl Kinds {
    /// What the kind of a row means, where this is its column.
    pub fn meaning(&self, column: usize, cell: &[u8]) -> Option<Meaning> {
        match self.office.kind(&code_of(cell).filter(|_| column == self.column)?)? {
            Kind::Means(meaning) => Some(meaning),
            Kind::Sale => None,
        }
    }
}

impl Plan {
    /// Finds the column of kinds, and of which country they are.
    pub(in crate::exchange) fn settle_kinds(&mut self) -> Result<(), ImportError> {
        if !self.documents {
            return Ok(());
        }
        let key = |i: usize| column_key(self.resolved.name(i));
        let free = |i: &usize| {
            let fields = &self.columns[*i].fields;
            fields.is_empty() || fields == &[Field::Status]
        };
        let named = |i: &usize| {
            let key = key(*i);
            NAMED.contains(&key.as_str()) || CERTAIN.contains(&key.as_str())
        };
        let columns: Vec<usize> = (0..self.columns.len()).filter(free).filter(named).collect();
        for column in columns {
            if let Some(office) = self.office_of(column)? {
                self.settle_kind(column, office);
                return Ok(());
            }
        }
        Ok(())
    }

    /// Whose codes a column holds; `None` where anything in it is of no table, or more than one could be meant.
    fn office_of(&self, column: usize) -> Result<Option<Office>, ImportError> {
        let (mut codes, mut other) = (Vec::<String>::new(), false);
        self.first_rows(LOOK, &mut |row| {
            // Totals, titles and headers are no documents.
            let filled = (0..row.len()).filter(|i| !row.cell(*i).is_empty()).count();
            if filled < 3 || margins::is_total(row) || self.repeats_header(row) {
                return;
            }
            match code_of(row.cell(column)) {
                Some(code) if codes.len() < 40 && !codes.contains(&code) => codes.push(code),
                Some(_) => {}
                None => other |= !row.cell(column).is_empty(),
            }
        })?;
        let certain = CERTAIN.contains(&column_key(self.resolved.name(column)).as_str());
        // Before a tax id small numbers say which paper it is.
        let identity = !certain && self.resolved.all(Field::TaxId).contains(&(column + 1));
        let names = self.resolved.names();
        let beside = |office: Office| {
            let says = |name: &String| {
                header_key(name)
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| office.beside().contains(&word))
            };
            names.iter().any(says) || office.is_of_money(&self.currency.code)
        };
        let fits = |office: &Office| {
            let sold = |code: &String| office.kind(code) == Some(Kind::Sale);
            let small = matches!(office, Office::Peru | Office::Argentina) && identity;
            // What SUNAT calls `01` is not the `1` of an identity card.
            let padded = *office != Office::Peru
                || certain
                || codes.iter().all(|code| code.starts_with('0') || code == "12");
            !small
                && padded
                && codes.iter().all(|code| office.kind(code).is_some())
                && codes.iter().any(sold)
                && beside(*office)
        };
        if other || codes.is_empty() {
            return Ok(None);
        }
        let mut found = Office::ALL.into_iter().filter(fits);
        Ok(found.next().filter(|_| found.next().is_none()))
    }

    fn settle_kind(&mut self, column: usize, office: Office) {
        if self.columns[column].fields.is_empty() {
            self.take(column, Field::Status);
        }
        // There each kind has numbers of its own.
        let apart = matches!(office, Office::Chile | Office::Argentina);
        if apart && self.resolved.has(Field::Number) && !self.resolved.has(Field::Series) {
            self.take(column, Field::Series);
        }
        self.kinds = Some(Kinds { column, office });
    }

    /// Whether a row corrects a document by its code.
    pub(in crate::exchange) fn is_coded_correction(&self, row: &Row) -> bool {
        let corrects = |kinds: Kinds| kinds.meaning(kinds.column, row.cell(kinds.column));
        self.kinds.and_then(corrects) == Some(Meaning::Correction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_however_they_are_written() {
        for (cell, code) in [
            ("33", Some("33")),
            ("033", Some("033")),
            ("33.0", Some("33")),
            ("61 - Nota de crédito", None),
            ("r1", Some("R1")),
            ("Factura", None),
            ("", None),
        ] {
            assert_eq!(code_of(cell.as_bytes()).as_deref(), code, "{cell}");
        }
    }

    #[test]
    fn every_table_tells_sales_from_what_takes_them_back() {
        use Office::{Argentina, Chile, Mexico, Peru, Portugal, Spain};
        for (office, sales, credits) in [
            (Chile, &["33", "34", "39", "41", "56"][..], &["61"][..]),
            (Argentina, &["1", "006", "11", "201", "206"], &["3", "008", "13", "203", "208"]),
            (Peru, &["01", "03", "08"], &["07"]),
            (Portugal, &["FT", "FR", "FS", "ND"], &["NC"]),
            (Mexico, &["I"], &["E"]),
        ] {
            assert!(sales.iter().all(|code| office.kind(code) == Some(Kind::Sale)), "{office:?}");
            assert!(
                credits.iter().all(|code| office.kind(code) == Some(Kind::Means(Meaning::Credit))),
                "{office:?}"
            );
        }
        assert_eq!(Spain.kind("R4"), Some(Kind::Means(Meaning::Correction)));
        assert_eq!((Spain.kind("F1"), Spain.kind("R6"), Peru.kind("6")), (Some(Kind::Sale), None, None));
    }
}
