//! What becomes of a call: saved at once while the next customer is already shown, gone back to where that failed, taken
//! back and made again.

use std::collections::BTreeMap;

use super::Calls;
use super::panel::{Panel, PanelDraft};
use crate::domain::Money;
use crate::domain::change::Change;
use crate::domain::people::{CustomerId, Outcome};
use crate::domain::work::calls::Refusal;
use crate::store::ask::{CallCard, CallDone, Ticket};
use crate::views::{Cx, Go};

/// A call saved here, so that taking it back brings back what was written.
pub(super) struct Saved {
    pub customer: CustomerId,
    /// Row id of its contact; 0 until it is on the disk.
    contact: i64,
    outcome: Outcome,
    pub panel: Option<PanelDraft>,
}

/// A call on its way to the disk.
pub(super) struct Saving {
    ticket: Ticket,
    call: Saved,
    /// What had become of the customer before.
    before: Option<CallDone>,
}

impl Calls {
    /// Whether the call to the customer under the cursor is on its way to the disk.
    pub(super) fn is_being_saved(&self) -> bool {
        self.customer().is_some_and(|id| self.saving.iter().any(|saving| saving.call.customer == id))
    }

    /// Saves a call and goes on to the next customer without waiting for the disk. Where a number was wrong and there
    /// is another, it is tried first.
    pub(super) fn save(
        &mut self,
        change: Change,
        outcome: Outcome,
        panel: Option<PanelDraft>,
        cx: &mut Cx<'_>,
    ) {
        let Some(customer) = self.customer() else { return };
        let works = |card: &CallCard| card.phones.iter().filter(|(_, wrong)| !wrong).count();
        let another =
            outcome == Outcome::WrongNumber && self.cards.get(&customer).is_some_and(|card| works(card) > 1);
        // Before the call, which takes it away: what was written is on the disk in one form or the other, whatever
        // becomes of the call and of this list.
        if let Some(panel) = &panel {
            self.keep_draft(customer, panel.clone(), cx);
        }
        let ticket = cx.change(change);
        self.panel = None;
        self.undone.clear();
        self.written.remove(&customer);
        self.unsaved.retain(|id| *id != customer);
        let before = self.done.insert(customer, self.done_now(outcome, 0));
        self.saving.push(Saving { ticket, call: Saved { customer, contact: 0, outcome, panel }, before });
        if !another {
            self.cards.remove(&customer);
            self.sharing = None;
            self.advance(cx);
        }
    }

    fn done_now(&self, outcome: Outcome, contact: i64) -> CallDone {
        CallDone { contact, at: self.now, outcome, sale: Money::ZERO, again: None }
    }

    /// Saves what the panel says; `reason` where a digit was pressed.
    pub(super) fn save_panel(&mut self, reason: Option<Refusal>, cx: &mut Cx<'_>) {
        let (Some(panel), Some(card)) = (&self.panel, self.card()) else { return };
        if let Some(change) = panel.change(card, reason, self.draft_key(panel.customer), cx) {
            let (outcome, draft) = (panel.outcome, panel.draft());
            self.save(change, outcome, Some(draft), cx);
        }
    }

    /// Ctrl+S: all fields as they stand.
    pub(super) fn save_now(&mut self, cx: &mut Cx<'_>) {
        let Some(customer) = self.customer() else { return };
        let (Some(panel), Some(card)) = (&mut self.panel, self.cards.get(&customer)) else { return };
        if panel.is_whole(card, cx) {
            self.save_panel(None, cx);
        }
    }

    /// A call is on the disk, as this contact; of calls made elsewhere nothing is known here.
    pub(super) fn called(&mut self, ticket: Ticket, contact: i64, cx: &mut Cx<'_>) {
        let Some(at) = self.saving.iter().position(|saving| saving.ticket == ticket) else { return };
        let Saved { customer, outcome, panel, .. } = self.saving.remove(at).call;
        self.done.insert(customer, self.done_now(outcome, contact));
        self.saved.push(Saved { customer, contact, outcome, panel });
        // It may have been read again before the call was on the disk.
        self.cards.remove(&customer);
        if self.customer() == Some(customer) {
            // The number was wrong: the card tells the next one.
            self.sharing = None;
            self.want(cx);
        }
        self.leave_when_saved(cx);
    }

    /// A call could not be saved: back to the customer, with what was written, as soon as nothing else is being
    /// written.
    pub(super) fn not_saved(&mut self, ticket: Ticket, cx: &mut Cx<'_>) {
        let Some(at) = self.saving.iter().position(|saving| saving.ticket == ticket) else { return };
        let Saving { call, before, .. } = self.saving.remove(at);
        match before {
            Some(before) => self.done.insert(call.customer, before),
            None => self.done.remove(&call.customer),
        };
        self.leaving = false;
        if let Some(panel) = call.panel {
            let panel = self.joined(call.customer, panel);
            self.keep_draft(call.customer, panel.clone(), cx);
            self.written.insert(call.customer, panel);
        }
        self.unsaved.push(call.customer);
        if self.panel.is_none() {
            self.return_to_unsaved(cx);
        }
    }

    /// Shows the first customer whose call could not be saved, with what was written; whether there is one.
    pub(super) fn return_to_unsaved(&mut self, cx: &mut Cx<'_>) -> bool {
        let is_there = |id: &CustomerId| !self.gone.contains(id);
        self.unsaved.retain(is_there);
        // What is written for the customer who is shown comes first; it may be waiting for the card.
        let here = self.customer().filter(|id| !self.by_hand && self.written.contains_key(id));
        if here.is_some_and(|id| is_there(&id)) {
            self.want(cx);
        } else if self.unsaved.is_empty() {
            return false;
        } else {
            let customer = self.unsaved.remove(0);
            self.show(customer, cx);
        }
        true
    }

    /// Leaves the list, once every call is on the disk.
    pub(super) fn leave(&mut self, cx: &mut Cx<'_>) {
        if self.return_to_unsaved(cx) {
            return;
        }
        self.leaving = true;
        self.leave_when_saved(cx);
    }

    fn leave_when_saved(&self, cx: &mut Cx<'_>) {
        if self.leaving && self.saving.is_empty() && self.panel.is_none() && self.unsaved.is_empty() {
            cx.go(Go::Pop);
        }
    }

    /// What became of the customers is known anew: back to whoever's call was taken back, on from whoever's was made
    /// again.
    pub(super) fn learn(&mut self, done: &BTreeMap<CustomerId, CallDone>, cx: &mut Cx<'_>) {
        // Of calls made before this view was opened only the place is known.
        let fewer = |id: &CustomerId, was: &CallDone| {
            was.contact > 0 && done.get(id).is_none_or(|now| now.contact < was.contact)
        };
        let other = self.done.iter().find(|(id, was)| fewer(id, was)).map(|(id, _)| *id);
        self.done = done.clone();
        // Call by call: a customer may have been called twice. A later contact of theirs leaves an earlier one standing.
        let last = |id| done.get(&id).map_or(0, |d| d.contact);
        let is_back = |call: &Saved| call.contact > last(call.customer);
        let is_again = |call: &Saved| call.contact <= last(call.customer);
        for saving in &self.saving {
            let Saved { customer, outcome, .. } = saving.call;
            let now = self.done_now(outcome, 0);
            self.done.entry(customer).or_insert(now);
        }
        // Several at once where keys come faster than answers: the last one taken back is the one that was made first.
        let mut shown = None;
        while let Some(at) = self.saved.iter().rposition(is_back) {
            let saved = self.saved.remove(at);
            self.cards.remove(&saved.customer);
            if let Some(mut panel) = saved.panel.clone() {
                // Two calls to one customer: the later one may wait to be saved yet.
                if let Some(later) = self.written.remove(&saved.customer).filter(|later| *later != panel) {
                    panel = later.after(&panel);
                }
                self.keep_draft(saved.customer, panel.clone(), cx);
                self.written.insert(saved.customer, panel);
            }
            shown = Some(saved.customer);
            self.undone.push(saved);
        }
        if let Some(customer) = shown.or(other) {
            self.cards.remove(&customer);
            return self.show(customer, cx);
        }
        while let Some(at) = self.undone.iter().rposition(is_again) {
            let mut saved = self.undone.remove(at);
            // Its words are in it, none of them waits any more; those written anew come with taking it back again.
            let waiting = self.written.remove(&saved.customer);
            let open = self.panel.take_if(|panel| panel.customer == saved.customer);
            let anew = open.filter(Panel::is_worth_keeping).map(|panel| panel.draft()).or(waiting);
            saved.panel = anew.or(saved.panel);
            self.unsaved.retain(|id| *id != saved.customer);
            self.drop_draft(saved.customer, cx);
            shown = Some(saved.customer);
            self.saved.push(saved);
        }
        if let Some(customer) = shown {
            self.show(customer, cx);
            self.advance(cx);
        }
    }
}
