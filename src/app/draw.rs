//! The whole screen: tab bar, banner, view, layers, status line, footer. Reads the model, changes nothing in it but
//! where clicks land.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::model::{LARGEST, Model, view_key};
use super::update::FOOTER;
use crate::domain::Day;
use crate::ui::action::Action;
use crate::ui::glyphs;
use crate::ui::visible::{fit, short_path, width, wrap};
use crate::views::{ToastKind, View, ViewId};

/// Smallest screen anything but a message is drawn on.
pub const SMALLEST: (u16, u16) = (60, 16);

/// Rows from which on there is a status line.
const STATUS_FROM: u16 = 24;

/// Days after which it is said how long ago the newest document is.
const LATE: i32 = 7;

/// Months after which that stands in the banner.
const STALE_MONTHS: i32 = 12;

/// Draws everything.
pub fn draw(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    let area = Rect::new(area.x, area.y, area.width.min(LARGEST.0), area.height.min(LARGEST.1));
    model.hits.borrow_mut().clear();
    model.bar_hits.borrow_mut().clear();
    frame.buffer_mut().set_style(area, model.look.theme.text);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(model, frame, area);
    } else {
        whole(model, frame, area);
    }
    if model.look.ascii {
        glyphs::to_ascii(frame.buffer_mut());
    }
}

fn whole(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let [top, bottom] = [area.y, area.bottom() - 1];
    let mut body = Rect::new(area.x, top + 1, area.width, area.height - 2);
    tab_bar(model, frame, Rect { y: top, height: 1, ..area });
    let room = usize::from(area.width).saturating_sub(2);
    let banner = banner(model, false).filter(|whole| width(whole) <= room).or_else(|| banner(model, true));
    if let Some(banner) = banner {
        let row = Rect { height: 1, ..body };
        let text = format!(" {}", fit(&banner, room));
        model.look.put(frame, row, Span::styled(text, model.look.theme.warn));
        body = Rect { y: body.y + 1, height: body.height - 1, ..body };
    }
    // On a low screen the line is only there when something is said.
    let told = toast(model, room, if area.height >= STATUS_FROM { 3 } else { 2 });
    if area.height >= STATUS_FROM || told.is_some() {
        let rows = told.as_ref().map_or(1, |(lines, _)| lines.len() as u16);
        body.height -= rows;
        status(model, frame, Rect { y: body.bottom(), height: rows, ..area }, told);
    }
    footer(model, frame, Rect { y: bottom, height: 1, ..area });
    let covering = model.layers.iter().rposition(|layer| !layer.is_popup());
    let base =
        covering.map(|at| &model.layers[at]).or_else(|| model.views.get(model.current).map(|(_, view)| view));
    let popups = &model.layers[covering.map_or(0, |at| at + 1)..];
    // Until its facts are known a portfolio shows nothing rather than something wrong.
    let known = model.portfolio.is_some() || covering.is_some();
    let mut hits = model.hits.borrow_mut();
    if !known && model.leaving.is_none() {
        let row = Rect { x: body.x + 2, y: body.y + body.height / 3, width: body.width - 2, height: 1 };
        model.look.put(frame, row, Span::styled(model.look.t("portfolio-opening"), model.look.theme.dim));
    }
    for view in base.into_iter().filter(|_| known).chain(popups) {
        hits.clear();
        assert!(!model.planted_panic, "planted by CARTERA_PANIC=view");
        view.draw(frame, body, &model.look, &mut hits);
    }
}

fn tab_bar(model: &Model, frame: &mut Frame<'_>, row: Rect) {
    let Some(portfolio) = &model.portfolio else { return };
    let look = &model.look;
    let badge = |id: ViewId| match id {
        ViewId::Today => portfolio.to_contact.filter(|n| *n > 0),
        ViewId::Winback => portfolio.to_verify.filter(|n| *n > 0),
        _ => None,
    };
    let label = |number: u8, id: ViewId, short: bool| {
        let name = if short { look.texts.attribute(view_key(id), "short") } else { None };
        let name = name.unwrap_or_else(|| look.t(view_key(id)));
        match badge(id) {
            Some(count) => format!("{number} {name} {}", look.format.int(count as i64)),
            None => format!("{number} {name}"),
        }
    };
    let tabs = |short: bool| -> Vec<String> {
        model.views.iter().map(|(id, _)| label(number_of(*id), *id, short)).collect()
    };
    let time = look.format.minute(model.now);
    let clock = look.format.clock(model.now);
    let total = |tabs: &[String]| tabs.iter().map(|t| width(t) + 2).sum::<usize>();
    let room = usize::from(row.width);
    let candidates = [(false, clock.as_str()), (false, time.as_str()), (true, time.as_str()), (true, "")];
    let (short, right) = candidates
        .into_iter()
        .find(|(s, right)| total(&tabs(*s)) + width(right) + 2 <= room)
        .unwrap_or((true, ""));
    let mut x = row.x;
    for (number, tab) in tabs(short).iter().enumerate() {
        let columns = (width(tab) + 2) as u16;
        let place = Rect { x, width: columns.min(row.right().saturating_sub(x)), ..row };
        let span = if number == model.current {
            Span::styled(format!("▐{tab}▌"), look.theme.selected)
        } else {
            Span::raw(format!(" {tab} "))
        };
        look.put(frame, place, span);
        model.bar_hits.borrow_mut().add(place, number);
        x += columns;
    }
    look.put_right(frame, row, Span::styled(right.to_owned(), look.theme.dim));
}

/// The number a view has in the tab bar: the digit that goes to it.
const fn number_of(id: ViewId) -> u8 {
    match id {
        ViewId::Today => 1,
        ViewId::Customers => 2,
        ViewId::Lifecycle => 3,
        ViewId::Winback => 4,
        ViewId::Value => 5,
        ViewId::Manage => 7,
    }
}

/// What must not be overlooked: the sample, read only, a day other than today.
fn banner(model: &Model, brief: bool) -> Option<String> {
    let portfolio = model.portfolio.as_ref()?;
    let look = &model.look;
    let mut words = Vec::new();
    if let Some(why) = &portfolio.read_only {
        let why = look.texts.words(&why.key, &why.args);
        words.push(look.tf("banner-read-only", &[("why", why.into())]));
    }
    if portfolio.is_sample {
        words.push(look.t(if brief { "banner-sample-brief" } else { "banner-sample" }));
    }
    if portfolio.as_of != Day::from(model.now.date()) {
        let day =
            if brief { look.format.day(portfolio.as_of) } else { look.format.day_words(portfolio.as_of) };
        let key = if brief { "banner-as-of-brief" } else { "banner-as-of" };
        words.push(look.tf(key, &[("day", day.into())]));
    }
    if let Some(day) = portfolio.data_until.filter(|day| *day <= portfolio.as_of.plus_months(-STALE_MONTHS)) {
        let ago = look.format.days(i64::from(portfolio.as_of.0 - day.0));
        let day = look.format.day(day);
        words.push(look.tf("banner-stale", &[("day", day.into()), ("ago", ago.into())]));
    }
    (!words.is_empty()).then(|| words.join(" · "))
}

/// Until when the data of a dashboard reach; for other screens nothing.
fn data_until(model: &Model) -> Option<String> {
    let dashboard = model.top()?.is_dashboard();
    let portfolio = model.portfolio.as_ref().filter(|_| dashboard)?;
    let (day, look) = (portfolio.data_until?, &model.look);
    let age = portfolio.as_of.0 - day.0;
    let told = look.format.day_short(day, portfolio.as_of);
    Some(if age > LATE {
        let ago = look.format.days(i64::from(age));
        look.tf("status-until-late", &[("day", told.into()), ("ago", ago.into())])
    } else {
        look.tf("status-until", &[("day", told.into())])
    })
}

/// What is said, in as many lines as it needs: what happened may stand at its end.
fn toast(model: &Model, room: usize, most: usize) -> Option<(Vec<String>, Style)> {
    let (toast, look) = (model.toast.as_ref()?, &model.look);
    let (mark, style) = match toast.kind {
        ToastKind::Done => ("✓ ", look.theme.good),
        ToastKind::Note => ("", look.theme.text),
        ToastKind::Trouble => ("! ", look.theme.bad),
    };
    let can_undo = toast.undoable && model.can(Action::Undo);
    let hint = if can_undo { look.t("toast-undo-hint") } else { String::new() };
    // A key and what it does stand together.
    let lines = |text: &str| {
        let mut lines = wrap(&format!("{mark}{text}"), room.max(1));
        match lines.last_mut() {
            Some(last) if can_undo && width(last) + 3 + width(&hint) <= room => {
                *last = format!("{last} · {hint}");
            }
            _ if can_undo => lines.push(hint.clone()),
            _ => {}
        }
        lines
    };
    let whole = lines(&toast.text);
    if whole.len() <= most {
        return Some((whole, style));
    }
    // The hint stays whole: it is what can be done about it.
    let mut columns = (room * most).saturating_sub(width(&hint) + width(mark) + 5);
    let mut short = lines(&fit(&toast.text, columns));
    while short.len() > most && columns > room {
        columns -= 4;
        short = lines(&fit(&toast.text, columns));
    }
    short.truncate(most);
    Some((short, style))
}

fn status(model: &Model, frame: &mut Frame<'_>, row: Rect, toast: Option<(Vec<String>, Style)>) {
    let look = &model.look;
    let row = match toast {
        Some((lines, style)) if lines.len() > 1 => {
            let place = Rect { x: row.x + 1, width: row.width - 2, ..row };
            return look.put_lines(frame, place, lines.into_iter().map(|line| Line::styled(line, style)));
        }
        _ => Rect { height: 1, ..row },
    };
    let said = model
        .top()
        .and_then(|view| if model.toast.is_some() { view.status_short(look) } else { view.status(look) });
    let toast = toast.and_then(|(lines, style)| Some((lines.into_iter().next()?, style)));
    let until = if toast.is_none() { data_until(model) } else { None };
    let left = match (said, &toast, &model.portfolio) {
        (Some(words), _, _) => words,
        (None, None, Some(portfolio)) if model.draft.kept.is_none() => {
            let backup = portfolio.last_backup.map_or_else(
                || look.t("status-no-backup"),
                |at| {
                    let when = look.format.moment(at, Day::from(model.now.date()));
                    look.tf("status-backup", &[("when", when.into())])
                },
            );
            let say = |key: &str, room: usize| {
                let words = look.tf(key, &[("file", "".into())]);
                let taken = width(&backup) + 3 + width(&words) + 2;
                let file = short_path(&portfolio.path, &model.home, room.saturating_sub(taken));
                format!("{backup} · {}", look.tf(key, &[("file", file.into())]))
            };
            let room = usize::from(row.width).saturating_sub(until.as_deref().map_or(0, |u| width(u) + 2));
            let whole = say("status-file", usize::MAX);
            if width(&whole) + 2 <= room { whole } else { say("status-file-brief", room) }
        }
        (None, None, Some(_)) => look.t("status-draft"),
        _ => String::new(),
    };
    let row = Rect { x: row.x + 1, width: row.width - 2, ..row };
    let right = toast.as_ref().map(|(text, _)| text).or(until.as_ref());
    let taken = right.map_or(0, |text| width(text) + 2);
    let room = usize::from(row.width).saturating_sub(taken);
    let alone = left.is_empty() || room < 12;
    if !alone {
        look.put(frame, row, Span::styled(fit(&left, room), look.theme.dim));
    }
    if let Some((text, style)) = toast {
        let line = Span::styled(text, style);
        if alone { look.put(frame, row, line) } else { look.put_right(frame, row, line) }
    } else if let Some(until) = until {
        look.put_right(frame, row, Span::styled(until, look.theme.dim));
    }
}

fn footer(model: &Model, frame: &mut Frame<'_>, row: Rect) {
    let Some(top) = model.top() else { return };
    let look = &model.look;
    let (scopes, typing) = (model.scopes(), model.is_typing());
    let mut actions: Vec<Action> = vec![Action::Help];
    actions.extend(wanted(model, top));
    // A menu over a main view takes every key as well.
    let modal = top.is_asking();
    let last = [Action::Palette, Action::Back].into_iter();
    actions.extend(last.filter(|a| model.can(*a) && !(modal && *a == Action::Palette)));
    let mut shown: Vec<Action> = Vec::new();
    let mut x = row.x + 1;
    for action in actions {
        if shown.contains(&action) {
            continue;
        }
        shown.push(action);
        let Some(key) = look.keymap.key_of(action, &scopes, typing, &look.texts) else { continue };
        let name = top.key_word(action).map_or_else(|| look.action_short(action), |key| look.t(key));
        let columns = (width(&key) + 1 + width(&name)) as u16;
        if x + columns > row.right() {
            continue;
        }
        let place = Rect { x, width: columns, ..row };
        let line = Line::from(vec![
            Span::styled(key, look.theme.accent),
            Span::raw(" "),
            Span::styled(name, look.theme.dim),
        ]);
        look.put(frame, place, line);
        if let Some(at) = Action::ALL.iter().position(|a| *a == action) {
            model.bar_hits.borrow_mut().add(place, FOOTER + at);
        }
        x += columns + 2;
    }
}

/// What a view wants in the footer and can do now.
fn wanted(model: &Model, view: &dyn View) -> impl Iterator<Item = Action> {
    let can: Vec<Action> = view.footer();
    // Taking back is of the program: a page says that it is worth a place here.
    let undo = model.can(Action::Undo);
    can.into_iter().filter(move |action| {
        let beside = match action {
            Action::Undo => undo,
            // Whatever waits for an answer takes Enter.
            Action::Open => view.is_asking(),
            _ => false,
        };
        view.can(*action) || !needs_view(*action) || beside
    })
}

/// Whether only a view can say that it can be done.
const fn needs_view(action: Action) -> bool {
    !matches!(
        action,
        Action::Back
            | Action::Export
            | Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::NextPanel
            | Action::PreviousPanel
            | Action::NextTab
            | Action::PreviousTab
            | Action::Save
            | Action::Choose
            | Action::Quit
    )
}

fn too_small(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let look = &model.look;
    let (columns, rows) = (u64::from(model.size.0), u64::from(model.size.1));
    let lines = [
        "cartera".to_owned(),
        String::new(),
        look.tf("small-size", &[("columns", columns.into()), ("rows", rows.into())]),
        look.t("small-needed"),
        String::new(),
        look.t("small-how"),
        format!("  {}", look.t("small-keys")),
        String::new(),
        look.t("small-safe"),
    ];
    let left = if area.width >= 50 { 4 } else { 0 };
    let top = u16::from(area.height >= 11);
    let place = Rect::new(
        area.x + left,
        area.y + top,
        area.width.saturating_sub(left),
        area.height.saturating_sub(top),
    );
    look.put_lines(frame, place, lines.iter().map(|line| Line::from(fit(line, usize::from(place.width)))));
}
