using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

internal sealed partial class ClientHandle
{
    /// <summary>Reads the link, if it is with that partner.</summary>
    internal PartnerLink Get(string partnerId, NativeCall call)
    {
        byte[] id = Utf8.Bytes(partnerId);
        return call.Invoke((ref NativeCall.Options options, ref NativePartner answer, ref NativeError error) =>
            mp_partner_get(this, id, ref options, ref answer, ref error)).Take();
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_partner_get(
        ClientHandle client, byte[] partnerId, ref NativeCall.Options call, ref NativePartner partner, ref NativeError error);
}
