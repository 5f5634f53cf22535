using System.Management.Automation;
using System.Text.RegularExpressions;

namespace ManagementPartner.Tests;

/// <summary>What each cmdlet does, gives and says.</summary>
public partial class CmdletTests
{
    [Fact]
    public void The_commands_work_as_they_are_typed()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Assert.Equal("12345", session.Must("new-AzManagementPartner -PartnerId 12345").Text);
        Assert.Equal("12345", session.Must("get-AzManagementPartner").Text);
        Assert.Equal("12345", session.Must("Update-AzManagementPartner -PartnerId 12345").Text);
        Assert.Empty(session.Must("remove-AzManagementPartner -PartnerId 12345").Output);
        Assert.Equal(["PUT 200", "GET 200", "PATCH 200", "DELETE 200"], emulator.PartnerRequests);
    }

    [Fact]
    public void The_five_properties_of_Az_show_as_a_list_and_the_other_seven_are_there()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        PSObject link = session.Must("New-ManagementPartner 12345").Output[0];
        string[] properties = [.. link.Properties.Select(property => property.Name)];
        Assert.Equal(
            ["PartnerId", "PartnerName", "TenantId", "ObjectId", "State", "Id", "Name", "Type", "Version", "ETag", "CreatedTime", "UpdatedTime"],
            properties);
        Assert.DoesNotContain(properties, name => link.Properties[name].Value is null);
        session.Must("Get-ManagementPartner | Out-Default");
        Assert.Equal(
            [
                "PartnerId   : 12345",
                "PartnerName : Contoso Cloud Services",
                $"TenantId    : {emulator.Tenants[0].Id}",
                $"ObjectId    : {emulator.Tenants[0].ObjectId}",
                "State       : Active",
            ],
            Shown(session));
    }

    [Fact]
    public void What_Set_did_shows_in_the_same_list()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        session.Must("Set-ManagementPartner 12345 | Out-Default");
        Assert.Equal(
            ["PartnerId", "PartnerName", "TenantId", "ObjectId", "State", "Change", "PreviousPartnerId"],
            Shown(session).Select(line => line.Split(':')[0].TrimEnd()));
    }

    [Theory]
    [InlineData("Get-{0}ManagementPartner ''")]
    [InlineData("Get-{0}ManagementPartner $null")]
    [InlineData("get-{0}managementpartner -Partner 12345")]
    [InlineData("(Update-{0}ManagementPartner 123456), (Update-{0}ManagementPartner 12345) | Select-Object -ExpandProperty PartnerId | Where-Object { $_ -eq '12345' } | ForEach-Object { Get-{0}ManagementPartner }")]
    public void Every_name_does_the_same(string script)
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        session.Must("New-ManagementPartner 12345");
        foreach (string brand in new[] { "", "Az", "AzureRm" })
        {
            Assert.Equal("12345", session.Must(script.Replace("{0}", brand, StringComparison.Ordinal)).Text);
        }

        session.Must("Remove-AzureRmManagementPartner 12345");
    }

    [Fact]
    public void An_id_goes_out_as_it_was_typed()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Assert.Equal("0012345", session.Must("New-ManagementPartner 0012345").Text);
    }

    [Theory]
    [InlineData("New-ManagementPartner ''", "ParameterArgumentValidationErrorEmptyStringNotAllowed")]
    [InlineData("Update-ManagementPartner ''", "ParameterArgumentValidationErrorEmptyStringNotAllowed")]
    [InlineData("Remove-ManagementPartner ''", "ParameterArgumentValidationError")]
    [InlineData("Remove-ManagementPartner $null", "ParameterArgumentValidationError")]
    [InlineData("Remove-ManagementPartner -PartnerId $neverSet", "ParameterArgumentValidationError")]
    [InlineData("Get-ManagementPartner -TenantId ''", "ParameterArgumentValidationError")]
    [InlineData("Get-ManagementPartner -TenantId $null", "ParameterArgumentValidationError")]
    [InlineData("New-ManagementPartner ' '", "InvalidArgument")]
    [InlineData("New-ManagementPartner 12/345", "InvalidArgument")]
    [InlineData("Get-ManagementPartner -TenantId nowhere", "InvalidArgument")]
    public void What_cannot_be_meant_is_refused_before_any_request(string script, string id)
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Result result = session.Run(script);
        Assert.StartsWith(id + ",", (result.Thrown ?? result.Error).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(emulator.PartnerRequests);
    }

    [Fact]
    public void Remove_gives_what_PassThru_asks_for()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Assert.Empty(session.Must("Remove-ManagementPartner -PassThru").Output);
        session.Must("New-ManagementPartner 12345");
        Assert.Empty(session.Must("Remove-ManagementPartner 12345").Output);
        session.Must("New-ManagementPartner 12345");
        Assert.Equal(true, session.Must("Remove-ManagementPartner 12345 -PassThru").Output[0].BaseObject);
        session.Must("New-ManagementPartner 12345");
        Assert.Equal("12345", session.Must("Remove-ManagementPartner -PassThru").Text);
        Assert.StartsWith("NotLinked,", session.Run("Get-ManagementPartner").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_makes_it_so_and_replaces_only_what_is_named()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Assert.Equal("Created", session.Must("(Set-ManagementPartner 12345).Change").Text);
        Assert.Equal("Unchanged", session.Must("(Set-ManagementPartner 12345).Change").Text);
        ErrorRecord refused = session.Run("Set-ManagementPartner 123456").Error;
        Assert.StartsWith("AlreadyLinked,", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        dynamic changed = session.Must("Set-ManagementPartner 123456 -Replace 12345").Single;
        Assert.Equal("Updated", changed.Change.ToString());
        Assert.Equal("12345", changed.PreviousPartnerId);
    }

    private static string[] Shown(Session session) =>
        [.. Colour().Replace(session.Host.Shown, "").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    [GeneratedRegex("\\x1b\\[[0-9;]*m")]
    private static partial Regex Colour();
}
