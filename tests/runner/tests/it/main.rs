//! The runner itself, on faces that say what they are told.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod adapter;
mod differences;
mod files;
mod support;
