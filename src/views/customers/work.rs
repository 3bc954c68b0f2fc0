//! Work on the customer under the cursor or on the marked ones.

use super::{Customers, menus};
use crate::domain::change::Change;
use crate::domain::roster::Scope;
use crate::ui::action::Action;
use crate::views::segments::Present;
use crate::views::{Cx, Go};

impl Customers {
    /// Archives (or brings back) at once where it is one, after a question where there are marks.
    pub(super) fn archive(&mut self, cx: &mut Cx<'_>) -> bool {
        let (customers, hidden) = self.targets();
        if customers.is_empty() {
            return false;
        }
        // All go the way of the first: who is marked in a list of archived ones is to come back.
        let archived = !customers.first().and_then(|id| self.row(*id)).is_some_and(|row| row.archived);
        if self.marks.is_empty() {
            cx.change(Change::Archive { customers, archived });
        } else {
            self.layer = Some(menus::archive_question(customers, hidden, archived, cx.look));
        }
        true
    }

    /// Asks before; taking it back for one needs no question.
    pub(super) fn never_call(&mut self, cx: &mut Cx<'_>) -> bool {
        let (customers, hidden) = self.targets();
        let Some(first) = customers.first().copied() else { return false };
        if self.marks.is_empty() && self.row(first).is_some_and(|row| row.do_not_call) {
            cx.change(Change::DoNotCall { customer: first, since: None });
            return true;
        }
        let name = self.row(first).map(|row| row.name.clone()).unwrap_or_default();
        self.layer = Some(menus::never_question(customers, hidden, &name, cx.look));
        true
    }

    /// Saves the filter, or whom it finds now, under a name.
    pub(super) fn save_segment(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some(listing) = self.listing.as_ref().filter(|listing| listing.complete) else { return false };
        cx.go(Go::Push(crate::views::segments::save(Present {
            query: self.filter.query().text.clone(),
            members: listing.order.to_vec(),
            from_everybody: self.scope == Scope::All,
        })));
        true
    }

    /// A campaign with those marked, or with all the list shows.
    pub(super) fn new_campaign(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some(listing) = self.listing.as_ref().filter(|listing| listing.complete) else { return false };
        let marked = !self.marks.is_empty();
        let customers = if marked { self.targets().0 } else { listing.order.to_vec() };
        if customers.is_empty() {
            return false;
        }
        let text = self.filter.query().text.clone();
        let audience = match (&self.heading, marked) {
            (_, true) => cx.look.tf("campaigns-marked", &[("n", customers.len().into())]),
            (Some(heading), false) => heading.clone(),
            (None, false) if text.is_empty() => cx.look.t("campaigns-everybody"),
            (None, false) => text,
        };
        let stage = match self.scope {
            Scope::Stage(stage) => Some(stage),
            _ => None,
        };
        cx.go(Go::Push(crate::views::forms::campaign(customers, &audience, stage)));
        true
    }

    pub(super) fn push_form(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let Some(id) = self.current() else { return false };
        let name = self.row(id).map(|row| row.name.clone()).unwrap_or_default();
        let form = match action {
            Action::LogContact => crate::views::forms::contact(id, &name),
            Action::NewOffer => crate::views::forms::new_offer(id, &name, &cx.stamp().author, false),
            _ => crate::views::forms::purchase(id, &name),
        };
        cx.go(Go::Push(form));
        true
    }

    /// The two that are marked, side by side, to be made one.
    pub(super) fn compare(&self, cx: &mut Cx<'_>) -> bool {
        let (marked, _) = self.targets();
        let [first, second] = marked.as_slice() else { return false };
        cx.go(Go::Push(crate::views::duplicates::compare(*first, *second)));
        true
    }

    pub(super) fn push_bulk(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let (customers, hidden) = self.targets();
        if customers.is_empty() {
            return false;
        }
        let layer = if action == Action::Tag {
            crate::views::labels::picker(customers, hidden)
        } else {
            let n = customers.len();
            let name = match customers.as_slice() {
                [one] => self.row(*one).map(|row| row.name.clone()).unwrap_or_default(),
                _ => cx.look.tf(
                    "customers-agenda-many",
                    &[("n", n.into()), ("count", cx.look.format.int(n as i64).into())],
                ),
            };
            if action == Action::Handover {
                crate::views::forms::handover(customers, &name)
            } else {
                crate::views::forms::agenda(customers, &name)
            }
        };
        cx.go(Go::Push(layer));
        true
    }
}
