//! What a face is asked, and what it gives back. The JSON of these types is the adapter protocol.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Error, Operation, Options, expect::present};

/// What a face gives back; an error means that the face itself is broken, not that a call failed.
pub type FaceResult = Result<Outcome, Error>;

/// One way to use managementpartner: the crate, the program, a module of another language.
#[async_trait]
pub trait Face: Send {
    /// Makes a client. An outcome with an error says that it was refused; the first step's outcome is then this one.
    async fn open(&mut self, open: &Open) -> FaceResult;

    /// Does one step with the client.
    async fn call(&mut self, call: &Call) -> FaceResult;

    /// Lets the client go; another `open` may follow.
    async fn close(&mut self) -> Result<(), Error>;
}

/// How to make a client.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Open {
    /// The emulator's environment: identity, endpoints, root certificate.
    pub environment: BTreeMap<String, String>,
    /// The tenant to work in, when the environment's is not to be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// The access token to sign in with, instead of the environment's identity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Limits; each is set.
    pub options: Options,
}

/// One step.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Call {
    /// What to do.
    pub call: Operation,
    /// With which partner ID, as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<String>,
    /// The other partner's ID that may be replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replace: Option<String>,
}

/// What came of a step.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outcome {
    /// `open` succeeded.
    #[serde(skip_serializing_if = "is_false")]
    pub opened: bool,
    /// `close` succeeded.
    #[serde(skip_serializing_if = "is_false")]
    pub closed: bool,
    /// A call without an answer succeeded.
    #[serde(skip_serializing_if = "is_false")]
    pub done: bool,
    /// The face does not offer this call, which is here named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsupported: Option<String>,
    /// The link, with its twelve flat keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<Value>,
    /// What `unlink` removed.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub removed: Option<Option<Value>>,
    /// What `link` did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// What `link` replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// The operations, each with its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<Value>>,
    /// The call failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<FaceError>,
}

/// A call's error, as the face shows it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct FaceError {
    /// Its kind, if the face has kinds.
    pub kind: Option<String>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The service's code.
    pub code: Option<String>,
    /// The message.
    pub message: Option<String>,
    /// What to do next.
    pub hint: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
