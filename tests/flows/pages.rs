//! Whole pages over the views: what they promise is what their keys do.

use cartera::ui::texts::Lang;

use super::{App, SIZE, print, shop};

#[test]
fn an_import_is_taken_back_from_the_page_of_its_result() {
    let mut app = shop();
    let before = print(&app);
    let csv = "numero;codigo;nombre;fecha;total\nB1;Eva;Eva;15/10/2026;75,00\n";
    app.home.as_ref().unwrap().write("b.csv", csv);
    app.keys("i").text("b.csv").keys("<enter> <ctrl-s>").shows(&["se deshace entera con u", "u deshacer"]);
    assert_ne!(print(&app), before);
    // The menu of everything opens over it, and Esc comes back.
    app.keys(":").shows(&["ÓRDENES"]).keys("<esc>").shows(&["al céntimo"]);
    // What was taken back has no result to be read.
    app.keys("u").shows(&["✓ Deshecho: Importado b.csv"]);
    assert!(!app.screen().contains("al céntimo"), "{}", app.screen());
    assert_eq!(print(&app), before);
    // A file that brings nothing promises nothing: u would take back something else.
    app.keys("U i").text("b.csv").keys("<enter> <ctrl-s>").shows(&["No cambió nada"]);
    assert!(!app.screen().contains("u deshacer"), "{}", app.screen());
    app.keys("<enter>").shows(&["▐2 Clientes▌"]);
}

#[test]
fn on_the_page_of_pairs_u_takes_back_and_the_menu_of_everything_opens() {
    let mut app = App::real(SIZE, Lang::Es);
    app.keys("3").shows(&["Nuevo cliente"]).keys("<esc> 1");
    app.keys("2 n").text("Bar Sol").keys("<tab> <tab>").text("600112233").keys("<ctrl-s>");
    app.keys("2 n").text("BAR SOL, S.L.").keys("<tab> <tab>").text("+34 600 11 22 33").keys("<ctrl-s>");
    let before = print(&app);
    app.keys(": r e p e t i d o s <enter>").shows(&["Parejas 1", "u deshacer"]);
    app.keys("d").shows(&["Parejas 0", "u deshacer"]);
    app.keys("u").shows(&["✓ Deshecho", "Parejas 1"]);
    assert_eq!(print(&app), before);
    app.keys("U").shows(&["Parejas 0"]).keys("u").shows(&["Parejas 1"]);
    app.keys(":").shows(&["ÓRDENES"]).keys("<esc>").shows(&["Parejas 1"]);
    // A question has to be answered first, and what shows two side by side as well.
    app.keys("<enter>").shows(&["¿Son el mismo cliente?"]).keys(":").shows(&["¿Son el mismo cliente?"]);
    app.keys("u").shows(&["¿Son el mismo cliente?"]);
    app.keys("<esc> 1").shows(&["▐1 Hoy▌"]);
    // The page of what was done as well.
    app.keys(": h i s t o r i a l <enter>").shows(&["u deshacer"]).keys("u").shows(&["✓ Deshecho"]);
}

#[test]
fn a_number_that_can_be_read_both_ways_is_proposed_as_the_portfolio_writes_it_and_asked() {
    for (lang, mark, sum, other) in
        [(Lang::Es, "coma", "3.500,00 €", "3,50 €"), (Lang::En, "point", "€3.50", "€3,500.00")]
    {
        let mut app = App::real(SIZE, lang);
        app.keys("3 <esc> 1");
        let rows = "Factura;Fecha;Cliente;Importe\nF-1;15/10/2026;Ana;1.000\nF-2;16/10/2026;Bea;2.500\n";
        std::fs::write(app.model.home.join("miles.csv"), rows).unwrap();
        app.keys("i").text("miles.csv").keys("<enter>").shows(&[mark, "1.000"]);
        let asked = app.screen();
        assert!(!asked.contains(sum) && !asked.contains(other), "nothing is summed before: {asked}");
        app.keys("<ctrl-s>");
        assert!(!app.screen().contains(sum), "it has to be answered: {}", app.screen());
        app.keys("<enter> <enter>").shows(&[mark, sum]);
        app.keys("<enter> 2").shows(&[other]);
    }
}

#[test]
fn a_row_that_lacks_something_names_the_column_that_lacks_it_as_the_file_does() {
    let mut app = shop();
    for (rows, said) in [
        ("Factura;Fecha;Cliente;Importe\nF-1;15/10/2026;Ana;10,00\nF-2;;Bea;5,00\n", "Línea 3, Fecha: falta"),
        (
            "Factura;Fecha;Cliente;Importe\nF-1;15/10/2026;Ana;10,00\nF-2;16/10/2026;Bea;\n",
            "Línea 3, Importe: falta",
        ),
        ("NIF;Apellidos;Ciudad\n12345678Z;Gil;Vigo\n11111111H;;Lugo\n", "Línea 3, Apellidos: falta"),
        ("Ciudad;Teléfono\nVigo;600112233\nLugo;\n", "Línea 3, Teléfono: falta"),
    ] {
        app.home.as_ref().unwrap().write("faltan.csv", rows);
        app.keys("i").text("faltan.csv").keys("<enter>").shows(&[said]).keys("<esc> <esc>");
    }
}

#[test]
fn a_path_is_typed_over_the_folder_it_leads_to() {
    let mut app = shop();
    let folder = app.model.home.join("ventas");
    std::fs::create_dir(&folder).unwrap();
    let csv = "numero;codigo;nombre;fecha;total\nC1;Eva;Eva;15/10/2026;75,00\n";
    std::fs::write(folder.join("c.csv"), csv).unwrap();
    let none = "Aquí no hay nada con ese nombre";
    for beginning in ["ventas/".to_owned(), format!("{}/", folder.display()), "~/ventas/".to_owned()] {
        app.keys("i").text(&beginning).shows(&["c.csv"]);
        app.text("c").shows(&["c.csv"]).text("z").shows(&[none]).keys("<backspace>").shows(&["c.csv"]);
        // Tab writes the rest, Enter opens it.
        app.keys("<tab>").shows(&[&format!("{beginning}c.csv")]);
        assert!(!app.screen().contains(none), "{}", app.screen());
        app.keys("<enter>").shows(&["asignadas", "75,00 €"]).keys("<esc> <esc>");
    }
    // Half a name is enough, as it is without a path; a folder is entered.
    app.keys("i").text("ventas/c").keys("<enter>").shows(&["75,00 €"]).keys("<esc> <esc>");
    app.keys("i").text("~").keys("<enter>").shows(&["ventas/", "a.csv"]);
    app.text("ven").keys("<enter>").shows(&["c.csv"]).keys("<esc>");
}

#[test]
fn a_heading_goes_with_the_filter_it_stands_for() {
    let mut app = shop();
    let csv = "codigo;nombre;nif\nF;Falso;12345678A\n";
    app.home.as_ref().unwrap().write("f.csv", csv);
    app.keys("i").text("f.csv").keys("<enter> <ctrl-s>").shows(&["1 nuevo"]).keys("<enter>");
    app.keys("2 /").text("ana").keys("<enter>").shows(&["Ana"]);
    // Esc takes filter and heading at once, and what was there before comes back.
    app.keys("g d <tab> <enter>").shows(&["con datos inválidos", "Falso"]).keys("<esc>");
    let screen = app.screen();
    assert!(!screen.contains("con datos inválidos") && screen.contains("ana"), "{screen}");
    // Another filter typed over it is no longer what the heading says.
    app.keys("g d <enter>").shows(&["con datos inválidos"]).keys("/ <ctrl-u>").text("bea").keys("<enter>");
    let screen = app.screen();
    assert!(!screen.contains("con datos inválidos") && screen.contains("Bea"), "{screen}");
    app.keys("<esc>").shows(&["Ana", "Bea", "Falso"]);
}

#[test]
fn help_and_menu_name_keys_by_what_they_do_in_that_view() {
    let mut app = App::real(SIZE, Lang::Es);
    app.keys("?").shows(&["Teclas"]);
    assert!(!app.screen().contains("ir a Gestión"), "there is nowhere to go yet: {}", app.screen());
    let mut app = App::sample(SIZE, Lang::Es);
    app.keys("7 .").shows(&["▐Campañas▌"]).keys("?").shows(&["nueva campaña", "qué hacer con ella"]);
    let help = app.screen();
    assert!(!help.contains("cliente nuevo") && !help.contains("otro periodo"), "{help}");
    app.keys("<esc> g d").shows(&["▐Calidad▌"]).keys("?").shows(&["cola: solo inválidos"]);
    let help = app.screen();
    assert!(!help.contains("pasar a otro estado"), "{help}");
    // The menu says the same of them, and does it.
    app.keys("<esc> :").text("solo inv").keys("<enter>").shows(&["─ Inválidos"]);
}

#[test]
fn a_queue_says_that_what_is_missing_cannot_be_verified_and_filters_are_in_the_users_words() {
    for (lang, said, filter) in [
        (Lang::Es, "no hay nada que comprobar", "calidad:invalido"),
        (Lang::En, "there is nothing to verify", "quality:invalid"),
    ] {
        let mut app = App::sample(SIZE, lang);
        // The last of the queue is missing; the first is wrong.
        app.keys("g d <end> v").shows(&[said]);
        app.keys("<home> <tab> <enter>").shows(&[filter]);
    }
}

#[test]
fn whoever_has_no_phone_is_said_to_have_none_where_it_would_be_copied() {
    let mut app = shop();
    let none = "no hay ninguno anotado";
    app.keys("2 <home> y").shows(&["teléfono", "no hay"]).keys("<enter>").shows(&[none]);
    app.keys("<enter> y").shows(&["Teléfono", "no hay"]).keys("<enter>").shows(&[none]);
    app.keys("y <end> <enter>").shows(&["Copiado"]);
    assert!(!app.effects.iter().any(|effect| effect == "Copy(\"\")"), "nothing empty is copied");
}
