//! Further ways to reach a customer: undone without a trace, whole after a merge, gone with whoever is erased, the same
//! on every laptop; of a kind one is preferred, whatever brought it.

#[path = "common/shell.rs"]
mod shell;

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use shell::Shell;

const DB: &str = "a.db";

fn shop() -> Shell {
    let shell = Shell::with(&[DB]);
    shell.ok(DB, &["add", "customer", "code=K1", "name=Bar Sol", "phone=947111222"]);
    shell.ok(DB, &["add", "customer", "code=K2", "name=Bar Luna", "phone=947111333"]);
    shell
}

fn points(shell: &Shell, db: &str, code: &str) -> Vec<Value> {
    let told = shell.json(db, &["point", "list", code, "--json"]);
    told["points"].as_array().cloned().unwrap_or_default()
}

/// How many are preferred, by kind.
fn preferred(points: &[Value]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for point in points.iter().filter(|point| point["preferred"] == true) {
        *found.entry(point["kind"].to_string()).or_default() += 1;
    }
    found
}

#[test]
fn every_change_is_undone_to_the_byte_and_made_again() {
    let shell = shop();
    let first = ["point", "add", "K1", "kind=mobile", "value=600112233", "hours=9-11", "preferred=yes"];
    let mut states = vec![shell.whole(DB)];
    shell.ok(DB, &first);
    states.push(shell.whole(DB));
    // The new preferred one takes the mark from the old one: one change, two rows.
    shell.ok(DB, &["point", "add", "K1", "kind=mobile", "value=600445566", "preferred=yes"]);
    states.push(shell.whole(DB));
    let of_first = points(&shell, DB, "K1")[0]["id"].to_string();
    let of_second = points(&shell, DB, "K1")[1]["id"].to_string();
    shell.ok(DB, &["point", "edit", &of_first, "source=su tarjeta", "preferred=yes"]);
    states.push(shell.whole(DB));
    shell.ok(DB, &["point", "edit", &of_first, "valid=no"]);
    states.push(shell.whole(DB));
    shell.ok(DB, &["point", "remove", &of_second]);
    states.push(shell.whole(DB));
    assert!(states.windows(2).all(|pair| pair[0] != pair[1]), "the export tells every change");
    for state in states.iter().rev().skip(1) {
        shell.ok(DB, &["undo"]);
        assert_eq!(&shell.whole(DB), state);
    }
    for state in states.iter().skip(1) {
        shell.ok(DB, &["redo"]);
        assert_eq!(&shell.whole(DB), state);
    }
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
}

#[test]
fn of_a_kind_one_is_preferred() {
    let shell = shop();
    for field in
        ["kind=mobile value=600112233", "kind=mobile value=600445566", "kind=email value=a@sol.example"]
    {
        let (kind, value) = field.split_once(' ').unwrap_or_default();
        shell.ok(DB, &["point", "add", "K1", kind, value, "preferred=yes"]);
    }
    let all = points(&shell, DB, "K1");
    assert_eq!(preferred(&all).into_values().collect::<Vec<_>>(), [1, 1]);
    assert_eq!((&all[1]["value"], &all[1]["preferred"]), (&"600445566".into(), &true.into()));
    // Another kind that has a preferred one already: of that kind too only one.
    shell.ok(DB, &["point", "add", "K1", "kind=phone", "value=947445566", "preferred=yes"]);
    let id = all[1]["id"].to_string();
    shell.ok(DB, &["point", "edit", &id, "kind=phone"]);
    assert!(preferred(&points(&shell, DB, "K1")).into_values().all(|n| n == 1));
}

#[test]
fn a_number_that_cannot_be_one_is_refused_and_nothing_is_written() {
    let shell = shop();
    let before = shell.whole(DB);
    for value in ["111111111", "947abc1122", "947", "12345678901234567890"] {
        let said = shell.refused(1, DB, &["point", "add", "K1", "kind=phone", &format!("value={value}")]);
        assert!(said.contains(value), "{said}");
    }
    for value in ["compras", "a@@b.es", "@b.es"] {
        shell.refused(1, DB, &["point", "add", "K1", "kind=email", &format!("value={value}")]);
    }
    assert_eq!(shell.whole(DB), before);
}

#[test]
fn one_word_verifies_prefers_and_takes_out_of_use() {
    let shell = shop();
    shell.ok(DB, &["point", "add", "K1", "kind=mobile", "value=600112233", "preferred=yes"]);
    shell.ok(DB, &["point", "add", "K1", "kind=mobile", "value=600445566"]);
    let id = points(&shell, DB, "K1")[1]["id"].to_string();
    shell.ok(DB, &["point", "verify", &id, "--source", "su tarjeta"]);
    shell.ok(DB, &["point", "prefer", &id]);
    let all = points(&shell, DB, "K1");
    assert_eq!((&all[0]["preferred"], &all[1]["preferred"]), (&false.into(), &true.into()));
    assert_eq!(
        (&all[1]["verified_on"], &all[1]["verified_with"]),
        (&"2026-11-23".into(), &"su tarjeta".into())
    );
    let listed = shell.ok(DB, &["point", "list", "K1"]);
    assert!(listed.contains("preferred · "), "both are told: {listed}");
    shell.ok(DB, &["point", "invalid", &id]);
    let all = points(&shell, DB, "K1");
    assert_eq!((&all[1]["valid"], &all[1]["preferred"]), (&false.into(), &false.into()));
    // Compared again it works again, from that day.
    shell.ok_at("2026-11-25T10:00", DB, &["point", "verify", &id]);
    let all = points(&shell, DB, "K1");
    assert_eq!((&all[1]["valid"], &all[1]["verified_on"]), (&true.into(), &"2026-11-25".into()));
    for verb in ["verify", "invalid", "prefer"] {
        assert!(shell.refused(1, DB, &["point", verb, "99"]).contains("99"));
    }
}

/// Two who have the same mobile and each a preferred one.
fn twins() -> Shell {
    let shell = shop();
    shell.ok(DB, &["point", "add", "K1", "kind=mobile", "value=600112233", "preferred=yes"]);
    shell.ok(DB, &["point", "add", "K2", "kind=mobile", "value=600 112 233", "label=otra"]);
    shell.ok(DB, &["point", "add", "K2", "kind=mobile", "value=600445566", "preferred=yes"]);
    shell
}

#[test]
fn two_made_one_have_the_points_of_both_and_are_taken_apart_whole() {
    let shell = twins();
    let before = shell.whole(DB);
    shell.ok(DB, &["merge", "K1", "K2"]);
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
    let values: Vec<String> = points(&shell, DB, "K1").iter().map(|p| p["value"].to_string()).collect();
    assert!(values.iter().any(|value| value.contains("600445566")), "{values:?}");
    shell.ok(DB, &["undo"]);
    assert_eq!(shell.whole(DB), before);
    shell.ok(DB, &["redo"]);
    shell.ok(DB, &["unmerge", "K2"]);
    assert_eq!(points(&shell, DB, "K2").len(), 2);
    assert_eq!(points(&shell, DB, "K1").len(), 1);
}

#[test]
fn two_made_one_prefer_one_number_of_a_kind() {
    let shell = twins();
    shell.ok(DB, &["merge", "K1", "K2"]);
    let all = points(&shell, DB, "K1");
    assert_eq!(preferred(&all).into_values().collect::<Vec<_>>(), [1], "{all:?}");
}

#[test]
fn what_two_made_one_had_twice_can_still_be_changed() {
    let shell = twins();
    shell.ok(DB, &["merge", "K1", "K2"]);
    for point in points(&shell, DB, "K1") {
        shell.ok(DB, &["point", "edit", &point["id"].to_string(), "hours=9-11"]);
    }
}

#[test]
fn whoever_is_erased_has_no_points_left_in_the_file() {
    let shell = shop();
    let secret = "zenobia.privado@sol.example";
    shell.ok(DB, &["point", "add", "K1", "kind=email", &format!("value={secret}"), "label=prima Eduvigis"]);
    let id = points(&shell, DB, "K1")[0]["id"].to_string();
    shell.ok(DB, &["point", "edit", &id, "hours=tras la misa", "source=tarjeta de Calixto"]);
    let held = || {
        let mut bytes = Vec::new();
        for ending in ["", "-wal", "-shm"] {
            bytes.extend(fs::read(shell.path(&format!("{DB}{ending}"))).unwrap_or_default());
        }
        let all = String::from_utf8_lossy(&bytes).into_owned();
        [secret, "Eduvigis", "tras la misa", "Calixto"].into_iter().filter(|s| all.contains(s)).count()
    };
    assert_eq!(held(), 4, "or this would show nothing");
    shell.ok(DB, &["person", "erase", "K1", "--yes"]);
    assert_eq!(held(), 0);
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
}

/// What `from` has written goes to `to`.
fn send(shell: &Shell, now: &str, from: &str, to: &str) {
    let file = shell.text("news.cartera");
    shell.ok_at(now, from, &["bundle", "export", &file]);
    shell.ok_at(now, to, &["bundle", "import", &file]);
}

/// Two laptops that know the same two customers.
fn laptops() -> Shell {
    let shell = Shell::with(&[DB, "b.db"]);
    let customers = "Codigo;Nombre;Telefono\nK1;Bar Sol;947111222\nK2;Bar Luna;947111333\n";
    for db in [DB, "b.db"] {
        shell.ok(db, &["import", &shell.file("clientes.csv", customers.as_bytes()), "--yes"]);
    }
    shell
}

#[test]
fn points_of_two_laptops_are_the_same_after_an_exchange() {
    let shell = laptops();
    shell.ok(DB, &["point", "add", "K1", "kind=mobile", "value=600112233", "label=la hija"]);
    shell.ok("b.db", &["point", "add", "K1", "kind=mobile", "value=600112233", "label=el hijo"]);
    shell.ok("b.db", &["point", "add", "K1", "kind=web", "value=sol.example"]);
    for now in ["2026-11-24T10:00", "2026-11-24T11:00"] {
        send(&shell, now, DB, "b.db");
        send(&shell, now, "b.db", DB);
    }
    let told = |db| {
        let whole: Value = serde_json::from_str(&shell.whole(db)).unwrap_or_default();
        let of = |c: &Value| c["code"] == "K1";
        let all = whole["customers"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(of).map(|c| c["points"].clone()).unwrap_or_default()
    };
    assert_ne!(told(DB), Value::Null);
    assert_eq!(told(DB), told("b.db"));
}

#[test]
fn two_laptops_prefer_one_number_of_a_kind() {
    let shell = laptops();
    shell.ok(DB, &["point", "add", "K1", "kind=mobile", "value=600112233", "preferred=yes"]);
    shell.ok("b.db", &["point", "add", "K1", "kind=mobile", "value=600445566", "preferred=yes"]);
    for now in ["2026-11-24T10:00", "2026-11-24T11:00"] {
        send(&shell, now, DB, "b.db");
        send(&shell, now, "b.db", DB);
    }
    for db in [DB, "b.db"] {
        let all = points(&shell, db, "K1");
        assert_eq!(preferred(&all).into_values().collect::<Vec<_>>(), [1], "{db}: {all:?}");
    }
}

#[test]
fn a_number_noted_as_wrong_does_not_work_until_it_is_verified() {
    let shell = shop();
    shell.ok(DB, &["point", "add", "K1", "kind=mobile", "value=600112233", "preferred=yes"]);
    let before = shell.whole(DB);
    // It is dialled first, so it was the wrong one; then their own is.
    shell.ok(DB, &["log", "K1", "--outcome", "wrong_number"]);
    let state = |field: &str| points(&shell, DB, "K1")[0][field].clone();
    assert!(state("invalid_on").is_string() && state("preferred") == false);
    assert!(shell.ok(DB, &["show", "K1"]).contains("Mobile: 600112233 · "));
    shell.ok(DB, &["undo"]);
    assert_eq!(shell.whole(DB), before, "call and mark are one change");
    shell.ok(DB, &["redo"]);
    let marked = shell.whole(DB);
    let id = points(&shell, DB, "K1")[0]["id"].to_string();
    shell.ok(DB, &["point", "edit", &id, "label=tienda"]);
    assert!(state("invalid_on").is_string(), "another word about it is no verification");
    shell.ok(DB, &["point", "edit", &id, "source=su tarjeta"]);
    assert!(state("invalid_on").is_null());
    // Two numbers are wrong: the further one, then their own.
    for _ in 0..2 {
        shell.ok(DB, &["undo"]);
    }
    assert_eq!(shell.whole(DB), marked);
    shell.ok(DB, &["log", "K1", "--outcome", "wrong_number"]);
    let faults = |shell: &Shell| {
        let told = shell.json(DB, &["report", "quality", "--json"]);
        told["to_fix"].as_array().unwrap().iter().filter(|row| row["problem"] == "wrong_number").count()
    };
    assert_eq!(faults(&shell), 1);
    shell.ok(DB, &["verify-field", "K1", "phone", "--source", "su web"]);
    assert_eq!(faults(&shell), 0);
    // A call that came in says nothing about a number we dial.
    shell.ok(DB, &["log", "K2", "--outcome", "wrong_number", "--inbound"]);
    assert_eq!(faults(&shell), 0);
}

#[test]
fn a_contact_is_kept_where_the_phone_has_no_figures() {
    let shell = Shell::with(&[DB]);
    shell.ok(DB, &["add", "customer", "code=K1", "name=Bar Sol", "phone=no tiene"]);
    shell.ok(DB, &["log", "K1", "--outcome", "wrong_number"]);
}

#[test]
fn a_complaint_written_down_anywhere_is_a_case() {
    let shell = shop();
    let excluded = |shell: &Shell| {
        let told = shell.json(DB, &["today", "--json"]);
        told["excluded"].as_array().unwrap().iter().filter(|row| row["reason"] == "complaint").count()
    };
    shell.ok(DB, &["add", "purchase", "customer=K1", "date=2024-01-10", "amount=100"]);
    shell.ok(DB, &["log", "K1", "--outcome", "fault", "--note", "llegó roto"]);
    assert_eq!(excluded(&shell), 1);
    shell.ok(DB, &["undo"]);
    assert_eq!(excluded(&shell), 0);
}
