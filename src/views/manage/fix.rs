//! One line over the queue of quality: another value for a field, judged while it is typed; or what the present value was
//! compared with.

use std::cell::RefCell;
use std::rc::Rc;

use super::quality::{field_key, problem_words};
use crate::domain::base::names::tidy;
use crate::domain::change::Change;
use crate::domain::people::quality::{Datum, Record, judge};
use crate::domain::people::{CustomerDraft, CustomerId, LabelId};
use crate::store::ask::{Card, QualityRow, Ticket};
use crate::ui::Look;
use crate::ui::dialog::Prompt;
use crate::views::{Cx, Go, View, line};

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
    let mut prompt = Prompt::new(title, look.t("quality-edit-label"), &Record::from(&draft).value(row.field));
    let about = About::Value(Box::new((draft, card.customer.labels.clone())));
    let line = Line { row: row.clone(), about, done: Rc::clone(done) };
    line.judge(&mut prompt, cx);
    line::open(prompt, line)
}

/// A line for what a value was compared with.
pub(super) fn confirm(row: &QualityRow, done: &Rc<RefCell<Done>>, look: &Look) -> Box<dyn View> {
    let title = look.tf(
        "quality-confirm-title",
        &[("field", look.t(&field_key(row.field)).into()), ("value", row.value.as_str().into())],
    );
    let mut prompt = Prompt::new(title, look.t("quality-confirm-label"), &done.borrow().source);
    prompt.echo = look.t("quality-confirm-how");
    line::open(prompt, Line { row: row.clone(), about: About::Source, done: Rc::clone(done) })
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
    done: Rc<RefCell<Done>>,
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
    fn judge(&self, prompt: &mut Prompt, cx: &Cx<'_>) -> bool {
        let About::Value(before) = &self.about else { return true };
        let (look, typed) = (cx.look, tidy(prompt.text()));
        let draft = match with(&before.0, self.row.field, &typed) {
            Ok(draft) => draft,
            Err(key) => {
                prompt.echo = format!("! {}", look.t(key));
                return false;
            }
        };
        let verdict = judge(self.row.field, &Record::from(&draft), cx.today);
        prompt.echo = match &verdict {
            _ if typed.is_empty() => String::new(),
            Some(Err((problem, expected))) => format!("! {}", problem_words(*problem, expected, look)),
            Some(Ok(())) => look.t("quality-edit-right"),
            None => String::new(),
        };
        !matches!(verdict, Some(Err(_)))
    }
}

impl line::About for Line {
    fn save(&mut self, prompt: &mut Prompt, cx: &mut Cx<'_>) -> Option<Ticket> {
        let (id, field) = (self.row.id, self.row.field);
        let typed = tidy(prompt.text());
        let may = self.judge(prompt, cx);
        let change = match &self.about {
            About::Source => {
                self.done.borrow_mut().source.clone_from(&typed);
                Change::VerifyField { customer: id, field, on: cx.today, source: typed }
            }
            About::Value(_) if !may => {
                let why = std::mem::take(&mut prompt.echo);
                let why = why.trim_start_matches("! ").into();
                prompt.error = Some(cx.look.tf("quality-edit-wrong", &[("why", why)]));
                return None;
            }
            About::Value(before) => match with(&before.0, field, &typed) {
                Ok(draft) if draft != before.0 => {
                    Change::EditCustomer { id, draft, labels: before.1.clone() }
                }
                _ => {
                    cx.go(Go::Pop);
                    return None;
                }
            },
        };
        Some(cx.change(change))
    }

    fn changed(&mut self, prompt: &mut Prompt, cx: &mut Cx<'_>) {
        self.judge(prompt, cx);
    }

    fn saved(&mut self) {
        self.done.borrow_mut().fields.push((self.row.id, self.row.field));
    }

    fn enter(&self) -> Option<&'static str> {
        Some("quality-key-save")
    }
}
