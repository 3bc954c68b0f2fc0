//! The kind of a document as its number or a column of kinds says it: a note of credit beside invoices.

use crate::exchange::columns::preset::{Meaning, column_key, header_key};

/// Letters before the number of an invoice, and before that of a note of credit.
const INVOICE: [&str; 11] = ["F", "FT", "FA", "FV", "FC", "FS", "FE", "FAC", "FRA", "FACT", "INV"];
const CREDIT: [&str; 8] = ["NC", "NCR", "AB", "ABO", "AV", "CN", "REC", "RECT"];

/// How a note of credit begins in words.
const NOTE: [&str; 11] = [
    "n.c.",
    "n. c.",
    "n/c",
    "nc ",
    "nota de credito",
    "nota credito",
    "nota de abono",
    "nota di credito",
    "note de credit",
    "avoir",
    "credit note",
];

/// What the letters before a number say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// An invoice.
    Invoice,
    /// A note of credit.
    Credit,
    /// A correction, that takes back or charges.
    Correction,
}

/// The kind of a document by the letters before its number; `None` where they say none.
pub fn prefix(number: &[u8]) -> Option<Prefix> {
    let letters = number.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    // Only letters, or a word: no kind before a number.
    if letters == 0 || letters > 4 || letters == number.len() {
        return None;
    }
    let head = String::from_utf8_lossy(&number[..letters]).to_ascii_uppercase();
    match head.as_str() {
        head if INVOICE.contains(&head) => Some(Prefix::Invoice),
        head if CREDIT.contains(&head) => Some(Prefix::Credit),
        "R" => Some(Prefix::Correction),
        _ => None,
    }
}

/// What was done about a note of credit, behind its name: the status of the invoice that it is for. «Emitida» also stands
/// behind the name of a kind of document, and is left out.
const DONE: [&str; 14] = [
    "issued",
    "created",
    "raised",
    "applied",
    "requested",
    "pending",
    "generated",
    "aplicada",
    "creada",
    "generada",
    "solicitada",
    "pendiente",
    "emessa",
    "applique",
];

/// Whether a status names a note of credit, whatever stands behind, unless it says that the invoice has one.
pub fn is_note(key: &str) -> bool {
    let last = key.rsplit(' ').next().unwrap_or_default();
    NOTE.iter().any(|note| key.starts_with(note)) && !DONE.contains(&last)
}

/// What a column of effects (of the tax office of Mexico) says: what comes in is a sale, what goes out takes one back, and
/// payments, wages and transports are none.
pub fn effect(header: &str, text: &str) -> Option<Meaning> {
    // Nearly every status is told by its length.
    if !(4..=9).contains(&text.len()) {
        return None;
    }
    let meaning = match header_key(text).as_str() {
        "egreso" => Meaning::Credit,
        "pago" | "nomina" | "traslado" => Meaning::Payment,
        _ => return None,
    };
    column_key(header).starts_with("efecto").then_some(meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_before_a_number_say_what_it_is() {
        for (number, is) in [
            ("FT 1", Some(Prefix::Invoice)),
            ("NC 1", Some(Prefix::Credit)),
            ("AB-000001", Some(Prefix::Credit)),
            ("AV-0001", Some(Prefix::Credit)),
            ("R-3", Some(Prefix::Correction)),
            ("FR 2026/1", None),
            ("NC", None),
            ("2026-1", None),
            ("ORDER-1", None),
        ] {
            assert_eq!(prefix(number.as_bytes()), is, "{number}");
        }
    }

    #[test]
    fn what_goes_out_takes_back_only_in_a_column_of_effects() {
        assert_eq!(effect("Efecto del Comprobante", "Egreso"), Some(Meaning::Credit));
        assert_eq!(effect("EfectoComprobante", "Nómina"), Some(Meaning::Payment));
        assert_eq!(effect("EfectoComprobante", "Ingreso"), None);
        assert_eq!(effect("Tipo", "Egreso"), None);
        assert!(is_note("n.c. afecta vta elect.") && !is_note("factura"));
        assert!(!is_note("credit note issued") && !is_note("nota de credito solicitada"));
        assert!(is_note("nota de credito emitida"));
    }
}
