//! Value to come: fitting and scoring, and the fit against python's `lifetimes` in the same run where `CARTERA_PYTHON`
//! names a python that has it.

use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use cartera::domain::base::{Day, Money};
use cartera::domain::value::models::beta_geometric::BetaGeometric;
use cartera::domain::value::models::groups::{Groups, pack};
use cartera::domain::value::{Buyer, Forecast, ModelKind, Terms};

/// Customers of the large set.
const CUSTOMERS: u32 = 1_000_000;
/// The same data and model, timed where only the fit is: the arrays are in memory, as ours are.
const PEER: &str = "
import sys, time, warnings
warnings.filterwarnings('ignore')
import numpy as np
from lifetimes import BetaGeoFitter
x, t_x, T = np.fromfile(sys.argv[1]).reshape(3, -1)
best = None
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    fitted = BetaGeoFitter().fit(x, t_x, T)
    took = time.perf_counter() - start
    best = took if best is None else min(best, took)
print(best, -fitted._negative_log_likelihood_ * len(x))
";

fn main() {
    let calibration_end = Day::parse_iso("1997-09-30").unwrap_or(Day(0));
    against_peer("CDNOW, 2,357 customers", &cdnow(calibration_end), calibration_end, 7);
    let today = Day(20_000);
    let many = invented(CUSTOMERS, today);
    against_peer("1,000,000 customers", &many, today, 1);
    for model in ModelKind::ALL {
        if model == ModelKind::Pnbd && std::env::var_os("CARTERA_BENCH_ALL").is_none() {
            continue;
        }
        whole(model, &many, today);
    }
}

/// The fit of BG/NBD, from the customers to the parameters, and the same by `lifetimes`.
fn against_peer(name: &str, buyers: &[Buyer], at: Day, rounds: u32) {
    let (ours, fit) = best(rounds.max(3), || {
        let groups = Groups::of(buyers.iter().map(|b| pack(b, at)).collect());
        BetaGeometric::fit(&groups, false)
    });
    let likelihood = fit.map_or(f64::NAN, |(_, likelihood)| likelihood);
    println!("{name}: BG/NBD fit {ours:.2?}, log-likelihood {likelihood:.3}");
    let Some(python) = std::env::var_os("CARTERA_PYTHON") else {
        println!("  lifetimes is absent: CARTERA_PYTHON names no python");
        return;
    };
    let Ok(file) = tempfile::NamedTempFile::new() else { return };
    let columns: [fn(&Buyer, Day) -> f64; 3] =
        [|b, _| f64::from(b.x()), |b, _| b.t_x_weeks(), |b, at| b.age_weeks(at)];
    let bytes: Vec<u8> =
        columns.iter().flat_map(|of| buyers.iter().flat_map(|b| of(b, at).to_le_bytes())).collect();
    if std::fs::write(file.path(), bytes).is_err() {
        return;
    }
    let peer = Command::new(python)
        .args(["-c", PEER])
        .arg(file.path())
        .arg(rounds.to_string())
        .env_remove("OPENBLAS_CORETYPE")
        .env_remove("OPENBLAS_L2_SIZE")
        .output();
    let text = peer.map(|p| String::from_utf8_lossy(&p.stdout).into_owned()).unwrap_or_default();
    let mut figures = text.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
    match (figures.next(), figures.next()) {
        (Some(theirs), Some(likelihood)) => println!(
            "  lifetimes {theirs:.3} s, log-likelihood {likelihood:.3}: {:.0} times as long",
            theirs / ours.as_secs_f64()
        ),
        _ => println!("  lifetimes did not answer"),
    }
}

/// A whole forecast of everybody, then everybody's outlook.
fn whole(model: ModelKind, buyers: &[Buyer], at: Day) {
    let terms = Terms { model, ..Terms::default() };
    let (fitting, forecast) = best(2, || Forecast::fit(buyers.iter().copied(), at, terms));
    let (scoring, sum) =
        best(3, || buyers.iter().filter_map(|b| forecast.of(b)).map(|o| o.clv.value).sum::<f64>());
    println!(
        "{}: forecast of {} customers in {fitting:.2?}, their outlooks in {scoring:.2?} (value {sum:.0})",
        model.key(),
        buyers.len()
    );
}

fn best<T>(rounds: u32, mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut once = || {
        let start = Instant::now();
        let result = work();
        (start.elapsed(), result)
    };
    let (mut least, mut result) = once();
    for _ in 1..rounds {
        let (took, next) = once();
        if took < least {
            least = took;
        }
        result = next;
    }
    (least, result)
}

/// CDNOW's customers as known at the end of the calibration.
fn cdnow(at: Day) -> Vec<Buyer> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/CDNOW_sample.txt.gz");
    let mut text = String::new();
    let read = std::fs::File::open(path).map(|f| flate2::read::GzDecoder::new(f).read_to_string(&mut text));
    if read.is_err() {
        return Vec::new();
    }
    let mut purchases: Vec<(&str, Day, i64)> = text
        .lines()
        .filter_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [_, code, day, _, amount] = words.as_slice() else { return None };
            let day = Day::parse_iso(&format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..8]))?;
            Some((*code, day, (amount.parse::<f64>().ok()? * 100.0).round() as i64))
        })
        .filter(|(_, day, _)| *day <= at)
        .collect();
    purchases.sort_unstable();
    purchases
        .chunk_by(|a, b| a.0 == b.0)
        .map(|of_one| {
            let mut days: Vec<Day> = of_one.iter().map(|p| p.1).collect();
            days.dedup();
            let (first, last) = (days[0], days[days.len() - 1]);
            let repeat = of_one.iter().filter(|p| p.1 != first).map(|p| p.2).sum();
            Buyer { days: days.len() as u32, first, last, repeat_spend: Money(repeat) }
        })
        .collect()
}

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    /// In (0, 1).
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 53) as f64 + 1e-17
    }
}

/// Customers who came within three years, buy at exponential rates and stop after some purchase.
fn invented(n: u32, today: Day) -> Vec<Buyer> {
    let mut dice = Dice(7);
    (0..n)
        .map(|_| {
            let first = Day(today.0 - (dice.roll() * 1_095.0) as i32);
            let mean_gap = 20.0 / (0.05 + dice.roll() * dice.roll());
            let stops = dice.roll() * dice.roll() * 0.6;
            let (mut days, mut last, mut at) = (1, first, f64::from(first.0));
            while dice.roll() > stops {
                at += -dice.roll().ln() * mean_gap;
                let day = Day(at as i32);
                if day > today {
                    break;
                }
                if day != last {
                    days += 1;
                    last = day;
                }
            }
            let mean = 2_000.0 / (0.2 + dice.roll());
            let repeat = (0..days - 1).map(|_| -(dice.roll() * dice.roll()).ln() * mean).sum::<f64>();
            Buyer { days, first, last, repeat_spend: Money(repeat as i64) }
        })
        .collect()
}
