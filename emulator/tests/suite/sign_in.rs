//! Entra ID: discovery, tokens and their errors.

use crate::support::{PARTNERS, Session, VERSION, client, program};
use azure_core::{
    cloud::{CloudConfiguration, CustomConfiguration},
    credentials::TokenCredential,
    http::{ClientOptions, Transport},
};
use azure_identity::{ClientSecretCredential, ClientSecretCredentialOptions};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use managementpartner_emulator::{Emulator, Options, PrincipalKind, State, Tenant};
use reqwest::Method;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde_json::{Value, json};
use std::sync::Arc;

const ARM: &str = "https://management.azure.com/.default";

fn claims(token: &Value) -> Value {
    let part = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64.decode(part).unwrap()).unwrap()
}

fn number(answer: &Value) -> i64 {
    answer["error_codes"][0].as_i64().unwrap()
}

async fn secret_form(session: &Session, scope: &str) -> (u16, Value) {
    let (client_id, secret) = program(&State::default());
    let form =
        [("grant_type", "client_credentials"), ("client_id", &client_id), ("client_secret", &secret), ("scope", scope)];
    let (status, answer) = session.sign_in(&session.tenant, &form).await;
    (status.as_u16(), answer)
}

#[tokio::test]
async fn a_program_s_token_says_who_it_is() {
    let session = Session::start(Options::default()).await;
    let (status, answer) = secret_form(&session, ARM).await;
    assert_eq!((status, &answer["token_type"], &answer["expires_in"]), (200, &json!("Bearer"), &json!(3599)));
    let claims = claims(&answer["access_token"]);
    assert_eq!((&claims["tid"], &claims["oid"]), (&json!(session.tenant), &json!(session.object_id)));
    assert_eq!((&claims["idtyp"], &claims["aud"]), (&json!("app"), &json!("https://management.azure.com")));
    assert_eq!(claims["appid"], program(&State::default()).0);
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 3599);
}

#[tokio::test]
async fn arm_takes_its_audiences_with_and_without_a_slash() {
    let session = Session::start(Options::default()).await;
    let own = session.emulator.arm().to_owned();
    for audience in [&own, "https://management.azure.com", "https://management.core.windows.net"] {
        for slash in ["", "/"] {
            let (_, answer) = secret_form(&session, &format!("{audience}{slash}/.default")).await;
            assert_eq!(claims(&answer["access_token"])["aud"], format!("{audience}{slash}"));
            let request = session.client.get(session.url(&format!("{PARTNERS}?{VERSION}")));
            let answer = request.bearer_auth(answer["access_token"].as_str().unwrap()).send().await.unwrap();
            assert_eq!(answer.status(), 404, "{audience}{slash}");
        }
    }
}

#[tokio::test]
async fn a_token_s_signature_verifies_with_the_published_key() {
    let session = Session::start(Options::default()).await;
    let url = session.url(&format!("/{}/discovery/v2.0/keys", session.tenant));
    let keys: Value = session.client.get(url).send().await.unwrap().json().await.unwrap();
    let part = |name: &str| BASE64.decode(keys["keys"][0][name].as_str().unwrap()).unwrap();
    let key = RsaPublicKeyComponents { n: part("n"), e: part("e") };
    let (signed, signature) = session.token.rsplit_once('.').unwrap();
    key.verify(&RSA_PKCS1_2048_8192_SHA256, signed.as_bytes(), &BASE64.decode(signature).unwrap()).unwrap();
}

#[tokio::test]
async fn discovery_takes_guid_domain_and_organizations() {
    let session = Session::start(Options::default()).await;
    let (authority, tenant) = (session.emulator.authority(), &session.tenant);
    for (name, issuer) in
        [(tenant.as_str(), tenant.as_str()), ("fabrikam.example", tenant), ("organizations", "{tenantid}")]
    {
        let url = format!("{authority}/{name}/v2.0/.well-known/openid-configuration");
        let answer: Value = session.client.get(url).send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["issuer"], format!("{authority}/{issuer}/v2.0"));
        assert!(answer["token_endpoint"].as_str().unwrap().ends_with("/oauth2/v2.0/token"));
    }
    let url = format!("{authority}/nobody.example/v2.0/.well-known/openid-configuration");
    let answer: Value = session.client.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(number(&answer), 90002);
}

#[tokio::test]
async fn instance_discovery_knows_its_own_address_only() {
    let session = Session::start(Options::default()).await;
    let ask = async |authority: &str| {
        let url = session.url(&format!(
            "/common/discovery/instance?api-version=1.1&authorization_endpoint={authority}/t/oauth2/v2.0/authorize"
        ));
        session.client.get(url).send().await.unwrap().json::<Value>().await.unwrap()
    };
    let own = ask(session.emulator.authority()).await;
    assert!(own["tenant_discovery_endpoint"].as_str().unwrap().ends_with("/t/v2.0/.well-known/openid-configuration"));
    assert_eq!(number(&ask("https://elsewhere.example").await), 50049);
}

/// Tenant and form sent; status, error and number answered.
type Refusal<'a> = (&'a str, &'a [(&'a str, &'a str)], u16, &'a str, i64);

#[tokio::test]
async fn every_refusal_has_entra_s_number() {
    let session = Session::start(Options::default()).await;
    let (id, secret) = program(&State::default());
    let other = "99999999-0000-4000-8000-000000000000";
    let tenant = session.tenant.as_str();
    let client = ("client_id", id.as_str());
    let secret = ("client_secret", secret.as_str());
    let (app, scope) = (("grant_type", "client_credentials"), ("scope", ARM));
    let cases: [Refusal<'_>; 12] = [
        (tenant, &[app, client, ("client_secret", "wrong"), scope], 401, "invalid_client", 7_000_215),
        (tenant, &[app, ("client_id", other), secret, scope], 400, "unauthorized_client", 700_016),
        ("nobody.example", &[app, client, secret, scope], 400, "invalid_request", 90002),
        ("organizations", &[app, client, secret, scope], 400, "invalid_request", 50059),
        (tenant, &[client, secret, scope], 400, "invalid_request", 900_144),
        (tenant, &[app, secret, scope], 400, "invalid_request", 900_144),
        (tenant, &[app, client, secret], 400, "invalid_request", 900_144),
        (tenant, &[app, client, scope], 401, "invalid_client", 7_000_218),
        (
            tenant,
            &[app, client, secret, ("scope", "https://management.azure.com/user_impersonation")],
            400,
            "invalid_scope",
            1_002_012,
        ),
        (tenant, &[("grant_type", "password"), client, scope], 400, "unsupported_grant_type", 70003),
        (tenant, &[("grant_type", "refresh_token"), client, scope], 400, "invalid_request", 900_144),
        (
            tenant,
            &[("grant_type", "refresh_token"), client, ("refresh_token", "bad"), scope],
            400,
            "invalid_grant",
            70043,
        ),
    ];
    for (tenant, form, status, error, code) in cases {
        let (got, answer) = session.sign_in(tenant, form).await;
        assert_eq!((got.as_u16(), &answer["error"], number(&answer)), (status, &json!(error), code), "{form:?}");
        let text = answer["error_description"].as_str().unwrap();
        assert!(text.starts_with(&format!("AADSTS{code}: ")) && text.contains("\r\nTrace ID: "), "{text}");
    }
}

#[tokio::test]
async fn the_token_endpoint_wants_post_and_a_short_body() {
    let session = Session::start(Options::default()).await;
    let url = session.url(&format!("/{}/oauth2/v2.0/token", session.tenant));
    let answer = session.client.get(&url).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["allow"].as_bytes()), (405, &b"POST"[..]));
    let answer = session.client.post(&url).body(vec![b'x'; 300_000]).send().await.unwrap();
    assert_eq!(answer.status(), 413);
}

/// A guest in the first tenant, a member of the second, unknown in the third.
fn travelling() -> State {
    let mut state = State::estate(3);
    state.tenants[1].principals[1].kind = PrincipalKind::User;
    state.tenants[2].principals.truncate(1);
    state
}

async fn refresh(session: &Session, tenant: &str, scope: &str) -> Value {
    let token = travelling().tenants[0].principals[1].refresh_token.clone().unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"),
        ("refresh_token", &token),
        ("scope", scope),
    ];
    session.sign_in(tenant, &form).await.1
}

#[tokio::test]
async fn a_refresh_token_is_good_where_the_user_has_an_account() {
    let seed = travelling();
    let session = Session::start(Options { seed: seed.clone(), ..Options::default() }).await;
    for tenant in &seed.tenants[..2] {
        let answer = refresh(&session, &tenant.id.to_string(), ARM).await;
        let claims = claims(&answer["access_token"]);
        assert_eq!((&claims["tid"], &claims["idtyp"]), (&json!(tenant.id), &json!("user")));
        assert_eq!(claims["oid"], json!(tenant.principals[1].object_id));
        assert_eq!(
            (&claims["name"], &claims["upn"]),
            (&json!("Ada Partner"), &json!(format!("ada.partner@{}", tenant.domain)))
        );
        assert!(answer["refresh_token"].is_string() && answer["id_token"].is_null());
    }
    let refused = refresh(&session, &seed.tenants[2].id.to_string(), ARM).await;
    assert_eq!((&refused["error"], number(&refused)), (&json!("invalid_grant"), 50020));
    let home = refresh(&session, "organizations", &format!("{ARM} openid profile offline_access")).await;
    assert_eq!(claims(&home["access_token"])["tid"], json!(seed.tenants[1].id));
    assert_eq!(claims(&home["id_token"])["preferred_username"], "ada.partner@customer0002.example");
}

/// MSAL's `home_account_id`, by which it finds a person's tokens of all tenants.
fn home_account(answer: &Value) -> String {
    let info: Value = serde_json::from_slice(&BASE64.decode(answer["client_info"].as_str().unwrap()).unwrap()).unwrap();
    format!("{}.{}", info["uid"].as_str().unwrap(), info["utid"].as_str().unwrap())
}

#[tokio::test]
async fn a_person_has_one_home_account_in_all_tenants() {
    let account = |tenant: &Tenant| format!("{}.{}", tenant.principals[1].object_id, tenant.id);
    let seed = travelling();
    let session = Session::start(Options { seed: seed.clone(), ..Options::default() }).await;
    for tenant in [&seed.tenants[0].id.to_string(), &seed.tenants[1].id.to_string(), "organizations"] {
        assert_eq!(home_account(&refresh(&session, tenant, ARM).await), account(&seed.tenants[1]), "{tenant}");
    }
    // Nobody knows where a guest is at home whose home is not in the state.
    let seed = State::estate(2);
    let session = Session::start(Options { seed: seed.clone(), ..Options::default() }).await;
    for tenant in &seed.tenants {
        assert_eq!(home_account(&refresh(&session, &tenant.id.to_string(), ARM).await), account(tenant));
    }
}

#[tokio::test]
async fn azure_identity_signs_in_unmodified() {
    let emulator = Emulator::start(Options::default()).await.unwrap();
    let mut cloud = CustomConfiguration::default();
    cloud.authority_host = emulator.authority().to_owned();
    let client_options = ClientOptions {
        cloud: Some(Arc::new(CloudConfiguration::Custom(cloud))),
        transport: Some(Transport::new(Arc::new(client(&emulator)))),
        ..ClientOptions::default()
    };
    let (client_id, secret) = program(&State::default());
    let tenant = State::default().tenants[0].id.to_string();
    let options = Some(ClientSecretCredentialOptions { client_options });
    let credential = ClientSecretCredential::new(&tenant, client_id, secret.into(), options).unwrap();
    let token = credential.get_token(&[ARM], None).await.unwrap();
    let url = format!("{}{PARTNERS}/12345?{VERSION}", emulator.arm());
    let request = client(&emulator).request(Method::PUT, url).bearer_auth(token.token.secret());
    assert_eq!(request.send().await.unwrap().status(), 200);
}
