//! One line over the queue of quality: another value for a field, judged while it is typed; or what the present value was
//! compared with.

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::quality::{field_key, problem_words};
use crate::domain::base::names::tidy;
use crate::domain::change::Change;
use crate::domain::people::quality::{Datum, Record, judge};
use crate::domain::people::{CustomerDraft, CustomerId, LabelId};
use crate::store::ask::{Answer, Card, ChangeWords, QualityRow, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{DialogEvent, Prompt};
use crate::ui::hits::Hits;
use crate::ui::text_input::TextKey;
use crate::views::{Cx, Go, View};

/// What the layers of this file tell the queue under them.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// Fields mended or confirmed.
    pub fields: Vec<(CustomerId, Datum)>,
    /// What was compared with last: proposed for the next one.
    source: String,
}

/// A line for another value of a field.
pub(super) fn edit(row: &QualityRow, card: &Card, done: &Rc<RefCell<Done>>, cx: &Cx<'_>) -> Box<dyn View> {
    let look = cx.look;
    let title = look.tf(
        "quality-edit-title",
        &[("field", look.t(&field_key(row.field)).into()), ("name", row.name.as_str().into())],
    );
    let draft = card.customer.draft.clone();
    let prompt = Prompt::new(title, look.t("quality-edit-label"), &Record::from(&draft).value(row.field));
    let about = About::Value(Box::new((draft, card.customer.labels.clone())));
    let mut line = Line { row: row.clone(), about, prompt, done: Rc::clone(done), saving: 0 };
    line.judge(cx);
    Box::new(line)
}

/// A line for what a value was compared with.
pub(super) fn confirm(row: &QualityRow, done: &Rc<RefCell<Done>>, look: &Look) -> Box<dyn View> {
    let title = look.tf(
        "quality-confirm-title",
        &[("field", look.t(&field_key(row.field)).into()), ("value", row.value.as_str().into())],
    );
    let mut prompt = Prompt::new(title, look.t("quality-confirm-label"), &done.borrow().source);
    prompt.echo = look.t("quality-confirm-how");
    let line = Line { row: row.clone(), about: About::Source, prompt, done: Rc::clone(done), saving: 0 };
    Box::new(line)
}

/// What is typed.
enum About {
    /// Another value, in place of the one of this customer with these labels.
    Value(Box<(CustomerDraft, Vec<LabelId>)>),
    /// What the value was compared with.
    Source,
}

struct Line {
    row: QualityRow,
    about: About,
    prompt: Prompt,
    done: Rc<RefCell<Done>>,
    saving: Ticket,
}

/// The customer with another value in a field; a sentence's key where it cannot be read.
fn with(draft: &CustomerDraft, field: Datum, value: &str) -> Result<CustomerDraft, &'static str> {
    let mut draft = draft.clone();
    let place = match field {
        Datum::TaxId => &mut draft.tax_id,
        Datum::Phone => &mut draft.phone,
        Datum::Mobile => &mut draft.mobile,
        Datum::Email => &mut draft.email,
        Datum::Address => &mut draft.address,
        Datum::PostalCode => &mut draft.postal_code,
        Datum::City => &mut draft.city,
        Datum::BirthYear => {
            let year = if value.is_empty() {
                None
            } else {
                Some(value.parse().map_err(|_| "quality-problem-birth-year")?)
            };
            // The day said the year as well; it does not any more.
            if draft.birth().map(crate::domain::people::age::Birth::year) != year {
                draft.birth_day = None;
            }
            draft.birth_year = year;
            return Ok(draft);
        }
    };
    value.clone_into(place);
    Ok(draft)
}

impl Line {
    /// How what is typed is understood; true where it may be kept.
    fn judge(&mut self, cx: &Cx<'_>) -> bool {
        let About::Value(before) = &self.about else { return true };
        let (look, typed) = (cx.look, tidy(self.prompt.text()));
        let draft = match with(&before.0, self.row.field, &typed) {
            Ok(draft) => draft,
            Err(key) => {
                self.prompt.echo = format!("! {}", look.t(key));
                return false;
            }
        };
        let verdict = judge(self.row.field, &Record::from(&draft), cx.today);
        self.prompt.echo = match &verdict {
            _ if typed.is_empty() => String::new(),
            Some(Err((problem, expected))) => format!("! {}", problem_words(*problem, expected, look)),
            Some(Ok(())) => look.t("quality-edit-right"),
            None => String::new(),
        };
        !matches!(verdict, Some(Err(_)))
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        if self.saving != 0 {
            return;
        }
        let (id, field) = (self.row.id, self.row.field);
        let typed = tidy(self.prompt.text());
        let may = self.judge(cx);
        let change = match &self.about {
            About::Source => {
                self.done.borrow_mut().source.clone_from(&typed);
                Change::VerifyField { customer: id, field, on: cx.today, source: typed }
            }
            About::Value(_) if !may => {
                let why = std::mem::take(&mut self.prompt.echo);
                self.prompt.error =
                    Some(cx.look.tf("quality-edit-wrong", &[("why", why.trim_start_matches("! ").into())]));
                return;
            }
            About::Value(before) => match with(&before.0, field, &typed) {
                Ok(draft) if draft != before.0 => {
                    Change::EditCustomer { id, draft, labels: before.1.clone() }
                }
                _ => return cx.go(Go::Pop),
            },
        };
        self.saving = cx.change(change);
    }
}

impl View for Line {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Text, KeyScope::Dialog]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Open | Action::Back)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if matches!(action, Action::Back | Action::Quit) {
            cx.go(Go::Pop);
        }
        matches!(action, Action::Back | Action::Quit)
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match self.prompt.key(key) {
            DialogEvent::Chosen(_) => self.save(cx),
            DialogEvent::Cancelled => cx.go(Go::Pop),
            DialogEvent::Changed => {
                self.judge(cx);
            }
            DialogEvent::None => {}
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if let (Answer::Done(_), true) = (answer, ticket == self.saving) {
            self.done.borrow_mut().fields.push((self.row.id, self.row.field));
            cx.go(Go::Pop);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.saving {
            self.saving = 0;
            self.prompt.error = Some(cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        self.prompt.draw(frame, area, look);
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open).then_some("quality-key-save")
    }
}
