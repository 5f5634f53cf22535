//! `emulator --state FILE`.

use std::{fs, process::Command};

use managementpartner_emulator::State;

use crate::emulator::{NO_SERVICE_PRINCIPAL, emulator, folder};
use crate::support::{Ended, PROGRAM, Running};

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

#[test]
fn a_second_emulator_on_a_state_file_is_refused_until_the_first_is_gone_however_it_ended() {
    let folder = folder();
    let mut running = Running::new(&["--state", "state.json"], folder.path());
    let show = || emulator(&["run", "--state", "./state.json", "--", "managementpartner", "show"], folder.path());
    for (command, id) in [("create", "12345"), ("update", "123456")] {
        show().failed(1, "ERROR: The emulator cannot run: the state file ./state.json is in use by another emulator");
        assert_eq!(running.run(&[command, "--partner-id", id, "-o", "none"]).code, 0);
    }
    running.child.kill().unwrap();
    running.child.wait().unwrap();
    assert_eq!(show().json()["partnerId"], "123456");
    #[cfg(unix)]
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no lock is left");
}

/// A limit on the size of files stands for a disk that has less room than the new state needs.
#[cfg(unix)]
#[test]
fn without_room_for_the_new_state_a_write_fails_and_the_old_link_stays() {
    let folder = folder();
    let mut state = State::estate(100);
    state.tenants[0].principals[0].link = serde_json::from_str(r#"{"partner_id": "12345"}"#).unwrap();
    fs::write(folder.path().join("state.json"), state.to_json()).unwrap();
    let script = format!("trap '' XFSZ; ulimit -f 8; exec '{PROGRAM}' \"$@\"");
    let run = |command: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, "sh", "emulator", "run", "--state", "state.json", "--", "sh", "-c", command]);
        Ended::of(shell.current_dir(folder.path()))
    };
    let ended = run("managementpartner update --partner-id 123456 --timeout 1; managementpartner show");
    assert_eq!((&ended.json()["partnerId"], &ended.json()["version"]), (&"12345".into(), &1.into()), "{ended:?}");
    assert!(ended.stderr.contains("cannot write the state file state.json: file too large"), "{ended:?}");
    assert_eq!(fs::read_to_string(folder.path().join("state.json")).unwrap(), state.to_json());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
