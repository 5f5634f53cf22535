using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

internal sealed partial class ClientHandle
{
    /// <summary>Reads the link, whichever it is.</summary>
    internal PartnerLink Current(NativeCall call) =>
        call.Invoke((ref NativeCall.Options options, ref NativePartner answer, ref NativeError error) =>
            mp_partner_current(this, ref options, ref answer, ref error)).Take();

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_partner_current(
        ClientHandle client, ref NativeCall.Options call, ref NativePartner partner, ref NativeError error);
}
