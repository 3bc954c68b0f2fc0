//! The program: the command line, and nothing else.

use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    // A file that reached the limit the system sets shall be an error of the write, like a full disk: left to
    // itself, the signal would end the program between two writes and without a word.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    ExitCode::from(cartera::cli::run(std::env::args_os()))
}
