using System.Text.Json;
using System.Text.Json.Nodes;

namespace RiskMap.Server.Tests.Support;

/// <summary>Holds JSON against the schemas of an OpenAPI 3.0 document: the words that ours use, no more.</summary>
/// <param name="document">The whole document.</param>
sealed class JsonShape(JsonNode document)
{
    static readonly HashSet<string> Known =
    [
        "$ref", "type", "title", "description", "properties", "required", "additionalProperties", "items", "enum", "nullable", "oneOf", "minItems", "maxItems", "minimum", "maximum", "exclusiveMinimum", "format", "default",
        "contentMediaType", "contentEncoding",
    ];

    /// <summary>What does not fit, each with its place; empty when all fits.</summary>
    public List<string> Faults(JsonNode? value, JsonNode schema, string at = "")
    {
        var rules = Resolved(schema).AsObject();
        var strange = rules.Select(rule => rule.Key).Where(rule => !Known.Contains(rule) && !rule.StartsWith("x-", StringComparison.Ordinal)).ToList();
        if (strange.Count > 0) return [$"{at}: the schema says {string.Join(' ', strange)}, which is not understood here"];
        if (value is null) return TakesNull(rules, at) ? [] : [$"{at}: null"];
        var faults = new List<string>();
        if (rules["type"] is { } type && !IsOf(value, type.GetValue<string>())) faults.Add($"{at}: {value.GetValueKind()} is no {type}");
        if (rules["enum"] is JsonArray codes && !codes.Any(code => JsonNode.DeepEquals(code, value))) faults.Add($"{at}: {value.ToJsonString()} is none of {codes.ToJsonString()}");
        if (rules["oneOf"] is JsonArray choices && choices.Count(choice => Faults(value, choice!, at).Count == 0) != 1) faults.Add($"{at}: not exactly one of {choices.ToJsonString()}");
        if (value.GetValueKind() == JsonValueKind.Number && !IsWithin(Number(value), rules)) faults.Add($"{at}: {value.ToJsonString()} is out of bounds");
        if (value is JsonObject members) faults.AddRange(OfObject(members, rules, at));
        if (value is JsonArray entries) faults.AddRange(OfArray(entries, rules, at));
        return faults;
    }

    /// <summary>The schema behind a reference.</summary>
    public JsonNode Resolved(JsonNode schema) => schema["$ref"] is { } reference
        ? reference.GetValue<string>().Split('/').Skip(1).Aggregate(document, (node, name) => node[name] ?? throw new InvalidOperationException($"no {reference}"))
        : schema;

    bool TakesNull(JsonObject rules, string at) =>
        rules["nullable"]?.GetValue<bool>() ?? (rules["type"] is null && rules["oneOf"] is JsonArray choices && choices.Any(choice => Faults(null, choice!, at).Count == 0));

    IEnumerable<string> OfObject(JsonObject members, JsonObject rules, string at)
    {
        foreach (var name in rules["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [])
            if (!members.ContainsKey(name)) yield return $"{at}: no {name}";
        var properties = rules["properties"] as JsonObject ?? [];
        foreach (var (name, value) in members)
        {
            if (properties[name] is { } schema)
                foreach (var fault in Faults(value, schema, $"{at}/{name}")) yield return fault;
            else if (rules["additionalProperties"] is JsonValue others && !others.GetValue<bool>()) yield return $"{at}: {name} is not declared";
        }
    }

    IEnumerable<string> OfArray(JsonArray entries, JsonObject rules, string at)
    {
        if (rules["minItems"] is { } least && entries.Count < least.GetValue<int>()) yield return $"{at}: only {entries.Count} entries";
        if (rules["maxItems"] is { } most && entries.Count > most.GetValue<int>()) yield return $"{at}: {entries.Count} entries";
        if (rules["items"] is not { } schema) yield break;
        for (var i = 0; i < entries.Count; i++)
            foreach (var fault in Faults(entries[i], schema, $"{at}/{i}")) yield return fault;
    }

    static bool IsWithin(double value, JsonObject rules) => !(rules["minimum"] is { } least && (value < Number(least) || (rules["exclusiveMinimum"] is not null && value == Number(least))))
        && !(rules["maximum"] is { } most && value > Number(most));

    static double Number(JsonNode number) => double.Parse(number.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    static bool IsOf(JsonNode value, string type) => value.GetValueKind() switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && value.GetValue<double>() % 1 == 0),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => false,
    };
}
