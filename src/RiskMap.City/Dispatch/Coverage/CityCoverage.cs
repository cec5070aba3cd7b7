using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Routing.Search;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>
/// What the bases of a city cover at a moment, by road: a place is covered where turnout and drive together are within the standard. One bounded search for
/// each base, kept with the layers and the moment. Immutable.
/// </summary>
sealed class CityCoverage
{
    CityCoverage(CitySnapshot city, CoverageOrder order, IReadOnlyList<CoverageBase> bases)
    {
        (City, Order, Bases) = (city, order, bases);
        Conditions = CityRoads.Conditions(city, TravelTimes.Profile, order.Time);
        HasRoads = Conditions.Costs.Graph.EdgeCount > 0;
    }

    /// <summary>The city.</summary>
    public CitySnapshot City { get; }

    /// <summary>The question.</summary>
    public CoverageOrder Order { get; }

    /// <summary>The bases, those that are taken away included: a base is known by its number.</summary>
    public IReadOnlyList<CoverageBase> Bases { get; }

    /// <summary>Who drives when, and what is shut.</summary>
    public TravelConditions Conditions { get; }

    /// <summary>True where the city has roads: without them nothing can be told.</summary>
    public bool HasRoads { get; }

    /// <summary>Numbers of the bases that are taken away.</summary>
    public IReadOnlySet<int> Gone { get; private init; } = new HashSet<int>();

    /// <summary>The bases that stand.</summary>
    public IEnumerable<CoverageBase> Standing => Bases.Where((_, number) => !Gone.Contains(number));

    /// <summary>The coverage of a city.</summary>
    public static CityCoverage Of(CitySnapshot city, CoverageOrder order, IReadOnlyList<CoverageBase> bases) => new(city, order, bases);

    /// <summary>The same without some bases.</summary>
    public CityCoverage Without(IEnumerable<int> bases) => new(City, Order, Bases) { Gone = Gone.Union(bases).ToHashSet() };

    /// <summary>Which of some places the bases cover. The arrays are those of a layer, kept with it.</summary>
    public CoveredPlaces Of(double[] x, double[] y)
    {
        var roads = RoadPlaces.Of(Conditions, x, y);
        var reached = new int[Bases.Count][];
        Parallel.For(0, reached.Length, number => reached[number] = roads.ReachedFrom(Conditions, Bases[number].At, DriveSeconds(Bases[number])));
        return new(roads, reached);
    }

    /// <summary>How long a base may drive: what the standard leaves after its turnout; negative where nothing is left.</summary>
    public double DriveSeconds(CoverageBase known) => Order.LimitSeconds - known.TurnoutSeconds;

    /// <summary>True where a base stands too far from the roads to go anywhere.</summary>
    public bool IsTooFar(CoverageBase known) => Snapping.Snap(Conditions.Costs, known.At.X, known.At.Y, RoadCostRules.Current.Snap.LimitMetres) is null;
}

/// <summary>Which of many places are covered, and by whom. Immutable.</summary>
sealed class CoveredPlaces
{
    readonly int[] _times;
    readonly HashSet<int> _gone;

    /// <summary>Counts how many bases cover each place.</summary>
    /// <param name="roads">The places on the roads.</param>
    /// <param name="byBase">The places that each base reaches in time.</param>
    /// <param name="gone">Bases that are not there.</param>
    public CoveredPlaces(RoadPlaces roads, IReadOnlyList<int[]> byBase, IEnumerable<int>? gone = null)
    {
        (Roads, ByBase, _times, _gone) = (roads, byBase, new int[roads.Count], [.. gone ?? []]);
        for (var number = 0; number < byBase.Count; number++)
        {
            foreach (var place in _gone.Contains(number) ? [] : byBase[number])
                _times[place]++;
        }
    }

    /// <summary>The places on the roads.</summary>
    public RoadPlaces Roads { get; }

    /// <summary>The places that each base reaches in time, those that are gone included.</summary>
    public IReadOnlyList<int[]> ByBase { get; }

    /// <summary>Number of places.</summary>
    public int Count => _times.Length;

    /// <summary>True where some base is there in time.</summary>
    public bool IsCovered(int place) => _times[place] > 0;

    /// <summary>True where exactly one base is.</summary>
    public bool IsCoveredOnce(int place) => _times[place] == 1;

    /// <summary>True where the place lies too far from the roads to be reached at all.</summary>
    public bool IsTooFar(int place) => Roads.IsTooFar(place);

    /// <summary>The places that are not covered.</summary>
    public IEnumerable<int> Uncovered => Enumerable.Range(0, Count).Where(place => _times[place] == 0);

    /// <summary>The same without some bases.</summary>
    public CoveredPlaces Without(IEnumerable<int> bases) => new(Roads, ByBase, _gone.Union(bases));
}
