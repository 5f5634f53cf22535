mod kind;

use std::{error::Error as StdError, fmt, sync::Arc, time::Duration};

pub use kind::ErrorKind;

/// What every fallible function of this crate gives.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, in the words of the service where it spoke.
///
/// [`kind`](Self::kind), [`status`](Self::status) and [`code`](Self::code) are for programs, and stable;
/// the wording is for people, and may change unless it is the service's.
#[derive(Clone)]
pub struct Error(Box<Parts>);

#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) ids: RequestIds,
    pub(crate) retry_after: Option<Duration>,
    /// The request went out and no usable answer came back: whether it had its effect is not known.
    pub(crate) answer_lost: bool,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// The IDs by which Microsoft's support finds a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestIds {
    pub(crate) request: Option<String>,
    pub(crate) correlation: Option<String>,
    pub(crate) client: Option<String>,
}

impl Error {
    /// An error of `kind` that says `message`: for hosts that bring a credential of their own.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            kind,
            message: message.into(),
            hint: None,
            code: None,
            status: None,
            ids: RequestIds::default(),
            retry_after: None,
            answer_lost: false,
            source: None,
        }))
    }

    /// The same error, with what to do next.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// The same error, with what caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into().into());
        self
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Parts)) -> Self {
        change(&mut self.0);
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What happened; the service's message, word for word, where it sent one.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do next, where that is known.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    /// The HTTP status of the answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The service's error code, such as `PartnerIdInvalid` or `AADSTS7000215`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The service's ID of the request (`x-ms-request-id`; from Entra its trace ID).
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.ids.request.as_deref()
    }

    /// The correlation ID (`x-ms-correlation-request-id`; from Entra its correlation ID).
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.0.ids.correlation.as_deref()
    }

    /// The ID that this client gave the request (`x-ms-client-request-id`), the same on every repetition.
    #[must_use]
    pub fn client_request_id(&self) -> Option<&str> {
        self.0.ids.client.as_deref()
    }

    /// How long the service asked to wait before the next request.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    pub(crate) fn ids(&self) -> &RequestIds {
        &self.0.ids
    }

    pub(crate) fn answer_lost(&self) -> bool {
        self.0.answer_lost
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code() {
            // Entra begins its messages with the code.
            Some(code) if code.starts_with("AADSTS") && self.message().starts_with(code) => f.write_str(self.message()),
            Some(code) => write!(f, "({code}) {}", self.message()),
            None => f.write_str(self.message()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// An error on its way through the pipeline, which carries azure_core's errors; `from_pipeline` unpacks it.
impl From<Error> for azure_core::Error {
    fn from(error: Error) -> Self {
        Self::new(azure_core::error::ErrorKind::Credential, error)
    }
}
