//! Who waits for a call. What needs the interpreter while it runs is done there, and so with the caller's locks, on the
//! caller's thread or in its event loop.

use std::sync::Arc;

use pyo3::{prelude::*, types::PyTuple};
use tokio::{runtime::Handle, sync::Semaphore};

use crate::{
    callbacks::{Work, job, perform},
    outbox::Outbox,
};

tokio::task_local! {
    static CALLER: Caller;
}

#[derive(Clone)]
pub(crate) struct Caller {
    place: Place,
    /// How many credentials may be asked at once, in the whole process.
    pub(crate) asks: &'static Semaphore,
}

#[derive(Clone)]
enum Place {
    Thread(Arc<dyn Fn(Work) + Send + Sync>),
    Loop(Arc<Py<PyAny>>, &'static Outbox),
}

impl Caller {
    /// A thread that waits, and takes up what `give` hands over.
    pub(crate) fn thread(asks: &'static Semaphore, give: impl Fn(Work) + Send + Sync + 'static) -> Self {
        Self { place: Place::Thread(Arc::new(give)), asks }
    }

    pub(crate) fn event_loop(asks: &'static Semaphore, event_loop: Py<PyAny>, outbox: &'static Outbox) -> Self {
        Self { place: Place::Loop(Arc::new(event_loop), outbox), asks }
    }

    pub(crate) fn is_loop(&self) -> bool {
        matches!(self.place, Place::Loop(..))
    }

    /// `call`, which this caller waits for.
    pub(crate) fn scope<F: Future>(self, call: F) -> impl Future<Output = F::Output> {
        CALLER.scope(self, call)
    }

    /// The caller of the call that is running.
    pub(crate) fn current() -> Option<Self> {
        CALLER.try_with(Clone::clone).ok()
    }

    /// Has the caller do `work`, after all that was posted before.
    pub(crate) fn post(&self, work: Work) {
        match &self.place {
            Place::Thread(give) => give(work),
            Place::Loop(event_loop, outbox) => {
                let event_loop = event_loop.clone();
                outbox.post(Box::new(move |py| {
                    let (function, arguments): (Py<PyAny>, Py<PyTuple>) = work(py)?;
                    job(py, "soon", (event_loop.clone_ref(py), function, arguments))
                }));
            }
        }
    }
}

/// Has the caller do `work`; at once where no call is running. On the network's thread nobody waits for what no call did.
pub(crate) fn post(work: Work) {
    match Caller::current() {
        Some(caller) => caller.post(work),
        None if Handle::try_current().is_ok() => {}
        None => drop(Python::try_attach(|py| perform(py, work))),
    }
}
