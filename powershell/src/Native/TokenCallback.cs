using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;
using ManagementPartner.SignIn;

namespace ManagementPartner.Native;

/// <summary>Answers the library's questions for tokens.</summary>
internal static class TokenCallback
{
    private static readonly ConcurrentDictionary<long, Func<string?, string, AzToken>> Sources = new();

    // Static, for native code keeps them as long as there is a client.
    private static readonly Give GiveCallback = GiveToken;
    private static readonly Forget ForgetCallback = static context => Sources.TryRemove(context.ToInt64(), out _);
    private static long last;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Give(IntPtr context, IntPtr tenant, IntPtr scope, IntPtr token);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Forget(IntPtr context);

    /// <summary>The callback, context and release function that make the library ask <paramref name="source"/>.</summary>
    internal static (IntPtr Token, IntPtr Context, IntPtr Release) Register(Func<string?, string, AzToken> source)
    {
        long context = Interlocked.Increment(ref last);
        Sources[context] = source;
        return (
            Marshal.GetFunctionPointerForDelegate(GiveCallback),
            new IntPtr(context),
            Marshal.GetFunctionPointerForDelegate(ForgetCallback));
    }

    private static int GiveToken(IntPtr context, IntPtr tenant, IntPtr scope, IntPtr token)
    {
        // Nothing may be thrown across the boundary.
        try
        {
            AzToken answer = Sources[context.ToInt64()](Utf8.Read(tenant), Utf8.Read(scope)!);
            using var text = new NativeText();
            return mp_token_set(token, text.Add(answer), answer.ExpiresOn.ToUnixTimeSeconds());
        }
        catch (ManagementPartnerException error)
        {
            return Fail(token, error.Kind, error.Reason, error.Hint);
        }
        catch (Exception error)
        {
            return Fail(token, ErrorKind.Authentication, error.Message, null);
        }
    }

    private static int Fail(IntPtr token, ErrorKind kind, string reason, string? hint)
    {
        using var text = new NativeText();
        _ = mp_token_fail(token, text.AddShown(reason), text.AddShown(hint));
        return NativeError.Number(kind);
    }

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_token_set(IntPtr token, IntPtr value, long expiresOn);

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_token_fail(IntPtr token, IntPtr message, IntPtr hint);
}
