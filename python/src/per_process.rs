//! A value that belongs to one process. What a fork copies (a runtime without its threads, a connection pool that the
//! parent still uses) is neither used nor dropped in the child, but made again.

use std::{
    mem, process,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The lock is taken with the GIL held, and for so short that nobody lets go of the GIL meanwhile: a forking thread
/// holds the GIL too, so that no child inherits the lock locked.
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
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = make()?;
        // Another thread may have been faster, if making it let go of the GIL: then that one's counts.
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let owned = Owned { process: process::id(), value: Some(value.clone()) };
        drop(self.replace(Some(owned)));
        Ok(value)
    }

    pub(crate) fn clear(&self) {
        drop(self.replace(None));
    }

    pub(crate) fn get(&self) -> Option<T> {
        let owned = self.lock();
        let own = owned.as_ref().filter(|owned| owned.process == process::id());
        own.and_then(|owned| owned.value.clone())
    }

    fn replace(&self, owned: Option<Owned<T>>) -> Option<Owned<T>> {
        mem::replace(&mut *self.lock(), owned)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Owned<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
