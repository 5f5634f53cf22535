//! `--debug`.

use std::io::{self, IsTerminal};

use tracing_subscriber::{Layer, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Sends the events of this project and of the Azure SDK, which leaves secrets out of them, to standard error. Those
/// of other libraries could hold headers.
pub(crate) fn to_stderr() {
    let level = tracing::Level::DEBUG;
    let targets = ["managementpartner", "azure_core", "typespec_client_core"].map(|target| (target, level));
    let layer = fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_filter(Targets::new().with_targets(targets));
    // Fails when the process has a subscriber already, which then gets the events.
    drop(tracing_subscriber::registry().with(layer).try_init());
}
