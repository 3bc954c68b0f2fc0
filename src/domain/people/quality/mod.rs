//! Quality of what is known of customers, as three measures that are never mixed: is it *valid* (each value can be right),
//! *sufficient* (what a purpose needs is there), *contrasted* (somebody compared it with a second source, not long ago).
//! Beside them how late things are written down. Pure: the day is given.

mod rules;

use std::borrow::Cow;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

pub use rules::{Fault, Problem, email as is_email, is_phone, judge};

use super::{CustomerDraft, CustomerId};
use crate::domain::base::Day;
use crate::domain::work::reach::is_business;

/// A value counts as contrasted for so many months after the day on which it was confirmed.
pub const CONTRAST_MONTHS: i32 = 24;

/// What validity, sufficiency and contrast weigh in the score. A measure of which there is nothing to measure weighs
/// nothing.
pub const WEIGHTS: [f64; 3] = [0.4, 0.4, 0.2];

/// A field that is checked, and that can be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// Tax id.
    TaxId,
    /// First phone.
    Phone,
    /// Second phone.
    Mobile,
    /// E-mail.
    Email,
    /// Street and number.
    Address,
    /// Postal code.
    PostalCode,
    /// Town.
    City,
    /// Year of birth.
    BirthYear,
}

impl Datum {
    /// All, in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::TaxId,
        Self::Phone,
        Self::Mobile,
        Self::Email,
        Self::Address,
        Self::PostalCode,
        Self::City,
        Self::BirthYear,
    ];

    /// Key in the file, of the form, the command line and the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TaxId => "tax_id",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Email => "email",
            Self::Address => "address",
            Self::PostalCode => "postal_code",
            Self::City => "city",
            Self::BirthYear => "birth_year",
        }
    }

    /// The field with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|datum| datum.key() == key)
    }

    const fn place(self) -> usize {
        self as usize
    }
}

/// A value that was compared with a second source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which field.
    pub field: Datum,
    /// On which day.
    pub day: Day,
    /// What it was compared with, or how; may be empty.
    pub source: String,
    /// By whom.
    pub author: String,
}

/// What is looked at of a customer, as it was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Record<'a> {
    /// Row id.
    pub id: CustomerId,
    /// Name.
    pub name: &'a str,
    /// Company.
    pub company: &'a str,
    /// Tax id.
    pub tax_id: &'a str,
    /// First phone.
    pub phone: &'a str,
    /// Second phone.
    pub mobile: &'a str,
    /// E-mail.
    pub email: &'a str,
    /// Street and number.
    pub address: &'a str,
    /// Postal code.
    pub postal_code: &'a str,
    /// Town.
    pub city: &'a str,
    /// Province or region.
    pub region: &'a str,
    /// Country.
    pub country: &'a str,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Income band of a person, activity of a business.
    pub means: &'a str,
    /// Occasions of use.
    pub occasion: &'a str,
    /// Benefits sought.
    pub benefit: &'a str,
    /// Whether there is a basis for calling them, or against it: they said yes or no, or they have bought.
    pub has_basis: bool,
    /// Whether first and second phone were noted as not theirs.
    pub wrong: [bool; 2],
    /// For each of [`Datum::ALL`] the day on which its present value was confirmed.
    pub confirmed: [Option<Day>; 8],
}

impl<'a> From<&'a CustomerDraft> for Record<'a> {
    /// What a draft says: nothing about basis, wrong numbers and confirmations.
    fn from(draft: &'a CustomerDraft) -> Self {
        Self {
            name: &draft.name,
            company: &draft.company,
            tax_id: &draft.tax_id,
            phone: &draft.phone,
            mobile: &draft.mobile,
            email: &draft.email,
            address: &draft.address,
            postal_code: &draft.postal_code,
            city: &draft.city,
            region: &draft.region,
            country: &draft.country,
            birth_year: draft.birth_year,
            ..Self::default()
        }
    }
}

impl Record<'_> {
    /// A field as text; empty where nothing is known.
    pub fn value(&self, datum: Datum) -> Cow<'_, str> {
        Cow::Borrowed(match datum {
            Datum::TaxId => self.tax_id,
            Datum::Phone => self.phone,
            Datum::Mobile => self.mobile,
            Datum::Email => self.email,
            Datum::Address => self.address,
            Datum::PostalCode => self.postal_code,
            Datum::City => self.city,
            Datum::BirthYear => {
                return self.birth_year.map_or(Cow::Borrowed(""), |year| Cow::Owned(year.to_string()));
            }
        })
    }

    fn has(&self, datum: Datum) -> bool {
        !self.value(datum).trim().is_empty()
    }

    /// There, and not wrong by its form.
    fn is_usable(&self, datum: Datum, today: Day) -> bool {
        self.has(datum) && !matches!(judge(datum, self, today), Some(Err(_)))
    }

    /// Whether the present value was confirmed not longer ago than [`CONTRAST_MONTHS`].
    pub fn is_contrasted(&self, datum: Datum, today: Day) -> bool {
        self.confirmed[datum.place()]
            .is_some_and(|day| day <= today && day > today.plus_months(-CONTRAST_MONTHS))
    }
}

/// What data are needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Calling: a name, a usable phone, a basis.
    Calling,
    /// An invoice: name, tax id, address, postal code, town (Real Decreto 1619/2012, article 6).
    Invoicing,
    /// Writing: a usable e-mail, or address with postal code and town.
    Mailing,
    /// Knowing whom one sells to: birth year and income of a person, activity of a business; occasions; benefits sought.
    Profile,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Calling, Self::Invoicing, Self::Mailing, Self::Profile];

    /// Key of the command line and the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Calling => "calling",
            Self::Invoicing => "invoicing",
            Self::Mailing => "mailing",
            Self::Profile => "profile",
        }
    }

    /// What is there of what it needs.
    fn share(self, of: &Record<'_>, today: Day) -> Share {
        let named = !of.name.trim().is_empty();
        let full_address = [Datum::Address, Datum::PostalCode, Datum::City];
        let share = |parts: &[bool]| Share {
            met: parts.iter().filter(|part| **part).count() as u64,
            of: parts.len() as u64,
        };
        let filled = |text: &str| !text.trim().is_empty();
        match self {
            Self::Calling => share(&[named, phone_to_call(of, today), of.has_basis]),
            Self::Invoicing => {
                let [address, code, city] = full_address.map(|datum| of.has(datum));
                share(&[named, of.has(Datum::TaxId), address, code, city])
            }
            Self::Mailing => {
                share(&[of.is_usable(Datum::Email, today) || full_address.iter().all(|datum| of.has(*datum))])
            }
            Self::Profile if is_business(of.name, of.company, of.tax_id) => {
                share(&[filled(of.means), filled(of.occasion), filled(of.benefit)])
            }
            Self::Profile => {
                share(&[of.birth_year.is_some(), filled(of.means), filled(of.occasion), filled(of.benefit)])
            }
        }
    }
}

fn phone_to_call(of: &Record<'_>, today: Day) -> bool {
    of.is_usable(Datum::Phone, today) || of.is_usable(Datum::Mobile, today)
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that do.
    pub met: u64,
    /// All that could.
    pub of: u64,
}

impl Share {
    /// From 0 to 1; `None` where there is nothing.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.met as f64 / self.of as f64)
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.met += other.met;
        self.of += other.of;
    }
}

/// The three measures of one customer, or of all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// Values that can be right, of those that can be judged.
    pub validity: Share,
    /// Required fields that are there, for each of [`Purpose::ALL`].
    pub sufficiency: [Share; 4],
    /// Values confirmed not long ago, of all values.
    pub contrast: Share,
}

impl Measures {
    /// Required fields that are there, over all purposes.
    pub fn sufficient(&self) -> Share {
        let mut sum = Share::default();
        self.sufficiency.iter().for_each(|share| sum += *share);
        sum
    }

    /// The weighted mean of the three ([`WEIGHTS`]), from 0 to 1; `None` where nothing can be measured.
    pub fn score(&self) -> Option<f64> {
        let parts = [self.validity, self.sufficient(), self.contrast];
        let measured =
            parts.into_iter().zip(WEIGHTS).filter_map(|(share, weight)| Some((share.value()?, weight)));
        let (sum, weights) = measured.fold((0.0, 0.0), |(sum, all), (value, w)| (sum + value * w, all + w));
        (weights > 0.0).then(|| sum / weights)
    }
}

impl AddAssign for Measures {
    fn add_assign(&mut self, other: Self) {
        self.validity += other.validity;
        for (sum, share) in self.sufficiency.iter_mut().zip(other.sufficiency) {
            *sum += share;
        }
        self.contrast += other.contrast;
    }
}

/// What is to be done about somebody's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToDo {
    /// Mend a value that cannot be right.
    Mend,
    /// Find out what is missing.
    Complete,
    /// Compare a value with a second source.
    Confirm,
}

impl ToDo {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mend, Self::Complete, Self::Confirm];

    /// Key of the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mend => "invalid",
            Self::Complete => "incomplete",
            Self::Confirm => "unverified",
        }
    }

    /// Words of a filter, folded: the first is Spanish, the second English.
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Mend => {
                &["invalido", "invalid", "invalida", "invalidos", "invalidas", "mal", "wrong", "error"]
            }
            Self::Complete => {
                &["incompleto", "incomplete", "incompleta", "incompletos", "incompletas", "falta", "missing"]
            }
            Self::Confirm => &[
                "sin_contrastar",
                "unverified",
                "sin contrastar",
                "sin_comprobar",
                "sin comprobar",
                "sin_verificar",
                "sin verificar",
                "unconfirmed",
            ],
        }
    }

    /// From its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|todo| todo.key() == key)
    }
}

/// What was found about one customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examined {
    /// Measures.
    pub measures: Measures,
    /// For each of [`Datum::ALL`] whether the value can be right; `None` where that cannot be said.
    pub valid: [Option<bool>; 8],
    /// For each of [`Datum::ALL`] whether the value was confirmed not long ago; `None` where there is none.
    pub contrasted: [Option<bool>; 8],
    /// Values that cannot be right and that nobody has confirmed, in the order of [`Datum::ALL`].
    pub wrong: Vec<(Datum, Fault)>,
    /// Fields that a purpose needs and that are empty, in the same order.
    pub missing: Vec<Datum>,
    /// Values that nobody has confirmed, or too long ago, and with which nothing else is wrong.
    pub unconfirmed: Vec<Datum>,
}

impl Examined {
    /// Whether there is this to do.
    pub fn asks(&self, todo: ToDo) -> bool {
        match todo {
            ToDo::Mend => !self.wrong.is_empty(),
            ToDo::Complete => !self.missing.is_empty(),
            ToDo::Confirm => !self.unconfirmed.is_empty(),
        }
    }
}

/// Looks at one customer on a day. A value that somebody confirmed is nothing to mend any more, but remains invalid where
/// it is: the measures are not mixed.
pub fn examine(of: &Record<'_>, today: Day) -> Examined {
    let mut found = Examined::default();
    let measures = &mut found.measures;
    for datum in Datum::ALL.into_iter().filter(|datum| of.has(*datum)) {
        let verdict = judge(datum, of, today);
        let contrasted = of.is_contrasted(datum, today);
        if let Some(verdict) = &verdict {
            measures.validity += Share { met: u64::from(verdict.is_ok()), of: 1 };
            found.valid[datum.place()] = Some(verdict.is_ok());
        }
        measures.contrast += Share { met: u64::from(contrasted), of: 1 };
        found.contrasted[datum.place()] = Some(contrasted);
        match verdict {
            _ if contrasted => {}
            Some(Err(fault)) => found.wrong.push((datum, fault)),
            _ => found.unconfirmed.push(datum),
        }
    }
    for (share, purpose) in measures.sufficiency.iter_mut().zip(Purpose::ALL) {
        *share = purpose.share(of, today);
    }
    let no_phone = !of.has(Datum::Phone) && !of.has(Datum::Mobile);
    let no_post = [Datum::Address, Datum::PostalCode, Datum::City].iter().any(|datum| !of.has(*datum));
    found.missing.extend(Datum::ALL.into_iter().filter(|datum| match datum {
        Datum::TaxId | Datum::Address | Datum::PostalCode | Datum::City => !of.has(*datum),
        Datum::Phone => no_phone,
        // A letter does as well.
        Datum::Email => !of.has(Datum::Email) && no_post,
        Datum::Mobile | Datum::BirthYear => false,
    }));
    found
}

/// Days from what happened to its being written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lag {
    /// Half were written down within so many days.
    pub median: i32,
    /// Nine of ten were.
    pub p90: i32,
    /// How many it rests on.
    pub n: u64,
}

impl Lag {
    /// Of the days from the thing to its record, by nearest rank (the smallest value that at least so many are not above);
    /// `None` where there are none. What was written down before it happened counts as on the day.
    pub fn of(days: &mut [i32]) -> Option<Self> {
        if days.is_empty() {
            return None;
        }
        days.sort_unstable();
        let rank = |percent: usize| days[(days.len() * percent).div_ceil(100).max(1) - 1].max(0);
        Some(Self { median: rank(50), p90: rank(90), n: days.len() as u64 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Day = Day(20_000);

    fn whole() -> Record<'static> {
        Record {
            id: 1,
            name: "Ana Ruiz",
            tax_id: "12345678Z",
            phone: "600112233",
            email: "ana@x.example",
            address: "Calle Mayor 1",
            postal_code: "28013",
            city: "Madrid",
            region: "Madrid",
            birth_year: Some(1980),
            means: "medium",
            occasion: "home",
            benefit: "price",
            has_basis: true,
            ..Record::default()
        }
    }

    #[test]
    fn somebody_of_whom_all_is_known_lacks_nothing_but_contrast() {
        let mut of = whole();
        let found = examine(&of, TODAY);
        assert_eq!(found.measures.validity, Share { met: 5, of: 5 });
        assert_eq!(found.measures.sufficient(), Share { met: 13, of: 13 });
        assert_eq!(found.measures.contrast, Share { met: 0, of: 7 });
        assert_eq!((found.wrong.len(), found.missing.len(), found.unconfirmed.len()), (0, 0, 7));
        assert!((found.measures.score().unwrap() - 0.8).abs() < 1e-9);
        of.confirmed = [Some(TODAY); 8];
        assert!((examine(&of, TODAY).measures.score().unwrap() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_confirmed_value_is_nothing_to_mend_and_stays_invalid() {
        let mut of = Record { tax_id: "12345678A", ..whole() };
        let fault = (Datum::TaxId, (Problem::TaxControl, "Z".to_owned()));
        assert_eq!(examine(&of, TODAY).wrong, std::slice::from_ref(&fault));
        of.confirmed[Datum::TaxId.place()] = Some(TODAY);
        let found = examine(&of, TODAY);
        assert_eq!(
            (found.wrong.len(), found.measures.validity, found.measures.contrast.met),
            (0, Share { met: 4, of: 5 }, 1)
        );
        // Confirmed too long ago, or later than the day that is asked for.
        for day in [TODAY.plus_months(-CONTRAST_MONTHS), TODAY.plus(1)] {
            of.confirmed[Datum::TaxId.place()] = Some(day);
            assert_eq!(examine(&of, TODAY).wrong, std::slice::from_ref(&fault));
        }
    }

    #[test]
    fn what_is_missing_depends_on_what_it_is_for() {
        let nobody = Record { name: "Ana", ..Record::default() };
        let found = examine(&nobody, TODAY);
        let all = [Datum::TaxId, Datum::Phone, Datum::Email, Datum::Address, Datum::PostalCode, Datum::City];
        assert_eq!(found.missing, all);
        assert_eq!(found.measures.sufficiency.map(|s| (s.met, s.of)), [(1, 3), (1, 5), (0, 1), (0, 4)]);
        assert_eq!((found.measures.validity.value(), found.measures.contrast.value()), (None, None));
        // A letter does where there is no e-mail; a mobile where there is no phone.
        let found = examine(&Record { email: "", phone: "", mobile: "600112233", ..whole() }, TODAY);
        assert_eq!((found.missing, found.measures.sufficiency[2].met), (vec![], 1));
        // A business has no birth year; a phone that is not theirs is none to call.
        let firm = Record { name: "Talleres SL", birth_year: None, wrong: [true, false], ..whole() };
        let found = examine(&firm, TODAY);
        assert_eq!(found.measures.sufficiency[3], Share { met: 3, of: 3 });
        assert_eq!((found.measures.sufficiency[0].met, found.wrong[0].1.0), (2, Problem::WrongNumber));
    }

    #[test]
    fn the_lag_is_by_nearest_rank() {
        assert_eq!(Lag::of(&mut []), None);
        assert_eq!(Lag::of(&mut [3]), Some(Lag { median: 3, p90: 3, n: 1 }));
        assert_eq!(Lag::of(&mut [9, 0, 1, 2, 3, 4, 5, 6, 7, 8]), Some(Lag { median: 4, p90: 8, n: 10 }));
        assert_eq!(Lag::of(&mut [-5, -1]), Some(Lag { median: 0, p90: 0, n: 2 }));
    }

    proptest! {
        #[test]
        fn the_lag_holds_as_many_as_it_says(mut days in proptest::collection::vec(0_i32..400, 1..60)) {
            let lag = Lag::of(&mut days).unwrap();
            let within = |limit: i32| days.iter().filter(|d| **d <= limit).count();
            prop_assert!(within(lag.median) * 2 >= days.len() && within(lag.p90) * 10 >= days.len() * 9);
            prop_assert!(lag.median <= lag.p90 && days.contains(&lag.median) && days.contains(&lag.p90));
        }

        #[test]
        fn each_value_counts_once_and_nothing_is_to_mend_twice(
            texts in proptest::array::uniform7("(|12345678[AZ]|600112233|28013|a@x\\.example|\\PC{0,9})"),
            confirmed in proptest::array::uniform8(proptest::option::of(19_000_i32..20_100)),
            year in proptest::option::of(1880_i32..2030),
        ) {
            let [tax_id, phone, mobile, email, address, postal_code, city] = texts.each_ref().map(String::as_str);
            let of = Record {
                name: "Ana", tax_id, phone, mobile, email, address, postal_code, city,
                birth_year: year, confirmed: confirmed.map(|day| day.map(Day)), ..Record::default()
            };
            let found = examine(&of, TODAY);
            let m = &found.measures;
            let filled = Datum::ALL.iter().filter(|d| of.has(**d)).count() as u64;
            prop_assert_eq!(m.contrast.of, filled);
            prop_assert_eq!(m.contrast.met + (found.wrong.len() + found.unconfirmed.len()) as u64, filled);
            prop_assert!(m.validity.of <= filled && m.validity.of - m.validity.met >= found.wrong.len() as u64);
            prop_assert!(found.missing.iter().all(|datum| !of.has(*datum)));
            prop_assert!(m.score().is_none_or(|score| (0.0..=1.0).contains(&score)));
        }
    }
}
