//! Credentials of Python: any object with the `get_token_info` or `get_token` of azure-identity, sync or aio.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use managementpartner::{AccessToken, CredentialSource, Error, ErrorKind, Result, Secret, TokenRequest};
use pyo3::{
    exceptions::{PyRuntimeError, PyTypeError, PyValueError},
    prelude::*,
    types::PyType,
};
use time::OffsetDateTime;

use crate::{
    callbacks::job,
    caller::Caller,
    errors::Raised,
    reply::{Answer, Reply, Task},
};

/// `inspect.CO_COROUTINE`: the flag of a function defined by `async def`.
const ASYNC_DEF: u32 = 0x80;

#[derive(Clone)]
pub(crate) struct PythonCredential {
    object: Arc<Py<PyAny>>,
    name: String,
    /// Its method is an `async def`.
    is_async: bool,
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
        let Some(method) = method(object)? else {
            let message = format!("{name} is not a credential: it has neither get_token_info nor get_token");
            return Err(PyTypeError::new_err(message));
        };
        Ok(Self { object: Arc::new(object.clone().unbind()), name, is_async: is_async_def(&method) })
    }

    /// A credential that a blocking call can use.
    pub(crate) fn blocking(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let credential = Self::any(object)?;
        if credential.is_async { Err(credential.needs_asyncio()) } else { Ok(credential) }
    }

    fn needs_asyncio(&self) -> PyErr {
        PyTypeError::new_err(format!(
            "{} is a credential for asyncio: use it with AsyncClient, or give Client the one without aio",
            self.name
        ))
    }

    /// Asks the credential: one for asyncio in the event loop, any other on a thread of its own.
    async fn answer(&self, tenant: Option<String>, scope: String) -> PyResult<AccessToken> {
        let caller = Caller::current().ok_or_else(|| PyRuntimeError::new_err("nobody waits for the token"))?;
        let in_loop = self.is_async && caller.is_loop();
        // The semaphore is never closed.
        let permit = if in_loop { None } else { caller.asks.acquire().await.ok() };
        let (reply, task, answer) = Reply::new(permit);
        let object = self.object.clone();
        caller.post(Box::new(move |py| {
            let name = if in_loop { "ask_in_loop" } else { "ask" };
            job(py, name, (object.clone_ref(py), tenant, scope, reply))
        }));
        let _cancelled_unless_done = CancelOnDrop { task, caller: caller.clone() };
        match answer.await {
            Ok(Answer::Awaitable(awaitable)) => self.awaited(&caller, awaitable).await,
            Ok(answer) => self.read(answer),
            Err(_) => Err(nobody()),
        }
    }

    /// Has the call's event loop await the token.
    async fn awaited(&self, caller: &Caller, awaitable: Py<PyAny>) -> PyResult<AccessToken> {
        if !caller.is_loop() {
            caller.post(Box::new(move |py| job(py, "discard", (awaitable,))));
            return Err(self.needs_asyncio());
        }
        let (reply, task, answer) = Reply::new(None);
        caller.post(Box::new(move |py| job(py, "await_in_loop", (awaitable, reply))));
        let _cancelled_unless_done = CancelOnDrop { task, caller: caller.clone() };
        self.read(answer.await.map_err(|_| nobody())?)
    }

    fn read(&self, answer: Answer) -> PyResult<AccessToken> {
        match answer {
            Answer::Token(token, expires_on) => self.token(token, expires_on),
            Answer::Raised(error) => Err(error),
            Answer::NoToken(class) => Err(self.no_token(&class)),
            Answer::Awaitable(_) => Err(self.no_token("awaitable")),
        }
    }

    fn token(&self, token: String, expires_on: f64) -> PyResult<AccessToken> {
        #[expect(clippy::cast_possible_truncation, reason = "seconds; parts of one do not matter")]
        let expires_on = OffsetDateTime::from_unix_timestamp(expires_on as i64).map_err(|_| {
            PyValueError::new_err(format!("{} gave a token with the expires_on {expires_on}", self.name))
        })?;
        Ok(AccessToken::new(Secret::new(token), expires_on))
    }

    fn no_token(&self, class: &str) -> PyErr {
        PyTypeError::new_err(format!("{} gave a {class} instead of a token with its expires_on", self.name))
    }
}

fn nobody() -> PyErr {
    PyRuntimeError::new_err("the event loop ended before the credential's token came")
}

/// Cancels the task of an event loop when nobody waits for its token any more.
struct CancelOnDrop {
    task: Task,
    caller: Caller,
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        if self.caller.is_loop() {
            let task = self.task.clone();
            self.caller.post(Box::new(move |py| job(py, "cancel", (task,))));
        }
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
