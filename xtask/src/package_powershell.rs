//! The PowerShell module's folder, as the PowerShell Gallery wants it.

use std::{
    env::consts::{ARCH, DLL_EXTENSION, DLL_PREFIX, OS},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Result,
    command::{cargo, execute, find, target},
    steps::Steps,
};

/// Where the module's parts lie.
pub(crate) const SOURCE: &str = "powershell";

const LIBRARY: &str = "managementpartner_ffi";

/// Makes `dist/ManagementPartner`, with the native library of this platform.
pub(crate) fn run(steps: &mut Steps) -> Result<()> {
    if find("dotnet").is_none() {
        return steps.skip("the PowerShell module", "there is no .NET SDK on PATH");
    }
    steps.run("the PowerShell module", || {
        build()?;
        execute(&mut cargo(["build", "--locked", "--release", "--package", "managementpartner-ffi"]))?;
        assemble(&PathBuf::from("dist/ManagementPartner"), &target("release"))
    })
}

/// Builds the assembly and what goes with it.
pub(crate) fn build() -> Result<()> {
    let version = concat!("-property:Version=", env!("CARGO_PKG_VERSION"));
    execute(dotnet("build").args(["--configuration", "Release", "--nologo", "--verbosity", "quiet", version]))
}

/// Puts the module together in `module`, with the native library that cargo built in `libraries`.
pub(crate) fn assemble(module: &Path, libraries: &Path) -> Result<()> {
    let source = Path::new(SOURCE);
    if module.exists() {
        fs::remove_dir_all(module)?;
    }
    copy_folder(&source.join("module"), module)?;
    fs::copy("LICENSE", module.join("LICENSE"))?;
    let manifest = module.join("ManagementPartner.psd1");
    check_version(&manifest)?;
    tag(&manifest)?;
    let bin = module.join("bin").join(platform()?);
    fs::create_dir_all(&bin)?;
    fs::copy(
        source.join("src/bin/Release/netstandard2.0/ManagementPartner.dll"),
        module.join("bin/ManagementPartner.dll"),
    )?;
    fs::copy(
        libraries.join(format!("{DLL_PREFIX}{LIBRARY}.{DLL_EXTENSION}")),
        bin.join(format!("{LIBRARY}.{DLL_EXTENSION}")),
    )?;
    let mut help = Command::new("dotnet");
    help.arg(source.join("helpwriter/bin/Release/net10.0/HelpWriter.dll")).arg(&manifest).arg(source.join("help"));
    execute(help.arg(module.join("en-US/ManagementPartner.dll-Help.xml")))
}

/// A `dotnet` command in the module's folder, where its settings are.
pub(crate) fn dotnet(command: &str) -> Command {
    let mut dotnet = Command::new("dotnet");
    dotnet.arg(command).current_dir(SOURCE);
    dotnet
}

/// The folder in which PowerShell looks for native libraries of this platform.
fn platform() -> Result<String> {
    let os = match OS {
        "linux" => "linux",
        "macos" => "osx",
        "windows" => "win",
        other => return Err(format!("PowerShell has no name for {other}").into()),
    };
    let architecture = match ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => return Err(format!("PowerShell has no name for {other}").into()),
    };
    Ok(format!("{os}-{architecture}"))
}

/// The Gallery says by tags where a module runs: where its native library does.
fn tag(manifest: &Path) -> Result<()> {
    const LAST: &str = "'PSEdition_Desktop'";
    let os = match OS {
        "windows" => "Windows",
        "macos" => "MacOS",
        _ => "Linux",
    };
    let text = fs::read_to_string(manifest)?;
    if !text.contains(LAST) {
        return Err(format!("{}: there is no tag {LAST} to put the platform's behind", manifest.display()).into());
    }
    Ok(fs::write(manifest, text.replace(LAST, &format!("{LAST}, '{os}'")))?)
}

fn check_version(manifest: &Path) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let says_so = |line: &str| line.contains("ModuleVersion") && line.contains(&format!("'{version}'"));
    if fs::read_to_string(manifest)?.lines().any(says_so) {
        return Ok(());
    }
    Err(format!("{SOURCE}/module/ManagementPartner.psd1: the ModuleVersion is not {version}, the workspace's").into())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
