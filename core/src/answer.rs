//! An answer of ARM with a success status, and the checks before it is believed.

use std::sync::Arc;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{Error, ErrorKind, Partner, Result, authorize::Token, error::RequestIds, partner::PartnerAnswer};

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
    pub(crate) ids: RequestIds,
    /// The token that was sent.
    pub(crate) token: Option<Arc<Token>>,
}

impl Answer {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let what = if self.body.is_empty() { "is empty" } else { "is not the JSON of a partner's link" };
            self.unusable(ErrorKind::InvalidResponse, format!("The answer {what}")).with_source(error)
        })
    }

    /// The link that was answered, if it is the signed-in account's.
    pub(crate) fn partner(&self) -> Result<Partner> {
        let partner = self
            .json::<PartnerAnswer>()?
            .into_partner()
            .ok_or_else(|| self.unusable(ErrorKind::InvalidResponse, "The answer names no partner ID".to_owned()))?;
        let claims = self.token.as_ref().map(|token| &token.claims);
        let tenant = claims.and_then(|claims| claims.tid.as_deref());
        self.same("tenant", tenant, partner.tenant_id.as_deref())?;
        self.same("account", claims.and_then(|claims| claims.oid.as_deref()), partner.object_id.as_deref())?;
        Ok(partner)
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

    pub(crate) fn unusable(&self, kind: ErrorKind, message: String) -> Error {
        Error::new(kind, message).with(|parts| {
            parts.status = Some(self.status);
            parts.ids = self.ids.clone();
            parts.answer_lost = true;
        })
    }
}
