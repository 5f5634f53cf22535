using System.Management.Automation;
using ManagementPartner.Native;
using ManagementPartner.SignIn;

namespace ManagementPartner.Commands;

/// <summary>A cmdlet that does one thing to the link of the signed-in account, in one tenant or many.</summary>
public abstract class LinkCmdlet : ManagementPartnerCmdlet
{
    private Session? session;
    private int done;

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
            if (Confirm(tenant is null ? "" : $" in tenant '{tenant}'"))
            {
                Try(() => Act(tenant), tenant ?? Target);
            }
        }
    }

    protected sealed override void EndProcessing()
    {
        if (done > 1)
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

    /// <summary>Does it, and gives what to write to the pipeline.</summary>
    private protected abstract object? Act(ClientHandle client, NativeCall call);

    private void Act(string? tenant)
    {
        ClientHandle client = SignedIn().Client(tenant);
        ShowAccount(client);
        object? result = Call(call => Act(client, call));
        if (result is not null)
        {
            WriteObject(result);
        }
    }

    private Session SignedIn()
    {
        if (DefaultProfile is null && Connection.Current is { } connection)
        {
            return connection.Session;
        }

        return session ??= Session.Open(this, DefaultProfile);
    }

    /// <summary>Says with -Verbose who is about to work where; the token serves the call that follows.</summary>
    private void ShowAccount(ClientHandle client)
    {
        if (IsVerbose)
        {
            SignedInAccount account = Call(client.Account);
            WriteVerbose($"Signed in as {account} by {account.SignIn}, at {account.Endpoint}.");
        }
    }

    private void ShowProgress(string? tenant)
    {
        int total = MyInvocation.ExpectingInput ? 0 : TenantId?.Length ?? 1;
        if (total != 1 && tenant is not null)
        {
            string status = total == 0 ? $"Tenant {tenant}" : $"Tenant {tenant} ({done + 1} of {total})";
            WriteProgress(new ProgressRecord(0, Activity, status) { PercentComplete = total == 0 ? -1 : 100 * done / total });
        }

        done++;
    }
}
