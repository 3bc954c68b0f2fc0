//! What is done about the reasons for which customers leave (row 60).

use std::process::Command;

use super::common::cells;
use super::{imported, invoices};

#[test]
fn row_60_an_action_mends_a_reason_and_its_losses_are_told_before_and_after() {
    // Four bought on 1 October 2025 and were lost on 9 February, 131 days later; Dora came back.
    let mut app = imported(&invoices(&[
        ("01/10/2025", "Ana", "900,00"),
        ("01/10/2025", "Bea", "500,00"),
        ("01/10/2025", "Carla", "300,00"),
        ("01/10/2025", "Dora", "200,00"),
        ("15/11/2026", "Dora", "200,00"),
    ]));
    // Ana left because deliveries were late.
    app.keys("4 r 1 3").text("llegaba tarde").keys("<enter> 1").text("1 mar").keys("<enter>");
    app.keys(".").shows(&["Retraso"]).keys(".").shows(&["Todavía no hay ninguna acción"]);
    app.keys("n <tab>").text("Reparto propio").keys("<tab> <ctrl-u>").text("Pablo").keys("<tab>");
    app.text("15 dic").keys("<ctrl-s>");
    // In the year before, one of the four who were active then was lost for it.
    app.shows(&["Acciones 1", "Reparto propio", "Pablo", "15 dic", "25,0 %"]);
    app.keys("w").shows(&["25,0 % al año: 1 de 4 activos en 365 días", "90 días después"]).keys("<esc>");
    app.keys("<enter>").shows(&["Perdidos por: ", "Clientes 1", "Ana"]);
    // The view stands where it was left.
    app.keys("4 d").shows(&["Acción correctiva hecha: Reparto propio", "0 abiertas"]);
    assert_eq!(cells(&app.screen(), "Reparto propio").last().map(String::as_str), Some("…"));
    app.keys("u").shows(&["1 abiertas"]).keys("U");
    // A hundred and one days later: nobody else was lost for it.
    let home = app.home.clone().unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_cartera"))
        .env("CARTERA_NOW", "2027-03-01T10:00")
        .arg("--db")
        .arg(home.portfolio())
        .args(["report", "winback", "--json"])
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let action = &report["actions"][0];
    assert_eq!(
        (action["reason"].as_str(), action["action"].as_str()),
        (Some("delay"), Some("Reparto propio"))
    );
    assert_eq!((action["before"].as_f64(), action["after"].as_f64()), (Some(0.25), Some(0.0)));
}
