using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace ManagementPartner.SignIn;

/// <summary>
/// How long a call may take and how it is repeated: $ManagementPartnerPreference, a hashtable, where the client's own
/// limits do not do. They are no parameters, so that the cmdlets keep those of Az.
/// </summary>
internal sealed class Limits
{
    private const string Variable = "ManagementPartnerPreference";

    private Limits()
    {
    }

    internal TimeSpan? Timeout { get; private set; }

    internal uint? MaxRetries { get; private set; }

    internal TimeSpan? RetryInterval { get; private set; }

    internal static Limits Of(PSCmdlet cmdlet)
    {
        var limits = new Limits();
        object? value = cmdlet.GetVariableValue(Variable);
        if ((value as PSObject)?.BaseObject is { } wrapped)
        {
            value = wrapped;
        }

        if (value is not null and not IDictionary)
        {
            throw Refuse("is not a hashtable");
        }

        foreach (DictionaryEntry entry in (IDictionary?)value ?? new Hashtable())
        {
            limits.Set(entry.Key.ToString(), entry.Value);
        }

        return limits;
    }

    private void Set(string name, object? value)
    {
        switch (name.ToUpperInvariant())
        {
            case "TIMEOUTSEC":
                Timeout = Seconds(name, value);
                break;
            case "RETRYINTERVALSEC":
                RetryInterval = Seconds(name, value);
                break;
            case "MAXIMUMRETRYCOUNT":
                MaxRetries = LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out uint count)
                    ? count
                    : throw Refuse($"has {name} = {value}, which is not a count");
                break;
            default:
                throw Refuse($"has {name}, which is not known");
        }
    }

    private static TimeSpan Seconds(string name, object? value) =>
        LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : throw Refuse($"has {name} = {value}, which is not a number of seconds above 0");

    private static ManagementPartnerException Refuse(string why) => new(
        ErrorKind.InvalidArgument,
        $"The variable ${Variable} {why}",
        "It may be @{ TimeoutSec = 120; MaximumRetryCount = 3; RetryIntervalSec = 0.8 }.");
}
