//! Repeats requests. The SDK's own policy reads `Retry-After` on two statuses only and repeats writes as it does
//! reads; this one obeys it always, and repeats a write only when nothing can have happened.

mod after;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use azure_core::{
    error::ErrorKind,
    http::{
        AsyncRawResponse, Context, Method, Request,
        policies::{Policy, PolicyResult},
    },
};
use tokio::time::{Instant, sleep};

pub(crate) use after::asked_wait;

use crate::{RetryOptions, authorize::Sent, failure};

/// In a request's context: when its call must be over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(pub(crate) Instant);

/// In a request's context: it changes nothing, whatever its method.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Repeatable;

/// Longer than any call: what asks for more asks for this.
const LONGEST: Duration = Duration::from_hours(24);

#[derive(Debug)]
pub(crate) struct RetryPolicy {
    options: RetryOptions,
    /// When the service wants the next request at the earliest, by the last `Retry-After`; it holds for every call.
    not_before: Mutex<Option<Instant>>,
}

#[async_trait]
impl Policy for RetryPolicy {
    async fn send(&self, ctx: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        let repeatable = request.method() == Method::Get || ctx.value::<Repeatable>().is_some();
        let mut retries = 0;
        loop {
            self.wait_until_wanted(ctx).await?;
            let result = next[0].send(ctx, request, &next[1..]).await;
            self.note(asked_after(&result));
            if retries == self.options.max_retries || !worth_repeating(&result, repeatable) {
                return result;
            }
            let wait = self.options.wait(retries, asked_after(&result));
            if !fits(ctx, wait) {
                return result;
            }
            if let Some(sent) = ctx.value::<Sent>().filter(|_| !repeatable) {
                // Nothing can have happened, so that the call may end here.
                sent.settle();
            }
            tracing::info!(wait_ms = wait.as_millis(), after = describe(&result), "repeating the request");
            sleep(wait).await;
            retries += 1;
        }
    }
}

impl RetryPolicy {
    pub(crate) fn new(options: RetryOptions) -> Self {
        Self { options, not_before: Mutex::default() }
    }

    fn note(&self, asked: Option<Duration>) {
        let Some(wanted) = asked.map(|wait| Instant::now() + wait.min(LONGEST)) else { return };
        let mut not_before = self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
        *not_before = (*not_before).max(Some(wanted));
    }

    /// Waits as long as the service asked for, or fails at once when the call would be over before.
    async fn wait_until_wanted(&self, ctx: &Context<'_>) -> azure_core::Result<()> {
        let not_before = *self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(wait) = not_before.and_then(|wanted| wanted.checked_duration_since(Instant::now())) else {
            return Ok(());
        };
        if !fits(ctx, wait) {
            return Err(failure::asked_to_wait(wait).into());
        }
        sleep(wait).await;
        Ok(())
    }
}

impl RetryOptions {
    /// How long to wait before repetition number `retries`, counted from 0: never less than the service asked for.
    pub(crate) fn wait(&self, retries: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.initial_delay.saturating_mul(2_u32.saturating_pow(retries));
        let own = doubled.min(self.max_delay).min(LONGEST).mul_f64(0.75 + fastrand::f64() / 4.0);
        // Clients that were told the same wait should not all come back in the same instant.
        let apart = self.initial_delay.min(LONGEST).mul_f64(fastrand::f64() / 4.0);
        let asked = asked.map(|wait| wait.min(LONGEST) + apart);
        own.max(asked.unwrap_or_default())
    }
}

fn worth_repeating(result: &PolicyResult, repeatable: bool) -> bool {
    match result {
        Ok(answer) if u16::from(answer.status()) == 429 => true,
        Ok(answer) => repeatable && matches!(u16::from(answer.status()), 408 | 500 | 502 | 503 | 504),
        Err(error) => match error.kind() {
            ErrorKind::Connection => failure::certificate_fault(error).is_none(),
            ErrorKind::Io => repeatable,
            _ => false,
        },
    }
}

fn asked_after(result: &PolicyResult) -> Option<Duration> {
    result.as_ref().ok().map(AsyncRawResponse::headers).and_then(asked_wait)
}

fn fits(ctx: &Context, wait: Duration) -> bool {
    ctx.value::<Deadline>().is_none_or(|deadline| Instant::now() + wait < deadline.0)
}

fn describe(result: &PolicyResult) -> String {
    match result {
        Ok(answer) => format!("status {}", u16::from(answer.status())),
        Err(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_never_shorter_than_asked_and_clients_come_back_apart() {
        let (options, asked) = (RetryOptions::default(), Duration::from_secs(7));
        let waits: Vec<_> = (0..50).map(|_| options.wait(0, Some(asked))).collect();
        assert!(waits.iter().all(|wait| (asked..asked + options.initial_delay).contains(wait)), "{waits:?}");
        assert!(waits.iter().any(|wait| *wait != waits[0]), "{waits:?}");
    }
}
