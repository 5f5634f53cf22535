//! The peers' own clients, unmodified, against the emulator. Where one differs, the emulator is wrong until a source
//! says otherwise.

mod azure_cli;

pub(crate) use azure_cli::Peer;

use std::path::Path;

use crate::{Result, command::managementpartner, python, steps::Steps, venv::Venv};

pub(crate) fn run(steps: &mut Steps) -> Result<()> {
    let venv =
        steps.run("the peers' installation", || Venv::new("peers", Path::new("xtask/peers/requirements.txt")))?;
    let program = steps.run("managementpartner", managementpartner)?;
    let mut tally = Tally::default();
    steps.run("the Azure CLI", || azure_cli::run(&venv, &program, &mut tally))?;
    python::peers(steps)?;
    println!("\n{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 { Ok(()) } else { Err("a peer does not get along with the emulator".into()) }
}

/// What came of the checks.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    passed: u32,
    failed: u32,
}

impl Tally {
    /// Counts a check and says what came of it.
    pub(crate) fn check(&mut self, name: &str, result: Result<()>) {
        match result {
            Ok(()) => {
                self.passed += 1;
                println!("ok {name}");
            }
            Err(error) => {
                self.failed += 1;
                println!("FAILED {name}: {error}");
            }
        }
    }
}
