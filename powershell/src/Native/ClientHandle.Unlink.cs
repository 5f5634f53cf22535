using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

internal sealed partial class ClientHandle
{
    /// <summary>Removes the link, whichever it is, and gives it; null: there was none.</summary>
    internal PartnerLink? Unlink(NativeCall call)
    {
        Unlinked unlinked = call.Invoke((ref NativeCall.Options options, ref Unlinked answer, ref NativeError error) =>
            mp_partner_unlink(this, ref options, ref answer, ref error));
        try
        {
            return unlinked.Removed != 0 ? unlinked.Partner.Read() : null;
        }
        finally
        {
            mp_unlinked_free(ref unlinked);
        }
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_partner_unlink(
        ClientHandle client, ref NativeCall.Options call, ref Unlinked unlinked, ref NativeError error);

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern void mp_unlinked_free(ref Unlinked unlinked);

    /// <summary>mp_unlinked.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Unlinked
    {
        internal NativePartner Partner;
        internal byte Removed;
    }
}
