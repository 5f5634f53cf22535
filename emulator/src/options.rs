//! How to start the emulator.

use crate::{Scenario, State};
use serde::{Deserialize, Serialize};
use std::{path::PathBuf, time::Duration};

/// How the emulator starts; the default is what `managementpartner emulator` starts without arguments.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// TCP port on the loopback interface; 0 takes a free one.
    pub port: u16,
    /// The start state; ignored when `state_file` exists already.
    pub seed: State,
    /// Valid partner IDs added to those of the state: ID and name.
    pub partners: Vec<(String, String)>,
    /// Keeps the state in this JSON file: read at start, made when absent, replaced atomically after each write.
    pub state_file: Option<PathBuf>,
    /// Faults to answer with.
    pub scenario: Scenario,
    /// Appends every request to this file, one JSON object a line.
    pub request_log: Option<PathBuf>,
    /// How the cases are answered for which the service's answer is not known; what is set here counts before the
    /// state's own.
    pub unknown: Unknown,
    /// How long access tokens live; without it 3,599 seconds, as Entra ID's.
    pub token_lifetime: Option<Duration>,
}

/// The three cases for which no recording shows the service's answer; one that is not set has its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Unknown {
    /// Create while a link exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_on_link: Option<CreateOnLink>,
    /// Show another partner ID than the linked one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_other: Option<ShowOther>,
    /// Remove another partner ID than the linked one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_other: Option<RemoveOther>,
}

impl Unknown {
    /// These settings, with those of `state` where these are not set.
    pub(crate) fn or(self, state: Self) -> Self {
        Self {
            create_on_link: self.create_on_link.or(state.create_on_link),
            show_other: self.show_other.or(state.show_other),
            remove_other: self.remove_other.or(state.remove_other),
        }
    }
}

/// What a create answers while a link exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreateOnLink {
    /// 409 `Conflict`.
    #[default]
    Conflict,
    /// 200: the link holds the new ID.
    Replace,
}

/// What showing another ID than the linked one answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowOther {
    /// 404 `ManagementPartnerNotFound`.
    #[default]
    NotFound,
    /// 400 `PartnerIdInvalid`.
    BadRequest,
}

/// What removing another ID than the linked one answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemoveOther {
    /// 200, and nothing is removed.
    #[default]
    Keep,
    /// 200, and the link is removed.
    Remove,
    /// 404 `ManagementPartnerNotFound`.
    NotFound,
}
