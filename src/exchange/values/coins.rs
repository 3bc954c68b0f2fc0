//! Currencies as people write them: codes, words and signs.

/// Words and signs, and the currencies that they can be. A sign that any country may use says nothing.
const WORDS: [(&[&str], &[&str]); 18] = [
    (&["euro", "euros"], &["EUR"]),
    (
        &[
            "dolar",
            "dolares",
            "dolares americanos",
            "dollar",
            "dollars",
            "us dollar",
            "us dollars",
            "us$",
            "u$s",
        ],
        &["USD", "CAD", "AUD", "NZD", "HKD", "SGD"],
    ),
    (&["peso", "pesos"], &["MXN", "ARS", "COP", "CLP", "UYU", "DOP", "CUP", "PHP"]),
    (&["pesos mexicanos", "peso mexicano"], &["MXN"]),
    (&["pesos argentinos", "peso argentino"], &["ARS"]),
    (&["pesos colombianos", "peso colombiano"], &["COP"]),
    (&["pesos chilenos", "peso chileno"], &["CLP"]),
    (&["pesos dominicanos", "peso dominicano", "rd$"], &["DOP"]),
    (&["sol", "soles", "nuevos soles", "nuevo sol", "s/", "s/."], &["PEN"]),
    (&["real", "reais", "reales", "r$"], &["BRL"]),
    (&["quetzal", "quetzales"], &["GTQ"]),
    (&["colon", "colones"], &["CRC", "SVC"]),
    (&["lempira", "lempiras"], &["HNL"]),
    (&["boliviano", "bolivianos"], &["BOB"]),
    (&["guarani", "guaranies"], &["PYG"]),
    (&["metical", "meticais"], &["MZN"]),
    (&["kwanza", "kwanzas"], &["AOA"]),
    (&["libra", "libras", "libra esterlina", "libras esterlinas", "pound", "pounds"], &["GBP"]),
];

/// Whether what a cell of a column of currencies says can be this one: a code or a word for another one cannot.
pub fn may_be(cell: &[u8], code: &str) -> bool {
    // The tax office of Argentina has codes of its own.
    if cell == b"PES" && code == "ARS" || cell == b"DOL" && code == "USD" {
        return true;
    }
    if cell.len() == 3 && cell.eq_ignore_ascii_case(code.as_bytes()) {
        return true;
    }
    let text =
        crate::exchange::columns::preset::header_key(&String::from_utf8_lossy(&cell[..cell.len().min(40)]));
    match WORDS.iter().find(|(words, _)| words.contains(&text.as_str())) {
        Some((words, codes)) => {
            // «US$» is one dollar alone, whatever the words may be.
            if text.starts_with('u') && words.contains(&"us$") {
                code == "USD"
            } else {
                codes.contains(&code)
            }
        }
        None => cell.len() != 3 || !cell.iter().all(u8::is_ascii_alphabetic),
    }
}

#[cfg(test)]
mod tests {
    use super::may_be;

    #[test]
    fn a_word_for_another_currency_is_as_clear_as_its_code() {
        for (cell, code, is) in [
            ("Soles", "EUR", false),
            ("Soles", "PEN", true),
            ("S/", "EUR", false),
            ("Dólares", "EUR", false),
            ("US$", "CAD", false),
            ("US$", "USD", true),
            ("Pesos", "MXN", true),
            ("Pesos", "EUR", false),
            ("EURO", "EUR", true),
            ("usd", "EUR", false),
            ("eur", "EUR", true),
            ("Reais", "BRL", true),
            // A sign of many countries, and words that are no currency.
            ("€", "USD", true),
            ("$", "EUR", true),
            ("", "EUR", true),
            ("nacional", "EUR", true),
        ] {
            assert_eq!(may_be(cell.as_bytes(), code), is, "{cell} {code}");
        }
    }
}
