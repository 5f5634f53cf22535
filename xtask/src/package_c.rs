//! The package for C on Linux: a folder that can be put anywhere.

use std::{collections::BTreeSet, env::consts::ARCH, fs, path::Path, process::Command};

use crate::{
    Result,
    command::{cargo, execute, output, target},
    steps::Steps,
};

const SHARED_LIBRARY: &str = "libmanagementpartner_ffi.so";
const STATIC_LIBRARY: &str = "libmanagementpartner_ffi.a";
/// What the static library needs beside itself, as `rustc --print native-static-libs` says.
const PRIVATE_LIBRARIES: &str = "-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The package in `dist/`, of the libraries that users get.
pub(crate) fn run(steps: &mut Steps) -> Result<()> {
    steps.run("the package for C", || {
        execute(&mut cargo(["build", "--locked", "--release", "--package", "managementpartner-ffi"]))?;
        let prefix = Path::new("dist").join(format!("managementpartner-c-{VERSION}-linux-{ARCH}"));
        stage(&target("release"), &prefix)?;
        check_symbols(&prefix.join("lib").join(SHARED_LIBRARY))?;
        println!("{}", prefix.display());
        Ok(())
    })
}

/// Lays out the package below `prefix`, with the libraries in `build`.
pub(crate) fn stage(build: &Path, prefix: &Path) -> Result<()> {
    if prefix.exists() {
        fs::remove_dir_all(prefix)?;
    }
    copy(Path::new("ffi/include/managementpartner.h"), &prefix.join("include"))?;
    copy(Path::new("ffi/examples/link.c"), &prefix.join("share/doc/managementpartner"))?;
    copy(Path::new("ffi/README.md"), &prefix.join("share/doc/managementpartner"))?;
    copy(Path::new("LICENSE"), &prefix.join("share/doc/managementpartner"))?;
    for library in [SHARED_LIBRARY, STATIC_LIBRARY] {
        copy(&build.join(library), &prefix.join("lib"))?;
    }
    fill("managementpartner.pc", &prefix.join("lib/pkgconfig"))?;
    for file in ["managementpartner-config.cmake", "managementpartner-config-version.cmake"] {
        fill(file, &prefix.join("lib/cmake/managementpartner"))?;
    }
    Ok(())
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().ok_or("a file has a name")?;
    fs::create_dir_all(folder)?;
    fs::copy(file, folder.join(name)).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(())
}

/// Writes the template `ffi/package/{file}.in` to `folder`, filled in.
fn fill(file: &str, folder: &Path) -> Result<()> {
    let mut text = fs::read_to_string(format!("ffi/package/{file}.in"))?;
    let list = PRIVATE_LIBRARIES.replace(' ', ";");
    for (name, value) in [
        ("@VERSION@", VERSION),
        ("@SHARED_LIBRARY@", SHARED_LIBRARY),
        ("@STATIC_LIBRARY@", STATIC_LIBRARY),
        ("@PRIVATE_LIBS@", PRIVATE_LIBRARIES),
        ("@PRIVATE_LIST@", &list),
    ] {
        text = text.replace(name, value);
    }
    fs::create_dir_all(folder)?;
    Ok(fs::write(folder.join(file), text)?)
}

/// A release exports what the list says and nothing else, above all not the tests' own function.
fn check_symbols(library: &Path) -> Result<()> {
    let exported =
        output(Command::new("nm").args(["--dynamic", "--defined-only", "--format=just-symbols"]).arg(library))?;
    let frozen = fs::read_to_string("ffi/symbols.txt")?;
    let (exported, frozen): (BTreeSet<&str>, BTreeSet<&str>) = (exported.lines().collect(), frozen.lines().collect());
    if exported == frozen { Ok(()) } else { Err(format!("{} exports {exported:?}", library.display()).into()) }
}
