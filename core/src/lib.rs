//! Links, shows, changes and removes the Microsoft partner ID of the signed-in Azure account (Partner Admin Link).
#![forbid(unsafe_code)]

mod account;
mod answer;
mod authorize;
mod call;
mod claims;
mod client;
mod cloud;
pub mod credentials;
mod entra;
mod entra_error;
mod error;
mod error_kind;
mod failure;
mod link;
mod operation;
mod options;
mod partner;
mod partner_id;
mod pipeline;
mod retry;
mod retry_after;
mod session;
mod tenant;
mod transport;
mod wire;
mod write;

pub use account::Account;
pub use azure_core::credentials::{AccessToken, Secret};
pub use client::Client;
pub use cloud::{Cloud, CloudEndpoints};
pub use credentials::CredentialSource;
pub use entra::TokenRequest;
pub use error::{Error, Result};
pub use error_kind::ErrorKind;
pub use link::{Change, Linked};
pub use operation::{Operation, OperationDisplay};
pub use options::{ClientOptions, LinkOptions, MethodOptions, Proxy, RetryOptions};
pub use partner::{Partner, PartnerState};
pub use partner_id::PartnerId;
pub use tokio_util::sync::CancellationToken;
