//! Drawing of the list: filter line, table, empty states, marks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{CONDITIONS, Customers, HEADINGS, menus, most_restrictive};
use crate::domain::Money;
use crate::domain::people::CustomerId;
use crate::domain::roster::SortBy;
use crate::store::ask::{CustomerRow, Listing};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::{fit, pad_left, pad_right, width, wrap};
use crate::views::{Cx, Go};

/// From this width on the preview stands beside the list.
const WITH_PREVIEW: u16 = 96;
/// Width of the preview, lines included.
const PREVIEW: u16 = 37;
/// Width of the column of revenue.
const REVENUE: u16 = 8;
/// Labels shown in a row.
const CHIPS: usize = 3;

/// The columns and what a click on each heading sorts by.
const SORT_OF_COLUMN: [Option<SortBy>; 8] = [
    Some(SortBy::Name),
    Some(SortBy::Stage),
    None,
    Some(SortBy::LastPurchase),
    Some(SortBy::Revenue12m),
    Some(SortBy::Next),
    None,
    None,
];

/// What a click on the heading of this column orders by.
pub(super) fn sort_of_column(column: usize) -> Option<SortBy> {
    SORT_OF_COLUMN.get(column).copied().flatten()
}

impl Customers {
    pub(super) fn draw_all(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        if area.height < 3 || area.width < 10 {
            return;
        }
        let top = self.filter.rows().min(area.height.saturating_sub(4).max(1));
        self.filter.draw(frame, Rect { height: top, ..area }, &self.count(look), look, hits, CONDITIONS);
        let body = Rect { y: area.y + top, height: area.height - top, ..area };
        if self.preview && body.width >= WITH_PREVIEW && !self.is_blank() {
            let list = Rect { width: body.width - PREVIEW, ..body };
            self.draw_list(frame, list, look, hits);
            self.draw_preview(frame, Rect { x: list.right(), width: PREVIEW, ..body }, look);
        } else {
            self.draw_list(frame, body, look, hits);
        }
        self.filter.draw_completion(frame, area, look);
    }

    /// Whether there is nobody to be shown: then the preview would be empty too.
    fn is_blank(&self) -> bool {
        self.listing.as_ref().is_some_and(|listing| listing.complete && listing.order.is_empty())
    }

    /// `418 de 1.284`.
    fn count(&self, look: &Look) -> String {
        let Some(listing) = &self.listing else { return "…".into() };
        let all = look.format.int(listing.total as i64);
        if !listing.complete {
            return look.tf("customers-count", &[("shown", "…".into()), ("all", all.into())]);
        }
        let n = listing.order.len();
        if self.filter.query().is_empty() {
            look.tf("customers-count-all", &[("n", listing.total.into()), ("all", all.into())])
        } else {
            let shown = look.format.int(n as i64);
            look.tf("customers-count", &[("shown", shown.into()), ("all", all.into())])
        }
    }

    fn title(&self, look: &Look) -> String {
        let title = match self.listing.as_ref().filter(|listing| listing.complete) {
            Some(listing) => {
                let count = look.format.int(listing.order.len() as i64);
                look.tf("customers-title", &[("count", count.into())])
            }
            None => look.t("customers-title-waiting"),
        };
        match &self.heading {
            Some(heading) => format!("{title} · {heading}"),
            None => title,
        }
    }

    fn sorted(&self, room: u16, look: &Look) -> String {
        if self.sort.by == SortBy::Given {
            return look.t("customers-sorted-given");
        }
        let by = look.t(menus::sort_key(self.sort.by));
        let arrow = if self.sort.descending { "↓" } else { "↑" };
        let long = look.tf("customers-sorted", &[("by", by.as_str().into()), ("arrow", arrow.into())]);
        let title = width(&self.title(look));
        if title + width(&long) + 12 <= usize::from(room) { long } else { format!("{by} {arrow}") }
    }

    /// `● 2 marcados: t a Supr actúan sobre los 2`.
    pub(super) fn marks_line(&self, look: &Look) -> Option<String> {
        if let Some(from) = self.range {
            let name = self.row(from).map_or("…", |row| &row.name);
            return Some(look.tf("customers-range", &[("name", fit(name, 24).into())]));
        }
        if self.marks.is_empty() {
            return None;
        }
        let scopes = [KeyScope::List, KeyScope::Record, KeyScope::Global];
        let keys: Vec<String> = [Action::Tag, Action::Agenda, Action::Archive, Action::DoNotCall]
            .into_iter()
            .filter_map(|action| look.keys_of(action, &scopes).into_iter().next())
            .collect();
        let n = self.marks.len();
        let mut args = vec![
            ("n", n.into()),
            ("count", look.format.int(n as i64).into()),
            ("keys", keys.join(" ").into()),
        ];
        let key = if self.hidden > 0 { "customers-marked-hidden" } else { "customers-marked" };
        args.push(("hidden", look.format.int(self.hidden as i64).into()));
        Some(look.tf(key, &args))
    }

    /// `● 2 marcados`, where something else is said in the same line.
    pub(super) fn marks_short(&self, look: &Look) -> Option<String> {
        if self.range.is_some() || self.marks.is_empty() {
            return self.marks_line(look);
        }
        let n = self.marks.len();
        let count = look.format.int(n as i64);
        Some(look.tf("customers-marked-short", &[("n", n.into()), ("count", count.into())]))
    }

    fn draw_list(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let mut panel = Panel::new(self.title(look)).focused(true);
        if !self.is_blank() {
            panel = panel
                .right(Span::styled(self.sorted(area.width, look), look.theme.dim))
                .bottom(self.position(look));
        }
        if self.heading.is_some() {
            panel = panel.bottom_right(look.t("customers-scope-leave"));
        }
        let inner = panel.draw(frame, area, look);
        let Some(listing) = &self.listing else {
            let row = Rect { x: inner.x + 2, y: inner.y + 1, ..inner };
            look.put(frame, row, Span::styled(look.t("customers-waiting"), look.theme.dim));
            return;
        };
        if listing.order.is_empty() {
            if listing.complete {
                self.draw_nobody(frame, inner, listing, look);
            }
            return;
        }
        let columns = columns(frame.area().width < 68, look);
        let table = Table {
            marks: true,
            base_heading: Some(HEADINGS),
            focused: !self.filter.is_typing(),
            ..Table::new(&columns, &self.state, 0)
        };
        let window = table.window(inner);
        let rows: Vec<Row<'_>> = listing.order[window].iter().map(|id| self.table_row(*id, look)).collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    fn position(&self, look: &Look) -> String {
        let all = self.order().len();
        if all == 0 || self.listing.as_ref().is_none_or(|listing| !listing.complete) {
            return String::new();
        }
        let at = self.state.cursor + 1;
        let share = if all == 1 { 1.0 } else { self.state.cursor as f64 / (all - 1) as f64 };
        look.tf(
            "customers-position",
            &[
                ("at", look.format.int(at as i64).into()),
                ("all", look.format.int(all as i64).into()),
                ("share", look.format.percent(share).into()),
            ],
        )
    }

    fn table_row(&self, id: CustomerId, look: &Look) -> Row<'_> {
        let marked = self.marks.has(id);
        let Some(row) = self.row(id) else {
            return Row::new(["…", "", "", "", "", "", "", ""]).marked(marked);
        };
        let stage = look.t(&format!("stage-{}-code", row.facts.stage.key()));
        Row::new([
            Line::from(row.name.as_str()),
            Line::from(stage),
            Line::from(self.chips(row, look)),
            Line::from(self.last(row, look)),
            Line::from(revenue(row.facts.revenue_12m, look)),
            Line::from(self.next(row, look)),
            Line::from(row.phone.as_str()),
            Line::default(),
        ])
        .marked(marked)
        .dim(row.archived)
    }

    fn chips(&self, row: &CustomerRow, look: &Look) -> Vec<Span<'static>> {
        let labels = row.labels.iter().filter_map(|id| self.labels.iter().find(|label| label.id == *id));
        look.theme.chips(labels, CHIPS)
    }

    fn last(&self, row: &CustomerRow, look: &Look) -> String {
        match (row.facts.last, self.today) {
            (Some(last), Some(today)) => look.format.ago(last, today),
            _ => look.t("none"),
        }
    }

    fn next(&self, row: &CustomerRow, look: &Look) -> String {
        match (&row.next, self.today) {
            (Some(next), Some(today)) => look.format.day_near(next.day, today),
            _ => look.t("none"),
        }
    }

    /// Why nobody is shown, and the keys that change it.
    fn draw_nobody(&self, frame: &mut Frame<'_>, inner: Rect, listing: &Listing, look: &Look) {
        let scopes = [KeyScope::List, KeyScope::Record, KeyScope::Global];
        let key = |action: Action| look.keys_of(action, &scopes).into_iter().next().unwrap_or_default();
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut keys: Vec<(String, String)> = Vec::new();
        let room = usize::from(inner.width.saturating_sub(4));
        if !listing.conditions.is_empty() {
            let n = listing.conditions.len();
            lines.push(Line::from(look.tf("customers-none", &[("n", n.into())])));
            lines.push(Line::default());
            let most = most_restrictive(listing);
            let counts: Vec<String> = listing
                .conditions
                .iter()
                .map(|c| {
                    let count = look.format.int(c.alone as i64);
                    look.tf("customers-none-alone", &[("n", c.alone.into()), ("count", count.into())])
                })
                .collect();
            let widest = counts.iter().map(|c| width(c)).max().unwrap_or(0);
            let words = listing.conditions.iter().map(|c| width(&c.text)).max().unwrap_or(0).clamp(12, 30);
            for (index, (condition, count)) in listing.conditions.iter().zip(counts).enumerate() {
                let worst = most == Some(index) && n > 1;
                let note = if worst { look.t("customers-none-most") } else { String::new() };
                lines.push(Line::from(vec![
                    Span::raw(pad_right(&condition.text, words)),
                    Span::raw(format!("  {}", pad_left(&count, widest))),
                    Span::styled(format!("   {note}"), look.theme.warn),
                ]));
            }
            lines.push(Line::default());
            if let Some(dropped) = most.and_then(|at| listing.conditions.get(at)).filter(|_| n > 1) {
                let count = look.format.int(dropped.without as i64);
                let text = fit(&dropped.text, 30);
                let words = look.tf(
                    "customers-none-drop",
                    &[("text", text.into()), ("n", dropped.without.into()), ("count", count.into())],
                );
                keys.push((key(Action::Open), words));
            }
            keys.push((key(Action::Back), look.t("customers-none-clear")));
        } else if let Some(heading) = &self.heading {
            let words = look.tf("customers-scope-empty", &[("heading", heading.into())]);
            lines.extend(wrap(&words, room).into_iter().map(Line::from));
            lines.push(Line::default());
            keys.push((key(Action::Back), look.t("customers-scope-back")));
        } else {
            lines.extend(wrap(&look.t("customers-nobody"), room).into_iter().map(Line::from));
            lines.push(Line::default());
            keys.push((key(Action::New), look.t("customers-nobody-new")));
            keys.push((key(Action::Import), look.t("customers-nobody-import")));
        }
        let widest = keys.iter().map(|(key, _)| width(key)).max().unwrap_or(0);
        for (key, words) in keys {
            lines.push(Line::from(vec![
                Span::styled(pad_right(&key, widest), look.theme.accent),
                Span::raw(format!("  {words}")),
            ]));
        }
        let needed = lines.iter().map(line_width).max().unwrap_or(0) as u16;
        let left = inner.x + inner.width.saturating_sub(needed) / 2;
        let down = inner.height.saturating_sub(lines.len() as u16) / 3;
        let body = Rect {
            x: left,
            y: inner.y + down,
            width: inner.right().saturating_sub(left),
            height: inner.height.saturating_sub(down),
        };
        look.put_lines(frame, body, lines);
    }

    /// Where the figures of the columns come from.
    pub(super) fn explain(&self, cx: &mut Cx<'_>) {
        let look = cx.look;
        let Some(listing) = &self.listing else { return };
        let what = match (&self.heading, self.filter.is_empty()) {
            (Some(heading), true) => heading.clone(),
            (Some(heading), false) => format!("{heading}, {}", self.filter.text()),
            (None, false) => self.filter.text().to_owned(),
            (None, true) => look.t("customers-explain-list-all"),
        };
        let shown = if listing.complete { look.format.int(listing.order.len() as i64) } else { "…".into() };
        let rows = vec![
            (
                look.t("customers-explain-list"),
                look.tf(
                    "customers-explain-list-text",
                    &[
                        ("shown", shown.into()),
                        ("all", look.format.int(listing.total as i64).into()),
                        ("what", what.into()),
                    ],
                ),
            ),
            (look.t("customers-explain-stage"), look.t("customers-explain-stage-text")),
            (look.t("customers-explain-last"), look.t("customers-explain-last-text")),
            (
                look.t("customers-explain-revenue"),
                look.tf(
                    "customers-explain-revenue-text",
                    &[
                        ("from", look.format.day(cx.today.plus_years(-1).plus(1)).into()),
                        ("to", look.format.day(cx.today).into()),
                        ("total", look.format.money(listing.revenue_12m).into()),
                    ],
                ),
            ),
        ];
        cx.go(Go::Push(crate::views::explain::view(look.t("customers-explain-title"), rows)));
    }
}

/// In whole units; short where that would be cut.
fn revenue(amount: Money, look: &Look) -> String {
    let whole = look.format.amount_whole(amount);
    if width(&whole) <= usize::from(REVENUE) { whole } else { look.format.amount_short(amount) }
}

/// Where there is little room the name has it and the labels go.
fn columns(narrow: bool, look: &Look) -> [Column; 8] {
    let name = if narrow { 28 } else { 19 };
    let currency = look.format.currency.symbol.as_str();
    [
        Column::wide(look.t("customers-column-name"), name),
        Column::fixed(look.t("customers-column-stage"), 5),
        Column::fixed(look.t("customers-column-labels"), 11).drop(2),
        Column::fixed(look.t("customers-column-last"), 7).right(),
        Column::fixed(look.tf("customers-column-revenue", &[("currency", currency.into())]), REVENUE)
            .right()
            .drop(1),
        Column::fixed(look.t("customers-column-next"), 11).right().drop(3),
        Column::fixed(look.t("customers-column-phone"), 15).drop(4),
        // Keeps the last column off the line of the panel.
        Column::fixed("", 0),
    ]
}

fn line_width(line: &Line<'_>) -> usize {
    line.spans.iter().map(|span| width(&span.content)).sum()
}
