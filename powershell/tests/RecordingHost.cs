using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ManagementPartner.Tests;

/// <summary>A console that keeps what is shown, and answers every question with its default, or Yes where it may halt.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly RecordingInterface ui = new();

    public string Shown => string.Join("\n", ui.Lines);

    public IReadOnlyList<string> Questions => ui.Questions;

    /// <summary>Words of a line that is answered with Halt where it asks whether to go on.</summary>
    public string? HaltAt
    {
        get => ui.HaltAt;
        set => ui.HaltAt = value;
    }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "tests";

    public override Version Version { get; } = new(1, 0);

    public override PSHostUserInterface UI => ui;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class RecordingInterface : PSHostUserInterface
    {
        public List<string> Lines { get; } = [];

        public List<string> Questions { get; } = [];

        public string? HaltAt { get; set; }

        public override PSHostRawUserInterface? RawUI => null;

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(string value) => Lines.Add(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Lines.Add(value);

        public override void WriteLine(string value) => Lines.Add(value);

        public override void WriteErrorLine(string value) => Lines.Add("ERROR: " + value);

        public override void WriteDebugLine(string message) => Lines.Add("DEBUG: " + message);

        public override void WriteVerboseLine(string message) => Lines.Add("VERBOSE: " + message);

        public override void WriteWarningLine(string message) => Lines.Add("WARNING: " + message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Questions.Add(message);
            if (HaltAt is null)
            {
                return defaultChoice;
            }

            bool halts = Lines[^1].Contains(HaltAt, StringComparison.Ordinal);
            return choices.Select((choice, index) => (choice, index)).First(one => one.choice.Label.StartsWith(halts ? "&Halt" : "&Yes", StringComparison.Ordinal)).index;
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName,
            PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();
    }
}
