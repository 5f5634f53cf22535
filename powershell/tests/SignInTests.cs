using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ManagementPartner.Tests;

/// <summary>Connect-ManagementPartner, and what is said of a sign-in.</summary>
public class SignInTests
{
    private const string Credential =
        "$secret = [securestring]::new(); $password.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }; $credential = [pscredential]::new($id, $secret)";

    [Fact]
    public void A_service_principal_signs_in_before_all_else()
    {
        using var emulator = new Emulator(tenants: 2);
        using var session = Session.WithAz(emulator);
        Session.SignInByEnvironment(emulator);
        dynamic account = Connect(session, emulator.Tenants[1].Id).Single;
        Assert.Equal(emulator.Tenants[1].Id, account.TenantId);
        Assert.Equal(emulator.Tenants[1].ObjectId, account.ObjectId);
        Assert.Equal(emulator.Tenants[1].Id, session.Must("New-ManagementPartner 12345").Single.TenantId);
        Assert.Equal(emulator.Tenants[0].Id, session.Must("param($id) New-ManagementPartner 12345 -TenantId $id", emulator.Tenants[0].Id).Single.TenantId);
        session.Must("Disconnect-ManagementPartner");
        Assert.Equal(emulator.Tenants[0].Id, session.Must("Get-ManagementPartner").Single.TenantId);
        Assert.Empty(session.Must("Disconnect-ManagementPartner").Output);
    }

    [Fact]
    public void One_that_cannot_sign_in_is_an_error_at_once_and_changes_nothing()
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator);
        Session.SignInByEnvironment(emulator);
        Result wrong = session.Run(
            $"param($tenant, $id, $password) {Credential}; Connect-ManagementPartner $credential -TenantId $tenant",
            emulator.Tenants[0].Id, Tenant.ClientId, "wrong");
        Assert.StartsWith("Authentication,", wrong.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("AADSTS7000215", wrong.Error.ToString(), StringComparison.Ordinal);
        session.Must("New-ManagementPartner 12345");
    }

    [Fact]
    public void A_certificate_that_is_not_there_is_named()
    {
        using var session = new Session();
        Result result = session.Run("Connect-ManagementPartner -ApplicationId app -CertificatePath nowhere.pem -TenantId a.example");
        Assert.Contains("nowhere.pem", result.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_signs_in()
    {
        using var key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest("CN=tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var emulator = new Emulator(certificate: certificate.ExportCertificatePem());
        using var session = new Session(emulator);
        string file = Path.GetTempFileName();
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        dynamic account = session.Must(
            "param($tenant, $id, $file) Connect-ManagementPartner -ApplicationId $id -CertificatePath $file -TenantId $tenant",
            emulator.Tenants[0].Id, Tenant.ClientId, file).Single;
        File.Delete(file);
        Assert.Contains("client certificate", account.SignIn, StringComparison.Ordinal);
        session.Must("New-ManagementPartner 12345");
    }

    [Fact]
    public void The_session_of_the_Azure_CLI_signs_in()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The stand-in for az is a shell script.");
            return;
        }

        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator, "2.2.0");
        string token = session.Must("(Get-AzAccessToken).Token").Text;
        session.Must("Disconnect-AzAccount");
        Environment.SetEnvironmentVariable("MANAGEMENTPARTNER_ENDPOINT", emulator.Arm);
        using var az = new AzureCliStandIn(token);
        dynamic account = session.Must("Connect-ManagementPartner -AzureCli").Single;
        Assert.Equal(emulator.Tenants[0].Id, account.TenantId);
        session.Must("New-ManagementPartner 12345");
    }

    [Fact]
    public async Task Each_runspace_signs_in_for_itself()
    {
        using var emulator = new Emulator(tenants: 2);
        using var one = new Session(emulator);
        using var two = new Session(emulator);
        Connect(one, emulator.Tenants[0].Id);
        Connect(two, emulator.Tenants[1].Id);
        Result[] both = await Task.WhenAll(
            new[] { one, two }.Select(session => Task.Run(() => session.Must("1..20 | ForEach-Object { Set-ManagementPartner 12345 }"))));
        Assert.All(both[0].Output, link => Assert.Equal(emulator.Tenants[0].Id, ((dynamic)link).TenantId));
        Assert.All(both[1].Output, link => Assert.Equal(emulator.Tenants[1].Id, ((dynamic)link).TenantId));
    }

    [Fact]
    public void Verbose_names_account_tenant_and_source_and_Debug_the_requests_and_neither_a_secret()
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator);
        Result result = session.Must("$DebugPreference = 'Continue'; New-ManagementPartner 12345 -Verbose");
        Assert.Contains(emulator.Tenants[0].Id, result.Verbose, StringComparison.Ordinal);
        Assert.Contains(emulator.Arm, result.Verbose, StringComparison.Ordinal);
        Assert.Contains("Connect-AzAccount", result.Verbose, StringComparison.Ordinal);
        Assert.Contains("/partners/12345", result.Debug, StringComparison.Ordinal);
        Assert.Contains("PUT", result.Debug, StringComparison.OrdinalIgnoreCase);
        foreach (string secret in new[] { Tenant.Secret, "eyJ", "Bearer" })
        {
            Assert.DoesNotContain(secret, result.Verbose + result.Debug, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("& { $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; New-ManagementPartner 12345 }")]
    [InlineData("$null = New-Module { function New-It { $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; New-ManagementPartner 12345 } }; New-It")]
    public void The_preferences_of_a_script_count_as_they_are_written(string script)
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Result result = session.Must(script);
        Assert.Contains(emulator.Tenants[0].Id, result.Verbose, StringComparison.Ordinal);
        Assert.Contains("/partners/12345", result.Debug, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_keeps_the_sign_in_that_it_began_with()
    {
        using var emulator = new Emulator(tenants: 2);
        using var session = new Session(emulator, signedIn: false);
        Environment.SetEnvironmentVariable("AZURE_AUTHORITY_HOST", emulator.Authority);
        Environment.SetEnvironmentVariable("MANAGEMENTPARTNER_ENDPOINT", emulator.Arm);
        Connect(session, emulator.Tenants[0].Id);
        string[] ids = [.. emulator.Tenants.Select(tenant => tenant.Id)];
        Result result = session.Must(
            "param($ids) $ids | ForEach-Object { [pscustomobject]@{ TenantId = $_ } } | Set-ManagementPartner 12345 | ForEach-Object { Disconnect-ManagementPartner; $_.TenantId }",
            (object)ids);
        Assert.Equal(string.Join("\n", ids), result.Text);
        Assert.StartsWith("Authentication,", session.Run("Get-ManagementPartner").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_said_that_was_not_asked_for()
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator);
        Result result = session.Must("New-ManagementPartner 12345");
        Assert.Equal("", result.Verbose + result.Debug + result.Information);
    }

    private static Result Connect(Session session, string tenant) => session.Must(
        $"param($tenant, $id, $password) {Credential}; Connect-ManagementPartner $credential -TenantId $tenant", tenant, Tenant.ClientId, Tenant.Secret);
}
