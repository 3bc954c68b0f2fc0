//! Verdict on the flow: each rule with its value, its threshold, and in words what would mend it (mission rows 3, 4).

/// Verdict of one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict;
