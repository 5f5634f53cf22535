//! What is refused before any request is sent.

use crate::support::{Ended, Stage};

/// Runs each in an environment that would serve, and checks that nothing was asked of it.
fn refused(arguments: &[&str], message: &str) {
    let stage = Stage::linked();
    let ended = stage.run(arguments);
    ended.failed(2, message);
    assert!(ended.stderr.len() < 2000, "{ended:?}");
    assert_eq!(stage.emulator.requests().len(), 0, "{arguments:?}");
    assert_eq!(stage.stored(), Some(("12345".into(), 1)));
}

#[test]
fn what_cannot_be_a_partner_id_is_named() {
    let long = "1".repeat(300);
    for (id, message) in [
        ("", "ERROR: The partner ID is empty\nHINT: A partner ID is 1 to 32 letters, digits or hyphens"),
        ("  ", "ERROR: The partner ID is empty"),
        ("../x", "ERROR: \"../x\" is not a partner ID\nHINT: "),
        ("a/b", "ERROR: \"a/b\" is not a partner ID"),
        ("%2f", "ERROR: \"%2f\" is not a partner ID"),
        ("12\u{1b}[31m3", "ERROR: \"12\\u{1b}[31m3\" is not a partner ID"),
        ("12\n3", "ERROR: \"12\\n3\" is not a partner ID"),
        ("１２３", "ERROR: \"１２３\" is not a partner ID"),
        (&long, "it has 300 characters"),
    ] {
        for command in ["create", "update", "delete", "link"] {
            refused(&[command, "--partner-id", id], message);
        }
    }
    refused(&["show", "--partner-id", "a/b"], "\"a/b\" is not a partner ID");
    refused(&["link", "--partner-id", "123456", "--replace", "a/b"], "\"a/b\" is not a partner ID");
}

#[test]
fn what_cannot_be_a_tenant_is_named() {
    for tenant in ["", "contoso", "../x.com", "common", "a b.com"] {
        refused(&["show", "--tenant", tenant], &format!("ERROR: {tenant:?} is not a tenant\nHINT: Name the tenant by"));
    }
}

#[test]
fn an_endpoint_or_authority_without_tls_is_named() {
    for flag in ["--endpoint", "--authority"] {
        refused(&["show", flag, "http://localhost"], "\"http://localhost\" does not begin with https");
        refused(&["show", flag, "nonsense"], "\"nonsense\" is not a URL");
    }
}

#[test]
fn a_ca_file_that_cannot_be_used_is_named() {
    refused(&["show", "--ca-file", "/nowhere/ca.pem"], "The CA file /nowhere/ca.pem cannot be read");
    let stage = Stage::new();
    let path = stage.write("ca.pem", "no certificate");
    stage.run(&["show", "--ca-file", &path]).failed(2, &format!("The CA file {path} holds no certificate"));
    assert_eq!(stage.emulator.requests().len(), 0);
}

#[test]
fn a_wrong_value_of_the_environment_is_named() {
    for (name, value, message) in [
        ("MANAGEMENTPARTNER_CLOUD", "mars", "\"mars\" is not a cloud"),
        ("MANAGEMENTPARTNER_ENDPOINT", "http://localhost", "does not begin with https"),
        ("MANAGEMENTPARTNER_CA_FILE", "/nowhere/ca.pem", "/nowhere/ca.pem cannot be read"),
        ("AZURE_AUTHORITY_HOST", "localhost", "\"localhost\" is not a URL"),
        ("AZURE_TENANT_ID", "contoso", "\"contoso\" is not a tenant"),
    ] {
        let stage = Stage::new();
        Ended::of(stage.command(&["show"]).env(name, value)).failed(2, message);
        assert_eq!(stage.emulator.requests().len(), 0, "{name}");
    }
}

#[test]
fn a_time_limit_is_a_number_of_seconds_above_0() {
    for seconds in ["0", "-1", "soon", "inf", "NaN"] {
        refused(&["show", &format!("--timeout={seconds}")], "give a number of seconds above 0, such as 30");
    }
}
