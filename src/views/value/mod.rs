//! Value (mission rows 13, 14, 41–46, 52–55): what the customers bring, what changes it and whom the effort goes to. Each
//! sub-tab is a `Page` of its own with its state, keys, answers and drawing; this file only shows one of them.

mod backtest;
mod board;
mod clv;
mod effort;
mod figures;
mod grid;
mod growth;
mod kind;
mod lift;
mod members;
mod pareto;
mod parts;
mod plot;
mod rfm;
mod rules;
mod sheets;
mod summary;

use std::cell::Cell;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::exports::Grid;
use super::{Cx, View};
use crate::domain::value::Window;
use crate::store::ask::{Answer, ChangeWords, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::chart::tabs;
use crate::ui::hits::Hits;
use crate::ui::visible::{fit, width};

/// Clickable regions of a page start here; those below are the tabs.
const PAGE: usize = 1 << 16;

/// A sub-tab. It is asked only while it is shown, but for answers, which each compares with its own tickets.
trait Page {
    /// Text key of its name in the line of tabs.
    fn title(&self) -> &'static str;

    /// Shown, or shown again after a change: ask for what is needed.
    fn refresh(&mut self, cx: &mut Cx<'_>);

    /// Whether an action can be done now.
    fn can(&self, action: Action) -> bool;

    /// Does an action; false where it means nothing here. Left and right go to the next tab where it is false.
    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool;

    /// A click on a region of this number that the page registered as [`PAGE`] plus it.
    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>);

    /// An answer of the store.
    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>);

    /// A question or order that failed.
    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>);

    /// Words at the right of the line of tabs: the period.
    fn heading(&self, look: &Look) -> String;

    /// The same in few letters, beside many tabs on a narrow screen.
    fn heading_short(&self, look: &Look) -> String {
        self.heading(look)
    }

    /// Draws below the line of tabs.
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits);

    /// Actions for the footer, most useful first.
    fn footer(&self) -> Vec<Action>;

    /// Text key of what an action is called in the footer, where its own name would say too little.
    fn footer_word(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Its figures as tables; none where they are not known yet.
    fn tables(&self, look: &Look) -> Vec<Grid>;

    /// Scopes of keys, innermost first.
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Value]
    }
}

/// The dashboards.
pub fn view() -> Box<dyn View> {
    // One period for the four that look at the same board.
    let period = board::Period::new(Cell::new(Window::Year));
    let pages: Vec<Box<dyn Page>> = vec![
        Box::new(summary::Summary::new(&period)),
        Box::new(pareto::Pareto::new(&period)),
        Box::new(rfm::Scores::new(&period)),
        Box::new(clv::Lifetime::new(&period)),
        Box::new(lift::Lift::default()),
        Box::new(growth::Growth::default()),
        Box::new(effort::Effort::default()),
    ];
    Box::new(Value { pages, tab: 0 })
}

struct Value {
    pages: Vec<Box<dyn Page>>,
    tab: usize,
}

impl Value {
    fn page(&self) -> &dyn Page {
        self.pages[self.tab].as_ref()
    }

    fn show(&mut self, tab: usize, cx: &mut Cx<'_>) {
        self.tab = tab % self.pages.len();
        self.pages[self.tab].refresh(cx);
    }
}

impl View for Value {
    fn scopes(&self) -> Vec<KeyScope> {
        self.page().scopes()
    }

    fn is_dashboard(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.pages[self.tab].refresh(cx);
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::NextTab | Action::PreviousTab) || self.page().can(action)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let (tab, tabs) = (self.tab, self.pages.len());
        match action {
            Action::NextTab => self.show(tab + 1, cx),
            Action::PreviousTab => self.show(tab + tabs - 1, cx),
            other if self.pages[tab].act(other, cx) => {}
            Action::Right => self.show(tab + 1, cx),
            Action::Left => self.show(tab + tabs - 1, cx),
            _ => return false,
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        match target.checked_sub(PAGE) {
            Some(target) => self.pages[self.tab].click(target, double, cx),
            None => self.show(target, cx),
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        for page in &mut self.pages {
            page.receive(ticket, answer, cx);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        for page in &mut self.pages {
            page.failed(ticket, why, cx);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        if area.height < 4 {
            return;
        }
        let line = Rect { height: 1, ..area };
        let titles: Vec<String> = self.pages.iter().map(|page| look.t(page.title())).collect();
        let after = tabs(frame, line, &titles, self.tab, look, hits, 0);
        let mut heading = self.page().heading(look);
        let room = usize::from(area.right().saturating_sub(after));
        // Beside many tabs a period is told in few letters, whole.
        for window in Window::ALL {
            if width(&heading) > room {
                let key = figures::window_key(window);
                heading = heading.replace(&look.t(&key), &look.t(&format!("{key}-short")));
            }
        }
        let tight = heading.trim_end().replace("‹ ", "‹").replace(" ›", "›");
        let short = self.page().heading_short(look);
        let told = [heading.clone(), heading.trim_end().to_owned(), tight, short.clone()];
        let heading = told.into_iter().find(|told| width(told) <= room).unwrap_or_else(|| fit(&short, room));
        let right = Rect { x: after.min(area.right()), width: area.right().saturating_sub(after), ..line };
        look.put_right(frame, right, Span::styled(heading, look.theme.heading));
        let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
        self.page().draw(frame, body, look, hits);
    }

    fn export(&self, look: &Look) -> Option<super::exports::Offer> {
        let title = format!("{} {}", look.t("view-value"), look.t(self.page().title()));
        super::exports::Offer::tables(title, self.page().tables(look))
    }

    fn footer(&self) -> Vec<Action> {
        self.page().footer()
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        self.page().footer_word(action)
    }
}

/// What the period and the settings are called at the foot.
const fn board_words(action: Action) -> Option<&'static str> {
    match action {
        Action::PreviousPeriod => Some("value-foot-period"),
        Action::Edit => Some("value-foot-settings"),
        _ => None,
    }
}
