//! The tests of the PowerShell module, on the real engine.

use std::path::{Path, absolute};

use crate::{
    Result,
    command::{cargo, execute, find, managementpartner, target},
    package_powershell::{self, SOURCE, dotnet},
    steps::Steps,
};

pub(crate) fn test(steps: &mut Steps) -> Result<()> {
    if find("dotnet").is_none() {
        return steps.skip("PowerShell", "there is no .NET SDK on PATH");
    }
    let module = absolute(target("powershell/ManagementPartner"))?;
    steps.run("PowerShell: build", || {
        package_powershell::build()?;
        execute(&mut cargo(["build", "--locked", "--quiet", "--package", "managementpartner-ffi"]))?;
        package_powershell::assemble(&module, &target("debug"))
    })?;
    steps.run("PowerShell: format", || execute(dotnet("format").args(["--verify-no-changes", "--no-restore"])))?;
    steps.run("PowerShell: tests", || suite(&module))?;
    steps.run("PowerShell: tests/cases", || cases(&module))
}

fn suite(module: &Path) -> Result<()> {
    let program = managementpartner()?;
    let mut test = dotnet("test");
    test.args(["--project", "tests", "--configuration", "Release", "--no-build"]);
    execute(test.env("MANAGEMENTPARTNER_TEST_MODULE", module).env("MANAGEMENTPARTNER_TEST_PROGRAM", program))
}

fn cases(module: &Path) -> Result<()> {
    let adapter = Path::new(SOURCE).join("adapter/bin/Release/net10.0/Adapter.dll");
    let adapter = format!("dotnet '{}' '{}'", adapter.display(), module.display());
    let mut run =
        cargo(["run", "--locked", "--quiet", "--package", "managementpartner-runner", "--bin", "run-cases", "--"]);
    execute(run.args(["--adapter", &adapter]))
}
