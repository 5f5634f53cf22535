//! Programs under measurement, and an emulator for them.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{Result, command::target};

/// Where Debian and its kin keep them.
const SYSTEM_ROOTS: &str = "/etc/ssl/certs/ca-certificates.crt";

pub(crate) struct Programs {
    pub(crate) managementpartner: PathBuf,
    pub(crate) load: PathBuf,
    pub(crate) empty: PathBuf,
}

/// A running `managementpartner emulator`; dropped, it ends.
pub(crate) struct Emulator {
    process: Child,
    /// Its ready line.
    ready: Value,
    /// From its start to its ready line.
    pub(crate) time_to_ready: Duration,
}

impl Emulator {
    pub(crate) fn start(program: &Path, arguments: &[&str]) -> Result<Self> {
        let begun = Instant::now();
        let mut process = Command::new(program)
            .arg("emulator")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("the emulator has no output")?).read_line(&mut line)?;
        let time_to_ready = begun.elapsed();
        Ok(Self { process, ready: serde_json::from_str(&line)?, time_to_ready })
    }

    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    /// A command that finds the root certificate of this emulator among the system's, in one bundle.
    pub(crate) fn command_by_system_roots(&self, program: &Path, arguments: &[&str]) -> Result<Command> {
        let own = self.ready["environment"]["MANAGEMENTPARTNER_CA_FILE"].as_str().unwrap_or_default();
        let bundle = target("bench/roots.pem");
        fs::write(&bundle, [fs::read(SYSTEM_ROOTS)?, fs::read(own)?].concat())?;
        let mut command = self.command(program, arguments);
        command.env_remove("MANAGEMENTPARTNER_CA_FILE").env("SSL_CERT_FILE", bundle);
        Ok(command)
    }

    /// A command that finds this emulator.
    pub(crate) fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments);
        let environment = self.ready["environment"].as_object().into_iter().flatten();
        for (name, value) in environment {
            command.env(name, value.as_str().unwrap_or_default());
        }
        // Where backtraces are asked for, azure_core takes one for every header that is not there.
        for name in ["SSL_CERT_FILE", "SSL_CERT_DIR", "RUST_BACKTRACE", "RUST_LIB_BACKTRACE"] {
            command.env_remove(name);
        }
        command
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // Asked to end, it removes its temporary files.
        let asked = Command::new("kill").arg(self.process.id().to_string()).status();
        let ended = if asked.is_ok_and(|status| status.success()) { Ok(()) } else { self.process.kill() };
        if let Err(error) = ended.and_then(|()| self.process.wait()) {
            eprintln!("the emulator could not be ended: {error}");
        }
    }
}
