//! The list of products: who buys each, what it brings, its rhythm; where it is marked as launched or no longer sold,
//! and from where those are found who are worth a call about a new one.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::calls::Calls;
use crate::domain::Day;
use crate::domain::change::{Change, ProductMark};
use crate::domain::query::Query;
use crate::domain::roster::{Scope, Sort, SortBy};
use crate::domain::trade::ProductId;
use crate::store::ask::{Answer, ChangeWords, LaunchLike, ListSpec, ProductRow, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{DialogEvent, Prompt};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::text_input::TextKey;
use crate::ui::visible::wrap;
use crate::views::{Cx, Go, ToastKind, View};

pub(super) struct Products {
    rows: Option<Vec<ProductRow>>,
    asked: Ticket,
    changing: Ticket,
    state: ListState,
    marks: BTreeSet<ProductId>,
    /// What the new product is called, while that is asked.
    prompt: Option<Prompt>,
    today: Day,
}

impl Products {
    pub fn new() -> Self {
        Self {
            rows: None,
            asked: 0,
            changing: 0,
            state: ListState::default(),
            marks: BTreeSet::new(),
            prompt: None,
            today: Day(0),
        }
    }

    fn all(&self) -> &[ProductRow] {
        self.rows.as_deref().unwrap_or_default()
    }

    fn current(&self) -> Option<&ProductRow> {
        self.all().get(self.state.cursor)
    }

    fn is_marked(&self, row: &ProductRow) -> bool {
        row.ids.iter().any(|id| self.marks.contains(id))
    }

    /// Rows of the products that the new one is like: those marked; else those of the category of the one under the
    /// cursor, or it alone where it has none.
    fn like(&self) -> Vec<ProductId> {
        if !self.marks.is_empty() {
            return self.all().iter().filter(|r| self.is_marked(r)).flat_map(|r| r.ids.clone()).collect();
        }
        let Some(here) = self.current() else { return Vec::new() };
        if here.category.is_empty() {
            return here.ids.clone();
        }
        self.all().iter().filter(|r| r.category == here.category).flat_map(|r| r.ids.clone()).collect()
    }

    fn ask_name(&mut self, look: &Look) {
        // A product that is launched is the new one itself.
        let name = match self.current() {
            Some(row) if self.marks.is_empty() && row.launched.is_some() => row.name.clone(),
            _ => String::new(),
        };
        let mut prompt = Prompt::new(look.t("products-launch-title"), look.t("products-launch-name"), &name);
        let n = self.like_count();
        prompt.echo = match self.current() {
            Some(row) if self.marks.is_empty() && !row.category.is_empty() => look.tf(
                "products-launch-category",
                &[("category", row.category.as_str().into()), ("n", n.into())],
            ),
            Some(row) if self.marks.is_empty() => {
                look.tf("products-launch-one", &[("product", row.name.as_str().into())])
            }
            _ => look.tf("products-launch-marked", &[("n", n.into())]),
        };
        self.prompt = Some(prompt);
    }

    fn like_count(&self) -> usize {
        let like: BTreeSet<ProductId> = self.like().into_iter().collect();
        self.all().iter().filter(|row| row.ids.iter().any(|id| like.contains(id))).count()
    }

    fn mark_product(&mut self, mark: impl Fn(&ProductRow) -> ProductMark, cx: &mut Cx<'_>) {
        if let Some(row) = self.current() {
            let change = Change::MarkProduct { products: row.ids.clone(), mark: mark(row) };
            self.changing = cx.change(change);
        }
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let look = cx.look;
        let Some(row) = self.current() else { return };
        let mut rows = vec![
            (look.t("products-c-buyers"), look.t("products-w-buyers")),
            (look.t("products-c-revenue"), look.t("products-w-revenue")),
            (look.t("products-c-rhythm"), look.t("products-w-rhythm")),
        ];
        if let Some(gaps) = row.gaps {
            let figures = [
                ("p25", i64::from(gaps.p25).into()),
                ("median", i64::from(gaps.median).into()),
                ("p75", i64::from(gaps.p75).into()),
            ];
            rows.push((look.t("products-w-gaps"), look.tf("products-w-gaps-text", &figures)));
        }
        rows.push((look.t("products-w-period"), look.format.day_words(cx.today)));
        cx.go(Go::Push(crate::views::explain::view(row.name.clone(), rows)));
    }
}

impl View for Products {
    fn scopes(&self) -> Vec<KeyScope> {
        if self.prompt.is_some() {
            vec![KeyScope::Text, KeyScope::Dialog]
        } else {
            vec![KeyScope::Products, KeyScope::List, KeyScope::Record]
        }
    }

    fn is_dashboard(&self) -> bool {
        true
    }

    fn is_typing(&self) -> bool {
        self.prompt.is_some()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = cx.today;
        self.asked = cx.ask(Question::Products);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Back => true,
            Action::Open
            | Action::Mark
            | Action::Offer
            | Action::Launched
            | Action::Discontinue
            | Action::Explain
            | Action::Up
            | Action::Down => self.current().is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Back if !self.marks.is_empty() => self.marks.clear(),
            Action::Back | Action::Quit => cx.go(Go::Pop),
            Action::Open => {
                if let Some(row) = self.current() {
                    let scope = Scope::Bought(row.ids.clone());
                    let sort = Sort { by: SortBy::Revenue12m, descending: true };
                    let heading = cx.look.tf("products-buyers-of", &[("product", row.name.as_str().into())]);
                    cx.go(Go::List(ListSpec { scope, query: Query::default(), sort }, heading));
                }
            }
            Action::Mark => {
                let Some(row) = self.current() else { return false };
                let ids = row.ids.clone();
                if self.is_marked(row) {
                    self.marks.retain(|id| !ids.contains(id));
                } else {
                    self.marks.extend(ids);
                }
                self.state.act(Action::Down);
            }
            Action::Offer if self.current().is_some() => self.ask_name(cx.look),
            Action::Discontinue => {
                let today = cx.today;
                self.mark_product(
                    |row| ProductMark::Discontinued(row.discontinued.is_none().then_some(today)),
                    cx,
                );
            }
            Action::Launched => {
                let today = cx.today;
                self.mark_product(|row| ProductMark::Launched(row.launched.is_none().then_some(today)), cx);
            }
            Action::Explain => self.explain(cx),
            other => return self.state.act(other),
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let Some(prompt) = &mut self.prompt else { return };
        match prompt.key(key) {
            DialogEvent::Chosen(_) => {
                let name = prompt.text().trim().to_owned();
                if name.is_empty() {
                    prompt.error = Some(cx.look.t("products-launch-empty"));
                } else {
                    self.prompt = None;
                    let like = LaunchLike { products: self.like(), benefit: String::new() };
                    cx.go(Go::Push(Box::new(Calls::launch(name, like))));
                }
            }
            DialogEvent::Cancelled => self.prompt = None,
            _ => {}
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if self.prompt.is_none() && self.state.select(target) && double {
            self.act(Action::Open, cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::Products(rows) if ticket == self.asked => {
                let here = self.current().map(|row| row.ids.clone());
                let ids: Vec<Vec<ProductId>> = rows.iter().map(|row| row.ids.clone()).collect();
                self.rows = Some(rows.clone());
                self.state.follow(here.as_ref(), &ids);
            }
            Answer::Done(_) if ticket == self.changing => self.refresh(cx),
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked || ticket == self.changing {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let count = self.rows.as_ref().map_or_else(|| "…".to_owned(), |all| look.format.int(all.len()));
        let marked = self.all().iter().filter(|row| self.is_marked(row)).count();
        let foot = if marked > 0 {
            look.tf("products-marked", &[("n", marked.into())])
        } else {
            look.t("products-hint")
        };
        let inner = Panel::new(look.tf("products-title", &[("n", count.into())]))
            .bottom(foot)
            .focused(true)
            .draw(frame, area, look);
        let quiet = match &self.rows {
            None => Some("page-wait"),
            Some(rows) if rows.is_empty() => Some("products-none"),
            Some(_) => None,
        };
        if let Some(key) = quiet {
            let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            let lines = wrap(&look.t(key), usize::from(text.width).max(1));
            look.put_lines(frame, text, lines.into_iter().map(|l| Line::styled(l, look.theme.dim)));
        } else {
            self.draw_table(frame, inner, look, hits);
        }
        if let Some(prompt) = &self.prompt {
            prompt.draw(frame, area, look);
        }
    }

    fn export(&self, look: &Look) -> Option<crate::views::exports::Offer> {
        use crate::views::exports::{GridCell, Offer};
        if self.prompt.is_some() {
            return None;
        }
        let decimals = look.format.currency.decimals;
        let headings = [
            "cli-column-code",
            "products-c-name",
            "products-c-category",
            "products-c-buyers",
            "products-c-revenue",
            "export-column-days",
            "products-c-last",
            "export-column-launched",
            "export-column-discontinued",
        ];
        let row = |row: &ProductRow| {
            vec![
                GridCell::text(&row.code),
                GridCell::text(&row.name),
                GridCell::text(&row.category),
                GridCell::count(row.buyers),
                GridCell::money(row.revenue_12m, decimals),
                row.gaps.map_or_else(|| GridCell::text(""), |gaps| GridCell::count(gaps.median)),
                GridCell::day(row.last),
                GridCell::day(row.launched),
                GridCell::day(row.discontinued),
            ]
        };
        let shown = self.all().iter().filter(|row| self.marks.is_empty() || self.is_marked(row));
        Offer::table(
            look.t("export-name-products"),
            headings.map(|key| look.t(key)).to_vec(),
            shown.map(row).collect(),
        )
    }

    fn footer(&self) -> Vec<Action> {
        if self.prompt.is_some() {
            return vec![Action::Open, Action::Back];
        }
        vec![
            Action::Open,
            Action::Mark,
            Action::Offer,
            Action::Launched,
            Action::Discontinue,
            Action::Explain,
            Action::Back,
        ]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Open if self.prompt.is_some() => Some("key-go-on"),
            Action::Open => Some("products-key-buyers"),
            Action::Offer => Some("products-key-call"),
            _ => None,
        }
    }
}

impl Products {
    fn draw_table(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look, hits: &mut Hits) {
        let columns = [
            Column::wide(look.t("products-c-name"), 18),
            Column::fixed(look.t("products-c-category"), 14).drop(3),
            Column::fixed(look.t("products-c-buyers"), 8).right(),
            Column::fixed(look.t("products-c-revenue"), 11).right(),
            Column::fixed(look.t("products-c-rhythm"), 10).right().drop(1),
            Column::fixed(look.t("products-c-last"), 11).right().drop(2),
            Column::fixed(look.t("products-c-state"), 13),
        ];
        let table = Table { marks: true, ..Table::new(&columns, &self.state, 0) };
        let rows: Vec<Row<'_>> = self.all()[table.window(inner)]
            .iter()
            .map(|row| {
                let every = row.gaps.map_or_else(String::new, |gaps| {
                    look.tf("products-every", &[("days", i64::from(gaps.median).into())])
                });
                let state = match (row.discontinued, row.launched) {
                    (Some(day), _) => {
                        look.tf("products-gone", &[("day", look.format.day_short(day, self.today).into())])
                    }
                    (None, Some(day)) => {
                        look.tf("products-new", &[("day", look.format.day_short(day, self.today).into())])
                    }
                    (None, None) => String::new(),
                };
                let last = row.last.map_or_else(String::new, |day| look.format.day_short(day, self.today));
                Row::new([
                    Line::from(row.name.clone()),
                    Line::from(row.category.clone()),
                    Line::from(look.format.int(row.buyers)),
                    Line::from(look.format.amount_whole(row.revenue_12m)),
                    Line::from(every),
                    Line::from(last),
                    Line::from(Span::raw(state)),
                ])
                .marked(self.is_marked(row))
                .dim(row.discontinued.is_some())
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }
}
