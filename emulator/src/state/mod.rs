//! Who exists and what is linked: the emulator's state, in memory and as JSON.

mod check;
mod estate;
mod file;
mod lock;

pub(crate) use file::StateFile;

use crate::{Timestamp, Unknown};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
};
use uuid::Uuid;

/// The whole state; its JSON form is that of `--state FILE`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The valid partner IDs and their names; a null or empty name leaves `partnerName` out of answers (recorded: cli-show).
    #[serde(default)]
    pub partners: BTreeMap<String, Option<String>>,
    /// The tenants with their principals.
    pub tenants: Vec<Tenant>,
    /// The instants of writes; without it the system's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
    /// How the unknown cases are answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Unknown>,
}

/// When writes happen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Clock {
    /// Every write at this instant.
    Fixed(Timestamp),
    /// One instant a write, then the system's clock.
    Successive(VecDeque<Timestamp>),
}

/// A tenant (directory) of Entra ID.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// The tenant's GUID.
    pub id: Uuid,
    /// The organisation's name.
    pub name: String,
    /// The tenant's default domain, which sign-in takes in place of the GUID.
    pub domain: String,
    /// Everybody who can sign in here.
    #[serde(default)]
    pub principals: Vec<Principal>,
    /// What `GET /subscriptions` lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subscriptions: Vec<Subscription>,
}

/// An Azure subscription.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// The subscription's GUID.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The tenant it belongs to, when it is projected here from another one (Azure Lighthouse).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_tenant: Option<Uuid>,
}

/// A person or program in one tenant. The same `refresh_token` in several tenants is one person; the same
/// `client_id` and `secret` one program.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Principal {
    /// What it is in this tenant.
    pub kind: PrincipalKind,
    /// Its object id in this tenant.
    pub object_id: Uuid,
    /// Display name; a user's sign-in name is made of it and the tenant's domain.
    pub name: String,
    /// A service principal's application id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    /// A service principal's client secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// A service principal's registered certificate (PEM, public part).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// A user's refresh token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// `false`: signs in, but has no account in this tenant (a CSP partner's user) and cannot link.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub account: bool,
    /// The link record, soft-deleted ones included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkRecord>,
}

impl fmt::Debug for Principal {
    // Without the credentials: Debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Principal")
            .field("kind", &self.kind)
            .field("object_id", &self.object_id)
            .field("name", &self.name)
            .field("client_id", &self.client_id)
            .field("account", &self.account)
            .field("link", &self.link)
            .finish_non_exhaustive()
    }
}

/// What a principal is in its tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrincipalKind {
    /// An application.
    ServicePrincipal,
    /// A user invited from another tenant.
    GuestUser,
    /// A user of this tenant.
    User,
}

/// One principal's link as the service stores it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkRecord {
    /// The linked partner ID; of a removed link, the last one.
    pub partner_id: String,
    /// Rises by one per write, removal included.
    #[serde(default = "first_version")]
    pub version: i64,
    /// When this principal first linked; survives removal.
    #[serde(default = "Timestamp::now")]
    pub created_time: Timestamp,
    /// When the record was last written.
    #[serde(default = "Timestamp::now")]
    pub updated_time: Timestamp,
    /// Whether the link is in force.
    #[serde(default)]
    pub state: LinkState,
}

/// Whether a link is in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkState {
    /// In force.
    #[default]
    Active,
    /// Removed; the record stays, for its version and creation time.
    Deleted,
}

fn first_version() -> i64 {
    1
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_yes(value: &bool) -> bool {
    *value
}
