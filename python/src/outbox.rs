//! Work that needs the interpreter, done in order on a thread that may wait for the GIL: the network thread must not,
//! and many pieces of work share one turn at it.

use std::{
    cell::Cell,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use pyo3::Python;
use tokio::{runtime::Handle, sync::oneshot};

type Work = Box<dyn FnOnce(Python<'_>) + Send>;

#[derive(Default)]
pub(crate) struct Outbox(Mutex<Posted>);

#[derive(Default)]
struct Posted {
    work: Vec<Work>,
    /// A thread is at it already.
    busy: bool,
}

thread_local! {
    /// The outbox of the runtime that this thread belongs to.
    static OUTBOX: Cell<Option<&'static Outbox>> = const { Cell::new(None) };
}

impl Outbox {
    /// Makes this the outbox of the current thread, which belongs to the runtime.
    pub(crate) fn adopt(&'static self) {
        OUTBOX.set(Some(self));
    }

    fn lock(&self) -> MutexGuard<'_, Posted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        // Without an interpreter (the program ends) there is nobody to do it for.
        Python::try_attach(|py| {
            while let Some(batch) = self.take() {
                for work in batch {
                    work(py);
                }
            }
        });
    }

    fn take(&self) -> Option<Vec<Work>> {
        let mut posted = self.lock();
        posted.busy = !posted.work.is_empty();
        posted.busy.then(|| mem::take(&mut posted.work))
    }
}

/// Has `work` done soon, after all that was posted before; at once on a thread that is not the runtime's.
pub(crate) fn post(work: impl FnOnce(Python<'_>) + Send + 'static) {
    let Some(outbox) = OUTBOX.get() else {
        Python::try_attach(work);
        return;
    };
    let mut posted = outbox.lock();
    posted.work.push(Box::new(work));
    if !mem::replace(&mut posted.busy, true) {
        drop(Handle::current().spawn_blocking(|| outbox.run()));
    }
}

/// Waits until all that was posted is done.
pub(crate) async fn flush() {
    if OUTBOX.get().is_some_and(|outbox| outbox.lock().busy) {
        let (done, wait) = oneshot::channel();
        post(move |_| {
            let _ = done.send(());
        });
        drop(wait.await);
    }
}
