//! The C ABI: its header, and its package as a C project uses it. The suite in C itself runs with the crate's tests.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Result,
    command::{cargo, execute, find, managementpartner, output, target},
    package_c::stage,
    steps::Steps,
    venv::Venv,
};

/// Writes the header anew; what writes it is the test that compares it.
pub(crate) fn header() -> Result<()> {
    let mut test = cargo(["test", "--package", "managementpartner-ffi", "--test", "it", "header"]);
    execute(test.env("MANAGEMENTPARTNER_WRITE_HEADER", "1"))
}

pub(crate) fn test(steps: &mut Steps) -> Result<()> {
    let prefix = steps.run("the C package", package)?;
    steps.run("the C example by pkg-config", || by_pkg_config(&prefix))?;
    steps.run("the C example by CMake", || by_cmake(&prefix))
}

/// The package, of the libraries as the tests have them.
fn package() -> Result<PathBuf> {
    execute(&mut cargo(["build", "--locked", "--package", "managementpartner-ffi"]))?;
    let prefix = target("c-package");
    stage(&target("debug"), &prefix)?;
    Ok(prefix)
}

fn by_pkg_config(prefix: &Path) -> Result<()> {
    let flags = |extra: &[&str]| {
        let mut command = Command::new("pkg-config");
        command.args(["--cflags", "--libs", "managementpartner"]).args(extra);
        output(command.env("PKG_CONFIG_PATH", prefix.join("lib/pkgconfig")))
    };
    let shared = compile("c-example-shared", &flags(&[])?)?;
    run(prefix, &shared)?;
    // The linker takes the shared library where both are: only the archive's own name gets the static one.
    let archive = flags(&["--static"])?.replace("-lmanagementpartner_ffi", "-l:libmanagementpartner_ffi.a");
    run(Path::new("nowhere"), &compile("c-example-static", &archive)?)
}

fn compile(name: &str, flags: &str) -> Result<PathBuf> {
    let program = target(name);
    let mut cc = Command::new("cc");
    execute(cc.arg("ffi/examples/link.c").args(flags.split_whitespace()).arg("-o").arg(&program))?;
    Ok(program)
}

fn by_cmake(prefix: &Path) -> Result<()> {
    let build = target("c-example-cmake");
    if build.exists() {
        fs::remove_dir_all(&build)?;
    }
    let package = format!("-DCMAKE_PREFIX_PATH={}", prefix.display());
    execute(cmake()?.args(["-S", "ffi/examples", "-B"]).arg(&build).arg(package))?;
    execute(cmake()?.arg("--build").arg(&build))?;
    run(prefix, &build.join("link"))?;
    run(Path::new("nowhere"), &build.join("link-static"))
}

/// The system's `cmake`, or else one of its own.
fn cmake() -> Result<Command> {
    match find("cmake") {
        Some(program) => Ok(Command::new(program)),
        None => Ok(Venv::new("cmake", Path::new("xtask/cmake/requirements.txt"))?.command("cmake")),
    }
}

/// Links an account of the emulator by the example.
fn run(prefix: &Path, example: &Path) -> Result<()> {
    let mut command = Command::new(managementpartner()?);
    command.args(["emulator", "run", "--"]).arg(example).arg("12345").env("LD_LIBRARY_PATH", prefix.join("lib"));
    let said = output(&mut command)?;
    if said.contains("is now linked to 12345") { Ok(()) } else { Err(format!("the example said: {said}").into()) }
}
