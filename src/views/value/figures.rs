//! The figures of value in words: what each counts, whom it lists, and where it comes from. What is shown is what is
//! listed: both are the same [`ValueFigure`].

use crate::domain::Money;
use crate::domain::query::Query;
use crate::domain::roster::{Scope, Sort, SortBy, ValueFigure};
use crate::domain::value::forecast::{Caveat, FEWEST_REPEAT_BUYERS};
use crate::domain::value::pareto::Class;
use crate::domain::value::rfm::Cell;
use crate::domain::value::{Segment, ValueClass, Window};
use crate::store::ask::{ClassFigures, ListSpec, ValueBoard};
use crate::ui::Look;
use crate::ui::visible::width;

/// Text key of a period: `value-period-12m`.
pub fn window_key(window: Window) -> String {
    format!("value-period-{}", window.key())
}

/// Text key of a segment's name.
pub fn segment_key(segment: Segment) -> String {
    format!("segment-{}", segment.key().replace('_', "-"))
}

/// Text key of a class by value to come.
pub fn class_key(class: ValueClass) -> String {
    format!("value-class-{}", class.key().replace('_', "-"))
}

/// Text key of a Pareto class.
pub fn abc_key(class: Class) -> String {
    format!("value-abc-{}", class.key().to_ascii_lowercase())
}

/// Figures of a class by value to come.
pub fn class(board: &ValueBoard, class: ValueClass) -> Option<&ClassFigures> {
    board.classes.iter().find(|figures| figures.class == class)
}

/// Active customers: whom the classes by value to come are made of.
pub fn active(board: &ValueBoard) -> u64 {
    board.classes.iter().map(|class| class.customers).sum()
}

/// Cells that a cell of the grid is made of; 0 stands for every score.
pub fn cells(board: &ValueBoard, r: u8, f: u8) -> impl Iterator<Item = &Cell> {
    board.cells.iter().filter(move |c| (r == 0 || c.rfm.r == r) && (f == 0 || c.rfm.f == f))
}

/// Customers and revenue of a figure, as the board has them.
pub fn count(board: &ValueBoard, figure: ValueFigure) -> (u64, Money) {
    let c = &board.concentration;
    let sum = |cells: &mut dyn Iterator<Item = &Cell>| {
        cells.fold((0, Money::ZERO), |(n, money), cell| (n + cell.count, money + cell.revenue))
    };
    match figure {
        ValueFigure::Base => (c.customers, c.total),
        ValueFigure::Top(percent) => c
            .curve
            .get(usize::from(percent / 10).saturating_sub(1))
            .filter(|_| percent % 10 == 0)
            .map_or((0, Money::ZERO), |step| (step.customers, step.revenue)),
        ValueFigure::Rest(percent) => {
            let (n, money) = count(board, ValueFigure::Top(percent));
            (c.customers - n, c.total - money)
        }
        ValueFigure::To80 => (c.customers_to_80, Money::ZERO),
        ValueFigure::Pareto(class) => c.classes[class as usize],
        ValueFigure::Cells { r, f, m } => {
            sum(&mut cells(board, r, f).filter(|cell| m == 0 || cell.rfm.m == m))
        }
        ValueFigure::Segment(segment) => board
            .segments
            .iter()
            .find(|(s, ..)| *s == segment)
            .map_or((0, Money::ZERO), |(_, n, money)| (*n, *money)),
        ValueFigure::Class(which) => {
            class(board, which).map_or((0, Money::ZERO), |f| (f.customers, f.revenue_12m))
        }
        ValueFigure::Active => (active(board), board.classes.iter().map(|class| class.revenue_12m).sum()),
        ValueFigure::AlmostA => (board.almost_a.len() as u64, board.almost_a.iter().map(|a| a.revenue).sum()),
        ValueFigure::Leaving => board.leaving,
        ValueFigure::Undecided => (board.decided.undecided, Money::ZERO),
        ValueFigure::ReviewDue => (board.decided.due, Money::ZERO),
    }
}

/// A figure in words: `20 % con más ventas`, `Celda R5 F4 «Leales»`.
pub fn name(figure: ValueFigure, look: &Look) -> String {
    let percent =
        |key: &str, n: u8| look.tf(key, &[("percent", look.format.percent(f64::from(n) / 100.0).into())]);
    match figure {
        ValueFigure::Base => look.t("value-figure-base"),
        ValueFigure::Top(n) => percent("value-figure-top", n),
        ValueFigure::Rest(n) => percent("value-figure-rest", n),
        ValueFigure::To80 => look.t("value-figure-to80"),
        ValueFigure::Pareto(class) => look.t(&abc_key(class)),
        ValueFigure::Cells { r, f, m } => {
            let scores: Vec<String> = [("R", r), ("F", f), ("M", m)]
                .iter()
                .filter(|(_, score)| *score > 0)
                .map(|(letter, score)| format!("{letter}{score}"))
                .collect();
            let scores = scores.join(" ");
            match (r, f) {
                (0, 0) if m == 0 => look.t("value-figure-base"),
                (1.., 1..) => look.tf(
                    "value-figure-cell",
                    &[("scores", scores.into()), ("segment", segments_of(r, f, look).into())],
                ),
                _ => look.tf("value-figure-scores", &[("scores", scores.into())]),
            }
        }
        ValueFigure::Segment(segment) => look.t(&segment_key(segment)),
        ValueFigure::Class(class) => look.t(&class_key(class)),
        ValueFigure::Active => look.t("value-figure-active"),
        ValueFigure::AlmostA => look.t("value-figure-almost"),
        ValueFigure::Leaving => look.t("value-figure-leaving"),
        ValueFigure::Undecided => look.t("value-figure-undecided"),
        ValueFigure::ReviewDue => look.t("value-figure-review-due"),
    }
}

/// Names of the segments that meet in a cell of recency and frequency: one or two.
pub fn segments_of(r: u8, f: u8, look: &Look) -> String {
    let names: Vec<String> = Segment::in_cell(r, f).iter().map(|s| look.t(&segment_key(*s))).collect();
    names.join(" / ")
}

/// Whether a figure is made over the period; the classes by value to come are not.
const fn has_period(figure: ValueFigure) -> bool {
    !matches!(
        figure,
        ValueFigure::Class(_)
            | ValueFigure::Active
            | ValueFigure::Leaving
            | ValueFigure::Undecided
            | ValueFigure::ReviewDue
    )
}

/// Heading of the list behind a figure.
pub fn heading(board: &ValueBoard, figure: ValueFigure, look: &Look) -> String {
    let name = name(figure, look);
    if has_period(figure) {
        look.tf("value-list", &[("what", name.into()), ("period", look.t(&window_key(board.window)).into())])
    } else {
        look.tf("value-list-active", &[("what", name.into())])
    }
}

/// The list behind a figure.
pub fn spec(board: &ValueBoard, figure: ValueFigure) -> ListSpec {
    ListSpec {
        scope: Scope::Value(board.window, figure),
        query: Query::default(),
        sort: Sort { by: SortBy::Given, descending: false },
    }
}

/// Where a figure comes from: formula, inputs, period, what is left out, rows.
pub fn explain(board: &ValueBoard, figure: ValueFigure, look: &Look) -> Vec<(String, String)> {
    let key = match figure {
        ValueFigure::Base => "base",
        ValueFigure::Top(_) | ValueFigure::Rest(_) => "top",
        ValueFigure::To80 => "to80",
        ValueFigure::Pareto(_) => "abc",
        ValueFigure::Cells { .. } => "cells",
        ValueFigure::Segment(_) => "segment",
        ValueFigure::Class(ValueClass::HighYield) => "class-high-yield",
        ValueFigure::Class(ValueClass::HighPotential) => "class-high-potential",
        ValueFigure::Class(ValueClass::Steady) => "class-steady",
        ValueFigure::Class(ValueClass::BelowZero) => "class-below-zero",
        ValueFigure::Active => "active",
        ValueFigure::AlmostA => "almost",
        ValueFigure::Leaving => "leaving",
        ValueFigure::Undecided => "undecided",
        ValueFigure::ReviewDue => "review-due",
    };
    let rules = board.rules;
    let threshold = board.concentration.a_threshold.unwrap_or_default();
    let arguments = [
        ("cells", if let ValueFigure::Segment(s) = figure { s.cells() } else { "" }.into()),
        ("threshold", look.format.money(threshold).into()),
        ("percent", i64::from(rules.yield_percent).into()),
        ("rising", i64::from(rules.rising_percent).into()),
        ("wallet", i64::from(rules.wallet_percent).into()),
    ];
    let days = [
        ("first", look.format.day(board.days.0).into()),
        ("last", look.format.day(board.days.1).into()),
        ("months", i64::from(rules.horizon_months).into()),
    ];
    let to_come = !has_period(figure);
    let inputs = if to_come { "value-explain-inputs-to-come" } else { "value-explain-inputs-text" };
    let period = if to_come { "value-explain-period-to-come" } else { "value-explain-period-text" };
    let (n, money) = count(board, figure);
    let cost = [
        ("hour", look.format.money(rules.hour_cost).into()),
        ("discount", look.format.percent_with(rules.discount(), 2).into()),
        ("margin", i64::from(rules.margin_percent).into()),
        ("months", i64::from(rules.horizon_months).into()),
    ];
    let mut rows = vec![
        (look.t("value-explain-formula"), look.tf(&format!("value-explain-{key}"), &arguments)),
        (look.t("value-explain-inputs"), look.tf(inputs, &cost)),
        (look.t("value-explain-period"), look.tf(period, &days)),
        (look.t("value-explain-left-out"), look.t("value-explain-left-out-text")),
        (
            look.t("value-explain-rows"),
            look.tf(
                if money == Money::ZERO { "value-explain-rows-text" } else { "value-explain-rows-money" },
                &[("n", (n as i64).into()), ("money", look.format.money(money).into())],
            ),
        ),
    ];
    if to_come {
        rows.insert(1, (look.t("value-explain-model"), forecast_words(board, look).join(" ")));
    }
    rows
}

/// What has to be said of the forecast: which model it is by, or why single customers have none and what stands in.
pub fn forecast_words(board: &ValueBoard, look: &Look) -> Vec<String> {
    let facts = &board.forecast;
    let mut words: Vec<String> = facts.caveats.iter().map(|caveat| caveat_words(*caveat, look)).collect();
    if facts.personal {
        if let Some(model) = facts.model {
            words.insert(0, look.t(&format!("value-model-{model}")));
        }
    } else if let Some(kept) = facts.retention {
        words.push(look.tf("value-simple", &[("kept", look.format.percent(kept).into())]));
    } else {
        words.push(look.t("value-simple-year"));
    }
    words
}

pub(super) fn caveat_words(caveat: Caveat, look: &Look) -> String {
    match caveat {
        Caveat::NoBuyers => look.t("value-caveat-no-buyers"),
        Caveat::NoRepeatBuyers => look.t("value-caveat-no-repeat"),
        Caveat::FewRepeatBuyers { repeat_buyers } => look.tf(
            "value-caveat-few",
            &[("n", (repeat_buyers as i64).into()), ("least", (FEWEST_REPEAT_BUYERS as i64).into())],
        ),
        Caveat::ShortHistory { days, gap } => {
            look.tf("value-caveat-short", &[("days", i64::from(days).into()), ("gap", i64::from(gap).into())])
        }
        Caveat::NoDropOut => look.t("value-caveat-no-drop-out"),
        Caveat::SpendUnknown => look.t("value-caveat-spend"),
    }
}

/// A range of money, the lower end first: with a margin below nothing the ends change places.
pub fn range(ends: (Money, Money), look: &Look) -> String {
    let (low, high) = (ends.0.min(ends.1), ends.0.max(ends.1));
    look.tf(
        "value-range",
        &[("low", look.format.amount_short(low).into()), ("high", look.format.amount_short(high).into())],
    )
}

/// The line at the foot: what all of it is made of, in as many words as fit.
pub fn base(board: &ValueBoard, look: &Look, room: usize) -> String {
    let c = &board.concentration;
    let arguments = [
        ("n", (c.customers as i64).into()),
        ("first", look.format.day(board.days.0).into()),
        ("last", look.format.day(board.days.1).into()),
        ("money", look.format.money(c.total).into()),
    ];
    let whole = look.tf("value-base", &arguments);
    if width(&whole) <= room { whole } else { look.tf("value-base-brief", &arguments) }
}
