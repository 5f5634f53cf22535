//! Behaviour of the core, one file for each part of it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[cfg(unix)]
mod azure_cli;
mod cases;
mod entra;
mod guard;
mod interrupt;
mod link;
mod options;
mod retry;
mod secrets;
mod settle;
mod support;
mod tls;
