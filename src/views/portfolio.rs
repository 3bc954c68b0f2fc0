//! The portfolio itself: names, backups, restoring, opening another, history of changes, about.

use std::path::PathBuf;

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::customer::{field_name, field_value};
use super::exports::{GridCell, Offer};
use super::importing::chooser::{Chooser, Chosen, size};
use super::{Cx, Effect, FileNews, Go, ToastKind, View};
use crate::domain::Day;
use crate::domain::change::Change;
use crate::store::ask::{Answer, BackupInfo, ChangeWords, JournalEntry, PortfolioInfo, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{Confirm, DialogEvent};
use crate::ui::form::{Field, Form, FormEvent};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::text_input::TextKey;
use crate::ui::visible::wrap;

/// Changes shown in the history.
const HISTORY: usize = 500;
/// Columns of the text in questions.
const TEXT: usize = 60;

/// Name of the business and of the user.
pub fn business() -> Box<dyn View> {
    Box::new(Business { form: Form::new("", Vec::new()), loaded: false, saving: 0 })
}

/// Backups there are, and putting one in the place of the portfolio.
pub fn restore() -> Box<dyn View> {
    Box::new(Restore { backups: None, state: ListState::default(), dialog: None, asked: 0, today: None })
}

/// Opening another portfolio file.
pub fn open(folder: PathBuf) -> Box<dyn View> {
    Box::new(Open { chooser: Chooser::new(folder, &[".db"]) })
}

/// Everything that was changed, newest first.
pub fn history() -> Box<dyn View> {
    Box::new(History { entries: None, state: ListState::default(), asked: 0, today: None })
}

/// Version, file, formats.
pub fn about() -> Box<dyn View> {
    Box::new(About { portfolio: None, now: None, backups: None, asked: 0 })
}

struct Business {
    form: Form,
    loaded: bool,
    saving: Ticket,
}

impl Business {
    fn event(&mut self, event: &FormEvent, cx: &mut Cx<'_>) {
        match event {
            FormEvent::Cancel => cx.go(Go::Pop),
            FormEvent::Save | FormEvent::SaveAnother if self.saving == 0 => {
                let setting = |key: &str| Change::Setting {
                    key: key.to_owned(),
                    value: serde_json::to_string(&self.form.get(key)).ok(),
                };
                self.saving = cx.change(Change::Batch(vec![setting("business"), setting("user")]));
            }
            _ => {}
        }
    }
}

impl View for Business {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Form]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        let Some(portfolio) = cx.portfolio.filter(|_| !self.loaded) else { return };
        let look = cx.look;
        let fields = vec![
            Field::text("business", look.t("portfolio-business")).value(&portfolio.business),
            Field::text("user", look.t("portfolio-user"))
                .value(&portfolio.user)
                .hint(look.t("portfolio-user-hint")),
        ];
        self.form = Form::new(look.t("portfolio-business-title"), fields);
        self.loaded = true;
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Save | Action::Back | Action::NextPanel | Action::PreviousPanel)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if !self.can(action) {
            return false;
        }
        let event = self.form.act(action);
        self.event(&event, cx);
        true
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        Offer::form(&self.form, look)
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let event = self.form.key(key);
        self.event(&event, cx);
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let event = self.form.click(target);
        self.event(&event, cx);
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if let (Answer::Done(_), true) = (answer, ticket == self.saving) {
            cx.go(Go::Pop);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if self.saving != 0 && ticket == self.saving {
            self.saving = 0;
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.form.draw(frame, area, look, hits, 0);
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Save, Action::NextPanel, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::NextPanel).then_some("form-next-field")
    }
}

struct Restore {
    backups: Option<Vec<BackupInfo>>,
    state: ListState,
    dialog: Option<Confirm>,
    asked: Ticket,
    today: Option<Day>,
}

impl Restore {
    fn here(&self) -> Option<&BackupInfo> {
        self.backups.as_ref()?.get(self.state.cursor)
    }

    fn ask(&mut self, cx: &Cx<'_>) {
        let Some(backup) = self.here() else { return };
        let look = cx.look;
        let args = [("when", look.format.moment(backup.at, cx.today).into()), ("n", backup.customers.into())];
        let lines =
            wrap(&look.tf("portfolio-restore-text", &args), TEXT).into_iter().map(Line::from).collect();
        let buttons = vec![look.t("portfolio-restore-yes"), look.t("cancel")];
        // It cannot be undone: the button that cancels has the focus.
        self.dialog = Some(Confirm::new(look.t("portfolio-restore-ask"), lines, buttons).focus(1));
    }

    fn answered(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(_) => {
                self.dialog = None;
                if let Some(path) = self.here().map(|backup| backup.path.clone()) {
                    cx.effect(Effect::Restore(path));
                }
            }
            DialogEvent::Cancelled => self.dialog = None,
            DialogEvent::Changed | DialogEvent::None => {}
        }
    }
}

impl View for Restore {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.asked = cx.ask(Question::Backups);
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Back | Action::Quit) || (action == Action::Open && self.here().is_some())
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some(dialog) = &mut self.dialog {
            let event = dialog.act(action);
            self.answered(event, cx);
            return !matches!(action, Action::Help | Action::Redraw | Action::Language);
        }
        match action {
            Action::Open | Action::Choose => self.ask(cx),
            Action::Back | Action::Quit => cx.go(Go::Pop),
            other => return self.state.act(other),
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if let Some(dialog) = &mut self.dialog {
            let event = dialog.click(target);
            self.answered(event, cx);
        } else if self.state.select(target) && double {
            self.ask(cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Backups(backups), true) = (answer, ticket == self.asked) {
            self.state.set_len(backups.len());
            self.backups = Some(backups.clone());
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let rows = self.backups.as_ref().map_or(3, Vec::len).max(3) as u16;
        let place = centred(area, 76, (rows + 6).min(area.height));
        let inner =
            Panel::new(look.t("portfolio-backups")).right(look.t("key-esc")).popup().draw(frame, place, look);
        let (Some(backups), Some(today)) = (&self.backups, self.today) else {
            look.put(
                frame,
                inner,
                Span::styled(format!("  {}", look.t("portfolio-reading")), look.theme.dim),
            );
            return;
        };
        if inner.height < 3 {
            return;
        }
        if backups.is_empty() {
            say(frame, inner, &look.t("portfolio-no-backups"), look);
            return;
        }
        let columns = [
            Column::fixed(look.t("portfolio-column-when"), 18),
            Column::fixed(look.t("portfolio-column-customers"), 10).right(),
            Column::fixed(look.t("portfolio-column-size"), 10).right(),
            Column::wide(look.t("portfolio-column-file"), 12).drop(1),
        ];
        let list = Rect { height: inner.height - 1, ..inner };
        let table = Table { focused: self.dialog.is_none(), ..Table::new(&columns, &self.state, 0) };
        let window = table.window(list);
        let rows: Vec<Row<'_>> = backups[window]
            .iter()
            .map(|backup| {
                let file =
                    backup.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                Row::new([
                    Line::from(look.format.moment(backup.at, today)),
                    Line::from(look.format.int(backup.customers as i64)),
                    Line::from(size(backup.size, look)),
                    Line::from(file),
                ])
            })
            .collect();
        table.draw(frame, list, &rows, look, hits);
        let foot =
            Rect { x: inner.x + 1, y: inner.bottom() - 1, width: inner.width.saturating_sub(2), height: 1 };
        look.put(frame, foot, Span::styled(look.t("portfolio-restore-foot"), look.theme.dim));
        if let Some(dialog) = &self.dialog {
            hits.clear();
            dialog.draw(frame, area, look, hits, 0);
        }
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        if self.dialog.is_some() {
            return None;
        }
        let row = |backup: &BackupInfo| {
            let file = backup.path.file_name().map(|name| name.to_string_lossy().into_owned());
            vec![
                GridCell::Moment(backup.at),
                GridCell::count(backup.customers),
                GridCell::count(backup.size),
                GridCell::text(file.unwrap_or_default()),
            ]
        };
        let headings = [
            "portfolio-column-when",
            "portfolio-column-customers",
            "export-column-bytes",
            "portfolio-column-file",
        ];
        let rows = self.backups.iter().flatten().map(row).collect();
        Offer::table(look.t("portfolio-backups"), headings.map(|key| look.t(key)).to_vec(), rows)
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::BackupNow, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open && self.dialog.is_none()).then_some("portfolio-do-restore")
    }
}

fn say(frame: &mut Frame<'_>, inner: Rect, text: &str, look: &Look) {
    let place = Rect { x: inner.x + 2, width: inner.width.saturating_sub(4), ..inner };
    let lines = wrap(text, usize::from(place.width).max(1));
    look.put_lines(frame, place, lines.into_iter().map(|l| Line::from(Span::styled(l, look.theme.dim))));
}

struct Open {
    chooser: Chooser,
}

impl Open {
    fn chosen(chosen: Chosen, cx: &mut Cx<'_>) {
        match chosen {
            Chosen::None => {}
            Chosen::Cancelled => cx.go(Go::Pop),
            Chosen::File(path) => cx.effect(Effect::OpenPortfolio { path: Some(path), create: None }),
        }
    }
}

impl View for Open {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Text, KeyScope::Dialog]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.chooser.ask(cx);
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Open | Action::Back)
    }

    fn act(&mut self, action: Action, _cx: &mut Cx<'_>) -> bool {
        self.chooser.act(action)
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let chosen = self.chooser.key(key, cx);
        Self::chosen(chosen, cx);
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let chosen = self.chooser.click(target, double, cx);
        Self::chosen(chosen, cx);
    }

    fn file_news(&mut self, ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) {
        let chosen = self.chooser.news(ticket, news, cx);
        Self::chosen(chosen, cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let rows = area.height.saturating_sub(2).clamp(10.min(area.height), 22);
        self.chooser.draw(look.t("portfolio-open"), frame, centred(area, 76, rows), look, hits);
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open).then_some("action-open")
    }
}

struct History {
    entries: Option<Vec<JournalEntry>>,
    state: ListState,
    asked: Ticket,
    today: Option<Day>,
}

impl History {
    fn words(entry: &JournalEntry, look: &Look) -> String {
        look.texts.words(&entry.what.key, &entry.what.args)
    }

    /// Fields before and after of the entry under the cursor.
    fn open(&self, cx: &mut Cx<'_>) {
        let Some(entry) = self.entries.as_ref().and_then(|all| all.get(self.state.cursor)) else { return };
        let look = cx.look;
        let mut rows = vec![(look.t("portfolio-column-when"), look.format.moment(entry.at, cx.today))];
        if !entry.author.is_empty() {
            rows.push((look.t("portfolio-column-who"), entry.author.clone()));
        }
        if entry.undone {
            rows.push((look.t("portfolio-undone-label"), look.t("yes")));
        }
        rows.extend(entry.fields.iter().map(|(field, before, after)| {
            let value = |text: &str| field_value(field, text, look);
            (field_name(field, look), format!("{} → {}", value(before), value(after)))
        }));
        cx.go(Go::Push(super::explain::view(Self::words(entry, look), rows)));
    }
}

impl View for History {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn is_asking(&self) -> bool {
        false
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.asked = cx.ask(Question::Journal { limit: HISTORY });
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Back | Action::Quit) || (action == Action::Open && self.state.len > 0)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Open | Action::Choose => self.open(cx),
            Action::Back | Action::Quit => cx.go(Go::Pop),
            other => return self.state.act(other),
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if self.state.select(target) && double {
            self.open(cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Journal(entries), true) = (answer, ticket == self.asked) {
            self.state.set_len(entries.len());
            self.entries = Some(entries.clone());
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let bottom = if self.state.len == 0 {
            String::new()
        } else {
            look.tf(
                "list-position",
                &[("at", (self.state.cursor + 1).into()), ("all", self.state.len.into())],
            )
        };
        let inner = Panel::new(look.t("portfolio-history"))
            .right(look.t("key-esc"))
            .bottom(bottom)
            .focused(true)
            .draw(frame, area, look);
        let (Some(entries), Some(today)) = (&self.entries, self.today) else {
            return say(frame, inner, &look.t("portfolio-reading"), look);
        };
        if entries.is_empty() {
            return say(frame, inner, &look.t("portfolio-history-empty"), look);
        }
        // Who works alone and gave no name needs no column for it.
        let named = entries.iter().any(|entry| !entry.author.is_empty());
        let mut columns = vec![
            Column::fixed(look.t("portfolio-column-when"), 18),
            Column::wide(look.t("portfolio-column-what"), 24),
            Column::fixed("", 9),
        ];
        if named {
            columns.insert(1, Column::fixed(look.t("portfolio-column-who"), 12).drop(1));
        }
        let table = Table::new(&columns, &self.state, 0);
        let window = table.window(inner);
        let rows: Vec<Row<'_>> = entries[window]
            .iter()
            .map(|entry| {
                let undone = if entry.undone { look.t("portfolio-undone") } else { String::new() };
                let mut cells = vec![
                    Line::from(look.format.moment(entry.at, today)),
                    Line::from(Self::words(entry, look)),
                    Line::from(Span::styled(undone, look.theme.dim)),
                ];
                if named {
                    cells.insert(1, Line::from(entry.author.as_str()));
                }
                Row::new(cells).dim(entry.undone)
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        let row = |entry: &JournalEntry| {
            vec![
                GridCell::Moment(entry.at),
                GridCell::text(&entry.author),
                GridCell::text(Self::words(entry, look)),
                if entry.undone { GridCell::text(look.t("portfolio-undone")) } else { GridCell::blank() },
            ]
        };
        let headings =
            ["portfolio-column-when", "portfolio-column-who", "portfolio-column-what", "export-column-state"];
        let rows = self.entries.iter().flatten().map(row).collect();
        Offer::table(look.t("portfolio-history"), headings.map(|key| look.t(key)).to_vec(), rows)
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Undo, Action::Back]
    }
}

struct About {
    portfolio: Option<PortfolioInfo>,
    now: Option<NaiveDateTime>,
    backups: Option<usize>,
    asked: Ticket,
}

impl View for About {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.portfolio = cx.portfolio.cloned();
        self.now = Some(cx.now);
        if self.portfolio.is_some() {
            self.asked = cx.ask(Question::Backups);
        }
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Open | Action::Back | Action::Quit)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let closes = matches!(action, Action::Open | Action::Back | Action::Quit);
        if closes {
            cx.go(Go::Pop);
        }
        closes
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Backups(backups), true) = (answer, ticket == self.asked) {
            self.backups = Some(backups.len());
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        let mut pairs = vec![("portfolio-label-version", env!("CARGO_PKG_VERSION").to_owned())];
        if let (Some(portfolio), Some(now)) = (&self.portfolio, self.now) {
            let today = Day::from(now.date());
            let moment = |at: NaiveDateTime| look.format.moment(at, today);
            let none = || look.t("none");
            let last = portfolio.last_backup.map_or_else(none, moment);
            let backups = match self.backups {
                Some(n) => look.tf("portfolio-backups-text", &[("n", n.into()), ("last", last.into())]),
                None => last,
            };
            pairs.push(("portfolio-business", portfolio.business.clone()));
            pairs.push(("portfolio-label-file", portfolio.path.display().to_string()));
            pairs.push(("portfolio-column-customers", look.format.int(portfolio.customers as i64)));
            pairs.push((
                "portfolio-label-until",
                portfolio.data_until.map_or_else(none, |d| look.format.day_words(d)),
            ));
            pairs.push(("portfolio-backups", backups));
        }
        pairs.push(("portfolio-label-store", "SQLite".to_owned()));
        let label =
            pairs.iter().map(|(key, _)| crate::ui::visible::width(&look.t(key))).max().unwrap_or(0) + 2;
        let place = centred(area, 74, 18);
        let room = usize::from(place.width.saturating_sub(6)).saturating_sub(label).max(8);
        let words = wrap(&look.t("portfolio-about-line"), room + label);
        let mut lines: Vec<Line<'static>> = words.into_iter().map(Line::from).collect();
        lines.push(Line::default());
        for (key, value) in pairs {
            for (number, part) in wrap(&value, room).into_iter().enumerate() {
                let name = if number == 0 { look.t(key) } else { String::new() };
                lines.push(look.pair(&name, &part, label));
            }
        }
        lines.push(Line::default());
        for key in ["portfolio-private", "portfolio-licence"] {
            let words = wrap(&look.t(key), room + label);
            lines.extend(words.into_iter().map(|l| Line::from(Span::styled(l, look.theme.dim))));
        }
        let place = centred(area, 74, lines.len() as u16 + 2);
        let inner = Panel::new("cartera").right(look.t("key-esc")).popup().draw(frame, place, look);
        look.put_lines(frame, Rect { x: inner.x + 2, width: inner.width.saturating_sub(3), ..inner }, lines);
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Back]
    }
}
