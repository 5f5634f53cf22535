//! Every error that Azure Resource Manager or the partner service answers, one function each.

use crate::exchange::Answer;
use axum::http::StatusCode;
use serde::Serialize;

/// An error of ARM or of the partner service.
#[derive(Debug)]
pub(crate) struct ArmError {
    status: StatusCode,
    code: &'static str,
    message: String,
    header: Option<(&'static str, String)>,
}

#[derive(Serialize)]
struct Body<'a> {
    error: Detail<'a>,
    #[serde(flatten)]
    repeated: Option<Detail<'a>>,
}

#[derive(Clone, Copy, Serialize)]
struct Detail<'a> {
    code: &'a str,
    message: &'a str,
}

/// The partner service says code and message twice (recorded: python-get-unlinked).
pub(crate) fn partner_error_answer(status: StatusCode, code: &str, message: &str) -> Answer {
    let detail = Detail { code, message };
    Answer::json(status, &Body { error: detail, repeated: Some(detail) })
}

impl ArmError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), header: None }
    }

    /// No link, or not the one asked for (recorded: python-get-unlinked).
    pub(crate) fn not_linked() -> Self {
        let message = "This user or service principal is not linked with a Partner ID";
        Self::new(StatusCode::NOT_FOUND, "ManagementPartnerNotFound", message)
    }

    /// Recorded: python-create-invalid.
    pub(crate) fn partner_id_invalid() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "PartnerIdInvalid", "The Partner ID is not valid")
    }

    /// A create while a link exists; code and text are not known from any source.
    pub(crate) fn conflict() -> Self {
        let message = "This user or service principal is already linked with a Partner ID";
        Self::new(StatusCode::CONFLICT, "Conflict", message)
    }

    /// The CSP case; the text is the service's, status and code are not known.
    pub(crate) fn no_account() -> Self {
        let message = "The user does not have an account in this tenant, work with the administrator to add the account. \
            If you are a CSP partner logged in the customer tenant, you will not be able to link the Partner ID";
        Self::new(StatusCode::FORBIDDEN, "Forbidden", message)
    }

    /// 401 with the challenge that ARM sends along; `authority` is where a client gets its token.
    pub(crate) fn unauthorized(
        authority: &str,
        code: &'static str,
        message: impl Into<String>,
        challenge: &str,
    ) -> Self {
        let header = format!(
            "Bearer authorization_uri=\"{authority}/\", error=\"invalid_token\", error_description=\"{challenge}\""
        );
        let mut error = Self::new(StatusCode::UNAUTHORIZED, code, message);
        error.header = Some(("www-authenticate", header));
        error
    }

    pub(crate) fn api_version_missing() -> Self {
        let message = "The api-version query parameter (?api-version=) is required for all requests.";
        Self::new(StatusCode::BAD_REQUEST, "MissingApiVersionParameter", message)
    }

    pub(crate) fn api_version_invalid(version: &str, supported: &[&str]) -> Self {
        let message =
            format!("The api-version '{version}' is invalid. The supported versions are '{}'.", supported.join(","));
        Self::new(StatusCode::BAD_REQUEST, "InvalidApiVersionParameter", message)
    }

    pub(crate) fn namespace_unknown(namespace: &str) -> Self {
        let message = format!("The resource namespace '{namespace}' is invalid.");
        Self::new(StatusCode::NOT_FOUND, "InvalidResourceNamespace", message)
    }

    pub(crate) fn resource_type_unknown(path: &str, namespace: &str) -> Self {
        let message = format!("The resource type '{path}' could not be found in the namespace '{namespace}'.");
        Self::new(StatusCode::NOT_FOUND, "InvalidResourceType", message)
    }

    pub(crate) fn path_unknown(path: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NotFound", format!("No resource is served at '{path}'."))
    }

    pub(crate) fn method_not_allowed(method: &str, allowed: &'static str) -> Self {
        let message = format!("The http method '{method}' is not supported here; supported are {allowed}.");
        let mut error = Self::new(StatusCode::METHOD_NOT_ALLOWED, "HttpMethodNotSupported", message);
        error.header = Some(("allow", allowed.to_owned()));
        error
    }

    pub(crate) fn body_too_large(limit: usize) -> Self {
        let message = format!("The request content is larger than the maximum of {limit} bytes.");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "RequestContentTooLarge", message)
    }

    pub(crate) fn throttled(retry_after_seconds: u64) -> Self {
        let message = format!(
            "The request is being throttled as the limit for writes of this tenant has been reached. Retry after {retry_after_seconds} seconds."
        );
        let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", message);
        error.header = Some(("retry-after", retry_after_seconds.to_string()));
        error
    }

    /// The emulator itself failed: its state file could not be written.
    pub(crate) fn internal(message: String) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", message)
    }

    /// As the partner service writes its errors.
    pub(crate) fn partner_answer(self) -> Answer {
        let answer = partner_error_answer(self.status, self.code, &self.message);
        self.with_header(answer)
    }

    /// As ARM writes its own.
    pub(crate) fn arm_answer(self) -> Answer {
        let detail = Detail { code: self.code, message: &self.message };
        let answer = Answer::json(self.status, &Body { error: detail, repeated: None });
        self.with_header(answer)
    }

    fn with_header(self, mut answer: Answer) -> Answer {
        if let Some((name, value)) = &self.header {
            answer.set_text(name, value);
        }
        answer
    }
}
