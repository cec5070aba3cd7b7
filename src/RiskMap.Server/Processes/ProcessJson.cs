using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RiskMap.Server.Processes;

/// <summary>How questions and answers of processes stand in JSON: camelCase, enums in kebab case, geometries as GeoJSON, what is missing as null.</summary>
static class ProcessJson
{
    /// <summary>Deepest nesting of a request: a MultiPolygon in a what-if feature is eight levels below the body.</summary>
    internal const int MaximumDepth = 32;

    /// <summary>Reads and writes records of analyses. Read-only.</summary>
    internal static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Reads requests; a member that is named twice is an error.</summary>
    internal static JsonDocumentOptions Strict { get; } = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    /// <summary>An answer as a document; <paramref name="inputs"/> are told behind its own members, null for none.</summary>
    internal static byte[] Write(object answer, JsonObject? inputs)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), Options);
        return inputs is null || document is not [(byte)'{', _, .., (byte)'}'] ? document : [.. document.AsSpan(0, document.Length - 1), .. ",\"inputs\":"u8, .. Bytes(inputs), (byte)'}'];
    }

    /// <summary>A document that was put together by hand.</summary>
    internal static byte[] Bytes(JsonNode document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    /// <summary>A value as it came, cut when it is long, for messages.</summary>
    internal static string Shown(JsonNode? value)
    {
        const int Longest = 100;
        var text = value is JsonValue plain && plain.GetValueKind() == JsonValueKind.String ? plain.GetValue<string>() : value?.ToJsonString(Options) ?? "null";
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            MaxDepth = 2 * MaximumDepth,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveIgnoredOut } },
            Converters = { new GeometryJson(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        };
        options.MakeReadOnly();
        return options;
    }

    // What an answer keeps for drawings is ignored in JSON; that it is required in C# must not keep it from being written.
    static void LeaveIgnoredOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.IsRequired && property.Set is null) property.IsRequired = false;
        }
    }
}
