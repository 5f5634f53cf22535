//! Entra ID: discovery, and tokens for service principals and users.

mod assertion;
mod discovery;
mod error;
mod jwt;
mod token;

pub(crate) use assertion::certificate_der;
pub(crate) use error::EntraError;
pub(crate) use jwt::{Caller, Tokens};
pub(crate) use token::issue;

use crate::{
    app::App,
    exchange::{Answer, Call},
    routes::Entra,
};
use axum::http::Method;
use time::OffsetDateTime;

/// Answers an Entra ID request; `segment` is the tenant of the path, where it has one.
pub(crate) fn answer(app: &App, call: &Call, endpoint: Entra, segment: &str) -> Answer {
    let posts = endpoint == Entra::Token;
    let allowed = if posts { call.method == Method::POST } else { call.reads() };
    let result = match endpoint {
        _ if !allowed => Err(EntraError::method_not_allowed(if posts { "POST" } else { "GET, HEAD" })),
        Entra::InstanceDiscovery => discovery::instance(app, call),
        Entra::OpenIdConfiguration => discovery::configuration(app, segment),
        Entra::Keys => Ok(discovery::keys(app)),
        Entra::Token => token::answer(app, call, segment),
    };
    let mut answer = result.unwrap_or_else(|error| error.answer(call));
    answer.set("cache-control", "no-store, no-cache");
    answer.set("pragma", "no-cache");
    answer
}

/// Seconds since 1970, as tokens count.
pub(crate) fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}
