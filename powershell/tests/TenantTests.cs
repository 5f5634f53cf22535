using System.Management.Automation;

namespace ManagementPartner.Tests;

/// <summary>Many tenants: by -TenantId and from the pipeline.</summary>
public class TenantTests
{
    [Fact]
    public void Tenants_from_the_pipeline_are_linked_one_by_one()
    {
        using var emulator = new Emulator(tenants: 3);
        using var session = Session.WithAz(emulator);
        Result links = session.Must("Get-AzTenant | New-ManagementPartner -PartnerId 12345");
        Assert.Equal(emulator.Tenants.Select(tenant => tenant.Id), links.Output.Select(link => (string)((dynamic)link).TenantId));
    }

    [Fact]
    public void What_Get_gives_can_be_removed()
    {
        using var emulator = new Emulator(tenants: 2);
        using var session = Session.WithAz(emulator);
        session.Must("Get-AzTenant | New-ManagementPartner -PartnerId 12345");
        session.Must("Get-AzTenant | Get-ManagementPartner | Where-Object PartnerId -EQ 12345 | Remove-ManagementPartner");
        Assert.Equal(2, session.Run("Get-AzTenant | Get-ManagementPartner").Errors.Count);
    }

    [Fact]
    public void An_error_in_one_leaves_the_others()
    {
        using var emulator = new Emulator(tenants: 3);
        using var session = Session.WithAz(emulator);
        string[] ids = [.. emulator.Tenants.Select(tenant => tenant.Id)];
        session.Must("param($id) New-ManagementPartner 12345 -TenantId $id", ids[1]);
        Result result = session.Run("param($ids) Set-ManagementPartner 123456 -TenantId $ids", (object)ids);
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(ids[1], result.Error.TargetObject);
        Assert.StartsWith("AlreadyLinked,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_names_a_tenant_too()
    {
        using var emulator = new Emulator(tenants: 2);
        using var session = new Session(emulator);
        dynamic link = session.Must("param($domain) New-ManagementPartner 12345 -TenantId $domain", emulator.Tenants[1].Domain).Single;
        Assert.Equal(emulator.Tenants[1].Id, link.TenantId);
    }

    [Theory]
    [InlineData("'12345' | New-ManagementPartner")]
    [InlineData("12345 | New-ManagementPartner")]
    [InlineData("'12345' | Remove-ManagementPartner")]
    [InlineData("[pscustomobject]@{ Name = 'a' } | New-ManagementPartner -PartnerId 12345")]
    [InlineData("[pscustomobject]@{ Id = 4711 } | New-ManagementPartner -PartnerId 12345")]
    [InlineData("[pscustomobject]@{ TenantId = $null } | New-ManagementPartner -PartnerId 12345")]
    [InlineData("[pscustomobject]@{ TenantId = ''; PartnerId = '' } | Remove-ManagementPartner")]
    public void No_object_is_taken_for_an_id_by_its_text(string script)
    {
        using var emulator = new Emulator();
        using var session = new Session(emulator);
        Result result = session.Run(script);
        Assert.True(result.Errors.Count > 0 || result.Thrown is not null);
        Assert.Empty(emulator.PartnerRequests);
    }

    [Fact]
    public void A_list_shows_its_progress()
    {
        using var emulator = new Emulator(tenants: 2);
        using var session = Session.WithAz(emulator);
        Result result = session.Must("New-ManagementPartner 12345 -TenantId (Get-AzTenant).Id");
        Assert.Equal(
            [("1 of 2", 0), ("2 of 2", 50)],
            result.Streams.Progress.Where(record => record.RecordType == ProgressRecordType.Processing)
                .Select(record => (record.StatusDescription.Split('(', ')')[1], record.PercentComplete)));
        Assert.Equal(ProgressRecordType.Completed, result.Streams.Progress[^1].RecordType);
        Assert.Empty(session.Must("Get-ManagementPartner").Streams.Progress);
    }

    [Fact]
    public void A_single_one_from_the_pipeline_leaves_no_progress_behind()
    {
        using var emulator = new Emulator();
        using var session = Session.WithAz(emulator);
        Result result = session.Must("Get-AzTenant | Set-ManagementPartner 12345");
        Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Completed], result.Streams.Progress.Select(record => record.RecordType));
    }

    [Fact]
    public void Tab_completes_the_tenants_that_the_session_knows()
    {
        using var emulator = new Emulator(tenants: 2);
        using var session = Session.WithAz(emulator);
        Environment.SetEnvironmentVariable("AZURE_TENANT_ID", "aaaa0000-0000-4000-8000-000000000000");
        string known = session.Must("$line = 'New-AzManagementPartner 12345 -TenantId '; (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText").Text;
        Assert.Equal(
            string.Join("\n", emulator.Tenants.Select(tenant => tenant.Id).Append("aaaa0000-0000-4000-8000-000000000000")), known);
        string some = session.Must("$line = 'Get-ManagementPartner -TenantId aa'; (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText").Text;
        Assert.Equal("aaaa0000-0000-4000-8000-000000000000", some);
        Assert.Equal(0, emulator.RequestCount);
    }
}
