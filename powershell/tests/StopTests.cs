using System.Diagnostics;
using System.Management.Automation;

namespace ManagementPartner.Tests;

/// <summary>Ctrl+C, wherever a cmdlet is.</summary>
public class StopTests
{
    [Fact]
    public void A_request_that_hangs_is_stopped_at_once()
    {
        object scenario = new { seed = 1, faults = new[] { new { match = new { path = "/providers/*" }, latency_ms = 60_000 } } };
        using var emulator = new Emulator(scenario: scenario);
        using var session = new Session(emulator);
        StopWhen(session, "Get-ManagementPartner", () => emulator.RequestCount > 0 || Waited());
    }

    [Fact]
    public void A_token_that_does_not_come_is_stopped_at_once()
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator);
        using var asked = new ManualResetEventSlim();
        session.Must("param($event) $global:asked = $event", asked);
        session.Must("function Hang { $asked.Set(); while ($true) { [Threading.Thread]::Sleep(10) } }; & (Get-Module Az.Accounts) { ${function:script:Get-Token} = ${function:Hang} }");
        StopWhen(session, "Get-ManagementPartner", () => asked.IsSet);
    }

    [Fact]
    public void A_list_of_tenants_ends_where_it_is()
    {
        object scenario = new { seed = 1, faults = new[] { new { match = new { path = "/providers/*" }, skip = 1, latency_ms = 60_000 } } };
        using var emulator = new Emulator(tenants: 3, scenario: scenario);
        using var session = Session.WithAz(emulator);
        StopWhen(session, "Get-ManagementPartner -TenantId (Get-AzTenant).Id -ErrorAction SilentlyContinue", () => emulator.PartnerRequests.Count > 0 && Waited());
        Assert.InRange(emulator.PartnerRequests.Count, 1, 2);
    }

    [Fact]
    public void A_write_that_may_have_happened_is_said_even_then()
    {
        object scenario = new { seed = 1, faults = new[] { new { match = new { method = "PUT" }, effect = "after", latency_ms = 60_000 } } };
        using var emulator = new Emulator(scenario: scenario);
        using var session = new Session(emulator);
        StopWhen(session, "New-ManagementPartner 12345", () => emulator.RequestCount > 0 && Waited());
        Assert.Contains("WARNING: The call was cancelled after its request went out", session.Host.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_halts_at_a_line_of_the_log_ends_the_call()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        session.Host.HaltAt = "/oauth2/";
        Assert.NotNull(session.Run("$DebugPreference = 'Inquire'; New-ManagementPartner 12345").Thrown);
        Assert.Empty(emulator.PartnerRequests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_halts_after_a_write_is_told_of_it(bool az)
    {
        using var emulator = new Emulator();
        using var session = az ? Session.WithAz(emulator) : new Session(emulator);
        session.Host.HaltAt = $"Response: {{ url: {emulator.Arm}/providers";
        Assert.NotNull(session.Run("$DebugPreference = 'Inquire'; New-ManagementPartner 12345").Thrown);
        Assert.Equal(["PUT 200"], emulator.PartnerRequests);
        Assert.Contains("WARNING: The account was linked to partner ID '12345'.", session.Host.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_calls_at_once_need_no_threads_of_the_pool()
    {
        object scenario = new { seed = 1, faults = new[] { new { match = new { path = "/providers/*" }, latency_ms = 60_000 } } };
        using var emulator = new Emulator(scenario: scenario);
        // Each sends two requests; as many calls as the pool has threads cannot send so many.
        int count = (2 * Environment.ProcessorCount) + 1;
        Session[] sessions = [.. Enumerable.Range(0, count).Select(_ => Session.WithAz(emulator))];
        ThreadPool.GetMaxThreads(out int workers, out int ports);
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, ports);
        (PowerShell Shell, IAsyncResult Result)[] running = [.. sessions.Select(session => Begin(session, "Get-ManagementPartner"))];
        bool all = SpinWait.SpinUntil(() => emulator.RequestCount >= count, TimeSpan.FromSeconds(20));
        foreach ((PowerShell shell, IAsyncResult result) in running)
        {
            shell.Stop();
            Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(result));
            shell.Dispose();
        }

        ThreadPool.SetMaxThreads(workers, ports);
        Assert.All(sessions, session => session.Dispose());
        Assert.True(all);
    }

    private static (PowerShell Shell, IAsyncResult Result) Begin(Session session, string script)
    {
        var shell = PowerShell.Create(session.Runspace);
        return (shell, shell.AddScript(script).BeginInvoke());
    }

    private static void StopWhen(Session session, string script, Func<bool> reached)
    {
        using var shell = PowerShell.Create(session.Runspace);
        IAsyncResult running = shell.AddScript(script).BeginInvoke();
        Assert.True(SpinWait.SpinUntil(reached, TimeSpan.FromSeconds(20)));
        var clock = Stopwatch.StartNew();
        shell.Stop();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"stopped only after {clock.Elapsed}");
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    private static bool Waited()
    {
        Thread.Sleep(50);
        return true;
    }
}
