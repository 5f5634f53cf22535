//! Waiting for a call on the caller's thread.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use managementpartner::{CancellationToken, Error, ErrorKind, Result};
use pyo3::{exceptions::PyRuntimeError, prelude::*};

use crate::{
    callbacks::{Work, perform},
    caller::Caller,
    errors,
    native::Call,
    runtime,
};

/// How often a waiting thread looks for signals, and how long an interrupted one waits to hear what became of its
/// call. Together they stay below 100 ms.
const SIGNALS: Duration = Duration::from_millis(40);

/// What a waiting thread is given.
enum Message<T> {
    Work(Work),
    Result(Result<T>),
}

/// What an interrupted call may have done, as far as the caller knows.
struct Interrupted<'a, T> {
    cancel: &'a CancellationToken,
    receiver: &'a mut Receiver<Message<T>>,
    writes: bool,
}

impl<T: Send + 'static> Call<T> {
    /// The call's result. Other Python threads run meanwhile; a signal handler's exception, such as that of Ctrl+C,
    /// ends the call.
    pub(crate) fn wait(self, py: Python<'_>) -> PyResult<T> {
        let (sender, mut receiver) = channel();
        let Self { future, cancel, writes } = self;
        let running = runtime::running()?;
        let work = sender.clone();
        let caller = Caller::thread(running.asks, move |piece| drop(work.send(Message::Work(piece))));
        running.runtime.spawn(caller.scope(async move { drop(sender.send(Message::Result(future.await))) }));
        loop {
            let done = match receive(py, &mut receiver) {
                Ok(Message::Result(result)) => return result.map_err(|error| errors::to_python(py, &error)),
                Ok(Message::Work(work)) => perform(py, work),
                Err(RecvTimeoutError::Timeout) => py.check_signals(),
                Err(RecvTimeoutError::Disconnected) => return Err(broken()),
            };
            let receiver = &mut receiver;
            done.map_err(|signal| Interrupted { cancel: &cancel, receiver, writes }.end(py, signal))?;
        }
    }
}

fn receive<T: Send>(
    py: Python<'_>,
    receiver: &mut Receiver<Message<T>>,
) -> std::result::Result<Message<T>, RecvTimeoutError> {
    py.detach(move || receiver.recv_timeout(SIGNALS))
}

impl<T: Send> Interrupted<'_, T> {
    /// Ends the call, and says on `signal` what it may have done.
    fn end(self, py: Python<'_>, signal: PyErr) -> PyErr {
        self.cancel.cancel();
        let Self { receiver, writes, .. } = self;
        let outcome = py.detach(move || outcome(receiver));
        if let Some(note) = note_on(writes, outcome.as_ref()) {
            errors::add_note(py, &signal, &note);
        }
        signal
    }
}

/// The result that still comes, if it comes soon.
fn outcome<T>(receiver: &mut Receiver<Message<T>>) -> Option<Result<T>> {
    let end = Instant::now() + SIGNALS;
    loop {
        match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(Message::Result(result)) => return Some(result),
            Ok(Message::Work(_)) => {}
            Err(_) => return None,
        }
    }
}

/// What to say about a call that ended with `outcome` when it was interrupted.
pub(crate) fn note_on<T>(writes: bool, outcome: Option<&Result<T>>) -> Option<String> {
    if !writes {
        return None;
    }
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
