//! What the values of a scenario must fulfil beyond their shape.

use super::RetryAfter;
use serde::{Deserialize, Deserializer, de};

/// 100 years: an HTTP date ends with the year 9999.
const LONGEST_DATE_IN: u64 = 3_155_760_000;

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
