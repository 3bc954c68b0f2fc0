//! The flow between the ages and its verdict (rows 3 and 4).

use super::common::{App, cells};
use super::{imported, invoices};

/// In November Ana completes her first year and still buys, Bea completes hers and is lost since March, Carla comes,
/// Diego is lost; Ada was adolescent a year ago and is mature.
fn growing() -> App {
    imported(&invoices(&[
        ("10/11/2025", "Ana", "100,00"),
        ("15/10/2026", "Ana", "100,00"),
        ("15/11/2025", "Bea", "50,00"),
        ("05/11/2026", "Carla", "30,00"),
        ("05/07/2026", "Diego", "80,00"),
        ("01/06/2024", "Ada", "10,00"),
        ("01/06/2025", "Ada", "10,00"),
        ("01/06/2026", "Ada", "10,00"),
    ]))
}

#[test]
fn row_03_who_went_from_which_age_to_which_and_how_many_grow_up() {
    let mut app = growing();
    app.keys("3 .").shows(&["▐Embudo▌"]);
    let screen = app.screen();
    let (_, matrix) = screen.split_at(screen.find("De qué etapa a cuál").unwrap());
    // Columns: new, adolescent, mature, veteran, lost, nobody, opening. From no purchase to none there is no figure.
    assert_eq!(cells(matrix, "Sin compra"), ["▶1", "·", "·", "·", "·", "1"]);
    assert_eq!(cells(matrix, "Nuevos"), ["·", "1", "·", "·", "1", "·", "2"]);
    assert_eq!(cells(matrix, "Maduros"), ["·", "·", "1", "·", "·", "·", "1"]);
    assert_eq!(cells(matrix, "Perdidos"), ["·", "·", "·", "·", "1", "·", "1"]);
    assert_eq!(cells(matrix, "= Final"), ["1", "1", "1", "·", "2", "·", "5"]);
    // Of Ana and Bea one is adolescent; of Ada alone, all matured.
    app.shows(&["Nuevo → adolescente        50 %  1 de 2", "Adolescente → maduro      100 %  1 de 1"]);
    app.keys("<down> <right> <right> <right> <right> <enter>");
    app.shows(&["Clientes 1 · Nuevos → Perdidos · noviembre 2026", "Diego"]);
    app.keys("3 <tab> <enter>").shows(&["Clientes 1 · Nuevos que llegan a adolescentes", "Ana"]);
    // The diagonal: who stayed where they were.
    app.keys("3 <backtab> <down> <down> <left> <left> <enter>");
    app.shows(&["Clientes 1 · Maduros → Maduros", "Ada"]);
}

#[test]
fn row_03_where_nobody_is_old_enough_a_conversion_is_blank_and_not_nothing() {
    let mut app = imported(&invoices(&[("15/11/2026", "Carla", "30,00")]));
    app.keys("3 .").shows(&["Nuevo → adolescente      aún no hay quien haya llegado"]);
}

#[test]
fn row_03_cohorts_say_who_of_each_quarter_still_buys_and_leave_the_future_blank() {
    let mut app = growing();
    app.keys("3 . . .").shows(&["▐Cohortes▌"]);
    let screen = app.screen();
    // Ana and Bea began in the last quarter of 2025; Ana bought again four quarters later.
    assert_eq!(cells(&screen, "2025 T4"), ["2", "100", "██", "0", "0", "0", "50", "▒▒"]);
    assert_eq!(cells(&screen, "2026 T3"), ["1", "100", "██", "0"]);
    assert_eq!(cells(&screen, "2026 T4"), ["▶", "1", "100", "██"]);
    app.keys("<up> <up> <right> <right> <right> <right> <right> <enter>");
    app.shows(&["Clientes 1 · Alta en 2025 T4 y compran en T+4", "Ana"]);
    app.keys("3 w").shows(&["primera compra válida", "1; Intro los lista"]);
    // The same a month before: Carla has not come, and the last quarter is as known on 31 October.
    app.keys("<esc> -").shows(&["‹ octubre 2026 ›"]);
    assert!(app.screen().lines().all(|line| !line.contains("2026 T4")), "{}", app.screen());
    // By years.
    app.keys("+ m");
    assert_eq!(cells(&app.screen(), "2025"), ["2", "100", "██", "50", "▒▒"]);
}

#[test]
fn row_04_the_failing_rule_is_said_with_what_would_mend_it_and_its_limit_is_the_shops_own() {
    let mut app = growing();
    let fails = "!!  Nuevos que llegan a adolescentes 50 % (≥ 60) →";
    app.keys("3").shows(&[fails, "falta 1"]);
    // In whole sentences: one new customer more who went on buying, and Bea's 50 of the year before her last purchase.
    app.keys("<tab> <down> <down> <down> w");
    app.shows(&["Con 1 nuevo más que siguiera comprando (50 €) se cumple."]);
    app.keys("<esc> <enter>").shows(&["Clientes 1 · No llegan a adolescentes", "Bea"]);
    // Half is enough here: said before it is saved.
    app.keys("3 . . . . <tab> <enter> <ctrl-u> 5 0").shows(&["pasaría a cumplirse"]);
    app.keys("<ctrl-s> .").shows(&["OK  Nuevos que llegan a adolescentes 50 % (≥ 50)"]);
    app.keys("u").shows(&[fails]);
}

#[test]
fn row_05_those_who_come_in_are_known_by_what_they_buy_at_first_and_where_they_come_from() {
    let mut app = imported(&invoices(&[
        // First purchases in July: 40 and 20 in their first 90 days; one of the two on another day.
        ("10/07/2026", "Ana", "30,00"),
        ("08/10/2026", "Ana", "10,00"),
        ("09/10/2026", "Ana", "99,00"),
        ("20/07/2026", "Bea", "20,00"),
    ]));
    app.keys("3 . . - - - - <tab> <tab>").shows(&["‹ julio 2026 ›", "Cómo son los que entran en el periodo"]);
    let screen = app.screen();
    assert_eq!(cells(&screen, "Compran en 90 días, de media")[..5], ["30", "€", "2", "de", "2"]);
    assert_eq!(cells(&screen, "Compran otro día"), ["50", "%", "1", "de", "2"]);
    app.shows(&["no anotado 100 %"]);
    // Nobody of November has bought for 90 days: that is not known yet.
    app.keys("<enter>").shows(&["Clientes 2", "Ana", "Bea"]);
}
