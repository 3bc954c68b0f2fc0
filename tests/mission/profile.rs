//! What is known of each customer (rows 15 to 21, 27, 28).

use rusqlite::Connection;
use std::fmt::Write as _;

use super::{begin, imported, invoices, lines};
use crate::common::{App, cells};
use cartera::ui::texts::Lang;

/// Types the values of fields of the customer's form, which is open: from field to field with Tab.
fn fill(app: &mut App, fields: &[(&str, &str)]) {
    for (label, value) in fields {
        let mut steps = 0;
        while !app.screen().lines().any(|l| l.contains(&format!("▶{label} "))) {
            app.keys("<tab>");
            steps += 1;
            assert!(steps < 60, "no field {label}:\n{}", app.screen());
        }
        app.keys("<ctrl-u>").text(value);
    }
}

/// The row of the profile that begins with a label; the page is open on its first tab, and the cursor goes down as far
/// as it must.
fn known(app: &mut App, label: &str) -> String {
    let row = |screen: &str| {
        let found = screen.lines().find(|l| {
            let cell = l.trim_start_matches(['│', '▶', ' ', '›']);
            cell.starts_with(&format!("{label} "))
        });
        found.map(str::to_owned)
    };
    for _ in 0..60 {
        if let Some(line) = row(&app.screen()) {
            return line;
        }
        app.keys("<down>");
    }
    panic!("no row {label}:\n{}", app.screen());
}

#[test]
fn row_15_zone_time_and_holidays_follow_from_the_address() {
    let mut app = begin();
    app.keys("2 n");
    fill(&mut app, &[("Nombre", "Bar Sol"), ("Código postal", "35001"), ("Idioma", "alemán")]);
    app.keys("<ctrl-s> <enter> ,");
    // 35 is Las Palmas, in the Canary Islands. The next holiday after 20 November 2026 is Sunday, 6 December.
    let place = known(&mut app, "Zona");
    assert!(
        ["Las Palmas", "35001", "Atlantic/Canary", "alemán"].iter().all(|w| place.contains(w)),
        "{}",
        app.screen()
    );
    let holiday = known(&mut app, "Próximo festivo");
    assert!(holiday.contains("dom 6 dic") && holiday.contains("la Constitución"), "{}", app.screen());
    // A holiday of their own province, written down among the rules, comes before it.
    app.keys("g f e <tab> <tab>").text("30-11 Las Palmas: San Andrés").keys("<ctrl-s> <esc>");
    assert!(known(&mut app, "Próximo festivo").contains("San Andrés"), "{}", app.screen());
    // And the customer's own time zone, where it is another one.
    app.keys("e");
    fill(&mut app, &[("Zona horaria", "Europe/London")]);
    app.keys("<ctrl-s>").shows(&["Europe/London"]);
}

#[test]
fn row_16_income_has_a_source_and_a_day_and_a_business_its_figures() {
    let mut app = begin();
    app.keys("2 n");
    fill(&mut app, &[("Nombre", "Talleres Ibáñez"), ("Ingresos", "altos"), ("Cómo se sabe", "d")]);
    fill(&mut app, &[("Se sabe desde", "1 oct"), ("Facturación", "1200000"), ("Empleados", "12")]);
    fill(&mut app, &[("Actividad", "CNAE 4520")]);
    app.keys("<ctrl-s> <enter> ,");
    assert!(
        known(&mut app, "Ingresos").contains("altos · declarados · desde el 1 oct 2026"),
        "{}",
        app.screen()
    );
    let business = known(&mut app, "Empresa");
    assert!(business.contains("factura 1.200.000 € al año · 12 empleados · CNAE 4520"), "{}", app.screen());
    // The band is a segment that opens.
    app.keys("g f .").shows(&["Ingresos", "altos"]);
}

#[test]
fn row_17_age_and_generation_follow_from_the_birth_date_and_never_from_nothing() {
    let mut app = begin();
    for (name, birth) in [("Ana", "25/11/1980"), ("Bea", "1995"), ("Nadie", "")] {
        app.keys("2 n");
        fill(&mut app, &[("Nombre", name), ("Nacimiento", birth)]);
        app.keys("<ctrl-s>");
    }
    // On 20 November 2026 Ana is 45 and turns 46 in five days; Bea is 31 in 2026 and has no birthday we know.
    app.keys("g f");
    let screen = app.screen();
    assert!(screen.contains("Ana") && screen.contains("46 años"), "{screen}");
    assert!(!screen.contains("Bea") && !screen.contains("Nadie"), "{screen}");
    app.keys("<enter> ,");
    assert!(known(&mut app, "Edad").contains("45 años · generación X"), "{}", app.screen());
    app.keys("<esc> .");
    let groups = app.screen();
    assert_eq!(cells(&groups, "Generación   X")[..], ["1"], "{groups}");
    assert_eq!(cells(&groups, "Generación   Millennial")[..], ["1"], "{groups}");
    assert_eq!(cells(&groups, "Generación   sin dato")[..], ["1"], "{groups}");
    // Other bounds, other generations: with Millennials from 1980 on Ana is one.
    app.keys("e <tab> <up> <up> <end> <ctrl-u>").text("1980 Millennial").keys("<ctrl-s>");
    assert_eq!(cells(&app.screen(), "Generación   Millennial")[..], ["2"], "{}", app.screen());
}

#[test]
fn row_18_occasions_have_a_season_learned_from_sales_and_come_round_again() {
    let mut app = imported(&invoices(&[
        ("10/12/2024", "Ana", "300,00"),
        ("20/12/2025", "Ana", "300,00"),
        ("01/06/2026", "Ana", "200,00"),
        ("01/03/2026", "Bea", "50,00"),
    ]));
    app.keys("<enter> e");
    fill(&mut app, &[("Ocasión", "Navidad, obra")]);
    // 600 of 800 in December, 200 in June.
    app.keys("<ctrl-s> ,");
    assert!(known(&mut app, "Ocasiones").contains("Navidad · obra"), "{}", app.screen());
    let season = known(&mut app, "Temporada");
    assert!(season.contains("dic 75 %, jun 25 % · la próxima, diciembre 2026"), "{}", app.screen());
    // A purchase for another occasion is its own evidence: all its sales are in November.
    app.keys("p <tab>").text("80");
    fill(&mut app, &[("Ocasión", "Boda")]);
    app.keys("<ctrl-s> g f . .");
    let screen = app.screen();
    let place = |what: &str| screen.find(what).unwrap_or(usize::MAX);
    assert!(place("Boda") < place("Navidad"), "November comes before December:\n{screen}");
    app.shows(&["noviembre 2026", "nov 100 %", "diciembre 2026"]);
    app.keys("<enter>").shows(&["Boda", "Clientes 1", "Ana"]);
}

#[test]
fn row_19_benefits_have_evidence_and_products_that_serve_them() {
    let mut rows = Vec::new();
    for (n, who) in ["Ana", "Bea"].into_iter().enumerate() {
        rows.push((["1", "2"][n], "15/10/2026", who, "Taladro", "1", "80,00"));
    }
    rows.push(("3", "15/10/2026", "Carla", "Tornillos", "1", "5,00"));
    rows.push(("4", "16/10/2026", "Bea", "Tornillos", "1", "5,00"));
    let mut app = imported(&lines(&rows));
    for who in ["Ana", "Bea"] {
        app.keys("2 /").text(who).keys("<enter> <enter> D <right> <tab>").text("rapidez");
        app.keys("<tab>").text("lo dijo por teléfono").keys("<ctrl-s> ,");
        assert!(known(&mut app, "Qué busca").contains("rapidez (1 evidencia)"), "{}", app.screen());
        app.shows(&["Beneficio", "lo dijo por teléfono"]).keys("<esc> <esc>");
    }
    // Both who seek it buy drills, two of three in all: (2/2) / (2/3) = 1.5. Screws: one seeker, too few to tell.
    app.keys("g f . . .").shows(&["rapidez", "Taladro ×1,50"]);
    assert!(!app.screen().contains("Tornillos"), "{}", app.screen());
    app.keys("w").shows(&["×1,50: 2 de 2 que lo buscan, 2 de 3 en total"]);
    app.keys("<esc> <enter>").shows(&["Ana", "Bea", "Clientes 2"]);
}

/// Ana bought four times in the last 12 months, Bea once, Carla twelve times.
fn buyers() -> String {
    let mut rows = vec![("15/11/2026", "Bea", "10,00")];
    rows.extend(["15/02/2026", "15/05/2026", "15/08/2026", "15/11/2026"].map(|day| (day, "Ana", "10,00")));
    rows.extend(
        [
            "15/12/2025",
            "15/01/2026",
            "15/02/2026",
            "15/03/2026",
            "15/04/2026",
            "15/05/2026",
            "15/06/2026",
            "15/07/2026",
            "15/08/2026",
            "15/09/2026",
            "15/10/2026",
            "15/11/2026",
        ]
        .map(|day| (day, "Carla", "10,00")),
    );
    invoices(&rows)
}

#[test]
fn row_20_frequency_of_use_is_by_cuts_that_are_shown_and_can_be_thirds() {
    let mut app = imported(&buyers());
    app.keys("g f .");
    let uses = |app: &mut App| {
        let screen = app.screen();
        ["ocasional", "medio", "intensivo"].map(|u| cells(&screen, &format!("Uso          {u}"))[0].clone())
    };
    // Cuts of 4 and 12: 1 is occasional, 4 medium, 12 intensive.
    assert_eq!(uses(&mut app), ["1", "1", "1"]);
    app.keys("w").shows(&["medio desde 4, intensivo desde 12"]).keys("<esc>");
    // Medium only from 5 on.
    app.keys("e <ctrl-u>").text("5, 12").keys("<ctrl-s>");
    assert_eq!(uses(&mut app), ["2", "0", "1"]);
    // Thirds of 1, 4 and 12: medium above 1, intensive above 4.
    app.keys("e <ctrl-u>").text("terciles").shows(&["medio 2, intensivo 5"]).keys("<ctrl-s>");
    assert_eq!(uses(&mut app), ["1", "1", "1"]);
}

#[test]
fn row_21_loyalty_is_breadth_by_regularity_by_share_of_what_they_spend() {
    let mut csv = String::from("numero;fecha;codigo;nombre;producto;categoria;cantidad;precio\n");
    for (n, day, who, product, category) in [
        ("1", "13/09/2026", "Ana", "Taladro", "Máquinas"),
        ("2", "23/09/2026", "Ana", "Broca", "Máquinas"),
        ("3", "23/10/2026", "Ana", "Sierra", "Máquinas"),
        ("4", "14/10/2026", "Bea", "Tornillos", "Fijación"),
    ] {
        writeln!(csv, "{n};{day};{who};{who};{product};{category};1;100,00").unwrap();
    }
    let mut app = imported(&csv);
    app.keys("<enter> ,");
    // Gaps of 10 and 30 days: deviation 10, mean 20. Breadth 1 of 2. √(½ · ½) = 0.5, and no spend declared.
    let loyalty = known(&mut app, "Lealtad");
    assert!(loyalty.contains("compartida 5,0 / 10 · variedad 50 % × regularidad 50 %"), "{}", app.screen());
    app.keys("e");
    fill(&mut app, &[("Gasta al año", "300"), ("Lo dijo el", "1 nov")]);
    app.keys("<ctrl-s>");
    // 300 of 300: ∛(½ · ½ · 1) = 0.630.
    let loyalty = known(&mut app, "Lealtad");
    assert!(
        loyalty.contains("6,3 / 10 · variedad 50 % × regularidad 50 % × cuota 100 %"),
        "{}",
        app.screen()
    );
    app.keys("<home> <down> <down> <down> <down> <down> <down> <down> <down> <down> w");
    app.shows(&["1 de 2 categorías", "300,00 € de 300,00 €", "1 nov 2026"]);
}

#[test]
fn row_27_notes_keep_what_was_said_with_day_and_author() {
    let mut app = App::real((100, 30), Lang::Es);
    // The name on the card is the author of everything.
    app.keys("<down> <down> <down> <down> <down>")
        .text("Marta")
        .keys("<esc> 3")
        .text("Bar Sol")
        .keys("<ctrl-s>");
    app.keys("<enter> N").text("Prefiere entregas antes de las 9").keys("<ctrl-s>");
    app.keys(". . .").shows(&["Notas 1", "Prefiere entregas antes de las 9", "20 nov", "Marta"]);
    app.keys("u").shows(&["Notas 0"]);
}

#[test]
fn row_27_facts_have_a_source_fields_a_type_and_every_word_is_found_again() {
    let mut app = begin();
    // A field of one's own, of a type: a list.
    app.keys("2 g f . . . .").shows(&["Todavía no hay campos propios"]);
    app.keys("n").text("Forma de pago").keys("<tab> <left> <tab>").text("contado, a 30 días");
    app.keys("<ctrl-s>").shows(&["Forma de pago", "custom.forma_de_pago", "lista"]).keys("<esc>");
    app.keys("n");
    fill(&mut app, &[("Nombre", "Bar Sol"), ("Forma de pago", "a")]);
    app.keys("<ctrl-s> <enter> ,");
    assert!(known(&mut app, "Forma de pago").contains("a 30 días"), "{}", app.screen());
    // A fact with its source; of special categories it is said what the law asks.
    app.keys("D <tab>").text("Es diabético").shows(&["salud", "art. 9 del RGPD"]);
    app.keys("<ctrl-u>").text("Abrirá otro local en León").keys("<tab>").text("su gestor").keys("<ctrl-s>");
    app.shows(&["Dato", "Abrirá otro local en León · su gestor · 20 nov"]);
    // A file by its path.
    app.keys("D <right> <right> <tab>")
        .text("/contratos/sol.pdf")
        .keys("<ctrl-s>")
        .shows(&["/contratos/sol.pdf"]);
    app.keys("N").text("Prefiere café de Etiopía").keys("<ctrl-s> <esc>");
    // Found without accents, by the beginning of a word, and gone with what it stood in.
    app.keys("g n").text("etiop").shows(&["Bar Sol", "nota", "Prefiere café de Etiopía"]);
    app.keys("<ctrl-u>").text("leon gestor").shows(&["Bar Sol", "Abrirá otro local en León"]);
    app.keys("<ctrl-u>").text("valencia").shows(&["Nadie ha dicho eso"]).keys("<esc> u g n").text("etiop");
    app.shows(&["Nadie ha dicho eso"]);
}

#[test]
fn row_28_any_field_becomes_points_and_a_score_says_what_it_is_made_of() {
    let mut app = imported(&buyers());
    app.keys("g f , ").shows(&["Ejemplo: Relación"]);
    app.keys("n").text("Relación").keys("<tab>").text("compras; 3; <=3 = 2, <=11 = 6, * = 10");
    app.keys("<enter>")
        .text("zona; 1; norte = 10")
        .keys("<ctrl-s>")
        .shows(&["Relación", "compras ×3, zona ×1"]);
    app.keys("<esc> 2 /").text("ana").keys("<enter> <enter>");
    // Four purchases: 6 points; no zone, which is left out: 18 / 3.
    app.shows(&["Puntuación", "6 / 10 · compras 6"]);
    app.keys("e");
    fill(&mut app, &[("Zona", "Norte")]);
    // (3 · 6 + 1 · 10) / 4 = 7.
    app.keys("<ctrl-s>").shows(&["7 / 10 · compras 6, zona 10"]);
    app.keys(",");
    assert!(known(&mut app, "Relación").contains("escala v1"), "{}", app.screen());
    // A change of the scale is a new version, and the score says so: (6 + 3 · 10) / 4 = 9.
    app.keys("g f , e <up> <home> <ctrl-k>").text("compras; 1; <=3 = 2, <=11 = 6, * = 10");
    app.keys("<down> <home> <ctrl-k>").text("zona; 3; norte = 10").keys("<ctrl-s> <esc>");
    let score = known(&mut app, "Relación");
    assert!(score.contains("9 / 10 · compras 6, zona 10 · escala v2"), "{}", app.screen());
    app.keys("u");
    assert!(known(&mut app, "Relación").contains("escala v1"), "{}", app.screen());
}

#[test]
fn row_31_somebody_is_reached_in_more_ways_than_one_each_with_its_hours_and_its_proof() {
    let mut app = begin();
    app.keys("2 n").text("Bar Sol").keys("<ctrl-s> <enter> ,");
    let point = |app: &mut App| {
        app.keys(":").text("forma de contacto").keys("<enter>");
    };
    // What cannot be a number is not taken.
    point(&mut app);
    app.keys("<tab>").text("12").keys("<ctrl-s>").shows(&["no es un teléfono"]);
    app.keys("<ctrl-u>").text("947 11 22 33").keys("<tab>").text("compras").keys("<tab>").text("de 9 a 11");
    app.keys("<tab> <left> <ctrl-s>");
    app.shows(&["Teléfono", "947 11 22 33 · compras · de 9 a 11 · preferido"]);
    point(&mut app);
    app.keys("<right> <tab>").text("600 33 44 55").keys("<tab>").text("el hijo").keys("<ctrl-s>");
    app.shows(&["Móvil", "600 33 44 55 · el hijo"]);
    // Compared with a card, and then found not to work.
    app.keys("<end> e <tab> <tab> <tab> <tab> <tab> <tab>").text("su tarjeta").keys("<ctrl-s>");
    app.shows(&["comprobado el 20 nov"]);
    app.keys("e <tab> <tab> <tab> <tab> <tab> <right> <ctrl-s>").shows(&["no vale desde el 20 nov"]);
    app.keys("u").shows(&["600 33 44 55 · el hijo · comprobado el 20 nov"]);
    // The one to dial first stands on the card of the call, with whose it is and when; and whoever calls from the other is found.
    app.keys("a").text("hoy 17").keys("<ctrl-s> 1 <enter>");
    app.shows(&["9 4 7  1 1 2  2 3 3", "compras · de 9 a 11"]);
    app.keys("<esc> <esc> 2 /").text("600334455").keys("<enter>").shows(&["Bar Sol"]);
}

/// The profile of a customer of whom nothing is known but a further mobile.
fn reached_by_mobile() -> App {
    let mut app = begin();
    app.keys("2 n").text("Bar Sol").keys("<ctrl-s> <enter> ,");
    app.keys(":")
        .text("forma de contacto")
        .keys("<enter> <right> <tab>")
        .text("600 33 44 55")
        .keys("<ctrl-s>");
    app
}

#[test]
fn row_31_a_number_noted_as_wrong_in_a_call_is_taken_back_by_saying_that_it_works() {
    let mut app = reached_by_mobile();
    let wrong = "no vale desde el 20 nov";
    // Of a wrong number that is written down without saying which, it was the one dialled first.
    app.keys("c <tab> <tab> <left> <ctrl-s> <end>").shows(&[wrong]);
    // Other words about it leave the mark where it is: with the call.
    app.keys("e <tab> <tab>").text("el hijo").keys("<ctrl-s> <end>").shows(&["el hijo", wrong]);
    app.keys("e <tab> <tab> <tab> <tab> <tab> <left> <ctrl-s> <end>").shows(&["600 33 44 55 · el hijo"]);
    assert!(!app.screen().contains(wrong), "{}", app.screen());
    // Three changes taken back leave what was there before the call.
    app.keys("u <end>").shows(&["el hijo", wrong]);
    app.keys("u u <end>").shows(&["600 33 44 55"]);
    assert!(!app.screen().contains(wrong), "{}", app.screen());
}

#[test]
fn row_31_what_is_written_down_of_an_earlier_day_counts_from_that_day() {
    let mut app = reached_by_mobile();
    app.keys("<end> e <tab> <tab> <tab> <tab> <tab> <tab>").text("su tarjeta").keys("<ctrl-s>");
    app.shows(&["comprobado el 20 nov"]);
    // The number was found wrong before it was verified: it works.
    let earlier = |app: &mut App, outcome: &str, note: &str| {
        app.keys("c <tab> <tab>").keys(outcome).keys("<tab>").text(note).keys("<tab> <tab> <tab> <ctrl-u>");
        app.text("18 nov").keys("<ctrl-s> <end>");
    };
    earlier(&mut app, "<left>", "");
    app.shows(&["comprobado el 20 nov"]);
    assert!(!app.screen().contains("no vale"), "{}", app.screen());
    // A complaint of that day is open since then.
    earlier(&mut app, "<right> <right> <right> <right>", "llegó roto");
    let db = Connection::open(app.home.as_ref().unwrap().portfolio()).unwrap();
    let case = "SELECT date(day * 86400, 'unixepoch'), substr(opened_at, 1, 10) FROM support_case";
    let found: (String, String) = db.query_row(case, [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
    assert_eq!(found, ("2026-11-18".into(), "2026-11-18".into()));
}
