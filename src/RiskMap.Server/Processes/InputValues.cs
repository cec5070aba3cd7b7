using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Processes;

/// <summary>
/// The values of inputs as OGC API - Processes (18-062r2, 7.11.2.1) lets them be written: bare, or qualified as <c>{"value": …}</c>. A list is one value, so
/// that a position is.
/// </summary>
static class InputValues
{
    static readonly string[] Qualifiers = ["value", "mediaType", "encoding", "schema", "format"];

    /// <summary>The inputs with their values bare.</summary>
    /// <exception cref="QuestionException">A value that is given by a link or in base64.</exception>
    internal static JsonObject Bare(JsonObject inputs) => new(inputs.Select(input => KeyValuePair.Create(input.Key, Bare(input.Key, input.Value))));

    static JsonNode? Bare(string member, JsonNode? value) => value switch
    {
        JsonObject link when link.ContainsKey("href") && !link.ContainsKey("value") => throw Fault(member, value, "process.fault.reference"),
        JsonObject whole => Plain(member, whole).DeepClone(),
        JsonArray list => new JsonArray([.. list.Select((entry, i) => entry is JsonObject whole ? Plain($"{member}/{i}", whole).DeepClone() : entry?.DeepClone())]),
        _ => value?.DeepClone(),
    };

    static JsonNode Plain(string member, JsonObject value)
    {
        if (value["value"] is not { } inner || value.Any(word => !Qualifiers.Contains(word.Key, StringComparer.Ordinal))) return value;
        return value["encoding"] is null ? inner : throw Fault(member, value["encoding"], "process.fault.encoding");
    }

    /// <summary>A fault with its reason and remedy from the texts.</summary>
    internal static QuestionException Fault(string member, JsonNode? value, string key, params object?[] values) =>
        new(member, value is null ? null : ProcessJson.Shown(value), MessageTexts.Both(key, values), MessageTexts.Both($"{key}.remedy", values));
}
