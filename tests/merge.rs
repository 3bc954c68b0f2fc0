//! Two customers made one and taken apart: nothing is lost, an objection stands, files find who is meant, and random
//! sequences undone give back the bytes of before.

#![expect(clippy::unwrap_used, reason = "helpers of tests; a failure is the test's own")]

#[path = "common/shell.rs"]
mod shell;

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use cartera::app::importing::{Job, run};
use cartera::app::{bundling, exporting};
use cartera::domain::change::{Change, Stamp};
use cartera::domain::people::customer::NextContact;
use cartera::domain::people::point::PointDraft;
use cartera::domain::people::quality::Datum;
use cartera::domain::people::{Consent, CustomerDraft, CustomerId, Label};
use cartera::domain::trade::PurchaseDraft;
use cartera::domain::{Day, Money};
use cartera::store::ask::{Answer, Question};
use cartera::store::db::{Db, Mode, NewSettings};
use cartera::store::error::{OpenError, StoreError};
use cartera::store::read::Reader;
use cartera::views::ImportRequest;
use cartera::views::exports::{ExportFormat, ExportWhat};
use proptest::prelude::*;
use serde_json::Value;
use shell::Shell;

const DB: &str = "a.db";

/// A shop where one customer was written down twice: by hand, and by the invoicing program.
fn twice() -> Shell {
    let shell = Shell::with(&[DB]);
    let customers = "Codigo;Nombre;NIF;Telefono;Email;Ciudad;CP\n\
         7;Bar Sol;B12345674;944111222;sol@example.org;Bilbao;48001\n\
         8;Otro;;;;;\n";
    shell.ok(DB, &["import", &shell.file("clientes.csv", customers.as_bytes()), "--yes"]);
    let add =
        ["add", "customer", "code=C-0009", "name=BAR SOL S.L.", "phone=600112233", "email=dos@example.org"];
    shell.ok(DB, &[&add[..], &["consent_email=no", "tags=terraza"]].concat());
    shell.ok(DB, &["add", "purchase", "customer=C-0009", "number=F1", "date=2026-10-01", "amount=120"]);
    shell.ok(DB, &["add", "purchase", "customer=7", "number=F2", "date=2026-10-09", "amount=30"]);
    shell.ok(DB, &["log", "C-0009", "--outcome", "interested", "--note", "quiere toldo"]);
    shell
}

fn show(shell: &Shell, code: &str) -> Value {
    shell.json(DB, &["show", code, "--json"])
}

#[test]
fn two_become_one_and_nothing_is_lost() {
    let shell = twice();
    let before = shell.whole(DB);
    shell.ok(DB, &["merge", "7", "C-0009"]);
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
    let one = show(&shell, "7");
    assert_eq!(one["name"], "Bar Sol");
    assert_eq!(one["mobile"], "600112233", "a second number finds a place");
    assert_eq!(one["consents"]["email"], false, "an objection stands");
    assert_eq!(one["orders"], 2);
    let text = one.to_string();
    for kept in ["terraza", "quiere toldo", "dos@example.org", "BAR SOL S.L."] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    // The code that went leads to who is there.
    assert_eq!(show(&shell, "C-0009")["code"], "7");
    let listed = shell.json(DB, &["list", "--json"]).to_string();
    assert!(!listed.contains("BAR SOL S.L."), "{listed}");
    let joined = shell.json(DB, &["duplicates", "--joined", "--json"]);
    assert_eq!((&joined["count"], &joined["joined"][0]["code"]), (&1.into(), &"C-0009".into()));
    // Nobody else gets the code while files mean somebody by it.
    shell.refused(1, DB, &["add", "customer", "code=C-0009", "name=X"]);
    shell.ok(DB, &["undo"]);
    assert_eq!(shell.whole(DB), before);
}

#[test]
fn what_was_chosen_of_the_other_stands() {
    let shell = twice();
    shell.ok(DB, &["merge", "7", "C-0009", "--take", "email,name"]);
    let one = show(&shell, "7");
    assert_eq!((&one["name"], &one["email"]), (&"BAR SOL S.L.".into(), &"dos@example.org".into()));
    assert!(one.to_string().contains("sol@example.org"), "what gave way is kept as a fact");
    assert!(shell.refused(1, DB, &["merge", "7", "8", "--take", "colour"]).contains("colour"));
    shell.refused(1, DB, &["merge", "7", "7"]);
    shell.refused(1, DB, &["merge", "7", "nadie"]);
}

#[test]
fn what_was_confirmed_is_the_value_that_stands() {
    let shell = twice();
    for (who, field, source) in [("7", "email", "carta"), ("C-0009", "email", "llamada"), ("7", "city", "")] {
        shell.ok(DB, &["verify-field", who, field, "--source", source]);
    }
    let checks = || -> Vec<(String, String)> {
        let whole: Value = serde_json::from_str(&shell.whole(DB)).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let all = whole["checks"].as_array().unwrap();
        all.iter().map(|check| (text(&check["value"]), text(&check["compared"]))).collect()
    };
    let pair = |value: &str, source: &str| (value.to_owned(), source.to_owned());
    let before = checks();
    shell.ok(DB, &["merge", "7", "C-0009", "--take", "email"]);
    assert_eq!(checks(), [pair("Bilbao", ""), pair("dos@example.org", "llamada")]);
    shell.ok(DB, &["unmerge", "C-0009"]);
    assert_eq!(checks(), before);
    shell.ok(DB, &["merge", "7", "C-0009"]);
    assert_eq!(checks(), [pair("Bilbao", ""), pair("sol@example.org", "carta")]);
}

#[test]
fn taken_apart_each_has_what_was_theirs_and_what_was_said_since_stays() {
    let shell = twice();
    let (first, second) = (show(&shell, "7"), show(&shell, "C-0009"));
    shell.ok(DB, &["merge", "7", "C-0009"]);
    // Later than the merge: stays where it was written, but a no is said for both.
    shell.ok(DB, &["add", "purchase", "customer=7", "number=F3", "date=2026-11-01", "amount=5"]);
    shell.ok(DB, &["log", "7", "--outcome", "never", "--note", "basta"]);
    shell.ok(DB, &["unmerge", "C-0009"]);
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
    let (one, other) = (show(&shell, "7"), show(&shell, "C-0009"));
    for field in ["name", "phone", "mobile", "email", "consents", "tax_id", "city"] {
        assert_eq!(one[field], first[field], "{field}");
        assert_eq!(other[field], second[field], "{field}");
    }
    assert_eq!((&one["orders"], &other["orders"]), (&2.into(), &1.into()));
    assert!(other.to_string().contains("quiere toldo") && !one.to_string().contains("quiere toldo"));
    assert!(!one["do_not_call"].is_null() && !other["do_not_call"].is_null(), "{one} {other}");
    // They were looked at, and are two.
    assert_eq!(shell.json(DB, &["duplicates", "--json"])["count"], 0);
    assert!(shell.refused(1, DB, &["unmerge", "C-0009"]).contains("C-0009"));
}

#[test]
fn a_no_of_before_is_said_by_one_of_them_and_one_said_again_by_both() {
    let shell = Shell::with(&[DB]);
    for customer in [
        ["code=A", "name=Ana", "consent_phone=yes", "next=+3d"],
        ["code=B", "name=Bea", "consent_phone=no", "phone=600112233"],
    ] {
        shell.ok(DB, &[&["add", "customer"][..], &customer].concat());
    }
    shell.ok(DB, &["log", "B", "--outcome", "never"]);
    let said = |code: &str| {
        let card = show(&shell, code);
        ["consents", "do_not_call", "next"].map(|key| card[key].clone())
    };
    let before = ["A", "B"].map(said);
    for [keep, gone] in [["B", "A"], ["A", "B"]] {
        shell.ok(DB, &["merge", keep, gone]);
        assert!(!show(&shell, keep)["do_not_call"].is_null(), "an objection of either stands");
        shell.ok(DB, &["unmerge", gone]);
        assert_eq!(["A", "B"].map(said), before, "{gone} into {keep}");
    }
    // Once more while they are one: it is a no of both, whoever said it before.
    shell.ok(DB, &["merge", "A", "B"]);
    shell.ok(DB, &["log", "A", "--outcome", "never"]);
    shell.ok(DB, &["unmerge", "B"]);
    assert!(["A", "B"].iter().all(|code| !show(&shell, code)["do_not_call"].is_null()));
}

#[test]
fn a_file_that_names_both_changes_nothing_after_they_were_joined() {
    let shell = Shell::with(&[DB]);
    let customers = "Codigo;Nombre;Telefono;Ciudad\n1;Ana Ruiz;600112233;Bilbao\n2;Ana Ruíz;600 11 22 33;Getxo\n3;Bea;;\n";
    let purchases = "Factura;Fecha;Codigo cliente;Total\nF1;13/10/2026;1;10,00\nF2;14/10/2026;2;20,00\n";
    let files =
        [shell.file("clientes.csv", customers.as_bytes()), shell.file("ventas.csv", purchases.as_bytes())];
    let import = |shell: &Shell, file: &str| -> Value {
        serde_json::from_str(&shell.ok(DB, &["import", file, "--yes", "--json", "--source", "caja"])).unwrap()
    };
    for file in &files {
        import(&shell, file);
    }
    assert_eq!(shell.json(DB, &["duplicates", "--json"])["count"], 1);
    shell.ok(DB, &["merge", "1", "2"]);
    let before = shell.whole(DB);
    for file in &files {
        let report = import(&shell, file);
        assert_eq!(report["customers"]["new"], 0, "{report}");
        assert_eq!(report["customers"]["updated"], 0, "{report}");
    }
    assert_eq!(shell.whole(DB), before);
    // A new sale to the code that went is a sale to who is there; their no is a no.
    let more = format!("{purchases}F3;15/10/2026;2;5,00\n");
    import(&shell, &shell.file("ventas2.csv", more.as_bytes()));
    assert_eq!(show(&shell, "1")["orders"], 3);
    shell.ok(DB, &["undo"]);
    shell.ok(DB, &["undo"]);
    assert_eq!(shell.json(DB, &["duplicates", "--json"])["count"], 1);
}

#[test]
fn a_chain_is_taken_apart_from_its_end() {
    let shell = Shell::with(&[DB]);
    for code in ["A", "B", "C"] {
        shell.ok(DB, &["add", "customer", &format!("code={code}"), &format!("name=Ana {code}")]);
    }
    shell.ok(DB, &["add", "purchase", "customer=A", "number=F1", "date=2026-10-01", "amount=1"]);
    shell.ok(DB, &["merge", "B", "A"]);
    shell.ok(DB, &["merge", "C", "B"]);
    assert_eq!(show(&shell, "A")["code"], "C");
    assert!(shell.refused(1, DB, &["unmerge", "A"]).contains("Ana B"));
    shell.ok(DB, &["unmerge", "B"]);
    assert_eq!((&show(&shell, "A")["code"], &show(&shell, "B")["orders"]), (&"B".into(), &1.into()));
    shell.ok(DB, &["unmerge", "A"]);
    assert_eq!((&show(&shell, "A")["orders"], &show(&shell, "B")["orders"]), (&1.into(), &0.into()));
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
}

#[test]
fn a_pair_that_is_two_is_not_asked_about_again() {
    let shell = twice();
    shell.ok(DB, &["add", "customer", "code=Z", "name=Sol", "phone=944 11 12 22"]);
    assert_eq!(shell.json(DB, &["duplicates", "--json"])["count"], 1);
    shell.ok(DB, &["different", "7", "Z"]);
    assert_eq!(shell.json(DB, &["duplicates", "--json"])["count"], 0);
    shell.ok(DB, &["different", "Z", "7", "--no"]);
    assert_eq!(shell.json(DB, &["duplicates", "--json"])["count"], 1);
}

#[test]
fn a_new_customer_never_gets_the_row_of_somebody_who_was_joined() {
    let shell = Shell::with(&[DB]);
    for code in ["A", "B"] {
        shell.ok(DB, &["add", "customer", &format!("code={code}"), &format!("name=Ana {code}")]);
    }
    shell.ok(DB, &["merge", "A", "B"]);
    shell.ok(DB, &["add", "customer", "code=N", "name=Nueva"]);
    shell.ok(DB, &["import", &shell.file("c.csv", b"Codigo;Nombre\n5;Otra\n"), "--yes"]);
    shell.ok(DB, &["unmerge", "B"]);
    assert_eq!(shell.json(DB, &["verify", "--json"])["ok"], true);
    let names = ["A", "B", "N", "5"].map(|code| show(&shell, code)["name"].as_str().unwrap().to_owned());
    assert_eq!(names, ["Ana A", "Ana B", "Nueva", "Otra"]);
}

#[test]
fn what_was_joined_on_one_laptop_is_joined_on_the_other() {
    let shell = twice();
    shell.ok(DB, &["backup", &shell.text("b.db")]);
    let later = "2026-11-24T09:00";
    // The colleague goes on with the one who is about to go.
    shell.ok_at(later, "b.db", &["log", "C-0009", "--outcome", "interested", "--note", "de la colega"]);
    shell.ok_at(later, "b.db", &["add", "purchase", "customer=C-0009", "date=2026-11-20", "amount=9"]);
    shell.ok_at(later, DB, &["merge", "7", "C-0009"]);
    let give = |now: &str, from: &str, to: &str| {
        let file = shell.text(&format!("{from}.bundle"));
        shell.ok_at(now, from, &["bundle", "export", &file]);
        shell.ok_at(now, to, &["bundle", "import", &file]);
    };
    give("2026-11-25T09:00", DB, "b.db");
    give("2026-11-25T10:00", "b.db", DB);
    assert_eq!(shell.whole(DB), shell.whole("b.db"));
    let one = show(&shell, "7");
    assert_eq!(one["orders"], 3);
    assert!(shell.whole(DB).contains("de la colega"));
    // Taken apart here, a bundle of whoever has them as one does not join them again.
    shell.ok_at("2026-11-26T09:00", DB, &["unmerge", "C-0009"]);
    give("2026-11-26T10:00", "b.db", DB);
    assert_eq!(show(&shell, "C-0009")["code"], "C-0009");
    for db in [DB, "b.db"] {
        assert_eq!(shell.json(db, &["verify", "--json"])["ok"], true);
    }
}

/// What is done to a portfolio.
#[derive(Clone, Debug)]
enum Step {
    Join(usize, usize, bool),
    Part(usize),
    Edit(usize, u8),
    Consent(usize, bool),
    Buy(usize, i64),
    Note(usize),
    Confirm(usize, bool),
    Point(usize, u8),
    Different(usize, usize),
    Import(u8),
    Bundle,
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..6_usize;
    prop_oneof![
        4 => (who.clone(), who.clone(), any::<bool>()).prop_map(|(a, b, take)| Step::Join(a, b, take)),
        3 => who.clone().prop_map(Step::Part),
        2 => (who.clone(), any::<u8>()).prop_map(|(a, n)| Step::Edit(a, n)),
        1 => (who.clone(), any::<bool>()).prop_map(|(a, no)| Step::Consent(a, no)),
        2 => (who.clone(), 1..900_i64).prop_map(|(a, n)| Step::Buy(a, n)),
        1 => who.clone().prop_map(Step::Note),
        2 => (who.clone(), any::<bool>()).prop_map(|(a, phone)| Step::Confirm(a, phone)),
        2 => (who.clone(), any::<u8>()).prop_map(|(a, n)| Step::Point(a, n)),
        1 => (who.clone(), who).prop_map(|(a, b)| Step::Different(a, b)),
        3 => any::<u8>().prop_map(Step::Import),
        2 => Just(Step::Bundle),
        1 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

/// The change of a step, where there is one: customers by their place among those there are.
fn change(step: &Step, path: &Path, at: &Stamp) -> Option<Change> {
    let mut reader = Reader::open(path, at.today()).unwrap();
    let all = reader.everybody().unwrap();
    let whom = |n: usize| all.get(n % all.len().max(1)).copied();
    let mut edit = |n: usize, write: &dyn Fn(&mut CustomerDraft)| {
        let customer = reader.records(&[whom(n)?]).unwrap().pop()?;
        let mut draft = customer.draft;
        write(&mut draft);
        Some(Change::EditCustomer { id: customer.id, draft, labels: customer.labels })
    };
    match step {
        Step::Join(a, b, take) => Some(Change::Merge {
            keep: whom(*a)?,
            gone: whom(*b)?,
            take: if *take { vec!["name".into(), "phone".into()] } else { Vec::new() },
        }),
        Step::Part(n) => {
            let rows = match reader.answer(Question::Joined(None)).unwrap() {
                Answer::Joined(rows) => rows,
                other => panic!("{other:?}"),
            };
            Some(Change::Unmerge { gone: rows.get(n % rows.len().max(1))?.gone })
        }
        Step::Edit(a, n) => edit(*a, &|draft| {
            let slot = [&mut draft.phone, &mut draft.mobile, &mut draft.city, &mut draft.name];
            *slot.into_iter().nth(usize::from(n % 4)).unwrap() = format!("60011000{}", n % 3);
        }),
        Step::Consent(a, no) => {
            edit(*a, &|draft| draft.consent_email = if *no { Consent::No } else { Consent::Yes })
        }
        Step::Buy(a, n) => Some(Change::AddPurchase(bought(whom(*a)?, at.today(), *n))),
        Step::Note(a) => Some(Change::Note { id: None, customer: whom(*a)?, text: "algo".into() }),
        Step::Point(a, n) => {
            let value = format!("60033000{}", n % 3);
            let draft =
                PointDraft { customer: whom(*a)?, value, preferred: n % 2 == 0, ..PointDraft::default() };
            Some(Change::SavePoint { id: None, draft, works: false })
        }
        Step::Confirm(a, phone) => {
            let field = if *phone { Datum::Phone } else { Datum::City };
            Some(Change::VerifyField { customer: whom(*a)?, field, on: at.today(), source: "carta".into() })
        }
        Step::Different(a, b) => Some(Change::Different { one: whom(*a)?, other: whom(*b)?, are: true }),
        Step::Import(_) | Step::Bundle | Step::Undo | Step::Redo => None,
    }
}

fn bought(customer: CustomerId, day: Day, cents: i64) -> PurchaseDraft {
    PurchaseDraft {
        customer: Some(customer),
        number: String::new(),
        day,
        amount: Money(cents),
        lines: Vec::new(),
        channel: String::new(),
        seller: String::new(),
        note: String::new(),
        occasion: String::new(),
    }
}

/// A list of customers some of whom were written otherwise the last time.
fn import(db: &mut Db, folder: &Path, seed: u8, stamp: &Stamp) {
    use std::fmt::Write as _;
    let mut text = String::from("Codigo;Nombre;Telefono\n");
    for code in 0..5 {
        let _ = writeln!(text, "K{code};Cliente {code}{};60022{:04}", seed % 2, (seed / 8) % 3);
    }
    let path = folder.join("in.csv");
    fs::write(&path, text).unwrap();
    let request = ImportRequest { path, ..ImportRequest::default() };
    let job = Job { request, dry_run: false, rejects: None, stamp: stamp.clone() };
    run(db, &job, &|_| String::new(), &mut |_| ControlFlow::Continue(())).unwrap();
}

/// Everything, as `export all --format json` writes it.
fn bytes(path: &Path) -> String {
    let to = path.with_extension("json");
    let mut reader = Reader::open(path, Day::parse_iso("2026-12-31").unwrap()).unwrap();
    let job = exporting::Job {
        manner: cartera::ui::Look::plain(cartera::ui::texts::Lang::Es).manner(),
        because: None,
        what: ExportWhat::All,
        format: ExportFormat::Json,
        to: to.clone(),
        whom: None,
        everyone: true,
        vcard: cartera::exchange::out::vcard::Version::V4,
        template: None,
        date: String::new(),
    };
    exporting::run(&mut reader, path, 2, &job, &mut |_| ControlFlow::Continue(())).unwrap();
    fs::read_to_string(to).unwrap()
}

fn stamp(second: u32) -> Stamp {
    let day = Day::parse_iso("2026-11-20").unwrap().date();
    Stamp { now: day.and_hms_opt(10, second / 60, second % 60).unwrap(), author: "ana".into() }
}

/// Five customers of a file and two typed ones, with something that hangs on each.
fn begin(path: &Path, folder: &Path) -> Db {
    // A process that another test is just starting may hold a copy of the lock for a moment.
    let mut db = loop {
        match Db::create(path, &NewSettings::default()) {
            Err(OpenError::Locked { .. }) => {
                std::thread::sleep(std::time::Duration::from_millis(20));
                let _ = fs::remove_file(path);
            }
            made => break made.unwrap(),
        }
    };
    import(&mut db, folder, 0, &stamp(0));
    for name in ["Ana", "Bea"] {
        let draft = CustomerDraft {
            name: name.into(),
            email: format!("{name}@example.org"),
            ..CustomerDraft::default()
        };
        let next = None;
        db.apply(&Change::AddCustomer { draft, labels: vec![], next, note: "nota".into() }, &stamp(0))
            .unwrap();
    }
    let label = Label { id: 0, name: "vip".into(), code: String::new(), colour: None, rank: 0 };
    let label = db.apply(&Change::SaveLabel(label), &stamp(0)).unwrap().created[0];
    for id in 1..=7 {
        db.apply(&Change::AddPurchase(bought(id, stamp(0).today(), id * 100)), &stamp(0)).unwrap();
        if id % 2 == 0 {
            let tag = Change::Tag { customers: vec![id], add: vec![label], remove: vec![] };
            db.apply(&tag, &stamp(0)).unwrap();
            let next =
                NextContact { day: stamp(0).today().plus(id as i32), minute: None, note: format!("n{id}") };
            db.apply(&Change::SetNext { customers: vec![id], next: Some(next) }, &stamp(0)).unwrap();
        }
    }
    // As if it had always been so: undo leads back here.
    db.forget_changes().unwrap();
    db
}

/// What a colleague made of the same file: an edit, a sale, a note, and two of it made one.
fn colleague(db: &Db, folder: &Path, bundle: &Path) {
    let path = folder.join("b.db");
    db.backup(Some(&path), stamp(0).now).unwrap();
    let mut other = loop {
        match Db::open(&path, Mode::Write) {
            Err(OpenError::Locked { .. }) => std::thread::sleep(std::time::Duration::from_millis(20)),
            opened => break opened.unwrap(),
        }
    };
    let customer = Reader::open(&path, stamp(0).today()).unwrap().records(&[3]).unwrap().pop().unwrap();
    let draft = CustomerDraft { city: "Getxo".into(), consent_phone: Consent::No, ..customer.draft };
    for (second, change) in [
        Change::EditCustomer { id: 3, draft, labels: customer.labels },
        Change::AddPurchase(bought(2, stamp(0).today(), 7)),
        Change::Note { id: None, customer: 4, text: "de la colega".into() },
        Change::Merge { keep: 5, gone: 6, take: Vec::new() },
    ]
    .iter()
    .enumerate()
    {
        other.apply(change, &stamp(second as u32)).unwrap();
    }
    bundling::export(&other, bundle, None, &stamp(9), &mut |_| ControlFlow::Continue(())).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_sequences_undone_give_back_the_bytes_of_before(steps in prop::collection::vec(step(), 1..18)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let bundle = folder.path().join("b.bundle");
        let mut db = begin(&path, folder.path());
        colleague(&db, folder.path(), &bundle);
        let start = (bytes(&path), db.fingerprint().unwrap());
        for (at, step) in steps.iter().enumerate() {
            let stamp = stamp(60 + at as u32);
            match step {
                Step::Import(seed) => import(&mut db, folder.path(), *seed, &stamp),
                Step::Bundle => {
                    let go = &mut |_| ControlFlow::Continue(());
                    bundling::import(&mut db, &bundle, &stamp, go).unwrap();
                }
                Step::Undo => drop(db.undo(&stamp).unwrap()),
                Step::Redo => drop(db.redo(&stamp).unwrap()),
                other => {
                    if let Some(change) = change(other, &path, &stamp) {
                        // The same one twice, a chain that is not at its end: refused, and nothing done.
                        if let Err(error) = db.apply(&change, &stamp) {
                            prop_assert!(matches!(error, StoreError::Refused(..)), "{change:?}: {error:?}");
                        }
                    }
                }
            }
        }
        prop_assert_eq!(db.verify().unwrap(), vec![]);
        while db.undo(&stamp(900)).unwrap().is_some() {}
        prop_assert_eq!(bytes(&path), start.0);
        prop_assert_eq!(db.fingerprint().unwrap(), start.1);
    }
}
