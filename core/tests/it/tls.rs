//! The built-in HTTP client, against the emulator.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use managementpartner::{
    Change, Client, ClientOptions, CredentialSource, ErrorKind, RetryOptions,
    credentials::{Auth, ClientCertificate, RefreshToken, from_lookup},
};
use managementpartner_emulator::{Emulator, Options, Principal, PrincipalKind, State};

use crate::support::id;

async fn start() -> Emulator {
    Emulator::start(Options::default()).await.unwrap()
}

fn sign_in(environment: &BTreeMap<String, String>) -> Arc<dyn CredentialSource> {
    from_lookup(Some(Auth::Environment), |name| environment.get(name).cloned()).unwrap()
}

fn options(environment: &BTreeMap<String, String>) -> ClientOptions {
    let retry = RetryOptions { initial_delay: Duration::from_millis(1), ..RetryOptions::default() };
    let options = ClientOptions::from_lookup(|name| environment.get(name).cloned()).unwrap();
    ClientOptions { retry, ..options }
}

#[tokio::test]
async fn a_client_secret_links_and_unlinks() {
    let emulator = start().await;
    let environment = emulator.environment();
    let client = Client::new(sign_in(&environment), Some(options(&environment))).unwrap();
    let linked = client.link(&id("12345"), None).await.unwrap();
    assert_eq!(linked.change, Change::Created);
    assert_eq!(client.current(None).await.unwrap(), linked.partner);
    assert_eq!(client.unlink(None).await.unwrap(), Some(linked.partner));
}

fn certificate() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/certificate.pem")
}

#[tokio::test]
async fn a_certificate_signs_in_where_it_is_registered() {
    let mut seed = State::default();
    let principal = &mut seed.tenants[0].principals[0];
    principal.certificate = Some(std::fs::read_to_string(certificate()).unwrap());
    let app = principal.client_id.unwrap().to_string();
    let tenant = seed.tenants[0].id.to_string();
    let emulator = Emulator::start(Options { seed, ..Options::default() }).await.unwrap();
    let client = |emulator: &Emulator| {
        let source = ClientCertificate::from_file(&tenant, &app, &certificate()).unwrap();
        Client::new(Arc::new(source), Some(options(&emulator.environment()))).unwrap()
    };
    client(&emulator).link(&id("12345"), None).await.unwrap();
    let unregistered = start().await;
    let error = client(&unregistered).current(None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.code().unwrap().starts_with("AADSTS"), "{error}");
}

#[tokio::test]
async fn one_refresh_token_links_a_guest_and_a_member() {
    let mut seed = State::estate(2);
    for (tenant, kind) in seed.tenants.iter_mut().zip([PrincipalKind::User, PrincipalKind::GuestUser]) {
        let like = tenant.principals[0].clone();
        tenant.principals = vec![Principal {
            kind,
            name: "Ada".into(),
            client_id: None,
            secret: None,
            certificate: None,
            refresh_token: Some("ada's token".into()),
            link: None,
            ..like
        }];
    }
    let tenants: Vec<String> = seed.tenants.iter().map(|tenant| tenant.id.to_string()).collect();
    let domain = seed.tenants[1].domain.clone();
    let emulator = Emulator::start(Options { seed, ..Options::default() }).await.unwrap();
    let source = Arc::new(RefreshToken::new(uuid(), "ada's token", Some(tenants[0].clone())));
    let home = Client::new(source, Some(options(&emulator.environment()))).unwrap();
    let guest = home.for_tenant(&domain).unwrap();
    for (client, tenant) in [(home, &tenants[0]), (guest, &tenants[1])] {
        let linked = client.link(&id("12345"), None).await.unwrap();
        assert_eq!(linked.partner.tenant_id.as_ref(), Some(tenant));
        assert_eq!(client.account(None).await.unwrap().kind.as_deref(), Some("user"));
    }
}

fn uuid() -> String {
    "04b07795-8ddb-461a-bbee-02f9e1bf7b46".to_owned()
}

#[tokio::test]
async fn an_untrusted_certificate_fails_at_once_with_what_to_do() {
    let emulator = start().await;
    let environment = emulator.environment();
    let options = ClientOptions { ca_file: None, ..options(&environment) };
    // Four tries would have to wait for two hours.
    let retry = RetryOptions { initial_delay: Duration::from_hours(1), ..options.retry.clone() };
    let client = Client::new(sign_in(&environment), Some(ClientOptions { retry, ..options })).unwrap();
    let error = client.current(None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.hint().unwrap().contains("CA file"), "{error}");
    assert!(emulator.requests().is_empty());
}

#[tokio::test]
async fn a_server_that_is_gone_is_a_clear_error() {
    let emulator = start().await;
    let environment = emulator.environment();
    // A client reads its CA file once, and the file goes with the emulator.
    let client = Client::new(sign_in(&environment), Some(options(&environment))).unwrap();
    emulator.shutdown().await;
    let error = client.create(&id("12345"), None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.message().starts_with("No connection to https://localhost:") && error.hint().is_some(), "{error}");
}
