//! A value that belongs to one process. What a fork copies (a runtime without its threads, a connection pool that the
//! parent still uses) is neither used nor dropped in the child, but made again.

use std::{
    mem, process,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The lock is only ever taken with the GIL held, which a forking thread holds too: no child inherits it locked.
pub(crate) struct PerProcess<T>(Mutex<Option<Owned<T>>>);

struct Owned<T> {
    process: u32,
    value: Option<T>,
}

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        if self.process != process::id() {
            mem::forget(self.value.take());
        }
    }
}

impl<T: Clone> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// This process's value, from `make` when there is none yet.
    pub(crate) fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let mut owned = self.lock();
        let current = owned.as_ref().filter(|owned| owned.process == process::id());
        if let Some(value) = current.and_then(|owned| owned.value.clone()) {
            return Ok(value);
        }
        let value = make()?;
        *owned = Some(Owned { process: process::id(), value: Some(value.clone()) });
        Ok(value)
    }

    pub(crate) fn clear(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Owned<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
