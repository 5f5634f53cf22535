//! The exit codes, which scripts rely on.

use managementpartner::ErrorKind;

pub(crate) const DONE: u8 = 0;
pub(crate) const FAILED: u8 = 1;
pub(crate) const USAGE: u8 = 2;
pub(crate) const NOT_LINKED: u8 = 3;
/// 128 and SIGINT, as shells count.
pub(crate) const INTERRUPTED: u8 = 130;

/// A signal ended it: this and the signal's number, as shells count.
pub(crate) const SIGNALLED: i32 = 128;

pub(crate) const fn of(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::InvalidArgument => USAGE,
        ErrorKind::NotLinked => NOT_LINKED,
        ErrorKind::Authentication
        | ErrorKind::WrongTenant
        | ErrorKind::PermissionDenied
        | ErrorKind::AlreadyLinked
        | ErrorKind::InvalidPartnerId
        | ErrorKind::Throttled
        | ErrorKind::Service
        | ErrorKind::InvalidResponse
        | ErrorKind::Connection
        | ErrorKind::Timeout
        | ErrorKind::Cancelled
        | ErrorKind::OutcomeUnknown => FAILED,
    }
}
