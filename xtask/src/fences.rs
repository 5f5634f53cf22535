//! The commands and scripts of README.md, run as they stand there, in the emulator's environment.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Result,
    command::{execute, managementpartner, target},
    steps::Steps,
};

/// A fenced block: its language, the line that it begins at, and its text.
struct Fence {
    language: String,
    line: usize,
    text: String,
}

pub(crate) fn test(steps: &mut Steps) -> Result<()> {
    let readme = fs::read_to_string("README.md")?;
    let program = managementpartner()?;
    for fence in fences(&readme) {
        let name = format!("README.md:{} ({})", fence.line, fence.language);
        steps.run(&name, || fence.run(&program))?;
    }
    Ok(())
}

fn fences(text: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some(language) = line.strip_prefix("```") else { continue };
        let text: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        fences.push(Fence { language: language.to_owned(), line: at + 1, text: text.join("\n") });
    }
    fences
}

impl Fence {
    fn run(&self, program: &Path) -> Result<()> {
        match self.language.as_str() {
            "sh" => self.text.lines().try_for_each(|line| shell(program, line)),
            // Python's own tests run the Python blocks, where the module is installed.
            "python" => Ok(()),
            other => Err(format!("nothing runs a block of {other:?}").into()),
        }
    }
}

/// The commands that would run this very test, or install something, are covered elsewhere.
fn is_covered_elsewhere(line: &str) -> bool {
    ["cargo xtask ", "cargo install ", "pip install "].iter().any(|start| line.starts_with(start))
}

fn shell(program: &Path, line: &str) -> Result<()> {
    if is_covered_elsewhere(line) {
        return Ok(());
    }
    println!("$ {line}");
    // The same program, without a second build of everything in another profile.
    let line = line.replace("cargo run --release -- ", "managementpartner ");
    let linked = format!("managementpartner create --partner-id 12345 -o none; {line}");
    let script = if line.contains("show") { linked } else { line };
    execute(
        Command::new(program).args(["emulator", "run", "--", "sh", "-e", "-c", &script]).env("HOME", scratch_home()?),
    )
}

/// An empty home: nothing of the user's is used.
fn scratch_home() -> Result<PathBuf> {
    let home = target("scratch-home");
    fs::create_dir_all(&home)?;
    Ok(home)
}
