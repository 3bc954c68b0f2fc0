//! The sample portfolio: an invented hardware shop in Burgos, five years of purchases ending the day before it is
//! opened. The same for everyone on the same day, and nobody real in it.
//!
//! Pure: days in, records out. Who is invented comes from the word lists in `assets/demo`; how they buy is aimed at
//! stages of the lifecycle and judged by the rules of the domain itself, so that every stage is there in sensible
//! proportion whatever the day. Knows nothing of files; the store writes what comes out of here.

mod days;
mod manage;
mod people;
mod rng;
mod trade;
mod words;
mod work;

#[cfg(test)]
mod tests;

use crate::domain::Day;
use crate::domain::intake::{CustomerRecord, CustomerWork, DocumentRecord};
use crate::domain::lifecycle::{LifecycleRules, Stage};
use crate::domain::people::Label;

pub use manage::Dated;
pub use words::BrokenWords;

use days::{Aim, Pace};
use rng::Rng;
use words::Words;

/// Where all randomness comes from.
const SEED: u64 = 0x0F4C_1DA7_5EED_2026;

/// Customers by stage, prospects apart.
const STAGES: [(Stage, usize); 5] = [
    (Stage::New, 214),
    (Stage::Adolescent, 186),
    (Stage::Mature, 431),
    (Stage::Veteran, 181),
    (Stage::Lost, 272),
];

/// People who have not bought yet.
const PROSPECTS: usize = 38;

/// Lost long ago and put away.
const ARCHIVED: usize = 9;

/// A whole portfolio.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Name of the business.
    pub business: &'static str,
    /// Who works at this machine.
    pub user: &'static str,
    /// ISO code of the currency; amounts are in its minor units.
    pub currency: &'static str,
    /// Labels in order; `id` is 0.
    pub labels: Vec<Label>,
    /// Customers, by code.
    pub customers: Vec<Invented>,
    /// Documents, by day.
    pub documents: Vec<DocumentRecord>,
    /// Offers, campaigns and handovers, each a change of a day before, in order.
    pub changes: Vec<manage::Dated>,
}

/// One invented customer and everything people have written about them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Invented {
    /// Words, labels and note.
    pub record: CustomerRecord,
    /// Contacts, promises, steps of winning back.
    pub work: CustomerWork,
}

/// A customer while the sample is made.
struct Draft {
    invented: Invented,
    person: people::Person,
    /// Purchase days.
    days: Vec<Day>,
    rng: Rng,
}

/// The sample whose newest purchases are of `yesterday`.
pub fn generate(yesterday: Day) -> Result<Sample, BrokenWords> {
    let words = Words::read()?;
    let rules = LifecycleRules::default();
    let today = yesterday.plus(1);
    let mut names = people::Names::default();
    let mut drafts = Vec::new();
    for (n, aim) in aims().into_iter().enumerate() {
        // A stream for each: one more try for one customer moves no other.
        let mut rng = Rng::new(SEED ^ (n as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let person = people::invent(&mut rng, &words, &mut names, &aim);
        let days = days::purchase_days(&mut rng, &aim, person.gap, today, &rules);
        let mut invented = Invented { record: person.record(&mut rng, &words), ..Invented::default() };
        invented.work.archived = aim.archived;
        if matches!(aim.pace, Pace::Seasonal { marked: true, .. }) {
            invented.work.seasonal = Some(today.plus_years(-1));
        }
        drafts.push(Draft { invented, person, days, rng });
    }
    // Codes are given in the order in which people came.
    drafts.sort_by_key(|d| d.days.first().copied().unwrap_or(today));
    for (n, draft) in drafts.iter_mut().enumerate() {
        let code = format!("C-{:04}", n + 1);
        draft.invented.record.code.clone_from(&code);
        draft.invented.record.draft.code = code;
        draft.invented.record.row = n as u64 + 2;
    }
    let mut rng = Rng::new(SEED);
    let documents = trade::documents(&mut drafts, &words, &mut rng, yesterday);
    work::fill(&mut drafts, &words, &mut rng, today, &rules);
    let changes = manage::changes(&drafts, &mut rng, today, &rules);
    Ok(Sample {
        business: "Ferretería Los Álamos",
        user: people::STAFF[0],
        currency: "EUR",
        labels: people::labels(),
        customers: drafts.into_iter().map(|d| d.invented).collect(),
        documents,
        changes,
    })
}

/// What each customer shall be like.
fn aims() -> Vec<Aim> {
    let mut aims = Vec::new();
    for (stage, count) in STAGES {
        aims.extend((0..count).map(|n| Aim::number(stage, n)));
    }
    aims.extend((0..ARCHIVED).map(|n| Aim { archived: true, ..Aim::number(Stage::Lost, 1000 + n) }));
    aims.extend((0..PROSPECTS).map(|n| Aim::number(Stage::Prospect, n)));
    aims
}
