//! Runs cases, as many at once as there are processors; each has an emulator of its own.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::available_parallelism,
};

use futures::future::join_all;
use tokio::{runtime::Builder, task::spawn_blocking};

use crate::{Case, CaseReport, Error, Face, Filter, Report, Run, Setting, Verdict, cases, work::run_once};

/// Runs the cases that `filter` lets through, each under every setting that fits it, with faces made by `make_face`.
///
/// # Errors
///
/// Files that are no cases, and a face that panics; whatever else goes wrong in a case is in the report.
pub async fn run_all<F>(make_face: F, filter: &Filter) -> Result<Report, Error>
where
    F: Fn() -> Box<dyn Face> + Send + Sync + 'static,
{
    let queue = Arc::new(Queue { cases: cases(filter)?, next: AtomicUsize::new(0), make_face });
    let workers = (0..available_parallelism().map_or(1, usize::from)).map(|_| {
        let queue = Arc::clone(&queue);
        // A thread and a runtime each: what one face does keeps no other waiting.
        spawn_blocking(move || {
            Ok::<_, Error>(Builder::new_current_thread().enable_all().build()?.block_on(queue.work_off()))
        })
    });
    let mut done = Vec::new();
    for reports in join_all(workers).await {
        done.extend(reports??);
    }
    done.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Report { cases: done })
}

struct Queue<F> {
    cases: Vec<Case>,
    next: AtomicUsize,
    make_face: F,
}

impl<F: Fn() -> Box<dyn Face>> Queue<F> {
    /// Takes case after case until none is left.
    async fn work_off(&self) -> Vec<CaseReport> {
        let mut face = (self.make_face)();
        let mut reports = Vec::new();
        while let Some(case) = self.cases.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            reports.push(run_case(case, face.as_mut()).await);
        }
        reports
    }
}

async fn run_case(case: &Case, face: &mut dyn Face) -> CaseReport {
    let mut runs = Vec::new();
    for setting in Setting::all().into_iter().filter(|setting| setting.fits(&case.when)) {
        let verdict = run_once(case, &setting, face).await.unwrap_or_else(|error| Verdict::Broken(error.to_string()));
        runs.push(Run { setting: setting.to_string(), verdict });
    }
    CaseReport { name: case.name.clone(), runs }
}
