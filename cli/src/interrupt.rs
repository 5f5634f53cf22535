//! Waiting that Ctrl+C ends.

use std::{io, pin::pin};

use managementpartner::CancellationToken;
use tokio::runtime::Runtime;

/// How waiting ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended<T> {
    /// By itself.
    Done(T),
    /// The work was told to stop, and then ended with this.
    Cancelled(T),
    /// At once, by a second Ctrl+C.
    Stopped,
}

/// Runs `work` on `runtime`. The first Ctrl+C cancels the token that it gets, the second one ends the waiting.
pub(crate) fn run<T>(runtime: Runtime, work: impl AsyncFnOnce(CancellationToken) -> T) -> io::Result<Ended<T>> {
    let ended = runtime.block_on(async {
        // One listener for both: what comes in between is not lost.
        let mut ctrl_c = ctrl_c()?;
        let cancel = CancellationToken::new();
        let mut work = pin!(work(cancel.clone()));
        tokio::select! {
            _ = ctrl_c.recv() => cancel.cancel(),
            value = &mut work => return Ok(Ended::Done(value)),
        }
        tokio::select! {
            value = &mut work => Ok(Ended::Cancelled(value)),
            _ = ctrl_c.recv() => Ok(Ended::Stopped),
        }
    });
    // A name that is still being resolved must not hold up the end.
    runtime.shutdown_background();
    ended
}

#[cfg(unix)]
fn ctrl_c() -> io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())
}

#[cfg(windows)]
fn ctrl_c() -> io::Result<tokio::signal::windows::CtrlC> {
    tokio::signal::windows::ctrl_c()
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use rustix::process::{Signal, getpid, kill_process};

    use super::*;

    fn runtime() -> Runtime {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
    }

    fn interrupt() {
        kill_process(getpid(), Signal::INT).unwrap();
    }

    #[test]
    fn ctrl_c_cancels_and_a_second_one_ends_at_once() {
        let ended = run(runtime(), async |_| 1).unwrap();
        assert_eq!(ended, Ended::Done(1));

        let obedient = async |cancel: CancellationToken| {
            interrupt();
            cancel.cancelled().await;
            2
        };
        assert_eq!(run(runtime(), obedient).unwrap(), Ended::Cancelled(2));

        let stubborn = async |cancel: CancellationToken| {
            interrupt();
            cancel.cancelled().await;
            interrupt();
            std::future::pending::<u8>().await
        };
        assert_eq!(run(runtime(), stubborn).unwrap(), Ended::Stopped);
    }
}
