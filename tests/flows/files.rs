//! What goes out to a file: as many as were announced, with what the screen says of them, in the user's language.

use cartera::ui::texts::Lang;

use super::{SIZE, shop};
use crate::common::App;

fn read(app: &App, name: &str) -> String {
    std::fs::read_to_string(app.model.home.join(name)).unwrap()
}

#[test]
fn an_export_announces_as_many_as_it_writes_and_who_is_left_out() {
    let mut app = shop();
    app.keys("2 x").shows(&["«Clientes»: 3 clientes."]).keys("<esc> <home> Z <enter>");
    app.keys("x").shows(&["«Clientes»: 2 clientes.", "Un cliente fuera: no contactar nunca."]);
    app.keys("<tab> <ctrl-u>").text("dos.csv").keys("<ctrl-s>").shows(&["(2 registros)"]);
    assert_eq!(read(&app, "dos.csv").lines().count(), 3, "a heading and two customers");
}

#[test]
fn todays_list_goes_out_with_the_reason_of_each_and_markdown_in_the_users_words() {
    let mut app = shop();
    app.keys("2 <home> a + 0 d <ctrl-s> 1").shows(&["Ana"]);
    app.keys("x <tab> <ctrl-u>").text("hoy.csv").keys("<ctrl-s>").shows(&["Escrito"]);
    let csv = read(&app, "hoy.csv");
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with(",why_today"), "{csv}");
    assert!(lines.next().unwrap().rsplit(',').next().unwrap().len() > 3, "{csv}");
    app.keys("x <right> <right> <right> <right> <tab> <ctrl-u>").text("hoy.md").keys("<ctrl-s>");
    app.shows(&["Escrito"]);
    let md = read(&app, "hoy.md");
    assert!(md.starts_with("## Clientes\n") && md.contains("| Código | Nombre |"), "{md}");
    assert!(md.contains("| Por qué hoy |") && md.contains("nuevo"), "{md}");
    assert!(!md.contains("revenue_total"), "{md}");
}

#[test]
fn todays_list_says_why_in_json_and_on_cards_too_and_keeps_its_order() {
    let mut app = shop();
    app.keys("2 <home> a + 0 d <ctrl-s> 1").shows(&["Ana"]);
    app.keys("x <tab> <ctrl-u>").text("hoy.csv").keys("<ctrl-s>").shows(&["Escrito"]);
    let csv = read(&app, "hoy.csv");
    let whom: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split('"').nth(1)).collect();
    app.keys("x <right> <right> <right> <tab> <ctrl-u>")
        .text("hoy.json")
        .keys("<ctrl-s>")
        .shows(&["Escrito"]);
    let json: serde_json::Value = serde_json::from_str(&read(&app, "hoy.json")).unwrap();
    let customers = json["customers"].as_array().unwrap();
    assert!(customers.iter().all(|c| c["why_today"].as_str().unwrap().len() > 3), "{json}");
    let told: Vec<&str> = customers.iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(told, whom);
    app.keys("x <right> <right> <tab> <ctrl-u>").text("hoy.vcf").keys("<ctrl-s>").shows(&["Escrito"]);
    let cards = read(&app, "hoy.vcf");
    assert_eq!(cards.matches("NOTE:Por qué hoy: ").count(), whom.len(), "{cards}");
}

#[test]
fn markdown_has_days_and_figures_as_the_reader_writes_them() {
    for (lang, day, amount) in [(Lang::Es, "15/11/2026", "61,50"), (Lang::En, "15 Nov 2026", "61.50")] {
        let mut app = App::real(SIZE, lang);
        app.keys("3 <esc> 2 n").text("Ana").keys("<ctrl-s> p <ctrl-u>").text("15/11/2026");
        app.keys("<tab>").text("61,5").keys("<ctrl-s> 2");
        app.keys("x <end> <tab> <ctrl-u>").text("todos.md").keys("<ctrl-s>");
        let md = read(&app, "todos.md");
        assert!(md.contains(&format!("| {day} |")) && md.contains(&format!("| {amount} |")), "{md}");
        assert!(!md.contains("2026-11-15"), "{md}");
    }
}

#[test]
fn that_a_file_is_there_already_is_said_whole_on_the_narrowest_usual_screen() {
    for (lang, said) in [
        (Lang::Es, ["Ya existe", "Guarde otra vez para reemplazarlo."]),
        (Lang::En, ["is there already", "Save once more to replace it."]),
    ] {
        let mut app = App::real(SIZE, lang);
        app.keys("3 <esc> 2 n").text("Ana").keys("<ctrl-s>");
        app.resize(80, 24);
        let folder = app.model.home.join("una carpeta de nombre muy largo/y otra dentro de ella");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("clientes de la zona norte.csv").display().to_string();
        app.keys("x <tab> <ctrl-u>").text(&file).keys("<ctrl-s>");
        app.keys("x <tab> <ctrl-u>").text(&file).keys("<ctrl-s>");
        let flat: String =
            app.screen().split_whitespace().filter(|w| *w != "│").collect::<Vec<_>>().join(" ");
        for words in said {
            assert!(flat.contains(words), "{words}: {}", app.screen());
        }
        app.keys("<ctrl-s>").shows(&[if lang == Lang::Es { "un registro" } else { "one record" }]);
    }
}

#[test]
fn what_happened_is_said_whole_where_one_line_is_too_short_for_it() {
    let mut app = shop();
    app.resize(80, 24);
    let name = "Suministros Industriales y Ferretería Hermanos Martínez de la Vega, S.L.";
    app.keys("2 n").text(name).keys("<ctrl-s> 2 <end> c <ctrl-s>");
    let flat = app.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(&format!("✓ Contacto anotado con {name} ")), "{}", app.screen());
    app.shows(&["u deshacer"]);
}

#[test]
fn what_an_import_leaves_out_is_kept_in_a_file_that_comes_in_once_it_is_corrected() {
    let mut app = shop();
    let csv = "numero;codigo;nombre;fecha;total\nK1;Eva;Eva;15/10/2026;75,00\nK2;Fox;Fox;31/02/2026;x\nK3;Gil;Gil;;5,00\n";
    app.home.as_ref().unwrap().write("k.csv", csv);
    // Before anything comes in, and beside what came in.
    app.keys("i").text("k.csv").keys("<enter>").shows(&["2 valores", "Ctrl+X guardar errores"]);
    app.keys("<ctrl-x>")
        .shows(&["2 valores con error: sus filas"])
        .keys("<ctrl-s>")
        .shows(&["(2 registros)"]);
    assert_eq!(read(&app, "k-errores.csv").lines().count(), 3);
    app.keys("<down> <down> <down> <enter> <ctrl-s>")
        .shows(&["Ctrl+X guarda esas filas", "Ctrl+X guardar errores"]);
    app.keys("x <tab> <ctrl-u>").text("mal.csv").keys("<ctrl-s>").shows(&["(2 registros)"]);
    let kept = read(&app, "mal.csv");
    assert!(kept.starts_with("numero;codigo;nombre;fecha;total;Motivo\n"), "{kept}");
    assert!(kept.contains("K2;Fox;Fox;31/02/2026;x;") && kept.contains("«x» no es un número"), "{kept}");
    let mended =
        kept.replace("31/02/2026;x", "28/02/2026;1,00").replace("K3;Gil;Gil;;", "K3;Gil;Gil;01/03/2026;");
    app.home.as_ref().unwrap().write("mal.csv", &mended);
    app.keys("<enter> i").text("mal.csv").keys("<enter> <ctrl-s>").shows(&["2 nuevas", "al céntimo"]);
}
