//! A file that is no case is refused, by its name and by what is wrong.

use managementpartner_runner::{Filter, Scope, cases};
use serde_json::{Value, json};

use crate::support::{one_case, showing};

fn refusal(change: impl FnOnce(&mut Value)) -> String {
    let mut case = showing(&json!({}));
    change(&mut case);
    let (_folder, filter) = one_case(&case);
    cases(&filter).unwrap_err().to_string()
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_name() {
    for (said, refusal) in [
        ("unknown field `expects`", refusal(|case| case["steps"][0]["expects"] = json!({}))),
        ("unknown field `starts`", refusal(|case| case["starts"] = json!({}))),
        ("unknown field `write`", refusal(|case| case["steps"][0]["expect"]["write"] = json!(1))),
        (
            "unknown key `partner_id` of a link",
            refusal(|case| case["steps"][0]["expect"]["partner"] = json!({"partner_id": "1"})),
        ),
        ("unknown variant `show`", refusal(|case| case["steps"][0]["call"] = json!("show"))),
        ("it has no steps", refusal(|case| case["steps"] = json!([]))),
        ("step 1 has a `partner_id` and takes none", refusal(|case| case["steps"][0]["partner_id"] = json!("1"))),
        ("step 1 lacks `partner_id`", refusal(|case| case["steps"][0]["call"] = json!("get"))),
        ("step 1 has `replace`", refusal(|case| case["steps"][0]["replace"] = json!("1"))),
        ("no setting of the switches fits", refusal(|case| case["when"] = json!({"create_on_link": "other"}))),
    ] {
        assert!(refusal.contains("a-case.json") && refusal.contains(said), "{refusal}");
    }
}

#[test]
fn a_filter_that_lets_nothing_through_is_an_error() {
    let (_folder, filter) = one_case(&showing(&json!({})));
    assert_eq!(cases(&filter).unwrap().len(), 1);
    let other_scope = Filter { scope: Some(Scope::Client), ..filter.clone() };
    assert!(cases(&other_scope).unwrap_err().to_string().contains("no case"));
    let other_name = Filter { only: Some("another".to_owned()), ..filter };
    assert!(cases(&other_name).unwrap_err().to_string().contains("no case"));
}

#[tokio::test]
async fn a_fault_with_an_unknown_field_is_an_error_of_the_case() {
    let mut case = showing(&json!({}));
    case["start"] = json!({"faults": [{"stat": 503}]});
    let report = crate::support::report(&case, &json!({"done": true})).await;
    assert!(report.failed() == 1 && report.to_string().contains("unknown field `stat`"), "{report}");
}
