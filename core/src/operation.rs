use serde::{Deserialize, Serialize};

/// An operation that the provider Microsoft.ManagementPartner offers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Operation {
    /// What it is, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<OperationDisplay>,
    /// Its name, such as `Microsoft.ManagementPartner/partners/read`.
    #[serde(default)]
    pub name: String,
    /// Who can start it, such as `user,system`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// What an [`Operation`] is, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OperationDisplay {
    /// What it does, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it does, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The provider's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The resource it acts on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
}

/// One page of operations.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OperationPage {
    pub(crate) value: Vec<Operation>,
    pub(crate) next_link: Option<String>,
}
