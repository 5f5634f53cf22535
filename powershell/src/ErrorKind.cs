namespace ManagementPartner;

/// <summary>What went wrong. Each name is an error ID of the cmdlets; names and meanings stay.</summary>
public enum ErrorKind
{
    InvalidArgument,
    Authentication,
    WrongTenant,
    PermissionDenied,
    NotLinked,
    AlreadyLinked,
    InvalidPartnerId,
    Throttled,
    Service,
    InvalidResponse,
    Connection,
    Timeout,
    Cancelled,
    OutcomeUnknown,
}
