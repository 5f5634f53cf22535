using System;
using System.Collections.Concurrent;
using System.Threading;
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

    /// <summary>Why the last question could not be answered; on its way through native code only its words survive.</summary>
    internal ManagementPartnerException? Failure { get; private set; }

    /// <summary>Runs <paramref name="call"/> on another thread, and here whatever it asks for until it is done.</summary>
    internal T Run<T>(Func<T> call)
    {
        using var work = new BlockingCollection<Action>();
        queue = work;
        ended = false;
        Failure = null;
        // A thread of its own: a native call would keep one of the pool, which has few, from all others.
        Task<T> running = Task.Factory.StartNew(
            () =>
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
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        foreach (Action question in work.GetConsumingEnumerable())
        {
            question();
        }

        queue = null;
        return running.GetAwaiter().GetResult();
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
                Failure = error as ManagementPartnerException;
                answer.SetException(error);
            }
        });
        return answer.Task.GetAwaiter().GetResult();
    }
}
