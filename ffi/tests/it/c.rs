//! Compiles C programs against the library under test, and runs them with an emulator in their environment.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use managementpartner_emulator::{Emulator, Options, Scenario, State};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

/// The crate's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where cargo put the library that these tests were built with: beside them.
pub(crate) fn library_folder() -> PathBuf {
    env::current_exe().unwrap().parent().unwrap().to_owned()
}

/// The program made of `sources`, with more compiler flags.
pub(crate) fn compile(name: &str, sources: &[PathBuf], flags: &[&str]) -> PathBuf {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let library = library_folder();
    let mut cc = Command::new(env::var_os("CC").unwrap_or("cc".into()));
    cc.args(["-std=c11", "-D_DEFAULT_SOURCE", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g"]).args(flags);
    cc.arg("-I").arg(root().join("include")).args(sources);
    cc.arg("-L").arg(&library).args(["-lmanagementpartner_ffi", "-pthread"]);
    cc.arg(format!("-Wl,-rpath,{}", library.display())).arg("-o").arg(&program);
    succeed("the C compiler", &mut cc);
    program
}

/// What `command` prints; it has to succeed.
pub(crate) fn succeed(what: &str, command: &mut Command) -> Output {
    let output =
        command.output().unwrap_or_else(|error| panic!("{what} cannot be run, and the tests need it: {error}"));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what} failed ({})\n{out}{err}", output.status);
    output
}

/// An emulator, and a runtime that it serves on beside the tests.
pub(crate) struct Service {
    emulator: Emulator,
    _runtime: Runtime,
}

impl Service {
    pub(crate) fn start() -> Self {
        let path = |id: &str| json!({"path": format!("/providers/Microsoft.ManagementPartner/partners/{id}")});
        let scenario: Scenario = serde_json::from_value(json!({"seed": 7, "faults": [
            {"match": path("never-answered"), "latency_ms": 3_600_000},
            {"match": path("throttled"), "status": 429, "retry_after": 3600},
        ]}))
        .unwrap();
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let emulator = runtime.block_on(Emulator::start(Options { scenario, ..Options::default() })).unwrap();
        Self { emulator, _runtime: runtime }
    }

    /// `command` in an environment that holds the emulator's and nothing that could sign in elsewhere.
    pub(crate) fn run(&self, what: &str, command: &mut Command) -> Output {
        let tenant = &State::default().tenants[0];
        let token = self.emulator.token(&tenant.id.to_string(), &tenant.principals[0].object_id.to_string());
        let path = env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).envs(self.emulator.environment()).env("TEST_TOKEN", token);
        succeed(what, command)
    }
}
