namespace ManagementPartner.Tests;

/// <summary>The shapes of the scripts that swap, as they are: only the module under them is another one.</summary>
public class ScriptShapeTests
{
    private const string NotLinked = "Operation failed with message 'This user or service principal is not linked with a Partner ID'";

    [Theory]
    [MemberData(nameof(AzSessionTests.Versions), MemberType = typeof(AzSessionTests))]
    public void A_guarded_create_links_once(string az)
    {
        using var emulator = new Emulator();
        using Session session = Session.WithAz(emulator, az);
        Assert.Equal("linked", Script(session, "01-guarded-create", "12345"));
        Assert.Equal("already linked", Script(session, "01-guarded-create", "12345"));
        Assert.Equal("linked to 12345", Script(session, "01-guarded-create", "123456"));
        Result wrong = session.Run($"Remove-AzManagementPartner 12345; & '{Path("01-guarded-create")}' 999999");
        Assert.Contains("Could not link: Operation failed with message 'The Partner ID is not valid'", wrong.Thrown!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Three_branches_create_change_and_leave_alone()
    {
        using var emulator = new Emulator();
        using Session session = Session.WithAz(emulator);
        Assert.Equal("verified: 12345", Script(session, "02-three-branches", 12345));
        Assert.Equal("verified: 123456", Script(session, "02-three-branches", 123456));
        Assert.Equal("verified: 123456", Script(session, "02-three-branches", 123456));
        Assert.Equal(
            ["GET 404", "PUT 200", "GET 200", "GET 200", "PATCH 200", "GET 200", "GET 200", "GET 200"], emulator.PartnerRequests);
    }

    [Fact]
    public void A_loop_over_subscriptions_follows_the_context()
    {
        using var emulator = new Emulator(tenants: 2);
        using Session session = Session.WithAz(emulator);
        string[] expected = [.. emulator.Tenants.Select(tenant => $"{tenant.Id} 12345")];
        Assert.Equal(string.Join("\n", expected), Script(session, "03-subscription-loop", 12345));
        Assert.Equal(string.Join("\n", expected), Script(session, "03-subscription-loop", 123456));
    }

    [Fact]
    public void Stages_are_told_by_the_words_of_the_message()
    {
        using var emulator = new Emulator();
        using Session session = Session.WithAz(emulator);
        Assert.Equal("new True ", Script(session, "04-stages-as-json", 12345));
        Assert.Equal("update True ", Script(session, "04-stages-as-json", 123456));
        Assert.Equal("update False id", Script(session, "04-stages-as-json", 999999));
    }

    [Fact]
    public void The_message_of_the_service_can_be_matched()
    {
        using var emulator = new Emulator();
        using Session session = Session.WithAz(emulator);
        Assert.Equal("not linked", Script(session, "05-match-the-message", ""));
        session.Must("New-AzManagementPartner 12345");
        Assert.Equal("linked to 12345", Script(session, "05-match-the-message", ""));
    }

    [Fact]
    public void A_menu_catches_each_error_in_words()
    {
        using var emulator = new Emulator();
        using Session session = Session.WithAz(emulator);
        Assert.Equal("failed: " + NotLinked, Script(session, "06-menu", "show", ""));
        Assert.Equal("added 12345", Script(session, "06-menu", "add", "12345"));
        Assert.Equal("choose change instead", Script(session, "06-menu", "add", "123456"));
        Assert.Equal("changed to 123456", Script(session, "06-menu", "change", "123456"));
        Assert.Equal("Northwind Partners (123456), Active", Script(session, "06-menu", "show", ""));
        Assert.Equal("removed", Script(session, "06-menu", "remove", "123456"));
    }

    [Fact]
    public void A_helper_module_decides_by_null()
    {
        using var emulator = new Emulator();
        using Session session = Session.WithAz(emulator);
        session.Must($"Import-Module '{System.IO.Path.Combine(Settings.Scripts, "07-helper-module.psm1")}'");
        Assert.Equal("12345", session.Must("Set-OurPartner 12345").Text);
        Assert.Equal("123456", session.Must("Set-OurPartner 123456").Text);
        Result wrong = session.Run("Set-OurPartner 999999");
        Assert.Empty(wrong.Output);
        Assert.Equal("Operation failed with message 'The Partner ID is not valid'", wrong.Error.ToString());
    }

    [Fact]
    public void A_rehearsal_sends_nothing()
    {
        using var emulator = new Emulator();
        using Session session = Session.WithAz(emulator);
        Assert.Equal("registered: True", Script(session, "08-try-whatif", 12345));
        Assert.Equal(0, emulator.RequestCount);
    }

    [Fact]
    public void An_error_passes_a_catch_without_Stop()
    {
        using var emulator = new Emulator();
        using Session session = Session.WithAz(emulator);
        Result result = session.Run($"& '{Path("09-finally")}' 12345");
        Assert.Equal("You have updated the partner.", result.Text);
        Assert.Equal(NotLinked, result.Error.ToString());
    }

    [Theory]
    [MemberData(nameof(AzSessionTests.Versions), MemberType = typeof(AzSessionTests))]
    public void A_new_service_principal_links_itself(string az)
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator, signedIn: false);
        session.LoadAz(az);
        string text = Script(session, "10-service-principal", Tenant.ClientId, Tenant.Secret, emulator.Tenants[0].Id, "12345");
        Assert.Equal("12345", text);
        Assert.Contains("Connect-AzAccount", session.Run("Get-AzManagementPartner").Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_may_be_a_number()
    {
        using var emulator = new Emulator(tenants: 2);
        using Session session = Session.WithAz(emulator);
        Result result = session.Run($"param($tenants) & '{Path("11-int-ids")}' $tenants", (object)emulator.Tenants.Select(tenant => tenant.Id).ToArray());
        Assert.Equal(2, result.Output.Count);
        Assert.All(result.Output, link => Assert.Equal("2209941", ((dynamic)link).PartnerId));
    }

    private static string Path(string name) => System.IO.Path.Combine(Settings.Scripts, name + ".ps1");

    private static string Script(Session session, string name, params object[] arguments)
    {
        string parameters = string.Join(", ", arguments.Select((_, index) => $"$a{index}"));
        string values = string.Join(" ", arguments.Select((_, index) => $"$a{index}"));
        return session.Run($"param({parameters}) & '{Path(name)}' {values}", arguments).Text;
    }
}
