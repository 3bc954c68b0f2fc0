//! Offers and orders: figures that open their offers at the left, the offers at the right, lines of the one under the
//! cursor below.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{ON_FIGURES, ON_LIST, ON_MENU, Page, TARGETS, say, share, spread};
use crate::domain::Day;
use crate::domain::change::Change;
use crate::domain::trade::offer::{Heap, OfferLoss, OfferState, OfferStep};
use crate::store::ask::{Answer, OfferBoard, OfferPage, OfferRow, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::dialog::{DialogEvent, Menu, MenuEntry};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::visible::{fit, pad_left, pad_right};
use crate::views::{Cx, Go, ToastKind};

/// Days back in which decisions count.
const YEAR: i32 = 365;
/// Columns of the figures.
const FIGURES: u16 = 30;
/// Rows of the lines of an offer.
const DETAIL: u16 = 7;

/// Which offers the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    #[default]
    All,
    State(OfferState),
    Expiring,
}

/// The figures, in their order.
const LIST: [Which; 8] = [
    Which::State(OfferState::Sent),
    Which::Expiring,
    Which::State(OfferState::Draft),
    Which::State(OfferState::Accepted),
    Which::State(OfferState::Invoiced),
    Which::State(OfferState::Lost),
    Which::State(OfferState::Expired),
    Which::All,
];

impl Which {
    fn key(self) -> String {
        match self {
            Self::All => "offers-figure-all".to_owned(),
            Self::Expiring => "offers-figure-expiring".to_owned(),
            Self::State(state) => format!("offers-figure-{}", state.key()),
        }
    }
}

/// What an entry of the menu does.
#[derive(Clone, Debug)]
enum Pick {
    Step(OfferStep),
    /// Asks for the reason.
    Lose,
}

#[derive(Default)]
pub(super) struct Offers {
    board: Option<OfferBoard>,
    which: Which,
    list: ListState,
    figures: ListState,
    on_figures: bool,
    page: Option<Box<OfferPage>>,
    menu: Option<(Menu, Vec<Pick>)>,
    asked: Ticket,
    asked_page: Ticket,
    /// The page is asked for so that its form can be opened.
    to_edit: bool,
    saving: Ticket,
    today: Option<Day>,
}

impl Offers {
    fn today(&self) -> Day {
        self.today.unwrap_or(Day(0))
    }

    fn shown(&self) -> Vec<&OfferRow> {
        let today = self.today();
        let all = self.board.iter().flat_map(|board| &board.rows);
        all.filter(|row| match self.which {
            Which::All => true,
            Which::Expiring => row.offer.expires_soon(today),
            Which::State(state) => row.offer.state(today) == state,
        })
        .collect()
    }

    fn current(&self) -> Option<&OfferRow> {
        self.shown().get(self.list.cursor).copied()
    }

    fn moved(&mut self, cx: &mut Cx<'_>) {
        let Some(id) = self.current().map(|row| row.offer.id) else {
            self.page = None;
            return;
        };
        if self.page.as_ref().is_none_or(|page| page.row.offer.id != id) {
            self.asked_page = cx.ask(Question::OfferPage(id));
        }
    }

    fn show(&mut self, which: Which, cx: &mut Cx<'_>) {
        (self.which, self.on_figures) = (which, false);
        self.list = ListState::new(0);
        self.list.set_len(self.shown().len());
        self.moved(cx);
    }

    fn step(&mut self, step: OfferStep, cx: &mut Cx<'_>) {
        if let Some(id) = self.current().map(|row| row.offer.id) {
            self.saving = cx.change(Change::StepOffer { id, step });
        }
    }

    /// What may become of the offer under the cursor.
    fn ask_step(&mut self, cx: &Cx<'_>) {
        let Some(row) = self.current() else { return };
        let look = cx.look;
        let picks: Vec<(&str, char, Pick)> = match row.offer.state(cx.today) {
            OfferState::Draft => vec![
                ("offers-step-send", 's', Pick::Step(OfferStep::Send(cx.today))),
                ("offers-step-accept", 'p', Pick::Step(OfferStep::Accept(cx.today))),
                ("offers-step-lose", 'r', Pick::Lose),
            ],
            OfferState::Sent | OfferState::Expired => vec![
                ("offers-step-accept", 'p', Pick::Step(OfferStep::Accept(cx.today))),
                ("offers-step-lose", 'r', Pick::Lose),
            ],
            OfferState::Accepted => vec![
                ("offers-step-invoice", 'p', Pick::Step(OfferStep::Invoice(cx.today))),
                ("offers-step-reopen", 'm', Pick::Step(OfferStep::Reopen)),
            ],
            OfferState::Lost => vec![("offers-step-reopen", 'm', Pick::Step(OfferStep::Reopen))],
            OfferState::Invoiced => return,
        };
        let title = look.tf("offers-step-title", &[("number", row.offer.draft.number.as_str().into())]);
        let entries = picks.iter().map(|(key, c, _)| MenuEntry::new(look.t(key)).key(*c)).collect();
        self.menu = Some((Menu::new(title, entries), picks.into_iter().map(|(.., pick)| pick).collect()));
    }

    fn ask_loss(&mut self, cx: &Cx<'_>) {
        let Some(row) = self.current() else { return };
        let look = cx.look;
        let title = look.tf("offers-loss-title", &[("number", row.offer.draft.number.as_str().into())]);
        let words = |loss: OfferLoss| look.t(&format!("offer-loss-{}", loss.key().replace('_', "-")));
        let entries = OfferLoss::ALL.into_iter().map(|loss| MenuEntry::new(words(loss))).collect();
        let lose = |why| Pick::Step(OfferStep::Lose { on: cx.today, why, detail: String::new() });
        self.menu = Some((Menu::new(title, entries), OfferLoss::ALL.into_iter().map(lose).collect()));
    }

    fn edit(&mut self, cx: &mut Cx<'_>) {
        let Some(id) = self.current().map(|row| row.offer.id) else { return };
        match &self.page {
            Some(page) if page.row.offer.id == id => open_form(page, cx),
            _ => {
                self.to_edit = true;
                self.asked_page = cx.ask(Question::OfferPage(id));
            }
        }
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let Some(board) = &self.board else { return };
        let (look, figures) = (cx.look, &board.figures);
        let decided = figures.won().count + figures.lost().count;
        let ages: Vec<String> = ["offers-age-7", "offers-age-30", "offers-age-60", "offers-age-more"]
            .into_iter()
            .zip(figures.ages)
            .map(|(key, heap)| format!("{} {} · {}", look.t(key), heap.count, look.format.money(heap.amount)))
            .collect();
        let losses: Vec<String> = figures
            .losses
            .iter()
            .map(|(why, heap)| {
                let words = look.t(&format!("offer-loss-{}", why.key().replace('_', "-")));
                format!("{words} {} · {}", heap.count, look.format.money(heap.amount))
            })
            .collect();
        let none = || look.t("none");
        let rows = vec![
            (look.t("offers-explain-rate"), look.t("offers-explain-rate-text")),
            (
                look.t("offers-explain-forecast"),
                look.tf(
                    "offers-explain-forecast-text",
                    &[
                        ("chance", look.format.percent(figures.usual_chance).into()),
                        ("won", figures.won().count.into()),
                        ("decided", decided.into()),
                    ],
                ),
            ),
            (look.t("offers-explain-ages"), ages.join("  ")),
            (look.t("offers-explain-losses"), if losses.is_empty() { none() } else { losses.join("  ") }),
            (look.t("offers-explain-period"), look.t("offers-explain-period-text")),
        ];
        cx.go(Go::Push(crate::views::explain::view(look.t("manage-tab-offers"), rows)));
    }

    fn draw_figures(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let inner = Panel::new(look.t("offers-figures")).focused(self.on_figures).draw(frame, area, look);
        let Some(board) = &self.board else { return };
        let figures = &board.figures;
        let heap = |which: Which| match which {
            Which::State(state) => figures.heap(state),
            Which::Expiring => figures.expiring,
            Which::All => {
                let mut all = Heap::default();
                for row in &board.rows {
                    all.count += 1;
                    all.amount += row.offer.draft.amount;
                }
                all
            }
        };
        let room = usize::from(inner.width);
        for (number, (row, which)) in inner.rows().zip(LIST).enumerate() {
            let here = self.on_figures && number == self.figures.cursor;
            let style = if here {
                look.theme.cursor
            } else if which == self.which {
                look.theme.accent
            } else {
                look.theme.text
            };
            let Heap { count, amount } = heap(which);
            let words = format!(
                "{}{}{}",
                pad_right(&format!(" {}", look.t(&which.key())), room.saturating_sub(13)),
                pad_left(&look.format.int(count), 4),
                pad_left(&format!("{} ", look.format.amount_short(amount)), 9),
            );
            frame.buffer_mut().set_style(row, style);
            look.put(frame, row, Span::styled(words, style));
            hits.add(row, ON_FIGURES * TARGETS + number);
        }
        let decided = figures.won().count + figures.lost().count;
        let lines = [
            (look.t("offers-rate"), share(figures.win_rate(), decided, look)),
            (
                look.t("offers-rate-amount"),
                figures.win_rate_amount().map_or_else(|| "—".to_owned(), |r| look.format.percent(r)),
            ),
            (look.t("offers-forecast"), look.format.money_whole(figures.forecast)),
            (
                look.t("offers-median"),
                figures.median_days.map_or_else(
                    || "—".to_owned(),
                    |d| look.tf("offers-days", &[("days", look.format.decimal(d, 1).into())]),
                ),
            ),
        ];
        let below = Rect {
            y: inner.y + LIST.len() as u16 + 1,
            height: inner.height.saturating_sub(LIST.len() as u16 + 1),
            x: inner.x + 1,
            width: inner.width.saturating_sub(2),
        };
        let lines =
            lines.into_iter().map(|(label, value)| spread(&label, &value, usize::from(below.width), look));
        look.put_lines(frame, below, lines);
    }

    fn draw_list(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let shown = self.shown();
        let title = match self.which {
            Which::All => look.t("manage-tab-offers"),
            which => look.t(&which.key()),
        };
        let bottom = if shown.is_empty() {
            String::new()
        } else {
            look.tf("list-position", &[("at", (self.list.cursor + 1).into()), ("all", shown.len().into())])
        };
        let inner = Panel::new(title).bottom(bottom).focused(!self.on_figures).draw(frame, area, look);
        if self.board.is_none() {
            return;
        }
        if shown.is_empty() {
            let key = if self.which == Which::All { "offers-none" } else { "offers-none-such" };
            return say(frame, inner, &look.t(key), look);
        }
        let today = self.today();
        let columns = [
            Column::fixed(look.t("offers-c-number"), 8).drop(2),
            Column::wide(look.t("calls-column-customer"), 14),
            Column::fixed(look.t("offers-c-state"), 9),
            Column::fixed(look.t("offers-c-amount"), 10).right(),
            Column::fixed(look.t("offers-c-until"), 9).right(),
            Column::fixed(look.t("offers-c-seller"), 10).drop(3),
            Column::fixed("", 0),
        ];
        let table =
            Table { focused: !self.on_figures, ..Table::new(&columns, &self.list, ON_LIST * TARGETS) };
        let rows: Vec<Row<'_>> = shown[table.window(inner)]
            .iter()
            .map(|row| {
                let offer = &row.offer;
                let state = offer.state(today);
                let style = match state {
                    OfferState::Sent if offer.expires_soon(today) => look.theme.warn,
                    OfferState::Sent => look.theme.accent,
                    OfferState::Accepted | OfferState::Invoiced => look.theme.good,
                    _ => look.theme.text,
                };
                let day = match state {
                    OfferState::Draft | OfferState::Sent | OfferState::Expired => offer.draft.valid_until,
                    _ => offer.decided.map(|(day, _)| day),
                };
                let soon = if offer.expires_soon(today) { "! " } else { "" };
                let until =
                    day.map_or_else(String::new, |d| format!("{soon}{}", look.format.day_short(d, today)));
                Row::new([
                    Line::from(offer.draft.number.clone()),
                    Line::from(row.customer.clone()),
                    Line::from(Span::styled(look.t(&format!("offer-state-{}", state.key())), style)),
                    Line::from(look.format.amount(offer.draft.amount)),
                    Line::from(until),
                    Line::from(offer.draft.seller.clone()),
                    Line::default(),
                ])
                .dim(matches!(state, OfferState::Lost | OfferState::Expired))
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
    }

    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let Some(row) = self.current() else {
            Panel::new(look.t("offers-detail")).draw(frame, area, look);
            return;
        };
        let title = format!("{} · {}", row.offer.draft.number, row.customer);
        let version = look.tf("offers-version", &[("n", row.offer.version.into())]);
        let inner = Panel::new(fit(&title, usize::from(area.width.saturating_sub(16))))
            .right(Span::styled(version, look.theme.dim))
            .draw(frame, area, look);
        let Some(page) = self.page.as_ref().filter(|page| page.row.offer.id == row.offer.id) else { return };
        let today = self.today();
        let offer = &page.row.offer;
        let mut facts = Vec::new();
        let mut fact = |key: &str, day: Option<Day>| {
            if let Some(day) = day {
                facts.push(look.tf(key, &[("day", look.format.day_short(day, today).into())]));
            }
        };
        fact("offers-sent-on", offer.sent_on);
        fact("offers-accepted-on", offer.decided.filter(|(_, won)| *won).map(|(day, _)| day));
        fact("offers-lost-on", offer.decided.filter(|(_, won)| !*won).map(|(day, _)| day));
        if let Some((why, detail)) = &offer.loss {
            let words = look.t(&format!("offer-loss-{}", why.key().replace('_', "-")));
            facts.push(if detail.is_empty() { words } else { format!("{words}: {detail}") });
        }
        if !offer.order.is_empty() {
            facts.push(look.tf("offers-order", &[("number", offer.order.as_str().into())]));
        }
        if let Some((_, number)) = &offer.invoice {
            facts.push(look.tf("offers-invoice", &[("number", number.as_str().into())]));
        }
        if let Some(chance) = offer.draft.chance {
            facts.push(
                look.tf(
                    "offers-chance",
                    &[("chance", look.format.percent(f64::from(chance) / 100.0).into())],
                ),
            );
        }
        if offer.draft.winback {
            let ceiling = page.ceiling.map_or_else(|| "—".to_owned(), |m| look.format.money(m));
            facts.push(look.tf("offers-ceiling", &[("money", ceiling.into())]));
        }
        let room = usize::from(inner.width.saturating_sub(2));
        let mut lines = vec![Line::styled(fit(&facts.join(" · "), room), look.theme.dim)];
        for line in &offer.draft.lines {
            let discount = if line.discount.is_zero() {
                String::new()
            } else {
                let share = f64::try_from(line.discount).unwrap_or_default();
                format!(" −{}", look.format.percent(share))
            };
            let what = format!(
                "{} × {}{discount}",
                crate::views::forms::values::typed(line.quantity, look),
                line.product
            );
            lines.push(spread(&what, &look.format.amount(line.amount), room, look));
        }
        for (version, amount, _, sent) in &page.versions {
            let day = sent.map_or_else(String::new, |day| look.format.day_short(day, today));
            let words = look.tf(
                "offers-earlier",
                &[
                    ("n", (*version).into()),
                    ("money", look.format.money(*amount).into()),
                    ("day", day.into()),
                ],
            );
            lines.push(Line::styled(fit(&words, room), look.theme.dim));
        }
        if !offer.draft.note.is_empty() {
            lines.push(Line::from(fit(&offer.draft.note, room)));
        }
        let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        look.put_lines(frame, text, lines);
    }
}

/// The form of an offer with what is written.
fn open_form(page: &OfferPage, cx: &mut Cx<'_>) {
    let offer = &page.row.offer;
    if offer.decided.is_some() {
        cx.toast(ToastKind::Note, cx.look.t("offers-decided"));
        return;
    }
    let existing = Some((offer.id, offer.sent_on.is_some()));
    let form =
        crate::views::forms::sales_offer(&page.row.customer, existing, offer.draft.clone(), page.ceiling);
    cx.go(Go::Push(form));
}

impl Page for Offers {
    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.figures.set_len(LIST.len());
        self.page = None;
        self.asked = cx.ask(Question::OfferBoard { from: cx.today.plus(1 - YEAR) });
    }

    fn can(&self, action: Action) -> bool {
        let here = !self.on_figures && self.current().is_some();
        match action {
            Action::Open => self.on_figures || here,
            Action::Edit | Action::MoveTo | Action::LogContact => here,
            Action::AddPurchase => {
                here && self.current().is_some_and(|row| {
                    !matches!(row.offer.state(self.today()), OfferState::Invoiced | OfferState::Lost)
                })
            }
            Action::New | Action::Explain | Action::NextPanel | Action::PreviousPanel => true,
            Action::Back => self.on_figures || self.which != Which::All,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::NextPanel | Action::PreviousPanel => self.on_figures = !self.on_figures,
            Action::Back if self.on_figures => self.on_figures = false,
            Action::Back if self.which != Which::All => self.show(Which::All, cx),
            Action::New => cx.go(Go::Push(super::new_offer())),
            Action::Explain => self.explain(cx),
            Action::Open | Action::Choose if self.on_figures => {
                let which = LIST[self.figures.cursor.min(LIST.len() - 1)];
                self.show(which, cx);
            }
            Action::Open => {
                let Some(row) = self.current() else { return false };
                let id = row.offer.draft.customer;
                cx.go(Go::Push(crate::views::customer::page(id, std::sync::Arc::from([id]))));
            }
            Action::Edit if self.can(action) => self.edit(cx),
            Action::MoveTo if self.can(action) => self.ask_step(cx),
            // The customer said yes: an order; once it is one, its invoice.
            Action::AddPurchase if self.can(action) => {
                let state = self.current().map(|row| row.offer.state(cx.today));
                let step = match state {
                    Some(OfferState::Accepted) => OfferStep::Invoice(cx.today),
                    _ => OfferStep::Accept(cx.today),
                };
                self.step(step, cx);
            }
            Action::LogContact if self.can(action) => {
                let Some(row) = self.current() else { return false };
                cx.go(Go::Push(crate::views::forms::contact(row.offer.draft.customer, &row.customer)));
            }
            other if self.on_figures => return self.figures.act(other),
            other => {
                if !self.list.act(other) {
                    return false;
                }
                self.moved(cx);
            }
        }
        true
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::OfferBoard(board) if ticket == self.asked => {
                let here = self.current().map(|row| row.offer.id);
                self.board = Some((**board).clone());
                let ids: Vec<i64> = self.shown().iter().map(|row| row.offer.id).collect();
                self.list.follow(here.as_ref(), &ids);
                self.moved(cx);
            }
            Answer::OfferPage(page) if ticket == self.asked_page => {
                self.page.clone_from(page);
                if std::mem::take(&mut self.to_edit)
                    && let Some(page) = &self.page
                {
                    open_form(page, cx);
                }
            }
            _ => {}
        }
    }

    fn asked(&self, ticket: Ticket) -> bool {
        [self.asked, self.asked_page, self.saving].contains(&ticket)
    }

    fn click(&mut self, kind: usize, number: usize, double: bool, cx: &mut Cx<'_>) {
        if kind == ON_FIGURES {
            self.on_figures = true;
            if self.figures.select(number) && double {
                self.act(Action::Open, cx);
            }
        } else {
            self.on_figures = false;
            if self.list.select(number) {
                self.moved(cx);
                if double {
                    self.act(Action::Open, cx);
                }
            }
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let left = FIGURES.min(area.width / 2);
        self.draw_figures(frame, Rect { width: left, ..area }, look, hits);
        let right = Rect { x: area.x + left, width: area.width - left, ..area };
        let detail = if right.height >= DETAIL + 8 { DETAIL } else { 0 };
        self.draw_list(frame, Rect { height: right.height - detail, ..right }, look, hits);
        if detail > 0 {
            self.draw_detail(frame, Rect { y: right.bottom() - detail, height: detail, ..right }, look);
        }
        if let Some((menu, _)) = &self.menu {
            menu.draw(frame, area, look, hits, ON_MENU * TARGETS);
        }
    }

    fn footer(&self) -> Vec<Action> {
        let wanted = [
            Action::New,
            Action::Edit,
            Action::MoveTo,
            Action::AddPurchase,
            Action::LogContact,
            Action::Open,
            Action::NextPanel,
            Action::Explain,
        ];
        wanted.into_iter().filter(|action| self.can(*action)).collect()
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        let won = self.current().is_some_and(|row| row.offer.state(self.today()) == OfferState::Accepted);
        match action {
            Action::New => Some("offers-key-new"),
            Action::AddPurchase if won => Some("offers-key-invoice"),
            Action::AddPurchase => Some("offers-key-order"),
            Action::Open if self.on_figures => Some("offers-key-show"),
            Action::Open => Some("offers-key-customer"),
            _ => None,
        }
    }

    fn menu(&mut self) -> Option<&mut Menu> {
        self.menu.as_mut().map(|(menu, _)| menu)
    }

    fn has_menu(&self) -> bool {
        self.menu.is_some()
    }

    fn chosen(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(at) => {
                let pick = self.menu.take().and_then(|(_, picks)| picks.into_iter().nth(at));
                match pick {
                    Some(Pick::Step(step)) => self.step(step, cx),
                    Some(Pick::Lose) => self.ask_loss(cx),
                    None => {}
                }
            }
            DialogEvent::Cancelled => self.menu = None,
            _ => {}
        }
    }

    fn right(&self, look: &Look) -> String {
        look.t("offers-period")
    }
}
