#![doc = include_str!("../README.md")]

mod app;
mod arm;
mod certificate;
mod connection;
mod emulator;
mod entra;
mod error;
mod exchange;
mod faults;
mod options;
mod request_log;
mod routes;
mod server;
mod state;
mod store;
mod timestamp;

pub use emulator::Emulator;
pub use error::{Error, Result};
pub use faults::{Effect, Fault, FaultBody, Latency, Match, RetryAfter, Scenario, Throttle};
pub use options::{CreateOnLink, Options, RemoveOther, ShowOther, Unknown};
pub use request_log::LoggedRequest;
pub use state::{Clock, LinkRecord, LinkState, Principal, PrincipalKind, State, Subscription, Tenant};
pub use timestamp::Timestamp;
