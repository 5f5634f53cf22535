using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Json.Nodes;

namespace ManagementPartner.Adapter;

/// <summary>Objects and errors of the cmdlets in the words of the adapter protocol.</summary>
internal static class Json
{
    private static readonly string[] Keys =
    [
        "createdTime", "etag", "id", "name", "objectId", "partnerId", "partnerName", "state", "tenantId", "type", "updatedTime", "version",
    ];

    /// <summary>The flat object that every face prints for a link.</summary>
    public static JsonObject Partner(PSObject link)
    {
        var json = new JsonObject();
        foreach (string key in Keys)
        {
            if (link.Properties[key].Value is { } value)
            {
                json[key] = Value(value);
            }
        }

        return json;
    }

    public static JsonObject Linked(PSObject link) => new()
    {
        ["partner"] = Partner(link),
        ["change"] = link.Properties["Change"].Value.ToString()!.ToLowerInvariant(),
        ["previous"] = (string?)link.Properties["PreviousPartnerId"].Value,
    };

    public static JsonObject Error(Exception error)
    {
        var exception = PSObject.AsPSObject(error);
        object? Read(string name) => exception.Properties[name]?.Value;

        // The binder refuses what the client would have refused.
        string kind = error is ParameterBindingException ? "InvalidArgument" : $"{Read("Kind")}";
        return new JsonObject
        {
            ["kind"] = SnakeCase(kind),
            ["message"] = (string?)Read("Reason") ?? error.Message,
            ["hint"] = (string?)Read("Hint"),
            ["code"] = (string?)Read("Code"),
            ["status"] = Read("Status") is int status ? status : (JsonNode?)null,
        };
    }

    private static JsonNode Value(object value) => value switch
    {
        long number => number,
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (char letter in name)
        {
            text.Append(char.IsUpper(letter) && text.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
