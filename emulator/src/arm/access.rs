//! The bearer token: whose it is, or ARM's 401.

use super::ArmError;
use crate::{
    app::App,
    entra::{Caller, now},
    exchange::Call,
};
use std::sync::Arc;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Audiences of ARM in the clouds, without a slash at the end; the emulator's own address comes beside them.
const AUDIENCES: [&str; 7] = [
    "https://management.azure.com",
    "https://management.core.windows.net",
    "https://management.usgovcloudapi.net",
    "https://management.core.usgovcloudapi.net",
    "https://management.chinacloudapi.cn",
    "https://management.core.chinacloudapi.cn",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
];

/// The caller, once its token is found good for ARM.
pub(crate) fn caller(app: &App, call: &Call) -> Result<Arc<Caller>, ArmError> {
    let caller = app.tokens.verify(bearer(app, call)?).ok_or_else(|| {
        let message = "The access token is invalid.";
        ArmError::unauthorized(&app.address, "InvalidAuthenticationToken", message, message)
    })?;
    let audience = caller.audience.strip_suffix('/').unwrap_or(&caller.audience);
    if audience != app.address && !AUDIENCES.contains(&audience) {
        return Err(wrong_audience(app, &caller.audience));
    }
    if caller.expires <= now() {
        return Err(expired(app, caller.expires));
    }
    Ok(caller)
}

/// The token of the Authorization header.
fn bearer<'a>(app: &App, call: &'a Call) -> Result<&'a str, ArmError> {
    let header = call.header("authorization").ok_or_else(|| {
        let message = "Authentication failed. The 'Authorization' header is missing.";
        let challenge = "The authentication failed because of missing 'Authorization' header.";
        ArmError::unauthorized(&app.address, "AuthenticationFailed", message, challenge)
    })?;
    let token = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    token.map(|(_, token)| token.trim()).ok_or_else(|| {
        let message = "Authentication failed. The 'Authorization' header is provided in an invalid format.";
        ArmError::unauthorized(&app.address, "AuthenticationFailedInvalidHeader", message, message)
    })
}

fn wrong_audience(app: &App, audience: &str) -> ArmError {
    let message = format!(
        "The access token has been obtained for wrong audience or resource '{audience}'. It should exactly match with one of the allowed audiences '{}/','{}'.",
        app.address,
        AUDIENCES.join("','")
    );
    ArmError::unauthorized(
        &app.address,
        "InvalidAuthenticationTokenAudience",
        message,
        "The access token is from the wrong audience.",
    )
}

fn expired(app: &App, at: i64) -> ArmError {
    let when = |seconds| {
        let instant = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        instant.format(&Rfc3339).unwrap_or_default()
    };
    let message =
        format!("The access token expiry UTC time '{}' is earlier than current UTC time '{}'.", when(at), when(now()));
    ArmError::unauthorized(
        &app.address,
        "ExpiredAuthenticationToken",
        message,
        "The access token expiry time is earlier than current time.",
    )
}
