//! Work that needs the interpreter, done in order on a thread that may wait for the GIL: the network thread must not,
//! and many pieces of work share one turn at it.

use std::{
    cell::Cell,
    mem,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use pyo3::Python;
use tokio::{runtime::Handle, sync::oneshot};

type Work = Box<dyn FnOnce(Python<'_>) + Send>;

/// How long a program that ends waits for what is still to do, such as the log's last lines.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(crate) struct Outbox {
    posted: Mutex<Posted>,
    idle: Condvar,
}

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
        self.posted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        // Without an interpreter (the program ends) there is nobody to do it for.
        attach(|py| {
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
        if !posted.busy {
            self.idle.notify_all();
        }
        posted.busy.then(|| mem::take(&mut posted.work))
    }

    /// Waits until all is done: a thread that still runs Python when the interpreter ends would take the process down.
    pub(crate) fn drain(&self, py: Python<'_>) {
        py.detach(|| drop(self.idle.wait_timeout_while(self.lock(), PATIENCE, |posted| posted.busy)));
    }
}

/// Does `work` with the interpreter, on a thread that is not Python's; `None` when the interpreter is ending.
pub(crate) fn attach<T>(work: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    Python::try_attach(|py| {
        let guard = StopThread;
        let result = work(py);
        mem::forget(guard);
        result
    })
}

/// Before 3.14, an interpreter that ends unwinds every thread that comes back into it. The thread must go no further,
/// for what it would clean up is gone.
struct StopThread;

impl Drop for StopThread {
    fn drop(&mut self) {
        while !thread::panicking() {
            thread::park();
        }
    }
}

/// Has `work` done soon, after all that was posted before; at once on a thread that is not the runtime's.
pub(crate) fn post(work: impl FnOnce(Python<'_>) + Send + 'static) {
    let Some(outbox) = OUTBOX.get() else {
        attach(work);
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
