//! How long a service asks to wait: `Retry-After` (seconds or a date) and the two headers in milliseconds.

use std::time::Duration;

use azure_core::http::headers::{HeaderName, Headers};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

const MILLISECONDS: [HeaderName; 2] =
    [HeaderName::from_static_standard("x-ms-retry-after-ms"), HeaderName::from_static_standard("retry-after-ms")];
const RETRY_AFTER: HeaderName = HeaderName::from_static_standard("retry-after");
const DATE: HeaderName = HeaderName::from_static_standard("date");

/// The longest wait that any of the headers asks for.
pub(crate) fn asked_wait(headers: &Headers) -> Option<Duration> {
    MILLISECONDS
        .iter()
        .filter_map(|name| headers.get_optional_str(name)?.trim().parse().ok().map(Duration::from_millis))
        .chain(headers.get_optional_str(&RETRY_AFTER).and_then(|value| seconds_or_date(value.trim(), headers)))
        .max()
}

fn seconds_or_date(value: &str, headers: &Headers) -> Option<Duration> {
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    // A date is the service's, and so is the clock to read it by: this machine's may be minutes off.
    let now = headers.get_optional_str(&DATE).and_then(date).unwrap_or_else(OffsetDateTime::now_utc);
    let wait = date(value)? - now;
    Some(wait.try_into().unwrap_or(Duration::ZERO))
}

fn date(value: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(value.trim(), &Rfc2822).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(pairs: &[(&'static str, &'static str)]) -> Option<Duration> {
        let mut headers = Headers::new();
        for (name, value) in pairs {
            headers.insert(*name, *value);
        }
        asked_wait(&headers)
    }

    #[test]
    fn seconds_milliseconds_and_dates_are_read_and_the_longest_holds() {
        assert_eq!(wait(&[]), None);
        assert_eq!(wait(&[("retry-after", "7")]), Some(Duration::from_secs(7)));
        assert_eq!(wait(&[("retry-after", "1"), ("x-ms-retry-after-ms", "1500")]), Some(Duration::from_millis(1500)));
        assert_eq!(wait(&[("retry-after", "soon")]), None);
        let date = [("date", "Tue, 24 Nov 2026 10:00:00 GMT"), ("retry-after", "Tue, 24 Nov 2026 10:01:30 GMT")];
        assert_eq!(wait(&date), Some(Duration::from_secs(90)));
        let past = [("date", "Tue, 24 Nov 2026 10:00:00 GMT"), ("retry-after", "Tue, 24 Nov 2026 09:00:00 GMT")];
        assert_eq!(wait(&past), Some(Duration::ZERO));
    }
}
