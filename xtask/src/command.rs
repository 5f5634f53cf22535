//! Commands, with an error that names the one that failed.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Result;

/// Runs `command` to its end, its output going where this program's goes.
pub(crate) fn execute(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| format!("{}: {error}", show(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", show(command)).into()) }
}

/// What `command` prints; its standard error is shown when it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("{}: {error}", show(command)))?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{} ended with {}\n{said}", show(command), output.status).into())
}

/// This toolchain's cargo.
pub(crate) fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// A program of PATH, if it is there.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

/// A path below the folder that cargo builds in.
pub(crate) fn target(path: impl AsRef<Path>) -> PathBuf {
    let folder = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    crate::root().join(folder).join(path)
}

/// The program `managementpartner`, built as the tests are.
pub(crate) fn managementpartner() -> Result<PathBuf> {
    execute(&mut cargo(["build", "--locked", "--quiet", "--package", "managementpartner-cli"]))?;
    Ok(target("debug/managementpartner").with_extension(env::consts::EXE_EXTENSION))
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
