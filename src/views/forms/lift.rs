//! The form of a plan to make somebody one of the best: how much, by when, who, what to do.

use serde::{Deserialize, Serialize};

use super::values::{read_coming_day, read_money, typed_money};
use super::{Sheet, choice, judge, offer, required, text};
use crate::domain::change::{Change, LiftDraft};
use crate::domain::{Day, Money};
use crate::store::ask::Vocabulary;
use crate::ui::Look;
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// Whose plan, what is proposed, and which where there is one already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LiftSheet {
    name: String,
    existing: Option<i64>,
    proposed: LiftDraft,
    /// First day of the plan; today for a new one.
    start: Option<Day>,
}

impl LiftSheet {
    pub(super) fn new(name: &str, proposed: LiftDraft, existing: Option<(i64, Day)>) -> Self {
        let (existing, start) = existing.unzip();
        Self { name: name.to_owned(), existing, proposed, start }
    }

    fn deadline(&self, form: &Form, cx: &Cx<'_>) -> Result<Day, String> {
        let typed = form.get("deadline");
        let look = cx.look;
        let day = read_coming_day(&typed, cx.today, look)?;
        let start = self.start.unwrap_or_else(|| cx.stamp().today());
        if day < start {
            return Err(look.tf("form-lift-early", &[("day", look.format.day(start).into())]));
        }
        Ok(day)
    }

    fn target(form: &Form, cx: &Cx<'_>) -> Result<Money, String> {
        let target = read_money(&form.get("target"), cx.look, &cx.currency())?;
        if target > Money::ZERO { Ok(target) } else { Err(cx.look.t("form-lift-target")) }
    }
}

impl Sheet for LiftSheet {
    fn key(&self) -> String {
        match self.existing {
            Some(id) => format!("form:lift:{}:{id}", self.proposed.customer),
            None => format!("form:lift:{}", self.proposed.customer),
        }
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let plan = &self.proposed;
        let fields = vec![
            text("target", look)
                .required()
                .hint(look.tf("form-hint-target", &[("base", look.format.money(plan.base).into())]))
                .value(&typed_money(plan.target, &cx.currency(), look)),
            text("deadline", look)
                .required()
                .hint(look.t("form-hint-deadline"))
                .value(&plan.deadline.to_string()),
            choice("owner", look).value(&plan.owner),
            Field::of("plan", look.t("form-f-plan"), FieldKind::Note(3))
                .hint(look.t("form-hint-plan"))
                .value(&plan.note),
        ];
        let title = look.t(if self.existing.is_some() { "form-lift-edit" } else { "form-lift" });
        Form::new(format!("{title} · {}", self.name), fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        for key in ["target", "deadline"] {
            if form.get(key).is_empty() {
                form.set_echo(key, "");
                required(form, key, all, look);
                continue;
            }
            let verdict = if key == "target" {
                Self::target(form, cx).map(|target| look.format.money(target))
            } else {
                self.deadline(form, cx).map(|day| format!("→ {}", look.format.day_words(day)))
            };
            judge(form, key, all, verdict);
        }
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let draft = LiftDraft {
            customer: self.proposed.customer,
            target: Self::target(form, cx).ok()?,
            base: self.proposed.base,
            deadline: self.deadline(form, cx).ok()?,
            owner: form.get("owner"),
            note: form.get("plan"),
        };
        if self.existing.is_some() && draft == self.proposed {
            return None;
        }
        Some(Change::PlanLift { id: self.existing, draft })
    }

    fn offer(&self, form: &mut Form, vocabulary: &Vocabulary, _cx: &Cx<'_>) {
        offer(form, "owner", vocabulary.owners.iter().map(|(owner, _)| owner.clone()));
    }

    fn needs_vocabulary(&self) -> bool {
        true
    }
}

/// A field that holds a whole number of a setting.
pub(super) fn whole(key: &str, look: &Look, value: u32) -> Field {
    text(key, look).required().value(&value.to_string())
}
