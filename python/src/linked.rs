use managementpartner::{self as core, Change};
use pyo3::{exceptions::PyValueError, prelude::*};

use crate::{partner::Partner, show};

/// What `link` did.
#[pyclass(frozen, eq, hash, module = "managementpartner")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Linked {
    partner: Partner,
    change: Change,
    previous: Option<String>,
}

impl From<core::Linked> for Linked {
    fn from(linked: core::Linked) -> Self {
        Self { partner: linked.partner.into(), change: linked.change, previous: linked.previous }
    }
}

#[pymethods]
impl Linked {
    #[new]
    #[pyo3(signature = (partner, change, previous=None))]
    fn new(partner: &Bound<'_, Partner>, change: &str, previous: Option<String>) -> PyResult<Self> {
        let known = Change::ALL.into_iter().find(|known| known.as_str() == change);
        let change = known.ok_or_else(|| PyValueError::new_err(format!("{change:?} is not a change")))?;
        Ok(Self { partner: partner.get().clone(), change, previous })
    }

    /// The link that is in force now.
    #[getter]
    fn partner(&self) -> Partner {
        self.partner.clone()
    }

    /// "created", "updated" or "unchanged".
    #[getter]
    fn change(&self) -> &'static str {
        self.change.as_str()
    }

    /// The partner ID that was replaced.
    #[getter]
    fn previous(&self) -> Option<&str> {
        self.previous.as_deref()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::repr(slf, &["change", "previous", "partner"])
    }

    fn __getnewargs__(&self) -> (Partner, &'static str, Option<&str>) {
        (self.partner(), self.change(), self.previous())
    }
}
