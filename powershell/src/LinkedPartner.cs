namespace ManagementPartner;

/// <summary>The link that Set-ManagementPartner made sure of, and what it did for it.</summary>
public sealed class LinkedPartner : PartnerLink
{
    internal LinkedPartner(PartnerLink link, LinkChange change, string? previousPartnerId)
        : base(link)
    {
        Change = change;
        PreviousPartnerId = previousPartnerId;
    }

    public LinkChange Change { get; }

    public string? PreviousPartnerId { get; }
}

/// <summary>What had to be done so that the account is linked as wanted.</summary>
public enum LinkChange
{
    Unchanged,
    Created,
    Updated,
}
