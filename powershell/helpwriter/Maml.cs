using System.Xml.Linq;

namespace ManagementPartner.HelpWriter;

/// <summary>The names of MAML, the format that Get-Help reads.</summary>
internal static class Maml
{
    public static readonly XNamespace Root = "http://msh";
    public static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>One paragraph for each that <paramref name="text"/> has.</summary>
    public static IEnumerable<XElement> Paragraphs(string text) =>
        text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => new XElement(Text + "para", paragraph.Replace('\n', ' ')));

    public static XElement Described(string text) => new(Text + "description", Paragraphs(text));

    public static XElement Type(string name) => new(Dev + "type", new XElement(Text + "name", name), new XElement(Text + "uri"));
}
