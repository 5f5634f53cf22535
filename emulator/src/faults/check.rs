//! What the values of a scenario must fulfil beyond their shape.

use super::{Latency, RetryAfter};
use serde::{Deserialize, Deserializer, de};

/// 100 years: an HTTP date ends with the year 9999.
const LONGEST_DATE_IN: u64 = 3_155_760_000;
const METHODS: [&str; 7] = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE", "OPTIONS"];

pub(super) fn method<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let method = Option::<String>::deserialize(deserializer)?;
    match method {
        Some(wrong) if !METHODS.iter().any(|known| known.eq_ignore_ascii_case(&wrong)) => {
            Err(de::Error::custom(format!("method `{wrong}` is not one of {}", METHODS.join(", "))))
        }
        fine => Ok(fine),
    }
}

pub(super) fn latency<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Latency>, D::Error> {
    let latency = Option::<Latency>::deserialize(deserializer)?;
    if let Some(Latency::LogNormal { median, sigma }) = latency {
        for (name, value) in [("median", median), ("sigma", sigma)] {
            if !value.is_finite() || value < 0.0 {
                return Err(de::Error::custom(format!("{name} {value} is not a finite number of at least 0")));
            }
        }
    }
    Ok(latency)
}

pub(super) fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
    let status = Option::<u16>::deserialize(deserializer)?;
    match status {
        Some(wrong) if !(200..600).contains(&wrong) => {
            Err(de::Error::custom(format!("status {wrong} is not one of 200 to 599")))
        }
        fine => Ok(fine),
    }
}

pub(super) fn probability<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let probability = Option::<f64>::deserialize(deserializer)?;
    match probability {
        Some(wrong) if !(0.0..=1.0).contains(&wrong) => {
            Err(de::Error::custom(format!("probability {wrong} is not between 0 and 1")))
        }
        fine => Ok(fine),
    }
}

pub(super) fn retry_after<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<RetryAfter>, D::Error> {
    let retry_after = Option::<RetryAfter>::deserialize(deserializer)?;
    match retry_after {
        Some(RetryAfter::Date { date_in }) if date_in > LONGEST_DATE_IN => Err(de::Error::custom(format!(
            "date_in {date_in} is more than 100 years: at most {LONGEST_DATE_IN} seconds"
        ))),
        fine => Ok(fine),
    }
}
