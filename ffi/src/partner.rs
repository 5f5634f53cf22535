use std::mem::MaybeUninit;

use managementpartner::{Partner, PartnerId, PartnerState};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    OwnedText, Text, call,
    guard::{guard, required},
    mp_call_options, mp_client, mp_error, mp_status,
    runtime::wait,
};

/// A link between an account and a partner ID, as the service answered it; NULL is what it left out. Free it with
/// mp_partner_free.
///
/// Times are text as in RFC 3339, in UTC, with up to nine digits of a second, such as "2018-02-11T22:18:10.5395747Z".
#[derive(Debug, Default)]
#[repr(C)]
pub struct mp_partner {
    /// The partner ID that the account is linked with. Never NULL.
    pub partner_id: OwnedText,
    /// The partner's name.
    pub partner_name: OwnedText,
    /// The tenant in which the account is linked.
    pub tenant_id: OwnedText,
    /// The account's object ID in the tenant.
    pub object_id: OwnedText,
    /// "Active", "Deleted", or a state that this version does not know.
    pub state: OwnedText,
    /// When the account was first linked; it survives removing and linking again.
    pub created_time: OwnedText,
    /// When the link was last written.
    pub updated_time: OwnedText,
    /// The resource ID, "/providers/microsoft.managementpartner/partners/{partner_id}".
    pub id: OwnedText,
    /// The partner ID once more.
    pub name: OwnedText,
    /// The resource type, "Microsoft.ManagementPartner/partners".
    pub r#type: OwnedText,
    /// Counts the writes of this account, removals included. 0 without `has_version`.
    pub version: i64,
    /// Equal to `version` in every recording. 0 without `has_etag`.
    pub etag: i64,
    /// Whether the service gave a version.
    pub has_version: bool,
    /// Whether the service gave an etag.
    pub has_etag: bool,
}

impl From<&Partner> for mp_partner {
    fn from(partner: &Partner) -> Self {
        Self {
            partner_id: partner.partner_id.as_str().into(),
            partner_name: partner.partner_name.as_ref().into(),
            tenant_id: partner.tenant_id.as_ref().into(),
            object_id: partner.object_id.as_ref().into(),
            state: partner.state.as_ref().map(PartnerState::as_str).into(),
            created_time: text_of(partner.created_time).into(),
            updated_time: text_of(partner.updated_time).into(),
            id: partner.id.as_ref().into(),
            name: partner.name.as_ref().into(),
            r#type: partner.r#type.as_ref().into(),
            version: partner.version.unwrap_or(0),
            etag: partner.etag.unwrap_or(0),
            has_version: partner.version.is_some(),
            has_etag: partner.etag.is_some(),
        }
    }
}

fn text_of(time: Option<OffsetDateTime>) -> Option<String> {
    time?.format(&Rfc3339).ok()
}

/// Links the account to `partner_id` (PUT) and writes the link to `*out`. What the service does with an account that
/// is linked already is its own business; mp_partner_link is the safe way. `call` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mp_partner_create(
    client: Option<&mp_client>,
    partner_id: Text<'_>,
    call: Option<&mp_call_options<'_>>,
    out: Option<&mut MaybeUninit<mp_partner>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let (client, out) = (required("client", client)?, required("out", out)?);
        let id = PartnerId::new(partner_id.required("partner_id")?)?;
        let partner = wait(call, client.0.create(&id, Some(call::method(call))))?;
        out.write((&partner).into());
        Ok(())
    })
}

/// Reads the account's link, if it is with `partner_id`, and writes it to `*out`. MP_STATUS_NOT_LINKED when there is
/// none. `call` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mp_partner_get(
    client: Option<&mp_client>,
    partner_id: Text<'_>,
    call: Option<&mp_call_options<'_>>,
    out: Option<&mut MaybeUninit<mp_partner>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let (client, out) = (required("client", client)?, required("out", out)?);
        let id = PartnerId::new(partner_id.required("partner_id")?)?;
        let partner = wait(call, client.0.get(&id, Some(call::method(call))))?;
        out.write((&partner).into());
        Ok(())
    })
}

/// Reads the account's link, whichever it is, and writes it to `*out`. MP_STATUS_NOT_LINKED when there is none. `call`
/// may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mp_partner_current(
    client: Option<&mp_client>,
    call: Option<&mp_call_options<'_>>,
    out: Option<&mut MaybeUninit<mp_partner>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let (client, out) = (required("client", client)?, required("out", out)?);
        let partner = wait(call, client.0.current(Some(call::method(call))))?;
        out.write((&partner).into());
        Ok(())
    })
}

/// Changes the account's link to `partner_id` (PATCH) and writes the link to `*out`. MP_STATUS_NOT_LINKED when there
/// is none. `call` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mp_partner_update(
    client: Option<&mp_client>,
    partner_id: Text<'_>,
    call: Option<&mp_call_options<'_>>,
    out: Option<&mut MaybeUninit<mp_partner>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let (client, out) = (required("client", client)?, required("out", out)?);
        let id = PartnerId::new(partner_id.required("partner_id")?)?;
        let partner = wait(call, client.0.update(&id, Some(call::method(call))))?;
        out.write((&partner).into());
        Ok(())
    })
}

/// Removes the account's link to `partner_id` (DELETE). Where there is no link the service answers success;
/// mp_partner_unlink says whether there was one. `call` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mp_partner_delete(
    client: Option<&mp_client>,
    partner_id: Text<'_>,
    call: Option<&mp_call_options<'_>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let client = required("client", client)?;
        let id = PartnerId::new(partner_id.required("partner_id")?)?;
        wait(call, client.0.delete(&id, Some(call::method(call))))
    })
}

/// Frees the strings of a partner and empties it; the link at the service is not touched. NULL does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mp_partner_free(partner: Option<&mut mp_partner>) {
    if let Some(partner) = partner {
        *partner = mp_partner::default();
    }
}
