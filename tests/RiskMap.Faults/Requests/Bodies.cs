using System.Text;
using System.Text.Json.Nodes;
using RiskMap.Faults.Cities;

namespace RiskMap.Faults.Requests;

/// <summary>Bodies of writes: features that can be taken, ones that cannot, and what is no feature at all.</summary>
static class Bodies
{
    const int Large = 10 << 20;

    /// <summary>Stands for half of a surrogate pair, which System.Text.Json does not write; <see cref="Written"/> puts it in.</summary>
    const string HalfCharacter = "half-a-character";

    static readonly string[] Drafted = ["enterprises", "zones", "incidents", "closures", "places"];

    static readonly string[] WrongGeometries =
    [
        """{"type":"Polygon","coordinates":[[[118,24],[118.1,24.1],[118,24.1],[118.1,24],[118,24]]]}""", """{"type":"Polygon","coordinates":[[[118,24],[118.1,24.1]]]}""",
        """{"type":"Point","coordinates":[]}""", """{"type":"Point","coordinates":[24.6,118.2]}""", """{"type":"Point","coordinates":[1e400,0]}""", "null", "7",
    ];

    /// <summary>A body, or what is none.</summary>
    /// <param name="random">Choices.</param>
    /// <param name="right">Makes the text of a body of the right form.</param>
    /// <param name="isAsked">True for a question, whose form has more to get wrong in itself than in what stands around it.</param>
    public static byte[] Of(Random random, Func<string> right, bool isAsked)
    {
        if (random.OneIn(200)) return Encoding.UTF8.GetBytes("{\"type\":\"Feature\",\"properties\":{\"name\":\"" + new string('x', Large) + "\"}}");
        return random.Next(isAsked ? 1 : 0, isAsked ? 8 : 6) switch
        {
            0 => Encoding.UTF8.GetBytes(Filters.Of(random)),
            1 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":[", random.Of(10, 40, 2_000)))),
            2 => random.OneIn(3) ? [0xff, 0xfe, 0x00, (byte)random.Next(256)] : Encoding.UTF8.GetBytes(random.Of("", "{}", "[]", "null", "5", "\"x\"", "{\"type\":\"Feature\"}", "{\"type\":\"FeatureCollection\",\"features\":[]}", "{\"inputs\":null}")),
            3 => Encoding.UTF8.GetBytes(Broken(random, right())),
            _ => Encoding.UTF8.GetBytes(right()),
        };
    }

    /// <summary>A force that may or may not be sent, often with one member made wrong.</summary>
    public static JsonObject Dispatch(Random random)
    {
        var unit = new JsonObject { ["layer"] = random.Of("teams", "teams", "depots", "roads"), ["id"] = random.Next(1, 6) };
        if (random.OneIn(2)) unit[random.Of("expectedSeconds", "materials", "note", "id", "state")] = JsonNode.Parse(random.Of("60.5", "-1", "1e400", "null", $"\"{HalfCharacter}\"", "[{\"code\":\"2010299\",\"quantity\":1}]", "[{}]", "[null]"));
        var force = new JsonObject { ["units"] = random.OneIn(8) ? new JsonArray() : new JsonArray(unit, random.OneIn(3) ? unit.DeepClone() : null) };
        if (!force["units"]!.AsArray().All(entry => entry is not null) && !random.OneIn(6)) force["units"]!.AsArray().RemoveAt(1);
        if (random.OneIn(2)) force["incidentId"] = random.Next(1, 9);
        else force["incident"] = new JsonObject { ["name"] = random.Noise(6), ["location"] = new JsonArray(118.2 + (random.NextDouble() / 10), 24.6), [random.Of("size", "severity", "closedAt", "windFromDegrees", "key")] = random.Of("large", "major", "2026-01-01T00:00:00Z", "x") };
        return force;
    }

    /// <summary>A geometry of any type, right or wrong.</summary>
    public static JsonObject Geometry(Random random) => new()
    {
        ["type"] = random.Of("Point", "LineString", "Polygon", "MultiPolygon", "MultiPoint", "GeometryCollection", "Circle", ""),
        ["coordinates"] = Coordinates(random, random.Next(5)),
    };

    /// <summary>A draft of the layer where there is one, often with one member made wrong.</summary>
    public static JsonObject Feature(Random random, string layer, string key)
    {
        var feature = Drafts.Of(Drafted.Contains(layer) ? layer : random.Of(Drafted), random, key).ToJson();
        var properties = feature["properties"]!.AsObject();
        switch (random.Next(9))
        {
            case 0: feature["geometry"] = Geometry(random); break;
            case 1: feature["geometry"] = JsonNode.Parse(random.Of(WrongGeometries)); break;
            case 2: properties[random.Of("grade", "headcount", "score", "kind", "occurredAt", "inventory")] = JsonNode.Parse(random.Of("\"purple\"", "1e30", "-5", "[]", "{}", "true", "[{\"cas\":5}]", "\"\\u0000\"", $"\"{HalfCharacter}\"")); break;
            case 3: properties[random.Of("nothing", "geom", "id", "revision", "__proto__", "")] = random.Noise(12); break;
            case 4: properties["name"] = random.Of("", " ", new string('名', 5_000), random.Noise(30)); break;
            case 5: feature[random.Of("crs", "bbox", "id", "foreign")] = random.Noise(8); break;
            default: break;
        }

        return feature;
    }

    static JsonArray Coordinates(Random random, int depth)
    {
        if (depth == 0) return random.OneIn(6) ? [random.NextDouble() * 400, "x"] : random.Place() is var (x, y) ? [x, y] : [];
        var list = new JsonArray();
        for (var i = random.Next(5); i >= 0; i--) list.Add(Coordinates(random, depth - 1));
        return list;
    }

    /// <summary>The body as text, with what System.Text.Json does not write.</summary>
    public static string Written(JsonObject body) => body.ToJsonString().Replace(HalfCharacter, "\\ud800", StringComparison.Ordinal);

    static string Broken(Random random, string text) => random.Next(3) switch
    {
        0 => text[..random.Next(text.Length)],
        1 => text.Insert(random.Next(text.Length), random.Noise(3)),
        _ => text + random.Of("}", ",", "x", text),
    };
}
