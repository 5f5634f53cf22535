using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ManagementPartner.Native;

/// <summary>mp_partner: a link as the service answered it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePartner
{
    private IntPtr partnerId;
    private IntPtr partnerName;
    private IntPtr tenantId;
    private IntPtr objectId;
    private IntPtr state;
    private IntPtr createdTime;
    private IntPtr updatedTime;
    private IntPtr id;
    private IntPtr name;
    private IntPtr type;
    private long version;
    private long etag;
    private byte hasVersion;
    private byte hasEtag;

    /// <summary>The link, copied; what was native is still to be freed.</summary>
    internal readonly PartnerLink Read() => new(Utf8.Read(partnerId) ?? "")
    {
        PartnerName = Utf8.Read(partnerName),
        TenantId = Utf8.Read(tenantId),
        ObjectId = Utf8.Read(objectId),
        State = Utf8.Read(state),
        Id = Utf8.Read(id),
        Name = Utf8.Read(name),
        Type = Utf8.Read(type),
        Version = hasVersion != 0 ? version : null,
        ETag = hasEtag != 0 ? etag : null,
        CreatedTime = Time(createdTime),
        UpdatedTime = Time(updatedTime),
    };

    /// <summary>The link, copied, and the native one freed.</summary>
    internal PartnerLink Take()
    {
        try
        {
            return Read();
        }
        finally
        {
            mp_partner_free(ref this);
        }
    }

    private static DateTimeOffset? Time(IntPtr text) =>
        DateTimeOffset.TryParse(Utf8.Read(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    [DllImport(NativeLibrary.Name, CallingConvention = CallingConvention.Cdecl)]
    private static extern void mp_partner_free(ref NativePartner partner);
}
