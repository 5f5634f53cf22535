//! Every request that came in: for tests, in memory and as JSON lines.

use crate::{Error, Result, Timestamp};
use serde::Serialize;
use std::{
    collections::VecDeque,
    fs::{File, OpenOptions},
    io::Write,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// More requests than this are not kept in memory; the file has them all.
const KEPT: usize = 100_000;

/// One request as it was answered. Neither bodies nor tokens.
#[derive(Clone, Debug, Serialize)]
pub struct LoggedRequest {
    /// When it came in.
    pub at: Timestamp,
    /// Its method.
    pub method: String,
    /// Its path, as sent.
    pub path: String,
    /// Its query, without the question mark.
    pub query: String,
    /// The answer's status; 0: no answer was sent.
    pub status: u16,
    /// The tenant of its token, or of the token endpoint's path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<Uuid>,
    /// The object id of its token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_id: Option<Uuid>,
    /// Its `x-ms-client-request-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_request_id: Option<String>,
    /// The fault of the scenario that it met, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<usize>,
    /// Whether it changed the stored link.
    pub effective: bool,
}

/// The log.
#[derive(Debug, Default)]
pub(crate) struct RequestLog(Mutex<Log>);

#[derive(Debug, Default)]
struct Log {
    kept: VecDeque<LoggedRequest>,
    file: Option<File>,
}

/// A request on its way: logged when dropped, so also when its client went away in the middle.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    log: &'a RequestLog,
    request: Option<LoggedRequest>,
}

impl RequestLog {
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let open = |path: &Path| {
            OpenOptions::new().create(true).append(true).open(path).map_err(|error| {
                Error::new(format!("cannot write the request log {}: {error}", path.display())).with_source(error)
            })
        };
        let file = path.map(open).transpose()?;
        Ok(Self(Mutex::new(Log { kept: VecDeque::new(), file })))
    }

    pub(crate) fn begin(&self, request: LoggedRequest) -> Entry<'_> {
        Entry { log: self, request: Some(request) }
    }

    pub(crate) fn requests(&self) -> Vec<LoggedRequest> {
        self.lock().kept.iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log {
    fn add(&mut self, request: LoggedRequest) {
        if let Some(file) = &mut self.file {
            let mut line = serde_json::to_vec(&request).unwrap_or_default();
            line.push(b'\n');
            if let Err(error) = file.write_all(&line) {
                tracing::error!(%error, "a line of the request log is lost");
            }
        }
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(request);
    }
}

impl Entry<'_> {
    pub(crate) fn note(&mut self, change: impl FnOnce(&mut LoggedRequest)) {
        if let Some(request) = &mut self.request {
            change(request);
        }
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        if let Some(request) = self.request.take() {
            tracing::debug!(
                method = request.method,
                path = request.path,
                status = request.status,
                fault = request.fault,
                effective = request.effective,
                "request"
            );
            self.log.lock().add(request);
        }
    }
}
