//! Small layers of the program itself: the go-to popup, messages of the session, leaving the sample, a draft found.
//! Help and palette have files of their own.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::help::Help;
use super::model::Model;
use super::palette::Palette;
use crate::store::ask::Order;
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{Confirm, DialogEvent, Menu, MenuEntry};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::visible::wrap;
use crate::views::{Cx, Effect, Go, ToastKind, View};

/// Help for what holds now.
pub fn help(model: &Model) -> Box<dyn View> {
    Box::new(Help::new(model))
}

/// The palette, with a text already typed.
pub fn palette(model: &Model, typed: &str) -> Box<dyn View> {
    Box::new(Palette::new(model, typed))
}

/// The popup of places.
pub fn go_to(model: &Model) -> Box<dyn View> {
    let look = &model.look;
    let places = [
        ('g', "goto-first", Action::First, true),
        ('e', "goto-last", Action::Last, true),
        ('s', "goto-segment", Action::ManageSegments, model.can(Action::ManageSegments)),
        ('h', "goto-today", Action::GoToday, model.can(Action::GoToday)),
        ('p', "goto-next-marked", Action::NextMarked, model.can(Action::NextMarked)),
        ('m', "goto-mark-filtered", Action::MarkAll, model.can(Action::MarkAll)),
        (',', "goto-previous-tab", Action::PreviousTab, model.can(Action::PreviousTab)),
        ('f', "goto-profile", Action::ManageProfile, model.can(Action::ManageProfile)),
        ('n', "goto-said", Action::FindSaid, model.can(Action::FindSaid)),
        ('r', "goto-rules", Action::Rules, model.can(Action::Rules)),
        ('a', "goto-products", Action::Products, model.can(Action::Products)),
        ('v', "goto-replenish", Action::Replenish, model.can(Action::Replenish)),
        ('u', "goto-bought-once", Action::BoughtOnce, model.can(Action::BoughtOnce)),
        ('l', "goto-calls", Action::CallStats, model.can(Action::CallStats)),
        ('o', "goto-offers", Action::GoManage, model.can(Action::GoManage)),
        ('d', "goto-quality", Action::GoQuality, model.can(Action::GoQuality)),
        ('b', "goto-backups", Action::Restore, model.can(Action::Restore)),
        ('k', "goto-keys", Action::Help, true),
    ];
    let mut targets: Vec<Target> = Vec::new();
    let mut entries = Vec::new();
    for (key, text, action, possible) in places {
        if possible {
            entries.push(MenuEntry::new(look.t(text)).key(key));
            targets.push(Target::Action(action));
        }
    }
    for (key, text, typed) in [('c', "goto-customer", "@"), ('t', "goto-label", "#")] {
        entries.push(MenuEntry::new(look.t(text)).key(key));
        targets.push(Target::Layer(Some(palette(model, typed))));
    }
    Box::new(GoTo { menu: Menu::new(look.t("goto-title"), entries), targets })
}

enum Target {
    Action(Action),
    Layer(Option<Box<dyn View>>),
}

struct GoTo {
    menu: Menu,
    targets: Vec<Target>,
}

impl GoTo {
    fn chosen(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(at) => match self.targets.get_mut(at) {
                Some(Target::Action(action)) => cx.go(Go::PopThen(*action)),
                Some(Target::Layer(layer)) => {
                    cx.go(Go::Pop);
                    if let Some(layer) = layer.take() {
                        cx.go(Go::Push(layer));
                    }
                }
                None => {}
            },
            DialogEvent::Cancelled => cx.go(Go::Pop),
            _ => {}
        }
    }
}

impl View for GoTo {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, _action: Action) -> bool {
        false
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if action == Action::Help {
            return false;
        }
        let event = self.menu.act(action);
        self.chosen(event, cx);
        true
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let (event, mine) = self.menu.press(c);
        self.chosen(event, cx);
        mine
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let event = self.menu.click(target);
        self.chosen(event, cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.menu.draw(frame, area, look, hits, 0);
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }
}

/// What was said in this session, newest first.
pub fn messages(model: &Model) -> Box<dyn View> {
    let mut lines: Vec<String> = model.messages.iter().rev().map(|toast| toast.text.clone()).collect();
    if lines.is_empty() {
        lines.push(model.look.t("messages-none"));
    }
    Box::new(Reading { title: model.look.t("messages-title"), lines, top: 0 })
}

/// Text to read and scroll.
struct Reading {
    title: String,
    lines: Vec<String>,
    top: usize,
}

impl View for Reading {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, _action: Action) -> bool {
        false
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::Down => self.top = (self.top + 1).min(self.lines.len().saturating_sub(1)),
            Action::First => self.top = 0,
            Action::Last => self.top = self.lines.len().saturating_sub(1),
            Action::Open | Action::Back | Action::Quit => cx.go(Go::Pop),
            _ => return false,
        }
        true
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        let popup =
            centred(area, 76.min(area.width), (self.lines.len() as u16 + 4).clamp(6, area.height.max(6)));
        let inner = Panel::new(self.title.clone()).right(look.t("key-esc")).popup().draw(frame, popup, look);
        let text = Rect::new(inner.x + 1, inner.y, inner.width.saturating_sub(2), inner.height);
        let lines = self.lines.iter().skip(self.top).flat_map(|line| wrap(line, usize::from(text.width)));
        look.put_lines(frame, text, lines.map(Line::from));
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Back]
    }
}

/// Asks before the sample is left.
pub fn leave_sample(model: &Model) -> Box<dyn View> {
    let look = &model.look;
    let lines = wrap(&look.t("leave-sample-line"), 56).into_iter().map(Line::from).collect();
    let buttons = vec![look.t("leave-sample-yes"), look.t("cancel")];
    let confirm = Confirm::new(look.t("leave-sample-title"), lines, buttons);
    Box::new(Asking {
        confirm,
        then: Box::new(|button, cx| {
            if button == 0 {
                cx.effect(Effect::OpenPortfolio { path: None, create: None });
            }
        }),
    })
}

/// Offers the newest of the drafts found.
pub fn draft(model: &Model, drafts: &[(String, String)]) -> Box<dyn View> {
    let look = &model.look;
    let lines = vec![
        Line::from(look.t("draft-line")),
        Line::from(look.tf("draft-count", &[("count", drafts.len().into())])),
    ];
    let buttons = vec![look.t("draft-open"), look.t("draft-drop"), look.t("draft-later")];
    let confirm = Confirm::new(look.t("draft-title"), lines, buttons);
    let (key, content) = drafts.first().cloned().unwrap_or_default();
    Box::new(Asking {
        confirm,
        then: Box::new(move |button, cx| match button {
            0 => match crate::views::forms::reopen(&key, &content) {
                Some(form) => cx.go(Go::Push(form)),
                None => cx.toast(ToastKind::Trouble, cx.look.t("error-title")),
            },
            _ => drop(cx.order(Order::DropDraft { key: key.clone() })),
        }),
    })
}

/// What follows from the button of this number.
type Then = Box<dyn FnMut(usize, &mut Cx<'_>)>;

/// A question, and what follows from its buttons.
struct Asking {
    confirm: Confirm,
    then: Then,
}

impl Asking {
    fn answered(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(button) => {
                cx.go(Go::Pop);
                (self.then)(button, cx);
            }
            DialogEvent::Cancelled => cx.go(Go::Pop),
            _ => {}
        }
    }
}

impl View for Asking {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, _action: Action) -> bool {
        false
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if action == Action::Help {
            return false;
        }
        let event = self.confirm.act(action);
        self.answered(event, cx);
        true
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let event = self.confirm.click(target);
        self.answered(event, cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.confirm.draw(frame, area, look, hits, 0);
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Right, Action::Open, Action::Back]
    }
}
