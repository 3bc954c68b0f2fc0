//! The form of the settings of calls: hours, time zone, goal of the day, and how much is too much.

use serde::{Deserialize, Serialize};

use super::lift::whole;
use super::values::{clock, read_clock};
use super::{Sheet, judge, text};
use crate::domain::change::Change;
use crate::domain::work::calls::{CallRules, templates_of};
use crate::domain::work::hours::{CallHours, zone_named};
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// The settings in force.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CallsSheet {
    rules: CallRules,
}

/// Each whole number with its least and greatest value.
const NUMBERS: [(&str, u32, u32); 6] = [
    ("calls_goal", 1, 1000),
    ("calls_pressure", 1, 100),
    ("calls_pressure_days", 1, 365),
    ("calls_cooldown", 0, 3650),
    ("calls_attempts", 1, 100),
    ("calls_rest", 0, 365),
];

impl CallsSheet {
    pub(super) fn new(rules: CallRules) -> Self {
        Self { rules }
    }

    fn numbers(&self) -> [u32; 6] {
        let rules = &self.rules;
        [
            rules.goal,
            rules.pressure,
            rules.pressure_days,
            rules.cooldown_days,
            rules.attempts,
            rules.rest_days,
        ]
    }
}

impl Sheet for CallsSheet {
    fn key(&self) -> String {
        "form:calls".to_owned()
    }

    fn is_settings(&self) -> bool {
        true
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let mut fields = vec![
            text("calls_from", look).required().value(&clock(self.rules.hours.from)),
            text("calls_until", look).required().value(&clock(self.rules.hours.until)),
            text("calls_zone", look).required().value(&self.rules.zone),
        ];
        fields.extend(NUMBERS.iter().zip(self.numbers()).map(|((key, ..), value)| whole(key, look, value)));
        let own = self.rules.templates.clone();
        let shown = if own.is_empty() { crate::views::calls::usual_templates(look) } else { own };
        let lines: Vec<String> = shown.into_iter().map(|(key, words)| format!("{key}={words}")).collect();
        fields.push(
            Field::of("calls_templates", look.t("form-f-calls-templates"), FieldKind::Note(4))
                .value(&lines.join("\n")),
        );
        Form::new(look.t("form-calls"), fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        for (key, least, most) in NUMBERS {
            let range = look.tf(
                "form-effort-range",
                &[("least", i64::from(least).into()), ("most", i64::from(most).into())],
            );
            let good = read(form, key, least, most).is_some();
            judge(form, key, all, if good { Ok(String::new()) } else { Err(range) });
        }
        let from = read_clock(&form.get("calls_from"), look);
        let until = read_clock(&form.get("calls_until"), look);
        let order = match (&from, &until) {
            (Ok(from), Ok(until)) if from >= until => Err(look.t("form-calls-order")),
            _ => until.map(|_| String::new()),
        };
        judge(form, "calls_from", all, from.map(|_| String::new()));
        judge(form, "calls_until", all, order);
        let zone = zone_named(&form.get("calls_zone"));
        let zone = zone.map(|_| String::new()).ok_or_else(|| look.t("form-calls-zone"));
        judge(form, "calls_zone", all, zone);
        let templates = templates_of(&form.get("calls_templates"));
        let templates = templates.map(|_| String::new()).ok_or_else(|| look.t("form-calls-templates"));
        judge(form, "calls_templates", all, templates);
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let mut typed = [0; 6];
        for (slot, (key, least, most)) in typed.iter_mut().zip(NUMBERS) {
            *slot = read(form, key, least, most)?;
        }
        let [goal, pressure, pressure_days, cooldown_days, attempts, rest_days] = typed;
        let hours = CallHours {
            from: read_clock(&form.get("calls_from"), cx.look).ok()?,
            until: read_clock(&form.get("calls_until"), cx.look).ok()?,
        };
        let zone = form.get("calls_zone").trim().to_owned();
        zone_named(&zone).filter(|_| hours.from < hours.until)?;
        let written = templates_of(&form.get("calls_templates"))?;
        // Those of the language stay those of the language.
        let templates =
            if written == crate::views::calls::usual_templates(cx.look) { Vec::new() } else { written };
        let rules = CallRules {
            hours,
            zone,
            goal,
            attempts,
            rest_days,
            cooldown_days,
            pressure,
            pressure_days,
            templates,
        };
        let value = Some(serde_json::to_string(&rules).ok()?);
        (rules != self.rules).then(|| Change::Setting { key: "calls".to_owned(), value })
    }
}

fn read(form: &Form, key: &str, least: u32, most: u32) -> Option<u32> {
    form.get(key).trim().parse().ok().filter(|n| (least..=most).contains(n))
}
