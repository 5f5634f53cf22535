using System.Management.Automation;

namespace ManagementPartner.Bench;

/// <summary>A module of one cmdlet that does nothing: what the engine alone takes for an import and a first call.</summary>
internal static class EngineOnly
{
    public const string Call = "Get-Nothing";

    /// <summary>Makes the module's folder, with a manifest of the form that ours has.</summary>
    public static string Write()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("managementpartner-bench-").FullName, "Nothing");
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "Nothing.psd1"),
            $"@{{ RootModule = '{typeof(EngineOnly).Assembly.Location}'; ModuleVersion = '1.0.0'; GUID = '{Guid.NewGuid()}'; FunctionsToExport = @(); CmdletsToExport = '{Call}'; AliasesToExport = @(); VariablesToExport = @() }}");
        return folder;
    }
}

/// <summary>Does nothing.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothing : PSCmdlet;
