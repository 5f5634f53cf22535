//! Times as the service writes them: RFC 3339 in UTC, at most seven decimals, trailing zeros cut.

use crate::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// An instant in steps of 100 nanoseconds, which is what the service stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(OffsetDateTime);

impl Timestamp {
    /// The system's time.
    #[must_use]
    pub fn now() -> Self {
        Self::in_steps(OffsetDateTime::now_utc())
    }

    fn in_steps(utc: OffsetDateTime) -> Self {
        let steps = utc.nanosecond() / 100 * 100;
        Self(utc.replace_nanosecond(steps).unwrap_or(utc))
    }
}

impl TryFrom<OffsetDateTime> for Timestamp {
    type Error = Error;

    /// Fails for an instant that RFC 3339 cannot write in UTC: one before the year 0 or after 9999.
    fn try_from(instant: OffsetDateTime) -> Result<Self> {
        let utc = instant.checked_to_offset(UtcOffset::UTC).filter(|utc| utc.year() >= 0);
        utc.map(Self::in_steps).ok_or_else(|| Error::new(format!("{instant} is not within the years 0 to 9999 in UTC")))
    }
}

impl From<Timestamp> for OffsetDateTime {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.format(&Rfc3339).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let instant = OffsetDateTime::parse(text, &Rfc3339).map_err(|error| {
            Error::new(format!("`{text}` is no RFC 3339 time such as 2018-02-11T22:18:10.5395747Z")).with_source(error)
        })?;
        instant.try_into()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_at_most_seven_decimals_and_no_trailing_zeros() {
        let written = |text: &str| text.parse::<Timestamp>().unwrap().to_string();
        assert_eq!(written("2018-02-11T22:18:10.5395747Z"), "2018-02-11T22:18:10.5395747Z");
        assert_eq!(written("2018-02-11T22:18:10.5300000Z"), "2018-02-11T22:18:10.53Z");
        assert_eq!(written("2018-02-11T22:18:10.123456789Z"), "2018-02-11T22:18:10.1234567Z");
        assert_eq!(written("2018-02-11T23:18:10+01:00"), "2018-02-11T22:18:10Z");
    }

    #[test]
    fn a_time_outside_the_years_that_can_be_written_in_utc_is_refused() {
        for text in ["9999-12-31T23:59:59-23:00", "0000-01-01T00:00:00+01:00"] {
            let error = text.parse::<Timestamp>().unwrap_err().to_string();
            assert!(error.contains("the years 0 to 9999"), "{error}");
        }
        assert!("yesterday".parse::<Timestamp>().unwrap_err().to_string().contains("`yesterday`"));
    }
}
