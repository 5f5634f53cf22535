//! An answer of ARM with a success status, and the checks before it is believed.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{
    Error, ErrorKind, Partner, PartnerId, Result, authorize::Token, error::RequestIds, partner::PartnerAnswer,
};

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
    pub(crate) ids: RequestIds,
    pub(crate) retry_after: Option<Duration>,
    /// The token that was sent.
    pub(crate) token: Option<Arc<Token>>,
}

impl Answer {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let what = if self.body.is_empty() { "is empty" } else { "is not the JSON that was asked for" };
            self.unusable(ErrorKind::InvalidResponse, format!("The answer {what}")).with_source(error)
        })
    }

    /// The link that was answered, unless it says that it is another account's.
    pub(crate) fn partner(&self) -> Result<Partner> {
        let partner = self.json::<PartnerAnswer>()?.into_partner();
        let partner =
            partner.ok_or_else(|| self.unusable(ErrorKind::InvalidResponse, "The answer names no partner ID"))?;
        let (tenant, account) = self.asked();
        self.same("tenant", tenant, partner.tenant_id.as_deref())?;
        self.same("account", account, partner.object_id.as_deref())?;
        Ok(partner)
    }

    /// The link that was answered, if it is one with `id`.
    pub(crate) fn partner_with(&self, id: &PartnerId) -> Result<Partner> {
        let partner = self.partner()?;
        if id.is(&partner.partner_id) {
            return Ok(partner);
        }
        let message = format!("The account is linked with {}, not with {id}", partner.partner_id);
        Err(self.unusable(ErrorKind::NotLinked, message))
    }

    /// The link that a write was answered with: it proves the write only if it says whose it is.
    pub(crate) fn written_partner(&self) -> Result<Partner> {
        let partner = self.partner()?;
        let (tenant, account) = self.asked();
        let named = |asked: Option<&str>, answered: &Option<String>| asked.is_none() || answered.is_some();
        if named(tenant, &partner.tenant_id) && named(account, &partner.object_id) {
            return Ok(partner);
        }
        Err(self.unusable(ErrorKind::InvalidResponse, "The answer does not say whose link it is"))
    }

    /// The tenant and the account of the token that was sent.
    fn asked(&self) -> (Option<&str>, Option<&str>) {
        let claims = self.token.as_ref().map(|token| &token.claims);
        (claims.and_then(|claims| claims.tid.as_deref()), claims.and_then(|claims| claims.oid.as_deref()))
    }

    /// An answer about another customer must not be taken for one about this.
    fn same(&self, what: &str, asked: Option<&str>, answered: Option<&str>) -> Result<()> {
        match (asked, answered) {
            (Some(asked), Some(answered)) if !asked.eq_ignore_ascii_case(answered) => {
                let message = format!("The answer is about the {what} {answered}, not about {asked} that signed in");
                Err(self.unusable(ErrorKind::WrongTenant, message))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn unusable(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        Error::new(kind, message).with(|parts| {
            parts.status = Some(self.status);
            parts.ids = self.ids.clone();
            parts.retry_after = self.retry_after;
            parts.answer_lost = true;
        })
    }
}
