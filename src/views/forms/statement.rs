//! The form of a fact, a benefit sought or a file, with where it is known from.

use serde::{Deserialize, Serialize};

use super::values::read_day;
use super::{Sheet, coded, judge, required, strict, text};
use crate::domain::base::names::tidy;
use crate::domain::change::Change;
use crate::domain::people::sensitive::special_category;
use crate::domain::people::{CustomerId, Statement, StatementDraft, StatementKind};
use crate::ui::Look;
use crate::ui::form::Form;
use crate::views::Cx;

/// About whom, what may be cited, and which statement where it is known already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StatementSheet {
    customer: CustomerId,
    name: String,
    citable: Vec<(String, String)>,
    cites: Option<String>,
    existing: Option<Statement>,
}

impl StatementSheet {
    pub(super) fn new(
        customer: CustomerId,
        name: &str,
        mut citable: Vec<(String, String)>,
        cites: Option<String>,
        existing: Option<&Statement>,
    ) -> Self {
        let cites = existing.map_or(cites, |s| key_of(&s.draft));
        // An older one stays cited, even where it is not at hand.
        if let Some(key) = cites.as_ref().filter(|key| !citable.iter().any(|(k, _)| k == *key)) {
            citable.push((key.clone(), key.clone()));
        }
        Self { customer, name: name.to_owned(), citable, cites, existing: existing.cloned() }
    }

    fn typed(&self, form: &Form, cx: &Cx<'_>) -> Option<StatementDraft> {
        let cites = form.get("cites");
        let id = |kind: &str| cites.strip_prefix(kind)?.strip_prefix(':')?.parse().ok();
        Some(StatementDraft {
            customer: self.customer,
            kind: StatementKind::from_code(&form.get("kind"))?,
            text: tidy(&form.get("text")),
            source: tidy(&form.get("evidence")),
            note: id("note"),
            contact: id("contact"),
            day: read_day(&form.get("day"), cx.today, cx.look).ok()?,
        })
    }
}

/// Key of what a statement cites.
fn key_of(draft: &StatementDraft) -> Option<String> {
    let note = draft.note.map(|id| format!("note:{id}"));
    note.or_else(|| draft.contact.map(|id| format!("contact:{id}")))
}

impl Sheet for StatementSheet {
    fn key(&self) -> String {
        match &self.existing {
            Some(statement) => format!("form:statement:{}:{}", self.customer, statement.id),
            None => format!("form:statement:{}", self.customer),
        }
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let old = self.existing.as_ref().map(|s| &s.draft);
        let kind = old.map(|d| d.kind).unwrap_or_default();
        let day = old.map_or_else(|| look.t("date-today"), |d| d.day.to_string());
        let none = std::iter::once((String::new(), look.t("none")));
        let citable = none.chain(self.citable.iter().cloned()).collect();
        let fields = vec![
            coded("kind", look, &StatementKind::ALL, StatementKind::code, "statement", kind)
                .hint(look.t("form-hint-choose")),
            text("text", look)
                .required()
                .hint(look.t("form-hint-statement"))
                .value(old.map_or("", |d| &d.text)),
            text("evidence", look).hint(look.t("form-hint-evidence")).value(old.map_or("", |d| &d.source)),
            strict("cites", look, citable, self.cites.as_deref().unwrap_or_default()),
            text("day", look).required().hint(look.t("form-hint-since")).value(&day),
        ];
        let title = if old.is_some() { "form-statement-edit" } else { "form-statement-new" };
        let form = Form::new(format!("{} · {}", look.t(title), self.name), fields);
        if old.is_some() { form } else { form.with_another() }
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        required(form, "text", all, cx.look);
        let verdict = match read_day(&form.get("day"), cx.today, cx.look) {
            Ok(day) if day > cx.today => Err(cx.look.t("form-not-yet")),
            other => other.map(|day| format!("→ {}", cx.look.format.day_words(day))),
        };
        judge(form, "day", all, verdict);
    }

    fn notices(&self, form: &Form, look: &Look) -> Vec<(String, bool)> {
        care(&[form.get("text"), form.get("evidence")], look)
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let draft = self.typed(form, cx)?;
        if self.existing.as_ref().is_some_and(|s| s.draft == draft) {
            return None;
        }
        Some(Change::State { id: self.existing.as_ref().map(|s| s.id), draft })
    }
}

/// The sentence about data of special categories, where a text seems to be of one.
pub(super) fn care(texts: &[String], look: &Look) -> Vec<(String, bool)> {
    let category = texts.iter().find_map(|t| special_category(t));
    category
        .map(|c| {
            let what = look.t(&format!("special-{}", c.key()));
            (look.tf("special-care", &[("what", what.into())]), true)
        })
        .into_iter()
        .collect()
}
