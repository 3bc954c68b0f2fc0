//! Who they are: town, province, income, occasion, benefit, year of birth, consents. A column nobody has a value in
//! takes no room: most portfolios know little of this.

use super::columns::{Column, Rows, Shared, keep};
use super::filter::{Stop, Wanted, shared, word_is};
use super::province::{is_meant, province};
use super::traits::counted;
use crate::domain::base::Day;
use crate::domain::people::Consent;
use crate::domain::query::{Condition, Field, Value};
use crate::domain::value::lookalike::{Attribute, TraitCount};

/// What is known of a customer beside trade and contact. Empty text means unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemberProfile<'a> {
    /// Town.
    pub city: &'a str,
    /// Region as written.
    pub region: &'a str,
    /// Postal code.
    pub postal_code: &'a str,
    /// Country as written.
    pub country: &'a str,
    /// Income band.
    pub income: &'a str,
    /// Occasion of use.
    pub occasion: &'a str,
    /// Benefit sought.
    pub benefit: &'a str,
    /// What they do.
    pub activity: &'a str,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Consent for phone, e-mail, text message, letter.
    pub consents: [Consent; 4],
}

/// Channels in the order of [`MemberProfile::consents`].
const CHANNELS: [&str; 4] = ["phone", "email", "sms", "post"];
const ANSWERS: [&str; 3] = ["unknown", "yes", "no"];

/// First years of generations after the oldest, with their keys (Pew Research Center 2019; from 2013 on the next).
const GENERATIONS: [(i64, &str); 6] =
    [(i64::MIN, "silent"), (1946, "boomer"), (1965, "x"), (1981, "millennial"), (1997, "z"), (2013, "alpha")];

/// A column of words that begins with the first row that has one.
#[derive(Debug)]
struct Lazy(Shared<str>, usize);

impl Lazy {
    fn new() -> Self {
        Self(Shared::new("", 0), 0)
    }

    fn put(&mut self, row: usize, value: &str) {
        if value.is_empty() && row >= self.1 {
            return;
        }
        while self.1 < row {
            self.0.put(self.1, "");
            self.1 += 1;
        }
        self.0.put(row, value);
        self.1 = self.1.max(row + 1);
    }

    fn code(&self, row: usize) -> usize {
        if row < self.1 { self.0.code(row) } else { 0 }
    }

    fn get(&self, row: usize) -> &str {
        if row < self.1 { self.0.get(row) } else { "" }
    }

    fn keep(&mut self, rows: &[u32]) {
        let mut kept = Self::new();
        for (new, old) in rows.iter().enumerate() {
            kept.put(new, self.get(*old as usize));
        }
        *self = kept;
    }
}

/// [`MemberProfile`] of every row.
#[derive(Debug)]
pub(super) struct ProfileColumns {
    city: Lazy,
    province: Lazy,
    income: Lazy,
    occasion: Lazy,
    benefit: Lazy,
    activity: Lazy,
    born: Column,
    /// Rows of `born` there are; later ones are unknown.
    born_rows: usize,
    /// Two bits a channel.
    consents: Vec<u8>,
}

impl Default for ProfileColumns {
    fn default() -> Self {
        Self {
            city: Lazy::new(),
            province: Lazy::new(),
            income: Lazy::new(),
            occasion: Lazy::new(),
            benefit: Lazy::new(),
            activity: Lazy::new(),
            born: Column::narrow(0),
            born_rows: 0,
            consents: Vec::new(),
        }
    }
}

impl ProfileColumns {
    /// Another profile of a row, or the one of the row after the last.
    pub fn put(&mut self, row: usize, profile: &MemberProfile<'_>) {
        self.city.put(row, profile.city.trim());
        self.province.put(row, province(profile.postal_code, profile.region, profile.country));
        self.income.put(row, profile.income.trim());
        self.occasion.put(row, profile.occasion.trim());
        self.benefit.put(row, profile.benefit.trim());
        self.activity.put(row, profile.activity.trim());
        self.put_born(row, profile.birth_year.map(i64::from));
        let packed = profile.consents.iter().enumerate().fold(0, |all, (channel, consent)| {
            let answer: u8 = match consent {
                Consent::Unknown => 0,
                Consent::Yes => 1,
                Consent::No => 2,
            };
            all | answer << (2 * channel)
        });
        if packed != 0 || row < self.consents.len() {
            if row >= self.consents.len() {
                self.consents.resize(row + 1, 0);
            }
            self.consents[row] = packed;
        }
    }

    fn put_born(&mut self, row: usize, year: Option<i64>) {
        if year.is_none() && row >= self.born_rows {
            return;
        }
        while self.born_rows < row {
            self.born.put(self.born_rows, None);
            self.born_rows += 1;
        }
        self.born.put(row, year);
        self.born_rows = self.born_rows.max(row + 1);
    }

    /// Year of birth of a row.
    pub fn born(&self, row: usize) -> Option<i64> {
        if row < self.born_rows { self.born.get(row) } else { None }
    }

    /// Age of a row on a day: years are counted from the first of January of the year of birth.
    pub fn age(&self, row: usize, day: Day) -> Option<i64> {
        self.born(row).map(|year| i64::from(day.ymd().0) - year)
    }

    fn consent(&self, row: usize, channel: usize) -> usize {
        usize::from(self.consents.get(row).copied().unwrap_or(0) >> (2 * channel) & 3)
    }

    /// Only these rows, in this order.
    pub fn keep(&mut self, rows: &[u32]) {
        for words in [
            &mut self.city,
            &mut self.province,
            &mut self.income,
            &mut self.occasion,
            &mut self.benefit,
            &mut self.activity,
        ] {
            words.keep(rows);
        }
        let years: Vec<Option<i64>> = rows.iter().map(|row| self.born(*row as usize)).collect();
        (self.born, self.born_rows) = (Column::narrow(0), 0);
        for (row, year) in years.into_iter().enumerate() {
            self.put_born(row, year);
        }
        if !self.consents.is_empty() {
            let last = rows.iter().copied().max().map_or(0, |row| row as usize + 1);
            self.consents.resize(last.max(self.consents.len()), 0);
            keep(&mut self.consents, rows);
        }
    }

    /// Bytes held by the rows.
    pub fn bytes(&self) -> usize {
        let words = [&self.city, &self.province, &self.income, &self.occasion, &self.benefit, &self.activity];
        words.iter().map(|w| w.0.bytes()).sum::<usize>() + self.born.bytes() + self.consents.len()
    }

    fn words(&self, field: Field) -> Option<&Lazy> {
        Some(match field {
            Field::City => &self.city,
            Field::Province => &self.province,
            Field::Income => &self.income,
            Field::Occasion => &self.occasion,
            Field::Benefit => &self.benefit,
            _ => return None,
        })
    }

    fn trait_words(&self, attribute: Attribute) -> Option<&Lazy> {
        Some(match attribute {
            Attribute::Activity => &self.activity,
            Attribute::Income => &self.income,
            Attribute::Occasion => &self.occasion,
            Attribute::Benefit => &self.benefit,
            Attribute::Generation | Attribute::Zone | Attribute::Source => return None,
        })
    }

    /// The value of an attribute that is kept here; empty for unknown. A generation is told by its key.
    pub fn known(&self, attribute: Attribute, row: usize) -> &str {
        match (attribute, self.trait_words(attribute)) {
            (Attribute::Generation, _) => {
                self.born(row).and_then(|year| GENERATIONS.get(generation(year))).map_or("", |(_, key)| *key)
            }
            (_, Some(words)) => words.get(row),
            (_, None) => "",
        }
    }

    /// Rows by value of an attribute that is kept here, with how many of them are best.
    pub fn counts(&self, attribute: Attribute, rows: &[(u32, bool)]) -> Vec<TraitCount> {
        match (attribute, self.trait_words(attribute)) {
            (Attribute::Generation, _) => {
                let keys = GENERATIONS.iter().map(|(_, key)| *key);
                counted(keys, rows, |row| self.born(row).map_or(GENERATIONS.len(), generation))
            }
            (_, Some(words)) => {
                counted(words.0.values.iter().map(|value| &**value), rows, |row| words.code(row))
            }
            (_, None) => Vec::new(),
        }
    }

    /// Who meets a condition on the profile; `None` where `stop` said so, nobody for fields that are elsewhere.
    pub fn select(&self, condition: &Condition, len: usize, today: Day, stop: Stop<'_>) -> Option<Rows> {
        let values = &condition.values;
        match condition.field {
            Field::Province => {
                let wanted: Vec<bool> = self
                    .province
                    .0
                    .values
                    .iter()
                    .map(|value| {
                        values.iter().any(|wanted| match wanted {
                            Value::Word(word) => is_meant(value, word),
                            Value::Any => !value.is_empty(),
                            Value::Empty => value.is_empty(),
                            _ => false,
                        })
                    })
                    .collect();
                Rows::filter(len, stop, |row| wanted[self.province.code(row)])
            }
            Field::Age => Wanted::new(values, |value| condition.op.numbers(value))
                .pick(len, stop, |row| self.age(row, today)),
            Field::Generation => {
                let wants = |key: &str| values.iter().any(|v| word_is(v, key));
                let wanted = GENERATIONS.map(|(_, key)| wants(key));
                let none = values.contains(&Value::Empty);
                Rows::filter(len, stop, |row| self.born(row).map_or(none, |year| wanted[generation(year)]))
            }
            Field::Consent => {
                let mut wanted = [[false; 3]; 4];
                for (row, channel) in wanted.iter_mut().zip(CHANNELS) {
                    for (cell, answer) in row.iter_mut().zip(ANSWERS) {
                        let key = format!("{channel}.{answer}");
                        *cell = values.iter().any(|v| matches!(v, Value::Word(word) if *word == key));
                    }
                }
                Rows::filter(len, stop, |row| {
                    (0..CHANNELS.len()).any(|channel| wanted[channel][self.consent(row, channel)])
                })
            }
            field => match self.words(field) {
                Some(column) => shared(&column.0.values, |row| column.code(row), values, len, stop),
                None => Some(Rows::none(len)),
            },
        }
    }

    /// The values of a field with the number of these rows that have each; empty ones too.
    pub fn tally(&self, field: Field, rows: impl Iterator<Item = usize>) -> Vec<(String, usize)> {
        match field {
            Field::Generation => {
                let mut counts = [0; GENERATIONS.len()];
                rows.filter_map(|row| self.born(row)).for_each(|year| counts[generation(year)] += 1);
                GENERATIONS.iter().zip(counts).map(|((_, key), n)| ((*key).to_owned(), n)).collect()
            }
            Field::Consent => {
                let mut counts = [[0; 3]; 4];
                rows.for_each(|row| {
                    for (channel, all) in counts.iter_mut().enumerate() {
                        all[self.consent(row, channel)] += 1;
                    }
                });
                let named = |(channel, all): (&str, [usize; 3])| {
                    let name = |answer: &str| format!("{channel}.{answer}");
                    ANSWERS.map(name).into_iter().zip(all).collect::<Vec<_>>()
                };
                CHANNELS.into_iter().zip(counts).flat_map(named).collect()
            }
            field => {
                let Some(column) = self.words(field) else { return Vec::new() };
                let mut counts = vec![0_usize; column.0.values.len()];
                rows.for_each(|row| counts[column.code(row)] += 1);
                column.0.values.iter().map(ToString::to_string).zip(counts).collect()
            }
        }
    }
}

fn generation(year: i64) -> usize {
    GENERATIONS.iter().rposition(|(from, _)| *from <= year).unwrap_or(0)
}
