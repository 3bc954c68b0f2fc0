//! The form of a free note.

use serde::{Deserialize, Serialize};

use super::{Sheet, required};
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::store::ask::Note;
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// About whom, and which note where it is known already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct NoteSheet {
    customer: CustomerId,
    name: String,
    id: Option<i64>,
    text: String,
}

impl NoteSheet {
    pub(super) fn new(customer: CustomerId, name: &str, existing: Option<&Note>) -> Self {
        let text = existing.map(|n| n.text.clone()).unwrap_or_default();
        Self { customer, name: name.to_owned(), id: existing.map(|n| n.id), text }
    }
}

impl Sheet for NoteSheet {
    fn key(&self) -> String {
        match self.id {
            Some(id) => format!("form:note:{}:{id}", self.customer),
            None => format!("form:note:{}", self.customer),
        }
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let field =
            Field::of("text", look.t("form-f-text"), FieldKind::Note(10)).required().value(&self.text);
        let title = if self.id.is_some() { "form-note-edit" } else { "form-note-new" };
        Form::new(format!("{} · {}", look.t(title), self.name), vec![field])
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        required(form, "text", all, cx.look);
    }

    fn change(&self, form: &Form, _cx: &Cx<'_>) -> Option<Change> {
        let text = form.get("text");
        let changed = text != self.text;
        changed.then_some(Change::Note { id: self.id, customer: self.customer, text })
    }
}
