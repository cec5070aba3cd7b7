using System.Text.Json.Nodes;

namespace RiskMap.Faults.Requests;

/// <summary>Bodies that execute a process: its own example, further inputs by their schemas, and in every second one a slip.</summary>
static class Executions
{
    const int MostFurther = 2;

    static readonly string[] Wrong = ["null", "true", "\"x\"", "\"\"", "[]", "{}", "[null]", "-1", "0", "0.5", "1e308", "1e400", "9007199254740993", "\"\\u0000\"", "\"\\ud800\"", "{\"value\":null}", "{\"href\":\"http://127.0.0.1/\"}"];

    public static string Of(Random random, OfferedProcess process)
    {
        var inputs = process.Example.DeepClone().AsObject();
        var names = process.Schemas.Keys.ToArray();
        for (var more = random.Next(MostFurther + 1); more > 0; more--)
        {
            var name = names[random.Next(names.Length)];
            inputs[name] = InputValues.Of(random, name, process.Schemas[name]);
        }

        var body = new JsonObject { ["inputs"] = inputs };
        if (random.OneIn(8)) body[random.Of("response", "outputs", "subscriber", "nothing")] = JsonNode.Parse(random.Of("\"document\"", "\"raw\"", "{}", "{\"nothing\":{}}", "5"));
        return random.OneIn(2) ? WithSlip(random, body) : body.ToJsonString();
    }

    // One member or entry, anywhere in the body, is missing, of another kind, or one too many. What no JsonNode can hold is put in as text.
    static string WithSlip(Random random, JsonObject body)
    {
        var places = Places(body["inputs"]!).ToList();
        if (places.Count == 0) return body.ToJsonString();
        var place = places[random.Next(places.Count)];
        switch (random.Next(4))
        {
            case 0: Remove(place); return body.ToJsonString();
            case 1 when place.Parent is JsonArray list: list.Add(place.DeepClone()); return body.ToJsonString();
            case 1: place.Parent!.AsObject()[random.Of("nothing", "Time", "from ", "__proto__", "")] = place.DeepClone(); return body.ToJsonString();
            case 2 when place is JsonArray or JsonObject: place.ReplaceWith(JsonValue.Create(random.Noise(12))); return body.ToJsonString();
            default:
                const string hole = "what-is-wrong";
                place.ReplaceWith(JsonValue.Create(hole));
                return body.ToJsonString().Replace($"\"{hole}\"", random.Of(Wrong), StringComparison.Ordinal);
        }
    }

    static void Remove(JsonNode place)
    {
        if (place.Parent is JsonArray list) list.Remove(place);
        else place.Parent!.AsObject().Remove(place.GetPropertyName());
    }

    static IEnumerable<JsonNode> Places(JsonNode within) => Children(within).SelectMany(child => Places(child).Prepend(child));

    static IEnumerable<JsonNode> Children(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>(),
        JsonArray list => list.OfType<JsonNode>(),
        _ => [],
    };
}
