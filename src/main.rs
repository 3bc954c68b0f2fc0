//! The program: the command line, and nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(cartera::cli::run(std::env::args_os()))
}
