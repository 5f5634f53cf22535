//! Steps with names and times, and what was skipped.

use std::time::{Duration, Instant};

use crate::Result;

#[derive(Debug)]
pub(crate) struct Steps {
    strict: bool,
    done: Vec<(String, Duration)>,
    skipped: Vec<String>,
}

impl Steps {
    pub(crate) fn new(strict: bool) -> Self {
        Self { strict, done: Vec::new(), skipped: Vec::new() }
    }

    /// Does `work` under its name; the first that fails ends the task.
    pub(crate) fn run<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let result = work().map_err(|error| format!("{name}: {error}").into());
        self.done.push((name.to_owned(), start.elapsed()));
        result
    }

    /// Says, loudly, that something cannot run here; where nothing may be skipped it is an error.
    pub(crate) fn skip(&mut self, name: &str, why: &str) -> Result<()> {
        let line = format!("SKIPPED {name}: {why}");
        println!("\n== {line}");
        if self.strict {
            return Err(line.into());
        }
        self.skipped.push(line);
        Ok(())
    }

    pub(crate) fn summary(&self) {
        println!();
        for (name, time) in &self.done {
            println!("{:7.1} s  {name}", time.as_secs_f64());
        }
        for line in &self.skipped {
            println!("{line}");
        }
    }
}
