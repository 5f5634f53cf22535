//! The core's events, in Python's `logging` below the logger `managementpartner`.

use std::{
    fmt::{self, Write},
    sync::{
        Once,
        atomic::{AtomicU8, Ordering},
    },
};

use pyo3::{intern, prelude::*, sync::PyOnceLock, types::PyDict};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::Interest,
};

use crate::{callbacks::job, caller};

const ROOT: &str = "managementpartner";
/// Whose events are told: these crates keep secrets out of them.
const SOURCES: [&str; 3] = [ROOT, "azure_core", "typespec"];

static LOGGER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static INSTALL: Once = Once::new();
/// The lowest of Python's levels that the logger takes.
static LEVEL: AtomicU8 = AtomicU8::new(u8::MAX);

/// Takes over the level of Python's logger. A program that never imported `logging` pays nothing for it.
pub(crate) fn refresh(py: Python<'_>) {
    let level = level(py).ok().flatten();
    if level.is_some() {
        INSTALL.call_once(|| drop(tracing::subscriber::set_global_default(Forward)));
    }
    LEVEL.store(level.unwrap_or(u8::MAX), Ordering::Relaxed);
}

fn level(py: Python<'_>) -> PyResult<Option<u8>> {
    let Some(logger) = logger(py)? else {
        return Ok(None);
    };
    let level: i64 = logger.bind(py).call_method0(intern!(py, "getEffectiveLevel"))?.extract()?;
    Ok(Some(u8::try_from(level).unwrap_or(u8::MAX)))
}

fn logger(py: Python<'_>) -> PyResult<Option<&Py<PyAny>>> {
    if let Some(logger) = LOGGER.get(py) {
        return Ok(Some(logger));
    }
    let modules = py.import(intern!(py, "sys"))?.getattr(intern!(py, "modules"))?.cast_into::<PyDict>()?;
    let Some(logging) = modules.get_item(intern!(py, "logging"))? else {
        return Ok(None);
    };
    let logger = logging.call_method1(intern!(py, "getLogger"), (ROOT,))?.unbind();
    Ok(Some(LOGGER.get_or_init(py, || logger)))
}

struct Forward;

impl Subscriber for Forward {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        let ours = metadata.is_event() && SOURCES.iter().any(|source| metadata.target().starts_with(source));
        // Never "always": the level may change between two calls.
        if ours { Interest::sometimes() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        python_level(*metadata.level()) >= LEVEL.load(Ordering::Relaxed)
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        let level = python_level(*event.metadata().level());
        let name = logger_name(event.metadata().target());
        let text = line.message + &line.fields;
        caller::post(Box::new(move |py| job(py, "log", (name, level, text))));
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

fn python_level(level: Level) -> u8 {
    match level {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        Level::DEBUG => 10,
        Level::TRACE => 5,
    }
}

fn logger_name(target: &str) -> String {
    let path = target.replace("::", ".");
    if path.starts_with(ROOT) { path } else { format!("{ROOT}.{path}") }
}

/// An event as one line: its message, and then its fields.
#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string does not fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}
