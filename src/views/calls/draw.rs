//! How calling down a list is drawn.

use chrono::Timelike;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::panel::{Panel as Writing, Step};
use super::{Calls, words};
use crate::domain::Money;
use crate::domain::people::Outcome;
use crate::domain::work::calls::{Refusal, spoken};
use crate::domain::work::reach::Bar;
use crate::store::ask::{CallCard, Offer};
use crate::ui::Look;
use crate::ui::chart::bar;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::{fit, pad_right, width, wrap};
use crate::views::forms::values::clock;

/// From this width on the list stands beside the card.
const WIDE: u16 = 96;
/// Columns of the list.
const QUEUE: u16 = 34;

/// A product to offer, and why.
fn offer_words(offer: &Offer, look: &Look) -> String {
    let because = look.tf(
        "calls-offer-because",
        &[
            ("product", offer.because.as_str().into()),
            ("n", look.format.int(offer.rule.n_ab).into()),
            ("all", look.format.int(offer.rule.n_a).into()),
        ],
    );
    format!("{}  {because}", offer.product)
}

impl Calls {
    pub(super) fn draw_all(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        if area.height < 4 {
            return;
        }
        self.heading(frame, Rect { height: 1, ..area }, look);
        let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
        if area.width >= WIDE {
            self.queue(frame, Rect { width: QUEUE, ..body }, look, hits);
            self.work(frame, Rect { x: body.x + QUEUE, width: body.width - QUEUE, ..body }, look);
        } else if self.zoom {
            self.queue(frame, body, look, hits);
        } else {
            self.work(frame, body, look);
        }
    }

    /// How the list goes: `8 de 24 ████░░░ 2 ventas 631 € · 3 interesados`.
    fn heading(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (done, all) = self.progress();
        let share = if all == 0 { 0.0 } else { done as f64 / all as f64 };
        let count = |outcome| self.done.values().filter(|d| d.outcome == outcome).count();
        let sold: Money = self.done.values().map(|d| d.sale).sum();
        let mut parts = Vec::new();
        if count(Outcome::Sale) > 0 {
            let args = [("n", count(Outcome::Sale).into()), ("amount", look.format.money(sold).into())];
            parts.push(look.tf("calls-sold", &args));
        }
        if count(Outcome::Interested) > 0 {
            parts.push(look.tf("calls-interested", &[("n", count(Outcome::Interested).into())]));
        }
        if !self.arrivals.is_empty() {
            parts.push(look.tf("calls-arrivals", &[("n", self.arrivals.len().into())]));
        }
        if let Some(card) = self.card() {
            let goal = i64::from(card.rules.goal);
            parts.push(look.tf("calls-goal", &[("n", self.done.len().into()), ("goal", goal.into())]));
        }
        let progress = look.tf("calls-progress", &[("done", done.into()), ("all", all.into())]);
        let title = if area.width >= WIDE { format!("{}  ", self.title) } else { String::new() };
        let columns = if area.width >= WIDE { 20 } else { 12 };
        let text = format!(" {title}{progress} {}  {}", bar(share, columns), parts.join(" · "));
        look.put(frame, area, Span::raw(fit(&text, usize::from(area.width))));
    }

    fn queue(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let place = if self.items.is_empty() {
            String::new()
        } else {
            look.tf(
                "list-position",
                &[("at", (self.state.cursor + 1).into()), ("all", self.items.len().into())],
            )
        };
        let inner = Panel::new(look.tf("calls-queue", &[("n", self.items.len().into())]))
            .bottom(place)
            .draw(frame, area, look);
        let columns = [
            Column::wide(look.t("calls-column-customer"), 14),
            Column::fixed(look.t("calls-column-why"), 7).right(),
        ];
        let table = Table::new(&columns, &self.state, 0);
        let window = table.window(inner);
        let rows: Vec<Row<'_>> = self.items[window]
            .iter()
            .map(|item| {
                let name = self.rows.get(&item.customer).map_or("…", |row| row.name.as_str());
                let done = self.done.get(&item.customer);
                let tag = match done {
                    Some(done) => done.again.map_or_else(|| "✓".to_owned(), clock),
                    None if self.barred.contains_key(&item.customer) => "—".to_owned(),
                    None => words::tag(item, look),
                };
                Row::new([Line::from(name), Line::from(tag)])
                    .dim(done.is_some() || self.barred.contains_key(&item.customer))
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    fn work(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let Some(card) = self.card() else {
            let inner = Panel::new(self.title.clone()).focused(true).draw(frame, area, look);
            let key = match (self.begun, self.items.is_empty()) {
                (Some(_), true) => "calls-empty",
                _ => "page-wait",
            };
            look.put(frame, inner, Span::styled(format!(" {}", look.t(key)), look.theme.dim));
            return;
        };
        let below = if area.height >= 26 { 8 } else { 7.min(area.height.saturating_sub(6)) };
        let offers = match area.height {
            26.. => 5,
            20.. => 4,
            _ => 0,
        };
        let top = Rect { height: area.height - below - offers, ..area };
        self.draw_card(frame, top, card, offers == 0, look);
        if offers > 0 {
            self.draw_offers(frame, Rect { y: top.bottom(), height: offers, ..area }, look);
        }
        let foot = Rect { y: area.bottom() - below, height: below, ..area };
        self.draw_outcome(frame, foot, card, look);
    }

    /// The card; with what to offer on it where that has no panel of its own.
    fn draw_card(&self, frame: &mut Frame<'_>, area: Rect, card: &CallCard, offering: bool, look: &Look) {
        let mut right = vec![Span::styled(
            look.t(&format!("stage-{}-code", card.card.facts.stage.key())),
            look.theme.dim,
        )];
        let labels = crate::views::customer::words::labels_of(&card.card.customer.labels, &self.labels);
        let chips = look.theme.chips(labels, 3);
        if !chips.is_empty() {
            right.push(Span::raw(" "));
            right.extend(chips);
        }
        let closed = self.closed(card);
        let theirs = card.home.local(self.now, card.own);
        let time = clock((theirs.hour() * 60 + theirs.minute()) as u16);
        let may = match (&closed, card.channel) {
            (_, Err(_)) => "calls-may-not",
            (Some(_), _) => "calls-may-not-now",
            (None, Ok(_)) => "calls-may",
        };
        let inner = Panel::new(words::name(card))
            .right(Line::from(right))
            .bottom(look.tf("calls-clock", &[("time", time.into()), ("may", look.t(may).into())]))
            .focused(self.panel.is_none())
            .draw(frame, area, look);
        let label = look.t("calls-call");
        let column = ["calls-call", "calls-why", "calls-last", "calls-promise", "calls-value", "calls-mind"]
            .map(|key| width(&look.t(key)))
            .into_iter()
            .max()
            .unwrap_or(8)
            + 4;
        let mut lines: Vec<(String, String, Style)> = Vec::new();
        let number = match card.channel {
            Err(Bar::DoNotCall) => look.t("calls-never"),
            _ if card.phone().is_empty() => look.t("calls-no-phone"),
            _ => spoken(card.phone()),
        };
        lines.push((label, number, look.theme.heading));
        let person = words::person(card, look);
        if !person.is_empty() {
            lines.push((String::new(), person, look.theme.text));
        }
        if let Some(item) = self.item() {
            lines.push((
                look.t("calls-why"),
                words::why(
                    item,
                    card,
                    self.likeness.as_ref().filter(|like| like.customer == item.customer),
                    look,
                ),
                look.theme.accent,
            ));
        }
        if let Some((when, said)) = words::last(card, self.today, look) {
            lines.push((look.t("calls-last"), when, look.theme.text));
            if !said.is_empty() {
                lines.push((String::new(), said, look.theme.text));
            }
        }
        if let Some(promise) = words::promise(card, self.today, look) {
            lines.push((look.t("calls-promise"), promise, look.theme.text));
        }
        if let Some(offer) = words::offer(card, self.today, look) {
            lines.push((look.t("calls-waiting-offer"), offer, look.theme.text));
        }
        let here = card.card.customer.id;
        let clv = self.worth.filter(|(id, _)| *id == here).and_then(|(_, clv)| clv);
        lines.push((look.t("calls-value"), words::value(card, clv, look), look.theme.text));
        let sharing = self.sharing.as_ref().filter(|(id, _)| *id == card.card.customer.id);
        let sharing = sharing.map_or(&[][..], |(_, names)| names);
        let warnings = words::warnings(card, closed.as_ref(), self.begun, sharing, self.today, look);
        if !warnings.is_empty() {
            lines.push((look.t("calls-mind"), warnings.join(" · "), look.theme.warn));
        }
        let room = usize::from(inner.width).saturating_sub(column + 1);
        let offers = self.offers.as_ref().filter(|offers| offering && offers.customer == here);
        let left = usize::from(inner.height).saturating_sub(lines.len()).min(2);
        for (at, offer) in offers.iter().flat_map(|offers| &offers.offers).take(left).enumerate() {
            let label = if at == 0 { look.t("calls-offer").to_uppercase() } else { String::new() };
            lines.push((label, fit(&offer_words(offer, look), room), look.theme.text));
        }
        let mut shown: Vec<Line<'_>> = Vec::new();
        // Where there is room, lines stand a little apart.
        let airy = usize::from(inner.height) > lines.len() + 3;
        if airy {
            shown.push(Line::default());
        }
        for (label, text, style) in lines {
            let most = if airy { 2 } else { 1 };
            let mut wrapped = wrap(&text, room.max(1));
            if wrapped.len() > most {
                let rest = wrapped.split_off(most - 1).join(" ");
                wrapped.push(fit(&rest, room));
            }
            for (n, part) in wrapped.into_iter().enumerate() {
                let head = if n == 0 { label.as_str() } else { "" };
                shown.push(Line::from(vec![
                    Span::styled(pad_right(&format!("  {head}"), column), look.theme.dim),
                    Span::styled(part, style),
                ]));
            }
        }
        shown.truncate(usize::from(inner.height));
        look.put_lines(frame, inner, shown);
    }

    fn draw_offers(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let right = Span::styled(look.t("calls-offer-key"), look.theme.dim);
        let inner = Panel::new(look.t("calls-offer")).right(right).draw(frame, area, look);
        let here = self.customer();
        let Some(offers) = self.offers.as_ref().filter(|offers| Some(offers.customer) == here) else {
            return;
        };
        if offers.offers.is_empty() {
            look.put(frame, inner, Span::styled(format!("  {}", look.t("calls-offer-none")), look.theme.dim));
            return;
        }
        let lines = offers.offers.iter().take(usize::from(inner.height)).enumerate().map(|(at, offer)| {
            let margin = offer.margin.map_or(String::new(), |margin| {
                look.tf("calls-offer-margin", &[("share", look.format.percent(margin).into())])
            });
            let room = usize::from(inner.width).saturating_sub(width(&margin) + 5);
            let text = fit(&offer_words(offer, look), room);
            let mark = if at == 0 { "›" } else { " " };
            Line::from(format!(" {mark} {}{margin}", pad_right(&text, room + 1)))
        });
        look.put_lines(frame, inner, lines);
    }

    fn draw_outcome(&self, frame: &mut Frame<'_>, area: Rect, card: &CallCard, look: &Look) {
        let title = match &self.panel {
            None => look.t("calls-how"),
            Some(panel) => words::outcome(panel.outcome, look),
        };
        let hint = look.t(match self.panel.as_ref().map(Writing::step) {
            None => "calls-how-hint",
            Some(Some(Step::Reason)) => "calls-reason-hint",
            Some(Some(Step::Sure)) => "calls-sure-hint",
            Some(_) => "calls-write-hint",
        });
        let inner = Panel::new(title).bottom(hint).focused(self.panel.is_some()).draw(frame, area, look);
        match &self.panel {
            None => self.draw_keys(frame, inner, look),
            Some(panel) => self.draw_fields(frame, inner, panel, card, look),
        }
    }

    /// The outcomes with their keys: those that are saved at once, then those with something to write.
    #[expect(clippy::unused_self, reason = "one of the panels of the view")]
    fn draw_keys(&self, frame: &mut Frame<'_>, inner: Rect, look: &Look) {
        let row = |keys: &[(&str, Outcome)]| -> String {
            let cells: Vec<String> = keys
                .iter()
                .map(|(key, outcome)| {
                    format!("{key} {}", look.t(&format!("calls-key-{}", outcome.code().replace('_', "-"))))
                })
                .collect();
            format!("  {}", cells.join("   "))
        };
        let at_once = [
            ("n", Outcome::NoAnswer),
            ("b", Outcome::Busy),
            ("m", Outcome::Message),
            ("x", Outcome::WrongNumber),
        ];
        let written = [
            ("i", Outcome::Interested),
            ("s", Outcome::Sale),
            ("p", Outcome::Postpone),
            ("r", Outcome::Refused),
            ("f", Outcome::Fault),
            ("Z", Outcome::Never),
        ];
        let room = usize::from(inner.width);
        let mut lines = vec![Line::default()];
        lines.push(Line::from(row(&at_once)));
        let whole = row(&written);
        if width(&whole) <= room {
            lines.push(Line::from(whole));
        } else {
            lines.push(Line::from(row(&written[..3])));
            lines.push(Line::from(row(&written[3..])));
        }
        lines.truncate(usize::from(inner.height));
        look.put_lines(frame, inner, lines);
    }

    fn draw_fields(&self, frame: &mut Frame<'_>, inner: Rect, panel: &Writing, card: &CallCard, look: &Look) {
        let keys = ["calls-f-why", "calls-f-note", "calls-f-amount", "calls-f-next", "calls-f-reason"];
        let column = keys.map(|key| width(&look.t(key))).into_iter().max().unwrap_or(8) as u16 + 3;
        // The reasons take the room of the line above them where there is something to be said.
        let is_full = panel.error.is_some() && panel.steps.contains(&Step::Reason);
        let mut y = inner.y + u16::from(inner.height > 5 && !is_full);
        for (at, step) in panel.steps.iter().enumerate() {
            if y >= inner.bottom() {
                break;
            }
            let here = at == panel.at;
            let row = Rect::new(inner.x, y, inner.width, 1);
            let field = Rect { x: row.x + column + 2, width: row.width.saturating_sub(column + 3), ..row };
            let (key, text) = match step {
                Step::Override => ("calls-f-why", Some(&panel.why)),
                Step::Note => ("calls-f-note", Some(&panel.note)),
                Step::Amount => ("calls-f-amount", Some(&panel.amount)),
                Step::Next => ("calls-f-next", Some(&panel.next)),
                Step::Reason => ("calls-f-reason", None),
                Step::Sure => ("", None),
            };
            let label = if key.is_empty() { String::new() } else { look.t(key) };
            let mark = if here { "›" } else { " " };
            look.put(
                frame,
                row,
                Span::raw(format!("  {}{mark}", pad_right(&label, usize::from(column) - 1))),
            );
            match (step, text) {
                (Step::Next, Some(text)) => {
                    let half = field.width.min(22);
                    text.draw(frame, Rect { width: half, ..field }, look.theme.field, here);
                    let beside =
                        Rect { x: field.x + half + 1, width: field.width.saturating_sub(half + 1), ..field };
                    let (echo, style) = match panel.echo(card, self.now, look) {
                        Ok(echo) => (format!("→ {echo}"), look.theme.dim),
                        Err(why) => (format!("! {why}"), look.theme.bad),
                    };
                    look.put(frame, beside, Span::styled(fit(&echo, usize::from(beside.width)), style));
                }
                (_, Some(text)) => text.draw(frame, field, look.theme.field, here),
                (Step::Reason, None) => {
                    let all: Vec<String> = (1..)
                        .zip(Refusal::ALL)
                        .map(|(n, r): (usize, Refusal)| {
                            format!("{n} {}", look.t(&format!("refusal-{}", r.key().replace('_', "-"))))
                        })
                        .collect();
                    for part in packed(&all, usize::from(field.width)) {
                        if y < inner.bottom() {
                            look.put(frame, Rect { y, ..field }, Span::raw(part));
                            y += 1;
                        }
                    }
                    y -= 1;
                }
                _ => {
                    let text = look.tf("calls-sure", &[("name", words::name(card).into())]);
                    for part in wrap(&text, usize::from(inner.width.saturating_sub(4)).max(1)) {
                        if y < inner.bottom() {
                            let row = Rect { x: inner.x + 2, y, ..inner };
                            look.put(
                                frame,
                                Rect { width: inner.width - 2, height: 1, ..row },
                                Span::raw(part),
                            );
                            y += 1;
                        }
                    }
                }
            }
            y += 1;
        }
        if let Some(error) = panel.error.as_ref().filter(|_| y < inner.bottom()) {
            let row = Rect::new(inner.x + 2, y, inner.width.saturating_sub(3), 1);
            look.put(frame, row, Span::styled(format!("! {error}"), look.theme.bad));
        }
    }
}

/// Cells side by side, as many in a line as fit, none of them broken.
fn packed(cells: &[String], room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for cell in cells {
        match lines.last_mut() {
            Some(line) if width(line) + 3 + width(cell) <= room => {
                line.push_str("   ");
                line.push_str(cell);
            }
            _ => lines.push(cell.clone()),
        }
    }
    lines
}
