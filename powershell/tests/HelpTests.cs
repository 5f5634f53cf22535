namespace ManagementPartner.Tests;

/// <summary>Get-Help, as the engine shows it.</summary>
public class HelpTests
{
    [Theory]
    [InlineData("Connect")]
    [InlineData("Disconnect")]
    [InlineData("Get")]
    [InlineData("New")]
    [InlineData("Remove")]
    [InlineData("Set")]
    [InlineData("Update")]
    public void Every_cmdlet_and_every_parameter_has_help_and_there_are_examples(string verb)
    {
        using var session = new Session();
        string name = verb + "-ManagementPartner";
        Assert.NotEmpty(session.Must($"(Get-Help {name}).Synopsis").Text);
        Assert.NotEmpty(session.Must($"(Get-Help {name}).Description.Text").Text);
        Assert.NotEmpty(session.Must($"(Get-Help {name} -Full).Examples.Example.Code").Text);
        string[] parameters = session.Must(
            $"(Get-Command {name}).Parameters.Keys | Where-Object {{ $_ -notin [System.Management.Automation.Cmdlet]::CommonParameters }}").Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string parameter in parameters)
        {
            string text = session.Must($"(Get-Help {name} -Parameter {parameter}).Description.Text").Text;
            Assert.True(text.Length > 20, $"{name} -{parameter}: {text}");
        }
    }

    [Fact]
    public void The_Az_names_have_the_same_help()
    {
        using var session = new Session();
        Assert.Equal(
            session.Must("(Get-Help New-ManagementPartner).Synopsis").Text, session.Must("(Get-Help New-AzManagementPartner).Synopsis").Text);
    }

    [Fact]
    public void The_shape_that_help_shows_is_that_of_the_cmdlet()
    {
        using var session = new Session();
        Result syntax = session.Must("(Get-Help New-ManagementPartner -Full).Syntax.SyntaxItem.Parameter | Where-Object Name -EQ PartnerId");
        dynamic parameter = syntax.Single;
        Assert.Equal("true", parameter.required);
        Assert.Equal("0", parameter.position);
        Assert.Equal("True (ByPropertyName)", parameter.pipelineInput);
    }

    [Fact]
    public void About_is_found()
    {
        using var session = new Session();
        Assert.Contains("SIGN-IN", session.Must("Get-Help about_ManagementPartner").Text, StringComparison.Ordinal);
    }
}
