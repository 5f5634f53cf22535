//! The commands that the Azure CLI has too.

use serde_json::{Map, Value};

use crate::support::{OBJECT, Stage, TENANT};

#[test]
fn create_prints_the_twelve_keys_as_the_azure_cli_does() {
    let stage = Stage::new();
    let ended = stage.run(&["create", "--partner-id", "12345"]);
    ended.printed();
    let partner = ended.json();
    let keys: Vec<&String> = partner.as_object().map(Map::keys).unwrap().collect();
    let all = [
        "createdTime",
        "etag",
        "id",
        "name",
        "objectId",
        "partnerId",
        "partnerName",
        "state",
        "tenantId",
        "type",
        "updatedTime",
        "version",
    ];
    assert_eq!(keys, all);
    assert_eq!(partner["partnerId"], "12345");
    assert_eq!(partner["partnerName"], "Contoso Cloud Services");
    assert_eq!((partner["tenantId"].as_str(), partner["objectId"].as_str()), (Some(TENANT), Some(OBJECT)));
    assert_eq!((&partner["etag"], &partner["version"]), (&Value::from(1), &Value::from(1)));
    assert_eq!(stage.requests(), ["PUT 200"]);
}

#[test]
fn an_id_is_sent_as_typed_but_for_the_blanks_around_it() {
    let stage = Stage::with(managementpartner_emulator::Options {
        partners: vec![("0012345".into(), "Zeros".into())],
        ..Default::default()
    });
    let ended = stage.run(&["create", "--partner-id", " 0012345 ", "--query", "partnerId", "-o", "tsv"]);
    assert_eq!(ended.printed(), "0012345\n");
}

#[test]
fn show_prints_the_own_link_with_and_without_its_id() {
    let stage = Stage::linked();
    for arguments in [&["show"][..], &["show", "--partner-id", ""], &["show", "--partner-id", "12345"]] {
        let ended = stage.run(arguments);
        ended.printed();
        assert_eq!(ended.json()["partnerId"], "12345");
    }
    assert_eq!(stage.requests(), ["GET 200", "GET 200", "GET 200"]);
    assert!(stage.emulator.requests().last().unwrap().path.ends_with("/partners/12345"));
}

#[test]
fn an_account_that_is_not_linked_is_an_error_with_exit_code_3() {
    let stage = Stage::new();
    let message = "ERROR: (ManagementPartnerNotFound) This user or service principal is not linked with a Partner ID";
    stage.run(&["show"]).failed(3, message);
    stage.run(&["show", "--partner-id", "12345"]).failed(3, message);
    stage.run(&["update", "--partner-id", "12345"]).failed(3, message);
}

#[test]
fn update_changes_the_link_and_delete_removes_it_in_silence() {
    let stage = Stage::linked();
    let changed = stage.run(&["update", "--partner-id", "123456", "-o", "json"]);
    changed.printed();
    assert_eq!((&changed.json()["partnerId"], &changed.json()["version"]), (&"123456".into(), &2.into()));
    assert_eq!(stage.run(&["delete", "--partner-id", "123456"]).printed(), "");
    assert_eq!(stage.stored(), None);
    // The service answers success where there is no link, and so does the program.
    assert_eq!(stage.run(&["delete", "--partner-id", "123456"]).printed(), "");
    stage.run(&["show"]).failed(3, "ManagementPartnerNotFound");
}

#[test]
fn an_id_that_the_service_does_not_know_is_an_error_with_a_hint() {
    let ended = Stage::new().run(&["create", "--partner-id", "99999999"]);
    ended.failed(1, "ERROR: (PartnerIdInvalid) The Partner ID is not valid\nHINT: Use the partner ID of the location");
}

#[test]
fn create_on_a_link_is_a_conflict_and_changes_nothing() {
    let stage = Stage::linked();
    stage.run(&["create", "--partner-id", "123456"]).failed(1, "ERROR: (Conflict)");
    assert_eq!(stage.stored(), Some(("12345".into(), 1)));
}

#[test]
fn a_removed_link_is_not_linked_and_goes_on_counting_when_it_is_created_again() {
    let stage = Stage::with_link(r#"{"partner_id": "12345", "version": 4, "state": "Deleted"}"#);
    stage.run(&["show"]).failed(3, "ManagementPartnerNotFound");
    let created = stage.run(&["create", "--partner-id", "12345"]);
    assert_eq!((&created.json()["version"], &created.json()["state"]), (&5.into(), &"Active".into()));
}

#[test]
fn operations_are_a_list_and_a_table_for_people() {
    let stage = Stage::new();
    let ended = stage.run(&["operations", "--query", "[].name", "-o", "tsv"]);
    let names =
        ["read", "write", "action", "delete"].map(|name| format!("Microsoft.ManagementPartner/partners/{name}"));
    assert_eq!(ended.printed().lines().collect::<Vec<_>>(), names);
    let table = stage.run(&["operations", "-o", "table"]);
    assert!(table.printed().starts_with("Name "), "{table:?}");
    assert!(table.printed().lines().next().unwrap().ends_with("Description"), "{table:?}");
}
