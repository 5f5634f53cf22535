mod id;

use serde::{Deserialize, Serialize, Serializer};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

pub use id::PartnerId;

use crate::wire;

/// The link between an account and a partner ID, as the service answered it.
///
/// Serialized it is one flat object with camelCase keys in alphabetical order, as `az managementpartner` prints it;
/// what the service left out is left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Partner {
    /// When the account was first linked; it survives removing and linking again (recorded: cli-update).
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub created_time: Option<OffsetDateTime>,
    /// Equal to `version` in every recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<i64>,
    /// The resource ID, `/providers/microsoft.managementpartner/partners/{partnerId}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The partner ID once more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The account's object ID in the tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_id: Option<String>,
    /// The partner ID that the account is linked with.
    pub partner_id: String,
    /// The partner's name; answers of early 2018 had none (recorded: cli-show).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_name: Option<String>,
    /// Whether the link is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<PartnerState>,
    /// The tenant in which the account is linked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// The resource type, `Microsoft.ManagementPartner/partners`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// When the link was last written.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub updated_time: Option<OffsetDateTime>,
    /// Counts the writes of this account, removals included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

impl Partner {
    /// Whether the link is in force: a removed one may still be shown, with the state `Deleted`.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.state != Some(PartnerState::Deleted)
    }
}

/// The state of a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(from = "String")]
pub enum PartnerState {
    /// The link is in force.
    Active,
    /// The link was removed.
    Deleted,
    /// A state that this version does not know, as the service wrote it.
    UnknownValue(String),
}

impl PartnerState {
    /// The state as the service writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "Active",
            Self::Deleted => "Deleted",
            Self::UnknownValue(state) => state,
        }
    }
}

impl From<String> for PartnerState {
    fn from(state: String) -> Self {
        match state.as_str() {
            "Active" => Self::Active,
            "Deleted" => Self::Deleted,
            _ => Self::UnknownValue(state),
        }
    }
}

impl Serialize for PartnerState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// An answer of the service: the fields of a link, some of them below `properties`.
#[derive(Deserialize)]
pub(crate) struct PartnerAnswer {
    #[serde(default, deserialize_with = "wire::integer")]
    etag: Option<i64>,
    id: Option<String>,
    name: Option<String>,
    r#type: Option<String>,
    #[serde(default)]
    properties: Properties,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    #[serde(default, deserialize_with = "wire::text")]
    partner_id: Option<String>,
    partner_name: Option<String>,
    tenant_id: Option<String>,
    object_id: Option<String>,
    #[serde(default, deserialize_with = "wire::integer")]
    version: Option<i64>,
    updated_time: Option<String>,
    created_time: Option<String>,
    state: Option<String>,
}

impl PartnerAnswer {
    /// The link; `None` when the answer names no partner ID and so is none.
    pub(crate) fn into_partner(self) -> Option<Partner> {
        let properties = self.properties;
        let partner_id = properties.partner_id.or_else(|| self.name.clone())?;
        Some(Partner {
            created_time: time_of(properties.created_time),
            etag: self.etag,
            id: self.id,
            name: self.name,
            object_id: properties.object_id,
            partner_id,
            partner_name: properties.partner_name,
            state: properties.state.map(PartnerState::from),
            tenant_id: properties.tenant_id,
            r#type: self.r#type,
            updated_time: time_of(properties.updated_time),
            version: properties.version,
        })
    }
}

fn time_of(text: Option<String>) -> Option<OffsetDateTime> {
    let text = text?;
    let parsed = OffsetDateTime::parse(&text, &Rfc3339);
    if parsed.is_err() {
        tracing::debug!(text, "a time of the answer is not RFC 3339");
    }
    parsed.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Partner {
        serde_json::from_str::<PartnerAnswer>(json).unwrap().into_partner().unwrap()
    }

    #[test]
    fn a_recorded_answer_reads_and_prints_flat_and_sorted() {
        let partner = read(
            r#"{"id":"/providers/microsoft.managementpartner/partners/123456","type":"Microsoft.ManagementPartner/partners","name":"123456","etag":61,"properties":{"partnerId":"123456","tenantId":"1b1121dd-6900-412a-af73-e8d44f81e1c1","objectId":"aa67f786-0552-423e-8849-244ed12bf581","version":61,"updatedTime":"2018-02-11T22:18:10.5395747Z","createdTime":"2018-01-20T01:23:40.5280496Z","state":"Active"}}"#,
        );
        let json = serde_json::to_string(&partner).unwrap();
        assert_eq!(serde_json::from_str::<Partner>(&json).unwrap(), partner);
        assert_eq!(
            json,
            r#"{"createdTime":"2018-01-20T01:23:40.5280496Z","etag":61,"id":"/providers/microsoft.managementpartner/partners/123456","name":"123456","objectId":"aa67f786-0552-423e-8849-244ed12bf581","partnerId":"123456","state":"Active","tenantId":"1b1121dd-6900-412a-af73-e8d44f81e1c1","type":"Microsoft.ManagementPartner/partners","updatedTime":"2018-02-11T22:18:10.5395747Z","version":61}"#
        );
    }

    #[test]
    fn numbers_as_text_unknown_states_and_odd_times_are_taken_as_they_come() {
        let partner = read(
            r#"{"etag":"7","more":{},"properties":{"partnerId":123456,"version":"7","state":"Frozen","updatedTime":"soon"}}"#,
        );
        assert_eq!(partner.partner_id, "123456");
        assert_eq!((partner.etag, partner.version), (Some(7), Some(7)));
        assert_eq!(partner.state, Some(PartnerState::UnknownValue("Frozen".into())));
        assert_eq!(partner.updated_time, None);
        assert!(partner.is_active());
    }
}
