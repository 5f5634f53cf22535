namespace ManagementPartner.HelpWriter;

/// <summary>A help text: a title with what follows it, and sections that may hold entries of their own.</summary>
internal sealed class HelpText
{
    private readonly List<Section> sections = [new Section(0, "", [])];

    private sealed record Section(int Level, string Title, List<string> Lines);

    public string Synopsis => Body(sections.First(section => section.Level == 1));

    public static HelpText Read(string path)
    {
        var text = new HelpText();
        bool code = false;
        foreach (string line in File.ReadLines(path))
        {
            code ^= line.StartsWith("```", StringComparison.Ordinal);
            int level = code ? 0 : line.TakeWhile(letter => letter == '#').Count();
            if (level > 0)
            {
                text.sections.Add(new Section(level, line[level..].Trim(), []));
            }
            else
            {
                text.sections[^1].Lines.Add(line);
            }
        }

        return text;
    }

    /// <summary>The text of a section, or nothing where there is no such section.</summary>
    public string Text(string title) =>
        sections.Find(section => section.Level == 2 && section.Title == title) is { } found ? Body(found) : "";

    /// <summary>The entries of a section, each by its title.</summary>
    public IReadOnlyList<(string Title, string Text)> Entries(string title) =>
        [.. sections
            .SkipWhile(section => section.Level != 2 || section.Title != title)
            .Skip(1)
            .TakeWhile(section => section.Level == 3)
            .Select(section => (section.Title, Body(section)))];

    public string? Parameter(string name) =>
        Entries("Parameters").Where(entry => entry.Title == name).Select(entry => entry.Text).FirstOrDefault();

    private static string Body(Section section) => string.Join('\n', section.Lines).Trim();
}
