//! Running the business: offers and orders (row 9), campaigns (rows 7 and 51), sellers (row 10), and lost customers who
//! sleep (row 61).

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use super::common::{App, cells};
use super::{imported, invoices};

/// What the real program answers beside the one that runs.
pub(super) fn report(app: &App, now: &str, args: &[&str]) -> serde_json::Value {
    answer(&app.home.as_ref().unwrap().portfolio(), now, args)
}

fn answer(file: &Path, now: &str, args: &[&str]) -> serde_json::Value {
    let out = run(file, now, args);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

fn run(file: &Path, now: &str, args: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_cartera"))
        .env("CARTERA_NOW", now)
        .arg("--db")
        .arg(file)
        .args(args)
        .output()
        .unwrap()
}

const TODAY: &str = "2026-11-20T10:42";

#[test]
fn row_09_an_offer_becomes_an_order_and_an_invoice_and_tells_its_rates() {
    let mut app = imported(&invoices(&[
        ("14/11/2026", "Ana", "100,00"),
        ("15/11/2026", "Bea", "100,00"),
        ("16/11/2026", "Carla", "100,00"),
    ]));
    // To Ana by name, two lines: 2 × 150 − 10 % and 1 × 30.
    app.keys("7").shows(&["Ofertas y pedidos", "Todavía no hay ofertas"]);
    app.keys("n").text("ana").shows(&["Ana"]).keys("<enter>").shows(&["Nueva oferta · Ana"]);
    app.keys("<tab> <tab> <tab> <tab> <tab> <tab> <tab>");
    app.text("Sierra")
        .keys("<tab>")
        .text("2")
        .keys("<tab>")
        .text("150")
        .keys("<tab>")
        .text("10")
        .keys("<tab>");
    app.text("Guantes")
        .keys("<tab>")
        .text("1")
        .keys("<tab>")
        .text("30")
        .shows(&["líneas: 300,00 €"])
        .keys("<ctrl-s>");
    app.shows(&["Oferta O-0001 de 300,00 € a Ana", "Borrador", "2 × Sierra"]);
    // Sent, and changed afterwards: its second version, a draft again.
    app.keys("m s").shows(&["enviada a Ana", "Esperan"]);
    app.keys("e")
        .shows(&["Nueva versión de la oferta"])
        .keys("<tab> <ctrl-u>")
        .text("25/11/2026")
        .keys("<ctrl-s>");
    app.shows(&["versión 2", "Versión 1: 300,00 €"]);
    // It runs out in five days: on today's list, under its own reason.
    app.keys("m s 1").shows(&["oferta: caduca en 5 d", "300"]);
    // Two more from the list of customers, one lost for its price.
    app.keys("2 / ").text("Bea").keys("<enter> O").text("500").keys("<ctrl-s>");
    app.keys("/ <ctrl-u>").text("Carla").keys("<enter> O").text("200").keys("<ctrl-s>");
    app.keys("7").shows(&["O-0002", "O-0003"]);
    app.keys("<down>")
        .shows(&["O-0003 · Carla"])
        .keys("m r")
        .shows(&["¿Por qué se perdió O-0003?"])
        .keys("1");
    // Ana says yes: one key makes the order, one more its invoice.
    app.keys("<home>").shows(&["O-0001 · Ana"]).keys("p").shows(&["Ana aceptó O-0001", "pedido P-0001"]);
    // Won 1 of 2 by number, 300 of 500 by money.
    app.shows(&["50 % (n 2)", "60 %"]);
    app.keys("w").shows(&["Ganadas / (ganadas + perdidas)", "Precio 1"]).keys("<esc>");
    let before = report(&app, TODAY, &["report", "offers", "--json"]);
    assert_eq!(
        (before["won"].as_u64(), before["lost"].as_u64(), before["open"].as_u64()),
        (Some(1), Some(1), Some(1))
    );
    assert_eq!((before["win_rate"].as_f64(), before["win_rate_amount"].as_f64()), (Some(0.5), Some(0.6)));
    assert_eq!(before["median_days"].as_f64(), Some(0.0));
    // Only what was sent is expected; Bea's is a draft.
    assert_eq!(before["forecast"].as_str(), Some("0.00"));
    assert_eq!(report(&app, TODAY, &["list", "oferta:perdida", "--json"])["customers"][0]["name"], "Carla");
    assert_eq!(report(&app, TODAY, &["list", "offer:*", "--json"])["count"], 3);
    app.keys("<tab>").shows(&["Pedidos"]).keys("<down> <down> <down> <enter>").shows(&["O-0001"]);
    app.keys("p").shows(&["Pedido de Ana facturado: 300,00 €"]);
    app.keys("<esc> <end>").shows(&["factura V-0001"]);
    app.keys("2 / <ctrl-u>").text("Ana").keys("<enter> <enter>").shows(&["400"]);
    // And back again, the invoice first.
    app.keys("<esc> u").shows(&["Deshecho"]);
    let rows = report(&app, TODAY, &["report", "offers", "--json"])["rows"].clone();
    assert_eq!(rows.as_array().unwrap().iter().filter(|r| r["state"] == "accepted").count(), 1);
}

#[test]
fn row_10_sellers_are_told_with_their_cases_and_customers_change_hands_with_history() {
    let mut csv = String::from("numero;fecha;codigo;nombre;responsable;importe\n");
    for n in 0..4 {
        // All active a year ago; the first two bought again lately.
        writeln!(csv, "{n}a;20/10/2025;C{n};Cliente {n};Marta;100,00").unwrap();
        if n < 2 {
            writeln!(csv, "{n}b;01/11/2026;C{n};Cliente {n};Marta;50,00").unwrap();
        }
    }
    let mut app = imported(&csv);
    let team = report(&app, TODAY, &["report", "team", "--json"]);
    let marta = &team["sellers"][0];
    assert_eq!((marta["name"].as_str(), marta["n"].as_u64()), (Some("Marta"), Some(4)));
    assert_eq!((marta["retention"].as_f64(), marta["retention_n"].as_u64()), (Some(0.5), Some(4)));
    assert_eq!((marta["revenue"].as_str(), marta["ticket"].as_str()), (Some("100.00"), Some("50.00")));
    assert_eq!(marta["ranked"].as_bool(), Some(false), "four customers are chance");
    // Two of them go to Pablo.
    app.keys("2 <space> <space> H").shows(&["Reasignar"]).text("Pablo").keys("<ctrl-s>");
    app.shows(&["2 clientes reasignados a Pablo"]);
    app.keys("7 . .").shows(&["Equipo", "Pablo", "Marta → Pablo", "50 %/4"]);
    // What happened before stays with whoever had them then.
    let team = report(&app, TODAY, &["report", "team", "--json"]);
    let of = |name: &str| {
        let all = team["sellers"].as_array().unwrap();
        all.iter().find(|row| row["name"] == name).cloned().unwrap()
    };
    assert_eq!((of("Marta")["n"].as_u64(), of("Marta")["revenue"].as_str()), (Some(2), Some("100.00")));
    assert_eq!((of("Pablo")["n"].as_u64(), of("Pablo")["revenue"].as_str()), (Some(2), Some("0.00")));
    assert_eq!(team["handovers"].as_array().unwrap().len(), 2);
    let at = cells(&app.screen(), "Pablo ");
    assert_eq!(at[0], "2", "{at:?}");
    app.keys("u 2").shows(&["Marta"]);
}

#[test]
fn row_51_a_campaign_is_frozen_keeps_a_control_group_and_tells_what_it_brought() {
    let mut csv = String::from("numero;fecha;codigo;nombre;direccion;cp;poblacion;importe\n");
    for n in 0..10 {
        writeln!(csv, "{n};15/11/2026;C{n};Cliente {n};Sol {n};09001;Burgos;100,00").unwrap();
    }
    csv.push_str("99;15/11/2026;C99;Zoe;;09001;Burgos;100,00\n");
    let mut app = imported(&csv);
    // Cliente 0 wants no contact at all.
    app.keys("2 Z <enter>");
    app.keys("C").shows(&["Nueva campaña"]).text("Otoño").keys("<tab>");
    // By letter: whoever has no address is left out.
    app.keys("<right> <right>").shows(&["sin ese canal 1", "no contactar 1", "Llega a 8"]);
    app.keys("<tab> <tab> <tab>").text("10 % en sierras").keys("<tab>").text("Hola, {nombre}: {oferta}.");
    app.keys("<tab> <ctrl-u>")
        .text("20")
        .keys("<tab>")
        .text("35")
        .shows(&["Llega a 7, aparta 2 al azar, de 11"]);
    app.keys("<ctrl-s>").shows(&["Campaña «Otoño» empezada"]);
    app.keys("7 .").shows(&["Otoño", "Carta"]).keys("<enter>");
    app.shows(&["7 tratados · 2 de control · 2 fuera", "no contactar"]).keys("<esc>");
    // Letters for those treated, and a no that comes after it was begun holds at once.
    let out = app.home.as_ref().unwrap().portfolio().with_file_name("cartas.md");
    app.keys("m x").shows(&["7 clientes"]).keys("<ctrl-u>").text(out.to_str().unwrap()).keys("<enter>");
    app.shows(&["Escrito"]);
    let letters = std::fs::read_to_string(&out).unwrap();
    assert_eq!(letters.matches("10 % en sierras.").count(), 7, "{letters}");
    assert!(letters.contains("09001 Burgos") && !letters.contains('{'));
    let members = report(&app, TODAY, &["campaign", "otoño", "members", "--json"])["members"].clone();
    let part = |part: &str| -> Vec<String> {
        let all = members.as_array().unwrap().iter();
        all.filter(|m| m["part"] == part).map(|m| m["code"].as_str().unwrap().to_owned()).collect()
    };
    let (treated, control) = (part("treated"), part("control"));
    assert_eq!((treated.len(), control.len()), (7, 2));
    app.keys("m s <enter>").shows(&["Campaña «Otoño» enviada a 7"]);
    let home = app.home.clone().unwrap();
    drop(app);
    let file = home.portfolio();
    // In the days after: each treated one buys for 30, one of the two kept apart for 10.
    for (n, code) in treated.iter().chain([&control[0]]).enumerate() {
        let amount = if n < 7 { "amount=30" } else { "amount=10" };
        let done = run(
            &file,
            "2026-12-01T10:00",
            &["add", "purchase", &format!("customer={code}"), "date=2026-12-01", amount],
        );
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let done = run(&file, "2026-12-02T10:00", &["campaign", "Otoño", "respond", &treated[0], "interested"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let all = answer(&file, "2026-12-10T10:00", &["report", "campaigns", "--json"]);
    let campaign = &all["campaigns"][0];
    let listed = answer(&file, "2026-12-10T10:00", &["list", "campaign:otoño", "--json"]);
    assert_eq!(listed["count"].as_u64(), Some(7));
    assert_eq!(campaign["excluded"], serde_json::json!({ "do_not_call": 1, "unreachable": 1 }));
    assert_eq!((campaign["contacted"].as_u64(), campaign["responses"].as_u64()), (Some(7), Some(1)));
    // 7 · 30 − 10 · 7 / 2 = 175; (175 − 35) / 35 = 4.
    assert_eq!((campaign["incremental"].as_str(), campaign["roi"].as_f64()), (Some("175.00"), Some(4.0)));
}

#[test]
fn row_07_a_campaign_about_a_stage_tells_who_moved_on_of_those_treated_and_of_the_others() {
    // All new: tomorrow they have been customers for a year.
    let mut csv = String::from("numero;fecha;codigo;nombre;telefono;importe\n");
    for n in 0..10 {
        for (k, day) in ["21/11/2025", "10/11/2026"].into_iter().enumerate() {
            writeln!(csv, "{n}-{k};{day};C{n};Cliente {n};60000000{n};100,00").unwrap();
        }
    }
    let mut app = imported(&csv);
    app.keys("2 /").text("etapa:nuevo").keys("<enter>").shows(&["10 de 10", "Cliente 9"]);
    app.keys("C").shows(&["Nueva campaña"]).text("Segundo año").keys("<tab> <tab> <tab> <right> <right>");
    app.shows(&["Para salir de          nuevo"])
        .keys("<tab> <tab> <tab> <ctrl-u>")
        .text("30")
        .shows(&["Llega a 7, aparta 3 al azar"]);
    app.keys("<ctrl-s>").shows(&["Campaña «Segundo año» empezada"]);
    // Its list of calls leaves the control group out.
    app.keys("7 . L").shows(&["Segundo año", "0 de 7 hechas"]).keys("<esc>");
    app.shows(&["Dejaron «nuevo»", "tratados 0 % (n 7), control 0 % (n 3)"]);
    let moved =
        |now: &str| report(&app, now, &["report", "campaigns", "--json"])["campaigns"][0]["moved"].clone();
    assert_eq!(moved(TODAY), serde_json::json!({ "treated": 0.0, "control": 0.0 }));
    assert_eq!(moved("2026-11-25T10:00"), serde_json::json!({ "treated": 1.0, "control": 1.0 }));
}

#[test]
fn row_61_a_lost_customer_sleeps_until_a_day_and_offers_to_win_them_back_have_a_ceiling() {
    let mut app = imported(&invoices(&[
        ("01/10/2025", "Ana", "900,00"),
        ("01/10/2025", "Bea", "500,00"),
        ("15/11/2026", "Carla", "100,00"),
    ]));
    app.keys("4").shows(&["Ana", "Bea"]);
    // What Ana would bring bounds what may be given away: her year's 900, all of it margin.
    app.keys("O").shows(&["Nueva oferta · Ana", "Recuperar"]);
    app.keys("<tab> <tab> <tab> <tab> <tab> <tab> <tab>");
    app.text("Sierra").keys("<tab>").text("10").keys("<tab>").text("1000").keys("<tab>").text("50");
    app.shows(&["Rebaja 5.000,00 €: más de los 900,00 €"]).keys("<ctrl-s>").shows(&["Nueva oferta · Ana"]);
    app.keys("<tab> <tab> <tab> <tab> <tab> <ctrl-u>")
        .text("1")
        .shows(&["Rebaja 100,00 € de 900,00 € como mucho"])
        .keys("<ctrl-s>")
        .shows(&["Oferta O-0001"]);
    // Ana sleeps until March: out of the queue, and in it again then.
    app.keys("m").shows(&["Ana duerme hasta"]).keys("<ctrl-u>").text("1/3/2027").keys("<ctrl-s>");
    app.shows(&["Ana duerme hasta que se vuelva a mirar"]);
    let asleep = report(&app, TODAY, &["report", "winback", "--json"]);
    assert_eq!((asleep["dormant"].as_u64(), asleep["detected"].as_u64()), (Some(1), Some(2)));
    let due = report(&app, "2027-03-01T10:00", &["today", "--json"]);
    let ana = due["queue"].as_array().unwrap().iter().find(|row| row["customer"] == "Ana").cloned().unwrap();
    assert_eq!((ana["reason"].as_str(), ana["due"].as_str()), (Some("winback"), Some("2027-03-01")));
    let awake = report(&app, "2027-03-01T10:00", &["report", "winback", "--json"]);
    assert_eq!(awake["dormant"].as_u64(), Some(0));
}
