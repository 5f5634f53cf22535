//! Signing in at Entra ID: what is sent, what is kept, and what its errors say.

use std::{sync::Arc, time::Duration};

use crate::support::{OTHER_TENANT, Reply, Service, TENANT, id, linked, linked_in, status, text, token};
use managementpartner::{
    Client, ClientOptions, CredentialSource, ErrorKind, RetryOptions, Secret,
    credentials::{ClientSecret, RefreshToken},
};
use serde_json::json;

fn secret() -> Arc<dyn CredentialSource> {
    Arc::new(ClientSecret { tenant: TENANT.to_owned(), client_id: "app".to_owned(), secret: Secret::new("s3cret&=") })
}

fn issued(tenant: &str, seconds: u32) -> Reply {
    text(
        &json!({"access_token": token(tenant), "expires_in": seconds, "token_type": "Bearer", "refresh_token": "rt2"})
            .to_string(),
    )
}

fn refusal(number: u32, description: &str) -> Reply {
    let body = json!({"error": "invalid_client", "error_description": description, "error_codes": [number],
        "trace_id": "trace", "correlation_id": "correlation"});
    Reply::Answer(401, vec![], body.to_string())
}

fn client(service: &Service, source: Arc<dyn CredentialSource>) -> Client {
    Client::new(source, Some(service.options())).unwrap()
}

#[tokio::test]
async fn one_token_serves_until_five_minutes_before_it_expires() {
    let service = Service::new([issued(TENANT, 3600), linked("1"), linked("1"), linked("1")]);
    let client = client(&service, secret());
    for _ in 0..3 {
        client.current(None).await.unwrap();
    }
    assert_eq!(service.lines(), ["POST token", "GET partners", "GET partners", "GET partners"]);
    let short = Service::new([issued(TENANT, 299), linked("1"), issued(TENANT, 299), linked("1")]);
    let client = self::client(&short, secret());
    client.current(None).await.unwrap();
    client.current(None).await.unwrap();
    assert_eq!(short.lines(), ["POST token", "GET partners", "POST token", "GET partners"]);
}

#[tokio::test]
async fn many_calls_at_once_ask_for_one_token() {
    let service = Service::new([issued(TENANT, 3600)].into_iter().chain((0..20).map(|_| linked("1"))));
    let client = client(&service, secret());
    let calls = (0..20).map(|_| client.current(None));
    for result in futures::future::join_all(calls).await {
        result.unwrap();
    }
    assert_eq!(service.lines().iter().filter(|line| *line == "POST token").count(), 1);
}

#[tokio::test]
async fn a_secret_is_posted_and_never_shown() {
    let service = Service::new([issued(TENANT, 3600), linked("1")]);
    let client = client(&service, secret());
    client.current(None).await.unwrap();
    let form = &service.seen()[0].body;
    assert!(form.contains("client_secret=s3cret%26%3D"), "{form}");
    assert!(form.contains("scope=https%3A%2F%2Fmanagement.azure.com%2F.default"), "{form}");
    assert!(!format!("{:?}", secret()).contains("s3cret"));
}

#[tokio::test]
async fn entras_description_is_kept_word_for_word() {
    let description = "AADSTS7000215: Invalid client secret provided.\r\nTrace ID: \"t\"\u{27}x\u{27}";
    let service = Service::new([refusal(7_000_215, description)]);
    let error = client(&service, secret()).current(None).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Authentication, Some("AADSTS7000215")));
    assert_eq!(error.message(), description);
    assert_eq!((error.request_id(), error.correlation_id()), (Some("trace"), Some("correlation")));
    assert!(error.hint().unwrap().contains("secret's value"));
}

#[tokio::test]
async fn an_authority_that_is_none_is_a_clear_error() {
    for answer in [text("<html>"), text("{}"), status(404)] {
        let service = Service::new([answer]);
        let error = client(&service, secret()).current(None).await.unwrap_err();
        assert!(error.hint().unwrap().contains("authority"), "{error:?}");
        assert_eq!(service.seen().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_request_is_repeated_as_a_read_is() {
    let throttled = Reply::Answer(429, vec![("retry-after", "60".to_owned())], String::new());
    let service = Service::new([status(503), Reply::Broken, throttled, issued(TENANT, 3600), linked("1")]);
    client(&service, secret()).current(None).await.unwrap();
    assert!(service.pauses()[2] >= Duration::from_mins(1));
}

#[tokio::test(start_paused = true)]
async fn a_throttled_authority_beyond_the_call_fails_at_once() {
    let service = Service::new([Reply::Answer(429, vec![("retry-after", "600".to_owned())], String::new())]);
    let error = client(&service, secret()).current(None).await.unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::Throttled, Some(Duration::from_mins(10))));
    assert_eq!(service.seen().len(), 1);
}

#[tokio::test]
async fn a_refresh_token_is_renewed_and_good_in_every_tenant() {
    let service =
        Service::new([issued(TENANT, 3600), linked("1"), issued(OTHER_TENANT, 3600), linked_in(OTHER_TENANT, "2")]);
    let source = Arc::new(RefreshToken::new("app", "rt1", Some(TENANT.to_owned())));
    let here = client(&service, source.clone());
    assert_eq!(here.current(None).await.unwrap().partner_id, "1");
    let there = here.for_tenant(OTHER_TENANT).unwrap();
    assert_eq!(there.current(None).await.unwrap().partner_id, "2");
    let forms: Vec<String> = service.seen().into_iter().map(|seen| seen.body).collect();
    assert!(forms[0].contains("refresh_token=rt1") && forms[2].contains("refresh_token=rt2"), "{forms:?}");
    assert!(!format!("{source:?}").contains("rt2"));
}

#[tokio::test]
async fn clients_for_one_tenant_share_its_token() {
    let service = Service::new([issued(TENANT, 3600), linked("1"), linked("1")]);
    let client = client(&service, secret());
    let first = client.for_tenant(TENANT).unwrap();
    let second = client.for_tenant(&TENANT.to_uppercase()).unwrap();
    first.current(None).await.unwrap();
    second.current(None).await.unwrap();
    assert_eq!(service.lines(), ["POST token", "GET partners", "GET partners"]);
}

#[tokio::test]
async fn a_token_goes_with_the_last_client_that_used_it() {
    let visit = || [issued(OTHER_TENANT, 3600), linked_in(OTHER_TENANT, "1")];
    let service = Service::new(visit().into_iter().chain(visit()));
    let client = client(&service, secret());
    for _ in 0..2 {
        client.for_tenant(OTHER_TENANT).unwrap().current(None).await.unwrap();
    }
    assert_eq!(service.lines(), ["POST token", "GET partners", "POST token", "GET partners"]);
}

#[tokio::test]
async fn an_authority_may_be_a_host_alone() {
    let service = Service::new([issued(TENANT, 3600), linked("1")]);
    let options = ClientOptions { authority: Some(" login.microsoftonline.us ".to_owned()), ..service.options() };
    Client::new(secret(), Some(options)).unwrap().current(None).await.unwrap();
    assert_eq!(service.seen()[0].host, "login.microsoftonline.us");
}

#[tokio::test]
async fn a_domain_is_resolved_once() {
    let configuration =
        text(&json!({"issuer": format!("https://login.microsoftonline.com/{TENANT}/v2.0")}).to_string());
    let service = Service::new([configuration, issued(TENANT, 3600), linked("1"), linked("1")]);
    let options = ClientOptions { tenant: Some("contoso.com".to_owned()), ..service.options() };
    let client = Client::new(secret(), Some(options)).unwrap();
    client.current(None).await.unwrap();
    client.current(None).await.unwrap();
    assert_eq!(service.lines(), ["GET openid-configuration", "POST token", "GET partners", "GET partners"]);
}

#[tokio::test]
async fn a_token_for_arm_is_not_asked_for_another_host() {
    let service = Service::new([issued(TENANT, 3600), linked("1")]);
    let options = ClientOptions { endpoint: Some("https://arm.example/".to_owned()), ..service.options() };
    Client::new(secret(), Some(options)).unwrap().current(None).await.unwrap();
    assert!(service.seen()[0].body.contains("scope=https%3A%2F%2Farm.example%2F.default"));
}

#[tokio::test]
async fn a_fault_of_the_sign_in_leaves_no_write_open() {
    let large = text(&"x".repeat(2 << 20));
    for fault in [Reply::Broken, large] {
        let service = Service::new([fault.clone(), fault.clone(), fault.clone(), fault]);
        let options =
            ClientOptions { retry: RetryOptions { max_retries: 0, ..RetryOptions::default() }, ..service.options() };
        let error = Client::new(secret(), Some(options)).unwrap().create(&id("12345"), None).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Connection | ErrorKind::InvalidResponse), "{error:?}");
        let seen = service.seen();
        assert_eq!(seen.len(), 1);
        assert_eq!(error.client_request_id(), seen[0].client_request_id.as_deref());
    }
}

#[tokio::test(start_paused = true)]
async fn an_outage_of_the_authority_is_called_one() {
    let service = Service::new((0..4).map(|_| status(503)));
    let error = client(&service, secret()).current(None).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.hint()), (ErrorKind::Service, Some(503), None));
}

#[tokio::test]
async fn a_token_that_cannot_be_renewed_is_used_to_its_end() {
    let service = Service::new([issued(TENANT, 299), linked("1"), refusal(50_034, "gone"), linked("1")]);
    let client = client(&service, secret());
    client.current(None).await.unwrap();
    client.current(None).await.unwrap();
    assert_eq!(service.lines(), ["POST token", "GET partners", "POST token", "GET partners"]);
}
