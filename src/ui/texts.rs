//! Every word a user sees, in both languages, from `assets/locales`. Knows keys and arguments, not who asks.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

use super::format::NumberStyle;
use crate::domain::Day;
use crate::domain::base::names::fold;

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Spanish.
    #[default]
    Es,
    /// English.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Es, Self::En];

    /// `es` or `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    /// From `es`, `es_ES.UTF-8`, `en-GB`…; `None` where neither.
    pub fn parse(text: &str) -> Option<Self> {
        match text.get(..2)?.to_ascii_lowercase().as_str() {
            "es" | "ca" | "gl" | "eu" => Some(Self::Es),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Es => Self::En,
            Self::En => Self::Es,
        }
    }
}

macro_rules! rooms {
    ($($room:literal),* $(,)?) => {
        /// One file of texts: name of the room, Spanish, English.
        pub(crate) const FILES: &[(&str, &str, &str)] = &[$((
            $room,
            include_str!(concat!("../../assets/locales/es/", $room, ".ftl")),
            include_str!(concat!("../../assets/locales/en/", $room, ".ftl")),
        )),*];
    };
}

rooms!(
    "common",
    "actions",
    "app",
    "calls",
    "changes",
    "cli",
    "customers",
    "filter",
    "segments",
    "demo",
    "exchange",
    "exporting",
    "first_run",
    "forecast",
    "growth",
    "importing",
    "lifecycle",
    "manage",
    "page",
    "portfolio",
    "products",
    "profile",
    "quality",
    "tables",
    "today",
    "value",
    "winback",
    "words",
);

/// An argument of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum TextArg {
    /// Words, shown as they are.
    Str(String),
    /// A whole number: chooses plural forms; shown plainly, or grouped by `INT($n)`.
    Int(i64),
    /// Any number.
    Num(f64),
}

macro_rules! text_arg {
    ($($from:ty => |$v:ident| $to:expr),* $(,)?) => {
        $(impl From<$from> for TextArg {
            fn from($v: $from) -> Self {
                $to
            }
        })*
    };
}

text_arg!(
    &str => |v| Self::Str(v.to_owned()),
    String => |v| Self::Str(v),
    &String => |v| Self::Str(v.clone()),
    Cow<'_, str> => |v| Self::Str(v.into_owned()),
    i64 => |v| Self::Int(v),
    i32 => |v| Self::Int(v.into()),
    u32 => |v| Self::Int(v.into()),
    u64 => |v| Self::Int(i64::try_from(v).unwrap_or(i64::MAX)),
    usize => |v| Self::Int(i64::try_from(v).unwrap_or(i64::MAX)),
    f64 => |v| Self::Num(v),
);

/// A plain amount (`-1234.50`) as it is written for people; what is no amount stays as it is.
fn money(numbers: &NumberStyle, plain: &str, symbol: &str) -> String {
    let decimals = plain.split_once('.').map_or(0, |(_, after)| after.len());
    match (plain.replacen('.', "", 1).parse::<i64>(), u32::try_from(decimals)) {
        (Ok(minor), Ok(decimals)) => numbers.money(minor, decimals, symbol),
        _ => format!("{plain} {symbol}"),
    }
}

/// The texts of one language.
pub struct Texts {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Texts {
    /// The texts of a language; numbers given to `INT()` and plain amounts (`-51.00`) given with their symbol to
    /// `MONEY()` inside them are written in `numbers`.
    pub fn new(lang: Lang, numbers: &NumberStyle) -> Self {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        // Made anew where it is used: a formatter cannot cross threads, the bundle may.
        let place = numbers.locale().to_owned();
        // Fails only where the name is taken; these two are the only functions there are.
        let _ = bundle.add_function("INT", move |given, _| match given.first() {
            Some(FluentValue::Number(number)) => {
                FluentValue::String(Cow::Owned(NumberStyle::of(&place).int(number.value as i64)))
            }
            Some(FluentValue::String(words)) => FluentValue::String(Cow::Owned(words.to_string())),
            _ => FluentValue::Error,
        });
        let place = numbers.locale().to_owned();
        let _ = bundle.add_function("MONEY", move |given, _| {
            let text = |value: Option<&FluentValue<'_>>| match value {
                Some(FluentValue::String(words)) => Some(words.to_string()),
                Some(FluentValue::Number(number)) => Some(number.as_string().into_owned()),
                _ => None,
            };
            let (Some(amount), Some(symbol)) = (text(given.first()), text(given.get(1))) else {
                return FluentValue::Error;
            };
            FluentValue::String(Cow::Owned(money(&NumberStyle::of(&place), &amount, &symbol)))
        });
        for (_, es, en) in FILES {
            let source = if lang == Lang::Es { es } else { en };
            // A damaged entry is left out and then shown by its key; a test refuses damaged files.
            let resource =
                FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle }
    }

    /// The language.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The text of a key; «key» where there is none.
    pub fn t(&self, key: &str) -> String {
        self.tf(key, &[])
    }

    /// The text of a key with arguments.
    pub fn tf(&self, key: &str, args: &[(&str, TextArg)]) -> String {
        self.find(key, None, args).unwrap_or_else(|| format!("«{key}»"))
    }

    /// The attribute of a key (`.synonyms`), where there is one.
    pub fn attribute(&self, key: &str, attribute: &str) -> Option<String> {
        self.find(key, Some(attribute), &[])
    }

    /// Whether there is such a key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).and_then(|m| m.value()).is_some()
    }

    /// A text whose arguments are all words, as the store and the journal give them.
    pub fn words(&self, key: &str, args: &[(String, String)]) -> String {
        let args: Vec<(&str, TextArg)> = args
            .iter()
            .map(|(name, value)| {
                // Counts choose plural forms, so what looks like a number is one; codes with leading zeros are not.
                let plain = value.len() < 16 && (value == "0" || !value.starts_with('0'));
                if let Some(day) = Day::parse_iso(value).filter(|_| name == "day") {
                    return (name.as_str(), TextArg::Str(self.day(day)));
                }
                let arg = match value.parse::<i64>() {
                    Ok(number) if plain && !value.starts_with('+') => TextArg::Int(number),
                    _ => TextArg::Str(value.clone()),
                };
                (name.as_str(), arg)
            })
            .collect();
        self.tf(key, &args)
    }

    /// `23 nov 2026`.
    fn day(&self, day: Day) -> String {
        let (year, month, day) = day.ymd();
        format!("{day} {} {year}", self.t(&format!("month-short-{month}")))
    }

    /// Whether `text` means the same as the text of a key, accents and capitals aside.
    pub fn is(&self, key: &str, text: &str) -> bool {
        fold(&self.t(key)) == fold(text.trim())
    }

    fn find(&self, key: &str, attribute: Option<&str>, args: &[(&str, TextArg)]) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            given.set(
                *name,
                match value {
                    TextArg::Str(text) => FluentValue::from(text.as_str()),
                    TextArg::Int(number) => FluentValue::from(*number),
                    TextArg::Num(number) => FluentValue::from(*number),
                },
            );
        }
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_bundle::FluentResource;

    use super::*;

    /// Key (or key.attribute) → arguments used, of one source.
    fn entries(room: &str, source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let resource = FluentResource::try_new(source.to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{room}: damaged: {errors:?}"));
        drop(resource);
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        let mut message = String::new();
        for line in source.lines() {
            if line.starts_with('#') {
                continue;
            }
            let trimmed = line.trim_start();
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                key = name.to_owned();
                message = name.to_owned();
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{room}: {key} twice");
            } else if let Some((name, _)) = trimmed.strip_prefix('.').and_then(|t| t.split_once(" =")) {
                key = format!("{message}.{name}");
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{room}: {key} twice");
            }
            for piece in line.split('$').skip(1) {
                let name: String = piece
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
                    .collect();
                found.entry(key.clone()).or_default().insert(name);
            }
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_keys_with_the_same_arguments() {
        let mut all = BTreeMap::new();
        for (room, es, en) in FILES {
            let (es, en) = (entries(room, es), entries(room, en));
            for (key, args) in &es {
                assert_eq!(Some(args), en.get(key), "{room}: {key} differs (es | en)");
                if !key.contains('.') {
                    assert_eq!(all.insert(key.clone(), *room), None, "{key} stands in two rooms");
                }
            }
            for key in en.keys() {
                assert!(es.contains_key(key), "{room}: {key} is missing in es");
            }
        }
    }

    #[test]
    fn a_missing_text_is_seen_and_a_count_is_grouped_inside_a_sentence() {
        let texts = Texts::new(Lang::Es, &NumberStyle::of("es-ES"));
        assert_eq!(texts.t("no-such-key"), "«no-such-key»");
        assert_eq!(texts.tf("list-position", &[("at", 4.into()), ("all", "1.284".into())]), "4 de 1.284");
    }

    #[test]
    fn money_and_days_of_a_change_are_written_as_the_language_writes_them() {
        let arg = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let bought =
            [arg("number", "V-1"), arg("name", "Ana"), arg("amount", "-1234.50"), arg("currency", "€")];
        let planned = [arg("name", "Ana"), arg("day", "2026-11-23")];
        let said = |lang: Lang| {
            let texts = Texts::new(lang, &NumberStyle::of_lang(lang));
            (texts.words("change-add-purchase", &bought), texts.words("change-next-one", &planned))
        };
        let (money, day) = said(Lang::Es);
        assert_eq!(money.replace('\u{a0}', " "), "Compra V-1 de Ana: -1.234,50 €");
        assert_eq!(day, "Próximo contacto con Ana: 23 nov 2026");
        let (money, day) = said(Lang::En);
        assert_eq!(money, "Purchase V-1 by Ana: -€1,234.50");
        assert_eq!(day, "Next contact with Ana: 23 Nov 2026");
    }
}
