use std::{path::PathBuf, sync::Arc};

use pyo3::{prelude::*, types::PyTuple};

use crate::{
    coroutine::Coroutine,
    credential::PythonCredential,
    native::Native,
    options::{Arguments, Ingredients, Retry},
};

/// The same as Client, for asyncio.
#[pyclass(frozen, module = "managementpartner")]
pub(crate) struct AsyncClient(Arc<Native>);

#[pymethods]
impl AsyncClient {
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
        let credential = credential.map(PythonCredential::any).transpose()?;
        Native::new(py, Ingredients::new(py, credential, arguments)?).map(Self)
    }

    /// A client with the same sign-in and connections for another tenant.
    fn for_tenant(&self, py: Python<'_>, tenant_id: String) -> PyResult<Self> {
        self.0.for_tenant(py, tenant_id).map(Self)
    }

    /// Links the account to a partner ID (PUT).
    #[pyo3(signature = (partner_id, *, timeout=None))]
    fn create(&self, py: Python<'_>, partner_id: String, timeout: Option<f64>) -> Coroutine {
        Coroutine::new("create", self.0.create(py, partner_id, timeout))
    }

    /// The account's link, if it is with this partner ID.
    #[pyo3(signature = (partner_id, *, timeout=None))]
    fn get(&self, py: Python<'_>, partner_id: String, timeout: Option<f64>) -> Coroutine {
        Coroutine::new("get", self.0.get(py, partner_id, timeout))
    }

    /// The account's link.
    #[pyo3(signature = (*, timeout=None))]
    fn current(&self, py: Python<'_>, timeout: Option<f64>) -> Coroutine {
        Coroutine::new("current", self.0.current(py, timeout))
    }

    /// Changes the account's link to another partner ID (PATCH).
    #[pyo3(signature = (partner_id, *, timeout=None))]
    fn update(&self, py: Python<'_>, partner_id: String, timeout: Option<f64>) -> Coroutine {
        Coroutine::new("update", self.0.update(py, partner_id, timeout))
    }

    /// Removes the account's link to a partner ID (DELETE).
    #[pyo3(signature = (partner_id, *, timeout=None))]
    fn delete(&self, py: Python<'_>, partner_id: String, timeout: Option<f64>) -> Coroutine {
        Coroutine::new("delete", self.0.delete(py, partner_id, timeout))
    }

    /// The operations that the provider offers.
    #[pyo3(signature = (*, timeout=None))]
    fn operations(&self, py: Python<'_>, timeout: Option<f64>) -> Coroutine {
        Coroutine::new("operations", self.0.operations(py, timeout))
    }

    /// Makes it so that the account is linked to a partner ID.
    #[pyo3(signature = (partner_id, *, replace=None, timeout=None))]
    fn link(&self, py: Python<'_>, partner_id: String, replace: Option<String>, timeout: Option<f64>) -> Coroutine {
        Coroutine::new("link", self.0.link(py, partner_id, replace, timeout))
    }

    /// Removes the account's link, whichever it is, and gives the one that was removed.
    #[pyo3(signature = (*, timeout=None))]
    fn unlink(&self, py: Python<'_>, timeout: Option<f64>) -> Coroutine {
        Coroutine::new("unlink", self.0.unlink(py, timeout))
    }

    /// Who is signed in.
    #[pyo3(signature = (*, timeout=None))]
    fn account(&self, py: Python<'_>, timeout: Option<f64>) -> Coroutine {
        Coroutine::new("account", self.0.account(py, timeout))
    }

    /// Closes the connections.
    fn close(&self) -> Coroutine {
        self.closing("close")
    }

    fn __aenter__(slf: Bound<'_, Self>) -> Coroutine {
        let client = slf.into_any().unbind();
        Coroutine::quick("__aenter__", move |_| Ok(client))
    }

    #[pyo3(signature = (*_exception))]
    fn __aexit__(&self, _exception: &Bound<'_, PyTuple>) -> Coroutine {
        self.closing("__aexit__")
    }
}

impl AsyncClient {
    fn closing(&self, name: &'static str) -> Coroutine {
        let native = self.0.clone();
        Coroutine::quick(name, move |py| {
            native.close(py);
            Ok(py.None())
        })
    }
}
