using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

internal sealed partial class ClientHandle
{
    /// <summary>Removes the link to that partner.</summary>
    internal void Delete(string partnerId, NativeCall call)
    {
        byte[] id = Utf8.Bytes(partnerId);
        call.Invoke((ref NativeCall.Options options, ref int nothing, ref NativeError error) =>
            mp_partner_delete(this, id, ref options, ref error));
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_partner_delete(
        ClientHandle client, byte[] partnerId, ref NativeCall.Options call, ref NativeError error);
}
