//! What the methods of `AsyncClient` give: a coroutine that sends its request when it is first awaited.

use std::{
    ffi::CString,
    mem,
    pin::Pin,
    process,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use managementpartner::{CancellationToken, Result};
use pyo3::{
    IntoPyObjectExt,
    exceptions::{PyRuntimeError, PyRuntimeWarning, PyStopIteration},
    intern,
    prelude::*,
    types::PyIterator,
};

use crate::{
    callbacks::job,
    caller::Caller,
    errors,
    native::Call,
    outbox::{Outbox, outbox},
    runtime, wait,
};

type Value = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

/// The coroutine of one call.
#[pyclass(module = "managementpartner._native")]
pub(crate) struct Coroutine {
    /// Of the method that gave it.
    name: &'static str,
    state: State,
}

enum State {
    New(Start),
    /// Does all it does at once, when it is awaited.
    Quick(Quick),
    Waiting(Waiting),
    Over,
}

type Quick = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + Sync>;

struct Start {
    /// In a mutex because a Python object must be `Sync`.
    future: Mutex<Pin<Box<dyn Future<Output = Result<Value>> + Send>>>,
    cancel: CancelOnDrop,
    writes: bool,
}

struct Waiting {
    /// Of the asyncio future that the task waits for.
    iterator: Py<PyIterator>,
    shared: Arc<Shared>,
    cancel: CancelOnDrop,
    writes: bool,
    /// What was thrown in, such as asyncio's `CancelledError`; it goes on once the call has ended.
    thrown: Option<PyErr>,
}

/// A coroutine that nobody goes on with ends its call.
struct CancelOnDrop {
    token: Option<CancellationToken>,
    process: u32,
}

impl CancelOnDrop {
    fn cancel(&self) {
        self.token.as_ref().inspect(|token| token.cancel());
    }
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        let token = self.token.take();
        if self.process == process::id() {
            token.inspect(CancellationToken::cancel);
        } else {
            // In a forked child the call is the parent's, and its locks may be locked for ever.
            mem::forget(token);
        }
    }
}

/// What the network's thread and the coroutine share. Nothing of Python is called with the lock held: that may let go
/// of the GIL, and whoever gets it may want the lock.
struct Shared(Mutex<Exchange>);

struct Exchange {
    reply: Option<Result<Value>>,
    /// The asyncio future to wake; it is only touched with the GIL held.
    future: Py<PyAny>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Exchange> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn future(&self, py: Python<'_>) -> Py<PyAny> {
        self.lock().future.clone_ref(py)
    }

    /// Has `future` woken instead of the one before, unless the reply is there already, as this then says.
    fn wait_for(&self, future: Py<PyAny>) -> bool {
        let mut exchange = self.lock();
        let before = mem::replace(&mut exchange.future, future);
        let is_there = exchange.reply.is_some();
        drop(exchange);
        drop(before);
        is_there
    }
}

/// Wakes the task whichever way the call ends, with a reply or with a panic.
struct WakeOnDrop(Arc<Shared>, &'static Outbox);

impl Drop for WakeOnDrop {
    fn drop(&mut self) {
        let shared = self.0.clone();
        self.1.post(Box::new(move |py| job(py, "wake", (shared.future(py),))));
    }
}

impl Coroutine {
    /// The coroutine of a call; an error in making it comes out where it is awaited.
    pub(crate) fn new<T>(name: &'static str, call: PyResult<Call<T>>) -> Self
    where
        T: for<'py> IntoPyObject<'py> + Send + 'static,
    {
        match call {
            Ok(call) => Self { name, state: State::New(Start::of(call)) },
            Err(error) => Self::quick(name, move |_| Err(error)),
        }
    }

    /// A coroutine that needs no network.
    pub(crate) fn quick(
        name: &'static str,
        work: impl FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + Sync + 'static,
    ) -> Self {
        Self { name, state: State::Quick(Box::new(work)) }
    }

    fn go_on(&mut self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        match mem::replace(&mut self.state, State::Over) {
            State::New(start) => self.wait(py, start.send(py)?),
            State::Quick(work) => Err(work(py).map_or_else(|error| error, |value| PyStopIteration::new_err((value,)))),
            State::Waiting(waiting) => self.wait(py, waiting),
            State::Over => Err(PyRuntimeError::new_err("cannot reuse already awaited coroutine")),
        }
    }

    /// Yields the asyncio future while it is pending, and then ends with the call's result.
    fn wait(&mut self, py: Python<'_>, waiting: Waiting) -> PyResult<Py<PyAny>> {
        match waiting.iterator.clone_ref(py).into_bound(py).next() {
            Some(future) => {
                self.state = State::Waiting(waiting);
                future.map(Bound::unbind)
            }
            None => Err(waiting.end(py)),
        }
    }
}

impl Start {
    fn of<T>(Call { future, cancel, writes }: Call<T>) -> Self
    where
        T: for<'py> IntoPyObject<'py> + Send + 'static,
    {
        let future = async move {
            let value = future.await?;
            Ok(Box::new(move |py: Python<'_>| value.into_py_any(py)) as Value)
        };
        let cancel = CancelOnDrop { token: Some(cancel), process: process::id() };
        Self { future: Mutex::new(Box::pin(future)), cancel, writes }
    }

    fn send(self, py: Python<'_>) -> PyResult<Waiting> {
        let Self { future, cancel, writes } = self;
        let event_loop = py.import(intern!(py, "asyncio"))?.call_method0(intern!(py, "get_running_loop"))?;
        let (asyncio_future, iterator) = new_future(&event_loop)?;
        let shared = Arc::new(Shared(Mutex::new(Exchange { reply: None, future: asyncio_future })));
        let (running, outbox) = (runtime::running()?, outbox(py)?);
        let wake = WakeOnDrop(shared.clone(), outbox);
        let call = async move {
            let reply = future.into_inner().unwrap_or_else(PoisonError::into_inner).await;
            wake.0.lock().reply = Some(reply);
        };
        running.runtime.spawn(Caller::event_loop(running.asks, event_loop.unbind(), outbox).scope(call));
        Ok(Waiting { iterator, shared, cancel, writes, thrown: None })
    }
}

impl Waiting {
    /// Ends the call, and waits for what became of it before `error` goes on.
    fn throw(mut self, py: Python<'_>, error: PyErr) -> PyResult<Self> {
        self.cancel.cancel();
        let event_loop = self.shared.future(py).call_method0(py, intern!(py, "get_loop"))?;
        let (future, iterator) = new_future(event_loop.bind(py))?;
        if self.shared.wait_for(future.clone_ref(py)) {
            future.call_method1(py, intern!(py, "set_result"), (py.None(),))?;
        }
        self.iterator = iterator;
        self.thrown = Some(error);
        Ok(self)
    }

    /// What the coroutine ends with: its value travels in `StopIteration`.
    fn end(self, py: Python<'_>) -> PyErr {
        let reply = self.shared.lock().reply.take();
        if let Some(thrown) = self.thrown {
            if let Some(note) = wait::note_on(self.writes, reply.as_ref()) {
                errors::add_note(py, &thrown, &note);
            }
            return thrown;
        }
        match reply {
            Some(Ok(value)) => value(py).map_or_else(|error| error, |value| PyStopIteration::new_err((value,))),
            Some(Err(error)) => errors::to_python(py, &error),
            None => wait::broken(),
        }
    }
}

fn new_future(event_loop: &Bound<'_, PyAny>) -> PyResult<(Py<PyAny>, Py<PyIterator>)> {
    let future = event_loop.call_method0(intern!(event_loop.py(), "create_future"))?;
    let iterator = future.try_iter()?.unbind();
    Ok((future.unbind(), iterator))
}

/// A forgotten `await` is said, as Python says it of its own coroutines.
impl Drop for Coroutine {
    fn drop(&mut self) {
        if matches!(self.state, State::New(_) | State::Quick(_)) {
            Python::try_attach(|py| {
                let pending = PyErr::take(py);
                if let Err(error) = never_awaited(py, self.name) {
                    error.write_unraisable(py, None);
                }
                if let Some(pending) = pending {
                    pending.restore(py);
                }
            });
        }
    }
}

fn never_awaited(py: Python<'_>, name: &str) -> PyResult<()> {
    let message = CString::new(format!("coroutine 'AsyncClient.{name}' was never awaited"))?;
    PyErr::warn(py, &py.get_type::<PyRuntimeWarning>(), &message, 1)
}

#[pymethods]
impl Coroutine {
    #[getter]
    fn __name__(&self) -> &'static str {
        self.name
    }

    #[getter]
    fn __qualname__(&self) -> String {
        format!("AsyncClient.{}", self.name)
    }

    fn send(&mut self, py: Python<'_>, _value: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        self.go_on(py)
    }

    #[pyo3(signature = (error, value=None, _traceback=None))]
    fn throw(
        &mut self,
        py: Python<'_>,
        error: Bound<'_, PyAny>,
        value: Option<Bound<'_, PyAny>>,
        _traceback: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let error = PyErr::from_value(value.unwrap_or(error));
        match mem::replace(&mut self.state, State::Over) {
            State::Waiting(waiting) if waiting.thrown.is_none() => self.wait(py, waiting.throw(py, error)?),
            _ => Err(error),
        }
    }

    fn close(&mut self) {
        self.state = State::Over;
    }

    fn __await__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.go_on(py)
    }
}
