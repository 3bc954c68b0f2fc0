//! What is known of a person is erased for good: out of the file and its log, whatever brought it; no file, no colleague
//! and no backup brings it back; sales stay in the figures.

#[path = "common/shell.rs"]
mod shell;

use std::fs;

use serde_json::Value;
use shell::Shell;

const DB: &str = "a.db";

/// What is known of one person, and nowhere else.
const SECRETS: [&str; 9] = [
    "Zenobia",
    "Quintanapalla",
    "12345678Z",
    "947998877",
    "zenobia@example.org",
    "plaza de los suspiros",
    "alergia a los barnices",
    "quiere esmalte cobalto",
    "prima de la alcaldesa",
];

const CUSTOMERS: &str = "Codigo;Nombre;NIF;Telefono;Email;Direccion;Ciudad\n\
     40;Zenobia Quintanapalla;12345678Z;947998877;zenobia@example.org;plaza de los suspiros 3;Lerma\n\
     41;Bar Sol;;;;;Burgos\n";
const SALES: &str = "Factura;Fecha;Codigo cliente;Total\n\
     F1;01/10/2026;40;120,00\nF2;05/10/2026;41;30,00\nF3;20/10/2026;40;80,50\n";

/// A shop that knows somebody by a file, a call, notes and facts, and has written about them in many ways.
fn shop() -> Shell {
    let shell = Shell::with(&[DB]);
    known(&shell, DB);
    shell
}

fn known(shell: &Shell, db: &str) {
    for (name, text) in [("clientes.csv", CUSTOMERS), ("ventas.csv", SALES)] {
        shell.ok(db, &["import", &shell.file(name, text.as_bytes()), "--yes"]);
    }
    shell.ok(db, &["log", "40", "--outcome", "interested", "--note", "quiere esmalte cobalto"]);
    shell.ok(db, &["add", "fact", "customer=40", "text=prima de la alcaldesa"]);
    shell.ok(db, &["tag", "40", "+vip"]);
    shell.ok(db, &["log", "40", "--outcome", "message", "--note", "alergia a los barnices"]);
    shell.ok(db, &["undo"]);
    shell.ok(db, &["log", "41", "--outcome", "interested", "--note", "pide precio"]);
}

/// Which secrets the portfolio and what SQLite keeps beside it still hold.
fn held(shell: &Shell, db: &str) -> Vec<String> {
    let mut bytes = Vec::new();
    for ending in ["", "-wal", "-shm"] {
        bytes.extend(fs::read(shell.path(&format!("{db}{ending}"))).unwrap_or_default());
    }
    let all = String::from_utf8_lossy(&bytes).to_lowercase();
    SECRETS.iter().map(|s| s.to_lowercase()).filter(|secret| all.contains(secret)).collect()
}

#[test]
fn nothing_of_them_is_left_in_the_file_and_the_sales_stay() {
    let shell = shop();
    assert!(held(&shell, DB).len() >= SECRETS.len() - 1, "or this would show nothing");
    let flow = shell.json(DB, &["report", "flow", "--json"]);
    let total = shell.json(DB, &["report", "lifecycle", "--json"]);
    assert!(shell.refused(1, DB, &["person", "erase", "40"]).contains("--yes"));
    shell.ok(DB, &["person", "erase", "40", "--yes"]);
    assert_eq!(held(&shell, DB), Vec::<String>::new());
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
    assert_eq!(shell.json(DB, &["report", "flow", "--json"]), flow);
    assert_eq!(shell.json(DB, &["report", "lifecycle", "--json"]), total);
    shell.refused(1, DB, &["show", "40"]);
    let listed = shell.json(DB, &["list", "--json"]);
    assert_eq!((&listed["count"], &listed["customers"][0]["name"]), (&1.into(), &"Bar Sol".into()));
    assert_eq!(shell.json(DB, &["today", "--json"])["excluded"], Value::Array(Vec::new()));
    assert!(shell.refused(1, DB, &["person", "erase", "40", "--yes"]).contains("40"));
}

#[test]
fn neither_undo_nor_the_same_file_brings_them_back() {
    let shell = shop();
    shell.ok(DB, &["person", "erase", "40", "--yes"]);
    let erased = shell.whole(DB);
    // What was written of others can be taken back, what brought them cannot.
    shell.ok(DB, &["undo"]);
    assert!(!shell.whole(DB).contains("pide precio"));
    shell.ok(DB, &["redo"]);
    assert_eq!(shell.whole(DB), erased);
    let mut said = String::new();
    for _ in 0..9 {
        let ran = shell.run(DB, &["undo"]);
        said = ran.err;
        if ran.code != 0 {
            break;
        }
    }
    assert!(said.contains("borr") || said.contains("erased"), "{said}");
    assert_eq!(held(&shell, DB), Vec::<String>::new());
    let again = format!("{CUSTOMERS}42;Otra;;;;;\n");
    shell.ok(DB, &["import", &shell.file("c2.csv", again.as_bytes()), "--yes"]);
    let more = format!("{SALES}F9;02/11/2026;40;10,00\n");
    shell.ok(DB, &["import", &shell.file("v2.csv", more.as_bytes()), "--yes"]);
    assert_eq!(held(&shell, DB), Vec::<String>::new());
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
    shell.refused(1, DB, &["show", "40"]);
}

#[test]
fn a_colleague_erases_them_too_whatever_was_written_there_since() {
    let shell = shop();
    fs::copy(shell.path(DB), shell.path("b.db")).unwrap();
    // Written after they were erased on the other laptop.
    shell.ok_at(
        "2026-11-27T09:00",
        "b.db",
        &["log", "40", "--outcome", "interested", "--note", "alergia a los barnices"],
    );
    let sale = [
        "add",
        "purchase",
        "customer=40",
        "number=F7",
        "date=2026-11-20",
        "amount=9",
        "note=alergia a los barnices",
    ];
    shell.ok_at("2026-11-27T09:05", "b.db", &sale);
    shell.ok(DB, &["person", "erase", "40", "--yes"]);
    let give = |now: &str, from: &str, to: &str| {
        let file = shell.text(&format!("{from}.bundle"));
        shell.ok_at(now, from, &["bundle", "export", &file]);
        shell.ok_at(now, to, &["bundle", "import", &file]);
    };
    // First theirs here, where they are erased; then ours there.
    give("2026-11-28T09:00", "b.db", DB);
    assert_eq!(held(&shell, DB), Vec::<String>::new());
    give("2026-11-28T10:00", DB, "b.db");
    assert_eq!(held(&shell, "b.db"), Vec::<String>::new());
    give("2026-11-28T11:00", "b.db", DB);
    assert_eq!(shell.whole(DB), shell.whole("b.db"));
    let both = shell.whole(DB);
    give("2026-11-28T12:00", DB, "b.db");
    assert_eq!(shell.whole("b.db"), both, "once more changes nothing");
    assert!(both.contains("F7"), "the sale stays");
    for db in [DB, "b.db"] {
        assert_eq!(shell.json(db, &["verify", "--json"])["ok"], true);
    }
}

#[test]
fn somebody_the_other_laptop_never_knew_stays_unknown() {
    let shell = Shell::with(&[DB, "b.db"]);
    known(&shell, DB);
    shell.ok(DB, &["person", "erase", "40", "--yes"]);
    let file = shell.text("a.bundle");
    shell.ok(DB, &["bundle", "export", &file]);
    shell.ok("b.db", &["bundle", "import", &file]);
    shell.ok("b.db", &["import", &shell.file("clientes.csv", CUSTOMERS.as_bytes()), "--yes"]);
    assert_eq!(held(&shell, "b.db"), Vec::<String>::new());
    assert_eq!(shell.json("b.db", &["verify", "--json"])["ok"], true);
}

#[test]
fn whoever_was_joined_to_them_goes_with_them() {
    let shell = shop();
    let twin =
        ["add", "customer", "code=C-0100", "name=Zenobia Q.", "phone=947998877", "email=otra@example.org"];
    shell.ok(DB, &twin);
    shell.ok(DB, &["merge", "40", "C-0100"]);
    shell.ok(DB, &["person", "erase", "40", "--yes"]);
    assert_eq!(held(&shell, DB), Vec::<String>::new());
    let bytes = fs::read(shell.path(DB)).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("otra@example.org"));
    shell.refused(1, DB, &["unmerge", "C-0100"]);
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
}

#[test]
fn a_backup_from_before_does_not_bring_them_back() {
    let shell = shop();
    let copy = shell.text("copia.db");
    shell.ok(DB, &["backup", &copy]);
    shell.ok(DB, &["person", "erase", "40", "--yes"]);
    let erased = shell.whole(DB);
    shell.ok(DB, &["log", "41", "--outcome", "interested", "--note", "otra vez"]);
    shell.ok(DB, &["restore", &copy]);
    assert_eq!(held(&shell, DB), Vec::<String>::new());
    assert_eq!(shell.whole(DB), erased);
}

#[test]
fn a_name_somebody_had_before_is_in_no_sentence_and_no_later_backup() {
    let shell = shop();
    for code in ["X", "Y"] {
        shell.ok(DB, &["add", "customer", &format!("code={code}"), &format!("name=Otra {code}")]);
    }
    shell.ok(DB, &["merge", "40", "X"]);
    let renamed = "Codigo;Nombre\n40;Nombre de ahora\n";
    shell.ok(DB, &["import", &shell.file("otra.csv", renamed.as_bytes()), "--yes"]);
    shell.ok(DB, &["merge", "40", "Y"]);
    shell.ok(DB, &["person", "erase", "40", "--yes"]);
    shell.ok(DB, &["backup", &shell.text("later.db")]);
    let history = shell.ok(DB, &["history"]);
    for db in [DB, "later.db"] {
        assert_eq!(held(&shell, db), Vec::<String>::new(), "{history}");
    }
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
}

#[test]
fn a_form_that_was_left_half_done_about_them_goes_too() {
    let shell = shop();
    let db = rusqlite::Connection::open(shell.path(DB)).unwrap();
    let id = |code: &str| {
        let of = "SELECT id FROM customer WHERE code = ?1";
        db.query_row(of, [code], |r| r.get::<_, i64>(0)).unwrap()
    };
    // A call, a note and a contact that hold words and no name; of somebody else, and of nobody yet.
    let (her, other) = (id("40"), id("41"));
    for (key, content) in [
        (format!("form:call:today:{her}"), "{\"panel\":\"tiene prisa por el barniz\"}".to_owned()),
        ("form:note".to_owned(), format!("{{\"sheet\":{{\"customer\":{her}}},\"text\":\"tiene prisa\"}}")),
        (format!("form:call:today:{other}"), "{\"panel\":\"pide precio\"}".to_owned()),
        ("form:customer".to_owned(), "{\"text\":\"Taller nuevo\"}".to_owned()),
    ] {
        let put = "INSERT INTO draft (key, content, at) VALUES (?1, ?2, '2026-11-20T10:00:00')";
        db.execute(put, (key, content)).unwrap();
    }
    drop(db);
    shell.ok(DB, &["person", "erase", "40", "--yes"]);
    let mut bytes = fs::read(shell.path(DB)).unwrap();
    bytes.extend(fs::read(shell.path(&format!("{DB}-wal"))).unwrap_or_default());
    let all = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!all.contains("tiene prisa"));
    assert!(all.contains("pide precio") && all.contains("Taller nuevo"));
}
