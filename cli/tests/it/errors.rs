//! Errors of the service and of the way to it.

use crate::support::{Ended, Stage};

#[test]
fn the_services_message_is_printed_word_for_word() {
    let stage = Stage::faulty(r#"{"status": 403, "code": "Forbidden", "message": "not \"you\"\r\nnor 'him' \u00fc"}"#);
    stage.run(&["show"]).failed(1, "ERROR: (Forbidden) not \"you\"\r\nnor 'him' ü\n");
}

#[test]
fn verbose_says_the_kind_the_status_and_the_ids_of_an_error() {
    let ended = Stage::new().run(&["show", "-v"]);
    ended.failed(3, "INFO: kind: not_linked\nINFO: status: 404\nINFO: x-ms-request-id: ");
    assert!(ended.stderr.contains("INFO: x-ms-client-request-id: "), "{ended:?}");
}

#[test]
fn a_wrong_secret_is_entras_error() {
    let stage = Stage::new();
    let ended = Ended::of(stage.command(&["show"]).env("AZURE_CLIENT_SECRET", "s3cret-and-wrong"));
    ended.failed(1, "ERROR: AADSTS7000215: ");
    assert!(!ended.stderr.contains("s3cret"), "{ended:?}");
}

#[test]
fn a_server_that_is_not_there_is_a_connection_error() {
    let stage = Stage::new();
    let mut command = stage.command(&["show", "--timeout", "0.3"]);
    // Port 1 of loopback: nobody listens there.
    command.env("AZURE_AUTHORITY_HOST", "https://localhost:1");
    let ended = Ended::of(&mut command);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, ""), "{ended:?}");
    assert!(ended.stderr.starts_with("ERROR: "), "{ended:?}");
}

#[test]
fn a_server_whose_certificate_is_not_trusted_gets_no_secret() {
    let stage = Stage::new();
    let mut command = stage.command(&["show"]);
    command.env_remove("MANAGEMENTPARTNER_CA_FILE").env_remove("SSL_CERT_FILE");
    Ended::of(&mut command).failed(1, "The certificate of https://localhost:");
    assert_eq!(stage.emulator.requests().len(), 0);
}

#[test]
fn the_systems_certificates_are_trusted_besides_those_of_the_ca_file() {
    let (stage, other) = (Stage::linked(), Stage::new());
    let ca_file = |stage: &Stage| stage.emulator.environment()["MANAGEMENTPARTNER_CA_FILE"].clone();
    let mut command = stage.command(&["show"]);
    command.env("MANAGEMENTPARTNER_CA_FILE", ca_file(&other)).env("SSL_CERT_FILE", ca_file(&stage));
    let ended = Ended::of(&mut command);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{ended:?}");
}

#[test]
fn a_system_without_certificates_is_said_at_once_and_needs_none_beside_a_ca_file() {
    let stage = Stage::linked();
    let mut command = stage.command(&["show", "--debug"]);
    command.env("SSL_CERT_FILE", "/nowhere/ca.pem");
    assert_eq!(Ended::of(&mut command).code, 0);
    let ended = Ended::of(command.env_remove("MANAGEMENTPARTNER_CA_FILE"));
    ended.failed(1, "is not trusted: No CA certificates were loaded from the system");
    assert!(!ended.stderr.contains("repeating"), "{ended:?}");
}

#[test]
fn a_token_of_another_tenant_goes_nowhere() {
    let stage = Stage::new();
    let ended = stage.run(&["show", "--tenant", "99999999-2222-4333-8444-555555555555"]);
    ended.failed(1, "ERROR: AADSTS");
    assert!(stage.requests().is_empty());
}

#[test]
fn an_answer_that_does_not_come_in_time_is_an_error() {
    let stage = Stage::faulty(r#"{"match": {"path": "*/partners"}, "latency_ms": 600000}"#);
    stage.run(&["show", "--timeout", "0.5"]).failed(1, "ERROR: The call took longer than 0.5 s");
}

#[test]
fn a_write_without_an_answer_says_that_its_outcome_is_unknown_and_how_to_find_out() {
    let stage = Stage::faulty(r#"{"match": {"method": "PUT"}, "effect": "after", "latency_ms": 600000}"#);
    let ended = stage.run(&["create", "--partner-id", "12345", "--timeout", "0.5"]);
    ended.failed(1, "whether it took effect is unknown\nHINT: Read the account's link before trying again");
}

#[test]
fn a_wait_that_is_longer_than_the_time_limit_is_not_begun() {
    let stage = Stage::faulty(r#"{"status": 429, "code": "TooManyRequests", "message": "slow", "retry_after": 500}"#);
    let ended = stage.run(&["show"]);
    ended.failed(1, "ERROR: (TooManyRequests) slow\nHINT: The service asks to wait 500 s");
    assert_eq!(stage.requests(), ["GET 429"]);
}

#[test]
fn answers_that_cannot_be_understood_are_errors() {
    for (body, message) in [
        (r#"{"match": {"path": "*/partners"}, "body": "text"}"#, "ERROR: "),
        (r#"{"match": {"path": "*/partners"}, "body": "large"}"#, "larger than 1 MiB"),
        (r#"{"match": {"path": "*/partners"}, "body": "other_tenant"}"#, "ERROR: "),
    ] {
        let mut seed = managementpartner_emulator::State::default();
        seed.tenants[0].principals[0].link = Some(serde_json::from_str(r#"{"partner_id": "12345"}"#).unwrap());
        let scenario = format!(r#"{{"faults": [{body}]}}"#);
        let scenario = managementpartner_emulator::Scenario::from_json(&scenario, "of the test").unwrap();
        let stage = Stage::with(managementpartner_emulator::Options { seed, scenario, ..Default::default() });
        stage.run(&["show"]).failed(1, message);
    }
}

#[test]
fn debug_shows_the_requests_and_nothing_secret() {
    let stage = Stage::linked();
    let ended = stage.run(&["show", "--debug"]);
    assert_eq!((ended.code, &ended.json()["partnerId"]), (0, &"12345".into()));
    assert!(ended.stderr.contains("/partners?api-version=2018-02-01"), "{ended:?}");
    assert!(ended.stderr.contains("INFO: The app "), "{ended:?}");
    let secret = &stage.emulator.environment()["AZURE_CLIENT_SECRET"];
    for hidden in [secret, "Bearer", "eyJ", "\u{1b}["] {
        assert!(!ended.stderr.contains(hidden), "{hidden} in {ended:?}");
    }
}
