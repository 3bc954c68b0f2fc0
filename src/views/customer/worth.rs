//! What the whole portfolio says of the customer: place and value to come, next purchase, what to offer, how each
//! product is used.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::overview::{Block, Item};
use super::{Page, Spot, words};
use crate::domain::Money;
use crate::domain::lifecycle::Stage;
use crate::domain::value::pareto::Class;
use crate::store::ask::{Card, Offer};
use crate::ui::Look;
use crate::ui::chart::bar;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::visible::{fit, pad_left, pad_right, width};
use crate::views::products::next_words;

/// Columns of the names of figures.
const LABEL: usize = 13;
/// Days of silence after one purchase from which somebody may be asked why they do not come back.
const ONCE_SILENT: i32 = 60;

impl Page {
    /// Bought on one day only, not lost, and silent for long enough to be asked why.
    pub(super) fn bought_once(&self) -> bool {
        self.card.as_ref().is_some_and(|card| {
            card.facts.days == 1
                && card.facts.stage != Stage::Lost
                && card.facts.last.is_some_and(|last| self.today.0 - last.0 > ONCE_SILENT)
        })
    }

    /// Scores with segment, Pareto class with place, value to come with its range; none until they are known.
    pub(super) fn worth_items(&self, columns: usize, look: &Look) -> Vec<Item> {
        let Some(worth) = &self.worth else { return Vec::new() };
        let room = columns.saturating_sub(LABEL);
        let line =
            |key: &str, words: &str, spot| (look.pair(&look.t(key), &fit(words, room), LABEL), Some(spot));
        let mut items = Vec::new();
        if let (Some(rfm), Some(segment)) = (worth.rfm, worth.segment) {
            let name = look.t(&format!("segment-{}", segment.key().replace('_', "-")));
            let name = look.quoted(&name);
            let long = format!("R{} F{} M{}  {name}", rfm.r, rfm.f, rfm.m);
            let words = if width(&long) <= room { long } else { format!("{rfm} {name}") };
            items.push(line("page-v-rfm", &words, Spot::Rfm));
        }
        if let Some(place) = worth.pareto {
            let of = look.tf(
                "page-v-place",
                &[
                    ("rank", look.format.int(place.rank).into()),
                    ("all", look.format.int(worth.ranked).into()),
                ],
            );
            let class =
                if place.class == Class::None { look.t("none") } else { place.class.key().to_owned() };
            items.push(line("page-v-pareto", &words::joined([class.as_str(), &of], room), Spot::Pareto));
        }
        let is_lost = self.card.as_ref().is_some_and(|card| card.facts.stage == Stage::Lost);
        // A model in which nobody leaves knows nothing of somebody who has left.
        if is_lost && worth.outlook.is_some_and(|o| o.p_alive >= 1.0) {
            items.push(line("page-v-clv", &look.t("page-clv-lost"), Spot::Clv));
        } else if let Some(outlook) = worth.outlook {
            let range = look.tf(
                "page-v-range",
                &[
                    ("low", look.format.money_short(outlook.low).into()),
                    ("high", look.format.money_short(outlook.high).into()),
                ],
            );
            let class = worth.class.map_or_else(String::new, |class| {
                look.t(&format!("page-class-{}", class.key().replace('_', "-")))
            });
            let clv = look.format.money_whole(outlook.clv);
            items.push(line("page-v-clv", &words::joined([clv.as_str(), &range, &class], room), Spot::Clv));
        } else if worth.activity.is_some() {
            let long = look.t("page-clv-none");
            let words = if width(&long) <= room { long } else { look.t("page-clv-none-brief") };
            items.push(line("page-v-clv", &words, Spot::Clv));
        }
        items
    }

    /// When the next purchase is expected, and how surely.
    pub(super) fn next_purchase(&self, columns: usize, look: &Look) -> Option<Item> {
        let outlook = self.worth.as_ref()?.outlook?;
        let words = match outlook.next {
            Some((day, chance)) => look.tf(
                "page-next-expected",
                &[
                    ("day", look.format.day_short(day, self.today).into()),
                    ("chance", look.format.percent(chance).into()),
                ],
            ),
            None => look.t("page-next-unexpected"),
        };
        Some((Line::from(fit(&words, columns)), Some(Spot::Next)))
    }

    /// What to offer; `None` until it is known, or where nothing sound can be said.
    pub(super) fn offers_block(&self, columns: usize, look: &Look) -> Option<Block> {
        let offers = self.offers.as_ref().filter(|offers| !offers.offers.is_empty())?;
        let margins = offers.offers.iter().any(|offer| offer.margin.is_some());
        let group = match offers.group.and_then(|id| self.labels.iter().find(|label| label.id == id)) {
            Some(label) => label.name.clone(),
            None => look.t("page-offer-everybody"),
        };
        let tail = |first: &str, lift: &str, share: &str, margin: &str| {
            let margin = if margins { pad_left(margin, 7) } else { String::new() };
            format!("{}{}{}{margin}", pad_left(first, 9), pad_left(lift, 7), pad_left(share, 7))
        };
        let head = tail(
            &look.t("page-offer-of"),
            &look.t("page-offer-lift"),
            &look.t("page-offer-group"),
            &look.t("page-offer-margin"),
        );
        let name = columns.saturating_sub(width(&head) + 1);
        let title = pad_right(&look.t("page-offer-product"), name);
        let mut items: Vec<Item> = vec![(Line::styled(format!("{title} {head}"), look.theme.dim), None)];
        for (n, offer) in offers.offers.iter().enumerate() {
            let rule = &offer.rule;
            let of = look.tf(
                "page-offer-count",
                &[("n", look.format.int(rule.n_ab).into()), ("all", look.format.int(rule.n_a).into())],
            );
            let (part, whole) = offer.in_group;
            let share =
                if whole > 0 { look.format.percent(part as f64 / whole as f64) } else { String::new() };
            let margin = offer.margin.map_or_else(String::new, |m| look.format.percent(m));
            let figures = tail(&of, &look.format.decimal(rule.lift(), 2), &share, &margin);
            let words = look.tf(
                "page-offer-with",
                &[("product", offer.product.as_str().into()), ("because", offer.because.as_str().into())],
            );
            let words = if width(&words) <= name { words } else { offer.product.clone() };
            let line = Line::from(vec![
                Span::raw(pad_right(&fit(&words, name), name)),
                Span::styled(format!(" {figures}"), look.theme.dim),
            ]);
            items.push((line, Some(Spot::Offer(n))));
        }
        let right = look.tf("page-offer-right", &[("group", group.into())]);
        let right = if width(&right) + 20 <= columns { right } else { String::new() };
        Some(Block { title: look.t("page-offers"), right, items })
    }

    /// The offer under the cursor of the overview.
    pub(super) fn offer_here(&self) -> Option<&Offer> {
        match self.spot? {
            Spot::Offer(n) => self.offers.as_ref()?.offers.get(n),
            _ => None,
        }
    }

    /// Why they did not come back after one purchase, or the key that notes it.
    pub(super) fn once_block(&self, card: &Card, columns: usize, look: &Look) -> Option<Block> {
        if !self.bought_once() {
            return None;
        }
        let words = match &card.winback.reason {
            Some((reason, detail)) => {
                let side = look.t(&format!("side-{}", reason.side().key()));
                let reason = look.t(&format!("reason-{}", reason.key().replace('_', "-")));
                words::joined([side.as_str(), &reason, detail], columns)
            }
            None => look.t("page-once-no-reason"),
        };
        let items = vec![(Line::from(fit(&words, columns)), Some(Spot::Winback))];
        Some(Block { title: look.t("page-once"), right: String::new(), items })
    }

    /// How high the panel of product use is below the purchases.
    pub(super) fn habits_height(&self, area: Rect) -> u16 {
        let rows = self.habits.as_ref().map_or(0, Vec::len).min(5) as u16;
        if rows == 0 || area.height < 14 { 0 } else { rows.min(area.height / 4) + 2 }
    }

    /// Products bought most, how often, and where the next purchase of each stands.
    pub(super) fn draw_habits(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        let Some(habits) = &self.habits else { return };
        let every = self.card.as_ref().filter(|card| card.facts.last.is_some()).map(|card| {
            let gap = look.format.decimal(f64::from(card.facts.mean_gap_tenths) / 10.0, 0);
            look.tf("page-every", &[("days", gap.into())])
        });
        let next = self.next_purchase(60, look).map(|(line, _)| line.to_string());
        let right = words::joined([every.unwrap_or_default().as_str(), &next.unwrap_or_default()], 60);
        let inner = Panel::new(look.t("page-products")).right(right).draw(frame, area, look);
        let most = habits.iter().map(|h| h.rhythm.days).max().unwrap_or(0).max(1);
        let columns = usize::from(inner.width).saturating_sub(2);
        for (row, habit) in inner.rows().zip(habits) {
            let rhythm = &habit.rhythm;
            let days = look.tf("page-product-orders", &[("n", rhythm.days.into())]);
            let every = rhythm.gaps.map_or_else(String::new, |gaps| {
                look.tf("products-every", &[("days", i64::from(gaps.median).into())])
            });
            let next = rhythm.next.map_or_else(String::new, |next| next_words(next, look));
            let tail = format!("{}  {}  {}", pad_left(&days, 11), pad_left(&every, 10), pad_right(&next, 13));
            let bars = if columns > 70 { 16 } else { 0 };
            let name = columns.saturating_sub(width(&tail) + bars + 2);
            look.put(
                frame,
                row,
                Line::from(vec![
                    Span::raw(format!(" {} ", pad_right(&fit(&habit.product, name), name))),
                    Span::styled(bar(f64::from(rhythm.days) / f64::from(most), bars), look.theme.accent),
                    Span::raw(tail),
                ]),
            );
        }
    }
}

/// Rows of the box that explains one of these figures.
pub(super) fn explain(page: &Page, spot: Spot, look: &Look) -> Option<(String, Vec<(String, String)>)> {
    let worth = page.worth.as_ref();
    let row = |key: &str, text: String| (look.t(key), text);
    let money = |amount: Money| look.format.money(amount);
    Some(match spot {
        Spot::Rfm => {
            let activity = worth?.activity?;
            let rows = vec![
                row("page-w-formula", look.t("page-w-rfm-formula")),
                row("page-v-last", look.format.day(activity.last)),
                row("page-w-rfm-days", look.format.int(activity.days)),
                row("page-w-rfm-money", money(activity.revenue)),
                row("page-w-excluded", look.t("page-w-void-excluded")),
            ];
            (look.t("page-v-rfm"), rows)
        }
        Spot::Pareto => {
            let rows = vec![
                row("page-w-formula", look.t("page-w-pareto-formula")),
                row("page-w-rfm-money", money(worth?.activity?.revenue)),
                row("page-w-rows", look.format.int(worth?.ranked)),
            ];
            (look.t("page-v-pareto"), rows)
        }
        Spot::Clv => {
            let mut rows = vec![row("page-w-formula", look.t("page-w-clv-formula"))];
            match worth?.outlook {
                Some(outlook) => {
                    rows.push(row("page-w-value", money(outlook.clv)));
                    rows.push(row(
                        "page-w-range",
                        look.tf(
                            "page-w-range-text",
                            &[("low", money(outlook.low).into()), ("high", money(outlook.high).into())],
                        ),
                    ));
                    rows.push(row("page-w-alive", look.format.percent(outlook.p_alive)));
                    rows.push(row("page-w-expected", look.format.decimal(outlook.expected, 1)));
                    rows.push(row("page-w-spend", money(outlook.spend)));
                }
                None => rows.push(row("page-w-value", look.t("page-clv-none"))),
            }
            rows.push(row("page-w-cost", money(worth?.cost.total())));
            (look.t("page-v-clv"), rows)
        }
        Spot::Next => {
            let outlook = worth?.outlook?;
            let rows = vec![
                row("page-w-formula", look.t("page-w-next-formula")),
                row("page-w-alive", look.format.percent(outlook.p_alive)),
                row("page-w-none-26", look.format.percent(outlook.p_none)),
            ];
            (look.t("page-next-title"), rows)
        }
        Spot::Offer(n) => {
            let offers = page.offers.as_ref()?;
            let offer = offers.offers.get(n)?;
            let rule = &offer.rule;
            let said = look.tf(
                "page-w-offer-rule",
                &[
                    ("n", look.format.int(rule.n_ab).into()),
                    ("all", look.format.int(rule.n_a).into()),
                    ("because", offer.because.as_str().into()),
                    ("product", offer.product.as_str().into()),
                    ("lift", look.format.decimal(rule.lift(), 2).into()),
                ],
            );
            let (part, whole) = offer.in_group;
            let mut rows = vec![
                row("page-w-offer", said),
                row("page-w-formula", look.t("page-w-offer-formula")),
                row("page-w-confidence", look.format.decimal(rule.confidence(), 2)),
                row(
                    "page-offer-group",
                    look.tf(
                        "page-w-offer-group",
                        &[("n", look.format.int(part).into()), ("all", look.format.int(whole).into())],
                    ),
                ),
            ];
            if let Some(margin) = offer.margin {
                rows.push(row("page-offer-margin", look.format.percent(margin)));
            }
            rows.push(row("page-w-excluded", look.t("page-w-offer-excluded")));
            rows.push(row("page-w-rows", look.format.int(offers.customers)));
            (offer.product.clone(), rows)
        }
        _ => return None,
    })
}
