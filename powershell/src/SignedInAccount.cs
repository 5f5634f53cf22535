namespace ManagementPartner;

/// <summary>Who is signed in, as the access token says.</summary>
public sealed class SignedInAccount
{
    internal SignedInAccount(string tenantId, string signIn, string endpoint)
    {
        TenantId = tenantId;
        SignIn = signIn;
        Endpoint = endpoint;
    }

    /// <summary>The sign-in name, or the application's name or ID.</summary>
    public string? Account { get; internal set; }

    public string TenantId { get; }

    public string? ObjectId { get; internal set; }

    /// <summary>user or app, where the token says it.</summary>
    public string? Kind { get; internal set; }

    /// <summary>How it signed in.</summary>
    public string SignIn { get; }

    /// <summary>The URL of Azure Resource Manager.</summary>
    public string Endpoint { get; }

    public override string ToString() => $"{Account ?? ObjectId} in tenant {TenantId}";
}
