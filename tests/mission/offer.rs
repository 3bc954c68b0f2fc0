//! What to offer whom, and when (rows 23 to 26).

use std::fmt::Write;

use super::common::{App, cells};
use super::{imported, invoices, lines};

/// 100 customers of whom 40 buy a drill, 25 a bit and 18 both; the others buy nails.
fn hundred() -> App {
    let mut csv = String::from("numero;fecha;codigo;nombre;producto;cantidad;precio\n");
    for n in 0..100 {
        let mut buys =
            |product: &str| writeln!(csv, "{n};15/10/2026;C{n:03};Cliente {n:03};{product};1;10,00").unwrap();
        if n < 40 {
            buys("Taladro");
        }
        if (22..47).contains(&n) {
            buys("Broca");
        }
        if n >= 47 {
            buys("Clavo");
        }
    }
    imported(&csv)
}

#[test]
fn row_23_who_buys_a_is_offered_b_with_its_reason_and_one_key_puts_it_on_the_next_call() {
    let mut app = hundred();
    // The first one has a drill and no bit. Lift = 18 · 100 / (40 · 25) = 1.80.
    app.keys("<enter>").shows(&["Qué ofrecer", "Broca (con Taladro)", "18 de 40", "1,80"]);
    app.keys("<backtab> <backtab> w").shows(&["18 de 40 que compran Taladro compran Broca; lift 1,80."]);
    // 20 November is a Friday: the next working day is Monday.
    app.keys("<esc> o").shows(&["lun 23 nov · Ofrecer Broca (co"]);
    app.keys("u").shows(&["sin próximo contacto"]);
    // What is no longer sold is not offered.
    app.keys("2 g a").shows(&["Productos 3"]);
    let place = ["Taladro", "Clavo", "Broca"].map(|name| app.screen().find(name).unwrap());
    assert!(place[0] < place[2], "{}", app.screen());
    let down = 2 - usize::from(place[2] < place[1]);
    app.keys(&"<down> ".repeat(down)).keys("d").shows(&["baja"]);
    app.keys("2 <enter>").shows(&["Cliente 000"]);
    assert!(!app.screen().contains("Broca (con"), "{}", app.screen());
    app.keys("u").shows(&["Broca (con Taladro)"]);
}

#[test]
fn row_24_products_have_their_own_rhythm_and_are_listed_when_they_are_due_again() {
    let mut app = imported(&lines(&[
        ("1", "15/08/2026", "Ana", "Tornillos", "2", "5,00"),
        ("1", "15/08/2026", "Ana", "Taladro", "1", "80,00"),
        ("2", "15/09/2026", "Ana", "Tornillos", "2", "5,00"),
        ("3", "14/10/2026", "Ana", "Tornillos", "1", "5,00"),
    ]));
    app.keys("<enter>");
    let screen = app.screen();
    let products: Vec<&str> =
        screen.lines().skip_while(|line| !line.contains("Lo que más compra")).skip(1).take(2).collect();
    // Three purchase days, the last of them 14 October; one.
    assert!(products[0].contains("Tornillos              3 compras       14 oct"), "{screen}");
    assert!(products[1].contains("Taladro                 1 compra       15 ago"), "{screen}");
    // Gaps of 31 and 29 days: median 30, quartiles 29 and 31 when rounded outwards. 14 October and 31 days is
    // 14 November, six days ago.
    app.keys(".");
    let screen = app.screen();
    let habits: Vec<&str> =
        screen.lines().skip_while(|line| !line.contains("Lo que más compra")).skip(1).take(2).collect();
    assert!(habits[0].contains("3 compras   cada 30 d  tarde 6 d"), "{screen}");
    assert!(!habits[1].contains("cada"), "one purchase tells no rhythm: {screen}");
    app.keys("2 g v").shows(&[
        "Reposición: lo que ya toca comprar · 1",
        "Tornillos",
        "12 nov – 14 nov",
        "tarde 6 d",
    ]);
    app.keys("o <enter>").shows(&["lun 23", "Reponer Tornillos"]);
    app.keys("u").shows(&["sin próximo contacto"]);
}

#[test]
fn row_25_about_a_new_product_those_who_buy_its_like_are_called_by_what_it_may_bring() {
    let mut app = imported(&lines(&[
        ("1", "15/08/2026", "Ana", "Taladro", "1", "80,00"),
        ("2", "15/09/2026", "Bea", "Taladro", "1", "120,00"),
        ("3", "14/10/2026", "Cato", "Taladro", "1", "500,00"),
        ("4", "14/10/2026", "Dora", "Clavos", "1", "900,00"),
    ]));
    // Cato is not to be called.
    app.keys("/").text("cato").keys("<enter> <enter> Z <enter>").shows(&["No contactar desde 20 nov 2026"]);
    app.keys("2 <esc> g a").shows(&["Productos 2"]);
    // The drill is like the new one: it is the second by revenue.
    app.keys("<down> <space> o").shows(&["Producto nuevo: ¿a quién llamar?", "el producto marcado"]);
    app.text("Taladro XL").keys("<enter>");
    app.shows(&["A quién llamar por «Taladro XL» · 2", "fuera: 1 a quien no se llama"]);
    let screen = app.screen();
    // What they spent on it in twelve months; most first.
    assert!(screen.find("Bea") < screen.find("Ana"), "{screen}");
    assert_eq!(cells(&screen, "Bea")[..4], ["compra", "1", "parecido", "120"]);
    assert!(!screen.contains("Cato") && !screen.contains("Dora"), "{screen}");
    app.keys("* o");
    for who in ["Ana", "Bea"] {
        assert_eq!(cells(&app.screen(), who)[4..], ["23", "nov"], "{}", app.screen());
    }
    app.keys("<enter>").shows(&["lun 23", "Ofrecer Taladro XL"]);
    app.keys("u").shows(&["sin próximo contacto"]);
}

#[test]
fn row_25_a_new_product_is_offered_to_those_who_seek_what_it_serves() {
    let mut app = imported(&lines(&[
        ("1", "15/10/2026", "Ana", "Taladro", "1", "80,00"),
        ("2", "15/10/2026", "Bea", "Taladro", "1", "120,00"),
        ("3", "15/10/2026", "Carla", "Tornillos", "1", "5,00"),
        ("4", "15/10/2026", "Dora", "Clavos", "1", "9,00"),
        ("5", "15/10/2026", "Eva", "Taladro", "1", "30,00"),
    ]));
    for who in ["Ana", "Bea", "Carla"] {
        app.keys("2 /").text(who).keys("<enter> <enter> D <right> <tab>").text("rapidez");
        app.keys("<tab>").text("lo dijo").keys("<ctrl-s> <esc> <esc>");
    }
    // Two of the three who seek it buy drills, three of five in all: (2/3) / (3/5) = 1.11.
    app.keys("g f . . .").shows(&["rapidez", "Taladro ×1,11"]);
    app.keys("o")
        .shows(&["Producto nuevo: ¿a quién llamar?", "3 lo buscan · 1 producto lo sirve: «rapidez»"]);
    app.keys("<enter>").shows(&["Falta el nombre"]);
    app.text("Taladro XL").keys("<enter>").shows(&["A quién llamar por «Taladro XL» · 4"]);
    let screen = app.screen();
    // Bea 120, Ana 80, Carla (120 + 80 + 0) / 3 = 66, Eva 30, who buys a drill though nobody knows what she seeks.
    let place = ["Bea", "Ana", "Carla", "Eva"].map(|who| screen.find(who).unwrap());
    assert!(place.is_sorted(), "{screen}");
    assert_eq!(cells(&screen, "Bea")[..6], ["compra", "1", "parecido", "·", "lo", "busca"]);
    assert_eq!(cells(&screen, "Carla")[..3], ["lo", "busca", "67"], "{screen}");
    assert_eq!(cells(&screen, "Eva")[..4], ["compra", "1", "parecido", "30"]);
    assert!(!screen.contains("Dora"), "{screen}");
    app.keys("w").shows(&["los productos que sirven el beneficio"]).keys("<esc> * o");
    assert_eq!(cells(&app.screen(), "Carla")[3..], ["23", "nov"], "{}", app.screen());
}

#[test]
fn row_26_who_bought_once_and_never_again_is_listed_and_their_reason_kept() {
    // Five customers came back after 10, 20, 30, 40 and 50 days: four fifths within 40 or 50, so the least of 60 holds.
    let mut rows = vec![
        // Bought once 61 days ago, and once 60 days ago.
        ("20/09/2026", "Una Vez", "45,00"),
        ("21/09/2026", "Aún No", "45,00"),
    ];
    let again = [
        ("01/10/2026", "11/10/2026", "Uno"),
        ("01/10/2026", "21/10/2026", "Dos"),
        ("01/10/2026", "31/10/2026", "Tres"),
        ("01/10/2026", "10/11/2026", "Cuatro"),
        ("01/10/2026", "20/11/2026", "Cinco"),
    ];
    for (first, second, who) in again {
        rows.push((first, who, "20,00"));
        rows.push((second, who, "20,00"));
    }
    let mut app = imported(&invoices(&rows));
    app.keys("1").shows(&["Una Vez                 NUE   compró 1 vez", "Compró una vez, no volvió   1"]);
    assert!(!app.screen().contains("Aún No"), "{}", app.screen());
    app.keys("g u").shows(&["Clientes 1 · Compró una vez, no volvió", "Una Vez"]);
    // The reason, from the catalogue of reasons: a competitor's doing, cheaper, which one; for good.
    app.keys("1 <down> r 2 1").text("Leroy").keys("<enter> 1").text("1 mar").keys("<enter> <enter> <enter>");
    app.shows(&["Compró una vez y no ha vuelto", "Otro más barato · Leroy"]);
    app.keys("u").shows(&["sin razón anotada"]);
}
