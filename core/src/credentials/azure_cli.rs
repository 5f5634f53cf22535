use std::{
    ffi::OsString,
    process::{Output, Stdio},
    time::Duration,
};

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, Secret};
use serde::{Deserialize, de::DeserializeOwned};
use time::OffsetDateTime;
use tokio::{process::Command, time::timeout};

use super::CredentialSource;
use crate::{CloudEndpoints, Error, ErrorKind, Result, TokenRequest};

/// The session of the Azure CLI, by `az account get-access-token`.
///
/// A call that ends before `az` does kills it, on Unix with its children; on Windows its interpreter runs to its end.
#[derive(Clone, Debug)]
pub struct AzureCli {
    /// How long `az` may take. Default: 60 s; its users have reported 15.
    pub timeout: Duration,
    /// The program. Default: `az`, found on PATH.
    pub program: OsString,
    /// Why the way to sign in that comes before it did not serve: an error says so.
    pub passed_over: Option<String>,
}

impl Default for AzureCli {
    fn default() -> Self {
        let program = if cfg!(windows) { "az.cmd" } else { "az" };
        Self { timeout: Duration::from_mins(1), program: program.into(), passed_over: None }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TokenOutput {
    access_token: String,
    /// Seconds since 1970; `expiresOn` beside it is local time and ambiguous.
    #[serde(rename = "expires_on")]
    expires_on: Option<i64>,
}

#[derive(Deserialize)]
struct CloudOutput {
    endpoints: CloudOutputEndpoints,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CloudOutputEndpoints {
    resource_manager: String,
    active_directory: String,
    active_directory_resource_id: String,
}

impl AzureCli {
    /// Runs `az` with `arguments` and reads what it prints.
    async fn ask<T: DeserializeOwned>(&self, arguments: &[&str]) -> Result<T> {
        let output = timeout(self.timeout, self.run(arguments)).await.map_err(|_| {
            let message = format!("The Azure CLI did not answer within {} s", self.timeout.as_secs());
            self.failed(message, "Try `az account get-access-token` by itself.")
        })??;
        if !output.status.success() {
            return Err(self.said_no(&output));
        }
        // The parser's own error could quote the token.
        serde_json::from_slice(&output.stdout).map_err(|_| {
            self.failed(
                "The Azure CLI answered something else than JSON".to_owned(),
                "Try `az account get-access-token` by itself.",
            )
        })
    }

    async fn run(&self, arguments: &[&str]) -> Result<Output> {
        let mut command = Command::new(&self.program);
        command.args(arguments).args(["--output", "json", "--only-show-errors"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let child = command.spawn().map_err(|error| {
            let message = format!("The Azure CLI ({}) cannot be run: {error}", self.program.display());
            self.failed(message, "Install the Azure CLI and run `az login`.").with_source(error)
        })?;
        let group = Group::of(&child);
        let output = child.wait_with_output().await.map_err(|error| {
            self.failed(format!("The Azure CLI broke off: {error}"), "Try `az account get-access-token` by itself.")
        });
        group.has_ended();
        output
    }

    fn said_no(&self, output: &Output) -> Error {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().strip_prefix("ERROR: ").unwrap_or(said.trim());
        let code = said.split_once("AADSTS").map(|(_, rest)| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            format!("AADSTS{digits}")
        });
        let message = if said.is_empty() { "The Azure CLI failed and said nothing" } else { said };
        self.failed(message.to_owned(), "Run `az login`, or `az login --tenant TENANT` for one tenant.")
            .with(|parts| parts.code = code)
    }

    fn failed(&self, message: String, hint: &str) -> Error {
        let hint = match &self.passed_over {
            Some(why) => format!("{hint} {why}"),
            None => hint.to_owned(),
        };
        Error::new(ErrorKind::Authentication, message).with_hint(hint)
    }
}

#[async_trait]
impl CredentialSource for AzureCli {
    fn name(&self) -> String {
        "the Azure CLI's session".to_owned()
    }

    async fn token(&self, request: &TokenRequest<'_>) -> Result<AccessToken> {
        let mut arguments = vec!["account", "get-access-token", "--scope", request.scope];
        if let Some(tenant) = request.tenant {
            arguments.extend(["--tenant", tenant]);
        }
        let output: TokenOutput = self.ask(&arguments).await?;
        let expires_on = output.expires_on.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
        let expires_on = expires_on.ok_or_else(|| {
            self.failed(
                "The Azure CLI gave a token without expires_on".to_owned(),
                "Update it to 2.54 or later: `az upgrade`.",
            )
        })?;
        Ok(AccessToken::new(Secret::new(output.access_token), expires_on))
    }

    async fn cloud(&self) -> Result<Option<CloudEndpoints>> {
        let CloudOutput { endpoints } = self.ask(&["cloud", "show"]).await?;
        Ok(Some(CloudEndpoints {
            endpoint: endpoints.resource_manager,
            authority: endpoints.active_directory,
            audience: endpoints.active_directory_resource_id,
        }))
    }
}

/// The process group of a running `az`, killed when it is dropped before `az` has ended: `az` is a script, and
/// killing it alone would leave its interpreter running.
struct Group {
    #[cfg(unix)]
    leader: Option<rustix::process::Pid>,
}

impl Group {
    #[cfg(unix)]
    fn of(child: &tokio::process::Child) -> Self {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Self { leader: id.and_then(rustix::process::Pid::from_raw) }
    }

    #[cfg(not(unix))]
    fn of(_child: &tokio::process::Child) -> Self {
        Self {}
    }

    fn has_ended(self) {
        std::mem::forget(self);
    }
}

#[cfg(unix)]
impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.leader
            && let Err(error) = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL)
        {
            tracing::debug!(%error, "the Azure CLI had ended already");
        }
    }
}
