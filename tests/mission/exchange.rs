//! What leaves the program, and what colleagues share (rows 47, 57).

use std::fs;
use std::process::Command;

use super::begin;
use super::common::home::Home;
use cartera::ui::texts::Lang;

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
    assert!(statement.contains("Taladro") && statement.contains("| 99,80 |"), "{statement}");
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

#[test]
fn row_57_whatever_is_on_screen_goes_into_a_file_in_every_form() {
    let mut app = super::common::App::sample((100, 30), Lang::Es);
    let folder = app.model.home.clone();
    // Where, what the file is called, and a heading it must have.
    let pages = [
        ("7", "ofertas-y-pedidos", "Estado"),
        ("7 .", "campañas", "Tratados"),
        ("7 . .", "equipo", "Llamadas"),
        ("7 . . .", "calidad", "Cliente"),
        (": p r o d u c t o s <enter>", "productos", "Días entre compras"),
    ];
    let forms = [("csv", ""), ("xlsx", "<right>"), ("json", "<right> <right>"), ("md", "<left>")];
    for (keys, name, heading) in pages {
        app.keys(keys);
        for (format, steps) in forms {
            app.keys("x").keys(steps).shows(&["Exportar", &format!("{name}.{format}")]);
            app.keys("<ctrl-s>").shows(&["Escrito"]);
            let bytes = fs::read(folder.join(format!("{name}.{format}"))).unwrap();
            match format {
                "xlsx" => assert!(bytes.starts_with(b"PK")),
                "json" => drop(serde_json::from_slice::<serde_json::Value>(&bytes).unwrap()),
                _ => {
                    let text = String::from_utf8(bytes).unwrap();
                    assert!(text.contains(heading), "{name}.{format}: {text}");
                }
            }
        }
        app.keys("<esc>");
    }
    // The table on screen goes to the clipboard too: tabs between cells.
    app.keys(": p r o d u c t o s <enter> y").shows(&["Copiadas", "filas"]);
    let copied = app.effects.iter().rev().find(|effect| effect.starts_with("Copy(")).unwrap();
    assert!(copied.contains("Días entre compras\\t"), "{copied}");
    // The tables behind figures likewise, whatever the page draws of them: the same as go into the file.
    for (keys, name) in [("<esc> 3", "ciclo"), ("5", "valor-resumen"), ("5 . .", "valor-rfm")] {
        app.keys(keys).keys("y").shows(&["Copiadas", "filas"]);
        let copied = app.effects.iter().rev().find(|effect| effect.starts_with("Copy(")).unwrap().clone();
        let first = copied.trim_start_matches("Copy(\"").split("\\n").next().unwrap().replace("\\t", ",");
        app.keys("x").shows(&["Exportar"]).keys("<ctrl-s>").shows(&["Escrito"]);
        let newest = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path());
        let newest = newest.filter(|p| p.extension().is_some_and(|e| e == "csv"));
        let newest = newest.max_by_key(|p| p.metadata().unwrap().modified().unwrap()).unwrap();
        let text = fs::read_to_string(newest).unwrap();
        assert!(text.contains(&first), "{name}: {first}\n{text}");
    }
}

#[test]
fn row_47_a_bundle_goes_out_and_comes_in_by_key_looked_at_first_and_taken_back() {
    let mut app = begin();
    app.keys("2 n").text("Bar Sol").keys("<ctrl-s>");
    app.keys("2 n").text("Café Luna").keys("<ctrl-s>");
    let home = app.home.clone().unwrap();
    let folder = app.model.home.clone();
    let mine = home.portfolio();
    let theirs = mine.with_file_name("b.db");
    cartera(&home, &mine, "2026-11-20T10:50", &["backup", &theirs.display().to_string()]);
    // The colleague hears a no, and meets somebody new.
    let later = "2026-11-20T12:00";
    cartera(&home, &theirs, later, &["log", "C-0001", "--outcome", "never"]);
    cartera(&home, &theirs, later, &["add", "customer", "name=Ferretería Norte"]);
    let bundle = folder.join("ana.bundle");
    cartera(&home, &theirs, later, &["bundle", "export", &bundle.display().to_string()]);
    let whole = |db: &std::path::Path, name: &str| {
        let file = folder.join(name);
        let to = file.display().to_string();
        cartera(&home, db, later, &["export", "all", "--format", "json", "--out", &to]);
        fs::read_to_string(file).unwrap()
    };
    let before = whole(&mine, "before.json");
    // Mine goes out by key too, and is a bundle that theirs takes.
    app.keys(": p a q u e t e space p a r a <enter>".replace("space", "<space>").as_str());
    app.shows(&["Exportar", "paquete.bundle"]).keys("<ctrl-s>").shows(&["Escrito", "paquete.bundle"]);
    cartera(
        &home,
        &theirs,
        later,
        &["bundle", "import", &folder.join("paquete.bundle").display().to_string()],
    );
    // Theirs comes in: looked at first, and leaving then changes nothing.
    let choose = ": t r a e r <space> p a q u e t e <enter>";
    app.keys(choose).shows(&["El paquete de un colega", "ana.bundle"]).text("ana.bundle").keys("<enter>");
    app.shows(&["Lo que cambiará", "nuevos 1", "cambian 1", "uno ya no quiere"]);
    app.keys("<esc> <esc>");
    assert_eq!(whole(&mine, "looked.json"), before, "looking changes nothing");
    // What came in goes again from the page that says so, which goes with it.
    app.keys(choose).text("ana.bundle").keys("<enter> <enter>");
    app.shows(&["Lo que cambió", "Está dentro", "u deshacer"]).keys("u").shows(&["✓ Deshecho"]);
    assert!(!app.screen().contains("Está dentro"), "{}", app.screen());
    assert_eq!(whole(&mine, "taken-back.json"), before);
    app.keys(choose).text("ana.bundle").keys("<enter> <enter>");
    app.shows(&["Lo que cambió", "Está dentro"]).keys("<enter>");
    app.keys("2").shows(&["Ferretería Norte"]);
    assert_eq!(whole(&mine, "mine.json"), whole(&theirs, "theirs.json"), "both hold the same now");
    // Twice changes nothing, and one undo takes all of it back.
    app.keys(choose).text("ana.bundle").keys("<enter>").shows(&["No hay nada nuevo"]).keys("<esc> <esc>");
    app.keys("u");
    assert_eq!(whole(&mine, "undone.json"), before);
    // What is no bundle is refused in words.
    fs::write(folder.join("malo.bundle"), b"hola").unwrap();
    app.keys(choose).text("malo.bundle").keys("<enter>").shows(&["no es un paquete de cartera"]);
}
