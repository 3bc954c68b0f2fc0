//! The tables of value through the command line: equal to the published ones, the same whatever the order of rows, and
//! without a figure that is no number at the edges.

#![expect(clippy::unwrap_used, reason = "helpers of tests; a failure is the test's own")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use cartera::domain::value::Segment;
use serde_json::Value;

/// A portfolio imported from one file, in a folder of its own.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn empty() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        home.ok("2026-11-23", &["init"]);
        home
    }

    fn of_file(path: &Path, more: &[&str]) -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        let mut arguments = vec!["import", path.to_str().unwrap(), "--yes"];
        arguments.extend(more);
        home.ok("2026-11-23", &arguments);
        home
    }

    /// A portfolio of purchases: customer, day, amount.
    fn of_purchases<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Self {
        let mut csv = "customer,date,number,code,product,quantity,price\n".to_owned();
        for (n, (customer, day, amount)) in rows.into_iter().enumerate() {
            writeln!(csv, "{customer},{day},N{n},P{},Product,1,{amount}", n % 3).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("purchases.csv");
        fs::write(&path, csv).unwrap();
        let map = "customer=customer.code,date=purchase.date,number=purchase.number,code=line.code,\
                   product=line.product,quantity=line.quantity,price=line.unit_price";
        Self::of_file(&path, &["--map", map, "--decimal", ".", "--date-order", "ymd"])
    }

    fn ok(&self, day: &str, arguments: &[&str]) -> String {
        self.said(day, "en", arguments).0
    }

    /// Stdout and stderr.
    fn said(&self, day: &str, lang: &str, arguments: &[&str]) -> (String, String) {
        let output = Command::cargo_bin("cartera")
            .unwrap()
            .args(arguments)
            .env("CARTERA_DB", self.folder.path().join("a.db"))
            .env("CARTERA_NOW", "2026-11-23T10:30")
            .env("CARTERA_AS_OF", day)
            .env("CARTERA_LANG", lang)
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env("HOME", self.folder.path())
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {err}");
        (String::from_utf8(output.stdout).unwrap(), err)
    }

    fn report(&self, day: &str, arguments: &[&str]) -> Value {
        let mut all = vec!["report"];
        all.extend(arguments);
        all.push("--json");
        serde_json::from_str(&self.ok(day, &all)).unwrap()
    }

    /// All four, as they come out.
    fn tables(&self, day: &str) -> Vec<String> {
        TABLES
            .iter()
            .map(|arguments| {
                let mut all = vec!["report", "--json"];
                all.extend(*arguments);
                self.ok(day, &all)
            })
            .collect()
    }
}

const TABLES: [&[&str]; 6] = [
    &["cohorts"],
    &["rfm", "--customers"],
    &["rfm", "--period", "12m", "--customers"],
    &["pareto"],
    &["pareto", "--period", "24m"],
    &["rules", "--min-support", "0.005", "--min-confidence", "0.1"],
];

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn count(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

/// Cents of a decimal text.
fn cents(value: &Value) -> i64 {
    value.as_str().unwrap().replacen('.', "", 1).parse().unwrap()
}

fn close(value: &Value, wanted: &Value) -> bool {
    (value.as_f64().unwrap() - wanted.as_f64().unwrap()).abs() < 1e-12
}

fn sum(rows: &Value, of: impl Fn(&Value) -> i64) -> i64 {
    rows.as_array().unwrap().iter().map(of).sum()
}

#[test]
#[cfg_attr(not(has_online_retail), ignore = "needs ../shared/data/online_retail")]
fn the_tables_of_online_retail_are_the_published_ones() {
    let golden: Value =
        serde_json::from_str(&fs::read_to_string(data("online_retail_tables.json")).unwrap()).unwrap();
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/online_retail/online_retail.csv.gz");
    let home = Home::of_file(&file, &[]);
    let day = "2011-12-09";

    let rfm = home.report(day, &["rfm", "--customers"]);
    assert_eq!(rfm["reference"], golden["reference_date"]);
    assert_eq!(count(&rfm["customers"]), 4338);
    let mut cells = serde_json::Map::new();
    for cell in rfm["cells"].as_array().unwrap() {
        let key: String = ["r", "f", "m"].map(|k| cell[k].to_string()).concat();
        cells.insert(key, cell["count"].clone());
    }
    assert_eq!(Value::Object(cells), golden["rfm_cell_counts_top"]);
    for (r, row) in golden["rf_table_net_revenue"].as_array().unwrap().iter().enumerate() {
        for (f, wanted) in row.as_array().unwrap().iter().enumerate() {
            let cells = rfm["cells"].as_array().unwrap().iter();
            let here = cells.filter(|c| count(&c["r"]) == r as u64 + 1 && count(&c["f"]) == f as u64 + 1);
            let revenue: i64 = here.map(|c| cents(&c["revenue"])).sum();
            assert_eq!(revenue, (wanted.as_f64().unwrap() * 100.0).round() as i64, "R{} F{}", r + 1, f + 1);
        }
    }
    for customer in golden["customers"].as_array().unwrap() {
        let wanted = ["r", "f", "m"].map(|k| customer[k].clone());
        assert_eq!(rfm["scores"][customer["cust"].to_string()], Value::from(wanted.to_vec()), "{customer}");
    }
    assert_eq!(sum(&rfm["segments"], |s| count(&s["count"]) as i64), 4338);

    let pareto = home.report(day, &["pareto"]);
    let wanted = &golden["pareto"];
    assert_eq!((&pareto["total"], count(&pareto["customers"])), (&"8310477.05".into(), 4338));
    assert_eq!(
        (&pareto["top20_count"], &pareto["customers_to_80"]),
        (&wanted["k"], &wanted["customers_to_reach_80pct"])
    );
    for (ours, theirs) in [
        ("top20_share", "top20_share"),
        ("gini", "gini_of_net_clipped_at_0"),
        ("top1_share", "share_top1pct"),
    ] {
        // The published shares come from sums of unrounded lines; ours from cents.
        let apart = pareto[ours].as_f64().unwrap() - wanted[theirs].as_f64().unwrap();
        assert!(apart.abs() < 1e-8, "{ours}: {} {}", pareto[ours], wanted[theirs]);
    }
    assert_eq!(pareto["classes"]["A"]["count"], wanted["customers_to_reach_80pct"]);
    // Published: 16 by sums of floats, in which five who gave back all they bought keep a billionth of a cent.
    assert_eq!(count(&pareto["classes"]["none"]["count"]), 21);

    let cohorts = home.report(day, &["cohorts"]);
    let (ours, theirs) = (cohorts["rows"].as_array().unwrap(), golden["cohort"]["rows"].as_array().unwrap());
    assert_eq!(ours.len(), theirs.len());
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!((&ours["cohort"], &ours["size"]), (&theirs["month"], &theirs["active"][0]));
        let (mut active, known) =
            (ours["active"].as_array().unwrap().clone(), theirs["active"].as_array().unwrap());
        assert!(active.drain(known.len()..).all(|cell| cell.is_null()), "the future is blank");
        assert_eq!(&active, known);
    }

    let rules = home.report(day, &["rules", "--product", "^[0-9]{5}"]);
    let wanted = &golden["rules"];
    assert_eq!((&rules["baskets"], &rules["min_count"]), (&wanted["baskets"], &wanted["min_count"]));
    assert_eq!(rules["pairs"], wanted["frequent_pairs"]);
    let found = rules["rules"].as_array().unwrap();
    assert_eq!(Value::from(found.len()), wanted["rules"]);
    assert_eq!(&found[..20], &wanted["top20"].as_array().unwrap()[..], "to the last digit, in this order");
}

#[test]
fn northwind_has_the_scores_classes_cohorts_and_rules_counted_by_another_program() {
    let home = Home::of_file(&data("northwind_order_lines.csv"), &[]);
    let day = "2018-05-06";
    let rfm = home.report(day, &["rfm", "--customers"]);
    for (code, scores) in [
        ("ALFKI", [3, 2, 2]),
        ("ANATR", [2, 1, 1]),
        ("ANTON", [1, 2, 3]),
        ("AROUT", [3, 4, 4]),
        ("BERGS", [2, 5, 5]),
        ("BLAUS", [4, 2, 2]),
    ] {
        assert_eq!(rfm["scores"][code], Value::from(scores.to_vec()), "{code}");
    }
    let pareto = home.report(day, &["pareto"]);
    assert_eq!((&pareto["total"], count(&pareto["top20_count"])), (&"1265793.29".into(), 18));
    assert!(close(&pareto["top20_share"], &0.6005704612322601.into()));
    assert_eq!(["A", "B", "C", "none"].map(|c| count(&pareto["classes"][c]["count"])), [34, 27, 28, 0]);
    let rows = &home.report(day, &["cohorts"])["rows"];
    assert_eq!(rows.as_array().unwrap().len(), 17);
    let first: Vec<u64> = rows[0]["active"].as_array().unwrap().iter().take(8).map(count).collect();
    assert_eq!(first, [20, 4, 4, 4, 4, 6, 7, 7]);
    let rules = home.report(day, &["rules", "--min-support", "0.005", "--min-confidence", "0.1"]);
    assert_eq!((count(&rules["baskets"]), count(&rules["min_count"]), count(&rules["pairs"])), (830, 5, 18));
    let found = rules["rules"].as_array().unwrap();
    assert_eq!((found.len(), &found[0]["a"], &found[0]["b"]), (32, &"21".into(), &"61".into()));
    assert!(close(&found[0]["lift"], &(830.0 / 117.0).into()));
}

#[test]
fn chinook_buys_on_six_or_seven_days_so_frequency_has_fixed_limits_and_says_so() {
    let home = Home::of_file(&data("chinook_invoice_lines.csv"), &[]);
    let (text, said) = home.said("2025-12-22", "en", &["report", "rfm", "--customers", "--json"]);
    let rfm: Value = serde_json::from_str(&text).unwrap();
    assert!(said.contains("fixed limits instead of fifths (frequency)"), "{said}");
    assert_eq!((&rfm["scores"]["1"], &rfm["scores"]["13"]), (&vec![3, 4, 4].into(), &vec![1, 4, 1].into()));
    let pareto = home.report("2025-12-22", &["pareto"]);
    assert_eq!(["A", "B", "C"].map(|c| count(&pareto["classes"][c]["count"])), [47, 9, 3]);
}

#[test]
fn grid_and_classes_make_up_the_customers_and_revenue_of_the_period() {
    let home = Home::of_file(&data("northwind_order_lines.csv"), &[]);
    for period in ["12m", "24m", "all"] {
        let rfm = home.report("2018-02-10", &["rfm", "--period", period]);
        let pareto = home.report("2018-02-10", &["pareto", "--period", period]);
        let customers = count(&pareto["customers"]) as i64;
        assert!(customers > 50);
        for rows in [&rfm["cells"], &rfm["segments"]] {
            assert_eq!(sum(rows, |c| count(&c["count"]) as i64), customers);
            assert_eq!(sum(rows, |c| cents(&c["revenue"])), cents(&pareto["total"]));
        }
        let classes = pareto["classes"].as_object().unwrap();
        assert_eq!(classes.values().map(|c| cents(&c["revenue"])).sum::<i64>(), cents(&pareto["total"]));
        let names: Vec<_> = rfm["segments"].as_array().unwrap().iter().map(|s| s["name"].clone()).collect();
        assert_eq!(names, Segment::ALL.map(|s| Value::from(s.key())));
    }
}

#[test]
fn rows_in_another_order_give_the_same_bytes() {
    for (name, day) in
        [("northwind_order_lines.csv", "2018-05-06"), ("chinook_invoice_lines.csv", "2025-12-22")]
    {
        let text = fs::read_to_string(data(name)).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        // A shuffle that is the same every time.
        let mut state = 7_u64;
        for i in (2..lines.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            lines.swap(i, 1 + (state >> 33) as usize % i);
        }
        let folder = tempfile::tempdir().unwrap();
        let shuffled = folder.path().join(name);
        fs::write(&shuffled, lines.join("\n")).unwrap();
        let (first, second) = (Home::of_file(&data(name), &[]), Home::of_file(&shuffled, &[]));
        assert_eq!(first.tables(day), second.tables(day), "{name}");
        assert_eq!(first.tables(day), first.tables(day), "{name}");
    }
}

/// Every table in JSON and as text in both languages: no figure that is no number, no text that is missing, and a
/// sentence.
fn stands(home: &Home, day: &str) {
    for arguments in TABLES {
        let mut all = vec!["report"];
        all.extend(arguments);
        for lang in ["es", "en"] {
            let (out, err) = home.said(day, lang, &all);
            assert!(out.split_whitespace().count() > 3, "{arguments:?} says a sentence: {out}");
            for text in [&out, &err] {
                assert!(!text.contains("NaN") && !text.contains("inf ") && !text.contains('«'), "{text}");
            }
        }
        home.report(day, arguments);
    }
}

#[test]
fn an_empty_portfolio_says_that_there_are_no_purchases() {
    let home = Home::empty();
    stands(&home, "2026-11-23");
    assert!(home.ok("2026-11-23", &["report", "pareto"]).contains("No customer bought anything"));
    let pareto = home.report("2026-11-23", &["pareto"]);
    assert_eq!(
        (count(&pareto["customers"]), &pareto["top20_share"], &pareto["gini"]),
        (0, &Value::Null, &Value::Null)
    );
    assert_eq!(home.report("2026-11-23", &["cohorts"])["rows"], Value::Array(Vec::new()));
    assert_eq!(count(&home.report("2026-11-23", &["rules"])["baskets"]), 0);
}

#[test]
fn one_customer_is_scored_by_fixed_limits_and_is_all_of_class_a() {
    let home = Home::of_purchases([("1", "2026-11-01", "10.00")]);
    stands(&home, "2026-11-23");
    let rfm = home.report("2026-11-23", &["rfm", "--customers"]);
    assert_eq!(rfm["scores"]["1"], Value::from(vec![5, 1, 2]));
    let pareto = home.report("2026-11-23", &["pareto"]);
    assert_eq!((count(&pareto["classes"]["A"]["count"]), count(&pareto["top20_count"])), (1, 1));
    assert!(close(&pareto["top20_share"], &1.0.into()) && close(&pareto["gini"], &0.0.into()));
}

#[test]
fn many_customers_all_on_one_day_share_their_scores() {
    let names: Vec<String> = (0..40).map(|n| n.to_string()).collect();
    let home = Home::of_purchases(names.iter().map(|n| (n.as_str(), "2026-11-20", "5.00")));
    stands(&home, "2026-11-23");
    let rfm = home.report("2026-11-23", &["rfm"]);
    assert_eq!((rfm["cells"].as_array().unwrap().len(), count(&rfm["cells"][0]["count"])), (1, 40));
    assert_eq!(home.report("2026-11-23", &["cohorts"])["rows"].as_array().unwrap().len(), 1);
    let pareto = home.report("2026-11-23", &["pareto"]);
    assert_eq!(["A", "B", "C"].map(|c| count(&pareto["classes"][c]["count"])), [32, 6, 2]);
}

#[test]
fn a_purchase_each_in_a_hundred_years_of_history_is_told_without_a_false_figure() {
    let rows: Vec<(String, String)> =
        (0..100).map(|n| (n.to_string(), format!("{}-06-15", 1926 + n))).collect();
    let home = Home::of_purchases(rows.iter().map(|(n, day)| (n.as_str(), day.as_str(), "7.50")));
    stands(&home, "2026-11-23");
    let cohorts = home.report("2026-11-23", &["cohorts"]);
    let rows = cohorts["rows"].as_array().unwrap();
    assert_eq!((rows.len(), rows[0]["active"].as_array().unwrap().len()), (100, 100 * 12 + 6));
    assert_eq!((&rows[99]["active"][17], &rows[99]["active"][18]), (&0.into(), &Value::Null));
    let rfm = home.report("2026-11-23", &["rfm", "--customers"]);
    assert_eq!((&rfm["scores"]["99"][0], &rfm["scores"]["0"][0]), (&5.into(), &1.into()));
}

#[test]
fn what_came_after_the_day_changes_no_table() {
    let home = Home::of_file(&data("chinook_invoice_lines.csv"), &[]);
    let day = "2023-06-30";
    let text = fs::read_to_string(data("chinook_invoice_lines.csv")).unwrap();
    let known: Vec<&str> = text
        .lines()
        .enumerate()
        .filter(|(n, line)| *n == 0 || line.split(',').nth(1).unwrap() <= day)
        .map(|(_, line)| line)
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chinook_invoice_lines.csv");
    fs::write(&file, known.join("\n")).unwrap();
    assert_eq!(Home::of_file(&file, &[]).tables(day), home.tables(day));
}

#[test]
fn codes_that_differ_in_capitals_are_one_product_and_a_pattern_chooses_products() {
    let csv = "customer,date,number,code,product,quantity,price\n\
               1,2026-01-01,A,10a,Nail,1,1\n1,2026-01-01,A,20,Hammer,1,1\n1,2026-01-01,A,POST,Postage,1,1\n\
               2,2026-01-02,B,10A,Nail,1,1\n2,2026-01-02,B,20,Hammer,1,1\n\
               3,2026-01-03,C,POST,Postage,1,1\n3,2026-01-03,C,20,Hammer,0,1\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lines.csv");
    fs::write(&path, csv).unwrap();
    let map = "customer=customer.code,date=purchase.date,number=purchase.number,code=line.code,\
               product=line.product,quantity=line.quantity,price=line.unit_price";
    let home = Home::of_file(&path, &["--map", map, "--decimal", ".", "--date-order", "ymd"]);
    let all = home.report("2026-11-23", &["rules", "--min-support", "0.6"]);
    assert_eq!((count(&all["baskets"]), count(&all["min_count"]), count(&all["pairs"])), (3, 2, 1));
    let numbered = home.report("2026-11-23", &["rules", "--product", "^[0-9]+"]);
    assert_eq!((count(&numbered["baskets"]), count(&numbered["rules"][0]["n_ab"])), (2, 2));
    assert_eq!((&numbered["rules"][0]["a"], &numbered["rules"][0]["b"]), (&"10A".into(), &"20".into()));
}
