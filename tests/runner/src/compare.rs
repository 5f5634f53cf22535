//! Whether what came is what a case expects: every field that the case names, and no other.

use serde_json::{Map, Value, json};

use crate::{Difference, End, Expect, ExpectedError, FaceError, Outcome, expect::ExpectedRequest};

/// The differences of one step; `requests` are those that reached the partner API during it.
pub(crate) fn step(name: &str, expect: &Expect, outcome: &Outcome, requests: &[Value]) -> Vec<Difference> {
    let mut compare = Compare { step: name.to_owned(), differences: Vec::new() };
    compare.error(expect.error.as_ref(), outcome.error.as_ref());
    if outcome.error.is_none() {
        compare.subset("", &without_error(expect), &shown(outcome));
    }
    if let Some(expected) = &expect.requests {
        compare.requests(expected, requests);
    }
    if let Some(expected) = expect.writes {
        compare.equal("writes", &json!(expected), &json!(writes(requests)));
    }
    compare.differences
}

/// The differences of what is stored after the last step.
pub(crate) fn end(expect: &End, stored: Option<Value>) -> Vec<Difference> {
    let mut compare = Compare { step: "end".to_owned(), differences: Vec::new() };
    let stored = stored.unwrap_or(Value::Null);
    match &expect.link {
        Some(link) => compare.subset("link", &json!(link), &stored),
        None if stored["state"] == "Deleted" => (),
        None => compare.equal("link", &Value::Null, &stored),
    }
    compare.differences
}

fn writes(requests: &[Value]) -> usize {
    requests.iter().filter(|request| request["effective"] == true).count()
}

fn without_error(expect: &Expect) -> Value {
    json!(Expect { error: None, ..expect.clone() })
}

/// What a face answered, with the operations by name as cases have them.
fn shown(outcome: &Outcome) -> Value {
    let mut shown = json!(outcome);
    if let Some(operations) = &outcome.operations {
        shown["operations"] = operations.iter().map(|operation| operation["name"].clone()).collect();
    }
    shown
}

struct Compare {
    step: String,
    differences: Vec<Difference>,
}

impl Compare {
    fn error(&mut self, expected: Option<&ExpectedError>, got: Option<&FaceError>) {
        match (expected, got) {
            (None, None) => (),
            (Some(expected), Some(got)) => self.error_fields(expected, got),
            (expected, got) => self.differ("error", &json!(expected), &json!(got)),
        }
    }

    fn error_fields(&mut self, expected: &ExpectedError, got: &FaceError) {
        let own = got.kind.is_some();
        let mut fields = json!(expected);
        if let Some(fields) = fields.as_object_mut().filter(|_| !own) {
            fields.remove("kind");
        }
        self.subset("error", &fields, &json!(got));
        let said =
            format!("{} {}", got.message.as_deref().unwrap_or_default(), got.hint.as_deref().unwrap_or_default());
        for text in expected.mentions.iter().filter(|text| own && !said.contains(*text)) {
            self.differ("error.mentions", &json!(text), &json!(said));
        }
    }

    fn requests(&mut self, expected: &[ExpectedRequest], got: &[Value]) {
        let same =
            expected.len() == got.len() && expected.iter().zip(got).all(|(expected, got)| is_same(expected, got));
        if !same {
            self.differ("requests", &json!(expected), &got.iter().map(told).collect());
        }
    }

    /// Every key of an expected object must be in `got`; all else must be equal.
    fn subset(&mut self, field: &str, expected: &Value, got: &Value) {
        match (expected, got) {
            (Value::Object(expected), Value::Object(got)) => self.keys(field, expected, got),
            _ => self.equal(field, expected, got),
        }
    }

    fn keys(&mut self, field: &str, expected: &Map<String, Value>, got: &Map<String, Value>) {
        for (key, value) in expected {
            let path = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
            self.subset(&path, value, got.get(key).unwrap_or(&Value::Null));
        }
    }

    fn equal(&mut self, field: &str, expected: &Value, got: &Value) {
        if expected != got {
            self.differ(field, expected, got);
        }
    }

    fn differ(&mut self, field: &str, expected: &Value, got: &Value) {
        let (step, field) = (self.step.clone(), field.to_owned());
        self.differences.push(Difference { step, field, expected: expected.clone(), got: got.clone() });
    }
}

fn is_same(expected: &ExpectedRequest, got: &Value) -> bool {
    let path = got["path"].as_str().unwrap_or_default().trim_end_matches('/');
    got["method"] == expected.method.as_str()
        && path.eq_ignore_ascii_case(expected.path.trim_end_matches('/'))
        && expected.status.is_none_or(|status| got["status"] == status)
}

/// A request as a case would write it.
fn told(request: &Value) -> Value {
    json!({"method": request["method"], "path": request["path"], "status": request["status"]})
}
