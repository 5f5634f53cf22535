//! What came of a run.

use std::fmt;

use serde_json::Value;

/// What came of every case, by name.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The cases.
    pub cases: Vec<CaseReport>,
}

/// What came of one case.
#[derive(Clone, Debug)]
pub struct CaseReport {
    /// The case's name.
    pub name: String,
    /// Each setting it ran under.
    pub runs: Vec<Run>,
}

/// What came of one case under one setting.
#[derive(Clone, Debug)]
pub struct Run {
    /// The setting.
    pub setting: String,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of one case under one setting.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// All was as expected.
    Passed,
    /// The face does not offer this call.
    NotOffered(String),
    /// Something was not as expected.
    Failed {
        /// What was not.
        differences: Vec<Difference>,
        /// Each request that the emulator saw, as a line.
        requests: Vec<String>,
    },
    /// It could not be run.
    Broken(String),
}

/// One thing that was not as expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Which step, such as `step 2 create`, or `end`.
    pub step: String,
    /// Which field, such as `error.kind`.
    pub field: String,
    /// What the case expects.
    pub expected: Value,
    /// What came.
    pub got: Value,
}

impl CaseReport {
    /// Whether the face passed under every setting.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.runs.iter().all(|run| matches!(run.verdict, Verdict::Passed))
    }

    /// The call that the face does not offer.
    #[must_use]
    pub fn not_offered(&self) -> Option<&str> {
        self.runs.iter().find_map(|run| match &run.verdict {
            Verdict::NotOffered(call) => Some(call.as_str()),
            Verdict::Passed | Verdict::Failed { .. } | Verdict::Broken(_) => None,
        })
    }

    fn failed(&self) -> bool {
        self.runs.iter().any(|run| matches!(run.verdict, Verdict::Failed { .. } | Verdict::Broken(_)))
    }
}

impl Report {
    /// How many cases failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.cases.iter().filter(|case| case.failed()).count()
    }

    /// How many cases passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.cases.iter().filter(|case| case.passed()).count()
    }

    /// The same without the cases that passed.
    #[must_use]
    pub fn without_passed(&self) -> String {
        let rest: String = self.cases.iter().filter(|case| !case.passed()).map(ToString::to_string).collect();
        format!("{rest}{} passed, {} failed", self.passed(), self.failed())
    }

    /// How many cases need a call that the face does not offer.
    #[must_use]
    pub fn not_offered(&self) -> usize {
        self.cases.len() - self.failed() - self.passed()
    }
}

/// A line a case, more for those that failed, and the count.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cases.iter().try_for_each(|case| write!(f, "{case}"))?;
        if self.not_offered() > 0 {
            write!(f, "{} not offered by this face, ", self.not_offered())?;
        }
        writeln!(f, "{} passed, {} failed", self.passed(), self.failed())
    }
}

impl fmt::Display for CaseReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, runs } = self;
        if self.failed() {
            writeln!(f, "FAILED {name}")?;
            return self.failures().iter().try_for_each(|(settings, run)| run.fmt_failure(f, settings));
        }
        match self.not_offered() {
            Some(call) => writeln!(f, "not offered {name}: {call}"),
            None => writeln!(f, "ok {name} ({} settings)", runs.len()),
        }
    }
}

impl CaseReport {
    /// The runs that failed, each way once, with the settings under which it failed so.
    fn failures(&self) -> Vec<(String, &Run)> {
        let mut failures: Vec<(String, &Run)> = Vec::new();
        for run in &self.runs {
            match failures.iter_mut().find(|(_, other)| other.verdict.is_like(&run.verdict)) {
                Some((settings, _)) => *settings = format!("{settings}, {}", run.setting),
                None => failures.push((run.setting.clone(), run)),
            }
        }
        failures.retain(|(_, run)| matches!(run.verdict, Verdict::Failed { .. } | Verdict::Broken(_)));
        failures
    }
}

impl Verdict {
    /// Whether the same came out; the requests differ from run to run.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Failed { differences, .. }, Self::Failed { differences: others, .. }) => differences == others,
            (this, other) => this == other,
        }
    }
}

impl Run {
    fn fmt_failure(&self, f: &mut fmt::Formatter<'_>, settings: &str) -> fmt::Result {
        writeln!(f, "  under {settings}:")?;
        match &self.verdict {
            Verdict::Passed | Verdict::NotOffered(_) => Ok(()),
            Verdict::Broken(error) => writeln!(f, "    {error}"),
            Verdict::Failed { differences, requests } => {
                differences.iter().try_for_each(|difference| writeln!(f, "    {difference}"))?;
                requests.iter().try_for_each(|request| writeln!(f, "      {request}"))
            }
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { step, field, expected, got } = self;
        write!(f, "{step}: {field}: expected {expected}, got {got}")
    }
}
