using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using ManagementPartner.Commands;
using ManagementPartner.Native;

namespace ManagementPartner.SignIn;

/// <summary>A sign-in and its clients, one for each tenant.</summary>
internal sealed class Session : IDisposable
{
    private readonly ClientHandle client;
    private readonly Dictionary<string, ClientHandle> tenants = new(StringComparer.OrdinalIgnoreCase);
    private int users = 1;

    internal Session(ClientSettings settings)
    {
        client = ClientHandle.Open(settings);
        AsksTheCmdlet = settings.Tokens is not null;
    }

    /// <summary>Whether a call may ask the thread of its cmdlet for a token.</summary>
    internal bool AsksTheCmdlet { get; }

    /// <summary>The sign-in that <paramref name="cmdlet"/> shall use.</summary>
    /// <param name="cmdlet">The cmdlet, on its own thread.</param>
    /// <param name="profile">Its -DefaultProfile.</param>
    internal static Session Open(ManagementPartnerCmdlet cmdlet, PSObject? profile)
    {
        var settings = new ClientSettings(cmdlet);
        if (AzSession.Find(cmdlet, profile) is not { } az)
        {
            return ByEnvironment(settings);
        }

        // Nothing but the root certificates may come from the environment: the session says who works where.
        settings.Environment = ClientSettings.Variables("MANAGEMENTPARTNER_CA_FILE");
        settings.SignIn = SignInKind.Tokens;
        settings.Tokens = (tenant, scope) => cmdlet.Thread.Ask(() => az.Token(tenant, scope));
        settings.Tenant = az.Tenant;
        settings.Cloud = az.Endpoint is null ? az.Cloud : null;
        settings.Endpoint = az.Endpoint;
        settings.Authority = az.Authority;
        settings.Audience = az.Audience;
        return new Session(settings);
    }

    private static Session ByEnvironment(ClientSettings settings)
    {
        try
        {
            return new Session(settings);
        }
        catch (ManagementPartnerException error) when (error.Kind == ErrorKind.Authentication)
        {
            throw new ManagementPartnerException(
                error.Kind,
                $"Nobody is signed in: there is no Az session. {error.Reason}",
                "Run Connect-AzAccount to login, run Connect-ManagementPartner, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.",
                error);
        }
    }

    /// <summary>The client for a tenant, or for the sign-in's own.</summary>
    internal ClientHandle Client(string? tenant)
    {
        if (tenant is null)
        {
            return client;
        }

        if (!tenants.TryGetValue(tenant, out ClientHandle found))
        {
            found = client.ForTenant(tenant);
            tenants.Add(tenant, found);
        }

        return found;
    }

    /// <summary>One more user, who disposes of it as well: it ends with the last of them.</summary>
    internal Session Share()
    {
        Interlocked.Increment(ref users);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref users) > 0)
        {
            return;
        }

        foreach (ClientHandle tenant in tenants.Values)
        {
            tenant.Dispose();
        }

        client.Dispose();
    }
}
