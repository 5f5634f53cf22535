//! Links, shows, changes and removes the Microsoft partner ID of the signed-in Azure account (Partner Admin Link).
//!
//! A [`Client`] works in one tenant, as one account. [`Client::link`] makes it so that the account is linked, and
//! replaces another partner's ID only when that ID is named.
//!
//! ```
//! use managementpartner::{Client, ClientOptions, PartnerId, credentials};
//!
//! # tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
//! # let emulator = managementpartner_emulator::Emulator::start(Default::default()).await?;
//! let lookup = |name: &str| std::env::var(name).ok();
//! # let lookup = |name: &str| emulator.environment().get(name).cloned();
//! let sign_in = credentials::from_lookup(None, lookup)?;
//! let client = Client::new(sign_in, Some(ClientOptions::from_lookup(lookup)?))?;
//!
//! let linked = client.link(&PartnerId::new("12345")?, None).await?;
//! println!("{} is in force ({})", linked.partner.partner_id, linked.change.as_str());
//! # client.unlink(None).await?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
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
mod error;
mod failure;
mod link;
mod operation;
mod options;
mod partner;
mod pipeline;
mod retry;
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
pub use error::{Error, ErrorKind, Result};
pub use link::{Change, Linked};
pub use operation::{Operation, OperationDisplay};
pub use options::{ClientOptions, LinkOptions, MethodOptions, Proxy, RetryOptions};
pub use partner::{Partner, PartnerId, PartnerState};
pub use tokio_util::sync::CancellationToken;
