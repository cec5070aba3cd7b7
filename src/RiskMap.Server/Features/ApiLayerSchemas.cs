using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// The schemas of one layer, from its declaration: <c>XProperties</c> and <c>XFeature</c> as they are read, <c>XFeatures</c> a page of them, <c>NewX</c> the body that
/// adds or replaces one, <c>XPatch</c> the merge patch that changes one.
/// </summary>
static class ApiLayerSchemas
{
    /// <summary>Name of a layer in schemas and operations: <c>confined-spaces</c> is <c>ConfinedSpaces</c>.</summary>
    public static string NameOf(LayerSchema layer) => string.Concat(layer.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Adds the layer's schemas.</summary>
    public static void AddTo(JsonObject schemas, LayerSchema layer, string language)
    {
        var name = NameOf(layer);
        schemas[$"{name}Properties"] = ApiSchemas.Object([LayerProperties.Key], Properties(layer, language, keyIsGiven: true));
        schemas[$"{name}Feature"] = Titled(layer, language, ApiSchemas.Object(["type", "id", "geometry", "properties"],
            ("type", ApiSchemas.Text("Feature")), ("id", Id()), ("geometry", Geometry(layer, isNullable: true)), ("properties", ApiSchemas.To($"{name}Properties")),
            ("links", ApiSchemas.ArrayOf(ApiSchemas.To("Link")))));
        schemas[$"{name}Features"] = ApiSchemas.Object(["type", "features"],
            ("type", ApiSchemas.Text("FeatureCollection")), ("numberMatched", ApiSchemas.Count()), ("numberReturned", ApiSchemas.Count()),
            ("timeStamp", new JsonObject { ["type"] = "string", ["format"] = "date-time" }), ("links", ApiSchemas.ArrayOf(ApiSchemas.To("Link"))),
            ("features", ApiSchemas.ArrayOf(ApiSchemas.To($"{name}Feature"))));
        schemas[$"New{name}"] = Titled(layer, language, ApiSchemas.Closed(ApiSchemas.Object(["type", "geometry", "properties"],
            ("type", ApiSchemas.Text("Feature")), ("id", Id()), ("geometry", Geometry(layer, isNullable: false)), ("bbox", Box()), ("links", ApiSchemas.ArrayOf(ApiSchemas.To("Link"))),
            ("properties", ApiSchemas.Closed(ApiSchemas.Object(Required(layer), Properties(layer, language, keyIsGiven: false)))))));
        schemas[$"{name}Patch"] = Titled(layer, language, ApiSchemas.Closed(ApiSchemas.Object([],
            ("type", ApiSchemas.Text("Feature")), ("id", Id()), ("geometry", new JsonObject { ["type"] = "object" }), ("bbox", Box()), ("links", ApiSchemas.ArrayOf(ApiSchemas.To("Link"))),
            ("properties", ApiSchemas.Closed(ApiSchemas.Object([], Properties(layer, language, keyIsGiven: false)))))));
    }

    static IEnumerable<(string Name, JsonNode Schema)> Properties(LayerSchema layer, string language, bool keyIsGiven)
    {
        yield return (LayerProperties.Key, keyIsGiven ? ApiSchemas.Text() : new JsonObject { ["type"] = "string", ["nullable"] = true });
        foreach (var field in layer.Fields) yield return (field.Name, Describe(field, language, isMember: false));
    }

    /// <summary>One value of a field as a parameter asks for it; of a list, one of its entries.</summary>
    public static JsonObject ValueOf(Field field) => field.Type == FieldType.List ? Coded(field) : Typed(field, Language.Chinese);

    static IEnumerable<string> Required(LayerSchema layer) =>
        layer.Fields.Where(field => field.Required || (layer.NameRequired && field.Name == CommonFields.Name.Name)).Select(field => field.Name);

    static JsonObject Describe(Field field, string language, bool isMember)
    {
        var schema = Typed(field, language);
        schema["title"] = field.Title.In(language);
        if (field.Unit is { } unit) schema["x-ogc-unit"] = unit;
        if (field.Minimum is { } minimum) schema["minimum"] = minimum;
        if (field.Maximum is { } maximum) schema["maximum"] = maximum;
        if (field.Personal) schema["x-personal"] = true;
        if (!isMember || !field.Required) schema["nullable"] = true;
        // A value that may be null must stand in the list too (OpenAPI 3.0.3, proposal 003).
        if (schema["nullable"] is not null && schema["enum"] is JsonArray codes) codes.Add((JsonNode?)null);
        return schema;
    }

    static JsonObject Typed(Field field, string language) => field.Type switch
    {
        FieldType.Integer => new() { ["type"] = "integer", ["format"] = "int64" },
        FieldType.Number => new() { ["type"] = "number", ["format"] = "double" },
        FieldType.Boolean => new() { ["type"] = "boolean" },
        FieldType.Date => new() { ["type"] = "string", ["format"] = "date" },
        FieldType.DateTime => new() { ["type"] = "string", ["format"] = "date-time" },
        FieldType.List => ApiSchemas.ArrayOf(Entry(field, language)),
        _ => Coded(field),
    };

    static JsonObject Entry(Field field, string language) => field.Items.IsEmpty
        ? field.EntryType == FieldType.Integer ? Id() : Coded(field)
        : ApiSchemas.Object(field.Items.Where(item => item.Required).Select(item => item.Name), field.Items.Select(item => (item.Name, (JsonNode)Describe(item, language, isMember: true))));

    static JsonObject Coded(Field field)
    {
        var schema = ApiSchemas.Text();
        if (field.Codes is { } codes) schema["enum"] = new JsonArray([.. codes.Codes.Select(code => (JsonNode)code.Value)]);
        return schema;
    }

    static JsonObject Geometry(LayerSchema layer, bool isNullable)
    {
        string[] types = layer.Geometry switch
        {
            GeometryKind.Point => ["Point"],
            GeometryKind.Line => ["LineString", "MultiLineString"],
            GeometryKind.Polygon => ["Polygon", "MultiPolygon"],
            _ => ["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"],
        };
        var schema = new JsonObject { ["oneOf"] = new JsonArray([.. types.Select(type => (JsonNode)ApiSchemas.To(type))]) };
        if (!isNullable) return schema;
        schema["type"] = "object";
        schema["nullable"] = true;
        return schema;
    }

    static JsonObject Id() => new() { ["type"] = "integer", ["format"] = "int64" };

    static JsonObject Box() => ApiSchemas.ArrayOf(new JsonObject { ["type"] = "number" }, 4, 6);

    static JsonObject Titled(LayerSchema layer, string language, JsonObject schema)
    {
        schema["title"] = layer.Title.In(language);
        return schema;
    }
}
