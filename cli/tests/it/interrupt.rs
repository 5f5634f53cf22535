//! Ctrl+C, and the time limit on an `az` that does not answer.

use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::support::{Ended, PROGRAM, Stage};

const INTERRUPTED: i32 = 130;

fn spawn(command: &mut std::process::Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ctrl_c(child: &Child) {
    kill_process(Pid::from_child(child), Signal::INT).unwrap();
}

fn end_of(child: Child) -> Ended {
    Ended::from(child.wait_with_output().unwrap())
}

/// Waits until `done`; the outer time limit is the test runner's.
fn until(done: impl Fn() -> bool) {
    while !done() {
        std::thread::yield_now();
    }
}

#[test]
fn ctrl_c_ends_a_read_while_its_answer_drips_in() {
    let stage = Stage::faulty(r#"{"match": {"path": "*/partners"}, "drip_ms": 60000}"#);
    let child = spawn(&mut stage.command(&["show", "--debug"]));
    let (child, _) = after_the_request(child);
    ctrl_c(&child);
    let ended = end_of(child);
    assert_eq!((ended.code, ended.stdout.as_str()), (INTERRUPTED, ""), "{ended:?}");
    assert!(ended.stderr.contains("ERROR: The call was cancelled"), "{ended:?}");
}

#[test]
fn ctrl_c_after_a_write_went_out_says_that_its_outcome_is_unknown() {
    let stage = Stage::faulty(r#"{"match": {"method": "PUT"}, "effect": "after", "drip_ms": 60000}"#);
    let child = spawn(&mut stage.command(&["create", "--partner-id", "12345"]));
    until(|| stage.stored().is_some());
    ctrl_c(&child);
    let ended = end_of(child);
    assert_eq!(ended.code, INTERRUPTED, "{ended:?}");
    assert!(ended.stderr.contains("whether it took effect is unknown\nHINT: Read the account's link"), "{ended:?}");
}

/// Reads what `child` says until its request to the partner API went out.
fn after_the_request(mut child: Child) -> (Child, Vec<String>) {
    let mut said = Vec::new();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    loop {
        let mut line = String::new();
        assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "{said:?}");
        let sent = line.contains("performing request GET") && line.contains("/partners");
        said.push(line);
        if sent {
            break;
        }
    }
    child.stderr = Some(stderr.into_inner());
    (child, said)
}

/// An `az` whose own child would outlive it, with that child's process ID in a file.
fn slow_az(stage: &Stage) {
    stage.script("az", &format!("sleep 1000 & echo $! > {0}.new; mv {0}.new {0}; wait", stage.path("pid")));
}

fn az_child(stage: &Stage) -> Option<Pid> {
    let text = std::fs::read_to_string(stage.path("pid")).ok()?;
    Pid::from_raw(text.trim().parse().ok()?)
}

#[test]
fn an_az_that_does_not_answer_is_killed_with_its_children_at_the_time_limit() {
    let stage = Stage::new();
    slow_az(&stage);
    let ended = Ended::of(&mut stage.anonymous(&["show", "--timeout", "1"]));
    ended.failed(1, "ERROR: The call took longer than 1 s");
    let child = az_child(&stage).unwrap();
    until(|| test_kill_process(child).is_err());
}

#[test]
fn ctrl_c_kills_az_with_its_children() {
    let stage = Stage::new();
    slow_az(&stage);
    let child = spawn(&mut stage.anonymous(&["show"]));
    until(|| az_child(&stage).is_some());
    ctrl_c(&child);
    let ended = end_of(child);
    assert_eq!((ended.code, ended.stdout.as_str()), (INTERRUPTED, ""), "{ended:?}");
    assert!(ended.stderr.contains("ERROR: The call was cancelled"), "{ended:?}");
    let child = az_child(&stage).unwrap();
    until(|| test_kill_process(child).is_err());
}

#[test]
fn a_signal_ends_the_quickstart_and_its_temporary_folder() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)] {
        let folder = tempfile::tempdir().unwrap();
        let is_empty = || folder.path().read_dir().unwrap().next().is_none();
        // A pipe that is full holds the quickstart where it first speaks.
        let (mut reader, mut writer) = std::io::pipe().unwrap();
        let mut command = Command::new(PROGRAM);
        command.arg("quickstart").env("TMPDIR", folder.path()).stdout(writer.try_clone().unwrap());
        let filler = std::thread::spawn(move || writer.write_all(&vec![b'.'; 1 << 20]));
        let mut child = command.spawn().unwrap();
        drop(command);
        until(|| !is_empty());
        kill_process(Pid::from_child(&child), signal).unwrap();
        let mut said = String::new();
        reader.read_to_string(&mut said).unwrap();
        filler.join().unwrap().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{}", said.trim_matches('.'));
        assert!(is_empty());
    }
}
