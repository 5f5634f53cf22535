//! The one runtime of the process: made on first use, and again in a forked child.

use pyo3::{exceptions::PyRuntimeError, prelude::*};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Semaphore,
};

use crate::per_process::PerProcess;

/// So many credentials are asked at once; what else waits is others, not the network.
const ASKS: usize = 32;

/// Its one thread does the network's work and never waits for the GIL.
#[derive(Clone, Copy)]
pub(crate) struct Running {
    /// Never dropped: that would wait for its threads.
    pub(crate) runtime: &'static Runtime,
    pub(crate) asks: &'static Semaphore,
}

static RUNNING: PerProcess<Running> = PerProcess::new();

pub(crate) fn running() -> PyResult<Running> {
    RUNNING.get_or_try_make(|| {
        start().map_err(|error| {
            PyRuntimeError::new_err(format!("managementpartner cannot start its network thread: {error}"))
        })
    })
}

fn start() -> std::io::Result<Running> {
    let runtime =
        Builder::new_multi_thread().worker_threads(1).thread_name("managementpartner").enable_all().build()?;
    Ok(Running { runtime: Box::leak(Box::new(runtime)), asks: Box::leak(Box::new(Semaphore::new(ASKS))) })
}
