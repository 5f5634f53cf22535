//! Work that needs the interpreter: a function of Python with its arguments, mostly of `managementpartner._callbacks`.

use pyo3::{
    exceptions::PyException,
    prelude::*,
    sync::PyOnceLock,
    types::{PyModule, PyTuple},
};

pub(crate) type Job = (Py<PyAny>, Py<PyTuple>);

/// Makes the job, with the GIL held all the while: it calls nothing that could let go of it.
pub(crate) type Work = Box<dyn FnOnce(Python<'_>) -> PyResult<Job> + Send>;

static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();

/// A function of the module.
pub(crate) fn function<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let module = MODULE.get_or_try_init(py, || py.import("managementpartner._callbacks").map(Bound::unbind))?;
    module.bind(py).getattr(name)
}

/// The job of calling a function of the module.
pub(crate) fn job<'py>(
    py: Python<'py>,
    name: &str,
    arguments: impl IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>, Error = PyErr>,
) -> PyResult<Job> {
    Ok((function(py, name)?.unbind(), arguments.into_pyobject(py)?.unbind()))
}

/// Does work on the thread of a caller. What a log handler raises is nobody's, but a signal's exception is the caller's.
pub(crate) fn perform(py: Python<'_>, work: Work) -> PyResult<()> {
    match work(py).and_then(|(function, arguments)| function.call1(py, arguments)) {
        Err(error) if !error.is_instance_of::<PyException>(py) => Err(error),
        _ => Ok(()),
    }
}
