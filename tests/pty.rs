//! The program on a real terminal (a pseudo one): what it writes, how it leaves, what it gives back. Each test runs the
//! program itself in a home of its own. Nothing here asserts how fast it is, only that it ends.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something that must come may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);

/// A folder of one's own that the program takes for the user's home.
struct Home(tempfile::TempDir);

impl Home {
    fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With a portfolio of these customers.
    fn with_customers(names: &[&str]) -> Self {
        let home = Self::empty();
        home.cli(&["init", "--user", "ana"]);
        for name in names {
            home.cli(&["add", "customer", &format!("name={name}")]);
        }
        home
    }

    fn env(&self) -> Vec<(&'static str, String)> {
        let at = |name: &str| self.0.path().join(name).display().to_string();
        vec![
            ("HOME", at("")),
            ("XDG_CONFIG_HOME", at("config")),
            ("XDG_DATA_HOME", at("data")),
            ("XDG_STATE_HOME", at("state")),
            ("CARTERA_DB", at("shop.db")),
            ("CARTERA_LANG", "en".to_owned()),
            ("RUST_BACKTRACE", "0".to_owned()),
        ]
    }

    /// A command without a screen that must do what it is asked; what it answered.
    fn cli(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_cartera"))
            .args(arguments)
            .envs(self.env())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn database(&self) -> PathBuf {
        self.0.path().join("shop.db")
    }
}

struct Program {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    bytes: Arc<Mutex<Vec<u8>>>,
    device: Option<PathBuf>,
    before: String,
    size: (u16, u16),
    stop: Arc<AtomicBool>,
}

/// The line settings of a terminal, as `stty` tells them.
fn settings(device: Option<&PathBuf>) -> String {
    let Some(device) = device else { return String::new() };
    // The size is no setting of the line and may have been changed meanwhile.
    let out = Command::new("stty").arg("-g").stdin(fs::File::open(device).unwrap()).output();
    out.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()).unwrap_or_default()
}

const fn size_of(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Program {
    fn start(home: &Home, arguments: &[&str]) -> Self {
        Self::start_with(home, arguments, &[], (80, 24))
    }

    fn start_with(home: &Home, arguments: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Self {
        let pty = native_pty_system().openpty(size_of(size.0, size.1)).unwrap();
        let device = pty.master.tty_name();
        let before = settings(device.as_ref());
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cartera"));
        command.args(arguments);
        for (name, value) in home.env() {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let sink = bytes.clone();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                sink.lock().unwrap().extend_from_slice(&chunk[..n]);
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let writer = pty.master.take_writer().unwrap();
        Self { child, master: Some(pty.master), writer: Some(writer), bytes, device, before, size, stop }
    }

    fn screen(&self) -> vt100::Parser {
        let mut parser = vt100::Parser::new(self.size.1, self.size.0, 0);
        parser.process(&self.bytes.lock().unwrap());
        parser
    }

    fn shown(&self) -> String {
        self.screen().screen().contents()
    }

    fn wait_for(&mut self, text: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.shown().contains(text) {
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("it ended with {status} before {text:?} came:\n{}", self.shown());
            }
            assert!(Instant::now() < end, "{text:?} never came:\n{}", self.shown());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Bytes written so far.
    fn written(&self) -> usize {
        self.bytes.lock().unwrap().len()
    }

    /// Waits until it writes nothing for a while.
    fn wait_for_rest(&self) {
        let (mut length, mut since) = (0, Instant::now());
        let end = since + PATIENCE;
        while since.elapsed() < Duration::from_millis(400) {
            assert!(Instant::now() < end, "it never rests");
            let now = self.written();
            if now != length {
                (length, since) = (now, Instant::now());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn type_keys(&mut self, keys: &str) {
        self.writer.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    fn resize(&self, columns: u16, rows: u16) {
        self.master.as_ref().unwrap().resize(size_of(columns, rows)).unwrap();
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Closes the window: every end of the terminal that is ours.
    fn hang_up(&mut self, last_key: &str) {
        self.stop.store(true, Ordering::SeqCst);
        // Something to read, so that the reader sees that it is to stop.
        self.type_keys(last_key);
        thread::sleep(Duration::from_millis(500));
        self.writer = None;
        self.master = None;
    }

    /// Waits for its end; the exit code.
    fn end(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                thread::sleep(Duration::from_millis(200));
                return status.exit_code();
            }
            if start.elapsed() > PATIENCE {
                self.child.kill().unwrap();
                panic!("it did not end:\n{}", self.shown());
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn leave(&mut self) {
        self.type_keys("q");
        self.wait_for("Press q again");
        self.type_keys("q");
        assert_eq!(self.end(), 0);
        self.assert_given_back();
    }

    /// Alternate screen left, cursor shown, no mouse, no bracketed paste, and the line settings as they were.
    fn assert_given_back(&self) {
        let parser = self.screen();
        let screen = parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        if self.master.is_some() {
            assert_eq!(settings(self.device.as_ref()), self.before, "line settings");
        }
        let bytes = self.bytes.lock().unwrap();
        let left = bytes.windows(8).filter(|w| w == b"\x1b[?1049l").count();
        assert_eq!(left, 1, "given back exactly once");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // A test that fails leaves no program behind.
        let _ = self.child.kill();
    }
}

#[test]
fn on_an_empty_home_it_shows_the_first_card_and_leaves_nothing_behind() {
    let home = Home::empty();
    let mut program = Program::start(&home, &[]);
    program.wait_for("Look with sample data");
    program.leave();
    let mut left = vec![home.0.path().to_owned()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            assert!(path.extension().is_some_and(|ending| ending == "log"), "{} was made", path.display());
        }
    }
    assert!(!home.database().exists());
}

#[test]
fn the_sample_is_shown_with_its_tabs_and_helped_with() {
    let home = Home::empty();
    let mut program = Program::start(&home, &["demo"]);
    program.wait_for("SAMPLE DATA");
    program.wait_for("Customers");
    program.wait_for("Today");
    program.type_keys("?");
    program.wait_for("Keys in");
    program.type_keys("\u{1b}");
    program.wait_for_rest();
    assert!(!program.shown().contains("Keys in"), "Esc closes help");
    program.type_keys("\u{1b}\u{1b}\u{1b}");
    program.wait_for_rest();
    assert!(program.child.try_wait().unwrap().is_none(), "Esc never leaves");
    program.leave();
}

#[test]
fn it_opens_on_the_portfolio_and_leaves_with_q_q() {
    let home = Home::with_customers(&["Zyqwxane Ruiz"]);
    let mut program = Program::start(&home, &[]);
    program.wait_for("Today");
    program.type_keys("2");
    program.wait_for("Zyqwxane");
    program.leave();
}

/// Opens the form of a new customer and types a name that is not saved.
fn begin_a_customer(program: &mut Program, name: &str) {
    program.wait_for("Today");
    program.type_keys("2");
    program.wait_for_rest();
    program.type_keys("n");
    program.wait_for("New customer");
    program.type_keys(name);
    program.wait_for(name);
}

#[test]
fn signals_end_it_with_the_terminal_given_back_and_the_draft_kept() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let home = Home::with_customers(&["Ana"]);
        let mut program = Program::start(&home, &[]);
        begin_a_customer(&mut program, "Zyqwxane");
        program.signal(name);
        assert_eq!(program.end(), code, "{name}");
        program.assert_given_back();
        assert!(home.cli(&["drafts"]).contains("Zyqwxane"), "{name}: what was being written is kept");
        home.cli(&["verify"]);
    }
}

#[test]
fn a_closed_window_ends_it_and_the_draft_is_kept() {
    let home = Home::with_customers(&["Ana"]);
    let mut program = Program::start(&home, &[]);
    begin_a_customer(&mut program, "Zyqwxan");
    program.hang_up("e");
    program.end();
    assert!(home.cli(&["drafts"]).contains("Zyqwxane"));
}

#[test]
fn a_draft_survives_kill_nine_and_is_offered_at_the_next_start() {
    let home = Home::with_customers(&["Ana"]);
    let mut program = Program::start(&home, &[]);
    begin_a_customer(&mut program, "Zyqwxane");
    // Kept every two seconds, so that little is lost where nobody was asked.
    let end = Instant::now() + PATIENCE;
    while !home.cli(&["drafts"]).contains("Zyqwxane") {
        assert!(Instant::now() < end, "the draft was never kept");
        thread::sleep(Duration::from_millis(200));
    }
    program.signal("KILL");
    program.end();
    let mut again = Program::start(&home, &[]);
    again.wait_for("Something was not saved");
    again.type_keys("\r");
    again.wait_for("Zyqwxane");
    again.signal("TERM");
    again.end();
}

/// Kills of one run of calls; a long campaign sets more.
fn kills() -> u64 {
    std::env::var("CARTERA_TEST_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(8)
}

#[test]
fn killed_at_any_moment_of_a_run_of_calls_it_leaves_no_half_call() {
    let home = Home::empty();
    home.cli(&["init", "--user", "ana"]);
    let mut csv = String::from("numero;fecha;codigo;nombre;telefono;importe\n");
    // Enough for four calls a round.
    for who in 0..4 * kills() + 8 {
        for (k, day) in ["15/07/2026", "15/08/2026", "15/09/2026"].into_iter().enumerate() {
            writeln!(csv, "{who}-{k};{day};C{who:03};Caller {who:03};947206{who:03};{},00", 9000 - who)
                .unwrap();
        }
    }
    let file = home.0.path().join("sales.csv");
    fs::write(&file, csv).unwrap();
    home.cli(&["import", &file.display().to_string(), "--preset", "generic", "--yes"]);
    let clock = [("CARTERA_NOW", "2026-11-20T10:42")];
    let mut done = 0;
    for round in 0..kills() {
        let mut program = Program::start_with(&home, &[], &clock, (100, 30));
        program.wait_for("to contact");
        // A note that was being written is offered first; it is thrown away.
        if program.shown().contains("half") || program.shown().contains("unsaved") {
            program.type_keys("\x1b");
        }
        program.type_keys("\r");
        program.wait_for("done");
        for _ in 0..3 {
            program.type_keys("n");
            thread::sleep(Duration::from_millis(7 * (round % 5)));
        }
        program.type_keys("iwants two\r\r");
        thread::sleep(Duration::from_millis(3 + 11 * (round % 7)));
        program.child.kill().unwrap();
        program.child.wait().unwrap();
        home.cli(&["verify"]);
        let out = home.0.path().join(format!("all-{round}.json"));
        home.cli(&["export", "all", "--format", "json", "--out", &out.display().to_string()]);
        let all: serde_json::Value = serde_json::from_slice(&fs::read(&out).unwrap()).unwrap();
        let mut calls = 0;
        for customer in all["customers"].as_array().unwrap() {
            let contacts = customer["contacts"].as_array().map_or(&[][..], Vec::as_slice);
            calls += contacts.len();
            // The contact and what comes next are there together, or neither.
            assert_eq!(contacts.is_empty(), customer["next"].is_null(), "{customer}");
            if let Some(contact) = contacts.first().filter(|c| c["outcome"] == "interested") {
                assert_eq!(contact["note"], "wants two");
            }
        }
        assert!(calls >= done, "{calls} of {done}: what was saved is there");
        done = calls;
    }
    assert!(done > 0, "calls were made");
}

#[test]
fn a_window_that_takes_no_more_bytes_does_not_hold_it() {
    let home = Home::with_customers(&["Ana"]);
    let mut program = Program::start(&home, &[]);
    program.wait_for("Today");
    program.wait_for_rest();
    // Nobody reads from now on, and the terminal's buffer fills up.
    program.stop.store(true, Ordering::SeqCst);
    program.type_keys(":");
    thread::sleep(Duration::from_millis(300));
    for n in 0..2_000_u16 {
        program.resize(80 + n % 100, 24 + n % 30);
        if n % 20 == 0 {
            thread::sleep(Duration::from_millis(5));
        }
    }
    program.signal("TERM");
    assert_eq!(program.end(), 143);
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_where_the_data_are() {
    let home = Home::with_customers(&["Ana"]);
    let mut program = Program::start_with(&home, &[], &[("CARTERA_PANIC", "view")], (300, 24));
    assert_eq!(program.end(), 101);
    program.assert_given_back();
    let text = program.shown();
    assert!(text.contains("The terminal is as it was"), "{text}");
    assert!(text.contains(&home.database().display().to_string()), "{text}");
    assert!(!text.contains("panicked at") && !text.contains("planted"), "nothing but our own words: {text}");
    home.cli(&["verify"]);
}

#[test]
fn a_panic_before_any_portfolio_names_none() {
    let home = Home::empty();
    let mut program = Program::start_with(&home, &[], &[("CARTERA_PANIC", "view")], (200, 24));
    assert_eq!(program.end(), 101);
    program.assert_given_back();
    let text = program.shown();
    assert!(text.contains("The terminal is as it was.") && !text.contains(" safe in"), "{text}");
}

#[test]
fn stopped_it_gives_the_terminal_back_and_takes_it_again() {
    let home = Home::with_customers(&["Ana"]);
    let mut program = Program::start(&home, &[]);
    program.wait_for("Today");
    program.signal("TSTP");
    let end = Instant::now() + PATIENCE;
    while program.screen().screen().alternate_screen() {
        assert!(Instant::now() < end, "it keeps the terminal while it is stopped");
        thread::sleep(Duration::from_millis(20));
    }
    thread::sleep(Duration::from_millis(300));
    assert_eq!(settings(program.device.as_ref()), program.before);
    program.bytes.lock().unwrap().clear();
    program.signal("CONT");
    program.wait_for("Today");
    program.leave();
}

#[test]
fn idle_it_writes_nothing() {
    let home = Home::with_customers(&["Ana"]);
    let mut program = Program::start(&home, &[]);
    program.wait_for("Today");
    program.wait_for_rest();
    let clock = |program: &Program| program.shown().lines().next().map(str::to_owned);
    // A minute may begin meanwhile; then the clock is drawn and nothing else, and one more try is had.
    for last in [false, true] {
        let (before, then) = (program.written(), clock(&program));
        thread::sleep(Duration::from_secs(2));
        let after = program.written();
        if clock(&program) == then || last {
            assert_eq!(after, before);
            break;
        }
    }
    program.type_keys("\u{3}\u{3}");
    assert_eq!(program.end(), 0);
}

#[test]
fn a_huge_paste_and_a_thousand_sizes_do_not_hurt() {
    let home = Home::with_customers(&["Ana"]);
    let mut program = Program::start(&home, &[]);
    program.wait_for("Today");
    program.type_keys(":");
    let paste = format!("\u{1b}[200~{}\u{1b}[201~", "ñandú q\t".repeat(22_000));
    assert!(paste.len() > 200_000);
    program.type_keys(&paste);
    for n in 0..1000_u16 {
        match n % 4 {
            0 => program.resize(0, 0),
            1 => program.resize(1, 1),
            2 => program.resize(500, 200),
            _ => program.resize(n * 7 % 200 + 1, n % 60 + 1),
        }
    }
    program.resize(80, 24);
    program.wait_for_rest();
    program.type_keys("\u{1b}");
    program.wait_for_rest();
    // Drawn anew as a whole, after which the frame stands as if nothing had been.
    program.resize(100, 30);
    program.wait_for_rest();
    program.bytes.lock().unwrap().clear();
    program.resize(80, 24);
    program.wait_for("Today");
    program.type_keys("\u{3}\u{3}");
    assert_eq!(program.end(), 0);
}

#[test]
fn every_size_from_nothing_to_huge_is_a_start() {
    for (columns, rows) in [(0, 0), (1, 1), (2, 10), (59, 15), (10_000, 1), (2, 2_000), (500, 200)] {
        let home = Home::with_customers(&["Ana"]);
        let mut program = Program::start_with(&home, &[], &[], (columns.max(1), rows.max(1)));
        if columns == 0 {
            program.resize(0, 0);
        }
        program.wait_for_rest();
        program.type_keys("\u{3}\u{3}");
        assert_eq!(program.end(), 0, "{columns}x{rows}");
        program.assert_given_back();
    }
}

#[test]
fn names_full_of_hostile_text_are_shown_and_not_obeyed() {
    let home = Home::with_customers(&[]);
    let hostile = [
        "\u{1b}]0;owned\u{7}Abel",
        "\u{1b}]52;c;cHduZWQ=\u{7}Abel",
        "\u{1b}[2J\u{1b}[10;1HAbel",
        "\u{9b}2JAbel",
        "Abel\u{8}\u{8}\u{8}Eva",
        "Abel\u{202e}gnp.exe",
        "A\u{200b}bel\u{feff}",
        "Abel\u{e0041}",
        "漢字漢字 Abel 👩\u{200d}🔧",
    ];
    let mut file = String::from("code,name,phone\n");
    for (n, name) in hostile.iter().enumerate() {
        writeln!(file, "H{n},\"{name}\",60011223{n}").unwrap();
    }
    let path = home.0.path().join("hostile.csv");
    fs::write(&path, file).unwrap();
    let map = "code=customer.code,name=customer.name,phone=customer.phone";
    home.cli(&["import", "--yes", "--map", map, path.to_str().unwrap()]);
    for size in [(80, 24), (130, 30)] {
        let mut program = Program::start_with(&home, &[], &[], size);
        program.wait_for("Today");
        program.type_keys("2");
        program.wait_for("^[[2J^[[10;1HAbel");
        program.type_keys("jjjjG\r");
        program.wait_for_rest();
        let bytes = program.bytes.lock().unwrap().clone();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        // Before the screen is taken the terminal is asked for its colours.
        let (_, text) = text.split_once("\u{1b}[?1049h").unwrap();
        for payload in [
            "]0;owned\u{7}",
            "]52;c",
            "[10;1HAbel",
            "\u{9b}",
            "\u{202e}",
            "\u{200b}",
            "\u{feff}",
            "\u{e0041}",
        ] {
            let obeyed =
                if payload.starts_with(['[', ']']) { format!("\u{1b}{payload}") } else { payload.to_owned() };
            assert!(!text.contains(&obeyed), "{payload:?} reached the terminal");
        }
        let control = text.chars().find(|c| c.is_control() && !matches!(c, '\u{1b}' | '\r' | '\n'));
        assert_eq!(control, None);
        program.signal("TERM");
        program.end();
        program.assert_given_back();
    }
}
