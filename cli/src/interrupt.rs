//! Waiting that Ctrl+C ends.

use std::{io, pin::pin};

use managementpartner::CancellationToken;
use tokio::runtime::Runtime;

/// How waiting ended.
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
        let cancel = CancellationToken::new();
        let mut work = pin!(work(cancel.clone()));
        tokio::select! {
            biased;
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            value = &mut work => return Ok(Ended::Done(value)),
        }
        cancel.cancel();
        tokio::select! {
            value = &mut work => Ok(Ended::Cancelled(value)),
            again = tokio::signal::ctrl_c() => again.map(|()| Ended::Stopped),
        }
    });
    // A name that is still being resolved must not hold up the end.
    runtime.shutdown_background();
    ended
}
