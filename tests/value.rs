//! Value to come against published figures, through the command line; and the laws of the models for any portfolio.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, and says where")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use cartera::domain::base::{Day, Money};
use cartera::domain::value::models::beta_geometric::BetaGeometric;
use cartera::domain::value::models::gamma_gamma::GammaGamma;
use cartera::domain::value::models::nbd::Nbd;
use cartera::domain::value::models::pareto_nbd::ParetoNbd;
use cartera::domain::value::{Buyer, Caveat, Forecast, ModelKind, Terms, clv};
use proptest::prelude::*;
use serde_json::Value;

/// A portfolio of one's own.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn with(file: &Path, preset: &str) -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        home.text(&["init", "--currency", "USD"]);
        home.text(&["import", &file.display().to_string(), "--preset", preset, "--yes"]);
        home
    }

    /// Purchases as `code,day,amount`.
    fn of(purchases: &[(&str, Day, &str)]) -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        home.text(&["init", "--currency", "USD"]);
        if !purchases.is_empty() {
            let mut csv = String::from("number,customer,date,amount\n");
            for (i, (code, day, amount)) in purchases.iter().enumerate() {
                writeln!(csv, "{i},{code},{day},{amount}").unwrap();
            }
            let file = home.folder.path().join("purchases.csv");
            std::fs::write(&file, csv).unwrap();
            let map =
                "number=purchase.number,customer=customer.code,date=purchase.date,amount=purchase.amount";
            home.text(&["import", &file.display().to_string(), "--map", map, "--yes"]);
        }
        home
    }

    fn run(&self, arguments: &[&str]) -> std::process::Output {
        Command::cargo_bin("cartera")
            .unwrap()
            .args(arguments)
            .env("CARTERA_DB", self.folder.path().join("a.db"))
            .env("CARTERA_NOW", "2026-11-23T10:30")
            .env("CARTERA_LANG", "en")
            .env("XDG_CONFIG_HOME", self.folder.path())
            .env("HOME", self.folder.path())
            .env_remove("CARTERA_AS_OF")
            .output()
            .unwrap()
    }

    fn text(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        let err = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(0), "{arguments:?}: {err}");
        String::from_utf8(ran.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.text(&[arguments, &["--json"]].concat())).unwrap()
    }
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn golden(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_else(|| panic!("{value} is no number"))
}

#[track_caller]
fn near(found: f64, wanted: f64, tolerance: f64, what: &str) {
    assert!(
        (found - wanted).abs() <= tolerance * wanted.abs(),
        "{what}: {found} is not {wanted} within {tolerance}"
    );
}

/// The name of a model on the command line, and in the published figures.
const MODELS: [(&str, &str); 3] = [("bgnbd", "bg"), ("mbgnbd", "mbg"), ("pnbd", "pn")];

/// Everything published of a set, asked through the command line. `identified` is whether drop-out can be told there.
fn meets_published(home: &Home, golden: &Value, identified: bool) {
    let text = |key: &str| golden["definitions"][key].as_str().unwrap();
    let (from, to) = (text("calibration_end"), text("holdout_end"));
    let weeks = golden["t_pred_weeks"].to_string();
    for (model, short) in MODELS {
        let report =
            home.json(&["report", "value", "--model", model, "--calibration-end", from, "--horizon", &weeks]);
        let wanted = &golden["params"][model];
        assert!((number(&report["log_likelihood"]) - number(&wanted["ll"])).abs() < 0.01, "{model}");
        assert_eq!(report["identified"], identified, "{model}");
        assert_eq!(report["warning"].is_null(), identified, "{model}");
        if identified {
            for (name, value) in report["parameters"].as_object().unwrap() {
                near(number(value), number(&wanted[name]), 1e-3, &format!("{model} {name}"));
            }
        }
        let spend = &golden["params"]["gammagamma"];
        for name in ["p", "q", "gamma"] {
            near(number(&report["gamma_gamma"][name]), number(&spend[name]), 1e-3, name);
        }
        assert!((number(&report["gamma_gamma"]["log_likelihood"]) - number(&spend["ll"])).abs() < 0.01);
        near(
            number(&report["sum_p_alive"]),
            number(&golden["aggregate"][format!("sum_palive_{short}")]),
            2e-3,
            model,
        );
        let customers = report["customers"].as_array().unwrap();
        assert_eq!(customers.len() as u64, golden["counts"]["customers"].as_u64().unwrap());
        for wanted in golden["customers"].as_array().unwrap() {
            let found = customers.iter().find(|c| c["code"] == wanted["cust"]).unwrap();
            for (key, of) in [("x", "x"), ("t_x", "t_x_days"), ("T", "T_days")] {
                assert_eq!(found[key], wanted[of], "{key} of {}", wanted["cust"]);
            }
            let published = |key: &str| number(&wanted[format!("{short}_{key}")]);
            near(number(&found["m_x"]), number(&wanted["m_x"]), 1e-6, "m_x");
            near(number(&found["expected"]), published("cond_expected"), 2e-3, "expected");
            near(number(&found["p_alive"]), published("p_alive"), 2e-3, "p_alive");
            near(number(&found["expected_spend"]), number(&wanted["gg_expected_avg_profit"]), 2e-3, "E[M]");
            if model == "bgnbd" {
                near(number(&found["clv_12m"]), number(&wanted["clv12_delta4.345_d0.01"]), 2e-3, "clv");
                let weeks = number(&wanted["next_purchase_median_weeks_given_alive"]);
                let next = Day::parse_iso(found["next_by"].as_str().unwrap()).unwrap();
                let days = f64::from(next.0 - day(from).0);
                assert!((days - 7.0 * weeks).abs() <= 1.0 + 0.014 * weeks, "next purchase: {days} {weeks}");
            }
        }

        let test = home.json(&[
            "report",
            "backtest",
            "--model",
            model,
            "--calibration-end",
            from,
            "--holdout-end",
            to,
        ]);
        let holdout = &golden["holdout"];
        assert_eq!(test["actual_total"], holdout["actual_total"]);
        near(
            number(&test["expected_total"]),
            number(&holdout[format!("e_{short}_total")]),
            2e-3,
            "expected total",
        );
        let classes = holdout["by_calibration_frequency_0_to_7plus"].as_array().unwrap();
        assert_eq!(test["by_frequency"].as_array().unwrap().len(), classes.len());
        for (found, wanted) in test["by_frequency"].as_array().unwrap().iter().zip(classes) {
            assert_eq!((&found["x"], &found["n"]), (&wanted["x"], &wanted["n"]));
            near(number(&found["actual"]), number(&wanted["actual_mean"]), 1e-12, "actual");
            near(number(&found["expected"]), number(&wanted[format!("e_{short}_mean")]), 2e-3, "expected");
        }
        let auc = &test["auc"];
        assert!(number(&auc["p_no_purchase"]) >= number(&auc["recency"]), "{model} {auc}");
    }
}

#[test]
fn cdnow_is_as_published_and_the_chance_of_no_purchase_beats_recency() {
    let home = Home::with(&data("CDNOW_sample.txt.gz"), "cdnow");
    meets_published(&home, &golden(&data("cdnow_value.json")), true);
    let test =
        home.json(&["report", "backtest", "--calibration-end", "1997-09-30", "--holdout-end", "1998-06-30"]);
    assert_eq!(test["model"], "mbgnbd");
    near(number(&test["auc"]["p_no_purchase"]), 0.718, 5e-4, "published");
    near(number(&test["auc"]["recency"]), 0.712, 5e-4, "published");
}

#[test]
#[cfg_attr(not(has_online_retail), ignore = "needs ../shared/data/online_retail")]
fn online_retail_is_as_published_and_drop_out_is_not_identifiable() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let home = Home::with(&shared.join("data/online_retail/online_retail.csv.gz"), "online_retail");
    meets_published(&home, &golden(&shared.join("golden/online_retail.json")), false);
}

#[test]
fn published_parameters_give_the_published_figures_of_each_customer() {
    let golden = golden(&data("cdnow_value.json"));
    let of = |model: &str, name: &str| number(&golden["params"][model][name]);
    let beta = |model: &str, modified| BetaGeometric {
        r: of(model, "r"),
        alpha: of(model, "alpha"),
        a: of(model, "a"),
        b: of(model, "b"),
        modified,
    };
    let (bg, mbg) = (beta("bgnbd", false), beta("mbgnbd", true));
    let pareto = ParetoNbd {
        r: of("pnbd", "r"),
        alpha: of("pnbd", "alpha"),
        s: of("pnbd", "s"),
        beta: of("pnbd", "beta"),
    };
    let spend =
        GammaGamma { p: of("gammagamma", "p"), q: of("gammagamma", "q"), gamma: of("gammagamma", "gamma") };
    for customer in golden["customers"].as_array().unwrap() {
        let get = |key: &str| number(&customer[key]);
        let (x, t_x, age) = (get("x") as u32, get("t_x_days") / 7.0, get("T_days") / 7.0);
        let (alive, t) = (bg.p_alive(x, t_x, age), number(&golden["t_pred_weeks"]));
        near(alive, get("bg_p_alive"), 1e-6, "bg alive");
        near(alive * bg.expected_alive(x, age, t), get("bg_cond_expected_mpmath"), 1e-12, "bg expected");
        near(mbg.p_alive(x, t_x, age), get("mbg_p_alive"), 1e-6, "mbg alive");
        let expected = mbg.p_alive(x, t_x, age) * mbg.expected_alive(x, age, t);
        near(expected, get("mbg_cond_expected"), 1e-6, "mbg expected");
        near(pareto.p_alive(x, t_x, age), get("pn_p_alive"), 1e-6, "pareto alive");
        let expected = pareto.p_alive(x, t_x, age) * pareto.expected_alive(x, age, t);
        near(expected, get("pn_cond_expected"), 1e-6, "pareto expected");
        let mean = spend.expected_spend(x, get("m_x"));
        near(mean, get("gg_expected_avg_profit"), 1e-6, "spend");
        let value = alive * mean * clv::discounted(12, clv::DISCOUNT, |t| bg.expected_alive(x, age, t));
        near(value, get("clv12_delta4.345_d0.01"), 1e-6, "clv");
    }
}

/// What no report may hold: figures that are none.
fn has_only_figures(report: &str) {
    for word in ["NaN", "nan", "inf", "Infinity"] {
        assert!(!report.contains(word), "{word} in {report}");
    }
}

#[test]
fn data_too_small_for_a_forecast_get_a_sentence_and_no_personal_figures() {
    let start = day("2024-01-10");
    let one = [("A", start, "10.00")];
    let one_day: Vec<(String, Day, &str)> = (0..80).map(|i| (format!("C{i}"), start, "10.00")).collect();
    let once_each: Vec<(String, Day, &str)> =
        (0..80).map(|i| (format!("C{i}"), start.plus(i), "10.00")).collect();
    let mut ages: Vec<(String, Day, &str)> = vec![("OLD".into(), start.plus(-36_524), "5.00")];
    ages.extend((0..60).map(|i| ("OLD".to_owned(), start.plus(i * 7), "5.00")));
    let named = |all: &[(String, Day, &'static str)]| -> Home {
        Home::of(&all.iter().map(|(c, d, a)| (c.as_str(), *d, *a)).collect::<Vec<_>>())
    };
    let homes = [
        (Home::of(&[]), "Nobody has bought yet", 0),
        (Home::of(&one), "Nobody has bought on two different days", 1),
        (named(&one_day), "Nobody has bought on two different days", 80),
        (named(&once_each), "Nobody has bought on two different days", 80),
        (named(&ages), "Only one customer has bought again", 1),
    ];
    for (home, sentence, customers) in homes {
        for (model, _) in MODELS {
            let text = home.text(&["report", "value", "--model", model, "--json"]);
            has_only_figures(&text);
            let report: Value = serde_json::from_str(&text).unwrap();
            assert!(report["warning"].as_str().unwrap().starts_with(sentence), "{}", report["warning"]);
            let rows = report["customers"].as_array().unwrap();
            assert_eq!(rows.len(), customers);
            for row in rows {
                assert!(row["x"].is_u64() && row["T"].is_u64() && row["m_x"].is_string(), "{row}");
                for key in ["p_alive", "expected", "p_no_purchase", "expected_spend", "clv_12m", "next_by"] {
                    assert!(row[key].is_null(), "{key} of {row}");
                }
            }
            has_only_figures(&home.text(&["report", "value", "--model", model]));
            has_only_figures(&home.text(&[
                "report",
                "backtest",
                "--model",
                model,
                "--calibration-end",
                "2024-02-01",
                "--holdout-end",
                "2024-06-01",
                "--json",
            ]));
        }
    }
}

#[test]
fn days_that_cannot_be_known_or_compared_are_refused_with_a_sentence() {
    let home = Home::of(&[("A", day("2024-01-10"), "10.00")]);
    let refused = |arguments: &[&str], code: i32, sentence: &str| {
        let ran = home.run(arguments);
        assert_eq!(ran.status.code(), Some(code), "{arguments:?}");
        let err = String::from_utf8(ran.stderr).unwrap();
        assert!(err.contains(sentence), "{err}");
    };
    refused(&["report", "value", "--calibration-end", "2027-01-01"], 1, "not known yet");
    refused(
        &["report", "backtest", "--calibration-end", "2024-05-01", "--holdout-end", "2024-05-01"],
        1,
        "must end after",
    );
    refused(&["report", "backtest"], 2, "--calibration-end");
    refused(&["report", "value", "--horizon", "0"], 2, "weeks");
}

#[test]
fn a_history_shorter_than_two_gaps_forbids_personal_figures() {
    let at = Day(19_000);
    let buyer = |i: i32| Buyer {
        days: 2,
        first: Day(at.0 - 40 - i % 5),
        last: Day(at.0 - i % 3),
        repeat_spend: Money(1000 + i64::from(i)),
    };
    let forecast = Forecast::fit((0..200).map(buyer), at, Terms::default());
    assert!(
        matches!(forecast.caveats()[0], Caveat::ShortHistory { days: 44, .. }),
        "{:?}",
        forecast.caveats()
    );
    assert!(forecast.fitted().is_some() && !forecast.is_personal());
    assert_eq!(forecast.of(&buyer(1)), None);
}

fn model() -> impl Strategy<Value = ModelKind> {
    prop::sample::select(ModelKind::ALL.to_vec())
}

prop_compose! {
    fn buyer()(age in 0_i32..1500, spans in prop::collection::vec(1_i32..200, 0..12), cents in 0_i64..100_000)
        -> Buyer {
        let mut buyer =
            Buyer { days: 1, first: Day(20_000 - age), last: Day(20_000 - age), repeat_spend: Money::ZERO };
        for span in spans {
            if buyer.last.0 + span > 20_000 {
                break;
            }
            buyer.last = buyer.last.plus(span);
            buyer.days += 1;
            buyer.repeat_spend += Money(cents);
        }
        buyer
    }
}

fn bits(forecast: &Forecast, buyer: &Buyer) -> Option<[u64; 7]> {
    forecast.of(buyer).map(|o| {
        [o.p_alive, o.expected, o.p_no_purchase, o.expected_spend, o.clv.value, o.clv.low, o.clv.high]
            .map(f64::to_bits)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_portfolio_gets_figures_within_their_bounds(
        buyers in prop::collection::vec(buyer(), 0..160), kind in model(), weeks in 1_u32..100,
    ) {
        let terms = Terms { model: kind, horizon_weeks: f64::from(weeks), ..Terms::default() };
        let forecast = Forecast::fit(buyers.iter().copied(), Day(20_000), terms);
        prop_assert!(forecast.is_personal() || !forecast.caveats().is_empty());
        let (mut alive, mut expected) = (0.0, 0.0);
        for buyer in &buyers {
            let Some(o) = forecast.of(buyer) else { continue };
            prop_assert!((0.0..=1.0).contains(&o.p_alive), "{o:?}");
            prop_assert!((0.0..=1.0).contains(&o.p_no_purchase), "{o:?}");
            prop_assert!(o.p_no_purchase >= 1.0 - o.p_alive - 1e-12, "{o:?}");
            prop_assert!(o.expected >= 0.0 && o.expected.is_finite(), "{o:?}");
            prop_assert!(o.expected_spend >= 0.0 && o.expected_spend.is_finite(), "{o:?}");
            prop_assert!(o.clv.low <= o.clv.value && o.clv.value <= o.clv.high && o.clv.high.is_finite());
            // Asked for another time ahead, through no table, the answer is the same figure and grows with time.
            let again = forecast.expected(buyer, f64::from(weeks)).unwrap();
            prop_assert!((again - o.expected).abs() <= 1e-9 * (1.0 + again), "{again} {o:?}");
            prop_assert!(forecast.expected(buyer, f64::from(weeks) * 1.5).unwrap() >= again);
            prop_assert!(forecast.p_no_purchase(buyer, f64::from(weeks) * 1.5).unwrap() <= o.p_no_purchase);
            let year = forecast.clv(buyer, 12).unwrap();
            prop_assert!((year.value - o.clv.value).abs() <= 1e-9 * (1.0 + year.value));
            alive += o.p_alive;
            expected += o.expected;
        }
        if let Some(totals) = forecast.totals().filter(|_| forecast.is_personal()) {
            prop_assert!((totals.p_alive - alive).abs() < 1e-9 * (1.0 + alive));
            prop_assert!((totals.expected - expected).abs() < 1e-9 * (1.0 + expected));
        }
    }

    #[test]
    fn the_order_of_the_customers_changes_no_bit(
        (buyers, shuffled) in prop::collection::vec(buyer(), 60..140)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        kind in model(),
    ) {
        let terms = Terms { model: kind, ..Terms::default() };
        let [one, other] = [&buyers, &shuffled].map(|b| Forecast::fit(b.iter().copied(), Day(20_000), terms));
        prop_assert_eq!(one.fitted(), other.fitted());
        prop_assert_eq!(one.gamma_gamma(), other.gamma_gamma());
        prop_assert_eq!(one.totals(), other.totals());
        for buyer in &buyers {
            prop_assert_eq!(bits(&one, buyer), bits(&other, buyer));
        }
    }
}

proptest! {
    #[test]
    fn the_models_keep_their_laws(
        r in 0.05_f64..5.0, alpha in 0.5_f64..60.0, a in 0.02_f64..6.0, b in 0.1_f64..20.0,
        x in 0_u32..40, t_x in 0_u32..1000, silence in 0_u32..1000, t in 1_u32..200,
    ) {
        let t_x = if x == 0 { 0.0 } else { f64::from(t_x) / 7.0 };
        let (age, t) = (t_x + f64::from(silence) / 7.0, f64::from(t));
        let without = Nbd { r, alpha }.expected_alive(x, age, t);
        for modified in [false, true] {
            let model = BetaGeometric { r, alpha, a, b, modified };
            let alive = model.p_alive(x, t_x, age);
            prop_assert!((0.0..=1.0).contains(&alive));
            prop_assert!(model.p_alive(x, t_x, age + 10.0) <= alive, "silence makes it less likely");
            let expected = model.expected_alive(x, age, t);
            prop_assert!(expected >= 0.0 && expected <= without * (1.0 + 1e-9), "{expected} {without}");
            prop_assert!(model.expected_alive(x, age, t + 5.0) >= expected * (1.0 - 1e-12));
        }
        let model = ParetoNbd { r, alpha, s: a, beta: b };
        let alive = model.p_alive(x, t_x, age);
        prop_assert!((0.0..=1.0).contains(&alive));
        prop_assert!(model.p_alive(x, t_x, age + 10.0) <= alive + 1e-12);
        let expected = model.expected_alive(x, age, t);
        prop_assert!(expected >= 0.0 && expected <= without * (1.0 + 1e-9));
    }

    #[test]
    fn the_likelihood_is_a_probability_over_all_histories_of_no_repeat(
        r in 0.05_f64..5.0, alpha in 0.5_f64..60.0, age in 0_u64..900,
    ) {
        use cartera::domain::value::models::groups::Groups;
        let nobody_again = Groups::of(vec![age]);
        let model = BetaGeometric { r, alpha, a: 1.0, b: 2.0, modified: true };
        // P(no repeat in T) of MBG/NBD: stopped at once, or alive and silent.
        let wanted = 1.0 / 3.0 + 2.0 / 3.0 * (alpha / (alpha + age as f64 / 7.0)).powf(r);
        prop_assert!((model.log_likelihood(&nobody_again).exp() - wanted).abs() < 1e-12);
    }
}
