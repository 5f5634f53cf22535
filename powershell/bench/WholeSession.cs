using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ManagementPartner.Bench;

/// <summary>A process with the engine: with nothing in it, and with the module's import and first call.</summary>
internal static class WholeSession
{
    private const int Rounds = 21;

    public static void Empty()
    {
        using Runspace runspace = Open();
        Run(runspace, "1");
    }

    public static void First(string module)
    {
        using Runspace runspace = Open();
        Run(runspace, "1");
        HashSet<string> before = Loaded();
        var clock = Stopwatch.StartNew();
        Run(runspace, $"Import-Module '{module}'");
        TimeSpan import = clock.Elapsed;
        Run(runspace, "Get-ManagementPartner");
        TimeSpan first = clock.Elapsed - import;
        string[] added = [.. Loaded().Where(path => !before.Contains(path))];
        string[] known = [Path.GetDirectoryName(typeof(object).Assembly.Location)!, AppContext.BaseDirectory, module];
        int foreign = added.Count(path => !known.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)));
        Console.WriteLine(FormattableString.Invariant($"{import.TotalMilliseconds} {first.TotalMilliseconds} {foreign} {added.Length}"));
    }

    public static void Measure(string module)
    {
        var empty = new List<double>();
        var whole = new List<double>();
        string[] said = [];
        for (int round = 0; round < Rounds; round++)
        {
            empty.Add(Start(["empty"]).Time);
            (double time, string output) = Start(["first", module]);
            whole.Add(time);
            said = output.Split(' ');
        }

        Report.Line("an empty session (process)", Report.Median(empty), "ms");
        Report.Line("Import-Module and first Get-ManagementPartner over it, sign-in and TLS included", Report.Median(whole) - Report.Median(empty), "ms");
        Report.Line("  of one such session: Import-Module", Number(said[0]), "ms");
        Report.Line("  of one such session: first Get-ManagementPartner", Number(said[1]), "ms");
        Report.Line("assemblies loaded beyond ours, the engine's and .NET's", Number(said[2]), "");
        Report.Line("  all that were loaded, ours among them", Number(said[3]), "");
    }

    public static Runspace Open()
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        return runspace;
    }

    public static void Run(Runspace runspace, string script)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript("$ErrorActionPreference = 'Stop'; " + script).Invoke();
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static HashSet<string> Loaded() =>
        [.. AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).Select(assembly => assembly.Location)];

    private static (double Time, string Output) Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Insert(0, typeof(WholeSession).Assembly.Location);
        }

        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? (clock.Elapsed.TotalMilliseconds, output.Trim()) : throw new InvalidOperationException(output);
    }
}
