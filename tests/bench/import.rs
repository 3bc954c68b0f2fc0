//! Import against its floor: `sqlite3 .import` of the same rows into a table of text, plus the same indexes, with WAL
//! and `synchronous=FULL`. Both in turn in one run; the ratio of the medians is what counts (`speed.md`: at least 1.0).
//!
//! `CARTERA_BENCH_DIR` names a folder with `customers.csv` and `purchases.csv` of `gen_portfolio.py`; without it, or
//! without `sqlite3`, there is nothing to measure. `CARTERA_BENCH_ROUNDS` says how often, three times by itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cartera::app::importing::{Job, run};
use cartera::domain::Day;
use cartera::domain::change::Stamp;
use cartera::store::db::{Db, NewSettings};
use cartera::views::ImportRequest;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::var_os("CARTERA_BENCH_DIR").map(PathBuf::from) else {
        println!("import: CARTERA_BENCH_DIR is not set, nothing measured");
        return Ok(());
    };
    let rounds = std::env::var("CARTERA_BENCH_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(3);
    let files = [folder.join("customers.csv"), folder.join("purchases.csv")];
    let (mut own, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let place =
            tempfile::tempdir_in(std::env::var_os("CARTERA_BENCH_TMP").unwrap_or_else(|| "/tmp".into()))?;
        own.push(ours(&place.path().join("ours.db"), &files)?);
        match floor(&place.path().join("floor.db"), &files) {
            Ok(floor) => {
                println!("import: floor {:.2} s", floor.as_secs_f64());
                floors.push(floor);
            }
            Err(error) => println!("import: no floor ({error})"),
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times.get(times.len() / 2).map_or(f64::NAN, Duration::as_secs_f64)
    };
    let (own, floor) = (median(own), median(floors));
    println!("import: medians {own:.2} s, floor {floor:.2} s, ratio {:.2}", floor / own);
    Ok(())
}

fn ours(path: &Path, files: &[PathBuf]) -> Result<Duration, Box<dyn Error>> {
    let mut db = Db::create(path, &NewSettings::default())?;
    let now = Day(20_777).date().and_hms_opt(9, 0, 0).unwrap_or_default();
    let mut all = Duration::ZERO;
    for file in files {
        let job = Job {
            request: ImportRequest { path: file.clone(), skip_bad: true, ..ImportRequest::default() },
            dry_run: false,
            rejects: None,
            stamp: Stamp { now, author: String::new() },
        };
        let begin = Instant::now();
        let report = run(&mut db, &job, &|_| String::new(), &mut |_| ControlFlow::Continue(()))?;
        let took = begin.elapsed();
        all += took;
        println!(
            "import: {} {} rows in {:.2} s, {:.0} rows/s, {} rejected",
            report.file,
            report.rows,
            took.as_secs_f64(),
            report.rows as f64 / took.as_secs_f64(),
            report.rejected_count,
        );
    }
    println!("import: ours {:.2} s, file {} MB", all.as_secs_f64(), std::fs::metadata(path)?.len() >> 20);
    Ok(all)
}

fn floor(path: &Path, files: &[PathBuf]) -> Result<Duration, Box<dyn Error>> {
    let begin = Instant::now();
    let mut shell = Command::new("sqlite3").arg(path).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    let mut script =
        String::from("PRAGMA journal_mode=wal;\nPRAGMA synchronous=full;\nPRAGMA cache_size=-65536;\n");
    for (file, table) in files.iter().zip(["c", "p"]) {
        writeln!(script, ".import --csv \"{}\" {table}", file.display())?;
    }
    script.push_str(
        "CREATE UNIQUE INDEX c1 ON c(id); CREATE INDEX c2 ON c(name, id);\n\
         CREATE INDEX p1 ON p(id); CREATE INDEX p2 ON p(customer_id, date, quantity, unit_price);\n\
         CREATE TABLE fact AS SELECT customer_id, min(date) AS f, max(date) AS l, count(DISTINCT date) AS d, \
         sum(quantity * unit_price) AS r FROM p GROUP BY customer_id;\n\
         CREATE INDEX f1 ON fact(l, customer_id);\n",
    );
    shell.stdin.take().ok_or("no stdin")?.write_all(script.as_bytes())?;
    if !shell.wait()?.success() {
        return Err("sqlite3 failed".into());
    }
    Ok(begin.elapsed())
}
