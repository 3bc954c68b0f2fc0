//! Figures of winning back: what each line counts, and where it comes from.

use super::{Tab, Which, Winback};
use crate::domain::lifecycle::recovery::LossReason;
use crate::domain::roster::WinbackState;
use crate::domain::{Day, Money};
use crate::store::ask::WinbackSummary;
use crate::ui::Look;
use crate::views::{Cx, Go};

/// A figure that opens the customers it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Lost, in this state.
    State(WinbackState),
    /// Lost and not given up: the queue.
    Open,
    /// Lost.
    Total,
    /// Came back within the last 90 days.
    Recovered,
    /// Lost for this reason.
    Reason(LossReason),
}

/// Lines of the panel of states.
pub const SITUATION: [Figure; 8] = [
    Figure::State(WinbackState::Unverified),
    Figure::State(WinbackState::Verified),
    Figure::State(WinbackState::Explained),
    Figure::State(WinbackState::Definitive),
    Figure::State(WinbackState::Dormant),
    Figure::Total,
    Figure::Open,
    Figure::Recovered,
];

/// Heads and money of a line.
pub fn value(summary: &WinbackSummary, figure: Figure) -> (u64, Money) {
    match figure {
        Figure::State(state) => summary.states[state as usize],
        Figure::Open => sum(&summary.states[..WinbackState::Definitive as usize]),
        Figure::Total => sum(&summary.states),
        Figure::Recovered => {
            (summary.recovered.len() as u64, summary.recovered.iter().map(|(.., amount, _)| *amount).sum())
        }
        Figure::Reason(reason) => summary
            .reasons
            .iter()
            .find(|(other, ..)| *other == reason)
            .map_or((0, Money::ZERO), |(_, heads, money)| (*heads, *money)),
    }
}

fn sum(states: &[(u64, Money)]) -> (u64, Money) {
    (states.iter().map(|(n, _)| n).sum(), states.iter().map(|(_, money)| *money).sum())
}

/// Customers who came back within 90 days of a contact of ours, of those contacted while lost.
pub fn won_back(summary: &WinbackSummary) -> usize {
    summary.recovered.iter().filter(|(.., ours)| *ours).count()
}

/// What is told under those who came back: the rate, what became of those won back, what it cost, and whether the rule
/// cries wolf.
pub fn aftermath(summary: &WinbackSummary, look: &Look) -> Vec<String> {
    let after = &summary.aftermath;
    let share = |part: Option<f64>| part.map_or_else(|| "—".to_owned(), |part| look.format.percent(part));
    let money = |money: Option<Money>| money.map_or_else(|| "—".to_owned(), |m| look.format.money(m));
    let mut lines = vec![
        look.tf(
            "winback-explain-rate-text",
            &[
                ("won", won_back(summary).into()),
                ("contacted", summary.contacted_90d.into()),
                ("attempts", summary.attempts_90d.into()),
            ],
        ),
        look.tf(
            "winback-after",
            &[
                ("won", after.won.into()),
                ("second", share(after.second_rate()).into()),
                ("again", share(after.relapse_rate()).into()),
                ("due", after.due.into()),
            ],
        ),
        look.tf(
            "winback-cost",
            &[
                ("attempts", after.attempts.into()),
                ("cost", money(Some(after.cost)).into()),
                ("given", money(Some(after.given)).into()),
                ("each", money(after.cost_each()).into()),
            ],
        ),
    ];
    if let (truly, all @ 1..) = summary.checked {
        let rate = truly as f64 / all as f64;
        lines.push(look.tf(
            "winback-precision",
            &[("truly", truly.into()), ("all", all.into()), ("rate", look.format.percent(rate).into())],
        ));
    }
    if let Some(proposal) = summary.proposal {
        lines.push(look.tf(
            "winback-proposal",
            &[
                ("k", look.format.decimal(f64::from(proposal.lost_tenths) / 10.0, 1).into()),
                ("spared", proposal.spared.into()),
                ("alarms", proposal.alarms.into()),
            ],
        ));
    }
    lines
}

/// Text key of a state.
pub fn state_key(state: WinbackState) -> &'static str {
    match state {
        WinbackState::Unverified => "winback-state-unverified",
        WinbackState::Verified => "winback-state-verified",
        WinbackState::Explained => "winback-state-explained",
        WinbackState::Definitive => "winback-state-definitive",
        WinbackState::Dormant => "winback-state-dormant",
    }
}

/// Text key of a reason.
pub fn reason_key(reason: LossReason) -> String {
    format!("reason-{}", reason.key().replace('_', "-"))
}

/// What a line of the panel of states is called.
pub fn name(figure: Figure, look: &Look) -> String {
    match figure {
        Figure::State(state) => look.t(&state_key(state).replace("-state-", "-states-")),
        Figure::Open => look.t("winback-figure-open"),
        Figure::Total => look.t("winback-figure-total"),
        Figure::Recovered => look.t("winback-figure-recovered"),
        Figure::Reason(reason) => look.t(&reason_key(reason)),
    }
}

/// Where the figure under the cursor, or the list, comes from.
pub fn explain(view: &Winback, cx: &mut Cx<'_>) {
    let look = cx.look;
    let Some(summary) = &view.summary else { return };
    let figure = view.figure().unwrap_or(match (view.tab, view.which) {
        (Tab::Returned, _) => Figure::Recovered,
        (_, Which::State(state)) => Figure::State(state),
        (_, Which::Everybody) => Figure::Total,
        (_, Which::Open) => Figure::Open,
    });
    let key = match figure {
        Figure::State(WinbackState::Unverified) => "unverified",
        Figure::State(WinbackState::Verified) => "verified",
        Figure::State(WinbackState::Explained) => "explained",
        Figure::State(WinbackState::Definitive) => "definitive",
        Figure::State(WinbackState::Dormant) => "dormant",
        Figure::Open => "open",
        Figure::Total => "total",
        Figure::Recovered => "recovered",
        Figure::Reason(_) => "reason",
    };
    let rules = view.rules;
    let rule = [
        ("k", look.format.decimal(f64::from(rules.lost_tenths) / 10.0, 1).into()),
        ("lo", i64::from(rules.lost_min).into()),
        ("hi", i64::from(rules.lost_max).into()),
    ];
    let (heads, money) = value(summary, figure);
    let day = |day: Day| look.format.day_words(day);
    let period = if figure == Figure::Recovered {
        let first = cx.today.plus(-89);
        look.tf("winback-explain-days", &[("first", day(first).into()), ("last", day(cx.today).into())])
    } else {
        look.tf("winback-explain-as-of", &[("day", day(cx.today).into())])
    };
    let result = look.tf(
        "winback-explain-result-text",
        &[("n", heads.into()), ("money", look.format.money(money).into())],
    );
    let pair = |key: &str, text: String| (look.t(&format!("winback-explain-{key}")), text);
    let mut rows = vec![pair("formula", look.tf(&format!("winback-explain-formula-{key}"), &rule))];
    if figure == Figure::Recovered {
        rows.push(pair(
            "rate",
            look.tf(
                "winback-explain-rate-text",
                &[
                    ("won", won_back(summary).into()),
                    ("contacted", summary.contacted_90d.into()),
                    ("attempts", summary.attempts_90d.into()),
                ],
            ),
        ));
    } else {
        rows.push(pair("lost", look.tf("winback-explain-lost-text", &rule)));
        rows.push(pair("money", look.t("winback-explain-money-text")));
    }
    rows.push(pair("period", period));
    rows.push(pair("left-out", look.t("winback-explain-left-out-text")));
    rows.push(pair("result", result));
    cx.go(Go::Push(crate::views::explain::view(name(figure, look), rows)));
}
