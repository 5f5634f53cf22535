//! What a client is made of, kept so that a forked child can make it again.

use std::{cell::RefCell, collections::HashMap, path::PathBuf, sync::Arc, time::Duration};

use managementpartner::{ClientOptions, CredentialSource, Error, ErrorKind, Result, RetryOptions, credentials};
use pyo3::{intern, prelude::*};

use crate::{credential::PythonCredential, show};

/// How requests are repeated.
#[pyclass(frozen, eq, module = "managementpartner")]
#[derive(Clone, PartialEq)]
pub(crate) struct Retry {
    /// How many times at most.
    #[pyo3(get)]
    max_retries: u32,
    /// Seconds before the first repetition; they double with each.
    #[pyo3(get)]
    initial_delay: f64,
    /// The longest wait, in seconds, that is not the service's wish.
    #[pyo3(get)]
    max_delay: f64,
}

#[pymethods]
impl Retry {
    #[new]
    #[pyo3(signature = (max_retries=3, *, initial_delay=0.8, max_delay=30.0))]
    fn new(py: Python<'_>, max_retries: i64, initial_delay: f64, max_delay: f64) -> PyResult<Self> {
        let max_retries = u32::try_from(max_retries).map_err(|_| {
            let message = format!("{max_retries} is not how often a request can be repeated");
            let error = Error::new(ErrorKind::InvalidArgument, message).with_hint("Give a number, zero or more.");
            crate::errors::to_python(py, &error)
        })?;
        Ok(Self { max_retries, initial_delay, max_delay })
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::repr(slf, &["max_retries", "initial_delay", "max_delay"])
    }
}

impl Retry {
    fn options(&self) -> Result<RetryOptions> {
        Ok(RetryOptions {
            max_retries: self.max_retries,
            initial_delay: seconds("initial_delay", self.initial_delay)?,
            max_delay: seconds("max_delay", self.max_delay)?,
        })
    }
}

/// A time in seconds, as Python gives it.
pub(crate) fn seconds(what: &str, value: f64) -> Result<Duration> {
    Duration::try_from_secs_f64(value).map_err(|_| {
        let message = format!("{value} is not a time for {what}");
        Error::new(ErrorKind::InvalidArgument, message).with_hint("Give seconds, zero or more.")
    })
}

/// The keyword arguments of a client.
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) tenant_id: Option<String>,
    pub(crate) cloud: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) authority: Option<String>,
    pub(crate) audience: Option<String>,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) timeout: Option<f64>,
    pub(crate) retry: Option<Retry>,
}

impl Arguments {
    /// Whether the arguments say what this variable would: then it is not even read. Who names the cloud or the endpoint
    /// gets that one, and no token for another host than its own.
    fn sets_aside(&self, variable: &str) -> bool {
        match variable {
            "MANAGEMENTPARTNER_CLOUD" | "MANAGEMENTPARTNER_ENDPOINT" | "MANAGEMENTPARTNER_AUDIENCE" => {
                self.cloud.is_some() || self.endpoint.is_some()
            }
            "AZURE_AUTHORITY_HOST" => self.cloud.is_some() || self.authority.is_some(),
            _ => false,
        }
    }

    /// The environment's options with the arguments' instead where they are given.
    fn options(self, environment: impl Fn(&str) -> Option<String>) -> Result<ClientOptions> {
        let mut options =
            ClientOptions::from_lookup(|name| if self.sets_aside(name) { None } else { environment(name) })?;
        options.cloud = self.cloud.as_deref().map(str::parse).transpose()?.or(options.cloud);
        options.tenant = self.tenant_id;
        options.endpoint = self.endpoint.or(options.endpoint);
        options.authority = self.authority.or(options.authority);
        options.audience = self.audience.or(options.audience);
        options.ca_file = self.ca_file.or(options.ca_file);
        if let Some(timeout) = self.timeout {
            options.timeout = seconds("timeout", timeout)?;
        }
        if let Some(retry) = self.retry {
            options.retry = retry.options()?;
        }
        Ok(options)
    }
}

/// Who signs in.
enum Identity {
    /// The environment's, with what it said when the client was made.
    Environment(HashMap<String, String>),
    Python(PythonCredential),
}

pub(crate) struct Ingredients {
    identity: Identity,
    options: ClientOptions,
}

impl Ingredients {
    pub(crate) fn new(py: Python<'_>, credential: Option<PythonCredential>, arguments: Arguments) -> PyResult<Self> {
        let environ = py.import(intern!(py, "os"))?.getattr(intern!(py, "environ"))?;
        let seen = RefCell::new(HashMap::new());
        let lookup = |name: &str| {
            let value: Option<String> = environ.call_method1(intern!(py, "get"), (name,)).ok()?.extract().ok()?;
            value.inspect(|value| drop(seen.borrow_mut().insert(name.to_owned(), value.clone())))
        };
        let result = arguments.options(lookup).and_then(|options| {
            if credential.is_none() {
                credentials::from_lookup(None, lookup)?;
            }
            Ok(options)
        });
        let options = result.map_err(|error| crate::errors::to_python(py, &error))?;
        let identity = credential.map_or_else(|| Identity::Environment(seen.take()), Identity::Python);
        Ok(Self { identity, options })
    }

    pub(crate) fn client(&self) -> Result<managementpartner::Client> {
        let source: Arc<dyn CredentialSource> = match &self.identity {
            Identity::Environment(values) => credentials::from_lookup(None, |name| values.get(name).cloned())?,
            Identity::Python(credential) => Arc::new(credential.clone()),
        };
        managementpartner::Client::new(source, Some(self.options.clone()))
    }
}
