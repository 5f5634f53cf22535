// Usage: HelpWriter MODULE.psd1 HELP-FOLDER OUTPUT.xml

using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Xml;
using System.Xml.Linq;
using ManagementPartner.HelpWriter;

if (args is not [var manifest, var folder, var output])
{
    Console.Error.WriteLine("usage: HelpWriter MODULE.psd1 HELP-FOLDER OUTPUT.xml");
    return 2;
}

using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell.AddCommand("Import-Module").AddParameter("Name", Path.GetFullPath(manifest)).AddParameter("PassThru");
var module = (PSModuleInfo)shell.AddParameter("ErrorAction", "Stop").Invoke().Single().BaseObject;

HelpText common = HelpText.Read(Path.Combine(folder, "common.md"));
IEnumerable<XElement> commands = module.ExportedCmdlets.Values
    .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)
    .Select(cmdlet => new CommandHelp(cmdlet, HelpText.Read(Path.Combine(folder, cmdlet.Name + ".md")), common).Write());
var document = new XDocument(new XElement(Maml.Root + "helpItems", new XAttribute("schema", "maml"), commands));

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
using var writer = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
document.Save(writer);
return 0;
