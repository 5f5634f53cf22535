//! One call of a caller: its time limit, its cancellation, and whether it may end without a trace.

use std::time::Duration;

use azure_core::http::Context;
use tokio::time::{Instant, sleep, sleep_until};

use crate::{Error, ErrorKind, MethodOptions, Result, authorize::Sent, retry::Deadline};

#[derive(Debug)]
pub(crate) struct Call {
    options: MethodOptions,
    timeout: Duration,
    pub(crate) deadline: Instant,
    pub(crate) sent: Sent,
}

impl Call {
    pub(crate) fn new(options: Option<MethodOptions>, default_timeout: Duration) -> Self {
        let options = options.unwrap_or_default();
        let timeout = options.timeout.unwrap_or(default_timeout);
        // A limit beyond what the clock can count is none.
        let deadline =
            Instant::now().checked_add(timeout).unwrap_or_else(|| Instant::now() + Duration::from_hours(24 * 365));
        Self { options, timeout, deadline, sent: Sent::default() }
    }

    /// Does `work` until it is done, cancelled or out of time.
    pub(crate) async fn run<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        tokio::select! {
            biased;
            () = self.cancelled() => Err(self.interrupted(ErrorKind::Cancelled, "The call was cancelled")),
            result = work => result,
            () = sleep_until(self.deadline) => {
                let message = format!("The call took longer than {} s", self.timeout.as_secs_f64());
                Err(self.interrupted(ErrorKind::Timeout, &message))
            }
        }
    }

    async fn cancelled(&self) {
        match &self.options.cancel {
            Some(cancel) => cancel.cancelled().await,
            None => std::future::pending().await,
        }
    }

    fn interrupted(&self, kind: ErrorKind, message: &str) -> Error {
        if self.sent.has_open_write() {
            outcome_unknown(format!("{message} after its request went out: whether it took effect is unknown"))
        } else {
            Error::new(kind, message)
        }
    }

    pub(crate) fn context(&self) -> Context<'static> {
        let mut context = Context::new();
        context.insert(Deadline(self.deadline));
        context.insert(self.sent.clone());
        context
    }

    /// Waits, unless the call would be over before.
    pub(crate) async fn wait(&self, time: Duration) -> bool {
        let fits = Instant::now().checked_add(time).is_some_and(|end| end < self.deadline);
        if fits {
            sleep(time).await;
        }
        fits
    }
}

/// A write went out, and nobody can tell what became of it.
pub(crate) fn outcome_unknown(message: String) -> Error {
    Error::new(ErrorKind::OutcomeUnknown, message)
        .with_hint("Read the account's link before trying again: it shows what is in force now.")
}
