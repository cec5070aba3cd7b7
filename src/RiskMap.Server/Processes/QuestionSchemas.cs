using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using NetTopologySuite.Geometries;
using RiskMap.Server.Features;

namespace RiskMap.Server.Processes;

/// <summary>
/// Schemas of questions and answers, made from their records, in the words of OpenAPI 3.0 (which OGC API - Processes uses): what is described is what is
/// read. Thread-safe.
/// </summary>
static class QuestionSchemas
{
    /// <summary>Format of geometries that are areas.</summary>
    internal const string AreaFormat = "geojson-polygon";

    /// <summary>Format of any geometry.</summary>
    internal const string GeometryFormat = "geojson-geometry";

    static readonly ConcurrentDictionary<Type, JsonObject> Known = new();

    static readonly JsonSchemaExporterOptions Export = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>The schema of each input of a process, those of the type with the definition's own words laid over.</summary>
    internal static JsonObject Input(ProcessDefinition process, ProcessInput input)
    {
        var members = Of(process.Question)["properties"]!.AsObject();
        var schema = members[input.Name]?.DeepClone().AsObject()
            ?? throw new InvalidOperationException($"process {process.Id}: the question {process.Question.Name} has no member {input.Name}");
        foreach (var (word, value) in input.Schema) schema[word] = value?.DeepClone();
        if (input.IsRequired) schema.Remove("nullable");
        if (input.Default is { } standing) (schema["default"], schema["nullable"]) = (standing.DeepClone(), true);
        // What may be null has null among its values (OpenAPI 3.0.3, 4.7.24.1).
        if (schema["enum"] is JsonArray codes && schema["nullable"] is not null && !codes.Contains(null)) codes.Add(null);
        if (schema["oneOf"] is JsonArray kinds && schema.Remove("nullable")) kinds[0]!["nullable"] = true;
        return schema;
    }

    /// <summary>True where null fits. Among several kinds one takes it: beside no type the word means nothing (OpenAPI 3.0.3, 4.7.24.1).</summary>
    internal static bool TakesNull(JsonObject schema) =>
        schema["nullable"] is not null || (schema["oneOf"] is JsonArray kinds && kinds.Any(kind => TakesNull(kind!.AsObject())));

    /// <summary>True where an input must be given.</summary>
    internal static bool IsRequired(ProcessDefinition process, ProcessInput input) =>
        input.IsRequired || (input.Default is null && Of(process.Question)["required"] is JsonArray required && required.Any(name => name!.GetValue<string>() == input.Name));

    /// <summary>The schema of an answer: it may have members besides.</summary>
    internal static JsonObject Answer(ProcessDefinition process)
    {
        var schema = Of(process.Answer).DeepClone().AsObject();
        Open(schema);
        return schema;
    }

    /// <summary>The schema of a record.</summary>
    internal static JsonObject Of(Type type) => Known.GetOrAdd(type, Whole);

    static JsonObject Whole(Type record)
    {
        if (ProcessJson.Options.GetJsonSchemaAsNode(record, Export) is not JsonObject root) return [];
        Inline(root, root);
        LeaveNullDefaultsOut(root);
        return root;
    }

    // A record that occurs again is a pointer to its first place, which leads nowhere once a part of the schema stands elsewhere.
    static void Inline(JsonObject root, JsonNode? node)
    {
        if (node is JsonArray entries)
        {
            foreach (var entry in entries) Inline(root, entry);
            return;
        }

        if (node is not JsonObject schema) return;
        if (schema["$ref"] is JsonValue pointer)
        {
            var first = pointer.GetValue<string>().Split('/').Skip(1).Aggregate((JsonNode?)root, (at, name) => at?[name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]);
            schema.Remove("$ref");
            foreach (var (word, value) in first!.AsObject()) schema[word] ??= value?.DeepClone();
        }

        foreach (var (_, member) in schema.ToList()) Inline(root, member);
    }

    static void LeaveNullDefaultsOut(JsonNode? node)
    {
        if (node is JsonObject schema && schema.TryGetPropertyValue("default", out var standing) && standing is null) schema.Remove("default");
        var inner = node switch { JsonObject members => members.Select(member => member.Value), JsonArray entries => entries, _ => [] };
        foreach (var member in inner) LeaveNullDefaultsOut(member);
    }

    // The exporter visits the innermost schemas first.
    static JsonObject Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (typeof(Geometry).IsAssignableFrom(context.TypeInfo.Type)) return GeometryOf(context.TypeInfo.Type, context.PropertyInfo?.IsGetNullable == true);
        if (node is not JsonObject schema) return new JsonObject();
        if (schema["type"] is JsonArray types) TakeNull(schema, types);
        if (schema["enum"] is JsonArray codes)
        {
            schema["type"] ??= "string";
            if (codes.Contains(null)) schema["nullable"] = true;
        }
        if (schema["required"] is JsonArray required && schema["properties"] is JsonObject members) KeepNeeded(schema, required, members);
        return schema;
    }

    static void TakeNull(JsonObject schema, JsonArray types)
    {
        var names = types.Select(name => name!.GetValue<string>()).ToList();
        schema["type"] = names.Find(name => name != "null");
        if (names.Contains("null", StringComparer.Ordinal)) schema["nullable"] = true;
    }

    // What may be null may be left out.
    static void KeepNeeded(JsonObject schema, JsonArray required, JsonObject members)
    {
        var needed = required.Select(name => name!.GetValue<string>()).Where(name => members[name]?["nullable"] is null).ToList();
        if (needed.Count == 0) schema.Remove("required");
        else schema["required"] = new JsonArray([.. needed.Select(name => (JsonNode)name)]);
    }

    static JsonObject GeometryOf(Type type, bool isNullable)
    {
        string[] kinds = type == typeof(Polygon) ? ["Polygon"] : type == typeof(MultiPolygon) ? ["MultiPolygon"] : ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];
        var schema = ApiGeometry(kinds, kinds[0].EndsWith("Polygon", StringComparison.Ordinal) ? AreaFormat : GeometryFormat);
        if (isNullable) schema["nullable"] = true;
        return schema;
    }

    /// <summary>The schema of a GeoJSON geometry of any kind.</summary>
    internal static JsonObject AnyGeometry() => GeometryOf(typeof(Geometry), isNullable: false);

    /// <summary>The schema of a GeoJSON geometry of some kinds, longitude and latitude.</summary>
    internal static JsonObject ApiGeometry(IEnumerable<string> kinds, string format)
    {
        var schema = ApiSchemas.Object(["type", "coordinates"],
            ("type", ApiSchemas.OneOf(kinds)),
            ("coordinates", new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = new JsonObject() }));
        schema["format"] = format;
        return schema;
    }

    static void Open(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            if (members["additionalProperties"] is JsonValue) members.Remove("additionalProperties");
            foreach (var (_, member) in members) Open(member);
        }
        else if (node is JsonArray entries)
        {
            foreach (var entry in entries) Open(entry);
        }
    }
}
