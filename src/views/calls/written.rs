//! What is written of calls and not saved yet: kept on the disk by customer, shown when the list comes to them.

use super::panel::{Panel, PanelDraft};
use super::saving::Saved;
use super::{Calls, Draft};
use crate::domain::people::CustomerId;
use crate::store::ask::Order;
use crate::views::{Cx, ToastKind};

impl Calls {
    pub(super) fn drop_draft(&self, customer: CustomerId, cx: &mut Cx<'_>) {
        cx.order(Order::DropDraft { key: self.draft_key(customer) });
    }

    /// One for each customer: a call that is written now takes no word of one that could not be saved.
    pub(super) fn draft_key(&self, customer: CustomerId) -> String {
        format!("form:call:{}:{customer}", self.source)
    }

    /// What is kept of a call that is being written: key and content.
    pub(super) fn draft_of(&self, customer: CustomerId, panel: PanelDraft) -> Option<(String, String)> {
        let draft = Draft { source: self.source.clone(), title: self.title.clone(), customer, panel };
        Some((self.draft_key(customer), serde_json::to_string(&draft).ok()?))
    }

    pub(super) fn keep_draft(&self, customer: CustomerId, panel: PanelDraft, cx: &mut Cx<'_>) {
        if let Some((key, content)) = self.draft_of(customer, panel) {
            cx.order(Order::SaveDraft { key, content });
        }
    }

    /// Drafts of this list that were found when it was begun: of its customers, each is shown when the list comes to them.
    pub(super) fn take_written(&mut self, drafts: &[(String, String)], cx: &mut Cx<'_>) {
        for (key, content) in drafts.iter().filter(|(key, _)| key.starts_with("form:call:")) {
            let Ok(draft) = serde_json::from_str::<Draft>(content) else { continue };
            let known = self.panel.as_ref().is_some_and(|panel| panel.customer == draft.customer);
            if *key == self.draft_key(draft.customer) && !known {
                self.written.entry(draft.customer).or_insert(draft.panel);
            }
        }
        self.want(cx);
    }

    /// Opens what is written for the customer under the cursor, once the card is there; whether there is something. What
    /// opens by itself is `touched` when somebody writes in it.
    pub(super) fn open_written(&mut self, touched: bool) -> bool {
        let Some(customer) = self.customer().filter(|id| self.cards.contains_key(id)) else { return false };
        if self.panel.is_some() {
            return false;
        }
        let mut panel = self.written.remove(&customer).map(|draft| Panel::restore(customer, &draft));
        if let Some(panel) = &mut panel {
            panel.touched = touched || self.undone.iter().any(|call| call.customer == customer);
        }
        self.panel = panel;
        self.panel.is_some()
    }

    /// Esc in a panel: what it says is not wanted. What came back by itself waits for an outcome key instead: whoever
    /// wants to leave has not looked at it.
    pub(super) fn put_aside(&mut self, cx: &mut Cx<'_>) {
        if let Some(panel) = self.panel.take() {
            self.unsaved.retain(|id| *id != panel.customer);
            if panel.touched {
                self.drop_draft(panel.customer, cx);
            } else {
                self.written.insert(panel.customer, panel.draft());
                self.by_hand = true;
                cx.toast(ToastKind::Note, cx.look.t("calls-kept"));
            }
        }
        self.return_to_unsaved(cx);
    }

    /// The cursor goes elsewhere while a call is being written: its words are kept, and gone back to.
    pub(super) fn set_aside(&mut self, cx: &mut Cx<'_>) {
        let Some(panel) = self.panel.take() else { return };
        let customer = panel.customer;
        let draft = self.joined(customer, panel.draft());
        let of_undone = |call: &Saved| call.customer == customer && call.panel.as_ref() == Some(&draft);
        if self.undone.iter().any(of_undone) {
            // Nothing was written anew: it waits until the list comes to the customer.
        } else if Panel::restore(customer, &draft).is_worth_keeping() {
            self.keep_draft(customer, draft.clone(), cx);
            self.unsaved.push(customer);
        } else {
            return self.drop_draft(customer, cx);
        }
        self.written.insert(customer, draft);
    }

    /// What is written of a call, with what waits of another one to the customer: no word of either is lost.
    pub(super) fn joined(&mut self, customer: CustomerId, draft: PanelDraft) -> PanelDraft {
        match self.written.remove(&customer) {
            Some(before) if before != draft => draft.after(&before),
            _ => draft,
        }
    }
}
