//! What the program shows around its views, and that no key and no size breaks it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use cartera::app::msg::Msg;
use cartera::ui::action::Action;
use cartera::ui::keymap::Pressed;
use cartera::ui::texts::Lang;
use cartera::ui::visible::width;
use common::{App, Blank};
use proptest::prelude::*;
use rstest::rstest;

#[rstest]
#[case(100, 30)]
#[case(80, 24)]
fn help_palette_and_places_in_both_languages(#[case] columns: u16, #[case] rows: u16) {
    for lang in Lang::ALL {
        let mut app = App::blank((columns, rows), lang);
        app.keys("?");
        insta::assert_snapshot!(format!("help-{}-{columns}x{rows}", lang.code()), app.screen());
        app.keys("<esc> :");
        insta::assert_snapshot!(format!("palette-{}-{columns}x{rows}", lang.code()), app.screen());
        app.keys("<esc> g");
        insta::assert_snapshot!(format!("places-{}-{columns}x{rows}", lang.code()), app.screen());
    }
}

#[test]
fn a_window_too_small_says_so_and_nothing_is_lost() {
    for lang in Lang::ALL {
        let mut app = App::blank((50, 12), lang);
        insta::assert_snapshot!(format!("small-{}", lang.code()), app.screen());
        app.resize(80, 24);
        assert!(app.screen().contains("▐2 "), "{}", app.screen());
    }
}

#[test]
fn q_twice_within_two_seconds_leaves_and_esc_never_does() {
    let mut app = App::fake((80, 24), Lang::Es);
    for _ in 0..20 {
        app.keys("<esc>");
    }
    app.keys("q");
    assert!(app.screen().contains("Pulse q otra vez"), "{}", app.screen());
    app.wait(3000).keys("q");
    assert_eq!(app.model.leaving, None, "the first q was forgotten");
    app.keys("q");
    assert_eq!(app.model.leaving, Some(0));
}

#[test]
fn ctrl_c_twice_leaves_even_from_a_text_field() {
    let mut app = App::fake((80, 24), Lang::En);
    app.keys(": <ctrl-c>");
    assert_eq!(app.model.leaving, None);
    app.keys("<ctrl-c>");
    assert_eq!(app.model.leaving, Some(0));
}

#[test]
fn every_action_is_found_in_the_palette_by_either_name_and_a_synonym() {
    let texts = [Lang::Es, Lang::En].map(|l| cartera::ui::Look::plain(l).texts);
    for lang in Lang::ALL {
        let look = cartera::ui::Look::plain(lang);
        let mut app = App::blank((120, 60), lang);
        app.keys(":");
        for action in Action::ALL.iter().filter(|a| a.group() != cartera::ui::action::Group::Move) {
            let key = action.text_key();
            let mut names: Vec<String> = texts.iter().map(|t| t.t(&key)).collect();
            let synonyms = texts.iter().filter_map(|t| t.attribute(&key, "synonyms"));
            names.extend(synonyms.filter_map(|s| Some(s.split(", ").next()?.to_owned())));
            assert_eq!(names.len(), 4, "{key} has a synonym in both languages");
            for name in names {
                app.keys("<ctrl-u>").send(Msg::Paste(name.clone()));
                let shown: String = look.action(*action).chars().take(30).collect();
                assert!(app.screen().contains(&shown), "{name} does not find {shown}:\n{}", app.screen());
            }
        }
    }
}

#[test]
fn typing_in_help_finds_and_enter_does_it() {
    let mut app = App::fake((100, 30), Lang::Es);
    app.keys("? <tab>").text("idioma").keys("<enter>");
    assert_eq!(app.model.look.lang(), Lang::En);
    assert!(app.model.layers.is_empty());
    assert!(app.effects.iter().any(|e| e.contains("Prefer") && e.contains("\"en\"")));
}

#[test]
fn help_and_palette_close_with_the_keys_that_open_them_and_never_pile_up() {
    let mut app = App::blank((100, 30), Lang::Es);
    for (keys, layers) in [("<f1>", 1), ("<f1>", 0), ("<f2> <f1>", 1), ("<f2>", 1), ("<f2>", 0), ("? ?", 0)] {
        app.keys(keys);
        assert_eq!(app.model.layers.len(), layers, "{keys}");
    }
}

#[test]
fn a_layer_that_closes_itself_below_another_takes_only_itself_away() {
    let mut app = App::blank((100, 30), Lang::Es);
    app.model.layers.push(Box::new(Blank { closes_on_news: true, ..Blank::default() }));
    app.keys("?");
    assert_eq!(app.model.layers.len(), 2);
    app.send(Msg::FileNews(7, cartera::views::FileNews::Progress(1, 2, 3)));
    assert_eq!(app.model.layers.len(), 1);
    assert!(app.screen().contains("Teclas en"), "{}", app.screen());
}

#[test]
fn the_bars_fit_from_the_smallest_screen_on() {
    for lang in Lang::ALL {
        for columns in [60, 70, 80, 100, 200] {
            let mut app = App::blank((columns, 16), lang);
            let screen = app.screen();
            let bar = screen.lines().next().unwrap_or_default();
            assert!(bar.contains("5 ") && bar.contains("96"), "all five views at {columns}: {bar}");
            if columns >= 80 {
                assert!(bar.ends_with("10:42"), "{bar}");
            }
        }
    }
}

#[test]
fn a_preference_of_a_view_holds_at_once() {
    let mut app = App::blank((80, 24), Lang::Es);
    app.keys(":").send(Msg::Paste("ASCII".into())).keys("<enter>");
    assert!(app.model.look.ascii);
    assert!(app.effects.iter().any(|e| e.contains("Prefer") && e.contains("ascii")));
    app.model.apply_preference("numbers", "es-MX");
    assert_eq!(app.model.look.format.int(1284), "1,284");
    app.model.apply_preference("language", "en");
    assert_eq!(app.model.look.format.int(1284), "1,284", "numbers are apart from the language");
}

#[test]
fn switching_language_moves_no_key() {
    let (es, en) = (cartera::ui::Look::plain(Lang::Es), cartera::ui::Look::plain(Lang::En));
    for action in Action::ALL {
        for scope in cartera::ui::action::KeyScope::ALL {
            assert_eq!(es.keys_of(*action, &[scope]).len(), en.keys_of(*action, &[scope]).len());
        }
    }
}

#[test]
fn a_pasted_command_in_a_list_does_nothing() {
    let mut app = App::fake((80, 24), Lang::Es);
    let before = app.screen();
    app.send(Msg::Paste("dq3\n".into()));
    assert_eq!(app.screen(), before);
}

#[test]
fn what_a_form_holds_is_kept_after_two_seconds_or_twenty_keys_and_when_told_to_leave() {
    let saved = |app: &App| app.effects.iter().filter(|e| e.contains("SaveDraft")).count();
    let mut app = App::blank((80, 24), Lang::Es);
    app.model.layers.push(Box::new(Blank { form: Some(String::new()), ..Blank::default() }));
    app.text("abc");
    assert_eq!(saved(&app), 0);
    app.wait(2000);
    assert_eq!(saved(&app), 1);
    app.wait(60_000);
    assert_eq!(saved(&app), 1, "nothing new, nothing written");
    app.text("abcdefghijklmnopqrst");
    assert_eq!(saved(&app), 2);
    app.text("z").send(Msg::Leave(143));
    assert_eq!((saved(&app), app.model.leaving), (3, Some(143)));
    assert!(app.effects.last().is_some_and(|e| e.contains("abcabcdefghijklmnopqrstz")));
}

#[test]
fn a_draft_found_at_the_start_is_offered_once() {
    let mut app = App::over((80, 24), Lang::Es, |out| {
        Box::new(common::Fake { out, drafts: vec![("customer:new".into(), "{}".into())] })
    });
    app.send(Msg::Opened(cartera::app::msg::Opened::Portfolio));
    assert!(app.screen().contains("Hay algo sin guardar"), "{}", app.screen());
    app.keys("<right> <enter>");
    assert!(app.effects.iter().any(|e| e.contains("DropDraft") && e.contains("customer:new")));
    assert!(!app.screen().contains("Hay algo sin guardar"), "{}", app.screen());
}

#[test]
fn undo_with_nothing_to_undo_says_so() {
    let mut app = App::blank((80, 24), Lang::Es);
    app.keys("u");
    assert!(app.screen().contains("No hay nada más que deshacer"), "{}", app.screen());
    app.keys("U");
    assert!(app.screen().contains("No hay nada que rehacer"), "{}", app.screen());
    app.keys(":").text("mensajes").keys("<enter>");
    assert!(app.screen().contains("Mensajes de esta sesión"), "{}", app.screen());
    assert!(app.screen().contains("No hay nada más que deshacer"), "{}", app.screen());
}

#[test]
fn a_click_on_a_tab_and_on_a_hint_does_what_their_keys_do() {
    let mut app = App::blank((100, 30), Lang::Es);
    app.screen();
    app.send(Msg::Click(1, 0, false));
    assert!(app.screen().starts_with("▐1 Hoy"), "{}", app.screen());
    app.send(Msg::Click(2, 29, false));
    assert!(app.screen().contains("Teclas en"), "{}", app.screen());
}

#[test]
fn the_footer_shows_help_first_at_every_width_and_only_what_can_be_done() {
    for columns in [60, 80, 100] {
        let mut app = App::blank((columns, 24), Lang::Es);
        let screen = app.screen();
        let footer = screen.lines().last().unwrap_or_default().to_owned();
        assert!(footer.starts_with(" ? Ayuda  Intro abrir"), "{footer}");
        assert!(!footer.contains("estacional"), "{footer}");
    }
}

#[test]
fn in_ascii_no_line_of_the_screen_needs_more() {
    let mut app = App::fake((100, 30), Lang::En);
    app.model.look.ascii = true;
    app.keys(":");
    for c in app.screen().chars().filter(|c| !c.is_alphanumeric()) {
        assert!(c.is_ascii() || "“”’".contains(c), "{c:?}\n{}", app.screen());
    }
}

fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => proptest::char::range(' ', '~').prop_map(|c| c.to_string()),
        4 => prop::sample::select(vec![
            "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "enter", "esc", "tab", "backtab",
            "space", "delete", "backspace", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "ctrl-s", "ctrl-z",
            "ctrl-y", "ctrl-a", "ctrl-f", "ctrl-p", "ctrl-l", "ctrl-u", "ctrl-w", "ctrl-k", "shift-up", "shift-down",
        ]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn no_key_and_no_size_breaks_it(
        steps in prop::collection::vec((any_key(), prop::option::weighted(0.1, (0_u16..=200, 0_u16..=80))), 250),
        spanish in any::<bool>(),
    ) {
        let mut app = App::fake((80, 24), if spanish { Lang::Es } else { Lang::En });
        for (key, size) in steps {
            if let Some((columns, rows)) = size {
                app.resize(columns, rows);
            }
            if Pressed::named(&key).is_some() {
                app.key(&key);
            }
            let columns = app.model.size.0;
            let screen = app.screen();
            for line in screen.lines() {
                prop_assert!(width(line) <= usize::from(columns), "{line:?}");
            }
        }
    }
}

#[test]
fn absurd_sizes_are_capped() {
    let mut app = App::fake((80, 24), Lang::Es);
    for size in [(0, 0), (1, 1), (u16::MAX, u16::MAX), (u16::MAX, 1), (60, 16), (10_000, 20)] {
        app.resize(size.0, size.1);
        app.screen();
    }
}

/// What is to be seen of the program over the sample: a name, and the keys that lead there.
const VIEWS: &[(&str, &str)] = &[
    ("today", "1"),
    ("today-reasons", "1 <tab> <down> <down>"),
    (
        "today-prospects",
        "1 G <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up>",
    ),
    ("today-explain", "1 <tab> w"),
    ("customers", "2"),
    ("customers-filter", "2 / t a g : v i p <space> s t a g e : m a t <enter>"),
    ("customers-completion", "2 / t a g :"),
    ("customers-none", "2 / s t a g e : l o s t <space> l a s t < 3 0 d <enter>"),
    ("customers-marks", "2 <space> <down> <space> / z o n a : s u r <enter>"),
    ("customers-sort", "2 s"),
    ("bulk", "2 / s t a g e : n e w <enter> * / <ctrl-u> z o n e : s u r <enter> t <enter>"),
    ("page", "1 <down> <down> <enter> <enter>"),
    ("page-lost", "4 <enter>"),
    ("page-purchases", "1 <enter> <enter> ."),
    ("page-document", "1 <enter> <enter> . <enter>"),
    ("page-contacts", "1 <enter> <enter> . ."),
    ("page-notes", "1 <enter> <enter> . . ."),
    ("page-history", "1 <enter> <enter> N x <ctrl-s> . . . ."),
    ("form-customer", "2 n"),
    ("form-edit", "1 <enter> <enter> e"),
    ("form-purchase", "1 <enter> <enter> p"),
    ("form-contact", "1 <enter> <enter> c"),
    ("form-agenda", "1 <enter> <enter> a"),
    ("form-note", "1 <enter> <enter> N"),
    ("never", "1 <enter> <enter> Z"),
    ("calls", "1 <enter>"),
    (
        "calls-prospect",
        "1 G <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <up> <enter>",
    ),
    ("calls-note", "1 <enter> i p i d e <space> p r e c i o <enter> + 3 d"),
    ("calls-sale", "1 <enter> <down> s <enter>"),
    ("calls-refused", "1 <enter> r"),
    ("calls-never", "1 <enter> Z"),
    ("calls-done", "1 <enter> n b m n z"),
    ("calls-explain", "1 <enter> n w"),
    ("calls-settings", "1 <enter> S"),
    ("inbound", "1 I d u e r o"),
    ("call-stats", "1 <enter> n n i <enter> <enter> <esc> g l"),
    ("call-stats-seller", "1 <enter> n n i <enter> <enter> <esc> g l . ."),
    ("lifecycle", "3"),
    ("lifecycle-funnel", "3 . <down> <right>"),
    ("lifecycle-flow", "3 . ."),
    ("lifecycle-year", "3 . . m m"),
    ("lifecycle-cohorts", "3 . . . <up> <right>"),
    ("lifecycle-cohorts-year", "3 . . . m"),
    ("lifecycle-cohorts-month", "3 . . . m m <up> <right> <right>"),
    ("lifecycle-rules", "3 . . . ."),
    ("lifecycle-targets", "3 . . . . <tab> <enter> <ctrl-u> 9 5"),
    ("lifecycle-limits", "3 e <down> <down> <ctrl-u> 4"),
    ("lifecycle-explain", "3 w"),
    ("products", ": p r o d u c t o s <enter>"),
    ("products-launch", ": p r o d u c t o s <enter> o B o t a s"),
    ("products-calls", ": p r o d u c t o s <enter> o B o t a s <enter> <space>"),
    ("replenish", ": r e p o s i c <enter>"),
    ("page-offers", "2 <enter> <backtab>"),
    ("offers", "7"),
    ("offers-figures", "7 <tab> <enter>"),
    ("offers-step", "7 m"),
    ("offers-explain", "7 w"),
    ("offers-whom", "7 n d u e r o"),
    ("form-offer", "7 n d u e r o <enter>"),
    ("campaigns", "7 . <down>"),
    ("campaign-members", "7 . <down> <enter>"),
    ("campaign-do", "7 . <down> m"),
    ("campaign-letters", "7 . <down> m x"),
    ("campaigns-explain", "7 . <down> w"),
    ("form-campaign", "2 C"),
    ("team", "7 . ."),
    ("team-explain", "7 . . w"),
    ("quality", "7 . . ."),
    ("quality-figures", "7 . . . <tab> <down>"),
    ("quality-edit", "g d m e <backspace>"),
    ("quality-verify", "g d m v F i c h a"),
    ("quality-to-verify", "g d m m <down>"),
    ("quality-explain", "7 , w"),
    ("form-handover", "2 H"),
    ("form-dormant", "4 m"),
    ("winback", "4"),
    ("winback-reasons", "4 ."),
    (
        "winback-actions",
        "4 . . n <tab> R e p a r t o <tab> <ctrl-u> P a b l o <tab> 1 5 <space> d i c <ctrl-s>",
    ),
    ("winback-action-form", "4 . n"),
    ("winback-returned", "4 . . ."),
    ("winback-verify", "4 v"),
    ("winback-reason", "4 r 1"),
    ("growth", "5"),
    ("growth-explain", "5 w"),
    ("lift", "5 ."),
    ("lift-quarters", "5 . <tab> <tab> <tab>"),
    ("lift-plan", "5 . n"),
    ("effort", "5 . ."),
    ("effort-over", "5 . . <tab> <tab> <tab>"),
    ("effort-settings", "5 . . e"),
    ("help", "?"),
    ("palette", ": c o p i a"),
    ("labels", ": e t i q u e t a s <down> <enter>"),
    ("leave-sample", ": d e j a r <enter>"),
    ("export", "2 x"),
    ("export-report", "5 . x"),
    ("export-all", ": e x p o r t a r <space> t o d o <enter>"),
    ("conflicts", ": p o r t a t i l e s <enter>"),
    ("bundle-out", ": p a q u e t e <enter>"),
    ("bundle-in", ": p a q u e t e <enter> <ctrl-s> : t r a e r <space> p a q u e t e <enter> <enter>"),
    ("export-table", "7 . . x"),
    ("duplicates", ": r e p e t i d o s <enter>"),
    ("duplicates-compare", ": r e p e t i d o s <enter> <down> <enter> <down> <right>"),
    ("duplicates-joined", ": r e p e t i d o s <enter> <enter> <ctrl-s> ."),
    ("duplicates-separate", ": r e p e t i d o s <enter> <enter> <ctrl-s> . <enter>"),
    ("history", "2 n A n a <ctrl-s> : h i s t o r i a l <enter>"),
];

#[rstest]
#[case(Lang::Es)]
#[case(Lang::En)]
fn every_view_over_the_sample(#[case] lang: Lang) {
    for (name, keys) in VIEWS {
        let mut app = App::sample((100, 30), lang);
        app.keys(keys);
        for (columns, rows) in [(100, 30), (80, 24)] {
            app.resize(columns, rows);
            let screen = app.stable();
            sound(&screen, columns);
            insta::assert_snapshot!(format!("sample-{name}-{}-{columns}x{rows}", lang.code()), screen);
        }
    }
}

/// What holds of every screen: nothing wider than it, no text missing from the translations, no blank bars.
fn sound(screen: &str, columns: u16) {
    for line in screen.lines() {
        assert!(width(line) <= usize::from(columns), "{line:?}\n{screen}");
        assert!(!line.contains("{ $"), "{line:?}\n{screen}");
    }
    for word in screen.split(|c: char| !(c.is_ascii_lowercase() || c == '-')) {
        let known = [
            "today-",
            "customers-",
            "page-",
            "form-",
            "lifecycle-",
            "winback-",
            "action-",
            "importing-",
            "growth-",
            "effort-",
            "products-",
            "calls-",
            "export-",
            "conflict-",
            "duplicates-",
            "bundling-",
            "merge-",
            "quality-",
        ];
        assert!(!known.iter().any(|k| word.starts_with(k)), "«{word}» is a key, no text:\n{screen}");
    }
}

#[test]
fn no_letter_of_the_popup_of_places_stands_for_two_of_them() {
    let mut app = App::blank((100, 30), Lang::Es);
    app.keys("g");
    let screen = app.screen();
    let box_of =
        |line: &str| line.split('│').nth(1).map(|inside| inside.trim_start_matches(['▶', ' ']).to_owned());
    let rows = screen.lines().skip_while(|line| !line.contains("ir a…")).skip(1);
    let letters: Vec<char> =
        rows.take_while(|line| !line.contains('└')).filter_map(|line| box_of(line)?.chars().next()).collect();
    assert!(letters.len() > 10, "{screen}");
    let mut once = letters.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), letters.len(), "{letters:?}\n{screen}");
}
