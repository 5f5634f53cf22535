using System;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using ManagementPartner.Native;
using ManagementPartner.SignIn;

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
    /// <param name="session">Who is signed in.</param>
    /// <param name="call">The call.</param>
    /// <param name="done">What has happened once it succeeds; null: nothing was changed.</param>
    private protected T Call<T>(Session session, Func<NativeCall, T> call, string? done = null)
    {
        var native = new NativeCall(Cancel(), Level, session.AsksTheCmdlet ? TellFromElsewhere : Tell);
        try
        {
            T answer = session.AsksTheCmdlet ? thread.Run(() => call(native)) : call(native);
            if (native.Failure is null && !Stopping)
            {
                return answer;
            }

            WarnAtTheEnd(done);
        }
        catch (ManagementPartnerException error) when (native.Failure is not null || Stopping)
        {
            WarnAtTheEnd(error.Kind == ErrorKind.OutcomeUnknown ? error.Message : null);
        }
        catch (ManagementPartnerException error) when (thread.Failure is { } failure && failure.Kind == error.Kind && failure.Reason == error.Reason)
        {
            ExceptionDispatchInfo.Capture(failure).Throw();
        }

        native.Failure?.Throw();
        throw new PipelineStoppedException();
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
        catch (Exception error) when (NativeLibrary.Explain(error) is { } explained)
        {
            ThrowTerminatingError(new ErrorRecord(explained, "NativeLibrary", ErrorCategory.ResourceUnavailable, null));
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

    /// <summary>A cmdlet that ends early may write no objects and errors any more, but a write may not be hidden.</summary>
    private void WarnAtTheEnd(string? what)
    {
        if (what is not null)
        {
            Host.UI.WriteWarningLine(what);
        }
    }

    /// <summary>Passes on what a call says of itself.</summary>
    private void Tell(LogLevel level, string message)
    {
        if (level == LogLevel.Debug)
        {
            WriteDebug(message);
        }
        else
        {
            WriteVerbose(message);
        }
    }

    private void TellFromElsewhere(LogLevel level, string message) => thread.Ask(() =>
    {
        Tell(level, message);
        return true;
    });

    private bool IsOn(string stream) =>
        MyInvocation.BoundParameters.TryGetValue(stream, out object on)
            ? (SwitchParameter)on
            : IsOn(GetVariableValue(stream + "Preference"));

    /// <summary>Only the global variable is typed: what a script assigns is a string.</summary>
    private static bool IsOn(object? preference) =>
        (preference is ActionPreference action || LanguagePrimitives.TryConvertTo(preference, out action))
        && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

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
