using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ManagementPartner.Bench;

/// <summary>Processes with the engine that differ only in the import and the first call: of none, of a module that does nothing, of ours.</summary>
internal static class WholeSession
{
    private const int Rounds = 21;

    /// <summary>The same for all sessions but for what <paramref name="scripts"/> do in them.</summary>
    public static void Child(string[] scripts)
    {
        using Runspace runspace = Open();
        Run(runspace, "1");
        HashSet<string> before = Loaded();
        var clock = Stopwatch.StartNew();
        string times = "";
        foreach (string script in scripts)
        {
            TimeSpan start = clock.Elapsed;
            Run(runspace, script);
            times += Text((clock.Elapsed - start).TotalMilliseconds) + " ";
        }

        Console.WriteLine(times + string.Join('|', Loaded().Where(path => !before.Contains(path))));
    }

    public static void Measure(string module)
    {
        string nothing = EngineOnly.Write();
        var rounds = new List<Round[]>();
        for (int round = 0; round < Rounds; round++)
        {
            rounds.Add([Start(), Start(Import(nothing), EngineOnly.Call), Start(Import(module), "Get-ManagementPartner")]);
        }

        Directory.Delete(Path.GetDirectoryName(nothing)!, recursive: true);
        Report.Line("an empty session (process)", Of(rounds, round => round[0].Whole), "ms");
        Report.Line("Import-Module and first Get-ManagementPartner over it, sign-in and TLS included", Of(rounds, round => round[2].Whole - round[0].Whole), "ms");
        Report.Line("  inside such a session: Import-Module", Of(rounds, round => round[2].Steps[0]), "ms");
        Report.Line("  inside such a session: first Get-ManagementPartner", Of(rounds, round => round[2].Steps[1]), "ms");
        Report.Line("Import-Module and first call over it of a module that does nothing", Of(rounds, round => round[1].Whole - round[0].Whole), "ms");
        string[] added = rounds[^1][2].Added;
        string[] known = [Path.GetDirectoryName(typeof(object).Assembly.Location)!, AppContext.BaseDirectory, module];
        int foreign = added.Count(path => !known.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)));
        Report.Line("assemblies loaded beyond ours, the engine's and .NET's", foreign, "");
        Report.Line("  all that were loaded, ours among them", added.Length, "");
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

    private static string Import(string module) => $"Import-Module '{module}'";

    private static double Of(List<Round[]> rounds, Func<Round[], double> figure) => Report.Median(rounds.Select(figure));

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static HashSet<string> Loaded() =>
        [.. AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic).Select(assembly => assembly.Location)];

    private static Round Start(params string[] scripts)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["session", .. scripts]) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Insert(0, typeof(WholeSession).Assembly.Location);
        }

        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double whole = clock.Elapsed.TotalMilliseconds;
        string[] said = output.Trim().Split(' ', scripts.Length + 1);
        return process.ExitCode == 0
            ? new Round(whole, [.. said.Take(scripts.Length).Select(time => double.Parse(time, CultureInfo.InvariantCulture))], said[^1].Split('|'))
            : throw new InvalidOperationException(output);
    }

    /// <summary>One session: milliseconds of the process and of each script, and the assemblies that the scripts loaded.</summary>
    private sealed record Round(double Whole, double[] Steps, string[] Added);
}
