//! A service that is scripted in the test, and a token for it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use azure_core::{
    error::ErrorKind,
    http::{AsyncRawResponse, Body, HttpClient, Request, headers::Headers},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use managementpartner::{Client, ClientOptions, PartnerId, credentials::FixedToken};
use serde_json::json;
use tokio::time::Instant;

pub(crate) const TENANT: &str = "11111111-2222-4333-8444-555555555555";
pub(crate) const OTHER_TENANT: &str = "99999999-2222-4333-8444-555555555555";
pub(crate) const OBJECT: &str = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
pub(crate) const SECRET_PART: &str = "c2lnbmF0dXJl";

/// What the scripted service does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Answer(u16, Vec<(&'static str, String)>, String),
    /// The connection could not be made.
    NoConnection,
    /// The connection broke after the request went out.
    Broken,
    /// No answer ever comes.
    Silence,
}

impl Reply {
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Answer(_, headers, _) = &mut self {
            headers.push((name, value.into()));
        }
        self
    }
}

pub(crate) fn status(status: u16) -> Reply {
    Reply::Answer(status, vec![], String::new())
}

pub(crate) fn text(body: &str) -> Reply {
    Reply::Answer(200, vec![], body.to_owned())
}

pub(crate) fn error(status: u16, code: &str, message: &str) -> Reply {
    let body = json!({"error": {"code": code, "message": message}, "code": code, "message": message});
    Reply::Answer(status, vec![], body.to_string())
}

pub(crate) fn link_that_is(state: &str, partner_id: &str) -> Reply {
    text(
        &json!({"properties": {"partnerId": partner_id, "tenantId": TENANT, "objectId": OBJECT, "state": state}})
            .to_string(),
    )
}

pub(crate) fn linked_in(tenant: &str, partner_id: &str) -> Reply {
    text(
        &json!({"properties": {"partnerId": partner_id, "tenantId": tenant, "objectId": OBJECT, "state": "Active"}})
            .to_string(),
    )
}

pub(crate) fn linked(partner_id: &str) -> Reply {
    linked_in(TENANT, partner_id)
}

pub(crate) fn not_linked() -> Reply {
    error(404, "ManagementPartnerNotFound", "This user or service principal is not linked with a Partner ID")
}

/// A request as the service saw it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) at: Instant,
    pub(crate) host: String,
    pub(crate) line: String,
    pub(crate) client_request_id: Option<String>,
    pub(crate) authorization: Option<String>,
    pub(crate) body: String,
}

/// Answers the requests in order with what the script says; one too many is answered 599.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    script: Arc<Mutex<VecDeque<Reply>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Service {
    pub(crate) fn new(script: impl IntoIterator<Item = Reply>) -> Self {
        Self { script: Arc::new(Mutex::new(script.into_iter().collect())), seen: Arc::default() }
    }

    pub(crate) fn options(&self) -> ClientOptions {
        ClientOptions { transport: Some(Arc::new(self.clone())), ..ClientOptions::default() }
    }

    /// A client of this service, signed in with a token of [`TENANT`].
    pub(crate) fn client(&self) -> Client {
        client(self.options())
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The requests as `METHOD last-part-of-path`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.line).collect()
    }

    /// The time between one request and the next.
    pub(crate) fn pauses(&self) -> Vec<Duration> {
        self.seen().windows(2).map(|pair| pair[1].at - pair[0].at).collect()
    }
}

#[async_trait]
impl HttpClient for Service {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let header = |name: &'static str| request.headers().get_optional_string(&name.into());
        let last = request.url().path().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let Body::Bytes(body) = request.body() else { panic!("requests are never streams") };
        self.seen.lock().unwrap().push(Seen {
            at: Instant::now(),
            host: request.url().host_str().unwrap_or_default().to_owned(),
            line: format!("{} {last}", request.method()),
            client_request_id: header("x-ms-client-request-id"),
            authorization: header("authorization"),
            body: String::from_utf8(body.to_vec()).unwrap(),
        });
        // As a real client does: others get their turn before the answer is there.
        tokio::task::yield_now().await;
        let reply = self.script.lock().unwrap().pop_front().unwrap_or_else(|| status(599));
        let fault = |kind| Err(azure_core::Error::with_message(kind, "scripted"));
        match reply {
            Reply::Answer(status, fields, body) => {
                let mut headers = Headers::new();
                for (name, value) in fields {
                    headers.insert(name, value);
                }
                Ok(AsyncRawResponse::from_bytes(status.into(), headers, body.into_bytes()))
            }
            Reply::NoConnection => fault(ErrorKind::Connection),
            Reply::Broken => fault(ErrorKind::Io),
            Reply::Silence => std::future::pending().await,
        }
    }
}

/// A client that is signed in with a token of [`TENANT`].
pub(crate) fn client(options: ClientOptions) -> Client {
    Client::new(Arc::new(FixedToken::new(token(TENANT)).unwrap()), Some(options)).unwrap()
}

/// A token that Entra ID could have issued for an account of `tenant`.
pub(crate) fn token(tenant: &str) -> String {
    token_of(
        &json!({"tid": tenant, "oid": OBJECT, "exp": 4_000_000_000_u32, "upn": "ada@contoso.example", "idtyp": "user"}),
    )
}

pub(crate) fn token_of(claims: &serde_json::Value) -> String {
    let encode = |value: String| URL_SAFE_NO_PAD.encode(value);
    format!("{}.{}.{SECRET_PART}", encode(json!({"alg": "RS256"}).to_string()), encode(claims.to_string()))
}

pub(crate) fn id(text: &str) -> PartnerId {
    PartnerId::new(text).unwrap()
}
