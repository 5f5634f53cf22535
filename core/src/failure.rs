//! Makes errors of what came back instead of an answer.

use std::{error::Error as StdError, time::Duration};

use azure_core::{
    error::ErrorKind as PipelineErrorKind,
    http::{
        Request, StatusCode,
        headers::{HeaderName, Headers},
    },
};
use rustls::{CertificateError, OtherError};
use serde::Deserialize;

use crate::{Error, ErrorKind, error::RequestIds, pipeline, retry};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-request-id");
const CORRELATION_ID: HeaderName = HeaderName::from_static("x-ms-correlation-request-id");

/// ARM's error, with owned strings: one that borrows from the JSON would fail at a message with an escape.
#[derive(Debug, Deserialize)]
struct ErrorAnswer {
    error: ErrorDetail,
}

#[derive(Debug, Deserialize)]
struct ErrorDetail {
    code: Option<String>,
    message: Option<String>,
}

pub(crate) fn ids(headers: &Headers, client_request_id: Option<String>) -> RequestIds {
    RequestIds {
        request: headers.get_optional_string(&REQUEST_ID),
        correlation: headers.get_optional_string(&CORRELATION_ID),
        client: client_request_id,
    }
}

/// The error that an answer of ARM with an error status stands for.
pub(crate) fn from_answer(status: u16, headers: &Headers, body: &[u8], ids: RequestIds) -> Error {
    let detail = serde_json::from_slice::<ErrorAnswer>(body).ok().map(|answer| answer.error);
    let code = detail.as_ref().and_then(|detail| detail.code.clone());
    let kind = kind_of(status, detail.as_ref());
    let message = detail.and_then(|detail| detail.message).filter(|message| !message.is_empty());
    let retry_after = retry::asked_wait(headers);
    let hint = hint(kind, status, code.as_deref(), retry_after);
    Error::new(kind, message.unwrap_or_else(|| wordless(status))).with(|parts| {
        parts.code = code;
        parts.status = Some(status);
        parts.ids = ids;
        parts.hint = hint;
        parts.retry_after = retry_after;
        parts.answer_lost = status == 408 || status >= 500;
    })
}

fn kind_of(status: u16, detail: Option<&ErrorDetail>) -> ErrorKind {
    let code = detail.and_then(|detail| detail.code.as_deref());
    match status {
        400 if code == Some("PartnerIdInvalid") => ErrorKind::InvalidPartnerId,
        401 => ErrorKind::Authentication,
        403 => ErrorKind::PermissionDenied,
        // A 404 without the service's error comes from somewhere else, and says nothing about the link.
        404 if detail.is_some() && !is_foreign_404(code) => ErrorKind::NotLinked,
        409 => ErrorKind::AlreadyLinked,
        429 => ErrorKind::Throttled,
        _ => ErrorKind::Service,
    }
}

/// ARM's own 404s: the provider does not exist there.
fn is_foreign_404(code: Option<&str>) -> bool {
    matches!(
        code,
        Some("InvalidResourceNamespace" | "InvalidResourceType" | "MissingSubscription" | "ResourceProviderNotFound")
    )
}

fn hint(kind: ErrorKind, status: u16, code: Option<&str>, retry_after: Option<Duration>) -> Option<String> {
    if let Some(wait) = retry_after.filter(|_| matches!(status, 429 | 503)) {
        return Some(format!("The service asks to wait {} s before the next request.", wait.as_secs_f64().ceil()));
    }
    let text = match kind {
        ErrorKind::InvalidPartnerId => {
            "Use the partner ID of the location account (Associated Partner ID in Partner Center); the global account's ID is not taken."
        }
        ErrorKind::Authentication => "Sign in again: the token was refused.",
        ErrorKind::Service if is_foreign_404(code) => {
            "This cloud or endpoint does not offer Microsoft.ManagementPartner."
        }
        ErrorKind::Service if matches!(status, 300..=399 | 404) => {
            "Check the endpoint: it does not answer as Azure Resource Manager does."
        }
        _ => return None,
    };
    Some(text.to_owned())
}

fn wordless(status: u16) -> String {
    let reason = StatusCode::from(status).canonical_reason();
    format!("The service answered {status} {reason} without saying why")
}

/// The error of a sign-in. What only the service can say of a link would be taken for its answer, and a link that nobody
/// read would be written over: from a sign-in it is a failure to sign in.
pub(crate) fn of_sign_in(error: Error) -> Error {
    match error.kind() {
        ErrorKind::NotLinked | ErrorKind::AlreadyLinked | ErrorKind::InvalidPartnerId | ErrorKind::OutcomeUnknown => {
            error.with(|parts| parts.kind = ErrorKind::Authentication)
        }
        ErrorKind::InvalidArgument
        | ErrorKind::Authentication
        | ErrorKind::WrongTenant
        | ErrorKind::PermissionDenied
        | ErrorKind::Throttled
        | ErrorKind::Service
        | ErrorKind::InvalidResponse
        | ErrorKind::Connection
        | ErrorKind::Timeout
        | ErrorKind::Cancelled => error,
    }
}

/// The service asked to wait longer than the call may take; nothing was sent.
pub(crate) fn asked_to_wait(wait: Duration) -> Error {
    let seconds = wait.as_secs_f64().ceil();
    Error::new(
        ErrorKind::Throttled,
        format!("The service asked to wait {seconds} s more, longer than the call may take"),
    )
    .with_hint("Try again later, or give the call more time.")
    .with(|parts| parts.retry_after = Some(wait))
}

/// The error that the pipeline gave instead of an answer to `request`.
pub(crate) fn from_pipeline(error: azure_core::Error, request: &Request) -> Error {
    let client_request_id = pipeline::client_request_id(request);
    let error = match error.into_downcast::<Error>() {
        Ok(own) => return own.with(|parts| parts.ids.client = parts.ids.client.take().or(client_request_id)),
        Err(error) => error,
    };
    let not_sent = matches!(error.kind(), PipelineErrorKind::Connection);
    let server = request.url().origin().ascii_serialization();
    let certificate_fault = certificate_fault(&error);
    let (message, hint) = if certificate_fault.is_some() {
        (
            format!("The certificate of {server} is not trusted"),
            "Name a file with its root certificate as the CA file, or check that the endpoint is the right one.",
        )
    } else if not_sent {
        (format!("No connection to {server} could be made"), "Check the network, the proxy and the endpoint.")
    } else {
        (format!("The connection to {server} broke before the answer was complete"), "Check the network and the proxy.")
    };
    let message = format!("{message}: {}", certificate_fault.unwrap_or_else(|| root_cause(&error)));
    Error::new(ErrorKind::Connection, message).with_hint(hint).with_source(error).with(|parts| {
        parts.answer_lost = !not_sent;
        parts.ids.client = client_request_id;
    })
}

/// Why the TLS handshake failed over the certificate, if it did: another try would end the same way.
pub(crate) fn certificate_fault(error: &azure_core::Error) -> Option<String> {
    chain(error).find_map(invalid_certificate)
}

/// An `io::Error` is asked for what it holds: its `source` is the source of that.
fn invalid_certificate(cause: &(dyn StdError + 'static)) -> Option<String> {
    if let Some(held) = cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        return invalid_certificate(held);
    }
    match cause.downcast_ref()? {
        rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(ours))) => Some(ours.to_string()),
        error @ rustls::Error::InvalidCertificate(_) => Some(error.to_string()),
        _ => None,
    }
}

fn root_cause(error: &azure_core::Error) -> String {
    chain(error).last().map_or_else(|| error.to_string(), ToString::to_string)
}

fn chain(error: &azure_core::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(Some(error as &(dyn StdError + 'static)), |cause| (*cause).source())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Error {
        from_answer(status, &Headers::new(), body.as_bytes(), RequestIds::default())
    }

    #[test]
    fn a_message_with_escapes_is_kept_word_for_word() {
        let error = answer(400, r#"{"error":{"code":"PartnerIdInvalid","message":"a \"b\"\r\n\u0027c\u0027"}}"#);
        assert_eq!(error.kind(), ErrorKind::InvalidPartnerId);
        assert_eq!(error.message(), "a \"b\"\r\n'c'");
        assert_eq!(error.to_string(), "(PartnerIdInvalid) a \"b\"\r\n'c'");
    }

    #[test]
    fn only_a_404_of_the_service_says_not_linked() {
        let own = r#"{"error":{"code":"ManagementPartnerNotFound","message":"m"}}"#;
        assert_eq!(answer(404, own).kind(), ErrorKind::NotLinked);
        assert_eq!(answer(404, r#"{"error":{"code":"Other","message":"m"}}"#).kind(), ErrorKind::NotLinked);
        for foreign in [
            "",
            "<html>",
            r#"{"error":{"code":"MissingSubscription"}}"#,
            r#"{"error":{"code":"InvalidResourceNamespace","message":"m"}}"#,
        ] {
            assert_eq!(answer(404, foreign).kind(), ErrorKind::Service);
        }
    }

    #[test]
    fn statuses_that_leave_the_outcome_open_are_marked() {
        for status in [408, 500, 502, 503, 504] {
            assert!(answer(status, "").answer_lost());
        }
        for status in [302, 400, 401, 403, 404, 409, 429] {
            assert!(!answer(status, "").answer_lost());
        }
        assert_eq!(answer(503, "").message(), "The service answered 503 Service Unavailable without saying why");
    }
}
