using System;
using System.IO;
using System.Runtime.InteropServices;

// A library of the same name elsewhere on the machine is not the module's own.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]

namespace ManagementPartner.Native;

/// <summary>
/// The native library, bin/{os}-{arch}/managementpartner_ffi.{ext}. PowerShell 7 looks for it there by itself;
/// Windows PowerShell 5.1 has to be told before the first call.
/// </summary>
internal static class NativeLibrary
{
    internal const string Name = "managementpartner_ffi";

    /// <summary>The binary interface that this assembly was written for.</summary>
    private const uint AbiVersion = 1;

    internal static string CannotBeUsed =>
        $"The native library {Name} of the module for {Platform} cannot be used. Install the module again, for a platform that it supports.";

    private static string Platform =>
        $"{System}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static string System =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx" : "linux";

    /// <summary>Loads the library where PowerShell does not find it by itself; nothing elsewhere.</summary>
    internal static void LoadForDesktop()
    {
        if (RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal))
        {
            string folder = Path.GetDirectoryName(typeof(NativeLibrary).Assembly.Location)!;
            LoadLibraryW(Path.Combine(folder, Platform, Name + ".dll"));
        }
    }

    /// <summary>Makes sure that the library that was found is the module's own.</summary>
    internal static void Check()
    {
        if (mp_abi_version() != AbiVersion)
        {
            throw new DllNotFoundException($"Another version of {Name} was loaded before.");
        }
    }

    [DllImport(Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern uint mp_abi_version();

    [DllImport("kernel32", CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr LoadLibraryW(string path);
}
