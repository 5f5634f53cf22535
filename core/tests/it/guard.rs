//! Never the wrong customer: which tokens go out, and which answers are believed.

use std::{
    error::Error as _,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use crate::support::{
    OBJECT, OTHER_TENANT, Service, TENANT, id, linked, linked_in, not_linked, status, text, token, token_of,
};
use async_trait::async_trait;
use azure_core::credentials::{TokenCredential, TokenRequestOptions};
use managementpartner::{
    AccessToken, Client, ClientOptions, CredentialSource, Error, ErrorKind, Result, Secret, TokenRequest,
    credentials::{ClientSecret, FixedToken, TokenCredentialSource},
};
use serde_json::json;
use time::OffsetDateTime;

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
    let issued = || text(&json!({"access_token": token(TENANT), "expires_in": 3600}).to_string());
    let service = Service::new([issued(), status(401), issued(), linked("12345")]);
    let source = ClientSecret { tenant: TENANT.into(), client_id: "app".into(), secret: Secret::new("s") };
    let client = Client::new(Arc::new(source), Some(service.options())).unwrap();
    assert_eq!(client.current(None).await.unwrap_err().kind(), ErrorKind::Authentication);
    client.current(None).await.unwrap();
    assert_eq!(service.lines(), ["POST token", "GET partners", "POST token", "GET partners"]);
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

#[tokio::test]
async fn a_get_of_another_id_than_the_linked_one_does_not_give_that() {
    let service = Service::new([linked("77777")]);
    let error = service.client().get(&id("12345"), None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotLinked);
    assert!(error.message().contains("77777"), "{error}");
}

/// A session in which somebody signs in as another account after each token, and whose tokens must be renewed.
#[derive(Debug, Default)]
struct Changing(AtomicU32);

#[async_trait]
impl CredentialSource for Changing {
    fn name(&self) -> String {
        "the session".to_owned()
    }

    async fn token(&self, _request: &TokenRequest<'_>) -> Result<AccessToken> {
        let account = self.0.fetch_add(1, Ordering::Relaxed);
        let claims = json!({"tid": TENANT, "oid": format!("account-{account}")});
        let expires_on = OffsetDateTime::now_utc() + Duration::from_mins(1);
        Ok(AccessToken::new(Secret::new(token_of(&claims)), expires_on))
    }
}

#[tokio::test]
async fn a_client_stays_with_its_first_account() {
    let service = Service::new([not_linked()]);
    let client = Client::new(Arc::new(Changing::default()), Some(service.options())).unwrap();
    let error = client.link(&id("12345"), None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongTenant);
    assert!(error.message().contains("another account"), "{error}");
    assert_eq!(service.lines(), ["GET partners"]);
}

/// A credential of the Azure SDK that gives what it was made with, for the scope that a client must ask for.
#[derive(Debug)]
struct Sdk(String);

#[async_trait]
impl azure_core::credentials::TokenCredential for Sdk {
    async fn get_token(
        &self,
        scopes: &[&str],
        _options: Option<azure_core::credentials::TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        assert_eq!(scopes, ["https://management.azure.com/.default"]);
        Ok(AccessToken::new(Secret::new(self.0.clone()), OffsetDateTime::now_utc() + Duration::from_hours(1)))
    }
}

#[tokio::test]
async fn a_credential_of_the_sdk_serves_and_is_guarded() {
    let service = Service::new([linked("12345")]);
    let client = |tenant| {
        let source = Arc::new(TokenCredentialSource(Arc::new(Sdk(token(tenant)))));
        let options = ClientOptions { tenant: Some(TENANT.to_owned()), ..service.options() };
        Client::new(source, Some(options)).unwrap()
    };
    assert_eq!(client(OTHER_TENANT).current(None).await.unwrap_err().kind(), ErrorKind::WrongTenant);
    assert_eq!(client(TENANT).current(None).await.unwrap().partner_id, "12345");
}

#[tokio::test]
async fn what_a_hosts_credential_threw_is_nobody_elses() {
    let service = Service::new([]);
    let source = Arc::new(TokenCredentialSource(Arc::new(Broken)));
    let client = Client::new(source, Some(service.options())).unwrap();
    let errors = futures::future::join_all((0..2).map(|_| client.current(None))).await;
    let causes: Vec<_> =
        errors.iter().map(|error| std::ptr::from_ref(error.as_ref().unwrap_err().source().unwrap())).collect();
    assert!(!std::ptr::addr_eq(causes[0], causes[1]));
}

/// A credential of another library that fails.
#[derive(Debug)]
struct Broken;

#[async_trait]
impl TokenCredential for Broken {
    async fn get_token(
        &self,
        _scopes: &[&str],
        _options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        tokio::task::yield_now().await;
        Err(azure_core::Error::with_message(azure_core::error::ErrorKind::Credential, "no"))
    }
}

/// A sign-in that takes a while and fails in this way.
#[derive(Debug)]
struct Failing(ErrorKind, AtomicU32);

#[async_trait]
impl CredentialSource for Failing {
    fn name(&self) -> String {
        "the session".to_owned()
    }

    async fn token(&self, _request: &TokenRequest<'_>) -> Result<AccessToken> {
        let number = self.1.fetch_add(1, Ordering::Relaxed) + 1;
        tokio::task::yield_now().await;
        Err(Error::new(self.0, format!("failure {number}")))
    }
}

#[tokio::test]
async fn calls_that_wait_for_one_sign_in_share_its_refusal() {
    let service = Service::new([]);
    let source = Arc::new(Failing(ErrorKind::Authentication, AtomicU32::default()));
    let client = Client::new(source.clone(), Some(service.options())).unwrap();
    let errors = futures::future::join_all((0..20).map(|_| client.current(None))).await;
    assert!(errors.iter().all(|error| error.as_ref().is_err_and(|error| error.message() == "failure 1")), "{errors:?}");
    // A later call signs in anew: somebody may have typed `az login`.
    assert_eq!(client.current(None).await.unwrap_err().message(), "failure 2");
    assert_eq!(source.1.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_sign_in_that_fails_says_nothing_about_the_link() {
    for kind in ErrorKind::ALL {
        let service = Service::new([]);
        let source = Arc::new(Failing(kind, AtomicU32::default()));
        let client = Client::new(source, Some(service.options())).unwrap();
        let errors = [
            client.unlink(None).await.map(|_| ()).unwrap_err(),
            client.link(&id("12345"), None).await.map(|_| ()).unwrap_err(),
            client.create(&id("12345"), None).await.map(|_| ()).unwrap_err(),
        ];
        for error in errors {
            assert!(error.message().starts_with("failure"), "{error}");
            assert!(!matches!(
                error.kind(),
                ErrorKind::NotLinked
                    | ErrorKind::AlreadyLinked
                    | ErrorKind::InvalidPartnerId
                    | ErrorKind::OutcomeUnknown
            ));
        }
        assert!(service.seen().is_empty(), "{kind:?}");
    }
}
