using System.Management.Automation;
using ManagementPartner.Native;

namespace ManagementPartner.Commands;

/// <summary>Links the account: the service's create, with no rule on top.</summary>
[Cmdlet(VerbsCommon.New, "ManagementPartner", SupportsShouldProcess = true)]
[Alias("New-AzManagementPartner", "New-AzureRmManagementPartner")]
[OutputType(typeof(PartnerLink))]
public sealed class NewManagementPartner : LinkCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public string PartnerId { get; set; } = "";

    private protected override string? Target => PartnerId;

    private protected override string Activity => $"Linking to partner ID {PartnerId}";

    private protected override bool Confirm(string where) => ShouldProcess(
        $"Are you sure you want to add management partner with id '{PartnerId}'{where}.",
        $"Adding management partner with id '{PartnerId}'.");

    private protected override string Done(string where) => $"The account was linked to partner ID '{PartnerId}'{where}.";

    private protected override object? Act(ClientHandle client, NativeCall call) => client.Create(PartnerId, call);
}
