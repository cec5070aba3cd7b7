using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Costing;

/// <summary>What one kind of road costs a profile, in one of its directions.</summary>
/// <param name="MillisecondsPerMetre">Driving time; infinite where there is no way through.</param>
/// <param name="FixedMilliseconds">What each edge costs besides.</param>
/// <param name="FreeMillisecondsPerMetre">Driving time without what broken rules add.</param>
/// <param name="Broken">Rules broken there.</param>
readonly record struct KindCost(double MillisecondsPerMetre, double FixedMilliseconds, double FreeMillisecondsPerMetre, RoadRules Broken)
{
    const double MillisecondsAtOneKilometrePerHour = 3600;

    static readonly KindCost Shut = new(double.PositiveInfinity, 0, double.PositiveInfinity, RoadRules.None);

    internal bool IsShut => double.IsPositiveInfinity(MillisecondsPerMetre);

    /// <summary>Cost of an edge in whole milliseconds.</summary>
    internal int Of(double metres) =>
        IsShut ? RoadCosts.Infinite : (int)Math.Min(RoadCosts.Infinite - 1, Math.Round((metres * MillisecondsPerMetre) + FixedMilliseconds));

    internal static KindCost Of(TravelProfile profile, SpeedPeriod? period, RoadTraits road, bool against)
    {
        var speed = SpeedKmh(profile, period, road);
        if (!(speed > 0))
            return Shut;
        var (factor, seconds, broken) = (1.0, 0.0, RoadRules.None);
        foreach (var rule in RulesOn(profile, road, against))
        {
            var treatment = profile.Treatment(rule);
            if (treatment.Obedience == Obedience.Obey)
                return Shut;
            if (treatment.Obedience == Obedience.Exempt)
                continue;
            factor *= Math.Max(1, treatment.TimeFactor);
            seconds += Math.Max(0, treatment.PenaltySeconds);
            broken |= rule;
        }
        var free = MillisecondsAtOneKilometrePerHour / speed;
        return new KindCost(free * factor, seconds * 1000, free, broken);
    }

    /// <summary>Speed in km/h; 0 where the class cannot be used.</summary>
    static double SpeedKmh(TravelProfile profile, SpeedPeriod? period, RoadTraits road)
    {
        if (!profile.SpeedsKmh.TryGetValue(road.RoadClass, out var speed))
            return 0;
        if (profile.LimitShare is { } share && road.MaxSpeedKmh is { } limit)
            speed = limit * share;
        var factor = period?.SpeedFactors.GetValueOrDefault(road.RoadClass, 1) ?? 1;
        var greatest = profile.GreatestSpeedsKmh.GetValueOrDefault(road.RoadClass, profile.GreatestSpeedKmh);
        return Math.Min(speed, greatest) * Math.Min(1, factor);
    }

    static IEnumerable<RoadRules> RulesOn(TravelProfile profile, RoadTraits road, bool against)
    {
        if (against)
            yield return RoadRules.AgainstOneway;
        var (vehicle, cargo) = profile.AccessOn(road);
        if (RuleOf(vehicle) is not RoadRules.None and var access)
            yield return access;
        if (cargo != vehicle && RuleOf(cargo) is not RoadRules.None and var carried)
            yield return carried;
        if (road.ChangesDirection)
            yield return RoadRules.ChangingDirection;
        if (road.MaxWeightTonnes < profile.WeightTonnes)
            yield return RoadRules.WeightLimit;
        if (road.MaxHeightMetres < profile.HeightMetres)
            yield return RoadRules.HeightLimit;
        if (road.MaxWidthMetres < profile.WidthMetres)
            yield return RoadRules.WidthLimit;
        if (road.MaxLengthMetres < profile.LengthMetres)
            yield return RoadRules.LengthLimit;
        if (road.IsTunnel)
            yield return RoadRules.Tunnel;
    }

    static RoadRules RuleOf(RoadAccess access) => access switch
    {
        RoadAccess.Destination => RoadRules.DestinationOnly,
        RoadAccess.Private => RoadRules.PrivateRoad,
        RoadAccess.Gate => RoadRules.Gate,
        RoadAccess.Forbidden => RoadRules.NoAccess,
        RoadAccess.Blocked => RoadRules.Barrier,
        RoadAccess.UnmarkedGate => RoadRules.UnmarkedGate,
        _ => RoadRules.None,
    };
}
