//! A scenario as its JSON says it.

use super::check;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Which requests are answered wrongly, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// Start of the draws for `probability` and random latency: the same seed and requests give the same faults.
    pub seed: u64,
    /// The first one that matches and fires counts.
    pub faults: Vec<Fault>,
    /// A limit on writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throttle: Option<Throttle>,
}

/// More writes than this are answered 429 until the minute is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Throttle {
    /// Writes a minute and tenant.
    pub writes_per_minute: u32,
}

/// One fault.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fault {
    /// The requests it is for.
    #[serde(rename = "match")]
    pub matches: Match,
    /// Lets the first so many matching requests pass.
    pub skip: u64,
    /// Fires at most so many times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// Fires with this probability, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "check::probability")]
    pub probability: Option<f64>,
    /// Answers this status, 200 to 599, in place of the real answer.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "check::status")]
    pub status: Option<u16>,
    /// The error's code; made of the status when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The error's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What the answer's body is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<FaultBody>,
    /// Laid over the properties of the real answer's link; `null` takes one out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Map<String, Value>>,
    /// Says when to come again.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "check::retry_after")]
    pub retry_after: Option<RetryAfter>,
    /// Whether the request is carried out first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// Waits; before the request is carried out, or after it when `effect` is `after`.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "check::latency")]
    pub latency_ms: Option<Latency>,
    /// Resets the connection instead of answering.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reset: bool,
    /// Sends half of the answer's body and closes the connection.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cut_off: bool,
    /// Sends the body a byte at a time, so many milliseconds apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drip_ms: Option<u64>,
}

/// The requests that a fault is for; what is absent matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Match {
    /// `PUT`, in any case.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "check::method")]
    pub method: Option<String>,
    /// A path with `*` for any text, in any case; absent: the partner API's paths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The tenant of the request's token, or of the token endpoint's path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<Uuid>,
}

/// The body of a faulty answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultBody {
    /// As the service writes it.
    #[default]
    Json,
    /// None.
    Empty,
    /// A page that is no JSON, as a gateway sends it.
    Text,
    /// The real answer with another tenant's id in it.
    OtherTenant,
    /// JSON of 10 MB.
    Large,
    /// The first half of the JSON as a complete answer, its length right.
    BrokenJson,
}

/// A Retry-After header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RetryAfter {
    /// `Retry-After: 7`
    Seconds(u64),
    /// `Retry-After: Sun, 11 Feb 2018 22:18:10 GMT`, so many seconds from now.
    Date {
        /// Seconds from now, at most 100 years.
        date_in: u64,
    },
    /// `x-ms-retry-after-ms: 1500`
    Milliseconds {
        /// Milliseconds from now.
        ms: u64,
    },
}

/// Whether the request is carried out before the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// No: the fault comes instead.
    Before,
    /// Yes: only the answer is lost.
    After,
}

/// How long a request waits, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Latency {
    /// Always so long.
    Fixed(u64),
    /// Log-normal: half of the waits are longer than `median`; `sigma` is the spread of their logarithm.
    LogNormal {
        /// The median.
        median: f64,
        /// The standard deviation of the natural logarithm.
        sigma: f64,
    },
}

impl Scenario {
    /// Reads the JSON form; `origin` is the file's name in messages. Unknown fields are refused by name.
    pub fn from_json(text: &str, origin: &str) -> Result<Self> {
        serde_json::from_str(text)
            .map_err(|error| Error::new(format!("the scenario {origin} cannot be used: {error}. Correct that place")))
    }
}
