//! The filter line shared by lists: a field, what was understood of it as a sentence, what could stand next, and what
//! is wrong. Knows the filter language, not what is listed.

mod complete;
mod say;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Cx;
use crate::domain::base::names::fold;
use crate::domain::query::{self, Field, Kind, Mark, ParseContext, Query, QueryError, contradictions, parse};
use crate::store::ask::{Answer, Order, Question, Ticket, Vocabulary};
use crate::ui::Look;
use crate::ui::format::DateOrder;
use crate::ui::hits::Hits;
use crate::ui::text_input::{TextField, TextKey};
use crate::ui::texts::Lang;
use crate::ui::visible::{fit, width};
use complete::Completion;

/// Filters remembered for `↑`, newest last.
const REMEMBERED: usize = 30;
/// Of those proposed in an empty filter.
const RECENT: usize = 5;

/// What is wrong with a filter, in words; `None` while somebody is in the middle of writing it.
pub(crate) fn trouble(error: &QueryError, look: &Look) -> Option<String> {
    say::error(error, look)
}

/// What a key did to the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterEvent {
    /// Nothing the list has to know.
    None,
    /// It means something else now: list again.
    Changed,
    /// The field was left; the filter stays.
    Left,
}

/// A filter line.
#[derive(Debug, Default)]
pub struct FilterLine {
    field: TextField,
    typing: bool,
    query: Query,
    trouble: Option<String>,
    /// Top-level conditions in words.
    echo: Vec<String>,
    warning: Option<String>,
    history: Vec<String>,
    recalled: Option<usize>,
    completion: Completion,
    vocabulary: query::Vocabulary,
    /// Whether the segments there are have been told.
    known_segments: bool,
    asked: Ticket,
}

impl FilterLine {
    /// Whether the field has the focus.
    pub const fn is_typing(&self) -> bool {
        self.typing
    }

    /// The last filter that was understood.
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.field.is_empty()
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// The field gets the focus; asks for the values to propose.
    pub fn begin(&mut self, cx: &mut Cx<'_>) {
        self.typing = true;
        self.recalled = None;
        self.asked = cx.ask(Question::Vocabulary);
        self.propose(cx.look);
    }

    /// Puts another filter in the place of this one; true where it means something else.
    pub fn set(&mut self, text: &str, cx: &Cx<'_>) -> bool {
        self.field.set(text);
        self.completion.close();
        self.read(cx)
    }

    /// Without condition `index` of [`Query::conditions`].
    pub fn remove(&mut self, index: usize, cx: &Cx<'_>) -> bool {
        let text = self.query.without(index);
        self.set(&text, cx)
    }

    /// Reads the text again: the day or the language changed.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        self.read(cx);
    }

    /// A key while typing.
    pub fn key(&mut self, key: &TextKey, cx: &mut Cx<'_>) -> FilterEvent {
        match key {
            TextKey::Esc if self.completion.is_chosen() => {
                self.completion.close();
                FilterEvent::None
            }
            TextKey::Esc => {
                self.typing = false;
                self.completion.close();
                let changed = self.set("", cx);
                if changed { FilterEvent::Changed } else { FilterEvent::Left }
            }
            TextKey::Enter if self.completion.is_chosen() => self.accept(cx),
            TextKey::Tab if self.completion.is_open() => self.accept(cx),
            TextKey::Right if self.completion.is_open() && self.field.at_end() => self.accept(cx),
            TextKey::Up if self.is_empty() && !self.completion.is_chosen() => self.recall(true, cx),
            TextKey::Up | TextKey::Down if self.completion.is_open() && self.recalled.is_none() => {
                self.completion.step(*key == TextKey::Down);
                FilterEvent::None
            }
            TextKey::Up if self.recalled.is_some() => self.recall(true, cx),
            TextKey::Down if self.recalled.is_some() => self.recall(false, cx),
            TextKey::Enter | TextKey::Tab | TextKey::Down => self.leave(cx),
            key => {
                let changed = self.field.key(key);
                self.recalled = None;
                let event = if changed && self.read(cx) { FilterEvent::Changed } else { FilterEvent::None };
                self.propose(cx.look);
                event
            }
        }
    }

    /// The values to propose came.
    pub fn receive(&mut self, ticket: Ticket, answer: &Answer, look: &Look) {
        let Answer::Vocabulary(values) = answer else { return };
        if ticket != self.asked {
            return;
        }
        self.vocabulary = vocabulary(values, look);
        self.known_segments = true;
        if self.history.is_empty() {
            self.history = values.recent.iter().rev().cloned().collect();
        }
        self.propose(look);
    }

    /// Names of customers that match now, for what is being typed.
    pub fn offer_customers(&mut self, names: Vec<String>, look: &Look) {
        self.vocabulary.customers = names;
        if self.typing && !self.completion.is_chosen() {
            self.propose(look);
        }
    }

    /// Rows it needs: one, and one more while there is something to say.
    pub fn rows(&self) -> u16 {
        1 + u16::from(self.typing || !self.is_empty())
    }

    /// Draws field and sentence into the first rows of `area`; `count` stands at the right. Conditions can be clicked:
    /// targets are `base` + condition.
    pub fn draw(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        count: &str,
        look: &Look,
        hits: &mut Hits,
        base: usize,
    ) {
        let first = Rect { height: 1, ..area };
        let label = format!(" {} / ", look.t("filter-label"));
        look.put(frame, first, Span::styled(label.clone(), look.theme.dim));
        let x = area.x + width(&label) as u16;
        let columns = area.right().saturating_sub(x + width(count) as u16 + 2);
        let field = Rect { x, width: columns, ..first };
        if self.typing || !self.is_empty() {
            let style = if self.typing { look.theme.field } else { look.theme.text };
            self.field.draw(frame, field, style, self.typing);
        } else {
            let hint = fit(&look.t("filter-hint"), usize::from(columns));
            look.put(frame, field, Span::styled(hint, look.theme.dim));
        }
        look.put_right(
            frame,
            Rect { width: area.width.saturating_sub(1), ..first },
            Span::styled(count.to_owned(), look.theme.heading),
        );
        if self.rows() > 1 && area.height > 1 {
            // What is wrong may be long: it has the whole row.
            let x = if self.trouble.is_some() || self.warning.is_some() { area.x + 1 } else { x };
            let row = Rect { x, y: area.y + 1, width: area.right().saturating_sub(x + 1), height: 1 };
            self.draw_echo(frame, row, look, hits, base);
        }
    }

    /// Draws what could stand next over the list; after everything else.
    pub fn draw_completion(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        if self.typing {
            let x = area.x + width(&format!(" {} / ", look.t("filter-label"))) as u16;
            let before = &self.text()[..self.completion.begins().min(self.text().len())];
            let x = (x + width(before) as u16).min(area.right().saturating_sub(1));
            let below = Rect {
                x,
                y: area.y + 2,
                width: area.right().saturating_sub(x),
                height: area.height.saturating_sub(2),
            };
            self.completion.draw(frame, below, area, look);
        }
    }

    fn draw_echo(&self, frame: &mut Frame<'_>, row: Rect, look: &Look, hits: &mut Hits, base: usize) {
        let room = usize::from(row.width);
        if let Some(trouble) = &self.trouble {
            look.put(frame, row, Span::styled(fit(&format!("! {trouble}"), room), look.theme.bad));
            return;
        }
        if let Some(warning) = &self.warning {
            look.put(frame, row, Span::styled(fit(&format!("! {warning}"), room), look.theme.warn));
            return;
        }
        if self.echo.is_empty() {
            look.put(frame, row, Span::styled(fit(&look.t("filter-empty-hint"), room), look.theme.dim));
            return;
        }
        let mut x = row.x;
        for (index, words) in self.echo.iter().enumerate() {
            let last = index + 1 == self.echo.len();
            let text = if last { words.clone() } else { format!("{words}, ") };
            let place = Rect { x, width: row.right().saturating_sub(x), ..row };
            if place.width == 0 {
                break;
            }
            let text = fit(&text, usize::from(place.width));
            let columns = width(&text) as u16;
            look.put(frame, place, Line::from(Span::styled(text, look.theme.dim)));
            hits.add(Rect { width: columns, ..place }, base + index);
            x += columns;
        }
    }

    fn leave(&mut self, cx: &mut Cx<'_>) -> FilterEvent {
        self.typing = false;
        self.completion.close();
        self.remember(cx);
        FilterEvent::Left
    }

    fn remember(&mut self, cx: &mut Cx<'_>) {
        let text = self.field.text().trim().to_owned();
        if text.is_empty() || self.trouble.is_some() || self.history.last() == Some(&text) {
            return;
        }
        cx.order(Order::RememberFilter(text.clone()));
        self.history.retain(|old| *old != text);
        self.history.push(text);
        let extra = self.history.len().saturating_sub(REMEMBERED);
        self.history.drain(..extra);
    }

    fn recall(&mut self, older: bool, cx: &Cx<'_>) -> FilterEvent {
        let count = self.history.len();
        self.recalled = match (self.recalled, older) {
            (None, true) => count.checked_sub(1),
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) if at + 1 < count => Some(at + 1),
            _ => None,
        };
        let text = self.recalled.and_then(|at| self.history.get(at)).cloned().unwrap_or_default();
        if self.set(&text, cx) { FilterEvent::Changed } else { FilterEvent::None }
    }

    fn accept(&mut self, cx: &Cx<'_>) -> FilterEvent {
        let Some((replace, insert, done)) = self.completion.accepted() else { return FilterEvent::None };
        let mut text = self.field.text().to_owned();
        if text.get(replace.clone()).is_some() {
            text.replace_range(replace, &insert);
        }
        if done {
            text.push(' ');
        }
        self.field.set(&text);
        let changed = self.read(cx);
        self.propose(cx.look);
        if changed { FilterEvent::Changed } else { FilterEvent::None }
    }

    /// Reads the text; true where it is understood and means something else than before.
    fn read(&mut self, cx: &Cx<'_>) -> bool {
        let context = ParseContext {
            today: cx.today,
            month_first: cx.look.format.date_order == DateOrder::Mdy,
            decimals: cx.currency().decimals,
        };
        let text = self.field.text().to_owned();
        let mut read = parse(&text, &context);
        self.trouble = None;
        if let Err(error) = &read {
            self.trouble = say::error(error, cx.look);
            // What stands before the word that is not understood (yet) goes on holding.
            if let QueryError::MissingValue { at, .. } | QueryError::UnknownField { at, .. } = error {
                let before = text.get(..*at).unwrap_or_default();
                let word = before.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
                read = parse(without_joint(&text[..word]), &context);
            }
        }
        match read {
            Ok(query) if self.trouble.is_none() && !self.knows_segments(&query, cx.look) => false,
            Ok(query) => {
                let changed = query.expr != self.query.expr;
                let rules = cx.portfolio.map(|p| p.rules).unwrap_or_default();
                self.echo = query.conditions().into_iter().map(|e| say::expr(e, cx.look, cx.today)).collect();
                self.warning =
                    contradictions(&query, &rules).first().map(|found| say::contradiction(found, cx.look));
                self.query = query;
                changed
            }
            // The list stays as it was until the words make sense.
            Err(_) => false,
        }
    }

    /// Whether every segment in it is there; says otherwise, unless the name at the end is still being typed.
    fn knows_segments(&mut self, query: &Query, look: &Look) -> bool {
        let known = &self.vocabulary.segments;
        let is_there = |name: &str| known.iter().any(|(other, _)| fold(other) == fold(name));
        let saved = query.saved();
        let Some(missing) = saved.iter().find(|name| self.known_segments && !is_there(name)) else {
            return true;
        };
        let begun = known.iter().any(|(other, _)| fold(other).starts_with(&fold(missing)));
        let at_end = self.field.text().ends_with(*missing);
        if !(self.typing && begun && at_end) {
            self.trouble = Some(say::no_segment(missing, known, look));
        }
        false
    }

    fn propose(&mut self, look: &Look) {
        if self.typing && self.field.at_end() {
            self.completion.propose(self.field.text(), &self.vocabulary, look);
        } else {
            self.completion.close();
        }
    }
}

/// The text without the words at its end that join it to what is not understood yet.
fn without_joint(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(word) = text.split_whitespace().next_back() {
        let joins = ["o", "or", "y", "and", "no", "not", "|"].iter().any(|j| word.eq_ignore_ascii_case(j));
        if !joins {
            break;
        }
        text = text[..text.len() - word.len()].trim_end();
    }
    text
}

/// What there is to propose, as it is written in a filter.
fn vocabulary(values: &Vocabulary, look: &Look) -> query::Vocabulary {
    let spanish = look.lang() == Lang::Es;
    let counted = |all: &[(String, usize)]| all.iter().map(|(name, n)| (name.clone(), Some(*n))).collect();
    let written = |field: Field, all: &[(String, usize)]| {
        let name = |key: &str| query::value_name(field, key, spanish).to_owned();
        all.iter().map(|(key, n)| (name(key), Some(*n))).collect()
    };
    let stages: Vec<(String, usize)> =
        values.stages.iter().map(|(stage, n)| (stage.key().to_owned(), *n)).collect();
    let mut all: Vec<query::FieldValues> = vec![
        (Field::Tag, counted(&values.labels)),
        (Field::Stage, written(Field::Stage, &stages)),
        (Field::Zone, counted(&values.zones)),
        (Field::Owner, counted(&values.owners)),
        (Field::Source, counted(&values.sources)),
    ];
    for (field, found) in values.values.iter().filter(|(field, _)| *field != Field::Consent) {
        all.push((*field, written(*field, found)));
    }
    let products: Vec<(String, Option<usize>)> =
        values.products.iter().map(|(_, name, _, _)| (name.clone(), None)).collect();
    all.push((Field::Bought, products.clone()));
    all.push((Field::Missing, products));
    let consents = values.values.iter().find(|(field, _)| *field == Field::Consent);
    query::Vocabulary {
        values: all,
        consents: consents.map(|(_, found)| found.clone()).unwrap_or_default(),
        marks: values.marks.iter().map(|(field, marks)| (*field, marked(*field, *marks, look))).collect(),
        keys: values.keys.clone(),
        segments: values.segments.clone(),
        recent: values.recent.iter().take(RECENT).cloned().collect(),
        customers: Vec::new(),
        spanish,
    }
}

/// Marks as they are typed: whole units of money, each number once.
fn marked(field: Field, marks: [i64; 5], look: &Look) -> Vec<(String, Mark)> {
    let written = |n: i64| match field.kind() {
        Kind::Money => (n / 10_i64.saturating_pow(look.format.currency.decimals)).to_string(),
        Kind::Share => format!("{}%", n / 100),
        _ => n.to_string(),
    };
    let kinds = [Mark::Share(20), Mark::Share(40), Mark::Median, Mark::Share(60), Mark::Share(80)];
    // Of equal numbers one stays; the median first of all, for it is the one people ask for.
    let median = written(marks[2]);
    let mut found: Vec<(String, Mark)> = Vec::new();
    for (mark, kind) in marks.into_iter().zip(kinds) {
        let number = written(mark);
        let is_new = !found.iter().any(|(other, _)| *other == number);
        if kind == Mark::Median || is_new && number != median {
            found.push((number, kind));
        }
    }
    found
}
