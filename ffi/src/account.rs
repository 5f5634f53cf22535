use std::mem::MaybeUninit;

use managementpartner::Account;

use crate::{
    OwnedText, call,
    guard::{guard, required},
    mp_call_options, mp_client, mp_error, mp_status,
    runtime::wait,
};

/// The signed-in account, as its token describes it; NULL is what the token leaves out. Free it with mp_account_free.
#[derive(Debug, Default)]
#[repr(C)]
pub struct mp_account {
    /// Azure Resource Manager's URL. Never NULL.
    pub endpoint: OwnedText,
    /// The tenant's ID. Never NULL.
    pub tenant_id: OwnedText,
    /// The account's object ID in the tenant.
    pub object_id: OwnedText,
    /// Its sign-in name, or the application's name or ID.
    pub name: OwnedText,
    /// "user" or "app".
    pub kind: OwnedText,
    /// How it signed in, in words. Never NULL.
    pub source: OwnedText,
}

impl From<Account> for mp_account {
    fn from(account: Account) -> Self {
        Self {
            endpoint: account.endpoint.as_str().into(),
            tenant_id: account.tenant_id.as_str().into(),
            object_id: account.object_id.into(),
            name: account.name.into(),
            kind: account.kind.into(),
            source: account.source.as_str().into(),
        }
    }
}

/// Signs in where that has not happened yet, and writes to `*out` who is signed in. Azure Resource Manager is not
/// asked. `call` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mp_account_get(
    client: Option<&mp_client>,
    call: Option<&mp_call_options<'_>>,
    out: Option<&mut MaybeUninit<mp_account>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let (client, out) = (required("client", client)?, required("out", out)?);
        let account = wait(call, client.0.account(Some(call::method(call))))?;
        out.write(account.into());
        Ok(())
    })
}

/// Frees the strings of an account and empties it. NULL does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mp_account_free(account: Option<&mut mp_account>) {
    if let Some(account) = account {
        *account = mp_account::default();
    }
}
