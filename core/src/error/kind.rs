/// The kinds of [`Error`](crate::Error); each has one class, code or number in every face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A value was refused before any request was sent.
    InvalidArgument,
    /// No token could be had, or the service refused it (401).
    Authentication,
    /// A token or an answer belongs to another tenant or account than the one asked for.
    WrongTenant,
    /// The account may not do this (403).
    PermissionDenied,
    /// The account is not linked, or not linked with the ID that was asked for (404).
    NotLinked,
    /// The account is linked already (409), or with another partner's ID that the caller did not name.
    AlreadyLinked,
    /// The service does not know the partner ID (400 `PartnerIdInvalid`; recorded: python-create-invalid).
    InvalidPartnerId,
    /// The service wants fewer requests (429).
    Throttled,
    /// Any other error that the service answered.
    Service,
    /// An answer that cannot be understood: no JSON, too large, cut off.
    InvalidResponse,
    /// No connection, or it broke.
    Connection,
    /// The call's time limit passed, and nothing was changed.
    Timeout,
    /// The caller cancelled, and nothing was changed.
    Cancelled,
    /// A write went out, and whether it took effect could not be found out.
    OutcomeUnknown,
}

impl ErrorKind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::InvalidArgument,
        Self::Authentication,
        Self::WrongTenant,
        Self::PermissionDenied,
        Self::NotLinked,
        Self::AlreadyLinked,
        Self::InvalidPartnerId,
        Self::Throttled,
        Self::Service,
        Self::InvalidResponse,
        Self::Connection,
        Self::Timeout,
        Self::Cancelled,
        Self::OutcomeUnknown,
    ];

    /// The kind's name, as `tests/cases` and every face write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid_argument",
            Self::Authentication => "authentication",
            Self::WrongTenant => "wrong_tenant",
            Self::PermissionDenied => "permission_denied",
            Self::NotLinked => "not_linked",
            Self::AlreadyLinked => "already_linked",
            Self::InvalidPartnerId => "invalid_partner_id",
            Self::Throttled => "throttled",
            Self::Service => "service",
            Self::InvalidResponse => "invalid_response",
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::Cancelled => "cancelled",
            Self::OutcomeUnknown => "outcome_unknown",
        }
    }
}
