//! Every recorded session, replayed: same status, same body, the same header names.

use crate::support::client;
use managementpartner_emulator::{Emulator, Options, State};
use reqwest::{Method, Response};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

#[derive(Deserialize)]
struct Session {
    exchanges: Vec<Exchange>,
}

#[derive(Deserialize)]
struct Exchange {
    method: String,
    path: String,
    request_headers: BTreeMap<String, String>,
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

#[derive(Deserialize)]
struct Headers {
    transport: BTreeSet<String>,
    #[serde(rename = "server build")]
    server_build: BTreeSet<String>,
    #[serde(rename = "every answer")]
    every_answer: BTreeSet<String>,
    #[serde(rename = "writes that succeed")]
    writes: BTreeSet<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/recordings")
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> T {
    serde_json::from_str(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[tokio::test]
async fn every_recorded_session_replays() {
    let mut replayed = 0;
    for file in fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        if file.extension().is_some_and(|extension| extension == "json") && name != "headers.json" {
            replay(&file, &folder().join("start").join(&name)).await;
            replayed += 1;
        }
    }
    assert!(replayed >= 5, "{replayed} sessions");
}

async fn replay(session: &Path, start: &Path) {
    let seed: State = State::from_json(&fs::read_to_string(start).unwrap(), "start").unwrap();
    let (tenant, user) = (seed.tenants[0].id.to_string(), seed.tenants[0].principals[0].object_id.to_string());
    let emulator = Emulator::start(Options { seed, ..Options::default() }).await.unwrap();
    let (client, token) = (client(&emulator), emulator.token(&tenant, &user));
    for (step, exchange) in read::<Session>(session).exchanges.iter().enumerate() {
        let place = format!("{} step {step}", session.display());
        let method = Method::from_bytes(exchange.method.as_bytes()).unwrap();
        let mut request = client.request(method, format!("{}{}", emulator.arm(), exchange.path)).bearer_auth(&token);
        for (name, value) in &exchange.request_headers {
            request = request.header(name, value);
        }
        compare(&place, exchange, request.send().await.unwrap()).await;
    }
}

async fn compare(place: &str, exchange: &Exchange, answer: Response) {
    assert_eq!(answer.status(), exchange.status, "{place}");
    compare_headers(place, exchange, &answer);
    let body = answer.text().await.unwrap();
    if exchange.body.is_empty() {
        assert_eq!(body, "", "{place}");
        return;
    }
    let (ours, recorded): (Value, Value) =
        (serde_json::from_str(&body).unwrap(), serde_json::from_str(&exchange.body).unwrap());
    assert_eq!(fields(&ours), fields(&recorded), "{place}");
    // Not asked for by any client, but cheap to keep: the very bytes.
    assert_eq!(body, exchange.body, "{place}");
}

/// Every leaf of a JSON value under its path.
fn fields(value: &Value) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    let mut open = vec![(String::new(), value)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Object(object) => open.extend(object.iter().map(|(key, value)| (format!("{path}/{key}"), value))),
            leaf => drop(fields.insert(path, leaf.clone())),
        }
    }
    fields
}

fn compare_headers(place: &str, exchange: &Exchange, answer: &Response) {
    let list: Headers = read(&folder().join("headers.json"));
    let left_out = |name: &String| list.transport.contains(name) || list.server_build.contains(name);
    let recorded: BTreeSet<String> = exchange.headers.keys().filter(|name| !left_out(name)).cloned().collect();
    let ours: BTreeSet<String> =
        answer.headers().keys().map(ToString::to_string).filter(|name| !left_out(name)).collect();
    let missing: Vec<_> = recorded.difference(&ours).filter(|name| !list.writes.contains(*name)).collect();
    assert_eq!(missing, Vec::<&String>::new(), "{place}: recorded, not answered");
    let mut expected = list.every_answer.clone();
    if exchange.method != "GET" && exchange.status == 200 {
        expected.extend(list.writes.iter().cloned());
    }
    assert_eq!(ours, expected, "{place}");
}
