//! Each fault of a scenario, as a client sees it, and whether the write happened.

use crate::support::{PARTNERS, Session, VERSION};
use managementpartner_emulator::{Fault, FaultBody, Options, Scenario, State};
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    error::Error,
    fs, io,
    time::{Duration, Instant, SystemTime},
};

/// A session whose writes meet `fault`.
async fn session(fault: &str) -> Session {
    Session::with_scenario(&format!(r#"{{"faults":[{fault}]}}"#)).await
}

fn put() -> String {
    format!("{PARTNERS}/12345?{VERSION}")
}

/// Whether the cause of `error` is a reset or broken-off connection.
fn broken(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(error) = source {
        let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
        if matches!(
            kind,
            Some(io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe)
        ) {
            return true;
        }
        source = error.source();
    }
    false
}

#[tokio::test]
async fn a_status_comes_instead_of_the_effect() {
    let session = session(r#"{"match":{"method":"put"},"times":1,"status":503}"#).await;
    let (status, body) = session.partner(Method::PUT, "12345").await;
    assert_eq!((status.as_u16(), &body["error"]["code"], session.version()), (503, &json!("ServiceUnavailable"), 0));
    assert_eq!(session.partner(Method::PUT, "12345").await.0, 200);
    let requests = session.emulator.requests();
    assert_eq!((requests[0].fault, requests[0].status, requests[0].effective), (Some(0), 503, false));
    assert_eq!((requests[1].fault, requests[1].status, requests[1].effective), (None, 200, true));
}

#[tokio::test]
async fn after_the_effect_only_the_answer_is_lost() {
    let session =
        session(r#"{"status":500,"effect":"after","code":"Busy","message":"a \"quoted\"\r\nline \\ \u0027"}"#).await;
    let (status, body) = session.partner(Method::PUT, "12345").await;
    assert_eq!((status.as_u16(), session.version()), (500, 1));
    assert_eq!(body["error"], json!({ "code": "Busy", "message": "a \"quoted\"\r\nline \\ '" }));
    assert!(session.emulator.requests()[0].effective);
}

#[tokio::test]
async fn retry_after_is_seconds_a_date_or_milliseconds() {
    let header = async |form: &str, name: &str| {
        let session = session(&format!(r#"{{"status":429,"retry_after":{form}}}"#)).await;
        let answer = session.send(Method::GET, &put()).await.unwrap();
        answer.headers()[name].to_str().unwrap().to_owned()
    };
    assert_eq!(header("7", "retry-after").await, "7");
    assert_eq!(header(r#"{"ms":1500}"#, "x-ms-retry-after-ms").await, "1500");
    let before = SystemTime::now();
    let date = header(r#"{"date_in":60}"#, "retry-after").await;
    let format = time::macros::format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    let date = SystemTime::from(time::PrimitiveDateTime::parse(&date, format).unwrap().assume_utc());
    let wait = date.duration_since(before).unwrap();
    assert!((60..=62).contains(&wait.as_secs()), "{wait:?}");
}

#[tokio::test]
async fn a_reset_breaks_the_connection_before_or_after_the_effect() {
    for (effect, version) in [("before", 0), ("after", 1)] {
        for old in [false, true] {
            let mut session =
                session(&format!(r#"{{"match":{{"method":"PUT"}},"times":1,"reset":true,"effect":"{effect}"}}"#)).await;
            if old {
                let ca = reqwest::Certificate::from_pem(session.emulator.ca_pem().as_bytes()).unwrap();
                session.client =
                    reqwest::Client::builder().tls_certs_only([ca]).no_proxy().http1_only().build().unwrap();
            }
            let error = session.send(Method::PUT, &put()).await.unwrap_err();
            assert!(broken(&error), "{error:?}");
            assert_eq!(session.version(), version, "{effect}");
            assert_eq!(session.emulator.requests()[0].status, 0);
            assert_eq!(session.partner(Method::DELETE, "12345").await.0, 200, "the next connection works");
        }
    }
}

#[tokio::test]
async fn half_an_answer_is_shorter_than_it_says() {
    let session = session(r#"{"cut_off":true}"#).await;
    let answer = session.send(Method::PUT, &put()).await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap_err();
    assert_eq!(session.version(), 1);
}

#[tokio::test]
async fn bodies_can_be_empty_text_large_or_another_tenant_s() {
    let empty = session(r#"{"status":500,"body":"empty"}"#).await;
    assert_eq!(empty.send(Method::GET, &put()).await.unwrap().bytes().await.unwrap().len(), 0);
    let gateway = session(r#"{"body":"text"}"#).await;
    let text = gateway.send(Method::PUT, &put()).await.unwrap();
    assert_eq!((text.status().as_u16(), text.headers()["content-type"].as_bytes()), (200, &b"text/html"[..]));
    serde_json::from_str::<Value>(&text.text().await.unwrap()).unwrap_err();
    let large = session(r#"{"body":"large"}"#).await;
    let answer = large.send(Method::PUT, &put()).await.unwrap();
    assert!(answer.bytes().await.unwrap().len() > 10_000_000);
    let other = session(r#"{"body":"other_tenant"}"#).await;
    let (status, body) = other.partner(Method::PUT, "12345").await;
    assert_eq!((status.as_u16(), other.version(), &body["name"]), (200, 1, &json!("12345")));
    assert_ne!(body["properties"]["tenantId"], other.tenant.as_str());
}

#[tokio::test]
async fn broken_json_is_a_complete_answer_that_cannot_be_parsed() {
    let session = session(r#"{"body":"broken_json","properties":{"state":"Suspended"}}"#).await;
    for method in [Method::PUT, Method::GET, Method::DELETE] {
        let answer = session.send(method, &put()).await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.content_length().is_some_and(|length| length > 0)), (200, true));
        let text = answer.text().await.unwrap();
        assert!(text.starts_with('{') && serde_json::from_str::<Value>(&text).unwrap_err().is_eof(), "{text}");
    }
    assert_eq!(session.version(), 2);
}

#[tokio::test]
async fn properties_of_the_real_answer_can_be_replaced_and_taken_out() {
    let session = session(r#"{"properties":{"state":"Suspended","partnerName":null}}"#).await;
    let (status, body) = session.partner(Method::PUT, "12345").await;
    let properties = &body["properties"];
    assert_eq!((status.as_u16(), session.version(), &properties["state"]), (200, 1, &json!("Suspended")));
    assert_eq!((properties.get("partnerName"), &properties["partnerId"]), (None, &json!("12345")));
}

#[tokio::test]
async fn latency_and_dripping_make_an_answer_slow_and_leave_it_whole() {
    let session = session(r#"{"latency_ms":30,"drip_ms":1}"#).await;
    let begun = Instant::now();
    let (status, body) = session.partner(Method::PUT, "12345").await;
    assert_eq!((status.as_u16(), &body["name"]), (200, &json!("12345")));
    assert!(begun.elapsed() > Duration::from_millis(30 + 300), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_client_that_gives_up_is_logged_and_leaves_no_write_behind() {
    let session = session(r#"{"latency_ms":600000}"#).await;
    // More than once only where the machine is so busy that a request does not even arrive in time.
    while session.emulator.requests().is_empty() {
        let request = session.client.put(session.url(&put())).bearer_auth(&session.token);
        assert!(request.timeout(Duration::from_millis(50)).send().await.unwrap_err().is_timeout());
    }
    assert_eq!((session.emulator.requests()[0].status, session.version()), (0, 0));
}

#[tokio::test]
async fn faults_keep_to_their_path_method_and_tenant() {
    let seed = State::estate(2);
    let second = seed.tenants[1].id;
    let scenario = json!({ "faults": [
        { "match": { "tenant": second }, "status": 503 },
        { "match": { "path": "*/oauth2/v2.0/TOKEN" }, "status": 429, "retry_after": 60, "code": "temporarily_unavailable" },
    ]});
    let scenario = Scenario::from_json(&scenario.to_string(), "test").unwrap();
    let mut session = Session::start(Options { seed: seed.clone(), scenario, ..Options::default() }).await;
    assert_eq!(session.partner(Method::PUT, "12345").await.0, 200);
    assert_eq!(session.send(Method::GET, "/tenants?api-version=2022-12-01").await.unwrap().status(), 200);
    let (status, answer) = session.sign_in(&session.tenant, &[]).await;
    assert_eq!((status.as_u16(), &answer["error"]), (429, &json!("temporarily_unavailable")));
    session.token = session.emulator.token(&second.to_string(), &seed.tenants[1].principals[0].object_id.to_string());
    assert_eq!(session.partner(Method::PUT, "12345").await.0, 503);
    session.emulator.set_scenario(Scenario::default());
    assert_eq!(session.partner(Method::PUT, "12345").await.0, 200);
}

#[tokio::test]
async fn throttling_counts_the_writes_of_each_tenant() {
    let seed = State::estate(2);
    let (other, who) = (seed.tenants[1].id.to_string(), seed.tenants[1].principals[0].object_id.to_string());
    let scenario = Scenario::from_json(r#"{"throttle":{"writes_per_minute":2}}"#, "test").unwrap();
    let mut session = Session::start(Options { seed, scenario, ..Options::default() }).await;
    let mut statuses = Vec::new();
    for method in [Method::PUT, Method::PATCH, Method::GET, Method::DELETE] {
        statuses.push(session.partner(method, "12345").await.0.as_u16());
    }
    assert_eq!(statuses, [200, 200, 200, 429]);
    let answer = session.send(Method::DELETE, &put()).await.unwrap();
    let seconds: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    session.token = session.emulator.token(&other, &who);
    assert_eq!(session.partner(Method::PUT, "12345").await.0, 200);
}

#[tokio::test]
async fn the_log_file_has_every_request_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("requests.jsonl");
    let session = Session::start(Options { request_log: Some(file.clone()), ..Options::default() }).await;
    let (client_id, secret) = crate::support::program(&State::default());
    session.sign_in(&session.tenant, &[("client_id", &client_id), ("client_secret", &secret)]).await;
    let request = session.client.put(session.url(&put())).bearer_auth(&session.token);
    request.header("x-ms-client-request-id", "mine").send().await.unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["path"], format!("/{}/oauth2/v2.0/token", session.tenant));
    assert_eq!(
        (&lines[1]["method"], &lines[1]["query"], &lines[1]["status"]),
        (&json!("PUT"), &json!(VERSION), &json!(200))
    );
    assert_eq!((&lines[1]["tenant"], &lines[1]["object_id"]), (&json!(session.tenant), &json!(session.object_id)));
    assert_eq!((&lines[1]["client_request_id"], &lines[1]["effective"]), (&json!("mine"), &json!(true)));
    assert!(!text.contains(&secret) && !text.contains(&session.token));
}

#[test]
fn a_scenario_that_cannot_be_meant_is_refused_by_name() {
    for (json, expected) in [
        (r#"{"fault":[]}"#, "unknown field `fault`"),
        (r#"{"faults":[{"status":99}]}"#, "status 99"),
        (r#"{"faults":[{"probability":1.5}]}"#, "probability 1.5"),
        (r#"{"faults":[{"match":{"methods":"PUT"}}]}"#, "unknown field `methods`"),
        (r#"{"faults":[{"retry_after":{"date_in":18446744073709551615}}]}"#, "date_in 18446744073709551615"),
        (r#"{"faults":[{"match":{"method":"PUTT"}}]}"#, "method `PUTT`"),
        (r#"{"faults":[{"latency_ms":{"median":-1.0,"sigma":0.5}}]}"#, "median -1"),
        (r#"{"faults":[{"latency_ms":{"median":40,"sigma":-0.5}}]}"#, "sigma -0.5"),
        ("", "line 1"),
    ] {
        let error = Scenario::from_json(json, "faults.json").unwrap_err().to_string();
        assert!(error.contains(expected) && error.contains("faults.json"), "{error}");
    }
}

#[test]
fn a_scenario_s_json_is_the_same_after_a_round_trip() {
    let fault = Fault { status: Some(503), body: Some(FaultBody::Large), ..Fault::default() };
    let scenario = Scenario { seed: 7, faults: vec![fault], throttle: None };
    let json = serde_json::to_string(&scenario).unwrap();
    assert_eq!(Scenario::from_json(&json, "test").unwrap(), scenario);
}
