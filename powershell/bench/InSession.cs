using System.Collections;
using System.Diagnostics;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ManagementPartner.Bench;

/// <summary>What single parts cost in a session that is warm.</summary>
internal static class InSession
{
    private const int Calls = 200;

    private const string AzSession = """
        function global:Get-AzContext { [CmdletBinding()] param() $global:context }
        function global:Get-AzAccessToken { [CmdletBinding()] param($ResourceUrl, $TenantId) [pscustomobject]@{ Token = $global:tokens[$TenantId]; ExpiresOn = $global:expiresOn } }
        """;

    public static void Measure(string module, Emulator emulator)
    {
        using Runspace runspace = WholeSession.Open();
        WholeSession.Run(runspace, $"Import-Module '{module}'");
        Report.Line("Get-ManagementPartner by the environment, a new sign-in and connection each", Each(runspace, Calls, "Get-ManagementPartner"), "ms");
        Report.Line("one P/Invoke round trip (mp_abi_version)", RoundTrip(), "ns");
        Connect(runspace);
        Report.Line("Get-ManagementPartner by Connect-ManagementPartner, kept sign-in and connection", Each(runspace, Calls, "Get-ManagementPartner"), "ms");
        Token(runspace, emulator);
    }

    /// <summary>The same tenants twice: with tokens that are kept, and with one token each from the Az session.</summary>
    private static void Token(Runspace runspace, Emulator emulator)
    {
        const string everywhere = "Get-ManagementPartner -TenantId $tenants";
        runspace.SessionStateProxy.SetVariable("tenants", emulator.Tenants);
        double kept = Each(runspace, 5, everywhere) / emulator.Tenants.Length;
        runspace.SessionStateProxy.SetVariable("tokens", new Hashtable(emulator.Tokens().GetAwaiter().GetResult()));
        runspace.SessionStateProxy.SetVariable("arm", emulator.Arm);
        WholeSession.Run(runspace, AzSession);
        WholeSession.Run(runspace, "$global:expiresOn = [DateTimeOffset]::UtcNow.AddHours(1); Disconnect-ManagementPartner");
        WholeSession.Run(runspace, "$global:context = [pscustomobject]@{ Account = @{ Id = 'bench' }; Tenant = @{ Id = $tenants[0] }; Environment = [pscustomobject]@{ ResourceManagerUrl = $arm; ActiveDirectoryAuthority = $arm } }; $context.Account = [pscustomobject]$context.Account; $context.Tenant = [pscustomobject]$context.Tenant");
        double asked = Each(runspace, 5, everywhere) / emulator.Tenants.Length;
        Report.Line("Get-ManagementPartner in each of many tenants, kept tokens", kept, "ms");
        Report.Line("a token through the Az session, on top of that", asked - kept, "ms");
    }

    private static void Connect(Runspace runspace) => WholeSession.Run(
        runspace,
        "$s = [securestring]::new(); $env:AZURE_CLIENT_SECRET.ToCharArray() | ForEach-Object { $s.AppendChar($_) }; Connect-ManagementPartner ([pscredential]::new($env:AZURE_CLIENT_ID, $s)) -TenantId $env:AZURE_TENANT_ID");

    /// <summary>Milliseconds for one of many runs of a script, after one that warms up.</summary>
    private static double Each(Runspace runspace, int times, string script)
    {
        WholeSession.Run(runspace, script);
        var clocks = new List<double>();
        for (int i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            WholeSession.Run(runspace, script);
            clocks.Add(clock.Elapsed.TotalMilliseconds);
        }

        return Report.Median(clocks);
    }

    private static double RoundTrip()
    {
        const int times = 1_000_000;
        Assembly module = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "ManagementPartner");
        MethodInfo method = module.GetType("ManagementPartner.Native.NativeLibrary")!.GetMethod("Check", BindingFlags.Static | BindingFlags.NonPublic)!;
        Action check = method.CreateDelegate<Action>();
        check();
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < times; i++)
        {
            check();
        }

        return clock.Elapsed.TotalNanoseconds / times;
    }
}
