use std::{fmt, sync::Arc};

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, TokenCredential};

use crate::{CloudEndpoints, Error, ErrorKind, Result, TokenRequest};

/// Who signs in, in every tenant: one object gives the tokens of all of them.
///
/// azure_core's [`TokenCredential`] is not told the tenant; this is.
#[async_trait]
pub trait CredentialSource: fmt::Debug + Send + Sync {
    /// What to call it in a message, such as `azure-cli`.
    fn name(&self) -> String;

    /// The tenant that the identity itself names; it counts as asked for when the client's options name none.
    fn tenant(&self) -> Option<&str> {
        None
    }

    /// A token for the tenant and scope that `request` names.
    async fn token(&self, request: &TokenRequest<'_>) -> Result<AccessToken>;

    /// The cloud of the session behind it; asked only when the client's options name neither cloud nor endpoint.
    async fn cloud(&self) -> Result<Option<CloudEndpoints>> {
        Ok(None)
    }
}

/// Any credential of the Azure SDK for Rust. Its tenant is its own; a token of another tenant than the one asked for
/// is refused before it is sent.
#[derive(Clone, Debug)]
pub struct TokenCredentialSource(pub Arc<dyn TokenCredential>);

#[async_trait]
impl CredentialSource for TokenCredentialSource {
    fn name(&self) -> String {
        "the given credential".to_owned()
    }

    async fn token(&self, request: &TokenRequest<'_>) -> Result<AccessToken> {
        self.0
            .get_token(&[request.scope], None)
            .await
            .map_err(|error| Error::new(ErrorKind::Authentication, error.to_string()).with_source(error))
    }
}
