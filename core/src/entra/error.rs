//! Entra's errors, read with owned strings: an `error_description` with an escape such as `\r\n` is kept whole.

use azure_core::http::RawResponse;
use serde::Deserialize;

use crate::{Error, ErrorKind, retry};

#[derive(Debug, Deserialize)]
struct ErrorAnswer {
    error: String,
    error_description: Option<String>,
    error_codes: Option<Vec<u64>>,
    trace_id: Option<String>,
    correlation_id: Option<String>,
}

/// The error that an answer of the authority stands for.
pub(crate) fn from_answer(answer: &RawResponse) -> Error {
    let status = u16::from(answer.status());
    let retry_after = retry::asked_wait(answer.headers());
    let kind = match status {
        429 => ErrorKind::Throttled,
        408 | 500.. => ErrorKind::Service,
        _ => ErrorKind::Authentication,
    };
    let Ok(said) = serde_json::from_slice::<ErrorAnswer>(answer.body()) else {
        return wordless(kind, status).with(|parts| parts.retry_after = retry_after);
    };
    let number = said.error_codes.and_then(|numbers| numbers.first().copied());
    let message = said.error_description.unwrap_or_else(|| said.error.clone());
    let hint = retry_after
        .map(|wait| format!("Entra ID asks to wait {} s before the next request.", wait.as_secs_f64().ceil()))
        .or_else(|| number.and_then(hint).map(str::to_owned));
    Error::new(kind, message).with(|parts| {
        parts.code = Some(number.map_or(said.error, |number| format!("AADSTS{number}")));
        parts.status = Some(status);
        parts.hint = hint;
        parts.retry_after = retry_after;
        parts.ids.request = said.trace_id;
        parts.ids.correlation = said.correlation_id;
    })
}

fn wordless(kind: ErrorKind, status: u16) -> Error {
    let error = Error::new(kind, format!("The authority answered {status} without saying why"));
    match kind {
        ErrorKind::Authentication => error.with_hint("Check the authority: it does not answer as Entra ID does."),
        _ => error,
    }
    .with(|parts| parts.status = Some(status))
}

/// What to do about the errors that people meet.
fn hint(number: u64) -> Option<&'static str> {
    Some(match number {
        50020 => "The account is no user of this tenant: have it invited as a guest.",
        50076 | 50079 => "The tenant wants multifactor authentication: sign in with `az login --tenant TENANT`.",
        50034 => "The account does not exist in this tenant.",
        65001 => "The application has no consent in this tenant: have an administrator grant it.",
        700_016 => {
            "The application is not in this tenant: check the client ID, or have an administrator consent to it."
        }
        700_027 => "The certificate is not registered for the application: upload it, or name the one that is.",
        7_000_215 => "Give the client secret's value (not its ID), and check that it has not expired.",
        7_000_222 => "The client secret has expired: make a new one.",
        90_002 => "There is no such tenant: check its ID or domain, and the cloud.",
        700_082 | 70_043 | 70_008 => "The refresh token has expired: sign in again.",
        _ => return None,
    })
}
