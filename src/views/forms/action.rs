//! The form of a corrective action: which reason it is to mend, what is done, by whom, by when.

use serde::{Deserialize, Serialize};

use super::values::read_coming_day;
use super::{Sheet, choice, coded, judge, offer, required, text};
use crate::domain::change::Change;
use crate::domain::lifecycle::corrective::ActionDraft;
use crate::domain::lifecycle::recovery::LossReason;
use crate::store::ask::Vocabulary;
use crate::ui::form::Form;
use crate::views::Cx;

/// Which action, where there is one already, and what is proposed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ActionSheet {
    existing: Option<i64>,
    proposed: ActionDraft,
}

impl ActionSheet {
    pub(super) fn new(existing: Option<i64>, proposed: ActionDraft) -> Self {
        Self { existing, proposed }
    }
}

impl Sheet for ActionSheet {
    fn key(&self) -> String {
        match self.existing {
            Some(id) => format!("form:action:{id}"),
            None => "form:action".to_owned(),
        }
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let draft = &self.proposed;
        let fields = vec![
            coded("loss_reason", look, &LossReason::ALL, LossReason::key, "reason", draft.reason),
            text("what", look).required().value(&draft.what),
            choice("owner", look).value(&draft.owner),
            text("due", look)
                .hint(look.t("form-hint-deadline"))
                .value(&draft.due.map(|day| day.to_string()).unwrap_or_default()),
        ];
        let title = look.t(if self.existing.is_some() { "form-action-edit" } else { "form-action" });
        Form::new(title, fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        if form.get("what").trim().is_empty() {
            required(form, "what", all, look);
        } else {
            judge(form, "what", all, Ok(String::new()));
        }
        let due = form.get("due");
        let verdict = if due.trim().is_empty() {
            Ok(String::new())
        } else {
            read_coming_day(&due, cx.today, look).map(|day| format!("→ {}", look.format.day_words(day)))
        };
        judge(form, "due", all, verdict);
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let due = form.get("due");
        let due = match due.trim() {
            "" => None,
            typed => Some(read_coming_day(typed, cx.today, cx.look).ok()?),
        };
        let draft = ActionDraft {
            reason: LossReason::from_key(&form.get("loss_reason")).unwrap_or(self.proposed.reason),
            what: form.get("what").trim().to_owned(),
            owner: form.get("owner").trim().to_owned(),
            due,
        };
        if draft.what.is_empty() || self.existing.is_some() && draft == self.proposed {
            return None;
        }
        Some(Change::SaveAction { id: self.existing, draft })
    }

    fn offer(&self, form: &mut Form, vocabulary: &Vocabulary, _cx: &Cx<'_>) {
        offer(form, "owner", vocabulary.owners.iter().map(|(owner, _)| owner.clone()));
    }

    fn needs_vocabulary(&self) -> bool {
        true
    }
}
