//! The form of the settings of effort: how often each class is to be contacted, the goal of variety, and how long a
//! contact takes.

use serde::{Deserialize, Serialize};

use super::lift::whole;
use super::{Sheet, judge};
use crate::domain::change::Change;
use crate::domain::value::{EffortRules, ValueRules};
use crate::ui::form::Form;
use crate::views::Cx;

/// The settings in force.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EffortSheet {
    rules: EffortRules,
    value: ValueRules,
}

/// Each field with its greatest value; the least is 1 for days and 0 for minutes and categories.
const FIELDS: [(&str, u32, u32); 9] = [
    ("cadence_a", 1, 3650),
    ("cadence_b", 1, 3650),
    ("cadence_c", 1, 3650),
    ("variety", 1, 1000),
    ("minutes_phone", 0, 600),
    ("minutes_email", 0, 600),
    ("minutes_post", 0, 600),
    ("minutes_visit", 0, 600),
    ("minutes_other", 0, 600),
];

impl EffortSheet {
    pub(super) fn new(rules: EffortRules, value: ValueRules) -> Self {
        Self { rules, value }
    }

    fn values(&self) -> [u32; 9] {
        let ([a, b, c], [phone, email, post, visit, other]) = (self.rules.cadence_days, self.value.minutes);
        [a, b, c, self.rules.variety_goal, phone, email, post, visit, other]
    }
}

impl Sheet for EffortSheet {
    fn key(&self) -> String {
        "form:effort".to_owned()
    }

    fn is_settings(&self) -> bool {
        true
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let fields =
            FIELDS.iter().zip(self.values()).map(|((key, ..), value)| whole(key, look, value)).collect();
        Form::new(look.t("form-effort"), fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        for (key, least, most) in FIELDS {
            let good = read(form, key, least, most).is_some();
            let range = look.tf(
                "form-effort-range",
                &[("least", i64::from(least).into()), ("most", i64::from(most).into())],
            );
            judge(form, key, all, if good { Ok(String::new()) } else { Err(range) });
        }
    }

    fn change(&self, form: &Form, _cx: &Cx<'_>) -> Option<Change> {
        let mut typed = [0; 9];
        for (slot, (key, least, most)) in typed.iter_mut().zip(FIELDS) {
            *slot = read(form, key, least, most)?;
        }
        let [a, b, c, variety_goal, phone, email, post, visit, other] = typed;
        let rules = EffortRules { cadence_days: [a, b, c], variety_goal };
        let value = ValueRules { minutes: [phone, email, post, visit, other], ..self.value };
        let setting = |key: &str, value: String| Change::Setting { key: key.to_owned(), value: Some(value) };
        let mut changes = Vec::new();
        if rules != self.rules {
            changes.push(setting("effort", serde_json::to_string(&rules).ok()?));
        }
        if value != self.value {
            changes.push(setting("value", serde_json::to_string(&value).ok()?));
        }
        match changes.len() {
            0 => None,
            1 => changes.pop(),
            _ => Some(Change::Batch(changes)),
        }
    }
}

fn read(form: &Form, key: &str, least: u32, most: u32) -> Option<u32> {
    form.get(key).trim().parse().ok().filter(|n| (least..=most).contains(n))
}
