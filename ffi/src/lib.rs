//! The C ABI of [`managementpartner`]; `include/managementpartner.h` is generated from these modules.
//!
//! The functions are for C: from Rust, use the crate `managementpartner` itself. What is unsafe is in `memory` and
//! `callback`; elsewhere `no_mangle` alone counts as such.
#![expect(non_camel_case_types, reason = "the names are those of the header")]
#![expect(clippy::doc_markdown, reason = "the words are those of the header, which knows no Markdown")]

// In the order of the header.
#[expect(unsafe_code, reason = "no_mangle")]
mod version;

#[expect(unsafe_code, reason = "no_mangle")]
mod status;

#[expect(unsafe_code, reason = "no_mangle")]
mod error;

mod options;

mod credential;

#[expect(unsafe_code, reason = "no_mangle")]
mod token;

#[expect(unsafe_code, reason = "no_mangle")]
mod client;

#[expect(unsafe_code, reason = "no_mangle")]
mod cancel;

mod log;

mod call;

#[expect(unsafe_code, reason = "no_mangle")]
mod partner;

#[expect(unsafe_code, reason = "no_mangle")]
mod link;

#[expect(unsafe_code, reason = "no_mangle")]
mod operation;

#[expect(unsafe_code, reason = "no_mangle")]
mod account;

#[cfg(feature = "test-panic")]
#[expect(unsafe_code, reason = "no_mangle")]
mod test_panic;

mod callback;
mod guard;
mod memory;
mod runtime;

pub use account::{mp_account, mp_account_free, mp_account_get};
pub use call::mp_call_options;
pub use callback::{mp_log_callback, mp_release_callback, mp_token_callback};
pub use cancel::{mp_cancel, mp_cancel_free, mp_cancel_new, mp_cancel_trigger};
pub use client::{mp_client, mp_client_for_tenant, mp_client_free, mp_client_new};
pub use credential::{mp_credential, mp_credential_kind};
pub use error::{mp_error, mp_error_free};
pub use link::{
    mp_change, mp_linked, mp_linked_free, mp_partner_link, mp_partner_unlink, mp_unlinked, mp_unlinked_free,
};
pub use log::mp_log_level;
pub use memory::{OwnedText, Text, TextList, mp_operations};
pub use operation::{mp_operation, mp_operation_list, mp_operations_free};
pub use options::mp_client_options;
pub use partner::{
    mp_partner, mp_partner_create, mp_partner_current, mp_partner_delete, mp_partner_free, mp_partner_get,
    mp_partner_update,
};
pub use status::{mp_status, mp_status_name};
#[cfg(feature = "test-panic")]
pub use test_panic::mp_test_panic;
pub use token::{mp_token, mp_token_fail, mp_token_set};
pub use version::{MP_ABI_VERSION, mp_abi_version, mp_version};
