//! What a cell of a customer means: texts, phones, e-mails, yes and no, labels, postal codes.

use crate::domain::base::names::{digits, fold, tidy};
use crate::domain::people::Consent;
use crate::exchange::columns::Columns;
use crate::exchange::columns::consents;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{header_key, is_among, words};
use crate::exchange::file::rows::Row;
use crate::exchange::record::{Notes, Reason};
use crate::exchange::values::date::{self, DateOrder};

/// Bytes that one value may have.
const VALUE_LIMIT: usize = 1 << 20;

/// `17850.0`, which is what a spreadsheet makes of the code 17850, without its tail.
pub fn without_point_zero(cell: &[u8]) -> &[u8] {
    match cell.strip_suffix(b".0") {
        Some(head) if !head.is_empty() && head.iter().all(u8::is_ascii_digit) => head,
        _ => cell,
    }
}

/// The same of a phone, a tax id or a postal code: none of them ends so by itself.
pub fn whole_number(text: &str) -> &str {
    let whole = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0"));
    let figures = |text: &&str| {
        let figures = text.strip_prefix('+').unwrap_or(text);
        figures.len() > 2 && figures.bytes().all(|b| b.is_ascii_digit())
    };
    whole.filter(figures).unwrap_or(text)
}

/// A cell without the apostrophe that a spreadsheet, or our own export, puts before what would be computed or reckoned
/// as a number. Of several apostrophes one goes: the others are the value's own.
pub fn unguarded(cell: &[u8]) -> &[u8] {
    let inner = cell.iter().position(|b| *b != b'\'').unwrap_or(cell.len());
    match cell.get(inner) {
        Some(b'0'..=b'9' | b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') if inner > 0 => &cell[1..],
        _ => cell,
    }
}

/// The number of the document of a row, with its series before it: `A-17`. Empty where the row has none.
pub fn document_number(columns: &Columns, row: &Row, out: &mut Vec<u8>) {
    out.clear();
    let Some(column) = columns.first(Field::Number) else { return };
    let cell = unguarded(without_point_zero(row.cell(column)));
    // What a spreadsheet made of a long number is the same for many.
    if cell.is_empty() || cell.contains(&b'E') && std::str::from_utf8(cell).is_ok_and(is_broken) {
        return;
    }
    for &series in columns.all(Field::Series) {
        let cell = without_point_zero(row.cell(series));
        if !cell.is_empty() {
            out.extend_from_slice(cell);
            out.push(b'-');
        }
    }
    out.extend_from_slice(cell);
}

/// A number that a credit note names, in the form that [`document_number`] gives to series and number: `F12`, `F/12` and
/// `F 12` are `F-12`.
pub fn with_series(number: &str) -> String {
    let letters = number.find(|c: char| !c.is_alphabetic()).unwrap_or(number.len());
    let (series, rest) = match number.find(['/', '-', ' ', '.']) {
        Some(at) => (&number[..at], number[at + 1..].trim_start()),
        None => number.split_at(letters),
    };
    if series.is_empty() || rest.is_empty() { number.to_owned() } else { format!("{series}-{rest}") }
}

/// A cell as it is stored: composed, trimmed, without the apostrophe that spreadsheets put before digits. NULs and
/// bytes that are no text become U+FFFD and are counted.
pub fn text(cell: &[u8], notes: &mut Notes) -> Result<String, Reason> {
    if cell.len() > VALUE_LIMIT {
        return Err(Reason::TooLong);
    }
    let cell = unguarded(cell);
    if let Ok(text) = std::str::from_utf8(cell)
        && !cell.contains(&0)
    {
        return Ok(tidy(text));
    }
    let mut whole = String::with_capacity(cell.len() + 8);
    for chunk in cell.utf8_chunks() {
        for c in chunk.valid().chars() {
            notes.replaced += u64::from(c == '\0');
            whole.push(if c == '\0' { '\u{FFFD}' } else { c });
        }
        if !chunk.invalid().is_empty() {
            notes.replaced += 1;
            whole.push('\u{FFFD}');
        }
    }
    Ok(tidy(&whole))
}

/// What people and programs write where there is nothing, folded.
const NOTHING: [&str; 28] = [
    "na",
    "n/a",
    "n.a.",
    "#n/a",
    "nd",
    "n/d",
    "n.d.",
    "null",
    "(null)",
    "none",
    "nil",
    "nan",
    "undefined",
    "s/n",
    "sn",
    "s/d",
    "sd",
    "s/t",
    "s/tel",
    "no",
    "no tiene",
    "no tienen",
    "ninguno",
    "ninguna",
    "sin telefono",
    "sin correo",
    "sin email",
    "no consta",
];

/// Whether a value says that there is none: nothing but signs or zeros, or one of the words for it.
pub fn is_nothing(text: &str) -> bool {
    // Nearly every value is told by this.
    if text.len() > 24 || text.bytes().any(|b| matches!(b, b'1'..=b'9' | b'@')) {
        return false;
    }
    !text.chars().any(|c| c.is_alphanumeric() && c != '0') || NOTHING.contains(&header_key(text).as_str())
}

/// Whether a text may be somebody's tax id: it has no word that is neither part of it nor says what it is (`pendiente`,
/// and `rafa 676166900` is a name and a phone).
pub fn may_be_tax_id(text: &str) -> bool {
    const SAYING: [&str; 6] = ["pasaporte", "passport", "cedula", "nif/cif", "cif/nif", "tarjeta"];
    let word = |word: &str| {
        word.chars().count() > 3
            && word.chars().all(char::is_alphabetic)
            && !SAYING.contains(&fold(word).as_str())
    };
    !text.split_whitespace().any(word)
}

/// Takes out of a name what pages of the web write for signs and blanks (`Ana&nbsp;Gil`, `Sol &amp; Mar`).
pub fn unmark(name: &mut String) {
    if !name.contains('&') || !name.contains(';') {
        return;
    }
    for (mark, sign) in
        [("&nbsp;", " "), ("&#160;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")]
    {
        if name.contains(mark) {
            *name = name.replace(mark, sign);
        }
    }
    *name = tidy(name).split_whitespace().collect::<Vec<_>>().join(" ");
}

/// The same of a name: words that somebody may be called by are names.
pub fn is_no_name(text: &str) -> bool {
    const WORDS: [&str; 6] = ["n/a", "#n/a", "null", "(null)", "undefined", "nan"];
    (3..12).contains(&text.len()) && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a cell says where somebody is: neither signs alone nor what programs write for nothing. «NA» is a province and
/// «s/n» a house.
pub fn is_place(cell: &[u8]) -> bool {
    const LONGEST: usize = 12;
    cell.iter().any(|b| b.is_ascii_alphanumeric() || !b.is_ascii())
        && (cell.len() > LONGEST || !is_no_name(&String::from_utf8_lossy(cell)))
}

/// The name of somebody whose surname comes first («Seco, Laura»); `None` where it is written any other way, or what stands
/// behind the comma is the form of a firm or a title.
pub fn given_first(name: &str) -> Option<String> {
    const BEHIND: [&str; 40] = [
        "sl", "slu", "sll", "slne", "slp", "sa", "sau", "sal", "scp", "cb", "sc", "scoop", "coop", "ltd",
        "limited", "inc", "llc", "llp", "corp", "co", "gmbh", "ag", "kg", "srl", "spa", "snc", "bv", "nv",
        "sarl", "sas", "lda", "ltda", "jr", "sr", "ii", "iii", "md", "phd", "hijos", "cia",
    ];
    let (surname, given) = name.split_once(", ")?;
    let worded = |text: &str, most: usize| {
        let mut words = text.split_whitespace();
        let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || "-.'’ªº".contains(c));
        text.chars().any(char::is_alphabetic)
            && words.clone().count() <= most
            && words.all(|word| letters(word) && !matches!(word, "&" | "y" | "e" | "and" | "und" | "et"))
    };
    let plain = |word: &str| fold(word).replace('.', "");
    let firm = given.split_whitespace().any(|word| BEHIND.contains(&plain(word).as_str()));
    (worded(surname, 4) && worded(given, 3) && !firm && !given.contains(". "))
        .then(|| format!("{} {}", given.trim(), surname.trim()))
}

/// Whether two names that stand in one row are of two: neither has all the words of the other.
pub fn is_other_name(name: &str, person: &str) -> bool {
    let (name, person) = (fold(name), fold(person));
    let words = |text: &'_ str| -> Vec<String> {
        let all = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some());
        all.map(str::to_owned).collect()
    };
    let (name, person) = (words(&name), words(&person));
    let within = |one: &[String], two: &[String]| one.iter().all(|word| two.contains(word));
    !within(&name, &person) && !within(&person, &name)
}

/// Whether two phones are one: the same digits, with the country before them or not.
pub fn is_one_number(a: &str, b: &str) -> bool {
    const NATIONAL: usize = 7;
    let international =
        |text: &str| text.trim_start().starts_with(['+', '(']) || text.trim_start().starts_with("00");
    let (of_a, of_b) = (digits(a), digits(b));
    if of_a == of_b {
        return true;
    }
    let (long, whole, short) = if of_a.len() > of_b.len() { (a, &of_a, &of_b) } else { (b, &of_b, &of_a) };
    // Within the country many write a zero first.
    let short = short.trim_start_matches('0');
    short.len() >= NATIONAL && international(long) && whole.len() <= short.len() + 3 && whole.ends_with(short)
}

/// The texts of what a program in PHP wrote for itself (`a:2:{i:0;s:9:"Calle Sol";i:1;s:0:"";}`); `None` where it is
/// nothing of the kind.
pub fn serialized(text: &str) -> Option<String> {
    let inner = text.strip_prefix("a:")?.split_once(":{i:")?.1;
    let texts = inner.split("s:").skip(1).filter_map(|part| part.split_once(":\"")?.1.split_once("\";"));
    let texts = texts.map(|(text, _)| tidy(text)).filter(|text| !text.is_empty());
    Some(texts.collect::<Vec<_>>().join(", "))
}

/// Digits that a number has at least.
const SHORT_PHONE: usize = 6;

/// Digits that a number has at least where several stand in one cell: fewer are an area code or an extension.
const WHOLE_PHONE: usize = 9;

/// The numbers of a cell that people part by a sign, where each is a whole one; else the cell as it is.
fn apart(text: &str) -> impl Iterator<Item = &str> {
    let parts = || text.split(['/', ';', ',', '|', '\n']).flat_map(|part| part.split(" - "));
    let whole = parts().nth(1).is_some() && parts().all(|part| digits(part).len() >= WHOLE_PHONE);
    parts().filter(move |_| whole).chain((!whole).then_some(text))
}

/// The phones of a cell; a file of contacts may hold several between ` ::: `, people write `/`, `;`, `,` or `-` with
/// blanks around it.
pub fn phones(text: &str) -> Result<Vec<String>, Reason> {
    let mut all = Vec::new();
    // Nearly every cell holds one number and nothing else; two zeros before it count for nothing.
    if text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b' ' | b'(' | b')'))
        && text.bytes().filter(u8::is_ascii_digit).count() >= SHORT_PHONE + 2
        && text.bytes().any(|b| matches!(b, b'1'..=b'9'))
    {
        all.push(text.trim().to_owned());
        return Ok(all);
    }
    let parts = text.split(":::").map(|part| whole_number(part.trim())).flat_map(apart);
    for phone in parts.map(|part| whole_number(part.trim())).filter(|part| !part.is_empty()) {
        // What a spreadsheet puts before a text, also where no figure follows: `'(94) 700 01 11`.
        let phone = phone.trim_start_matches('\'').trim_start();
        if is_scientific(phone) {
            return Err(Reason::PhoneScientific);
        }
        if is_nothing(phone) {
            continue;
        }
        if digits(phone).len() < SHORT_PHONE {
            return Err(Reason::PhoneShort);
        }
        all.push(phone.to_owned());
    }
    Ok(all)
}

/// A number of many figures that lost its last ones: `1,23E+21`; `12E5` is a code.
fn is_broken(text: &str) -> bool {
    text.contains("E+") && is_scientific(text)
}

/// `6.28123E+12`, `6,00E+08`: the number is lost, and guessing it would call somebody else.
fn is_scientific(text: &str) -> bool {
    let Some((head, tail)) = text.split_once(['E', 'e']) else { return false };
    let tail = tail.strip_prefix(['+', '-']).unwrap_or(tail);
    let number = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    number(head) && !tail.is_empty() && tail.bytes().all(|b| b.is_ascii_digit())
}

/// An e-mail without what a link or a program of mail puts around it: `mailto:eva@x.es`, `<eva@x.es>`, `Eva <eva@x.es>`.
fn bare_mail(text: &str) -> &str {
    let inner = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    let text = inner.map_or(text, |(_, mail)| mail);
    match text.get(..MAIL_LINK.len()) {
        Some(link) if link.eq_ignore_ascii_case(MAIL_LINK) => text[MAIL_LINK.len()..].trim_start(),
        _ => text,
    }
}

/// How a link to an e-mail begins.
const MAIL_LINK: &str = "mailto:";

/// The first e-mail of a cell.
pub fn email(text: &str) -> Result<String, Reason> {
    let text = bare_mail(text);
    let several = text.bytes().any(|b| matches!(b, b':' | b',' | b';'));
    let mut parts = text.split(":::").flat_map(|t| t.split([',', ';'])).map(str::trim);
    let first = if several {
        parts.clone().find(|part| part.contains('@')).or_else(|| parts.next()).unwrap_or(text)
    } else {
        text.trim()
    };
    match first.split_once('@') {
        Some((user, host))
            if !user.is_empty()
                && host.split_once('.').is_some_and(|(name, end)| !name.is_empty() && !end.is_empty())
                && !host.contains('@')
                && !host.contains("..")
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !first.chars().any(|c| c.is_whitespace() || c.is_control()) =>
        {
            Ok(first.to_owned())
        }
        _ => Err(Reason::NotAnEmail),
    }
}

/// The first e-mail of a cell and the others; an empty one where it says that there is none.
pub fn emails(text: &str) -> Result<(String, Vec<String>), Reason> {
    let mut others = Vec::new();
    if is_nothing(text) {
        return Ok((String::new(), others));
    }
    let first = email(text)?;
    if first.len() < text.len() {
        let parts = text.split(":::").flat_map(|t| t.split([',', ';'])).map(str::trim);
        for part in parts.filter(|part| part.contains('@')) {
            if let Ok(mail) = email(part)
                && mail != first
            {
                others.push(mail);
            }
        }
    }
    Ok((first, others))
}

/// Yes or no.
pub fn consent(text: &str) -> Result<Consent, Reason> {
    consents::consent(text).ok_or(Reason::NotYesNo)
}

/// Whether somebody objects: anything but a no does.
pub fn objection(text: &str) -> Consent {
    // «0000-00-00» is the day on which nobody objected.
    let no = is_among(&words().no, text) || header_key(text).is_empty() || is_nothing(text);
    if no { Consent::Unknown } else { Consent::No }
}

/// What the status of a subscription says; nothing where it is about something else. `of_email`: it is certainly of the
/// e-mail, so that what was cancelled is the subscription.
pub fn subscription(text: &str, of_email: bool) -> Consent {
    match words() {
        words if is_among(&words.unsubscribed, text) => Consent::No,
        words if of_email && is_among(&words.undelivered, text) => Consent::No,
        words if is_among(&words.subscribed, text) => Consent::Yes,
        _ => Consent::Unknown,
    }
}

/// What the status of somebody says of them besides what they subscribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing that is known.
    Unsaid,
    /// They have died.
    Gone,
    /// They are not to be spoken to.
    Unspoken,
    /// They are no customer any more.
    Left,
}

/// What the status of somebody says. One of a subscription (`whole` is false) speaks of e-mail: of everything else it says
/// only that somebody has died.
pub fn standing(text: &str, whole: bool) -> Standing {
    if text.len() > 80 {
        return Standing::Unsaid;
    }
    let (key, vocabulary) = (header_key(text), words());
    let words: Vec<&str> =
        key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_not = |word: &str| vocabulary.phrases.not.iter().any(|not| not == word);
    // «No bloqueado» is nothing of the kind.
    let says = |phrase: &str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let at = words.windows(phrase.len()).position(|words| words == phrase);
        at.is_some_and(|at| at == 0 || !is_not(words[at - 1]))
    };
    match () {
        () if vocabulary.gone.iter().any(|word| says(word)) => Standing::Gone,
        () if !whole => Standing::Unsaid,
        () if vocabulary.unspoken.iter().any(|phrase| says(phrase)) => Standing::Unspoken,
        () if vocabulary.left.contains(&key) => Standing::Left,
        () => Standing::Unsaid,
    }
}

/// Whether a cell that is filled in when somebody leaves says that they have: a day, or a yes.
pub fn has_left(cell: &[u8]) -> bool {
    use crate::exchange::values::date::{self, DateOrder};
    let day = |order| matches!(date::parse(cell, order), Ok(Some(_)));
    !cell.is_empty()
        && (day(DateOrder::Dmy)
            || day(DateOrder::Mdy)
            || is_among(&words().yes, &String::from_utf8_lossy(cell)))
}

/// What somebody who left is labelled as, by the name of the column that says it: «Fecha baja» says *baja*, «Activo» of
/// whoever is not *inactivo*.
pub fn left_label(header: &str) -> String {
    let said = crate::exchange::columns::spelled::words_of(header);
    let is = |word: &&String| said.iter().any(|w| word == &w || word.strip_prefix("in") == Some(w));
    words().left.iter().find(is).map_or_else(|| header.trim().to_owned(), Clone::clone)
}

/// The last year that a birthday means by two figures: later ones were a hundred years before.
const LAST_SHORT: i32 = 2029;

/// Years in which somebody in a file may be born.
const BORN: std::ops::RangeInclusive<i32> = 1880..=2100;

/// A year of birth, alone or in a birthday (`1980-05-17`, `17/05/1980`); `None` where the date is empty or has no
/// year.
pub fn birth_year(text: &str) -> Result<Option<i32>, Reason> {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    if !text.is_empty() && numbers.iter().all(|n| n.bytes().all(|b| b == b'0')) && !numbers.is_empty() {
        return Ok(None);
    }
    // Contacts write a birthday without a year as ` --05-17`.
    if text.is_empty() || text.starts_with("--") {
        return Ok(None);
    }
    let year = numbers.iter().filter(|n| n.len() == 4).find_map(|n| n.parse::<i32>().ok());
    // A day without a year: `05/17`, `15-Nov`, or the year that telephones write for none.
    let short = numbers.iter().all(|n| n.len() <= 2);
    let in_words =
        || numbers.len() == 1 && date::parse(format!("{text} 2000").as_bytes(), DateOrder::Dmy).is_ok();
    if year == Some(1604)
        || short && (numbers.len() == 2 && !text.contains(char::is_alphabetic) || in_words())
    {
        return Ok(None);
    }
    if numbers.len() > 1 || year.is_none() {
        match [DateOrder::Dmy, DateOrder::Mdy].map(|order| date::parse(text.as_bytes(), order)) {
            [Ok(Some(day)), _] | [_, Ok(Some(day))] => {
                // Nobody was born in the years to come; the year 0 is a day without one.
                return match day.ymd().0 {
                    0 => Ok(None),
                    year if short && year > LAST_SHORT => Ok(Some(year - 100)),
                    year => Some(year).filter(|y| BORN.contains(y)).map(Some).ok_or(Reason::NotAYear),
                };
            }
            [Err(date::Fault::Impossible), Err(date::Fault::Impossible)] => {
                return Err(Reason::ImpossibleDate);
            }
            _ => {}
        }
    }
    year.filter(|y| BORN.contains(y)).map(Some).ok_or(Reason::NotAYear)
}

/// Labels of a cell: between `;`, `,`, `|` or ` ::: `, each once. What stands in quotes is one label as it is.
pub fn tags(text: &str, all: &mut Vec<String>) {
    let mut put = |tag: &str| {
        if !tag.is_empty() && !all.iter().any(|t| t == tag) {
            all.push(tag.to_owned());
        }
    };
    let mut rest = text.trim_start();
    loop {
        if let Some((quoted, after)) = quoted(rest) {
            put(quoted.trim());
            rest = after;
        } else {
            let end = rest.find([';', ',', '|']).unwrap_or(rest.len());
            let mut one = |tag: &str| {
                let tag = tag.trim().trim_start_matches("* ").trim();
                if !is_among(&words().no_labels, tag) {
                    put(tag);
                }
            };
            match &rest[..end] {
                tags if tags.contains(':') => tags.split(":::").for_each(one),
                tag => one(tag),
            }
            rest = &rest[end..];
        }
        let Some(after) = rest.strip_prefix([';', ',', '|']) else { break };
        rest = after.trim_start();
    }
}

/// What stands in quotes at the beginning (two quotes are one), and what follows; `None` where it is followed by
/// something else than the next label, for then the quotes are the label's own.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut name = String::new();
    let mut rest = inner;
    loop {
        let end = rest.find('"')?;
        name.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => break,
        }
    }
    let after = rest.trim_start();
    (after.is_empty() || after.starts_with([';', ',', '|'])).then_some((name, after))
}

/// The provinces whose postal codes begin with 01 to 09, folded.
const ZERO_PROVINCES: [&[&str]; 9] = [
    &["alava", "araba", "araba/alava", "vitoria"],
    &["albacete"],
    &["alicante", "alacant", "alicante/alacant"],
    &["almeria"],
    &["avila"],
    &["badajoz"],
    &["baleares", "illes balears", "islas baleares", "mallorca", "palma", "palma de mallorca"],
    &["barcelona"],
    &["burgos"],
];

/// A Spanish postal code with the leading zero that a spreadsheet took (`8001` → `08001`): only where four digits
/// stand there and the country is Spain, or no country is said and the province or town has such codes.
pub fn postal_code(text: String, country: &str, places: [&str; 2], notes: &mut Notes) -> String {
    let bytes = text.as_bytes();
    if bytes.len() != 4 || !bytes.iter().all(u8::is_ascii_digit) || bytes[0] == b'0' {
        return text;
    }
    let spanish = match header_key(country).as_str() {
        "espana" | "spain" | "es" | "esp" => true,
        "" => places
            .iter()
            .any(|p| ZERO_PROVINCES[usize::from(bytes[0] - b'1')].contains(&header_key(p).as_str())),
        _ => false,
    };
    if spanish {
        notes.postal_codes += 1;
        return format!("0{text}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_told_from_its_number() {
        for (written, number) in [
            ("F12", "F-12"),
            ("F/12", "F-12"),
            ("2026/7", "2026-7"),
            ("F-12", "F-12"),
            ("12", "12"),
            ("", ""),
        ] {
            assert_eq!(with_series(written), number, "{written}");
        }
    }

    #[test]
    fn a_phone_in_scientific_notation_is_refused_not_guessed() {
        assert_eq!(phones("6.28123E+12"), Err(Reason::PhoneScientific));
        assert_eq!(phones("6,00E+08"), Err(Reason::PhoneScientific));
        assert_eq!(phones("94720"), Err(Reason::PhoneShort));
        assert_eq!(phones("600 111 222 ::: 911 222 333").unwrap(), ["600 111 222", "911 222 333"]);
        assert_eq!(phones("600 111 222 / 947-000-111").unwrap(), ["600 111 222", "947-000-111"]);
        assert_eq!(phones("'(94) 700 01 11").unwrap(), ["(94) 700 01 11"]);
        assert_eq!(phones("91/234 56 78").unwrap(), ["91/234 56 78"]);
        assert_eq!(phones("947 000 111 / 12").unwrap(), ["947 000 111 / 12"]);
    }

    #[test]
    fn a_label_in_quotes_is_one_label() {
        let read = |text: &str| {
            let mut all = Vec::new();
            tags(text, &mut all);
            all
        };
        assert_eq!(read("vip; norte,sur|vip ::: este"), ["vip", "norte", "sur", "este"]);
        assert_eq!(read("\"a;b\"\"c\";vip"), ["a;b\"c", "vip"]);
        assert_eq!(read("\"19\" rack; x"), ["\"19\" rack", "x"]);
        assert_eq!(read("* myContacts ::: Clientes"), ["Clientes"]);
    }

    #[test]
    fn what_says_that_there_is_nothing_is_empty() {
        for text in ["-", "--", "N/A", "null", "None", "S/N", "no tiene", "0", "000000000", "."] {
            assert_eq!(phones(text), Ok(Vec::new()), "{text}");
            assert_eq!(emails(text), Ok((String::new(), Vec::new())), "{text}");
        }
        assert_eq!(phones("6123"), Err(Reason::PhoneShort));
        assert!(is_no_name("null") && is_no_name("N/A") && !is_no_name("Nil") && !is_no_name("Na"));
        assert!(
            !is_place(b"NULL") && !is_place(b"-") && !is_place(b"") && is_place(b"s/n") && is_place(b"NA")
        );
    }

    #[test]
    fn who_left_or_objects_says_so_by_a_day_or_a_yes() {
        for nothing in ["0000-00-00", "-", "no", ""] {
            assert_eq!(objection(nothing), Consent::Unknown, "{nothing}");
            assert!(!has_left(nothing.as_bytes()), "{nothing}");
        }
        assert_eq!(objection("2025-06-30"), Consent::No);
        assert!(has_left(b"30/06/2025") && has_left("Sí".as_bytes()) && !has_left(b"pendiente"));
        assert_eq!((left_label("Fecha baja").as_str(), left_label("Activo").as_str()), ("baja", "inactivo"));
    }

    #[test]
    fn a_surname_before_a_comma_goes_behind() {
        assert_eq!(given_first("Seco, Laura").as_deref(), Some("Laura Seco"));
        assert_eq!(given_first("de la Fuente Gil, Mª Carmen").as_deref(), Some("Mª Carmen de la Fuente Gil"));
        for firm in [
            "Talleres Ruiz, S.L.",
            "Muñoz, Hijos y Cía",
            "Acme, Inc",
            "King, Jr.",
            "Laura Seco",
            "Bar 3, Ana",
            "a,b",
        ] {
            assert_eq!(given_first(firm), None, "{firm}");
        }
    }

    #[test]
    fn a_number_is_the_same_with_its_country() {
        for (a, b, one) in [
            ("+573151234567", "315 123 4567", true),
            ("0034 600 111 222", "600111222", true),
            ("600 111 222", "600-111-222", true),
            ("+261 34 06 000 98", "034 06 000 98", true),
            ("1600111222", "600111222", false),
            ("+34 600111222", "600111223", false),
        ] {
            assert_eq!(is_one_number(a, b), one, "{a} {b}");
            assert_eq!(is_one_number(b, a), one, "{b} {a}");
        }
    }

    #[test]
    fn what_a_program_wrote_for_itself_gives_its_texts() {
        assert_eq!(serialized(r#"a:2:{i:0;s:9:"Calle Sol";i:1;s:0:"";}"#).as_deref(), Some("Calle Sol"));
        assert_eq!(serialized("a: la derecha"), None);
    }

    #[test]
    fn what_a_spreadsheet_took_for_a_fraction_is_whole_again() {
        for (text, is) in [
            ("28013.0", "28013"),
            ("12345678900.0", "12345678900"),
            ("+34612345678.0", "+34612345678"),
            ("28013,0", "28013"),
            ("1.0", "1.0"),
            ("12345678Z", "12345678Z"),
            ("4.0.0", "4.0.0"),
        ] {
            assert_eq!(whole_number(text), is, "{text}");
        }
        assert_eq!(phones("612345678.0").unwrap(), ["612345678"]);
        assert_eq!(phones("612345678,0").unwrap(), ["612345678"]);
    }

    #[test]
    fn a_status_says_who_died_who_objects_and_who_left() {
        for (text, whole, is) in [
            ("Fallecido", true, Standing::Gone),
            ("Cliente fallecida 2023", false, Standing::Gone),
            ("Defunción", true, Standing::Gone),
            ("Deceased", true, Standing::Gone),
            ("No fallecido", true, Standing::Unsaid),
            ("Do not contact", true, Standing::Unspoken),
            ("NO CONTACTAR (lo pidió)", true, Standing::Unspoken),
            ("Bloqueado", true, Standing::Unspoken),
            ("Bloqueado", false, Standing::Unsaid),
            ("No bloqueado", true, Standing::Unsaid),
            ("Desbloqueado", true, Standing::Unsaid),
            ("Baja", true, Standing::Left),
            ("Baja", false, Standing::Unsaid),
            ("Inactivo", true, Standing::Left),
            ("Activo", true, Standing::Unsaid),
            ("Pendiente de baja", true, Standing::Unsaid),
            ("", true, Standing::Unsaid),
        ] {
            assert_eq!(standing(text, whole), is, "{text}");
        }
    }

    #[test]
    fn an_email_needs_both_sides() {
        assert_eq!(email("a@b.es").as_deref(), Ok("a@b.es"));
        for bad in ["a@b..com", "a@.b", "x", "@b", "a@", "a b@c", "a@b@c"] {
            assert_eq!(email(bad), Err(Reason::NotAnEmail), "{bad}");
        }
    }

    #[test]
    fn a_tax_id_is_no_note() {
        for id in ["", "X", "B12345678", "ES B-12345678", "12.345.678 Z", "Pasaporte AB1234", "XAXX010101000"]
        {
            assert!(may_be_tax_id(id), "{id}");
        }
        for note in ["pendiente", "rafa  676166900"] {
            assert!(!may_be_tax_id(note), "{note}");
        }
    }

    #[test]
    fn nuls_are_made_visible_and_counted() {
        let mut notes = Notes::default();
        assert_eq!(text(b"An\0a \xFF", &mut notes).as_deref(), Ok("An\u{FFFD}a \u{FFFD}"));
        assert_eq!(notes.replaced, 2);
        assert_eq!(text(b"'123", &mut notes).as_deref(), Ok("123"));
        assert_eq!(text(&vec![b'x'; VALUE_LIMIT + 1], &mut notes), Err(Reason::TooLong));
    }

    #[test]
    fn a_birthday_is_a_year_or_nothing() {
        assert_eq!(birth_year("1980"), Ok(Some(1980)));
        assert_eq!(birth_year("17/05/1980"), Ok(Some(1980)));
        assert_eq!(birth_year("0/0/00"), Ok(None));
        assert_eq!(birth_year("--05-17"), Ok(None));
        assert_eq!(birth_year("05/17"), Ok(None));
        assert_eq!(birth_year("1604-05-17"), Ok(None));
        assert_eq!(birth_year("abc"), Err(Reason::NotAYear));
        assert_eq!(birth_year("15-Nov"), Ok(None));
        assert_eq!(birth_year("0000-07-21"), Ok(None));
        assert_eq!(birth_year("--0421"), Ok(None));
        // Two figures of a year are of one that has been.
        for (text, year) in [("12/11/71", 1971), ("1/14/01", 2001), ("3/4/45", 1945), ("5-dic-62", 1962)] {
            assert_eq!(birth_year(text), Ok(Some(year)), "{text}");
        }
        for text in ["31/02/1990", "31/31/2000", "1990-02-30"] {
            assert_eq!(birth_year(text), Err(Reason::ImpossibleDate), "{text}");
        }
    }

    #[test]
    fn a_lost_zero_comes_back_in_spain_alone() {
        let mut notes = Notes::default();
        assert_eq!(postal_code("8001".into(), "España", ["", ""], &mut notes), "08001");
        assert_eq!(postal_code("8001".into(), "", ["Barcelona", ""], &mut notes), "08001");
        assert_eq!(postal_code("1010".into(), "Austria", ["", ""], &mut notes), "1010");
        assert_eq!(postal_code("1010".into(), "", ["Wien", ""], &mut notes), "1010");
        assert_eq!(postal_code("28001".into(), "España", ["", ""], &mut notes), "28001");
        assert_eq!(notes.postal_codes, 2);
    }

    #[test]
    fn labels_come_once_and_without_the_program_s_own() {
        let mut all = Vec::new();
        tags("* myContacts ::: Clientes", &mut all);
        tags("vip;Clientes", &mut all);
        assert_eq!(all, ["Clientes", "vip"]);
    }
}
