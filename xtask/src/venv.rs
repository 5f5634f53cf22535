//! Virtual environments of Python below `target/`, made from a file of pinned requirements.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Result,
    command::{execute, find, output, target},
};

pub(crate) struct Venv(PathBuf);

impl Venv {
    /// The environment `name` with what `requirements` lists; made anew when the list has changed.
    pub(crate) fn new(name: &str, requirements: &Path) -> Result<Self> {
        let venv = Self(target("venv").join(name));
        let wanted = fs::read_to_string(requirements)?;
        let made = venv.0.join("requirements.txt");
        if fs::read_to_string(&made).is_ok_and(|had| had == wanted) {
            return Ok(venv);
        }
        execute(Command::new(python()?).args(["-m", "venv", "--clear"]).arg(&venv.0))?;
        execute(venv.command("python").args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(requirements))?;
        fs::write(made, wanted)?;
        Ok(venv)
    }

    /// A program of the environment, with the environment's programs first on PATH.
    pub(crate) fn command(&self, program: &str) -> Command {
        let folder = self.programs();
        let mut command = Command::new(folder.join(program));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(folder).chain(std::env::split_paths(&path));
        if let Ok(path) = std::env::join_paths(folders) {
            command.env("PATH", path);
        }
        command.env("VIRTUAL_ENV", &self.0);
        command
    }

    pub(crate) fn programs(&self) -> PathBuf {
        self.0.join(if cfg!(windows) { "Scripts" } else { "bin" })
    }
}

/// A Python of 3.10 or later.
pub(crate) fn python() -> Result<PathBuf> {
    let program = find("python3").or_else(|| find("python")).ok_or("there is no python3 on PATH")?;
    let version = output(Command::new(&program).args(["-c", "import sys; print(sys.version_info >= (3, 10))"]))?;
    if version.trim() == "True" { Ok(program) } else { Err(format!("{} is older than 3.10", program.display()).into()) }
}
