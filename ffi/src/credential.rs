use std::{
    ffi::{CString, c_void},
    path::Path,
    sync::Arc,
};

use async_trait::async_trait;
use managementpartner::{
    AccessToken, CredentialSource, Error, ErrorKind, Result, TokenRequest,
    credentials::{Auth, AzureCli, ClientCertificate, ClientSecret, from_lookup},
};
use time::OffsetDateTime;
use tokio::task::spawn_blocking;

use crate::{
    Text, callback::TokenHost, guard::required, memory::is_null, mp_release_callback, mp_token, mp_token_callback,
    options::Environment, runtime::Inside, status::kind_of,
};

/// Ways to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum mp_credential_kind {
    /// The environment's service principal where it names one, or else the Azure CLI's session.
    Default = 0,
    /// The environment's service principal: AZURE_TENANT_ID, AZURE_CLIENT_ID and either AZURE_CLIENT_SECRET or
    /// AZURE_CLIENT_CERTIFICATE_PATH. An error says what is missing.
    Environment = 1,
    /// The Azure CLI's session: each new token starts the program `az` and waits for its end.
    AzureCli = 2,
    /// A service principal with `tenant`, `client_id` and `client_secret`.
    ClientSecret = 3,
    /// A service principal with `tenant`, `client_id` and `certificate_file`.
    ClientCertificate = 4,
    /// The host's own `token`.
    Callback = 5,
}

impl mp_credential_kind {
    const ALL: [Self; 6] =
        [Self::Default, Self::Environment, Self::AzureCli, Self::ClientSecret, Self::ClientCertificate, Self::Callback];
}

/// Who signs in. All zero, or NULL in its place, is MP_CREDENTIAL_KIND_DEFAULT. What belongs to another kind is not
/// looked at.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mp_credential<'a> {
    /// One of mp_credential_kind.
    pub kind: i32,
    /// The service principal's home tenant, by ID or domain.
    pub tenant: Text<'a>,
    /// The application's (client) ID.
    pub client_id: Text<'a>,
    /// The secret's value.
    pub client_secret: Text<'a>,
    /// A PEM file with the certificate and its unencrypted RSA private key.
    pub certificate_file: Text<'a>,
    /// What to call the host's sign-in in messages, such as "the Az PowerShell session". NULL: "the host's sign-in".
    pub name: Text<'a>,
    /// Gives tokens. It runs on a thread of the library and may take its time; several may run at once. Tokens are
    /// kept until five minutes before they expire. When the call that wanted the token ends early (cancelled, out of
    /// time), the callback goes on and its answer is dropped.
    pub token: mp_token_callback,
    /// Handed to `token` as it is. It has to serve any thread until it is released.
    pub context: *mut c_void,
    /// Told when `context` is not used any more: once, by whichever thread, after the last client with this sign-in
    /// is freed and the last `token` has returned; also when mp_client_new fails. NULL: nobody needs to be told. Like
    /// `token` and `context`, it belongs to MP_CREDENTIAL_KIND_CALLBACK alone.
    pub release: mp_release_callback,
}

impl mp_credential<'_> {
    pub(crate) fn read(&self, environment: &Environment) -> Result<Arc<dyn CredentialSource>> {
        let lookup = |name: &str| environment.get(name);
        let kind = mp_credential_kind::ALL
            .into_iter()
            .find(|kind| *kind as i32 == self.kind)
            .ok_or_else(|| unknown(self.kind))?;
        match kind {
            mp_credential_kind::Default => from_lookup(None, lookup),
            mp_credential_kind::Environment => from_lookup(Some(Auth::Environment), lookup),
            mp_credential_kind::AzureCli => Ok(Arc::new(AzureCli::default())),
            mp_credential_kind::ClientSecret => self.client_secret(),
            mp_credential_kind::ClientCertificate => self.client_certificate(),
            mp_credential_kind::Callback => self.callback(),
        }
    }

    fn client_secret(&self) -> Result<Arc<dyn CredentialSource>> {
        let (tenant, client_id) = self.principal()?;
        let secret = self.client_secret.required("credential->client_secret")?.to_owned().into();
        Ok(Arc::new(ClientSecret { tenant, client_id, secret }))
    }

    fn client_certificate(&self) -> Result<Arc<dyn CredentialSource>> {
        let (tenant, client_id) = self.principal()?;
        let file = self.certificate_file.required("credential->certificate_file")?;
        Ok(Arc::new(ClientCertificate::from_file(tenant, client_id, Path::new(file))?))
    }

    fn principal(&self) -> Result<(String, String)> {
        let tenant = self.tenant.required("credential->tenant")?;
        let client_id = self.client_id.required("credential->client_id")?;
        Ok((tenant.to_owned(), client_id.to_owned()))
    }

    fn callback(&self) -> Result<Arc<dyn CredentialSource>> {
        let host = TokenHost::new(self.token, self.context, self.release);
        if host.is_null() {
            return Err(is_null("credential->token"));
        }
        let name = self.name.optional("credential->name")?.unwrap_or("the host's sign-in").to_owned();
        Ok(Arc::new(HostSource { name, host: Arc::new(host) }))
    }
}

fn unknown(kind: i32) -> Error {
    Error::new(ErrorKind::InvalidArgument, format!("The argument credential->kind is no mp_credential_kind: {kind}"))
}

/// The host signs in.
#[derive(Debug)]
struct HostSource {
    name: String,
    host: Arc<TokenHost>,
}

#[async_trait]
impl CredentialSource for HostSource {
    fn name(&self) -> String {
        self.name.clone()
    }

    async fn token(&self, request: &TokenRequest<'_>) -> Result<AccessToken> {
        let host = self.host.clone();
        let tenant = request.tenant.and_then(|tenant| CString::new(tenant).ok());
        let scope = CString::new(request.scope).unwrap_or_default();
        let asked = spawn_blocking(move || {
            let mut token = mp_token::default();
            let _inside = Inside::callback();
            let status = host.ask(tenant.as_deref(), &scope, &mut token);
            (status, token)
        });
        let (status, token) = asked.await.map_err(|error| self.failed("could not be asked").with_source(error))?;
        match required("credential->token", status)? {
            0 => self.granted(token),
            status => Err(self.refused(status, token)),
        }
    }
}

impl HostSource {
    fn granted(&self, token: mp_token) -> Result<AccessToken> {
        let secret = token.token.ok_or_else(|| self.failed("gave no token: its callback called no mp_token_set"))?;
        let expires_on = OffsetDateTime::from_unix_timestamp(token.expires_on)
            .map_err(|error| self.failed("gave a token that expires at no time").with_source(error))?;
        Ok(AccessToken::new(secret, expires_on))
    }

    fn refused(&self, status: i32, token: mp_token) -> Error {
        let kind = kind_of(status).unwrap_or(ErrorKind::Authentication);
        let error = match token.message {
            Some(message) => Error::new(kind, message),
            None => Error::new(kind, format!("{} failed with status {status}", self.name)),
        };
        match token.hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        }
    }

    fn failed(&self, how: &str) -> Error {
        Error::new(ErrorKind::Authentication, format!("{} {how}", self.name))
    }
}
