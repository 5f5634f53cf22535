using System.Management.Automation;

namespace ManagementPartner.Tests;

/// <summary>What a script wrote.</summary>
internal sealed record Result(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, ErrorRecord? Thrown, PSDataStreams Streams)
{
    /// <summary>The only object of the output.</summary>
    public dynamic Single => Assert.Single(Output);

    /// <summary>The only error.</summary>
    public ErrorRecord Error => Assert.Single(Errors);

    public string Text => string.Join("\n", Output.Select(item => item?.ToString()));

    public string Verbose => string.Join("\n", Streams.Verbose.Select(record => record.Message));

    public string Debug => string.Join("\n", Streams.Debug.Select(record => record.Message));

    public string Information => string.Join("\n", Streams.Information.Select(record => record.MessageData));
}
