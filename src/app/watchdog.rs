//! Leaves in good order when told from outside: signals, a closed window. crossterm loops for ever when its terminal
//! goes away, so hang-up is watched here, and the program ends within a second even where its main thread hangs.

use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::msg::Msg;
use super::terminal::give_back;

/// How long the main thread has to keep drafts and end.
const GRACE: Duration = Duration::from_millis(800);

/// How long giving the terminal back may take after that.
const LAST: Duration = Duration::from_millis(150);

/// Starts the two threads; they sleep until something happens.
pub fn start(to: &Sender<Msg>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let out = to.clone();
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => {
                    give_back();
                    // The one signal that cannot be caught: really stop, as the shell expects.
                    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
                }
                SIGCONT => {
                    if out.send(Msg::Resumed).is_err() {
                        return;
                    }
                }
                signal => leave(&out, signal),
            }
        }
    })?;
    let out = to.clone();
    thread::Builder::new().name("hang-up".into()).spawn(move || {
        // Where standard input is something else, the keys come from the controlling terminal.
        let stdin = io::stdin();
        let other = if stdin.is_terminal() { None } else { std::fs::File::open("/dev/tty").ok() };
        let terminal = match &other {
            Some(file) => file.as_fd(),
            None if stdin.is_terminal() => stdin.as_fd(),
            None => return,
        };
        loop {
            let mut watched = [PollFd::from_borrowed_fd(terminal, PollFlags::empty())];
            let gone = match poll(&mut watched, None) {
                Ok(_) => watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
                Err(rustix::io::Errno::INTR) => false,
                Err(_) => return,
            };
            if gone {
                leave(&out, SIGHUP);
                return;
            }
        }
    })?;
    Ok(())
}

/// Asks the main thread to leave, and ends the program where it does not.
fn leave(out: &Sender<Msg>, signal: i32) {
    let code = 128 + signal;
    let _ = out.send(Msg::Leave(code as u8));
    thread::sleep(GRACE);
    // A terminal that takes no more bytes (a window frozen, a line gone dead) must not hold the program either.
    if let Ok(giving) = thread::Builder::new().name("give-back".into()).spawn(give_back) {
        let until = Instant::now() + LAST;
        while !giving.is_finished() && Instant::now() < until {
            thread::sleep(Duration::from_millis(5));
        }
    }
    std::process::exit(code);
}
