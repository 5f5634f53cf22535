//! The one runtime of the process: made on first use, and again in a forked child.

use pyo3::{exceptions::PyRuntimeError, intern, prelude::*};
use tokio::runtime::{Builder, Handle, Runtime};

use crate::{outbox::Outbox, per_process::PerProcess};

/// Never dropped: that would wait for a credential that still blocks.
#[derive(Clone, Copy)]
struct Running {
    runtime: &'static Runtime,
    outbox: &'static Outbox,
}

static RUNNING: PerProcess<Running> = PerProcess::new();

/// The runtime. Its one thread does the network's work and never waits for the GIL; what needs the interpreter runs
/// on the threads for blocking work.
pub(crate) fn handle(py: Python<'_>) -> PyResult<Handle> {
    let running = RUNNING.get_or_try_make(|| {
        let drain = wrap_pyfunction!(drain, py)?;
        py.import(intern!(py, "atexit"))?.call_method1(intern!(py, "register"), (drain,))?;
        start().map_err(|error| {
            PyRuntimeError::new_err(format!("managementpartner cannot start its network thread: {error}"))
        })
    });
    running.map(|running| running.runtime.handle().clone())
}

/// Runs when the program ends.
#[pyfunction]
fn drain(py: Python<'_>) {
    if let Some(running) = RUNNING.get() {
        running.outbox.drain(py);
    }
}

fn start() -> std::io::Result<Running> {
    let outbox: &'static Outbox = Box::leak(Box::default());
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("managementpartner")
        .on_thread_start(|| outbox.adopt())
        .enable_all()
        .build()?;
    Ok(Running { runtime: Box::leak(Box::new(runtime)), outbox })
}
