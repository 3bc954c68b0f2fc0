//! What the pages of value have in common: the period, the board of figures over it, and what is done with a figure
//! under the cursor, whichever page it stands on.

use std::cell::Cell;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures;
use crate::domain::roster::ValueFigure;
use crate::domain::value::Window;
use crate::store::ask::{Answer, ChangeWords, Kind, KindOf, Question, Ticket, ValueBoard};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::panel::Panel;
use crate::ui::visible::wrap;
use crate::views::{Cx, Go, ToastKind};

/// The period, shared by the pages: whoever looks from one to the next sees the same one.
pub type Period = Rc<Cell<Window>>;

/// Where a page stands with the store.
pub struct Shared {
    period: Period,
    /// The figures; `None` until they are known.
    pub board: Option<Box<ValueBoard>>,
    /// What the purchases of the figure asked about are like.
    pub kind: Option<Box<Kind>>,
    asked: Ticket,
    asked_kind: Ticket,
    tagging: Ticket,
    waiting: bool,
    /// Whether there is any document at all: if not, no other period has more to show.
    bought: bool,
}

impl Shared {
    /// Nothing known yet.
    pub fn new(period: &Period) -> Self {
        Self {
            period: Rc::clone(period),
            board: None,
            kind: None,
            asked: 0,
            asked_kind: 0,
            tagging: 0,
            waiting: false,
            bought: false,
        }
    }

    /// The period asked for.
    pub fn window(&self) -> Window {
        self.period.get()
    }

    /// Asks for the board anew.
    pub fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.waiting = true;
        self.asked = cx.ask(Question::Value(self.window()));
    }

    /// Asks what the purchases behind a figure are like, unless it is known.
    pub fn want_kind(&mut self, figure: ValueFigure, cx: &mut Cx<'_>) {
        let of = KindOf::Figure(self.window(), figure);
        if self.kind.as_ref().is_none_or(|kind| kind.of != of) {
            self.asked_kind = cx.ask(Question::Kind(of));
        }
    }

    /// What the purchases behind a figure are like, where that is what is known.
    pub fn kind_of(&self, figure: ValueFigure) -> Option<&Kind> {
        let of = KindOf::Figure(self.window(), figure);
        self.kind.as_deref().filter(|kind| kind.of == of)
    }

    /// Takes an answer; true where the board is new.
    pub fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) -> bool {
        match answer {
            Answer::Value(board) if ticket == self.asked => {
                self.waiting = false;
                self.bought = cx.portfolio.is_some_and(|portfolio| portfolio.data_until.is_some());
                self.kind = None;
                self.board = Some(board.clone());
                true
            }
            Answer::Kind(kind) if ticket == self.asked_kind => {
                self.kind = Some(kind.clone());
                false
            }
            Answer::Listing(listing) if ticket == self.tagging && listing.complete => {
                self.tagging = 0;
                if listing.order.is_empty() {
                    cx.toast(ToastKind::Note, cx.look.t("value-nobody"));
                } else {
                    cx.go(Go::Push(crate::views::labels::picker(listing.order.to_vec(), 0)));
                }
                false
            }
            _ => false,
        }
    }

    /// Says what went wrong where it was ours.
    pub fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if [self.asked, self.asked_kind, self.tagging].contains(&ticket) {
            self.waiting = false;
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    /// Does to a figure what can be done to any: open, explain, tag its customers; another period. False where the
    /// action is none of these.
    pub fn act(&mut self, action: Action, figure: Option<ValueFigure>, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::PreviousPeriod => self.step(1, cx),
            Action::NextPeriod => self.step(Window::ALL.len() - 1, cx),
            Action::Open | Action::Choose | Action::Explain | Action::Tag => {
                let (Some(board), Some(figure)) = (self.board.as_deref(), figure) else { return true };
                let spec = figures::spec(board, figure);
                match action {
                    Action::Tag => self.tagging = cx.ask(Question::List(spec)),
                    Action::Explain => {
                        let rows = figures::explain(board, figure, cx.look);
                        let title = figures::heading(board, figure, cx.look);
                        cx.go(Go::Push(crate::views::explain::of_figure(title, rows)));
                    }
                    _ => cx.go(Go::List(spec, figures::heading(board, figure, cx.look))),
                }
            }
            _ => return false,
        }
        true
    }

    /// `-` goes to more of the past, `+` to less of it, both round.
    fn step(&mut self, step: usize, cx: &mut Cx<'_>) {
        let here = Window::ALL.iter().position(|w| *w == self.window()).unwrap_or(0);
        self.period.set(Window::ALL[(here + step) % Window::ALL.len()]);
        self.refresh(cx);
    }

    /// The board where there is something to show: somebody bought in the period.
    pub fn shown(&self) -> Option<&ValueBoard> {
        self.board.as_deref().filter(|board| board.concentration.customers > 0)
    }

    /// `‹ últimos 12 meses ›`
    pub fn heading(&self, look: &Look) -> String {
        let waiting = if self.waiting { " …" } else { "" };
        format!("‹ {} ›{waiting} ", look.t(&figures::window_key(self.window())))
    }

    /// Draws the line at the foot, and gives back the board and what is left of the area; where there is nothing to
    /// show, a calm sentence in a panel instead.
    pub fn ground(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        title: &str,
        look: &Look,
    ) -> Option<(&ValueBoard, Rect)> {
        if area.height < 3 {
            return None;
        }
        let body = Rect { height: area.height - 1, ..area };
        let say = |frame: &mut Frame<'_>, key: &str| {
            let inner = Panel::new(look.t(title)).draw(frame, body, look);
            let text = Rect {
                x: inner.x + 2,
                y: inner.y + inner.height / 4,
                width: inner.width.saturating_sub(4),
                height: inner.height - inner.height / 4,
            };
            let lines = wrap(&look.t(key), usize::from(text.width).max(1));
            let lines = lines.into_iter().map(|l| Line::from(Span::styled(l, look.theme.dim)));
            look.put_lines(frame, text, lines);
        };
        let Some(board) = self.board.as_deref() else {
            say(frame, "value-reading");
            return None;
        };
        if board.concentration.customers == 0 {
            let ever = board.forecast.buyers > 0 || board.classes.iter().any(|c| c.customers > 0);
            let nothing = !self.bought || board.window == Window::All;
            let key = if nothing && !ever { "value-empty" } else { "value-empty-period" };
            say(frame, key);
            return None;
        }
        let foot = Rect { y: area.bottom() - 1, height: 1, ..area };
        let text = figures::base(board, look, usize::from(foot.width).saturating_sub(2));
        look.put(frame, foot, Span::styled(format!(" {text}"), look.theme.dim));
        Some((board, body))
    }
}
