use std::{env, path::PathBuf, time::Duration};

use managementpartner::{ClientOptions, Proxy, Result};

use crate::{Text, TextList};

/// What configures a client. All zero, or NULL in its place, are the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mp_client_options<'a> {
    /// The tenant to work in, by ID (a GUID) or domain. NULL: the sign-in's own, and then that one for good.
    pub tenant: Text<'a>,
    /// The cloud: "public", "usgovernment" or "china", or the Azure CLI's name for it. NULL: MANAGEMENTPARTNER_CLOUD,
    /// or else the sign-in's own.
    pub cloud: Text<'a>,
    /// Azure Resource Manager's URL. NULL: MANAGEMENTPARTNER_ENDPOINT, or else the cloud's.
    pub endpoint: Text<'a>,
    /// Entra ID's URL. NULL: AZURE_AUTHORITY_HOST, or else the cloud's.
    pub authority: Text<'a>,
    /// The audience of the tokens. NULL: MANAGEMENTPARTNER_AUDIENCE, or else `endpoint` itself where one is given, so
    /// that a token for Azure Resource Manager never goes to another host, or else the cloud's.
    pub audience: Text<'a>,
    /// A PEM file of root certificates to trust besides the system's. NULL: MANAGEMENTPARTNER_CA_FILE, or else none.
    pub ca_file: Text<'a>,
    /// The proxy's URL, or "none". NULL: what the system says (HTTPS_PROXY, NO_PROXY and the like).
    pub proxy: Text<'a>,
    /// A name to put before the library's own in the User-Agent header: up to 24 letters, digits or - . _ and the like.
    pub user_agent: Text<'a>,
    /// The environment to read the variables named here from, and those of mp_credential: strings "NAME=value", the
    /// last of them NULL. NULL: the process's own environment; an empty list: none.
    pub environment: TextList<'a>,
    /// How long a call may take, sign-in and retries included, in milliseconds. 0: two minutes.
    pub timeout_ms: u32,
    /// How often a request is repeated at most. 0: three times; -1: never.
    pub max_retries: i32,
    /// The wait before the first repetition, in milliseconds; it doubles with each. 0: 800.
    pub retry_delay_ms: u32,
}

impl Default for mp_client_options<'_> {
    fn default() -> Self {
        Self {
            tenant: Text::NULL,
            cloud: Text::NULL,
            endpoint: Text::NULL,
            authority: Text::NULL,
            audience: Text::NULL,
            ca_file: Text::NULL,
            proxy: Text::NULL,
            user_agent: Text::NULL,
            environment: TextList::NULL,
            timeout_ms: 0,
            max_retries: 0,
            retry_delay_ms: 0,
        }
    }
}

impl mp_client_options<'_> {
    pub(crate) fn read(&self, environment: &Environment) -> Result<ClientOptions> {
        let mut options = ClientOptions::from_lookup(|name| environment.get(name))?;
        if let Some(cloud) = self.cloud.optional("options->cloud")? {
            options.cloud = Some(cloud.parse()?);
        }
        for (argument, text, option) in [
            ("options->tenant", self.tenant, &mut options.tenant),
            ("options->endpoint", self.endpoint, &mut options.endpoint),
            ("options->authority", self.authority, &mut options.authority),
            ("options->audience", self.audience, &mut options.audience),
            ("options->user_agent", self.user_agent, &mut options.user_agent),
        ] {
            if let Some(text) = text.optional(argument)? {
                *option = Some(text.to_owned());
            }
        }
        if let Some(path) = self.ca_file.optional("options->ca_file")? {
            options.ca_file = Some(PathBuf::from(path));
        }
        options.proxy = match self.proxy.optional("options->proxy")? {
            None => Proxy::System,
            Some("none") => Proxy::None,
            Some(url) => Proxy::Url(url.to_owned()),
        };
        self.read_times(&mut options);
        Ok(options)
    }

    fn read_times(&self, options: &mut ClientOptions) {
        if self.timeout_ms > 0 {
            options.timeout = Duration::from_millis(self.timeout_ms.into());
        }
        if self.retry_delay_ms > 0 {
            options.retry.initial_delay = Duration::from_millis(self.retry_delay_ms.into());
        }
        if self.max_retries != 0 {
            options.retry.max_retries = u32::try_from(self.max_retries).unwrap_or(0);
        }
    }
}

/// The variables that a client may read.
pub(crate) enum Environment {
    Process,
    Given(Vec<String>),
}

impl Environment {
    pub(crate) fn of(list: TextList<'_>) -> Self {
        list.lossy().map_or(Self::Process, Self::Given)
    }

    pub(crate) fn get(&self, name: &str) -> Option<String> {
        match self {
            Self::Process => env::var(name).ok(),
            Self::Given(list) => {
                list.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
            }
        }
    }
}
