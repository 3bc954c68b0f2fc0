//! How a list is called down: begun or gone on with, from one customer to the next, saved and taken back.

use std::sync::Arc;

use chrono::Timelike;

use super::panel::{Panel, at_once, steps_of};
use super::{AHEAD, Calls, KEPT, TODAY, plain, words};
use crate::domain::Day;
use crate::domain::base::names::phone_key;
use crate::domain::people::{CustomerId, Outcome};
use crate::domain::work::hours::Closed;
use crate::domain::work::reach::Bar;
use crate::domain::work::today::TodayReason;
use crate::store::ask::{CallCard, CallItem, CallRun, Order, Question};
use crate::ui::Look;
use crate::views::{Cx, ToastKind};

impl Calls {
    /// Why the customer must not be called at this moment, where only the clock says so.
    pub(super) fn closed(&self, card: &CallCard) -> Option<Closed> {
        if card.business {
            return None;
        }
        // A time that was agreed may be any; before it the hours hold.
        let minute = (self.now.hour() * 60 + self.now.minute()) as u16;
        let since = self.item().and_then(|item| item.minute).and_then(|at| minute.checked_sub(at));
        let (hours, local) = (&card.rules.hours, &card.local);
        match since {
            Some(since) => card.home.closed_as_agreed(since, self.now, card.own, hours, local),
            None => card.home.closed(self.now, card.own, hours, local),
        }
    }

    /// Whether a customer is still to be called: nothing became of them, or it is time to try again.
    pub(super) fn is_pending(&self, item: &CallItem) -> bool {
        let minute = (self.now.hour() * 60 + self.now.minute()) as u16;
        match self.done.get(&item.customer) {
            None => !self.barred.contains_key(&item.customer) && !self.gone.contains(&item.customer),
            Some(done) => done.again.is_some_and(|again| again <= minute),
        }
    }

    /// To the next who is to be called, from the row after the cursor on and then from the first. Whoever's call could
    /// not be saved comes before.
    pub(super) fn advance(&mut self, cx: &mut Cx<'_>) {
        if self.return_to_unsaved(cx) {
            return;
        }
        let len = self.items.len();
        let here = self.state.cursor;
        let next = (1..len).map(|step| (here + step) % len).find(|at| {
            let item = self.items[*at];
            self.is_pending(&item) && !self.passes_over(item.customer)
        });
        if let Some(at) = next {
            self.state.select(at);
            self.passing = true;
            self.by_hand = false;
        }
        self.moved(cx);
    }

    /// Whether a customer's card is there already and says that they may not be sought out, which is counted.
    fn passes_over(&mut self, customer: CustomerId) -> bool {
        let Some(Err(bar)) = self.cards.get(&customer).map(|card| card.channel) else { return false };
        if self.done.contains_key(&customer) {
            return false;
        }
        if !self.stale.contains(&customer) {
            self.barred.insert(customer, bar);
        }
        true
    }

    /// The cursor stands at another customer.
    pub(super) fn moved(&mut self, cx: &mut Cx<'_>) {
        self.set_aside(cx);
        if let Some(customer) = self.customer() {
            cx.order(Order::MoveCalls { source: self.source.clone(), customer });
        }
        self.want(cx);
    }

    /// Asks for what is to be seen: the cards of this customer and the next ones, rows of the list, what belongs to the
    /// customer.
    pub(super) fn want(&mut self, cx: &mut Cx<'_>) {
        let Some(customer) = self.customer() else { return };
        if self.cards.len() > KEPT {
            self.cards.retain(|id, _| *id == customer);
        }
        let len = self.items.len();
        let here = self.state.cursor;
        let ahead = (1..len.min(200)).map(|step| &self.items[(here + step) % len]);
        let mut ids = vec![customer];
        ids.extend(ahead.filter(|item| self.is_pending(item)).take(AHEAD).map(|item| item.customer));
        let known = |id: &CustomerId| self.cards.contains_key(id) && !self.stale.contains(id);
        ids.retain(|id| !known(id) && !self.gone.contains(id));
        if !ids.is_empty() {
            self.awaited.clone_from(&ids);
            self.asked_cards = cx.ask(Question::CallCards(ids));
        }
        let page = self.state.page().max(30);
        let from = here.saturating_sub(page);
        let ids: Vec<CustomerId> = (self.items.iter().skip(from).take(2 * page).map(|item| item.customer))
            .filter(|id| self.rows_stale || !self.rows.contains_key(id))
            .collect();
        if !ids.is_empty() {
            self.asked_rows = cx.ask(Question::Rows(ids));
        }
        let again = std::mem::take(&mut self.figures_stale);
        if again || self.worth.as_ref().is_none_or(|(id, _)| *id != customer) {
            self.asked_worth = (cx.ask(Question::ToCome(vec![customer])), customer);
        }
        let prospect = self.item().is_some_and(|item| item.reason == Some(TodayReason::Prospect));
        if prospect && self.likeness.as_ref().is_none_or(|like| like.customer != customer) {
            cx.ask(Question::Likeness(vec![customer]));
        }
        if again || self.offers.as_ref().is_none_or(|offers| offers.customer != customer) {
            cx.ask(Question::Offers(customer));
        }
        self.want_sharing(cx);
        if !self.by_hand {
            self.open_written(false);
        }
    }

    /// Who else has the number that is to be dialled.
    pub(super) fn want_sharing(&mut self, cx: &mut Cx<'_>) {
        let Some(customer) = self.customer() else { return };
        if self.sharing.as_ref().is_some_and(|(id, _)| *id == customer) {
            return;
        }
        let phone = self.cards.get(&customer).map(|card| phone_key(card.phone()));
        if let Some(text) = phone.filter(|digits| digits.len() >= 7) {
            self.asked_sharing = (cx.ask(Question::WithNumber(text)), customer);
        }
    }

    /// The list as it was begun, or a new one.
    pub(super) fn adopt(&mut self, run: Option<CallRun>, cx: &mut Cx<'_>) {
        let wanted = self.wanted.take();
        match run {
            Some(run) if Day::from(run.at.date()) == cx.today => {
                self.begun = Some(run.at);
                self.items = run.items;
                self.done = run.done;
                self.title = run.title;
                let start = wanted.or(run.cursor);
                if let Some(customer) = start {
                    self.go_to(customer, cx);
                }
                if wanted.is_none() && self.item().is_some_and(|item| !self.is_pending(item)) {
                    self.advance(cx);
                }
            }
            _ => {
                let mut items = std::mem::take(&mut self.proposed);
                if let Some(customer) = wanted
                    && items.iter().all(|item| item.customer != customer)
                {
                    items.insert(0, plain(customer));
                }
                self.begun = Some(cx.now);
                self.items = Arc::new(items);
                self.done.clear();
                // A call of another day that is written to its end leaves the list of today to be begun whole.
                if !self.is_alone {
                    cx.order(Order::BeginCalls {
                        source: self.source.clone(),
                        title: self.title.clone(),
                        at: cx.now,
                        items: Arc::clone(&self.items),
                    });
                }
                self.state.set_len(self.items.len());
                if let Some(customer) = wanted {
                    self.go_to(customer, cx);
                }
            }
        }
        self.state.set_len(self.items.len());
        self.moved(cx);
        self.look_again(cx);
        self.asked_written = cx.ask(Question::Drafts);
    }

    /// Puts the cursor on a customer, who goes to the end of the list where they are not on it.
    pub(super) fn go_to(&mut self, customer: CustomerId, cx: &mut Cx<'_>) {
        let known = self.proposed.iter().find(|item| item.customer == customer).copied();
        if self.items.iter().all(|item| item.customer != customer) {
            self.append(vec![known.unwrap_or_else(|| plain(customer))], cx);
        }
        self.state.set_len(self.items.len());
        if let Some(at) = self.items.iter().position(|item| item.customer == customer) {
            self.state.select(at);
        }
    }

    pub(super) fn append(&mut self, more: Vec<CallItem>, cx: &mut Cx<'_>) {
        // Arrivals that are being looked for would be those of the shorter list.
        self.asked_today = 0;
        Arc::make_mut(&mut self.items).extend(&more);
        self.state.set_len(self.items.len());
        cx.order(Order::MoreCalls { source: self.source.clone(), items: more });
    }

    /// Looks for arrivals on the list of today, at most once a minute.
    pub(super) fn look_again(&mut self, cx: &mut Cx<'_>) {
        let minute = cx.now.with_second(0).and_then(|now| now.with_nanosecond(0));
        if self.source == TODAY && self.looked != minute {
            self.looked = minute;
            self.asked_today = cx.ask(Question::Arrivals(Arc::clone(&self.items)));
        }
    }

    /// An outcome key: saved at once, or its panel.
    pub(super) fn outcome(&mut self, outcome: Outcome, cx: &mut Cx<'_>) -> bool {
        if self.is_being_saved() {
            return true;
        }
        if self.open_written(true) {
            return true;
        }
        let Some(card) = self.card() else { return false };
        if let Err(bar @ (Bar::DoNotCall | Bar::Objection | Bar::NoBasis | Bar::Robinson)) = card.channel
            && outcome != Outcome::Never
        {
            let why = cx.look.t(&words::bar_key(bar));
            cx.toast(ToastKind::Trouble, cx.look.tf("calls-barred", &[("why", why.into())]));
            return true;
        }
        let barred = outcome != Outcome::Never
            && (self.closed(card).is_some() || matches!(card.channel, Err(Bar::Hours)));
        if steps_of(outcome).is_empty() && !barred {
            let change = at_once(card, outcome, cx);
            self.save(change, outcome, None, cx);
        } else {
            self.panel = Some(Panel::new(outcome, barred, card, cx));
            self.passing = false;
        }
        true
    }

    /// Puts the cursor on somebody of the list.
    pub(super) fn show(&mut self, customer: CustomerId, cx: &mut Cx<'_>) {
        if let Some(row) = self.items.iter().position(|item| item.customer == customer) {
            self.state.select(row);
            self.passing = false;
            self.by_hand = false;
            self.moved(cx);
        }
    }

    /// How many of the list are done, of how many.
    pub(super) fn progress(&self) -> (usize, usize) {
        let all = self.items.len();
        // Of a very long list it is not looked up who of those contacted stands on it.
        let done = if all > 20_000 {
            self.done.len().min(all)
        } else {
            self.items.iter().filter(|item| self.done.contains_key(&item.customer)).count()
        };
        (done, all)
    }
}

/// The note templates of the language: what is typed after `;`, and what it stands for.
pub fn usual_templates(look: &Look) -> Vec<(String, String)> {
    let line = look.t("calls-templates");
    line.split('|')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, text)| (key.trim().to_owned(), text.trim().to_owned()))
        .collect()
}
