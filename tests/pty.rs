//! The program on a real terminal (a pseudo one): what it writes, how it leaves, what it gives back. The test binary
//! runs itself as the program, over a world that knows an empty portfolio.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use cartera::app::msg::{Msg, Opened};
use cartera::app::{AppOptions, run_to_code};
use cartera::config::Config;
use cartera::ui::keymap::Keymap;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Not a test: the program, when started by one.
#[test]
fn child() {
    if std::env::var_os("CARTERA_PTY_CHILD").is_none() {
        return;
    }
    let (config, _) = Config::parse("language = \"en\"\ntheme = \"dark\"\n");
    let options = AppOptions {
        keymap: Keymap::of(&config).unwrap(),
        config,
        config_path: None,
        ascii: false,
        backend: Box::new(|out| {
            let _ = out.send(Msg::Opened(Opened::Portfolio));
            Ok(Box::new(common::Fake { out, drafts: Vec::new() }))
        }),
    };
    let code = run_to_code(options).unwrap();
    std::process::exit(i32::from(code));
}

struct Program {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    bytes: Arc<Mutex<Vec<u8>>>,
    device: Option<PathBuf>,
    stop: Arc<AtomicBool>,
}

impl Program {
    fn start(env: &[(&str, &str)]) -> Self {
        let pty = native_pty_system()
            .openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let device = pty.master.tty_name();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["--exact", "child", "--nocapture"]);
        command.env("CARTERA_PTY_CHILD", "1");
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("RUST_BACKTRACE", "0");
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
        Self { child, master: Some(pty.master), writer: Some(writer), bytes, device, stop }
    }

    fn screen(&self) -> vt100::Parser {
        let mut parser = vt100::Parser::new(24, 80, 0);
        parser.process(&self.bytes.lock().unwrap());
        parser
    }

    fn wait_for(&self, text: &str) {
        let end = Instant::now() + Duration::from_secs(10);
        while !self.screen().screen().contents().contains(text) {
            assert!(Instant::now() < end, "{text:?} never came:\n{}", self.screen().screen().contents());
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn type_keys(&mut self, keys: &str) {
        self.writer.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(
            std::process::Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success()
        );
    }

    /// Closes the window: every end of the terminal that is ours.
    fn hang_up(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Something to read, so that the reader sees that it is to stop.
        self.type_keys("q");
        thread::sleep(Duration::from_millis(300));
        self.writer = None;
        self.master = None;
    }

    /// Waits for its end; exit code and how long it took.
    fn end(&mut self) -> (u32, Duration) {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                thread::sleep(Duration::from_millis(100));
                return (status.exit_code(), start.elapsed());
            }
            if start.elapsed() > Duration::from_secs(5) {
                self.child.kill().unwrap();
                panic!("it did not end");
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Alternate screen left, cursor shown, no mouse, no bracketed paste, and the line discipline as it was.
    fn assert_given_back(&self) {
        let parser = self.screen();
        let screen = parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        if let Some(device) = &self.device {
            let out = std::process::Command::new("stty").arg("-F").arg(device).arg("-a").output();
            if let Ok(out) = out.map(|o| String::from_utf8_lossy(&o.stdout).into_owned())
                && out.contains("icanon")
            {
                assert!(!out.contains("-icanon") && !out.contains("-echo "), "{out}");
            }
        }
        let bytes = self.bytes.lock().unwrap();
        let left = bytes.windows(8).filter(|w| w == b"\x1b[?1049l").count();
        assert_eq!(left, 1, "given back exactly once");
    }
}

#[test]
fn it_draws_leaves_with_q_q_and_gives_the_terminal_back() {
    let mut program = Program::start(&[]);
    program.wait_for("2 Customers");
    program.type_keys("q");
    program.wait_for("Press q again");
    program.type_keys("q");
    assert_eq!(program.end().0, 0);
    program.assert_given_back();
}

#[test]
fn signals_end_it_within_a_second_with_the_terminal_given_back() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let mut program = Program::start(&[]);
        program.wait_for("2 Customers");
        program.signal(name);
        let (exit, took) = program.end();
        assert_eq!(exit, code, "{name}");
        assert!(took < Duration::from_secs(1), "{name}: {took:?}");
        program.assert_given_back();
    }
}

#[test]
fn a_closed_window_ends_it() {
    let mut program = Program::start(&[]);
    program.wait_for("2 Customers");
    program.hang_up();
    let (_, took) = program.end();
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_where_the_data_are() {
    let mut program = Program::start(&[("CARTERA_PANIC", "view")]);
    assert_eq!(program.end().0, 101);
    program.assert_given_back();
    let text = String::from_utf8_lossy(&program.bytes.lock().unwrap()).into_owned();
    assert!(text.contains("planted by CARTERA_PANIC"), "{text}");
    assert!(text.contains("the saved data are safe"), "{text}");
}

#[test]
fn idle_it_writes_nothing_and_needs_no_time() {
    let mut program = Program::start(&[]);
    program.wait_for("2 Customers");
    thread::sleep(Duration::from_millis(500));
    let before = program.bytes.lock().unwrap().len();
    let clock = program.screen().screen().contents().lines().next().map(str::to_owned);
    thread::sleep(Duration::from_secs(2));
    let after = program.bytes.lock().unwrap().len();
    // A minute may have begun meanwhile; then the clock was drawn and nothing else.
    if program.screen().screen().contents().lines().next().map(str::to_owned) == clock {
        assert_eq!(after, before);
    }
    program.type_keys("\u{3}\u{3}");
    assert_eq!(program.end().0, 0);
}

#[test]
fn a_huge_paste_and_a_thousand_sizes_do_not_hurt() {
    let mut program = Program::start(&[]);
    program.wait_for("2 Customers");
    program.type_keys(":");
    let paste = format!("\u{1b}[200~{}\u{1b}[201~", "ñandú ".repeat(100_000));
    program.type_keys(&paste);
    for n in 0..1000_u16 {
        let size = PtySize { rows: n % 60 + 1, cols: n * 7 % 200 + 1, pixel_width: 0, pixel_height: 0 };
        program.master.as_ref().unwrap().resize(size).unwrap();
    }
    program
        .master
        .as_ref()
        .unwrap()
        .resize(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })
        .unwrap();
    program.type_keys("\u{1b}");
    thread::sleep(Duration::from_millis(300));
    program.type_keys("\u{3}\u{3}");
    assert_eq!(program.end().0, 0);
    program.assert_given_back();
}
