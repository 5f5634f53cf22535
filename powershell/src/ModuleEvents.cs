using System.Management.Automation;
using ManagementPartner.Native;
using ManagementPartner.SignIn;

namespace ManagementPartner;

/// <summary>What happens when the module comes and goes.</summary>
public sealed class ModuleEvents : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    public void OnImport() => NativeLibrary.LoadForDesktop();

    public void OnRemove(PSModuleInfo psModuleInfo) => Connection.Replace(null);
}
