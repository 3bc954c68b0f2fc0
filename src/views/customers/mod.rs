//! The list of customers: filter, order, marks, work on one or many, preview.
//!
//! Holds the order of ids whole and rows only around the cursor: a million customers cost no more per key than ten.
//! Knows no SQL and no clock; what it does not know yet it draws as `…`.

mod list;
mod marks;
mod menus;
mod preview;
mod work;

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::filter::{FilterEvent, FilterLine};
use super::{Cx, Go, ToastKind, View};
use crate::domain::Day;
use crate::domain::people::{CustomerId, Label};
use crate::domain::roster::{Scope, Sort, SortBy};
use crate::domain::value::Worth;
use crate::store::ask::{Answer, Card, ChangeWords, CustomerRow, ListSpec, Listing, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::table::ListState;
use crate::ui::text_input::TextKey;
use marks::Marks;
use menus::Layer;

/// Rows kept beyond those around the cursor.
const KEPT_ROWS: usize = 4096;
/// Rows asked for where nothing was drawn yet.
const FIRST_PAGE: usize = 40;
/// Customers up to whom the preview tells what somebody is worth.
const PREVIEWED: u64 = 20_000;
/// Targets of clicks: rows from 0, then headings, conditions of the filter, entries of popups.
const HEADINGS: usize = 1 << 40;
const CONDITIONS: usize = 1 << 41;
const POPUP: usize = 1 << 42;

/// The list.
pub fn view() -> Box<dyn View> {
    Box::new(Customers::new())
}

/// The list of customers. The program keeps one and shows figures' customers in it ([`Customers::show`]).
#[derive(Debug)]
pub struct Customers {
    scope: Scope,
    heading: Option<String>,
    /// The filter of the list that is headed so.
    headed: String,
    sort: Sort,
    filter: FilterLine,
    /// Filter and order to go back to when the customers of a figure are left.
    before: Option<(String, Sort)>,
    listing: Option<Listing>,
    asked_list: Ticket,
    state: ListState,
    /// Customer the cursor shall be on in the listing that is awaited.
    follow: Option<CustomerId>,
    /// The list that is awaited is shown from its beginning.
    to_top: bool,
    rows: HashMap<CustomerId, (u32, CustomerRow)>,
    /// Grows with every change of the portfolio: rows of before are shown until newer ones come.
    generation: u32,
    asked_rows: Ticket,
    awaited: Vec<CustomerId>,
    card: Option<Box<Card>>,
    asked_card: Ticket,
    /// What the whole portfolio says of somebody: of the one in the preview, once it is known.
    worth: Option<(CustomerId, Worth)>,
    asked_edit: Ticket,
    asked_copy: Ticket,
    marks: Marks,
    /// Marked ones that the list does not show.
    hidden: usize,
    /// Row where a stretch of marks begins.
    range: Option<CustomerId>,
    /// Mark all as soon as the whole list is known.
    mark_all: bool,
    preview: bool,
    layer: Option<Layer>,
    labels: Vec<Label>,
    today: Option<Day>,
}

impl Default for Customers {
    fn default() -> Self {
        Self::new()
    }
}

impl Customers {
    /// Everybody, by name.
    pub fn new() -> Self {
        Self {
            scope: Scope::All,
            heading: None,
            sort: Sort::default(),
            filter: FilterLine::default(),
            before: None,
            listing: None,
            asked_list: 0,
            headed: String::new(),
            state: ListState::default(),
            follow: None,
            to_top: false,
            rows: HashMap::new(),
            generation: 0,
            asked_rows: 0,
            awaited: Vec::new(),
            card: None,
            asked_card: 0,
            worth: None,
            asked_edit: 0,
            asked_copy: 0,
            marks: Marks::default(),
            hidden: 0,
            range: None,
            mark_all: false,
            preview: true,
            layer: None,
            labels: Vec::new(),
            today: None,
        }
    }

    /// Shows exactly the customers of `spec` under `heading`; Esc goes back to everybody.
    pub fn show(&mut self, spec: ListSpec, heading: String, cx: &mut Cx<'_>) {
        if self.heading.is_none() {
            self.before = Some((self.filter.text().to_owned(), self.sort));
        }
        self.scope = spec.scope;
        self.sort = spec.sort;
        self.heading = Some(heading);
        self.filter.set(&spec.query.text, cx);
        self.filter.text().clone_into(&mut self.headed);
        self.layer = None;
        self.range = None;
        self.ask_list(false, cx);
    }

    fn leave_scope(&mut self, cx: &mut Cx<'_>) {
        self.scope = Scope::All;
        self.heading = None;
        let (text, sort) = self.before.take().unwrap_or_default();
        self.sort = sort;
        self.filter.set(&text, cx);
        self.ask_list(true, cx);
    }

    fn order(&self) -> &[CustomerId] {
        self.listing.as_ref().map_or(&[], |listing| &listing.order)
    }

    fn current(&self) -> Option<CustomerId> {
        self.order().get(self.state.cursor).copied()
    }

    fn row(&self, id: CustomerId) -> Option<&CustomerRow> {
        self.rows.get(&id).map(|(_, row)| row)
    }

    fn current_row(&self) -> Option<&CustomerRow> {
        self.current().and_then(|id| self.row(id))
    }

    /// The marked, those in sight of the filter first and in its order; without marks the one under the cursor.
    /// And how many of them the filter hides.
    /// Calls those marked, or all of the list from the cursor on. A day that is over is looked at only.
    fn call_list(&self, cx: &mut Cx<'_>) -> bool {
        let Some(here) = self.current().filter(|_| self.can(Action::CallList)) else { return false };
        if cx.today != crate::domain::Day::from(cx.now.date()) {
            return false;
        }
        let ids = if self.marks.is_empty() { self.order().to_vec() } else { self.targets().0 };
        let what = match &self.heading {
            Some(heading) => heading.clone(),
            None if self.marks.is_empty() => self.filter.text().to_owned(),
            None => cx.look.tf("today-marked", &[("n", ids.len().into())]),
        };
        let what = if what.is_empty() { cx.look.t("view-customers") } else { what };
        let start = if ids.contains(&here) { here } else { ids[0] };
        let title = cx.look.tf("calls-title-list", &[("what", what.into())]);
        cx.go(Go::Push(super::calls::list(title, &ids, start)));
        true
    }

    fn targets(&self) -> (Vec<CustomerId>, usize) {
        if self.marks.is_empty() {
            return (self.current().into_iter().collect(), 0);
        }
        let mut seen = Marks::default();
        let mut targets: Vec<CustomerId> = Vec::with_capacity(self.marks.len());
        for id in self.order() {
            if self.marks.has(*id) && seen.set(*id, true) {
                targets.push(*id);
            }
        }
        let visible = targets.len();
        targets.extend(self.marks.iter().filter(|id| !seen.has(*id)));
        let hidden = targets.len() - visible;
        (targets, hidden)
    }

    /// Asks who is in the list. `follow` keeps the cursor on its customer; otherwise it goes to the first.
    fn ask_list(&mut self, follow: bool, cx: &mut Cx<'_>) {
        if follow {
            self.follow = self.current().or(self.follow);
        } else {
            self.follow = None;
            self.state.cursor = 0;
            self.to_top = true;
        }
        // The heading of a list made from a filter says nothing of another filter.
        if self.scope == Scope::All && self.heading.is_some() && self.filter.text() != self.headed {
            (self.heading, self.before) = (None, None);
        }
        let query = self.filter.query().clone();
        let spec = ListSpec { scope: self.scope.clone(), query, sort: self.sort };
        self.asked_list = cx.ask(Question::List(spec));
    }

    fn take_listing(&mut self, listing: &Listing, cx: &mut Cx<'_>) {
        // A first page says less than the whole list of the same question that is on screen already.
        let known = self.listing.as_ref().is_some_and(|old| old.complete && old.spec == listing.spec);
        if known && !listing.complete {
            return;
        }
        let to_top = std::mem::take(&mut self.to_top);
        let wanted = self.follow.or_else(|| self.current().filter(|_| !to_top));
        self.listing = Some(listing.clone());
        let order = Arc::clone(&listing.order);
        self.state.set_len(order.len());
        if let Some(at) = wanted.and_then(|id| order.iter().position(|other| *other == id)) {
            self.state.cursor = at;
            self.follow = None;
        }
        if listing.complete {
            self.follow = None;
            if std::mem::take(&mut self.mark_all) {
                self.mark_everybody();
            }
            self.count_hidden();
        }
        self.moved(cx);
    }

    fn count_hidden(&mut self) {
        self.hidden = if self.marks.is_empty() {
            0
        } else {
            let shown = self.order().iter().filter(|id| self.marks.has(**id)).count();
            self.marks.len().saturating_sub(shown)
        };
    }

    /// After the cursor moved: the rows around it and the preview.
    fn moved(&mut self, cx: &mut Cx<'_>) {
        self.want_rows(cx);
        match self.current() {
            None => {
                self.card = None;
                self.asked_card = 0;
            }
            Some(id) if self.card.as_ref().is_none_or(|card| card.customer.id != id) => {
                self.ask_card(id, cx);
            }
            Some(_) => {}
        }
    }

    /// Asks for the preview. What they are worth follows from everybody: of very many it is told on their page only, so
    /// that no list waits for it.
    fn ask_card(&mut self, id: CustomerId, cx: &mut Cx<'_>) {
        self.asked_card = cx.ask(Question::Card(id));
        if cx.portfolio.is_some_and(|p| p.customers <= PREVIEWED) {
            cx.ask(Question::Worth(vec![id]));
        }
    }

    fn want_rows(&mut self, cx: &mut Cx<'_>) {
        let page = self.state.page().max(FIRST_PAGE);
        let from = self.state.cursor.saturating_sub(2 * page);
        let to = (self.state.cursor + 2 * page).min(self.order().len());
        let window = self.order().get(from..to).unwrap_or_default();
        let fresh = |id: &CustomerId| self.rows.get(id).is_some_and(|(g, _)| *g == self.generation);
        let missing: Vec<CustomerId> = window.iter().copied().filter(|id| !fresh(id)).collect();
        if missing.is_empty() || missing == self.awaited {
            return;
        }
        if self.rows.len() > KEPT_ROWS {
            let near: std::collections::HashSet<CustomerId> = window.iter().copied().collect();
            self.rows.retain(|id, _| near.contains(id));
        }
        self.awaited.clone_from(&missing);
        self.asked_rows = cx.ask(Question::Rows(missing));
    }

    fn mark(&mut self, id: CustomerId, marked: bool) {
        self.marks.set(id, marked);
    }

    fn mark_everybody(&mut self) {
        let order = self.listing.as_ref().map(|listing| Arc::clone(&listing.order)).unwrap_or_default();
        let all = order.iter().all(|id| self.marks.has(*id));
        for id in order.iter() {
            self.marks.set(*id, !all);
        }
    }

    fn mark_range(&mut self) {
        let Some(here) = self.current() else { return };
        let Some(from) = self.range.take() else {
            self.range = Some(here);
            return;
        };
        let order = self.listing.as_ref().map(|listing| Arc::clone(&listing.order)).unwrap_or_default();
        let from = order.iter().position(|id| *id == from).unwrap_or(self.state.cursor);
        let (low, high) = (from.min(self.state.cursor), from.max(self.state.cursor));
        for id in &order[low..=high.min(order.len().saturating_sub(1))] {
            self.marks.set(*id, true);
        }
    }

    fn next_marked(&mut self) {
        let order = self.order();
        let after = self.state.cursor + 1;
        let found =
            (after..order.len()).chain(0..after.min(order.len())).find(|at| self.marks.has(order[*at]));
        if let Some(at) = found {
            self.state.cursor = at;
        }
    }

    fn sort_by(&mut self, by: SortBy, cx: &mut Cx<'_>) {
        let descending = if self.sort.by == by { !self.sort.descending } else { menus::first_direction(by) };
        self.sort = Sort { by, descending };
        // Nobody was chosen yet where the cursor stands on the first row: another order is read from its beginning.
        self.ask_list(self.state.cursor > 0, cx);
    }

    /// Drops the condition of the filter without which most customers remain.
    fn drop_condition(&mut self, cx: &mut Cx<'_>) {
        let Some(at) = self.listing.as_ref().and_then(most_restrictive) else { return };
        if self.filter.remove(at, cx) {
            self.ask_list(false, cx);
        }
    }

    fn is_none_found(&self) -> bool {
        self.listing.as_ref().is_some_and(|l| l.complete && l.order.is_empty() && !l.conditions.is_empty())
    }

    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        if self.range.take().is_some() {
            return true;
        }
        if !self.marks.is_empty() {
            self.marks.clear();
            self.hidden = 0;
        } else if self.heading.is_some() && self.scope == Scope::All {
            // The filter is what the heading says: both go.
            self.leave_scope(cx);
        } else if !self.filter.is_empty() {
            if self.filter.set("", cx) {
                self.ask_list(true, cx);
            }
        } else if self.heading.is_some() {
            self.leave_scope(cx);
        } else {
            return false;
        }
        true
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        if self.is_none_found() {
            self.drop_condition(cx);
        } else if let (Some(id), Some(listing)) = (self.current(), &self.listing) {
            cx.go(Go::Push(super::customer::page(id, Arc::clone(&listing.order))));
        }
    }

    fn filter_event(&mut self, event: FilterEvent, cx: &mut Cx<'_>) {
        if event == FilterEvent::Changed {
            self.range = None;
            self.ask_list(self.filter.is_empty(), cx);
        }
    }
}

/// The condition that takes most away: the one without which most remain.
fn most_restrictive(listing: &Listing) -> Option<usize> {
    // The first of equals: they are told in the order written.
    let most = listing.conditions.iter().map(|c| c.without).max()?;
    listing.conditions.iter().position(|c| c.without == most)
}

impl View for Customers {
    fn scopes(&self) -> Vec<KeyScope> {
        if self.layer.is_some() {
            vec![KeyScope::Dialog]
        } else if self.filter.is_typing() {
            vec![KeyScope::Text]
        } else {
            vec![KeyScope::List, KeyScope::Record]
        }
    }

    fn is_typing(&self) -> bool {
        self.layer.is_none() && self.filter.is_typing()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.generation = self.generation.wrapping_add(1);
        self.awaited.clear();
        self.labels = cx.labels.to_vec();
        self.today = Some(cx.today);
        self.filter.refresh(cx);
        self.ask_list(true, cx);
        if let Some(id) = self.current() {
            self.ask_card(id, cx);
        }
        self.want_rows(cx);
    }

    fn can(&self, action: Action) -> bool {
        let here = self.current().is_some();
        match action {
            Action::New
            | Action::Import
            | Action::ManageLabels
            | Action::Filter
            | Action::Sort
            | Action::ManageSegments
            | Action::Preview
            | Action::Explain => true,
            Action::Open => here || self.is_none_found(),
            Action::SaveSegment | Action::NewCampaign => self.listing.as_ref().is_some_and(|l| l.complete),
            Action::CallList => here && self.listing.as_ref().is_some_and(|l| l.complete),
            Action::Edit
            | Action::LogContact
            | Action::AddPurchase
            | Action::NewOffer
            | Action::Copy
            | Action::Mark
            | Action::MarkUp
            | Action::MarkDown
            | Action::MarkRange
            | Action::MarkAll
            | Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last => here,
            Action::Tag | Action::Agenda | Action::Handover | Action::Archive | Action::DoNotCall => {
                here || !self.marks.is_empty()
            }
            Action::NextMarked => !self.marks.is_empty(),
            Action::Merge => self.marks.len() == 2,
            Action::Back => {
                self.layer.is_some()
                    || self.range.is_some()
                    || !self.marks.is_empty()
                    || !self.filter.is_empty()
                    || self.heading.is_some()
            }
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if self.layer.is_some() {
            return self.act_on_layer(action, cx);
        }
        if self.filter.is_typing() && action == Action::Back {
            let event = self.filter.key(&TextKey::Esc, cx);
            self.filter_event(event, cx);
            return true;
        }
        match action {
            Action::Back => return self.back(cx),
            Action::Open => self.open(cx),
            Action::Filter => self.filter.begin(cx),
            Action::Sort => self.layer = Some(menus::sort_menu(self.sort, cx.look)),
            Action::Preview => self.preview = !self.preview,
            Action::Explain => self.explain(cx),
            Action::New => cx.go(Go::Push(super::forms::customer(None))),
            Action::ManageLabels => cx.go(Go::Push(super::labels::manager())),
            Action::Mark => {
                let Some(id) = self.current() else { return false };
                self.mark(id, !self.marks.has(id));
                self.state.act(Action::Down);
                self.moved(cx);
            }
            Action::MarkUp | Action::MarkDown => {
                let Some(id) = self.current() else { return false };
                self.mark(id, true);
                self.state.act(action);
                if let Some(id) = self.current() {
                    self.mark(id, true);
                }
                self.moved(cx);
            }
            Action::MarkRange => self.mark_range(),
            Action::MarkAll if self.listing.as_ref().is_some_and(|l| l.complete) => self.mark_everybody(),
            Action::MarkAll => self.mark_all = true,
            Action::NextMarked => {
                self.next_marked();
                self.moved(cx);
            }
            Action::Edit => {
                let Some(id) = self.current() else { return false };
                self.asked_edit = cx.ask(Question::Card(id));
            }
            Action::Copy => {
                let Some(id) = self.current() else { return false };
                // The second phone and the e-mail stand on the card only.
                match self.card.as_ref().filter(|card| card.customer.id == id) {
                    Some(card) => self.layer = Some(menus::copy_menu(card, cx.look)),
                    None => self.asked_copy = cx.ask(Question::Card(id)),
                }
            }
            Action::NewCampaign => return self.new_campaign(cx),
            Action::Merge => return self.compare(cx),
            Action::SaveSegment => return self.save_segment(cx),
            Action::CallList => return self.call_list(cx),
            Action::LogContact | Action::AddPurchase | Action::NewOffer => return self.push_form(action, cx),
            Action::Agenda | Action::Tag | Action::Handover => return self.push_bulk(action, cx),
            Action::Archive => return self.archive(cx),
            Action::DoNotCall => return self.never_call(cx),
            other => {
                if !self.state.act(other) {
                    return false;
                }
                self.follow = None;
                self.moved(cx);
            }
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let event = self.filter.key(key, cx);
        self.filter_event(event, cx);
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if target >= POPUP {
            self.click_on_layer(target - POPUP, cx);
        } else if self.layer.is_some() {
            // Outside the popup: nothing.
        } else if target >= CONDITIONS {
            if self.filter.remove(target - CONDITIONS, cx) {
                self.ask_list(true, cx);
            }
        } else if target >= HEADINGS {
            if let Some(by) = list::sort_of_column(target - HEADINGS) {
                self.sort_by(by, cx);
            }
        } else if self.state.select(target) {
            self.follow = None;
            self.moved(cx);
            if double {
                self.open(cx);
            }
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::Labels(labels) => {
                self.labels = labels.iter().map(|(label, _)| label.clone()).collect();
            }
            Answer::Listing(listing) if ticket == self.asked_list => self.take_listing(listing, cx),
            Answer::Rows(rows) if ticket == self.asked_rows => {
                let generation = self.generation;
                self.rows.extend(rows.iter().map(|row| (row.id, (generation, row.clone()))));
                self.awaited.clear();
                if self.filter.is_typing() {
                    let names = self.order().iter().take(FIRST_PAGE).filter_map(|id| self.row(*id));
                    let names = names.map(|row| row.name.clone()).collect();
                    self.filter.offer_customers(names, cx.look);
                }
            }
            Answer::Card(card) if ticket == self.asked_card => self.card.clone_from(card),
            // It says whose it is, whoever asked.
            Answer::Worth(all) => self.worth = all.first().copied().or(self.worth),
            Answer::Card(Some(card)) if ticket == self.asked_edit => {
                self.asked_edit = 0;
                cx.go(Go::Push(super::forms::customer(Some(card))));
            }
            Answer::Card(Some(card)) if ticket == self.asked_copy => {
                self.asked_copy = 0;
                self.layer = Some(menus::copy_menu(card, cx.look));
            }
            other => self.filter.receive(ticket, other, cx.look),
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if [self.asked_list, self.asked_rows, self.asked_edit, self.asked_copy].contains(&ticket) {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
        if ticket == self.asked_rows {
            self.awaited.clear();
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.draw_all(frame, area, look, hits);
        if let Some(layer) = &self.layer {
            layer.draw(frame, area, look, hits);
        }
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        self.press_on_layer(c, cx)
    }

    fn show_list(&mut self, spec: &ListSpec, heading: &str, cx: &mut Cx<'_>) -> bool {
        // It may be the first time that the list is seen.
        self.labels = cx.labels.to_vec();
        self.today = Some(cx.today);
        self.filter.refresh(cx);
        self.show(spec.clone(), heading.to_owned(), cx);
        true
    }

    fn status(&self, look: &Look) -> Option<String> {
        self.marks_line(look)
    }

    fn status_short(&self, look: &Look) -> Option<String> {
        self.marks_short(look)
    }

    fn export(&self, look: &Look) -> Option<super::exports::Offer> {
        let listing = self.listing.as_ref().filter(|l| l.complete && !l.order.is_empty())?;
        let whom = if self.marks.is_empty() { listing.order.clone() } else { self.targets().0.into() };
        let filter = self.filter.text().trim();
        let title = match &self.heading {
            Some(heading) => heading.clone(),
            None if filter.is_empty() => look.t("view-customers"),
            None => filter.to_owned(),
        };
        super::exports::Offer::list(title, whom)
    }

    fn footer(&self) -> Vec<Action> {
        if self.layer.is_some() {
            return vec![Action::Open, Action::Back];
        }
        if self.is_none_found() {
            return vec![Action::Back, Action::Filter, Action::New, Action::Palette];
        }
        if self.current().is_none() {
            return vec![Action::New, Action::Import, Action::Filter, Action::Back, Action::Palette];
        }
        vec![
            Action::Open,
            Action::Mark,
            Action::Filter,
            Action::New,
            Action::LogContact,
            Action::Tag,
            Action::Sort,
            Action::AddPurchase,
            Action::Agenda,
            Action::Palette,
            Action::Back,
        ]
    }
}
