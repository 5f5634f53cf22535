using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ManagementPartner.Tests;

/// <summary>An emulator of its own for each test: `managementpartner emulator`, with the tenants given.</summary>
internal sealed class Emulator : IDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("managementpartner-tests-");

    /// <summary>Starts with <paramref name="tenants"/> tenants.</summary>
    /// <param name="tenants">How many.</param>
    /// <param name="scenario">Faults to answer with.</param>
    /// <param name="certificate">The certificate of the application, in PEM; it has a secret all the same.</param>
    public Emulator(int tenants = 1, object? scenario = null, string? certificate = null)
    {
        Tenants = [.. Enumerable.Range(1, tenants).Select(number => new Tenant(number))];
        string[] arguments =
        [
            "emulator", "--only-show-errors", "--request-log", LogFile, "--state", Write("state.json", State(certificate)),
            .. scenario is null ? Array.Empty<string>() : ["--scenario", Write("scenario.json", scenario)],
        ];
        process = Process.Start(new ProcessStartInfo(Settings.Program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        string line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The emulator did not start.");
        Ready = JsonNode.Parse(line)!;
    }

    public IReadOnlyList<Tenant> Tenants { get; }

    public string Arm => (string)Ready["arm"]!;

    public string Authority => (string)Ready["authority"]!;

    public string CaFile => (string)Ready["ca_file"]!;

    /// <summary>The requests to the partner API so far, each as METHOD STATUS.</summary>
    public IReadOnlyList<string> PartnerRequests =>
        [.. Log().Where(entry => ((string)entry["path"]!).Contains("ManagementPartner", StringComparison.OrdinalIgnoreCase))
            .Select(entry => $"{entry["method"]} {entry["status"]}")];

    public int RequestCount => Log().Count();

    private JsonNode Ready { get; }

    private string LogFile => Path.Combine(folder.FullName, "requests.jsonl");

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
        }
        else
        {
            // Asked to end, it takes its temporary files with it.
            Process.Start("kill", $"{process.Id}").Dispose();
        }

        process.WaitForExit();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private IEnumerable<JsonNode> Log() =>
        File.Exists(LogFile) ? File.ReadAllLines(LogFile).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!) : [];

    private object State(string? certificate) => new
    {
        partners = new Dictionary<string, string> { ["12345"] = "Contoso Cloud Services", ["123456"] = "Northwind Partners", ["2209941"] = "Adatum Consulting", ["0012345"] = "Zero Partners" },
        tenants = Tenants.Select(tenant => new
        {
            id = tenant.Id,
            name = tenant.Name,
            domain = tenant.Domain,
            principals = new[] { new { kind = "service_principal", object_id = tenant.ObjectId, name = "partner-app", client_id = Tenant.ClientId, secret = Tenant.Secret, certificate } },
        }),
    };

    private string Write(string name, object content)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, JsonSerializer.Serialize(content));
        return path;
    }
}

/// <summary>A customer tenant with one and the same application in it.</summary>
internal sealed record Tenant(int Number)
{
    public const string ClientId = "c11e0000-0000-4000-8000-000000000001";
    public const string Secret = "a secret that only tests know";

    public string Id => $"7e0a0000-0000-4000-8000-{Number:d12}";

    public string ObjectId => $"0b1ec700-0000-4000-8000-{Number:d12}";

    public string Name => $"Customer {Number}";

    public string Domain => $"customer{Number}.example";
}
