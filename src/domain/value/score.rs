//! Scorecards: any field becomes points by a table or by ranges, points become a score by weights. All in whole tenths
//! of a point, so that a score is the same on any machine and its parts sum to it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::domain::base::names::fold;

/// Points in tenths: 0 to 100 are 0.0 to 10.0.
pub type Tenths = u8;

/// Most points there are.
pub const MOST: Tenths = 100;

/// A scorecard as the user writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// What is scored, in the order shown.
    pub criteria: Vec<Criterion>,
    /// What an unknown value counts.
    pub missing: Missing,
}

/// One field of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Key of the field (`loyalty`, `revenue_12m`, `custom.pago`…).
    pub field: String,
    /// Weight, at least 1.
    pub weight: u32,
    /// How a value becomes points; the first piece that fits.
    pub pieces: Vec<Piece>,
}

/// A value, or a range of them, and its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Which values.
    pub when: When,
    /// Points.
    pub points: Tenths,
}

/// Which values a piece takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Numbers up to this one.
    UpTo(Decimal),
    /// Numbers from this one on.
    From(Decimal),
    /// This word, accents and capitals aside; or this number.
    Is(String),
    /// Any other known value.
    Other,
}

/// What an unknown value counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// It is left out: the weights of the others share the whole.
    #[default]
    Skip,
    /// No points.
    Zero,
}

/// A known value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// A number.
    Number(Decimal),
    /// A word, or several of a field that may hold several: the best of them counts.
    Words(Vec<String>),
}

/// One field's part in a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Key of the field.
    pub field: String,
    /// The value as it was, for the page; empty where unknown.
    pub value: String,
    /// Points; `None` where the value is unknown and left out.
    pub points: Option<Tenths>,
    /// Weight.
    pub weight: u32,
}

/// A score with what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Σ weight · points / Σ weights over the parts that count, in tenths, rounded half up.
    pub tenths: Tenths,
    /// Σ weight · points, in tenths: what the parts sum to exactly.
    pub sum: u64,
    /// Σ weights of the parts that count.
    pub weights: u64,
    /// The parts, in the order of the scale.
    pub parts: Vec<Part>,
}

/// Keys of the fields a scale may ask for, beside `custom.` with the key of a field of the user's own.
pub const FIELDS: [&str; 17] = [
    "loyalty",
    "revenue_12m",
    "orders_12m",
    "days_since_last",
    "usage",
    "stage",
    "age",
    "generation",
    "income",
    "occasion",
    "benefit",
    "province",
    "zone",
    "turnover",
    "employees",
    "activity",
    "wallet",
];

/// A scale to begin with: loyalty before frequency before recency. A proposal; nothing is scored until it is accepted.
pub fn example() -> Scale {
    let criteria = [
        "loyalty; 3; <=3 = 3, <=6 = 6, * = 9",
        "orders_12m; 2; 0 = 0, <=3 = 4, <=11 = 7, * = 10",
        "days_since_last; 1; <=30 = 10, <=90 = 7, <=180 = 4, * = 1",
    ]
    .into_iter()
    .filter_map(|line| Criterion::parse(line, |f| Some(f.to_owned())).ok())
    .collect();
    Scale { criteria, missing: Missing::Skip }
}

/// Why a line of a scale is no criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleError {
    /// A line is not `field; weight; pieces`.
    Shape,
    /// There is no such field.
    Field,
    /// The weight is no whole number from 1 to 100.
    Weight,
    /// A piece is not `value = points`, or its points are not from 0 to 10 with one decimal at most.
    Piece,
}

/// The score of somebody, or `None` where no part counts. `value` gives what is known of a field.
///
/// score = Σ wᵢ·pᵢ / Σ wᵢ, 0 ≤ pᵢ ≤ 10: a weighted mean, the usual additive scorecard (Keeney and Raiffa, *Decisions
/// with Multiple Objectives*, 1976, chapter 3).
pub fn score(scale: &Scale, value: impl Fn(&str) -> Option<Known>) -> Option<Score> {
    let mut parts = Vec::with_capacity(scale.criteria.len());
    let (mut sum, mut weights) = (0_u64, 0_u64);
    for criterion in &scale.criteria {
        let known = value(&criterion.field);
        let points = match &known {
            Some(known) => criterion.points(known),
            None => None,
        };
        // A value that no piece takes is as good as unknown.
        let points = points.or((scale.missing == Missing::Zero).then_some(0));
        if let Some(points) = points {
            sum += u64::from(criterion.weight) * u64::from(points);
            weights += u64::from(criterion.weight);
        }
        parts.push(Part {
            field: criterion.field.clone(),
            value: known.as_ref().map(Known::text).unwrap_or_default(),
            points,
            weight: criterion.weight,
        });
    }
    let tenths = (2 * sum + weights).checked_div(2 * weights)? as Tenths;
    Some(Score { tenths, sum, weights, parts })
}

impl Known {
    /// The value as text.
    pub fn text(&self) -> String {
        match self {
            Self::Number(n) => n.normalize().to_string(),
            Self::Words(words) => words.join(", "),
        }
    }
}

impl Criterion {
    fn points(&self, known: &Known) -> Option<Tenths> {
        match known {
            Known::Number(n) => self.pieces.iter().find(|p| p.when.takes_number(*n)).map(|p| p.points),
            Known::Words(words) => words
                .iter()
                .filter_map(|w| self.pieces.iter().find(|p| p.when.takes_word(w)).map(|p| p.points))
                .max(),
        }
    }

    /// Reads `field; weight; <=3 = 2, <=6 = 5, >=7 = 9, alto = 10, other = 4`. `key_of` gives the key of a field by what
    /// it was called. Decimals have a point, for commas part the pieces.
    pub fn parse(line: &str, key_of: impl Fn(&str) -> Option<String>) -> Result<Self, ScaleError> {
        let mut three = line.splitn(3, ';').map(str::trim);
        let (Some(field), Some(weight), Some(pieces)) = (three.next(), three.next(), three.next()) else {
            return Err(ScaleError::Shape);
        };
        let field = key_of(field).ok_or(ScaleError::Field)?;
        let weight = weight.parse().ok().filter(|w| (1..=100).contains(w)).ok_or(ScaleError::Weight)?;
        let pieces = pieces
            .split(',')
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .map(|p| Piece::parse(p).ok_or(ScaleError::Piece))
            .collect::<Result<Vec<_>, _>>()?;
        if pieces.is_empty() {
            return Err(ScaleError::Piece);
        }
        Ok(Self { field, weight, pieces })
    }

    /// The line that [`Criterion::parse`] reads.
    pub fn line(&self) -> String {
        let pieces: Vec<String> = self.pieces.iter().map(Piece::text).collect();
        format!("{}; {}; {}", self.field, self.weight, pieces.join(", "))
    }
}

impl Piece {
    fn parse(text: &str) -> Option<Self> {
        let (when, points) = text.rsplit_once('=')?;
        let points: Decimal = points.trim().parse().ok()?;
        let tenths = points * Decimal::TEN;
        if !tenths.fract().is_zero() {
            return None;
        }
        let points = u8::try_from(tenths).ok().filter(|t| *t <= MOST)?;
        let when = when.trim();
        // `<=3 = 2` and `>=7 = 9` hold an equals sign of their own.
        let when = if let Some(number) = when.strip_prefix("<=").or_else(|| when.strip_prefix('≤')) {
            When::UpTo(number.trim().parse().ok()?)
        } else if let Some(number) = when.strip_prefix(">=").or_else(|| when.strip_prefix('≥')) {
            When::From(number.trim().parse().ok()?)
        } else if matches!(fold(when).as_str(), "other" | "otro" | "otra" | "resto" | "*") {
            When::Other
        } else if when.is_empty() {
            return None;
        } else {
            When::Is(when.to_owned())
        };
        Some(Self { when, points })
    }

    fn text(&self) -> String {
        let points = Decimal::new(self.points.into(), 1).normalize();
        match &self.when {
            When::UpTo(n) => format!("<={} = {points}", n.normalize()),
            When::From(n) => format!(">={} = {points}", n.normalize()),
            When::Is(word) => format!("{word} = {points}"),
            When::Other => format!("* = {points}"),
        }
    }
}

impl When {
    fn takes_number(&self, n: Decimal) -> bool {
        match self {
            Self::UpTo(most) => n <= *most,
            Self::From(least) => n >= *least,
            Self::Is(word) => word.parse::<Decimal>().is_ok_and(|w| w == n),
            Self::Other => true,
        }
    }

    fn takes_word(&self, word: &str) -> bool {
        match self {
            Self::Is(wanted) => fold(wanted) == fold(word),
            Self::Other => true,
            Self::UpTo(_) | Self::From(_) => word.parse::<Decimal>().is_ok_and(|n| self.takes_number(n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scale(lines: &[&str]) -> Scale {
        let criteria = lines.iter().map(|l| Criterion::parse(l, |f| Some(f.to_owned())).unwrap()).collect();
        Scale { criteria, missing: Missing::Skip }
    }

    fn number(n: i64) -> Known {
        Known::Number(Decimal::from(n))
    }

    #[test]
    fn a_score_is_the_weighted_mean_of_its_points() {
        let card = scale(&["loyalty; 3; <=3 = 2, <=6 = 5, * = 9", "custom.pago; 2; bueno = 10, malo = 5"]);
        let value = |field: &str| match field {
            "loyalty" => Some(number(8)),
            _ => Some(Known::Words(vec!["Malo".into()])),
        };
        // (3 · 9 + 2 · 5) / 5 = 7.4.
        let found = score(&card, value).unwrap();
        assert_eq!((found.tenths, found.sum, found.weights), (74, 370, 5));
        let points: Vec<_> = found.parts.iter().map(|p| (p.points, p.value.as_str())).collect();
        assert_eq!(points, [(Some(90), "8"), (Some(50), "Malo")]);
    }

    #[test]
    fn the_example_asks_for_fields_there_are() {
        let example = example();
        assert_eq!(example.criteria.len(), 3);
        assert!(example.criteria.iter().all(|c| FIELDS.contains(&c.field.as_str())));
    }

    #[test]
    fn what_is_unknown_is_left_out_or_counts_nothing() {
        let mut card = scale(&["a; 1; * = 8", "b; 3; * = 4"]);
        let value = |field: &str| (field == "a").then(|| Known::Words(vec!["x".into()]));
        assert_eq!(score(&card, value).map(|s| (s.tenths, s.weights)), Some((80, 1)));
        card.missing = Missing::Zero;
        assert_eq!(score(&card, value).map(|s| (s.tenths, s.weights)), Some((20, 4)));
        card.missing = Missing::Skip;
        assert_eq!(score(&card, |_| None), None);
    }

    #[test]
    fn a_line_is_read_and_written_back() {
        for line in ["loyalty; 3; <=3 = 2, <=6.5 = 5.5, >=7 = 9, * = 0", "custom.pago; 1; a plazos = 10"] {
            assert_eq!(Criterion::parse(line, |f| Some(f.to_owned())).unwrap().line(), line);
        }
        let wrong = |line: &str| Criterion::parse(line, |f| (f == "a").then(|| f.to_owned())).unwrap_err();
        assert_eq!(wrong("a; 1"), ScaleError::Shape);
        assert_eq!(wrong("b; 1; x = 1"), ScaleError::Field);
        assert_eq!(wrong("a; 0; x = 1"), ScaleError::Weight);
        for piece in ["x", "x = 11", "x = -1", "x = 1.25", "= 3", ""] {
            assert_eq!(wrong(&format!("a; 1; {piece}")), ScaleError::Piece, "{piece}");
        }
    }

    fn any_scale() -> impl Strategy<Value = Scale> {
        let piece =
            (-50_i64..50, 0_u8..=100).prop_map(|(n, points)| Piece { when: When::UpTo(n.into()), points });
        let criterion = (0_u32..6, 1_u32..10, prop::collection::vec(piece, 0..4))
            .prop_map(|(f, weight, pieces)| Criterion { field: format!("f{f}"), weight, pieces });
        (prop::collection::vec(criterion, 0..6), any::<bool>()).prop_map(|(criteria, zero)| Scale {
            criteria,
            missing: if zero { Missing::Zero } else { Missing::Skip },
        })
    }

    proptest! {
        #[test]
        fn a_score_lies_between_nothing_and_ten_and_its_parts_sum_to_it(
            card in any_scale(),
            values in prop::collection::vec(prop::option::of(-60_i64..60), 6),
        ) {
            let value = |field: &str| {
                let at: usize = field[1..].parse().unwrap();
                values[at].map(number)
            };
            let Some(found) = score(&card, value) else { return Ok(()) };
            prop_assert!(found.tenths <= MOST);
            let parts: u64 =
                found.parts.iter().filter_map(|p| Some(u64::from(p.points?) * u64::from(p.weight))).sum();
            prop_assert_eq!(parts, found.sum);
            // Rounded half up from exactly the sum of the parts.
            let off = i128::from(found.tenths) * i128::from(found.weights) - i128::from(found.sum);
            prop_assert!(2 * off <= i128::from(found.weights) && -2 * off < i128::from(found.weights));
            // The order of the criteria decides nothing.
            let mut turned = card.clone();
            turned.criteria.reverse();
            let other = score(&turned, value).unwrap();
            prop_assert_eq!((other.tenths, other.sum, other.weights), (found.tenths, found.sum, found.weights));
        }
    }
}
