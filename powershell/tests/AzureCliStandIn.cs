using System.Runtime.InteropServices;

namespace ManagementPartner.Tests;

/// <summary>An `az` that gives one token, first on the PATH of the process itself: .NET keeps a copy of its own.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed partial class AzureCliStandIn : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("managementpartner-az-");
    private readonly string path = Environment.GetEnvironmentVariable("PATH")!;

    public AzureCliStandIn(string token)
    {
        string az = Path.Combine(folder.FullName, "az");
        File.WriteAllText(az, $"#!/bin/sh\necho '{{\"accessToken\": \"{token}\", \"expires_on\": {DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}}'\n");
        File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        SetPath(folder.FullName + Path.PathSeparator + path);
    }

    public void Dispose()
    {
        SetPath(path);
        folder.Delete(recursive: true);
    }

    private static void SetPath(string value) => Assert.Equal(0, setenv("PATH", value, 1));

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
