//! Ways to sign in; each is a [`CredentialSource`].

mod azure_cli;
mod client_certificate;
mod client_secret;
mod fixed_token;
mod lookup;
mod refresh_token;
mod source;

pub use azure_cli::AzureCli;
pub use client_certificate::ClientCertificate;
pub use client_secret::ClientSecret;
pub use fixed_token::FixedToken;
pub use lookup::{Auth, from_lookup, incomplete_environment};
pub use refresh_token::RefreshToken;
pub use source::{CredentialSource, TokenCredentialSource};
