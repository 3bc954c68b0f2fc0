//! What is answered about people beside the fixed fields: one customer's profile, the segments of all of them, what
//! was said.

use chrono::NaiveDateTime;

use crate::domain::people::age::Generation;
use crate::domain::people::habits::{Loyalty, LoyaltyInput, Seasonality, Usage, UsageCuts, UsageRule};
use crate::domain::people::holidays::{Holiday, LocalHoliday};
use crate::domain::people::place::Province;
use crate::domain::people::point::Point;
use crate::domain::people::quality::Check;
use crate::domain::people::{CustomerId, FieldDef, Statement};
use crate::domain::trade::ProductId;
use crate::domain::value::score::{Scale, Score};
use crate::domain::{Day, Month};

/// Answer to `Question::Profile`: what follows from what is known of one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Whose.
    pub customer: CustomerId,
    /// Spanish province.
    pub province: Option<Province>,
    /// IANA time zone in force; empty where unknown.
    pub time_zone: String,
    /// The next holiday where they are.
    pub holiday: Option<Holiday>,
    /// Age on the as-of day.
    pub age: Option<u32>,
    /// Name of their generation.
    pub generation: Option<String>,
    /// Next birthday.
    pub birthday: Option<Day>,
    /// Purchases of the last twelve months.
    pub orders_12m: u32,
    /// Frequency of use.
    pub usage: Option<Usage>,
    /// Cuts it was judged by.
    pub cuts: UsageCuts,
    /// Whether the cuts are thirds.
    pub terciles: bool,
    /// Loyalty, with its parts.
    pub loyalty: Loyalty,
    /// What it was judged by.
    pub loyalty_input: LoyaltyInput,
    /// Share of their revenue by month of the year.
    pub season: Option<Seasonality>,
    /// Occasions of theirs or of their purchases, with the number of purchases for each; most first.
    pub occasions: Vec<(String, u32)>,
    /// Benefits they seek, with the number of statements that are evidence for each.
    pub benefits: Vec<(String, u32)>,
    /// What is stated of them up to the as-of day, newest first.
    pub statements: Vec<Statement>,
    /// Further ways to reach them, by kind.
    pub points: Vec<Point>,
    /// Fields of the user's own, with their values; empty where unknown.
    pub fields: Vec<(FieldDef, String)>,
    /// Fields whose present value was compared with a second source up to the as-of day, in the order of the form.
    pub checks: Vec<Check>,
    /// Scores by each scale in use.
    pub scores: Vec<NamedScore>,
}

/// A score and the version of the scale it was made by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedScore {
    /// Name of the scale.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// Since when the version holds.
    pub day: Day,
    /// The score; `None` where nothing it asks for is known.
    pub score: Option<Score>,
}

/// Answer to `Question::Segmentation`: who falls into which segment, archived ones left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segmentation {
    /// Birthdays of the next 30 days: who, name, day, age they turn; the nearest first.
    pub birthdays: Vec<(CustomerId, String, Day, u32)>,
    /// Generations and who is of them; by year.
    pub generations: Vec<(String, Vec<CustomerId>)>,
    /// Who has no year of birth.
    pub ageless: Vec<CustomerId>,
    /// Frequency of use and who has it.
    pub usage: Vec<(Usage, Vec<CustomerId>)>,
    /// Cuts in force.
    pub cuts: UsageCuts,
    /// Thirds of those who bought.
    pub thirds: Option<UsageCuts>,
    /// Provinces and who is there; by code.
    pub provinces: Vec<(Province, Vec<CustomerId>)>,
    /// Income bands and who is in them; by name.
    pub incomes: Vec<(String, Vec<CustomerId>)>,
    /// Occasions, the next one first.
    pub occasions: Vec<OccasionSegment>,
    /// Benefits sought, the most sought first.
    pub benefits: Vec<BenefitSegment>,
    /// Fields of the user's own with the number of customers who have a value.
    pub fields: Vec<(FieldDef, u64)>,
    /// Scales in use.
    pub scales: Vec<ScaleInUse>,
    /// Generations in force.
    pub generation_rules: Vec<Generation>,
    /// Rule of use in force.
    pub usage_rule: UsageRule,
    /// Holidays the user wrote down.
    pub holidays: Vec<LocalHoliday>,
}

/// An occasion and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct OccasionSegment {
    /// Name.
    pub name: String,
    /// Who has it, or bought for it.
    pub customers: Vec<CustomerId>,
    /// Purchases for it.
    pub purchases: u32,
    /// Share of revenue by month: of the purchases for it or, where none is marked, of those who have it.
    pub season: Option<Seasonality>,
    /// When its strongest month comes next.
    pub next: Option<Month>,
}

/// A benefit and what serves it.
#[derive(Clone, Debug, PartialEq)]
pub struct BenefitSegment {
    /// Name.
    pub name: String,
    /// Who seeks it.
    pub customers: Vec<CustomerId>,
    /// How many of them with evidence.
    pub evidenced: u32,
    /// Products bought more by those who seek it than by all, the largest lift first; at most five.
    pub products: Vec<Serving>,
}

/// How much more a product is bought by those who seek a benefit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serving {
    /// Product.
    pub id: ProductId,
    /// Its name.
    pub product: String,
    /// Buyers of it among those who seek the benefit.
    pub seekers: u32,
    /// Those who seek it and bought anything.
    pub of_seekers: u32,
    /// Buyers of it in all.
    pub buyers: u32,
    /// All who bought anything.
    pub of_all: u32,
}

/// A scale in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleInUse {
    /// Name.
    pub name: String,
    /// Version.
    pub version: u32,
    /// Since when.
    pub day: Day,
    /// Who made it.
    pub author: String,
    /// What it scores.
    pub scale: Scale,
}

/// Something said: a note, a contact or a statement that holds the words looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// About whom.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// `note`, `contact` or `statement`.
    pub kind: &'static str,
    /// When.
    pub at: NaiveDateTime,
    /// The text.
    pub text: String,
}

impl Serving {
    /// Lift in hundredths: (`seekers` / `of_seekers`) / (`buyers` / `of_all`), rounded half up.
    pub fn lift(&self) -> u64 {
        let over = u64::from(self.seekers) * u64::from(self.of_all) * 100;
        let under = (u64::from(self.of_seekers) * u64::from(self.buyers)).max(1);
        (2 * over + under) / (2 * under)
    }
}
