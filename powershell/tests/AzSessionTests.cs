using System.Collections;
using System.Management.Automation;

namespace ManagementPartner.Tests;

/// <summary>The session of Connect-AzAccount, with the answers that Get-AzAccessToken gave over the years.</summary>
public class AzSessionTests
{
    public static TheoryData<string> Versions => ["2.2.0", "2.17.0", "5.0.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_session_serves_with_every_version(string az)
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator, az);
        Assert.Equal(emulator.Tenants[0].ObjectId, (string)session.Must("New-ManagementPartner 12345").Single.ObjectId);
        Hashtable call = Call(session);
        Assert.Equal("https://management.core.windows.net/", call["ResourceUrl"]);
        Assert.Equal(emulator.Tenants[0].Id, call["TenantId"]);
        Assert.Equal(az == "2.17.0", call["AsSecureString"]);
    }

    [Fact]
    public void The_token_is_asked_for_on_the_thread_of_the_pipeline()
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator);
        Result result = session.Must("Get-ManagementPartner -ErrorAction SilentlyContinue; [Environment]::CurrentManagedThreadId");
        Assert.Equal(result.Output[^1].BaseObject, Call(session)["Thread"]);
    }

    [Fact]
    public void Variables_of_the_environment_do_not_pass_it_over()
    {
        using var emulator = new Emulator(tenants: 2);
        using var session = Session.WithAz(emulator);
        Session.SignInByEnvironment(emulator);
        Environment.SetEnvironmentVariable("AZURE_TENANT_ID", emulator.Tenants[1].Id);
        Environment.SetEnvironmentVariable("MANAGEMENTPARTNER_ENDPOINT", "https://localhost:1");
        Assert.Equal(emulator.Tenants[0].Id, (string)session.Must("New-ManagementPartner 12345").Single.TenantId);
    }

    [Fact]
    public void A_session_that_fails_is_an_error_and_nobody_else_signs_in()
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator);
        Session.SignInByEnvironment(emulator);
        session.Must("& (Get-Module Az.Accounts) { function script:Get-Token { throw 'AADSTS50076: MFA is wanted' } }");
        Result result = session.Run("Get-ManagementPartner");
        Assert.StartsWith("Authentication,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("AADSTS50076: MFA is wanted", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Connect-AzAccount", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.IsType<RuntimeException>(result.Error.Exception.InnerException, exactMatch: false);
        Assert.Empty(emulator.PartnerRequests);
    }

    [Fact]
    public void One_that_is_installed_but_not_loaded_yet_is_found()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        using var modules = new ModulePath("Az.Accounts");
        Assert.Contains("the stand-in was asked", session.Run("Get-ManagementPartner").Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_other_module_is_searched_for_it()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        using var modules = new ModulePath("Another");
        session.Must("New-ManagementPartner 12345");
        Assert.Empty(session.Must("Get-Module Another").Output);
    }

    [Fact]
    public void A_profile_without_Az_is_told_what_is_missing()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        string message = session.Run("Get-ManagementPartner -DefaultProfile ([pscustomobject]@{ Account = 'a' })").Error.Exception.Message;
        Assert.Contains("Install-Module Az.Accounts", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_signed_out_leaves_the_environment()
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator);
        session.Must("Disconnect-AzAccount");
        Assert.Contains("Run Connect-AzAccount to login", session.Run("Get-ManagementPartner").Error.Exception.Message, StringComparison.Ordinal);
        Session.SignInByEnvironment(emulator);
        session.Must("New-ManagementPartner 12345");
    }

    [Fact]
    public void A_version_that_is_too_old_is_named()
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator, "2.1.9");
        Assert.Contains("2.1.9", session.Run("Get-ManagementPartner").Error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DefaultProfile")]
    [InlineData("AzContext")]
    [InlineData("AzureRmContext")]
    [InlineData("AzureCredential")]
    public void A_profile_comes_before_all_else(string name)
    {
        using var emulator = new Emulator(tenants: 2);
        using var session = Session.WithAz(emulator);
        Result result = session.Must($"$other = (Get-AzContext -ListAvailable)[1]; New-ManagementPartner 12345 -{name} $other");
        Assert.Equal(emulator.Tenants[1].Id, (string)result.Single.TenantId);
    }

    [Fact]
    public void A_token_of_another_tenant_is_never_sent()
    {
        using var emulator = new Emulator(tenants: 2);
        using var session = Session.WithAz(emulator);
        session.Must($"& (Get-Module Az.Accounts) {{ $script:right = ${{function:Get-Token}}; function script:Get-Token($Tenant, $Context) {{ & $script:right '{emulator.Tenants[1].Id}' $Context }} }}");
        Assert.StartsWith("WrongTenant,", session.Run("New-ManagementPartner 12345").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(emulator.PartnerRequests);
    }

    private static Hashtable Call(Session session) =>
        (Hashtable)session.Must("Get-AzStandInCall").Output[^1].BaseObject;
}
