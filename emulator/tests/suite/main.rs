//! The emulator as its clients meet it: over TLS, through its ordinary routes.

#[cfg(test)]
mod start;
#[cfg(test)]
mod support;
