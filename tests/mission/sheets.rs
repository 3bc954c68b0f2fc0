//! What is on the screen goes out as it stands there (row 57): the figures in the file are those of the page.

use std::fs;

use super::common::{App, cells};
use super::{begin, imported, invoices};
use cartera::ui::texts::Lang;

/// The rows of the tables that `x` writes as CSV, headings included.
fn written(app: &mut App, key: &str) -> Vec<Vec<String>> {
    let folder = app.model.home.clone();
    let csv = |folder: &std::path::Path| {
        let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        all.filter(|path| path.extension().is_some_and(|e| e == "csv")).collect::<Vec<_>>()
    };
    for old in csv(&folder) {
        fs::remove_file(old).unwrap();
    }
    app.keys(key).shows(&["CSV"]).keys("<ctrl-s>");
    let screen = app.screen();
    assert!(screen.contains("Escrito") || screen.contains("Written"), "{screen}");
    let files = csv(&folder);
    assert_eq!(files.len(), 1, "{files:?}");
    let text = fs::read_to_string(&files[0]).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The cells of the row whose first cell is this, those after it.
fn row(table: &[Vec<String>], name: &str) -> Vec<String> {
    let found = table.iter().find(|row| row.first().is_some_and(|cell| cell == name));
    found.unwrap_or_else(|| panic!("no row «{name}»: {table:?}"))[1..].to_vec()
}

/// The last text that went to the clipboard.
fn copied(app: &App) -> String {
    let copied = app.effects.iter().rev().find(|effect| effect.starts_with("Copy(")).unwrap();
    copied.trim_start_matches("Copy(\"").trim_end_matches("\")").replace("\\t", "\t").replace("\\n", "\n")
}

/// Ana 800, Bea 100, Carla 60, Diego 40, all of November 2026; a call with Ana and two with Diego.
fn four() -> App {
    let mut app = imported(&invoices(&[
        ("13/11/2026", "Ana", "800,00"),
        ("13/11/2026", "Bea", "100,00"),
        ("13/11/2026", "Carla", "60,00"),
        ("13/11/2026", "Diego", "40,00"),
    ]));
    for name in ["Ana", "Diego", "Diego"] {
        app.keys("2 /").text(name).keys("<enter> c <ctrl-s> <esc>");
    }
    app
}

#[test]
fn row_57_effort_and_lift_write_their_own_figures() {
    let mut app = four();
    app.keys("5 ,").shows(&["▐Dedicación▌"]);
    let screen = app.screen();
    let table = written(&mut app, "x");
    // On screen `1 1 0,1 h 3 € 33,3 % 80,0 %`; in the file to the cent, and no per cent.
    assert_eq!(cells(&screen, "Clase A")[..3], ["1", "1", "0,1"]);
    assert_eq!(row(&table, "Clase A"), ["1", "1", "0.1", "2.67", "0.333", "0.800"]);
    assert_eq!(row(&table, "Clase C"), ["1", "2", "0.3", "5.33", "0.667", "0.040"]);
    assert_eq!(cells(&screen, "Valen mucho, poco tiempo")[0], "1");
    assert_eq!(row(&table, "Valen mucho, poco tiempo")[0], "1");
    // Who has too little: eight minutes, and nineteen would be theirs.
    assert_eq!(row(&table, "Ana"), ["800.00", "8", "19"]);
    assert_eq!(row(&table, "Diego"), ["40.00", "16", "1"]);
    app.keys("y").shows(&["Copiadas"]);
    assert!(copied(&app).contains("Clase A\t1\t1\t0.1\t2.67\t0.333\t0.800"), "{}", copied(&app));

    app.keys(", ,").shows(&["▐Ascenso▌", "Casi A"]);
    let screen = app.screen();
    let table = written(&mut app, "x");
    // 800 is the threshold: Bea lacks 700.
    assert_eq!(cells(&screen, "Bea")[..2], ["100,00", "700,00"]);
    assert_eq!(row(&table, "Bea")[..2], ["100.00", "700.00"]);
    assert_eq!(cells(&screen, "Carla")[..2], ["60,00", "740,00"]);
    assert_eq!(row(&table, "Carla")[..2], ["60.00", "740.00"]);
    assert!(table.iter().any(|row| row.iter().any(|cell| cell == "Planes cumplidos")), "{table:?}");
}

#[test]
fn row_57_the_summary_and_growth_write_what_they_show_over_the_period_that_is_shown() {
    let mut app = imported(&invoices(&[
        ("13/11/2026", "Ana", "800,00"),
        ("13/11/2026", "Bea", "150,00"),
        ("13/11/2025", "Bea", "50,00"),
        ("13/11/2025", "Diego", "40,00"),
    ]));
    app.keys("5").shows(&["▐Resumen▌"]);
    let screen = app.screen();
    let table = written(&mut app, "x");
    assert!(screen.contains("84,2 %"), "800 of 950: {screen}");
    assert_eq!(row(&table, "10 % con más ventas"), ["1", "800.00", "0.842"]);
    assert_eq!(row(&table, "100 % con más ventas"), ["2", "950.00", "1.000"]);
    assert!(screen.contains("Bea                      150      650"), "{screen}");
    assert_eq!(row(&table, "Bea"), ["150.00", "650.00"]);
    // Nobody is left out of the grid: the sum of sums is everybody.
    assert_eq!(row(&table, "Σ").last().unwrap(), "2");
    // Another period, other figures: 24 months.
    app.keys("-").shows(&["24"]);
    let table = written(&mut app, "x");
    assert_eq!(row(&table, "100 % con más ventas"), ["3", "1040.00", "1.000"]);
    // Each tab its own.
    app.keys(".").shows(&["Curva"]);
    let table = written(&mut app, "x");
    // 800 are under 80 % of 1040, so Bea is of class A too.
    assert_eq!(row(&table, "Clase A")[..2], ["2", "1000.00"]);
    assert_eq!(row(&table, "Todos"), ["3", "1040.00", "1.000"]);
    app.keys(". .").shows(&["▐CLV▌"]);
    let table = written(&mut app, "x");
    assert_eq!(row(&table, "Compradores"), ["3"]);

    app.keys(". .").shows(&["Ventas iniciales"]);
    let screen = app.screen();
    let table = written(&mut app, "x");
    assert_eq!(cells(&screen, "Ventas iniciales")[..2], ["2", "90,00"]);
    assert_eq!(row(&table, "Ventas iniciales"), ["2", "90.00", "1.000"]);
    assert_eq!(row(&table, "Ventas finales")[..2], ["2", "950.00"]);
    // A period before has its own figures too.
    app.keys("m -");
    let screen = app.screen();
    let table = written(&mut app, "x");
    let result = row(&table, "Resultado");
    assert_eq!(cells(&screen, "= Resultado")[1], result[1].replace('.', ","), "{table:?}\n{screen}");
}

#[test]
fn row_57_every_page_of_value_writes_the_same_in_every_form_and_either_language() {
    for lang in [Lang::Es, Lang::En] {
        let mut app = App::sample((120, 40), lang);
        let folder = app.model.home.clone();
        app.keys("5");
        for page in 0..7 {
            let table = written(&mut app, "x");
            assert!(table.len() > 3, "{page}: {table:?}");
            let figures = table.iter().flatten().filter(|cell| cell.parse::<f64>().is_ok()).count();
            assert!(figures > 8, "{page}: {table:?}");
            // No cell is a figure in words: those are for the eye.
            let in_words =
                |cell: &String| cell.starts_with(|c: char| c.is_ascii_digit()) && cell.ends_with(['€', '%']);
            let in_words: Vec<_> = table.iter().flat_map(|row| &row[1..]).filter(|c| in_words(c)).collect();
            assert!(in_words.iter().all(|cell| cell.starts_with("12 m")), "{page}: {in_words:?}");
            app.keys("x <right> <right>").shows(&["JSON"]).keys("<ctrl-s>");
            app.keys("x <right>").shows(&["XLSX"]).keys("<ctrl-s>");
            app.keys(".");
        }
        let json = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let json: Vec<_> = json.filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
        assert_eq!(json.len(), 7, "{json:?}");
        for file in json {
            let text = fs::read(&file).unwrap();
            let tables: serde_json::Value = serde_json::from_slice(&text).unwrap();
            let tables = tables.as_array().map_or_else(|| vec![tables.clone()], Clone::clone);
            assert!(tables.iter().all(|t| t["rows"].as_array().is_some_and(|rows| !rows.is_empty())));
        }
    }
}

#[test]
fn row_57_the_tabs_of_a_customer_go_out_each_as_it_is() {
    let mut app = begin();
    app.keys("2 n").text("Bar Sol").keys("<tab> <tab>").text("600112233").keys("<ctrl-s> <enter>");
    app.keys("c <ctrl-s> N").text("Cierra los lunes").keys("<ctrl-s>");
    // The overview copies a phone or an e-mail, and writes the statement.
    app.keys("y").shows(&["Copiar", "600112233"]).keys("<esc>");
    app.keys(". .").shows(&["Contactos 1"]);
    let table = written(&mut app, "x");
    assert_eq!(table.len(), 2, "{table:?}");
    assert_eq!(table[1][0], "2026-11-20T10:42:00");
    app.keys(".").shows(&["Cierra los lunes"]);
    let table = written(&mut app, "x");
    assert_eq!(table[1][2], "Cierra los lunes");
    app.keys("y").shows(&["Copiada"]);
    assert!(copied(&app).contains("Cierra los lunes"));
    app.keys(".");
    let table = written(&mut app, "x");
    assert!(table.len() >= 4, "what was done: {table:?}");
    app.keys(".").shows(&["Perfil"]);
    let screen = app.screen();
    let table = written(&mut app, "x");
    for line in &table[1..] {
        assert!(screen.contains(&line[0]), "{}: {screen}", line[0]);
        assert!(line[1].is_empty() || screen.contains(line[1].as_str()), "{}: {screen}", line[1]);
    }
    assert!(table.iter().any(|row| row[0] == "Lealtad" || row[0] == "Fidelidad"), "{table:?}");
}

#[test]
fn row_57_two_customers_side_by_side_go_out_with_whose_word_stands() {
    let mut app = begin();
    app.keys("2 n").text("Bar Sol").keys("<tab> <tab>").text("600112233").keys("<ctrl-s>");
    app.keys("2 n").text("BAR SOL, S.L.").keys("<tab> <tab>").text("+34 600 11 22 33").keys("<ctrl-s>");
    app.keys("<end> p <tab> <tab> <tab> <tab> <tab> <tab>").text("Toldo").keys("<tab>").text("1");
    app.keys("<tab>").text("120").keys("<ctrl-s>").shows(&["120,00"]);
    app.keys("<esc> <home> <space> <space> M").shows(&["● Bar Sol", "○ BAR SOL, S.L."]);
    let table = written(&mut app, "x");
    let name = table.iter().find(|row| row[1] == "Bar Sol").unwrap();
    assert_eq!((name[2].as_str(), name[3].as_str()), ("BAR SOL, S.L.", table[0][1].as_str()));
    assert!(table.iter().any(|row| row[0] == "Compras" && row[1..3] == ["0", "1"]), "{table:?}");
    // What is chosen is what goes out.
    app.keys("<right>").shows(&["● BAR SOL, S.L."]).keys("y").shows(&["Copiadas"]);
    let stands = format!("Bar Sol\tBAR SOL, S.L.\t{}", table[0][2]);
    assert!(copied(&app).contains(&stands), "{}", copied(&app));
}

#[test]
fn row_57_settings_go_out_as_they_stand_in_the_form() {
    let mut app = begin();
    app.keys("5 e");
    app.shows(&["Meses"]);
    app.shows(&["Ctrl+X exportar"]);
    let table = written(&mut app, "<ctrl-x>");
    let months = table.iter().find(|row| row[1] == "36").unwrap_or_else(|| panic!("{table:?}"));
    assert!(app.screen().contains(&months[0]));
    app.keys("<ctrl-y>").shows(&["Copiadas"]);
    assert!(copied(&app).contains(&format!("{}\t36", months[0])));
    // The form is still there, as it was.
    app.shows(&[&months[0]]).keys("<esc>");
}

#[test]
fn row_47_a_form_begins_empty_right_after_one_of_its_kind_was_saved() {
    // The draft of the first is being dropped while the second asks for one: which comes first is chance.
    for _ in 0..12 {
        let mut app = begin();
        app.keys("2 n").text("Bar Sol").keys("<tab> <tab>").text("600112233").keys("<ctrl-s>");
        app.keys("2 n").text("Café Luna").keys("<tab> <tab>").text("947111222").keys("<ctrl-s>");
        app.keys("2").shows(&["Clientes 2", "Bar Sol", "Café Luna"]);
        assert!(!app.screen().contains("Bar SolCafé"), "{}", app.screen());
    }
}
