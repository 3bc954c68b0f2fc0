//! The segments there are: how many each holds now and held before, opening, other words, deleting.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Day;
use crate::domain::change::Change;
use crate::store::ask::{Answer, ChangeWords, Order, Question, SegmentInfo, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{Confirm, DialogEvent};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, rule};
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::visible::{fit, wrap};
use crate::views::{Cx, Go, ToastKind, View};

/// Targets of the buttons of a question; below them the rows.
const POPUP: usize = 1 << 32;
/// Rows below the table: the filter of the segment under the cursor and its history.
const DETAIL: u16 = 3;
/// Days of its history shown.
const HISTORY: usize = 8;

/// The list.
#[derive(Debug, Default)]
pub(super) struct Manager {
    segments: Option<Vec<SegmentInfo>>,
    asked: Ticket,
    ordered: Ticket,
    state: ListState,
    delete: Option<(i64, Confirm)>,
    today: Option<Day>,
}

impl Manager {
    fn all(&self) -> &[SegmentInfo] {
        self.segments.as_deref().unwrap_or_default()
    }

    fn current(&self) -> Option<&SegmentInfo> {
        self.all().get(self.state.cursor)
    }

    fn list_customers(&self, cx: &mut Cx<'_>) {
        let Some(segment) = self.current() else { return };
        if let Some(spec) = super::listed(&segment.name, cx) {
            let heading = cx.look.tf("segment-heading", &[("name", segment.name.as_str().into())]);
            cx.go(Go::List(spec, heading));
        }
    }

    fn ask_delete(&mut self, look: &Look) {
        let Some(segment) = self.current() else { return };
        let title = look.tf("segment-delete-title", &[("name", fit(&segment.name, 30).into())]);
        let lines = wrap(&look.t("segment-delete-what"), 56).into_iter().map(Line::from).collect::<Vec<_>>();
        let buttons = vec![look.t("segment-delete-do"), look.t("cancel")];
        self.delete = Some((segment.id, Confirm::new(title, lines, buttons)));
    }

    fn answered(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match (event, &self.delete) {
            (DialogEvent::Chosen(_), Some((id, _))) => {
                self.ordered = cx.change(Change::DeleteSegment(*id));
                self.delete = None;
            }
            (DialogEvent::Cancelled, _) => self.delete = None,
            _ => {}
        }
    }
}

impl View for Manager {
    fn scopes(&self) -> Vec<KeyScope> {
        if self.delete.is_some() { vec![KeyScope::Dialog] } else { vec![KeyScope::List, KeyScope::Record] }
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.asked = cx.ask(Question::Segments);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Back => true,
            Action::Open | Action::Edit | Action::Archive | Action::Up | Action::Down => {
                self.current().is_some()
            }
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some((_, dialog)) = &mut self.delete {
            let event = dialog.act(action);
            self.answered(event, cx);
            return true;
        }
        match action {
            Action::Back | Action::Quit => cx.go(Go::Pop),
            Action::Edit => {
                let Some(segment) = self.current() else { return false };
                cx.go(Go::Push(super::edit(segment.clone())));
            }
            Action::Archive => self.ask_delete(cx.look),
            Action::Open => self.list_customers(cx),
            other => return self.state.act(other),
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        match (&mut self.delete, target.checked_sub(POPUP)) {
            (Some((_, dialog)), Some(button)) => {
                let event = dialog.click(button);
                self.answered(event, cx);
            }
            (None, None) if self.state.select(target) && double => self.list_customers(cx),
            _ => {}
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        let Answer::Segments(segments) = answer else { return };
        if ticket != self.asked {
            return;
        }
        let here = self.current().map(|s| s.id);
        let ids: Vec<i64> = segments.iter().map(|s| s.id).collect();
        self.segments = Some(segments.clone());
        self.state.follow(here.as_ref(), &ids);
        let count = |s: &SegmentInfo| s.count.as_ref().ok().map(|n| (s.name.clone(), *n));
        let counts: Vec<(String, usize)> = segments.iter().filter_map(count).collect();
        if !counts.is_empty() {
            cx.order(Order::CountSegments { day: cx.today, counts });
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.ordered || ticket == self.asked {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let count =
            self.segments.as_ref().map_or_else(|| "…".to_owned(), |all| look.format.int(all.len() as i64));
        let title = look.tf("segment-manager-title", &[("count", count.into())]);
        let keys = look.t("segment-manager-keys");
        let inner = Panel::new(title).bottom(keys).focused(true).draw(frame, area, look);
        if self.segments.as_ref().is_some_and(Vec::is_empty) {
            let text = wrap(&look.t("segment-manager-empty"), usize::from(inner.width.saturating_sub(4)));
            let y = inner.y + inner.height / 3;
            let place = Rect::new(inner.x + 2, y, inner.width.saturating_sub(4), text.len() as u16);
            look.put_lines(frame, place.intersection(inner), text.into_iter().map(Line::from));
        } else if self.segments.is_some() {
            let detail = if inner.height > DETAIL + 4 { DETAIL } else { 0 };
            let table = Rect { height: inner.height - detail, ..inner };
            self.draw_table(frame, table, look, hits);
            if detail > 0 {
                rule(frame, inner, table.bottom(), look);
                self.draw_detail(frame, Rect { y: table.bottom() + 1, height: detail - 1, ..inner }, look);
            }
        }
        if let Some((_, dialog)) = &self.delete {
            dialog.draw(frame, area, look, hits, POPUP);
        }
    }

    fn export(&self, look: &Look) -> Option<crate::views::exports::Offer> {
        let ready = self.delete.is_none() && !self.all().is_empty();
        let title = look.t("export-name-segments");
        ready.then(|| crate::views::exports::Offer::Report { title, line: vec!["segments".to_owned()] })
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Archive).then_some("segment-delete-short")
    }

    fn footer(&self) -> Vec<Action> {
        if self.delete.is_some() {
            return vec![Action::Open, Action::Back];
        }
        vec![Action::Open, Action::Edit, Action::Archive, Action::Back]
    }
}

impl Manager {
    fn draw_table(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look, hits: &mut Hits) {
        let columns = [
            Column::wide(look.t("segment-column-name"), 20),
            Column::fixed(look.t("segment-column-kind"), 10),
            Column::fixed(look.t("segment-column-count"), 9).right(),
            Column::fixed(look.t("segment-column-change"), 9).right().drop(1),
            Column::fixed(look.t("segment-column-created"), 12).right().drop(2),
            // Keeps the last column off the line of the panel.
            Column::fixed("", 0),
        ];
        let table = Table::new(&columns, &self.state, 0);
        let window = table.window(inner);
        let today = self.today.unwrap_or(Day(0));
        let rows: Vec<Row<'_>> = self.all()[window]
            .iter()
            .map(|segment| {
                let kind =
                    if segment.frozen { "segment-kind-frozen-short" } else { "segment-kind-living-short" };
                let count = match &segment.count {
                    Ok(n) => look.format.int(*n as i64),
                    Err(_) => "!".to_owned(),
                };
                Row::new([
                    Line::from(segment.name.clone()),
                    Line::from(look.t(kind)),
                    Line::from(count),
                    Line::from(change(segment, today, look)),
                    Line::from(look.format.day_short(segment.created, today)),
                    Line::default(),
                ])
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let Some(segment) = self.current() else { return };
        let room = usize::from(area.width.saturating_sub(2));
        let today = self.today.unwrap_or(Day(0));
        let mut lines = Vec::new();
        let query =
            if segment.query.is_empty() { look.t("segment-no-filter") } else { segment.query.clone() };
        lines.push(Line::from(vec![
            Span::styled(format!("{}  ", look.t("segment-query")), look.theme.dim),
            Span::raw(fit(&query, room.saturating_sub(10))),
        ]));
        if let Err(why) = &segment.count {
            let text = look.texts.words(&why.key, &why.args);
            lines.push(Line::styled(fit(&format!("! {text}"), room), look.theme.bad));
        } else {
            let shown = segment.history.len().saturating_sub(HISTORY);
            let days: Vec<String> = segment.history[shown..]
                .iter()
                .rev()
                .map(|(day, n)| {
                    format!("{} {}", look.format.day_short(*day, today), look.format.int(*n as i64))
                })
                .collect();
            if !days.is_empty() {
                lines.push(Line::from(vec![
                    Span::styled(format!("{}  ", look.t("segment-history")), look.theme.dim),
                    Span::raw(fit(&days.join(" · "), room.saturating_sub(10))),
                ]));
            }
        }
        let place = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        look.put_lines(frame, place, lines);
    }
}

/// How many more or fewer than on the last day before today that somebody looked.
fn change(segment: &SegmentInfo, today: Day, look: &Look) -> String {
    let (Ok(now), Some((_, before))) =
        (&segment.count, segment.history.iter().rev().find(|(day, _)| *day < today))
    else {
        return String::new();
    };
    let difference = *now as i64 - *before as i64;
    if difference > 0 { format!("+{}", look.format.int(difference)) } else { look.format.int(difference) }
}
