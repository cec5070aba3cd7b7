using RiskMap.City.Model;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// The operations of the API document: those of the service, one line each, and those of every layer under its own path, as OGC clients look for them (GDAL reads
/// the filters that <c>/collections/enterprises/items</c> takes). A test holds that every route of the server stands here.
/// </summary>
static class ApiPaths
{
    /// <summary>Group of what leads to everything else.</summary>
    public const string Service = "service";

    /// <summary>Group of tiles.</summary>
    public const string TileGroup = "tiles";

    /// <summary>Group of analyses.</summary>
    public const string Risk = "risk";

    /// <summary>Group of what operators watch.</summary>
    public const string Operation = "operation";

    const string Json = "application/json";
    const string Page = "text/html";

    internal static readonly string[] WriteHeadersTold = [VersionMiddleware.VersionHeader, WriteHeaders.ChangeSetHeader, WriteHeaders.ReplayedHeader];
    static readonly int[] Reading = [StatusCodes.Status304NotModified, StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable];
    static readonly int[] ReadingOne = [StatusCodes.Status304NotModified, StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable];

    static readonly int[] Adding =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status503ServiceUnavailable,
    ];

    static readonly int[] Changing =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed,
        StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status428PreconditionRequired,
        StatusCodes.Status503ServiceUnavailable,
    ];

    static readonly int[] Removing =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status412PreconditionFailed,
        StatusCodes.Status428PreconditionRequired, StatusCodes.Status503ServiceUnavailable,
    ];

    /// <summary>All operations.</summary>
    /// <param name="language">Language of their texts.</param>
    /// <param name="writes">False where the server takes no writes.</param>
    public static IEnumerable<ApiOperation> All(string language, bool writes) =>
    [
        .. ServiceOperations(language),
        .. ApiDispatch.Operations(language, writes),
        .. CityLayers.All.SelectMany(layer => LayerReads(layer, language).Concat(writes ? LayerWrites(layer, language) : [])),
    ];

    static IEnumerable<ApiOperation> ServiceOperations(string language)
    {
        yield return Get("/", "getLandingPage", Service, "api.landing", (Json, "LandingPage"), (Page, "Html"));
        yield return Get("/api", "getApi", Service, "landing.link.api", (LandingPage.OpenApiType, "Document"), (Page, "Html"));
        yield return Get("/conformance", "getConformance", Service, "landing.link.conformance", (Json, "Conformance"), (Page, "Html"));
        yield return Get("/collections", "getCollections", Service, "landing.link.collections", (Json, "Collections"), (Page, "Html"));
        yield return Get("/functions", "getFunctions", Service, "landing.link.functions", (Json, "Document"));
        yield return Get("/tiles", "getTileSets", TileGroup, "landing.link.tilesets", (Json, "Document"));
        yield return Get("/tiles/WebMercatorQuad", "getTileSet", TileGroup, "api.tile-set", (Json, "Document"));
        yield return Get("/tiles/WebMercatorQuad/{z}/{y}/{x}", "getDataSetTile", TileGroup, "landing.link.tiles", (Collections.TileType, "Tile")) with
        {
            Parameters = ["z", "y", "x", "collections", "v", "ifNoneMatch"],
            Others = [StatusCodes.Status204NoContent, .. ReadingOne],
        };
        yield return Get("/tileMatrixSets", "getTileMatrixSets", TileGroup, "landing.link.tiling-schemes", (Json, "Document"));
        yield return Get("/tileMatrixSets/WebMercatorQuad", "getTileMatrixSet", TileGroup, "tiles.scheme", (Json, "Document"));
        yield return Get("/tiles/tilejson.json", "getTileJson", TileGroup, "landing.link.tiles", (Json, "Document")) with { Parameters = ["stable", "lang", "ifNoneMatch"] };
        yield return Get("/tiles/{z}/{x}/{y}.mvt", "getTile", TileGroup, "landing.link.tiles", (Collections.TileType, "Tile")) with
        {
            Parameters = ["z", "x", "y", "collections", "v", "ifNoneMatch"],
            Others = [StatusCodes.Status204NoContent, .. ReadingOne],
        };
        yield return Get("/districts/risk", "getDistrictRisk", Risk, "landing.link.district-risk", (Json, "Document"));
        yield return Get("/parks/risk", "getParkRisk", Risk, "api.park-risk", (Json, "Document"));
        yield return Get("/styles/riskmap.json", "getStyle", TileGroup, "landing.link.style", (Json, "Document")) with { Parameters = ["v", "lang", "ifNoneMatch"] };
        foreach (var operation in MapOperations(language).Concat(ApiProcesses.Operations(language))) yield return operation;
        yield return Get("/live", "getLive", Operation, "landing.link.live", (Live.EventStreamType, "Text")) with { Parameters = ["collections", "since", "minVersion"] };
        yield return Get("/healthz", "getHealth", Operation, "api.health", (Json, "Document")) with { Parameters = [], OwnParameters = [], Others = [StatusCodes.Status421MisdirectedRequest] };
        yield return Get("/readyz", "getReadiness", Operation, "api.ready", (Json, "Document")) with { Parameters = [], OwnParameters = [], Others = [StatusCodes.Status421MisdirectedRequest, StatusCodes.Status503ServiceUnavailable] };
        yield return Get("/metrics", "getMetrics", Operation, "api.metrics", ("text/plain", "Text")) with { Parameters = [], OwnParameters = [], Others = [StatusCodes.Status421MisdirectedRequest] };

        ApiOperation Get(string path, string id, string tag, string text, params (string Type, string Schema)[] content) =>
            Read(path, id, tag, MessageTexts.In(language, text), language, content) with { Others = Reading };
    }

    static IEnumerable<ApiOperation> MapOperations(string language)
    {
        yield return Get("/map/{z}/{x}/{y}.png", "getMapTile", "api.map-tile", "image/png") with { Parameters = ["z", "x", "y", "collections", "v", "ifNoneMatch"], Others = ReadingOne };
        foreach (var (path, id, type) in new[] { ("/map/static", "getMap", "image/png"), ("/map/static.png", "getMapPng", "image/png"), ("/map/static.pdf", "getMapPdf", "application/pdf") })
        {
            yield return Get(path, id, "api.map-static", type) with
            {
                Parameters = ["bbox", "collection", "id", "collections", "width", "height", "scale", "legend", "title", "v", "lang", "ifNoneMatch"],
                Others = ReadingOne,
            };
        }

        foreach (var (name, id) in new[] { ("sprite", "getSprite"), ("sprite@2x", "getSprite2x") })
        {
            yield return Get($"/styles/{name}.json", id, "api.sprite", Json);
            yield return Get($"/styles/{name}.png", $"{id}Picture", "api.sprite", "image/png");
        }

        yield return Get("/styles/legend.json", "getLegend", "api.legend", Json);
        yield return Get("/styles/legend.png", "getLegendPicture", "api.legend", "image/png") with { Parameters = ["scale", "lang", "ifNoneMatch"] };

        ApiOperation Get(string path, string id, string text, string type) =>
            Read(path, id, TileGroup, MessageTexts.In(language, text), language, [(type, type == Json ? "Document" : "Tile")]) with { Others = Reading };
    }

    static IEnumerable<ApiOperation> LayerReads(LayerSchema layer, string language)
    {
        var (name, path) = (ApiLayerSchemas.NameOf(layer), $"/collections/{layer.Name}");
        yield return Get(path, $"get{name}Collection", "api.collection", (Json, "Collection"), (Page, "Html"));
        yield return Get($"{path}/schema", $"get{name}Schema", "collection.link.schema", (Collections.SchemaType, "Document"));
        yield return Get($"{path}/queryables", $"get{name}Queryables", "collection.link.queryables", (Collections.SchemaType, "Document"));
        yield return Get($"{path}/sortables", $"get{name}Sortables", "collection.link.sortables", (Collections.SchemaType, "Document"));
        yield return Get($"{path}/items", $"get{name}Features", "collection.link.items",
            (Collections.GeoJsonType, $"{name}Features"), (ItemsFormat.GeoJsonSequence.MediaType, "Text"), ("text/csv", "Text"), (Page, "Html")) with
        {
            Parameters = [.. ItemsRequest.Parameters.Where(parameter => parameter != "f"), "lang", "ifNoneMatch", "minVersion"],
            OwnParameters = [ApiParameters.Format(language, [.. ItemsFormat.All.Select(format => format.Name)]), .. PropertyParameters.NamesOf(layer).Select(property => ApiParameters.OfProperty(layer, property, language))],
            Headers = ["ETag", "Content-Crs", "Link", VersionMiddleware.VersionHeader],
            Others = [.. Reading, StatusCodes.Status410Gone],
        };
        yield return Get($"{path}/items/{{featureId}}", $"get{name}Feature", "api.item", (Collections.GeoJsonType, $"{name}Feature"), (Page, "Html")) with
        {
            Parameters = ["featureId", CrsParameters.Answer, "personal", "lang", "ifNoneMatch", "minVersion"],
            Headers = ["ETag", "Content-Crs", VersionMiddleware.VersionHeader],
            Others = ReadingOne,
        };
        yield return Get($"{path}/tiles", $"get{name}TileSets", "landing.link.tilesets", (Json, "Document"));
        yield return Get($"{path}/tiles/WebMercatorQuad", $"get{name}TileSet", "api.tile-set", (Json, "Document"));
        yield return Get($"{path}/tiles/tilejson.json", $"get{name}TileJson", "landing.link.tiles", (Json, "Document")) with { Parameters = ["stable", "lang", "ifNoneMatch"] };
        yield return Get($"{path}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}", $"get{name}Tile", "collection.link.tiles", (Collections.TileType, "Tile")) with
        {
            Parameters = ["z", "y", "x", "v", "ifNoneMatch"],
            Others = [StatusCodes.Status204NoContent, .. ReadingOne],
        };

        ApiOperation Get(string address, string id, string text, params (string Type, string Schema)[] content) =>
            Read(address, id, layer.Name, Summary(layer, language, text), language, content) with { Others = Reading };
    }

    static IEnumerable<ApiOperation> LayerWrites(LayerSchema layer, string language)
    {
        var (name, items) = (ApiLayerSchemas.NameOf(layer), $"/collections/{layer.Name}/items");
        var (item, feature) = ($"{items}/{{featureId}}", (Collections.GeoJsonType, $"{name}Feature"));
        string[] common = ["idempotencyKey", "who", "lang"];
        yield return Write("post", items, $"add{name}Feature", "api.add-item") with
        {
            Parameters = ["contentCrs", "personal", .. common],
            Body = $"New{name}",
            BodyTypes = [Collections.GeoJsonType, Json],
            Status = StatusCodes.Status201Created,
            Content = [feature],
            Headers = ["Location", "ETag", "Content-Crs", .. WriteHeadersTold],
            Others = Adding,
        };
        yield return Write("put", item, $"replace{name}Feature", "api.replace-item") with
        {
            Parameters = ["featureId", "ifMatch", "contentCrs", "personal", .. common],
            Body = $"New{name}",
            BodyTypes = [Collections.GeoJsonType, Json],
            Content = [feature],
            Headers = ["ETag", "Content-Crs", .. WriteHeadersTold],
            Others = Changing,
        };
        yield return Write("patch", item, $"change{name}Feature", "api.change-item") with
        {
            Parameters = ["featureId", "ifMatch", "contentCrs", "personal", .. common],
            Body = $"{name}Patch",
            BodyTypes = [WriteBody.MergePatchType, Json],
            Content = [feature],
            Headers = ["ETag", "Content-Crs", .. WriteHeadersTold],
            Others = Changing,
        };
        yield return Write("delete", item, $"remove{name}Feature", "api.remove-item") with
        {
            Parameters = ["featureId", "ifMatch", .. common],
            Status = StatusCodes.Status204NoContent,
            Headers = WriteHeadersTold,
            Others = Removing,
        };

        ApiOperation Write(string method, string address, string id, string text) => new(method, address, id, layer.Name, Summary(layer, language, text));
    }

    static ApiOperation Read(string path, string id, string tag, string summary, string language, (string Type, string Schema)[] content) => new("get", path, id, tag, summary)
    {
        Parameters = ["lang", "ifNoneMatch"],
        OwnParameters = content.Length > 1 ? [ApiParameters.Format(language, "json", "html")] : [],
        Content = content,
        Headers = ["ETag", VersionMiddleware.VersionHeader],
    };

    static string Summary(LayerSchema layer, string language, string text) => $"{layer.Title.In(language)}: {MessageTexts.In(language, text)}";
}
