using System;

namespace ManagementPartner;

/// <summary>The link between an account and a partner ID, as the service answered it.</summary>
public class PartnerLink
{
    internal PartnerLink(string partnerId) => PartnerId = partnerId;

    internal PartnerLink(PartnerLink link)
        : this(link.PartnerId)
    {
        PartnerName = link.PartnerName;
        TenantId = link.TenantId;
        ObjectId = link.ObjectId;
        State = link.State;
        Id = link.Id;
        Name = link.Name;
        Type = link.Type;
        Version = link.Version;
        ETag = link.ETag;
        CreatedTime = link.CreatedTime;
        UpdatedTime = link.UpdatedTime;
    }

    public string PartnerId { get; }

    public string? PartnerName { get; internal set; }

    public string? TenantId { get; internal set; }

    public string? ObjectId { get; internal set; }

    public string? State { get; internal set; }

    public string? Id { get; internal set; }

    public string? Name { get; internal set; }

    public string? Type { get; internal set; }

    public long? Version { get; internal set; }

    public long? ETag { get; internal set; }

    public DateTimeOffset? CreatedTime { get; internal set; }

    public DateTimeOffset? UpdatedTime { get; internal set; }

    public override string ToString() => PartnerId;
}
