//! Who to contact today and why (mission rows 24, 26, 61, 67): the queue with each row's reason, where it comes from,
//! and how the month goes.

mod draw;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::Timelike;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Cx, Go, ToastKind, View};
use crate::domain::Day;
use crate::domain::lifecycle::Stage;
use crate::domain::people::CustomerId;
use crate::domain::query::{ParseContext, Query, parse};
use crate::domain::roster::{Scope, Sort, SortBy};
use crate::domain::value::Priority;
use crate::domain::value::pareto::Class;
use crate::domain::work::today::{TodayItem, TodayReason};
use crate::store::ask::{Answer, ChangeWords, CustomerRow, ListSpec, Question, Ticket, TodayList};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::format::DateOrder;
use crate::ui::hits::Hits;
use crate::ui::table::ListState;
use crate::ui::text_input::{TextField, TextKey};

/// Minutes one contact takes, for the estimate in the heading.
const MINUTES_A_CONTACT: usize = 4;
/// Targets of clicks on the lines of the panels at the right.
const SIDE: usize = 1 << 40;

/// Everybody who bought once and did not come back, whatever else is planned with them.
pub fn bought_once() -> ListSpec {
    let sort = Sort { by: SortBy::Silence, descending: true };
    ListSpec { scope: Scope::BoughtOnce, query: Query::default(), sort }
}

/// The list of today.
pub fn view() -> Box<dyn View> {
    Box::new(Today::default())
}

#[derive(Default)]
struct Today {
    list: Option<TodayList>,
    /// Rows of the queue that the filter lets through, in order.
    shown: Arc<Vec<TodayItem>>,
    rows: HashMap<CustomerId, CustomerRow>,
    marks: HashSet<CustomerId>,
    state: ListState,
    side: ListState,
    on_side: bool,
    filter: TextField,
    typing: bool,
    trouble: Option<String>,
    asked_list: Ticket,
    asked_filter: Ticket,
    asked_rows: Ticket,
    day: Option<Day>,
    hour: u32,
    user: String,
    /// There is nobody in the portfolio yet.
    nobody: bool,
}

/// A line of the panels at the right that opens a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Figure {
    Reason(TodayReason),
    All,
    New,
    Recovered,
    Lost,
    /// Class A without a contact within its days.
    OverdueA,
    /// Class A late by their own rhythm.
    LateA,
}

impl Today {
    fn current(&self) -> Option<&TodayItem> {
        self.shown.get(self.state.cursor)
    }

    /// Whether the one under the cursor bought once and did not come back.
    fn is_once(&self) -> bool {
        self.current().is_some_and(|item| item.reason == TodayReason::BoughtOnce)
    }

    fn targets(&self) -> Vec<CustomerId> {
        if self.marks.is_empty() {
            self.current().map(|item| item.customer).into_iter().collect()
        } else {
            self.shown.iter().map(|i| i.customer).filter(|id| self.marks.contains(id)).collect()
        }
    }

    fn name_of(&self, customers: &[CustomerId], look: &Look) -> String {
        match customers {
            [one] => self.rows.get(one).map(|row| row.name.clone()).unwrap_or_default(),
            many => look.tf("today-marked", &[("n", many.len().into())]),
        }
    }

    fn show(&mut self, only: Option<&HashSet<CustomerId>>) {
        let here = self.current().map(|item| item.customer);
        let all = self.list.as_ref().map(|list| Arc::clone(&list.items)).unwrap_or_default();
        self.shown = match only {
            // A third of a million rows is not copied to be shown.
            None => all,
            Some(ids) => Arc::new(all.iter().filter(|item| ids.contains(&item.customer)).copied().collect()),
        };
        self.state.set_len(self.shown.len());
        if let Some(at) = here.and_then(|here| self.shown.iter().position(|item| item.customer == here)) {
            self.state.select(at);
        }
    }

    /// Asks for the rows around the cursor that are not known yet.
    fn want_rows(&mut self, cx: &mut Cx<'_>) {
        let page = self.state.page().max(40);
        let from = self.state.cursor.saturating_sub(page);
        let ids: Vec<CustomerId> = self
            .shown
            .iter()
            .skip(from)
            .take(2 * page)
            .map(|item| item.customer)
            .filter(|id| !self.rows.contains_key(id))
            .collect();
        if !ids.is_empty() {
            self.asked_rows = cx.ask(Question::Rows(ids));
        }
    }

    fn search(&mut self, cx: &mut Cx<'_>) {
        let context = ParseContext {
            today: cx.today,
            month_first: cx.look.format.date_order == DateOrder::Mdy,
            decimals: cx.currency().decimals,
        };
        if self.filter.is_empty() {
            self.trouble = None;
            self.asked_filter = 0;
            self.show(None);
            self.want_rows(cx);
            return;
        }
        match parse(self.filter.text(), &context) {
            Ok(query) => {
                self.trouble = None;
                let scope = Scope::Today(None);
                let sort = Sort { by: SortBy::Given, descending: false };
                self.asked_filter = cx.ask(Question::List(ListSpec { scope, query, sort }));
            }
            // The list stays as it was until the words make sense.
            Err(_) => self.trouble = Some(cx.look.t("today-filter-unclear")),
        }
    }

    /// Lines of the panels at the right that can be opened, in order.
    fn figures(&self) -> Vec<Figure> {
        let Some(list) = &self.list else { return Vec::new() };
        let mut figures: Vec<Figure> = list
            .by_reason
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(reason, _)| Figure::Reason(*reason))
            .collect();
        figures.extend([Figure::All, Figure::New, Figure::Recovered, Figure::Lost]);
        figures.extend((list.overdue_a > 0).then_some(Figure::OverdueA));
        figures.extend((list.late_a > 0).then_some(Figure::LateA));
        figures
    }

    fn open_figure(&self, cx: &mut Cx<'_>) {
        let Some(figure) = self.figures().get(self.side.cursor).copied() else { return };
        let month = cx.today.month();
        let given = Sort { by: SortBy::Given, descending: false };
        let (scope, sort, title) = match figure {
            Figure::Reason(reason) => (Scope::Today(Some(reason)), given, reason_key(reason)),
            Figure::All => (Scope::Today(None), given, "today-total".into()),
            Figure::New => (
                Scope::FlowMoved { month, from: Some(None), to: None },
                Sort { by: SortBy::Revenue12m, descending: true },
                "today-month-new".into(),
            ),
            Figure::Recovered => (
                Scope::FlowMoved { month, from: Some(Some(Stage::Lost)), to: None },
                Sort { by: SortBy::Revenue12m, descending: true },
                "today-month-recovered".into(),
            ),
            Figure::Lost => (
                Scope::FlowMoved { month, from: None, to: Some(Stage::Lost) },
                Sort { by: SortBy::AtStake, descending: true },
                "today-month-lost".into(),
            ),
            Figure::OverdueA => (
                Scope::Priority(Priority::Cadence(Class::A, Some(false))),
                given,
                "today-overdue-a-listed".into(),
            ),
            Figure::LateA => (Scope::Priority(Priority::LateA), given, "today-late-a".into()),
        };
        cx.go(Go::List(ListSpec { scope, query: Query::default(), sort }, cx.look.t(&title)));
    }

    fn open_customer(&self, cx: &mut Cx<'_>) {
        if let Some(item) = self.current() {
            let siblings: Vec<CustomerId> = self.shown.iter().map(|item| item.customer).collect();
            cx.go(Go::Push(super::customer::page(item.customer, siblings.into())));
        }
    }

    /// Starts calling at the row under the cursor, or goes on there. A day that is over is looked at only.
    fn call(&self, cx: &mut Cx<'_>) {
        let Some(item) = self.current() else { return };
        if cx.today != Day::from(cx.now.date()) {
            return self.open_customer(cx);
        }
        let all = self.list.as_ref().map(|list| Arc::clone(&list.items)).unwrap_or_default();
        cx.go(Go::Push(super::calls::today(&all, item.customer, cx.look)));
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let look = cx.look;
        let Some(list) = &self.list else { return };
        let pair = |key: &str| {
            (look.t(&format!("today-explain-{key}")), look.t(&format!("today-explain-{key}-text")))
        };
        let mut rows = vec![pair("rule"), pair("order"), pair("likeness")];
        let excluded: Vec<String> = list
            .excluded
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(why, n)| {
                look.tf(&format!("today-excluded-{}", why.replace('_', "-")), &[("n", (*n).into())])
            })
            .collect();
        let excluded =
            if excluded.is_empty() { look.t("today-excluded-nobody") } else { excluded.join(" · ") };
        rows.push((look.t("today-explain-excluded"), excluded));
        rows.push((
            look.t("today-explain-period"),
            look.tf("today-explain-period-text", &[("day", look.format.day_words(cx.today).into())]),
        ));
        rows.push((
            look.t("today-explain-rows"),
            look.tf("today-explain-rows-text", &[("n", list.items.len().into())]),
        ));
        cx.go(Go::Push(super::explain::view(look.t("today-explain-title"), rows)));
    }
}

/// Text key of a reason.
fn reason_key(reason: TodayReason) -> String {
    format!("today-reason-{}", reason.key().replace('_', "-"))
}

impl View for Today {
    fn is_asking(&self) -> bool {
        false
    }

    fn scopes(&self) -> Vec<KeyScope> {
        if self.typing {
            vec![KeyScope::Text]
        } else if self.on_side {
            vec![KeyScope::Dialog]
        } else if self.is_once() {
            vec![KeyScope::Winback, KeyScope::Record, KeyScope::List]
        } else {
            vec![KeyScope::Record, KeyScope::List]
        }
    }

    fn is_dashboard(&self) -> bool {
        true
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.day = Some(cx.today);
        self.hour = cx.now.hour();
        self.user = cx.portfolio.map(|p| p.user.clone()).unwrap_or_default();
        self.rows.clear();
        self.asked_list = cx.ask(Question::Today);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open => !self.shown.is_empty() || self.on_side,
            Action::Mark | Action::MarkAll | Action::Filter | Action::Copy => {
                !self.shown.is_empty() && !self.on_side
            }
            Action::LogContact | Action::Agenda | Action::Tag | Action::AddPurchase | Action::NewOffer => {
                !self.on_side && !self.shown.is_empty()
            }
            Action::Reason => !self.on_side && self.is_once(),
            Action::New | Action::Import | Action::NextPanel | Action::PreviousPanel | Action::Explain => {
                true
            }
            Action::Back => !self.marks.is_empty() || !self.filter.is_empty() || self.on_side,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::NextPanel | Action::PreviousPanel => {
                self.on_side = !self.on_side;
                self.side.set_len(self.figures().len());
            }
            Action::Explain => self.explain(cx),
            Action::Back if self.on_side => self.on_side = false,
            Action::Back if !self.marks.is_empty() => self.marks.clear(),
            Action::Back if !self.filter.is_empty() => {
                self.filter.set("");
                self.search(cx);
            }
            Action::New => cx.go(Go::Push(super::forms::customer(None))),
            _ if self.on_side => match action {
                Action::Open | Action::Choose => self.open_figure(cx),
                other => return self.side.act(other),
            },
            Action::Filter => self.typing = true,
            Action::Open => self.call(cx),
            Action::Mark => {
                if let Some(item) = self.current().copied() {
                    if !self.marks.remove(&item.customer) {
                        self.marks.insert(item.customer);
                    }
                    self.state.act(Action::Down);
                }
            }
            Action::MarkAll => self.marks = self.shown.iter().map(|item| item.customer).collect(),
            Action::LogContact | Action::AddPurchase | Action::NewOffer => {
                let Some(item) = self.current() else { return false };
                let name = self.name_of(&[item.customer], cx.look);
                let id = item.customer;
                let form = match action {
                    Action::LogContact => super::forms::contact(id, &name),
                    Action::NewOffer => super::forms::new_offer(id, &name, &cx.stamp().author, false),
                    _ => super::forms::purchase(id, &name),
                };
                cx.go(Go::Push(form));
            }
            Action::Reason if self.is_once() => {
                let Some(item) = self.current() else { return false };
                let name = self.name_of(&[item.customer], cx.look);
                cx.go(Go::Push(super::winback::reason(item.customer, &name, false, None)));
            }
            Action::Agenda | Action::Tag => {
                let customers = self.targets();
                if customers.is_empty() {
                    return false;
                }
                let name = self.name_of(&customers, cx.look);
                let layer = if action == Action::Agenda {
                    super::forms::agenda(customers, &name)
                } else {
                    super::labels::picker(customers, 0)
                };
                cx.go(Go::Push(layer));
            }
            Action::Copy => {
                let phone = self.current().and_then(|i| self.rows.get(&i.customer)).map(|r| r.phone.clone());
                match phone.filter(|phone| !phone.is_empty()) {
                    Some(phone) => {
                        cx.toast(
                            ToastKind::Note,
                            cx.look.tf("today-copied", &[("text", phone.as_str().into())]),
                        );
                        cx.effect(super::Effect::Copy(phone));
                    }
                    None => cx.toast(ToastKind::Note, cx.look.t("today-no-phone")),
                }
            }
            other => {
                if !self.state.act(other) {
                    return false;
                }
                self.want_rows(cx);
            }
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match key {
            TextKey::Enter | TextKey::Down | TextKey::Tab => self.typing = false,
            TextKey::Esc => {
                self.typing = false;
                self.filter.set("");
                self.search(cx);
            }
            key => {
                if self.filter.key(key) {
                    self.search(cx);
                }
            }
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if target >= SIDE {
            self.on_side = true;
            self.side.set_len(self.figures().len());
            if self.side.select(target - SIDE) && double {
                self.open_figure(cx);
            }
        } else if self.state.select(target) {
            self.on_side = false;
            if double {
                self.call(cx);
            }
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::Today(list) if ticket == self.asked_list => {
                self.list = Some((**list).clone());
                self.nobody = cx.portfolio.is_some_and(|portfolio| portfolio.customers == 0);
                self.side.set_len(self.figures().len());
                if self.filter.is_empty() {
                    self.show(None);
                } else {
                    self.search(cx);
                }
                if !self.marks.is_empty() {
                    let there: HashSet<CustomerId> = self.shown.iter().map(|item| item.customer).collect();
                    self.marks.retain(|id| there.contains(id));
                }
                self.want_rows(cx);
            }
            Answer::Listing(listing) if ticket == self.asked_filter && listing.complete => {
                let ids: HashSet<CustomerId> = listing.order.iter().copied().collect();
                self.show(Some(&ids));
                self.want_rows(cx);
            }
            Answer::Rows(rows) if ticket == self.asked_rows => {
                self.rows.extend(rows.iter().map(|row| (row.id, row.clone())));
            }
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked_list {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        if area.height < 4 {
            return;
        }
        self.heading(frame, Rect { height: 1, ..area }, look);
        let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
        if area.width >= 96 {
            let side = 34;
            self.queue(frame, Rect { width: body.width - side, ..body }, look, hits);
            self.side_panels(frame, Rect { x: body.right() - side, width: side, ..body }, look, hits);
        } else if self.on_side {
            self.side_panels(frame, body, look, hits);
        } else {
            self.queue(frame, body, look, hits);
        }
    }

    fn export(&self, look: &Look) -> Option<super::exports::Offer> {
        let whom: Vec<CustomerId> = self
            .shown
            .iter()
            .map(|item| item.customer)
            .filter(|id| self.marks.is_empty() || self.marks.contains(id))
            .collect();
        let mut offer = super::exports::Offer::list(look.t("view-today"), whom)?;
        if let (super::exports::Offer::List { because, .. }, Some(today)) = (&mut offer, self.day) {
            let words = self.shown.iter().map(|item| (item.customer, draw::why(item, today, look)));
            *because =
                Some(super::exports::Because { column: "why_today", words: Arc::new(words.collect()) });
        }
        Some(offer)
    }

    fn footer(&self) -> Vec<Action> {
        if self.on_side {
            return vec![Action::Open, Action::NextPanel, Action::Explain, Action::Back];
        }
        let mut footer = vec![
            Action::Open,
            Action::LogContact,
            Action::Agenda,
            Action::Mark,
            Action::Filter,
            Action::NextPanel,
            Action::Explain,
            Action::Palette,
        ];
        if self.shown.is_empty() {
            footer.retain(|action| *action != Action::Open);
        }
        if self.is_once() {
            footer.insert(2, Action::Reason);
        }
        footer
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open && !self.on_side).then_some("today-key-call")
    }
}
