//! The C ABI as C sees it: the suite in `tests/c`, the example, the cases, the header and the exported symbols.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[cfg(target_os = "linux")]
mod c;
#[cfg(target_os = "linux")]
mod c_suite;
mod cases;
mod header;
mod sources;
#[cfg(target_os = "linux")]
mod symbols;
