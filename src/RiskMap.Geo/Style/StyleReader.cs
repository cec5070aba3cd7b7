using System.Collections.Immutable;
using System.Text.Json;
using RiskMap.Geo.Style.Expressions;

namespace RiskMap.Geo.Style;

/// <summary>
/// Reads the subset of the MapLibre style specification (version 8) that this project's style uses: layers background, fill, line, circle and symbol over
/// one vector source. Anything else is refused with its JSON pointer, so that no picture differs silently from what the style asks.
/// </summary>
public static class StyleReader
{
    /// <summary>Layers without zooms of their own are drawn at all (style specification: 0 to 24; a raster tile of zoom 0 is drawn at -1).</summary>
    const double NoMinZoom = -1, NoMaxZoom = 25;

    static readonly string[] RootMembers = ["version", "name", "metadata", "sources", "layers", "sprite", "glyphs", "center", "zoom"];
    static readonly string[] LayerMemberNames = ["id", "type", "source", "source-layer", "minzoom", "maxzoom", "filter", "metadata", "layout", "paint"];
    static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a style.</summary>
    /// <exception cref="StyleException">It is no style of version 8, or uses what is not known here.</exception>
    public static MapStyle Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = Parse(utf8);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new StyleException("", "a style is an object");
        RefuseOthers(root, RootMembers, "");
        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || version.GetDouble() != 8) throw new StyleException("/version", "only version 8 is known");
        var source = ReadSource(root);
        if (!root.TryGetProperty("layers", out var layers) || layers.ValueKind != JsonValueKind.Array) throw new StyleException("/layers", "a list of layers is expected");
        var read = layers.EnumerateArray().Select((layer, i) => ReadLayer(layer, $"/layers/{i}", source)).ToImmutableArray();
        var twice = read.GroupBy(layer => layer.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? new MapStyle(TextOf(root, "name", ""), read) : throw new StyleException("/layers", $"the layer '{twice.Key}' is there twice");
    }

    static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException broken)
        {
            throw new StyleException("", $"this is not JSON: {broken.Message}");
        }
    }

    static string ReadSource(JsonElement root)
    {
        if (!root.TryGetProperty("sources", out var sources) || sources.ValueKind != JsonValueKind.Object) throw new StyleException("/sources", "an object with one vector source is expected");
        var all = sources.EnumerateObject().ToArray();
        if (all.Length != 1) throw new StyleException("/sources", $"there are {all.Length} sources, expected one");
        if (TextOf(all[0].Value, "type", $"/sources/{all[0].Name}") != "vector") throw new StyleException($"/sources/{all[0].Name}/type", "only vector sources are known");
        return all[0].Name;
    }

    static StyleLayer ReadLayer(JsonElement json, string path, string source)
    {
        RefuseOthers(json, LayerMemberNames, path);
        var members = new LayerMembers(json, path);
        var common = ReadCommon(json, path, members);
        var type = TextOf(json, "type", path);
        if (type != "background" && (TextOf(json, "source", path) != source || common.SourceLayer is null))
            throw new StyleException(path, $"the layer '{common.Id}' needs the source '{source}' and a source-layer");
        StyleLayer layer = type switch
        {
            "background" => new BackgroundLayer(common, members.Colour("paint", "background-color", StyleColour.Black), members.Number("paint", "background-opacity", 1)),
            "fill" => new FillLayer(common, members.Colour("paint", "fill-color", StyleColour.Black), members.Number("paint", "fill-opacity", 1), members.Text("paint", "fill-pattern")),
            "line" => ReadLine(common, members),
            "circle" => ReadCircle(common, members),
            "symbol" => ReadSymbol(common, members),
            _ => throw new StyleException($"{path}/type", $"the layer type '{type}' is not known"),
        };
        members.RefuseOthers();
        return layer.Using(members.Used);
    }

    static AnyLayer ReadCommon(JsonElement json, string path, LayerMembers members)
    {
        var filter = json.TryGetProperty("filter", out var text) ? ExpressionReader.Read(text, $"{path}/filter") : null;
        var legend = json.TryGetProperty("metadata", out var metadata) ? TextOf(metadata, "riskmap:legend", $"{path}/metadata") : null;
        var visibility = members.Word("layout", "visibility", "visible", "none").At(0);
        return new AnyLayer(
            TextOf(json, "id", path) ?? throw new StyleException($"{path}/id", "a layer needs an id"), TextOf(json, "source-layer", path),
            NumberOf(json, "minzoom", NoMinZoom, path), NumberOf(json, "maxzoom", NoMaxZoom, path), filter, visibility == "visible", legend);
    }

    static LineLayer ReadLine(StyleLayer common, LayerMembers members) => new(
        common, members.Colour("paint", "line-color", StyleColour.Black), members.Number("paint", "line-opacity", 1), members.Number("paint", "line-width", 1),
        members.Number("paint", "line-offset", 0), members.Numbers("paint", "line-dasharray"),
        members.Word("layout", "line-cap", "butt", "round", "square"), members.Word("layout", "line-join", "miter", "round", "bevel"));

    static CircleLayer ReadCircle(StyleLayer common, LayerMembers members) => new(
        common, members.Colour("paint", "circle-color", StyleColour.Black), members.Number("paint", "circle-opacity", 1), members.Number("paint", "circle-radius", 5),
        members.Colour("paint", "circle-stroke-color", StyleColour.Black), members.Number("paint", "circle-stroke-width", 0), members.Number("layout", "circle-sort-key", 0));

    static SymbolLayer ReadSymbol(StyleLayer common, LayerMembers members) => new(
        common,
        new SymbolIcon(
            members.Text("layout", "icon-image"), members.Number("layout", "icon-size", 1), members.Number("paint", "icon-opacity", 1),
            members.Truth("layout", "icon-allow-overlap", otherwise: false), members.Truth("layout", "icon-ignore-placement", otherwise: false)),
        new SymbolText(
            members.Sections("layout", "text-field"), members.Texts("layout", "text-font"), members.Number("layout", "text-size", 16),
            members.Word("layout", "text-anchor", "center", "top", "bottom", "left", "right"), members.Numbers("layout", "text-offset", 0, 0),
            members.Number("layout", "text-max-width", 10), members.Truth("layout", "text-allow-overlap", otherwise: false),
            members.Truth("layout", "text-ignore-placement", otherwise: false), members.Truth("layout", "text-optional", otherwise: false),
            members.Colour("paint", "text-color", StyleColour.Black), members.Number("paint", "text-opacity", 1),
            members.Colour("paint", "text-halo-color", StyleColour.Transparent), members.Number("paint", "text-halo-width", 0)),
        members.Word("layout", "symbol-placement", "point", "line"), members.Number("layout", "symbol-spacing", 250), members.Number("layout", "symbol-sort-key", 0));

    static void RefuseOthers(JsonElement json, string[] known, string path)
    {
        foreach (var member in json.EnumerateObject())
            if (!known.Contains(member.Name)) throw new StyleException($"{path}/{member.Name}", $"the member '{member.Name}' is not known");
    }

    static string? TextOf(JsonElement json, string name, string path) => !json.TryGetProperty(name, out var member) ? null
        : member.ValueKind == JsonValueKind.String ? member.GetString() : throw new StyleException($"{path}/{name}", "a text is expected");

    static double NumberOf(JsonElement json, string name, double otherwise, string path) => !json.TryGetProperty(name, out var member) ? otherwise
        : member.ValueKind == JsonValueKind.Number ? member.GetDouble() : throw new StyleException($"{path}/{name}", "a number is expected");

    /// <summary>What is common to a layer, before its type is known.</summary>
    sealed record AnyLayer(string Id, string? SourceLayer, double MinZoom, double MaxZoom, Expression? Filter, bool Visible, string? Legend)
        : StyleLayer(Id, SourceLayer, MinZoom, MaxZoom, Filter, Visible, Legend);
}
