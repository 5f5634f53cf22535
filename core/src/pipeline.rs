//! The pipeline that both ARM and Entra ID are asked through.

use std::sync::Arc;

use azure_core::http::{
    ClientOptions as PipelineOptions, HttpClient, LoggingOptions, Pipeline, Request,
    RetryOptions as PipelineRetryOptions, Transport, UserAgentOptions, headers::CLIENT_REQUEST_ID, policies::Policy,
};

use crate::{ClientOptions, Error, ErrorKind, Result, retry::RetryPolicy};

/// The longest user agent suffix; azure_core panics beyond it.
const MAX_USER_AGENT: usize = 24;

pub(crate) fn new(http: Arc<dyn HttpClient>, options: &ClientOptions, per_try: Vec<Arc<dyn Policy>>) -> Pipeline {
    let pipeline_options = PipelineOptions {
        // Behind the policy that gives a request its ID: every repetition then has the same one.
        per_call_policies: vec![Arc::new(RetryPolicy::new(options.retry.clone()))],
        retry: PipelineRetryOptions::none(),
        transport: Some(Transport::new(http)),
        user_agent: UserAgentOptions { application_id: options.user_agent.clone() },
        logging: LoggingOptions {
            additional_allowed_header_names: vec!["x-ms-correlation-request-id".into()],
            ..LoggingOptions::default()
        },
        ..PipelineOptions::default()
    };
    Pipeline::new(
        Some(env!("CARGO_PKG_NAME")),
        Some(env!("CARGO_PKG_VERSION")),
        pipeline_options,
        vec![],
        per_try,
        None,
    )
}

/// Checks what would make azure_core panic.
pub(crate) fn check_user_agent(name: &str) -> Result<()> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if (1..=MAX_USER_AGENT).contains(&name.len()) && name.bytes().all(token) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidArgument, format!("{name:?} cannot be a user agent"))
        .with_hint("Use 1 to 24 letters, digits or characters such as - . _ and no blanks."))
}

/// The ID that the pipeline gave `request`.
pub(crate) fn client_request_id(request: &Request) -> Option<String> {
    request.headers().get_optional_string(&CLIENT_REQUEST_ID)
}
