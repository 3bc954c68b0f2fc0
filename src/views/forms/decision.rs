//! The forms of decisions about value: an incentive with its target and day of review, and what became of it.

use serde::{Deserialize, Serialize};

use super::values::{read_day_ahead, read_money};
use super::{Sheet, judge, required, text};
use crate::domain::Money;
use crate::domain::change::{Change, ValueDraft, ValueKind};
use crate::domain::people::CustomerId;
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// For whom, and what they bring now.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct IncentiveSheet {
    customer: CustomerId,
    name: String,
    revenue: Money,
}

impl IncentiveSheet {
    pub(super) fn new(customer: CustomerId, name: &str, revenue: Money) -> Self {
        Self { customer, name: name.to_owned(), revenue }
    }

    fn read(&self, form: &Form, cx: &Cx<'_>) -> Option<ValueDraft> {
        let target = read_money(&form.get("wanted"), cx.look, &cx.currency()).ok()?;
        let review = read_day_ahead(&form.get("review"), cx.today, cx.look).ok()?;
        Some(ValueDraft {
            customer: self.customer,
            kind: ValueKind::Incentive,
            target: Some(target),
            review_on: Some(review),
            note: form.get("offer"),
        })
    }
}

impl Sheet for IncentiveSheet {
    fn key(&self) -> String {
        format!("form:incentive:{}", self.customer)
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let now = look.tf("form-hint-wanted", &[("money", look.format.money(self.revenue).into())]);
        let fields = vec![
            text("wanted", look).required().hint(now),
            text("review", look).required().hint(look.t("form-hint-review")),
            Field::of("offer", look.t("form-f-offer"), FieldKind::Note(3)),
        ];
        Form::new(format!("{} · {}", look.t("form-incentive"), self.name), fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        required(form, "wanted", all, look);
        required(form, "review", all, look);
        if !form.get("wanted").is_empty() {
            let verdict = read_money(&form.get("wanted"), look, &cx.currency()).and_then(|money| {
                if money > Money::ZERO {
                    Ok(look.format.money(money))
                } else {
                    Err(look.t("form-bad-target"))
                }
            });
            judge(form, "wanted", all, verdict);
        }
        if !form.get("review").is_empty() {
            let verdict = read_day_ahead(&form.get("review"), cx.today, look)
                .map(|day| format!("→ {}", look.format.day_words(day)));
            judge(form, "review", all, verdict);
        }
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        self.read(form, cx).map(Change::DecideValue)
    }
}

/// Which decision is reviewed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReviewSheet {
    id: i64,
    name: String,
    /// How it went, in words: shown over the field.
    result: String,
}

impl ReviewSheet {
    pub(super) fn new(id: i64, name: &str, result: &str) -> Self {
        Self { id, name: name.to_owned(), result: result.to_owned() }
    }
}

impl Sheet for ReviewSheet {
    fn key(&self) -> String {
        format!("form:review:{}", self.id)
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let field = text("became", look).required().hint(self.result.clone());
        Form::new(format!("{} · {}", look.t("form-review"), self.name), vec![field])
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        required(form, "became", all, cx.look);
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        Some(Change::ReviewValue { id: self.id, on: Some(cx.today), outcome: form.get("became") })
    }
}
