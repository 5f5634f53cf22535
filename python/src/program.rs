use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the program `managementpartner` with these arguments, the first its own name, and gives its exit code.
#[pyfunction(name = "_run")]
pub(crate) fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| managementpartner_cli::run(arguments))
}
