//! Runs `tests/cases/*.json` against a face of managementpartner: a start state, steps, and what must come out.
//!
//! Each case gets an emulator of its own, once per setting of the behaviours of the service that are not known. A face
//! takes a step in and gives an outcome out ([`Face`]); faces in other languages do so as lines of JSON
//! ([`ProcessFace`]). What a case means is decided here alone. `tests/cases/README.md` describes the files.

mod case;
mod compare;
mod expect;
mod face;
mod load;
mod process_face;
mod report;
mod run;
mod setting;
mod stage;
mod work;

pub use case::{Case, Operation, Options, Principal, Scope, Start, Step};
pub use expect::{End, Expect, ExpectedError};
pub use face::{Call, Face, FaceError, FaceResult, Open, Outcome};
pub use load::{Filter, cases};
pub use process_face::ProcessFace;
pub use report::{CaseReport, Difference, Report, Run, Verdict};
pub use run::run_all;
pub use setting::Setting;

/// Why something could not be run at all.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
