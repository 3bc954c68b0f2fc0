//! Winning back (mission rows 58, 59, 61): the queue of lost customers by money at stake, where each of them stands,
//! why they left, and who came back. Whether somebody is lost or came back is never said here: it follows from
//! purchases.

mod actions;
mod detail;
mod dialogs;
mod draw;
mod figures;
mod marks;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Cx, Go, ToastKind, View};
use crate::domain::change::Change;
use crate::domain::lifecycle::LifecycleRules;
use crate::domain::lifecycle::recovery::LossReason;
use crate::domain::people::CustomerId;
use crate::domain::query::{ParseContext, Query, parse};
use crate::domain::roster::{Scope, Sort, SortBy, WinbackState};
use crate::domain::{Day, Money};
use crate::store::ask::{Answer, Card, ChangeWords, CustomerRow, ListSpec, Question, Ticket, WinbackSummary};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::format::DateOrder;
use crate::ui::hits::Hits;
use crate::ui::table::ListState;
use crate::ui::text_input::{TextField, TextKey};
use figures::Figure;

pub use dialogs::{question, reason, verify};

/// Rows asked for at once around the cursor, where the height is not known yet.
const PAGE: usize = 40;

/// The queue and its figures.
pub fn view() -> Box<dyn View> {
    Box::new(Winback::default())
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Queue,
    Reasons,
    Actions,
    Returned,
}

const TABS: [Tab; 4] = [Tab::Queue, Tab::Reasons, Tab::Actions, Tab::Returned];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Panel {
    #[default]
    Queue,
    Situation,
    Reasons,
}

const PANELS: [Panel; 3] = [Panel::Queue, Panel::Situation, Panel::Reasons];

/// Which lost customers the queue shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    /// All but those given up.
    #[default]
    Open,
    /// In one state.
    State(WinbackState),
    /// All.
    Everybody,
}

#[derive(Default)]
struct Winback {
    tab: Tab,
    panel: Panel,
    which: Which,
    summary: Option<WinbackSummary>,
    /// The queue in order, and its money at stake; `None` until it is known.
    order: Option<Arc<[CustomerId]>>,
    at_stake: Money,
    /// Lost customers in the scope before the filter.
    total: usize,
    rows: HashMap<CustomerId, CustomerRow>,
    /// Rows read since the last change.
    fresh: HashSet<CustomerId>,
    marks: HashSet<CustomerId>,
    queue: ListState,
    situation: ListState,
    reasons: ListState,
    returned: ListState,
    actions: ListState,
    card: Option<Box<Card>>,
    filter: TextField,
    typing: bool,
    trouble: Option<String>,
    asked_summary: Ticket,
    asked_list: Ticket,
    asked_rows: Ticket,
    asked_card: Ticket,
    today: Option<Day>,
    rules: LifecycleRules,
}

impl Winback {
    fn ids(&self) -> &[CustomerId] {
        self.order.as_deref().unwrap_or_default()
    }

    fn current(&self) -> Option<CustomerId> {
        match self.tab {
            Tab::Queue => self.ids().get(self.queue.cursor).copied(),
            Tab::Reasons | Tab::Actions => None,
            Tab::Returned => self.back().get(self.returned.cursor).map(|(id, ..)| *id),
        }
    }

    /// Who came back within the last 90 days.
    fn back(&self) -> &[(CustomerId, Day, Money, bool)] {
        self.summary.as_ref().map(|s| s.recovered.as_slice()).unwrap_or_default()
    }

    fn on_queue(&self) -> bool {
        self.tab == Tab::Queue && self.panel == Panel::Queue
    }

    /// A customer stands under the cursor, in the queue or among those who came back.
    fn on_customer(&self) -> bool {
        (self.on_queue() || self.tab == Tab::Returned) && self.current().is_some()
    }

    fn name_of(&self, customers: &[CustomerId], look: &Look) -> String {
        match customers {
            [one] => self.rows.get(one).map(|row| row.name.clone()).unwrap_or_default(),
            many => look.tf("winback-marked", &[("n", many.len().into())]),
        }
    }

    fn spec(&self, cx: &Cx<'_>) -> Option<ListSpec> {
        let context = ParseContext {
            today: cx.today,
            month_first: cx.look.format.date_order == DateOrder::Mdy,
            decimals: cx.currency().decimals,
        };
        // The queue proper leaves out those given up; the filter language can say so.
        let open = if self.which == Which::Open { "-state:definitive,dormant " } else { "" };
        let query = parse(&format!("{open}{}", self.filter.text()), &context).ok()?;
        let scope = match self.which {
            Which::State(state) => Scope::Winback(Some(state)),
            Which::Open | Which::Everybody => Scope::Winback(None),
        };
        Some(ListSpec { scope, query, sort: by_stake() })
    }

    fn ask_list(&mut self, cx: &mut Cx<'_>) {
        match self.spec(cx) {
            Some(spec) => {
                self.trouble = None;
                self.asked_list = cx.ask(Question::List(spec));
            }
            // The list stays as it was until the words make sense.
            None => self.trouble = Some(cx.look.t("winback-filter-unclear")),
        }
    }

    fn show(&mut self, which: Which, cx: &mut Cx<'_>) {
        self.which = which;
        (self.tab, self.panel) = (Tab::Queue, Panel::Queue);
        self.queue.cursor = 0;
        self.ask_list(cx);
    }

    /// Asks for the rows around the cursor that are not known as they are now, and for the customer under it.
    fn want(&mut self, cx: &mut Cx<'_>) {
        let state = if self.tab == Tab::Returned { &self.returned } else { &self.queue };
        let page = state.page().max(PAGE);
        let from = state.cursor.saturating_sub(page);
        let wanted: Vec<CustomerId> = if self.tab == Tab::Returned {
            self.back().iter().skip(from).take(2 * page).map(|(id, ..)| *id).collect()
        } else {
            self.ids().iter().skip(from).take(2 * page).copied().collect()
        };
        let missing: Vec<CustomerId> = wanted.into_iter().filter(|id| !self.fresh.contains(id)).collect();
        if !missing.is_empty() {
            self.asked_rows = cx.ask(Question::Rows(missing));
        }
        if let Some(id) = self.current()
            && self.card.as_ref().is_none_or(|card| card.customer.id != id)
        {
            self.asked_card = cx.ask(Question::Card(id));
        }
    }

    fn show_tab(&mut self, tab: Tab, cx: &mut Cx<'_>) {
        self.tab = tab;
        self.want(cx);
    }

    fn step_tab(&mut self, step: usize, cx: &mut Cx<'_>) {
        let here = TABS.iter().position(|t| *t == self.tab).unwrap_or(0);
        self.show_tab(TABS[(here + step) % TABS.len()], cx);
    }

    fn step_panel(&mut self, step: usize) {
        if self.tab == Tab::Queue {
            let here = PANELS.iter().position(|p| *p == self.panel).unwrap_or(0);
            self.panel = PANELS[(here + step) % PANELS.len()];
        }
    }

    /// The figure under the cursor, outside the lists of customers.
    fn figure(&self) -> Option<Figure> {
        let summary = self.summary.as_ref()?;
        match (self.tab, self.panel) {
            (Tab::Queue, Panel::Situation) => figures::SITUATION.get(self.situation.cursor).copied(),
            (Tab::Queue, Panel::Reasons) | (Tab::Reasons, _) => {
                summary.reasons.get(self.reasons.cursor).map(|(reason, ..)| Figure::Reason(*reason))
            }
            _ => None,
        }
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        if let Some(figure) = self.figure() {
            match figure {
                Figure::State(state) => self.show(Which::State(state), cx),
                Figure::Total => self.show(Which::Everybody, cx),
                Figure::Open => self.show(Which::Open, cx),
                Figure::Recovered => {
                    let ids = self.back().iter().map(|(id, ..)| *id).collect();
                    let sort = Sort { by: SortBy::Given, descending: false };
                    let spec = ListSpec { scope: Scope::Ids(ids), query: Query::default(), sort };
                    cx.go(Go::List(spec, cx.look.t("winback-list-recovered")));
                }
                Figure::Reason(reason) => {
                    let spec =
                        ListSpec { scope: Scope::LostFor(reason), query: Query::default(), sort: by_stake() };
                    let words = cx.look.t(&figures::reason_key(reason));
                    cx.go(Go::List(spec, cx.look.tf("winback-list-reason", &[("reason", words.into())])));
                }
            }
        } else if let Some(id) = self.current() {
            let siblings: Arc<[CustomerId]> = match self.tab {
                Tab::Returned => self.back().iter().map(|(id, ..)| *id).collect(),
                _ => self.order.clone().unwrap_or_default(),
            };
            cx.go(Go::Push(super::customer::page(id, siblings)));
        }
    }

    /// Reason and detail noted before, as far as the card of the customer is here.
    fn known_reason(&self, id: CustomerId) -> Option<(LossReason, String)> {
        let card = self.card.as_ref().filter(|card| card.customer.id == id);
        card.and_then(|card| card.winback.reason.clone())
    }

    /// Does what is done to one customer or the marked ones; false where it means nothing here.
    fn work(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let Some(id) = self.current().filter(|_| self.on_customer()) else { return false };
        let one = self.name_of(&[id], cx.look);
        let layer = match action {
            Action::Verify => {
                let customers = self.targets();
                let name = self.name_of(&customers, cx.look);
                verify(customers, &name)
            }
            Action::Reason => reason(id, &one, false, self.known_reason(id)),
            Action::Definitive => {
                let Some(row) = self.rows.get(&id) else { return false };
                match (row.winback, row.reason) {
                    (WinbackState::Definitive | WinbackState::Dormant, _) => {
                        dialogs::reopen(id, &one, cx.look)
                    }
                    (_, None) => reason(id, &one, true, None),
                    (_, Some(why)) => dialogs::definitive(id, &one, why, cx.today, cx.look),
                }
            }
            Action::DoNotCall => {
                let Some(row) = self.rows.get(&id) else { return false };
                dialogs::do_not_call(id, &one, row.do_not_call, cx.today, cx.look)
            }
            Action::Dormant => super::forms::dormant(id, &one),
            Action::NewOffer => super::forms::new_offer(id, &one, &cx.stamp().author, true),
            Action::Handover => {
                super::forms::handover(self.targets(), &self.name_of(&self.targets(), cx.look))
            }
            Action::NewCampaign => {
                let ids = if self.marks.is_empty() { self.ids().to_vec() } else { self.targets() };
                super::forms::campaign(
                    ids,
                    &cx.look.t("view-winback"),
                    Some(crate::domain::lifecycle::Stage::Lost),
                )
            }
            Action::LogContact => super::forms::contact(id, &one),
            Action::AddPurchase => super::forms::purchase(id, &one),
            Action::Agenda => {
                let customers = self.targets();
                let name = self.name_of(&customers, cx.look);
                super::forms::agenda(customers, &name)
            }
            Action::Tag => super::labels::picker(self.targets(), self.hidden_marks()),
            Action::CallList if cx.today == Day::from(cx.now.date()) => {
                let ids = if self.marks.is_empty() { self.ids().to_vec() } else { self.targets() };
                let start = if ids.contains(&id) { id } else { ids.first().copied().unwrap_or(id) };
                let what = cx.look.t("view-winback");
                super::calls::list(cx.look.tf("calls-title-list", &[("what", what.into())]), &ids, start)
            }
            _ => return false,
        };
        cx.go(Go::Push(layer));
        true
    }

    /// Asks whether the limits proposed shall hold.
    fn propose(&self, cx: &mut Cx<'_>) {
        let Some(proposal) = self.summary.as_ref().and_then(|s| s.proposal) else { return };
        let rules = LifecycleRules { lost_tenths: proposal.lost_tenths, ..self.rules };
        let Ok(value) = serde_json::to_string(&rules) else { return };
        let look = cx.look;
        let k = |tenths: u32| look.format.decimal(f64::from(tenths) / 10.0, 1);
        let args = [
            ("now", k(self.rules.lost_tenths).into()),
            ("then", k(proposal.lost_tenths).into()),
            ("spared", proposal.spared.into()),
            ("alarms", proposal.alarms.into()),
        ];
        let change = Change::Setting { key: "lifecycle".into(), value: Some(value) };
        let text = look.tf("winback-propose-text", &args);
        let title = look.tf("winback-propose-title", &args);
        cx.go(Go::Push(question(title, &text, "winback-propose-yes", change, look)));
    }

    fn list_act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let state = match (self.tab, self.panel) {
            (Tab::Queue, Panel::Queue) => &mut self.queue,
            (Tab::Queue, Panel::Situation) => &mut self.situation,
            (Tab::Queue, Panel::Reasons) | (Tab::Reasons, _) => &mut self.reasons,
            (Tab::Actions, _) => &mut self.actions,
            (Tab::Returned, _) => &mut self.returned,
        };
        let moved = state.act(action);
        if moved {
            self.want(cx);
        }
        moved
    }
}

/// Most money at stake first.
const fn by_stake() -> Sort {
    Sort { by: SortBy::AtStake, descending: true }
}

impl View for Winback {
    fn is_asking(&self) -> bool {
        false
    }

    fn scopes(&self) -> Vec<KeyScope> {
        if self.typing {
            vec![KeyScope::Text]
        } else if self.on_queue() || matches!(self.tab, Tab::Returned | Tab::Actions | Tab::Reasons) {
            vec![KeyScope::Winback, KeyScope::Record, KeyScope::List]
        } else {
            vec![KeyScope::Dialog]
        }
    }

    fn is_dashboard(&self) -> bool {
        true
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        if let Some(portfolio) = cx.portfolio {
            self.rules = portfolio.rules;
        }
        self.situation.set_len(figures::SITUATION.len());
        self.fresh.clear();
        self.asked_summary = cx.ask(Question::Winback);
        self.ask_list(cx);
        if let Some(id) = self.current() {
            self.asked_card = cx.ask(Question::Card(id));
        }
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open | Action::Definitive | Action::Edit if self.tab == Tab::Actions => {
                self.action_here().is_some()
            }
            Action::Edit => {
                self.tab == Tab::Returned && self.summary.as_ref().is_some_and(|s| s.proposal.is_some())
            }
            Action::Open => self.current().is_some() || self.figure().is_some(),
            Action::Verify
            | Action::Reason
            | Action::Definitive
            | Action::DoNotCall
            | Action::LogContact
            | Action::AddPurchase
            | Action::Dormant
            | Action::NewOffer
            | Action::Handover
            | Action::NewCampaign
            | Action::Agenda
            | Action::CallList
            | Action::Tag
            | Action::Copy => self.on_customer(),
            Action::Mark | Action::MarkAll | Action::MarkUp | Action::MarkDown => {
                self.on_queue() && self.current().is_some()
            }
            Action::NextMarked => self.on_queue() && !self.marks.is_empty(),
            Action::Filter | Action::NextPanel | Action::PreviousPanel => self.tab == Tab::Queue,
            Action::Explain => self.summary.is_some(),
            Action::New | Action::Import | Action::NextTab | Action::PreviousTab => true,
            Action::Back => {
                !self.marks.is_empty()
                    || !self.filter.is_empty()
                    || self.which != Which::Open
                    || self.panel != Panel::Queue
                    || self.tab != Tab::Queue
            }
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::NextTab | Action::Right => self.step_tab(1, cx),
            Action::PreviousTab | Action::Left => self.step_tab(TABS.len() - 1, cx),
            Action::NextPanel => self.step_panel(1),
            Action::PreviousPanel => self.step_panel(PANELS.len() - 1),
            Action::New if matches!(self.tab, Tab::Actions | Tab::Reasons) => self.new_action(cx),
            _ if self.tab == Tab::Actions && self.act_on_action(action, cx) => {}
            Action::Explain => figures::explain(self, cx),
            Action::Edit if self.tab == Tab::Returned => self.propose(cx),
            Action::New => cx.go(Go::Push(super::forms::customer(None))),
            Action::Back if self.tab != Tab::Queue => self.show_tab(Tab::Queue, cx),
            Action::Back if self.panel != Panel::Queue => self.panel = Panel::Queue,
            Action::Back if !self.marks.is_empty() => self.marks.clear(),
            Action::Back if !self.filter.is_empty() => {
                self.filter.set("");
                self.ask_list(cx);
            }
            Action::Back if self.which != Which::Open => self.show(Which::Open, cx),
            Action::Filter if self.tab == Tab::Queue => {
                self.panel = Panel::Queue;
                self.typing = true;
            }
            Action::Open | Action::Choose => self.open(cx),
            Action::Mark | Action::MarkDown if self.on_queue() => {
                self.mark(Action::Down);
                self.want(cx);
            }
            Action::MarkUp if self.on_queue() => {
                self.mark(Action::Up);
                self.want(cx);
            }
            Action::MarkAll if self.on_queue() => {
                let all: Vec<CustomerId> = self.ids().to_vec();
                self.marks.extend(all);
            }
            Action::NextMarked if self.on_queue() => {
                self.next_marked();
                self.want(cx);
            }
            Action::Copy if self.on_customer() => {
                let phone = self.current().and_then(|id| self.rows.get(&id)).map(|row| row.phone.clone());
                match phone.filter(|phone| !phone.is_empty()) {
                    Some(phone) => cx.effect(super::Effect::Copy(phone)),
                    None => cx.toast(ToastKind::Note, cx.look.t("winback-no-phone")),
                }
            }
            other => return self.work(other, cx) || self.list_act(other, cx),
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match key {
            TextKey::Enter | TextKey::Down | TextKey::Tab => self.typing = false,
            TextKey::Esc => {
                self.typing = false;
                self.filter.set("");
                self.ask_list(cx);
            }
            key => {
                if self.filter.key(key) {
                    self.ask_list(cx);
                }
            }
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let number = target % draw::TARGETS;
        match target / draw::TARGETS {
            draw::ON_TABS => self.show_tab(TABS[number % TABS.len()], cx),
            draw::ON_SITUATION => {
                (self.tab, self.panel) = (Tab::Queue, Panel::Situation);
                if self.situation.select(number) && double {
                    self.open(cx);
                }
            }
            draw::ON_REASONS => {
                self.panel = Panel::Reasons;
                if self.reasons.select(number) && double {
                    self.open(cx);
                }
            }
            draw::ON_ACTIONS => {
                if self.actions.select(number) && double {
                    self.act_on_action(Action::Open, cx);
                }
            }
            _ => {
                self.panel = Panel::Queue;
                let state = if self.tab == Tab::Returned { &mut self.returned } else { &mut self.queue };
                if state.select(number) {
                    self.want(cx);
                    if double {
                        self.open(cx);
                    }
                }
            }
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::Winback(summary) if ticket == self.asked_summary => {
                self.reasons.set_len(summary.reasons.len());
                self.returned.set_len(summary.recovered.len());
                self.actions.set_len(summary.actions.len());
                self.summary = Some((**summary).clone());
                self.want(cx);
            }
            Answer::Listing(listing) if ticket == self.asked_list => {
                let here = self.ids().get(self.queue.cursor).copied();
                self.queue.follow(here.as_ref(), &listing.order);
                self.order = Some(listing.order.clone());
                self.total = listing.total;
                self.at_stake = listing.at_stake;
                self.want(cx);
            }
            Answer::Rows(rows) if ticket == self.asked_rows => {
                self.fresh.extend(rows.iter().map(|row| row.id));
                self.rows.extend(rows.iter().map(|row| (row.id, row.clone())));
            }
            Answer::Card(card) if ticket == self.asked_card => self.card.clone_from(card),
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if [self.asked_summary, self.asked_list, self.asked_rows, self.asked_card].contains(&ticket) {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        draw::screen(self, frame, area, look, hits);
    }

    fn export(&self, look: &Look) -> Option<super::exports::Offer> {
        let title = look.t("view-winback");
        if self.tab != Tab::Queue {
            return Some(super::exports::Offer::Report { title, line: vec!["winback".to_owned()] });
        }
        let marked = |id: &&CustomerId| self.marks.is_empty() || self.marks.contains(*id);
        let whom: Vec<CustomerId> =
            self.order.iter().flat_map(|all| all.iter()).filter(marked).copied().collect();
        super::exports::Offer::list(title, whom)
    }

    fn footer(&self) -> Vec<Action> {
        if self.tab == Tab::Actions {
            let wanted = [Action::New, Action::Edit, Action::Definitive, Action::Open, Action::Explain];
            let possible = wanted.into_iter().filter(|a| self.can(*a));
            return possible.chain([Action::NextTab, Action::Back]).collect();
        }
        if self.tab == Tab::Reasons {
            return vec![Action::Open, Action::New, Action::NextTab, Action::Explain, Action::Back];
        }
        if !(self.on_queue() || self.tab == Tab::Returned) {
            return vec![Action::Open, Action::NextPanel, Action::NextTab, Action::Explain, Action::Back];
        }
        if self.tab == Tab::Returned && self.can(Action::Edit) {
            return vec![
                Action::Edit,
                Action::Open,
                Action::LogContact,
                Action::NextTab,
                Action::Explain,
                Action::Back,
            ];
        }
        vec![
            Action::Verify,
            Action::Reason,
            Action::LogContact,
            Action::Agenda,
            Action::Definitive,
            Action::Open,
            Action::Filter,
            Action::NextPanel,
            Action::NextTab,
            Action::Palette,
        ]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match (self.tab, action) {
            (Tab::Reasons | Tab::Actions, Action::New) => Some("winback-key-action"),
            (Tab::Actions, Action::Definitive) => Some("winback-key-done"),
            (Tab::Actions, Action::Open) => Some("winback-key-lost"),
            (Tab::Returned, Action::Edit) => Some("winback-key-limits"),
            _ => None,
        }
    }

    fn status(&self, look: &Look) -> Option<String> {
        if self.marks.is_empty() {
            return None;
        }
        let hidden = self.hidden_marks();
        let n = self.marks.len();
        Some(look.tf("winback-marks", &[("n", n.into()), ("hidden", hidden.into())]))
    }
}
