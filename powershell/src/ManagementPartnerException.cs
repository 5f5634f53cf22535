using System;

namespace ManagementPartner;

/// <summary>An error of a cmdlet of this module.</summary>
public sealed class ManagementPartnerException : Exception
{
    internal ManagementPartnerException(ErrorKind kind, string reason, string? hint = null, Exception? inner = null)
        : base(hint is null ? reason : Sentence(reason) + " " + hint, inner)
    {
        Kind = kind;
        Reason = reason;
        Hint = hint;
    }

    /// <summary>An error that the service answered: scripts match this frame around its words.</summary>
    internal ManagementPartnerException(ErrorKind kind, string serviceMessage, string? hint, string code, int status)
        : base($"Operation failed with message '{serviceMessage}'")
    {
        Kind = kind;
        Reason = serviceMessage;
        Hint = hint;
        Code = code;
        Status = status;
    }

    public ErrorKind Kind { get; }

    /// <summary>What happened, word for word as the service said it where it spoke.</summary>
    public string Reason { get; }

    /// <summary>What to do next, where that is known.</summary>
    public string? Hint { get; }

    /// <summary>The service's error code, such as PartnerIdInvalid.</summary>
    public string? Code { get; internal set; }

    /// <summary>The HTTP status of the answer.</summary>
    public int? Status { get; internal set; }

    public string? RequestId { get; internal set; }

    public string? CorrelationId { get; internal set; }

    public string? ClientRequestId { get; internal set; }

    /// <summary>How long the service asked to wait.</summary>
    public TimeSpan? RetryAfter { get; internal set; }

    private static string Sentence(string reason) => reason.EndsWith(".", StringComparison.Ordinal) ? reason : reason + ".";
}
