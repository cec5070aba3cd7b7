using RiskMap.Geo.Crs;
using RiskMap.Geo.Index;

namespace RiskMap.City.Snapshot;

/// <summary>
/// The visible features of a point layer in the metric plane, with a grid over them. Hangs on the layer instance; made once. Features without
/// geometry are left out. Immutable; safe for parallel reads.
/// </summary>
public sealed class LayerPoints
{
    readonly Lazy<PointGrid> _grid;

    LayerPoints(LayerSnapshot layer, MetricPlane plane)
    {
        (Features, X, Y) = (new FeatureRef[layer.Count], new double[layer.Count], new double[layer.Count]);
        var count = 0;
        foreach (var block in layer.Blocks)
        {
            var metric = block.Metric(plane);
            for (var row = 0; row < block.Count; row++)
            {
                if (layer.IsHidden(block, row) || metric.IsEmpty(row))
                    continue;
                (Features[count], X[count], Y[count]) = (new FeatureRef(block, row), metric.PointX(row), metric.PointY(row));
                count++;
            }
        }
        if (count < layer.Count)
            (Features, X, Y) = (Features[..count], X[..count], Y[..count]);
        _grid = new(() => PointGrid.Build(X, Y));
    }

    /// <summary>The features; position i everywhere in this object.</summary>
    public FeatureRef[] Features { get; }

    /// <summary>Easting, metres.</summary>
    public double[] X { get; }

    /// <summary>Northing, metres.</summary>
    public double[] Y { get; }

    /// <summary>Grid over the points; made at first use.</summary>
    public PointGrid Grid => _grid.Value;

    /// <summary>Number of points.</summary>
    public int Count => Features.Length;

    /// <summary>The points of a layer of a city.</summary>
    public static LayerPoints Of(CitySnapshot city, string layer) => city.Layer(layer).Derived(points => new LayerPoints(points, city.Plane));
}
