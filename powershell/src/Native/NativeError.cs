using System;
using System.Management.Automation;
using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

/// <summary>mp_error: what a call gives instead of an answer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeError
{
    private const int FirstKind = 1;
    private const int Panic = 100;

    private int kind;
    private int status;
    private IntPtr code;
    private IntPtr message;
    private IntPtr hint;
    private IntPtr cause;
    private IntPtr requestId;
    private IntPtr correlationId;
    private IntPtr clientRequestId;
    private long retryAfterMs;

    /// <summary>Throws what the library reported with <paramref name="result"/>, if that is an error.</summary>
    internal static void ThrowIfFailed(int result, ref NativeError error)
    {
        if (result == 0)
        {
            return;
        }

        try
        {
            throw error.Exception(result);
        }
        finally
        {
            mp_error_free(ref error);
        }
    }

    /// <summary>The number that the library knows a kind by.</summary>
    internal static int Number(ErrorKind kind) => (int)kind + FirstKind;

    private readonly Exception Exception(int result)
    {
        string reason = Utf8.Read(message) ?? "The native library gave no reason";
        if (result == Panic || !Enum.IsDefined(typeof(ErrorKind), result - FirstKind))
        {
            return new PSInvalidOperationException($"A defect of the module: {reason}");
        }

        var errorKind = (ErrorKind)(result - FirstKind);
        ManagementPartnerException exception = status != 0 && SpeaksOf(errorKind) && Utf8.Read(code) is { } serviceCode
            ? new ManagementPartnerException(errorKind, reason, Utf8.Read(hint), serviceCode, status)
            : new ManagementPartnerException(errorKind, reason, Utf8.Read(hint), Cause) { Code = Utf8.Read(code), Status = status == 0 ? null : status };
        exception.RequestId = Utf8.Read(requestId);
        exception.CorrelationId = Utf8.Read(correlationId);
        exception.ClientRequestId = Utf8.Read(clientRequestId);
        exception.RetryAfter = retryAfterMs < 0 ? null : TimeSpan.FromMilliseconds(retryAfterMs);
        return exception;
    }

    /// <summary>Whether an error of this kind has the service's words; those of the others are the library's, whatever was answered before.</summary>
    private static bool SpeaksOf(ErrorKind kind) => kind is
        ErrorKind.Authentication or ErrorKind.PermissionDenied or ErrorKind.NotLinked or ErrorKind.AlreadyLinked
        or ErrorKind.InvalidPartnerId or ErrorKind.Throttled or ErrorKind.Service;

    private readonly Exception? Cause => Utf8.Read(cause) is { } text ? new InvalidOperationException(text) : null;

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern void mp_error_free(ref NativeError error);
}
