//! What the methods of `AsyncClient` give: a coroutine that sends its request when it is first awaited.

use std::{
    mem,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use managementpartner::{CancellationToken, Result};
use pyo3::{
    IntoPyObjectExt,
    exceptions::{PyRuntimeError, PyStopIteration},
    intern,
    prelude::*,
    types::{PyCFunction, PyIterator},
};

use crate::{credential, errors, native::Call, outbox, runtime, wait};

type Value = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

/// The coroutine of one call.
#[pyclass(module = "managementpartner")]
pub(crate) struct Coroutine(State);

enum State {
    New(Start),
    Waiting(Waiting),
    Value(Py<PyAny>),
    Over,
}

struct Start {
    /// In a mutex because a Python object must be `Sync`.
    future: Mutex<Pin<Box<dyn Future<Output = Result<Value>> + Send>>>,
    cancel: CancelOnDrop,
}

struct Waiting {
    /// Of the asyncio future that the task waits for.
    iterator: Py<PyIterator>,
    shared: Arc<Shared>,
    cancel: CancelOnDrop,
    /// What was thrown in, such as asyncio's `CancelledError`; it goes on once the call has ended.
    thrown: Option<PyErr>,
}

/// A coroutine that nobody goes on with ends its call.
struct CancelOnDrop(CancellationToken);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
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

    /// Makes the task go on that waits for the future.
    fn wake(&self, py: Python<'_>) -> PyResult<()> {
        let future = self.future(py);
        let event_loop = future.call_method0(py, intern!(py, "get_loop"))?;
        let set = PyCFunction::new_closure(py, None, None, move |arguments, _| -> PyResult<()> {
            let future = future.bind(arguments.py());
            if !future.call_method0("done")?.is_truthy()? {
                future.call_method1("set_result", (arguments.py().None(),))?;
            }
            Ok(())
        })?;
        event_loop.call_method1(py, intern!(py, "call_soon_threadsafe"), (set,)).map(drop)
    }
}

/// Wakes the task whichever way the call ends, with a reply or with a panic.
struct WakeOnDrop(Arc<Shared>);

impl Drop for WakeOnDrop {
    fn drop(&mut self) {
        let shared = self.0.clone();
        // A loop that is closed has nobody who waits.
        outbox::post(move |py| drop(shared.wake(py)));
    }
}

impl<T> From<Call<T>> for Coroutine
where
    T: for<'py> IntoPyObject<'py> + Send + 'static,
{
    fn from(Call { future, cancel }: Call<T>) -> Self {
        let future = async move {
            let value = future.await?;
            Ok(Box::new(move |py: Python<'_>| value.into_py_any(py)) as Value)
        };
        Self(State::New(Start { future: Mutex::new(Box::pin(future)), cancel: CancelOnDrop(cancel) }))
    }
}

impl Coroutine {
    /// A coroutine that has its value already.
    pub(crate) fn done(value: Py<PyAny>) -> Self {
        Self(State::Value(value))
    }

    fn go_on(&mut self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        match mem::replace(&mut self.0, State::Over) {
            State::New(start) => self.wait(py, start.send(py)?),
            State::Waiting(waiting) => self.wait(py, waiting),
            State::Value(value) => Err(PyStopIteration::new_err((value,))),
            State::Over => Err(PyRuntimeError::new_err("cannot reuse already awaited coroutine")),
        }
    }

    /// Yields the asyncio future while it is pending, and then ends with the call's result.
    fn wait(&mut self, py: Python<'_>, waiting: Waiting) -> PyResult<Py<PyAny>> {
        match waiting.iterator.clone_ref(py).into_bound(py).next() {
            Some(future) => {
                self.0 = State::Waiting(waiting);
                future.map(Bound::unbind)
            }
            None => Err(waiting.end(py)),
        }
    }
}

impl Start {
    fn send(self, py: Python<'_>) -> PyResult<Waiting> {
        let Self { future, cancel } = self;
        let event_loop = py.import(intern!(py, "asyncio"))?.call_method0(intern!(py, "get_running_loop"))?;
        let (asyncio_future, iterator) = new_future(&event_loop)?;
        let shared = Arc::new(Shared(Mutex::new(Exchange { reply: None, future: asyncio_future })));
        let wake = WakeOnDrop(shared.clone());
        let call = async move {
            let reply = future.into_inner().unwrap_or_else(PoisonError::into_inner).await;
            wake.0.lock().reply = Some(reply);
        };
        runtime::handle(py)?.spawn(credential::in_loop(event_loop.unbind(), call));
        Ok(Waiting { iterator, shared, cancel, thrown: None })
    }
}

impl Waiting {
    /// Ends the call, and waits for what became of it before `error` goes on.
    fn throw(mut self, py: Python<'_>, error: PyErr) -> PyResult<Self> {
        self.cancel.0.cancel();
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
            if let Some(note) = wait::note_on(reply.as_ref()) {
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

#[pymethods]
impl Coroutine {
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
        match mem::replace(&mut self.0, State::Over) {
            State::Waiting(waiting) if waiting.thrown.is_none() => self.wait(py, waiting.throw(py, error)?),
            _ => Err(error),
        }
    }

    fn close(&mut self) {
        self.0 = State::Over;
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
