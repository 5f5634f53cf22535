//! What the project does to itself: `cargo xtask check | test | peers | bench | header | package`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a program for the terminal")]

mod bench;
mod c;
mod check;
mod command;
mod deny;
mod fences;
mod package_c;
mod package_powershell;
mod package_python;
mod peers;
mod powershell;
mod python;
mod rust;
mod steps;
mod venv;

use std::{env, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use steps::Steps;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What the project does to itself.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
    /// A step that cannot run here is a failure (the default where CI is set).
    #[arg(long, global = true)]
    strict: bool,
}

#[derive(Subcommand)]
enum Task {
    /// Format and lints; the fast part.
    Check,
    /// Everything that must pass before a change is proposed.
    Test,
    /// The Azure CLI and the Azure SDK for Python, unmodified, against the emulator.
    Peers,
    /// Writes ffi/include/managementpartner.h anew.
    Header,
    /// The figures of BENCHMARKS.md.
    Bench,
    /// What is given to users, under `dist/`.
    Package,
}

fn main() -> ExitCode {
    let Arguments { task, strict } = Arguments::parse();
    let mut steps = Steps::new(strict || env::var_os("CI").is_some());
    let result = env::set_current_dir(root()).map_err(Into::into).and_then(|()| match task {
        Task::Check => check::run(&mut steps),
        Task::Test => test(&mut steps),
        Task::Peers => peers::run(&mut steps),
        Task::Header => c::header(),
        Task::Bench => bench::run(&mut steps),
        Task::Package => package(&mut steps),
    });
    steps.summary();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn test(steps: &mut Steps) -> Result<()> {
    check::run(steps)?;
    rust::test(steps)?;
    fences::test(steps)?;
    c::test(steps)?;
    python::test(steps)?;
    powershell::test(steps)?;
    deny::test(steps)
}

fn package(steps: &mut Steps) -> Result<()> {
    package_c::run(steps)?;
    package_powershell::run(steps)?;
    package_python::run(steps)
}

/// The workspace's folder.
fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}
