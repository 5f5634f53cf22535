using System;
using System.Management.Automation;
using ManagementPartner.Native;

namespace ManagementPartner.Commands;

/// <summary>What every cmdlet here shares: calls that can be stopped, and how their errors are reported.</summary>
public abstract class ManagementPartnerCmdlet : PSCmdlet, IDisposable
{
    private readonly CmdletThread thread = new();
    private readonly object cancelLock = new();
    private CancelHandle? cancel;
    private bool stopped;

    internal CmdletThread Thread => thread;

    private protected bool IsVerbose => IsOn("Verbose");

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ctrl+C, on a thread of the engine's.</summary>
    protected sealed override void StopProcessing()
    {
        lock (cancelLock)
        {
            stopped = true;
            cancel?.Cancel();
        }
    }

    protected virtual void Dispose(bool disposing)
    {
        lock (cancelLock)
        {
            cancel?.Dispose();
            cancel = null;
        }
    }

    /// <summary>Makes a native call; Ctrl+C ends it at once.</summary>
    private protected T Call<T>(Func<NativeCall, T> call)
    {
        CancelHandle handle = Cancel();
        var native = new NativeCall(handle, Level, Tell);
        try
        {
            return thread.Run(() => call(native), handle.Cancel);
        }
        catch (ManagementPartnerException error) when (Stopping)
        {
            // A stopped cmdlet may not write errors any more, but a write that may have happened must not be hidden.
            if (error.Kind == ErrorKind.OutcomeUnknown)
            {
                Host.UI.WriteWarningLine(error.Message);
            }

            throw new PipelineStoppedException();
        }
    }

    /// <summary>Does <paramref name="work"/>; an error of it is reported, and the cmdlet goes on.</summary>
    /// <returns>Whether it was done.</returns>
    private protected bool Try(Action work, object? target)
    {
        try
        {
            work();
            return true;
        }
        catch (ManagementPartnerException error)
        {
            WriteError(Record(error, target));
            return false;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSInvalidOperationException(NativeLibrary.CannotBeUsed, error), "NativeLibrary", ErrorCategory.ResourceUnavailable, null));
            return false;
        }
    }

    private protected static ErrorRecord Record(ManagementPartnerException error, object? target)
    {
        var record = new ErrorRecord(error, error.Kind.ToString(), error.Kind.Category(), target);
        // The words around the service's stay as scripts match them; elsewhere the hint is part of the message.
        if (error.Hint is not null && !error.Message.EndsWith(error.Hint, StringComparison.Ordinal))
        {
            record.ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = error.Hint };
        }

        return record;
    }

    private LogLevel Level => IsOn("Debug") ? LogLevel.Debug : IsVerbose ? LogLevel.Info : LogLevel.Off;

    /// <summary>Passes on what a call says of itself; it says so on a thread that may not write.</summary>
    private void Tell(LogLevel level, string message) =>
        thread.Post(level == LogLevel.Debug ? () => WriteDebug(message) : () => WriteVerbose(message));

    private bool IsOn(string stream) =>
        MyInvocation.BoundParameters.TryGetValue(stream, out object on)
            ? (SwitchParameter)on
            : GetVariableValue(stream + "Preference") is ActionPreference preference
                && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private CancelHandle Cancel()
    {
        lock (cancelLock)
        {
            cancel ??= CancelHandle.Create();
            if (stopped)
            {
                cancel.Cancel();
            }

            return cancel;
        }
    }
}
