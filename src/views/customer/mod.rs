//! A customer's page: overview, purchases, contacts, notes, history of changes. Owns what is shown and what keys do
//! here; asks the store for each tab when it is opened. Knows nothing of how anything is stored.

mod activity;
mod acts;
mod chart;
pub(in crate::views) mod dialogs;
mod document;
mod figures;
mod lists;
mod overview;
pub(crate) mod profile;
mod sheets;
pub(in crate::views) mod words;
mod worth;

pub use lists::{field_name, field_value};

use std::cell::RefCell;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Cx, Go, ToastKind, View, forms};
use crate::domain::lifecycle::recovery::LossReason;
use crate::domain::lifecycle::{LifecycleRules, Stage};
use crate::domain::people::{Contact, CustomerId, Label};
use crate::domain::trade::{Purchase, PurchaseId, Status};
use crate::domain::value::Worth;
use crate::domain::{Day, Money};
use crate::store::ask::{
    Answer, Card, ChangeWords, Habit, JournalEntry, Note, Offers, Profile, Question, Ticket,
};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::chart::tabs;
use crate::ui::hits::Hits;
use crate::ui::table::ListState;
use crate::ui::visible::{fit, width};

/// The page of `id`; `siblings` is the list it was opened from, for previous and next.
pub fn page(id: CustomerId, siblings: Arc<[CustomerId]>) -> Box<dyn View> {
    Box::new(Page {
        id,
        siblings,
        tab: Tab::Overview,
        card: None,
        gone: false,
        trouble: None,
        purchases: None,
        contacts: None,
        notes: None,
        journal: None,
        worth: None,
        offers: None,
        habits: None,
        rows: Default::default(),
        last_year_only: false,
        spot: None,
        spots: RefCell::new(Vec::new()),
        profile: None,
        profile_ticket: None,
        case_ticket: None,
        tickets: [None; 6],
        editing: None,
        changing: None,
        labels: Vec::new(),
        rules: LifecycleRules::default(),
        today: Day(0),
    })
}

/// Tabs of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Overview,
    Purchases,
    Contacts,
    Notes,
    History,
    Profile,
}

impl Tab {
    const ALL: [Self; 6] =
        [Self::Overview, Self::Purchases, Self::Contacts, Self::Notes, Self::History, Self::Profile];
}

/// A figure or entry of the overview that can be opened or explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Revenue,
    Orders,
    Total,
    Gap,
    Standing,
    Months,
    Winback,
    Rfm,
    Pareto,
    Clv,
    Next,
    Offer(usize),
    Product(usize),
    Purchase(PurchaseId),
    Contact(i64),
    Score(usize),
}

/// Targets of clicks: tabs, spots of the overview, rows of a list.
const TABS: usize = 0;
const SPOTS: usize = 10;
const ROWS: usize = 1000;

struct Page {
    id: CustomerId,
    siblings: Arc<[CustomerId]>,
    tab: Tab,
    card: Option<Box<Card>>,
    /// There is no such customer any more.
    gone: bool,
    trouble: Option<String>,
    purchases: Option<Vec<Purchase>>,
    contacts: Option<Vec<Contact>>,
    notes: Option<Vec<Note>>,
    journal: Option<Vec<JournalEntry>>,
    /// What the whole portfolio says of them; each comes when it is ready.
    worth: Option<Worth>,
    offers: Option<Offers>,
    habits: Option<Vec<Habit>>,
    /// Cursor of each tab.
    rows: [ListState; 6],
    /// Purchases of the last twelve months only.
    last_year_only: bool,
    spot: Option<Spot>,
    /// Spots in the last drawing, in the order Tab goes through them.
    spots: RefCell<Vec<Spot>>,
    /// Last question of each tab.
    tickets: [Option<Ticket>; 6],
    profile: Option<Box<Profile>>,
    profile_ticket: Option<Ticket>,
    /// Card of calls, awaited for the complaint in it.
    case_ticket: Option<Ticket>,
    /// Document whose lines are awaited for its form.
    editing: Option<Ticket>,
    /// Change whose end is awaited.
    changing: Option<Ticket>,
    labels: Vec<Label>,
    rules: LifecycleRules,
    today: Day,
}

impl Page {
    /// Reason and detail of the loss noted before.
    fn known_reason(&self) -> Option<(LossReason, String)> {
        self.card.as_ref().and_then(|card| card.winback.reason.clone())
    }

    fn name(&self) -> &str {
        self.card.as_ref().map_or("…", |card| &card.customer.draft.name)
    }

    fn stage(&self) -> Option<Stage> {
        self.card.as_ref().map(|card| card.facts.stage)
    }

    /// Place among the siblings.
    fn place(&self) -> Option<usize> {
        self.siblings.iter().position(|id| *id == self.id)
    }

    fn at(&self) -> &ListState {
        &self.rows[self.tab as usize]
    }

    /// First day of the twelve months that figures speak of.
    fn year_begins(&self) -> Day {
        self.today.plus_years(-1).plus(1)
    }

    /// Purchases of the tab, in order.
    fn shown_purchases(&self) -> impl Iterator<Item = &Purchase> {
        let from = self.last_year_only.then(|| self.year_begins());
        self.purchases.iter().flatten().filter(move |p| from.is_none_or(|from| p.day >= from))
    }

    fn purchase_here(&self) -> Option<&Purchase> {
        self.shown_purchases().nth(self.at().cursor)
    }

    fn contact_here(&self) -> Option<&Contact> {
        self.contacts.as_ref()?.get(self.at().cursor)
    }

    fn note_here(&self) -> Option<&Note> {
        self.notes.as_ref()?.get(self.at().cursor)
    }

    fn entry_here(&self) -> Option<&JournalEntry> {
        self.journal.as_ref()?.get(self.at().cursor)
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.tickets[0] = Some(cx.ask(Question::Card(self.id)));
        cx.ask(Question::Habits(self.id));
        cx.ask(Question::Worth(vec![self.id]));
        cx.ask(Question::Offers(self.id));
        self.profile_ticket = Some(cx.ask(Question::Profile(self.id)));
        let question = match self.tab {
            Tab::Overview | Tab::Profile => return,
            Tab::Purchases => Question::Purchases(self.id),
            Tab::Contacts => Question::Contacts(self.id),
            Tab::Notes => Question::Notes(self.id),
            Tab::History => Question::CustomerJournal(self.id),
        };
        self.tickets[self.tab as usize] = Some(cx.ask(question));
    }

    fn show(&mut self, tab: Tab, cx: &mut Cx<'_>) {
        if self.tab != tab {
            self.tab = tab;
            self.ask(cx);
        }
    }

    /// To the customer before or after in the list the page was opened from.
    fn turn(&mut self, by: isize, cx: &mut Cx<'_>) {
        let next = self.place().and_then(|at| at.checked_add_signed(by));
        let Some(id) = next.and_then(|at| self.siblings.get(at).copied()) else { return };
        self.id = id;
        self.card = None;
        self.gone = false;
        self.trouble = None;
        self.purchases = None;
        self.contacts = None;
        self.notes = None;
        self.journal = None;
        (self.worth, self.offers, self.habits) = (None, None, None);
        self.profile = None;
        self.profile_ticket = None;
        self.rows = Default::default();
        self.last_year_only = false;
        self.spot = None;
        // Answers about the other one may still be on their way.
        self.tickets = [None; 6];
        self.ask(cx);
    }

    fn step_spot(&mut self, by: isize) {
        let spots = self.spots.borrow();
        if spots.is_empty() {
            return;
        }
        let at = self.spot.and_then(|spot| spots.iter().position(|s| *s == spot)).unwrap_or(0) as isize;
        self.spot = spots.get((at + by).rem_euclid(spots.len() as isize) as usize).copied();
    }

    fn tab_titles(&self, look: &Look) -> Vec<String> {
        let counts = self.card.as_ref().map(|c| c.counts);
        let counted = |key: &str, n: Option<u32>| match n {
            Some(n) => format!("{} {}", look.t(key), look.format.int(n)),
            None => look.t(key),
        };
        vec![
            look.t("page-overview"),
            counted("page-purchases", counts.map(|c| c.purchases)),
            counted("page-contacts", counts.map(|c| c.contacts)),
            counted("page-notes", counts.map(|c| c.notes)),
            look.t("page-history"),
            look.t("page-profile"),
        ]
    }

    fn draw_head(&self, frame: &mut Frame<'_>, row: Rect, look: &Look) {
        let place = match self.place() {
            Some(at) if self.siblings.len() > 1 => look.tf(
                "page-place",
                &[
                    ("at", look.format.int(at + 1).into()),
                    ("all", look.format.int(self.siblings.len()).into()),
                    ("turn", i64::from(self.tab == Tab::Overview).into()),
                ],
            ),
            _ => String::new(),
        };
        let lead = format!("{} › ", look.t("page-customers"));
        let mut spans = vec![Span::styled(format!(" {lead}"), look.theme.dim)];
        let mut room = usize::from(row.width).saturating_sub(width(&lead) + width(&place) + 4);
        let mut aside = Vec::new();
        // Away from the overview the head says who this is: labels, stage, phone.
        if let (Some(card), true) = (&self.card, self.tab != Tab::Overview) {
            let chips = look.theme.chips(words::labels_of(&card.customer.labels, &self.labels), 3);
            let stage = words::stage(card.facts.stage, look);
            let needed = chips.iter().map(|s| width(&s.content)).sum::<usize>() + width(&stage) + 6;
            if needed + 24 < room {
                aside.push(Span::raw("   "));
                aside.extend(chips);
                aside.push(Span::raw(format!("  {stage}")));
                room -= needed;
            }
        }
        spans.push(Span::styled(fit(self.name(), room), look.theme.heading));
        spans.extend(aside);
        look.put(frame, row, Line::from(spans));
        look.put_right(
            frame,
            Rect { width: row.width.saturating_sub(1), ..row },
            Span::styled(place, look.theme.dim),
        );
    }
}

impl View for Page {
    fn scopes(&self) -> Vec<KeyScope> {
        let mut scopes = vec![KeyScope::Page, KeyScope::Record, KeyScope::List];
        if self.stage() == Some(Stage::Lost) || self.bought_once() {
            scopes.insert(1, KeyScope::Winback);
        }
        scopes
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.labels = cx.labels.to_vec();
        self.today = cx.today;
        if let Some(portfolio) = cx.portfolio {
            self.rules = portfolio.rules;
        }
        self.ask(cx);
    }

    fn can(&self, action: Action) -> bool {
        use Action as A;
        let here = self.card.is_some();
        let lost = self.stage() == Some(Stage::Lost);
        match action {
            A::Left | A::Right | A::PreviousTab | A::NextTab | A::Back | A::Quit => true,
            A::Up | A::Down if self.tab == Tab::Overview => self.siblings.len() > 1,
            A::Up | A::Down | A::PageUp | A::PageDown | A::First | A::Last => self.tab != Tab::Overview,
            A::NextPanel | A::PreviousPanel => self.tab == Tab::Overview && here,
            A::Open => match self.tab {
                Tab::Overview => here,
                Tab::Purchases => self.purchase_here().is_some(),
                Tab::Contacts => self.contact_here().is_some(),
                Tab::Notes => self.note_here().is_some(),
                Tab::History => self.entry_here().is_some(),
                Tab::Profile => here && self.profile.is_some(),
            },
            A::Edit | A::Archive => match self.tab {
                Tab::Overview | Tab::History | Tab::Profile => here,
                Tab::Purchases => self.purchase_here().is_some(),
                Tab::Contacts => self.contact_here().is_some(),
                Tab::Notes => self.note_here().is_some(),
            },
            A::VoidPurchase => self.tab == Tab::Purchases && self.purchase_here().is_some(),
            A::New
            | A::LogContact
            | A::AddPurchase
            | A::NewOffer
            | A::Handover
            | A::AddNote
            | A::AddFact
            | A::AddPoint
            | A::Agenda
            | A::Tag
            | A::DoNotCall
            | A::Seasonal
            | A::ResolveCase
            | A::Explain => here,
            // Phone, e-mail and name; on a tab that is a table the program copies that.
            A::Copy => here && self.tab == Tab::Overview,
            A::Reason => here && (lost || self.bought_once()),
            A::Verify | A::Definitive | A::Dormant => here && lost,
            A::Offer => self.tab == Tab::Overview && self.offer_here().is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        use Action as A;
        if !self.can(action) {
            return false;
        }
        let name = self.name().to_owned();
        match action {
            A::Left | A::PreviousTab | A::Right | A::NextTab => {
                let step = if matches!(action, A::Right | A::NextTab) { 1 } else { Tab::ALL.len() - 1 };
                let tab = Tab::ALL[(self.tab as usize + step) % Tab::ALL.len()];
                self.show(tab, cx);
            }
            // Back to all purchases first, then away.
            A::Back if self.tab == Tab::Purchases && self.last_year_only => {
                self.last_year_only = false;
                let len = self.shown_purchases().count();
                self.rows[Tab::Purchases as usize].set_len(len);
            }
            A::Back | A::Quit => cx.go(Go::Pop),
            A::Up if self.tab == Tab::Overview => self.turn(-1, cx),
            A::Down if self.tab == Tab::Overview => self.turn(1, cx),
            A::Up | A::Down | A::PageUp | A::PageDown | A::First | A::Last => {
                return self.rows[self.tab as usize].act(action);
            }
            A::NextPanel => self.step_spot(1),
            A::PreviousPanel => self.step_spot(-1),
            A::Open => return self.open(cx),
            A::Explain if self.tab == Tab::Profile => return self.explain_here(cx),
            A::Explain => {
                let spot = match self.tab {
                    Tab::Overview => self.spot.unwrap_or(Spot::Revenue),
                    _ if self.last_year_only => Spot::Revenue,
                    _ => Spot::Total,
                };
                self.explain(spot, cx);
            }
            A::New => self.new_entry(cx),
            A::Edit => return self.edit(cx),
            A::Archive => return self.take_away(cx),
            A::VoidPurchase => return self.void(cx),
            A::LogContact => cx.go(Go::Push(forms::contact(self.id, &name))),
            A::AddPurchase => cx.go(Go::Push(forms::purchase(self.id, &name))),
            A::NewOffer => {
                let lost = self.card.as_ref().is_some_and(|card| card.facts.stage == Stage::Lost);
                let seller = cx.stamp().author;
                cx.go(Go::Push(forms::new_offer(self.id, &name, &seller, lost)));
            }
            A::Handover => cx.go(Go::Push(forms::handover(vec![self.id], &name))),
            A::Dormant => cx.go(Go::Push(forms::dormant(self.id, &name))),
            A::AddNote => cx.go(Go::Push(forms::note(self.id, &name, None))),
            A::AddPoint => cx.go(Go::Push(self.point_form(None))),
            A::AddFact => cx.go(Go::Push(self.statement_form(None, cx.look))),
            A::Agenda => cx.go(Go::Push(forms::agenda(vec![self.id], &name))),
            A::Tag => cx.go(Go::Push(super::labels::picker(vec![self.id], 0))),
            A::Offer => self.plan_offer(cx),
            // Whether there is a complaint is known to the card of calls.
            A::ResolveCase => self.case_ticket = Some(cx.ask(Question::CallCards(vec![self.id]))),
            A::Verify => cx.go(Go::Push(super::winback::verify(vec![self.id], &name))),
            A::Reason => cx.go(Go::Push(super::winback::reason(self.id, &name, false, self.known_reason()))),
            A::Definitive => {
                cx.go(Go::Push(super::winback::reason(self.id, &name, true, self.known_reason())));
            }
            _ => {
                let Some(card) = &self.card else { return false };
                match action {
                    A::DoNotCall => self.ask_do_not_call(card, cx),
                    A::Seasonal => self.ask_seasonal(card, cx),
                    _ => Self::copy(card, cx),
                }
            }
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if target >= ROWS {
            if self.rows[self.tab as usize].select(target - ROWS) && double {
                self.open(cx);
            }
        } else if target >= SPOTS {
            let spot = self.spots.borrow().get(target - SPOTS).copied();
            if let Some(spot) = spot {
                self.spot = Some(spot);
                if double {
                    self.open_spot(spot, cx);
                }
            }
        } else if let Some(tab) = Tab::ALL.get(target - TABS) {
            self.show(*tab, cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if self.changing == Some(ticket) {
            self.changing = None;
            self.ask(cx);
            return;
        }
        if self.case_ticket == Some(ticket) {
            self.case_ticket = None;
            if let Answer::CallCards(cards) = answer {
                match cards.first().and_then(|card| card.cases.first()) {
                    Some((id, ..)) => cx.go(Go::Push(dialogs::resolve(*id, self.name(), cx.look))),
                    None => cx.toast(ToastKind::Note, cx.look.t("case-none")),
                }
            }
            return;
        }
        if self.editing == Some(ticket) {
            self.editing = None;
            if let Answer::Document(Some(found)) = answer {
                let form = forms::edit_purchase(self.id, self.name(), &found.0, &found.1);
                cx.go(Go::Push(form));
            }
            return;
        }
        match answer {
            // Each says whose it is, whoever asked.
            Answer::Worth(all) => {
                if let Some((_, worth)) = all.iter().find(|(id, _)| *id == self.id) {
                    self.worth = Some(*worth);
                }
                return;
            }
            Answer::Offers(offers) => {
                if offers.customer == self.id {
                    self.offers = Some((**offers).clone());
                }
                return;
            }
            Answer::Habits(id, habits) => {
                if *id == self.id {
                    self.habits = Some(habits.clone());
                }
                return;
            }
            _ => {}
        }
        if let (Answer::Profile(profile), true) = (answer, self.profile_ticket == Some(ticket)) {
            self.profile.clone_from(profile);
            let len = self.profile_len();
            self.rows[Tab::Profile as usize].set_len(len);
            return;
        }
        // The list below may have asked for the same customer a moment later, in place of this page's question.
        let same = matches!(answer, Answer::Card(Some(card)) if card.customer.id == self.id);
        if !same && !self.tickets.contains(&Some(ticket)) {
            return;
        }
        self.trouble = None;
        match answer {
            Answer::Card(card) => {
                self.gone = card.is_none();
                self.card.clone_from(card);
                let len = self.profile_len();
                self.rows[Tab::Profile as usize].set_len(len);
                if let (None, Some(card)) = (self.spot, &self.card) {
                    self.spot = Some(activity::first_spot(card));
                }
            }
            Answer::Purchases(id, list) if *id == self.id => {
                let here = self.purchase_here().map(|p| p.id);
                self.purchases = Some(list.clone());
                let ids: Vec<PurchaseId> = self.shown_purchases().map(|p| p.id).collect();
                self.rows[Tab::Purchases as usize].follow(here.as_ref(), &ids);
            }
            Answer::Contacts(id, list) if *id == self.id => {
                let here = self.contact_here().map(|c| c.id);
                let ids: Vec<i64> = list.iter().map(|c| c.id).collect();
                self.contacts = Some(list.clone());
                self.rows[Tab::Contacts as usize].follow(here.as_ref(), &ids);
            }
            Answer::Notes(id, list) if *id == self.id => {
                let here = self.note_here().map(|n| n.id);
                let ids: Vec<i64> = list.iter().map(|n| n.id).collect();
                self.notes = Some(list.clone());
                self.rows[Tab::Notes as usize].follow(here.as_ref(), &ids);
            }
            Answer::Journal(list) => {
                self.journal = Some(list.clone());
                self.rows[Tab::History as usize].set_len(list.len());
            }
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        let words = || cx.look.texts.words(&why.key, &why.args);
        if self.changing == Some(ticket) || self.editing == Some(ticket) {
            self.changing = None;
            self.editing = None;
            let words = words();
            cx.toast(ToastKind::Trouble, words);
        } else if self.tickets.contains(&Some(ticket)) {
            self.trouble = Some(words());
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        if area.height < 4 {
            return;
        }
        let [head, bar] = [0, 1].map(|y| Rect { y: area.y + y, height: 1, ..area });
        self.draw_head(frame, head, look);
        tabs(frame, bar, &self.tab_titles(look), self.tab as usize, look, hits, TABS);
        let body = Rect { y: area.y + 2, height: area.height - 2, ..area };
        if self.gone || self.trouble.is_some() {
            let text = self.trouble.clone().unwrap_or_else(|| look.t("page-gone"));
            let row = Rect { x: body.x + 2, y: body.y + 1, width: body.width.saturating_sub(4), ..body };
            let lines = crate::ui::visible::wrap(&text, usize::from(row.width));
            look.put_lines(frame, row, lines.into_iter().map(Line::from));
            return;
        }
        match self.tab {
            Tab::Overview => self.draw_overview(frame, body, look, hits),
            Tab::Purchases => self.draw_purchases(frame, body, look, hits),
            Tab::Contacts => self.draw_contacts(frame, body, look, hits),
            Tab::Notes => self.draw_notes(frame, body, look, hits),
            Tab::History => self.draw_history(frame, body, look, hits),
            Tab::Profile => self.draw_profile(frame, body, look, hits),
        }
    }

    fn export(&self, look: &Look) -> Option<super::exports::Offer> {
        let card = self.card.as_ref()?;
        if !matches!(self.tab, Tab::Overview | Tab::Purchases) {
            return self.tab_table(look);
        }
        let title = card.customer.draft.name.clone();
        Some(super::exports::Offer::Statement { title, customer: self.id })
    }

    fn sheet(&self, look: &Look) -> Option<super::exports::Offer> {
        self.card.as_ref().and_then(|_| self.tab_table(look))
    }

    fn footer(&self) -> Vec<Action> {
        use Action as A;
        let wanted = match self.tab {
            Tab::Overview => vec![
                A::Offer,
                A::NextTab,
                A::Edit,
                A::LogContact,
                A::AddPurchase,
                A::Tag,
                A::Agenda,
                A::AddNote,
                A::Verify,
                A::Reason,
                A::Copy,
                A::Explain,
                A::Archive,
            ],
            Tab::Purchases => vec![A::NextTab, A::Open, A::AddPurchase, A::Edit, A::VoidPurchase, A::Explain],
            Tab::Contacts => vec![A::NextTab, A::LogContact, A::Edit, A::Open, A::Agenda],
            Tab::Notes => vec![A::NextTab, A::AddNote, A::Edit, A::Open],
            Tab::History => vec![A::NextTab, A::Open, A::Edit],
            Tab::Profile => vec![A::NextTab, A::Edit, A::AddFact, A::Open, A::Explain],
        };
        wanted.into_iter().filter(|a| self.can(*a)).chain([A::Back]).collect()
    }
}

/// Sum of the purchases that count.
fn sum<'a>(purchases: impl Iterator<Item = &'a Purchase>) -> Money {
    purchases.filter(|p| p.status != Status::Void).map(|p| p.amount).sum()
}
