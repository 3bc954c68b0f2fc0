//! Any past day can be asked, and gives the same bytes each time: whatever was bought, said, saved or decided since.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const DAY: &str = "2026-06-30";

struct Shop {
    home: TempDir,
}

impl Shop {
    fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> String {
        self.home.path().join(name).display().to_string()
    }

    /// What a command prints on stdout; it must succeed.
    fn run(&self, arguments: &[&str]) -> Vec<u8> {
        let output = Command::new(env!("CARGO_BIN_EXE_cartera"))
            .env_clear()
            .env("HOME", self.home.path())
            .env("CARTERA_NOW", "2026-12-01T10:00")
            .args(["--db", &self.path("a.db"), "--lang", "en"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn import(&self, name: &str, csv: &str) {
        fs::write(Path::new(&self.path(name)), csv).unwrap();
        self.run(&["import", &self.path(name), "--preset", "generic", "--date-order", "ymd", "--yes"]);
    }
}

/// Sixty customers who buy two products of three in a rhythm of their own, in these months of 2025 and 2026.
fn sales(months: std::ops::Range<u32>) -> String {
    let mut csv = String::from("number,date,code,name,product,category,quantity,price\n");
    for customer in 0..60_u32 {
        for month in months.clone().step_by(1 + customer as usize % 4) {
            let (year, of_year) = (2025 + month / 12, month % 12 + 1);
            let day = 1 + (customer * 7 + month * 3) % 27;
            for product in [customer % 3, (customer + month) % 3] {
                let price = 10 + (customer * 37 + month * 11 + product) % 90;
                writeln!(
                    csv,
                    "F{customer}-{month},{year}-{of_year:02}-{day:02},C{customer:02},Customer {customer:02},\
                     P{product},K{product},1,{price}.00"
                )
                .unwrap();
            }
        }
    }
    csv
}

fn reports(shop: &Shop) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for report in
        ["lifecycle", "flow", "cohorts", "rfm", "pareto", "value", "rules", "growth", "winback", "quality"]
    {
        let mut command = vec!["--as-of", DAY, "report", report, "--json"];
        if report == "rfm" {
            command.push("--customers");
        }
        all.push((report.to_owned(), shop.run(&command)));
    }
    let backtest = ["report", "backtest", "--calibration-end", "2026-02-28", "--holdout-end", DAY, "--json"];
    all.push(("backtest".into(), shop.run(&backtest)));
    let figures = "pareto:* rfm:* spent>0 loyalty:* usage:* bought:P1";
    all.push(("list".into(), shop.run(&["--as-of", DAY, "list", figures, "--sort", "total:desc", "--json"])));
    all
}

#[test]
fn a_past_day_is_the_same_bytes_each_time_whatever_came_after() {
    let shop = Shop::new();
    shop.import("a.csv", &sales(0..18));
    let before = reports(&shop);
    assert!(before.iter().all(|(_, bytes)| bytes.len() > 20));
    for ((name, first), (_, second)) in before.iter().zip(reports(&shop)) {
        assert!(first == &second, "{name} twice: {}", first_difference(first, &second));
    }
    shop.import("b.csv", &sales(18..23));
    shop.run(&["log", "C03", "--outcome", "interested", "--note", "wants tiles"]);
    shop.run(&["log", "C04", "--outcome", "fault"]);
    shop.run(&["segment", "save", "Good", "pareto:A"]);
    shop.run(&["add", "fact", "customer=C05", "text=builds boats", "source=call"]);
    for ((name, then), (_, now)) in before.iter().zip(reports(&shop)) {
        assert!(
            then == &now,
            "{name} of a past day, after more was bought and said: {}",
            first_difference(then, &now)
        );
    }
    // And the present is another matter.
    assert_ne!(shop.run(&["report", "rfm", "--json"]), before[3].1);
}

#[test]
fn rows_in_another_order_give_the_same_reports() {
    let (one, other) = (Shop::new(), Shop::new());
    let csv = sales(0..18);
    one.import("a.csv", &csv);
    let mut lines: Vec<&str> = csv.lines().collect();
    lines[1..].reverse();
    other.import("a.csv", &(lines.join("\n") + "\n"));
    for ((name, first), (_, second)) in reports(&one).into_iter().zip(reports(&other)) {
        if name == "list" {
            // Who is equal in the order asked for stands in the order of the file.
            continue;
        }
        // Row ids follow the file; nothing else does.
        let told = |bytes: &[u8]| {
            let mut value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            forget_ids(&mut value);
            value.to_string().into_bytes()
        };
        let (first, second) = (told(&first), told(&second));
        assert!(first == second, "{name}: {}", first_difference(&first, &second));
    }
}

/// Both answers around the first byte in which they differ.
fn first_difference(one: &[u8], other: &[u8]) -> String {
    let at = one.iter().zip(other).position(|(a, b)| a != b).unwrap_or(one.len().min(other.len()));
    let around = |all: &[u8]| {
        String::from_utf8_lossy(&all[at.saturating_sub(80).min(all.len())..(at + 80).min(all.len())])
            .into_owned()
    };
    format!("«{}» and «{}»", around(one), around(other))
}

fn forget_ids(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.remove("id");
            map.values_mut().for_each(forget_ids);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(forget_ids),
        _ => {}
    }
}
