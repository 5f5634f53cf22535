//! `emulator --state FILE`.

use std::fs;

use managementpartner_emulator::State;

use crate::emulator::{NO_SERVICE_PRINCIPAL, emulator, folder};

#[test]
fn a_state_file_outlives_it_and_a_damaged_one_is_kept() {
    let folder = folder();
    let run = |command: &[&str]| {
        emulator(&[&["run", "--state", "state.json", "--", "managementpartner"][..], command].concat(), folder.path())
    };
    assert_eq!(run(&["create", "--partner-id", "12345"]).json()["version"], 1);
    assert_eq!(run(&["update", "--partner-id", "123456"]).json()["version"], 2);
    let file = folder.path().join("state.json");
    let damaged = fs::read_to_string(&file).unwrap().replace("\"tenants\"", "\"tenant\"");
    fs::write(&file, &damaged).unwrap();
    run(&["show"]).failed(1, "ERROR: The emulator cannot run: the state state.json is damaged: unknown field `tenant`");
    assert_eq!(fs::read_to_string(&file).unwrap(), damaged);
}

#[test]
fn seed_tenants_are_refused_beside_a_state_file_that_is_there() {
    let folder = folder();
    let run = ["run", "--state", "state.json", "--seed-tenants", "2", "--", "managementpartner", "show"];
    emulator(&run, folder.path()).failed(3, "(ManagementPartnerNotFound)");
    let file = folder.path().join("state.json");
    fs::write(&file, NO_SERVICE_PRINCIPAL).unwrap();
    emulator(&run, folder.path()).failed(2, "ERROR: The state file state.json is there already, and --seed-tenants");
    assert_eq!(fs::read_to_string(&file).unwrap(), NO_SERVICE_PRINCIPAL);
}

#[test]
fn a_switch_counts_before_the_state_file_and_the_help_names_its_default() {
    let folder = folder();
    let twice = "managementpartner create --partner-id 12345 -o none; managementpartner create --partner-id 123456";
    let run = |flags: &[&str]| {
        let state =
            State { unknown: serde_json::from_str(r#"{"create_on_link": "replace"}"#).unwrap(), ..State::default() };
        fs::write(folder.path().join("state.json"), state.to_json()).unwrap();
        emulator(&[&["run", "--state", "state.json"], flags, &["--", "sh", "-c", twice]].concat(), folder.path())
    };
    assert_eq!(run(&[]).json()["partnerId"], "123456");
    run(&["--create-on-link", "conflict"]).failed(1, "(Conflict)");
    let help = emulator(&["--help"], folder.path());
    for default in ["conflict", "not_found", "keep"] {
        let words = help.printed().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&format!("[default: the state file's, else {default}]")), "{words}");
    }
}
