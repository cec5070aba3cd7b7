using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Index;

namespace RiskMap.City.Risk;

/// <summary>The areas by which a question is answered: the districts of one level, or the parks. Immutable.</summary>
sealed class AreaUnits
{
    static readonly int LevelField = Districts.Schema.IndexOf("level");

    readonly List<(LayerSnapshot Layer, LayerBlock Block, PolygonLocator Locator, int[] Places)> _locators = [];

    AreaUnits(CitySnapshot city, LayerSnapshot layer, string? level, IReadOnlyList<FeatureRef> areas)
    {
        (Level, Features) = (level, areas);
        SquareMetres = [.. areas.Select(area => AreaOf(city, area))];
        foreach (var block in layer.Blocks)
        {
            var places = Enumerable.Range(0, areas.Count).Where(i => ReferenceEquals(areas[i].Block, block)).ToArray();
            _locators.Add((layer, block, PolygonLocator.Build(block.Geometry, [.. places.Select(i => areas[i].Row)]), places));
        }
    }

    /// <summary>Level of the districts, or null.</summary>
    public string? Level { get; }

    /// <summary>The areas by ascending id.</summary>
    public IReadOnlyList<FeatureRef> Features { get; }

    /// <summary>Areas in the metric plane, m².</summary>
    public IReadOnlyList<double> SquareMetres { get; }

    /// <summary>The parks.</summary>
    public static AreaUnits Parks(CitySnapshot city)
    {
        var layer = city.Layer("parks");
        return new(city, layer, null, [.. layer.All.Where(park => !park.IsEmpty)]);
    }

    /// <summary>The districts of the lowest level that covers the city (design, decision 11).</summary>
    public static AreaUnits DistrictsOf(CitySnapshot city, RiskModel model)
    {
        var layer = city.Layer("districts");
        var levels = layer.All.Where(district => !district.IsEmpty).GroupBy(district => district.Text(LevelField), StringComparer.Ordinal).ToList();
        if (levels.Count == 0)
            return new(city, layer, null, []);
        var areas = levels.ToDictionary(level => level.Key ?? "", level => level.Sum(district => AreaOf(city, district)), StringComparer.Ordinal);
        var widest = areas.Values.Max();
        var chosen = levels.Where(level => areas[level.Key ?? ""] >= model.Coverage.LeastShare * widest).MaxBy(level => RankOf(level.Key))!;
        return new(city, layer, chosen.Key, [.. chosen]);
    }

    /// <summary>Which area holds a position in longitude and latitude, or -1.</summary>
    public int Find(double longitude, double latitude)
    {
        foreach (var (_, _, locator, places) in _locators)
        {
            var place = locator.Find(longitude, latitude);
            if (place >= 0)
                return places[place];
        }
        return -1;
    }

    // Levels are listed from the highest to the lowest; a district without a level is taken only where nothing else covers the city.
    static int RankOf(string? level) => level is null ? -1 : Districts.Levels.Codes.Select(code => code.Value).ToList().IndexOf(level);

    static double AreaOf(CitySnapshot city, FeatureRef area) => area.Block.Metric(city.Plane).ToGeometry(area.Row).Area;
}
