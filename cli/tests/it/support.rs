//! The program, run as its users run it, and an emulator for it.

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Output, Stdio},
};

use managementpartner_emulator::{Emulator, Options, Scenario, State};
use serde_json::Value;
use tokio::runtime::Runtime;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_managementpartner");

/// The only tenant of the emulator's own start state, and the service principal in it.
pub(crate) const TENANT: &str = "7e4a0000-0000-4000-8000-000000000001";
pub(crate) const OBJECT: &str = "5e000000-0000-4000-8000-000000000001";

/// An emulator, and an empty folder for what the program might read, write or run.
pub(crate) struct Stage {
    // Before the runtime: what ends the emulator must not outlive what runs it.
    pub(crate) emulator: Emulator,
    _runtime: Runtime,
    pub(crate) folder: tempfile::TempDir,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn with(options: Options) -> Self {
        let runtime = Runtime::new().unwrap();
        let emulator = runtime.block_on(Emulator::start(options)).unwrap();
        Self { emulator, _runtime: runtime, folder: tempfile::tempdir().unwrap() }
    }

    /// With the faults of a scenario file.
    pub(crate) fn faulty(faults: &str) -> Self {
        let scenario = Scenario::from_json(&format!(r#"{{"faults": [{faults}]}}"#), "of the test").unwrap();
        Self::with(Options { scenario, ..Options::default() })
    }

    /// With the account linked to 12345.
    pub(crate) fn linked() -> Self {
        Self::with_link(r#"{"partner_id": "12345"}"#)
    }

    /// With the account's link record.
    pub(crate) fn with_link(link: &str) -> Self {
        let mut seed = State::default();
        seed.tenants[0].principals[0].link = Some(serde_json::from_str(link).unwrap());
        Self::with(Options { seed, ..Options::default() })
    }

    /// The program, signed in through its environment as the service principal.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare(arguments);
        command.envs(self.emulator.environment());
        command
    }

    /// The program with nothing in its environment but a folder without programs as PATH.
    pub(crate) fn bare(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).env_clear().env("PATH", self.folder.path()).stdin(Stdio::null());
        command
    }

    /// The program with the emulator's endpoints, but without an identity.
    #[cfg(unix)]
    pub(crate) fn anonymous(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(arguments);
        for name in ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(&mut self.command(arguments))
    }

    /// What reached the partner API, as `METHOD status`.
    pub(crate) fn requests(&self) -> Vec<String> {
        let seen = self.emulator.requests().into_iter();
        let partner_api = seen.filter(|request| request.path.contains("ManagementPartner"));
        partner_api.map(|request| format!("{} {}", request.method, request.status)).collect()
    }

    /// The stored link: its partner ID and version, while it is in force.
    pub(crate) fn stored(&self) -> Option<(String, i64)> {
        let record = self.emulator.link(TENANT, OBJECT)?;
        let active = serde_json::json!(record.state) == "Active";
        active.then_some((record.partner_id, record.version))
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Puts a script in the place of the program `name`.
    #[cfg(unix)]
    pub(crate) fn script(&self, name: &str, text: &str) {
        executable(&self.folder.path().join(name), text);
    }
}

/// Makes a script.
#[cfg(unix)]
pub(crate) fn executable(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, format!("#!/bin/sh\nPATH=/usr/bin:/bin\n{text}\n")).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// How the program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn of(command: &mut Command) -> Self {
        Self::from(command.output().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// It succeeded, and this is what it printed.
    pub(crate) fn printed(&self) -> &str {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "{self:?}");
        &self.stdout
    }

    /// It failed with this code and the message, and printed nothing on standard output.
    pub(crate) fn failed(&self, code: i32, message: &str) {
        assert_eq!((self.code, self.stdout.as_str()), (code, ""), "{self:?}");
        assert!(self.stderr.contains(message), "{message:?} is not in {self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
    }
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A running emulator program, killed when it is dropped.
pub(crate) struct Running {
    pub(crate) child: std::process::Child,
    pub(crate) ready: BTreeMap<String, Value>,
}

impl Running {
    pub(crate) fn new(arguments: &[&str], folder: &Path) -> Self {
        use std::io::{BufRead, BufReader};
        let mut command = Command::new(PROGRAM);
        command.arg("emulator").args(arguments).current_dir(folder).env_remove("MANAGEMENTPARTNER_ENDPOINT");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap();
        Self { child, ready }
    }

    pub(crate) fn environment(&self) -> BTreeMap<String, String> {
        serde_json::from_value(self.ready["environment"].clone()).unwrap()
    }

    /// The program in this emulator's environment.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(Command::new(PROGRAM).args(arguments).env_clear().envs(self.environment()))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails when it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
