//! What is known of each customer, on screen: the tab of a customer's page, the place of segments, fields and scales,
//! their forms, and the search of what was said.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use cartera::ui::texts::Lang;
use cartera::ui::visible::width;
use common::App;
use rstest::rstest;

/// Name and keys of each screen over the sample.
const VIEWS: &[(&str, &str)] = &[
    ("tab", "2 <enter> ,"),
    ("statement", "2 <enter> , D"),
    ("birthdays", "g f"),
    ("groups", "g f ."),
    ("occasions", "g f . ."),
    ("benefits", "g f . . ."),
    ("fields", "g f . . . ."),
    ("field", "g f . . . . n"),
    ("scales", "g f ,"),
    ("scale", "g f , <enter>"),
    ("rules", "g f . e"),
    ("said", "g n f a c t u r a"),
];

#[rstest]
#[case(Lang::Es)]
#[case(Lang::En)]
fn every_screen_of_what_is_known(#[case] lang: Lang) {
    for (name, keys) in VIEWS {
        let mut app = App::sample((100, 30), lang);
        app.keys(keys);
        for (columns, rows) in [(100, 30), (80, 24)] {
            app.resize(columns, rows);
            let screen = app.stable();
            for line in screen.lines() {
                assert!(width(line) <= usize::from(columns), "{line:?}\n{screen}");
            }
            assert!(!screen.contains("profile-") && !screen.contains("form-f-"), "a key:\n{screen}");
            insta::assert_snapshot!(format!("{name}-{}-{columns}x{rows}", lang.code()), screen);
        }
    }
}

/// The form of a further way to reach somebody, and how it stands among what is known.
#[rstest]
#[case(Lang::Es, "otra forma de contacto")]
#[case(Lang::En, "another way to reach")]
fn a_further_way_to_reach_somebody(#[case] lang: Lang, #[case] palette: &str) {
    for size in [(100, 30), (80, 24)] {
        let mut app = App::sample(size, lang);
        app.keys("2 <enter> , :").text(palette).keys("<enter> <right> <right> <right> <tab>");
        app.text("compras@sol.example").keys("<tab>").text("Lucía");
        let screen = app.stable();
        insta::assert_snapshot!(format!("point-{}-{}x{}", lang.code(), size.0, size.1), screen);
        app.keys("<ctrl-s> <end>");
        let screen = app.stable();
        insta::assert_snapshot!(format!("points-{}-{}x{}", lang.code(), size.0, size.1), screen);
    }
}
