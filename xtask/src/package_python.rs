//! The Python wheel and its source distribution, as a package index wants them.

use std::{
    env, fs,
    path::{Path, PathBuf, absolute},
};

use crate::{
    Result,
    command::{execute, target},
    steps::Steps,
    venv::Venv,
};

/// The oldest glibc that Rust's standard library runs on. To link against it is what zig is for.
const FOR_EVERY_LINUX: [&str; 3] = ["--zig", "--compatibility", "manylinux_2_17"];
const INSTALL: [&str; 6] = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index"];

pub(crate) fn run(steps: &mut Steps) -> Result<()> {
    let wheel = wheel(steps)?;
    let venv = tools()?;
    steps.run("the Python wheel at work", || try_out(&venv, &wheel))?;
    let sdist = steps.run("the source distribution", || publish(&sdist(&venv)?))?;
    steps.run("the source distribution, built", || try_out(&venv, &built(&venv, &sdist)?))?;
    steps.run("twine check", || execute(venv.command("twine").args(["check", "--strict"]).args([&wheel, &sdist])))
}

/// The release wheel, settled and checked, in `dist/`.
pub(crate) fn wheel(steps: &mut Steps) -> Result<PathBuf> {
    let venv = steps.run("the Python packaging tools", tools)?;
    steps.run("the Python wheel", || {
        let folder = emptied("python-release")?;
        let mut build = venv.command("maturin");
        build.args(["build", "--quiet", "--release", "--locked", "--auditwheel", "check", "--out"]).arg(&folder);
        if cfg!(target_os = "linux") {
            build.args(FOR_EVERY_LINUX);
        }
        execute(&mut build)?;
        let wheel = only_file(&folder)?;
        execute(venv.command("python").arg("python/package/wheel.py").arg(&wheel).arg("Cargo.lock"))?;
        publish(&wheel)
    })
}

/// The source distribution, settled and checked.
pub(crate) fn sdist(venv: &Venv) -> Result<PathBuf> {
    let folder = emptied("python-sdist")?;
    execute(venv.command("maturin").args(["sdist", "--out"]).arg(&folder))?;
    let archive = only_file(&folder)?;
    execute(venv.command("python").arg("python/package/sdist.py").arg(&archive).arg("Cargo.lock"))?;
    Ok(archive)
}

/// The wheel that pip makes of the source distribution, far from this checkout.
fn built(venv: &Venv, sdist: &Path) -> Result<PathBuf> {
    let wheels = emptied("python-from-sdist")?;
    let mut build = venv.command("python");
    build.args(["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]).arg(absolute(&wheels)?);
    // pip unpacks it in a temporary folder, where no settings of this checkout hold.
    execute(build.arg(absolute(sdist)?).current_dir(env::temp_dir()).env_remove("CARGO_TARGET_DIR"))?;
    only_file(&wheels)
}

/// Links an account of the emulator with nothing but the wheel.
fn try_out(venv: &Venv, wheel: &Path) -> Result<()> {
    let folder = absolute(emptied("python-installed")?)?;
    execute(venv.command("python").args(INSTALL).arg("--target").arg(&folder).arg(wheel))?;
    let script = "import managementpartner; print(managementpartner.Client().link('12345').change)";
    let mut emulator = venv.command("python");
    emulator.args(["-m", "managementpartner", "emulator", "run", "--", "python", "-c", script]);
    execute(emulator.env("PYTHONPATH", &folder).current_dir(env::temp_dir()))
}

fn tools() -> Result<Venv> {
    Venv::new("python-package", Path::new("python/package/requirements.txt"))
}

/// Puts `file` into `dist/`, in place of what an earlier version left there.
fn publish(file: &Path) -> Result<PathBuf> {
    let dist = Path::new("dist");
    fs::create_dir_all(dist)?;
    let extension = file.extension().ok_or("a distribution has an extension")?;
    for entry in fs::read_dir(dist)? {
        let old = entry?.path();
        let is_ours =
            old.file_name().is_some_and(|name| name.to_string_lossy().starts_with("managementpartner_native-"));
        if is_ours && old.extension() == Some(extension) {
            fs::remove_file(old)?;
        }
    }
    let published = dist.join(file.file_name().ok_or("a distribution has a name")?);
    fs::copy(file, &published)?;
    println!("{}", published.display());
    Ok(published)
}

/// An empty folder for build results.
pub(crate) fn emptied(name: &str) -> Result<PathBuf> {
    let folder = target(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

pub(crate) fn only_file(folder: &Path) -> Result<PathBuf> {
    let first = fs::read_dir(folder)?.next().ok_or_else(|| format!("{} is empty", folder.display()))?;
    Ok(first?.path())
}
