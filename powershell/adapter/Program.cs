// Usage: Adapter MODULE-FOLDER

using System.Text.Json.Nodes;
using ManagementPartner.Adapter;

if (args is not [var module])
{
    Console.Error.WriteLine("usage: Adapter MODULE-FOLDER");
    return 2;
}

using var face = new Face(Path.GetFullPath(module));
while (Console.ReadLine() is { } line)
{
    JsonNode question = JsonNode.Parse(line)!;
    Console.WriteLine(face.Answer(question).ToJsonString());
}

return 0;
