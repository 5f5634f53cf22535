//! The figures of BENCHMARKS.md: each part beside what it is compared with, in the same run.

mod emulator;
mod measure;
mod powershell;
mod program;
mod python;
mod report;
mod running;

use std::fs;

use crate::{
    Result,
    command::{cargo, execute, output, target},
    steps::Steps,
};
use running::Programs;

pub(crate) fn run(steps: &mut Steps) -> Result<()> {
    let programs = steps.run("release build", build)?;
    let mut sections = vec![program::run(steps, &programs)?, emulator::run(steps, &programs)?];
    sections.push(python::run(steps, &programs)?);
    sections.extend(powershell::run(steps, &programs)?);
    fs::write("BENCHMARKS.md", report::page(&sections)?)?;
    println!("\nBENCHMARKS.md is written");
    Ok(())
}

/// The programs that are measured, as users have them.
fn build() -> Result<Programs> {
    let arguments = ["build", "--locked", "--quiet", "--release", "--package"];
    execute(cargo(arguments).arg("managementpartner-cli"))?;
    execute(cargo(arguments).args(["managementpartner-emulator", "--example", "load"]))?;
    let empty = target("bench/empty");
    fs::create_dir_all(target("bench"))?;
    fs::write(target("bench/empty.rs"), "fn main() {}\n")?;
    output(
        std::process::Command::new("rustc")
            .args(["--edition", "2024", "-C", "opt-level=3", "-C", "strip=symbols", "-o"])
            .args([&empty, &target("bench/empty.rs")]),
    )?;
    Ok(Programs {
        managementpartner: target("release/managementpartner"),
        load: target("release/examples/load"),
        empty,
    })
}
