//! View 7, running the business: offers and orders, campaigns, what each seller did, and how good the data are (mission
//! rows 7, 9, 10, 32, 34, 51).

mod campaign_page;
mod campaigns;
mod finder;
mod fix;
mod offers;
mod quality;
mod sheet;
mod team;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Cx, FileNews, View};
use crate::store::ask::{Answer, ChangeWords, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::chart::tabs;
use crate::ui::dialog::{DialogEvent, Menu};
use crate::ui::hits::Hits;
use crate::ui::visible::{fit, pad_right, width, wrap};
use campaigns::Campaigns;
use offers::Offers;
use quality::Quality;
use team::Team;

/// Clickable regions of one kind start here times the kind.
const TARGETS: usize = 1 << 40;
const ON_LIST: usize = 0;
const ON_TABS: usize = 1;
const ON_FIGURES: usize = 2;
const ON_MENU: usize = 3;

/// Offers, campaigns, sellers, quality of data.
pub fn view() -> Box<dyn View> {
    Box::new(Manage::default())
}

/// Finds the customer of a new offer first.
pub fn new_offer() -> Box<dyn View> {
    finder::new_offer()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Offers,
    Campaigns,
    Team,
    Quality,
}

const TABS: [Tab; 4] = [Tab::Offers, Tab::Campaigns, Tab::Team, Tab::Quality];

#[derive(Default)]
struct Manage {
    tab: Tab,
    offers: Offers,
    campaigns: Campaigns,
    team: Team,
    quality: Quality,
}

/// A tab of the view: what keys do to it, how answers change it, how it is drawn.
trait Page {
    fn refresh(&mut self, cx: &mut Cx<'_>);
    fn can(&self, action: Action) -> bool;
    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool;
    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>);
    /// Whether the ticket is one of its own.
    fn asked(&self, ticket: Ticket) -> bool;
    fn click(&mut self, kind: usize, number: usize, double: bool, cx: &mut Cx<'_>);
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits);
    fn footer(&self) -> Vec<Action>;
    fn word(&self, action: Action) -> Option<&'static str>;
    /// A menu that waits for an answer, where a page has one.
    fn menu(&mut self) -> Option<&mut Menu> {
        None
    }
    fn has_menu(&self) -> bool {
        false
    }
    fn chosen(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        let _ = (event, cx);
    }
    /// Words at the right of the tabs.
    fn right(&self, _look: &Look) -> String {
        String::new()
    }
}

impl Manage {
    fn page(&self) -> &dyn Page {
        match self.tab {
            Tab::Offers => &self.offers,
            Tab::Campaigns => &self.campaigns,
            Tab::Team => &self.team,
            Tab::Quality => &self.quality,
        }
    }

    fn page_mut(&mut self) -> &mut dyn Page {
        match self.tab {
            Tab::Offers => &mut self.offers,
            Tab::Campaigns => &mut self.campaigns,
            Tab::Team => &mut self.team,
            Tab::Quality => &mut self.quality,
        }
    }

    fn show(&mut self, tab: Tab, cx: &mut Cx<'_>) {
        self.tab = tab;
        self.page_mut().refresh(cx);
    }

    fn step(&mut self, step: usize, cx: &mut Cx<'_>) {
        let here = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.show(TABS[(here + step) % TABS.len()], cx);
    }
}

impl View for Manage {
    fn scopes(&self) -> Vec<KeyScope> {
        if self.page().has_menu() {
            vec![KeyScope::Dialog]
        } else {
            vec![KeyScope::Manage, KeyScope::Record, KeyScope::List]
        }
    }

    fn is_dashboard(&self) -> bool {
        // Quality says it itself.
        self.tab != Tab::Quality
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.page_mut().refresh(cx);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::NextTab | Action::PreviousTab | Action::GoQuality => true,
            Action::Back => self.tab != Tab::Offers || self.page().can(action),
            other => self.page().can(other),
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some(menu) = self.page_mut().menu() {
            if action == Action::Help {
                return false;
            }
            let event = menu.act(action);
            self.page_mut().chosen(event, cx);
            return true;
        }
        match action {
            Action::GoQuality => self.show(Tab::Quality, cx),
            Action::NextTab | Action::Right => self.step(1, cx),
            Action::PreviousTab | Action::Left => self.step(TABS.len() - 1, cx),
            Action::Back if !self.page().can(Action::Back) && self.tab != Tab::Offers => {
                self.show(Tab::Offers, cx);
            }
            other => return self.page_mut().act(other, cx),
        }
        true
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let Some(menu) = self.page_mut().menu() else { return false };
        let (event, mine) = menu.press(c);
        self.page_mut().chosen(event, cx);
        mine
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let (kind, number) = (target / TARGETS, target % TARGETS);
        if let Some(menu) = self.page_mut().menu() {
            if kind == ON_MENU {
                let event = menu.click(number);
                self.page_mut().chosen(event, cx);
            }
        } else if kind == ON_TABS {
            self.show(TABS[number % TABS.len()], cx);
        } else {
            self.page_mut().click(kind, number, double, cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        self.offers.receive(ticket, answer, cx);
        self.campaigns.receive(ticket, answer, cx);
        self.team.receive(ticket, answer, cx);
        self.quality.receive(ticket, answer, cx);
    }

    fn file_news(&mut self, ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) {
        sheet::told(ticket, news, cx);
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        let pages: [&dyn Page; 4] = [&self.offers, &self.campaigns, &self.team, &self.quality];
        if pages.iter().any(|page| page.asked(ticket)) {
            cx.toast(super::ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        if area.height < 5 {
            return;
        }
        let names = ["manage-tab-offers", "manage-tab-campaigns", "manage-tab-team", "manage-tab-quality"]
            .map(|key| look.t(key));
        let row = Rect { height: 1, ..area };
        let current = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        let right = self.page().right(look);
        let end = tabs(frame, row, &names, current, look, hits, ON_TABS * TARGETS);
        if usize::from(row.right().saturating_sub(end)) > width(&right) {
            look.put_right(frame, row, Span::styled(format!("{right} "), look.theme.dim));
        }
        let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
        self.page().draw(frame, body, look, hits);
    }

    fn export(&self, look: &Look) -> Option<super::exports::Offer> {
        if self.page().has_menu() {
            return None;
        }
        let (name, key) = match self.tab {
            Tab::Offers => ("offers", "manage-tab-offers"),
            Tab::Campaigns => ("campaigns", "manage-tab-campaigns"),
            Tab::Team => ("team", "manage-tab-team"),
            Tab::Quality => ("quality", "manage-tab-quality"),
        };
        Some(super::exports::Offer::Report { title: look.t(key), line: vec![name.to_owned()] })
    }

    fn footer(&self) -> Vec<Action> {
        if self.page().has_menu() {
            return vec![Action::Open, Action::Back];
        }
        self.page().footer().into_iter().chain([Action::NextTab]).collect()
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        if self.page().has_menu() { None } else { self.page().word(action) }
    }
}

/// A sentence in the place of a table.
fn say(frame: &mut Frame<'_>, inner: Rect, text: &str, look: &Look) {
    let place = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let lines = wrap(text, usize::from(place.width).max(1));
    look.put_lines(frame, place, lines.into_iter().map(|line| Line::styled(line, look.theme.dim)));
}

/// A label and its value at the right, over all the columns there are.
fn spread(label: &str, value: &str, columns: usize, look: &Look) -> Line<'static> {
    let room = columns.saturating_sub(width(value) + 1);
    Line::from(vec![
        Span::styled(pad_right(&fit(label, room), room + 1), look.theme.dim),
        Span::raw(value.to_owned()),
    ])
}

/// A share with what it is a share of: `67 % (n 51)`; a dash where there is nothing.
fn share(share: Option<f64>, n: u64, look: &Look) -> String {
    match share {
        Some(share) => look.tf(
            "manage-share",
            &[("share", look.format.percent(share).into()), ("n", look.format.int(n).into())],
        ),
        None => "—".to_owned(),
    }
}
