using System.Runtime.CompilerServices;
using RiskMap.City.Model.Layers;
using RiskMap.City.Risk.Fields;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Index;

namespace RiskMap.City.Risk;

/// <summary>The areas by which a question is answered: the districts of one level, or the parks. Hangs on the layer; made once. Immutable; thread-safe.</summary>
sealed class AreaUnits
{
    static readonly int LevelField = Districts.Schema.IndexOf("level");
    static readonly Kept<LayerSnapshot, (MetricPlane Plane, double LeastShare), AreaUnits> Made = new();

    readonly List<(PolygonLocator Locator, int[] Places)> _locators = [];
    readonly ConditionalWeakTable<LayerBlock, BlockTally> _tallies = [];
    readonly MetricPlane _plane;
    Tuple<CellGrid, int[][]>? _cells;

    AreaUnits(MetricPlane plane, LayerSnapshot layer, string? level, IReadOnlyList<FeatureRef> areas)
    {
        (Level, Features, _plane) = (level, areas, plane);
        SquareMetres = [.. areas.Select(area => AreaOf(plane, area))];
        Inside = [.. areas.Select(area => area.Block.Metric(plane).ToGeometry(area.Row).InteriorPoint).Select(point => (point.X, point.Y))];
        foreach (var block in layer.Blocks)
        {
            var places = Enumerable.Range(0, areas.Count).Where(i => ReferenceEquals(areas[i].Block, block)).ToArray();
            _locators.Add((PolygonLocator.Build(block.Geometry, [.. places.Select(i => areas[i].Row)]), places));
        }
    }

    /// <summary>Level of the districts, or null.</summary>
    public string? Level { get; }

    /// <summary>The areas by ascending id.</summary>
    public IReadOnlyList<FeatureRef> Features { get; }

    /// <summary>Areas in the metric plane, m².</summary>
    public IReadOnlyList<double> SquareMetres { get; }

    /// <summary>A point inside each area, metres.</summary>
    public IReadOnlyList<(double X, double Y)> Inside { get; }

    /// <summary>The parks.</summary>
    public static AreaUnits Parks(CitySnapshot city) => Made.Of(city.Layer("parks"), (city.Plane, 0), static (layer, mark) =>
        new(mark.Plane, layer, null, [.. layer.All.Where(park => !park.IsEmpty)]));

    /// <summary>The districts of the lowest level that covers the city (design, decision 11).</summary>
    public static AreaUnits DistrictsOf(CitySnapshot city, RiskModel model) =>
        Made.Of(city.Layer("districts"), (city.Plane, model.Coverage.LeastShare), static (layer, mark) => LowestOf(layer, mark.Plane, mark.LeastShare));

    /// <summary>Which area holds a position in longitude and latitude, or -1.</summary>
    public int Find(double longitude, double latitude)
    {
        foreach (var (locator, places) in _locators)
        {
            var place = locator.Find(longitude, latitude);
            if (place >= 0)
                return places[place];
        }
        return -1;
    }

    /// <summary>The cells of each area, ascending: those whose centre lies in it, or the one inside a very small area.</summary>
    public int[][] CellsOf(CellGrid grid)
    {
        if (_cells is { } made && made.Item1 == grid)
            return made.Item2;
        var cells = Features.Select(area => CellsOf(area, grid)).ToArray();
        _cells = Tuple.Create(grid, cells);
        return cells;
    }

    /// <summary>In which area each row of a block of points lies; made once a block.</summary>
    public BlockTally TallyOf(LayerBlock points) => _tallies.GetValue(points, block => new BlockTally(block, this));

    int[] CellsOf(FeatureRef area, CellGrid grid)
    {
        var cells = new List<int>();
        PolygonCells.CollectAny(area.Block.Metric(_plane), area.Row, grid, cells);
        return [.. cells];
    }

    static AreaUnits LowestOf(LayerSnapshot layer, MetricPlane plane, double leastShare)
    {
        var levels = layer.All.Where(district => !district.IsEmpty).GroupBy(district => district.Text(LevelField), StringComparer.Ordinal).ToList();
        if (levels.Count == 0)
            return new(plane, layer, null, []);
        var areas = levels.ToDictionary(level => level.Key ?? "", level => level.Sum(district => AreaOf(plane, district)), StringComparer.Ordinal);
        var widest = areas.Values.Max();
        var chosen = levels.Where(level => areas[level.Key ?? ""] >= leastShare * widest).MaxBy(level => RankOf(level.Key))!;
        return new(plane, layer, chosen.Key, [.. chosen]);
    }

    // Levels are listed from the highest to the lowest; a district without a level is taken only where nothing else covers the city.
    static int RankOf(string? level) => level is null ? -1 : Districts.Levels.Codes.Select(code => code.Value).ToList().IndexOf(level);

    static double AreaOf(MetricPlane plane, FeatureRef area) => area.Block.Metric(plane).ToGeometry(area.Row).Area;
}
