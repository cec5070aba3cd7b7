using System.Collections.Concurrent;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Costing;

/// <summary>
/// A graph with the costs that were asked for so far. Thread-safe; costs are made once for each profile and period, at first use. Where turn restrictions
/// have hours, those of the hours asked for last are kept besides: making them anew takes milliseconds, keeping them for every hour of the week would not end.
/// </summary>
/// <param name="graph">The graph.</param>
public sealed class RoadNetwork(RoadGraph graph)
{
    readonly ConcurrentDictionary<(TravelProfile Profile, SpeedPeriod? Period), Lazy<RoadCosts>> _costs = new(ByReference.Instance);
    readonly ConcurrentDictionary<(TravelProfile Profile, SpeedPeriod? Period), (bool[] Holding, RoadCosts Costs)> _withHours = new(ByReference.Instance);

    /// <summary>The graph.</summary>
    public RoadGraph Graph { get; } = graph;

    /// <summary>Costs in free traffic; turn restrictions with hours do not hold.</summary>
    public RoadCosts Costs(TravelProfile profile) => Costs(profile, period: null);

    /// <summary>Costs at a time on the local clock.</summary>
    public RoadCosts Costs(TravelProfile profile, DateTime local)
    {
        var key = (profile, profile.PeriodAt(local.Hour, local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
        var holding = Graph.HoursAt(local);
        if (!holding.Contains(true))
            return Costs(profile, key.Item2);
        if (_withHours.TryGetValue(key, out var last) && last.Holding.AsSpan().SequenceEqual(holding))
            return last.Costs;
        var costs = new RoadCosts(Graph, profile, key.Item2, Costs(profile), holding);
        _withHours[key] = (holding, costs);
        return costs;
    }

    /// <summary>Costs in the traffic of a period of the profile; null is free traffic. Turn restrictions with hours do not hold.</summary>
    public RoadCosts Costs(TravelProfile profile, SpeedPeriod? period) => _costs.GetOrAdd(
        (profile, period),
        key => new Lazy<RoadCosts>(() => new RoadCosts(Graph, key.Profile, key.Period, key.Period is null ? null : Costs(key.Profile)))).Value;

    /// <summary>Profiles are told apart as objects: comparing their tables would cost more than a search.</summary>
    sealed class ByReference : IEqualityComparer<(TravelProfile Profile, SpeedPeriod? Period)>
    {
        internal static readonly ByReference Instance = new();

        public bool Equals((TravelProfile Profile, SpeedPeriod? Period) x, (TravelProfile Profile, SpeedPeriod? Period) y) =>
            ReferenceEquals(x.Profile, y.Profile) && ReferenceEquals(x.Period, y.Period);

        public int GetHashCode((TravelProfile Profile, SpeedPeriod? Period) pair) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Profile),
            pair.Period is null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Period));
    }
}
