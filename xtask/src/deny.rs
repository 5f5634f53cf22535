//! Licences, sources and bans of the dependencies. Their advisories need the network and are left out.

use std::process::Command;

use crate::{
    Result,
    command::{cargo, execute, find, target},
    steps::Steps,
};

const VERSION: &str = "0.20.2";

pub(crate) fn test(steps: &mut Steps) -> Result<()> {
    let own = target("tools/bin/cargo-deny");
    let program = match find("cargo-deny") {
        Some(found) => found,
        None if own.is_file() => own,
        None => {
            let root = target("tools");
            let install = ["install", "cargo-deny", "--locked", "--version", VERSION, "--root"];
            steps.run("cargo-deny's installation", || execute(cargo(install).arg(root)))?;
            own
        }
    };
    steps.run("cargo deny", || {
        execute(Command::new(program).args(["--workspace", "check", "bans", "licenses", "sources"]))
    })
}
