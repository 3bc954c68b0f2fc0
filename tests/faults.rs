//! What the program is told to survive: being killed at any moment, damaged and foreign files, two of it at once, a
//! target that cannot be written, files full of hostile text. Each test runs the program itself, and every random
//! choice comes from a fixed seed.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Columns of the generated files and where they go.
const MAP: &str = "code=customer.code,name=customer.name,phone=customer.phone,notes=customer.notes";

/// Rounds of killing, for each command.
const ROUNDS: u64 = 12;

/// A folder of one's own, with the portfolio `a.db` where one was made.
struct Home {
    folder: tempfile::TempDir,
}

/// What a run left.
struct Ran {
    code: i32,
    out: Vec<u8>,
    err: Vec<u8>,
}

impl Ran {
    fn said(&self) -> String {
        String::from_utf8_lossy(&self.err).into_owned()
    }
}

impl Home {
    fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn with_portfolio() -> Self {
        let home = Self::empty();
        home.ok(&["init"]);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name).display().to_string()
    }

    /// A program with this home around it.
    fn through(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("CARTERA_DB", self.path("a.db"))
            .env("CARTERA_NOW", "2026-11-23T10:30")
            .env("CARTERA_LANG", "en")
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("HOME", self.folder.path())
            .env_remove("CARTERA_AS_OF")
            .stdin(Stdio::null());
        command
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.through(env!("CARGO_BIN_EXE_cartera"));
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments))
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.said());
        String::from_utf8(ran.out).unwrap()
    }

    /// Runs what must be refused with this exit code and one sentence at least; answers what was said.
    fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_orderly(&ran, arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.said());
        ran.said()
    }

    fn codes(&self) -> BTreeSet<String> {
        self.ok(&["list", "--csv", "--columns", "code"]).lines().skip(1).map(str::to_owned).collect()
    }

    /// Sound, and everything acknowledged is there.
    fn assert_holds(&self, acknowledged: &BTreeSet<String>, when: &str) {
        let verify = self.run(&["verify"]);
        assert_eq!(verify.code, 0, "{when}: {}{}", String::from_utf8_lossy(&verify.out), verify.said());
        let codes = self.codes();
        let lost: Vec<&String> = acknowledged.difference(&codes).collect();
        assert!(lost.is_empty(), "{when}: acknowledged and lost: {lost:?}");
    }

    /// Names and bytes of everything in the folder.
    fn everything(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn into(folder: &Path, all: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    into(&path, all);
                    all.push((path, Vec::new()));
                } else {
                    let bytes = fs::read(&path).unwrap();
                    all.push((path, bytes));
                }
            }
        }
        let mut all = Vec::new();
        into(self.folder.path(), &mut all);
        all.sort();
        all
    }
}

fn ran(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: output.stdout, err: output.stderr }
}

/// It ended by itself, said something, and did not panic.
fn assert_orderly(ran: &Ran, what: &[&str]) {
    let said = ran.said();
    assert!(ran.code >= 0, "{what:?} died of a signal: {said}");
    assert!(!said.contains("panicked"), "{what:?}: {said}");
    assert!(ran.code == 0 || !said.trim().is_empty(), "{what:?}: exit {} and not a word", ran.code);
}

/// Repeatable numbers (the multiplier and increment are Knuth's MMIX ones).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn customers(prefix: &str, count: usize) -> String {
    let mut text = String::from("code,name,phone,notes\n");
    for n in 1..=count {
        writeln!(text, "{prefix}{n},Núñez Gómez {n},6{:08},\"a note, the {n}th\"", n * 7919 % 100_000_000)
            .unwrap();
    }
    text
}

/// Kills it after a while and answers what it had acknowledged until then.
fn killed_after(mut child: Child, wait: Duration) -> BTreeSet<String> {
    let stdout = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        lines.filter_map(|line| line.strip_prefix("ACK ").map(str::to_owned)).collect::<BTreeSet<_>>()
    });
    thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

fn started(mut command: Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn killed_at_any_moment_of_an_import_it_holds_all_of_it_or_nothing() {
    let mut random = Random(11);
    let measured = Home::empty();
    let arguments = |file: &str| ["import", "--ack", "--yes", "--map", MAP, file].map(str::to_owned).to_vec();
    let import = |home: &Home| {
        let file = home.file("new.csv", customers("K", 1_500));
        let words = arguments(&file);
        home.command(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let begun = Instant::now();
    assert_eq!(ran(import(&measured)).code, 0);
    let whole = begun.elapsed().as_micros() as u64;
    for round in 0..ROUNDS {
        // Every third time there is no portfolio yet, so that it is killed while making one.
        let home = if round % 3 == 0 { Home::empty() } else { Home::with_portfolio() };
        let wait = Duration::from_micros(random.below(whole + whole / 20));
        let acknowledged = killed_after(started(import(&home)), wait);
        let when = format!("round {round}, killed after {wait:?}");
        if home.path("a.db").exists() {
            home.assert_holds(&acknowledged, &when);
            assert!([0, 1_500].contains(&home.codes().len()), "{when}: half an import");
        } else {
            assert!(acknowledged.is_empty(), "{when}: acknowledged, and there is no file");
        }
        assert_eq!(ran(import(&home)).code, 0, "{when}: the same import comes in afterwards");
        assert_eq!(home.codes().len(), 1_500, "{when}");
    }
}

#[test]
fn killed_at_any_moment_of_a_batch_it_keeps_every_acknowledged_line() {
    let mut random = Random(12);
    let lines = |round: u64| {
        let mut text = String::new();
        for n in 1..=60 {
            writeln!(text, "add customer code=R{round}-{n} name='Customer {n}' note='said {n}'").unwrap();
            if n % 3 == 0 {
                writeln!(text, "tag R{round}-{n} +vip +'round {round}'").unwrap();
                writeln!(text, "log R{round}-{n} --outcome busy --note 'call {n}' --next +3d").unwrap();
            }
        }
        text
    };
    let home = Home::with_portfolio();
    let batch = |round: u64| {
        let file = home.file("lines", lines(round));
        let mut command = home.command(&["batch", "-", "--ack"]);
        command.stdin(fs::File::open(file).unwrap());
        command
    };
    let begun = Instant::now();
    assert_eq!(ran(batch(99)).code, 0);
    let whole = begun.elapsed().as_micros() as u64;
    // One portfolio lives through all rounds, crash upon crash.
    let mut acknowledged = home.codes();
    assert_eq!(acknowledged.len(), 60);
    for round in 0..ROUNDS {
        let wait = Duration::from_micros(random.below(whole + whole / 20));
        acknowledged.extend(killed_after(started(batch(round)), wait));
        home.assert_holds(&acknowledged, &format!("round {round}, killed after {wait:?}"));
    }
}

/// A way to hurt a file, and the exit code it shall be answered with.
type Damage = (&'static str, i32, fn(&mut Vec<u8>));

const DAMAGES: [Damage; 11] = [
    ("empty", 5, Vec::clear),
    ("one byte", 5, |b| b.truncate(1)),
    ("zeros", 5, |b| b.fill(0)),
    ("text", 5, |b| *b = b"name;phone\nAna;600112233\n".repeat(400)),
    ("another program's", 5, |b| b[68..72].copy_from_slice(&0x4772_5047_u32.to_be_bytes())),
    ("a header alone", 4, |b| b.truncate(60)),
    ("half of it", 4, |b| b.truncate(b.len() / 2 / 4096 * 4096)),
    ("cut within a page", 4, |b| b.truncate(b.len() - 1_000)),
    ("the first page alone", 4, |b| b.truncate(4_096)),
    ("a page size that is none", 4, |b| b[16..18].fill(0xff)),
    ("a newer version's", 6, |b| b[60..64].copy_from_slice(&9_999_u32.to_be_bytes())),
];

#[test]
fn a_file_that_is_no_sound_portfolio_is_refused_and_stays_as_it_is() {
    let good = Home::with_portfolio();
    let file = good.file("new.csv", customers("K", 400));
    good.ok(&["import", "--yes", "--map", MAP, &file]);
    let bytes = fs::read(good.path("a.db")).unwrap();
    for (what, code, damage) in DAMAGES {
        let home = Home::empty();
        let mut hurt = bytes.clone();
        damage(&mut hurt);
        home.file("a.db", &hurt);
        let file = home.file("new.csv", customers("K", 3));
        let before = home.everything();
        for arguments in [
            &["list"][..],
            &["verify"],
            &["show", "K1"],
            &["today", "--json"],
            &["history"],
            &["drafts"],
            &["undo"],
            &["backup"],
            &["add", "customer", "name=x"],
            &["batch", "-"],
            &["import", "--yes", "--map", MAP, &file],
            &["export", "all", "--format", "json", "--out", "x.json"],
        ] {
            let said = home.refused(code, arguments);
            assert!(said.contains("a.db"), "{what}: {arguments:?} names the file: {said}");
            assert!(home.everything() == before, "{what}: {arguments:?} changed something");
        }
        // Nor is it taken for a backup.
        let name = home.path("a.db").display().to_string();
        let other = Home::with_portfolio();
        let kept = other.codes();
        other.refused(code, &["restore", &name]);
        assert_eq!(other.codes(), kept, "{what}");
    }
}

#[test]
fn damage_inside_a_file_is_said_and_never_a_crash() {
    let good = Home::with_portfolio();
    let file = good.file("new.csv", customers("K", 400));
    good.ok(&["import", "--yes", "--map", MAP, &file]);
    let bytes = fs::read(good.path("a.db")).unwrap();
    let (pages, mut random) = (bytes.len() / 4096, Random(13));
    for round in 0..12 {
        let home = Home::empty();
        let mut hurt = bytes.clone();
        // Every page but the first, or only some of them.
        for page in 1..pages {
            if round == 0 || random.below(6) == 0 {
                for byte in &mut hurt[page * 4096..(page + 1) * 4096] {
                    *byte = random.below(256) as u8;
                }
            }
        }
        home.file("a.db", &hurt);
        for arguments in
            [&["verify"][..], &["list"], &["show", "K7"], &["today"], &["add", "customer", "name=x"]]
        {
            let ran = home.run(arguments);
            assert_orderly(&ran, arguments);
            assert!(
                ran.code == 0 || ran.code == 4 || ran.code == 1,
                "{arguments:?}: {} {}",
                ran.code,
                ran.said()
            );
        }
        home.refused(4, &["verify"]);
    }
}

#[test]
fn garbage_in_the_log_beside_a_file_costs_nothing_that_was_in_the_file() {
    let home = Home::with_portfolio();
    let file = home.file("new.csv", customers("K", 50));
    home.ok(&["import", "--yes", "--map", MAP, &file]);
    let mut random = Random(14);
    let garbage: Vec<u8> = (0..8192).map(|_| random.below(256) as u8).collect();
    home.file("a.db-wal", garbage);
    assert_eq!(home.codes().len(), 50);
    home.ok(&["verify"]);
}

#[test]
fn a_second_one_may_read_and_is_told_who_writes() {
    let home = Home::with_portfolio();
    let mut first = home
        .command(&["batch", "-", "--ack"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = first.stdin.take().unwrap();
    writeln!(lines, "add customer code=A1 name=Ana").unwrap();
    let mut answer = String::new();
    BufReader::new(first.stdout.take().unwrap()).read_line(&mut answer).unwrap();
    assert_eq!(answer, "ACK A1\n");
    for arguments in [&["add", "customer", "name=x"][..], &["undo"], &["batch", "-"], &["tag", "A1", "+vip"]]
    {
        let said = home.refused(7, arguments);
        assert!(said.contains(&first.id().to_string()), "{said}");
    }
    assert_eq!(home.codes(), BTreeSet::from(["A1".to_owned()]));
    first.kill().unwrap();
    first.wait().unwrap();
    home.ok(&["add", "customer", "code=A2", "name=Eva"]);
    assert_eq!(home.codes().len(), 2);
}

#[test]
fn where_nothing_can_be_written_it_says_so() {
    let home = Home::with_portfolio();
    // Nobody, not even root, makes a file here.
    for target in ["/proc/a.db", "/dev/null/a.db"] {
        home.refused(8, &["--db", target, "init"]);
    }
    home.refused(8, &["export", "all", "--format", "json", "--out", "/proc/a.json"]);
    home.refused(8, &["backup", "/proc/a.db"]);
    let mut full = home.command(&["list"]);
    full.stdout(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    let full = ran(full);
    assert_orderly(&full, &["list"]);
    home.ok(&["verify"]);
}

#[test]
fn no_export_takes_the_place_of_a_portfolio_a_device_or_the_file_it_reads() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=A1", "name=Ana"]);
    let copy = home.path("copy.db").display().to_string();
    home.ok(&["backup", &copy]);
    let linked = home.path("link.json");
    std::os::unix::fs::symlink(home.path("a.db"), &linked).unwrap();
    let database = home.path("a.db").display().to_string();
    let lock = format!("{database}.lock");
    let file = home.file("new.csv", "code,name\nA2,\n");
    let before = ["copy.db", "new.csv"].map(|name| (name, fs::read(home.path(name)).unwrap()));
    for target in [&database, &lock, &copy, "/dev/null", "/dev/full", linked.to_str().unwrap()] {
        home.refused(1, &["export", "all", "--format", "json", "--out", target]);
        let map = "code=customer.code,name=customer.name";
        let rejects = ["import", "--yes", "--on-error", "skip", "--map", map, "--rejects", target, &file];
        home.refused(1, &rejects);
    }
    let map = "code=customer.code,name=customer.name";
    home.refused(1, &["import", "--yes", "--on-error", "skip", "--map", map, "--rejects", &file, &file]);
    for (name, bytes) in before {
        assert!(fs::read(home.path(name)).unwrap() == bytes, "{name} was touched");
    }
    assert!(linked.is_symlink());
    home.ok(&["verify"]);
    assert_eq!(home.codes(), BTreeSet::from(["A1".to_owned()]));
    // A plain file of before is replaced, as one expects of an export.
    let plain = home.file("out.json", "old");
    home.ok(&["export", "all", "--format", "json", "--out", &plain]);
    assert!(fs::read_to_string(&plain).unwrap().starts_with('{'));
}

#[test]
fn a_disk_that_fills_up_leaves_the_state_before() {
    let home = Home::with_portfolio();
    home.ok(&["add", "customer", "code=A1", "name=Ana"]);
    home.ok(&["backup"]);
    let size = fs::metadata(home.path("a.db")).unwrap().len();
    let file = home.file("new.csv", customers("K", 3_000));
    // No file may grow beyond so many blocks of 512 bytes: every write behind that fails, as on a full disk.
    for blocks in [size / 512 + 4, size / 512 + 100, size / 512 + 400] {
        let limit = format!("ulimit -f {blocks}; exec \"$@\"");
        let program = env!("CARGO_BIN_EXE_cartera");
        let mut command = home.through("sh");
        command.args(["-c", &limit, "sh", program, "import", "--ack", "--yes", "--map", MAP, &file]);
        let ran = ran(command);
        assert_orderly(&ran, &["import"]);
        assert_eq!(ran.code, 8, "{blocks}: {}", ran.said());
        assert!(ran.out.is_empty(), "nothing is acknowledged");
        home.assert_holds(&BTreeSet::from(["A1".to_owned()]), "on a full disk");
        assert_eq!(home.codes().len(), 1);
    }
    home.ok(&["import", "--yes", "--map", MAP, &file]);
    assert_eq!(home.codes().len(), 3_001);
}

#[test]
fn one_bad_row_stops_all_of_it_or_is_left_out_as_wanted() {
    let home = Home::with_portfolio();
    let mut text = customers("K", 1_000);
    let good = text.lines().nth(500).unwrap().to_owned();
    let bad = good.replacen("K500,", "K499,", 1);
    assert_ne!(good, bad);
    text = text.replacen(&good, &bad.replacen("Núñez Gómez 500", "Somebody else", 1), 1);
    let file = home.file("new.csv", text);
    let said = home.refused(1, &["import", "--yes", "--map", MAP, &file]);
    assert!(said.contains("new.csv"), "{said}");
    assert_eq!(home.codes().len(), 0, "stopped: nothing came in");
    let json = home.ok(&["import", "--yes", "--on-error", "skip", "--json", "--map", MAP, &file]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["rejected_count"], 1);
    assert_eq!(report["rejected"][0]["row"], 501);
    assert_eq!(report["rejected"][0]["column"], "code");
    assert_eq!(home.codes().len(), 999);
}

/// Text that terminals obey, hide, turn around or widen.
const HOSTILE: [&str; 18] = [
    "\x1b[2J\x1b[HAna",
    "\x1b]0;owned\x07Ana",
    "\x1b]52;c;cHduZWQ=\x07",
    "\x1bP$q\nid\n\x1b\\",
    "\x1b_Gi=1;AAAA\x1b\\",
    "\u{9b}2JAna",
    "\u{9d}0;owned\u{9c}",
    "Ana\x08\x08\x08Eva",
    "Paid\rOwes",
    "\x07\x07\x07",
    "\x0eAna\x0f",
    "Ana\x7f\x0c\x0b",
    "An\0a",
    "invoice\u{202e}gnp.exe",
    "\u{2066}Ana\u{2069}\u{200f}",
    "A\u{200b}n\u{feff}a\u{2060}",
    "Ana\u{e0041}\u{e0042}",
    "line\u{2028}two\u{2029}\u{85}",
];

/// The first character that a terminal would obey, or that turns or hides text.
fn obeyed(text: &str) -> Option<char> {
    text.chars().find(|c| {
        (c.is_control() && *c != '\n')
            || matches!(*c, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
                | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    })
}

#[test]
fn no_control_character_of_a_file_comes_out_again() {
    let home = Home::with_portfolio();
    let mut text = String::from("code,name,phone,notes\n");
    for (n, hostile) in HOSTILE.iter().enumerate() {
        let cell = hostile.replace('"', "\"\"");
        writeln!(text, "\"H{n}\",\"{cell} {n}\",600112233,\"{cell}\"").unwrap();
    }
    // A code may be hostile too.
    writeln!(text, "\"\x1b[31mC\",Ana,600112233,").unwrap();
    let file = home.file("new\u{1b}]0;owned\u{7}.csv", text);
    let imported = home.run(&["import", "--ack", "--yes", "--on-error", "skip", "--map", MAP, &file]);
    assert_eq!(imported.code, 0, "{}", imported.said());
    let mut seen = vec![("import".to_owned(), imported.out), ("import".to_owned(), imported.err)];
    for arguments in [
        &["list"][..],
        &["list", "--csv"],
        &["list", "--json"],
        &["list", "--columns", "code,name"],
        &["show", "H0"],
        &["show", "H8", "--json"],
        &["show", "owned"],
        &["history"],
        &["history", "--json"],
        &["today"],
        &["verify"],
        &["add", "customer", "nonsense\u{1b}[2J=1"],
        &["tag", "\u{1b}[2J", "+x"],
    ] {
        let ran = home.run(arguments);
        assert_orderly(&ran, arguments);
        seen.push((format!("{arguments:?}"), ran.out));
        seen.push((format!("{arguments:?}"), ran.err));
    }
    for n in 0..HOSTILE.len() {
        seen.push((format!("show H{n}"), home.ok(&["show", &format!("H{n}")]).into_bytes()));
    }
    for (what, bytes) in seen {
        let text = String::from_utf8(bytes).unwrap_or_else(|e| panic!("{what}: {e}"));
        assert_eq!(obeyed(&text), None, "{what}: {text:?}");
    }
    // Columns stay aligned: the second one begins in the same place in every line.
    let table = home.ok(&["list", "--columns", "name,code"]);
    assert!(table.contains("^[[2J^[[HAna"), "shown, not obeyed: {table}");
    assert_eq!(home.codes().len(), HOSTILE.len() + 1);
}

#[test]
fn a_field_of_megabytes_is_refused_by_line_and_column_and_the_rest_comes_in() {
    let home = Home::with_portfolio();
    let giant = "A".repeat(10 << 20);
    let text = format!("code,name,phone,notes\nA1,Ana,600112233,short\nA2,Eva,600112234,{giant}\n");
    let file = home.file("new.csv", text);
    let ran = home.run(&["import", "--json", "--yes", "--on-error", "skip", "--map", MAP, &file]);
    assert_orderly(&ran, &["import"]);
    assert!(ran.out.len() + ran.err.len() < 100_000, "the answer does not repeat the field");
    let report: serde_json::Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(report["rejected"][0]["row"], 3);
    assert_eq!(report["rejected"][0]["column"], "notes");
    assert!(home.codes().contains("A1"));
    home.ok(&["verify"]);
}

#[test]
fn a_name_comes_in_right_whatever_the_encoding() {
    let text = "code,name,phone,notes\nA1,Begoña Núñez Ibáñez,600112233,\nA2,Íñigo Peña,600112234,\n";
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    for (what, bytes) in [("latin-1", latin), ("utf-16", utf16), ("utf-8 with mark", marked)] {
        let home = Home::with_portfolio();
        let file = home.file("new.csv", bytes);
        home.ok(&["import", "--yes", "--map", MAP, &file]);
        let list = home.ok(&["list", "--csv", "--columns", "name"]);
        assert!(list.contains("Begoña Núñez Ibáñez"), "{what}: {list}");
        assert!(list.contains("Íñigo Peña"), "{what}: {list}");
    }
}

#[test]
fn files_that_are_no_table_are_refused_with_a_sentence_and_change_nothing() {
    let home = Home::with_portfolio();
    let codes = home.codes();
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("nul bytes", vec![0; 5_000]),
        ("an archive", [b"PK\x03\x04".as_slice(), &[0; 200]].concat()),
        ("a program", [b"MZ".as_slice(), &[0; 500]].concat()),
        ("a page of the web", b"<html><body>404</body></html>".to_vec()),
        ("a broken gzip file", [b"\x1f\x8b\x08".as_slice(), &[0; 50]].concat()),
        ("one line of megabytes", vec![b'A'; 3 << 20]),
        ("an open quote", [b"code,name\n\"A1,Ana\n".as_slice(), &b"x,y\n".repeat(2_000)].concat()),
    ] {
        let file = home.file("new.csv", bytes);
        let ran = home.run(&["import", "--yes", &file]);
        assert_orderly(&ran, &["import", name]);
        assert!(ran.code > 0, "{name} was taken");
        let said = ran.said();
        assert!(said.contains("new.csv"), "{name}: {said}");
        assert_eq!(home.codes(), codes, "{name}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = Home::with_portfolio();
    let file = home.file("new.csv", customers("K", 3_000));
    home.ok(&["import", "--yes", "--map", MAP, &file]);
    let mut child = started(home.command(&["list", "--json"]));
    let mut some = [0; 10];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut some).unwrap();
    drop(stdout);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
