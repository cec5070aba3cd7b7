using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/collections/{id}/schema</c>, <c>/queryables</c> and <c>/sortables</c> (OGC 23-058, OGC 19-079r2): JSON Schema made from the layer's one declaration,
/// with titles in both languages, units and codes.
/// </summary>
public static class Schemas
{
    const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Adds the three.</summary>
    public static void MapSchemas(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/collections/{id}/schema", (HttpContext context, ServedCity city, string id) => WriteAsync(context, city, id, "schema", _ => true));
        routes.MapRead("/collections/{id}/queryables", (HttpContext context, ServedCity city, string id) =>
            WriteAsync(context, city, id, "queryables", field => field is { Queryable: true, Personal: false }));
        routes.MapRead("/collections/{id}/sortables", (HttpContext context, ServedCity city, string id) => WriteAsync(context, city, id, "sortables", SortKey.CanSort));
    }

    static Task WriteAsync(HttpContext context, ServedCity city, string id, string kind, Func<Field, bool> wanted)
    {
        Parameters.Allow(context.Request);
        var (layer, language) = (Collections.Known(id), Language.OfRequest(context.Request));
        context.Response.Headers.Append("Vary", "Accept-Language");
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (kind == "sortables") properties["id"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["type"] = "integer", ["x-ogc-role"] = "id" };
        else properties["geom"] = DescribeGeometry(layer, language);
        properties["key"] = new { type = "string", title = MessageTexts.In(language, "schema.key") };
        foreach (var field in layer.Fields.Where(wanted)) properties[field.Name] = Describe(field, language);
        var document = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["$schema"] = Dialect,
            ["$id"] = Links.To(context, $"/collections/{id}/{kind}"),
            ["type"] = "object",
            ["title"] = layer.Title.In(language),
            ["x-title"] = Both(layer.Title),
            ["description"] = layer.Description.In(language),
            ["required"] = kind == "sortables" ? [] : Required(layer),
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        return JsonAnswer.WriteAsync(context, document, $"{city.Required.Version.Text}.{language}", Collections.SchemaType);
    }

    static Dictionary<string, object?> DescribeGeometry(LayerSchema layer, string language) => new(StringComparer.Ordinal)
    {
        ["title"] = MessageTexts.In(language, "schema.geometry"),
        ["x-ogc-role"] = "primary-geometry",
        ["format"] = FormatOf(layer.Geometry),
    };

    static string[] Required(LayerSchema layer) =>
    [
        "geom", .. layer.Fields.Where(field => field.Required || (layer.NameRequired && field.Name == CommonFields.Name.Name)).Select(field => field.Name),
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

        var members = new Dictionary<string, object?>(StringComparer.Ordinal) { ["type"] = "string" };
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
