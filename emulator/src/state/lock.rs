//! One emulator at a time on a state file: two would lose each other's writes.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
};
use tempfile::NamedTempFile;

/// Keeps other emulators from a state file for as long as it lives. The system's: it ends with the process, however that ends.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// `WouldBlock` when somebody else has it.
    fn on(file: File) -> io::Result<Self> {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "this file system knows no locks: let no other emulator use the state file");
                Ok(Self(file))
            }
            Ok(()) => Ok(Self(file)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A process that is just being started holds a copy of the file, and would hold the lock, until it runs.
        let _ = self.0.unlock();
    }
}

/// The lock is one on the state file itself, and goes over to each file that replaces it: nothing else lies about.
#[cfg(unix)]
impl Lock {
    /// Takes the lock; none while there is no file at `path`.
    pub(super) fn take(path: &Path) -> io::Result<Option<Self>> {
        loop {
            // Network file systems lock only what may be written.
            let file = File::options().read(true).write(true).open(path).or_else(|_| File::open(path));
            let lock = match file {
                Ok(file) => Self::on(file)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error),
            };
            // Another emulator may have replaced the file in between, and have the lock on the new one.
            if lock.is_on(path) {
                return Ok(Some(lock));
            }
        }
    }

    /// Puts `new` in the place of the file at `path`, unless another emulator has that now.
    pub(super) fn hand_over(lock: &mut Option<Self>, new: NamedTempFile, path: &Path) -> io::Result<()> {
        let next = Self(new.as_file().try_clone()?);
        // Fails only where files have no locks: nobody else knows the new file yet.
        let _ = next.0.try_lock();
        let own = lock.as_ref().is_some_and(|lock| lock.is_on(path));
        // Somebody may have removed the file or put another one there.
        let other = if own || lock.is_none() { None } else { Self::take(path)? };
        if own || other.is_some() {
            new.persist(path)?
        } else {
            new.persist_noclobber(path)?
        };
        *lock = Some(next);
        Ok(())
    }

    fn is_on(&self, path: &Path) -> bool {
        use std::os::unix::fs::MetadataExt;
        let same = self.0.metadata().and_then(|own| {
            let there = path.metadata()?;
            Ok((own.dev(), own.ino()) == (there.dev(), there.ino()))
        });
        same.unwrap_or_default()
    }
}

/// A locked file cannot be read by others here, so the lock is one on an empty file beside the state file. That stays:
/// whoever has it open while it is removed could lock it beside another emulator.
#[cfg(not(unix))]
impl Lock {
    /// Takes the lock.
    pub(super) fn take(path: &Path) -> io::Result<Option<Self>> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".lock");
        Self::on(File::create(beside)?).map(Some)
    }

    /// Puts `new` in the place of the file at `path`.
    pub(super) fn hand_over(_: &mut Option<Self>, new: NamedTempFile, path: &Path) -> io::Result<()> {
        new.persist(path)?;
        Ok(())
    }
}
