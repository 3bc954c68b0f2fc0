//! The figures of each page as tables that can be written and copied: what is on the screen, whole and in numbers. What
//! is shortened there for want of room stands here to the cent.

use super::effort::{class_name, title_key};
use super::growth::{ACCOUNT, BRIDGE, SHARES, flow_key};
use super::lift::{KEPT, outcome_key};
use super::{figures, lift};
use crate::domain::Money;
use crate::domain::roster::ValueFigure;
use crate::domain::value::growth::{Driver, Takings};
use crate::domain::value::pareto::Class;
use crate::domain::value::priority::Flow;
use crate::domain::value::{Segment, ValueClass};
use crate::store::ask::{
    EffortBoard, GrowthBoard, LiftBoard, LiftCandidate, LiftRow, Unbalanced, ValueBoard,
};
use crate::ui::Look;
use crate::views::exports::{Grid, GridCell};

type Rows = Vec<Vec<GridCell>>;

fn heads(keys: &[&str], look: &Look) -> Vec<String> {
    keys.iter().map(|key| look.t(key)).collect()
}

/// A heading that says the currency: `Margen €`.
fn priced(key: &str, look: &Look) -> String {
    look.tf(key, &[("currency", look.format.currency.symbol.as_str().into())])
}

/// What a row is called, without the sign of reckoning that leads it on screen: in a table it would be a formula.
fn plain(key: &str, look: &Look) -> String {
    look.t(key).trim_start_matches(['=', '+', '−', ' ']).to_owned()
}

/// Part of a whole, where there is one.
fn part(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A title that says the period: `Pareto · últimos 12 meses`.
fn over(key: &str, board: &ValueBoard, look: &Look) -> String {
    format!("{} · {}", look.t(key), look.t(&figures::window_key(board.window)))
}

/// How revenue is spread by tenths of the customers, then the best fifth and the rest.
pub fn tenths(board: &ValueBoard, look: &Look) -> Grid {
    let decimals = look.format.currency.decimals;
    let total = board.concentration.total;
    let tops = (1..=10).map(|tenth| ValueFigure::Top(10 * tenth));
    let rows = tops
        .chain([ValueFigure::Rest(20)])
        .map(|figure| {
            let (n, money) = figures::count(board, figure);
            vec![
                GridCell::text(figures::name(figure, look)),
                GridCell::count(n),
                GridCell::money(money, decimals),
                GridCell::share(part(money.0, total.0)),
            ]
        })
        .collect();
    let headings =
        ["export-column-which", "value-column-heads", "value-column-money", "export-column-share-of-revenue"];
    Grid::new(over("value-pareto", board, look), heads(&headings, look), rows)
}

/// The classes A, B, C and none, and everybody; then the figures of the sentences beside the curve.
pub fn spread(board: &ValueBoard, look: &Look) -> [Grid; 2] {
    let decimals = look.format.currency.decimals;
    let c = &board.concentration;
    let all = (look.t("value-abc-all"), (c.customers, c.total));
    let classes =
        Class::ALL.map(|class| (look.t(&figures::abc_key(class)), c.classes[class as usize])).into_iter();
    let rows = classes
        .chain([all])
        .map(|(name, (n, money))| {
            vec![
                GridCell::text(name),
                GridCell::count(n),
                GridCell::money(money, decimals),
                GridCell::share(part(money.0, c.total.0)),
            ]
        })
        .collect();
    let headings =
        ["value-column-abc", "value-column-heads", "value-column-money", "export-column-share-of-revenue"];
    let mut told = vec![
        ("export-row-top20", GridCell::share(c.top20_share)),
        ("export-row-to80", GridCell::count(c.customers_to_80)),
        ("export-row-top1", GridCell::share(c.top1_share)),
        ("export-row-top5", GridCell::share(c.top5_share)),
    ];
    told.extend(c.gini.map(|gini| ("export-row-gini", GridCell::decimal(Some(gini), 2))));
    told.extend(c.a_threshold.map(|money| ("export-row-threshold", GridCell::money(money, decimals))));
    let told = told.into_iter().map(|(key, figure)| vec![GridCell::text(look.t(key)), figure]).collect();
    [
        Grid::new(over("value-abc", board, look), heads(&headings, look), rows),
        Grid::new(
            over("value-spread", board, look),
            heads(&["export-column-figure", "export-column-value"], look),
            told,
        ),
    ]
}

/// Lowest and highest value of each score.
pub fn bands(board: &ValueBoard, look: &Look) -> Grid {
    let decimals = look.format.currency.decimals;
    let shown = |measure: usize, value: i64| match measure {
        2 => GridCell::money(Money(value), decimals),
        _ => GridCell::count(value),
    };
    let measures = ["cli-table-recency", "cli-table-frequency", "cli-table-money"];
    let rows = measures.iter().enumerate().flat_map(|(measure, key)| {
        let known = (0..5).rev().filter_map(move |score| Some((score, board.bands[measure][score]?)));
        known.map(move |(score, (low, high))| {
            let score = GridCell::count(score + 1);
            vec![GridCell::text(look.t(key)), score, shown(measure, low), shown(measure, high)]
        })
    });
    let headings = ["export-column-measure", "export-column-score", "export-column-from", "export-column-to"];
    Grid::new(over("export-table-scores", board, look), heads(&headings, look), rows.collect())
}

/// Customers by recency and frequency, with the sums.
pub fn recency(board: &ValueBoard, look: &Look) -> Grid {
    let name =
        |letter: char, score: u8| if score == 0 { "Σ".to_owned() } else { format!("{letter}{score}") };
    let rows = [5, 4, 3, 2, 1, 0]
        .map(|r| {
            let cells = [1, 2, 3, 4, 5, 0].map(|f| {
                let n: u64 = figures::cells(board, r, f).map(|cell| cell.count).sum();
                GridCell::count(n)
            });
            std::iter::once(GridCell::text(name('R', r))).chain(cells).collect()
        })
        .to_vec();
    let headings = std::iter::once("RFM".to_owned()).chain([1, 2, 3, 4, 5, 0].map(|f| name('F', f)));
    Grid::new(over("value-grid", board, look), headings.collect(), rows)
}

/// Title of the classes by value to come.
fn classes_title(board: &ValueBoard, look: &Look) -> String {
    let key = if board.forecast.personal { "value-clv" } else { "value-clv-simple" };
    look.tf(key, &[("months", i64::from(board.rules.horizon_months).into())])
}

/// Of each, to the minor unit, halves away from zero.
fn average(sum: Money, n: u64) -> Money {
    let n = n.max(1) as i64;
    Money((2 * sum.0 + sum.0.signum() * n) / (2 * n))
}

/// Customers, mean and total of one of the classes or of all the active; the range where there is a personal forecast.
fn class_row(board: &ValueBoard, figure: ValueFigure, look: &Look) -> Vec<GridCell> {
    let decimals = look.format.currency.decimals;
    let (n, _) = figures::count(board, figure);
    let sums = board
        .classes
        .iter()
        .filter(|c| figure == ValueFigure::Active || figure == ValueFigure::Class(c.class))
        .fold([Money::ZERO; 3], |[net, low, high], c| [net + c.net, low + c.range.0, high + c.range.1]);
    let each = |sum: Money| (n > 0).then(|| average(sum, n));
    let [net, low, high] = sums;
    let range = |end: Money| GridCell::money_or(each(end).filter(|_| board.forecast.personal), decimals);
    vec![
        GridCell::text(figures::name(figure, look)),
        GridCell::count(n),
        GridCell::money_or(each(net), decimals),
        GridCell::money_or((n > 0).then_some(net), decimals),
        // With a margin below nothing the ends change places.
        range(low.min(high)),
        range(low.max(high)),
    ]
}

/// The classes by value to come, and what was decided about those below zero.
pub fn classes(board: &ValueBoard, look: &Look) -> Grid {
    let mut rows: Rows =
        ValueClass::ALL.map(|class| class_row(board, ValueFigure::Class(class), look)).to_vec();
    let decided = board.decided;
    if decided.incentive + decided.passive + decided.undecided > 0 {
        for (key, n) in [
            ("export-row-incentive", decided.incentive),
            ("export-row-passive", decided.passive),
            ("value-figure-undecided", decided.undecided),
        ] {
            rows.push(vec![GridCell::text(look.t(key)), GridCell::count(n)]);
        }
    }
    rows.push(class_row(board, ValueFigure::Active, look));
    Grid::new(classes_title(board, look), class_heads(look), rows)
}

fn class_heads(look: &Look) -> Vec<String> {
    heads(
        &[
            "value-column-class",
            "value-column-heads",
            "value-column-mean",
            "value-column-total",
            "export-column-mean-low",
            "export-column-mean-high",
        ],
        look,
    )
}

/// Who nearly is one of the best, by name; `None` until every name is known.
pub fn almost(board: &ValueBoard, names: Option<Vec<String>>, look: &Look) -> Option<Grid> {
    let decimals = look.format.currency.decimals;
    let rows = names?
        .into_iter()
        .zip(&board.almost_a)
        .map(|(name, almost)| {
            vec![
                GridCell::text(name),
                GridCell::money(almost.revenue, decimals),
                GridCell::money(almost.gap, decimals),
            ]
        })
        .collect();
    let headings = ["value-column-customer", "value-column-money", "value-column-gap"];
    Some(Grid::new(over("value-almost", board, look), heads(&headings, look), rows))
}

/// Value to come: the classes with what stands below them, and how it was forecast.
pub fn lifetime(board: &ValueBoard, look: &Look) -> Vec<Grid> {
    let decimals = look.format.currency.decimals;
    let mut rows: Rows =
        ValueClass::ALL.map(|class| class_row(board, ValueFigure::Class(class), look)).to_vec();
    let counted = |figure: ValueFigure| {
        vec![GridCell::text(figures::name(figure, look)), GridCell::count(figures::count(board, figure).0)]
    };
    rows.push(counted(ValueFigure::Undecided));
    rows.push(class_row(board, ValueFigure::Active, look));
    // Who is leaving cannot be said without a personal forecast.
    if board.forecast.personal {
        rows.push(counted(ValueFigure::Leaving));
    }
    rows.push(counted(ValueFigure::ReviewDue));
    let facts = &board.forecast;
    let figure = |key: &str, value: GridCell| vec![GridCell::text(look.t(key)), value];
    let mut told = vec![
        figure("export-row-buyers", GridCell::count(facts.buyers)),
        figure("export-row-repeat", GridCell::count(facts.repeat_buyers)),
    ];
    if facts.personal {
        told.push(figure("export-row-alive", GridCell::decimal(Some(facts.alive), 1)));
        told.push(figure("export-row-expected", GridCell::decimal(Some(facts.expected), 1)));
        told.push(figure("export-row-at-stake", GridCell::money(board.leaving.1, decimals)));
        told.extend(
            facts
                .parameters
                .iter()
                .map(|(name, value)| vec![GridCell::text(*name), GridCell::decimal(Some(*value), 6)]),
        );
    }
    let headings = heads(&["export-column-figure", "export-column-value"], look);
    vec![
        Grid::new(classes_title(board, look), class_heads(look), rows),
        Grid::new(look.t("value-facts"), headings, told),
    ]
}

/// The segments of the grid with customers and revenue.
pub fn segments(board: &ValueBoard, look: &Look) -> Grid {
    let decimals = look.format.currency.decimals;
    let total = board.concentration.total;
    let row = |(segment, n, money): &(Segment, u64, Money)| {
        vec![
            GridCell::text(look.t(&figures::segment_key(*segment))),
            GridCell::count(*n),
            GridCell::money(*money, decimals),
            GridCell::share(part(money.0, total.0)),
        ]
    };
    let headings = [
        "value-column-segment",
        "value-column-heads",
        "value-column-money",
        "export-column-share-of-revenue",
    ];
    Grid::new(
        over("value-segments", board, look),
        heads(&headings, look),
        board.segments.iter().map(row).collect(),
    )
}

/// Lifting: the candidates, the plans, what was kept, the quarters.
pub fn lifting(board: &LiftBoard, look: &Look) -> Vec<Grid> {
    let decimals = look.format.currency.decimals;
    let candidate = |c: &LiftCandidate| {
        vec![
            GridCell::text(&c.name),
            GridCell::money(c.candidate.revenue, decimals),
            GridCell::money(c.candidate.gap, decimals),
            if board.variety.sold == 0 { GridCell::blank() } else { GridCell::count(c.categories) },
            GridCell::text(look.t(lift::trend_key(c.candidate.trend))),
            GridCell::share(c.candidate.change),
            GridCell::text(lift::hints(c, look)),
        ]
    };
    let candidates = vec![
        look.t("lift-column-customer"),
        priced("lift-column-year", look),
        priced("lift-column-gap", look),
        look.t("export-column-categories"),
        look.t("lift-column-trend"),
        look.t("export-column-change"),
        look.t("lift-column-hint"),
    ];
    let plan = |p: &LiftRow| {
        vec![
            GridCell::text(&p.name),
            GridCell::money(p.plan.target, decimals),
            GridCell::money(p.revenue, decimals),
            GridCell::Day(p.plan.deadline),
            GridCell::text(&p.plan.owner),
            GridCell::text(look.t(outcome_key(p.outcome))),
            GridCell::day(p.closed.as_ref().map(|(day, _)| *day)),
        ]
    };
    let plans = vec![
        look.t("lift-column-customer"),
        priced("lift-column-target", look),
        priced("lift-column-so-far", look),
        look.t("lift-column-deadline"),
        look.t("lift-column-owner"),
        look.t("lift-column-state"),
        look.t("export-column-closed"),
    ];
    let kept = KEPT.iter().zip(lift::kept(board, look)).map(|(key, (share, words))| {
        vec![GridCell::text(look.t(&format!("lift-{key}"))), GridCell::share(share), GridCell::text(words)]
    });
    let quarters = board.quarters.iter().map(|q| {
        vec![
            GridCell::text(lift::quarter_name(q, look)),
            GridCell::count(q.reached),
            GridCell::count(q.ended),
            GridCell::count(q.promoted),
            GridCell::count(q.below),
        ]
    });
    vec![
        Grid::new(look.t("lift-almost"), candidates, board.candidates.iter().map(candidate).collect()),
        Grid::new(look.t("lift-plans"), plans, board.plans.iter().map(plan).collect()),
        Grid::new(
            look.t("lift-kept"),
            heads(&["export-column-figure", "export-column-share", "export-column-words"], look),
            kept.collect(),
        ),
        Grid::new(
            look.t("lift-quarters"),
            heads(
                &[
                    "lift-column-quarter",
                    "export-column-plans-reached",
                    "export-column-plans-ended",
                    "export-column-promoted",
                    "export-column-not-a",
                ],
                look,
            ),
            quarters.collect(),
        ),
    ]
}

/// Growth: the bridge, the account, what was kept and our part of what customers spend.
pub fn growth(board: &GrowthBoard, look: &Look) -> Vec<Grid> {
    let decimals = look.format.currency.decimals;
    let money = |amount: Option<Money>| GridCell::money_or(amount, decimals);
    let (before, now) = (&board.bridge.before, &board.bridge.now);
    let value = |takings: &Takings, row: &str| match row {
        "customers" => GridCell::count(takings.customers),
        "frequency" => GridCell::decimal(takings.frequency(), 2),
        "ticket" => money(takings.ticket()),
        "margin" => GridCell::share(Some(takings.margin)),
        "result" => money(Some(takings.result())),
        _ => money(takings.per_customer()),
    };
    let bridge = BRIDGE.iter().enumerate().map(|(at, row)| {
        let effect = match *row {
            "result" => Some(board.bridge.difference()),
            "arpc" => before.per_customer().zip(now.per_customer()).map(|(before, now)| now - before),
            _ => Some(board.bridge.effect(Driver::ALL[at])),
        };
        let name = GridCell::text(plain(&format!("growth-{row}"), look));
        vec![name, value(before, row), value(now, row), money(effect)]
    });
    let days = |(first, last)| format!("{} – {}", look.format.day(first), look.format.day(last));
    let mut bridge_heads = heads(&["growth-column-driver"], look);
    bridge_heads.push(format!("{} {}", look.t("growth-column-before"), days(board.windows.before)));
    bridge_heads.push(format!("{} {}", look.t("growth-column-now"), days(board.windows.now)));
    bridge_heads.push(priced("growth-column-effect", look));
    let accounting = &board.accounting;
    let account = ACCOUNT.iter().map(|flow| {
        let (heads, amount) = match flow {
            Flow::Opening => accounting.opening,
            Flow::Closing => accounting.closing,
            Flow::Moved(movement) => accounting.of(*movement),
        };
        vec![
            GridCell::text(plain(&flow_key(*flow), look)),
            GridCell::count(heads),
            GridCell::money(amount, decimals),
            GridCell::share(part(amount.0, accounting.opening.1.0)),
        ]
    });
    let account_heads = vec![
        look.t("growth-column-movement"),
        look.t("growth-column-customers"),
        priced("growth-column-amount", look),
        look.t("growth-column-share"),
    ];
    let shares = SHARES.iter().map(|row| {
        let share = match *row {
            "net-retention" => accounting.net_retention(),
            "gross-retention" => accounting.gross_retention(),
            _ => board.wallet.share(),
        };
        vec![GridCell::text(look.t(&format!("growth-{row}"))), GridCell::share(share)]
    });
    let wallet = &board.wallet;
    let told = [
        ("export-row-wallet-customers", GridCell::count(wallet.customers)),
        ("export-row-wallet-ours", GridCell::money(wallet.ours, decimals)),
        ("export-row-wallet-spend", GridCell::money(wallet.spend, decimals)),
    ];
    let told = told.into_iter().filter(|_| wallet.share().is_some());
    let shares = shares.chain(told.map(|(key, figure)| vec![GridCell::text(look.t(key)), figure]));
    vec![
        Grid::new(look.t("growth-bridge"), bridge_heads, bridge.collect()),
        Grid::new(look.t("growth-account"), account_heads, account.collect()),
        Grid::new(
            look.t("growth-shares"),
            heads(&["export-column-figure", "export-column-value"], look),
            shares.collect(),
        ),
    ]
}

/// Effort: time and value by class, contacts in time, and who has far too little or too much time.
pub fn effort(board: &EffortBoard, look: &Look) -> Vec<Grid> {
    let decimals = look.format.currency.decimals;
    let text = |key: &str| GridCell::text(look.t(key));
    let mut classes: Rows = board
        .classes
        .iter()
        .enumerate()
        .map(|(at, effort)| {
            vec![
                GridCell::text(class_name(board.axis, at, look)),
                GridCell::count(effort.customers),
                GridCell::count(effort.contacts),
                GridCell::decimal(Some(effort.minutes as f64 / 60.0), 1),
                GridCell::money(board.value_rules.cost_of(effort.minutes), decimals),
                GridCell::share(effort.share_of_minutes(&board.all)),
                GridCell::share(effort.share_of_value(&board.all)),
            ]
        })
        .collect();
    let (under, over) = board.out_of_balance;
    classes.push(vec![text("effort-under"), GridCell::count(under)]);
    classes.push(vec![text("effort-over"), GridCell::count(over)]);
    let class_heads = [
        "effort-column-class",
        "effort-column-customers",
        "effort-column-contacts",
        "export-column-hours",
        "effort-column-cost",
        "effort-column-time",
        "effort-column-value",
    ];
    let mut cadence: Rows = board
        .coverage
        .iter()
        .zip(Class::ALL)
        .map(|(coverage, class)| {
            vec![
                GridCell::text(look.tf("effort-class", &[("class", class.key().into())])),
                board.rules.days(class).map_or_else(GridCell::blank, GridCell::count),
                GridCell::count(coverage.customers),
                GridCell::count(coverage.within),
                GridCell::count(coverage.overdue()),
                GridCell::share(coverage.share()),
                GridCell::money(coverage.at_stake, decimals),
            ]
        })
        .collect();
    cadence.push(vec![text("effort-late-a"), GridCell::blank(), GridCell::count(board.late_a)]);
    let cadence_heads = [
        "effort-column-class",
        "export-column-every-days",
        "effort-column-customers",
        "effort-column-within",
        "effort-column-overdue",
        "effort-column-coverage",
        "effort-column-stake",
    ];
    let named = |u: &Unbalanced| {
        vec![
            GridCell::text(&u.name),
            GridCell::money(u.served.value, decimals),
            GridCell::count(u.served.minutes),
            GridCell::count(u.fair),
        ]
    };
    let named_heads =
        ["lift-column-customer", "value-column-money", "export-column-minutes", "export-column-fair-minutes"];
    let people = |key: &str, all: &[Unbalanced]| {
        Grid::new(look.t(key), heads(&named_heads, look), all.iter().map(named).collect())
    };
    vec![
        Grid::new(look.t(title_key(board.axis)), heads(&class_heads, look), classes),
        Grid::new(look.t("effort-cadence"), heads(&cadence_heads, look), cadence),
        people("effort-under", &board.under),
        people("effort-over", &board.over),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_average_is_rounded_and_not_cut() {
        for (sum, n, each) in
            [(20_000, 3, 6667), (-20_000, 3, -6667), (10, 4, 3), (-10, 4, -3), (10, 3, 3), (0, 3, 0)]
        {
            assert_eq!(average(Money(sum), n), Money(each), "{sum} over {n}");
        }
    }
}
