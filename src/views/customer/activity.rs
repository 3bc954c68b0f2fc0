//! What happened lately with a customer, and the case of one who was lost.

use ratatui::style::Style;
use ratatui::text::Line;

use super::overview::{Block, Item};
use super::{Page, Spot, words};
use crate::domain::Day;
use crate::domain::lifecycle::Stage;
use crate::domain::trade::Status;
use crate::store::ask::Card;
use crate::ui::Look;
use crate::ui::visible::{fit, pad_left, pad_right, width};

/// Where the cursor begins: the newest entry, or the first figure.
pub(super) fn first_spot(card: &Card) -> Spot {
    activity(card).first().map_or(Spot::Revenue, |(_, spot)| *spot)
}

/// Purchases and contacts, newest first; on one day contacts before purchases.
pub(super) fn activity(card: &Card) -> Vec<(Day, Spot)> {
    let mut all: Vec<(Day, Spot)> = card
        .contacts
        .iter()
        .map(|c| (Day::from(c.draft.at.date()), Spot::Contact(c.id)))
        .chain(card.purchases.iter().map(|p| (p.day, Spot::Purchase(p.id))))
        .collect();
    all.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    all
}

impl Page {
    pub(super) fn recent(&self, card: &Card, columns: usize, look: &Look) -> Block {
        let date = 12;
        let mut items: Vec<Item> = Vec::new();
        for (day, spot) in activity(card) {
            let (mark, what, amount, who, more, void) = match spot {
                Spot::Contact(id) => {
                    let Some(c) = card.contacts.iter().find(|c| c.id == id) else { continue };
                    let note = words::one_line(&c.draft.note);
                    let note = if note.is_empty() { note } else { look.quoted(&note) };
                    let outcome = words::outcome(&c.draft, look);
                    let how = words::channel(&c.draft, look);
                    (look.t("page-mark-contact"), how, outcome, c.draft.author.clone(), note, false)
                }
                Spot::Purchase(id) => {
                    let Some(p) = card.purchases.iter().find(|p| p.id == id) else { continue };
                    let state = words::document_state(p, look);
                    let what = look.tf("page-document", &[("number", (&p.number).into())]);
                    let what = state.map_or_else(|| what.clone(), |s| format!("{what} · {s}"));
                    let void = p.status == Status::Void;
                    let mark = look.format.currency.symbol.chars().take(1).collect();
                    (mark, what, look.format.money(p.amount), p.seller.clone(), p.summary.clone(), void)
                }
                _ => continue,
            };
            let day = look.format.day_short(day, self.today);
            let wide = columns >= 86;
            let (what_columns, figure_columns, who_columns) = if wide { (24, 15, 9) } else { (21, 14, 0) };
            let head = format!("{}  {mark} {}", pad_left(&day, date), pad_right(&what, what_columns));
            // Money ends in one column, words begin in it.
            let amount = if matches!(spot, Spot::Purchase(_)) {
                pad_left(&amount, figure_columns - 3)
            } else {
                amount
            };
            let figure = pad_right(&amount, figure_columns);
            let who =
                if who_columns > 0 { format!("  {}", pad_right(&who, who_columns)) } else { String::new() };
            let used = width(&head) + width(&figure) + width(&who) + 4;
            let more = fit(&more, columns.saturating_sub(used));
            let line = format!("{head}  {figure}{who}  {more}");
            let style = if void { look.theme.dim } else { Style::new() };
            items.push((Line::styled(line.trim_end().to_owned(), style), Some(spot)));
            if let Some(last) = items.last_mut() {
                for span in &mut last.0.spans {
                    span.style = style;
                }
            }
        }
        if items.is_empty() {
            items.push((Line::styled(fit(&look.t("page-no-activity"), columns), look.theme.dim), None));
        }
        Block { title: look.t("page-activity"), right: look.t("page-open-hint"), items }
    }

    /// The case of somebody lost, or come back.
    pub(super) fn winback(&self, card: &Card, columns: usize, look: &Look) -> Option<Block> {
        let case = &card.winback;
        let mut lines = Vec::new();
        if let (Some((day, amount, ours)), true) = (case.recovered, card.facts.stage != Stage::Lost) {
            let key = if ours { "page-won-back" } else { "page-came-back" };
            let args = [("day", look.format.day(day).into()), ("amount", look.format.money(amount).into())];
            lines.push(Line::styled(fit(&look.tf(key, &args), columns), look.theme.good));
        } else if card.facts.stage != Stage::Lost {
            return None;
        } else {
            let state = match &case.finding {
                Some((finding, day, author, _)) => {
                    let day = look.format.day_short(*day, self.today);
                    let parts = [
                        look.t(&format!("finding-{}", finding.key().replace('_', "-"))),
                        look.tf("page-verified", &[("day", day.into())]),
                        look.tf("page-verified-by", &[("author", author.into())]),
                    ];
                    words::joined(parts.iter().map(String::as_str), columns)
                }
                None => look.t("page-unverified"),
            };
            lines.push(Line::from(fit(&state, columns)));
            let reason = match &case.reason {
                Some((reason, detail)) => {
                    let side = look.t(&format!("side-{}", reason.side().key()));
                    let reason = look.t(&format!("reason-{}", reason.key().replace('_', "-")));
                    words::joined([side.as_str(), &reason, detail], columns)
                }
                None => look.t("page-no-reason"),
            };
            lines.push(Line::from(fit(&reason, columns)));
            let mut steps = Vec::new();
            if let Some(day) = case.definitive_on {
                steps.push(look.tf("page-definitive", &[("day", look.format.day(day).into())]));
            }
            if let Some(day) = case.back_on {
                steps.push(look.tf("page-back-on", &[("day", look.format.day(day).into())]));
            }
            steps.push(look.tf("page-attempts", &[("n", case.attempts.len().into())]));
            lines.push(Line::from(words::joined(steps.iter().map(String::as_str), columns)));
        }
        let items = lines.into_iter().enumerate().map(|(n, l)| (l, (n == 0).then_some(Spot::Winback)));
        Some(Block { title: look.t("page-winback"), right: String::new(), items: items.collect() })
    }
}
