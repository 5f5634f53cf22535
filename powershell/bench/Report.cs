namespace ManagementPartner.Bench;

/// <summary>Lines for BENCHMARKS.md.</summary>
internal static class Report
{
    public static void Line(string what, double value, string unit) =>
        Console.WriteLine(FormattableString.Invariant($"| {what} | {value:0.##} {unit} |"));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
