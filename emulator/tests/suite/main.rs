//! The emulator as its clients meet it: over TLS, through its ordinary routes.

#[cfg(test)]
mod assertion;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod partners;
#[cfg(test)]
mod recordings;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod start;
#[cfg(test)]
mod state_file;
#[cfg(test)]
mod support;
