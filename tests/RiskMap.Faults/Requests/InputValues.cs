using System.Globalization;
using System.Text.Json.Nodes;

namespace RiskMap.Faults.Requests;

/// <summary>Values for the inputs of processes by their schemas: right as far as a schema tells, in the city where they are places.</summary>
static class InputValues
{
    const int LongestList = 3;
    const int MostIds = 40;
    const double Usual = 1_000;

    const int MostOptional = 2;

    // What is imagined for an answer may be of any layer; these change the ways.
    static readonly string[] OfWays = ["closures", "roads"];

    static readonly string[] Words =
    [
        "gas-detection", "plugging", "fire-fighting", "water-tender", "foam-tender", "2010299", "2010", "kg", "件", "7664-41-7", "2614", "school", "teams", "depots", "1005", "closed", "氨", "unknown", "",
    ];

    /// <summary>A value of a schema.</summary>
    /// <param name="random">Choices.</param>
    /// <param name="name">Name of the input or member that bears it.</param>
    /// <param name="schema">Its schema, in the words of OpenAPI 3.0.</param>
    public static JsonNode? Of(Random random, string name, JsonObject schema)
    {
        if (schema["enum"] is JsonArray codes) return codes[random.Next(codes.Count)]?.DeepClone();
        return Text(schema, "type") switch
        {
            "array" => List(random, name, schema),
            "object" => Members(random, name, schema),
            "integer" => JsonValue.Create(random.Next((int)Bound(schema, "minimum", 0), (int)Bound(schema, "maximum", MostIds) + 1)),
            "number" => JsonValue.Create(Number(random, schema)),
            "boolean" => JsonValue.Create(random.OneIn(2)),
            _ => JsonValue.Create(Word(random, schema)),
        };
    }

    static JsonArray List(Random random, string name, JsonObject schema)
    {
        var (least, most) = ((int)Bound(schema, "minItems", 0), (int)Bound(schema, "maxItems", int.MaxValue));
        if (IsPosition(schema)) return random.Place() is var (longitude, latitude) ? [longitude, latitude] : [];
        return [.. Enumerable.Range(0, random.Next(least, Math.Min(most, least + LongestList) + 1)).Select(_ => Of(random, name, schema["items"]!.AsObject()))];
    }

    static bool IsPosition(JsonObject schema) => schema["items"] is JsonObject item && Text(item, "type") == "number" && Bound(schema, "minItems", 0) is 2 && Bound(schema, "maxItems", 0) is 2;

    static JsonObject Members(Random random, string name, JsonObject schema)
    {
        if (name is "upserts") return Bodies.Feature(random, "closures", FormattableString.Invariant($"imagined-{random.Next(MostIds)}"));
        if (schema["properties"] is not JsonObject properties || properties.ContainsKey("coordinates")) return Bodies.Geometry(random);
        var required = schema["required"] is JsonArray list ? list.Select(entry => entry!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) : [];
        var optional = properties.Select(member => member.Key).Where(member => !required.Contains(member)).ToArray();
        random.Shuffle(optional);
        if (OfWays.All(optional.Contains) && random.OneIn(2)) optional = [random.Of(OfWays)];
        return new(required.Concat(optional.Take(random.Next(1, MostOptional + 1))).Select(member => KeyValuePair.Create(member, Of(random, member, properties[member]!.AsObject()))));
    }

    // Whole numbers among them: some answers count.
    static double Number(Random random, JsonObject schema)
    {
        var (least, most) = (Bound(schema, "minimum", 0), Bound(schema, "maximum", Usual));
        var number = least + (random.NextDouble() * (Math.Max(least, most) - least));
        return random.OneIn(2) ? Math.Round(number) : number;
    }

    static string Word(Random random, JsonObject schema) => Text(schema, "format") switch
    {
        "date-time" => random.Of("2026-06-30T10:00:00+08:00", "2026-11-27T03:00:00Z", "1999-12-31T23:59:59-11:00"),
        "date" => random.Of("2026-11-27", "2024-02-29"),
        _ => random.OneIn(8) ? random.Noise(20) : random.Of(Words),
    };

    static string? Text(JsonObject schema, string keyword) => schema[keyword]?.GetValue<string>();

    static double Bound(JsonObject schema, string keyword, double otherwise) => schema[keyword] is { } bound ? double.Parse(bound.ToString(), CultureInfo.InvariantCulture) : otherwise;
}
