//! The dashboards of value on screen, over the sample portfolio and over the smallest ones.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use cartera::ui::texts::Lang;
use cartera::ui::visible::width;
use common::App;
use rstest::rstest;

/// What holds of every screen: nothing wider than it, no key instead of a text, no number that is none.
fn sound(screen: &str, columns: u16) {
    for line in screen.lines() {
        assert!(width(line) <= usize::from(columns), "{line:?}\n{screen}");
        assert!(
            !line.contains("{ $") && !line.contains("NaN") && !line.contains("inf "),
            "{line:?}\n{screen}"
        );
    }
    for word in screen.split(|c: char| !(c.is_ascii_lowercase() || c == '-')) {
        assert!(!word.starts_with("value-") && !word.starts_with("segment-"), "«{word}» is a key:\n{screen}");
    }
}

/// Name and keys of each screen over the sample.
const VIEWS: &[(&str, &str)] = &[
    ("summary", "5"),
    ("summary-grid", "5 <tab> <down> <left>"),
    ("summary-classes", "5 <tab> <tab> <down>"),
    ("summary-almost", "5 <backtab> <down>"),
    ("pareto", "5 ."),
    ("pareto-table", "5 . <right> <tab> <down>"),
    ("rfm", "5 . ."),
    ("rfm-segments", "5 . . <tab> <tab> <down> <down>"),
    ("rfm-kind", "5 . . <tab> <tab> <tab>"),
    ("clv", "5 . . ."),
    ("clv-leaving", "5 . . . <end> <tab>"),
    ("clv-facts", "5 . . . <backtab>"),
    ("backtest", "5 . . . b"),
    ("explain", "5 <tab> w"),
    ("settings", "5 e <tab> <tab> <tab> <ctrl-u> 5 0"),
];

#[rstest]
#[case(Lang::Es)]
#[case(Lang::En)]
fn every_page_over_the_sample(#[case] lang: Lang) {
    for (name, keys) in VIEWS {
        let mut app = App::sample((100, 30), lang);
        app.keys(keys);
        for (columns, rows) in [(100, 30), (80, 24)] {
            app.resize(columns, rows);
            let screen = app.stable();
            sound(&screen, columns);
            insta::assert_snapshot!(format!("{name}-{}-{columns}x{rows}", lang.code()), screen);
        }
    }
}
