using System.Management.Automation;
using System.Xml.Linq;

namespace ManagementPartner.HelpWriter;

/// <summary>The help of one cmdlet: its shape from the cmdlet itself, its words from the help text.</summary>
internal sealed class CommandHelp(CmdletInfo cmdlet, HelpText text, HelpText common)
{
    public XElement Write() => new(
        Maml.Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml.Text),
        new XAttribute(XNamespace.Xmlns + "command", Maml.Command),
        new XAttribute(XNamespace.Xmlns + "dev", Maml.Dev),
        Details(),
        Maml.Described(text.Text("Description")),
        new XElement(Maml.Command + "syntax", cmdlet.ParameterSets.Select(SyntaxItem)),
        new XElement(Maml.Command + "parameters", AllParameters().Select(parameter => Parameter(parameter))),
        Types("inputTypes", "inputType", "Inputs"),
        Types("returnValues", "returnValue", "Outputs"),
        new XElement(Maml.Text + "alertSet", new XElement(Maml.Text + "alert", Maml.Paragraphs(text.Text("Notes")))),
        new XElement(Maml.Command + "examples", text.Entries("Examples").Select(Example)),
        new XElement(Maml.Command + "relatedLinks", Links()));

    private static IEnumerable<CommandParameterInfo> Own(CommandParameterSetInfo set) =>
        set.Parameters
            .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
            .ThenByDescending(parameter => parameter.IsMandatory);

    private static XElement Example((string Title, string Text) example, int index)
    {
        string[] parts = example.Text.Split("```", StringSplitOptions.TrimEntries);
        string code = parts[1].Replace("powershell\n", "", StringComparison.Ordinal);
        return new XElement(
            Maml.Command + "example",
            new XElement(Maml.Text + "title", $"Example {index + 1}: {example.Title}"),
            new XElement(Maml.Dev + "code", code),
            new XElement(Maml.Dev + "remarks", Maml.Paragraphs(parts[2])));
    }

    private static string TypeName(Type type) => type == typeof(PSObject) ? "Object" : type.Name;

    private XElement Details()
    {
        string[] name = cmdlet.Name.Split('-');
        return new XElement(
            Maml.Command + "details",
            new XElement(Maml.Command + "name", cmdlet.Name),
            Maml.Described(text.Synopsis),
            new XElement(Maml.Command + "verb", name[0]),
            new XElement(Maml.Command + "noun", name[1]));
    }

    private IEnumerable<CommandParameterInfo> AllParameters() =>
        cmdlet.ParameterSets.SelectMany(Own).DistinctBy(parameter => parameter.Name);

    private XElement SyntaxItem(CommandParameterSetInfo set) => new(
        Maml.Command + "syntaxItem",
        new XElement(Maml.Text + "name", cmdlet.Name),
        Own(set).Select(parameter => Parameter(parameter)));

    private XElement Parameter(CommandParameterInfo parameter)
    {
        string words = text.Parameter(parameter.Name) ?? common.Parameter(parameter.Name)
            ?? throw new InvalidOperationException($"{cmdlet.Name} has no help for -{parameter.Name}");
        bool isSwitch = parameter.ParameterType == typeof(SwitchParameter);
        return new XElement(
            Maml.Command + "parameter",
            new XAttribute("required", parameter.IsMandatory),
            new XAttribute("globbing", false),
            new XAttribute("pipelineInput", parameter.ValueFromPipelineByPropertyName ? "True (ByPropertyName)" : "False"),
            new XAttribute("position", parameter.Position < 0 ? "named" : parameter.Position),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml.Text + "name", parameter.Name),
            Maml.Described(words),
            isSwitch ? null : new XElement(Maml.Command + "parameterValue", new XAttribute("required", true), TypeName(parameter.ParameterType)),
            Maml.Type(TypeName(parameter.ParameterType)),
            new XElement(Maml.Dev + "defaultValue", isSwitch ? "False" : "None"));
    }

    private XElement Types(string list, string item, string section)
    {
        IReadOnlyList<(string Title, string Text)> entries = text.Entries(section);
        IEnumerable<(string Title, string Text)> shown = entries.Count == 0 ? [("None", "")] : entries;
        return new XElement(
            Maml.Command + list,
            shown.Select(entry => new XElement(Maml.Command + item, Maml.Type(entry.Title), Maml.Described(entry.Text))));
    }

    private IEnumerable<XElement> Links() =>
        text.Text("Links")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(link => new XElement(
                Maml.Text + "navigationLink",
                new XElement(Maml.Text + "linkText", link.TrimStart('-', ' ')),
                new XElement(Maml.Text + "uri")));
}
