//! The client that the command line and the environment describe.

use managementpartner::{Client, ClientOptions, Result, credentials};

use crate::{arguments::Connection, messages::Messages};

/// A flag comes before a variable. One that says where to go also puts aside what the environment says of another
/// place, or a token would be asked for one cloud and sent to the other.
pub(crate) fn client(connection: &Connection, messages: Messages) -> Result<Client> {
    let mut options = ClientOptions::from_lookup(variable)?;
    if connection.cloud.is_some() {
        options = ClientOptions { endpoint: None, authority: None, audience: None, ..options };
    }
    if connection.endpoint.is_some() {
        options.audience = None;
    }
    let options = ClientOptions {
        tenant: connection.tenant.clone(),
        cloud: connection.cloud.or(options.cloud),
        endpoint: connection.endpoint.clone().or(options.endpoint),
        authority: connection.authority.clone().or(options.authority),
        audience: connection.audience.clone().or(options.audience),
        ca_file: connection.ca_file.clone().or(options.ca_file),
        timeout: connection.timeout.unwrap_or(options.timeout),
        user_agent: Some("managementpartner-cli".to_owned()),
        ..options
    };
    let client = Client::new(credentials::from_lookup(connection.auth, variable)?, Some(options))?;
    if let Some(missing) = credentials::incomplete_environment(variable).filter(|_| connection.auth.is_none()) {
        messages.warning(&format!("{missing} The Azure CLI's session is used instead."));
    }
    Ok(client)
}

/// A value that is not Unicode is kept as far as it goes: it is then refused by name instead of passed over.
fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}
