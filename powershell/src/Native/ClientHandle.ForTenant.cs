using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

internal sealed partial class ClientHandle
{
    /// <summary>A client with the same sign-in for another tenant. Nothing is sent.</summary>
    internal ClientHandle ForTenant(string tenant)
    {
        NativeError error = default;
        NativeError.ThrowIfFailed(mp_client_for_tenant(this, Utf8.Bytes(tenant), out ClientHandle client, ref error), ref error);
        return client;
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_client_for_tenant(ClientHandle client, byte[] tenant, out ClientHandle other, ref NativeError error);
}
