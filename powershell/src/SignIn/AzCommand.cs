using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace ManagementPartner.SignIn;

/// <summary>Runs a command of Az.Accounts in the session of a cmdlet, and reads its answers by name alone.</summary>
internal static class AzCommand
{
    private const CommandTypes Kinds = CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias;

    /// <summary>The command, if the session has it or can load it.</summary>
    internal static CommandInfo? Find(PSCmdlet cmdlet, string name)
    {
        CommandInfo? command = Imported(cmdlet, name) ?? (IsInstalled() ? cmdlet.InvokeCommand.GetCommand(name, Kinds) : null);
        return command is AliasInfo alias ? alias.ResolvedCommand : command;
    }

    private static CommandInfo? Imported(PSCmdlet cmdlet, string name)
    {
        foreach (CommandInfo command in cmdlet.InvokeCommand.GetCommands(name, Kinds, nameIsPattern: false))
        {
            return command;
        }

        return null;
    }

    /// <summary>
    /// Whether there is an Az.Accounts to load. Looking for the command would tell as well, but it examines every module
    /// there is, each time anew where none has it.
    /// </summary>
    private static bool IsInstalled()
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PSModulePath") ?? "").Split(Path.PathSeparator))
        {
            if (folder.Length > 0 && Directory.Exists(Path.Combine(folder, "Az.Accounts")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The last object that the command gives; its errors are exceptions.</summary>
    internal static PSObject? Run(CommandInfo command, IDictionary<string, object> parameters)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        // By name: a CommandInfo of a function would run outside its module.
        string name = string.IsNullOrEmpty(command.ModuleName) ? command.Name : $"{command.ModuleName}\\{command.Name}";
        shell.AddCommand(name, useLocalScope: true).AddParameters((System.Collections.IDictionary)parameters).AddParameter("ErrorAction", "Stop");
        return shell.Invoke().LastOrDefault(static answer => answer is not null);
    }

    /// <summary>The value of a property of a property …, or null where one of them is missing.</summary>
    internal static object? Read(object? from, params string[] path)
    {
        foreach (string name in path)
        {
            from = from is null ? null : PSObject.AsPSObject(from).Properties[name]?.Value;
        }

        return from is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : from;
    }

    internal static string? Text(object? from, params string[] path)
    {
        string? text = Read(from, path)?.ToString();
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
