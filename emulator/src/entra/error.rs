//! Every error that Entra ID answers, one function each. The numbers are AADSTS codes.

use crate::exchange::{Answer, Call};
use axum::http::StatusCode;
use serde_json::json;
use time::{OffsetDateTime, macros::format_description};
use uuid::Uuid;

/// An error of Entra ID.
#[derive(Debug)]
pub(crate) struct EntraError {
    status: StatusCode,
    error: &'static str,
    number: u32,
    text: String,
    allow: Option<&'static str>,
}

impl EntraError {
    fn new(error: &'static str, number: u32, text: impl Into<String>) -> Self {
        let status = if error == "invalid_client" { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
        Self { status, error, number, text: text.into(), allow: None }
    }

    pub(crate) fn tenant_unknown(tenant: &str) -> Self {
        let text = format!(
            "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."
        );
        Self::new("invalid_request", 90002, text)
    }

    pub(crate) fn field_missing(field: &str) -> Self {
        let text = format!("The request body must contain the following parameter: '{field}'.");
        Self::new("invalid_request", 900_144, text)
    }

    pub(crate) fn grant_unsupported(grant: &str) -> Self {
        let text = format!("The app requested an unsupported grant type '{grant}'.");
        Self::new("unsupported_grant_type", 70003, text)
    }

    pub(crate) fn common_tenant_for_app() -> Self {
        let text =
            "No tenant-identifying information found in either the request or implied by any provided credentials.";
        Self::new("invalid_request", 50059, text)
    }

    pub(crate) fn app_not_in_tenant(client_id: &str, tenant: &str) -> Self {
        let text = format!(
            "Application with identifier '{client_id}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant."
        );
        let mut error = Self::new("unauthorized_client", 700_016, text);
        error.status = StatusCode::BAD_REQUEST;
        error
    }

    pub(crate) fn credential_missing() -> Self {
        let text = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
        Self::new("invalid_client", 7_000_218, text)
    }

    pub(crate) fn secret_wrong(client_id: &str) -> Self {
        let text = format!(
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client_id}'."
        );
        Self::new("invalid_client", 7_000_215, text)
    }

    pub(crate) fn assertion_malformed() -> Self {
        Self::new("invalid_client", 50027, "JWT token is invalid or malformed.")
    }

    pub(crate) fn assertion_key_unknown(client_id: &str) -> Self {
        let text = format!(
            "The certificate with identifier used to sign the client assertion is not registered on application '{client_id}'. [Reason - The key was not found.]"
        );
        Self::new("invalid_client", 700_027, text)
    }

    pub(crate) fn assertion_signature_wrong() -> Self {
        let text = "Client assertion contains an invalid signature. [Reason - The key was found, but use of the key to verify the signature failed.]";
        Self::new("invalid_client", 700_027, text)
    }

    pub(crate) fn assertion_audience_wrong(audience: &str) -> Self {
        let text =
            format!("Client assertion audience claim '{audience}' does not match the token endpoint or realm issuer.");
        Self::new("invalid_client", 700_023, text)
    }

    pub(crate) fn assertion_time_wrong() -> Self {
        Self::new("invalid_client", 700_024, "Client assertion is not within its valid time range.")
    }

    pub(crate) fn assertion_app_wrong() -> Self {
        let text = "Client assertion application identifier doesn't match 'client_id' parameter.";
        Self::new("invalid_client", 700_021, text)
    }

    pub(crate) fn scope_invalid(scope: &str) -> Self {
        let text = format!(
            "The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI)."
        );
        Self::new("invalid_scope", 1_002_012, text)
    }

    pub(crate) fn refresh_token_invalid() -> Self {
        let text = "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.";
        Self::new("invalid_grant", 70043, text)
    }

    pub(crate) fn user_not_in_tenant(user: &str, home: Uuid, tenant: &str) -> Self {
        let text = format!(
            "User account '{user}' from identity provider 'https://sts.windows.net/{home}/' does not exist in tenant '{tenant}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first."
        );
        Self::new("invalid_grant", 50020, text)
    }

    pub(crate) fn instance_unknown(authority: &str) -> Self {
        Self::new("invalid_instance", 50049, format!("Unknown or invalid instance '{authority}'."))
    }

    pub(crate) fn body_too_large() -> Self {
        let mut error =
            Self::new("invalid_request", 90_013, "Invalid input received from the user: the request is too large.");
        error.status = StatusCode::PAYLOAD_TOO_LARGE;
        error
    }

    pub(crate) fn method_not_allowed(allowed: &'static str) -> Self {
        let mut error = Self::new("invalid_request", 900_561, format!("The endpoint only accepts {allowed} requests."));
        error.status = StatusCode::METHOD_NOT_ALLOWED;
        error.allow = Some(allowed);
        error
    }

    /// The description ends with ids and a time on lines of their own: these escapes break some clients' parsers.
    pub(crate) fn answer(self, call: &Call) -> Answer {
        let trace = Uuid::new_v4();
        let correlation = call.header("client-request-id").and_then(|id| id.parse().ok()).unwrap_or_else(Uuid::new_v4);
        let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]Z");
        let timestamp = OffsetDateTime::now_utc().format(format).unwrap_or_default();
        let Self { status, error, number, text, allow } = self;
        let mut answer = Answer::json(
            status,
            &json!({
                "error": error,
                "error_description": format!("AADSTS{number}: {text}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {timestamp}"),
                "error_codes": [number],
                "timestamp": timestamp,
                "trace_id": trace,
                "correlation_id": correlation,
                "error_uri": format!("https://login.microsoftonline.com/error?code={number}"),
            }),
        );
        answer.set_text("x-ms-request-id", &trace.to_string());
        if let Some(allow) = allow {
            answer.set("allow", allow);
        }
        answer
    }
}
