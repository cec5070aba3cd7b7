using System.Collections.Concurrent;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Costing;

/// <summary>A graph with the costs that were asked for so far. Thread-safe; costs are made once for each profile and period, at first use.</summary>
/// <param name="graph">The graph.</param>
public sealed class RoadNetwork(RoadGraph graph)
{
    readonly ConcurrentDictionary<(TravelProfile Profile, SpeedPeriod? Period), Lazy<RoadCosts>> _costs = new(ByReference.Instance);

    /// <summary>The graph.</summary>
    public RoadGraph Graph { get; } = graph;

    /// <summary>Costs in free traffic.</summary>
    public RoadCosts Costs(TravelProfile profile) => Costs(profile, period: null);

    /// <summary>Costs at an hour of the local day.</summary>
    public RoadCosts Costs(TravelProfile profile, int hour, bool isWeekend) => Costs(profile, profile.PeriodAt(hour, isWeekend));

    RoadCosts Costs(TravelProfile profile, SpeedPeriod? period) => _costs.GetOrAdd(
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
