//! Who signs in, and what is said about it.

use crate::support::{Ended, OBJECT, Stage, TENANT};

/// Puts a script in the place of `az` that answers as a session of the emulator does and writes down what it is asked.
fn az_session(stage: &Stage) {
    let token = stage.emulator.token(TENANT, OBJECT);
    let address = stage.emulator.arm();
    stage.script(
        "az",
        &format!(
            r#"echo "$@" >> {log}
case "$1" in
cloud) echo '{{"endpoints": {{"resourceManager": "{address}/", "activeDirectory": "{address}",
    "activeDirectoryResourceId": "https://management.core.windows.net/"}}}}' ;;
*) echo '{{"accessToken": "{token}", "expires_on": 4000000000, "tenant": "{TENANT}"}}' ;;
esac"#,
            log = stage.path("log")
        ),
    );
}

fn asked(stage: &Stage) -> String {
    std::fs::read_to_string(stage.path("log")).unwrap_or_default()
}

#[test]
fn the_environment_comes_before_the_azure_clis_session_and_auth_chooses() {
    let stage = Stage::linked();
    az_session(&stage);
    assert_eq!(stage.run(&["show"]).json()["partnerId"], "12345");
    assert_eq!(stage.run(&["show", "--auth", "environment"]).json()["partnerId"], "12345");
    assert_eq!(asked(&stage), "");
    assert_eq!(stage.run(&["show", "--auth", "azure-cli"]).json()["partnerId"], "12345");
    assert!(asked(&stage).starts_with("account get-access-token --scope "), "{}", asked(&stage));
}

#[test]
fn the_azure_clis_session_is_used_with_the_endpoints_of_its_cloud() {
    let stage = Stage::linked();
    az_session(&stage);
    let mut command = stage.bare(&["show", "--tenant", TENANT]);
    command.env("MANAGEMENTPARTNER_CA_FILE", stage.emulator.ca_file());
    let ended = Ended::of(&mut command);
    ended.printed();
    assert_eq!(ended.json()["partnerId"], "12345");
    assert_eq!(
        asked(&stage),
        format!(
            "cloud show --output json --only-show-errors\n\
             account get-access-token --scope https://management.core.windows.net//.default --tenant {TENANT} --output json --only-show-errors\n"
        )
    );
}

#[test]
fn verbose_names_account_tenant_and_source() {
    let stage = Stage::linked();
    az_session(&stage);
    let by_environment = stage.run(&["show", "-v"]);
    assert_eq!((by_environment.code, &by_environment.json()["partnerId"]), (0, &"12345".into()));
    let who = format!("(object ID {OBJECT}) in the tenant {TENANT}, by ");
    assert!(by_environment.stderr.contains(&format!("{who}the service principal")), "{by_environment:?}");
    let by_session = stage.run(&["show", "--verbose", "--auth", "azure-cli"]);
    assert!(by_session.stderr.contains(&format!("{who}the Azure CLI's session, at https://")), "{by_session:?}");
}

#[test]
fn an_incomplete_environment_is_passed_over_and_said() {
    let stage = Stage::linked();
    az_session(&stage);
    let mut command = stage.anonymous(&["show"]);
    let ended = Ended::of(command.env("AZURE_CLIENT_ID", "someone"));
    assert_eq!((ended.code, &ended.json()["partnerId"]), (0, &"12345".into()));
    assert_eq!(
        ended.stderr,
        "WARNING: The environment's service principal is incomplete: AZURE_CLIENT_ID set, AZURE_TENANT_ID and \
         AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH missing. The Azure CLI's session is used instead.\n"
    );
    let mut command = stage.anonymous(&["show", "--only-show-errors"]);
    assert_ne!(Ended::of(command.env("AZURE_CLIENT_ID", "someone")).printed(), "");
    let mut command = stage.anonymous(&["show", "--auth", "azure-cli"]);
    assert_ne!(Ended::of(command.env("AZURE_CLIENT_ID", "someone")).printed(), "");
}

#[test]
fn when_nothing_serves_one_error_lists_what_was_tried_and_what_to_type() {
    let stage = Stage::new();
    let ended = Ended::of(&mut stage.anonymous(&["show"]));
    ended.failed(1, "ERROR: The Azure CLI (az) cannot be run: ");
    for said in ["The environment names no service principal (AZURE_CLIENT_ID", "`az login`"] {
        assert!(ended.stderr.contains(said), "{said:?} is not in {ended:?}");
    }
    assert_eq!(stage.emulator.requests().len(), 0);
    let ended = Ended::of(&mut stage.anonymous(&["show", "--auth", "environment"]));
    ended.failed(1, "ERROR: The environment names no service principal");
    assert!(ended.stderr.contains("HINT: Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET"), "{ended:?}");
}

#[test]
fn the_azure_clis_own_words_are_shown() {
    let stage = Stage::new();
    stage.script("az", "echo \"ERROR: AADSTS50076: use multi-factor authentication\" >&2; exit 1");
    let ended = Ended::of(&mut stage.anonymous(&["show", "--tenant", "contoso.example"]));
    assert_eq!((ended.code, ended.stdout.as_str()), (1, ""));
    let ended = Ended::of(&mut stage.anonymous(&["show"]));
    ended.failed(1, "AADSTS50076: use multi-factor authentication\nHINT: Run `az login`");
}

#[test]
fn a_token_that_the_session_gives_for_another_tenant_is_refused() {
    let stage = Stage::new();
    az_session(&stage);
    let tenant = "99999999-2222-4333-8444-555555555555";
    let ended = Ended::of(&mut stage.anonymous(&["create", "--partner-id", "12345", "--tenant", tenant]));
    ended.failed(1, &format!("is of the tenant {TENANT}, not of {tenant} that was asked for"));
    assert!(stage.requests().is_empty());
}

#[test]
fn a_flag_that_says_where_to_go_puts_the_environments_place_aside() {
    let stage = Stage::linked();
    az_session(&stage);
    // The environment's audience would be asked for and sent to the endpoint of the flag.
    let mut command = stage.command(&["show", "--auth", "azure-cli", "--endpoint", stage.emulator.arm()]);
    Ended::of(command.env("MANAGEMENTPARTNER_AUDIENCE", "https://elsewhere.example")).printed();
    assert!(!asked(&stage).contains("elsewhere"), "{}", asked(&stage));
    let mut command = stage.command(&["show", "--auth", "azure-cli", "--audience", "https://here.example"]);
    Ended::of(command.env("MANAGEMENTPARTNER_AUDIENCE", "https://elsewhere.example")).printed();
    assert!(asked(&stage).contains("https://here.example/.default"), "{}", asked(&stage));
}

#[test]
fn flags_say_all_that_the_environment_can_but_for_the_identity() {
    let stage = Stage::linked();
    let (address, ca_file) = (stage.emulator.arm(), stage.emulator.ca_file().to_str().unwrap());
    let arguments = ["show", "--endpoint", address, "--authority", address, "--ca-file", ca_file];
    let mut command = stage.bare(&[&arguments[..], &["--audience", "https://management.azure.com"]].concat());
    let environment = stage.emulator.environment();
    command.envs(environment.into_iter().filter(|(name, _)| name.starts_with("AZURE_") && !name.contains("AUTHORITY")));
    assert_eq!(Ended::of(&mut command).json()["partnerId"], "12345");
}
