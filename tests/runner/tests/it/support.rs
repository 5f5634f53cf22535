//! Cases of the tests' own, and a face that says what it is told.

use std::{
    fs,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use managementpartner_runner::{Call, Error, Face, FaceResult, Filter, Open, Outcome, Report, run_all};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder with one case, and the filter that finds it.
pub(crate) fn one_case(case: &Value) -> (TempDir, Filter) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a-case.json"), case.to_string()).unwrap();
    let filter = Filter { folder: folder.path().to_owned(), ..Filter::default() };
    (folder, filter)
}

/// A case of one step that shows the own link.
pub(crate) fn showing(expect: &Value) -> Value {
    json!({
        "about": "a", "source": "b", "scope": "service", "when": {"create_on_link": "replace"},
        "steps": [{"call": "current", "expect": expect}],
    })
}

/// Answers every call with the same.
#[derive(Clone)]
pub(crate) struct Parrot {
    pub(crate) outcome: Outcome,
    pub(crate) opened: Arc<Mutex<Vec<Open>>>,
}

impl Parrot {
    pub(crate) fn new(outcome: &Value) -> Self {
        Self { outcome: serde_json::from_value(outcome.clone()).unwrap(), opened: Arc::default() }
    }
}

#[async_trait]
impl Face for Parrot {
    async fn open(&mut self, open: &Open) -> FaceResult {
        self.opened.lock().unwrap().push(open.clone());
        Ok(Outcome { opened: true, ..Outcome::default() })
    }

    async fn call(&mut self, _call: &Call) -> FaceResult {
        Ok(self.outcome.clone())
    }

    async fn close(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

/// What comes of `case` when every call gives `outcome`.
pub(crate) async fn report(case: &Value, outcome: &Value) -> Report {
    let (_folder, filter) = one_case(case);
    let parrot = Parrot::new(outcome);
    run_all(move || Box::new(parrot.clone()), &filter).await.unwrap()
}
