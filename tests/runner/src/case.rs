//! The case files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{End, Expect};

/// One behaviour: what was there, what is done, what must come out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The file's name without `.json`.
    #[serde(skip)]
    pub name: String,
    /// The behaviour, in one sentence.
    pub about: String,
    /// How the behaviour is known.
    pub source: String,
    /// Who must behave so.
    pub scope: Scope,
    /// The settings of the emulator's switches under which this holds; empty: under every one.
    #[serde(default)]
    pub when: BTreeMap<String, String>,
    /// What was there.
    #[serde(default)]
    pub start: Start,
    /// How the client is set up.
    #[serde(default)]
    pub options: Options,
    /// What is done, in order, on one client.
    pub steps: Vec<Step>,
    /// What must be there afterwards.
    pub end: Option<End>,
}

/// Who must behave as a case says.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The service; clients of other makers see the same.
    Service,
    /// The client; its own rules are at stake.
    Client,
}

/// What was there before the first step.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// Partner IDs that the service knows besides the usual ones, with their names (`null`: answers carry no name).
    #[serde(default)]
    pub partners: BTreeMap<String, Option<String>>,
    /// The principal's link: `partner_id` and, if need be, `version`, `state`, `created_time`, `updated_time`.
    pub link: Option<Value>,
    /// Who signs in.
    #[serde(default)]
    pub principal: Principal,
    /// Whether the principal has an account in the tenant. Default: yes.
    pub account: Option<bool>,
    /// Faults, as a scenario file of the emulator has them.
    #[serde(default)]
    pub faults: Vec<Value>,
    /// The tenant that the client is told, when that is not the principal's ID alone.
    pub tenant: Option<String>,
}

/// The kinds of principals.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Principal {
    /// An application with a secret.
    #[default]
    ServicePrincipal,
    /// A user of another tenant, invited to this one.
    GuestUser,
    /// A user of this tenant.
    User,
}

/// How the client is set up; a face is told all of it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// How long one call may take, in milliseconds. Default: 60,000.
    pub timeout_ms: Option<u64>,
    /// How often a request is repeated at most. Default: 3.
    pub max_retries: Option<u32>,
    /// The wait before the first repetition, in milliseconds. Default: 1.
    pub retry_delay_ms: Option<u64>,
    /// The tenant whose token the face is given, when it is not the principal's own.
    #[serde(skip_serializing)]
    pub token_tenant: Option<String>,
}

/// One thing to do, and what must come of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What to do.
    pub call: Operation,
    /// With which partner ID.
    pub partner_id: Option<String>,
    /// For `link`: the other partner's ID that may be replaced.
    pub replace: Option<String>,
    /// What must come of it.
    pub expect: Expect,
}

/// What a face can be asked to do.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Link (PUT).
    Create,
    /// Show by ID.
    Get,
    /// Show the own link.
    Current,
    /// Change (PATCH).
    Update,
    /// Remove by ID.
    Delete,
    /// List the provider's operations.
    Operations,
    /// Make it so.
    Link,
    /// Remove the own link.
    Unlink,
}

impl Operation {
    /// Whether a step of it names a partner ID.
    #[must_use]
    pub const fn takes_partner_id(self) -> bool {
        match self {
            Self::Create | Self::Get | Self::Update | Self::Delete | Self::Link => true,
            Self::Current | Self::Operations | Self::Unlink => false,
        }
    }
}
