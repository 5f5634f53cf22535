using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ManagementPartner.Tests;

/// <summary>A PowerShell session with the module, as a user has it: scripts in, streams out.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>The variables that the module reads; none of the machine's own may reach a test.</summary>
    private static readonly string[] Variables =
    [
        "AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_AUTHORITY_HOST",
        "MANAGEMENTPARTNER_CLOUD", "MANAGEMENTPARTNER_ENDPOINT", "MANAGEMENTPARTNER_AUDIENCE", "MANAGEMENTPARTNER_CA_FILE",
    ];

    private readonly Emulator? emulator;

    public Session(Emulator? emulator = null, bool signedIn = true, bool import = true)
    {
        this.emulator = emulator;
        foreach (string name in Variables)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        Runspace = RunspaceFactory.CreateRunspace(Host, InitialSessionState.CreateDefault2());
        Runspace.Open();
        Must($"Import-Module '{Path.Combine(Settings.StandIns, "Utility.psm1")}'");
        if (emulator is not null)
        {
            Environment.SetEnvironmentVariable("MANAGEMENTPARTNER_CA_FILE", emulator.CaFile);
        }

        if (emulator is not null && signedIn)
        {
            SignInByEnvironment(emulator);
        }

        if (import)
        {
            Must($"Import-Module '{Settings.Module}'");
        }
    }

    public Runspace Runspace { get; }

    public RecordingHost Host { get; } = new();

    public void Dispose() => Runspace.Dispose();

    /// <summary>A session of Connect-AzAccount, by the stand-in for one version of Az.Accounts.</summary>
    public static Session WithAz(Emulator emulator, string az = "5.0.0")
    {
        var session = new Session(emulator, signedIn: false);
        session.LoadAz(az);
        session.Must("Connect-AzAccount");
        return session;
    }

    public static void SignInByEnvironment(Emulator emulator)
    {
        Environment.SetEnvironmentVariable("AZURE_TENANT_ID", emulator.Tenants[0].Id);
        Environment.SetEnvironmentVariable("AZURE_CLIENT_ID", Tenant.ClientId);
        Environment.SetEnvironmentVariable("AZURE_CLIENT_SECRET", Tenant.Secret);
        Environment.SetEnvironmentVariable("AZURE_AUTHORITY_HOST", emulator.Authority);
        Environment.SetEnvironmentVariable("MANAGEMENTPARTNER_ENDPOINT", emulator.Arm);
    }

    /// <summary>Loads the stand-in for one version of Az.Accounts, not signed in yet.</summary>
    public void LoadAz(string version)
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("managementpartner-az-").FullName, "Az.Accounts");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(Settings.StandIns, "Az.Accounts.psm1"), Path.Combine(folder, "Az.Accounts.psm1"));
        File.WriteAllText(
            Path.Combine(folder, "Az.Accounts.psd1"),
            $"@{{ RootModule = 'Az.Accounts.psm1'; ModuleVersion = '{version}'; GUID = '{Guid.NewGuid()}'; FunctionsToExport = '*' }}");
        Must($"Import-Module '{folder}'");
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        Hashtable[] tenants = [.. emulator!.Tenants.Select(tenant => new Hashtable
        {
            ["Tenant"] = tenant.Id, ["Name"] = tenant.Name, ["ClientId"] = Tenant.ClientId, ["Secret"] = Tenant.Secret,
        })];
        Must("param($arm, $authority, $tenants) Initialize-AzStandIn $arm $authority $tenants", emulator.Arm, emulator.Authority, tenants);
    }

    /// <summary>Runs a script and gives all that it wrote; what it throws is in <see cref="Result.Thrown"/>.</summary>
    public Result Run(string script, params object[] arguments)
    {
        using var shell = PowerShell.Create(Runspace);
        shell.AddScript(script, useLocalScope: false);
        foreach (object argument in arguments)
        {
            shell.AddArgument(argument);
        }

        var output = new PSDataCollection<PSObject>();
        ErrorRecord? thrown = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException error)
        {
            thrown = error.ErrorRecord;
        }

        return new Result([.. output], [.. shell.Streams.Error], thrown, shell.Streams);
    }

    /// <summary>Runs a script that may not fail.</summary>
    public Result Must(string script, params object[] arguments)
    {
        Result result = Run(script, arguments);
        Assert.Null(result.Thrown?.ToString());
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        return result;
    }
}
