//! What is different on a terminal: colours, and signs beyond ASCII.

use std::{
    fs::{File, OpenOptions},
    io::Read,
    process::Command,
};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::support::{PROGRAM, Stage};

/// What `command` writes to a terminal.
fn on_a_terminal(command: &mut Command) -> String {
    let controller = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&controller).unwrap();
    unlockpt(&controller).unwrap();
    let name = ptsname(&controller, Vec::new()).unwrap().into_string().unwrap();
    let terminal = OpenOptions::new().read(true).write(true).open(name).unwrap();
    let mut child = command.stdout(terminal.try_clone().unwrap()).stderr(terminal).spawn().unwrap();
    // The command's copies of the terminal go with it: they would keep the other end open.
    *command = Command::new(PROGRAM);
    let mut shown = Vec::new();
    // The end of a terminal is an error on Linux.
    drop(File::from(controller).read_to_end(&mut shown));
    assert!(child.wait().unwrap().code().is_some());
    String::from_utf8(shown).unwrap().replace("\r\n", "\n")
}

#[test]
fn jsonc_is_coloured_unless_no_color_is_set() {
    let stage = Stage::linked();
    let arguments = ["show", "-o", "jsonc", "--query", "{a: partnerId, b: [version]}"];
    let coloured = on_a_terminal(&mut stage.command(&arguments));
    assert_eq!(
        coloured,
        "{\n  \u{1b}[94m\"a\"\u{1b}[0m: \u{1b}[33m\"12345\"\u{1b}[0m,\n  \u{1b}[94m\"b\"\u{1b}[0m: [\n    1\n  ]\n}\n"
    );
    let plain = "{\n  \"a\": \"12345\",\n  \"b\": [\n    1\n  ]\n}\n";
    assert_eq!(on_a_terminal(stage.command(&arguments).env("NO_COLOR", "1")), plain);
    let json = ["show", "-o", "json", "--query", "{a: partnerId, b: [version]}"];
    assert_eq!(on_a_terminal(&mut stage.command(&json)), plain);
}

#[test]
fn the_services_words_cannot_steer_the_terminal() {
    let stage = Stage::faulty(r#"{"status": 403, "code": "No", "message": "\u001b[2Jgone\u0007"}"#);
    let shown = on_a_terminal(&mut stage.command(&["show"]));
    assert!(shown.starts_with("ERROR: (No) [2Jgone\n"), "{shown:?}");
}

#[test]
fn quickstart_has_its_check_marks() {
    let shown = on_a_terminal(Command::new(PROGRAM).arg("quickstart").env_clear());
    assert!(shown.contains("\n  ✓ linked     12345 Contoso Cloud Services\n"), "{shown}");
}
