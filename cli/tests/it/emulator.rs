//! `emulator` and `emulator run`.

use std::{fs, path::Path, process::Command};

use crate::support::{Ended, PROGRAM, Running, Stage};

pub(crate) const NO_SERVICE_PRINCIPAL: &str = r#"{"partners": {}, "tenants": [{"id": "7e4a0000-0000-4000-8000-00000000000a",
    "name": "Fabrikam", "domain": "fabrikam.example", "principals": []}]}"#;

pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn emulator(arguments: &[&str], folder: &Path) -> Ended {
    Ended::of(Command::new(PROGRAM).arg("emulator").args(arguments).current_dir(folder))
}

#[test]
fn its_ready_line_is_all_that_a_client_needs() {
    let folder = folder();
    let running = Running::new(&[], folder.path());
    let keys: Vec<&String> = running.ready.keys().collect();
    assert_eq!(keys, ["arm", "authority", "ca_file", "environment"]);
    let arm = running.ready["arm"].as_str().unwrap();
    assert!(arm.starts_with("https://localhost:") && !arm.ends_with('/'), "{arm}");
    let environment = running.environment();
    let names: Vec<&String> = environment.keys().collect();
    assert_eq!(
        names,
        [
            "AZURE_AUTHORITY_HOST",
            "AZURE_CLIENT_ID",
            "AZURE_CLIENT_SECRET",
            "AZURE_TENANT_ID",
            "MANAGEMENTPARTNER_CA_FILE",
            "MANAGEMENTPARTNER_ENDPOINT",
            "REQUESTS_CA_BUNDLE",
            "SSL_CERT_FILE",
        ]
    );
    assert_eq!(running.run(&["create", "--partner-id", "12345"]).json()["partnerId"], "12345");
}

#[test]
fn partners_tenants_and_a_request_log_can_be_given() {
    let folder = folder();
    let arguments =
        ["--partner", "777=Own = name", "--partner", "778=Other", "--seed-tenants", "3", "--request-log", "log.jsonl"];
    let running = Running::new(&arguments, folder.path());
    let third = ["--tenant", "customer0003.example"];
    let linked = running.run(&[&["create", "--partner-id", "777"][..], &third].concat());
    assert_eq!(linked.json()["partnerName"], "Own = name");
    assert_eq!(linked.json()["tenantId"], "7e4a0000-0000-4000-8000-000000000003");
    assert_eq!(running.run(&[&["update", "--partner-id", "778"][..], &third].concat()).json()["version"], 2);
    let log = fs::read_to_string(folder.path().join("log.jsonl")).unwrap();
    let partner_api: Vec<&str> = log.lines().filter(|line| line.contains("ManagementPartner")).collect();
    assert_eq!(partner_api.len(), 2, "{log}");
    assert!(!log.contains("secret"), "{log}");
}

#[test]
fn a_scenario_brings_its_faults_and_a_wrong_one_is_named() {
    let folder = folder();
    fs::write(folder.path().join("s.json"), r#"{"faults": [{"status": 403, "code": "No", "message": "not you"}]}"#)
        .unwrap();
    let run = ["run", "--scenario", "s.json", "--", "managementpartner", "show"];
    emulator(&run, folder.path()).failed(1, "(No) not you");
    fs::write(folder.path().join("s.json"), r#"{"fault": []}"#).unwrap();
    emulator(&run, folder.path()).failed(1, "the scenario s.json cannot be used: unknown field `fault`");
    fs::remove_file(folder.path().join("s.json")).unwrap();
    emulator(&run, folder.path()).failed(1, "the scenario file s.json cannot be read");
}

#[test]
fn what_is_not_known_of_the_service_can_be_switched() {
    let folder = folder();
    let twice = "managementpartner create --partner-id 12345 -o none && managementpartner";
    let run = |flags: &[&str], last: &str| {
        let script = format!("{twice} {last}");
        emulator(&[&["run"], flags, &["--", "sh", "-c", &script]].concat(), folder.path())
    };
    run(&[], "create --partner-id 123456").failed(1, "(Conflict)");
    run(&[], "show --partner-id 123456").failed(3, "(ManagementPartnerNotFound)");
    let replaced = run(&["--create-on-link", "replace"], "create --partner-id 123456");
    assert_eq!(replaced.json()["partnerId"], "123456");
    run(&["--show-other", "bad_request"], "show --partner-id 123456").failed(1, "ERROR: (");
    assert_eq!(run(&["--remove-other", "keep"], "delete --partner-id 123456").code, 0);
    run(&["--remove-other", "not_found"], "delete --partner-id 123456").failed(3, "ERROR: (");
    run(&["--remove-other", "remove"], "delete --partner-id 123456 && managementpartner show").failed(3, "ERROR: (");
}

#[test]
fn a_port_in_use_and_wrong_flags_are_named() {
    let folder = folder();
    let stage = Stage::new();
    let port = stage.emulator.arm().rsplit(':').next().unwrap().to_owned();
    emulator(&["--port", &port], folder.path()).failed(1, &format!("cannot listen on port {port} of localhost"));
    emulator(&["--partner", "777"], folder.path()).failed(2, "write it as ID=NAME");
    emulator(&["--partner", "a/b=x"], folder.path()).failed(2, "\"a/b\" is not a partner ID");
    emulator(&["--seed-tenants", "100001"], folder.path()).failed(2, "100001 is not in 0..=100000");
    emulator(&["--show-other", "maybe"], folder.path()).failed(2, "[possible values: not_found, bad_request]");
}

#[test]
fn run_works_as_typed_and_ends_with_the_commands_exit_code() {
    let folder = folder();
    let created = emulator(&["run", "--", "managementpartner", "create", "--partner-id", "12345"], folder.path());
    created.printed();
    assert_eq!(created.json()["partnerId"], "12345");
    assert_eq!(emulator(&["run", "--", "managementpartner", "show"], folder.path()).code, 3);
    emulator(&["run", "--", "no-such-command"], folder.path()).failed(127, "no-such-command cannot be found");
    let text = folder.path().join("text");
    fs::write(&text, "not a program").unwrap();
    emulator(&["run", "--", text.to_str().unwrap()], folder.path()).failed(126, "cannot be run");
    #[cfg(unix)]
    assert_eq!(emulator(&["run", "--", "sh", "-c", "kill -TERM $$"], folder.path()).code, 128 + 15);
}

#[test]
fn run_leads_the_command_past_what_would_be_in_the_way() {
    let folder = folder();
    let mut command = Command::new(PROGRAM);
    command.args(["emulator", "run", "--", "managementpartner", "create", "--partner-id", "12345"]);
    command.env("MANAGEMENTPARTNER_AUDIENCE", "https://elsewhere.example").env("MANAGEMENTPARTNER_CLOUD", "china");
    command.env("HTTPS_PROXY", "http://127.0.0.1:9").env("NO_PROXY", "example.org").current_dir(folder.path());
    assert_eq!(Ended::of(&mut command).json()["partnerId"], "12345");
}

#[cfg(unix)]
#[test]
fn run_keeps_real_credentials_from_the_command_when_the_state_has_none_of_its_own() {
    let folder = folder();
    fs::write(folder.path().join("state.json"), NO_SERVICE_PRINCIPAL).unwrap();
    let mut command = Command::new(PROGRAM);
    command.args(["emulator", "run", "--state", "state.json", "--", "env"]).current_dir(folder.path());
    for name in ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH"] {
        command.env(name, "a real one");
    }
    let ended = Ended::of(&mut command);
    let environment = ended.printed();
    assert!(environment.contains("MANAGEMENTPARTNER_ENDPOINT=https://localhost:"), "{environment}");
    assert!(!environment.contains("a real one"), "{environment}");
}
