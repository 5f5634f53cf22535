//! The signals that end a program.

use std::io;

/// A signal, by its number.
pub(crate) type Signal = i32;

#[cfg(not(unix))]
pub(crate) use elsewhere::Signals;
#[cfg(unix)]
pub(crate) use unix::Signals;

#[cfg(unix)]
mod unix {
    use tokio::signal::unix::{SignalKind, signal};

    use super::{Signal, io};

    /// Takes the signals over from the system's defaults.
    pub(crate) struct Signals {
        interrupt: tokio::signal::unix::Signal,
        terminate: tokio::signal::unix::Signal,
        hang_up: tokio::signal::unix::Signal,
    }

    impl Signals {
        pub(crate) fn new() -> io::Result<Self> {
            Ok(Self {
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
                hang_up: signal(SignalKind::hangup())?,
            })
        }

        /// Waits for the next one.
        pub(crate) async fn next(&mut self) -> Signal {
            let kind = tokio::select! {
                _ = self.interrupt.recv() => SignalKind::interrupt(),
                _ = self.terminate.recv() => SignalKind::terminate(),
                _ = self.hang_up.recv() => SignalKind::hangup(),
            };
            kind.as_raw_value()
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use super::{Signal, io};

    /// Takes Ctrl+C over from the system's default.
    pub(crate) struct Signals(tokio::signal::windows::CtrlC);

    impl Signals {
        pub(crate) fn new() -> io::Result<Self> {
            tokio::signal::windows::ctrl_c().map(Self)
        }

        /// Waits for the next Ctrl+C.
        pub(crate) async fn next(&mut self) -> Signal {
            self.0.recv().await;
            2
        }
    }
}
