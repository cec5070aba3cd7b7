using RiskMap.City.Model;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/collections/{id}/schema</c> (what is returned and received), <c>/queryables</c> and <c>/sortables</c> (OGC 23-058r2, 10 to 12; OGC 19-079r2): JSON Schema
/// made from the layer's one declaration, with titles in both languages, units, codes and roles.
/// </summary>
public static class Schemas
{
    const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Adds all three.</summary>
    public static void MapSchemas(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/collections/{id}/schema", (HttpContext context, ServedCity city, string id) =>
            WriteAsync(context, city, id, "schema", layer => layer.Fields, hasGeometry: true));
        routes.MapRead("/collections/{id}/queryables", (HttpContext context, ServedCity city, string id) =>
            WriteAsync(context, city, id, "queryables", LayerProperties.Queryables, hasGeometry: true));
        routes.MapRead("/collections/{id}/sortables", (HttpContext context, ServedCity city, string id) =>
            WriteAsync(context, city, id, "sortables", LayerProperties.Sortables, hasGeometry: false));
    }

    static Task WriteAsync(HttpContext context, ServedCity city, string id, string kind, Func<LayerSchema, IEnumerable<Field>> fields, bool hasGeometry)
    {
        Parameters.Allow(context.Request);
        var (layer, language) = (Collections.Known(id), Language.OfRequest(context.Request));
        context.Response.Headers.Append("Vary", "Accept-Language");
        var document = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["$schema"] = Dialect,
            ["$id"] = Links.To(context, $"/collections/{id}/{kind}"),
            ["type"] = "object",
            ["title"] = layer.Title.In(language),
            ["x-title"] = Both(layer.Title),
            ["description"] = layer.Description.In(language),
            ["properties"] = Properties(layer, fields(layer), hasGeometry, language),
            ["additionalProperties"] = false,
        };
        if (kind == "schema") document["required"] = Required(layer);
        return JsonAnswer.WriteAsync(context, () => document, $"{city.Required.Version.Text}.{language}", Collections.SchemaType);
    }

    static Dictionary<string, object?> Properties(LayerSchema layer, IEnumerable<Field> fields, bool hasGeometry, string language)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [LayerProperties.Id] = Plain("schema.id", ("x-ogc-role", "id"), ("type", "integer"), ("readOnly", true)),
        };
        if (hasGeometry) properties[LayerProperties.Geometry] = Plain("schema.geometry", ("x-ogc-role", "primary-geometry"), ("format", FormatOf(layer.Geometry)));
        properties[LayerProperties.Key] = Plain("schema.key", ("type", "string"));
        foreach (var field in fields)
        {
            var members = Describe(field, language);
            if (RoleOf(layer, field) is { } role) members["x-ogc-role"] = role;
            properties[field.Name] = members;
        }

        foreach (var (members, place) in properties.Values.Select((members, place) => ((Dictionary<string, object?>)members!, place))) members["x-ogc-propertySeq"] = place + 1;
        return properties;

        Dictionary<string, object?> Plain(string title, params IEnumerable<(string Name, object Value)> members) =>
            members.Prepend(("title", MessageTexts.In(language, title))).ToDictionary(member => member.Name, object? (member) => member.Value, StringComparer.Ordinal);
    }

    // The fields that the parameter datetime looks at.
    static string? RoleOf(LayerSchema layer, Field field)
    {
        if (layer.TimeFields() is not { } times) return null;
        var place = layer.IndexOf(field.Name);
        if (times.Begins == times.Ends) return place == times.Begins ? "primary-instant" : null;
        return place == times.Begins ? "primary-interval-start" : place == times.Ends ? "primary-interval-end" : null;
    }

    static string[] Required(LayerSchema layer) =>
    [
        LayerProperties.Geometry, .. layer.Fields.Where(field => field.Required || (layer.NameRequired && field.Name == CommonFields.Name.Name)).Select(field => field.Name),
    ];

    static Dictionary<string, object?> Describe(Field field, string language)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["title"] = field.Title.In(language),
            ["x-title"] = Both(field.Title),
            ["type"] = TypeOf(field.Type),
        };
        if (FormatOf(field.Type) is { } format) members["format"] = format;
        if (field.Unit is { } unit) members["x-ogc-unit"] = unit;
        if (field.Minimum is { } minimum) members["minimum"] = minimum;
        if (field.Maximum is { } maximum) members["maximum"] = maximum;
        if (field.Personal) members["x-personal"] = true;
        if (field.Type == FieldType.List) members["items"] = ItemsOf(field, language);
        else if (field.Codes is { } codes) AddCodes(members, codes);
        return members;
    }

    static Dictionary<string, object?> ItemsOf(Field field, string language)
    {
        if (!field.Items.IsEmpty)
        {
            return new(StringComparer.Ordinal)
            {
                ["type"] = "object",
                ["required"] = field.Items.Where(item => item.Required).Select(item => item.Name),
                ["properties"] = field.Items.ToDictionary(item => item.Name, item => Describe(item, language), StringComparer.Ordinal),
            };
        }

        var members = new Dictionary<string, object?>(StringComparer.Ordinal) { ["type"] = field.EntryType == FieldType.Integer ? "integer" : "string" };
        if (field.Codes is { } codes) AddCodes(members, codes);
        return members;
    }

    static void AddCodes(Dictionary<string, object?> members, CodeList codes)
    {
        members["enum"] = codes.Codes.Select(code => code.Value);
        members["x-codes"] = codes.Codes.Select(code => new { value = code.Value, title = Both(code.Title) });
        members["x-source"] = codes.Source;
    }

    static object Both(LocalizedText text) => new { zh = text.Zh, en = text.En };

    static string TypeOf(FieldType type) => type switch
    {
        FieldType.Integer => "integer",
        FieldType.Number => "number",
        FieldType.Boolean => "boolean",
        FieldType.List => "array",
        _ => "string",
    };

    static string? FormatOf(FieldType type) => type switch
    {
        FieldType.Date => "date",
        FieldType.DateTime => "date-time",
        _ => null,
    };

    static string FormatOf(GeometryKind kind) => kind switch
    {
        GeometryKind.Point => "geometry-point",
        GeometryKind.Line => "geometry-linestring-or-multilinestring",
        GeometryKind.Polygon => "geometry-polygon-or-multipolygon",
        _ => "geometry-any",
    };
}
