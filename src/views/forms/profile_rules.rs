//! The form of what segments follow from: generations, cuts of use, holidays of one's own.

use serde::{Deserialize, Serialize};

use super::{Sheet, judge, text};
use crate::domain::base::names::fold;
use crate::domain::change::Change;
use crate::domain::people::age::Generation;
use crate::domain::people::habits::{UsageCuts, UsageRule};
use crate::domain::people::holidays::LocalHoliday;
use crate::store::ask::Segmentation;
use crate::ui::Look;
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// The rules in force when the form was opened.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ProfileRulesSheet {
    generations: Vec<Generation>,
    usage: UsageRule,
    holidays: Vec<LocalHoliday>,
    thirds: Option<UsageCuts>,
}

impl ProfileRulesSheet {
    pub(super) fn new(segments: &Segmentation) -> Self {
        Self {
            generations: segments.generation_rules.clone(),
            usage: segments.usage_rule,
            holidays: segments.holidays.clone(),
            thirds: segments.thirds,
        }
    }
}

/// Lines that are not blank, each read; the number of the first that cannot be.
fn lines<T>(typed: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, usize> {
    let filled = typed.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    filled.map(|(n, line)| read(line).ok_or(n + 1)).collect()
}

fn generations(typed: &str) -> Result<Vec<Generation>, usize> {
    lines(typed, |line| {
        let (year, name) = line.trim().split_once(char::is_whitespace)?;
        let from = year.parse().ok().filter(|y| (1800..=2200).contains(y))?;
        Some(Generation { from, name: name.trim().to_owned() })
    })
}

/// Two numbers, the second not less than the first; or the word for thirds.
fn usage(typed: &str) -> Option<UsageRule> {
    if matches!(fold(typed.trim()).as_str(), "terciles" | "tercios" | "thirds") {
        return Some(UsageRule::Terciles);
    }
    let (medium, intensive) = typed.split_once([',', ' ', ';'])?;
    let medium = medium.trim().parse().ok().filter(|n| *n > 0)?;
    let intensive = intensive.trim().parse().ok().filter(|n| *n >= medium)?;
    Some(UsageRule::Cuts(UsageCuts { medium, intensive }))
}

fn usage_text(rule: UsageRule, look: &Look) -> String {
    match rule {
        UsageRule::Cuts(cuts) => format!("{}, {}", cuts.medium, cuts.intensive),
        UsageRule::Terciles => look.t("usage-terciles"),
    }
}

impl Sheet for ProfileRulesSheet {
    fn key(&self) -> String {
        "form:profile-rules".to_owned()
    }

    fn is_settings(&self) -> bool {
        true
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let generations: Vec<String> =
            self.generations.iter().map(|g| format!("{} {}", g.from, g.name)).collect();
        let holidays: Vec<String> = self.holidays.iter().map(LocalHoliday::line).collect();
        let note = |key: &str, rows, value: &[String]| {
            Field::of(key, look.t(&super::label_key(key)), FieldKind::Note(rows)).value(&value.join("\n"))
        };
        let fields = vec![
            text("usage_cuts", look).hint(look.t("form-hint-cuts")).value(&usage_text(self.usage, look)),
            note("generations", 6, &generations),
            note("holidays", 4, &holidays),
        ];
        Form::new(look.t("form-profile-rules"), fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        let verdict = match usage(&form.get("usage_cuts")) {
            Some(UsageRule::Cuts(c)) => Ok(c),
            Some(UsageRule::Terciles) => Ok(self.thirds.unwrap_or_default()),
            None => Err(look.t("form-bad-cuts")),
        };
        let verdict = verdict
            .map(|c| look.tf("form-cuts", &[("medium", c.medium.into()), ("intensive", c.intensive.into())]));
        judge(form, "usage_cuts", all, verdict);
        let bad = generations(&form.get("generations")).is_err();
        form.set_error("generations", (bad && all).then(|| look.t("form-bad-value")));
        let bad = lines(&form.get("holidays"), LocalHoliday::parse).is_err();
        form.set_error("holidays", (bad && all).then(|| look.t("form-bad-value")));
    }

    fn notices(&self, form: &Form, look: &Look) -> Vec<(String, bool)> {
        let mut said = Vec::new();
        if let Err(line) = generations(&form.get("generations")) {
            said.push((look.tf("rules-bad-generation", &[("line", line.into())]), true));
        }
        if let Err(line) = lines(&form.get("holidays"), LocalHoliday::parse) {
            said.push((look.tf("rules-bad-holiday", &[("line", line.into())]), true));
        }
        said.push((look.t("rules-how"), false));
        said
    }

    fn change(&self, form: &Form, _cx: &Cx<'_>) -> Option<Change> {
        let mut changes = Vec::new();
        let mut put = |key: &str, value: serde_json::Result<String>| {
            if let Ok(value) = value {
                changes.push(Change::Setting { key: key.to_owned(), value: Some(value) });
            }
        };
        let rule = usage(&form.get("usage_cuts"))?;
        if rule != self.usage {
            put("usage", serde_json::to_string(&rule));
        }
        let mut named = generations(&form.get("generations")).ok()?;
        named.sort_by_key(|g| g.from);
        if named != self.generations {
            put("generations", serde_json::to_string(&named));
        }
        let holidays = lines(&form.get("holidays"), LocalHoliday::parse).ok()?;
        if holidays != self.holidays {
            put("holidays", serde_json::to_string(&holidays));
        }
        match changes.len() {
            0 => None,
            1 => changes.pop(),
            _ => Some(Change::Batch(changes)),
        }
    }
}
