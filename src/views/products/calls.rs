//! Lists of customers to call about a product: what they should be buying again, or who may want a new one. One key
//! puts it on the next call of those marked.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::on_next_call;
use crate::domain::Day;
use crate::domain::people::CustomerId;
use crate::domain::trade::rhythm::Next;
use crate::store::ask::{
    Answer, ChangeWords, CustomerRow, DueRow, LaunchLike, LaunchRow, LeftOutWhy, Question, Ticket,
};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::visible::wrap;
use crate::views::{Cx, Go, ToastKind, View};

/// What the list is about.
enum About {
    Due,
    Launch { name: String, like: LaunchLike },
}

/// One row.
enum Entry {
    Due(DueRow),
    Launch(LaunchRow),
}

impl Entry {
    fn customer(&self) -> CustomerId {
        match self {
            Self::Due(row) => row.customer,
            Self::Launch(row) => row.customer,
        }
    }
}

/// The list.
pub(super) struct Calls {
    about: About,
    entries: Option<Vec<Entry>>,
    products: Vec<String>,
    left_out: Vec<(LeftOutWhy, u64)>,
    rows: HashMap<CustomerId, CustomerRow>,
    marks: BTreeSet<usize>,
    state: ListState,
    asked: Ticket,
    asked_rows: Ticket,
    /// The rows asked for before a change, and the change itself.
    planning: Ticket,
    changing: Ticket,
    today: Day,
}

impl Calls {
    pub fn replenishment() -> Self {
        Self::new(About::Due)
    }

    pub fn launch(name: String, like: LaunchLike) -> Self {
        Self::new(About::Launch { name, like })
    }

    fn new(about: About) -> Self {
        Self {
            about,
            entries: None,
            products: Vec::new(),
            left_out: Vec::new(),
            rows: HashMap::new(),
            marks: BTreeSet::new(),
            state: ListState::default(),
            asked: 0,
            asked_rows: 0,
            planning: 0,
            changing: 0,
            today: Day(0),
        }
    }

    fn all(&self) -> &[Entry] {
        self.entries.as_deref().unwrap_or_default()
    }

    fn current(&self) -> Option<&Entry> {
        self.all().get(self.state.cursor)
    }

    fn product(&self, row: &DueRow) -> &str {
        self.products.get(row.product as usize).map_or("", String::as_str)
    }

    /// Rows that the key works on: those marked, or the one under the cursor.
    fn targets(&self) -> Vec<usize> {
        if self.marks.is_empty() {
            self.current().map(|_| self.state.cursor).into_iter().collect()
        } else {
            self.marks.iter().copied().collect()
        }
    }

    /// What goes on the call of each customer of the targets.
    fn notes(&self, look: &Look) -> BTreeMap<CustomerId, String> {
        let mut notes: BTreeMap<CustomerId, String> = BTreeMap::new();
        for entry in self.targets().into_iter().filter_map(|at| self.all().get(at)) {
            let note = match (entry, &self.about) {
                (Entry::Due(row), _) => {
                    look.tf("products-note-due", &[("product", self.product(row).into())])
                }
                (Entry::Launch(_), About::Launch { name, .. }) => {
                    look.tf("products-note-launch", &[("product", name.as_str().into())])
                }
                (Entry::Launch(_), About::Due) => continue,
            };
            let all = notes.entry(entry.customer()).or_default();
            if !all.is_empty() {
                all.push_str(" · ");
            }
            all.push_str(&note);
        }
        notes
    }

    fn want_rows(&mut self, cx: &mut Cx<'_>) {
        let page = self.state.page().max(40);
        let from = self.state.cursor.saturating_sub(page);
        let around = self.all().iter().skip(from).take(2 * page).map(Entry::customer);
        let ids: BTreeSet<CustomerId> = around.filter(|id| !self.rows.contains_key(id)).collect();
        if !ids.is_empty() {
            self.asked_rows = cx.ask(Question::Rows(ids.into_iter().collect()));
        }
    }

    /// Plans the calls, now that it is known what is planned with each.
    fn plan(&mut self, rows: &[CustomerRow], cx: &mut Cx<'_>) {
        let notes = self.notes(cx.look);
        let all: Vec<_> = rows
            .iter()
            .filter_map(|row| Some((row.id, row.next.clone(), notes.get(&row.id)?.clone())))
            .collect();
        match on_next_call(&all, cx.today) {
            Some(change) => self.changing = cx.change(change),
            None => cx.toast(ToastKind::Note, cx.look.t("products-planned-already")),
        }
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let look = cx.look;
        let key = match &self.about {
            About::Due => "due",
            About::Launch { like, .. } if !like.benefit.is_empty() => "launch-benefit",
            About::Launch { .. } => "launch",
        };
        let rows = vec![
            (look.t("products-w-rule"), look.t(&format!("products-w-{key}"))),
            (look.t("products-w-left-out"), self.left_out_words(look)),
            (look.t("products-w-period"), look.format.day_words(cx.today)),
            (look.t("products-w-rows"), look.format.int(self.all().len())),
        ];
        cx.go(Go::Push(crate::views::explain::view(self.title(look), rows)));
    }

    fn left_out_words(&self, look: &Look) -> String {
        let words: Vec<String> = self
            .left_out
            .iter()
            .map(|(why, n)| look.tf(&format!("products-left-out-{}", why.key()), &[("n", (*n).into())]))
            .collect();
        if words.is_empty() { look.t("products-left-out-nobody") } else { words.join(" · ") }
    }

    fn title(&self, look: &Look) -> String {
        let n = self.entries.as_ref().map_or_else(|| "…".to_owned(), |all| look.format.int(all.len()));
        match &self.about {
            About::Due => look.tf("products-due-title", &[("n", n.into())]),
            About::Launch { name, .. } => {
                look.tf("products-calls-title", &[("product", name.as_str().into()), ("n", n.into())])
            }
        }
    }
}

impl View for Calls {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::List, KeyScope::Record]
    }

    fn is_dashboard(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = cx.today;
        self.rows.clear();
        self.asked = cx.ask(match &self.about {
            About::Due => Question::Replenishment,
            About::Launch { like, .. } => Question::Launch(like.clone()),
        });
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Back => true,
            Action::Open
            | Action::Mark
            | Action::MarkAll
            | Action::Offer
            | Action::Explain
            | Action::Up
            | Action::Down
            | Action::LogContact
            | Action::Agenda => self.current().is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Back if !self.marks.is_empty() => self.marks.clear(),
            Action::Back | Action::Quit => cx.go(Go::Pop),
            Action::Open => {
                let Some(id) = self.current().map(Entry::customer) else { return false };
                let mut siblings: Vec<CustomerId> = self.all().iter().map(Entry::customer).collect();
                let mut seen = BTreeSet::new();
                siblings.retain(|id| seen.insert(*id));
                cx.go(Go::Push(crate::views::customer::page(id, siblings.into())));
            }
            Action::Mark => {
                if self.current().is_none() {
                    return false;
                }
                if !self.marks.remove(&self.state.cursor) {
                    self.marks.insert(self.state.cursor);
                }
                self.state.act(Action::Down);
            }
            Action::MarkAll => self.marks = (0..self.all().len()).collect(),
            Action::Offer => {
                let ids: Vec<CustomerId> = self.notes(cx.look).into_keys().collect();
                if ids.is_empty() {
                    return false;
                }
                self.planning = cx.ask(Question::Rows(ids));
            }
            Action::LogContact | Action::Agenda => {
                let Some(id) = self.current().map(Entry::customer) else { return false };
                let name = self.rows.get(&id).map(|row| row.name.clone()).unwrap_or_default();
                cx.go(Go::Push(if action == Action::LogContact {
                    crate::views::forms::contact(id, &name)
                } else {
                    crate::views::forms::agenda(vec![id], &name)
                }));
            }
            Action::Explain => self.explain(cx),
            other => {
                if !self.state.act(other) {
                    return false;
                }
                self.want_rows(cx);
            }
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if self.state.select(target) && double {
            self.act(Action::Open, cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        let fresh: Vec<Entry> = match answer {
            Answer::Replenishment(found) if ticket == self.asked => {
                self.products.clone_from(&found.products);
                self.left_out.clone_from(&found.left_out);
                found.rows.iter().copied().map(Entry::Due).collect()
            }
            Answer::Launch(found) if ticket == self.asked => {
                self.left_out.clone_from(&found.left_out);
                found.rows.iter().cloned().map(Entry::Launch).collect()
            }
            Answer::Rows(rows) if ticket == self.planning => return self.plan(rows, cx),
            Answer::Rows(rows) if ticket == self.asked_rows => {
                self.rows.extend(rows.iter().map(|row| (row.id, row.clone())));
                return;
            }
            Answer::Done(_) if ticket == self.changing => {
                self.marks.clear();
                self.rows.clear();
                return self.want_rows(cx);
            }
            _ => return,
        };
        // Another order may have come: marks by place no longer hold.
        let same = self
            .entries
            .as_ref()
            .is_some_and(|old| old.iter().map(Entry::customer).eq(fresh.iter().map(Entry::customer)));
        if !same {
            self.marks.clear();
        }
        self.state.set_len(fresh.len());
        self.entries = Some(fresh);
        self.want_rows(cx);
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if [self.asked, self.planning, self.changing].contains(&ticket) {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let foot = if self.left_out.is_empty() {
            String::new()
        } else {
            look.tf("products-left-out", &[("words", self.left_out_words(look).into())])
        };
        let marked = if self.marks.is_empty() {
            String::new()
        } else {
            look.tf("products-marked", &[("n", self.marks.len().into())])
        };
        let inner =
            Panel::new(self.title(look)).right(marked).bottom(foot).focused(true).draw(frame, area, look);
        let quiet = match (&self.entries, &self.about) {
            (None, _) => Some("page-wait"),
            (Some(all), About::Due) if all.is_empty() => Some("products-due-none"),
            (Some(all), About::Launch { .. }) if all.is_empty() => Some("products-calls-none"),
            _ => None,
        };
        if let Some(key) = quiet {
            let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            let lines = wrap(&look.t(key), usize::from(text.width).max(1));
            look.put_lines(frame, text, lines.into_iter().map(|l| Line::styled(l, look.theme.dim)));
            return;
        }
        self.draw_table(frame, inner, look, hits);
    }

    fn export(&self, look: &Look) -> Option<crate::views::exports::Offer> {
        let mut seen = BTreeSet::new();
        let marked = |at: &usize| self.marks.is_empty() || self.marks.contains(at);
        let customers = (0..self.all().len()).filter(marked).map(|at| self.all()[at].customer());
        let whom: Vec<CustomerId> = customers.filter(|id| seen.insert(*id)).collect();
        let title = match &self.about {
            About::Due => look.t("export-name-due"),
            About::Launch { name, .. } => name.clone(),
        };
        crate::views::exports::Offer::list(title, whom)
    }

    fn footer(&self) -> Vec<Action> {
        vec![
            Action::Offer,
            Action::Open,
            Action::Mark,
            Action::MarkAll,
            Action::LogContact,
            Action::Agenda,
            Action::Explain,
            Action::Back,
        ]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Offer).then_some("products-key-plan")
    }
}

impl Calls {
    fn draw_table(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look, hits: &mut Hits) {
        let due = matches!(self.about, About::Due);
        let columns = [
            Column::wide(look.t("products-c-customer"), 18),
            Column::wide(look.t(if due { "products-c-product" } else { "products-c-why" }), 18),
            Column::fixed(
                look.t(if due { "products-c-window" } else { "products-c-expected" }),
                if due { 17 } else { 11 },
            )
            .right(),
            Column::fixed(
                if due { look.t("products-c-next") } else { String::new() },
                if due { 14 } else { 0 },
            ),
            Column::fixed(look.t("products-c-call"), 12).drop(1),
        ];
        let table = Table { marks: true, ..Table::new(&columns, &self.state, 0) };
        let window = table.window(inner);
        let first = window.start;
        let rows: Vec<Row<'_>> = self.all()[window]
            .iter()
            .enumerate()
            .map(|(at, entry)| {
                let known = self.rows.get(&entry.customer());
                let name = known.map_or_else(|| "…".to_owned(), |row| row.name.clone());
                let call = known
                    .and_then(|row| row.next.as_ref())
                    .map_or_else(String::new, |next| look.format.day_short(next.day, self.today));
                let cells = match entry {
                    Entry::Due(row) => [
                        name,
                        self.product(row).to_owned(),
                        format!(
                            "{} – {}",
                            look.format.day_month(row.window.0),
                            look.format.day_month(row.window.1)
                        ),
                        next_words(row.next, look),
                        call,
                    ],
                    Entry::Launch(row) => {
                        [name, why(row, look), look.format.amount_whole(row.expected), String::new(), call]
                    }
                };
                Row::new(cells).marked(self.marks.contains(&(first + at)))
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }
}

/// Where the next purchase of a product stands.
pub(in crate::views) fn next_words(next: Next, look: &Look) -> String {
    match next {
        Next::Late(days) => look.tf("products-late", &[("days", look.format.int(days).into())]),
        Next::Due => look.t("products-due"),
        Next::In(days) => look.tf("products-in", &[("days", look.format.int(days).into())]),
        Next::Ended => look.t("products-ended"),
    }
}

/// Why they may want it: what they have, what leads to it, what they seek.
fn why(row: &LaunchRow, look: &Look) -> String {
    let bought = match &row.because {
        None if row.has == 0 => None,
        None => Some(look.tf("products-has", &[("n", i64::from(row.has).into())])),
        Some((product, rule)) => Some(look.tf(
            "products-because",
            &[
                ("product", product.as_str().into()),
                ("n", look.format.int(rule.n_ab).into()),
                ("all", look.format.int(rule.n_a).into()),
            ],
        )),
    };
    let sought = row.seeks.then(|| look.t("products-seeks"));
    bought.into_iter().chain(sought).collect::<Vec<_>>().join(" · ")
}
