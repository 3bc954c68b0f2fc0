//! The customers behind a figure as a list on the same page: asked for once, drawn row by row as the cursor reaches
//! them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::domain::people::CustomerId;
use crate::domain::roster::ValueFigure;
use crate::domain::value::{Window, Worth};
use crate::store::ask::{Answer, CustomerRow, Question, Ticket, ValueBoard, ValueDecision};
use crate::ui::action::Action;
use crate::ui::table::ListState;
use crate::views::{Cx, Go};

use super::figures;

/// Rows asked for at once around the cursor, where the height is not known yet.
const PAGE: usize = 30;

/// A list of customers.
#[derive(Default)]
pub struct Members {
    /// Where the cursor stands.
    pub state: ListState,
    of: Option<(Window, ValueFigure)>,
    order: Arc<[CustomerId]>,
    rows: HashMap<CustomerId, CustomerRow>,
    worths: HashMap<CustomerId, Worth>,
    /// Rows and worths read since the last change.
    fresh: [HashSet<CustomerId>; 2],
    asked_list: Ticket,
    asked_rows: Ticket,
    asked_worths: Ticket,
    /// Decisions about value, read with the rows where they are wanted.
    decisions: HashMap<CustomerId, ValueDecision>,
    asked_decisions: Ticket,
    /// Whether decisions are wanted.
    with_decisions: bool,
    /// Whether the order is known.
    pub known: bool,
}

impl Members {
    /// A list that knows the decisions about its customers.
    pub fn with_decisions() -> Self {
        Self { with_decisions: true, ..Self::default() }
    }

    /// Shows whom this figure counts; asks anew after a change, or where it is another figure.
    pub fn show(&mut self, board: &ValueBoard, figure: ValueFigure, anew: bool, cx: &mut Cx<'_>) {
        let of = Some((board.window, figure));
        if anew {
            self.fresh = Default::default();
            self.decisions.clear();
        }
        if of != self.of {
            self.worths.clear();
            self.decisions.clear();
            self.fresh = Default::default();
            self.state.cursor = 0;
            self.known = false;
            self.order = Arc::default();
            self.state.set_len(0);
        }
        if of != self.of || anew {
            self.of = of;
            self.asked_list = cx.ask(Question::List(figures::spec(board, figure)));
        }
    }

    /// Shows these, in this order.
    pub fn show_these(&mut self, window: Window, ids: Arc<[CustomerId]>, cx: &mut Cx<'_>) {
        self.of = Some((window, ValueFigure::AlmostA));
        self.fresh = Default::default();
        let here = self.current();
        self.order = ids;
        self.known = true;
        self.state.follow(here.as_ref(), &self.order);
        self.want(cx);
    }

    /// Customers in order.
    pub fn ids(&self) -> &Arc<[CustomerId]> {
        &self.order
    }

    /// The customer under the cursor.
    pub fn current(&self) -> Option<CustomerId> {
        self.order.get(self.state.cursor).copied()
    }

    /// Row of a customer, where it is known.
    pub fn row(&self, id: CustomerId) -> Option<&CustomerRow> {
        self.rows.get(&id)
    }

    /// The newest decision about a customer, where there is one.
    pub fn decision(&self, id: CustomerId) -> Option<&ValueDecision> {
        self.decisions.get(&id)
    }

    /// What a customer is worth, where it is known.
    pub fn worth(&self, id: CustomerId) -> Option<&Worth> {
        self.worths.get(&id)
    }

    /// Asks for what is not known of the rows around the cursor.
    fn want(&mut self, cx: &mut Cx<'_>) {
        let Some((window, _)) = self.of else { return };
        let page = self.state.page().max(PAGE);
        let from = self.state.cursor.saturating_sub(page);
        let around = self.order.iter().skip(from).take(2 * page).copied();
        let around: Vec<CustomerId> = around.collect();
        // A newer question of a kind takes the place of the older one: what was not answered is asked again.
        let missing = |fresh: &HashSet<CustomerId>| {
            let ids: Vec<CustomerId> = around.iter().copied().filter(|id| !fresh.contains(id)).collect();
            (!ids.is_empty()).then_some(ids)
        };
        if let Some(ids) = missing(&self.fresh[0]) {
            self.asked_rows = cx.ask(Question::Rows(ids));
        }
        if let Some(ids) = missing(&self.fresh[1]) {
            if self.with_decisions {
                self.asked_decisions = cx.ask(Question::Decisions(around.clone()));
            }
            self.asked_worths = cx.ask(Question::WorthIn(window, ids));
        }
    }

    /// Takes an answer.
    pub fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::Listing(listing) if ticket == self.asked_list && listing.complete => {
                let here = self.current();
                self.order = Arc::clone(&listing.order);
                self.known = true;
                self.state.follow(here.as_ref(), &self.order);
                self.want(cx);
            }
            Answer::Rows(rows) if ticket == self.asked_rows => {
                self.fresh[0].extend(rows.iter().map(|row| row.id));
                self.rows.extend(rows.iter().map(|row| (row.id, row.clone())));
            }
            Answer::Decisions(decisions) if ticket == self.asked_decisions => {
                self.decisions.extend(decisions.iter().map(|d| (d.customer, d.clone())));
            }
            Answer::Worth(worths) if ticket == self.asked_worths => {
                self.fresh[1].extend(worths.iter().map(|(id, _)| *id));
                self.worths.extend(worths.iter().copied());
            }
            _ => {}
        }
    }

    /// Does to the list what can be done to any list of customers; false where it means nothing.
    pub fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if self.state.act(action) {
            self.want(cx);
            return true;
        }
        let Some(id) = self.current() else { return false };
        let name = self.row(id).map(|row| row.name.clone()).unwrap_or_default();
        let layer = match action {
            Action::Open | Action::Choose => crate::views::customer::page(id, Arc::clone(&self.order)),
            Action::LogContact => crate::views::forms::contact(id, &name),
            Action::AddPurchase => crate::views::forms::purchase(id, &name),
            Action::Agenda => crate::views::forms::agenda(vec![id], &name),
            Action::Tag => crate::views::labels::picker(vec![id], 0),
            _ => return false,
        };
        cx.go(Go::Push(layer));
        true
    }

    /// Whether an action can be done to the customer under the cursor.
    pub fn can(&self, action: Action) -> bool {
        matches!(
            action,
            Action::Open | Action::LogContact | Action::AddPurchase | Action::Agenda | Action::Tag
        ) && self.current().is_some()
    }
}
