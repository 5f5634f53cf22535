using System.Management.Automation;
using ManagementPartner.SignIn;

namespace ManagementPartner;

/// <summary>What happens when the module goes; when it comes nothing does, for a script may never call it.</summary>
public sealed class ModuleEvents : IModuleAssemblyCleanup
{
    public void OnRemove(PSModuleInfo psModuleInfo) => Connection.Replace(null);
}
