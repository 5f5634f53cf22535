using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Security;
using ManagementPartner.Commands;

namespace ManagementPartner.SignIn;

/// <summary>How to make a client. What is not set here the environment may set.</summary>
internal sealed class ClientSettings
{
    /// <summary>Settings for a client that <paramref name="cmdlet"/> makes.</summary>
    internal ClientSettings(ManagementPartnerCmdlet cmdlet) => Limits = Limits.Of(cmdlet);

    internal SignInKind SignIn { get; set; } = SignInKind.Environment;

    internal string? Tenant { get; set; }

    internal string? Cloud { get; set; }

    internal string? Endpoint { get; set; }

    internal string? Authority { get; set; }

    internal string? Audience { get; set; }

    internal string? ClientId { get; set; }

    internal SecureString? Secret { get; set; }

    internal string? CertificatePath { get; set; }

    /// <summary>Gives a token for a tenant (null: the sign-in's own) and a scope; called on a native thread.</summary>
    internal Func<string?, string, AzToken>? Tokens { get; set; }

    internal Limits Limits { get; }

    /// <summary>The variables that the client may read, as NAME=value.</summary>
    internal List<string> Environment { get; set; } = Variables("AZURE_", "MANAGEMENTPARTNER_");

    /// <summary>The variables whose names begin so. PowerShell's own are not always those of the process.</summary>
    internal static List<string> Variables(params string[] starts)
    {
        // A plain loop: it is on the way of every first call, and LINQ would have to be loaded and compiled for it.
        var found = new List<string>();
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            // On Windows names are the same in any case, and the client knows them in capitals.
            var name = (string)variable.Key;
            name = Path.DirectorySeparatorChar == '\\' ? name.ToUpperInvariant() : name;
            foreach (string start in starts)
            {
                if (name.StartsWith(start, StringComparison.Ordinal))
                {
                    found.Add(name + "=" + variable.Value);
                }
            }
        }

        return found;
    }
}

/// <summary>mp_credential_kind: the ways to sign in.</summary>
internal enum SignInKind
{
    Environment = 1,
    AzureCli = 2,
    Secret = 3,
    Certificate = 4,
    Tokens = 5,
}
