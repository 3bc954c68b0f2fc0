//! The form that defines a field of the user's own.

use serde::{Deserialize, Serialize};

use super::statement::care;
use super::{Sheet, coded, required, text};
use crate::domain::base::names::tidy;
use crate::domain::change::Change;
use crate::domain::people::custom::several;
use crate::domain::people::{FieldDef, FieldType};
use crate::ui::Look;
use crate::ui::form::Form;
use crate::views::Cx;

/// Which field, where there is one already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FieldSheet {
    existing: Option<FieldDef>,
}

impl FieldSheet {
    pub(super) fn new(existing: Option<&FieldDef>) -> Self {
        Self { existing: existing.cloned() }
    }
}

impl Sheet for FieldSheet {
    fn key(&self) -> String {
        self.existing.as_ref().map_or_else(|| "form:field:new".to_owned(), |f| format!("form:field:{}", f.id))
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let old = self.existing.clone().unwrap_or_default();
        let fields = vec![
            text("name", look).required().hint(look.t("form-hint-field")).value(&old.name),
            coded("kind", look, &FieldType::ALL, FieldType::code, "field", old.kind)
                .hint(look.t("form-hint-choose")),
            text("choices", look).hint(look.t("form-hint-choices")).value(&old.choices.join(", ")),
        ];
        match self.existing {
            Some(_) => Form::new(look.t("form-field-edit"), fields),
            None => Form::new(look.t("form-field-new"), fields).with_another(),
        }
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        required(form, "name", all, cx.look);
        let empty = form.get("kind") == FieldType::Choice.code() && several(&form.get("choices")).is_empty();
        form.set_error("choices", (empty && all).then(|| cx.look.t("form-required")));
    }

    fn notices(&self, form: &Form, look: &Look) -> Vec<(String, bool)> {
        care(&[form.get("name"), form.get("choices")], look)
    }

    fn change(&self, form: &Form, _cx: &Cx<'_>) -> Option<Change> {
        let kind = FieldType::from_code(&form.get("kind"))?;
        let choices = if kind == FieldType::Choice { several(&form.get("choices")) } else { Vec::new() };
        let old = self.existing.clone().unwrap_or_default();
        let field =
            FieldDef { id: old.id, key: old.key.clone(), name: tidy(&form.get("name")), kind, choices };
        (self.existing.as_ref() != Some(&field)).then_some(Change::SaveField(field))
    }
}
