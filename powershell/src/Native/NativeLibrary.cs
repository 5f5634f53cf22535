using System;
using System.ComponentModel;
using System.IO;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]

namespace ManagementPartner.Native;

/// <summary>
/// The native library, bin/{os}-{arch}/managementpartner_ffi.{ext}. It is loaded by its full path: where the runtime
/// looks for a name differs from version to version, and a library of that name elsewhere would be handed secrets.
/// </summary>
internal static class NativeLibrary
{
    internal const string Name = "managementpartner_ffi";

    /// <summary>The binary interface that this assembly was written for.</summary>
    private const uint AbiVersion = 1;

    private static readonly object Lock = new();
    private static volatile bool usable;
    private static Func<string, IntPtr>? load;

    private static bool IsWindows => Path.DirectorySeparatorChar == '\\';

    private static bool IsMac => RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    private static string Extension => IsWindows ? "dll" : IsMac ? "dylib" : "so";

    private static string Platform
    {
        get
        {
            string architecture = RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => "x64",
                Architecture.Arm64 => "arm64",
                Architecture other => other.ToString().ToLowerInvariant(),
            };
            return $"{(IsWindows ? "win" : IsMac ? "osx" : "linux")}-{architecture}";
        }
    }

    private static string FullPath =>
        Path.Combine(Path.GetDirectoryName(typeof(NativeLibrary).Assembly.Location) ?? "", Platform, $"{Name}.{Extension}");

    /// <summary>Loads the library, if that has not happened yet, and makes sure that it is the module's own.</summary>
    internal static void Load()
    {
        if (usable)
        {
            return;
        }

        lock (Lock)
        {
            if (load is null)
            {
                Prepare();
            }

            Check();
            usable = true;
        }
    }

    /// <summary>What to tell people of an error with the library; null: it is another error.</summary>
    internal static Exception? Explain(Exception error) => error switch
    {
        DllNotFoundException or EntryPointNotFoundException or BadImageFormatException => new PSInvalidOperationException(
            $"The native library {Name} of the module for {Platform} cannot be used. Install the module again, for a platform that it supports.", error),
        OtherVersionException => error,
        _ => null,
    };

    /// <summary>Compares the interface of the library that is loaded with the one that is expected.</summary>
    private static void Check()
    {
        if (mp_abi_version() != AbiVersion)
        {
            throw new OtherVersionException($"Another version of {Name} was loaded before. Open a new PowerShell session.");
        }
    }

    private static void Prepare()
    {
        Type? loader = typeof(object).Assembly.GetType("System.Runtime.InteropServices.NativeLibrary");
        if (loader is null)
        {
            // .NET Framework finds by its name what has been loaded.
            LoadForDesktop(FullPath);
            load = LoadForDesktop;
            return;
        }

        // .NET has these, and netstandard2.0 does not know them yet.
        MethodInfo setResolver = loader.GetMethod("SetDllImportResolver")!;
        var resolver = Delegate.CreateDelegate(setResolver.GetParameters()[1].ParameterType, typeof(NativeLibrary), nameof(Resolve));
        load = (Func<string, IntPtr>)Delegate.CreateDelegate(typeof(Func<string, IntPtr>), loader.GetMethod("Load", [typeof(string)])!);
        setResolver.Invoke(null, [typeof(NativeLibrary).Assembly, resolver]);
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? paths) =>
        name == Name ? load!(FullPath) : IntPtr.Zero;

    private static IntPtr LoadForDesktop(string path)
    {
        IntPtr library = LoadLibraryW(path);
        return library != IntPtr.Zero
            ? library
            : throw new DllNotFoundException($"{path}: {new Win32Exception(Marshal.GetLastWin32Error()).Message}");
    }

    [DllImport(Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern uint mp_abi_version();

    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr LoadLibraryW(string path);

    /// <summary>The process has another version of the library.</summary>
    private sealed class OtherVersionException(string message) : PSInvalidOperationException(message);
}
