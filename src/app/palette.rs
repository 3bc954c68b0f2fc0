//! The menu of everything: commands by any of their names in either language, customers, labels, saved segments.

use std::sync::Arc;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::help::long;
use super::model::Model;
use crate::domain::base::names::fold;
use crate::domain::people::Label;
use crate::domain::query::{Field, ParseContext, field_name, parse};
use crate::store::ask::{Answer, CustomerRow, ListSpec, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, Group, KeyScope};
use crate::ui::format::DateOrder;
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred, rule};
use crate::ui::table::ListState;
use crate::ui::text_input::{TextField, TextKey};
use crate::ui::texts::{Lang, Texts};
use crate::ui::visible::{fit, pad_left, pad_right, width};
use crate::views::{Cx, Go, ToastKind, View};

/// Customers shown at most.
const CUSTOMERS: usize = 6;

#[derive(Clone, Debug)]
struct Command {
    action: Action,
    name: String,
    /// Folded: the name shown, then every other name.
    names: (String, String),
    key: String,
    available: bool,
}

#[derive(Clone, Debug)]
enum Found {
    Command(usize),
    Customer(usize),
    Label(usize),
    Segment(usize),
}

/// The layer.
pub struct Palette {
    field: TextField,
    commands: Vec<Command>,
    labels: Vec<Label>,
    segments: Vec<String>,
    customers: Vec<CustomerRow>,
    asked: Ticket,
    found: Vec<Found>,
    state: ListState,
}

impl Palette {
    /// With what can be done in the model now, and a text already typed (`@`, `#`, `>`).
    pub fn new(model: &Model, typed: &str) -> Self {
        let look = &model.look;
        let other = Texts::new(look.lang().other(), &look.format.numbers);
        let scopes = model.scopes();
        let mut commands: Vec<Command> = Action::ALL
            .iter()
            .filter(|action| {
                action.group() != Group::Move || action.key().starts_with("go_") || model.can(**action)
            })
            .map(|action| {
                // What it does in the view below, where its own name would say something else.
                let word =
                    model.top().filter(|view| view.can(*action)).and_then(|view| view.key_word(*action));
                let key = word.map_or_else(|| action.text_key(), str::to_owned);
                let name = word.map_or_else(|| look.action(*action), |key| long(key, look));
                let words = |texts: &Texts| {
                    let long = texts.attribute(&key, "long").unwrap_or_default();
                    format!(
                        "{} {long} {}",
                        texts.t(&key),
                        texts.attribute(&key, "synonyms").unwrap_or_default()
                    )
                };
                Command {
                    action: *action,
                    names: (fold(&name), fold(&format!("{} {}", words(&look.texts), words(&other)))),
                    name,
                    key: look.keys_of(*action, &scopes).into_iter().next().unwrap_or_default(),
                    available: model.can(*action),
                }
            })
            .collect();
        // Moving about comes last: nobody opens a menu to press an arrow.
        commands.sort_by_key(|command| {
            let moves = command.action.group() == Group::Move && !command.action.key().starts_with("go_");
            (!command.available, moves)
        });
        let mut palette = Self {
            field: TextField::new(typed),
            commands,
            labels: model.labels.clone(),
            segments: model.portfolio.as_ref().map(|p| p.segments.clone()).unwrap_or_default(),
            customers: Vec::new(),
            asked: 0,
            found: Vec::new(),
            state: ListState::default(),
        };
        palette.search();
        palette
    }

    /// What is typed: its prefix and the rest.
    fn typed(&self) -> (Option<char>, &str) {
        let text = self.field.text().trim_start();
        match text.chars().next() {
            Some(prefix @ ('>' | '@' | '#')) => (Some(prefix), text[1..].trim()),
            _ => (None, text.trim()),
        }
    }

    fn search(&mut self) {
        let (prefix, text) = self.typed();
        // A whole file pasted here is not a question.
        let query = fold(&text.chars().take(100).collect::<String>());
        let mut found: Vec<Found> = Vec::new();
        if prefix.is_none_or(|p| p == '>') {
            let mut scored: Vec<(u32, usize)> = self.score(&query);
            scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            found.extend(scored.into_iter().map(|(_, at)| Found::Command(at)));
        }
        if prefix.is_none_or(|p| p == '@') && !query.is_empty() {
            // Whoever is called so comes before the commands; of whom it was only said in a note, after them.
            let is_theirs = |row: &CustomerRow| {
                fold(&row.name).contains(&query) || query.contains(|c: char| c.is_ascii_digit())
            };
            let place = if self.customers.first().is_some_and(is_theirs) { 0 } else { found.len() };
            let customers = (0..self.customers.len().min(CUSTOMERS)).map(Found::Customer);
            found.splice(place..place, customers);
        }
        if prefix == Some('#') || (prefix.is_none() && !query.is_empty()) {
            let matching = |l: &Label| fold(&l.name).contains(&query);
            found.extend(
                self.labels.iter().enumerate().filter(|(_, l)| matching(l)).map(|(at, _)| Found::Label(at)),
            );
        }
        if prefix.is_none() && !query.is_empty() {
            let matching = |name: &String| fold(name).contains(&query);
            let named = self.segments.iter().enumerate().filter(|(_, name)| matching(name));
            found.extend(named.map(|(at, _)| Found::Segment(at)));
        }
        self.found = found;
        self.state = ListState::new(self.found.len());
    }

    /// Points and number of the commands that match; a match in the name shown counts more than in other names.
    fn score(&self, query: &str) -> Vec<(u32, usize)> {
        if query.is_empty() {
            return self
                .commands
                .iter()
                .enumerate()
                .filter(|(_, c)| c.available)
                .map(|(at, _)| (0, at))
                .collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = |kind| Pattern::new(query, CaseMatching::Ignore, Normalization::Never, kind);
        let (fuzzy, exact) = (pattern(AtomKind::Fuzzy), pattern(AtomKind::Substring));
        let mut buffer = Vec::new();
        self.commands
            .iter()
            .enumerate()
            .filter_map(|(at, command)| {
                let mut points = |pattern: &Pattern, text: &str| {
                    pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher)
                };
                // A whole word of the name says more than the beginning of a longer one.
                let whole = if command.names.0.split(' ').any(|word| word == query) { 300 } else { 0 };
                let name = points(&exact, &command.names.0).map(|p| p + 400 + whole);
                let other = points(&exact, &command.names.1).map(|p| p + 200);
                let loose =
                    points(&fuzzy, &command.names.0).filter(|p| *p > 16 * query.chars().count() as u32);
                let best = name.max(other).max(loose)?;
                Some((best + if command.available { 1000 } else { 0 }, at))
            })
            .collect()
    }

    fn run(&self, cx: &mut Cx<'_>) {
        match self.found.get(self.state.cursor) {
            Some(Found::Command(at)) => {
                let command = &self.commands[*at];
                if command.available {
                    cx.go(Go::PopThen(command.action));
                } else {
                    let text = cx.look.tf("toast-not-here", &[("action", command.name.as_str().into())]);
                    cx.toast(ToastKind::Note, text);
                }
            }
            Some(Found::Customer(at)) => {
                let ids: Vec<_> = self.customers.iter().map(|row| row.id).collect();
                let page = crate::views::customer::page(self.customers[*at].id, Arc::from(ids));
                cx.go(Go::Pop);
                cx.go(Go::Push(page));
            }
            Some(Found::Label(at)) => {
                let name = &self.labels[*at].name;
                let context = ParseContext {
                    today: cx.today,
                    month_first: cx.look.format.date_order == DateOrder::Mdy,
                    decimals: cx.currency().decimals,
                };
                let field = field_name(Field::Tag, cx.look.lang() == Lang::Es);
                let query = parse(&format!("{field}:\"{}\"", name.replace('"', "")), &context);
                let heading = cx.look.tf("palette-label", &[("label", name.as_str().into())]);
                cx.go(Go::Pop);
                let spec = ListSpec { query: query.unwrap_or_default(), ..ListSpec::default() };
                cx.go(Go::List(spec, heading));
            }
            Some(Found::Segment(at)) => {
                let name = &self.segments[*at];
                cx.go(Go::Pop);
                if let Some(spec) = crate::views::segments::listed(name, cx) {
                    let heading = cx.look.tf("segment-heading", &[("name", name.as_str().into())]);
                    cx.go(Go::List(spec, heading));
                }
            }
            None => {}
        }
    }
}

impl View for Palette {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        let (prefix, text) = self.typed();
        if prefix.is_none_or(|p| p == '@') && !text.is_empty() && cx.portfolio.is_some() {
            let text = text.to_owned();
            self.asked = cx.ask(Question::Find { text, limit: CUSTOMERS });
        }
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Help | Action::Palette)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Palette => cx.go(Go::Pop),
            Action::Help => cx.go(Go::PopThen(action)),
            _ => {}
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match key {
            TextKey::Up => drop(self.state.act(Action::Up)),
            TextKey::Down => drop(self.state.act(Action::Down)),
            TextKey::Enter => self.run(cx),
            TextKey::Esc => cx.go(Go::Pop),
            TextKey::Tab => {
                if let Some(Found::Command(at)) = self.found.get(self.state.cursor) {
                    let name = self.commands[*at].name.clone();
                    self.field.set(&name);
                    self.search();
                }
            }
            other => {
                if self.field.key(other) {
                    self.customers.clear();
                    self.search();
                    self.refresh(cx);
                }
            }
        }
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        if self.state.select(target) {
            self.run(cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let Answer::Found(rows) = answer
            && ticket == self.asked
        {
            self.customers.clone_from(rows);
            self.search();
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let popup = centred(area, 72, 20);
        let panel = Panel::new(look.t("palette-title")).right(look.t("key-esc")).popup();
        let inner = panel.draw(frame, popup, look);
        if inner.height < 6 {
            return;
        }
        look.put(frame, Rect { height: 1, ..inner }, " ›");
        let field = Rect::new(inner.x + 3, inner.y, inner.width.saturating_sub(4), 1);
        self.field.draw(frame, field, look.theme.text, true);
        rule(frame, inner, inner.y + 1, look);
        let rows = usize::from(inner.height) - 5;
        let body = Rect::new(inner.x, inner.y + 2, inner.width, rows as u16);
        self.draw_found(frame, body, look, hits);
        let foot = Rect::new(inner.x + 1, inner.bottom() - 2, inner.width.saturating_sub(2), 2);
        let lines = ["palette-prefixes", "palette-hint"];
        look.put_lines(frame, foot, lines.map(|key| Line::styled(look.t(key), look.theme.dim)));
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        Vec::new()
    }

    fn status(&self, look: &Look) -> Option<String> {
        Some(look.t("palette-footer"))
    }
}

impl Palette {
    fn draw_found(&self, frame: &mut Frame<'_>, body: Rect, look: &Look, hits: &mut Hits) {
        if self.found.is_empty() {
            look.put(frame, Rect { x: body.x + 2, ..body }, look.t("palette-none"));
            return;
        }
        // At most four headings stand between the entries in sight.
        let window = self.state.window(usize::from(body.height).saturating_sub(4).max(1));
        let mut rows = body.rows();
        let mut heading = "";
        for number in window {
            let here = number == self.state.cursor;
            let style = if here { look.theme.cursor } else { look.theme.text };
            let (section, left, right, style) = match &self.found[number] {
                Found::Command(at) => {
                    let command = &self.commands[*at];
                    let style = if command.available { style } else { style.patch(look.theme.dim) };
                    ("palette-actions", command.name.clone(), command.key.clone(), style)
                }
                Found::Customer(at) => {
                    let row = &self.customers[*at];
                    let right = if here { look.t("key-enter") } else { String::new() };
                    let facts = [fit(&row.zone, 12), fit(&row.phone, 16)];
                    let facts = facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>();
                    let facts = facts.join(" · ");
                    ("palette-customers", format!("{} {facts}", pad_right(&row.name, 26)), right, style)
                }
                Found::Label(at) => ("palette-labels", self.labels[*at].name.clone(), String::new(), style),
                Found::Segment(at) => ("palette-segments", self.segments[*at].clone(), String::new(), style),
            };
            if section != heading {
                heading = section;
                let Some(row) = rows.next() else { return };
                let title = Span::styled(look.t(section), look.theme.heading);
                look.put(frame, Rect { x: row.x + 2, width: row.width.saturating_sub(2), ..row }, title);
            }
            let Some(row) = rows.next() else { return };
            let room = usize::from(row.width).saturating_sub(3 + width(&right));
            look.put(
                frame,
                row,
                Line::from(vec![
                    Span::styled(if here { "▶ " } else { "  " }, style),
                    Span::styled(pad_right(&left, room), style),
                    Span::styled(pad_left(&right, width(&right)), style.patch(look.theme.accent)),
                ]),
            );
            hits.add(row, number);
        }
    }
}
