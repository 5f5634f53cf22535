//! The threads that the library's calls share.

use std::{cell::Cell, io, sync::OnceLock};

use managementpartner::{Error, ErrorKind, Result};
use tokio::runtime::{Builder, Runtime};

use crate::{guard, mp_call_options};

/// One for all calls; waiting for the network needs no more.
const WORKERS: usize = 2;

/// Waits for `work` on the calling thread, with the call's log.
pub(crate) fn wait<T>(call: Option<&mp_call_options<'_>>, work: impl Future<Output = Result<T>>) -> Result<T> {
    let _inside = Inside::call()?;
    let runtime = shared()?;
    match call.and_then(mp_call_options::subscriber) {
        Some(log) => tracing::dispatcher::with_default(&log, || runtime.block_on(work)),
        None => runtime.block_on(work),
    }
}

/// The runtime of one process.
struct Shared {
    process: u32,
    runtime: Runtime,
    /// That of a process that was forked off it.
    child: OnceLock<Box<Shared>>,
}

/// The runtime of this process, made on first use. A forked child has none of its parent's threads: it gets its own.
/// No lock is held meanwhile: one that another thread of the parent had at the fork would never be free in the child.
fn shared() -> Result<&'static Runtime> {
    static FIRST: OnceLock<Box<Shared>> = OnceLock::new();
    let process = std::process::id();
    let mut place = &FIRST;
    loop {
        match place.get() {
            Some(shared) if shared.process == process => return Ok(&shared.runtime),
            Some(parent) => place = &parent.child,
            None => {
                let runtime = start().map_err(no_threads)?;
                if let Err(late) = place.set(Box::new(Shared { process, runtime, child: OnceLock::new() })) {
                    late.runtime.shutdown_background();
                }
            }
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
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// This thread makes a call, or runs a callback of one: a call from there could wait for the one that it is part of.
pub(crate) struct Inside(bool);

impl Inside {
    fn call() -> Result<Self> {
        let inside = Self::callback();
        if inside.0 {
            return Err(Error::new(ErrorKind::InvalidArgument, "A call was made from inside a callback")
                .with_hint("Make it after the callback has returned, or on another thread."));
        }
        Ok(inside)
    }

    pub(crate) fn callback() -> Self {
        Self(INSIDE.replace(true))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(self.0);
    }
}
