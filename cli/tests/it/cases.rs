//! The program as a face of tests/cases: exit code, standard output and standard error become outcomes.

use std::{ffi::OsString, fs, path::Path};

use async_trait::async_trait;
use managementpartner_runner::{Call, Error, Face, FaceError, FaceResult, Filter, Open, Operation, Outcome, run_all};
use serde_json::Value;

use crate::support::{Ended, PROGRAM, executable};

/// Cases with faults are taken where the client does not wait before it repeats: how long it waits is no option of the
/// program, and the crate's own run of the cases has them all.
const WITHOUT_WAITING: [&str; 6] = [
    "authentication-",
    "foreign-not-found-",
    "permission-denied-",
    "read-answer-other-tenant-",
    "read-too-slow-",
    "throttled-long-",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_program_does_what_the_cases_say() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(Filter::default().folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") && is_for_the_program(&path) {
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let filter = Filter { folder: folder.path().to_owned(), ..Filter::default() };
    let report = run_all(|| Box::new(Program::default()), &filter).await.unwrap();
    assert!(report.passed() > 100 && report.failed() == 0, "{}", report.without_passed());
}

fn is_for_the_program(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_str().unwrap();
    let case: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    case["start"]["faults"].is_null() || WITHOUT_WAITING.iter().any(|prefix| name.starts_with(prefix))
}

/// A client is the arguments and the environment that it is called with.
#[derive(Default)]
struct Program {
    open: Option<(Open, tempfile::TempDir)>,
}

#[async_trait]
impl Face for Program {
    async fn open(&mut self, open: &Open) -> FaceResult {
        let folder = tempfile::tempdir()?;
        if let Some(token) = &open.token {
            let answer = format!(r#"{{"accessToken": "{token}", "expires_on": 4000000000}}"#);
            executable(&folder.path().join("az"), &format!("echo '{answer}'"));
        }
        self.open = Some((open.clone(), folder));
        Ok(Outcome { opened: true, ..Outcome::default() })
    }

    async fn call(&mut self, call: &Call) -> FaceResult {
        let (open, folder) = self.open.as_ref().unwrap();
        let mut command = tokio::process::Command::new(PROGRAM);
        command.args(arguments(open, call)).env_clear().envs(&open.environment).env("PATH", folder.path());
        Ok(outcome(call.call, &Ended::from(command.output().await?)))
    }

    async fn close(&mut self) -> Result<(), Error> {
        self.open = None;
        Ok(())
    }
}

fn arguments(open: &Open, call: &Call) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec![command(call.call).into(), "--verbose".into()];
    let mut add =
        |name: &str, value: Option<&str>| arguments.extend(value.map(|value| format!("{name}={value}").into()));
    add("--partner-id", call.partner_id.as_deref());
    add("--replace", call.replace.as_deref());
    add("--tenant", open.tenant.as_deref());
    add("--auth", open.token.as_ref().map(|_| "azure-cli"));
    let seconds =
        open.options.timeout_ms.map(|limit| std::time::Duration::from_millis(limit).as_secs_f64().to_string());
    add("--timeout", seconds.as_deref());
    arguments
}

fn command(operation: Operation) -> &'static str {
    match operation {
        Operation::Create => "create",
        Operation::Get | Operation::Current => "show",
        Operation::Update => "update",
        Operation::Delete => "delete",
        Operation::Operations => "operations",
        Operation::Link => "link",
        Operation::Unlink => "unlink",
    }
}

fn outcome(operation: Operation, ended: &Ended) -> Outcome {
    if ended.code != 0 {
        let error = error(&ended.stderr);
        let code = if error.kind.as_deref() == Some("invalid_argument") { 2 } else { 1 };
        let code = if error.kind.as_deref() == Some("not_linked") { 3 } else { code };
        assert_eq!((ended.code, ended.stdout.as_str()), (code, ""), "{ended:?}");
        return Outcome { error: Some(error), ..Outcome::default() };
    }
    let value = (!ended.stdout.is_empty()).then(|| ended.json());
    match operation {
        Operation::Delete => Outcome { done: true, ..Outcome::default() },
        Operation::Operations => {
            Outcome { operations: value.and_then(|value| value.as_array().cloned()), ..Outcome::default() }
        }
        Operation::Unlink => Outcome { removed: Some(value), ..Outcome::default() },
        Operation::Link => {
            let (change, previous) = change(&ended.stderr);
            Outcome { partner: value, change: Some(change), previous, ..Outcome::default() }
        }
        Operation::Create | Operation::Get | Operation::Current | Operation::Update => {
            Outcome { partner: value, ..Outcome::default() }
        }
    }
}

/// What the note of `link` says.
fn change(said: &str) -> (String, Option<String>) {
    let previous = said.split_once(" was changed from ").and_then(|(_, rest)| rest.split_once(' '));
    let change = match previous {
        Some(_) => "updated",
        None if said.contains(" already; nothing was changed.") => "unchanged",
        None if said.contains(" is now linked with ") => "created",
        None => "unknown",
    };
    (change.to_owned(), previous.map(|(previous, _)| previous.to_owned()))
}

/// What was said after `ERROR: `: the code and message, the hint, and what `--verbose` adds.
fn error(said: &str) -> FaceError {
    let (_, said) = said.split_once("ERROR: ").unwrap_or(("", said));
    let (said, details) = said.split_once("\nINFO: ").unwrap_or((said.trim_end(), ""));
    let (said, hint) = said.split_once("\nHINT: ").map_or((said, None), |(said, hint)| (said, Some(hint)));
    let coded = said.strip_prefix('(').and_then(|said| said.split_once(") "));
    let (code, message) = coded.map_or((None, said), |(code, message)| (Some(code), message));
    let detail = |name: &str| details.lines().find_map(|line| line.trim_start_matches("INFO: ").strip_prefix(name));
    FaceError {
        kind: detail("kind: ").map(str::to_owned),
        status: detail("status: ").and_then(|status| status.parse().ok()),
        code: code.map(str::to_owned),
        message: Some(message.to_owned()),
        hint: hint.map(str::to_owned),
    }
}
