using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>Which protected places lie within which enterprise's influence radius, measured boundary to boundary where there are boundaries.</summary>
sealed class Exposure
{
    static readonly int Category = Places.Schema.IndexOf("category");
    static readonly int Day = Places.Schema.IndexOf("capacityDay");
    static readonly int Night = Places.Schema.IndexOf("capacityNight");

    readonly SiteOutline[] _enterprises;
    readonly SiteOutline[] _places;
    readonly LayerPoints _enterprisePoints;
    readonly LayerPoints _placePoints;
    readonly double _placeReach;

    Exposure(CitySnapshot city, LayerPoints enterprises, LayerPoints places, IReadOnlyList<InfluenceRule?> rules)
    {
        (_enterprisePoints, _placePoints) = (enterprises, places);
        (_enterprises, _places) = (Outlines(city, enterprises), Outlines(city, places));
        // How far the farthest place boundary stretches from its place's point: no reached place is farther away than radius + this.
        _placeReach = _places.Where(place => place.HasShape).Select(place => place.Reach).DefaultIfEmpty(0).Max();
        ReachedBy = new int[places.Count];
        PlacesOf = new int[enterprises.Count][];
        var found = new List<int>();
        for (var enterprise = 0; enterprise < enterprises.Count; enterprise++)
        {
            PlacesOf[enterprise] = rules[enterprise] is { } rule ? Reached(enterprise, rule.RadiusMetres, found) : [];
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
    public bool FromBoundary(int enterprise) => _enterprises[enterprise].HasShape;

    int[] Reached(int enterprise, double radius, List<int> found)
    {
        found.Clear();
        ref readonly var site = ref _enterprises[enterprise];
        _placePoints.Grid.Within(_enterprisePoints.X[enterprise], _enterprisePoints.Y[enterprise], radius + site.Reach + _placeReach, found);
        var count = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (site.IsWithin(_places[found[i]], radius))
                found[count++] = found[i];
        }
        return [.. found[..count]];
    }

    static SiteOutline[] Outlines(CitySnapshot city, LayerPoints points)
    {
        var shapes = SiteShapes.Of(city);
        var outlines = new SiteOutline[points.Count];
        for (var i = 0; i < outlines.Length; i++)
            outlines[i] = new SiteOutline(points.X[i], points.Y[i], shapes.Find(points.Features[i]));
        return outlines;
    }
}
