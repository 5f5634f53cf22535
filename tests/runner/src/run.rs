//! Runs cases, as many at once as there are processors; each has an emulator of its own.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread::available_parallelism,
};

use futures::future::join_all;

use crate::{Case, CaseReport, Error, Face, Filter, Report, Run, Setting, Verdict, cases, work::run_once};

/// Runs the cases that `filter` lets through, each under every setting that fits it, with faces made by `make_face`.
///
/// # Errors
///
/// Files that are no cases; whatever goes wrong in a single case is in the report.
pub async fn run_all<F: Fn() -> Box<dyn Face>>(make_face: F, filter: &Filter) -> Result<Report, Error> {
    let cases = cases(filter)?;
    let next = AtomicUsize::new(0);
    let workers = available_parallelism().map_or(1, usize::from);
    let mut done = Vec::new();
    for reports in join_all((0..workers).map(|_| work_off(&cases, &next, make_face()))).await {
        done.extend(reports);
    }
    done.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Report { cases: done })
}

/// Takes case after case until none is left.
async fn work_off(cases: &[Case], next: &AtomicUsize, mut face: Box<dyn Face>) -> Vec<CaseReport> {
    let mut reports = Vec::new();
    while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
        reports.push(run_case(case, face.as_mut()).await);
    }
    reports
}

async fn run_case(case: &Case, face: &mut dyn Face) -> CaseReport {
    let mut runs = Vec::new();
    for setting in Setting::all().into_iter().filter(|setting| setting.fits(&case.when)) {
        let verdict = run_once(case, &setting, face).await.unwrap_or_else(|error| Verdict::Broken(error.to_string()));
        runs.push(Run { setting: setting.to_string(), verdict });
    }
    CaseReport { name: case.name.clone(), runs }
}
