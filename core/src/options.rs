use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use azure_core::http::HttpClient;
use tokio_util::sync::CancellationToken;

use crate::{Cloud, PartnerId, Result};

/// What configures a [`Client`](crate::Client). The defaults are the public cloud, the system's proxy and root
/// certificates, and two minutes for a call.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// The tenant to work in, by ID (a GUID) or domain. `None`: the tenant of the first token, for good.
    pub tenant: Option<String>,
    /// The cloud. `None`: the sign-in's own, or else the public one.
    pub cloud: Option<Cloud>,
    /// ARM's URL, when it is not the cloud's.
    pub endpoint: Option<String>,
    /// Entra ID's URL, or its host alone, when it is not the cloud's.
    pub authority: Option<String>,
    /// The audience of the tokens. `None`: the cloud's, or `endpoint` itself when one is given, so that a token for
    /// ARM never goes to another host.
    pub audience: Option<String>,
    /// A PEM file of root certificates to trust besides the system's.
    pub ca_file: Option<PathBuf>,
    /// The proxy.
    pub proxy: Proxy,
    /// A name to put before the client's own in the `User-Agent` header: up to 24 token characters.
    pub user_agent: Option<String>,
    /// How long to wait for a connection. Default: 20 s.
    pub connect_timeout: Duration,
    /// How long to wait for the next part of an answer. Default: 60 s.
    pub read_timeout: Duration,
    /// How long a whole call may take, sign-in and retries included. Default: 120 s.
    pub timeout: Duration,
    /// How requests are repeated.
    pub retry: RetryOptions,
    /// The HTTP client to use instead of the built-in one; `ca_file`, `proxy` and the two timeouts are then its own.
    pub transport: Option<Arc<dyn HttpClient>>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            tenant: None,
            cloud: None,
            endpoint: None,
            authority: None,
            audience: None,
            ca_file: None,
            proxy: Proxy::System,
            user_agent: None,
            connect_timeout: Duration::from_secs(20),
            read_timeout: Duration::from_mins(1),
            timeout: Duration::from_mins(2),
            retry: RetryOptions::default(),
            transport: None,
        }
    }
}

impl ClientOptions {
    /// The options that `lookup` gives by name; a face hands in its environment.
    ///
    /// | name | option |
    /// | --- | --- |
    /// | `MANAGEMENTPARTNER_CLOUD` | [`cloud`](Self::cloud) |
    /// | `MANAGEMENTPARTNER_ENDPOINT` | [`endpoint`](Self::endpoint) |
    /// | `MANAGEMENTPARTNER_AUDIENCE` | [`audience`](Self::audience) |
    /// | `MANAGEMENTPARTNER_CA_FILE` | [`ca_file`](Self::ca_file) |
    /// | `AZURE_AUTHORITY_HOST` | [`authority`](Self::authority) |
    ///
    /// An empty value counts as none. Who signs in is [`credentials::from_lookup`](crate::credentials::from_lookup)'s.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) for a cloud that is not known.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let value = |name: &str| lookup(name).filter(|value| !value.trim().is_empty());
        Ok(Self {
            cloud: value("MANAGEMENTPARTNER_CLOUD").map(|name| name.parse()).transpose()?,
            endpoint: value("MANAGEMENTPARTNER_ENDPOINT"),
            audience: value("MANAGEMENTPARTNER_AUDIENCE"),
            ca_file: value("MANAGEMENTPARTNER_CA_FILE").map(PathBuf::from),
            authority: value("AZURE_AUTHORITY_HOST"),
            ..Self::default()
        })
    }
}

/// The way through a proxy.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Proxy {
    /// What the system says (`HTTPS_PROXY`, `NO_PROXY` and the like).
    #[default]
    System,
    /// None.
    None,
    /// This one, by URL.
    Url(String),
}

/// A proxy's URL may hold a password, so it is not shown.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::None => "None",
            Self::Url(_) => "Url",
        })
    }
}

/// How requests are repeated: reads after 408, 429, 500, 502, 503, 504 and faults of the connection, writes only when
/// they cannot have had an effect. A `Retry-After` is always obeyed.
#[derive(Clone, Debug)]
pub struct RetryOptions {
    /// How many times at most. Default: 3.
    pub max_retries: u32,
    /// The wait before the first repetition; it doubles with each. Default: 800 ms.
    pub initial_delay: Duration,
    /// The longest wait that is not the service's wish. Default: 30 s.
    pub max_delay: Duration,
}

impl Default for RetryOptions {
    fn default() -> Self {
        Self { max_retries: 3, initial_delay: Duration::from_millis(800), max_delay: Duration::from_secs(30) }
    }
}

/// What every call takes.
#[derive(Clone, Debug, Default)]
pub struct MethodOptions {
    /// How long this call may take; [`ClientOptions::timeout`] when `None`.
    pub timeout: Option<Duration>,
    /// Ends the call when it is cancelled.
    pub cancel: Option<CancellationToken>,
}

/// What [`Client::link`](crate::Client::link) takes.
#[derive(Clone, Debug, Default)]
pub struct LinkOptions {
    /// The other partner's ID that may be replaced. `None`: none may.
    pub replace: Option<PartnerId>,
    /// What every call takes.
    pub method: MethodOptions,
}
