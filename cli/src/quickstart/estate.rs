//! The estate of the quickstart: three customer tenants, and in each the account that works there.

use std::{error::Error, sync::Arc};

use managementpartner::{
    Client, ClientOptions, CredentialSource, Proxy, Secret,
    credentials::{ClientSecret, RefreshToken},
};
use managementpartner_emulator::{Emulator, Principal, PrincipalKind, State, Tenant};

/// The application through which the users signed in; a real partner has one of their own.
const USERS_APPLICATION: &str = "c11e0000-0000-4000-8000-0000000000a9";

/// A customer's tenant and the partner's account in it.
pub(crate) struct Customer {
    pub(crate) tenant: Tenant,
    pub(crate) account: Principal,
}

/// The state that the emulator begins with: a guest user, a directory user and a service principal, each in a tenant
/// of its own.
pub(crate) fn state() -> managementpartner_emulator::Result<State> {
    State::from_json(include_str!("estate.json"), "of the quickstart")
}

/// The customers of `state`.
pub(crate) fn customers(state: &State) -> Vec<Customer> {
    let customer = |tenant: &Tenant| {
        let account = tenant.principals.first()?.clone();
        Some(Customer { tenant: tenant.clone(), account })
    };
    state.tenants.iter().filter_map(customer).collect()
}

impl Customer {
    /// What the account is, in words.
    pub(crate) fn what(&self) -> &'static str {
        match self.account.kind {
            PrincipalKind::GuestUser => "guest user",
            PrincipalKind::User => "directory user",
            PrincipalKind::ServicePrincipal => "service principal",
        }
    }

    /// A client that signs in as the account, in the customer's tenant.
    pub(crate) fn client(&self, emulator: &Emulator) -> Result<Client, Box<dyn Error>> {
        let options = ClientOptions {
            endpoint: Some(emulator.arm().to_owned()),
            authority: Some(emulator.authority().to_owned()),
            ca_file: Some(emulator.ca_file().to_owned()),
            proxy: Proxy::None,
            ..ClientOptions::default()
        };
        Ok(Client::new(self.source()?, Some(options))?)
    }

    fn source(&self) -> Result<Arc<dyn CredentialSource>, Box<dyn Error>> {
        let tenant = self.tenant.id.to_string();
        let Principal { client_id, secret, refresh_token, .. } = &self.account;
        if let (Some(client_id), Some(secret)) = (client_id, secret) {
            let (client_id, secret) = (client_id.to_string(), Secret::new(secret.clone()));
            return Ok(Arc::new(ClientSecret { tenant, client_id, secret }));
        }
        let token = refresh_token.clone().ok_or_else(|| format!("{} has no way to sign in", self.account.name))?;
        Ok(Arc::new(RefreshToken::new(USERS_APPLICATION, token, Some(tenant))))
    }
}
