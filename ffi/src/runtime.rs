//! The threads that the library's calls share.

use std::{
    cell::Cell,
    io,
    sync::{Mutex, PoisonError},
};

use managementpartner::{Error, ErrorKind, Result};
use tokio::runtime::{Builder, Runtime};

use crate::{guard, mp_call_options};

/// One for all calls; waiting for the network needs no more.
const WORKERS: usize = 2;

/// Waits for `work` on the calling thread, with the call's log.
pub(crate) fn wait<T>(call: Option<&mp_call_options<'_>>, work: impl Future<Output = Result<T>>) -> Result<T> {
    let _here = Waiting::enter()?;
    let runtime = shared()?;
    match call.and_then(mp_call_options::subscriber) {
        Some(log) => tracing::dispatcher::with_default(&log, || runtime.block_on(work)),
        None => runtime.block_on(work),
    }
}

/// The runtime of this process, made on first use. A forked child has none of its parent's threads: it gets its own.
fn shared() -> Result<&'static Runtime> {
    static SHARED: Mutex<Option<(u32, &'static Runtime)>> = Mutex::new(None);
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    match *shared {
        Some((owner, runtime)) if owner == process => Ok(runtime),
        _ => {
            // Never ended: a host may call until its last moment.
            let runtime = Box::leak(Box::new(start().map_err(no_threads)?));
            *shared = Some((process, runtime));
            Ok(runtime)
        }
    }
}

fn start() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .thread_name("managementpartner")
        .on_thread_start(|| {
            guard::quiet(true);
        })
        .enable_all()
        .build()
}

fn no_threads(error: io::Error) -> Error {
    Error::new(ErrorKind::Connection, "The library's threads could not be started").with_source(error)
}

thread_local! {
    static WAITING: Cell<bool> = const { Cell::new(false) };
}

/// This thread waits for a call.
struct Waiting;

impl Waiting {
    fn enter() -> Result<Self> {
        if WAITING.replace(true) {
            return Err(Error::new(ErrorKind::InvalidArgument, "A call was made from inside a log callback")
                .with_hint("Make it after the call that logs has returned, or on another thread."));
        }
        Ok(Self)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        WAITING.set(false);
    }
}
