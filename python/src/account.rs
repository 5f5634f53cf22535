use managementpartner as core;
use pyo3::prelude::*;

use crate::show;

/// The signed-in account, as its token describes it.
#[pyclass(frozen, eq, hash, module = "managementpartner")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Account(core::Account);

impl From<core::Account> for Account {
    fn from(account: core::Account) -> Self {
        Self(account)
    }
}

#[pymethods]
impl Account {
    /// The URL of Azure Resource Manager.
    #[getter]
    fn endpoint(&self) -> &str {
        &self.0.endpoint
    }

    /// The tenant's ID.
    #[getter]
    fn tenant_id(&self) -> &str {
        &self.0.tenant_id
    }

    /// The account's object ID in the tenant.
    #[getter]
    fn object_id(&self) -> Option<&str> {
        self.0.object_id.as_deref()
    }

    /// Its sign-in name, or the application's name or ID.
    #[getter]
    fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// "user" or "app", where the token says it.
    #[getter]
    fn kind(&self) -> Option<&str> {
        self.0.kind.as_deref()
    }

    /// How it signed in.
    #[getter]
    fn source(&self) -> &str {
        &self.0.source
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::repr(slf, &["endpoint", "tenant_id", "object_id", "name", "kind", "source"])
    }
}
