//! `report value`: the forecast of the portfolio, customer by customer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::args::Report;
use super::super::book::Book;
use super::super::context::Context;
use super::super::out::{Failure, Out, Outcome, Table};
use crate::domain::people::CustomerId;
use crate::domain::value::forecast::Outlook;
use crate::domain::value::forecast::{FEWEST_REPEAT_BUYERS, to_money};
use crate::domain::value::{Buyer, Caveat, Forecast, Terms};
use crate::domain::{Day, Money};
use crate::ui::format::Format;

/// Customers shown in text; JSON has all.
const SHOWN: usize = 30;
/// Decimals of model figures in money. They are no amounts that anybody paid: rounded to cents they could not be
/// compared with published ones.
const FIGURE_DECIMALS: usize = 6;

#[derive(Serialize)]
struct Whole<'a> {
    model: &'static str,
    parameters: BTreeMap<&'static str, f64>,
    log_likelihood: Option<f64>,
    gamma_gamma: Option<Spend>,
    identified: bool,
    warning: Option<String>,
    sum_p_alive: Option<f64>,
    expected_total: Option<f64>,
    customers: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Spend {
    p: f64,
    q: f64,
    gamma: f64,
    log_likelihood: f64,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    x: u32,
    t_x: u32,
    #[serde(rename = "T")]
    age: u32,
    m_x: String,
    p_alive: Option<f64>,
    expected: Option<f64>,
    p_no_purchase: Option<f64>,
    expected_spend: Option<String>,
    clv_12m: Option<String>,
    next_by: Option<Day>,
}

/// `report value`
pub(super) fn value(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let at = args.calibration_end.unwrap_or(book.info().as_of);
    known(book, at)?;
    let mut terms = Terms { decimals: book.decimals(), ..Terms::default() };
    terms.model = args.model.unwrap_or_default();
    terms.horizon_weeks = args.horizon.unwrap_or(terms.horizon_weeks);
    let buyers = book.buyers(at)?;
    let forecast = Forecast::fit(buyers.iter().map(|(_, buyer)| *buyer), at, terms);
    let mut coded: Vec<(String, CustomerId, Buyer)> = Vec::with_capacity(buyers.len());
    for (id, buyer) in buyers {
        coded.push((book.whole().code(id)?, id, buyer));
    }
    coded.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let mut out = cx.out();
    if args.json {
        out.json(&whole(cx, &forecast, &coded))?;
        return out.end();
    }
    print(cx, book, &forecast, &coded, &mut out)?;
    out.end()
}

/// Refuses a day after the as-of day: what comes later is not known.
pub(super) fn known(book: &Book, day: Day) -> Outcome {
    let as_of = book.info().as_of;
    if day > as_of {
        let (day, as_of) = (day.to_string(), as_of.to_string());
        return Err(Failure::refused("cli-error-later-day", &[("day", &day), ("as_of", &as_of)]));
    }
    Ok(())
}

fn whole<'a>(cx: &Context, forecast: &Forecast, coded: &'a [(String, CustomerId, Buyer)]) -> Whole<'a> {
    let totals = forecast.totals().filter(|_| forecast.is_personal());
    let fitted = forecast.fitted();
    Whole {
        model: forecast.terms().model.key(),
        parameters: fitted.map(|f| f.parameters.into_iter().collect()).unwrap_or_default(),
        log_likelihood: fitted.map(|f| f.log_likelihood),
        gamma_gamma: forecast.gamma_gamma().map(|(m, log_likelihood)| Spend {
            p: m.p,
            q: m.q,
            gamma: m.gamma,
            log_likelihood,
        }),
        identified: fitted.is_some_and(|f| f.identified),
        warning: warning(cx, forecast.caveats()),
        sum_p_alive: totals.map(|t| t.p_alive),
        expected_total: totals.map(|t| t.expected),
        customers: coded.iter().map(|(code, _, buyer)| row(forecast, code, buyer)).collect(),
    }
}

fn row<'a>(forecast: &Forecast, code: &'a str, buyer: &Buyer) -> Row<'a> {
    let at = forecast.at();
    let figure = |major: f64| format!("{major:.FIGURE_DECIMALS$}");
    let outlook = forecast.of(buyer);
    Row {
        code,
        x: buyer.x(),
        t_x: buyer.t_x_days(),
        age: buyer.age_days(at),
        m_x: figure(buyer.mean_repeat_spend() / 10_f64.powi(forecast.terms().decimals as i32)),
        p_alive: outlook.map(|o| o.p_alive),
        expected: outlook.map(|o| o.expected),
        p_no_purchase: outlook.map(|o| o.p_no_purchase),
        expected_spend: outlook.map(|o| figure(o.expected_spend)),
        clv_12m: outlook.map(|o| figure(o.clv.value)),
        next_by: outlook.and_then(|o| o.next_by(at)),
    }
}

/// What the forecast cannot or may not say, in sentences; `None` where it is as good as it gets.
pub(super) fn warning(cx: &Context, caveats: &[Caveat]) -> Option<String> {
    let sentences: Vec<String> = caveats.iter().map(|caveat| sentence(cx, *caveat)).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn sentence(cx: &Context, caveat: Caveat) -> String {
    match caveat {
        Caveat::NoBuyers => cx.t("cli-value-no-buyers"),
        Caveat::NoRepeatBuyers => cx.t("cli-value-no-repeat-buyers"),
        Caveat::FewRepeatBuyers { repeat_buyers } => cx.tf(
            "cli-value-few-repeat-buyers",
            &[("count", repeat_buyers.into()), ("least", FEWEST_REPEAT_BUYERS.into())],
        ),
        Caveat::ShortHistory { days, gap } => {
            cx.tf("cli-value-short-history", &[("days", days.into()), ("gap", gap.into())])
        }
        Caveat::NoDropOut => cx.t("cli-value-no-drop-out"),
        Caveat::SpendUnknown => cx.t("cli-value-spend-unknown"),
    }
}

/// The model with its parameters and what holds for everybody; shared with the backtest.
pub(super) fn print_fit(cx: &Context, format: &Format, forecast: &Forecast, out: &mut Out) -> Outcome {
    let model = cx.t(&format!("cli-model-{}", forecast.terms().model.key()));
    out.text(&cx.tf(
        "cli-value-heading",
        &[("model", model.into()), ("day", format.day_words(forecast.at()).into())],
    ))?;
    if let Some(fit) = forecast.fitted() {
        let figures: Vec<String> = fit
            .parameters
            .iter()
            .map(|(name, value)| format!("{name} {}", format.decimal(*value, 4)))
            .collect();
        out.text(&cx.tf(
            "cli-value-fit",
            &[
                ("parameters", figures.join(" · ").into()),
                ("likelihood", format.decimal(fit.log_likelihood, 2).into()),
            ],
        ))?;
    }
    if let Some(warning) = warning(cx, forecast.caveats()) {
        out.text(&warning)?;
    }
    Ok(())
}

fn print(
    cx: &Context,
    book: &Book,
    forecast: &Forecast,
    coded: &[(String, CustomerId, Buyer)],
    out: &mut Out,
) -> Outcome {
    let format = cx.format_of(book);
    print_fit(cx, &format, forecast, out)?;
    let weeks = format.decimal(forecast.terms().horizon_weeks, 0);
    if let Some(totals) = forecast.totals().filter(|_| forecast.is_personal()) {
        out.text(&cx.tf(
            "cli-value-totals",
            &[
                ("customers", coded.len().into()),
                ("alive", format.decimal(totals.p_alive, 0).into()),
                ("expected", format.decimal(totals.expected, 0).into()),
                ("weeks", weeks.into()),
            ],
        ))?;
    }
    if coded.is_empty() {
        return Ok(());
    }
    let decimals = book.decimals();
    let mut rows: Vec<(&str, &Buyer, Option<Outlook>)> =
        coded.iter().map(|(code, _, buyer)| (code.as_str(), buyer, forecast.of(buyer))).collect();
    // The greatest value first; of equals, and without figures, in the order of codes.
    let worth = |row: &(&str, &Buyer, Option<Outlook>)| {
        row.2.map_or(Money::ZERO, |o| to_money(o.clv.value, decimals))
    };
    rows.sort_by_key(|row| std::cmp::Reverse(worth(row)));
    let mut table = Table::new([
        (cx.t("cli-column-code"), false),
        (cx.t("cli-column-repeat-days"), true),
        (cx.t("cli-column-last-purchase"), false),
        (cx.t("cli-column-p-alive"), true),
        (cx.t("cli-column-expected"), true),
        (cx.t("cli-column-p-no-purchase"), true),
        (cx.t("cli-column-expected-spend"), true),
        (cx.t("cli-column-clv"), true),
        (cx.t("cli-column-clv-range"), true),
        (cx.t("cli-column-next-by"), false),
    ]);
    for (code, buyer, outlook) in rows.iter().take(SHOWN) {
        let mut cells =
            vec![(*code).to_owned(), format.int(buyer.x()), format.day_short(buyer.last, forecast.at())];
        match outlook {
            Some(o) => {
                let money = |major: f64| format.money(to_money(major, decimals));
                cells.extend([
                    format.percent(o.p_alive),
                    format.decimal(o.expected, 2),
                    format.percent(o.p_no_purchase),
                    money(o.expected_spend),
                    money(o.clv.value),
                    format!("{} – {}", money(o.clv.low), money(o.clv.high)),
                    next(cx, &format, forecast.at(), o),
                ]);
            }
            None => cells.extend(std::iter::repeat_n("—".to_owned(), 7)),
        }
        table.row(cells);
    }
    table.print(out)?;
    if rows.len() > SHOWN {
        out.text(&cx.tf("cli-value-more", &[("shown", SHOWN.into()), ("count", rows.len().into())]))?;
    }
    Ok(())
}

/// "by D (p %)", or that none is expected.
fn next(cx: &Context, format: &Format, at: Day, outlook: &Outlook) -> String {
    match outlook.next_by(at).filter(|_| outlook.expects_purchase()) {
        Some(day) => cx.tf(
            "cli-value-next-by",
            &[
                ("day", format.day_short(day, at).into()),
                ("chance", format.percent(0.5 * outlook.p_alive).into()),
            ],
        ),
        None => cx.t("cli-value-next-none"),
    }
}
