using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.City.Tests.Travel;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk;

/// <summary>A seeded city of 4 km × 3 km with two towns, two parks, people, plants, roads and teams, that lives on by edits; and the same city read anew.</summary>
sealed class RandomRiskCity
{
    public const double East = 4000, North = 3000;
    const double Block = 500;

    // Streets over the west of the city: its east is far from any road.
    const int Columns = 8, Streets = 8;

    static readonly DateTimeOffset Day = new(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(8));

    readonly SortedDictionary<(string Layer, long Id), Feature> _rows = [];
    readonly Random _random;
    long _version = 1;

    /// <summary>Makes the city.</summary>
    public RandomRiskCity(Random random, int plants)
    {
        _random = random;
        Put("districts", Area("districts", 1, (0, 0, 1930, North), ("name", "西镇"), ("code", "350213101"), ("level", "town")));
        Put("districts", Area("districts", 2, (1930, 0, East, North), ("name", "东镇"), ("code", "350213102"), ("level", "town")));
        Put("parks", Area("parks", 1, (300, 300, 1310, 1220), ("name", "甲园"), ("code", "P1")));
        Put("parks", Area("parks", 2, (2010, 400, 2890, 2080), ("name", "乙园"), ("code", "P2")));
        foreach (var (column, row) in Enumerable.Range(0, 8).SelectMany(column => Enumerable.Range(0, 6).Select(row => (column, row))))
            Put("population", Squares(column, row));
        for (var id = 1; id <= plants; id++)
            Put("enterprises", Plant(id));
        for (var id = 1; id <= 40; id++)
            Put("places", Place(id));
        for (var id = 1; id <= plants / 6; id++)
            Put("site-boundaries", Boundary(id));
        for (var id = 1; id <= 3; id++)
            Put("teams", At("teams", id, random.Between(0, East), random.Between(0, North), ("kind", "fire")));
        for (var id = 1; id <= 45; id++)
            Put("roads", RandomRoadCity.Street(random, id, Columns, Streets));
        for (var id = 1; id <= 4; id++)
            Put("closures", RandomRoadCity.Closure(random, id, Columns, Streets, Day));
        Current = Anew();
    }

    /// <summary>The city as its edits left it.</summary>
    public CitySnapshot Current { get; private set; }

    /// <summary>All rows with their layer.</summary>
    public IEnumerable<(string Layer, Feature Feature)> Rows => _rows.Select(row => (row.Key.Layer, row.Value));

    /// <summary>The same rows read from nothing.</summary>
    public CitySnapshot Anew() => CitySnapshot.Of(State, _rows.GroupBy(row => row.Key.Layer, row => row.Value, StringComparer.Ordinal)
        .Select(layer => LayerSnapshot.Of(CityLayers.Get(layer.Key), layer)));

    /// <summary>One random edit of one of the layers that make the risk.</summary>
    public void Edit()
    {
        var layer = _random.OneOf("enterprises", "enterprises", "enterprises", "site-boundaries", "places", "population", "teams", "roads", "closures");
        var ids = _rows.Keys.Where(key => key.Layer == layer).Select(key => key.Id).ToList();
        var id = ids.Count == 0 || _random.Next(4) == 0 ? (ids.Count == 0 ? 0 : ids.Max()) + 1 : _random.OneOf([.. ids]);
        if (ids.Contains(id) && ids.Count > 2 && _random.Next(3) == 0)
            Apply(layer, null, id);
        else
            Apply(layer, Make(layer, id), id);
    }

    Feature Make(string layer, long id) => layer switch
    {
        "enterprises" => Plant(id),
        "places" => Place(id),
        "site-boundaries" => Boundary(id),
        "roads" => RandomRoadCity.Street(_random, id, Columns, Streets),
        "closures" => RandomRoadCity.Closure(_random, id, Columns, Streets, Day),
        "teams" => At("teams", id, _random.Between(0, East), _random.Between(0, North), ("kind", _random.OneOf("fire", "medical"))),
        _ => Squares(_random.Next(8), _random.Next(6)) with { Id = id, Key = $"population-{id}" },
    };

    void Apply(string layer, Feature? row, long id)
    {
        _version++;
        if (row is null)
            _rows.Remove((layer, id));
        else
            Put(layer, row);
        Current = Current.With(
            new(State, [new(CityLayers.Get(layer), Whole: false, row is null ? [] : [row], row is null ? [id] : [])]), new Dictionary<string, LayerSnapshot>());
    }

    StoreState State => new("test", "1", _version, Metadata);

    void Put(string layer, Feature row) => _rows[(layer, row.Id)] = row;

    Feature Plant(long id) => At("enterprises", id, _random.Between(-300, East + 300), _random.Between(-300, North + 300),
        ("grade", _random.Next(12) == 0 ? null : _random.OneOf("red", "orange", "yellow", "blue", "blue")),
        ("inventory", _random.Next(6) == 0 ? """[{"cas":"7664-41-7","tonnes":8}]""" : null));

    Feature Place(long id) => At("places", id, _random.Between(0, East), _random.Between(0, North),
        ("category", _random.OneOf("highly-sensitive", "important", "general-1", "general-2", "general-3")),
        ("capacityDay", _random.Next(0, 900)), ("capacityNight", _random.Next(0, 300)));

    // One boundary a plant, under the same number; it may stand away from the plant's point.
    Feature Boundary(long id)
    {
        var at = _rows.GetValueOrDefault(("enterprises", id))?.Geometry?.Coordinate;
        var (x, y) = at is null ? (_random.Between(0, East), _random.Between(0, North)) : Offset(at.X, at.Y);
        return Area("site-boundaries", id, (x - _random.Between(10, 150), y - _random.Between(10, 150), x + _random.Between(10, 150), y + _random.Between(10, 150)),
            ("ofLayer", "enterprises"), ("ofKey", $"enterprises-{id}"));
    }

    Feature Squares(int column, int row) => Area("population", (column * 6) + row + 1,
        (column * Block, row * Block, (column + 1) * Block, (row + 1) * Block), ("residents", (double)_random.Next(0, 4000)), ("peopleDay", (double)_random.Next(0, 4000)));

    static (double X, double Y) Offset(double longitude, double latitude)
    {
        var (x, y) = TestPlane.Project(longitude, latitude);
        return (x - 620_000, y - 2_720_000);
    }
}
