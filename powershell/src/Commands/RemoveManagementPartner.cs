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

    private protected override object? Act(ClientHandle client, NativeCall call)
    {
        if (PartnerId is null)
        {
            PartnerLink? removed = client.Unlink(call);
            string what = removed is null ? "There was no link." : $"The link to {removed.PartnerId} ({removed.PartnerName}) was removed.";
            Thread.Post(() => WriteVerbose(what));
            return PassThru ? removed : null;
        }

        client.Delete(PartnerId, call);
        return PassThru ? true : null;
    }
}
