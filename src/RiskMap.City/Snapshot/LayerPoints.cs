using RiskMap.Geo.Crs;
using RiskMap.Geo.Index;

namespace RiskMap.City.Snapshot;

/// <summary>
/// The visible features of a point layer in the metric plane, with a grid over them. Hangs on the layer instance; made once. Features without
/// geometry are left out. Immutable; safe for parallel reads.
/// </summary>
public sealed class LayerPoints
{
    LayerPoints(LayerSnapshot layer, MetricPlane plane)
    {
        var (features, x, y) = (new List<FeatureRef>(layer.Count), new List<double>(layer.Count), new List<double>(layer.Count));
        foreach (var block in layer.Blocks)
        {
            var metric = block.Metric(plane);
            for (var row = 0; row < block.Count; row++)
            {
                if (layer.IsHidden(block, row) || metric.IsEmpty(row))
                    continue;
                features.Add(new FeatureRef(block, row));
                x.Add(metric.PointX(row));
                y.Add(metric.PointY(row));
            }
        }
        (Features, X, Y) = ([.. features], [.. x], [.. y]);
        Grid = PointGrid.Build(X, Y);
    }

    /// <summary>The features; position i everywhere in this object.</summary>
    public FeatureRef[] Features { get; }

    /// <summary>Easting, metres.</summary>
    public double[] X { get; }

    /// <summary>Northing, metres.</summary>
    public double[] Y { get; }

    /// <summary>Grid over the points.</summary>
    public PointGrid Grid { get; }

    /// <summary>Number of points.</summary>
    public int Count => Features.Length;

    /// <summary>The points of a layer of a city.</summary>
    public static LayerPoints Of(CitySnapshot city, string layer) => city.Layer(layer).Derived(points => new LayerPoints(points, city.Plane));
}
