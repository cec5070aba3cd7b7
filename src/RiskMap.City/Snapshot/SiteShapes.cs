using NetTopologySuite.Geometries;
using RiskMap.City.Model.Layers;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Snapshot;

/// <summary>
/// Site boundaries in the metric plane, by layer and key (design, decision 10). Hangs on the site-boundaries layer; made once. Safe for
/// parallel reads.
/// </summary>
public sealed class SiteShapes
{
    static readonly int OfLayerField = SiteBoundaries.Schema.IndexOf("ofLayer");
    static readonly int OfKeyField = SiteBoundaries.Schema.IndexOf("ofKey");

    readonly Dictionary<string, Dictionary<string, Geometry>> _shapes = new(StringComparer.Ordinal);

    SiteShapes(LayerSnapshot boundaries, MetricPlane plane)
    {
        foreach (var feature in boundaries.All)
        {
            if (feature.IsEmpty)
                continue;
            var layer = feature.Text(OfLayerField) ?? "";
            if (!_shapes.TryGetValue(layer, out var shapes))
                _shapes[layer] = shapes = new(StringComparer.Ordinal);
            shapes[feature.Text(OfKeyField) ?? ""] = feature.Block.Metric(plane).ToGeometry(feature.Row);
        }
    }

    /// <summary>The boundaries of a city.</summary>
    public static SiteShapes Of(CitySnapshot city) => city.Layer("site-boundaries").DerivedOfContent(layer => new SiteShapes(layer, city.Plane));

    /// <summary>Boundary of a feature, or null: then it is measured from its point.</summary>
    public Geometry? Find(FeatureRef feature) => OfLayer(feature.Block.Schema.Name)?.GetValueOrDefault(feature.Key);

    /// <summary>Boundaries of a layer's features by key, or null when it has none.</summary>
    internal Dictionary<string, Geometry>? OfLayer(string layer) => _shapes.GetValueOrDefault(layer);
}
