//! Any segment a person can say (row 22).

use super::{cells, imported};

/// Ana of Madrid who may not be called, Bea of Bilbao, Carla and Dora of Madrid.
const CUSTOMERS: &str = "numero;fecha;codigo;nombre;cp;acepta llamadas;total
1;15/11/2026;Ana;Ana;28013;no;300,00
2;15/10/2026;Bea;Bea;48001;sí;200,00
3;15/09/2026;Carla;Carla;28001;sí;100,00
4;15/08/2026;Dora;Dora;28002;;20,00
";

#[test]
fn row_22_any_segment_is_said_in_a_sentence_counted_saved_living_or_frozen_and_combined() {
    let mut app = imported(CUSTOMERS);
    app.shows(&["Ana", "Bea", "Carla", "Dora"]);
    // The example of the mission, word for word; Ana may not be called, Bea is of Bilbao, Dora bought least.
    app.keys("/")
        .text("rfm>=11* and province=28 and not consent.phone=no and last_contact:-")
        .keys("<enter>");
    app.shows(&["RFM al menos 11*, provincia 28, no rechazan llamadas, sin ningún contacto"]);
    app.shows(&["2 de 4", "Carla", "Dora"]);
    assert!(!app.screen().contains("Bea"), "{}", app.screen());
    // Saved living; then the same people frozen.
    app.keys("S")
        .shows(&["Guardar segmento", "vivo", "Ahora: 2 clientes"])
        .text("Llamables")
        .keys("<ctrl-s>");
    app.shows(&["Segmento guardado: «Llamables»"]);
    app.keys("S").text("De hoy").keys("<tab> <right> <ctrl-s>").shows(&["«De hoy»"]);
    // A purchase more and a contact: the living one follows, the frozen one stays.
    app.keys("<home> <enter> c <ctrl-s> <esc> <esc>");
    app.keys("/ <ctrl-u>").text("@llamables").keys("<enter>").shows(&["segmento «llamables»", "1 de 4"]);
    app.keys("/ <ctrl-u>").text("@\"de hoy\"").keys("<enter>").shows(&["2 de 4"]);
    // Minus, or.
    app.keys("/ <ctrl-u>").text("@\"de hoy\" -@llamables").keys("<enter>").shows(&["1 de 4", "Carla"]);
    app.keys("/ <ctrl-u>")
        .text("@llamables o provincia:bizkaia")
        .keys("<enter>")
        .shows(&["2 de 4", "Bea", "Dora"]);
    // What is not there is named with the nearest, and the list stays as it was.
    app.keys("/ <ctrl-u>").text("@llamable zona:*").shows(&["¿quería decir «Llamables»?"]).keys("<esc>");
    // The list of segments, with how many each holds; one taken away comes back with a key.
    app.keys("g s").shows(&["Segmentos 2", "De hoy", "congelado", "Llamables", "vivo"]);
    assert_eq!(cells(&app.screen(), "Llamables")[..2], ["vivo", "1"]);
    app.keys("<delete> <enter>").shows(&["Segmentos 1"]);
    app.keys("u").shows(&["Segmentos 2"]);
    app.keys("<home> <enter>").shows(&["Segmento De hoy", "Carla", "Dora"]);
    // The day after, the list is what it was, and its history tells of the day before.
    let app = &mut app.restart();
    app.keys("g s").shows(&["Segmentos 2", "20 nov"]);
}
