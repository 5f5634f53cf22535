//! Credentials of Python: any object with the `get_token_info` or `get_token` of azure-identity, sync or aio.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use managementpartner::{AccessToken, CredentialSource, Error, ErrorKind, Result, Secret, TokenRequest};
use pyo3::{
    exceptions::{PyRuntimeError, PyTypeError, PyValueError},
    intern,
    prelude::*,
    types::{IntoPyDict, PyCFunction, PyType},
};
use time::OffsetDateTime;
use tokio::{sync::oneshot, task::spawn_blocking};

use crate::{errors::Raised, outbox};

/// `inspect.CO_COROUTINE`: the flag of a function defined by `async def`.
const ASYNC_DEF: u32 = 0x80;

tokio::task_local! {
    /// The event loop of the call that is running: a token that must be awaited is awaited there.
    static EVENT_LOOP: Arc<Py<PyAny>>;
}

/// `call`, whose credential may need `event_loop`.
pub(crate) fn in_loop<F: Future>(event_loop: Py<PyAny>, call: F) -> impl Future<Output = F::Output> {
    EVENT_LOOP.scope(Arc::new(event_loop), call)
}

#[derive(Clone)]
pub(crate) struct PythonCredential {
    object: Arc<Py<PyAny>>,
    name: String,
}

/// What a credential answered.
enum Answer {
    Token(AccessToken),
    /// A coroutine that will give the token.
    Awaitable(Py<PyAny>),
}

impl PythonCredential {
    /// A credential for asyncio, which may be sync or aio.
    pub(crate) fn any(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(class) = object.cast::<PyType>() {
            let message = format!("{} is not a credential: it is the class of one", class.fully_qualified_name()?);
            return Err(PyTypeError::new_err(message));
        }
        let class = object.get_type();
        let name = class.fully_qualified_name()?.to_string();
        if method(object)?.is_none() {
            let message = format!("{name} is not a credential: it has neither get_token_info nor get_token");
            return Err(PyTypeError::new_err(message));
        }
        Ok(Self { object: Arc::new(object.clone().unbind()), name })
    }

    /// A credential that a blocking call can use.
    pub(crate) fn blocking(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let credential = Self::any(object)?;
        match method(object)? {
            Some(method) if is_async_def(&method) => Err(credential.needs_asyncio()),
            _ => Ok(credential),
        }
    }

    fn needs_asyncio(&self) -> PyErr {
        PyTypeError::new_err(format!(
            "{} is a credential for asyncio: use it with AsyncClient, or give Client the one without aio",
            self.name
        ))
    }

    /// Asks the credential, which may take its time, on a thread of its own.
    async fn answer(&self, tenant: Option<String>, scope: String) -> PyResult<AccessToken> {
        let credential = self.clone();
        let asked = spawn_blocking(move || outbox::attach(|py| credential.ask(py, tenant, &scope))).await;
        match asked.ok().flatten().ok_or_else(|| PyRuntimeError::new_err("the interpreter is ending"))?? {
            Answer::Token(token) => Ok(token),
            Answer::Awaitable(awaitable) => self.awaited(awaitable).await,
        }
    }

    fn ask(&self, py: Python<'_>, tenant: Option<String>, scope: &str) -> PyResult<Answer> {
        let object = self.object.bind(py);
        let tenant = tenant.map(|tenant| [("tenant_id", tenant)].into_py_dict(py)).transpose()?;
        let answer = match object.getattr_opt(intern!(py, "get_token_info"))? {
            Some(get_token_info) => {
                let options = tenant.map(|tenant| [("options", tenant)].into_py_dict(py)).transpose()?;
                get_token_info.call((scope,), options.as_ref())
            }
            None => object.call_method(intern!(py, "get_token"), (scope,), tenant.as_ref()),
        }?;
        if answer.hasattr(intern!(py, "__await__"))? {
            return Ok(Answer::Awaitable(answer.unbind()));
        }
        self.read(&answer).map(Answer::Token)
    }

    fn read(&self, answer: &Bound<'_, PyAny>) -> PyResult<AccessToken> {
        let read = || -> PyResult<(String, f64)> {
            Ok((answer.getattr("token")?.extract()?, answer.getattr("expires_on")?.extract()?))
        };
        let (token, expires_on) = read().map_err(|_| {
            let class = answer.get_type().fully_qualified_name().map(|name| name.to_string()).unwrap_or_default();
            PyTypeError::new_err(format!("{} gave a {class} instead of a token with its expires_on", self.name))
        })?;
        #[expect(clippy::cast_possible_truncation, reason = "seconds; parts of one do not matter")]
        let expires_on = OffsetDateTime::from_unix_timestamp(expires_on as i64).map_err(|_| {
            PyValueError::new_err(format!("{} gave a token with the expires_on {expires_on}", self.name))
        })?;
        Ok(AccessToken::new(Secret::new(token), expires_on))
    }

    /// Has the call's event loop await the token.
    async fn awaited(&self, coroutine: Py<PyAny>) -> PyResult<AccessToken> {
        let Ok(event_loop) = EVENT_LOOP.try_with(Arc::clone) else {
            outbox::post(move |py| drop(coroutine.call_method0(py, "close")));
            return Err(self.needs_asyncio());
        };
        let (sender, receiver) = oneshot::channel();
        let task = Task::default();
        let (credential, started) = (self.clone(), task.clone());
        outbox::post(move |py| {
            let future = credential.start(event_loop.bind(py), coroutine.bind(py), sender);
            // When it cannot be started, the sender is gone, which says so below.
            *started.lock() = future.ok();
        });
        let _cancelled_unless_done = CancelOnDrop(task);
        receiver
            .await
            .map_err(|_| PyRuntimeError::new_err("the event loop ended before the credential's token came"))?
    }

    fn start(
        &self,
        event_loop: &Bound<'_, PyAny>,
        coroutine: &Bound<'_, PyAny>,
        sender: oneshot::Sender<PyResult<AccessToken>>,
    ) -> PyResult<Py<PyAny>> {
        let py = event_loop.py();
        let asyncio = py.import(intern!(py, "asyncio"))?;
        let future = asyncio.call_method1(intern!(py, "run_coroutine_threadsafe"), (coroutine, event_loop))?;
        let (credential, sender) = (self.clone(), Mutex::new(Some(sender)));
        let done = PyCFunction::new_closure(py, None, None, move |arguments, _| {
            let token = arguments.get_item(0)?.call_method0("result").and_then(|answer| credential.read(&answer));
            let sender = sender.lock().unwrap_or_else(PoisonError::into_inner).take();
            drop(sender.map(|sender| sender.send(token)));
            PyResult::Ok(())
        })?;
        future.call_method1(intern!(py, "add_done_callback"), (done,))?;
        Ok(future.unbind())
    }
}

/// The future of a coroutine that the event loop awaits, once it is known.
#[derive(Clone, Default)]
struct Task(Arc<Mutex<Option<Py<PyAny>>>>);

impl Task {
    fn lock(&self) -> MutexGuard<'_, Option<Py<PyAny>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Cancels the task when nobody waits for it any more.
struct CancelOnDrop(Task);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        let task = self.0.clone();
        outbox::post(move |py| {
            let future = task.lock().take();
            drop(future.map(|future| future.call_method0(py, "cancel")));
        });
    }
}

/// The method that gives tokens.
fn method<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    match object.getattr_opt("get_token_info")? {
        Some(method) => Ok(Some(method)),
        None => object.getattr_opt("get_token"),
    }
}

fn is_async_def(method: &Bound<'_, PyAny>) -> bool {
    let function = method.getattr("__func__").unwrap_or_else(|_| method.clone());
    let flags = function.getattr("__code__").and_then(|code| code.getattr("co_flags"));
    flags.and_then(|flags| flags.extract::<u32>()).is_ok_and(|flags| flags & ASYNC_DEF != 0)
}

/// Only its name: a credential may show secrets.
impl fmt::Debug for PythonCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[async_trait]
impl CredentialSource for PythonCredential {
    fn name(&self) -> String {
        self.name.clone()
    }

    async fn token(&self, request: &TokenRequest<'_>) -> Result<AccessToken> {
        let token = self.answer(request.tenant.map(str::to_owned), request.scope.to_owned()).await;
        token.map_err(|error| {
            let message = format!("{} gave no token: it raised an exception", self.name);
            Error::new(ErrorKind::Authentication, message).with_source(Raised(error))
        })
    }
}
