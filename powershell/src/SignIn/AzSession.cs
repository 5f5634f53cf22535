using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;

namespace ManagementPartner.SignIn;

/// <summary>The session of Connect-AzAccount. Everything here runs on the cmdlet's thread, as Az needs it.</summary>
internal sealed class AzSession
{
    /// <summary>What a scope has behind its resource: Az asks for resources.</summary>
    private const string AllOf = "/.default";

    private static readonly Version First = new(2, 2, 0);
    private static readonly Version FirstWithAsSecureString = new(2, 17, 0);
    private static readonly Version FirstSecureByDefault = new(5, 0, 0);

    private readonly CommandInfo getToken;
    private readonly PSObject? profile;

    private AzSession(CommandInfo getToken, PSObject context, PSObject? profile)
    {
        this.getToken = getToken;
        this.profile = profile;
        Account = AzCommand.Text(context, "Account", "Id") ?? "an unnamed account";
        Tenant = AzCommand.Text(context, "Tenant", "Id");
        Cloud = AzCommand.Text(context, "Environment", "Name");
        Endpoint = AzCommand.Text(context, "Environment", "ResourceManagerUrl");
        Authority = AzCommand.Text(context, "Environment", "ActiveDirectoryAuthority");
        Audience = AzCommand.Text(context, "Environment", "ActiveDirectoryServiceEndpointResourceId");
    }

    internal string Account { get; }

    internal string? Tenant { get; }

    internal string? Cloud { get; }

    internal string? Endpoint { get; }

    internal string? Authority { get; }

    internal string? Audience { get; }

    /// <summary>The session that <paramref name="cmdlet"/> finds, or null when nobody is signed in to Az.</summary>
    internal static AzSession? Find(PSCmdlet cmdlet, PSObject? profile)
    {
        CommandInfo? getContext = AzCommand.Find(cmdlet, "Get-AzContext");
        CommandInfo? getToken = getContext is null ? null : AzCommand.Find(cmdlet, "Get-AzAccessToken");
        if (getContext is null)
        {
            return profile is null ? null : throw Missing();
        }

        if (getToken is null)
        {
            throw TooOld("lacks Get-AzAccessToken");
        }

        PSObject? context = Ask(getContext, Parameters(profile));
        if (AzCommand.Text(context, "Account", "Id") is null)
        {
            return profile is null ? null : throw Failed("The given DefaultProfile holds no signed-in account", null);
        }

        Version version = getToken.Version ?? new Version();
        return version.Major == 0 || version >= First
            ? new AzSession(getToken, context!, profile)
            : throw TooOld($"is version {version}");
    }

    /// <summary>A token of the session's account, as it comes: text or a SecureString.</summary>
    internal AzToken Token(string? tenant, string scope)
    {
        Dictionary<string, object> parameters = Parameters(profile);
        parameters["ResourceUrl"] = scope.EndsWith(AllOf, StringComparison.Ordinal) ? scope.Substring(0, scope.Length - AllOf.Length) : scope;
        if (tenant is not null)
        {
            parameters["TenantId"] = tenant;
        }

        // Before 2.17 there is no such switch; from 5.0 on it is the only way and need not be asked for.
        if (getToken.Version >= FirstWithAsSecureString && getToken.Version < FirstSecureByDefault)
        {
            parameters["AsSecureString"] = true;
        }

        PSObject? answer = Ask(getToken, parameters);
        object? token = AzCommand.Read(answer, "Token");
        if (token is not (SecureString or string) || AzCommand.Read(answer, "ExpiresOn") is not { } expiresOn)
        {
            throw Failed("Get-AzAccessToken gave no token", null);
        }

        return new AzToken(token, LanguagePrimitives.ConvertTo<DateTimeOffset>(expiresOn));
    }

    private static PSObject? Ask(CommandInfo command, Dictionary<string, object> parameters)
    {
        try
        {
            return AzCommand.Run(command, parameters);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            throw Failed($"{command.Name} failed: {error.Message}", error);
        }
    }

    private static Dictionary<string, object> Parameters(PSObject? profile)
    {
        var parameters = new Dictionary<string, object>();
        if (profile is not null)
        {
            parameters["DefaultProfile"] = profile;
        }

        return parameters;
    }

    private static ManagementPartnerException Missing() => new(
        ErrorKind.Authentication,
        "A DefaultProfile was given, and the session has no Az.Accounts that could sign in with it",
        "Run Install-Module Az.Accounts, or leave -DefaultProfile out and run Connect-ManagementPartner.");

    private static ManagementPartnerException TooOld(string what) => new(
        ErrorKind.Authentication,
        $"The session's Az.Accounts {what}, and {First} or later is needed",
        "Run Update-Module Az.Accounts, open a new session, and run Connect-AzAccount.");

    private static ManagementPartnerException Failed(string what, Exception? inner) => new(
        ErrorKind.Authentication, what, "Run Connect-AzAccount to login, with -Tenant for the tenant in question.", inner);
}
