//! Names for the 125 cells of RFM. The names are those shop people know from Shopify's groups; the rule is ours and
//! can be shown: every cell has exactly one name, and every name has a cell.

use serde::{Deserialize, Serialize};

use super::rfm::Rfm;

/// A segment of the RFM cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// R5 F5.
    Champions,
    /// R4–5 F4–5, champions aside.
    Loyal,
    /// R4–5 F3, or R4–5 F2 M4–5: recent, some purchases or few large ones.
    Active,
    /// R4–5 F2 M1–3: recent, few and small purchases.
    Promising,
    /// R4–5 F1: recent and rare.
    New,
    /// R3 F4–5, R3 F3 M3–5, R3 F2 M4–5: worth something, and cooling down.
    NeedsAttention,
    /// The rest of R3: little history, and cooling down.
    AlmostLost,
    /// R1–2 F4–5: bought often, has not come for long.
    AtRisk,
    /// R1–2 F3, or R1–2 F2 M4–5: once good, has not come for long.
    PreviouslyLoyal,
    /// R1–2 F2 M1–3, or R2 F1: little history, long ago.
    Dormant,
    /// R1 F1: rare and longest ago.
    LostCause,
}

impl Segment {
    /// From best to worst.
    pub const ALL: [Self; 11] = [
        Self::Champions,
        Self::Loyal,
        Self::Active,
        Self::Promising,
        Self::New,
        Self::NeedsAttention,
        Self::AlmostLost,
        Self::AtRisk,
        Self::PreviouslyLoyal,
        Self::Dormant,
        Self::LostCause,
    ];

    /// The segment of a cell; scores outside 1 to 5 count as the nearest.
    pub fn of(rfm: Rfm) -> Self {
        match (rfm.r, rfm.f, rfm.m) {
            (5.., 5.., _) => Self::Champions,
            (4.., 4.., _) => Self::Loyal,
            (4.., 3, _) | (4.., 2, 4..) => Self::Active,
            (4.., 2, _) => Self::Promising,
            (4.., _, _) => Self::New,
            (3, 4.., _) | (3, 3, 3..) | (3, 2, 4..) => Self::NeedsAttention,
            (3, _, _) => Self::AlmostLost,
            (_, 4.., _) => Self::AtRisk,
            (_, 3, _) | (_, 2, 4..) => Self::PreviouslyLoyal,
            (_, 2, _) | (2, _, _) => Self::Dormant,
            _ => Self::LostCause,
        }
    }

    /// The segments that meet in a cell of recency and frequency, from best to worst: one or two.
    pub fn in_cell(r: u8, f: u8) -> Vec<Self> {
        let mut found: Vec<Self> = (1..=5).map(|m| Self::of(Rfm { r, f, m })).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Stable key, English; the ending of its text keys with `-` for `_`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::Active => "active",
            Self::Promising => "promising",
            Self::New => "new",
            Self::NeedsAttention => "needs_attention",
            Self::AlmostLost => "almost_lost",
            Self::AtRisk => "at_risk",
            Self::PreviouslyLoyal => "previously_loyal",
            Self::Dormant => "dormant",
            Self::LostCause => "lost_cause",
        }
    }

    /// The segment with this key.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key)
    }

    /// The cells it is made of, for showing: text such as `R4–5 F3 · R4–5 F2 M4–5`.
    pub const fn cells(self) -> &'static str {
        match self {
            Self::Champions => "R5 F5",
            Self::Loyal => "R5 F4 · R4 F4–5",
            Self::Active => "R4–5 F3 · R4–5 F2 M4–5",
            Self::Promising => "R4–5 F2 M1–3",
            Self::New => "R4–5 F1",
            Self::NeedsAttention => "R3 F4–5 · R3 F3 M3–5 · R3 F2 M4–5",
            Self::AlmostLost => "R3 F1 · R3 F2 M1–3 · R3 F3 M1–2",
            Self::AtRisk => "R1–2 F4–5",
            Self::PreviouslyLoyal => "R1–2 F3 · R1–2 F2 M4–5",
            Self::Dormant => "R2 F1 · R1–2 F2 M1–3",
            Self::LostCause => "R1 F1",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a cell is among those a text of [`Segment::cells`] names.
    fn named(text: &str, rfm: Rfm) -> bool {
        text.split(" · ").any(|part| {
            part.split(' ').all(|band| {
                let (measure, range) = band.split_at(1);
                let (low, high) = range.split_once('–').unwrap_or((range, range));
                let value = match measure {
                    "R" => rfm.r,
                    "F" => rfm.f,
                    "M" => rfm.m,
                    other => panic!("{other}"),
                };
                (low.parse().unwrap()..=high.parse().unwrap()).contains(&value)
            })
        })
    }

    #[test]
    fn each_of_the_125_cells_has_the_one_segment_whose_rule_names_it() {
        assert_eq!(Rfm::all().count(), 125);
        for rfm in Rfm::all() {
            let told: Vec<_> = Segment::ALL.into_iter().filter(|s| named(s.cells(), rfm)).collect();
            assert_eq!(told, [Segment::of(rfm)], "{rfm}");
        }
    }

    #[test]
    fn every_segment_can_be_reached_and_read_back() {
        for segment in Segment::ALL {
            assert!(Rfm::all().any(|rfm| Segment::of(rfm) == segment), "{segment:?}");
            assert_eq!(Segment::parse(segment.key()), Some(segment));
        }
    }

    #[test]
    fn a_cell_of_recency_and_frequency_has_one_name_or_two() {
        assert_eq!(Segment::in_cell(5, 5), [Segment::Champions]);
        assert_eq!(Segment::in_cell(5, 2), [Segment::Active, Segment::Promising]);
        assert!((1..=5).all(|r| (1..=5).all(|f| (1..=2).contains(&Segment::in_cell(r, f).len()))));
    }
}
