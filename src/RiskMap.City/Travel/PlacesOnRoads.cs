using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;

namespace RiskMap.City.Travel;

/// <summary>
/// Where very many places lie on the roads that a profile can use. Each is laid when it is first asked for, and kept: 12 bytes a place. Thread-safe: two
/// threads may lay the same place, to the same end.
/// </summary>
/// <param name="costs">Who travels; the hour does not matter.</param>
/// <param name="count">Number of places.</param>
/// <param name="at">Where a place lies in the city's metric plane, metres; always the same.</param>
public sealed class PlacesOnRoads(RoadCosts costs, int count, Func<int, (double X, double Y)> at)
{
    const int NotYet = 0;
    const int TooFar = -1;

    // One more than the edge, so that nothing has to be filled.
    readonly int[] _edges = new int[count];
    readonly double[] _fractions = new double[count];

    /// <summary>Number of places.</summary>
    public int Count => count;

    /// <summary>Where a place lies, metres.</summary>
    public (double X, double Y) At(int place) => at(place);

    /// <summary>True when the same traveller meets the same roads.</summary>
    public bool IsOn(RoadCosts other) => ReferenceEquals(costs.Graph, other.Graph) && ReferenceEquals(costs.Profile, other.Profile);

    /// <summary>Finds a place on the roads; false when it lies farther from them than data/road-costs.json allows.</summary>
    public bool TryFind(int place, out int edge, out double fraction)
    {
        var known = Volatile.Read(ref _edges[place]);
        if (known == NotYet)
            known = Lay(place);
        (edge, fraction) = (known - 1, _fractions[place]);
        return known != TooFar;
    }

    /// <summary>The place on the main roads, for one whose nearest road nobody reaches; not kept, such places are few.</summary>
    public RoadPosition? OnMainRoads(int place) => at(place) is var (x, y) ? Snapping.SnapToMain(costs, x, y, RoadCostRules.Current.Snap.LimitMetres) : null;

    int Lay(int place)
    {
        var (x, y) = at(place);
        var found = Snapping.Snap(costs, x, y, RoadCostRules.Current.Snap.LimitMetres);
        // The fraction first: who sees the edge must see it too.
        _fractions[place] = found?.Fraction ?? 0;
        var edge = found?.Edge + 1 ?? TooFar;
        Volatile.Write(ref _edges[place], edge);
        return edge;
    }
}
