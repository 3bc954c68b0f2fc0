//! Calling down a list, at one key a call that nobody answered (mission rows 39, 49, 50): the list as it was begun at the
//! left, the customer and the number in the middle, how it went below. What became of each customer follows from the
//! contacts; the list itself never changes its order while somebody works on it.

mod draw;
mod inbound;
mod panel;
mod run;
mod saving;
mod stats;
mod words;
mod written;

pub use run::usual_templates;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::{Cx, Effect, Go, ToastKind, View};
use crate::domain::Day;
use crate::domain::Money;
use crate::domain::people::{CustomerId, Label, Outcome};
use crate::domain::work::calls::Refusal;
use crate::domain::work::reach::Bar;
use crate::domain::work::today::TodayItem;
use crate::store::ask::{
    Answer, CallCard, CallDone, CallItem, ChangeWords, CustomerRow, LikenessRow, Offers, Question, Ticket,
};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::table::ListState;
use crate::ui::text_input::TextKey;
pub use inbound::inbound;
use panel::{Panel, PanelDraft, Step};
use saving::{Saved, Saving};
pub use stats::stats;

/// Customers read ahead of the one under the cursor, so that the next card is there at once.
const AHEAD: usize = 3;
/// Cards kept.
const KEPT: usize = 24;
/// Source of the list of today.
const TODAY: &str = "today";

/// The list of today, begun or gone on with, at this customer.
pub fn today(items: &[TodayItem], at: CustomerId, look: &Look) -> Box<dyn View> {
    let items = items.iter().map(CallItem::from).collect();
    Box::new(Calls::new(TODAY.into(), look.t("calls-title-today"), items, Some(at)))
}

/// Any list of customers, begun or gone on with, at this one.
pub fn list(title: String, ids: &[CustomerId], at: CustomerId) -> Box<dyn View> {
    let items = ids.iter().map(|id| plain(*id)).collect();
    Box::new(Calls::new(source_of(ids), title, items, Some(at)))
}

/// Where the call stood that was being written when the program ended; `None` for a draft of another version.
pub fn reopen(content: &str) -> Option<Box<dyn View>> {
    let draft: Draft = serde_json::from_str(content).ok()?;
    let mut calls = Calls::new(draft.source, draft.title, Vec::new(), Some(draft.customer));
    calls.is_alone = true;
    calls.written.insert(draft.customer, draft.panel);
    Some(Box::new(calls))
}

/// The same list has the same source, so that it is gone on with.
fn source_of(ids: &[CustomerId]) -> String {
    let hash = ids
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, id| (hash ^ *id as u64).wrapping_mul(0x0100_0000_01b3));
    format!("list:{}:{hash:016x}", ids.len())
}

fn plain(customer: CustomerId) -> CallItem {
    let at_stake = crate::domain::Money::ZERO;
    CallItem { customer, reason: None, due: None, minute: None, days: 0, at_stake, best: false }
}

/// A call that was being written.
#[derive(Debug, Serialize, Deserialize)]
struct Draft {
    source: String,
    title: String,
    customer: CustomerId,
    panel: PanelDraft,
}

struct Calls {
    source: String,
    title: String,
    /// Who would be on a list that is begun now.
    proposed: Vec<CallItem>,
    wanted: Option<CustomerId>,
    /// One call that was being written, of a list that is not begun with it.
    is_alone: bool,
    /// When the list was begun; `None` until that is known.
    begun: Option<NaiveDateTime>,
    items: Arc<Vec<CallItem>>,
    done: BTreeMap<CustomerId, CallDone>,
    state: ListState,
    cards: HashMap<CustomerId, CallCard>,
    /// Cards to be read again, though they are shown.
    stale: HashSet<CustomerId>,
    /// Customers whose cards are asked for.
    awaited: Vec<CustomerId>,
    rows_stale: bool,
    /// What is to come and what to offer are to be asked for again.
    figures_stale: bool,
    gone: HashSet<CustomerId>,
    rows: HashMap<CustomerId, CustomerRow>,
    /// Value to come, of whom; `None` where there is none.
    worth: Option<(CustomerId, Option<Money>)>,
    /// Of a prospect: how like the best they are.
    likeness: Option<LikenessRow>,
    offers: Option<Box<Offers>>,
    /// Others with the number of the customer.
    sharing: Option<(CustomerId, Vec<String>)>,
    panel: Option<Panel>,
    /// What was written for customers and is not saved, shown when the list comes to them.
    written: HashMap<CustomerId, PanelDraft>,
    /// The cursor was moved by hand: what is written for a customer waits for an outcome key.
    by_hand: bool,
    /// Calls on their way to the disk, oldest first.
    saving: Vec<Saving>,
    /// Customers still to be gone back to: their call could not be saved, or was left to take another one back.
    unsaved: Vec<CustomerId>,
    /// The list is to be left when all is saved.
    leaving: bool,
    saved: Vec<Saved>,
    /// Of those, the ones taken back, for making them again.
    undone: Vec<Saved>,
    /// Who came onto the list of today since it was begun.
    arrivals: Vec<CallItem>,
    /// Who is on the list and may not be sought out, once that was seen.
    barred: HashMap<CustomerId, Bar>,
    /// The cursor came here by itself: whoever may not be called is passed over.
    passing: bool,
    /// The list is shown where there is room for one thing only.
    zoom: bool,
    labels: Vec<Label>,
    today: Day,
    now: NaiveDateTime,
    /// Minute at which the list of today was asked for last.
    looked: Option<NaiveDateTime>,
    asked_run: Ticket,
    asked_done: Ticket,
    asked_cards: Ticket,
    asked_rows: Ticket,
    asked_today: Ticket,
    asked_sharing: (Ticket, CustomerId),
    asked_written: Ticket,
    asked_worth: (Ticket, CustomerId),
}

impl Calls {
    fn new(source: String, title: String, proposed: Vec<CallItem>, wanted: Option<CustomerId>) -> Self {
        Self {
            source,
            title,
            proposed,
            wanted,
            is_alone: false,
            begun: None,
            items: Arc::default(),
            done: BTreeMap::new(),
            state: ListState::default(),
            cards: HashMap::new(),
            stale: HashSet::new(),
            awaited: Vec::new(),
            rows_stale: false,
            figures_stale: false,
            gone: HashSet::new(),
            rows: HashMap::new(),
            worth: None,
            likeness: None,
            offers: None,
            sharing: None,
            panel: None,
            written: HashMap::new(),
            by_hand: false,
            saving: Vec::new(),
            unsaved: Vec::new(),
            leaving: false,
            saved: Vec::new(),
            undone: Vec::new(),
            arrivals: Vec::new(),
            barred: HashMap::new(),
            passing: false,
            zoom: false,
            labels: Vec::new(),
            today: Day(0),
            now: NaiveDateTime::default(),
            looked: None,
            asked_run: 0,
            asked_done: 0,
            asked_cards: 0,
            asked_rows: 0,
            asked_today: 0,
            asked_sharing: (0, 0),
            asked_written: 0,
            asked_worth: (0, 0),
        }
    }

    fn item(&self) -> Option<&CallItem> {
        self.items.get(self.state.cursor)
    }

    fn customer(&self) -> Option<CustomerId> {
        self.item().map(|item| item.customer)
    }

    fn card(&self) -> Option<&CallCard> {
        self.cards.get(&self.customer()?)
    }
}

impl View for Calls {
    fn scopes(&self) -> Vec<KeyScope> {
        // Not the scope of forms: a call can be taken back while another one is being written.
        if self.is_typing() { vec![KeyScope::Text, KeyScope::Calls] } else { vec![KeyScope::Calls] }
    }

    fn is_typing(&self) -> bool {
        self.panel.as_ref().is_some_and(Panel::is_typing)
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        (self.today, self.now) = (cx.today, cx.now);
        self.labels = cx.labels.to_vec();
        match (self.begun, self.customer()) {
            (None, _) => self.asked_run = cx.ask(Question::CallRun(self.source.clone())),
            (Some(begun), Some(customer)) => {
                self.asked_done = cx.ask(Question::CallsSince(begun));
                // What was changed elsewhere is seen here too; what is shown stays until the new is there.
                self.stale.extend(self.cards.keys());
                self.gone.clear();
                self.stale.insert(customer);
                self.rows_stale = true;
                self.figures_stale = true;
                self.want(cx);
                self.look_again(cx);
            }
            (Some(_), None) => {}
        }
    }

    fn tick(&mut self, cx: &mut Cx<'_>) {
        // Whether somebody may be called is a matter of minutes.
        self.now = cx.now;
    }

    fn can(&self, action: Action) -> bool {
        use Action as A;
        match action {
            A::Back | A::Quit | A::Preview => true,
            A::Up | A::Down | A::PageUp | A::PageDown | A::First | A::Last => self.panel.is_none(),
            A::Save => self.panel.is_some(),
            A::TakeArrivals => !self.arrivals.is_empty(),
            A::CallNoAnswer
            | A::CallBusy
            | A::CallMessage
            | A::CallWrong
            | A::CallInterested
            | A::CallSale
            | A::CallPostpone
            | A::CallRefused
            | A::CallFault
            | A::DoNotCall
            | A::Open
            | A::Edit
            | A::LogContact
            | A::Tag
            | A::Agenda
            | A::CallSettings
            | A::Explain => self.card().is_some(),
            A::ResolveCase => self.card().is_some_and(|card| !card.cases.is_empty()),
            A::Offer => self.offers.as_ref().is_some_and(|offers| !offers.offers.is_empty()),
            A::Copy => self
                .card()
                .is_some_and(|card| !card.phone().is_empty() && card.channel != Err(Bar::DoNotCall)),
            _ => false,
        }
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let Some(panel) = &mut self.panel else { return false };
        if panel.step() != Some(Step::Reason) {
            return false;
        }
        let reason = c.to_digit(10).and_then(|n| Refusal::ALL.get((n as usize).checked_sub(1)?)).copied();
        if reason.is_some() && !panel.lacks_reason(cx) {
            self.save_panel(reason, cx);
        }
        reason.is_some()
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        use Action as A;
        self.now = cx.now;
        self.leaving = false;
        if self.panel.is_some() {
            match action {
                A::Back | A::Quit => self.put_aside(cx),
                A::Open if self.panel.as_ref().is_some_and(|p| p.step() == Some(Step::Sure)) => {
                    self.save_now(cx);
                }
                A::Up | A::PreviousPanel => self.panel.iter_mut().for_each(Panel::back),
                A::Save => self.save_now(cx),
                A::Help | A::Redraw | A::Language | A::Undo | A::Redo => return false,
                _ => {}
            }
            return true;
        }
        let outcome = match action {
            A::CallNoAnswer => Some(Outcome::NoAnswer),
            A::CallBusy => Some(Outcome::Busy),
            A::CallMessage => Some(Outcome::Message),
            A::CallWrong => Some(Outcome::WrongNumber),
            A::CallInterested => Some(Outcome::Interested),
            A::CallSale => Some(Outcome::Sale),
            A::CallPostpone => Some(Outcome::Postpone),
            A::CallRefused => Some(Outcome::Refused),
            A::CallFault => Some(Outcome::Fault),
            A::DoNotCall => Some(Outcome::Never),
            _ => None,
        };
        if let Some(outcome) = outcome {
            return self.outcome(outcome, cx);
        }
        if !self.can(action) {
            return false;
        }
        match action {
            A::Back | A::Quit => self.leave(cx),
            A::Preview => self.zoom = !self.zoom,
            A::TakeArrivals => {
                let more = std::mem::take(&mut self.arrivals);
                self.append(more, cx);
                self.want(cx);
            }
            A::Open | A::Edit | A::LogContact | A::Tag | A::Agenda => return self.leave_for(action, cx),
            A::ResolveCase => {
                let case =
                    self.card().and_then(|card| Some((card.cases.first()?.0, words::name(card).to_owned())));
                if let Some((id, name)) = case {
                    cx.go(Go::Push(super::customer::dialogs::resolve(id, &name, cx.look)));
                }
            }
            A::Offer => self.offer(cx),
            A::CallSettings => {
                if let Some(rules) = self.card().map(|card| card.rules.clone()) {
                    cx.go(Go::Push(super::forms::calls(rules)));
                }
            }
            A::Copy => {
                if let Some(phone) = self.card().map(|card| card.phone().to_owned()) {
                    let text = cx.look.tf("today-copied", &[("text", phone.as_str().into())]);
                    cx.toast(ToastKind::Note, text);
                    cx.effect(Effect::Copy(phone));
                }
            }
            A::Explain => self.explain(cx),
            other => {
                if !self.state.act(other) {
                    return false;
                }
                self.passing = false;
                self.by_hand = true;
                self.moved(cx);
            }
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        self.now = cx.now;
        self.leaving = false;
        let Some(panel) = &mut self.panel else { return };
        let card = self.cards.get(&panel.customer);
        let own = card.map_or(&[][..], |card| &card.rules.templates);
        let templates = if own.is_empty() { usual_templates(cx.look) } else { own.to_vec() };
        match key {
            TextKey::Esc => self.put_aside(cx),
            TextKey::Enter => {
                if card.is_some_and(|card| panel.enter(card, &templates, cx)) {
                    self.after_last(cx);
                }
            }
            key => panel.key(key, &templates),
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if self.panel.is_none() && self.state.select(target) {
            self.passing = false;
            self.by_hand = true;
            self.moved(cx);
            if double {
                self.leave_for(Action::Open, cx);
            }
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        self.now = cx.now;
        match answer {
            Answer::CallRun(run) if ticket == self.asked_run => {
                self.adopt(run.as_deref().cloned(), cx);
            }
            Answer::Drafts(drafts) if ticket == self.asked_written => self.take_written(drafts, cx),
            Answer::CallsSince(done) if ticket == self.asked_done => self.learn(done, cx),
            Answer::CallCards(cards) if ticket == self.asked_cards => self.take_cards(cards, cx),
            Answer::Rows(rows) if ticket == self.asked_rows => {
                self.rows_stale = false;
                self.rows.extend(rows.iter().map(|row| (row.id, row.clone())));
            }
            Answer::ToCome(worths) if ticket == self.asked_worth.0 => {
                let customer = self.asked_worth.1;
                let worth = worths.iter().find(|(id, _)| *id == customer).map(|(_, worth)| *worth);
                self.worth = Some((customer, worth));
            }
            Answer::Likeness(rows) => {
                if let Some(row) = rows.first().filter(|row| Some(row.customer) == self.customer()) {
                    self.likeness = Some(row.clone());
                }
            }
            Answer::Offers(offers) if Some(offers.customer) == self.customer() => {
                self.offers = Some(offers.clone());
            }
            Answer::Arrivals(items) if ticket == self.asked_today => {
                self.arrivals.clone_from(items);
                self.arrivals.retain(|item| !self.done.contains_key(&item.customer));
            }
            Answer::Found(found) if ticket == self.asked_sharing.0 => {
                let customer = self.asked_sharing.1;
                let names = found.iter().filter(|row| row.id != customer).map(|row| row.name.clone());
                self.sharing = Some((customer, names.collect()));
            }
            Answer::Done(applied) => {
                self.called(ticket, applied.created.first().copied().unwrap_or(0), cx);
            }
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, _why: &ChangeWords, cx: &mut Cx<'_>) {
        self.not_saved(ticket, cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.draw_all(frame, area, look, hits);
    }

    fn footer(&self) -> Vec<Action> {
        use Action as A;
        if self.panel.is_some() {
            return vec![A::Save, A::Back];
        }
        let wanted = [
            A::CallInterested,
            A::CallNoAnswer,
            A::Open,
            A::Offer,
            A::Copy,
            A::ResolveCase,
            A::TakeArrivals,
            A::Preview,
            A::Explain,
        ];
        wanted.into_iter().filter(|action| self.can(*action)).chain([A::Back]).collect()
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Open => Some("calls-key-page"),
            Action::Preview => Some("calls-key-queue"),
            _ => None,
        }
    }

    fn draft(&self) -> Option<(String, String)> {
        let panel = self.panel.as_ref().filter(|panel| panel.is_worth_keeping())?;
        self.draft_of(panel.customer, panel.draft())
    }
}

impl Calls {
    /// Enter on the last field.
    fn after_last(&mut self, cx: &mut Cx<'_>) {
        let asks = self.panel.as_ref().is_some_and(|panel| panel.steps.contains(&Step::Reason));
        if !asks {
            self.save_now(cx);
        }
    }

    fn take_cards(&mut self, cards: &[CallCard], cx: &mut Cx<'_>) {
        for card in cards {
            self.stale.remove(&card.card.customer.id);
            self.cards.insert(card.card.customer.id, card.clone());
        }
        // Whoever was asked for and has no card is nobody any more: an import that brought them was taken back.
        let read = |id| cards.iter().any(|card| card.card.customer.id == id);
        for id in std::mem::take(&mut self.awaited).into_iter().filter(|id| !read(*id)) {
            self.stale.remove(&id);
            self.cards.remove(&id);
            self.gone.insert(id);
        }
        if self.panel.as_ref().is_some_and(|panel| self.gone.contains(&panel.customer)) {
            self.set_aside(cx);
        }
        let Some(customer) = self.customer() else { return };
        match self.cards.get(&customer).map(|card| card.channel) {
            _ if self.panel.is_some() => {}
            Some(Err(bar)) if self.passing && !self.done.contains_key(&customer) => {
                // Whoever may not be sought out by now is passed over, and counted.
                self.barred.insert(customer, bar);
                return self.advance(cx);
            }
            Some(_) => self.passing = false,
            None if self.passing && self.gone.contains(&customer) => return self.advance(cx),
            None => {}
        }
        self.want(cx);
    }

    /// To a page or form about the customer; Esc comes back.
    fn leave_for(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let Some(card) = self.card() else { return false };
        let (id, name) = (card.card.customer.id, words::name(card).to_owned());
        let layer = match action {
            Action::Open => super::customer::page(id, vec![id].into()),
            Action::Edit => super::forms::customer(Some(&card.card)),
            Action::LogContact => super::forms::contact(id, &name),
            Action::Tag => super::labels::picker(vec![id], 0),
            _ => super::forms::agenda(vec![id], &name),
        };
        cx.go(Go::Push(layer));
        true
    }

    /// The first of what to offer goes into the note of the call, or on the next call where none is being written.
    fn offer(&mut self, cx: &mut Cx<'_>) {
        let (Some(offers), Some(card)) = (&self.offers, self.card()) else { return };
        let Some(first) = offers.offers.first() else { return };
        let args = [("product", first.product.as_str().into()), ("because", first.because.as_str().into())];
        let note = cx.look.tf("products-note-offer", &args);
        let all = [(card.card.customer.id, card.card.customer.next.clone(), note)];
        match super::products::on_next_call(&all, cx.today) {
            Some(change) => drop(cx.change(change)),
            None => cx.toast(ToastKind::Note, cx.look.t("products-planned-already")),
        }
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let look = cx.look;
        let (done, all) = self.progress();
        let count = |outcome: Outcome| self.done.values().filter(|d| d.outcome == outcome).count();
        let mut rows = vec![
            (look.t("calls-w-order"), look.t("calls-w-order-text")),
            (
                look.t("calls-w-done"),
                look.tf("calls-w-done-text", &[("done", done.into()), ("all", all.into())]),
            ),
        ];
        let outcomes: Vec<String> = Outcome::ALL
            .into_iter()
            .filter(|outcome| count(*outcome) > 0)
            .map(|outcome| format!("{} {}", words::outcome(outcome, look), count(outcome)))
            .collect();
        if !outcomes.is_empty() {
            rows.push((look.t("calls-w-outcomes"), outcomes.join(" · ")));
        }
        let mut bars: BTreeMap<Bar, usize> = BTreeMap::new();
        for bar in self.barred.values() {
            *bars.entry(*bar).or_default() += 1;
        }
        if !bars.is_empty() {
            let passed: Vec<String> =
                bars.iter().map(|(bar, n)| format!("{} {n}", look.t(&words::bar_key(*bar)))).collect();
            rows.push((look.t("calls-w-passed"), passed.join(" · ")));
        }
        if let Some(card) = self.card() {
            rows.push((look.t("calls-w-hours"), words::hours(card, look)));
            rows.push((
                look.t("calls-w-pressure"),
                look.tf(
                    "calls-w-pressure-text",
                    &[
                        ("n", i64::from(card.reached).into()),
                        ("most", i64::from(card.rules.pressure).into()),
                        ("days", i64::from(card.rules.pressure_days).into()),
                    ],
                ),
            ));
        }
        cx.go(Go::Push(super::explain::view(self.title.clone(), rows)));
    }
}
