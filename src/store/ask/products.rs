//! What the store answers about products: what to offer whom, what is due to be bought again, who is worth a call
//! about a new product.

use crate::domain::people::{CustomerId, LabelId};
use crate::domain::trade::ProductId;
use crate::domain::trade::rhythm::{Gaps, Next, ProductRhythm};
use crate::domain::value::basket::Rule;
use crate::domain::{Day, Money};

/// What to offer one customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offers {
    /// Whom.
    pub customer: CustomerId,
    /// The group that shares are of: who has this label; everybody who bought, where they have none.
    pub group: Option<LabelId>,
    /// Best first.
    pub offers: Vec<Offer>,
    /// Customers with a purchase of a product in the last twelve months: what the rules are counted over.
    pub customers: u32,
}

/// A product they do not have and that goes with one they have.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What to offer.
    pub product: String,
    /// Its code.
    pub code: String,
    /// What they have that it goes with.
    pub because: String,
    /// The rule that says so, over the customers of the last twelve months.
    pub rule: Rule,
    /// (revenue − cost) / revenue of the product in the last twelve months; `None` where no cost is known.
    pub margin: Option<f64>,
    /// Customers of the group who bought it in the last twelve months, and all of the group.
    pub in_group: (u64, u64),
}

/// How a customer uses a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habit {
    /// Product.
    pub product: String,
    /// Days, gaps and what is expected next.
    pub rhythm: ProductRhythm,
}

/// A product of the list of products. Rows of the file that are one product stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductRow {
    /// Its rows.
    pub ids: Vec<ProductId>,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Category; may be empty.
    pub category: String,
    /// Customers who ever bought it.
    pub buyers: u64,
    /// Revenue of the last twelve months.
    pub revenue_12m: Money,
    /// Gaps between the purchases of those who bought it again.
    pub gaps: Option<Gaps>,
    /// Last bought.
    pub last: Option<Day>,
    /// No longer sold, since.
    pub discontinued: Option<Day>,
    /// Launched on.
    pub launched: Option<Day>,
}

/// What is due to be bought again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replenishment {
    /// Names that rows point to.
    pub products: Vec<String>,
    /// Who is due first, by the end of the window; then who is late, the fewest days first.
    pub rows: Vec<DueRow>,
    /// Rows left out, by why: archived, do-not-call.
    pub left_out: Vec<(LeftOutWhy, u64)>,
}

/// A product that a customer should be buying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueRow {
    /// Who.
    pub customer: CustomerId,
    /// Place of the name in [`Replenishment::products`].
    pub product: u32,
    /// First and last day of the expected window.
    pub window: (Day, Day),
    /// Where it stands: due or late.
    pub next: Next,
}

/// Why somebody is not on a list of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOutWhy {
    /// Out of the lists.
    Archived,
    /// Never to be contacted.
    DoNotCall,
    /// Has refused calls.
    NoConsent,
}

impl LeftOutWhy {
    /// Ending of its text keys.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Archived => "archived",
            Self::DoNotCall => "do-not-call",
            Self::NoConsent => "no-consent",
        }
    }
}

/// What a new product is like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaunchLike {
    /// Products that those who may want it buy.
    pub products: Vec<ProductId>,
    /// A benefit it serves: who seeks it may want it too. Empty where none is told.
    pub benefit: String,
}

/// Whom to call about a new product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaunchList {
    /// What it is like: what was asked.
    pub like: LaunchLike,
    /// Most expected money first.
    pub rows: Vec<LaunchRow>,
    /// Who would be on the list but for a reason.
    pub left_out: Vec<(LeftOutWhy, u64)>,
}

/// Somebody worth a call.
#[derive(Clone, Debug, PartialEq)]
pub struct LaunchRow {
    /// Who.
    pub customer: CustomerId,
    /// How many of the like products they bought in the last twelve months.
    pub has: u32,
    /// Whether they seek the benefit.
    pub seeks: bool,
    /// For who has none: what they have that leads to one of them, and the rule.
    pub because: Option<(String, Rule)>,
    /// What a year of it may bring: what they spend on the like products; else the most of what a buyer spends on
    /// average times the confidence of the rule, and of what somebody who seeks the benefit spends on average.
    pub expected: Money,
}
