//! How revenue is spread (mission row 52): the curve, the sentences it says, and the classes A, B, C and none.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::board::{Period, Shared};
use super::{PAGE, Page, figures, plot, sheets};
use crate::domain::Money;
use crate::domain::roster::ValueFigure;
use crate::domain::value::pareto::Class;
use crate::store::ask::{Answer, ChangeWords, Ticket, ValueBoard};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, rule};
use crate::ui::visible::{pad_left, pad_right, wrap};
use crate::views::exports::Grid;
use crate::views::{Cx, Go};

/// Clickable regions of the classes start here.
const TARGETS: usize = 1 << 20;
/// Rows of the table: the classes, then everybody.
const ROWS: usize = Class::ALL.len() + 1;

/// The page.
pub struct Pareto {
    shared: Shared,
    on_table: bool,
    /// Tenth under the cursor of the curve, from 0.
    tenth: usize,
    row: usize,
}

impl Pareto {
    /// Over the period shared by the pages.
    pub fn new(period: &Period) -> Self {
        Self { shared: Shared::new(period), on_table: false, tenth: 1, row: 0 }
    }

    fn figure(&self) -> ValueFigure {
        if self.on_table {
            Class::ALL.get(self.row).map_or(ValueFigure::Base, |class| ValueFigure::Pareto(*class))
        } else {
            ValueFigure::Top(10 * (self.tenth as u8 + 1))
        }
    }
}

impl Page for Pareto {
    fn title(&self) -> &'static str {
        "value-tab-pareto"
    }

    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Value, KeyScope::Record]
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.shared.refresh(cx);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open | Action::Tag | Action::Explain => self.shared.shown().is_some(),
            Action::Edit => self.shared.board.is_some(),
            Action::NextPanel | Action::PreviousPanel | Action::PreviousPeriod | Action::NextPeriod => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match (action, self.on_table) {
            (Action::NextPanel | Action::PreviousPanel, _) => self.on_table = !self.on_table,
            (Action::Left, false) => self.tenth = self.tenth.saturating_sub(1),
            (Action::Right, false) => self.tenth = (self.tenth + 1).min(9),
            (Action::First, false) => self.tenth = 0,
            (Action::Last, false) => self.tenth = 9,
            (Action::Up, true) => self.row = self.row.saturating_sub(1),
            (Action::Down, true) => self.row = (self.row + 1).min(ROWS - 1),
            (Action::First, true) => self.row = 0,
            (Action::Last, true) => self.row = ROWS - 1,
            (Action::Edit, _) => {
                if let Some(board) = &self.shared.board {
                    cx.go(Go::Push(super::rules::view(board.rules)));
                }
            }
            (other, _) => return self.shared.act(other, Some(self.figure()), cx),
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        self.on_table = target >= TARGETS;
        if self.on_table {
            self.row = (target - TARGETS).min(ROWS - 1);
        } else {
            self.tenth = target.min(9);
        }
        if double {
            self.act(Action::Open, cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        self.shared.receive(ticket, answer, cx);
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        self.shared.failed(ticket, why, cx);
    }

    fn heading(&self, look: &Look) -> String {
        self.shared.heading(look)
    }

    fn tables(&self, look: &Look) -> Vec<Grid> {
        let Some(board) = self.shared.shown() else { return Vec::new() };
        std::iter::once(sheets::tenths(board, look)).chain(sheets::spread(board, look)).collect()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let Some((board, body)) = self.shared.ground(frame, area, "value-pareto", look) else { return };
        if body.width >= 78 && body.height >= 16 {
            let low = 9.min(body.height / 2);
            let right = if body.width >= 96 { 36 } else { 32 };
            let curve = Rect { width: body.width - right, ..body };
            let side = Rect { x: curve.right(), width: right, height: body.height - low, ..body };
            let table = Rect { x: curve.right(), y: side.bottom(), width: right, height: low };
            self.curve(board, frame, curve, look, hits);
            sentences(board, frame, side, look);
            self.table(board, frame, table, look, hits);
        } else if self.on_table {
            self.table(board, frame, body, look, hits);
        } else {
            self.curve(board, frame, body, look, hits);
        }
    }

    fn footer(&self) -> Vec<Action> {
        vec![
            Action::Open,
            Action::NextPanel,
            Action::Tag,
            Action::Explain,
            Action::PreviousPeriod,
            Action::NextTab,
            Action::Palette,
        ]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        super::board_words(action)
    }
}

impl Pareto {
    fn curve(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let c = &board.concentration;
        let inner = Panel::new(look.t("value-curve"))
            .right(Span::styled(look.t("value-curve-right"), look.theme.dim))
            .focused(!self.on_table)
            .draw(frame, area, look);
        if inner.height < 8 {
            return;
        }
        let plot_area = Rect { height: inner.height - 2, ..inner };
        plot::draw(c, self.tenth, frame, plot_area, look);
        let tenth_room = inner.width / 10;
        for tenth in 0..10_u16 {
            let place = Rect {
                x: inner.x + tenth * tenth_room,
                width: tenth_room,
                height: inner.height - 2,
                ..inner
            };
            hits.add(place, PAGE + usize::from(tenth));
        }
        let Some(step) = c.curve.get(self.tenth) else { return };
        let share = step.share.map_or_else(|| "–".to_owned(), |s| look.format.percent_with(s, 1));
        let text = look.tf(
            "value-curve-point",
            &[
                ("percent", look.format.percent((self.tenth + 1) as f64 / 10.0).into()),
                ("n", (step.customers as i64).into()),
                ("share", share.into()),
                ("money", look.format.money_whole(step.revenue).into()),
            ],
        );
        let style = if self.on_table { look.theme.text } else { look.theme.cursor };
        let line = Rect { y: inner.bottom() - 1, height: 1, ..inner };
        look.put(frame, line, Span::styled(format!("▶{text} "), style));
    }

    fn table(&self, board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let c = &board.concentration;
        let inner = Panel::new(look.t("value-abc")).focused(self.on_table).draw(frame, area, look);
        let (heads, money) = (9, 10);
        let share = if inner.width >= 34 { 6 } else { 0 };
        let name = usize::from(inner.width).saturating_sub(1 + heads + money + share);
        let mut head = format!(" {}", pad_right(&look.t("value-column-abc"), name));
        head += &pad_left(&look.t("value-column-heads-brief"), heads);
        head += &pad_left(&look.t("value-column-money"), money);
        if share > 0 {
            head += &pad_left("%", share);
        }
        look.put(
            frame,
            Rect { height: 1.min(inner.height), ..inner },
            Span::styled(head, look.theme.heading),
        );
        let mut y = inner.y + 1;
        for row in 0..ROWS {
            if row == ROWS - 1 && inner.height >= 7 {
                rule(frame, inner, y, look);
                y += 1;
            }
            if y >= inner.bottom() {
                break;
            }
            let (words, (n, sum)) = match Class::ALL.get(row) {
                Some(class) => {
                    (look.t(&format!("{}-brief", figures::abc_key(*class))), c.classes[*class as usize])
                }
                None => (look.t("value-abc-all"), (c.customers, c.total)),
            };
            let line = Rect { y, height: 1, ..inner };
            let here = self.on_table && self.row == row;
            let style = if here { look.theme.cursor } else { look.theme.text };
            frame.buffer_mut().set_style(line, style);
            let mut text = format!("{}{}", if here { "▶" } else { " " }, pad_right(&words, name));
            text += &pad_left(&look.format.int(n as i64), heads);
            text += &pad_left(&look.format.amount_whole(sum), money);
            if share > 0 {
                let part =
                    (c.total > Money::ZERO).then(|| look.format.percent(sum.0 as f64 / c.total.0 as f64));
                text += &pad_left(&part.unwrap_or_else(|| "–".to_owned()), share);
            }
            look.put(frame, line, Span::styled(text, style));
            hits.add(line, PAGE + TARGETS + row);
            y += 1;
        }
    }
}

/// What the curve says, in sentences.
fn sentences(board: &ValueBoard, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let c = &board.concentration;
    let inner = Panel::new(look.t("value-spread")).draw(frame, area, look);
    let room = usize::from(inner.width).saturating_sub(2).max(1);
    let percent =
        |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |s| look.format.percent_with(s, 1));
    let mut words = Vec::new();
    if c.total > Money::ZERO {
        words.push(look.tf(
            "value-spread-top20",
            &[("n", (c.top20_count as i64).into()), ("share", percent(c.top20_share).into())],
        ));
        let part = c.customers_to_80 as f64 / c.customers.max(1) as f64;
        words.push(look.tf(
            "value-spread-to80",
            &[("n", (c.customers_to_80 as i64).into()), ("share", look.format.percent_with(part, 1).into())],
        ));
        words.push(look.tf(
            "value-spread-risk",
            &[("one", percent(c.top1_share).into()), ("five", percent(c.top5_share).into())],
        ));
    } else {
        words.push(look.t("value-spread-nothing"));
    }
    if let Some(gini) = c.gini {
        words.push(look.tf("value-spread-gini", &[("gini", look.format.decimal(gini, 2).into())]));
    }
    if let Some(threshold) = c.a_threshold {
        words
            .push(look.tf("value-spread-threshold", &[("money", look.format.money_whole(threshold).into())]));
    }
    let mut blocks: Vec<Vec<String>> = words.iter().map(|w| wrap(w, room)).collect();
    let lines = |blocks: &[Vec<String>]| blocks.iter().map(Vec::len).sum::<usize>();
    let spaced = lines(&blocks) + blocks.len().saturating_sub(1) <= usize::from(inner.height);
    while lines(&blocks) > usize::from(inner.height) && blocks.len() > 1 {
        blocks.pop();
    }
    let mut all = Vec::new();
    for block in blocks {
        if spaced && !all.is_empty() {
            all.push(Line::default());
        }
        all.extend(block.into_iter().map(|l| Line::from(format!(" {l}"))));
    }
    look.put_lines(frame, inner, all);
}
