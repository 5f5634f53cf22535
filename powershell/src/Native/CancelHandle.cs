using System;
using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

/// <summary>Ends calls from another thread.</summary>
internal sealed class CancelHandle : SafeHandle
{
    internal CancelHandle()
        : base(IntPtr.Zero, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    internal static CancelHandle Create()
    {
        NativeLibrary.Load();
        return mp_cancel_new();
    }

    internal void Cancel() => mp_cancel_trigger(this);

    protected override bool ReleaseHandle()
    {
        mp_cancel_free(handle);
        return true;
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern CancelHandle mp_cancel_new();

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern void mp_cancel_trigger(CancelHandle cancel);

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern void mp_cancel_free(IntPtr cancel);
}
