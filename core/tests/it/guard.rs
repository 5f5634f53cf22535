//! Never the wrong customer: which tokens go out, and which answers are believed.

use std::sync::Arc;

use crate::support::{OBJECT, OTHER_TENANT, Service, TENANT, id, linked, linked_in, status, text, token, token_of};
use managementpartner::{Client, ClientOptions, ErrorKind, credentials::FixedToken};
use serde_json::json;

fn client(service: &Service, tenant: Option<&str>, token: String) -> Client {
    let options = ClientOptions { tenant: tenant.map(str::to_owned), ..service.options() };
    Client::new(Arc::new(FixedToken::new(token).unwrap()), Some(options)).unwrap()
}

#[tokio::test]
async fn a_token_of_another_tenant_goes_nowhere() {
    let service = Service::new([]);
    let client = client(&service, Some(TENANT), token(OTHER_TENANT));
    for error in [
        client.create(&id("12345"), None).await.unwrap_err(),
        client.link(&id("12345"), None).await.unwrap_err(),
        client.unlink(None).await.unwrap_err(),
        client.current(None).await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::WrongTenant);
        assert!(error.message().contains(TENANT) && error.message().contains(OTHER_TENANT), "{error}");
    }
    assert!(service.seen().is_empty());
}

#[tokio::test]
async fn a_token_without_a_tenant_goes_nowhere() {
    let service = Service::new([]);
    let without = token_of(&json!({"oid": OBJECT, "exp": 4_000_000_000_u32}));
    assert_eq!(client(&service, None, without).current(None).await.unwrap_err().kind(), ErrorKind::WrongTenant);
    assert!(FixedToken::new("opaque").is_err());
    assert!(service.seen().is_empty());
}

#[tokio::test]
async fn an_expired_token_goes_nowhere() {
    let service = Service::new([]);
    let expired = token_of(&json!({"tid": TENANT, "oid": OBJECT, "exp": 1_000_000_000}));
    assert_eq!(client(&service, None, expired).current(None).await.unwrap_err().kind(), ErrorKind::Authentication);
    assert!(service.seen().is_empty());
}

#[tokio::test]
async fn the_tenant_is_compared_without_regard_to_case() {
    let service = Service::new([linked_in(&TENANT.to_uppercase(), "12345")]);
    let client = client(&service, Some(&TENANT.to_uppercase()), token(TENANT));
    assert_eq!(client.current(None).await.unwrap().partner_id, "12345");
    assert_eq!(service.seen()[0].authorization, Some(format!("Bearer {}", token(TENANT))));
}

#[tokio::test]
async fn an_answer_about_another_tenant_or_account_is_an_error() {
    let other_account = text(&json!({"properties": {"partnerId": "12345", "objectId": OTHER_TENANT}}).to_string());
    for answer in [linked_in(OTHER_TENANT, "12345"), other_account] {
        let service = Service::new([answer]);
        let error = service.client().current(None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WrongTenant);
        assert!(error.message().contains(OTHER_TENANT), "{error}");
    }
}

#[tokio::test]
async fn unusable_answers_to_a_read_are_clear_errors() {
    let large = text(&"x".repeat(10 << 20));
    for (answer, says) in
        [(text("<html>"), "not the JSON"), (text(""), "empty"), (text("{}"), "no partner ID"), (large, "1 MiB")]
    {
        let service = Service::new([answer]);
        let error = service.client().current(None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidResponse);
        assert!(error.message().contains(says), "{error}");
        assert_eq!(service.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_refused_token_is_not_used_again() {
    let service = Service::new([status(401), linked("12345")]);
    let client = service.client();
    assert_eq!(client.current(None).await.unwrap_err().kind(), ErrorKind::Authentication);
    client.current(None).await.unwrap();
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let service = Service::new([status(302).with("location", "https://elsewhere.example/")]);
    let error = service.client().current(None).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Service, Some(302)));
    assert!(error.hint().unwrap().contains("endpoint"));
}

#[tokio::test]
async fn a_list_goes_on_at_the_same_host_only() {
    let page = |next: &str| text(&json!({"value": [{"name": "read"}], "nextLink": next}).to_string());
    let last =
        || text(&json!({"value": [{"name": "write", "display": {"provider": "p"}, "origin": "user"}]}).to_string());
    let service = Service::new([page("https://management.azure.com/providers/next?page=2"), last()]);
    let names: Vec<_> = service.client().operations(None).await.unwrap().into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["read", "write"]);
    for elsewhere in [
        "https://elsewhere.example/next",
        "http://management.azure.com/next",
        "https://management.azure.com:444/next",
        "https://management.azure.com@elsewhere.example/",
        "/relative",
    ] {
        let service = Service::new([page(elsewhere), last()]);
        assert_eq!(service.client().operations(None).await.unwrap_err().kind(), ErrorKind::InvalidResponse);
        assert_eq!(service.seen().len(), 1, "{elsewhere}");
    }
}

#[tokio::test]
async fn a_list_that_goes_round_in_circles_ends() {
    let next = "https://management.azure.com/providers/next";
    let service = Service::new((0..200).map(|_| text(&json!({"value": [], "nextLink": next}).to_string())));
    assert_eq!(service.client().operations(None).await.unwrap_err().kind(), ErrorKind::InvalidResponse);
}
