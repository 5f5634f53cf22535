//! The extension module `managementpartner._native`: the core's client for Python, sync and async.

mod account;
mod async_client;
mod callbacks;
mod caller;
mod client;
mod coroutine;
mod credential;
mod errors;
mod linked;
mod logging;
mod native;
mod operation;
mod options;
mod outbox;
mod partner;
mod per_process;
mod program;
mod reply;
mod runtime;
mod show;
mod wait;

use pyo3::prelude::*;

/// The native part of managementpartner. Importing it starts nothing.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    errors::add_to(module)?;
    module.add_class::<account::Account>()?;
    module.add_class::<async_client::AsyncClient>()?;
    module.add_class::<client::Client>()?;
    module.add_class::<linked::Linked>()?;
    module.add_class::<operation::Operation>()?;
    module.add_class::<operation::OperationDisplay>()?;
    module.add_class::<options::Retry>()?;
    module.add_class::<partner::Partner>()?;
    module.add_function(wrap_pyfunction!(program::run, module)?)?;
    // pyo3 keeps a list of its own; the one that counts is the package's.
    module.delattr("__all__")
}
