//! The form of a further way to reach a customer.

use serde::{Deserialize, Serialize};

use super::{Sheet, coded, judge, required, strict, text};
use crate::domain::base::names::tidy;
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::domain::people::point::{Point, PointDraft, PointKind};
use crate::ui::Look;
use crate::ui::form::Form;
use crate::views::Cx;

/// Whose, and which where it is there already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PointSheet {
    customer: CustomerId,
    name: String,
    /// Whether they are in Spain, which decides how a number is written.
    at_home: bool,
    existing: Option<Point>,
}

impl PointSheet {
    pub(super) fn new(customer: CustomerId, name: &str, at_home: bool, existing: Option<&Point>) -> Self {
        Self { customer, name: name.to_owned(), at_home, existing: existing.cloned() }
    }

    fn typed(&self, form: &Form, cx: &Cx<'_>) -> Option<PointDraft> {
        let old = self.existing.as_ref().map(|point| &point.draft);
        let with = tidy(&form.get("verified_with"));
        let same = old.is_some_and(|old| old.verified_on.is_some() && old.verified_with == with);
        let since = |on: bool, was: Option<crate::domain::Day>| on.then(|| was.unwrap_or(cx.today));
        let mut draft = PointDraft {
            customer: self.customer,
            kind: PointKind::from_code(&form.get("kind"))?,
            value: form.get("value"),
            label: form.get("label"),
            hours: form.get("hours"),
            preferred: form.get("preferred") == "yes",
            invalid_on: since(
                form.get("valid") == "no",
                self.existing.as_ref().and_then(|old| old.told().invalid_on),
            ),
            verified_on: since(!with.is_empty(), old.filter(|_| same).and_then(|old| old.verified_on)),
            verified_with: with,
        };
        // A number noted as wrong in a call is known to be that already: it is no mark of the point.
        let noted = |old: &Point| {
            old.draft.invalid_on.is_none() && old.wrong_on.is_some() && old.draft.is_same(&draft)
        };
        if self.existing.as_ref().is_some_and(noted) {
            draft.invalid_on = None;
        }
        Some(draft.tidied())
    }

    /// Whether a number that was noted as wrong is said to work.
    fn works(&self, form: &Form) -> bool {
        form.get("valid") == "yes" && self.existing.as_ref().is_some_and(|point| point.wrong_on.is_some())
    }
}

fn yes_no(key: &str, look: &Look, yes: bool) -> crate::ui::field::Field {
    let options = ["yes", "no"].map(|word| (word.to_owned(), look.t(word))).to_vec();
    strict(key, look, options, if yes { "yes" } else { "no" })
}

impl Sheet for PointSheet {
    fn key(&self) -> String {
        match &self.existing {
            Some(point) => format!("form:point:{}:{}", self.customer, point.id),
            None => format!("form:point:{}", self.customer),
        }
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let old = self.existing.as_ref().map(|point| point.draft.clone()).unwrap_or_default();
        let works = self.existing.as_ref().is_none_or(|point| point.told().invalid_on.is_none());
        let fields = vec![
            coded("kind", look, &PointKind::ALL, PointKind::code, "point", old.kind)
                .hint(look.t("form-hint-choose")),
            text("value", look).required().hint(look.t("form-hint-value")).value(&old.value),
            text("label", look).hint(look.t("form-hint-label")).value(&old.label),
            text("hours", look).hint(look.t("form-hint-hours")).value(&old.hours),
            yes_no("preferred", look, old.preferred),
            yes_no("valid", look, works),
            text("verified_with", look).hint(look.t("form-hint-verified-with")).value(&old.verified_with),
        ];
        let title = if self.existing.is_some() { "form-point-edit" } else { "form-point-new" };
        let form = Form::new(format!("{} · {}", look.t(title), self.name), fields);
        if self.existing.is_some() { form } else { form.with_another() }
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        required(form, "value", all, cx.look);
        let draft = self.typed(form, cx).unwrap_or_default();
        if !draft.value.is_empty() {
            let why = || {
                let key = if draft.kind == PointKind::Email { "email" } else { "phone" };
                cx.look.t(&format!("quality-problem-{key}-form"))
            };
            judge(
                form,
                "value",
                all,
                if draft.can_be(self.at_home) { Ok(String::new()) } else { Err(why()) },
            );
        }
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let draft = self.typed(form, cx)?;
        let works = self.works(form);
        if !works && self.existing.as_ref().is_some_and(|point| point.draft == draft) {
            return None;
        }
        Some(Change::SavePoint { id: self.existing.as_ref().map(|point| point.id), draft, works })
    }
}
