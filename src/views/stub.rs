//! Stands where a view is not yet written.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Cx, View};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;

/// Draws nothing.
pub struct Stub;

impl View for Stub {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }
    fn refresh(&mut self, _cx: &mut Cx<'_>) {}
    fn can(&self, _action: Action) -> bool {
        false
    }
    fn act(&mut self, _action: Action, _cx: &mut Cx<'_>) -> bool {
        false
    }
    fn draw(&self, _frame: &mut Frame<'_>, _area: Rect, _look: &Look, _hits: &mut Hits) {}
    fn footer(&self) -> Vec<Action> {
        Vec::new()
    }
}
