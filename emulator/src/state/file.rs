//! The state file: read with exact errors, replaced in one step.

use super::{State, lock::Lock};
use crate::{Error, Result};
use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// A state of more tenants than this is written without indentation, which would double what each write costs.
const INDENTED: usize = 100;

impl State {
    /// Reads the JSON form; `origin` is the file's name in messages. Unknown fields are refused by name.
    pub fn from_json(text: &str, origin: &str) -> Result<Self> {
        let state: Self = serde_json::from_str(text).map_err(|error| {
            // serde_json's own text ends with the line and column.
            Error::new(format!(
                "the state {origin} is damaged: {error}. Correct that place, or move the file away to begin anew; it was not changed"
            ))
        })?;
        state.check().map_err(|error| Error::new(format!("the state {origin}: {error}; the file was not changed")))?;
        Ok(state)
    }

    /// The JSON form, indented.
    #[must_use]
    pub fn to_json(&self) -> String {
        // These types hold nothing that JSON cannot say.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// Where the state is kept.
#[derive(Debug)]
pub(crate) struct StateFile {
    /// As the user named it.
    path: PathBuf,
    /// What it stands for: replacing a link itself would cut it off from its target.
    target: PathBuf,
    /// None until the file is made.
    lock: Option<Lock>,
    ended: bool,
}

impl StateFile {
    /// Opens `path`: the state it holds, or `seed` written to it when there is no such file.
    pub(crate) fn open(path: &Path, seed: State) -> Result<(Self, State)> {
        let target = follow(path);
        let lock = Lock::take(&target).map_err(|error| unreadable(path, error))?;
        let mut file = Self { path: path.to_owned(), target, lock, ended: false };
        match fs::read_to_string(path) {
            Ok(text) if file.lock.is_some() => Ok((file, State::from_json(&text, &path.display().to_string())?)),
            // It was not there a moment ago.
            Ok(_) => Err(in_use(path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                file.save(&seed)?;
                Ok((file, seed))
            }
            Err(error) => Err(unreadable(path, error)),
        }
    }

    /// Replaces the file's content; whoever reads sees the old state or the new one, never a part.
    pub(crate) fn save(&mut self, state: &State) -> Result<()> {
        if self.ended {
            return Err(Error::new("the emulator has ended"));
        }
        self.replace(state).map_err(|error| unwritable(&self.path, &error))
    }

    /// Leaves the file to others; nothing is written any more.
    pub(crate) fn end(&mut self) {
        self.ended = true;
        self.lock = None;
    }

    fn replace(&mut self, state: &State) -> io::Result<()> {
        let folder = self.target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let indented = state.tenants.len() <= INDENTED;
        let mut json = if indented { serde_json::to_vec_pretty(state) } else { serde_json::to_vec(state) }?;
        json.push(b'\n');
        let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        file.write_all(&json)?;
        Lock::hand_over(&mut self.lock, file, &self.target)
    }
}

fn in_use(path: &Path) -> Error {
    Error::new(format!(
        "the state file {} is in use by another emulator, and each would lose the other's writes: end that one, or name another file",
        path.display()
    ))
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::WouldBlock => in_use(path),
        _ => Error::new(format!("cannot read the state file {}: {error}", path.display())).with_source(error),
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::AlreadyExists) {
        return in_use(path);
    }
    // The error's own text names the temporary file, which nobody knows.
    let error = io::Error::from(error.kind());
    Error::new(format!(
        "cannot write the state file {}: {error}. Is its folder there, with room for it, and may you write to it?",
        path.display()
    ))
    .with_source(error)
}

/// The file at the end of a chain of symbolic links, whether it is there or not.
fn follow(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    // As many as Linux follows; a circle is reported when the file is read.
    for _ in 0..40 {
        let Ok(target) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
}
