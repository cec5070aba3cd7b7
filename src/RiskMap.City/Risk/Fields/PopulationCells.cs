using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Risk.Fields;

/// <summary>
/// People of the population layer by cell: a polygon's people are spread evenly over the cells whose centre lies in it. Hangs on the layer; made
/// once for a grid. Immutable; thread-safe.
/// </summary>
sealed class PopulationCells
{
    static readonly int Residents = Population.Schema.IndexOf("residents");
    static readonly int Day = Population.Schema.IndexOf("peopleDay");
    static readonly int Night = Population.Schema.IndexOf("peopleNight");
    static readonly Kept<LayerSnapshot, (CellGrid Grid, MetricPlane Plane), PopulationCells> Made = new();

    PopulationCells(LayerSnapshot layer, CellGrid grid, MetricPlane plane)
    {
        (PeopleDay, PeopleNight, IsCovered, IsUnknown) = (new double[grid.Count], new double[grid.Count], new bool[grid.Count], new bool[grid.Count]);
        var cells = new List<int>();
        foreach (var area in layer.All)
        {
            cells.Clear();
            PolygonCells.CollectAny(area.Block.Metric(plane), area.Row, grid, cells);
            Spread(area, cells);
        }
    }

    /// <summary>People by day.</summary>
    public double[] PeopleDay { get; }

    /// <summary>People by night.</summary>
    public double[] PeopleNight { get; }

    /// <summary>Whether a polygon covers the cell.</summary>
    public bool[] IsCovered { get; }

    /// <summary>Whether a polygon without numbers covers the cell.</summary>
    public bool[] IsUnknown { get; }

    /// <summary>The population of a city.</summary>
    public static PopulationCells Of(CitySnapshot city, CellGrid grid) =>
        Made.Of(city.Layer("population"), (grid, city.Plane), static (layer, mark) => new(layer, mark.Grid, mark.Plane));

    void Spread(FeatureRef area, List<int> cells)
    {
        var residents = area.Number(Residents);
        var (day, night) = (First(area.Number(Day), residents), First(area.Number(Night), residents));
        foreach (var cell in cells)
        {
            IsCovered[cell] = true;
            IsUnknown[cell] |= double.IsNaN(day + night);
            PeopleDay[cell] += First(day, 0) / cells.Count;
            PeopleNight[cell] += First(night, 0) / cells.Count;
        }
    }

    static double First(double known, double otherwise) => double.IsNaN(known) ? otherwise : known;
}
