using System;
using System.Management.Automation;

namespace ManagementPartner.Commands;

/// <summary>PowerShell's category of each kind of error.</summary>
internal static class ErrorCategories
{
    internal static ErrorCategory Category(this ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        ErrorKind.Authentication => ErrorCategory.AuthenticationError,
        ErrorKind.WrongTenant => ErrorCategory.SecurityError,
        ErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        ErrorKind.NotLinked => ErrorCategory.ObjectNotFound,
        ErrorKind.AlreadyLinked => ErrorCategory.ResourceExists,
        ErrorKind.InvalidPartnerId => ErrorCategory.InvalidArgument,
        ErrorKind.Throttled => ErrorCategory.LimitsExceeded,
        ErrorKind.Service => ErrorCategory.InvalidOperation,
        ErrorKind.InvalidResponse => ErrorCategory.InvalidResult,
        ErrorKind.Connection => ErrorCategory.ConnectionError,
        ErrorKind.Timeout => ErrorCategory.OperationTimeout,
        ErrorKind.Cancelled => ErrorCategory.OperationStopped,
        ErrorKind.OutcomeUnknown => ErrorCategory.NotSpecified,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An error kind without a category"),
    };
}
