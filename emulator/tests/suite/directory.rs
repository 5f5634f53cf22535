//! Tenants, subscriptions and the cloud's endpoints.

use crate::support::{Session, client};
use managementpartner_emulator::{Emulator, Options, State};
use reqwest::Method;
use serde_json::{Value, json};

async fn get(session: &Session, path: &str) -> Value {
    let answer = session.send(Method::GET, path).await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.json().await.unwrap()
}

#[tokio::test]
async fn each_api_version_of_the_metadata_has_its_own_shape() {
    let session = Session::start(Options::default()).await;
    let arm = session.emulator.arm();
    let stack = get(&session, "/metadata/endpoints?api-version=2015-01-01").await;
    assert_eq!(stack["authentication"]["loginEndpoint"], arm);
    assert!(
        stack["galleryEndpoint"].is_string()
            && stack["graphEndpoint"].is_string()
            && stack["portalEndpoint"].is_string()
    );
    for version in ["2019-05-01", "2020-06-01"] {
        let list = get(&session, &format!("/metadata/endpoints?api-version={version}")).await;
        assert_eq!(list[0]["resourceManager"], arm, "{version}");
    }
    let single = get(&session, "//metadata/endpoints?api-version=2022-09-01").await;
    assert_eq!(single["resourceManager"], arm);
    assert_eq!(single["authentication"]["audiences"][0], format!("{arm}/"));
    assert_eq!(single["suffixes"], json!({}));
    assert_eq!(
        session.client.get(session.url("/metadata/endpoints?api-version=1999-01-01")).send().await.unwrap().status(),
        400
    );
}

#[tokio::test]
async fn a_service_principal_sees_its_own_tenant_without_a_name() {
    let session = Session::start(Options { seed: State::estate(3), ..Options::default() }).await;
    let tenants = get(&session, "/tenants?api-version=2022-12-01").await;
    let tenant = session.tenant.as_str();
    assert_eq!(
        tenants["value"],
        json!([{ "id": format!("/tenants/{tenant}"), "tenantId": tenant, "tenantCategory": "Home" }])
    );
}

#[tokio::test]
async fn a_user_sees_every_tenant_it_is_in_with_its_name() {
    let seed = State::estate(3);
    let (tenant, guest) = (seed.tenants[1].id.to_string(), seed.tenants[1].principals[1].object_id.to_string());
    let session = Session::start(Options { seed, ..Options::default() }).await;
    let session = Session { token: session.emulator.token(&tenant, &guest), ..session };
    let tenants = get(&session, "/tenants?api-version=2022-12-01").await;
    let names: Vec<_> =
        tenants["value"].as_array().unwrap().iter().map(|tenant| tenant["displayName"].as_str().unwrap()).collect();
    assert_eq!(names, ["Customer 0001", "Customer 0002", "Customer 0003"]);
}

#[tokio::test]
async fn subscriptions_are_those_of_the_token_s_tenant() {
    let session = Session::start(Options::default()).await;
    let list = get(&session, "/subscriptions?api-version=2022-12-01").await;
    assert_eq!(list["value"][0]["tenantId"], session.tenant.as_str());
    assert_eq!(list["value"][0]["displayName"], "Fabrikam production");
    let mut seed = State::default();
    seed.tenants[0].subscriptions.clear();
    let session = Session::start(Options { seed, ..Options::default() }).await;
    assert_eq!(get(&session, "/subscriptions?api-version=2022-12-01").await["value"], json!([]));
}

#[tokio::test]
async fn a_big_estate_starts_and_tells_its_tenants_apart() {
    let seed = State::estate(1000);
    let tenant = seed.tenants[999].clone();
    let emulator = Emulator::start(Options { seed, ..Options::default() }).await.unwrap();
    let url = format!("{}/{}/v2.0/.well-known/openid-configuration", emulator.authority(), tenant.domain);
    let answer: Value = client(&emulator).get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["issuer"], format!("{}/{}/v2.0", emulator.authority(), tenant.id));
}
