using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ManagementPartner.Bench;

/// <summary>An emulator with many tenants, and this process's environment set to sign in to the first.</summary>
internal sealed class Emulator : IDisposable
{
    private const string ClientId = "c11e0000-0000-4000-8000-000000000001";
    private const string Secret = "bench";

    private readonly Process process;
    private readonly string state = Path.GetTempFileName();

    public Emulator(string program, int tenants)
    {
        Tenants = [.. Enumerable.Range(1, tenants).Select(number => $"7e0a0000-0000-4000-8000-{number:d12}")];
        File.WriteAllText(state, JsonSerializer.Serialize(State()));
        process = Process.Start(new ProcessStartInfo(program, ["emulator", "--only-show-errors", "--state", state]) { RedirectStandardOutput = true })!;
        JsonNode ready = JsonNode.Parse(process.StandardOutput.ReadLine()!)!;
        Arm = (string)ready["arm"]!;
        foreach ((string name, JsonNode? value) in ready["environment"]!.AsObject())
        {
            Environment.SetEnvironmentVariable(name, (string?)value);
        }
    }

    public string[] Tenants { get; }

    public string Arm { get; }

    /// <summary>A token for each tenant, as Entra ID would give it.</summary>
    public async Task<Dictionary<string, string>> Tokens()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler);
        var tokens = new Dictionary<string, string>();
        foreach (string tenant in Tenants)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = ClientId,
                ["client_secret"] = Secret,
                ["scope"] = Arm + "/.default",
            });
            HttpResponseMessage answer = await http.PostAsync(new Uri($"{Arm}/{tenant}/oauth2/v2.0/token"), form);
            tokens[tenant] = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!;
        }

        return tokens;
    }

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
        File.Delete(state);
    }

    private object State() => new
    {
        partners = new Dictionary<string, string> { ["12345"] = "Contoso Cloud Services" },
        tenants = Tenants.Select((tenant, index) => new
        {
            id = tenant,
            name = $"Customer {index}",
            domain = $"customer{index}.example",
            principals = new[]
            {
                new
                {
                    kind = "service_principal",
                    object_id = $"0b1ec700-0000-4000-8000-{index:d12}",
                    name = "bench",
                    client_id = ClientId,
                    secret = Secret,
                    link = new { partner_id = "12345", version = 1 },
                },
            },
        }),
    };
}
