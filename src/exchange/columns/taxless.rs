//! Words in the name of an amount that say whether it holds the tax, in whatever order and of six languages: `Total hors
//! taxes`, `Rechnungsbetrag netto`, `Importo (IVA esclusa)`, `Valor s/ IVA`. A name with a word that nobody knows says
//! nothing: a net weight, what is left to pay, a price of one unit are no amounts without tax.

use crate::exchange::columns::spelled::words_of;

/// What an amount without tax is called.
const NET: [&str; 22] = [
    "net",
    "nett",
    "nets",
    "nette",
    "neto",
    "neta",
    "netos",
    "netas",
    "netto",
    "netti",
    "ht",
    "untaxed",
    "base",
    "bases",
    "imponible",
    "imponibile",
    "imponibili",
    "imposable",
    "imponivel",
    "tributavel",
    "incidencia",
    "iliquido",
];
/// Taxes on what is sold.
const TAXES: [&str; 24] = [
    "iva",
    "igic",
    "ipsi",
    "vat",
    "tax",
    "taxes",
    "tva",
    "taxe",
    "mwst",
    "ust",
    "mehrwertsteuer",
    "umsatzsteuer",
    "steuer",
    "steuern",
    "impuesto",
    "impuestos",
    "imposto",
    "impostos",
    "imposta",
    "imposte",
    "gst",
    "igv",
    "btw",
    "dph",
];
/// That something is not in it.
const WITHOUT: [&str; 25] = [
    "sin",
    "sem",
    "senza",
    "sense",
    "sans",
    "ohne",
    "without",
    "before",
    "antes",
    "avant",
    "hors",
    "ex",
    "exc",
    "excl",
    "excluding",
    "exclusive",
    "excluido",
    "excluidos",
    "excluida",
    "esclusa",
    "escluso",
    "exkl",
    "exklusive",
    "zonder",
    "s",
];
/// That something is in it.
const WITH: [&str; 24] = [
    "con",
    "com",
    "c",
    "mit",
    "avec",
    "with",
    "amb",
    "inc",
    "incl",
    "including",
    "inclusive",
    "inkl",
    "inklusive",
    "inclusa",
    "incluso",
    "inclusi",
    "incluido",
    "incluidos",
    "incluida",
    "inclus",
    "incluse",
    "inclos",
    "compris",
    "comprises",
];
/// What an amount with tax is called.
const GROSS: [&str; 5] = ["ttc", "brutto", "lordo", "lorda", "gross"];
/// Sums of money, the papers that they stand on, and words of no weight.
const SUMS: [&str; 62] = [
    "total",
    "tot",
    "totale",
    "totaux",
    "totals",
    "sub",
    "sous",
    "subtotal",
    "subtotale",
    "sum",
    "suma",
    "sumas",
    "summe",
    "somme",
    "somma",
    "soma",
    "amount",
    "importe",
    "import",
    "importo",
    "monto",
    "montant",
    "montante",
    "valor",
    "valore",
    "valeur",
    "value",
    "wert",
    "betrag",
    "gesamt",
    "gesamtbetrag",
    "gesamtsumme",
    "rechnungsbetrag",
    "endbetrag",
    "umsatz",
    "ca",
    "ventas",
    "sales",
    "invoice",
    "factura",
    "facture",
    "fattura",
    "fatura",
    "rechnung",
    "order",
    "pedido",
    "commande",
    "ordine",
    "documento",
    "document",
    "venta",
    "eur",
    "euro",
    "euros",
    "de",
    "del",
    "di",
    "da",
    "do",
    "du",
    "of",
    "la",
];
/// What a rate is called.
const RATES: [&str; 11] =
    ["taux", "aliquota", "satz", "tipo", "taxa", "tasa", "rate", "tarief", "percent", "porcentaje", "tipus"];

fn is_sum(word: &str) -> bool {
    SUMS.contains(&word)
}

/// Whether a word is `what` with a sum before or behind it, written as one (`Nettosumme`, `Gesamtnetto`).
fn is_put_together(word: &str, what: &str) -> bool {
    let rest = word.strip_prefix(what).or_else(|| word.strip_suffix(what));
    rest.is_some_and(|rest| rest.is_empty() || is_sum(rest))
}

/// The words of a name, letters with points between them as one (`H.T.`).
fn words(header: &str) -> Vec<String> {
    let words = words_of(&header.replace("MwSt", "Mwst").replace("USt", "Ust"));
    let joined = |pair: &str| header.to_lowercase().contains(pair);
    match words.as_slice() {
        [rest @ .., h, t] if h == "h" && t == "t" && joined("h.t") => {
            rest.iter().cloned().chain(["ht".to_owned()]).collect()
        }
        [rest @ .., b, i] if b == "b" && i == "i" && joined("b.i") => {
            rest.iter().cloned().chain(["base".to_owned()]).collect()
        }
        _ => words,
    }
}

/// Whether an amount of this name is without tax.
pub fn says_net(header: &str) -> bool {
    let words = words(header);
    let is = |of: &[&str], word: &String| of.contains(&word.as_str());
    let net = |word: &String| is(&NET, word) || is_put_together(word, "netto");
    let (mut nets, mut without, mut taxes) = (false, false, false);
    for word in &words {
        nets |= net(word);
        without |= is(&WITHOUT, word);
        taxes |= is(&TAXES, word);
        if !(net(word) || is(&WITHOUT, word) || is(&TAXES, word) || is_sum(word)) {
            return false;
        }
    }
    // «Neto IVA» may be anything; a base of a tax is one.
    let of_tax = words.iter().any(|word| word.starts_with("bas") || word.starts_with("impon"));
    if taxes { without || of_tax } else { nets && !without }
}

/// Whether an amount of this name holds the tax.
pub fn says_gross(header: &str) -> bool {
    let words = words(header);
    let has = |of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
    let known = |word: &String| {
        let all = [&WITH[..], &GROSS, &TAXES, &SUMS];
        all.iter().any(|of| of.contains(&word.as_str())) || is_put_together(word, "brutto")
    };
    // Gross sales are those before discounts.
    let gross =
        has(&GROSS) && !has(&["sales", "ventas"]) || words.iter().any(|w| is_put_together(w, "brutto"));
    words.iter().all(known) && (gross || has(&WITH) && has(&TAXES))
}

/// Whether a column of this name holds the rate of a tax.
pub fn says_rate(header: &str) -> bool {
    let (mut rate, mut tax) = (header.contains('%'), false);
    for word in words(header) {
        let of_tax = |rest: &str| TAXES.contains(&rest);
        // «Steuersatz».
        let compound = word.strip_suffix("satz").is_some_and(of_tax);
        rate |= compound || RATES.contains(&word.as_str());
        tax |= compound || of_tax(&word);
        if !(compound || of_tax(&word) || RATES.contains(&word.as_str()) || is_sum(&word)) {
            return false;
        }
    }
    rate && tax
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_net_are_known_in_any_order() {
        for header in [
            "Total base imponible",
            "Base imponible total",
            "Total antes de IVA",
            "Imponible",
            "Suma bases",
            "Base total",
            "Importe B.I.",
            "Amount excl. VAT",
            "Net invoice amount",
            "Total before VAT",
            "Untaxed amount",
            "Ex VAT",
            "Montant total HT",
            "Total net HT",
            "Net HT",
            "Base HT",
            "Total hors taxe",
            "Montant hors taxes",
            "Sous-total HT",
            "Montant H.T.",
            "Montante sem IVA",
            "Valor s/ IVA",
            "Base tributável",
            "Incidência",
            "Base de incidência",
            "Ilíquido",
            "Betrag netto",
            "Summe netto",
            "Gesamt netto",
            "Nettosumme",
            "Gesamtnetto",
            "Rechnungsbetrag netto",
            "Gesamtbetrag netto",
            "Nettowert",
            "Netto-Betrag",
            "Totale imponibile",
            "Importo imponibile",
            "Base imponibile",
            "Totale netto",
            "Importo senza IVA",
            "Totale (IVA esclusa)",
            "Tot. imponibile",
            "Import net",
            "Import sense IVA",
            "Imponibile IVA",
            "Betrag ohne MwSt",
            "Base IVA",
        ] {
            assert!(says_net(header), "{header}");
        }
        for header in [
            "",
            "Total",
            "Importe",
            "IVA",
            "Total IVA",
            "Total con IVA",
            "Net weight",
            "Peso neto",
            "Neto a pagar",
            "Net price",
            "Precio neto",
            "Prix HT",
            "Nettopreis",
            "Total TTC",
            "Net tax",
            "Base de datos",
            "Cliente base",
            "Base 21%",
            "Net pay",
            "Sin",
            "Netzwerk",
            "Neto cobrado",
        ] {
            assert!(!says_net(header), "{header}");
        }
    }

    #[test]
    fn words_of_gross_and_rates_are_known() {
        for header in [
            "Total TTC",
            "Totale IVA inclusa",
            "Bruttobetrag",
            "Betrag brutto",
            "Total com IVA",
            "Total incl. VAT",
            "Gross amount",
        ] {
            assert!(says_gross(header), "{header}");
        }
        for header in [
            "Total",
            "Total HT",
            "Gross sales",
            "Gross weight",
            "Bruttogewicht",
            "Total sin IVA",
            "Importe bruto",
        ] {
            assert!(!says_gross(header), "{header}");
        }
        for header in [
            "Taux TVA",
            "Aliquota IVA",
            "MwSt-Satz",
            "Mwstsatz",
            "Steuersatz",
            "Taxa de IVA",
            "VAT rate",
            "IVA %",
        ] {
            assert!(says_rate(header), "{header}");
        }
        for header in ["IVA", "Tipo", "Tax ID", "Tipo de cliente", "% Dto", "Satz", "Taux de remise"] {
            assert!(!says_rate(header), "{header}");
        }
    }
}
