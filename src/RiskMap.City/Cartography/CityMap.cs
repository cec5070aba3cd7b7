using System.Collections.Frozen;
using System.Collections.Immutable;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Style;
using RiskMap.Geo.Style.Expressions;

namespace RiskMap.City.Cartography;

/// <summary>What a picture of the city shows: the rows of its vector tiles, and the districts' risk colour as feature state. Pure and safe in parallel.</summary>
public static class CityMap
{
    /// <summary>Property of districts with what is written below their name.</summary>
    public const string RiskText = "risk";

    const string Districts = "districts", Colour = "colour";

    static readonly string[] RiskLayers = ["districts-risk", "districts-no-data", "districts-label"];

    /// <summary>The content of pictures at a zoom.</summary>
    /// <param name="city">The city.</param>
    /// <param name="collections">Names of the collections to draw.</param>
    /// <param name="zoom">Zoom of the vector tiles that show the same.</param>
    /// <param name="report">Risk of the districts.</param>
    /// <param name="textOf">What is written below the name of a district with risk.</param>
    public static MapContent ContentOf(CitySnapshot city, IReadOnlyCollection<string> collections, int zoom, RiskReport report, Func<AreaRisk, string> textOf)
    {
        var areas = report.Areas.ToFrozenDictionary(area => area.Id);
        var texts = report.Areas.ToFrozenDictionary(area => area.Id, area => StyleValue.Of(textOf(area)));
        var layers = city.Layers.Where(layer => zoom >= layer.Schema.MinZoom && collections.Contains(layer.Schema.Name, StringComparer.Ordinal));
        return new MapContent(
            [.. layers.SelectMany(layer => SourcesOf(layer, zoom))],
            (layer, id, name) => layer == Districts && name == Colour ? StyleValue.Of(areas.GetValueOrDefault(id)?.Colour) : StyleValue.Null,
            (layer, id, name) => name == RiskText && layer.StartsWith(Districts, StringComparison.Ordinal) ? texts.GetValueOrDefault(id) : StyleValue.Null);
    }

    /// <summary>The style with risk drawn on the districts of the report's level only, as the console draws it.</summary>
    public static MapStyle OfLevel(MapStyle style, RiskReport report) => report.Level is { } level
        ? style.OnlyWhere(RiskLayers, new Comparison("==", new Get("level"), new Literal(StyleValue.Of(level))))
        : style;

    static IEnumerable<MapSource> SourcesOf(LayerSnapshot layer, int zoom)
    {
        var (keep, keepEdits) = (layer.RowsAt(layer.Main, zoom), layer.RowsAt(layer.Edits, zoom));
        if (layer.HasClusters(zoom)) return [new MapSource(layer.Schema.Name, ClusterPoints.Of(layer, zoom))];
        IEnumerable<MapSource> sources = [new(layer.Schema.Name, layer.Main.Tiles, keep), new(layer.Schema.Name, layer.Edits.Tiles, keepEdits)];
        return layer.Schema.HasLabels ? [.. sources, new(layer.Schema.LabelLayer, layer.Main.Labels, keep), new(layer.Schema.LabelLayer, layer.Edits.Labels)] : sources;
    }
}
