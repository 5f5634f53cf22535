use std::mem::MaybeUninit;

use managementpartner::{Client, credentials};

use crate::{
    Text,
    guard::{caught, guard, required},
    mp_client_options, mp_credential, mp_error, mp_status,
    options::Environment,
};

/// Links the signed-in account to a partner ID, in one tenant. Any number of threads may use one.
#[derive(Debug)]
pub struct mp_client(pub(crate) Client);

/// Makes a client and writes it to `*out`. Nothing is sent. `options` and `credential` may be NULL, and are not needed
/// afterwards. Free the client with mp_client_free.
#[unsafe(no_mangle)]
pub extern "C" fn mp_client_new(
    options: Option<&mp_client_options<'_>>,
    credential: Option<&mp_credential<'_>>,
    out: Option<&mut MaybeUninit<Option<Box<mp_client>>>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let options = options.copied().unwrap_or_default();
        let environment = Environment::of(options.environment);
        // First of all: from here on a context is released whatever happens.
        let source = match credential {
            Some(credential) => credential.read(&environment)?,
            None => credentials::from_lookup(None, |name| environment.get(name))?,
        };
        let out = required("out", out)?;
        let client = Client::new(source, Some(options.read(&environment)?))?;
        out.write(Some(Box::new(mp_client(client))));
        Ok(())
    })
}

/// Makes a client with the same sign-in and connections for another tenant, by ID (a GUID) or domain, and writes it to
/// `*out`. Nothing is sent. The two clients are freed each by itself, in any order.
#[unsafe(no_mangle)]
pub extern "C" fn mp_client_for_tenant(
    client: Option<&mp_client>,
    tenant: Text<'_>,
    out: Option<&mut MaybeUninit<Option<Box<mp_client>>>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let (client, out) = (required("client", client)?, required("out", out)?);
        let other = client.0.for_tenant(tenant.required("tenant")?)?;
        out.write(Some(Box::new(mp_client(other))));
        Ok(())
    })
}

/// Frees a client, which no thread may be using. NULL does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mp_client_free(client: Option<Box<mp_client>>) {
    drop(caught(|| drop(client)));
}
