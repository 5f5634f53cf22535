using System.Management.Automation;
using ManagementPartner.Native;

namespace ManagementPartner.Commands;

/// <summary>Changes the account's link: the service's update, with no rule on top.</summary>
[Cmdlet(VerbsData.Update, "ManagementPartner", SupportsShouldProcess = true)]
[Alias("Update-AzManagementPartner", "Update-AzureRmManagementPartner")]
[OutputType(typeof(PartnerLink))]
public sealed class UpdateManagementPartner : LinkCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public string PartnerId { get; set; } = "";

    private protected override string? Target => PartnerId;

    private protected override string Activity => $"Changing the link to partner ID {PartnerId}";

    private protected override bool Confirm(string where) => ShouldProcess(
        $"Are you sure you want to change the management partner to '{PartnerId}'{where}.",
        $"Updating the management partner to '{PartnerId}'.");

    private protected override string Done(string where) => $"The link was changed to partner ID '{PartnerId}'{where}.";

    private protected override object? Act(ClientHandle client, NativeCall call) => client.Update(PartnerId, call);
}
