//! The forecast of a past day held against what came: whether it can be trusted with this business's own customers.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::caveat_words;
use crate::domain::value::backtest::{Class, MANY};
use crate::store::ask::{Answer, BacktestBoard, ChangeWords, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::visible::{pad_left, pad_right, wrap};
use crate::views::exports::{GridCell, Offer};
use crate::views::{Cx, Go, ToastKind, View};

/// The box; it asks for the test when it is shown.
pub fn view() -> Box<dyn View> {
    Box::new(Test::default())
}

/// How far the test is.
#[derive(Default)]
enum Told {
    /// Not answered yet.
    #[default]
    Waiting,
    /// The history is too short to be cut.
    TooShort,
    /// Done.
    Board(Box<BacktestBoard>),
}

#[derive(Default)]
struct Test {
    asked: Ticket,
    told: Told,
}

impl Test {
    fn lines(&self, columns: usize, look: &Look) -> Vec<Line<'static>> {
        let board = match &self.told {
            Told::Waiting => return vec![dim(look.t("backtest-wait"), look)],
            Told::TooShort => {
                return wrap(&look.t("backtest-short"), columns).into_iter().map(Line::from).collect();
            }
            Told::Board(board) => board,
        };
        let mut lines: Vec<Line<'static>> =
            wrap(&words(board, look), columns).into_iter().map(Line::from).collect();
        lines.push(Line::default());
        lines.push(Line::styled(
            row(
                [
                    &look.t("backtest-repeats"),
                    &look.t("backtest-customers"),
                    &look.t("backtest-actual"),
                    &look.t("backtest-expected"),
                ],
                columns,
            ),
            look.theme.heading,
        ));
        lines.extend(board.by_frequency.iter().map(|class| Line::from(frequency(class, columns, look))));
        lines.push(dim(look.t("backtest-foot"), look));
        lines.push(Line::default());
        let auc = match board.auc {
            (Some(chance), Some(recency)) => look.tf(
                "backtest-auc",
                &[
                    ("chance", look.format.decimal(100.0 * chance, 1).into()),
                    ("recency", look.format.decimal(100.0 * recency, 1).into()),
                ],
            ),
            _ => look.t("backtest-auc-none"),
        };
        lines.extend(wrap(&auc, columns).into_iter().map(Line::from));
        for caveat in &board.caveats {
            lines.extend(wrap(&caveat_words(*caveat, look), columns).into_iter().map(|text| dim(text, look)));
        }
        lines
    }
}

fn dim(text: String, look: &Look) -> Line<'static> {
    Line::from(Span::styled(text, look.theme.dim))
}

fn words(board: &BacktestBoard, look: &Look) -> String {
    let mut all = vec![
        ("from", look.format.day_words(board.days.0).into()),
        ("to", look.format.day_words(board.days.1).into()),
        ("actual", look.format.int(board.totals.0 as i64).into()),
    ];
    match board.totals.1 {
        Some(expected) => {
            all.push(("expected", look.format.int(expected.round() as i64).into()));
            look.tf("backtest-words", &all)
        }
        None => look.tf("backtest-words-none", &all),
    }
}

fn frequency(class: &Class, columns: usize, look: &Look) -> String {
    let mean = |value: Option<f64>| value.map_or_else(|| "·".to_owned(), |v| look.format.decimal(v, 2));
    let x = if class.x == MANY { format!("{MANY}+") } else { class.x.to_string() };
    row([&x, &look.format.int(class.n as i64), &mean(class.actual), &mean(class.expected)], columns)
}

/// Four cells: a name, and three figures at the right.
fn row(cells: [&str; 4], columns: usize) -> String {
    let room = (columns.saturating_sub(16) / 3).clamp(8, 16);
    let [name, figures @ ..] = cells;
    let figures: String = figures.iter().map(|figure| pad_left(figure, room)).collect();
    format!("{}{figures}", pad_right(name, 16))
}

impl View for Test {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.asked = cx.ask(Question::Backtest);
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Back | Action::Quit)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let closes = matches!(action, Action::Back | Action::Quit | Action::Open | Action::Backtest);
        if closes {
            cx.go(Go::Pop);
        }
        closes
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, _cx: &mut Cx<'_>) {
        if let (Answer::Backtest(told), true) = (answer, ticket == self.asked) {
            self.told = told.clone().map_or(Told::TooShort, Told::Board);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked {
            cx.go(Go::Pop);
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        let columns = area.width.saturating_sub(4).clamp(20, 76);
        let mut lines = self.lines(usize::from(columns.saturating_sub(4)), look);
        // The blank lines between are the first to go where the box is higher than the screen.
        if lines.len() + 4 > usize::from(area.height) {
            lines.retain(|line| line.width() > 0);
        }
        let rows = (lines.len() as u16 + 4).min(area.height);
        let model = if let Told::Board(board) = &self.told { board.model } else { None };
        let right = model.map(|model| {
            let name = look.t(&format!("cli-model-{model}"));
            look.tf("backtest-model", &[("model", name.into())])
        });
        let panel = Panel::new(look.t("backtest-title")).right(right.unwrap_or_default()).popup();
        let inner = panel.draw(frame, centred(area, columns, rows), look);
        let body = Rect::new(
            inner.x + 1,
            inner.y + 1,
            inner.width.saturating_sub(2),
            inner.height.saturating_sub(1),
        );
        look.put_lines(frame, body, lines);
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        let Told::Board(board) = &self.told else { return None };
        let row = |class: &Class| {
            let x =
                if class.x == MANY { GridCell::text(format!("{MANY}+")) } else { GridCell::count(class.x) };
            vec![
                x,
                GridCell::count(class.n),
                GridCell::decimal(class.actual, 2),
                GridCell::decimal(class.expected, 2),
            ]
        };
        let headings = ["backtest-repeats", "backtest-customers", "backtest-actual", "backtest-expected"];
        let rows = board.by_frequency.iter().map(row).collect();
        Offer::table(look.t("backtest-title"), headings.map(|key| look.t(key)).to_vec(), rows)
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Back]
    }
}
