//! One document with its lines, over the page.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line as Text, Span};
use rust_decimal::Decimal;

use super::dialogs::Ask;
use super::words;
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::domain::trade::{Line, Purchase, PurchaseId, Status};
use crate::domain::{Day, Money};
use crate::store::ask::{Answer, ChangeWords, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred, rule};
use crate::ui::table::{Column, ListState, Row, Table};
use crate::views::exports::{GridCell, Offer};
use crate::views::forms::values::typed;
use crate::views::{Cx, Go, ToastKind, View};

/// A document asked for, then shown.
pub(super) struct Document {
    id: PurchaseId,
    customer: CustomerId,
    name: String,
    ticket: Option<Ticket>,
    found: Option<(Purchase, Vec<Line>)>,
    state: ListState,
    today: Day,
}

/// Name of the source of what was typed here.
pub(super) const TYPED: &str = "generic";

impl Document {
    pub(super) fn open(id: PurchaseId, customer: CustomerId, name: &str) -> Box<dyn View> {
        Box::new(Self {
            id,
            customer,
            name: name.to_owned(),
            ticket: None,
            found: None,
            state: ListState::default(),
            today: Day(0),
        })
    }
}

/// The question before a document is voided or brought back.
pub(super) fn ask_void(purchase: &Purchase, look: &Look) -> Box<dyn View> {
    let void = purchase.status != Status::Void;
    let args = [("number", (&purchase.number).into()), ("amount", look.format.money(purchase.amount).into())];
    let key = if void { "page-void-ask" } else { "page-unvoid-ask" };
    let lines = vec![look.tf(key, &args), look.t(&format!("{key}-more"))];
    let title = look.t(if void { "page-void-title" } else { "page-unvoid-title" });
    let yes = look.t(if void { "page-void-yes" } else { "page-unvoid-yes" });
    Ask::open(title, lines, yes, Change::VoidPurchase { id: purchase.id, void }, look)
}

impl View for Document {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog, KeyScope::Page, KeyScope::Record]
    }

    fn is_asking(&self) -> bool {
        false
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = cx.today;
        self.ticket = Some(cx.ask(Question::Document(self.id)));
    }

    fn can(&self, action: Action) -> bool {
        use Action::{
            Archive, Back, Down, Edit, First, Last, Open, PageDown, PageUp, Quit, Up, VoidPurchase,
        };
        match action {
            Up | Down | PageUp | PageDown | First | Last | Open | Back | Quit => true,
            Edit => self.found.as_ref().is_some_and(|(p, _)| p.source == TYPED && p.status != Status::Void),
            VoidPurchase | Archive => self.found.is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if !self.can(action) {
            return false;
        }
        match (action, &self.found) {
            (Action::Back | Action::Quit | Action::Open, _) => cx.go(Go::Pop),
            (Action::Edit, Some((purchase, lines))) => cx.go(Go::Push(crate::views::forms::edit_purchase(
                self.customer,
                &self.name,
                purchase,
                lines,
            ))),
            (Action::VoidPurchase | Action::Archive, Some((purchase, _))) => {
                cx.go(Go::Push(ask_void(purchase, cx.look)));
            }
            _ => return self.state.act(action),
        }
        true
    }

    fn click(&mut self, target: usize, _double: bool, _cx: &mut Cx<'_>) {
        self.state.select(target);
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if self.ticket != Some(ticket) {
            return;
        }
        match answer {
            Answer::Document(Some(found)) => {
                self.state.set_len(found.1.len());
                self.found = Some((**found).clone());
            }
            // Taken back while it was open.
            Answer::Document(None) => cx.go(Go::Pop),
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if self.ticket == Some(ticket) {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
            cx.go(Go::Pop);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let columns = area.width.saturating_sub(4).min(92);
        let Some((purchase, lines)) = &self.found else {
            let inner = Panel::new("…").popup().draw(frame, centred(area, columns, 5), look);
            look.put(frame, inner, Span::styled(look.t("page-wait"), look.theme.dim));
            return;
        };
        let facts = facts(purchase, look);
        let rows = lines.len().max(1) + 7 + facts.len();
        let outside = centred(area, columns, rows.min(usize::from(u16::MAX)) as u16);
        let state = words::document_state(purchase, look);
        let title = look.tf("page-document", &[("number", (&purchase.number).into())]);
        let title = state.map_or_else(|| title.clone(), |state| format!("{title} · {state}"));
        let panel = Panel::new(title).right(look.format.day_words(purchase.day)).popup();
        let inner = panel.draw(frame, outside, look);
        if inner.height < 4 {
            return;
        }
        let below = (facts.len() as u16 + 2).min(inner.height - 2);
        let table = Rect { height: inner.height - below, ..inner };
        if lines.is_empty() {
            look.put(frame, table, Span::styled(format!(" {}", look.t("page-no-lines")), look.theme.dim));
        } else {
            self.draw_lines(frame, table, lines, look, hits);
        }
        rule(frame, inner, table.bottom(), look);
        let total = look.tf("page-document-total", &[("amount", look.format.money(purchase.amount).into())]);
        let row = Rect { x: inner.x + 1, y: table.bottom() + 1, width: inner.width - 3, height: 1 };
        look.put(frame, row, Span::styled(totals(lines, look), look.theme.dim));
        look.put_right(frame, row, Span::styled(total, look.theme.heading));
        let rest = Rect { y: row.y + 1, height: inner.bottom().saturating_sub(row.y + 1), ..row };
        look.put_lines(frame, rest, facts);
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        let (purchase, lines) = self.found.as_ref()?;
        let decimals = look.format.currency.decimals;
        let row = |line: &Line| {
            let product =
                if line.product.is_empty() { look.t("page-adjustment") } else { line.product.clone() };
            vec![
                GridCell::text(product),
                GridCell::Decimal(line.quantity.normalize().to_string()),
                GridCell::Decimal(line.unit_price.normalize().to_string()),
                GridCell::Decimal(line.discount.normalize().to_string()),
                GridCell::money(line.amount, decimals),
            ]
        };
        let headings =
            ["page-c-product", "page-c-quantity", "page-c-price", "page-c-discount", "page-c-amount"];
        let title = look.tf("page-document", &[("number", (&purchase.number).into())]);
        Offer::table(title, headings.map(|key| look.t(key)).to_vec(), lines.iter().map(row).collect())
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Edit, Action::VoidPurchase, Action::Back]
    }
}

impl Document {
    fn draw_lines(&self, frame: &mut Frame<'_>, area: Rect, lines: &[Line], look: &Look, hits: &mut Hits) {
        let columns = [
            Column::wide(look.t("page-c-product"), 14),
            Column::fixed(look.t("page-c-quantity"), 8).right(),
            Column::fixed(look.t("page-c-price"), 10).right(),
            Column::fixed(look.t("page-c-discount"), 6).right().drop(1),
            Column::fixed(look.t("page-c-amount"), 11).right(),
            // A blank between the amounts and the line at the right.
            Column::fixed(String::new(), 0),
        ];
        let table = Table::new(&columns, &self.state, 0);
        let window = table.window(area);
        let rows: Vec<Row<'_>> = lines[window]
            .iter()
            .map(|line| {
                let discount = if line.discount.is_zero() {
                    String::new()
                } else {
                    format!("{} %", typed(line.discount * Decimal::ONE_HUNDRED, look))
                };
                let product =
                    if line.product.is_empty() { look.t("page-adjustment") } else { line.product.clone() };
                Row::new([
                    product,
                    figure(line.quantity, 0, look),
                    figure(line.unit_price, look.format.currency.decimals, look),
                    discount,
                    look.format.amount(line.amount),
                    String::new(),
                ])
            })
            .collect();
        table.draw(frame, area, &rows, look, hits);
    }
}

/// A decimal number in the user's style, as many decimals as it has and at least so many.
fn figure(number: Decimal, least: u32, look: &Look) -> String {
    let mut number = number.normalize();
    if number.scale() < least {
        number.rescale(least);
    }
    match i64::try_from(number.mantissa()) {
        Ok(mantissa) => look.format.numbers.scaled(mantissa, number.scale()),
        Err(_) => number.to_string(),
    }
}

/// `3 líneas · descuentos 12,40 €`.
fn totals(lines: &[Line], look: &Look) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let off: Money = lines
        .iter()
        .filter_map(|l| {
            let gross =
                Money::of_line(l.quantity, l.unit_price, Decimal::ZERO, look.format.currency.decimals)?;
            Some(gross - l.amount)
        })
        .sum();
    let count = look.tf("page-lines", &[("n", lines.len().into())]);
    if off == Money::ZERO {
        count
    } else {
        format!("{count} · {}", look.tf("page-discounts", &[("amount", look.format.money(off).into())]))
    }
}

/// What else is known of the document: channel, seller, note, what it reverses, where it came from.
fn facts(purchase: &Purchase, look: &Look) -> Vec<Text<'static>> {
    let source = if purchase.source == TYPED { String::new() } else { purchase.source.clone() };
    let reversed =
        purchase.reversed_on.map(|day| look.tf("page-reversed-on", &[("day", look.format.day(day).into())]));
    let pairs = [
        ("page-d-channel", purchase.channel.clone()),
        ("page-d-seller", purchase.seller.clone()),
        ("page-d-reverses", purchase.reverses.clone()),
        ("page-d-reversed", reversed.unwrap_or_default()),
        ("page-d-source", source),
        ("page-d-note", words::one_line(&purchase.note)),
    ];
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| look.pair(&look.t(key), &value, 14))
        .collect()
}
