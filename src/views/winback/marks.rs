//! Customers marked to be worked on together.

use std::collections::HashSet;

use super::{Tab, Winback};
use crate::domain::people::CustomerId;
use crate::ui::action::Action;

impl Winback {
    /// Whom a step is for: those marked in the queue, else whoever is under the cursor.
    pub(super) fn targets(&self) -> Vec<CustomerId> {
        if self.tab != Tab::Queue || self.marks.is_empty() {
            return self.current().into_iter().collect();
        }
        // In the order of the list; those the filter hides come after.
        let mut targets: Vec<CustomerId> =
            self.ids().iter().copied().filter(|id| self.marks.contains(id)).collect();
        let shown: HashSet<CustomerId> = targets.iter().copied().collect();
        let mut hidden: Vec<CustomerId> =
            self.marks.iter().copied().filter(|id| !shown.contains(id)).collect();
        hidden.sort_unstable();
        targets.extend(hidden);
        targets
    }

    /// How many marked ones the filter hides.
    pub(super) fn hidden_marks(&self) -> usize {
        let shown: HashSet<&CustomerId> = self.ids().iter().collect();
        self.marks.iter().filter(|id| !shown.contains(id)).count()
    }

    /// Marks whoever is under the cursor, or takes the mark off, and goes on.
    pub(super) fn mark(&mut self, step: Action) {
        if let Some(id) = self.current() {
            if !self.marks.remove(&id) {
                self.marks.insert(id);
            }
            self.queue.act(step);
        }
    }

    /// To the next marked one, from the end to the beginning.
    pub(super) fn next_marked(&mut self) {
        let here = self.queue.cursor;
        let next = (0..self.ids().len())
            .map(|n| (here + 1 + n) % self.ids().len())
            .find(|at| self.marks.contains(&self.ids()[*at]));
        if let Some(at) = next {
            self.queue.select(at);
        }
    }
}
