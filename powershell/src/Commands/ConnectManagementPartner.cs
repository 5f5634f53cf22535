using System.Management.Automation;
using ManagementPartner.SignIn;

namespace ManagementPartner.Commands;

/// <summary>Signs in for this session, and proves at once that it works.</summary>
[Cmdlet(VerbsCommunications.Connect, "ManagementPartner", DefaultParameterSetName = Secret)]
[OutputType(typeof(SignedInAccount))]
public sealed class ConnectManagementPartner : ManagementPartnerCmdlet
{
    private const string Secret = "Secret";
    private const string Certificate = "Certificate";
    private const string Cli = "AzureCli";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Secret)]
    [Credential]
    [ValidateNotNull]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    [Parameter(Mandatory = true, ParameterSetName = Certificate)]
    [Alias("ClientId")]
    [ValidateNotNullOrEmpty]
    public string ApplicationId { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = Certificate)]
    [ValidateNotNullOrEmpty]
    public string CertificatePath { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = Cli)]
    public SwitchParameter AzureCli { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = Secret)]
    [Parameter(Mandatory = true, ParameterSetName = Certificate)]
    [Parameter(ParameterSetName = Cli)]
    [Alias("Tenant")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public string? TenantId { get; set; }

    [Parameter]
    [Alias("Environment")]
    [ValidateSet("AzureCloud", "AzureUSGovernment", "AzureChinaCloud")]
    public string? Cloud { get; set; }

    protected override void ProcessRecord() => Try(SignIn, TenantId);

    private void SignIn()
    {
        var session = new Session(Settings());
        SignedInAccount? account = null;
        try
        {
            account = Call(session, session.Client(null).Account);
            Connection.Replace(new Connection(session, account));
        }
        finally
        {
            if (account is null)
            {
                session.Dispose();
            }
        }

        WriteObject(account);
    }

    private ClientSettings Settings()
    {
        var settings = new ClientSettings(this) { Tenant = TenantId, Cloud = Cloud };
        switch (ParameterSetName)
        {
            case Secret:
                settings.SignIn = SignInKind.Secret;
                settings.ClientId = Credential.UserName;
                settings.Secret = Credential.Password;
                break;
            case Certificate:
                settings.SignIn = SignInKind.Certificate;
                settings.ClientId = ApplicationId;
                settings.CertificatePath = GetUnresolvedProviderPathFromPSPath(CertificatePath);
                break;
            default:
                settings.SignIn = SignInKind.AzureCli;
                break;
        }

        return settings;
    }
}
