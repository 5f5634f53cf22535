using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

namespace ManagementPartner.Tests;

/// <summary>The module as a folder: manifest, import, neighbours.</summary>
public partial class ModuleTests
{
    private static readonly string[] Cmdlets = ["Connect", "Disconnect", "Get", "New", "Remove", "Set", "Update"];

    [Fact]
    public void The_manifest_is_valid_and_exports_what_there_is()
    {
        using var session = new Session(import: false);
        var manifest = (PSModuleInfo)session.Must($"Test-ModuleManifest '{Path.Combine(Settings.Module, "ManagementPartner.psd1")}'").Output[0].BaseObject;
        session.Must($"Import-Module '{Settings.Module}'");
        var module = (PSModuleInfo)session.Must("Get-Module ManagementPartner").Output[0].BaseObject;
        Assert.Equal(Cmdlets.Select(verb => verb + "-ManagementPartner"), module.ExportedCmdlets.Keys.Order());
        Assert.Equal(manifest.ExportedCmdlets.Keys.Order(), module.ExportedCmdlets.Keys.Order());
        Assert.Equal(manifest.ExportedAliases.Keys.Order(), module.ExportedAliases.Keys.Order());
        Assert.Equal(8, module.ExportedAliases.Count);
        Assert.Empty(module.RequiredModules);
        Assert.Equal(["Core", "Desktop"], manifest.CompatiblePSEditions.Order());
        string[] libraries = [.. Directory.GetDirectories(Path.Combine(Settings.Module, "bin")).Select(folder => Path.GetFileName(folder).Split('-')[0])];
        Assert.Equal(libraries.Contains("linux"), manifest.Tags.Contains("Linux"));
        Assert.Equal(libraries.Contains("win"), manifest.Tags.Contains("Windows"));
        Assert.Equal(libraries.Contains("osx"), manifest.Tags.Contains("MacOS"));
        Assert.Contains("LICENSE", Directory.GetFiles(Settings.Module).Select(Path.GetFileName));
        Assert.Contains("icon.png", Directory.GetFiles(Settings.Module).Select(Path.GetFileName));
    }

    [Fact]
    public void Import_and_a_call_load_one_assembly()
    {
        using var emulator = new Emulator();
        using var warm = new Session(emulator);
        warm.Run("Get-ManagementPartner");
        string[] own = [.. AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.Location.StartsWith(Settings.Module, StringComparison.Ordinal)).Select(assembly => assembly.GetName().Name!)];
        Assert.Equal(["ManagementPartner"], own);
        string[] references = [.. AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "ManagementPartner").GetReferencedAssemblies().Select(name => name.Name!).Order()];
        Assert.Equal(["System.Management.Automation", "netstandard"], references.Order());
    }

    [Fact]
    public void The_native_library_is_that_of_the_module_and_no_other_of_its_name()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("managementpartner-library-");
        string library = Path.Combine(folder.FullName, Path.GetRelativePath(Path.Combine(Settings.Module, "bin"), NativeStatus.Library));
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        File.Copy(NativeStatus.Library, library);
        File.WriteAllText(Path.Combine(folder.FullName, Path.GetFileName(library)), "another library of this name");
        string assembly = Path.Combine(folder.FullName, "ManagementPartner.dll");
        File.Copy(Path.Combine(Settings.Module, "bin", "ManagementPartner.dll"), assembly);
        // A context of its own: in the engine's, the engine would look for the library too.
        var context = new AssemblyLoadContext("library", isCollectible: false);
        Type native = context.LoadFromAssemblyPath(assembly).GetType("ManagementPartner.Native.NativeLibrary")!;
        native.GetMethod("Load", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, null);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains(library, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_module_that_brings_assemblies_of_its_own_does_not_disturb()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator, import: false);
        session.Must($"Import-Module '{Path.Combine(Settings.StandIns, "Neighbour.psm1")}'; Import-Module '{Settings.Module}'");
        Assert.Equal("12345", session.Must("New-ManagementPartner 12345").Text);
        Assert.Equal("{\"a\":1}", session.Must("Get-Neighbour").Text);
    }

    [Fact]
    public void Beside_Az_ManagementPartner_each_can_be_named()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator, import: false);
        session.Must($"Import-Module '{Path.Combine(Settings.StandIns, "Az.ManagementPartner.psm1")}'; Import-Module '{Settings.Module}'");
        session.Must("New-AzManagementPartner 12345");
        Assert.Equal("12345", session.Must("Get-AzManagementPartner").Text);
        Assert.Equal("12345", session.Must("ManagementPartner\\Get-AzManagementPartner").Text);
        Assert.Equal("the other one", session.Must("Az.ManagementPartner\\Get-AzManagementPartner").Text);
    }

    [Fact]
    public void A_cmdlet_loads_the_module_by_its_Az_name()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator, import: false);
        session.Must($"$env:PSModulePath = '{Path.GetDirectoryName(Settings.Module)}'");
        Assert.Equal("12345", session.Must("New-AzManagementPartner 12345").Text);
    }

    [Fact]
    public void It_can_be_removed_and_imported_again()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        session.Must($"New-ManagementPartner 12345; Remove-Module ManagementPartner; Import-Module '{Settings.Module}' -Force");
        Assert.Equal("12345", session.Must("Get-ManagementPartner").Text);
    }

    [Fact]
    public void A_script_can_require_it()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator, import: false);
        session.Must($"$env:PSModulePath = '{Path.GetDirectoryName(Settings.Module)}'");
        Assert.Equal("12345", session.Must($"& '{Path.Combine(Settings.Scripts, "requires.ps1")}' 12345").Text);
    }

    [Fact]
    public void The_version_is_that_of_the_assembly()
    {
        using var session = new Session();
        string manifest = session.Must("(Get-Module ManagementPartner).Version.ToString(3)").Text;
        Assert.Equal(manifest, session.Must("[ManagementPartner.PartnerLink].Assembly.GetName().Version.ToString(3)").Text);
    }

    [Fact]
    public void Every_file_that_the_manifest_names_is_there()
    {
        string manifest = File.ReadAllText(Path.Combine(Settings.Module, "ManagementPartner.psd1"));
        foreach (Match name in FileName().Matches(manifest))
        {
            Assert.True(File.Exists(Path.Combine(Settings.Module, name.Groups[1].Value)), name.Value);
        }
    }

    [GeneratedRegex("'([^']+\\.(?:dll|ps1xml))'")]
    private static partial Regex FileName();
}
