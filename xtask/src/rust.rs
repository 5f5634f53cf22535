//! The tests of the crates, and their documentation.

use crate::{
    Result,
    command::{cargo, execute, find},
    steps::Steps,
};

pub(crate) fn test(steps: &mut Steps) -> Result<()> {
    // nextest runs each test in a process of its own, which is faster and keeps them apart; cargo's own runner serves too.
    let runner: &[&str] = if find("cargo-nextest").is_some() {
        &["nextest", "run", "--locked", "--workspace", "--all-targets", "--no-fail-fast"]
    } else {
        &["test", "--locked", "--workspace", "--all-targets"]
    };
    steps.run("tests", || execute(&mut cargo(runner)))?;
    steps.run("documentation's examples", || execute(&mut cargo(["test", "--locked", "--workspace", "--doc"])))?;
    steps.run("documentation", || {
        execute(cargo(["doc", "--locked", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "--deny warnings"))
    })
}
