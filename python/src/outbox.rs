//! What is to be done for event loops: the network's thread must not wait for the GIL, so a thread of Python's hands it
//! over, and many pieces share one turn at the GIL.

use std::{
    mem,
    sync::{Condvar, Mutex, PoisonError},
};

use pyo3::{intern, prelude::*};

use crate::{
    callbacks::{Job, Work, function},
    per_process::PerProcess,
};

#[derive(Default)]
pub(crate) struct Outbox {
    posted: Mutex<Vec<Work>>,
    arrived: Condvar,
}

static OUTBOX: PerProcess<&'static Outbox> = PerProcess::new();

/// The outbox of this process, and its thread.
pub(crate) fn outbox(py: Python<'_>) -> PyResult<&'static Outbox> {
    OUTBOX.get_or_try_make(|| {
        let outbox: &'static Outbox = Box::leak(Box::default());
        let arguments = (function(py, "serve")?, (Taker(outbox),));
        py.import(intern!(py, "_thread"))?.call_method1(intern!(py, "start_new_thread"), arguments)?;
        Ok(outbox)
    })
}

impl Outbox {
    /// Has `work` done soon, after all that was posted before.
    pub(crate) fn post(&self, work: Work) {
        self.posted.lock().unwrap_or_else(PoisonError::into_inner).push(work);
        self.arrived.notify_one();
    }

    fn wait(&self) -> Vec<Work> {
        let posted = self.posted.lock().unwrap_or_else(PoisonError::into_inner);
        let posted = self.arrived.wait_while(posted, |posted| posted.is_empty());
        mem::take(&mut *posted.unwrap_or_else(PoisonError::into_inner))
    }
}

/// Gives the outbox's thread what was posted.
#[pyclass(frozen)]
struct Taker(&'static Outbox);

#[pymethods]
impl Taker {
    fn __call__(&self, py: Python<'_>) -> Vec<Job> {
        py.detach(|| self.0.wait()).into_iter().filter_map(|work| work(py).ok()).collect()
    }
}
