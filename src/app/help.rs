//! Help: every binding that applies now, or all of them, searchable by typing, run by Enter. Drawn from the same
//! table as footer and palette.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::model::Model;
use crate::domain::base::names::fold;
use crate::ui::Look;
use crate::ui::action::{Action, Group, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::text_input::{TextField, TextKey};
use crate::ui::visible::{pad_right, width};
use crate::views::{Cx, Go, View};

/// Actions that stand in one line of help, under one name.
const TOGETHER: [(&str, &[Action]); 8] = [
    ("help-move", &[Action::Up, Action::Down]),
    ("help-sideways", &[Action::Left, Action::Right]),
    ("help-page", &[Action::PageUp, Action::PageDown]),
    ("help-ends", &[Action::First, Action::Last]),
    ("help-panel", &[Action::NextPanel, Action::PreviousPanel]),
    ("help-tab", &[Action::PreviousTab, Action::NextTab]),
    ("help-period", &[Action::PreviousPeriod, Action::NextPeriod]),
    (
        "help-views",
        &[Action::GoToday, Action::GoCustomers, Action::GoLifecycle, Action::GoWinback, Action::GoValue],
    ),
];

#[derive(Clone, Debug)]
struct Entry {
    action: Action,
    /// Text key of its name; that of the action, or of several that stand together.
    name: String,
    keys: Vec<String>,
    here: bool,
}

/// The layer.
pub struct Help {
    view: String,
    entries: Vec<Entry>,
    query: TextField,
    all: bool,
    cursor: usize,
}

/// A line of a column: a heading, or the entry of this number among those shown.
enum Item {
    Heading(Group),
    Entry(usize),
}

impl Help {
    /// What holds in the model now.
    pub fn new(model: &Model) -> Self {
        let scopes = model.scopes();
        let keys_of = |action: Action| {
            let keys = model.look.keys_of(action, &scopes);
            if keys.is_empty() {
                let bound: Vec<KeyScope> = model.look.keymap.scopes_of(action).collect();
                (model.look.keys_of(action, &bound), false)
            } else {
                // Moving about is possible everywhere; going elsewhere and other periods are not.
                let period = matches!(action, Action::PreviousPeriod | Action::NextPeriod);
                let moves = action.group() == Group::Move && !period && !action.key().starts_with("go_");
                (keys, model.can(action) || moves)
            }
        };
        let mut entries = Vec::new();
        for action in Action::ALL {
            if let Some((name, actions)) = TOGETHER.iter().find(|(_, actions)| actions.contains(action)) {
                if actions.first() == Some(action) {
                    let all: Vec<_> = actions.iter().map(|a| keys_of(*a)).collect();
                    let here = all.iter().any(|(_, here)| *here);
                    let keys = all.into_iter().map(|(keys, _)| keys).collect::<Vec<_>>();
                    entries.push(Entry {
                        action: *action,
                        name: (*name).to_owned(),
                        keys: beside(&keys),
                        here,
                    });
                }
                continue;
            }
            let (keys, here) = keys_of(*action);
            if here || !keys.is_empty() || model.can(*action) {
                // What it does in this view, where its own name would say something else.
                let word = model.top().filter(|_| here).and_then(|view| view.key_word(*action));
                let name = word.map_or_else(|| action.text_key(), str::to_owned);
                entries.push(Entry { action: *action, name, keys, here });
            }
        }
        // On the first card there is no view yet.
        let view = if model.portfolio.is_some() { model.view_name() } else { String::new() };
        Self { view, entries, query: TextField::default(), all: false, cursor: 0 }
    }

    fn shown(&self, look: &Look) -> Vec<&Entry> {
        let query = fold(self.query.text().trim());
        let matches = |entry: &&Entry| {
            let name = long(&entry.name, look);
            let synonyms = look.texts.attribute(&entry.action.text_key(), "synonyms").unwrap_or_default();
            query.is_empty()
                || fold(&name).contains(&query)
                || fold(&synonyms).contains(&query)
                || entry.keys.iter().any(|key| fold(key) == query)
        };
        let mut shown: Vec<&Entry> =
            self.entries.iter().filter(|e| self.all || e.here).filter(matches).collect();
        shown.sort_by_key(|e| Group::ALL.iter().position(|g| *g == e.action.group()));
        shown
    }

    fn columns(shown: &[&Entry], two: bool) -> [Vec<Item>; 2] {
        let mut groups: Vec<Vec<Item>> = Vec::new();
        let mut last = None;
        for (number, entry) in shown.iter().enumerate() {
            let group = entry.action.group();
            if last != Some(group) {
                groups.push(vec![Item::Heading(group)]);
                last = Some(group);
            }
            if let Some(lines) = groups.last_mut() {
                lines.push(Item::Entry(number));
            }
        }
        let total: usize = groups.iter().map(Vec::len).sum();
        let mut columns = [Vec::new(), Vec::new()];
        for group in groups {
            let left =
                !two || (columns[1].is_empty() && columns[0].len() + group.len() / 2 <= total.div_ceil(2));
            columns[usize::from(!left)].extend(group);
        }
        columns
    }
}

impl View for Help {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Help | Action::Palette)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Help => cx.go(Go::Pop),
            Action::Palette => cx.go(Go::PopThen(action)),
            _ => {}
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let shown: Vec<Action> = self.shown(cx.look).iter().map(|e| e.action).collect();
        let last = shown.len().saturating_sub(1);
        match key {
            TextKey::Up => self.cursor = self.cursor.saturating_sub(1),
            TextKey::Down => self.cursor = (self.cursor + 1).min(last),
            TextKey::Home => self.cursor = 0,
            TextKey::End => self.cursor = last,
            TextKey::Tab | TextKey::BackTab => {
                self.all = !self.all;
                self.cursor = 0;
            }
            TextKey::Enter => {
                if let Some(action) = shown.get(self.cursor) {
                    cx.go(Go::PopThen(*action));
                }
            }
            TextKey::Esc if self.query.is_empty() => cx.go(Go::Pop),
            TextKey::Char('?') => cx.go(Go::Pop),
            TextKey::Esc => self.query.set(""),
            other => {
                self.query.key(other);
                self.cursor = 0;
            }
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        self.cursor = target;
        if double {
            self.type_text(&TextKey::Enter, cx);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let shown = self.shown(look);
        let columns = area.width.saturating_sub(4).clamp(60, 96);
        let two = columns >= 72;
        let longest = Self::columns(&shown, two).iter().map(Vec::len).max().unwrap_or(0);
        let popup = centred(area, columns, area.height.min((longest.max(8) + 7) as u16));
        let title = if self.all {
            look.t("help-title-all")
        } else if self.view.is_empty() {
            look.t("help-title-card")
        } else {
            look.tf("help-title", &[("view", self.view.as_str().into())])
        };
        let here = self.entries.iter().filter(|e| e.here).count();
        let counts = look.tf("help-counts", &[("here", here.into()), ("all", self.entries.len().into())]);
        let inner = Panel::new(title)
            .right(look.tf("help-search", &[("text", self.query.text().into())]))
            .bottom(counts)
            .popup()
            .draw(frame, popup, look);
        if shown.is_empty() {
            look.put(frame, Rect { x: inner.x + 2, y: inner.y + 1, ..inner }, look.t("help-none"));
            return;
        }
        let notes = if usize::from(inner.height) > longest + 4 { 4 } else { 0 };
        let body = Rect { height: inner.height.saturating_sub(notes), ..inner };
        let columns = Self::columns(&shown, two);
        let column_width = if two { inner.width / 2 } else { inner.width };
        for (number, items) in columns.iter().enumerate() {
            let x = inner.x + number as u16 * column_width;
            let place = Rect { x, width: inner.right().saturating_sub(x).min(column_width), ..body };
            // Scrolled so that the cursor is in sight; the other column stays at its top.
            let cursor =
                items.iter().position(|i| matches!(i, Item::Entry(n) if *n == self.cursor)).unwrap_or(0);
            let top = (cursor + 1).saturating_sub(usize::from(place.height));
            for (row, item) in place.rows().zip(items.iter().skip(top)) {
                match item {
                    Item::Heading(group) => {
                        let heading = Span::styled(look.t(group.text_key()), look.theme.heading);
                        look.put(frame, Rect { x: row.x + 2, ..row }, heading);
                    }
                    Item::Entry(n) => {
                        draw_entry(frame, row, shown[*n], *n == self.cursor, look);
                        hits.add(row, *n);
                    }
                }
            }
        }
        if notes > 0 {
            let lines = ["help-mouse", "help-mouse-copy", "help-languages"];
            let foot = Rect::new(inner.x + 2, body.bottom() + 1, inner.width.saturating_sub(3), 3);
            look.put_lines(frame, foot, lines.map(|key| Line::styled(look.t(key), look.theme.dim)));
        }
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        Vec::new()
    }

    fn status(&self, look: &Look) -> Option<String> {
        Some(look.t("help-footer"))
    }
}

/// The name of a text key, at length where it has one for a place with more room than the footer.
pub(super) fn long(key: &str, look: &Look) -> String {
    look.texts.attribute(key, "long").unwrap_or_else(|| look.t(key))
}

/// Keys of actions that stand together: the first of each, then the second of each: `↑ ↓`, `k j`.
fn beside(keys: &[Vec<String>]) -> Vec<String> {
    let most = keys.iter().map(Vec::len).max().unwrap_or(0);
    (0..most)
        .map(|n| {
            let row: Vec<&str> = keys.iter().filter_map(|k| k.get(n)).map(String::as_str).collect();
            match row.as_slice() {
                [first, .., last] if row.len() > 2 => format!("{first} … {last}"),
                _ => row.join(" "),
            }
        })
        .collect()
}

fn draw_entry(frame: &mut Frame<'_>, row: Rect, entry: &Entry, here: bool, look: &Look) {
    let style = if here { look.theme.cursor } else { look.theme.text };
    // As many keys as there is room for; the first is the one for beginners.
    let mut keys = String::new();
    for key in &entry.keys {
        if !keys.is_empty() && width(&keys) + 2 + width(key) > 18 {
            break;
        }
        if !keys.is_empty() {
            keys.push_str("  ");
        }
        keys.push_str(key);
    }
    let room = usize::from(row.width).saturating_sub(24);
    let long = long(&entry.name, look);
    let short = if width(&long) > room { look.texts.attribute(&entry.name, "short") } else { None };
    let name = short.unwrap_or(long);
    look.put(
        frame,
        row,
        Line::from(vec![
            Span::styled(if here { " ▶  " } else { "    " }, style),
            Span::styled(pad_right(&keys, 18), style.patch(look.theme.accent)),
            Span::styled(format!(" {}", pad_right(&name, room)), style),
        ]),
    );
}
