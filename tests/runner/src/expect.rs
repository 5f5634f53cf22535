//! What a case expects. What is left out is not compared.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// The keys of a link, as every face prints it.
const PARTNER_KEYS: [&str; 12] = [
    "createdTime",
    "etag",
    "id",
    "name",
    "objectId",
    "partnerId",
    "partnerName",
    "state",
    "tenantId",
    "type",
    "updatedTime",
    "version",
];

/// What must come of one step. A step that expects no `error` must succeed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The link that was answered; `null` for a key that must be absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<Link>,
    /// What `unlink` removed; `null`: nothing was linked.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub removed: Option<Option<Link>>,
    /// What `link` did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// The partner ID that `link` replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// The names of the operations, in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<String>>,
    /// The error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ExpectedError>,
    /// The requests that reached the partner API, in order and no other.
    #[serde(skip_serializing)]
    pub requests: Option<Vec<ExpectedRequest>>,
    /// How many requests changed the stored link.
    #[serde(skip_serializing)]
    pub writes: Option<usize>,
}

/// The error that must come.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedError {
    /// Its kind; not compared with a face that has no kinds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The HTTP status; `null`: there was no answer.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub status: Option<Option<u16>>,
    /// The service's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The message, word for word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What message and hint together must mention; not compared with a face that has no kinds.
    #[serde(default, skip_serializing)]
    pub mentions: Vec<String>,
}

/// One request that must have come.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedRequest {
    /// The HTTP method.
    pub method: String,
    /// The path without query; case and a slash at the end do not count.
    pub path: String,
    /// The status that was answered; 0: no answer went out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}

/// What must be there after the last step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The principal's stored link; `null`: none, or a deleted one.
    pub link: Option<StoredLink>,
}

/// A link as the emulator stores it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct StoredLink {
    /// The partner ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<String>,
    /// How many writes the link has seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// `Active` or `Deleted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// When the principal was linked first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_time: Option<String>,
}

/// Some of the twelve keys of a link.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(try_from = "Map<String, Value>")]
pub struct Link(Map<String, Value>);

impl TryFrom<Map<String, Value>> for Link {
    type Error = String;

    fn try_from(keys: Map<String, Value>) -> Result<Self, String> {
        match keys.keys().find(|key| !PARTNER_KEYS.contains(&key.as_str())) {
            Some(key) => Err(format!("unknown key `{key}` of a link, expected one of {}", PARTNER_KEYS.join(", "))),
            None => Ok(Self(keys)),
        }
    }
}

/// Tells `null` from absence.
#[expect(clippy::option_option, reason = "that is the point")]
pub(crate) fn present<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}
