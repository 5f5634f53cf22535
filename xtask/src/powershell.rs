//! The tests of the PowerShell module, on the real engine.

use crate::{Result, command::find, steps::Steps};

pub(crate) fn test(steps: &mut Steps) -> Result<()> {
    if find("dotnet").is_none() {
        return steps.skip("PowerShell", "there is no .NET SDK on PATH");
    }
    Ok(())
}
