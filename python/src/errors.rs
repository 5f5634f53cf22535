//! The exceptions: one class for each [`ErrorKind`], from one table.

use std::{error::Error as StdError, fmt};

use managementpartner::{Error, ErrorKind};
use pyo3::{
    PyTypeInfo,
    exceptions::{PyConnectionError, PyException, PyTimeoutError, PyValueError},
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDict, PyTuple, PyType},
};

const BASE: &str = "ManagementPartnerError";

const BASE_DOC: &str = "What every exception of managementpartner derives from.

    Exception
    └── ManagementPartnerError
        ├── AlreadyLinkedError
        ├── AuthenticationError
        ├── CallCancelledError
        ├── CallTimeoutError        (also TimeoutError)
        ├── ConnectionFailedError   (also ConnectionError)
        ├── InvalidArgumentError    (also ValueError)
        ├── InvalidPartnerIdError
        ├── InvalidResponseError
        ├── NotLinkedError
        ├── OutcomeUnknownError
        ├── PermissionDeniedError
        ├── ServiceError
        ├── ThrottledError
        └── WrongTenantError

An exception of the caller's own credential comes out as itself.";

/// What an exception may have besides its text; the class says `None` where an instance says nothing.
const ATTRIBUTES: [&str; 7] =
    ["status_code", "code", "hint", "request_id", "correlation_id", "client_request_id", "retry_after"];

struct Class {
    name: &'static str,
    doc: &'static str,
    also: Option<fn(Python<'_>) -> Bound<'_, PyType>>,
}

const fn class(name: &'static str, doc: &'static str) -> Class {
    Class { name, doc, also: None }
}

/// The table. It has no catch-all arm, so that a new kind cannot do without a class.
fn class_of(kind: ErrorKind) -> Class {
    match kind {
        ErrorKind::InvalidArgument => Class {
            also: Some(PyValueError::type_object),
            ..class("InvalidArgumentError", "A value was refused before any request was sent.")
        },
        ErrorKind::Authentication => {
            class("AuthenticationError", "No token could be had, or the service refused it (401).")
        }
        ErrorKind::WrongTenant => class(
            "WrongTenantError",
            "A token or an answer belongs to another tenant or account than the one asked for.",
        ),
        ErrorKind::PermissionDenied => class("PermissionDeniedError", "The account may not do this (403)."),
        ErrorKind::NotLinked => {
            class("NotLinkedError", "The account is not linked, or not with the ID that was asked for (404).")
        }
        ErrorKind::AlreadyLinked => class(
            "AlreadyLinkedError",
            "The account is linked already (409), or with an ID that the caller did not name.",
        ),
        ErrorKind::InvalidPartnerId => {
            class("InvalidPartnerIdError", "The service does not know the partner ID (400).")
        }
        ErrorKind::Throttled => class("ThrottledError", "The service wants fewer requests (429)."),
        ErrorKind::Service => class("ServiceError", "Any other error that the service answered."),
        ErrorKind::InvalidResponse => class("InvalidResponseError", "An answer that cannot be understood."),
        ErrorKind::Connection => Class {
            also: Some(PyConnectionError::type_object),
            ..class("ConnectionFailedError", "No connection, or it broke.")
        },
        ErrorKind::Timeout => Class {
            also: Some(PyTimeoutError::type_object),
            ..class("CallTimeoutError", "The call's time limit passed, and nothing was changed.")
        },
        ErrorKind::Cancelled => class("CallCancelledError", "The call was cancelled, and nothing was changed."),
        ErrorKind::OutcomeUnknown => class(
            "OutcomeUnknownError",
            "A write went out, and whether it took effect could not be found out. Read the link before trying again.",
        ),
    }
}

static CLASSES: PyOnceLock<Vec<(ErrorKind, Py<PyType>)>> = PyOnceLock::new();

/// Adds the classes to the module.
pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    let base = new_class(BASE, BASE_DOC, &[py.get_type::<PyException>()], "")?;
    base.setattr(intern!(py, "message"), "")?;
    for name in ATTRIBUTES {
        base.setattr(name, py.None())?;
    }
    module.add(BASE, &base)?;
    let classes = ErrorKind::ALL.into_iter().map(|kind| {
        let Class { name, doc, also } = class_of(kind);
        let bases: Vec<_> = std::iter::once(base.clone()).chain(also.map(|also| also(py))).collect();
        let class = new_class(name, doc, &bases, kind.as_str())?;
        module.add(name, &class)?;
        Ok((kind, class.unbind()))
    });
    let classes = classes.collect::<PyResult<_>>()?;
    drop(CLASSES.set(py, classes));
    Ok(())
}

fn new_class<'py>(name: &str, doc: &str, bases: &[Bound<'py, PyType>], kind: &str) -> PyResult<Bound<'py, PyType>> {
    let py = bases[0].py();
    let content = PyDict::new(py);
    content.set_item("__doc__", doc)?;
    content.set_item("__module__", "managementpartner")?;
    content.set_item("kind", kind)?;
    let class = py.get_type::<PyType>().call1((name, PyTuple::new(py, bases)?, content))?;
    Ok(class.cast_into()?)
}

/// The exception for `error`: the credential's own when it raised one, else that of the error's kind.
pub(crate) fn to_python(py: Python<'_>, error: &Error) -> PyErr {
    let raised = raised_in(error);
    if error.kind() == ErrorKind::Authentication
        && let Some(raised) = raised
    {
        return raised.0.clone_ref(py);
    }
    let exception = new_exception(py, error).unwrap_or_else(|failure| failure);
    if let Some(raised) = raised {
        exception.set_cause(py, Some(raised.0.clone_ref(py)));
    }
    exception
}

fn new_exception(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let classes = CLASSES.get(py).map(Vec::as_slice).unwrap_or_default();
    let class = classes.iter().find(|(kind, _)| *kind == error.kind());
    let Some((_, class)) = class else {
        return Ok(PyException::new_err(error.to_string()));
    };
    let exception = class.bind(py).call1((error.to_string(),))?;
    exception.setattr(intern!(py, "message"), error.message())?;
    set(&exception, "status_code", error.status())?;
    set(&exception, "code", error.code())?;
    set(&exception, "hint", error.hint())?;
    set(&exception, "request_id", error.request_id())?;
    set(&exception, "correlation_id", error.correlation_id())?;
    set(&exception, "client_request_id", error.client_request_id())?;
    set(&exception, "retry_after", error.retry_after().map(|wait| wait.as_secs_f64()))?;
    let exception = PyErr::from_value(exception);
    if let Some(hint) = error.hint() {
        add_note(py, &exception, hint);
    }
    Ok(exception)
}

fn set<'py, T: IntoPyObject<'py>>(exception: &Bound<'py, PyAny>, name: &str, value: Option<T>) -> PyResult<()> {
    value.map_or(Ok(()), |value| exception.setattr(name, value))
}

/// Adds a line that a traceback shows below the exception (Python 3.11 and later).
pub(crate) fn add_note(py: Python<'_>, exception: &PyErr, note: &str) {
    drop(exception.value(py).call_method1(intern!(py, "add_note"), (note,)));
}

/// The exception that the caller's credential raised, in an [`Error`]'s chain of sources.
pub(crate) struct Raised(pub(crate) PyErr);

/// Not the exception's own text: it may hold a secret, and asking for it takes the GIL.
impl fmt::Debug for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Raised")
    }
}

impl fmt::Display for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the credential raised an exception")
    }
}

impl StdError for Raised {}

fn raised_in(error: &Error) -> Option<&Raised> {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(raised) = error.downcast_ref() {
            return Some(raised);
        }
        source = error.source();
    }
    None
}
