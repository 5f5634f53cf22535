use std::{path::PathBuf, sync::Arc};

use pyo3::{prelude::*, types::PyTuple};

use crate::{
    account::Account,
    credential::PythonCredential,
    linked::Linked,
    native::Native,
    operation::Operation,
    options::{Arguments, Ingredients, Retry},
    partner::Partner,
};

/// Links the signed-in account to a partner ID, in one tenant.
#[pyclass(frozen, module = "managementpartner")]
pub(crate) struct Client(Arc<Native>);

#[pymethods]
impl Client {
    #[new]
    #[pyo3(signature = (credential=None, *, tenant_id=None, cloud=None, endpoint=None, authority=None, audience=None,
                        ca_file=None, timeout=None, retry=None))]
    #[expect(clippy::too_many_arguments, reason = "they are Python's keyword arguments")]
    fn new(
        py: Python<'_>,
        credential: Option<&Bound<'_, PyAny>>,
        tenant_id: Option<String>,
        cloud: Option<String>,
        endpoint: Option<String>,
        authority: Option<String>,
        audience: Option<String>,
        ca_file: Option<PathBuf>,
        timeout: Option<f64>,
        retry: Option<&Bound<'_, Retry>>,
    ) -> PyResult<Self> {
        let retry = retry.map(|retry| retry.get().clone());
        let arguments = Arguments { tenant_id, cloud, endpoint, authority, audience, ca_file, timeout, retry };
        let credential = credential.map(PythonCredential::blocking).transpose()?;
        Native::new(py, Ingredients::new(py, credential, arguments)?).map(Self)
    }

    /// A client with the same sign-in and connections for another tenant.
    fn for_tenant(&self, py: Python<'_>, tenant_id: String) -> PyResult<Self> {
        self.0.for_tenant(py, tenant_id).map(Self)
    }

    /// Links the account to a partner ID (PUT).
    #[pyo3(signature = (partner_id, *, timeout=None))]
    fn create(&self, py: Python<'_>, partner_id: String, timeout: Option<f64>) -> PyResult<Partner> {
        self.0.create(py, partner_id, timeout)?.wait(py)
    }

    /// The account's link, if it is with this partner ID.
    #[pyo3(signature = (partner_id, *, timeout=None))]
    fn get(&self, py: Python<'_>, partner_id: String, timeout: Option<f64>) -> PyResult<Partner> {
        self.0.get(py, partner_id, timeout)?.wait(py)
    }

    /// The account's link.
    #[pyo3(signature = (*, timeout=None))]
    fn current(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Partner> {
        self.0.current(py, timeout)?.wait(py)
    }

    /// Changes the account's link to another partner ID (PATCH).
    #[pyo3(signature = (partner_id, *, timeout=None))]
    fn update(&self, py: Python<'_>, partner_id: String, timeout: Option<f64>) -> PyResult<Partner> {
        self.0.update(py, partner_id, timeout)?.wait(py)
    }

    /// Removes the account's link to a partner ID (DELETE).
    #[pyo3(signature = (partner_id, *, timeout=None))]
    fn delete(&self, py: Python<'_>, partner_id: String, timeout: Option<f64>) -> PyResult<()> {
        self.0.delete(py, partner_id, timeout)?.wait(py)
    }

    /// The operations that the provider offers.
    #[pyo3(signature = (*, timeout=None))]
    fn operations(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Vec<Operation>> {
        self.0.operations(py, timeout)?.wait(py)
    }

    /// Makes it so that the account is linked to a partner ID.
    #[pyo3(signature = (partner_id, *, replace=None, timeout=None))]
    fn link(
        &self,
        py: Python<'_>,
        partner_id: String,
        replace: Option<String>,
        timeout: Option<f64>,
    ) -> PyResult<Linked> {
        self.0.link(py, partner_id, replace, timeout)?.wait(py)
    }

    /// Removes the account's link, whichever it is, and gives the one that was removed.
    #[pyo3(signature = (*, timeout=None))]
    fn unlink(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Option<Partner>> {
        self.0.unlink(py, timeout)?.wait(py)
    }

    /// Who is signed in.
    #[pyo3(signature = (*, timeout=None))]
    fn account(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Account> {
        self.0.account(py, timeout)?.wait(py)
    }

    /// Closes the connections.
    fn close(&self, py: Python<'_>) {
        self.0.close(py);
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, PyTuple>) {
        self.close(py);
    }
}
