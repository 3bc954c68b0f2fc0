//! The overview: who they are, what they are worth now, their rhythm, what they buy, what happened lately.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::activity::activity;
use super::chart::draw_months;
use super::{Page, SPOTS, Spot, words};
use crate::domain::Money;
use crate::domain::lifecycle::{Rhythm, Stage};
use crate::domain::people::{Consent, CustomerDraft};
use crate::store::ask::Card;
use crate::ui::Look;
use crate::ui::chart::{bar, spark};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::visible::{fit, pad_left, pad_right, width};

/// A line of a panel, and what opens there.
pub(super) type Item = (Line<'static>, Option<Spot>);

/// A panel ready to be drawn.
pub(super) struct Block {
    pub(super) title: String,
    pub(super) right: String,
    pub(super) items: Vec<Item>,
}

impl Page {
    pub(super) fn draw_overview(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.spots.borrow_mut().clear();
        let Some(card) = &self.card else {
            let inner = Panel::new(look.t("page-identity")).draw(frame, area, look);
            look.put(frame, inner, Span::styled(format!(" {}", look.t("page-wait")), look.theme.dim));
            return;
        };
        if area.width >= 96 {
            self.draw_wide(frame, area, card, look, hits);
        } else {
            self.draw_compact(frame, area, card, look, hits);
        }
    }

    /// Two columns that fill the height, recent activity below both.
    fn draw_wide(&self, frame: &mut Frame<'_>, area: Rect, card: &Card, look: &Look, hits: &mut Hits) {
        let half = area.width / 2;
        let entries = activity(card).len().clamp(1, 10) as u16 + 2;
        // Four entries before anything else grows, the rest where the columns leave room.
        let spare = area.height.saturating_sub(22);
        let least = if self.offers.as_ref().is_some_and(|o| !o.offers.is_empty()) { 5 } else { 6 };
        let bottom = entries.min(least + spare / 2).min(area.height / 2).max(3);
        let columns = area.height.saturating_sub(bottom);
        let mut left = Rect { width: half, height: columns, ..area };
        let mut right = Rect { x: area.x + half, width: area.width - half, height: columns, ..area };
        let room = |rect: &Rect| usize::from(rect.width) - 4;

        let identity = self.identity(card, room(&left), columns > 22, look);
        let case =
            self.winback(card, room(&right), look).or_else(|| self.once_block(card, room(&right), look));
        let offers = self.offers_block(room(&right), look);
        let products = self.products(card, room(&right), look);
        let bought = card.months.iter().any(|m| *m != Money::ZERO);
        self.stack(frame, &mut left, &identity, look, hits);
        let value = self.value(card, room(&right), look);
        let mut rhythm = self.rhythm(card, room(&right), look);
        if bought {
            // The chart at the left says it better than one line.
            rhythm.items.retain(|(_, spot)| *spot != Some(Spot::Months));
            self.draw_chart(frame, left, card, look, hits);
        }
        if let (false, Some(case)) = (bought, &case) {
            self.draw_block(frame, left, case, look, hits);
        } else if !bought {
            self.draw_block(frame, left, &products, look, hits);
        }
        self.stack(frame, &mut right, &value, look, hits);
        if let (Some(offers), true) = (&offers, bought) {
            // The rhythm in a few lines, so that there is room for what to offer.
            if right.height < 18 {
                let known = rhythm.items.iter().any(|(_, spot)| *spot == Some(Spot::Next));
                let second = if known { Spot::Next } else { Spot::Standing };
                rhythm.items.retain(|(_, spot)| [Some(Spot::Gap), Some(second)].contains(spot));
            }
            self.stack(frame, &mut right, &rhythm, look, hits);
            if let Some(case) = &case {
                self.stack(frame, &mut right, case, look, hits);
            }
            let mut rest = right;
            if right.height >= offers.items.len() as u16 + 2 + 5 {
                self.stack(frame, &mut rest, offers, look, hits);
                self.draw_block(frame, rest, &products, look, hits);
            } else {
                self.draw_block(frame, right, offers, look, hits);
            }
        } else if bought || case.is_some() {
            self.stack(frame, &mut right, &rhythm, look, hits);
            if let (true, Some(case)) = (bought, &case) {
                self.stack(frame, &mut right, case, look, hits);
            }
            self.draw_block(frame, right, &products, look, hits);
        } else {
            self.draw_block(frame, right, &rhythm, look, hits);
        }
        let place = Rect { y: area.y + columns, height: bottom, ..area };
        let recent = self.recent(card, usize::from(area.width) - 4, look);
        self.draw_block(frame, place, &recent, look, hits);
    }

    /// Draws a panel as high as its lines at the top of `rest`, and takes that off it. What would remain too low for
    /// another panel is taken too.
    fn stack(&self, frame: &mut Frame<'_>, rest: &mut Rect, block: &Block, look: &Look, hits: &mut Hits) {
        let wanted = (block.items.len() as u16 + 2).min(rest.height);
        let height = if rest.height - wanted < 3 { rest.height } else { wanted };
        self.draw_block(frame, Rect { height, ..*rest }, block, look, hits);
        *rest = Rect { y: rest.y + height, height: rest.height - height, ..*rest };
    }

    /// One panel below the other, figures side by side where there is room; the last ones go first.
    fn draw_compact(&self, frame: &mut Frame<'_>, area: Rect, card: &Card, look: &Look, hits: &mut Hits) {
        let columns = usize::from(area.width).saturating_sub(4);
        let identity = self.identity_short(card, columns, look);
        let mut y = area.y;
        let mut place = |height: u16| {
            let here = Rect { y, height: height.min(area.bottom().saturating_sub(y)), ..area };
            y += here.height;
            here
        };
        self.draw_block(frame, place(identity.items.len() as u16 + 2), &identity, look, hits);
        if area.width >= 76 {
            let row = place(0);
            let half = Rect { width: row.width / 2, ..row };
            let other = Rect { x: half.right(), width: row.width - half.width, ..row };
            let value = self.value(card, usize::from(half.width) - 4, look);
            let mut rhythm = self.rhythm(card, usize::from(other.width) - 4, look);
            if let Some(once) = self.once_block(card, usize::from(other.width) - 4, look) {
                rhythm.items.extend(once.items);
            }
            if let Some(case) = self.winback(card, usize::from(other.width) - 4, look) {
                // Somebody lost has no rhythm to speak of: the case stands in its place.
                if card.facts.stage == Stage::Lost {
                    rhythm.title = case.title;
                }
                rhythm.items.extend(case.items);
            }
            let height = value.items.len().max(rhythm.items.len()) as u16 + 2;
            let height = place(height).height;
            self.draw_block(frame, Rect { height, ..half }, &value, look, hits);
            self.draw_block(frame, Rect { height, ..other }, &rhythm, look, hits);
        } else if area.height < 24 {
            // Hardly any room: the figures that matter most in one panel.
            let mut value = self.value(card, columns, look);
            let rhythm = self.rhythm_lines(card, columns, look);
            value.items.splice(1..1, rhythm.into_iter().take(2));
            value.items.truncate(5);
            let height = (area.bottom() - place(0).y).min(value.items.len() as u16 + 2);
            self.draw_block(frame, place(height), &value, look, hits);
        } else {
            let value = self.value(card, columns, look);
            self.draw_block(frame, place(value.items.len() as u16 + 2), &value, look, hits);
            let rhythm = self.rhythm(card, columns, look);
            self.draw_block(frame, place(rhythm.items.len() as u16 + 2), &rhythm, look, hits);
            if let Some(case) = self.winback(card, columns, look) {
                self.draw_block(frame, place(case.items.len() as u16 + 2), &case, look, hits);
            }
        }
        let mut rest = place(u16::MAX);
        // Contacts and purchases have tabs of their own; what to offer stands here alone.
        if let Some(offers) = self.offers_block(columns, look) {
            self.stack(frame, &mut rest, &offers, look, hits);
        }
        let recent = self.recent(card, columns, look);
        self.stack(frame, &mut rest, &recent, look, hits);
        let products = self.products(card, columns, look);
        self.draw_block(frame, rest, &products, look, hits);
    }

    fn draw_block(&self, frame: &mut Frame<'_>, area: Rect, block: &Block, look: &Look, hits: &mut Hits) {
        if area.height < 3 {
            return;
        }
        let inner = Panel::new(block.title.clone()).right(block.right.clone()).draw(frame, area, look);
        for (row, (line, spot)) in inner.rows().zip(&block.items) {
            self.draw_item(frame, row, line, *spot, look, hits);
        }
    }

    fn draw_item(
        &self,
        frame: &mut Frame<'_>,
        row: Rect,
        line: &Line<'static>,
        spot: Option<Spot>,
        look: &Look,
        hits: &mut Hits,
    ) {
        let mut lead = Span::raw(" ");
        if let Some(spot) = spot {
            let mut spots = self.spots.borrow_mut();
            hits.add(row, SPOTS + spots.len());
            spots.push(spot);
            if self.spot == Some(spot) {
                frame.buffer_mut().set_style(row, look.theme.cursor);
                lead = Span::styled("▶", look.theme.cursor);
                let whole: Vec<Span<'static>> = std::iter::once(lead)
                    .chain(line.spans.iter().map(|s| Span::styled(s.content.clone(), look.theme.cursor)))
                    .collect();
                look.put(frame, Rect { width: row.width.saturating_sub(1), ..row }, Line::from(whole));
                return;
            }
        }
        let mut whole = vec![lead];
        whole.extend(line.spans.iter().cloned());
        look.put(frame, Rect { width: row.width.saturating_sub(1), ..row }, Line::from(whole));
    }

    /// Labels and stage in one line.
    fn banner(&self, card: &Card, columns: usize, look: &Look) -> Line<'static> {
        let stage = words::stage(card.facts.stage, look);
        let label = look.t("page-stage");
        let mut spans = Vec::new();
        let mut room = columns.saturating_sub(width(&label) + width(&stage) + 3);
        let labels: Vec<_> = words::labels_of(&card.customer.labels, &self.labels).collect();
        let full: usize = labels.iter().map(|l| width(&look.theme.chip_full(l).content) + 1).sum();
        if full <= room {
            for label in &labels {
                spans.push(look.theme.chip_full(label));
                spans.push(Span::raw(" "));
            }
            room -= full;
        } else {
            let most = (room.saturating_sub(3) / 3).max(1);
            let chips = look.theme.chips(labels.iter().copied(), most);
            room = room.saturating_sub(chips.iter().map(|s| width(&s.content)).sum());
            spans.extend(chips);
        }
        if labels.is_empty() {
            let none = fit(&look.t("page-no-labels"), room);
            room -= width(&none);
            spans.push(Span::styled(none, look.theme.dim));
        }
        spans.push(Span::raw(" ".repeat(room + 1)));
        spans.push(Span::styled(format!("{label} "), look.theme.dim));
        let tone = if card.facts.stage == Stage::Lost { look.theme.bad } else { look.theme.heading };
        spans.push(Span::styled(stage, tone));
        Line::from(spans)
    }

    /// Marks that change how the customer is treated: archived, not to be contacted, seasonal.
    fn marks(card: &Card, look: &Look) -> Vec<(String, Style)> {
        let c = &card.customer;
        let mut marks = Vec::new();
        if c.archived {
            marks.push((look.t("page-archived"), look.theme.warn));
        }
        if let Some(day) = c.do_not_call {
            let words = look.tf("page-do-not-call", &[("day", look.format.day(day).into())]);
            marks.push((words, look.theme.bad));
        }
        if let Some(day) = c.seasonal {
            let words = look.tf("page-seasonal-since", &[("day", look.format.day(day).into())]);
            marks.push((words, look.theme.warn));
        }
        marks
    }

    /// `Cliente desde 14 mar 2023 · 3 a 8 m · activo`.
    fn standing(&self, card: &Card, columns: usize, look: &Look) -> String {
        let since = card.customer.draft.since.into_iter().chain(card.facts.first).min();
        let (since, age) = match since {
            Some(day) => {
                let months =
                    self.today.month().0 - day.month().0 - i32::from(self.today.ymd().2 < day.ymd().2);
                let months = months.max(0);
                (
                    look.tf("page-since", &[("day", look.format.day(day).into())]),
                    look.tf("page-age", &[("years", (months / 12).into()), ("months", (months % 12).into())]),
                )
            }
            None => (look.t("page-since-never"), String::new()),
        };
        let active = look.t(match card.facts.stage {
            Stage::Prospect => "page-not-yet",
            Stage::Lost => "page-inactive",
            _ => "page-active",
        });
        words::joined([since.as_str(), &age, &active], columns)
    }

    fn consents(draft: &CustomerDraft, look: &Look) -> String {
        let all = [
            ("phone", draft.consent_phone),
            ("email", draft.consent_email),
            ("sms", draft.consent_sms),
            ("post", draft.consent_post),
        ];
        let said: Vec<String> = all
            .into_iter()
            .filter(|(_, c)| *c != Consent::Unknown)
            .map(|(key, c)| {
                let answer = look.t(if c == Consent::Yes { "yes" } else { "no" });
                format!("{} {answer}", look.t(&format!("form-consent-{key}")))
            })
            .collect();
        if said.is_empty() { look.t("page-consent-unknown") } else { said.join(" · ") }
    }

    fn whereabouts(draft: &CustomerDraft, columns: usize) -> String {
        let town = [draft.postal_code.as_str(), &draft.city];
        let town = town.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
        let region = if draft.region == draft.city { "" } else { &draft.region };
        let parts = [draft.zone.as_str(), &draft.address, &town, region, &draft.country];
        words::joined(
            parts.into_iter().enumerate().filter(|(n, p)| *n == 0 || **p != draft.zone).map(|(_, p)| p),
            columns,
        )
    }

    /// Who they are; the least asked for lines only where there is room for them (`tall`).
    fn identity(&self, card: &Card, columns: usize, tall: bool, look: &Look) -> Block {
        const LABEL: usize = 15;
        let d = &card.customer.draft;
        let room = columns.saturating_sub(LABEL);
        let mut lines =
            vec![self.banner(card, columns, look), Line::from(self.standing(card, columns, look))];
        for (words, tone) in Self::marks(card, look) {
            lines.push(Line::styled(fit(&words, columns), tone));
        }
        let mobile = if d.mobile.is_empty() || d.phone.is_empty() {
            d.mobile.clone()
        } else {
            format!("{} {}", look.t("page-mobile"), d.mobile)
        };
        let contact = [d.contact.as_str(), if d.company == d.name { "" } else { &d.company }];
        let age = d.birth().and_then(|b| b.age(self.today)).map(|n| look.tf("form-age", &[("n", n.into())]));
        let person = [age.as_deref().unwrap_or_default(), d.income.as_str(), &d.occasion, &d.benefit];
        let codes = [d.code.as_str(), &d.tax_id];
        let next = match &card.customer.next {
            Some(next) => words::next(next, self.today, look),
            None => look.t("page-no-next"),
        };
        let (code, tax) = if tall { ("", "") } else { (d.code.as_str(), d.tax_id.as_str()) };
        let owner = words::joined([d.owner.as_str(), &d.source, code, tax], room);
        // Where nobody looks after them the line is called after what it still holds.
        let owned = !d.owner.is_empty() || !d.source.is_empty();
        // Both phones before the word that tells them apart.
        let phones = [d.phone.as_str(), &mobile];
        let phones = if width(&mobile) + width(&d.phone) + 3 > room {
            words::joined([d.phone.as_str(), &d.mobile], room)
        } else {
            words::joined(phones, room)
        };
        let pairs = [
            ("page-i-contact", words::joined(contact, room)),
            ("page-i-phone", phones),
            ("page-i-email", d.email.clone()),
            ("page-i-place", Self::whereabouts(d, room)),
            ("page-i-next", next),
            ("page-i-consent", Self::consents(d, look)),
            (if owned { "page-i-owner" } else { "page-i-code" }, owner),
            ("page-i-person", words::joined(person, room)),
            ("page-i-code", if tall { words::joined(codes, room) } else { String::new() }),
        ];
        for (key, value) in pairs {
            if !value.is_empty() {
                lines.push(look.pair(&look.t(key), &fit(&value, room), LABEL));
            }
        }
        block(look.t("page-identity"), String::new(), lines)
    }

    fn identity_short(&self, card: &Card, columns: usize, look: &Look) -> Block {
        let d = &card.customer.draft;
        let mut lines = vec![self.banner(card, columns, look)];
        for (words, tone) in Self::marks(card, look) {
            lines.push(Line::styled(fit(&words, columns), tone));
        }
        let standing = self.standing(card, columns, look);
        lines.push(Line::from(words::joined([standing.as_str(), &d.contact], columns)));
        let zone = Self::whereabouts(d, columns / 2);
        let reach = words::joined([d.phone.as_str(), &d.mobile, &d.email, &zone], columns);
        if !reach.is_empty() {
            lines.push(Line::from(reach));
        }
        let next = match &card.customer.next {
            Some(next) => format!("{} {}", look.t("page-i-next"), words::next(next, self.today, look)),
            None => look.t("page-no-next"),
        };
        let consents = format!("{}: {}", look.t("page-i-consent"), Self::consents(d, look));
        lines.push(Line::from(words::joined([fit(&next, columns).as_str(), &consents, &d.owner], columns)));
        block(look.t("page-identity"), String::new(), lines)
    }

    fn value(&self, card: &Card, columns: usize, look: &Look) -> Block {
        const LABEL: usize = 13;
        let f = &card.facts;
        let money = |amount| look.format.money_whole(amount);
        let row = |key: &str, figure: &str, aside: String, spot: Spot| -> Item {
            let figure_columns = 10;
            let room = columns.saturating_sub(LABEL + figure_columns + 2);
            let mut spans = vec![
                Span::styled(pad_right(&look.t(key), LABEL), look.theme.dim),
                Span::raw(pad_left(figure, figure_columns)),
            ];
            if width(&aside) <= room {
                spans.push(Span::styled(format!("  {aside}"), look.theme.dim));
            }
            (Line::from(spans), Some(spot))
        };
        let before = card.revenue_previous_12m;
        let change = words::change(f.revenue_12m, before, look);
        let short = change.clone().unwrap_or_default();
        let long = match change {
            Some(change) => format!("{change} ({})", money(before)),
            None if f.revenue_12m > Money::ZERO => look.t("page-none-before"),
            None => String::new(),
        };
        let against = if width(&long) + LABEL + 12 <= columns { long } else { short };
        let mean = (card.orders_12m > 0).then(|| Money(f.revenue_12m.0 / i64::from(card.orders_12m)));
        let mean = mean.map(|m| look.tf("page-mean", &[("amount", money(m).into())])).unwrap_or_default();
        let orders = look.tf("page-orders-all", &[("n", f.orders.into())]);
        let mut items = vec![
            row("page-v-revenue", &money(f.revenue_12m), against, Spot::Revenue),
            row("page-v-orders", &look.format.int(card.orders_12m), mean, Spot::Orders),
            row("page-v-total", &money(f.revenue_total), orders, Spot::Total),
        ];
        let worth = self.worth_items(columns, look);
        if !worth.is_empty() {
            items.extend(worth);
        } else if let (Some(first), Some(last)) = (f.first, f.last) {
            for (key, day) in [("page-v-first", first), ("page-v-last", last)] {
                let ago = look.tf("page-ago", &[("ago", look.format.ago(day, self.today).into())]);
                let room = columns.saturating_sub(LABEL);
                let words = words::joined([look.format.day(day).as_str(), &ago], room);
                items.push((look.pair(&look.t(key), &words, LABEL), None));
            }
        } else {
            items.push((Line::styled(fit(&look.t("page-never-bought"), columns), look.theme.dim), None));
        }
        items.extend(self.score_items(columns, look));
        Block { title: look.t("page-value"), right: explain_hint(look), items }
    }

    /// Lines on the rhythm: gap, standing, when it would be lost.
    fn rhythm_lines(&self, card: &Card, columns: usize, look: &Look) -> Vec<Item> {
        let f = &card.facts;
        let (Some(last), Some(rhythm)) = (f.last, f.rhythm) else {
            return vec![(Line::styled(fit(&look.t("page-no-rhythm"), columns), look.theme.dim), None)];
        };
        let gap = look.format.decimal(f64::from(f.mean_gap_tenths) / 10.0, 0);
        let every = look.tf("page-every", &[("days", gap.into())]);
        let ago = look.tf("page-last-ago", &[("ago", look.format.ago(last, self.today).into())]);
        let lost_on = f.lost_on.unwrap_or(last);
        let tone = match rhythm {
            Rhythm::OnTime => look.theme.good,
            Rhythm::Due => look.theme.accent,
            Rhythm::Late | Rhythm::AtRisk => look.theme.warn,
            Rhythm::Lost => look.theme.bad,
        };
        let due = last.plus(f.mean_gap_tenths as i32 / 10 + 1);
        let until = match rhythm {
            Rhythm::Lost => look.tf("page-lost-since", &[("day", look.format.day(lost_on).into())]),
            Rhythm::OnTime => {
                look.tf("page-due-on", &[("day", look.format.day_short(due, self.today).into())])
            }
            _ => look.tf("page-due-since", &[("day", look.format.day_short(due, self.today).into())]),
        };
        let word = words::rhythm(rhythm, look);
        let silence = look.tf("page-lost-gap", &[("days", look.format.int(f.lost_gap).into())]);
        let mut items = vec![
            (Line::from(words::joined([every.as_str(), &ago], columns)), Some(Spot::Gap)),
            (
                Line::from(vec![
                    Span::styled(word.clone(), tone),
                    Span::raw(format!(" · {}", fit(&until, columns.saturating_sub(width(&word) + 3)))),
                ]),
                Some(Spot::Standing),
            ),
        ];
        if let Some(next) = self.next_purchase(columns, look).filter(|_| rhythm != Rhythm::Lost) {
            items.push(next);
        }
        let end = if rhythm == Rhythm::Lost {
            silence
        } else {
            let on = look.tf("page-lost-on", &[("day", look.format.day(lost_on).into())]);
            words::joined([on.as_str(), &silence], columns)
        };
        items.push((Line::styled(fit(&end, columns), look.theme.dim), None));
        items
    }

    fn rhythm(&self, card: &Card, columns: usize, look: &Look) -> Block {
        let mut items = self.rhythm_lines(card, columns, look);
        let most = card.months.iter().max().copied().unwrap_or_default();
        if most > Money::ZERO {
            let values: Vec<i64> = card.months.iter().map(|m| m.0).collect();
            let words = look.tf("page-months-most", &[("amount", look.format.money_short(most).into())]);
            let line = Line::from(vec![
                Span::styled(pad_right(&look.t("page-months-short"), 9), look.theme.dim),
                Span::raw(spark(&values)),
                Span::styled(format!("  {words}"), look.theme.dim),
            ]);
            items.push((line, Some(Spot::Months)));
        }
        Block { title: look.t("page-rhythm"), right: String::new(), items }
    }

    /// The chart of twelve months, in what is left of a column.
    fn draw_chart(&self, frame: &mut Frame<'_>, area: Rect, card: &Card, look: &Look, hits: &mut Hits) {
        if area.height < 5 {
            return;
        }
        let inner = Panel::new(look.t("page-months")).draw(frame, area, look);
        let mut spots = self.spots.borrow_mut();
        hits.add(inner, SPOTS + spots.len());
        spots.push(Spot::Months);
        let here = self.spot == Some(Spot::Months);
        draw_months(frame, inner, &card.months, self.today.month(), here, look);
    }

    fn products(&self, card: &Card, columns: usize, look: &Look) -> Block {
        let most = card.products.iter().map(|p| p.orders).max().unwrap_or(0).max(1);
        let mut items: Vec<Item> = card
            .products
            .iter()
            .enumerate()
            .map(|(n, p)| {
                let orders = look.tf("page-product-orders", &[("n", p.orders.into())]);
                let last = look.format.day_short(p.last, self.today);
                let tail = format!("{}  {}", pad_left(&orders, 11), pad_left(&last, 11));
                let bar_columns = if columns > 60 { 12 } else { 0 };
                let name = columns.saturating_sub(width(&tail) + bar_columns + 2);
                let gap = if bar_columns > 0 { " " } else { "" };
                let line = Line::from(vec![
                    Span::raw(pad_right(&p.product, name)),
                    Span::styled(
                        format!("{gap}{}", bar(f64::from(p.orders) / f64::from(most), bar_columns)),
                        look.theme.accent,
                    ),
                    Span::styled(format!(" {tail}"), look.theme.dim),
                ]);
                (line, Some(Spot::Product(n)))
            })
            .collect();
        if items.is_empty() {
            items.push((Line::styled(fit(&look.t("page-no-products"), columns), look.theme.dim), None));
        }
        Block { title: look.t("page-products"), right: String::new(), items }
    }
}

fn block(title: String, right: String, lines: Vec<Line<'static>>) -> Block {
    Block { title, right, items: lines.into_iter().map(|line| (line, None)).collect() }
}

fn explain_hint(look: &Look) -> String {
    let key = look
        .keys_of(crate::ui::action::Action::Explain, &[crate::ui::action::KeyScope::Global])
        .into_iter()
        .next();
    key.map(|key| look.tf("page-explain-hint", &[("key", key.into())])).unwrap_or_default()
}
