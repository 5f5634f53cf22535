//! A face that is right passes; one that is wrong in any field fails, by name.

use serde_json::{Value, json};

use crate::support::{Parrot, one_case, report, showing};

async fn differs(expect: Value, outcome: Value) -> String {
    let report = report(&showing(&expect), &outcome).await;
    assert_eq!(report.failed(), 1, "{expect} must not fit {outcome}");
    report.to_string()
}

#[tokio::test]
async fn a_face_that_is_right_passes() {
    for (expect, outcome) in [
        (
            json!({"partner": {"partnerId": "1", "partnerName": null}}),
            json!({"partner": {"partnerId": "1", "version": 3}}),
        ),
        (json!({"removed": null}), json!({"removed": null})),
        (json!({"removed": {"version": 1}}), json!({"removed": {"version": 1, "etag": 1}})),
        (json!({"change": "updated", "previous": "1"}), json!({"change": "updated", "previous": "1"})),
        (json!({"operations": ["a", "b"]}), json!({"operations": [{"name": "a", "origin": "x"}, {"name": "b"}]})),
        (
            json!({"error": {"kind": "service", "status": 503}}),
            json!({"error": {"kind": "service", "status": 503, "message": "m"}}),
        ),
        (
            json!({"error": {"status": null, "mentions": ["12345"]}}),
            json!({"error": {"kind": "k", "hint": "name 12345"}}),
        ),
        (json!({"requests": [], "writes": 0}), json!({"done": true})),
    ] {
        let report = report(&showing(&expect), &outcome).await;
        assert_eq!((report.passed(), report.failed()), (1, 0), "{report}");
    }
}

#[tokio::test]
async fn each_field_that_differs_is_named() {
    for (expect, outcome, field) in [
        (
            json!({"partner": {"partnerId": "1"}}),
            json!({"partner": {"partnerId": "2"}}),
            r#"partner.partnerId: expected "1", got "2""#,
        ),
        (
            json!({"partner": {"partnerName": null}}),
            json!({"partner": {"partnerName": "x"}}),
            "partner.partnerName: expected null",
        ),
        (
            json!({"partner": {"version": 1}}),
            json!({"partner": {"version": "1"}}),
            "partner.version: expected 1, got \"1\"",
        ),
        (json!({"removed": null}), json!({"removed": {"version": 1}}), "removed: expected null"),
        (json!({"removed": {"version": 1}}), json!({"removed": null}), "removed: expected {"),
        (json!({"change": "updated"}), json!({"change": "created"}), "change: expected"),
        (json!({"previous": "1"}), json!({"change": "created"}), "previous: expected \"1\", got null"),
        (json!({"operations": ["a"]}), json!({"operations": [{"name": "b"}]}), "operations: expected"),
        (json!({}), json!({"error": {"kind": "service"}}), "error: expected null"),
        (json!({"error": {}}), json!({"done": true}), "error: expected {}, got null"),
        (json!({"error": {"kind": "service"}}), json!({"error": {"kind": "timeout"}}), "error.kind: expected"),
        (json!({"error": {"status": 404}}), json!({"error": {"status": 400}}), "error.status: expected 404, got 400"),
        (json!({"error": {"status": null}}), json!({"error": {"status": 400}}), "error.status: expected null"),
        (json!({"error": {"code": "A"}}), json!({"error": {"code": "B"}}), "error.code: expected"),
        (
            json!({"error": {"message": "a\nb"}}),
            json!({"error": {"message": "a"}}),
            r#"error.message: expected "a\nb""#,
        ),
        (
            json!({"error": {"mentions": ["9"]}}),
            json!({"error": {"kind": "k", "message": "8"}}),
            "error.mentions: expected \"9\"",
        ),
        (json!({"requests": [{"method": "GET", "path": "/x"}]}), json!({"done": true}), "requests: expected"),
        (json!({"writes": 1}), json!({"done": true}), "writes: expected 1, got 0"),
    ] {
        let said = differs(expect, outcome).await;
        assert!(said.contains(field) && said.contains("FAILED a-case") && said.contains("step 1 current"), "{said}");
    }
}

#[tokio::test]
async fn a_face_without_kinds_is_not_asked_for_them() {
    let expect = json!({"error": {"kind": "service", "status": 503, "mentions": ["x"]}});
    let report = report(&showing(&expect), &json!({"error": {"status": 503}})).await;
    assert_eq!(report.failed(), 0, "{report}");
}

#[tokio::test]
async fn a_call_that_the_face_does_not_offer_is_neither_passed_nor_failed() {
    let report = report(&showing(&json!({})), &json!({"unsupported": "current"})).await;
    assert_eq!((report.passed(), report.failed(), report.not_offered()), (0, 0, 1));
    assert!(report.to_string().ends_with("1 not offered by this face, 0 passed, 0 failed\n"), "{report}");
}

#[tokio::test]
async fn what_is_stored_in_the_end_is_compared() {
    let with_end = |end: Value| {
        let mut case = showing(&json!({}));
        case["start"] = json!({"link": {"partner_id": "12345", "version": 4}});
        case["end"] = json!({"link": end});
        case
    };
    for (end, said) in [
        (Value::Null, "end: link: expected null"),
        (json!({"version": 5}), "end: link.version: expected 5, got 4"),
        (json!({"partner_id": "1"}), "end: link.partner_id: expected"),
        (json!({"state": "Deleted"}), "end: link.state: expected"),
    ] {
        let report = report(&with_end(end), &json!({"done": true})).await.to_string();
        assert!(report.contains(said), "{report}");
    }
    let right = json!({"partner_id": "12345", "version": 4, "state": "Active"});
    assert_eq!(report(&with_end(right), &json!({"done": true})).await.failed(), 0);
}

#[tokio::test]
async fn a_removed_link_counts_as_none() {
    let mut case = showing(&json!({}));
    case["start"] = json!({"link": {"partner_id": "12345", "version": 2, "state": "Deleted"}});
    case["end"] = json!({"link": null});
    assert_eq!(report(&case, &json!({"done": true})).await.failed(), 0);
}

#[tokio::test]
async fn a_user_signs_in_with_a_token_and_a_program_with_the_environment() {
    for (principal, token) in [("service_principal", false), ("guest_user", true), ("user", true)] {
        let mut case = showing(&json!({}));
        case["start"] = json!({"principal": principal});
        let (_folder, filter) = one_case(&case);
        let parrot = Parrot::new(&json!({"done": true}));
        let opened = parrot.opened.clone();
        managementpartner_runner::run_all(move || Box::new(parrot.clone()), &filter).await.unwrap();
        let opened = opened.lock().unwrap();
        assert_eq!(opened[0].token.is_some(), token, "{principal}");
        assert_eq!(opened[0].tenant.is_some(), token, "{principal}");
        assert!(opened[0].environment.contains_key("AZURE_CLIENT_SECRET"), "{principal}");
    }
}
