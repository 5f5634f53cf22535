using System.Management.Automation;
using ManagementPartner.Native;

namespace ManagementPartner.Commands;

/// <summary>Removes the account's link: the named one, or whichever it is.</summary>
[Cmdlet(VerbsCommon.Remove, "ManagementPartner", SupportsShouldProcess = true)]
[Alias("Remove-AzManagementPartner", "Remove-AzureRmManagementPartner")]
[OutputType(typeof(bool), typeof(PartnerLink))]
public sealed class RemoveManagementPartner : LinkCmdlet
{
    /// <summary>Left out: the link, whichever it is. An empty one may be a variable that was never set, and is refused.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? PartnerId { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string? Target => PartnerId;

    private protected override string Activity => "Removing the links";

    private string What => PartnerId is null ? "the management partner" : $"management partner with id '{PartnerId}'";

    private protected override bool Confirm(string where) =>
        ShouldProcess($"Are you sure you want to remove {What}{where}.", $"Removing {What}.");

    private protected override string Done(string where) =>
        PartnerId is null ? $"The account has no link any more{where}." : $"The link to partner ID '{PartnerId}' was removed{where}.";

    private protected override object? Act(ClientHandle client, NativeCall call)
    {
        if (PartnerId is null)
        {
            return client.Unlink(call);
        }

        client.Delete(PartnerId, call);
        return true;
    }

    private protected override object? Output(object? result)
    {
        if (PartnerId is null)
        {
            WriteVerbose(result is PartnerLink link ? $"The link to {link.PartnerId} ({link.PartnerName}) was removed." : "There was no link.");
        }

        return PassThru ? result : null;
    }
}
