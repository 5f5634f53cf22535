use std::{error::Error as _, mem::MaybeUninit};

use managementpartner::Error;

use crate::{OwnedText, mp_status};

/// What went wrong. Free it with mp_error_free.
#[derive(Debug)]
#[repr(C)]
pub struct mp_error {
    /// What kind of error: the number that the function returned.
    pub kind: mp_status,
    /// The HTTP status of the answer; 0 when there was none.
    pub status: i32,
    /// The service's error code, such as "PartnerIdInvalid" or "AADSTS7000215".
    pub code: OwnedText,
    /// What happened; the service's message, word for word, where it sent one. Never NULL.
    pub message: OwnedText,
    /// What to do next, where that is known.
    pub hint: OwnedText,
    /// What caused it, in one line, where that is known.
    pub cause: OwnedText,
    /// The service's ID of the request (x-ms-request-id; from Entra ID its trace ID).
    pub request_id: OwnedText,
    /// The correlation ID (x-ms-correlation-request-id; from Entra ID its correlation ID).
    pub correlation_id: OwnedText,
    /// The ID that this client gave the request (x-ms-client-request-id), the same on every repetition.
    pub client_request_id: OwnedText,
    /// How long the service asked to wait before the next request, in milliseconds; -1 when it did not.
    pub retry_after_ms: i64,
}

impl Default for mp_error {
    fn default() -> Self {
        Self {
            kind: mp_status::Ok,
            status: 0,
            code: OwnedText::default(),
            message: OwnedText::default(),
            hint: OwnedText::default(),
            cause: OwnedText::default(),
            request_id: OwnedText::default(),
            correlation_id: OwnedText::default(),
            client_request_id: OwnedText::default(),
            retry_after_ms: -1,
        }
    }
}

impl From<&Error> for mp_error {
    fn from(error: &Error) -> Self {
        Self {
            kind: mp_status::of(error.kind()),
            status: error.status().map_or(0, i32::from),
            code: error.code().into(),
            message: error.message().into(),
            hint: error.hint().into(),
            cause: cause(error).into(),
            request_id: error.request_id().into(),
            correlation_id: error.correlation_id().into(),
            client_request_id: error.client_request_id().into(),
            retry_after_ms: error.retry_after().and_then(|time| time.as_millis().try_into().ok()).unwrap_or(-1),
        }
    }
}

impl mp_error {
    pub(crate) fn panicked(message: &str) -> Self {
        Self { kind: mp_status::Panic, message: message.into(), ..Self::default() }
    }

    /// Writes it to where the caller wants it, and gives its kind.
    pub(crate) fn report(self, out: Option<&mut MaybeUninit<Self>>) -> mp_status {
        let kind = self.kind;
        if let Some(out) = out {
            out.write(self);
        }
        kind
    }
}

/// The sources of `error`, outermost first.
fn cause(error: &Error) -> Option<String> {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(source) = next {
        causes.push(source.to_string());
        next = source.source();
    }
    causes.dedup();
    (!causes.is_empty()).then(|| causes.join(": "))
}

/// Frees the strings of an error and empties it. NULL does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mp_error_free(error: Option<&mut mp_error>) {
    if let Some(error) = error {
        *error = mp_error::default();
    }
}
