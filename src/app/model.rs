//! What the program knows while it runs. Changed by [`super::update`] only.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::NaiveDateTime;

use super::msg::Msg;
use crate::domain::Day;
use crate::domain::people::Label;
use crate::store::ask::{PortfolioInfo, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::format::DateOrder;
use crate::ui::hits::Hits;
use crate::ui::texts::Lang;
use crate::ui::theme::ThemeName;
use crate::views::exports::Offer;
use crate::views::{Cx, Effect, Go, Then, Toast, ToastKind, View, ViewId};

/// How many messages are remembered.
pub const MESSAGES: usize = 50;

/// Largest area ever drawn, whatever the terminal claims.
pub const LARGEST: (u16, u16) = (1000, 300);

/// What a ticket of the program itself is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// Facts, labels, drafts: nothing more to do than to keep them.
    Facts,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
}

/// Keeping what a form holds.
#[derive(Clone, Debug, Default)]
pub struct DraftKeeper {
    /// What was kept last.
    pub kept: Option<(String, String)>,
    /// Keys since.
    pub keys: u32,
    /// When something was first typed that is not kept.
    pub since: Option<NaiveDateTime>,
}

/// The program's state.
pub struct Model {
    /// How things look and read.
    pub look: Look,
    /// Local time, as of the last event.
    pub now: NaiveDateTime,
    /// Size of the terminal.
    pub size: (u16, u16),
    /// The portfolio's facts.
    pub portfolio: Option<PortfolioInfo>,
    /// Labels in the user's order.
    pub labels: Vec<Label>,
    /// Main views, in the order of the tab bar.
    pub views: Vec<(ViewId, Box<dyn View>)>,
    /// The one shown.
    pub current: usize,
    /// Layers over it, the last on top.
    pub layers: Vec<Box<dyn View>>,
    /// What is said in the status line.
    pub toast: Option<Toast>,
    /// What was said, newest last.
    pub messages: Vec<Toast>,
    /// Exit code, once the program is to end.
    pub leaving: Option<u8>,
    /// Whether everything is to be drawn anew.
    pub redraw: bool,
    /// Where choosing a file begins.
    pub home: PathBuf,
    /// A panic is to happen in the next drawing of a view (`CARTERA_PANIC=view`).
    pub planted_panic: bool,
    pub(super) next_ticket: Ticket,
    pub(super) own: Vec<(Ticket, Own)>,
    pub(super) quit_armed: Option<NaiveDateTime>,
    pub(super) interrupt_armed: Option<NaiveDateTime>,
    pub(super) draft: DraftKeeper,
    pub(super) drafts_offered: bool,
    /// Drafts that were dropped and not begun again since.
    pub(super) dropped: BTreeSet<String>,
    /// Keys of the drafts that calls on their way to the disk take with them.
    pub(super) taken: BTreeMap<Ticket, String>,
    /// Tables that are being made to be copied.
    pub(super) copying: Ticket,
    /// What is to be opened as soon as the new portfolio is there.
    pub(super) then: Then,
    /// Name of the backup that is taking the portfolio's place.
    pub(super) restoring: Option<String>,
    /// Regions of the topmost view, and of the program's own bars; filled by drawing.
    pub(super) hits: RefCell<Hits>,
    pub(super) bar_hits: RefCell<Hits>,
}

impl Model {
    /// The program before any portfolio is open.
    pub fn new(
        look: Look,
        views: Vec<(ViewId, Box<dyn View>)>,
        now: NaiveDateTime,
        size: (u16, u16),
    ) -> Self {
        Self {
            look,
            now,
            size,
            portfolio: None,
            labels: Vec::new(),
            views,
            current: 0,
            layers: Vec::new(),
            toast: None,
            messages: Vec::new(),
            leaving: None,
            redraw: false,
            home: PathBuf::from("."),
            planted_panic: false,
            next_ticket: 0,
            own: Vec::new(),
            quit_armed: None,
            interrupt_armed: None,
            draft: DraftKeeper::default(),
            drafts_offered: false,
            dropped: BTreeSet::new(),
            taken: BTreeMap::new(),
            copying: 0,
            then: Then::Look,
            restoring: None,
            hits: RefCell::default(),
            bar_hits: RefCell::default(),
        }
    }

    /// The as-of day: the store's, or that of the clock until it has told it.
    pub fn today(&self) -> Day {
        self.portfolio.as_ref().map_or_else(|| Day::from(self.now.date()), |p| p.as_of)
    }

    /// What keys go to: the topmost layer, or the main view.
    pub fn top(&self) -> Option<&dyn View> {
        self.layers.last().or_else(|| self.views.get(self.current).map(|(_, view)| view)).map(Box::as_ref)
    }

    /// Scopes that hold now, innermost first.
    pub fn scopes(&self) -> Vec<KeyScope> {
        let mut scopes = self.top().map(View::scopes).unwrap_or_default();
        if !scopes.contains(&KeyScope::Global) {
            scopes.push(KeyScope::Global);
        }
        scopes
    }

    /// Whether letters are text now.
    pub fn is_typing(&self) -> bool {
        self.top().is_some_and(View::is_typing)
    }

    /// Whether there is nothing to go back to: a main view, or the card of the first run.
    pub fn at_top(&self) -> bool {
        self.layers.len() <= usize::from(self.portfolio.is_none())
    }

    /// Whether a form or dialog has to be answered before anything below it can be touched.
    pub fn is_modal(&self) -> bool {
        !self.layers.is_empty() && self.top().is_some_and(View::is_asking)
    }

    /// Whether an action of the program has to wait until a form or dialog is answered. A copy of what is shown changes
    /// nothing.
    pub(super) fn has_to_wait(&self, action: Action) -> bool {
        let always = matches!(
            action,
            Action::Help
                | Action::Redraw
                | Action::Back
                | Action::Quit
                | Action::Language
                | Action::Export
                | Action::Copy
        );
        !always && self.is_modal()
    }

    /// Whether an action can be done now.
    pub fn can(&self, action: Action) -> bool {
        let open = self.portfolio.is_some();
        let sample = self.portfolio.as_ref().is_some_and(|p| p.is_sample);
        let by_view = self.top().is_some_and(|view| view.can(action));
        if self.has_to_wait(action) {
            return by_view;
        }
        match action {
            Action::GoToday => self.index(ViewId::Today).is_some() && open,
            Action::GoCustomers => self.index(ViewId::Customers).is_some() && open,
            Action::GoLifecycle => self.index(ViewId::Lifecycle).is_some() && open,
            Action::GoWinback => self.index(ViewId::Winback).is_some() && open,
            Action::GoValue => self.index(ViewId::Value).is_some() && open,
            Action::GoManage | Action::GoQuality => self.index(ViewId::Manage).is_some() && open,
            Action::Quit
            | Action::Palette
            | Action::Help
            | Action::Redraw
            | Action::Messages
            | Action::Language
            | Action::Theme
            | Action::Ascii
            | Action::Mouse
            | Action::About => true,
            Action::GoTo | Action::Undo | Action::Redo => open,
            Action::BackupNow
            | Action::Import
            | Action::ExportAll
            | Action::BundleOut
            | Action::BundleIn
            | Action::Conflicts
            | Action::Duplicates
            | Action::ManageLabels
            | Action::ManageSegments
            | Action::Products
            | Action::Replenish
            | Action::Inbound
            | Action::CallStats
            | Action::NewOffer
            | Action::BoughtOnce
            | Action::ManageProfile
            | Action::FindSaid
            | Action::Rules
            | Action::Restore
            | Action::OpenPortfolio
            | Action::BusinessSettings
            | Action::History => open || by_view,
            Action::OpenSample => (open && !sample) || by_view,
            Action::LeaveSample => sample,
            Action::Copy => by_view || (open && self.copied().is_some()),
            Action::Export => open && self.top().is_some_and(|view| view.export(&self.look).is_some()),
            Action::Back => !self.at_top() || by_view,
            _ => by_view,
        }
    }

    /// What of the view shown can be copied: its table or tables, or those of its report.
    pub(super) fn copied(&self) -> Option<Offer> {
        let offer = self.top().and_then(|view| view.sheet(&self.look));
        offer.filter(|offer| matches!(offer, Offer::Table(_) | Offer::Tables { .. } | Offer::Report { .. }))
    }

    /// What the view shown is called.
    pub fn view_name(&self) -> String {
        let key = self.views.get(self.current).map_or("view-today", |(id, _)| view_key(*id));
        self.look.t(key)
    }

    /// Where a main view stands in the tab bar.
    pub fn index(&self, id: ViewId) -> Option<usize> {
        self.views.iter().position(|(other, _)| *other == id)
    }

    /// How long until something has to be done without an event: a draft to be kept, or the clock.
    pub fn next_wake(&self, now: NaiveDateTime) -> std::time::Duration {
        use chrono::Timelike;
        let minute = std::time::Duration::from_millis(
            60_000
                - u64::from(now.second()) * 1000
                - u64::from(now.and_utc().timestamp_subsec_millis()).min(999),
        );
        match self.draft.since {
            Some(since) => {
                let due = since + chrono::TimeDelta::seconds(2) - now;
                minute.min(due.to_std().unwrap_or_default())
            }
            None => minute,
        }
    }

    /// Calls the topmost view with a context; carries out where it wants to go.
    pub(super) fn with_top<R: Default>(
        &mut self,
        effects: &mut Vec<Effect>,
        call: impl FnOnce(&mut dyn View, &mut Cx<'_>) -> R,
    ) -> R {
        let at = Place::top(self);
        self.with(at, effects, call)
    }

    /// Whether a whole page lies over this place. Popups leave visible what is below them.
    fn is_covered(&self, place: Place) -> bool {
        let above = match place {
            Place::View(_) => 0,
            Place::Layer(at) => at + 1,
        };
        self.layers.iter().skip(above).any(|layer| !layer.is_popup())
    }

    /// Calls a view with a context; carries out where it wants to go. What nobody can see asks nothing: the store keeps
    /// one question of each kind, and a covered view would take the place of the one on top. It is refreshed when it is
    /// seen again.
    pub(super) fn with<R: Default>(
        &mut self,
        place: Place,
        effects: &mut Vec<Effect>,
        call: impl FnOnce(&mut dyn View, &mut Cx<'_>) -> R,
    ) -> R {
        let today = self.today();
        let (mut go, mut toast) = (Vec::new(), None);
        let (covered, before) = (self.is_covered(place), effects.len());
        let view = match place {
            Place::View(at) => self.views.get_mut(at).map(|(_, view)| view),
            Place::Layer(at) => self.layers.get_mut(at),
        };
        let Some(view) = view else { return R::default() };
        let mut cx = Cx::new(
            &self.look,
            today,
            self.now,
            self.portfolio.as_ref(),
            &self.labels,
            &mut self.next_ticket,
            effects,
            &mut go,
            &mut toast,
        );
        let result = call(view.as_mut(), &mut cx);
        if covered {
            let asked = effects.split_off(before);
            effects.extend(asked.into_iter().filter(|effect| !matches!(effect, Effect::Ask(..))));
        }
        if let Some(toast) = toast {
            self.say(toast);
        }
        super::update::go(self, go, place, effects);
        result
    }

    /// Says something in the status line and remembers it.
    pub(super) fn say(&mut self, toast: Toast) {
        self.messages.push(toast.clone());
        if self.messages.len() > MESSAGES {
            self.messages.remove(0);
        }
        self.toast = Some(toast);
    }

    /// Says something by its text key.
    pub(super) fn note(&mut self, kind: ToastKind, key: &str) {
        let text = self.look.t(key);
        self.say(Toast { text, kind, undoable: false });
    }

    /// Asks something for the program itself.
    pub(super) fn ask(&mut self, effects: &mut Vec<Effect>, question: Question) {
        self.next_ticket += 1;
        self.own.push((self.next_ticket, Own::Facts));
        effects.push(Effect::Ask(self.next_ticket, question));
    }

    /// Everything a message does; a shorthand for [`super::update::update`].
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        super::update::update(self, msg)
    }

    /// Has a preference hold from now on; unknown ones change nothing.
    pub fn apply_preference(&mut self, key: &str, value: &str) {
        let look = &mut self.look;
        match key {
            "language" => {
                if let Some(lang) = Lang::parse(value) {
                    look.set_lang(lang);
                }
            }
            "theme" => {
                if let Some(theme) = ThemeName::parse(value) {
                    look.set_theme(theme);
                }
            }
            "numbers" => look.set_numbers(Some(value).filter(|v| *v != "auto")),
            "dates" => look.format.date_order = DateOrder::parse(value).unwrap_or_default(),
            "ascii" => look.ascii = value == "yes",
            "mouse" => look.mouse = value == "true",
            _ => {}
        }
    }

    /// Opens a layer.
    pub(super) fn push(&mut self, layer: Box<dyn View>, effects: &mut Vec<Effect>) {
        let place = Place::top(self);
        super::update::go(self, vec![Go::Push(layer)], place, effects);
    }
}

/// Where a view stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A main view.
    View(usize),
    /// A layer.
    Layer(usize),
}

impl Place {
    pub(super) fn top(model: &Model) -> Self {
        match model.layers.len() {
            0 => Self::View(model.current),
            n => Self::Layer(n - 1),
        }
    }
}

/// Text key of a view's name; `.short` where there is little room.
pub const fn view_key(id: ViewId) -> &'static str {
    match id {
        ViewId::Today => "view-today",
        ViewId::Customers => "view-customers",
        ViewId::Lifecycle => "view-lifecycle",
        ViewId::Winback => "view-winback",
        ViewId::Value => "view-value",
        ViewId::Manage => "view-manage",
    }
}
