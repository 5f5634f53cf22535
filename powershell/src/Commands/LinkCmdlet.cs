using System.Management.Automation;
using ManagementPartner.Native;
using ManagementPartner.SignIn;

namespace ManagementPartner.Commands;

/// <summary>A cmdlet that does one thing to the link of the signed-in account, in one tenant or many.</summary>
public abstract class LinkCmdlet : ManagementPartnerCmdlet
{
    private Session? session;
    private int done;
    private bool shown;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public string[]? TenantId { get; set; }

    /// <summary>An Az context or profile. Az's types stay unknown here, so that no version of Az can clash.</summary>
    [Parameter]
    [Alias("AzContext", "AzureRmContext", "AzureCredential")]
    [AllowNull]
    public PSObject? DefaultProfile { get; set; }

    /// <summary>What errors are about when no tenant is named.</summary>
    private protected abstract string? Target { get; }

    /// <summary>What the cmdlet is doing, for the progress bar.</summary>
    private protected abstract string Activity { get; }

    protected sealed override void ProcessRecord()
    {
        string?[] tenants = TenantId ?? new string?[] { null };
        foreach (string? tenant in tenants)
        {
            if (Stopping)
            {
                return;
            }

            ShowProgress(tenant);
            if (Confirm(Where(tenant)))
            {
                Try(() => Act(tenant), tenant ?? Target);
            }
        }
    }

    protected sealed override void EndProcessing()
    {
        if (shown)
        {
            WriteProgress(new ProgressRecord(0, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    protected override void Dispose(bool disposing)
    {
        session?.Dispose();
        session = null;
        base.Dispose(disposing);
    }

    /// <summary>Whether to go on; a changing cmdlet asks with the words that Az uses, and <paramref name="where"/>.</summary>
    private protected virtual bool Confirm(string where) => true;

    /// <summary>What has happened once <see cref="Act(ClientHandle, NativeCall)"/> is through; null: nothing was changed.</summary>
    private protected virtual string? Done(string where) => null;

    /// <summary>Does it, perhaps on another thread than the cmdlet's.</summary>
    private protected abstract object? Act(ClientHandle client, NativeCall call);

    /// <summary>What to write to the pipeline of what was done.</summary>
    private protected virtual object? Output(object? result) => result;

    private static string Where(string? tenant) => tenant is null ? "" : $" in tenant '{tenant}'";

    private void Act(string? tenant)
    {
        session ??= SignedIn();
        ClientHandle client = session.Client(tenant);
        ShowAccount(session, client);
        object? output = Output(Call(session, call => Act(client, call), Done(Where(tenant))));
        if (output is not null)
        {
            WriteObject(output);
        }
    }

    /// <summary>Settled once: all tenants of a pipeline see one sign-in, whatever else the pipeline does.</summary>
    private Session SignedIn() =>
        DefaultProfile is null && Connection.Current is { } connection
            ? connection.Session.Share()
            : Session.Open(this, DefaultProfile);

    /// <summary>Says with -Verbose who is about to work where; the token serves the call that follows.</summary>
    private void ShowAccount(Session session, ClientHandle client)
    {
        if (IsVerbose)
        {
            SignedInAccount account = Call(session, client.Account);
            WriteVerbose($"Signed in as {account} by {account.SignIn}, at {account.Endpoint}.");
        }
    }

    private void ShowProgress(string? tenant)
    {
        int total = MyInvocation.ExpectingInput ? 0 : TenantId?.Length ?? 1;
        if (total != 1 && tenant is not null)
        {
            string status = total == 0 ? $"Tenant {tenant}" : $"Tenant {tenant} ({done + 1} of {total})";
            shown = true;
            WriteProgress(new ProgressRecord(0, Activity, status) { PercentComplete = total == 0 ? -1 : 100 * done / total });
        }

        done++;
    }
}
