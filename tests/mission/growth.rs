//! Growth, priorities and the way up (rows 13, 14, 46, 53, 54, 55).

use std::fmt::Write as _;

use super::common::{App, cells};
use super::{imported, invoices};

/// The line with both words, cut into cells.
fn line(screen: &str, words: [&str; 2]) -> String {
    screen
        .lines()
        .find(|line| words.iter().all(|word| line.contains(word)))
        .unwrap_or_else(|| panic!("{words:?}\n{screen}"))
        .to_owned()
}

#[test]
fn row_13_the_change_of_the_result_is_shared_out_to_the_cent_among_what_makes_it() {
    // Twelve months to 20 November 2025: one customer, one purchase of 100. The twelve after: two, one of 150 each.
    let mut app = imported(&invoices(&[
        ("15/01/2025", "Ana", "100,00"),
        ("15/01/2026", "Ana", "150,00"),
        ("15/02/2026", "Bea", "150,00"),
    ]));
    app.keys("5 , ,").shows(&["▐5 Valor▌", "12 meses hasta el 20 nov 2026"]);
    let screen = app.screen();
    // L(300, 100) = 200 / ln 3 = 182.0478; times ln 2 = 126.19, times ln 1.5 = 73.81; purchases each did not change.
    assert_eq!(cells(&screen, "Clientes activos"), ["▶1", "2", "+126,19"]);
    assert_eq!(cells(&screen, "Compras por cliente"), ["1,00", "1,00", "0,00"]);
    assert_eq!(cells(&screen, "Ticket medio"), ["100,00", "150,00", "+73,81"]);
    assert_eq!(cells(&screen, "Margen")[..], ["100,0", "%", "100,0", "%", "0,00"]);
    assert_eq!(cells(&screen, "= Resultado"), ["100,00", "300,00", "+200,00"]);
    assert_eq!(cells(&screen, "Ventas por cliente"), ["100,00", "150,00", "+50,00"]);
    app.keys("w")
        .shows(&["media logarítmica", "21 nov 2025 – 20 nov 2026, frente a 21 nov 2024 – 20 nov 2025"]);
    app.keys("<esc> <right> <enter>").shows(&[
        "Clientes 2 · Clientes activos · periodo actual",
        "Ana",
        "Bea",
    ]);
    // Who came and who went: Bea alone.
    app.keys("5 <right> <enter>").shows(&["Clientes 1 · Clientes activos · entre los dos periodos", "Bea"]);
    // By month: nobody bought in November so far nor in the same days of October.
    app.keys("5 m")
        .shows(&["‹ noviembre 2026 ›", "1 nov 2026 – 20 nov 2026 frente a 1 oct 2026 – 20 oct 2026"]);
    assert_eq!(cells(&app.screen(), "= Resultado"), ["0,00", "0,00", "0,00"]);
    // Nine months back: February against January; both brought 150.
    app.keys("- - - - - - - - -").shows(&["‹ febrero 2026 ›"]);
    assert_eq!(cells(&app.screen(), "= Resultado"), ["150,00", "150,00", "0,00"]);
}

#[test]
fn row_14_last_years_revenue_leads_to_this_years_customer_by_customer() {
    let mut app = imported(&invoices(&[
        ("15/01/2025", "Ana", "100,00"),
        ("15/01/2026", "Ana", "160,00"),
        ("15/03/2025", "Carla", "300,00"),
        ("15/03/2026", "Carla", "120,00"),
        ("05/05/2025", "Diego", "80,00"),
        ("15/02/2026", "Bea", "200,00"),
        ("15/01/2023", "Elena", "60,00"),
        ("15/06/2026", "Elena", "40,00"),
    ]));
    app.keys("5 , ,").shows(&["cuadra al céntimo", "nadie ha dicho cuánto gasta"]);
    let screen = app.screen();
    // 480 + 200 + 40 + 60 − 180 − 80 = 520.
    assert_eq!(cells(&screen, "Ventas iniciales"), ["3", "480,00", "100,0", "%"]);
    assert_eq!(cells(&screen, "+ Clientes nuevos")[..2], ["1", "200,00"]);
    assert_eq!(cells(&screen, "+ Recuperados")[..2], ["1", "40,00"]);
    assert_eq!(cells(&screen, "+ Compran más")[..2], ["1", "60,00"]);
    assert_eq!(cells(&screen, "− Compran menos")[..2], ["1", "-180,00"]);
    assert_eq!(cells(&screen, "− Dejan de comprar")[..2], ["1", "-80,00"]);
    assert_eq!(cells(&screen, "= Ventas finales")[..2], ["4", "520,00"]);
    // (480 + 60 − 180 − 80) / 480 and (480 − 180 − 80) / 480.
    assert_eq!(cells(&screen, "Retención neta")[..2], ["58,3", "%"]);
    assert_eq!(cells(&screen, "Retención bruta")[..2], ["45,8", "%"]);
    app.keys("<tab> <down> <down> <down> <down> <down> <enter>");
    app.shows(&["Clientes 1 · − Dejan de comprar", "Diego"]);
    app.keys("5 <up> <up> <up> <enter>").shows(&["Clientes 1 · + Recuperados", "Elena"]);
}

/// Ana 800, Bea 100, Carla 60, Diego 40: A, B, B, C, for 800 before Bea are 80 % and 960 before Diego over 95 %.
fn four() -> App {
    imported(&invoices(&[
        ("13/11/2026", "Ana", "800,00"),
        ("13/11/2026", "Bea", "100,00"),
        ("13/11/2026", "Carla", "60,00"),
        ("13/11/2026", "Diego", "40,00"),
    ]))
}

/// Logs a call with the customer of this name.
fn call(app: &mut App, name: &str) {
    app.keys("2 /").text(name).keys("<enter> c <ctrl-s> <esc>");
}

#[test]
fn row_46_whom_the_time_goes_to_is_held_against_what_they_bring() {
    let mut app = four();
    for name in ["Ana", "Diego", "Diego"] {
        call(&mut app, name);
    }
    app.keys("5 ,").shows(&["▐Dedicación▌"]);
    let screen = app.screen();
    // Three calls of 8 minutes: a third of the time for 80 % of the money, two thirds for 4 %; 8 minutes are 2.67.
    assert_eq!(cells(&screen, "Clase A"), ["1", "1", "0,1", "h", "3", "€", "33,3", "%", "80,0", "%"]);
    assert_eq!(cells(&screen, "Clase B"), ["2", "0", "0,0", "h", "0", "€", "0,0", "%", "16,0", "%"]);
    assert_eq!(cells(&screen, "Clase C"), ["1", "2", "0,3", "h", "5", "€", "66,7", "%", "4,0", "%"]);
    // Ana's part of 24 minutes were 19, and 8 are under half of it; Diego's were 1, and he had 16.
    assert_eq!(cells(&screen, "Valen mucho, poco tiempo")[0], "1");
    assert!(screen.contains("8 de 19 min") && screen.contains("16 de 1 min"), "{screen}");
    app.keys("<down> <down> <down> <down> <enter>").shows(&["Clientes 1 · Valen mucho, poco tiempo", "Ana"]);
    app.keys("5 <down> <enter>").shows(&["Clientes 1 · Valen poco, mucho tiempo", "Diego"]);
    app.keys("5 m").shows(&["Tiempo y valor por tipo de cliente"]);
}

#[test]
fn row_53_class_a_is_contacted_in_time_or_comes_first() {
    // Ana is class A by all she ever bought, 5,050 of 5,950, though Zoe brought more in the last twelve months.
    let mut app = imported(&invoices(&[
        ("01/06/2024", "Ana", "5000,00"),
        ("15/11/2026", "Ana", "50,00"),
        ("01/11/2026", "Zoe", "900,00"),
    ]));
    for name in ["Ana", "Zoe"] {
        app.keys("2 /").text(name).keys("<enter> a").text("+3d").keys("<ctrl-s> <esc>");
    }
    // Promised for Monday the 23rd; three days later both are overdue.
    let mut app = app.restart_as_of("2026-11-26");
    app.keys("1").shows(&["clase A, vencido 3 d", "vencido hace 3 d"]);
    let screen = app.screen();
    assert!(screen.find("Ana") < screen.find("Zoe"), "{screen}");
    assert_eq!(cells(&screen, "! A sin contacto > 30 d")[0], "1");
    app.keys("<tab> <end> <enter>").shows(&["Clientes 1 · Clase A sin contacto a tiempo", "Ana"]);
    app.keys("5 ,");
    assert_eq!(cells(&app.screen(), "A: cada 30 días")[..5], ["1", "0", "1", "0,0", "%"]);

    // A call on 20 November is in time for thirty days, and for sixty where the shop wants it so.
    let mut app = app.restart_as_of("2026-11-20");
    call(&mut app, "Ana");
    let mut app = app.restart_as_of("2026-12-20");
    app.keys("5 ,");
    assert_eq!(cells(&app.screen(), "A: cada 30 días")[..5], ["1", "1", "0", "100,0", "%"]);
    let mut app = app.restart_as_of("2026-12-25");
    app.keys("5 ,");
    assert_eq!(cells(&app.screen(), "A: cada 30 días")[..3], ["1", "0", "1"]);
    app.keys("e <ctrl-u>").text("60").keys("<ctrl-s>");
    assert_eq!(cells(&app.screen(), "A: cada 60 días")[..3], ["1", "1", "0"]);
    app.keys("<tab> <right> <enter>").shows(&["Clientes 1 · Clase A: contactados a tiempo", "Ana"]);
}

#[test]
fn row_53_class_a_late_by_its_own_rhythm_is_an_alert_and_says_so() {
    // g = (92 + 52) / 4 = 36 days; 66 of silence are over one and a half times that, and over it since the 37th day.
    let mut app = imported(&invoices(&[
        ("15/06/2026", "Rita", "100,00"),
        ("15/07/2026", "Rita", "100,00"),
        ("15/08/2026", "Rita", "100,00"),
        ("15/09/2026", "Rita", "100,00"),
    ]));
    app.keys("1").shows(&["clase A, tarda 29 d"]);
    assert_eq!(cells(&app.screen(), "! A que se retrasan")[0], "1");
    app.keys("<tab> <end> <enter>").shows(&["Clientes 1 · ! A que se retrasan", "Rita"]);
}

#[test]
fn row_54_a_plan_for_somebody_almost_of_class_a_tells_how_it_goes_on_any_day() {
    let mut app = four();
    app.keys("5 , , ,").shows(&["▐Ascenso▌", "umbral de A: 800,00 € en 12 m", "Aún no hay planes"]);
    let screen = app.screen();
    assert_eq!(cells(&screen, "Bea")[..2], ["100,00", "700,00"]);
    assert_eq!(cells(&screen, "Diego")[..2], ["40,00", "760,00"]);
    // 200 within thirty days, from today to 19 December.
    app.keys("n").shows(&["Plan de ascenso · Bea"]);
    app.keys("<ctrl-u>").text("200").keys("<tab> <ctrl-u>").text("2026-12-19").keys("<tab>").text("Marta");
    app.keys("<ctrl-s>").shows(&["Planes 1"]);
    let state = |app: &mut App| line(&app.screen(), ["Bea", "19 dic 2026"]);
    let told = state(&mut app);
    assert!(told.contains("200,00        0,00") && told.contains("Marta"), "{told}");
    assert!(told.contains("con retraso"), "nothing yet, where 6.67 were due on the first day: {told}");
    app.keys("<enter> p <tab>").text("50").keys("<ctrl-s> <esc>");
    assert!(state(&mut app).contains("en camino"), "{}", app.screen());
    // On the twelfth day 80 were due; on the last the 200 were not reached.
    for (day, outcome) in [("2026-12-01", "con retraso"), ("2026-12-19", "no cumplido")] {
        app = app.restart_as_of(day);
        app.keys("5 , , ,");
        assert!(state(&mut app).contains(outcome), "{day}\n{}", app.screen());
    }
    app = app.restart_as_of("2026-11-20");
    app.keys("5 , , , <tab> <enter> p <tab>").text("150").keys("<ctrl-s> <esc>");
    assert!(
        state(&mut app).contains("cumplido") && !state(&mut app).contains("no cumplido"),
        "{}",
        app.screen()
    );
    assert!(line(&app.screen(), ["4T 2026", "1/1"]).contains("1/1 100 %"), "{}", app.screen());
    app.keys("<tab> <tab> <enter>").shows(&["Clientes 1 · Planes cumplidos en el trimestre", "Bea"]);
    app.keys("5 <backtab> <backtab>");
    // Taken back: the purchase, then the other, then the plan.
    app.keys("u u u").shows(&["Aún no hay planes"]);
    app.keys("U").shows(&["Planes 1"]);
    // Other words, and closed.
    app.keys("e <ctrl-u>").text("300").keys("<ctrl-s>");
    assert!(state(&mut app).contains("300,00"), "{}", app.screen());
    app.keys("<delete>").shows(&["cerrado (con retraso)"]);
}

#[test]
fn row_54_who_rose_to_class_a_is_counted_by_quarter() {
    let mut app = imported(&invoices(&[
        ("15/02/2026", "Ana", "800,00"),
        ("15/02/2026", "Bea", "100,00"),
        ("15/02/2026", "Zoe", "100,00"),
        ("15/11/2026", "Zoe", "900,00"),
    ]));
    // At the end of September 800 of 1,000 are Ana's, so that she alone is A; in November 1,000 of 1,900 are Zoe's.
    app.keys("5 , , ,");
    assert!(line(&app.screen(), ["4T 2026", "1/2"]).contains("1/2 50 %"), "{}", app.screen());
    app.keys("<tab> <tab> <tab> <right> <enter>").shows(&["Clientes 1 · Pasan a la clase A", "Zoe"]);
}

#[test]
fn row_55_keeping_customers_and_widening_what_they_buy_are_two_figures() {
    let mut csv = String::from("numero;fecha;codigo;nombre;producto;categoria;cantidad;precio\n");
    for (n, (day, who, category, price)) in [
        ("15/03/2025", "Ana", "Tornillería", "100,00"),
        ("15/03/2025", "Bea", "Tornillería", "50,00"),
        ("15/03/2025", "Diego", "Tornillería", "80,00"),
        ("01/11/2026", "Ana", "Tornillería", "100,00"),
        ("02/11/2026", "Ana", "Pintura", "60,00"),
        ("01/11/2026", "Bea", "Tornillería", "50,00"),
        ("01/11/2026", "Carla", "Jardín", "10,00"),
    ]
    .into_iter()
    .enumerate()
    {
        writeln!(csv, "{};{day};{who};{who};{category} básica;{category};1;{price}", n + 1).unwrap();
    }
    let mut app = imported(&csv);
    app.keys("5 , , ,").shows(&["Sostener y consolidar"]);
    let screen = app.screen();
    // Diego of three customers went, and 80 of 230.
    assert!(line(&screen, ["Sostener  ", "33,3 %"]).contains("se van 1 de 3; 80 € (34,8 %)"), "{screen}");
    // Ana and Bea stayed: 150 became 210; one category each became three for two.
    let kept = line(&screen, ["Consolidar", "+40,0 %"]);
    assert!(kept.contains("2 siguen; categorías 1,0 → 1,5"), "{screen}");
    // Ana two, Bea and Carla one, of three categories: 4 of 9.
    assert!(line(&screen, ["Variedad", "44,4 %"]).contains("1,3 de 3 categorías"), "{screen}");
    assert!(line(&screen, ["Meta", "0,0 %"]).contains("0 de 3 con 3 o más"), "{screen}");
    // The goal is the shop's own.
    app.keys(". . e <tab> <tab> <tab> <ctrl-u>").text("2").keys("<ctrl-s> , ,");
    assert!(line(&app.screen(), ["Meta", "33,3 %"]).contains("1 de 3 con 2 o más"), "{}", app.screen());
    app.keys("<tab> <tab> <end> <enter>").shows(&["Clientes 1 · Llegan a la meta de variedad", "Ana"]);
    app.keys("5 <up> <up> <up> <enter>").shows(&["Clientes 1 · Dejan de comprar", "Diego"]);
}
