//! The command line as a contract: names, JSON keys, exit codes, what reaches stdout. Each test runs the program itself
//! on a portfolio of its own, with the clock set.

#![expect(clippy::unwrap_used, reason = "helpers of tests; a failure is the test's own")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use rust_xlsxwriter::Workbook;
use serde_json::Value;

/// A folder of one's own with a portfolio in it.
struct Home {
    folder: tempfile::TempDir,
}

/// What a run left: exit code, stdout, stderr.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Home {
    fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn with_portfolio() -> Self {
        let home = Self::empty();
        home.ok(&["init", "--business", "Ferretería Ruiz", "--user", "ana"]);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: &[u8]) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name).display().to_string()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("cartera").unwrap();
        command
            .args(arguments)
            .env("CARTERA_DB", self.path("a.db"))
            .env("CARTERA_NOW", "2026-11-23T10:30")
            .env("CARTERA_LANG", "en")
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("HOME", self.folder.path())
            .env_remove("CARTERA_AS_OF");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.fed(arguments, "")
    }

    fn fed(&self, arguments: &[&str], input: &str) -> Ran {
        let output = self.command(arguments).write_stdin(input).output().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        ran.out
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.ok(arguments);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {text}"))
    }

    fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(!ran.err.trim().is_empty(), "{arguments:?} says why");
        assert!(
            !["«cli-", "«import-", "«error-"].iter().any(|k| ran.err.contains(k)),
            "every sentence exists: {}",
            ran.err
        );
        ran.err
    }
}

fn data(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name).display().to_string()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn assert_keys(value: &Value, wanted: &[&str]) {
    let found = keys(value);
    for key in wanted {
        assert!(found.contains(key), "{key} is missing in {found:?}");
    }
}

#[test]
fn only_init_and_import_make_a_missing_file() {
    let home = Home::empty();
    for command in [
        &["list"][..],
        &["show", "1"],
        &["today"],
        &["report", "lifecycle"],
        &["undo"],
        &["history"],
        &["verify"],
        &["backup"],
        &["backups"],
        &["drafts"],
        &["add", "customer", "name=x"],
        &["batch", "-"],
        &["export", "all", "--format", "json", "--out", "x.json"],
    ] {
        home.refused(3, command);
        assert!(!home.path("a.db").exists(), "{command:?} made a file");
    }
    home.ok(&["import", &data("chinook_invoice_lines.csv"), "--yes"]);
    assert!(home.path("a.db").exists());
    assert_eq!(home.json(&["verify", "--json"])["ok"], true);
    home.refused(1, &["init"]);
}

#[test]
fn exit_codes_tell_what_a_file_is_and_it_stays_as_it_was() {
    let home = Home::with_portfolio();
    let good = fs::read(home.path("a.db")).unwrap();
    let page = good.len();
    let newer = {
        let mut bytes = good.clone();
        bytes[60..64].copy_from_slice(&999_u32.to_be_bytes());
        bytes
    };
    for (code, bytes) in [
        (5, b"not a database at all, only words".to_vec()),
        (5, Vec::new()),
        (4, good[..page - 100].to_vec()),
        (6, newer),
    ] {
        let file = home.file("other.db", &bytes);
        home.refused(code, &["list", "--db", &file]);
        assert_eq!(fs::read(&file).unwrap(), bytes, "exit {code}");
    }
}

#[test]
fn usage_errors_are_2_and_say_how() {
    let home = Home::with_portfolio();
    for line in [
        &["lst"][..],
        &["list", "--sort", "colour"],
        &["report", "sevens"],
        &["--as-of", "yesterday", "list"],
        &["import"],
        &["tag", "C-1"],
    ] {
        assert_eq!(home.run(line).code, 2, "{line:?}");
    }
    // Without a terminal there is nothing to open the program on.
    assert_eq!(home.run(&[]).code, 2);
    assert_eq!(home.run(&["--help"]).code, 0);
}

#[test]
fn another_process_at_work_leaves_reading_possible_and_refuses_writing() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=C-1", "name=Ana"]);
    let lock = fs::OpenOptions::new().read(true).write(true).open(home.path("a.db.lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(home.json(&["list", "--json"])["count"], 1);
    home.ok(&["verify"]);
    home.refused(7, &["tag", "C-1", "+vip"]);
    home.refused(7, &["undo"]);
    drop(lock);
    // A process that another test is just starting may hold a copy of the lock for a moment.
    let again = fs::OpenOptions::new().read(true).write(true).open(home.path("a.db.lock")).unwrap();
    again.lock().unwrap();
    again.unlock().unwrap();
    home.ok(&["tag", "C-1", "+vip"]);
    home.refused(7, &["--read-only", "tag", "C-1", "-vip"]);
}

#[test]
fn a_customer_and_the_note_that_comes_with_them_are_one_change() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=C-1", "name=Ana", "note=Pays late"]);
    assert_eq!(home.json(&["show", "C-1", "--json"])["notes"][0]["text"], "Pays late");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["list", "--json"])["count"], 0);
    home.ok(&["redo"]);
    assert_eq!(home.json(&["show", "C-1", "--json"])["notes"][0]["text"], "Pays late");
}

#[test]
fn what_is_added_is_listed_shown_and_taken_back() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=C-1", "name=José Núñez", "phone=600 11 22 33", "tags=vip,local"]);
    home.ok(&["add", "customer", "code=C-2", "name=Ana Ruiz", "zone=Madrid"]);
    home.ok(&[
        "add",
        "purchase",
        "customer=C-1",
        "date=2026-11-01",
        "product=Taladro",
        "quantity=2",
        "unit_price=49,90",
    ]);
    home.ok(&["log", "C-1", "--outcome", "interested", "--note", "wants a price", "--next", "+3d"]);

    let list = home.json(&["list", "--json", "--sort", "name"]);
    assert_eq!(list["count"], 2);
    let jose = &list["customers"][1];
    assert_keys(
        jose,
        &[
            "id",
            "code",
            "name",
            "stage",
            "rhythm",
            "tags",
            "last_purchase",
            "orders",
            "revenue_12m",
            "revenue_total",
            "next_contact",
            "owner",
            "zone",
        ],
    );
    assert_eq!(jose["name"], "José Núñez");
    assert_eq!((&jose["stage"], &jose["revenue_12m"]), (&"new".into(), &"99.80".into()));
    assert_eq!(jose["tags"], serde_json::json!(["vip", "local"]));
    assert_eq!(jose["next_contact"], "2026-11-26");
    assert_eq!(home.json(&["list", "nunez", "--json"])["count"], 1, "accents do not matter");
    assert_eq!(home.json(&["list", "tag:vip", "--json"])["count"], 1);
    assert_eq!(home.json(&["list", "zone:madrid", "--json"])["customers"][0]["code"], "C-2");

    let card = home.json(&["show", "C-1", "--json"]);
    assert_keys(&card, &["purchases", "contacts", "notes", "consents", "values", "history"]);
    assert_eq!(card["purchases"][0]["lines"][0]["product"], "Taladro");
    assert_eq!(card["contacts"][0]["outcome"], "interested");
    assert_eq!(home.json(&["show", "#1", "--json"])["code"], "C-1");

    home.ok(&["tag", "C-2", "+vip"]);
    home.ok(&["undo"]);
    assert_eq!(home.json(&["list", "tag:vip", "--json"])["count"], 1);
    home.ok(&["redo"]);
    assert_eq!(home.json(&["list", "tag:vip", "--json"])["count"], 2);
    let changes = || home.json(&["history", "--json"])["changes"].as_array().unwrap().len();
    let before = changes();
    assert!(before >= 5);
    home.ok(&["tag", "C-2", "+silver"]);
    assert_eq!(changes(), before + 1, "a new label is made in the change that puts it on");
    home.ok(&["undo"]);

    home.refused(1, &["show", "nobody at all"]);
    let several = home.refused(1, &["show", "tag:vip"]);
    assert!(several.contains("C-1") && several.contains("C-2"), "{several}");
    home.refused(1, &["tag", "tag:vip", "+gold"]);
    home.ok(&["tag", "tag:vip", "+gold", "--yes"]);
    assert_eq!(home.json(&["list", "tag:gold", "--json"])["count"], 2);
    home.refused(1, &["add", "customer", "nome=x"]);
    home.refused(1, &["add", "customer", "phone=1"]);
    home.refused(1, &["log", "C-1", "--outcome", "maybe"]);
    home.refused(1, &["add", "purchase", "customer=C-1", "amount=1.234"]);
}

#[test]
fn the_same_customer_is_new_at_one_day_and_adolescent_at_a_later_one() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=C-1", "name=Ana"]);
    for month in 1..=12 {
        home.ok(&["add", "purchase", "customer=C-1", &format!("date=2025-{month:02}-10"), "amount=10"]);
    }
    let stage = |day: &str| home.json(&["--as-of", day, "list", "--json"])["customers"][0]["stage"].clone();
    assert_eq!(stage("2025-12-31"), "new");
    assert_eq!(stage("2026-01-10"), "adolescent");
    assert_eq!(stage("2026-11-23"), "lost");
}

#[test]
fn report_calls_counts_what_was_dialled_answered_and_kept() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=C-1", "name=Ana", "phone=600112233"]);
    home.ok(&["add", "customer", "code=C-2", "name=Bea", "phone=600112244"]);
    // The clock stands still: calls of other days are written down with their day.
    for (who, date, outcome) in [
        ("C-1", "2026-11-16", "no_answer"),
        ("C-1", "2026-11-17", "interested"),
        ("C-2", "2026-11-17", "refused"),
        ("C-2", "2026-11-19", "sale"),
    ] {
        home.ok(&[
            "add",
            "contact",
            &format!("customer={who}"),
            &format!("date={date}"),
            &format!("outcome={outcome}"),
        ]);
    }
    home.ok(&["add", "purchase", "customer=C-2", "date=2026-11-19", "amount=80"]);
    home.ok(&["add", "contact", "customer=C-1", "date=2026-11-18", "outcome=interested", "channel=visit"]);
    let report = home.json(&["report", "calls", "--json"]);
    assert_keys(
        &report,
        &[
            "dials",
            "contacts",
            "contact_rate",
            "outcomes",
            "orders",
            "revenue",
            "per_hour",
            "followups_due",
            "followups_kept",
            "rows",
        ],
    );
    assert_eq!((&report["dials"], &report["contacts"]), (&4.into(), &3.into()), "a visit is no call");
    assert_eq!((&report["orders"], &report["revenue"]), (&1.into(), &"80.00".into()));
    assert_eq!((&report["outcomes"]["no_answer"], &report["outcomes"]["busy"]), (&1.into(), &0.into()));
    let days: Vec<&str> =
        report["rows"].as_array().unwrap().iter().map(|row| row["day"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-11-16", "2026-11-17", "2026-11-19"]);
    let weeks = home.json(&["report", "calls", "--by", "week", "--json"]);
    assert_eq!(weeks["rows"].as_array().unwrap().len(), 1);
    assert_eq!(weeks["rows"][0]["week"], "2026-11-16");
    let before = home.json(&["report", "calls", "--to", "2026-10", "--json"]);
    assert_eq!((&before["dials"], &before["contact_rate"]), (&0.into(), &Value::Null));
    home.refused(2, &["report", "calls", "--by", "moon"]);
}

#[test]
fn a_robinson_list_leaves_out_whoever_is_on_it_until_it_no_longer_is() {
    let home = Home::with_portfolio();
    for (code, how) in
        [("C-1", "phone=600 11 22 33"), ("C-2", "phone=611223344"), ("C-3", "email=eva@sol.es")]
    {
        home.ok(&["add", "customer", &format!("code={code}"), &format!("name={code}"), how]);
        for date in ["2026-07-15", "2026-08-15", "2026-09-15"] {
            home.ok(&["add", "purchase", &format!("customer={code}"), &format!("date={date}"), "amount=10"]);
        }
    }
    let reasons = |home: &Home| {
        let today = home.json(&["today", "--json"]);
        let mut all: Vec<String> = Vec::new();
        for row in today["excluded"].as_array().unwrap() {
            all.push(format!("{} {}", row["code"].as_str().unwrap(), row["reason"].as_str().unwrap()));
        }
        all.sort();
        (today["queue"].as_array().unwrap().len(), all)
    };
    assert_eq!(reasons(&home), (3, vec![]));
    let list = home.file("robinson.txt", b"telefono;email\n+34 600-112-233;\n;EVA@sol.es\n999888777;\n");
    home.ok(&["robinson", "import", &list]);
    assert_eq!(reasons(&home), (1, vec!["C-1 robinson".to_owned(), "C-3 robinson".to_owned()]));
    // A yes of their own counts for more.
    home.ok(&["undo"]);
    assert_eq!(reasons(&home), (3, vec![]));
    home.ok(&["redo"]);
    let shorter = home.file("robinson.txt", b"600112233\n");
    home.ok(&["robinson", "import", &shorter]);
    assert_eq!(reasons(&home).1, ["C-1 robinson"]);
    let empty = home.file("none.txt", b"nombre\nAna\n");
    home.refused(1, &["robinson", "import", &empty]);
    home.refused(1, &["robinson", "import", "/no/such/list"]);
}

#[test]
fn a_further_number_on_a_list_of_exclusion_is_no_number_to_dial() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=K1", "name=Bar Sol", "phone=947111222", "mobile=600999888"]);
    home.ok(&["add", "purchase", "customer=K1", "date=2026-08-01", "amount=90"]);
    home.ok(&["point", "add", "K1", "kind=mobile", "value=600112233"]);
    let reason = |of: &str| -> Option<String> {
        let today = home.json(&["today", "--json"]);
        let rows = today[of].as_array().unwrap();
        rows.first().map(|row| row["reason"].as_str().unwrap().to_owned())
    };
    assert_eq!((reason("queue").is_some(), reason("excluded")), (true, None));
    let list = home.file("robinson.txt", b"+34 600 112 233\n");
    home.ok(&["robinson", "import", &list]);
    assert_eq!((reason("queue"), reason("excluded").as_deref()), (None, Some("robinson")));
}

#[test]
fn a_customer_is_reached_in_more_ways_than_one() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=K1", "name=Bar Sol", "phone=947111222"]);
    let before = home.json(&["show", "K1", "--json"]);
    let add = [
        "point",
        "add",
        "K1",
        "kind=mobile",
        "value=600 11 22 33",
        "label=compras",
        "hours=9-11",
        "preferred=yes",
    ];
    home.ok(&add);
    home.ok(&["point", "add", "K1", "kind=email", "value=compras@sol.example"]);
    let listed = home.json(&["point", "list", "K1", "--json"]);
    assert_eq!((&listed["count"], &listed["points"][0]["value"]), (&2.into(), &"600 11 22 33".into()));
    let id = listed["points"][0]["id"].to_string();
    home.ok(&["point", "edit", &id, "source=su tarjeta"]);
    let point = home.json(&["show", "K1", "--json"])["profile"]["points"][0].clone();
    assert_eq!((&point["verified_on"], &point["preferred"]), (&"2026-11-23".into(), &true.into()));
    home.ok(&["point", "edit", &id, "valid=no"]);
    let point = home.json(&["show", "K1", "--json"])["profile"]["points"][0].clone();
    assert_eq!((&point["valid"], &point["preferred"]), (&false.into(), &false.into()));
    for bad in [
        &["point", "add", "K1", "kind=phone", "value=12"][..],
        &["point", "add", "K1", "kind=email", "value=compras@sol.example"],
        &["point", "add", "K1", "kind=telegram", "value=x"],
        &["point", "edit", "99", "label=x"],
        &["point", "remove", "99"],
    ] {
        assert_eq!(home.run(bad).code, 1, "{bad:?}");
    }
    home.ok(&["point", "remove", &id]);
    home.ok(&["undo", "5"]);
    let after = home.json(&["show", "K1", "--json"]);
    assert_eq!(after["profile"]["points"], before["profile"]["points"]);
}

#[test]
fn prospects_come_last_the_most_like_the_best_first_and_only_who_may_be_sought_out() {
    use std::fmt::Write as _;
    let home = Home::with_portfolio();
    // Those of Lerma spend most.
    let mut customers = String::from("Codigo;Nombre;Ciudad\n");
    let mut sales = String::from("Factura;Fecha;Codigo cliente;Total\n");
    for n in 0..60 {
        let (city, total) = if n < 20 { ("Lerma", 3000 + n) } else { ("Burgos", 20) };
        let _ = writeln!(customers, "K{n};Cliente {n};{city}");
        let _ = writeln!(sales, "F{n};{:02}/11/2026;K{n};{total},00", 1 + n % 20);
    }
    for (name, text) in [("clientes.csv", &customers), ("ventas.csv", &sales)] {
        home.ok(&["import", &home.file(name, text.as_bytes()), "--yes"]);
    }
    for (code, city, consent) in
        [("P1", "Burgos", "yes"), ("P2", "LERMA", "yes"), ("P3", "Lerma", "unknown"), ("P4", "Lerma", "no")]
    {
        let words = [format!("code={code}"), format!("name=Nuevo {code}"), format!("city={city}")];
        let phone = [format!("phone=94720{code}"), format!("consent_phone={consent}")];
        let all: Vec<&str> = words.iter().chain(&phone).map(String::as_str).collect();
        home.ok(&[&["add", "customer"], &all[..]].concat());
    }
    let today = || home.json(&["today", "--json"]);
    let listed = |today: &Value, reason: &str| -> Vec<String> {
        let rows = today["queue"].as_array().unwrap().iter().filter(|row| row["reason"] == reason);
        rows.map(|row| row["code"].as_str().unwrap().to_owned()).collect()
    };
    let before = today();
    assert_eq!(listed(&before, "prospect"), ["P2", "P1"]);
    let last = before["queue"].as_array().unwrap().iter().rev().take(2).map(|row| row["reason"].clone());
    assert!(last.eq(["prospect", "prospect"]), "{before}");
    let first = before["queue"].as_array().unwrap().iter().find(|row| row["code"] == "P2").unwrap();
    assert!(first["reason_text"].as_str().unwrap().contains("LERMA"), "{first}");
    let why = |code: &str| {
        let all = before["excluded"].as_array().unwrap();
        all.iter().find(|row| row["code"] == code).map(|row| row["reason"].as_str().unwrap().to_owned())
    };
    assert_eq!((why("P3").as_deref(), why("P4").as_deref()), (Some("no_basis"), Some("objection")));
    // Spoken to, they rest; an objection takes effect at once.
    home.ok(&["log", "P2", "--outcome", "interested", "--note", "llamar en enero"]);
    assert_eq!(listed(&today(), "prospect"), ["P1"]);
    home.ok(&["log", "P1", "--outcome", "never", "--note", "no"]);
    assert!(listed(&today(), "prospect").is_empty());
}

#[test]
fn today_says_whom_and_why() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=C-1", "name=Ana", "phone=600112233"]);
    home.ok(&["add", "customer", "code=C-2", "name=Bea"]);
    home.ok(&["add", "purchase", "customer=C-1", "date=2026-11-20", "amount=10"]);
    home.ok(&["log", "C-1", "--outcome", "postpone", "--next", "+2d"]);
    home.ok(&["log", "C-2", "--outcome", "postpone", "--next", "+1d"]);
    let today = home.json(&["--as-of", "2026-11-25", "today", "--json"]);
    assert_keys(&today, &["date", "queue", "excluded"]);
    let queue = today["queue"].as_array().unwrap();
    let of = |code: &str| queue.iter().find(|r| r["code"] == code).unwrap();
    assert_eq!((&of("C-1")["reason"], &of("C-2")["reason"]), (&"promised".into(), &"overdue".into()));
    assert_keys(
        &queue[0],
        &["customer", "code", "rank", "reason", "reason_text", "channel", "due", "phone", "at_stake"],
    );
    assert_eq!(
        home.json(&["--as-of", "2026-11-25", "today", "--limit", "1", "--json"])["queue"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    home.ok(&["add", "customer", "code=C-3", "name=Eva"]);
    home.ok(&["add", "purchase", "customer=C-3", "date=2026-08-20", "amount=10"]);
    home.ok(&["log", "C-3", "--outcome", "never"]);
    let today = home.json(&["--as-of", "2026-12-10", "today", "--json"]);
    assert_eq!(today["excluded"][0]["code"], "C-3");
    assert_eq!(today["excluded"][0]["reason"], "do_not_call");
}

/// The published flow of a data set, equal in every figure of every month.
fn flow_equals(file: &str, golden: &str) {
    let home = Home::empty();
    home.ok(&["import", &data(file), "--yes"]);
    let golden: Value = serde_json::from_slice(&fs::read(data(golden)).unwrap()).unwrap();
    let golden = golden["months"].as_array().unwrap();
    let month = |i: usize| golden[i]["month"].as_str().unwrap();
    let last = month(golden.len() - 1);
    let flow = home.json(&["report", "flow", "--from", month(0), "--to", last, "--json"]);
    let months = flow["months"].as_array().unwrap();
    assert_eq!(months.len(), golden.len());
    for (ours, published) in months.iter().zip(golden) {
        for (key, value) in published.as_object().unwrap() {
            assert_eq!(&ours[key], value, "{} {key}", published["month"]);
        }
        let rules: Vec<&str> =
            ours["verdict"].as_array().unwrap().iter().map(|v| v["rule"].as_str().unwrap()).collect();
        assert_eq!(
            rules,
            ["entrants", "leavers", "compensation", "new_to_adolescent", "adolescent_to_mature", "ageing",]
        );
        assert_keys(&ours["verdict"][0], &["rule", "value", "threshold", "ok", "text"]);
    }
    // Without limits it begins with the first purchase.
    let all = home.json(&["report", "flow", "--json"]);
    assert_eq!(all["months"][0]["month"], month(0));
    // The lifecycle as of the last month's end is what that month closed with.
    let (year, number) = last.split_once('-').unwrap();
    let days = if number == "05" || number == "12" { 31 } else { 30 };
    let report = home.json(&["--as-of", &format!("{year}-{number}-{days}"), "report", "lifecycle", "--json"]);
    assert_keys(&report, &["as_of", "stages", "revenue_12m"]);
    for stage in ["new", "adolescent", "mature", "veteran", "lost"] {
        let closing = &golden[golden.len() - 1][stage];
        assert_eq!(report["stages"][stage], closing["closing"], "{stage}");
        assert_eq!(report["revenue_12m"][stage], closing["value"]["closing"], "{stage}");
    }
}

#[test]
fn chinook_flows_as_published() {
    flow_equals("chinook_invoice_lines.csv", "lifecycle_chinook.json");
}

#[test]
fn northwind_flows_as_published() {
    flow_equals("northwind_order_lines.csv", "lifecycle_northwind.json");
}

/// Imports a public file and again; the figures of both answers.
fn twice(file: &str) -> (Value, Value) {
    let home = Home::empty();
    let first = home.json(&["import", file, "--yes", "--json"]);
    let before = home.ok(&["list", "--json"]);
    let again = home.json(&["import", file, "--yes", "--json"]);
    assert_eq!(home.ok(&["list", "--json"]), before, "the second import changes nothing");
    assert_eq!(again["customers"]["new"], 0);
    assert_eq!(again["customers"]["updated"], 0);
    assert_eq!(again["purchases"]["new"], 0);
    assert_eq!(again["purchases"]["updated"], 0);
    assert_eq!(again["batch"], Value::Null, "nothing to undo");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["list", "--json"])["count"], 0, "an import is taken back whole");
    home.ok(&["redo"]);
    assert_eq!(home.ok(&["list", "--json"]), before);
    assert_eq!(home.json(&["verify", "--json"])["ok"], true);
    (first, again)
}

#[test]
fn public_files_come_in_by_their_preset_to_the_cent_and_only_once() {
    for (file, preset, rows, customers, total) in [
        ("chinook_invoice_lines.csv", "chinook", 2240, 59, "2328.60"),
        ("northwind_order_lines.csv", "northwind", 2155, 89, "1265793.29"),
        ("CDNOW_sample.txt.gz", "cdnow", 6919, 2357, "244091.94"),
    ] {
        let (first, _) = twice(&data(file));
        assert_eq!(first["preset"], preset);
        assert_eq!(first["rows"], rows, "{file}");
        assert_eq!(first["customers"]["new"], customers, "{file}");
        assert_eq!(
            (&first["total_in_file"], &first["total_imported"]),
            (&total.into(), &total.into()),
            "{file}"
        );
        assert_keys(
            &first,
            &[
                "file",
                "preset",
                "encoding",
                "delimiter",
                "decimal",
                "date_order",
                "rows",
                "batch",
                "customers",
                "purchases",
                "lines",
                "anonymous",
                "rejected",
                "rejected_count",
                "total_in_file",
                "total_imported",
            ],
        );
        assert_keys(&first["purchases"], &["new", "updated", "unchanged", "cancelled"]);
    }
}

#[test]
#[cfg_attr(not(has_online_retail), ignore = "needs ../shared/data/online_retail")]
fn online_retail_comes_in_whole_with_its_anonymous_lines() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/online_retail/online_retail.csv.gz");
    let (first, _) = twice(&file.display().to_string());
    assert_eq!((&first["rows"], &first["customers"]["new"]), (&541_909.into(), &4372.into()));
    assert_eq!(first["anonymous"]["lines"], 135_080);
    assert_eq!(
        (&first["total_in_file"], &first["total_imported"]),
        (&"9747747.93".into(), &"9747747.93".into())
    );
}

#[test]
fn what_was_settled_about_a_kind_of_file_is_remembered_by_its_columns() {
    let home = Home::with_portfolio();
    let first = home.file("a.csv", b"Who,When,How much\nAna,03/04/2026,10.50\nBea,05/06/2026,3.25\n");
    let map = "Who=customer.name,When=purchase.date,How much=purchase.amount";
    home.ok(&["import", &first, "--map", map, "--date-order", "dmy", "--yes"]);
    // The next month's file has the same columns: no map, no question.
    let next = home.file("b.csv", b"WHO,When,how much\nAna,07/08/2026,1.25\n");
    let report = home.json(&["import", &next, "--yes", "--json"]);
    assert_eq!(
        (report["date_order"].as_str(), report["total_imported"].as_str()),
        (Some("dmy"), Some("1.25"))
    );
    // What is said now stands over what was said before; undo leaves it alone.
    let other = home.file("c.csv", b"Who,When,How much\nAna,09/10/2026,2.00\n");
    let report = home.json(&["import", &other, "--map", map, "--date-order", "mdy", "--yes", "--json"]);
    assert_eq!(report["date_order"].as_str(), Some("mdy"));
    let strange = home.file("d.csv", b"Whom,When,How much\nAna,09/10/2026,2.00\n");
    assert_ne!(home.run(&["import", &strange, "--yes"]).code, 0, "another kind of file");
}

#[test]
fn an_import_asks_before_it_guesses_and_stops_at_a_bad_row() {
    let home = Home::empty();
    let ambiguous = home.file("a.csv", b"Cliente,Fecha,Importe\nAna,03/04/2026,10.50\nBea,05/06/2026,3.25\n");
    let map = "Cliente=customer.name,Fecha=purchase.date,Importe=purchase.amount";
    let said = home.refused(1, &["import", &ambiguous, "--map", map, "--yes"]);
    assert!(said.contains("--date-order"), "{said}");
    let first = home.json(&["import", &ambiguous, "--map", map, "--yes", "--date-order", "dmy", "--json"]);
    assert_eq!(first["total_imported"], "13.75");

    let bad = home.file("b.csv", b"Cliente,Fecha,Importe\nAna,2026-04-03,10.50\nBea,2026-02-31,3.25\n");
    let ran = home.run(&["import", &bad, "--map", map, "--json"]);
    assert_eq!(ran.code, 1);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["total_imported"], "0.00");
    assert_eq!(report["rejected"][0]["row"], 3);
    assert_eq!(report["rejected"][0]["column"], "Fecha");
    let rejects = home.path("rejects.csv").display().to_string();
    let rest =
        home.json(&["import", &bad, "--map", map, "--json", "--on-error", "skip", "--rejects", &rejects]);
    assert_eq!((&rest["total_imported"], &rest["rejected_count"]), (&"10.50".into(), &1.into()));
    assert!(fs::read_to_string(&rejects).unwrap().contains("2026-02-31"));

    home.refused(3, &["import", "no-such-file.csv", "--yes"]);
    home.refused(1, &["import", &bad]);
}

#[test]
fn what_is_rejected_in_a_workbook_of_several_sheets_is_told_with_its_sheet() {
    let home = Home::empty();
    let mut book = Workbook::new();
    // The only row of each is bad, so that both stand in the same row.
    for (month, name) in [("Enero", "Ana"), ("Febrero", "Bea")] {
        let sheet = book.add_worksheet().set_name(month).unwrap();
        let rows = [
            ["Nº factura", "Fecha", "Cliente", "Importe"],
            [&format!("F-{name}"), "31/02/2026", name, "10,50"],
            [&format!("G-{name}"), "03/02/2026", name, "20,00"],
        ];
        for (at, row) in rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate() {
                sheet.write(at as u32, column as u16, *text).unwrap();
            }
        }
    }
    let file = home.file("meses.xlsx", &book.save_to_buffer().unwrap());
    let rejects = home.path("rejects.csv").display().to_string();
    let report =
        home.json(&["import", &file, "--yes", "--json", "--on-error", "skip", "--rejects", &rejects]);
    assert_eq!((&report["total_imported"], &report["rejected_count"]), (&"40.00".into(), &2.into()));
    for (at, month) in ["Enero", "Febrero"].into_iter().enumerate() {
        let rejected = &report["rejected"][at];
        assert_eq!((&rejected["sheet"], &rejected["row"]), (&month.into(), &2.into()));
        let reason = rejected["reason"].as_str().unwrap();
        assert!(reason.contains(&format!("2 ({month}), Fecha")), "{reason}");
    }
    let kept = fs::read_to_string(&rejects).unwrap();
    assert_eq!(kept.lines().count(), 3, "{kept}");
    assert!(kept.contains("F-Ana") && kept.contains("F-Bea"), "{kept}");
}

#[test]
fn a_dry_run_leaves_no_portfolio_behind_and_a_file_nobody_confirmed_makes_none() {
    let home = Home::empty();
    let tried = home.json(&["import", &data("chinook_invoice_lines.csv"), "--yes", "--dry-run", "--json"]);
    assert_eq!(tried["customers"]["new"], 59);
    home.refused(1, &["import", &data("chinook_invoice_lines.csv")]);
    assert!(!home.path("a.db").exists());
}

#[test]
fn codes_of_two_sources_never_meet() {
    let home = Home::empty();
    let file = home.file("a.csv", b"Code,Name\n5,Ana\n");
    let map = "Code=customer.code,Name=customer.name";
    home.ok(&["import", &file, "--map", map, "--source", "shop"]);
    home.ok(&["import", &file, "--map", map, "--source", "web"]);
    assert_eq!(home.json(&["list", "--json"])["count"], 2);
}

#[test]
fn every_record_is_acknowledged_after_its_commit() {
    let home = Home::empty();
    let acks = home.ok(&["import", &data("northwind_order_lines.csv"), "--yes", "--ack"]);
    assert!(acks.lines().all(|l| l.starts_with("ACK ")), "{acks}");
    let list = home.json(&["list", "--json"]);
    for customer in list["customers"].as_array().unwrap() {
        let line = format!("ACK {}", customer["code"].as_str().unwrap());
        assert!(acks.lines().any(|l| l == line), "{line}");
    }
}

#[test]
fn a_batch_acknowledges_each_line_and_stops_at_the_first_that_is_refused() {
    let home = Home::with_portfolio();
    let lines = "# two customers\nadd customer code=K1 name='Ana Ruiz'\nadd customer code=K2 name=Bea\n\n\
                 tag K1 +vip\nlog K2 --outcome no_answer\nadd purchase amount=3 number=N9\n\
                 tag K3 +vip\nadd customer code=K4 name=Eva\n";
    let ran = home.fed(&["batch", "-", "--ack"], lines);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out, "ACK K1\nACK K2\nACK K1\nACK K2\nACK N9\n");
    assert!(ran.err.contains('8'), "the line is named: {}", ran.err);
    assert_eq!(home.json(&["list", "--json"])["count"], 2);
    assert_eq!(home.json(&["history", "--json"])["changes"].as_array().unwrap().len(), 5);
}

#[test]
fn names_of_others_reach_a_terminal_only_made_visible() {
    let home = Home::empty();
    let hostile =
        "Code,Name,Phone\n1,\"Eva\u{1b}[31m\u{7}\u{202e}x\u{200b}\",\u{1b}]0;t\u{7}\n2,=cmd(),600\n";
    let file = home.file("h\u{1b}[1m.csv", hostile.as_bytes());
    let map = "Code=customer.code,Name=customer.name,Phone=customer.phone";
    let report = home.run(&["import", &file, "--map", map, "--on-error", "skip", "--ack"]);
    assert_eq!(report.code, 0, "{}", report.err);
    let json = home.ok(&["list", "--json"]);
    let parsed: Value = serde_json::from_str(&json).unwrap();
    let texts = [
        home.ok(&["list"]),
        home.ok(&["list", "--csv"]),
        home.ok(&["show", "1"]),
        home.ok(&["history"]),
        home.ok(&["today"]),
        json,
        home.ok(&["show", "1", "--json"]),
        report.out,
        report.err,
    ];
    for text in &texts {
        let bad =
            text.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202e}' | '\u{200b}'));
        assert_eq!(bad, None, "{text}");
    }
    let names: Vec<&str> =
        parsed["customers"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert!(names.iter().any(|n| n.contains('\u{1b}')), "JSON holds what the file said: {names:?}");
    assert!(texts[1].contains("'=cmd()"), "a formula is disarmed in CSV: {}", texts[1]);
}

#[test]
fn winback_counts_the_lost_and_those_who_came_back() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=C-1", "name=Ana"]);
    home.ok(&["add", "customer", "code=C-2", "name=Bea"]);
    for code in ["C-1", "C-2"] {
        home.ok(&["add", "purchase", &format!("customer={code}"), "date=2025-01-10", "amount=100"]);
    }
    let report = home.json(&["report", "winback", "--json"]);
    assert_keys(
        &report,
        &["detected", "verified", "definitive", "recovered", "attempts", "rate", "reasons", "queue"],
    );
    assert_eq!((&report["detected"], &report["recovered"]), (&2.into(), &0.into()));
    assert_eq!(report["queue"].as_array().unwrap().len(), 2);
    home.ok(&["log", "C-1", "--outcome", "interested"]);
    home.ok(&["add", "purchase", "customer=C-1", "date=2026-11-23", "amount=50"]);
    let report = home.json(&["report", "winback", "--json"]);
    assert_eq!((&report["detected"], &report["recovered"]), (&1.into(), &1.into()));
    assert_eq!(report["attempts"], 1);
    assert_eq!(report["rate"], 1.0);
}

#[test]
fn growth_tells_what_the_result_comes_from_and_what_became_of_last_years_revenue() {
    let home = Home::empty();
    let csv = "number;date;code;name;total\n\
               1;2025-01-10;A;Ana;100\n2;2026-01-10;A;Ana;150\n3;2026-02-10;B;Bea;150\n4;2025-03-10;D;Diego;80\n";
    home.ok(&["import", &home.file("sales.csv", csv.as_bytes()), "--yes"]);
    let report = home.json(&["report", "growth", "--json"]);
    assert_keys(
        &report,
        &["as_of", "bridge", "accounting", "wallet", "effort", "cadence", "lift", "variety"],
    );
    // 180 → 300: two customers each time, one purchase each, tickets of 90 and 150.
    let bridge = &report["bridge"];
    assert_eq!(bridge["difference"], "120.00");
    assert_eq!(
        (&bridge["effects"]["ticket"], &bridge["effects"]["customers"]),
        (&"120.00".into(), &"0.00".into())
    );
    assert_eq!((&bridge["method"], &bridge["now"]["per_customer"]), (&"log_mean".into(), &"150.00".into()));
    let part = |name: &str| {
        let part = &report["accounting"][name];
        (part["customers"].as_u64().unwrap(), part["revenue"].as_str().unwrap().to_owned())
    };
    let amount = |n: u64, text: &str| (n, text.to_owned());
    assert_eq!(part("opening"), amount(2, "180.00"));
    assert_eq!(part("new"), amount(1, "150.00"));
    assert_eq!(part("expansion"), amount(1, "50.00"));
    assert_eq!(part("lost"), amount(1, "-80.00"));
    assert_eq!(part("closing"), amount(2, "300.00"));
    assert_eq!(report["cadence"]["A"]["days"], 30);
    assert_eq!(report["variety"]["sustain"]["gone"], 1);
    assert!(home.ok(&["report", "growth"]).contains("Closing revenue"));
}

#[test]
fn equal_portfolios_export_equal_bytes_for_their_owner_only() {
    let home = Home::empty();
    home.ok(&["import", &data("chinook_invoice_lines.csv"), "--yes"]);
    let export = |name: &str| {
        let out = home.path(name).display().to_string();
        home.ok(&["export", "all", "--format", "json", "--out", &out]);
        fs::read(out).unwrap()
    };
    let first = export("a.json");
    home.ok(&["tag", "1", "+vip"]);
    let tagged = export("b.json");
    home.ok(&["undo"]);
    assert_eq!(export("c.json"), first);
    assert_ne!(tagged, first);
    let document: Value = serde_json::from_slice(&first).unwrap();
    assert_eq!(document["customers"].as_array().unwrap().len(), 59);
    assert_eq!(document["purchases"].as_array().unwrap().len(), 412);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(home.path("a.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    home.refused(8, &["export", "all", "--format", "json", "--out", "/no/such/folder/a.json"]);
}

#[test]
fn a_backup_brings_back_what_was_and_keeps_what_is() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=C-1", "name=Ana"]);
    let file = home.path("copy.db").display().to_string();
    home.ok(&["backup", &file]);
    home.ok(&["add", "customer", "code=C-2", "name=Bea"]);
    home.ok(&["restore", &file]);
    assert_eq!(home.json(&["list", "--json"])["count"], 1);
    let backups = home.json(&["backups", "--json"]);
    let kept = backups["backups"].as_array().unwrap();
    assert!(kept.iter().any(|b| b["file"].as_str().unwrap().contains("before-restore")), "{backups}");
    home.refused(3, &["restore", "no-such-backup.db"]);
    let words = home.file("words.db", b"only words, and not a portfolio at all, whatever its name");
    home.refused(5, &["restore", &words]);
    assert_eq!(home.json(&["list", "--json"])["count"], 1);
}

#[test]
fn the_configuration_is_shown_checked_and_found() {
    let home = Home::empty();
    let bad =
        home.file("config.toml", b"language = \"en\"\ncolour = 1\n[keys.global]\nundo = [\"nokey-x\"]\n");
    let said = home.refused(1, &["config", "check", "--config", &bad]);
    assert!(said.contains("line 2") && said.contains("line 4"), "all mistakes at once: {said}");
    let good = home.file("good.toml", b"theme = \"mono\"\n");
    home.ok(&["config", "check", "--config", &good]);
    assert!(home.ok(&["config", "show", "--config", &good]).contains("theme = \"mono\""));
    assert!(home.ok(&["config", "path"]).contains("config.toml"));
    assert!(home.ok(&["completions", "bash"]).contains("cartera"));
    assert!(home.ok(&["man"]).contains(".TH"));
}

#[test]
fn both_languages_answer_and_keys_stay_english() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=C-1", "name=Ana"]);
    let spanish = home.ok(&["--lang", "es", "list"]);
    assert!(spanish.contains("Nombre") && spanish.contains("potencial"), "{spanish}");
    assert!(home.ok(&["--lang", "en", "list"]).contains("prospect"));
    assert_eq!(
        home.json(&["--lang", "es", "list", "--json"]),
        home.json(&["--lang", "en", "list", "--json"])
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let home = Home::empty();
    home.ok(&["import", &data("northwind_order_lines.csv"), "--yes"]);
    let program = assert_cmd::cargo::cargo_bin("cartera");
    let mut child = std::process::Command::new(program)
        .args(["export", "--help"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().code().is_some());
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("cartera"))
        .args(["report", "flow", "--json"])
        .env("CARTERA_DB", home.path("a.db"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn show_tells_what_goes_with_what_a_customer_buys() {
    let home = Home::with_portfolio();
    // Of 100 customers 40 buy a drill, 25 a bit, 18 both: lift 18 · 100 / (40 · 25) = 1.80.
    let mut csv = String::from("numero;fecha;codigo;nombre;producto;cantidad;precio\n");
    for n in 0..100 {
        let bought = [(n < 40, "Taladro"), ((22..47).contains(&n), "Broca"), (n >= 47, "Clavo")];
        for (_, product) in bought.iter().filter(|(buys, _)| *buys) {
            writeln_csv(&mut csv, format_args!("{n};15/10/2026;C{n:03};Cliente {n:03};{product};1;10,00\n"));
        }
    }
    home.ok(&["import", &home.file("ventas.csv", csv.as_bytes()), "--yes"]);
    let offers = &home.json(&["show", "C000", "--json"])["cross_sell"];
    assert_eq!(offers.as_array().map(Vec::len), Some(1), "{offers}");
    let offer = &offers[0];
    assert_eq!((&offer["product"], &offer["because"]), (&"Broca".into(), &"Taladro".into()));
    assert_eq!(
        (&offer["n_ab"], &offer["n_a"], &offer["significant"]),
        (&18.into(), &40.into(), &true.into())
    );
    assert_eq!((offer["lift"].as_f64(), offer["confidence"].as_f64()), (Some(1.8), Some(0.45)));
    // Who has both is offered neither.
    assert_eq!(home.json(&["show", "C030", "--json"])["cross_sell"], serde_json::json!([]));
}

/// Ana of Madrid who may not be called, Bea of Bilbao, Carla of Madrid who may.
fn three_provinces() -> Home {
    let home = Home::with_portfolio();
    home.ok(&[
        "add",
        "customer",
        "code=A",
        "name=Ana",
        "postal_code=28013",
        "consent_phone=no",
        "birth_year=1980",
    ]);
    home.ok(&["add", "customer", "code=B", "name=Bea", "postal_code=48001", "city=Bilbao", "income=alto"]);
    home.ok(&["add", "customer", "code=C", "name=Carla", "postal_code=28001", "consent_phone=yes"]);
    home
}

fn codes(home: &Home, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["list"];
    all.extend(arguments);
    all.push("--json");
    let list = home.json(&all);
    let customers = list["customers"].as_array().unwrap();
    assert_eq!(list["count"], customers.len());
    customers.iter().map(|c| c["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn list_speaks_the_whole_filter_language() {
    let home = three_provinces();
    for (query, expected) in [
        ("province=28 and not consent.phone=no", &["C"][..]),
        ("provincia:madrid o ciudad:bilbao", &["A", "B", "C"]),
        ("edad>40", &["A"]),
        ("ingresos:* y no permiso:tel", &["B"]),
        ("province=28 permiso.tel:no", &["A"]),
        ("campaign:*", &[]),
        ("contactos=0", &["A", "B", "C"]),
        ("pareto:-", &["A", "B", "C"]),
    ] {
        assert_eq!(codes(&home, &[query]), expected, "{query}");
    }
    assert!(home.refused(1, &["list", "provicnia=28"]).contains("provincia"));
    assert!(home.refused(1, &["list", "@nobody"]).contains("nobody"));
}

#[test]
fn what_was_bought_and_what_is_missing_beside_it_are_conditions() {
    let home = Home::with_portfolio();
    let mut csv = String::from("numero;fecha;codigo;nombre;producto;cantidad;precio\n");
    // Six baskets with drill and bits, one with the drill alone, thirty with paint alone.
    for n in 1..=6 {
        writeln_csv(
            &mut csv,
            format_args!(
                "D{n};01/10/2026;D{n};D{n};Taladro;1;80,00\nD{n};01/10/2026;D{n};D{n};Brocas;1;9,00\n"
            ),
        );
    }
    csv.push_str("X;02/10/2026;X;X;Taladro;1;80,00\n");
    for n in 1..=30 {
        writeln_csv(&mut csv, format_args!("P{n};03/10/2026;P{n};P{n};Pintura;1;20,00\n"));
    }
    let file = home.file("v.csv", csv.as_bytes());
    home.ok(&["import", &file, "--date-order", "dmy", "--yes"]);
    assert_eq!(codes(&home, &["producto:taladro"]).len(), 7);
    assert_eq!(codes(&home, &["bought:broc -producto:pintura"]).len(), 6);
    assert_eq!(codes(&home, &["falta:brocas"]), ["X"]);
    assert_eq!(codes(&home, &["missing:pintura"]), [""; 0]);
    assert_eq!(codes(&home, &["producto:-"]), [""; 0]);
    // Figures of the whole portfolio are conditions, columns and orders.
    let list = home.json(&["list", "pareto:A rfm:*", "--sort", "rfm:desc", "--limit", "1", "--json"]);
    let first = &list["customers"][0];
    assert_eq!(first["pareto"], "A");
    assert_eq!(first["rfm"].as_str().unwrap().len(), 3);
    assert_keys(first, &["rfm", "pareto", "p_alive", "clv_12m", "segment", "class"]);
    let csv = home.ok(&["list", "producto:brocas", "--columns", "code,rfm,pareto", "--csv", "--limit", "1"]);
    assert!(csv.starts_with("code,rfm,pareto"), "{csv}");
}

#[test]
fn filters_are_saved_under_a_name_living_or_frozen_and_combined_as_sets() {
    let home = three_provinces();
    home.ok(&["segment", "save", "Madrid", "province=28"]);
    home.ok(&["segment", "save", "De hoy", "province=28", "--frozen"]);
    home.ok(&["segment", "save", "Llamables", "@madrid", "no", "consent.phone=no"]);
    home.ok(&["add", "customer", "code=D", "name=Dora", "postal_code=28002"]);
    assert_eq!(codes(&home, &["@MADRID"]), ["A", "C", "D"]);
    assert_eq!(codes(&home, &["@\"de hoy\""]), ["A", "C"]);
    assert_eq!(codes(&home, &["@llamables"]), ["C", "D"]);
    assert_eq!(codes(&home, &["@madrid -@\"de hoy\""]), ["D"]);
    assert_eq!(codes(&home, &["@\"de hoy\" o ciudad:bilbao"]), ["A", "B", "C"]);
    let report = home.json(&["report", "segments", "--json"]);
    let rows: Vec<(&str, &str, u64)> = report["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["name"].as_str().unwrap(), s["kind"].as_str().unwrap(), s["count"].as_u64().unwrap()))
        .collect();
    assert_eq!(rows, [("De hoy", "frozen", 2), ("Llamables", "living", 2), ("Madrid", "living", 3)]);
    assert_keys(&report["segments"][0], &["name", "query", "kind", "count"]);
    // None may hold itself, hold what is not there, be called as another, or go while another needs it.
    home.refused(1, &["segment", "save", "x", "@x"]);
    home.refused(1, &["segment", "save", "x", "@nobody"]);
    home.refused(1, &["segment", "save", "madrid", "zona:norte"]);
    assert!(home.refused(1, &["segment", "delete", "madrid"]).contains("Llamables"));
    home.ok(&["segment", "delete", "llamables"]);
    home.ok(&["undo"]);
    assert_eq!(codes(&home, &["@llamables"]), ["C", "D"]);
    let out = home.path("all.json").display().to_string();
    home.ok(&["export", "all", "--format", "json", "--out", &out]);
    let document: Value = serde_json::from_slice(&fs::read(out).unwrap()).unwrap();
    assert_eq!(document["segments"][0]["members"].as_array().unwrap().len(), 2);
    assert_eq!(document["segments"][1]["query"], "@madrid no consent.phone=no");
    assert!(home.json(&["verify", "--json"])["ok"].as_bool().unwrap_or(true));
}

#[test]
fn what_was_said_own_fields_scorecards_and_habits_are_conditions() {
    let home = Home::with_portfolio();
    let mut csv = String::from("numero;fecha;codigo;nombre;producto;categoria;cantidad;precio\n");
    // Ana buys every month, two categories of two; Bea twice, one of two; Carla never.
    for month in 1..=12 {
        writeln_csv(&mut csv, format_args!("A{month};05/{month:02}/2026;A;Ana;Taladro;Máquinas;1;80,00\n"));
        writeln_csv(&mut csv, format_args!("A{month};05/{month:02}/2026;A;Ana;Guantes;Ropa;1;8,00\n"));
    }
    csv += "B1;05/02/2026;B;Bea;Guantes;Ropa;1;8,00\nB2;05/06/2026;B;Bea;Guantes;Ropa;1;8,00\n";
    home.ok(&["import", &home.file("v.csv", csv.as_bytes()), "--date-order", "dmy", "--yes"]);
    home.ok(&["add", "customer", "code=C", "name=Carla", "language=ca"]);
    home.ok(&["log", "B", "--outcome", "interested", "--note", "Quiere un presupuesto de tejados"]);
    home.ok(&["add", "field", "key=talla", "name=Talla", "kind=number"]);
    home.ok(&["add", "field", "key=socio", "name=Socio", "kind=yes_no"]);
    home.ok(&["add", "customer", "code=D", "name=Dora", "custom.talla=42", "custom.socio=sí"]);
    let as_of = |query: &'static str| codes(&home, &["--as-of", "2026-12-31", query]);
    assert_eq!(as_of("tejados"), ["B"], "found in a contact");
    assert_eq!(as_of("presup"), ["B"], "by its beginning");
    assert_eq!(codes(&home, &["--as-of", "2026-01-31", "tejados"]), [""; 0], "not said yet");
    assert_eq!(as_of("campo.talla>=40"), ["D"]);
    assert_eq!(as_of("field.talla:42"), ["D"]);
    assert_eq!(as_of("campo.talla<40"), [""; 0]);
    assert_eq!(as_of("campo.socio:si"), ["D"]);
    assert_eq!(as_of("campo.socio:-").len(), 3);
    assert_eq!(as_of("uso:intensivo"), ["A"]);
    assert_eq!(as_of("usage:occasional"), ["B"]);
    assert_eq!(as_of("lealtad:exclusiva"), ["A"]);
    assert_eq!(as_of("loyalty:-"), ["C", "D"]);
    assert_eq!(as_of("idioma:ca"), ["C"]);
    let classes = ["high_yield", "high_potential", "steady", "below_zero"];
    let by_class: usize = classes.iter().map(|c| codes(&home, &[&format!("clase:{c}")]).len()).sum();
    assert_eq!(by_class, codes(&home, &["etapa:activos"]).len(), "each of the active has one class");
}

/// Adds lines to a CSV file being made.
fn writeln_csv(csv: &mut String, lines: std::fmt::Arguments<'_>) {
    use std::fmt::Write as _;
    csv.write_fmt(lines).unwrap();
}

#[test]
fn duplicates_names_pairs_with_what_they_share_and_no_shared_mailbox() {
    let home = Home::with_portfolio();
    let none: Value = serde_json::from_str(&home.ok(&["duplicates", "--json"])).unwrap();
    assert_eq!(none["count"], 0);
    home.ok(&["add", "customer", "name=Ferretería Muñoz, S.L.", "postal_code=28001", "phone=600112233"]);
    home.ok(&["add", "customer", "name=MUÑOZ FERRETERIA SL", "postal_code=28001", "phone=+34 600 11 22 33"]);
    home.ok(&["add", "customer", "name=Ana Ruiz", "email=info@taller.example"]);
    home.ok(&["add", "customer", "name=Bea Gil", "email=info@taller.example"]);
    let found: Value = serde_json::from_str(&home.ok(&["duplicates", "--json"])).unwrap();
    assert_eq!(found["count"], 1, "{found}");
    assert_eq!(found["pairs"][0]["reasons"], serde_json::json!(["phone", "name_postal_code"]));
    assert_eq!(found["pairs"][0]["score"], 0.88);
    assert_eq!(found["pairs"][0]["customers"][1]["name"], "MUÑOZ FERRETERIA SL");
    let text = home.ok(&["--lang", "es", "duplicates"]);
    assert!(text.contains("Una pareja") && text.contains("teléfono, nombre y código postal"), "{text}");
}

/// Customers with planted faults, and one without any.
const FAULTY: &str = "id;name;company;tax_id;phone;mobile;email;address;postal_code;city;region;country;birth_year;source;tags;consent_sms;created\n\
    SANO;Ana Ruiz;;12345678Z;600112233;;ana@x.example;Mayor 1;28013;Madrid;Madrid;;1980;;;;\n\
    CIF;Tornos SA;;A12345675;912345678;;a@tornos.example;Sol 2;28001;Madrid;;;;;;;\n\
    NIF;Eva Gil;;12345678A;611112233;;eva@x.example;Mayor 3;28013;Madrid;;;1970;;;;\n\
    NIE;Ion Pop;;X1234567A;612112233;;ion@x.example;Mayor 4;28013;Madrid;;;1975;;;;\n\
    FORMA;Leo Paz;;1234;613112233;;leo@x.example;Mayor 5;28013;Madrid;;;1971;;;;\n\
    TEL;Bea Sol;;00000001R;512345678;;bea@x.example;Mayor 6;28013;Madrid;;;1981;;;;\n\
    FUERA;Max Muster;;;030 0074321;;max@x.example;Weg 1;10115;Berlin;;Alemania;1982;;;;\n\
    CORREO;Gus Mar;;00000002W;614112233;;gus@-x.example;Mayor 7;28013;Madrid;;;1983;;;;\n\
    CP;Lia Rey;;00000003A;615112233;;lia@x.example;Mayor 8;99999;Madrid;;;1984;;;;\n\
    PROV;Pau Roca;;00000005M;617112233;;pau@x.example;Mayor 10;28013;Girona;Girona;;1986;;;;\n\
    EDAD;Rut Paz;;00000006Y;618112233;;rut@x.example;Mayor 11;28013;Madrid;;;2020;;;;\n\
    FALTA;Sol Vega;;00000007F;;;sol@x.example;Mayor 12;28013;Madrid;;;1987;;;;\n";

#[test]
fn quality_finds_every_planted_fault_and_nothing_else() {
    let home = Home::with_portfolio();
    let file = home.file("clientes.csv", FAULTY.as_bytes());
    home.ok(&["import", &file, "--preset", "portfolio_customers", "--yes"]);
    // A file's zero would have been put back by the import.
    let zero =
        "code=CERO name=Noa tax_id=00000004G phone=616112233 email=noa@x.example address=M9 city=Barcelona";
    let zero = zero.split(' ').chain(["postal_code=8001", "region=Barcelona"]);
    home.ok(&["add", "customer"].into_iter().chain(zero).collect::<Vec<_>>());
    let report =
        |home: &Home| -> Value { serde_json::from_str(&home.ok(&["report", "quality", "--json"])).unwrap() };
    let found = report(&home);
    let mut faults: Vec<[&str; 4]> = found["to_fix"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| ["code", "field", "problem", "expected"].map(|key| row[key].as_str().unwrap_or("")))
        .collect();
    faults.sort_unstable();
    let planted = [
        ["CERO", "postal_code", "postal_code_form", "08001"],
        ["CIF", "tax_id", "tax_id_control", "4"],
        ["CORREO", "email", "email_form", ""],
        ["CP", "postal_code", "postal_code_form", ""],
        ["EDAD", "birth_year", "birth_year", ""],
        ["FALTA", "phone", "missing", ""],
        ["FORMA", "tax_id", "tax_id_form", ""],
        ["FUERA", "phone", "phone_prefix", ""],
        ["FUERA", "tax_id", "missing", ""],
        ["NIE", "tax_id", "tax_id_control", "L"],
        ["NIF", "tax_id", "tax_id_control", "Z"],
        ["PROV", "postal_code", "postal_code_province", ""],
        ["TEL", "phone", "phone_form", ""],
    ];
    assert_eq!(faults, planted);
    assert_eq!(
        (&found["customers"], &found["invalid"], &found["missing"]),
        (&13.into(), &11.into(), &2.into())
    );
    assert_eq!(found["contrast"], 0.0);
    let validity = found["validity"].as_f64().unwrap();
    let judged = found["n"]["validity"].as_f64().unwrap();
    assert!((validity - (judged - 11.0) / judged).abs() < 1e-9, "{validity} of {judged}");
    assert_eq!(found["purposes"]["mailing"]["share"], 1.0);
    assert_eq!(found["duplicates"], 0);

    // Confirmed, it is nothing to mend, and counts as contrasted; taken back, it is as before.
    home.ok(&["verify-field", "TEL", "phone", "--source", "their card"]);
    let card: Value = serde_json::from_str(&home.ok(&["show", "TEL", "--json"])).unwrap();
    let verified = serde_json::json!([
        { "field": "phone", "date": "2026-11-23", "source": "their card", "author": "ana" }
    ]);
    assert_eq!(card["profile"]["verified"], verified);
    let confirmed = report(&home);
    let codes = |of: &Value| of["to_fix"].as_array().unwrap().iter().filter(|r| r["code"] == "TEL").count();
    assert_eq!((codes(&confirmed), confirmed["validity"].as_f64()), (0, Some(validity)));
    assert!(confirmed["contrast"].as_f64().unwrap() > 0.0);
    assert_eq!(home.ok(&["list", "quality:invalid", "--json"]).matches("\"code\"").count(), 10);
    let whole = home.path("all.json").display().to_string();
    home.ok(&["export", "all", "--format", "json", "--out", &whole]);
    let whole: Value = serde_json::from_str(&fs::read_to_string(whole).unwrap()).unwrap();
    assert_eq!(whole["checks"][0]["compared"], "their card");
    assert!(home.run(&["undo"]).err.contains("Phone of Bea Sol verified"));
    assert_eq!(report(&home), found);
    assert_eq!(home.run(&["verify-field", "FALTA", "phone"]).code, 1);
    assert_eq!(home.run(&["verify-field", "FALTA", "shoe"]).code, 2);
    home.ok(&["verify"]);
}

#[test]
fn quality_is_told_in_words_and_into_files_by_the_money_at_stake() {
    let home = Home::with_portfolio();
    for (name, tax, amount) in [("Poco", "12345678A", "10"), ("Mucho", "12345679A", "5000")] {
        home.ok(&["add", "customer", &format!("name={name}"), &format!("tax_id={tax}")]);
        home.ok(&[
            "add",
            "purchase",
            &format!("customer={name}"),
            "date=2026-11-20",
            &format!("amount={amount}"),
        ]);
    }
    let text = home.ok(&["--lang", "es", "report", "quality"]);
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word} in {text}"));
    assert!(at("Mucho") < at("Poco") && text.contains("control erróneo ¿Z?"), "{text}");
    let found: Value = serde_json::from_str(&home.ok(&["report", "quality", "--json"])).unwrap();
    assert_eq!(found["to_fix"][0]["at_stake"], "5000.00");
    assert_eq!(found["data_until"], "2026-11-20");
    // Two purchases of three days ago.
    assert_eq!(found["recording_lag"], serde_json::json!({ "median": 3, "p90": 3, "n": 2 }));
    let past: Value =
        serde_json::from_str(&home.ok(&["--as-of", "2026-11-19", "report", "quality", "--json"])).unwrap();
    assert_eq!((&past["recording_lag"]["n"], &past["data_until"]), (&0.into(), &Value::Null));
    assert!(home.ok(&["report", "quality", "--markdown"]).contains("| Mucho |"));
    let file = home.path("q.csv").display().to_string();
    home.ok(&["report", "quality", "--out", &file]);
    assert!(fs::read_to_string(file).unwrap().contains("Mucho"));
}

#[test]
fn an_import_keeps_a_copy_of_the_state_before_or_does_not_come_in() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=K1", "name=Ana"]);
    let mut csv = "code,name,email\n".to_owned();
    for n in 0..300 {
        let _ = writeln!(csv, "N{n},Persona {n},p{n}@correo.es");
    }
    let file = home.file("personas.csv", csv.as_bytes());
    // Where the copies should lie lies something else.
    let copies = home.path("backups");
    std::fs::remove_dir_all(&copies).unwrap();
    std::fs::write(&copies, b"").unwrap();
    home.refused(8, &["import", &file, "--yes"]);
    assert_eq!(home.json(&["list", "--json"])["count"], 1);
    std::fs::remove_file(&copies).unwrap();
    home.ok(&["import", &file, "--yes"]);
    assert_eq!(home.json(&["list", "--json"])["count"], 301);
    let kept = home.json(&["backups", "--json"]);
    let kept = kept["backups"].as_array().unwrap();
    assert_eq!(kept.len(), 1, "one copy for one import: {kept:?}");
    assert_eq!(kept[0]["customers"], 1);
    // Nothing new, nothing to fall back from.
    home.ok(&["import", &file, "--yes"]);
    assert_eq!(home.json(&["backups", "--json"])["backups"].as_array().unwrap().len(), 1);
}
