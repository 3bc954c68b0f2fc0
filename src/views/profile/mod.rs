//! Segmentation, fields of the user's own and scorecards: who falls where, by what rule, and where that is changed. Every
//! row opens the customers it counts.

mod rows;
mod search;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::customer::dialogs::Ask;
use super::{Cx, Go, ToastKind, View, explain, forms};
use crate::domain::Day;
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::domain::query::Query;
use crate::domain::roster::{Scope, Sort};
use crate::domain::value::score::example;
use crate::store::ask::{Answer, ChangeWords, LaunchLike, ListSpec, Question, Segmentation, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::chart::tabs;
use crate::ui::dialog::{DialogEvent, Prompt};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::text_input::TextKey;
use crate::ui::visible::wrap;

/// The page.
pub fn view() -> Box<dyn View> {
    Box::new(Profiles::default())
}

/// Words looked for in notes, contacts and facts.
pub fn search() -> Box<dyn View> {
    Box::new(search::Search::default())
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Birthdays,
    Groups,
    Occasions,
    Benefits,
    Fields,
    Scales,
}

const TABS: [Tab; 6] = [Tab::Birthdays, Tab::Groups, Tab::Occasions, Tab::Benefits, Tab::Fields, Tab::Scales];

/// Targets of clicks on rows; below them the tabs.
const ROWS: usize = 100;

#[derive(Default)]
struct Profiles {
    tab: Tab,
    segments: Option<Box<Segmentation>>,
    asked: Ticket,
    ordered: Ticket,
    rows: [ListState; 6],
    today: Option<Day>,
    /// What a new product that serves the benefit under the cursor is called, while that is asked.
    prompt: Option<Prompt>,
}

impl Profiles {
    fn at(&self) -> &ListState {
        &self.rows[self.tab as usize]
    }

    fn cursor(&self) -> usize {
        self.at().cursor
    }

    fn show(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// Name and members of the segment under the cursor.
    fn members(&self, look: &Look) -> Option<(String, Vec<CustomerId>)> {
        let all = self.segments.as_deref()?;
        let at = self.cursor();
        match self.tab {
            Tab::Birthdays => {
                let (id, name, ..) = all.birthdays.get(at)?;
                Some((name.clone(), vec![*id]))
            }
            Tab::Groups => {
                let group = rows::groups(all, look).into_iter().nth(at)?;
                Some((format!("{}: {}", group.kind, group.name), group.members))
            }
            Tab::Occasions => all.occasions.get(at).map(|o| (o.name.clone(), o.customers.clone())),
            Tab::Benefits => all.benefits.get(at).map(|b| (b.name.clone(), b.customers.clone())),
            Tab::Fields | Tab::Scales => None,
        }
    }

    fn open(&self, cx: &mut Cx<'_>) -> bool {
        if matches!(self.tab, Tab::Fields | Tab::Scales) {
            return self.edit(cx);
        }
        let Some((name, members)) = self.members(cx.look) else { return false };
        if self.tab == Tab::Birthdays {
            let siblings = self.segments.iter().flat_map(|s| s.birthdays.iter().map(|b| b.0)).collect();
            if let Some(id) = members.first() {
                cx.go(Go::Push(super::customer::page(*id, siblings)));
            }
            return true;
        }
        let spec = ListSpec { scope: Scope::Ids(members), query: Query::default(), sort: Sort::default() };
        cx.go(Go::List(spec, name));
        true
    }

    fn edit(&self, cx: &mut Cx<'_>) -> bool {
        let Some(all) = self.segments.as_deref() else { return false };
        let form = match self.tab {
            Tab::Fields => match all.fields.get(self.cursor()) {
                Some((field, _)) => forms::field(Some(field)),
                None => return false,
            },
            Tab::Scales => match all.scales.get(self.cursor()) {
                Some(scale) => forms::scale(&scale.name, Some(&scale.scale), false),
                // The row after the last one is the example.
                None => forms::scale(&cx.look.t("scale-example"), Some(&example()), true),
            },
            _ => forms::profile_rules(all),
        };
        cx.go(Go::Push(form));
        true
    }

    fn ask_launch(&mut self, look: &Look) -> bool {
        let Some(benefit) = self.segments.as_deref().and_then(|all| all.benefits.get(self.cursor())) else {
            return false;
        };
        let mut prompt = Prompt::new(look.t("products-launch-title"), look.t("products-launch-name"), "");
        let args = [
            ("benefit", benefit.name.as_str().into()),
            ("n", benefit.customers.len().into()),
            ("products", benefit.products.len().into()),
        ];
        prompt.echo = look.tf("profiles-launch", &args);
        self.prompt = Some(prompt);
        true
    }

    /// Who is worth a call about a new product that serves the benefit.
    fn launch(&self, name: String, cx: &mut Cx<'_>) {
        if let Some(benefit) = self.segments.as_deref().and_then(|all| all.benefits.get(self.cursor())) {
            let products = benefit.products.iter().map(|serving| serving.id).collect();
            let like = LaunchLike { products, benefit: benefit.name.clone() };
            cx.go(Go::Push(super::products::launch(name, like)));
        }
    }

    fn take_away(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some(all) = self.segments.as_deref() else { return false };
        match self.tab {
            Tab::Fields => {
                let Some((field, n)) = all.fields.get(self.cursor()) else { return false };
                let look = cx.look;
                let args = [("name", (&field.name).into()), ("n", (*n).into())];
                let lines = vec![look.tf("field-delete-ask", &args), look.t("field-delete-more")];
                let title = look.t("field-delete-title");
                let ask =
                    Ask::open(title, lines, look.t("field-delete-yes"), Change::DeleteField(field.id), look);
                cx.go(Go::Push(ask));
            }
            Tab::Scales => {
                let Some(scale) = all.scales.get(self.cursor()) else { return false };
                let name = scale.name.clone();
                self.ordered = cx.change(Change::SaveScale { name, scale: None });
            }
            _ => return false,
        }
        true
    }

    /// Rows of the present tab.
    fn len(&self, tab: Tab, look: &Look) -> usize {
        let Some(all) = self.segments.as_deref() else { return 0 };
        match tab {
            Tab::Birthdays => all.birthdays.len(),
            Tab::Groups => rows::groups(all, look).len(),
            Tab::Occasions => all.occasions.len(),
            Tab::Benefits => all.benefits.len(),
            Tab::Fields => all.fields.len(),
            // An example is offered where there is no scale.
            Tab::Scales => all.scales.len().max(1),
        }
    }
}

impl View for Profiles {
    fn scopes(&self) -> Vec<KeyScope> {
        if self.prompt.is_some() {
            vec![KeyScope::Text, KeyScope::Dialog]
        } else {
            vec![KeyScope::List, KeyScope::Record]
        }
    }

    fn is_typing(&self) -> bool {
        self.prompt.is_some()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.asked = cx.ask(Question::Segmentation);
    }

    fn can(&self, action: Action) -> bool {
        use Action as A;
        let here = self.at().len > 0;
        match action {
            A::Left | A::Right | A::PreviousTab | A::NextTab | A::Back | A::Quit => true,
            A::Up | A::Down | A::PageUp | A::PageDown | A::First | A::Last | A::Open => here,
            A::Explain => {
                here && matches!(self.tab, Tab::Groups | Tab::Occasions | Tab::Benefits | Tab::Scales)
            }
            A::Offer => here && self.tab == Tab::Benefits,
            A::New => matches!(self.tab, Tab::Fields | Tab::Scales),
            A::Archive => here && matches!(self.tab, Tab::Fields | Tab::Scales),
            A::Edit => self.segments.is_some() && (here || !matches!(self.tab, Tab::Fields | Tab::Scales)),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        use Action as A;
        if !self.can(action) {
            return false;
        }
        match action {
            A::Left | A::PreviousTab | A::Right | A::NextTab => {
                let step = if matches!(action, A::Right | A::NextTab) { 1 } else { TABS.len() - 1 };
                self.show(TABS[(self.tab as usize + step) % TABS.len()]);
            }
            A::Back | A::Quit => cx.go(Go::Pop),
            A::Open => return self.open(cx),
            A::Edit => return self.edit(cx),
            A::Archive => return self.take_away(cx),
            A::Offer => return self.ask_launch(cx.look),
            A::New if self.tab == Tab::Fields => cx.go(Go::Push(forms::field(None))),
            A::New => cx.go(Go::Push(forms::scale("", None, true))),
            A::Explain => {
                let Some(all) = self.segments.as_deref() else { return false };
                let Some((title, rows)) = rows::explain(self.tab, all, self.cursor(), cx.look) else {
                    return false;
                };
                cx.go(Go::Push(explain::view(title, rows)));
            }
            other => return self.rows[self.tab as usize].act(other),
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
                    self.launch(name, cx);
                }
            }
            DialogEvent::Cancelled => self.prompt = None,
            _ => {}
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if self.prompt.is_some() {
            return;
        }
        if let Some(row) = target.checked_sub(ROWS) {
            if self.rows[self.tab as usize].select(row) && double {
                self.open(cx);
            }
        } else if let Some(tab) = TABS.get(target) {
            self.show(*tab);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if let (Answer::Segmentation(segments), true) = (answer, ticket == self.asked) {
            self.segments = Some(segments.clone());
            for tab in TABS {
                let len = self.len(tab, cx.look);
                self.rows[tab as usize].set_len(len);
            }
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked || ticket == self.ordered {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let bar = Rect { height: 1, ..area };
        let titles: Vec<String> = TABS.map(|t| look.t(rows::title(t))).to_vec();
        tabs(frame, bar, &titles, self.tab as usize, look, hits, 0);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let Some(all) = self.segments.as_deref() else {
            let inner = Panel::new(look.t(rows::title(self.tab))).draw(frame, body, look);
            look.put(frame, inner, Span::styled(format!(" {}", look.t("page-wait")), look.theme.dim));
            return;
        };
        let today = self.today.unwrap_or(Day(0));
        let panel =
            Panel::new(look.t(rows::title(self.tab))).bottom(look.t(rows::hint(self.tab))).focused(true);
        let inner = panel.draw(frame, body, look);
        let cells = rows::cells(self.tab, all, today, look);
        if cells.is_empty() {
            let text = Rect {
                x: inner.x + 1,
                y: inner.y + u16::from(inner.height > 3),
                width: inner.width.saturating_sub(2),
                height: inner.height.saturating_sub(1),
            };
            let lines = wrap(&look.t(rows::nothing(self.tab)), usize::from(text.width));
            look.put_lines(frame, text, lines.into_iter().map(ratatui::text::Line::from));
            return;
        }
        let columns: Vec<Column> = rows::columns(self.tab, look);
        let table = Table::new(&columns, self.at(), ROWS);
        let window = table.window(inner);
        let shown: Vec<Row<'_>> =
            cells[window].iter().map(|row| Row::new(row.iter().map(String::as_str))).collect();
        table.draw(frame, inner, &shown, look, hits);
        if let Some(prompt) = &self.prompt {
            prompt.draw(frame, area, look);
        }
    }

    fn export(&self, look: &Look) -> Option<super::exports::Offer> {
        if self.prompt.is_some() {
            return None;
        }
        self.segments.as_deref().and_then(|all| rows::table(self.tab, all, look))
    }

    fn footer(&self) -> Vec<Action> {
        use Action as A;
        if self.prompt.is_some() {
            return vec![A::Open, A::Back];
        }
        let wanted = [A::NextTab, A::Open, A::New, A::Edit, A::Archive, A::Offer, A::Explain];
        wanted.into_iter().filter(|a| self.can(*a)).chain([A::Back]).collect()
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Open if self.prompt.is_some() => Some("key-go-on"),
            Action::Archive => Some("profiles-delete"),
            Action::Offer => Some("products-key-call"),
            _ => None,
        }
    }
}
