namespace ManagementPartner.Tests;

/// <summary>-WhatIf and -Confirm, in the words that Az uses.</summary>
public class WhatIfTests
{
    [Theory]
    [InlineData("New-ManagementPartner 123 -WhatIf", "Adding management partner with id '123'.", "Are you sure you want to add management partner with id '123'.")]
    [InlineData("Update-ManagementPartner 123 -WhatIf", "Updating the management partner to '123'.", "Are you sure you want to change the management partner to '123'.")]
    [InlineData("Remove-ManagementPartner 123 -WhatIf", "Removing management partner with id '123'.", "Are you sure you want to remove management partner with id '123'.")]
    [InlineData("Remove-ManagementPartner -WhatIf", "Removing the management partner.", "Are you sure you want to remove the management partner.")]
    [InlineData("Set-ManagementPartner 123 -WhatIf", "Linking to the management partner with id '123'.", "Are you sure you want to link to the management partner with id '123'.")]
    [InlineData("New-AzManagementPartner 123 -TenantId a.example -WhatIf", "Adding management partner with id '123'.", "Are you sure you want to add management partner with id '123' in tenant 'a.example'.")]
    public void WhatIf_says_what_would_be_done_and_sends_nothing(string script, string action, string target)
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Assert.Empty(session.Must(script).Output);
        Assert.Contains($"What if: Performing the operation \"{action}\" on target \"{target}\".", session.Host.Shown, StringComparison.Ordinal);
        Assert.Equal(0, emulator.RequestCount);
    }

    [Fact]
    public void WhatIf_works_for_somebody_who_is_not_signed_in()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator, signedIn: false);
        session.Must("New-ManagementPartner 123 -WhatIf");
    }

    [Fact]
    public void Nothing_is_asked_unless_Confirm_is()
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        session.Must("New-ManagementPartner 12345");
        Assert.Empty(session.Host.Questions);
        session.Must("Remove-ManagementPartner 12345 -Confirm");
        Assert.Contains("Removing management partner with id '12345'.", Assert.Single(session.Host.Questions), StringComparison.Ordinal);
    }
}
