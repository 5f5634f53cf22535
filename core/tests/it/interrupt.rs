//! Cancellation and time limits: every wait ends, and an open write is not called undone. The clock is paused.

use std::time::Duration;

use crate::support::{Reply, Service, id, linked, not_linked, status, text};
use managementpartner::{CancellationToken, Client, ErrorKind, LinkOptions, MethodOptions};
use tokio::time::{sleep, timeout};

/// Cancels after the pipeline had time to send, and gives the error of `create`.
async fn cancelled(client: &Client, after: Duration) -> ErrorKind {
    let cancel = CancellationToken::new();
    let options = MethodOptions { cancel: Some(cancel.clone()), ..MethodOptions::default() };
    let id = id("12345");
    let (result, ()) = tokio::join!(client.create(&id, Some(options)), async {
        sleep(after).await;
        cancel.cancel();
    });
    result.unwrap_err().kind()
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_cancelled_before_it_begins_sends_nothing() {
    let service = Service::new([]);
    let cancel = CancellationToken::new();
    cancel.cancel();
    let options = MethodOptions { cancel: Some(cancel), ..MethodOptions::default() };
    let error = service.client().create(&id("12345"), Some(options)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(service.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn every_wait_can_be_cancelled() {
    let second = Duration::from_secs(1);
    // While the write is out, while it waits to be settled, while the settling read is out: nobody knows.
    for script in
        [vec![Reply::Silence], vec![status(503).with("retry-after", "60")], vec![Reply::Broken, Reply::Silence]]
    {
        let service = Service::new(script.clone());
        assert_eq!(cancelled(&service.client(), second).await, ErrorKind::OutcomeUnknown, "{script:?}");
    }
    let service = Service::new([Reply::Silence]);
    let cancel = CancellationToken::new();
    let options = MethodOptions { cancel: Some(cancel.clone()), ..MethodOptions::default() };
    let client = service.client();
    let (result, ()) = tokio::join!(client.current(Some(options)), async { cancel.cancel() });
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Cancelled);
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_at_its_time_limit() {
    let limit = MethodOptions { timeout: Some(Duration::from_secs(5)), ..MethodOptions::default() };
    let service = Service::new([Reply::Silence]);
    let read = service.client();
    let error = timeout(Duration::from_secs(6), read.current(Some(limit.clone()))).await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Timeout, "The call took longer than 5 s"));
    let write = Service::new([Reply::Silence]).client();
    let error = timeout(Duration::from_secs(6), write.delete(&id("12345"), Some(limit))).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
}

#[tokio::test(start_paused = true)]
async fn a_settled_write_is_no_longer_open() {
    let limit = MethodOptions { timeout: Some(Duration::from_mins(1)), ..MethodOptions::default() };
    // Lost, read as absent, and then the next try hangs: open again.
    let service = Service::new([Reply::Broken, not_linked(), Reply::Silence]);
    let error = service.client().create(&id("12345"), Some(limit.clone())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    // A removal whose proof cannot be read in time is not called undone.
    let service = Service::new([linked("12345"), text(""), Reply::Silence]);
    assert_eq!(service.client().unlink(Some(limit)).await.unwrap_err().kind(), ErrorKind::OutcomeUnknown);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_leaves_the_client_usable() {
    let service = Service::new([Reply::Silence, linked("12345")]);
    let client = service.client();
    assert!(timeout(Duration::from_secs(1), client.current(None)).await.is_err());
    assert_eq!(client.current(None).await.unwrap().partner_id, "12345");
}

#[tokio::test(start_paused = true)]
async fn no_limit_is_too_long() {
    let limit = MethodOptions { timeout: Some(Duration::MAX), ..MethodOptions::default() };
    let service = Service::new([linked("12345")]);
    service.client().current(Some(limit)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_wait_after_which_nothing_can_have_happened_is_cancelled_as_such() {
    for fault in [status(429).with("retry-after", "60"), Reply::NoConnection] {
        let service = Service::new([fault]);
        assert_eq!(cancelled(&service.client(), Duration::from_millis(100)).await, ErrorKind::Cancelled);
        assert_eq!(service.seen().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_that_hangs_after_a_settled_write_is_no_open_write() {
    let limit = MethodOptions { timeout: Some(Duration::from_mins(1)), ..MethodOptions::default() };
    let service = Service::new([not_linked(), status(409), Reply::Silence]);
    let options = LinkOptions { method: limit, ..LinkOptions::default() };
    let error = service.client().link(&id("12345"), Some(options)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}
