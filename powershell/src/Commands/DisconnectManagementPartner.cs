using System.Management.Automation;
using ManagementPartner.SignIn;

namespace ManagementPartner.Commands;

/// <summary>Forgets what Connect-ManagementPartner set up.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ManagementPartner")]
public sealed class DisconnectManagementPartner : PSCmdlet
{
    protected override void ProcessRecord() => Connection.Replace(null);
}
