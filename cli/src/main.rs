//! The program `managementpartner`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(managementpartner_cli::run(std::env::args_os()))
}
