using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json.Nodes;

namespace ManagementPartner.Adapter;

/// <summary>Answers the questions of the adapter protocol with the cmdlets.</summary>
internal sealed class Face : IDisposable
{
    private readonly string module;
    private readonly HashSet<string> variables = [];
    private Runspace? runspace;
    private string? tenant;

    public Face(string module)
    {
        this.module = module;
        string[] own = ["AZURE_", "MANAGEMENTPARTNER_"];
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (own.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
            {
                variables.Add(name);
            }
        }
    }

    public JsonObject Answer(JsonNode question)
    {
        try
        {
            if (question["open"] is { } open)
            {
                Open(open);
                return new JsonObject { ["opened"] = true };
            }

            if (question["close"] is not null)
            {
                Close();
                return new JsonObject { ["closed"] = true };
            }

            return Call(question);
        }
        catch (RuntimeException error)
        {
            return new JsonObject { ["error"] = Json.Error(error is ActionPreferenceStopException ? error.ErrorRecord.Exception : error) };
        }
    }

    public void Dispose() => Close();

    private void Open(JsonNode open)
    {
        Close();
        foreach ((string name, JsonNode? value) in open["environment"]!.AsObject())
        {
            Environment.SetEnvironmentVariable(name, (string?)value);
            variables.Add(name);
        }

        tenant = (string?)open["tenant"];
        runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Run(new Command("Import-Module") { Parameters = { { "Name", module } } });
        runspace.SessionStateProxy.SetVariable("ManagementPartnerPreference", Limits(open["options"]!));
        if ((string?)open["token"] is { } token)
        {
            using var script = new StreamReader(typeof(Face).Assembly.GetManifestResourceStream("AzSession.ps1")!);
            Run(new Command(script.ReadToEnd(), isScript: true)
            {
                Parameters =
                {
                    { "Token", token },
                    { "Arm", Environment.GetEnvironmentVariable("MANAGEMENTPARTNER_ENDPOINT") },
                    { "Authority", Environment.GetEnvironmentVariable("AZURE_AUTHORITY_HOST") },
                },
            });
        }
    }

    private static Hashtable Limits(JsonNode options)
    {
        var limits = new Hashtable();
        void Set(string option, string name, double unit)
        {
            if (options[option] is { } value)
            {
                limits[name] = (double)value / unit;
            }
        }

        Set("timeout_ms", "TimeoutSec", 1000);
        Set("retry_delay_ms", "RetryIntervalSec", 1000);
        Set("max_retries", "MaximumRetryCount", 1);
        return limits;
    }

    private void Close()
    {
        runspace?.Dispose();
        runspace = null;
        foreach (string name in variables)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    private JsonObject Call(JsonNode question)
    {
        string call = (string)question["call"]!;
        return call switch
        {
            "create" => Partner(Ask("New-ManagementPartner", question)),
            "get" or "current" => Partner(Ask("Get-ManagementPartner", question)),
            "update" => Partner(Ask("Update-ManagementPartner", question)),
            "delete" => Done(Ask("Remove-ManagementPartner", question)),
            "unlink" => new JsonObject { ["removed"] = Ask("Remove-ManagementPartner", question, "PassThru") is { } link ? Json.Partner(link) : null },
            "link" => Json.Linked(Ask("Set-ManagementPartner", question)!),
            _ => new JsonObject { ["unsupported"] = call },
        };
    }

    private static JsonObject Partner(PSObject? link) => new() { ["partner"] = Json.Partner(link!) };

    private static JsonObject Done(PSObject? nothing) => new() { ["done"] = nothing is null };

    private PSObject? Ask(string cmdlet, JsonNode question, string? flag = null)
    {
        var command = new Command(cmdlet) { Parameters = { { "ErrorAction", "Stop" } } };
        void Set(string name, string? value)
        {
            if (value is not null)
            {
                command.Parameters.Add(name, value);
            }
        }

        Set("PartnerId", (string?)question["partner_id"]);
        Set("Replace", (string?)question["replace"]);
        Set("TenantId", tenant);
        if (flag is not null)
        {
            command.Parameters.Add(flag);
        }

        return Run(command);
    }

    private PSObject? Run(Command command)
    {
        using var shell = PowerShell.Create(runspace);
        shell.Commands.AddCommand(command);
        return shell.Invoke().SingleOrDefault();
    }
}
