//! The program `managementpartner`, as a library, so that other packages can bring it along.
#![forbid(unsafe_code)]

mod arguments;
mod emulator;
mod environment;
mod exit_code;
mod interrupt;
mod messages;
mod output;
mod query;
mod quickstart;
mod service;
mod signals;
mod trace;
mod verbs;

use std::{ffi::OsString, io};

use clap::{CommandFactory, Parser};
use clap_complete::Shell;

use crate::{
    arguments::{Arguments, Command},
    messages::Messages,
};

const PROGRAM: &str = "managementpartner";

/// Runs the program with `arguments`, of which the first is its own name, and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let program = arguments.first().map_or_else(|| PROGRAM.into(), |program| program.to_string_lossy().into_owned());
    let Arguments { messages, command } = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(answer) => return show(&answer),
    };
    if messages.debug {
        trace::to_stderr();
    }
    let messages = Messages { verbose: messages.verbose || messages.debug, quiet: messages.only_show_errors };
    match command {
        Command::Service(command) => service::run(&command, messages),
        Command::Emulator(emulator) => emulator::run(emulator, messages),
        Command::Quickstart => quickstart::run(&program),
        Command::Completion { shell } => completion(shell),
    }
}

/// Help, version or what is wrong with the command line.
fn show(answer: &clap::Error) -> u8 {
    let printed = answer.print();
    if answer.use_stderr() { exit_code::USAGE } else { exit_code_of_printing(output::unless_closed(printed)) }
}

fn completion(shell: Shell) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), PROGRAM, &mut script);
    exit_code_of_printing(output::print(&String::from_utf8_lossy(&script)))
}

fn exit_code_of_printing(printed: io::Result<()>) -> u8 {
    match printed {
        Ok(()) => exit_code::DONE,
        Err(error) => {
            messages::failed(&format!("Standard output cannot be written: {error}"));
            exit_code::FAILED
        }
    }
}
