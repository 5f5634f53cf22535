//! What a state must fulfil beyond its shape.

use super::{Principal, PrincipalKind, State, Tenant};
use crate::{Error, Result};
use std::{collections::HashSet, ops::RangeInclusive};

/// What every JSON reader keeps exact; far from where counting up would overflow.
const VERSIONS: RangeInclusive<i64> = 1..=1 << 53;

impl State {
    /// Refuses a state in which two tenants or principals cannot be told apart or somebody could never sign in.
    pub(crate) fn check(&self) -> Result<()> {
        let mut tenants = HashSet::new();
        for tenant in &self.tenants {
            for name in [tenant.id.to_string(), tenant.domain.to_ascii_lowercase()] {
                if !tenants.insert(name.clone()) {
                    return Err(Error::new(format!("two tenants are called {name}: give each its own id and domain")));
                }
            }
            tenant.check()?;
        }
        match self.partners.keys().find(|id| id.trim().is_empty()) {
            Some(_) => Err(Error::new("a partner ID is empty: name it or take it out of \"partners\"")),
            None => Ok(()),
        }
    }
}

impl Tenant {
    fn check(&self) -> Result<()> {
        if self.domain.trim().is_empty() {
            return Err(Error::new(format!("tenant {} has no domain: give it one such as fabrikam.example", self.id)));
        }
        let mut ids = HashSet::new();
        for principal in &self.principals {
            if !ids.insert(principal.object_id) {
                return Err(Error::new(format!(
                    "tenant {} has two principals with object id {}: give each its own",
                    self.id, principal.object_id
                )));
            }
            principal.check(self)?;
        }
        Ok(())
    }
}

impl Principal {
    fn check(&self, tenant: &Tenant) -> Result<()> {
        let program = self.kind == PrincipalKind::ServicePrincipal;
        let wrong = if program && self.client_id.is_none() {
            "is a service principal without a client_id"
        } else if program && self.refresh_token.is_some() {
            "is a service principal with a refresh_token, which only users have"
        } else if !program && (self.secret.is_some() || self.certificate.is_some()) {
            "is a user with a secret or certificate, which only service principals have"
        } else {
            self.check_version(tenant)?;
            return self.check_certificate(tenant);
        };
        Err(Error::new(format!("principal {} of tenant {} {wrong}", self.object_id, tenant.id)))
    }

    fn check_version(&self, tenant: &Tenant) -> Result<()> {
        match &self.link {
            Some(link) if !VERSIONS.contains(&link.version) => Err(Error::new(format!(
                "the link of principal {} of tenant {} has version {}: give it one from {} to {}",
                self.object_id,
                tenant.id,
                link.version,
                VERSIONS.start(),
                VERSIONS.end()
            ))),
            _ => Ok(()),
        }
    }

    fn check_certificate(&self, tenant: &Tenant) -> Result<()> {
        let Some(pem) = &self.certificate else {
            return Ok(());
        };
        crate::entra::certificate_der(pem).map(drop).map_err(|why| {
            Error::new(format!("the certificate of principal {} of tenant {} {why}", self.object_id, tenant.id))
        })
    }
}
