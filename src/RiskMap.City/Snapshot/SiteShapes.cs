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
    static readonly int OfLayer = SiteBoundaries.Schema.IndexOf("ofLayer");
    static readonly int OfKey = SiteBoundaries.Schema.IndexOf("ofKey");

    readonly Dictionary<(string Layer, string Key), Geometry> _shapes = [];

    SiteShapes(LayerSnapshot boundaries, MetricPlane plane)
    {
        foreach (var feature in boundaries.All)
        {
            if (!feature.IsEmpty)
                _shapes[(feature.Text(OfLayer) ?? "", feature.Text(OfKey) ?? "")] = feature.Block.Metric(plane).ToGeometry(feature.Row);
        }
    }

    /// <summary>Number of boundaries.</summary>
    public int Count => _shapes.Count;

    /// <summary>The boundaries of a city.</summary>
    public static SiteShapes Of(CitySnapshot city) => city.Layer("site-boundaries").Derived(layer => new SiteShapes(layer, city.Plane));

    /// <summary>Boundary of a feature, or null: then it is measured from its point.</summary>
    public Geometry? Find(FeatureRef feature) =>
        _shapes.Count == 0 ? null : _shapes.GetValueOrDefault((feature.Block.Schema.Name, feature.Key));
}
