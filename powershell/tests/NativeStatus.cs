using System.Runtime.InteropServices;

namespace ManagementPartner.Tests;

/// <summary>Asks the module's native library itself.</summary>
internal static class NativeStatus
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate IntPtr StatusName(int status);

    /// <summary>The library's name for a status.</summary>
    public static string Name(int status)
    {
        IntPtr library = NativeLibrary.Load(Library);
        var name = Marshal.GetDelegateForFunctionPointer<StatusName>(NativeLibrary.GetExport(library, "mp_status_name"));
        return Marshal.PtrToStringUTF8(name(status))!;
    }

    public static string Library =>
        Directory.GetFiles(Path.Combine(Settings.Module, "bin"), "managementpartner_ffi.*", SearchOption.AllDirectories).Single();
}
