//! What a message does to the model: pure, no input or output. Effects are carried out by the event loop.

use chrono::TimeDelta;

use super::layers;
use super::model::{Model, Own, Place};
use super::msg::{Msg, Opened};
use crate::domain::change::Change;
use crate::store::ask::{Answer, Applied, ChangeWords, Order, Question, Reply, Ticket};
use crate::ui::action::Action;
use crate::ui::keymap::Pressed;
use crate::ui::text_input::TextKey;
use crate::views::exports::Offer;
use crate::views::{self, Effect, Go, Then, Toast, ToastKind, ViewId};

/// Targets of the program's own bars: tabs from 0, then hints of the footer.
pub(super) const FOOTER: usize = 100;

/// Changes the model as the message says; gives back what is to be done outside.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    match msg {
        Msg::Key(pressed, now) => {
            model.now = now;
            key(model, &pressed, &mut effects);
            model.draft.keys += 1;
            keep_draft(model, &mut effects, false);
        }
        Msg::Paste(text) => {
            if model.is_typing() {
                type_text(model, &TextKey::Paste(text), &mut effects);
                keep_draft(model, &mut effects, false);
            }
        }
        Msg::Click(column, row, double) => click(model, column, row, double, &mut effects),
        Msg::Wheel(_, _, rows) => {
            let step = if rows < 0 { Action::Up } else { Action::Down };
            for _ in 0..rows.unsigned_abs() {
                model.with_top(&mut effects, |view, cx| view.act(step, cx));
            }
        }
        Msg::Resize(columns, rows) => model.size = (columns, rows),
        Msg::Reply(reply) => received(model, reply, &mut effects),
        Msg::FileNews(ticket, news) => {
            match &news {
                _ if ticket != model.copying => {}
                views::FileNews::Tables(grids) => effects.push(Effect::Copy(texts(grids))),
                views::FileNews::Failed(why) => trouble(model, why),
                _ => {}
            }
            everywhere(model, &mut effects, |view, cx| view.file_news(ticket, &news, cx));
            if matches!(news, views::FileNews::Imported(_)) {
                refresh(model, &mut effects);
            }
        }
        Msg::Ready(path) => effects.push(Effect::OpenPortfolio { path: Some(path), create: None }),
        Msg::Opened(opened) => opened_portfolio(model, opened, &mut effects),
        Msg::Tick(now) => {
            model.now = now;
            everywhere(model, &mut effects, |view, cx| view.tick(cx));
            keep_draft(model, &mut effects, false);
        }
        Msg::Leave(code) => {
            keep_draft(model, &mut effects, true);
            model.leaving = Some(code);
        }
        Msg::Resumed => model.redraw = true,
    }
    if let Some(Effect::Restore(from)) = effects.iter().find(|e| matches!(e, Effect::Restore(_))) {
        model.restoring = from.file_name().map(|name| name.to_string_lossy().into_owned());
    }
    for effect in &effects {
        match effect {
            Effect::Order(_, Order::DropDraft { key }) => drop(model.dropped.insert(key.clone())),
            Effect::Order(_, Order::SaveDraft { key, .. }) => drop(model.dropped.remove(key)),
            Effect::Order(ticket, Order::Change(change, ..)) => {
                if let Change::Call(call) = change.as_ref()
                    && let Some(key) = &call.draft
                {
                    model.dropped.insert(key.clone());
                    model.taken.insert(*ticket, key.clone());
                }
            }
            _ => {}
        }
    }
    effects
}

/// Carries out where views want to go.
pub(super) fn go(model: &mut Model, steps: Vec<Go>, from: Place, effects: &mut Vec<Effect>) {
    let mut from = Some(from);
    for step in steps {
        match step {
            Go::View(id) => show(model, id, effects),
            Go::List(spec, heading) => {
                if let Some(at) = model.index(ViewId::Customers) {
                    model.layers.clear();
                    model.current = at;
                    model.with(Place::View(at), effects, |view, cx| {
                        if !view.show_list(&spec, &heading, cx) {
                            view.refresh(cx);
                        }
                    });
                }
            }
            Go::Push(layer) => {
                model.layers.push(layer);
                model.draft.kept = None;
                model.with_top(effects, |view, cx| view.refresh(cx));
            }
            // Who asks to go goes, also where something else lies on top by now.
            Go::Pop => pop(model, from.take(), effects),
            Go::PopThen(action) => {
                pop(model, from.take(), effects);
                act(model, action, effects);
            }
        }
    }
}

fn pop(model: &mut Model, who: Option<Place>, effects: &mut Vec<Effect>) {
    let at = match who {
        Some(Place::Layer(at)) => at,
        Some(Place::View(_)) => return,
        None => model.layers.len().wrapping_sub(1),
    };
    if at < model.layers.len() {
        model.layers.remove(at);
        model.draft = super::model::DraftKeeper::default();
        refresh_in_sight(model, effects);
    }
}

fn show(model: &mut Model, id: ViewId, effects: &mut Vec<Effect>) {
    if let Some(at) = model.index(id) {
        // What a form holds is not lost with it.
        keep_draft(model, effects, true);
        model.layers.clear();
        model.current = at;
        model.with_top(effects, |view, cx| view.refresh(cx));
    }
}

fn key(model: &mut Model, pressed: &Pressed, effects: &mut Vec<Effect>) {
    let (quit_armed, interrupt_armed) = (model.quit_armed.take(), model.interrupt_armed.take());
    if pressed.is_interrupt() {
        if within_two_seconds(model, interrupt_armed) {
            keep_draft(model, effects, true);
            model.leaving = Some(0);
        } else {
            model.interrupt_armed = Some(model.now);
            model.note(ToastKind::Note, "interrupt-hint");
        }
        return;
    }
    let typing = model.is_typing();
    if typing && let Some(text) = &pressed.text {
        model.toast = None;
        type_text(model, text, effects);
        return;
    }
    if let Some(c) = pressed.character()
        && !typing
        && model.with_top(effects, |view, cx| view.press(c, cx))
    {
        return;
    }
    let Some(action) = model.look.keymap.resolve(pressed.key, &model.scopes()) else { return };
    if action == Action::Quit && model.at_top() && within_two_seconds(model, quit_armed) {
        keep_draft(model, effects, true);
        model.leaving = Some(0);
        return;
    }
    model.toast = None;
    act(model, action, effects);
}

fn within_two_seconds(model: &Model, armed: Option<chrono::NaiveDateTime>) -> bool {
    armed.is_some_and(|at| {
        let gone = model.now - at;
        gone <= TimeDelta::seconds(2) && gone >= TimeDelta::zero()
    })
}

fn type_text(model: &mut Model, text: &TextKey, effects: &mut Vec<Effect>) {
    model.with_top(effects, |view, cx| view.type_text(text, cx));
}

/// Does an action: the topmost view first, then the program itself.
pub(super) fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    // While a form or dialog waits for an answer, nothing below it may be changed.
    let has_to_wait = model.has_to_wait(action);
    // Help and palette come from the program, but close themselves.
    let own = matches!(action, Action::Help | Action::Palette | Action::Redraw);
    if (!own || model.top().is_some_and(|view| view.can(action)))
        && model.with_top(effects, |view, cx| view.act(action, cx))
    {
        return;
    }
    if has_to_wait {
        return;
    }
    match action {
        Action::GoToday => show(model, ViewId::Today, effects),
        Action::GoCustomers => show(model, ViewId::Customers, effects),
        Action::GoLifecycle => show(model, ViewId::Lifecycle, effects),
        Action::GoWinback => show(model, ViewId::Winback, effects),
        Action::GoValue => show(model, ViewId::Value, effects),
        Action::GoManage => show(model, ViewId::Manage, effects),
        Action::GoQuality => {
            show(model, ViewId::Manage, effects);
            model.with_top(effects, |view, cx| view.act(action, cx));
        }
        Action::NewOffer => open(model, views::manage::new_offer(), effects),
        Action::Back if model.at_top() => {}
        Action::Back => pop(model, None, effects),
        Action::Quit if !model.at_top() => pop(model, None, effects),
        Action::Quit => {
            model.quit_armed = Some(model.now);
            model.note(ToastKind::Note, "quit-hint");
        }
        Action::Help => {
            let layer = layers::help(model);
            model.push(layer, effects);
        }
        Action::Palette => {
            let layer = layers::palette(model, "");
            model.push(layer, effects);
        }
        Action::GoTo => {
            let layer = layers::go_to(model);
            model.push(layer, effects);
        }
        Action::Redraw => model.redraw = true,
        Action::Undo | Action::Redo => {
            model.next_ticket += 1;
            let ticket = model.next_ticket;
            let author = model.portfolio.as_ref().map(|p| p.user.clone()).unwrap_or_default();
            let stamp = crate::domain::change::Stamp { now: model.now, author };
            let undo = action == Action::Undo;
            model.own.push((ticket, if undo { Own::Undo } else { Own::Redo }));
            effects.push(Effect::Order(ticket, if undo { Order::Undo(stamp) } else { Order::Redo(stamp) }));
        }
        Action::BackupNow => {
            model.next_ticket += 1;
            let author = model.portfolio.as_ref().map(|p| p.user.clone()).unwrap_or_default();
            let stamp = crate::domain::change::Stamp { now: model.now, author };
            model.own.push((model.next_ticket, Own::Facts));
            effects.push(Effect::Order(model.next_ticket, Order::Backup { to: None, stamp }));
        }
        Action::OpenSample => effects.push(Effect::OpenSample),
        Action::LeaveSample => {
            let layer = layers::leave_sample(model);
            model.push(layer, effects);
        }
        Action::Messages => {
            let layer = layers::messages(model);
            model.push(layer, effects);
        }
        Action::Language | Action::Theme | Action::Ascii | Action::Mouse => prefer(model, action, effects),
        Action::Import => open(model, views::importing::view(model.home.clone()), effects),
        Action::Export => {
            if let Some(offer) = model.top().and_then(|view| view.export(&model.look)) {
                open(model, views::exporting::view(offer, model.home.clone()), effects);
            }
        }
        Action::Copy => match model.copied() {
            Some(Offer::Table(grid)) => effects.push(Effect::Copy(super::exporting::as_text(&grid))),
            Some(Offer::Tables { grids, .. }) => effects.push(Effect::Copy(texts(&grids))),
            Some(Offer::Report { line, .. }) => {
                model.next_ticket += 1;
                model.copying = model.next_ticket;
                effects.push(Effect::Tables(model.copying, line));
            }
            _ => {}
        },
        Action::ExportAll => {
            open(model, views::exporting::view(Offer::All, model.home.clone()), effects);
        }
        Action::BundleOut => {
            open(model, views::exporting::view(Offer::Bundle, model.home.clone()), effects);
        }
        Action::BundleIn => open(model, views::bundling::view(model.home.clone()), effects),
        Action::Duplicates => open(model, views::duplicates::view(), effects),
        Action::Conflicts => open(model, views::conflicts::view(), effects),
        Action::OpenPortfolio => open(model, views::portfolio::open(model.home.clone()), effects),
        Action::ManageLabels => open(model, views::labels::manager(), effects),
        Action::ManageSegments => open(model, views::segments::manager(), effects),
        Action::CallStats => open(model, views::calls::stats(), effects),
        Action::Inbound => open(model, views::calls::inbound(), effects),
        Action::Products => open(model, views::products::list(), effects),
        Action::Replenish => open(model, views::products::replenishment(), effects),
        Action::BoughtOnce => {
            let spec = views::today::bought_once();
            let heading = model.look.t("today-reason-bought-once");
            let from = Place::top(model);
            go(model, vec![Go::List(spec, heading)], from, effects);
        }
        Action::ManageProfile => open(model, views::profile::view(), effects),
        Action::FindSaid => open(model, views::profile::search(), effects),
        Action::Rules => open(model, views::lifecycle::rules(), effects),
        Action::Restore => open(model, views::portfolio::restore(), effects),
        Action::BusinessSettings => open(model, views::portfolio::business(), effects),
        Action::History => open(model, views::portfolio::history(), effects),
        Action::About => open(model, views::portfolio::about(), effects),
        _ => {}
    }
}

/// Tables for the clipboard, a blank line between them.
fn texts(grids: &[views::exports::Grid]) -> String {
    grids.iter().map(super::exporting::as_text).collect::<Vec<_>>().join("\n")
}

fn open(model: &mut Model, layer: Box<dyn views::View>, effects: &mut Vec<Effect>) {
    model.push(layer, effects);
}

fn prefer(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    let (key, value) = match action {
        Action::Language => ("language", model.look.lang().other().code().to_owned()),
        Action::Theme => ("theme", model.look.theme_wanted.next().key().to_owned()),
        Action::Ascii => ("ascii", if model.look.ascii { "no" } else { "yes" }.to_owned()),
        _ => ("mouse", (!model.look.mouse).to_string()),
    };
    model.apply_preference(key, &value);
    let look = &model.look;
    let text = match action {
        Action::Language => look.t("toast-language"),
        Action::Theme => look.tf("toast-theme", &[("theme", look.t(&format!("theme-{value}")).into())]),
        Action::Ascii => look.t(if look.ascii { "toast-ascii-on" } else { "toast-ascii-off" }),
        _ => look.t(if look.mouse { "toast-mouse-on" } else { "toast-mouse-off" }),
    };
    effects.push(Effect::Prefer { key, value });
    model.say(Toast { text, kind: ToastKind::Done, undoable: false });
}

fn click(model: &mut Model, column: u16, row: u16, double: bool, effects: &mut Vec<Effect>) {
    model.toast = None;
    let bar = model.bar_hits.borrow().at(column, row);
    if let Some(target) = bar {
        if target >= FOOTER {
            if let Some(action) = Action::ALL.get(target - FOOTER) {
                act(model, *action, effects);
            }
        } else if !model.is_modal()
            && let Some((id, _)) = model.views.get(target)
        {
            show(model, *id, effects);
        }
        return;
    }
    let target = model.hits.borrow().at(column, row);
    if let Some(target) = target {
        model.with_top(effects, |view, cx| view.click(target, double, cx));
    }
}

fn received(model: &mut Model, reply: Reply, effects: &mut Vec<Effect>) {
    let own =
        model.own.iter().position(|(ticket, _)| *ticket == reply.ticket).map(|at| model.own.remove(at).1);
    // A call that failed has taken nothing with it.
    if let Some(key) = model.taken.remove(&reply.ticket)
        && reply.result.is_err()
    {
        model.dropped.remove(&key);
    }
    match reply.result {
        Ok(mut answer) => {
            // A draft that was dropped may still be on disk for a moment: it is none any more.
            if let Answer::Drafts(drafts) = &mut answer {
                drafts.retain(|(key, _)| !model.dropped.contains(key));
            }
            match &answer {
                Answer::Portfolio(info) => {
                    model.look.format.currency = info.currency.clone();
                    let first = model.portfolio.is_none();
                    model.portfolio = Some((**info).clone());
                    if first {
                        model.with_top(effects, |view, cx| view.refresh(cx));
                    }
                }
                Answer::Labels(labels) => {
                    model.labels = labels.iter().map(|(label, _)| label.clone()).collect();
                }
                Answer::Drafts(drafts) if own.is_some() && !model.drafts_offered && !drafts.is_empty() => {
                    model.drafts_offered = true;
                    let layer = layers::draft(model, drafts);
                    model.push(layer, effects);
                }
                _ => {}
            }
            let said = model.messages.len();
            everywhere(model, effects, |view, cx| view.receive(reply.ticket, &answer, cx));
            match answer {
                Answer::Done(applied) => done(model, &applied, own, said, effects),
                Answer::NothingToUndo => {
                    let redo = own == Some(Own::Redo);
                    model.note(
                        ToastKind::Note,
                        if redo { "toast-nothing-to-redo" } else { "toast-nothing-to-undo" },
                    );
                }
                // A copy nobody asked for is no news; the status line tells when it was made.
                Answer::BackedUp(_) if reply.ticket == 0 => model.ask(effects, Question::Portfolio),
                Answer::BackedUp(info) => {
                    // The name and its folder: the folder above is that of the portfolio.
                    let file = info.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let text = model.look.tf("toast-backed-up", &[("file", file.into())]);
                    model.say(Toast { text, kind: ToastKind::Done, undoable: false });
                    model.ask(effects, Question::Portfolio);
                }
                _ => {}
            }
        }
        Err(why) => {
            let said = model.messages.len();
            everywhere(model, effects, |view, cx| view.failed(reply.ticket, &why, cx));
            if model.messages.len() == said {
                trouble(model, &why);
            }
        }
    }
}

fn trouble(model: &mut Model, why: &ChangeWords) {
    let text = model.look.texts.words(&why.key, &why.args);
    model.say(Toast { text, kind: ToastKind::Trouble, undoable: false });
}

/// A change was made, taken back or made again: say so, then show everything as it is now. `said` is how many
/// messages there were before the views heard of it: what they say themselves comes first.
fn done(model: &mut Model, applied: &Applied, own: Option<Own>, said: usize, effects: &mut Vec<Effect>) {
    let what = model.look.texts.words(&applied.what.key, &applied.what.args);
    let (text, undoable) = match own {
        _ if applied.change == 0 => (model.look.t("toast-no-change"), false),
        Some(Own::Undo) => (model.look.tf("toast-undone", &[("what", what.into())]), false),
        Some(Own::Redo) => (model.look.tf("toast-redone", &[("what", what.into())]), true),
        _ => (what, true),
    };
    let text = match applied.recovered.len() {
        n if n > 0 && !applied.undone => {
            let back = model.look.tf("toast-recovered", &[("n", n.into())]);
            format!("{text} · {back}")
        }
        _ => text,
    };
    if model.messages.len() == said {
        model.say(Toast { text, kind: ToastKind::Done, undoable });
    } else if let Some(toast) = &mut model.toast {
        toast.undoable = undoable;
    }
    refresh(model, effects);
}

/// Asks anew for what the program shows of the portfolio, and has the views in sight ask for theirs.
fn refresh(model: &mut Model, effects: &mut Vec<Effect>) {
    model.ask(effects, Question::Portfolio);
    model.ask(effects, Question::Labels);
    refresh_in_sight(model, effects);
}

/// Has the views in sight ask for what they show. What a page covers asks when the page is gone: with a call list on
/// top, the queue below would be made anew for every call.
fn refresh_in_sight(model: &mut Model, effects: &mut Vec<Effect>) {
    let covering = model.layers.iter().rposition(|layer| !layer.is_popup());
    if covering.is_none() {
        let current = model.current;
        model.with(Place::View(current), effects, |view, cx| view.refresh(cx));
    }
    for at in covering.unwrap_or(0)..model.layers.len() {
        model.with(Place::Layer(at), effects, |view, cx| view.refresh(cx));
    }
}

fn everywhere(
    model: &mut Model,
    effects: &mut Vec<Effect>,
    mut call: impl FnMut(&mut dyn views::View, &mut views::Cx<'_>),
) {
    for at in 0..model.views.len() {
        model.with(Place::View(at), effects, &mut call);
    }
    // From the top, so that a layer that closes itself does not make another one miss the news.
    for at in (0..model.layers.len()).rev() {
        if at < model.layers.len() {
            model.with(Place::Layer(at), effects, &mut call);
        }
    }
}

fn opened_portfolio(model: &mut Model, opened: Opened, effects: &mut Vec<Effect>) {
    match opened {
        Opened::Portfolio => {
            model.layers.clear();
            model.portfolio = None;
            model.labels.clear();
            model.own.clear();
            model.drafts_offered = false;
            model.dropped.clear();
            model.taken.clear();
            model.draft = super::model::DraftKeeper::default();
            model.views = main_views();
            model.current = model.current.min(model.views.len().saturating_sub(1));
            model.ask(effects, Question::Portfolio);
            model.ask(effects, Question::Labels);
            model.ask(effects, Question::Drafts);
            if let Some(file) = model.restoring.take() {
                let text = model.look.tf("toast-restored", &[("file", file.into())]);
                model.say(Toast { text, kind: ToastKind::Done, undoable: false });
            }
            match std::mem::take(&mut model.then) {
                Then::Look => {}
                Then::Import => {
                    let home = model.home.clone();
                    open(model, views::importing::view(home), effects);
                }
                Then::FirstCustomer => {
                    let customers = model.views.iter().position(|(id, _)| *id == ViewId::Customers);
                    model.current = customers.unwrap_or(model.current);
                    open(model, views::forms::customer(None), effects);
                }
            }
        }
        Opened::Nothing => {
            model.layers.clear();
            model.portfolio = None;
            model.push(views::first_run::view(), effects);
        }
        Opened::Failed(why) => {
            model.then = Then::Look;
            model.restoring = None;
            trouble(model, &why);
        }
    }
}

/// The views of the tab bar, in order.
pub fn main_views() -> Vec<(ViewId, Box<dyn views::View>)> {
    vec![
        (ViewId::Today, views::today::view()),
        (ViewId::Customers, views::customers::view()),
        (ViewId::Lifecycle, views::lifecycle::view()),
        (ViewId::Winback, views::winback::view()),
        (ViewId::Value, views::value::view()),
        (ViewId::Manage, views::manage::view()),
    ]
}

/// Keeps what the topmost form holds: every twenty keys, after two seconds, or at once where `now` says so.
fn keep_draft(model: &mut Model, effects: &mut Vec<Effect>, now: bool) {
    let Some(draft) = model.layers.iter().rev().find_map(|layer| layer.draft()) else {
        // Nothing is written now: the same words written anew are new.
        model.draft.since = None;
        model.draft.kept = None;
        return;
    };
    if model.draft.kept.as_ref() == Some(&draft) {
        model.draft.since = None;
        model.draft.keys = 0;
        return;
    }
    let since = *model.draft.since.get_or_insert(model.now);
    if now || model.draft.keys >= 20 || model.now - since >= TimeDelta::seconds(2) {
        let ticket: Ticket = 0;
        let (key, content) = draft.clone();
        effects.push(Effect::Order(ticket, Order::SaveDraft { key, content }));
        model.draft.kept = Some(draft);
        model.draft.keys = 0;
        model.draft.since = None;
    }
}
