use std::{
    ffi::{CString, c_void},
    fmt::{self, Write as _},
};

use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use crate::{callback::LogSink, mp_log_callback};

/// How much a log callback is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum mp_log_level {
    /// Nothing.
    Off = 0,
    /// Defects.
    Error = 1,
    /// What deserves a look.
    Warn = 2,
    /// What the caller did not ask for in so many words: a repetition.
    Info = 3,
    /// Every request and answer, without secrets, and who signed in.
    Debug = 4,
}

impl mp_log_level {
    fn of(level: Level) -> Option<Self> {
        match level {
            Level::ERROR => Some(Self::Error),
            Level::WARN => Some(Self::Warn),
            Level::INFO => Some(Self::Info),
            Level::DEBUG => Some(Self::Debug),
            _ => None,
        }
    }
}

/// Who speaks: this library and azure_core's pipeline, which shows no secret. The layers below could show one.
const TARGETS: [&str; 3] = ["managementpartner", "azure_core", "typespec"];

/// Hands the events of one call to its callback.
pub(crate) struct Logger {
    level: i32,
    sink: LogSink,
}

impl Logger {
    pub(crate) fn new(level: i32, callback: mp_log_callback, context: *mut c_void) -> Option<Self> {
        let sink = LogSink::new(callback, context)?;
        (level > 0).then_some(Self { level, sink })
    }
}

impl Subscriber for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let level = mp_log_level::of(*metadata.level()).is_some_and(|level| level as i32 <= self.level);
        level && metadata.is_event() && TARGETS.iter().any(|target| metadata.target().starts_with(target))
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        if let Some(level) = mp_log_level::of(*event.metadata().level()) {
            self.sink.send(level, &c_string(event.metadata().target()), &c_string(&line.0));
        }
    }

    // Spans are not enabled: none is ever made.
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

fn c_string(text: &str) -> CString {
    CString::new(text.replace('\0', "\u{fffd}")).unwrap_or_default()
}

/// The message, and behind it the other fields by name.
#[derive(Default)]
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let written = match field.name() {
            "message" => {
                self.0.insert_str(0, &format!("{value:?}"));
                Ok(())
            }
            name => write!(self.0, " {name}={value:?}"),
        };
        debug_assert!(written.is_ok(), "writing to a string does not fail");
    }
}
