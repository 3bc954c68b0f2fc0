//! Growth.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::Page;
use crate::store::ask::{Answer, ChangeWords, Ticket};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::views::Cx;

/// The sub-tab.
#[derive(Default)]
pub struct Growth {}

impl Page for Growth {
    fn title(&self) -> &'static str {
        "growth-tab"
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, _action: Action) -> bool {
        false
    }

    fn act(&mut self, _action: Action, _cx: &mut Cx<'_>) -> bool {
        false
    }

    fn click(&mut self, _target: usize, _double: bool, _cx: &mut Cx<'_>) {}

    fn receive(&mut self, _ticket: Ticket, _answer: &Answer, _cx: &mut Cx<'_>) {}

    fn failed(&mut self, _ticket: Ticket, _why: &ChangeWords, _cx: &mut Cx<'_>) {}

    fn heading(&self, _look: &Look) -> String {
        String::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        let inner = Panel::new(look.t("growth-tab")).draw(frame, area, look);
        look.put(frame, inner, Span::styled(look.t("growth-reading"), look.theme.dim));
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::NextTab, Action::Palette]
    }
}
