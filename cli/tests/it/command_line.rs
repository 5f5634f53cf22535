//! The command line itself: help, completion, typing errors.

use std::process::Command;

use crate::support::{Ended, PROGRAM, Stage};

const COMMANDS: [&str; 10] =
    ["create", "show", "update", "delete", "link", "unlink", "operations", "emulator", "quickstart", "completion"];

fn typed(arguments: &[&str]) -> Ended {
    Ended::of(Command::new(PROGRAM).args(arguments))
}

#[test]
fn every_command_has_help_with_an_example() {
    let program = typed(&["--help"]);
    for command in COMMANDS {
        assert!(program.printed().contains(&format!("\n  {command} ")), "{command}");
        let help = typed(&[command, "--help"]);
        assert!(help.printed().contains("Example") && help.printed().contains(&format!("managementpartner {command}")));
        assert_eq!(typed(&[command, "-h"]).printed(), help.printed());
    }
    assert!(typed(&["emulator", "run", "--help"]).printed().contains("managementpartner emulator run -- "));
    assert_eq!(typed(&["--version"]).printed(), format!("managementpartner {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_typing_error_is_answered_with_a_suggestion() {
    typed(&["shwo"]).failed(2, "a similar subcommand exists: 'show'");
    typed(&["show", "--outptu", "tsv"]).failed(2, "a similar argument exists: '--output'");
    typed(&["show", "-o", "tabel"]).failed(2, "a similar value exists: 'table'");
    typed(&["show", "--auth", "azurecli"]).failed(2, "a similar value exists: 'azure-cli'");
    typed(&["show", "--cloud", "chian"]).failed(2, "a similar value exists: 'china'");
}

#[test]
fn what_is_missing_is_named() {
    typed(&[]).failed(2, "Usage: managementpartner [OPTIONS] <COMMAND>");
    for command in ["create", "update", "delete", "link"] {
        typed(&[command]).failed(2, "--partner-id <ID>");
    }
    typed(&["emulator", "run"]).failed(2, "<COMMAND>...");
}

#[test]
fn a_secret_has_no_place_on_the_command_line() {
    for command in COMMANDS {
        assert!(!typed(&[command, "--help"]).stdout.contains("--client-secret"));
    }
}

#[test]
fn clouds_are_taken_by_the_azure_clis_names_too() {
    // Nobody signs in here: the sign-in is what fails, not the command line.
    for cloud in ["public", "AzureCloud", "azureusgovernment", "CHINA"] {
        let stage = Stage::new();
        let ended = Ended::of(&mut stage.bare(&["show", "--cloud", cloud, "--auth", "environment"]));
        ended.failed(1, "The environment names no service principal");
    }
}

#[test]
fn completion_knows_the_commands_and_their_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = typed(&["completion", shell]);
        for word in ["managementpartner", "quickstart", "partner-id", "only-show-errors", "request-log"] {
            assert!(script.printed().contains(word), "{shell} {word}");
        }
    }
    typed(&["completion", "cmd"]).failed(2, "invalid value 'cmd'");
}

#[test]
fn quickstart_does_the_whole_job_and_says_what_to_try_next() {
    let ended = Ended::of(Command::new(PROGRAM).arg("quickstart").env_clear());
    let text = ended.printed();
    for customer in ["the guest user Ada Partner", "the directory user Ben Admin", "the service principal Partner"] {
        assert!(text.contains(customer), "{text}");
    }
    assert_eq!(text.matches("the account is not linked any more").count(), 3, "{text}");
    assert!(text.contains("emulator run -- managementpartner create --partner-id 12345"), "{text}");
    assert!(text.is_ascii(), "signs beyond ASCII are for terminals");
}
