//! Waiting for a call on the caller's thread.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    time::Duration,
};

use managementpartner::{CancellationToken, Error, ErrorKind, Result};
use pyo3::{exceptions::PyRuntimeError, prelude::*};

use crate::{errors, native::Call, outbox, runtime};

/// How often a waiting thread looks for signals, and how long an interrupted one waits to hear what became of its
/// call. Together they stay below 100 ms.
const SIGNALS: Duration = Duration::from_millis(40);

impl<T: Send + 'static> Call<T> {
    /// The call's result. Other Python threads run meanwhile; a signal handler's exception, such as that of Ctrl+C,
    /// ends the call.
    pub(crate) fn wait(self, py: Python<'_>) -> PyResult<T> {
        let (sender, mut receiver) = sync_channel(1);
        let Self { future, cancel } = self;
        runtime::handle(py)?.spawn(async move {
            let result = future.await;
            outbox::flush().await;
            drop(sender.send(result));
        });
        loop {
            match receive(py, &mut receiver) {
                Ok(result) => return result.map_err(|error| errors::to_python(py, &error)),
                Err(RecvTimeoutError::Timeout) => {
                    py.check_signals().map_err(|signal| interrupted(py, signal, &cancel, &mut receiver))?;
                }
                Err(RecvTimeoutError::Disconnected) => return Err(broken()),
            }
        }
    }
}

fn receive<T: Send>(
    py: Python<'_>,
    receiver: &mut Receiver<Result<T>>,
) -> std::result::Result<Result<T>, RecvTimeoutError> {
    py.detach(move || receiver.recv_timeout(SIGNALS))
}

/// Ends the call, and says on `signal` what it may have done.
fn interrupted<T: Send>(
    py: Python<'_>,
    signal: PyErr,
    cancel: &CancellationToken,
    receiver: &mut Receiver<Result<T>>,
) -> PyErr {
    cancel.cancel();
    let outcome = receive(py, receiver).ok();
    if let Some(note) = note_on(outcome.as_ref()) {
        errors::add_note(py, &signal, &note);
    }
    signal
}

/// What to say about a call that ended with `outcome` when it was interrupted.
pub(crate) fn note_on<T>(outcome: Option<&Result<T>>) -> Option<String> {
    match outcome {
        None => Some("Whether the call had an effect is unknown: read the account's link.".to_owned()),
        Some(Ok(_)) => Some("The call was complete already: what it was to do is done.".to_owned()),
        Some(Err(error)) => unknown(error),
    }
}

fn unknown(error: &Error) -> Option<String> {
    let hint = error.hint().unwrap_or_default();
    (error.kind() == ErrorKind::OutcomeUnknown).then(|| format!("{error}. {hint}"))
}

/// A call that ended without a result: a panic, which is a defect of this library.
pub(crate) fn broken() -> PyErr {
    PyRuntimeError::new_err("managementpartner failed in itself; please report it with what standard error shows")
}
