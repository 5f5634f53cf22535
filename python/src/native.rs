//! The core's client behind both classes, and its calls: one function for each, whichever way it is waited for.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use managementpartner::{CancellationToken, Client, LinkOptions, MethodOptions, PartnerId, Result};
use pyo3::{exceptions::PyRuntimeError, prelude::*};

use crate::{
    account::Account, errors, linked::Linked, logging, operation::Operation, options::Ingredients, options::seconds,
    partner::Partner, per_process::PerProcess,
};

/// A client that can be made again in a forked child.
pub(crate) struct Native {
    make: Box<dyn Fn() -> Result<Client> + Send + Sync>,
    client: PerProcess<Client>,
    closed: AtomicBool,
}

/// A call that was not sent yet.
pub(crate) struct Call<T> {
    pub(crate) future: Pin<Box<dyn Future<Output = Result<T>> + Send>>,
    pub(crate) cancel: CancellationToken,
    /// Whether it may change the link.
    pub(crate) writes: bool,
}

impl Native {
    pub(crate) fn new(py: Python<'_>, ingredients: Ingredients) -> PyResult<Arc<Self>> {
        Self::from_maker(py, move || ingredients.client())
    }

    pub(crate) fn for_tenant(self: &Arc<Self>, py: Python<'_>, tenant: String) -> PyResult<Arc<Self>> {
        self.client(py)?;
        let parent = self.clone();
        Self::from_maker(py, move || parent.client.get_or_try_make(&parent.make)?.for_tenant(&tenant))
    }

    fn from_maker(py: Python<'_>, make: impl Fn() -> Result<Client> + Send + Sync + 'static) -> PyResult<Arc<Self>> {
        logging::refresh(py);
        let native = Self { make: Box::new(make), client: PerProcess::new(), closed: AtomicBool::new(false) };
        native.client(py)?;
        Ok(Arc::new(native))
    }

    fn client(&self, py: Python<'_>) -> PyResult<Client> {
        if self.closed.load(Ordering::Relaxed) {
            return Err(PyRuntimeError::new_err("the client is closed"));
        }
        self.client.get_or_try_make(&self.make).map_err(|error| errors::to_python(py, &error))
    }

    /// Closes the connections that no other client uses.
    pub(crate) fn close(&self, _py: Python<'_>) {
        self.closed.store(true, Ordering::Relaxed);
        self.client.clear();
    }

    fn call<T, F>(
        &self,
        py: Python<'_>,
        writes: bool,
        timeout: Option<f64>,
        work: impl FnOnce(Client, MethodOptions) -> F,
    ) -> PyResult<Call<T>>
    where
        F: Future<Output = Result<T>> + Send + 'static,
    {
        logging::refresh(py);
        let timeout = timeout.map(|timeout| seconds("timeout", timeout)).transpose();
        let timeout = timeout.map_err(|error| errors::to_python(py, &error))?;
        let cancel = CancellationToken::new();
        let options = MethodOptions { timeout, cancel: Some(cancel.clone()) };
        Ok(Call { future: Box::pin(work(self.client(py)?, options)), cancel, writes })
    }

    pub(crate) fn create(&self, py: Python<'_>, id: String, timeout: Option<f64>) -> PyResult<Call<Partner>> {
        self.call(py, true, timeout, |client, options| async move {
            client.create(&PartnerId::new(&id)?, Some(options)).await.map(Partner::from)
        })
    }

    pub(crate) fn get(&self, py: Python<'_>, id: String, timeout: Option<f64>) -> PyResult<Call<Partner>> {
        self.call(py, false, timeout, |client, options| async move {
            client.get(&PartnerId::new(&id)?, Some(options)).await.map(Partner::from)
        })
    }

    pub(crate) fn update(&self, py: Python<'_>, id: String, timeout: Option<f64>) -> PyResult<Call<Partner>> {
        self.call(py, true, timeout, |client, options| async move {
            client.update(&PartnerId::new(&id)?, Some(options)).await.map(Partner::from)
        })
    }

    pub(crate) fn delete(&self, py: Python<'_>, id: String, timeout: Option<f64>) -> PyResult<Call<()>> {
        self.call(py, true, timeout, |client, options| async move {
            client.delete(&PartnerId::new(&id)?, Some(options)).await
        })
    }

    pub(crate) fn current(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Call<Partner>> {
        self.call(py, false, timeout, |client, options| async move {
            client.current(Some(options)).await.map(Partner::from)
        })
    }

    pub(crate) fn operations(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Call<Vec<Operation>>> {
        self.call(py, false, timeout, |client, options| async move {
            Ok(client.operations(Some(options)).await?.into_iter().map(Operation::from).collect())
        })
    }

    pub(crate) fn link(
        &self,
        py: Python<'_>,
        id: String,
        replace: Option<String>,
        timeout: Option<f64>,
    ) -> PyResult<Call<Linked>> {
        self.call(py, true, timeout, |client, method| async move {
            let replace = replace.as_deref().map(PartnerId::new).transpose()?;
            client.link(&PartnerId::new(&id)?, Some(LinkOptions { replace, method })).await.map(Linked::from)
        })
    }

    pub(crate) fn unlink(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Call<Option<Partner>>> {
        self.call(py, true, timeout, |client, options| async move {
            Ok(client.unlink(Some(options)).await?.map(Partner::from))
        })
    }

    pub(crate) fn account(&self, py: Python<'_>, timeout: Option<f64>) -> PyResult<Call<Account>> {
        self.call(py, false, timeout, |client, options| async move {
            client.account(Some(options)).await.map(Account::from)
        })
    }
}
