using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Export;

/// <summary>Geometries of chosen features in another system, row after row in the features' order. Pure.</summary>
public static class FeatureGeometries
{
    /// <summary>The geometries, x before y; a feature beyond the system's domain has coordinates that are not finite.</summary>
    public static GeometryColumn In(CoordinateSystem system, IReadOnlyList<FeatureRef> features)
    {
        var column = new GeometryColumnBuilder(features.Count);
        foreach (var feature in features) column.Add(feature.Block.Geometry, feature.Row);
        return column.Build().Transform((x, y) => LayerExport.Present(new SourceCrs(system), x, y));
    }
}
