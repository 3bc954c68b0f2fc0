//! Which labels these customers have, and changing that.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::proposed;
use crate::domain::base::names::fold;
use crate::domain::change::Change;
use crate::domain::people::{CustomerId, Label, LabelId};
use crate::domain::query::Query;
use crate::domain::roster::{Scope, Sort, SortBy};
use crate::store::ask::{Answer, ChangeWords, ListSpec, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{Confirm, DialogEvent};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred, rule};
use crate::ui::table::ListState;
use crate::ui::text_input::{TextField, TextKey};
use crate::ui::visible::{fit, pad_left, pad_right, width, wrap};
use crate::views::{Cx, Go, ToastKind, View};

/// Targets of the buttons; below them the labels in sight.
const BUTTONS: usize = 1 << 32;
/// Columns of the popup.
const COLUMNS: u16 = 58;

/// What stands under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Known(Label),
    /// Not there yet; made when chosen.
    New(Label),
}

/// A change that waits for its confirmation.
#[derive(Debug)]
struct Wanted {
    label: LabelId,
    add: bool,
    dialog: Confirm,
}

#[derive(Debug)]
pub(super) struct Picker {
    customers: Vec<CustomerId>,
    hidden: usize,
    labels: Vec<Label>,
    counts: Option<Vec<(LabelId, usize)>>,
    asked_counts: Ticket,
    field: TextField,
    state: ListState,
    /// The label being made, to be put on once it has an id.
    made: Option<(Ticket, String)>,
    wanted: Option<Wanted>,
    /// A label of a single customer was put on or taken off already.
    touched: bool,
}

impl Picker {
    pub fn new(customers: Vec<CustomerId>, hidden: usize) -> Self {
        let hidden = hidden.min(customers.len());
        Self {
            customers,
            hidden,
            labels: Vec::new(),
            counts: None,
            asked_counts: 0,
            field: TextField::default(),
            state: ListState::default(),
            made: None,
            wanted: None,
            touched: false,
        }
    }

    /// Labels that what is typed finds, then the one it could make.
    fn entries(&self) -> Vec<Entry> {
        let typed = self.field.text().trim();
        let folded = fold(typed);
        let mut entries: Vec<Entry> = self
            .labels
            .iter()
            .filter(|label| fold(&label.name).contains(&folded) || fold(&label.code) == folded)
            .cloned()
            .map(Entry::Known)
            .collect();
        if !typed.is_empty() && !self.labels.iter().any(|label| fold(&label.name) == folded) {
            entries.push(Entry::New(proposed(typed, &self.labels)));
        }
        entries
    }

    /// Of the customers, how many have the label; `None` while that is not known.
    fn have(&self, label: LabelId) -> Option<usize> {
        let counts = self.counts.as_ref()?;
        Some(counts.iter().find(|(id, _)| *id == label).map_or(0, |(_, n)| *n))
    }

    fn toggle(&mut self, leave: bool, cx: &mut Cx<'_>) {
        match self.entries().get(self.state.cursor) {
            Some(Entry::Known(label)) => {
                let Some(have) = self.have(label.id) else { return };
                let add = have < self.customers.len();
                self.want(label, add, leave, cx);
            }
            Some(Entry::New(label)) if self.made.is_none() => {
                let ticket = cx.change(Change::SaveLabel(label.clone()));
                self.made = Some((ticket, label.name.clone()));
            }
            _ => {}
        }
    }

    /// One customer: at once. Many: after the counts were shown.
    fn want(&mut self, label: &Label, add: bool, leave: bool, cx: &mut Cx<'_>) {
        if self.customers.len() == 1 {
            self.touched = true;
            cx.change(change(self.customers.clone(), label.id, add));
            if leave {
                cx.go(Go::Pop);
            }
        } else {
            let have = self.have(label.id).unwrap_or(0);
            let dialog = self.question(label, add, have, cx.look);
            self.wanted = Some(Wanted { label: label.id, add, dialog });
        }
    }

    fn question(&self, label: &Label, add: bool, have: usize, look: &Look) -> Confirm {
        let all = self.customers.len();
        let visible = all - self.hidden;
        let (same, changing) = if add { (have, all - have) } else { (all - have, have) };
        let figures = [visible, self.hidden, same, changing].map(|n| look.format.int(n as i64));
        let widest = figures.iter().map(|f| width(f)).max().unwrap_or(1);
        let line = |key: &str, n: usize| {
            let count = pad_left(&look.format.int(n as i64), widest);
            look.tf(key, &[("n", n.into()), ("count", count.into())])
        };
        let mut lines = vec![Line::from(line("label-visible", visible))];
        if self.hidden > 0 {
            let words = line("label-hidden", self.hidden);
            lines.push(Line::from(vec![
                Span::raw(pad_right(&words, width(&words) + 4)),
                Span::styled(look.t("label-see-hidden"), look.theme.accent),
            ]));
        }
        lines.push(Line::default());
        lines.push(Line::from(line(if add { "label-have" } else { "label-have-not" }, same)));
        lines.push(Line::from(line("label-change", changing)));
        lines.push(Line::default());
        lines.push(Line::from(look.t("label-undo-hint")));
        let counted = |key: &str, n: usize| {
            look.tf(key, &[("n", n.into()), ("count", look.format.int(n as i64).into())])
        };
        let mut buttons = vec![counted(if add { "label-do-add" } else { "label-do-remove" }, changing)];
        if self.hidden > 0 && visible > 0 {
            buttons.push(counted("label-only-visible", visible));
        }
        buttons.push(look.t("cancel"));
        let title = look.tf(
            if add { "label-add-title" } else { "label-remove-title" },
            &[
                ("n", all.into()),
                ("count", look.format.int(all as i64).into()),
                ("label", fit(&label.name, 30).into()),
            ],
        );
        Confirm::new(title, lines, buttons)
    }

    fn answered(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(button) => {
                let Some(wanted) = self.wanted.take() else { return };
                let mut customers = self.customers.clone();
                if button == 1 {
                    customers.truncate(customers.len() - self.hidden);
                }
                cx.change(change(customers, wanted.label, wanted.add));
                cx.go(Go::Pop);
            }
            DialogEvent::Cancelled => self.wanted = None,
            DialogEvent::None | DialogEvent::Changed => {}
        }
    }

    fn see_hidden(&self, cx: &mut Cx<'_>) {
        let hidden = self.customers[self.customers.len() - self.hidden..].to_vec();
        let sort = Sort { by: SortBy::Name, descending: false };
        let spec = ListSpec { scope: Scope::Ids(hidden), query: Query::default(), sort };
        cx.go(Go::List(spec, cx.look.t("label-hidden-heading")));
    }

    fn draw_entry(&self, frame: &mut Frame<'_>, row: Rect, entry: &Entry, here: bool, look: &Look) {
        let base = if here { look.theme.cursor } else { look.theme.text };
        frame.buffer_mut().set_style(row, base);
        let all = self.customers.len();
        let (tick, label, note) = match entry {
            Entry::Known(label) => {
                let have = self.have(label.id);
                let tick = match have {
                    None => "…",
                    Some(0) => " ",
                    Some(n) if n == all => "x",
                    Some(_) => "-",
                };
                let note = match have {
                    Some(n) if all > 1 => look.tf(
                        "label-picker-have",
                        &[
                            ("have", look.format.int(n as i64).into()),
                            ("all", look.format.int(all as i64).into()),
                        ],
                    ),
                    _ => String::new(),
                };
                (format!("[{tick}]"), label, note)
            }
            Entry::New(label) => (" + ".to_owned(), label, colour_name(label, look)),
        };
        let name = match entry {
            Entry::Known(label) => label.name.clone(),
            Entry::New(label) => look.tf("label-picker-create", &[("name", label.name.as_str().into())]),
        };
        let room = usize::from(row.width).saturating_sub(13 + width(&note));
        let pointer = if here { "▶ " } else { "  " };
        look.put(
            frame,
            row,
            Line::from(vec![Span::styled(pointer, base), Span::styled(format!("{tick} "), base)]),
        );
        let chip = Rect { x: row.x + 6, width: 3, ..row };
        frame.buffer_mut().set_style(chip, ratatui::style::Style::reset());
        look.put(frame, chip, look.theme.chip(label));
        let rest = Rect { x: row.x + 10, width: row.width.saturating_sub(10), ..row };
        look.put(
            frame,
            rest,
            Line::from(vec![
                Span::styled(pad_right(&name, room), base),
                Span::styled(format!("  {note} "), base.patch(look.theme.dim)),
            ]),
        );
    }
}

/// Name of a label's colour.
pub(super) fn colour_name(label: &Label, look: &Look) -> String {
    look.t(&format!("label-colour-{}", label.colour.unwrap_or(0)))
}

fn change(customers: Vec<CustomerId>, label: LabelId, add: bool) -> Change {
    let (on, off) = if add { (vec![label], Vec::new()) } else { (Vec::new(), vec![label]) };
    Change::Tag { customers, add: on, remove: off }
}

impl View for Picker {
    fn scopes(&self) -> Vec<KeyScope> {
        if self.wanted.is_some() { vec![KeyScope::Dialog] } else { vec![KeyScope::Text, KeyScope::Dialog] }
    }

    fn is_typing(&self) -> bool {
        self.wanted.is_none()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.labels = cx.labels.to_vec();
        self.asked_counts = cx.ask(Question::LabelCounts(self.customers.clone()));
        self.state.set_len(self.entries().len());
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Open | Action::Choose | Action::Back)
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let asks = c == 'v' && self.hidden > 0 && self.wanted.is_some();
        if asks {
            self.see_hidden(cx);
        }
        asks
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some(wanted) = &mut self.wanted {
            let event = wanted.dialog.act(action);
            self.answered(event, cx);
            return true;
        }
        match action {
            Action::Open => self.toggle(true, cx),
            Action::Choose => self.toggle(false, cx),
            Action::Back | Action::Quit => cx.go(Go::Pop),
            other => return self.state.act(other),
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match key {
            // What Space did stays: Enter after it only closes.
            TextKey::Enter if self.field.is_empty() && self.touched => cx.go(Go::Pop),
            TextKey::Enter => self.toggle(true, cx),
            TextKey::Char(' ') if self.field.is_empty() => self.toggle(false, cx),
            TextKey::Esc if !self.field.is_empty() => {
                self.field.set("");
                self.state.set_len(self.entries().len());
            }
            TextKey::Esc => cx.go(Go::Pop),
            TextKey::Up | TextKey::BackTab => drop(self.state.act(Action::Up)),
            TextKey::Down | TextKey::Tab => drop(self.state.act(Action::Down)),
            key => {
                if self.field.key(key) {
                    self.state.set_len(self.entries().len());
                    self.state.cursor = 0;
                }
            }
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if let Some(wanted) = &mut self.wanted {
            if target >= BUTTONS {
                let event = wanted.dialog.click(target - BUTTONS);
                self.answered(event, cx);
            }
        } else if self.state.select(target) && double {
            self.toggle(false, cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::LabelCounts(counts) if ticket == self.asked_counts => {
                self.counts = Some(counts.clone());
            }
            Answer::Labels(labels) => {
                let here = self.entries().get(self.state.cursor).cloned();
                self.labels = labels.iter().map(|(label, _)| label.clone()).collect();
                self.state.follow(here.as_ref(), &self.entries());
            }
            Answer::Done(applied) if self.made.as_ref().is_some_and(|(asked, _)| *asked == ticket) => {
                let Some((_, name)) = self.made.take() else { return };
                let Some(id) = applied.created.first().copied() else { return };
                let label = Label { id, ..proposed(&name, &self.labels) };
                self.field.set("");
                self.state.set_len(self.entries().len());
                self.want(&label, true, true, cx);
            }
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        let made = self.made.as_ref().is_some_and(|(asked, _)| *asked == ticket);
        if made {
            self.made = None;
        }
        if made || ticket == self.asked_counts {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let entries = self.entries();
        let all = self.customers.len();
        let title = look
            .tf("label-picker-title", &[("n", all.into()), ("count", look.format.int(all as i64).into())]);
        let hint = look.t(if all == 1 { "label-picker-hint" } else { "label-picker-hint-many" });
        let rows = (entries.len().max(2) as u16 + 4).min(area.height);
        let panel = Panel::new(title).right(look.t("key-esc")).bottom(hint).popup();
        let inner = panel.draw(frame, centred(area, COLUMNS, rows), look);
        if inner.height < 3 {
            return;
        }
        let label = format!("  {} ", look.t("label-picker-search"));
        let row = Rect { height: 1, ..inner };
        look.put(frame, row, Span::styled(label.clone(), look.theme.dim));
        let from = inner.x + width(&label) as u16;
        let field = Rect { x: from, width: inner.right().saturating_sub(from + 2), ..row };
        self.field.draw(frame, field, look.theme.field, self.wanted.is_none());
        rule(frame, inner, inner.y + 1, look);
        let body = Rect { y: inner.y + 2, height: inner.height - 2, ..inner };
        if entries.is_empty() {
            let lines = wrap(&look.t("label-picker-none"), usize::from(body.width.saturating_sub(4)));
            let text = Rect { x: body.x + 2, width: body.width.saturating_sub(4), ..body };
            look.put_lines(
                frame,
                text,
                lines.into_iter().map(|l| Line::from(Span::styled(l, look.theme.dim))),
            );
        }
        for (row, at) in body.rows().zip(self.state.window(usize::from(body.height))) {
            if let Some(entry) = entries.get(at) {
                self.draw_entry(frame, row, entry, at == self.state.cursor, look);
                hits.add(row, at);
            }
        }
        if let Some(wanted) = &self.wanted {
            wanted.dialog.draw(frame, area, look, hits, BUTTONS);
        }
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        if self.wanted.is_some() {
            return vec![Action::Open, Action::Back];
        }
        vec![Action::Open, Action::Choose, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Open if self.wanted.is_none() && self.touched && self.field.is_empty() => {
                Some("label-picker-done")
            }
            Action::Open if self.wanted.is_none() => Some("label-picker-put"),
            Action::Choose if self.wanted.is_none() => Some("label-picker-more"),
            _ => None,
        }
    }
}
