//! Corrective actions: what is done about the reasons for which customers leave, and what came of it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::reason_key;
use super::{Winback, draw};
use crate::domain::change::Change;
use crate::domain::lifecycle::corrective::{ActionDraft, LossRate};
use crate::domain::lifecycle::recovery::LossReason;
use crate::domain::query::Query;
use crate::domain::roster::Scope;
use crate::store::ask::{ListSpec, WinbackAction};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::wrap;
use crate::views::{Cx, Go};

impl Winback {
    fn all_actions(&self) -> &[WinbackAction] {
        self.summary.as_ref().map_or(&[], |summary| summary.actions.as_slice())
    }

    pub(super) fn action_here(&self) -> Option<&WinbackAction> {
        self.all_actions().get(self.actions.cursor)
    }

    /// A new action about a reason: the one under the cursor, else the one that costs most.
    pub(super) fn new_action(&self, cx: &mut Cx<'_>) {
        let reasons = self.summary.as_ref().map_or(&[][..], |summary| summary.reasons.as_slice());
        let here = if self.tab == super::Tab::Reasons { reasons.get(self.reasons.cursor) } else { None };
        let reason = here.or(reasons.first()).map_or(LossReason::Price, |(reason, ..)| *reason);
        let owner = cx.stamp().author;
        let draft = ActionDraft { reason, what: String::new(), owner, due: None };
        cx.go(Go::Push(crate::views::forms::action(None, draft)));
    }

    /// What is done on the tab of actions; false where it means nothing here.
    pub(super) fn act_on_action(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let Some(here) = self.action_here().cloned() else { return false };
        match action {
            Action::Edit => cx.go(Go::Push(crate::views::forms::action(Some(here.id), here.draft))),
            // Done today, or open again.
            Action::Definitive => {
                let on = here.done_on.is_none().then_some(cx.today);
                cx.change(Change::CloseAction { id: here.id, on });
            }
            Action::Open => {
                let reason = here.draft.reason;
                let spec = ListSpec {
                    scope: Scope::LostFor(reason),
                    query: Query::default(),
                    sort: super::by_stake(),
                };
                let words = cx.look.t(&reason_key(reason));
                cx.go(Go::List(spec, cx.look.tf("winback-list-reason", &[("reason", words.into())])));
            }
            Action::Explain => {
                let look = cx.look;
                let rate = |rate: &LossRate| {
                    look.tf(
                        "winback-action-rate-text",
                        &[
                            ("n", look.format.int(rate.losses).into()),
                            ("active", look.format.int(rate.active).into()),
                            ("days", i64::from(rate.days).into()),
                            ("rate", share(rate, look).into()),
                        ],
                    )
                };
                let mut rows = vec![
                    (look.t("explain-formula"), look.t("winback-action-formula")),
                    (look.t("winback-c-before"), rate(&here.before)),
                ];
                let after = here.after.as_ref().map_or_else(|| look.t("winback-action-soon"), rate);
                rows.push((look.t("winback-c-after"), after));
                cx.go(Go::Push(crate::views::explain::view(here.draft.what, rows)));
            }
            _ => return false,
        }
        true
    }
}

/// Losses a year in percent; a dash where nobody was active.
fn share(rate: &LossRate, look: &Look) -> String {
    rate.a_year().map_or_else(|| "—".to_owned(), |rate| look.format.percent_with(rate, 1))
}

pub(super) fn page(view: &Winback, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let all = view.all_actions();
    let open = all.iter().filter(|action| action.done_on.is_none()).count();
    let right = look.tf("winback-actions-right", &[("n", open.into())]);
    let inner = Panel::new(look.t("winback-actions"))
        .right(Span::styled(right, look.theme.dim))
        .bottom(look.t("winback-actions-hint"))
        .focused(true)
        .draw(frame, area, look);
    if all.is_empty() {
        let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let lines = wrap(&look.t("winback-actions-none"), usize::from(text.width).max(1));
        look.put_lines(frame, text, lines.into_iter().map(|l| Line::styled(l, look.theme.dim)));
        return;
    }
    let today = view.today.unwrap_or(crate::domain::Day(0));
    let columns = [
        Column::wide(look.t("winback-c-action"), 20),
        Column::fixed(look.t("winback-column-reason"), 18).drop(1),
        Column::fixed(look.t("winback-c-owner"), 10).drop(2),
        Column::fixed(look.t("winback-c-due"), 9),
        Column::fixed(look.t("winback-c-done"), 8),
        Column::fixed(look.t("winback-c-before"), 8).right(),
        Column::fixed(look.t("winback-c-after"), 8).right(),
    ];
    let table = Table::new(&columns, &view.actions, draw::ON_ACTIONS * draw::TARGETS);
    let window = table.window(inner);
    let rows: Vec<Row<'_>> = all[window]
        .iter()
        .map(|action| {
            let late = action.done_on.is_none() && action.draft.due.is_some_and(|due| due < today);
            let due = action.draft.due.map_or_else(String::new, |due| look.format.day_short(due, today));
            let due = if late { format!("! {due}") } else { due };
            let done = action.done_on.map_or_else(String::new, |day| look.format.day_short(day, today));
            let after = action.after.as_ref().map_or_else(|| "…".to_owned(), |rate| share(rate, look));
            Row::new([
                Line::from(action.draft.what.clone()),
                Line::from(look.t(&reason_key(action.draft.reason))),
                Line::from(action.draft.owner.clone()),
                Line::from(Span::styled(due, if late { look.theme.warn } else { look.theme.text })),
                Line::from(done),
                Line::from(share(&action.before, look)),
                Line::from(if action.done_on.is_some() { after } else { String::new() }),
            ])
            .dim(action.done_on.is_some())
        })
        .collect();
    table.draw(frame, inner, &rows, look, hits);
}
