use std::ffi::CStr;

use managementpartner::ErrorKind;

use crate::Text;

/// What a function says of itself. The numbers stay; one that is retired is not given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum mp_status {
    /// It worked, and its output is written.
    Ok = 0,
    /// A value was refused before any request was sent: the error names it.
    InvalidArgument = 1,
    /// No token could be had, or the service refused it (401).
    Authentication = 2,
    /// A token or an answer belongs to another tenant or account than the one asked for.
    WrongTenant = 3,
    /// The account may not do this (403).
    PermissionDenied = 4,
    /// The account is not linked, or not linked with the ID that was asked for (404).
    NotLinked = 5,
    /// The account is linked already (409), or with another partner's ID that the caller did not name.
    AlreadyLinked = 6,
    /// The service does not know the partner ID (400).
    InvalidPartnerId = 7,
    /// The service wants fewer requests (429).
    Throttled = 8,
    /// Any other error that the service answered.
    Service = 9,
    /// An answer that cannot be understood: no JSON, too large, cut off.
    InvalidResponse = 10,
    /// No connection, or it broke.
    Connection = 11,
    /// The call's time limit passed, and nothing was changed.
    Timeout = 12,
    /// The call was cancelled, and nothing was changed.
    Cancelled = 13,
    /// A write went out, and whether it took effect could not be found out: read the link before trying again.
    OutcomeUnknown = 14,
    /// A defect of the library, which stayed inside; a report of the error's message is welcome.
    Panic = 100,
}

impl mp_status {
    pub(crate) const fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::InvalidArgument => Self::InvalidArgument,
            ErrorKind::Authentication => Self::Authentication,
            ErrorKind::WrongTenant => Self::WrongTenant,
            ErrorKind::PermissionDenied => Self::PermissionDenied,
            ErrorKind::NotLinked => Self::NotLinked,
            ErrorKind::AlreadyLinked => Self::AlreadyLinked,
            ErrorKind::InvalidPartnerId => Self::InvalidPartnerId,
            ErrorKind::Throttled => Self::Throttled,
            ErrorKind::Service => Self::Service,
            ErrorKind::InvalidResponse => Self::InvalidResponse,
            ErrorKind::Connection => Self::Connection,
            ErrorKind::Timeout => Self::Timeout,
            ErrorKind::Cancelled => Self::Cancelled,
            ErrorKind::OutcomeUnknown => Self::OutcomeUnknown,
        }
    }
}

/// The error kind with the number `status`, if it is one.
pub(crate) fn kind_of(status: i32) -> Option<ErrorKind> {
    ErrorKind::ALL.into_iter().find(|kind| mp_status::of(*kind) as i32 == status)
}

/// The name of a status, such as "not_linked"; the names are the same in every language. "ok" for MP_STATUS_OK,
/// "panic" for MP_STATUS_PANIC, "unknown" for a number that is no status. Static: it is not freed.
#[unsafe(no_mangle)]
pub extern "C" fn mp_status_name(status: i32) -> Text<'static> {
    Text::new(name(status))
}

fn name(status: i32) -> &'static CStr {
    const NAMES: [&CStr; 15] = [
        c"ok",
        c"invalid_argument",
        c"authentication",
        c"wrong_tenant",
        c"permission_denied",
        c"not_linked",
        c"already_linked",
        c"invalid_partner_id",
        c"throttled",
        c"service",
        c"invalid_response",
        c"connection",
        c"timeout",
        c"cancelled",
        c"outcome_unknown",
    ];
    if status == mp_status::Panic as i32 {
        return c"panic";
    }
    usize::try_from(status).ok().and_then(|index| NAMES.get(index)).copied().unwrap_or(c"unknown")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_number_of_its_own_and_its_name() {
        let numbers: BTreeSet<i32> = ErrorKind::ALL.into_iter().map(|kind| mp_status::of(kind) as i32).collect();
        assert_eq!(numbers.len(), ErrorKind::ALL.len());
        for kind in ErrorKind::ALL {
            let number = mp_status::of(kind) as i32;
            assert_eq!(name(number).to_str(), Ok(kind.as_str()));
            assert_eq!(kind_of(number), Some(kind));
        }
        assert!(!numbers.contains(&0) && !numbers.contains(&(mp_status::Panic as i32)));
    }

    #[test]
    fn numbers_that_are_no_kind_have_names_too() {
        assert_eq!([0, 100, 15, -1].map(name), [c"ok", c"panic", c"unknown", c"unknown"]);
        assert_eq!([0, 100, 15, -1].map(kind_of), [None; 4]);
    }
}
