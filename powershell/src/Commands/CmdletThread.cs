using System;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace ManagementPartner.Commands;

/// <summary>
/// Lets native threads use the thread of a cmdlet, the only one that may run commands and write to streams:
/// the call itself runs elsewhere, and meanwhile this thread serves a queue.
/// </summary>
internal sealed class CmdletThread
{
    private BlockingCollection<Action>? queue;
    private volatile bool ended;

    /// <summary>Runs <paramref name="call"/>, and here whatever it asks for until it is done.</summary>
    /// <param name="call">The call; it runs on another thread.</param>
    /// <param name="cancel">Ends the call early when something asked for fails here.</param>
    internal T Run<T>(Func<T> call, Action cancel)
    {
        using var work = new BlockingCollection<Action>();
        queue = work;
        ended = false;
        Task<T> running = Task.Run(() =>
        {
            try
            {
                return call();
            }
            finally
            {
                ended = true;
                work.CompleteAdding();
            }
        });
        ExceptionDispatchInfo? failure = null;
        foreach (Action item in work.GetConsumingEnumerable())
        {
            try
            {
                item();
            }
            catch (Exception error)
            {
                failure ??= ExceptionDispatchInfo.Capture(error);
                cancel();
            }
        }

        queue = null;
        running.ContinueWith(static done => done.Exception, TaskContinuationOptions.OnlyOnFaulted);
        failure?.Throw();
        return running.GetAwaiter().GetResult();
    }

    /// <summary>Has <paramref name="action"/> run on the cmdlet's thread, some time before the call is done.</summary>
    internal void Post(Action action)
    {
        try
        {
            queue?.Add(action);
        }
        catch (InvalidOperationException)
        {
            // The call is done and nobody serves the queue; what is said after it has no place to go.
        }
    }

    /// <summary>Has <paramref name="question"/> answered on the cmdlet's thread, and waits for it.</summary>
    internal T Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        BlockingCollection<Action> work = queue ?? throw new InvalidOperationException("The cmdlet has ended.");
        work.Add(() =>
        {
            try
            {
                // A call that ended early has no use for the answer any more.
                answer.SetResult(ended ? throw new OperationCanceledException() : question());
            }
            catch (Exception error)
            {
                answer.SetException(error);
            }
        });
        return answer.Task.GetAwaiter().GetResult();
    }
}
