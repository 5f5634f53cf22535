using System;

namespace ManagementPartner.SignIn;

/// <summary>An access token on its way from Az to the native client: a string or a SecureString.</summary>
internal sealed class AzToken(object token, DateTimeOffset expiresOn)
{
    internal object Token { get; } = token;

    internal DateTimeOffset ExpiresOn { get; } = expiresOn;
}
