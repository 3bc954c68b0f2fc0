//! The form of a campaign: by which channel, to whom, what is said, how many are kept apart. Under it stands whom it
//! would reach and why not the others.

use serde::{Deserialize, Serialize};

use super::values::{read_money, read_number, typed_money};
use super::{Sheet, coded, judge, required, strict, text};
use crate::domain::Money;
use crate::domain::base::names::tidy;
use crate::domain::change::Change;
use crate::domain::lifecycle::Stage;
use crate::domain::people::{Channel, CustomerId};
use crate::domain::work::campaign::{CHANNELS, CampaignDraft, CampaignId, PLACES, USUAL_DAYS, fill};
use crate::store::ask::{Answer, Audience, Question};
use crate::ui::Look;
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// Share kept apart where nothing else is said, in percent.
const CONTROL: u8 = 10;

/// Whom it is made from, and which where there is one already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CampaignSheet {
    existing: Option<CampaignId>,
    before: CampaignDraft,
    customers: Vec<CustomerId>,
    #[serde(skip)]
    audiences: Vec<Audience>,
    #[serde(skip)]
    asked: Option<Channel>,
}

impl CampaignSheet {
    /// A campaign with these customers, told by `audience`.
    pub(super) fn new(customers: Vec<CustomerId>, audience: &str, stage: Option<Stage>) -> Self {
        let before = CampaignDraft {
            name: String::new(),
            channel: Channel::Phone,
            audience: audience.to_owned(),
            stage,
            offer: String::new(),
            script: String::new(),
            control: CONTROL,
            cost: Money::ZERO,
            days: USUAL_DAYS,
        };
        Self { existing: None, before, customers, audiences: Vec::new(), asked: None }
    }

    pub(super) fn edit(id: CampaignId, before: CampaignDraft) -> Self {
        Self { existing: Some(id), before, customers: Vec::new(), audiences: Vec::new(), asked: None }
    }

    fn channel(&self, form: &Form) -> Channel {
        Channel::from_code(&form.get("by_channel")).unwrap_or(self.before.channel)
    }

    fn audience(&self, channel: Channel) -> Option<&Audience> {
        self.audiences.iter().find(|audience| audience.channel == channel)
    }
}

fn percent(text: &str) -> Option<u8> {
    match text.trim().trim_end_matches('%').trim() {
        "" => Some(0),
        text => text.parse::<u8>().ok().filter(|p| *p <= 50),
    }
}

fn days(text: &str, look: &Look) -> Option<i32> {
    let days = read_number(text, look).ok()?;
    let days: i32 = days.try_into().ok()?;
    (1..=3650).contains(&days).then_some(days)
}

impl Sheet for CampaignSheet {
    fn key(&self) -> String {
        match self.existing {
            Some(id) => format!("form:campaign:{id}"),
            None => "form:campaign:new".to_owned(),
        }
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let old = &self.before;
        let stages = std::iter::once((String::new(), look.t("form-campaign-no-stage"))).chain(
            Stage::ALL.into_iter().map(|s| (s.key().to_owned(), look.t(&format!("stage-{}", s.key())))),
        );
        let cost =
            if old.cost == Money::ZERO { String::new() } else { typed_money(old.cost, &cx.currency(), look) };
        let mut fields = vec![text("name", look).required().value(&old.name)];
        if self.existing.is_none() {
            fields.push(coded("by_channel", look, &CHANNELS, Channel::code, "channel", old.channel));
        }
        fields.extend([
            text("audience", look).value(&old.audience),
            strict("about_stage", look, stages.collect(), old.stage.map_or("", Stage::key)),
            text("offered", look).hint(look.t("form-optional")).value(&old.offer),
            Field::of("script", look.t("form-f-script"), FieldKind::Note(3))
                .hint(look.t("form-hint-script"))
                .value(&old.script),
        ]);
        if self.existing.is_none() {
            fields.push(
                text("control", look).hint(look.t("form-hint-control")).value(&old.control.to_string()),
            );
        }
        fields.extend([
            text("cost", look).hint(look.t("form-optional")).value(&cost),
            text("days", look).hint(look.t("form-hint-campaign-days")).value(&old.days.to_string()),
        ]);
        let title = if self.existing.is_some() { "form-campaign-edit" } else { "form-campaign-new" };
        Form::new(look.t(title), fields)
    }

    fn wants(&mut self, form: &Form, _cx: &Cx<'_>) -> Vec<Question> {
        let channel = self.channel(form);
        if self.existing.is_some() || self.audience(channel).is_some() || self.asked == Some(channel) {
            return Vec::new();
        }
        self.asked = Some(channel);
        vec![Question::Audience { customers: self.customers.clone(), channel }]
    }

    fn take(&mut self, answer: &Answer) {
        if let Answer::Audience(audience) = answer {
            self.asked = self.asked.filter(|channel| *channel != audience.channel);
            self.audiences.push((**audience).clone());
        }
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        required(form, "name", all, look);
        if form.field_mut("control").is_some() {
            let verdict = percent(&form.get("control"))
                .map(|_| String::new())
                .ok_or_else(|| look.t("form-bad-control"));
            judge(form, "control", all, verdict);
        }
        let verdict =
            days(&form.get("days"), look).map(|_| String::new()).ok_or_else(|| look.t("form-bad-days"));
        judge(form, "days", all, verdict);
        let cost = form.get("cost");
        let verdict = if cost.trim().is_empty() {
            Ok(String::new())
        } else {
            read_money(&cost, look, &cx.currency()).and_then(|m| {
                if m < Money::ZERO {
                    Err(look.t("form-bad-price"))
                } else {
                    Ok(format!("→ {}", look.format.money(m)))
                }
            })
        };
        judge(form, "cost", all, verdict);
        let verdict =
            fill(&form.get("script"), |_| Some(String::new())).map(|_| String::new()).map_err(|place| {
                let known = PLACES.map(|p| format!("{{{}}}", look.t(&format!("place-{p}")))).join(" ");
                look.tf("form-bad-place", &[("place", place.into()), ("known", known.into())])
            });
        judge(form, "script", all, verdict);
        let nobody = self.existing.is_none()
            && self.audience(self.channel(form)).is_some_and(|audience| audience.reached.is_empty());
        form.set_error("by_channel", nobody.then(|| look.t("form-campaign-nobody")));
    }

    fn notices(&self, form: &Form, look: &Look) -> Vec<(String, bool)> {
        if self.existing.is_some() {
            return Vec::new();
        }
        let Some(audience) = self.audience(self.channel(form)) else {
            return vec![(look.t("form-campaign-counting"), false)];
        };
        let apart = {
            let n = audience.reached.len();
            let ids: Vec<CustomerId> = audience.reached.iter().map(|(id, _)| *id).collect();
            let kept = percent(&form.get("control")).unwrap_or(0);
            (n, crate::domain::work::campaign::split(&ids, kept, 0).into_iter().filter(|k| *k).count())
        };
        let mut lines = vec![(
            look.tf(
                "form-campaign-reach",
                &[
                    ("n", (apart.0 - apart.1).into()),
                    ("control", apart.1.into()),
                    ("all", self.customers.len().into()),
                ],
            ),
            false,
        )];
        let reasons: Vec<String> = audience
            .reasons()
            .into_iter()
            .map(|(why, n)| {
                format!("{} {}", look.t(&format!("left-out-{}", why.replace('_', "-"))), look.format.int(n))
            })
            .collect();
        if !reasons.is_empty() {
            lines.push((look.tf("form-campaign-left-out", &[("reasons", reasons.join(", ").into())]), false));
        }
        lines
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let cost = form.get("cost");
        let draft = CampaignDraft {
            name: tidy(&form.get("name")),
            channel: self.channel(form),
            audience: tidy(&form.get("audience")),
            stage: Stage::from_key(&form.get("about_stage")),
            offer: tidy(&form.get("offered")),
            script: form.get("script").trim().to_owned(),
            control: if self.existing.is_some() {
                self.before.control
            } else {
                percent(&form.get("control"))?
            },
            cost: if cost.trim().is_empty() {
                Money::ZERO
            } else {
                read_money(&cost, cx.look, &cx.currency()).ok()?
            },
            days: days(&form.get("days"), cx.look)?,
        };
        if let Some(id) = self.existing {
            return (draft != self.before).then(|| Change::EditCampaign { id, draft: Box::new(draft) });
        }
        let audience = self.audience(draft.channel)?;
        let members = audience.members(draft.control, cx.now.and_utc().timestamp() as u64);
        Some(Change::BeginCampaign { draft: Box::new(draft), members })
    }
}
