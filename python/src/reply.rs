//! What a credential answers, from whichever thread or event loop it was asked in.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use tokio::sync::{SemaphorePermit, oneshot};

pub(crate) enum Answer {
    Token(String, f64),
    /// Something else, of this class.
    NoToken(String),
    /// A coroutine, or the like, that will give the token.
    Awaitable(Py<PyAny>),
    Raised(PyErr),
}

/// The task of an event loop that awaits the token, once it is known.
#[pyclass(frozen)]
#[derive(Clone, Default)]
pub(crate) struct Task(Arc<Mutex<Option<Py<PyAny>>>>);

#[pymethods]
impl Task {
    fn __call__(&self) -> Option<Py<PyAny>> {
        lock(&self.0).take()
    }
}

/// Takes the answer of one credential.
#[pyclass(frozen)]
pub(crate) struct Reply {
    sender: Mutex<Option<oneshot::Sender<Answer>>>,
    task: Task,
    permit: Mutex<Option<SemaphorePermit<'static>>>,
}

impl Reply {
    pub(crate) fn new(permit: Option<SemaphorePermit<'static>>) -> (Self, Task, oneshot::Receiver<Answer>) {
        let (sender, receiver) = oneshot::channel();
        let task = Task::default();
        (Self { sender: Mutex::new(Some(sender)), task: task.clone(), permit: Mutex::new(permit) }, task, receiver)
    }

    fn send(&self, answer: Answer) {
        // Not later: the traceback of an exception may keep this object for long.
        drop(lock(&self.permit).take());
        let sender = lock(&self.sender).take();
        drop(sender.map(|sender| sender.send(answer)));
    }
}

#[pymethods]
impl Reply {
    fn token(&self, token: String, expires_on: f64) {
        self.send(Answer::Token(token, expires_on));
    }

    fn no_token(&self, answer: &Bound<'_, PyAny>) {
        let class = answer.get_type().fully_qualified_name();
        self.send(Answer::NoToken(class.map(|name| name.to_string()).unwrap_or_default()));
    }

    fn awaitable(&self, answer: Py<PyAny>) {
        self.send(Answer::Awaitable(answer));
    }

    fn raised(&self, error: Bound<'_, PyAny>) {
        self.send(Answer::Raised(PyErr::from_value(error)));
    }

    fn started(&self, task: Py<PyAny>) {
        *lock(&self.task.0) = Some(task);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
