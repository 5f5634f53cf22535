using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

/// <summary>What every call is given: what ends it, and who is told what it does.</summary>
internal sealed class NativeCall
{
    private readonly CancelHandle cancel;
    private readonly LogLevel level;
    private readonly Action<LogLevel, string> log;

    /// <summary>For calls that <paramref name="cancel"/> ends.</summary>
    /// <param name="cancel">Ends the calls.</param>
    /// <param name="level">How much is told.</param>
    /// <param name="log">Is told, on the thread of the call.</param>
    internal NativeCall(CancelHandle cancel, LogLevel level, Action<LogLevel, string> log)
    {
        this.cancel = cancel;
        this.level = level;
        this.log = log;
    }

    /// <summary>What was thrown by who was told; it ended the call.</summary>
    internal ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>A function of the library that gives a <typeparamref name="T"/> or an error.</summary>
    internal delegate int Function<T>(ref Options options, ref T answer, ref NativeError error);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void LogCallback(IntPtr context, int level, IntPtr target, IntPtr message);

    /// <summary>Calls <paramref name="function"/> and gives its answer.</summary>
    internal T Invoke<T>(Function<T> function)
        where T : struct
    {
        LogCallback? callback = level == LogLevel.Off ? null : Tell;
        T answer = default;
        NativeError error = default;
        bool held = false;
        try
        {
            cancel.DangerousAddRef(ref held);
            var options = new Options
            {
                Cancel = cancel.DangerousGetHandle(),
                LogLevel = (int)level,
                Log = callback is null ? IntPtr.Zero : Marshal.GetFunctionPointerForDelegate(callback),
            };
            NativeError.ThrowIfFailed(function(ref options, ref answer, ref error), ref error);
            return answer;
        }
        finally
        {
            GC.KeepAlive(callback);
            if (held)
            {
                cancel.DangerousRelease();
            }
        }
    }

    private void Tell(IntPtr context, int messageLevel, IntPtr target, IntPtr message)
    {
        if (Failure is not null)
        {
            return;
        }

        // Nothing may be thrown across the boundary. Who is told may want an end: somebody answered Halt, or has all
        // that he wanted.
        try
        {
            log((LogLevel)messageLevel, Utf8.Read(message) ?? "");
        }
        catch (Exception error)
        {
            Failure = ExceptionDispatchInfo.Capture(error);
            cancel.Cancel();
        }
    }

    /// <summary>mp_call_options.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Options
    {
        internal IntPtr Cancel;
        internal uint TimeoutMs;
        internal int LogLevel;
        internal IntPtr Log;
        internal IntPtr LogContext;
    }
}

/// <summary>mp_log_level: how much is told of a call.</summary>
internal enum LogLevel
{
    Off = 0,
    Error = 1,
    Warn = 2,
    Info = 3,
    Debug = 4,
}
