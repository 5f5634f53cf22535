//! One case under one setting.

use managementpartner_emulator::LoggedRequest;
use serde_json::{Value, json};

use crate::{Call, Case, Error, Face, Outcome, Setting, Step, Verdict, compare, stage::Stage};

const PARTNER_API: &str = "/providers/microsoft.managementpartner/";

pub(crate) async fn run_once(case: &Case, setting: &Setting, face: &mut dyn Face) -> Result<Verdict, Error> {
    let stage = Stage::start(case, setting).await?;
    let verdict = play(case, &stage, face).await;
    stage.end().await;
    verdict
}

async fn play(case: &Case, stage: &Stage, face: &mut dyn Face) -> Result<Verdict, Error> {
    let opened = face.open(&stage.open(case)).await?;
    let mut differences = Vec::new();
    for (index, step) in case.steps.iter().enumerate() {
        let before = stage.requests().len();
        let outcome = if opened.error.is_some() { opened.clone() } else { face.call(&call(step)).await? };
        if let Some(call) = outcome.unsupported {
            face.close().await?;
            return Ok(Verdict::NotOffered(call));
        }
        let name = format!("step {} {}", index + 1, text(&json!(step.call)));
        differences.extend(compare::step(&name, &step.expect, &outcome, &partner_requests(stage, before)));
    }
    close(face, &opened).await?;
    if let Some(end) = &case.end {
        differences.extend(compare::end(end, stage.link()));
    }
    Ok(verdict(differences, stage))
}

async fn close(face: &mut dyn Face, opened: &Outcome) -> Result<(), Error> {
    if opened.error.is_none() { face.close().await } else { Ok(()) }
}

fn verdict(differences: Vec<crate::Difference>, stage: &Stage) -> Verdict {
    if differences.is_empty() {
        return Verdict::Passed;
    }
    Verdict::Failed { differences, requests: stage.requests().iter().map(line).collect() }
}

fn line(request: &LoggedRequest) -> String {
    let fault = request.fault.map(|fault| format!(", fault {fault}")).unwrap_or_default();
    let effective = if request.effective { ", effective" } else { "" };
    format!("{} {} {}{fault}{effective}", request.method, request.path, request.status)
}

fn call(step: &Step) -> Call {
    Call { call: step.call, partner_id: step.partner_id.clone(), replace: step.replace.clone() }
}

/// What reached the partner API since `before` requests.
fn partner_requests(stage: &Stage, before: usize) -> Vec<Value> {
    let requests = stage.requests().into_iter().skip(before).map(|request| json!(request));
    requests.filter(|request| text(&request["path"]).to_ascii_lowercase().starts_with(PARTNER_API)).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
