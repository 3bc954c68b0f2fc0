//! The forms of handing customers to another seller, and of letting a lost one sleep until a day.

use serde::{Deserialize, Serialize};

use super::values::read_coming_day;
use super::{Sheet, choice, judge, text};
use crate::domain::base::names::tidy;
use crate::domain::change::{Change, WinbackStep};
use crate::domain::people::CustomerId;
use crate::store::ask::Vocabulary;
use crate::ui::form::Form;
use crate::views::Cx;

/// Days until a customer who sleeps is looked at again, where nothing else is said.
const SLEEP: i32 = 180;

/// Who is handed over.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct HandoverSheet {
    customers: Vec<CustomerId>,
    name: String,
}

impl HandoverSheet {
    pub(super) fn new(customers: Vec<CustomerId>, name: &str) -> Self {
        Self { customers, name: name.to_owned() }
    }
}

impl Sheet for HandoverSheet {
    fn key(&self) -> String {
        "form:handover".to_owned()
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let fields = vec![choice("owner", look).hint(look.t("form-hint-handover"))];
        Form::new(look.tf("form-handover", &[("name", self.name.as_str().into())]), fields)
    }

    fn needs_vocabulary(&self) -> bool {
        true
    }

    fn offer(&self, form: &mut Form, vocabulary: &Vocabulary, _cx: &Cx<'_>) {
        super::offer(form, "owner", vocabulary.owners.iter().map(|(owner, _)| owner.clone()));
    }

    fn check(&self, form: &mut Form, _cx: &Cx<'_>, all: bool) {
        judge(form, "owner", all, Ok(String::new()));
    }

    fn change(&self, form: &Form, _cx: &Cx<'_>) -> Option<Change> {
        Some(Change::Handover { customers: self.customers.clone(), owner: tidy(&form.get("owner")) })
    }
}

/// Who sleeps.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DormantSheet {
    customer: CustomerId,
    name: String,
}

impl DormantSheet {
    pub(super) fn new(customer: CustomerId, name: &str) -> Self {
        Self { customer, name: name.to_owned() }
    }
}

impl Sheet for DormantSheet {
    fn key(&self) -> String {
        format!("form:dormant:{}", self.customer)
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let proposed = cx.today.plus(SLEEP).to_string();
        let fields =
            vec![text("review_on", look).required().hint(look.t("form-hint-deadline")).value(&proposed)];
        Form::new(look.tf("form-dormant", &[("name", self.name.as_str().into())]), fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        let verdict = read_coming_day(&form.get("review_on"), cx.today, look)
            .map(|day| format!("→ {}", look.format.day_words(day)));
        judge(form, "review_on", all, verdict);
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let review = read_coming_day(&form.get("review_on"), cx.today, cx.look).ok()?;
        let step = WinbackStep::Dormant { on: cx.today, review };
        Some(Change::Winback { customer: self.customer, step })
    }
}
