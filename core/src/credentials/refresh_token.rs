use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, Secret};

use super::CredentialSource;
use crate::{Result, TokenRequest};

/// A user's refresh token. It is bound to the user and the application, not to a tenant: it is good in every tenant
/// that has the user as a guest or member.
#[derive(Debug)]
pub struct RefreshToken {
    client_id: String,
    tenant: Option<String>,
    /// Entra ID hands out a new one with each token; the newest lives longest.
    newest: Mutex<Secret>,
}

impl RefreshToken {
    /// The refresh token that the application `client_id` got; `tenant` is used when a client asks for none.
    #[must_use]
    pub fn new(client_id: impl Into<String>, refresh_token: impl Into<Secret>, tenant: Option<String>) -> Self {
        Self { client_id: client_id.into(), tenant, newest: Mutex::new(refresh_token.into()) }
    }
}

#[async_trait]
impl CredentialSource for RefreshToken {
    fn name(&self) -> String {
        "the refresh token".to_owned()
    }

    fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    async fn token(&self, request: &TokenRequest<'_>) -> Result<AccessToken> {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let scope = format!("{} offline_access", request.scope);
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", &self.client_id),
            ("refresh_token", newest.secret()),
            ("scope", &scope),
        ];
        // `organizations` stands for the user's home tenant.
        let tenant = request.tenant.or(self.tenant.as_deref()).unwrap_or("organizations");
        let mut answer = request.redeem(tenant, &form).await?;
        if let Some(renewed) = answer.refresh_token.take() {
            *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = Secret::new(renewed);
        }
        Ok(answer.into_access_token())
    }
}
