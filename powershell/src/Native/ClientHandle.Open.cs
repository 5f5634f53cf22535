using System;
using System.Runtime.InteropServices;
using ManagementPartner.SignIn;

namespace ManagementPartner.Native;

internal sealed partial class ClientHandle
{
    private const int NoRetries = -1;

    /// <summary>Makes a client. Nothing is sent.</summary>
    internal static ClientHandle Open(ClientSettings settings)
    {
        NativeLibrary.Load();
        using var text = new NativeText();
        Options options = OptionsOf(settings, text);
        Credential credential = CredentialOf(settings, text);
        NativeError error = default;
        NativeError.ThrowIfFailed(mp_client_new(ref options, ref credential, out ClientHandle client, ref error), ref error);
        return client;
    }

    private static Options OptionsOf(ClientSettings settings, NativeText text) => new()
    {
        Tenant = text.Add(settings.Tenant),
        Cloud = text.Add(settings.Cloud),
        Endpoint = text.Add(settings.Endpoint),
        Authority = text.Add(settings.Authority),
        Audience = text.Add(settings.Audience),
        UserAgent = text.Add("ManagementPartner-PS"),
        Environment = text.Add(settings.Environment),
        TimeoutMs = Milliseconds(settings.Limits.Timeout),
        MaxRetries = settings.Limits.MaxRetries is { } count ? (count == 0 ? NoRetries : (int)Math.Min(count, int.MaxValue)) : 0,
        RetryDelayMs = Milliseconds(settings.Limits.RetryInterval),
    };

    private static Credential CredentialOf(ClientSettings settings, NativeText text)
    {
        var credential = new Credential
        {
            Kind = (int)settings.SignIn,
            Tenant = text.Add(settings.Tenant),
            ClientId = text.Add(settings.ClientId),
            ClientSecret = settings.Secret is null ? IntPtr.Zero : text.Add(settings.Secret),
            CertificateFile = text.Add(settings.CertificatePath),
            Name = text.Add("the session of Connect-AzAccount"),
        };
        if (settings.Tokens is not null)
        {
            (credential.Token, credential.Context, credential.Release) = TokenCallback.Register(settings.Tokens);
        }

        return credential;
    }

    /// <summary>At least one where a time is given: 0 stands for the library's own.</summary>
    private static uint Milliseconds(TimeSpan? time) => time is null ? 0 : (uint)Math.Max(1, time.Value.TotalMilliseconds);

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern int mp_client_new(ref Options options, ref Credential credential, out ClientHandle client, ref NativeError error);

    /// <summary>mp_client_options.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Options
    {
        internal IntPtr Tenant;
        internal IntPtr Cloud;
        internal IntPtr Endpoint;
        internal IntPtr Authority;
        internal IntPtr Audience;
        internal IntPtr CaFile;
        internal IntPtr Proxy;
        internal IntPtr UserAgent;
        internal IntPtr Environment;
        internal uint TimeoutMs;
        internal int MaxRetries;
        internal uint RetryDelayMs;
    }

    /// <summary>mp_credential.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Credential
    {
        internal int Kind;
        internal IntPtr Tenant;
        internal IntPtr ClientId;
        internal IntPtr ClientSecret;
        internal IntPtr CertificateFile;
        internal IntPtr Name;
        internal IntPtr Token;
        internal IntPtr Context;
        internal IntPtr Release;
    }
}
