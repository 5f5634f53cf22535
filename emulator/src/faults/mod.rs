//! Faults by scenario and seed.

mod check;
mod engine;
mod scenario;
mod spoil;

pub(crate) use engine::{Active, Faults};
pub use scenario::{Effect, Fault, FaultBody, Latency, Match, RetryAfter, Scenario, Throttle};
pub(crate) use spoil::{faulty_answer, rewrite, send};
