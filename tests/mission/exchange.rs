//! What leaves the program, and what colleagues share (rows 47, 57).

use std::fs;
use std::process::Command;

use super::begin;
use super::common::home::Home;

/// Runs the program as a command on a file.
fn cartera(home: &Home, db: &std::path::Path, now: &str, line: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_cartera"))
        .env("CARTERA_NOW", now)
        .env("CARTERA_LANG", "es")
        .env("HOME", home.portfolio().parent().unwrap())
        .arg("--db")
        .arg(db)
        .args(line)
        .output()
        .unwrap();
    assert!(out.status.success(), "{line:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn row_57_somebody_is_known_from_the_first_sale_and_their_purchases_are_a_statement_to_hand_over() {
    let mut app = begin();
    // The first sale: the customer is made, and the purchase with it.
    app.keys("2 n").text("Bar Sol").keys("<ctrl-s> <enter> p");
    app.keys("<tab> <tab> <tab> <tab> <tab> <tab>").text("Taladro").keys("<tab>").text("2");
    app.keys("<tab>").text("49,90").keys("<ctrl-s>");
    app.shows(&["Bar Sol", "NUEVO", "99,80"]);
    app.keys(".").shows(&["Compras 1", "Taladro"]);
    app.keys("x").shows(&["Exportar", "Las compras de «Bar Sol»", "bar-sol.md"]);
    app.keys("<ctrl-s>").shows(&["Escrito", "bar-sol.md"]);
    let home = app.home.clone().unwrap();
    let statement = fs::read_to_string(home.portfolio().parent().unwrap().join("bar-sol.md"))
        .or_else(|_| fs::read_to_string(app.model.home.join("bar-sol.md")))
        .unwrap();
    assert!(statement.contains("Taladro") && statement.contains("| 99.80 |"), "{statement}");
    // What is there is replaced only when asked twice.
    app.keys("x <ctrl-s>").shows(&["ya existe"]).keys("<ctrl-s>").shows(&["Escrito"]);
}

#[test]
fn row_57_a_list_is_exported_as_it_is_shown() {
    let mut app = begin();
    for name in ["Ana Ruiz", "Bea Sol"] {
        app.keys("2 n").text(name).keys("<ctrl-s>");
    }
    app.keys("2 / b e a <enter> x").shows(&["«bea»: un cliente", "bea.csv"]);
    // Another form, another ending.
    app.keys("<right>").shows(&["XLSX", "bea.xlsx"]).keys("<left>").shows(&["bea.csv"]);
    app.keys("<ctrl-s>").shows(&["Escrito"]);
    let csv = fs::read_to_string(app.model.home.join("bea.csv")).unwrap();
    assert_eq!(csv.lines().count(), 2);
    assert!(csv.contains("Bea Sol") && !csv.contains("Ana Ruiz"));
}

#[test]
fn row_47_what_two_laptops_wrote_is_chosen_side_by_side() {
    let mut app = begin();
    app.keys("2 n").text("Bar Sol").keys("<ctrl-s>");
    let home = app.home.clone().unwrap();
    let mine = home.portfolio();
    let theirs = mine.with_file_name("b.db");
    let bundle = mine.with_file_name("b.bundle");
    cartera(&home, &mine, "2026-11-20T10:50", &["backup", &theirs.display().to_string()]);
    // Both write another zone: the colleague by a file, later; I by the form.
    let csv = home.write("zonas.csv", "id;nombre;zona\nC-0001;Bar Sol;Sur\n");
    let map = "id=customer.code,nombre=customer.name,zona=customer.zone";
    cartera(
        &home,
        &theirs,
        "2026-11-20T12:00",
        &["import", &csv.display().to_string(), "--map", map, "--source", "generic", "--yes"],
    );
    let shown = cartera(&home, &theirs, "2026-11-20T12:00", &["show", "C-0001", "--json"]);
    assert!(shown.contains("\"zone\":\"Sur\""), "{shown}");
    drop(app);
    // Mine, by a file too.
    let csv = home.write("zonas2.csv", "id;nombre;zona\nC-0001;Bar Sol;Norte\n");
    cartera(
        &home,
        &mine,
        "2026-11-20T11:00",
        &["import", &csv.display().to_string(), "--map", map, "--source", "generic", "--yes"],
    );
    let file = bundle.display().to_string();
    cartera(&home, &theirs, "2026-11-20T12:10", &["bundle", "export", &file]);
    let answer = cartera(&home, &mine, "2026-11-20T12:20", &["bundle", "import", &file, "--json"]);
    assert!(answer.contains(r#""mine":"Norte","theirs":"Sur""#), "{answer}");
    // The newest stands until somebody chooses.
    let mut app = home.start((100, 30), cartera::ui::texts::Lang::Es);
    app.keys(": p o r t a t i l e s <enter>").shows(&["Bar Sol", "Norte", "Sur"]);
    app.keys("<enter>").shows(&["Dejar lo de aquí", "Tomar lo que vino", "Después"]);
    app.keys("<enter>").shows(&["No hay nada que elegir"]).keys("<esc>");
    app.keys("2 <enter>").shows(&["Norte"]);
    app.keys("u").shows(&["Deshecho"]);
    app.keys("<esc> : p o r t a t i l e s <enter>").shows(&["Norte", "Sur"]);
}

#[test]
fn row_33_two_that_are_one_are_joined_field_by_field_and_taken_apart_again() {
    let mut app = begin();
    app.keys("2 n").text("Bar Sol").keys("<tab> <tab>").text("600112233").keys("<ctrl-s>");
    app.keys("2 n").text("BAR SOL, S.L.").keys("<tab> <tab>").text("+34 600 11 22 33").keys("<ctrl-s>");
    app.keys("<end> p <tab> <tab> <tab> <tab> <tab> <tab>").text("Toldo").keys("<tab>").text("1");
    app.keys("<tab>").text("120").keys("<ctrl-s>").shows(&["120,00"]);
    // The pair is found by what they share, and looked at side by side.
    app.keys(": r e p e t i d o s <enter>").shows(&["Parejas 1", "Bar Sol", "BAR SOL, S.L.", "teléfono"]);
    app.keys("<enter>").shows(&[
        "¿Son el mismo cliente?",
        "se queda",
        "se une",
        "● Bar Sol",
        "○ BAR SOL, S.L.",
    ]);
    // The other name is chosen; then they are one, with what both bought.
    app.keys("<right>").shows(&["○ Bar Sol", "● BAR SOL, S.L."]);
    app.keys("<ctrl-s>").shows(&["son ahora un solo cliente", "No hay dos clientes"]);
    app.keys("<esc> 2").shows(&["BAR SOL, S.L."]);
    app.keys("<enter>").shows(&["BAR SOL, S.L.", "120,00"]);
    // One key takes it back; and it can be taken apart later.
    app.keys("u").shows(&["Deshecho"]).keys("U");
    app.keys("<esc> : r e p e t i d o s <enter> .").shows(&["Unidos 1", "C-0002"]);
    app.keys("<enter>").shows(&["vuelve a ser un cliente aparte", "Separar"]).keys("<enter>");
    app.shows(&["Nadie está unido a otro"]);
    // They were looked at: the pair is not proposed again.
    app.keys(",").shows(&["Parejas 0", "No hay dos clientes"]);
    app.keys("<esc> 2").shows(&["Bar Sol", "BAR SOL, S.L."]);
    // Any two can be joined from the list.
    app.keys("<home> <space> <space> M").shows(&["¿Son el mismo cliente?"]);
    app.keys("s").shows(&["se queda"]).keys("<esc>");
}
