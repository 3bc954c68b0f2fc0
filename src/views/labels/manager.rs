//! All labels: how they look, who has them, their order.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::editor::{Edited, Editor};
use super::picker::colour_name;
use crate::domain::change::Change;
use crate::domain::people::{Label, LabelId};
use crate::domain::query::{Field, ParseContext, field_name, parse};
use crate::domain::roster::{Scope, Sort};
use crate::store::ask::{Answer, ChangeWords, ListSpec, Order, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{Confirm, DialogEvent};
use crate::ui::format::DateOrder;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::text_input::TextKey;
use crate::ui::texts::Lang;
use crate::ui::visible::{fit, width};
use crate::views::{Cx, Go, ToastKind, View};

/// Targets of the buttons of a question and of the colours of the editor; below them the rows.
const POPUP: usize = 1 << 32;

#[derive(Debug)]
enum Layer {
    Edit(Box<Editor>),
    Delete(LabelId, Confirm),
}

#[derive(Debug, Default)]
pub(super) struct Manager {
    labels: Option<Vec<(Label, usize)>>,
    asked: Ticket,
    state: ListState,
    layer: Option<Layer>,
    /// What was ordered last: where it fails, that is said here.
    ordered: Ticket,
    /// Label the cursor shall be on when the labels come anew.
    follow: Option<LabelId>,
}

impl Manager {
    /// With the editor open on what a draft holds.
    pub(super) fn with_draft(label: Label) -> Self {
        Self { layer: Some(Layer::Edit(Box::new(Editor::restored(label)))), ..Self::default() }
    }

    fn all(&self) -> &[(Label, usize)] {
        self.labels.as_deref().unwrap_or_default()
    }

    fn current(&self) -> Option<&(Label, usize)> {
        self.all().get(self.state.cursor)
    }

    fn plain(&self) -> Vec<Label> {
        self.all().iter().map(|(label, _)| label.clone()).collect()
    }

    /// Changes places with the neighbour. Ranks are written anew where they are not one each.
    fn shift(&mut self, down: bool, cx: &mut Cx<'_>) -> bool {
        let at = self.state.cursor;
        let other = if down { at + 1 } else { at.wrapping_sub(1) };
        let mut labels = self.plain();
        if other >= labels.len() {
            return true;
        }
        labels.swap(at, other);
        let changes: Vec<Change> = (0_u32..)
            .zip(labels)
            .filter(|(rank, label)| *rank != label.rank)
            .map(|(rank, label)| Change::SaveLabel(Label { rank, ..label }))
            .collect();
        self.follow = self.current().map(|(label, _)| label.id);
        self.ordered = cx.change(Change::Batch(changes));
        true
    }

    fn ask_delete(&mut self, look: &Look) {
        let Some((label, n)) = self.current() else { return };
        let title = look.tf("label-delete-title", &[("label", fit(&label.name, 30).into())]);
        let count = look.format.int(*n as i64);
        let what = look.tf("label-delete-what", &[("n", (*n).into()), ("count", count.into())]);
        let lines = vec![Line::from(what), Line::default(), Line::from(look.t("label-undo-hint"))];
        let buttons = vec![look.t("label-delete-do"), look.t("cancel")];
        self.layer = Some(Layer::Delete(label.id, Confirm::new(title, lines, buttons)));
    }

    fn list_customers(&self, cx: &mut Cx<'_>) {
        let Some((label, _)) = self.current() else { return };
        let field = field_name(Field::Tag, cx.look.lang() == Lang::Es);
        let text = format!("{field}:\"{}\"", label.name.replace('"', ""));
        let context = ParseContext {
            today: cx.today,
            month_first: cx.look.format.date_order == DateOrder::Mdy,
            decimals: cx.currency().decimals,
        };
        if let Ok(query) = parse(&text, &context) {
            let spec = ListSpec { scope: Scope::All, query, sort: Sort::default() };
            let heading = cx.look.tf("label-heading", &[("label", label.name.as_str().into())]);
            cx.go(Go::List(spec, heading));
        }
    }

    fn answered(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match (event, &self.layer) {
            (DialogEvent::Chosen(_), Some(Layer::Delete(id, _))) => {
                self.ordered = cx.change(Change::DeleteLabel(*id));
                self.layer = None;
            }
            (DialogEvent::Cancelled, _) => self.layer = None,
            _ => {}
        }
    }
}

impl View for Manager {
    fn scopes(&self) -> Vec<KeyScope> {
        match &self.layer {
            None => vec![KeyScope::List, KeyScope::Record],
            Some(Layer::Edit(_)) => vec![KeyScope::Text],
            Some(Layer::Delete(..)) => vec![KeyScope::Dialog],
        }
    }

    fn is_typing(&self) -> bool {
        matches!(self.layer, Some(Layer::Edit(_)))
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.asked = cx.ask(Question::Labels);
    }

    fn draft(&self) -> Option<(String, String)> {
        match &self.layer {
            Some(Layer::Edit(editor)) => editor.draft(),
            _ => None,
        }
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::New | Action::Back => true,
            Action::Open
            | Action::Edit
            | Action::Archive
            | Action::MarkUp
            | Action::MarkDown
            | Action::Up
            | Action::Down => self.current().is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some(Layer::Delete(_, dialog)) = &mut self.layer {
            let event = dialog.act(action);
            self.answered(event, cx);
            return true;
        }
        match action {
            Action::Back | Action::Quit if self.layer.take().is_none() => cx.go(Go::Pop),
            Action::Back | Action::Quit => {}
            Action::New => self.layer = Some(Layer::Edit(Box::new(Editor::new(None, &self.plain())))),
            Action::Edit => {
                let Some((label, _)) = self.current() else { return false };
                self.layer = Some(Layer::Edit(Box::new(Editor::new(Some(label), &self.plain()))));
            }
            Action::Archive => self.ask_delete(cx.look),
            Action::Open => self.list_customers(cx),
            Action::MarkUp | Action::MarkDown => return self.shift(action == Action::MarkDown, cx),
            other => return self.state.act(other),
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let labels = self.plain();
        let Some(Layer::Edit(editor)) = &mut self.layer else { return };
        let draft = editor.key_of_draft();
        match editor.key(key, &labels, cx.look) {
            Edited::Nothing => {}
            Edited::Cancel => {
                self.layer = None;
                cx.order(Order::DropDraft { key: draft });
            }
            Edited::Save(label) => {
                self.layer = None;
                cx.order(Order::DropDraft { key: draft });
                // One that was not changed need not be written.
                if !labels.contains(&label) {
                    self.ordered = cx.change(Change::SaveLabel(label));
                }
            }
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        match (&mut self.layer, target.checked_sub(POPUP)) {
            (Some(Layer::Edit(editor)), Some(colour)) => editor.click(colour),
            (Some(Layer::Delete(_, dialog)), Some(button)) => {
                let event = dialog.click(button);
                self.answered(event, cx);
            }
            (None, None) if self.state.select(target) && double => self.list_customers(cx),
            _ => {}
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        match answer {
            Answer::Labels(labels) if ticket == self.asked => {
                let here = self.follow.take().or(self.current().map(|(label, _)| label.id));
                let ids: Vec<LabelId> = labels.iter().map(|(label, _)| label.id).collect();
                self.labels = Some(labels.clone());
                self.state.follow(here.as_ref(), &ids);
            }
            Answer::Done(applied) if ticket == self.ordered && self.follow.is_none() => {
                self.follow = applied.created.first().copied();
            }
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.ordered || ticket == self.asked {
            self.follow = None;
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let count =
            self.labels.as_ref().map_or_else(|| "…".to_owned(), |all| look.format.int(all.len() as i64));
        let title = look.tf("label-manager-title", &[("count", count.into())]);
        let long = look.t("label-manager-keys");
        let keys = if width(&long) + 6 <= usize::from(area.width) {
            long
        } else {
            look.t("label-manager-keys-short")
        };
        let inner = Panel::new(title).bottom(keys).focused(true).draw(frame, area, look);
        if self.labels.as_ref().is_some_and(Vec::is_empty) {
            let row = Rect { x: inner.x + 2, y: inner.y + inner.height / 3, ..inner };
            look.put(frame, row.intersection(inner), Span::raw(look.t("label-manager-empty")));
        } else if self.labels.is_some() {
            self.draw_table(frame, inner, look, hits);
        }
        match &self.layer {
            Some(Layer::Edit(editor)) => editor.draw(frame, area, look, hits, POPUP),
            Some(Layer::Delete(_, dialog)) => dialog.draw(frame, area, look, hits, POPUP),
            None => {}
        }
    }

    fn export(&self, look: &Look) -> Option<crate::views::exports::Offer> {
        use crate::views::exports::{GridCell, Offer};
        if self.layer.is_some() {
            return None;
        }
        let headings =
            ["code", "name", "colour", "customers"].map(|key| look.t(&format!("label-column-{key}")));
        let row = |(label, n): &(Label, usize)| {
            vec![
                GridCell::text(&label.code),
                GridCell::text(&label.name),
                GridCell::text(colour_name(label, look)),
                GridCell::count(*n),
            ]
        };
        Offer::table(look.t("export-name-labels"), headings.to_vec(), self.all().iter().map(row).collect())
    }

    fn footer(&self) -> Vec<Action> {
        match self.layer {
            None => vec![Action::Open, Action::New, Action::Edit, Action::Archive, Action::Back],
            Some(_) => vec![Action::Open, Action::Back],
        }
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match (action, &self.layer) {
            (Action::Open, Some(Layer::Edit(_))) => Some("action-save"),
            (Action::Archive, None) => Some("segment-delete-short"),
            _ => None,
        }
    }
}

impl Manager {
    fn draw_table(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look, hits: &mut Hits) {
        let columns = [
            Column::fixed(look.t("label-column-chip"), 8),
            Column::wide(look.t("label-column-name"), 20),
            Column::fixed(look.t("label-column-code"), 6).drop(2),
            Column::fixed(look.t("label-column-colour"), 12).drop(1),
            Column::fixed(look.t("label-column-customers"), 10).right(),
            // Keeps the last column off the line of the panel.
            Column::fixed("", 0),
        ];
        let table = Table::new(&columns, &self.state, 0);
        let window = table.window(inner);
        let rows: Vec<Row<'_>> = self.all()[window]
            .iter()
            .map(|(label, n)| {
                Row::new([
                    Line::from(look.theme.chip(label)),
                    Line::from(label.name.as_str()),
                    Line::from(label.code.as_str()),
                    Line::from(colour_name(label, look)),
                    Line::from(look.format.int(*n as i64)),
                    Line::default(),
                ])
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }
}
