use std::mem::MaybeUninit;

use managementpartner::{Change, Linked, Partner, PartnerId};

use crate::{
    OwnedText, Text, call,
    guard::{guard, required},
    mp_call_options, mp_client, mp_error, mp_partner, mp_status,
    runtime::wait,
};

/// What mp_partner_link had to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(i32)]
pub enum mp_change {
    /// Nothing: the account was linked as wanted already.
    #[default]
    Unchanged = 0,
    /// It linked the account, which was not linked.
    Created = 1,
    /// It changed the link, which was with the partner ID that the caller named.
    Updated = 2,
}

impl From<Change> for mp_change {
    fn from(change: Change) -> Self {
        match change {
            Change::Unchanged => Self::Unchanged,
            Change::Created => Self::Created,
            Change::Updated => Self::Updated,
        }
    }
}

/// What mp_partner_link did. Free it with mp_linked_free, which frees `partner` too.
#[derive(Debug, Default)]
#[repr(C)]
pub struct mp_linked {
    /// The link that is in force now, as the service answered it.
    pub partner: mp_partner,
    /// The partner ID that was replaced; NULL when none was.
    pub previous: OwnedText,
    /// What was done for it.
    pub change: mp_change,
}

impl From<&Linked> for mp_linked {
    fn from(linked: &Linked) -> Self {
        Self {
            partner: (&linked.partner).into(),
            previous: linked.previous.as_ref().into(),
            change: linked.change.into(),
        }
    }
}

/// What mp_partner_unlink did. Free it with mp_unlinked_free, which frees `partner` too.
#[derive(Debug, Default)]
#[repr(C)]
pub struct mp_unlinked {
    /// The link that was removed; empty when there was none.
    pub partner: mp_partner,
    /// Whether there was a link to remove.
    pub removed: bool,
}

impl From<Option<&Partner>> for mp_unlinked {
    fn from(partner: Option<&Partner>) -> Self {
        Self { removed: partner.is_some(), partner: partner.map(Into::into).unwrap_or_default() }
    }
}

/// Makes it so that the account is linked to `partner_id`, and writes to `*out` what that took: it reads the link, then
/// creates it, changes it or does nothing. Another partner's ID is replaced only when it is `replace`; else the status
/// is MP_STATUS_ALREADY_LINKED. `replace` and `call` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mp_partner_link(
    client: Option<&mp_client>,
    partner_id: Text<'_>,
    replace: Text<'_>,
    call: Option<&mp_call_options<'_>>,
    out: Option<&mut MaybeUninit<mp_linked>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let (client, out) = (required("client", client)?, required("out", out)?);
        let id = PartnerId::new(partner_id.required("partner_id")?)?;
        let replace = replace.optional("replace")?.map(PartnerId::new).transpose()?;
        let linked = wait(call, client.0.link(&id, Some(call::link(call, replace))))?;
        out.write((&linked).into());
        Ok(())
    })
}

/// Removes the account's link, whichever it is, reads back that it is gone, and writes to `*out` which it was. `call`
/// may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mp_partner_unlink(
    client: Option<&mp_client>,
    call: Option<&mp_call_options<'_>>,
    out: Option<&mut MaybeUninit<mp_unlinked>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let (client, out) = (required("client", client)?, required("out", out)?);
        let removed = wait(call, client.0.unlink(Some(call::method(call))))?;
        out.write(removed.as_ref().into());
        Ok(())
    })
}

/// Frees what mp_partner_link gave and empties it. NULL does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mp_linked_free(linked: Option<&mut mp_linked>) {
    if let Some(linked) = linked {
        *linked = mp_linked::default();
    }
}

/// Frees what mp_partner_unlink gave and empties it. NULL does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mp_unlinked_free(unlinked: Option<&mut mp_unlinked>) {
    if let Some(unlinked) = unlinked {
        *unlinked = mp_unlinked::default();
    }
}
