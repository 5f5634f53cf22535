using System;
using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

internal sealed partial class ClientHandle
{
    /// <summary>Signs in where that has not happened yet, and says who it is.</summary>
    internal SignedInAccount Account(NativeCall call)
    {
        NativeAccount account = call.Invoke((ref NativeCall.Options options, ref NativeAccount answer, ref NativeError error) =>
            mp_account_get(this, ref options, ref answer, ref error));
        try
        {
            return new SignedInAccount(Utf8.Read(account.TenantId)!, Utf8.Read(account.Source)!, Utf8.Read(account.Endpoint)!)
            {
                Account = Utf8.Read(account.Name),
                ObjectId = Utf8.Read(account.ObjectId),
                Kind = Utf8.Read(account.Kind),
            };
        }
        finally
        {
            mp_account_free(ref account);
        }
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_account_get(
        ClientHandle client, ref NativeCall.Options call, ref NativeAccount account, ref NativeError error);

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern void mp_account_free(ref NativeAccount account);

    /// <summary>mp_account.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct NativeAccount
    {
        internal IntPtr Endpoint;
        internal IntPtr TenantId;
        internal IntPtr ObjectId;
        internal IntPtr Name;
        internal IntPtr Kind;
        internal IntPtr Source;
    }
}
