use managementpartner as core;
use pyo3::{exceptions::PyValueError, prelude::*, types::PyDict};
use time::OffsetDateTime;

use crate::show;

const FIELDS: [&str; 12] = [
    "created_time",
    "etag",
    "id",
    "name",
    "object_id",
    "partner_id",
    "partner_name",
    "state",
    "tenant_id",
    "type",
    "updated_time",
    "version",
];

/// The link between an account and a partner ID, as the service answered it.
#[pyclass(frozen, eq, hash, module = "managementpartner")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Partner(core::Partner);

impl From<core::Partner> for Partner {
    fn from(partner: core::Partner) -> Self {
        Self(partner)
    }
}

#[pymethods]
impl Partner {
    /// When the account was first linked.
    #[getter]
    fn created_time(&self) -> Option<OffsetDateTime> {
        self.0.created_time
    }

    /// Equal to the version.
    #[getter]
    fn etag(&self) -> Option<i64> {
        self.0.etag
    }

    /// The resource ID.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.0.id.as_deref()
    }

    /// The partner ID once more.
    #[getter]
    fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// The account's object ID in the tenant.
    #[getter]
    fn object_id(&self) -> Option<&str> {
        self.0.object_id.as_deref()
    }

    /// The partner ID that the account is linked with.
    #[getter]
    fn partner_id(&self) -> &str {
        &self.0.partner_id
    }

    /// The partner's name.
    #[getter]
    fn partner_name(&self) -> Option<&str> {
        self.0.partner_name.as_deref()
    }

    /// Whether the link is in force: "Active", "Deleted" or what the service says.
    #[getter]
    fn state(&self) -> Option<&str> {
        self.0.state.as_ref().map(core::PartnerState::as_str)
    }

    /// The tenant in which the account is linked.
    #[getter]
    fn tenant_id(&self) -> Option<&str> {
        self.0.tenant_id.as_deref()
    }

    /// The resource type.
    #[getter]
    fn r#type(&self) -> Option<&str> {
        self.0.r#type.as_deref()
    }

    /// When the link was last written.
    #[getter]
    fn updated_time(&self) -> Option<OffsetDateTime> {
        self.0.updated_time
    }

    /// Counts the writes of this account, removals included.
    #[getter]
    fn version(&self) -> Option<i64> {
        self.0.version
    }

    /// The twelve attributes by name.
    fn to_dict<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        show::dict(slf, &FIELDS)
    }

    /// The link as the Azure CLI prints it: one flat object.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.0).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// The link that `to_json` or the Azure CLI printed.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        let partner = serde_json::from_str(text);
        partner.map(Self).map_err(|error| PyValueError::new_err(format!("not the JSON of a partner's link: {error}")))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::repr(slf, &["partner_id", "partner_name", "tenant_id", "object_id", "state", "version"])
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        show::html(slf, &FIELDS)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.getattr("from_json")?, (slf.get().to_json()?,)))
    }
}
