using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ManagementPartner.SignIn;

/// <summary>Completes the tenants that the session knows without asking anyone.</summary>
public sealed class TenantCompleter : IArgumentCompleter
{
    /// <summary>Only where Az is loaded: a press of Tab must not load it.</summary>
    private const string AzContexts =
        "if (Get-Command Get-AzContext -ListImported -ErrorAction Ignore) { Get-AzContext -ListAvailable -ErrorAction Ignore }";

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string start = wordToComplete.Trim('\'', '"');
        return Known()
            .Where(tenant => tenant.Id.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .GroupBy(tenant => tenant.Id, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.First())
            .Select(tenant => new CompletionResult(tenant.Id, tenant.Id, CompletionResultType.ParameterValue, tenant.From));
    }

    private static IEnumerable<(string Id, string From)> Known()
    {
        if (Connection.Current is { } connection)
        {
            yield return (connection.Account.TenantId, "Connect-ManagementPartner");
        }

        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        foreach (PSObject context in shell.AddScript(AzContexts).Invoke())
        {
            if (AzCommand.Text(context, "Tenant", "Id") is { } tenant)
            {
                yield return (tenant, $"Az: {AzCommand.Text(context, "Account", "Id")}");
            }
        }

        if (Environment.GetEnvironmentVariable("AZURE_TENANT_ID") is { Length: > 0 } id)
        {
            yield return (id, "AZURE_TENANT_ID");
        }
    }
}
