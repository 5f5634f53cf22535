//! The tests of the Python module: the installed wheel, its types, and every case through each of its faces.

use std::path::Path;

use crate::{
    Result,
    command::{cargo, execute},
    package_python::{self, emptied, only_file},
    steps::Steps,
    venv::Venv,
};

const REQUIREMENTS: &str = "tests/python/requirements.txt";
const FACES: [&str; 4] = ["client", "async", "azure", "azure-aio"];
const PEERS: [&str; 2] = ["peer", "peer-aio"];

pub(crate) fn test(steps: &mut Steps) -> Result<()> {
    let venv = steps.run("Python: environment", environment)?;
    steps.run("Python: wheel", || install(&venv))?;
    let python = |arguments: &[&str]| execute(venv.command("python").args(arguments));
    steps.run("Python: source distribution", || package_python::sdist(&venv).map(drop))?;
    steps.run("Python: ruff", || {
        python(&["-m", "ruff", "check"])?;
        python(&["-m", "ruff", "format", "--check"])
    })?;
    steps.run("Python: mypy", || python(&["-m", "mypy"]))?;
    steps.run("Python: stubtest", || python(&["-m", "mypy.stubtest", "managementpartner._native"]))?;
    steps.run("Python: tests", || python(&["-m", "pytest"]))?;
    for face in FACES {
        // The drop-in's times are Python's, with six decimals, as the original's are.
        let filter: &[&str] =
            if face.starts_with("azure") { &["--except", "current-times-seven-decimals"] } else { &[] };
        steps.run(&format!("Python: tests/cases, {face}"), || cases(&venv, face, filter))?;
    }
    Ok(())
}

/// azure-mgmt-managementpartner and azure-identity, unmodified, against the cases that are the service's.
pub(crate) fn peers(steps: &mut Steps) -> Result<()> {
    let venv = steps.run("Python: environment", environment)?;
    for peer in PEERS {
        steps.run(&format!("azure-mgmt-managementpartner, {peer}"), || cases(&venv, peer, &["--scope", "service"]))?;
    }
    Ok(())
}

fn environment() -> Result<Venv> {
    Venv::new("python", Path::new(REQUIREMENTS))
}

/// Builds the wheel in the profile of the other tests, and installs that.
fn install(venv: &Venv) -> Result<()> {
    let folder = emptied("python-wheel")?;
    let build = ["build", "--quiet", "--locked", "--profile", "dev", "--auditwheel", "skip", "--out"];
    execute(venv.command("maturin").args(build).arg(&folder))?;
    let wheel = only_file(&folder)?;
    let install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--force-reinstall"];
    execute(venv.command("python").args(install).arg(wheel))
}

fn cases(venv: &Venv, face: &str, filter: &[&str]) -> Result<()> {
    let python = venv.programs().join("python");
    let adapter = format!("'{}' tests/python/adapter.py {face}", python.display());
    let runner = ["run", "--locked", "--quiet", "--package", "managementpartner-runner", "--bin", "run-cases", "--"];
    execute(cargo(runner).args(["--adapter", &adapter]).args(filter))
}
