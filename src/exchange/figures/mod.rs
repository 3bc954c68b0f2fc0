//! What columns of money mean where words cannot tell: the figures of the first rows do.

pub(super) mod fees;
pub(super) mod goods;
pub(super) mod headed;
pub(super) mod netted;
pub(super) mod parted;
pub(super) mod reckoned;
pub(super) mod sign;
pub(super) mod summed;
pub(super) mod taken_back;
pub(super) mod taxed;
pub(super) mod weighed;

use crate::exchange::error::ImportError;
use crate::exchange::plan::Plan;

impl Plan {
    /// What is a price, a fee, a part or the whole by the sums that columns make, each judged after the ones before.
    pub(in crate::exchange) fn settle_sums(&mut self) -> Result<(), ImportError> {
        self.settle_price()?;
        self.settle_sum()?;
        self.settle_net_line()?;
        self.settle_gross()?;
        self.settle_fees()?;
        self.settle_payout()?;
        self.settle_whole()?;
        self.settle_inside()?;
        self.settle_total()?;
        self.settle_per_cent()
    }
}
