using System.Management.Automation;
using ManagementPartner.Native;

namespace ManagementPartner.Commands;

/// <summary>Makes it so that the account is linked, whatever was before.</summary>
[Cmdlet(VerbsCommon.Set, "ManagementPartner", SupportsShouldProcess = true)]
[OutputType(typeof(LinkedPartner))]
public sealed class SetManagementPartner : LinkCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public string PartnerId { get; set; } = "";

    /// <summary>The other partner's ID that may be replaced.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Replace { get; set; }

    private protected override string? Target => PartnerId;

    private protected override string Activity => $"Linking to partner ID {PartnerId}";

    private string Replacing => Replace is null ? "" : $", replacing '{Replace}'";

    private protected override bool Confirm(string where) => ShouldProcess(
        $"Are you sure you want to link to the management partner with id '{PartnerId}'{where}{Replacing}.",
        $"Linking to the management partner with id '{PartnerId}'.");

    private protected override string Done(string where) => $"The account is linked to partner ID '{PartnerId}'{where}.";

    private protected override object? Act(ClientHandle client, NativeCall call) => client.Link(PartnerId, Replace, call);
}
