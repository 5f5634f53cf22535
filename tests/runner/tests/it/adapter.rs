//! Faces in other processes.

use std::fs;

use managementpartner_runner::{Filter, ProcessFace, Report, run_all};
use serde_json::json;

use crate::support::{one_case, showing};

/// What comes of two cases that show the own link, for an adapter that runs `lines` for each line it reads.
async fn report(lines: &str) -> Report {
    let case = showing(&json!({"partner": {"partnerId": "1"}}));
    let (folder, filter) = one_case(&case);
    fs::write(folder.path().join("b-case.json"), case.to_string()).unwrap();
    let script = folder.path().join("adapter.sh");
    fs::write(&script, format!("while read -r line; do {lines}; done")).unwrap();
    let command = format!("sh {}", script.display());
    run_all(move || Box::new(ProcessFace::new(&command)), &Filter { ..filter }).await.unwrap()
}

const RIGHT: &str = r#"case "$line" in
    '{"open":'*) echo '{"opened": true}';;
    '{"call":"current"}') echo '{"partner": {"partnerId": "1"}}';;
    '{"close":true}') echo '{"closed": true}';;
esac"#;

#[tokio::test]
async fn an_adapter_answers_line_by_line() {
    let report = report(RIGHT).await;
    assert_eq!((report.passed(), report.failed()), (2, 0), "{report}");
}

#[tokio::test]
async fn a_refused_open_is_the_outcome_of_the_first_step() {
    let report = report(r#"echo '{"error": {"kind": "invalid_argument"}}'"#).await.to_string();
    assert!(report.contains(r#"error: expected null, got {"code":null"#), "{report}");
}

#[tokio::test]
async fn an_adapter_that_breaks_the_protocol_is_shown_what_it_said() {
    for (lines, said) in [
        ("exit 0", "ended instead of answering"),
        ("echo nonsense", "in its answer nonsense"),
        (r#"echo '{"opens": true}'"#, "unknown field `opens`"),
        (r#"echo '{"done": true}'"#, r#"answered open with {"done":true}"#),
    ] {
        let report = report(lines).await;
        assert!(report.failed() == 2 && report.to_string().contains(said), "{report}");
    }
}
