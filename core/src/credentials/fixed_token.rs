use async_trait::async_trait;
use azure_core::credentials::{AccessToken, Secret};
use time::OffsetDateTime;

use super::CredentialSource;
use crate::{Error, ErrorKind, Result, TokenRequest, claims::Claims};

/// One access token, for hosts and tests that got it themselves. It serves the tenant that it is for.
#[derive(Clone, Debug)]
pub struct FixedToken(AccessToken);

impl FixedToken {
    /// The token `token`, until it expires by its own word.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) when it is no JWT with an expiry.
    pub fn new(token: impl Into<Secret>) -> Result<Self> {
        let token = token.into();
        let expires_on = Claims::read(token.secret())
            .and_then(|claims| OffsetDateTime::from_unix_timestamp(claims.exp?).ok())
            .ok_or_else(|| Error::new(ErrorKind::InvalidArgument, "The access token is no JWT with an expiry (exp)"))?;
        Ok(Self(AccessToken::new(token, expires_on)))
    }
}

#[async_trait]
impl CredentialSource for FixedToken {
    fn name(&self) -> String {
        "the given access token".to_owned()
    }

    async fn token(&self, _request: &TokenRequest<'_>) -> Result<AccessToken> {
        Ok(self.0.clone())
    }
}
