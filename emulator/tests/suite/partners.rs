//! The partner API, row by row of what is known of the service.

use crate::support::{PARTNERS, Session, VERSION, client};
use managementpartner_emulator::{
    CreateOnLink, Emulator, LinkState, Options, Principal, PrincipalKind, RemoveOther, ShowOther, State, Unknown,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const NOT_LINKED: &str = "This user or service principal is not linked with a Partner ID";

fn error(code: &str, message: &str) -> Value {
    json!({ "error": { "code": code, "message": message }, "code": code, "message": message })
}

async fn with(unknown: Unknown) -> Session {
    let session = Session::start(Options { unknown, ..Options::default() }).await;
    session.partner(Method::PUT, "12345").await;
    session
}

#[tokio::test]
async fn without_a_link_show_and_change_are_404_and_remove_is_200() {
    let session = Session::start(Options::default()).await;
    let expected = error("ManagementPartnerNotFound", NOT_LINKED);
    for (method, id) in [(Method::GET, "12345"), (Method::GET, ""), (Method::PATCH, "12345")] {
        assert_eq!(session.partner(method, id).await, (404.try_into().unwrap(), expected.clone()));
    }
    assert_eq!(session.partner(Method::DELETE, "12345").await, (200.try_into().unwrap(), Value::Null));
    assert_eq!(session.version(), 0);
}

#[tokio::test]
async fn an_id_that_is_no_partner_id_is_refused_on_create_and_change() {
    let session = Session::start(Options::default()).await;
    let refused = error("PartnerIdInvalid", "The Partner ID is not valid");
    assert_eq!(session.partner(Method::PUT, "999").await, (400.try_into().unwrap(), refused.clone()));
    session.partner(Method::PUT, "12345").await;
    assert_eq!(session.partner(Method::PATCH, "999").await, (400.try_into().unwrap(), refused));
    assert_eq!(session.version(), 1);
}

#[tokio::test]
async fn a_link_has_all_fields_and_version_counts_every_write() {
    let session = Session::start(Options::default()).await;
    let (_, created) = session.partner(Method::PUT, "12345").await;
    let properties = &created["properties"];
    assert_eq!(created["id"], "/providers/microsoft.managementpartner/partners/12345");
    assert_eq!(created["type"], "Microsoft.ManagementPartner/partners");
    assert_eq!((&created["name"], &created["etag"]), (&json!("12345"), &json!(1)));
    assert_eq!(properties["tenantId"], session.tenant.as_str());
    assert_eq!(properties["objectId"], session.object_id.as_str());
    assert_eq!(properties["state"], "Active");
    assert_eq!(properties["createdTime"], properties["updatedTime"]);
    let (_, changed) = session.partner(Method::PATCH, "123456").await;
    assert_eq!((&changed["name"], &changed["etag"]), (&json!("123456"), &json!(2)));
    assert_eq!(session.partner(Method::GET, "123456").await.1, changed);
    assert_eq!(session.partner(Method::GET, "").await.1, changed);
}

#[tokio::test]
async fn removal_keeps_version_and_creation_time() {
    let session = Session::start(Options::default()).await;
    let (_, first) = session.partner(Method::PUT, "12345").await;
    session.partner(Method::DELETE, "12345").await;
    let record = session.emulator.link(&session.tenant, &session.object_id).unwrap();
    assert_eq!((record.version, record.state), (2, LinkState::Deleted));
    assert_eq!(session.partner(Method::GET, "12345").await.0, 404);
    assert_eq!(session.partner(Method::PATCH, "12345").await.0, 404);
    let (_, again) = session.partner(Method::PUT, "12345").await;
    assert_eq!(again["properties"]["version"], 3);
    assert_eq!(again["properties"]["createdTime"], first["properties"]["createdTime"]);
}

#[tokio::test]
async fn create_on_a_link_is_a_conflict_or_replaces_it() {
    let session = with(Unknown::default()).await;
    let (status, body) = session.partner(Method::PUT, "123456").await;
    assert_eq!((status.as_u16(), &body["error"]["code"], session.version()), (409, &json!("Conflict"), 1));
    let session = with(Unknown { create_on_link: Some(CreateOnLink::Replace), ..Unknown::default() }).await;
    let (status, body) = session.partner(Method::PUT, "123456").await;
    assert_eq!((status.as_u16(), &body["name"], session.version()), (200, &json!("123456"), 2));
}

#[tokio::test]
async fn showing_another_id_is_404_or_400() {
    assert_eq!(with(Unknown::default()).await.partner(Method::GET, "123456").await.0, 404);
    let session = with(Unknown { show_other: Some(ShowOther::BadRequest), ..Unknown::default() }).await;
    assert_eq!(session.partner(Method::GET, "123456").await.0, 400);
}

#[tokio::test]
async fn removing_another_id_keeps_removes_or_is_404() {
    for (remove_other, status, version) in
        [(RemoveOther::Keep, 200, 1), (RemoveOther::Remove, 200, 2), (RemoveOther::NotFound, 404, 1)]
    {
        let session = with(Unknown { remove_other: Some(remove_other), ..Unknown::default() }).await;
        assert_eq!(session.partner(Method::DELETE, "123456").await.0, status, "{remove_other:?}");
        assert_eq!(session.version(), version, "{remove_other:?}");
    }
}

#[tokio::test]
async fn what_is_set_at_the_start_counts_before_the_state() {
    let of_state = Unknown { create_on_link: Some(CreateOnLink::Replace), ..Unknown::default() };
    let seed = State { unknown: Some(of_state), ..State::default() };
    for (create_on_link, status) in [(None, 200), (Some(CreateOnLink::Conflict), 409)] {
        let unknown = Unknown { create_on_link, ..Unknown::default() };
        let session = Session::start(Options { seed: seed.clone(), unknown, ..Options::default() }).await;
        session.partner(Method::PUT, "12345").await;
        assert_eq!(session.partner(Method::PUT, "123456").await.0, status, "{create_on_link:?}");
    }
}

#[tokio::test]
async fn operations_are_listed() {
    let session = Session::start(Options::default()).await;
    let answer = session
        .send(Method::GET, &format!("/providers/microsoft.managementpartner/operations?{VERSION}"))
        .await
        .unwrap();
    let body: Value = answer.json().await.unwrap();
    let names: Vec<_> =
        body["value"].as_array().unwrap().iter().map(|operation| operation["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        ["read", "write", "action", "delete"].map(|end| format!("Microsoft.ManagementPartner/partners/{end}"))
    );
}

#[tokio::test]
async fn what_clients_send_beside_the_rule_is_taken() {
    let session = Session::start(Options::default()).await;
    let url = session.url("/PROVIDERS/microsoft.managementpartner/Partners/12345/?API-Version=2018-02-01");
    let request = session.client.put(url).bearer_auth(&session.token).json(&json!({ "partnerId": "12345" }));
    assert_eq!(request.send().await.unwrap().status(), 200);
    let head = session.send(Method::HEAD, &format!("{PARTNERS}?{VERSION}")).await.unwrap();
    assert_eq!(head.status(), 200);
    assert_eq!(head.bytes().await.unwrap().len(), 0);
}

#[tokio::test]
async fn the_api_version_is_needed_and_checked() {
    let session = Session::start(Options::default()).await;
    for (query, code) in [("", "MissingApiVersionParameter"), ("?api-version=2020-01-01", "InvalidApiVersionParameter")]
    {
        let answer = session.send(Method::PUT, &format!("{PARTNERS}/12345{query}")).await.unwrap();
        assert_eq!(answer.status(), 400);
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["error"]["code"], code);
    }
    assert_eq!(session.version(), 0);
}

#[tokio::test]
async fn other_paths_and_methods_are_refused_as_arm_refuses_them() {
    let session = Session::start(Options::default()).await;
    for (method, path, status, code) in [
        (Method::POST, "/providers/Microsoft.ManagementPartner/partners/12345", 405, "HttpMethodNotSupported"),
        (Method::PUT, "/providers/Microsoft.ManagementPartner/partners", 405, "HttpMethodNotSupported"),
        (Method::DELETE, "/providers/Microsoft.ManagementPartner/operations", 405, "HttpMethodNotSupported"),
        (Method::GET, "/providers/Microsoft.Nothing/things", 404, "InvalidResourceNamespace"),
        (Method::GET, "/providers/Microsoft.ManagementPartner/things", 404, "InvalidResourceType"),
        (Method::GET, "/nothing", 404, "NotFound"),
    ] {
        let answer = session.send(method, &format!("{path}?{VERSION}")).await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.json::<Value>().await.unwrap()["error"]["code"], code, "{path}");
    }
}

#[tokio::test]
async fn a_request_without_a_good_token_is_401_with_a_challenge() {
    let session = Session::start(Options::default()).await;
    let expired = Session::start(Options { token_lifetime: Some(Duration::ZERO), ..Options::default() }).await;
    let forged = format!("{}x{}", &session.token[..session.token.len() - 9], &session.token[session.token.len() - 8..]);
    let (client_id, secret) = crate::support::program(&State::default());
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", &client_id),
        ("client_secret", &secret),
        ("scope", "https://vault.azure.net/.default"),
    ];
    let (_, vault) = session.sign_in(&session.tenant, &form).await;
    for (token, code) in [
        (None, "AuthenticationFailed"),
        (Some("nonsense"), "InvalidAuthenticationToken"),
        (Some(forged.as_str()), "InvalidAuthenticationToken"),
        (vault["access_token"].as_str(), "InvalidAuthenticationTokenAudience"),
    ] {
        let request = session.client.get(session.url(&format!("{PARTNERS}?{VERSION}")));
        let request = if let Some(token) = token { request.bearer_auth(token) } else { request };
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 401);
        let challenge = format!("Bearer authorization_uri=\"{}/\", ", session.emulator.authority());
        assert!(answer.headers()["www-authenticate"].to_str().unwrap().starts_with(&challenge));
        assert_eq!(answer.json::<Value>().await.unwrap()["error"]["code"], code);
    }
    let answer = expired.send(Method::GET, &format!("{PARTNERS}?{VERSION}")).await.unwrap();
    assert_eq!(answer.json::<Value>().await.unwrap()["error"]["code"], "ExpiredAuthenticationToken");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let session = Session::start(Options::default()).await;
    let request = session.client.put(session.url(&format!("{PARTNERS}/12345?{VERSION}"))).bearer_auth(&session.token);
    assert_eq!(request.body(vec![b'x'; 300_000]).send().await.unwrap().status(), 413);
    assert_eq!(session.version(), 0);
}

#[tokio::test]
async fn somebody_without_an_account_cannot_link() {
    let session = Session::start(Options::default()).await;
    let stranger = session.emulator.token(&session.tenant, "00000000-0000-4000-8000-000000000009");
    let session = Session { token: stranger, ..session };
    let (status, body) = session.partner(Method::PUT, "12345").await;
    assert_eq!(status, 403);
    assert!(body["message"].as_str().unwrap().starts_with("The user does not have an account in this tenant"));
}

#[tokio::test]
async fn two_principals_and_two_tenants_never_see_each_other() {
    let emulator = Emulator::start(Options { seed: State::estate(2), ..Options::default() }).await.unwrap();
    let seed = State::estate(2);
    let everybody: Vec<(String, &Principal)> = seed
        .tenants
        .iter()
        .flat_map(|tenant| tenant.principals.iter().map(|who| (tenant.id.to_string(), who)))
        .collect();
    assert!(everybody.iter().any(|(_, who)| who.kind == PrincipalKind::GuestUser));
    let client = client(&emulator);
    let (tenant, first) = &everybody[0];
    let token = emulator.token(tenant, &first.object_id.to_string());
    let url = format!("{}{PARTNERS}/12345?{VERSION}", emulator.arm());
    assert_eq!(client.put(&url).bearer_auth(token).send().await.unwrap().status(), 200);
    for (tenant, who) in &everybody[1..] {
        let token = emulator.token(tenant, &who.object_id.to_string());
        assert_eq!(client.get(&url).bearer_auth(token).send().await.unwrap().status(), 404);
        assert_eq!(emulator.link(tenant, &who.object_id.to_string()), None);
    }
}
