namespace ManagementPartner.Tests;

/// <summary>A PSModulePath with one module that has Get-AzContext, and fails when it is asked.</summary>
internal sealed class ModulePath : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("managementpartner-modules-");
    private readonly string? before = Environment.GetEnvironmentVariable("PSModulePath");

    public ModulePath(string module)
    {
        string path = folder.CreateSubdirectory(module).FullName;
        File.WriteAllText(Path.Combine(path, module + ".psm1"), "function Get-AzContext { throw 'the stand-in was asked' }; function Get-AzAccessToken { }");
        File.WriteAllText(
            Path.Combine(path, module + ".psd1"),
            $"@{{ RootModule = '{module}.psm1'; ModuleVersion = '5.0.0'; GUID = '{Guid.NewGuid()}'; FunctionsToExport = 'Get-AzContext', 'Get-AzAccessToken' }}");
        Environment.SetEnvironmentVariable("PSModulePath", folder.FullName);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PSModulePath", before);
        folder.Delete(recursive: true);
    }
}
