//! The PowerShell module beside an empty session of the same engine.

use std::{
    path::{Path, absolute},
    process::Command,
};

use super::{report::Section, running::Programs};
use crate::{
    Result,
    command::{find, output},
    package_powershell,
    steps::Steps,
};

/// None where there is no .NET SDK.
pub(crate) fn run(steps: &mut Steps, programs: &Programs) -> Result<Option<Section>> {
    package_powershell::run(steps)?;
    if find("dotnet").is_none() {
        return Ok(None);
    }
    let said = steps.run("the PowerShell module's costs", || {
        let program = Path::new(package_powershell::SOURCE).join("bench/bin/Release/net10.0/Bench.dll");
        let mut bench = Command::new("dotnet");
        bench.arg(program).arg(absolute("dist/ManagementPartner")?).arg(absolute(&programs.managementpartner)?);
        output(&mut bench)
    })?;
    let rows = said.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    let rows = rows.map(|(what, figure)| vec![what.trim().to_owned(), figure.trim().to_owned()]).collect();
    let text = "On the engine of PowerShell 7.6, hosted; the emulator answers on the same machine. The engine's NuGet package has\n\
                no precompiled code, as `pwsh` has: what a session does for the first time is compiled first. How much of\n\
                that is the engine's own, the module that does nothing shows. Medians of 21 sessions of each kind, in turn."
        .to_owned();
    Ok(Some(Section { title: "PowerShell", text, header: &["what", "figure"], rows }))
}
