using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Index;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>People at the middle of their population cell. Hangs on the population layer; made once. Immutable; safe for parallel reads.</summary>
sealed class DemandPoints
{
    static readonly int Residents = Population.Schema.IndexOf("residents");

    DemandPoints(LayerSnapshot layer, MetricPlane plane)
    {
        var (x, y, people) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var cell in layer.All)
        {
            if (cell.IsEmpty || cell.IsNull(Residents))
            {
                UnknownCount++;
                continue;
            }
            var middle = cell.Block.Metric(plane).ToGeometry(cell.Row).Centroid;
            x.Add(middle.X);
            y.Add(middle.Y);
            people.Add(cell.Number(Residents));
        }
        (X, Y, People) = ([.. x], [.. y], [.. people]);
        Grid = PointGrid.Build(X, Y);
    }

    /// <summary>Easting, metres.</summary>
    public double[] X { get; }

    /// <summary>Northing, metres.</summary>
    public double[] Y { get; }

    /// <summary>Permanent residents.</summary>
    public double[] People { get; }

    /// <summary>Grid over the middles.</summary>
    public PointGrid Grid { get; }

    /// <summary>Cells without residents or place: nobody knows who lives there.</summary>
    public int UnknownCount { get; }

    /// <summary>The people of a city.</summary>
    public static DemandPoints Of(CitySnapshot city) => city.Layer("population").DerivedOfContent(layer => new DemandPoints(layer, city.Plane));
}
