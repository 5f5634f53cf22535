//! What people really want: make it so, and undo it.

use crate::{
    Client, Error, ErrorKind, LinkOptions, MethodOptions, Partner, PartnerId, Result,
    call::{Call, outcome_unknown},
    write::{Verb, Write},
};

/// What [`Client::link`] did.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Linked {
    /// The link that is in force now, as the service answered it.
    pub partner: Partner,
    /// What was done for it.
    pub change: Change,
    /// The partner ID that was replaced.
    pub previous: Option<String>,
}

/// What [`Client::link`] had to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// The account was not linked.
    Created,
    /// The account was linked with the partner ID that the caller named.
    Updated,
    /// The account was linked as wanted already.
    Unchanged,
}

impl Change {
    /// Every change.
    pub const ALL: [Self; 3] = [Self::Created, Self::Updated, Self::Unchanged];

    /// The change's name, as every face writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Client {
    /// Makes it so that the account is linked to `id`: reads the link, then creates it, changes it or does nothing.
    /// Another partner's ID is replaced only when `options` name it.
    ///
    /// # Errors
    ///
    /// [`AlreadyLinked`](ErrorKind::AlreadyLinked) when the account is linked with another ID than `id` and the one
    /// that may be replaced, [`InvalidPartnerId`](ErrorKind::InvalidPartnerId), and those of every call.
    #[tracing::instrument(name = "managementpartner.link", skip_all, fields(partner_id = %id))]
    pub async fn link(&self, id: &PartnerId, options: Option<LinkOptions>) -> Result<Linked> {
        let LinkOptions { replace, method } = options.unwrap_or_default();
        let call = self.call(Some(method));
        call.run(async {
            let found = match self.read_link(&call).await? {
                Some(partner) => partner,
                None => match self.write_partner(&call, Write::new(Verb::Create, id)).await {
                    Ok(partner) => return Ok(Linked { partner, change: Change::Created, previous: None }),
                    // Somebody linked the account after it was read: what they did decides now.
                    Err(error) if error.kind() == ErrorKind::AlreadyLinked => {
                        self.read_link(&call).await?.ok_or(error)?
                    }
                    Err(error) => return Err(error),
                },
            };
            if id.is(&found.partner_id) {
                return Ok(Linked { partner: found, change: Change::Unchanged, previous: None });
            }
            if !replace.as_ref().is_some_and(|replace| replace.is(&found.partner_id)) {
                return Err(not_named(id, &found, replace.as_ref()));
            }
            let over = Some(found.partner_id.as_str());
            let partner = self.write_partner(&call, Write { over, ..Write::new(Verb::Update, id) }).await?;
            Ok(Linked { partner, change: Change::Updated, previous: Some(found.partner_id) })
        })
        .await
    }

    /// Removes the account's link, whichever it is, and reads back that it is gone. Gives the link that was removed;
    /// `None` when there was none.
    #[tracing::instrument(name = "managementpartner.unlink", skip_all)]
    pub async fn unlink(&self, options: Option<MethodOptions>) -> Result<Option<Partner>> {
        let call = self.call(options);
        call.run(async {
            let Some(found) = self.read_link(&call).await? else {
                return Ok(None);
            };
            let id = PartnerId::new(&found.partner_id).map_err(|error| {
                let message = format!("The service answered the partner ID {:?}, which is none", found.partner_id);
                Error::new(ErrorKind::InvalidResponse, message).with_source(error)
            })?;
            match self.write(&call, Write::new(Verb::Delete, &id)).await {
                // Somebody removed it after it was read.
                Err(error) if error.kind() == ErrorKind::NotLinked => {}
                removed => drop(removed?),
            }
            self.prove_unlinked(&call, &id).await?;
            Ok(Some(found))
        })
        .await
    }

    /// Reads that the link is gone: the service answers a removal the same way whether it removed one or not.
    async fn prove_unlinked(&self, call: &Call, id: &PartnerId) -> Result<()> {
        call.sent.reopen();
        let link = self.read_link(call).await.map_err(|error| {
            let message = format!("The service took the removal of {id}, but whether it is gone is unknown: {error}");
            outcome_unknown(message).with_source(error)
        })?;
        call.sent.settle();
        match link {
            None => Ok(()),
            Some(left) => Err(still_linked(&left)),
        }
    }
}

fn not_named(id: &PartnerId, found: &Partner, replace: Option<&PartnerId>) -> Error {
    let linked = &found.partner_id;
    let name = found.partner_name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let named = replace.map(|replace| format!(", not with {replace} that may be replaced")).unwrap_or_default();
    Error::new(
        ErrorKind::AlreadyLinked,
        format!("The account is linked with {linked}{name}{named}; nothing was changed"),
    )
    .with_hint(format!("To replace {linked} by {id}, name {linked} as the ID to replace."))
}

fn still_linked(left: &Partner) -> Error {
    let message = format!("The service took the removal, and the account is still linked with {}", left.partner_id);
    Error::new(ErrorKind::Service, message)
}
