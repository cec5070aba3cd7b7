using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Travel;

/// <summary>
/// Response time in the standing state of a city: the one function through which the index of areas and the ledgers ask how long help takes. By road, as
/// <see cref="StandingRoads"/> takes them; straight distance times a detour factor at one speed (<see cref="StraightLine"/>) where an end lies too far from
/// the roads or there are none. Dispatch asks for the roads of an hour instead (<see cref="TravelTimes"/>). Pure, thread-safe.
/// </summary>
public static class Response
{
    /// <summary>Seconds from one position to another, both in the city's metric plane (metres); infinite where no road leads there.</summary>
    public static double ResponseSeconds(CitySnapshot city, (double X, double Y) from, (double X, double Y) to, StandingRoads roads) =>
        Nearest(city, [new(from)], roads).To(to).Seconds;

    /// <summary>The same from whichever of many sources is first, to very many places: <see cref="ResponseSeconds"/> for each of them, and the least.</summary>
    public static NearestSources Nearest(CitySnapshot city, IReadOnlyList<TravelSource> sources, StandingRoads roads) =>
        NearestSources.Of(CityRoads.Standing(city, roads), sources);

    /// <summary>How the times were made, as part of a sentence.</summary>
    /// <param name="hasRoads">Whether the city has roads.</param>
    /// <param name="roads">How the roads were taken.</param>
    /// <param name="what">What was asked for, with its number.</param>
    /// <param name="estimated">For how many of them the time is a straight-line estimate.</param>
    /// <param name="unreached">How many no road leads to.</param>
    public static LocalizedText MethodOf(bool hasRoads, StandingRoads roads, LocalizedText what, int estimated, int unreached)
    {
        var (rule, limit) = (StraightLine.Rule, RoadCostRules.Current.Snap.LimitMetres);
        var estimate = FormattableString.Invariant($"{rule.DetourFactor}");
        var speed = FormattableString.Invariant($"{rule.SpeedKilometresPerHour} km/h");
        if (!hasRoads)
            return ($"直线距离 × {estimate}，按 {speed} 估算（没有道路数据）", $"straight distance × {estimate} at {speed} (there are no roads)");
        var (titleZh, titleEn) = (RoadCostRules.Current.Row(roads.Profile).Title.Zh, RoadCostRules.Current.Row(roads.Profile).Title.En);
        var (trafficZh, trafficEn) = roads.Traffic == StandingRoads.Free ? ("道路畅通", "free traffic") : ($"{roads.Traffic} 时段路况", $"traffic of {roads.Traffic}");
        return (
            $"按道路行驶（{titleZh}，{trafficZh}，只计不限期的断路）；{what.Zh}中 {estimated} 个或其队伍离可通行道路超过 {limit:0} m，按直线距离 × {estimate}、{speed} 估算，{unreached} 个无路可达",
            $"by road ({titleEn}, {trafficEn}, closures without begin and end only); of {what.En} {estimated} (or their team) lie more than {limit:0} m from usable roads: straight distance × {estimate} at {speed}; {unreached} are reached by no road");
    }
}
