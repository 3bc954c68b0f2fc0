//! The way out: exports as a contract. What goes out comes back the same, no spreadsheet computes it, and who objects to
//! post gets none.

#![expect(clippy::unwrap_used, reason = "helpers of tests; a failure is the test's own")]

#[path = "common/shell.rs"]
mod shell;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};

use serde_json::Value;
use shell::Shell;

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A portfolio with every kind of trouble in it.
fn troubled() -> Shell {
    let shell = Shell::with(&["a.db"]);
    let add = |fields: &[&str]| {
        let mut arguments = vec!["add", "customer"];
        arguments.extend(fields);
        shell.ok("a.db", &arguments);
    };
    add(&[
        "code=17850.0",
        "name==HYPERLINK(\"http://x\",\"y\")",
        "company=+SUM(A1), \"S.L.\"",
        "phone=+34 600 11 22 33",
        "email=a@b.es",
        "address='=1\nEscalera B",
        "postal_code=08001",
        "city=-1",
        "tags=vip;late,payer",
        "consent_email=yes",
        "consent_post=no",
        "birth_year=1980",
        "owner=ana",
        "since=2020-02-29",
    ]);
    add(&["code=0042", "name='t Hooft, \"Ñandú\"", "mobile=600112244", "consent_phone=no", "zone=@norte"]);
    add(&[
        "code=C-9",
        "name=Zoë 👩\u{200d}🔧",
        "address=Mayor, 1",
        "postal_code=01001",
        "city=Vitoria",
        "country=ES",
    ]);
    shell.ok(
        "a.db",
        &[
            "add",
            "purchase",
            "customer=0042",
            "number='7",
            "date=2026-10-01",
            "product==1+1",
            "quantity=3",
            "unit_price=3.335",
            "product=Tornillo; M4",
            "quantity=1.5",
            "unit_price=2",
            "discount=0.125",
            "note=-x",
        ],
    );
    shell.ok("a.db", &["add", "purchase", "customer=C-9", "number=V2", "date=2026-10-02", "amount=12.34"]);
    shell.ok("a.db", &["add", "purchase", "date=2026-10-03", "number=V3", "amount=5"]);
    shell.ok(
        "a.db",
        &["log", "C-9", "--outcome", "interested", "--note", "=cmd|' /C calc'!A0", "--next", "+3d"],
    );
    shell
}

#[test]
fn csv_of_customers_and_purchases_comes_back_the_same() {
    let shell = troubled();
    let customers = shell.export("a.db", &["customers", "--format", "csv"], "customers.csv");
    let purchases = shell.export("a.db", &["purchases", "--format", "csv"], "purchases.csv");
    shell.ok("b.db", &["import", &shell.text("customers.csv"), &shell.text("purchases.csv"), "--yes"]);
    let drop = |csv: Vec<u8>, columns: &[&str]| {
        let all = rows(&text(csv));
        let keep: Vec<usize> =
            (0..all[0].len()).filter(|i| !columns.contains(&all[0][*i].as_str())).collect();
        all.into_iter().map(|r| keep.iter().map(|i| r[*i].clone()).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    // A planned contact is no word of a file of customers.
    let back = shell.export("b.db", &["customers", "--format", "csv"], "customers2.csv");
    assert_eq!(drop(back, &["next_contact"]), drop(customers, &["next_contact"]));
    assert_eq!(
        text(shell.export("b.db", &["purchases", "--format", "csv"], "purchases2.csv")),
        text(purchases)
    );
    let again = shell.json("b.db", &["import", &shell.text("customers.csv"), "--yes", "--json"]);
    assert_eq!((&again["customers"]["new"], &again["customers"]["updated"]), (&0.into(), &0.into()));
}

#[test]
fn no_cell_of_a_csv_is_a_formula() {
    let shell = troubled();
    for what in ["customers", "purchases", "contacts"] {
        let csv = text(shell.export("a.db", &[what, "--format", "csv"], "x.csv"));
        for cell in rows(&csv).into_iter().flatten() {
            let armed = cell.starts_with(['=', '@', '\t', '\r'])
                || cell.starts_with(['+', '-'])
                    && cell[1..].contains(|c: char| c.is_alphabetic() || c == '|');
            assert!(!armed, "{what}: {cell}");
        }
    }
}

/// The parts of a workbook, or of an archive.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut content = String::new();
            file.read_to_string(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

#[test]
fn a_workbook_holds_numbers_days_and_texts_and_no_formula_or_link() {
    let shell = troubled();
    let book = parts(shell.export("a.db", &["all", "--format", "xlsx"], "all.xlsx"));
    let sheets: Vec<&String> =
        book.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")).map(|(_, xml)| xml).collect();
    assert_eq!(sheets.len(), 3);
    for xml in &sheets {
        assert!(!xml.contains("<f>") && !xml.contains("hyperlink"), "{xml}");
    }
    assert!(book.iter().all(|(name, _)| !name.contains("externalLink")));
    let purchases = sheets.iter().find(|xml| xml.contains("unit_price") || xml.contains("12.34")).unwrap();
    assert!(purchases.contains("<v>12.34</v>"), "an amount is a number: {purchases}");
    // 2026-10-02 is day 46297 of Excel.
    assert!(purchases.contains("<v>46297</v>"), "a day is a day: {purchases}");
}

#[test]
fn an_archive_of_everything_is_the_same_for_the_same_portfolio() {
    let shell = troubled();
    let first = shell.export("a.db", &["all", "--format", "csv"], "all.zip");
    assert_eq!(shell.export("a.db", &["all", "--format", "csv"], "all2.zip"), first);
    let parts = parts(first);
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["customers.csv", "purchases.csv", "contacts.csv", "portfolio.json"]);
    assert_eq!(parts[3].1, shell.whole("a.db"));
}

#[test]
fn cards_are_of_those_who_may_be_contacted() {
    let shell = troubled();
    shell.ok("a.db", &["log", "0042", "--outcome", "never"]);
    let ran = shell.run("a.db", &["export", "customers", "--format", "vcf", "--out", &shell.text("x.vcf")]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("One customer left out: never to be contacted"), "{}", ran.err);
    let cards = fs::read_to_string(shell.path("x.vcf")).unwrap();
    assert_eq!(cards.matches("BEGIN:VCARD\r\nVERSION:4.0").count(), 2);
    assert!(!cards.contains("Hooft"));
    let csv = text(shell.export("a.db", &["customers", "--format", "csv"], "x.csv"));
    assert!(!csv.contains("Hooft"), "a list leaves them out too");
    let all = text(shell.export("a.db", &["customers", "--format", "csv", "--everyone"], "x.csv"));
    assert!(all.contains("Hooft"));
    let old = text(shell.export("a.db", &["customers", "--format", "vcf", "--vcard", "3"], "x.vcf"));
    assert!(old.contains("VERSION:3.0"));
}

#[test]
fn a_filter_says_of_whom() {
    let shell = troubled();
    let codes = |what: &[&str]| -> BTreeSet<String> {
        let csv = text(shell.export("a.db", what, "x.csv"));
        let all = rows(&csv);
        let at = all[0].iter().position(|h| h == "customer_id" || h == "id").unwrap();
        let at = all[0].iter().position(|h| h == "customer_id").unwrap_or(at);
        all[1..].iter().map(|row| row[at].clone()).collect()
    };
    assert_eq!(codes(&["customers", "tag:vip", "--format", "csv"]), BTreeSet::from(["'17850.0".to_owned()]));
    assert_eq!(codes(&["purchases", "zone:@norte", "--format", "csv"]), BTreeSet::from(["0042".to_owned()]));
    assert_eq!(codes(&["purchases", "--format", "csv"]).len(), 3, "anonymous sales too");
    assert_eq!(codes(&["contacts", "tag:vip", "--format", "csv"]).len(), 0);
    let json: Value = serde_json::from_slice(&shell.export(
        "a.db",
        &["customers", "tag:vip", "--format", "json"],
        "x.json",
    ))
    .unwrap();
    assert_eq!(json["customers"].as_array().unwrap().len(), 1);
}

#[test]
fn what_there_is_not_is_refused_in_words_and_leaves_no_file() {
    let shell = troubled();
    let out = shell.text("x");
    let said = shell.refused(1, "a.db", &["export", "purchases", "--format", "vcf", "--out", &out]);
    assert!(said.contains("vcf") && said.contains("csv, xlsx, json"), "{said}");
    shell.refused(2, "a.db", &["export", "customers", "--out", &out]);
    shell.refused(1, "a.db", &["export", "letters", "--out", &out]);
    shell.refused(1, "a.db", &["export", "letters", "--template", "/no/such", "--out", &out]);
    let template = shell.file("t.txt", "Dear {nombre},".as_bytes());
    let said = shell.refused(1, "a.db", &["export", "letters", "--template", &template, "--out", &out]);
    assert!(said.contains("nombre") && said.contains("postal_code"), "{said}");
    assert!(!shell.path("x").exists());
    shell.refused(8, "a.db", &["export", "customers", "--format", "csv", "--out", "/no/such/folder/x"]);
    assert_eq!(
        shell.run("a.db", &["export", "customers", "--format", "csv", "--out", &shell.text("a.db")]).code,
        1
    );
}

#[test]
fn letters_and_labels_go_to_nobody_who_objects_and_say_why() {
    let shell = Shell::with(&["a.db"]);
    let address = ["address=Mayor, 1", "postal_code=08001", "city=Barcelona"];
    for (code, more) in [
        ("yes", "consent_post=yes"),
        ("no", "consent_post=no"),
        ("bought", "owner=ana"),
        ("prospect", "owner=ana"),
    ] {
        let code = format!("code={code}");
        let name = format!("name=Ana {code} *x*");
        let mut fields = vec!["add", "customer", &code, &name, more];
        fields.extend(address);
        shell.ok("a.db", &fields);
    }
    shell.ok("a.db", &["add", "customer", "code=away", "name=Bea", "consent_post=yes"]);
    for code in ["bought", "no"] {
        let customer = format!("customer={code}");
        shell.ok("a.db", &["add", "purchase", &customer, "date=2026-10-01", "amount=10"]);
    }
    let template = shell.file("t.md", "# {name}\n{company}\n{place}\n\nDear {name}, {{now}}\n".as_bytes());
    let ran =
        shell.run("a.db", &["export", "letters", "--template", &template, "--out", &shell.text("l.md")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for said in ["objects to post", "has not bought and has not agreed", "no address"] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    let letters = fs::read_to_string(shell.path("l.md")).unwrap();
    assert_eq!(letters.matches("page-break").count(), 1, "{letters}");
    assert!(letters.contains("08001 Barcelona\n\nDear Ana code=yes \\*x\\*, {now}"), "{letters}");
    assert!(!letters.contains("\n\n\n"), "a line without a value is none: {letters}");
    let labels = text(shell.export("a.db", &["labels"], "labels.csv"));
    assert_eq!(rows(&labels).len(), 3);
    assert_eq!(rows(&labels)[0][..5], ["name", "company", "contact", "address", "postal_code"]);
    let plain = text(shell.export("a.db", &["letters", "yes", "--template", &template], "l.txt"));
    assert!(plain.contains("Ana code=yes *x*"));
}

#[test]
fn codes_that_two_sources_share_stay_apart() {
    let shell = Shell::with(&["a.db"]);
    shell.ok("a.db", &["add", "customer", "code=5", "name=Ana"]);
    let file = shell.file("other.csv", b"code;name\n5;Bea\n6;Cleo\n");
    let map = "code=customer.code,name=customer.name";
    shell.ok("a.db", &["import", &file, "--map", map, "--source", "shop", "--yes"]);
    let csv = text(shell.export("a.db", &["customers", "--format", "csv"], "x.csv"));
    let codes: BTreeSet<String> = rows(&csv)[1..].iter().map(|r| r[0].clone()).collect();
    assert_eq!(codes, BTreeSet::from(["generic:5".into(), "shop:5".into(), "6".into()]));
}

#[test]
fn a_report_is_text_markdown_or_a_file() {
    let shell = troubled();
    let markdown = shell.ok("a.db", &["report", "lifecycle", "--markdown"]);
    assert!(
        markdown.starts_with("# Lifecycle, 23 nov 2026\n\n") || markdown.starts_with("# Lifecycle, "),
        "{markdown}"
    );
    assert!(markdown.contains("| --- |") || markdown.contains("---: |"), "{markdown}");
    let names = [
        "flow",
        "cohorts",
        "rfm",
        "pareto",
        "rules",
        "winback",
        "calls",
        "growth",
        "segments",
        "value",
        "offers",
        "campaigns",
        "team",
        "quality",
    ];
    for name in names {
        let text = shell.ok("a.db", &["report", name, "--markdown"]);
        // A table has as many cells in each row as in its heading, and nothing stands in columns of spaces.
        let bars = |line: &str| line.replace("\\|", "").matches('|').count();
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair.iter().all(|line| line.starts_with('|'))) {
            assert_eq!(bars(pair[0]), bars(pair[1]), "{name}: {text}");
        }
        for line in lines.iter().filter(|line| !line.starts_with('|')) {
            assert!(!line.contains("   "), "{name}: a table that is none: {text}");
        }
        // The same as a document and as tables, without a word on stdout.
        let json = shell.export_report("a.db", name, "r.json");
        assert_eq!(
            serde_json::from_slice::<Value>(&json).unwrap(),
            shell.json("a.db", &["report", name, "--json"]),
            "{name}"
        );
        let file = shell.text("r.csv");
        assert_eq!(shell.ok("a.db", &["report", name, "--out", &file]), "", "{name}");
        assert!(text.starts_with("# "), "{name}: {text}");
        assert!(!text.contains("\n\n\n"), "{name}: {text}");
    }
    let csv = text(shell.export_report("a.db", "pareto", "p.csv"));
    assert!(rows(&csv).iter().any(|row| row.iter().any(|cell| cell == "24.98")), "{csv}");
    let book = parts(shell.export_report("a.db", "pareto", "p.xlsx"));
    assert!(
        book.iter().any(|(name, xml)| name.contains("sheet1") && xml.contains("<v>24.98</v>")),
        "an amount is a number"
    );
    shell.export_report("a.db", "lifecycle", "p.md");
    shell.refused(1, "a.db", &["report", "lifecycle", "--out", &shell.text("p.doc")]);
    shell.refused(2, "a.db", &["report", "lifecycle", "--json", "--markdown"]);
}

/// The cells of a sheet as a reader of workbooks sees them.
fn sheet(bytes: &[u8], at: usize) -> Vec<Vec<calamine::Data>> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let name = book.sheet_names()[at].clone();
    assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} holds a formula");
    book.worksheet_range(&name).unwrap().rows().map(<[calamine::Data]>::to_vec).collect()
}

#[test]
fn a_reader_of_workbooks_finds_texts_numbers_and_days_as_what_they_are() {
    use calamine::Data;
    let shell = troubled();
    shell.ok("a.db", &["add", "customer", "code=123456789012345678", "name=_x0041_ 007", "zone=00042"]);
    let line = ["customer=C-9", "number=0099", "date=2026-10-04", "amount=1234567890123.45"];
    shell.ok("a.db", &[&["add", "purchase"][..], &line].concat());
    let customers = sheet(&shell.export("a.db", &["customers", "--format", "xlsx"], "c.xlsx"), 0);
    let csv = rows(&text(shell.export("a.db", &["customers", "--format", "csv"], "c.csv")));
    let column = |name: &str| csv[0].iter().position(|h| h == name).unwrap();
    let find = |code: &str| {
        let is = |row: &&Vec<Data>| row[column("id")] == Data::String(code.to_owned());
        customers.iter().find(is).unwrap_or_else(|| panic!("{code}: {customers:?}"))
    };
    // Codes keep their zeros and all their figures; nothing that looks like a formula is one.
    assert_eq!(find("123456789012345678")[column("name")], Data::String("_x0041_ 007".to_owned()));
    assert_eq!(find("123456789012345678")[column("zone")], Data::String("00042".to_owned()));
    assert_eq!(find("0042")[column("zone")], Data::String("@norte".to_owned()));
    assert_eq!(find("C-9")[column("postal_code")], Data::String("01001".to_owned()));
    assert_eq!(find("17850.0")[column("name")], Data::String("=HYPERLINK(\"http://x\",\"y\")".to_owned()));
    let since = &find("17850.0")[column("created")];
    assert!(
        matches!(since, Data::DateTime(day) if (day.as_f64() - 43_890.0).abs() < 1e-9),
        "2020-02-29 is a day: {since:?}"
    );

    let purchases = sheet(&shell.export("a.db", &["purchases", "--format", "xlsx"], "p.xlsx"), 0);
    let csv = rows(&text(shell.export("a.db", &["purchases", "--format", "csv"], "p.csv")));
    let column = |name: &str| csv[0].iter().position(|h| h == name).unwrap();
    let of = |number: &str| {
        purchases.iter().find(|row| row[column("id")] == Data::String(number.to_owned())).unwrap()
    };
    assert_eq!(of("V2")[column("total")], Data::Float(12.34));
    // Fifteen figures are exact; what has more stays a text rather than lose one.
    assert_eq!(of("0099")[column("total")], Data::Float(1_234_567_890_123.45));
    assert!(matches!(of("0099")[column("date")], Data::DateTime(_)));
    assert_eq!(purchases.len(), csv.len());
}

/// Texts that other programs stumble over.
fn hostile() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let piece = prop_oneof![
        Just("=1+1".to_owned()),
        Just("+".to_owned()),
        Just("-2".to_owned()),
        Just("@SUM(A1)".to_owned()),
        Just("\t".to_owned()),
        Just("\r".to_owned()),
        Just("\n".to_owned()),
        Just("\"".to_owned()),
        Just("'".to_owned()),
        Just(",".to_owned()),
        Just(";".to_owned()),
        Just("\u{200f}".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("👩\u{200d}🔧".to_owned()),
        Just("0017".to_owned()),
        Just("1.000".to_owned()),
        Just("n\u{303}".to_owned()),
        Just(" ".to_owned()),
        Just("x".repeat(5_000)),
        "[a-zñÁ]{1,6}",
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 6, max_shrink_iters: 20, ..Default::default() })]

    #[test]
    fn whatever_the_texts_csv_comes_back_the_same(
        people in proptest::collection::vec([hostile(), hostile(), hostile(), hostile()], 8),
        things in proptest::collection::vec([hostile(), hostile()], 8),
    ) {
        let shell = Shell::with(&["a.db", "b.db", "c.db"]);
        let file = |name: &str, lines: Vec<Vec<String>>| {
            let mut out = csv::Writer::from_writer(Vec::new());
            for line in lines {
                out.write_record(line).unwrap();
            }
            shell.file(name, &out.into_inner().unwrap())
        };
        let headings = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = vec![headings("code name company address zone")];
        for (at, [name, company, address, zone]) in people.iter().enumerate() {
            lines.push(vec![format!("00{at}"), format!("{name}n{at}"), company.clone(), address.clone(), zone.clone()]);
        }
        let raw = file("people.csv", lines);
        let mut lines = vec![headings("code number date product quantity price")];
        for (at, [number, product]) in things.iter().enumerate() {
            let rest = ["2026-10-01", product, "1.5", "3.20"].map(str::to_owned);
            lines.push([vec![format!("00{at}"), format!("{number}n{at}")], rest.to_vec()].concat());
        }
        let sold = file("sold.csv", lines);
        let import = |db: &str, path: &str, map: &[&str]| {
            shell.ok(db, &[&["import", path, "--yes", "--decimal", ".", "--on-error", "skip"], map].concat());
        };
        let map = "code=customer.code,name=customer.name,company=customer.company,address=customer.address,zone=customer.zone";
        import("a.db", &raw, &["--map", map, "--source", "cartera"]);
        let map = "code=customer.code,number=purchase.number,date=purchase.date,product=line.product,quantity=line.quantity,price=line.unit_price";
        import("a.db", &sold, &["--map", map, "--source", "cartera"]);
        let out = |db: &str| {
            ["customers", "purchases"].map(|what| text(shell.export(db, &[what, "--format", "csv"], &format!("{what}.csv"))))
        };
        // Out of one, into the next: twice, so that the whole portfolio can be compared byte by byte.
        let first = out("a.db");
        import("b.db", &shell.text("customers.csv"), &[]);
        import("b.db", &shell.text("purchases.csv"), &[]);
        let second = out("b.db");
        proptest::prop_assert_eq!(&first, &second);
        proptest::prop_assert!(rows(&first[0]).len() > 1 && rows(&first[1]).len() > 1);
        import("c.db", &shell.text("customers.csv"), &[]);
        import("c.db", &shell.text("purchases.csv"), &[]);
        proptest::prop_assert_eq!(shell.whole("b.db"), shell.whole("c.db"));
    }
}

#[test]
fn cards_of_ours_come_back_to_whom_they_were_of() {
    let shell = troubled();
    let before = shell.whole("a.db");
    shell.ok("a.db", &["export", "customers", "--format", "vcf", "--out", &shell.text("x.vcf")]);
    let report = shell.ok("a.db", &["import", &shell.text("x.vcf"), "--yes", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["preset"], "portfolio_cards");
    assert_eq!((&report["customers"]["new"], &report["customers"]["unchanged"]), (&0.into(), &3.into()));
    assert!(shell.whole("a.db") == before);
}
