using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Routing.Search;

namespace RiskMap.City.Travel;

/// <summary>The roads of a city as a traveller meets them at a time. Pure, thread-safe.</summary>
public static class CityRoads
{
    // What a question for a route means that names no profile.
    internal const string CarProfile = "car";

    /// <summary>Roads, costs and closures for a question: searches of the Routing room take it.</summary>
    /// <param name="city">The city; what-if closures and roads count.</param>
    /// <param name="profile">Token of a profile (data/road-costs.json).</param>
    /// <param name="time">When one sets off: hours of slow traffic and of turn restrictions follow the city's clock, closures their times.</param>
    /// <exception cref="QuestionException">There is no such profile.</exception>
    public static TravelConditions Conditions(CitySnapshot city, string profile, DateTimeOffset time)
    {
        var traveller = RoadCostRules.Current.Profile(profile);
        var local = LocalTime(city, time);
        return new TravelConditions(RoadGraphs.Of(city).Costs(traveller, local.DateTime), RoadClosures.Of(city).At(time));
    }

    /// <summary>Roads, costs and closures as they stand whatever the hour; turn restrictions with hours do not hold.</summary>
    /// <param name="city">The city; what-if closures and roads count.</param>
    /// <param name="roads">Which of them count.</param>
    /// <exception cref="InvalidDataException">The rule tables name a profile or a period that is not there.</exception>
    public static TravelConditions Standing(CitySnapshot city, StandingRoads roads) =>
        new(RoadGraphs.Of(city).Costs(roads.TravelProfile, roads.Period), RoadClosures.Of(city).Standing);

    /// <summary>Makes at once what the first questions about roads make at first use: the graph, the closures, and what help and cars pay at a time.</summary>
    public static void Prepare(CitySnapshot city, DateTimeOffset time)
    {
        foreach (var profile in (string[])[TravelTimes.Profile, CarProfile])
            Conditions(city, profile, time).Costs.Prepare();
    }

    /// <summary>Where a place in longitude and latitude lies on the roads, or null when it is farther from them than data/road-costs.json allows.</summary>
    public static RoadPosition? Snap(CitySnapshot city, TravelConditions conditions, double longitude, double latitude)
    {
        var (x, y) = city.Plane.Project(longitude, latitude);
        return Snapping.Snap(conditions.Costs, x, y, RoadCostRules.Current.Snap.LimitMetres);
    }

    /// <summary>A time on the city's clock; a city without metadata has no clock of its own.</summary>
    internal static DateTimeOffset LocalTime(CitySnapshot city, DateTimeOffset time) =>
        city.City is { } known ? TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(known.TimeZone)) : time;
}
