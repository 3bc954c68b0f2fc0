//! The dialogs of winning back: verifying a loss, its reason on two levels, giving up and taking that back.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::figures::reason_key;
use crate::domain::Day;
use crate::domain::change::{Change, WinbackStep};
use crate::domain::lifecycle::recovery::{Finding, LossReason, Side};
use crate::domain::people::CustomerId;
use crate::domain::work::followup::{DateOrder as Order, Lean, WhenError, parse_day_leaning};
use crate::store::ask::{Answer, ChangeWords, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{Confirm, DialogEvent, Menu, MenuEntry, Prompt};
use crate::ui::format::DateOrder;
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::text_input::{TextField, TextKey};
use crate::ui::visible::{width, wrap};
use crate::views::{Cx, Go, ToastKind, View};

/// Columns of the text in questions.
const TEXT: usize = 60;

/// The checklist of verifying the loss of these customers.
pub fn verify(customers: Vec<CustomerId>, name: &str) -> Box<dyn View> {
    Box::new(Verify {
        customers,
        name: name.to_owned(),
        cursor: 0,
        note: TextField::default(),
        on_note: false,
        saving: 0,
    })
}

/// Why a customer left, on two levels; asked again before giving up for good when `definitive` is set. It begins with
/// what is `known` already, reason and detail.
pub fn reason(
    customer: CustomerId,
    name: &str,
    definitive: bool,
    known: Option<(LossReason, String)>,
) -> Box<dyn View> {
    let (why, detail) = known.unwrap_or((LossReason::Unknown, String::new()));
    let side = if why == LossReason::Unknown && detail.is_empty() { Side::Ours } else { why.side() };
    Box::new(Reason {
        customer,
        name: name.to_owned(),
        definitive,
        step: Step::Side,
        side,
        why,
        detail,
        menu: Menu::default(),
        prompt: Prompt::default(),
        saving: 0,
    })
}

/// Giving up somebody whose reason is known.
pub fn definitive(id: CustomerId, name: &str, why: LossReason, today: Day, look: &Look) -> Box<dyn View> {
    let why = look.t(&reason_key(why));
    let text = look.tf("winback-definitive-text", &[("reason", why.into())]);
    let change = Change::Winback { customer: id, step: WinbackStep::Definitive { on: today } };
    question(
        look.tf("winback-definitive-title", &[("name", name.into())]),
        &text,
        "winback-definitive-yes",
        change,
        look,
    )
}

/// Into the queue again.
pub fn reopen(id: CustomerId, name: &str, look: &Look) -> Box<dyn View> {
    let change = Change::Winback { customer: id, step: WinbackStep::Reopen };
    let title = look.tf("winback-reopen-title", &[("name", name.into())]);
    question(title, &look.t("winback-reopen-text"), "winback-reopen-yes", change, look)
}

/// Never to be contacted again, or that taken back.
pub fn do_not_call(id: CustomerId, name: &str, already: bool, today: Day, look: &Look) -> Box<dyn View> {
    let change = Change::DoNotCall { customer: id, since: (!already).then_some(today) };
    let which = if already { "may-call" } else { "do-not-call" };
    let title = look.tf(&format!("winback-{which}-title"), &[("name", name.into())]);
    question(title, &look.t(&format!("winback-{which}-text")), &format!("winback-{which}-yes"), change, look)
}

/// A question before a change: title, text, text key of the button that makes it.
pub fn question(title: String, text: &str, yes: &str, change: Change, look: &Look) -> Box<dyn View> {
    let lines = wrap(text, TEXT).into_iter().map(Line::from).collect();
    let dialog = Confirm::new(title, lines, vec![look.t(yes), look.t("cancel")]);
    Box::new(Sure { dialog, change, saving: 0 })
}

/// A question before a change.
struct Sure {
    dialog: Confirm,
    change: Change,
    saving: Ticket,
}

impl Sure {
    fn event(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(_) if self.saving == 0 => self.saving = cx.change(self.change.clone()),
            DialogEvent::Cancelled => cx.go(Go::Pop),
            _ => {}
        }
    }
}

impl View for Sure {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Dialog]
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Open | Action::Back | Action::Quit)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let event = self.dialog.act(action);
        self.event(event, cx);
        !matches!(action, Action::Help | Action::Redraw | Action::Language)
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let event = self.dialog.click(target);
        self.event(event, cx);
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if let (Answer::Done(_), true) = (answer, ticket == self.saving) {
            cx.go(Go::Pop);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        refused(&mut self.saving, ticket, why, cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.dialog.draw(frame, area, look, hits, 0);
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }
}

/// Says why a change was refused; the dialog stays.
fn refused(saving: &mut Ticket, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
    if *saving != 0 && ticket == *saving {
        *saving = 0;
        cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
    }
}

/// The checklist: what was found, and a note.
struct Verify {
    customers: Vec<CustomerId>,
    name: String,
    cursor: usize,
    note: TextField,
    on_note: bool,
    saving: Ticket,
}

impl Verify {
    fn save(&mut self, cx: &mut Cx<'_>) {
        if self.saving != 0 {
            return;
        }
        let finding = Finding::ALL[self.cursor.min(Finding::ALL.len() - 1)];
        let note = self.note.text().trim().to_owned();
        let mut changes = Vec::new();
        for &customer in &self.customers {
            let step = WinbackStep::Verify { finding, on: cx.today, note: note.clone() };
            changes.push(Change::Winback { customer, step });
            // Who buys in season is measured by the seasonal gap from now on.
            if finding == Finding::Seasonal {
                changes.push(Change::Seasonal { customer, since: Some(cx.today) });
            }
        }
        let change = match (changes.len(), changes.pop()) {
            (1, Some(only)) => only,
            (_, Some(last)) => {
                changes.push(last);
                Change::Batch(changes)
            }
            (_, None) => return,
        };
        self.saving = cx.change(change);
    }
}

impl View for Verify {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![if self.on_note { KeyScope::Text } else { KeyScope::Dialog }, KeyScope::Dialog]
    }

    fn is_typing(&self) -> bool {
        self.on_note
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Open | Action::Save | Action::Back | Action::Quit | Action::NextPanel)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(Finding::ALL.len() - 1),
            Action::NextPanel | Action::PreviousPanel | Action::Choose => self.on_note = true,
            Action::Open | Action::Save => self.save(cx),
            Action::Back | Action::Quit => cx.go(Go::Pop),
            _ => return false,
        }
        true
    }

    fn press(&mut self, c: char, _cx: &mut Cx<'_>) -> bool {
        let digit = c.to_digit(10).map_or(0, |d| d as usize);
        let known = (1..=Finding::ALL.len()).contains(&digit);
        if known {
            (self.cursor, self.on_note) = (digit - 1, true);
        }
        known
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match key {
            TextKey::Enter => self.save(cx),
            TextKey::Esc | TextKey::BackTab | TextKey::Tab | TextKey::Up => self.on_note = false,
            key => {
                self.note.key(key);
            }
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if target < Finding::ALL.len() {
            (self.cursor, self.on_note) = (target, false);
            if double {
                self.save(cx);
            }
        } else {
            self.on_note = true;
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if let (Answer::Done(_), true) = (answer, ticket == self.saving) {
            cx.go(Go::Pop);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        refused(&mut self.saving, ticket, why, cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let title = look.tf("winback-verify-title", &[("name", self.name.as_str().into())]);
        let inner =
            Panel::new(title).right(look.t("key-esc")).popup().draw(frame, centred(area, 64, 14), look);
        if inner.height < 8 {
            return;
        }
        let row = |y: u16| Rect::new(inner.x + 2, inner.y + y, inner.width.saturating_sub(4), 1);
        look.put(frame, row(0), Span::styled(look.t("winback-verify-ask"), look.theme.dim));
        for (number, finding) in Finding::ALL.iter().enumerate() {
            let place = row(number as u16 + 2);
            let here = number == self.cursor;
            let style = if here { look.theme.cursor } else { look.theme.text };
            frame.buffer_mut().set_style(place, style);
            let words = look.t(&format!("finding-{}", finding.key().replace('_', "-")));
            let line = Line::from(vec![
                Span::styled(if here { "▶ " } else { "  " }, style),
                Span::styled(format!("{}  ", number + 1), style.patch(look.theme.accent)),
                Span::styled(words, style),
            ]);
            look.put(frame, place, line);
            hits.add(place, number);
        }
        let finding = Finding::ALL[self.cursor.min(Finding::ALL.len() - 1)];
        let what = look.t(&format!("winback-verify-{}", finding.key().replace('_', "-")));
        for (number, line) in wrap(&what, usize::from(row(0).width)).into_iter().take(2).enumerate() {
            look.put(frame, row(8 + number as u16), Span::styled(line, look.theme.dim));
        }
        let label = look.t("winback-verify-note");
        let note = row(inner.height - 1);
        look.put(frame, note, Span::raw(label.clone()));
        let start = width(&label) as u16 + 2;
        let field = Rect { x: note.x + start, width: note.width.saturating_sub(start), ..note };
        let style = if self.on_note { look.theme.field } else { look.theme.dim };
        self.note.draw(frame, field, style, self.on_note);
        hits.add(note, Finding::ALL.len());
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::NextPanel, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Open => Some("action-save"),
            Action::NextPanel => Some("form-next-field"),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Side,
    Reason,
    Detail,
    HowLong,
    BackOn,
}

/// The reason, step by step; each step back by Esc.
struct Reason {
    customer: CustomerId,
    name: String,
    definitive: bool,
    step: Step,
    side: Side,
    why: LossReason,
    detail: String,
    menu: Menu,
    prompt: Prompt,
    saving: Ticket,
}

impl Reason {
    fn reasons(&self) -> Vec<LossReason> {
        LossReason::ALL.into_iter().filter(|reason| reason.side() == self.side).collect()
    }

    /// Lays out a step.
    fn begin(&mut self, step: Step, look: &Look) {
        self.step = step;
        let key = if self.definitive { "winback-reason-title-definitive" } else { "winback-reason-title" };
        let title = look.tf(key, &[("name", self.name.as_str().into())]);
        match step {
            Step::Side => {
                let entries = Side::ALL
                    .iter()
                    .map(|side| {
                        let key = format!("winback-side-{}", side.key());
                        MenuEntry::new(look.t(&key)).note(look.t(&format!("{key}-note")))
                    })
                    .collect();
                self.menu = Menu::new(title, entries);
                self.menu.state.select(Side::ALL.iter().position(|s| *s == self.side).unwrap_or(0));
            }
            Step::Reason => {
                let reasons = self.reasons();
                let entries = reasons.iter().map(|r| MenuEntry::new(look.t(&reason_key(*r)))).collect();
                self.menu = Menu::new(title, entries);
                self.menu.state.select(reasons.iter().position(|r| *r == self.why).unwrap_or(0));
            }
            Step::Detail => {
                let label = look.t(&format!("winback-detail-{}", self.side.key()));
                self.prompt = Prompt::new(title, label, &self.detail);
                self.prompt.echo = look.t("winback-detail-optional");
            }
            Step::HowLong => {
                let entries = ["temporary", "definitive"]
                    .map(|key| {
                        let key = format!("winback-loss-{key}");
                        MenuEntry::new(look.t(&key)).note(look.t(&format!("{key}-note")))
                    })
                    .to_vec();
                self.menu = Menu::new(title, entries);
                self.menu.state.select(usize::from(self.why.is_final()));
            }
            Step::BackOn => {
                self.prompt = Prompt::new(title, look.t("winback-back-on"), "");
                self.prompt.echo = look.t("winback-back-on-optional");
            }
        }
    }

    fn typing(&self) -> bool {
        matches!(self.step, Step::Detail | Step::BackOn)
    }

    fn chosen(&mut self, entry: usize, cx: &mut Cx<'_>) {
        match self.step {
            Step::Side => {
                self.side = Side::ALL[entry.min(Side::ALL.len() - 1)];
                let reasons = self.reasons();
                match reasons.as_slice() {
                    [only] => {
                        self.why = *only;
                        self.begin(Step::Detail, cx.look);
                    }
                    _ => self.begin(Step::Reason, cx.look),
                }
            }
            Step::Reason => {
                if let Some(reason) = self.reasons().get(entry) {
                    self.why = *reason;
                    self.begin(Step::Detail, cx.look);
                }
            }
            Step::Detail => {
                self.detail = self.prompt.text().trim().to_owned();
                if self.definitive {
                    self.save(None, true, cx);
                } else {
                    self.begin(Step::HowLong, cx.look);
                }
            }
            Step::HowLong if entry == 1 => self.save(None, true, cx),
            Step::HowLong => self.begin(Step::BackOn, cx.look),
            Step::BackOn => match day_of(self.prompt.text(), cx) {
                Ok(day) => self.save(day, false, cx),
                Err(why) => self.prompt.error = Some(why),
            },
        }
    }

    fn save(&mut self, back_on: Option<Day>, definitive: bool, cx: &mut Cx<'_>) {
        if self.saving != 0 {
            return;
        }
        let customer = self.customer;
        let (reason, detail) = (self.why, self.detail.clone());
        let why = Change::Winback { customer, step: WinbackStep::Reason { reason, detail, back_on } };
        self.saving = cx.change(if definitive {
            let gone = Change::Winback { customer, step: WinbackStep::Definitive { on: cx.today } };
            Change::Batch(vec![why, gone])
        } else {
            why
        });
    }

    fn back(&mut self, cx: &mut Cx<'_>) {
        let only = self.reasons().len() < 2;
        match self.step {
            Step::Side => cx.go(Go::Pop),
            Step::Reason => self.begin(Step::Side, cx.look),
            Step::Detail if only => self.begin(Step::Side, cx.look),
            Step::Detail => self.begin(Step::Reason, cx.look),
            Step::HowLong => self.begin(Step::Detail, cx.look),
            Step::BackOn => self.begin(Step::HowLong, cx.look),
        }
    }

    fn event(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(entry) => self.chosen(entry, cx),
            DialogEvent::Cancelled => self.back(cx),
            DialogEvent::Changed if self.step == Step::BackOn => {
                self.prompt.echo = match day_of(self.prompt.text(), cx) {
                    Ok(Some(day)) => cx.look.format.day_words(day),
                    Ok(None) => cx.look.t("winback-back-on-optional"),
                    Err(_) => String::new(),
                };
            }
            DialogEvent::Changed | DialogEvent::None => {}
        }
    }
}

/// The day a customer is expected back: in the future; nothing typed is none.
fn day_of(text: &str, cx: &Cx<'_>) -> Result<Option<Day>, String> {
    let order = match cx.look.format.date_order {
        DateOrder::Mdy => Order::MonthFirst,
        DateOrder::Dmy | DateOrder::Ymd => Order::DayFirst,
    };
    if matches!(text.trim(), "-" | "–" | "—") {
        return Ok(None);
    }
    match parse_day_leaning(text, cx.today, order, Lean::Future) {
        Ok(day) if day > cx.today => Ok(Some(day)),
        Ok(_) | Err(WhenError::Past { .. }) => Err(cx.look.t("winback-back-on-past")),
        Err(WhenError::Empty) => Ok(None),
        Err(_) => Err(cx.look.t("winback-back-on-unclear")),
    }
}

impl View for Reason {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![if self.typing() { KeyScope::Text } else { KeyScope::Dialog }, KeyScope::Dialog]
    }

    fn is_typing(&self) -> bool {
        self.typing()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        if self.menu.entries().is_empty() {
            self.begin(Step::Side, cx.look);
        }
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Open | Action::Back | Action::Quit)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if self.typing() {
            return false;
        }
        let event = self.menu.act(action);
        self.event(event, cx);
        !matches!(action, Action::Help | Action::Redraw | Action::Language)
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let (event, known) = self.menu.press(c);
        self.event(event, cx);
        known
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let event = self.prompt.key(key);
        self.event(event, cx);
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        if !self.typing() {
            let event = self.menu.click(target);
            self.event(event, cx);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if let (Answer::Done(_), true) = (answer, ticket == self.saving) {
            cx.go(Go::Pop);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        refused(&mut self.saving, ticket, why, cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        if self.typing() {
            self.prompt.draw(frame, area, look);
        } else {
            self.menu.draw(frame, area, look, hits, 0);
        }
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open && self.typing()).then_some("key-go-on")
    }
}
