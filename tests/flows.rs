//! What is done by key can be undone by key, survives the program, and keeps its promises: over the real store.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
#[path = "flows/files.rs"]
mod files;
#[path = "flows/pages.rs"]
mod pages;

use std::fmt::Write;

use cartera::ui::texts::Lang;
use common::{App, cells};

const SIZE: (u16, u16) = (100, 30);

/// Hash of the portfolio the app works in; the sample's where it has no other.
fn print(app: &App) -> u64 {
    app.home.as_ref().unwrap().fingerprint()
}

/// A portfolio with three customers who have bought, by import on screen.
fn shop() -> App {
    let mut app = App::real(SIZE, Lang::Es);
    app.keys("3").shows(&["Nuevo cliente"]).keys("<esc> 1").shows(&["▐1 Hoy▌"]);
    bring(&mut app, "a.csv", "Ana;15/10/2026;100,00\nBea;20/10/2026;50,00\nCarla;05/07/2026;80,00\n");
    app
}

/// Imports invoices without lines (customer, day, amount) by key.
fn bring(app: &mut App, name: &str, rows: &str) {
    let mut csv = String::from("numero;codigo;nombre;fecha;total\n");
    for (n, row) in rows.lines().enumerate() {
        let (who, rest) = row.split_once(';').unwrap();
        writeln!(csv, "{name}{n};{who};{who};{rest}").unwrap();
    }
    app.home.as_ref().unwrap().write(name, &csv);
    app.keys("i").text(name).keys("<enter> <ctrl-s>").shows(&["al céntimo"]).keys("<enter>");
}

#[test]
fn every_edit_is_taken_back_by_one_key_and_made_again_by_another() {
    let mut app = shop();
    let mut prints = vec![print(&app)];
    for (keys, said) in [
        ("2 n D i e g o <ctrl-s>", "Cliente añadido: Diego"),
        ("2 <home> e <ctrl-u> A d a <ctrl-s>", "Ficha cambiada: Ada"),
        ("2 t V I P <enter>", "Etiqueta «VIP»"),
        ("2 <home> <delete>", "Archivado"),
        ("2 <home> a + 3 d <ctrl-s>", "Próximo contacto"),
        ("2 <home> c <ctrl-s>", "Contacto anotado"),
        ("2 <home> <enter> p <tab> 3 0 <ctrl-s>", "Compra"),
        ("2 <home> <enter> N h o l a <ctrl-s>", "Nota sobre"),
        ("2 <home> <enter> Z <enter>", "No contactar nunca"),
        ("3 e <down> <down> <ctrl-u> 4 <ctrl-s>", "Límites del ciclo de vida cambiados"),
    ] {
        app.keys(keys).shows(&[&format!("✓ {said}"), "u deshacer"]);
        prints.push(print(&app));
    }
    for at in (0..prints.len() - 1).rev() {
        while print(&app) == prints[at + 1] {
            app.keys("u").shows(&["✓ Deshecho"]);
        }
        // A label made while labelling is a change of its own.
        if print(&app) != prints[at] {
            app.keys("u").shows(&["✓ Deshecho"]);
        }
        assert_eq!(print(&app), prints[at], "after undoing step {at}");
    }
    for (at, wanted) in prints.iter().enumerate().skip(1) {
        app.keys("U").shows(&["✓ Rehecho"]);
        if print(&app) != *wanted {
            app.keys("U").shows(&["✓ Rehecho"]);
        }
        assert_eq!(print(&app), *wanted, "after redoing step {at}");
    }
    app.keys("U").shows(&["No hay nada que rehacer"]);
}

#[test]
fn undo_and_redo_survive_a_restart() {
    let mut app = shop();
    let before = print(&app);
    app.keys("2 n D i e g o <ctrl-s>");
    let after = print(&app);
    let mut app = app.restart();
    app.keys("u").shows(&["✓ Deshecho: Cliente añadido: Diego"]);
    assert_eq!(print(&app), before);
    let mut app = app.restart();
    app.keys("U").shows(&["✓ Rehecho: Cliente añadido: Diego"]);
    assert_eq!(print(&app), after);
}

#[test]
fn an_import_is_taken_back_whole_by_one_key_and_the_same_file_brings_nothing_twice() {
    let mut app = App::real(SIZE, Lang::Es);
    app.keys("3").shows(&["Nuevo cliente"]).keys("<esc> 1").shows(&["▐1 Hoy▌"]);
    let empty = print(&app);
    let rows = "Ana;15/10/2026;100,00\nBea;20/10/2026;50,00\n";
    bring(&mut app, "a.csv", rows);
    let full = print(&app);
    app.keys("u").shows(&["✓ Deshecho: Importado a.csv"]);
    assert_eq!(print(&app), empty);
    app.keys("U").shows(&["✓ Rehecho: Importado a.csv"]);
    assert_eq!(print(&app), full);
    app.keys("i").text("a.csv").keys("<enter> <ctrl-s>").shows(&["0 nuevos · 0 actualizados · 2 iguales"]);
    app.keys("<enter>");
    assert_eq!(print(&app), full);
}

#[test]
fn workbooks_cards_and_deals_come_in_by_key_and_go_again_by_one() {
    let mut app = App::real(SIZE, Lang::Es);
    app.keys("3").shows(&["Nuevo cliente"]).keys("<esc> 1").shows(&["▐1 Hoy▌"]);
    let empty = print(&app);
    for (file, evidence, result) in [
        ("facturas.xlsx", "Excel, hoja «Facturas»", "al céntimo"),
        ("cards_40.vcf", "Tarjetas de contacto", "al céntimo"),
        ("hubspot_deals.csv", "sin cerrar como venta", "Ofertas"),
    ] {
        let from = std::path::Path::new("tests/import/files").join(file);
        std::fs::copy(from, app.model.home.join(file)).unwrap();
        app.keys("i").text(file).keys("<enter>").shows(&[evidence]);
        // Bad values are shown before anything is written; here they are left out.
        if app.screen().contains("con error") {
            app.keys("<home> <down> <down> <down> <enter>");
        }
        app.keys("<ctrl-s>").shows(&[result]).keys("<enter>");
        assert_ne!(print(&app), empty, "{file}");
        app.keys("u").shows(&["✓ Deshecho: Importado"]);
        assert_eq!(print(&app), empty, "{file}");
    }
}

#[test]
fn a_file_nobody_knows_is_mapped_by_key_and_the_next_of_its_kind_comes_in_at_once() {
    let mut app = App::real(SIZE, Lang::Es);
    app.keys("3").shows(&["Nuevo cliente"]).keys("<esc> 1").shows(&["▐1 Hoy▌"]);
    let file = |app: &App, name: &str, rows: &str| {
        std::fs::write(app.model.home.join(name), format!("Qué;Quién;Cuándo;Cuánto\n{rows}")).unwrap();
    };
    file(&app, "raro.csv", "A-1;Ana;03/04/2026;1.000\nA-2;Bea;05/06/2026;2.500\n");
    app.keys("i").text("raro.csv").keys("<enter>").shows(&["0 de 4 asignadas", "Ninguna columna dice"]);
    app.keys("<ctrl-s>").shows(&["Antes hay que decir qué son las columnas."]);
    // The first column is under the cursor: nothing of it; then name, day, amount.
    app.keys("<down> <enter> 3").shows(&["1 de 4 asignadas", "2 filas: 2 clientes y 0 documentos"]);
    app.keys("<down> <enter> c c c c c c c").shows(&["▶    Compra: fecha"]);
    app.keys("<enter>").shows(&["2 de 4 asignadas", "Elíjalo con Intro en la línea «Fechas»."]);
    app.keys("<down> <enter> c c c c c c c c <enter>").shows(&["3 de 4 asignadas", "separa"]);
    app.keys("<home> <down> <enter> 1")
        .shows(&["¿en 03/04/2026 · 05/06/2026 (línea 2) va antes el día o el mes?"]);
    app.keys("<enter> 1").shows(&["2 filas: 2 clientes y 2 documentos", "3.500,00 €"]);
    // One column changed leaves the others where they are.
    app.keys("<end> <up> <up> <up> <enter>").shows(&["─ Qué ─"]);
    app.keys("c c c c c <enter>").shows(&["4 de 4 asignadas", "2 filas: 2 clientes y 2 documentos"]);
    app.keys("<ctrl-s>").shows(&["2 nuevos", "al céntimo"]).keys("<enter>");
    file(&app, "otro.csv", "A-2;Bea;05/06/2026;2.500\nA-3;Eva;07/08/2026;4.000\n");
    app.keys("i").text("otro.csv").keys("<enter>").shows(&["4 de 4 asignadas", "6.500,00 €"]);
    app.keys("<ctrl-s>").shows(&["1 nuevo · 0 actualizados · 1 igual", "1 nueva · 0 actualizadas · 1 igual"]);
}

#[test]
fn a_file_nobody_knows_is_shown_with_its_columns_to_be_mapped() {
    for lang in Lang::ALL {
        let mut app = App::real(SIZE, lang);
        app.keys("3 <esc> 1");
        let rows = "Ref;Quién;Cuándo;Cuánto;Zona\n1;Ana;03/04/2026;1.000;Norte\n2;Bea;05/06/2026;2.500;Sur\n";
        std::fs::write(app.model.home.join("raro.csv"), rows).unwrap();
        app.keys("i").text("raro.csv").keys("<enter>");
        for (columns, rows) in [(100, 30), (80, 24)] {
            app.resize(columns, rows);
            insta::assert_snapshot!(format!("unmapped-{}-{columns}x{rows}", lang.code()), app.screen());
        }
    }
}

#[test]
fn what_is_left_out_of_an_import_is_accounted_for_on_its_last_page() {
    let mut app = App::real(SIZE, Lang::Es);
    app.keys("3").shows(&["Nuevo cliente"]).keys("<esc> 1").shows(&["▐1 Hoy▌"]);
    let rows = "Factura;Fecha;Cliente;Importe\nF-1;15/10/2026;Ana;100,00\nF-2;31/04/2026;Bea;10,50\n\
                F-3;16/10/2026;Ana;-20,00\n";
    std::fs::write(app.model.home.join("mal.csv"), rows).unwrap();
    app.keys("i").text("mal.csv").keys("<enter>").shows(&["total del archivo 90,50 €", "1 valor con error"]);
    app.keys("<home> <down> <down> <down> <enter> <ctrl-s>").shows(&[
        "1 nueva · 0 actualizadas · 0 iguales · 1 anulada/abono",
        "archivo 90,50 € · importado 80,00 €",
        "Diferencia   10,50 € con error",
    ]);
}

#[test]
fn a_workbook_is_shown_before_it_comes_in() {
    for lang in Lang::ALL {
        let mut app = App::real(SIZE, lang);
        app.keys("3 <esc> 1");
        std::fs::copy("tests/import/files/facturas.xlsx", app.model.home.join("facturas.xlsx")).unwrap();
        app.keys("i").text("facturas.xlsx").keys("<enter>");
        for (columns, rows) in [(100, 30), (80, 24)] {
            app.resize(columns, rows);
            let name = format!("workbook-{}-{columns}x{rows}", lang.code());
            insta::assert_snapshot!(name, app.screen());
        }
    }
}

#[test]
fn a_workbook_of_customers_and_sales_says_so_and_both_come_in_by_key() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [
        ("Clientes", &[["Código", "Nombre", "Email"], ["1", "Ana Gil", "ana@x.example"]]),
        ("Ventas", &[["Factura", "Código cliente", "Importe"], ["F-1", "1", "100,50"]]),
    ] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (y, row) in rows.iter().enumerate() {
            for (x, text) in row.iter().enumerate() {
                sheet.write(y as u32, x as u16, *text).unwrap();
            }
        }
        if name == "Ventas" {
            sheet.write(0, 3, "Fecha").unwrap();
            sheet.write(1, 3, "2026-10-05").unwrap();
        }
    }
    for lang in Lang::ALL {
        let mut app = App::real(SIZE, lang);
        app.keys("3 <esc> 1");
        book.save(app.model.home.join("tienda.xlsx")).unwrap();
        let es = lang == Lang::Es;
        app.keys("i").text("tienda.xlsx").keys("<enter>").shows(&[if es {
            "hay otra con tabla"
        } else {
            "there is another"
        }]);
        for (columns, rows) in [(100, 30), (80, 24)] {
            app.resize(columns, rows);
            insta::assert_snapshot!(format!("sheets-{}-{columns}x{rows}", lang.code()), app.screen());
        }
        let (first, second) =
            if app.screen().contains("F-1") { ("Ventas", "Clientes") } else { ("Clientes", "Ventas") };
        app.keys("<home> <down> <down> <down> <down> <enter>").shows(&[first, second]).keys("<down> <enter>");
        app.keys("<ctrl-s>").shows(&[if es { "al céntimo" } else { "to the cent" }, first]).keys("<enter>");
        app.keys("i").text("tienda.xlsx").keys("<enter>").shows(&[first]);
        app.keys("<ctrl-s>").shows(&[second]).keys("<enter>");
        app.keys("2").shows(&["Ana Gil", "101"]);
    }
}

#[test]
fn labelling_many_says_before_how_many_and_does_exactly_that() {
    let mut app = App::sample(SIZE, Lang::Es);
    // All new ones marked, then another filter: some of the marked ones are hidden.
    app.keys("2 /")
        .text("stage:new")
        .keys("<enter> * /")
        .keys("<ctrl-u>")
        .text("stage:new zone:norte")
        .keys("<enter>");
    let visible = heading(&app.screen());
    app.keys("t").text("Prueba").keys("<enter>");
    let screen = app.screen();
    for promise in [
        "Poner la etiqueta «Prueba» a 214 clientes".to_owned(),
        format!("{visible} a la vista con el filtro actual"),
        format!("{} marcados que el filtro oculta", 214 - visible),
        "214 cambiarán".to_owned(),
    ] {
        assert!(screen.contains(&promise), "{promise}:\n{screen}");
    }
    app.keys("<enter>");
    let said = app.screen();
    assert!(said.contains("✓ Etiqueta «Prueba» puesta a 214 clientes"), "{said}");
    app.keys("<esc> <esc> <esc> 2 / <ctrl-u>").text("tag:prueba").keys("<enter>");
    assert_eq!(heading(&app.screen()), 214, "{}", app.screen());
}

#[test]
fn a_command_comes_before_whoever_only_has_its_name_in_a_note() {
    let mut app = App::sample(SIZE, Lang::Es);
    // «Duplicados» is a command; keys that are to be duplicated stand in notes of the sample.
    app.keys(":").text("dupl").shows(&["ÓRDENES", "CLIENTES"]);
    let screen = app.screen();
    assert!(screen.find("ÓRDENES") < screen.find("CLIENTES"), "{screen}");
    app.keys("<esc> :").text("ainhoa").shows(&["CLIENTES"]);
    let screen = app.screen();
    assert!(screen.find("ÓRDENES").is_none_or(|at| Some(at) > screen.find("CLIENTES")), "{screen}");
}

#[test]
fn esc_never_leaves_and_q_twice_does() {
    let mut app = App::sample(SIZE, Lang::Es);
    for place in [
        "1",
        "1 <enter>",
        "2",
        "2 n",
        "2 * t",
        "2 / a",
        "3",
        "3 . w",
        "3 e",
        "4",
        "4 v",
        "4 .",
        "i",
        "?",
        ":",
        "g",
    ] {
        app.keys(place);
        for _ in 0..20 {
            app.keys("<esc>");
        }
        assert_eq!(app.model.leaving, None, "{place}");
        assert!(app.model.layers.is_empty(), "{place}: {}", app.screen());
    }
    app.keys("q").shows(&["Pulse q otra vez"]).keys("q");
    assert_eq!(app.model.leaving, Some(0));
}

#[test]
fn esc_on_the_first_card_creates_nothing() {
    let mut app = App::real(SIZE, Lang::Es);
    for _ in 0..20 {
        app.keys("<esc>");
    }
    app.keys("q q");
    assert_eq!(app.model.leaving, Some(0));
    assert!(!app.home.as_ref().unwrap().portfolio().exists());
}

#[test]
fn a_purchase_is_voided_and_brought_back() {
    let mut app = shop();
    let before = print(&app);
    app.keys("2 <home> <enter> . X <enter>").shows(&["anulada", "✓ Compra"]);
    let void = print(&app);
    assert_ne!(void, before);
    app.keys("X <enter>").shows(&["vuelve a valer", "total 100,00 €"]);
    assert_eq!(print(&app), before);
    app.keys("u");
    assert_eq!(print(&app), void);
    app.keys("u");
    assert_eq!(print(&app), before);
}

#[test]
fn a_backup_is_made_and_put_back_by_key() {
    let mut app = shop();
    app.keys(":").text("copia de seguridad").keys("<enter>").shows(&["✓ Copia hecha y comprobada"]);
    let kept = print(&app);
    app.keys("2 n D i e g o <ctrl-s>");
    assert_ne!(print(&app), kept);
    // Cancelling is what is chosen already.
    app.keys(":")
        .text("restaurar")
        .keys("<enter> <enter>")
        .shows(&["¿Restaurar esta copia?", "20 nov 10:42, con 3"]);
    app.keys("<left> <enter>");
    assert_eq!(print(&app), kept, "{}", app.screen());
    app.keys("2");
    assert_eq!(heading(&app.screen()), 3);
}

#[test]
fn what_was_being_typed_is_offered_again_after_the_program_died() {
    let mut app = shop();
    app.keys("2 n").text("Ferretería a medias").wait(2500);
    let mut app = app.restart();
    app.shows(&["Hay algo sin guardar"]).keys("<enter>").shows(&["Nuevo cliente", "Ferretería a medias"]);
    app.keys("<ctrl-s>").shows(&["✓ Cliente añadido: Ferretería a medias"]);
    let mut app = app.restart();
    assert!(!app.screen().contains("Hay algo sin guardar"), "{}", app.screen());
}

#[test]
fn a_label_being_written_is_offered_again_too() {
    let mut app = shop();
    app.keys(": e t i q u e t a s <down> <enter>").keys("n").text("Mayorista").wait(2500);
    let mut app = app.restart();
    app.shows(&["Hay algo sin guardar"]).keys("<enter>").shows(&["Mayorista"]);
    app.keys("<enter>").shows(&["✓ Etiqueta", "Mayorista"]);
    let mut app = app.restart();
    assert!(!app.screen().contains("Hay algo sin guardar"), "{}", app.screen());
}

#[test]
fn the_sample_is_left_by_key_and_touches_nothing_of_ones_own() {
    let app = shop();
    let home = app.home.clone().unwrap();
    let mine = print(&app);
    drop(app);
    let mut app = home.start_sample(SIZE, Lang::Es);
    app.shows(&["DATOS DE EJEMPLO"]).keys("2 n D i e g o <ctrl-s>");
    app.keys(":").text("dejar").keys("<enter>");
    app.keys("<enter>").keys("2");
    assert!(!app.screen().contains("DATOS DE EJEMPLO"), "{}", app.screen());
    assert_eq!(heading(&app.screen()), 3);
    assert_eq!(home.fingerprint(), mine);
}

/// Number in the heading of the list of customers: `Clientes 1.012 · …`.
fn heading(screen: &str) -> i64 {
    let line =
        screen.lines().find(|line| line.contains("┌─ Clientes ")).unwrap_or_else(|| panic!("{screen}"));
    let rest = line.split("Clientes ").nth(1).unwrap();
    let number: String =
        rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').filter(|c| *c != '.').collect();
    number.parse().unwrap_or_else(|_| panic!("{line}"))
}

/// A whole number as shown.
fn number(cell: &str) -> Option<i64> {
    cell.trim_start_matches(['▶', '+', '-']).replace('.', "").parse().ok()
}

#[test]
fn every_head_of_the_flow_lists_exactly_that_many() {
    let mut app = App::sample(SIZE, Lang::Es);
    for (row, stage) in
        ["Nuevos", "Adolescentes", "Maduros", "Veteranos", "Activos", "Perdidos"].iter().enumerate()
    {
        for column in 0..7 {
            app.keys("1 3 <home> <left> <left> <left> <left> <left> <left> <left>");
            // From the summary to the table, then to the cell.
            while !app.screen().contains("▐Flujo▌") {
                app.keys(".");
            }
            for _ in 0..row {
                app.keys("<down>");
            }
            for _ in 0..column {
                app.keys("<right>");
            }
            let screen = app.screen();
            let Some(shown) = number(&cells(&screen, stage)[column]) else { continue };
            app.keys("<enter>");
            if shown > 0 {
                assert_eq!(
                    heading(&app.screen()),
                    shown,
                    "{stage}, column {column}:\n{screen}\n{}",
                    app.screen()
                );
            }
        }
    }
}

#[test]
fn every_stage_of_the_funnel_lists_exactly_that_many() {
    let mut app = App::sample(SIZE, Lang::Es);
    for (row, stage) in
        ["Nuevos", "Adolescentes", "Maduros", "Veteranos", "Activos", "Perdidos"].iter().enumerate()
    {
        app.keys("1 3");
        while !app.screen().contains("▐Resumen▌") {
            app.keys(",");
        }
        app.keys("<home>");
        for _ in 0..row {
            app.keys("<down>");
        }
        let screen = app.screen();
        let shown = cells(&screen, stage).iter().find_map(|cell| number(cell)).unwrap();
        app.keys("<enter>");
        assert_eq!(heading(&app.screen()), shown, "{stage}:\n{screen}\n{}", app.screen());
    }
}

#[test]
fn every_reason_of_today_lists_exactly_that_many() {
    for (row, reason) in
        ["Prometidos", "Seguimientos", "Toca comprar", "En riesgo", "Compró una vez", "Recuperar perdidos"]
            .iter()
            .enumerate()
    {
        let mut app = App::sample(SIZE, Lang::Es);
        app.keys("<tab>");
        for _ in 0..row {
            app.keys("<down>");
        }
        let screen = app.screen();
        let line = screen
            .lines()
            .find(|line| {
                line.contains(&format!("│  {reason}"))
                    || line.contains(&format!("▶ {reason}"))
                    || line.contains(&format!("▶{reason}"))
            })
            .unwrap_or_else(|| panic!("{screen}"));
        let shown = line.trim_end_matches(['│', ' ']).split_whitespace().last().and_then(number).unwrap();
        app.keys("<enter>");
        assert_eq!(heading(&app.screen()), shown, "{reason}:\n{screen}\n{}", app.screen());
    }
}

#[test]
fn every_state_of_winning_back_lists_exactly_that_many() {
    for (row, state) in [
        "Por verificar",
        "Verificados",
        "Explicados",
        "Definitivos",
        "Dormidos",
        "Perdidos en total",
        "En la cola",
    ]
    .iter()
    .enumerate()
    {
        let mut app = App::sample(SIZE, Lang::Es);
        app.keys("4 <tab> <home>");
        for _ in 0..row {
            app.keys("<down>");
        }
        let shown = number(&cells(&app.screen(), state)[0]).unwrap();
        app.keys("<enter>");
        let screen = app.screen();
        // The queue says at its foot where one is: `1 de 221`.
        let foot =
            screen.lines().find(|line| line.starts_with("└─ 1 de ")).unwrap_or_else(|| panic!("{screen}"));
        let listed = foot.split_whitespace().nth(3).and_then(number);
        assert_eq!(listed, Some(shown), "{state}:\n{screen}");
    }
}

#[test]
fn what_was_done_is_said_with_numbers_as_the_language_writes_them() {
    let mut app = shop();
    app.keys("2 <home> <enter> p <tab>").text("1234,5").keys("<ctrl-s>").shows(&["de Ana: 1.234,50 €"]);
}

#[test]
fn labels_list_exactly_as_many_as_they_say() {
    let mut app = App::sample(SIZE, Lang::Es);
    app.keys(":").text("etiquetas").keys("<down> <enter>");
    let shown = cells(&app.screen(), "[V]").iter().rev().find_map(|cell| number(cell));
    app.keys("<enter>");
    assert_eq!(Some(heading(&app.screen())), shown, "{}", app.screen());
}

#[test]
fn a_page_shows_its_customer_again_when_the_adding_is_made_again() {
    let mut app = App::real(SIZE, Lang::Es);
    app.keys("3 B a r <ctrl-s> <enter>").shows(&["Clientes › Bar"]);
    app.keys("u")
        .shows(&["Este cliente ya no existe"])
        .keys("U")
        .shows(&["Clientes › Bar", "Etapa POTENCIAL"]);
}
