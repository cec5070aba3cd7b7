using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>Which protected places lie within which enterprise's influence radius, measured boundary to boundary where there are boundaries.</summary>
sealed class Exposure
{
    static readonly int Category = Places.Schema.IndexOf("category");
    static readonly int Day = Places.Schema.IndexOf("capacityDay");
    static readonly int Night = Places.Schema.IndexOf("capacityNight");

    readonly SiteShapes _shapes;
    readonly LayerPoints _enterprises;
    readonly LayerPoints _places;
    readonly double _placeReach;

    Exposure(CitySnapshot city, LayerPoints enterprises, LayerPoints places, IReadOnlyList<InfluenceRule?> rules)
    {
        (_shapes, _enterprises, _places) = (SiteShapes.Of(city), enterprises, places);
        _placeReach = ReachOfBoundaries();
        ReachedBy = new int[places.Count];
        PlacesOf = new int[enterprises.Count][];
        for (var enterprise = 0; enterprise < enterprises.Count; enterprise++)
        {
            PlacesOf[enterprise] = rules[enterprise] is { } rule ? Reached(enterprise, rule.RadiusMetres) : [];
            foreach (var place in PlacesOf[enterprise])
                ReachedBy[place]++;
        }
    }

    /// <summary>How many enterprises reach a place.</summary>
    public int[] ReachedBy { get; }

    /// <summary>The places that an enterprise reaches.</summary>
    public int[][] PlacesOf { get; }

    public static Exposure Of(CitySnapshot city, LayerPoints enterprises, LayerPoints places, IReadOnlyList<InfluenceRule?> rules) =>
        new(city, enterprises, places, rules);

    /// <summary>People at a place, or null where neither day nor night is known.</summary>
    public static (long Day, long Night)? PeopleAt(FeatureRef place) =>
        place.IsNull(Day) && place.IsNull(Night) ? null : (place.Integer(Day), place.Integer(Night));

    /// <summary>People times category weight, the larger of day and night; null where people or category are not known.</summary>
    public static double? WeightedPeople(FeatureRef place, CategoryWeights weights) =>
        PeopleAt(place) is { } people && weights.Of(place.Text(Category)) is { } weight ? Math.Max(people.Day, people.Night) * weight : null;

    /// <summary>True when an enterprise is measured from its boundary.</summary>
    public bool FromBoundary(int enterprise) => _shapes.Find(_enterprises.Features[enterprise]) is not null;

    int[] Reached(int enterprise, double radius)
    {
        var (x, y) = (_enterprises.X[enterprise], _enterprises.Y[enterprise]);
        var found = new List<int>();
        var site = _shapes.Find(_enterprises.Features[enterprise]);
        if (site is null && _placeReach == 0)
        {
            _places.Grid.Within(x, y, radius, found);
            return [.. found];
        }
        var siteReach = site is null ? 0 : ReachOf(site, x, y);
        _places.Grid.Within(x, y, radius + siteReach + _placeReach, found);
        var from = site ?? PointAt(x, y);
        return [.. found.Where(place => from.Distance(ShapeOf(place)) <= radius)];
    }

    NetTopologySuite.Geometries.Geometry ShapeOf(int place) => _shapes.Find(_places.Features[place]) ?? PointAt(_places.X[place], _places.Y[place]);

    // How far the farthest place boundary stretches from its place's point: no reached place is farther away than radius + this.
    double ReachOfBoundaries() => !_shapes.Any("places")
        ? 0
        : Enumerable.Range(0, _places.Count).Max(place => _shapes.Find(_places.Features[place]) is { } shape ? ReachOf(shape, _places.X[place], _places.Y[place]) : 0);

    static double ReachOf(NetTopologySuite.Geometries.Geometry shape, double x, double y) =>
        shape.Coordinates.Max(corner => Math.Sqrt(((corner.X - x) * (corner.X - x)) + ((corner.Y - y) * (corner.Y - y))));

    static NetTopologySuite.Geometries.Point PointAt(double x, double y) => new(x, y);
}
