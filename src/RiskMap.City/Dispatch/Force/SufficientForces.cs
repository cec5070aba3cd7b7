using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch.Force;

/// <summary>
/// The fastest sufficient force, not the nearest: the least time in which all needs are met by teams on duty and deployable stock, the fewest units that do it
/// (and of those the least sum of arrivals), the bottleneck, the best set that differs by at least one unit, and what coverage is left. Pure but for
/// <see cref="ForceQuestion.Time"/>, which is now where it is not given; thread-safe.
/// </summary>
public static class SufficientForces
{
    /// <summary>The force for an incident.</summary>
    /// <exception cref="QuestionException">An input is missing, unknown or contradicts another, or a pinned unit cannot get there.</exception>
    public static ForceAnswer Of(CitySnapshot city, ForceQuestion question, TravelTimes travelTimes)
    {
        var order = ForceOrder.Of(city, question);
        var asOf = TimeZoneInfo.ConvertTime(question.Time ?? DateTimeOffset.UtcNow, CityMetadata.ZoneOf(city.City));
        return new ForcePlan(city, order, UnitsFor(city, order, asOf), travelTimes, asOf).Answer();
    }

    /// <summary>The units that can be sent to an order, as they are at a moment of the city's clock.</summary>
    internal static ForceUnits UnitsFor(CitySnapshot city, ForceOrder order, DateTimeOffset asOf) =>
        new ForceUnits(city, order, DateOnly.FromDateTime(asOf.DateTime)).Read();
}
