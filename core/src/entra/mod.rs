//! Entra ID: tokens for form posts, and the tenant of a domain.

mod error;

use std::{sync::Arc, time::Duration};

use azure_core::{
    credentials::{AccessToken, Secret},
    http::{Context, HttpClient, Method, Pipeline, PipelineSendOptions, RawResponse, Request},
};
use serde::Deserialize;
use time::OffsetDateTime;
use tokio::time::Instant;
use url::{Url, form_urlencoded};

use crate::{
    ClientOptions, Error, ErrorKind, Result, cloud, failure, pipeline,
    retry::{Deadline, Repeatable},
};

/// The authority of one cloud.
#[derive(Debug)]
pub(crate) struct Entra {
    authority: Url,
    pipeline: Pipeline,
}

/// What a [`CredentialSource`](crate::CredentialSource) is asked for.
#[derive(Debug)]
#[non_exhaustive]
pub struct TokenRequest<'a> {
    /// The tenant's ID (a GUID) that the token must be for; `None`: the source's own.
    pub tenant: Option<&'a str>,
    /// The scope, `{audience}/.default`.
    pub scope: &'a str,
    pub(crate) entra: &'a Entra,
    pub(crate) deadline: Option<Instant>,
}

impl TokenRequest<'_> {
    /// Posts `form` to the token endpoint of `tenant`, with this request's scope unless the form has one.
    ///
    /// # Errors
    ///
    /// [`Authentication`](ErrorKind::Authentication) with Entra's `AADSTS` code and its description word for word.
    pub(crate) async fn redeem(&self, tenant: &str, form: &[(&str, &str)]) -> Result<TokenAnswer> {
        let mut context = Context::new();
        context.insert(Repeatable);
        if let Some(deadline) = self.deadline {
            context.insert(Deadline(deadline));
        }
        self.entra.redeem(&context, tenant, form).await
    }

    /// The URL of the token endpoint of `tenant`: the audience of a client assertion.
    pub(crate) fn token_endpoint(&self, tenant: &str) -> Url {
        self.entra.token_endpoint(tenant)
    }
}

/// Entra's answer to a token request.
#[derive(Deserialize)]
pub(crate) struct TokenAnswer {
    access_token: String,
    expires_in: u32,
    pub(crate) refresh_token: Option<String>,
}

impl TokenAnswer {
    pub(crate) fn into_access_token(self) -> AccessToken {
        let lifetime = Duration::from_secs(self.expires_in.into());
        let expires_on = OffsetDateTime::now_utc() + lifetime;
        AccessToken::new(Secret::new(self.access_token), expires_on)
    }
}

#[derive(Deserialize)]
struct OpenIdConfiguration {
    issuer: String,
}

impl Entra {
    pub(crate) fn new(authority: Url, http: Arc<dyn HttpClient>, options: &ClientOptions) -> Self {
        Self { authority, pipeline: pipeline::new(http, options, vec![]) }
    }

    fn token_endpoint(&self, tenant: &str) -> Url {
        cloud::join(&self.authority, &format!("/{tenant}/oauth2/v2.0/token"))
    }

    async fn redeem(&self, context: &Context<'_>, tenant: &str, form: &[(&str, &str)]) -> Result<TokenAnswer> {
        let mut request = Request::new(self.token_endpoint(tenant), Method::Post);
        request.insert_header("content-type", "application/x-www-form-urlencoded");
        request.set_body(form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish());
        let answer = self.send(context, &mut request).await?;
        // The parser's own error could quote the token.
        serde_json::from_slice(answer.body()).map_err(|_| not_entra(&self.authority))
    }

    /// The ID of the tenant that `domain` belongs to.
    pub(crate) async fn tenant_id(&self, deadline: Instant, domain: &str) -> Result<String> {
        let url = cloud::join(&self.authority, &format!("/{domain}/v2.0/.well-known/openid-configuration"));
        let mut context = Context::new();
        context.insert(Deadline(deadline));
        let answer = self.send(&context, &mut Request::new(url, Method::Get)).await?;
        serde_json::from_slice::<OpenIdConfiguration>(answer.body())
            .ok()
            .and_then(|configuration| guid_of(&configuration.issuer))
            .ok_or_else(|| not_entra(&self.authority))
    }

    async fn send(&self, context: &Context<'_>, request: &mut Request) -> Result<RawResponse> {
        request.insert_header("accept", "application/json");
        let options = PipelineSendOptions { skip_checks: true, ..PipelineSendOptions::default() };
        let answer = self.pipeline.send(context, request, Some(options)).await;
        let result = match answer {
            Ok(answer) if answer.status().is_success() => return Ok(answer),
            Ok(answer) => error::from_answer(&answer),
            Err(error) => failure::from_pipeline(error, request),
        };
        Err(result.with(|parts| {
            parts.ids.client = pipeline::client_request_id(request);
            // Nothing of the service's was at stake.
            parts.answer_lost = false;
        }))
    }
}

fn guid_of(issuer: &str) -> Option<String> {
    issuer.split('/').find_map(|part| uuid::Uuid::try_parse(part).ok()).map(|id| id.to_string())
}

fn not_entra(authority: &Url) -> Error {
    Error::new(ErrorKind::InvalidResponse, format!("{authority} does not answer as Entra ID does"))
        .with_hint("Check the authority.")
}
