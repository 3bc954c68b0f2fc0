//! `report cohorts`, `rfm`, `pareto` and `rules`: the tables of value.

use serde_json::{Map, Value, json};

use super::super::args::Report;
use super::super::book::Book;
use super::super::context::Context;
use super::super::out::{Out, Outcome, Table};
use crate::domain::Money;
use crate::domain::lifecycle::cohort::Cohorts;
use crate::domain::value::basket::{self, Catalogue, Mined};
use crate::domain::value::pareto::{Class, Concentration, Holder, rank};
use crate::domain::value::rfm::{Cell, Scored, score};
use crate::domain::value::{Segment, ValueTable, Window};
use crate::ui::format::Format;

/// Months since the first that fit beside each other as text; JSON has them all.
const MONTHS_SHOWN: usize = 13;

/// `report cohorts`
pub(super) fn cohorts(cx: &Context, book: &mut Book, as_json: bool) -> Outcome {
    let cohorts = book.read(crate::store::read::Reader::cohorts)?;
    let mut out = cx.out();
    if as_json {
        let rows: Vec<Value> = cohorts
            .rows
            .iter()
            .map(|row| json!({ "cohort": row.cohort.to_string(), "size": row.size, "active": row.active }))
            .collect();
        out.json(&json!({ "rows": rows }))?;
        return out.end();
    }
    print_cohorts(cx, &cx.format_of(book), &cohorts, &mut out)?;
    out.end()
}

fn print_cohorts(cx: &Context, format: &Format, cohorts: &Cohorts, out: &mut Out) -> Outcome {
    let Some(width) = cohorts.rows.first().map(|row| row.active.len()) else {
        return out.text(&cx.t("cli-table-no-purchases"));
    };
    let shown = width.min(MONTHS_SHOWN);
    let mut columns = vec![(cx.t("cli-column-cohort"), false), (cx.t("cli-column-customers"), true)];
    columns.extend((1..shown).map(|since| (format!("+{since}"), true)));
    let mut table = Table::new(columns);
    for row in &cohorts.rows {
        let mut cells = vec![row.cohort.to_string(), format.int(row.size)];
        cells.extend(row.active[1..shown].iter().map(|n| n.map(|n| format.int(n)).unwrap_or_default()));
        table.row(cells);
    }
    table.print(out)?;
    out.text(&cx.t("cli-table-cohorts-note"))?;
    if shown < width {
        out.text(
            &cx.tf("cli-table-cohorts-cut", &[("shown", (shown - 1).into()), ("count", (width - 1).into())]),
        )?;
    }
    Ok(())
}

/// Which period a table speaks of, in words.
fn period_text(cx: &Context, format: &Format, table: &ValueTable) -> String {
    let until = format.day_words(table.at);
    match table.window.after(table.at) {
        None => cx.tf("cli-table-period-all", &[("until", until.into())]),
        Some(before) => cx.tf(
            "cli-table-period",
            &[("since", format.day_words(before.plus(1)).into()), ("until", until.into())],
        ),
    }
}

/// `report rfm`
pub(super) fn rfm(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let window: Window = args.period;
    let table = book.read(|reader| reader.value_table(window))?;
    let activity = table.activity();
    let scored = score(&activity, table.reference(), table.median);
    let cells = scored.cells(&activity);
    let codes = if args.customers { book.read(|reader| reader.codes_of(&table))? } else { Vec::new() };
    let format = cx.format_of(book);
    let decimals = book.decimals();
    let fixed = fixed_text(cx, &table, &scored);
    let mut out = cx.out();
    if args.json {
        let mut all = Map::new();
        all.insert("reference".into(), json!(table.reference()));
        all.insert("customers".into(), table.members.len().into());
        all.insert("cells".into(), cells.iter().map(|cell| cell_json(cell, decimals)).collect());
        let segments = segments(&cells);
        let segments = segments.iter().map(|(segment, count, revenue)| {
            json!({ "name": segment.key(), "count": count, "revenue": revenue.plain(decimals) })
        });
        all.insert("segments".into(), segments.collect());
        if args.customers {
            let scores = codes.into_iter().zip(&scored.scores);
            let scores: Map<String, Value> = scores.map(|(code, s)| (code, json!([s.r, s.f, s.m]))).collect();
            all.insert("scores".into(), scores.into());
        }
        if let Some(fixed) = fixed {
            cx.remark(&fixed);
        }
        out.json(&all)?;
        return out.end();
    }
    out.text(&period_text(cx, &format, &table))?;
    if table.members.is_empty() {
        out.text(&cx.t("cli-table-no-purchases"))?;
        return out.end();
    }
    if let Some(fixed) = fixed {
        out.text(&fixed)?;
    }
    print_grid(cx, &format, &cells, &mut out)?;
    let mut names = Table::new([
        (cx.t("cli-column-segment"), false),
        (cx.t("cli-column-rule"), false),
        (cx.t("cli-column-customers"), true),
        (cx.t("cli-column-revenue"), true),
    ]);
    for (segment, count, revenue) in segments(&cells) {
        let name = cx.t(&format!("segment-{}", segment.key().replace('_', "-")));
        names.row(vec![name, segment.cells().to_owned(), format.int(count), format.money(revenue)]);
    }
    names.print(&mut out)?;
    if args.customers {
        let mut each = Table::new([(cx.t("cli-column-code"), false), ("RFM".to_owned(), false)]);
        let mut rows: Vec<_> = codes.into_iter().zip(&scored.scores).collect();
        rows.sort_unstable();
        for (code, scores) in rows {
            each.row(vec![code, scores.to_string()]);
        }
        each.print(&mut out)?;
    }
    out.end()
}

fn cell_json(cell: &Cell, decimals: u32) -> Value {
    let rfm = cell.rfm;
    json!({ "r": rfm.r, "f": rfm.f, "m": rfm.m, "count": cell.count, "revenue": cell.revenue.plain(decimals) })
}

/// Customers and revenue of every segment, from best to worst.
fn segments(cells: &[Cell]) -> Vec<(Segment, u64, Money)> {
    let of = |segment| cells.iter().filter(move |cell| Segment::of(cell.rfm) == segment);
    Segment::ALL
        .into_iter()
        .map(|s| (s, of(s).map(|c| c.count).sum(), of(s).map(|c| c.revenue).sum()))
        .collect()
}

/// Which scores come from fixed cut-offs, in words; `None` where none does or nobody is scored.
fn fixed_text(cx: &Context, table: &ValueTable, scored: &Scored) -> Option<String> {
    if table.members.is_empty() || scored.fixed == [false; 3] {
        return None;
    }
    let names = ["cli-table-recency", "cli-table-frequency", "cli-table-money"];
    let named: Vec<String> =
        names.into_iter().zip(scored.fixed).filter(|(_, fixed)| *fixed).map(|(key, _)| cx.t(key)).collect();
    Some(cx.tf(
        "cli-table-fixed",
        &[("measures", named.join(", ").into()), ("customers", table.members.len().into())],
    ))
}

/// Recency down, frequency across, customers in the cells.
fn print_grid(cx: &Context, format: &Format, cells: &[Cell], out: &mut Out) -> Outcome {
    let mut columns = vec![(cx.t("cli-table-grid"), false)];
    columns.extend((1..=5).map(|f| (format!("F{f}"), true)));
    columns.push((cx.t("cli-table-sum"), true));
    let mut grid = Table::new(columns);
    let count = |r: Option<u8>, f: Option<u8>| {
        let met = cells.iter().filter(|c| r.is_none_or(|r| r == c.rfm.r) && f.is_none_or(|f| f == c.rfm.f));
        format.int(met.map(|c| c.count).sum::<u64>())
    };
    for r in (1..=5).rev().map(Some).chain([None]) {
        let name = r.map_or_else(|| cx.t("cli-table-sum"), |r| format!("R{r}"));
        let mut row = vec![name];
        row.extend((1..=5).map(Some).chain([None]).map(|f| count(r, f)));
        grid.row(row);
    }
    grid.print(out)
}

/// `report pareto`
pub(super) fn pareto(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let window: Window = args.period;
    let table = book.read(|reader| reader.value_table(window))?;
    let holders: Vec<Holder> = table.members.iter().map(Holder::from).collect();
    let whole = rank(&holders).concentration;
    let mut out = cx.out();
    if args.json {
        let decimals = book.decimals();
        let classes: Map<String, Value> = Class::ALL
            .into_iter()
            .zip(whole.classes)
            .map(|(class, (count, revenue))| {
                (class.key().to_owned(), json!({ "count": count, "revenue": revenue.plain(decimals) }))
            })
            .collect();
        out.json(&json!({
            "customers": whole.customers,
            "total": whole.total.plain(decimals),
            "top20_count": whole.top20_count,
            "top20_share": whole.top20_share,
            "customers_to_80": whole.customers_to_80,
            "gini": whole.gini,
            "top1_share": whole.top1_share,
            "classes": classes,
        }))?;
        return out.end();
    }
    let format = cx.format_of(book);
    out.text(&period_text(cx, &format, &table))?;
    if table.members.is_empty() {
        out.text(&cx.t("cli-table-no-purchases"))?;
        return out.end();
    }
    print_pareto(cx, &format, &whole, &mut out)?;
    out.end()
}

fn print_pareto(cx: &Context, format: &Format, whole: &Concentration, out: &mut Out) -> Outcome {
    let percent = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |s| format.percent_with(s, 1));
    let gini = whole.gini.map_or_else(|| "—".to_owned(), |g| format.decimal(g, 3));
    let part = |count: u64| Some(count as f64 / whole.customers as f64);
    out.text(&cx.tf(
        "cli-table-pareto-top",
        &[("count", whole.top20_count.into()), ("share", percent(whole.top20_share).into())],
    ))?;
    out.text(&cx.tf(
        "cli-table-pareto-80",
        &[("count", whole.customers_to_80.into()), ("share", percent(part(whole.customers_to_80)).into())],
    ))?;
    out.text(&cx.tf(
        "cli-table-pareto-risk",
        &[
            ("one", percent(whole.top1_share).into()),
            ("five", percent(whole.top5_share).into()),
            ("gini", gini.into()),
        ],
    ))?;
    let mut table = Table::new([
        (cx.t("cli-column-class"), false),
        (cx.t("cli-column-customers"), true),
        (cx.t("cli-column-revenue"), true),
    ]);
    for (class, (count, revenue)) in Class::ALL.into_iter().zip(whole.classes) {
        let name = if class == Class::None { cx.t("cli-table-class-none") } else { class.key().to_owned() };
        table.row(vec![name, format.int(count), format.money(revenue)]);
    }
    table.row(vec![cx.t("cli-table-sum"), format.int(whole.customers), format.money(whole.total)]);
    table.print(out)
}

/// `report rules`
pub(super) fn rules(cx: &Context, book: &mut Book, args: &Report) -> Outcome {
    let wanted = |code: &str| args.product.as_ref().is_none_or(|pattern| pattern.is_match(code));
    let (catalogue, baskets) = book.read(|reader| reader.baskets(Window::All, wanted))?;
    let min_count = basket::min_count(&baskets, args.min_support);
    let mined = basket::mine(&baskets, catalogue.products.len(), min_count, args.min_confidence);
    let mut out = cx.out();
    if args.json {
        let code = |item: u32| catalogue.products[item as usize].code.as_str();
        let rules: Vec<Value> = mined
            .rules
            .iter()
            .map(|r| {
                json!({
                    "a": code(r.a),
                    "b": code(r.b),
                    "n_ab": r.n_ab,
                    "n_a": r.n_a,
                    "n_b": r.n_b,
                    "support": r.support(),
                    "confidence": r.confidence(),
                    "lift": r.lift(),
                })
            })
            .collect();
        out.json(&json!({
            "baskets": mined.baskets,
            "min_count": mined.min_count,
            "pairs": mined.pairs,
            "rules": rules,
        }))?;
        return out.end();
    }
    print_rules(cx, &cx.format_of(book), &catalogue, &mined, &mut out)?;
    out.end()
}

fn print_rules(
    cx: &Context,
    format: &Format,
    catalogue: &Catalogue,
    mined: &Mined,
    out: &mut Out,
) -> Outcome {
    if mined.baskets == 0 {
        return out.text(&cx.t("cli-table-no-baskets"));
    }
    let told = |item: u32| {
        let product = &catalogue.products[item as usize];
        if product.name.is_empty() || product.name == product.code {
            product.code.clone()
        } else {
            format!("{} {}", product.code, product.name)
        }
    };
    if !mined.rules.is_empty() {
        let mut table = Table::new([
            (cx.t("cli-column-rule-a"), false),
            (cx.t("cli-column-rule-b"), false),
            (cx.t("cli-column-rule-both"), true),
            (cx.t("cli-column-rule-confidence"), true),
            (cx.t("cli-column-rule-lift"), true),
        ]);
        for rule in &mined.rules {
            table.row(vec![
                told(rule.a),
                told(rule.b),
                cx.tf("cli-table-rule-of", &[("both", rule.n_ab.into()), ("all", rule.n_a.into())]),
                format.percent_with(rule.confidence(), 1),
                format.decimal(rule.lift(), 2),
            ]);
        }
        table.print(out)?;
    }
    out.text(&cx.tf(
        "cli-table-rules-count",
        &[
            ("rules", mined.rules.len().into()),
            ("baskets", mined.baskets.into()),
            ("least", mined.min_count.into()),
        ],
    ))
}
