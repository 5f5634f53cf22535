//! The state file: kept, replaced whole, and never overwritten when it cannot be read.

use crate::support::Session;
use managementpartner_emulator::{Emulator, LinkRecord, Options, State};
use reqwest::Method;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
};

fn options(file: PathBuf) -> Options {
    Options { state_file: Some(file), ..Options::default() }
}

#[tokio::test]
async fn a_restarted_emulator_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let session = Session::start(options(file.clone())).await;
    session.partner(Method::PUT, "12345").await;
    session.partner(Method::PATCH, "123456").await;
    session.emulator.shutdown().await;
    let session = Session::start(options(file)).await;
    let (status, link) = session.partner(Method::GET, "").await;
    assert_eq!((status.as_u16(), &link["name"], &link["etag"]), (200, &"123456".into(), &2.into()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

#[tokio::test]
async fn a_damaged_file_is_named_with_its_place_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let whole = State::default().to_json();
    for (damage, expected) in [
        (whole[..whole.len() / 2].to_owned(), "line "),
        (String::new(), "line 1"),
        (whole.replacen("\"partners\"", "\"partner\"", 1), "unknown field `partner`"),
        (whole.replacen("\"name\": \"Fabrikam\"", "\"name\": 7", 1), "line "),
        (whole.replacen("\"tenants\"", "\"clock\": \"9999-12-31T23:59:59-23:00\", \"tenants\"", 1), "line "),
    ] {
        fs::write(&file, &damage).unwrap();
        let error = Emulator::start(options(file.clone())).await.unwrap_err().to_string();
        assert!(
            error.contains(file.to_str().unwrap()) && error.contains(expected) && error.contains("move the file away"),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), damage);
    }
}

#[tokio::test]
async fn a_state_that_contradicts_itself_is_refused() {
    let mut seed = State::default();
    let twin = seed.tenants[0].clone();
    seed.tenants.push(twin);
    let error = Emulator::start(Options { seed, ..Options::default() }).await.unwrap_err().to_string();
    assert!(error.contains("two tenants are called"), "{error}");
}

#[test]
fn a_version_that_cannot_be_counted_up_is_refused() {
    for version in ["9223372036854775807", "9007199254740993", "0", "-1"] {
        let link = format!("\"link\": {{\"partner_id\": \"12345\", \"version\": {version}}}, \"kind\"");
        let json = State::default().to_json().replacen("\"kind\"", &link, 1);
        let error = State::from_json(&json, "test").unwrap_err().to_string();
        assert!(error.contains(&format!("version {version}: ")), "{error}");
    }
}

#[tokio::test]
async fn a_write_that_cannot_be_kept_is_an_error_of_the_service_and_the_old_link_stays_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let session = Session::start(options(inner.join("state.json"))).await;
    let (_, linked) = session.partner(Method::PUT, "12345").await;
    fs::remove_dir_all(&inner).unwrap();
    for (method, id) in [(Method::PATCH, "123456"), (Method::DELETE, "12345")] {
        let (status, body) = session.partner(method, id).await;
        assert_eq!((status.as_u16(), &body["code"]), (500, &"InternalServerError".into()));
        assert_eq!(body["error"], json!({ "code": body["code"], "message": body["message"] }));
        assert!(body["message"].as_str().unwrap().contains("state.json"), "{body}");
        assert_eq!(session.partner(Method::GET, "12345").await, (200.try_into().unwrap(), linked.clone()));
    }
    fs::create_dir(&inner).unwrap();
    let (status, changed) = session.partner(Method::PATCH, "123456").await;
    assert_eq!((status.as_u16(), &changed["properties"]["version"]), (200, &2.into()));
    assert!(fs::read_to_string(inner.join("state.json")).unwrap().contains("123456"));
}

/// The link in a state file.
fn kept(file: &Path) -> Option<LinkRecord> {
    let state = State::from_json(&fs::read_to_string(file).unwrap(), "test").unwrap();
    state.tenants[0].principals[0].link.clone()
}

#[tokio::test]
async fn a_state_file_has_one_emulator_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    // A new file, then one that is there.
    for method in [Method::PUT, Method::PATCH] {
        let session = Session::start(options(file.clone())).await;
        for write in [None, Some(method)] {
            if let Some(method) = write {
                assert_eq!(session.partner(method, "12345").await.0, 200);
            }
            let error = Emulator::start(options(file.clone())).await.unwrap_err().to_string();
            assert!(error.contains(file.to_str().unwrap()) && error.contains("name another file"), "{error}");
        }
        drop(session.emulator);
    }
    assert_eq!(kept(&file).unwrap().version, 2);
    #[cfg(unix)]
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no lock is left");
}

#[cfg(unix)]
#[tokio::test]
async fn an_emulator_whose_state_file_was_removed_does_not_overwrite_the_next_ones() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let first = Session::start(options(file.clone())).await;
    assert_eq!(first.partner(Method::PUT, "12345").await.0, 200);
    fs::remove_file(&file).unwrap();
    let second = Session::start(options(file.clone())).await;
    assert_eq!(second.partner(Method::PUT, "123456").await.0, 200);
    let (status, body) = first.partner(Method::PATCH, "1234567").await;
    assert_eq!((status.as_u16(), kept(&file).unwrap().partner_id.as_str()), (500, "123456"));
    assert!(body["message"].as_str().unwrap().contains("in use by another emulator"), "{body}");
    assert_eq!(second.partner(Method::PATCH, "12345").await.0, 200);
    assert_eq!(kept(&file).unwrap().version, 2);
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_an_error_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let error = Emulator::start(options(folder.path().join("none/state.json"))).await.unwrap_err().to_string();
    assert!(error.contains("none/state.json") && !error.contains("none/.tmp"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_state_file_that_is_a_symbolic_link_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("real")).unwrap();
    let (link, target) = (folder.path().join("state.json"), folder.path().join("real/state.json"));
    std::os::unix::fs::symlink("real/state.json", &link).unwrap();
    for method in [Method::PUT, Method::PATCH] {
        let session = Session::start(options(link.clone())).await;
        assert_eq!(session.partner(method, "12345").await.0, 200);
        session.emulator.shutdown().await;
        assert!(link.is_symlink() && target.is_file() && !target.is_symlink());
    }
    assert!(fs::read_to_string(&target).unwrap().contains("\"version\": 2"));
}

#[tokio::test]
async fn a_big_state_is_written_without_indentation_and_read_again() {
    for (tenants, indented) in [(100, true), (101, false)] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state.json");
        let options = || Options { seed: State::estate(tenants), ..options(file.clone()) };
        let session = Session::start(options()).await;
        assert_eq!(session.partner(Method::PUT, "12345").await.0, 200);
        assert_eq!(fs::read_to_string(&file).unwrap().lines().count() > 1, indented, "{tenants}");
        drop(session.emulator);
        assert_eq!(Session::start(options()).await.version(), 1, "{tenants}");
    }
}

#[test]
fn what_is_written_can_be_read() {
    let state = State::estate(2);
    assert_eq!(State::from_json(&state.to_json(), "test").unwrap().to_json(), state.to_json());
}
