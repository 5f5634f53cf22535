using System;
using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

/// <summary>A client of the native library. Any thread may use it.</summary>
internal sealed partial class ClientHandle : SafeHandle
{
    internal ClientHandle()
        : base(IntPtr.Zero, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        mp_client_free(handle);
        return true;
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern void mp_client_free(IntPtr client);
}
