//! Working the lists (rows 38, 39, 47, 49, 50, 67).

use std::fmt::Write;
use std::process::Command;
use std::time::Duration;

use cartera::app::msg::Msg;
use cartera::app::update;
use cartera::store::ask::Order;
use cartera::ui::keymap::Pressed;
use cartera::views::Effect;
use rusqlite::Connection;

use super::common::App;
use super::{imported, invoices};

/// Customers who each bought three times and are late, with a phone and a province.
fn callers(n: usize) -> App {
    let mut csv = String::from("numero;fecha;codigo;nombre;telefono;cp;email;importe\n");
    for who in 0..n {
        for (k, day) in ["15/07/2026", "15/08/2026", "15/09/2026"].into_iter().enumerate() {
            let amount = 1000 - who;
            writeln!(
                csv,
                "{who}-{k};{day};C{who:03};Cliente {who:03};947 {:03} {:03};09001;;{amount},00",
                100 + who / 1000,
                who % 1000
            )
            .unwrap();
        }
    }
    imported(&csv)
}

/// The bytes of `export all --format json`, by the real program beside the one that runs.
fn export(app: &App) -> Vec<u8> {
    let home = app.home.as_ref().unwrap();
    let out = home.portfolio().with_file_name("all.json");
    let done = Command::new(env!("CARGO_BIN_EXE_cartera"))
        .env("CARTERA_NOW", "2026-11-20T10:42")
        .arg("--db")
        .arg(home.portfolio())
        .args(["export", "all", "--format", "json", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let bytes = std::fs::read(&out).unwrap();
    std::fs::remove_file(&out).unwrap();
    bytes
}

#[test]
fn row_39_and_49_a_hundred_calls_take_few_keys_and_are_taken_back_to_the_byte() {
    let mut app = callers(100);
    app.keys("1");
    let before = export(&app);
    app.keys("<enter>").shows(&["Llamadas de hoy", "0 de 100 hechas", "Cliente 000"]);
    let mut keys = 0;
    for call in 0..100 {
        match call % 20 {
            // 70 nobody answered, 20 interested with a note, 5 later, 5 refused.
            0..14 => {
                app.keys("n");
                keys += 1;
            }
            14..18 => {
                app.keys("i");
                app.text("pide precio").keys("<enter> <enter>");
                keys += 3;
            }
            18 => {
                app.keys("p");
                app.text("lun 10").keys("<enter>");
                keys += 2;
            }
            _ => {
                app.keys("r 1");
                keys += 2;
            }
        }
    }
    assert!(keys <= 180, "{keys} keys");
    app.shows(&["100 de 100 hechas", "20 interesados"]);
    let after: serde_json::Value = serde_json::from_slice(&export(&app)).unwrap();
    let contacts: Vec<&serde_json::Value> = after["customers"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|c| c["contacts"].as_array().unwrap())
        .collect();
    assert_eq!(contacts.len(), 100);
    let count = |outcome: &str| contacts.iter().filter(|c| c["outcome"] == outcome).count();
    assert_eq!(["no_answer", "interested", "postpone", "refused"].map(count), [70, 20, 5, 5]);
    // Nobody answered on Friday morning: Monday at five. Interested: in a week.
    let next = |outcome: &str, key: &str| -> Vec<String> {
        let mut all: Vec<String> = after["customers"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|c| c["contacts"][0]["outcome"] == outcome)
            .map(|c| c["next"][key].to_string())
            .collect();
        all.dedup();
        all
    };
    assert_eq!(next("no_answer", "day"), ["\"2026-11-23\""]);
    assert_eq!(next("no_answer", "minute"), ["1020"]);
    assert_eq!(next("interested", "day"), ["\"2026-11-27\""]);
    assert_eq!(next("postpone", "day"), ["\"2026-11-23\""]);
    assert_eq!(next("postpone", "minute"), ["600"]);
    assert_eq!(next("refused", "day"), ["null"]);
    for _ in 0..100 {
        app.keys("<ctrl-z>");
    }
    app.shows(&["0 de 100 hechas", "Cliente 000"]);
    assert_eq!(export(&app), before);
}

#[test]
fn row_39_taking_back_a_call_returns_to_the_person_with_what_was_written() {
    let mut app = callers(3);
    app.keys("1 <enter> i");
    app.text("quiere dos").keys("<enter> <enter>").shows(&["1 de 3 hechas", "Cliente 001"]);
    app.keys("u").shows(&["0 de 3 hechas", "Cliente 000", "quiere dos"]);
    // The panel is open with the text in it: it is saved again as it was, and the next one is there.
    app.keys("<ctrl-s>").shows(&["1 de 3 hechas", "Cliente 001"]);
    app.keys("u <esc> U").shows(&["1 de 3 hechas"]);
}

#[test]
fn row_49_the_next_card_is_there_before_the_disk_has_answered() {
    let mut app = callers(4);
    app.keys("1 <enter>").shows(&["0 de 4 hechas", "Cliente 000"]);
    for (done, next) in [("1 de 4 hechas", "0 0 1"), ("2 de 4 hechas", "0 0 2")] {
        let press = Msg::Key(Pressed::named("n").unwrap(), app.model.now);
        // What is to be written stays unwritten: nothing answers.
        let effects = update::update(&mut app.model, press);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Order(_, Order::Change(..)))));
        app.shows(&[done, next]);
    }
}

#[test]
fn row_49_calls_and_taking_them_back_faster_than_the_disk_end_where_they_should() {
    let mut app = callers(8);
    app.keys("1 <enter>").shows(&["0 de 8 hechas", "Cliente 000"]);
    let before = export(&app);
    app.burst("nnn").shows(&["3 de 8 hechas", "0 0 3"]);
    app.burst("nu").shows(&["3 de 8 hechas", "0 0 3"]);
    app.burst("uuu").shows(&["0 de 8 hechas", "0 0 0"]);
    assert_eq!(export(&app), before);
}

#[test]
fn row_49_a_call_that_cannot_be_saved_comes_back_with_what_was_written() {
    let mut app = callers(4);
    app.keys("1 <enter> n").shows(&["1 de 4 hechas", "0 0 1"]);
    refuse(&app);
    app.keys("n").shows(&["1 de 4 hechas", "0 0 1", "no room"]);
    app.keys("i").text("quiere dos").keys("<enter> <enter>");
    app.shows(&["1 de 4 hechas", "0 0 1", "quiere dos", "no room"]);
    // And is offered again where the program dies now.
    let mut app = app.restart();
    app.shows(&["quedó un formulario a medias"]).keys("<enter>").shows(&["0 0 1", "quiere dos"]);
    accept(&app);
    app.keys("<ctrl-s>").shows(&["2 de 4 hechas", "0 0 2"]);
    assert_eq!(notes(&app), ["", "quiere dos"]);
}

fn run(app: &App, sql: &str) {
    Connection::open(app.home.as_ref().unwrap().portfolio()).unwrap().execute_batch(sql).unwrap();
}

/// From now on no call can be saved.
fn refuse(app: &App) {
    run(app, "CREATE TRIGGER refuse BEFORE INSERT ON contact BEGIN SELECT RAISE(ABORT, 'no room'); END");
}

fn accept(app: &App) {
    run(app, "DROP TRIGGER refuse");
}

/// Notes of the calls on the disk, oldest customer first.
fn notes(app: &App) -> Vec<String> {
    let all: serde_json::Value = serde_json::from_slice(&export(app)).unwrap();
    let contacts = all["customers"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|c| c["contacts"].as_array().cloned().unwrap_or_default());
    contacts.map(|contact| contact["note"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn row_49_two_calls_that_cannot_be_saved_both_come_back_with_their_notes() {
    let mut app = callers(4);
    app.keys("1 <enter>");
    refuse(&app);
    app.burst("i dos <enter> <enter> i tres <enter> <enter>").shows(&["0 de 4 hechas", "0 0 0", "dos"]);
    // The program dies now: one is offered, the other is there when the list comes to it.
    let mut app = app.restart();
    accept(&app);
    app.keys("<enter>").shows(&["0 de 4 hechas", "0 0 0", "dos"]);
    app.keys("<ctrl-s>").shows(&["1 de 4 hechas", "0 0 1", "tres"]);
    app.keys("<ctrl-s>").shows(&["2 de 4 hechas", "0 0 2"]);
    assert_eq!(notes(&app), ["dos", "tres"]);
    // Nothing is left to be offered.
    let mut app = app.restart();
    assert!(!app.screen().contains("a medias"), "{}", app.screen());
}

#[test]
fn row_49_a_call_that_failed_outlives_the_panel_of_the_next_one() {
    let mut app = callers(4);
    app.keys("1 <enter>");
    refuse(&app);
    // It fails while the next one is being written; giving that one up goes back to it.
    app.burst("i dos <enter> <enter> i tres").shows(&["0 de 4 hechas", "0 0 1", "tres"]);
    app.wait(3000).keys("<esc>").shows(&["0 0 0", "dos"]);
    let mut app = app.restart();
    app.keys("<enter>").shows(&["0 0 0", "dos"]);
    assert!(!app.screen().contains("tres"), "{}", app.screen());
    accept(&app);
    app.keys("<ctrl-s>").shows(&["1 de 4 hechas", "0 0 1"]);
    assert_eq!(notes(&app), ["dos"]);
}

#[test]
fn row_49_leaving_waits_for_the_disk_and_for_whoever_opened_a_panel() {
    let mut app = callers(4);
    app.keys("1 <enter>");
    // Esc while a call is on its way, and another call is begun: nothing closes under it.
    app.burst("n <esc> i tres").shows(&["1 de 4 hechas", "0 0 1", "tres"]);
    app.keys("<esc>").shows(&["1 de 4 hechas"]);
    refuse(&app);
    app.burst("i dos <enter> <enter> <esc>").shows(&["0 0 1", "dos", "no room"]);
    accept(&app);
    app.keys("<ctrl-s>").burst("n <esc>").shows(&["Para hoy 1"]);
    assert_eq!(notes(&app), ["", "dos", ""]);
}

#[test]
fn row_49_the_card_tells_the_call_that_was_saved_behind_it() {
    let mut app = callers(4);
    app.keys("1 <enter>");
    app.burst("b <up>").shows(&["0 0 0", "20 nov (hoy) · Teléfono · Comunica"]);
}

#[test]
fn row_39_one_undo_takes_back_one_of_two_calls_to_a_customer() {
    let mut app = callers(3);
    app.keys("1 <enter> n <home> i").text("al segundo intento").keys("<enter> <enter>");
    assert_eq!(notes(&app), ["", "al segundo intento"]);
    app.keys("u").shows(&["0 0 0", "al segundo intento"]);
    assert_eq!(notes(&app), [""]);
    app.keys("<esc> u");
    assert_eq!(notes(&app), [""; 0]);
    app.keys("U U").shows(&["1 de 3 hechas"]);
    assert_eq!(notes(&app), ["", "al segundo intento"]);
}

#[test]
fn row_39_taking_a_call_back_while_another_one_is_written_loses_no_word_of_either() {
    let mut app = callers(3);
    app.keys("1 <enter> i").text("quiere dos").keys("<enter> <enter> i").text("a medias");
    app.keys("<ctrl-z>").shows(&["0 de 3 hechas", "0 0 0", "quiere dos"]);
    app.keys("<ctrl-s>").shows(&["1 de 3 hechas", "0 0 1", "a medias"]);
    app.keys("<ctrl-s>").shows(&["2 de 3 hechas", "0 0 2"]);
    assert_eq!(notes(&app), ["quiere dos", "a medias"]);
}

#[test]
fn row_47_words_given_up_and_written_again_are_kept_again() {
    let mut app = callers(3);
    app.keys("1 <enter> i").text("igual").wait(3000);
    app.keys("<esc> i").text("igual").wait(3000);
    let mut app = app.restart();
    app.shows(&["quedó un formulario a medias"]).keys("<enter>").shows(&["0 0 0", "igual"]);
}

#[test]
fn row_39_nobody_private_is_called_on_saturday_and_an_override_is_written_down() {
    let mut app = callers(2);
    app.keys("1 <enter>").shows(&["allí son las 10:42 · se le puede llamar"]);
    // Nine in the evening.
    app.wait(((10 * 60 + 18) * 60) * 1000);
    app.keys("<down>").shows(&["allí son las 21:00 · ahora no se le llama", "ya no es hora de llamar"]);
    app.keys("n").shows(&["Por qué ahora"]).keys("<enter>").shows(&["Hay que decir por qué"]);
    app.text("me lo pidió").keys("<enter>");
    let all: serde_json::Value = serde_json::from_slice(&export(&app)).unwrap();
    let notes: Vec<String> = all["customers"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|c| c["contacts"].as_array().cloned().unwrap_or_default())
        .map(|c| c["note"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(notes, ["[Fuera de horario: me lo pidió]"]);
}

#[test]
fn row_38_whoever_said_no_is_out_of_the_list_at_once_and_counted() {
    let mut app = callers(3);
    app.keys("1 <enter> Z").shows(&["Nadie volverá a llamar"]).keys("<enter>");
    app.shows(&["1 de 3 hechas", "Cliente 001"]);
    app.keys("<esc>").shows(&["Para hoy 2"]);
    // Back at their row nothing can be written, and the number is not there.
    app.keys("<enter> <home>").shows(&["no llamar nunca más"]);
    assert!(!app.screen().contains("9 4 7  1 0 0  0 0 0"), "{}", app.screen());
    app.keys("n").shows(&["No se anota ninguna llamada"]);
    app.keys("u <esc>").shows(&["Para hoy 3"]);
}

#[test]
fn row_50_a_refusal_is_left_in_peace_and_a_complaint_is_settled_first() {
    let mut app = callers(3);
    app.keys("1 <enter> r 2 f");
    app.text("llegó roto").keys("<enter>");
    app.keys("<esc>").shows(&["Para hoy 1"]);
    // A week later the one who refused is still left in peace; the complaint is on the list as promised.
    app.keys("2 <home> <down> <enter>").shows(&["Cliente 001"]);
    app.keys("F").shows(&["Queja de Cliente 001"]);
    app.text("se cambió").keys("<enter>").shows(&["Queja de Cliente 001 resuelta"]);
}

#[test]
fn row_49_a_sale_makes_the_order_with_the_usual_basket() {
    let mut app = callers(2);
    app.keys("1 <enter> s <enter>").shows(&["Importe", "1000"]).keys("<enter>").shows(&["lun 21 dic"]);
    app.keys("<enter>").shows(&["1 venta 1.000,00 €", "1 de 2 hechas"]);
    app.keys("u").shows(&["0 de 2 hechas"]);
}

#[test]
fn row_47_the_list_goes_on_at_the_same_row_after_a_restart_and_the_note_is_offered_again() {
    let mut app = callers(4);
    app.keys("1 <enter> n n i").text("a medias");
    app.wait(3000);
    let mut app = app.restart();
    app.shows(&["quedó un formulario a medias"]).keys("<enter>");
    app.shows(&["2 de 4 hechas", "Cliente 002", "a medias"]);
    app.keys("<enter> <enter>").shows(&["3 de 4 hechas"]);
}

#[test]
fn row_67_a_list_of_customers_is_called_down_in_its_order() {
    let mut app = imported(&invoices(&[("15/10/2026", "Ana", "10,00"), ("15/10/2026", "Bea", "20,00")]));
    app.keys("2 L").shows(&["Llamadas: Clientes", "0 de 2 hechas", "sin teléfono que valga"]);
}

#[test]
fn row_50_hours_and_the_cap_are_settings_that_hold_at_once() {
    let mut app = callers(2);
    // Calls until half past ten only: it is 10:42.
    app.keys("1 <enter> S <tab> <ctrl-u>").text("10:30").keys("<ctrl-s>");
    app.shows(&["ahora no se le llama", "ya no es hora de llamar"]);
    app.keys("S <tab> <tab> <ctrl-u>").text("Europa").keys("<ctrl-s>").shows(&["! como Europe/Madrid"]);
    // In the islands it is an hour earlier there than here: the customer's 10:42 is 11:42.
    app.keys("<ctrl-u>").text("Atlantic/Canary").keys("<ctrl-s>").shows(&["allí son las 11:42"]);
    app.keys("u u").shows(&["allí son las 10:42 · se le puede llamar"]);
}

#[test]
fn row_49_whoever_calls_is_found_by_phone_in_one_step_and_written_down() {
    let mut app = callers(3);
    app.keys("1 I").shows(&["¿Quién llama?"]);
    app.text("100 002").shows(&["Cliente 002"]).keys("<enter>");
    app.shows(&["Anotar contacto · Cliente 002", "el cliente ▾"]);
    app.keys("<tab> <tab> <tab>").text("pregunta por su pedido").keys("<ctrl-s>");
    let all: serde_json::Value = serde_json::from_slice(&export(&app)).unwrap();
    let customer = &all["customers"][2];
    assert_eq!(customer["contacts"][0]["direction"], "inbound");
    assert_eq!(customer["contacts"][0]["note"], "pregunta por su pedido");
    // Nobody known: the number is the first thing known of a new customer.
    app.keys("I").text("699 888 777").shows(&["Nadie con eso"]).keys("<enter>");
    app.shows(&["Nuevo cliente", "699 888 777"]);
}

#[test]
fn row_47_a_promise_for_later_is_not_lost_to_a_call_that_nobody_answered() {
    let mut app = callers(2);
    app.keys("2 <home> a").text("1 dic").keys("<tab>").text("llevar muestra").keys("<ctrl-s> <home> L");
    app.shows(&["PROMETIDO", "1 dic", "llevar muestra"]);
    app.keys("n <home>").shows(&["PROMETIDO", "llevar muestra"]);
    // With a note the promise is what is proposed; another date takes its place.
    app.keys("i").text("de acuerdo").keys("<enter>").shows(&["mar 1 dic 2026"]).keys("<enter> <home>");
    app.shows(&["PROMETIDO", "1 dic", "llevar muestra"]);
}

#[test]
fn row_50_the_card_goes_with_the_clock_and_with_what_others_may_be_called_from_now() {
    let mut app = callers(4);
    app.keys("1 <enter>").shows(&["allí son las 10:42 · se le puede llamar"]);
    // Nobody presses a key until nine in the evening.
    app.wait(1000 * 60 * (10 * 60 + 18)).shows(&["allí son las 21:00 · ahora no se le llama"]);
    // Out of hours a digit is not enough: it is to be written why.
    app.keys("r <tab> 1").shows(&["0 de 4 hechas", "! "]);
    app.text("lo pidió").keys("<enter> 1").shows(&["1 de 4 hechas"]);
    assert_eq!(notes(&app), ["[Fuera de horario: lo pidió]"]);
    // The cards read ahead follow the new hours too.
    let mut app = callers(4);
    app.keys("1 <enter> S <tab> <ctrl-u>").text("10:30").keys("<ctrl-s> <down>");
    app.shows(&["0 0 1", "ahora no se le llama"]);
}

#[test]
fn row_38_whoever_says_no_while_another_is_shown_is_not_called_next() {
    let mut app = callers(3);
    app.keys("1 <enter> I").text("100 001").keys("<enter>").shows(&["Anotar contacto · Cliente 001"]);
    app.keys("<tab> <tab>").keys(&"<right>".repeat(5).replace("><", "> <")).keys("<ctrl-s> <down>");
    app.shows(&["no llamar nunca más"]);
    assert!(!app.screen().contains("9 4 7  1 0 0  0 0 1"), "{}", app.screen());
}

#[test]
fn row_49_whoever_calls_is_found_however_fast_the_number_is_typed() {
    let mut app = callers(3);
    app.keys("1").burst("I 100002 <enter>").shows(&["Anotar contacto · Cliente 002"]);
}

#[test]
fn row_39_leaving_by_any_way_loses_no_word() {
    // Esc in what came back by itself.
    let mut app = callers(4);
    app.keys("1 <enter>");
    refuse(&app);
    app.keys("i").text("quiere dos").keys("<enter> <enter>").shows(&["no room", "quiere dos"]);
    app.keys("<esc>").shows(&["Llamadas de hoy", "Lo escrito queda guardado"]);
    app.keys("<esc>").shows(&["Para hoy 4"]);
    app.keys("<enter>").shows(&["0 0 0", "quiere dos"]);
    // To another view while the call is on its way.
    app.keys("<up> <ctrl-u>").text("quiere tres").burst("<enter> <enter> 2");
    accept(&app);
    app.keys("1 <home> <enter>").shows(&["0 0 0", "quiere tres"]);
    app.keys("<ctrl-s>").shows(&["1 de 4 hechas"]);
    assert_eq!(notes(&app), ["quiere tres"]);
    // A tab clicked while something is being written.
    app.keys("i").text("a medias");
    app.send(Msg::Click(12, 0, false));
    // Nothing answers when a draft is on the disk.
    let portfolio = app.home.as_ref().unwrap().portfolio();
    let db = Connection::open(portfolio).unwrap();
    let kept = || db.query_row("SELECT count(*) FROM draft", [], |r| r.get::<_, i64>(0)).unwrap() == 1;
    assert!((0..500).any(|_| kept() || (std::thread::sleep(Duration::from_millis(10)), false).1));
    app.keys("1 <home> <enter>").shows(&["0 0 1", "a medias"]);
    let mut app = app.restart();
    app.shows(&["quedó un formulario a medias"]).keys("<enter> <ctrl-s>").shows(&["2 de 4 hechas"]);
    assert_eq!(notes(&app), ["quiere tres", "a medias"]);
}

#[test]
fn row_39_an_import_taken_back_takes_its_customers_off_the_list_they_are_called_from() {
    let mut app = callers(3);
    app.keys("1 <enter> n").shows(&["1 de 3 hechas", "0 0 1"]);
    app.keys("u u");
    assert!(!app.screen().contains("9 4 7"), "{}", app.screen());
    app.keys("<esc>").shows(&["1 Hoy"]);
}

#[test]
fn row_39_words_and_amounts_written_after_an_undo_outlive_the_next_one() {
    let mut app = callers(4);
    app.keys("1 <enter> i").text("dos").keys("<enter> <enter> s <enter> <ctrl-u>").text("12,50");
    app.keys("<ctrl-z>").shows(&["0 0 0", "dos"]);
    app.keys("<up>").text(" o tres").keys("<ctrl-y>").shows(&["1 de 4 hechas", "12,50"]);
    app.keys("<ctrl-z>").shows(&["0 0 0", "dos o tres"]).keys("<ctrl-s>").shows(&["1 de 4 hechas", "12,50"]);
    app.keys("<ctrl-s>").shows(&["2 de 4 hechas", "venta 12,50"]);
    // Two taken back, one called anew: the words of the other one wait for the list to come there.
    app.keys("u <ctrl-z>").shows(&["0 de 4 hechas", "0 0 0", "dos o tres"]);
    app.keys("<ctrl-s>").shows(&["1 de 4 hechas", "0 0 1", "12,50"]);
}

#[test]
fn row_47_a_note_of_yesterday_is_written_to_its_end_and_the_list_of_today_begun_whole() {
    let mut app = callers(4);
    app.keys("1 <enter> i").text("a medias").wait(3000);
    run(&app, "UPDATE call_run SET at = '2026-11-19T18:00:00'");
    let mut app = app.restart();
    app.shows(&["quedó un formulario a medias"]).keys("<enter>").shows(&["0 0 0", "a medias"]);
    app.keys("<ctrl-s> <esc> 1 <home> <enter>").shows(&["0 de 3 hechas"]);
}

#[test]
fn row_39_an_import_taken_back_under_an_open_panel_leaves_no_panel_behind() {
    let mut app = callers(3);
    app.keys("1 <enter> i").text("dos").keys("<enter> <enter> <ctrl-z>").shows(&["0 0 0", "dos"]);
    app.keys("<ctrl-z>");
    assert!(!app.screen().contains("9 4 7"), "{}", app.screen());
    app.keys("<esc>").shows(&["▐1 Hoy"]);
    assert!(!app.screen().contains("Llamadas de hoy"), "{}", app.screen());
}

#[test]
fn row_39_two_notes_to_one_customer_are_one_where_the_first_call_is_taken_back() {
    let mut app = callers(3);
    app.keys("1 <enter> i").text("quiere dos").keys("<enter> <enter> <home> i").text("y además tres");
    app.keys("<ctrl-z>").shows(&["0 de 3 hechas", "0 0 0", "quiere dos y además tres"]);
    app.keys("<ctrl-s>").shows(&["1 de 3 hechas"]);
    assert_eq!(notes(&app), ["quiere dos y además tres"]);
}

#[test]
fn row_47_words_of_a_second_call_to_a_customer_come_back_too() {
    let mut app = callers(3);
    app.keys("1 <enter> n <home> i").text("segunda vez").wait(3000);
    app.send(Msg::Click(12, 0, false)).keys("1");
    // The first call has taken them off the list of the day; it is gone on with where it stood.
    let mut app = app.restart();
    app.keys("<enter>").shows(&["1 de 3 hechas", "0 0 0", "segunda vez"]);
}

#[test]
fn row_50_whoever_may_not_be_called_is_passed_over_with_the_key() {
    let mut app = callers(4);
    app.keys("1 <enter>");
    run(
        &app,
        "UPDATE customer SET consent_phone = 2, consent_email = 2, consent_post = 2 WHERE name = 'Cliente 001'",
    );
    // Read again with any change; then two keys at once call the first and the third.
    app.keys("p").text("mañana").keys("<enter> u <esc>").shows(&["0 de 4 hechas", "0 0 0"]);
    app.burst("n n").shows(&["2 de 4 hechas", "0 0 3"]);
    let all: serde_json::Value = serde_json::from_slice(&export(&app)).unwrap();
    assert_eq!(all["customers"][1]["contacts"], serde_json::Value::Null);
}

#[test]
fn row_39_undo_goes_back_to_the_person_also_after_the_list_was_left() {
    let mut app = callers(4);
    app.keys("1 <enter> n n <esc> <home> <enter>").shows(&["2 de 4 hechas", "0 0 2"]);
    app.keys("u").shows(&["1 de 4 hechas", "0 0 1"]);
}

#[test]
fn row_49_a_call_on_its_way_is_not_offered_again() {
    let mut app = callers(3);
    app.keys("1 <enter> i").text("quiere dos").wait(3000);
    // Away and back before anything has answered.
    app.burst("<ctrl-s> 1 <enter>").shows(&["Llamadas de hoy"]);
    assert!(!app.screen().contains("›quiere dos"), "{}", app.screen());
    assert_eq!(notes(&app), ["quiere dos"]);
}
