use async_trait::async_trait;
use azure_core::credentials::{AccessToken, Secret};

use super::CredentialSource;
use crate::{Result, TokenRequest};

/// A service principal with a client secret.
#[derive(Clone, Debug)]
pub struct ClientSecret {
    /// Its home, or the tenant to work in; another tenant that the client asks for comes first.
    pub tenant: String,
    /// The application's (client) ID.
    pub client_id: String,
    /// The secret's value.
    pub secret: Secret,
}

#[async_trait]
impl CredentialSource for ClientSecret {
    fn name(&self) -> String {
        format!("the service principal {} (client secret)", self.client_id)
    }

    fn tenant(&self) -> Option<&str> {
        Some(&self.tenant)
    }

    async fn token(&self, request: &TokenRequest<'_>) -> Result<AccessToken> {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &self.client_id),
            ("client_secret", self.secret.secret()),
            ("scope", request.scope),
        ];
        let tenant = request.tenant.unwrap_or(&self.tenant);
        Ok(request.redeem(tenant, &form).await?.into_access_token())
    }
}
