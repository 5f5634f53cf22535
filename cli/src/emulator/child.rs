//! `emulator run`: a command that finds the emulator in its environment.

#[cfg(unix)]
use std::fs::File;
use std::{
    env,
    ffi::{OsStr, OsString},
    io,
    process::ExitStatus,
};

use managementpartner_emulator::Emulator;
#[cfg(unix)]
use rustix::{
    process::{self, Pid},
    termios,
};
use tokio::process::{Child, Command};

use crate::{
    exit_code,
    messages::failed,
    signals::{Signal, Signals},
};

/// What would lead a client elsewhere than `emulator.environment()` does, or a real credential to the emulator, whose
/// environment need not name one.
const IN_THE_WAY: [&str; 6] = [
    "MANAGEMENTPARTNER_CLOUD",
    "MANAGEMENTPARTNER_AUDIENCE",
    "AZURE_TENANT_ID",
    "AZURE_CLIENT_ID",
    "AZURE_CLIENT_SECRET",
    "AZURE_CLIENT_CERTIFICATE_PATH",
];
/// As shells count.
const NOT_FOUND: u8 = 127;
const NOT_RUNNABLE: u8 = 126;

/// Runs `command` to its end and gives its exit code; signals reach it.
pub(super) async fn run(command: &[OsString], emulator: &Emulator, signals: &mut Signals) -> Result<u8, String> {
    let Some((program, arguments)) = command.split_first() else {
        return Err("it was given no command".to_owned());
    };
    let mut child = match prepare(program, arguments, emulator).spawn() {
        Ok(child) => child,
        Err(error) => return Ok(not_started(program, &error)),
    };
    loop {
        tokio::select! {
            status = child.wait() => {
                let status = status.map_err(|error| format!("the end of {} was missed: {error}", program.display()))?;
                return Ok(exit_code(status));
            }
            signal = signals.next() => pass_on(signal, &child),
        }
    }
}

fn prepare(program: &OsStr, arguments: &[OsString], emulator: &Emulator) -> Command {
    let mut command = Command::new(program);
    for name in IN_THE_WAY {
        command.env_remove(name);
    }
    command.args(arguments).envs(emulator.environment()).env("PATH", path());
    for name in ["NO_PROXY", "no_proxy"] {
        command.env(name, no_proxy(env::var_os(name)));
    }
    command
}

/// PATH with this program's own folder first, so that its name is enough.
fn path() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let own = env::current_exe().ok().and_then(|program| program.parent().map(ToOwned::to_owned));
    let folders = own.into_iter().chain(env::split_paths(&path));
    env::join_paths(folders).unwrap_or(path)
}

/// The exceptions from the proxy, with the emulator's host.
fn no_proxy(exceptions: Option<OsString>) -> OsString {
    match exceptions.filter(|exceptions| !exceptions.is_empty()) {
        Some(mut exceptions) => {
            exceptions.push(",localhost");
            exceptions
        }
        None => "localhost".into(),
    }
}

fn not_started(program: &OsStr, error: &io::Error) -> u8 {
    if error.kind() == io::ErrorKind::NotFound {
        failed(&format!("The command {} cannot be found", program.display()));
        return NOT_FOUND;
    }
    failed(&format!("The command {} cannot be run: {error}", program.display()));
    NOT_RUNNABLE
}

#[cfg(unix)]
fn pass_on(signal: Signal, child: &Child) {
    let id = child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
    let (Some(id), Some(signal)) = (id, process::Signal::from_named_raw(signal)) else {
        return;
    };
    // Twice would be once too much.
    if signal != process::Signal::INT || !has_ctrl_c_of_its_own(id) {
        // Fails when the command has just ended, which is then seen next.
        let _ = process::kill_process(id, signal);
    }
}

/// Whether Ctrl+C on the terminal reaches the command as it reaches this program: a terminal sends it to its whole
/// foreground process group. An interrupt that `kill` sent to this program alone cannot be told from one, and then does
/// not reach a command in the foreground; what ends both is any other signal.
#[cfg(unix)]
fn has_ctrl_c_of_its_own(command: Pid) -> bool {
    // Absent in a process without a terminal, wherever its standard input comes from.
    let foreground = File::open("/dev/tty").ok().and_then(|terminal| termios::tcgetpgrp(terminal).ok());
    foreground == Some(process::getpgrp()) && foreground == process::getpgid(Some(command)).ok()
}

/// A console sends Ctrl+C to the command itself.
#[cfg(not(unix))]
fn pass_on(_signal: Signal, _child: &Child) {}

fn exit_code(status: ExitStatus) -> u8 {
    let code = status.code().unwrap_or_else(|| exit_code::SIGNALLED + signal_of(status));
    u8::try_from(code).unwrap_or(exit_code::FAILED)
}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Signal {
    std::os::unix::process::ExitStatusExt::signal(&status).unwrap_or_default()
}

#[cfg(not(unix))]
fn signal_of(_status: ExitStatus) -> Signal {
    0
}
