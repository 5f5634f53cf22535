using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

internal sealed partial class ClientHandle
{
    /// <summary>Links the account.</summary>
    internal PartnerLink Create(string partnerId, NativeCall call)
    {
        byte[] id = Utf8.Bytes(partnerId);
        return call.Invoke((ref NativeCall.Options options, ref NativePartner answer, ref NativeError error) =>
            mp_partner_create(this, id, ref options, ref answer, ref error)).Take();
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_partner_create(
        ClientHandle client, byte[] partnerId, ref NativeCall.Options call, ref NativePartner partner, ref NativeError error);
}
