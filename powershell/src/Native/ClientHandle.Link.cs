using System;
using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

internal sealed partial class ClientHandle
{
    /// <summary>Makes it so that the account is linked to that partner.</summary>
    internal LinkedPartner Link(string partnerId, string? replace, NativeCall call)
    {
        byte[] id = Utf8.Bytes(partnerId);
        byte[]? other = replace is null ? null : Utf8.Bytes(replace);
        Linked linked = call.Invoke((ref NativeCall.Options options, ref Linked answer, ref NativeError error) =>
            mp_partner_link(this, id, other, ref options, ref answer, ref error));
        try
        {
            return new LinkedPartner(linked.Partner.Read(), (LinkChange)linked.Change, Utf8.Read(linked.Previous));
        }
        finally
        {
            mp_linked_free(ref linked);
        }
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_partner_link(
        ClientHandle client, byte[] partnerId, byte[]? replace, ref NativeCall.Options call, ref Linked linked, ref NativeError error);

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern void mp_linked_free(ref Linked linked);

    /// <summary>mp_linked.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Linked
    {
        internal NativePartner Partner;
        internal IntPtr Previous;
        internal int Change;
    }
}
