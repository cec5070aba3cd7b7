using System.Text.Json.Nodes;
using RiskMap.City.Model;

namespace RiskMap.Server.Features;

/// <summary>The schemas of the API document that are the same for every layer. Answers may have further members.</summary>
static class ApiSchemas
{
    /// <summary>All of them, and those of the layers.</summary>
    public static JsonObject All(string language)
    {
        var all = Documents();
        AddGeometries(all);
        ApiProcesses.AddSchemas(all, language);
        ApiDispatch.AddSchemas(all);
        foreach (var layer in CityLayers.All) ApiLayerSchemas.AddTo(all, layer, language);
        return all;
    }

    /// <summary>An object with these members.</summary>
    public static JsonObject Object(IEnumerable<string> required, params IEnumerable<(string Name, JsonNode Schema)> members)
    {
        var schema = new JsonObject { ["type"] = "object" };
        var names = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        if (names.Count > 0) schema["required"] = names;
        schema["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Schema)));
        return schema;
    }

    /// <summary>An object's schema with the word that nothing else may stand in it.</summary>
    public static JsonObject Closed(JsonObject schema)
    {
        schema["additionalProperties"] = false;
        return schema;
    }

    /// <summary>A text; with a value, that value alone.</summary>
    public static JsonObject Text(string? only = null) => only is null ? new() { ["type"] = "string" } : OneOf(only);

    /// <summary>A text that is one of some codes.</summary>
    public static JsonObject OneOf(params IEnumerable<string> codes) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. codes.Select(JsonNode (code) => code)]) };

    /// <summary>A text that is a code of a list.</summary>
    public static JsonObject OneOf(CodeList list) => OneOf(list.Codes.Select(code => code.Value));

    /// <summary>A whole number from 0.</summary>
    public static JsonObject Count() => new() { ["type"] = "integer", ["minimum"] = 0 };

    /// <summary>A list.</summary>
    public static JsonObject ArrayOf(JsonObject items, int? least = null, int? most = null)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = items };
        if (least is { } minimum) schema["minItems"] = minimum;
        if (most is { } maximum) schema["maxItems"] = maximum;
        return schema;
    }

    /// <summary>A reference to another schema.</summary>
    public static JsonObject To(string schema) => ApiOperation.Reference($"schemas/{schema}");

    static JsonObject Documents() => new()
    {
        ["Document"] = new JsonObject { ["type"] = "object" },
        ["Text"] = Text(),
        ["Html"] = Text(),
        ["Tile"] = new JsonObject { ["type"] = "string", ["format"] = "binary" },
        ["Link"] = Object(["href", "rel"], ("href", Text()), ("rel", Text()), ("type", Text()), ("title", Text()), ("templated", Truth())),
        ["LandingPage"] = Object(["links"], ("title", Text()), ("description", Text()), ("links", Links())),
        ["Conformance"] = Object(["conformsTo"], ("links", Links()), ("conformsTo", ArrayOf(Text()))),
        ["Extent"] = Object([],
            ("spatial", Object([], ("bbox", ArrayOf(ArrayOf(Number(), 4, 6), 1)), ("crs", Text()))),
            ("temporal", Object([], ("interval", ArrayOf(ArrayOf(new JsonObject { ["type"] = "string", ["format"] = "date-time", ["nullable"] = true }, 2, 2), 1)), ("trs", Text())))),
        ["Collection"] = Object(["id", "links"],
            ("id", Text()), ("title", Text()), ("description", Text()), ("itemType", Text()), ("extent", To("Extent")), ("crs", ArrayOf(Text())), ("storageCrs", Text()),
            ("riskmap:titles", Object(["zh", "en"], ("zh", Text()), ("en", Text()))), ("riskmap:count", Count()), ("riskmap:geometryType", Text()), ("links", Links())),
        ["Collections"] = Object(["links", "collections"], ("links", Links()), ("riskmap:timeZone", new JsonObject { ["type"] = "string", ["nullable"] = true }), ("collections", ArrayOf(To("Collection")))),
        ["Problem"] = Object(["type", "title", "status"],
            ("type", Text()), ("title", Text()), ("status", Count()), ("detail", Text()), ("instance", Text()), ("member", Text()), ("value", Text()), ("remedy", Text()), ("etag", Text()),
            ("errors", ArrayOf(Object(["pointer"], ("pointer", Text()), ("value", Text()), ("detail", Text()), ("remedy", Text())))), ("links", Links())),
    };

    static void AddGeometries(JsonObject all)
    {
        all["Position"] = ArrayOf(Number(), 2, 3);
        Add("Point", To("Position"));
        Add("LineString", ArrayOf(To("Position"), 2));
        Add("MultiLineString", ArrayOf(ArrayOf(To("Position"), 2)));
        Add("Polygon", ArrayOf(Ring()));
        Add("MultiPolygon", ArrayOf(ArrayOf(Ring())));

        void Add(string type, JsonObject coordinates) => all[type] = Object(["type", "coordinates"], ("type", Text(type)), ("coordinates", coordinates));

        static JsonObject Ring() => ArrayOf(To("Position"), 4);
    }

    static JsonObject Links() => ArrayOf(To("Link"));

    static JsonObject Number() => new() { ["type"] = "number" };

    static JsonObject Truth() => new() { ["type"] = "boolean" };
}
