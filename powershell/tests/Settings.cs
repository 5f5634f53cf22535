// One after the other: the environment belongs to the process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace ManagementPartner.Tests;

/// <summary>What the test command says: where the module and the program are.</summary>
internal static class Settings
{
    public static string Module => Path.GetFullPath(Value("MANAGEMENTPARTNER_TEST_MODULE", "the module's folder"));

    public static string Program => Path.GetFullPath(Value("MANAGEMENTPARTNER_TEST_PROGRAM", "the program managementpartner"));

    public static string StandIns => Path.Combine(AppContext.BaseDirectory, "standins");

    public static string Scripts => Path.Combine(AppContext.BaseDirectory, "scripts");

    private static string Value(string name, string what) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"Set {name} to {what}; cargo xtask test does so.");
}
