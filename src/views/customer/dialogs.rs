//! Popups over a customer's page: a question before a change, the menu of what to copy, the details of one entry.

use std::cell::Cell;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::change::Change;
use crate::store::ask::{Answer, ChangeWords, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{Confirm, DialogEvent, Menu, MenuEntry, Prompt};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::table::ListState;
use crate::ui::visible::{pad_right, width, wrap};
use crate::views::{Cx, Effect, Go, ToastKind, View, line};

/// A question; on yes a change is made, and the popup goes once it is made.
pub(in crate::views) struct Ask {
    confirm: Confirm,
    change: Change,
    ticket: Option<Ticket>,
}

impl Ask {
    pub(in crate::views) fn open(
        title: String,
        lines: Vec<String>,
        yes: String,
        change: Change,
        look: &Look,
    ) -> Box<dyn View> {
        let lines = lines.into_iter().map(Line::from).collect();
        let confirm = Confirm::new(title, lines, vec![yes, look.t("cancel")]);
        Box::new(Self { confirm, change, ticket: None })
    }

    fn event(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(_) if self.ticket.is_none() => {
                self.ticket = Some(cx.change(self.change.clone()));
            }
            DialogEvent::Cancelled => cx.go(Go::Pop),
            _ => {}
        }
    }
}

/// How a complaint was settled: one line, which settles it.
pub(in crate::views) fn resolve(id: i64, name: &str, look: &Look) -> Box<dyn View> {
    let title = look.tf("case-resolve-title", &[("name", name.into())]);
    line::open(Prompt::new(title, look.t("case-resolve-label"), ""), Resolve(id))
}

struct Resolve(i64);

impl line::About for Resolve {
    fn save(&mut self, prompt: &mut Prompt, cx: &mut Cx<'_>) -> Option<Ticket> {
        let resolution = prompt.text().trim().to_owned();
        if resolution.is_empty() {
            prompt.error = Some(cx.look.t("case-resolve-empty"));
            return None;
        }
        Some(cx.change(Change::ResolveCase { id: self.0, on: Some(cx.today), resolution }))
    }
}

impl View for Ask {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        use Action::{Back, Choose, Down, Left, NextPanel, Open, PreviousPanel, Quit, Right, Up};
        matches!(action, Left | Right | Up | Down | NextPanel | PreviousPanel | Open | Choose | Back | Quit)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let event = self.confirm.act(action);
        self.event(event, cx);
        self.can(action)
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let event = self.confirm.click(target);
        self.event(event, cx);
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if self.ticket == Some(ticket) && matches!(answer, Answer::Done(_)) {
            cx.go(Go::Pop);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if self.ticket == Some(ticket) {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
            cx.go(Go::Pop);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.confirm.draw(frame, area, look, hits, 0);
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }
}

/// What to copy.
pub(super) struct CopyMenu {
    menu: Menu,
    values: Vec<String>,
}

impl CopyMenu {
    /// A menu over pairs of label and value; of those without a value it says so.
    pub(super) fn open(pairs: Vec<(String, String)>, look: &Look) -> Box<dyn View> {
        let entries = pairs.iter().map(|(label, value)| {
            let none = value.is_empty().then(|| look.t("customers-copy-nothing"));
            MenuEntry::new(label.clone()).note(none.unwrap_or_else(|| value.clone()))
        });
        let menu = Menu::new(look.t("page-copy"), entries.collect());
        Box::new(Self { menu, values: pairs.into_iter().map(|(_, value)| value).collect() })
    }

    fn event(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(at) => {
                if self.values.get(at).is_some_and(String::is_empty) {
                    cx.toast(ToastKind::Note, cx.look.t("customers-copy-none"));
                } else if let Some(value) = self.values.get(at) {
                    cx.effect(Effect::Copy(value.clone()));
                    cx.toast(ToastKind::Done, cx.look.tf("page-copied", &[("value", value.into())]));
                }
                cx.go(Go::Pop);
            }
            DialogEvent::Cancelled => cx.go(Go::Pop),
            _ => {}
        }
    }
}

impl View for CopyMenu {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        {
            use Action::{Back, Choose, Down, Open, Quit, Up};
            matches!(action, Up | Down | Open | Back | Quit | Choose)
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let event = self.menu.act(action);
        self.event(event, cx);
        self.can(action)
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let (event, known) = self.menu.press(c);
        self.event(event, cx);
        known
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let event = self.menu.click(target);
        self.event(event, cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.menu.draw(frame, area, look, hits, 0);
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }
}

/// One entry in full: pairs of label and text, the text wrapped.
pub(super) struct Details {
    title: String,
    pairs: Vec<(String, String)>,
    state: ListState,
    /// Places it can be scrolled to; known once it is wrapped, while drawing.
    rows: Cell<usize>,
}

impl Details {
    pub(super) fn open(title: String, pairs: Vec<(String, String)>) -> Box<dyn View> {
        let pairs = pairs.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        Box::new(Self { title, pairs, state: ListState::default(), rows: Cell::new(0) })
    }
}

impl View for Details {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        use Action::{Back, Down, First, Last, Open, PageDown, PageUp, Quit, Up};
        matches!(action, Up | Down | PageUp | PageDown | First | Last | Open | Back | Quit)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Back | Action::Quit | Action::Open => cx.go(Go::Pop),
            other => {
                self.state.set_len(self.rows.get());
                return self.state.act(other);
            }
        }
        true
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        let columns = area.width.saturating_sub(4).min(76);
        let label = self.pairs.iter().map(|(l, _)| width(l)).max().unwrap_or(0).min(20) + 2;
        let room = usize::from(columns).saturating_sub(label + 4);
        let mut lines = Vec::new();
        for (name, text) in &self.pairs {
            for (n, part) in wrap(text, room).into_iter().enumerate() {
                lines.push(look.pair(if n == 0 { name } else { "" }, &part, label));
            }
        }
        let rows = lines.len() + 4;
        let panel = Panel::new(self.title.clone()).right(look.t("key-esc")).popup();
        let inner = panel.draw(frame, centred(area, columns, rows as u16), look);
        let body = Rect::new(
            inner.x + 1,
            inner.y + 1,
            inner.width.saturating_sub(2),
            inner.height.saturating_sub(2),
        );
        let over = lines.len().saturating_sub(usize::from(body.height));
        let skip = self.state.cursor.min(over);
        self.rows.set(over + 1);
        look.put_lines(frame, body, lines.into_iter().skip(skip));
        if over > skip {
            let below = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..body };
            look.put(frame, below, Line::styled(pad_right(&look.t("form-more-below"), room), look.theme.dim));
        }
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Back]
    }
}
