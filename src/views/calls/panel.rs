//! What is being written of a call: its outcome, and note, amount, reason or date where the outcome asks for them. Enter
//! goes to the next field and on the last one saves.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::domain::Money;
use crate::domain::change::Change;
use crate::domain::people::contact::NextStep;
use crate::domain::people::customer::NextContact;
use crate::domain::people::{Channel, ContactDraft, CustomerId, Direction, Outcome};
use crate::domain::work::calls::{CallDraft, Refusal};
use crate::domain::work::followup::{When, parse_when};
use crate::domain::work::hours::Closed;
use crate::store::ask::CallCard;
use crate::ui::Look;
use crate::ui::format::DateOrder;
use crate::ui::text_input::{TextField, TextKey};
use crate::views::Cx;
use crate::views::forms::values::{next_words, read_money, typed_money, when_error};

/// A field of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Step {
    /// Why the call was made although it may not be made now.
    Override,
    Note,
    Amount,
    /// One digit.
    Reason,
    Next,
    /// Nothing to write: Enter says that it is meant.
    Sure,
}

/// What is being written.
pub(super) struct Panel {
    pub customer: CustomerId,
    pub outcome: Outcome,
    pub steps: Vec<Step>,
    pub at: usize,
    pub why: TextField,
    pub note: TextField,
    pub amount: TextField,
    pub next: TextField,
    pub error: Option<String>,
    /// Amount that was proposed.
    proposed: String,
    /// Somebody wrote in it since it stands here; what comes back by itself is not.
    pub touched: bool,
}

/// What a crash must not take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PanelDraft {
    outcome: Outcome,
    steps: Vec<Step>,
    at: usize,
    why: String,
    note: String,
    amount: String,
    next: String,
}

/// Fields of an outcome; none for those that are saved at once.
pub(super) fn steps_of(outcome: Outcome) -> &'static [Step] {
    match outcome {
        Outcome::NoAnswer | Outcome::Busy | Outcome::Message | Outcome::WrongNumber => &[],
        Outcome::Interested => &[Step::Note, Step::Next],
        Outcome::Sale => &[Step::Note, Step::Amount, Step::Next],
        Outcome::Postpone => &[Step::Next],
        Outcome::Refused => &[Step::Reason],
        Outcome::Fault => &[Step::Note],
        Outcome::Never => &[Step::Sure],
    }
}

impl PanelDraft {
    /// The same with what was written of another call to the customer before it: no word of either is lost.
    pub fn after(mut self, before: &Self) -> Self {
        if !self.note.contains(before.note.trim()) {
            let both = format!("{} {}", before.note.trim(), self.note);
            both.trim().clone_into(&mut self.note);
        }
        for (now, was) in
            [(&mut self.why, &before.why), (&mut self.amount, &before.amount), (&mut self.next, &before.next)]
        {
            if now.is_empty() {
                now.clone_from(was);
            }
        }
        // A note that the outcome does not ask for is shown all the same.
        if !self.note.is_empty() && !self.steps.contains(&Step::Note) {
            let first = usize::from(self.steps.first() == Some(&Step::Override));
            self.steps.insert(first, Step::Note);
            self.at += usize::from(self.at >= first);
        }
        self
    }
}

impl Panel {
    /// For an outcome with this customer; `barred` where the call may not be made now, and has to be explained.
    pub fn new(outcome: Outcome, barred: bool, card: &CallCard, cx: &Cx<'_>) -> Self {
        let mut steps = steps_of(outcome).to_vec();
        if barred {
            steps.insert(0, Step::Override);
        }
        let amount = match (outcome, card.basket) {
            (Outcome::Sale, Some(basket)) => typed_money(basket, &cx.currency(), cx.look),
            _ => String::new(),
        };
        Self {
            customer: card.card.customer.id,
            outcome,
            steps,
            at: 0,
            why: TextField::default(),
            note: TextField::default(),
            amount: TextField::new(&amount),
            next: TextField::default(),
            error: None,
            proposed: amount,
            touched: true,
        }
    }

    pub fn step(&self) -> Option<Step> {
        self.steps.get(self.at).copied()
    }

    /// Whether letters are text now.
    pub fn is_typing(&self) -> bool {
        matches!(self.step(), Some(Step::Override | Step::Note | Step::Amount | Step::Next))
    }

    pub fn draft(&self) -> PanelDraft {
        PanelDraft {
            outcome: self.outcome,
            steps: self.steps.clone(),
            at: self.at,
            why: self.why.text().into(),
            note: self.note.text().into(),
            amount: self.amount.text().into(),
            next: self.next.text().into(),
        }
    }

    /// As it was written for this customer.
    pub fn restore(customer: CustomerId, draft: &PanelDraft) -> Self {
        Self {
            customer,
            outcome: draft.outcome,
            steps: draft.steps.clone(),
            at: draft.at.min(draft.steps.len().saturating_sub(1)),
            why: TextField::new(&draft.why),
            note: TextField::new(&draft.note),
            amount: TextField::new(&draft.amount),
            next: TextField::new(&draft.next),
            error: None,
            proposed: String::new(),
            touched: false,
        }
    }

    /// Whether anything was typed that would be lost.
    pub fn is_worth_keeping(&self) -> bool {
        !self.note.is_empty()
            || !self.why.is_empty()
            || !self.next.is_empty()
            || self.amount.text() != self.proposed
    }

    fn field(&mut self) -> Option<&mut TextField> {
        Some(match self.step()? {
            Step::Override => &mut self.why,
            Step::Note => &mut self.note,
            Step::Amount => &mut self.amount,
            Step::Next => &mut self.next,
            Step::Reason | Step::Sure => return None,
        })
    }

    /// A key of a text field that is not Enter or Esc; `templates` are what `;xx` stands for.
    pub fn key(&mut self, key: &TextKey, templates: &[(String, String)]) {
        self.touched = true;
        match key {
            TextKey::Tab | TextKey::Down => self.at = (self.at + 1).min(self.steps.len().saturating_sub(1)),
            TextKey::BackTab | TextKey::Up => self.at = self.at.saturating_sub(1),
            key => {
                let is_note = self.step() == Some(Step::Note);
                let Some(field) = self.field() else { return };
                if field.key(key) {
                    if is_note && *key == TextKey::Char(' ') {
                        expand(field, templates);
                    }
                    self.error = None;
                }
            }
        }
    }

    /// Enter: to the next field; true on the last one, where all can be saved.
    pub fn enter(&mut self, card: &CallCard, templates: &[(String, String)], cx: &Cx<'_>) -> bool {
        self.touched = true;
        match self.step() {
            Some(Step::Override) if self.why.text().trim().is_empty() => {
                self.error = Some(cx.look.t("calls-why-missing"));
                return false;
            }
            Some(Step::Note) => expand(&mut self.note, templates),
            Some(Step::Amount) => {
                if let Err(why) = self.money(cx) {
                    self.error = Some(why);
                    return false;
                }
            }
            Some(Step::Next) => {
                if let Err(why) = self.when(card, cx.now, cx.look) {
                    self.error = Some(why);
                    return false;
                }
            }
            _ => {}
        }
        self.error = None;
        self.at += 1;
        if self.at < self.steps.len() {
            return false;
        }
        self.at = self.steps.len().saturating_sub(1);
        true
    }

    /// Back one field.
    pub fn back(&mut self) {
        self.touched = true;
        self.at = self.at.saturating_sub(1);
    }

    /// Whether it is still to be written why a call is made that may not be made now; it is asked for then.
    pub fn lacks_reason(&mut self, cx: &Cx<'_>) -> bool {
        let first = self.steps.first() == Some(&Step::Override) && self.why.text().trim().is_empty();
        if first {
            (self.at, self.error) = (0, Some(cx.look.t("calls-why-missing")));
        }
        first
    }

    /// All fields as they stand, whichever is shown; false where one of them is wrong, which is shown then.
    pub fn is_whole(&mut self, card: &CallCard, cx: &Cx<'_>) -> bool {
        for (at, step) in self.steps.clone().into_iter().enumerate() {
            let wrong = match step {
                Step::Override if self.why.text().trim().is_empty() => Some(cx.look.t("calls-why-missing")),
                Step::Amount => self.money(cx).err(),
                Step::Next => self.when(card, cx.now, cx.look).err(),
                Step::Reason => Some(cx.look.t("calls-reason-missing")),
                _ => None,
            };
            if wrong.is_some() {
                (self.at, self.error) = (at, wrong);
                return false;
            }
        }
        true
    }

    fn money(&self, cx: &Cx<'_>) -> Result<Money, String> {
        let amount = read_money(self.amount.text(), cx.look, &cx.currency())?;
        if amount > Money::ZERO { Ok(amount) } else { Err(cx.look.t("calls-amount-none")) }
    }

    /// When the next contact is: as typed, or the suggestion where nothing is; `None` for none. With why it was moved.
    pub fn when(
        &self,
        card: &CallCard,
        now: NaiveDateTime,
        look: &Look,
    ) -> Result<Option<(When, Option<Closed>)>, String> {
        let plan = card.plan();
        if self.next.text().trim().is_empty() {
            // What was promised for later stays, unless another date is written.
            if let Some(next) = promised(card, now) {
                return Ok(Some((When { day: next.day, minute: next.minute }, None)));
            }
            return Ok(plan.proposed(self.outcome, now).map(|when| (when, None)));
        }
        let order = match look.format.date_order {
            DateOrder::Mdy => crate::domain::work::followup::DateOrder::MonthFirst,
            _ => crate::domain::work::followup::DateOrder::DayFirst,
        };
        let typed = parse_when(self.next.text(), now, order).map_err(|why| when_error(&why, look))?;
        Ok(typed.map(|when| plan.moved(when)))
    }

    /// The date in words, with why it is another one than was typed.
    pub fn echo(&self, card: &CallCard, now: NaiveDateTime, look: &Look) -> Result<String, String> {
        Ok(match self.when(card, now, look)? {
            None => look.t("form-next-none"),
            Some((when, moved)) => {
                let next = NextContact { day: when.day, minute: when.minute, note: String::new() };
                let words = next_words(&next, look);
                match moved {
                    None => words,
                    Some(why) => format!("{words} · {}", look.t(&format!("calls-moved-{}", why.key()))),
                }
            }
        })
    }

    /// The call as it is saved.
    pub fn change(
        &self,
        card: &CallCard,
        reason: Option<Refusal>,
        draft: String,
        cx: &Cx<'_>,
    ) -> Option<Change> {
        let has = |step| self.steps.contains(&step);
        let note = self.note.text().trim().to_owned();
        let stays = self.next.text().trim().is_empty() && promised(card, cx.now).is_some();
        let next = match (self.outcome, has(Step::Next)) {
            // The promise there is, with what it is about.
            (_, true) if stays => None,
            (_, true) => match self.when(card, cx.now, cx.look).ok()? {
                Some((when, _)) => {
                    Some(NextStep::On(NextContact { day: when.day, minute: when.minute, note: note.clone() }))
                }
                None => Some(NextStep::Clear),
            },
            // Whoever refused is left in peace; a complaint is seen to first.
            (Outcome::Refused, _) => Some(NextStep::Clear),
            (Outcome::Fault, _) => card.plan().proposed(Outcome::Fault, cx.now).map(|when| {
                NextStep::On(NextContact { day: when.day, minute: when.minute, note: note.clone() })
            }),
            _ => None,
        };
        let sale = if has(Step::Amount) { Some(self.money(cx).ok()?) } else { None };
        let note = match self.why.text().trim() {
            "" => note,
            why => {
                let why = cx.look.tf("calls-override-note", &[("why", why.into())]);
                if note.is_empty() { why } else { format!("{why} {note}") }
            }
        };
        let mut call = call(card, self.outcome, note, next, cx);
        (call.contact.reason, call.sale, call.draft) = (reason, sale, Some(draft));
        Some(Change::Call(Box::new(call)))
    }
}

/// The contact that is promised for a later day.
fn promised(card: &CallCard, now: NaiveDateTime) -> Option<&NextContact> {
    card.card.customer.next.as_ref().filter(|next| next.day > now.date().into())
}

/// A call that is saved at once, without anything written.
pub(super) fn at_once(card: &CallCard, outcome: Outcome, cx: &Cx<'_>) -> Change {
    let about = card.card.customer.next.as_ref().map(|next| next.note.clone()).unwrap_or_default();
    // A call that nobody answered takes no promise for later away.
    if promised(card, cx.now).is_some() {
        return Change::Call(Box::new(call(card, outcome, String::new(), None, cx)));
    }
    let next = card
        .plan()
        .again(outcome, cx.now)
        .map(|(when, _)| NextStep::On(NextContact { day: when.day, minute: when.minute, note: about }));
    Change::Call(Box::new(call(card, outcome, String::new(), next, cx)))
}

fn call(card: &CallCard, outcome: Outcome, note: String, next: Option<NextStep>, cx: &Cx<'_>) -> CallDraft {
    CallDraft {
        contact: ContactDraft {
            customer: card.card.customer.id,
            at: cx.now,
            channel: card.channel.ok().filter(|c| *c != Channel::Visit).unwrap_or(Channel::Phone),
            direction: Direction::Outbound,
            outcome,
            note,
            author: cx.stamp().author,
            reason: None,
            next,
        },
        phone: card.phone().to_owned(),
        sale: None,
        draft: None,
    }
}

/// `;pr` before the cursor at the end of the text becomes what it stands for.
fn expand(field: &mut TextField, templates: &[(String, String)]) {
    let text = field.text();
    if !field.at_end() {
        return;
    }
    let (body, blank) = match text.strip_suffix(' ') {
        Some(body) => (body, " "),
        None => (text, ""),
    };
    let start = body.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let Some(key) = body[start..].strip_prefix(';') else { return };
    if let Some((_, full)) = templates.iter().find(|(known, _)| known == key) {
        let whole = format!("{}{full}{blank}", &body[..start]);
        field.set(&whole);
    }
}
