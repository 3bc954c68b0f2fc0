//! The form of the next contact, of one or several customers.

use serde::{Deserialize, Serialize};

use super::values::{next_words, read_when};
use super::{Sheet, judge, required, text};
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::ui::form::Form;
use crate::views::Cx;

/// Whose next contact.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AgendaSheet {
    customers: Vec<CustomerId>,
    name: String,
}

impl AgendaSheet {
    pub(super) fn new(customers: Vec<CustomerId>, name: &str) -> Self {
        Self { customers, name: name.to_owned() }
    }
}

impl Sheet for AgendaSheet {
    fn key(&self) -> String {
        match self.customers.as_slice() {
            [one] => format!("form:agenda:{one}"),
            many => format!("form:agenda:{}+{}", many.first().copied().unwrap_or_default(), many.len()),
        }
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let who = match self.customers.len() {
            1 => self.name.clone(),
            n => look.tf("form-agenda-many", &[("n", n.into())]),
        };
        let fields = vec![
            text("next", look).required().hint(look.t("form-hint-next")),
            text("next_note", look).hint(look.t("form-hint-next-note")),
        ];
        Form::new(format!("{} · {who}", look.t("form-agenda")), fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        let next = form.get("next");
        if next.is_empty() {
            form.set_echo("next", "");
            required(form, "next", all, look);
            return;
        }
        let verdict = read_when(&next, cx.now, "", look).map(|next| {
            next.map_or_else(|| look.t("form-next-none"), |n| format!("→ {}", next_words(&n, look)))
        });
        judge(form, "next", all, verdict);
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let next = read_when(&form.get("next"), cx.now, &form.get("next_note"), cx.look).ok()?;
        Some(Change::SetNext { customers: self.customers.clone(), next })
    }
}
