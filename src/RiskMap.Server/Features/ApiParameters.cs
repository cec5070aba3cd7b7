using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>The parameters that several operations of the API document share.</summary>
static class ApiParameters
{
    /// <summary>All of them by name, each with its text <c>api.parameter.NAME</c>.</summary>
    public static JsonObject All(string language)
    {
        var all = new JsonObject
        {
            ["featureId"] = InPath("featureId", Integer(1, format: "int64")),
            ["incidentId"] = InPath("incidentId", Integer(1, format: "int64")),
            ["z"] = InPath("z", Integer(0, TileId.MaxZoom)),
            ["x"] = InPath("x", Integer(0)),
            ["y"] = InPath("y", Integer(0)),
            ["bbox"] = ListInQuery("bbox", Numbers(4, 6)),
            [CrsParameters.Box] = InQuery(CrsParameters.Box, System()),
            [CrsParameters.Answer] = InQuery(CrsParameters.Answer, System()),
            [PropertyParameters.Properties] = ListInQuery(PropertyParameters.Properties, Texts()),
            [PropertyParameters.SortBy] = ListInQuery(PropertyParameters.SortBy, Texts()),
            ["datetime"] = InQuery("datetime", Text()),
            [FilterParameters.Filter] = InQuery(FilterParameters.Filter, Text()),
            [FilterParameters.Language] = InQuery(FilterParameters.Language, ApiSchemas.OneOf(FilterParameters.Text, FilterParameters.Json)),
            [FilterParameters.Crs] = InQuery(FilterParameters.Crs, System()),
            ["limit"] = InQuery("limit", Integer(1, Parameters.MaximumLimit, Parameters.DefaultLimit)),
            ["cursor"] = InQuery(PageToken.Parameter, Text()),
            ["personal"] = InQuery("personal", new JsonObject { ["type"] = "boolean", ["default"] = false }),
            ["collections"] = ListInQuery("collections", new JsonObject { ["type"] = "array", ["items"] = ApiSchemas.OneOf([.. CityLayers.All.Select(layer => layer.Name)]) }),
            ["stable"] = InQuery(TileJson.StableParameter, new JsonObject { ["type"] = "boolean", ["default"] = false }),
            ["since"] = InQuery("since", Text()),
            ["v"] = InQuery("v", Text()),
            ["jobId"] = InPath("jobId", Text()),
            ["type"] = ListInQuery("type", new JsonObject { ["type"] = "array", ["items"] = ApiSchemas.OneOf(JobFilter.Process) }),
            ["processID"] = ListInQuery("processID", Texts()),
            ["status"] = ListInQuery("status", new JsonObject { ["type"] = "array", ["items"] = ApiSchemas.OneOf(JobFilter.StateNames) }),
            ["minDuration"] = InQuery("minDuration", Integer(0)),
            ["maxDuration"] = InQuery("maxDuration", Integer(0)),
            ["prefer"] = InHeader(ProcessPreference.Header, required: false),
            ["collection"] = InQuery("collection", ApiSchemas.OneOf([.. CityLayers.All.Select(layer => layer.Name)])),
            ["id"] = InQuery("id", Integer(1, format: "int64")),
            ["width"] = InQuery("width", Integer(MapParameters.LeastSide, MapParameters.MostSide, MapParameters.DefaultWidth)),
            ["height"] = InQuery("height", Integer(MapParameters.LeastSide, MapParameters.MostSide, MapParameters.DefaultHeight)),
            ["scale"] = InQuery("scale", new JsonObject { ["type"] = "number", ["minimum"] = 1, ["maximum"] = 4, ["default"] = 1 }),
            ["legend"] = InQuery("legend", new JsonObject { ["type"] = "boolean", ["default"] = true }),
            ["title"] = InQuery("title", new JsonObject { ["type"] = "string", ["maxLength"] = MapParameters.MostTitle }),
            ["lang"] = InQuery("lang", ApiSchemas.OneOf(Language.Chinese, Language.English)),
            ["contentCrs"] = InHeader(CrsParameters.Header, required: false),
            ["ifMatch"] = InHeader("If-Match", required: true),
            ["ifNoneMatch"] = InHeader("If-None-Match", required: false),
            ["idempotencyKey"] = InHeader(WriteHeaders.KeyHeader, required: false),
            ["who"] = InHeader(WriteHeaders.WhoHeader, required: false),
            ["minVersion"] = InHeader(VersionMiddleware.MinimumHeader, required: false),
        };
        foreach (var (name, parameter) in all) parameter!["description"] = MessageTexts.In(language, $"api.parameter.{name}");
        return all;
    }

    /// <summary>The parameter <c>f</c> of an operation that answers in these formats.</summary>
    public static JsonObject Format(string language, params string[] formats)
    {
        var parameter = InQuery("f", ApiSchemas.OneOf(formats));
        parameter["description"] = MessageTexts.In(language, "api.parameter.f");
        return parameter;
    }

    /// <summary>The parameter that chooses features by the value of a property.</summary>
    public static JsonObject OfProperty(LayerSchema layer, string name, string language)
    {
        var field = layer.TryIndexOf(name, out var index) ? layer.Fields[index] : null;
        var parameter = InQuery(name, field is not null ? ApiLayerSchemas.ValueOf(field) : name == LayerProperties.Id ? Integer(1, format: "int64") : Text());
        parameter["description"] = field?.Title.In(language) ?? (name == LayerProperties.Id ? MessageTexts.In(language, "page.id") : MessageTexts.In(language, "schema.key"));
        return parameter;
    }

    static JsonObject InPath(string name, JsonObject schema) => new() { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = schema };

    static JsonObject InQuery(string name, JsonObject schema) => new() { ["name"] = name, ["in"] = "query", ["required"] = false, ["schema"] = schema };

    static JsonObject InHeader(string name, bool required) => new() { ["name"] = name, ["in"] = "header", ["required"] = required, ["schema"] = Text() };

    static JsonObject ListInQuery(string name, JsonObject schema)
    {
        var parameter = InQuery(name, schema);
        parameter["style"] = "form";
        parameter["explode"] = false;
        return parameter;
    }

    static JsonObject System() => new() { ["type"] = "string", ["format"] = "uri", ["default"] = Collections.Crs84 };

    static JsonObject Texts() => new() { ["type"] = "array", ["items"] = Text() };

    static JsonObject Text() => new() { ["type"] = "string" };


    static JsonObject Numbers(int least, int most) => new()
    {
        ["type"] = "array",
        ["minItems"] = least,
        ["maxItems"] = most,
        ["items"] = new JsonObject { ["type"] = "number" },
    };

    static JsonObject Integer(int minimum, int? maximum = null, int? standard = null, string? format = null)
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = minimum };
        if (maximum is { } most) schema["maximum"] = most;
        if (standard is { } value) schema["default"] = value;
        if (format is not null) schema["format"] = format;
        return schema;
    }
}
