//! Format and lints.

use crate::{
    Result,
    command::{cargo, execute},
    steps::Steps,
};

pub(crate) fn run_step(steps: &mut Steps, name: &str, arguments: &[&str]) -> Result<()> {
    steps.run(name, || execute(&mut cargo(arguments)))
}

pub(crate) fn run(steps: &mut Steps) -> Result<()> {
    run_step(steps, "rustfmt", &["fmt", "--all", "--check"])?;
    run_step(steps, "clippy", &["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"])
}
