//! The tabs of the page that are lists: purchases, contacts, notes, history.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::{Page, ROWS, sum, words};
use crate::domain::people::IncomeSource;
use crate::domain::trade::{Purchase, Status};
use crate::domain::{Day, Money};
use crate::store::ask::JournalEntry;
use crate::ui::Look;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::{width, wrap};

impl Page {
    pub(super) fn draw_purchases(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let below = self.habits_height(area);
        let whole = area;
        let area = Rect { height: area.height - below, ..area };
        if below > 0 {
            self.draw_habits(frame, Rect { y: area.bottom(), height: below, ..whole }, look, hits);
        }
        let shown: Vec<&Purchase> = self.shown_purchases().collect();
        let year = self.year_begins();
        let in_year = |p: &&&Purchase| p.day >= year && p.day <= self.today;
        let year_sum = sum(shown.iter().filter(in_year).copied());
        let right = match (&self.purchases, self.last_year_only) {
            (None, _) => String::new(),
            (Some(_), true) => {
                look.tf("page-purchases-year-sum", &[("year", look.format.money(year_sum).into())])
            }
            (Some(_), false) => look.tf(
                "page-purchases-sums",
                &[
                    ("total", look.format.money(sum(shown.iter().copied())).into()),
                    ("year", look.format.money(year_sum).into()),
                ],
            ),
        };
        let title = if self.last_year_only {
            look.tf("page-purchases-year", &[("n", look.format.int(shown.len()).into())])
        } else {
            look.t("page-purchases")
        };
        let inner = Panel::new(title).right(right).focused(true).draw(frame, area, look);
        if self.purchases.is_none() {
            return wait(frame, inner, look);
        }
        if shown.is_empty() {
            let key = if self.last_year_only { "page-no-purchases-year" } else { "page-no-purchases" };
            return empty(frame, inner, key, look);
        }
        let columns = [
            Column::fixed(look.t("page-c-date"), 11).right(),
            Column::fixed(look.t("page-c-number"), 10),
            Column::fixed(look.t("page-c-lines"), 6).right().drop(2),
            Column::wide(look.t("page-c-items"), 12).drop(3),
            Column::fixed(String::new(), 8).drop(1),
            Column::fixed(look.t("page-c-amount"), 11).right(),
            Column::fixed(look.t("page-c-seller"), 9).drop(4),
        ];
        let table = Table::new(&columns, self.at(), ROWS);
        let rows: Vec<Row<'_>> = shown[table.window(inner)]
            .iter()
            .map(|p| {
                let void = p.status == Status::Void;
                let struck = if void { Modifier::CROSSED_OUT } else { Modifier::empty() };
                let state = words::document_state(p, look).unwrap_or_default();
                let tone = if void { look.theme.dim } else { look.theme.warn };
                let count = if p.line_count == 0 { String::new() } else { look.format.int(p.line_count) };
                let items = if p.summary.is_empty() { words::one_line(&p.note) } else { p.summary.clone() };
                Row::new([
                    Line::from(look.format.day(p.day)),
                    Line::from(p.number.clone()),
                    Line::from(count),
                    Line::from(items),
                    Line::from(Span::styled(state, tone)),
                    Line::from(Span::raw(look.format.amount(p.amount))).style(struck),
                    Line::from(p.seller.clone()),
                ])
                .dim(void)
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    pub(super) fn draw_contacts(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let next = self.card.as_ref().and_then(|c| c.customer.next.as_ref());
        let right = next.map(|n| {
            let words = words::next(n, self.today, look);
            look.tf("page-next-is", &[("next", words.into())])
        });
        let panel = Panel::new(look.t("page-contacts")).right(right.unwrap_or_default()).focused(true);
        let inner = panel.draw(frame, area, look);
        let Some(contacts) = &self.contacts else { return wait(frame, inner, look) };
        if contacts.is_empty() {
            return empty(frame, inner, "page-no-contacts", look);
        }
        let columns = [
            Column::fixed(look.t("page-c-when"), 18).right(),
            Column::fixed(look.t("page-c-how"), 18),
            Column::fixed(look.t("page-c-outcome"), 15),
            Column::wide(look.t("page-c-note"), 10).drop(2),
            Column::fixed(look.t("page-c-author"), 9).drop(3),
        ];
        let table = Table::new(&columns, self.at(), ROWS);
        let rows: Vec<Row<'_>> = contacts[table.window(inner)]
            .iter()
            .map(|c| {
                Row::new([
                    look.format.moment(c.draft.at, self.today),
                    words::channel(&c.draft, look),
                    words::outcome(&c.draft, look),
                    words::one_line(&c.draft.note),
                    c.draft.author.clone(),
                ])
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    pub(super) fn draw_notes(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        // The note under the cursor in full below the list, where there is room.
        let below = if area.height >= 14 { area.height / 3 } else { 0 };
        let list = Rect { height: area.height - below, ..area };
        let inner = Panel::new(look.t("page-notes")).focused(true).draw(frame, list, look);
        let Some(notes) = &self.notes else { return wait(frame, inner, look) };
        if notes.is_empty() {
            return empty(frame, inner, "page-no-notes", look);
        }
        let columns = [
            Column::fixed(look.t("page-c-when"), 18).right(),
            Column::fixed(look.t("page-c-author"), 10).drop(1),
            Column::wide(look.t("page-c-text"), 20),
        ];
        let table = Table::new(&columns, self.at(), ROWS);
        let rows: Vec<Row<'_>> = notes[table.window(inner)]
            .iter()
            .map(|n| {
                Row::new([look.format.moment(n.at, self.today), n.author.clone(), words::one_line(&n.text)])
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
        if let (Some(note), true) = (self.note_here(), below > 0) {
            let area = Rect { y: list.bottom(), height: below, ..area };
            let title = look.format.moment(note.at, self.today);
            let inner = Panel::new(title).right(note.author.clone()).draw(frame, area, look);
            let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            let lines = wrap(&note.text, usize::from(text.width));
            look.put_lines(frame, text, lines.into_iter().map(Line::from));
        }
    }

    pub(super) fn draw_history(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let inner = Panel::new(look.t("page-history")).focused(true).draw(frame, area, look);
        let Some(journal) = &self.journal else { return wait(frame, inner, look) };
        if journal.is_empty() {
            return empty(frame, inner, "page-no-history", look);
        }
        // As wide as what is in them: the change itself needs the room.
        let widest = |words: &dyn Fn(&JournalEntry) -> String, head: &str| {
            journal.iter().map(|entry| width(&words(entry))).max().unwrap_or(0).max(width(head)) as u16 + 1
        };
        let (when, author) = (look.t("page-c-when"), look.t("page-c-author"));
        let moments = widest(&|entry| look.format.moment(entry.at, self.today), &when);
        let authors = if journal.iter().all(|entry| entry.author.is_empty()) {
            0
        } else {
            widest(&|entry| entry.author.clone(), &author).min(16)
        };
        let undone = if journal.iter().any(|entry| entry.undone) { 9 } else { 0 };
        let columns = [
            Column::fixed(when, moments).right(),
            Column::fixed(if authors == 0 { String::new() } else { author }, authors).drop(1),
            Column::wide(look.t("page-c-what"), 20),
            Column::fixed(String::new(), undone).drop(2),
        ];
        let table = Table::new(&columns, self.at(), ROWS);
        let rows: Vec<Row<'_>> = journal[table.window(inner)]
            .iter()
            .map(|entry| {
                Row::new([
                    look.format.moment(entry.at, self.today),
                    entry.author.clone(),
                    look.texts.words(&entry.what.key, &entry.what.args),
                    if entry.undone { look.t("page-undone") } else { String::new() },
                ])
                .dim(entry.undone)
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }
}

/// While an answer is awaited.
fn wait(frame: &mut Frame<'_>, inner: Rect, look: &Look) {
    look.put(frame, inner, Span::styled(format!(" {}", look.t("page-wait")), look.theme.dim));
}

/// Why there is nothing, and the key that fixes it.
fn empty(frame: &mut Frame<'_>, inner: Rect, key: &str, look: &Look) {
    let text = Rect {
        x: inner.x + 1,
        y: inner.y + u16::from(inner.height > 3),
        width: inner.width.saturating_sub(2),
        height: inner.height.saturating_sub(1),
    };
    let lines = wrap(&look.t(key), usize::from(text.width));
    look.put_lines(frame, text, lines.into_iter().map(Line::from));
}

/// What a field of the journal (`customer.phone`) is called.
pub fn field_name(field: &str, look: &Look) -> String {
    let field = field.split_once('.').map_or(field, |(_, column)| column);
    let key = format!("page-field-{}", field.replace('_', "-"));
    let form = format!("form-f-{}", field.replace('_', "-"));
    match (look.texts.has(&key), look.texts.has(&form)) {
        (true, _) => look.t(&key),
        (_, true) => look.t(&form),
        _ => field.replace('_', " "),
    }
}

/// A value of a field of the journal: days and codes in words, nothing as a dash.
pub fn field_value(field: &str, text: &str, look: &Look) -> String {
    let column = field.split_once('.').map_or(field, |(_, column)| column);
    if let ("turnover" | "wallet", Ok(minor)) = (column, text.parse()) {
        return look.format.money(Money(minor));
    }
    let code = match column {
        "income_source" => text
            .parse::<usize>()
            .ok()
            .and_then(|n| IncomeSource::ALL.get(n))
            .map_or(String::new(), |s| format!("income-{}", s.code())),
        "finding" | "reason" => format!("{column}-{}", text.replace('_', "-")),
        "archived" => format!("page-value-flag-{text}"),
        _ if column.starts_with("consent_") => format!("page-value-consent-{text}"),
        _ => String::new(),
    };
    match (text, Day::parse_iso(text)) {
        ("", _) => look.t("none"),
        _ if look.texts.has(&code) => look.t(&code),
        (_, Some(day)) => look.format.day(day),
        _ => words::one_line(text),
    }
}
