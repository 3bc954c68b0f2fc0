//! Data that can be trusted (row 32) and that are written down in time (row 34).

use super::common::App;
use super::imported;
use super::manage::report;

const TODAY: &str = "2026-11-20T10:42";

/// Purchases of four customers with faults in who they are: a control character (12345678 → Z, CIF A1234567 → 4), a phone,
/// and a postal code of another province.
const FAULTS: &str = "numero;fecha;codigo;nombre;nif;telefono;email;direccion;cp;ciudad;provincia;total\n\
    1;18/11/2026;A;Ana;12345678A;600112233;ana@x.example;Mayor 1;28013;Madrid;Madrid;400,00\n\
    2;18/11/2026;B;Tornos;A12345675;612345678;b@x.example;Mayor 2;28013;Madrid;Madrid;300,00\n\
    3;18/11/2026;C;Carla;00000001R;512345678;c@x.example;Mayor 3;28013;Madrid;Madrid;200,00\n\
    4;18/11/2026;D;Diego;00000002W;611112233;d@x.example;Mayor 4;28013;Girona;Girona;100,00\n";

fn begun() -> App {
    imported(FAULTS)
}

#[test]
fn row_32_faults_are_found_mended_and_confirmed_and_the_three_measures_stay_apart() {
    let mut app = begun();
    // The queue, by the money at stake, each with what belongs there.
    app.keys("g d").shows(&["▐Calidad▌", "Por arreglar", "4 inválidos, 0 faltan"]);
    let screen = app.screen();
    let lines = |words: &[&str]| -> Vec<usize> {
        words
            .iter()
            .map(|w| screen.lines().position(|l| l.contains(w)).unwrap_or_else(|| panic!("{w}\n{screen}")))
            .collect()
    };
    let order =
        lines(&["control erróneo ¿Z?", "control erróneo ¿4?", "no es un teléfono", "de otra provincia"]);
    assert!(order.is_sorted(), "{screen}");
    let before = report(&app, TODAY, &["report", "quality", "--json"]);
    // Four of sixteen values cannot be right: tax id, phone, e-mail and postal code of four, with four faults.
    assert_eq!((&before["n"]["validity"], before["validity"].as_f64()), (&16.into(), Some(0.75)));
    assert_eq!((before["contrast"].as_f64(), before["duplicates"].as_u64()), (Some(0.0), Some(0)));
    assert_eq!(before["purposes"]["invoicing"]["share"].as_f64(), Some(1.0));
    // Calling: name and basis of four, the phone of three.
    assert!((before["purposes"]["calling"]["share"].as_f64().unwrap() - 11.0 / 12.0).abs() < 1e-9);
    // One key edits exactly that field; what cannot be right is refused with the reason, the right one is kept.
    app.keys("e").shows(&["NIF de Ana", "12345678A", "control erróneo ¿Z?"]);
    app.keys("<backspace>").text("B").keys("<enter>").shows(&["si de verdad es así"]);
    app.keys("<backspace>").text("Z").shows(&["✓ puede ser"]).keys("<enter>");
    app.shows(&["Por arreglar", "3 inválidos"]);
    assert!(!app.screen().contains("12345678A"), "{}", app.screen());
    // One key says that a value was compared with something; it leaves the queue, and remains invalid where it is.
    app.keys("<down>").shows(&["512345678"]).keys("v").shows(&["Comprobado: Teléfono 512345678"]);
    app.text("su tarjeta").keys("<enter>");
    app.shows(&["Teléfono de Carla comprobado", "2 inválidos"]);
    assert!(!app.screen().contains("512345678"), "{}", app.screen());
    // The page of the customer says so, and with what.
    app.keys("2 / ").text("Carla").keys("<enter> <enter> , ").shows(&["Comprobado", "Teléfono 20 nov"]);
    app.keys("<end> w").shows(&["20 nov 2026 · su tarjeta"]).keys("<esc> <esc> <esc> g d");
    let after = report(&app, TODAY, &["report", "quality", "--json"]);
    assert_eq!(after["validity"].as_f64(), Some(13.0 / 16.0));
    // One of the values of four customers: tax id, phone, e-mail, address, postal code, town.
    assert_eq!((&after["n"]["contrast"], after["contrast"].as_f64()), (&24.into(), Some(1.0 / 24.0)));
    let codes = |of: &serde_json::Value| -> Vec<String> {
        of["to_fix"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (codes(&before), codes(&after)),
        (vec!["A".into(), "B".into(), "C".into(), "D".into()], vec!["B".into(), "D".into()])
    );
    // Undo brings the row back; the measure behind a number opens its customers.
    app.keys("u").shows(&["Deshecho", "512345678", "3 inválidos"]);
    assert_eq!(codes(&report(&app, TODAY, &["report", "quality", "--json"])), ["B", "C", "D"]);
    app.keys("<tab> <enter>").shows(&["con datos inválidos", "Tornos", "Carla", "Diego"]);
    assert_eq!(report(&app, TODAY, &["list", "calidad:inválido", "--json"])["count"], 3);
}

#[test]
fn row_34_it_is_told_how_late_things_are_written_and_until_when_the_data_reach() {
    // Four purchases of two days ago, imported today; a fifth, typed today, of ten days ago.
    let mut app = begun();
    let lag = |app: &App| report(app, TODAY, &["report", "quality", "--json"])["recording_lag"].clone();
    assert_eq!(lag(&app), serde_json::json!({ "median": 2, "p90": 2, "n": 4 }));
    app.keys("2 <enter> p <ctrl-u>").text("10/11/2026").keys("<tab>").text("50").keys("<ctrl-s>");
    app.shows(&["50,00 €"]);
    assert_eq!(lag(&app), serde_json::json!({ "median": 2, "p90": 10, "n": 5 }));
    // A contact of now is written down at once.
    app.keys("c <tab> <tab> <tab>").text("vino").keys("<ctrl-s>").shows(&["vino"]);
    assert_eq!(lag(&app), serde_json::json!({ "median": 2, "p90": 10, "n": 6 }));
    app.keys("<esc> g d").shows(&["datos hasta 18 nov 2026", "Importado"]);
    let screen = app.screen();
    let told = |label: &str| -> String {
        let line = screen.lines().find(|line| line.contains(label)).unwrap_or_default();
        let after = line.split(label).nth(1).unwrap_or_default();
        after.trim_matches(['│', ' ']).to_owned()
    };
    let told = ["Retraso (med.)", "9 de cada 10", "Importado"].map(told);
    assert_eq!(told, ["2 d", "10 d", "20 nov"], "{screen}");
    // So do the dashboards, with how long ago that is once it is a week; after a year it stands in the banner.
    for view in ["1", "3", "4", "5"] {
        app.keys(view).shows(&["datos hasta 18 nov"]);
        assert!(!app.screen().contains("(hace"), "{}", app.screen());
    }
    assert!(!app.keys("2").screen().contains("datos hasta"), "no dashboard");
    let mut app = app.restart_as_of("2026-11-30");
    app.keys("3").shows(&["datos hasta 18 nov (hace 12 d)"]);
    assert!(!app.screen().contains("los datos acaban"), "{}", app.screen());
    let mut app = app.restart_as_of("2027-11-18");
    app.keys("5")
        .shows(&["los datos acaban el 18 nov 2026, hace 365 d", "datos hasta 18 nov 2026 (hace 365 d)"]);
}
