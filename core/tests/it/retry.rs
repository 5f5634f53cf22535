//! When requests are repeated, and how long they wait. The clock is paused: waiting takes no time.

use std::time::Duration;

use crate::support::{Reply, Service, client, error, id, linked, not_linked, status, text};
use managementpartner::{ClientOptions, ErrorKind, MethodOptions, RetryOptions};

#[tokio::test(start_paused = true)]
async fn a_read_is_repeated_after_what_may_pass() {
    let passing = [408, 429, 500, 502, 503, 504].map(status).into_iter().chain([Reply::NoConnection, Reply::Broken]);
    for fault in passing {
        let service = Service::new([fault.clone(), linked("12345")]);
        assert_eq!(service.client().current(None).await.unwrap().partner_id, "12345", "{fault:?}");
        let ids: Vec<_> = service.seen().into_iter().map(|seen| seen.client_request_id.unwrap()).collect();
        assert_eq!(ids[0], ids[1], "a repetition has the ID of the first try");
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_is_not_repeated_after_what_will_not_pass() {
    for lasting in [302, 400, 401, 403, 405, 409, 501] {
        let service = Service::new([status(lasting), linked("12345")]);
        assert_eq!(service.client().current(None).await.unwrap_err().status(), Some(lasting));
        assert_eq!(service.seen().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn repetitions_end_and_wait_longer_each_time() {
    let service = Service::new((0..9).map(|_| status(503)));
    let error = service.client().current(None).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Service, Some(503)));
    let pauses = service.pauses();
    assert_eq!(pauses.len(), 3);
    for (pause, least) in pauses.iter().zip([600, 1200, 2400]) {
        assert!(*pause >= Duration::from_millis(least) && *pause < Duration::from_millis(2 * least), "{pauses:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_request_goes_out_before_retry_after_has_passed() {
    let asked = [
        ("retry-after", "7", 7_000),
        ("retry-after-ms", "8500", 8_500),
        ("x-ms-retry-after-ms", "9500", 9_500),
        ("retry-after", "Tue, 24 Nov 2026 10:00:40 GMT", 40_000),
    ];
    for (name, value, least) in asked {
        for code in [429, 500, 503] {
            let fault = status(code).with(name, value).with("date", "Tue, 24 Nov 2026 10:00:00 GMT");
            let read = Service::new([fault.clone(), linked("12345")]);
            read.client().current(None).await.unwrap();
            // The read that settles a write waits as well.
            let write = Service::new([fault, linked("12345")]);
            write.client().create(&id("12345"), None).await.unwrap();
            for pause in read.pauses().into_iter().chain(write.pauses()) {
                assert!(pause >= Duration::from_millis(least), "{name}: {value} after {code}: {pause:?}");
                assert!(pause < Duration::from_millis(least + 2_000), "{name}: {value} after {code}: {pause:?}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_beyond_the_call_fails_at_once_and_names_the_time() {
    let fault = error(429, "TooManyRequests", "slow down").with("retry-after", "300");
    for write in [false, true] {
        let service = Service::new([fault.clone(), linked("12345")]);
        let client = service.client();
        let error =
            if write { client.update(&id("12345"), None).await } else { client.current(None).await }.unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Throttled, "slow down"));
        assert_eq!(error.retry_after(), Some(Duration::from_mins(5)));
        assert!(error.hint().unwrap().contains("300 s"));
        assert_eq!(service.seen().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_cannot_have_happened_is_repeated() {
    for fault in [status(429), Reply::NoConnection] {
        let service = Service::new([fault, linked("12345")]);
        service.client().create(&id("12345"), None).await.unwrap();
        assert_eq!(service.lines(), ["PUT 12345", "PUT 12345"]);
    }
}

#[tokio::test(start_paused = true)]
async fn retries_can_be_turned_off() {
    let service = Service::new([status(503), linked("12345")]);
    let retry = RetryOptions { max_retries: 0, ..RetryOptions::default() };
    let client = client(ClientOptions { retry, ..service.options() });
    assert_eq!(client.current(None).await.unwrap_err().status(), Some(503));
    assert_eq!(service.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_answer_that_there_is_no_link_is_an_answer() {
    let service = Service::new([not_linked()]);
    let error = service.client().get(&id("12345"), Some(MethodOptions::default())).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status(), error.code()),
        (ErrorKind::NotLinked, Some(404), Some("ManagementPartnerNotFound"))
    );
    assert_eq!(error.message(), "This user or service principal is not linked with a Partner ID");
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_holds_for_whatever_request_comes_next() {
    // For the read that follows a conflict, for the proof of a removal, and for the next call.
    let conflict = error(409, "Conflict", "c").with("retry-after", "30");
    let service = Service::new([not_linked(), conflict, linked("12345")]);
    service.client().link(&id("12345"), None).await.unwrap();
    assert!(service.pauses()[1] >= Duration::from_secs(30));
    let service = Service::new([linked("12345"), text("").with("retry-after", "30"), not_linked()]);
    service.client().unlink(None).await.unwrap();
    assert!(service.pauses()[1] >= Duration::from_secs(30));
    let service = Service::new([status(429).with("retry-after", "300"), linked("12345")]);
    let client = service.client();
    client.current(None).await.unwrap_err();
    let error = client.current(None).await.unwrap_err();
    assert_eq!((error.kind(), service.seen().len()), (ErrorKind::Throttled, 1));
    assert!(error.message().contains("300 s"), "{error}");
    let patient = MethodOptions { timeout: Some(Duration::from_mins(10)), ..MethodOptions::default() };
    client.current(Some(patient)).await.unwrap();
    assert!(service.pauses()[0] >= Duration::from_mins(5));
}

#[tokio::test(start_paused = true)]
async fn no_wait_is_too_long_to_be_counted() {
    for seconds in ["18446744073709551615", "99999999999999999999999"] {
        let fault = status(503).with("retry-after", seconds);
        let service = Service::new([fault.clone(), fault]);
        assert!(service.client().current(None).await.is_err());
        assert!(service.client().create(&id("12345"), None).await.is_err());
    }
    let service = Service::new([Reply::NoConnection, linked("12345")]);
    let retry = RetryOptions { initial_delay: Duration::MAX, max_delay: Duration::MAX, ..RetryOptions::default() };
    assert!(client(ClientOptions { retry, ..service.options() }).current(None).await.is_err());
}
