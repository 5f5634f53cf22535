//! Behaviour of the program, one file for each part of it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod bad_input;
#[cfg(unix)]
mod cases;
mod command_line;
mod emulator;
#[cfg(unix)]
mod emulator_signals;
mod emulator_state;
mod errors;
#[cfg(unix)]
mod interrupt;
mod link;
mod output;
#[cfg(unix)]
mod sign_in;
mod support;
#[cfg(unix)]
mod terminal;
mod verbs;
