//! The one runtime of the process: made on first use, and again in a forked child.

use pyo3::{PyResult, Python, exceptions::PyRuntimeError};
use tokio::runtime::{Builder, Handle, Runtime};

use crate::{outbox::Outbox, per_process::PerProcess};

/// Never dropped: that would wait for a credential that still blocks.
static RUNTIME: PerProcess<&'static Runtime> = PerProcess::new();

/// The runtime. Its one thread does the network's work and never waits for the GIL; what needs the interpreter runs
/// on the threads for blocking work.
pub(crate) fn handle(_py: Python<'_>) -> PyResult<Handle> {
    RUNTIME
        .get_or_try_make(start)
        .map(|runtime| runtime.handle().clone())
        .map_err(|error| PyRuntimeError::new_err(format!("managementpartner cannot start its network thread: {error}")))
}

fn start() -> std::io::Result<&'static Runtime> {
    let outbox: &Outbox = Box::leak(Box::default());
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("managementpartner")
        .on_thread_start(|| outbox.adopt())
        .enable_all()
        .build()?;
    Ok(Box::leak(Box::new(runtime)))
}
