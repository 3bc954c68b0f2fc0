//! Numbers, money and days as a person reads them. The style of numbers is a setting apart from the language.

use chrono::{Datelike, NaiveDateTime, Timelike};
use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale::Locale;

use super::texts::{Lang, Texts};
use crate::domain::{Currency, Day, Money, Month};

/// How numbers are written: marks, grouping, side of the currency symbol.
#[derive(Clone)]
pub struct NumberStyle {
    locale: String,
    formatter: std::rc::Rc<DecimalFormatter>,
    group: Option<char>,
    symbol_first: bool,
}

impl std::fmt::Debug for NumberStyle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("NumberStyle").field(&self.locale).finish()
    }
}

impl NumberStyle {
    /// The style of a place, as `es-ES`, `es-MX`, `en-US`; unknown ones fall back to the language's own, then to
    /// plain digits.
    pub fn of(locale: &str) -> Self {
        let parsed: Locale = locale.parse().unwrap_or(Locale::UNKNOWN);
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(GroupingStrategy::Always);
        let formatter = DecimalFormatter::try_new((&parsed).into(), options)
            .or_else(|_| DecimalFormatter::try_new(Locale::UNKNOWN.into(), options));
        #[expect(clippy::expect_used, reason = "the root locale is compiled in")]
        let formatter = std::rc::Rc::new(formatter.expect("the root locale is compiled in"));
        let group = formatter
            .format(&Decimal::from(1_234_567))
            .to_string()
            .chars()
            .nth(1)
            .filter(|c| !c.is_numeric());
        // Where groups are parted by commas the symbol stands first, in Spanish-speaking America and in English.
        let symbol_first = group == Some(',');
        Self { locale: locale.to_owned(), formatter, group, symbol_first }
    }

    /// The usual style of a language.
    pub fn of_lang(lang: Lang) -> Self {
        Self::of(match lang {
            Lang::Es => "es-ES",
            Lang::En => "en-US",
        })
    }

    /// Name of the style.
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// A whole number in groups of three from 1,000.
    pub fn int(&self, number: i64) -> String {
        self.grouped(&Decimal::from(number))
    }

    /// A number of `decimals` decimals, given in units of the last one: `scaled(61_125, 1)` = 6.112,5.
    pub fn scaled(&self, number: i64, decimals: u32) -> String {
        let mut decimal = Decimal::from(number);
        decimal.multiply_pow10(-(decimals as i16));
        decimal.absolute.pad_end(-(decimals as i16));
        self.grouped(&decimal)
    }

    /// As the locale writes it, with four digits grouped too: some locales (Spanish) begin at five, and then figures
    /// of a column do not stand below each other.
    fn grouped(&self, decimal: &Decimal) -> String {
        let mut text = self.formatter.format(decimal).to_string();
        let digits =
            text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).count();
        if let (4, Some(group), Some(first)) = (digits, self.group, text.find(|c: char| c.is_ascii_digit())) {
            text.insert(first + 1, group);
        }
        text
    }

    /// Money in minor units of a currency with `decimals`: `-6.112,50 €`.
    pub fn money(&self, minor: i64, decimals: u32, symbol: &str) -> String {
        self.with_symbol(minor < 0, &self.scaled(minor.saturating_abs(), decimals), symbol)
    }

    fn with_symbol(&self, negative: bool, figure: &str, symbol: &str) -> String {
        let sign = if negative { "-" } else { "" };
        if !self.symbol_first {
            format!("{sign}{figure} {symbol}")
        } else if symbol.chars().all(char::is_alphabetic) {
            format!("{sign}{symbol} {figure}")
        } else {
            format!("{sign}{symbol}{figure}")
        }
    }

    /// The decimal mark.
    pub fn decimal_mark(&self) -> char {
        self.scaled(15, 1).chars().nth(1).unwrap_or('.')
    }
}

/// Order of day, month and year in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Day first.
    #[default]
    Dmy,
    /// Month first.
    Mdy,
    /// Year first.
    Ymd,
}

impl DateOrder {
    /// From `dmy`, `mdy`, `ymd`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "dmy" => Some(Self::Dmy),
            "mdy" => Some(Self::Mdy),
            "ymd" => Some(Self::Ymd),
            _ => None,
        }
    }
}

/// How somebody has days and numbers written: what a [`Format`] is made from where it is needed, on another thread too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Language of words.
    pub lang: Lang,
    /// Order of dates in figures.
    pub dates: DateOrder,
    /// A place as `es-ES`, or none to follow the language.
    pub numbers: Option<String>,
}

impl Manner {
    /// Style of numbers.
    pub fn numbers(&self) -> NumberStyle {
        self.numbers.as_deref().map_or_else(|| NumberStyle::of_lang(self.lang), NumberStyle::of)
    }
}

/// Writes numbers, money and days.
#[derive(Clone, Debug)]
pub struct Format {
    /// Style of numbers.
    pub numbers: NumberStyle,
    /// Order of dates.
    pub date_order: DateOrder,
    /// Currency of the portfolio.
    pub currency: Currency,
    /// For a table in a file: days as `2026-11-20`, shares with all that is known of them.
    pub whole: bool,
    months: [String; 12],
    months_short: [String; 12],
    weekdays: [String; 7],
    weekdays_short: [String; 7],
    today: String,
    yesterday: String,
    tomorrow: String,
    thousand: String,
    million: String,
    days: String,
}

/// Decimals of a share in per cent in a file.
const WHOLE_SHARE: u32 = 4;

impl Format {
    /// A format whose names of months and days come from `texts`.
    pub fn new(texts: &Texts, numbers: NumberStyle, date_order: DateOrder, currency: Currency) -> Self {
        let name = |prefix: &str, n: usize| texts.t(&format!("{prefix}-{}", n + 1));
        Self {
            numbers,
            date_order,
            currency,
            whole: false,
            months: std::array::from_fn(|n| name("month", n)),
            months_short: std::array::from_fn(|n| name("month-short", n)),
            weekdays: std::array::from_fn(|n| name("weekday", n)),
            weekdays_short: std::array::from_fn(|n| name("weekday-short", n)),
            today: texts.t("date-today"),
            yesterday: texts.t("date-yesterday"),
            tomorrow: texts.t("date-tomorrow"),
            thousand: texts.t("unit-thousand"),
            million: texts.t("unit-million"),
            days: texts.tf("date-days", &[("days", "\u{1}".into())]),
        }
    }

    /// `6.112,50 €`, `€6,112.50`.
    pub fn money(&self, amount: Money) -> String {
        self.numbers.money(amount.0, self.currency.decimals, &self.currency.symbol)
    }

    /// Without cents, rounded half away from zero: `6.113 €`.
    pub fn money_whole(&self, amount: Money) -> String {
        self.with_symbol(amount.0 < 0 && self.whole(amount) != 0, &self.numbers.int(self.whole(amount).abs()))
    }

    /// For tables with the currency in the heading: `6.113`.
    pub fn amount_whole(&self, amount: Money) -> String {
        self.numbers.int(self.whole(amount))
    }

    /// With cents and without symbol: `6.112,50`.
    pub fn amount(&self, amount: Money) -> String {
        self.numbers.scaled(amount.0, self.currency.decimals)
    }

    /// For narrow places: `950 €`, `58,9k €`, `1,2M €`.
    pub fn money_short(&self, amount: Money) -> String {
        self.with_symbol(amount.0 < 0 && self.whole(amount) != 0, &self.short(self.whole(amount).abs()))
    }

    /// Like [`Format::money_short`] without symbol: `58,9k`.
    pub fn amount_short(&self, amount: Money) -> String {
        let whole = self.whole(amount);
        format!("{}{}", if whole < 0 { "-" } else { "" }, self.short(whole.abs()))
    }

    /// `1.284`.
    pub fn int(&self, number: impl TryInto<i64>) -> String {
        self.numbers.int(number.try_into().unwrap_or(i64::MAX))
    }

    /// With a sign where it is not zero: `+6`, `-7`, `0`.
    pub fn signed(&self, number: i64) -> String {
        format!("{}{}", if number > 0 { "+" } else { "" }, self.numbers.int(number))
    }

    /// A number with this many decimals; a dash where it is none.
    pub fn decimal(&self, number: f64, decimals: u32) -> String {
        let scaled = number * 10_f64.powi(decimals as i32);
        if scaled.is_finite() { self.numbers.scaled(scaled.round() as i64, decimals) } else { "—".into() }
    }

    /// A share of 1 without decimals: `68 %`; a dash where it is none.
    pub fn percent(&self, share: f64) -> String {
        self.percent_with(share, 0)
    }

    /// A share of 1 with decimals: `11,9 %`.
    pub fn percent_with(&self, share: f64, decimals: u32) -> String {
        if !share.is_finite() {
            return "—".into();
        }
        let space = if self.numbers.symbol_first { "" } else { " " };
        if self.whole {
            let number = self.decimal(share * 100.0, decimals.max(WHOLE_SHARE));
            return format!("{}{space}%", number.trim_end_matches('0').trim_end_matches('.'));
        }
        format!("{}{space}%", self.decimal(share * 100.0, decimals))
    }

    /// `20 nov`.
    pub fn day_month(&self, day: Day) -> String {
        if self.whole {
            return day.to_string();
        }
        let (_, month, date) = day.ymd();
        let month = &self.months_short[month as usize - 1];
        match self.date_order {
            DateOrder::Dmy => format!("{date} {month}"),
            DateOrder::Mdy | DateOrder::Ymd => format!("{month} {date}"),
        }
    }

    /// `20 nov 2026`.
    pub fn day(&self, day: Day) -> String {
        if self.whole {
            return day.to_string();
        }
        let (year, _, _) = day.ymd();
        match self.date_order {
            DateOrder::Dmy | DateOrder::Mdy => format!("{} {year}", self.day_month(day)),
            DateOrder::Ymd => format!("{year} {}", self.day_month(day)),
        }
    }

    /// `20 nov` in the year of `today`, `20 nov 2025` in others.
    pub fn day_short(&self, day: Day, today: Day) -> String {
        if day.ymd().0 == today.ymd().0 { self.day_month(day) } else { self.day(day) }
    }

    /// `vie 20 nov 2026`.
    pub fn day_words(&self, day: Day) -> String {
        if self.whole {
            return day.to_string();
        }
        format!("{} {}", self.weekday_short(day), self.day(day))
    }

    /// For a column of next dates: `hoy`, `mié 25` in the same month, `1 dic`, `1 dic 2027`.
    pub fn day_near(&self, day: Day, today: Day) -> String {
        if self.whole {
            return day.to_string();
        }
        if day == today {
            self.today.clone()
        } else if day > today && day.month() == today.month() {
            format!("{} {}", self.weekday_short(day), day.ymd().2)
        } else {
            self.day_short(day, today)
        }
    }

    /// `hoy`, `ayer`, `mañana`, else `vie 20 nov` (with the year where it is another one).
    pub fn day_told(&self, day: Day, today: Day) -> String {
        if self.whole {
            return day.to_string();
        }
        match day.0 - today.0 {
            0 => self.today.clone(),
            -1 => self.yesterday.clone(),
            1 => self.tomorrow.clone(),
            _ => format!("{} {}", self.weekday_short(day), self.day_short(day, today)),
        }
    }

    /// In figures, in the order of the user: `20/11/2026`, `11/20/2026`, `2026-11-20`.
    pub fn day_figures(&self, day: Day) -> String {
        let (year, month, date) = day.ymd();
        match self.date_order {
            DateOrder::Dmy => format!("{date:02}/{month:02}/{year}"),
            DateOrder::Mdy => format!("{month:02}/{date:02}/{year}"),
            DateOrder::Ymd => day.to_string(),
        }
    }

    /// In a document that others read, too: in English by name, for figures alone do not say there whether the day or the
    /// month comes first.
    pub fn day_written(&self, day: Day, lang: Lang) -> String {
        if lang == Lang::En && self.date_order != DateOrder::Ymd {
            self.day(day)
        } else {
            self.day_figures(day)
        }
    }

    /// How long ago in days: `9 d`; `hoy` for none.
    pub fn ago(&self, day: Day, today: Day) -> String {
        if day == today { self.today.clone() } else { self.days(i64::from(today.0) - i64::from(day.0)) }
    }

    /// A length in days: `9 d`.
    pub fn days(&self, days: i64) -> String {
        self.days.replace('\u{1}', &self.numbers.int(days))
    }

    /// `noviembre 2026`.
    pub fn month(&self, month: Month) -> String {
        let (year, number) = month.ym();
        format!("{} {year}", self.months[number as usize - 1])
    }

    /// `noviembre`; months from 1.
    pub fn month_name(&self, month: u32) -> &str {
        self.months.get((month as usize).wrapping_sub(1)).map_or("", String::as_str)
    }

    /// `nov`; months from 1.
    pub fn month_short(&self, month: u32) -> &str {
        self.months_short.get((month as usize).wrapping_sub(1)).map_or("", String::as_str)
    }

    /// `viernes`.
    pub fn weekday(&self, day: Day) -> &str {
        &self.weekdays[day.weekday().num_days_from_monday() as usize]
    }

    /// `vie`.
    pub fn weekday_short(&self, day: Day) -> &str {
        &self.weekdays_short[day.weekday().num_days_from_monday() as usize]
    }

    /// `9:30`.
    pub fn minute(&self, at: NaiveDateTime) -> String {
        format!("{}:{:02}", at.hour(), at.minute())
    }

    /// `20 nov 9:30`, with the year where it is another one than that of `today`.
    pub fn moment(&self, at: NaiveDateTime, today: Day) -> String {
        format!("{} {}", self.day_short(Day::from(at.date()), today), self.minute(at))
    }

    /// `vie 20 nov 10:42`: the clock of the tab bar.
    pub fn clock(&self, at: NaiveDateTime) -> String {
        let weekday = &self.weekdays_short[at.date().weekday().num_days_from_monday() as usize];
        let day = Day::from(at.date());
        format!("{weekday} {} {:02}:{:02}", self.day_month(day), at.hour(), at.minute())
    }

    fn whole(&self, amount: Money) -> i64 {
        let unit = 10_i64.saturating_pow(self.currency.decimals);
        let half = amount.0.signum() * (unit / 2);
        amount.0.saturating_add(half) / unit
    }

    fn short(&self, whole: i64) -> String {
        let tenths = |unit: i64| self.numbers.scaled((whole + unit / 20) / (unit / 10), 1);
        match whole {
            0..=9_999 => self.numbers.int(whole),
            10_000..=999_949 => format!("{}{}", tenths(1_000), self.thousand),
            _ => format!("{}{}", tenths(1_000_000), self.million),
        }
    }

    fn with_symbol(&self, negative: bool, figure: &str) -> String {
        self.numbers.with_symbol(negative, figure, &self.currency.symbol)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(lang: Lang, numbers: &str) -> Format {
        let style = NumberStyle::of(numbers);
        Format::new(&Texts::new(lang, &style), style, DateOrder::Dmy, Currency::default())
    }

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn money_is_written_in_the_chosen_style_whatever_the_language() {
        assert_eq!(format(Lang::Es, "es-ES").money(Money(611_250)), "6.112,50 €");
        assert_eq!(format(Lang::En, "es-ES").money(Money(-611_250)), "-6.112,50 €");
        assert_eq!(format(Lang::En, "en-US").money(Money(611_250)), "€6,112.50");
        assert_eq!(format(Lang::Es, "es-MX").money(Money(124_050)), "€1,240.50");
        assert_eq!(
            format(Lang::Es, "not a locale").int(1284).chars().filter(char::is_ascii_digit).count(),
            4
        );
    }

    #[test]
    fn groups_begin_at_a_thousand() {
        assert_eq!(format(Lang::Es, "es-ES").int(999), "999");
        assert_eq!(format(Lang::Es, "es-ES").int(1284), "1.284");
        assert_eq!(format(Lang::Es, "es-ES").int(-1_284_000), "-1.284.000");
    }

    #[test]
    fn short_money_keeps_one_decimal() {
        let es = format(Lang::Es, "es-ES");
        assert_eq!(es.money_short(Money(5_890_000)), "58,9k €");
        assert_eq!(es.money_short(Money(95_049)), "950 €");
        assert_eq!(es.money_short(Money(-99_994_900)), "-999,9k €");
        assert_eq!(es.money_short(Money(99_995_000)), "1,0M €");
        assert_eq!(es.money_whole(Money(-49)), "0 €");
        assert_eq!(es.money_whole(Money(-50)), "-1 €");
    }

    #[test]
    fn days_are_told_from_today() {
        let es = format(Lang::Es, "es-ES");
        let today = day("2026-11-20");
        assert_eq!(es.day_words(today), "vie 20 nov 2026");
        assert_eq!(es.day_near(today, today), "hoy");
        assert_eq!(es.day_near(day("2026-11-30"), today), "lun 30");
        assert_eq!(es.day_near(day("2026-12-01"), today), "1 dic");
        assert_eq!(es.day_short(day("2025-12-01"), today), "1 dic 2025");
        assert_eq!(es.ago(day("2026-11-11"), today), "9 d");
        assert_eq!(es.percent(0.684), "68 %");
        assert_eq!(es.percent(f64::NAN), "—");
        assert_eq!(es.month(today.month()), "noviembre 2026");
    }
}
