using System.Management.Automation;
using System.Reflection;

namespace ManagementPartner.Tests;

/// <summary>How errors are reported: not terminating, with an ID for each kind and all that the service said.</summary>
public class ErrorTests
{
    private const string NotLinked = "Operation failed with message 'This user or service principal is not linked with a Partner ID'";

    [Fact]
    public void An_error_does_not_end_a_script_and_can_be_silenced()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Result loud = session.Run("Get-ManagementPartner; 'went on'");
        Assert.Equal("went on", loud.Text);
        Assert.Equal(NotLinked, loud.Error.Exception.Message);
        Assert.Null(session.Must("$link = Get-ManagementPartner -ErrorAction SilentlyContinue; $link").Output.SingleOrDefault());
    }

    [Theory]
    [InlineData("Get-ManagementPartner -ErrorAction Stop")]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-ManagementPartner")]
    public void Stop_makes_it_one_to_catch(string script)
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Assert.Equal(NotLinked, session.Must($"try {{ {script} }} catch {{ $_.Exception.Message }}").Text);
    }

    [Fact]
    public void The_exception_keeps_what_the_service_said()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        ErrorRecord error = session.Run("New-AzManagementPartner 999999").Error;
        dynamic exception = error.Exception;
        Assert.Equal("InvalidPartnerId,ManagementPartner.Commands.NewManagementPartner", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Equal("999999", error.TargetObject);
        Assert.Equal("InvalidPartnerId", exception.Kind.ToString());
        Assert.Equal("PartnerIdInvalid", exception.Code);
        Assert.Equal(400, exception.Status);
        Assert.Equal("The Partner ID is not valid", exception.Reason);
        Assert.NotEmpty(exception.RequestId);
        Assert.NotEmpty(exception.CorrelationId);
        Assert.NotEmpty(exception.ClientRequestId);
        Assert.Contains("location account", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "InvalidAuthenticationToken", "Authentication")]
    [InlineData(403, "AuthorizationFailed", "PermissionDenied")]
    [InlineData(404, "ManagementPartnerNotFound", "NotLinked")]
    [InlineData(409, "Conflict", "AlreadyLinked")]
    [InlineData(400, "PartnerIdInvalid", "InvalidPartnerId")]
    [InlineData(400, "BadRequest", "Service")]
    public void Each_kind_has_an_error_id_and_the_words_of_the_service(int status, string code, string kind)
    {
        object scenario = new { seed = 1, faults = new[] { new { match = new { path = "/providers/*" }, status, code, message = "The \"words\"\r\nof the service" } } };
        using var emulator = new Emulator(scenario: scenario);
        using var session = new Session(emulator);
        ErrorRecord error = session.Run("Get-ManagementPartner").Error;
        Assert.Equal(kind + ",ManagementPartner.Commands.GetManagementPartner", error.FullyQualifiedErrorId);
        Assert.Equal("Operation failed with message 'The \"words\"\r\nof the service'", error.Exception.Message);
    }

    [Fact]
    public void An_error_without_words_says_what_came()
    {
        object scenario = new { seed = 1, faults = new[] { new { match = new { path = "/providers/*" }, status = 500, body = "empty" } } };
        using var emulator = new Emulator(scenario: scenario);
        using var session = new Session(emulator);
        session.Must("$ManagementPartnerPreference = @{ MaximumRetryCount = 0 }");
        ErrorRecord error = session.Run("Get-ManagementPartner").Error;
        Assert.StartsWith("Service,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("500", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_signed_in_says_what_to_do()
    {
        using var session = new Session();
        ErrorRecord error = session.Run("Get-ManagementPartner").Error;
        Assert.StartsWith("Authentication,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        foreach (string way in new[] { "Run Connect-AzAccount to login", "Connect-ManagementPartner", "AZURE_CLIENT_ID" })
        {
            Assert.Contains(way, error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("@{ TimeoutSec = 'soon' }", "TimeoutSec")]
    [InlineData("@{ TimeoutSec = 0 }", "TimeoutSec")]
    [InlineData("@{ MaximumRetryCount = -1 }", "MaximumRetryCount")]
    [InlineData("@{ Colour = 'blue' }", "Colour")]
    [InlineData("'fast'", "hashtable")]
    public void A_preference_that_cannot_be_meant_is_named(string preference, string named)
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        ErrorRecord error = session.Run($"$ManagementPartnerPreference = {preference}; Get-ManagementPartner").Error;
        Assert.Contains(named, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, emulator.RequestCount);
    }

    [Fact]
    public void An_outcome_that_is_not_known_is_told_in_our_words()
    {
        object scenario = new { seed = 1, faults = new[] { new { match = new { path = "/providers/*" }, status = 500, code = "InternalServerError", message = "Down" } } };
        using var emulator = new Emulator(scenario: scenario);
        using var session = new Session(emulator);
        session.Must("$ManagementPartnerPreference = @{ MaximumRetryCount = 0 }");
        dynamic exception = session.Run("New-ManagementPartner 12345").Error.Exception;
        Assert.Equal("OutcomeUnknown", exception.Kind.ToString());
        Assert.StartsWith("Whether the account was linked", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Read the account's link", exception.Message, StringComparison.Ordinal);
        Assert.Equal(500, exception.Status);
    }

    [Fact]
    public void Every_kind_has_the_number_of_the_native_library_and_a_category()
    {
        using var session = new Session();
        var kinds = (Type)session.Must("[ManagementPartner.ErrorKind]").Output[0].BaseObject;
        MethodInfo category = kinds.Assembly.GetType("ManagementPartner.Commands.ErrorCategories")!.GetMethod("Category", BindingFlags.Static | BindingFlags.NonPublic)!;
        int number = 1;
        foreach (object kind in Enum.GetValues(kinds))
        {
            Assert.Equal(NativeStatus.Name(number++).Replace("_", "", StringComparison.Ordinal), kind.ToString(), ignoreCase: true);
            Assert.NotNull(category.Invoke(null, [kind]));
        }

        Assert.Equal("unknown", NativeStatus.Name(number));
    }

    [Fact]
    public void Every_kind_is_documented()
    {
        using var session = new Session();
        string kinds = session.Must("[Enum]::GetNames([ManagementPartner.ErrorKind])").Text;
        string documented = File.ReadAllText(Path.Combine(Settings.Module, "en-US", "about_ManagementPartner.help.txt"));
        Assert.All(kinds.Split('\n'), kind => Assert.Contains($"        {kind} ", documented, StringComparison.Ordinal));
    }
}
