using System.Management.Automation;
using ManagementPartner.Native;

namespace ManagementPartner.Commands;

/// <summary>Shows the account's link.</summary>
[Cmdlet(VerbsCommon.Get, "ManagementPartner")]
[Alias("Get-AzManagementPartner", "Get-AzureRmManagementPartner")]
[OutputType(typeof(PartnerLink))]
public sealed class GetManagementPartner : LinkCmdlet
{
    /// <summary>None or an empty one: the link, whichever it is.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? PartnerId { get; set; }

    private protected override string? Target => string.IsNullOrEmpty(PartnerId) ? null : PartnerId;

    private protected override string Activity => "Reading the links";

    private protected override object? Act(ClientHandle client, NativeCall call) =>
        Target is null ? client.Current(call) : client.Get(Target, call);
}
