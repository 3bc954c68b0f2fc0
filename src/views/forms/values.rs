//! Values as people type them: money, numbers, phones, e-mails, days. Says how they were understood, or why not.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use crate::domain::base::names::digits;
use crate::domain::people::customer::NextContact;
use crate::domain::work::followup::{self, Lean, WhenError, parse_day, parse_day_leaning, parse_when};
use crate::domain::{Currency, Day, Money};
use crate::ui::Look;
use crate::ui::format::DateOrder;

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    /// No number at all, or groups that are not of three figures.
    Unknown,
    /// More decimals than the currency has.
    Decimals,
    /// Larger than can be kept.
    Large,
}

/// A number as typed where `mark` parts decimals. The other mark parts thousands; where it cannot (`12.5` in Spanish)
/// it is the decimal mark after all. `1.000` is a thousand in Spanish and one in English: the echo says which.
pub(crate) fn number(text: &str, mark: char) -> Result<Decimal, NumberError> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let (negative, figures) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let known = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    if figures.is_empty() || !figures.chars().all(known) || !figures.chars().any(|c| c.is_ascii_digit()) {
        return Err(NumberError::Unknown);
    }
    let other = if mark == ',' { '.' } else { ',' };
    let (marks, others) = (figures.matches(mark).count(), figures.matches(other).count());
    let decimal = match (marks, others) {
        (0, 0) => None,
        // Both: the last one parts the decimals.
        (1.., 1..) => figures.chars().rev().find(|c| !c.is_ascii_digit()),
        (1, 0) => Some(mark),
        (0, _) if grouped(figures, other) => None,
        (0, 1) => Some(other),
        _ => return Err(NumberError::Unknown),
    };
    let (whole, fraction) = match decimal {
        Some(mark) => figures.rsplit_once(mark).unwrap_or((figures, "")),
        None => (figures, ""),
    };
    let group = if decimal.unwrap_or(mark) == mark { other } else { mark };
    let whole = match decimal {
        Some(_) if whole.contains(['.', ',']) && !grouped(whole, group) => return Err(NumberError::Unknown),
        _ => whole.replace(['.', ','], ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberError::Unknown);
    }
    let sign = if negative { "-" } else { "" };
    let plain = format!("{sign}{}.{}", if whole.is_empty() { "0" } else { &whole }, fraction);
    plain.trim_end_matches('.').parse().map_err(|_| NumberError::Large)
}

/// Whether a mark parts groups of three figures: `1.000`, `12.345.678`.
fn grouped(figures: &str, mark: char) -> bool {
    let mut parts = figures.split(mark);
    let first = parts.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && first != "0"
        && figures.contains(mark)
        && parts.all(|p| p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))
}

/// An amount of money as typed, with or without the currency's sign.
pub(crate) fn money(text: &str, mark: char, currency: &Currency) -> Result<Money, NumberError> {
    let mut bare = text.trim();
    for sign in [currency.symbol.as_str(), currency.code.as_str()] {
        bare = bare.strip_suffix(sign).or_else(|| bare.strip_prefix(sign)).unwrap_or(bare).trim();
    }
    let amount = number(bare, mark)?;
    if amount.normalize().scale() > currency.decimals {
        return Err(NumberError::Decimals);
    }
    Money::from_decimal(amount, currency.decimals).ok_or(NumberError::Large)
}

/// [`number`] in the numbers of the user.
pub(crate) fn read_number(text: &str, look: &Look) -> Result<Decimal, String> {
    number(text, look.format.numbers.decimal_mark()).map_err(|why| number_error(why, look))
}

/// [`money`] in the numbers of the user.
pub(crate) fn read_money(text: &str, look: &Look, currency: &Currency) -> Result<Money, String> {
    money(text, look.format.numbers.decimal_mark(), currency).map_err(|why| number_error(why, look))
}

fn number_error(why: NumberError, look: &Look) -> String {
    look.t(match why {
        NumberError::Unknown => "form-bad-number",
        NumberError::Decimals => "form-bad-decimals",
        NumberError::Large => "form-bad-large",
    })
}

/// A number as it would be typed again: no groups, the user's decimal mark.
pub(crate) fn typed(number: Decimal, look: &Look) -> String {
    let mark = look.format.numbers.decimal_mark();
    number.normalize().to_string().replace('.', &mark.to_string())
}

/// An amount as it would be typed again.
pub(crate) fn typed_money(amount: Money, currency: &Currency, look: &Look) -> String {
    let mark = look.format.numbers.decimal_mark();
    amount.plain(currency.decimals).replace('.', &mark.to_string())
}

/// What is wrong with a phone number; a leading `+` (or `00`) says that it is of any country, nine figures are a
/// Spanish number.
pub(crate) fn phone(text: &str, look: &Look) -> Result<String, String> {
    let text = text.trim();
    let count = digits(text).len();
    let strange = |c: char| !(c.is_ascii_digit() || " +-().·/".contains(c));
    if text.is_empty() {
        return Ok(String::new());
    }
    // An extension may follow the number: `947 206 118 ext. 4`.
    let number = text.split(['x', 'X', 'e', 'E', '#']).next().unwrap_or(text);
    if number.chars().any(strange) {
        return Err(look.t("form-bad-phone"));
    }
    let foreign = text.starts_with('+') || text.starts_with("00");
    let least = if foreign { 8 } else { 9 };
    if count < least {
        return Err(look.tf("form-phone-short", &[("n", (least - count).into())]));
    }
    if count > 20 {
        return Err(look.t("form-bad-phone"));
    }
    Ok("✓".into())
}

/// What is wrong with an e-mail address: one `@`, something before it, a name with a point after it, no blanks.
pub(crate) fn email(text: &str, look: &Look) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let good = text.split_once('@').is_some_and(|(name, host)| {
        let labels: Vec<&str> = host.split('.').collect();
        !name.is_empty()
            && !host.contains('@')
            && labels.len() > 1
            && labels.iter().all(|l| !l.is_empty())
            && !text.chars().any(char::is_whitespace)
    });
    if good { Ok("✓".into()) } else { Err(look.t("form-bad-email")) }
}

/// A day that may lie behind; the echo is the day in words.
pub(crate) fn read_day(text: &str, today: Day, look: &Look) -> Result<Day, String> {
    parse_day(text, today, order(look)).map_err(|why| when_error(&why, look))
}

/// A day that lies ahead: a date without a year is the next one.
pub(crate) fn read_coming_day(text: &str, today: Day, look: &Look) -> Result<Day, String> {
    parse_day_leaning(text, today, order(look), Lean::Future).map_err(|why| when_error(&why, look))
}

/// A day that lies ahead; today at the earliest.
pub(crate) fn read_day_ahead(text: &str, today: Day, look: &Look) -> Result<Day, String> {
    let day = read_coming_day(text, today, look)?;
    if day < today { Err(look.t("form-bad-ahead")) } else { Ok(day) }
}

/// The next contact as typed: `None` is «none».
pub(crate) fn read_when(
    text: &str,
    now: NaiveDateTime,
    note: &str,
    look: &Look,
) -> Result<Option<NextContact>, String> {
    let when = parse_when(text, now, order(look)).map_err(|why| when_error(&why, look))?;
    Ok(when.map(|w| NextContact { day: w.day, minute: w.minute, note: note.trim().to_owned() }))
}

/// A day and its time in words: `lun 23 nov 2026 10:00`.
pub(crate) fn next_words(next: &NextContact, look: &Look) -> String {
    let day = look.format.day_words(next.day);
    match next.minute {
        Some(minute) => format!("{day} {}", clock(minute)),
        None => day,
    }
}

/// A next contact as it would be typed again: `2026-11-23 10:00`.
pub(crate) fn next_typed(next: &NextContact) -> String {
    match next.minute {
        Some(minute) => format!("{} {}", next.day, clock(minute)),
        None => next.day.to_string(),
    }
}

/// `10:05`.
pub(crate) fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// A time of the day as typed: `9`, `9:30`, `17.30`, `17h`.
pub(crate) fn read_clock(text: &str, look: &Look) -> Result<u16, String> {
    let wrong = || look.tf("form-bad-time", &[("text", text.trim().into())]);
    let text = text.trim().trim_end_matches(['h', 'H']);
    let (hour, minute) = text.split_once([':', '.', 'h']).unwrap_or((text, "0"));
    let figures = |t: &str| (!t.is_empty() && t.len() <= 2).then(|| t.parse::<u16>().ok()).flatten();
    match (figures(hour), figures(minute)) {
        (Some(hour), Some(minute)) if hour < 24 && minute < 60 => Ok(hour * 60 + minute),
        _ => Err(wrong()),
    }
}

fn order(look: &Look) -> followup::DateOrder {
    match look.format.date_order {
        DateOrder::Mdy => followup::DateOrder::MonthFirst,
        DateOrder::Dmy | DateOrder::Ymd => followup::DateOrder::DayFirst,
    }
}

/// Why a text is no day, in words.
pub(crate) fn when_error(why: &WhenError, look: &Look) -> String {
    match why {
        WhenError::Empty => look.t("form-required"),
        WhenError::Unknown { .. } => look.t("form-bad-date"),
        WhenError::NoSuchDay { month, last, .. } => look.tf(
            "form-no-such-day",
            &[("month", look.format.month_name(*month).into()), ("last", (*last).into())],
        ),
        WhenError::NoSuchMonth { month } => look.tf("form-no-such-month", &[("month", (*month).into())]),
        WhenError::NoSuchTime { text } => look.tf("form-bad-time", &[("text", text.into())]),
        WhenError::Past { day } => look.tf("form-past", &[("day", look.format.day(*day).into())]),
        WhenError::TooFar => look.t("form-too-far"),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::ui::texts::Lang;

    #[rstest]
    #[case("1.000", ',', "1000")]
    #[case("1.000", '.', "1.000")]
    #[case("1,000", ',', "1.000")]
    #[case("1,000", '.', "1000")]
    #[case("12.5", ',', "12.5")]
    #[case("12,50", ',', "12.50")]
    #[case("1.234,56", ',', "1234.56")]
    #[case("1,234.56", ',', "1234.56")]
    #[case("12.345.678", ',', "12345678")]
    #[case("-3,5", ',', "-3.5")]
    #[case(",5", ',', "0.5")]
    #[case("1 234,5", ',', "1234.5")]
    #[case("0.125", ',', "0.125")]
    fn a_number_is_read_in_the_users_style(#[case] text: &str, #[case] mark: char, #[case] plain: &str) {
        assert_eq!(number(text, mark).unwrap(), plain.parse::<Decimal>().unwrap(), "{text} {mark}");
    }

    #[rstest]
    #[case("")]
    #[case("-")]
    #[case("1,2,3")]
    #[case("12.34.567,8")]
    #[case("12 euros")]
    #[case("1.23.4")]
    fn what_is_no_number_is_refused(#[case] text: &str) {
        assert_eq!(number(text, ','), Err(NumberError::Unknown), "{text}");
    }

    #[test]
    fn money_has_the_decimals_of_its_currency() {
        let euro = Currency::default();
        assert_eq!(money("1.240,50 €", ',', &euro), Ok(Money(124_050)));
        assert_eq!(money("€1,240.50", '.', &euro), Ok(Money(124_050)));
        assert_eq!(money("0,125", ',', &euro), Err(NumberError::Decimals));
        assert_eq!(money("9999999999999999999999", ',', &euro), Err(NumberError::Large));
        let yen = Currency::from_code("JPY").unwrap();
        assert_eq!(money("1.240", ',', &yen), Ok(Money(1240)));
    }

    #[test]
    fn a_phone_says_how_many_figures_are_missing() {
        let es = Look::plain(Lang::Es);
        assert_eq!(phone("947 30 1", &es), Err("faltan 3 cifras".into()));
        assert_eq!(phone("947 30 12 2", &es), Err("falta 1 cifra".into()));
        assert_eq!(phone("947 301 220", &es), Ok("✓".into()));
        assert_eq!(phone("+354 551 1234", &es), Ok("✓".into()));
        assert_eq!(phone("947 301 220 ext. 4", &es), Ok("✓".into()));
        assert!(phone("lo tiene Marta", &es).is_err());
        assert_eq!(phone(" ", &es), Ok(String::new()));
    }

    #[rstest]
    #[case("luis@guito.example", true)]
    #[case("luis@guito", false)]
    #[case("@guito.example", false)]
    #[case("luis@guito..example", false)]
    #[case("luis guito@guito.example", false)]
    #[case("luis@a@b.example", false)]
    fn an_email_has_the_shape_of_one(#[case] text: &str, #[case] good: bool) {
        assert_eq!(email(text, &Look::plain(Lang::En)).is_ok(), good, "{text}");
    }

    #[test]
    fn a_time_is_read_and_refused() {
        let es = Look::plain(Lang::Es);
        for (text, minute) in [("9", 540), ("9:30", 570), ("17.30", 1050), ("17h", 1020), ("0:05", 5)] {
            assert_eq!(read_clock(text, &es), Ok(minute), "{text}");
        }
        assert!(read_clock("25:00", &es).is_err());
        assert!(read_clock("mañana", &es).is_err());
    }

    #[test]
    fn a_refused_day_says_why() {
        let es = Look::plain(Lang::Es);
        let today = Day::parse_iso("2026-11-20").unwrap();
        assert_eq!(read_day("31/2", today, &es), Err("febrero tiene 28 días".into()));
        assert_eq!(read_day("hoy", today, &es), Ok(today));
    }
}
