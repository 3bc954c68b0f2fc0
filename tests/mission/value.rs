//! What each customer is worth (rows 41 to 45 and 52).

use std::fmt::Write;

use super::common::{App, cells};
use super::{imported, invoices, lines};

/// The ten customers of the published example of row 52.
fn ten() -> String {
    let amounts = ["500", "200", "100", "60", "40", "30", "25", "20", "15", "10"];
    let rows: Vec<(&str, String, String)> = amounts
        .iter()
        .enumerate()
        .map(|(n, amount)| ("13/11/2026", format!("Cliente {}", n + 1), format!("{amount},00")))
        .collect();
    invoices(&rows.iter().map(|(day, who, amount)| (*day, who.as_str(), amount.as_str())).collect::<Vec<_>>())
}

#[test]
fn row_41_recency_frequency_money_and_kind_of_purchase_of_every_cell() {
    // Fewer than 25 customers: fixed cut-offs. Ana: 10 days, 3 purchase days, 30 = 3 times the median document of 10:
    // R5 F3 M4. Bea: 100 days, 1, 10: R3 F1 M2.
    let mut app = imported(&lines(&[
        ("1", "10/09/2026", "Ana", "Tornillos", "1", "10,00"),
        ("2", "10/10/2026", "Ana", "Tornillos", "1", "10,00"),
        ("3", "11/11/2026", "Ana", "Taladro", "1", "10,00"),
        ("4", "13/08/2026", "Bea", "Tornillos", "1", "10,00"),
    ]));
    app.keys("5 . .").shows(&["▐RFM▌"]);
    // From R5 F5 two to the left: R5 F3, Ana alone, three quarters of the revenue.
    app.keys("<left> <left>").shows(&[
        "R5 F3 «Activos»  1 cliente",
        "30 € (75,0 %) · ticket medio 10 €",
        "M5 0 · M4 1 · M3 0 · M2 0 · M1 0",
    ]);
    app.shows(&["100 % a precio completo", "0 % en promoción"]);
    app.keys("<backtab>")
        .shows(&["R, F, M con cortes fijos", "R (días sin comprar): 5 = 10 · 3 = 100"])
        .keys("<tab>");
    app.keys("<enter>").shows(&["Clientes 1 · R5 F3 «Activos» · últimos 12 meses", "Ana"]);
}

#[test]
fn row_42_too_little_data_is_said_with_the_model_that_stands_in() {
    // Nobody bought in the year before the last: a year like the last one is all that can be said.
    let mut app = imported(&ten());
    app.keys("5 . . .").shows(&[
        "Valor de vida a 36 meses (modelo simple)",
        "Nadie ha comprado en dos días",
        "Modelo simple: un año como el",
    ]);
    // Ten customers, 1.000 together.
    let screen = app.screen();
    assert_eq!(cells(&screen, "Todos los activos")[..4], ["10", "100", "€", "1.000"], "{screen}");
}

/// Sixty customers with purchases at their own pace, made without chance: customer n every 7 + n days for two years.
fn sixty() -> String {
    let mut csv = String::from("numero;fecha;codigo;nombre;total\n");
    let last = chrono::NaiveDate::from_ymd_opt(2026, 11, 18).unwrap();
    let mut number = 0;
    for n in 0..60_i64 {
        let mut day = last - chrono::TimeDelta::days(n % 9);
        // Every sixth stopped buying long ago.
        if n % 6 == 5 {
            day -= chrono::TimeDelta::days(300);
        }
        for purchase in 0..=(2 + (n * 7) % 11) {
            number += 1;
            let amount = 20 + (n * 13 + purchase * 5) % 60;
            writeln!(csv, "{number};{};Persona {n:02};Persona {n:02};{amount},00", day.format("%d/%m/%Y"))
                .unwrap();
            day -= chrono::TimeDelta::days(7 + n + (purchase * n) % 5);
        }
    }
    csv
}

#[test]
fn row_42_with_enough_data_every_customer_has_a_range_and_not_one_figure() {
    let mut app = imported(&sixty());
    app.keys("5 . . .").shows(&["Valor de vida (CLV a 36 meses)", "60 compradores, 60 han repetido"]);
    let screen = app.screen();
    assert!(!screen.contains("modelo simple") && !screen.contains("NaN"), "{screen}");
    let row = screen.lines().find(|line| line.contains("▶Persona")).unwrap();
    assert!(row.contains(" a "), "a range: {row}");
}

#[test]
fn row_43_the_best_fifth_by_lifetime_value_is_high_yield() {
    // A fifth of ten is two: 500 and 200.
    let mut app = imported(&ten());
    app.keys("5 . . .");
    let screen = app.screen();
    assert_eq!(cells(&screen, "Alto rendimiento")[..4], ["2", "350", "€", "700"], "{screen}");
    app.keys("<enter>").shows(&["Clientes 2 · Alto rendimiento", "Cliente 1", "Cliente 2"]);
}

#[test]
fn row_44_who_rises_and_buys_like_the_best_has_potential() {
    // Of 4.580, Eva with 2.000, Carla with 1.500 and Ana with 1.000 are class A; their days bring 2.000, 750 and 500 in
    // the mean, 750 in the middle. Carla buys for 750 a day, and 1.200 after 300 is rising. Bea rises from 20 to 60,
    // but buys for 40. Of four active one is the best fifth: Eva.
    let mut app = imported(&invoices(&[
        ("21/03/2026", "Ana", "500,00"),
        ("01/09/2026", "Ana", "500,00"),
        ("01/06/2025", "Bea", "20,00"),
        ("01/06/2026", "Bea", "60,00"),
        ("01/07/2025", "Carla", "300,00"),
        ("01/10/2026", "Carla", "1200,00"),
        ("01/11/2026", "Eva", "2000,00"),
    ]));
    app.keys("5 . . .");
    let screen = app.screen();
    assert_eq!(cells(&screen, "Alto potencial")[0], "1", "{screen}");
    app.keys("<down> <enter>").shows(&["Clientes 1 · Alto potencial", "Carla"]);
}

/// A customer who brings 100 a year and is visited six times a year.
fn visited() -> App {
    let mut app = imported(&invoices(&[
        ("21/03/2026", "Caro", "50,00"),
        ("01/09/2026", "Caro", "50,00"),
        ("01/10/2026", "Bueno", "900,00"),
    ]));
    app.keys("2").keys("/").text("Caro").keys("<enter>");
    for _ in 0..8 {
        app.keys("c v").shows(&["Visita"]).keys("<ctrl-s>");
    }
    app
}

#[test]
fn row_45_who_costs_more_than_they_bring_asks_for_a_decision_that_is_followed_up() {
    let mut app = visited();
    // Eight visits of 45 minutes at 20 an hour are 120 a year against 100.
    app.keys("5 . . . <down> <down> <down>");
    let screen = app.screen();
    assert_eq!(cells(&screen, "Bajo cero")[0], "1", "{screen}");
    app.shows(&["Caro", "sin decidir"]);
    app.keys("<tab> o").shows(&["Incentivo · Caro"]);
    app.text("200").keys("<tab>").text("+90d").keys("<ctrl-s>");
    app.shows(&["incentivo 200 € → 18 feb 2027"]);
    app.keys(", , ,").shows(&["Bajo cero: 1 con incentivo · 0 pasivos · 0 sin decidir"]);
    app.keys("u").shows(&["Bajo cero: 0 con incentivo · 0 pasivos · 1 sin decidir"]);
    app.keys(". . . d").shows(&["Dejar de invertir en Caro", "No se borra nada"]).keys("<enter>");
    app.shows(&["pasivo desde 20 nov"]);
    // Nobody is deleted, and the page's history says who decided what.
    app.keys("2")
        .shows(&["Caro"])
        .keys("<home> <enter> , ,")
        .shows(&["Dejar de invertir en Caro: contacto pasivo"]);
    app.keys("<esc> 5 u o").text("200").keys("<tab>").text("+90d").keys("<ctrl-s>");
    // On the day of review it is listed, with what was wanted and what came.
    let mut app = app.restart_as_of("2027-02-18");
    app.keys("5 . . .");
    let screen = app.screen();
    assert_eq!(cells(&screen, "Decisiones por revisar")[0], "1", "{screen}");
    app.keys("<end> <tab>").shows(&["revisar: 200 € (20 nov 2026)"]);
    app.keys("v").shows(&["Revisar la decisión · Caro", "buscaba 200 €, ahora 100 €"]);
    app.text("Sigue igual").keys("<ctrl-s>");
    let screen = app.screen();
    assert_eq!(cells(&screen, "Decisiones por revisar")[0], "0", "{screen}");
}

#[test]
fn row_52_the_pareto_curve_its_classes_and_how_concentrated_it_is() {
    let mut app = imported(&ten());
    app.keys("5 .").shows(&[
        "▐Pareto▌",
        "El 20 % (2 clientes) trae el",
        "70,0 %.",
        "El 30,0 % (3 clientes) trae el",
    ]);
    let screen = app.screen();
    let table: String = screen.lines().skip_while(|l| !l.contains("Clases")).collect::<Vec<_>>().join("\n");
    for (class, wanted) in [("A ", "3"), ("B ", "4"), ("C ", "3"), ("Todos", "10")] {
        let line = table
            .lines()
            .find(|l| l.contains(&format!("│ {class}")) || l.contains(&format!("││ {class}")))
            .unwrap();
        let after = line.rsplit(class).next().unwrap();
        assert_eq!(after.split_whitespace().next(), Some(wanted), "{class}: {line}");
    }
    app.keys("<tab> <down> <enter>").shows(&["Clientes 4 · Clase B", "Cliente 4", "Cliente 7"]);
    app.keys("5 <tab> w").shows(&["20 % con más ventas", "Fórmula"]);
}

#[test]
fn row_42_the_forecast_of_a_past_day_is_held_against_what_came() {
    let csv = sixty();
    let mut days: std::collections::BTreeMap<&str, std::collections::BTreeSet<chrono::NaiveDate>> =
        std::collections::BTreeMap::new();
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let day = chrono::NaiveDate::parse_from_str(cells[1], "%d/%m/%Y").unwrap();
        days.entry(cells[2]).or_default().insert(day);
    }
    // The last third of the days since the first purchase, 39 weeks at most, is what it is held against.
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let first = *days.values().flatten().min().unwrap();
    let cut = today - chrono::TimeDelta::days(((today - first).num_days() / 3).min(273));
    let known = days.values().filter(|all| all.first().is_some_and(|day| *day <= cut));
    let came: usize = known.map(|all| all.iter().filter(|day| **day > cut).count()).sum();
    assert!(came > 50, "{came}");
    let mut app = imported(&csv);
    app.keys("5 . . . b").shows(&["¿Acierta el pronóstico?", "Había repetido", "7+"]);
    // The sentence is broken where the box ends.
    let screen = app.screen();
    let said: String = screen
        .lines()
        .skip_while(|line| !line.contains("Con lo que se sabía"))
        .take(2)
        .map(|line| {
            line.split('│').nth(line.split('│').count() / 2).unwrap_or_default().trim().to_owned() + " "
        })
        .collect();
    assert!(said.contains(&format!("han sido {came}.")), "{said}\n{screen}");
    app.keys("<esc>");
    assert!(!app.screen().contains("¿Acierta"), "{}", app.screen());
}
