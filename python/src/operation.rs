use managementpartner as core;
use pyo3::prelude::*;

use crate::show;

/// An operation that the provider Microsoft.ManagementPartner offers.
#[pyclass(frozen, eq, hash, module = "managementpartner")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Operation(core::Operation);

impl From<core::Operation> for Operation {
    fn from(operation: core::Operation) -> Self {
        Self(operation)
    }
}

#[pymethods]
impl Operation {
    /// Its name, such as Microsoft.ManagementPartner/partners/read.
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    /// What it is, for people.
    #[getter]
    fn display(&self) -> Option<OperationDisplay> {
        self.0.display.clone().map(OperationDisplay)
    }

    /// Who can start it, such as user,system.
    #[getter]
    fn origin(&self) -> Option<&str> {
        self.0.origin.as_deref()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::repr(slf, &["name", "display", "origin"])
    }
}

/// What an operation is, for people.
#[pyclass(frozen, eq, hash, module = "managementpartner")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct OperationDisplay(core::OperationDisplay);

#[pymethods]
impl OperationDisplay {
    /// The provider's name.
    #[getter]
    fn provider(&self) -> Option<&str> {
        self.0.provider.as_deref()
    }

    /// The resource it acts on.
    #[getter]
    fn resource(&self) -> Option<&str> {
        self.0.resource.as_deref()
    }

    /// What it does, in words.
    #[getter]
    fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// What it does, in a sentence.
    #[getter]
    fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::repr(slf, &["provider", "resource", "operation", "description"])
    }
}
