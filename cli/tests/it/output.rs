//! Formats and queries: what the Azure CLI's own library (knack) prints for the same object.

use std::process::Stdio;

use crate::support::{Ended, Stage};

const LINK: &str = r#"{"partner_id": "12345", "version": 61, "created_time": "2018-01-20T01:23:40.5280496Z",
    "updated_time": "2018-02-11T22:18:10.5395747Z"}"#;

fn shown(arguments: &[&str]) -> String {
    let stage = Stage::with_link(LINK);
    stage.run(&[&["show"], arguments].concat()).printed().to_owned()
}

const JSON: &str = r#"{
  "createdTime": "2018-01-20T01:23:40.5280496Z",
  "etag": 61,
  "id": "/providers/microsoft.managementpartner/partners/12345",
  "name": "12345",
  "objectId": "5e000000-0000-4000-8000-000000000001",
  "partnerId": "12345",
  "partnerName": "Contoso Cloud Services",
  "state": "Active",
  "tenantId": "7e4a0000-0000-4000-8000-000000000001",
  "type": "Microsoft.ManagementPartner/partners",
  "updatedTime": "2018-02-11T22:18:10.5395747Z",
  "version": 61
}
"#;

#[test]
fn json_is_indented_by_two_with_sorted_keys() {
    assert_eq!(shown(&[]), JSON);
    assert_eq!(shown(&["--output", "JSON"]), JSON);
    // No terminal, no colours.
    assert_eq!(shown(&["-o", "jsonc"]), JSON);
}

#[test]
fn a_table_leaves_out_id_type_and_etag() {
    let table = "\
CreatedTime                   Name    ObjectId                              PartnerId    PartnerName             State    TenantId                              UpdatedTime                   Version
----------------------------  ------  ------------------------------------  -----------  ----------------------  -------  ------------------------------------  ----------------------------  ---------
2018-01-20T01:23:40.5280496Z  12345   5e000000-0000-4000-8000-000000000001  12345        Contoso Cloud Services  Active   7e4a0000-0000-4000-8000-000000000001  2018-02-11T22:18:10.5395747Z  61
";
    assert_eq!(shown(&["-o", "table"]), table);
}

#[test]
fn tsv_is_the_values_in_the_order_of_their_keys() {
    let tsv = "2018-01-20T01:23:40.5280496Z\t61\t/providers/microsoft.managementpartner/partners/12345\t12345\t5e000000-0000-4000-8000-000000000001\t12345\tContoso Cloud Services\tActive\t7e4a0000-0000-4000-8000-000000000001\tMicrosoft.ManagementPartner/partners\t2018-02-11T22:18:10.5395747Z\t61\n";
    assert_eq!(shown(&["-o", "tsv"]), tsv);
}

#[test]
fn yaml_keeps_numbers_and_texts_apart() {
    let yaml = shown(&["-o", "yaml"]);
    assert!(yaml.starts_with("createdTime: \"2018-01-20T01:23:40.5280496Z\"\netag: 61\n"), "{yaml}");
    assert!(yaml.contains("\npartnerId: \"12345\"\n") && yaml.ends_with("\nversion: 61\n"), "{yaml}");
}

#[test]
fn none_prints_nothing() {
    assert_eq!(shown(&["-o", "none"]), "");
}

#[test]
fn a_query_selects_what_is_printed() {
    for (query, format, expected) in [
        ("partnerId", "tsv", "12345\n"),
        ("partnerId", "json", "\"12345\"\n"),
        ("partnerId", "table", "Result\n--------\n12345\n"),
        ("version == `61`", "tsv", "true\n"),
        ("[partnerId, version, nope]", "tsv", "12345\n61\nNone\n"),
        ("[partnerId, version, nope]", "table", "Result\n--------\n12345\n61\n\n"),
        // Columns stand as they were typed, keys of JSON by the alphabet.
        ("{b: partnerId, a: state, c: nope}", "tsv", "12345\tActive\tNone\n"),
        ("{b: partnerId, a: state, c: nope}", "table", "B      A\n-----  ------\n12345  Active\n"),
        ("{b: partnerId, a: state}", "json", "{\n  \"a\": \"Active\",\n  \"b\": \"12345\"\n}\n"),
        ("{l: [version, version], d: {a: state}, v: version}", "tsv", "2\t\t61\n"),
        ("{l: [version, version], d: {a: state}, v: version}", "table", "V\n---\n61\n"),
        ("to_array(@) | [].{Z: partnerId, A: state} | [0:2]", "tsv", "12345\tActive\n"),
        ("to_array(@)[].{Z: partnerId, A: state} | [?A == 'Active'] | [0]", "tsv", "12345\tActive\n"),
        ("sort_by(to_array(@)[].{Z: partnerId, A: state}, &Z)", "tsv", "12345\tActive\n"),
        ("{x: {y: version}}", "table", "\n"),
        ("[version, partnerId][]", "yaml", "- 61\n- \"12345\"\n"),
    ] {
        assert_eq!(shown(&["--query", query, "-o", format]), expected, "{query} -o {format}");
    }
}

#[test]
fn a_query_that_finds_nothing_prints_nothing() {
    for format in ["json", "jsonc", "table", "tsv", "yaml", "none"] {
        assert_eq!(shown(&["--query", "nope", "-o", format]), "", "{format}");
    }
}

#[test]
fn a_bad_query_is_refused_before_any_request() {
    for query in ["[", "", "a.", "nope(@)", "length()"] {
        let stage = Stage::linked();
        stage.run(&["show", "--query", query]).failed(2, "'--query <JMESPATH>'");
        assert_eq!(stage.emulator.requests().len(), 0, "{query}");
    }
}

#[test]
fn a_query_that_fails_on_the_answer_says_that_the_command_was_done() {
    let stage = Stage::new();
    let ended = stage.run(&["create", "--partner-id", "12345", "--query", "length(version)"]);
    ended.failed(1, "ERROR: The command was done, but its result cannot be printed: ");
    assert_eq!(stage.stored(), Some(("12345".into(), 1)));
}

/// `/dev/full` refuses what is written to it.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let stage = Stage::linked();
    for arguments in [&["--help"][..], &["--version"], &["completion", "bash"], &["show"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let child = stage.command(arguments).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        let ended = Ended::from(child.wait_with_output().unwrap());
        ended.failed(1, "No space left on device");
    }
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let stage = Stage::linked();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let child = stage.command(&["show"]).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
    let ended = Ended::from(child.wait_with_output().unwrap());
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
}
