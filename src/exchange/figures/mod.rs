//! What columns of money mean where words cannot tell: the figures of the first rows do.

pub(super) mod fees;
pub(super) mod goods;
pub(super) mod headed;
pub(super) mod reckoned;
pub(super) mod sign;
pub(super) mod summed;
pub(super) mod taxed;
pub(super) mod weighed;
